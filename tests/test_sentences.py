"""Sentences of records: nobody who reads them in a hurry takes one thing for another."""

import pytest
from record_samples import SITREP_RECORDS, plain
from routine_reports import REPORTS, facts

import sitrep as sr
from sitrep.fields.declarations import FieldRole, declared
from sitrep.fields.kinds import CodeKind
from sitrep.records import Record

CATEGORIES = [
    pytest.param(cls, id=cls.type_name)
    for cls in SITREP_RECORDS
    if any(isinstance(each.kind, CodeKind) for each in declared(cls).values())
]


@pytest.mark.parametrize("cls", CATEGORIES)
def test_records_that_differ_in_a_code_have_different_sentences(cls: type[Record]) -> None:
    base = plain(cls)
    said: dict[str, Record] = {base.sentence: base}
    for name, declaration in declared(cls).items():
        if isinstance(declaration.kind, CodeKind):
            for code in declaration.kind.codes:
                record = base.replace(**{name: code})
                assert said.setdefault(record.sentence, record) == record, record.sentence


def test_different_facts_of_routine_reports_have_different_sentences() -> None:
    said = {record.sentence: record for report in REPORTS for fact in report.facts for record in fact.records}
    assert len(said) == len({record for fact in facts() for record in fact.records})


def test_what_was_not_observed_is_said_to_be_so_before_all_else() -> None:
    for cls in SITREP_RECORDS:
        for modality in declared(cls)["modality"].kind.codes:
            sentence = plain(cls, modality=modality).sentence
            assert sentence.startswith(f"{modality.label.capitalize()}: ") == (modality != "observed")


@pytest.mark.parametrize(
    ("record", "sentence"),
    [
        (
            sr.Facility(kind="house", damage="destroyed", count=150, place="X"),
            "Houses, X, destroyed: 150 houses",
        ),
        (
            sr.Facility(kind="hospital", action="supported", count=3, place="X"),
            "Hospitals, X, supported: 3 hospitals",
        ),
        (
            sr.Facility(kind="hospital", name="Central", damage="destroyed", place="X"),
            "Hospital, X, “Central”: destroyed",
        ),
        (
            sr.Facility(kind="school", action="to_be_relocated", count=15, modality="planned", place="X"),
            "Planned: schools, X, to be relocated: 15 schools",
        ),
        (
            sr.Assistance(activity="vaccination", status="planned", people=500, place="X", period="2024-03-01/.."),
            "Vaccination, X, planned: 500 people, since 2024-03-01",
        ),
        (
            sr.Shortage(item="fuel", level="short", modality="expected", place="X", period="2024-03-25/.."),
            "Expected: shortage of fuel, X: short, from 2024-03-25 on",
        ),
        (
            sr.DiseaseCount(disease="Cholera", kind="case", people=45, place="X"),
            "Cholera, case count, X: 45 cases",
        ),
        (
            sr.DiseaseCount(disease="Cholera", kind="case", place="X", classification="suspected"),
            "Cholera, case count, X, suspected: cases reported, without a number",
        ),
        (
            sr.DiseaseCount(disease="Cholera", kind="case", age="0-4", share=23, place="X"),
            "Cholera, case count, X, aged 0-4: a share of 23%",
        ),
        (
            sr.DiseaseCount(disease="Cholera", kind="case", people=7_413, trend="decreasing", place="X"),
            "Cholera, case count, X: 7,413 cases, decreasing",
        ),
        (
            sr.Caseload(status="in_need", scale="ipc", phase="3+", share=48, place="X"),
            "People in need, X, IPC, phase 3 or worse: a share of 48%",
        ),
        (
            sr.Funding(kind="received", coverage=7, place="X"),
            "Funding received, X: 7% of what is required",
        ),
        (
            sr.Outage(service="water", extent="restored", starts="2024-03-01", place="X"),
            "Outage of water, X: restored, had been cut from 2024-03-01",
        ),
        (
            sr.Outage(service="electricity", extent="partial", households=230_000, place="X"),
            "Outage of electricity, X: partial, for 230,000 households",
        ),
        (
            sr.DiseaseCount(disease="Acute malnutrition", kind="case", people=320, share=2.6, place="X"),
            "Acute malnutrition, case count, X: 320 cases, a share of 2.6%",
        ),
        (
            sr.Extent(of="districts", status="affected", count=sr.Figure(best=25, of=33), place="X"),
            "Districts affected, X: 25 of 33 districts",
        ),
        (
            sr.Statement(actor="WHO", act="condemns", topic="protection_of_health_care", content="two attacks"),
            "WHO condemns, on protection of health care: two attacks",
        ),
        (
            sr.Casualty(outcome="killed", cause="air_strike", perpetrator="Army", people=5, place="X"),
            "Killed, X, by air strike, perpetrator: Army: 5 people",
        ),
        (
            sr.Facility(kind="clinic", name="West", functioning="not", reason="the road is cut", place="X"),
            "Clinic, X, “West”: not functioning, reason: the road is cut",
        ),
    ],
)
def test_nobody_in_a_hurry_takes_it_for_something_else(record: Record, sentence: str) -> None:
    assert record.sentence == sentence


def test_every_value_of_a_routine_fact_is_in_its_sentence() -> None:
    for fact in facts():
        for record in fact.records:
            for declaration, held in record.given():
                if declaration.role_in(record) is FieldRole.VALUE:
                    assert declaration.say_held(held, record) in record.sentence
