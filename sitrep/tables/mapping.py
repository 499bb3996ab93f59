"""The mapping language: what each part of a mapping may be, and every fault of one that isn't."""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from sitrep.claims import Claim, Header
from sitrep.errors import Fault, InvalidError, Path
from sitrep.fields.declarations import Declaration, Role, Value, declared
from sitrep.fields.kinds import CodeKind, Kind, ManyKind, NumberKind, ValueKind, between, resembling
from sitrep.formats.columns import text_of
from sitrep.records.base import RECORD_TYPES, record_type
from sitrep.tables.cells import (
    HERE,
    LEAVE_OUT,
    Composite,
    Constant,
    DateFormat,
    EachOf,
    Hole,
    Interval,
    Node,
    Numbers,
    Several,
    TheDocument,
)
from sitrep.tables.plans import ClaimPlan, Condition, Ignored, Pattern, TableMapping
from sitrep.tables.rows import FileFormat, is_text_encoding
from sitrep.text.number_words import LANGUAGES
from sitrep.values.figures import FigureKind
from sitrep.values.periods import Period
from sitrep.values.sources import Attribution, Document
from sitrep.vocabularies import MissingReason, Unit


def read_mapping(mapping: TableMapping | Mapping[str, Any] | str | bytes) -> TableMapping:
    """A mapping from TOML text (or its UTF-8 bytes), or from the same as Python data.

    Raises `InvalidError` with every fault of it, each with its path.
    """
    if isinstance(mapping, TableMapping):
        return mapping
    if isinstance(mapping, str | bytes):
        try:
            text = mapping.decode() if isinstance(mapping, bytes) else mapping
            mapping = tomllib.loads(text.removeprefix("\ufeff"))
        except UnicodeDecodeError as error:
            raise InvalidError([Fault(mapping, f"UTF-8 text; byte {error.start} is none")], "mapping") from None
        except tomllib.TOMLDecodeError as error:
            raise InvalidError([Fault(mapping, f"TOML: {error}")], "mapping") from None
    reader = _Reader()
    plan = reader.read(mapping)
    if plan is None or reader.faults:
        # A template that several claims are like has its faults once.
        raise InvalidError({(fault.path, fault.expected): fault for fault in reader.faults}.values(), "mapping")
    return plan


_PARTS = ("file", "document", "header", "numbers", "dates", "blanks", "ignore", "skip", "tables", "templates", "claims")
_OPTIONS = {
    "csv": ("format", "encoding", "delimiter", "header", "columns"),
    "json": ("format", "encoding", "rows"),
    "xlsx": ("format", "sheet", "merged", "header", "columns"),
}
_CLAIM = ("like", "columns", "when", "record", "attribution", "sensitivity")
_HOLE = ("column", "part", "values", "blanks", "numbers", "times", "unit", "dates", "days", "split")
_THOUSANDS = (",", ".", " ", "'", "’")
_RECORD = declared(Claim)["record"].kind
_ATTRIBUTION = declared(Claim)["attributions"].kind.item
_SOURCE = declared(Attribution)["source"].kind
_SENSITIVITY = declared(Claim)["sensitivity"].kind
_UNIT = CodeKind(Unit)
_DAYS = NumberKind(whole=True, rule=between(1, 36_600))
_NOTHING = Constant(None)

Members = Mapping[str, tuple[Path, Any]]
"""The members of a claim's record or attribution, its own and those of what it is like, and where each stands."""


class _Reader:
    """Reads one mapping, and collects its faults."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.named: list[tuple[Path, str]] = []
        self.tested: list[tuple[Path, str]] = []
        self.tables: Mapping[str, Any] = {}
        self.templates: Mapping[str, Any] = {}
        self.numbers = Numbers()
        self.dates: tuple[DateFormat, ...] = ()
        self.blanks: Mapping[str, str] = {}
        self.parts: frozenset[str] | None = None
        """What the names of the columns at hand are made of, in a claim that is made for several."""

    def refuse(self, value: Any, expected: str, path: Path, hint: str = "", *, absent: bool = False) -> None:
        self.faults.append(Fault(value, expected, path, hint, absent=absent))

    def attempt(self, build: Callable[[], Any], path: Path) -> Node:
        """A constant, unless building it fails."""
        try:
            return Constant(build())
        except InvalidError as error:
            self.faults += error.under(*path).faults
            return _NOTHING

    def members(self, given: Any, path: Path, known: Iterable[str]) -> Mapping[str, Any]:
        names = tuple(known)
        if not isinstance(given, Mapping):
            self.refuse(given, f"a table of {', '.join(names)}", path)
            return {}
        for name, item in given.items():
            if name not in names:
                self.refuse(item, f"only {', '.join(names)}", (*path, name), resembling(name, names))
        return given

    def table(self, given: Any, path: Path) -> Mapping[str, Any]:
        if isinstance(given, Mapping) and all(isinstance(name, str) for name in given):
            return given
        self.refuse(given, "a table", path)
        return {}

    def texts(self, given: Any, path: Path, expected: str) -> tuple[str, ...]:
        """One text, or a list of them."""
        listed = given if isinstance(given, list | tuple) else [given]
        if listed and all(isinstance(each, str) and each for each in listed):
            return tuple(listed)
        self.refuse(given, expected, path)
        return ()

    def read(self, given: Any) -> TableMapping | None:
        given = self.members(given, (), _PARTS)
        self.tables = self.table(given.get("tables", {}), ("tables",))
        self.templates = self.table(given.get("templates", {}), ("templates",))
        self.numbers = self.read_numbers(given.get("numbers", {}), ("numbers",))
        self.dates = self.read_dates(given["dates"], ("dates",)) if "dates" in given else ()
        self.blanks = self.read_blanks(given.get("blanks", {}), ("blanks",))
        file = self.read_file(given.get("file"))
        document = self.node(ValueKind(Document), given["document"], ("document",)) if "document" in given else _NOTHING
        if not isinstance(document, Constant):
            self.refuse(given["document"], "the same document for every row", ("document",))
            document = _NOTHING
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
        return (
            None
            if file is None
            else TableMapping(
                file, document.held, header, plans, skips, ignore, self.blanks, tuple(self.named), tuple(self.tested)
            )
        )

    def read_file(self, given: Any) -> FileFormat | None:
        path: Path = ("file",)
        name = given.get("format") if isinstance(given, Mapping) else None
        if not isinstance(name, str) or name not in _OPTIONS:
            hint = resembling(name, _OPTIONS)
            self.refuse(name, f"one of: {', '.join(_OPTIONS)}", (*path, "format"), hint, absent=name is None)
            return None
        options = dict(self.members(given, path, _OPTIONS[name]))
        if "header" in options or "columns" in options:
            options |= self.read_header(options)
        for option, value in options.items():
            if option not in ("header", "columns") and not (isinstance(value, str) and value):
                self.refuse(value, "text", (*path, option))
        encoding, delimiter, merged = (options.get(each) for each in ("encoding", "delimiter", "merged"))
        if isinstance(encoding, str) and not is_text_encoding(encoding):
            self.refuse(
                encoding, "an encoding that Python knows, such as utf-8, latin-1 or cp1252", (*path, "encoding")
            )
        if isinstance(delimiter, str) and len(delimiter) != 1:
            self.refuse(delimiter, "one character", (*path, "delimiter"))
        if merged not in (None, "refuse", "repeat"):
            self.refuse(merged, "refuse or repeat", (*path, "merged"))
        return None if self.faults else FileFormat(**options)

    def read_header(self, options: Mapping[str, Any]) -> dict[str, Any]:
        header = options.get("header", 1)
        listed = header if isinstance(header, list | tuple) else [header] if header != 0 else []
        if not all(type(number) is int and number > 0 for number in listed) or sorted(set(listed)) != list(listed):
            expected = "the line of the header, or several in their order; 0 where there is none"
            self.refuse(header, expected, ("file", "header"))
        columns = self.texts(options["columns"], ("file", "columns"), "a list of names") if "columns" in options else ()
        if len(set(columns)) < len(columns):
            self.refuse(options["columns"], "each name once", ("file", "columns"))
        if not listed and not columns:
            self.refuse(None, "the names of the columns, as there is no header", ("file", "columns"), absent=True)
        return {"header": tuple(listed), "columns": columns}

    def read_numbers(self, given: Any, path: Path) -> Numbers:
        if isinstance(given, str):
            if given not in LANGUAGES:
                expected = f"a table of thousands and decimal, or a language: {', '.join(LANGUAGES)}"
                self.refuse(given, expected, path)
            return Numbers(language=given)
        marks = self.members(given, path, ("thousands", "decimal"))
        thousands, decimal = marks.get("thousands", ""), marks.get("decimal", ".")
        if thousands and thousands not in _THOUSANDS:
            self.refuse(thousands, f"one of: {' '.join(map(repr, _THOUSANDS))}", (*path, "thousands"))
        if decimal not in (".", ",") or decimal == thousands:
            hint = "Declare both marks where thousands are parted by a point." if decimal == thousands else ""
            self.refuse(decimal, "'.' or ',', and not the mark of the thousands", (*path, "decimal"), hint)
        return Numbers(thousands, decimal)

    def read_dates(self, given: Any, path: Path) -> tuple[DateFormat, ...]:
        formats = tuple(map(DateFormat, self.texts(given, path, "a format such as %d/%m/%Y, edtf or cell")))
        for each in formats:
            if each.text not in ("edtf", "cell"):
                self.attempt(lambda each=each: each.form, path)  # type: ignore[misc]
        return formats

    def read_blanks(self, given: Any, path: Path) -> Mapping[str, str]:
        reasons = (*MissingReason, LEAVE_OUT)
        blanks = self.table(given, path)
        for text, reason in blanks.items():
            if reason not in reasons:
                self.refuse(reason, f"one of: {', '.join(reasons)}", (*path, text), resembling(reason, reasons))
        return blanks

    def pattern(self, text: str, path: Path) -> Pattern:
        if len(text) < 3 or not text.startswith("/") or not text.endswith("/"):
            return text
        try:
            return re.compile(text[1:-1])
        except re.error as error:
            self.refuse(text, f"a regular expression; {error}", path)
            return text

    def condition(self, given: Any, path: Path) -> Condition:
        tests = []
        for column, texts in self.table(given, path).items():
            listed = texts if isinstance(texts, list | tuple) else [texts]
            here = (*path, column)
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
                pattern = self.pattern(column, path)
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
            columns = tuple(self.pattern(each, at) for each in self.texts(listed, at, "a name, a /pattern/, or a list"))
            self.named += ((at, each) for each in columns if isinstance(each, str))
            groups = [frozenset(each.groupindex) for each in columns if not isinstance(each, str)]
            # A part that only some of the columns have could not be filled in for the others.
            common = frozenset.intersection(*groups) if len(groups) == len(columns) and groups else frozenset()
            self.parts = common | {"name"}
        record = self.read_record(self.merged(chain, "record"), path)
        said = self.merged(chain, "attribution")
        attribution = self.read_attribution(said, (*path, "attribution"))
        sensitivity = self.node(_SENSITIVITY, *reversed(found["sensitivity"])) if "sensitivity" in found else _NOTHING
        when = self.condition(*reversed(found["when"])) if "when" in found else None
        self.parts = None
        return ClaimPlan(path, record, attribution, sensitivity, when, columns)

    def read_attribution(self, said: Members, path: Path) -> Node:
        at, source = said.get("source", (path, None))
        if not (isinstance(source, Mapping) and "split" in source):
            return self.composite(_ATTRIBUTION, Attribution, said, path, document=TheDocument())
        # Each of several sources says it by itself, so that they corroborate each other.
        several = self.node(ManyKind(_SOURCE), source, at)
        others = {name: member for name, member in said.items() if name != "source"}
        rest = self.composite(_ATTRIBUTION, Attribution, others, path, document=TheDocument(), source=_NOTHING)
        return EachOf("source", several, rest) if isinstance(rest, Composite) else rest

    def chain(self, given: Any, path: Path) -> list[tuple[Path, Mapping[str, Any]]]:
        """A claim, the template that it is like, the one that this is like, and so on."""
        chain = [(path, self.members(given, path, _CLAIM))]
        seen = set()
        while "like" in chain[-1][1]:
            at, member = (*chain[-1][0], "like"), chain[-1][1]["like"]
            if not isinstance(member, str) or member not in self.templates or member in seen:
                known = isinstance(member, str) and member in self.templates
                hint = "It is like itself." if known else resembling(member, self.templates)
                self.refuse(member, f"one of the templates: {', '.join(self.templates)}", at, hint)
                break
            seen.add(member)
            chain.append((("templates", member), self.members(self.templates[member], ("templates", member), _CLAIM)))
        return chain

    def merged(self, chain: list[tuple[Path, Mapping[str, Any]]], name: str) -> Members:
        """The members of a record or an attribution; those of the claim come before those of what it is like."""
        members: dict[str, tuple[Path, Any]] = {}
        for path, each in reversed(chain):
            for member, item in self.table(each.get(name, {}), (*path, name)).items():
                members[member] = ((*path, name, member), item)
        return members

    def read_record(self, members: Members, path: Path) -> Node:
        path = (*path, "record")
        at, name = members.get("type", ((*path, "type"), None))
        cls = record_type(name) if isinstance(name, str) else None
        if cls is None:
            hint = resembling(name, RECORD_TYPES)
            expected = f"one of the record types: {', '.join(RECORD_TYPES)}"
            self.refuse(name, expected, at, hint, absent="type" not in members)
            return _NOTHING
        fields = {name: member for name, member in members.items() if name != "type"}
        values = [name for name, each in declared(cls).items() if each.role in (Role.VALUE, Role.CATEGORY)]
        if not cls.stands_alone and not any(name in fields for name in values):
            self.refuse(sorted(fields), f"at least one value: {', '.join(values)}", path)
        return self.composite(_RECORD, cls, fields, path, stated=values)

    def composite(
        self,
        kind: Kind,
        cls: type[Value],
        members: Members,
        path: Path,
        *,
        stated: Iterable[str] = (),
        **given: Node,
    ) -> Node:
        """A value with fields, each of which may be constant or come from cells."""
        declarations = declared(cls)
        faults = len(self.faults)
        nodes = dict(given)
        for name, (at, item) in members.items():
            if name in declarations:
                nodes[name] = self.node(declarations[name].kind, item, at)
            else:
                expected = f"only the fields of {cls.__name__}: {', '.join(declarations)}"
                self.refuse(item, expected, at, resembling(name, declarations))
        for name, each in declarations.items():
            if each.must_be_given and name not in members and name not in given:
                self.refuse(None, _meaning(each), (*path, name), absent=True)
        if len(self.faults) > faults:
            return _NOTHING
        if not all(isinstance(node, Constant) for node in nodes.values()):
            read = frozenset(name for name in stated if name in nodes and any(nodes[name].holes))
            return Composite(kind, cls, nodes, read)
        held = {name: node.held for name, node in nodes.items() if isinstance(node, Constant)}
        return self.attempt(lambda: kind.convert(cls(**held)), path)

    def node(self, kind: Kind, given: Any, path: Path) -> Node:
        """What a field holds: a constant, or something with holes that cells fill."""
        if isinstance(given, Mapping):
            if "column" in given or "part" in given:
                return self.hole(kind, given, path)
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
                ends.append(_NOTHING)
            else:
                ends.append(Constant("..") if item == ".." else self.node(kind, item, (*path, name)))
        return Interval(kind, *ends)

    def hole(self, kind: Kind, given: Any, path: Path) -> Node:
        given = self.members(given, path, _HOLE)
        faults = len(self.faults)
        split = given.get("split", "")
        if "split" in given and not (isinstance(kind, ManyKind) and isinstance(split, str) and split):
            one = "" if isinstance(kind, ManyKind) else "; the field holds one value"
            self.refuse(split, f"what stands between the values, such as ';'{one}", (*path, "split"))
        elif isinstance(kind, ManyKind) and split:
            kind = kind.item
        column, part = self.origin(given, path)
        figure, number = isinstance(kind, FigureKind), isinstance(kind, FigureKind | NumberKind)
        dated = isinstance(kind, ValueKind) and kind.cls is Period
        for name, fitting, what in (
            ("numbers", number, "a number"),
            ("times", number, "a number"),
            ("unit", figure, "a figure"),
            ("dates", dated, "a date"),
            ("days", dated, "a date"),
        ):
            if name in given and not fitting:
                self.refuse(given[name], f"nothing: the field isn't {what}", (*path, name))
        values = self.values(kind, given["values"], (*path, "values")) if "values" in given else None
        blanks = self.read_blanks(given.get("blanks", {}), (*path, "blanks"))
        numbers = self.read_numbers(given["numbers"], (*path, "numbers")) if "numbers" in given else self.numbers
        times = given.get("times", 1)
        if type(times) not in (int, float) or times <= 0 or (numbers.language and times != 1):
            self.refuse(times, "a number above 0, and none beside a language", (*path, "times"))
        dates = self.read_dates(given["dates"], (*path, "dates")) if "dates" in given else self.dates
        if dated and not dates and values is None:
            self.refuse(None, "how the dates are written, such as %d/%m/%Y", (*path, "dates"), absent=True)
        days = self.node(_DAYS, given["days"], (*path, "days")) if "days" in given else None
        unit: Node = Constant(getattr(kind, "unit", None))
        if "unit" in given:
            unit = self.node(_UNIT, given["unit"], (*path, "unit"))
        elif figure and unit == _NOTHING:
            self.refuse(None, "what is measured, such as USD or percent", (*path, "unit"), absent=True)
        if len(self.faults) > faults:
            return _NOTHING
        return Hole(kind, column, part, values, {**self.blanks, **blanks}, numbers, dates, days, unit, times, split)

    def origin(self, given: Mapping[str, Any], path: Path) -> tuple[str, str]:
        """The column that a hole is filled from, or the part of a column's name."""
        column, part = given.get("column", ""), given.get("part", "")
        name, text = ("part", part) if part else ("column", column)
        if not isinstance(text, str) or not text or (column and part):
            self.refuse(given, "the name of a `column`, or of a `part` of one", path)
        elif self.parts is None and (part or column == HERE):
            self.refuse(text, "`columns` in the claim, for which it is made", (*path, name))
        elif part and part not in (self.parts or ()):
            listed = ", ".join(sorted(self.parts or ()))
            self.refuse(
                part, f"one of the parts of the name: {listed}", (*path, name), resembling(part, self.parts or ())
            )
        elif not part and column != HERE:
            self.named.append(((*path, name), column))
        return str(column), str(part)

    def values(self, kind: Kind, given: Any, path: Path) -> Mapping[str, Node]:
        """A table of what the texts of cells mean, or the name of one."""
        if isinstance(given, str):
            if given not in self.tables:
                hint = resembling(given, self.tables)
                self.refuse(given, f"a table, or the name of one of `tables`: {', '.join(self.tables)}", path, hint)
                return {}
            given, path = self.tables[given], ("tables", given)
        return {text: self.node(kind, item, (*path, text)) for text, item in self.table(given, path).items()}


def _meaning(declaration: Declaration) -> str:
    return declaration.meaning[0].lower() + declaration.meaning[1:]
