"""Choosing among values: every policy decides, and says why."""

from itertools import permutations
from typing import Any

import pytest
from builders import claim_of, killed, said_by
from hypothesis import given, strategies as st

import sitrep as sr
from sitrep.pictures.consolidation import as_known
from sitrep.pictures.policies import (
    Policy,
    best_corroborated,
    by_source_kind,
    count_independent,
    highest,
    lowest,
    most_reliable,
    newest,
    preferred,
)

EARLY = claim_of(
    killed(1), said_by(sr.Source("Red Cross", kind="red_cross_red_crescent", reliability="A"), reported="2023-11-01")
)
LATE = claim_of(killed(3), said_by(sr.Source("Radio", kind="news_media", reliability="D"), reported="2023-11-03"))
OFTEN = claim_of(killed(2), said_by("AFP", reported="2023-11-02"), said_by("Government", reported="2023-11-02"))
RIVALS = [EARLY, LATE, OFTEN]


def chosen(policy: Policy, *claims: sr.Claim) -> tuple[Any, str]:
    [finding] = sr.picture(sr.SitRep(claims=claims or RIVALS), policy)
    state = finding["people"].current
    return state.current.held.best, state.reason


@pytest.mark.parametrize(
    ("policy", "value", "reason"),
    [
        (newest, 3, "newest: reported 2023-11-03"),
        (most_reliable, 1, "most reliable: reliability A, credibility 6"),
        (best_corroborated, 2, "best corroborated: independent sources: 2"),
        (highest, 3, "highest: 3 people"),
        (lowest, 1, "lowest: 1 person"),
        (preferred("Government", "Radio"), 2, "preferred source: Government"),
        (preferred("Nobody", "Radio"), 3, "preferred source: Radio"),
        (by_source_kind("red_cross_red_crescent", "news_media"), 1, "source kind: Red Cross or Red Crescent"),
        (by_source_kind("government", "news_media", "red_cross_red_crescent"), 3, "source kind: news media"),
    ],
    ids=str,
)
def test_a_policy_chooses_and_says_why(policy: Policy, value: int, reason: str) -> None:
    assert chosen(policy) == (value, reason)


def test_a_value_without_rivals_needs_no_choice() -> None:
    assert chosen(newest, EARLY) == (1, "the only value")


def test_a_policy_breaks_the_ties_of_another() -> None:
    one = claim_of(killed(5), said_by(sr.Source("A", reliability="B"), reported="2023-11-01"))
    other = claim_of(killed(6), said_by(sr.Source("B", reliability="A"), reported="2023-11-01"))
    assert chosen(newest.then(most_reliable), one, other)[0] == 6
    assert chosen(newest.then(most_reliable.then(lowest)), one, other) == chosen(
        newest.then(most_reliable).then(lowest), one, other
    )
    assert str(newest.then(most_reliable)) == "newest, then most reliable"


@pytest.mark.parametrize("policy", [newest, most_reliable, best_corroborated, highest, preferred("X")], ids=str)
def test_what_a_policy_leaves_undecided_hangs_on_no_order(policy: Policy) -> None:
    equal = [claim_of(killed(people), said_by("One", reported="2023-11-01")) for people in (5, 6, 7)]
    assert len({chosen(policy, *order) for order in permutations(equal)}) == 1


def test_users_write_their_own() -> None:
    even = Policy("even", lambda option: option.held.best % 2 == 0, lambda option: "an even number")
    assert chosen(even) == (2, "even: an even number")


@pytest.mark.parametrize(
    ("attributions", "number"),
    [
        pytest.param([said_by("MoH"), said_by("OCHA")], 2, id="two sources"),
        pytest.param([said_by("MoH", via=["AFP"]), said_by("MoH", via=["Reuters"])], 1, id="one source, two relays"),
        pytest.param([said_by(outlet, via=["AFP"]) for outlet in ("X", "Y", "Z")], 1, id="three outlets of one agency"),
        pytest.param([said_by("AFP", document=sr.Document(title=each)) for each in "XY"], 1, id="two documents"),
        pytest.param([said_by("A", via=["R"]), said_by("B", via=["S"]), said_by("C", via=["R", "S"])], 1, id="a chain"),
        pytest.param([], 0, id="none"),
    ],
)
def test_sources_that_hang_together_count_once(attributions: list[sr.Attribution], number: int) -> None:
    assert count_independent(attributions) == number
    assert count_independent(reversed(attributions)) == number


names = st.sampled_from("ABCDEF")


def groups_of(attributions: list[sr.Attribution]) -> int:
    """How many groups there are, joined one by one."""
    groups: list[set[str]] = []
    for attribution in attributions:
        spoken = {attribution.source.name, *(relay.name for relay in attribution.via)}
        groups = [
            *(group for group in groups if not group & spoken),
            spoken.union(*(group for group in groups if group & spoken)),
        ]
    return len(groups)


@given(st.lists(st.builds(said_by, names, via=st.lists(names, max_size=2)), max_size=8))
def test_groups_are_those_that_share_a_source_or_a_relay(attributions: list[sr.Attribution]) -> None:
    assert count_independent(attributions) == groups_of(attributions)


def test_what_was_known_when_and_what_held_when() -> None:
    first = claim_of(killed(1, "2023-11-01"), said_by("A", reported="2023-11-01"))
    corrected = claim_of(killed(2, "2023-11-01"), said_by("A", reported="2023-11-04"))
    later = claim_of(killed(9, "2023-11-06"), said_by("A", reported="2023-11-06"))
    undated = claim_of(killed(7, "2023-11-01"), said_by("A"))
    report = sr.SitRep(claims=[first, corrected, later, undated])

    def believed(**when: Any) -> list[list[int]]:
        [finding] = sr.picture(report, **when)
        return [sorted(option.held.best for option in state.options) for state in finding["people"].states]

    assert believed(at="2023-11-01", known_at="2023-11-03") == [[1]]
    assert believed(at="2023-11-01", known_at="2023-11-05") == [[2], [1]]
    assert believed(known_at="2023-11-07") == [[9], [2], [1]]
    # What has no date is earlier than nothing.
    assert believed(at="2023-11-01") == [[2, 7], [1]]


def test_what_has_no_date_was_not_known() -> None:
    link = sr.Link([EARLY, claim_of(killed(1, "2023-10-01"), said_by("A")).record.replace(place="Here")], by="A")
    header, note = sr.Header(title="Undated"), sr.Note("A narrative has no date.")
    dated = sr.Header(title="Dated", issued="2023-11-01")
    report = sr.SitRep(
        headers=[header, dated], claims=[EARLY, claim_of(killed(4), said_by("A"))], links=[link], notes=[note]
    )
    assert as_known(report, "2023-11-30") == sr.SitRep(headers=[dated], claims=[EARLY])


def test_a_withdrawal_counts_from_when_it_was_known() -> None:
    report = sr.SitRep(claims=RIVALS).retract(LATE, "Radio", at="2023-11-05")
    assert chosen(newest) == (3, "newest: reported 2023-11-03")
    [before] = sr.picture(report, newest, known_at="2023-11-04")
    [after] = sr.picture(report, newest, known_at="2023-11-05")
    assert before["people"].current.current.held.best == 3
    assert after["people"].current.current.held.best == 2


def test_a_state_names_who_agrees_who_rivals_and_who_denies() -> None:
    about_90 = claim_of(
        killed(sr.Figure(best=90, approximate=True)), said_by("A", reported="2023-11-02"), said_by("D", stance="denies")
    )
    near, far = (
        claim_of(killed(87), said_by("B", reported="2023-11-01")),
        claim_of(killed(300), said_by("C", reported="2023-11-01")),
    )
    [finding] = sr.picture(sr.SitRep(claims=[about_90, near, far]))
    state = finding["people"].current
    assert state.current.claims == (about_90,)
    assert [option.held.best for option in state.agreeing] == [87]
    assert [option.held.best for option in state.rivals] == [300]
    assert (state.range, state.independent_sources) == ((87, 300), 2)
    assert [source.name for source in state.denied_by] == ["D"]
    assert state.is_disputed


def test_the_tolerance_is_the_readers() -> None:
    claims = claim_of(killed(sr.Figure(best=90, approximate=True)), said_by("A")), claim_of(killed(87), said_by("B"))
    report = sr.SitRep(claims=claims)
    assert not list(sr.picture(report).conflicts)
    assert list(sr.picture(report, tolerance=0.01).conflicts)


def test_a_field_nobody_states_has_no_finding() -> None:
    [finding] = sr.picture(sr.SitRep(claims=[EARLY]))
    with pytest.raises(KeyError):
        finding["households"]
