"""Checks of what explains a figure: falls, dates and rounding that are as they should be, and those that aren't."""

from typing import Any

import pytest
from claims_to_check import deaths, finds, new_deaths, notices, tabled, toll

import sitrep as sr
from sitrep.checks import check

# Falls


def cases(people: int, day: str, classification: str, **fields: Any) -> sr.Claim:
    counted = {"measure": "cumulative", "since": "2024-01-01"} | fields
    record = sr.DiseaseCount(disease="Measles", kind="case", people=people, period=day, **counted)
    return tabled(record.replace(classification=classification))


def test_a_fall_by_no_more_than_was_taken_out_is_explained() -> None:
    fall = toll(44, "2024-03-01"), toll(40, "2024-03-02")
    assert finds("fall_explained", *fall, new_deaths(6, component="removed_by_review"))
    assert not finds("cumulative_falls", *fall, new_deaths(6, component="removed_by_review"))
    for unexplained in (new_deaths(3, component="removed_by_review"), new_deaths(6, component="recovered")):
        assert finds("cumulative_falls", *fall, unexplained)
    assert finds("cumulative_falls", *fall, new_deaths(6, "2024-02-28", component="removed_by_review"))
    assert finds("cumulative_falls", *fall, new_deaths(6, source="B", component="removed_by_review"))


def test_the_suspected_fall_where_others_rise_by_as_much() -> None:
    suspected = cases(12, "2024-03-01", "suspected"), cases(4, "2024-03-03", "suspected")
    confirmed = cases(2, "2024-03-01", "confirmed"), cases(13, "2024-03-03", "confirmed")
    assert finds("fall_explained", *suspected, *confirmed)
    assert not finds("cumulative_falls", *suspected, *confirmed)
    assert finds("cumulative_falls", *suspected, confirmed[0], cases(9, "2024-03-03", "confirmed"))
    assert finds("cumulative_falls", *suspected)
    both = cases(6, "2024-03-03", "confirmed"), cases(4, "2024-03-03", "discarded")
    assert finds("fall_explained", *suspected, confirmed[0], *both)


def test_what_is_known_for_certain_falls_whatever_else_rises() -> None:
    women = toll(1_032, "2024-03-01", sex="f"), toll(967, sex="f")
    men = toll(1_000, "2024-03-01", sex="m"), toll(2_000, sex="m")
    assert finds("cumulative_falls", *women, *men)


def test_a_source_that_counts_otherwise_is_asked_and_makes_no_mistake() -> None:
    old, low = toll(104, "2024-03-01"), toll(101)
    for caveat in ("definition_changed", "retrospective"):
        recount = tabled(low.record, caveats=[caveat])
        assert finds("fall_by_definition", old, recount)
        assert not finds("cumulative_falls", old, recount)
    assert finds("cumulative_falls", old, tabled(low.record, caveats=["provisional"]))


@pytest.mark.parametrize(
    ("before", "after", "falls"),
    [
        (5_234, 5_200, False),
        (1_260_000, 1_255_310, False),
        (5_234, 5_100, True),
        (1_032, 1_000, True),
        (1_000, 967, True),
        (268, 188, True),
        (152, 150, True),
    ],
)
def test_a_rounding_is_no_fall_and_no_contradiction(before: int, after: int, falls: bool) -> None:
    assert finds("cumulative_falls", toll(before, "2024-03-01"), toll(after)) == falls
    assert finds("contradicts_itself", deaths(before), deaths(after)) == falls


# Sums


def test_parts_in_which_nobody_is_are_no_breakdown() -> None:
    nobody = toll(0, sex="f"), toll(0, sex="m")
    assert not finds("parts_do_not_add_up", toll(40), *nobody)
    assert finds("parts_do_not_add_up", toll(40), nobody[0], toll(30, sex="m"))


def test_parts_may_be_rounded_as_well_as_their_total() -> None:
    parts = toll(6_000, sex="f"), toll(7_000, sex="m")
    assert not finds("parts_do_not_add_up", toll(13_240), *parts)
    assert finds("parts_do_not_add_up", toll(15_240), *parts)
    assert not finds("parts_do_not_add_up", toll(13_200), toll(6_178, sex="f"), toll(7_022, sex="m"))


def by_age(*people: int, **fields: Any) -> list[sr.Claim]:
    ages = "0-4", "5-17", "18+"
    return [deaths(each, age=age, **fields) for each, age in zip(people, ages, strict=False)]


def test_ages_add_up_to_their_total() -> None:
    assert finds("ages_do_not_add_up", deaths(40), *by_age(5, 10, 20))
    assert not finds("ages_do_not_add_up", deaths(40), *by_age(5, 10, 25))
    assert not finds("ages_do_not_add_up", deaths(40), *by_age(5, 10))
    assert not finds("ages_do_not_add_up", deaths(40), *by_age(5, 10, 20, source="B"))
    assert not finds("ages_do_not_add_up", deaths(40), *by_age(5, 10, 20), deaths(15, age="0-17"))


def test_sexes_by_age_add_up_to_their_total() -> None:
    girls_and_women = by_age(2, 5, 10, sex="f")
    assert finds("ages_do_not_add_up", deaths(40), *girls_and_women, *by_age(3, 5, 10, sex="m"))
    assert not finds("ages_do_not_add_up", deaths(40), *girls_and_women, *by_age(3, 5, 15, sex="m"))
    assert not finds("ages_do_not_add_up", deaths(40), *girls_and_women)


def test_deaths_are_not_above_cases() -> None:
    def counted(kind: str, people: int, **fields: Any) -> sr.Claim:
        return tabled(sr.DiseaseCount(disease="Measles", kind=kind, people=people, period="2024-03-02", **fields))

    assert finds("deaths_above_cases", counted("case", 12), counted("death", 21))
    assert not finds("deaths_above_cases", counted("case", 21), counted("death", 21))
    # Who dies in a week may have fallen ill before it.
    assert not finds("deaths_above_cases", counted("case", 12, measure="new"), counted("death", 21, measure="new"))


# Dates


def test_what_lies_ahead_is_not_dated_in_the_future() -> None:
    def need(**fields: Any) -> sr.Claim:
        return tabled(sr.Caseload(people=900, period="2024-06/2024-08", **fields), reported="2024-03-01")

    assert not finds("dated_in_future", need(status="affected", projection="first"))
    assert not finds("dated_in_future", need(status="targeted"))
    assert finds("dated_in_future", need(status="affected"))
    assert finds("dated_in_future", need(status="affected", projection="current"))
    planned = tabled(sr.Evacuation(people=5, status="planned", period="2024-03-05"), reported="2024-03-01")
    assert not finds("dated_in_future", planned)


def test_dates_are_in_order() -> None:
    assert finds("cumulative_before_start", toll(40, "2024-02-19"))
    assert not finds("cumulative_before_start", toll(40, "2024-02-20"))
    cut = [
        sr.Outage(service="water", extent="cut", starts="2024-03-09", ends=day) for day in ("2024-03-04", "2024-03-09")
    ]
    assert [finds("ends_before_it_starts", tabled(each)) for each in cut] == [True, False]
    heads = [sr.Header(title="Update", issued="2024-03-05", next_update=day) for day in ("2024-03-01", "2024-03-05")]
    assert [finds("next_update_before_issue", headers=[head]) for head in heads] == [True, False]


@pytest.mark.parametrize(
    ("day", "calendar"),
    [
        ("2016-08-08", "Ethiopian"),
        ("2081-01-05", "Bikram Sambat"),
        ("1445-09-01", "Islamic"),
        ("1403-02-01", "Solar Hijri"),
        ("2567-04-20", "Buddhist"),
    ],
)
def test_a_date_of_another_calendar_is_named(day: str, calendar: str) -> None:
    head = sr.Header(title="Weekly bulletin", issued="2024-04-20")
    [notice] = notices("far_from_report", [deaths(9, day)], headers=[head])
    assert notice.sentence.endswith(f"is it of the {calendar} calendar?")
    assert finds("far_from_report", deaths(9, day)) == (calendar != "Ethiopian")


def test_a_long_table_and_a_plan_are_near_their_report() -> None:
    head = sr.Header(title="Annual review", issued="2024-04-20")
    years = [deaths(9, f"{year}") for year in range(2008, 2024)]
    assert not finds("far_from_report", *years, headers=[head])
    assert finds("far_from_report", years[0], headers=[head])
    target = tabled(sr.Caseload(status="targeted", people=900, period="2030"), reported="2024-04-20")
    assert not finds("far_from_report", target, headers=[head])
    assert not finds("far_from_report", deaths(9, "2008/2024-04-01"), headers=[head])


# Told once


def test_a_thousand_sound_facts_get_no_more_than_a_handful_of_lines() -> None:
    claims = [
        tabled(
            sr.Casualty(outcome="killed", people=number % 9 + 1, place=f"Village {number}", period="2024-03-02"),
            "Ministry",
        )
        for number in range(1_000)
    ]
    [notice] = check(sr.SitRep(claims=claims))
    assert (notice.code, notice.count, len(notice.claims)) == ("single_source", 1_000, 1_000)
    assert notice.sentence.count("on a single source (Ministry)") == 3
    assert notice.sentence.endswith(" And 997 more.")


def test_a_few_findings_are_told_each_by_itself() -> None:
    found = notices("single_source", [deaths(5, place=f"Village {number}") for number in range(3)])
    assert [(notice.count, len(notice.claims)) for notice in found] == [(1, 1)] * 3
