"""Tables of P-codes from CSV, by HXL hashtags or by columns that the caller declares; nothing is guessed."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from attrs import evolve, frozen

from sitrep.errors import Fault, FaultCode, InvalidError, Path, refuse
from sitrep.fields.canonical import DECIMALS
from sitrep.fields.declarations import declared
from sitrep.fields.kinds import ManyKind, NumberKind, resembling
from sitrep.formats.columns import text_of
from sitrep.tables.rows import FileFormat, Grid, Row, read_grid
from sitrep.values.pcodes import Pcodes
from sitrep.values.places import Place

ColumnsOfAPlace = Mapping[str, str | int | Sequence[str]]
"""For each field of a `Place` its column; for `name` several, if there are; for `admin_level` also the level itself."""

_FIELDS = {name: each for name, each in declared(Place).items() if not isinstance(each.kind, ManyKind)}
_HASHTAG = re.compile(r"#\w+(\s*\+\s*\w+)*")
_ADMIN = re.compile("#adm([0-5])")
_HASHTAGS_WITHIN = 25
"""HXL wants the hashtags to be among the first rows of a table."""
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def read_pcodes(
    content: str | bytes, columns: ColumnsOfAPlace | Sequence[ColumnsOfAPlace] | None = None, *, delimiter: str = ","
) -> Pcodes:
    """The P-codes of a CSV table, in UTF-8.

    `columns` says which column holds which field of a place; where a row holds several places, such as
    a district and its province, there is one for each of them. Without `columns` the table needs a row
    of HXL hashtags: `#adm1+code` has the P-codes of level 1, `#adm1+name` their names. Other columns
    aren't read; coordinates are rounded to six decimals.

    Raises `InvalidError` with every fault, its line and its column: `line[3].ADM1_PCODE`.
    """
    header, names = (1, ()) if columns is not None else _hashtags(content, delimiter)
    grid = read_grid(content, FileFormat("csv", delimiter=delimiter, header=(header,), columns=names))
    if columns is None:
        columns = [*_by_hashtags(grid.columns)]
    plans = [_plan(each, grid) for each in ([columns] if isinstance(columns, Mapping) else columns)]
    faults = [evolve(each.fault, path=(each.line, *filter(None, [each.column]))) for each in grid.faults]
    found: list[_Found] = []
    for row in grid.rows:
        if row.fault:
            faults.append(row.fault.under(row.line))
            continue
        for plan in plans:
            try:
                found += plan.read(row)
            except InvalidError as error:
                faults += error.under(row.line).told()
    if faults:
        raise InvalidError(sorted(faults, key=lambda fault: int(fault.path[0])), "line")
    try:
        return Pcodes(each.place for each in found)
    except InvalidError as error:
        raise error.each(lambda fault: _at_its_line(fault, found), "line") from None


@frozen
class _Plan:
    """The columns of one of the places that a row holds; its level, where the table doesn't say it in a column."""

    columns: Mapping[str, tuple[str, ...]]
    level: int | None = None

    def read(self, row: Row) -> "list[_Found]":
        """The place, once for each of its names; none where nothing is said of it."""
        texts = {name: [text_of(row.cells[each]) for each in columns] for name, columns in self.columns.items()}
        names = [each for each in texts.pop("name", ()) if each]
        if not any(texts["pcode"]):
            if names:
                raise InvalidError([Fault(None, f"the P-code of {names[0]}", self.columns["pcode"], absent=True)])
            return []
        try:
            values: dict[str, Any] = {name: _value(name, text) for name, [text] in texts.items() if text}
            place = Place(**{"admin_level": self.level, **values})
            places = [place.replace(name=name) for name in names] or [place]
        except InvalidError as error:
            raise error.each(lambda fault: evolve(fault, path=self.column_of(fault))) from None
        return [_Found(place, row.line, self) for place in places]

    def column_of(self, fault: Fault) -> Path:
        """The column in which the field at fault stands."""
        return self.columns.get(str(fault.path[0]), ())[:1] if fault.path else ()


@frozen
class _Found:
    """A place, and where it was found."""

    place: Place
    line: int
    plan: _Plan


def _at_its_line(fault: Fault, found: Sequence[_Found]) -> Fault:
    index, *_ = fault.path
    where = found[int(index)]
    return evolve(fault, path=(where.line, *where.plan.column_of(evolve(fault, path=fault.path[1:]))))


def _value(name: str, text: str) -> str | int | float:
    kind = _FIELDS[name].kind
    if not isinstance(kind, NumberKind):
        return text
    if not _NUMBER.fullmatch(text):
        raise refuse(text, "a number in digits, with a point before decimals", name, code=FaultCode.MALFORMED)
    return int(text) if "." not in text else round(float(text), DECIMALS)


def _plan(columns: ColumnsOfAPlace, grid: Grid) -> _Plan:
    """Hold what the caller declares against the table."""
    plan: dict[str, tuple[str, ...]] = {}
    level = None
    for name, column in columns.items():
        if name not in _FIELDS:
            raise _refuse_columns(name, f"a field of a place: {', '.join(_FIELDS)}", name, resembling(name, _FIELDS))
        if isinstance(column, int):
            if name != "admin_level":
                raise _refuse_columns(column, "the name of a column", name)
            level = column
            continue
        plan[name] = (column,) if isinstance(column, str) else tuple(column)
        if len(plan[name]) != 1 and not (name == "name" and plan[name]):
            raise _refuse_columns(column, "the name of one column", name)
        for each in plan[name]:
            if each not in grid.columns:
                expected = f"a column of the table: {', '.join(grid.columns)}"
                raise _refuse_columns(each, expected, name, resembling(each, grid.columns))
    if "pcode" not in plan:
        raise InvalidError([Fault(None, "the column of the P-codes", ("pcode",), absent=True)], "columns")
    return _Plan(plan, level)


def _refuse_columns(value: object, expected: str, name: str, hint: str = "") -> InvalidError:
    return InvalidError([Fault(value, expected, (name,), hint)], "columns")


def _hashtags(content: str | bytes, delimiter: str) -> tuple[int, tuple[str, ...]]:
    """The line with the hashtags, and names for the columns: those without a hashtag are called by their number."""
    # Whatever can't be read here is a fault that `read_grid` names.
    text = content if isinstance(content, str) else content.decode("utf-8-sig", errors="replace")
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 1
    for cells in islice(rows, _HASHTAGS_WITHIN):
        said = [cell.strip() for cell in cells if cell.strip()]
        if said and all(map(_HASHTAG.fullmatch, said)):
            return line, tuple(cell.strip() or f"column {number}" for number, cell in enumerate(cells, 1))
        line = rows.line_num + 1
    hint = "Or declare its `columns` to `read_pcodes`."
    raise InvalidError([Fault(text[:20], "a table with a row of HXL hashtags, such as #adm1+code", (), hint)], "file")


def _by_hashtags(columns: Sequence[str]) -> Iterator[ColumnsOfAPlace]:
    """For each admin level of an HXL table the columns of its P-codes and its names."""
    codes: dict[int, list[str]] = {}
    names: dict[int, list[str]] = {}
    for column in columns:
        tag, *attributes = re.sub(r"\s", "", column).lower().split("+")
        found = _ADMIN.fullmatch(tag)
        if found and columns.count(column) > 1:
            hint = "Tell them apart by an attribute, such as +i_ar, or declare the `columns`."
            raise InvalidError(
                [Fault(column, "a hashtag that only one column has", (), hint, code=FaultCode.REPEATED)], "columns"
            )
        if found and "code" in attributes:
            codes.setdefault(int(found[1]), []).append(column)
        elif found and "name" in attributes:
            names.setdefault(int(found[1]), []).append(column)
    if not codes:
        raise InvalidError([Fault([*columns], "a hashtag of P-codes, such as #adm1+code")], "columns")
    for level, listed in codes.items():
        if len(listed) > 1:
            hint = "Declare the `columns`."
            raise InvalidError([Fault(listed, f"one column of P-codes of level {level}", (), hint)], "columns")
        yield {"pcode": listed[0], "admin_level": level, **({"name": names[level]} if level in names else {})}
