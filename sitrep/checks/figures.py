"""Figures beside each other: in a series, and from rival sources."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from sitrep.checks.registry import Found, register
from sitrep.checks.series import Bounds, FigureHistory, Point, Series, Step, ending_zeros, is_rounding, say_all, say_day
from sitrep.checks.view import CheckView
from sitrep.claims import Claim
from sitrep.notices import Severity
from sitrep.pictures.consolidation import Finding, State
from sitrep.values.figures import Figure
from sitrep.vocabularies import Measure, Unit

# Series


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
        for series in history.series.values():
            for before, after in pairwise(series):
                is_soon = (after.day - before.day).days <= thresholds.jump_days
                if is_soon and _far_apart(before.bounds, after.bounds, thresholds.jump_ratio, thresholds.jump_least):
                    yield (
                        [*before.claims, *after.claims],
                        f"{history.headline}: jumps from {before} to {after}.",
                    )


_SHARES = {Unit.PERCENT, Unit.RATIO}
_LEAST_TIMES, _MOST_TIMES = 33, 300
"""A share is a hundredth of its percentage, give or take what changes from one figure to the next."""


def _is_share_beside(one: Bounds, other: Bounds) -> bool:
    """Return whether one figure looks like a share and the other like a percentage of the same."""
    lesser, greater = sorted((one, other), key=lambda bounds: bounds.low)
    return (
        lesser.low > 0
        and lesser.high <= 1 < greater.low <= _MOST_TIMES * lesser.low
        and (greater.high >= _LEAST_TIMES * lesser.high)
    )


@register(
    "share_among_percentages",
    Severity.WARNING,
    meaning="A figure is about a hundredth of those beside it: a share, such as 0.31, among percentages, such as 32.",
    remedy="Write all of them as percentages.",
)
def share_among_percentages(view: CheckView) -> Iterator[Found]:
    for history in view.histories:
        for series in history.series.values():
            if series and series[0].points[0].figure.unit in _SHARES:
                yield from _shares_in(history, series)
    for histories in view.lattice.bases("place"):
        at: dict[Any, list[tuple[FigureHistory, Point]]] = {}
        for history, point in _shares(histories):
            at.setdefault((point.source, point.quantity, point.time), []).append((history, point))
        for told in at.values():
            yield from _odd_one_out(told)


def _shares_in(history: FigureHistory, series: Series) -> Iterator[Found]:
    for before, after in pairwise(series):
        if _is_share_beside(before.bounds, after.bounds):
            said = f"{history.headline}: {before}, then {after}"
            yield [*before.claims, *after.claims], f"{said}; is one of them a share, not a percentage?"


def _shares(histories: list[FigureHistory]) -> Iterator[tuple[FigureHistory, Point]]:
    for history in histories if len(histories) > 2 else ():
        for point in history.points:
            if point.figure.unit in _SHARES:
                yield history, point


def _odd_one_out(told: list[tuple[FigureHistory, Point]]) -> Iterator[Found]:
    """Of the figures of several places the one that is a hundredth, or a hundred times, what all others are about."""
    small = [each for each in told if each[1].bounds.high <= 1]
    great = [each for each in told if each[1].bounds.low > 1]
    few, many = sorted((small, great), key=len)
    if len(few) == 1 and len(many) > 1 and len(many) == len(told) - 1:
        [(history, point)] = few
        if all(_is_share_beside(point.bounds, other.bounds) for _, other in many):
            yield (
                [point.claim, many[0][1].claim],
                f"{history.headline}: {point}, where {say_all(each.headline for each, _ in many)} have "
                f"{say_all(other.figure for _, other in many)}; is it a share among percentages?",
            )


@register(
    "digits_swapped",
    Severity.WARNING,
    meaning="A figure doesn't fit its neighbours, or conflicts with another, and would fit with two digits swapped.",
    remedy="Look at the source again, digit by digit.",
)
def digits_swapped(view: CheckView) -> Iterator[Found]:
    for history in view.histories:
        for series in history.series.values():
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
    together="times figures of one subject and time conflict, none of them far apart",
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
            stated = [figure for figure, _ in figures]
            if _disagree(view, stated) and not _is_one_rounded(stated):
                where = f"{source}{f', {reported}' if reported else ''}{f', in {document}' if document else ''}"
                yield (
                    [claim for _, claim in figures],
                    f"{finding.headline}{say_day(figures[0][1].record)}: "
                    f"{_say_both(state.say(figure) for figure, _ in figures)} in one report ({where}).",
                )


def _disagree(view: CheckView, figures: Iterable[Figure]) -> bool:
    bounds = [Bounds.of(figure, view.thresholds.tolerance) for figure in figures]
    return max(bounds, key=lambda each: each.low).is_above(min(bounds, key=lambda each: each.high))


def _is_one_rounded(figures: Sequence[Figure]) -> bool:
    """Return whether all figures are roundings of the one with the most digits."""
    exact = {figure.best for figure in figures if figure.best is not None and _is_exact(figure)}
    numbers = sorted(exact, key=ending_zeros)
    return len(numbers) == len({*figures}) and all(is_rounding(numbers[0], each) for each in numbers[1:])


def _say_both(figures: Iterable[str]) -> str:
    return " and ".join(dict.fromkeys(figures))
