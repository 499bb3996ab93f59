"""The fields of every count, and those that every count of people has besides."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from sitrep.errors import Fault, FaultCode, refuse
from sitrep.fields.declarations import declare, identifies, qualifies, states
from sitrep.fields.kinds import Closed, Matching, Open, RequiredClosed, Text, TextKind
from sitrep.languages import say
from sitrep.records.base import Record
from sitrep.values.figures import OptionalFigure
from sitrep.values.periods import OptionalStart
from sitrep.vocabularies import Component, Gender, Measure, PopulationGroup, Role, Unit, Verification

_UNKNOWN = "unknown"
_MONTHS = " months"
_OLDEST = 999


def _in_order(age: str) -> str:
    low, high = _months(age)
    if low < high:
        return age
    raise refuse(age, _AGE.expected, code=FaultCode.BOUNDS_OUT_OF_ORDER)


_AGE = Matching(
    re.compile(rf"(0|[1-9][0-9]{{0,2}})(-(0|[1-9][0-9]{{0,2}})|\+)({_MONTHS})?|{_UNKNOWN}"),
    "ages as a range",
    ("0-17", "60+", "6-59 months", _UNKNOWN),
    then=_in_order,
)


class AgeKind(TextKind):
    """Ages as a range of whole years, or of whole months; or that they aren't known."""

    def covers(self, one: str, other: str) -> bool:
        (low, high), (its_low, its_high) = _months(one), _months(other)
        return one != other and low <= its_low and its_high <= high

    def may_overlap(self, one: str, other: str) -> bool:
        (low, high), (its_low, its_high) = _months(one), _months(other)
        return low < its_high and its_low < high

    def say(self, held: str) -> str:
        return say("of unknown age") if held == _UNKNOWN else _say_ages(held)


def _say_ages(held: str) -> str:
    ages = held.removesuffix(_MONTHS)
    if ages != held:
        return say("aged {months} months", months=ages)
    return say("aged {years}", years=ages)


def _months(age: str) -> tuple[int, int]:
    """Return the months of age from which and before which a range lies; those of unknown age are in none."""
    if age == _UNKNOWN:
        return -1, 0
    months = 1 if age.endswith(_MONTHS) else 12
    low, _, high = age.removesuffix(_MONTHS).rstrip("+").partition("-")
    return int(low) * months, (int(high or _OLDEST) + 1) * months


if TYPE_CHECKING:
    Age = Text
else:
    Age = AgeKind()


@declare
class Count(Record):
    """A record that counts what is there, what was added, or all since a start."""

    measure: Closed[Measure] = identifies(
        "Measure", hxl="#meta+measure", meaning="Whether the count is current, new or cumulative", disjoint=False
    )
    since: OptionalStart = identifies(
        "Since", hxl="#date+since", meaning="When a cumulative count starts", phrase="since {}"
    )

    def is_same_time(self, other: Record) -> bool:
        """As for every record, but for counts over a time.

        Cumulative counts are of one time when they end on the same day, or at the same time of day: they
        have the same start, since that is part of the subject. Where the start isn't known, nothing can be compared.
        Counts of what is new are of one time when they cover the same days: those of a day and of
        the two days around it are different sums.
        """
        if self.measure == Measure.CUMULATIVE and self.since is None:
            return False
        if self.measure in (Measure.CUMULATIVE, Measure.NEW) and self.period and other.period:
            if self.period.is_instant and other.period.is_instant:
                # Two bulletins of one day are a history.
                return self.period.overlaps(other.period)
            same_end = _day(self.period.latest) == _day(other.period.latest)
            if self.measure == Measure.CUMULATIVE:
                return same_end
            return same_end and _day(self.period.earliest) == _day(other.period.earliest)
        return super().is_same_time(other)

    def _faults(self) -> Iterator[Fault]:
        yield from super()._faults()
        if self.since and self.measure != Measure.CUMULATIVE:
            yield Fault(str(self.since), "measure='cumulative' beside it", ("since",), code=FaultCode.CONTRADICTION)


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


@declare
class CountOfPeople(Count):
    """A record that counts people."""

    people: OptionalFigure = states("People", hxl="#affected", meaning="How many people", unit=Unit.PERSONS, only=True)
    households: OptionalFigure = states(
        "Households", hxl="#affected+hh", meaning="How many households", unit=Unit.HOUSEHOLDS, only=True
    )
    share: OptionalFigure = states(
        "Share",
        hxl="#affected+share",
        meaning="The share of those who could be counted, in percent",
        phrase="a share of {}",
        unit=Unit.PERCENT,
        only=True,
    )
    sex: RequiredClosed[Gender] = identifies(
        "Sex",
        hxl="#meta+sex",
        meaning="Whom it counts by sex or gender, as HDX HAPI codes it",
        default=Gender.ALL,
    )
    age: Age = identifies("Age", hxl="#meta+age", meaning="Ages, as 0-17, 60+, 6-59 months or unknown", rule=_AGE)
    group: Open[PopulationGroup] = identifies(
        "Group", hxl="#meta+group", meaning="Which group of people", disjoint=False
    )
    role: Open[Role] = identifies("Role", hxl="#meta+role", meaning="What the people do", disjoint=False)
    verification: Open[Verification] = qualifies(
        "Verification", hxl="#meta+verification", meaning="How the count was established"
    )
    component: Open[Component] = identifies(
        "Component", hxl="#meta+component", meaning="The part of a change that it counts; parts add up"
    )
