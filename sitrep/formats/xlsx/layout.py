"""The look of our workbooks, forms to fill in and reports to work with, and the files that they become."""

import io
from datetime import datetime
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from sitrep.errors import MissingExtraError
from sitrep.fields.canonical import write_number
from sitrep.formats.columns import quote
from sitrep.formats.xlsx.sheets import escape

try:
    from openpyxl import Workbook
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.writer.excel import ExcelWriter
except ModuleNotFoundError:
    raise MissingExtraError("xlsx", "openpyxl") from None

TEXT = "@"
"""The format of cells in which what is typed stays as it is: no date, no number, no formula."""

DAY = "yyyy-mm-dd"

COLOURS = ("1F4E79", "2E6B4F", "7A5A1E", "5B3A6E")
PALE = ("DDEBF7", "E2F0E6", "F8EEDA", "EBE3F1")
"""The colours of the bands of columns, and of the headings below them."""
GREY = "808080"

_THIN = Side(style="thin", color="BFBFBF")
LINE = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
TOP = Alignment(horizontal="left", vertical="top", wrap_text=True)
CENTRED = Alignment(vertical="center", wrap_text=True)

PAGE = 220
"""Width that the columns of a printed page may have together, in characters."""

_NO_TIME = datetime(1980, 1, 1)  # noqa: DTZ001 - the first that a ZIP file can hold, which has no offsets


def put(cell: Any, value: Any) -> None:
    """Write a cell. Text is written as text, whatever it begins with; numbers with all their digits."""
    if isinstance(value, float):
        cell.value = write_number(value)
        cell.data_type = "n"
    elif isinstance(value, str):
        cell.value = escape(value)
        cell.data_type = "s"
        if quote(value).startswith(f"'{value[:1]}"):
            # The apostrophe that a person would type: without it, editing the cell makes a formula of it.
            cell.quotePrefix = True
    else:
        cell.value = value


def font(**given: Any) -> Font:
    # Without a name, each program would choose one of its own.
    described: dict[str, Any] = {"name": "Calibri", "size": 11} | given
    return Font(**described)


def fill(colour: str) -> PatternFill:
    return PatternFill("solid", start_color=colour, end_color=colour)


def note(cell: Any, words: str, author: str = "sitrep") -> None:
    """Set the words that are shown when somebody points at the cell."""
    lines = sum(1 + len(line) // 48 for line in words.splitlines())
    cell.comment = Comment(words, author, width=320, height=24 + 16 * lines)


def set_up_page(sheet: Any, pages: int = 1, marking: str = "") -> None:
    # In headers of pages & begins a command.
    sheet.oddHeader.center.text = marking.replace("&", "&&") or None
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth = pages
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def save(workbook: Workbook) -> bytes:
    """The bytes of the file: the same for the same content, with no trace of when it was made."""
    workbook.properties.creator = "sitrep"
    workbook.properties.created = workbook.properties.modified = _NO_TIME
    written, timeless = io.BytesIO(), io.BytesIO()
    ExcelWriter(workbook, ZipFile(written, "w")).save()
    with ZipFile(written) as source, ZipFile(timeless, "w") as target:
        for name in source.namelist():
            target.writestr(ZipInfo(name, _NO_TIME.timetuple()[:6]), source.read(name), ZIP_DEFLATED)
    return timeless.getvalue()
