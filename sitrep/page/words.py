"""The words of a page for what a report is made of: sources, documents, headers, withdrawals."""

from collections.abc import Iterable, Iterator

from sitrep.claims import Claim, Header, Judgement, Note, Retraction
from sitrep.fields.declarations import FieldRole
from sitrep.records.base import Record
from sitrep.report import SitRep
from sitrep.values.sources import Attribution, Document, Source
from sitrep.vocabularies import Credibility, Stance

_SHORT_DIGEST = 12

_STANCES = {Stance.DENIES: " denies it", Stance.CANNOT_CONFIRM: " cannot confirm it"}


def say_count(number: int, thing: str) -> str:
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"


def say_list(words: Iterable[str | None]) -> str:
    return ", ".join(filter(None, words))


def say_size(report: SitRep) -> str:
    sources = {attribution.source.name for claim in report for attribution in claim.attributions}
    return f"{say_count(len(report), 'reported fact')}, {say_count(len(sources), 'source')}"


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
    return say_list([note.section.label.capitalize() if note.section else None, note.sector])


def say_document(document: Document) -> str:
    return say_list(
        [
            str(document),
            document.publisher if document.title or document.url else None,
            f"published {document.published}" if document.published else None,
            document.url if document.title else None,
        ]
    )
