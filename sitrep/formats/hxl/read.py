"""Reports from HXL: tables that `sitrep.formats.hxl.write` wrote, made by hand with those tags, or made by others.

The row of hashtags says what the columns are; headers above it and columns without a hashtag are for
people, and aren't read. A table with the tag `#meta+record+type` has a fact in each row. In one of
others each count of people is a column, and a row with three of them states three facts.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from attrs import evolve

from sitrep.codec.documents import parse
from sitrep.errors import Fault, FaultCode, Faults, InvalidError, Path, refuse
from sitrep.fields.canonical import RepeatedKeys, canonical_number, write_number
from sitrep.fields.declarations import Value, declared
from sitrep.fields.kinds import resembling
from sitrep.formats.csv import CLAIM, PARTS, ROOT, TYPE, fault_of_width, lines_of, tidy_row
from sitrep.formats.hxl.counts import COUNTED, HASHTAGS, tag_of_count
from sitrep.formats.hxl.tags import (
    DAY,
    END,
    EXACT,
    OF_PART,
    OF_TYPE,
    START,
    WORDS,
    Slot,
    TagLayout,
    attributes_of,
    layout_of,
    normal,
)
from sitrep.formats.hxl.wide import Line, Wide
from sitrep.formats.hxl.write import days_of, edtf_of
from sitrep.records.base import Record, record_type
from sitrep.report import SitRep

SEARCHED = 25
"""The rows among which the one with the hashtags is looked for."""

Cells = Mapping[str, str]

_TAG = re.compile(r"\s*#[a-z][a-z0-9_]*(\s*\+\s*[a-z][a-z0-9_]*)*\s*", re.IGNORECASE | re.ASCII)
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)
_TAG_HINT = "A tag is a hashtag with attributes, such as #affected+killed, of letters, digits and _."


def read(content: bytes) -> SitRep:
    """The report in an HXL file: CSV, JSON arrays or JSON objects.

    Raises `InvalidError` with every fault, its row (the first of the file is 1) and its tag.
    """
    tags, lines = _table(content)
    if lines and {normal(OF_TYPE), normal(OF_PART)}.isdisjoint(map(normal, tags)):
        lines = list(Wide.of(tags).rows(lines))
    faults = Faults()
    told: set[tuple[Path, str, str]] = set()
    parts: dict[str, Any] = {name: [] for name in declared(SitRep)}
    for line in lines:
        try:
            name, value = _read_row(line.cells)
        except InvalidError as error:
            for fault in error.faults:
                named = fault.under(line.number) if not fault.path else _in_file(fault, line)
                # A row with several counts has each of its other cells once.
                once = named.path, named.expected, str(named.value)
                if once not in told:
                    told.add(once)
                    faults.append(named)
        else:
            parts[name].append(value)
    if faults:
        raise InvalidError(faults, ROOT)
    return SitRep(**parts)


def _in_file(fault: Fault, line: Line) -> Fault:
    """The fault with the row, and with the tag that the file has for it."""
    tag = str(fault.path[0])
    return evolve(fault, path=(line.number, line.named.get(tag, tag)))


# From the file to rows by their tags


def _table(content: bytes) -> tuple[list[str], list[Line]]:
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
    raise refuse(data, "a list of rows, all of them lists or all of them objects").under(root="file")


def _text(cell: Any, number: int, column: str | int) -> str:
    if cell is None or isinstance(cell, str):
        return cell or ""
    if isinstance(cell, bool | list | dict):
        raise refuse(cell, "text, a number or null", number, column).under(root=ROOT)
    try:
        return write_number(canonical_number(cell))
    except InvalidError as error:
        raise error.under(number, column, root=ROOT) from None


def _of_objects(data: list[dict[str, Any]]) -> tuple[list[str], list[Line]]:
    tags = [*dict.fromkeys(name for row in data for name in row)]
    faults = [Fault(tag, "a tag of HXL as the name of each member", (), _TAG_HINT) for tag in tags if not _is_tag(tag)]
    faults += [
        Fault(name, "each member once", (number,), code=FaultCode.REPEATED)
        for number, row in enumerate(data, 1)
        if isinstance(row, RepeatedKeys)
        for name in row.repeated
    ]
    faults += _twice(tags)
    if faults:
        raise InvalidError(faults, ROOT)
    lines = ({tag: _text(cell, number, tag) for tag, cell in row.items()} for number, row in enumerate(data, 1))
    return tags, [Line(number, _filled(cells)) for number, cells in enumerate(lines, 1) if _filled(cells)]


def _below_tags(rows: Iterable[tuple[int, list[str]]]) -> tuple[list[str], list[Line]]:
    remaining = iter(rows)
    number, tags = _find_tags(remaining)
    faults = [
        Fault(tag, "a tag of HXL, or nothing", (number,), _TAG_HINT) for tag in tags if tag.strip() and not _is_tag(tag)
    ]
    faults += (fault.under(number) for fault in _twice(filter(str.strip, tags)))
    if faults:
        raise InvalidError(faults, ROOT)
    lines: list[Line] = []
    for number, cells in remaining:
        if fault := fault_of_width(cells, len(tags)):
            faults.append(fault.under(number))
        elif filled := _filled({tag: cell for tag, cell in zip(tags, cells, strict=False) if tag.strip()}):
            lines.append(Line(number, filled))
    if faults:
        raise InvalidError(faults, ROOT)
    return [*filter(str.strip, tags)], lines


def _find_tags(rows: Iterator[tuple[int, list[str]]]) -> tuple[int, list[str]]:
    """The first row in which whatever isn't blank begins with #."""
    for number, cells in rows:
        given = [cell.strip() for cell in cells if cell.strip()]
        if given and all(cell.startswith("#") for cell in given):
            if len(cells) == 1 and any(mark in cells[0] for mark in ";\t"):
                raise refuse(
                    cells[0], "commas between the columns", number, hint="Save the file as “CSV UTF-8”."
                ).under(root=ROOT)
            return number, cells
        if number >= SEARCHED:
            break
    hint = "It stands below the headers and above the figures: #adm1+name, #date, #affected+killed."
    fault = Fault(None, f"a row of hashtags among the first {SEARCHED}", (), hint, absent=True)
    raise InvalidError([fault], "file")


def _is_tag(text: str) -> bool:
    return _TAG.fullmatch(text) is not None


def _twice(tags: Iterable[str]) -> Iterator[Fault]:
    hint = "Two columns of one tag can't be told apart. Clear one, or tell it apart by an attribute."
    return (Fault(tag, "each tag once", (), hint) for tag, times in Counter(map(normal, tags)).items() if times > 1)


def _filled(cells: Cells) -> Cells:
    return {tag: text for tag, cell in cells.items() if (text := cell.strip())}


# From rows by their tags to those of the tidy table


def _read_row(tagged: Cells) -> tuple[str, Value]:
    given = {normal(tag): text for tag, text in tagged.items()}
    part, type_name = given.get(normal(OF_PART), CLAIM), given.get(normal(OF_TYPE), "")
    if part not in PARTS:
        raise refuse(part, f"one of: {', '.join(PARTS)}", OF_PART, hint=resembling(part, PARTS))
    layout = layout_of(part, record_type(type_name) or Record) if part == CLAIM else layout_of(part)
    row = _Row(layout, type_name)
    row.put_all(tagged)
    try:
        return tidy_row(row.cells)
    except InvalidError as error:
        raise error.each(lambda fault: evolve(fault, path=(row.tag(*fault.path),))) from None


class _Row:
    """The cells of the tidy table that a row states, and the tags that they came from."""

    def __init__(self, layout: TagLayout, type_name: str) -> None:
        self._layout, self._type = layout, type_name
        self.cells: dict[str, str] = {}
        self._tags: dict[str, str] = {}
        self._faults = Faults()

    def tag(self, column: str | int = TYPE, *_: str | int) -> str:
        """The tag of a column, or of the first of its parts."""
        name = str(column)
        if name in self._tags:
            return self._tags[name]
        parts = (each for each in (*self.cells, *self._layout.by_column) if each.startswith(f"{name}."))
        found = name if self._layout.leaf(name) else next(parts, name)
        leaf = self._layout.leaf(found)
        return self._tags.get(found) or (self._layout.tag(found, next(iter(leaf.tags))) if leaf else found)

    def put_all(self, tagged: Cells) -> None:
        dates: dict[str, dict[str, str]] = {}
        unknown: dict[str, str] = {}
        for tag, text in tagged.items():
            slot = self._layout.slot(tag)
            if slot is None:
                unknown[tag] = text
            elif slot.what in (DAY, START, END, WORDS):
                self._tags[f"{slot.column} {slot.what}"] = tag
                dates.setdefault(slot.column, {})[slot.what] = text
            else:
                self._put(slot, text, tag)
        for column, given in dates.items():
            self._put_date(column, given)
        for tag, text in unknown.items():
            self._put_count(tag, text)
        if self._faults:
            raise InvalidError(self._faults)
        self._put_units()

    def _put(self, slot: Slot, text: str, tag: str) -> None:
        if slot.column in self.cells:
            expected = f"nothing, where {self._tags[slot.column]} says {self.cells[slot.column]!r}"
            self._faults.append(Fault(text, expected, (tag,)))
            return
        self.cells[slot.column], self._tags[slot.column] = text, tag
        if slot.level:
            self._put_level(slot, tag)

    def _put_level(self, slot: Slot, tag: str) -> None:
        column = f"{slot.column.rpartition('.')[0]}.admin_level"
        if self.cells.setdefault(column, slot.level) != slot.level:
            self._faults.append(Fault(slot.level, f"admin level {self.cells[column]}, that of the place", (tag,)))
        self._tags.setdefault(column, tag)

    def _put_units(self) -> None:
        """A figure without a unit is in the one that its field is usually in."""
        for value in {column.rpartition(".")[0] for column in self.cells}:
            leaf = self._layout.leaf(f"{value}.unit")
            if leaf and leaf.usual:
                self.cells.setdefault(f"{value}.unit", leaf.usual)

    def _put_date(self, column: str, given: dict[str, str]) -> None:
        tags = {what: self._tags[f"{column} {what}"] for what in given}
        dates = {what: text for what, text in given.items() if what != WORDS}
        hints = {
            True: f"Write the day alone; a time belongs into {self._layout.tag(column, WORDS)}.",
            False: "Write the year first, then the month and the day.",
        }
        wrong = [
            Fault(text, "a date such as 2023-11-01", (tags[what],), hints[":" in text])
            for what, text in dates.items()
            if not _DATE.fullmatch(text)
        ]
        if not wrong and DAY in dates and len(dates) > 1:
            wrong = [
                Fault(text, f"nothing, where {tags[DAY]} says the day", (tags[what],))
                for what, text in dates.items()
                if what != DAY
            ]
        if not wrong and WORDS in given:
            wrong = list(_differing(given, tags))
        self._faults += wrong
        if not wrong:
            self.cells[column] = given.get(WORDS) or edtf_of(dates)
            self._tags[column] = tags.get(WORDS) or next(iter(tags.values()))

    def _put_count(self, tag: str, text: str) -> None:
        """The number of people of a row that says, in other columns, whom it counts."""
        for leaf in self._layout.by_column.values():
            declared = leaf.tags.get(EXACT, "")
            if attributes_of(declared)[0] != COUNTED:
                continue
            expected = tag_of_count(declared, self._type, self.cells)
            if normal(expected) == normal(tag):
                self._put(Slot(leaf.column, EXACT), text, tag)
                return
        known = self._layout.by_tag
        hint = resembling(normal(tag), known)
        if attributes_of(normal(tag))[0] in HASHTAGS:
            hint = "The tag has to be that of the record: #affected+killed where #impact+type is killed."
        self._faults.append(Fault(text, "nothing: the record has no column of this tag", (tag,), hint))


def _differing(given: Mapping[str, str], tags: Mapping[str, str]) -> Iterator[Fault]:
    """A fault for each date that isn't one of the period beside it: nobody reported it."""
    try:
        expected = days_of(given[WORDS])
    except InvalidError as error:
        yield from (evolve(fault, path=(tags[WORDS],)) for fault in error.faults)
        return
    for what, text in given.items():
        if what != WORDS and text != expected.get(what):
            day = expected.get(what, "nothing")
            yield Fault(text, f"{day}, as {tags[WORDS]} says {given[WORDS]!r}", (tags[what],))
