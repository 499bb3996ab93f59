"""Figures beside each other: in a series, and from rival sources."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from sitrep.checks.registry import Found, register
from sitrep.checks.series import Bounds, FigureHistory, Series, Step, say_all, say_day
from sitrep.checks.view import CheckView
from sitrep.claims import Claim
from sitrep.notices import Severity
from sitrep.pictures.consolidation import Finding, State
from sitrep.values.figures import Figure
from sitrep.vocabularies import Measure

# Series


def _falls(series: Series) -> Iterator[tuple[Step, Step]]:
    """Neighbours of which the later is below the earlier for certain."""
    before: Step | None = None
    for step in series:
        if before is not None and before.bounds.is_above(step.bounds):
            yield before, step
        if step.bounds.low > float("-inf"):
            before = step


def _cumulative(view: CheckView) -> Iterator[FigureHistory]:
    return (history for history in view.histories if history.measure == Measure.CUMULATIVE)


@register(
    "cumulative_falls",
    Severity.ERROR,
    meaning="A source's cumulative figure is lower than the one it gave for an earlier day.",
    remedy="If it is a correction, add a retraction of the earlier figure; if it is a mistake, mend the wrong one.",
)
def cumulative_falls(view: CheckView) -> Iterator[Found]:
    for history in _cumulative(view):
        for series in history.series:
            for before, after in _falls(series):
                yield (
                    [*before.claims, *after.claims],
                    f"{history.headline}: falls from {before} to {after}; a cumulative count cannot fall.",
                )


@register(
    "falls_between_sources",
    Severity.WARNING,
    meaning="A cumulative figure falls where a document turns from one source to another.",
    remedy="Keep a series to one source, or say beside the figure that the source is another.",
)
def falls_between_sources(view: CheckView) -> Iterator[Found]:
    for history in _cumulative(view):
        for series in history.relays:
            for before, after in _falls(series):
                if not before.sources & after.sources:
                    yield (
                        [*before.claims, *after.claims],
                        f"{history.headline}: falls from {before} to {after}, where one source follows on another.",
                    )


def _far_apart(one: Bounds, other: Bounds, ratio: float, least: float) -> bool:
    lesser, greater = sorted((one, other), key=lambda bounds: bounds.low)
    return greater.low >= ratio * max(lesser.high, least)


@register(
    "order_of_magnitude",
    Severity.WARNING,
    meaning="From one figure of a source to its next there is a jump of an order of magnitude.",
    remedy="Look for a digit too many or too few, a wrong unit, or a change in what is counted.",
)
def order_of_magnitude(view: CheckView) -> Iterator[Found]:
    thresholds = view.thresholds
    for history in view.histories:
        for series in history.series:
            for before, after in pairwise(series):
                is_soon = (after.day - before.day).days <= thresholds.jump_days
                if is_soon and _far_apart(before.bounds, after.bounds, thresholds.jump_ratio, thresholds.jump_least):
                    yield (
                        [*before.claims, *after.claims],
                        f"{history.headline}: jumps from {before} to {after}.",
                    )


@register(
    "digits_swapped",
    Severity.WARNING,
    meaning="A figure doesn't fit its neighbours, or conflicts with another, and would fit with two digits swapped.",
    remedy="Look at the source again, digit by digit.",
)
def digits_swapped(view: CheckView) -> Iterator[Found]:
    for history in view.histories:
        for series in history.series:
            for before, step, after in zip(series, series[1:], series[2:], strict=False):
                fitting = _fitting(before, step, after, view.thresholds.swapped_digits)
                if fitting is not None:
                    yield (
                        [*before.claims, *step.claims, *after.claims],
                        f"{history.headline}: {step} doesn't fit between {before} and {after}; {fitting:,} would.",
                    )
    for finding, state in _conflicts(view):
        numbers = {option.held.best: option for option in state.options if _is_exact(option.held)}
        for number, option in sorted(numbers.items()):
            for swapped in _swaps(number, view.thresholds.swapped_digits):
                if swapped > number and swapped in numbers:
                    alike = numbers[swapped]
                    yield (
                        [*option.claims, *alike.claims],
                        f"{finding.headline}{say_day(option.claims[0].record)}: "
                        f"{_say(state, option)} and {_say(state, alike)} are the same digits, two of them swapped.",
                    )


def _fitting(before: Step, step: Step, after: Step, digits: int) -> int | None:
    """The number with two digits swapped that fits between the neighbours, where the number itself doesn't."""
    low, number, high = before.exact, step.exact, after.exact
    if low is None or number is None or high is None or low > high or low <= number <= high:
        return None
    is_total = all(getattr(claim.record, "measure", None) == Measure.CUMULATIVE for claim in step.claims)
    # Only totals have to lie between their neighbours; other figures may go up and down.
    if not is_total and low != high:
        return None
    return next((swapped for swapped in _swaps(number, digits) if low <= swapped <= high), None)


def _swaps(number: int, digits: int) -> Iterator[int]:
    """The numbers that are the same digits with two neighbours swapped."""
    text = str(abs(number))
    if len(text) >= digits:
        for at, (one, other) in enumerate(pairwise(text)):
            if one != other and not (at == 0 and other == "0"):
                yield int(f"{text[:at]}{other}{one}{text[at + 2 :]}")


# Rivals


def _conflicts(view: CheckView) -> Iterator[tuple[Finding, State]]:
    """The conflicts between figures."""
    for finding, state in view.picture.conflicts:
        if isinstance(state.current.held, Figure):
            yield finding, state


def _is_exact(figure: Figure) -> bool:
    return isinstance(figure.best, int) and figure.best >= 0 and figure.interval(1) == (figure.best, figure.best)


def _say(state: State, option: Any) -> str:
    sources = say_all(attribution.source.name for attribution in option.attributions)
    established = sorted({how for claim in option.claims if (how := _established(claim))})
    return f"{state.say(option.held)} ({', '.join([sources, *established])})"


def _established(claim: Claim) -> str | None:
    return getattr(claim.record, "verification", None)


def _are_far_apart(view: CheckView, state: State) -> bool:
    thresholds = view.thresholds
    bounds = [Bounds.of(option.held, thresholds.tolerance) for option in state.options if not option.held.missing]
    units = {(option.held.unit, option.held.of) for option in state.options}
    if len(units) > 1 or not bounds:
        return False
    lowest, highest = min(bounds, key=lambda each: each.high), max(bounds, key=lambda each: each.low)
    return _far_apart(lowest, highest, thresholds.rivals_ratio, thresholds.rivals_least)


def _rivals(finding: Finding, state: State) -> Found:
    by_value = sorted(state.options, key=lambda option: (Bounds.of(option.held, 0).low, option.held.canonical))
    claims = [claim for option in by_value for claim in option.claims]
    said = say_all(_say(state, option) for option in by_value)
    return claims, f"{finding.headline}{say_day(state.current.claims[0].record)}: {said}."


@register(
    "rivals_far_apart",
    Severity.WARNING,
    meaning="Sources give figures for one time that are many times each other.",
    remedy="Look whether they count the same people or things, over the same time and area.",
)
def rivals_far_apart(view: CheckView) -> Iterator[Found]:
    return (_rivals(finding, state) for finding, state in _conflicts(view) if _are_far_apart(view, state))


@register(
    "figures_conflict",
    Severity.NOTE,
    meaning="Figures for one subject and time can't all be true; they are not far apart.",
    remedy="Give both with their sources, or the range; never add them up.",
)
def figures_conflict(view: CheckView) -> Iterator[Found]:
    return (_rivals(finding, state) for finding, state in _conflicts(view) if not _are_far_apart(view, state))


@register(
    "contradicts_itself",
    Severity.ERROR,
    meaning="One document, or one source on one day, gives two figures for one subject and time.",
    remedy="Look which one the document means, and whether the other counts something else; correct or retract it.",
)
def contradicts_itself(view: CheckView) -> Iterator[Found]:
    for finding, state in _conflicts(view):
        said: dict[Any, list[tuple[Figure, Claim]]] = {}
        for option in state.options:
            for claim in option.claims:
                for each in view.asserting(claim):
                    if each.document or each.reported:
                        voice = (each.source.name, each.document, each.reported, _established(claim))
                        said.setdefault((*voice, option.held.unit, option.held.of), []).append((option.held, claim))
        for (source, document, reported, *_), figures in said.items():
            if _disagree([Bounds.of(figure, view.thresholds.tolerance) for figure, _ in figures]):
                where = f"{source}{f', {reported}' if reported else ''}{f', in {document}' if document else ''}"
                yield (
                    [claim for _, claim in figures],
                    f"{finding.headline}{say_day(figures[0][1].record)}: "
                    f"{_say_both(state.say(figure) for figure, _ in figures)} in one report ({where}).",
                )


def _disagree(bounds: Sequence[Bounds]) -> bool:
    return max(bounds, key=lambda each: each.low).is_above(min(bounds, key=lambda each: each.high))


def _say_both(figures: Iterable[str]) -> str:
    return " and ".join(dict.fromkeys(figures))
