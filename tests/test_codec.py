"""JSON: what is written and read, what is kept, and how older formats are lifted."""

import json
import os
import subprocess
import sys
from itertools import permutations
from typing import Any

import pytest
import rfc8785
from json_documents import (
    RAFAH,
    REPORT,
    claim,
    decoder,  # noqa: F401 - each test of the module runs with either
    document,
    refusal,
)

import sitrep as sr
from sitrep.codec import migrations
from sitrep.codec.migrations import migrate
from sitrep.errors import InvalidError

# Reading and writing


def test_what_is_written_reads_back_equal_and_so_do_its_bytes() -> None:
    again = sr.loads(sr.dumps(REPORT))
    assert again == REPORT
    assert sr.dumps(again) == sr.dumps(REPORT)


def test_the_written_text_is_the_rfc_8785_form() -> None:
    assert sr.dumps(REPORT).encode() == rfc8785.dumps(REPORT.to_json())


def test_an_empty_list_of_attributions_is_told_beside_other_faults() -> None:
    record = {"type": "casualty", "outcome": "killed", "people": {"low": 5, "best": 3}}
    with pytest.raises(sr.InvalidError) as raised:
        sr.loads(json.dumps({"format": "sitrep/1", "claims": [{"record": record, "attributions": []}]}))
    assert [fault.path for fault in raised.value.faults] == [
        ("claims", 0, "record", "people", "low"),
        ("claims", 0, "attributions"),
    ]


def test_indented_text_is_the_same_report() -> None:
    text = sr.dumps(REPORT, indent=2)
    assert text.startswith('{\n  "claims": [\n')
    assert "0.00004" in text
    assert sr.loads(text) == REPORT


@pytest.mark.parametrize("indent", [-1, True, 2.0, "\t", "x"])
def test_an_indent_that_is_no_number_of_spaces_is_refused(indent: Any) -> None:
    with pytest.raises(sr.InvalidError, match=r"^indent: .* is refused; expected a number of spaces, 0 or more$"):
        sr.dumps(REPORT, indent=indent)


def test_the_bytes_of_a_known_report_never_change() -> None:
    report = sr.SitRep(
        headers=[sr.Header(title="A report", issued="2023-11-01")],
        claims=[sr.Claim(RAFAH, attributions=["AFP", sr.Attribution(source="Officials", via="AFP")])],
    )
    assert sr.dumps(report) == (
        '{"claims":[{"attributions":[{"source":{"name":"AFP"}},{"source":{"name":"Officials"},"via":[{"name":"AFP"}]}],'
        '"id":"crossing:dcd64519da475aa4a2738fbccbd0904267f724934c57e5dce738abc552075c85",'
        '"record":{"between":["EGY","PSE"],"name":"Rafah","period":"2023-11-01","status":"open","type":"crossing"}}],'
        '"format":"sitrep/1","headers":[{"issued":"2023-11-01","title":"A report"}]}'
    )
    assert sr.dumps(sr.SitRep()) == '{"format":"sitrep/1"}'


def test_the_order_in_which_a_report_is_built_changes_no_byte() -> None:
    texts = {sr.dumps(REPORT.replace(claims=order)) for order in permutations(REPORT.claims)}
    assert texts == {sr.dumps(REPORT)}


def test_the_order_of_members_in_a_file_changes_nothing() -> None:
    def reversed_members(data: Any) -> Any:
        if isinstance(data, list):
            return [reversed_members(item) for item in data]
        if isinstance(data, dict):
            return {key: reversed_members(data[key]) for key in reversed(data)}
        return data

    assert sr.loads(json.dumps(reversed_members(json.loads(sr.dumps(REPORT))))) == REPORT


@pytest.mark.parametrize("seed", ["0", "1"])
def test_the_hash_seed_of_a_process_changes_no_byte(seed: str) -> None:
    program = (
        "import sys, sitrep as sr; report = sr.loads(sys.stdin.buffer.read()); "
        "sys.stdout.buffer.write(sr.dumps(sr.merge(report, sr.SitRep(), report)).encode())"
    )
    run = subprocess.run(
        [sys.executable, "-c", program],
        input=sr.dumps(REPORT, indent=1).encode(),
        capture_output=True,
        env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
        check=True,
    )
    assert run.stdout == sr.dumps(REPORT).encode()


def test_numbers_are_read_in_whichever_way_they_are_written() -> None:
    def people(number: str) -> str:
        figure = document(claims=[claim({"type": "casualty", "outcome": "killed", "people": {"best": "@"}})])
        return sr.dumps(sr.loads(figure.replace('"@"', number)))

    assert len({people(number) for number in ("90", "90.0", "9e1", "900.00e-1", f"90.{'0' * 5_000}")}) == 1


@pytest.mark.parametrize(
    "number",
    [
        "90.000000000000000001",
        f"0.{'9' * 5_000}",
        "1e-400",
        "1e-99999999999999999999",
        "9007199254740.123456",
        "-0.10000000000000000555",
    ],
)
def test_a_number_that_a_float_would_round_is_refused(number: str) -> None:
    killed = {"type": "casualty", "outcome": "killed"}
    for record in ({"people": {"best": "@"}}, {"people": {"best": 1}, "rounded": ["@"]}):
        text = document(claims=[claim(killed | record)]).replace('"@"', number)
        with pytest.raises(sr.InvalidError, match="decimals, and 15 digits in all"):
            sr.loads(text, unknown="keep")


def test_defaults_that_are_written_out_are_left_out_again() -> None:
    plain = {"type": "casualty", "outcome": "killed", "people": {"best": 5}}
    wordy = plain | {
        "modality": "observed",
        "sex": "all",
        "people": {"best": 5, "unit": "persons", "approximate": False},
    }
    text = document(claims=[claim(wordy)], links=[], notes=[])
    assert sr.dumps(sr.loads(text)) == sr.dumps(sr.loads(document(claims=[claim(plain)])))


def test_an_id_may_be_left_out_and_is_checked_where_it_is_given() -> None:
    record = {"type": "crossing", "name": "Rafah", "between": ["PSE", "EGY"], "status": "open", "period": "2023-11-01"}
    [read] = sr.loads(document(claims=[claim(record)]))
    [checked] = sr.loads(document(claims=[claim(record, id=RAFAH.id)]))
    assert read == checked
    assert read.id == RAFAH.id


def test_a_claim_that_stands_twice_in_a_file_is_one_claim_with_the_attributions_of_both() -> None:
    record = RAFAH.to_json()
    other = claim(record) | {"attributions": [{"source": {"name": "AP"}}], "sensitivity": "high"}
    [read] = sr.loads(document(claims=[claim(record), other, claim(record)]))
    assert [attribution.source.name for attribution in read.attributions] == ["AFP", "AP"]
    assert read.sensitivity == "high"


@pytest.mark.parametrize("given", [None, 5, [REPORT], "{}", REPORT.to_json()], ids=lambda given: type(given).__name__)
def test_only_a_report_is_written(given: Any) -> None:
    with pytest.raises(InvalidError, match="is refused; expected a SitRep"):
        sr.dumps(given)


def test_an_unknown_way_to_treat_what_is_unknown_is_refused() -> None:
    assert refusal("{}", unknown="drop") == "unknown: 'drop' is refused; expected 'error' or 'keep'"


# Unknown content, kept whole

STRANGE: dict[str, Any] = {
    "format": "sitrep/1",
    "headers": [{"title": "A report", "logo": {"url": "x", "sizes": [1, 2.5, None, True]}}],
    "claims": [
        {
            "record": {"type": "water_point", "name": "Well 5", "flow": {"best": 5, "unit": "litres"}, "named": "x"},
            "attributions": [{"source": {"name": "AFP"}}],
        },
        {
            "record": {
                "type": "crossing",
                "name": "Rafah",
                "queue": ["a", "b"],
                "place": {"name": "Rafah", "grid": "36R"},
                "closed_since": "2023-10-07",
            },
            "attributions": [
                {
                    "source": {"name": "AFP", "logo": "x"},
                    "document": {"title": "x", "pages": 5},
                    "span": {"start": 3, "end": 9, "unit": "code points"},
                    "mood": "calm",
                }
            ],
        },
        {
            "record": {"type": "casualty", "outcome": "killed", "people": {"best": 5, "method": "count"}},
            "attributions": [{"source": {"name": "AFP"}}],
        },
    ],
    "retractions": [{"claim": RAFAH.id, "source": {"name": "AFP"}, "tone": "sorry"}],
    "links": [
        {
            "subjects": [{"type": "water_point", "name": "Well 5"}, {"type": "water_point", "name": "Well five"}],
            "by": {"name": "An analyst"},
            "score": 0.5,
        }
    ],
    "notes": [{"text": "x", "colour": "red"}],
}


def test_unknown_content_is_kept_whole_and_in_place() -> None:
    report = sr.loads(json.dumps(STRANGE), unknown="keep")
    written = json.loads(sr.dumps(report))
    for each in written["claims"]:
        del each["id"]
    written["claims"].sort(key=lambda each: each["record"]["type"], reverse=True)
    assert written == STRANGE


def test_unknown_content_goes_through_merging_as_everything_else_does() -> None:
    strange = sr.loads(json.dumps(STRANGE), unknown="keep")
    merged = strange | REPORT
    assert merged == REPORT | strange == strange | REPORT | strange
    assert strange <= merged
    assert sr.loads(sr.dumps(merged), unknown="keep") == merged
    assert REPORT | (merged - REPORT) == merged


def test_unknown_content_that_differs_makes_different_values() -> None:
    red, blue = (
        sr.loads(document(headers=[{"title": "x", "colour": colour}]), unknown="keep") for colour in ("red", "blue")
    )
    assert len((red | blue).headers) == 2


def test_unknown_content_in_another_layout_is_the_same() -> None:
    one = '{"format":"sitrep/1","headers":[{"title":"x","more":{"a":1.0,"b":[2e0,"\\u00e9"]}}]}'
    other = '{"format":"sitrep/1","headers":[{"more":{"b":[2,"é"],"a":1},"title":"x"}]}'
    assert sr.dumps(sr.loads(one, unknown="keep")) == sr.dumps(sr.loads(other, unknown="keep"))


@pytest.mark.parametrize("part", [name for name, held in STRANGE.items() if name != "format"])
def test_unknown_content_is_a_fault_for_a_reader_that_was_not_told_to_keep_it(part: str) -> None:
    message = refusal(json.dumps({"format": "sitrep/1", part: STRANGE[part]}))
    assert "is refused; expected o" in message
    assert f"$.{part}[0]." in message


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        (
            {"more": 5},
            "$.more: 5 is refused; expected only the fields of SitRep: headers, claims, retractions, links, "
            "judgements, notes",
        ),
        (
            {"claims": [claim({"type": "gate"}, more=5)]},
            "$.claims[0].more: 5 is refused; expected only the fields of Claim: record, attributions, sensitivity, tlp",
        ),
        (
            {"claims": [claim({"type": "Gate 5"})]},
            "$.claims[0].record.type: 'Gate 5' is refused; expected the name of a record type: lower case, "
            "words joined by _",
        ),
        (
            {"claims": [claim({"type": "gate", "a": {"b": [1, 0.1234567]}})]},
            "$.claims[0].record.a.b[1]: 0.1234567 is refused; expected a number of at most 6 decimals. "
            "Round it: 0.123457.",
        ),
        (
            {"claims": [claim({"type": "gate", "a": [2**53]})]},
            "$.claims[0].record.a[0]: 9007199254740992 is refused; expected at most 9007199254740991 either side of "
            "zero (2^53 - 1)",
        ),
        (
            {"claims": [claim({"type": "gate", "a": "\ud800"})]},
            "$.claims[0].record.a: '\\ud800' is refused; expected text without control characters or lone surrogates",
        ),
        (
            {"headers": [{"title": "x", "couleur préférée": 1}]},
            "$.headers[0]: 'couleur préférée' is refused; expected member names in printable ASCII",
        ),
        (
            {"claims": [claim({"type": "gate"}, id="gate:" + "0" * 64)]},
            f"$.claims[0].id: 'gate:{'0' * 64}' is refused; expected the id of its record, "
            "gate:3d15eeb6e7e66d0016bccc46eeabb9f05ba48e2fc4bbbab9e93c79f1c7adfc28. The record isn't what it was.",
        ),
    ],
    ids=lambda each: "" if isinstance(each, str) else str(each)[:40],
)
def test_what_could_not_be_kept_canonically_is_refused(parts: dict[str, Any], message: str) -> None:
    assert refusal(document(**parts), unknown="keep") == message


def test_a_member_that_stands_twice_in_unknown_content_is_refused_with_its_path() -> None:
    text = '{"format": "sitrep/1", "headers": [{"title": "x", "more": {"deep": [{"a": 1, "a": 2}]}}]}'
    assert refusal(text, unknown="keep") == "$.headers[0].more.deep[0].a: 'a' is refused; expected each member once"


# Migrations


def renamed(document: dict[str, Any]) -> dict[str, Any]:
    """The step of a format in which claims were called facts."""
    facts = document.pop("facts", [])
    return document | {"format": "sitrep/1", "claims": facts}


def test_an_older_document_is_lifted_to_the_present_format(monkeypatch: pytest.MonkeyPatch) -> None:
    old = json.dumps({"format": "sitrep/0", "facts": [claim(RAFAH.to_json())]})
    assert refusal(old) == "$.format: 'sitrep/0' is refused; expected 'sitrep/1'"
    monkeypatch.setitem(migrations.STEPS, "sitrep/0", renamed)
    assert sr.loads(old) == sr.SitRep(claims=[sr.Claim(RAFAH, attributions="AFP")])


def test_faults_of_an_older_document_are_told_with_the_path_in_the_present_format(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(migrations.STEPS, "sitrep/0", renamed)
    old = {"format": "sitrep/0", "facts": [claim({"type": "crossing", "name": "Rafah", "status": "ajar"})]}
    assert refusal(json.dumps(old)).startswith("$.claims[0].record.status: 'ajar' is refused")


def test_steps_follow_each_other() -> None:
    steps = {
        "sitrep/-1": lambda document: document | {"format": "sitrep/0", "facts": document["items"]},
        "sitrep/0": renamed,
    }
    assert migrate({"format": "sitrep/-1", "items": [1]}, steps)["claims"] == [1]
    assert migrate({"format": "sitrep/1", "claims": [1]}, steps) == {"format": "sitrep/1", "claims": [1]}


@pytest.mark.parametrize("after", ["sitrep/0", "sitrep/2", None, ["sitrep/1"]])
def test_steps_that_lead_nowhere_are_refused_and_end(after: Any) -> None:
    with pytest.raises(InvalidError) as raised:
        migrate({"format": "sitrep/0"}, {"sitrep/0": lambda document: document | {"format": after}})
    assert [fault.path for fault in raised.value.faults] == [("format",)]
