"""Adding figures over subjects that don't overlap, as intervals, with every part named."""

from collections.abc import Iterable
from datetime import date
from itertools import combinations
from typing import Any

from attrs import frozen

from sitrep.claims import Claim
from sitrep.declarations import Declaration, Role, declared
from sitrep.errors import Fault, InvalidError, refuse
from sitrep.figures import Figure
from sitrep.periods import Period
from sitrep.picture import Finding, consolidate
from sitrep.places import Place
from sitrep.policies import DEFAULT, Policy
from sitrep.records import RECORD_TYPES, Record
from sitrep.report import SitRep


@frozen
class Part:
    """One figure of a total: its subject in words, and the claims behind it."""

    headline: str
    figure: Figure
    claims: tuple[Claim, ...]


@frozen
class Total:
    """A sum with what it was made of."""

    figure: Figure
    parts: tuple[Part, ...]
    left_out: tuple[str, ...]
    """Subjects that have no number to add, in words."""

    def __str__(self) -> str:
        added = "; ".join(f"{part.headline}: {part.figure}" for part in self.parts)
        return f"{self.figure}, adding {added}"


def total(
    report: SitRep,
    cls: type[Record],
    field: str = "people",
    *,
    policy: Policy = DEFAULT,
    at: Period | str | date | None = None,
    known_at: Period | str | date | None = None,
    **subject: Any,
) -> Total:
    """Add one field over all subjects of a type that have the given identifying values.

    `total(report, Casualty, outcome="killed", measure="new")` adds every such count of the current
    picture; `age=None` asks for those not broken down by age. Rivals are never added: of each
    subject the policy's choice is. A figure that is no exact number makes the sum an interval.
    Raises `InvalidError` where nothing matches, where units differ, and where one part may contain
    another: children within all, a district within its region, a new count beside a cumulative one,
    two cumulative counts of different starts.
    """
    if cls not in RECORD_TYPES.values():
        raise refuse(cls, "a record type, such as Casualty", "cls")
    counted = [name for name, each in declared(cls).items() if issubclass(getattr(each.kind, "cls", type), Figure)]
    if field not in counted:
        raise refuse(
            field, f"a field of {cls.__name__} that holds figures: {', '.join(counted) or 'it has none'}", "field"
        )
    wanted = _identifying(cls, subject)
    matching = [
        finding
        for finding in consolidate(report, policy, at=at, known_at=known_at)
        if isinstance(finding.claims[0].record, cls) and _matches(finding.claims[0].record, wanted)
    ]
    parts, left_out = _parts(matching, field)
    if not parts:
        raise refuse(subject, f"values that a {cls.__name__} of the report has, with a number for `{field}`")
    _refuse_overlap([finding for finding in matching if finding.headline not in left_out], field)
    return Total(_add([part.figure for part in parts]), tuple(parts), tuple(left_out))


def _identifying(cls: type[Record], given: dict[str, Any]) -> dict[str, Any]:
    declarations = {name: each for name, each in declared(cls).items() if each.role is Role.SUBJECT}
    wanted = {}
    for name, value in given.items():
        if name not in declarations:
            raise refuse(value, f"an identifying field of {cls.__name__}: {', '.join(declarations)}", name)
        try:
            wanted[name] = declarations[name].default if value is None else declarations[name].kind.convert(value)
        except InvalidError as error:
            raise error.under(name) from None
    return wanted


def _matches(record: Record, wanted: dict[str, Any]) -> bool:
    return all(_identity(getattr(record, name)) == _identity(value) for name, value in wanted.items())


def _identity(held: Any) -> Any:
    return held.identity if isinstance(held, Place) else held


def _parts(findings: Iterable[Finding], field: str) -> tuple[list[Part], list[str]]:
    parts, left_out = [], []
    for finding in findings:
        state = next((each.current for each in finding.fields if each.declaration.name == field), None)
        held = state.current.held if state else None
        if state is None or not isinstance(held, Figure) or held.interval() == (None, None):
            left_out.append(finding.headline)
        else:
            parts.append(Part(finding.headline, held, state.claims))
    return parts, left_out


def _add(figures: list[Figure]) -> Figure:
    units = sorted({figure.unit for figure in figures})
    if len(units) > 1:
        raise refuse(units, "figures in one unit: sums of different units mean nothing", "unit")
    lows, highs = zip(*(figure.interval() for figure in figures), strict=True)
    low = sum(0 if bound is None else bound for bound in lows)
    high = None if None in highs else sum(highs)
    stated = [figure.best for figure in figures if figure.best is not None]
    best = sum(stated) if len(stated) == len(figures) else None
    approximate = any(figure.approximate for figure in figures)
    if low == high == best:
        return Figure(best=best, unit=units[0], approximate=approximate)
    return Figure(low=low, best=best, high=high, unit=units[0], approximate=approximate)


def _refuse_overlap(findings: list[Finding], field: str) -> None:
    records = [finding.claims[0].record for finding in findings]
    identifying = [each for each in declared(type(records[0])).values() if each.role is Role.SUBJECT]
    held = [[_identity(getattr(record, each.name)) for each in identifying] for record in records]
    faults = [
        Fault(field, f"parts that share nothing; “{one.headline}” and “{other.headline}” may ({shared})")
        for (one, mine), (other, its) in combinations(zip(findings, held, strict=True), 2)
        if (shared := _shared(identifying, mine, its))
    ]
    if faults:
        raise InvalidError(faults)


def _shared(identifying: list[Declaration], mine: list[Any], its: list[Any]) -> str:
    """Why two subjects that differ may count the same, or an empty string where they don't."""
    reasons = []
    for declaration, one, other in zip(identifying, mine, its, strict=True):
        if one != other:
            if not _may_overlap(declaration, one, other):
                return ""
            reasons.append(f"{declaration.label.lower()}: {_say(declaration, one)} and {_say(declaration, other)}")
    return "; ".join(reasons)


def _may_overlap(declaration: Declaration, one: Any, other: Any) -> bool:
    # What says nothing of a field covers whatever it may be.
    return declaration.default in (one, other) or bool(declaration.kind.may_overlap(one, other))


def _say(declaration: Declaration, held: Any) -> str:
    return "any" if held == declaration.default else str(declaration.kind.say(held))
