"""Lines on the terminal: how wide they are, how they hang, and what keeps foreign text inert; the faults of a file."""

import re
from collections.abc import Iterable, Iterator

from attrs import evolve
from rich.console import Console
from rich.segment import Segment, Segments
from rich.text import Text

from sitrep.errors import InvalidError, name_first, of_one_kind, write_path
from sitrep.page.words import say_count

WIDEST = 120
"""Longer lines are hard to read, however wide the terminal is."""

HEADING = "bold"
SOURCE = "dim"
DISAGREEMENT = "yellow"
NO_LONGER = "red"

# Control characters are shown as escapes; the signs that change the direction of text are left out,
# since one that isn't closed would turn round the rest of a line.
_INERT: dict[int, str | None] = {code: f"\\x{code:02x}" for code in (*range(0x20), *range(0x7F, 0xA0))}
_INERT |= dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))

_LEFT_TO_RIGHT = "\u200e"
_LETTERS = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_RIGHT_TO_LEFT = re.compile(f"[{_LETTERS}](?:[^A-Za-z]*[{_LETTERS}])*")
"""Words in Arabic, Hebrew and the like, with the numbers and signs between them."""


def terminal(*, stderr: bool = False) -> Console:
    """Standard output, or standard error, as wide as it is and with the colours that it has."""
    console = Console(stderr=stderr, markup=False, emoji=False, highlight=False)
    console.width = min(console.width, WIDEST)
    return console


def show_line(console: Console, words: str) -> None:
    """Print one line, however long it is, so that programs can read it too."""
    console.print(Text(inert(words)), soft_wrap=True)


def lay_out(console: Console, *words: str | tuple[str, str], indent: int = 0, bullet: str = "") -> None:
    """Print words, some with a style, in lines as wide as the console that hang under the first."""
    show_segments(console, segments(console, *words, indent=indent, bullet=bullet))


def show_segments(console: Console, laid_out: Iterable[Segment]) -> None:
    """Print what is laid out; together it takes far less time than line by line."""
    console.print(Segments(laid_out), soft_wrap=True, end="")


def segments(
    console: Console, *words: str | tuple[str, str], indent: int = 0, bullet: str = "", width: int | None = None
) -> Iterator[Segment]:
    """Lay out words, some with a style, in lines as wide as the console that hang under the first."""
    parts = [(inert(each), "") if isinstance(each, str) else (inert(each[0]), each[1]) for each in words]
    hanging = " " * (indent + len(bullet))
    start = " " * indent + bullet
    width = max((width or console.width) - len(hanging), 20)
    plain = "".join(said for said, _ in parts)
    if plain.isascii() and len(plain) <= width and plain == plain.rstrip() != "":
        # Most lines need no breaking.
        yield Segment(start)
        yield from (Segment(said, console.get_style(style) if style else None) for said, style in parts if said)
        yield Segment.line()
        return
    for line in Text.assemble(*parts).wrap(console, width, overflow="fold"):
        # A line that begins with Arabic or Hebrew would be drawn from the right.
        turned = _LEFT_TO_RIGHT if _RIGHT_TO_LEFT.search(line.plain) else ""
        shown = Text(start + turned) + line
        shown.rstrip()
        yield from shown.render(console, "\n")
        start = hanging


def show_faults(console: Console, name: str, error: Exception) -> None:
    """Print what is wrong with a file: each fault with its path, the value, what was expected and a hint."""
    if not isinstance(error, InvalidError):
        reason = (isinstance(error, OSError) and error.strerror) or str(error)
        show_line(console, f"{name}: cannot be read: {reason}")
        return
    console.print(Text(f"{inert(name)}: {say_count(len(error.faults) + error.more, 'fault')}", HEADING), soft_wrap=True)
    for fault, *alike in of_one_kind(error.faults, error.root):
        path = write_path(error.root, fault.path)
        others = f" and {name_first([write_path(error.root, each.path) for each in alike])}" if alike else ""
        console.print(Text(f"  {inert(path + others)}", DISAGREEMENT), soft_wrap=True)
        # The hints of the library are for Python code.
        words = evolve(fault, path=()).describe().replace("unknown='keep'", "--unknown keep")
        lay_out(console, words, indent=4)
    if error.more:
        show_line(console, f"  and {error.more:,} more")


def inert(words: str) -> str:
    shown = words.translate(_INERT)
    # A number after Arabic or Hebrew would be drawn before it.
    return shown if shown.isascii() else _RIGHT_TO_LEFT.sub(rf"\g<0>{_LEFT_TO_RIGHT}", shown)
