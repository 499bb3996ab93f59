"""From tables of figures to reports, as a declarative mapping says."""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property
from hashlib import sha256
from typing import Any

from attrs import define, evolve, field, frozen

from sitrep.claims import Claim, Header
from sitrep.errors import Fault, InvalidError
from sitrep.fields.kinds import resembling
from sitrep.formats.columns import text_of
from sitrep.report import SitRep
from sitrep.tables.cells import UnreadableError, View
from sitrep.tables.mapping import read_mapping
from sitrep.tables.plans import ClaimPlan, Ignored, TableMapping, fits
from sitrep.tables.rows import Grid, Row, RowFault, read_grid, require_extra
from sitrep.values.sources import Document


@frozen
class Import:
    """What was read of a table, what could not be read, and what became of every cell.

    `rows` counts those that were `read`, `skipped` by the mapping, and `refused`. `cells` counts
    those `read`, `missing` with a reason, `left_out` since a blank states nothing, `ignored` by
    the mapping, and those of rows `skipped` or `refused`; together they are all cells of the file.
    """

    report: SitRep
    faults: tuple[RowFault, ...]
    rows: Mapping[str, int]
    cells: Mapping[str, int]


def read_table(content: str | bytes, mapping: TableMapping | Mapping[str, Any] | str | bytes) -> Import:
    """The claims that a table makes: of CSV, JSON or a spreadsheet, as a mapping says.

    `mapping` is TOML text, or the same as Python data. A row is read whole or not at all; what
    can't be read is in `faults`. Raises `InvalidError` where the mapping is at fault, or doesn't
    fit the file, or where the file as a whole can't be read.
    """
    plan = read_mapping(mapping)
    require_extra(plan.file)
    grid = read_grid(content, plan.file)
    return _Run(plan, grid, _document(plan, content), _bind(plan, grid)).run()


def _document(plan: TableMapping, content: str | bytes) -> Document:
    """The document of the mapping, with the digest of the file that was read."""
    digest = sha256(content.encode() if isinstance(content, str) else content).hexdigest()
    document = plan.document or Document(sha256=digest)
    if document.sha256 not in (None, digest):
        raise InvalidError(
            [Fault(document.sha256, f"the digest of the file, {digest}", ("document", "sha256"))], "mapping"
        )
    return document.replace(sha256=digest)


@frozen
class _Bound:
    """A claim to make of each row; for one column, where it is made for several."""

    plan: ClaimPlan
    column: str = ""
    parts: Mapping[str, str] = {}


def _bind(plan: TableMapping, grid: Grid) -> list[_Bound]:
    """The claims to make of each row of a file. Raises `InvalidError` where the mapping doesn't fit its columns."""
    named = {column for _, column in plan.named}
    faults = [
        Fault(column, "a column of the file", path, resembling(column, grid.columns) or _list(grid.columns))
        for path, column in (*plan.named, *plan.tested)
        if column not in grid.columns
    ]
    bound = []
    for claim in plan.claims:
        if not claim.columns:
            bound.append(_Bound(claim))
            continue
        found = [
            _Bound(claim, column, parts)
            for column in grid.columns
            if (parts := claim.matches(column, named)) is not None
        ]
        if not found:
            expected = "a column of the file that isn't read or ignored by its name"
            faults.append(Fault(claim.spoken, expected, (*claim.path, "columns"), _list(grid.columns)))
        for each in found:
            faults += _misfits(each)
        bound += found
    taken = named | plan.conditions | {each.column for each in bound}
    faults += (
        Fault(column, "a use for every column of the file", (), "Use it in a claim, or name it in `ignore`.")
        for column in grid.columns
        if column not in taken and not any(each.when is None and fits(each.column, column) for each in plan.ignore)
    )
    # Without a single row, nobody knows which members the objects of a JSON file have.
    if faults and grid.columns:
        raise InvalidError({(fault.path, fault.value): fault for fault in faults}.values(), "mapping")
    return bound


def _list(columns: tuple[str, ...]) -> str:
    shown = ", ".join(map(repr, columns[:_SHOWN]))
    return f"It has {shown}{f' and {len(columns) - _SHOWN} more' if len(columns) > _SHOWN else ''}."


_SHOWN = 12


def _misfits(bound: _Bound) -> Iterator[Fault]:
    """The parts of a column's name that the mapping can't read."""
    view = View({}, Document(title=bound.column), {}, bound.column, bound.parts)
    for node in bound.plan.nodes:
        for hole in node.holes:
            if hole.part:
                try:
                    hole.build(view)
                except UnreadableError as error:
                    for column, fault in error.cells:
                        expected = f"{fault.expected}, for {hole.part!r} of the column {column!r}"
                        path = (*bound.plan.path, "columns", column)
                        yield evolve(fault, expected=expected, path=path)


_ROWS = ("read", "skipped", "refused")
_CELLS = ("read", "missing", "left_out", "ignored", "skipped", "refused")


@define(slots=False)
class _Run:
    """One import: a mapping, the file that it is applied to, and what has come of it."""

    plan: TableMapping
    grid: Grid
    document: Document
    bound: list[_Bound]
    claims: list[Claim] = field(factory=list)
    headers: list[Header] = field(factory=list)
    faults: list[RowFault] = field(factory=list)
    rows: Counter[str] = field(factory=lambda: Counter(dict.fromkeys(_ROWS, 0)))
    cells: Counter[str] = field(factory=lambda: Counter(dict.fromkeys(_CELLS, 0)))

    def run(self) -> Import:
        self.faults += self.grid.faults
        self._settle("refused", len({fault.line for fault in self.grid.faults}))
        ignored = [
            (column, each.when)
            for each in self.plan.ignore
            for column in self.grid.columns
            if self._leaves(each, column)
        ]
        for row in self.grid.rows:
            if any(condition.holds(row.cells) for condition in self.plan.skip):
                self._settle("skipped")
            else:
                self._read(row, {column: "ignored" for column, when in ignored if not when or when.holds(row.cells)})
        self.faults.sort(key=lambda fault: fault.line)
        report = SitRep(headers=self.headers, claims=self.claims)
        return Import(report, tuple(self.faults), dict(self.rows), dict(self.cells))

    def _settle(self, outcome: str, rows: int = 1) -> None:
        """Count rows whose cells all fare alike."""
        if rows:
            self.rows[outcome] += rows
            self.cells[outcome] += rows * len(self.grid.columns)

    def _leaves(self, ignored: Ignored, column: str) -> bool:
        """Whether a column is ignored; a pattern without a condition leaves out only what nothing else takes."""
        if not fits(ignored.column, column):
            return False
        return bool(ignored.when) or isinstance(ignored.column, str) or column not in self._taken

    @cached_property
    def _taken(self) -> set[str]:
        named = {column for _, column in self.plan.named}
        return named | {each.column for each in self.bound}

    def _read(self, row: Row, uses: dict[str, str]) -> None:
        claims: list[Claim] = []
        headers: list[Header] = []
        unreadable: list[tuple[str, Fault]] = []
        for each in self.bound:
            if each.plan.when is None or each.plan.when.holds(row.cells):
                view = View(row.cells, self.document, uses, each.column, each.parts)
                try:
                    claim = each.plan.build(view)
                except UnreadableError as error:
                    unreadable += error.cells
                else:
                    claims += [claim] if claim else []
        if self.plan.header:
            try:
                headers.append(self.plan.header.build(View(row.cells, self.document, uses)))
            except UnreadableError as error:
                unreadable += error.cells
        unreadable = unreadable or [*self._untaken(row, uses)]
        if unreadable:
            faults = [RowFault(row.line, row.where, column, fault) for column, fault in unreadable]
            # Claims that share a cell share its fault.
            self.faults += (fault for at, fault in enumerate(faults) if fault not in faults[:at])
            self._settle("refused")
            return
        self.claims += claims
        self.headers += headers
        self.rows["read"] += 1
        self.cells.update(uses[column] for column in self.grid.columns)

    def _untaken(self, row: Row, uses: dict[str, str]) -> Iterator[tuple[str, Fault]]:
        """The cells that say something and that nothing takes, so that a condition loses nothing unseen."""
        for column in self.grid.columns:
            if column in uses:
                continue
            text = text_of(row.cells.get(column))
            if column in self.plan.conditions and column not in self._taken:
                uses[column] = "read"
            elif not text or text in self.plan.blanks:
                uses[column] = "left_out"
            else:
                hint = "Widen the `when` of one, or ignore the column in such rows."
                yield column, Fault(row.cells[column], "a claim that takes it in this row", (), hint)
