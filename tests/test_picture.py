"""What stands together, and what conflicts; nothing is chosen or added."""

from itertools import combinations, pairwise
from typing import Any

import pytest
from builders import claim_of, killed
from hypothesis import given, strategies as st

import sitrep as sr
from sitrep.pictures.consolidation import State


def conflicts(*claims: sr.Claim, **parts: Any) -> list[State]:
    return [conflict for _, conflict in sr.picture(sr.SitRep(claims=claims, **parts)).conflicts]


def test_different_figures_of_one_time_conflict_and_keep_their_claims() -> None:
    one, other = claim_of(killed(1), "Red Cross"), claim_of(killed(2), "Government")
    [conflict] = conflicts(one, other)
    assert conflict.declaration.name == "people"
    assert {rival.held: rival.claims for rival in conflict.options} == {
        sr.Figure(best=1): (one,),
        sr.Figure(best=2): (other,),
    }
    assert conflict.range == (1, 2)


def test_the_range_is_open_where_a_figure_is() -> None:
    [conflict] = conflicts(claim_of(killed(1)), claim_of(killed(sr.Figure(low=5))))
    assert conflict.range == (1, None)


def test_figures_of_different_times_are_history() -> None:
    report = sr.SitRep(claims=[claim_of(killed(1, period="2024-02-29")), claim_of(killed(2))])
    [finding] = sr.picture(report).findings
    assert [each.record.period for each in finding.claims] == [sr.Period("2024-03-01"), sr.Period("2024-02-29")]
    assert not finding.conflicts


def test_a_claim_without_a_period_comes_last_and_may_be_of_any_time() -> None:
    report = sr.SitRep(claims=[claim_of(killed(1, period=None)), claim_of(killed(2))])
    [finding] = sr.picture(report).findings
    assert finding.claims[-1].record.period is None
    assert len(finding.conflicts) == 1


def test_cumulative_counts_are_of_one_time_when_they_end_on_the_same_day() -> None:
    def toll(people: int, period: str) -> sr.Claim:
        return claim_of(killed(people, period=period, measure="cumulative", since="2024-02-07"))

    assert not conflicts(toll(10, "2024-02-07/2024-02-29"), toll(12, "2024-02-07/2024-03-01"))
    assert conflicts(toll(10, "2024-03-01"), toll(12, "2024-02-07/2024-03-01"))


def test_figures_that_may_both_be_true_agree() -> None:
    about_90 = sr.Figure(best=90, approximate=True)
    assert not conflicts(claim_of(killed(about_90)), claim_of(killed(87)))
    assert not conflicts(claim_of(killed(sr.Figure(low=10, high=20))), claim_of(killed(15)))
    assert not conflicts(claim_of(killed(sr.Figure(term="scores"))), claim_of(killed(81)))


figures = st.builds(
    lambda low, more, approximate: sr.Figure(low=low, high=low + more, approximate=approximate),
    st.integers(0, 50),
    st.integers(0, 20),
    st.booleans(),
)


@given(st.lists(figures, min_size=1, max_size=6), st.sampled_from([0.0, 0.1, 0.5]))
def test_figures_conflict_where_two_of_them_do(held: list[sr.Figure], tolerance: float) -> None:
    report = sr.SitRep(claims=[claim_of(killed(figure)) for figure in held])
    expected = any(not one.agrees_with(other, tolerance) for one, other in combinations(held, 2))
    assert bool([*sr.picture(report, tolerance=tolerance).conflicts]) == expected


def test_many_values_of_one_time_are_not_compared_pair_by_pair(monkeypatch: pytest.MonkeyPatch) -> None:
    report = sr.SitRep(claims=[claim_of(killed(sr.Figure(low=low))) for low in range(500)])
    read: list[sr.Figure] = []
    interval = sr.Figure.interval

    def counting(figure: sr.Figure, tolerance: float = 0.0) -> Any:
        read.append(figure)
        return interval(figure, tolerance)

    monkeypatch.setattr(sr.Figure, "interval", counting)
    assert not [*sr.picture(report).conflicts]
    assert len(read) < 5 * len(report)


def test_many_subjects_that_are_the_same_are_not_searched_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    chain = [claim_of(sr.Crossing(name=f"Name {number}", status="open")) for number in range(300)]
    links = [sr.Link([one, other], by="OCHA") for one, other in pairwise(chain)]
    report = sr.SitRep(claims=chain, links=links)
    read: list[sr.Subject] = []
    canonical: Any = sr.Subject.canonical

    def counting(subject: sr.Subject) -> str:
        read.append(subject)
        text: str = canonical.fget(subject)
        return text

    expected = min((each.subject for each in chain), key=lambda subject: subject.canonical)
    monkeypatch.setattr(sr.Subject, "canonical", property(counting))
    [finding] = sr.picture(report)
    assert finding.subjects[0] == expected
    assert len(finding.subjects) == len(chain)
    assert len(read) < 50 * len(chain)


def test_a_missing_figure_is_nobodys_rival() -> None:
    assert not conflicts(claim_of(killed(sr.Figure(missing="not_reported"))), claim_of(killed(5)))


def test_partial_records_complement_each_other() -> None:
    assert not conflicts(
        claim_of(sr.Crossing(name="Rafah", status="open", period="2024-03-01")),
        claim_of(sr.Crossing(name="Rafah", allowed_through=["wounded"], period="2024-03-01")),
        claim_of(sr.Crossing(name="Rafah", allowed_through=["patients"], period="2024-03-01")),
    )


def test_conflicts_are_judged_field_by_field() -> None:
    [conflict] = conflicts(
        claim_of(sr.Crossing(name="Rafah", status="open", goods="open", period="2024-03-01")),
        claim_of(sr.Crossing(name="Rafah", status="closed", goods="open", period="2024-03-01")),
    )
    assert (conflict.declaration.name, conflict.range) == ("status", None)


def test_other_subjects_are_no_rivals() -> None:
    assert not conflicts(claim_of(killed(1)), claim_of(killed(2, age="0-17")), claim_of(killed(3, modality="expected")))


def test_coordinates_do_not_make_another_subject() -> None:
    here = sr.Place(name="Northern Province", latitude=31.2, longitude=34.2)
    assert conflicts(
        claim_of(killed(1)), claim_of(sr.Casualty(outcome="killed", people=2, place=here, period="2024-03-01"))
    )


def test_a_denial_is_no_support_and_no_rival() -> None:
    assert not conflicts(claim_of(killed(1)), claim_of(killed(2), stance="denies"))


def people(*claims: sr.Claim, **parts: Any) -> State:
    [finding] = sr.picture(sr.SitRep(claims=claims, **parts))
    return finding["people"].current


DOUBTED = claim_of(killed(1)).replace(
    attributions=[sr.Attribution(source="A"), sr.Attribution(source="B", stance="denies")]
)


def test_a_denial_is_shown_where_the_value_is_chosen_and_where_it_is_not() -> None:
    state = people(DOUBTED)
    assert [source.name for source in state.denied_by] == ["B"]
    assert state.is_disputed
    state = people(DOUBTED, claim_of(killed(5), "C", reported="2024-03-02"))
    assert (state.current.held.best, state.denied_by) == (5, ())
    assert [[source.name for source in rival.denied_by] for rival in state.rivals] == [["B"]]


def test_a_denial_that_was_taken_back_is_none() -> None:
    state = people(DOUBTED, retractions=[sr.Retraction(DOUBTED, source="B")])
    assert state.denied_by == ()
    assert not state.is_disputed


def test_what_nobody_asserts_and_somebody_denies_is_in_no_field_and_still_shown() -> None:
    [finding] = sr.picture(sr.SitRep(claims=[claim_of(killed(1), "B", stance="denies")]))
    assert finding.fields == ()
    assert [source.name for source in finding.denied_by] == ["B"]
    assert finding.is_disputed


def test_a_word_that_somebody_else_takes_back_is_disputed() -> None:
    disputed = claim_of(killed(2), "A")
    dispute = sr.Retraction(disputed, source="A", by="A's office", kind="misattributed")
    state = people(disputed, retractions=[dispute])
    assert [source.name for source in state.disputed_by] == ["A's office"]
    assert (state.is_disputed, state.is_conflict, state.current.held.best) == (True, False, 2)


def test_figures_in_two_units_are_two_series_and_no_rivals() -> None:
    def delivered(number: int, unit: str, day: str = "2024-03-01") -> sr.Claim:
        quantity = sr.Figure(best=number, unit=unit)
        return claim_of(sr.Assistance(activity="delivery", quantity=quantity, period=day))

    told = [delivered(5, "tonnes"), delivered(5, "trucks"), delivered(7, "trucks", "2024-03-02")]
    assert conflicts(*told) == []
    [finding] = sr.picture(sr.SitRep(claims=told))
    assert [[str(state.current.held) for state in field.states] for field in finding.fields] == [
        ["7 trucks", "5 trucks"],
        ["5 tonnes"],
    ]


def test_what_nothing_decides_is_undecided_with_its_range_and_never_chosen_by_order() -> None:
    rivals = [claim_of(killed(number), name, reported="2024-03-02") for number, name in ((90, "A"), (140, "B"))]
    [finding] = sr.picture(sr.SitRep(claims=rivals))
    state = finding["people"].current
    assert state.is_undecided
    assert state.is_conflict
    assert state.current.held == sr.Figure(low=90, high=140)
    assert state.in_words == "undecided: 90 to 140 people"
    assert {option.held.best for option in state.rivals} == {90, 140}
    assert sr.total(sr.SitRep(claims=rivals), sr.Casualty).figure == sr.Figure(low=90, high=140)


def test_a_code_that_nothing_decides_has_no_value() -> None:
    stated = [
        claim_of(sr.Crossing(name="Rafah", status=status, period="2024-03-01"), name, reported="2024-03-02")
        for status, name in (("open", "A"), ("closed", "B"))
    ]
    [finding] = sr.picture(sr.SitRep(claims=stated))
    state = finding["status"].current
    assert (state.is_undecided, state.current.held, state.in_words) == (True, None, "undecided")
    assert {option.held for option in state.options} == {"open", "closed"}


def test_of_values_that_agree_the_most_exact_stands() -> None:
    about = claim_of(killed(sr.Figure(best=90, approximate=True)), "A", reported="2024-03-02")
    exactly = claim_of(killed(87), "B", reported="2024-03-02")
    [finding] = sr.picture(sr.SitRep(claims=[about, exactly]))
    assert finding["people"].current.current.held == sr.Figure(best=87)


def test_a_series_stays_with_the_source_that_speaks_most_often() -> None:
    told = [
        claim_of(killed(10 * day + offset, f"2024-03-0{day}"), name, reported="2024-03-09")
        for name, offset, days in (("Rare", 0, (2, 3)), ("Often", 3, (1, 2, 3)))
        for day in days
    ]
    [finding] = sr.picture(sr.SitRep(claims=told))
    assert [state.current.held.best for state in finding["people"].states] == [33, 23, 13]
    assert "Often speaks most often of it" in finding["people"].current.reason


def test_figures_in_two_units_are_no_rivals() -> None:
    def delivered(number: int, unit: str, **said: Any) -> sr.Claim:
        quantity = sr.Figure(best=number, unit=unit, **said)
        return claim_of(sr.Assistance(activity="delivery", quantity=quantity, period="2023-11-01"))

    in_two_units = [delivered(5, "tonnes"), delivered(5, "trucks"), delivered(5, "trucks", per="day")]
    assert not conflicts(*in_two_units)
    [finding] = sr.picture(sr.SitRep(claims=in_two_units))
    assert {field.measured_in for field in finding.fields} == {("tonnes", None), ("trucks", None), ("trucks", "day")}
    with pytest.raises(sr.InvalidError, match="in one unit"):
        sr.total(sr.SitRep(claims=in_two_units), sr.Assistance, "quantity")
    [conflict] = conflicts(*in_two_units, delivered(7, "tonnes"))
    assert conflict.range == (5, 7)


def test_what_its_only_source_took_back_is_no_rival_and_still_shown() -> None:
    wrong = claim_of(killed(2), "B")
    report = sr.SitRep(claims=[claim_of(killed(1)), wrong], retractions=[sr.Retraction(wrong, source="B")])
    [finding] = sr.picture(report).findings
    assert wrong in finding.claims
    assert not finding.conflicts


def test_what_another_takes_back_stays_a_rival() -> None:
    disputed = claim_of(killed(2), "B")
    dispute = sr.Retraction(disputed, source="B", by="C", kind="misattributed")
    assert conflicts(claim_of(killed(1)), disputed, retractions=[dispute])


def test_findings_come_by_type_and_headline() -> None:
    report = sr.SitRep(
        claims=[
            claim_of(killed(1)),
            claim_of(sr.Shortage(item="water", level="short")),
            claim_of(sr.Crossing(name="X", by="Y")),
        ]
    )
    assert [finding.type for finding in sr.picture(report).findings] == ["crossing", "shortage", "casualty"]


def test_cumulative_counts_without_a_start_cannot_be_compared() -> None:
    assert not conflicts(claim_of(killed(4170, measure="cumulative")), claim_of(killed(123, measure="cumulative")))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (
            {"policy": "highest"},
            "policy: 'highest' is refused; expected a Policy. sitrep.policies has newest, most",
        ),
        ({"at": "tomorrow"}, "'tomorrow' is refused; expected an EDTF date"),
        ({"tolerance": "0.1"}, "tolerance: '0.1' is refused; expected a number"),
        ({"tolerance": 10}, "tolerance: 10 is refused; expected from 0 to 1"),
    ],
    ids=str,
)
def test_what_asks_for_no_picture_is_refused(given: dict[str, Any], words: str) -> None:
    with pytest.raises(sr.InvalidError) as refused:
        sr.picture(sr.SitRep(), **given)
    assert str(refused.value).startswith(words)


def test_fields_of_one_name_that_hold_different_things_are_two_though_a_link_joins_their_types() -> None:
    crossing = claim_of(sr.Crossing(name="Rafah", people="open", period="2024-03-01"))
    evacuation = claim_of(sr.Evacuation(people=12, period="2024-03-01"))
    joined = sr.SitRep(claims=[crossing, evacuation]).link(crossing, evacuation, by="A mapper")
    [finding] = sr.picture(joined)
    assert {str(field.current.current.held) for field in finding.fields} == {"open", "12 people"}
    assert not finding.conflicts
    assert sr.total(joined, sr.Evacuation).figure == sr.Figure(best=12)


def test_a_judgement_on_a_claim_that_nobody_asserts_is_in_the_picture() -> None:
    denied = sr.Claim(killed(12), attributions=[sr.Attribution(source="A", stance="denies")])
    report = sr.SitRep(claims=[denied])
    judged = report.judge(denied, "rejected", by="OCHA")
    assert sr.picture(judged) != sr.picture(report)
    assert sr.picture(judged).findings[0].judgements == judged.judgements
