"""Choosing facts of a report: a part of it, whole claims, and what hangs on them."""

from typing import Any

import pytest
from hypothesis import given, strategies as st

import sitrep as sr
from sitrep.records import Theme
from sitrep.reference import rafah
from sitrep.selection import themes
from sitrep.testing import strategies

ASKED = st.fixed_dictionaries(
    {},
    optional={
        "type": st.sampled_from([sr.Casualty, sr.Count, "shortage", (sr.Crossing, "evacuation")]),
        "theme": st.sampled_from([*Theme]).filter(lambda theme: theme in themes()),
        "place": st.sampled_from(["Rafah", "PSE", sr.Place(country="PSE")]),
        "period": st.sampled_from(["2023", "2023-10-07/..", "../2024-01-01"]),
        "source": st.sampled_from(["AFP", sr.Source("Reuters")]),
    },
)


@given(strategies.sitreps(), ASKED)
def test_what_is_chosen_is_a_part_of_the_report_and_choosing_again_changes_nothing(
    report: sr.SitRep, asked: dict[str, Any]
) -> None:
    chosen = report.where(**asked)
    assert chosen <= report
    assert chosen.where(**asked) == chosen
    assert all(claim == report.get(claim.id) for claim in chosen)


@given(strategies.sitreps(), ASKED, ASKED)
def test_conditions_may_be_given_one_after_another_in_any_order(
    report: sr.SitRep, one: dict[str, Any], other: dict[str, Any]
) -> None:
    assert report.where(**one).where(**other).claims == report.where(**other).where(**one).claims


@given(strategies.sitreps())
def test_no_condition_chooses_everything_and_the_latest_are_a_part(report: sr.SitRep) -> None:
    assert report.where() is report
    newest = sr.latest(report)
    assert newest <= report
    assert {claim.subject for claim in newest} == {claim.subject for claim in report} or report.links


def killed(**given: Any) -> sr.Casualty:
    return sr.Casualty(outcome="killed", people=5, **given)


def chosen(records: list[sr.Record], **asked: Any) -> list[sr.Record]:
    report = sr.SitRep(claims=[sr.Claim(each, attributions=["AFP"]) for each in records])
    return [claim.record for claim in report.where(**asked)]


GAZA = sr.Place(name="Gaza Strip", country="PSE", pcode="PS02")
IN_GAZA = killed(place=sr.Place(name="Rafah", pcode="PS0245", country="PSE"), period="2023-11-01")
ELSEWHERE = killed(place=sr.Place(name="Cairo", country="EGY"), period="2023-11-03")
UNDATED = killed(place="Nowhere")


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"place": "rafah"}, [IN_GAZA]),
        ({"place": "PS02"}, [IN_GAZA]),
        ({"place": sr.Place(pcode="PS02")}, [IN_GAZA]),
        ({"place": "Palestine"}, [IN_GAZA]),
        ({"place": ["EGY", "Nowhere"]}, [ELSEWHERE, UNDATED]),
        ({"period": "2023-11-02/.."}, [ELSEWHERE]),
        ({"source": "afp", "place": "Cairo"}, [ELSEWHERE]),
        ({"source": "Reuters"}, []),
        ({"theme": "casual"}, [IN_GAZA, ELSEWHERE, UNDATED]),
        ({"type": "shortage"}, []),
    ],
)
def test_facts_are_chosen_by_what_they_say(asked: dict[str, Any], expected: list[sr.Record]) -> None:
    assert {each.id for each in chosen([IN_GAZA, ELSEWHERE, UNDATED], **asked)} == {each.id for each in expected}


def test_a_place_may_be_that_of_a_crossing_or_a_country_on_its_side() -> None:
    crossing = sr.Crossing(name="Rafah", between=("EGY", "PSE"), status="open")
    assert chosen([crossing], place="Rafah") == [crossing]
    assert chosen([crossing], place="Egypt") == [crossing]
    assert chosen([crossing], place="Kenya") == []


@pytest.mark.parametrize("asked", [{"type": "shortages"}, {"theme": "weather"}, {"type": 5}])
def test_a_type_or_theme_that_there_is_not_is_refused(asked: dict[str, Any]) -> None:
    with pytest.raises(sr.InvalidError, match=next(iter(asked))):
        rafah().where(**asked)


def test_notes_links_and_withdrawals_stay_with_the_claims_that_they_are_about() -> None:
    one, other = sr.Claim(IN_GAZA, attributions=["AFP"]), sr.Claim(ELSEWHERE, attributions=["AFP"])
    notes = [sr.Note("One.", about=[one]), sr.Note("Other.", about=[other]), sr.Note("Both.")]
    report = sr.SitRep(claims=[one, other], notes=notes).retract(one, "AFP").retract(other, "AFP")
    part = report.where(place="Cairo")
    assert {note.text for note in part.notes} == {"Other.", "Both."}
    assert [each.claim for each in part.retractions] == [other.id]


def test_the_latest_keep_conflicts_and_leave_out_what_was_replaced() -> None:
    old = sr.Claim(killed(period="2024-01-01"), attributions=["AFP"])
    now = sr.Claim(killed(period="2024-01-02"), attributions=["AFP"])
    rival = sr.Claim(sr.Casualty(outcome="killed", people=90, period="2024-01-02"), attributions=["Reuters"])
    assert sr.latest(sr.SitRep(claims=[old, now, rival])) == sr.SitRep(claims=[now, rival])
