"""What changed from one report to the next."""

from typing import Any

import pytest

import sitrep as sr
from sitrep.pictures.changes import ChangeKind, diff


def claim(record: sr.Record, *sources: str, **attribution: Any) -> sr.Claim:
    return sr.Claim(record, attributions=[sr.Attribution(source=each, **attribution) for each in sources or ("A",)])


def toll(people: Any, period: str = "2023-11-01", **fields: Any) -> sr.Casualty:
    return sr.Casualty(outcome="killed", people=people, place="Gaza Strip", period=period, **fields)


def report(*claims: sr.Claim, **parts: Any) -> sr.SitRep:
    return sr.SitRep(claims=claims, **parts)


def changes(old: sr.SitRep, new: sr.SitRep) -> list[tuple[ChangeKind, str]]:
    return [(change.kind, change.sentence) for change in diff(old, new)]


YESTERDAY = report(claim(toll(8525, "2023-10-31")))


def test_nothing_changed_between_a_report_and_itself() -> None:
    assert diff(YESTERDAY, YESTERDAY) == ()


def test_a_revised_figure_says_by_how_much() -> None:
    today = YESTERDAY | report(claim(toll(8805)))
    assert changes(YESTERDAY, today) == [(ChangeKind.REVISED, "Killed, Gaza Strip: 8,525 → 8,805 (+280)")]


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (sr.Figure(low=10, high=20), sr.Figure(best=25), "10 to 20 → 25 (+5 to +15)"),
        (sr.Figure(low=10), sr.Figure(best=25), "at least 10 → 25 (at most +15)"),
        (sr.Figure(best=10), sr.Figure(low=25), "10 → at least 25 (at least +15)"),
        (sr.Figure(term="scores"), sr.Figure(best=81), "scores → 81"),
        (sr.Figure(best=20), sr.Figure(best=15), "20 → 15 (-5)"),
        (sr.Figure(best=20), sr.Figure(missing="suppressed"), "20 → suppressed"),
    ],
)
def test_a_difference_is_as_vague_as_the_figures(before: sr.Figure, after: sr.Figure, words: str) -> None:
    [change] = diff(report(claim(toll(before, "2023-10-31"))), report(claim(toll(after))))
    assert change.sentence == f"Killed, Gaza Strip: {words}"


def test_a_status_that_changed_names_both() -> None:
    closed = sr.Crossing(name="Rafah", status="closed", period="2023-10-31")
    opened = sr.Crossing(name="Rafah", status="open", period="2023-11-01")
    assert changes(report(claim(closed)), report(claim(closed), claim(opened))) == [
        (ChangeKind.CHANGED, "Rafah crossing: status closed → open")
    ]


def test_a_field_that_was_not_stated_before_is_said() -> None:
    opened = sr.Crossing(name="Rafah", status="open", period="2023-11-01")
    people = sr.Crossing(name="Rafah", people="limited", period="2023-11-01")
    assert changes(report(claim(opened)), report(claim(opened), claim(people))) == [
        (ChangeKind.STATED, "Rafah crossing: people now stated: limited")
    ]


def test_a_new_subject_and_one_that_is_no_longer_reported() -> None:
    shortage = report(claim(sr.Shortage(item="fuel", level="severe")))
    assert changes(YESTERDAY, shortage) == [
        (ChangeKind.NEW, "Shortage of fuel: first reported: severe"),
        (ChangeKind.ABSENT, "Killed, Gaza Strip: no longer reported"),
    ]


def test_disputes_that_arise_and_settle() -> None:
    one, rival = claim(toll(1), "Red Cross"), claim(toll(2), "Government")
    alone, both = report(one), report(one, rival)
    settled = both.retract(rival, "Government", kind="corrected")
    assert ChangeKind.DISPUTED in [kind for kind, _ in changes(alone, both)]
    assert ChangeKind.SETTLED in [kind for kind, _ in changes(both, settled)]
    assert (ChangeKind.RETRACTED, "Killed, Gaza Strip: taken back by Government: 2 people, 2023-11-01") in changes(
        both, settled
    )


def test_a_dispute_names_what_speaks_against_the_value() -> None:
    one, rival = claim(toll(1), "Red Cross", reported="2023-11-02"), claim(toll(2), "Government")
    denial = sr.Claim(toll(1), attributions=[sr.Attribution(source="Army", stance="denies")])
    [disputed] = diff(report(one), report(one, rival, denial).retract(one, "Red Cross", by="A delegate"))
    assert disputed.sentence == (
        "Killed, Gaza Strip: people now disputed, at 1; "
        "2 according to Government; denied by Army; disputed by A delegate"
    )
    assert set(disputed.claims) == {one.id, rival.id}
    assert disputed.to_json()["against"] == ["2 according to Government", "denied by Army", "disputed by A delegate"]


def test_what_is_disputed_from_the_start_says_so() -> None:
    one, rival = claim(toll(1), "Red Cross", reported="2023-11-02"), claim(toll(2), "Government")
    assert changes(report(), report(one, rival)) == [
        (ChangeKind.NEW, "Killed, Gaza Strip: first reported: 1 person, 2023-11-01"),
        (ChangeKind.DISPUTED, "Killed, Gaza Strip: people now disputed, at 1; 2 according to Government"),
    ]
    households = [claim(toll(1, households=number), source) for number, source in ((3, "A"), (4, "B"))]
    found = changes(report(one), report(one, *households))
    assert [kind for kind, _ in found][-2:] == [ChangeKind.STATED, ChangeKind.DISPUTED]
    assert changes(report(), report(claim(toll(1), "Army", stance="denies"))) == [
        (ChangeKind.NEW, "Killed, Gaza Strip: first reported: 1 person, 2023-11-01; denied by Army")
    ]


def test_one_of_several_sources_takes_its_word_back() -> None:
    both = report(claim(toll(1), "Red Cross", "Government"))
    assert changes(both, both.retract(toll(1), "Government")) == [
        (
            ChangeKind.RETRACTED,
            "Killed, Gaza Strip: taken back by Government: 1 person, 2023-11-01; still reported by Red Cross",
        )
    ]
    # That another report has the fact from another source takes nothing back.
    assert changes(both, report(claim(toll(1), "Red Cross"))) == []


def test_a_field_that_is_no_longer_stated_is_said() -> None:
    opened = sr.Crossing(name="Rafah", status="open", people="limited", period="2023-11-01")
    later = sr.Crossing(name="Rafah", status="open", period="2023-11-02")
    assert changes(report(claim(opened)), report(claim(later))) == [
        (ChangeKind.ABSENT, "Rafah crossing: people no longer stated; it was limited")
    ]


def test_a_value_that_more_independent_sources_state() -> None:
    alone = report(claim(toll(1), "Red Cross"))
    assert changes(alone, alone | report(claim(toll(1), "Government"))) == [
        (ChangeKind.CORROBORATED, "Killed, Gaza Strip: people 1 now has more independent sources")
    ]
    relayed = report(claim(toll(1), "Red Cross", via=["An outlet"]))
    assert changes(alone, alone | relayed) == []


def test_what_had_an_open_end_and_has_one_has_ended() -> None:
    going_on = report(claim(sr.Incident(kind="siege", period="2023-10-09/..")))
    over = going_on | report(claim(sr.Incident(kind="siege", period="2023-10-09/2025-01-19"), reported="2025-01-19"))
    sentence = "Siege: ended: 2023-10-09 to 2025-01-19"
    assert (ChangeKind.ENDED, sentence) in changes(going_on, over)


def test_a_change_can_be_written_as_json() -> None:
    [change] = diff(YESTERDAY, YESTERDAY | report(claim(toll(8805))))
    assert change.to_json() == {
        "kind": "revised",
        "sentence": "Killed, Gaza Strip: 8,525 → 8,805 (+280)",
        "claims": [toll(8805).id],
        "field": "people",
        "before": {"best": 8525},
        "after": {"best": 8805},
        "difference": {"low": 280, "high": 280},
    }


@pytest.mark.parametrize("given", [1, "old.json", None])
def test_only_reports_have_changes(given: Any) -> None:
    for pair in ((given, sr.SitRep()), (sr.SitRep(), given)):
        with pytest.raises(sr.InvalidError, match="is refused; expected a SitRep"):
            sr.diff(*pair)


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        (
            sr.Displacement(households=5, period="2024-03-01"),
            sr.Displacement(households=6, period="2024-03-02"),
            "Displacement: households 5 → 6 (+1)",
        ),
        (
            sr.Funding(kind="gap", amount=sr.Figure(best=5, unit="USD"), period="2024-03-01"),
            sr.Funding(kind="gap", amount=sr.Figure(best=3, unit="USD"), period="2024-03-02"),
            "Funding gap: amount USD 5 → USD 3 (-2)",
        ),
        (
            sr.Assistance(activity="food_distribution", quantity=sr.Figure(best=5, unit="trucks"), period="2024-03-01"),
            sr.Assistance(activity="food_distribution", quantity=sr.Figure(best=9, unit="tonnes"), period="2024-03-02"),
            "Food distribution: quantity now stated: 9 tonnes",
        ),
        (
            sr.Shortage(item="water", days_left=3, period="2024-03-01"),
            sr.Shortage(item="water", days_left=1, period="2024-03-02"),
            "Shortage of drinking water: days left 3 days → 1 day (-2)",
        ),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_a_revision_names_what_is_counted_where_that_isnt_people(
    before: sr.Record, after: sr.Record, sentence: str
) -> None:
    old, new = (sr.SitRep(claims=[claim(each)]) for each in (before, after))
    assert [str(change) for change in diff(old, old | new)] == [sentence]
