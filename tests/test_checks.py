"""What looks wrong: each check finds what it is for, and lets pass what is right."""

import csv
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import attrs
import pytest
from click.testing import CliRunner
from hypothesis import given, strategies as hypothesis

import sitrep as sr
from sitrep.checks import CHECKS, Thresholds, View, check, register, registry
from sitrep.checks.excerpts import figures_in
from sitrep.checks.registry import Found
from sitrep.cli.commands import sitrep as program
from sitrep.notices import Notice, Severity
from sitrep.picture import consolidate
from sitrep.reference import gaza_figures, rafah
from sitrep.testing import strategies as st

ROOT = Path(__file__).parents[1]
DATA = ROOT.parent / "shared" / "data"
PAGE = ROOT / "docs" / "checks.md"

TABLE = sr.Document(title="Daily table", publisher="Survey team")


def said(record: sr.Record, source: sr.Source | str = "Ministry", **attribution: Any) -> sr.Claim:
    attribution = {"document": TABLE, "reported": record.period} | attribution
    return sr.Claim(record, attributions=[sr.Attribution(source=source, **attribution)])


def killed(
    people: Any, day: str | None = "2024-03-02", source: sr.Source | str = "Ministry", **fields: Any
) -> sr.Claim:
    place = fields.pop("place", "Northern Province")
    excerpt = fields.pop("excerpt", None)
    outcome = fields.pop("outcome", "killed")
    return said(sr.Casualty(outcome=outcome, people=people, place=place, period=day, **fields), source, excerpt=excerpt)


def toll(people: Any, day: str = "2024-03-02", source: sr.Source | str = "Ministry", **fields: Any) -> sr.Claim:
    return killed(people, day, source, **{"measure": "cumulative", "since": "2024-02-20"} | fields)


def new(people: Any, day: str = "2024-03-02", source: sr.Source | str = "Ministry", **fields: Any) -> sr.Claim:
    return killed(people, day, source, measure="new", **fields)


def about(number: int) -> sr.Figure:
    return sr.Figure(best=number, approximate=True)


def notices(code: str, claims: Iterable[sr.Claim], thresholds: Thresholds = Thresholds(), **parts: Any) -> list[Notice]:  # noqa: B008
    found = check(sr.SitRep(claims=claims, **parts), thresholds)
    return [notice for notice in found if notice.code == code]


def finds(code: str, *claims: sr.Claim, **parts: Any) -> bool:
    return bool(notices(code, claims, **parts))


# What all checks have in common


@given(st.sitreps())
def test_no_valid_report_makes_a_check_fail(report: sr.SitRep) -> None:
    found = check(report)
    gravest_first = [*Severity]
    assert [*found] == sorted(
        set(found), key=lambda each: (gravest_first.index(each.severity), each.code, each.claims, each.sentence)
    )
    for notice in found:
        assert notice.claims
        assert all(claim in report for claim in notice.claims)
        assert notice.sentence.endswith((".", "?"))
        assert json.loads(json.dumps(notice.to_json()))["code"] in CHECKS


FIGURES = [0, 1, 100, 130, 310, 1_234, 1_324, 2**53 - 1, about(2**53 - 1), sr.Figure(low=3), sr.Figure(term="scores")]
DATES = [
    "0001-01-01",
    "2024-03-01",
    "2024-03-02",
    "2024-03-02",
    "2024-03-03",
    "2024-03-02/2024-03-03",
    "2024-03-02/..",
    None,
]


@hypothesis.composite
def counts(draw: hypothesis.DrawFn) -> sr.Claim:
    """Claims of few subjects, figures, days and sources, so that many belong together."""
    narrowing = {
        "sex": ["f", "m"],
        "age": ["0-17"],
        "component": ["new", "recovered", "removed_by_review"],
        "place": ["A"],
    }
    name = draw(hypothesis.sampled_from([None, *narrowing]))
    measured = [{"measure": "cumulative", "since": "2024-02-20"}, {"measure": "new"}, {"measure": "current"}, {}]
    return killed(
        draw(hypothesis.sampled_from(FIGURES)),
        draw(hypothesis.sampled_from(DATES)),
        draw(hypothesis.sampled_from(["A", "B"])),
        **{"place": sr.Place(parts=["A", "B"])}
        | draw(hypothesis.sampled_from(measured))
        | ({name: draw(hypothesis.sampled_from(narrowing[name]))} if name else {}),
    )


@given(hypothesis.lists(counts(), min_size=4, max_size=16))
def test_no_figures_make_a_check_fail(claims: list[sr.Claim]) -> None:
    report = sr.SitRep(claims=claims)
    found = check(report)
    assert found == check(sr.SitRep(claims=reversed(claims)))
    assert all(claim in report for notice in found for claim in notice.claims)


@given(st.families(2))
def test_the_order_in_which_reports_are_merged_makes_no_difference(family: tuple[sr.SitRep, sr.SitRep]) -> None:
    one, other = family
    assert check(one | other) == check(other | one) == check(sr.loads(sr.dumps(one | other), unknown="keep"))


def test_an_empty_report_and_the_reference_have_no_errors() -> None:
    assert check(sr.SitRep()) == ()
    assert {notice.severity for notice in check(rafah() | gaza_figures())} == {Severity.NOTE}


def test_a_notice_names_its_claims_in_the_order_of_time() -> None:
    old, low = toll(104, "2024-03-01"), toll(101, "2024-03-02")
    [notice] = notices("cumulative_falls", [low, old])
    assert notice.claims == (old.id, low.id)
    assert notice.remedy == CHECKS["cumulative_falls"].remedy


def test_what_is_denied_or_taken_back_takes_no_part() -> None:
    old, low = toll(104, "2024-03-01"), toll(101, "2024-03-02")
    correction = sr.Retraction(old, source="Ministry", kind="corrected", replaced_by=low)
    assert finds("cumulative_falls", old, low)
    assert not finds("cumulative_falls", old, low, retractions=[correction])
    denied = old.replace(attributions=[old.attributions[0].replace(stance="denies")])
    assert not finds("cumulative_falls", denied, low)


def test_subjects_that_are_the_same_are_checked_together() -> None:
    one, other = toll(104, "2024-03-01"), toll(101, "2024-03-02", place="North")
    link = sr.Link([one, other], by="Editor")
    assert not finds("cumulative_falls", one, other)
    assert finds("cumulative_falls", one, other, links=[link])


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
    assert not finds("cumulative_falls", new(104, "2024-03-01"), new(101))
    # A start that isn't known is the source's own.
    assert finds("cumulative_falls", toll(104, "2024-03-01", since=None), toll(101, since=None))


def test_a_figure_without_an_upper_bound_does_not_hide_a_fall() -> None:
    assert finds("cumulative_falls", toll(104, "2024-03-01"), toll(sr.Figure(high=500)), toll(101, "2024-03-03"))


def test_sources_that_take_turns_are_one_series() -> None:
    turns = toll(1_032, "2024-03-01", "Office"), toll(1_000)
    assert finds("falls_between_sources", *turns)
    assert not finds("falls_between_sources", *turns, toll(999, source="Office"), toll(999, "2024-03-01"))
    elsewhere = said(turns[0].record, "Office", document="Another")
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
    current = [killed(number, day, measure="current") for number, day in ((120, "2024-03-01"), (210, "2024-03-02"))]
    assert finds("digits_swapped", *current, killed(120, "2024-03-03", measure="current"))
    assert not finds("digits_swapped", *current, killed(130, "2024-03-03", measure="current"))


# Rivals


def test_rivals_whose_digits_are_swapped() -> None:
    assert finds("digits_swapped", killed(158), killed(185, source="B"))
    assert not finds("digits_swapped", killed(158), killed(815, source="B"))
    assert not finds("digits_swapped", killed(100), killed(10, source="B"))


def test_rivals_are_far_apart_or_only_conflict() -> None:
    assert finds("rivals_far_apart", killed(130), killed(390, source="B"))
    assert not finds("figures_conflict", killed(130), killed(390, source="B"))
    assert finds("figures_conflict", killed(128), killed(129, source="B"))
    assert not finds("rivals_far_apart", killed(1), killed(4, source="B"))
    assert not finds("figures_conflict", killed(about(128)), killed(129, source="B"))
    litres, tonnes = (
        said(sr.Assistance(activity="delivery", item="fuel", quantity=sr.Figure(best=best, unit=unit)), unit)
        for best, unit in ((10_000, "litres"), (8, "tonnes"))
    )
    assert finds("figures_conflict", litres, tonnes)


def test_one_report_contradicts_itself() -> None:
    assert finds("contradicts_itself", killed(492), killed(392))
    assert not finds("contradicts_itself", killed(492), killed(392, source="B"))
    assert not finds("contradicts_itself", killed(492), said(killed(392).record, document="Another"))
    assert not finds("contradicts_itself", killed(492, verification="flash"), killed(392, verification="verified"))
    undated = [said(killed(number).record, document=None, reported=None) for number in (492, 392)]
    assert not finds("contradicts_itself", *undated)


# Sums

DAYS = toll(15_899, "2024-03-01"), toll(16_248)
OLD_CASES = new(285, component="added_by_review")


@pytest.mark.parametrize(
    ("daily", "differs"), [(725, True), (349, False), (about(340), False), (sr.Figure(low=300), False)]
)
def test_a_day_is_the_difference_of_the_totals(daily: Any, differs: bool) -> None:
    assert finds("daily_not_difference", *DAYS, new(daily)) == differs


def test_a_count_of_two_days_is_held_against_two_days() -> None:
    totals = toll(100, "2024-03-01"), toll(130, "2024-03-03")
    assert finds("daily_not_difference", *totals, new(40, "2024-03-02/2024-03-03"))
    assert not finds("daily_not_difference", *totals, new(30, "2024-03-02/2024-03-03"))
    assert not finds("daily_not_difference", *totals, new(40, "2024-03-03"))


def test_a_day_counts_from_the_total_of_the_source_with_which_its_own_takes_turns() -> None:
    assert finds("daily_not_difference", DAYS[0], toll(16_248, source="Office"), new(725, source="Office"))
    assert not finds("daily_not_difference", *DAYS, new(725, source="B"))


def test_it_is_enough_that_a_day_fits_the_totals_of_one_start() -> None:
    others = [toll(number, day, since="2024-03-01") for number, day in ((10, "2024-03-01"), (20, "2024-03-02"))]
    assert not finds("daily_not_difference", *DAYS, *others, new(349))
    assert len(notices("daily_not_difference", [*DAYS, *others, new(350)])) == 1


def test_a_jump_is_explained_by_its_components() -> None:
    assert finds("jump_explained", *DAYS, new(64), OLD_CASES)
    assert finds("jump_explained", *DAYS, new(349), new(64, component="new"), OLD_CASES)
    assert not finds("daily_not_difference", *DAYS, new(64), OLD_CASES)
    assert not finds("jump_explained", *DAYS, new(65), OLD_CASES)
    assert finds("daily_not_difference", *DAYS, new(65), OLD_CASES)
    removed = new(51, component="removed_by_review")
    assert finds("jump_explained", *DAYS, new(400), removed)


def test_few_recovered_bodies_are_no_jump() -> None:
    assert not finds("jump_explained", *DAYS, new(346, component="new"), new(3, component="recovered"))


def test_components_that_do_not_add_up() -> None:
    assert finds("components_do_not_add_up", *DAYS, new(32, component="new"), OLD_CASES)
    assert not finds("components_do_not_add_up", *DAYS, new(64, component="new"), OLD_CASES)
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
        return said(sr.Caseload(status="in_need", people=people, phase=name, period="2024-03"))

    assert finds("part_above_whole", phase("4", 45), phase("3+", 40))
    assert not finds("part_above_whole", phase("2", 45), phase("3+", 40))


def test_percentages_have_no_parts() -> None:
    def share(value: int, **fields: Any) -> sr.Claim:
        figure = sr.Figure(best=value, unit="percent")
        return said(sr.Indicator(code="coverage", value=figure, period="2024-03", **fields))

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
    assert finds("mixed_measures", toll(1_032), killed(45))
    assert not finds("mixed_measures", toll(1_032), killed(45, source="B"))
    assert not finds("mixed_measures", toll(1_032), new(45))
    both = sr.Place(parts=["A", "B"])
    assert finds("mixed_measures", toll(30, place=both), toll(10, place="A"), new(20, place="B"))
    assert not finds(
        "mixed_measures", toll(30, place=both), toll(10, place="A"), toll(20, place="B"), new(2, place="B")
    )


# Provenance


def test_nobody_answers_for_a_figure() -> None:
    assert finds("unsourced", killed(1, source=sr.Source("Rumour", kind="unknown")))
    anonymous = sr.Source("An official", anonymous=True)
    assert not finds("unsourced", killed(1, source=anonymous))
    assert finds("unsourced", said(killed(1).record, anonymous, document=None))
    assert not finds("unsourced", killed(1))
    assert finds("no_document", said(killed(1).record, document=None))
    assert not finds("no_document", killed(1))


def test_two_that_relay_one_are_one_source() -> None:
    record = killed(5).record
    relayed = [sr.Attribution(source=name, via=["Reuters"]) for name in ("A", "B")]
    assert finds("single_source", sr.Claim(record, attributions=relayed))
    assert not finds("single_source", sr.Claim(record, attributions=["A", "B"]))
    assert not finds("single_source", killed(about(5)), killed(5, source="B"))
    assert finds("single_source", killed(5), killed(6, source="B"))
    assert not notices("single_source", [killed(5)], Thresholds(independent_sources=1))


def headed(issued: str) -> dict[str, Any]:
    return {"headers": [sr.Header(title="Update", issued="2023-01-01"), sr.Header(title="Update", data_as_of=issued)]}


def test_what_goes_on_becomes_stale() -> None:
    crossing = said(sr.Crossing(name="X", status="open", period="2024-03-02"))
    for claim in (crossing, toll(5), killed(5, measure="current")):
        assert finds("stale", claim, **headed("2024-04-01"))
        assert not finds("stale", claim, **headed("2024-03-10"))
        assert not finds("stale", claim)
    for claim in (
        new(5),
        killed(5),
        toll(5, "2024-03-02/.."),
        killed(5, None, measure="current"),
        killed(5, measure="current", modality="forecast"),
        said(sr.Shortage(item="water", cause="drought", period="2024-03-02")),
        said(sr.Statement(actor="A", act="warns", topic="b", period="2024-03-02")),
    ):
        assert not finds("stale", claim, **headed("2024-04-01"))
    assert not finds(
        "stale", crossing, said(sr.Crossing(name="X", goods="open", period="2024-04-01")), **headed("2024-04-01")
    )


@pytest.mark.parametrize(
    ("period", "reported", "found"),
    [
        ("2024-03-05", "2024-03-01", True),
        ("2024-03-05", "2024-03-05", False),
        ("2024-03-05", "2024-03", False),
        ("2024-03-02", "2024-03-01T23:00Z", False),
        ("2024-03-02T16:00Z", "2024-03-01", True),
        ("2024-03-01T16:00Z", "2024-03-01T15:00Z", True),
        ("../2024-03-05", "2024-03-01", False),
        ("9999-12-31", "0001-01-01", True),
    ],
)
def test_nothing_is_observed_after_it_was_reported(period: str, reported: str, found: bool) -> None:
    claim = said(sr.Crossing(name="X", status="open", period=period), reported=reported)
    assert finds("dated_in_future", claim) == found
    assert not finds("dated_in_future", said(claim.record.replace(modality="planned"), reported=reported))


def test_the_document_dates_what_has_no_date_of_its_own() -> None:
    document = sr.Document(title="A", published="2024-03-01")
    assert finds("dated_in_future", said(killed(5).record, document=document, reported=None))


@pytest.mark.parametrize(
    ("people", "excerpt", "found"),
    [
        (40, "scores of people", True),
        (sr.Figure(low=40), "scores", True),
        (sr.Figure(term="scores"), "scores", False),
        (sr.Figure(term="scores", low=40), "scores", False),
        (40, "40 people", False),
        (40, "scores, at least 40", False),
        (40, "no words of a number", False),
    ],
)
def test_a_vague_word_is_no_number(people: Any, excerpt: str, found: bool) -> None:
    assert finds("vague_made_exact", killed(people, excerpt=excerpt)) == found


def test_words_in_a_language_that_is_not_read_are_left_alone() -> None:
    claim = said(killed(40).record, document=sr.Document(title="A", language="tr"), excerpt="scores")
    assert not finds("vague_made_exact", claim)
    assert [str(figure) for figure in figures_in("scores killed, 12 injured", "en")] == [
        "scores of people",
        "12 people",
    ]


# Codes


@pytest.mark.parametrize(
    ("place", "found"),
    [
        (sr.Place(country="SYR", pcode="TR02"), True),
        (sr.Place(country="SYR", pcode="SY02"), False),
        (sr.Place(country="SYR", pcode="SYR02"), False),
        (sr.Place(pcode="TR02"), False),
        (sr.Place(country="QMA", pcode="TR02"), False),
        (sr.Place(parts=["A", sr.Place(country="SYR", pcode="TR02")]), True),
    ],
)
def test_a_pcode_is_of_its_country(place: sr.Place, found: bool) -> None:
    assert finds("pcode_outside_country", killed(1, place=place)) == found
    assert finds("pcode_outside_country", said(sr.Evacuation(origin=place, people=5))) == found


def test_a_code_is_a_near_miss() -> None:
    [notice] = notices("near_miss_code", [killed(2, role="jurnalist"), killed(3, "2024-03-03", role="jurnalist")])
    assert notice.sentence == "'jurnalist', in 2 facts, is no listed code of Role. Did you mean 'journalist'?"
    assert finds("near_miss_code", killed(2, source=sr.Source("A", kind="news_agncy")))
    assert finds("near_miss_code", said(sr.Crossing(name="X", allowed_through=["patiens"])))
    quantity = sr.Figure(best=2, unit="tonne")
    assert finds("near_miss_code", said(sr.Assistance(activity="delivery", quantity=quantity)))
    assert not finds("near_miss_code", killed(2, role="journalist"), killed(2, role="taxi_driver"))


# Checks of others


@pytest.fixture
def _own_checks() -> Iterator[None]:
    known = dict(CHECKS)
    yield
    CHECKS.clear()
    CHECKS.update(known)


@pytest.mark.usefixtures("_own_checks")
def test_a_check_of_your_own() -> None:
    @register("no_place", Severity.NOTE, meaning="Nobody says where.", remedy="Say where.")
    def no_place(view: View) -> Iterator[Found]:
        for claim in view.report:
            if claim.record.place is None:
                yield [claim], f"{claim} says not where."

    claim = said(sr.Shortage(item="water", level="short"))
    assert notices("no_place", [claim]) == [
        Notice("no_place", Severity.NOTE, (claim.id,), f"{claim} says not where.", "Say where.")
    ]


@pytest.mark.usefixtures("_own_checks")
@pytest.mark.parametrize(("code", "words"), [("cumulative_falls", "registered by sitrep"), ("No code", "is no code")])
def test_a_code_is_registered_once_and_has_a_form(code: str, words: str) -> None:
    with pytest.raises(TypeError, match=words):
        register(code, Severity.NOTE, meaning="", remedy="")(lambda _: ())


def test_checks_of_installed_packages_are_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = []

    class EntryPoint:
        def load(self) -> None:
            loaded.append(self)

    def found(*, group: str) -> list[EntryPoint]:
        assert group == "sitrep.checks"
        return [EntryPoint()]

    monkeypatch.setattr(registry, "entry_points", found)
    registry._load_installed.cache_clear()
    check(sr.SitRep())
    check(sr.SitRep())
    assert len(loaded) == 1
    registry._load_installed.cache_clear()


# The page


def sections() -> dict[str, str]:
    """The sections of the codes by code."""
    _, *parts = re.split(
        r"^### (\w+)$", PAGE.read_text(encoding="utf-8").partition("\n## Thresholds")[0], flags=re.MULTILINE
    )
    return dict(zip(parts[::2], parts[1::2], strict=True))


def test_the_page_has_every_code_and_no_other() -> None:
    assert sections().keys() == CHECKS.keys()
    listed = re.findall(
        r"^\| \[`(\w+)`\]\(#\1\) \| (\w+) \| (.+) \|$", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    assert sorted(listed) == sorted((each.code, each.severity.value, each.meaning) for each in CHECKS.values())


@pytest.mark.parametrize("code", CHECKS)
def test_a_code_is_documented_with_an_example_that_finds_it(code: str) -> None:
    """The tests of the docs run the examples."""
    section = sections()[code]
    assert f"**{CHECKS[code].severity.capitalize()}.** {CHECKS[code].meaning}\n" in section
    assert f"What mends it: {CHECKS[code].remedy}\n" in section
    assert re.search(rf'^>>> found\("{code}", .+\n[^>`]', section, flags=re.MULTILINE)


def test_the_page_has_every_threshold() -> None:
    _, _, page = PAGE.read_text(encoding="utf-8").partition("\n## Thresholds")
    listed = re.findall(r"^\| `(\w+)` \| ([\d.]+) \| [^|\d][^|]+ \|$", page, flags=re.MULTILINE)
    assert [(name, float(default)) for name, default in listed] == [
        (field.name, field.default) for field in attrs.fields(Thresholds)
    ]


# The command


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    monkeypatch.chdir(tmp_path)
    sr.dump(sr.SitRep(claims=[toll(104, "2024-03-01")]), "one.json")
    sr.dump(sr.SitRep(claims=[toll(101)]), "other.json")
    sr.dump(sr.SitRep(claims=[sr.Claim(killed(5).record, attributions=["A", "B"])]), "bare.json")
    sr.dump(sr.SitRep(claims=[said(sr.Crossing(name="X", status="open"))]), "fine.json")
    return lambda *arguments: CliRunner().invoke(program, ["check", *arguments], env={"COLUMNS": "80"})


def test_the_command_checks_its_files_together(run: Callable[..., Any]) -> None:
    result = run("one.json", "other.json")
    assert result.exit_code == 1
    assert result.stdout.startswith("1 error, 1 note — 2 reported facts, 1 source\n\nERROR cumulative_falls (1)")
    assert "→ If it is a correction" in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 80
    assert run("one.json").exit_code == run("bare.json").exit_code == 0


def test_the_command_says_that_nothing_looks_wrong(run: Callable[..., Any]) -> None:
    result = run("fine.json")
    assert (result.exit_code, result.stdout) == (0, "Nothing looks wrong — 1 reported fact, 1 source\n")


def test_the_command_gives_notices_as_json(run: Callable[..., Any]) -> None:
    result = run("--format", "json", "one.json", "other.json")
    expected = check(sr.merge(sr.load("one.json"), sr.load("other.json")))
    assert result.exit_code == 1
    assert json.loads(result.stdout) == [notice.to_json() for notice in expected]
    assert json.loads(run("--format", "json", "fine.json").stdout) == []


@pytest.mark.parametrize("arguments", [[], ["--format", "xml", "one.json"], ["--nonsense", "one.json"]])
def test_a_wrong_call_of_the_command(run: Callable[..., Any], arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


def test_the_command_names_files_that_cannot_be_read(run: Callable[..., Any]) -> None:
    result = run("one.json", "absent.json")
    assert result.exit_code == 1
    assert "absent.json: cannot be read" in result.stderr


# Time


def many(number: int) -> sr.SitRep:
    """Totals and daily counts of many places, also of women and men."""
    claims = []
    for index in range(number // 4):
        place, day = sr.Place(name=f"Place {index // 50}"), str(date(2024, 1, 1) + timedelta(index % 50))
        claims += [toll(100 + 3 * (index % 50), day, place=place), new(3, day, place=place)]
        claims += [toll(50 + each * (index % 50), day, place=place, sex=sex) for each, sex in ((1, "f"), (2, "m"))]
    return sr.SitRep(claims=claims)


def test_the_time_grows_with_the_number_of_claims() -> None:
    def seconds(report: sr.SitRep) -> float:
        started = time.process_time()
        check(report)
        return time.process_time() - started

    small, large = many(600), many(6_000)
    check(small)
    # It is about 11 times; a machine that is busy may take twice that, pairs of claims would take a hundred times.
    assert min(seconds(large) for _ in range(2)) < 30 * min(seconds(small) for _ in range(3))


# Real data

needs_data = pytest.mark.skipif(not DATA.is_dir(), reason=f"the real data isn't here: {DATA}")

KEEPERS = sr.Source("Tech for Palestine", kind="monitoring_group")
REPORTING = {
    "mohtel": sr.Source("Ministry of Health", kind="health_ministry"),
    "gmotel": sr.Source("Government Media Office", kind="government"),
    "missing": sr.Source("missing", kind="unknown"),
}
SINCE = {"measure": "cumulative", "since": "2023-10-07"}
AID_SITES = {"setting": "aid_site", "measure": "cumulative", "since": "2025-05-27"}
GAZA_TOTALS: dict[str, dict[str, Any]] = {
    "killed_cum": {"outcome": "killed", **SINCE},
    "killed_children_cum": {"outcome": "killed", "age": "0-17", **SINCE},
    "killed_women_cum": {"outcome": "killed", "sex": "f", "age": "18+", **SINCE},
    "med_killed_cum": {"outcome": "killed", "role": "health_worker", **SINCE},
    "press_killed_cum": {"outcome": "killed", "role": "journalist", **SINCE},
    "civdef_killed_cum": {"outcome": "killed", "role": "first_responder", **SINCE},
    "injured_cum": {"outcome": "injured", **SINCE},
    "famine_cum": {"outcome": "killed", "cause": "hunger", **SINCE},
    "child_famine_cum": {"outcome": "killed", "cause": "hunger", "age": "0-17", **SINCE},
    "aid_seeker_killed_cum": {"outcome": "killed", **AID_SITES},
    "aid_seeker_injured_cum": {"outcome": "injured", **AID_SITES},
}
GAZA_DAILY: dict[str, dict[str, Any]] = {
    "killed": {"outcome": "killed"},
    "injured": {"outcome": "injured"},
    "killed_truce_new": {"outcome": "killed", "component": "new"},
    "killed_recovered": {"outcome": "killed", "component": "recovered"},
    "killed_succumbed": {"outcome": "killed", "component": "died_of_wounds"},
    "killed_committee": {"outcome": "killed", "component": "added_by_review"},
}


def told(record: sr.Record, source: sr.Source, document: sr.Document, via: tuple[sr.Source, ...] = ()) -> sr.Claim:
    day = record.period and record.period.edtf.rpartition("/")[2]
    return sr.Claim(record, attributions=[sr.Attribution(source=source, via=via, reported=day, document=document)])


@cache
def gaza() -> sr.SitRep:
    document = sr.Document(title="casualties_daily.json", publisher="Tech for Palestine")
    claims = []
    for row in json.loads((DATA / "casualties_daily.json").read_text(encoding="utf-8")):
        end, source = date.fromisoformat(row["report_date"]), REPORTING[row["report_source"]]
        start = end - timedelta(days=row["report_period"] // 24 - 1) if row["report_period"] else end
        period = f"{start}/{end}"
        nobody = row["report_source"] == "missing"
        for prefix, speaker, via in (("", source, ()), ("ext_", source if nobody else KEEPERS, (KEEPERS,) * nobody)):
            columns = {name: {"period": end, **fields} for name, fields in GAZA_TOTALS.items()}
            if row["report_period"]:
                columns |= {name: {"period": period, "measure": "new", **fields} for name, fields in GAZA_DAILY.items()}
            for column, fields in columns.items():
                if (people := row.get(prefix + column)) is not None:
                    record = sr.Casualty(place=GAZA, people=people, **fields)
                    claims.append(told(record, speaker, document, via))
    return sr.SitRep(claims=claims)


@cache
def west_bank() -> sr.SitRep:
    document = sr.Document(title="west_bank_daily.json", publisher="Tech for Palestine")
    un = sr.Source("UN OCHA", kind="un_agency")
    claims = []
    for row in json.loads((DATA / "west_bank_daily.json").read_text(encoding="utf-8")):
        flash = un if row["flash_source"] == "un" else KEEPERS
        for figures, source, verification in ((row, flash, "flash"), (row.get("verified", {}), un, "verified")):
            for outcome in ("killed", "injured"):
                columns: dict[str, dict[str, Any]] = {
                    f"{outcome}{suffix}{ending}": {**whom, **counted}
                    for suffix, whom in (("", {}), ("_children", {"age": "0-17"}))
                    for ending, counted in (("_cum", SINCE), ("", {"measure": "new"}))
                }
                for name, fields in columns.items():
                    if name in figures:
                        record = sr.Casualty(
                            outcome=outcome,
                            people=figures[name],
                            place="West Bank",
                            period=row["report_date"],
                            verification=verification,
                            **fields,
                        )
                        claims.append(told(record, source, document))
    return sr.SitRep(claims=claims)


@cache
def who() -> sr.SitRep:
    claims = []
    with (DATA / "who_covid_sitrep.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            document = sr.Document(title=f"Situation report {row.pop('SituationReport')}", publisher="WHO")
            day = row.pop("Date")
            for column, cell in row.items():
                if cell.isdigit():
                    place, _, deaths = column.partition("-deaths") if column.endswith("-deaths") else (column, "", None)
                    record = sr.DiseaseCount(
                        disease="COVID-19",
                        kind="case" if deaths is None else "death",
                        place=place,
                        people=int(cell),
                        measure="cumulative",
                        period=day,
                    )
                    claims.append(told(record, sr.Source("WHO", kind="un_agency"), document))
    return sr.SitRep(claims=claims)


SETS = (gaza, west_bank, who)


@cache
def found_in(report: Callable[[], sr.SitRep]) -> tuple[Notice, ...]:
    return check(report())


def records(report: sr.SitRep, notice: Notice) -> list[Any]:
    return [claim.record for each in notice.claims if (claim := report.get(each))]


def of(report: Callable[[], sr.SitRep], *codes: str) -> list[list[Any]]:
    return [records(report(), notice) for notice in found_in(report) if notice.code in codes]


@needs_data
def test_the_counts_on_real_data_are_those_of_the_page() -> None:
    listed = re.findall(
        r"^\| `(\w+)` \| ([\d,]+) \| ([\d,]+) \| ([\d,]+) \|$", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    counts = [Counter(notice.code for notice in found_in(each)) for each in SETS]
    assert {code: [int(number.replace(",", "")) for number in numbers] for code, *numbers in listed} == {
        code: [count[code] for count in counts] for code in CHECKS if any(count[code] for count in counts)
    }


@needs_data
def test_the_women_killed_in_gaza_fall_twice() -> None:
    steps = [
        [(each.people.best, str(each.period)) for each in found]
        for found in of(gaza, "cumulative_falls", "falls_between_sources")
        if found[0].sex == "f"
    ]
    assert steps == [
        [(1_000, "2023-10-19"), (967, "2023-10-21")],
        [(1_032, "2023-10-17"), (1_000, "2023-10-19")],
    ]


@needs_data
def test_seven_days_in_gaza_are_not_the_difference_of_the_totals() -> None:
    days = {}
    for found in of(gaza, "daily_not_difference"):
        before, after, daily = found
        if daily.outcome == "killed":
            days[str(daily.period)] = (daily.people.best, after.people.best - before.people.best)
    assert days.pop("2023-12-18") == (151, 218)  # after a day without a source
    assert days == {
        "2023-12-05": (725, 349),
        "2023-12-08": (313, 310),
        "2023-12-09": (210, 213),
        "2024-01-12": (151, 239),
        "2024-01-16": (158, 185),
        "2024-08-27": (41, 0),
        "2024-08-28": (58, 99),
    }


@needs_data
def test_the_committee_explains_jumps_on_38_days() -> None:
    explained = of(gaza, "jump_explained")
    assert sum(any(each.component == "added_by_review" for each in found) for found in explained) == 38


@needs_data
def test_28_days_in_gaza_have_no_source() -> None:
    found = [each for found in of(gaza, "unsourced") for each in found]
    assert len({each.period.edtf.rpartition("/")[2] for each in found}) == 28


@needs_data
def test_the_two_counts_of_the_west_bank_conflict_on_392_days() -> None:
    killed_in_all = [
        {each.verification: each.people.best for each in found}
        for found in of(west_bank, "figures_conflict", "rivals_far_apart")
        if (found[0].outcome, found[0].age) == ("killed", None)
    ]
    assert len(killed_in_all) == 392
    assert sum(counts["verified"] < counts["flash"] for counts in killed_in_all) == 67
    [toll_of_all] = [
        finding
        for finding in consolidate(west_bank())
        if finding.headline == "Killed, West Bank, cumulative, since 2023-10-07"
    ]
    assert len(toll_of_all.conflicts) == 392


@needs_data
def test_the_who_file_has_46_declines() -> None:
    assert len(of(who, "cumulative_falls")) == 46
