"""The words of a page for what a report is made of: sources, documents, headers, withdrawals."""

import math
import re
from collections.abc import Iterable, Iterator

from sitrep.claims import Claim, Header, Judgement, Note, Retraction
from sitrep.fields.canonical import LARGEST_INTEGER
from sitrep.fields.declarations import FieldRole, declared
from sitrep.page.model import MADE_FROM_FACTS
from sitrep.pictures.policies import Policy
from sitrep.records.base import Record
from sitrep.report import SitRep
from sitrep.values.figures import Figure
from sitrep.values.sources import Attribution, Document, Source
from sitrep.vocabularies import Credibility, Stance

_SHORT_DIGEST = 12

_STANCES = {Stance.DENIES: " denies it", Stance.CANNOT_CONFIRM: " cannot confirm it"}


def say_count(number: int, thing: str) -> str:
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"


def say_list(words: Iterable[str | None]) -> str:
    return ", ".join(filter(None, words))


def say_facts(number: int) -> str:
    return say_count(number, "reported fact")


def say_size(report: SitRep) -> str:
    sources = {attribution.source.name for claim in report for attribution in claim.attributions}
    return f"{say_facts(len(report))}, {say_count(len(sources), 'source')}"


def short_id(claim_id: str) -> str:
    """Return as much of an id as tells it from the others of a report, but for the rarest chance."""
    return claim_id[: claim_id.index(":") + 1 + _SHORT_DIGEST]


def say_header(header: Header) -> Iterator[str]:
    if header.crisis:
        yield header.crisis
    if header.publisher:
        yield header.publisher
    if header.number:
        yield f"no. {header.number}"
    if header.issued:
        yield f"issued {header.issued}"
    if header.period:
        yield f"covers {header.period}"
    if header.data_as_of:
        yield f"figures as of {header.data_as_of}"


def say_statement(claim: Claim) -> str:
    return claim.record.statement or "reported, without further details"


def say_qualifiers(record: Record) -> str:
    return say_list(
        declaration.say(held) for declaration, held in record.given() if declaration.role is FieldRole.QUALIFIER
    )


def say_attribution(attribution: Attribution) -> str:
    """Return who says it, through whom, when and how credibly; without the excerpt."""
    return say_list(
        [
            _say_source(attribution.source) + _STANCES.get(attribution.stance, ""),
            *(f"via {_say_source(relay)}" for relay in attribution.via),
            f"said {attribution.said}" if attribution.said else None,
            f"reported {attribution.reported}" if attribution.reported else None,
            _say_credibility(attribution.credibility) if attribution.credibility else None,
            *(caveat.replace("_", " ") for caveat in attribution.caveats),
        ]
    )


def _say_source(source: Source) -> str:
    known = say_list(
        [
            source.affiliation,
            "anonymous" if source.anonymous else None,
            f"reliability {source.reliability}" if source.reliability else None,
        ]
    )
    return f"{source.name} ({known})" if known else source.name


def _say_credibility(digit: int) -> str:
    return f"credibility {digit} ({Credibility(str(digit)).label})"


def say_retraction(retraction: Retraction, replacement: Claim | None) -> str:
    kind, source = retraction.kind.label, retraction.source.name
    if retraction.by is None or retraction.by.name == source:
        said = f"{kind.capitalize()} by {source}"
    else:
        said = f"Disputed: {retraction.by} calls the word of {source} {kind}"
    said = say_list([said, str(retraction.at) if retraction.at else None])
    said = f"{said}: {retraction.reason}" if retraction.reason else said
    return f"{said}; now: {replacement.record.statement}" if replacement else said


def say_judgement(judgement: Judgement) -> str:
    said = str(judgement)
    return said[:1].upper() + said[1:]


def say_note(note: Note) -> str:
    sector = declared(Note)["sector"].kind.say(note.sector) if note.sector else None
    return say_list([note.section.label.capitalize() if note.section else None, sector])


def say_document(document: Document) -> str:
    return say_list(
        [
            str(document),
            document.publisher if document.title or document.url else None,
            f"published {document.published}" if document.published else None,
            document.url if document.title else None,
        ]
    )


def title_of(report: SitRep) -> str:
    """Return the title of the report issued last of those that it holds; blank where it has no header."""
    header = newest_header(report)
    return header.title if header else ""


def newest_header(report: SitRep) -> Header | None:
    return max(report.headers, key=lambda header: (_last_day(header), header.title), default=None)


def _last_day(header: Header) -> str:
    return f"{header.issued.latest:%Y-%m-%d}" if header.issued and header.issued.latest else ""


def say_about(report: SitRep) -> Iterator[tuple[str, str]]:
    """Yield what a reader asks of a report first, each with its answer, as its newest header has it."""
    header = newest_header(report)
    if header is None:
        return
    answers = {
        "Crisis": header.crisis,
        "Published by": header.publisher,
        "Number": say_list([header.number, f"version {header.version}" if header.version else None]),
        "Issued": header.issued,
        "Figures as of": header.data_as_of,
        "Covers": header.period,
        "Next update": header.next_update,
        "Contact": say_list(header.contacts),
    }
    yield from ((question, spell_dates(str(answer))) for question, answer in answers.items() if answer)


def say_method(report: SitRep, policy: Policy, scope: str) -> Iterator[str]:
    """Yield how a page came about, in sentences for its readers."""
    yield f"This page was made by a program from {say_size(report)}. Each leads to who said it and where."
    if scope:
        yield f"It doesn't have all of the report: {scope}."
    yield (
        "Figures are as precise as they were reported, and none were added up. Large ones are rounded, with the exact "
        "figure beside them."
    )
    yield (
        "Where sources disagree all are shown, with the range between them. What stands first was chosen by this rule, "
        f"which judges nothing: {policy}. Where nothing decides, nothing is chosen."
    )
    yield f"Highlights marked “{MADE_FROM_FACTS}” were written by a program; the others by people."


_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_ISO_DAY = re.compile(r"(?<![\d-])(\d{4})-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?(?![\d-])")
_MILLIONS = re.compile(r"\d{1,3}(?:,\d{3}){2,}")


def spell_dates(text: str) -> str:
    """Return a sentence of ours with its days as people write them: 1 November 2023 for 2023-11-01."""
    return _ISO_DAY.sub(_spell_date, text)


def _spell_date(found: re.Match[str]) -> str:
    year, month, day = found.groups()
    name = _MONTHS[int(month) - 1]
    return f"{int(day)} {name} {year}" if day else f"{name} {year}"


def say_rounded(figure: Figure) -> str:
    """Return a figure as people remember it: three digits of it, and millions as such."""
    rounded = {
        name: number
        for name in ("low", "best", "high", "above", "below")
        if (number := _rounded(figure, name)) is not None
    }
    is_other = any(number != getattr(figure, name) for name, number in rounded.items())
    shown = figure.replace(**rounded, approximate=True, of=None) if is_other else figure
    return _MILLIONS.sub(_say_millions, str(shown))


_LARGEST_EXACT = 10_000


def _rounded(figure: Figure, name: str) -> float | None:
    number: float | None = getattr(figure, name)
    if number is None or abs(number) < _LARGEST_EXACT:
        return number
    rounded = round(number, 2 - math.floor(math.log10(abs(number))))
    return rounded if abs(rounded) <= LARGEST_INTEGER else number


def _say_millions(found: re.Match[str]) -> str:
    number = int(found[0].replace(",", ""))
    return found[0] if number % 10_000 else f"{number / 1_000_000:g} million"


def say_difference(difference: tuple[float | None, float | None] | None) -> str:
    """Return the least and the most that lies between two figures in words; blank where nothing is known of it."""
    low, high = difference or (None, None)
    if low is None and high is None:
        return ""
    if low == high:
        return f"{low:+,}" if low else "no change"
    if low is None or high is None:
        return f"at least {low:+,}" if low is not None else f"at most {high:+,}"
    return f"{low:+,} to {high:+,}"
