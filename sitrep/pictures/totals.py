"""Adding figures over subjects that don't overlap, as intervals, with every part named."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain, combinations
from typing import Any

from attrs import frozen

from sitrep.claims import Claim
from sitrep.errors import Fault, InvalidError, refuse
from sitrep.fields.declarations import Declaration, FieldRole, declared
from sitrep.fields.kinds import CodeKind
from sitrep.pictures.consolidation import Finding, picture
from sitrep.pictures.policies import DEFAULT, Policy
from sitrep.records import RECORD_TYPES, Record
from sitrep.report import SitRep
from sitrep.values.figures import Figure
from sitrep.values.periods import Period
from sitrep.values.places import Place
from sitrep.vocabularies import Measure, Unit

_NOT_ADDED = {Unit.RATIO, Unit.SCORE, Unit.PERCENT, Unit.DAYS, Unit.HOURS}


def adds_up(unit: str) -> bool:
    """Whether figures in a unit count something, so that those of parts add up to that of the whole; rates don't."""
    return unit not in _NOT_ADDED and not unit.startswith("per_")


def tells_in_what_sense(declaration: Declaration) -> bool:
    """Whether an identifying field tells in what sense something is counted, not whom or what it picks out.

    A closed list whose codes aren't disjoint does, such as the measure or the modality.
    """
    kind = declaration.kind
    return isinstance(kind, CodeKind) and not kind.open and not kind.disjoint


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
    warnings: tuple[str, ...] = ()
    """What to know of the sum, in sentences: parts of different starts or times."""

    def __str__(self) -> str:
        added = "; ".join(f"{part.headline}: {part.figure}" for part in self.parts)
        left_out = f"; left out, without a number: {'; '.join(self.left_out)}" if self.left_out else ""
        return ". ".join([f"{self.figure}, adding {added}{left_out}", *self.warnings])


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
    Raises `InvalidError` where nothing matches, where units differ or are rates, where parts are
    counted in different senses, such as new and cumulative, and where one may contain another:
    children within all, a district within its region, two cumulative counts of different starts.
    Where the starts of parts that share nothing differ, or their times, the total warns of it.
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
        for finding in picture(report, policy, at=at, known_at=known_at)
        if isinstance(finding.claims[0].record, cls) and any(_matches(claim.record, wanted) for claim in finding.claims)
    ]
    found = [(finding, part) for finding in matching if (part := _part(finding, field))]
    if not found:
        raise refuse(subject, f"values that a {cls.__name__} of the report has, with a number for `{field}`")
    _refuse_senses([finding.claims[0].record for finding, _ in found], field)
    _refuse_overlap([finding for finding, _ in found], field)
    parts = tuple(part for _, part in found)
    left_out = tuple(finding.headline for finding in matching if _part(finding, field) is None)
    return Total(_add([part.figure for part in parts]), parts, left_out, tuple(_warnings(parts)))


def _identifying(cls: type[Record], given: dict[str, Any]) -> dict[str, Any]:
    declarations = {
        name: each for name, each in declared(cls).items() if each.role in (FieldRole.SUBJECT, FieldRole.CATEGORY)
    }
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
    declarations = declared(type(record))
    return all(
        declarations[name].kind.identity(getattr(record, name)) == declarations[name].kind.identity(value)
        for name, value in wanted.items()
        if value is not None or getattr(record, name) is not None
    )


def _part(finding: Finding, field: str) -> Part | None:
    of_field = [each for each in finding.fields if each.declaration.name == field]
    if len(of_field) > 1:
        units = sorted(" per ".join(filter(None, each.measured_in or ())) for each in of_field)
        raise refuse(units, f"figures of “{finding.headline}” in one unit", field)
    state = of_field[0].current if of_field else None
    held = state.current.held if state else None
    if state is None or not isinstance(held, Figure) or held.interval() == (None, None):
        return None
    return Part(finding.headline, held, state.claims)


def _warnings(parts: Iterable[Part]) -> Iterator[str]:
    records = [part.claims[0].record for part in parts]
    if len({_start(record) for record in records}) > 1:
        starts = ", ".join(sorted({_start(record) or "a day that isn't stated" for record in records}))
        yield f"The parts are counted from different starts: {starts}"
    times = {time: record.period for record in records for time in [_time(record)]}
    if len(times) > 1:
        said = ", ".join(sorted(str(period) if period else "a time that isn't stated" for period in times.values()))
        yield f"The parts are of different times: {said}"


def _start(record: Record) -> str:
    since = getattr(record, "since", None)
    return str(since) if since else ""


def _time(record: Record) -> tuple[Any, Any] | None:
    """What a count is of; a cumulative one is of the day on which it ends."""
    if record.period is None:
        return None
    first, last = record.period.earliest, record.period.latest
    is_running = getattr(record, "measure", None) == Measure.CUMULATIVE
    return (None if is_running else first and first.date(), last and last.date())


def _add(figures: list[Figure]) -> Figure:
    units = sorted({figure.unit for figure in figures})
    if len(units) > 1:
        raise refuse(units, "figures in one unit: sums of different units mean nothing", "unit")
    if not adds_up(units[0]):
        raise refuse(units[0], "figures that count something: the rates of two places add up to none", "unit")
    of_each = {figure.per for figure in figures}
    if len(of_each) > 1:
        said = sorted(each or "all" for each in of_each)
        raise refuse(said, "figures for the same: what is meant for each person adds up with nothing else", "per")
    lows, highs = zip(*(figure.interval() for figure in figures), strict=True)
    low = sum(0 if bound is None else bound for bound in lows)
    high = None if None in highs else sum(highs)
    stated = [figure.best for figure in figures if figure.best is not None]
    best = sum(stated) if len(stated) == len(figures) else None
    approximate = any(figure.approximate for figure in figures)
    if low == high == best:
        return Figure(best=best, unit=units[0], approximate=approximate)
    return Figure(low=low, best=best, high=high, unit=units[0], approximate=approximate)


def _refuse_senses(records: Sequence[Record], field: str) -> None:
    faults = []
    for declaration in declared(type(records[0])).values():
        if declaration.role is FieldRole.SUBJECT and tells_in_what_sense(declaration):
            senses = sorted({_say_sense(declaration, getattr(record, declaration.name)) for record in records})
            if len(senses) > 1:
                expected = f"figures counted in one sense; {declaration.label.lower()}: {' and '.join(senses)}"
                faults.append(Fault(field, expected, (), f"Say which is meant with `{declaration.name}`."))
    if faults:
        raise InvalidError(faults)


def _say_sense(declaration: Declaration, held: Any) -> str:
    return "not stated" if held is None else str(declaration.kind.say(held))


def _refuse_overlap(findings: list[Finding], field: str) -> None:
    records = [finding.claims[0].record for finding in findings]
    identifying = [
        each for each in declared(type(records[0])).values() if each.role in (FieldRole.SUBJECT, FieldRole.CATEGORY)
    ]
    held = [[_identity(each, record) for each in identifying] for record in records]
    faults = [
        Fault(
            field, f"parts that share nothing; “{findings[one].headline}” and “{findings[other].headline}” may ({why})"
        )
        for one, other in sorted(_worth_comparing([record.place for record in records]))
        if (why := _shared(identifying, held[one], held[other], records[one], records[other]))
    ]
    if faults:
        raise InvalidError(faults)


def _identity(declaration: Declaration, record: Record) -> Any:
    held = getattr(record, declaration.name)
    is_part = declaration.role_in(record) is FieldRole.SUBJECT and held is not None
    return declaration.kind.identity(held) if is_part else declaration.default


def _worth_comparing(places: Sequence[Place | None]) -> set[tuple[int, int]]:
    """Which of the parts may have to do with each other by where they are; comparing all pairs takes too long.

    Two places without parts, of which neither is a whole country, overlap only where their identities
    are one or where the P-code of one begins that of the other.
    """
    wide: list[int] = []
    at: dict[object, list[int]] = {}
    for number, place in enumerate(places):
        if place is None or place.parts or place.is_country:
            wide.append(number)
        else:
            at.setdefault(place.identity, []).append(number)
    pairs = {pair for together in at.values() for pair in combinations(together, 2)}
    pairs |= {
        (min(pair), max(pair)) for one in wide for other in range(len(places)) if (pair := (one, other))[0] != other
    }
    of_code = {place.pcode: numbers for place, numbers in at.items() if isinstance(place, Place) and place.pcode}
    for code, numbers in of_code.items():
        covering = chain.from_iterable(of_code.get(code[:length], ()) for length in range(2, len(code)))
        pairs |= {(min(one, other), max(one, other)) for one in covering for other in numbers}
    return pairs


def _shared(identifying: list[Declaration], mine: list[Any], its: list[Any], record: Record, other: Record) -> str:
    """Why two subjects that differ may count the same, or an empty string where they don't."""
    reasons = []
    for declaration, one, its_own in zip(identifying, mine, its, strict=True):
        if one != its_own:
            if not _may_overlap(declaration, one, its_own):
                return ""
            said = [_say(declaration, each) for each in (record, other)]
            if said[0] == said[1]:
                said = [str(one), str(its_own)]
            reasons.append(f"{declaration.label.lower()}: {' and '.join(said)}")
    return "; ".join(reasons)


def _may_overlap(declaration: Declaration, one: Any, other: Any) -> bool:
    # What says nothing of a field covers whatever it may be.
    return declaration.default in (one, other) or bool(declaration.kind.may_overlap(one, other))


def _say(declaration: Declaration, record: Record) -> str:
    held = getattr(record, declaration.name)
    return "any" if held == declaration.default else str(declaration.kind.say(held))
