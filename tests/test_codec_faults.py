"""JSON that is refused, and in which words.

`malformed/` holds documents that are at fault, each with the text of its error beside it; `…` there
stands for any words.
"""

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, strategies as st
from json_documents import (
    REPORT,
    claim,
    decoder,  # noqa: F401 - each test of the module runs with either
    document,
    refusal,
)

import sitrep as sr
from sitrep.errors import InvalidError

MALFORMED = Path(__file__).parent / "malformed"
CASES = sorted(MALFORMED.glob("*.json"))


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
