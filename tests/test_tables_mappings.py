"""What is at fault in a mapping, and where."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, strategies as st
from mapped_tables import KILLED, mapping, refusals

import sitrep as sr
from sitrep.tables import read_table

# Faults of a mapping


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"clams": []}, "mapping.clams: [] is refused; expected only file, document,"),
        ({"file": {}}, "mapping.file.format: missing; expected one of: csv, json, xlsx"),
        ({"file": {"format": "xls"}}, "mapping.file.format: 'xls' is refused"),
        ({"file": {"format": ["csv"]}}, "mapping.file.format: ['csv'] is refused"),
        ({"file": {"format": "csv", "sheet": "A"}}, "mapping.file.sheet: 'A' is refused; expected only format,"),
        ({"file": {"format": "csv", "encoding": "utf9"}}, "mapping.file.encoding: 'utf9' is refused"),
        ({"file": {"format": "csv", "encoding": "utf-8\0"}}, "mapping.file.encoding: "),
        ({"file": {"format": "csv", "encoding": "undefined"}}, "mapping.file.encoding: 'undefined' is refused"),
        ({"file": {"format": "csv", "encoding": "unicode-escape"}}, "mapping.file.encoding: 'unicode-escape' is"),
        ({"file": {"format": "csv", "encoding": "hex"}}, "mapping.file.encoding: 'hex' is refused"),
        ({"file": {"format": "csv", "delimiter": ""}}, "mapping.file.delimiter: '' is refused"),
        ({"file": {"format": "csv", "delimiter": "||"}}, "mapping.file.delimiter: '||' is refused"),
        ({"file": {"format": "csv", "header": -1}}, "mapping.file.header: -1 is refused"),
        ({"file": {"format": "csv", "header": [2, 1]}}, "mapping.file.header: [2, 1] is refused"),
        ({"file": {"format": "csv", "header": 0}}, "mapping.file.columns: missing"),
        ({"file": {"format": "csv", "columns": ["a", "a"]}}, "mapping.file.columns: ['a', 'a'] is refused"),
        ({"file": {"format": "xlsx", "merged": "fill"}}, "mapping.file.merged: 'fill' is refused"),
        ({"numbers": "de"}, "mapping.numbers: 'de' is refused"),
        ({"numbers": {"thousands": "."}}, "mapping.numbers.decimal: '.' is refused"),
        ({"numbers": {"thousands": "x"}}, "mapping.numbers.thousands: 'x' is refused"),
        ({"numbers": {"comma": ","}}, "mapping.numbers.comma: ',' is refused"),
        ({"dates": "%d/%m"}, "mapping.dates: '%d/%m' is refused"),
        ({"dates": "dd/mm/yyyy"}, "mapping.dates: 'dd/mm/yyyy' is refused"),
        ({"dates": "%Y-%m-%Q"}, "mapping.dates: '%Y-%m-%Q' is refused"),
        ({"dates": "%Y %Y"}, "mapping.dates: '%Y %Y' is refused"),
        ({"dates": 3}, "mapping.dates: 3 is refused"),
        ({"blanks": {"": "none"}}, "mapping.blanks['']: 'none' is refused"),
        ({"blanks": {"": "not_reportd"}}, "Did you mean 'not_reported'?"),
        ({"blanks": ""}, "mapping.blanks: '' is refused; expected a table"),
        ({"skip": [{}]}, "mapping.skip[0]: {} is refused; expected at least one column"),
        ({"skip": [{"N": []}]}, "mapping.skip[0].N: [] is refused"),
        ({"skip": [{"N": "/(/"}]}, "mapping.skip[0].N: '/(/' is refused; expected a regular expression"),
        ({"ignore": ["N"]}, "mapping.ignore[0]: 'N' is refused; expected a column that the mapping doesn't use"),
        ({"ignore": [{"colum": "N"}]}, "mapping.ignore[0].colum: 'N' is refused"),
        ({"document": {"titel": "x"}}, "Did you mean 'title'?"),
        ({"document": {"title": {"column": "N"}}}, "expected the same document for every row"),
        ({"header": {"publisher": "x"}}, "mapping.header.title: missing"),
        ({"claims": []}, "mapping.claims: [] is refused; expected a list of claims"),
        ({"claims": ["N"]}, "mapping.claims[0]: 'N' is refused"),
        ({"tables": 3}, "mapping.tables: 3 is refused"),
    ],
)
def test_a_fault_of_the_mapping_names_its_place(parts: dict[str, Any], expected: str) -> None:
    assert any(expected in each for each in refusals(mapping(**parts))), refusals(mapping(**parts))


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ({"record": {}}, "record.type: missing; expected one of the record types"),
        ({"record": {"type": "casualy"}}, "Did you mean 'casualty'?"),
        (
            {"record": {"type": "casualty", "people": 3}},
            "record.outcome: missing; expected what happened to the people",
        ),
        ({"record": {"type": "casualty", "outcome": "killed"}}, "expected at least one value: "),
        ({"record": KILLED | {"people": 3, "sex": "woman"}}, "record.sex: 'woman' is refused"),
        ({"record": KILLED | {"people": 3, "place": {"nmae": "x"}}}, "record.place.nmae: 'x' is refused"),
        ({"record": KILLED | {"people": {"column": ""}}}, "expected the name of a `column`, or of a `part` of one"),
        ({"record": KILLED | {"people": {"column": "N", "part": "x"}}}, "expected the name of a `column`"),
        (
            {"record": KILLED | {"people": {"column": "*"}}},
            "people.column: '*' is refused; expected `columns` in the claim",
        ),
        ({"record": KILLED | {"people": {"column": "N", "colour": 1}}}, "people.colour: 1 is refused"),
        ({"record": KILLED | {"people": {"column": "N", "dates": "%Y"}}}, "people.dates: '%Y' is refused"),
        ({"record": KILLED | {"people": {"column": "N", "times": 0}}}, "people.times: 0 is refused"),
        ({"record": KILLED | {"people": {"column": "N", "times": 2, "numbers": "en"}}}, "people.times: 2 is refused"),
        ({"record": KILLED | {"people": {"column": "N", "values": "x"}}}, "people.values: 'x' is refused"),
        (
            {"record": KILLED | {"people": {"column": "N", "values": {"a": "b"}}}},
            "people.values.a.best: 'b' is refused",
        ),
        (
            {"record": KILLED | {"people": {"column": "N"}, "age": {"column": "N", "unit": "x"}}},
            "age.unit: 'x' is refused",
        ),
        ({"record": KILLED | {"people": {"column": "N"}, "period": {"column": "N"}}}, "period.dates: missing"),
        ({"record": KILLED | {"people": {"column": "N"}, "period": {"start": "2024"}}}, "period.end: missing"),
        ({"record": {"type": "indicator", "code": "x", "value": {"column": "N"}}}, "record.value.unit: missing"),
        ({"record": KILLED | {"people": {"column": "N"}}, "attribution": {}}, "attribution.source: missing"),
        ({"like": "x"}, "claims[0].like: 'x' is refused; expected one of the templates: own"),
        ({"like": [["own"]]}, "claims[0].like: ['own'] is refused"),
        (
            {"like": "own"},
            "templates.own.like: 'own' is refused; expected one of the templates: own. It is like itself.",
        ),
        ({"columns": 3}, "claims[0].columns: 3 is refused"),
        (
            {"columns": "/(?P<a>.)/", "record": KILLED | {"people": {"part": "b"}}},
            "people.part: 'b' is refused; expected one",
        ),
        ({"when": "N"}, "claims[0].when: 'N' is refused; expected a table"),
    ],
)
def test_a_fault_of_a_claim_names_its_place(claim: dict[str, Any], expected: str) -> None:
    given_claim = {"attribution": {"source": "A desk"}} | claim
    found = refusals(mapping(given_claim, templates={"own": {"like": "own"}}))
    assert any(expected in each for each in found), found


def test_what_is_no_mapping() -> None:
    assert refusals("a = ")[0].startswith("mapping: 'a = ' is refused; expected TOML: Invalid value")
    assert "expected UTF-8 text; byte 0 is none" in refusals(b"\xff")[0]
    assert refusals(3)[0].startswith("mapping: 3 is refused; expected a table of file,")


def test_a_fault_of_a_template_is_named_once() -> None:
    parts = {"templates": {"t": {"record": KILLED | {"people": {"column": "N"}, "sex": "?"}}}}
    claim = {"like": "t", "attribution": {"source": "A desk"}}
    assert [each.partition(":")[0] for each in refusals(mapping(claim, claim, **parts))] == [
        "mapping.templates.t.record.sex"
    ]


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.sampled_from(["N", "*", "/x/", "edtf", "csv"]),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["column", "values", "type", "N", "when", "record"]), inner, max_size=2)
    ),
    max_leaves=4,
)


@given(st.data())
def test_a_mapping_with_anything_in_it_is_read_or_refused(data: st.DataObject) -> None:
    built: Any = mapping(
        mapping()["claims"][0] | {"when": {"N": "1"}, "columns": "/N|M/", "like": "t", "sensitivity": "low"},
        numbers={"thousands": ","},
        dates="edtf",
        blanks={"": "unknown"},
        ignore=["/x/"],
        skip=[{"N": "1"}],
        tables={"t": {"a": "b"}},
        templates={"t": {"record": {"period": {"column": "N"}}}},
        document={"title": "x"},
        header={"title": {"column": "N"}},
    )
    holder = built
    while True:
        places = [*holder] if isinstance(holder, dict) else [*range(len(holder))]
        place = data.draw(st.sampled_from(places))
        inner = holder[place]
        if not isinstance(inner, dict | list) or not inner or data.draw(st.booleans()):
            holder[place] = data.draw(anything)
            break
        holder = inner
    with suppress(sr.InvalidError):
        read_table("N\n2\n", built)


def test_which_of_several_values_is_taken_has_to_be_a_number_and_of_one_field() -> None:
    [refusal] = refusals(mapping(record={"people": {"column": "N", "item": 0}}))
    assert "record.people.item: 0 is refused; expected the number of a value in a cell, from 1" in refusal
    [refusal] = refusals(mapping(record={"people": {"column": "N", "split": "-"}}))
    assert refusal.endswith("the field holds one value: say with `item` which")
