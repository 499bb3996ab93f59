"""Merging and identity by example: each rule with the least that shows it.

The laws are proven on drawn reports elsewhere; these say in a moment which rule a change broke.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from itertools import product
from threading import Barrier
from typing import Any

import pytest

import sitrep as sr
from sitrep.errors import Fault, FaultCode, InvalidError
from sitrep.fields.canonical import RepeatedKeys, canonical_content
from sitrep.fields.declarations import declared
from sitrep.merging import join_claims, lacking, stricter
from sitrep.records.base import record_type
from sitrep.vocabularies import Sensitivity

SHORTAGE = sr.Shortage(item="fuel", level="severe", place="Gaza Strip")
CROSSING = sr.Crossing(name="Rafah", status="closed")


def claim(*sources: str | sr.Attribution, record: sr.Record = SHORTAGE, level: str | None = None) -> sr.Claim:
    return sr.Claim(record, attributions=sources, sensitivity=level)


def report(*claims: sr.Claim, **beside: Any) -> sr.SitRep:
    return sr.SitRep(claims=claims, **beside)


def names(found: sr.Claim | None) -> list[str]:
    assert found is not None
    return [attribution.source.name for attribution in found.attributions]


A, B = report(claim("A")), report(claim("B"))
BESIDE: dict[str, Any] = {
    "headers": [sr.Header(title="A report")],
    "retractions": [sr.Retraction(SHORTAGE, source="A")],
    "links": [sr.Link([SHORTAGE, CROSSING], by="An analyst")],
    "judgements": [sr.Judgement(SHORTAGE, "confirmed", by="An analyst")],
    "notes": [sr.Note("A note")],
}


# Claims of one record


@pytest.mark.parametrize("one", [None, *Sensitivity])
@pytest.mark.parametrize("other", [None, *Sensitivity])
def test_of_two_levels_the_later_of_the_list_is_the_stricter(
    one: Sensitivity | None, other: Sensitivity | None
) -> None:
    levels = [None, *Sensitivity]
    assert stricter(one, other) is levels[max(levels.index(one), levels.index(other))]


def test_claims_of_several_records_are_joined_apart_and_come_in_the_order_of_their_ids() -> None:
    claims = [claim("A", record=sr.Shortage(item="water", days_left=days)) for days in range(5)]
    again = [each.replace(attributions="B") for each in claims[2:4]]
    joined = join_claims([*claims, *again])
    assert [*joined] == sorted(each.id for each in claims)
    assert [names(joined[each.id]) for each in claims] == [["A"], ["A"], ["A", "B"], ["A", "B"], ["A"]]


def test_three_claims_of_one_record_become_one_with_all_attributions_and_the_strictest_level() -> None:
    [joined] = join_claims([claim("C"), claim("A", level="high"), claim("B", level="low"), claim("A")]).values()
    assert joined == claim("A", "B", "C", level="high")


def test_a_level_alone_is_joined_too() -> None:
    [joined] = join_claims([claim("A"), claim("A", level="low")]).values()
    assert joined == claim("A", level="low")


def test_a_claim_that_brings_nothing_new_leaves_the_one_that_is_held() -> None:
    held = claim("A", "B", level="high")
    [joined] = join_claims([held, claim("B", level="low"), claim("A", "B", level="high")]).values()
    assert joined is held


# What another lacks


@pytest.mark.parametrize(
    ("mine", "its", "lacks"),
    [
        (claim("A"), None, claim("A")),
        (claim("A"), claim("A"), None),
        (claim("A"), claim("A", "B", level="high"), None),
        (claim("A", "B", "C"), claim("B"), claim("A", "C")),
        (claim("A", "B", level="high"), claim("B", "C"), claim("A", level="high")),
        (claim("A", level="high"), claim("A", level="low"), claim("A", level="high")),
        (claim("A", level="low"), claim("A"), claim("A", level="low")),
        (claim("A", level="low"), claim("A", level="high"), None),
    ],
)
def test_what_is_lacking_of_a_claim_is_what_was_not_said_and_a_level_that_is_stricter(
    mine: sr.Claim, its: sr.Claim | None, lacks: sr.Claim | None
) -> None:
    assert lacking(mine, {its.id: its} if its else {}) == lacks
    assert report(mine) - report(*filter(None, [its])) == report(*filter(None, [lacks]))


def test_a_difference_holds_what_stands_beside_the_claims_where_the_other_lacks_it() -> None:
    other = {"headers": [sr.Header(title="Another")], "notes": BESIDE["notes"]}
    whole = report(claim("A"), **BESIDE)
    assert whole - report() == whole
    assert report() - whole == report()
    assert whole - report(**other) == whole.replace(notes=())


# Reports


def test_a_merge_has_every_part_of_each_report() -> None:
    for name, held in BESIDE.items():
        one, other = report(**{name: held}), report(claim("A"))
        merged = sr.merge(other, one, report())
        assert merged == report(claim("A"), **{name: held}) == one | other
        assert getattr(merged, name) == tuple(held)


def test_claims_of_one_record_are_joined_in_whichever_reports_they_are() -> None:
    common = claim("Everybody", record=CROSSING)
    own = [claim("One", record=sr.Shortage(item="water", days_left=days)) for days in range(4)]
    for said in product([None, claim("A"), claim("B", level="high"), claim("A", "B")], repeat=4):
        reports = [report(*filter(None, [common, own[place], each])) for place, each in enumerate(said)]
        joined = join_claims([common, *own, *filter(None, said)])
        assert sr.merge(*reports) == report(*joined.values())
        assert sr.merge(*reports).get(common) is common


def test_a_merge_leaves_its_reports_as_they_were() -> None:
    reports = [report(claim(name), claim(name, record=CROSSING), **BESIDE) for name in "ABC"]
    before = [(sr.dumps(each), [each.get(SHORTAGE), each.get(CROSSING)]) for each in reports]
    alone = sr.merge(reports[0])
    both = alone | reports[1]
    every = sr.merge(both, reports[2], alone)
    assert [names(each.get(SHORTAGE)) for each in (alone, both, every)] == [["A"], ["A", "B"], ["A", "B", "C"]]
    assert alone == reports[0]
    for each, (text, held) in zip(reports, before, strict=True):
        assert sr.dumps(each) == text
        assert all(now is then for now, then in zip([each.get(SHORTAGE), each.get(CROSSING)], held, strict=True))


def is_in_order(each: sr.SitRep) -> bool:
    """Whether the claims stand in their slot already."""
    try:
        object.__getattribute__(each, "claims")
    except AttributeError:
        return False
    return True


def test_a_merge_is_put_in_order_once_and_not_before_somebody_asks_for_the_order() -> None:
    both = A | report(claim("B", record=CROSSING))
    every = sr.merge(both, B, both | B)
    for each in (both, every):
        assert each
        assert len(each) == 2
        assert SHORTAGE in each
        assert names(each.get(CROSSING)) == ["B"]
        assert each.standing(CROSSING)
        assert not is_in_order(each)
        assert each.claims is each.claims
        assert is_in_order(each)


def test_threads_that_ask_one_merge_at_once_get_the_same_claims() -> None:
    halves = [
        report(*(claim(name, record=sr.Shortage(item="water", days_left=days)) for days in range(first, first + 100)))
        for name, first in (("A", 0), ("B", 50))
    ]
    expected = sr.merge(*halves).claims
    for _ in range(20):
        merged, together = sr.merge(*halves), Barrier(8)

        def ask(_: int, merged: sr.SitRep = merged, together: Barrier = together) -> tuple[sr.Claim, ...]:
            together.wait()
            return merged.claims

        with ThreadPoolExecutor(8) as threads:
            assert all(claims == expected for claims in threads.map(ask, range(8)))


def test_what_a_report_does_not_have_is_an_error_that_names_it() -> None:
    given: Any = A | B
    with pytest.raises(AttributeError, match="'SitRep' object has no attribute 'clams'") as raised:
        _ = given.clams
    assert raised.value.name == "clams"


def test_reports_are_ordered_by_what_they_say() -> None:
    a, b = A, B
    both = a | b
    assert a <= both
    assert a < both
    assert both >= a
    assert both > a
    assert a <= a
    assert a >= a
    assert not a < a
    assert not a > a
    assert not a <= b
    assert not a >= b
    assert not a < b
    assert not a > b
    assert not both <= a
    assert not both < a
    assert not a >= both
    assert not a > both


@pytest.mark.parametrize(
    "operate",
    [
        lambda one, other: one | other,
        lambda one, other: one - other,
        lambda one, other: one <= other,
        lambda one, other: one < other,
        lambda one, other: one >= other,
        lambda one, other: one > other,
    ],
)
@pytest.mark.parametrize("other", [None, [], {}, "AFP", A.claims[0]], ids=repr)
def test_a_report_is_joined_and_compared_with_reports_alone(
    operate: Callable[[Any, Any], object], other: object
) -> None:
    for given in ((A, other), (other, A)):
        with pytest.raises(TypeError, match=r"(unsupported operand|not supported between)"):
            operate(*given)


def test_a_class_of_others_may_say_what_an_operator_does_with_a_report() -> None:
    class Other:
        def answer(self, _: object) -> str:
            return "answered"

        __ror__ = __rsub__ = __ge__ = __gt__ = __le__ = __lt__ = answer

    mine, other = A, Other()
    assert {mine | other, mine - other, mine <= other, mine < other, mine >= other, mine > other} == {"answered"}


def test_what_is_no_report_is_not_merged_and_the_refusal_says_how_a_list_is() -> None:
    given: Any = [A, B]
    with pytest.raises(InvalidError) as raised:
        sr.merge(given)
    assert str(raised.value).endswith("expected a SitRep. A list of reports is unpacked: merge(*reports).")
    assert raised.value.faults[0].value is given


def test_a_report_is_true_where_it_says_anything() -> None:
    assert not report()
    assert A
    assert all(report(**{name: held}) for name, held in BESIDE.items())


def test_a_report_is_a_collection_of_its_claims() -> None:
    both = report(claim("A"), claim("B", record=CROSSING), **BESIDE)
    assert len(both) == 2
    assert len(report(**BESIDE)) == 0
    assert list(both) == sorted(both, key=lambda each: each.id) == list(both.claims)


def test_a_claim_is_found_by_itself_its_record_or_its_id() -> None:
    held = A.claims[0]
    for given in (held, held.record, held.id, claim("Somebody else")):
        assert A.get(given) is held
        assert given in A
    other = claim("A", record=CROSSING)
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
    mixed = report(claim("A"), claim("A", record=CROSSING))
    assert list(mixed.records(sr.Shortage)) == [SHORTAGE]
    assert list(mixed.records(sr.Record)) == [each.record for each in mixed]
    assert list(mixed.records(sr.Casualty)) == []


def test_a_report_says_its_format_first_and_then_what_it_holds() -> None:
    assert report().to_json() == {"format": "sitrep/1"}
    assert list(report(claim("A"), **BESIDE).to_json()) == [
        "format",
        "headers",
        "claims",
        "retractions",
        "links",
        "judgements",
        "notes",
    ]


def test_a_retraction_a_link_or_a_judgement_is_added_to_what_the_report_has() -> None:
    whole = report(claim("A"), notes=BESIDE["notes"])
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


def said_by(name: str, reported: str | None = None, **source: Any) -> sr.Attribution:
    return sr.Attribution(source=sr.Source(name, **source), reported=reported)


@pytest.mark.parametrize(
    ("attribution", "retraction", "stands"),
    [
        (said_by("A"), {"source": "A"}, False),
        (said_by("A"), {"source": "B"}, True),
        (said_by("A"), {"source": "A", "by": "A"}, False),
        (said_by("A"), {"source": "A", "by": "B"}, True),
        (said_by("A"), {"source": "B", "by": "A"}, True),
        (said_by("A", kind="media"), {"source": sr.Source("A", kind="government")}, False),
        (said_by("A", kind="media"), {"source": "A", "by": sr.Source("A", kind="government")}, False),
        (said_by("A", "2023-11-01"), {"source": "A"}, False),
        (said_by("A"), {"source": "A", "at": "2023-11-01"}, False),
        (said_by("A", "2023-11-01"), {"source": "A", "at": "2023-11-02"}, False),
        (said_by("A", "2023-11-02"), {"source": "A", "at": "2023-11-02"}, False),
        (said_by("A", "2023-11-03"), {"source": "A", "at": "2023-11-02"}, True),
        # The same moment, and one that isn't known to be later.
        (said_by("A", "2023-11-02T18:00Z"), {"source": "A", "at": "2023-11-02T18:00Z"}, False),
        (said_by("A", "2023-11-02T18:00:00Z"), {"source": "A", "at": "2023-11-02T18:00:00Z"}, False),
        (said_by("A", "2023-11-02T18:00:01Z"), {"source": "A", "at": "2023-11-02T18:00:00Z"}, True),
        (said_by("A", "2023-11-02T18:01Z"), {"source": "A", "at": "2023-11-02T18:00Z"}, True),
        (said_by("A", "2023-11-02"), {"source": "A", "at": "2023-11-02T18:00Z"}, False),
        (said_by("A", "2023-11-01/2023-11-05"), {"source": "A", "at": "2023-11-02"}, False),
        (said_by("A", "2023-11-05"), {"source": "A", "at": "2023-11-01/2023-11-09"}, False),
        # Open ends.
        (said_by("A", "../2023-11-05"), {"source": "A", "at": "2023-11-02"}, False),
        (said_by("A", "2023-11-05"), {"source": "A", "at": "2023-11-02/.."}, False),
    ],
)
def test_a_word_stands_unless_its_own_source_took_it_back_at_that_time_or_later(
    attribution: sr.Attribution, retraction: dict[str, Any], stands: bool
) -> None:
    held = report(claim(attribution), retractions=[sr.Retraction(SHORTAGE, **retraction)])
    assert held.standing(SHORTAGE) == ((attribution,) if stands else ())


def test_each_word_stands_by_itself_and_each_of_several_retractions_counts() -> None:
    taken_back = [
        sr.Retraction(SHORTAGE, source="A"),
        sr.Retraction(SHORTAGE, source="C"),
        sr.Retraction(CROSSING, source="B"),
    ]
    held = report(claim("A", "B", "C"), claim("B", record=CROSSING), retractions=taken_back)
    assert [each.source.name for each in held.standing(SHORTAGE)] == ["B"]
    assert held.standing(CROSSING.id) == ()
    assert held.claims[0].attributions


def test_without_a_retraction_every_word_stands() -> None:
    held = report(claim("A", "B"))
    assert held.standing(SHORTAGE) == held.claims[0].attributions


@pytest.mark.parametrize("asked", [SHORTAGE, SHORTAGE.id, claim("A")], ids=lambda each: type(each).__name__)
def test_a_retraction_by_another_than_the_source_disputes_the_claim_and_removes_nothing(asked: Any) -> None:
    disputed = sr.Retraction(SHORTAGE, source="A", by="B")
    others = [
        sr.Retraction(SHORTAGE, source="C"),
        sr.Retraction(SHORTAGE, source="C", by="C"),
        sr.Retraction(CROSSING, source="A", by="B"),
    ]
    held = report(claim("A"), retractions=[disputed, *others])
    assert held.disputes(asked) == (disputed,)
    assert held.standing(asked) == held.claims[0].attributions
    assert report(claim("A")).disputes(asked) == ()


@pytest.mark.parametrize(
    "given", [CROSSING, CROSSING.id, claim("A", record=CROSSING)], ids=lambda each: type(each).__name__
)
def test_what_stands_of_a_claim_that_is_not_there_is_an_error_that_names_its_id(given: Any) -> None:
    with pytest.raises(KeyError) as raised:
        A.standing(given)
    assert raised.value.args == (CROSSING.id,)


# Subjects


def test_a_subject_is_taken_from_what_has_one_and_from_nothing_else() -> None:
    held = claim("A")
    for given in (held, SHORTAGE, SHORTAGE.subject):
        assert sr.Subject.coerce(given) == SHORTAGE.subject
    for stranger in (SHORTAGE.id, 5, None):
        with pytest.raises(InvalidError) as raised:
            sr.Subject.coerce(stranger)
        assert raised.value.faults == (Fault(stranger, "a Subject", code=FaultCode.WRONG_TYPE),)


def test_a_subject_is_written_as_its_type_and_its_fields() -> None:
    assert SHORTAGE.subject.to_json() == {"type": "shortage", "item": "fuel", "place": {"name": "gaza strip"}}
    assert sr.Subject("crossing_of_others", {}).to_json() == {"type": "crossing_of_others"}


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "Rafah", "between": ["PSE", "EGY"]},
        {"between": ("EGY", "PSE"), "name": " Rafah\u200e", "modality": "observed"},
        {"name": "Rafah", "between": ["EGY", "PSE", "EGY"], "place": None},
    ],
)
def test_a_subject_built_by_hand_is_that_of_the_records_it_is_about(fields: dict[str, Any]) -> None:
    record = sr.Crossing(name="Rafah", between=("EGY", "PSE"), status="open")
    assert sr.Subject("crossing", {name: held for name, held in fields.items() if held}) == record.subject


def test_the_fields_of_a_subject_are_read_as_those_of_a_record() -> None:
    parts = sr.Place(parts=(sr.Place(name="Rafah", country="PSE"), sr.Place(name="Khan Younis")))
    record = sr.Casualty(outcome="killed", people=1, measure="cumulative", since="2023-10-07", place=parts)
    given = {"outcome": "killed", "measure": "cumulative", "since": "2023-10-07", "place": parts.to_json()}
    assert sr.Subject("casualty", given) == record.subject


def test_what_a_place_has_beside_its_fields_does_not_identify_a_subject() -> None:
    place = {"name": "Gaza Strip", "altitude": 30}
    assert sr.Subject("shortage", {"item": "fuel", "place": place}) == SHORTAGE.subject


def test_a_subject_keeps_members_that_its_type_does_not_declare() -> None:
    kept = sr.Subject("crossing", {"name": "Rafah"}, kept={"gate": "south"})
    assert kept.to_json() == {"type": "crossing", "name": "rafah", "gate": "south"}
    assert kept != sr.Subject("crossing", {"name": "Rafah"})


def test_a_type_is_looked_for_in_installed_packages_where_it_is_not_declared(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_for: list[str] = []
    monkeypatch.setattr("sitrep.records.base.load_installed", lambda: looked_for.append("all"))
    assert record_type("crossing") is sr.Crossing
    assert not looked_for
    assert record_type("unheard_of") is None
    assert looked_for == ["all"]


def test_the_places_of_a_subject_are_reduced_to_what_identifies() -> None:
    place = sr.Place(name="Gaza Strip", country="PSE", latitude=31.4, longitude=34.4)
    record = SHORTAGE.replace(place=place)
    for given in (place.to_json(), record.subject.to_json()["place"]):
        assert sr.Subject("shortage", {"item": "fuel", "place": given}) == record.subject


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: sr.Subject("crossing", {"nam": "Rafah"}), "Did you mean 'name'?"),
        (lambda: sr.Subject("crossing", {"nam": "Rafah"}), "Subject.name: missing; expected the name of the crossing"),
        (lambda: sr.Subject("crossing", {"name": "Rafah", "status": "open"}), "expected only the identifying fields"),
        (lambda: sr.Subject("crossing", {"name": "Rafah", "between": ["eg"]}), "Subject.between[0]: 'eg' is refused"),
        (lambda: sr.Subject("crossing", {"name": "Rafah", "type": "x"}), "Subject.type: 'x' is refused"),
        (
            lambda: sr.Subject("crossing", {"name": "Rafah"}, kept={"status": 1}),
            "Subject.kept.status: 1 is refused; expected only members that the type, an installed one, doesn't declare",
        ),
        (
            lambda: sr.Subject("crossing", {"name": "Rafah"}, kept={"type": "x"}),
            "Subject.kept: 'type' is refused; expected only members that aren't declared",
        ),
        (lambda: sr.Subject("gate", {"type": "x"}), "Subject.type: 'x' is refused; expected only fields"),
        (lambda: sr.Subject("gate", {}, kept={"a": 1}), "Subject.kept.a: 1 is refused"),
        (lambda: sr.Subject("Some gate", {}), "Subject.type: 'Some gate' is refused; expected the name of a record"),
    ],
    ids=[f"fault {number}" for number in range(10)],
)
def test_a_subject_of_fields_that_do_not_identify_is_refused(build: Callable[[], object], message: str) -> None:
    with pytest.raises(InvalidError) as raised:
        build()
    assert message in str(raised.value)


# Identity


def test_the_id_is_the_type_and_the_digest_of_the_canonical_json() -> None:
    assert CROSSING.canonical == '{"name":"Rafah","status":"closed","type":"crossing"}'
    assert CROSSING.id == f"crossing:{sha256(CROSSING.canonical.encode()).hexdigest()}"
    assert claim("A", record=CROSSING).id == CROSSING.id
    assert claim("A", record=CROSSING).subject == CROSSING.subject


def test_a_record_that_states_nothing_is_shown_whole_in_the_refusal() -> None:
    with pytest.raises(InvalidError) as raised:
        sr.Crossing(name="Rafah", period="2023-11-01")
    assert raised.value.faults[0].value == {"type": "crossing", "name": "Rafah", "period": "2023-11-01"}


def test_a_member_that_is_named_twice_is_refused_where_it_stands() -> None:
    twice = RepeatedKeys(a=1)
    twice.repeated = ("a",)
    with pytest.raises(InvalidError) as raised:
        canonical_content({"more": [twice]})
    assert raised.value.faults == (Fault("a", "each member once", ("more", 0, "a"), code=FaultCode.REPEATED),)


def count(measure: str, period: str | None, since: str | None = None) -> sr.Casualty:
    return sr.Casualty(outcome="killed", people=3, measure=measure, period=period, since=since)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        # What is new is of one time on the same days.
        (count("new", "2023-11-01"), count("new", "2023-11-01"), True),
        (count("new", "2023-11-01"), count("new", "2023-11-01T08:00Z/2023-11-01T18:00Z"), True),
        (count("new", "2023-11-01"), count("new", "2023-10-31/2023-11-01"), False),
        (count("new", "2023-11-01"), count("new", "2023-11-01/2023-11-02"), False),
        (count("new", "2023-11-01/2023-11-02"), count("new", "2023-11-02/2023-11-03"), False),
        (count("new", "2023-11-01"), count("new", None), True),
        (count("new", "2023-11-01/.."), count("new", "2023-11-01/.."), True),
        (count("new", "2023-11-01/.."), count("new", "2023-11-01"), False),
        # What is cumulative is of one time on the same last day.
        (count("cumulative", "2023-11-01", "2023-10-07"), count("cumulative", "2023-11-02", "2023-10-07"), False),
        (count("cumulative", "2023-11-01/..", "2023-10-07"), count("cumulative", "2023-11-02", "2023-10-07"), False),
        (count("cumulative", "2023-11-01", "2023-10-07"), count("cumulative", None, "2023-10-07"), True),
        (count("cumulative", None), count("cumulative", None), False),
        # What is current, where the times meet.
        (count("current", "2023-11-01"), count("current", "2023-10-31/2023-11-01"), True),
        (count("current", "2023-11-01"), count("current", "2023-11-02"), False),
        (count("current", None), count("current", "2023-11-02"), True),
    ],
    ids=lambda each: each.sentence if isinstance(each, sr.Casualty) else str(each),
)
def test_counts_of_each_measure_are_of_one_time_by_a_rule_of_its_own(
    one: sr.Casualty, other: sr.Casualty, same: bool
) -> None:
    assert one.is_same_time(other) is same
    assert other.is_same_time(one) is same


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        ("0-17", "18-59", False),
        ("0-17", "17-59", True),
        ("0-17", "5-11", True),
        ("0-4", "60+", False),
        ("0-60", "60+", True),
        ("18+", "60+", True),
        ("7-7", "7-7", True),
        ("999-999", "60+", True),
    ],
)
def test_ages_overlap_where_a_year_is_in_both(one: str, other: str, overlap: bool) -> None:
    age = declared(sr.Casualty)["age"].kind
    assert sr.Casualty(outcome="killed", people=3, age=one).age == one
    assert age.may_overlap(one, other) is overlap
    assert age.may_overlap(other, one) is overlap


def test_only_the_source_of_one_affiliation_takes_its_word_back() -> None:
    egypt, israel = (sr.Source("Officials", affiliation=each) for each in ("Egypt", "Israel"))
    claim = sr.Claim(sr.Crossing(name="Rafah", status="open"), attributions=[egypt, israel])
    report = sr.SitRep(claims=[claim]).retract(claim, egypt)
    assert [each.source for each in report.standing(claim)] == [israel]
    assert report.retract(claim, "Officials").standing(claim) == ()


def test_a_subclass_that_is_not_declared_is_refused_since_it_would_equal_nothing() -> None:
    class Outlet(sr.Source):
        pass

    with pytest.raises(sr.InvalidError, match="not an instance of an undeclared subclass"):
        sr.Attribution(source=Outlet("AFP"))


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
    held = report(claim("A"), judgements=[earlier, later])
    assert set(held.judgements_on(SHORTAGE)) == ({later} if is_outdated else {earlier, later})
    assert len(held.judgements) == 2


@pytest.mark.parametrize("asked", [SHORTAGE, SHORTAGE.id, claim("A")], ids=lambda each: type(each).__name__)
def test_a_judgement_is_of_one_claim_that_need_not_be_in_the_report(asked: Any) -> None:
    mine, other = judged("in_review"), judged("rejected", record=CROSSING, at="2023-11-02")
    held = report(judgements=[mine, other])
    assert held.judgements_on(asked) == (mine,)
    assert (held | A).judgements_on(asked) == (mine,)
    assert A.judgements_on(asked) == ()
