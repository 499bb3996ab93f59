"""Cumulative counts that fall, and what explains that they do."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from attrs import frozen

from sitrep.checks.registry import Found, register
from sitrep.checks.series import (
    Bounds,
    FigureHistory,
    Point,
    Quantity,
    Series,
    Step,
    is_rounding,
    per_class,
    say_all,
    steps_of,
)
from sitrep.checks.view import CheckView
from sitrep.claims import Claim
from sitrep.fields.declarations import declared
from sitrep.fields.kinds import CodeKind
from sitrep.notices import Severity
from sitrep.vocabularies import Caveat, Component, Measure

_COUNTED_OUT = {Component.REMOVED_BY_REVIEW, "reclassified"}
"""The components that take people out of a count."""

_UNDECIDED = {"suspected", "probable", "missing", "unverified", "under_verification"}
"""The codes of those who are counted elsewhere once more is known of them."""

_COUNTED_OTHERWISE = {Caveat.DEFINITION_CHANGED, Caveat.RETROSPECTIVE}


@frozen(eq=False)
class _Fall:
    """Two neighbours of a series of which the later is below the earlier for certain."""

    history: FigureHistory
    before: Step
    after: Step

    @property
    def least(self) -> float:
        """The least by which the later one is lower."""
        return self.before.bounds.low - self.after.bounds.high

    @property
    def claims(self) -> list[Claim]:
        return [*self.before.claims, *self.after.claims]

    @property
    def words(self) -> str:
        return f"{self.history.headline}: falls from {self.before} to {self.after}"

    @property
    def voice(self) -> tuple[str, Quantity]:
        """The source and the quantity of the series."""
        return self.after.points[0].source, self.after.points[0].quantity


def _falls_in(history: FigureHistory, series: Iterable[Series]) -> Iterator[_Fall]:
    for steps in series:
        before: Step | None = None
        for step in steps:
            if before is not None and before.bounds.is_above(step.bounds) and not _is_rounded(before, step):
                yield _Fall(history, before, step)
            if step.bounds.low > float("-inf"):
                before = step


def _is_rounded(before: Step, after: Step) -> bool:
    """Return whether one of two figures is the other, rounded."""
    return before.exact is not None and after.exact is not None and is_rounding(before.exact, after.exact)


def _cumulative(view: CheckView) -> Iterator[FigureHistory]:
    return (history for history in view.histories if history.measure == Measure.CUMULATIVE)


def _falls(view: CheckView) -> Iterator[tuple[_Fall, str, list[Claim]]]:
    """The falls, each with what explains it, in words that are empty where nothing does."""
    taken_out = _taken_out(view)
    for history in _cumulative(view):
        for fall in _falls_in(history, history.series.values()):
            steps = taken_out.get((_base(view, history), fall.voice), ())
            removals = [point for step in _after(steps, fall.before.day, fall.after.day) for point in step.points]
            if removals and sum(point.bounds.high for point in removals) >= fall.least:
                said = (f"{each.figure.say_quantity()} {_say_component(each)}" for each in removals)
                yield fall, say_all(said), [each.claim for each in removals]
                continue
            others = _elsewhere(view, history)
            elsewhere = [(name, *rise) for name, other in others for rise in _rise(other, fall)]
            risen = sum(after.bounds.high - low for _, low, after in elsewhere)
            if elsewhere and risen >= fall.least:
                said = (f"{name} {_say_rise(low, after)}" for name, low, after in elsewhere)
                yield fall, say_all(said), [claim for *_, after in elsewhere for claim in after.claims]
            else:
                yield fall, "", []


def _taken_out(view: CheckView) -> dict[tuple[Any, tuple[str, Quantity]], Series]:
    """The figures of those taken out of a count, by what is counted and by voice."""
    taken: dict[tuple[Any, tuple[str, Quantity]], list[Point]] = {}
    for history in view.histories:
        if history.fields.get("component") in _COUNTED_OUT:
            for voice, points in history.voices.items():
                taken.setdefault((_base(view, history), voice), []).extend(points)
    return {key: steps_of(points) for key, points in taken.items()}


def _base(view: CheckView, history: FigureHistory) -> Any:
    return view.lattice.key(history, "measure", "since", "component")


def _after(steps: Series, before: date, last: date) -> Series:
    """The steps after one day, up to another."""
    return steps[bisect_right(steps, before, key=_day) : bisect_right(steps, last, key=_day)]


def _day(step: Step) -> date:
    return step.day


def _say_component(point: Point) -> str:
    declaration = declared(type(point.claim.record))["component"]
    return str(declaration.kind.say(getattr(point.claim.record, "component", None)))


def _elsewhere(view: CheckView, history: FigureHistory) -> Iterator[tuple[str, FigureHistory]]:
    """The other codes under which those of an undecided one may be counted later, in words."""
    for name, codes in _coded(type(history.record)):
        held = history.fields.get(name)
        if held in _UNDECIDED:
            for code in codes:
                other = None if code == held else view.lattice.like(history, **{name: code})
                if other is not None:
                    yield other.say(name), other


@per_class
def _coded(cls: type[Any]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(
        (name, tuple(each for each in declaration.kind.codes if each != declaration.default))
        for name, declaration in declared(cls).items()
        if isinstance(declaration.kind, CodeKind)
    )


def _rise(other: FigureHistory, fall: _Fall) -> Iterator[tuple[float, Step]]:
    """From which number to which figure another count of the source rises while one falls."""
    steps = other.series.get(fall.voice, ())
    before = bisect_right(steps, fall.before.day, key=_day)
    since = _after(steps, fall.before.day, fall.after.day)
    # A figure that wasn't given before was nobody.
    low = steps[before - 1].bounds.low if before else 0
    if since and since[-1].bounds.high > low:
        yield low, since[-1]


def _say_rise(low: float, after: Step) -> str:
    return f"from {Bounds(low, low)} to {after}"


def _is_counted_otherwise(view: CheckView, fall: _Fall) -> bool:
    return any(
        _COUNTED_OTHERWISE & {*attribution.caveats}
        for claim in fall.after.claims
        for attribution in view.asserting(claim)
        if attribution.source.name in fall.after.sources
    )


@register(
    "cumulative_falls",
    Severity.ERROR,
    meaning="A source's cumulative figure is lower than the one it gave for an earlier day, and nothing explains it.",
    remedy="If it is a correction, add a retraction of the earlier figure; if it is a mistake, mend the wrong one.",
)
def cumulative_falls(view: CheckView) -> Iterator[Found]:
    for fall, explained, _ in _falls(view):
        if not explained and not _is_counted_otherwise(view, fall):
            yield fall.claims, f"{fall.words}; a cumulative count cannot fall."


@register(
    "fall_by_definition",
    Severity.WARNING,
    meaning="A cumulative figure falls, and its source says that it counts otherwise or has looked again.",
    remedy="Say so beside the figure; figures from before and after such a change make no series.",
)
def fall_by_definition(view: CheckView) -> Iterator[Found]:
    for fall, explained, _ in _falls(view):
        if not explained and _is_counted_otherwise(view, fall):
            yield fall.claims, f"{fall.words}, where the source warns that the definition changed or it looked back."


@register(
    "fall_explained",
    Severity.NOTE,
    meaning="A cumulative figure falls by no more than was taken out of it, or moved from it to another class.",
    remedy="Say so beside the figure, so that nobody takes the fall for a mistake.",
)
def fall_explained(view: CheckView) -> Iterator[Found]:
    for fall, explained, claims in _falls(view):
        if explained:
            yield [*fall.claims, *claims], f"{fall.words}, explained by {explained}."


@register(
    "falls_between_sources",
    Severity.WARNING,
    meaning="A cumulative figure falls where a document turns from one source to another.",
    remedy="Keep a series to one source, or say beside the figure that the source is another.",
)
def falls_between_sources(view: CheckView) -> Iterator[Found]:
    for history in _cumulative(view):
        for fall in _falls_in(history, history.relays):
            if not fall.before.sources & fall.after.sources:
                yield fall.claims, f"{fall.words}, where one source follows on another."
