"""Writing a report as it goes: its text in chunks, so that no text of the whole is ever held."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from sitrep.caches import MADE_FOR_CLASSES, cached
from sitrep.fields.canonical import write_json, write_text
from sitrep.fields.declarations import declared
from sitrep.report import FORMAT, SitRep

PARTS: tuple[str, ...] = tuple(sorted(declared(SitRep)))
"""The parts of a report in the order in which they stand in its text."""

START, END = -1, len(PARTS)
"""The places before the first of the parts and after the last."""

Item = tuple[int, bytes]
"""An item of a report as text: the place of its part in `PARTS`, and its own canonical text."""

_TOGETHER = 256
"""The items that are put together into a chunk: fewer are slower to write, and more take no less time."""


@cached(MADE_FOR_CLASSES)
def between(before: int, after: int, indent: int | None = None) -> bytes:
    """The text between an item of one part and an item of the same or of a later one."""
    member, item = ("", "") if indent is None else (f"\n{' ' * indent}", f"\n{' ' * indent * 2}")
    if before == after:
        return f",{item}".encode()
    colon = ":" if indent is None else ": "
    members = [f"{member}{write_text('format')}{colon}{write_text(FORMAT)}"] * (before < _AFTER_FORMAT <= after)
    if after < END:
        members.append(f"{member}{write_text(PARTS[after])}{colon}[{item}")
    opened = "{" if before == START else f"{member}]{',' * bool(members)}"
    closed = "" if after < END else "}" if indent is None else "\n}"
    return f"{opened}{','.join(members)}{closed}".encode()


_AFTER_FORMAT = sum(name < "format" for name in PARTS)
"""The place of the first part that stands after the format."""


def write_items(items: Iterable[Item], *, indent: int | None = None) -> Iterator[bytes]:
    """The text of a report from its items, which come in the order in which they stand in it."""
    before, iterator = START, iter(items)
    while batch := [*islice(iterator, _TOGETHER)]:
        chunk: list[bytes] = []
        for part, text in batch:
            chunk += between(before, part, indent), text
            before = part
        yield b"".join(chunk)
    yield between(before, END, indent)


def write_report(report: SitRep, *, indent: int | None = None) -> Iterator[bytes]:
    """The text of a report in chunks; together they are what `dumps` gives."""
    write = _canonical if indent is None else _indented(indent)
    items = ((place, write(each)) for place, name in enumerate(PARTS) for each in getattr(report, name))
    return write_items(items, indent=indent)


def _canonical(value: Any) -> bytes:
    text: str = value.canonical
    return text.encode()


def _indented(indent: int) -> Callable[[Any], bytes]:
    line_end = f"\n{' ' * indent * 2}"
    # A line end within a text is written as an escape.
    return lambda value: write_json(value.to_json(), indent=indent).replace("\n", line_end).encode()
