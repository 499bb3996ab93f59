"""From cells to values: numbers, dates and texts, read as a mapping says and never guessed."""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any

from attrs import define, evolve, field, frozen

from sitrep.errors import Fault, InvalidError, refuse
from sitrep.fields.canonical import canonical_number
from sitrep.fields.declarations import Value
from sitrep.fields.kinds import FlagKind, Kind, NumberKind, ValueKind, resembling
from sitrep.formats.columns import text_of
from sitrep.values.figures import Figure, FigureKind
from sitrep.values.periods import Period
from sitrep.values.sources import Document
from sitrep.vocabularies import Unit

HERE = "*"
"""Stands for the column at hand, in a claim that is made for several columns."""

LEAVE_OUT = "leave_out"
"""What a blank means where it states nothing at all, not even that something is missing."""

_SPACES = " \u00a0\u2009\u202f"


class UnreadableError(Exception):
    """Cells of a row that can't be read, each with its column."""

    def __init__(self, cells: list[tuple[str, Fault]]) -> None:
        super().__init__(cells)
        self.cells = cells


@define
class View:
    """A row as one claim sees it."""

    cells: Mapping[str, Any]
    document: Document
    uses: dict[str, str] = field(factory=dict)
    """What became of each cell: `read`, `missing`, `left_out` or `ignored`."""
    column: str = ""
    """The column at hand."""
    parts: Mapping[str, str] = {}
    """The parts of its name."""

    def note_use(self, column: str, use: str) -> None:
        if self.uses.get(column) != "read":
            self.uses[column] = use


@frozen
class Numbers:
    """How numbers are written: with these marks, or in the words of a language."""

    thousands: str = ""
    decimal: str = "."
    language: str = ""

    @cached_property
    def _form(self) -> re.Pattern[str]:
        mark = f"[{re.escape(_SPACES if self.thousands == ' ' else self.thousands)}]" if self.thousands else ""
        whole = rf"(?:\d{{1,3}}(?:{mark}\d{{3}})+|\d+)" if mark else r"\d+"
        return re.compile(rf"(?P<sign>[-−]?)(?P<whole>{whole})(?:{re.escape(self.decimal)}(?P<part>\d+))?", re.ASCII)

    def number(self, cell: Any, times: int | float = 1) -> int | float:
        """The number in a cell, multiplied by `times`."""
        if isinstance(cell, str):
            return _plain(self._parse(cell) * Decimal(repr(times)))
        number = canonical_number(cell)
        return number if times == 1 else _plain(Decimal(repr(number)) * Decimal(repr(times)))

    def figure(self, cell: Any, unit: str, times: int | float = 1) -> Figure:
        """The figure in a cell: a number, or the words of a language."""
        if self.language and isinstance(cell, str):
            return Figure.parse(cell, language=self.language, unit=unit)
        if unit == Unit.PERCENT and isinstance(cell, str):
            cell = cell.removesuffix("%").strip()
        return Figure(best=self.number(cell, times), unit=unit)

    def _parse(self, text: str) -> Decimal:
        found = self._form.fullmatch(text)
        if found is None:
            sample = f"1{self.thousands}234{self.decimal}5"
            hint = "Words that say why it is missing belong in `blanks`." if text[:1].isalpha() else ""
            raise refuse(text, f"a number written as {sample}", hint=hint)
        digits = re.sub(r"\D", "", found["whole"])
        return Decimal(f"{'-' if found['sign'] else ''}{digits}.{found['part'] or 0}")


def _plain(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)


MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_DIRECTIVES = {
    "Y": r"(?P<Y>\d{4})",
    "y": r"(?P<y>\d\d)",
    "m": r"(?P<m>\d\d?)",
    "d": r"(?P<d>\d\d?)",
    "B": rf"(?P<B>{'|'.join(MONTHS)})",
    "b": rf"(?P<b>{'|'.join(month[:3] for month in MONTHS)})",
    "H": r"(?P<H>\d\d?)",
    "M": r"(?P<M>\d\d)",
    "S": r"(?P<S>\d\d)",
    "z": r"(?P<z>Z|[+-]\d\d:\d\d)",
    "%": "%",
}
_PRECISIONS = ("Y", "Ym", "Ymd", "YmdHM", "YmdHMS", "YmdHMz", "YmdHMSz")


@frozen
class DateFormat:
    """One way to write dates: directives such as `%d/%m/%Y`, `edtf`, or `cell` for a spreadsheet's own dates."""

    text: str

    @cached_property
    def form(self) -> re.Pattern[str]:
        """The pattern of the directives; raises `InvalidError` where they don't make a date."""
        parts = re.split("(%.)", self.text)
        written, seen = "", ""
        for index, each in enumerate(parts):
            if index % 2 == 0:
                written += re.escape(each)
                continue
            if each[1] not in _DIRECTIVES or each[1] in seen:
                raise refuse(self.text, f"each of %{', %'.join(_DIRECTIVES)} at most once, or 'edtf', or 'cell'")
            # Digits that follow each other without a mark can be parted in one way only.
            close = (index > 1 and not parts[index - 1]) or (index + 2 < len(parts) and not parts[index + 1])
            written += _DIRECTIVES[each[1]].replace(r"\d\d?", r"\d\d") if close else _DIRECTIVES[each[1]]
            seen += each[1].replace("%", "")
        if not any(sorted(seen.translate(_SAME)) == sorted(precision) for precision in _PRECISIONS):
            raise refuse(self.text, "a format with a year, year and month, or date (%d/%m/%Y); or 'edtf', or 'cell'")
        return re.compile(written, re.ASCII | re.IGNORECASE)

    @property
    def expected(self) -> str:
        """What a cell has to be to be read."""
        own = {"cell": "a date of the spreadsheet", "edtf": "a date in EDTF, such as 2023-11-01"}
        return own.get(self.text, f"a date written as {self.text}")

    def read(self, cell: Any) -> str | None:
        """The EDTF text of a cell, or None where it isn't written in this way."""
        if self.text == "cell":
            return text_of(cell) if isinstance(cell, date) else None
        if isinstance(cell, date):
            return None
        if self.text == "edtf":
            return text_of(cell)
        found = self.form.fullmatch(text_of(cell))
        return found and _edtf({name: each for name, each in found.groupdict().items() if each})


_SAME = str.maketrans({"y": "Y", "B": "m", "b": "m"})


def _edtf(found: dict[str, str]) -> str:
    written = found.get("Y") or f"20{found['y']}"
    if name := found.get("B") or found.get("b"):
        # Names, not the locale of the machine: a mapping means the same everywhere.
        found["m"] = str(next(number for number, month in enumerate(MONTHS, 1) if month.startswith(name.lower())))
    written += "".join(f"-{found[name]:0>2}" for name in "md" if name in found)
    if "H" in found:
        written += f"T{found['H']:0>2}:{found['M']}{':' + found['S'] if 'S' in found else ''}{found.get('z', '')}"
    return written


class Node(ABC):
    """A part of a mapping that makes a value of a row."""

    @abstractmethod
    def build(self, view: View) -> Any:
        """The value, or None to leave the field out. Raises `UnreadableError`."""

    @property
    def holes(self) -> Iterator["Hole"]:
        """The places in it that are filled from cells."""
        return iter(())


@frozen
class Constant(Node):
    """The same value for every row."""

    held: Any

    def build(self, view: View) -> Any:
        return self.held


class TheDocument(Node):
    """The file that is read."""

    def build(self, view: View) -> Document:
        return view.document


@frozen(eq=False)
class Hole(Node):
    """A value that is read from a cell, or from a part of the name of its column."""

    kind: Kind
    column: str
    part: str
    values: Mapping[str, Node] | None
    blanks: Mapping[str, str]
    numbers: Numbers
    dates: tuple[DateFormat, ...]
    days: Node | None
    unit: Node
    times: int | float
    split: str = ""
    """What stands between several values in a cell, each of which is read by itself."""

    @property
    def holes(self) -> Iterator["Hole"]:
        yield self

    def build(self, view: View) -> Any:
        column = view.column if self.part or self.column == HERE else self.column
        if not self.part and view.uses.get(column) == "ignored":
            return None
        cell = view.parts[self.part] if self.part else view.cells.get(column)
        try:
            held, use = self._split(cell, view) if self.split else self._read(cell, view)
        except InvalidError as error:
            raise UnreadableError([(column, fault) for fault in error.faults]) from None
        if not self.part:
            view.note_use(column, use)
        return held

    def _split(self, cell: Any, view: View) -> tuple[Any, str]:
        pieces = cell if isinstance(cell, list) else text_of(cell).split(self.split)
        filled = [piece for piece in pieces if text_of(piece)]
        if not filled:
            return self._read("", view)
        read = [self._read(piece.strip() if isinstance(piece, str) else piece, view) for piece in filled]
        held = tuple(value for value, _ in read if value is not None)
        return held or None, "read" if held else "left_out"

    def _read(self, cell: Any, view: View) -> tuple[Any, str]:
        text = text_of(cell)
        if self.values is not None and text in self.values:
            return self.values[text].build(view), "read"
        if text in self.blanks:
            return self._blank(text, view)
        if not text:
            raise refuse("", "a value", hint="Say in `blanks` what an empty cell means.")
        if self.values is not None:
            raise refuse(text, f"one of: {', '.join(self.values)}", hint=resembling(text, self.values))
        if isinstance(cell, list | dict):
            raise refuse(cell, "a single value")
        return self.kind.convert(self._reading(text if isinstance(cell, str) else cell, view)), "read"

    def _blank(self, text: str, view: View) -> tuple[Any, str]:
        reason = self.blanks[text]
        if reason == LEAVE_OUT:
            return None, "left_out"
        if isinstance(self.kind, FigureKind):
            return self.kind.convert(Figure(missing=reason, unit=self.unit.build(view))), "missing"
        raise refuse(
            text, "a value", hint=f'Only a figure is {reason}; allow it with blanks = {{"{text}" = "leave_out"}}.'
        )

    @cached_property
    def _reading(self) -> Callable[[Any, View], Any]:
        """What the field makes of a cell that isn't blank."""
        if isinstance(self.kind, FigureKind):
            return lambda cell, view: self.numbers.figure(cell, self.unit.build(view), self.times)
        if isinstance(self.kind, NumberKind):
            return lambda cell, _: self.numbers.number(cell, self.times)
        if isinstance(self.kind, ValueKind) and self.kind.cls is Period:
            return self._date
        if isinstance(self.kind, FlagKind):
            return lambda cell, _: cell
        return lambda cell, _: text_of(cell)

    def _date(self, cell: Any, view: View) -> str:
        readings = {text for each in self.dates if (text := each.read(cell)) is not None}
        if len(readings) != 1:
            expected = " or ".join(each.expected for each in self.dates)
            hint = "Both readings make a date." if readings else ""
            if isinstance(cell, date):
                hint = 'The cell is a date of the spreadsheet: dates = "cell".'
            raise refuse(text_of(cell), expected, hint=hint)
        [text] = readings
        days = self.days.build(view) if self.days else 1
        if days == 1:
            return text
        try:
            last = date.fromisoformat(text)
            first = last - timedelta(days=days - 1)
        except (ValueError, OverflowError):
            raise refuse(text, f"a day on which {days} days end") from None
        return f"{first}/{last}"


@frozen(eq=False)
class Interval(Node):
    """A period whose two ends are given apart."""

    kind: Kind
    start: Node
    end: Node

    @property
    def holes(self) -> Iterator[Hole]:
        yield from self.start.holes
        yield from self.end.holes

    def build(self, view: View) -> Any:
        ends = [end.build(view) for end in (self.start, self.end)]
        text = "/".join("" if end is None else str(getattr(end, "edtf", end)) for end in ends)
        try:
            return self.kind.convert(text)
        except InvalidError as error:
            raise UnreadableError([(_columns(self, view), fault) for fault in error.faults]) from None


@frozen(eq=False)
class Several(Node):
    """A list of values."""

    kind: Kind
    items: tuple[Node, ...]

    @property
    def holes(self) -> Iterator[Hole]:
        for item in self.items:
            yield from item.holes

    def build(self, view: View) -> Any:
        held = [value for item in self.items if (value := item.build(view)) is not None]
        return self.kind.convert(held)


@frozen(eq=False)
class EachOf(Node):
    """A value with fields for each of several that a cell gives to one of them."""

    name: str
    several: Node
    rest: "Composite"

    @property
    def holes(self) -> Iterator[Hole]:
        yield from self.several.holes
        yield from self.rest.holes

    def build(self, view: View) -> tuple[Any, ...]:
        held = self.several.build(view) or (None,)
        return tuple(
            evolve(self.rest, members={**self.rest.members, self.name: Constant(each)}).build(view) for each in held
        )


@frozen(eq=False)
class Composite(Node):
    """A value with fields, each of which is made by itself."""

    kind: Kind
    cls: type[Value]
    members: Mapping[str, Node]
    stated: frozenset[str] = frozenset()
    """Of a record, the values that are read from cells: where all of them are left out, there is no record."""

    @property
    def holes(self) -> Iterator[Hole]:
        for member in self.members.values():
            yield from member.holes

    def build(self, view: View) -> Any:
        values: dict[str, Any] = {}
        unreadable: list[tuple[str, Fault]] = []
        for name, member in self.members.items():
            try:
                values[name] = member.build(view)
            except UnreadableError as error:
                unreadable += error.cells
        if unreadable:
            raise UnreadableError(unreadable)
        if self.stated and all(values[name] is None for name in self.stated):
            return None
        try:
            return self.kind.convert(self.cls(**values))
        except InvalidError as error:
            raise UnreadableError([(_columns(self, view), fault) for fault in error.faults]) from None


def _columns(node: Node, view: View) -> str:
    """The columns that a value is made from."""
    names = (view.column if hole.part or hole.column == HERE else hole.column for hole in node.holes)
    return ", ".join(dict.fromkeys(names))
