"""From cells to values: numbers, dates and texts, read as a mapping says and never guessed."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Set
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from attrs import define, evolve, field, frozen

from sitrep.caches import Remembered
from sitrep.errors import Fault, FaultCode, InvalidError, refuse
from sitrep.fields.declarations import Value, declared
from sitrep.fields.kinds import FlagKind, Kind, ManyKind, NumberKind, ValueKind, resembling
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
    """A row as the claims that are made of it see it."""

    cells: Mapping[str, Any]
    document: Document
    uses: dict[str, str] = field(factory=dict)
    """The fate of each cell: `read`, `missing`, `left_out` or `ignored`."""
    where: str = ""
    """The place of the row in the document."""
    caveats: set[str] = field(factory=set)
    """The caveats that marks at the figures of the claim at hand stand for."""
    made: dict["Shared", Any] = field(factory=dict)
    """The values made of the row already, for several claims alike."""

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

    @property
    def varies(self) -> bool:
        """Tell whether it may make of one row something else for each claim."""
        return any(hole.is_of_one_claim for hole in self.holes)

    def bound(self, column: str, parts: Mapping[str, str]) -> "Node":
        """The same for one of several columns, with that column and the parts of its name filled in.

        Raises `UnreadableError` where they can't be read.
        """
        return self

    @property
    def settled(self) -> "Node":
        """The same as a constant, where nothing of it depends on a row."""
        return self


def bind(members: Mapping[str, Node], column: str, parts: Mapping[str, str]) -> dict[str, Node]:
    """Bind nodes to a column, and tell the faults of all of them together."""
    bound: dict[str, Node] = {}
    unreadable: list[tuple[str, Fault]] = []
    for name, node in members.items():
        try:
            bound[name] = node.bound(column, parts).settled
        except UnreadableError as error:
            unreadable += error.cells
    if unreadable:
        raise UnreadableError(unreadable)
    return bound


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
class Shared(Node):
    """A value that several claims share, made once of each row."""

    node: Node

    @property
    def holes(self) -> Iterator["Hole"]:
        return self.node.holes

    def build(self, view: View) -> Any:
        try:
            return view.made[self]
        except KeyError:
            held = view.made[self] = self.node.build(view)
            return held


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
    many: ManyKind | None = None
    """The field that holds these several values."""
    item: int = 0
    """The number of the value that is taken of them, where it is one; a list of JSON has several too."""
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
    name_part: str | None = None
    """The text of the part of a column's name, once that column is known."""

    @property
    def holes(self) -> Iterator["Hole"]:
        yield self
        for node in self._inner:
            yield from node.holes

    @cached_property
    def _inner(self) -> tuple[Node, ...]:
        """The nodes that it reads a cell with."""
        nodes = (self.unit, self.days, self.default, *(self.values or {}).values())
        return tuple(each for each in nodes if each is not None and type(each) is not Constant)

    @property
    def is_of_one_column(self) -> bool:
        return bool(self.part) or HERE in (self.column, *self.columns)

    @property
    def is_of_one_claim(self) -> bool:
        return bool(self.marks) or self.is_of_one_column

    def bound(self, column: str, parts: Mapping[str, str]) -> Node:
        if not any(each.is_of_one_column for each in self.holes):
            return self
        text = parts[self.part] if self.part else None
        values = self.values
        if values and text is not None and text in values:
            values = {text: values[text]}
        fixed = evolve(
            self,
            column=column if self.column == HERE else self.column,
            columns=tuple(column if each == HERE else each for each in self.columns),
            name_part=text,
            values=values and (values if not self._inner else bind(values, column, parts)),
            days=self.days and self.days.bound(column, parts),
            unit=self.unit.bound(column, parts),
            default=self.default and self.default.bound(column, parts),
        )
        if text is None or fixed.marks:
            return fixed
        if fixed._inner and fixed.values and text in fixed.values:
            # A text that stands for something with holes of its own is that from here on.
            return fixed.values[text].settled
        if fixed._inner and (fixed.values is None or fixed.others or fixed.default):
            return fixed
        try:
            return Constant(fixed.build(_NO_ROW))
        except UnreadableError as error:
            of_name = f"for {self.part!r} of the column {column!r}"
            raise UnreadableError(
                [(each, evolve(fault, expected=f"{fault.expected}, {of_name}")) for each, fault in error.cells]
            ) from None

    @cached_property
    def _recall(self) -> Callable[[str], tuple[Any, str]] | None:
        """The values of texts that were read before, where nothing but the text decides them."""
        return None if self._inner or self.marks else Remembered(lambda text: self._read(text, _NO_ROW)).__getitem__

    def build(self, view: View) -> Any:
        if self.columns:
            return self._build_joined(view)
        column = self.column
        if self.name_part is None and view.uses.get(column) == "ignored":
            return None
        cell = view.cells.get(column) if self.name_part is None else self.name_part
        try:
            if self.item:
                cell = self._item(cell)
            if self.many:
                held, use = self._split(cell, view)
            elif type(cell) is str and self._recall:
                held, use = self._recall(cell)
            else:
                held, use = self._read(cell, view)
        except InvalidError as error:
            raise UnreadableError([(column, fault) for fault in error.faults]) from None
        if self.name_part is None:
            view.note_use(column, use)
        return held

    def _build_joined(self, view: View) -> Any:
        """The value of several cells; those that are blank have no part in its text."""
        texts = {column: self._text(column, view) for column in self.columns}
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

    def _pieces(self, cell: Any) -> list[Any]:
        if isinstance(cell, list):
            return cell
        return text_of(cell).split(self.split) if self.split else [cell]

    def _item(self, cell: Any) -> Any:
        if text_of(cell) in self.blanks:
            return cell
        pieces = self._pieces(cell)
        if self.item > len(pieces):
            raise refuse(cell, f"at least {self.item} values, of which this is one")
        piece = pieces[self.item - 1]
        return piece.strip() if isinstance(piece, str) else piece

    def _split(self, cell: Any, view: View) -> tuple[Any, str]:
        filled = [piece for piece in self._pieces(cell) if text_of(piece)]
        if not filled:
            return self._read("", view)
        read = [self._read(piece.strip() if isinstance(piece, str) else piece, view) for piece in filled]
        held = [value for value, _ in read if value is not None]
        return (self.many.collect(held), "read") if held and self.many else (None, "left_out")

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

    def bound(self, column: str, parts: Mapping[str, str]) -> Node:
        ends = bind({"start": self.start, "end": self.end}, column, parts)
        return evolve(self, start=ends["start"], end=ends["end"])

    def build(self, view: View) -> Any:
        ends = [end.build(view) for end in (self.start, self.end)]
        text = "/".join("" if end is None else str(getattr(end, "edtf", end)) for end in ends)
        try:
            return self.kind.convert(text)
        except InvalidError as error:
            raise UnreadableError([(_columns(self), fault) for fault in error.faults]) from None


@frozen(eq=False)
class Several(Node):
    """A list of values."""

    kind: Kind
    items: tuple[Node, ...]

    @property
    def holes(self) -> Iterator[Hole]:
        for item in self.items:
            yield from item.holes

    def bound(self, column: str, parts: Mapping[str, str]) -> Node:
        return evolve(self, items=tuple(item.bound(column, parts) for item in self.items))

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

    def bound(self, column: str, parts: Mapping[str, str]) -> Node:
        return evolve(self, several=self.several.bound(column, parts), rest=self.rest.bound(column, parts))

    def build(self, view: View) -> tuple[Any, ...]:
        held = self.rest.filled(view)
        return tuple(self.rest.made({**held, self.name: each}) for each in self.several.build(view) or (None,))


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

    def bound(self, column: str, parts: Mapping[str, str]) -> "Composite":
        return evolve(self, members=bind(self.members, column, parts))

    @property
    def settled(self) -> Node:
        return (
            self if any(type(each) is not Constant for each in self.members.values()) else Constant(self.build(_NO_ROW))
        )

    @cached_property
    def _constants(self) -> Mapping[str, Any]:
        return {name: member.held for name, member in self.members.items() if type(member) is Constant}

    @cached_property
    def _others(self) -> tuple[tuple[str, Callable[[View], Any]], ...]:
        return tuple((name, member.build) for name, member in self.members.items() if type(member) is not Constant)

    @cached_property
    def _must_be_given(self) -> Set[str]:
        return {name for name, each in declared(self.cls).items() if each.must_be_given}

    def filled(self, view: View) -> dict[str, Any]:
        """The values that its members make of a row."""
        held = {**self._constants}
        unreadable: list[tuple[str, Fault]] = []
        for name, build in self._others:
            try:
                held[name] = build(view)
            except UnreadableError as error:
                unreadable += error.cells
        if unreadable:
            raise UnreadableError(unreadable)
        return held

    def made(self, held: Mapping[str, Any]) -> Any:
        """The value whose fields hold this. Raises `UnreadableError`."""
        given = {name: each for name, each in held.items() if each is not None}
        if self.stated and self.stated.isdisjoint(given):
            return None
        try:
            # Its members are canonical already.
            complete = self._must_be_given <= given.keys()
            return self.kind.convert(self.cls.assemble(**given) if complete else self.cls(**held))
        except InvalidError as error:
            raise UnreadableError([(_columns(self), fault) for fault in error.faults]) from None

    def build(self, view: View) -> Any:
        return self.made(self.filled(view))


_NO_ROW = View({}, Document(title="…"))


def _columns(node: Node) -> str:
    """The columns that a value is made from."""
    return ", ".join(dict.fromkeys(hole.column for hole in node.holes if hole.column))
