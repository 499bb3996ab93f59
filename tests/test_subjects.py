"""Subjects, the identity of records, and of what time and age two counts are."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest
from builders import CROSSING, SHORTAGE, claim_of

import sitrep as sr
from sitrep.errors import Fault, FaultCode, InvalidError
from sitrep.fields.canonical import RepeatedKeys, canonical_content
from sitrep.fields.declarations import declared
from sitrep.records.base import record_type

# Subjects


def test_a_subject_is_taken_from_what_has_one_and_from_nothing_else() -> None:
    held = claim_of(SHORTAGE, "A")
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
    assert claim_of(CROSSING, "A").id == CROSSING.id
    assert claim_of(CROSSING, "A").subject == CROSSING.subject


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


def test_a_subclass_that_is_not_declared_is_refused_since_it_would_equal_nothing() -> None:
    class Outlet(sr.Source):
        pass

    with pytest.raises(sr.InvalidError, match="not an instance of an undeclared subclass"):
        sr.Attribution(source=Outlet("AFP"))
