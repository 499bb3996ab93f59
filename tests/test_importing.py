"""Importing tables: what a mapping makes of them, and what it refuses."""

import io
import json
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from copy import deepcopy
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, strategies as st

import sitrep as sr
from sitrep.cli.commands import sitrep as program
from sitrep.importers import Import, read_mapping, read_table

KILLED = {"type": "casualty", "outcome": "killed", "place": "Here"}


def mapping(*claims: Mapping[str, Any], record: Mapping[str, Any] | None = None, **parts: Any) -> dict[str, Any]:
    """A mapping with a claim for the column N, or with the claims given."""
    claim = {"record": {**KILLED, "people": {"column": "N"}, **(record or {})}, "attribution": {"source": "A desk"}}
    return {"file": {"format": "csv"}, "claims": list(claims) or [claim]} | parts


def read(table: str | bytes, **parts: Any) -> Import:
    return read_table(table, mapping(**parts))


def figures(result: Import) -> list[Any]:
    """The figures read, in the order of the table; no row may be at fault."""
    assert result.faults == ()
    return [claim.record.to_json()["people"] for claim in result.report]


def figure(text: str, **hole: Any) -> Any:
    [found] = figures(read(f'N,M\n"{text}",x\n', record={"people": {"column": "N"} | hole}, ignore=["M"]))
    return found


def fault(result: Import) -> str:
    [found] = result.faults
    assert not result.report
    return str(found)


def refusals(mapping: Any, table: str | bytes = "N\n1\n") -> list[str]:
    with pytest.raises(sr.InvalidError) as caught:
        read_table(table, mapping)
    return [each.describe(caught.value.root) for each in caught.value.faults]


# What a claim is made of


def test_a_claim_is_its_json_form_with_holes() -> None:
    table = "when,where,dead,hurt,who,how,note\n2024-03-01,North,5,,MoH,counted,x\n"
    toml = """
    dates = "edtf"
    ignore = ["note"]
    blanks = { "" = "leave_out" }
    file.format = "csv"
    document = { title = "Daily table", publisher = "A desk", url = "https://example.org/t.csv", language = "en" }
    header = { title = "Daily", issued = { column = "when" } }
    tables.speakers = { MoH = { name = "Ministry of Health", kind = "health_ministry" } }

    [[claims]]
    sensitivity = "low"
    record.type = "casualty"
    record.outcome = "killed"
    record.place = { name = { column = "where" }, country = "SYR" }
    record.period = { column = "when" }
    record.people = { column = "dead" }
    record.verification = { column = "how" }
    attribution.source = { column = "who", values = "speakers" }
    attribution.via = ["Radio", { name = { column = "where" } }]
    attribution.reported = { column = "when" }

    [[claims]]
    record = { type = "casualty", outcome = "injured", people = { column = "hurt" } }
    attribution.source = "Somebody"
    """
    result = read_table(table, toml)
    record = sr.Casualty(
        outcome="killed",
        place=sr.Place(name="North", country="SYR"),
        period="2024-03-01",
        people=5,
        verification="counted",
    )
    document = sr.Document(
        title="Daily table",
        publisher="A desk",
        url="https://example.org/t.csv",
        language="en",
        sha256=sha256(table.encode()).hexdigest(),
    )
    said = sr.Attribution(
        source=sr.Source("Ministry of Health", kind="health_ministry"),
        via=["Radio", "North"],
        reported="2024-03-01",
        document=document,
    )
    assert result.report == sr.SitRep(
        headers=[sr.Header(title="Daily", issued="2024-03-01")],
        claims=[sr.Claim(record, attributions=[said], sensitivity="low")],
    )
    assert result.faults == ()
    assert result.rows == {"read": 1, "skipped": 0, "refused": 0}
    assert result.cells == {"read": 5, "missing": 0, "left_out": 1, "ignored": 1, "skipped": 0, "refused": 0}


def test_toml_bytes_python_data_and_a_mapping_that_was_read_are_the_same() -> None:
    toml = """
    file.format = "csv"
    [[claims]]
    record = { type = "casualty", outcome = "killed", place = "Here", people = { column = "N" } }
    attribution.source = "A desk"
    """
    expected = read("N\n1\n").report
    for given_as in (toml, toml.encode(), read_mapping(toml), mapping()):
        assert read_table("N\n1\n", given_as).report == expected


def test_constants_may_be_values_of_the_library() -> None:
    claim = {
        "record": {
            "type": "casualty",
            "outcome": "killed",
            "people": sr.Figure(low=3),
            "place": {"name": {"column": "N"}},
        },
        "attribution": {"source": sr.Source("A desk"), "reported": date(2024, 3, 1)},
    }
    [made] = read_table("N\nHere\n", mapping(claim)).report
    assert made.record == sr.Casualty(outcome="killed", people=sr.Figure(low=3), place="Here")
    assert made.attributions[0].reported == sr.Period("2024-03-01")


def test_what_a_claim_says_counts_before_its_template_and_that_before_another() -> None:
    parts: dict[str, Any] = {
        "templates": {
            "base": {
                "record": KILLED | {"people": {"column": "N"}},
                "attribution": {"source": "A"},
                "sensitivity": "low",
            },
            "other": {"like": "base", "record": {"place": "There"}, "attribution": {"source": "B"}, "when": {"N": "1"}},
        },
        "ignore": [{"column": "N", "when": {"N": "2"}}],
    }
    [made] = read_table("N\n1\n2\n", mapping({"like": "other", "record": {"outcome": "injured"}}, **parts)).report
    assert made.record == sr.Casualty(outcome="injured", place="There", people=1)
    assert (made.attributions[0].source.name, made.sensitivity) == ("B", "low")


def test_a_list_may_have_holes_and_one_item_may_stand_for_a_list() -> None:
    record = {"type": "crossing", "name": "X", "between": [{"column": "a"}, "EGY", {"column": "b"}], "status": "open"}
    claim = {"record": record, "attribution": {"source": "A desk", "via": {"name": {"column": "c"}}}}
    [made] = read_table("a,b,c\nPSE,,Radio\n", mapping(claim, blanks={"": "leave_out"})).report
    assert made.record == sr.Crossing(name="X", between=["PSE", "EGY"], status="open")
    assert made.attributions[0].via == (sr.Source("Radio"),)


def test_a_header_that_cannot_be_read_is_a_fault_of_its_row() -> None:
    result = read("N,D\n1,x\n", header={"title": "Daily", "issued": {"column": "D", "dates": "%Y"}})
    assert fault(result) == "line 2, column 'D': 'x' is refused; expected a date written as %Y"
    assert not result.report.headers


def test_the_document_is_the_file_unless_the_attribution_names_another() -> None:
    claim = mapping()["claims"][0]
    claim["attribution"] |= {"document": {"url": {"column": "link"}}}
    [made] = read_table("N,link\n1,https://example.org/1\n", mapping(claim)).report
    assert made.attributions[0].document == sr.Document(url="https://example.org/1")


def test_a_digest_that_the_mapping_gives_is_that_of_the_file() -> None:
    digest = sha256(b"N\n1\n").hexdigest()
    assert read("N\n1\n", document={"sha256": digest}).report
    [refusal] = refusals(mapping(document={"sha256": digest}), "N\n2\n")
    assert refusal.startswith("mapping.document.sha256: ")


def test_sources_may_differ_by_row_and_by_column() -> None:
    def by(column: str, source: Any) -> dict[str, Any]:
        return {"record": KILLED | {"people": {"column": column}}, "attribution": {"source": source}}

    table = "a,b,who\n1,2,X\n3,4,Y\n"
    result = read_table(table, mapping(by("a", "Desk A"), by("b", {"column": "who"})))
    spoken = {(claim.record.people.best, claim.attributions[0].source.name) for claim in result.report}  # type: ignore[attr-defined]
    assert spoken == {(1, "Desk A"), (3, "Desk A"), (2, "X"), (4, "Y")}


def test_equal_rows_are_one_claim() -> None:
    assert len(read("N\n1\n1\n").report) == 1


@given(st.permutations(["1", "2", "3", "4", ""]), st.integers(0, 4))
def test_rows_in_any_order_or_parts_are_the_same_report(rows: list[str], cut: int) -> None:
    def of(rows: list[str]) -> sr.SitRep:
        # A digest of its own for each file would tell the parts apart.
        claim = mapping()["claims"][0]
        claim["attribution"] |= {"document": "The table"}
        table = "\n".join(["N,x", *(f"{row},x" for row in rows)])
        return read_table(table, mapping(claim, ignore=["x"], blanks={"": "unknown"})).report

    assert sr.dumps(of(rows[:cut]) | of(rows[cut:])) == sr.dumps(of(sorted(rows)))


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


# Numbers


@pytest.mark.parametrize(
    ("text", "numbers", "best"),
    [
        ("1234", {}, 1234),
        (" 1234 ", {}, 1234),
        ("12.0", {}, 12),
        ("1,234", {"thousands": ","}, 1234),
        ("1234", {"thousands": ","}, 1234),
        ("1.234.567", {"thousands": ".", "decimal": ","}, 1_234_567),
        ("1 234", {"thousands": " ", "decimal": ","}, 1234),
        ("1\u202f234", {"thousands": " "}, 1234),
        ("1'234", {"thousands": "'"}, 1234),
        ("2.3 million", "en", 2_300_000),
        ("1.528,0", "es", 1528),
    ],
)
def test_numbers_are_read_as_declared(text: str, numbers: Any, best: int) -> None:
    assert figure(text, numbers=numbers) == {"best": best}


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1,234", {}),
        ("1,23", {"thousands": ","}),
        ("1234,567", {"thousands": ","}),
        ("1.5", {"decimal": ","}),
        ("12.", {}),
        ("1e3", {}),
        ("12a", {}),
        ("--3", {}),
        ("٣٤", {}),
        ("about 90", {}),
        ("1.5", {}),
        ("-1", {}),
        ("some", "en"),
    ],
)
def test_what_is_not_such_a_number_is_refused(text: str, numbers: Any) -> None:
    assert "line 2, column 'N': " in fault(
        read(f'N\n"{text}"\n', record={"people": {"column": "N", "numbers": numbers}})
    )


def test_words_of_a_language_are_as_vague_as_they_stand() -> None:
    assert figure("about 90", numbers="en") == {"approximate": True, "best": 90}
    assert figure("scores", numbers="en") == {"term": "scores"}


def test_units_and_multiples() -> None:
    record = {"type": "funding", "kind": "received", "amount": {"column": "M", "unit": {"column": "cur"}, "times": 1e6}}
    claim = {"record": record, "attribution": {"source": "A desk"}}
    [made] = read_table("M,cur\n2.35,USD\n", mapping(claim)).report
    assert made.record == sr.Funding(kind="received", amount=sr.Figure(best=2_350_000, unit="USD"))


def test_a_percent_sign_belongs_to_a_percentage() -> None:
    value = {"column": "N", "unit": "percent"}
    claim = {"record": {"type": "indicator", "code": "cfr", "value": value}, "attribution": {"source": "A desk"}}
    [made] = read_table("N\n3.5 %\n", mapping(claim)).report
    assert made.record == sr.Indicator(code="cfr", value=sr.Figure(best=3.5, unit="percent"))
    assert "'35%'" in fault(read("N\n35%\n"))


def test_a_figure_may_be_put_together() -> None:
    people = {"low": {"column": "min"}, "high": {"column": "max"}, "approximate": True}
    assert figures(read("min,max\n3,5\n", record={"people": people})) == [{"low": 3, "high": 5, "approximate": True}]
    assert "line 2, column 'min, max': low" in fault(read("min,max\n6,5\n", record={"people": people}))


def test_a_table_of_values_may_hold_figures() -> None:
    values = {"many": {"term": "many"}, "none": 0}
    assert figure("many", values=values) == {"term": "many"}
    assert figure("none", values=values) == {"best": 0}


# Dates


def period(cell: str, dates: Any, **hole: Any) -> str:
    [made] = read(f"N,D\n1,{cell}\n", record={"period": {"column": "D", "dates": dates} | hole}).report
    return str(made.record.period.edtf)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("cell", "dates", "edtf"),
    [
        ("03/04/2024", "%d/%m/%Y", "2024-04-03"),
        ("03/04/2024", "%m/%d/%Y", "2024-03-04"),
        ("3.4.24", "%d.%m.%y", "2024-04-03"),
        ("20240403", "%Y%m%d", "2024-04-03"),
        ("3 Apr 2024", "%d %b %Y", "2024-04-03"),
        ("April 2024", "%B %Y", "2024-04"),
        ("2024", "%Y", "2024"),
        ("2024-04-03 9:05", "%Y-%m-%d %H:%M", "2024-04-03T09:05"),
        ("2024-04-03T09:05:07+02:00", "%Y-%m-%dT%H:%M:%S%z", "2024-04-03T07:05:07Z"),
        ("100% 2024", "100%% %Y", "2024"),
        ("2024-04-03~", "edtf", "2024-04-03~"),
        ("2024-04", ["%Y-%m-%d", "%Y-%m"], "2024-04"),
    ],
)
def test_dates_are_as_precise_as_their_format(cell: str, dates: Any, edtf: str) -> None:
    assert period(cell, dates) == edtf


@pytest.mark.parametrize(
    ("cell", "dates"),
    [
        ("13/13/2024", "%d/%m/%Y"),
        ("31/02/2024", "%d/%m/%Y"),
        ("2024-04-03", "%d/%m/%Y"),
        ("03/04/24", "%d/%m/%Y"),
        ("03/04/2024", ["%d/%m/%Y", "%m/%d/%Y"]),
        ("3 avr 2024", "%d %b %Y"),
        ("03/04/2024", "edtf"),
        ("03/04/2024", "cell"),
    ],
)
def test_a_date_that_is_not_so_written_is_refused(cell: str, dates: Any) -> None:
    result = read(f"N,D\n1,{cell}\n", record={"period": {"column": "D", "dates": dates}})
    assert "line 2, column 'D': " in fault(result)


def test_a_number_of_days_ends_on_a_date() -> None:
    assert period("2024-03-01", "%Y-%m-%d", days=2) == "2024-02-29/2024-03-01"
    assert period("2024-03-01", "%Y-%m-%d", days={"column": "N"}) == "2024-03-01"
    result = read("N,D\n1,2024-03\n", record={"period": {"column": "D", "dates": "%Y-%m", "days": 2}})
    assert "expected a day on which 2 days end" in fault(result)


def test_a_period_may_have_its_ends_in_two_columns() -> None:
    def between(start: str, end: str) -> Import:
        hole = {"dates": "%Y-%m-%d", "blanks": {"": "leave_out"}}
        ends = {"start": {"column": "from"} | hole, "end": {"column": "to"} | hole}
        return read(f"N,from,to\n1,{start},{end}\n", record={"period": ends})

    def edtf(result: Import) -> str:
        [made] = result.report
        return str(made.record.to_json()["period"])

    assert edtf(between("2024-03-01", "2024-03-05")) == "2024-03-01/2024-03-05"
    assert edtf(between("2024-03-01", "")) == "2024-03-01/"
    assert "line 2, column 'from, to': " in fault(between("2024-03-05", "2024-03-01"))
    open_end = {"start": {"column": "from", "dates": "edtf"}, "end": ".."}
    assert edtf(read("N,from\n1,2024-03\n", record={"period": open_end})) == "2024-03/.."


# Texts


def test_texts_mean_what_their_table_says() -> None:
    record = {"sex": {"column": "sex", "values": {"women": "f", "men": "m"}}}
    [made] = read("N,sex\n1,women\n", record=record).report
    assert made.record == sr.Casualty(outcome="killed", place="Here", people=1, sex="f")
    assert fault(read("N,sex\n1,woman\n", record=record)) == (
        "line 2, column 'sex': 'woman' is refused; expected one of: women, men. Did you mean 'women'?"
    )


def test_codes_are_checked_in_their_cell() -> None:
    said = fault(read("N,sex\n1,female\n", record={"sex": {"column": "sex"}}))
    assert said.startswith("line 2, column 'sex': 'female' is refused; expected one of: f, m,")


def test_every_fault_of_a_row_is_named_once() -> None:
    claim = mapping()["claims"][0]
    claim["attribution"] |= {"reported": {"column": "D", "dates": "%Y"}}
    result = read_table("N,D\nx,y\n1,2024\n", mapping(claim, claim))
    assert [(each.line, each.column) for each in result.faults] == [(2, "N"), (2, "D")]
    assert result.rows == {"read": 1, "skipped": 0, "refused": 1}
    assert result.cells["refused"] == 2


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
    result = read("N,hours\n0,0\n5,24\n0,24\n", ignore=[{"column": "N", "when": {"hours": 0, "N": 0}}])
    assert len(result.report) == 2
    assert result.cells["ignored"] == 1


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
        "Cholera, case count, Chad: 1 person, 2024",
        "Cholera, case count, Niger: 2 people, 2024",
        "Cholera, death count, Chad: 0 people, 2024",
    ]
    assert result.cells == {"read": 4, "missing": 0, "left_out": 0, "ignored": 1, "skipped": 0, "refused": 0}


def test_a_column_whose_name_cannot_be_read_is_a_fault_of_the_mapping() -> None:
    [refusal] = refusals(mapping(BY_COUNTRY, tables=COUNTRIES, ignore=["/.*-deaths/"]), WIDE)
    assert refusal.startswith("mapping.claims[0].columns.Total: 'Total' is refused; expected one of: Chad, Niger")


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


# CSV


def test_lines_are_those_of_the_file() -> None:
    table = '"A title\nof two lines",\nN,note\n1,"over\ntwo lines"\n\n,\nx,\n'
    result = read(table, file={"format": "csv", "header": 3}, ignore=["note"], blanks={"": "unknown"})
    assert [str(each).partition(":")[0] for each in result.faults] == ["line 8, column 'N'"]
    assert result.rows == {"read": 1, "skipped": 0, "refused": 1}


def test_byte_order_mark_encoding_and_delimiter() -> None:
    assert figures(read("N\n1\n".encode("utf-8-sig"))) == [{"best": 1}]
    assert figures(read("\ufeffN\n1\n")) == [{"best": 1}]
    record = {"people": {"column": "tués"}, "place": {"column": "région"}}
    table = "région;tués\nCôte;3\n".encode("latin-1")
    file = {"format": "csv", "delimiter": ";"}
    [made] = read(table, record=record, file=file | {"encoding": "latin-1"}).report
    assert made.record.place == sr.Place(name="Côte")
    assert figures(read("N\n1\n".encode("utf-16"), file=file | {"encoding": "utf-16"})) == [{"best": 1}]
    [refusal] = refusals(mapping(record=record, file=file), table)
    assert refusal.startswith("file: b'\\xe9gio' is refused; expected utf-8 text; line 1 has none.")


def test_ragged_rows_are_refused_and_the_others_come() -> None:
    result = read("N,M\n1,x\n2\n3,x,x\n", ignore=["M"])
    assert [str(each).partition(".")[0] for each in result.faults] == [
        "line 3: 1 is refused; expected 2 cells, as in the header",
        "line 4: 3 is refused; expected 2 cells, as in the header",
    ]
    assert (len(result.report), sum(result.cells.values())) == (1, 6)


def test_headers_name_each_column_once() -> None:
    assert refusals(mapping(), "N,N\n1,2\n")[0].startswith(
        "file: 'N' is refused; expected each name once; the columns at 1, 2"
    )
    assert "those at 1 have none in line 1" in refusals(mapping(), ",N\n7,1\n")[0]
    named = {"format": "csv", "columns": ["N", "M"]}
    assert figures(read("N,N\n1,2\n", file=named, ignore=["M"])) == [{"best": 1}]
    assert figures(read("1,2\n", file=named | {"header": 0}, ignore=["M"])) == [{"best": 1}]
    assert "expected 2 columns, as the mapping names them" in refusals(mapping(file=named), "N\n1\n")[0]
    # Neither a name nor a figure: the edge of the table.
    assert figures(read("N,\n1,\n")) == [{"best": 1}]


def test_two_lines_of_a_header_are_joined() -> None:
    claim = mapping(record={"people": {"column": "*"}, "sex": {"part": "sex"}})["claims"][0]
    result = read_table(
        "Killed,Killed\nm,f\n1,2\n",
        mapping(claim | {"columns": "/Killed / (?P<sex>.)/"}, file={"format": "csv", "header": [1, 2]}),
    )
    assert sorted(map(str, result.report)) == ["Killed, Here, female: 2 people", "Killed, Here, male: 1 person"]


def test_a_file_that_is_no_table() -> None:
    assert "expected a header in line 1" in refusals(mapping(), "")[0]
    assert "expected CSV: " in refusals(mapping(), 'N\n"1" 2\n')[0]


# JSON


def test_nested_members_are_columns_by_their_dotted_paths() -> None:
    rows = {"data": {"rows": [{"N": 1, "by": {"sex": {"f": 2}}, "note": [1]}, {"N": None}, 7]}}
    claim = {"record": KILLED | {"sex": "f", "people": {"column": "by.sex.f"}}, "attribution": {"source": "A desk"}}
    parts = mapping(mapping()["claims"][0], claim, blanks={"": "unknown"}, ignore=["note"])
    result = read_table(json.dumps(rows), parts | {"file": {"format": "json", "rows": "data.rows"}})
    assert sorted(map(str, result.report)) == [
        "Killed, Here, female: 2 people",
        "Killed, Here, female: number unknown",
        "Killed, Here: 1 person",
        "Killed, Here: number unknown",
    ]
    assert [str(each) for each in result.faults] == ["$.data.rows[2]: 7 is refused; expected an object"]
    assert result.faults[0].line == 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"rows": []}', "file: {'rows': []} is refused; expected a list of rows at $"),
        ("[1", "expected JSON; at line 1, column 3"),
        ('[{"N": NaN}]', "expected JSON that can be read: NaN is no number"),
        ("[" * 100_000, "expected JSON that can be read"),
    ],
)
def test_a_file_that_is_no_list_of_objects(text: str, expected: str) -> None:
    assert expected in refusals(mapping(file={"format": "json"}), text)[0]


def test_a_path_that_leads_nowhere() -> None:
    file = {"format": "json", "rows": "data.row"}
    [refusal] = refusals(mapping(file=file), '{"data": {"rows": []}}')
    assert refusal.endswith("$.data has no 'row'. Did you mean 'rows'?")
    assert "$.data has no 'row'" in refusals(mapping(file=file), '{"data": []}')[0]


def test_values_of_json_are_not_coerced() -> None:
    def only(value: Any) -> Import:
        return read_table(json.dumps([{"N": value}]), mapping(file={"format": "json"}))

    assert figures(only(3.0)) == [{"best": 3}]
    assert figures(only("3")) == [{"best": 3}]
    for value in (True, [3], 1.5, 2**60):
        assert "$[0], column 'N': " in fault(only(value))


def test_a_member_given_twice_is_a_fault() -> None:
    result = read_table('[{"N": 1, "N": 1}, {"N": 2}]', mapping(file={"format": "json"}))
    assert [str(each) for each in result.faults] == ["$[0], column 'N': 'N' is refused; expected each member once"]
    assert len(result.report) == 1


def test_a_list_without_rows_is_an_empty_report() -> None:
    assert read_table("[]", mapping(file={"format": "json"})).report == sr.SitRep()


def test_flags_and_text_from_json() -> None:
    source = {"name": {"column": "who"}, "anonymous": {"column": "hidden"}}
    claim = mapping()["claims"][0] | {"attribution": {"source": source}}
    rows = [{"N": 1, "who": 7, "hidden": True}]
    [made] = read_table(json.dumps(rows), mapping(claim, file={"format": "json"})).report
    assert made.attributions[0].source == sr.Source("7", anonymous=True)


# Spreadsheets


def book(*rows: list[Any], merge: str = "", sheets: tuple[str, ...] = (), **formats: str) -> bytes:
    openpyxl = pytest.importorskip("openpyxl")
    written = openpyxl.Workbook()
    sheet = written.active
    sheet.title = "Daily"
    for row in rows:
        sheet.append(row)
    for cell, number_format in formats.items():
        sheet[cell].number_format = number_format
    if merge:
        sheet.merge_cells(merge)
    for name in sheets:
        written.create_sheet(name)
    content = io.BytesIO()
    written.save(content)
    return content.getvalue()


XLSX: dict[str, Any] = {"file": {"format": "xlsx"}}


def test_a_spreadsheet() -> None:
    content = book(["N", "D", None], [5, datetime(2024, 3, 1)], [None, None], ["1,204", date(2024, 3, 2)])  # noqa: DTZ001
    record = {"period": {"column": "D", "dates": "cell"}}
    result = read(content, record=record, numbers={"thousands": ","}, **XLSX)
    assert sorted(map(str, result.report)) == [
        "Killed, Here: 1,204 people, 2024-03-02",
        "Killed, Here: 5 people, 2024-03-01",
    ]
    assert result.report.claims[0].attributions[0].document == sr.Document(sha256=sha256(content).hexdigest())


def test_a_date_of_the_spreadsheet_is_said_to_be_one() -> None:
    content = book(["N", "D"], [5, datetime(2024, 3, 1, 18)])  # noqa: DTZ001
    said = fault(read(content, record={"period": {"column": "D", "dates": "%d/%m/%Y"}}, **XLSX))
    assert said.startswith("sheet 'Daily', row 2, column 'D': '2024-03-01T18:00:00' is refused")
    assert 'dates = "cell"' in said
    [made] = read(content, record={"period": {"column": "D", "dates": ["%Y", "cell"]}}, **XLSX).report
    assert made.record.period == sr.Period("2024-03-01T18:00:00")


def test_percent_is_what_the_sheet_shows() -> None:
    claim = {
        "record": {"type": "indicator", "code": "x", "value": {"column": "N", "unit": "percent"}},
        "attribution": {"source": "A desk"},
    }
    [made] = read_table(book(["N"], [0.325], A2="0.0%"), mapping(claim, **XLSX)).report
    assert made.record == sr.Indicator(code="x", value=sr.Figure(best=32.5, unit="percent"))


def test_merged_cells_are_refused_or_repeated() -> None:
    content = book(["N", "Area"], [1, "North"], [2, None], [3, "South"], merge="B2:B3")
    record = {"place": {"column": "Area"}}
    result = read(content, record=record, **XLSX)
    assert [str(each).partition(".")[0] for each in result.faults] == [
        "sheet 'Daily', row 2, column 'Area': 'B2:B3' is refused; expected cells that aren't merged",
        "sheet 'Daily', row 3, column 'Area': 'B2:B3' is refused; expected cells that aren't merged",
    ]
    repeated = read(content, record=record, file={"format": "xlsx", "merged": "repeat"})
    assert sorted(map(str, repeated.report)) == [
        "Killed, North: 1 person",
        "Killed, North: 2 people",
        "Killed, South: 3 people",
    ]


def test_two_rows_of_a_header_with_merged_cells() -> None:
    content = book(["Date", "Killed", None], [None, "m", "f"], [2024, 1, 2], merge="B1:C1")
    claim = mapping(
        record={"people": {"column": "*"}, "sex": {"part": "sex"}, "period": {"column": "Date", "dates": "%Y"}}
    )["claims"][0] | {"columns": "/Killed / (?P<sex>.)/"}
    file = {"format": "xlsx", "header": [1, 2]}
    with pytest.raises(sr.InvalidError, match="sheet 'Daily', row 1, column 2: 'B1:C1' is refused"):
        read_table(content, mapping(claim, file=file))
    assert len(read_table(content, mapping(claim, file=file | {"merged": "repeat"})).report) == 2


def test_a_title_above_the_header_may_be_merged() -> None:
    content = book(["A title", None], ["N", "M"], [1, 2], merge="A1:B1")
    assert figures(read(content, file={"format": "xlsx", "header": 2}, ignore=["M"])) == [{"best": 1}]


def test_a_formula_without_its_value_is_no_blank() -> None:
    said = fault(read(book(["N"], ["=1+1"]), blanks={"": "unknown"}, **XLSX))
    assert said.startswith("sheet 'Daily', row 2, column 'N': '=1+1' is refused; expected a formula with a saved value")


def test_a_sheet_is_named_where_there_are_several() -> None:
    content = book(["N"], [1], sheets=("Notes",))
    assert "Say in `sheet` which." in refusals(mapping(**XLSX), content)[0]
    assert "Did you mean 'Daily'?" in refusals(mapping(file={"format": "xlsx", "sheet": "Dayly"}), content)[0]
    assert figures(read(content, file={"format": "xlsx", "sheet": "Daily"})) == [{"best": 1}]


def test_what_is_no_spreadsheet() -> None:
    assert "expected an .xlsx spreadsheet" in refusals(mapping(**XLSX), b"PK\x03\x04")[0]
    assert "expected the bytes of a spreadsheet" in refusals(mapping(**XLSX), "N")[0]


def test_without_openpyxl_the_error_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(sr.MissingExtraError, match=r'pip install "humanitarian-sitrep\[xlsx\]"'):
        read(b"no spreadsheet", **XLSX)
    assert read("N\n1\n").report


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
        ({"like": ["own"]}, "claims[0].like: ['own'] is refused"),
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


# The command line


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.chdir(tmp_path)
    Path("good.csv").write_text("N\n1\n2\n", encoding="utf-8")
    Path("faulty.csv").write_text("N\n1\n1o\n", encoding="utf-8")
    Path("map.toml").write_text(
        'file.format = "csv"\n[[claims]]\nattribution.source = "A desk"\n'
        'record = { type = "casualty", outcome = "killed", people = { column = "N" } }\n',
        encoding="utf-8",
    )
    Path("other.toml").write_text(Path("map.toml").read_text(encoding="utf-8").replace('"N"', '"M"'), encoding="utf-8")
    Path("invalid.toml").write_text("claims = [", encoding="utf-8")

    def invoke(*arguments: str, stdin: bytes = b"") -> Result:
        env = {"COLUMNS": "100", "NO_COLOR": "1", "FORCE_COLOR": None, "TTY_COMPATIBLE": None}
        return CliRunner().invoke(program, arguments, input=stdin, env=env, prog_name="sitrep")

    return invoke


Run = Callable[..., Result]


def test_import_writes_a_report(run: Run) -> None:
    result = run("import", "--map", "map.toml", "good.csv", "-o", "out.json")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.startswith("out.json: 2 reported facts, 1 source")
    expected = read_table(Path("good.csv").read_bytes(), Path("map.toml").read_bytes()).report
    assert sr.load("out.json") == expected
    piped = run("import", "--map", "map.toml", "-", "--indent", "1", stdin=Path("good.csv").read_bytes())
    assert (piped.exit_code, piped.stderr, sr.loads(piped.stdout)) == (0, "", expected)
    mapped = run("import", "--map", "-", "good.csv", stdin=Path("map.toml").read_bytes())
    assert sr.loads(mapped.stdout) == expected


def test_import_lists_the_rows_that_cannot_be_read_and_writes_the_others(run: Run) -> None:
    result = run("import", "--map", "map.toml", "faulty.csv")
    assert result.exit_code == 1
    assert len(sr.loads(result.stdout)) == 1
    assert result.stderr.splitlines() == [
        "faulty.csv: 1 row could not be read",
        "  line 3, column N",
        "    '1o' is refused; expected a number written as 1234.5",
    ]


@pytest.mark.parametrize(
    ("map_file", "file", "said"),
    [
        ("other.toml", "good.csv", "other.toml: 2 faults"),
        ("invalid.toml", "good.csv", "invalid.toml: 1 fault"),
        ("absent.toml", "good.csv", "absent.toml: cannot be read: No such file"),
        ("map.toml", "absent.csv", "absent.csv: cannot be read: No such file"),
    ],
)
def test_import_says_which_file_is_at_fault(run: Run, map_file: str, file: str, said: str) -> None:
    result = run("import", "--map", map_file, file, "-o", "out.json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(said)
    assert not Path("out.json").exists()


def test_import_refuses_a_file_that_is_no_table(run: Run) -> None:
    result = run("import", "--map", "map.toml", "-", stdin=b"\xff")
    assert (result.exit_code, result.stderr.splitlines()[0]) == (1, "standard input: 1 fault")


def test_import_needs_a_mapping_and_reads_standard_input_once(run: Run) -> None:
    assert run("import", "good.csv").exit_code == 2
    assert run("import", "--map", "-", "-").exit_code == 2
