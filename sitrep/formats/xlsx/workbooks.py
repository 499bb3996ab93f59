"""Workbooks as people leave them: what a cell says, what stands where no value can, and where the columns are."""

import io
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import Any
from warnings import catch_warnings, simplefilter

from sitrep.errors import Fault, FaultCode, InvalidError, MissingExtraError
from sitrep.formats.columns import text_of
from sitrep.formats.xlsx.sheets import FIRST, HEADINGS, KEYS, unescape


def openpyxl() -> Any:
    """The package; raises `MissingExtraError` before any work where it isn't installed."""
    try:
        # Only spreadsheets need it, and few who read CSV have it.
        return import_module("openpyxl")
    except ModuleNotFoundError:
        raise MissingExtraError("xlsx", "openpyxl") from None


def load(content: bytes, *, data_only: bool = False) -> Any:
    """A workbook; `data_only` gives the saved results of formulas instead of them. Raises `InvalidError`."""
    package = openpyxl()
    try:
        with catch_warnings():
            # It warns of parts, such as drop-down lists, that hold no figures.
            simplefilter("ignore")
            return package.load_workbook(io.BytesIO(content), data_only=data_only)
    except Exception:
        hint = "Save it as .xlsx: other kinds, and locked files, can't be read."
        raise InvalidError(
            [Fault(content[:4], "an .xlsx spreadsheet", (), hint, code=FaultCode.UNREADABLE)], "file"
        ) from None


def marker(sheet: Any) -> str:
    """Return what the first cell says, by which a sheet of ours is known; it may be renamed, moved or copied."""
    return text_of(sheet.cell(1, 1).value)


def value_of(cell: Any) -> Any:
    """Return what a cell says to those who see it."""
    if isinstance(cell.value, int | float) and not isinstance(cell.value, bool) and "%" in cell.number_format:
        # People see 32%, while 0.32 is stored.
        return f"{round(cell.value * 100, 6):.6f}".rstrip("0").rstrip(".") + "%"
    return unescape(cell.value) if isinstance(cell.value, str) else cell.value


def no_value(cell: Any, *path: str) -> Iterator[Fault]:
    """Why what stands in a cell was not written by anybody."""
    if cell.data_type == "f":
        shown = cell.value if isinstance(cell.value, str) else "a formula"
        hint = "Copy the cell, and paste only its value."
        yield Fault(shown, "what the cell says, and no formula", path, hint)
    elif cell.data_type == "e":
        yield Fault(cell.value, "a value, and no error of the spreadsheet", path)


def merged_cells(sheet: Any) -> Mapping[tuple[int, int], str]:
    """The cells below the headings that are merged with others, each with the area that it is in."""
    return {(row, at): area.coord for area in sheet.merged_cells.ranges for row, at in area.cells if row >= FIRST}


def merged(area: str, *path: str) -> Fault:
    """The fault of a cell that is merged with others."""
    return Fault(area, "cells that aren't merged", path, "Part them, and fill each in.")


def find_columns(
    sheet: Any, is_key: Callable[[str], bool], of: str
) -> tuple[dict[str, int], list[tuple[int, int, Fault]]]:
    """Return the numbers of the columns, by their keys.

    Those that aren't of the form, or whatever `of` names, may not have anything in them: where one
    does, there is a fault with its row and column.
    """
    found: dict[str, int] = {}
    faults: list[tuple[int, int, Fault]] = []
    for at in range(2, sheet.max_column + 1):
        key = text_of(sheet.cell(KEYS, at).value)
        if is_key(key) and key not in found:
            found[key] = at
            continue
        [below] = sheet.iter_cols(at, at, HEADINGS, max(sheet.max_row, HEADINGS))
        filled = next((cell for cell in below if text_of(cell.value)), None)
        if filled is not None:
            expected = "each column once" if key in found else f"only the columns of the {of}"
            hint = "Keep what is your own in a sheet of your own."
            faults.append((filled.row, at, Fault(text_of(filled.value), expected, (), hint)))
    return found, faults


def heading_at(sheet: Any, at: int) -> str:
    """Return what people see above a column, and its letter where that isn't clear."""
    said = [text_of(cell.value).removesuffix("*").strip() for cell in sheet[HEADINGS]]
    words, letter = said[at - 1], sheet.cell(HEADINGS, at).column_letter
    return f"{words} ({letter})" if not words or said.count(words) > 1 else words
