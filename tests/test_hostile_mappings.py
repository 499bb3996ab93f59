"""Mappings, texts and numbers that nobody would write: each ends in one clear sentence."""

from time import process_time
from typing import Any

import pytest

import sitrep as sr
from sitrep.tables import read_table

FILE = 'file.format = "csv"\n'
CLAIM = (
    '[[claims]]\nrecord = {type = "casualty", outcome = "killed", people = {column = "N"}}\n'
    'attribution = {source = "A desk"}\n'
)
MAPPING = FILE + CLAIM
MANY = "9" * 5_000

MAPPINGS = {
    "a list too deep": (f"x = {'[' * 100_000}", "fewer levels of nesting"),
    "a table too deep": (f"x = {'{a=' * 3_000}1", "fewer levels of nesting"),
    "a name of too many steps": (f"{'.'.join('a' * 5_000)} = 1", "names of at most 64 steps"),
    "a header of too many steps": (f"[{'.'.join('a' * 5_000)}]", "names of at most 64 steps"),
    "an endless number": (f"x = {MANY}", "TOML with numbers and times that can be"),
    "an endless table": ("x = {", "TOML: "),
    "an infinite header": (f"{FILE}file.header = inf\n{CLAIM}", "mapping.file.header: inf is refused"),
    "no number": (f"{FILE}file.header = nan\n{CLAIM}", "mapping.file.header: nan is refused"),
    "an infinite figure": (MAPPING.replace('{column = "N"}', "inf"), "claims[0].record.people"),
    "an encoding called undefined": (
        f'{FILE}file.encoding = "undefined"\n{CLAIM}',
        "mapping.file.encoding: 'undefined' is refused",
    ),
    "an encoding of other things": (f'{FILE}file.encoding = "hex"\n{CLAIM}', "mapping.file.encoding: 'hex' is refused"),
    "an encoding with a null": (f'{FILE}file.encoding = "a\\u0000"\n{CLAIM}', "mapping.file.encoding"),
    "a pattern of too many": (f'ignore = ["/a{{{MANY[:12]}}}/"]\n{MAPPING}', "a regular expression; "),
    "a pattern too deep": (f'ignore = ["/{"(" * 5_000}/"]\n{MAPPING}', "a regular expression; "),
    "a template of itself": ('templates.a.like = "a"\n[[claims]]\nlike = "a"\n' + FILE, "mapping."),
}


@pytest.mark.parametrize(("mapping", "words"), MAPPINGS.values(), ids=MAPPINGS)
def test_a_mapping_that_nobody_would_write_is_refused_in_words(mapping: str, words: str) -> None:
    start = process_time()
    with pytest.raises(sr.InvalidError) as raised:
        read_table(b"N\n3\n", mapping)
    assert words in str(raised.value)
    assert process_time() - start < 1


def test_a_mapping_that_holds_itself_is_refused_in_words() -> None:
    circle: dict[str, Any] = {}
    circle["file"] = circle
    with pytest.raises(sr.InvalidError, match="fewer levels of nesting"):
        read_table(b"", circle)


@pytest.mark.parametrize("text", ["N\n\ud800\n", "\ud800\n3\n", "N\n3\udfff\n"], ids=ascii)
def test_half_of_a_character_stands_in_no_table(text: str) -> None:
    with pytest.raises(sr.InvalidError, match=r"file: '\\ud[8f].*' is refused; expected text without halves"):
        read_table(text, MAPPING)


def test_half_of_a_character_stands_in_no_document() -> None:
    with pytest.raises(sr.InvalidError, match="expected text without halves of characters"):
        sr.Transcript(document="A note", text="a\ud800")


@pytest.mark.parametrize("cell", [MANY, "inf", "-inf", "nan", "1e999", "٣" * 5_000, "3\x00"], ids=lambda cell: cell[:5])
def test_a_cell_with_no_number_that_can_be_is_a_fault_of_its_row(cell: str) -> None:
    imported = read_table(f"N\n{cell}\n4\n", MAPPING)
    assert [fault.line for fault in imported.faults] == [2]
    assert len(imported.report) == 1


@pytest.mark.parametrize("number", [MANY, f"-{MANY}", "1e400"], ids=lambda text: text[:6])
@pytest.mark.parametrize("type_name", ["casualty", "of_nobody"])
def test_a_number_of_json_beyond_what_is_kept_is_told_by_its_path(number: str, type_name: str) -> None:
    record = f'{{"type":"{type_name}","outcome":"killed","people":{{"best":{number}}}}}'
    text = f'{{"format":"sitrep/1","claims":[{{"record":{record},"attributions":[{{"source":{{"name":"x"}}}}]}}]}}'
    with pytest.raises(sr.InvalidError, match=r"\$\.claims\[0\]\.record.*people\.best: "):
        sr.loads(text, unknown="keep")


def test_a_document_of_a_hundred_thousand_faults_is_told_in_a_thousand() -> None:
    start = process_time()
    with pytest.raises(sr.InvalidError) as raised:
        sr.loads(f'{{"format":"sitrep/1","notes":[{",".join(["1"] * 100_000)}]}}')
    assert (len(raised.value.faults), raised.value.more) == (1_000, 99_000)
    assert len(str(raised.value).splitlines()) == 1_002
    assert process_time() - start < 10
