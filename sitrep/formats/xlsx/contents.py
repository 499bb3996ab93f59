"""The sheets that hold a report: one for each type of record, and for each other part that there is.

A row is that of the tidy table (`sitrep.formats.csv`), with its columns in bands and cells that are
numbers, days and texts. What is added for people has keys that begin with `view.`, and isn't read back.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from sitrep.claims import Claim, Judgement, Link, Note, Retraction
from sitrep.fields.declarations import Declaration, FieldRole, Value, declared
from sitrep.fields.kinds import Kind, ManyKind, NumberKind, ValueKind
from sitrep.formats.columns import KEPT, Cell, declared_at, is_period, read_cell, unquote
from sitrep.formats.csv import ATTRIBUTION, CLAIM, ID, PARTS, TYPE, field_of_record, rows_of
from sitrep.formats.xlsx.sheets import (
    BAND_OF_SOURCES,
    BANDS_OF_ROLES,
    FIRST_DAY,
    Mark,
    SheetColumn,
    SheetRow,
    Table,
    first_line,
    heading_within,
    title_of,
    title_of_type,
)
from sitrep.pictures.consolidation import Picture
from sitrep.records.base import Record, Subject, record_type
from sitrep.report import SitRep
from sitrep.values.sources import Attribution

VIEW = "view."
"""Beginning of the keys of columns that are for people alone."""

_IN_WORDS = f"{VIEW}words"
_STANDING = f"{VIEW}standing"
_FOR_PROGRAMS, _FOR_PEOPLE = "For programs", "In words, not read back"
_BANDS = (*dict.fromkeys(BANDS_OF_ROLES.values()), BAND_OF_SOURCES, _FOR_PEOPLE, _FOR_PROGRAMS)
_VIEWS = {
    _STANDING: SheetColumn("Taken back", _FOR_PEOPLE, "Whether the source has taken its word back"),
    _IN_WORDS: SheetColumn(
        "What it is about, in words", _FOR_PEOPLE, "The reported facts or the subjects it speaks of"
    ),
}
DIGITS = 15
"""Number of digits that every spreadsheet program keeps; longer ones are written as text."""

_A_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


_Said = tuple[int, list[Cell], str, Mark | None]
"""A row of the tidy table, with its number, what it is about in words, and how it looks."""


def number_claims(picture: Picture) -> dict[str, int]:
    """The number of each reported fact by its id: subject by subject, the newest first."""
    claims = (claim for finding in picture for claim in finding.claims)
    return {claim.id: number for number, claim in enumerate(claims, 1)}


def tables(report: SitRep, numbers: Mapping[str, int]) -> Iterator[Table]:
    """The sheets of what the report has."""
    headlines = {claim.subject: claim.record.headline for claim in report} if report.links else {}
    for part, (name, cls) in PARTS.items():
        if part == CLAIM:
            yield from _tables_of_claims(report, numbers)
        elif values := getattr(report, name):
            rows: list[_Said] = [
                (number, row, _in_words(report, headlines, value), None)
                for number, value in enumerate(values, 1)
                for row in rows_of(part, value)
            ]
            yield _table(declared(SitRep)[name].label, part, cls, rows)


def _tables_of_claims(report: SitRep, numbers: Mapping[str, int]) -> Iterator[Table]:
    by_type: dict[str, list[Claim]] = {}
    for claim in sorted(report, key=lambda each: numbers[each.id]):
        by_type.setdefault(claim.record.type, []).append(claim)
    for name, claims in by_type.items():
        cls = record_type(name)
        rows = [row for claim in claims for row in _rows_of_claim(report, claim, numbers[claim.id])]
        yield _table(title_of(cls) if cls else title_of_type(name), f"{CLAIM} {name}", cls or Record, rows)


def _rows_of_claim(report: SitRep, claim: Claim, number: int) -> Iterator[_Said]:
    standing = report.standing(claim)
    for attribution, row in zip(claim.attributions, rows_of(CLAIM, claim), strict=True):
        yield number, row, "", None if attribution in standing else Mark.WITHDRAWN


def _in_words(report: SitRep, headlines: Mapping[Subject, str], value: Value) -> str:
    """Return in words what a value gives by ids, or as data."""
    match value:
        case Retraction() | Judgement():
            ids: Iterable[str] = [value.claim]
        case Note():
            ids = value.about
        case Link():
            return "\n".join(headlines.get(subject, "") for subject in value.subjects).strip()
        case _:
            return ""
    return "\n".join(claim.record.sentence for each in ids if (claim := report.get(each)))


def _table(title: str, what: str, cls: type[Value], said: list[_Said]) -> Table:
    columns: dict[str, tuple[tuple[Any, ...], SheetColumn, Kind | None]] = {}
    rows = []
    for number, row, words, mark in said:
        cells: dict[str, Any] = {}
        for cell in row:
            if cell.column == TYPE:
                continue
            if cell.column not in columns:
                columns[cell.column] = _column(cell, cls)
            cells[cell.column] = _value(cell.text, columns[cell.column][-1])
        if words:
            cells[_IN_WORDS] = words
        if mark:
            cells[_STANDING] = "taken back"
        rows.append(SheetRow(number, cells, mark))
    ordered = {key: columns[key][1] for key in sorted(columns, key=lambda key: (columns[key][0], key))}
    used = {key for row in rows for key in row.cells}
    views = {key: column for key, column in _VIEWS.items() if key in used}
    last = {key: column for key, column in ordered.items() if column.band == _FOR_PROGRAMS}
    return Table(title, what, {key: each for key, each in ordered.items() if key not in last} | views | last, rows)


def _column(cell: Cell, cls: type[Value]) -> tuple[tuple[Any, ...], SheetColumn, Kind | None]:
    """The column of a cell: what it is sorted by, how it is headed, and what its field holds."""
    if cell.column == ID:
        column = SheetColumn(
            "Id",
            _FOR_PROGRAMS,
            "Made from the fact as it was: by it a change is known for a correction. Clear it in a row that you add",
            folded=True,
        )
        return (len(_BANDS),), column, None
    steps, declarations, band = cell.column, declared(cls), first_line(cls)
    prefix = steps.partition(".")[0]
    if prefix == ATTRIBUTION:
        steps, declarations, band = steps.removeprefix(f"{ATTRIBUTION}."), declared(Attribution), BAND_OF_SOURCES
    elif steps in Claim.labels:
        declarations, band = declared(Claim), BAND_OF_SOURCES
    elif issubclass(cls, Record):
        steps, band = field_of_record(steps), ""
    else:
        steps = steps.removeprefix(f"{prefix}.")
    trail = [*declared_at(declarations, steps)]
    fields = [each for each in trail if isinstance(each, Declaration)]
    if not band:
        band = BANDS_OF_ROLES[fields[0].role] if fields else _FOR_PROGRAMS
    kind = _kind_of(trail) if len(trail) == len(steps.split(".")) else None
    heading = _heading(trail, ends_in_kept=steps.endswith(KEPT))
    meaning = ": ".join(each.meaning for each in fields)
    # Fields that must be given come first: it says what the row is.
    is_led = bool(fields and fields[0].role is FieldRole.SUBJECT and fields[0].must_be_given)
    place = _BANDS.index(band) if band in _BANDS else 0
    column = SheetColumn(heading, band, meaning, isinstance(kind, NumberKind))
    return (place, not is_led, cell.order), column, kind


def _kind_of(trail: list[Declaration | int]) -> Kind:
    kind: Kind = next(each.kind for each in reversed(trail) if isinstance(each, Declaration))
    return kind.item if isinstance(trail[-1], int) and isinstance(kind, ManyKind) else kind


def _heading(trail: list[Declaration | int], *, ends_in_kept: bool) -> str:
    words = ""
    outer: Kind | None = None
    for each in trail:
        if isinstance(each, int):
            words = f"{words} {each}"
            continue
        item = outer.item if isinstance(outer, ManyKind) else outer
        is_first = isinstance(item, ValueKind) and each.name == next(iter(declared(item.cls)))
        leads = is_first and not isinstance(each.kind, NumberKind)
        words = heading_within(words, each.label, leads=leads) if words else each.label
        outer = each.kind
    other = "Other members (JSON)"
    return (heading_within(words, other, leads=False) if words else other) if ends_in_kept else words


def _value(text: str, kind: Kind | None) -> Any:
    """A cell of the tidy table as a number, a day or a text."""
    said = unquote(text)
    if isinstance(kind, NumberKind):
        # A number that a spreadsheet saves again has lost its other digits.
        return read_cell(kind, text, "") if len(said.strip("-0.").replace(".", "")) <= DIGITS else said
    return day_or_text(said) if kind and is_period(kind) else said


def day_or_text(edtf: str) -> date | str:
    """A period as a day of the spreadsheet, where it is one plain day that all programs know."""
    if _A_DAY.fullmatch(edtf) and (day := date.fromisoformat(edtf)) >= FIRST_DAY:
        return day
    return edtf
