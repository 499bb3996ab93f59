"""Reports as workbooks that people can work in (extra `[xlsx]`).

One sheet for each type of record that occurs, with a row for each fact and source; the heads of the
reports, corrections, links, judgements and notes; and, made from those, the key figures, the sources and what
looks wrong. Text is text, whatever it begins with, and nothing is lost: `sitrep.formats.xlsx.read` reads it.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from copy import copy
from datetime import date
from itertools import groupby
from typing import Any

from attrs import define, field

from sitrep.audiences import marking_of
from sitrep.errors import MissingExtraError
from sitrep.formats.xlsx.contents import number_claims, tables
from sitrep.formats.xlsx.layout import (
    CENTRED,
    COLOURS,
    DAY,
    GREY,
    LINE,
    PAGE,
    PALE,
    TEXT,
    TOP,
    fill,
    font,
    note,
    put,
    save,
    set_up_page,
)
from sitrep.formats.xlsx.sheets import (
    BANDS,
    EXPORT,
    FIRST,
    HEADINGS,
    KEYS,
    Mark,
    SheetColumn,
    SheetRow,
    Table,
    fitted,
    free_title,
)
from sitrep.formats.xlsx.views import WHAT, key_figures, notices, sources
from sitrep.pictures.consolidation import picture
from sitrep.report import SitRep

try:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment
    from openpyxl.utils import get_column_letter
except ModuleNotFoundError:
    raise MissingExtraError("xlsx", "openpyxl") from None

_NARROWEST, _WIDEST = 9, 48
_BUTTON = 5
"""Room that the button of a filter takes in a heading."""

_LINE_HEIGHT, _HIGHEST = 15.5, 409
"""The heights of a line, and of the highest row that Excel has, in points."""

_NUMBER = "No."
_RIGHT = Alignment(horizontal="right", vertical="top", indent=1)
_MIDDLE = Alignment(horizontal="center", vertical="top")
_ONE_LINE = Alignment(vertical="center")

_NUMBERED: Mapping[str, Any] = {"font": font(color=GREY), "alignment": _MIDDLE}
_FORMATS: Mapping[type[Any], Mapping[str, Any]] = {
    str: {"number_format": TEXT, "alignment": TOP},
    date: {"number_format": DAY, "alignment": TOP},
    int: {"number_format": "#,##0", "alignment": _RIGHT},
    float: {"number_format": "General", "alignment": _RIGHT},
}
_LOOKS: Mapping[Mark | None, Mapping[str, Any]] = {
    None: {"font": font()},
    Mark.CONFLICT: {"font": font(), "fill": fill("FFF2CC")},
    Mark.WITHDRAWN: {"font": font(color=GREY, strike=True)},
}


def write(report: SitRep) -> bytes:
    """The workbook of a report, as the bytes of an .xlsx file: equal reports give equal bytes.

    A text longer than a cell holds goes on in the next column, and rows beyond the last one in a
    further sheet. Raises `InvalidError` where a row would have more columns than a sheet.
    """
    drawn = picture(report)
    numbers = number_claims(drawn)
    wanted = (key_figures(drawn, numbers), *tables(report, numbers), sources(report), notices(report, numbers))
    # Anything that doesn't fit is found before anything is written.
    parts = [each for table in wanted for each in fitted(table)]
    book = _Book(marking_of(report))
    book.workbook.properties.category = book.marking or None
    book.workbook.properties.title = "; ".join(header.title for header in report.headers) or None
    for each in parts:
        book.write_table(each)
    return save(book.workbook)


@define
class _Book:
    """A workbook in the making. Its sheets are written row by row, so that large ones need little memory."""

    marking: str
    """With whom it may be shared, on each page that is printed."""
    workbook: Any = field(factory=lambda: Workbook(write_only=True))
    styles: dict[Any, Any] = field(factory=dict)

    def write_table(self, table: Table) -> None:
        sheet = self.workbook.create_sheet(free_title(table.title, self.workbook.sheetnames))
        keys = [*table.columns]
        widths = _widths(table)
        for at, (key, column) in enumerate(table.columns.items(), 2):
            dimension = sheet.column_dimensions[get_column_letter(at)]
            dimension.width = widths[key]
            dimension.number_format = "General" if column.holds_numbers else TEXT
            dimension.alignment = TOP
            if column.folded:
                dimension.outlineLevel = 1
                dimension.hidden = True
        sheet.column_dimensions["A"].width = 7
        sheet.row_dimensions[KEYS].hidden = True
        sheet.row_dimensions[BANDS].height = 18
        sheet.freeze_panes = f"C{FIRST}"
        last = max(FIRST, HEADINGS + len(table.rows))
        sheet.auto_filter.ref = f"A{HEADINGS}:{get_column_letter(len(keys) + 1)}{last}"
        sheet.print_title_rows, sheet.print_title_cols = f"{BANDS}:{HEADINGS}", "A:A"
        sheet.sheet_properties.outlinePr.summaryRight = False
        sheet.sheet_properties.tabColor = COLOURS[3] if table.what == WHAT else COLOURS[0]
        wide = sum(widths[key] for key, column in table.columns.items() if not column.folded)
        set_up_page(sheet, pages=max(1, round(wide / PAGE)), marking=self.marking)
        headings = {key: column.heading for key, column in table.columns.items()}
        sheet.row_dimensions[HEADINGS].height = _height(headings, widths, spare=_BUTTON)
        for at, row in enumerate(table.rows, FIRST):
            shown = {key: value for key, value in row.cells.items() if not table.columns[key].folded}
            sheet.row_dimensions[at].height = _height(shown, widths)
        for cells in self._rows(sheet, table, keys):
            sheet.append(cells)

    def _rows(self, sheet: Any, table: Table, keys: list[str]) -> Iterator[list[Any]]:
        yield [self._cell(sheet, each) for each in (f"{EXPORT} {table.what}", *keys)]
        yield self._bands(sheet, table)
        yield self._headings(sheet, table)
        for row in table.rows:
            yield self._row(sheet, row, keys)

    def _bands(self, sheet: Any, table: Table) -> list[Any]:
        cells = [self._cell(sheet, None)]
        for number, (band, columns) in enumerate(_banded(table)):
            look = {"font": font(bold=True, color="FFFFFF"), "fill": fill(_of(COLOURS, number)), "alignment": _ONE_LINE}
            style = "band", number % len(COLOURS)
            cells += (self._cell(sheet, words, style, look) for words in (band, *[None] * (len(columns) - 1)))
        return cells

    def _headings(self, sheet: Any, table: Table) -> list[Any]:
        look: dict[str, Any] = {"font": font(color=GREY), "alignment": CENTRED}
        cells = [self._cell(sheet, _NUMBER, "number", look)]
        for number, (_, columns) in enumerate(_banded(table)):
            look = {"font": font(bold=True), "fill": fill(_of(PALE, number)), "alignment": CENTRED, "border": LINE}
            for column in columns:
                cell = self._cell(sheet, column.heading, ("heading", number % len(PALE)), look)
                if column.meaning:
                    note(cell, f"{column.meaning}.")
                cells.append(cell)
        return cells

    def _row(self, sheet: Any, row: SheetRow, keys: list[str]) -> list[Any]:
        cells = [self._cell(sheet, row.number, "numbered", _NUMBERED)]
        for key in keys:
            value = row.cells.get(key)
            if value is None or value == "":
                # A row in a colour has it from end to end.
                cells.append(self._cell(sheet, None, (str, row.mark), _look(str, row.mark)) if row.mark else None)
            else:
                cells.append(self._cell(sheet, value, (type(value), row.mark), _look(type(value), row.mark)))
        return cells

    def _cell(self, sheet: Any, value: Any, style: Any = None, look: Mapping[str, Any] | None = None) -> Any:
        cell: Any = WriteOnlyCell(sheet)
        if look:
            if style not in self.styles:
                for name, given in look.items():
                    setattr(cell, name, given)
                self.styles[style] = copy(cell._style)
            # To look a style up once for each cell would take most of the time.
            cell._style = copy(self.styles[style])
        put(cell, value)
        if isinstance(value, date):
            cell.number_format = DAY
        return cell


def _look(kind: type[Any], mark: Mark | None) -> Mapping[str, Any]:
    return {**_FORMATS[kind], **_LOOKS[mark]}


def _of(colours: tuple[str, ...], number: int) -> str:
    return colours[number % len(colours)]


def _banded(table: Table) -> list[tuple[str, list[SheetColumn]]]:
    """The columns under each heading of several."""
    return [(band, [*columns]) for band, columns in groupby(table.columns.values(), key=lambda column: column.band)]


def _widths(table: Table) -> dict[str, float]:
    """Return the width of each column: as its texts are, within bounds, and as the words of its heading."""
    widths = {}
    for key, column in table.columns.items():
        texts = max((_width(row.cells[key]) for row in table.rows if key in row.cells), default=0)
        words = max(map(len, column.heading.split()))
        least = max(words, len(column.heading) / 2) + _BUTTON
        widths[key] = float(max(min(texts + 2, _WIDEST), least, _NARROWEST))
    start = 0
    for band, columns in _banded(table):
        here = [key for key in [*table.columns][start : start + len(columns)] if not table.columns[key].folded]
        start += len(columns)
        if here and table.what != WHAT:
            widths[here[-1]] += max(0, len(band) + 2 - sum(widths[key] for key in here))
    return widths


def _width(value: Any) -> int:
    """Return the width of a value in letters: characters of East Asian scripts take the room of two."""
    if isinstance(value, date):
        return len(DAY)
    text = f"{value:,}" if isinstance(value, int | float) else str(value)
    return max(map(_letters, text[: 20 * _WIDEST].split("\n")))


def _letters(line: str) -> int:
    return len(line) if line.isascii() else sum(1 + (unicodedata.east_asian_width(each) in "WF") for each in line)


def _height(cells: Mapping[str, Any], widths: Mapping[str, float], spare: int = 2) -> float:
    """Return the height of a row: as its longest text needs. Not every program works that out when it opens a file."""
    lines = 1
    for key, value in cells.items():
        if isinstance(value, str):
            room = widths[key] - spare
            needed = sum(max(1, -(-_letters(line) // room)) for line in value[: _HIGHEST * 40].split("\n"))
            lines = max(lines, int(needed))
    return min(_LINE_HEIGHT * lines, _HIGHEST)
