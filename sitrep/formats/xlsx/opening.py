"""Workbooks opened: what they declare is judged before anything is, and of each sheet there is what is filled.

A sheet may have a single cell in its last corner, or one that is merged with a million others. So nothing here goes
through an area: the cost is that of the cells that somebody wrote.
"""

import io
from bisect import bisect_right, insort
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from heapq import heappop, heappush
from importlib import import_module
from typing import Any
from warnings import catch_warnings, simplefilter
from zipfile import ZipFile

from attrs import define, field, frozen

from sitrep.errors import Fault, FaultCode, InvalidError, MissingExtraError
from sitrep.files import check_cells, check_inflated
from sitrep.formats.xlsx.sheets import LAST_COLUMN

NO_WORKBOOK = "Save it as .xlsx: other kinds, and locked files, can't be read."


def openpyxl() -> Any:
    """The package; raises `MissingExtraError` before any work where it isn't installed."""
    try:
        # Only spreadsheets need it, and few who read CSV have it.
        return import_module("openpyxl")
    except ModuleNotFoundError:
        raise MissingExtraError("xlsx", "openpyxl") from None


@frozen
class FilledCell:
    """A cell that somebody filled; `value` is the saved one where a formula stands there."""

    row: int
    column: int
    value: Any
    data_type: str = "n"
    number_format: str = "General"
    formula: str = ""


@define(eq=False, slots=False)
class FilledSheet:
    """A sheet: its filled cells by row and column, and the areas whose cells are merged."""

    title: str
    rows: Mapping[int, Mapping[int, FilledCell]] = field(repr=False)
    areas: Sequence[Any] = field(repr=False)

    def value(self, row: int, column: int) -> Any:
        """Return the value of a cell, or None where nobody filled it."""
        cell = self.rows.get(row, {}).get(column)
        return cell.value if cell else None

    def cell(self, row: int, column: int) -> FilledCell:
        """A cell, filled or blank."""
        return self.rows.get(row, {}).get(column) or FilledCell(row, column, None)

    @cached_property
    def columns(self) -> Sequence[int]:
        """The columns that have something in them."""
        return sorted({column for cells in self.rows.values() for column in cells})

    def merged(self, rows: Sequence[int]) -> Iterator[Mapping[int, Any]]:
        """For each of the rows, which ascend, its filled columns that are in a merged area, with that."""
        waiting = sorted(self.areas, key=lambda area: area.min_row, reverse=True)
        active: list[tuple[int, int]] = []
        ends: list[tuple[int, int, int]] = []
        by_start: dict[int, Any] = {}
        for row in rows:
            while waiting and waiting[-1].min_row <= row:
                area = waiting.pop()
                insort(active, (area.min_col, area.max_col))
                heappush(ends, (area.max_row, area.min_col, area.max_col))
                by_start[area.min_col] = area
            while ends and ends[0][0] < row:
                _, *columns = heappop(ends)
                active.remove((columns[0], columns[1]))
            yield dict(self._covered(active, by_start)) if active else {}

    def _covered(self, active: list[tuple[int, int]], by_start: Mapping[int, Any]) -> Iterator[tuple[int, Any]]:
        for column in self.columns:
            at = bisect_right(active, (column, _LAST)) - 1
            if at >= 0 and active[at][1] >= column:
                yield column, by_start[active[at][0]]


_LAST = 1 << 60


def letters_of(column: int) -> str:
    """The letters that a column has in a spreadsheet."""
    return str(import_module("openpyxl.utils").get_column_letter(column)) if column <= LAST_COLUMN else str(column)


def load(content: bytes) -> Sequence[FilledSheet]:
    """The sheets of a workbook. Raises `InvalidError`."""
    package = openpyxl()
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            # Nothing more than that is inflated, whatever follows in the file.
            check_inflated(len(content), sum(each.file_size for each in archive.infolist()))
        with catch_warnings():
            # It warns of parts, such as drop-down lists, that hold no figures.
            simplefilter("ignore")
            book = package.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
            return [*_sheets(book)]
    except InvalidError:
        raise
    except Exception:
        raise _no_workbook(content) from None


def reopen(content: bytes, sheets: Sequence[FilledSheet]) -> Any:
    """Open a workbook of which the sheets were read, so that it can be changed and saved. Raises `InvalidError`."""
    areas = (area for sheet in sheets for area in sheet.areas)
    # Here each cell that is merged is one.
    check_cells(sum((area.max_row - area.min_row + 1) * (area.max_col - area.min_col + 1) for area in areas))
    try:
        with catch_warnings():
            simplefilter("ignore")
            return openpyxl().load_workbook(io.BytesIO(content))
    except Exception:
        raise _no_workbook(content) from None


def _no_workbook(content: bytes) -> InvalidError:
    fault = Fault(content[:4], "an .xlsx spreadsheet", (), NO_WORKBOOK, code=FaultCode.UNREADABLE)
    return InvalidError([fault], "file")


def _sheets(book: Any) -> Iterator[FilledSheet]:
    # The parser is what openpyxl reads sheets with itself. Its own sheets go through the whole area that one declares,
    # and make a cell of each that is merged.
    parsing = import_module("openpyxl.worksheet._reader")
    number_formats = {at: _number_format(book, style) for at, style in enumerate(book._cell_styles)}
    filled = 0
    for sheet in book.worksheets:
        rows: dict[int, dict[int, FilledCell]] = {}
        with sheet._get_source() as source:
            parser = parsing.WorkSheetParser(
                source,
                sheet._shared_strings,
                data_only=True,
                epoch=book.epoch,
                date_formats=book._date_formats,
                timedelta_formats=book._timedelta_formats,
            )
            parser.parse_cell = _with_formula(parser.parse_cell, parsing.FORMULA_TAG)
            for _, cells in parser.parse():
                for cell in cells:
                    style = cell.pop("style_id")
                    if cell["value"] not in (None, "") or cell["formula"]:
                        row = rows.setdefault(cell["row"], {})
                        row[cell["column"]] = FilledCell(**cell, number_format=number_formats[style])
                        filled += 1
                check_cells(filled)
        merged = parser.merged_cells
        yield FilledSheet(sheet.title, dict(sorted(rows.items())), merged.mergeCell if merged else ())


def _number_format(book: Any, style: Any) -> str:
    numbers = import_module("openpyxl.styles.numbers")
    of_its_own = style.numFmtId - numbers.BUILTIN_FORMATS_MAX_SIZE
    if of_its_own >= 0:
        return str(book._number_formats[of_its_own])
    return str(numbers.BUILTIN_FORMATS.get(style.numFmtId, "General"))


def _with_formula(parse_cell: Callable[[Any], dict[str, Any]], tag: str) -> Callable[[Any], dict[str, Any]]:
    """Parse a cell with the formula beside its saved value. One that is shared stands in the first of its cells alone:
    working it out for each would take time by their number and its length."""

    def parse(element: Any) -> dict[str, Any]:
        formula = element.find(tag)
        text = "" if formula is None else f"={formula.text}" if formula.text else "a formula"
        return {**parse_cell(element), "formula": text}

    return parse
