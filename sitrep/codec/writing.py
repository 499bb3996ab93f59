"""Writing a report as it goes: its text in chunks, so that no text of the whole is ever held."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from sitrep.fields.canonical import write_json, write_text
from sitrep.fields.declarations import declared
from sitrep.report import FORMAT, SitRep

PARTS: tuple[str, ...] = tuple(sorted(declared(SitRep)))
"""The parts of a report in the order in which they stand in its text."""

MEMBERS: tuple[str, ...] = tuple(sorted((*SitRep.beside, *PARTS)))
"""The members of the text of a report, in their order."""

_TOGETHER = 256
"""The items that are put together into a chunk: fewer are slower to write, and more take no less time."""


def write_parts(parts: Iterable[tuple[str, Iterable[str]]]) -> Iterator[bytes]:
    """The canonical text of a report from that of the items of its parts, which come in the order of `PARTS`.

    Neither the parts nor their items are looked at before those in front of them are written.
    """
    return _write(parts, indent=None)


def write_report(report: SitRep, *, indent: int | None = None) -> Iterator[bytes]:
    """The text of a report in chunks; together they are what `dumps` gives."""
    write = _canonical if indent is None else _indented(indent)
    return _write(((name, map(write, getattr(report, name))) for name in PARTS), indent)


def _canonical(value: Any) -> str:
    text: str = value.canonical
    return text


def _indented(indent: int) -> Callable[[Any], str]:
    line_end = f"\n{' ' * indent * 2}"
    # A line end within a text is written as an escape.
    return lambda value: write_json(value.to_json(), indent=indent).replace("\n", line_end)


def _write(parts: Iterable[tuple[str, Iterable[str]]], indent: int | None) -> Iterator[bytes]:
    first, second = ("", "") if indent is None else (f"\n{' ' * indent}", f"\n{' ' * indent * 2}")
    colon = ":" if indent is None else ": "
    before = "{"
    for name, items in _members(parts):
        start = f"{before}{first}{write_text(name)}{colon}"
        if name == "format":
            yield f"{start}{write_text(FORMAT)}".encode()
            before = ","
            continue
        opening = f"{start}[{second}"
        for chunk in _chunks(items):
            yield f"{opening}{f',{second}'.join(chunk)}".encode()
            opening = f",{second}"
        if opening == f",{second}":
            yield f"{first}]".encode()
            before = ","
    yield b"}" if indent is None else b"\n}"


def _members(parts: Iterable[tuple[str, Iterable[str]]]) -> Iterator[tuple[str, Iterable[str]]]:
    """The parts, with what stands beside them in its place."""
    waiting = [*SitRep.beside]
    for name, items in parts:
        while waiting and waiting[0] < name:
            yield waiting.pop(0), ()
        yield name, items
    yield from ((name, ()) for name in waiting)


def _chunks(items: Iterable[str]) -> Iterator[list[str]]:
    iterator = iter(items)
    while chunk := [*islice(iterator, _TOGETHER)]:
        yield chunk
