"""Adding figures over subjects that don't overlap, as intervals, with every part named."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, combinations, product
from typing import Any

from attrs import frozen

from sitrep.claims import Claim
from sitrep.errors import Fault, InvalidError, refuse
from sitrep.fields.declarations import Declaration, FieldRole, declared
from sitrep.pictures.breakdowns import (
    Differing,
    folded,
    level_in_name,
    may_be_one,
    say_told,
    tells_in_what_sense,
    total_row,
    voices,
)
from sitrep.pictures.consolidation import Finding, State, picture
from sitrep.pictures.policies import DEFAULT, Policy
from sitrep.pictures.selecting import of_type
from sitrep.records import Record
from sitrep.records.base import Subject
from sitrep.report import SitRep
from sitrep.values.figures import Figure
from sitrep.values.periods import Period
from sitrep.values.places import Place
from sitrep.values.sources import Attribution
from sitrep.vocabularies import Measure, Unit

_NOT_ADDED = {Unit.RATIO, Unit.SCORE, Unit.PERCENT, Unit.DAYS, Unit.HOURS}


def adds_up(unit: str) -> bool:
    """Return whether figures in a unit count something, and those of parts add up to that of the whole."""
    return unit not in _NOT_ADDED and not unit.startswith("per_")


@frozen
class Part:
    """One figure of a total: its subject in words, and the claims behind it."""

    headline: str
    figure: Figure
    claims: tuple[Claim, ...]
    state: State
    """The state of the figure in the picture: who says it, and who says otherwise."""


@frozen
class Total:
    """A sum with what it was made of."""

    figure: Figure
    parts: tuple[Part, ...]
    left_out: tuple[str, ...]
    """Subjects that have no number to add, in words."""
    warnings: tuple[str, ...] = ()
    """Warnings about the sum, in sentences: parts that are disputed, or of different starts, times or levels."""

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
    children within all, a district within its region, two cumulative counts of different starts,
    places of two admin levels that no P-code sets apart, a row that has the name of a total. What one
    source breaks down is added; what two sources put in different categories at one place and time may
    be the same people, and is refused unless a link says that it is not the same.
    The total warns where a part is disputed, where starts or times of parts that share nothing differ,
    and where names or levels leave open whether one place lies within another.
    """
    is_wanted = of_type(cls, subject)
    counted = [name for name, each in declared(cls).items() if issubclass(getattr(each.kind, "cls", type), Figure)]
    if field not in counted:
        raise refuse(
            field, f"a field of {cls.__name__} that holds figures: {', '.join(counted) or 'it has none'}", "field"
        )
    matching = [finding for finding in picture(report, policy, at=at, known_at=known_at) if is_wanted(finding)]
    found = [(finding, part) for finding in matching if (part := _part(finding, field))]
    if not found:
        raise refuse(subject, f"values that a {cls.__name__} of the report has, with a number for `{field}`")
    _refuse_senses([finding.claims[0].record for finding, _ in found], field)
    _refuse_totals([finding.claims[0].record for finding, _ in found], field)
    _refuse_overlap(found, _held_apart(report), field)
    parts = tuple(part for _, part in found)
    left_out = tuple(finding.headline for finding in matching if _part(finding, field) is None)
    return Total(_add([part.figure for part in parts]), parts, left_out, tuple(_warnings(parts)))


def _part(finding: Finding, field: str) -> Part | None:
    of_field = [each for each in finding.fields if each.declaration.name == field and each.measured_in]
    if len(of_field) > 1:
        units = sorted(" per ".join(filter(None, each.measured_in or ())) for each in of_field)
        raise refuse(units, f"figures of “{finding.headline}” in one unit", field)
    state = of_field[0].current if of_field else None
    held = state.current.held if state else None
    if state is None or not isinstance(held, Figure) or held.interval() == (None, None):
        return None
    return Part(finding.headline, held, state.claims, state)


_FEW = 3
"""Number of disputed parts that are named."""


def _warnings(parts: Sequence[Part]) -> Iterator[str]:
    disputed = [part for part in parts if part.state.is_disputed]
    yield from map(_say_dispute, disputed[:_FEW])
    if len(disputed) > _FEW:
        yield f"{len(disputed) - _FEW:,} more parts are disputed"
    records = [part.claims[0].record for part in parts]
    yield from _say_levels([record.place for record in records if record.place])
    if len({_start(record) for record in records}) > 1:
        starts = ", ".join(sorted({_start(record) or "a day that isn't stated" for record in records}))
        yield f"The parts are counted from different starts: {starts}"
    times = {time: record.period for record in records for time in [_time(record)]}
    if len(times) > 1:
        said = ", ".join(sorted(str(period) if period else "a time that isn't stated" for period in times.values()))
        yield f"The parts are of different times: {said}"


def _say_dispute(part: Part) -> str:
    """Say who says what of a part that is disputed, and the range between them."""
    state = part.state
    if state.is_conflict:
        options = sorted(state.options, key=lambda option: (option.held.interval()[0] or 0, option.held.canonical))
        said = "; ".join(f"{option.held} ({_say_sources(option.attributions)})" for option in options)
        between = f", {state.range_in_words} between sources" if state.range_in_words else ""
        return f"“{part.headline}” is disputed{between}: {said}; added is {part.figure}, since {state.reason}"
    names = dict.fromkeys(source.name for source in (*state.denied_by, *state.disputed_by))
    return f"“{part.headline}” is disputed by {', '.join(names)}: {part.figure}"


def _say_sources(attributions: Iterable[Attribution]) -> str:
    return ", ".join(dict.fromkeys(each.source.name for each in attributions))


def _say_levels(places: Sequence[Place]) -> Iterator[str]:
    """Say what leaves open whether one of the places lies within another: levels and names."""
    open_ones = {place.identity: place for place in places if not place.pcode and not place.parts}
    by_country: dict[str | None, list[Place]] = {}
    for place in open_ones.values():
        by_country.setdefault(place.country, []).append(place)
    for together in by_country.values():
        levels = {place.admin_level: place for place in together}
        if None in levels and len(levels) > 1:
            stated = next(place for level, place in levels.items() if level is not None)
            unstated = levels[None]
            yield f"One place may lie within another: {stated} has an admin level, and {unstated} has none"
        elif None in levels:
            kinds = {kind: place for place in together if (kind := level_in_name(place.name or ""))}
            if len(kinds) > 1:
                one, other, *_ = kinds.values()
                yield f"One place may lie within another: {one} and {other} are of different levels by their names"
    names = {folded(place.name): place for place in open_ones.values() if place.name}
    within = [(name, place) for name in names for place in _named_within(name, names)]
    for name, place in within[:_FEW]:
        yield f"One place may lie within another: {names[name]} and {place} by their names"


def _named_within(name: str, names: Mapping[str, Place]) -> Iterator[Place]:
    """The places whose name a longer one begins or ends with, as Alpha City does with Alpha."""
    words = name.split()
    for length in range(1, len(words)):
        for part in {" ".join(words[:length]), " ".join(words[-length:])}:
            if part in names and len(part) > 1:
                yield names[part]


def _start(record: Record) -> str:
    since = getattr(record, "since", None)
    return str(since) if since else ""


def _time(record: Record) -> tuple[Any, Any] | None:
    """Return the time that a count is of; a cumulative one is of the day on which it ends."""
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
        return Figure(best=best, unit=units[0], per=figures[0].per, approximate=approximate)
    return Figure(low=low, best=best, high=high, unit=units[0], per=figures[0].per, approximate=approximate)


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


def _refuse_totals(records: Sequence[Record], field: str) -> None:
    found = [total_row(record) for record in records]
    rows = [*dict.fromkeys((declaration.label.lower(), name) for declaration, name in filter(None, found))]
    if rows and None in found:
        raise InvalidError(
            [
                Fault(
                    field,
                    f"parts that share nothing; {label} “{name}” is the name of a total of others",
                    hint="Leave the rows of totals out of the report.",
                )
                for label, name in rows
            ]
        )


def _held_apart(report: SitRep) -> frozenset[frozenset[Subject]]:
    """The pairs of subjects that somebody has judged not to be the same."""
    return frozenset(frozenset(link.subjects) for link in report.links if not link.same)


def _refuse_overlap(found: Sequence[tuple[Finding, Part]], apart: frozenset[frozenset[Subject]], field: str) -> None:
    findings = [finding for finding, _ in found]
    said_by = [voices(each for option in part.state.options for each in option.attributions) for _, part in found]
    records = [finding.claims[0].record for finding in findings]
    identifying = [
        each for each in declared(type(records[0])).values() if each.role in (FieldRole.SUBJECT, FieldRole.CATEGORY)
    ]
    held = [[_held(each, record) for each in identifying] for record in records]
    identities = [[_identity(*each) for each in zip(identifying, fields, strict=True)] for fields in held]

    def why(one: int, other: int) -> str:
        both = zip(identifying, held[one], held[other], identities[one], identities[other], strict=True)
        differing = [(declaration, its, others) for declaration, its, others, *same in both if same[0] != same[1]]
        shared = _shared(differing)
        if shared or frozenset((findings[one].subjects[0], findings[other].subjects[0])) in apart:
            return shared
        its, others = found[one][1], found[other][1]
        if not may_be_one(
            differing,
            (its.claims[0].record, others.claims[0].record),
            (said_by[one], said_by[other]),
            figures_agree=its.figure.agrees_with(others.figure),
        ):
            return ""
        told = (_say_sources(each.state.current.attributions) for each in (its, others))
        return f"they may be one thing, told differently: {say_told(differing, (next(told), next(told)))}"

    pairs = _worth_comparing([record.place for record in records]) | _of_two_levels(records, identifying, identities)
    faults = [
        Fault(
            field,
            f"parts that share nothing; “{findings[one].headline}” and “{findings[other].headline}” may ({reason})",
            hint="" if "told differently" not in reason else _APART,
        )
        for one, other in sorted(pairs)
        if (reason := why(one, other))
    ]
    if faults:
        raise InvalidError(faults)


def _held(declaration: Declaration, record: Record) -> Any:
    """Return what an identifying field holds; nothing where it says something of a named thing instead."""
    is_part = declaration.role_in(record) is FieldRole.SUBJECT
    return getattr(record, declaration.name) if is_part else declaration.default


def _identity(declaration: Declaration, held: Any) -> Any:
    return held if held is None else declaration.kind.identity(held)


_APART = "Ask for one of them by its identifying values, or link the two with same=False if they are two things."


def _of_two_levels(
    records: Sequence[Record], identifying: list[Declaration], held: list[list[Any]]
) -> set[tuple[int, int]]:
    """Of the places of each country and level that no P-code sets apart, one for all that are alike beside it."""
    stands_for: dict[Any, int] = {}
    for number, (record, fields) in enumerate(zip(records, held, strict=True)):
        place = record.place
        if place and place.admin_level and not place.parts:
            both = zip(identifying, fields, strict=True)
            beside = tuple(each for declaration, each in both if declaration.name != "place")
            stands_for.setdefault((place.country, place.admin_level, bool(place.pcode), beside), number)
    by_country: dict[str | None, dict[int, list[int]]] = {}
    for (country, level, *_), number in stands_for.items():
        by_country.setdefault(country, {}).setdefault(level, []).append(number)
    pairs = set()
    anywhere = by_country.get(None, {})
    for levels in by_country.values():
        pairs |= _across(levels, anywhere) | _across(levels, levels)
    return pairs


def _across(one: Mapping[int, list[int]], other: Mapping[int, list[int]]) -> set[tuple[int, int]]:
    """The pairs of two numbers of different levels."""
    return {
        (min(pair), max(pair))
        for level, numbers in one.items()
        for its_level, others in other.items()
        if level != its_level
        for pair in product(numbers, others)
    }


def _worth_comparing(places: Sequence[Place | None]) -> set[tuple[int, int]]:
    """Return the pairs of parts that may overlap by where they are; comparing all pairs takes too long.

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


def _shared(differing: Differing) -> str:
    """Why two subjects that differ may count the same, or an empty string where they don't."""
    if not all(_may_overlap(*each) for each in differing):
        return ""
    return "; ".join(f"{each[0].label.lower()}: {' and '.join(_say_both(*each))}" for each in differing)


def _may_overlap(declaration: Declaration, one: Any, other: Any) -> bool:
    # A part that says nothing of a field covers whatever it may be.
    if declaration.default in (one, other) or declaration.kind.may_overlap(one, other):
        return True
    return isinstance(one, Place) and _are_of_two_levels(one, other)


def _are_of_two_levels(one: Place, other: Place) -> bool:
    """Return whether the level alone doesn't tell that neither place lies in the other."""
    same_country = one.country is None or other.country is None or one.country == other.country
    levels = {one.admin_level, other.admin_level}
    return same_country and None not in levels and len(levels) > 1 and not (one.pcode and other.pcode)


def _say_both(declaration: Declaration, one: Any, other: Any) -> tuple[str, str]:
    """Return what tells the two apart: their words, or else what identifies them."""
    said = _say(declaration, one), _say(declaration, other)
    return said if said[0] != said[1] else (str(_identity(declaration, one)), str(_identity(declaration, other)))


def _say(declaration: Declaration, held: Any) -> str:
    return "any" if held == declaration.default else str(declaration.kind.say(held))
