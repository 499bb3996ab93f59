"""The columns of tables of text, made from the declarations, with a cell for each thing that is stated.

A field has a column of its name, and each part of a value one of its own: `people.low`,
`place.country`. Values of which there are several are numbered from 1: `place.parts.1.name`.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, time
from typing import Any, TypeGuard

from attrs import frozen

from sitrep.errors import Fault, FaultCode, Faults, InvalidError, one, refuse
from sitrep.fields.canonical import DEEPEST, read_decimal, read_json, write_json
from sitrep.fields.declarations import Declaration, Value, declared
from sitrep.fields.kinds import CodeKind, FlagKind, Kind, ManyKind, NumberKind, TextKind, ValueKind, resembling
from sitrep.values.figures import FigureKind, counts_whole
from sitrep.values.periods import Period
from sitrep.vocabularies import Unit

KEPT = "kept"
"""The column, of a row or of a value, with the members that no installed package declares, as JSON."""

Order = tuple[int, ...]
"""Position of a column among the others: the place of each of its steps in its class."""

_BETWEEN = " | "
_RUNS = "[=+\\-@\t\r\n＝＋－＠]"
_BEGINS = "(?:^|(?<=[;|\t\r\n؛،、，；]))"
"""The start of a cell: of the text, and after what parts cells where a comma doesn't, in some country or program."""
_TO_QUOTE = re.compile(f"{_BEGINS}(?=[ '\"]*{_RUNS})")
_QUOTED = re.compile(f"{_BEGINS}'(?=[ '\"]*{_RUNS})")
_IN_JSON = re.compile(f"(?<=[;|؛،、，；])([ '\"]*)({_RUNS})")
_LIST = re.compile(r"\\([\\|])|([^\\|]+|\\)|(\|)")
_NUMBER = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,20})?")
_PLACE = re.compile("[0-9]{1,9}")
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
_FLAGS = {"true": True, "false": False}
_MEMBERS_HINT = "Members that no installed package declares stand there as JSON."


@frozen
class Cell:
    """A cell that says something: its column, where that stands, and its text."""

    column: str
    order: Order
    text: str


# Texts that a spreadsheet would run


def quote(text: str) -> str:
    """The text with an apostrophe before whatever a spreadsheet, of any country, would take for a formula."""
    return _TO_QUOTE.sub("'", text)


def unquote(text: str) -> str:
    """The text of a cell, without the apostrophes that keep it from being a formula."""
    return _QUOTED.sub("", text)


def inert_json(text: str) -> str:
    """JSON in which nothing runs, where a spreadsheet parts it: the sign is written as JSON escapes it."""
    return _IN_JSON.sub(lambda found: f"{found[1]}\\u{ord(found[2]):04x}", text)


# Values to cells


def cells_of(
    declarations: Mapping[str, Declaration], value: Value, column_of: Callable[[str], str], order: Order = ()
) -> Iterator[Cell]:
    """The cells for what a value states in the fields declared, and for what was kept with it."""
    for place, (name, declaration) in enumerate(declarations.items()):
        held = getattr(value, name)
        if held != declaration.default:
            yield from _cells(declaration.kind, held, column_of(name), (*order, place))
    if value.kept:
        yield Cell(column_of(KEPT), (*order, len(declarations)), inert_json(value.kept))


def _cells(kind: Kind, held: Any, column: str, order: Order) -> Iterator[Cell]:
    if isinstance(kind, ManyKind) and has_parts(kind.item):
        for number, each in enumerate(held, 1):
            yield from _cells(kind.item, each, f"{column}.{number}", (*order, number))
        return
    if has_parts(kind) and type(held) is kind.cls:
        cells = list(cells_of(declared(type(held)), held, lambda name: f"{column}.{name}", order))
        if cells:
            yield from cells
            return
    yield Cell(column, order, _text(kind, held))


def has_parts(kind: Kind) -> TypeGuard[ValueKind]:
    """Return whether what the kind holds has a column for each of its fields: its JSON are those and nothing else."""
    return isinstance(kind, ValueKind) and kind.cls.to_json is Value.to_json


def declared_at(declarations: Mapping[str, Declaration], column: str) -> Iterator[Declaration | int]:
    """Return the meaning of each step of a column: a field, or one of several values; of unknown ones none."""
    for step in column.split("."):
        if _PLACE.fullmatch(step):
            yield int(step)
            continue
        declaration = declarations.get(step)
        if declaration is None:
            return
        yield declaration
        item = declaration.kind.item if isinstance(declaration.kind, ManyKind) else declaration.kind
        declarations = declared(item.cls) if has_parts(item) else {}


def _is_text(kind: Kind) -> bool:
    return is_period(kind) or isinstance(kind, TextKind | CodeKind)


def is_period(kind: Kind) -> bool:
    return isinstance(kind, ValueKind) and issubclass(kind.cls, Period)


def _text(kind: Kind, held: Any) -> str:
    data = kind.encode(held)
    if _is_text(kind):
        return quote(str(data))
    if isinstance(kind, ManyKind) and _is_text(kind.item):
        return write_list(data)
    return inert_json(write_json(data))


def write_list(texts: Iterable[str]) -> str:
    """Several texts in one cell, with bars between them; a bar within one has a backslash before it."""
    return quote(_BETWEEN.join(re.sub(r"[\\|]", r"\\\g<0>", each) for each in texts))


def read_list(cell: str) -> list[str]:
    """The texts in one cell."""
    items = [""]
    for escaped, plain, bar in _LIST.findall(unquote(cell)):
        if bar:
            items.append("")
        else:
            items[-1] += escaped or plain
    return [each.strip() for each in items]


# Cells to JSON data

Node = dict[str, Any]
"""Cells by the steps of their columns, one within another; what a column itself says stands under ""."""


def tree_of(cells: Mapping[str, str]) -> Node:
    """The cells of a row by the steps of their columns. Raises `InvalidError` for columns without sensible steps."""
    tree: Node = {}
    faults = Faults()
    for column, text in cells.items():
        steps = column.split(".")
        if "" in steps:
            faults.append(Fault(text, "nothing: each step of the name of a column has a name itself", (column,)))
        elif len(steps) > DEEPEST:
            rule = f"nothing: names of columns have at most {DEEPEST} steps"
            faults.append(Fault(text, rule, (column,), code=FaultCode.TOO_DEEP))
        else:
            node = tree
            for step in steps:
                node = node.setdefault(step, {})
            node[""] = text
    if faults:
        raise InvalidError(faults)
    return tree


def kinds_of(cls: type[Value]) -> dict[str, Kind]:
    """The kind of each field of a class."""
    return {name: declaration.kind for name, declaration in declared(cls).items()}


def read_members(kinds: Mapping[str, Kind], node: Node, of: str, at: str = "") -> dict[str, Any]:
    """The members of a JSON object, from its cells; raises `InvalidError` with every fault and its column."""
    members: dict[str, Any] = {}
    faults = Faults()
    kept: dict[str, Any] = {}
    for name, below in node.items():
        column = f"{at}{name}"
        try:
            if name == KEPT:
                kept = _read_kept(below, column)
            elif name in kinds:
                members[name] = _read(kinds[name], below, column)
            else:
                faults += _strangers(below, column, of, kinds)
        except InvalidError as error:
            faults += error.told()
    faults += (
        Fault(name, "only members that have no column", (f"{at}{KEPT}",), code=FaultCode.MISPLACED)
        for name in sorted(kept.keys() & members)
    )
    if faults:
        raise InvalidError(faults)
    return members | kept


def _strangers(node: Node, column: str, of: str, names: Iterable[str] = ()) -> Iterator[Fault]:
    """A fault for each cell that stands where none can."""
    hint = resembling(column.rpartition(".")[2], names)
    for name, below in node.items():
        if name:
            yield from _strangers(below, f"{column}.{name}", of)
        else:
            yield Fault(below, f"nothing: {of} has no such column", (column,), hint, code=FaultCode.UNKNOWN_FIELD)


def _read(kind: Kind, node: Node, column: str) -> Any:
    if "" in node:
        if len(node) > 1:
            raise refuse(
                node[""], "nothing, where the columns of its parts say something", column, code=FaultCode.CONTRADICTION
            )
        return read_cell(kind, node[""], column)
    if isinstance(kind, ValueKind) and has_parts(kind):
        if isinstance(kind, FigureKind):
            _refuse_two_readings(kind, node, column)
        return read_members(kinds_of(kind.cls), node, one(kind.cls), f"{column}.")
    if isinstance(kind, ManyKind) and has_parts(kind.item) and all(map(_PLACE.fullmatch, node)):
        return [_read(kind.item, node[number], f"{column}.{number}") for number in sorted(node, key=int)]
    raise InvalidError(_strangers(node, column, f"the field {column!r}"))


def _refuse_two_readings(kind: FigureKind, node: Node, column: str) -> None:
    """Refuse 12.000 of whole people or things, whose point may part thousands."""
    if not counts_whole(node.get("unit", {}).get("", kind.unit or Unit.PERSONS)):
        return
    for name, below in node.items():
        if _THOUSANDS.fullmatch(text := below.get("", "")):
            joined, small = text.replace(".", ""), text.rstrip("0").rstrip(".")
            hint = f"Write {joined} if the point groups thousands, or {small} if it is the decimal mark."
            raise refuse(text, "a whole number in one reading", f"{column}.{name}", hint=hint)


def read_cell(kind: Kind, text: str, column: str) -> Any:
    """JSON data for what a cell says. Raises `InvalidError`."""
    if _is_text(kind):
        return unquote(text)
    if isinstance(kind, ManyKind) and _is_text(kind.item):
        return read_list(text)
    if isinstance(kind, NumberKind):
        # A spreadsheet in which -5 was typed as text keeps it so.
        text = unquote(text)
        if not _NUMBER.fullmatch(text):
            hint = "Digits alone, with a point before decimals: no separators, units or words."
            raise refuse(text, "a number such as 1250 or 0.5", column, hint=hint, code=FaultCode.MALFORMED)
        return read_decimal(text) if "." in text else int(text)
    if isinstance(kind, FlagKind):
        if text.lower() not in _FLAGS:
            raise refuse(text, "true or false", column, code=FaultCode.WRONG_TYPE)
        return _FLAGS[text.lower()]
    return _read_json(text, column, "JSON")


def _read_json(text: str, column: str, expected: str) -> Any:
    try:
        return read_json(text)
    except (ValueError, RecursionError):
        raise refuse(text, expected, column, code=FaultCode.UNREADABLE) from None


def _read_kept(node: Node, column: str) -> dict[str, Any]:
    text = node.get("", "")
    members = _read_json(text, column, "a JSON object") if len(node) == 1 and text else None
    if not isinstance(members, dict):
        raise refuse(text, "a JSON object", column, hint=_MEMBERS_HINT, code=FaultCode.WRONG_TYPE)
    return members


def text_of(cell: Any) -> str:
    """A cell as the text that conditions, tables and blanks are compared with."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell).strip()
