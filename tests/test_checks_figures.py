"""Checks of figures: in a series, of rivals, of parts and wholes."""

from typing import Any

import pytest
from claims_to_check import about, deaths, finds, new_deaths, notices, tabled, toll

import sitrep as sr

# Series


@pytest.mark.parametrize(
    ("old", "low", "falls"),
    [
        (104, 101, True),
        (104, 104, False),
        (sr.Figure(low=100, high=110), 101, False),
        (sr.Figure(low=102, high=110), 101, True),
        (about(100), 95, False),
        (about(100), 85, True),
        (sr.Figure(low=400), 390, True),
        (400, sr.Figure(low=390), False),
        (sr.Figure(term="scores"), 3, False),
        (400, sr.Figure(missing="not_reported"), False),
    ],
)
def test_a_total_falls_where_it_certainly_does(old: Any, low: Any, falls: bool) -> None:
    assert finds("cumulative_falls", toll(old, "2024-03-01"), toll(low)) == falls


def test_a_fall_is_one_of_a_source_and_of_one_way_to_count() -> None:
    assert not finds("cumulative_falls", toll(104, "2024-03-01"), toll(101, source="B"))
    assert not finds(
        "cumulative_falls", toll(104, "2024-03-01", verification="flash"), toll(101, verification="verified")
    )
    assert not finds("cumulative_falls", new_deaths(104, "2024-03-01"), new_deaths(101))
    # A start that isn't known is the source's own.
    assert finds("cumulative_falls", toll(104, "2024-03-01", since=None), toll(101, since=None))


def test_a_figure_without_an_upper_bound_does_not_hide_a_fall() -> None:
    assert finds("cumulative_falls", toll(104, "2024-03-01"), toll(sr.Figure(high=500)), toll(101, "2024-03-03"))


def test_sources_that_take_turns_are_one_series() -> None:
    turns = toll(1_032, "2024-03-01", "Office"), toll(1_000)
    assert finds("falls_between_sources", *turns)
    assert not finds("falls_between_sources", *turns, toll(999, source="Office"), toll(999, "2024-03-01"))
    elsewhere = tabled(turns[0].record, "Office", document="Another")
    assert not finds("falls_between_sources", elsewhere, turns[1])


@pytest.mark.parametrize(
    ("before", "after", "jumps"),
    [
        (1_234, 12_340, True),
        (12_340, 1_234, True),
        (1_234, 12_339, False),
        (1, 12, False),
        (1, 100, True),
        (0, 100, True),
    ],
)
def test_a_jump_is_of_an_order_of_magnitude(before: int, after: int, jumps: bool) -> None:
    assert finds("order_of_magnitude", toll(before, "2024-03-01"), toll(after)) == jumps
    assert not finds("order_of_magnitude", toll(before, "2023-03-01"), toll(after))


def test_digits_are_swapped_where_another_order_fits() -> None:
    start, end = toll(9_488, "2024-03-01"), toll(9_502, "2024-03-03")
    assert finds("digits_swapped", start, toll(9_948), end)
    assert not finds("digits_swapped", start, toll(9_490), end)
    assert not finds("digits_swapped", start, toll(9_700), end)
    assert not finds("digits_swapped", toll(12, "2024-03-01"), toll(31), toll(14, "2024-03-03"))
    current = [deaths(number, day, measure="current") for number, day in ((120, "2024-03-01"), (210, "2024-03-02"))]
    assert finds("digits_swapped", *current, deaths(120, "2024-03-03", measure="current"))
    assert not finds("digits_swapped", *current, deaths(130, "2024-03-03", measure="current"))


# Rivals


def test_rivals_whose_digits_are_swapped() -> None:
    assert finds("digits_swapped", deaths(158), deaths(185, source="B"))
    assert not finds("digits_swapped", deaths(158), deaths(815, source="B"))
    assert not finds("digits_swapped", deaths(100), deaths(10, source="B"))


def test_rivals_are_far_apart_or_only_conflict() -> None:
    assert finds("rivals_far_apart", deaths(130), deaths(390, source="B"))
    assert not finds("figures_conflict", deaths(130), deaths(390, source="B"))
    assert finds("figures_conflict", deaths(128), deaths(129, source="B"))
    assert not finds("rivals_far_apart", deaths(1), deaths(4, source="B"))
    assert not finds("figures_conflict", deaths(about(128)), deaths(129, source="B"))
    litres, tonnes = (
        tabled(sr.Assistance(activity="delivery", item="fuel", quantity=sr.Figure(best=best, unit=unit)), unit)
        for best, unit in ((10_000, "litres"), (8, "tonnes"))
    )
    assert not finds("figures_conflict", litres, tonnes)


def test_one_report_contradicts_itself() -> None:
    assert finds("contradicts_itself", deaths(492), deaths(392))
    assert not finds("contradicts_itself", deaths(492), deaths(392, source="B"))
    assert not finds("contradicts_itself", deaths(492), tabled(deaths(392).record, document="Another"))
    assert not finds("contradicts_itself", deaths(492, verification="flash"), deaths(392, verification="verified"))
    undated = [tabled(deaths(number).record, document=None, reported=None) for number in (492, 392)]
    assert not finds("contradicts_itself", *undated)


# Sums

DAYS = toll(15_899, "2024-03-01"), toll(16_248)
OLD_CASES = new_deaths(285, component="added_by_review")


@pytest.mark.parametrize(
    ("daily", "differs"), [(725, True), (349, False), (about(340), False), (sr.Figure(low=300), False)]
)
def test_a_day_is_the_difference_of_the_totals(daily: Any, differs: bool) -> None:
    assert finds("daily_not_difference", *DAYS, new_deaths(daily)) == differs


def test_a_count_of_two_days_is_held_against_two_days() -> None:
    totals = toll(100, "2024-03-01"), toll(130, "2024-03-03")
    assert finds("daily_not_difference", *totals, new_deaths(40, "2024-03-02/2024-03-03"))
    assert not finds("daily_not_difference", *totals, new_deaths(30, "2024-03-02/2024-03-03"))
    assert not finds("daily_not_difference", *totals, new_deaths(40, "2024-03-03"))


def test_a_day_counts_from_the_total_of_the_source_with_which_its_own_takes_turns() -> None:
    assert finds("daily_not_difference", DAYS[0], toll(16_248, source="Office"), new_deaths(725, source="Office"))
    assert not finds("daily_not_difference", *DAYS, new_deaths(725, source="B"))


def test_it_is_enough_that_a_day_fits_the_totals_of_one_start() -> None:
    others = [toll(number, day, since="2024-03-01") for number, day in ((10, "2024-03-01"), (20, "2024-03-02"))]
    assert not finds("daily_not_difference", *DAYS, *others, new_deaths(349))
    assert len(notices("daily_not_difference", [*DAYS, *others, new_deaths(350)])) == 1


def test_a_jump_is_explained_by_its_components() -> None:
    assert finds("jump_explained", *DAYS, new_deaths(64), OLD_CASES)
    assert finds("jump_explained", *DAYS, new_deaths(349), new_deaths(64, component="new"), OLD_CASES)
    assert not finds("daily_not_difference", *DAYS, new_deaths(64), OLD_CASES)
    assert not finds("jump_explained", *DAYS, new_deaths(65), OLD_CASES)
    assert finds("daily_not_difference", *DAYS, new_deaths(65), OLD_CASES)
    removed = new_deaths(51, component="removed_by_review")
    assert finds("jump_explained", *DAYS, new_deaths(400), removed)


def test_few_recovered_bodies_are_no_jump() -> None:
    assert not finds("jump_explained", *DAYS, new_deaths(346, component="new"), new_deaths(3, component="recovered"))


def test_components_that_do_not_add_up() -> None:
    assert finds("components_do_not_add_up", *DAYS, new_deaths(32, component="new"), OLD_CASES)
    assert not finds("components_do_not_add_up", *DAYS, new_deaths(64, component="new"), OLD_CASES)
    assert not finds("components_do_not_add_up", *DAYS, OLD_CASES)


GAZA, PALESTINE = sr.Place(name="Gaza Strip", country="PSE"), sr.Place(country="PSE")


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ({"age": "0-17"}, {}),
        ({"sex": "f", "age": "18+"}, {}),
        ({"role": "journalist"}, {}),
        ({"age": "0-4"}, {"age": "0-17"}),
        ({"age": "60+"}, {"age": "18+"}),
        ({"place": GAZA}, {"place": PALESTINE}),
        ({"place": sr.Place(name="X", pcode="PS01")}, {"place": sr.Place(name="Y", pcode="PS")}),
        ({"place": "A"}, {"place": sr.Place(parts=["A", "B"])}),
        ({"outcome": "killed"}, {"outcome": "killed_or_injured"}),
    ],
)
def test_a_part_is_not_above_its_whole(part: dict[str, Any], whole: dict[str, Any]) -> None:
    assert finds("part_above_whole", toll(45, **part), toll(40, **whole))
    assert not finds("part_above_whole", toll(40, **part), toll(40, **whole))
    assert not finds("part_above_whole", toll(40, **part), toll(45, **whole))
    assert not finds("part_above_whole", toll(45, **part), toll(40, source="B", **whole))
    assert not finds("part_above_whole", toll(45, **part), toll(40, "2024-03-01", **whole))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"modality": "expected"}, {}),
        ({"since": "2024-03-01"}, {"since": None}),
        ({"measure": "current", "since": None}, {"measure": None, "since": None}),
        ({"component": "recovered"}, {}),
        ({"age": "0-17"}, {"age": "5-18"}),
        ({"sex": "f"}, {"sex": "m"}),
        ({"place": "Rafah"}, {"place": "Gaza"}),
    ],
)
def test_not_every_difference_is_that_of_part_and_whole(one: dict[str, Any], other: dict[str, Any]) -> None:
    for first, second in ((one, other), (other, one)):
        assert not finds("part_above_whole", toll(45, **first), toll(40, **second))


def test_phases_count_upwards() -> None:
    def phase(name: str, people: int) -> sr.Claim:
        return tabled(sr.Caseload(status="in_need", people=people, phase=name, period="2024-03"))

    assert finds("part_above_whole", phase("4", 45), phase("3+", 40))
    assert not finds("part_above_whole", phase("2", 45), phase("3+", 40))


def test_percentages_have_no_parts() -> None:
    def share(value: int, **fields: Any) -> sr.Claim:
        figure = sr.Figure(best=value, unit="percent")
        return tabled(sr.Indicator(code="coverage", value=figure, period="2024-03", **fields))

    assert not finds("part_above_whole", share(90, population="children"), share(80))


def test_parts_add_up() -> None:
    women, men = toll(11_228, sex="f"), toll(19_271, sex="m")
    [notice] = notices("parts_do_not_add_up", [toll(36_499), women, men])
    assert "add up to 30,499: female 11,228, male 19,271." in notice.sentence
    assert not finds("parts_do_not_add_up", toll(30_499), women, men)
    assert not finds("parts_do_not_add_up", toll(30_000), women, men)
    assert not finds("parts_do_not_add_up", toll(36_499), women)
    assert not finds("parts_do_not_add_up", toll(36_499), women, toll(sr.Figure(low=19_271), sex="m"))


def test_parts_of_a_place_add_up_when_all_are_there() -> None:
    both = sr.Place(parts=["A", "B"])
    assert finds("parts_do_not_add_up", toll(30, place=both), toll(10, place="A"), toll(15, place="B"))
    assert not finds("parts_do_not_add_up", toll(30, place=both), toll(10, place="A"), toll(20, place="B"))
    assert not finds("parts_do_not_add_up", toll(30, place=both), toll(10, place="A"))
    assert finds("parts_do_not_add_up", toll(30, outcome="killed_or_injured"), toll(10), toll(15, outcome="injured"))


def test_measures_are_mixed() -> None:
    assert finds("mixed_measures", toll(1_032), deaths(45))
    assert not finds("mixed_measures", toll(1_032), deaths(45, source="B"))
    assert not finds("mixed_measures", toll(1_032), new_deaths(45))
    both = sr.Place(parts=["A", "B"])
    assert finds("mixed_measures", toll(30, place=both), toll(10, place="A"), new_deaths(20, place="B"))
    assert not finds(
        "mixed_measures", toll(30, place=both), toll(10, place="A"), toll(20, place="B"), new_deaths(2, place="B")
    )
