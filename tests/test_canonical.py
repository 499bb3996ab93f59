"""The one form of numbers, text and JSON, judged by the `rfc8785` package."""

import json
import math
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from enum import IntEnum
from fractions import Fraction
from typing import Any

import pytest
import rfc8785
from hypothesis import example, given, strategies as st

from sitrep.errors import InvalidError
from sitrep.fields.canonical import (
    DECIMALS,
    DEEPEST,
    LARGEST_INTEGER,
    RepeatedKeys,
    _encoder,
    canonical_content,
    canonical_line,
    canonical_number,
    canonical_prose,
    digest,
    folded_name,
    json_object,
    write_json,
)

SMALL_FLOATS = [0.00004, -0.000001, 1e-6, 1.5e-05, 9.9e-05, -0.000099, 0.0001, 0.000123, 0.1, 1.000001]

integers = st.integers(-LARGEST_INTEGER, LARGEST_INTEGER)
decimals = st.integers(-(10**15), 10**15).map(lambda millionths: canonical_number(millionths / 10**DECIMALS))
text_of_files = st.text(st.characters(exclude_categories=["Cs"]))
names = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E))
data_of_files = st.recursive(
    st.none() | st.booleans() | integers | decimals | st.sampled_from(SMALL_FLOATS) | text_of_files,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(names, inner, max_size=5),
    max_leaves=20,
)


def refusal(convert: Callable[..., object], *given: object) -> str:
    with pytest.raises(InvalidError) as raised:
        convert(*given)
    return str(raised.value)


# Writing


@given(data_of_files)
@example(SMALL_FLOATS)
@example([LARGEST_INTEGER, -LARGEST_INTEGER, 0, 90, -1])
@example({"4e-05": "4e-05", "a": 4e-05, 'b"': '"4e-05', "c\\": '\\" 4e-05 \\', "d": [-1e-06, "\\", 1e-06]})
@example('\x00\x1f\b\t\n\f\r\x7f\x80 / \\ " \u2028\u2029 \ufeff \U0001f691 é é')
@example({"b": 1, "a": {"d": 2, "c": 3}, "": [], "B": {}, "_": None, "~": True, " ": False})
def test_the_canonical_text_is_the_rfc_8785_form_to_the_byte(data: Any) -> None:
    assert write_json(data).encode() == rfc8785.dumps(data)


@given(data_of_files, st.sampled_from([None, 0, 2]))
@example({"small": [4e-05, -1e-06], "text": "4e-05"}, 2)
def test_what_is_written_reads_back_equal_however_it_is_laid_out(data: Any, indent: int | None) -> None:
    assert json.loads(write_json(data, indent=indent)) == data


@given(st.dictionaries(names, integers))
def test_the_order_in_which_members_were_added_changes_nothing(members: dict[str, int]) -> None:
    assert write_json(dict(reversed(members.items()))) == write_json(members)


def test_a_small_float_is_never_written_with_an_exponent_also_when_indented() -> None:
    assert write_json({"a": 0.00004}) == '{"a":0.00004}'
    assert write_json({"a": -0.000001}, indent=2) == '{\n  "a": -0.000001\n}'


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_a_number_that_json_has_no_form_for_is_never_written(number: float) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        write_json([number])


def test_the_digest_is_the_sha_256_of_the_utf_8_bytes() -> None:
    assert digest("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert digest("é") == "4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c"


# Numbers


@given(st.integers())
@example(LARGEST_INTEGER)
@example(-LARGEST_INTEGER)
@example(LARGEST_INTEGER + 1)
@example(-LARGEST_INTEGER - 1)
def test_an_integer_is_taken_if_every_language_can_read_it(number: int) -> None:
    if abs(number) <= LARGEST_INTEGER:
        assert canonical_number(number) == number
    else:
        assert refusal(canonical_number, number).endswith(
            "is refused; expected at most 9007199254740991 either side of zero (2^53 - 1)"
        )


@given(st.floats() | st.integers(-(10**12), 10**12).map(lambda millionths: millionths / 10**DECIMALS))
@example(0.1 + 0.2)
@example(1e-7)
@example(1e-6)
@example(0.0000015)
@example(1e16)
@example(5e-324)
@example(1e300)
@example(math.nan)
@example(-math.inf)
@example(4503599627370496.5)
def test_a_float_is_taken_if_it_is_finite_in_bounds_and_has_six_decimals_at_most(number: float) -> None:
    written = Decimal(repr(number))
    fits = written.is_finite() and abs(written) <= LARGEST_INTEGER and written == round(written, DECIMALS)
    if fits:
        held = canonical_number(number)
        assert held == number
        assert type(held) is (int if number.is_integer() else float)
    else:
        assert "is refused; expected" in refusal(canonical_number, number)


@given(st.integers(-LARGEST_INTEGER, LARGEST_INTEGER))
def test_a_whole_float_is_the_integer_so_that_both_have_the_same_bytes(number: int) -> None:
    whole = float(number)
    if abs(whole) <= LARGEST_INTEGER:
        assert write_json(canonical_number(whole)) == str(int(whole))


@pytest.mark.parametrize("given", [-0.0, 0.0, 0])
def test_zero_has_one_form(given: float) -> None:
    held = canonical_number(given)
    assert (type(held), str(held)) == (int, "0")


class Count(IntEnum):
    THREE = 3


class Index:
    """An integer of another library, as those of numpy."""

    def __init__(self, number: int) -> None:
        self.number = number

    def __index__(self) -> int:
        return self.number

    def __repr__(self) -> str:
        return f"Index({self.number})"


class Double(float):
    """A float of another library, as those of numpy; it shows itself in its own way."""

    def __repr__(self) -> str:
        return f"Double({float(self)})"


@pytest.mark.parametrize(
    ("given", "held"),
    [(90.0, 90), (Index(7), 7), (Count.THREE, 3), (Double(2.0), 2), (Double(2.5), 2.5), (Double(1e-06), 0.000001)],
    ids=repr,
)
def test_what_is_a_number_in_python_becomes_a_plain_one(given: Any, held: float) -> None:
    found = canonical_number(given)
    assert (type(found), found) == (type(held), held)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (True, "True is refused; expected a number, not true or false"),
        (False, "False is refused; expected a number, not true or false"),
        ("12", "'12' is refused; expected a number. Text is read with Figure.parse, never by itself."),
        (None, "None is refused; expected a number"),
        (b"5", "b'5' is refused; expected a number"),
        ([5], "[5] is refused; expected a number"),
        (1j, "1j is refused; expected a number"),
        (Decimal(5), "Decimal('5') is refused; expected a number"),
        (Fraction(1, 3), "Fraction(1, 3) is refused; expected a number"),
        (math.nan, "nan is refused; expected a finite number"),
        (math.inf, "inf is refused; expected a finite number"),
        (Double("nan"), "nan is refused; expected a finite number"),
        (0.1234567, "0.1234567 is refused; expected a number of at most 6 decimals. Round it: 0.123457."),
        (Index(2**53), "9007199254740992 is refused; expected at most 9007199254740991 either side of zero (2^53 - 1)"),
    ],
    ids=repr,
)
def test_what_is_no_number_of_ours_is_refused_with_the_rule_it_breaks(given: Any, message: str) -> None:
    found = refusal(canonical_number, given)
    assert found == message or (isinstance(given, Index) and found.endswith(message.partition(" ")[2]))


# Text


@given(st.text())
@example("e\u0301")
@example("a\u200bb")
@example("\ufeff")
@example("\u2000 \u00a0\u3000")
@example("\u212b\u0344")
@example("\x1c\x85\u2028")
def test_a_line_is_composed_single_spaced_and_stays_as_it_is(given: str) -> None:
    try:
        line = canonical_line(given)
    except InvalidError:
        assert not given.strip("\u200b\ufeff \t\n") or not given.isprintable()
        return
    assert line == unicodedata.normalize("NFC", line)
    assert line == " ".join(line.split())
    assert canonical_line(line) == line


@given(st.text())
@example("a\r\nb\rc\n")
@example("e\u0301\r")
def test_prose_is_composed_has_one_kind_of_line_end_and_stays_as_it_is(given: str) -> None:
    try:
        prose = canonical_prose(given)
    except InvalidError:
        assert not given.strip() or not given.isprintable()
        return
    assert "\r" not in prose
    assert prose == unicodedata.normalize("NFC", prose).strip()
    assert canonical_prose(prose) == prose


MARKED = st.lists(
    st.sampled_from(["a", " ", "ـ", "\u0344" * 15, "\u0301" * 20, "\u200d", "\u0958", "\uff9e" * 31])
).map("".join)
"""Names of few letters and many marks, some of them unseen and some that come apart."""


@given(MARKED)
@example("a" + "\u0344" * 16)
@example("\u0958" + "\u0301" * 30)
def test_a_text_that_is_taken_is_taken_again_as_it_was_written(given: str) -> None:
    for clean in (canonical_line, canonical_prose):
        try:
            taken = clean(given)
        except InvalidError:
            continue
        assert clean(taken) == taken


@given(MARKED)
@example("ـ ـ")
@example("\u3164")
@example("a" + "\u0301" * 20 + "\u200d" + "\u0301" * 20)
def test_every_name_has_a_form_to_compare_which_is_a_name_and_its_own_form(given: str) -> None:
    try:
        name = canonical_line(given)
    except InvalidError:
        return
    form = folded_name(name)
    assert canonical_line(form) == form
    assert folded_name(form) == form


@pytest.mark.parametrize(
    ("given", "line"),
    [
        ("e\u0301", "\u00e9"),
        ("  Rafah \t\n crossing ", "Rafah crossing"),
        ("Rafah\u00a0\u202fcrossing", "Rafah crossing"),
        ("Rafah\u2028crossing", "Rafah crossing"),
        ("\ufeffRafah\u200b", "Rafah"),
        ("\u200fرفح\u200e", "رفح"),
        ("\u202bرفح\u202c", "رفح"),
        ("hu\u00admanitarian", "humanitarian"),
        ("می\u200cشود", "می\u200cشود"),
        ("ශ\u200dරී", "ශ\u200dරී"),
        ("\U0001f691", "\U0001f691"),
    ],
    ids=ascii,
)
def test_spellings_that_look_the_same_are_the_same_line(given: str, line: str) -> None:
    assert canonical_line(given) == line


@pytest.mark.parametrize(
    ("given", "prose"),
    [("a\r\n\r\nb\rc ", "a\n\nb\nc"), ("  a\tb  c", "a\tb  c"), ("a\u2028b", "a\u2028b")],
    ids=ascii,
)
def test_prose_keeps_its_lines(given: str, prose: str) -> None:
    assert canonical_prose(given) == prose


@pytest.mark.parametrize("clean", [canonical_line, canonical_prose])
@pytest.mark.parametrize(
    ("given", "rule"),
    [
        ("", "text that isn't empty. Leave the field out when nothing is known."),
        (" \t\n", "text that isn't empty. Leave the field out when nothing is known."),
        ("a\x00b", "text without the character U+0000"),
        ("a\x1b[2Jb", "text without the character U+001B"),
        ("a\x7fb", "text without the character U+007F"),
        ("a\x80b", "text without the character U+0080"),
        ("a\ud83db", "text without the character U+D83D"),
        ("a\uffffb", "text without the character U+FFFF"),
        (None, "text"),
        (5, "text"),
        (b"a", "text"),
        (["a"], "text"),
    ],
    ids=ascii,
)
def test_what_is_no_text_is_refused_with_the_rule_it_breaks(clean: Callable[[Any], str], given: Any, rule: str) -> None:
    assert refusal(clean, given) == f"{given!r} is refused; expected {rule}"


# Content that no declaration knows


@given(data_of_files)
def test_content_is_kept_as_it_came_but_for_the_form_of_its_numbers(data: Any) -> None:
    try:
        kept = canonical_content(data)
    except InvalidError as error:
        assert "control characters" in str(error)  # noqa: PT017 - most content is kept
        return
    assert kept == data


def _nested(levels: int) -> Any:
    data: Any = "deep"
    for level in range(levels):
        data = [data] if level % 2 else {"a": data}
    return data


def test_content_may_be_nested_only_so_deeply() -> None:
    assert canonical_content(_nested(DEEPEST)) == _nested(DEEPEST)
    assert refusal(canonical_content, _nested(DEEPEST + 1)).endswith("expected content nested at most 64 levels deep")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"a": [1, math.nan]}, "a[1]: nan is refused; expected a finite number"),
        (
            {"a": {"b": 2**53}},
            "a.b: 9007199254740992 is refused; expected at most 9007199254740991 either side of zero",
        ),
        ({"a": "\x00"}, "a: '\\x00' is refused; expected text without control characters or lone surrogates"),
        ({"a": "\ud800"}, "a: '\\ud800' is refused; expected text without control characters or lone surrogates"),
        ({"a": {"é": 1}}, "a: 'é' is refused; expected member names in printable ASCII"),
        ({"a": {5: 1}}, "a: 5 is refused; expected member names in printable ASCII"),
        ({"a": {1, 2}}, "a: {1, 2} is refused; expected JSON data"),
    ],
    ids=ascii,
)
def test_content_that_could_not_be_written_canonically_is_refused_with_its_path(data: Any, message: str) -> None:
    assert refusal(canonical_content, data).startswith(message)


def test_a_tuple_is_a_list_and_a_whole_float_an_integer_in_content() -> None:
    assert write_json(canonical_content({"a": (1.0, None, True)})) == '{"a":[1,null,true]}'


@pytest.mark.parametrize(
    ("indent", "text"),
    [
        (None, '{"a":[1,"é"],"b":null}'),
        (2, '{\n  "a": [\n    1,\n    "é"\n  ],\n  "b": null\n}'),
        (0, '{\n"a": [\n1,\n"é"\n],\n"b": null\n}'),
    ],
)
def test_json_is_written_with_sorted_keys_and_letters_as_they_are(indent: int | None, text: str) -> None:
    data = {"b": None, "a": [1, "é"]}
    assert _encoder(indent).encode(data) == write_json(data, indent=indent) == text


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_is_never_written(number: float, indent: int | None) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        _encoder(indent).encode([number])


def test_of_repeated_members_only_those_that_repeat_are_named() -> None:
    members = json_object([("a", 1), ("b", 2), ("a", 3), ("c", 4)])
    assert isinstance(members, RepeatedKeys)
    assert members.repeated == ("a",)
    assert members == {"a": 3, "b": 2, "c": 4}
