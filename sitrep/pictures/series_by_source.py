"""Series: what each source says of one field of a subject over time, for a plot or a table."""

import math
from collections.abc import Iterator
from datetime import date
from typing import Any

from attrs import frozen

from sitrep.claims import Claim
from sitrep.errors import InvalidError, refuse
from sitrep.fields.declarations import Declaration, declared
from sitrep.pictures.consolidation import FieldFinding, Finding, State, picture
from sitrep.pictures.policies import DEFAULT, Policy
from sitrep.pictures.selecting import of_type
from sitrep.records import Record
from sitrep.records.base import Subject
from sitrep.report import SitRep
from sitrep.values.periods import Period
from sitrep.values.sources import Attribution


@frozen
class SeriesPoint:
    """A value that a source gives of one time."""

    period: Period | None
    held: Any
    attribution: Attribution
    claim: Claim
    is_current: bool
    """True if it is the value that the picture shows for its time."""
    is_superseded: bool
    """True if its source has said otherwise of this time since."""


@frozen
class Series:
    """The values that one source gives of a field of a subject, in one unit, oldest first."""

    headline: str
    declaration: Declaration
    source: str
    points: tuple[SeriesPoint, ...]

    @property
    def days(self) -> list[date | None]:
        """The last day of each value, but for those that their source has replaced since."""
        ends = (point.period and point.period.latest for point in self._lasting)
        return [end.date() if end else None for end in ends]

    @property
    def numbers(self) -> list[float]:
        """The number of each of the same values; nan, which plots leave blank, where it isn't one number."""
        return [_number(point.held) for point in self._lasting]

    @property
    def _lasting(self) -> list[SeriesPoint]:
        return [point for point in self.points if not point.is_superseded]

    def __iter__(self) -> Iterator[SeriesPoint]:
        return iter(self.points)

    def __len__(self) -> int:
        return len(self.points)


def series(
    report: SitRep,
    about: type[Record] | Subject | Record | Claim,
    field: str = "people",
    *,
    policy: Policy = DEFAULT,
    known_at: Period | str | None = None,
    **subject: Any,
) -> tuple[Series, ...]:
    """Return a series for each subject, source and unit, by subject and then by source.

    `series(report, Casualty, outcome="killed")` gives those of every subject that has the values;
    a subject, or a record or claim of it, stands for itself. What was revised is a point too, and
    says so; nothing is filled in between points. Raises `InvalidError` where there is no such type,
    field or identifying value.
    """
    if isinstance(about, type):
        is_wanted = of_type(about, subject)
        if field not in declared(about):
            raise refuse(field, f"a field of {about.__name__}: {', '.join(declared(about))}", "field")
    elif subject:
        raise refuse(subject, "identifying values beside a record type alone", "about")
    else:
        wanted = Subject.coerce(about)

        def is_wanted(finding: Finding, /) -> bool:
            return wanted in finding.subjects

    return tuple(
        each
        for finding in picture(report, policy, known_at=known_at)
        if is_wanted(finding)
        for of_field in finding.fields
        if of_field.declaration.name == field
        for each in _of_field(finding, of_field)
    )


def _number(held: Any) -> float:
    try:
        return float(held)
    except (InvalidError, TypeError, ValueError):  # a figure that isn't one number, or no figure
        return math.nan


def _of_field(finding: Finding, of_field: FieldFinding) -> Iterator[Series]:
    by_source: dict[str, list[SeriesPoint]] = {}
    for state in reversed(of_field.states):
        for point in _points(state):
            by_source.setdefault(point.attribution.source.name, []).append(point)
    for source in sorted(by_source):
        yield Series(finding.headline, of_field.declaration, source, tuple(by_source[source]))


def _points(state: State) -> Iterator[SeriesPoint]:
    for option in state.options:
        standing = {*option.attributions}
        for claim in option.claims:
            for attribution in claim.attributions:
                if attribution in standing:
                    yield SeriesPoint(
                        claim.record.period,
                        option.held,
                        attribution,
                        claim,
                        option is state.current and not state.is_superseded,
                        state.is_superseded,
                    )
