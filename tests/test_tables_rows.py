"""Blanks, and the rows and columns of a table that make claims or are left out."""

import json
from copy import deepcopy
from typing import Any

import pytest
from mapped_tables import fault, figure, figures, mapping, read, refusals

import sitrep as sr
from sitrep.tables import read_table

# Blanks


@pytest.mark.parametrize("reason", ["not_reported", "not_applicable", "suppressed", "unknown"])
def test_a_blank_is_missing_for_a_reason_and_never_zero(reason: str) -> None:
    assert figure("", blanks={"": reason}) == {"missing": reason}
    assert figure(" n/a ", blanks={"n/a": reason}) == {"missing": reason}
    assert figure("0", blanks={"": reason}) == {"best": 0}


def test_a_blank_that_states_nothing_makes_no_claim() -> None:
    result = read('N,M\n"",x\n', record={"people": {"column": "N", "blanks": {"": "leave_out"}}}, ignore=["M"])
    assert (len(result.report), result.faults, result.cells["left_out"]) == (0, (), 1)


def test_of_two_figures_one_may_be_left_out() -> None:
    record = {"people": {"column": "N"}, "households": {"column": "H"}}
    result = read("N,H\n,3\n,\n4,\n", record=record, blanks={"": "leave_out"})
    assert sorted(claim.record.statement for claim in result.report) == ["3 households", "4 people"]
    # A row in which every cell is blank is no row.
    assert result.rows["read"] == 2


def test_an_empty_cell_that_nobody_spoke_of_is_a_fault() -> None:
    result = read("N,M\n,x\n", ignore=["M"])
    assert fault(result) == (
        "line 2, column 'N': '' is refused; expected a value. Say in `blanks` what an empty cell means."
    )


def test_only_figures_are_missing_for_a_reason() -> None:
    record = {"age": {"column": "age"}}
    blanks = {"": "not_reported"}
    assert "column 'age'" in fault(read("N,age\n1,\n", record=record, blanks=blanks))
    [made] = read("N,age\n1,\n", record={"age": {"column": "age", "blanks": {"": "leave_out"}}}, blanks=blanks).report
    assert made.record == sr.Casualty(outcome="killed", place="Here", people=1)


# Rows and columns that are left alone


def test_rows_are_skipped_by_condition() -> None:
    table = "N,Area,Kind\n1,A,x\n2,Total A,x\n3,B,y\n4,,x\n"
    skip = [{"Area": "/Total.*/"}, {"Area": ["", "B"], "Kind": "y"}]
    result = read(table, skip=skip, record={"place": {"column": "Area"}}, blanks={"": "leave_out"})
    assert {json.dumps(each) for each in figures(result)} == {'{"best": 1}', '{"best": 4}'}
    assert (result.rows["skipped"], result.cells["skipped"]) == (2, 6)
    assert len(read(table, skip={"Kind": ["x", "y"]}, ignore=["Area"]).report) == 0


def test_conditions_take_numbers_as_their_text() -> None:
    rows = json.dumps([{"N": 1, "ok": True}, {"N": 2, "ok": False}])
    parts = mapping(file={"format": "json"}, skip=[{"ok": False}])
    assert figures(read_table(rows, parts)) == [{"best": 1}]
    assert figures(read_table(rows, parts | {"skip": [{"N": 1}], "ignore": ["ok"]})) == [{"best": 2}]


def test_a_cell_that_no_claim_takes_is_a_fault() -> None:
    claim = mapping()["claims"][0] | {"when": {"status": "final"}}
    result = read_table("N,status\n1,final\n2,draft\n-,draft\n", mapping(claim, blanks={"-": "unknown"}))
    assert [str(each) for each in result.faults] == [
        "line 3, column 'N': '2' is refused; expected a claim that takes it in this row. "
        "Widen the `when` of one, or ignore the column in such rows."
    ]
    ignore = [{"column": "/N|M/", "when": {"status": "draft"}}]
    result = read_table("N,status\n1,final\n2,draft\n", mapping(claim, ignore=ignore))
    assert (figures(result), result.cells["ignored"]) == ([{"best": 1}], 1)


def test_a_condition_on_the_column_itself_does_not_hide_what_it_says() -> None:
    claim = mapping()["claims"][0] | {"when": {"N": "1"}}
    assert [each.line for each in read_table("N\n1\n2\n", mapping(claim)).faults] == [3]


def test_a_cell_ignored_in_a_row_makes_no_claim_there() -> None:
    result = read("N,hours\n0,0\n5,24\n0,24\n", ignore=["hours", {"column": "N", "when": {"hours": 0, "N": 0}}])
    assert len(result.report) == 2
    assert result.cells["ignored"] == 4


def test_every_column_has_a_use() -> None:
    assert refusals(mapping(), "N,Kiled\n1,2\n") == [
        "mapping: 'Kiled' is refused; expected a use for every column of the file. "
        "Use it in a claim, or name it in `ignore`."
    ]
    assert read("N,x_a,x_b,note\n1,2,3,4\n", ignore=["note", "/x_.*/"]).cells["ignored"] == 3
    # A pattern doesn't take away what a claim uses.
    assert figures(read("N,x\n1,2\n", ignore=["/.*/"])) == [{"best": 1}]


def test_every_column_that_is_named_is_there() -> None:
    parts = mapping(ignore=["y", {"column": "n", "when": {"q": "1"}}], skip=[{"z": "1"}])
    assert [each.partition(":")[0] for each in refusals(parts, "n\n1\n")] == [
        "mapping.claims[0].record.people.column",
        "mapping.ignore[0]",
        "mapping.skip[0].z",
        "mapping.ignore[1].when.q",
        "mapping",
    ]
    assert "Did you mean 'Killed'?" in refusals(mapping(record={"people": {"column": "Kiled"}}), "Killed\n1\n")[0]


# Many columns

WIDE = "Date,Chad,Niger,Chad-deaths,Total\n2024,1,2,0,3\n"
BY_COUNTRY = {
    "columns": "/(?P<country>[A-Za-z]+)/",
    "record": {
        "type": "disease_count",
        "disease": "Cholera",
        "kind": "case",
        "people": {"column": "*"},
        "period": {"column": "Date", "dates": "%Y"},
        "place": {"country": {"part": "country", "values": "countries"}},
    },
    "attribution": {"source": "A desk"},
}
COUNTRIES = {"countries": {"Chad": "TCD", "Niger": "NER"}}


def test_a_claim_is_made_for_each_column_that_fits() -> None:
    deaths = deepcopy(BY_COUNTRY) | {"columns": "/(?P<country>.+)-deaths/"}
    deaths["record"] = BY_COUNTRY["record"] | {"kind": "death"}  # type: ignore[operator]
    result = read_table(WIDE, mapping(BY_COUNTRY, deaths, tables=COUNTRIES, ignore=["Total"]))
    assert sorted(map(str, result.report)) == [
        "Cholera, case count, Chad: 1 case, 2024",
        "Cholera, case count, Niger: 2 cases, 2024",
        "Cholera, death count, Chad: 0 deaths, 2024",
    ]
    assert result.cells == {"read": 4, "missing": 0, "left_out": 0, "ignored": 1, "skipped": 0, "refused": 0}


def test_a_column_whose_name_cannot_be_read_is_a_fault_of_the_mapping() -> None:
    [refusal] = refusals(mapping(BY_COUNTRY, tables=COUNTRIES, ignore=["/.*-deaths/"]), WIDE)
    assert refusal.startswith("mapping.claims[0].columns.Total: 'Total' is refused; expected one of: Chad, Niger")


VARIABLES = {
    "cases_cum": {
        "type": "disease_count",
        "disease": "Cholera",
        "kind": "case",
        "classification": "suspected",
        "measure": "cumulative",
        "since": "2024-01-01",
    },
    "idps": {"type": "displacement", "kind": "idps"},
}


def by_variable(**parts: Any) -> dict[str, Any]:
    record = {"place": {"name": {"column": "Place"}}, "people": {"column": "N"}}
    fields = {"column": "Variable", "values": "variables"}
    claim = {"record": record, "fields": fields, "attribution": {"source": "A desk"}}
    return mapping(claim | parts, tables={"variables": VARIABLES})


def test_one_text_may_give_several_fields() -> None:
    result = read_table("Place,Variable,N\nNorth,cases_cum,12\nSouth,idps,400\nSouth,refugees,3\n", by_variable())
    assert sorted(map(str, result.report)) == [
        "Cholera, case count, North, cumulative, since 2024-01-01, suspected: 12 cases",
        "Displacement, South, people in internal displacement: 400 people",
    ]
    [refused] = map(str, result.faults)
    assert refused == "line 4, column 'Variable': 'refugees' is refused; expected one of: cases_cum, idps"


def test_a_part_of_the_name_of_a_column_may_give_several_fields() -> None:
    record = {"place": {"name": {"column": "Place"}}, "people": {"column": "*"}}
    claim = by_variable(columns="/n_(?P<what>.+)/", record=record, fields={"part": "what", "values": VARIABLES})
    result = read_table("Place,n_cases_cum,n_idps\nNorth,12,400\n", claim)
    assert {each.record.type for each in result.report} == {"disease_count", "displacement"}
    [refusal] = refusals(claim, "Place,n_refugees\nNorth,3\n")
    assert refusal.startswith("mapping.claims[0].columns.n_refugees: 'refugees' is refused; expected one of: cases_cum")


def test_rows_are_counted_whatever_fields_a_text_gives() -> None:
    record = {"place": {"name": {"column": "Place"}}, "people": {"count": "rows"}}
    counted = read_table("Place,Variable\nNorth,idps\nNorth,cases_cum\nNorth,idps\n", by_variable(record=record))
    assert sorted(each.record.to_json()["people"]["best"] for each in counted.report) == [1, 2]
    given = read_table("Place,Variable\nNorth,idps\nNorth,idps\n", by_variable(record=record | {"people": 1}))
    assert given.rows["refused"] == 2


def test_each_field_that_a_text_gives_is_looked_at_where_it_stands() -> None:
    claim = by_variable()
    claim["tables"] = {"variables": {**VARIABLES, "x": {"type": "displacement", "kid": "idps"}, "y": 3}}
    first, second, *_ = refusals(claim, "Place,Variable,N\n")
    assert first.startswith("mapping.tables.variables.x.kid: 'idps' is refused")
    assert second.startswith("mapping.tables.variables.y: 3 is refused; expected a table")
    [refusal] = refusals(by_variable(fields={"column": "Variable"}), "Place,Variable,N\n")
    assert refusal.startswith("mapping.claims[0].fields.values: missing")


def test_columns_may_be_listed_and_their_whole_names_used() -> None:
    claim = mapping(record={"people": {"column": "*"}, "outcome": {"part": "name"}})["claims"][0]
    result = read_table("killed,injured\n1,2\n", mapping(claim | {"columns": ["killed", "injured"]}))
    assert sorted(map(str, result.report)) == ["Injured, Here: 2 people", "Killed, Here: 1 person"]


def test_a_part_may_be_anywhere_in_a_claim() -> None:
    claim = mapping(record={"people": {"column": "*"}})["claims"][0] | {"columns": "/by (?P<who>.+)/"}
    claim["attribution"] = {"source": "A desk", "via": ["Radio", {"part": "who"}], "caveats": ["provisional"]}
    [made] = read_table("by Reuters\n1\n", mapping(claim)).report
    assert made.attributions[0].via == (sr.Source("Radio"), sr.Source("Reuters"))
    assert made.attributions[0].caveats == ("provisional",)


def test_a_part_may_be_a_date() -> None:
    claim = mapping(record={"people": {"column": "*"}, "period": {"part": "year", "dates": "%Y"}})["claims"][0]
    result = read_table("n2023,n2024\n1,2\n", mapping(claim | {"columns": r"/n(?P<year>\d+)/"}))
    assert sorted(map(str, result.report)) == ["Killed, Here: 1 person, 2023", "Killed, Here: 2 people, 2024"]


def test_a_pattern_that_fits_nothing_is_a_fault() -> None:
    claim = mapping(record={"people": {"column": "*"}})["claims"][0] | {"columns": ["/x.*/"]}
    assert refusals(mapping(claim, ignore=["N"]))[0].startswith("mapping.claims[0].columns: '/x.*/' is refused")
