"""A row of HXL, by its tags, to one of the tidy table."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from attrs import evolve, field, frozen

from sitrep.errors import Fault, Faults, InvalidError, refuse
from sitrep.fields.declarations import Value
from sitrep.fields.kinds import CodeKind, Kind, resembling
from sitrep.formats.csv import CLAIM, PARTS, TYPE, tidy_row
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
from sitrep.formats.hxl.write import days_of, edtf_of
from sitrep.records.base import Record, record_type
from sitrep.values.countries import ALPHA_3, CODES, CountryKind

Cells = Mapping[str, str]

_TIME = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)[T ](?P<clock>\d\d:\d\d(:\d\d(\.\d+)?)?) ?(?P<offset>Z|[+-]\d\d:?\d\d)?", re.ASCII
)
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)


@frozen
class Line:
    """A row below the hashtags: its number in the file, and what stands in each column."""

    number: int
    cells: Cells
    named: Mapping[str, str] = field(factory=dict)
    """For the tags that are ours the columns of the file, where they differ."""
    figure: str = ""
    """The column of the one figure that a row of others was made for."""

    def of_file(self, fault: Fault) -> Fault:
        """Return the fault with the row, and with the column that the file has for its tag."""
        if not fault.path:
            return fault.under(self.number)
        tag = str(fault.path[0])
        return evolve(fault, path=(self.number, self.named.get(tag, tag)))


def read_row(tagged: Cells, said: Mapping[str, Any]) -> tuple[str, Value]:
    """Return the field of the report that a row belongs to, and its value; `said` is given beside the file."""
    given = {normal(tag): text for tag, text in tagged.items()}
    part, type_name = given.get(normal(OF_PART), CLAIM), given.get(normal(OF_TYPE), "")
    if part not in PARTS:
        raise refuse(part, f"one of: {', '.join(PARTS)}", OF_PART, hint=resembling(part, PARTS))
    layout = layout_of(part, record_type(type_name) or Record) if part == CLAIM else layout_of(part)
    row = _Row(layout, type_name)
    row.put_all(tagged)
    try:
        return tidy_row(row.cells, said)
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
        leaf = self._layout.leaf(slot.column)
        self.cells[slot.column] = code_of(leaf.kind, text) if leaf else text
        self._tags[slot.column] = tag
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
        dates = {what: _moment(text) for what, text in given.items() if what != WORDS}
        wrong = [
            Fault(given[what], "a date such as 2023-11-01", (tags[what],), "Write the year first: 2023-11-01.")
            for what, text in dates.items()
            if not text
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


def _moment(text: str) -> str:
    """The date or the time that a cell has, or an empty text. Midnight is how programs write a day."""
    if _DATE.fullmatch(text):
        return text
    found = _TIME.fullmatch(text)
    if not found:
        return ""
    if not found["clock"].strip("0:."):
        return found["day"]
    offset = re.sub(r"([+-]\d\d):?(\d\d)", r"\1:\2", found["offset"] or "")
    return f"{found['day']}T{found['clock'].partition('.')[0]}{offset}"


def code_of(kind: Kind, text: str) -> str:
    """The code that a text means: itself, its label, or in an open list the text as a code is written."""
    if isinstance(kind, CountryKind):
        return CODES.get(text.casefold()) or ALPHA_3.get(text.upper(), text)
    if not isinstance(kind, CodeKind) or text in kind.codes._value2member_map_:
        return text
    said = text.casefold()
    for code in kind.codes:
        if said in (code.casefold(), code.label.casefold(), *getattr(code, "also", ())):
            return str(code)
    plain = unicodedata.normalize("NFKD", said).encode("ascii", "ignore").decode()
    written = "_".join(re.findall("[a-z0-9]+", plain))
    is_code = kind.open and len(plain) == len(unicodedata.normalize("NFC", said)) and written[:1].isalpha()
    return written if is_code else text


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
