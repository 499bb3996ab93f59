"""EDXL-SitRep as it is read: our messages whole, those of others as far as they say, and hostile files."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from lxml import etree

import sitrep as sr
from sitrep.errors import InvalidError
from sitrep.formats.edxl.offer import EDXL
from sitrep.reference import rafah

HERE = Path(__file__).parent
FOREIGN = (HERE / "edxl_foreign.xml").read_text(encoding="utf-8")

OWN = sr.SitRep(
    headers=[sr.Header(title="Update", number="1")],
    claims=[sr.Claim(sr.Crossing(name="Rafah", status="open", period="2023-11-01"), attributions=["AFP"])],
)


# The way back


@pytest.mark.parametrize(
    "kept",
    [
        {"0": "a place in a list?", "1": [1, 2]},
        {"x": {"1": 1, "10": 2}, "y": [], "z": {}},
        {"a/b~c%20#d": [[], [[]], {"": None}]},
        {"long": "€ <&>'\" " * 500, "spaces": " " * 3000},
        {"lines": "a\r\nb\tc\n"},
    ],
)
def test_content_that_nobody_declares_comes_back(kept: dict[str, Any]) -> None:
    report = sr.SitRep(headers=[sr.Header(title="Update", kept=kept)])
    file = EDXL.write(report)
    judge_names = [
        each.text for each in ET.fromstring(file).iter("{urn:oasis:names:tc:emergency:edxl:extension:1.0}nameURI")
    ]
    assert all(re.fullmatch(r"urn:sitrep:1#[!-~]*", name or "") for name in judge_names)
    assert EDXL.read(file) == report


def test_a_message_saved_by_another_program_is_read_back() -> None:
    report = rafah()
    saved = ET.fromstring(EDXL.write(report))
    ET.indent(saved, "\t")
    file = ET.tostring(saved, encoding="utf-16")
    assert b"ns0:sitRep" in file.replace(b"\0", b"")
    # The standard library renames prefixes and leaves the one in the type as it was.
    with pytest.raises(InvalidError, match="expected a FieldObservationType"):
        EDXL.read(file)
    other = etree.tostring(etree.fromstring(EDXL.write(report)), encoding="UTF-16")
    assert EDXL.read(other) == report


def test_a_message_of_others_is_a_header_with_notes() -> None:
    report = EDXL.read(FOREIGN.encode())
    [header] = report.headers
    assert header.replace(kept=None) == sr.Header(
        title="Flood in the Northern Province",
        publisher="Civil defence",
        crisis="Spring flood",
        glide="FL-2024-000017-TUR",
        number="17",
        version="Update",
        issued="2024-03-02T15:00:00Z",
        period="2024-02-29T21:00:00Z/2024-03-02T14:00:00Z",
        next_update="2024-03-03T06:00:00Z",
    )
    assert set(report.notes) == {
        sr.Note("The bridge is gone. Some 40 families wait on roofs."),
        sr.Note("Boats and blankets", section="needs"),
    }
    assert not report.claims
    kept = json.loads(header.kept)["edxl"]
    assert (kept["messageID"], kept["severity"], kept["urgency"]) == ("flood-17", "Severe", "Immediate")
    assert kept["preparedBy"]["personDetails"] == {"personName": {"nameElement": "Duty officer"}}
    assert kept["observationLocation"] == {
        "EDXLGeoLocation": {"point": {"@SrsName": "urn:ogc:def:crs:EPSG::4326", "pos": "37.1 38.9"}}
    }
    assert kept["immediateNeedsCategory"] == "SearchAndRescue"
    assert EDXL.read(EDXL.write(report)) == report


def test_attributes_are_kept_beside_the_text() -> None:
    [header] = EDXL.read(FOREIGN.replace("<g:pos>", '<g:pos srsDimension="2">').encode()).headers
    point = json.loads(header.kept)["edxl"]["observationLocation"]["EDXLGeoLocation"]["point"]
    assert point["pos"] == {"@srsDimension": "2", "#text": "37.1 38.9"}


def test_the_standard_may_be_the_default_namespace_of_a_message() -> None:
    default = FOREIGN.replace("<s:", "<").replace("</s:", "</").replace("xmlns:s=", "xmlns=").replace('"s:F', '"F')
    assert EDXL.read(default.encode()) == EDXL.read(FOREIGN.encode())


def test_what_a_message_of_others_lacks_is_left_out() -> None:
    bare = re.sub(r"<s:(reportTitle|nextContact|immediate\w+|observationText)>.*?</s:\1>", "", FOREIGN)
    bare = re.sub(r"<s:incidentID>.*</s:incidentID>", "<s:incidentID>Unknown</s:incidentID>", bare, count=1)
    bare = bare.replace("<s:incidentID>Spring flood</s:incidentID>", "")
    report = EDXL.read(bare.encode())
    [header] = report.headers
    assert (header.title, header.glide, header.crisis, header.next_update) == ("flood-17", None, None, None)
    assert not report.notes


def test_names_of_several_incidents_are_kept_together() -> None:
    several = FOREIGN.replace("<s:urgency>", "<s:incidentID>Landslide</s:incidentID><s:urgency>")
    [header] = EDXL.read(several.encode()).headers
    assert (header.glide, header.crisis) == (None, None)
    assert json.loads(header.kept)["edxl"]["incidentID"] == ["FL-2024-000017-TUR", "Spring flood", "Landslide"]


def without(pattern: str) -> Callable[[str], str]:
    return lambda text: re.sub(pattern, lambda found: "\n" * found.group().count("\n"), text, flags=re.DOTALL)


def swap(old: str, new: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new)

    return change


FAULTS: dict[str, tuple[Callable[[str], str], str]] = {
    "no XML": (lambda _: "sitRep", r"line[1]: 'sitRep' is refused; expected XML; Start tag expected, '<' not found"),
    "nothing": (lambda _: "", "line[1]: '' is refused; expected XML; Document is empty"),
    "cut off": (lambda text: text[:900], "expected XML; "),
    "another root": (swap("s:sitRep", "s:report"), "expected the root element {urn:oasis"),
    "an envelope": (
        lambda text: f"<E>{text.partition('?>')[2]}</E>",
        "line[1].E: 'E' is refused; expected the root element {urn:oasis:names:tc:emergency:EDXL:SitRep:1.0}sitRep. "
        "Take the sitRep out of its envelope.",
    ),
    "a missing element": (without("<s:severity>.*</s:severity>"), "line[5].sitRep.severity: missing; expected the"),
    "an element twice": (
        swap("<s:reportPurpose>", "<s:reportPurpose>A</s:reportPurpose><s:reportPurpose>"),
        "line[15].reportPurpose: 'reportPurpose' is refused; expected it once",
    ),
    "an order": (
        swap("<s:urgency>", "<s:actionPlan>A</s:actionPlan><s:urgency>"),
        "line[25].urgency: 'urgency' is refused; expected it before actionPlan",
    ),
    "an element of nobody": (
        swap("<s:urgency>", "<s:mood>A</s:mood><s:urgency>"),
        "line[25].mood: '{urn:oasis:names:tc:emergency:EDXL:SitRep:1.0}mood' is refused; expected one of the elements",
    ),
    "a code": (swap(">Severe<", ">Bad<"), "line[27].severity: 'Bad' is refused; expected one of: Extreme, Severe"),
    "a Z": (
        swap("17:00:00+03:00</c:to", "17:00:00Z</c:to"),
        "line[20].toDateTime: '2024-03-02T17:00:00Z' is refused; expected a time such as 2023-11-01T18:00:00+02:00. "
        "Whole seconds, and an offset as a number: no Z.",
    ),
    "a local time": (swap("09:00:00+03:00", "09:00:00"), "line[28].nextContact: '2024-03-03T09:00:00' is refused"),
    "a day that isn't": (swap("2024-03-03T", "2024-02-30T"), "line[28].nextContact: "),
    "a period that ends before it starts": (
        swap("<c:fromDateTime>2024-03-01", "<c:fromDateTime>2024-03-05"),
        "line[18].forTimePeriod: ",
    ),
    "an empty text": (swap(">flood-17<", "> <"), "line[6].messageID: '' is refused; expected a text"),
    "elements for a text": (
        swap(">flood-17<", "><s:x/><"),
        "line[6].messageID: '' is refused; expected a text",
    ),
    "a text for elements": (
        without("<c:EDXLGeoLocation>.*</c:EDXLGeoLocation>"),
        "line[30].observationLocation: '' is refused; expected elements within it",
    ),
    "a text beside elements": (
        swap("<c:personDetails><n", "<c:personDetails>Dr <n"),
        "line[8].personDetails: 'Dr' is refused; expected no text beside elements",
    ),
    "another kind of report": (
        swap("s:FieldObservationType", "s:SituationInformationType"),
        "line[29].report.type: 's:SituationInformationType' is refused; expected a FieldObservationType of urn:oasis",
    ),
    "a casualty summary of others": (
        swap("s:FieldObservationType", "s:CasualtyAndIllnessSummaryType"),
        "line[29].report.type: 's:CasualtyAndIllnessSummaryType' is refused",
    ),
    "a type without prefix": (swap('"s:Field', '"Field'), "line[29].report.type: 'FieldObservationType' is refused"),
    "no type": (swap('xsi:type="s:FieldObservationType"', ""), "line[29].report.type: None is refused"),
    "an extension of others": (
        swap(
            "<s:observationLocation>",
            '<e:extension xmlns:e="urn:oasis:names:tc:emergency:edxl:extension:1.0"><e:community>urn:x</e:community>'
            "</e:extension><s:observationLocation>",
        ),
        "line[30].extension: 'urn:x' is refused; expected an extension of urn:sitrep:1. Take it out to read the rest.",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_faults_in_messages_of_others_are_told_with_their_line(fault: str) -> None:
    change, expected = FAULTS[fault]
    with pytest.raises(InvalidError) as refused:
        EDXL.read(change(FOREIGN).encode())
    assert expected in str(refused.value)


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(InvalidError) as refused:
        EDXL.read(FOREIGN.replace(">Severe<", ">Bad<").replace(">Update<", ">Draft<").encode())
    assert [fault.path for fault in refused.value.faults] == [(17, "reportVersion"), (27, "severity")]


OWN_FAULTS: dict[str, tuple[Callable[[str], str], str]] = {
    "another value": (swap('"open"', '"opened"'), ".claims[0].record.status: 'opened' is refused; expected one of: "),
    "another record": (swap('>"Rafah"<', '>"Taba"<'), ".claims[0].id: "),
    "another source": (swap('>"AFP"<', '>"APF"<'), "line[3].messageID: 'urn:sitrep:sitrep:"),
    "another message": (swap("<sitrep:messageID>urn", "<sitrep:messageID>urm"), "line[3].messageID: "),
    "no JSON": (swap('>"AFP"<', ">AFP<"), ".parameter.value: 'AFP' is refused; expected JSON: a text in double quotes"),
    "a name twice": (swap("#/headers/0/number", "#/headers/0/title"), "expected each name once, and none within"),
    "a name within another": (swap("#/headers/0/number", "#/format/0"), "expected each name once, and none within"),
    "a name of others": (swap("urn:sitrep:1#/format", "urn:x#/format"), "expected a name such as urn:sitrep:1#/format"),
    "no name": (swap("urn:sitrep:1#/format", " "), ".parameter.nameURI: '' is refused"),
    "a gap in a list": (
        swap("#/claims/0/", "#/claims/1/"),
        ".claims: ['1'] is refused; expected the places from 0 to 0",
    ),
    "a gap in a list within": (
        swap("/attributions/0/", "/attributions/1/"),
        ".claims[0].attributions: ['1'] is refused; expected the places from 0 to 0",
    ),
    "a list for an object": (swap("#/headers/0/", "#/headers/"), ".headers: "),
    "an extension twice": (
        lambda text: re.sub("(<ext:extension>.*</ext:extension>)", r"\1\1", text, flags=re.DOTALL),
        "expected one extension of urn:sitrep:1",
    ),
}


@pytest.mark.parametrize("fault", OWN_FAULTS)
def test_faults_in_our_extension_are_told_with_their_line(fault: str) -> None:
    change, expected = OWN_FAULTS[fault]
    text = EDXL.write(OWN).decode()
    assert EDXL.read(text.encode()) == OWN
    with pytest.raises(InvalidError, match=r"^(\d+ faults:\n  )?line\[\d+\]") as refused:
        EDXL.read(change(text).encode())
    assert expected in str(refused.value)


# Without the package


@pytest.mark.parametrize("module", ["sitrep.formats.edxl.write", "sitrep.formats.edxl.xml"])
def test_without_lxml_the_extra_is_named(module: str) -> None:
    program = f"import sys; sys.modules['lxml'] = None; import {module}"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, cwd=HERE.parent)
    assert done.stderr.endswith('lxml is not installed; run: pip install "humanitarian-sitrep[edxl]"\n')


# Hostile files

BOMB = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 12}">' for n in range(1, 12))


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (f'<!DOCTYPE r [<!ENTITY e0 "lol">{BOMB}]><r>&e11;</r>', "expected XML; "),
        (f'<!DOCTYPE r [<!ENTITY e0 "lol">{BOMB}]><r a="&e11;"/>', "expected XML; "),
        ('<!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/passwd">]><r>&e;</r>', "a document without one"),
        ('<!DOCTYPE r SYSTEM "http://192.0.2.1/r.dtd"><r/>', "a document without one"),
        ("<r>" * 300 + "</r>" * 300, "expected XML; "),
        (f"<r>{'x' * 10_000_001}</r>", "expected XML; "),
        ("<r>\x00</r>", "expected XML; "),
        ("<r>&e;</r>", "expected XML; "),
    ],
    ids=["bomb", "bomb in an attribute", "a file", "the network", "depth", "size", "null", "an entity of nobody"],
)
def test_hostile_files_are_refused(file: str, expected: str) -> None:
    with pytest.raises(InvalidError, match=r"^line\[1\]: ") as refused:
        EDXL.read(file.encode())
    assert expected in str(refused.value)
    assert "root:" not in str(refused.value)


def test_files_that_an_entity_names_are_not_even_opened(tmp_path: Path) -> None:
    # If it were read, the fault would be that it is no XML.
    named = tmp_path / "named.xml"
    named.write_text("<", encoding="utf-8")
    file = f'<!DOCTYPE r [<!ENTITY e SYSTEM "{named.as_uri()}">]><r>&e;</r>'
    with pytest.raises(InvalidError, match="expected a document without one"):
        EDXL.read(file.encode())
