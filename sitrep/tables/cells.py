"""From cells to values: numbers, dates and texts, read as a mapping says and never guessed."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Set
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from attrs import define, evolve, field, frozen

from sitrep.errors import Fault, FaultCode, InvalidError, refuse
from sitrep.fields.declarations import Value
from sitrep.fields.kinds import FlagKind, Kind, NumberKind, ValueKind, resembling
from sitrep.formats.columns import text_of
from sitrep.tables.dates import DateFormat
from sitrep.tables.numbers import Numbers
from sitrep.values.countries import CODES as COUNTRY_CODES, CountryKind
from sitrep.values.figures import Figure, FigureKind
from sitrep.values.periods import Period
from sitrep.values.sources import Document

HERE = "*"
"""Stands for the column at hand, in a claim that is made for several columns."""

LEAVE_OUT = "leave_out"
"""Meaning of a blank where it states nothing at all, not even that something is missing."""

ROW = "#row"
"""Stands for the row itself: the document, and where the row stands in it."""


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
    """The fate of each cell: `read`, `missing`, `left_out` or `ignored`."""
    column: str = ""
    """The column at hand."""
    parts: Mapping[str, str] = {}
    """The parts of its name."""
    where: str = ""
    """The place of the row in the document."""
    caveats: set[str] = field(factory=set)
    """The caveats that marks at the figures of this claim stand for."""
    made: dict[int, Any] = field(factory=dict)
    """The values made of the row already, for several claims alike, by the ids of the nodes."""

    def note_use(self, column: str, use: str) -> None:
        if self.uses.get(column) != "read":
            self.uses[column] = use


class Node(ABC):
    """A part of a mapping that makes a value of a row."""

    @abstractmethod
    def build(self, view: View) -> Any:
        """The value, or None to leave the field out. Raises `UnreadableError`."""

    @property
    def holes(self) -> Iterator["Hole"]:
        """The places in it that are filled from cells."""
        return iter(())

    @cached_property
    def is_of_row(self) -> bool:
        """Tell whether it makes the same of a row for every claim."""
        return not any(
            hole.part or hole.marks or HERE in (hole.column, *hole.columns) or hole.split for hole in self.holes
        )

    def build_once(self, view: View) -> Any:
        """The value, made once for all claims of a row that share it."""
        if not self.is_of_row:
            return self.build(view)
        at = id(self)
        if at not in view.made:
            view.made[at] = self.build(view)
        return view.made[at]


@frozen
class Constant(Node):
    """The same value for every row."""

    held: Any

    def build(self, view: View) -> Any:
        return self.held


@frozen
class RowCount(Node):
    """The number of rows that make one claim; a row by itself is one."""

    one: Figure

    def build(self, view: View) -> Figure:
        return self.one


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
    """Separator of several values in a cell, each of which is read by itself."""
    columns: tuple[str, ...] = ()
    """Several columns whose texts make one, put together with `join`."""
    join: str = " "
    default: Node | None = None
    """The value of a text that `values` doesn't name."""
    others: bool = False
    """True where a text that `values` doesn't name is read as it stands."""
    shift: int = 0
    """By how many days the date is moved."""
    marks: Mapping[str, tuple[str, ...]] = {}
    """Marks of footnotes, and the caveats that they stand for."""

    @property
    def holes(self) -> Iterator["Hole"]:
        yield self

    def build(self, view: View) -> Any:
        if self.columns:
            return self._build_joined(view)
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

    def _build_joined(self, view: View) -> Any:
        """The value of several cells; those that are blank have no part in its text."""
        named = {column: view.column if column == HERE else column for column in self.columns}
        texts = {column: self._text(column, view) for column in named.values()}
        said = {column: text for column, text in texts.items() if text and text not in self.blanks}
        try:
            held, use = self._read(self.join.join(said.values()) if {*said} - {ROW} or {*texts} == {ROW} else "", view)
        except InvalidError as error:
            raise UnreadableError([(", ".join(texts), fault) for fault in error.faults]) from None
        for column in texts:
            if column != ROW and view.uses.get(column) != "ignored":
                view.note_use(column, use if column in said else "left_out")
        return held

    def _text(self, column: str, view: View) -> str:
        if column == ROW:
            return f"{view.document}, {view.where}"
        return "" if view.uses.get(column) == "ignored" else text_of(view.cells.get(column))

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
            raise refuse("", "a value", hint="Say in `blanks` what an empty cell means.", code=FaultCode.MISSING)
        if self.values is not None and not self.others:
            if self.default is None:
                raise refuse(
                    text,
                    f"one of: {', '.join(self.values)}",
                    hint=resembling(text, self.values),
                    code=FaultCode.NOT_IN_LIST,
                )
            return self.default.build(view), "read"
        if self.marks and isinstance(cell, str):
            text = cell = self._unmarked(text, view)
        if isinstance(cell, list | dict):
            raise refuse(cell, "a single value")
        return self.kind.convert(self._reading(text if isinstance(cell, str) else cell, view)), "read"

    def _unmarked(self, text: str, view: View) -> str:
        """The text without the marks of footnotes at its end."""
        while mark := next((each for each in self.marks if text != each and text.endswith(each)), ""):
            view.caveats.update(self.marks[mark])
            text = text.removesuffix(mark).rstrip()
        return text

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
        """Return what the field makes of a cell that isn't blank."""
        if isinstance(self.kind, FigureKind):
            return lambda cell, view: self.numbers.figure(cell, self.unit.build(view), self.times)
        if isinstance(self.kind, NumberKind):
            whole = self.kind.whole
            return lambda cell, _: self.numbers.number(cell, self.times, whole=whole)
        if isinstance(self.kind, ValueKind) and self.kind.cls is Period:
            return self._date
        if isinstance(self.kind, FlagKind):
            return lambda cell, _: cell
        if isinstance(self.kind, CountryKind):
            return lambda cell, _: COUNTRY_CODES.get(text_of(cell).casefold(), text_of(cell))
        return lambda cell, _: text_of(cell)

    def _date(self, cell: Any, view: View) -> str:
        readings, hint = set(), ""
        for each in self.dates:
            try:
                text = each.read(cell)
            except InvalidError as error:
                hint = error.faults[0].hint
            else:
                readings |= {text} - {None}
        if len(readings) != 1:
            expected = " or ".join(each.expected for each in self.dates)
            if readings:
                hint = f"There are two readings: {' and '.join(sorted(map(str, readings)))}."
            if isinstance(cell, date):
                hint = 'The cell is a date of the spreadsheet: dates = "cell".'
            raise refuse(text_of(cell), expected, hint=hint)
        days = self.days.build(view) if self.days else 1
        if days == 0:
            raise refuse(days, "a number of days other than 0")
        text = str(readings.pop())
        if days == 1 and not self.shift:
            return text
        try:
            day = date.fromisoformat(text) + timedelta(days=self.shift)
            other = day - timedelta(days=days - 1 if days > 0 else days + 1)
        except (ValueError, OverflowError):
            what = f"{days} days end" if days > 1 else f"{-days} days begin" if days < 0 else "to move"
            raise refuse(text, f"a day {'on which ' if days != 1 else ''}{what}") from None
        return day.isoformat() if other == day else f"{min(day, other)}/{max(day, other)}"


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
    stated: Set[str] = frozenset()
    """The members that are read from cells and say something: where all are left out, there is no such value.

    Of a record these are its figures, or where no figure is read from a cell, its other values."""

    @property
    def holes(self) -> Iterator[Hole]:
        for member in self.members.values():
            yield from member.holes

    def build(self, view: View) -> Any:
        values: dict[str, Any] = {}
        unreadable: list[tuple[str, Fault]] = []
        for name, member in self.members.items():
            try:
                values[name] = member.held if type(member) is Constant else member.build_once(view)
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
