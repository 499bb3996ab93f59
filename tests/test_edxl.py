"""EDXL-SitRep as it is written: a table of the standard as a judge of its own, two parsers and a schema."""

import json
import re
from collections import Counter
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis.strategies import integers
from lxml import etree

import sitrep as sr
from sitrep.cli.commands import sitrep as program
from sitrep.errors import InvalidError
from sitrep.formats.edxl import write
from sitrep.formats.edxl.offer import CASUALTY_SUMMARY, EDXL
from sitrep.formats.edxl.xml import check_schema, load_schema
from sitrep.formats.offers import Format, find_format
from sitrep.reference import gaza_figures, rafah
from sitrep.testing import strategies as st

HERE = Path(__file__).parent
SCHEMA = HERE / "edxl.xsd"
FOREIGN = (HERE / "edxl_foreign.xml").read_text(encoding="utf-8")

SITREP = "{urn:oasis:names:tc:emergency:EDXL:SitRep:1.0}"
CT = "{urn:oasis:names:tc:emergency:edxl:ct:1.0}"
EXT = "{urn:oasis:names:tc:emergency:edxl:extension:1.0}"
XNL = "{urn:oasis:names:tc:emergency:edxl:ciq:1.0:xnl}"
GML = "{http://www.opengis.net/gml/3.2}"
TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"

ANY = 10**9
HEAD: list[tuple[str, int, int, str]] = [
    ("messageID", 1, 1, ""),
    ("preparedBy", 1, 1, ""),
    ("authorizedBy", 1, 1, ""),
    ("reportPurpose", 1, 1, ""),
    ("reportNumber", 1, 1, ""),
    ("reportVersion", 1, 1, "Initial Update Final"),
    ("forTimePeriod", 1, 1, ""),
    ("reportTitle", 0, 1, ""),
    ("incidentID", 1, ANY, ""),
    ("incidentLifecyclePhase", 0, ANY, "Preparedness Response Mitigation Recovery"),
    ("originatingMessageID", 0, 1, ""),
    ("precedingMessageID", 0, ANY, ""),
    ("urgency", 0, 1, "Immediate Expected Future Past Unknown"),
    ("reportConfidence", 1, 1, "HighlyConfident SomewhatConfident Unsure NoConfidence"),
    ("severity", 1, 1, "Extreme Severe Moderate Minor Unknown"),
    ("reportingLocation", 0, 1, ""),
    ("actionPlan", 0, 1, ""),
    ("nextContact", 0, 1, ""),
    ("report", 1, 1, ""),
]
"""The children of the root as the standard has them: how often at least and at most, and the codes."""

OBSERVATION = [("observationLocation", 1, 1, ""), ("immediateNeeds", 0, 1, ""), ("observationText", 0, 1, "")]
TIMES = {f"{CT}timeValue", f"{CT}fromDateTime", f"{CT}toDateTime", f"{SITREP}nextContact"}
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")
LONG = {f"{SITREP}observationText"}
"""Texts that aren't held to the 1,023 characters of the common types."""

CLAIM = sr.Claim(sr.Crossing(name="Rafah", status="open", period="2023-11-01"), attributions=["AFP"])


def told(*records: sr.Record, source: sr.Source | str | sr.Attribution = "Somebody", **more: Any) -> sr.SitRep:
    return sr.SitRep(claims=[sr.Claim(each, attributions=[source]) for each in records], **more)


def headed(*claims: sr.Claim, **header: Any) -> sr.SitRep:
    return sr.SitRep(headers=[sr.Header(**{"title": "Update"} | header)], claims=claims)


def message(report: sr.SitRep) -> ET.Element:
    return ET.fromstring(EDXL.write(report))


def said(report: sr.SitRep, path: str) -> list[str | None]:
    """The texts at a path, whose first step is in the namespace of the standard and the others in the common types."""
    first, *others = path.split("/")
    return [each.text for each in message(report).findall("/".join([SITREP + first, *(CT + step for step in others)]))]


# The judge


def judge_children(parent: ET.Element, table: list[tuple[str, int, int, str]], children: list[ET.Element]) -> None:
    names = [name for name, *_ in table]
    found = [each.tag.removeprefix(SITREP) for each in children]
    assert set(found) <= set(names), f"{parent.tag}: {found}"
    assert found == sorted(found, key=names.index), f"out of order: {found}"
    for name, least, most, codes in table:
        assert least <= found.count(name) <= most, f"{name}: {found.count(name)} times"
        if codes:
            assert {each.text for each in children if each.tag == SITREP + name} <= {*codes.split()}


def judge(file: bytes) -> ET.Element:
    """Hold a message against what the standard says, by two parsers that know nothing of us."""
    assert file.startswith(b"<?xml version='1.0' encoding='UTF-8'?>\n<sitrep:sitRep ")
    root, other = ET.fromstring(file), etree.fromstring(file)
    elements = [each for each in other.iter() if isinstance(each.tag, str)]
    assert [(each.tag, (each.text or "").strip()) for each in root.iter()] == [
        (each.tag, (each.text or "").strip()) for each in elements
    ]
    assert root.tag == f"{SITREP}sitRep"
    judge_children(root, HEAD, [*root])
    for each in root.iter():
        leaf = not len(each)
        assert bool((each.text or "").strip()) == leaf, each.tag
        assert not leaf or each.tag in LONG or len(each.text or "") <= 1023, each.tag
        if each.tag in TIMES:
            assert TIME.fullmatch(each.text or ""), each.text
            datetime.fromisoformat(each.text or "")
    assert (root.findtext(f"{SITREP}reportNumber") or "").isdecimal()
    for name in ("preparedBy", "authorizedBy"):
        assert [each.tag for each in root.findall(f"{SITREP}{name}/*")] == [f"{CT}personDetails", f"{CT}timeValue"]
        assert root.find(f"{SITREP}{name}/{CT}personDetails/{XNL}personName/{XNL}nameElement") is not None
    span = root.findall(f"{SITREP}forTimePeriod/*")
    assert [each.tag for each in span] == [f"{CT}fromDateTime", f"{CT}toDateTime"]
    start, end = (datetime.fromisoformat(each.text or "") for each in span)
    assert start <= end
    judge_report(root[-1], other[-1].nsmap)
    return root


def judge_report(body: ET.Element, prefixes: dict[str | None, str]) -> None:
    prefix, _, kind = body.attrib[TYPE].partition(":")
    assert f"{{{prefixes[prefix]}}}" == SITREP, "the type has no prefix that is declared for the standard"
    extension, *children = body
    assert [each.tag for each in extension][:2] == [f"{EXT}community", f"{EXT}id"]
    assert {each.tag for each in extension[2:]} == {f"{EXT}parameter"}
    for parameter in extension[2:]:
        assert [each.tag for each in parameter[:1]] == [f"{EXT}nameURI"]
        assert {each.tag for each in parameter[1:]} == {f"{EXT}value"}
    names = Counter(each.text for each in extension.iter(f"{EXT}nameURI"))
    assert set(names.values()) == {1}
    if kind == "CasualtyAndIllnessSummaryType":
        return
    assert kind == "FieldObservationType"
    judge_children(body, OBSERVATION, children)
    [place] = children[0]
    if place.tag == f"{CT}EDXLGeoLocation":
        [point] = place
        assert point.tag == f"{GML}point"
        assert point.attrib.keys() == {f"{GML}Id", "SrsName"}
        latitude, longitude = map(float, (point.findtext(f"{GML}pos") or "").split())
        assert abs(latitude) <= 90
        assert abs(longitude) <= 180
    else:
        assert place.tag == f"{CT}EDXLGeoPoliticalLocation"
        assert [each.tag for each in place[0]][:2] == [f"{CT}valueListURI", f"{CT}value"]


@pytest.mark.parametrize("report", [sr.SitRep(), gaza_figures(), rafah()], ids=["empty", "gaza", "rafah"])
@pytest.mark.parametrize("offered", [EDXL, CASUALTY_SUMMARY], ids=["observation", "casualties"])
def test_known_reports_are_as_the_standard_has_them(offered: Format, report: sr.SitRep) -> None:
    judge(offered.write(report))


@settings(max_examples=settings().max_examples // 2)
@given(st.sitreps())
def test_every_report_is_as_the_standard_has_it(report: sr.SitRep) -> None:
    judge(EDXL.write(report))
    file = CASUALTY_SUMMARY.write(report)
    judge(file)
    assert EDXL.read(file) == report


BROKEN: dict[str, tuple[str, str]] = {
    "an order": ("<sitrep:severity>Unknown</sitrep:severity>", ""),
    "a code": (">Initial<", ">First<"),
    "a Z": ("+00:00</ct:toDateTime>", "Z</ct:toDateTime>"),
    "a fraction of a second": ("+00:00</ct:toDateTime>", ".5+00:00</ct:toDateTime>"),
    "a number": (">0<", ">Flash<"),
    "a prefix": ('"sitrep:Field', '"Field'),
    "a namespace": ("ct:EDXLGeo", "sitrep:EDXLGeo"),
    "a long text": (">Update<", f">{'x' * 1024}<"),
    "an empty text": (">Update<", "><"),
    "a second name": ("#/headers/0/title", "#/format"),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_the_judge_sees_what_is_wrong(fault: str) -> None:
    right = EDXL.write(headed(CLAIM)).decode()
    judge(right.encode())
    old, new = BROKEN[fault]
    assert old in right
    with pytest.raises((AssertionError, ValueError, KeyError)):
        judge(right.replace(old, new).encode())


# A schema


@pytest.mark.parametrize("report", [sr.SitRep(), gaza_figures(), rafah()], ids=["empty", "gaza", "rafah"])
def test_a_schema_parser_accepts_what_is_written(report: sr.SitRep) -> None:
    check_schema(EDXL.write(report), load_schema(SCHEMA))


@settings(max_examples=max(10, settings().max_examples // 10))
@given(st.sitreps())
def test_a_schema_parser_accepts_every_report(report: sr.SitRep) -> None:
    check_schema(EDXL.write(report), load_schema(SCHEMA))


def test_a_schema_parser_accepts_the_foreign_message_that_is_tested_with() -> None:
    check_schema(FOREIGN.encode(), load_schema(SCHEMA))


def run(*arguments: str | Path) -> tuple[int, str, str]:
    result = CliRunner().invoke(program, [*map(str, arguments)], env={"COLUMNS": "400"}, prog_name="sitrep")
    return result.exit_code, result.stdout, result.stderr


def test_a_file_is_checked_against_a_schema(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("edxl.xsd").write_bytes(SCHEMA.read_bytes())
    Path("right.xml").write_bytes(EDXL.write(rafah()))
    Path("wrong.xml").write_text(FOREIGN.replace(">Update<", ">Draft<"), encoding="utf-8")
    code, out, err = run("validate", "--xsd", "edxl.xsd", "right.xml", "wrong.xml", "absent.xml")
    assert code == 1
    assert out == "right.xml: fine — as edxl.xsd has it\n"
    assert "line[17]\n    's:reportVersion' is refused; expected what the schema asks for; " in err
    assert "absent.xml: cannot be read" in err
    assert run("validate", "--xsd", "edxl.xsd", "right.xml")[0] == 0


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ("{}", "expected XML; Start tag expected"),
        ("<a/>", "expected an XML Schema; The XML document 'own.xsd' is not a schema document"),
        (
            '<s:schema xmlns:s="http://www.w3.org/2001/XMLSchema"><s:include schemaLocation="absent.xsd"/></s:schema>',
            "The files that it imports have to lie where it says: nothing is fetched.",
        ),
    ],
)
def test_a_file_that_is_no_schema_is_told_as_such(
    schema: str, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("own.xsd").write_text(schema, encoding="utf-8")
    Path("right.xml").write_bytes(EDXL.write(rafah()))
    code, out, err = run("validate", "--xsd", "own.xsd", "right.xml")
    assert (code, out) == (1, "")
    assert err.startswith("own.xsd: ")
    assert expected in err


def test_a_schema_is_read_with_what_it_includes(tmp_path: Path) -> None:
    schema = '<s:schema xmlns:s="http://www.w3.org/2001/XMLSchema">{}</s:schema>'
    own, included = tmp_path / "own.xsd", tmp_path / "included.xsd"
    own.write_text(schema.format('<s:include schemaLocation="included.xsd"/>'), encoding="utf-8")
    included.write_text(schema.format('<s:element name="number" type="s:integer"/>'), encoding="utf-8")
    check_schema(b"<number>5</number>", load_schema(own))
    with pytest.raises(InvalidError, match=r"line\[2\]: 'number' is refused"):
        check_schema(b"\n<number>five</number>", load_schema(own))


# The head


def test_the_head_says_what_the_headers_say() -> None:
    report = headed(
        title="Flood in the Northern Province",
        publisher="Civil defence",
        crisis="Spring flood",
        glide="FL-2024-000017-TUR",
        number="17",
        version="final",
        issued="2024-03-02T18:00+03:00",
        period="2024-03-01T00:00+03:00/2024-03-02T17:00+03:00",
        next_update="2024-03-03T09:00+03:00",
    )
    assert said(report, "reportTitle") == ["Flood in the Northern Province"]
    assert said(report, "incidentID") == ["FL-2024-000017-TUR", "Spring flood"]
    assert said(report, "reportNumber") == ["17"]
    assert said(report, "reportVersion") == ["Final"]
    assert said(report, "forTimePeriod/fromDateTime") == ["2024-02-29T21:00:00+00:00"]
    assert said(report, "forTimePeriod/toDateTime") == ["2024-03-02T14:00:59+00:00"]
    assert said(report, "nextContact") == ["2024-03-03T06:00:00+00:00"]
    for name in ("preparedBy", "authorizedBy"):
        assert said(report, f"{name}/timeValue") == ["2024-03-02T15:00:59+00:00"]
        names = message(report).findall(f"{SITREP}{name}//{XNL}nameElement")
        assert [each.text for each in names] == ["Civil defence"]


def test_what_nobody_said_is_unknown_or_left_out() -> None:
    told_nothing = sr.SitRep()
    assert said(told_nothing, "incidentID") == ["Unknown"]
    assert said(told_nothing, "urgency") == said(told_nothing, "severity") == ["Unknown"]
    assert said(told_nothing, "reportNumber") == ["0"]
    assert said(told_nothing, "reportConfidence") == ["Unsure"]
    assert said(told_nothing, "forTimePeriod/fromDateTime") == ["0001-01-01T00:00:00+00:00"]
    assert said(told_nothing, "forTimePeriod/toDateTime") == ["9999-12-31T23:59:59+00:00"]
    assert said(told_nothing, "report/observationLocation") == []
    for name in ("reportTitle", "nextContact", "incidentLifecyclePhase", "actionPlan", "reportingLocation"):
        assert said(told_nothing, name) == []


@pytest.mark.parametrize(
    ("header", "number", "version"),
    [
        ({"number": "1"}, "1", "Initial"),
        ({"number": "012"}, "12", "Update"),
        ({"number": "Flash update 3"}, "0", "Initial"),
        ({"number": "2", "version": "FINAL"}, "2", "Final"),
        ({"number": "2", "version": "2nd draft"}, "2", "Update"),
        ({"number": "٣"}, "0", "Initial"),
    ],
)
def test_numbers_and_versions(header: dict[str, str], number: str, version: str) -> None:
    report = headed(**header)
    assert (said(report, "reportNumber"), said(report, "reportVersion")) == ([number], [version])


def test_the_heads_of_several_reports_are_told_together() -> None:
    one = {"title": "One", "number": "1", "version": "update", "crisis": "Flood", "publisher": "A"}
    two = {"title": "Two", "number": "2", "version": "final", "crisis": "Storm", "publisher": "B"}
    merged = headed(
        **one, issued="2024-03-01T09:00:00Z", period="2024-03-01T00:00:00Z", next_update="2024-03-02T09:00:00Z"
    ) | headed(**two, issued="2024-03-04T09:00:00Z", period="2024-03-03T00:00:00Z", next_update="2024-03-05T09:00:00Z")
    assert said(merged, "reportTitle") == ["One; Two"]
    assert said(merged, "incidentID") == ["Flood", "Storm"]
    assert (said(merged, "reportNumber"), said(merged, "reportVersion")) == (["0"], ["Initial"])
    assert said(merged, "nextContact") == ["2024-03-02T09:00:00+00:00"]
    assert said(merged, "preparedBy/timeValue") == ["2024-03-04T09:00:00+00:00"]
    assert said(merged, "forTimePeriod/fromDateTime") == ["2024-03-01T00:00:00+00:00"]
    assert said(merged, "forTimePeriod/toDateTime") == ["2024-03-03T00:00:00+00:00"]


def test_a_text_that_is_too_long_for_the_standard_is_cut_there_alone() -> None:
    report = headed(title="x" * 1024, publisher="y" * 1023)
    assert said(report, "reportTitle") == ["x" * 1022 + "…"]
    assert EDXL.read(EDXL.write(report)) == report
    names = message(report).findall(f"{SITREP}preparedBy//{XNL}nameElement")
    assert [each.text for each in names] == ["y" * 1023]


def test_a_message_is_called_as_the_report_is_in_linked_data() -> None:
    report = rafah()
    [name] = said(report, "messageID")
    assert json.loads(find_format("jsonld").write(report))["@id"] == name
    assert said(report | headed(), "messageID") != [name]


# Times


@pytest.mark.parametrize(
    ("period", "timezone", "expected"),
    [
        ("2023-11-01", None, ("2023-10-31T10:00:00", "2023-11-02T11:59:59")),
        ("2023-11-01", "Asia/Kabul", ("2023-10-31T19:30:00", "2023-11-01T19:29:59")),
        ("2023-11-01", "Nowhere/Atlantis", ("2023-10-31T10:00:00", "2023-11-02T11:59:59")),
        ("2023-11-01T18:00", None, ("2023-11-01T04:00:00", "2023-11-02T06:00:59")),
        ("2023-11-01T18:00Z", "Asia/Kabul", ("2023-11-01T18:00:00", "2023-11-01T18:00:59")),
        ("2023-10-29T02:30:00", "Europe/Paris", ("2023-10-29T00:30:00", "2023-10-29T01:30:00")),
        ("2023-10-07/..", "UTC", ("2023-10-07T00:00:00", "9999-12-31T23:59:59")),
        ("/2023-10", "UTC", ("0001-01-01T00:00:00", "2023-10-31T23:59:59")),
        ("2023-10-07/2023-11-01T06:00:00Z", None, ("2023-10-06T10:00:00", "2023-11-01T06:00:00")),
        ("0001-01-01", None, ("0001-01-01T00:00:00", "0001-01-02T11:59:59")),
        ("9999-12-31", "America/New_York", ("9999-12-31T05:00:00", "9999-12-31T23:59:59")),
    ],
)
def test_a_period_is_written_as_the_span_that_it_may_mean(
    period: str, timezone: str | None, expected: tuple[str, str]
) -> None:
    report = headed(period=period, timezone=timezone)
    written = said(report, "forTimePeriod/fromDateTime") + said(report, "forTimePeriod/toDateTime")
    assert written == [f"{each}+00:00" for each in expected]


@given(st.periods(), integers(-12 * 60, 14 * 60))
def test_a_local_time_lies_in_the_span_whatever_its_offset_was(period: sr.Period, minutes: int) -> None:
    report = headed(period=period)
    [start, end] = [
        datetime.fromisoformat(each or "")
        for name in ("fromDateTime", "toDateTime")
        for each in said(report, f"forTimePeriod/{name}")
    ]
    first, *_, last = [*period.edtf.split("/")] * 2
    for moment, text in ((period.earliest, first), (period.latest, last)):
        if moment and 1 < moment.year < 9999:
            offset = UTC if text.endswith("Z") else timezone(timedelta(minutes=minutes))
            assert start <= moment.replace(tzinfo=offset) <= end


@pytest.mark.parametrize(
    ("next_update", "timezone", "expected"),
    [
        ("2023-11-02T09:00Z", None, ["2023-11-02T09:00:00+00:00"]),
        ("2023-11-02T09:00", "Asia/Kabul", ["2023-11-02T04:30:00+00:00"]),
        ("2023-11-02T09:00", None, []),
        ("2023-10-29T02:30", "Europe/Paris", []),
        ("2023-11-02", "Asia/Kabul", []),
        ("2023-11-02T09:00Z/2023-11-02T12:00Z", None, []),
        ("2023-11-02T09:00Z/..", None, []),
    ],
)
def test_the_next_contact_is_a_moment_or_left_out(next_update: str, timezone: str | None, expected: list[str]) -> None:
    assert said(headed(next_update=next_update, timezone=timezone), "nextContact") == expected


def test_without_a_period_in_the_header_the_facts_tell_the_time() -> None:
    report = headed(CLAIM, timezone="Asia/Kabul")
    assert said(report, "forTimePeriod/fromDateTime") == ["2023-10-31T19:30:00+00:00"]


# Confidence


@pytest.mark.parametrize(
    ("credibility", "reliability", "expected"),
    [
        (1, None, "HighlyConfident"),
        (2, "E", "SomewhatConfident"),
        (3, "A", "Unsure"),
        (4, None, "Unsure"),
        (5, None, "NoConfidence"),
        (6, "A", "Unsure"),
        (None, "A", "HighlyConfident"),
        (None, "B", "SomewhatConfident"),
        (None, "C", "SomewhatConfident"),
        (None, "D", "Unsure"),
        (None, "E", "NoConfidence"),
        (None, "F", "Unsure"),
        (None, None, "Unsure"),
    ],
)
def test_confidence_is_that_of_the_admiralty_system(
    credibility: int | None, reliability: str | None, expected: str
) -> None:
    source = sr.Attribution(source=sr.Source("A", reliability=reliability), credibility=credibility)
    assert said(told(CLAIM.record, source=source), "reportConfidence") == [expected]


def test_confidence_is_that_of_the_least_trusted_fact_by_its_best_source() -> None:
    sure, unsure = (sr.Attribution(source=name, credibility=level) for name, level in (("A", 1), ("B", 5)))
    both = sr.SitRep(claims=[CLAIM.replace(attributions=[sure, unsure])])
    assert said(both, "reportConfidence") == ["HighlyConfident"]
    other = told(sr.Crossing(name="Taba", status="open"), source=unsure)
    assert said(both | other, "reportConfidence") == ["NoConfidence"]
    denied = both.replace(claims=[CLAIM.replace(attributions=[sure.replace(stance="denies")])])
    assert said(denied, "reportConfidence") == ["Unsure"]
    assert said(both.retract(CLAIM, "A"), "reportConfidence") == ["NoConfidence"]


# The observation


def observed(report: sr.SitRep, name: str) -> ET.Element:
    found = message(report)[-1].find(SITREP + name)
    assert found is not None
    return found


def test_facts_are_told_in_words_with_who_says_so() -> None:
    report = sr.SitRep(claims=[CLAIM], notes=[sr.Note("Rain is forecast."), sr.Note("Fuel.", section="needs")])
    assert observed(report, "observationText").text == ("Rain is forecast.\nRafah crossing: open, 2023-11-01 (AFP)")
    assert observed(report, "immediateNeeds").text == "Fuel."
    withdrawn = sr.SitRep(claims=[CLAIM]).retract(CLAIM, "AFP")
    assert observed(withdrawn, "observationText").text == (
        "Rafah crossing: open, 2023-11-01 (taken back by its sources)"
    )
    assert observed(sr.SitRep(), "observationText").text == "No facts are reported."


def test_the_one_point_of_a_report_is_where_it_was_observed() -> None:
    place = sr.Place(name="Camp", latitude=-1.5, longitude=0.00001)
    report = told(
        sr.Outage(service="water", extent="cut", place=place), sr.Casualty(outcome="killed", people=1, place=place)
    )
    [location] = observed(report, "observationLocation")
    assert (location.tag, location[0].tag) == (f"{CT}EDXLGeoLocation", f"{GML}point")
    assert location[0][0].text == "-1.5 0.00001"


def test_places_without_a_point_that_all_share_are_named() -> None:
    point = sr.Place(name="Camp", latitude=31, longitude=34)
    report = told(sr.Evacuation(people=5, origin=point, destination="Egypt"))
    [code] = observed(report, "observationLocation")[0]
    assert [each.text for each in code] == ["urn:sitrep:1:place", "Camp", "Egypt"]
    [code] = observed(sr.SitRep(), "observationLocation")[0]
    assert [each.text for each in code] == ["urn:sitrep:1:place", "Unknown"]


def test_a_text_beyond_what_readers_take_is_cut_and_read_back_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(write, "_MOST_TEXT", 100)
    notes = [sr.Note("x" * 60), sr.Note("y" * 60), sr.Note("z" * 60)]
    report = sr.SitRep(notes=notes)
    text = observed(report, "observationText").text or ""
    assert text.splitlines()[1:] == ["… and 2 more, in the extension."]
    assert EDXL.read(EDXL.write(report)) == report


def test_a_large_report_is_read_back() -> None:
    report = sr.SitRep(notes=[sr.Note(f"{number} {'long ' * 12_000}") for number in range(200)])
    assert len(sr.dumps(report)) > 10_000_000
    assert EDXL.read(EDXL.write(report)) == report


# Casualties


def counted(*records: sr.Record, **header: Any) -> dict[str, dict[str, str | None]]:
    claims = [sr.Claim(each, attributions=["Somebody"]) for each in records]
    report = headed(*claims, **{"period": "2023-11-01"} | header)
    body = ET.fromstring(CASUALTY_SUMMARY.write(report))[-1]
    return {
        span.tag.removeprefix(SITREP): {each.tag.removeprefix(SITREP): each.text for each in span} for span in body[1:]
    }


def harmed(outcome: str, people: Any, measure: str | None = "new", **more: Any) -> sr.Casualty:
    return sr.Casualty(outcome=outcome, people=people, measure=measure, **{"period": "2023-11-01"} | more)


def test_casualties_are_counted_by_span_and_category() -> None:
    assert counted(
        harmed("missing", 4),
        harmed("killed", 5),
        harmed("injured", 9),
        harmed("killed", 90, "cumulative", since="2023-10-07"),
        harmed("rescued", 3),
    ) == {
        "numberThisReportingPeriod": {"fatalities": "5", "withInjuryOrIllness": "9", "missing": "4"},
        "totalNumberToDate": {"fatalities": "90"},
    }


@pytest.mark.parametrize(
    "records",
    [
        [harmed("killed", 5), harmed("killed", 6)],
        [harmed("killed", 5), harmed("killed", sr.Figure(best=5, approximate=True))],
        [harmed("killed", sr.Figure(low=5))],
        [harmed("killed", sr.Figure(term="dozens"))],
        [harmed("killed", 5, sex="f")],
        [harmed("killed", 5, cause="air_strike")],
        [harmed("killed", 5, modality="forecast")],
        [harmed("killed", 5, "current")],
        [harmed("killed", 5, None)],
        [harmed("killed", 5, period="2023-10-31")],
        [harmed("killed", 5, place="North"), harmed("injured", 5, place="South")],
    ],
)
def test_no_count_is_chosen_added_or_taken_for_the_whole(records: list[sr.Record]) -> None:
    assert counted(*records) == {}


def test_counts_that_nobody_asserts_are_left_out() -> None:
    denied = sr.Attribution(source="Ministry", stance="denies")
    report = told(harmed("killed", 5), source=denied, headers=[sr.Header(title="Update", period="2023-11-01")])
    assert len(ET.fromstring(CASUALTY_SUMMARY.write(report))[-1]) == 1


def test_the_summary_says_that_no_schema_judged_it() -> None:
    assert b"<!-- Not checked against a schema: " in CASUALTY_SUMMARY.write(rafah())
    assert "not schema-checked" in CASUALTY_SUMMARY.title
    assert b"<!--" not in EDXL.write(rafah())
