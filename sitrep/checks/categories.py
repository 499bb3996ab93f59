"""Names and categories: rows of totals, places that change their spelling, one thing told by two sources as two."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from attrs import frozen

from sitrep.caches import VALUES, cached
from sitrep.checks.registry import Found, register
from sitrep.checks.series import Bounds, FigureHistory, Point, days_of
from sitrep.checks.view import CheckView
from sitrep.claims import Claim
from sitrep.fields.declarations import Declaration, FieldRole, declared
from sitrep.notices import Severity
from sitrep.pictures.breakdowns import (
    Differing,
    folded,
    is_category,
    may_be_one,
    say_told,
    tells_in_what_sense,
    total_row,
    voices,
)
from sitrep.records.base import Subject
from sitrep.values.places import Place

# One thing, told as two


@register(
    "told_differently",
    Severity.WARNING,
    meaning="Two sources give one figure for one place and time, each in another category: it may be one thing.",
    remedy="Find out whether they speak of the same; say so with a link, and never add the two.",
    together="figures may be one thing that two sources put in different categories",
)
def told_differently(view: CheckView) -> Iterator[Found]:
    alike: dict[Any, list[FigureHistory]] = {}
    for history in view.histories:
        if history.points:
            alike.setdefault(view.lattice.key(history, *_categories(history)), []).append(history)
    apart = {frozenset(link.subjects) for link in view.report.links if not link.same}
    for histories in alike.values():
        if len(histories) > 1:
            yield from _told_differently(histories, apart)


def _categories(history: FigureHistory) -> list[str]:
    declarations = declared(type(history.record))
    return [name for name in history.fields if is_category(declarations[name]) or _is_status(declarations[name])]


def _is_status(declaration: Declaration) -> bool:
    """Return whether a field splits a count by how far it has come, which not everybody says."""
    return declaration.role is FieldRole.CATEGORY and tells_in_what_sense(declaration)


@frozen(eq=False)
class _Telling:
    """One figure of a subject, with all who give one of that time."""

    history: FigureHistory
    point: Point
    told_by: frozenset[str]


def _told_differently(histories: list[FigureHistory], apart: set[frozenset[Any]]) -> Iterator[Found]:
    by_time: dict[Any, list[_Telling]] = {}
    for history in histories:
        told: dict[Any, list[Point]] = {}
        for point in history.points:
            told.setdefault((point.field, point.figure.unit, point.time), []).append(point)
        for key, points in told.items():
            told_by = frozenset(folded(point.source) for point in points)
            by_time.setdefault(key, []).extend(_Telling(history, point, told_by) for point in points)
    for tellings in by_time.values():
        if len({telling.point.source for telling in tellings}) > 1:
            # Of figures in the order of their size those that agree are neighbours, and pairs need no table of all.
            ordered = sorted(tellings, key=lambda each: (*_ends(each.point.bounds), each.point.source))
            for one, other in pairwise(ordered):
                yield from _told_as_two(one, other, apart)


def _ends(bounds: Bounds) -> tuple[float, float]:
    return bounds.low, bounds.high


def _told_as_two(one: _Telling, other: _Telling, apart: set[frozenset[Any]]) -> Iterator[Found]:
    if one.history is other.history or one.point.bounds.high <= 0 or not one.point.bounds.low > float("-inf"):
        # That both had none is no sign that they are the same.
        return
    records = one.point.claim.record, other.point.claim.record
    differing = _differing(one.history, other.history)
    pairs = (frozenset((mine, its)) for mine in one.history.finding.subjects for its in other.history.finding.subjects)
    if (
        differing
        and all(None not in (mine, its) for _, mine, its in differing)
        and one.point.bounds.agrees_with(other.point.bounds)
        and may_be_one(differing, records, (one.told_by, other.told_by), figures_agree=True)
        and apart.isdisjoint(pairs)
    ):
        told = say_told(differing, (one.point.source, other.point.source))
        yield (
            [one.point.claim, other.point.claim],
            f"{one.history.headline}: {one.point}, and {other.history.headline}: {other.point} may be one thing, "
            f"told differently: {told}.",
        )


def _differing(one: FigureHistory, other: FigureHistory) -> Differing:
    """The identifying fields in which two subjects differ, but for a status of which one of them says nothing."""
    declarations = declared(type(one.record))
    differing = [
        (declaration, _stated(one, name), _stated(other, name))
        for name, declaration in declarations.items()
        if one.fields.get(name) != other.fields.get(name)
    ]
    return [each for each in differing if not _is_status(each[0]) or None not in each[1:]]


def _stated(history: FigureHistory, name: str) -> Any:
    return getattr(history.record, name) if name in history.fields else None


# Rows of totals


@register(
    "row_of_totals",
    Severity.WARNING,
    meaning="A place or a group has the name of a total, such as Grand Total: a row of totals was read as a fact.",
    remedy="Leave the rows of totals out, or give the total no place and no group of its own.",
    together="facts are rows of totals",
)
def row_of_totals(view: CheckView) -> Iterator[Found]:
    is_total: dict[Subject, bool] = {}
    for claim in view.report:
        # It hangs on the subject alone.
        subject = claim.subject
        if subject not in is_total:
            is_total[subject] = total_row(claim.record) is not None
        if is_total[subject] and (found := total_row(claim.record)):
            declaration, name = found
            yield [claim], f"{claim}: {declaration.label.lower()} “{name}” is the name of a total."


# Spellings


@frozen(eq=False)
class _Spelling:
    """A word of a source on a place under one name: what it says, from when, until when."""

    place: Place
    said: Any
    first: date
    last: date
    claims: tuple[Claim, ...]


@register(
    "place_respelled",
    Severity.WARNING,
    meaning="What a source says of a place ends where the same begins under a name that is nearly alike.",
    remedy="If the two are one place, use one name, or link what is said under either.",
    together="places go on under names that are nearly alike",
)
def place_respelled(view: CheckView) -> Iterator[Found]:
    found: dict[tuple[str, str], tuple[_Spelling, _Spelling]] = {}
    for histories in view.lattice.bases("place"):
        if len(histories) > 1:
            for one, other in _following(view, histories):
                found.setdefault((str(one.place), str(other.place)), (one, other))
    for (one_name, other_name), (one, other) in found.items():
        yield (
            [one.claims[0], other.claims[0]],
            f"“{one_name}” is spoken of until {one.last}, and “{other_name}” from {other.first}: "
            f"{one.claims[0].record.headline} and {other.claims[0].record.headline} may be one.",
        )


def _following(view: CheckView, histories: Iterable[FigureHistory]) -> Iterator[tuple[_Spelling, _Spelling]]:
    """The names that are nearly alike, of which one stops where the other begins."""
    alike: dict[tuple[str, str], list[_Spelling]] = {}
    for history in histories:
        place = getattr(history.record, "place", None)
        if place and place.name and not place.pcode:
            sounds = _sounds(place.name)
            for spelling in _spellings(view, history, place):
                for key in sounds:
                    alike.setdefault((spelling.said, key), []).append(spelling)
    for spellings in alike.values():
        ordered = sorted(spellings, key=lambda each: (each.first, each.last))
        for one, other in pairwise(ordered):
            gap = (other.first - one.last).days
            if one.place.identity != other.place.identity and 0 < gap <= view.thresholds.jump_days:
                yield one, other


def _spellings(view: CheckView, history: FigureHistory, place: Place) -> Iterator[_Spelling]:
    by_source: dict[str, list[tuple[date, date, Claim]]] = {}
    for claim in history.finding.claims:
        first, last = days_of(claim.record)
        if first and last:
            for source in voices(view.asserting(claim)):
                by_source.setdefault(source, []).append((first, last, claim))
    for source, said in by_source.items():
        ordered = tuple(claim for *_, claim in sorted(said, key=lambda each: each[:2]))
        yield _Spelling(place, source, min(first for first, *_ in said), max(last for _, last, _ in said), ordered)


_LEAST_LETTERS = 4


@cached(VALUES)
def _sounds(name: str) -> set[str]:
    """Return what names share that are spelt nearly alike: their consonants, or all of their letters but one.

    The numbers in a name and its single letters tell it apart: Camp A is not Camp B.
    """
    words = folded(name).split()
    told_apart = " ".join(word for word in words if len(word) == 1 or re.search("[0-9]", word))
    text = "".join(word for word in words if word not in told_apart.split())
    if len(text) < _LEAST_LETTERS:
        return {f"={text} {told_apart}"}
    consonants = re.sub(r"(.)\1+", r"\1", text[0] + re.sub("[aeiouwyh]", "", text[1:]))
    less_one = {text[:at] + text[at + 1 :] for at in range(len(text))}
    sounds = {f"~{consonants} {told_apart}"} if len(consonants) > 2 else set()
    return sounds | {f"-{each} {told_apart}" for each in less_one | {text}}
