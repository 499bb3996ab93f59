"""Judgements on claims: they are seen by everybody, and choose for who names the body that judged."""

from typing import Any

import pytest
from builders import claim_of, killed
from hypothesis import given, strategies as hypothesis_strategies
from hypothesis.strategies import DataObject

import sitrep as sr
from sitrep.page.composing import compose
from sitrep.page.model import Conflict, DisputedFact, Page
from sitrep.pictures.consolidation import Finding, State
from sitrep.pictures.policies import DEFAULT, Policy, by_source_kind, highest, judged_by, lowest, newest
from sitrep.testing import strategies as st

POLICIES = hypothesis_strategies.sampled_from((DEFAULT, newest, highest, lowest, by_source_kind("ngo")))

DESK = "A desk that nobody else has heard of"


def told_by(people: Any, source: str = "A", *, period: str = "2023-11-01", **attribution: Any) -> sr.Claim:
    return claim_of(killed(people, period), source, **attribution)


FIVE, NINE = told_by(5, "Mayor"), told_by(9, "Radio")
REPORT = sr.SitRep(claims=[FIVE, NINE])


def finding_of(report: sr.SitRep, policy: Policy = DEFAULT) -> Finding:
    [finding] = sr.picture(report, policy)
    return finding


def people(report: sr.SitRep, policy: Policy = DEFAULT) -> State:
    return finding_of(report, policy)["people"].current


def choices(report: sr.SitRep, policy: Policy) -> list[Any]:
    return [
        (finding.subjects, state.declaration.name, state.current.held, state.current.claims, state.reason)
        for finding in sr.picture(report, policy)
        for field in finding.fields
        for state in field.states
    ]


def one_of(report: sr.SitRep, data: DataObject) -> sr.Claim:
    return report.claims[data.draw(hypothesis_strategies.integers(0, len(report) - 1))]


with_claims = st.sitreps().filter(bool).filter(len)


# Laws


@given(st.sitreps(), POLICIES)
def test_judgements_choose_nothing_where_the_policy_names_nobody(report: sr.SitRep, policy: Policy) -> None:
    assert choices(report, policy) == choices(report.replace(judgements=()), policy)


@given(st.sitreps(), POLICIES)
def test_the_judgements_of_other_bodies_choose_nothing(report: sr.SitRep, policy: Policy) -> None:
    named = judged_by(DESK).then(policy)
    assert choices(report, named) == choices(report.replace(judgements=()), named)


@given(with_claims, POLICIES, hypothesis_strategies.data())
def test_what_the_named_body_prefers_is_in_the_picture_and_what_it_rejects_only_for_want_of_another(
    report: sr.SitRep, policy: Policy, data: DataObject
) -> None:
    claim = one_of(report, data)
    for verdict in ("preferred", "rejected"):
        judged = report.judge(claim, verdict, by=DESK)
        for finding in sr.picture(judged, judged_by(DESK).then(policy)):
            for state in (state for field in finding.fields for state in field.states):
                [*values] = [option for option in state.options if claim in option.claims]
                if values and verdict == "preferred":
                    assert values == [state.current]
                elif values == [state.current]:
                    assert len(state.options) == 1 or len(state.current.claims) > 1


@given(with_claims, hypothesis_strategies.data())
def test_two_bodies_that_judge_otherwise_of_one_claim_are_a_dispute_that_everybody_sees(
    report: sr.SitRep, data: DataObject
) -> None:
    claim = one_of(report, data)
    judged = report.judge(claim, "confirmed", by=DESK).judge(claim, "rejected", by="Another desk")
    [finding] = [each for each in sr.picture(judged) if claim in each.claims]
    assert finding.is_disputed
    assert any({DESK, "Another desk"} <= {each.by.name for each in clash} for clash in finding.clashes)
    assert any(notice.code == "judged_in_two_ways" and claim.id in notice.claims for notice in sr.check(judged))
    assert any(DESK in line for each in compose(judged).disagreements for line in lines_of(each))


@given(with_claims, hypothesis_strategies.data())
def test_one_body_that_judges_anew_has_changed_its_mind(report: sr.SitRep, data: DataObject) -> None:
    claim, other = one_of(report, data), one_of(report, data)
    first = report.replace(judgements=()).judge(claim, "preferred", by=DESK, at="2023-11-01")
    for judged in (
        first.judge(claim, "rejected", by=DESK, at="2023-11-02"),
        first.judge(other, "preferred", by=DESK, at="2023-11-02"),
    ):
        assert not any(finding.clashes for finding in sr.picture(judged))


def lines_of(shown: Conflict | DisputedFact) -> list[str]:
    if isinstance(shown, DisputedFact):
        return [*shown.fact.judgements]
    return [line for rival in shown.rivals for line in rival.judgements]


def shown_by_claim(page: Page) -> dict[str, tuple[str, ...]]:
    return {fact.id: fact.judgements for group in page.groups for subject in group.subjects for fact in subject.facts}


@given(st.sitreps(), POLICIES)
def test_every_judgement_on_a_reported_fact_is_on_the_page(report: sr.SitRep, policy: Policy) -> None:
    shown = shown_by_claim(compose(report, policy))
    for judgement in report.judgements:
        if judgement.claim in report:
            words = str(judgement)
            assert words[:1].upper() + words[1:] in shown[judgement.claim]
    assert sum(map(len, shown.values())) == sum(each.claim in report for each in report.judgements)


# Choosing


@pytest.mark.parametrize(
    ("judged", "value", "reason"),
    [
        ([(FIVE, "preferred", "OCHA")], 5, "judgement: preferred by OCHA"),
        ([(FIVE, "confirmed", "OCHA")], 5, "judgement: confirmed by OCHA"),
        ([(NINE, "rejected", "OCHA")], 5, "judgement: not rejected by OCHA, WHO"),
        ([(FIVE, "confirmed", "OCHA"), (NINE, "preferred", "OCHA")], 9, "judgement: preferred by OCHA"),
        ([(FIVE, "in_review", "OCHA"), (NINE, "rejected", "OCHA")], 5, "judgement: not rejected by OCHA, WHO"),
        # The body that is named first comes first, whatever the weight of the other's word.
        ([(FIVE, "confirmed", "OCHA"), (NINE, "preferred", "WHO")], 5, "judgement: confirmed by OCHA"),
        ([(FIVE, "preferred", "WHO")], 5, "judgement: preferred by WHO"),
        # What decides nothing is left to the next policy.
        ([(FIVE, "preferred", "Somebody")], 9, "highest: 9 people"),
        ([(FIVE, "in_review", "OCHA")], 9, "highest: 9 people"),
        ([(FIVE, "preferred", "OCHA"), (FIVE, "rejected", "OCHA")], 9, "highest: 9 people"),
        ([(FIVE, "rejected", "OCHA"), (NINE, "rejected", "OCHA")], 9, "highest: 9 people"),
        ([(FIVE, "preferred", "OCHA"), (NINE, "preferred", "OCHA")], 9, "highest: 9 people"),
    ],
)
def test_a_policy_follows_the_bodies_that_it_names(
    judged: list[tuple[sr.Claim, str, str]], value: int, reason: str
) -> None:
    report = sr.merge(REPORT, *(sr.SitRep().judge(claim, verdict, by=by) for claim, verdict, by in judged))
    state = people(report, judged_by("OCHA", "WHO").then(highest))
    assert (state.current.held.best, state.reason) == (value, reason)


def test_the_later_of_two_preferences_of_a_body_counts() -> None:
    report = REPORT.judge(FIVE, "preferred", by="OCHA", at="2023-11-03").judge(
        NINE, "preferred", by="OCHA", at="2023-11-02"
    )
    state = people(report, judged_by("OCHA").then(highest))
    assert (state.current.held.best, state.clash) == (5, ())
    assert [len(option.judgements) for option in state.options] == [1, 0]


def test_a_value_is_as_good_as_the_best_judged_of_its_claims() -> None:
    again = sr.Claim(FIVE.record.replace(verification="verified"), attributions=["Clinic"])
    report = (
        (REPORT | sr.SitRep(claims=[again])).judge(FIVE, "rejected", by="OCHA").judge(again, "preferred", by="OCHA")
    )
    state = people(report, judged_by("OCHA").then(highest))
    assert (state.current.held.best, state.clash) == (5, ())


def test_a_value_that_is_rejected_and_has_no_rival_is_still_shown() -> None:
    state = people(sr.SitRep(claims=[FIVE]).judge(FIVE, "rejected", by="OCHA"), judged_by("OCHA"))
    assert (state.current.held.best, state.reason) == (5, "the only value")
    assert [each.verdict for each in state.current.judgements] == ["rejected"]


@pytest.mark.parametrize("make", [judged_by, by_source_kind])
def test_whom_to_follow_is_named(make: Any) -> None:
    with pytest.raises(sr.InvalidError):
        make("OCHA", " ")


# Disputes


@pytest.mark.parametrize(
    ("one", "other", "is_clash"),
    [
        ((FIVE, "preferred"), (FIVE, "rejected"), True),
        ((FIVE, "preferred"), (NINE, "preferred"), True),
        ((FIVE, "preferred"), (NINE, "confirmed"), True),
        ((FIVE, "preferred"), (FIVE, "confirmed"), False),
        ((FIVE, "preferred"), (FIVE, "in_review"), False),
        ((FIVE, "rejected"), (FIVE, "in_review"), False),
        ((FIVE, "preferred"), (NINE, "rejected"), False),
        ((FIVE, "rejected"), (NINE, "rejected"), False),
    ],
)
@pytest.mark.parametrize("bodies", [("OCHA", "WHO"), ("OCHA", "OCHA")])
def test_judgements_clash_where_they_cannot_be_followed_together(
    one: tuple[sr.Claim, str], other: tuple[sr.Claim, str], is_clash: bool, bodies: tuple[str, str]
) -> None:
    report = REPORT.judge(*one, by=bodies[0], at="2023-11-02").judge(*other, by=bodies[1], at="2023-11-02")
    finding = finding_of(report)
    assert finding.clashes == ((report.judgements,) if is_clash else ())
    assert [notice.code for notice in sr.check(report)].count("judged_in_two_ways") == is_clash


def test_values_that_agree_may_both_be_upheld() -> None:
    about = told_by(sr.Figure(best=5, approximate=True), "Clinic")
    report = sr.SitRep(claims=[FIVE, about]).judge(FIVE, "preferred", by="OCHA").judge(about, "preferred", by="WHO")
    assert not finding_of(report).clashes


def test_a_claim_that_nobody_asserts_may_be_judged_otherwise_too() -> None:
    denied = told_by(5, "Army", stance="denies")
    report = sr.SitRep(claims=[denied]).judge(denied, "confirmed", by="OCHA").judge(denied, "rejected", by="WHO")
    assert finding_of(report).clashes == (report.judgements,)


def test_a_claim_judged_in_two_ways_says_so_on_the_page() -> None:
    report = sr.SitRep(claims=[FIVE]).judge(FIVE, "preferred", by="OCHA", at="2023-11-02", reason="Counted\non site")
    assert shown_by_claim(compose(report)) == {FIVE.id: ("Preferred by OCHA, 2023-11-02: Counted on site",)}
    assert not compose(report).disagreements
    page = compose(report.judge(FIVE, "rejected", by=sr.Source("A doctor", affiliation="WHO")))
    [disputed] = page.disagreements
    assert isinstance(disputed, DisputedFact)
    assert disputed.fact.state == "judged in two ways"
    assert disputed.fact.judgements[1] == "Rejected by A doctor (WHO)"


def test_a_notice_says_who_judged_what() -> None:
    report = REPORT.judge(FIVE, "preferred", by="OCHA", at="2023-11-02").judge(NINE, "confirmed", by="WHO")
    [notice] = [each for each in sr.check(report) if each.code == "judged_in_two_ways"]
    assert notice.sentence == (
        "Killed, Northern Province: 5 people, 2023-11-01 is preferred by OCHA, 2023-11-02; "
        "9 people, 2023-11-01 is confirmed by WHO."
    )


# Looking back, and what changed


def test_a_judgement_is_known_from_its_day_on() -> None:
    claim = told_by(5, "Mayor", reported="2023-11-01")
    report = sr.SitRep(claims=[claim]).judge(claim, "preferred", by="OCHA", at="2023-11-03")
    report = report.judge(claim, "confirmed", by="WHO")
    [then] = sr.picture(report, known_at="2023-11-02")
    [now] = sr.picture(report, known_at="2023-11-03")
    assert then["people"].current.current.judgements == ()
    assert [each.by.name for each in now["people"].current.current.judgements] == ["OCHA"]


def test_a_new_judgement_is_a_change() -> None:
    judged = REPORT.judge(FIVE, "rejected", by="OCHA", reason="a misprint")
    assert [str(each) for each in sr.diff(REPORT, judged)] == [
        "Killed, Northern Province: judged: 5 people, 2023-11-01: rejected by OCHA: a misprint"
    ]
    assert sr.diff(judged, judged) == ()
    assert (judged - REPORT).judgements == judged.judgements
    assert not REPORT - judged


def test_judgements_that_clash_make_a_dispute_of_what_was_none() -> None:
    alone = sr.SitRep(claims=[FIVE]).judge(FIVE, "preferred", by="OCHA")
    disputed, judged = sr.diff(alone, alone.judge(FIVE, "rejected", by="WHO"))
    assert str(disputed) == ("Killed, Northern Province: people now disputed, at 5; preferred by OCHA; rejected by WHO")
    assert str(judged.kind) == "judged"
