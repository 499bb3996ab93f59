"""The record types: what they declare, what makes two of them one, and what they say."""

import copy
import pickle
import re
from collections.abc import Callable, Iterator
from hashlib import sha256
from itertools import permutations
from typing import Any

import pytest
import rfc8785

import sitrep as sr
from sitrep.countries import CountryKind
from sitrep.declarations import Declaration, Role, Value, declare, declared, identifies, part, required, states
from sitrep.errors import InvalidError
from sitrep.figures import Figure, FigureKind, OptionalFigure
from sitrep.kinds import DECLARED, CodeKind, Flag, ManyKind, RequiredText, Text, ValueKind
from sitrep.periods import Period
from sitrep.places import Place
from sitrep.records import RECORD_TYPES, CountOfPeople, Record, UnknownRecord, record
from sitrep.vocabularies import Unit

# The table that judges the declarations. S: part of the subject; !: must be given; ?: whichever role.

ON_EVERY_RECORD = "place S, period, event S, sector ?, modality S, trend, compared_to"
ON_COUNTS = "measure S, since S"
ON_COUNTS_OF_PEOPLE = "people, households, sex S, age S, group S, role S, verification, component S"
TYPES = {
    "crossing": "name S!, kind S, between S, status, people, goods, allowed_through, excluded, direction S, "
    "closed_since, by, reason",
    "evacuation": "status, origin S, destination S, via S, transport, vehicles, escort, facility",
    "shortage": "item S!, level, needed, available, days_left, people, cause",
    "agreement": "name S, parties S, mediators, coordinators, provides, excludes, stage, status, starts, ends",
    "casualty": "outcome S!, cause S, perpetrator, setting S",
    "displacement": "kind S, origin S, destination S, cause",
    "detention": "kind S, by S, status",
    "caseload": "status S!, scale S, phase S, projection S, plan S",
    "disease_count": "disease S!, classification S, kind S!, setting S",
    "assistance": "activity S!, item S, quantity, people, households, vehicles, via S, by, delivery, status",
    "funding": "plan S, fund S, kind S!, amount, coverage",
    "access": "constraint S!, missions, outcome S, by",
    "facility": "name S, kind S!, count, functioning, damage, capacity, occupancy, power",
    "outage": "service S!, extent, operator, ordered_by, cause, starts, ends",
    "incident": "kind S!, actors S, target, weapon, count",
    "statement": "actor S!, act S!, topic S!, content",
    "indicator": "code S!, label, population S, value",
}
# Real data has running totals of attacks, deliveries and missions too, so these count as people are counted.
OTHER_COUNTS = {"incident", "assistance", "access"}
COUNTS_OF_PEOPLE = {"evacuation", "casualty", "displacement", "detention", "caseload", "disease_count"}
SECTOR_IS_SUBJECT = {"caseload", "assistance", "funding", "indicator"}

CLOSED_LISTS = {
    "crossing.modality": "observed planned ordered expected forecast conditional",
    "crossing.trend": "increasing stable decreasing unchanged",
    "casualty.measure": "current new cumulative",
    "casualty.sex": "f m x o u all",
    "crossing.status": "open restricted closed",
    "crossing.people": "open limited closed",
    "crossing.goods": "open limited closed",
    "evacuation.status": "planned ordered awaiting expected under_way completed suspended cancelled",
    "shortage.level": "strained short severe exhausted",
    "agreement.status": "proposed negotiating reached in_force extended suspended ended rejected",
    "caseload.status": "affected in_need targeted expected_reach reached at_risk",
    "caseload.scale": "jiaf ipc",
    "caseload.phase": "1 2 3 4 5 3+",
    "caseload.projection": "current first second",
    "disease_count.classification": "suspected probable confirmed discarded all",
    "disease_count.kind": "case death recovery admission in_care discharge contact_listed contact_followed",
    "assistance.delivery": "in_kind cash voucher service",
    "funding.kind": "required requested received pledged allocated spent gap",
    "access.outcome": "planned facilitated partially_facilitated impeded denied postponed cancelled",
    "facility.functioning": "fully partially not",
    "facility.damage": "none damaged destroyed",
    "outage.extent": "partial cut restored",
    "statement.act": "calls_for condemns warns demands promises denies rules recommends rejects",
}
OPEN_LISTS = {
    "crossing.sector": "CCM EDU FSC HEA NUT PRO PRO-CPN PRO-GBV PRO-HLP PRO-MIN SHL WSH LOG TEL ERY Intersectoral",
    "casualty.group": "REF ROC ASY OIP IDP IOC STA OOC HST RET RST NAT RDP wounded patients foreign_nationals "
    "dual_nationals",
    "casualty.role": "civilian aid_worker health_worker educator student journalist first_responder combatant",
    "casualty.component": "new recovered died_of_wounds added_by_review",
    "crossing.kind": "border checkpoint corridor road bridge port airport",
    "shortage.item": "food water fuel electricity medicine medical_supplies shelter cash",
    "casualty.outcome": "killed died injured killed_or_injured missing",
    "casualty.setting": "community facility shelter aid_site",
    "displacement.kind": "idps new_displacement returnees cross_border_flight sheltering",
    "detention.kind": "captive hostage arrested released",
    "facility.kind": "hospital field_hospital clinic school bakery shelter house",
    "outage.service": "internet mobile electricity water",
}
FIGURES = {
    "evacuation.vehicles": Unit.VEHICLES,
    "shortage.needed": None,
    "shortage.available": None,
    "shortage.days_left": Unit.DAYS,
    "shortage.people": Unit.PERSONS,
    "casualty.people": Unit.PERSONS,
    "casualty.households": Unit.HOUSEHOLDS,
    "assistance.quantity": None,
    "assistance.people": Unit.PERSONS,
    "assistance.households": Unit.HOUSEHOLDS,
    "assistance.vehicles": Unit.VEHICLES,
    "funding.amount": None,
    "funding.coverage": Unit.PERCENT,
    "access.missions": Unit.MISSIONS,
    "facility.count": Unit.FACILITIES,
    "facility.capacity": Unit.BEDS,
    "facility.occupancy": Unit.PERCENT,
    "incident.count": Unit.INCIDENTS,
    "indicator.value": None,
}


def expected_fields(type_name: str) -> dict[str, str]:
    rows = [ON_EVERY_RECORD, TYPES[type_name]]
    if type_name in COUNTS_OF_PEOPLE | OTHER_COUNTS:
        rows.append(ON_COUNTS)
    if type_name in COUNTS_OF_PEOPLE:
        rows.append(ON_COUNTS_OF_PEOPLE)
    marks = dict((field.strip() + " ").split(" ", 1) for row in rows for field in row.split(","))
    return {name: mark.strip() for name, mark in marks.items()} | {
        "sector": "S" if type_name in SECTOR_IS_SUBJECT else ""
    }


def declaration_of(path: str) -> Declaration:
    type_name, name = path.split(".")
    return declared(RECORD_TYPES[type_name])[name]


# Records to try things on: each field has two values that it can hold.


def samples(declaration: Declaration) -> tuple[Any, Any]:
    return ("0-17", "60+") if declaration.name == "age" else samples_of(declaration.kind, declaration.default)


def samples_of(kind: Any, default: Any) -> tuple[Any, Any]:
    one: Any = "one"
    other: Any = "other"
    match kind:
        case ManyKind():
            one, other = samples_of(kind.item, None)
            one, other = (one,), (one, other)
        case FigureKind():
            one, other = (Figure(best=number, unit=kind.unit or "USD") for number in (5, 7))
        case CodeKind():
            one, other, *_ = (code.value for code in kind.codes if code != default)
        case CountryKind():
            one, other = "EGY", "PSE"
        case ValueKind() if kind.cls is Period:
            one, other = Period("2023-11-01"), Period("2023-10-07")
        case ValueKind() if kind.cls is Place:
            one, other = Place(name="Here"), Place(name="There")
    return one, other


def required_fields(cls: type[Record]) -> dict[str, Any]:
    return {name: samples(each)[0] for name, each in declared(cls).items() if each.must_be_given}


def plain(cls: type[Record], **fields: Any) -> Record:
    """A record with its required fields, those given, and a value, so that it states something."""
    values = [name for name, each in declared(cls).items() if each.role is Role.VALUE and name not in fields]
    stated = max(values, key=lambda name: name != "trend")
    context = {"measure": "cumulative"} if "since" in fields else {}
    return cls(**({stated: samples(declared(cls)[stated])[0]} | required_fields(cls) | context | fields))


def full(cls: type[Record]) -> Record:
    """A record with all its fields."""
    context = {"measure": "cumulative"} if "since" in declared(cls) else {}
    return cls(**({name: samples(each)[0] for name, each in declared(cls).items()} | context))


ALL_TYPES = [pytest.param(cls, id=name) for name, cls in RECORD_TYPES.items() if name in TYPES]
ALL_FIELDS = [
    pytest.param(cls, each, id=f"{type_name}.{name}")
    for type_name, cls in RECORD_TYPES.items()
    if type_name in TYPES
    for name, each in declared(cls).items()
]
SITREP_RECORDS = [cls for name, cls in RECORD_TYPES.items() if name in TYPES]


# What is declared


def test_the_types_are_those_of_the_table_in_its_order() -> None:
    assert [name for name, cls in RECORD_TYPES.items() if cls.__module__.startswith("sitrep.")] == list(TYPES)


@pytest.mark.parametrize("cls", ALL_TYPES)
def test_a_type_is_exported_under_its_name(cls: type[Record]) -> None:
    assert getattr(sr, cls.__name__) is cls
    assert cls.type_name == re.sub("(?<=[a-z])(?=[A-Z])", "_", cls.__name__).lower()


@pytest.mark.parametrize("cls", ALL_TYPES)
def test_a_type_has_the_fields_and_the_roles_of_the_table(cls: type[Record]) -> None:
    def mark(each: Declaration) -> str:
        return f"{'S' if each.role is Role.SUBJECT else ''}{'!' if each.must_be_given else ''}"

    assert {name: mark(each) for name, each in declared(cls).items()} == expected_fields(cls.type_name)
    assert issubclass(cls, CountOfPeople) == (cls.type_name in COUNTS_OF_PEOPLE)


@pytest.mark.parametrize("path", CLOSED_LISTS)
def test_a_list_that_describes_a_state_is_complete(path: str) -> None:
    kind = declaration_of(path).kind
    assert not kind.open
    assert set(kind.codes) == set(CLOSED_LISTS[path].split())


@pytest.mark.parametrize("path", OPEN_LISTS)
def test_a_list_that_names_things_has_the_standard_codes_and_takes_others(path: str) -> None:
    kind = declaration_of(path).kind
    assert kind.open
    assert set(OPEN_LISTS[path].split()) <= set(kind.codes)
    assert kind.convert("something_else_2") == "something_else_2"


def test_every_closed_list_of_a_record_is_in_the_table() -> None:
    judged = {id(declaration_of(path).kind.codes) for path in CLOSED_LISTS}
    closed = [
        f"{cls.type_name}.{name}"
        for cls in SITREP_RECORDS
        for name, each in declared(cls).items()
        if isinstance(each.kind, CodeKind) and not each.kind.open and id(each.kind.codes) not in judged
    ]
    assert closed == []


def test_the_figures_of_the_table_are_all_the_figures_with_their_units() -> None:
    found = {
        f"{cls.type_name}.{name}": each.kind.unit
        for cls in SITREP_RECORDS
        for name, each in declared(cls).items()
        if isinstance(each.kind, FigureKind)
        if cls is sr.Casualty or not (issubclass(cls, CountOfPeople) and name in declared(CountOfPeople))
    }
    assert found == FIGURES


def test_defaults_are_those_released() -> None:
    """A default, once released, never changes: it is left out of ids."""
    defaults = {
        (name, each.default)
        for cls in SITREP_RECORDS
        for name, each in declared(cls).items()
        if each.default not in (None, ())
    }
    assert defaults == {("modality", "observed"), ("sex", "all")}
    assert [(name, each.default) for name, each in declared(Figure).items() if each.default] == [("unit", "persons")]


def all_values(cls: type[Value] = Value) -> Iterator[type[Value]]:
    for below in cls.__subclasses__():
        # Every declared class is built anew with slots; the one it was built from stays behind.
        if below.__module__.startswith("sitrep.") and DECLARED.get(below.__name__) is below:
            yield below
        yield from all_values(below)


@pytest.mark.parametrize(
    "each",
    [
        pytest.param(each, id=f"{cls.__name__}.{name}")
        for cls in sorted(set(all_values()), key=lambda cls: cls.__name__)
        for name, each in declared(cls).items()
    ],
)
def test_every_field_is_declared_with_a_label_and_a_meaning(each: Declaration) -> None:
    assert re.fullmatch(r"[A-Z][A-Za-z0-9 -]*", each.label)
    assert re.fullmatch(r"[A-Z0-9][^\n]*([^\s.]|/\.\.)", each.meaning)
    assert each.phrase.count("{}") == 1


@pytest.mark.parametrize("cls", ALL_TYPES)
def test_every_field_of_a_record_has_an_hxl_hashtag_of_its_own(cls: type[Record]) -> None:
    hashtags = [each.hxl for each in declared(cls).values()]
    assert [tag for tag in hashtags if not re.fullmatch(r"#[a-z][a-z0-9_]*(\+[a-z][a-z0-9_]*)*", tag)] == []
    assert len(set(hashtags)) == len(hashtags)


def test_labels_of_one_type_differ() -> None:
    for cls in SITREP_RECORDS:
        labels = [each.label for each in declared(cls).values()]
        assert len(set(labels)) == len(labels), cls


@pytest.mark.parametrize("cls", ALL_TYPES)
def test_a_type_says_what_it_is(cls: type[Record]) -> None:
    assert cls.__doc__


# Ids


@pytest.mark.parametrize("cls", ALL_TYPES)
def test_an_id_is_the_type_and_the_digest_of_the_rfc_8785_bytes(cls: type[Record]) -> None:
    for each in (plain(cls), full(cls)):
        assert each.id == f"{cls.type_name}:{sha256(rfc8785.dumps(each.to_json())).hexdigest()}"


@pytest.mark.parametrize(("cls", "each"), ALL_FIELDS)
def test_a_default_that_is_given_changes_no_id(cls: type[Record], each: Declaration) -> None:
    if not each.must_be_given:
        fields = {name: held for name, held in ((d.name, h) for d, h in plain(cls).given()) if name != each.name}
        if each.role is Role.VALUE and each.name in {d.name for d, _ in plain(cls).given()}:
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


RAFAH = sr.Crossing(name="Rafah", between=("EGY", "PSE"), status="open", people="limited", period="2023-11-01")
SICK = sr.Evacuation(
    people=Figure(best=90, approximate=True),
    group="sick_and_wounded",
    status="expected",
    origin=Place(name="Gaza Strip", country="PSE"),
    destination=Place(name="Egypt", country="EGY"),
    via="Rafah",
    period="2023-11-01",
)
KILLED = sr.Casualty(
    outcome="killed", people=8805, measure="cumulative", since="2023-10-07", place="Gaza Strip", period="2023-11-01"
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
    assert (one.subject == other.subject) == (each.role is not Role.SUBJECT)


@pytest.mark.parametrize("cls", ALL_TYPES)
def test_a_subject_is_its_type_and_its_identifying_fields_and_nothing_else(cls: type[Record]) -> None:
    identifying = {name for name, each in declared(cls).items() if each.role is Role.SUBJECT}
    assert full(cls).subject.to_json().keys() == {"type"} | identifying
    assert full(cls).subject.to_json()["type"] == cls.type_name


def casualty(**fields: Any) -> sr.Casualty:
    given: dict[str, Any] = {"outcome": "killed", "people": 5} | fields
    return sr.Casualty(**given)


def cases(**fields: Any) -> sr.DiseaseCount:
    given: dict[str, Any] = {"disease": "Ebola", "kind": "case", "people": 5} | fields
    return sr.DiseaseCount(**given)


def caseload(**fields: Any) -> sr.Caseload:
    given: dict[str, Any] = {"status": "reached", "people": 5} | fields
    return sr.Caseload(**given)


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
        (casualty(perpetrator="A"), casualty(perpetrator="B")),
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


# Rules

untyped: Any = sr
"""For what a type checker would refuse."""


@pytest.mark.parametrize(
    "cls", [each for each in SITREP_RECORDS if not each.is_occurrence], ids=lambda cls: cls.type_name
)
def test_a_record_that_states_nothing_is_refused(cls: type[Record]) -> None:
    values = [name for name, each in declared(cls).items() if each.role is Role.VALUE]
    with pytest.raises(InvalidError) as raised:
        cls(**required_fields(cls), period="2023-11-01", compared_to="2023-10")
    assert str(raised.value).endswith(f"expected at least one value: {', '.join(values)}")


def test_what_came_to_pass_is_stated_by_naming_it() -> None:
    assert {cls.type_name for cls in SITREP_RECORDS if cls.is_occurrence} == {"facility", "incident", "statement"}
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
            "Casualty.age: 'children' is refused; expected years of age as a range, such as 0-17 or 60+",
        ),
        (
            lambda: casualty(age="17-0"),
            "Casualty.age: '17-0' is refused; expected years of age as a range, such as 0-17 or 60+",
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
            "such as Asia/Gaza, or UTC",
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
            words = declaration.kind.say(held)
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
            "Evacuation, sick and wounded people, from Gaza Strip, to Egypt, via Rafah: about 90 people, expected, "
            "2023-11-01",
        ),
        (KILLED, "Killed, Gaza Strip, cumulative, since 2023-10-07: 8,805 people, 2023-11-01"),
        (cases(classification="confirmed"), "Ebola, case count, confirmed: 5 people"),
        (
            caseload(scale="ipc", phase="3+", projection="first"),
            "People reached, IPC, phase 3 or worse, analysis: first projection: 5 people",
        ),
        (sr.Statement(actor="UN", act="calls_for", topic="ceasefire"), "UN: calls for ceasefire"),
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
