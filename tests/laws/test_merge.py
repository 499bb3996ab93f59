"""The laws of merging hold for the library's merge."""

import copy
import json
import pickle
from collections.abc import Callable
from itertools import permutations
from typing import Any

import attrs
from hypothesis import given, settings
from hypothesis.strategies import booleans

import sitrep as sr
from sitrep.codec.ndjson import read_lines, write_lines
from sitrep.testing import MergeLaws, check_merge_laws, strategies as st
from sitrep.testing.families import Family
from sitrep.testing.laws import LAWS
from sitrep.testing.pieces import pieces

FEW = settings(max_examples=max(25, settings().max_examples // 10))
SOME = settings(max_examples=max(50, settings().max_examples // 10))


class TestMerge(MergeLaws):
    """The library's merge keeps every law."""

    def merge(self, one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
        return sr.merge(one, other)


def test_each_law_has_a_test() -> None:
    assert {name.removeprefix("test_") for name in vars(MergeLaws) if name.startswith("test_")} == set(LAWS)


def test_every_law_of_the_operator() -> None:
    check_merge_laws(lambda one, other: one | other, settings=FEW)


def test_round_trip_through_lines_at_every_hop() -> None:
    def through_lines(report: sr.SitRep) -> sr.SitRep:
        return read_lines(write_lines([report]), unknown="keep")

    check_merge_laws(sr.merge, hop=through_lines, laws=["round_trip", "inputs_unchanged"], settings=FEW)


def test_every_law_of_reports_that_were_read_in_any_legal_form() -> None:
    read = st.family_documents(3).map(lambda family: tuple(sr.loads(json.dumps(document)) for document in family))
    check_merge_laws(sr.merge, reports=read, settings=FEW)


def test_every_law_of_reports_with_one_record_type() -> None:
    check_merge_laws(sr.merge, reports=st.families(3, records=st.casualties(outcome="killed")), settings=FEW)


@SOME
@given(st.families(4))
def test_associative_and_idempotent_in_one_pass_over_many(reports: Family) -> None:
    a, b, c, d = reports
    merged = sr.merge(*reports)
    assert merged == a | b | c | d
    assert sr.dumps(merged) == sr.dumps((d | b) | (c | a))
    assert sr.merge(*reports, *reversed(reports)) == merged


@SOME
@given(st.families(3))
def test_commutative_to_the_byte_in_every_order(reports: Family) -> None:
    assert len({sr.dumps(sr.merge(*ordered)) for ordered in permutations(reports)}) == 1


def test_identity_is_the_merge_of_nothing() -> None:
    assert sr.merge() == sr.SitRep()


@SOME
@given(st.families(2))
def test_partial_order_is_that_of_what_the_reports_say(reports: Family) -> None:
    a, b = reports
    assert (a <= b) == (b >= a) == (pieces(a) <= pieces(b)) == (a | b == b)
    assert (a < b) == (b > a) == (pieces(a) < pieces(b))
    assert (a == b) == (pieces(a) == pieces(b)) == (sr.dumps(a) == sr.dumps(b))


@SOME
@given(st.families(2))
def test_difference_is_what_the_other_lacks_and_no_more_than_it_needs(reports: Family) -> None:
    a, b = reports
    delta = a - b
    assert pieces(a) - pieces(b) <= pieces(delta) <= pieces(a)
    assert bool(delta) == (not a <= b)
    assert delta - b == delta
    # What has a label that the other lacks comes with it.
    held = {each for each in pieces(delta) & pieces(b) if each.part not in ("attribution", *sr.Claim.labels)}
    assert held <= pieces(sr.SitRep(headers=delta.headers, notes=delta.notes))
    assert not {*delta.headers, *delta.notes} & {*b.headers, *b.notes}


@SOME
@given(st.families(2), booleans())
def test_equality_and_hash_outlive_copying_pickling_and_reading(reports: Family, merged: bool) -> None:
    report = sr.merge(*reports) if merged else reports[0]
    copies = copy.copy(report), copy.deepcopy(report), pickle.loads(pickle.dumps(report))
    for again in (*copies, sr.loads(sr.dumps(report), unknown="keep"), eval(report.as_code(), {**vars(sr)})):
        assert again == report
        assert hash(again) == hash(report)
        assert sr.dumps(again) == sr.dumps(report)
    assert len({report, *copies}) == 1


QUESTIONS: dict[str, Callable[[Any], Any]] = {
    "hash": hash,
    "repr": repr,
    "bytes": sr.dumps,
    "lines": lambda report: [*write_lines([report])],
    "data": sr.SitRep.to_json,
    "unstructured": sr.make_converter().unstructure,
    "claims": lambda report: report.claims,
    "iteration": list,
    "length": len,
    "truth": bool,
    "blank": lambda report: report.is_blank,
    "records": lambda report: [*report.records(sr.Record)],
    "found": lambda report: [(report.get(claim), claim in report, report.standing(claim)) for claim in report],
    "copy": copy.copy,
    "deep copy": copy.deepcopy,
    "pickle": lambda report: pickle.loads(pickle.dumps(report)),
    "evolved": lambda report: attrs.evolve(report, notes=[sr.Note("Another note")]),
    "fields": attrs.asdict,
    "fields as they are": attrs.astuple,
    "equality": lambda report: (report == report.replace(), report == sr.SitRep(), report != sr.SitRep()),
    "order": lambda report: (report <= report.replace(), report < report, sr.SitRep() < report),
    "difference": lambda report: (report - sr.SitRep(), sr.SitRep() - report),
    "merge": lambda report: (report | report, sr.merge(report)),
    "picture": sr.picture,
}


@FEW
@given(st.families(3))
def test_equality_with_the_same_report_built_or_read_whatever_is_asked_first(reports: Family) -> None:
    one, *others = reports
    read: Any = sr.loads(sr.dumps(sr.merge(*reports)), unknown="keep")
    built = sr.SitRep(**attrs.asdict(read, recurse=False))
    merges: list[Callable[[], sr.SitRep]] = [
        lambda: sr.merge(*reports),
        lambda: one | sr.merge(*others),
        lambda: sr.merge(*reversed(others)) | one,
    ]
    for question, ask in QUESTIONS.items():
        answers = [ask(read), ask(built), *(ask(merge()) for merge in merges)]
        assert all(answer == answers[0] for answer in answers), question


@SOME
@given(st.sitreps())
def test_commutative_associative_and_idempotent_as_reports_are_built(report: sr.SitRep) -> None:
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
        judgements=report.judgements[::-1],
        notes=report.notes[::-1],
    )
    assert again == report
    assert sr.dumps(again) == sr.dumps(report)
