"""Writing the empty workbook: sheets, drop-down lists, checks on entry, notes and an example row."""

import json
from collections.abc import Iterable, Mapping
from itertools import count
from typing import Any

from attrs import define, field
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink

from sitrep.fields.canonical import canonical_prose
from sitrep.fields.kinds import CodeKind, FlagKind, Kind, ManyKind, NumberKind, TextKind, ValueKind
from sitrep.formats.columns import text_of
from sitrep.formats.xlsx.layout import (
    CENTRED,
    COLOURS,
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
from sitrep.formats.xlsx.sheets import BANDS, FIRST, FORM, HEADINGS, KEYS, first_line
from sitrep.forms.cells import REASONS, choices, is_closed
from sitrep.forms.layout import (
    LISTED,
    FormColumn,
    Sheet,
    example_row,
    header_parts,
    listed_sheet,
    record_sheet,
)
from sitrep.records.base import Record
from sitrep.values.figures import FigureKind

EXAMPLE = "Example"
"""Marks the row that shows how a sheet is filled in."""

_PREPARED = 500
"""Number of rows with lists and checks; more can be filled in without."""

_INDENTED = Alignment(horizontal="left", vertical="top", wrap_text=True, indent=1)

_STEPS = (
    "Fill in the head of the report below. What is marked * is required.",
    "List in the sheet Sources everybody who says something, and in Documents, if you like, where it is written.",
    "Write each reported fact in a row of its own, in the sheet of its kind. Two sources for one fact are two rows.",
    "Leave blank what a source does not say. 0 means that there were none.",
    "Numbers: as the source gives them. 90; about 90; 300 to 500; at least 400; scores; 36 of 104. "
    f"Where there is none, say why: {', '.join(REASONS)}.",
    "Dates: best the year first. 2023-11-01; 2023-11; 2023-10-07/2023-11-01 from and to; 2023-10-07/.. still going on.",
    "Several names in one cell are parted by ;",
    "Point at a heading to read what it means. Rows marked Example are not imported; delete them if you like.",
    "The + above the columns unfolds some that are seldom needed, such as coordinates.",
)
_READ_BACK = "To turn the filled form into a report: sitrep import FORM.xlsx -o report.json"


def write(types: Iterable[type[Record]]) -> bytes:
    """An empty form with a sheet for each of these record types, as the bytes of a file."""
    form = _FormWriter()
    records = {cls: record_sheet(cls) for cls in types}
    form.write_report([*records.values()])
    for listed in LISTED:
        form.write_sheet(listed_sheet(listed), f"list {listed.__name__}")
    for cls, sheet in records.items():
        form.write_sheet(sheet, f"record {cls.type_name}")
    form.write_lists()
    return save(form.workbook)


def example_texts(cells: Mapping[str, Any]) -> dict[str, str]:
    """Return what stands in a row, by which an example is told from what was written over one."""
    return {key: text for key, cell in cells.items() if (text := text_of(cell))}


@define
class _FormWriter:
    """A workbook in the making."""

    workbook: Workbook = field(factory=Workbook)
    lists: dict[tuple[str | int, ...], str] = field(factory=dict)
    """The entries of each drop-down list, with the range that will hold them."""

    # The first sheet.

    def write_report(self, records: list[Sheet]) -> None:
        sheet = self.workbook.worksheets[0]
        sheet.title = "Report"
        rows = count(1)
        self._say(sheet, next(rows), "Situation report", font(bold=True, size=18, color=COLOURS[0]))
        put(sheet.cell(1, 1), f"{FORM} header")
        for number, step in enumerate(_STEPS, 1):
            self._say(sheet, next(rows), f"{number}.  {step}")
        self._say(sheet, next(rows), _READ_BACK, font(italic=True, color=GREY))
        next(rows)
        self._title(sheet, next(rows), "Head of the report")
        for column in (column for part in header_parts() for column in part.columns):
            self._ask(sheet, next(rows), column)
        next(rows)
        self._title(sheet, next(rows), "Sheets")
        listed = [(listed_sheet(cls).title, first_line(cls)) for cls in LISTED]
        for title, meaning in [*((each.title, first_line(each.cls)) for each in records), *listed]:
            row = next(rows)
            link: Any = sheet.cell(row, 2)
            put(link, title)
            link.hyperlink = Hyperlink(ref=link.coordinate, location=f"'{title}'!B{FIRST}")
            link.font = font(color="0563C1", underline="single")
            put(sheet.cell(row, 3), meaning)
            sheet.merge_cells(start_row=row, end_row=row, start_column=3, end_column=4)
        for letter, width in (("B", 16), ("C", 46), ("D", 78)):
            sheet.column_dimensions[letter].width = width
        sheet.column_dimensions["A"].hidden = True
        sheet.sheet_view.showGridLines = False
        set_up_page(sheet)

    def _say(self, sheet: Any, row: int, words: str, font: Font | None = None) -> None:
        cell = sheet.cell(row, 2)
        put(cell, words)
        cell.alignment = TOP
        if font:
            cell.font = font
        sheet.merge_cells(start_row=row, end_row=row, start_column=2, end_column=4)
        sheet.row_dimensions[row].height = 28 if row == 1 else 15 * (1 + len(words) // 125)

    def _title(self, sheet: Any, row: int, words: str) -> None:
        for column in (2, 3, 4):
            sheet.cell(row, column).fill = fill(COLOURS[0])
        put(sheet.cell(row, 2), words)
        sheet.cell(row, 2).font = font(bold=True, color="FFFFFF")

    def _ask(self, sheet: Any, row: int, column: FormColumn) -> None:
        """A field of the header: its label, the cell to fill in, and what belongs there."""
        key, label, answer, help_ = (sheet.cell(row, at) for at in range(1, 5))
        put(key, column.key)
        put(label, f"{column.heading} *" if column.required else column.heading)
        put(help_, " ".join(filter(None, [f"{column.meaning}.", column.accepts])))
        label.font = font(bold=column.required)
        help_.font = font(italic=True, color=GREY)
        answer.number_format = _format_of(column.kind)
        answer.border = LINE
        answer.fill = fill(PALE[0] if column.required else "FFFFFF")
        label.alignment = answer.alignment = TOP
        help_.alignment = _INDENTED
        sheet.row_dimensions[row].height = 15.5 * (1 + len(str(help_.value)) // 84)
        self._check(sheet, column, f"C{row}", f"C{row}")

    # The sheets that have a row for each fact, or for each source.

    def write_sheet(self, layout: Sheet, what: str) -> None:
        sheet = self.workbook.create_sheet(layout.title)
        example = example_row(layout)
        put(sheet.cell(KEYS, 1), f"{FORM} {what} {json.dumps(example_texts(example), sort_keys=True)}")
        self._write_mark(sheet, bool(example))
        at = 2
        for number, band in enumerate(layout.bands):
            columns = [column for part in band.parts for column in part.columns]
            title = sheet.cell(BANDS, at)
            put(title, band.title)
            sheet.merge_cells(start_row=BANDS, end_row=BANDS, start_column=at, end_column=at + len(columns) - 1)
            title.font, title.fill, title.alignment = (
                font(bold=True, color="FFFFFF"),
                fill(COLOURS[number]),
                CENTRED,
            )
            for column in columns:
                self._write_column(sheet, at, column, example.get(column.key), PALE[number])
                at += 1
        last = get_column_letter(at - 1)
        width = sum(_width_of(column) for column in layout.columns if not column.folded)
        sheet.auto_filter.ref = f"A{HEADINGS}:{last}{FIRST + _PREPARED}"
        sheet.freeze_panes = f"C{FIRST}"
        sheet.row_dimensions[KEYS].hidden = True
        sheet.row_dimensions[HEADINGS].height = 32
        sheet.print_title_rows = f"{BANDS}:{HEADINGS}"
        sheet.sheet_properties.outlinePr.summaryRight = False
        sheet.sheet_properties.tabColor = COLOURS[0] if issubclass(layout.cls, Record) else COLOURS[3]
        # On paper it can be filled in by hand.
        sheet.print_options.gridLines = True
        set_up_page(sheet, pages=max(1, round(width / PAGE)))

    def _write_mark(self, sheet: Any, has_example: bool) -> None:
        heading = sheet.cell(HEADINGS, 1)
        put(heading, "Mark")
        note(heading, f"Rows marked {EXAMPLE} show how to fill the sheet in, and are not imported. Leave it blank.")
        heading.font, heading.alignment = font(color=GREY), CENTRED
        sheet.column_dimensions["A"].width = 10
        if has_example:
            put(sheet.cell(FIRST, 1), EXAMPLE)
            _make_example(sheet.cell(FIRST, 1))
        check = DataValidation("list", formula1=f'"{EXAMPLE}"', allow_blank=True)
        _refuse_others(check, "Mark", f"Leave it blank; {EXAMPLE} marks rows that are not imported.")
        self._add(sheet, check, f"A{FIRST}:A{FIRST + _PREPARED}")

    def _write_column(self, sheet: Any, at: int, column: FormColumn, example: Any, colour: str) -> None:
        letter = get_column_letter(at)
        put(sheet.cell(KEYS, at), column.key)
        heading = sheet.cell(HEADINGS, at)
        put(heading, f"{column.heading} *" if column.required else column.heading)
        heading.font = font(bold=True, color="C00000" if column.required else "000000")
        heading.fill, heading.alignment, heading.border = fill(colour), CENTRED, LINE
        required = "Required. " if column.required else ""
        shown = "" if example is None else f"\nExample: {example}"
        note(heading, f"{required}{column.meaning}.\n{column.accepts}".strip() + shown)
        put(sheet.cell(FIRST, at), example)
        _make_example(sheet.cell(FIRST, at))
        dimension = sheet.column_dimensions[letter]
        dimension.width = _width_of(column)
        dimension.number_format = sheet.cell(FIRST, at).number_format = _format_of(column.kind)
        dimension.alignment = TOP
        if column.folded:
            dimension.outlineLevel = 1
            dimension.hidden = True
        self._check(sheet, column, f"{letter}{FIRST}", f"{letter}{FIRST}:{letter}{FIRST + _PREPARED}")

    # Lists and checks.

    def _check(self, sheet: Any, column: FormColumn, first: str, cells: str) -> None:
        """Offer the list of a column, and check what is typed, as far as a spreadsheet can."""
        kind = column.kind
        check: DataValidation | None = None
        said = column.accepts
        if column.named:
            check = DataValidation("list", formula1=_names_in(column.named))
        elif isinstance(kind, FigureKind):
            check = DataValidation("list", formula1=self._list_of(tuple(REASONS)))
        elif choices(kind):
            check = DataValidation("list", formula1=self._list_of(tuple(choices(kind))))
        elif isinstance(kind, NumberKind):
            least, most = str(kind.bounds.least), str(kind.bounds.most)
            measure: Any = "whole" if kind.whole else "decimal"
            check = DataValidation(measure, formula1=least, formula2=most, operator="between")
        elif isinstance(kind, ValueKind):
            check = DataValidation("custom", formula1=_IS_A_DATE.format(first))
        if check is None:
            return
        takes_others = isinstance(kind, FigureKind | ManyKind) or (choices(kind) and not is_closed(kind))
        if not takes_others or (column.named and not isinstance(kind, ManyKind)):
            _refuse_others(check, column.heading, said)
        self._add(sheet, check, cells)

    def _list_of(self, entries: tuple[str | int, ...]) -> str:
        if entries not in self.lists:
            letter = get_column_letter(len(self.lists) + 2)
            self.lists[entries] = f"Lists!${letter}$1:${letter}${len(entries)}"
        return self.lists[entries]

    def write_lists(self) -> None:
        sheet = self.workbook.create_sheet("Lists")
        sheet.sheet_state = "hidden"
        put(sheet.cell(1, 1), f"{FORM} choices")
        for at, entries in enumerate(self.lists, 2):
            for row, entry in enumerate(entries, 1):
                put(sheet.cell(row, at), entry)

    def _add(self, sheet: Any, check: DataValidation, cells: str) -> None:
        check.allow_blank = True
        check.add(cells)
        sheet.add_data_validation(check)


_IS_A_DATE = (
    'IF(ISNUMBER({0}),TRUE,OR(LEFT({0},1)="/",LEFT({0},2)="..",'
    "IFERROR(AND(VALUE(LEFT({0},4))>=1000,VALUE(LEFT({0},4))<=9999),FALSE),"
    "IFERROR(AND(VALUE(RIGHT({0},4))>=1000,VALUE(RIGHT({0},4))<=9999),FALSE)))"
)
"""A date of the spreadsheet, or text that begins or ends with a year; that it has one reading is seen on import."""


def _names_in(cls: type[Any]) -> str:
    """The names that are listed by now. The row of the example isn't among them."""
    first = f"{listed_sheet(cls).title}!$B${FIRST + 1}"
    last = f"$B${FIRST + _PREPARED}"
    return f"OFFSET({first},0,0,MAX(1,COUNTA({first}:{last})),1)"


def _refuse_others(check: DataValidation, heading: str, said: str) -> None:
    check.showErrorMessage = True
    check.errorTitle = heading[:32]
    check.error = said[:255]


def _format_of(kind: Kind) -> str:
    """Numbers and figures as the spreadsheet reads them; everything else stays as it was typed."""
    return "General" if isinstance(kind, FigureKind | NumberKind) else TEXT


def _width_of(column: FormColumn) -> float:
    if isinstance(column.kind, ValueKind | NumberKind) and not column.named:
        least = 18 if isinstance(column.kind, FigureKind) else 16
    elif isinstance(column.kind, TextKind):
        least = 34 if column.kind.clean is canonical_prose else 22
    elif isinstance(column.kind, FlagKind):
        least = 12
    else:
        least = 26 if column.named else 20
    if isinstance(column.kind, CodeKind):
        least = min(30, max(least, *(len(str(words)) for words in choices(column.kind))))
    return max(least, len(column.heading) + 6)


def _make_example(cell: Any) -> None:
    cell.font = font(italic=True, color=GREY)
    cell.fill = fill("F2F2F2")
    cell.alignment = TOP
