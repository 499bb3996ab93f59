"""Parts and wholes: what doesn't add up, and what is more than it can be."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from sitrep.checks.registry import Found, register
from sitrep.checks.series import (
    NOTHING,
    Bounds,
    FigureHistory,
    Point,
    around,
    claims_of,
    ending_zeros,
    measure_of,
    say_all,
)
from sitrep.checks.view import CheckView
from sitrep.notices import Severity
from sitrep.pictures.totals import adds_up
from sitrep.vocabularies import DiseaseCountKind, Measure


def _adds_up(points: Iterable[Point]) -> bool:
    """Return whether the figures count something, so that those of parts add up to that of the whole."""
    return all(adds_up(point.figure.unit) for point in points)


def _is_sum(view: CheckView, whole: list[Point], parts: list[list[Point]]) -> bool:
    """Return whether parts may add up to a whole, as far as all are rounded; nobody in any part is no breakdown."""
    exact = [around(points) for points in parts]
    if all(bounds == NOTHING for bounds in exact):
        return True
    least, most = sum(exact, NOTHING), _rounded(view, whole)
    return least.agrees_with(most) or sum((_rounded(view, points) for points in parts), NOTHING).agrees_with(most)


def _rounded(view: CheckView, points: list[Point]) -> Bounds:
    """Return what a figure may be that is rounded to the zeros that it ends in, or to its last decimal."""
    bounds = around(points)
    number = bounds.low
    if number != bounds.high:
        return bounds
    if isinstance(number, float):
        half = 10 ** -len(f"{number:.6f}".rstrip("0").partition(".")[2]) / 2
    elif ending_zeros(number) >= max(view.thresholds.rounded_zeros, 1):
        half = 10 ** ending_zeros(number) / 2
    else:
        return bounds
    return Bounds(number - half, number + half)


@register(
    "part_above_whole",
    Severity.WARNING,
    meaning="One source gives a part a higher figure than the whole that the part belongs to, for the same time.",
    remedy="Look whether the figures were exchanged, or whether the whole leaves out what the part counts.",
)
def part_above_whole(view: CheckView) -> Iterator[Found]:
    for history in view.histories:
        for whole in view.lattice.wholes(history):
            for key, part in history.at.items():
                all_of_it = whole.at.get(key)
                if all_of_it and _adds_up(part) and around(part).is_above(_rounded(view, all_of_it)):
                    yield (
                        claims_of(part, all_of_it),
                        f"“{history.headline}” is {say_all(part)}, more than “{whole.headline}”, "
                        f"which it is a part of: {say_all(all_of_it)}.",
                    )


@register(
    "parts_do_not_add_up",
    Severity.WARNING,
    meaning="One source gives all parts of a total, such as male and female, and they do not add up to it.",
    remedy="Look which figure is wrong, or whether some are not broken down; then record those as unspecified.",
)
def parts_do_not_add_up(view: CheckView) -> Iterator[Found]:
    for history in view.histories:
        for name, parts, needed in view.lattice.parts(history):
            for key, whole in history.at.items():
                given = [(part, points) for part in parts if (points := part.at.get(key))]
                if len(given) < needed or not _adds_up(whole):
                    continue
                if not _is_sum(view, whole, [points for _, points in given]):
                    added = sum((around(points) for _, points in given), NOTHING)
                    yield (
                        claims_of(whole, *(points for _, points in given)),
                        f"{history.headline}: {say_all(whole)}, but its parts add up to {added}: "
                        f"{', '.join(f'{part.say(name)} {_say_quantity(points)}' for part, points in given)}.",
                    )


def _say_quantity(points: Iterable[Point]) -> str:
    return say_all(point.figure.say_quantity() for point in points)


_AGES = re.compile(r"([0-9]+)(?:-([0-9]+)|\+)")


def _ages(text: str) -> tuple[int, int | None] | None:
    """The years from which and to which an age reaches; None for no end, and for what isn't in years."""
    found = _AGES.fullmatch(text)
    return (int(found[1]), int(found[2]) if found[2] else None) if found else None


def _all_ages(groups: Mapping[str, FigureHistory]) -> list[FigureHistory]:
    """The age groups that follow one on another from birth on, where there is no gap between them; else none."""
    tiles: dict[int, list[tuple[int | None, FigureHistory]]] = {}
    for text, history in groups.items():
        if ages := _ages(text):
            tiles.setdefault(ages[0], []).append((ages[1], history))
    following: list[FigureHistory] = []
    start: int | None = 0
    while start is not None:
        # Of groups that begin alike, as 0-4 and 0-17 do, nobody knows which belong together.
        if len(tiles.get(start, ())) != 1:
            return []
        [(end, history)] = tiles[start]
        following.append(history)
        start = None if end is None else end + 1
    return following if len(following) > 1 else []


@register(
    "ages_do_not_add_up",
    Severity.WARNING,
    meaning="One source gives all age groups of a total, or all by sex and age, and they do not add up to it.",
    remedy="Look which figure is wrong, or whether the ages of some are not known; then record those as well.",
)
def ages_do_not_add_up(view: CheckView) -> Iterator[Found]:
    for by_age in view.lattice.bases("age"):
        whole, groups = _whole_and_ages(by_age)
        if whole is not None:
            yield from _not_the_sum(view, whole, _all_ages(groups))
    for cells in view.lattice.bases("age", "sex"):
        by_sex: dict[Any, list[FigureHistory]] = {}
        for history in cells:
            by_sex.setdefault(history.fields.get("sex"), []).append(history)
        whole, groups = _whole_and_ages(by_sex.pop(None, []))
        tiled = [_all_ages(_whole_and_ages(histories)[1]) for histories in by_sex.values()]
        if whole is not None and not groups and len(tiled) > 1 and all(tiled):
            yield from _not_the_sum(view, whole, [*chain.from_iterable(tiled)])


def _whole_and_ages(histories: Iterable[FigureHistory]) -> tuple[FigureHistory | None, dict[str, FigureHistory]]:
    by_age = {history.fields.get("age", ""): history for history in histories}
    return by_age.pop("", None), by_age


def _not_the_sum(view: CheckView, whole: FigureHistory, parts: list[FigureHistory]) -> Iterator[Found]:
    for key, points in whole.at.items() if parts else ():
        given = [part.at[key] for part in parts if key in part.at]
        if len(given) == len(parts) and _adds_up(points) and not _is_sum(view, points, given):
            said = (f"{part.headline} {_say_quantity(each)}" for part, each in zip(parts, given, strict=True))
            added = sum(map(around, given), NOTHING)
            yield (
                claims_of(points, *given),
                f"{whole.headline}: {say_all(points)}, but those of all ages add up to {added}: {say_all(said, 8)}.",
            )


@register(
    "deaths_above_cases",
    Severity.WARNING,
    meaning="One source counts more deaths of a disease than cases, in all or up to one day.",
    remedy="Look whether the figures were exchanged, or are of different times or classes of cases.",
)
def deaths_above_cases(view: CheckView) -> Iterator[Found]:
    for deaths in view.histories:
        # Those who die in a week may have fallen ill before.
        if deaths.fields.get("kind") == DiseaseCountKind.DEATH and measure_of(deaths.record) in (
            None,
            Measure.CUMULATIVE,
        ):
            cases = view.lattice.like(deaths, kind=DiseaseCountKind.CASE)
            for key, points in deaths.at.items() if cases else ():
                ill = cases.at.get(key) if cases else None
                if ill and around(points).is_above(_rounded(view, ill)):
                    yield (
                        claims_of(points, ill),
                        f"“{deaths.headline}” is {say_all(points)}, more than the cases: {say_all(ill)}.",
                    )
