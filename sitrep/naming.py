"""Texts that name somebody, in whatever spelling: what must not be told of one source may stand in another's words."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cached_property
from typing import Any
from urllib.parse import unquote

from attrs import frozen

from sitrep.fields.declarations import Value
from sitrep.fields.kinds import ManyKind, TextKind, ValueKind

_SHORT = 4
"""Letters of a name that is looked for as a whole word: within longer ones it would be found everywhere."""


@frozen(eq=False)
class Names:
    """Names that are looked for in texts, in any case, accents, spacing, punctuation and escapes of URLs."""

    names: frozenset[str]

    @cached_property
    def _spelled(self) -> set[str]:
        return {_letters(each) for each in self.names} - {""}

    @cached_property
    def _long(self) -> re.Pattern[str] | None:
        long = sorted(re.escape(each) for each in self._spelled if len(each) >= _SHORT)
        return re.compile("|".join(long)) if long else None

    @cached_property
    def _short(self) -> set[str]:
        return {each for each in self._spelled if len(each) < _SHORT}

    def are_in(self, *texts: str | None) -> bool:
        """Return whether any of the texts has one of the names in it."""
        for text in filter(None, texts):
            if self._long and self._long.search(_letters(text)):
                return True
            if self._short and not self._short.isdisjoint(re.findall(r"\w+", _spelled(text))):
                return True
        return False

    def are_in_texts_of(self, value: Value) -> bool:
        """Return whether any text in a value has one of the names in it."""
        return bool(self._spelled) and self.are_in(*texts_in(value))


def _spelled(text: str) -> str:
    return unicodedata.normalize("NFKD", unquote(text)).casefold()


def _letters(text: str) -> str:
    return "".join(each for each in _spelled(text) if each.isalnum())


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
