"""Series: what each source says over time."""

from typing import Any

import pytest
from builders import claim_of, killed, report_of
from hypothesis import given, settings

import sitrep as sr
from sitrep.testing import strategies as st

SOME = settings(max_examples=max(25, settings().max_examples // 20))
"""Each of many fields, or each field of a report, is looked at: examples are dear."""


def toll(people: int, day: int, source: str, reported: str | None = None) -> sr.Claim:
    return claim_of(killed(people, f"2024-03-0{day}"), source, reported=reported)


def told(found: tuple[Any, ...]) -> list[tuple[str, list[int]]]:
    return [(each.source, [point.held.best for point in each]) for each in found]


REPORT = report_of(toll(3, 2, "B"), toll(1, 1, "A"), toll(2, 2, "A"), toll(9, 3, "B"))


def test_each_source_has_its_series_oldest_first_with_its_gaps() -> None:
    found = sr.series(REPORT, sr.Casualty, outcome="killed")
    assert told(found) == [("A", [1, 2]), ("B", [3, 9])]
    assert [str(point.period) for point in found[1]] == ["2024-03-02", "2024-03-03"]


def test_a_subject_a_record_and_a_claim_stand_for_themselves() -> None:
    claim = REPORT.claims[0]
    for about in (claim, claim.record, claim.subject):
        assert told(sr.series(REPORT, about)) == [("A", [1, 2]), ("B", [3, 9])]


def test_a_revised_value_is_a_point_that_says_so() -> None:
    report = report_of(toll(5, 1, "A", "2024-03-02"), toll(4, 1, "A", "2024-03-05"))
    [series] = sr.series(report, sr.Casualty)
    assert [(point.held.best, point.is_superseded, point.is_current) for point in series] == [
        (5, True, False),
        (4, False, True),
    ]


def test_figures_in_two_units_are_two_series() -> None:
    quantities = [sr.Figure(best=number, unit=unit) for number, unit in ((900, "consultations"), (40, "deliveries"))]
    report = report_of(*(sr.Assistance(activity="medical_care", quantity=each) for each in quantities))
    found = sr.series(report, sr.Assistance, "quantity")
    assert {point.held for each in found for point in each} == {*quantities}
    assert len(found) == 2


@pytest.mark.parametrize(
    ("about", "field", "subject", "words"),
    [
        (sr.SitRep, "people", {}, "expected a record type, such as Casualty"),
        (sr.Casualty, "peopel", {}, "expected a field of Casualty: "),
        (sr.Casualty, "people", {"plaec": "X"}, "expected an identifying field of Casualty: "),
        (REPORT.claims[0], "people", {"outcome": "killed"}, "identifying values beside a record type alone"),
    ],
)
def test_what_cannot_be_asked_for_is_refused(about: Any, field: str, subject: dict[str, Any], words: str) -> None:
    with pytest.raises(sr.InvalidError, match=words):
        sr.series(REPORT, about, field, **subject)


@SOME
@given(st.sitreps())
def test_every_value_that_somebody_asserts_is_a_point_of_its_source(report: sr.SitRep) -> None:
    for finding in sr.picture(report):
        for field in finding.fields:
            found = sr.series(report, finding.subjects[0], field.declaration.name)
            said = {(point.claim.id, point.attribution) for each in found for point in each}
            assert said >= {
                (claim.id, attribution)
                for state in field.states
                for option in state.options
                for claim in option.claims
                for attribution in claim.attributions
                if attribution in option.attributions
            }
            assert all(point.attribution.source.name == each.source for each in found for point in each)
