"""Reports as tables of text: one row for each fact and source, or one for each fact.

Spreadsheets open them right: UTF-8 with the mark that Excel looks for, line ends and quotes as
RFC 4180 has them, numbers as numbers, and no text that would run as a formula.

They are read back, and so are tables made by hand with those columns: in any order, without those that
say nothing. Rows may come from many files and more than once: they are merged as reports are. A row that
was changed is a correction.
"""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from hashlib import sha256
from itertools import product
from threading import Lock
from typing import Any

from attrs import evolve

from sitrep.claims import CLAIM_ID, Claim, Retraction
from sitrep.codec import make_converter
from sitrep.errors import ROW, Fault, FaultCode, Faults, InvalidError, Path, refuse
from sitrep.fields.declarations import Value, declared
from sitrep.fields.kinds import Kind, ValueKind, resembling
from sitrep.formats.columns import KEPT, Cell, Order, cells_of, kinds_of, read_list, read_members, tree_of, write_list
from sitrep.formats.offers import Format, Loss
from sitrep.records.base import RECORD_TYPES, Record, record_type
from sitrep.report import SitRep
from sitrep.values.sources import Attribution, Document, Source
from sitrep.vocabularies import RetractionKind, Stance

PART, ID, TYPE, ATTRIBUTION, SOURCES = "part", "id", "type", "attribution", "sources"

PARTS: dict[str, tuple[str, type[Value]]] = {
    declaration.kind.item.cls.__name__.lower(): (name, declaration.kind.item.cls)
    for name, declaration in declared(SitRep).items()
}
"""The entries of the column `part`, each with the field of the report that it is in, and its class."""

CLAIM = Claim.__name__.lower()

_RECORD = "record."
_RESERVED = {PART, *Claim.labels, ATTRIBUTION, SOURCES, "record", *PARTS}

_ORDER = {name: (place,) for place, name in enumerate((PART, ID, TYPE, _RECORD, *Claim.labels, ATTRIBUTION, SOURCES))}

Row = list[Cell]


def column_of_record(name: str) -> str:
    """The column of a record's field: its name, unless the table has that for something else."""
    return f"{_RECORD}{name}" if name in _RESERVED else name


def field_of_record(column: str) -> str:
    """The inverse of `column_of_record`, also for the columns of a field's parts."""
    field = column.removeprefix(_RECORD)
    return field if field.partition(".")[0] in _RESERVED else column


def column_of_sources(stance: Stance, *, anonymous: bool = False) -> str:
    """The column of the compact table that names the sources of one stance: those who may be named, or the others."""
    return f"{SOURCES}.{stance.value}{'.anonymous' * anonymous}"


def _write_tidy(report: SitRep) -> bytes:
    return _table(_tidy_rows(report), [_cell(PART, ""), _cell(ID, ""), _cell(TYPE, "")])


def _write_compact(report: SitRep) -> bytes:
    return _table(map(_compact_row, report), [_cell(ID, ""), _cell(TYPE, "")])


def _tidy_rows(report: SitRep) -> Iterator[Row]:
    for part, (name, _) in PARTS.items():
        for value in getattr(report, name):
            yield from ([_cell(PART, part), *row] for row in rows_of(part, value))


def rows_of(part: str, value: Value) -> Iterator[Row]:
    """The rows of one value of a report: of a claim one for each attribution."""
    if isinstance(value, Claim):
        said = _claim_cells(value)
        yield from ([*said, *_prefixed(ATTRIBUTION, each, _ORDER[ATTRIBUTION])] for each in value.attributions)
    else:
        yield [*_prefixed(part, value, (len(_ORDER) + [*PARTS].index(part),))]


def _compact_row(claim: Claim) -> Row:
    row = _claim_cells(_named_alone(claim))
    for place, (stance, anonymous) in enumerate(product(Stance, (False, True))):
        speaking = (each.source for each in claim.attributions if each.stance is stance)
        names = tuple(sorted({each.name for each in speaking if each.anonymous is anonymous}))
        if names:
            row.append(
                Cell(column_of_sources(stance, anonymous=anonymous), (*_ORDER[SOURCES], place), write_list(names))
            )
    return row


def _cell(column: str, text: str) -> Cell:
    return Cell(column, _ORDER[column], text)


def _claim_cells(claim: Claim) -> Row:
    record = claim.record
    # Of a type that nobody declares nothing is known: all of it was kept.
    declarations = declared(record_type(record.type) or Record)
    row = [_cell(ID, claim.id), _cell(TYPE, record.type)]
    row += cells_of(declarations, record, column_of_record, _ORDER[_RECORD])
    row += (_cell(name, level.value) for name in Claim.labels if (level := getattr(claim, name)))
    return row


def _prefixed(prefix: str, value: Value, order: Order) -> Iterator[Cell]:
    return cells_of(declared(type(value)), value, lambda name: f"{prefix}.{name}", order)


def _table(rows: Iterable[Row], always: Row) -> bytes:
    """The file with a column for all that any row says, and those that are always there."""
    listed = list(rows)
    orders = {cell.column: cell.order for row in (*listed, always) for cell in row}
    columns = in_order(orders)
    said = ({cell.column: cell.text for cell in row} for row in listed)
    return write_lines([columns, *([cells.get(column, "") for column in columns] for cells in said)])


def write_lines(lines: Iterable[Iterable[str]]) -> bytes:
    """A CSV file that spreadsheets open right, of lines of cells."""
    file = io.StringIO(newline="")
    csv.writer(file, lineterminator="\r\n").writerows(lines)
    return file.getvalue().encode("utf-8-sig")


def in_order(orders: Mapping[str, Order]) -> list[str]:
    """The columns in their order; a field that several record types have stands with the first of them."""
    types: list[type[Record]] = [Record, *RECORD_TYPES.values()]
    fields = dict.fromkeys(name for cls in types for name in declared(cls))
    places = {name: place for place, name in enumerate(fields)}

    def key(column: str) -> tuple[Order, str]:
        order = orders[column]
        if order[:1] == _ORDER[_RECORD]:
            field = field_of_record(column).partition(".")[0]
            order = (*order[:1], places.get(field, len(places)), *order[2:])
        return order, column

    return sorted(orders, key=key)


def _without_the_rest(report: SitRep) -> SitRep:
    return SitRep(claims=report.claims)


def _with_names_alone(report: SitRep) -> SitRep:
    return report.replace(claims=map(_named_alone, report.claims))


def _named_alone(claim: Claim) -> Claim:
    """The claim with the names of its sources, and as strict as their words: their labels have no columns."""
    named = [
        Attribution(source=Source(each.source.name, anonymous=each.source.anonymous), stance=each.stance)
        for each in claim.attributions
    ]
    return claim.labelled_like(claim.attributions).replace(attributions=named)


# Reading


Cells = Mapping[str, str]

_NOTHING: Mapping[str, Any] = {}
_OF_CLAIM = {ID, TYPE, *Claim.labels}
_KINDS: dict[str, Kind] = {
    ATTRIBUTION: ValueKind(Attribution),
    **{part: ValueKind(cls) for part, (_, cls) in PARTS.items()},
}

# Members that this version doesn't know were kept on purpose by whoever wrote the table.
_CONVERTER = make_converter(unknown="keep")
_COLUMNS_HINT = "The first row names the columns."


def read_rows(content: bytes) -> Iterator[tuple[int, Cells]]:
    """The rows below the header with their numbers: for each column the text of its cell, if there is one.

    Raises `InvalidError` where the file is no CSV (RFC 4180, in UTF-8) with a header.
    """
    columns: list[str] = []
    faults = Faults()
    for number, cells in lines_of(content):
        if number == 1:
            columns = _named(cells)
        elif fault := fault_of_width(cells, len(columns)):
            faults.append(fault.under(number))
        elif any(cells) and not faults:
            yield number, {column: cell for column, cell in zip(columns, cells, strict=True) if cell}
    if faults:
        raise InvalidError(faults, ROW)
    if not columns:
        raise InvalidError([Fault("", "a table", (), _COLUMNS_HINT, code=FaultCode.WRONG_TYPE)], "file")


def fault_of_width(cells: list[str], width: int) -> Fault | None:
    """Return the fault of a line that has more or fewer cells than the header, and isn't blank."""
    hint = "A cell with a comma in it stands in double quotes."
    return (
        Fault(len(cells), f"{width} cells, as in the header", (), hint, code=FaultCode.MALFORMED)
        if len(cells) not in (0, width)
        else None
    )


def lines_of(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """The lines of a CSV file (RFC 4180, in UTF-8), numbered from 1. Raises `InvalidError` where it is none."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        given = bytes(content[error.start : error.start + 4])
        fault = Fault(
            given, f"UTF-8 text; line {line} has none", (), "Save the file as “CSV UTF-8”.", code=FaultCode.UNREADABLE
        )
        raise InvalidError([fault], "file") from None
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        yield from enumerate(iter(partial(next_line, reader), None), 1)
    except csv.Error as error:
        raise InvalidError(
            [Fault(f"line {reader.line_num}", f"CSV: {error}", code=FaultCode.UNREADABLE)], "file"
        ) from None


_limit_of_all = Lock()
_LONGEST_CELL = 2**31 - 1


def next_line(reader: Iterator[list[str]]) -> list[str] | None:
    """The next line of a reader of the module `csv`, however long a cell is: a note or an excerpt may be long.

    The module has one limit for the whole process. It is ours for as long as a line is read, and
    then again what it was, so that nothing depends on who read what before.
    """
    with _limit_of_all:
        before = csv.field_size_limit(_LONGEST_CELL)
        try:
            return next(reader, None)
        finally:
            csv.field_size_limit(before)


def _named(cells: list[str]) -> list[str]:
    faults = []
    if len(cells) == 1 and any(mark in cells[0] for mark in ";\t"):
        faults.append(
            Fault(
                cells[0], "commas between the columns", (1,), "Save the file as “CSV UTF-8”.", code=FaultCode.MALFORMED
            )
        )
    for name, times in Counter(cells).items():
        if not name:
            faults.append(Fault(name, "a name for each column", (1,), _COLUMNS_HINT))
        elif times > 1:
            faults.append(Fault(name, "each column once", (1,), _COLUMNS_HINT, code=FaultCode.REPEATED))
    if faults:
        raise InvalidError(faults, ROW)
    return cells


def _read(content: bytes, read_row: Callable[[Cells], tuple[str, Value]]) -> SitRep:
    """The report of all rows, or an error with the faults of every row."""
    faults = Faults()
    parts: dict[str, Any] = {name: [] for name in declared(SitRep)}
    corrections: list[Retraction] = []
    for number, cells in read_rows(content):
        try:
            (name, value), changed = read_changed(read_row, cells)
        except InvalidError as error:
            faults += error.under(number).told()
        else:
            parts[name].append(value)
            corrections += changed
    if faults:
        raise InvalidError(faults, ROW)
    parts["retractions"] += meant(corrections, parts["claims"])
    return SitRep(**parts)


def _read_tidy(content: bytes) -> SitRep:
    return _read(content, tidy_row)


def _read_compact(content: bytes) -> SitRep:
    return _read(content, _claim_of_compact_row)


def said_beside(content: bytes, **said: Any) -> dict[str, Any]:
    """JSON data for what is told beside a file of every attribution in it that doesn't say it itself.

    Its document has the digest of the file. Raises `InvalidError`.
    """
    data: dict[str, Any] = {}
    for name, given in said.items():
        if given is not None:
            kind = declared(Attribution)[name].kind
            held = kind.convert(given)
            if isinstance(held, Document):
                held = held.replace(sha256=sha256(content).hexdigest())
            data[name] = kind.encode(held)
    return data


def tidy_row(cells: Cells, told: Mapping[str, Any] = _NOTHING) -> tuple[str, Value]:
    """Return the field of the report that a row belongs to, and the value that it holds.

    What is `told` beside the table is of each attribution that doesn't say it itself.
    """
    # A table made by hand may have facts alone.
    part = cells.get(PART, CLAIM)
    if part not in PARTS:
        raise refuse(
            part, f"one of: {', '.join(PARTS)}", PART, hint=resembling(part, PARTS), code=FaultCode.NOT_IN_LIST
        )
    name, cls = PARTS[part]
    said = {column: text for column, text in cells.items() if column != PART}
    if cls is Claim:
        own = {column: text for column, text in said.items() if column.partition(".")[0] == ATTRIBUTION}
        attribution = {**told, **_read_value(ATTRIBUTION, own)}
        others = {column: text for column, text in said.items() if column not in own}
        return name, _claim(others, [attribution], lambda path: _nearest((ATTRIBUTION, *path[1:]), own))
    return name, _structured(_read_value(part, said), cls, lambda path: _nearest((part, *path), said))


def _read_value(prefix: str, cells: Cells) -> Any:
    return read_members({prefix: _KINDS[prefix]}, tree_of(cells), f"the row of a {prefix}").get(prefix, {})


def _claim_of_compact_row(cells: Cells) -> tuple[str, Value]:
    columns = {
        column_of_sources(stance, anonymous=anonymous): (stance, anonymous)
        for stance, anonymous in product(Stance, (False, True))
    }
    named = [
        (column, {"source": {"name": source, "anonymous": anonymous}, "stance": stance.value})
        for column, (stance, anonymous) in columns.items()
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
    of_its_id = cells.get(ID) == _TAKEN_OFF or cells.get(ID, "").startswith(f"{type_name}:")
    if cls is None and not of_its_id and resembling(type_name, RECORD_TYPES):
        # A row that was written of a record has the id of that: its type is no slip of a pen, however near to another.
        raise refuse(type_name, _a_type(), TYPE, hint=resembling(type_name, RECORD_TYPES), code=FaultCode.UNKNOWN_TYPE)
    tree = tree_of({field_of_record(column): text for column, text in cells.items() if column not in _OF_CLAIM})
    # Of a type that nobody declares all was kept.
    record = read_members(kinds_of(cls) if cls else {}, tree, f"a record of the type {type_name!r}")
    if TYPE in record:
        raise refuse(TYPE, "only members that have no column", KEPT, code=FaultCode.MISPLACED)
    data: dict[str, Any] = {name: cells[name] for name in (ID, *Claim.labels) if cells.get(name)}
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
        raise error.each(lambda fault: evolve(fault, path=(column_of(fault.path),))) from None
    except RecursionError:
        raise refuse("…", "fewer levels of nesting", KEPT, code=FaultCode.TOO_DEEP) from None


def _nearest(path: Path, cells: Cells) -> str:
    """The column of what stands at a path, or of what holds it: several texts, say, are in one cell."""
    steps = [str(step + 1) if isinstance(step, int) else step for step in path]
    columns = [".".join(steps[:length]) for length in range(len(steps), 0, -1)]
    return next((column for column in columns if column in cells), columns[0])


# Corrections

CORRECTED = "corrected in the table"
"""Marks the retractions that were made of changed rows.

A row says what its source says. Where it was changed, the source that it names says so now, and no
longer what it said; another word about the same thing is a row of its own.
"""

_TAKEN_OFF = ""
"""Stands for an id of the type of its row that isn't to be held against the fact; no cell of a file is empty."""


def read_changed(
    read_row: Callable[[Cells], tuple[str, Value]], cells: Cells
) -> tuple[tuple[str, Value], list[Retraction]]:
    """The value of a row, and where it isn't the fact any more that its id names, what takes that back."""
    given = cells.get(ID, "")
    if cells.get(PART, CLAIM) != CLAIM or not CLAIM_ID.fullmatch(given) or given.split(":")[0] != cells.get(TYPE):
        return read_row(cells), []
    name, claim = read_row({**cells, ID: _TAKEN_OFF})
    if not isinstance(claim, Claim) or claim.id == given:
        return (name, claim), []
    sources = dict.fromkeys(attribution.source for attribution in claim.attributions)
    return (name, claim), [
        Retraction(given, source=source, kind=RetractionKind.CORRECTED, reason=CORRECTED, replaced_by=claim.id)
        for source in sources
    ]


def meant(corrections: Iterable[Retraction], claims: Iterable[Claim]) -> Iterator[Retraction]:
    """The corrections but for those of facts that another row of the same source still states."""
    stated = {(claim.id, attribution.source.name) for claim in claims for attribution in claim.attributions}
    return (each for each in corrections if (each.claim, each.source.name) not in stated)


def corrections_in(report: SitRep) -> Iterator[tuple[Retraction, Claim]]:
    """The corrections that were made of changed rows of a table, each with what is stated now."""
    corrections = (each for each in report.retractions if each.reason == CORRECTED)
    for retraction in meant(corrections, report):
        if retraction.replaced_by and (now := report.get(retraction.replaced_by)):
            yield retraction, now


TIDY = Format(title="CSV, one row for each fact and source", suffix=".csv", write=_write_tidy, read=_read_tidy)
COMPACT = Format(
    title="CSV, one row for each fact",
    suffix=".csv",
    write=_write_compact,
    read=_read_compact,
    losses=(
        Loss(
            "The heads of the reports, corrections, judgements on facts and on what is the same, and notes.",
            _without_the_rest,
        ),
        Loss(
            "Of each source all but its name, whether it is anonymous and whether it asserts the fact: its kind and "
            "reliability, through whom, when and in which document it spoke, and its words. A fact is labelled as "
            "strictly as any of them.",
            _with_names_alone,
        ),
    ),
)
