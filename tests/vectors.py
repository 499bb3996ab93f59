"""The test vectors of the specification: documents, records and merges, with what each has to come to.

`python -m docs.generate` writes them to `docs/specification/`; `tests/test_specification.py` judges programs by them.
"""

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from golden import report as golden_report
from record_samples import SITREP_RECORDS, full, plain

import sitrep as sr
from docs.specified import declarations, write
from sitrep.errors import InvalidError
from sitrep.records import Record
from sitrep.reference import gaza_figures, rafah

MALFORMED = Path(__file__).parent / "malformed"

CLAIM: dict[str, Any] = {
    "record": {"type": "crossing", "name": "Northern gate", "status": "open"},
    "attributions": [{"source": {"name": "A desk"}}],
}


def document(**parts: Any) -> str:
    """The text of a document with these parts."""
    return json.dumps({"format": "sitrep/1", **parts}, ensure_ascii=False)


def claiming(*records: dict[str, Any], **attribution: Any) -> str:
    """The text of a document that claims these records."""
    said = {"source": {"name": "A desk"}, **attribution}
    return document(claims=[{"record": record, "attributions": [said]} for record in records])


def noting(*texts: str) -> str:
    """The text of a document with these notes."""
    return document(notes=[{"text": text} for text in texts])


def counting(people: Any, **fields: Any) -> dict[str, Any]:
    """A record that counts people."""
    return {"type": "casualty", "outcome": "killed", "people": people} | fields


def at(period: Any) -> dict[str, Any]:
    """A record of a time."""
    return {"type": "crossing", "name": "Northern gate", "status": "open", "period": period}


def linking(*subjects: dict[str, Any]) -> str:
    """The text of a document that links these subjects."""
    return document(links=[{"subjects": subjects, "by": {"name": "A desk"}}])


def gate(**place: Any) -> dict[str, Any]:
    """A subject in a place."""
    return {"type": "outage", "service": "water", "place": place}


LABELS = ({"sensitivity": "high"}, {"sensitivity": "low", "tlp": "TLP:AMBER+STRICT"}, {"tlp": "TLP:AMBER"})
"""Labels of one thing: none has the strictest of both."""


def labelled(*labels: dict[str, str], **parts: Any) -> list[dict[str, Any]]:
    """What has these parts, once with each of the labels."""
    return [parts | each for each in labels]


def named(source: str, **labels: str) -> dict[str, Any]:
    """The attribution of a source."""
    return {"source": {"name": source}, **labels}


OTHER = gate(name="Another town")

PLACES: tuple[dict[str, Any], ...] = (
    *(
        {"name": "STRASSE"},
        {"name": "straße"},
        {"name": "İstanbul ISTANBUL ıspanak"},
        {"name": "ＦＵＬＬ width"},
    ),
    *(
        {"name": "شَمَال ـ"},
        {"name": "שָׁלוֹם"},
        {"name": "ΣΊΣΥΦΟΣ ς"},
        {"name": "Ꭰꭰꮿᏸ ẞ ﬃ"},
        {"name": "Å  b\u2003c"},
        {"name": "می\u200cخواهم \u034f\ufe0fB\U000e0100"},
        {"name": "\u3164"},
        {"name": "ـ ـ"},
        {"name": "A" + "\u0301" * 20 + "\u200d" + "\u0301" * 20},
        {"name": "A" + "\uff9e" * 31},
    ),
    *({"name": "A", "pcode": "PS01"}, {"name": "A", "within": "B C", "country": "PSE", "admin_level": 0}),
    *({"country": "PSE", "admin_level": 0}, {"country": "PSE", "admin_level": 1}, {"country": "QMZ"}),
    *({"latitude": 1.5, "longitude": -2}, {"name": "A", "latitude": 1, "longitude": 2}, {"latitude": 1}),
    *({"latitude": 1, "longitude": -180}, {"latitude": 1, "longitude": 180}, {"latitude": 1, "longitude": -180.5}),
    *({"parts": [{"name": "B"}, {"name": "a"}]}, {"parts": [{"name": "B"}, {"name": "b"}]}, {"parts": []}),
    *({"parts": [{"name": "B"}]}, {"parts": [{"name": "A", "parts": [{"name": "B"}, {"name": "C"}]}]}),
    *({"within": "B"}, {"admin_level": 1}, {"name": "A", "admin_level": 6}, {"country": "PS"}, {"pcode": "x"}),
)
"""Places as a source may write them: what tells one from another, and what is none."""

TEXTS: dict[str, str | bytes] = {
    "empty report": '{"format":"sitrep/1"}',
    "byte order mark and white space": '\ufeff \r\n\t{ "format" : "sitrep/1" , "notes" : [ ] } \n',
    "escapes": '{"format":"sitrep/1","notes":[{"text":"\\u0041\\"\\\\\\/\\b\\n\\uD83D\\uDE00"}]}',
    "escapes that stay": noting('a "quote", a \\ and a\ttab'),
    "members in another order": '{"claims":[{"attributions":[{"source":{"name":"AFP"}}],'
    '"record":{"status":"open","name":"Gate","type":"crossing"}}],"format":"sitrep/1"}',
    "defaults spelt out": document(
        claims=[CLAIM | {"record": CLAIM["record"] | {"modality": "observed", "excluded": []}}], links=[]
    ),
    "a claim twice": document(claims=[CLAIM, CLAIM | {"sensitivity": "low"}, CLAIM | {"sensitivity": "high"}]),
    "a claim with each label once": document(
        claims=[CLAIM | {"sensitivity": "low"}, CLAIM | {"tlp": "TLP:AMBER+STRICT"}]
    ),
    "a label of another list": document(claims=[CLAIM | {"sensitivity": "TLP:RED"}, CLAIM | {"tlp": "red"}]),
    "attributions that differ in labels alone": document(
        claims=[
            CLAIM | {"attributions": [*labelled(*LABELS, source={"name": "A desk"}), {"source": {"name": "A desk"}}]}
        ]
    ),
    "headers and notes that differ in labels alone": document(
        headers=labelled(*LABELS, title="A"), notes=labelled(*LABELS, text="B")
    ),
    "labels have no part in the order": document(
        claims=[CLAIM | {"attributions": [named("B", sensitivity="severe"), named("A"), named("AA", tlp="TLP:RED")]}],
        notes=[
            {"text": "A", "tlp": "TLP:RED"},
            {"section": "overview", "text": "B"},
            {"sensitivity": "low", "text": "C"},
        ],
    ),
    "an attribution twice": document(claims=[CLAIM | {"attributions": CLAIM["attributions"] * 2}]),
    "the order of what came through whom": claiming(CLAIM["record"], via=[{"name": "Z"}, {"name": "A"}, {"name": "Z"}]),
    "white space in a line": document(headers=[{"title": "\u2003 Two\n\t words\u00a0\u001c"}]),
    "marks of layout in a line": document(headers=[{"title": "\u200fTwo\u200b words\u00ad\ufeff"}]),
    "joiners in a line stay": document(headers=[{"title": "می\u200cخواهم"}]),
    "composed text": noting("e\u0301 \u1100\u1161 \u212b"),
    "prose over lines": noting(" \r\nOne  two\r\n\r\nthree\rfour\u00a0 "),
    "letters beyond the first plane in order": noting("\U0001f600", "\uff5e", "z", "é"),
    "tags of languages": document(
        headers=[{"title": str(n), "language": tag} for n, tag in enumerate(["pt-br", "zh-HANT-tw", "sr-Latn-419"])]
    ),
    "other codes of an open list": claiming({"type": "shortage", "item": "cooking_gas_2", "level": "severe"}),
    "whole numbers as doubles": claiming(counting({"best": 90.0, "low": 9e1, "high": 1e3})),
    "small and large numbers": claiming(
        {"type": "indicator", "code": "x", "value": {"best": 0.000001, "high": 9007199254740991, "unit": "percent"}},
        {"type": "indicator", "code": "y", "value": {"best": -0.00004, "high": -0.0, "unit": "percent"}},
        {"type": "indicator", "code": "z", "value": {"best": 4503599627370495.5, "low": 0.1, "unit": "percent"}},
    ),
    **{
        f"the number {number}": claiming(counting({"best": 7, "per": "day"})).replace(" 7,", f" {number},")
        for number in (
            *(
                "0.10000000000000000",
                "123456789012.250",
                "12.5e1",
                "1250000000000000E-14",
                "1e-7",
                "9007199254740993.0",
            ),
            *("0.1000000000000000055511151231257827", "2.00000000000000000001", "9007199254740993", "1e-400", "-1e400"),
        )
    },
    "a unit left to the field": claiming({"type": "shortage", "item": "fuel", "days_left": {"best": 3}}),
    "persons named outside their field": claiming(
        {"type": "shortage", "item": "fuel", "days_left": {"best": 3, "unit": "persons"}}
    ),
    "half a day without its unit": claiming({"type": "shortage", "item": "fuel", "days_left": {"best": 2.5}}),
    "half a day": claiming({"type": "shortage", "item": "fuel", "days_left": {"best": 2.5, "unit": "days"}}),
    "persons a day": claiming(counting({"best": 2.5, "per": "day"})),
    **{
        f"period {text}": claiming(at(text))
        for text in (
            *("2023", "2023-11", "2023-11-01", "2023~", "2023-11?", "2024-02-29%", " 2023-11-01\u200b "),
            *("2023-11-01T18:00", "2023-11-01T18:00Z", "2023-11-01T00:30:05+02:00", "2023-11-01T23:30-05:30"),
            *("2023/2024", "2023-10-07/..", "../2023", "/2023-11", "2023/", "2023-11-01/2023-11-01"),
            *("2023-11-01T10:00+02:00/2023-11-01T08:00Z", "2023-11-01/2023-11", "2023-11-01/2023-11-01T12:00"),
            *("0001-01-01", "9999-12-31", "9999", "9999-12"),
            *("0000", "2023-02-29", "1900-02-29", "2023-13", "2023-00", "2023-11-31", "2023-11-01T24:00"),
            *("2023-11-01T18:60", "2023-11-01T18:00:60", "2023-11-01T18:00+24:00", "2023-11-01T18:00+02:60"),
            *("0001-01-01T00:00+02:00", "9999-12-31T23:59-00:01", "2023-11-01T18:00:00.5", "2023-11-01T18"),
            *("02/03/2024", "2023/2024/2025", "/", "../..", "..", "2023-11-01~/2023-10", "2023-11-1", "２０２３"),
            *("2023-11-01T18:00/2023-11-01T19:00Z", "2023-11-02/2023-11-01T12:00", "2023-11-01T18:00~", "2023-11-00"),
        )
    },
    **{
        f"figure {json.dumps(figure)}": claiming(counting(figure))
        for figure in (
            *(
                {"best": 90, "approximate": True},
                {"term": "scores"},
                {"missing": "not_reported"},
                {"best": 36, "of": 104},
            ),
            *(
                {"above": 50, "below": 52},
                {"above": 50, "below": 51},
                {"above": 50, "high": 50},
                {"above": 1, "low": 1},
            ),
            *({"below": 5, "high": 5}, {"below": 0}, {"best": -1}, {"best": 1.5}, {"low": 3, "best": 2, "high": 1}),
            *({"best": 5, "of": 4}, {"above": 4, "of": 4}, {"best": 5, "below": 5}, {"missing": "unknown", "best": 0}),
            *({"approximate": True}, {"approximate": False}, {}, {"approximate": True, "term": "dozens"}),
            *({"best": 1, "unit": "trucks"}, {"best": 1e16}, {"best": True}, {"best": None}, {"best": 1.23456789}),
            *({"missing": "unknown", "term": "few", "per": "day"}, {"unit": "persons"}, {"best": 1, "unit": "Persons"}),
        )
    },
    **{
        f"ages {age}": claiming(counting({"best": 1}, age=age))
        for age in ("0-17", "60+", "6-59 months", "unknown", "17-17", "17-0", "017-20", "60 +", "1000+", "0-17 years")
    },
    **{
        f"money in {unit}": claiming({"type": "price", "item": "bread", "price": {"best": 1, "unit": unit}})
        for unit in ("USD", "usd", "trucks", "persons")
    },
    "money in no currency": claiming({"type": "price", "item": "bread", "price": {"best": 1}}),
    "a count since a day that isn't cumulative": claiming(counting({"best": 1}, since="2023", measure="new")),
    "a record that states nothing": claiming({"type": "crossing", "name": "Gate"}),
    "a record that states nothing beside a stranger": claiming({"type": "crossing", "name": "Gate", "state": "open"}),
    "a record that stands alone": claiming({"type": "incident", "kind": "explosion"}),
    "a category that is a value": claiming(
        {"type": "facility", "kind": "hospital", "name": "A", "damage": "destroyed"}
    ),
    "a category of things without a name": claiming({"type": "facility", "kind": "hospital", "damage": "destroyed"}),
    **{f"place {json.dumps(place)}": linking(gate(**place), OTHER) for place in PLACES},
    "a link of one subject twice": linking(gate(name="Town"), gate(name="TOWN")),
    "a link of three": linking(gate(name="A"), gate(name="B"), gate(name="C")),
    "a value in a subject": linking(OTHER | {"extent": "total"}, OTHER),
    "a category in a subject": linking({"type": "casualty", "outcome": "killed", "cause": "blast"}, OTHER),
    "a category beside its name in a subject": linking(
        {"type": "casualty", "outcome": "killed", "cause": "blast", "event": "E"}, OTHER
    ),
    **{
        f"a status of {subject['type']} in a subject": linking(subject, OTHER)
        for subject in (
            {"type": "evacuation", "status": "completed"},
            {"type": "detention", "status": "released"},
            {"type": "assistance", "activity": "food_parcels", "status": "delivered"},
        )
    },
    "a status beside its name in a subject": linking(
        {"type": "evacuation", "status": "completed", "event": "E"}, OTHER
    ),
    "a subject without what is required": linking({"type": "outage"}, OTHER),
    "a subject at its defaults": linking(OTHER | {"modality": "observed"}, gate(name="A")),
    "a false link": document(links=[{"subjects": [gate(name="A"), OTHER], "by": {"name": "B"}, "same": False}]),
    "marks without end": noting("a" + "\u0301" * 31),
    "as many marks as there may be": noting("a" + "\u0301" * 30),
    "marks that NFC takes apart": noting("a" + "\u0344" * 16),
    "not UTF-8": b'{"format":"sitrep/1","notes":[{"text":"\xff"}]}',
    "half a letter": '{"format":"sitrep/1","notes":[{"text":"\\ud83d"}]}',
    "numbers beyond": '{"format":"sitrep/1","claims":[{"record":{"type":"casualty","outcome":"killed",'
    '"people":{"low":-Infinity,"best":NaN,"high":1e400}},"attributions":[{"source":{"name":"A"}}]}]}',
    "several faults": document(
        headers=[{"titel": "A", "issued": "2023-02-29"}, None],
        claims=[{"record": {"type": "crossing", "status": "opened"}, "attributions": []}, 5],
        mood="tense",
    ),
    "what replaces itself": document(
        retractions=[{"claim": f"crossing:{'0' * 64}", "source": {"name": "A"}, "replaced_by": f"crossing:{'0' * 64}"}]
    ),
    "nested without end": "[" * 5_000 + "]" * 5_000,
    "nested as deeply as every reader follows": '{"format":"sitrep/1","notes":' + "[" * 120 + "]" * 120 + "}",
    "links of others": claiming(CLAIM["record"], document={"url": "javascript:alert(1)"}),
}
"""Documents by what they show, beside those of `malformed/`."""

RETRACTED = document(retractions=[{"claim": f"crossing:{'0' * 64}", "source": {"name": "A desk"}, "at": "2023-11"}])


def documents() -> Iterator[dict[str, Any]]:
    """Every document, with what it comes to."""
    broken = {path.stem: path.read_bytes() for path in sorted(MALFORMED.glob("*.json"))}
    for name, text in {**TEXTS, **broken}.items():
        content = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
        try:
            given = {"text": content.decode()}
        except UnicodeDecodeError:
            given = {"base64": base64.b64encode(content).decode()}
        yield {"name": name, **given, **outcome(content)}


def outcome(content: bytes) -> dict[str, Any]:
    """The canonical text of a document, or its faults."""
    try:
        return {"canonical": sr.dumps(sr.loads(content))}
    except InvalidError as error:
        return {"faults": sorted(({"path": [*each.path], "code": str(each.code)} for each in error.faults), key=str)}


def records() -> Iterator[dict[str, Any]]:
    """Records of every type, with all their fields and with few, and those of the reference reports."""
    made = [each for cls in SITREP_RECORDS for each in (full(cls), plain(cls))]
    held = [claim.record for report in (rafah(), gaza_figures(), golden_report()) for claim in report]
    for number, record in enumerate([*made, *held], 1):
        yield {"name": f"{number} {record.type}", **told(record)}


def told(record: Record) -> dict[str, Any]:
    """What a record comes to."""
    subject = record.subject.canonical
    return {"record": record.to_json(), "canonical": record.canonical, "id": record.id, "subject": subject}


def merges() -> Iterator[dict[str, Any]]:
    """Reports, and their merge."""
    one, other = sr.loads(document(claims=[CLAIM])), sr.loads(document(claims=[CLAIM | {"sensitivity": "high"}]))
    third = sr.loads(document(claims=[CLAIM | {"attributions": [{"source": {"name": "B"}}], "sensitivity": "low"}]))
    alike = [
        sr.loads(document(claims=[CLAIM | {"attributions": [named("A desk", **each), named("B", tlp="TLP:GREEN")]}]))
        for each in LABELS
    ]
    cases = {
        "nothing and nothing": [sr.SitRep(), sr.SitRep()],
        "a report and nothing": [golden_report(), sr.SitRep()],
        "a report and itself": [golden_report(), golden_report()],
        "a claim at two levels": [one, other],
        "a claim at three levels, of two sources": [third, other, one],
        "attributions that differ in labels alone": alike,
        "headers that differ in labels alone": [
            sr.loads(document(headers=[{"title": "A", **each}, {"title": "B", **each}])) for each in LABELS
        ],
        "notes that labels leave in their order": [
            sr.loads(document(notes=labelled({"tlp": "TLP:RED"}, text="A"))),
            sr.loads(
                document(notes=[{"text": "B", "section": "overview"}, *labelled({"sensitivity": "low"}, text="A")])
            ),
        ],
        "a claim and a retraction": [one, sr.loads(RETRACTED)],
        "real reports": [rafah(), gaza_figures()],
        "real reports and a made-up one": [gaza_figures(), golden_report(), rafah()],
    }
    for name, reports in cases.items():
        yield {"name": name, "reports": [*map(sr.dumps, reports)], "merged": sr.dumps(sr.merge(*reports))}


def write_all(folder: Path) -> None:
    """Write the declarations and the vectors."""
    folder.mkdir(parents=True, exist_ok=True)
    cases = {"documents": documents, "records": records, "merges": merges}
    told = {"declarations": declarations(), **{name: [*each()] for name, each in cases.items()}}
    for name, data in told.items():
        (folder / f"{name}.json").write_text(write(data), encoding="ascii")
