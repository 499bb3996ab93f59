"""The fields of every count, and those that every count of people has besides."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from sitrep.errors import Fault, FaultCode, refuse
from sitrep.fields.declarations import declare, identifies, qualifies, states
from sitrep.fields.kinds import Closed, Matching, Open, RequiredClosed, Text, TextKind
from sitrep.records.base import Record
from sitrep.values.figures import OptionalFigure
from sitrep.values.periods import OptionalStart
from sitrep.vocabularies import Component, Gender, Measure, PopulationGroup, Role, Unit, Verification

_OLDEST = 999


def _in_order(age: str) -> str:
    low, high = _years(age)
    if low <= high:
        return age
    raise refuse(age, _AGE.expected, code=FaultCode.BOUNDS_OUT_OF_ORDER)


_AGE = Matching(
    re.compile(r"(0|[1-9][0-9]{0,2})(-(0|[1-9][0-9]{0,2})|\+)"),
    "years of age as a range",
    ("0-17", "60+"),
    then=_in_order,
)


class AgeKind(TextKind):
    """Years of age as a range."""

    def covers(self, one: str, other: str) -> bool:
        (low, high), (its_low, its_high) = _years(one), _years(other)
        return one != other and low <= its_low and its_high <= high

    def may_overlap(self, one: str, other: str) -> bool:
        (low, high), (its_low, its_high) = _years(one), _years(other)
        return low <= its_high and its_low <= high


def _years(age: str) -> tuple[int, int]:
    low, _, high = age.rstrip("+").partition("-")
    return int(low), int(high or _OLDEST)


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

        Cumulative counts are of one time when they end on the same day: they have the same start,
        since that is part of the subject. Where the start isn't known, nothing can be compared.
        Counts of what is new are of one time when they cover the same days: those of a day and of
        the two days around it are different sums.
        """
        if self.measure == Measure.CUMULATIVE and self.since is None:
            return False
        if self.measure in (Measure.CUMULATIVE, Measure.NEW) and self.period and other.period:
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
    sex: RequiredClosed[Gender] = identifies(
        "Sex",
        hxl="#meta+sex",
        meaning="Whom it counts by sex or gender, as HDX HAPI codes it",
        default=Gender.ALL,
    )
    age: Age = identifies("Age", hxl="#meta+age", meaning="Years of age, as 0-17 or 60+", phrase="aged {}", rule=_AGE)
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
