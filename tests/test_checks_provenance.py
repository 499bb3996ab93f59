"""Checks of where figures come from, how old they are, and of codes."""

from typing import Any

import pytest
from claims_to_check import about, deaths, finds, new_deaths, notices, tabled, toll

import sitrep as sr
from sitrep.checks import Thresholds
from sitrep.evidence.excerpts import figures_in

# Provenance


def test_nobody_answers_for_a_figure() -> None:
    assert finds("unsourced", deaths(1, source=sr.Source("Rumour", kind="unknown")))
    anonymous = sr.Source("An official", anonymous=True)
    assert not finds("unsourced", deaths(1, source=anonymous))
    assert finds("unsourced", tabled(deaths(1).record, anonymous, document=None))
    assert not finds("unsourced", deaths(1))
    assert finds("no_document", tabled(deaths(1).record, document=None))
    assert not finds("no_document", deaths(1))


def test_two_that_relay_one_are_one_source() -> None:
    record = deaths(5).record
    relayed = [sr.Attribution(source=name, via=["Reuters"]) for name in ("A", "B")]
    assert finds("single_source", sr.Claim(record, attributions=relayed))
    assert not finds("single_source", sr.Claim(record, attributions=["A", "B"]))
    assert not finds("single_source", deaths(about(5)), deaths(5, source="B"))
    assert finds("single_source", deaths(5), deaths(6, source="B"))
    assert not notices("single_source", [deaths(5)], Thresholds(independent_sources=1))


def headed(issued: str) -> dict[str, Any]:
    return {"headers": [sr.Header(title="Update", issued="2023-01-01"), sr.Header(title="Update", data_as_of=issued)]}


def test_what_goes_on_becomes_stale() -> None:
    crossing = tabled(sr.Crossing(name="X", status="open", period="2024-03-02"))
    for claim in (crossing, toll(5), deaths(5, measure="current")):
        assert finds("stale", claim, **headed("2024-04-01"))
        assert not finds("stale", claim, **headed("2024-03-10"))
        assert not finds("stale", claim)
    for claim in (
        new_deaths(5),
        deaths(5),
        toll(5, "2024-03-02/.."),
        deaths(5, None, measure="current"),
        deaths(5, measure="current", modality="forecast"),
        tabled(sr.Shortage(item="water", cause="drought", period="2024-03-02")),
        tabled(sr.Statement(actor="A", act="warns", topic="b", period="2024-03-02")),
    ):
        assert not finds("stale", claim, **headed("2024-04-01"))
    assert not finds(
        "stale", crossing, tabled(sr.Crossing(name="X", goods="open", period="2024-04-01")), **headed("2024-04-01")
    )


def test_that_a_figure_is_missing_is_no_word_on_it() -> None:
    missing = toll(sr.Figure(missing="not_reported"), "2024-03-31")
    assert finds("stale", toll(5), missing, **headed("2024-04-01"))
    assert not finds("stale", toll(5), toll(6, "2024-03-31"), **headed("2024-04-01"))
    assert not finds("stale", missing, **headed("2024-05-01"))


def test_a_report_without_a_head_is_as_new_as_its_newest_word() -> None:
    crossing = tabled(sr.Crossing(name="X", status="open", period="2024-04-01"))
    assert finds("stale", toll(5), crossing)
    assert not finds("stale", toll(5, "2024-03-30"), crossing)
    assert not finds("stale", toll(5), tabled(crossing.record, reported=None))
    assert not finds("stale", toll(5), crossing, headers=[sr.Header(title="Old", issued="2024-03-05")])


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
    claim = tabled(sr.Crossing(name="X", status="open", period=period), reported=reported)
    assert finds("dated_in_future", claim) == found
    assert not finds("dated_in_future", tabled(claim.record.replace(modality="planned"), reported=reported))


def test_the_document_dates_what_has_no_date_of_its_own() -> None:
    document = sr.Document(title="A", published="2024-03-01")
    assert finds("dated_in_future", tabled(deaths(5).record, document=document, reported=None))


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
    assert finds("vague_made_exact", deaths(people, excerpt=excerpt)) == found


def test_words_in_a_language_that_is_not_read_are_left_alone() -> None:
    claim = tabled(deaths(40).record, document=sr.Document(title="A", language="tr"), excerpt="scores")
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
    assert finds("pcode_outside_country", deaths(1, place=place)) == found
    assert finds("pcode_outside_country", tabled(sr.Evacuation(origin=place, people=5))) == found


def test_a_code_is_a_near_miss() -> None:
    [notice] = notices("near_miss_code", [deaths(2, role="jurnalist"), deaths(3, "2024-03-03", role="jurnalist")])
    assert notice.sentence == "'jurnalist', in 2 facts, is no listed code of Role. Did you mean 'journalist'?"
    assert finds("near_miss_code", deaths(2, source=sr.Source("A", kind="news_agncy")))
    assert finds("near_miss_code", tabled(sr.Crossing(name="X", allowed_through=["patiens"])))
    quantity = sr.Figure(best=2, unit="tonne")
    assert finds("near_miss_code", tabled(sr.Assistance(activity="delivery", quantity=quantity)))
    assert not finds("near_miss_code", deaths(2, role="journalist"), deaths(2, role="taxi_driver"))
    [notice] = notices("near_miss_code", [tabled(sr.Shortage(item="fule", level="severe"))])
    assert "'fuel'" in notice.sentence


def test_another_word_for_a_listed_code_is_asked_about() -> None:
    [notice] = notices("near_miss_code", [deaths(2, outcome="wounded")])
    assert "'wounded', in 1 fact, is no listed code of Outcome: it is another word for 'injured'" in notice.sentence
    assert finds("near_miss_code", deaths(2, outcome="deaths"))
    assert finds("near_miss_code", tabled(sr.Shortage(item="drinking_water", level="severe")))
    with pytest.raises(sr.InvalidError, match="Did you mean 'f'"):
        deaths(2, sex="female")


def test_letters_that_nobody_sees_are_told_unless_a_spelling_has_them() -> None:
    for unseen in "\U000e0041\u3164\u115f\u200d\ufe0f\u034f\u2800":
        [notice] = notices("unseen_letters", [deaths(2, place=f"Ra{unseen}fah")])
        assert f"“Ra⟨U+{ord(unseen):04X}⟩fah”" in notice.sentence
    assert finds("unseen_letters", deaths(2, source=sr.Source("WHO\U000e0041")))
    assert not finds(
        "unseen_letters", deaths(2, place="می\u200cدان"), deaths(3, place="葛\U000e0100城", day="2024-03-03")
    )
