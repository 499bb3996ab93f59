"""The columns of the Arrow table, made from the declarations."""

from collections.abc import Callable, Mapping
from typing import Any

from attrs import frozen

from sitrep.caches import MADE_FOR_CLASSES, cached
from sitrep.claims import Claim
from sitrep.errors import Fault, FaultCode, Faults, InvalidError, MissingExtraError, refuse
from sitrep.fields.canonical import read_json, write_json
from sitrep.fields.declarations import Declaration, FieldRole, Value, declared
from sitrep.fields.kinds import (
    CodeKind,
    FlagKind,
    KeptKind,
    Kind,
    ManyKind,
    NumberKind,
    TextKind,
    ValueKind,
    resembling,
)
from sitrep.records.base import RECORD_TYPES, Record, load_installed
from sitrep.report import FORMAT, SitRep
from sitrep.values.periods import Period

try:
    import pyarrow as pa  # type: ignore[import-untyped]
except ModuleNotFoundError:
    raise MissingExtraError("arrow", "pyarrow") from None

PART, ID, TYPE, KEPT = "part", "id", "type", "kept"

CLAIM = Claim.__name__.lower()
"""Content of the column `part` where a row is a claim."""


@frozen
class ArrowForm:
    """The form in a table of what a field holds."""

    type: pa.DataType
    write: Callable[[Any], Any]
    """The cell for what a field holds."""
    read: Callable[[Any], Any]
    """The JSON data for a cell, or None where it is blank; raises `InvalidError`."""


@frozen
class ArrowColumn:
    """A column of the table, or a field of a struct: its form, and what is declared of it."""

    form: ArrowForm
    metadata: Mapping[str, str]

    def field(self, name: str) -> pa.Field:
        return pa.field(name, self.form.type, metadata=self.metadata)


ArrowColumns = Mapping[str, ArrowColumn]


def write_cells(columns: ArrowColumns, value: Any) -> dict[str, Any]:
    """A cell for each column, from the attribute of its name."""
    held = {name: getattr(value, name) for name in columns}
    return {name: None if each is None else columns[name].form.write(each) for name, each in held.items()}


def read_cells(columns: ArrowColumns, cells: Mapping[str, Any]) -> dict[str, Any]:
    """The members of a JSON object, from the cells that aren't blank; raises `InvalidError` with every fault."""
    members: dict[str, Any] = {}
    faults = Faults()
    for name, column in columns.items():
        try:
            data = _read_at(name, column.form, cells.get(name))
        except InvalidError as error:
            faults += error.told()
            continue
        if data is None:
            continue
        if column.form is _MEMBERS:
            doubled = sorted(data.keys() & members.keys())
            faults += (
                Fault(each, "only members whose own columns are blank", (name,), code=FaultCode.CONTRADICTION)
                for each in doubled
            )
            members |= data
        else:
            members[name] = data
    for name in cells.keys() - columns.keys():
        if not is_blank(cells[name]):
            faults.append(
                Fault(
                    cells[name],
                    f"only the fields {', '.join(columns)}",
                    (name,),
                    resembling(name, columns),
                    code=FaultCode.UNKNOWN_FIELD,
                )
            )
    if faults:
        raise InvalidError(faults)
    return members


def is_blank(cell: Any) -> bool:
    """Return whether a cell says nothing. Some engines write a struct of nulls, or an empty list, where none is."""
    if isinstance(cell, Mapping):
        return all(map(is_blank, cell.values()))
    return cell is None or cell == []


def _read_at(step: str | int, form: ArrowForm, cell: Any) -> Any:
    try:
        return None if cell is None else form.read(cell)
    except InvalidError as error:
        raise error.under(step) from None


# Forms


def _as_it_is(cell: Any) -> Any:
    return cell


def _read_json(cell: Any) -> Any:
    try:
        return read_json(cell)
    except (TypeError, ValueError, RecursionError):
        raise refuse(cell, "JSON", code=FaultCode.UNREADABLE) from None


def _read_members(cell: Any) -> dict[str, Any]:
    members = _read_json(cell)
    if isinstance(members, dict):
        return members
    raise refuse(cell, "a JSON object", code=FaultCode.WRONG_TYPE)


_TEXT = ArrowForm(pa.string(), str, _as_it_is)
_FLAG = ArrowForm(pa.bool_(), _as_it_is, _as_it_is)
_WHOLE = ArrowForm(pa.int64(), _as_it_is, _as_it_is)
# A double holds each number that a report may have (up to 2**53 - 1, or six decimals) and no two are one double.
_NUMBER = ArrowForm(pa.float64(), float, _as_it_is)
_MOMENT = ArrowForm(pa.timestamp("ms"), _as_it_is, _as_it_is)
# Members that stand in the JSON object beside those that have columns.
_MEMBERS = ArrowForm(pa.string(), lambda held: held or None, _read_members)
_KEPT = ArrowColumn(_MEMBERS, {"label": "Kept", "meaning": "Members that no installed package declares, as JSON"})


def _form(kind: Kind, within: tuple[type[Value], ...] = ()) -> ArrowForm:
    """The form of the fields of a kind, in a class that is itself held by those `within`.

    A type of Arrow can't hold itself. So a value within one of its own class, and what is of a kind
    that only another package knows, stands there as JSON.
    """
    if isinstance(kind, ManyKind):
        return _list_of(_form(kind.item, within))
    if isinstance(kind, ValueKind) and within.count(kind.cls) < 2:
        return _PERIOD if issubclass(kind.cls, Period) else _struct_of(kind.cls, within)
    if isinstance(kind, NumberKind):
        return _WHOLE if kind.whole else _NUMBER
    if isinstance(kind, FlagKind):
        return _FLAG
    if isinstance(kind, TextKind | CodeKind):
        return _TEXT
    if isinstance(kind, KeptKind):
        return _MEMBERS
    return ArrowForm(pa.string(), lambda held: write_json(kind.encode(held)), _read_json)


def _list_of(item: ArrowForm) -> ArrowForm:
    def read(cell: Any) -> list[Any]:
        if not isinstance(cell, list):
            raise refuse(cell, "a list", code=FaultCode.WRONG_TYPE)
        return [_read_at(index, item, each) for index, each in enumerate(cell)]

    return ArrowForm(pa.list_(item.type), lambda held: [item.write(each) for each in held], read)


def _struct_of(cls: type[Value], within: tuple[type[Value], ...] = ()) -> ArrowForm:
    columns = _columns_of(declared(cls), (*within, cls))
    return _struct({**columns, KEPT: _KEPT} if cls.takes_unknown else columns)


def _struct(columns: ArrowColumns) -> ArrowForm:
    def read(cell: Any) -> dict[str, Any] | None:
        if not isinstance(cell, Mapping):
            raise refuse(cell, "a struct", code=FaultCode.WRONG_TYPE)
        return read_cells(columns, cell) or None

    return ArrowForm(
        pa.struct([column.field(name) for name, column in columns.items()]),
        lambda value: write_cells(columns, value),
        read,
    )


_ENDS = {
    "earliest": ArrowColumn(
        _MOMENT, {"label": "Earliest", "meaning": "The first moment it may mean: UTC, or local time"}
    ),
    "latest": ArrowColumn(_MOMENT, {"label": "Latest", "meaning": "The last second it may mean: UTC, or local time"}),
}
"""Columns that engines compare periods by: made from the EDTF text, and checked when it is read."""


def _read_period(cell: Any) -> str | None:
    if not isinstance(cell, Mapping):
        raise refuse(cell, "a struct", code=FaultCode.WRONG_TYPE)
    edtf = cell.get("edtf")
    ends = {name: cell[name] for name in _ENDS if cell.get(name) is not None}
    if edtf is None and not ends:
        return None
    try:
        period = Period.coerce(edtf)
    except InvalidError as error:
        raise error.under("edtf") from None
    for name, end in ends.items():
        if end != getattr(period, name):
            raise refuse(
                str(end),
                f"{getattr(period, name)}, which is the {name} of {period.edtf}",
                name,
                code=FaultCode.MISMATCH,
            )
    return period.edtf


def _columns_of(declarations: Mapping[str, Declaration], within: tuple[type[Value], ...] = ()) -> ArrowColumns:
    return {name: ArrowColumn(_form(each.kind, within), _metadata(each)) for name, each in declarations.items()}


def _metadata(declaration: Declaration) -> dict[str, str]:
    said = {
        "label": declaration.label,
        "meaning": declaration.meaning,
        "hxl": declaration.hxl,
        "role": declaration.role.value,
    }
    return {name: text for name, text in said.items() if text}


_PERIOD_COLUMNS = {**_columns_of(declared(Period)), **_ENDS}
_PERIOD = ArrowForm(_struct(_PERIOD_COLUMNS).type, lambda period: write_cells(_PERIOD_COLUMNS, period), _read_period)


# The table


@frozen
class ArrowLayout:
    """The schema, all columns in their order, and which of them are what."""

    schema: pa.Schema
    columns: ArrowColumns
    claim: ArrowColumns
    """Columns of what a claim has beside its record."""
    record: ArrowColumns
    """Columns of what records of every type have, and of what was kept of them."""
    own: Mapping[str, tuple[str, ArrowColumns]]
    """For each record type the column that holds its own fields, and those."""


PARTS: Mapping[str, tuple[str, type[Value]]] = {
    declaration.kind.item.cls.__name__.lower(): (name, declaration.kind.item.cls)
    for name, declaration in declared(SitRep).items()
}
"""Contents of the column `part`: for each the field of the report that it is in, and its class."""


def layout() -> ArrowLayout:
    """The columns for reports of every installed record type. Raises `EntryPointError`."""
    load_installed()
    return _layout(tuple(RECORD_TYPES[name] for name in sorted(RECORD_TYPES)))


@cached(MADE_FOR_CLASSES)
def _layout(types: tuple[type[Record], ...]) -> ArrowLayout:
    record = _columns_of(declared(Record))
    record = {name: _with_exceptions(column, name, types) for name, column in record.items()} | {KEPT: _KEPT}
    claim = _columns_of({name: each for name, each in declared(Claim).items() if name != "record"})
    others = {
        part: ArrowColumn(_struct_of(cls), {"label": cls.__name__, "meaning": _first_line(cls)})
        for part, (_, cls) in PARTS.items()
        if part != CLAIM
    }
    before = {PART: _PART, ID: _ID, TYPE: _TYPE, **record, **claim}
    own: dict[str, tuple[str, ArrowColumns]] = {}
    structs: dict[str, ArrowColumn] = {}
    for cls in types:
        fields = _columns_of({name: each for name, each in declared(cls).items() if not _is_shared(name, each, record)})
        # No record type is called so: its name can't clash with that of another column.
        column = cls.type_name + "_" * (cls.type_name in before or cls.type_name in others)
        own[cls.type_name] = column, fields
        if fields:
            structs[column] = ArrowColumn(_struct(fields), {"label": cls.__name__, "meaning": _first_line(cls)})
    columns = {**before, **structs, **others}
    schema = pa.schema([each.field(name) for name, each in columns.items()], metadata={"format": FORMAT})
    return ArrowLayout(schema, columns, claim, record, own)


_PART = ArrowColumn(_TEXT, {"label": "Part", "meaning": f"What the row is: {', '.join(PARTS)}"})
_ID = ArrowColumn(_TEXT, {"label": "Id", "meaning": "The id of the claim"})
_TYPE = ArrowColumn(_TEXT, {"label": "Type", "meaning": "The type of the record"})


def _is_shared(name: str, declaration: Declaration, record: ArrowColumns) -> bool:
    """Return whether a type has the field from `Record`, as it is declared there or in another role."""
    if name not in record or type(declaration.kind) is not type(declared(Record)[name].kind):
        return False
    return bool(_form(declaration.kind).type == record[name].form.type)


def _with_exceptions(column: ArrowColumn, name: str, types: tuple[type[Record], ...]) -> ArrowColumn:
    """The column of a field of all records, with the types in which its role is another."""
    exceptions = {
        f"{role.value} of": ", ".join(cls.type_name for cls in types if declared(cls)[name].role is role)
        for role in FieldRole
        if role.value != column.metadata["role"]
    }
    return ArrowColumn(column.form, {**column.metadata, **{key: text for key, text in exceptions.items() if text}})


def _first_line(cls: type[Value]) -> str:
    return (cls.__doc__ or "").partition("\n")[0]
