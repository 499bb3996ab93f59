"""Plans, to which a mapping comes once it is read: the claims that a row makes, the rows and columns left alone."""

import re
from collections.abc import Mapping, Set
from functools import cached_property
from typing import Any

from attrs import evolve, field, frozen

from sitrep.claims import Claim
from sitrep.errors import Fault, Path
from sitrep.fields.declarations import declared
from sitrep.formats.columns import text_of
from sitrep.tables.cells import Composite, Constant, Hole, Node, RowCount, UnreadableError, View, bind
from sitrep.tables.rows import FileFormat
from sitrep.values.figures import FigureKind
from sitrep.values.sources import Document

Pattern = str | re.Pattern[str]
"""A text that is meant as it stands, or a regular expression that has to fit the whole text."""


def fits(pattern: Pattern, text: str) -> bool:
    return pattern == text if isinstance(pattern, str) else pattern.fullmatch(text) is not None


@frozen
class Condition:
    """Columns, and the texts that each of them has to hold one of."""

    tests: tuple[tuple[str, tuple[Pattern, ...]], ...]

    def holds(self, cells: Mapping[str, Any]) -> bool:
        return all(any(fits(each, text_of(cells.get(column))) for each in texts) for column, texts in self.tests)


@frozen
class Ignored:
    """Columns that are left alone, always or in some rows."""

    column: Pattern
    when: Condition | None = None


@frozen
class ClaimPlan:
    """The plan for a claim of a row, or one for each of several columns of it."""

    path: Path
    record: Node
    attribution: Node
    sensitivity: Node
    when: Condition | None
    columns: tuple[Pattern, ...]
    column: str = ""
    """The one of its columns that it is bound to."""

    def build(self, view: View) -> Claim | None:
        """The claim that a row makes, or None where none of its values is there. Raises `UnreadableError`."""
        parts: list[Any] = []
        unreadable: list[tuple[str, Fault]] = []
        for node in self.nodes:
            try:
                parts.append(node.build(view))
            except UnreadableError as error:
                unreadable += error.cells
        caveats, view.caveats = view.caveats, set()
        if unreadable:
            raise UnreadableError(unreadable)
        record, attribution, sensitivity = parts
        if record is None:
            return None
        said = attribution if isinstance(attribution, tuple) else (attribution,)
        if caveats:
            said = tuple(each.replace(caveats={*each.caveats, *caveats}) for each in said)
        if len(said) == 1:
            # All of it is canonical already.
            return Claim.assemble(record=record, attributions=said, sensitivity=sensitivity)
        return Claim(record, attributions=said, sensitivity=sensitivity)

    def bound(self, column: str, parts: Mapping[str, str]) -> "ClaimPlan":
        """The plan for one of its columns. Raises `UnreadableError` where the parts of its name can't be read."""
        named = {"record": self.record, "attribution": self.attribution, "sensitivity": self.sensitivity}
        found = bind(named, column, parts)
        return evolve(
            self,
            record=found["record"],
            attribution=found["attribution"],
            sensitivity=found["sensitivity"],
            column=column,
        )

    @cached_property
    def counted(self) -> tuple[str, ...]:
        """The fields that hold in how many rows the claim is made."""
        return tuple(
            dict.fromkeys(
                name for each in self._records for name, node in each.members.items() if isinstance(node, RowCount)
            )
        )

    @cached_property
    def gives_figure(self) -> bool:
        """Tell whether all its figures stand in the mapping, so that each row that makes it counts the same again."""
        return bool(self._records) and all(map(_gives_figure, self._records))

    @property
    def _records(self) -> tuple[Composite, ...]:
        """The records that it may make: one, or one for each text of a column that gives its fields."""
        values = self.record.values or {} if isinstance(self.record, Hole) else {"": self.record}
        return tuple(each for each in values.values() if isinstance(each, Composite))

    @property
    def nodes(self) -> tuple[Node, Node, Node]:
        return self.record, self.attribution, self.sensitivity

    @property
    def spoken(self) -> str:
        return ", ".join(each if isinstance(each, str) else f"/{each.pattern}/" for each in self.columns)

    def matches(self, column: str, named: Set[str]) -> Mapping[str, str] | None:
        """The parts of a column's name, where the claim is made for that column.

        A pattern never takes a column that is read or ignored by its name.
        """
        for pattern in self.columns:
            if isinstance(pattern, str):
                if pattern == column:
                    return {"name": column}
            elif column not in named and (found := pattern.fullmatch(column)):
                return {"name": column} | found.groupdict(default="")
        return None


def _gives_figure(record: Composite) -> bool:
    kinds = declared(record.cls)
    figures = [node for name, node in record.members.items() if isinstance(kinds[name].kind, FigureKind)]
    return bool(figures) and all(isinstance(node, Constant) and node.held is not None for node in figures)


@frozen
class TableMapping:
    """A mapping that was read and found valid; see `read_mapping`."""

    file: FileFormat
    document: Document | None
    header: Node | None
    claims: tuple[ClaimPlan, ...]
    skip: tuple[Condition, ...]
    ignore: tuple[Ignored, ...]
    blanks: Mapping[str, str]
    named: tuple[tuple[Path, str], ...] = field(repr=False)
    """The columns that it reads or ignores by their names, and where it does."""
    tested: tuple[tuple[Path, str], ...] = field(repr=False)
    """The columns that it names in conditions, and where."""
    optional: tuple[Pattern, ...] = ()
    """The columns that a file may lack."""

    def may_lack(self, column: Pattern) -> bool:
        return any(each == column or (isinstance(column, str) and fits(each, column)) for each in self.optional)

    @cached_property
    def conditions(self) -> Set[str]:
        """The columns that decide what becomes of a row."""
        claims = (claim.when for claim in self.claims)
        ignored = (each.when for each in self.ignore)
        return {column for each in (*claims, *self.skip, *ignored) if each for column, _ in each.tests}
