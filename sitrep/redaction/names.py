"""Sources that must not be named: their pseudonyms, and the texts that name them."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cached_property
from typing import Any
from urllib.parse import unquote

from attrs import frozen

from sitrep.audiences import PSEUDONYM
from sitrep.fields.canonical import folded_name
from sitrep.fields.declarations import Value
from sitrep.fields.kinds import ManyKind, TextKind, ValueKind
from sitrep.redaction.profiles import Profile
from sitrep.redaction.releases import Release
from sitrep.values.sources import Source

_PREFIX = "Confidential source "
_SHORT = 4
"""Letters of a name that is looked for as a whole word: within longer ones it would be found everywhere."""


def _letters(text: str) -> str:
    spelled = unicodedata.normalize("NFKD", unquote(text)).casefold()
    return "".join(each for each in spelled if each.isalnum())


def _words(text: str) -> set[str]:
    spelled = unicodedata.normalize("NFKD", unquote(text)).casefold()
    return set(re.findall(r"\w+", spelled))


@frozen(eq=False)
class Confidential:
    """The names that a release must not tell, and their pseudonyms."""

    profile: Profile
    release: Release
    sources: frozenset[Source]

    @cached_property
    def _names(self) -> list[str]:
        return sorted({_letters(each.name) for each in self.sources if not PSEUDONYM.fullmatch(each.name)} - {""})

    @cached_property
    def _long(self) -> re.Pattern[str] | None:
        long = [re.escape(each) for each in self._names if len(each) >= _SHORT]
        return re.compile("|".join(long)) if long else None

    @cached_property
    def _short(self) -> set[str]:
        return {each for each in self._names if len(each) < _SHORT}

    def are_named_in(self, *texts: str | None) -> bool:
        """Return whether a text names one of them, in whatever spacing, case, accents and punctuation."""
        for text in filter(None, texts):
            if self._long and self._long.search(_letters(text)):
                return True
            if self._short and not self._short.isdisjoint(_words(text)):
                return True
        return False

    def are_named_by(self, value: Value) -> bool:
        """Return whether any text in a value names one of them."""
        return self.are_named_in(*texts_in(value))

    def has(self, source: Source) -> bool:
        """Return whether a source must not be named."""
        return source.anonymous or self.are_named_in(source.name, source.affiliation)

    def shown(self, source: Source) -> Source:
        """Return a source as it is told of: under a pseudonym where it must not be named."""
        if not self.has(source):
            return source.replace(kept="")
        if PSEUDONYM.fullmatch(source.name) and self.release.made("source", source.name.removeprefix(_PREFIX)):
            return source.replace(kept="", affiliation=None)
        token = self.release.token("source", f"{folded_name(source.name)}\n{folded_name(source.affiliation or '')}")
        kind = source.kind if self.profile.kinds else None
        return Source(f"{_PREFIX}{token}", kind=kind, anonymous=True)


def texts_in(value: Value) -> Iterator[str]:
    """The texts that somebody wrote in a value and in the values that it holds; codes aren't among them."""
    for declaration, held in value.given():
        yield from _texts_of(declaration.kind, held)
    if value.kept:
        yield value.kept


def _texts_of(kind: Any, held: Any) -> Iterator[str]:
    if isinstance(kind, ManyKind):
        for each in held:
            yield from _texts_of(kind.item, each)
    elif isinstance(kind, ValueKind) and isinstance(held, Value):
        yield from texts_in(held)
    elif isinstance(kind, TextKind):
        yield held
