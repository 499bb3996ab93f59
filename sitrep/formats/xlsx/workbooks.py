"""Workbooks as people leave them: what a cell says, what stands where no value can, and where the columns are."""

from collections.abc import Callable, Iterator
from typing import Any

from sitrep.errors import Fault
from sitrep.formats.columns import text_of
from sitrep.formats.xlsx.opening import FilledCell, FilledSheet, letters_of
from sitrep.formats.xlsx.sheets import HEADINGS, KEYS, unescape


def marker(sheet: FilledSheet) -> str:
    """Return what the first cell says, by which a sheet of ours is known; it may be renamed, moved or copied."""
    return text_of(sheet.value(1, 1))


def value_of(cell: FilledCell) -> Any:
    """Return what a cell says to those who see it."""
    if isinstance(cell.value, int | float) and not isinstance(cell.value, bool) and "%" in cell.number_format:
        # People see 32%, while 0.32 is stored.
        return f"{round(cell.value * 100, 6):.6f}".rstrip("0").rstrip(".") + "%"
    if cell.value is None:
        return cell.formula or None
    return unescape(cell.value) if isinstance(cell.value, str) else cell.value


def no_value(cell: FilledCell, *path: str) -> Iterator[Fault]:
    """Why what stands in a cell was not written by anybody."""
    if cell.formula:
        hint = "Copy the cell, and paste only its value."
        yield Fault(cell.formula, "what the cell says, and no formula", path, hint)
    elif cell.data_type == "e":
        yield Fault(cell.value, "a value, and no error of the spreadsheet", path)


def merged(area: Any, *path: str) -> Fault:
    """The fault of a cell that is merged with others."""
    return Fault(area.coord, "cells that aren't merged", path, "Part them, and fill each in.")


def find_columns(
    sheet: FilledSheet, is_key: Callable[[str], bool], of: str
) -> tuple[dict[str, int], list[tuple[int, int, Fault]]]:
    """Return the numbers of the columns, by their keys.

    Those that aren't of the form, or whatever `of` names, may not have anything in them: where one
    does, there is a fault with its row and column.
    """
    found: dict[str, int] = {}
    faults: list[tuple[int, int, Fault]] = []
    filled: dict[int, FilledCell] = {}
    for row in sheet.rows:
        for at, cell in sheet.rows[row].items() if row >= HEADINGS else ():
            if text_of(cell.value or cell.formula):
                filled.setdefault(at, cell)
    for at in sheet.columns:
        key = text_of(sheet.value(KEYS, at))
        if at == 1:
            continue
        if is_key(key) and key not in found:
            found[key] = at
        elif at in filled:
            expected = "each column once" if key in found else f"only the columns of the {of}"
            hint = "Keep what is your own in a sheet of your own."
            said = filled[at].formula or text_of(filled[at].value)
            faults.append((filled[at].row, at, Fault(said, expected, (), hint)))
    return found, faults


def heading_at(sheet: FilledSheet, at: int) -> str:
    """Return what people see above a column, and its letter where that isn't clear."""
    said = {each: text_of(cell.value).removesuffix("*").strip() for each, cell in sheet.rows.get(HEADINGS, {}).items()}
    words = said.get(at, "")
    return f"{words} ({letters_of(at)})" if not words or [*said.values()].count(words) > 1 else words
