"""Code lists: closed ones describe a state, open ones name things and take new names."""

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Self, TypeVar

from sitrep.caches import MADE_FOR_CLASSES, cached
from sitrep.languages import say

_OPEN_FORM = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")


_HEAD = re.compile(r"(.+?)( (?:of|on|for|in|by|with|under|where) .+| listed| followed| \(.+)?")


_UNCOUNTED = ("land", "livestock")


def plural_of(label: str) -> str:
    """Return the plural of a label in English, by the usual endings of its first noun."""
    noun, rest = _HEAD.fullmatch(label).groups(default="")  # type: ignore[union-attr]
    if noun in _UNCOUNTED or (noun.endswith(("s", "people", "premises")) and not noun.endswith(("ss", "bus"))):
        return label
    if noun.endswith("y") and not noun.endswith(("ay", "ey", "oy", "uy")):
        return f"{noun[:-1]}ies{rest}"
    return f"{noun}{'es' if noun.endswith(('s', 'x', 'ch', 'sh')) else 's'}{rest}"


class Code(StrEnum):
    """A standard code: its value is what files carry, its `label` is what people read."""

    label: str
    also: tuple[str, ...]
    """Other words for the code, which somebody may write in its place."""

    def __new__(cls, code: str, label: str = "", *also: str) -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label or code.replace("_", " ")
        member.also = also
        return member

    @property
    def spoken(self) -> str:
        """The label in the language that is spoken."""
        return say(self.label, context=type(self).__name__)

    @property
    def plural(self) -> str:
        """The label of several such things."""
        return plural_of(self.label)

    @classmethod
    def meant_by(cls, word: str) -> "Code | None":
        """Return the code that goes by another word too, be it its label, or None."""
        said = word.casefold().replace("_", " ").replace("-", " ")
        return _codes_by_word(cls).get(said)

    def __repr__(self) -> str:
        return repr(self.value)


@cached(MADE_FOR_CLASSES)
def _codes_by_word(codes: type[Code]) -> dict[str, Code]:
    return {
        word.casefold().replace("_", " ").replace("-", " "): code
        for code in reversed(codes)
        for word in (*code.also, code.label)
    }


class ClosedCode(Code):
    """A list that is complete: no other value is accepted."""


Level = TypeVar("Level", bound=ClosedCode)


def strictest(levels: Iterable[Level | None]) -> Level | None:
    """Return the strictest of levels of one list, which has the least strict first; what has none yields to any."""
    given = [level for level in levels if level is not None]
    return max(given, key=[*type(given[0])].index) if given else None


class OpenCode(Code):
    """A list of standard codes; any other code in lower case, words joined by `_`, is accepted too."""

    @classmethod
    def form(cls) -> re.Pattern[str]:
        """Return the pattern of codes that aren't listed."""
        return _OPEN_FORM
