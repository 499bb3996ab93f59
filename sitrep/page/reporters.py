"""The sources of a page: who they are, how far they are relied on, and how much they say."""

from collections.abc import Iterator

from sitrep.claims import Claim
from sitrep.fields.declarations import declared
from sitrep.languages import isolated, say
from sitrep.page.model import SourceEntry
from sitrep.report import SitRep
from sitrep.values.sources import Source
from sitrep.vocabularies import SourceKind


def source_entries(report: SitRep) -> tuple[SourceEntry, ...]:
    """Return the sources of a report, those that say most first; one of several affiliations stands for each."""
    said: dict[tuple[str, str | None], tuple[list[Source], set[Claim]]] = {}
    for claim in report:
        for attribution in claim.attributions:
            source = attribution.source
            sources, claims = said.setdefault((source.name, source.affiliation), ([], set()))
            sources.append(source)
            claims.add(claim)
    entries = [
        SourceEntry(name, tuple(dict.fromkeys(words for source in sources for words in _about(source))), len(claims))
        for (name, _), (sources, claims) in said.items()
    ]
    return tuple(sorted(entries, key=lambda entry: (-entry.facts, entry.name, entry.about)))


def _about(source: Source) -> Iterator[str]:
    if source.affiliation:
        yield isolated(source.affiliation)
    if source.kind and source.kind != SourceKind.UNKNOWN:
        yield declared(Source)["kind"].kind.say(source.kind)
    if source.anonymous:
        yield say("not named")
    if source.reliability:
        yield say("reliability {letter}: {meaning}", letter=source.reliability, meaning=source.reliability.spoken)
