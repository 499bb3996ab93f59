"""Answers of models: what their excerpts prove is bound to its place, and the rest is refused with its reason."""

import json
from typing import Any

import jsonschema
import pytest

import sitrep as sr

TEXT = (
    "The health ministry said on Tuesday that at least 12 people were killed in Marona, Kenya. Scores were injured. "
    "Police denied that 9 people were missing. Since 7 March, 31 houses have been destroyed. Police said more. "
    "Three children were killed. Police said more."
)
ABOUT = sr.Document(title="An article", publisher="Wire", published="2024-03-14", language="en")
TYPES = ("casualty", "displacement", "facility", "crossing", "outage")


def claim(record: dict[str, Any], excerpt: str, source: str = "Wire", **more: Any) -> dict[str, Any]:
    return {
        "record": record,
        "excerpt": excerpt,
        "source": source,
        "via": None,
        "said": None,
        "stance": "asserts",
    } | more


def casualty(outcome: str = "killed", **fields: Any) -> dict[str, Any]:
    return {"type": "casualty", "outcome": outcome} | fields


FIRST = TEXT.split(". ", maxsplit=1)[0]
KILLED = casualty(people={"low": 12, "best": None}, place={"name": "Marona", "country": "KEN"})


def bound(*claims: dict[str, Any], text: str = TEXT) -> Any:
    return sr.bind(json.dumps({"claims": claims}), text, document=ABOUT)


@pytest.mark.parametrize(
    "said",
    [
        claim(KILLED, FIRST, "health ministry", said="2024-03-12"),
        claim(casualty("injured", people={"term": "scores"}), "Scores were injured"),
        claim(casualty("missing", people={"best": 9}), "denied that 9 people were missing", stance="denies"),
        claim(
            {"type": "facility", "kind": "house", "damage": "destroyed", "count": {"best": 31}}, "31 houses have been"
        ),
        claim(casualty(people={"best": 3}, age="0-17"), "Three children were killed"),
    ],
)
def test_what_its_excerpt_says_is_bound_to_its_place(said: dict[str, Any]) -> None:
    made = bound(said)
    assert made.refused == ()
    [attribution] = made.claims[0].attributions
    assert TEXT[attribution.span.start : attribution.span.end] == said["excerpt"]
    assert sr.verify(made.report, [TEXT]) == ()


def test_a_place_is_told_in_code_points_whatever_stands_before_it() -> None:
    text = "🚑 Le séisme — 12 personnes tuées.\n" + TEXT
    made = bound(claim(casualty("injured", people={"term": "scores"}), "Scores  were injured"), text=text)
    [attribution] = made.claims[0].attributions
    assert text[attribution.span.start : attribution.span.end] == "Scores were injured"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (claim(casualty(people={"best": 12}), "at least 12 people were killed"), "says at least 12, while"),
        (claim(casualty("injured", people={"best": 40}), "Scores were injured"), "says scores of, while"),
        (claim(casualty("injured", people={"term": "scores"}), "Scores were wounded"), "stand in the text"),
        (claim(casualty(place={"name": "Odrin"}, people={"low": 12}), FIRST), "'Odrin' is refused; expected words of"),
        (
            claim(KILLED | {"period": "2024-03-11"}, FIRST),
            "record.period: '2024-03-11' is refused; expected a day that",
        ),
        (claim(casualty(people={"low": 12}, place={"country": "UGA"}), FIRST), "a country that the excerpt names"),
        (claim(KILLED, FIRST, "Reuters"), "source: 'Reuters' is refused; expected words of"),
        (claim(KILLED, FIRST, said="2024-03-13"), "said: '2024-03-13' is refused"),
        (claim(KILLED, FIRST, via="AFP"), "via: 'AFP' is refused"),
        (claim(casualty("missing", people={"best": 9}), "Police denied that 9 people were missing"), "“denied”"),
        (claim(casualty("missing", people={"best": 9}), "9 people were missing"), "expected denies"),
        (claim(casualty(role="medic"), "Police said more"), "stand once in the text. They stand at 199 to 215"),
        (claim(casualty(outcome="Killed"), "Scores were injured"), "outcome: 'Killed' is refused"),
        ({"record": {}}, "expected an object with"),
    ],
)
def test_what_its_excerpt_does_not_say_is_refused(said: dict[str, Any], words: str) -> None:
    made = bound(said)
    assert made.claims == ()
    assert words in str(made.refused[0])


@pytest.mark.parametrize("answer", ["no", "[]", '{"claims": 3}'])
def test_what_is_no_answer_is_refused(answer: str) -> None:
    with pytest.raises(sr.InvalidError):
        sr.bind(answer, TEXT)


# The small schema


def test_it_is_at_most_a_fifth_of_the_size_that_the_whole_had() -> None:
    schema = sr.structured_output_schema(*TYPES)
    assert len(json.dumps(schema)) <= 81_000 / 5


def test_an_answer_of_it_is_bound() -> None:
    schema = sr.structured_output_schema(*TYPES)
    jsonschema.Draft202012Validator.check_schema(schema)
    blank = dict.fromkeys(schema["$defs"]["casualty"]["properties"])
    figure = dict.fromkeys(schema["$defs"]["Figure"]["properties"])
    place = dict.fromkeys(schema["$defs"]["Place"]["properties"])
    record = blank | casualty(
        people=figure | {"low": 12, "approximate": False, "unit": "persons"},
        place=place | {"name": "Marona"},
        sex="all",
    )
    answer = {"claims": [claim(record, FIRST, "health ministry")]}
    jsonschema.validate(answer, schema)
    assert [str(each) for each in bound(*answer["claims"]).claims] == ["Killed, Marona: at least 12 people"]


@pytest.mark.parametrize("name", sorted(sr.records.RECORD_TYPES))
def test_each_type_has_one_within_the_dialect(name: str) -> None:
    def nodes(schema: Any) -> Any:
        yield schema
        for keyword in ("properties", "$defs"):
            for each in schema.get(keyword, {}).values():
                yield from nodes(each)
        for each in (*schema.get("anyOf", ()), *([schema["items"]] if "items" in schema else [])):
            yield from nodes(each)

    schema = sr.structured_output_schema(name)
    jsonschema.Draft202012Validator.check_schema(schema)
    for node in nodes(schema):
        assert set(node) == {"$ref"} or "$ref" not in node
        if node.get("type") == "object":
            assert node["additionalProperties"] is False
            assert node["required"] == [*node["properties"]]
