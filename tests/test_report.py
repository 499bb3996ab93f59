"""A report as a collection of claims, and what stands in it after retractions and disputes."""

from typing import Any

import pytest
from builders import BESIDE, CROSSING, SHORTAGE, claim_of, report_of, said_by

import sitrep as sr
from sitrep.errors import Fault, FaultCode, InvalidError

A, B = report_of(claim_of(SHORTAGE, "A")), report_of(claim_of(SHORTAGE, "B"))


def test_what_a_report_does_not_have_is_an_error_that_names_it() -> None:
    given: Any = A | B
    with pytest.raises(AttributeError, match="'SitRep' object has no attribute 'clams'") as raised:
        _ = given.clams
    assert raised.value.name == "clams"


def test_a_report_is_true_where_it_says_anything() -> None:
    assert not report_of()
    assert A
    assert all(report_of(**{name: held}) for name, held in BESIDE.items())


def test_a_report_is_a_collection_of_its_claims() -> None:
    both = report_of(claim_of(SHORTAGE, "A"), claim_of(CROSSING, "B"), **BESIDE)
    assert len(both) == 2
    assert len(report_of(**BESIDE)) == 0
    assert list(both) == sorted(both, key=lambda each: each.id) == list(both.claims)


def test_a_claim_is_found_by_itself_its_record_or_its_id() -> None:
    held = A.claims[0]
    for given in (held, held.record, held.id, claim_of(SHORTAGE, "Somebody else")):
        assert A.get(given) is held
        assert given in A
    other = claim_of(CROSSING, "A")
    for given in (other, other.record, other.id):
        assert A.get(given) is None
        assert given not in A
    for stranger in (None, 5, [held], held.subject, A):
        assert stranger not in A


@pytest.mark.parametrize("cls", ["casualty", None, sr.Figure])
def test_records_are_asked_for_by_their_class(cls: Any) -> None:
    with pytest.raises(InvalidError) as raised:
        sr.SitRep().records(cls)
    assert raised.value.faults == (Fault(cls, "a class of records", ("cls",), code=FaultCode.WRONG_TYPE),)


def test_records_are_those_of_one_type_or_of_a_base() -> None:
    mixed = report_of(claim_of(SHORTAGE, "A"), claim_of(CROSSING, "A"))
    assert list(mixed.records(sr.Shortage)) == [SHORTAGE]
    assert list(mixed.records(sr.Record)) == [each.record for each in mixed]
    assert list(mixed.records(sr.Casualty)) == []


def test_a_report_says_its_format_first_and_then_what_it_holds() -> None:
    assert report_of().to_json() == {"format": "sitrep/1"}
    assert list(report_of(claim_of(SHORTAGE, "A"), **BESIDE).to_json()) == [
        "format",
        "headers",
        "claims",
        "retractions",
        "links",
        "judgements",
        "notes",
    ]


def test_a_retraction_a_link_or_a_judgement_is_added_to_what_the_report_has() -> None:
    whole = report_of(claim_of(SHORTAGE, "A"), notes=BESIDE["notes"])
    told: dict[str, Any] = {"at": "2023-11-02", "reason": "A misreading"}
    assert whole.retract(SHORTAGE, "A", **told) == whole.replace(
        retractions=[sr.Retraction(SHORTAGE, source="A", **told)]
    )
    assert whole.link(SHORTAGE, CROSSING, by="B", same=False, **told) == whole.replace(
        links=[sr.Link([SHORTAGE, CROSSING], by="B", same=False, **told)]
    )
    assert whole.judge(SHORTAGE, "rejected", by="B", **told) == whole.replace(
        judgements=[sr.Judgement(SHORTAGE, "rejected", by="B", **told)]
    )


# What stands


@pytest.mark.parametrize(
    ("attribution", "retraction", "stands"),
    [
        (said_by("A"), {"source": "A"}, False),
        (said_by("A"), {"source": "B"}, True),
        (said_by("A"), {"source": "A", "by": "A"}, False),
        (said_by("A"), {"source": "A", "by": "B"}, True),
        (said_by("A"), {"source": "B", "by": "A"}, True),
        (said_by(sr.Source("A", kind="media")), {"source": sr.Source("A", kind="government")}, False),
        (said_by(sr.Source("A", kind="media")), {"source": "A", "by": sr.Source("A", kind="government")}, False),
        (said_by("A", reported="2023-11-01"), {"source": "A"}, False),
        (said_by("A"), {"source": "A", "at": "2023-11-01"}, False),
        (said_by("A", reported="2023-11-01"), {"source": "A", "at": "2023-11-02"}, False),
        (said_by("A", reported="2023-11-02"), {"source": "A", "at": "2023-11-02"}, False),
        (said_by("A", reported="2023-11-03"), {"source": "A", "at": "2023-11-02"}, True),
        # The same moment, and one that isn't known to be later.
        (said_by("A", reported="2023-11-02T18:00Z"), {"source": "A", "at": "2023-11-02T18:00Z"}, False),
        (said_by("A", reported="2023-11-02T18:00:00Z"), {"source": "A", "at": "2023-11-02T18:00:00Z"}, False),
        (said_by("A", reported="2023-11-02T18:00:01Z"), {"source": "A", "at": "2023-11-02T18:00:00Z"}, True),
        (said_by("A", reported="2023-11-02T18:01Z"), {"source": "A", "at": "2023-11-02T18:00Z"}, True),
        (said_by("A", reported="2023-11-02"), {"source": "A", "at": "2023-11-02T18:00Z"}, False),
        (said_by("A", reported="2023-11-01/2023-11-05"), {"source": "A", "at": "2023-11-02"}, False),
        (said_by("A", reported="2023-11-05"), {"source": "A", "at": "2023-11-01/2023-11-09"}, False),
        # Open ends.
        (said_by("A", reported="../2023-11-05"), {"source": "A", "at": "2023-11-02"}, False),
        (said_by("A", reported="2023-11-05"), {"source": "A", "at": "2023-11-02/.."}, False),
    ],
)
def test_a_word_stands_unless_its_own_source_took_it_back_at_that_time_or_later(
    attribution: sr.Attribution, retraction: dict[str, Any], stands: bool
) -> None:
    held = report_of(claim_of(SHORTAGE, attribution), retractions=[sr.Retraction(SHORTAGE, **retraction)])
    assert held.standing(SHORTAGE) == ((attribution,) if stands else ())


def test_each_word_stands_by_itself_and_each_of_several_retractions_counts() -> None:
    taken_back = [
        sr.Retraction(SHORTAGE, source="A"),
        sr.Retraction(SHORTAGE, source="C"),
        sr.Retraction(CROSSING, source="B"),
    ]
    held = report_of(claim_of(SHORTAGE, "A", "B", "C"), claim_of(CROSSING, "B"), retractions=taken_back)
    assert [each.source.name for each in held.standing(SHORTAGE)] == ["B"]
    assert held.standing(CROSSING.id) == ()
    assert held.claims[0].attributions


def test_without_a_retraction_every_word_stands() -> None:
    held = report_of(claim_of(SHORTAGE, "A", "B"))
    assert held.standing(SHORTAGE) == held.claims[0].attributions


@pytest.mark.parametrize(
    "asked", [SHORTAGE, SHORTAGE.id, claim_of(SHORTAGE, "A")], ids=lambda each: type(each).__name__
)
def test_a_retraction_by_another_than_the_source_disputes_the_claim_and_removes_nothing(asked: Any) -> None:
    disputed = sr.Retraction(SHORTAGE, source="A", by="B")
    others = [
        sr.Retraction(SHORTAGE, source="C"),
        sr.Retraction(SHORTAGE, source="C", by="C"),
        sr.Retraction(CROSSING, source="A", by="B"),
    ]
    held = report_of(claim_of(SHORTAGE, "A"), retractions=[disputed, *others])
    assert held.disputes(asked) == (disputed,)
    assert held.standing(asked) == held.claims[0].attributions
    assert report_of(claim_of(SHORTAGE, "A")).disputes(asked) == ()


@pytest.mark.parametrize(
    "given", [CROSSING, CROSSING.id, claim_of(CROSSING, "A")], ids=lambda each: type(each).__name__
)
def test_what_stands_of_a_claim_that_is_not_there_is_an_error_that_names_its_id(given: Any) -> None:
    with pytest.raises(KeyError) as raised:
        A.standing(given)
    assert raised.value.args == (CROSSING.id,)


def test_only_the_source_of_one_affiliation_takes_its_word_back() -> None:
    egypt, israel = (sr.Source("Officials", affiliation=each) for each in ("Egypt", "Israel"))
    claim = sr.Claim(sr.Crossing(name="Rafah", status="open"), attributions=[egypt, israel])
    report = sr.SitRep(claims=[claim]).retract(claim, egypt)
    assert [each.source for each in report.standing(claim)] == [israel]
    assert report.retract(claim, "Officials").standing(claim) == ()


def test_what_is_no_claim_is_not_in_a_report() -> None:
    assert "nope" not in sr.SitRep()
    assert 5 not in sr.SitRep()


# What was judged


def judged(
    verdict: str, by: str = "A", at: str | None = None, record: sr.Record = SHORTAGE, **more: Any
) -> sr.Judgement:
    return sr.Judgement(record, verdict, by=sr.Source(by, **more), at=at)


@pytest.mark.parametrize(
    ("earlier", "later", "is_outdated"),
    [
        (judged("preferred", at="2023-11-01"), judged("rejected", at="2023-11-02"), True),
        (judged("preferred", at="2023-11-01"), judged("preferred", at="2023-11-02"), True),
        (judged("preferred", at="2023-11-01"), judged("rejected", "B", at="2023-11-02"), False),
        (judged("preferred", at="2023-11-01"), judged("rejected", at="2023-11-01"), False),
        (judged("preferred", at="2023-11"), judged("rejected", at="2023-11-02"), False),
        (judged("preferred", at="2023-11-01/.."), judged("rejected", at="2023-12-02"), False),
        (judged("preferred"), judged("rejected", at="2023-11-02"), False),
        (judged("preferred", at="2023-11-01"), judged("rejected"), False),
        (judged("preferred", at="2023-11-01T18:00Z"), judged("rejected", at="2023-11-01T18:01Z"), True),
        (judged("preferred", at="2023-11-01", kind="ngo"), judged("rejected", at="2023-11-02"), True),
        (
            judged("preferred", at="2023-11-01", affiliation="One body"),
            judged("rejected", at="2023-11-02", affiliation="Another"),
            False,
        ),
    ],
)
def test_a_judgement_stands_until_the_same_body_is_known_to_judge_anew(
    earlier: sr.Judgement, later: sr.Judgement, is_outdated: bool
) -> None:
    held = report_of(claim_of(SHORTAGE, "A"), judgements=[earlier, later])
    assert set(held.judgements_on(SHORTAGE)) == ({later} if is_outdated else {earlier, later})
    assert len(held.judgements) == 2


@pytest.mark.parametrize(
    "asked", [SHORTAGE, SHORTAGE.id, claim_of(SHORTAGE, "A")], ids=lambda each: type(each).__name__
)
def test_a_judgement_is_of_one_claim_that_need_not_be_in_the_report_of(asked: Any) -> None:
    mine, other = judged("in_review"), judged("rejected", record=CROSSING, at="2023-11-02")
    held = report_of(judgements=[mine, other])
    assert held.judgements_on(asked) == (mine,)
    assert (held | A).judgements_on(asked) == (mine,)
    assert A.judgements_on(asked) == ()
