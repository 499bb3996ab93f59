"""Reports from HXL: tables that `sitrep.formats.hxl.write` wrote, made by hand with those tags, or made by others.

The row of hashtags says what the columns are; headers above it and columns without a hashtag are for
people, and aren't read. A table with the tag `#meta+record+type` has a fact in each row. In one of
others each count of people is a column, and a row with three of them states three facts.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from attrs import evolve

from sitrep.codec.documents import parse
from sitrep.errors import ROW, Fault, FaultCode, InvalidError, refuse
from sitrep.fields.canonical import RepeatedKeys, canonical_number, write_number
from sitrep.fields.declarations import declared
from sitrep.formats.csv import fault_of_width, lines_of, said_beside
from sitrep.formats.hxl.others import read_others
from sitrep.formats.hxl.rows import Cells, Line, read_row
from sitrep.formats.hxl.tags import OF_PART, OF_TYPE, normal
from sitrep.formats.hxl.wide import Column, Wide
from sitrep.formats.offers import Partial
from sitrep.report import SitRep

SEARCHED = 25
"""The rows among which the one with the hashtags is looked for."""

_TAG_HINT = "A tag is a hashtag with attributes, such as #affected+killed, of letters, digits and _."


def read(content: bytes, *, source: Any = None, reported: Any = None, document: Any = None) -> SitRep:
    """Return the report in an HXL file: CSV, JSON arrays or JSON objects.

    `source`, `reported` and `document` are of every row that doesn't say them itself. Of a table of
    others the columns that no field is for are left out; `read_table` names them. Raises
    `InvalidError` with every fault, its row (the first of the file is 1) and its tag.
    """
    found = read_table(content, source=source, reported=reported, document=document)
    if found.faults:
        raise InvalidError(found.faults, more=found.more)
    return found.report


def read_table(content: bytes, *, source: Any = None, reported: Any = None, document: Any = None) -> Partial:
    """Return what can be read of an HXL file, the faults of what can't be, and the columns that were left out.

    Raises `InvalidError` where that is nothing.
    """
    said = said_beside(content, source=source, reported=reported, document=document)
    columns, lines = _table(content)
    good = [column for column in columns if column.is_tag]
    faults = [
        Fault(each.name, "a tag of HXL, or nothing", ("hashtags",), _TAG_HINT) for each in columns if not each.is_tag
    ]
    if faults and not good:
        raise InvalidError(faults)
    if {normal(OF_TYPE), normal(OF_PART)}.isdisjoint(normal(each.tag) for each in good):
        found = read_others(Wide.of(good), lines, said) if lines else Partial(SitRep())
    else:
        faults += _twice(good)
        found = Partial(SitRep()) if faults else _read_ours(lines, said)
    return evolve(found, faults=(*faults, *found.faults))


def _read_ours(lines: Iterable[Line], said: Mapping[str, Any]) -> Partial:
    faults: list[Fault] = []
    more = 0
    parts: dict[str, Any] = {name: [] for name in declared(SitRep)}
    for line in lines:
        try:
            name, value = read_row(line.cells, said)
        except InvalidError as error:
            faults += (line.of_file(fault).under(ROW) for fault in error.faults)
            more += error.more
        else:
            parts[name].append(value)
    return Partial(SitRep(**parts), tuple(faults), more=more)


# From the file to rows by their tags


def _table(content: bytes) -> tuple[list[Column], list[Line]]:
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] not in (b"[", b"{"):
        return _below_tags(lines_of(content))
    try:
        data = parse(content)
    except InvalidError as error:
        raise error.under(root="file") from None
    except RecursionError:
        raise refuse("…", "fewer levels of nesting", code=FaultCode.TOO_DEEP).under(root="file") from None
    if isinstance(data, list) and all(isinstance(row, dict) for row in data):
        return _of_objects(data)
    if isinstance(data, list) and all(isinstance(row, list) for row in data):
        texts = [[_text(cell, number, at) for at, cell in enumerate(row, 1)] for number, row in enumerate(data, 1)]
        return _below_tags(enumerate(texts, 1))
    raise refuse(data, "a list of rows, all of them lists or all of them objects", code=FaultCode.WRONG_TYPE).under(
        root="file"
    )


def _text(cell: Any, number: int, column: str | int) -> str:
    if cell is None or isinstance(cell, str):
        return cell or ""
    if isinstance(cell, bool | list | dict):
        raise refuse(cell, "text, a number or null", number, column).under(root=ROW)
    try:
        return write_number(canonical_number(cell))
    except InvalidError as error:
        raise error.under(number, column, root=ROW) from None


def _of_objects(data: list[dict[str, Any]]) -> tuple[list[Column], list[Line]]:
    tags = [*dict.fromkeys(name for row in data for name in row)]
    faults = [
        Fault(name, "each member once", (number,), code=FaultCode.REPEATED)
        for number, row in enumerate(data, 1)
        if isinstance(row, RepeatedKeys)
        for name in row.repeated
    ]
    if faults:
        raise InvalidError(faults, ROW)
    lines = ({tag: _text(cell, number, tag) for tag, cell in row.items()} for number, row in enumerate(data, 1))
    found = [Line(number, filled) for number, cells in enumerate(lines, 1) if (filled := _filled(cells.items()))]
    return [Column(tag, tag) for tag in tags], found


def _below_tags(rows: Iterable[tuple[int, list[str]]]) -> tuple[list[Column], list[Line]]:
    remaining = iter(rows)
    number, tags, headers = _find_tags(remaining)
    columns: list[Column] = []
    seen: set[str] = set()
    for at, (tag, header) in enumerate(zip(tags, headers, strict=True), 1):
        columns.append(Column(f"{tag} (column {at})" if normal(tag) in seen else tag, tag, header.strip()))
        seen.add(normal(tag))
    lines: list[Line] = []
    faults: list[Fault] = []
    for number, cells in remaining:
        if fault := fault_of_width(cells, len(tags)):
            faults.append(fault.under(number))
        elif filled := _filled(
            (column.name, cell) for column, cell in zip(columns, cells, strict=False) if column.tag.strip()
        ):
            lines.append(Line(number, filled))
    if faults:
        raise InvalidError(faults, ROW)
    return [column for column in columns if column.tag.strip()], lines


def _find_tags(rows: Iterator[tuple[int, list[str]]]) -> tuple[int, list[str], list[str]]:
    """The first row in which whatever isn't blank begins with #, and the one above it."""
    above: list[str] = []
    for number, cells in rows:
        given = [cell.strip() for cell in cells if cell.strip()]
        if given and all(cell.startswith("#") for cell in given):
            if len(cells) == 1 and any(mark in cells[0] for mark in ";\t"):
                raise refuse(
                    cells[0], "commas between the columns", number, hint="Save the file as “CSV UTF-8”."
                ).under(root=ROW)
            return number, cells, above if len(above) == len(cells) else [""] * len(cells)
        above = cells
        if number >= SEARCHED:
            break
    hint = "It stands below the headers and above the figures: #adm1+name, #date, #affected+killed."
    fault = Fault(None, f"a row of hashtags among the first {SEARCHED}", (), hint, absent=True)
    raise InvalidError([fault], "file")


def _twice(columns: Iterable[Column]) -> Iterator[Fault]:
    hint = "Two columns of one tag can't be told apart. Clear one, or tell it apart by an attribute."
    times = Counter(normal(each.tag) for each in columns)
    return (Fault(tag, "each tag once", ("hashtags",), hint) for tag, number in times.items() if number > 1)


def _filled(cells: Iterable[tuple[str, str]]) -> Cells:
    return {name: text for name, cell in cells if (text := cell.strip())}
