"""The sheets of our workbooks: the mark by which they are known, their rows and their headings."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import Enum, auto
from typing import Any

from attrs import evolve, field, frozen

from sitrep.errors import refuse
from sitrep.fields.declarations import FieldRole, Value
from sitrep.records.base import Record

FORM = "sitrep-form/1"
"""Stands, with what the sheet is, in the first cell of every sheet of a form; it is how a form is known."""

EXPORT = "sitrep-export/1"
"""Stands there in a workbook that a report was written in."""

READ_FORM, READ_EXPORT = "`sitrep import FILE.xlsx`", "`sitrep import --from xlsx FILE.xlsx`"
"""The commands that read the one and the other."""

KEYS, BANDS, HEADINGS, FIRST = 1, 2, 3, 4
"""The rows of a sheet: the keys of the columns, hidden; two of headings; and from where it is filled in."""

BANDS_OF_ROLES = {
    FieldRole.SUBJECT: "What it is about",
    FieldRole.CATEGORY: "What it is about",
    FieldRole.VALUE: "What is said of it",
    FieldRole.QUALIFIER: "When and how",
}
BAND_OF_SOURCES = "Who says so"
"""The headings above the columns of a record, and above those of its sources."""

LONGEST_TITLE = 31
"""Length that the title of a sheet may have, in characters."""

LONGEST_TEXT = 32_767 // 2
"""Length that the text of a cell may have, in characters: Excel counts UTF-16 units, of which one may have two."""

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384

FIRST_DAY = date(1900, 3, 1)
"""From here on every program means the same day by a number: Excel has a 29 February 1900."""

_RESERVED = "history"
"""The title that Excel keeps for itself."""

_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def is_form(marker: str) -> bool:
    """Return whether the first cell of a sheet says that it is of a form, of whatever version."""
    return marker.startswith(FORM.partition("/")[0])


def is_export(marker: str) -> bool:
    """Return whether the first cell of a sheet says that a report was written in it, by whatever version."""
    return marker.startswith(EXPORT.partition("/")[0])


def escape(text: str) -> str:
    """The text as the file has it: what looks like an escaped character (`_x000D_`) is escaped itself."""
    return _LOOKS_ESCAPED.sub("_x005F_", text)


def unescape(text: str) -> str:
    """The inverse of `escape`; programs also write characters so that XML can't hold (ECMA-376, ST_Xstring)."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def title_of(cls: type[Value]) -> str:
    """The title of the sheet of a record type, or of the values that are listed."""
    return title_of_type(cls.type_name)[:LONGEST_TITLE] if issubclass(cls, Record) else f"{cls.__name__}s"


def title_of_type(type_name: str) -> str:
    """The name of a record type in plain words."""
    return type_name.replace("_", " ").capitalize()


def free_title(wanted: str, taken: Iterable[str]) -> str:
    """A title like the one wanted that no other sheet has, whatever its capitals."""
    lower = {_RESERVED, *(each.lower() for each in taken)}
    title, number = wanted[:LONGEST_TITLE], 1
    while title.lower() in lower:
        number += 1
        title = f"{wanted[: LONGEST_TITLE - len(str(number)) - 3]} ({number})"
    return title


def first_line(cls: type[Value]) -> str:
    """Return what a class is, in one line."""
    return next(iter((cls.__doc__ or "").strip().splitlines()), title_of(cls))


def uncapitalised(words: str) -> str:
    """Words as they continue a sentence: acronyms stay."""
    return words[0].lower() + words[1:] if words[1:2].islower() or words[1:2] == " " else words


def heading_within(outer: str, inner: str, *, leads: bool) -> str:
    """The heading of a part of a value; the part that leads, such as a name, goes by that of the value."""
    return outer if leads else f"{outer}: {uncapitalised(inner)}"


# Contents of a sheet that a report is written in


class Mark(Enum):
    """The look of a row, beside the others."""

    CONFLICT = auto()
    """One of several figures that can't all be true."""
    WITHDRAWN = auto()
    """The source took it back."""


@frozen
class SheetColumn:
    """A column of a sheet."""

    heading: str
    band: str
    meaning: str = ""
    holds_numbers: bool = False
    folded: bool = False
    """True if it is only for programs, and folded away."""


@frozen
class SheetRow:
    """A row of a sheet: its number, and its cells by the keys of their columns."""

    number: int
    cells: Mapping[str, Any]
    mark: Mark | None = None


@frozen
class Table:
    """A sheet: what it is, its columns by their keys, and its rows."""

    title: str
    what: str
    columns: Mapping[str, SheetColumn]
    rows: Sequence[SheetRow] = field(repr=False)


_GOES_ON = "~"
_CONTINUED = re.compile(rf"(.+){_GOES_ON}[0-9]+")


def fitted(table: Table) -> Iterator[Table]:
    """The table in sheets that a spreadsheet can hold: long texts go on in further columns, rows in further sheets.

    Raises `InvalidError` where there are more columns than that.
    """
    columns, rows = _with_long_texts_parted(table)
    if len(columns) >= LAST_COLUMN:
        raise refuse(len(columns), f"at most {LAST_COLUMN - 1:,} columns in the sheet {table.title!r}")
    fits = LAST_ROW - FIRST + 1
    for start in range(0, max(len(rows), 1), fits):
        yield evolve(table, columns=columns, rows=rows[start : start + fits])


def _with_long_texts_parted(table: Table) -> tuple[dict[str, SheetColumn], Sequence[SheetRow]]:
    pieces: dict[str, int] = {}
    for row in table.rows:
        for key, value in row.cells.items():
            if isinstance(value, str) and len(value) > LONGEST_TEXT:
                pieces[key] = max(pieces.get(key, 1), -(-len(value) // LONGEST_TEXT))
    if not pieces:
        return {**table.columns}, table.rows
    columns: dict[str, SheetColumn] = {}
    for key, column in table.columns.items():
        columns[key] = column
        for number in range(2, pieces.get(key, 1) + 1):
            columns[f"{key}{_GOES_ON}{number}"] = evolve(column, heading=f"{column.heading} (continued, {number})")
    return columns, [evolve(row, cells=dict(_parted(row.cells))) for row in table.rows]


def _parted(cells: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, value in cells.items():
        if not isinstance(value, str):
            yield key, value
            continue
        for number, start in enumerate(range(0, len(value), LONGEST_TEXT), 1):
            yield key if number == 1 else f"{key}{_GOES_ON}{number}", value[start : start + LONGEST_TEXT]


def column_continued(key: str) -> str:
    """The key of the column that a column continues, or its own."""
    found = _CONTINUED.fullmatch(key)
    return found[1] if found else key
