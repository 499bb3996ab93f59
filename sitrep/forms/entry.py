"""Reading a filled workbook back: its claims, and every fault by its sheet, row and column."""

import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import define, evolve, field, frozen
from openpyxl.cell.cell import MergedCell
from openpyxl.styles import PatternFill

from sitrep.claims import Claim, Header
from sitrep.errors import Fault, FaultCode, Faults, InvalidError
from sitrep.fields.declarations import Value
from sitrep.formats.columns import text_of
from sitrep.formats.xlsx.layout import fill, note
from sitrep.formats.xlsx.opening import FilledSheet, letters_of, load, reopen
from sitrep.formats.xlsx.sheets import FIRST, FORM, READ_EXPORT, is_export
from sitrep.formats.xlsx.workbooks import find_columns, heading_at, marker, merged, no_value, value_of
from sitrep.forms import NotAFormError
from sitrep.forms.cells import is_blank
from sitrep.forms.layout import (
    LISTED,
    Sheet,
    assemble,
    header_parts,
    listed_sheet,
    name_part,
    read_claim,
    record_sheet,
)
from sitrep.forms.template import EXAMPLE, example_texts
from sitrep.records.base import record_type
from sitrep.report import SitRep
from sitrep.tables.rows import RowFault

_MARKER = re.compile(
    r"(?P<format>sitrep-form/\d+) (?P<what>header|choices|list|record)( (?P<name>\w+) (?P<example>.+))?"
)
_MARK = "Mark"
_MARKED_BY, _AT_FAULT = "sitrep import", "FFC7CE"
"""The author of the comments on cells at fault, and their colour."""


def read(content: bytes) -> tuple[SitRep, tuple[RowFault, ...]]:
    """The report of a form, and what of it can't be read. Raises `NotAFormError`."""
    return _open(_load(content)).read()


def mark(content: bytes) -> bytes:
    """The form with each cell at fault in colour, and in a comment what is wrong; marks of before are taken off."""
    sheets = _load(content)
    form = _open(sheets)
    form.read()
    marks = {page.sheet: page.marks for page in form.pages}
    workbook = reopen(content, sheets)
    for filled, sheet in zip(sheets, workbook.worksheets, strict=True):
        # The area of a sheet may be far larger than what is filled in it.
        for cell in [*sheet._cells.values()]:
            if cell.comment and cell.comment.author == _MARKED_BY:
                cell.comment, cell.fill = None, PatternFill()
        for (row, at), faults in marks.get(filled, {}).items():
            cell = sheet.cell(row, at)
            if not isinstance(cell, MergedCell):
                note(cell, "\n".join(fault.describe() for fault in faults), _MARKED_BY)
                cell.fill = fill(_AT_FAULT)
    marked = io.BytesIO()
    workbook.save(marked)
    return marked.getvalue()


def _load(content: bytes) -> Sequence[FilledSheet]:
    try:
        return load(content)
    except InvalidError as error:
        if error.faults[0].code is FaultCode.TOO_LARGE:
            raise
        raise NotAFormError([Fault(content[:4], "a form that `sitrep template` made")], "file") from None


def _open(sheets: Sequence[FilledSheet]) -> "_FormReader":
    form = _FormReader([_Page(sheet, found) for sheet in sheets if (found := _MARKER.fullmatch(marker(sheet)))])
    if not form.pages:
        hint = f"It is a report: {READ_EXPORT} reads it." if any(is_export(marker(each)) for each in sheets) else ""
        raise NotAFormError(
            [Fault("the workbook", "a form that `sitrep template` made", (), hint, code=FaultCode.UNREADABLE)], "file"
        )
    for page in form.pages:
        if page.format != FORM:
            hint = "A newer version of humanitarian-sitrep made it."
            raise InvalidError([Fault(page.format, repr(FORM), (), hint)], f"sheet {page.title!r}")
    return form


@frozen
class _FilledRow:
    """A row that has something in it, with the faults of its cells as such."""

    row: int
    cells: Mapping[str, Any]
    faults: list[Fault]


@define
class _Page:
    """A sheet of the form."""

    sheet: FilledSheet
    marker: re.Match[str]
    marks: dict[tuple[int, int], list[Fault]] = field(factory=dict)
    """The faults, by the row and the column of the cell."""

    @property
    def title(self) -> str:
        return str(self.sheet.title)

    @property
    def format(self) -> str:
        return self.marker["format"]

    def is_a(self, what: str, name: str | None = None) -> bool:
        return self.marker["what"] == what and name in (None, self.marker["name"])

    def fault(self, row: int, column: str, fault: Fault, at: int = 1) -> RowFault:
        self.marks.setdefault((row, at), []).append(fault)
        return RowFault(row, f"sheet {self.title!r}, row {row}", column, evolve(fault, path=()))

    def columns(self, layout: Sheet, faults: list[RowFault]) -> dict[str, int]:
        """Return the numbers of the columns, by their keys. Those that aren't the form's must be empty."""
        keys = {column.key for column in layout.columns}
        found, strays = find_columns(self.sheet, keys.__contains__, "form")
        faults += (self.fault(row, letters_of(at), fault, at) for row, at, fault in strays)
        return found

    def lines(self, columns: Mapping[str, int]) -> Iterator[_FilledRow]:
        rows = [row for row in self.sheet.rows if row >= FIRST]
        for row, areas in zip(rows, self.sheet.merged(rows), strict=True):
            cells: dict[str, Any] = {}
            faults = Faults()
            for key, at in {"": 1, **columns}.items():
                cell = self.sheet.cell(row, at)
                cells[key] = value_of(cell)
                faults += [merged(areas[at], key)] if at in areas else no_value(cell, key)
            mark = text_of(cells.pop("", None))
            if not faults and self._is_example(mark, cells):
                continue
            if mark:
                faults.append(self._marked(mark))
            if faults or not all(map(is_blank, cells.values())):
                yield _FilledRow(row, cells, faults)

    def _is_example(self, mark: str, cells: Mapping[str, Any]) -> bool:
        if mark != EXAMPLE:
            return False
        try:
            example = dict(json.loads(self.marker["example"]))
        except (TypeError, ValueError):
            # Somebody wrote into the hidden row.
            return False
        # A column may have been deleted: what is left has to be as it was.
        return example_texts(cells).items() <= example.items()

    def _marked(self, mark: str) -> Fault:
        if mark == EXAMPLE:
            # An answer written over the example is somebody's answer.
            return Fault(mark, "the example as it was, or no mark", ("",), "Clear the mark to import the row.")
        return Fault(mark, f"nothing, or {EXAMPLE}", ("",))


@define
class _FormReader:
    """A filled form, and what has come of it."""

    pages: list[_Page]
    faults: list[RowFault] = field(factory=list)
    names: dict[type[Value], dict[str, Value | None]] = field(factory=dict)

    def read(self) -> tuple[SitRep, tuple[RowFault, ...]]:
        headers = [header for page in self.pages if page.is_a("header") for header in self._header(page)]
        for cls in LISTED:
            self._list(cls)
        claims = [claim for page in self.pages if page.is_a("record") for claim in self._claims(page)]
        return SitRep(headers=headers, claims=claims), tuple(self.faults)

    def _header(self, page: _Page) -> Iterator[Header]:
        keys = {column.key for part in header_parts() for column in part.columns}
        rows = {key: row for row in page.sheet.rows if (key := text_of(page.sheet.value(row, 1))) in keys}
        cells = {key: value_of(page.sheet.cell(row, 3)) for key, row in rows.items()}
        faults = [fault for key, row in rows.items() for fault in no_value(page.sheet.cell(row, 3), key)]
        try:
            if not faults:
                yield assemble(Header, header_parts(), cells, self.names)
        except InvalidError as error:
            faults = [*error.faults]
        for fault in faults:
            row = rows.get(str(fault.path[0]) if fault.path else "", 1)
            label = text_of(page.sheet.value(row, 2)).removesuffix("*").strip()
            self.faults.append(page.fault(row, label, fault, 3))

    def _list(self, cls: type[Value]) -> None:
        """Learn the values of a class that the form lists, by their names."""
        layout = listed_sheet(cls)
        by = name_part(cls).name
        known = self.names[cls] = {}
        for page in (page for page in self.pages if page.is_a("list", cls.__name__)):
            columns = page.columns(layout, self.faults)
            first: dict[str, int] = {}
            for line in page.lines(columns):
                name = text_of(line.cells.get(by))
                faults = line.faults
                value = None
                try:
                    value = assemble(cls, layout.parts, line.cells, self.names)
                    name = getattr(value, by)
                except InvalidError as error:
                    faults = [*faults, *error.faults]
                if name in known:
                    hint = f"Row {first[name]} has it already." if name in first else ""
                    faults = [
                        *faults,
                        Fault(name, "a name that no other row has", (by,), hint, code=FaultCode.REPEATED),
                    ]
                if name:
                    # Whoever is named twice, or not well, can't be meant by a name.
                    known[name] = None if faults else value
                    first.setdefault(name, line.row)
                self._note(page, layout, columns, line.row, faults)

    def _claims(self, page: _Page) -> Iterator[Claim]:
        cls = record_type(page.marker["name"])
        if cls is None:
            hint = "Install the package that declares it."
            self.faults.append(
                page.fault(
                    1,
                    "",
                    Fault(
                        page.marker["name"], "a record type that is installed", (), hint, code=FaultCode.UNKNOWN_TYPE
                    ),
                )
            )
            return
        layout = record_sheet(cls)
        columns = page.columns(layout, self.faults)
        for line in page.lines(columns):
            claim, faults = None, line.faults
            try:
                claim = read_claim(layout, line.cells, self.names)
            except InvalidError as error:
                seen = {fault.path for fault in faults}
                faults = [*faults, *(fault for fault in error.faults if fault.path not in seen)]
            self._note(page, layout, columns, line.row, faults)
            if claim and not faults:
                yield claim

    def _note(self, page: _Page, layout: Sheet, columns: Mapping[str, int], row: int, faults: list[Fault]) -> None:
        # Of a column that was deleted, the heading is the one that it had.
        headings = {"": _MARK} | {column.key: column.heading for column in layout.columns}
        headings |= {key: heading_at(page.sheet, at) for key, at in columns.items()} if faults else {}
        for fault in faults:
            key = str(fault.path[0]) if fault.path else ""
            heading = headings[key] if fault.path else ""
            self.faults.append(page.fault(row, heading, fault, columns.get(key, 1)))
