"""Forms that are filled in as people fill them in."""

import io
from collections.abc import Sequence
from functools import cache
from typing import Any

from openpyxl import Workbook, load_workbook

from sitrep.formats.xlsx.layout import put
from sitrep.formats.xlsx.sheets import FIRST, KEYS
from sitrep.forms import FilledForm, make_form, read_form
from sitrep.records import RECORD_TYPES, Record

TYPES = [*RECORD_TYPES.values()]
NAMES = [*RECORD_TYPES]

Cells = dict[str, Any]


@cache
def empty_form(types: tuple[type[Record] | str, ...]) -> bytes:
    """A form, made once: to lay one out takes longer than to fill it in."""
    return make_form(types)


def open_form(*types: type[Record] | str) -> Workbook:
    return load_workbook(io.BytesIO(empty_form(types)))


def saved(workbook: Workbook) -> bytes:
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def columns_of(sheet: Any) -> dict[str, int]:
    return {cell.value: cell.column for cell in sheet[KEYS][1:] if cell.value}


def fill(workbook: Workbook, title: str, row: int, cells: Cells) -> None:
    columns = columns_of(workbook[title])
    for key, value in cells.items():
        put(workbook[title].cell(row, columns[key]), value)


def head(workbook: Workbook, **answers: Any) -> None:
    for cell in workbook["Report"]["A"]:
        if cell.value in answers:
            put(workbook["Report"].cell(cell.row, 3), answers[cell.value])


SOURCE: Cells = {"attribution.source": "AFP"}
KILLED: Cells = {"record.outcome": "killed", "record.people": 90} | SOURCE


def filled(**sheets: Sequence[Cells]) -> Workbook:
    """A form with these rows in the sheets of these titles, from the first row on, and a source."""
    workbook = open_form("casualty", "shortage", "crossing")
    head(workbook, title="Flash update")
    rows: Sequence[Cells]
    for title, rows in {"Sources": [{"name": "AFP"}], **sheets}.items():
        for row, cells in enumerate(rows, FIRST + 1):
            fill(workbook, title, row, cells)
    return workbook


def read(workbook: Workbook) -> FilledForm:
    return read_form(saved(workbook))


def said(form: FilledForm) -> list[str]:
    return [str(fault) for fault in form.faults]


def records(workbook: Workbook) -> list[Record]:
    form = read(workbook)
    assert said(form) == []
    return [claim.record for claim in form.report]
