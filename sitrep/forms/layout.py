"""The columns of a sheet, derived from the declarations, and the values that its cells become."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from attrs import evolve, frozen

from sitrep.claims import Claim, Header
from sitrep.errors import Fault, Faults, InvalidError, refuse
from sitrep.fields.canonical import canonical_line
from sitrep.fields.declarations import Declaration, FieldRole, Value, declared
from sitrep.fields.kinds import CodeKind, Kind, ManyKind, NumberKind, ValueKind, resembling
from sitrep.formats.columns import text_of
from sitrep.formats.xlsx.sheets import (
    BAND_OF_SOURCES,
    BANDS_OF_ROLES,
    first_line,
    heading_within,
    title_of,
    uncapitalised,
)
from sitrep.forms.cells import (
    PARTED_BY,
    REASONS,
    accepts,
    is_blank,
    is_one_cell,
    read_cell,
    read_figure,
    sample,
    what_to_write,
    write_cell,
    write_figure,
)
from sitrep.records.base import Record
from sitrep.values.figures import Figure, FigureKind
from sitrep.values.periods import Period
from sitrep.values.places import Place
from sitrep.values.sources import Attribution, Document, Source
from sitrep.vocabularies import Unit

LISTED: tuple[type[Value], ...] = (Source, Document)
"""The values that have a sheet of their own, and are named in the rows of the others."""

SomeValue = TypeVar("SomeValue", bound=Value)
Cells = Mapping[str, Any]
"""The cells of a row, by the keys of their columns."""

Names = Mapping[type[Value], Mapping[str, Value | None]]
"""The listed values by their names; None for a name whose own row is at fault."""


def name_part(cls: type[Value]) -> Declaration:
    """The field by which a listed value is named."""
    return next(iter(declared(cls).values()))


@frozen
class FormColumn:
    """A column of a sheet. `key` says what it is, however its heading is worded."""

    key: str
    heading: str
    meaning: str
    accepts: str
    kind: Kind
    required: bool = False
    named: type[Value] | None = None
    """The listed values that its cells name."""
    folded: bool = False
    """True if it is so seldom filled in that it is folded away."""


class FormPart(ABC):
    """A declared field, as the columns of a sheet."""

    declaration: Declaration
    columns: Any
    """Its columns, the one that says most first."""

    @property
    def name(self) -> str:
        return self.declaration.name

    @property
    def required(self) -> bool:
        return self.declaration.must_be_given

    def is_blank(self, cells: Cells) -> bool:
        return all(is_blank(cells.get(column.key)) for column in self.columns)

    @abstractmethod
    def read(self, cells: Cells, names: Names) -> Any:
        """Return what the field holds, where its cells aren't blank. The path of a fault is the key of a column."""

    @abstractmethod
    def write(self, held: Any) -> dict[str, Any]:
        """Cells that are read as what the field holds."""

    @property
    @abstractmethod
    def example(self) -> Any:
        """A value that is plainly an example, or None."""

    def column_of(self, path: Sequence[str | int]) -> FormColumn:
        """The column of a member of what the field holds."""
        first: FormColumn = self.columns[0]
        return first

    def located(self, error: InvalidError) -> InvalidError:
        """The faults of what the field holds, with the keys of their columns."""
        return InvalidError(evolve(fault, path=(self.column_of(fault.path).key,)) for fault in error.faults)


@frozen
class OneCell(FormPart):
    """A text, a number, a date, a code, or several of them."""

    declaration: Declaration
    columns: tuple[FormColumn, ...]

    def read(self, cells: Cells, names: Names) -> Any:
        try:
            return read_cell(self.declaration.kind, cells[self.columns[0].key])
        except InvalidError as error:
            raise self.located(error) from None

    def write(self, held: Any) -> dict[str, Any]:
        return {self.columns[0].key: write_cell(self.declaration.kind, held)}

    @property
    def example(self) -> Any:
        return sample(self.declaration.kind, self.declaration.label)


@frozen
class FigureAndUnit(FormPart):
    """A figure, and its unit where the declaration leaves that open."""

    declaration: Declaration
    columns: tuple[FormColumn, ...]

    def read(self, cells: Cells, names: Names) -> Any:
        figure, *units = self.columns
        unit = self.declaration.kind.unit
        if units and not is_blank(cells.get(units[0].key)):
            try:
                unit = read_cell(units[0].kind, cells[units[0].key])
            except InvalidError as error:
                raise error.each(lambda fault: evolve(fault, path=(units[0].key,))) from None
        if is_blank(cells.get(figure.key)):
            raise InvalidError([Fault(None, "a figure for this unit", (figure.key,), figure.accepts, absent=True)])
        if unit is None:
            raise InvalidError([Fault(None, "the unit of the figure", (units[0].key,), units[0].accepts, absent=True)])
        try:
            return self.declaration.kind.convert(read_figure(cells[figure.key], unit))
        except InvalidError as error:
            raise self.located(error) from None

    def write(self, held: Any) -> dict[str, Any]:
        figure, *units = self.columns
        unit = {column.key: write_cell(column.kind, held.unit) for column in units}
        return {figure.key: write_figure(held), **unit}

    @property
    def example(self) -> Any:
        kind = self.declaration.kind
        permitted = [str(unit) for unit in Unit if accepts(kind.convert, Figure(best=1, unit=unit))]
        usual = [unit for unit in (kind.unit, Unit.TONNES.value) if unit in permitted]
        return Figure(best=90, approximate=True, unit=[*usual, *permitted][0])

    def column_of(self, path: Sequence[str | int]) -> FormColumn:
        return self.columns[-1] if "unit" in path[:1] else self.columns[0]


@frozen
class Named(FormPart):
    """A value, or several, that another sheet lists, by name."""

    declaration: Declaration
    columns: tuple[FormColumn, ...]
    cls: type[Value]

    def read(self, cells: Cells, names: Names) -> Any:
        listed = names.get(self.cls, {})
        is_many = isinstance(self.declaration.kind, ManyKind)
        text = text_of(cells[self.columns[0].key])
        held, faults = [], []
        for each in text.split(PARTED_BY) if is_many else [text]:
            # Names are compared as they are kept: with single spaces, and without marks that nobody sees.
            name = canonical_line(each) if accepts(canonical_line, each) else ""
            value = listed.get(name)
            if value is None and not (is_many and not name):
                faults.append(self._unknown(name or text, listed))
            elif value is not None:
                held.append(value)
        if faults:
            raise InvalidError(faults)
        return held if is_many else held[0]

    def _unknown(self, text: str, listed: Mapping[str, Value | None]) -> Fault:
        sheet = title_of(self.cls)
        if text in listed:
            expected, hint = f"a name whose own row in the sheet {sheet} has no fault", "Mend that row first."
        else:
            expected = f"a name from the sheet {sheet}"
            meant = next((name for name in listed if name.casefold() == text.casefold()), text)
            hint = resembling(meant, listed) or f"Add it to the sheet {sheet}."
        return Fault(text, expected, (self.columns[0].key,), hint)

    def write(self, held: Any) -> dict[str, Any]:
        values = held if isinstance(self.declaration.kind, ManyKind) else [held]
        texts = [getattr(each, name_part(self.cls).name) for each in values]
        return {self.columns[0].key: f"{PARTED_BY} ".join(texts)}

    @property
    def example(self) -> Any:
        value = example_of(self.cls)
        return [value] if isinstance(self.declaration.kind, ManyKind) else value


@frozen
class Members(FormPart):
    """A value with fields of its own, such as a place."""

    declaration: Declaration
    cls: type[Value]
    parts: tuple[FormPart, ...]

    @property
    def columns(self) -> tuple[FormColumn, ...]:
        return tuple(column for part in self.parts for column in part.columns)

    def read(self, cells: Cells, names: Names) -> Any:
        try:
            return assemble(self.cls, self.parts, cells, names)
        except InvalidError as error:
            here = (self.columns[0].key,)
            raise error.each(lambda fault: evolve(fault, path=fault.path or here)) from None

    def write(self, held: Any) -> dict[str, Any]:
        return write(self.parts, held)

    @property
    def example(self) -> Any:
        """Only what comes first: it is what people write."""
        first = self.parts[0]
        given = {first.name: sample(first.declaration.kind, self.declaration.label)}
        return self.cls(**given) if accepts(lambda members: self.cls(**members), given) else None

    def column_of(self, path: Sequence[str | int]) -> FormColumn:
        return next((part.column_of(path[1:]) for part in self.parts if part.name in path[:1]), self.columns[0])


def assemble(cls: type[SomeValue], parts: Iterable[FormPart], cells: Cells, names: Names) -> SomeValue:
    """An instance, from the cells of a row. The path of a fault is the key of a column, or empty."""
    parts = tuple(parts)
    values: dict[str, Any] = {}
    faults = Faults()
    for part in parts:
        if part.is_blank(cells):
            if part.required:
                faults.append(_absent(part.columns[0]))
            continue
        try:
            values[part.name] = part.read(cells, names)
        except InvalidError as error:
            faults += error.told()
    if not faults:
        try:
            return cls(**values)
        except InvalidError as error:
            for fault in error.faults:
                keys = [part.column_of(fault.path[1:]).key for part in parts if part.name in fault.path[:1]]
                faults.append(evolve(fault, path=tuple(keys)))
    raise InvalidError(faults)


def _absent(column: FormColumn) -> Fault:
    return Fault(None, uncapitalised(column.meaning), (column.key,), column.accepts, absent=True)


def write(parts: Iterable[FormPart], value: Value) -> dict[str, Any]:
    """The cells of a row that is read as the value."""
    cells: dict[str, Any] = {}
    for part in parts:
        held = getattr(value, part.name)
        if held != part.declaration.default:
            cells |= part.write(held)
    return cells


# From declarations to parts.


def parts_of(cls: type[Value], prefix: str = "", within: tuple[type[Value], ...] = ()) -> tuple[FormPart, ...]:
    """The fields of a class that a form can hold, as columns whose keys begin with `prefix`."""
    made = (_part(each, f"{prefix}{each.name}", (*within, cls)) for each in declared(cls).values())
    return tuple(part for part in made if part)


def _part(declaration: Declaration, key: str, within: tuple[type[Value], ...]) -> FormPart | None:
    kind = declaration.kind
    item = kind.item if isinstance(kind, ManyKind) else kind
    if isinstance(item, ValueKind) and item.cls in LISTED:
        several = f" Put {PARTED_BY} between several." if isinstance(kind, ManyKind) else ""
        said = f"Choose a name from the sheet {title_of(item.cls)}; list it there first.{several}"
        return Named(declaration, (_column(declaration, key, said, named=item.cls),), item.cls)
    if isinstance(kind, FigureKind):
        return _quantity(declaration, key)
    if is_one_cell(kind):
        return OneCell(declaration, (_column(declaration, key, what_to_write(kind)),))
    if isinstance(kind, ValueKind) and kind.cls not in within:
        return _members(declaration, key, kind.cls, within)
    return None


def _column(declaration: Declaration, key: str, accepts: str, **more: Any) -> FormColumn:
    given = {"kind": declaration.kind, "required": declaration.must_be_given} | more
    return FormColumn(key, declaration.label, declaration.meaning, accepts, **given)


def _quantity(declaration: Declaration, key: str) -> FormPart:
    kind: FigureKind = declaration.kind
    figure = _column(
        declaration,
        key,
        "Write a number, or the words of the source: about 90, 300 to 500, at least 400, scores, 36 of 104, "
        f"90 (80 to 100). Where there is none, say why: {', '.join(REASONS)}. Blank states nothing.",
    )
    if kind.only and kind.unit:
        unit = declared(Figure)["unit"].kind.say(kind.unit)
        said = "" if unit in declaration.label.lower() else f" ({unit})"
        return FigureAndUnit(declaration, (evolve(figure, heading=f"{figure.heading}{said}"),))
    unit_kind = CodeKind(Unit, rule=_Permitted(kind))
    default = f" Blank is {kind.unit}." if kind.unit else ""
    unit_column = FormColumn(
        f"{key}.unit",
        f"{declaration.label}: unit",
        f"The unit of “{declaration.label}”",
        f"{what_to_write(unit_kind)}{default}",
        unit_kind,
    )
    return FigureAndUnit(declaration, (figure, unit_column))


@frozen
class _Permitted:
    """The rule of the units that a figure of this kind may have."""

    kind: FigureKind

    def __call__(self, unit: str) -> str:
        try:
            self.kind.convert(Figure(best=1, unit=unit))
        except InvalidError as error:
            raise InvalidError([evolve(error.faults[0], path=(), hint="")]) from None
        return unit


def _members(declaration: Declaration, key: str, cls: type[Value], within: tuple[type[Value], ...]) -> FormPart | None:
    parts = parts_of(cls, f"{key}.", within)
    inner = tuple(_inner(part, declaration, is_first=part is parts[0]) for part in parts)
    return Members(declaration, cls, inner) if inner else None


def _inner(part: Any, outer: Declaration, *, is_first: bool) -> FormPart:
    """A part of a value, under a heading that says of which."""
    inner: FormPart
    if isinstance(part, Members):
        inner = evolve(part, parts=tuple(_inner(each, outer, is_first=False) for each in part.parts))
        return inner
    columns = []
    for column in part.columns:
        is_number = isinstance(column.kind, NumberKind)
        heading = heading_within(outer.label, column.heading, leads=is_first and not is_number)
        meaning = f"{outer.meaning}: {uncapitalised(column.meaning)}"
        required = outer.must_be_given and (column.required or is_first)
        columns.append(evolve(column, heading=heading, meaning=meaning, required=required, folded=is_number))
    inner = evolve(part, columns=tuple(columns))
    return inner


# From parts to sheets.


@frozen
class Band:
    """Columns that belong together."""

    title: str
    parts: tuple[FormPart, ...]


@frozen
class Sheet:
    """A sheet in which each row is a value of one class, or a claim of one record type."""

    cls: type[Value]
    title: str
    bands: tuple[Band, ...]

    @property
    def parts(self) -> Iterator[FormPart]:
        return (part for band in self.bands for part in band.parts)

    @property
    def columns(self) -> list[FormColumn]:
        return [column for part in self.parts for column in part.columns]


RECORD = "record."
ATTRIBUTION = "attribution."


def record_sheet(cls: type[Record]) -> Sheet:
    """The sheet of a record type: its fields by their roles, and then who says so."""
    parts = parts_of(cls, RECORD)
    refused = [each.name for each in declared(cls).values() if each.must_be_given and each.name not in _names(parts)]
    if refused:
        raise refuse(refused[0], f"a field that a form can hold, where {cls.type_name} requires it")
    ordered = sorted(parts, key=_order)
    bands = [
        Band(title, tuple(part for part in ordered if BANDS_OF_ROLES[part.declaration.role] == title))
        for title in dict.fromkeys(BANDS_OF_ROLES.values())
    ]
    bands.append(Band(BAND_OF_SOURCES, (*parts_of(Attribution, ATTRIBUTION), *_claim_parts())))
    return Sheet(cls, title_of(cls), tuple(band for band in bands if band.parts))


def _names(parts: Iterable[FormPart]) -> set[str]:
    return {part.name for part in parts}


def _claim_parts() -> tuple[FormPart, ...]:
    """Return the columns for what is said of a claim beside its record and its attributions."""
    return tuple(part for part in parts_of(Claim) if isinstance(part, OneCell))


def _order(part: FormPart) -> tuple[bool, bool, bool]:
    """Put what must be given first, then where and when, then what the type has of its own."""
    kind = part.declaration.kind
    is_when = part.declaration.role is FieldRole.QUALIFIER and isinstance(kind, ValueKind) and kind.cls is Period
    is_where = isinstance(part, Members) and part.cls is Place
    return not part.required, not (is_where or is_when), part.name in declared(Record)


def listed_sheet(cls: type[Value]) -> Sheet:
    """The sheet that lists the values of a class. Each has a name, by which other sheets mean it."""
    name, *rest = declared(cls).values()
    name = evolve(name, kind=evolve(name.kind, required=True))
    parts = (_part(each, each.name, (cls,)) for each in (name, *rest))
    return Sheet(cls, title_of(cls), (Band(first_line(cls), tuple(part for part in parts if part)),))


def header_parts() -> tuple[FormPart, ...]:
    return parts_of(Header)


def read_claim(sheet: Sheet, cells: Cells, names: Names) -> Claim:
    """The claim that a row makes. Raises `InvalidError` with the faults of all its cells."""
    cls: Any = sheet.cls
    groups: dict[str, list[FormPart]] = {RECORD: [], ATTRIBUTION: [], "": []}
    for part in sheet.parts:
        groups[next(prefix for prefix in groups if part.columns[0].key.startswith(prefix))].append(part)
    faults = Faults()
    values: dict[str, Any] = {}
    stating = [part for part in groups[RECORD] if part.declaration.role is FieldRole.VALUE]
    if not cls.stands_alone and all(part.is_blank(cells) for part in stating):
        listed = ", ".join(part.columns[0].heading for part in stating)
        faults.append(Fault(None, f"something in at least one of: {listed}", absent=True))
    for name, built, parts in (("record", cls, groups[RECORD]), ("attributions", Attribution, groups[ATTRIBUTION])):
        try:
            values[name] = assemble(built, parts, cells, names)
        except InvalidError as error:
            # Faults of the row as a whole are said already.
            faults += (fault for fault in error.faults if fault.path or not faults)
    for part in groups[""]:
        if not part.is_blank(cells):
            try:
                values[part.name] = part.read(cells, names)
            except InvalidError as error:
                faults += error.told()
    if faults:
        raise InvalidError(faults)
    return Claim(values.pop("record"), **values)


def write_claim(sheet: Sheet, record: Record, attribution: Attribution) -> dict[str, Any]:
    """The cells of a row that is read as a claim with this one attribution."""
    cells: dict[str, Any] = {}
    for prefix, value in ((RECORD, record), (ATTRIBUTION, attribution)):
        cells |= write((part for part in sheet.parts if part.columns[0].key.startswith(prefix)), value)
    return cells


# Examples, made of what the declarations tell.


def example_of(cls: type[Value]) -> Value:
    """An example of a value that is listed."""
    named = {name_part(cls).name: f"Example {cls.__name__.lower()}"}
    codes = {
        each.name: sample(each.kind, each.label) for each in declared(cls).values() if isinstance(each.kind, CodeKind)
    }
    return cls(**named, **codes)


def example_row(sheet: Sheet) -> dict[str, Any]:
    """The cells of an example: as much as shows how to write each sort of value, and obeys the type's rules."""
    if not issubclass(sheet.cls, Record):
        return write(sheet.parts, example_of(sheet.cls))
    cls = sheet.cls
    parts = [part for part in sheet.parts if part.columns[0].key.startswith(RECORD)]
    given = {part.name: part.example for part in parts if part.required}
    shown: set[object] = set()
    # A value comes first: without one there is no record.
    for part in sorted(parts, key=lambda part: part.declaration.role is not FieldRole.VALUE):
        sort = part.declaration.role, type(part)
        if sort not in shown and not part.required and _is_telling(part):
            attempt = given | {part.name: part.example}
            if accepts(lambda members: cls(**members), attempt):
                given = attempt
                shown.add(sort)
    if not accepts(lambda members: cls(**members), given):
        return {}
    source: Any = example_of(Source)
    said = Attribution(source=source, reported="2023-11-02", excerpt="Example words")
    return write_claim(sheet, cls(**given), said)


def _is_telling(part: FormPart) -> bool:
    match part.declaration.role:
        case FieldRole.VALUE:
            return isinstance(part, FigureAndUnit) or isinstance(part.declaration.kind, CodeKind)
        case FieldRole.SUBJECT:
            return isinstance(part, Members)
        case _:
            kind = part.declaration.kind
            return isinstance(kind, ValueKind) and kind.cls is Period
