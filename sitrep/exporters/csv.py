"""Reports as tables of text: one row for each fact and source, or one for each fact.

Spreadsheets open them right: UTF-8 with the mark that Excel looks for, line ends and quotes as
RFC 4180 has them, numbers as numbers, and no text that would run as a formula.
"""

import csv
import io
from collections.abc import Iterable, Iterator

from sitrep.claims import Claim
from sitrep.declarations import Value, declared
from sitrep.exporters import Exporter, Loss
from sitrep.exporters.columns import KEPT, Cell, Order, cells_of
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

_RESERVED = {PART, SENSITIVITY, ATTRIBUTION, SOURCES, "record", *PARTS}

_ORDER = {name: (place,) for place, name in enumerate((PART, ID, TYPE, "record", SENSITIVITY, ATTRIBUTION, SOURCES))}

Row = list[Cell]


def column_of_record(name: str) -> str:
    """The column of a record's field. What a column of the table itself is called so has another name."""
    return f"record.{name}" if name in _RESERVED else name


def column_of_sources(stance: Stance) -> str:
    """The column of the compact table that names the sources of one stance."""
    return f"{SOURCES}.{stance.value}"


def _write_tidy(report: SitRep) -> bytes:
    return _table(_tidy_rows(report), [_cell(PART, ""), _cell(ID, ""), _cell(TYPE, "")])


def _write_compact(report: SitRep) -> bytes:
    return _table(map(_compact_row, report), [_cell(ID, ""), _cell(TYPE, "")])


def _tidy_rows(report: SitRep) -> Iterator[Row]:
    for place, (part, (name, cls)) in enumerate(PARTS.items()):
        for value in getattr(report, name):
            first = _cell(PART, part)
            if isinstance(value, Claim):
                said = [first, *_claim_cells(value)]
                yield from ([*said, *_prefixed(ATTRIBUTION, each, _ORDER[ATTRIBUTION])] for each in value.attributions)
            else:
                yield [first, *_prefixed(part, value, (len(_ORDER) + place,))]


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
    row += cells_of(declarations, record, column_of_record, _ORDER["record"])
    if claim.sensitivity:
        row.append(_cell(SENSITIVITY, claim.sensitivity.value))
    return row


def _prefixed(prefix: str, value: Value, order: Order) -> Iterator[Cell]:
    return cells_of(declared(type(value)), value, lambda name: f"{prefix}.{name}", order)
