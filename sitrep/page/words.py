"""The words of a page for what a report is made of: sources, documents, headers, withdrawals."""

import math
import re
from collections.abc import Iterator

from sitrep.claims import Claim, Header, Judgement, Note, Retraction
from sitrep.fields.canonical import LARGEST_INTEGER
from sitrep.fields.declarations import FieldRole, declared
from sitrep.languages import isolated, message, say, say_day, say_list, say_several, spoken
from sitrep.page.model import MADE_FROM_FACTS
from sitrep.pictures.policies import Policy
from sitrep.records.base import Record
from sitrep.report import SitRep
from sitrep.values.figures import Figure
from sitrep.values.sources import Attribution, Document, Source
from sitrep.vocabularies import Credibility, Stance

_SHORT_DIGEST = 12

_STANCES = {Stance.DENIES: message("{source} denies it"), Stance.CANNOT_CONFIRM: message("{source} cannot confirm it")}


def say_count(number: int, thing: str) -> str:
    """Return a number of things in English, for who writes commands."""
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"


def say_facts(number: int) -> str:
    return say_several("{number} reported fact", "{number} reported facts", number)


def say_sources(number: int) -> str:
    return say_several("{number} source", "{number} sources", number)


def say_left_out(number: int) -> str:
    return say_several(
        "{number} more, in the file of the report and not on this page.",
        "{number} more, in the file of the report and not on this page.",
        number,
    )


def say_size(report: SitRep) -> str:
    sources = {attribution.source.name for claim in report for attribution in claim.attributions}
    return say_list([say_facts(len(report)), say_sources(len(sources))])


def short_id(claim_id: str) -> str:
    """Return as much of an id as tells it from the others of a report, but for the rarest chance."""
    return claim_id[: claim_id.index(":") + 1 + _SHORT_DIGEST]


def say_header(header: Header) -> Iterator[str]:
    if header.crisis:
        yield isolated(header.crisis)
    if header.publisher:
        yield isolated(header.publisher)
    if header.number:
        yield say("no. {number}", number=isolated(header.number))
    if header.issued:
        yield say("issued {date}", date=header.issued)
    if header.period:
        yield say("covers {period}", period=header.period)
    if header.data_as_of:
        yield say("figures as of {date}", date=header.data_as_of)


def say_statement(claim: Claim) -> str:
    return claim.record.statement or say("reported, without further details")


def say_qualifiers(record: Record) -> str:
    return say_list(
        declaration.say(held) for declaration, held in record.given() if declaration.role is FieldRole.QUALIFIER
    )


def say_attribution(attribution: Attribution) -> str:
    """Return who says it, through whom, when and how credibly; without the excerpt."""
    source = _say_source(attribution.source)
    return say_list(
        [
            say(_STANCES[attribution.stance], source=source) if attribution.stance in _STANCES else source,
            *(say("via {source}", source=_say_source(relay)) for relay in attribution.via),
            say("said {date}", date=attribution.said) if attribution.said else None,
            say("reported {date}", date=attribution.reported) if attribution.reported else None,
            _say_credibility(attribution.credibility) if attribution.credibility else None,
            *(declared(Attribution)["caveats"].kind.item.say(caveat) for caveat in attribution.caveats),
        ]
    )


def _say_source(source: Source) -> str:
    known = say_list(
        [
            isolated(source.affiliation) if source.affiliation else None,
            say("anonymous") if source.anonymous else None,
            say("reliability {letter}", letter=source.reliability) if source.reliability else None,
        ]
    )
    return f"{isolated(source.name)} ({known})" if known else isolated(source.name)


def _say_credibility(digit: int) -> str:
    return say("credibility {digit} ({meaning})", digit=digit, meaning=Credibility(str(digit)).spoken)


def say_retraction(retraction: Retraction, replacement: Claim | None) -> str:
    kind, source = retraction.kind.spoken, isolated(retraction.source.name)
    if retraction.by is None or retraction.by.name == retraction.source.name:
        said = say("{kind} by {source}", kind=kind[:1].upper() + kind[1:], source=source)
    else:
        said = say("Disputed: {body} calls the word of {source} {kind}", body=retraction.by, source=source, kind=kind)
    said = say_list([said, str(retraction.at) if retraction.at else None])
    said = f"{said}: {isolated(retraction.reason)}" if retraction.reason else said
    return say("{said}; now: {statement}", said=said, statement=say_statement(replacement)) if replacement else said


def say_judgement(judgement: Judgement) -> str:
    return capitalised(str(judgement))


def say_note(note: Note) -> str:
    sector = declared(Note)["sector"].kind.say(note.sector) if note.sector else None
    return say_list([capitalised(note.section.spoken) if note.section else None, sector])


def say_document(document: Document) -> str:
    return say_list(
        [
            str(document),
            isolated(document.publisher) if document.publisher and (document.title or document.url) else None,
            say("published {date}", date=document.published) if document.published else None,
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
        say("Crisis"): header.crisis,
        say("Published by"): header.publisher,
        say("Number"): say_list(
            [header.number, say("version {number}", number=header.version) if header.version else None]
        ),
        say("Issued"): header.issued,
        say("Figures as of"): header.data_as_of,
        say("Covers"): header.period,
        say("Next update"): header.next_update,
        say("Contact"): say_list(header.contacts),
    }
    yield from ((question, spell_dates(str(answer))) for question, answer in answers.items() if answer)


def say_method(report: SitRep, policy: Policy, scope: str) -> Iterator[str]:
    """Yield how a page came about, in sentences for its readers."""
    yield say(
        "This page was made by a program from {size}. Each leads to who said it and where.", size=say_size(report)
    )
    if scope:
        yield say("It doesn't have all of the report: {scope}.", scope=scope)
    yield say(
        "Figures are as precise as they were reported, and none were added up. Large ones are rounded, with the exact "
        "figure beside them."
    )
    yield say(
        "Where sources disagree all are shown, with the range between them. What stands first was chosen by this rule, "
        "which judges nothing: {rule}. Where nothing decides, nothing is chosen.",
        rule=policy,
    )
    yield say("Highlights marked “{made}” were written by a program; the others by people.", made=say(MADE_FROM_FACTS))
    if spoken().unread:
        yield say(
            "The words of this page were translated into this language by a machine, and not all of them have been "
            "read by a person yet."
        )


def capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


_ISO_DAY = re.compile(r"(?<![\d-])(\d{4})-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?(?![\d-])")
_MILLIONS = re.compile(r"\d{1,3}(?:,\d{3}){2,}")


def spell_dates(text: str) -> str:
    """Return a sentence of ours with its days as people write them: 1 November 2023 for 2023-11-01."""
    return _ISO_DAY.sub(_spell_date, text)


def _spell_date(found: re.Match[str]) -> str:
    year, month, day = found.groups()
    return say_day(int(year), int(month), int(day) if day else None)


def say_rounded(figure: Figure) -> str:
    """Return a figure as people remember it: three digits of it, and millions as such."""
    rounded = {
        name: number
        for name in ("low", "best", "high", "above", "below")
        if (number := _rounded(figure, name)) is not None
    }
    is_other = any(number != getattr(figure, name) for name, number in rounded.items())
    shown = figure.replace(**rounded, approximate=True, of=None) if is_other else figure
    said = str(shown)
    # Elsewhere a million is a noun, and what it is of stands in another form behind it.
    return _MILLIONS.sub(_say_millions, said) if spoken().locale is None else said


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
