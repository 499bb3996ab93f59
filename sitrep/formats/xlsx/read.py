"""Reports from the workbooks that `sitrep.formats.xlsx.write` writes, also after people worked in them.

Sheets are known by their first cell and columns by their first row, both hidden: they may be renamed,
moved, and copied, rows sorted and added. What was made for people alone (key figures, sources,
notices, the numbers of the rows) isn't read. A workbook is read whole or not at all. A row that was
changed is a correction.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from attrs import evolve

from sitrep.claims import Retraction
from sitrep.errors import Fault, FaultCode, InvalidError, Path
from sitrep.fields.canonical import write_number
from sitrep.fields.declarations import declared
from sitrep.formats.columns import quote, text_of
from sitrep.formats.csv import ATTRIBUTION, CLAIM, ID, PART, PARTS, TYPE, meant, read_changed, tidy_row
from sitrep.formats.xlsx.contents import VIEW
from sitrep.formats.xlsx.opening import FilledCell, FilledSheet, load, openpyxl
from sitrep.formats.xlsx.sheets import EXPORT, FIRST, KEYS, READ_FORM, column_continued, is_export, is_form
from sitrep.formats.xlsx.views import WHAT
from sitrep.formats.xlsx.workbooks import find_columns, heading_at, marker, merged, no_value, value_of
from sitrep.report import SitRep

ROOT = "sheet"
"""The root of the paths to what is wrong: `sheet.Casualty.row[5].column['People: lowest']`."""

_MARKER = re.compile(rf"(?P<format>\S+) (?P<what>{WHAT}|{'|'.join(PARTS)})( (?P<type>[a-z0-9_]+))?")
_TOP = 20
"""In how many rows from the top a first row that was pushed down is looked for."""

_NEW_ID = "Clear the id: it is made anew."

# A missing package is told of when the format is asked for, before any work is done.
openpyxl()


def read(content: bytes) -> SitRep:
    """The report that a workbook holds.

    Raises `InvalidError` with every fault, and its sheet, row and column.
    """
    sheets = load(content)
    faults = [fault for sheet in sheets for fault in _lost_mark(sheet)]
    ours = [sheet for sheet in sheets if is_export(marker(sheet))]
    if not (ours or faults):
        is_of_form = any(is_form(marker(sheet)) for sheet in sheets)
        hint = f"It is a form: {READ_FORM} reads it." if is_of_form else "Other tables need `sitrep import --map`."
        raise InvalidError(
            [Fault("the workbook", "one that `sitrep convert --to xlsx` wrote", (), hint, code=FaultCode.UNREADABLE)],
            "file",
        )
    parts: dict[str, Any] = {name: [] for name in declared(SitRep)}
    corrections: list[Retraction] = []
    for sheet in ours:
        found = _MARKER.fullmatch(marker(sheet))
        if found is None or found["format"] != EXPORT:
            hint = f"This version of humanitarian-sitrep writes {EXPORT!r}, and what the sheet is."
            faults.append(Fault(marker(sheet), "the mark of a sheet", (sheet.title, "row", KEYS), hint))
        elif found["what"] != WHAT:
            given = {PART: found["what"]} | ({TYPE: found["type"]} if found["what"] == CLAIM else {})
            _read_sheet(sheet, {name: text for name, text in given.items() if text}, parts, corrections, faults)
    if faults:
        raise InvalidError(faults, ROOT)
    parts["retractions"] += meant(corrections, parts["claims"])
    return SitRep(**parts)


def _lost_mark(sheet: FilledSheet) -> Iterator[Fault]:
    """Of a sheet that would pass for one that isn't ours: rows inserted above the first, or its mark written over."""
    if is_export(marker(sheet)) or is_form(marker(sheet)):
        return
    for row in range(2, _TOP + 1):
        if is_export(text_of(sheet.value(row, 1))):
            hint = f"Delete the rows above it: it belongs in row {KEYS}."
            yield Fault(text_of(sheet.value(row, 1)), "this row at the top", (sheet.title, "row", row), hint)
    steps = [text_of(cell.value).split(".") for cell in sheet.rows.get(KEYS, {}).values()]
    if any(len(each) > 1 and each[0] in (ATTRIBUTION, *PARTS) for each in steps):
        hint = f"Write into its first cell {EXPORT} and what it holds, such as {EXPORT} {CLAIM} TYPE."
        yield Fault(marker(sheet), "the mark of a sheet", (sheet.title, "row", KEYS), hint)


def _read_sheet(
    sheet: FilledSheet,
    given: Mapping[str, str],
    parts: dict[str, list[Any]],
    corrections: list[Retraction],
    faults: list[Fault],
) -> None:
    """Add what a sheet has to the parts of the report and the corrections, and what can't be read to the faults."""
    columns, strays = find_columns(sheet, bool, "workbook")
    faults += (fault.under(sheet.title, "row", row, "column", heading_at(sheet, at)) for row, at, fault in strays)
    keys = {at: column_continued(key) for key, at in columns.items() if not key.startswith(VIEW)}
    numbers = [number for number in sheet.rows if number >= FIRST]
    for number, areas in zip(numbers, sheet.merged(numbers), strict=True):
        cells, wrong = _cells_of(sheet.rows[number], keys, areas)
        try:
            if cells and not wrong:
                (name, value), changed = read_changed(tidy_row, {**given, **cells})
                parts[name].append(value)
                corrections += changed
        except InvalidError as error:
            wrong = [*error.faults]
        for fault in wrong:
            hint = f"{fault.hint} {_NEW_ID}".strip() if fault.path[:1] == (ID,) else fault.hint
            path: Path = sheet.title, "row", number, *_column_of(sheet, fault, columns)
            faults.append(evolve(fault, path=path, hint=hint))


def _cells_of(
    row: Mapping[int, FilledCell], keys: Mapping[int, str], areas: Mapping[int, Any]
) -> tuple[dict[str, str], list[Fault]]:
    """The cells of a row as those of the tidy table, and what is wrong with them."""
    said: dict[str, str] = {}
    faults = [merged(area, keys[at]) for at, area in areas.items() if at in keys]
    for at, cell in sorted(row.items()):
        if at not in keys:
            continue
        key = keys[at]
        faults += no_value(cell, key) if at not in areas else ()
        value = value_of(cell)
        # Spaces at the ends belong to a text that goes on in the next column.
        said[key] = said.get(key, "") + (value if isinstance(value, str) else _say(value))
    return {key: quote(text) for key, text in said.items() if text.strip()}, faults


def _say(value: Any) -> str:
    return write_number(value) if isinstance(value, float) and not value.is_integer() else text_of(value)


def _column_of(sheet: FilledSheet, fault: Fault, columns: Mapping[str, int]) -> Iterator[str]:
    """The column of a fault as people see it; of several that make one value the first."""
    # The type is that of the sheet: what is wrong with it is wrong with the row.
    for key in fault.path[:1] if fault.path != (TYPE,) else ():
        near = [at for each, at in columns.items() if each == key or each.startswith(f"{key}.")]
        yield "column"
        yield heading_at(sheet, near[0]) if near else str(key)
