"""From files to rows: CSV, JSON and spreadsheets, as the mapping declares them."""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Any, NoReturn

from attrs import frozen

from sitrep.codec.documents import read_whole_number
from sitrep.errors import Fault, FaultCode, InvalidError, write_path
from sitrep.fields.canonical import read_decimal
from sitrep.fields.kinds import resembling
from sitrep.files import check_cells
from sitrep.formats.columns import text_of
from sitrep.formats.csv import next_line
from sitrep.formats.xlsx.opening import FilledSheet, letters_of, load, openpyxl
from sitrep.formats.xlsx.workbooks import value_of

_HALF = re.compile("[\ud800-\udfff]")
JOINT = " / "
"""Separator of the names of two header rows."""


@frozen
class FileFormat:
    """The declarations of a file in a mapping."""

    format: str
    encoding: str = "utf-8"
    delimiter: str = ","
    sheet: str = ""
    header: tuple[int, ...] = (1,)
    columns: tuple[str, ...] = ()
    footer: str | re.Pattern[str] | None = None
    """The first cell of the line at which the table ends."""
    merged: str = "refuse"
    rows: str = ""


@frozen
class RowFault:
    """A row that can't be read: where it stands, in which column, and why.

    `line` is that of the file, its header counted; in a spreadsheet the row, in JSON the place in
    the list, from 1. `column` is empty where the row as a whole is at fault.
    """

    line: int
    where: str
    column: str
    fault: Fault

    def __str__(self) -> str:
        column = f", column {self.column!r}" if self.column else ""
        return f"{self.where}{column}: {self.fault.describe()}"


@frozen
class Row:
    """A row that has something in it."""

    line: int
    where: str
    cells: Mapping[str, Any]
    fault: Fault | None = None
    """The fault of the row as a whole; it can be left out all the same."""


@frozen
class Grid:
    """The columns of a file in their order, its rows, and the rows that can't be read."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    faults: tuple[RowFault, ...] = ()


def read_grid(content: str | bytes, declared: FileFormat) -> Grid:
    """The rows of a file. Raises `InvalidError` where it isn't what was declared."""
    if declared.format == "xlsx":
        return _read_xlsx(content, declared)
    text = _decode(content, declared.encoding)
    return _read_json(text, declared) if declared.format == "json" else _read_csv(text, declared)


def require_extra(declared: FileFormat) -> None:
    """Raise `MissingExtraError` before any work, where a package is missing that the format needs."""
    if declared.format == "xlsx":
        openpyxl()


_OF_NAMES_AND_PROGRAMS = ("undefined", "idna", "punycode", "unicode_escape", "raw_unicode_escape")
"""Encodings that Python knows, and in which no file of text is."""


def is_text_encoding(name: str) -> bool:
    if name.lower().replace("-", "_") in _OF_NAMES_AND_PROGRAMS:
        return False
    try:
        b"x".decode(name)
    except UnicodeError:
        # There is such an encoding, and in it this is no whole character.
        return True
    except (LookupError, ValueError):
        return False
    return True


def _refuse_file(value: object, expected: str, hint: str = "") -> NoReturn:
    raise InvalidError([Fault(value, expected, (), hint)], "file")


def _decode(content: str | bytes, encoding: str) -> str:
    if isinstance(content, str):
        if half := _HALF.search(content):
            _refuse_file(half[0], "text without halves of characters, which stand in no file")
        return content.removeprefix("\ufeff")
    try:
        return content.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        given = bytes(content[error.start : error.start + 4])
        _refuse_file(given, f"{encoding} text; line {line} has none", "Declare the `encoding` of the file.")
    except UnicodeError:
        # Some encodings say no more than that.
        _refuse_file(content[:8], f"{encoding} text", "Declare the `encoding` of the file.")


def label(text: str) -> str:
    """The name of a column, each run of white space in it a single space."""
    return " ".join(text.split())


def _named(names: Sequence[str], declared: FileFormat, place: str, labels: Sequence[str]) -> tuple[str, ...]:
    """The names of the columns: those of the header, unless the mapping gives them."""
    if declared.columns:
        if len(declared.columns) != len(names):
            hint = "`columns` names every column of the file."
            _refuse_file(len(names), f"{len(declared.columns)} columns, as the mapping names them", hint)
        return declared.columns
    for name, number in Counter(names).items():
        positions = ", ".join(at for at, each in zip(labels, names, strict=True) if each == name)
        if not name:
            hint = "Fill in the header, or name all columns with `columns`."
            _refuse_file("", f"a name for each column; those at {positions} have none in {place}", hint)
        if number > 1:
            hint = "Correct the header, or name all columns with `columns`."
            _refuse_file(name, f"each name once; the columns at {positions} share it in {place}", hint)
    return tuple(names)


@frozen
class _Line:
    """A line of a table, numbered as in the file; it may have a fault in one of its cells."""

    number: int
    cells: Sequence[Any]
    fault: Fault | None = None
    at: int | None = 0
    """The column of the fault; None where it is the whole line."""

    @property
    def is_blank(self) -> bool:
        return self.fault is None and not any(map(text_of, self.cells))

    def text(self, at: int) -> str:
        return text_of(self.cells[at]) if at < len(self.cells) else ""

    def says(self, at: int) -> bool:
        return bool(self.text(at) or (self.fault and self.at == at))


def _from_lines(lines: Iterable[_Line], declared: FileFormat, place: str, labels: Sequence[str] = ()) -> Grid:
    """A grid of the lines of a table; `labels` are what people call its columns, where those aren't their numbers."""
    heads, data = _part(_above(lines, declared), declared.header, place)
    measured = heads or data[:1]
    width = max((len(line.cells) for line in measured), default=0)
    names = [JOINT.join(dict.fromkeys(filter(None, (label(line.text(at)) for line in heads)))) for at in range(width)]
    # A column that has neither a name nor a figure is an edge of the sheet, not a column.
    kept = [at for at, name in enumerate(names) if name or any(line.says(at) for line in data)]
    header = f"{place} {', '.join(map(str, declared.header))}"
    called = [labels[at] if labels else str(number) for number, at in enumerate(kept, 1)]
    columns = _named([names[at] for at in kept], declared, header, called)
    rows, faults = [], []
    for line in data:
        where = f"{place} {line.number}"
        if line.fault:
            column = "" if line.at is None else columns[kept.index(line.at)]
            faults.append(RowFault(line.number, where, column, line.fault))
        elif len(line.cells) != width:
            hint = "Look for a missing, or an unquoted, delimiter."
            expected = f"{width} cells, as in the header"
            if not width:
                hint = "Say in `header` where the names of the columns stand."
                expected = f"a header above it; {place} {', '.join(map(str, declared.header))} is empty"
            fault = Fault(len(line.cells), expected, (), hint)
            cells = {column: line.cells[at] for column, at in zip(columns, kept, strict=True) if at < len(line.cells)}
            rows.append(Row(line.number, where, cells, fault))
        else:
            rows.append(Row(line.number, where, dict(zip(columns, (line.cells[at] for at in kept), strict=True))))
    return Grid(columns, tuple(rows), tuple(faults))


def _above(lines: Iterable[_Line], declared: FileFormat) -> Iterable[_Line]:
    """The lines above the one that begins the notes below a table."""
    footer, last = declared.footer, max(declared.header, default=0)
    if footer is None:
        return lines
    fits = re.compile(re.escape(footer) if isinstance(footer, str) else footer).fullmatch
    return takewhile(lambda line: line.number <= last or not fits(line.text(0)), lines)


def _part(lines: Iterable[_Line], header: tuple[int, ...], place: str) -> tuple[list[_Line], list[_Line]]:
    """The lines of the header, and those below that have something in them."""
    heads: dict[int, _Line] = {}
    data: list[_Line] = []
    for line in lines:
        if line.number in header:
            if line.fault:
                column = "" if line.at is None else f", column {line.at + 1}"
                raise InvalidError([line.fault], f"{place} {line.number}{column}")
            heads[line.number] = line
        elif line.number > max(header, default=0) and not line.is_blank:
            data.append(line)
    for number in header:
        if number not in heads:
            _refuse_file(number, f"a header in {place} {number}", "Say in `header` where it stands.")
    return [heads[number] for number in header], data


def _read_csv(text: str, declared: FileFormat) -> Grid:
    return _from_lines(_csv_lines(text, declared.delimiter), declared, "line")


def _csv_lines(text: str, delimiter: str) -> Iterator[_Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    while True:
        try:
            cells = next_line(reader)
            if cells is None:
                return
            yield _Line(line, cells)
        except csv.Error as error:
            hint = "Look at its quotation marks; one that is not closed takes in what follows."
            yield _Line(line, (), Fault(f"line {line}", f"CSV: {error}", (), hint, code=FaultCode.UNREADABLE), None)
        # A quoted cell may run over several lines: a row is where it begins.
        line = reader.line_num + 1


def _read_json(text: str, declared: FileFormat) -> Grid:
    rows: list[Row] = []
    faults: list[RowFault] = []
    found = [*_items(_parse(text), tuple(filter(None, declared.rows.split("."))))]
    if found and isinstance(found[0].item, list):
        lines = (_list_line(number, each.item) for number, each in enumerate(found, 1))
        return _from_lines(lines, declared, "row")
    for number, each in enumerate(found, 1):
        where = write_path("$", each.path)
        if each.lacks or not isinstance(each.item, _Pairs):
            expected = f"an object{f' with a list {each.lacks!r}' if each.lacks else ''}"
            faults.append(RowFault(number, where, "", Fault(each.item, expected, code=FaultCode.WRONG_TYPE)))
            continue
        leaves = [*each.around, *_leaves(each.item)]
        cells = dict(leaves)
        if len(cells) == len(leaves):
            rows.append(Row(number, where, cells))
            continue
        times = Counter(name for name, _ in leaves)
        twice = [name for name in cells if times[name] > 1]
        faults += (
            RowFault(number, where, name, Fault(name, "each member once", code=FaultCode.REPEATED)) for name in twice
        )
    columns = tuple(dict.fromkeys(name for row in rows for name in row.cells))
    return Grid(columns, tuple(rows), tuple(faults))


@frozen
class _Item:
    """An item of a list in JSON: where it stands, and the members of the objects around it."""

    path: tuple[str | int, ...]
    item: Any
    around: tuple[tuple[str, Any], ...] = ()
    lacks: str = ""
    """The list that it doesn't have, and through which the path to the rows leads."""


def _items(found: Any, steps: tuple[str, ...]) -> Iterator[_Item]:
    """The items of the list that a path leads to; through a list it leads into each of its objects."""
    here, found = _descend(found, steps)
    if not isinstance(found, list):
        at, absent = write_path("$", here), steps[len(here) : len(here) + 1]
        if absent:
            hint = resembling(absent[0], found if isinstance(found, dict) else ())
            _refuse_file(".".join(steps), f"the path to the list of rows; {at} has no {absent[0]!r}", hint)
        _refuse_file(found, f"a list of rows at {at}", "Say in `rows` where it stands.")
    yield from _within(_Item(here, found), here, steps[len(here) :])


def _within(outer: _Item, named: tuple[str, ...], steps: tuple[str, ...]) -> Iterator[_Item]:
    for index, item in enumerate(outer.item):
        path = (*outer.path, index)
        if not steps:
            yield _Item(path, item, outer.around)
            continue
        down, inner = _descend(item, steps)
        if not isinstance(inner, list):
            yield _Item(path, item, lacks=".".join(steps))
            continue
        around = [(f"{'.'.join(named)}.{name}", cell) for name, cell in _leaves(item) if name != label(".".join(down))]
        list_in_it = _Item((*path, *down), inner, (*outer.around, *around))
        yield from _within(list_in_it, (*named, *down), steps[len(down) :])


def _descend(found: Any, steps: tuple[str, ...]) -> tuple[tuple[str, ...], Any]:
    """As far as a path leads through objects alone, and what is there."""
    for depth, step in enumerate(steps):
        if not isinstance(found, dict) or step not in found:
            return steps[:depth], found
        found = found[step]
    return steps, found


def _list_line(number: int, item: Any) -> _Line:
    if isinstance(item, list):
        return _Line(number, item)
    return _Line(number, (), Fault(item, "a list, as the first row is", code=FaultCode.WRONG_TYPE), None)


def _parse(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_Pairs, parse_constant=_refuse_constant, **_NUMBERS)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        _refuse_file(error.doc[error.pos : error.pos + 20], f"JSON; at {where}: {error.msg}")
    except (ValueError, RecursionError) as error:
        _refuse_file("…", f"JSON that can be read: {error}")


_NUMBERS: dict[str, Any] = {"parse_int": read_whole_number, "parse_float": read_decimal}


class _Pairs(dict[str, Any]):
    """An object of JSON with its members as they are written, so that none given twice is lost."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        self.pairs = pairs


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def _leaves(item: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """The members of an object and of the objects in it, by their dotted paths."""
    for name, member in item.pairs:
        if isinstance(member, _Pairs):
            yield from _leaves(member, f"{prefix}{name}.")
        else:
            yield label(f"{prefix}{name}"), member


def _read_xlsx(content: str | bytes, declared: FileFormat) -> Grid:
    if isinstance(content, str):
        _refuse_file("text", "the bytes of a spreadsheet")
    sheets = {sheet.title: sheet for sheet in load(content)}
    names = [*sheets]
    if not declared.sheet and len(names) > 1:
        _refuse_file(names, "one sheet", "Say in `sheet` which.")
    name = declared.sheet or next(iter(names), "")
    if name not in names:
        _refuse_file(name, f"one of the sheets: {', '.join(names)}", resembling(name, names))
    letters = [letters_of(column) for column in sheets[name].columns]
    return _from_lines(_xlsx_lines(sheets[name], declared), declared, f"sheet {name!r}, row", letters)


def _xlsx_lines(sheet: FilledSheet, declared: FileFormat) -> Iterator[_Line]:
    """The rows that have something in them, and those of the header, with the columns that have something."""
    rows = sorted(sheet.rows.keys() | {*declared.header})
    check_cells(len(rows) * len(sheet.columns))
    for number, areas in zip(rows, sheet.merged(rows), strict=True):
        cells = []
        faults = []
        for at, column in enumerate(sheet.columns):
            cell = sheet.cell(number, column)
            if area := areas.get(column):
                if declared.merged == "repeat":
                    cell = sheet.cell(area.min_row, area.min_col)
                else:
                    hint = 'Part them, or declare merged = "repeat".'
                    faults.append((at, Fault(area.coord, "cells that aren't merged", (), hint)))
            if cell.value is None and cell.formula:
                hint = "Open the file in a spreadsheet program and save it."
                faults.append((at, Fault(cell.formula, "a formula with a saved value", (), hint)))
            cells.append(value_of(cell))
        at, fault = faults[0] if faults else (0, None)
        yield _Line(number, cells, fault, at)
