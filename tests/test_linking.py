"""Proposals of which subjects may be the same; people decide."""

from itertools import pairwise
from typing import Any

import pytest
from builders import claim_of, killed, report_of

import sitrep as sr
from sitrep.linking import Suggestion, suggest_links
from sitrep.pictures.consolidation import join_subjects


def suggestions(*records: sr.Record) -> tuple[Suggestion, ...]:
    return suggest_links(report_of(*records))


def crossing(name: str, **fields: Any) -> sr.Crossing:
    return sr.Crossing(**({"name": name, "status": "open"} | fields))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Rafah", "Rafah Crossing Point"),
        ("Rafah", "معبر رفح"),
        ("Khan Yunis", "Khan Younis"),
        ("Deir al-Balah", "دير البلح"),
        ("Kyiv", "Київ"),
        ("Beijing", "北京"),
        ("Côte Nord", "Cote Nord"),
    ],
)
def test_other_spellings_and_scripts_of_a_name_are_proposed(one: str, other: str) -> None:
    [suggestion] = suggestions(crossing(one), crossing(other))
    assert {subject.type for subject in suggestion.subjects} == {"crossing"}
    assert 0.75 <= suggestion.score <= 1
    assert "are alike" in suggestion.reasons[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *[("Rafah", "Kerem Shalom"), ("North", "South"), ("Sector 7", "Sector 8"), ("Side one", "Side two")],
        *[("Group A", "Group B"), ("Phase I", "Phase II"), ("Zone North", "Zone South"), ("Camp deux", "Camp trois")],
    ],
)
def test_other_names_are_not_proposed(one: str, other: str) -> None:
    assert suggestions(crossing(one), crossing(other)) == ()


def test_sides_that_are_counted_out_are_told_differently_and_not_alike() -> None:
    claims = [
        claim_of(sr.Casualty(outcome="killed", people=471, place="X", period="2024-01-01", perpetrator=side), source)
        for side, source in (("Side one", "A"), ("Side two", "B"))
    ]
    [suggestion] = sr.suggest_links(sr.SitRep(claims=claims))
    assert suggestion.reasons[0] == "told differently: perpetrator: Side one (A) and Side two (B)"


def test_a_field_that_only_one_gives_is_asked_about() -> None:
    [suggestion] = suggestions(crossing("Rafah"), crossing("Rafah", between=("EGY", "PSE")))
    assert suggestion.reasons == ("only one gives between",)


def test_fields_that_differ_rule_a_pair_out() -> None:
    assert suggestions(killed(5, sex="f"), killed(5, sex="m")) == ()
    assert suggestions(killed(5, sex="f"), killed(5)) == ()
    assert suggestions(killed(5, modality="expected"), killed(5)) == ()
    assert suggestions(crossing("Rafah"), sr.Outage(service="internet", extent="cut", place="Rafah")) == ()


def test_figures_of_one_time_speak_for_a_pair_or_against_it() -> None:
    with_figures = suggestions(killed(90, place="Khan Yunis"), killed(90, place="Khan Younis"))
    assert with_figures[0].reasons[-1] == "figures of 2024-03-01 agree (90 people, 90 people)"
    assert suggestions(killed(90, place="Khan Yunis"), killed(5, place="Khan Younis")) == ()
    assert suggestions(killed(8805), killed(3650, age="0-17")) == ()


def test_distance_speaks_for_a_pair_or_against_it() -> None:
    def place(name: str, latitude: float) -> sr.Place:
        return sr.Place(name=name, latitude=latitude, longitude=34.25)

    near = suggestions(killed(5, place=place("Rafah", 31.25)), killed(5, place=place("Rafah town", 31.26)))
    assert "1.1 km apart" in near[0].reasons[0]
    assert suggestions(killed(5, place=place("Rafah", 31.25)), killed(5, place=place("Rafah town", 33.0))) == ()


def test_p_codes_that_differ_rule_a_pair_out() -> None:
    one, other = sr.Place(name="Rafah", pcode="PS01"), sr.Place(name="Rafah", pcode="PS02")
    assert suggestions(killed(5, place=one), killed(5, place=other)) == ()
    assert suggestions(killed(5, place=one), killed(5, place="Rafah")) != ()


def test_pairs_that_are_judged_already_are_not_proposed() -> None:
    one, other, third = crossing("Rafah"), crossing("Rafah Crossing"), crossing("Rafah Crossing Point")
    judged = report_of(one, other, third).link(one, other, by="OCHA").link(other, third, by="OCHA")
    assert suggest_links(judged) == ()
    apart = report_of(one, other).link(one, other, by="OCHA", same=False)
    assert suggest_links(apart) == ()


def test_proposals_do_not_change_the_report_and_come_in_one_order() -> None:
    records = [crossing(name) for name in ("Rafah", "Rafah Crossing", "معبر رفح", "Rafah Gate")]
    assert suggestions(*records) == suggestions(*reversed(records))


def test_links_join_subjects_of_the_picture_and_carry_over() -> None:
    one, other, third = crossing("Rafah"), crossing("Rafah Crossing"), crossing("معبر رفح", status="closed")
    joined = report_of(one, other, third).link(one, other, by="OCHA").link(other, third, by="OCHA")
    [finding] = sr.picture(joined)
    assert len(finding.subjects) == 3
    assert [state.declaration.name for state in finding.conflicts] == ["status"]


def test_a_clash_of_judgements_is_shown_and_not_decided() -> None:
    one, other, third = crossing("Rafah"), crossing("Rafah Crossing"), crossing("معبر رفح")
    apart = sr.Link([one, third], same=False, by="AFP")
    joined = report_of(one, other, third).link(one, other, by="OCHA").link(other, third, by="OCHA")
    clashing = joined | sr.SitRep(links=[apart])
    picture = sr.picture(clashing)
    assert len(picture) == 1
    assert [clash[0] for clash in picture.clashes] == [apart]
    assert len(picture.clashes[0]) == 3


def test_subjects_held_apart_stay_apart() -> None:
    one, other = crossing("Rafah"), crossing("Rafah Crossing")
    picture = sr.picture(report_of(one, other).link(one, other, by="OCHA", same=False))
    assert (len(picture), picture.clashes) == (2, ())


def test_joining_does_not_hang_on_the_order_of_the_links() -> None:
    records = [crossing(f"Name {number}") for number in range(4)]
    links = [sr.Link([one, other], by="OCHA") for one, other in pairwise(records)]
    assert join_subjects(links)[0] == join_subjects(reversed(links))[0]


@pytest.mark.parametrize(("report", "least"), [("report.json", 0.5), (sr.SitRep(), "high")])
def test_what_can_have_no_suggestions_is_refused(report: Any, least: Any) -> None:
    with pytest.raises(sr.InvalidError, match="is refused; expected a"):
        sr.suggest_links(report, least=least)


def test_figures_of_many_times_are_one_reason_and_zeros_are_none() -> None:
    def deaths(place: str, *figures: int) -> list[sr.Record]:
        return [
            sr.Casualty(outcome="killed", place=place, people=each, period=f"2024-03-{day:02}")
            for day, each in enumerate(figures, 1)
        ]

    [suggestion] = suggest_links(report_of(*deaths("Al Qatrun", 7, 8, 9), *deaths("Al Katrun", 7, 8, 9)))
    assert suggestion.reasons[-1] == "figures of 2024-03-03 agree (9 people, 9 people), and of 2 other times"
    assert 0.9 < suggestion.score < 1
    assert not suggest_links(report_of(*deaths("Jiangsu", 0, 0, 0), *deaths("Xizang", 0, 0, 0)))


def test_dates_that_both_state_count_for_a_pair() -> None:
    def deal(name: str, starts: str) -> sr.Agreement:
        return sr.Agreement(name=name, status="in_force", starts=starts)

    [alike] = suggest_links(
        report_of(deal("Humanitarian pause", "2023-11-24"), deal("Humanitarian truce", "2023-11-24"))
    )
    assert alike.reasons[-1] == "both give starts 2023-11-24"
    others = suggest_links(
        report_of(deal("Humanitarian pause", "2023-11-24"), deal("Humanitarian truce", "2024-05-01"))
    )
    assert all(alike.score > other.score for other in others)
