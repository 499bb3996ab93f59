"""The texts that are accepted, as patterns of ECMA-262, which is what JSON Schema has for texts.

Texts are cleaned before they are judged (`canonical_line`, `canonical_prose`), and a schema sees them as they stand. So
the patterns allow what cleaning takes away: white space, and at the ends also marks that only steer layout.
"""

from collections.abc import Iterable
from itertools import groupby

from sitrep.caches import cached
from sitrep.fields.canonical import LAYOUT_MARKS, NEVER_TEXT

_END = r"$(?!\n)"
"""The very end: in Python, and in others, `$` alone also stands before a line feed that ends the text."""


def exactly(form: str) -> str:
    """A text that is taken as it stands."""
    return f"^(?:{form}){_END}"


def padded(form: str) -> str:
    """A line that has a form once it is cleaned."""
    padding = _class(_white() | LAYOUT_MARKS.keys())
    return f"^{padding}*(?:{form}){padding}*$"


@cached(1)
def line() -> str:
    """Any line of text: something is left of it once it is cleaned, and that has no character that is refused."""
    unseen = _white() | LAYOUT_MARKS.keys()
    never = _never() - _white()
    return f"^{_class(unseen)}*{_class(unseen | never, but=True)}{_class(never, but=True)}*$"


@cached(1)
def prose() -> str:
    """Any text that may run over lines; at its ends white space is dropped, whatever its kind."""
    white, never = _white(), _never()
    end = f"({_class(white & never)}{_class(white)}*)?"
    return f"^{_class(white)}*{_class(white | never, but=True)}{_class(never, but=True)}*{end}$"


@cached(1)
def _white() -> frozenset[int]:
    return frozenset(point for point in range(0x10000) if chr(point).isspace())


@cached(1)
def _never() -> frozenset[int]:
    return frozenset(point for point in range(0x10000) if NEVER_TEXT.match(chr(point)))


def _class(points: Iterable[int], *, but: bool = False) -> str:
    """The class of these code points, or of all others."""
    runs: list[str] = []
    for _, numbered in groupby(enumerate(sorted(points)), key=lambda pair: pair[1] - pair[0]):
        run = [point for _, point in numbered]
        runs.append(f"\\u{run[0]:04x}" if len(run) == 1 else f"\\u{run[0]:04x}-\\u{run[-1]:04x}")
    return f"[{'^' if but else ''}{''.join(runs)}]"
