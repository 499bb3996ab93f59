"""From tables of figures to reports, as a declarative mapping says."""

from collections import Counter
from collections.abc import Iterator, Mapping, Set
from functools import cached_property
from hashlib import sha256
from typing import Any

from attrs import define, evolve, field, frozen

from sitrep.claims import Claim, Header
from sitrep.errors import Fault, FaultCode, InvalidError
from sitrep.fields.kinds import resembling
from sitrep.formats.columns import text_of
from sitrep.report import SitRep
from sitrep.tables.cells import UnreadableError, View
from sitrep.tables.mapping import read_mapping
from sitrep.tables.plans import ClaimPlan, Condition, Ignored, TableMapping, fits
from sitrep.tables.rows import Grid, Row, RowFault, read_grid, require_extra
from sitrep.values.sources import Document


@frozen
class Repeat:
    """A row that made a fact which an earlier row had made of the same source: one reported fact, not two."""

    line: int
    where: str
    earlier: int
    """The line of the earlier row."""
    claim: str
    """The id of the claim."""

    def __str__(self) -> str:
        return f"{self.where} makes the same fact as line {self.earlier}"


@frozen
class Import:
    """The report that a table makes, the faults of what could not be read, and the fate of every row and cell.

    `lines` has those of the rows that were `read`, `repeated` (they made a fact that an earlier row
    had made), `left_out` (their blanks state nothing), `skipped` by the mapping, and `refused`.
    `cells` counts those `read`, `missing` with a reason, `left_out` since a blank states nothing,
    `ignored` by the mapping, and those of rows `skipped` or `refused`; together they are all cells
    of the file.
    """

    report: SitRep
    faults: tuple[RowFault, ...]
    lines: Mapping[str, tuple[int, ...]]
    cells: Mapping[str, int]
    repeats: tuple[Repeat, ...] = ()

    @property
    def rows(self) -> Mapping[str, int]:
        """The number of rows by what became of them; together they are all rows of the file."""
        return {fate: len(lines) for fate, lines in self.lines.items()}


def read_table(
    content: str | bytes,
    mapping: TableMapping | Mapping[str, Any] | str | bytes,
    *,
    source: Any = None,
    reported: Any = None,
    document: Any = None,
) -> Import:
    """The claims that a table makes: of CSV, JSON or a spreadsheet, as a mapping says.

    `mapping` is TOML text, or the same as Python data. `source` and `reported` are of every
    attribution that doesn't say them itself, `document` is the document. A row is read whole or not
    at all; what can't be read is in `faults`. Raises `InvalidError` where the mapping is at fault, or
    doesn't fit the file, or where the file as a whole can't be read.
    """
    plan = read_mapping(mapping, source=source, reported=reported, document=document)
    require_extra(plan.file)
    grid = read_grid(content, plan.file)
    return _Run(plan, grid, _document(plan, content), _bind(plan, grid)).run()


def _document(plan: TableMapping, content: str | bytes) -> Document:
    """The document of the mapping, with the digest of the file that was read."""
    digest = sha256(content.encode() if isinstance(content, str) else content).hexdigest()
    document = plan.document or Document(sha256=digest)
    if document.sha256 not in (None, digest):
        raise InvalidError(
            [
                Fault(
                    document.sha256,
                    f"the digest of the file, {digest}",
                    ("document", "sha256"),
                    code=FaultCode.MISMATCH,
                )
            ],
            "mapping",
        )
    return document.replace(sha256=digest)


def _bind(plan: TableMapping, grid: Grid) -> list[ClaimPlan]:
    """The claims to make of each row of a file. Raises `InvalidError` where the mapping doesn't fit its columns."""
    named = {column for _, column in plan.named}
    faults = [
        Fault(
            column,
            "a column of the file",
            path,
            resembling(column, grid.columns) or _list(grid.columns),
            code=FaultCode.UNKNOWN_FIELD,
        )
        for path, column in (*plan.named, *plan.tested)
        if column not in grid.columns and not plan.may_lack(column)
    ]
    bound: list[ClaimPlan] = []
    taken = named | plan.conditions
    for claim in plan.claims:
        if not claim.columns:
            bound.append(claim)
            continue
        matched = ((column, claim.matches(column, named)) for column in grid.columns)
        found = {column: parts for column, parts in matched if parts is not None}
        if not found and not all(map(plan.may_lack, claim.columns)):
            expected = "a column of the file that isn't read or ignored by its name"
            faults.append(Fault(claim.spoken, expected, (*claim.path, "columns"), _list(grid.columns)))
        taken |= found.keys()
        for column, parts in found.items():
            try:
                bound.append(claim.bound(column, parts))
            except UnreadableError as error:
                at = (*claim.path, "columns", column)
                faults += (evolve(fault, path=at) for _, fault in error.cells)
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


_FATES = ("read", "repeated", "left_out", "skipped", "refused")
_CELLS = ("read", "missing", "left_out", "ignored", "skipped", "refused")


@frozen
class _Made:
    """The claims that one row makes."""

    row: Row
    claims: list[tuple[ClaimPlan, Claim]]
    headers: list[Header]
    uses: dict[str, str]


@define
class _Counted:
    """A claim that is made once for all the rows that make it, and how many these are."""

    claim: Claim
    fields: tuple[str, ...]
    rows: int = 0

    def made(self, *, whole: bool) -> Claim:
        """The claim with its count; where a row was refused, it is at least that."""
        held = {name: one for name in self.fields if (one := getattr(self.claim.record, name, None))}
        bound = "best" if whole else "low"
        counts = {name: type(one)(**{bound: self.rows}, unit=one.unit) for name, one in held.items()}
        return self.claim.replace(record=self.claim.record.replace(**counts))


@define(slots=False)
class _Run:
    """One import: a mapping, the file that it is applied to, and what has come of it."""

    plan: TableMapping
    grid: Grid
    document: Document
    bound: list[ClaimPlan]
    claims: list[Claim] = field(factory=list)
    headers: list[Header] = field(factory=list)
    faults: list[RowFault] = field(factory=list)
    rows: list[_Made] = field(factory=list)
    repeats: list[Repeat] = field(factory=list)
    lines: dict[str, list[int]] = field(factory=lambda: {fate: [] for fate in _FATES})
    cells: Counter[str] = field(factory=lambda: Counter(dict.fromkeys(_CELLS, 0)))
    counted: dict[Any, _Counted] = field(factory=dict)
    made: dict[tuple[str, str], int] = field(factory=dict)
    """The first line that made a fact, by the ids of the facts and the names of their sources."""

    def run(self) -> Import:
        for line in sorted({fault.line for fault in self.grid.faults}):
            self._settle("refused", line)
        self.faults += self.grid.faults
        absent = {column: "ignored" for _, column in self.plan.named if column not in self.grid.columns}
        ignored = [
            (column, each.when)
            for each in self.plan.ignore
            for column in self.grid.columns
            if self._leaves(each, column)
        ]
        for row in self.grid.rows:
            if any(condition.holds(row.cells) for condition in self.plan.skip):
                self._settle("skipped", row.line)
            elif row.fault:
                self.faults.append(RowFault(row.line, row.where, "", row.fault))
                self._settle("refused", row.line)
            else:
                uses = {column: "ignored" for column, when in ignored if not when or when.holds(row.cells)}
                self._read(row, absent | uses)
        self._keep_all()
        self.faults.sort(key=lambda fault: fault.line)
        self.claims += (each.made(whole=not self.faults) for each in self.counted.values())
        report = SitRep(headers=self.headers, claims=self.claims)
        lines = {fate: tuple(sorted(lines)) for fate, lines in self.lines.items()}
        return Import(report, tuple(self.faults), lines, dict(self.cells), tuple(self.repeats))

    def _settle(self, fate: str, line: int) -> None:
        """Note a row whose cells all fare alike."""
        self.lines[fate].append(line)
        self.cells[fate] += len(self.grid.columns)

    def _keep_all(self) -> None:
        """Keep what the rows made, but where each of several rows would count what the mapping gives as one figure."""
        given: dict[str, list[int]] = {}
        for made in self.rows:
            for plan, claim in made.claims:
                if plan.gives_figure:
                    given.setdefault(claim.id, []).append(made.row.line)
        for made in self.rows:
            row = made.row
            lines = {line for _, claim in made.claims for line in given.get(claim.id, ())} if given else ()
            if len(lines) > 1:
                first, *more = sorted(lines)[:4]
                spoken = ", ".join(map(str, (first, *more))) + (" and others" if len(lines) > 4 else "")
                hint = 'Count the rows with { count = "rows" }, or tell them apart, as by an `event`.'
                expected = f"a fact of its own for each row; lines {spoken} make the same one"
                self.faults.append(RowFault(row.line, row.where, "", Fault(row.line, expected, (), hint)))
                self._settle("refused", row.line)
                continue
            self.headers += made.headers
            fate = self._keep(row, made.claims)
            self.lines["read" if made.headers and fate == "left_out" else fate].append(row.line)
            self.cells.update(made.uses[column] for column in self.grid.columns)

    def _keep(self, row: Row, made: list[tuple[ClaimPlan, Claim]]) -> str:
        """Keep the claims of a row; returns what became of the row."""
        earlier: tuple[int, str] | None = None
        for plan, claim in made:
            if plan.counted:
                key = (plan.path, claim.id, claim.attributions, claim.sensitivity)
                self.counted.setdefault(key, _Counted(claim, plan.counted)).rows += 1
                continue
            self.claims.append(claim)
            for said in claim.attributions:
                first = self.made.setdefault((claim.id, said.source.name), row.line)
                if first != row.line:
                    earlier = earlier or (first, claim.id)
        if earlier:
            self.repeats.append(Repeat(row.line, row.where, *earlier))
            return "repeated"
        return "read" if made else "left_out"

    @cached_property
    def _loose(self) -> Set[str]:
        """The columns that only choose rows, and let several texts through, which nothing would tell apart."""
        plan = self.plan
        loose = set()
        rows = [row for row in self.grid.rows if not row.fault and not any(each.holds(row.cells) for each in plan.skip)]
        for column in plan.conditions - self._taken:
            choosing: list[Condition | None] = [
                each.when for each in plan.claims if each.when and column in dict(each.when.tests)
            ]
            for when in choosing or [None]:
                texts = {text_of(row.cells.get(column)) for row in rows if not when or when.holds(row.cells)}
                if len(texts) > 1:
                    loose.add(column)
        return loose

    def _leaves(self, ignored: Ignored, column: str) -> bool:
        """Tell whether a column is ignored; a pattern without a condition leaves out what nothing else takes."""
        if not fits(ignored.column, column):
            return False
        return bool(ignored.when) or isinstance(ignored.column, str) or column not in self._taken

    @cached_property
    def _taken(self) -> set[str]:
        named = {column for _, column in self.plan.named}
        return named | {each.column for each in self.bound}

    def _read(self, row: Row, uses: dict[str, str]) -> None:
        made: list[tuple[ClaimPlan, Claim]] = []
        headers: list[Header] = []
        unreadable: list[tuple[str, Fault]] = []
        view = View(row.cells, self.document, uses, row.where)
        for plan in self.bound:
            if plan.when is None or plan.when.holds(row.cells):
                try:
                    claim = plan.build(view)
                except UnreadableError as error:
                    unreadable += error.cells
                else:
                    made += [(plan, claim)] if claim else []
        if self.plan.header:
            try:
                headers.append(self.plan.header.build(view))
            except UnreadableError as error:
                unreadable += error.cells
        unreadable = unreadable or [*self._untaken(row, uses)]
        if unreadable:
            of_column: dict[str, list[Fault]] = {}
            for column, fault in unreadable:
                # Claims that share a cell share its fault.
                if fault not in (told := of_column.setdefault(column, [])):
                    told.append(fault)
                    self.faults.append(RowFault(row.line, row.where, column, fault))
            self._settle("refused", row.line)
            return
        self.rows.append(_Made(row, made, headers, uses))

    def _untaken(self, row: Row, uses: dict[str, str]) -> Iterator[tuple[str, Fault]]:
        """The cells that say something and that nothing takes, so that a condition loses nothing unseen."""
        for column in self.grid.columns:
            if column in uses:
                continue
            text = text_of(row.cells.get(column))
            if column in self._loose:
                hint = "It only chooses rows, and lets several texts through: use it in a claim, or ignore it."
                yield column, Fault(row.cells[column], "a claim that takes it", (), hint)
            elif column in self.plan.conditions and column not in self._taken:
                uses[column] = "read"
            elif not text or text in self.plan.blanks:
                uses[column] = "left_out"
            else:
                hint = "Widen the `when` of one, or ignore the column in such rows."
                yield column, Fault(row.cells[column], "a claim that takes it in this row", (), hint)
