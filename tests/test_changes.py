"""What changed from one report to the next."""

from typing import Any

import pytest
from builders import claim_of, report_of

import sitrep as sr
from sitrep.pictures.changes import ChangeKind, diff


def toll(people: Any, period: str = "2023-11-01", **fields: Any) -> sr.Casualty:
    return sr.Casualty(outcome="killed", people=people, place="Gaza Strip", period=period, **fields)


def changes(old: sr.SitRep, new: sr.SitRep) -> list[tuple[ChangeKind, str]]:
    return [(change.kind, change.sentence) for change in diff(old, new)]


YESTERDAY = report_of(claim_of(toll(8525, "2023-10-31")))


def test_nothing_changed_between_a_report_and_itself() -> None:
    assert diff(YESTERDAY, YESTERDAY) == ()


def test_a_revised_figure_says_by_how_much() -> None:
    today = YESTERDAY | report_of(claim_of(toll(8805)))
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
    [change] = diff(report_of(claim_of(toll(before, "2023-10-31"))), report_of(claim_of(toll(after))))
    assert change.sentence == f"Killed, Gaza Strip: {words}"


def test_a_status_that_changed_names_both() -> None:
    closed = sr.Crossing(name="Rafah", status="closed", period="2023-10-31")
    opened = sr.Crossing(name="Rafah", status="open", period="2023-11-01")
    assert changes(report_of(claim_of(closed)), report_of(claim_of(closed), claim_of(opened))) == [
        (ChangeKind.CHANGED, "Rafah crossing: status closed → open")
    ]


def test_a_field_that_was_not_stated_before_is_said() -> None:
    opened = sr.Crossing(name="Rafah", status="open", period="2023-11-01")
    people = sr.Crossing(name="Rafah", people="limited", period="2023-11-01")
    assert changes(report_of(claim_of(opened)), report_of(claim_of(opened), claim_of(people))) == [
        (ChangeKind.STATED, "Rafah crossing: people now stated: limited")
    ]


def test_a_new_subject_and_one_that_is_no_longer_reported() -> None:
    shortage = report_of(claim_of(sr.Shortage(item="fuel", level="severe")))
    assert changes(YESTERDAY, shortage) == [
        (ChangeKind.NEW, "Shortage of fuel: first reported: severe"),
        (ChangeKind.ABSENT, "Killed, Gaza Strip: no longer reported"),
    ]


def test_disputes_that_arise_and_settle() -> None:
    one, rival = claim_of(toll(1), "Red Cross"), claim_of(toll(2), "Government")
    alone, both = report_of(one), report_of(one, rival)
    settled = both.retract(rival, "Government", kind="corrected")
    assert ChangeKind.DISPUTED in [kind for kind, _ in changes(alone, both)]
    assert ChangeKind.SETTLED in [kind for kind, _ in changes(both, settled)]
    assert (ChangeKind.RETRACTED, "Killed, Gaza Strip: taken back by Government: 2 people, 2023-11-01") in changes(
        both, settled
    )


def test_a_dispute_names_what_speaks_against_the_value() -> None:
    one, rival = claim_of(toll(1), "Red Cross", reported="2023-11-02"), claim_of(toll(2), "Government")
    denial = sr.Claim(toll(1), attributions=[sr.Attribution(source="Army", stance="denies")])
    [disputed] = diff(report_of(one), report_of(one, rival, denial).retract(one, "Red Cross", by="A delegate"))
    assert disputed.sentence == (
        "Killed, Gaza Strip: people now disputed, at 1; "
        "2 according to Government; denied by Army; disputed by A delegate"
    )
    assert set(disputed.claims) == {one.id, rival.id}
    assert disputed.to_json()["against"] == ["2 according to Government", "denied by Army", "disputed by A delegate"]


def test_what_is_disputed_from_the_start_says_so() -> None:
    one, rival = claim_of(toll(1), "Red Cross", reported="2023-11-02"), claim_of(toll(2), "Government")
    assert changes(report_of(), report_of(one, rival)) == [
        (ChangeKind.NEW, "Killed, Gaza Strip: first reported: 1 person, 2023-11-01"),
        (ChangeKind.DISPUTED, "Killed, Gaza Strip: people now disputed, at 1; 2 according to Government"),
    ]
    households = [claim_of(toll(1, households=number), source) for number, source in ((3, "A"), (4, "B"))]
    found = changes(report_of(one), report_of(one, *households))
    assert [kind for kind, _ in found][-2:] == [ChangeKind.STATED, ChangeKind.DISPUTED]
    assert changes(report_of(), report_of(claim_of(toll(1), "Army", stance="denies"))) == [
        (ChangeKind.NEW, "Killed, Gaza Strip: first reported: 1 person, 2023-11-01; denied by Army")
    ]


def test_one_of_several_sources_takes_its_word_back() -> None:
    both = report_of(claim_of(toll(1), "Red Cross", "Government"))
    assert changes(both, both.retract(toll(1), "Government")) == [
        (
            ChangeKind.RETRACTED,
            "Killed, Gaza Strip: taken back by Government: 1 person, 2023-11-01; still reported by Red Cross",
        )
    ]
    # That another report has the fact from fewer sources takes nothing back.
    assert changes(both, report_of(claim_of(toll(1), "Red Cross"))) == [
        (ChangeKind.WEAKENED, "Killed, Gaza Strip: people 1 now has fewer independent sources")
    ]


def test_a_field_that_is_no_longer_stated_is_said() -> None:
    opened = sr.Crossing(name="Rafah", status="open", people="limited", period="2023-11-01")
    later = sr.Crossing(name="Rafah", status="open", period="2023-11-02")
    assert changes(report_of(claim_of(opened)), report_of(claim_of(later))) == [
        (ChangeKind.RESTATED, "Rafah crossing, 2023-11-02: status still open"),
        (ChangeKind.ABSENT, "Rafah crossing: people no longer stated; it was limited"),
    ]


def test_a_value_that_more_independent_sources_state() -> None:
    alone = report_of(claim_of(toll(1), "Red Cross"))
    assert changes(alone, alone | report_of(claim_of(toll(1), "Government"))) == [
        (ChangeKind.CORROBORATED, "Killed, Gaza Strip: people 1 now has more independent sources")
    ]
    relayed = report_of(claim_of(toll(1), "Red Cross", via=["An outlet"]))
    assert changes(alone, alone | relayed) == []


def test_what_had_an_open_end_and_has_one_has_ended() -> None:
    going_on = report_of(claim_of(sr.Incident(kind="siege", period="2023-10-09/..")))
    over = going_on | report_of(
        claim_of(sr.Incident(kind="siege", period="2023-10-09/2025-01-19"), reported="2025-01-19")
    )
    sentence = "Siege: ended: 2023-10-09 to 2025-01-19"
    assert (ChangeKind.ENDED, sentence) in changes(going_on, over)


def test_a_change_can_be_written_as_json() -> None:
    [change] = diff(YESTERDAY, YESTERDAY | report_of(claim_of(toll(8805))))
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
            sr.Assistance(activity="food_distribution", quantity=sr.Figure(best=9, unit="trucks"), period="2024-03-02"),
            "Food distribution: quantity 5 trucks → 9 trucks (+4)",
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
    old, new = (sr.SitRep(claims=[claim_of(each)]) for each in (before, after))
    assert [str(change) for change in diff(old, old | new)] == [sentence]


def series(*days: tuple[int, Any], reported: str | None = None) -> sr.SitRep:
    """A file of figures: one a day, each as its source gave it."""
    return report_of(
        *(
            claim_of(
                toll(people, f"2024-04-{day}", measure="cumulative", since="2024-01-01"), "Tracker", reported=reported
            )
            for day, people in days
        )
    )


PAST = "Killed, Gaza Strip, cumulative, since 2024-01-01"


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ([(20, 900), (24, 930)], [(20, 600), (24, 930)], [f"{PAST}, 2024-04-20: 900 → 600 (-300)"]),
        ([(20, 900), (24, 930)], [(24, 930)], [f"{PAST}, 2024-04-20: people no longer stated; it was 900"]),
        ([(24, 930)], [(20, 900), (24, 930)], [f"{PAST}, 2024-04-20: people now stated: 900"]),
        # What stood is the past of a later value.
        ([(20, 900)], [(20, 900), (24, 930)], [f"{PAST}: 900 → 930 (+30)"]),
        ([(20, 900)], [(24, 930)], [f"{PAST}: 900 → 930 (+30)"]),
        ([(20, 900)], [(20, 800), (24, 930)], [f"{PAST}: 900 → 930 (+30)", f"{PAST}, 2024-04-20: 900 → 800 (-100)"]),
        ([(20, 900)], [(20, 900), (24, 900)], [f"{PAST}, 2024-04-24: still 900"]),
        # The newest went, and an earlier one stands again.
        (
            [(20, 900), (24, 930)],
            [(20, 900)],
            [f"{PAST}: 930 → 900 (-30)", f"{PAST}, 2024-04-24: people no longer stated; it was 930"],
        ),
        ([(20, 900), (24, 900)], [(20, 900)], [f"{PAST}, 2024-04-24: people no longer stated; it was 900"]),
    ],
)
def test_what_is_said_of_the_past_is_compared_too(before: Any, after: Any, told: list[str]) -> None:
    assert [str(change) for change in diff(series(*before), series(*after))] == told


def test_a_past_that_was_revised_is_written_with_its_time() -> None:
    [change] = diff(series((20, 900), (24, 930)), series((20, 600), (24, 930)))
    assert change.to_json() == {
        "kind": "revised",
        "sentence": f"{PAST}, 2024-04-20: 900 → 600 (-300)",
        "claims": [series((20, 600)).claims[0].id],
        "field": "people",
        "before": {"best": 900},
        "after": {"best": 600},
        "difference": {"low": -300, "high": -300},
        "period": "2024-04-20",
    }


def test_of_two_versions_of_a_file_the_later_word_stands_and_the_earlier_is_history() -> None:
    earlier = series((20, 900), (24, 930), reported="2024-04-25")
    later = series((20, 600), (24, 930), reported="2024-05-02")
    [finding] = sr.picture(earlier | later)
    assert not finding.conflicts
    assert [
        (str(state.period), state.current.held.best, state.is_superseded) for state in finding["people"].states
    ] == [
        ("2024-04-24", 930, False),
        ("2024-04-20", 600, False),
        ("2024-04-20", 900, True),
    ]
    assert [str(change) for change in diff(earlier, earlier | later)] == [f"{PAST}, 2024-04-20: 900 → 600 (-300)"]
    assert [str(change) for change in diff(later, earlier | later)] == [f"{PAST}, 2024-04-20: people now stated: 900"]


@pytest.mark.parametrize(
    ("source", "day", "people"),
    [("Another", "2024-05-02", 600), ("Tracker", "2024-04-25", 600), ("Tracker", None, 600)],
)
def test_another_source_the_same_day_and_no_date_replace_nothing(source: str, day: str | None, people: int) -> None:
    first = claim_of(toll(900), "Tracker", reported="2024-04-25")
    [finding] = sr.picture(report_of(first, claim_of(toll(people), source, reported=day)))
    assert len(finding.conflicts) == 1


def test_what_agrees_with_a_later_word_is_no_earlier_one() -> None:
    about = claim_of(toll(sr.Figure(best=90, approximate=True)), "Tracker", reported="2024-04-25")
    exactly = claim_of(toll(87), "Tracker", reported="2024-05-02")
    suppressed = claim_of(toll(sr.Figure(missing="suppressed")), "Tracker", reported="2024-05-03")
    [finding] = sr.picture(report_of(about, exactly, suppressed))
    assert [len(state.options) for state in finding["people"].states] == [2]


def test_a_value_that_agrees_and_is_added_or_gone_is_told() -> None:
    about, exactly = claim_of(toll(sr.Figure(best=90, approximate=True)), reported="2024-05-02"), claim_of(toll(87))
    one, both = report_of(about), report_of(about, exactly)
    assert changes(one, both) == [
        (ChangeKind.STATED, "Killed, Gaza Strip: people now also stated as 87, beside about 90")
    ]
    assert changes(both, one) == [
        (ChangeKind.ABSENT, "Killed, Gaza Strip: people no longer stated as 87, beside about 90")
    ]


def test_another_rival_of_what_was_disputed_is_told() -> None:
    one = claim_of(toll(1), "Red Cross", reported="2023-11-02")
    old, new = (report_of(one, claim_of(toll(people), "Government")) for people in (2, 3))
    assert changes(old, new) == [
        (ChangeKind.DISPUTED, "Killed, Gaza Strip: people now disputed, at 1; 3 according to Government")
    ]


def test_a_denial_of_what_nobody_asserts_is_told() -> None:
    one = claim_of(toll(1), "Red Cross")
    both = report_of(one, sr.Claim(toll(7), attributions=[sr.Attribution(source="Army", stance="denies")]))
    assert changes(report_of(one), both) == [(ChangeKind.DISPUTED, "Killed, Gaza Strip: now denied by Army")]
    assert changes(both, report_of(one)) == [(ChangeKind.SETTLED, "Killed, Gaza Strip: no longer denied by Army")]


def test_what_took_place_is_told_with_its_day() -> None:
    first, second = (claim_of(sr.Incident(kind="siege", period=f"2024-03-0{day}")) for day in (1, 2))
    assert changes(report_of(first), report_of(first, second)) == [
        (ChangeKind.STATED, "Siege, 2024-03-02: now reported")
    ]
    assert changes(report_of(first, second), report_of(second)) == [
        (ChangeKind.ABSENT, "Siege, 2024-03-01: no longer reported")
    ]
    assert changes(report_of(first), report_of(second)) == [(ChangeKind.STATED, "Siege, 2024-03-02: now reported")]


def test_subjects_that_are_held_to_be_the_same_and_no_longer() -> None:
    one, other = (claim_of(sr.Crossing(name=name, status="open", period="2023-11-01")) for name in ("Rafah", "رفح"))
    apart = report_of(one, other)
    joined = apart.link(one, other, by="OCHA")
    [told] = diff(apart, joined)
    assert told.kind == "joined"
    assert "held to be the same as" in told.sentence
    assert [change.kind for change in diff(joined, apart)] == ["parted"]
    clashing = joined.link(one, other, by="A mapper", same=False)
    [clash] = diff(joined, clashing)
    assert clash.kind == "disputed"
    assert clash.sentence.endswith("by OCHA, and not to be by A mapper")
    assert [change.kind for change in diff(clashing, joined)] == ["settled"]
