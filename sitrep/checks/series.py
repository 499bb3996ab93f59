"""Figures as points of series, subject by subject."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import date
from functools import cached_property
from itertools import chain, groupby
from typing import Any, TypeVar

from attrs import frozen

from sitrep.claims import Claim
from sitrep.fields.declarations import Declaration, FieldRole, declared
from sitrep.fields.kinds import ValueKind
from sitrep.pictures.consolidation import Finding
from sitrep.records import Record
from sitrep.values.figures import Figure
from sitrep.vocabularies import Measure

_LEAST, _MOST = float("-inf"), float("inf")
_ROUNDING_OF_FLOATS = 1e-9
_LEAST_ZEROS = 2
"""A number that ends in one zero may well be exact."""


@frozen
class Bounds:
    """The least and the most that a figure, or a sum of figures, may be."""

    low: float
    high: float

    @classmethod
    def of(cls, figure: Figure, tolerance: float) -> "Bounds":
        low, high = figure.interval(tolerance)
        return cls(_LEAST if low is None else low, _MOST if high is None else high)

    @classmethod
    def around(cls, bounds: Iterable["Bounds"]) -> "Bounds":
        """Return the figure that takes in each of several."""
        first, *others = bounds
        if not others:
            return first
        lows, highs = zip(*((each.low, each.high) for each in (first, *others)), strict=True)
        return cls(min(lows), max(highs))

    def __add__(self, other: "Bounds") -> "Bounds":
        return Bounds(self.low + other.low, self.high + other.high)

    def __sub__(self, other: "Bounds") -> "Bounds":
        return Bounds(self.low - other.high, self.high - other.low)

    def __neg__(self) -> "Bounds":
        return Bounds(-self.high, -self.low)

    def is_above(self, other: "Bounds") -> bool:
        """Return whether it is greater for certain."""
        return self.low - other.high > _ROUNDING_OF_FLOATS * max(1, abs(other.high))

    def agrees_with(self, other: "Bounds") -> bool:
        return not (self.is_above(other) or other.is_above(self))

    def __str__(self) -> str:
        if self.low == self.high:
            return say_number(self.low)
        if self.low == _LEAST:
            return f"at most {say_number(self.high)}" if self.high < _MOST else "any number"
        return (
            f"{say_number(self.low)} to {say_number(self.high)}"
            if self.high < _MOST
            else f"at least {say_number(self.low)}"
        )


NOTHING = Bounds(0, 0)


def is_rounding(one: float, other: float) -> bool:
    """Return whether the one number is the other, rounded to hundreds or more, or the other way round.

    The rounded one has at least two digits that say something: 5,200 may be 5,234, 1,000 is not 967.
    """
    for rounded, number in ((one, other), (other, one)):
        zeros = ending_zeros(rounded)
        if zeros >= _LEAST_ZEROS and len(str(abs(int(rounded)))) - zeros > 1 and 2 * abs(rounded - number) <= 10**zeros:
            return True
    return False


def ending_zeros(number: float) -> int:
    """Return the number of zeros that a number ends in."""
    digits = str(number) if isinstance(number, int) and number else ""
    return len(digits) - len(digits.rstrip("0"))


def say_number(number: float) -> str:
    """With the thousands apart, and without the tail that sums of fractions have."""
    return f"{number:,}" if isinstance(number, int) else f"{number:,.6f}".rstrip("0").rstrip(".")


Quantity = tuple[str, str, str | None]
"""A field, its unit and how the figure was established: figures can be compared where these are the same."""


@frozen(eq=False)
class Point:
    """One figure of one claim as one source states it."""

    claim: Claim
    field: str
    figure: Figure
    bounds: Bounds
    source: str
    channel: str
    """Publisher, or the title of the document; sources may take turns in one channel."""
    first: date | None
    last: date | None
    said_by: str
    """All sources of the claim."""

    @property
    def verification(self) -> str | None:
        return getattr(self.claim.record, "verification", None)

    @cached_property
    def quantity(self) -> Quantity:
        return (self.field, self.figure.unit, self.verification)

    @property
    def time(self) -> tuple[date | None, date | None]:
        """Figures of one time have the same; a cumulative count is of the day on which it ends."""
        return (None if measure_of(self.claim.record) == Measure.CUMULATIVE else self.first, self.last)

    def __str__(self) -> str:
        said = declared(type(self.claim.record))[self.field].say_held(self.figure, self.claim.record)
        return f"{said}{say_day(self.claim.record)} ({self.said_by})"


@frozen(eq=False)
class Step:
    """The part of a series that is of one day."""

    day: date
    points: tuple[Point, ...]
    bounds: Bounds

    @property
    def claims(self) -> list[Claim]:
        return [point.claim for point in self.points]

    @property
    def sources(self) -> set[str]:
        return {point.source for point in self.points}

    @cached_property
    def exact(self) -> int | None:
        """The whole number, where there is one and nothing else."""
        numbers = {point.figure.best for point in self.points if not point.figure.approximate}
        number = numbers.pop() if len(numbers) == 1 and self.bounds.low == self.bounds.high else None
        return number if isinstance(number, int) else None

    def __str__(self) -> str:
        return " or ".join(dict.fromkeys(map(str, self.points)))


Series = tuple[Step, ...]
"""The steps of one quantity, oldest first."""


@frozen(eq=False)
class FigureHistory:
    """A subject with the figures that still stand, oldest first."""

    finding: Finding
    record: Record
    """The newest record, which stands for all in what identifies them."""
    fields: Mapping[str, Any]
    """The fields that identify the subject, without what is at its default."""
    points: tuple[Point, ...]

    @property
    def measure(self) -> Measure | None:
        return measure_of(self.record)

    @property
    def headline(self) -> str:
        return self.finding.headline

    def say(self, name: str) -> str:
        """Return what it has in an identifying field, in words."""
        return str(declared(type(self.record))[name].kind.say(getattr(self.record, name)))

    @cached_property
    def voices(self) -> Mapping[tuple[str, Quantity], list[Point]]:
        """The figures by source and quantity."""
        return _grouped(self.points, lambda point: (point.source, point.quantity))

    @cached_property
    def series(self) -> Mapping[tuple[str, Quantity], Series]:
        """The figures that have a day, by source and quantity."""
        return {voice: steps_of(points) for voice, points in self.voices.items()}

    @cached_property
    def relays(self) -> tuple[Series, ...]:
        """Series of several sources that take turns: in one channel, and never for the same day."""
        return tuple(map(steps_of, self._relays()))

    @cached_property
    def relay_of(self) -> Mapping[tuple[str, Quantity], Mapping[date | None, list[Point]]]:
        """The figures of a relay by day, by each source in it and the quantity."""
        return {
            (point.source, point.quantity): by_day
            for points in self._relays()
            for by_day in [_grouped(points, lambda point: point.last)]
            for point in points
        }

    def _relays(self) -> list[list[Point]]:
        relays: list[list[Point]] = []
        if len({point.source for point in self.points}) < 2:
            return relays
        for points in _grouped(self.points, lambda point: (point.channel, point.quantity)).values():
            relays += ([*chain.from_iterable(said)] for said in _turns(points) if len(said) > 1)
        return relays

    @cached_property
    def points_of(self) -> Mapping[Claim, list[Point]]:
        """The figures by claim."""
        return _grouped(self.points, lambda point: point.claim)

    @cached_property
    def at(self) -> Mapping[Any, list[Point]]:
        """The figures by source, quantity and time."""
        return _grouped(self.points, lambda point: (point.source, point.quantity, point.time))

    @cached_property
    def by_day(self) -> Mapping[Any, list[Point]]:
        """The figures by source, quantity and the day on which they end."""
        return _grouped(self.points, lambda point: (point.source, point.quantity, point.last))


Group = TypeVar("Group", bound=Hashable)
Found = TypeVar("Found")


def _grouped(points: Iterable[Point], key: Callable[[Point], Group]) -> dict[Group, list[Point]]:
    groups: dict[Group, list[Point]] = {}
    for point in points:
        groups.setdefault(key(point), []).append(point)
    return groups


def _turns(points: Iterable[Point]) -> Iterable[list[list[Point]]]:
    """The figures of each source, together with those of others that speak on other days: each in the first turn."""
    turns: dict[int, list[list[Point]]] = {}
    taken: dict[date | None, set[int]] = {}
    first_free: dict[date | None, int] = {}
    for said in _grouped(points, lambda point: point.source).values():
        days = {point.last for point in said}
        turn = max(first_free.get(day, 0) for day in days)
        while any(turn in taken.get(day, ()) for day in days):
            turn += 1
        turns.setdefault(turn, []).append(said)
        for day in days:
            taken.setdefault(day, set()).add(turn)
            while first_free.get(day, 0) in taken[day]:
                first_free[day] = first_free.get(day, 0) + 1
    return turns.values()


def steps_of(points: Iterable[Point]) -> Series:
    """The figures of one quantity that have a day, day by day."""
    dated = sorted((point for point in points if point.last), key=lambda point: point.last or date.max)
    return tuple(
        Step(day, tuple(together), Bounds.around(point.bounds for point in together))
        for day, group in groupby(dated, key=lambda point: point.last)
        if day and (together := list(group))
    )


def around(points: Iterable[Point]) -> Bounds:
    """Return what any of several figures may be."""
    return Bounds.around(point.bounds for point in points)


def claims_of(*groups: Iterable[Point]) -> list[Claim]:
    return [point.claim for points in groups for point in points]


def per_class(find: Callable[[type[Any]], Found]) -> Callable[[type[Any]], Found]:
    """Keep what a function finds out about a class."""
    known: dict[type, Found] = {}

    def look_up(cls: type[Any]) -> Found:
        if cls not in known:
            known[cls] = find(cls)
        return known[cls]

    return look_up


@per_class
def figure_fields(cls: type[Any]) -> tuple[Declaration, ...]:
    """The fields of a record type in which figures are stated."""
    return tuple(
        declaration
        for declaration in declared(cls).values()
        if declaration.role is FieldRole.VALUE
        and isinstance(declaration.kind, ValueKind)
        and issubclass(declaration.kind.cls, Figure)
    )


def measure_of(record: Record) -> Measure | None:
    return getattr(record, "measure", None)


def days_of(record: Record) -> tuple[date | None, date | None]:
    """The first and the last day that a record speaks of, as far as they are known."""
    first, last = (record.period.earliest, record.period.latest) if record.period else (None, None)
    return first and first.date(), last and last.date()


def say_day(record: Record) -> str:
    """Say when a record holds, as the end of a phrase."""
    return f", {record.period}" if record.period else ""


def say_all(words: Iterable[object], most: int = 5) -> str:
    """A list in words, cut off where it gets too long to read."""
    listed = [*dict.fromkeys(map(str, words))]
    cut = f" and {len(listed) - most} more" if len(listed) > most else ""
    return "; ".join(listed[:most]) + cut
