"""The schema for models: it keeps within the dialect, holds what reports say, and its answers become reports."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings

import sitrep as sr
from sitrep.records import RECORD_TYPES
from sitrep.testing import strategies as st

SCHEMA = sr.structured_output_schema()
DEFINITIONS: dict[str, Any] = SCHEMA["$defs"]
SOME = settings(max_examples=max(10, settings().max_examples // 4))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)

# What OpenAI documents of strict mode (February 2026).
KEYWORDS = {
    "type",
    "properties",
    "required",
    "additionalProperties",
    "items",
    "enum",
    "anyOf",
    "$ref",
    "$defs",
    "pattern",
    "description",
}
MOST_PROPERTIES = 5_000
MOST_CODES = 1_000
MOST_CHARACTERS = 120_000
DEEPEST = 10
LARGEST_LIST = 250

NOT_ASKED = {"id", "sha256", "span", "about", "retractions", "links", "judgements"}
"""What a model would have to make up."""


def resolved(schema: dict[str, Any]) -> dict[str, Any]:
    return DEFINITIONS[schema["$ref"].removeprefix("#/$defs/")] if "$ref" in schema else schema


def children(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for keyword in ("properties", "$defs"):
        yield from schema.get(keyword, {}).values()
    yield from schema.get("anyOf", ())
    if "items" in schema:
        yield schema["items"]


def nodes(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield schema
    for child in children(schema):
        yield from nodes(child)


NODES = list(nodes(SCHEMA))


def depth(schema: dict[str, Any], above: tuple[int, ...] = ()) -> int:
    """How many objects are nested in each other; none may hold itself."""
    schema = resolved(schema)
    assert id(schema) not in above, "it refers to itself"
    below = [depth(child, (*above, id(schema))) for child in children({**schema, "$defs": {}})]
    return max(below, default=0) + (schema.get("type") == "object")


def properties_spelt_out(schema: dict[str, Any]) -> int:
    schema = resolved(schema)
    return len(schema.get("properties", ())) + sum(map(properties_spelt_out, children({**schema, "$defs": {}})))


def test_it_is_a_schema_of_the_same_draft() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_it_uses_only_the_keywords_of_the_dialect() -> None:
    assert set().union(*NODES) == KEYWORDS
    assert SCHEMA["type"] == "object"
    assert "anyOf" not in SCHEMA


def test_no_keyword_stands_beside_a_reference() -> None:
    assert all(set(node) == {"$ref"} for node in NODES if "$ref" in node)


def test_each_object_is_closed_and_each_member_required() -> None:
    objects = [node for node in NODES if node.get("type") == "object"]
    assert len(objects) > 30
    for node in objects:
        assert node["additionalProperties"] is False
        assert node["required"] == [*node["properties"]]


def test_it_keeps_within_the_limits() -> None:
    codes = [node["enum"] for node in NODES if "enum" in node]
    names = [name for node in NODES for keyword in ("properties", "$defs") for name in node.get(keyword, ())]
    assert sum(map(len, codes)) <= MOST_CODES
    assert max(map(len, codes)) <= LARGEST_LIST
    assert sum(len(node.get("properties", ())) for node in NODES) <= MOST_PROPERTIES
    assert properties_spelt_out(SCHEMA) <= MOST_PROPERTIES
    assert sum(map(len, [*names, *(code for listed in codes for code in listed)])) <= MOST_CHARACTERS
    assert depth(SCHEMA) <= DEEPEST


def test_no_pattern_looks_ahead_or_back() -> None:
    patterns = [node["pattern"] for node in NODES if "pattern" in node]
    assert patterns
    assert [pattern for pattern in patterns if "(?" in pattern or not (pattern[0] == "^" and pattern[-1] == "$")] == []


def test_the_types_of_records_are_told_apart_by_their_first_member() -> None:
    choices = [resolved(choice) for choice in DEFINITIONS["Record"]["anyOf"]]
    firsts = [next(iter(choice["properties"].items())) for choice in choices]
    assert {name for name, _ in firsts} == {"type"}
    assert [schema["enum"] for _, schema in firsts] == [[name] for name in RECORD_TYPES]


def stripped(data: Any) -> Any:
    """The data without what a model isn't asked for."""
    if isinstance(data, list):
        return [stripped(item) for item in data]
    if not isinstance(data, dict):
        return data
    kept = {name: stripped(item) for name, item in data.items() if name not in NOT_ASKED}
    if "document" in kept and not kept["document"].keys() & {"title", "publisher", "url"}:
        del kept["document"]  # a digest was all there was
    return kept


def answered(schema: dict[str, Any], data: Any) -> Any:
    """The data as a model has to write it, with all members."""
    schema = resolved(schema)
    if "anyOf" in schema:
        choices = [resolved(choice) for choice in schema["anyOf"]]
        if data is None:
            assert {"type": "null"} in choices
            return None
        fitting = [choice for choice in choices if not isinstance(data, dict) or is_of_type(choice, data)]
        return answered(fitting[0], data) if isinstance(data, dict | list) else data
    kind = schema["type"]
    if kind == "object":
        assert data.keys() <= schema["properties"].keys()
        return {name: answered(each, data.get(name)) for name, each in schema["properties"].items()}
    if kind == "array":
        return [answered(schema["items"], item) for item in data or ()]
    if kind == "boolean":
        return bool(data)
    return schema["enum"][0] if data is None else data


def is_of_type(choice: dict[str, Any], data: dict[str, Any]) -> bool:
    return (
        choice.get("type") == "object"
        and data.get("type") in choice["properties"].get("type", {"enum": [None]})["enum"]
    )


@SOME
@given(st.sitreps(unknown=False))
def test_what_a_report_says_can_be_answered_and_read_back(report: sr.SitRep) -> None:
    data = stripped(json.loads(sr.dumps(report)))
    answer = answered(SCHEMA, data)
    VALIDATOR.validate(answer)
    again = sr.loads(sr.without_nulls(json.dumps(answer)))
    assert again == sr.loads(json.dumps(data))
    assert [claim.record for claim in again] == [claim.record for claim in report]


def test_every_field_that_is_not_left_out_on_purpose_is_asked_for() -> None:
    asked = Counter(name for node in NODES for name in node.get("properties", ()))
    declared = {name for schema in sr.json_schema()["$defs"].values() for name in schema.get("properties", ())}
    of_what_is_left_out = {"claim", "replaced_by", "subjects", "same", "verdict", "at", "start", "end"}
    assert declared - asked.keys() - NOT_ASKED == of_what_is_left_out


# Answers


def test_nulls_are_left_out_and_nothing_else_is_changed() -> None:
    answer = (
        '{"a": null, "b": [null, {"c": null, "d": 1.0}], "e": false, "f": [], "g": "null", "h": 0, "é": {"i": null}}'
    )
    known = {"b": [None, {"d": 1.0}], "e": False, "f": [], "g": "null", "h": 0, "é": {}}
    assert json.loads(sr.without_nulls(answer)) == known
    assert sr.without_nulls(answer.encode()) == sr.without_nulls(answer)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ('{"format": "sitrep/1"', "$: '' is refused; expected JSON; at line 1"),
        ("I cannot help with that.", "expected JSON; at line 1, column 1"),
        ("[" * 100_000, "$: '…' is refused; expected fewer levels of nesting"),
        ('{"claims": [{"id": 1, "id": null}]}', "$.claims[0].id: 'id' is refused; expected each member once"),
    ],
)
def test_what_is_no_answer_is_refused(answer: str, words: str) -> None:
    with pytest.raises(sr.InvalidError) as caught:
        sr.without_nulls(answer)
    assert words in str(caught.value)


@pytest.mark.parametrize("number", ["NaN", "1e400", "1" * 5_000, "0.1234567"])
def test_a_number_that_is_refused_is_still_refused_after_it(number: str) -> None:
    value = {"best": "HERE", "low": None, "unit": "score"}
    claim = {
        "record": {"type": "indicator", "code": "x", "value": value},
        "attributions": [{"source": {"name": "AFP"}}],
    }
    answer = json.dumps({"format": "sitrep/1", "claims": [claim]}).replace('"HERE"', number)
    with pytest.raises(sr.InvalidError, match=r"value\.best"):
        sr.loads(sr.without_nulls(answer))


def test_an_answer_that_is_parsed_already_is_told_so() -> None:
    with pytest.raises(sr.InvalidError, match=r"answer: .* is refused; expected JSON text, or its UTF-8 bytes"):
        sr.without_nulls({"format": "sitrep/1"})  # type: ignore[arg-type]


def test_loads_itself_takes_no_null() -> None:
    with pytest.raises(sr.InvalidError, match=r"\$\.headers\[0\]\.publisher: null is refused"):
        sr.loads('{"format": "sitrep/1", "headers": [{"title": "A report", "publisher": null}]}')
