"""What stands together, and what conflicts; nothing is chosen or added."""

from typing import Any

import sitrep as sr
from sitrep.picture import State, consolidate


def killed(people: Any, *, period: str | None = "2023-11-01", **fields: Any) -> sr.Casualty:
    return sr.Casualty(outcome="killed", people=people, place="Somewhere", period=period, **fields)


def claim(record: sr.Record, source: str = "A", **attribution: Any) -> sr.Claim:
    return sr.Claim(record, attributions=[sr.Attribution(source=source, **attribution)])


def conflicts(*claims: sr.Claim, **parts: Any) -> list[State]:
    return [conflict for _, conflict in consolidate(sr.SitRep(claims=claims, **parts)).conflicts]


def test_different_figures_of_one_time_conflict_and_keep_their_claims() -> None:
    one, other = claim(killed(1), "Red Cross"), claim(killed(2), "Government")
    [conflict] = conflicts(one, other)
    assert conflict.declaration.name == "people"
    assert {rival.held: rival.claims for rival in conflict.options} == {
        sr.Figure(best=1): (one,),
        sr.Figure(best=2): (other,),
    }
    assert conflict.range == (1, 2)


def test_the_range_is_open_where_a_figure_is() -> None:
    [conflict] = conflicts(claim(killed(1)), claim(killed(sr.Figure(low=5))))
    assert conflict.range == (1, None)


def test_figures_of_different_times_are_history() -> None:
    report = sr.SitRep(claims=[claim(killed(1, period="2023-10-31")), claim(killed(2))])
    [finding] = consolidate(report).findings
    assert [each.record.period for each in finding.claims] == [sr.Period("2023-11-01"), sr.Period("2023-10-31")]
    assert not finding.conflicts


def test_a_claim_without_a_period_comes_last_and_may_be_of_any_time() -> None:
    report = sr.SitRep(claims=[claim(killed(1, period=None)), claim(killed(2))])
    [finding] = consolidate(report).findings
    assert finding.claims[-1].record.period is None
    assert len(finding.conflicts) == 1


def test_cumulative_counts_are_of_one_time_when_they_end_on_the_same_day() -> None:
    def toll(people: int, period: str) -> sr.Claim:
        return claim(killed(people, period=period, measure="cumulative", since="2023-10-07"))

    assert not conflicts(toll(10, "2023-10-07/2023-10-31"), toll(12, "2023-10-07/2023-11-01"))
    assert conflicts(toll(10, "2023-11-01"), toll(12, "2023-10-07/2023-11-01"))


def test_figures_that_may_both_be_true_agree() -> None:
    about_90 = sr.Figure(best=90, approximate=True)
    assert not conflicts(claim(killed(about_90)), claim(killed(87)))
    assert not conflicts(claim(killed(sr.Figure(low=10, high=20))), claim(killed(15)))
    assert not conflicts(claim(killed(sr.Figure(term="scores"))), claim(killed(81)))


def test_a_missing_figure_is_nobodys_rival() -> None:
    assert not conflicts(claim(killed(sr.Figure(missing="not_reported"))), claim(killed(5)))


def test_partial_records_complement_each_other() -> None:
    assert not conflicts(
        claim(sr.Crossing(name="Rafah", status="open", period="2023-11-01")),
        claim(sr.Crossing(name="Rafah", allowed_through=["wounded"], period="2023-11-01")),
        claim(sr.Crossing(name="Rafah", allowed_through=["patients"], period="2023-11-01")),
    )


def test_conflicts_are_judged_field_by_field() -> None:
    [conflict] = conflicts(
        claim(sr.Crossing(name="Rafah", status="open", goods="open", period="2023-11-01")),
        claim(sr.Crossing(name="Rafah", status="closed", goods="open", period="2023-11-01")),
    )
    assert (conflict.declaration.name, conflict.range) == ("status", None)


def test_other_subjects_are_no_rivals() -> None:
    assert not conflicts(claim(killed(1)), claim(killed(2, age="0-17")), claim(killed(3, modality="expected")))


def test_coordinates_do_not_make_another_subject() -> None:
    here = sr.Place(name="Somewhere", latitude=31.2, longitude=34.2)
    assert conflicts(claim(killed(1)), claim(sr.Casualty(outcome="killed", people=2, place=here, period="2023-11-01")))


def test_a_denial_is_no_support_and_no_rival() -> None:
    assert not conflicts(claim(killed(1)), claim(killed(2), stance="denies"))


def test_what_its_only_source_took_back_is_no_rival_and_still_shown() -> None:
    wrong = claim(killed(2), "B")
    report = sr.SitRep(claims=[claim(killed(1)), wrong], retractions=[sr.Retraction(wrong, source="B")])
    [finding] = consolidate(report).findings
    assert wrong in finding.claims
    assert not finding.conflicts


def test_what_another_takes_back_stays_a_rival() -> None:
    disputed = claim(killed(2), "B")
    dispute = sr.Retraction(disputed, source="B", by="C", kind="misattributed")
    assert conflicts(claim(killed(1)), disputed, retractions=[dispute])


def test_findings_come_by_type_and_headline() -> None:
    report = sr.SitRep(
        claims=[claim(killed(1)), claim(sr.Shortage(item="water", level="short")), claim(sr.Crossing(name="X", by="Y"))]
    )
    assert [finding.type for finding in consolidate(report).findings] == ["crossing", "shortage", "casualty"]


def test_cumulative_counts_without_a_start_cannot_be_compared() -> None:
    assert not conflicts(claim(killed(4170, measure="cumulative")), claim(killed(123, measure="cumulative")))
