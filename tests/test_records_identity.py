"""Records: what makes two of them one, and what makes them speak of one thing."""

from hashlib import sha256
from itertools import permutations
from typing import Any

import pytest
import rfc8785
from record_samples import ALL_FIELDS, ALL_TYPES, KILLED, RAFAH, SICK, caseload, cases, casualty, full, plain, samples

import sitrep as sr
from sitrep.fields.declarations import Declaration, FieldRole, declared
from sitrep.records import Record, UnknownRecord
from sitrep.values.figures import Figure
from sitrep.values.places import Place

# Ids


@pytest.mark.parametrize("cls", ALL_TYPES)
def test_an_id_is_the_type_and_the_digest_of_the_rfc_8785_bytes(cls: type[Record]) -> None:
    for each in (plain(cls), full(cls)):
        assert each.id == f"{cls.type_name}:{sha256(rfc8785.dumps(each.to_json())).hexdigest()}"


@pytest.mark.parametrize(("cls", "each"), ALL_FIELDS)
def test_a_default_that_is_given_changes_no_id(cls: type[Record], each: Declaration) -> None:
    if not each.must_be_given:
        fields = {name: held for name, held in ((d.name, h) for d, h in plain(cls).given()) if name != each.name}
        if each.role is FieldRole.VALUE and each.name in {d.name for d, _ in plain(cls).given()}:
            fields |= {"trend": "stable"}
        assert cls(**(fields | {each.name: each.default})).id == cls(**fields).id


@pytest.mark.parametrize(("cls", "each"), ALL_FIELDS)
def test_every_field_makes_another_id_when_it_changes(cls: type[Record], each: Declaration) -> None:
    one, other = samples(each)
    assert plain(cls, **{each.name: one}).id != plain(cls, **{each.name: other}).id


def test_the_order_in_which_members_of_a_set_are_given_changes_no_id() -> None:
    groups = ["wounded", "foreign_nationals", "dual_nationals"]
    ids = {sr.Crossing(name="Rafah", allowed_through=order).id for order in permutations(groups)}
    ids |= {sr.Crossing(name="Rafah", allowed_through={*groups}).id}
    ids |= {sr.Crossing(name="Rafah", allowed_through=[*groups, *groups]).id}
    assert len(ids) == 1
    assert sr.Crossing(name="Rafah", status="open", between=("EGY", "PSE")) == sr.Crossing(
        name="Rafah", status="open", between=("PSE", "EGY")
    )


@pytest.mark.parametrize(
    ("built", "known"),
    [
        (RAFAH, "crossing:eaec276852733c2c2c2e5a4b9f6532b2eff7def17d1997bf46445f609b8987b8"),
        (SICK, "evacuation:6dbbf507ac0d248aff9216acef09234d39025efb96bbe4c9d924898936b3b3a0"),
        (KILLED, "casualty:c8e132ce3fa3f27a914711555142346b9fb30b8541df952e8caa9dd15a7d997e"),
        (
            sr.Shortage(item="fuel", level="severe", days_left=Figure(high=0.5, unit="days")),
            "shortage:438d621bd4665bf2df2995e9dfeac768325ba50377f3b7387bca18e21feeabb9",
        ),
        (
            sr.Facility(kind="hospital", name="مستشفى الشفاء", functioning="partially"),
            "facility:2bcae7d661f8d2d97ae4a7bea0a68b900d263361dd79f1f3193aec6d9610f3f0",
        ),
        (
            sr.Funding(kind="received", plan="A plan", amount=Figure(best=1234.5, unit="USD")),
            "funding:e42a8ecc3983468c47f3c98fe84796458c28b4661e3c76660c558c8ab0971c67",
        ),
        (
            UnknownRecord("water_point", kept={"litres": 5, "name": "Well"}),
            "water_point:0950d61340c7a40304d6e7837748caa1f53cd4c13a84a5dc7709db74466bbc4d",
        ),
    ],
    ids=lambda each: each.type if isinstance(each, Record) else "",
)
def test_ids_that_stand_in_files_never_change(built: Record, known: str) -> None:
    assert built.id == known


# Subjects


@pytest.mark.parametrize(("cls", "each"), ALL_FIELDS)
def test_records_are_of_one_subject_unless_a_field_of_the_subject_differs(cls: type[Record], each: Declaration) -> None:
    one, other = (plain(cls, **{each.name: sample}) for sample in samples(each))
    assert (one.subject == other.subject) == (each.role not in (FieldRole.SUBJECT, FieldRole.CATEGORY))


@pytest.mark.parametrize("cls", ALL_TYPES)
def test_a_subject_is_its_type_and_its_identifying_fields_and_nothing_else(cls: type[Record]) -> None:
    identifying = {name for name, each in declared(cls).items() if each.role is FieldRole.SUBJECT}
    assert full(cls).subject.to_json().keys() == {"type"} | identifying
    assert full(cls).subject.to_json()["type"] == cls.type_name


def _folded(place: Any) -> Any:
    """A place as a subject has it: names in one spelling."""
    if isinstance(place, list):
        return [_folded(each) for each in place]
    if isinstance(place, dict):
        return {name: _folded(each) for name, each in place.items()}
    return place.casefold() if isinstance(place, str) else place


@pytest.mark.parametrize(
    ("place", "identity"),
    [
        ("Rafah", {"name": "Rafah"}),
        ({"name": "Rafah", "latitude": 31.25, "longitude": 34.25}, {"name": "Rafah"}),
        ({"name": "Rafah", "district": 7}, {"name": "Rafah"}),
        (
            {"parts": [{"name": "Rafah", "district": 7}, {"name": "Gaza"}]},
            {"parts": [{"name": "Gaza"}, {"name": "Rafah"}]},
        ),
    ],
)
def test_a_subject_that_is_built_by_hand_is_reduced_to_what_identifies(place: object, identity: object) -> None:
    subject = sr.Subject("casualty", {"outcome": "killed", "place": place})
    assert subject == sr.Subject("casualty", {"place": identity, "outcome": "killed"})
    assert subject.to_json()["place"] == _folded(identity)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (cases(classification="suspected"), cases(classification="confirmed")),
        (cases(classification="probable"), cases(classification="confirmed")),
        (cases(classification="confirmed"), cases()),
        (cases(kind="case"), cases(kind="death")),
        (
            casualty(measure="cumulative", since="2023-10-07"),
            casualty(measure="cumulative", since="2008-01-01"),
        ),
        (casualty(measure="cumulative", since="2023-10-07"), casualty(measure="cumulative")),
        (casualty(measure="new"), casualty(measure="cumulative")),
        (casualty(component="recovered"), casualty(component="added_by_review")),
        (casualty(component="new"), casualty()),
        (casualty(cause="hunger"), casualty()),
        (casualty(sex="f"), casualty()),
        (casualty(age="0-17"), casualty(age="0-18")),
        (casualty(role="aid_worker"), casualty(role="journalist")),
        (casualty(outcome="killed"), casualty(outcome="died")),
        (casualty(event="EQ-2023-000015-TUR"), casualty()),
        (caseload(status="reached"), caseload(status="expected_reach")),
        (caseload(sector="HEA"), caseload()),
        (caseload(phase="3"), caseload(phase="3+")),
        (sr.Evacuation(people=90, modality="expected"), sr.Evacuation(people=90)),
        (
            sr.Statement(actor="A", act="demands", topic="ceasefire"),
            sr.Statement(actor="B", act="demands", topic="ceasefire"),
        ),
        (
            sr.Access(constraint="interference", missions=5, outcome="denied"),
            sr.Access(constraint="interference", missions=5, outcome="impeded"),
        ),
    ],
    ids=lambda each: each.sentence,
)
def test_counts_of_different_things_are_no_opinions_of_one(one: Record, other: Record) -> None:
    assert one.subject != other.subject


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (casualty(people=492), casualty(people=392)),
        (casualty(people=9488, period="2023-11-01"), casualty(people=9485, period="2023-11-02")),
        (casualty(event="E", perpetrator="A"), casualty(event="E", perpetrator="B")),
        (casualty(verification="verified"), casualty(verification="flash")),
        (casualty(sector="HEA"), casualty()),
        (casualty(people=Figure(missing="not_reported")), casualty(people=0)),
        (sr.Crossing(name="Rafah", status="open", sector="LOG"), sr.Crossing(name="Rafah", people="closed")),
        (sr.Agreement(parties=["A", "B"], status="reached"), sr.Agreement(parties=["B", "A"], status="ended")),
        (
            casualty(place=Place(name="Gaza", pcode="PS01")),
            casualty(place=Place(pcode="PS01", country="PSE")),
        ),
        (
            casualty(
                place=Place(parts=[Place(name="A", latitude=1, longitude=1), Place(name="A", latitude=2, longitude=2)])
            ),
            casualty(place="A"),
        ),
        (
            sr.Evacuation(people=5, origin=Place(name="Gaza", latitude=31.5, longitude=34.5)),
            sr.Evacuation(people=7, origin="Gaza"),
        ),
    ],
    ids=lambda each: each.sentence,
)
def test_what_is_said_of_one_thing_has_one_subject(one: Record, other: Record) -> None:
    assert one.subject == other.subject


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (casualty(period="2023-11-01"), casualty(period="2023-11"), True),
        (casualty(period="2023-11-01"), casualty(period="2023-11-02"), False),
        (casualty(), casualty(period="2023-11-02"), True),
        (
            casualty(measure="cumulative", since="2023-10-07", period="2023-10-07/2023-11-01"),
            casualty(measure="cumulative", since="2023-10-07", period="2023-11-01T18:00"),
            True,
        ),
        (
            casualty(measure="cumulative", since="2023-10-07", period="2023-10-07/2023-11-01"),
            casualty(measure="cumulative", since="2023-10-07", period="2023-10-07/2023-11-02"),
            False,
        ),
        (
            casualty(measure="cumulative", period="2023-11-01"),
            casualty(measure="cumulative", period="2023-11-01"),
            False,
        ),
    ],
    ids=lambda each: each.sentence if isinstance(each, Record) else str(each),
)
def test_counts_are_compared_where_they_speak_of_the_same_time(one: Record, other: Record, same: bool) -> None:
    assert one.is_same_time(other) is same
    assert other.is_same_time(one) is same
