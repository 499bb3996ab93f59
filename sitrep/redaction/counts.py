"""Small counts, and what would give them away.

A count below the bound of the profile is small. A larger count that takes some of the same people in may give it away:
a total less its other parts, a sum up to today less that up to yesterday. It is left out, unless enough of it is
counted nowhere else that every small count in it may be anything up to the bound.

That is decided of each count by itself, against all others of the report. So more reports leave more out and never
less: what a redaction of two reports shows, that of one of them shows too.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from datetime import date
from enum import Enum
from functools import cached_property
from typing import Any

from attrs import field, frozen

from sitrep.claims import Claim
from sitrep.fields.canonical import folded_name
from sitrep.fields.declarations import Declaration, FieldRole, declared
from sitrep.fields.kinds import Kind, ManyKind, ValueKind
from sitrep.records.base import Record
from sitrep.records.places import places_of
from sitrep.redaction.profiles import Profile
from sitrep.values.figures import Figure, FigureKind
from sitrep.values.places import Place
from sitrep.vocabularies import Measure, Unit

_RATES = frozenset({Unit.PERCENT, Unit.RATIO, Unit.PER_1000, Unit.PER_10000, Unit.PER_100000, Unit.PER_MILLION})
"""The units in which a figure may tell a count that stands beside it."""

_OVER_TIME = {"period", "since", "measure"}


class Reach(Enum):
    """The people of one count, against those of another."""

    SAME = "same"
    MORE = "more"
    FEWER = "fewer"
    APART = "apart"
    SOME = "some"


_TAKES_IN = (Reach.MORE, Reach.SOME)


@frozen(eq=False)
class Tally:
    """A count of a claim: of whom, and how many at least and at most."""

    claim: str
    whose: tuple[Any, ...]
    """The record type, the field and the unit: counts that differ here have nobody in common to be told by."""
    record: Record
    figure: Figure
    least: float
    most: float


def is_counted(figure: Figure, profile: Profile) -> bool:
    """Return whether a figure counts people, as a profile has it."""
    return figure.unit in profile.units and figure.per is None and not figure.missing


def is_small(figure: Figure, profile: Profile) -> bool:
    """Return whether any number in a figure is a small count."""
    numbers = [figure.low, figure.best, figure.high]
    numbers += [figure.above + 1] if figure.above is not None else []
    numbers += [figure.below - 1] if figure.below is not None else []
    least = 0 if profile.zeros == "suppress" else 1
    return is_counted(figure, profile) and any(
        least <= number < profile.below for number in numbers if number is not None
    )


def bounded(figure: Figure, profile: Profile) -> Figure | None:
    """Return what is shown in the place of a small count; None where not even its bound is true."""
    _, most = figure.interval()
    if most is None or most >= profile.below:
        return None
    return Figure(below=profile.below, unit=figure.unit)


def suppressed(record: Record, profile: Profile) -> Record | None:
    """Return a record with bounds for its small counts, and without what tells them; None where that is no record."""
    counted = {declaration.name: held for declaration, held in _figures(record) if is_small(held, profile)}
    if not counted:
        return record
    changes: dict[str, Any] = {name: bounded(held, profile) for name, held in counted.items()}
    if None in changes.values():
        return None
    for declaration, held in _figures(record):
        if declaration.name not in counted and (held.unit in _RATES or held.per or held.of is not None):
            changes[declaration.name] = declaration.default
    return record.replace(**changes)


def _figures(record: Record) -> Iterator[tuple[Declaration, Figure]]:
    for declaration, held in record.given():
        if isinstance(declaration.kind, FigureKind):
            yield declaration, held


def telling(shown: Iterable[Claim], withheld: Iterable[Claim], profile: Profile) -> Set[str]:
    """Return the ids of the claims shown whose counts would tell a small one, or one that is withheld."""
    families: dict[tuple[Any, ...], tuple[list[Tally], list[Tally]]] = defaultdict(lambda: ([], []))
    for claims, is_hidden in ((shown, False), (withheld, True)):
        for claim in claims:
            for cell in _cells(claim, profile):
                families[cell.whose][is_hidden or is_small(cell.figure, profile)].append(cell)
    return {
        cell.claim
        for open_cells, hidden in families.values()
        if hidden and profile.below
        for cell in _Family(open_cells, hidden, profile).telling()
    }


def _cells(claim: Claim, profile: Profile) -> Iterator[Tally]:
    for declaration, figure in _figures(claim.record):
        if is_counted(figure, profile):
            least, most = figure.interval()
            whose = (claim.record.type, declaration.name, figure.unit)
            yield Tally(claim.id, whose, claim.record, figure, least or 0, most or least or 0)


@frozen(eq=False)
class _Family:
    open: list[Tally]
    hidden: list[Tally]
    profile: Profile
    _known: dict[tuple[str, Any, Any], Reach] = field(factory=dict, init=False)

    def telling(self) -> Iterator[Tally]:
        """The counts that aren't shown beside the hidden ones."""
        for cell in self.open:
            within = [each for each in self.hidden if self._reach(cell, each) in _TAKES_IN]
            if within and not self._is_far(cell, within):
                yield cell

    def _is_far(self, cell: Tally, within: list[Tally]) -> bool:
        """Return whether a count leaves room for all that is hidden in it, whatever that is, and for more."""
        rest = cell.least - sum(max(each.most, self.profile.below - 1) for each in within)
        for other in self.open:
            if rest < self.profile.below:
                return False
            if other is not cell and self._reach(cell, other) in _TAKES_IN:
                rest -= other.most
        return rest >= self.profile.below

    def _reach(self, one: Tally, other: Tally) -> Reach:
        steps: set[Reach] = set()
        for declaration in _telling_fields(type(one.record)):
            name = declaration.name
            mine, its = getattr(one.record, name), getattr(other.record, name)
            if mine == its:
                continue
            key = (name, mine, its)
            found = self._known.get(key)
            if found is None:
                found = self._known[key] = self._reach_of(declaration, mine, its)
            if found is Reach.APART:
                return found
            steps.add(found)
        steps |= {over} if (over := _over_time(one.record, other.record)) is not Reach.SAME else set()
        if Reach.APART in steps:
            return Reach.APART
        steps.discard(Reach.SAME)
        return next(iter(steps)) if len(steps) == 1 else Reach.SOME if steps else Reach.SAME

    def _reach_of(self, declaration: Declaration, mine: Any, its: Any) -> Reach:
        kind: Kind = declaration.kind
        if kind.identity(mine) == kind.identity(its) if mine and its else mine == its:
            return Reach.SAME
        if declaration.name == "modality":
            # Nobody who is only expected is among those who were counted.
            return Reach.APART
        whole = declaration.default
        if whole in (mine, its):
            return Reach.MORE if mine == whole else Reach.FEWER
        if isinstance(kind, ValueKind) and issubclass(kind.cls, Place):
            return self._of_places(mine, its)
        if isinstance(kind, ManyKind):
            return Reach.SOME
        if kind.covers(mine, its) or kind.covers(its, mine):
            return Reach.MORE if kind.covers(mine, its) else Reach.FEWER
        return Reach.SOME if kind.may_overlap(mine, its) else Reach.APART

    def _of_places(self, mine: Place, its: Place) -> Reach:
        if mine.may_overlap(its):
            if mine.pcode and its.pcode:
                return Reach.MORE if its.pcode.startswith(mine.pcode) else Reach.FEWER
            return _nested(mine, its) or Reach.SOME
        # Of a place that others lie in nobody knows, by its name alone, whether this one does too.
        about = sum((each.name or "") != "" and folded_name(each.name or "") in self._wholes for each in (mine, its))
        return Reach.SOME if about == 1 and mine.country in (None, its.country) else Reach.APART

    @cached_property
    def _wholes(self) -> Set[str]:
        held = (
            place for cell in (*self.open, *self.hidden) for _, places in places_of(cell.record) for place in places
        )
        return {folded_name(place.within) for place in held if place.within}


def _nested(mine: Place, its: Place) -> Reach | None:
    for one, other, reach in ((mine, its, Reach.MORE), (its, mine, Reach.FEWER)):
        is_named = bool(one.name and other.within and folded_name(one.name) == folded_name(other.within))
        if is_named or (one.is_country and not other.is_country):
            return reach
    return None


def _telling_fields(cls: type[Record]) -> list[Declaration]:
    """The fields that say whom a count is of, but for when."""
    roles = (FieldRole.SUBJECT, FieldRole.CATEGORY)
    return [each for each in declared(cls).values() if each.role in roles and each.name not in _OVER_TIME]


def _over_time(one: Record, other: Record) -> Reach:
    measures = {getattr(each, "measure", None) for each in (one, other)}
    if Measure.CURRENT in measures and len(measures - {None}) > 1:
        return Reach.APART
    (start, end), (its_start, its_end) = _days(one), _days(other)
    if (start, end) == (its_start, its_end):
        return Reach.SAME
    if end < its_start or its_end < start:
        return Reach.APART
    if start <= its_start and its_end <= end:
        return Reach.MORE
    return Reach.FEWER if its_start <= start and end <= its_end else Reach.SOME


def _days(record: Record) -> tuple[date, date]:
    """The days that a count is over; a sum without a start is over all days before its end."""
    period, since = record.period, getattr(record, "since", None)
    start = since.earliest if since else period.earliest if period else None
    if getattr(record, "measure", None) == Measure.CUMULATIVE and not since:
        start = None
    end = period.latest if period else None
    return start.date() if start else date.min, end.date() if end else date.max
