"""The mapping language: what each part of a mapping may be, and every fault of one that isn't."""

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from sitrep.claims import Claim, Header
from sitrep.errors import Fault, FaultCode, InvalidError, Path
from sitrep.fields.canonical import DEEPEST, read_decimal
from sitrep.fields.declarations import Declaration, FieldRole, Value, declared
from sitrep.fields.kinds import CodeKind, Kind, ManyKind, NumberKind, ValueKind, between, resembling
from sitrep.formats.columns import text_of
from sitrep.records.base import RECORD_TYPES, record_type
from sitrep.tables.cells import (
    HERE,
    ROW,
    Composite,
    Constant,
    EachOf,
    Hole,
    Interval,
    Node,
    RowCount,
    Several,
    Shared,
    TheDocument,
)
from sitrep.tables.dates import DateFormat
from sitrep.tables.grammar import NOTHING, Grammar, left_to_fill_in
from sitrep.tables.numbers import Numbers
from sitrep.tables.plans import ClaimPlan, Condition, Ignored, Pattern, TableMapping
from sitrep.tables.rows import label
from sitrep.values.figures import Figure, FigureKind
from sitrep.values.periods import Period
from sitrep.values.sources import Attribution, Document
from sitrep.vocabularies import Unit


def read_mapping(mapping: TableMapping | Mapping[str, Any] | str | bytes, **said: Any) -> TableMapping:
    """A mapping from TOML text (or its UTF-8 bytes), or from the same as Python data.

    `source`, `reported` and `document` are of every attribution that doesn't say them itself.
    Raises `InvalidError` with every fault of it, each with its path.
    """
    said = {name: held for name, held in said.items() if held is not None}
    if isinstance(mapping, TableMapping):
        for name, held in said.items():
            raise InvalidError([Fault(held, "nothing: the mapping was read before", (name,))], "mapping")
        return mapping
    try:
        return _read(_parse(mapping) if isinstance(mapping, str | bytes) else mapping, said)
    except RecursionError:
        fault = Fault("…", "fewer levels of nesting", code=FaultCode.TOO_DEEP)
        raise InvalidError([fault], "mapping") from None


def _parse(mapping: str | bytes) -> Mapping[str, Any]:
    try:
        text = mapping.decode() if isinstance(mapping, bytes) else mapping
    except UnicodeDecodeError as error:
        raise InvalidError(
            [Fault(mapping, f"UTF-8 text; byte {error.start} is none", code=FaultCode.UNREADABLE)], "mapping"
        ) from None
    if any(line.partition("=")[0].count(".") > DEEPEST for line in text.splitlines()):
        # The time to read them grows with the square of their number.
        raise InvalidError([Fault("…", f"names of at most {DEEPEST} steps", code=FaultCode.TOO_DEEP)], "mapping")
    try:
        return tomllib.loads(text.removeprefix("\ufeff"), parse_float=read_decimal)
    except tomllib.TOMLDecodeError as error:
        raise InvalidError([Fault(mapping, f"TOML: {error}", code=FaultCode.UNREADABLE)], "mapping") from None
    except ValueError:
        # A number of thousands of digits, or a time in a zone that can't be: the words are those of Python.
        raise InvalidError(
            [Fault(mapping, "TOML with numbers and times that can be", code=FaultCode.UNREADABLE)], "mapping"
        ) from None


def _read(mapping: Mapping[str, Any], said: Mapping[str, Any]) -> TableMapping:
    if unfinished := [*left_to_fill_in(mapping)]:
        raise InvalidError(unfinished, "mapping")
    reader = _MappingReader(said)
    plan = reader.read(mapping)
    if plan is None or reader.faults:
        # A template that several claims are like has its faults once.
        raise InvalidError({(fault.path, fault.expected): fault for fault in reader.faults}.values(), "mapping")
    return plan


_PARTS = (
    *("file", "document", "header", "numbers", "dates", "blanks", "marks", "ignore", "optional", "skip"),
    *("tables", "templates", "claims"),
)
_CLAIM = ("like", "columns", "when", "record", "fields", "attribution", "sensitivity")
_HOLE = (
    *("column", "join", "part", "values", "default", "others", "blanks", "marks", "numbers", "times", "unit"),
    *("dates", "days", "shift", "split", "item"),
)
_RECORD = declared(Claim)["record"].kind
_ATTRIBUTION = declared(Claim)["attributions"].kind.item
_SOURCE = declared(Attribution)["source"].kind
_SENSITIVITY = declared(Claim)["sensitivity"].kind
_UNIT = CodeKind(Unit)
_MOST_DAYS = 36_600
_MOST_TIMES = 10**12
_DAYS = NumberKind(whole=True, rule=between(-_MOST_DAYS, _MOST_DAYS))

Members = Mapping[str, tuple[Path, Any]]
"""The members of a claim's record or attribution, its own and those of what it is like, and where each stands."""


class _MappingReader(Grammar):
    """Reads one mapping, and collects its faults."""

    def __init__(self, said: Mapping[str, Any]) -> None:
        super().__init__()
        self.said = {name: (("attribution", name), held) for name, held in said.items()}
        """The members given beside the mapping, for every attribution that doesn't have them itself."""
        self.taken_up: set[str] = set()
        self.nodes: dict[Any, Node] = {}
        """The nodes that several claims share, by the places of what they are made of."""
        self.named: list[tuple[Path, str]] = []
        self.tested: list[tuple[Path, str]] = []
        self.tables: Mapping[str, Any] = {}
        self.templates: Mapping[str, Any] = {}
        self.numbers = Numbers()
        self.dates: tuple[DateFormat, ...] = ()
        self.blanks: Mapping[str, str] = {}
        self.marks: Mapping[str, tuple[str, ...]] = {}
        self.parts: frozenset[str] | None = None
        """Parts of the names of the columns at hand, in a claim that is made for several."""

    def read(self, given: Any) -> TableMapping | None:
        given = self.members(given, (), _PARTS)
        self.tables = self.table(given.get("tables", {}), ("tables",))
        self.templates = self.table(given.get("templates", {}), ("templates",))
        self.numbers = self.read_numbers(given.get("numbers", {}), ("numbers",))
        self.dates = self.read_dates(given["dates"], ("dates",)) if "dates" in given else ()
        self.blanks = self.read_blanks(given.get("blanks", {}), ("blanks",))
        self.marks = self.read_marks(given.get("marks", {}), ("marks",))
        file = self.read_file(given.get("file"))
        if "document" in self.said:
            _, title = self.said.pop("document")
            given = {**given, "document": title}
        document = self.node(ValueKind(Document), given["document"], ("document",)) if "document" in given else NOTHING
        if not isinstance(document, Constant):
            self.refuse(given["document"], "the same document for every row", ("document",))
            document = NOTHING
        header = self.node(ValueKind(Header), given["header"], ("header",)) if "header" in given else None
        claims = given.get("claims")
        if not isinstance(claims, list | tuple) or not claims:
            self.refuse(claims, "a list of claims: [[claims]]", ("claims",), absent="claims" not in given)
            claims = ()
        plans = tuple(self.read_claim(claim, ("claims", index)) for index, claim in enumerate(claims))
        skip = given.get("skip", ())
        listed = skip if isinstance(skip, list | tuple) else [skip]
        skips = tuple(self.condition(each, ("skip", index)) for index, each in enumerate(listed))
        used = {column for _, column in self.named}
        ignore = tuple(self.read_ignored(given.get("ignore", ()), used))
        for name in self.said.keys() - self.taken_up:
            path, held = self.said[name]
            self.refuse(held, "nothing: every attribution of the mapping says it itself", path)
        optional: tuple[Pattern, ...] = ()
        if "optional" in given:
            texts = self.texts(given["optional"], ("optional",), "a list of columns")
            optional = tuple(self.pattern(label(each), ("optional",)) for each in texts)
        return (
            None
            if file is None
            else TableMapping(
                file,
                document.held,
                header,
                plans,
                skips,
                ignore,
                self.blanks,
                tuple(self.named),
                tuple(self.tested),
                optional,
            )
        )

    def condition(self, given: Any, path: Path) -> Condition:
        tests = []
        for name, texts in self.table(given, path).items():
            listed = texts if isinstance(texts, list | tuple) else [texts]
            here, column = (*path, name), label(name)
            if not listed or not all(isinstance(each, str | int | float) for each in listed):
                self.refuse(texts, "a text, a number, or a list of them", here)
            self.tested.append((here, column))
            tests.append((column, tuple(self.pattern(text_of(each), here) for each in listed)))
        if not tests:
            self.refuse(given, "at least one column with what it holds", path)
        return Condition(tuple(tests))

    def read_ignored(self, given: Any, used: set[str]) -> Iterator[Ignored]:
        for index, each in enumerate(given if isinstance(given, list | tuple) else [given]):
            path: Path = ("ignore", index)
            members = {"column": each} if isinstance(each, str) else self.members(each, path, ("column", "when"))
            for column in self.texts(members.get("column"), path, "the name of a column, or a pattern of names"):
                pattern = self.pattern(label(column), path)
                when = self.condition(members["when"], (*path, "when")) if "when" in members else None
                if isinstance(pattern, str):
                    (self.tested if when else self.named).append((path, pattern))
                    if when is None and pattern in used:
                        self.refuse(pattern, "a column that the mapping doesn't use", path)
                yield Ignored(pattern, when)

    def read_claim(self, given: Any, path: Path) -> ClaimPlan:
        chain = self.chain(given, path)
        found = {name: ((*at, name), each[name]) for at, each in reversed(chain) for name in _CLAIM if name in each}
        columns: tuple[Pattern, ...] = ()
        self.parts = None
        if "columns" in found:
            at, listed = found["columns"]
            columns = tuple(
                self.pattern(label(each), at) for each in self.texts(listed, at, "a name, a /pattern/, or a list")
            )
            self.named += ((at, each) for each in columns if isinstance(each, str))
            groups = [frozenset(each.groupindex) for each in columns if not isinstance(each, str)]
            # A part that only some of the columns have could not be filled in for the others.
            common = frozenset.intersection(*groups) if len(groups) == len(columns) and groups else frozenset()
            self.parts = common | {"name"}
        record = self.read_record(self.merged(chain, "record"), path, *reversed(found.get("fields", ())))
        said = self.merged(chain, "attribution")
        attribution = self.read_attribution(said, (*path, "attribution"))
        sensitivity = self.node(_SENSITIVITY, *reversed(found["sensitivity"])) if "sensitivity" in found else NOTHING
        when = self.condition(*reversed(found["when"])) if "when" in found else None
        self.parts = None
        return ClaimPlan(path, record, attribution, sensitivity, when, columns)

    def read_attribution(self, said: Members, path: Path) -> Node:
        self.taken_up |= self.said.keys() - said.keys()
        said = {**self.said, **said}
        at, source = said.get("source", (path, None))
        if not (isinstance(source, Mapping) and "split" in source):
            make = partial(self.composite, _ATTRIBUTION, Attribution, said, path, document=TheDocument())
            return self.shared([at for at, _ in said.values()], make)
        # Each of several sources says it by itself, so that they corroborate each other.
        several = self.node(ManyKind(_SOURCE), source, at)
        others = {name: member for name, member in said.items() if name != "source"}
        rest = self.composite(_ATTRIBUTION, Attribution, others, path, document=TheDocument(), source=NOTHING)
        return EachOf("source", several, rest) if isinstance(rest, Composite) else rest

    def chain(self, given: Any, path: Path, seen: frozenset[str] = frozenset()) -> list[tuple[Path, Mapping[str, Any]]]:
        """A claim, the templates that it is like, those that these are like, and so on; the first counts before all."""
        own = self.members(given, path, _CLAIM)
        chain = [(path, own)]
        liked = own.get("like", ())
        for member in liked if isinstance(liked, list | tuple) else [liked]:
            known = isinstance(member, str) and member in self.templates
            if not known or member in seen:
                hint = "It is like itself." if known else resembling(member, self.templates)
                expected = f"one of the templates: {', '.join(self.templates)}"
                self.refuse(member, expected, (*path, "like"), hint)
                break
            chain += self.chain(self.templates[member], ("templates", member), seen | {member})
        return chain

    def merged(self, chain: list[tuple[Path, Mapping[str, Any]]], name: str) -> Members:
        """The members of a record or an attribution; those of the claim come before those of what it is like."""
        members: dict[str, tuple[Path, Any]] = {}
        for path, each in reversed(chain):
            for member, item in self.table(each.get(name, {}), (*path, name)).items():
                members[member] = ((*path, name, member), item)
        return members

    def read_record(self, members: Members, path: Path, fields: Any = None, at: Path = ()) -> Node:
        """The record of a claim, or one for each text of a column that gives several fields of it."""
        if not at:
            return self.record_of(members, (*path, "record"))
        given = self.members(fields, at, ("column", "part", "join", "values", "blanks"))
        column, part, columns = self.origin(given, at)
        _, join = self.adjustments(given, at, len(columns))
        blanks = self.read_blanks(given.get("blanks", {}), (*at, "blanks"))
        if "values" not in given:
            self.refuse(None, "what the texts of the column mean", (*at, "values"), absent=True)
        table, named = self.table_of(given.get("values", {}), (*at, "values"))
        values = {}
        for text, said in table.items():
            own = {name: ((*named, text, name), item) for name, item in self.table(said, (*named, text)).items()}
            values[text] = self.record_of({**members, **own}, (*path, "record"))
        reading: dict[str, Any] = {"numbers": self.numbers, "dates": (), "days": None, "unit": NOTHING, "times": 1}
        return Hole(_RECORD, column, part, values, {**self.blanks, **blanks}, **reading, columns=columns, join=join)

    def record_of(self, members: Members, path: Path) -> Node:
        at, name = members.get("type", ((*path, "type"), None))
        cls = record_type(name) if isinstance(name, str) else None
        if cls is None:
            hint = resembling(name, RECORD_TYPES)
            expected = f"one of the record types: {', '.join(RECORD_TYPES)}"
            self.refuse(name, expected, at, hint, absent="type" not in members)
            return NOTHING
        fields = {name: member for name, member in members.items() if name != "type"}
        values = [name for name, each in declared(cls).items() if each.role in (FieldRole.VALUE, FieldRole.CATEGORY)]
        figures = [name for name in values if name in fields and isinstance(declared(cls)[name].kind, FigureKind)]
        if not cls.stands_alone and not any(name in fields for name in values):
            self.refuse(sorted(fields), f"at least one value: {', '.join(values)}", path)
        return self.composite(_RECORD, cls, fields, path, stated=figures or values)

    def composite(
        self,
        kind: Kind,
        cls: type[Value],
        members: Members,
        path: Path,
        *,
        stated: Iterable[str] | None = None,
        **given: Node,
    ) -> Node:
        """A value with fields, each of which may be constant or come from cells."""
        declarations = declared(cls)
        faults = len(self.faults)
        nodes = dict(given)
        for name, (at, item) in members.items():
            if name in declarations:
                nodes[name] = self.shared(
                    [at], partial(self.node, declarations[name].kind, item, at), declarations[name].kind
                )
            else:
                expected = f"only the fields of {cls.__name__}: {', '.join(declarations)}"
                self.refuse(item, expected, at, resembling(name, declarations))
        for name, each in declarations.items():
            if each.must_be_given and name not in members and name not in given:
                self.refuse(None, _meaning(each), (*path, name), absent=True)
        if len(self.faults) > faults:
            return NOTHING
        if not all(isinstance(node, Constant) for node in nodes.values()):
            filled = {name for name in (nodes if stated is None else stated) if name in nodes}
            read = {name for name in filled if any(nodes[name].holes)}
            if stated is not None and filled - read:
                # Constants of the mapping are said whatever a cell leaves out.
                read = set()
            return Composite(kind, cls, nodes, frozenset(read))
        held = {name: node.held for name, node in nodes.items() if isinstance(node, Constant)}
        return self.attempt(lambda: kind.convert(cls(**held)), path)

    def shared(self, places: Sequence[Path], make: Callable[[], Node], kind: Kind = _ATTRIBUTION) -> Node:
        """The node that is made of the members at some places: one for all claims that take them from one template."""
        if not all(at[:1] in (("templates",), ("attribution",)) for at in places):
            return make()
        # Record types may have fields of one name and of several kinds; parts of names are those of one claim.
        alike, own = (*places, id(kind)), (*places, id(kind), self.parts)
        if alike in self.nodes or own in self.nodes:
            return self.nodes.get(alike) or self.nodes[own]
        node = make()
        if node.varies:
            self.nodes[own] = node
            return node
        self.nodes[alike] = Shared(node) if any(node.holes) else node
        return self.nodes[alike]

    def node(self, kind: Kind, given: Any, path: Path) -> Node:
        """Return what a field holds: a constant, or something with holes that cells fill."""
        if isinstance(given, Mapping):
            if "column" in given or "part" in given:
                return self.hole(kind, given, path)
            if isinstance(kind, FigureKind) and "count" in given:
                return self.row_count(kind, given, path)
            if isinstance(kind, ManyKind):
                return self.node(kind, [given], path)
            if isinstance(kind, ValueKind):
                if kind.cls is Period:
                    return self.interval(kind, given, path)
                members = {name: ((*path, name), item) for name, item in self.table(given, path).items()}
                return self.composite(kind, kind.cls, members, path)
        if isinstance(given, list | tuple) and isinstance(kind, ManyKind):
            items = tuple(self.node(kind.item, each, (*path, index)) for index, each in enumerate(given))
            if not all(isinstance(each, Constant) for each in items):
                return Several(kind, items)
            given = [each.held for each in items if isinstance(each, Constant)]
        return self.attempt(lambda: kind.convert(given), path)

    def interval(self, kind: Kind, given: Any, path: Path) -> Node:
        ends: list[Node] = []
        for name in ("start", "end"):
            item = self.members(given, path, ("start", "end")).get(name)
            if item is None:
                self.refuse(None, "the two ends of a period", (*path, name), "An open end is '..'.", absent=True)
                ends.append(NOTHING)
            else:
                ends.append(Constant("..") if item == ".." else self.node(kind, item, (*path, name)))
        return Interval(kind, *ends)

    def row_count(self, kind: FigureKind, given: Any, path: Path) -> Node:
        given = self.members(given, path, ("count", "unit"))
        if given.get("count") != "rows":
            self.refuse(given["count"], "'rows': the number of rows that make the claim", (*path, "count"))
        unit = given.get("unit", kind.unit)
        if unit is None:
            self.refuse(None, "what is counted, such as incidents", (*path, "unit"), absent=True)
            return NOTHING
        held = self.attempt(lambda: kind.convert(Figure(best=1, unit=_UNIT.convert(unit))), path)
        return RowCount(held.held) if isinstance(held, Constant) and held.held else NOTHING

    def hole(self, kind: Kind, given: Any, path: Path) -> Node:
        given = self.members(given, path, _HOLE)
        faults = len(self.faults)
        split, item = given.get("split", ""), given.get("item", 0)
        if "item" in given and not (type(item) is int and item > 0 and "column" in given):
            self.refuse(item, "the number of a value in a cell, from 1", (*path, "item"))
        if "split" in given and not ((isinstance(kind, ManyKind) or item) and isinstance(split, str) and split):
            one = "" if isinstance(kind, ManyKind) else "; the field holds one value: say with `item` which"
            self.refuse(split, f"what stands between the values, such as ';'{one}", (*path, "split"))
        many = kind if isinstance(kind, ManyKind) and split and not item else None
        kind = many.item if many else kind
        column, part, columns = self.origin(given, path)
        figure, number = isinstance(kind, FigureKind), isinstance(kind, FigureKind | NumberKind)
        dated = isinstance(kind, ValueKind) and kind.cls is Period
        for name, fitting, what in (
            ("numbers", number, "a number"),
            ("times", number, "a number"),
            ("unit", figure, "a figure"),
            ("dates", dated, "a date"),
            ("days", dated, "a date"),
            ("shift", dated, "a date"),
        ):
            if name in given and not fitting:
                self.refuse(given[name], f"nothing: the field isn't {what}", (*path, name), code=FaultCode.MISPLACED)
        values, default, others = self.meanings(kind, given, path, exhaustive=not (number or dated))
        shift, join = self.adjustments(given, path, len(columns))
        marks = self.read_marks(given["marks"], (*path, "marks")) if "marks" in given else self.marks if number else {}
        blanks = self.read_blanks(given.get("blanks", {}), (*path, "blanks"))
        numbers = self.read_numbers(given["numbers"], (*path, "numbers")) if "numbers" in given else self.numbers
        times = given.get("times", 1)
        if type(times) not in (int, float) or not 0 < abs(times) <= _MOST_TIMES or (numbers.language and times != 1):
            self.refuse(times, "a number other than 0, and none beside a language", (*path, "times"))
        dates = self.read_dates(given["dates"], (*path, "dates")) if "dates" in given else self.dates
        if dated and not dates and values is None:
            self.refuse(None, "how the dates are written, such as %d/%m/%Y", (*path, "dates"), absent=True)
        days = self.node(_DAYS, given["days"], (*path, "days")) if "days" in given else None
        unit: Node = Constant(getattr(kind, "unit", None))
        if "unit" in given:
            unit = self.node(_UNIT, given["unit"], (*path, "unit"))
        elif figure and unit == NOTHING:
            self.refuse(None, "what is measured, such as USD or percent", (*path, "unit"), absent=True)
        if len(self.faults) > faults:
            return NOTHING
        return Hole(
            kind,
            column,
            part,
            values,
            {**self.blanks, **blanks},
            numbers,
            dates,
            days,
            unit,
            times,
            split,
            many,
            item,
            columns,
            join,
            default,
            others,
            shift,
            marks,
        )

    def meanings(
        self, kind: Kind, given: Mapping[str, Any], path: Path, *, exhaustive: bool
    ) -> tuple[Mapping[str, Node] | None, Node | None, bool]:
        """Return the meanings of texts, that of all others, and whether those are read as they stand instead.

        For figures and dates `values` names the exceptions; of what is in words it is all there is.
        """
        values = self.values(kind, given["values"], (*path, "values")) if "values" in given else None
        others = given.get("others", "refuse" if exhaustive else "read")
        if others not in ("read", "refuse") or ("others" in given and values is None):
            self.refuse(others, "'read' or 'refuse', beside `values`", (*path, "others"), code=FaultCode.NOT_IN_LIST)
        default = self.node(kind, given["default"], (*path, "default")) if "default" in given else None
        if default is not None and (values is None or "others" in given):
            self.refuse(given["default"], "`values` beside it, and no `others`", (*path, "default"))
        return values, default, others == "read" and default is None

    def adjustments(self, given: Mapping[str, Any], path: Path, columns: int) -> tuple[int, str]:
        """By how many days a date is moved, and what stands between the texts of several columns."""
        shift, join = given.get("shift", 0), given.get("join", " ")
        if type(shift) is not int or abs(shift) > _MOST_DAYS:
            self.refuse(shift, "a number of days, such as -1", (*path, "shift"), code=FaultCode.WRONG_TYPE)
        if not isinstance(join, str) or ("join" in given and columns < 2):
            self.refuse(join, "what stands between the texts of several columns", (*path, "join"))
        return shift, join

    def origin(self, given: Mapping[str, Any], path: Path) -> tuple[str, str, tuple[str, ...]]:
        """The column that a hole is filled from, or the part of a column's name, or several columns."""
        column, part = given.get("column", ""), given.get("part", "")
        if not part and (column == ROW or isinstance(column, list | tuple)):
            listed = tuple(map(label, self.texts(column, (*path, "column"), "the names of columns")))
            for each in listed:
                self.note_column(each, (*path, "column"))
            return "", "", listed
        name, text = ("part", part) if part else ("column", column)
        if not isinstance(text, str) or not text or (column and part):
            self.refuse(given, "the name of a `column`, or of a `part` of one", path)
        elif part and self.parts is None:
            self.refuse(text, "`columns` in the claim, for which it is made", (*path, name))
        elif part and part not in (self.parts or ()):
            listed_parts = ", ".join(sorted(self.parts or ()))
            hint = resembling(part, self.parts or ())
            self.refuse(
                part, f"one of the parts of the name: {listed_parts}", (*path, name), hint, code=FaultCode.NOT_IN_LIST
            )
        elif not part:
            column = label(column)
            self.note_column(column, (*path, name))
        return str(column), str(part), ()

    def note_column(self, column: str, path: Path) -> None:
        if column == HERE and self.parts is None:
            self.refuse(column, "`columns` in the claim, for which it is made", path)
        elif column not in (HERE, ROW):
            self.named.append((path, column))

    def values(self, kind: Kind, given: Any, path: Path) -> Mapping[str, Node]:
        """A table of what the texts of cells mean, or the name of one."""
        table, path = self.table_of(given, path)
        return {text: self.node(kind, item, (*path, text)) for text, item in table.items()}

    def table_of(self, given: Any, path: Path) -> tuple[Mapping[str, Any], Path]:
        """A table, or the one that is named, and where it stands."""
        if isinstance(given, str):
            if given not in self.tables:
                hint = resembling(given, self.tables)
                self.refuse(given, f"a table, or the name of one of `tables`: {', '.join(self.tables)}", path, hint)
                return {}, path
            given, path = self.tables[given], ("tables", given)
        return self.table(given, path), path


def _meaning(declaration: Declaration) -> str:
    return declaration.meaning[0].lower() + declaration.meaning[1:]
