"""The record types: what they declare, held against a table."""

import re
from collections.abc import Iterator

import pytest
from record_samples import (
    ALL_TYPES,
    COMPARED_TO_IS_SUBJECT,
    COUNTS_OF_PEOPLE,
    ON_COUNTS,
    ON_COUNTS_OF_PEOPLE,
    ON_EVERY_RECORD,
    OTHER_COUNTS,
    SECTOR_IS_SUBJECT,
    SITREP_RECORDS,
    TYPES,
)

import sitrep as sr
from sitrep.fields.declarations import Declaration, FieldRole, Value, declared
from sitrep.fields.kinds import DECLARED, CodeKind
from sitrep.records import RECORD_TYPES, CountOfPeople, Record
from sitrep.values.figures import Figure, FigureKind
from sitrep.vocabularies import Unit

CLOSED_LISTS = {
    "crossing.modality": "observed planned ordered expected forecast conditional",
    "crossing.trend": "increasing stable decreasing unchanged",
    "casualty.measure": "current new cumulative",
    "casualty.sex": "f m x o u all",
    "crossing.status": "open restricted closed",
    "crossing.people": "open limited closed",
    "crossing.goods": "open limited closed",
    "evacuation.status": "planned ordered awaiting expected under_way completed suspended cancelled",
    "shortage.level": "needed strained short severe exhausted",
    "agreement.status": "proposed negotiating reached in_force extended suspended ended rejected",
    "caseload.scale": "jiaf ipc",
    "caseload.phase": "1 2 3 4 5 3+",
    "caseload.projection": "current first second",
    "disease_count.classification": "suspected probable confirmed discarded all",
    "disease_count.kind": "case death recovery admission in_care discharge contact_listed contact_followed",
    "assistance.delivery": "in_kind cash voucher service",
    "funding.kind": "required requested received pledged allocated spent gap",
    "access.outcome": "planned facilitated partially_facilitated impeded denied postponed cancelled",
    "facility.functioning": "fully fully_or_partially partially not",
    "facility.damage": "none damaged destroyed",
    "outage.extent": "partial cut restored",
}
OPEN_LISTS = {
    "caseload.status": "affected in_need targeted expected_reach reached at_risk exposed assessed registered present",
    "statement.act": "calls_for condemns warns demands promises denies rules recommends rejects declares announces "
    "activates",
    "crossing.sector": "CCM EDU FSC HEA NUT PRO PRO-CPN PRO-GBV PRO-HLP PRO-MIN SHL WSH LOG TEL ERY Intersectoral",
    "casualty.group": "REF ROC ASY OIP IDP IOC STA OOC HST RET RST NAT RDP wounded patients foreign_nationals "
    "dual_nationals",
    "casualty.role": "civilian aid_worker health_worker educator student journalist first_responder combatant",
    "casualty.component": "new recovered died_of_wounds added_by_review removed_by_review reclassified",
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
    "assistance.vehicles": Unit.VEHICLES,
    "funding.amount": None,
    "funding.coverage": Unit.PERCENT,
    "access.missions": Unit.MISSIONS,
    "access.count": Unit.INCIDENTS,
    "outage.people": Unit.PERSONS,
    "outage.households": Unit.HOUSEHOLDS,
    "facility.count": Unit.FACILITIES,
    "facility.capacity": Unit.PERSONS,
    "facility.occupancy": Unit.PERSONS,
    "incident.count": Unit.INCIDENTS,
    "incident.magnitude": None,
    "incident.intensity": None,
    "incident.depth": Unit.KILOMETRES,
    "price.price": None,
    "price.change": Unit.PERCENT,
    "extent.count": Unit.ITEMS,
    "assistance.value": None,
    "casualty.share": Unit.PERCENT,
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
        "sector": "S" if type_name in SECTOR_IS_SUBJECT else "",
        "compared_to": "S" if type_name in COMPARED_TO_IS_SUBJECT else "",
    }


def declaration_of(path: str) -> Declaration:
    type_name, name = path.split(".")
    return declared(RECORD_TYPES[type_name])[name]


def test_the_types_are_those_of_the_table_in_its_order() -> None:
    assert [name for name, cls in RECORD_TYPES.items() if cls.__module__.startswith("sitrep.")] == list(TYPES)


@pytest.mark.parametrize("cls", ALL_TYPES)
def test_a_type_is_exported_under_its_name(cls: type[Record]) -> None:
    assert getattr(sr, cls.__name__) is cls
    assert cls.type_name == re.sub("(?<=[a-z])(?=[A-Z])", "_", cls.__name__).lower()


@pytest.mark.parametrize("cls", ALL_TYPES)
def test_a_type_has_the_fields_and_the_roles_of_the_table(cls: type[Record]) -> None:
    def mark(each: Declaration) -> str:
        letter = {FieldRole.SUBJECT: "S", FieldRole.CATEGORY: "C"}.get(each.role, "")
        return f"{letter}{'!' if each.must_be_given else ''}"

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
