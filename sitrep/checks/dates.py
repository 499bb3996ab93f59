"""Dates that can't be as they stand: of a time after the report, in the wrong order, of another calendar."""

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from typing import Any

from sitrep.checks.registry import Found, register
from sitrep.checks.series import figure_fields, measure_of, per_class
from sitrep.checks.view import CheckView
from sitrep.fields.declarations import all_of, declared
from sitrep.fields.kinds import CodeKind
from sitrep.notices import Severity
from sitrep.records import Record
from sitrep.values.periods import Period
from sitrep.vocabularies import Measure, Modality

_FURTHEST_OFFSET = timedelta(hours=14)

_AHEAD = {
    *("planned", "ordered", "expected", "projected", "forecast", "conditional", "awaiting", "proposed", "targeted"),
    *("expected_reach", "in_need", "at_risk", "required", "requested", "pledged", "first", "second"),
}
"""The codes of what may lie ahead when it is reported, in whatever field."""


def _lies_ahead(record: Record) -> bool:
    """Return whether a record says that it speaks of what is still to come."""
    return record.modality != Modality.OBSERVED or not _AHEAD.isdisjoint(_codes_of(type(record))(record))


@per_class
def _codes_of(cls: type[Any]) -> Callable[[Any], tuple[Any, ...]]:
    """A getter of the codes in a record."""
    return all_of([name for name, each in declared(cls).items() if isinstance(each.kind, CodeKind)])


@register(
    "dated_in_future",
    Severity.ERROR,
    meaning="Something is said to be observed at a time after it was reported.",
    remedy="Correct one of the dates; if it was expected or planned, say so.",
    together="facts are said to be observed at a time after they were reported",
)
def dated_in_future(view: CheckView) -> Iterator[Found]:
    for claim in view.report:
        record = claim.record
        start = record.period and record.period.earliest
        if start and record.period and not _lies_ahead(record):
            for each in view.asserting(claim):
                reported = each.reported or (each.document and each.document.published)
                if reported and reported.latest and start - reported.latest > _leeway(record.period, reported):
                    yield (
                        [claim],
                        f"{claim} is said to be observed, but was reported before, {reported} ({each.source.name}).",
                    )


def _leeway(one: Period, other: Period) -> timedelta:
    """Between a local day and a time in UTC lies up to an offset."""
    return _FURTHEST_OFFSET if ("Z" in one.edtf) != ("Z" in other.edtf) else timedelta()


# The order of dates


@register(
    "cumulative_before_start",
    Severity.ERROR,
    meaning="A cumulative count ends before the day from which it counts.",
    remedy="Correct one of the dates; look whether one of them is of another calendar.",
    together="cumulative counts end before they start",
)
def cumulative_before_start(view: CheckView) -> Iterator[Found]:
    for claim in view.report:
        record = claim.record
        since = getattr(record, "since", None)
        if measure_of(record) == Measure.CUMULATIVE and record.period and _is_before(record.period, since):
            year, start = _year(record.period), _year(since)
            suspected = _suspected(year, [start]) if year and start else "."
            yield [claim], f"{claim} ends before {since}, from when it is counted{suspected}"


@per_class
def _ends_of(cls: type[Any]) -> Callable[[Any], tuple[Any, ...]]:
    """A getter of when something starts and ends, which gives nothing for records that have no such fields."""
    names = ["starts", "ends"]
    return all_of(names if declared(cls).keys() >= {*names} else [])


@register(
    "ends_before_it_starts",
    Severity.ERROR,
    meaning="Something is said to end before it starts.",
    remedy="Correct one of the dates; look whether day and month were exchanged.",
    together="facts end before they start",
)
def ends_before_it_starts(view: CheckView) -> Iterator[Found]:
    for claim in view.report:
        starts, ends = _ends_of(type(claim.record))(claim.record) or (None, None)
        if starts and ends and _is_before(ends, starts):
            yield [claim], f"{claim.record.headline} is said to end on {ends}, before it starts, {starts}."


@register(
    "next_update_before_issue",
    Severity.ERROR,
    meaning="The next report is announced for a time before this one was issued.",
    remedy="Correct one of the dates in the head of the report.",
)
def next_update_before_issue(view: CheckView) -> Iterator[Found]:
    for header in view.report.headers:
        if header.next_update and _is_before(header.next_update, header.issued):
            yield (
                (),
                f"“{header.title}” was issued {header.issued}, and its next update is due before that, "
                f"{header.next_update}.",
            )


def _is_before(period: Period, start: Period | None) -> bool:
    """Return whether a period is over before another begins."""
    if not start or not start.earliest or not period.latest:
        return False
    return start.earliest - period.latest > _leeway(period, start)


# Other calendars

_CALENDARS = {
    "Ethiopian": (-8, -7),
    "Bikram Sambat": (56, 57),
    "Buddhist": (543, 543),
    "Islamic": (-580, -577),
    "Solar Hijri": (-622, -621),
    "Coptic": (-284, -283),
}
"""By how many years the year of each calendar is apart from the Gregorian one, from the least to the most."""

_POSSIBLE = range(1900, 2051)
"""The years in which a report may be that doesn't say when it was made."""
_LIKELY = range(1990, 2041)
_CERTAINLY_APART = 50
"""A count that runs for more years than these, up to a day that another calendar explains, hardly does."""


@register(
    "far_from_report",
    Severity.WARNING,
    meaning="A date is years away from the report's own, and no other date lies between them.",
    remedy="Look whether the date is of another calendar, or a digit is wrong; else it may stay.",
    together="facts are years away from the date of the report",
)
def far_from_report(view: CheckView) -> Iterator[Found]:
    dated = [(claim, year) for claim in view.report if (year := _year(claim.record.period))]
    known = _years_of_report(view)
    near = _near({year for _, year in dated}, known, view.thresholds.far_years) if known else {*_POSSIBLE}
    for claim, year in dated:
        since = _year(getattr(claim.record, "since", None))
        nearest = _nearest(known, year)
        if since and abs(year - since) > _CERTAINLY_APART and _calendars(year, [since]):
            yield [claim], f"{claim} is of {year}, and counts since {since}{_suspected(year, [since])}"
        elif (
            year not in near
            and not near.intersection(_span(claim.record))
            and not (nearest and _may_be_so(claim.record, year, nearest))
        ):
            said = f", while the report is of {nearest}" if nearest else ""
            yield [claim], f"{claim} is of {year}{said}{_suspected(year, [nearest] if nearest else _LIKELY)}"


def _span(record: Record) -> range:
    """The years that a period takes in; one without an end goes on."""
    period = record.period
    first, last = (period.earliest, period.latest) if period else (None, None)
    return range(first.year, last.year + 1 if last else _POSSIBLE.stop) if first else range(0)


def _may_be_so(record: Record, year: int, nearest: int) -> bool:
    """Return whether a date far from the report is one that reports have: of a plan, or of what went before."""
    if 0 < year - nearest <= _CERTAINLY_APART:
        return _lies_ahead(record)
    counts = any(getattr(record, each.name) is not None for each in figure_fields(type(record)))
    return not (counts or _calendars(year, [nearest]))


def _calendars(year: int, years: Iterable[int]) -> list[str]:
    """The calendars of which a year may be that is one of these in ours."""
    years = [*years]
    return [name for name, (least, most) in _CALENDARS.items() if any(least <= year - each <= most for each in years)]


def _suspected(year: int, years: Iterable[int]) -> str:
    """The end of a sentence on a year that should be near others."""
    calendars = " or the ".join(_calendars(year, years))
    return f": is it of the {calendars} calendar?" if calendars else "."


def _year(period: Period | None) -> int | None:
    return period.earliest.year if period and period.earliest else None


def _years_of_report(view: CheckView) -> set[int]:
    """The years in which the report says that it was made; without a head those in which its words were reported."""
    heads = [each for header in view.report.headers for each in (header.issued, header.data_as_of) if each]
    said = (
        (each.document and each.document.published) or each.reported
        for claim in view.report
        for each in view.asserting(claim)
    )
    return {year for year in map(_year, heads or said) if year and (heads or year in _POSSIBLE)}


def _nearest(known: set[int], year: int) -> int | None:
    """Return the year of those known that is next to a year, and of two the earlier."""
    return min(known, key=lambda each: (abs(each - year), each), default=None)


def _near(years: set[int], known: set[int], far: float) -> set[int]:
    """The years that no wide gap parts from those known; a long table leads back to them step by step."""
    near: set[int] = set()
    run: list[int] = []
    for year in sorted(years | known):
        if run and year - run[-1] > far:
            near.update(run if known.intersection(run) else ())
            run = []
        run.append(year)
    return near.union(run if known.intersection(run) else ())
