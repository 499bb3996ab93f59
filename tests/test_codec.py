"""JSON: what is refused and in which words, what is kept, and that files are whole and stable.

`malformed/` holds documents that are at fault, each with the text of its error beside it; `…` there
stands for any words.
"""

import errno
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from itertools import permutations
from pathlib import Path
from typing import Any

import attrs
import pytest
import rfc8785
from cattrs import ClassValidationError, Converter
from cattrs.preconf.json import make_converter as make_json_converter
from hypothesis import example, given, strategies as st

import sitrep as sr
from sitrep.codec import migrations, slices
from sitrep.codec.migrations import migrate
from sitrep.errors import InvalidError

MALFORMED = Path(__file__).parent / "malformed"
CASES = sorted(MALFORMED.glob("*.json"))

RAFAH = sr.Crossing(name="Rafah", between=("EGY", "PSE"), status="open", period="2023-11-01")
WOUNDED = sr.Evacuation(people=sr.Figure(best=90, approximate=True), origin="Gaza Strip", status="expected")
REPORT = sr.SitRep(
    headers=[sr.Header(title="A report", publisher="A bureau", issued="2023-11-01", contacts=["b", "a"])],
    claims=[
        sr.Claim(
            RAFAH,
            attributions=[
                sr.Attribution(
                    source=sr.Source("An official", kind="government", anonymous=True),
                    via=["AFP"],
                    reported="2023-11-01T18:00Z",
                    document=sr.Document(title="An article", sha256="f" * 64),
                    span=(3, 9),
                    excerpt="is open — «مفتوح»",
                ),
                "AFP",
            ],
            sensitivity="low",
        ),
        sr.Claim(WOUNDED, attributions="AFP"),
        sr.Claim(sr.Indicator(code="CFR", value=sr.Figure(best=0.00004, unit="percent")), attributions="WHO"),
    ],
    retractions=[sr.Retraction(RAFAH, source="AFP", kind="corrected", replaced_by=WOUNDED, reason="A misreading")],
    links=[sr.Link([RAFAH, sr.Crossing(name="Rafah", status="open")], by="An analyst")],
    notes=[sr.Note("First line\nSecond line", section="overview", about=[RAFAH])],
)


@pytest.fixture(scope="module", autouse=True, params=["json", "orjson"])
def decoder(request: pytest.FixtureRequest) -> Iterator[None]:
    """All that is tested here holds with the extra `fast` and without it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(slices, "decode", import_module(request.param).loads)
        yield


def refusal(text: str | bytes, **options: Any) -> str:
    with pytest.raises(InvalidError) as raised:
        sr.loads(text, **options)
    return str(raised.value)


def document(**parts: Any) -> str:
    return json.dumps({"format": "sitrep/1"} | parts)


def claim(record: Any, **members: Any) -> dict[str, Any]:
    return {"record": record, "attributions": [{"source": {"name": "AFP"}}]} | members


# Documents at fault


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_document_at_fault_is_refused_in_the_words_beside_it(path: Path) -> None:
    told = path.with_suffix(".txt").read_text(encoding="utf-8").removesuffix("\n")
    pattern = ".*".join(map(re.escape, told.split("…")))
    content = path.read_bytes()
    assert re.fullmatch(pattern, refusal(content))
    assert refusal(content.decode()) == refusal(content)
    with pytest.raises(InvalidError) as raised:
        sr.load(path)
    assert str(raised.value) == refusal(content)


def test_every_document_at_fault_has_its_words_and_all_words_a_document() -> None:
    assert len(CASES) > 90
    assert {path.stem for path in MALFORMED.iterdir()} == {path.stem for path in CASES}
    assert [path.name for path in CASES if not path.with_suffix(".txt").exists()] == []


def test_a_reader_that_keeps_what_is_unknown_refuses_the_rest_all_the_same() -> None:
    kept = set()
    for path in CASES:
        try:
            report = sr.load(path, unknown="keep")
        except InvalidError:
            continue
        kept.add(path.stem)
        assert sr.loads(sr.dumps(report), unknown="keep") == report
    assert kept == {
        "capitals-in-a-field",
        "member-without-a-name",
        "misspelt-field",
        "type-misspelt",
        "type-of-no-record",
        "type-unknown",
        "unknown-field",
        "unknown-field-of-a-figure",
        "what-only-code-may-give",
    }


TEXT = '{"format": "sitrep/1", "headers": [{"title": "Août"}]}'
AT = TEXT.index("û")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            TEXT.encode("latin-1"),
            f"$: b'\\xfbt\"}}' is refused; expected UTF-8 text; byte {AT} is none. Save the file as UTF-8.",
        ),
        (
            TEXT.encode("utf-16"),
            "$: b'\\xff\\xfe{\\x00' is refused; expected UTF-8 text; byte 0 is none. Save the file as UTF-8.",
        ),
        (TEXT.encode("utf-16-le"), f"$: b'\\xfb\\x00t\\x00' is refused; expected UTF-8 text; byte {2 * AT} is none."),
        (TEXT.replace("û", "u").encode("utf-16-le"), "$: '\\x00\"\\x00f"),
        (TEXT.encode("utf-32"), "$: b'\\xff\\xfe\\x00\\x00' is refused; expected UTF-8 text; byte 0 is none."),
        (TEXT.encode()[: AT + 1], f"$: b'\\xc3' is refused; expected UTF-8 text; byte {AT} is none."),
        (
            TEXT.encode().replace("û".encode(), b"\xed\xa0\x80"),
            f"$: b'\\xed\\xa0\\x80t' is refused; expected UTF-8 text; byte {AT} is none.",
        ),
        (b"\x1f\x8b\x08\x00", "$: b'\\x8b\\x08\\x00' is refused; expected UTF-8 text; byte 1 is none."),
        (b"\x00" * 40, "$: '\\x00\\x00"),
    ],
    ids=[
        "latin-1",
        "utf-16",
        "no mark",
        "no mark, ascii",
        "utf-32",
        "cut in a character",
        "surrogates",
        "gzip",
        "zeros",
    ],
)
def test_bytes_that_are_no_utf_8_are_refused_with_the_first_that_is_none(data: bytes, message: str) -> None:
    assert refusal(data).startswith(message)


@pytest.mark.parametrize("data", [None, 5, {}, ["{}"], io.BytesIO(b"{}")], ids=lambda data: type(data).__name__)
def test_what_is_no_text_is_refused(data: Any) -> None:
    assert refusal(data) == f"text: {data!r} is refused; expected JSON text, or its UTF-8 bytes"


def test_what_is_neither_a_path_nor_a_file_is_refused() -> None:
    with pytest.raises(
        InvalidError, match="path_or_file: None is refused; expected a path, or a file open for reading"
    ):
        sr.load(None)  # type: ignore[arg-type]
    with pytest.raises(InvalidError, match="path_or_file: 5 is refused; expected a path, or a file open for writing"):
        sr.dump(REPORT, 5)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text", [f"\ufeff{TEXT}", f"\ufeff{TEXT}".encode(), bytearray(TEXT, "utf-8"), f"\r\n {TEXT}\n"]
)
def test_a_byte_order_mark_and_white_space_around_are_accepted(text: Any) -> None:
    assert sr.loads(text) == sr.SitRep(headers=[sr.Header(title="Août")])


@pytest.mark.parametrize("levels", [66, 200, 990, 1_000, 10_000, 200_000])
@pytest.mark.parametrize("unknown", ["error", "keep"])
@pytest.mark.parametrize(
    "around",
    [
        "@",
        '{"format": @}',
        '{"format": "sitrep/1", "headers": @}',
        '{"format": "sitrep/1", "headers": [{"title": "x", "more": @}]}',
        '{"format": "sitrep/1", "claims": [{"record": {"type": "gate", "more": @}, "attributions": []}]}',
        '{"format": "sitrep/1", "claims": [{"record": {"type": "crossing", "name": "x", "place": @}}]}',
    ],
)
@pytest.mark.parametrize(
    ("opening", "closing"), [("[", "]"), ('{"a":', "}"), ('{"parts":[', "]}")], ids=["lists", "objects", "places"]
)
def test_endless_nesting_is_refused_and_the_refusal_can_be_read(
    levels: int, unknown: Any, around: str, opening: str, closing: str
) -> None:
    message = refusal(around.replace("@", f"{opening * levels}1{closing * levels}"), unknown=unknown)
    assert re.match(r"(\d faults:\n  )?\$", message)


def test_content_that_is_kept_may_be_nested_sixty_four_levels_deep() -> None:
    def nested(levels: int) -> str:
        return document(headers=[{"title": "x", "more": json.loads("[" * levels + "]" * levels)}])

    assert json.loads(sr.dumps(sr.loads(nested(64), unknown="keep"))) == json.loads(nested(64))
    assert refusal(nested(65), unknown="keep") == (
        f"$.headers[0].more{'[0]' * 64}: 'list' is refused; expected content nested at most 64 levels deep"
    )


def test_a_number_of_thousands_of_digits_is_refused() -> None:
    message = refusal('{"format": "sitrep/1", "headers": [{"title": ' + "9" * 5_000 + "}]}")
    assert message.startswith("$.headers[0].title: 9999")


def test_every_text_that_ends_too_early_is_refused_in_words() -> None:
    text = sr.dumps(REPORT)
    for end in range(len(text)):
        assert refusal(text[:end]).startswith("$")
        assert refusal(text.encode()[:end]).startswith("$")


# A document with one thing wrong is refused, or it is a report that reads back; nothing else happens.

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["crossing", "2023-11-01", "open", "EGY", "name", "", "\ud800", "..", "persons", "x" * 300]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["type", "name", "best", "x", ""]), inner)
    ),
    max_leaves=5,
)


def places_in(data: Any) -> Iterator[tuple[Any, Any]]:
    """Each container in the data with each of its keys."""
    if isinstance(data, dict | list):
        for key, item in data.items() if isinstance(data, dict) else enumerate(data):
            yield data, key
            yield from places_in(item)


@st.composite
def broken(draw: st.DrawFn) -> str:
    data = json.loads(sr.dumps(REPORT))
    for _ in range(draw(st.integers(1, 3))):
        container, key = draw(st.sampled_from(list(places_in(data))))
        change = draw(st.sampled_from(["replace", "remove", "rename", "repeat"]))
        if change == "replace":
            container[key] = draw(JSON)
        elif change == "remove":
            del container[key]
        elif isinstance(container, dict):
            container[draw(st.sampled_from(["type", "kept", "id", "value", "Name", "a b", "é"]))] = container[key]
        else:
            container.append(container[key])
    return json.dumps(data)


@given(broken(), st.sampled_from(["error", "keep"]))
@example(document(claims=[claim({"type": "gate", "a": 1.0, "named": "x"})]), "keep")
@example(document(claims=[claim({"type": "Gate 5"})]), "keep")
@example(document(claims=[claim({"type": "crossing", "name": "x", "place": {"grid": 1}})]), "keep")
@example(document(claims=[claim({"type": "crossing", "name": "x", "kept": {"a": 1}})]), "keep")
def test_a_document_with_something_wrong_is_a_report_or_refused_with_a_path(text: str, unknown: Any) -> None:
    try:
        report = sr.loads(text, unknown=unknown)
    except InvalidError as error:
        told = str(error).splitlines()[len(error.faults) > 1 :]
        assert [line for line in told if not line.isprintable() or "$" not in line] == []
        return
    assert sr.loads(sr.dumps(report), unknown=unknown) == report
    assert len({each.subject for each in report}) <= len(report)


@given(st.data())
def test_bytes_with_something_wrong_are_a_report_or_refused(data: st.DataObject) -> None:
    content = [*sr.dumps(REPORT).encode()]
    for _ in range(data.draw(st.integers(1, 3))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        report = sr.loads(bytes(content), unknown="keep")
    except InvalidError:
        return
    assert sr.loads(sr.dumps(report), unknown="keep") == report


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

    assert len({people(number) for number in ("90", "90.0", "9e1", "900.00e-1", "90.000000000000000001")}) == 1


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
            "$.more: 5 is refused; expected only the fields of SitRep: headers, claims, retractions, links, notes",
        ),
        (
            {"claims": [claim({"type": "gate"}, more=5)]},
            "$.claims[0].more: 5 is refused; expected only the fields of Claim: record, attributions, sensitivity",
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


# Files


@pytest.mark.parametrize("as_path", [str, Path], ids=["str", "Path"])
def test_a_report_goes_to_a_path_and_back_as_canonical_utf_8(tmp_path: Path, as_path: Callable[[Path], Any]) -> None:
    path = tmp_path / "تقرير.json"
    sr.dump(REPORT, as_path(path))
    assert path.read_bytes() == sr.dumps(REPORT).encode()
    assert sr.load(as_path(path)) == REPORT
    assert list(tmp_path.iterdir()) == [path]


def test_a_report_goes_to_open_files_and_back(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    with path.open("w", encoding="utf-8") as text_file:
        sr.dump(REPORT, text_file, indent=2)
    with path.open(encoding="utf-8") as text_file:
        assert sr.load(text_file) == REPORT
    with path.open("wb") as binary_file:
        sr.dump(REPORT, binary_file)
    assert path.read_bytes() == sr.dumps(REPORT).encode()
    with path.open("rb") as binary_file:
        assert sr.load(binary_file) == REPORT


@pytest.mark.parametrize("open_file", [io.StringIO, io.BytesIO])
def test_a_report_goes_to_memory_and_back(open_file: Any) -> None:
    file = open_file()
    sr.dump(REPORT, file)
    file.seek(0)
    assert sr.load(file) == REPORT


def test_a_text_file_that_begins_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_text(sr.dumps(REPORT), encoding="utf-8-sig")
    assert sr.load(path) == REPORT
    with path.open(encoding="utf-8") as file:
        assert sr.load(file) == REPORT


def test_a_file_that_is_not_there_is_what_python_calls_it(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        sr.load(tmp_path / "absent.json")
    with pytest.raises(FileNotFoundError):
        sr.dump(REPORT, tmp_path / "absent" / "report.json")


def test_what_cannot_be_written_is_named_as_it_was_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("folder").mkdir()
    Path("file").touch()
    for path, error in (
        ("absent/report.json", FileNotFoundError),
        ("folder", IsADirectoryError),
        ("file/report.json", NotADirectoryError),
    ):
        with pytest.raises(error) as raised:
            sr.dump(REPORT, path)
        assert (raised.value.filename, raised.value.filename2) == (path, None)
    assert sorted(os.listdir()) == ["file", "folder"]


def denies(path: Path, *_: Any) -> None:
    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path), None, "elsewhere")


@pytest.mark.parametrize("step", ["open", "replace"])
def test_a_path_without_permission_is_named_as_it_was_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    # Whoever runs the tests as root is denied nothing.
    monkeypatch.setattr(Path, step, denies)
    with pytest.raises(PermissionError) as raised:
        sr.dump(REPORT, tmp_path / "report.json")
    assert str(raised.value) == f"[Errno 13] Permission denied: '{tmp_path / 'report.json'}'"
    assert not [*tmp_path.iterdir()]


def fails(*_: Any) -> None:
    raise OSError("no space left")


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_writing_that_fails_leaves_the_former_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = tmp_path / "report.json"
    path.write_text("former", encoding="utf-8")
    if step == "fsync":
        monkeypatch.setattr(os, "fsync", fails)
    else:
        monkeypatch.setattr(Path, "replace", fails)
    with pytest.raises(OSError, match="no space left"):
        sr.dump(REPORT, path)
    assert [(each.name, each.read_text(encoding="utf-8")) for each in tmp_path.iterdir()] == [("report.json", "former")]


def test_what_is_no_report_leaves_the_former_file(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_text("former", encoding="utf-8")
    with pytest.raises(InvalidError):
        sr.dump("report", path)  # type: ignore[arg-type]
    assert path.read_text(encoding="utf-8") == "former"


def test_the_file_that_a_link_points_to_is_written_and_the_link_stays(tmp_path: Path) -> None:
    target, link = tmp_path / "target.json", tmp_path / "link.json"
    target.write_text("former", encoding="utf-8")
    link.symlink_to(target)
    sr.dump(REPORT, link)
    assert link.is_symlink()
    assert sr.load(target) == REPORT


def test_many_writers_of_one_file_leave_one_of_their_reports_whole(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    reports = [REPORT | sr.SitRep(notes=[sr.Note(f"Note {number}")]) for number in range(8)]
    with ThreadPoolExecutor(8) as writers:
        list(writers.map(lambda report: sr.dump(report, path), reports * 4))
    assert sr.load(path) in reports
    assert list(tmp_path.iterdir()) == [path]


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
from sitrep.declarations import identifies, required, states
from sitrep.kinds import Flag, RequiredText
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
    def found(**_: Any) -> Any:
        raise AssertionError("looked for packages")

    monkeypatch.setattr("sitrep.records.base.installed", found)
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
