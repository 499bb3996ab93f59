"""The laws of merging hold for the library's merge, and a failure of another is shown in words."""

import copy
import json
import pickle
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis.strategies import SearchStrategy, booleans, just

import sitrep as sr
from sitrep.testing import LawBroken, MergeLaws, check_merge_laws, strategies as st
from sitrep.testing.facts import facts
from sitrep.testing.families import Family
from sitrep.testing.laws import LAWS, Merge

FEW = settings(max_examples=max(50, settings().max_examples // 20))
SOME = settings(max_examples=max(100, settings().max_examples // 20))


class TestMerge(MergeLaws):
    """The library's merge keeps every law."""

    def merge(self, one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
        return sr.merge(one, other)


def test_the_class_has_a_test_for_each_law() -> None:
    assert {name.removeprefix("test_") for name in vars(MergeLaws) if name.startswith("test_")} == set(LAWS)


def test_the_operator_keeps_the_laws() -> None:
    check_merge_laws(lambda one, other: one | other, settings=FEW)


def test_the_laws_hold_for_reports_that_were_read_in_any_legal_form() -> None:
    read = st.family_documents(3).map(lambda family: tuple(sr.loads(json.dumps(document)) for document in family))
    check_merge_laws(sr.merge, reports=read, settings=FEW)


def test_the_laws_can_be_checked_for_one_record_type() -> None:
    check_merge_laws(sr.merge, reports=st.families(3, records=st.casualties(outcome="killed")), settings=FEW)


@SOME
@given(st.families(4))
def test_one_pass_over_many_reports_is_merging_them_one_by_one(reports: Family) -> None:
    a, b, c, d = reports
    merged = sr.merge(*reports)
    assert merged == a | b | c | d
    assert sr.dumps(merged) == sr.dumps((d | b) | (c | a))
    assert sr.merge(*reports, *reversed(reports)) == merged


@SOME
@given(st.families(3))
def test_the_order_of_a_merge_changes_no_byte(reports: Family) -> None:
    assert len({sr.dumps(sr.merge(*ordered)) for ordered in permutations(reports)}) == 1


def test_the_merge_of_nothing_is_the_empty_report() -> None:
    assert sr.merge() == sr.SitRep()


@SOME
@given(st.families(2))
def test_comparing_reports_is_comparing_what_they_say(reports: Family) -> None:
    a, b = reports
    assert (a <= b) == (b >= a) == (facts(a) <= facts(b)) == (a | b == b)
    assert (a < b) == (b > a) == (facts(a) < facts(b))
    assert (a == b) == (facts(a) == facts(b)) == (sr.dumps(a) == sr.dumps(b))


@SOME
@given(st.families(2))
def test_a_difference_is_what_the_other_lacks_and_not_more_than_it_needs(reports: Family) -> None:
    a, b = reports
    delta = a - b
    assert facts(a) - facts(b) <= facts(delta) <= facts(a)
    assert bool(delta) == (not a <= b)
    assert delta - b == delta
    assert not {fact for fact in facts(delta) & facts(b) if fact.part not in ("attribution", "sensitivity")}


@SOME
@given(st.families(2), booleans())
def test_equal_reports_hash_alike_also_when_copied_pickled_or_read(reports: Family, merged: bool) -> None:
    report = sr.merge(*reports) if merged else reports[0]
    copies = copy.copy(report), copy.deepcopy(report), pickle.loads(pickle.dumps(report))
    for again in (*copies, sr.loads(sr.dumps(report), unknown="keep"), eval(repr(report), {**vars(sr)})):
        assert again == report
        assert hash(again) == hash(report)
        assert sr.dumps(again) == sr.dumps(report)
    assert len({report, *copies}) == 1


@SOME
@given(st.sitreps())
def test_the_order_and_the_grouping_in_which_a_report_is_built_change_nothing(report: sr.SitRep) -> None:
    split = [
        claim.replace(attributions=[attribution])
        for claim in reversed(report.claims)
        for attribution in claim.attributions
    ]
    again = sr.SitRep(
        headers=reversed(report.headers),
        claims=[*split, *split],
        retractions=[*report.retractions, *report.retractions],
        links=set(report.links),
        notes=report.notes[::-1],
    )
    assert again == report
    assert sr.dumps(again) == sr.dumps(report)


# What a failure shows.


def first_source_only(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
    merged = one | other
    return merged.replace(claims=[claim.replace(attributions=claim.attributions[:1]) for claim in merged])


def own_note(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
    merged = one | other
    return merged.replace(notes=[*merged.notes, sr.Note("Merged by me.")]) if one and other else merged


REPORTS = (
    sr.SitRep(claims=[sr.Claim(sr.Casualty(outcome="killed", people=3, place="Rafah"), attributions=["Red Cross"])]),
    sr.SitRep(claims=[sr.Claim(sr.Casualty(outcome="killed", people=3, place="Rafah"), attributions=["AFP"])]),
    sr.SitRep(),
)


def failure_of(merge: Merge, reports: SearchStrategy[Family], *laws: str) -> str:
    with pytest.raises(LawBroken) as failure:
        check_merge_laws(merge, reports=reports, laws=laws or None, settings=settings(FEW, database=None))
    return str(failure.value)


def test_a_failure_shows_the_law_the_reports_and_what_was_lost() -> None:
    assert failure_of(first_source_only, just(REPORTS)) == (
        "The merge breaks the law “nothing lost”. Every attribution, sensitivity, header, retraction, link and note"
        " of a and b is in the merge.\n\n"
        "a:\n  Killed, Rafah: 3 people\n    — Red Cross\n"
        "b:\n  Killed, Rafah: 3 people\n    — AFP\n\n"
        "Lost by merge(a, b):\n  • Killed, Rafah: 3 people\n    — Red Cross"
    )


def test_a_failure_shows_the_smallest_reports_and_what_was_invented() -> None:
    shown = failure_of(own_note, st.families(3), "nothing_invented")
    assert "Invented by merge(a, b):\n  • note: Merged by me." in shown
    assert len(shown.splitlines()) < 20


def test_words_that_are_alike_are_followed_by_their_json() -> None:
    claim = sr.Claim(sr.Incident(kind="flood"), attributions=["AFP", sr.Source("AFP", kind="news_agency")])
    reports = (sr.SitRep(), sr.SitRep(claims=[claim]), sr.SitRep())
    shown = failure_of(lambda one, other: one, just(reports))
    assert 'a: nothing\nb:\n  Flood\n    — AFP {"source":{"kind":"news_agency","name":"AFP"}}' in shown
    assert '    — AFP\n    {"kind":"flood","type":"incident"}\n    {"source":{"name":"AFP"}}' in shown


def test_merges_that_say_the_same_and_are_not_equal_are_shown_as_json() -> None:
    with pytest.raises(LawBroken, match=r"say the same facts, and differ:\n  \{") as failure:
        check_merge_laws(sr.merge, reports=just(REPORTS), equal=lambda one, other: False, settings=FEW)
    assert "differ" in str(failure.value)


def test_only_the_laws_named_are_checked() -> None:
    check_merge_laws(first_source_only, laws=["commutative"], settings=FEW)
