"""Figures that should add up: days and totals, parts and wholes."""

from collections.abc import Iterator
from datetime import date, timedelta

from attrs import frozen

from sitrep.checks.registry import Found, register
from sitrep.checks.series import NOTHING, Bounds, FigureHistory, Point, around, claims_of, measure_of, say_all
from sitrep.checks.thresholds import Thresholds
from sitrep.checks.view import CheckView
from sitrep.claims import Claim
from sitrep.notices import Severity
from sitrep.vocabularies import Component, Measure


@frozen(eq=False)
class _Rise:
    """A total before and after some days, beside what is counted for those days."""

    total: FigureHistory
    before: list[Point]
    after: list[Point]
    daily: list[Point]
    """The counts that are no component."""
    components: list[Point]

    @property
    def bounds(self) -> Bounds:
        return around(self.after) - around(self.before)

    @property
    def is_daily(self) -> bool:
        return bool(self.daily) and around(self.daily).agrees_with(self.bounds)

    @property
    def not_new(self) -> list[Point]:
        return [point for point in self.components if _component(point) != Component.NEW]

    @property
    def is_explained(self) -> bool:
        """Return whether the components are the rise, by themselves or with the daily count as the new ones."""
        ways = [self.components, [*self.daily, *self.not_new]] if self.daily else [self.components]
        return bool(self.not_new) and any(
            len(points) > 1 and sum(map(_signed, points), NOTHING).agrees_with(self.bounds) for points in ways
        )

    def is_jump(self, thresholds: Thresholds) -> bool:
        """Return whether most of the rise isn't new."""
        not_new = sum(map(_signed, self.not_new), NOTHING).low
        return not_new >= max(thresholds.explained_share * self.bounds.high, thresholds.jump_least)

    @property
    def is_broken_down(self) -> bool:
        """Return whether all components seem to be given: the new ones, and others."""
        return len(self.components) > 1 and Component.NEW in map(_component, self.components)

    @property
    def found(self) -> list[Claim]:
        return claims_of(self.before, self.after, self.daily, self.components)

    @property
    def start(self) -> str:
        moved = f"fall of {-self.bounds}" if self.bounds.high < 0 else f"rise of {self.bounds}"
        return f"{self.total.headline}: from {say_all(self.before)} to {say_all(self.after)} is a {moved}"

    @property
    def said_components(self) -> str:
        said = (f"{point.figure.say_quantity()} {_say_component(point)}" for point in self.components)
        return f"{', '.join(said)} ({say_all(point.source for point in self.components)})"


def _component(point: Point) -> str | None:
    return getattr(point.claim.record, "component", None)


def _say_component(point: Point) -> str:
    return (_component(point) or "").replace("_", " ")


def _signed(point: Point) -> Bounds:
    return -point.bounds if _component(point) == Component.REMOVED_BY_REVIEW else point.bounds


def _rises(view: CheckView) -> Iterator[_Rise]:
    """The days for which a count and the totals before and after them are given, from one start."""
    for histories in view.lattice.bases("measure", "since", "component"):
        totals = [each for each in histories if each.measure == Measure.CUMULATIVE and "component" not in each.fields]
        daily = [each for each in histories if each.measure == Measure.NEW or "component" in each.fields]
        if totals and daily:
            yield from _rises_of(totals, daily)


def _rises_of(totals: list[FigureHistory], daily: list[FigureHistory]) -> Iterator[_Rise]:
    spells: dict[tuple[object, ...], tuple[list[Point], list[Point]]] = {}
    for history in daily:
        for point in history.points:
            spell = spells.setdefault((point.source, point.quantity, point.first, point.last), ([], []))
            spell[_component(point) is not None].append(point)
    for counts, components in spells.values():
        one = (counts or components)[0]
        rises = [
            _Rise(total, before, after, counts, components)
            for total in totals
            if (before := _total_at(total, one, _day_before(one.first))) and (after := _total_at(total, one, one.last))
        ]
        # If totals have several starts, it is enough that the count fits one of them.
        yield from [each for each in rises if each.is_daily][:1] or rises[:1]


def _day_before(day: date | None) -> date | None:
    return day - timedelta(days=1) if day and day > date.min else None


def _total_at(total: FigureHistory, one: Point, day: date | None) -> list[Point]:
    """The total of a day, by the source itself or else by one that it takes turns with."""
    if day is None:
        return []
    own = total.by_day.get((one.source, one.quantity, day))
    relay = total.relay_of.get((one.source, one.quantity), {})
    return own or relay.get(day, [])


@register(
    "daily_not_difference",
    Severity.WARNING,
    meaning="The count of a day, or of several days, is not the difference of the totals before and after.",
    remedy="Look which of the three figures is wrong; where old cases were added, record them as a component.",
)
def daily_not_difference(view: CheckView) -> Iterator[Found]:
    for rise in _rises(view):
        if rise.daily and not rise.is_daily and not rise.is_explained:
            yield rise.found, f"{rise.start}, but the count of that time is {say_all(rise.daily)}."


@register(
    "jump_explained",
    Severity.NOTE,
    meaning="A total rose by much more than the new cases, and its components add up to the rise: it is no mistake.",
    remedy="Say so beside the figure, so that nobody takes the rise for that of one day.",
)
def jump_explained(view: CheckView) -> Iterator[Found]:
    for rise in _rises(view):
        differs = rise.daily and not rise.is_daily
        if rise.is_explained and (differs or rise.is_jump(view.thresholds)):
            yield rise.found, f"{rise.start}, explained by its components: {rise.said_components}."


@register(
    "components_do_not_add_up",
    Severity.WARNING,
    meaning="The new cases and the other components of a change do not add up to the rise of the total.",
    remedy="Look for a component that is missing or counted twice.",
)
def components_do_not_add_up(view: CheckView) -> Iterator[Found]:
    for rise in _rises(view):
        if rise.is_broken_down and not rise.is_explained and (rise.is_daily or not rise.daily):
            yield rise.found, f"{rise.start}, but its components are {rise.said_components}."


@register(
    "mixed_measures",
    Severity.WARNING,
    meaning="Figures that belong together are counted by different measures: new, current, cumulative or unstated.",
    remedy="State the measure of each figure, and add up only figures of one measure.",
)
def mixed_measures(view: CheckView) -> Iterator[Found]:
    for histories in view.lattice.bases("measure", "since"):
        for unstated in histories:
            if unstated.measure is None and len(histories) > 1:
                yield from _beside_stated(unstated, [history for history in histories if history.measure])
    for history in view.histories:
        for name, parts, _ in view.lattice.parts(history):
            for other in view.lattice.measured_otherwise(history, name) if parts else ():
                yield from _with_another_measure(history, parts, other)


def _beside_stated(unstated: FigureHistory, stated: list[FigureHistory]) -> Iterator[Found]:
    for series in unstated.voices.values():
        one = series[-1]
        others = [
            history.voices[key][-1] for history in stated if (key := (one.source, one.quantity)) in history.voices
        ]
        if others:
            yield (
                claims_of(series, others),
                f"{unstated.headline}: {one} states no measure, while the same source has "
                f"{say_all(f'{point.figure} {_measure(point)}' for point in others)}.",
            )


def _measure(point: Point) -> str:
    return measure_of(point.claim.record) or "of no stated measure"


def _with_another_measure(whole: FigureHistory, parts: list[FigureHistory], other: FigureHistory) -> Iterator[Found]:
    for (source, quantity, time), points in whole.at.items():
        alike = [found for part in parts if (found := part.at.get((source, quantity, time)))]
        unlike = other.by_day.get((source, quantity, time[1]))
        if alike and unlike:
            yield (
                claims_of(points, *alike, unlike),
                f"{whole.headline}: {say_all(points)} is a total of which one part is given by another measure: "
                f"{say_all(unlike)} is {_measure(unlike[0])}.",
            )
