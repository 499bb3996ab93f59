"""Reports from the tables that `sitrep.exporters.csv` writes, and from tables made by hand with those columns.

Columns may stand in any order, and those that say nothing may be missing. Rows may come from many
files and more than once: they are merged as reports are.
"""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from attrs import evolve

from sitrep.claims import Claim
from sitrep.codec import make_converter
from sitrep.declarations import Value, declared
from sitrep.errors import Fault, InvalidError, Path, refuse
from sitrep.exporters.columns import KEPT, kinds_of, read_list, read_members, tree_of
from sitrep.exporters.csv import (
    ATTRIBUTION,
    CLAIM,
    ID,
    PART,
    PARTS,
    SENSITIVITY,
    TYPE,
    column_of_record,
    column_of_sources,
    field_of_record,
)
from sitrep.importers.formats import Importer
from sitrep.kinds import Kind, ValueKind, resembling
from sitrep.records.base import RECORD_TYPES, record_type
from sitrep.report import SitRep
from sitrep.sources import Attribution
from sitrep.vocabularies import Stance

ROOT = "row"
"""The root of the paths to what is wrong: `row[3]['people.low']`, with rows counted from 1, the header's, as
spreadsheets count them."""

Cells = Mapping[str, str]

_OF_CLAIM = {ID, TYPE, SENSITIVITY}
_KINDS: dict[str, Kind] = {
    ATTRIBUTION: ValueKind(Attribution),
    **{part: ValueKind(cls) for part, (_, cls) in PARTS.items()},
}

# Members that this version doesn't know were kept on purpose by whoever wrote the table.
_CONVERTER = make_converter(unknown="keep")
_COLUMNS_HINT = "The first row names the columns."


def rows_of(content: bytes) -> Iterator[tuple[int, Cells]]:
    """The rows below the header with their numbers: for each column the text of its cell, if there is one.

    Raises `InvalidError` where the file is no CSV (RFC 4180, in UTF-8) with a header.
    """
    columns: list[str] = []
    faults: list[Fault] = []
    for number, cells in lines_of(content):
        if number == 1:
            columns = _named(cells)
        elif fault := fault_of_width(cells, len(columns)):
            faults.append(fault.under(number))
        elif any(cells) and not faults:
            yield number, {column: cell for column, cell in zip(columns, cells, strict=True) if cell}
    if faults:
        raise InvalidError(faults, ROOT)
    if not columns:
        raise InvalidError([Fault("", "a table", (), _COLUMNS_HINT)], "file")


def fault_of_width(cells: list[str], width: int) -> Fault | None:
    """What is wrong with a line that has more or fewer cells than the header, and isn't blank."""
    hint = "A cell with a comma in it stands in double quotes."
    return Fault(len(cells), f"{width} cells, as in the header", (), hint) if len(cells) not in (0, width) else None


def lines_of(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """The lines of a CSV file (RFC 4180, in UTF-8), numbered from 1. Raises `InvalidError` where it is none."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        given = bytes(content[error.start : error.start + 4])
        fault = Fault(given, f"UTF-8 text; line {line} has none", (), "Save the file as “CSV UTF-8”.")
        raise InvalidError([fault], "file") from None
    # A note or an excerpt may be longer than what the module takes by default.
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        yield from enumerate(reader, 1)
    except csv.Error as error:
        raise InvalidError([Fault(f"line {reader.line_num}", f"CSV: {error}")], "file") from None


def _named(cells: list[str]) -> list[str]:
    faults = []
    if len(cells) == 1 and any(mark in cells[0] for mark in ";\t"):
        faults.append(Fault(cells[0], "commas between the columns", (1,), "Save the file as “CSV UTF-8”."))
    for name, times in Counter(cells).items():
        if not name:
            faults.append(Fault(name, "a name for each column", (1,), _COLUMNS_HINT))
        elif times > 1:
            faults.append(Fault(name, "each column once", (1,), _COLUMNS_HINT))
    if faults:
        raise InvalidError(faults, ROOT)
    return cells


def _read(content: bytes, read_row: Callable[[Cells], tuple[str, Value]]) -> SitRep:
    """The report of all rows, or an error with the faults of every row."""
    faults: list[Fault] = []
    parts: dict[str, Any] = {name: [] for name in declared(SitRep)}
    for number, cells in rows_of(content):
        try:
            name, value = read_row(cells)
        except InvalidError as error:
            faults += error.under(number).faults
        else:
            parts[name].append(value)
    if faults:
        raise InvalidError(faults, ROOT)
    return SitRep(**parts)


def _read_tidy(content: bytes) -> SitRep:
    return _read(content, tidy_row)


def _read_compact(content: bytes) -> SitRep:
    return _read(content, _compact_row)


def tidy_row(cells: Cells) -> tuple[str, Value]:
    """The field of the report that a row belongs to, and the value that it holds."""
    # A table made by hand may have facts alone.
    part = cells.get(PART, CLAIM)
    if part not in PARTS:
        raise refuse(part, f"one of: {', '.join(PARTS)}", PART, hint=resembling(part, PARTS))
    name, cls = PARTS[part]
    said = {column: text for column, text in cells.items() if column != PART}
    if cls is Claim:
        own = {column: text for column, text in said.items() if column.partition(".")[0] == ATTRIBUTION}
        attribution = _read_value(ATTRIBUTION, own)
        others = {column: text for column, text in said.items() if column not in own}
        return name, _claim(others, [attribution], lambda path: _nearest((ATTRIBUTION, *path[1:]), own))
    return name, _structured(_read_value(part, said), cls, lambda path: _nearest((part, *path), said))


def _read_value(prefix: str, cells: Cells) -> Any:
    return read_members({prefix: _KINDS[prefix]}, tree_of(cells), f"the row of a {prefix}").get(prefix, {})


def _compact_row(cells: Cells) -> tuple[str, Value]:
    columns = {column_of_sources(stance): stance for stance in Stance}
    named = [
        (column, {"source": {"name": source}, "stance": stance.value})
        for column, stance in columns.items()
        if column in cells
        for source in read_list(cells[column])
    ]
    others = {column: text for column, text in cells.items() if column not in columns}

    def column_of(path: Path) -> str:
        return named[path[0]][0] if path and isinstance(path[0], int) else column_of_sources(Stance.ASSERTS)

    return "claims", _claim(others, [attribution for _, attribution in named], column_of)


def _claim(cells: Cells, attributions: list[Any], column_of_attribution: Callable[[Path], str]) -> Claim:
    """The claim of a row, from its cells beside those that say who asserts it."""
    type_name = cells.get(TYPE)
    if type_name is None:
        raise InvalidError([Fault(None, _a_type(), (TYPE,), absent=True)])
    cls = record_type(type_name)
    if cls is None and resembling(type_name, RECORD_TYPES):
        raise refuse(type_name, _a_type(), TYPE, hint=resembling(type_name, RECORD_TYPES))
    tree = tree_of({field_of_record(column): text for column, text in cells.items() if column not in _OF_CLAIM})
    # Of a type that nobody declares all was kept.
    record = read_members(kinds_of(cls) if cls else {}, tree, f"a record of the type {type_name!r}")
    if TYPE in record:
        raise refuse(TYPE, "only members that have no column", KEPT)
    data: dict[str, Any] = {name: cells[name] for name in (ID, SENSITIVITY) if name in cells}
    data |= {"record": {TYPE: type_name, **record}, "attributions": attributions}

    def column_of(path: Path) -> str:
        part, *within = path or (TYPE,)
        if part == "attributions":
            return column_of_attribution(tuple(within))
        if part == "record":
            field, *parts = within or (TYPE,)
            return _nearest((column_of_record(str(field)), *parts), cells)
        return str(part)

    claim: Claim = _structured(data, Claim, column_of)
    return claim


def _a_type() -> str:
    return f"one of the record types: {', '.join(RECORD_TYPES)}"


def _structured(data: Any, cls: type[Value], column_of: Callable[[Path], str]) -> Any:
    """A value from its JSON data, with faults where its columns are."""
    try:
        return _CONVERTER.structure(data, cls)
    except InvalidError as error:
        raise InvalidError(evolve(fault, path=(column_of(fault.path),)) for fault in error.faults) from None
    except RecursionError:
        raise refuse("…", "fewer levels of nesting", KEPT) from None


def _nearest(path: Path, cells: Cells) -> str:
    """The column of what stands at a path, or of what holds it: several texts, say, are in one cell."""
    steps = [str(step + 1) if isinstance(step, int) else step for step in path]
    columns = [".".join(steps[:length]) for length in range(len(steps), 0, -1)]
    return next((column for column in columns if column in cells), columns[0])


TIDY = Importer("CSV, one row for each fact and source", _read_tidy)
COMPACT = Importer("CSV, one row for each fact", _read_compact)
