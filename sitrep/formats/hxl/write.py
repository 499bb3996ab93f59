"""HXL 1.1: the tidy table with a row of hashtags, as CSV, as JSON arrays and as JSON objects.

A column of `#date` has days alone, and one that counts has numbers alone. What a period or a figure
says beyond that, that it is about then or at least so many, stands in columns of `#meta` beside it,
and a figure that is more than a number stands there altogether.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from attrs import frozen

from sitrep.fields.canonical import write_text
from sitrep.fields.kinds import NumberKind
from sitrep.formats.columns import Cell, Order
from sitrep.formats.csv import CLAIM, ID, PART, PARTS, TYPE, Row, in_order, rows_of, write_lines
from sitrep.formats.hxl.counts import tag_of_count
from sitrep.formats.hxl.tags import DAY, END, EXACT, START, WHOLE, WORDS, TagLayout, layout_of
from sitrep.records.base import Record, record_type
from sitrep.report import SitRep
from sitrep.values.periods import Period
from sitrep.values.places import Place

VAGUE = ("low", "high", "above", "below", "approximate", "term", "per")
"""The parts of a figure that make it more than a number."""

LEVELS = ("1", "2", "3", "4", "5")
"""The admin levels that have hashtags of their own."""

_WHATS = (EXACT, WHOLE, DAY, START, END, WORDS)


@frozen
class _Tagged:
    """A cell with the tag of its column; `is_number` is what its kind is."""

    tag: str
    title: str
    column: str
    what: str
    text: str
    is_number: bool


def days_of(text: str) -> dict[str, str]:
    """The dates of a period, and its EDTF text where they don't say all of it."""
    period = Period(text)
    first, last = (moment and moment.date().isoformat() for moment in (period.earliest, period.latest))
    days = {DAY: first} if first and first == last else {START: first, END: last}
    given = {what: day for what, day in days.items() if day}
    return given if edtf_of(given) == period.edtf else {**given, WORDS: period.edtf}


def edtf_of(days: Mapping[str, str]) -> str:
    """The EDTF text that dates alone stand for. An end that isn't given is unknown."""
    return days[DAY] if DAY in days else f"{days.get(START, '')}/{days.get(END, '')}"


def _tagged(cells: Row) -> Iterator[_Tagged]:
    said = {cell.column: cell.text for cell in cells}
    type_name = said.get(TYPE, "")
    part = said[PART]
    layout = layout_of(part, record_type(type_name) or Record) if part == CLAIM else layout_of(part)
    for cell in cells:
        yield from _tagged_cell(cell, layout, type_name, said)


def _tagged_cell(cell: Cell, layout: TagLayout, type_name: str, said: Mapping[str, str]) -> Iterator[_Tagged]:
    column, text = cell.column, cell.text
    leaf = layout.leaf(column)
    value, _, name = column.rpartition(".")
    is_number = leaf is not None and isinstance(leaf.kind, NumberKind)

    def tagged(tag: str, what: str = WHOLE, title: str = column) -> _Tagged:
        return _Tagged(tag, title, column, what, text, is_number)

    if leaf and DAY in leaf.tags:
        for what, day in days_of(text).items():
            title = column if what == DAY else f"{column} {what}"
            yield _Tagged(layout.tag(column, what), title, column, what, day, False)
    elif leaf and EXACT in leaf.tags and not any(f"{value}.{each}" in said for each in VAGUE):
        declared = layout.tag(column, EXACT)
        tag = tag_of_count(declared, type_name, said)
        title = value if tag == declared else f"{value}: {tag.removeprefix('#').replace('+', ' ')}"
        yield tagged(tag, EXACT, title)
    elif leaf and leaf.usual and leaf.usual == text:
        pass
    elif leaf and leaf.owner is Place and _level(value, said):
        if name != "admin_level":
            level = _level(value, said) if name in ("name", "pcode") else ""
            yield tagged(layout.tag(column, level=level), title=f"{column} of level {level}" if level else column)
    else:
        yield tagged(layout.tag(column))


def _level(place: str, said: Mapping[str, str]) -> str:
    """The admin level of a place where the hashtags of its name or P-code say it."""
    level = said.get(f"{place}.admin_level", "")
    return level if level in LEVELS and (f"{place}.name" in said or f"{place}.pcode" in said) else ""


@frozen
class _Table:
    tags: list[str]
    titles: list[str]
    rows: list[dict[str, _Tagged]]

    def lines(self) -> Iterator[list[str]]:
        for row in self.rows:
            yield [row[tag].text if tag in row else "" for tag in self.tags]


def _table(report: SitRep) -> _Table:
    orders: dict[str, Order] = {PART: (0,), ID: (1,), TYPE: (2,)}
    rows: list[dict[str, _Tagged]] = []
    heads = {cell.tag: [cell] for cell in _always()}
    for part, (name, _) in PARTS.items():
        for value in getattr(report, name):
            for said in rows_of(part, value):
                cells = [Cell(PART, (0,), part), *said]
                orders |= {cell.column: cell.order for cell in cells}
                row = {cell.tag: cell for cell in _tagged(cells)}
                rows.append(row)
                for tag, cell in row.items():
                    heads.setdefault(tag, []).append(cell)
    places = {column: place for place, column in enumerate(in_order(orders))}

    def place(cell: _Tagged) -> tuple[int, int, str]:
        return places[cell.column], _WHATS.index(cell.what), cell.tag

    for under in heads.values():
        under.sort(key=place)
    tags = sorted(heads, key=lambda tag: place(heads[tag][0]))
    titles = [" / ".join(dict.fromkeys(cell.title for cell in heads[tag])) for tag in tags]
    times = Counter(titles)
    # Types call fields alike that have hashtags of their own.
    titles = [f"{title} ({tag})" if times[title] > 1 else title for title, tag in zip(titles, tags, strict=True)]
    return _Table(tags, titles, rows)


def _always() -> Iterator[_Tagged]:
    layout = layout_of(CLAIM)
    return (_Tagged(layout.tag(column), column, column, WHOLE, "", False) for column in (PART, ID, TYPE))


def write_csv(report: SitRep) -> bytes:
    table = _table(report)
    return write_lines([table.titles, table.tags, *table.lines()])


def write_arrays(report: SitRep) -> bytes:
    table = _table(report)
    heads = [[*map(write_text, table.titles)], [*map(write_text, table.tags)]]
    rows = ([_in_json(row[tag]) if tag in row else '""' for tag in table.tags] for row in table.rows)
    return _json(f"[{','.join(cells)}]" for cells in (*heads, *rows))


def write_objects(report: SitRep) -> bytes:
    table = _table(report)
    rows = ((f"{write_text(tag)}:{_in_json(row[tag])}" for tag in table.tags if tag in row) for row in table.rows)
    return _json(f"{{{','.join(members)}}}" for members in rows)


def _in_json(cell: _Tagged) -> str:
    return cell.text if cell.is_number else write_text(cell.text)


def _json(rows: Iterable[str]) -> bytes:
    """A list with each row on a line of its own."""
    lines = ",\n".join(rows)
    return f"[\n{lines}\n]\n".encode()
