"""The JSON Schema: two validators and `loads` agree on every document, but for the rules that are listed."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from broken_documents import changed
from click.testing import CliRunner, Result
from hypothesis import given, settings, strategies as base
from hypothesis.strategies import DataObject

import sitrep as sr
from sitrep.cli.commands import sitrep as program
from sitrep.codec import BEYOND_SCHEMA, Beyond
from sitrep.errors import Fault, FaultCode
from sitrep.fields.canonical import canonical_line
from sitrep.fields.codes import OpenCode
from sitrep.fields.declarations import Value, declared, identifies, states
from sitrep.fields.kinds import DECLARED, CodeKind, Kind, Matching, Number, Open, Text, between
from sitrep.records import RECORD_TYPES, record as declare_record
from sitrep.report import FORMAT
from sitrep.testing import strategies as st
from sitrep.values.figures import OptionalFigure

ROOT = Path(__file__).parents[1]
SHIPPED = ROOT / "sitrep" / "schemas" / "sitrep-1.json"
MALFORMED = sorted((ROOT / "tests" / "malformed").glob("*.json"))
AJV = os.environ.get("SITREP_AJV", "")
NODE = shutil.which("node") or ""
STRICTER = tuple(beyond for beyond in BEYOND_SCHEMA if beyond.code is None)
SOME = settings(max_examples=max(10, settings().max_examples // 5))
CHANGES = 9
"""How many changes of each document are judged: 400 documents by default, 4,000 where `CI` is set."""

Judge = Callable[[Any], bool]


@pytest.fixture(scope="module")
def ajv() -> Iterator[Judge]:
    """ajv on Node: one process, which judges a line at a time."""
    if not (NODE and AJV):
        pytest.skip("ajv is not here: install tests/ajv/package.json, and name the directory in SITREP_AJV")
    command = [NODE, str(ROOT / "tests" / "ajv" / "judge.js"), str(SHIPPED)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="ascii") as process:
        to_node, from_node = process.stdin, process.stdout
        assert to_node
        assert from_node

        def judge(document: Any) -> bool:
            # JSON has no infinity, but numbers that are read as one.
            to_node.write(json.dumps(document).replace("Infinity", "1e400") + "\n")
            to_node.flush()
            return {"true\n": True, "false\n": False}[from_node.readline()]

        yield judge
        to_node.close()
        assert process.wait(timeout=60) == 0


@pytest.fixture(scope="module", params=["jsonschema", "ajv"])
def judge(request: pytest.FixtureRequest) -> Judge:
    if request.param == "ajv":
        found: Judge = request.getfixturevalue("ajv")
        return found
    schema = json.loads(SHIPPED.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    is_valid: Judge = jsonschema.Draft202012Validator(schema).is_valid
    return is_valid


def faults_of(text: str) -> list[Fault]:
    """The faults that `loads` finds."""
    try:
        sr.loads(text)
    except sr.InvalidError as error:
        return [*error.faults]
    return []


def cleaned(data: Any) -> Any:
    if isinstance(data, dict):
        return {name: cleaned(item) for name, item in data.items()}
    if isinstance(data, list):
        return [cleaned(item) for item in data]
    return canonical_line(data) if isinstance(data, str) and data.strip() else data


def difference(judge: Judge, document: Any) -> set[Beyond]:
    """The listed rules in which `loads` and the judge differ on a document; any other difference is at fault."""
    faults, is_valid = faults_of(json.dumps(document)), judge(document)
    if bool(faults) is not is_valid:
        return set()
    if not is_valid:
        assert judge(cleaned(document)), "the schema refuses what `loads` reads"
        return {*STRICTER}
    rules = [[beyond for beyond in BEYOND_SCHEMA if beyond.is_broken_by(fault)] for fault in faults]
    assert all(rules), f"the schema accepts what `loads` refuses: {faults}"
    return {beyond for found in rules for beyond in found}


@SOME
@given(base.data())
def test_the_schema_accepts_what_loads_reads_and_refuses_what_it_refuses(judge: Judge, data: DataObject) -> None:
    document = data.draw(st.sitrep_documents())
    assert faults_of(json.dumps(document)) == []
    assert judge(document)
    for _ in range(CHANGES):
        difference(judge, data.draw(changed(document)))


def report(**parts: Any) -> dict[str, Any]:
    return {"format": "sitrep/1", **parts}


def claim(record: dict[str, Any], **more: Any) -> dict[str, Any]:
    return report(
        claims=[{"record": {"type": "casualty", "outcome": "killed"} | record, **{"attributions": [BY]} | more}]
    )


def link(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    return report(links=[{"subjects": [{"type": "crossing"} | one, {"type": "crossing"} | other], "by": AFP}])


def header(**fields: Any) -> dict[str, Any]:
    return report(headers=[{"title": "A report"} | fields])


AFP = {"name": "AFP"}
BY = {"source": AFP}
RAFAH = {"name": "Rafah"}
AN_ID = f"casualty:{'0' * 64}"

CROSSING = {"type": "crossing"}
SHUT = {"name": "Rafah", "status": "closed"} | CROSSING


STRANGE = ("colour", "kept", "id", "")
WRONG: tuple[Any, ...] = (5, -0.5, "x", True, None, [], [[]], {"name": "x"})


def least(cls: type[Value]) -> dict[str, Any]:
    """The required fields of a record, filled with what comes first."""
    required = {name: each.kind for name, each in declared(cls).items() if each.must_be_given}
    return {name: next(iter(kind.codes)) if isinstance(kind, CodeKind) else "x" for name, kind in required.items()}


def test_every_field_of_every_type_refuses_what_loads_refuses_there(judge: Judge) -> None:
    hosts: dict[type[Value], Callable[[Any], Any]] = {
        sr.Header: lambda fields: header(**fields),
        sr.Note: lambda fields: report(notes=[{"text": "x"} | fields]),
        sr.Retraction: lambda fields: report(retractions=[{"claim": AN_ID, "source": AFP} | fields]),
        sr.Judgement: lambda fields: report(judgements=[{"claim": AN_ID, "verdict": "preferred", "by": AFP} | fields]),
        sr.Attribution: lambda fields: claim({"people": {"best": 1}}, attributions=[BY | fields]),
        sr.Source: lambda fields: claim({"people": {"best": 1}}, attributions=[{"source": AFP | fields}]),
        sr.Document: lambda fields: claim({"people": {"best": 1}}, attributions=[BY | {"document": fields}]),
        sr.Figure: lambda fields: claim({"people": fields}),
        sr.Place: lambda fields: claim({"people": {"best": 1}, "place": fields}),
        sr.Span: lambda fields: claim(
            {"people": {"best": 1}},
            attributions=[BY | {"document": {"title": "x"}, "span": {"start": 0, "end": 1} | fields}],
        ),
        sr.Claim: lambda fields: report(claims=[{"record": SHUT, "attributions": [BY]} | fields]),
        sr.Link: lambda fields: report(
            links=[{"subjects": [RAFAH | CROSSING, {"name": "Erez"} | CROSSING], "by": AFP} | fields]
        ),
        sr.Subject: lambda fields: link(RAFAH, {"name": "Erez"} | fields),
        sr.SitRep: lambda fields: report() | fields,
    }
    documents = [
        host({name: value}) for cls, host in hosts.items() for name in [*declared(cls), *STRANGE] for value in WRONG
    ]
    for type_name, cls in RECORD_TYPES.items():
        record = {"type": type_name, "trend": "stable"} | least(cls)
        documents += [claim(record | {name: value}) for name in [*declared(cls), *STRANGE] for value in WRONG]
    for document in documents:
        difference(judge, document)


EDGES = [
    *(
        claim({"people": figure})
        for figure in (
            *(
                {"best": 1, "approximate": True},
                {"term": "dozens", "approximate": True},
                {"term": "dozens", "approximate": False},
            ),
            *({"missing": "unknown"}, {"missing": "unknown", "best": 0}, {"missing": "unknown", "term": "dozens"}),
            *(
                {"missing": "unknown", "of": 3},
                {"missing": "unknown", "approximate": True},
                {"of": 3},
                {"unit": "persons"},
            ),
            *(
                {"best": 1, "unit": "households"},
                {"best": -1},
                {"best": 90.0},
                {"best": 0.5},
                {"best": 2**53 - 1},
                {"best": 2**53},
            ),
        )
    ),
    *(
        report(claims=[{"record": {"type": "indicator", "code": "x", "value": value}, "attributions": [BY]}])
        for value in (
            *(
                {"best": 1},
                {"best": 1, "unit": "persons"},
                {"best": -0.5, "unit": "households"},
                {"best": -0.5, "unit": "litres"},
            ),
            *(
                {"best": 1, "unit": unit}
                for unit in ("USD", "usd", "SDG", "Usd", "LITRES", "x1", "x__1", "x_", "1x", "x\n")
            ),
        )
    ),
    *(
        report(claims=[{"record": {"type": "funding", "kind": "gap", "amount": amount}, "attributions": [BY]}])
        for amount in (
            *({"best": 1, "unit": unit} for unit in ("USD", "SDG", "percent", "usd", "USD\n")),
            *({"best": 1}, {"term": "millions", "unit": "EUR"}),
        )
    ),
    *(
        claim({"people": {"best": 1}, "place": place})
        for place in (
            *({"latitude": degrees, "longitude": 0} for degrees in (90, 90.5, -90, -90.5)),
            *({"latitude": 0, "longitude": degrees} for degrees in (180, 180.5, -180, -180.5)),
            *(
                {"admin_level": 1},
                {"name": "x", "admin_level": 5},
                {"name": "x", "admin_level": 6},
                {"latitude": 1, "name": "x"},
            ),
            *({"parts": []}, {"name": "x", "parts": []}, {"parts": [RAFAH]}, {"parts": [RAFAH, {"name": "Erez"}]}),
            {"parts": [RAFAH, {"name": "Erez", "parts": [RAFAH, {"name": "Erez"}]}]},
            {"parts": [RAFAH, {"name": "Erez", "parts": []}]},
            *({"country": code} for code in ("PSE", "PSX", "XKX", "AAA", "QLZ", "QMA", "ZZZ", "pse", " PSE\n")),
        )
    ),
    *(
        claim({"people": {"best": 1}, "since": "2023"} | measure)
        for measure in ({}, {"measure": "new"}, {"measure": "cumulative"})
    ),
    *(claim({"people": {"best": 1}, "group": group}) for group in ("REF", "ref", "wounded", "WOUNDED", "some_group")),
    *(claim(silent) for silent in ({}, {"trend": "stable"}, {"sex": "f"}, {"sector": "FSC"}, {"compared_to": "2023"})),
    *(
        header(issued=day)
        for day in (
            *(
                "2023-11-01T18:00/2023-11-01T19:00",
                "2023-11-01T18:00Z/2023-11-01T23:00+02:00",
                "2023-11-01T18:00/2023-11-02",
            ),
            *(
                "2023-11-01T18:00Z/2023-11-01T19:00",
                "2023-11-01T18:00/2023-11-01T19:00:00Z",
                "2023-11-01T18:00/2023-11-01T19:00-05:00 ",
            ),
            *(
                "2023-04-30",
                "2023-04-31",
                "2023-02-30",
                "2024-02-29",
                "2023-00",
                "2023-12",
                "2023-13",
                "0001",
                "0000",
                "2023-11-01~~",
            ),
            *(
                "2023-11-01T24:00",
                "2023-11-01T23:60",
                "2023-11-01T23:59:60",
                "2023-11-01T23:59Z~",
                "2023-11-01T23:59+24:00",
                "2023T10:00",
            ),
            *(
                "../..",
                "/",
                "2023/",
                "/2023",
                "../2023",
                "..",
                "",
                "2023//",
                "2023-11-01t18:00",
                "\u0662\u0660\u0662\u0663",
            ),
        )
    ),
    *(
        header(**{name: text})
        for name, text in (
            *(
                ("language", "zh-Hant-TW"),
                ("language", "ENG"),
                ("timezone", "Asia/Gaza"),
                ("timezone", "gaza"),
                ("timezone", "UTC"),
            ),
            *(("glide", "EQ-2023-000015-TUR"), ("glide", "EQ-2023-15-TUR")),
        )
    ),
    *(
        claim({"people": {"best": 1}}, attributions=[BY | {"document": document}])
        for document in (
            *(
                {"url": url}
                for url in ("https://x", "javascript:x", "data:,x", "database:x", "x", "urn:a b", "\turn:x ")
            ),
            *({"sha256": "a" * 64}, {"sha256": "A" * 64}, {"sha256": "a" * 63}, {"language": "en"}, {"publisher": "x"}),
        )
    ),
    *(
        claim({"people": {"best": 1}}, attributions=[BY | more])
        for more in (
            *({"span": {"start": 0, "end": 1}}, {"span": {"start": 0, "end": 1}, "document": {"title": "x"}}),
            *(
                {"span": {"start": -1, "end": 1}, "document": {"title": "x"}},
                {"credibility": 6},
                {"credibility": 7},
                {"credibility": 2.0},
            ),
        )
    ),
    *(
        report(notes=[{"text": "x", "about": [about]}])
        for about in (AN_ID, f" {AN_ID}\n", f"Casualty:{'0' * 64}", AN_ID[:-1])
    ),
    *(
        link({"name": "Rafah"}, fields)
        for fields in ({"name": "Erez"}, {"name": "Erez", "status": "open"}, {}, {"name": "Erez", "period": "2023"})
    ),
]
"""On both sides of the rules that a schema can say."""


def test_what_is_near_a_rule_is_judged_as_loads_judges_it(judge: Judge) -> None:
    verdicts = []
    for document in EDGES:
        assert difference(judge, document) == set()
        verdicts.append(judge(document))
    assert min(verdicts.count(True), verdicts.count(False)) > 40


# The rules in which they differ


SHOWN: dict[str, list[dict[str, Any]]] = {
    "decimals": [claim({"people": {"best": 1}, "place": {"latitude": 1.1234567, "longitude": 1}})],
    "low ≤ best": [
        claim({"people": {"low": 5, "best": 3}}),
        claim({"people": {"best": 5, "high": 3}}),
        claim({"people": {"low": 5, "high": 3}}),
        claim({"people": {"best": 5, "of": 3}}),
        claim({"people": {"above": 5, "best": 5}}),
        claim({"people": {"best": 5, "below": 5}}),
        claim({"people": {"above": 5, "below": 6}}),
        claim({"people": {"low": 5, "below": 5}}),
    ],
    "leap years": [
        *(header(issued="2023-02-29"), header(issued="2023/1900-02-29")),
        *(header(issued="0001-01-01T00:00+02:00"), header(issued="2023-02-29T18:00")),
    ],
    "end of a period": [header(period="2023-11-05/2023-11-01")],
    "age range": [claim({"people": {"best": 1}, "age": "17-0"})],
    "end of a span": [
        claim({"people": {"best": 1}}, attributions=[BY | {"document": {"title": "x"}, "span": {"start": 9, "end": 3}}])
    ],
    "parts of a place": [claim({"people": {"best": 1}, "place": {"parts": [RAFAH, {"name": " Rafah"}]}})],
    "between two subjects": [link(RAFAH, RAFAH), link(RAFAH, RAFAH | {"modality": "observed"})],
    "id of a claim": [claim({"people": {"best": 1}}, id=AN_ID)],
    "replaces a claim": [report(retractions=[{"claim": AN_ID, "source": AFP, "replaced_by": AN_ID}])],
    "has a form": [
        header(issued="2023-11\u200b-01"),
        header(language="e\u200fn"),
        claim({"people": {"best": 1}, "place": {"pcode": "\u212aEN01"}}),
    ],
}
"""For each listed rule, by some of its words, documents that show it."""

TWICE = "A name stands once in an object; most parsers drop the others."


@pytest.mark.parametrize("words", SHOWN)
def test_every_listed_rule_is_one_in_which_they_differ(judge: Judge, words: str) -> None:
    [shown] = [beyond for beyond in BEYOND_SCHEMA if words in beyond.rule]
    for document in SHOWN[words]:
        assert difference(judge, document) == {shown}


def test_a_name_that_stands_twice_is_not_seen_by_a_schema(judge: Judge) -> None:
    text = '{"format": "sitrep/1", "format": "sitrep/1"}'
    [shown] = [beyond for beyond in BEYOND_SCHEMA if beyond.rule == TWICE]
    assert [shown.is_broken_by(fault) for fault in faults_of(text)] == [True]
    assert judge(json.loads(text))


def test_every_listed_rule_is_shown() -> None:
    assert len(SHOWN) + len([TWICE]) == len(BEYOND_SCHEMA)


# Documents of other kinds


def refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


@pytest.mark.parametrize("path", MALFORMED, ids=lambda path: path.stem)
def test_documents_that_are_at_fault_are_refused_but_for_the_listed_rules(judge: Judge, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    try:
        document = json.loads(text, parse_constant=refuse_constant)
    except ValueError:
        assert faults_of(text)  # what isn't JSON never gets to a schema
        return
    if FaultCode.REPEATED in {fault.code for fault in faults_of(text)}:
        return  # what a parser makes of it is up to the parser
    difference(judge, document)


def test_the_seed_and_the_reference_reports_are_accepted(judge: Judge) -> None:
    for path in sorted((ROOT / "seeds").glob("*.json")):
        assert judge(json.loads(path.read_text(encoding="utf-8"))), path


@pytest.mark.parametrize("text", ["2023-11-01", "0004-02-29", "2023~", "/2023-11", "../2023-11-30T23:59:59-23:59"])
@pytest.mark.parametrize("padding", ["", " ", "\n", "\u200f", "\x1c\u2003\ufeff"])
def test_what_cleaning_takes_away_at_the_ends_is_allowed_there(judge: Judge, text: str, padding: str) -> None:
    document = header(issued=f"{padding}{text}{padding}")
    assert faults_of(json.dumps(document)) == []
    assert judge(document)


@pytest.mark.parametrize("kind", ["title", "text"])
def test_hostile_texts_are_judged_at_once(judge: Judge, kind: str) -> None:
    """A pattern that tries one way after another would take hours for these."""
    for text in (" " * 100_000, "a" * 100_000 + "\x00", "a" + " " * 100_000 + "\x00", "\x1c" * 100_000 + "\x00"):
        document = report(notes=[{"text": text}]) if kind == "text" else header(title=text)
        assert faults_of(json.dumps(document))
        assert not judge(document)


POINTS = [
    *range(0x100),
    *range(0x2000, 0x2070),
    0x061C,
    0x180E,
    0x3000,
    0xD800,
    0xDFFF,
    0xFEFF,
    0xFFFE,
    0xFFFF,
    0x1F600,
]


def test_every_character_is_taken_as_loads_takes_it(judge: Judge) -> None:
    for sign in map(chr, POINTS):
        for text in (sign, f"{sign}a", f"a{sign}", f"a{sign}a"):
            for document in (header(title=text), report(notes=[{"text": text}])):
                assert difference(judge, document) == set()


# Types of others


class Colour(OpenCode):
    """The colour of the water."""

    CLEAR = "clear"


class OddKind(Kind):
    """A kind that nobody told the schema about."""

    @property
    def held(self) -> Any:
        return list

    def _convert(self, given: Any) -> Any:
        return given


@pytest.fixture
def water_point() -> Iterator[type[sr.Record]]:
    before = dict(RECORD_TYPES), dict(DECLARED)

    @declare_record(lead="water point")
    class Line(sr.Record):
        """A line of taps. It bears the name of a definition of ours."""

        colour: Open[Colour] = identifies("Colour", meaning="The colour of the water")
        share: Number = states("Share", meaning="How much of it works", rule=between(0, 1))
        tag: Text = states("Tag", meaning="What is painted on it", rule=Matching(re.compile("[A-Z]-[0-9]+"), "a tag"))
        flow: OptionalFigure = states("Flow", meaning="How much it gives a day", unit="litres")
        odd: OddKind() = states("Odd", meaning="Something else")  # type: ignore[valid-type]

    yield Line
    for registry, old in zip((RECORD_TYPES, DECLARED), before, strict=True):
        registry.clear()
        registry.update(old)


def test_record_types_of_others_are_in_the_schema_by_their_declarations(water_point: type[sr.Record]) -> None:
    judge = jsonschema.Draft202012Validator(sr.json_schema()).is_valid
    for fields in (
        {"share": 0.5, "colour": "brown"},
        {"tag": " A-1"},
        {"flow": {"best": 3, "unit": "litres"}},
        {"share": 1.5},
        {"share": 0.5, "colour": "Brown"},
        {"tag": "a-1"},
        {"flow": {"best": 3}},
        {"colour": "clear"},
        {"share": 0.5, "depth": 3},
    ):
        document = report(claims=[{"record": {"type": "line", **fields}, "attributions": [BY]}])
        assert difference(judge, document) == set(), fields


# The file and the command


def test_the_id_names_the_version_of_the_form() -> None:
    schema = sr.json_schema()
    assert schema["$id"] == f"urn:humanitarian-sitrep:schema:{FORMAT}"
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["properties"]["format"] == {"const": FORMAT}


def run(*arguments: str) -> Result:
    return CliRunner().invoke(program, ["schema", *arguments], prog_name="sitrep")


def test_the_command_writes_what_is_shipped(tmp_path: Path) -> None:
    for flags, name in (((), "sitrep-1.json"), (("--structured-output",), "sitrep-1-structured-output.json")):
        shipped = (SHIPPED.parent / name).read_bytes()
        assert run(*flags).stdout_bytes == shipped
        to_file = run(*flags, "-o", str(tmp_path / name))
        assert (to_file.exit_code, to_file.stdout) == (0, "")
        assert name in to_file.stderr
        assert (tmp_path / name).read_bytes() == shipped


def test_where_it_cannot_be_written_the_call_is_at_fault(tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "nowhere" / "schema.json"):
        result = run("-o", str(place))
        assert result.exit_code == 2
        assert "Usage: sitrep schema" in result.stderr
