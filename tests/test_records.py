"""Records: what they refuse, what they say, and types that others declare."""

import copy
import json
import pickle
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from record_samples import (
    ALL_TYPES,
    KILLED,
    RAFAH,
    SICK,
    SITREP_RECORDS,
    caseload,
    cases,
    casualty,
    full,
    plain,
    required_fields,
)

import sitrep as sr
from sitrep.errors import InvalidError
from sitrep.fields.declarations import FieldRole, Value, declare, declared, identifies, part, required, states
from sitrep.fields.kinds import DECLARED, Flag, RequiredText, Text
from sitrep.records import RECORD_TYPES, CountOfPeople, Record, UnknownRecord, record
from sitrep.values.figures import Figure, OptionalFigure
from sitrep.values.periods import Period
from sitrep.values.places import Place

# Rules

untyped: Any = sr
"""For what a type checker would refuse."""


@pytest.mark.parametrize(
    "cls", [each for each in SITREP_RECORDS if not each.stands_alone], ids=lambda cls: cls.type_name
)
def test_a_record_that_states_nothing_is_refused(cls: type[Record]) -> None:
    values = [name for name, each in declared(cls).items() if each.role is FieldRole.VALUE]
    with pytest.raises(InvalidError) as raised:
        cls(**required_fields(cls), period="2023-11-01", compared_to="2023-10")
    assert str(raised.value).endswith(f"expected at least one value: {', '.join(values)}")


def test_what_came_to_pass_is_stated_by_naming_it() -> None:
    assert {cls.type_name for cls in SITREP_RECORDS if cls.stands_alone} == {
        "access",
        "assistance",
        "disease_count",
        "facility",
        "incident",
        "statement",
    }
    assert sr.Incident(kind="battles").sentence == "Battles"


@pytest.mark.parametrize("cls", ALL_TYPES)
def test_a_field_that_must_be_given_is_asked_for_by_name(cls: type[Record]) -> None:
    names = required_fields(cls)
    for name in names:
        given = {each: held for each, held in names.items() if each != name}
        with pytest.raises(TypeError, match=f"'{name}'"):
            cls(**given)


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (
            lambda: casualty(since="2023-10-07"),
            "Casualty.since: '2023-10-07' is refused; expected measure='cumulative' beside it",
        ),
        (
            lambda: casualty(since="2023-10-07", measure="new"),
            "Casualty.since: '2023-10-07' is refused; expected measure='cumulative' beside it",
        ),
        (
            lambda: casualty(age="children"),
            "Casualty.age: 'children' is refused; expected ages as a range, such as 0-17, 60+, 6-59 months or unknown",
        ),
        (
            lambda: casualty(age="17-0"),
            "Casualty.age: '17-0' is refused; expected ages as a range, such as 0-17, 60+, 6-59 months or unknown",
        ),
        (lambda: casualty(sex="male"), "Casualty.sex: 'male' is refused; expected one of: f, m, x, o, u, all"),
        (lambda: casualty(outcome=None), "Casualty.outcome: None is refused; expected a code in lower case"),
        (
            lambda: casualty(outcome="Killed in action"),
            "Casualty.outcome: 'Killed in action' is refused; expected a code in lower case",
        ),
        (lambda: casualty(group="idp"), "Casualty.group: 'idp' is refused; expected 'IDP', as the standard writes it"),
        (lambda: casualty(place=""), "Casualty.place.name: '' is refused; expected text that isn't empty."),
        (
            lambda: sr.Crossing(name="Rafah", status="opened"),
            "Crossing.status: 'opened' is refused; expected one of: open, restricted, closed. Did you mean 'open'?",
        ),
        (
            lambda: untyped.Crossing(name="Rafah", status=True),
            "Crossing.status: True is refused; expected one of: open, restricted, closed",
        ),
        (
            lambda: sr.Crossing(name="Rafah", status="open", between=["EGY", "Palestine"]),
            "Crossing.between[1]: 'Palestine' is refused; expected an ISO 3166-1 alpha-3 country code, such as PSE. "
            "Did you mean 'PSE'?",
        ),
        (
            lambda: sr.Crossing(name=" ", status="open"),
            "Crossing.name: ' ' is refused; expected text that isn't empty.",
        ),
        (
            lambda: untyped.Agreement(parties=b"AB", status="reached"),
            "2 faults:\n  Agreement.parties[0]: 65 is refused; expected text",
        ),
        (
            lambda: sr.Claim(RAFAH, attributions=[]),
            "Claim.attributions: [] is refused; expected at least one attribution",
        ),
        (lambda: untyped.Claim("Rafah", attributions="AFP"), "Claim.record: 'Rafah' is refused; expected a Record"),
        (lambda: sr.Link([RAFAH, RAFAH], by="x"), "Link.subjects: "),
        (
            lambda: sr.Retraction("crossing:5", source="AFP"),
            "Retraction.claim: 'crossing:5' is refused; expected the id of a claim: its record's type, a colon and a "
            "SHA-256 digest in hexadecimal",
        ),
        (lambda: sr.Retraction(RAFAH, source="AFP", replaced_by=RAFAH), "Retraction.replaced_by: "),
        (
            lambda: sr.Header(title="A report", timezone="CET+1"),
            "Header.timezone: 'CET+1' is refused; expected a name of the IANA time zone database, "
            "such as Asia/Gaza or UTC",
        ),
        (
            lambda: sr.Header(title="A report", glide="EQ-23"),
            "Header.glide: 'EQ-23' is refused; expected a GLIDE number, such as EQ-2023-000015-TUR",
        ),
        (lambda: untyped.SitRep(claims=[RAFAH]), "SitRep.claims[0]: Crossing("),
        (lambda: untyped.SitRep(claims=5), "SitRep.claims[0]: 5 is refused; expected a Claim"),
        (lambda: sr.SitRep().get("Rafah"), "'Rafah' is refused; expected the id of a claim"),
    ],
    ids=lambda each: each if isinstance(each, str) else "build",
)
def test_what_breaks_a_rule_is_refused_with_it(build: Callable[[], object], message: str) -> None:
    with pytest.raises(InvalidError) as raised:
        build()
    assert str(raised.value).startswith(message)


def test_a_code_of_one_list_is_no_code_of_another_that_has_the_same_word() -> None:
    with pytest.raises(InvalidError, match=r"Crossing\.status"):
        sr.Crossing(name="Rafah", status=sr.vocabularies.Passage.OPEN)


@pytest.mark.parametrize("given", ["open", sr.vocabularies.CrossingStatus.OPEN])
def test_a_closed_code_is_held_as_a_member_however_it_was_given(given: str) -> None:
    assert type(sr.Crossing(name="Rafah", status=given).status) is sr.vocabularies.CrossingStatus


@pytest.mark.parametrize("given", ["fuel", sr.vocabularies.Item.FUEL])
def test_an_open_code_is_held_as_plain_text_however_it_was_given(given: str) -> None:
    assert type(sr.Shortage(item=given, level="short").item) is str


@pytest.mark.parametrize("cls", [Record, CountOfPeople])
def test_what_only_declares_shared_fields_is_no_record_that_could_be_read_again(cls: type[Record]) -> None:
    with pytest.raises(InvalidError) as raised:
        cls(trend="stable")
    assert str(raised.value) == (
        f"{cls.__name__}: '{cls.__name__}' is refused; expected a class that is declared with `record`"
    )


# Values


@pytest.mark.parametrize("cls", ALL_TYPES)
def test_the_code_that_a_record_shows_itself_as_builds_it(cls: type[Record]) -> None:
    for each in (plain(cls), full(cls), full(cls).replace(kept={"colour": "red"})):
        assert eval(repr(each), dict(vars(sr))) == each


@pytest.mark.parametrize("cls", ALL_TYPES)
def test_a_copied_or_pickled_record_is_the_same_in_value_id_and_hash(cls: type[Record]) -> None:
    before = full(cls)
    assert before.id
    for again in (copy.copy(before), copy.deepcopy(before), pickle.loads(pickle.dumps(before)), before.replace()):
        assert (again, again.id, hash(again)) == (before, before.id, hash(before))


def test_a_record_cannot_be_changed_and_a_changed_copy_has_an_id_of_its_own() -> None:
    with pytest.raises(AttributeError):
        RAFAH.status = "closed"
    closed = RAFAH.replace(status="closed")
    assert (RAFAH.status, closed.status) == ("open", "closed")
    assert closed.id != RAFAH.id


# Sentences


@pytest.mark.parametrize("cls", ALL_TYPES)
def test_a_record_says_all_that_it_holds_in_one_plain_sentence(cls: type[Record]) -> None:
    for each in (plain(cls), full(cls)):
        said = each.sentence
        assert re.fullmatch(r"[A-Z“0-9][^\n]*", said)
        assert not re.search(r"None|[{}\[\]]|  |, ,|: ?:|_|\s$", said)
        for declaration, held in each.given():
            words = declaration.say_held(held, each)
            assert words in said or words[:1].upper() + words[1:] in said
        assert str(each) == said


def crossing(**fields: Any) -> sr.Crossing:
    return sr.Crossing(**({"name": "Rafah", "closed_since": "2023-10-07"} | fields))


def agreement(**fields: Any) -> sr.Agreement:
    return sr.Agreement(name="A", **fields)


@pytest.mark.parametrize(
    ("built", "sentence"),
    [
        (RAFAH, "Rafah crossing, between Egypt and Palestine: open, people: limited, 2023-11-01"),
        (
            SICK,
            "Evacuation, sick and wounded people, from Gaza Strip, to Egypt, via Rafah, expected: about 90 people, "
            "2023-11-01",
        ),
        (KILLED, "Killed, Gaza Strip, cumulative, since 2023-10-07: 8,805 people, 2023-11-01"),
        (cases(classification="confirmed"), "Ebola, case count, confirmed: 5 cases"),
        (
            caseload(scale="ipc", phase="3+", projection="first"),
            "People reached, IPC, phase 3 or worse, analysis: first projection: 5 people",
        ),
        (sr.Statement(actor="UN", act="calls_for", topic="ceasefire"), "UN calls for, on ceasefire"),
        (sr.Facility(kind="hospital", name="A", functioning="not"), "Hospital, “A”: not functioning"),
        (sr.Shortage(item="water", days_left=2.5), "Shortage of drinking water: 2.5 days left"),
        (casualty(people=Figure(missing="not_reported")), "Killed: number not reported"),
        (crossing(status="open"), "Rafah crossing: open, had been closed since 2023-10-07"),
        (crossing(status="closed"), "Rafah crossing: closed, closed since 2023-10-07"),
        (crossing(), "Rafah crossing: closed since 2023-10-07"),
        (crossing(closed_since="2023-10-07/.."), "Rafah crossing: closed since 2023-10-07"),
        (agreement(ends="2023-11-05"), "Agreement, “A”: until 2023-11-05"),
        (agreement(ends="2023-11-01/.."), "Agreement, “A”: with no end set"),
        (agreement(ends="2023-11-01/"), "Agreement, “A”: its end unknown"),
        (agreement(starts="2023-11-01/.."), "Agreement, “A”: from 2023-11-01"),
        (UnknownRecord("water_point", kept={"litres": 5}), "A record of the unknown type water_point"),
    ],
    ids=lambda each: each.type if isinstance(each, Record) else "",
)
def test_sentences_that_people_read(built: Record, sentence: str) -> None:
    assert built.sentence == sentence


# Types of others


@pytest.fixture
def registry() -> Iterator[None]:
    """Forget the types that a test declares."""
    types, classes = dict(RECORD_TYPES), dict(DECLARED)
    yield
    RECORD_TYPES.clear()
    RECORD_TYPES.update(types)
    DECLARED.clear()
    DECLARED.update(classes)


def declare_water_point() -> type[Any]:
    @record(lead="water point {name}")
    class WaterPoint(Record):
        """A well or a tap."""

        name: RequiredText = required(identifies("Name", hxl="#loc+name", meaning="The name of the water point"))
        flow: OptionalFigure = states("Flow", hxl="#indicator+flow", meaning="Litres an hour", unit="litres", only=True)
        safe: Flag = states("Safe", hxl="#status+safe", meaning="Whether the water is safe", phrase="safe: {}")

    return WaterPoint


@pytest.mark.usefixtures("registry")
def test_a_type_declared_elsewhere_has_json_id_subject_and_sentence_by_itself() -> None:
    water_point = declare_water_point()
    well = water_point(name="Well 5", flow=300, place="Rafah", period="2023-11-01")
    assert well.to_json() == {
        "type": "water_point",
        "name": "Well 5",
        "flow": {"best": 300, "unit": "litres"},
        "place": {"name": "Rafah"},
        "period": "2023-11-01",
    }
    assert well.id.startswith("water_point:")
    assert (
        well.subject == water_point(name="Well 5", flow=5, place=Place(name="Rafah", latitude=1, longitude=2)).subject
    )
    assert well.sentence == "Water point Well 5, Rafah: 300 litres, 2023-11-01"

    report = sr.SitRep(claims=[sr.Claim(well, attributions="A source")])
    again = sr.loads(sr.dumps(report))
    assert again == report
    assert list(again.records(water_point)) == [well]
    with pytest.raises(InvalidError, match=re.escape("record.flow.unit: 'persons' is refused; expected 'litres'")):
        sr.loads(sr.dumps(report).replace('"unit":"litres"', '"unit":"persons"'))
    with pytest.raises(InvalidError, match="expected at least one value: trend, flow, safe"):
        water_point(name="Well 5")


@pytest.mark.usefixtures("registry")
def test_a_record_that_was_read_before_its_type_was_declared_yields_in_any_order_to_one_of_the_type() -> None:
    data = {"type": "water_point", "name": "Well 5", "safe": True}
    text = json.dumps({"format": "sitrep/1", "claims": [{"attributions": [{"source": {"name": "A"}}], "record": data}]})
    before = sr.loads(text, unknown="keep")
    water_point = declare_water_point()
    after = sr.loads(text)
    assert before | after == after | before == sr.merge(after, before, after) == after
    assert sr.SitRep(claims=[*before, *after]) == sr.SitRep(claims=[*after, *before]) == after
    other = sr.SitRep(claims=[sr.Claim(water_point(name="Well 5", safe=True), attributions=["B"])])
    assert before | other == other | before == after | other


@pytest.mark.usefixtures("registry")
def test_a_type_whose_name_is_taken_is_refused_and_the_first_one_stays() -> None:
    first = declare_water_point()
    with pytest.raises(TypeError, match=r"the record type 'water_point' is declared by .*test_records already"):
        declare_water_point()
    assert RECORD_TYPES["water_point"] is first


@pytest.mark.usefixtures("registry")
@pytest.mark.parametrize("name", ["id", "type", "subject", "sentence", "kept"])
def test_a_field_in_the_place_of_what_every_record_has_is_refused(name: str) -> None:
    body = {"__annotations__": {name: Text}, name: states("Name", meaning="A clash")}
    with pytest.raises(TypeError, match=rf"Well\.{name} can't be a field"):
        record(lead="well")(type("Well", (Record,), body))


@pytest.mark.usefixtures("registry")
@pytest.mark.parametrize("name", ["_Well", "Ünit"])
def test_a_type_whose_name_no_id_could_begin_with_is_refused(name: str) -> None:
    with pytest.raises(TypeError, match="names no record type"):
        record(lead="well")(type(name, (Record,), {}))


@pytest.mark.usefixtures("registry")
def test_a_field_annotated_with_something_else_than_a_kind_is_refused_where_it_is_declared() -> None:
    with pytest.raises(TypeError, match=r"Well\.depth is annotated with <class 'float'>; expected a kind of field"):

        @record(lead="well")
        class Well(Record):
            depth: float = states("Depth", meaning="How deep it is")


@pytest.mark.usefixtures("registry")
def test_a_class_of_others_that_bears_the_name_of_one_of_ours_takes_nothing_over() -> None:
    @declare
    class Place(Value):
        grid: Text = part("Grid", meaning="The square of a grid")

    assert Place(grid="36R").grid == "36R"
    assert sr.Place(parts=["A", "B"]).parts == (sr.Place(name="A"), sr.Place(name="B"))


@pytest.mark.usefixtures("registry")
def test_a_subclass_that_was_not_declared_is_no_record_type() -> None:
    class Gate(sr.Crossing):
        """Declared by nobody: as JSON it would be read as a crossing."""

    with pytest.raises(InvalidError, match="Gate: 'Gate' is refused; expected a class that is declared with `record`"):
        Gate(name="Rafah", status="open")


# What is kept


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (
            lambda kept: RAFAH.replace(kept=kept),
            "Crossing.kept: 'status' is refused; expected only members that aren't declared",
        ),
        (
            lambda kept: Place(name="A", kept=kept | {"name": "B"}),
            "Place.kept: 'name' is refused; expected only members",
        ),
        (
            lambda kept: Period("2023", kept=kept),
            "Period.kept: {'status': 5} is refused; expected nothing: a Period has",
        ),
        (
            lambda kept: sr.Claim(RAFAH, attributions="AFP", kept=kept),
            "Claim.kept: {'status': 5} is refused; expected nothing: a Claim has no members but its fields",
        ),
        (lambda kept: sr.SitRep(kept=kept), "SitRep.kept: {'status': 5} is refused; expected nothing: a SitRep has"),
        (lambda kept: RAFAH.replace(kept={"type": "gate"}), "Crossing.kept: 'type' is refused; expected only members"),
        (
            lambda kept: RAFAH.replace(kept=[kept]),
            "Crossing.kept: [{'status': 5}] is refused; expected a mapping, or its canonical JSON",
        ),
        (
            lambda kept: RAFAH.replace(kept='{"a":1,"a":2}'),
            "Crossing.kept.a: 'a' is refused; expected each member once",
        ),
        (lambda kept: RAFAH.replace(kept="[" * 200_000), "Crossing.kept: '[[[["),
        (
            lambda kept: RAFAH.replace(kept="{"),
            "Crossing.kept: '{' is refused; expected a mapping, or its canonical JSON",
        ),
        (
            lambda kept: RAFAH.replace(kept={"a": [float("nan")]}),
            "Crossing.kept.a[0]: nan is refused; expected a finite number",
        ),
        (
            lambda kept: UnknownRecord("gate", kept={"type": "door"}),
            "UnknownRecord.kept: 'type' is refused; expected only members",
        ),
        (
            lambda kept: UnknownRecord("gate", place="Rafah"),
            "UnknownRecord.place: Place(name='Rafah') is refused; expected nothing beside `kept`",
        ),
        (
            lambda kept: UnknownRecord("Some Gate"),
            "UnknownRecord.named: 'Some Gate' is refused; expected the name of a record type",
        ),
        (
            lambda kept: UnknownRecord("crossing", kept=kept),
            "UnknownRecord.type: 'crossing' is refused; expected a record type that no installed package declares. "
            "Build a Crossing.",
        ),
    ],
    ids=lambda each: each if isinstance(each, str) else "build",
)
def test_what_is_kept_has_a_place_of_its_own_or_is_refused(
    build: Callable[[dict[str, Any]], object], message: str
) -> None:
    with pytest.raises(InvalidError) as raised:
        build({"status": 5})
    assert str(raised.value).startswith(message)


def test_what_is_kept_belongs_to_the_id_and_not_to_the_subject() -> None:
    kept = RAFAH.replace(kept={"b": 1.0, "a": [None]})
    assert kept == RAFAH.replace(kept='{"a":[null],"b":1}')
    assert kept.to_json() == RAFAH.to_json() | {"a": [None], "b": 1}
    assert kept.id != RAFAH.id
    assert kept.subject == RAFAH.subject


def test_all_of_an_unknown_record_is_its_subject() -> None:
    one, other = UnknownRecord("gate", kept={"a": 1}), UnknownRecord("gate", kept={"a": 2})
    assert one.subject != other.subject
    assert one.subject.to_json() == one.to_json() == {"type": "gate", "a": 1}
    assert UnknownRecord("gate").to_json() == {"type": "gate"}
