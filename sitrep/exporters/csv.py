"""Reports as tables of text: one row for each fact and source, or one for each fact.

Spreadsheets open them right: UTF-8 with the mark that Excel looks for, line ends and quotes as
RFC 4180 has them, numbers as numbers, and no text that would run as a formula.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping

from sitrep.claims import Claim
from sitrep.declarations import Value, declared
from sitrep.exporters import Exporter, Loss
from sitrep.exporters.columns import Cell, Order, cells_of, write_list
from sitrep.records.base import RECORD_TYPES, Record, record_type
from sitrep.report import SitRep
from sitrep.sources import Attribution, Source
from sitrep.vocabularies import Stance

PART, ID, TYPE, SENSITIVITY, ATTRIBUTION, SOURCES = "part", "id", "type", "sensitivity", "attribution", "sources"

PARTS: dict[str, tuple[str, type[Value]]] = {
    declaration.kind.item.cls.__name__.lower(): (name, declaration.kind.item.cls)
    for name, declaration in declared(SitRep).items()
}
"""What stands in the column `part`: for each the field of the report that it is in, and its class."""

CLAIM = Claim.__name__.lower()

_RECORD = "record."
_RESERVED = {PART, SENSITIVITY, ATTRIBUTION, SOURCES, "record", *PARTS}

_ORDER = {name: (place,) for place, name in enumerate((PART, ID, TYPE, _RECORD, SENSITIVITY, ATTRIBUTION, SOURCES))}

Row = list[Cell]


def column_of_record(name: str) -> str:
    """The column of a record's field: its name, unless the table has that for something else."""
    return f"{_RECORD}{name}" if name in _RESERVED else name


def field_of_record(column: str) -> str:
    """The inverse of `column_of_record`, also for the columns of a field's parts."""
    field = column.removeprefix(_RECORD)
    return field if field.partition(".")[0] in _RESERVED else column


def column_of_sources(stance: Stance) -> str:
    """The column of the compact table that names the sources of one stance."""
    return f"{SOURCES}.{stance.value}"


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
    row = _claim_cells(claim)
    for place, stance in enumerate(Stance):
        names = tuple(sorted({each.source.name for each in claim.attributions if each.stance is stance}))
        if names:
            row.append(Cell(column_of_sources(stance), (*_ORDER[SOURCES], place), write_list(names)))
    return row


def _cell(column: str, text: str) -> Cell:
    return Cell(column, _ORDER[column], text)


def _claim_cells(claim: Claim) -> Row:
    record = claim.record
    # Of a type that nobody declares nothing is known: all of it was kept.
    declarations = declared(record_type(record.type) or Record)
    row = [_cell(ID, claim.id), _cell(TYPE, record.type)]
    row += cells_of(declarations, record, column_of_record, _ORDER[_RECORD])
    if claim.sensitivity:
        row.append(_cell(SENSITIVITY, claim.sensitivity.value))
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
    named = (Attribution(source=Source(each.source.name), stance=each.stance) for each in claim.attributions)
    return claim.replace(attributions=named)


TIDY = Exporter("CSV, one row for each fact and source", ".csv", _write_tidy)
COMPACT = Exporter(
    "CSV, one row for each fact",
    ".csv",
    _write_compact,
    (
        Loss("The heads of the reports, corrections, judgements on what is the same, and notes.", _without_the_rest),
        Loss(
            "Of each source all but its name and whether it asserts the fact: its kind and reliability, through whom, "
            "when and in which document it spoke, and its words.",
            _with_names_alone,
        ),
    ),
)
