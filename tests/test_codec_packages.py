"""JSON beside the converters and the record types of others."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest
from cattrs import ClassValidationError, Converter
from cattrs.preconf.json import make_converter as make_json_converter
from json_documents import (
    RAFAH,
    REPORT,
    WOUNDED,
    decoder,  # noqa: F401 - each test of the module runs with either
    document,
    refusal,
)

import sitrep as sr
from sitrep.errors import InvalidError

# With converters of others


@attrs.define
class Folder:
    name: str
    report: sr.SitRep
    figures: list[sr.Figure]
    place: sr.Place | None = None
    records: dict[str, sr.Record] = attrs.field(factory=dict)


FOLDER = Folder("Gaza", REPORT, [sr.Figure(best=5)], sr.Place(name="Rafah"), {"first": RAFAH})


@pytest.mark.parametrize("make", [Converter, make_json_converter, sr.make_converter], ids=lambda make: make.__module__)
def test_a_converter_of_a_user_learns_our_classes_beside_its_own(make: Callable[[], Converter]) -> None:
    converter = make()
    converter.register_structure_hook(str, lambda given, _: given.upper())
    sr.configure_converter(converter)
    data = converter.unstructure(FOLDER)
    assert data["report"] == REPORT.to_json()
    assert data["records"] == {"first": RAFAH.to_json()}
    again = converter.structure(json.loads(json.dumps(data)), Folder)
    assert again == attrs.evolve(FOLDER, name="GAZA", records={"FIRST": RAFAH})


@pytest.mark.parametrize(
    ("cls", "data", "value"),
    [
        (sr.Figure, {"best": 5}, sr.Figure(best=5)),
        (sr.Period, "2023-11-01", sr.Period("2023-11-01")),
        (sr.Record, RAFAH.to_json(), RAFAH),
        (sr.Crossing, RAFAH.to_json(), RAFAH),
        (sr.CountOfPeople, WOUNDED.to_json(), WOUNDED),
        (sr.Claim, REPORT.claims[0].to_json(), REPORT.claims[0]),
        (sr.Subject, RAFAH.subject.to_json(), RAFAH.subject),
    ],
    ids=lambda each: each.__name__ if isinstance(each, type) else "",
)
def test_each_class_can_be_read_and_written_by_itself(cls: type[Any], data: Any, value: Any) -> None:
    converter = sr.make_converter()
    assert converter.structure(data, cls) == value
    assert converter.unstructure(value) == data


def test_a_record_of_another_type_than_asked_for_is_refused() -> None:
    with pytest.raises(InvalidError) as raised:
        sr.make_converter().structure(RAFAH.to_json(), sr.Evacuation)
    assert str(raised.value) == "type: 'crossing' is refused; expected a record type that is an Evacuation"


def test_the_converter_of_a_user_tells_our_faults_in_our_words() -> None:
    converter = Converter(detailed_validation=False)
    sr.configure_converter(converter)
    data = {"name": "Gaza", "report": {"format": "sitrep/1", "claims": 5}, "figures": []}
    with pytest.raises(InvalidError) as raised:
        converter.structure(data, Folder)
    assert str(raised.value) == "claims: 5 is refused; expected a list"

    detailed = Converter()
    sr.configure_converter(detailed)
    with pytest.raises(ClassValidationError) as grouped:
        detailed.structure(data, Folder)
    [error] = grouped.value.exceptions
    assert isinstance(error, InvalidError)


def test_a_converter_may_be_told_to_keep_what_is_unknown() -> None:
    converter = Converter()
    sr.configure_converter(converter, unknown="keep")
    assert converter.structure({"name": "Rafah", "grid": "36R"}, sr.Place).to_json() == {"name": "Rafah", "grid": "36R"}


def test_a_converter_that_somebody_changes_changes_no_other() -> None:
    mine = sr.make_converter()
    mine.register_structure_hook_func(lambda cls: cls is sr.Figure, lambda data, _: sr.Figure(best=1))
    assert mine.structure({}, sr.Figure) == sr.Figure(best=1)
    assert sr.loads(sr.dumps(REPORT)) == REPORT
    with pytest.raises(InvalidError):
        sr.make_converter().structure({}, sr.Figure)


# Types of other packages

PACKAGE = """
from sitrep.fields.declarations import identifies, required, states
from sitrep.fields.kinds import Flag, RequiredText
from sitrep.records import Record, record


@record(lead="water point {name}")
class WaterPoint(Record):
    name: RequiredText = required(identifies("Name", hxl="#loc+name", meaning="The name"))
    safe: Flag = states("Safe", hxl="#status+safe", meaning="Whether the water is safe", phrase="safe")
"""
PROGRAM = """
import sys
import sitrep as sr

text = '{"format":"sitrep/1","claims":[{"record":{"type":"water_point","name":"Well 5","safe":true},\
"attributions":[{"source":{"name":"AFP"}}]}]}'
for attempt in range(2):
    [claim] = sr.loads(text)
    print(type(claim.record).__module__, claim.record.sentence)
print("water_points" in sys.modules)
"""


def run_beside(tmp_path: Path, program: str, entry_point: str) -> str:
    """What a program prints where a package is installed that declares record types."""
    (tmp_path / "water_points.py").write_text(PACKAGE, encoding="utf-8")
    info = tmp_path / "water_points-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: water-points\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(f"[sitrep.records]\nwater = {entry_point}\n", encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])},
        check=False,
    )
    assert run.stderr == ""
    return run.stdout


@pytest.mark.parametrize("names", ["water_points", "water_points:WaterPoint"])
def test_a_type_that_an_installed_package_declares_is_found_when_it_is_read(tmp_path: Path, names: str) -> None:
    assert run_beside(tmp_path, PROGRAM, names) == "water_points Water point Well 5: safe\n" * 2 + "True\n"


def test_a_document_without_foreign_types_loads_no_other_package(monkeypatch: pytest.MonkeyPatch) -> None:
    def found(_: str) -> Any:
        raise AssertionError("looked for packages")

    monkeypatch.setattr("sitrep.records.base.offered", found)
    assert sr.loads(sr.dumps(REPORT)) == REPORT


def link_of(subject: Any) -> str:
    subjects = [subject, {"type": "crossing", "name": "Rafah Crossing Point"}]
    return json.dumps({"format": "sitrep/1", "links": [{"subjects": subjects, "by": {"name": "A"}}]})


def test_an_identifying_field_that_a_newer_version_declares_stays_with_the_subject_of_a_link() -> None:
    text = link_of({"type": "crossing", "name": "Rafah", "gate": "south"})
    with pytest.raises(InvalidError, match=r"subjects\[0\]\.gate: 'south' is refused; expected only the identifying"):
        sr.loads(text)
    kept = sr.loads(text, unknown="keep")
    assert sr.Subject("crossing", {"name": "Rafah"}, kept={"gate": "south"}) in kept.links[0].subjects
    assert sr.loads(sr.dumps(kept), unknown="keep") == kept


def test_an_unknown_member_within_the_subject_of_a_link_is_refused_as_anywhere() -> None:
    text = link_of({"type": "crossing", "name": "Rafah", "place": {"name": "Rafah", "gate": "south"}})
    with pytest.raises(InvalidError, match=r"subjects\[0\]\.place\.gate: 'south' is refused; expected only the fields"):
        sr.loads(text)
    assert sr.loads(text, unknown="keep").links


def test_what_lacks_its_format_is_told_its_other_faults_too() -> None:
    message = refusal('{"claims": [], "headers": [{"titel": "x"}]}')
    assert message.startswith(
        "3 faults:\n  $.format: missing; expected 'sitrep/1'\n  $.headers[0].titel: 'x' is refused"
    )


def test_a_misspelt_field_is_one_fault_also_where_it_would_be_the_only_value() -> None:
    record = {"type": "casualty", "outcome": "killed", "peple": {"best": 5}}
    message = refusal(document(claims=[{"record": record, "attributions": [{"source": {"name": "A"}}]}]))
    assert message.startswith("$.claims[0].record.peple: {'best': 5} is refused; expected only the fields of Casualty")
    assert message.endswith("Did you mean 'people'?")


BROKEN_PACKAGE = """
import sitrep as sr
for build in (lambda: sr.loads('{"format":"sitrep/1","claims":[{"record":{"type":"x"},"attributions":[]}]}'),
              lambda: sr.UnknownRecord("x")):
    try:
        build()
    except sr.SitrepError as error:
        print(type(error).__name__, error)
"""
UNKNOWN_PACKAGE = """
import sitrep as sr
try:
    sr.UnknownRecord("water_point", kept={"name": "Well 5"})
except sr.InvalidError as error:
    print(error)
"""


def test_a_package_that_cannot_be_loaded_is_named(tmp_path: Path) -> None:
    assert run_beside(tmp_path, BROKEN_PACKAGE, "fire_points").splitlines() == 2 * [
        "EntryPointError the entry point 'water' of 'sitrep.records' can't be loaded: "
        "'fire_points' gives ModuleNotFoundError: No module named 'fire_points'"
    ]


def test_a_record_of_a_type_that_a_package_declares_is_never_unknown(tmp_path: Path) -> None:
    assert run_beside(tmp_path, UNKNOWN_PACKAGE, "water_points") == (
        "UnknownRecord.type: 'water_point' is refused; "
        "expected a record type that no installed package declares. Build a WaterPoint.\n"
    )
