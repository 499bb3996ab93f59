"""A mapping to start from: what the headings and cells of a table say plainly, and marks for the rest."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen

from sitrep.codec.documents import parse
from sitrep.errors import InvalidError
from sitrep.fields.declarations import declared
from sitrep.fields.kinds import CodeKind
from sitrep.formats.columns import text_of
from sitrep.records.base import RECORD_TYPES, load_installed
from sitrep.tables.dates import DateFormat
from sitrep.tables.grammar import FILL_IN
from sitrep.tables.numbers import Numbers
from sitrep.tables.rows import FileFormat, Grid, read_grid
from sitrep.values.figures import FigureKind

_FORMATS = (
    *("cell", "%Y-%m-%d", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%d-%m-%Y", "%m-%d-%Y", "%Y/%m/%d", "%Y%m%d"),
    *("%d %B %Y", "%B %d, %Y", "%B %Y", "%G-W%V", "%GW%V", "%YQ%q", "%Y-%m", "edtf"),
)
_PLACES = re.compile(
    r"\b(place|location|district|region|province|governorate|state|county|area|camp|woreda|admin\w*|adm\d|country)\b",
    re.IGNORECASE,
)
_SOURCES = re.compile(r"\b(source|reported by|according to)\b", re.IGNORECASE)
_BLANKS = re.compile(r"[-–—.]*|n/?[ad]\.?|nan|null|none|nil|unknown|not (available|reported)", re.IGNORECASE)


@frozen
class _Column:
    """A column of figures, and the record that its heading names."""

    name: str
    record: str
    field: str
    fixed: tuple[tuple[str, str], ...]


def draft_mapping(content: bytes) -> str:
    """Write a mapping for a table as TOML, in which what has to be filled in is marked.

    Raises `InvalidError` where the file can't be read.
    """
    file = _layout(content)
    grid = read_grid(content, file)
    cells = {column: [row.cells.get(column) for row in grid.rows] for column in grid.columns}
    dated = {column: found for column in grid.columns if (found := _formats(cells[column]))}
    numbers = [column for column in grid.columns if column not in dated and _is_numeric(cells[column])]
    places = [column for column in grid.columns if column not in (*dated, *numbers) and _PLACES.search(_words(column))]
    sources = [
        column for column in grid.columns if column not in (*dated, *numbers) and _SOURCES.search(_words(column))
    ]
    used = {*[*dated][:1], *numbers, *places[:1], *sources[:1]}
    return "\n".join([*_head(file, grid, dated, numbers, cells, used), *_body(dated, numbers, places, sources)]) + "\n"


def _layout(content: bytes) -> FileFormat:
    if content.startswith(b"PK"):
        return FileFormat("xlsx")
    text = content.decode("utf-8", "replace").removeprefix("\ufeff").lstrip()
    if text[:1] in ("[", "{"):
        return FileFormat("json", rows=".".join(_path_to_rows(content)))
    first = text.partition("\n")[0]
    return FileFormat("csv", delimiter=max(",;\t|", key=first.count))


def _path_to_rows(content: bytes) -> tuple[str, ...]:
    """The members of objects that lead to the first list of objects."""
    try:
        left: list[tuple[tuple[str, ...], Any]] = [((), parse(content))]
    except InvalidError:
        return ()
    for path, held in left:
        if isinstance(held, list):
            return path
        if not path and isinstance(held, dict) and "claims" in held:
            # A report has lists, and is no table.
            return ()
        if isinstance(held, dict):
            left += (((*path, name), each) for name, each in held.items() if "." not in name)
    return ()


def _words(column: str) -> str:
    return re.sub(r"[\W_]+", " ", column).strip()


def _said(cells: Iterable[object]) -> list[object]:
    return [cell for cell in cells if not _BLANKS.fullmatch(text_of(cell))]


def _formats(cells: Sequence[object]) -> list[str]:
    """The formats that each read all the dates of a column."""
    said = _said(cells)
    return [form.text for form in map(DateFormat, _FORMATS) if said and all(_reads(form, cell) for cell in said)]


def _reads(form: DateFormat, cell: object) -> bool:
    # A number of four digits is a year in some columns and a count in more.
    if re.fullmatch(r"\d{1,5}", text_of(cell)):
        return False
    try:
        return form.read(cell) is not None
    except InvalidError:
        return False


def _is_numeric(cells: Sequence[object]) -> bool:
    said = _said(cells)
    try:
        return bool(said) and all(Numbers(thousands=",").number(cell) is not None for cell in said)
    except InvalidError:
        return False


def _guess(column: str) -> _Column:
    """The record whose code a heading names, such as the outcome `killed`."""
    load_installed()
    words = _words(column).casefold()
    for name, cls in RECORD_TYPES.items():
        fields = declared(cls)
        figure = next((each for each, one in fields.items() if isinstance(one.kind, FigureKind)), "")
        for field, one in fields.items():
            if figure and one.must_be_given and isinstance(one.kind, CodeKind):
                for code in one.kind.codes:
                    if re.search(rf"\b{re.escape(code.replace('_', ' '))}s?\b", words):
                        others = [
                            (other, FILL_IN) for other, its in fields.items() if its.must_be_given and other != field
                        ]
                        return _Column(column, name, figure, ((field, str(code)), *others))
    return _Column(column, FILL_IN, "people", ())


def _head(
    file: FileFormat,
    grid: Grid,
    dated: dict[str, list[str]],
    numbers: list[str],
    cells: Mapping[str, Sequence[object]],
    used: set[str],
) -> Iterator[str]:
    yield f"# A mapping to start from. Replace each {FILL_IN}; docs/importing.md says what may stand where."
    yield ""
    for column in [*dated][:1]:
        formats = dated[column]
        if len(formats) > 1:
            yield "# More than one of these reads every cell: leave only the one that is meant."
        yield f"dates = {_toml(formats if len(formats) > 1 else formats[0])}"
    if any("," in text_of(cell) for column in numbers for cell in cells[column]):
        yield 'numbers = { thousands = "," }'
    blank = {text_of(cell) for column in numbers for cell in cells[column] if _BLANKS.fullmatch(text_of(cell))}
    if blank:
        yield "# not_reported, not_applicable, suppressed, unknown, or leave_out: it states nothing."
        yield f"blanks = {{ {', '.join(f'{_toml(text)} = {_toml(FILL_IN)}' for text in sorted(blank))} }}"
    if left := [column for column in grid.columns if column not in used]:
        yield "# Nothing uses these yet."
        yield f"ignore = {_toml(left)}"
    yield ""
    delimiter = f", delimiter = {_toml(file.delimiter)}" if file.format == "csv" and file.delimiter != "," else ""
    rows = f", rows = {_toml(file.rows)}" if file.rows else ""
    yield f"file = {{ format = {_toml(file.format)}{delimiter}{rows} }}"
    yield f"document = {{ title = {_toml(FILL_IN)} }}"


def _body(dated: dict[str, list[str]], numbers: list[str], places: list[str], sources: list[str]) -> Iterator[str]:
    yield from ("", "[templates.row]")
    yield f"record.place = {_hole(places[0]) if places else _toml(FILL_IN)}"
    yield f"record.period = {_hole(next(iter(dated))) if dated else _toml(FILL_IN)}"
    yield f"attribution.source = {_hole(sources[0]) if sources else _toml(FILL_IN)}"
    for column in map(_guess, numbers):
        yield from ("", "[[claims]]", 'like = "row"', f"record.type = {_toml(column.record)}")
        yield from (f"record.{field} = {_toml(code)}" for field, code in column.fixed)
        yield f"record.{column.field} = {_hole(column.name)}"
    if not numbers:
        yield from (
            "",
            "[[claims]]",
            'like = "row"',
            f"record.type = {_toml(FILL_IN)}",
            'record.people = { count = "rows" }',
        )


def _hole(column: str) -> str:
    return f"{{ column = {_toml(column)} }}"


def _toml(held: object) -> str:
    # TOML escapes in a text what JSON does, in the same way.
    return json.dumps(held, ensure_ascii=False)
