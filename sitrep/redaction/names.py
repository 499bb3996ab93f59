"""Sources that must not be named, and their pseudonyms."""

from functools import cached_property

from attrs import frozen

from sitrep.audiences import PSEUDONYM, exceeds, of_source
from sitrep.fields.canonical import folded_name
from sitrep.naming import Names
from sitrep.redaction.profiles import Profile
from sitrep.redaction.releases import Release
from sitrep.values.sources import Source
from sitrep.vocabularies import TrafficLight

_PREFIX = "Confidential source "


@frozen(eq=False)
class Confidential:
    """The sources that a release must not name, and their pseudonyms."""

    profile: Profile
    release: Release
    audience: TrafficLight
    sources: frozenset[Source]

    @cached_property
    def named(self) -> Names:
        """Their names, to be looked for in texts."""
        return Names(frozenset(each.name for each in self.sources if not PSEUDONYM.fullmatch(each.name)))

    def has(self, source: Source) -> bool:
        """Return whether a source must not be named. A pseudonym of another release is renewed."""
        is_pseudonym = bool(source.anonymous and PSEUDONYM.fullmatch(source.name))
        return (
            is_pseudonym
            or exceeds(of_source(source), self.audience)
            or self.named.are_in(source.name, source.affiliation)
        )

    def shown(self, source: Source) -> Source:
        """Return a source as it is told of: under a pseudonym where it must not be named."""
        if not self.has(source):
            return source.replace(kept="")
        if PSEUDONYM.fullmatch(source.name) and self.release.made("source", source.name.removeprefix(_PREFIX)):
            return source.replace(kept="", affiliation=None)
        token = self.release.token("source", f"{folded_name(source.name)}\n{folded_name(source.affiliation or '')}")
        kind = source.kind if self.profile.kinds else None
        return Source(f"{_PREFIX}{token}", kind=kind, anonymous=True)
