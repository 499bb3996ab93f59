"""The record types as they were decided, and records to try things on."""

from typing import Any

import pytest

import sitrep as sr
from sitrep.fields.declarations import Declaration, FieldRole, declared
from sitrep.fields.kinds import CodeKind, ManyKind, ValueKind
from sitrep.records import RECORD_TYPES, Record
from sitrep.values.countries import CountryKind
from sitrep.values.figures import Figure, FigureKind
from sitrep.values.periods import Period
from sitrep.values.places import Place

# The table that judges the declarations. S: part of the subject; C: so where the thing has no name; !: must be given;
# ?: whichever role.

ON_EVERY_RECORD = "place S, period, event S, sector ?, modality S, trend, compared_to"
ON_COUNTS = "measure S, since S"
ON_COUNTS_OF_PEOPLE = "people, households, share, sex S, age S, group S, role S, verification, component S"
TYPES = {
    "crossing": "name S!, kind S, between S, status, people, goods, allowed_through, excluded, direction S, "
    "closed_since, by, reason",
    "evacuation": "status C, origin S, destination S, via S, transport, vehicles, escort, facility",
    "shortage": "item S!, level, needed, available, days_left, people, cause",
    "agreement": "name S, parties S, mediators, coordinators, provides, excludes, stage, status, starts, ends",
    "casualty": "outcome S!, cause C, perpetrator C, setting S",
    "displacement": "kind S, origin S, destination S, via S, cause C",
    "detention": "kind S, by S, status C",
    "caseload": "status S!, scale S, phase S, projection S, plan S",
    "disease_count": "disease S!, classification S, kind S!, setting S",
    "assistance": "activity S!, item S, by S, recipient S, delivery S, via S, quantity, value, vehicles, transport, "
    "status C, reason",
    "funding": "plan S, fund S, donor S, kind S!, amount, coverage",
    "access": "constraint S!, by S, affects S, missions, count, outcome S, severity, reason",
    "facility": "name S, kind S!, count, functioning C, damage C, action C, operator, supported_by, capacity, "
    "occupancy, "
    "power, reason",
    "outage": "service S!, extent, people, households, operator, ordered_by, cause, starts, ends",
    "incident": "kind S!, actors S, target C, weapon C, count, magnitude, intensity, depth, warning",
    "price": "item S!, per S, market S, price, change",
    "extent": "of S!, status S!, cause C, count",
    "statement": "actor S!, act S!, topic S!, content",
    "indicator": "code S!, label, population S, value",
}
# Real data has running totals of attacks, deliveries and missions too, so these count as people are counted.
OTHER_COUNTS = {"incident", "access", "funding"}
COUNTS_OF_PEOPLE = {"evacuation", "casualty", "displacement", "detention", "caseload", "disease_count", "assistance"}
COMPARED_TO_IS_SUBJECT = {"price", "indicator"}
SECTOR_IS_SUBJECT = {"caseload", "assistance", "funding", "extent", "indicator"}

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
    values = [name for name, each in declared(cls).items() if each.role is FieldRole.VALUE and name not in fields]
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


def casualty(**fields: Any) -> sr.Casualty:
    given: dict[str, Any] = {"outcome": "killed", "people": 5} | fields
    return sr.Casualty(**given)


def cases(**fields: Any) -> sr.DiseaseCount:
    given: dict[str, Any] = {"disease": "Ebola", "kind": "case", "people": 5} | fields
    return sr.DiseaseCount(**given)


def caseload(**fields: Any) -> sr.Caseload:
    given: dict[str, Any] = {"status": "reached", "people": 5} | fields
    return sr.Caseload(**given)
