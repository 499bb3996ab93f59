"""What a cell says: numbers, dates and texts, as the mapping declares them."""

import json
from typing import Any

import pytest
from mapped_tables import KILLED, fault, figure, figures, mapping, read

import sitrep as sr
from sitrep.tables import Import, read_table

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


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ("cell", "a date of the spreadsheet"),
        ("%d.%m.%Y", "a date written as %d.%m.%Y"),
        (["%d/%m/%Y", "%m/%d/%Y"], "a date written as %d/%m/%Y or a date written as %m/%d/%Y"),
        (["%Y", "cell"], "a date written as %Y or a date of the spreadsheet"),
        (["%d/%m/%Y", "edtf"], "a date written as %d/%m/%Y or a date in EDTF, such as 2023-11-01"),
    ],
)
def test_the_fault_of_a_date_says_how_dates_are_written(dates: Any, expected: str) -> None:
    result = read("N,D\n1,03/04/2024\n", record={"period": {"column": "D", "dates": dates}})
    assert fault(result).removesuffix(". Both readings make a date.").endswith(f"is refused; expected {expected}")


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


# Several values in a cell


def sources(table: str, **source: Any) -> Any:
    claim = {"record": KILLED | {"people": {"column": "N"}}, "attribution": {"source": {"column": "S"} | source}}
    return read_table(table, {"file": {"format": "csv"}, "claims": [claim]})


def test_several_sources_in_a_cell_each_say_it() -> None:
    result = sources("N,S\n5,MoH; Red Crescent ;;\n", split=";")
    [claim] = result.report
    assert [each.source.name for each in claim.attributions] == ["MoH", "Red Crescent"]
    named = sources("N,S\n5,M|R\n", split="|", values={"M": {"name": "MoH", "kind": "health_ministry"}, "R": "RC"})
    assert {(each.source.name, each.source.kind) for claim in named.report for each in claim.attributions} == {
        ("MoH", "health_ministry"),
        ("RC", None),
    }


def test_each_of_several_values_is_read_by_itself() -> None:
    assert "'B' is refused; expected one of: A" in fault(sources("N,S\n5,A;B\n", split=";", values={"A": "MoH"}))
    assert "expected a value. Say in `blanks`" in fault(sources("N,S\n5,;\n", split=";"))
    assert "source" in fault(sources("N,S\n5,-;-\n", split=";", blanks={"-": "leave_out"}))


def test_a_list_of_json_is_several_values() -> None:
    claim = {
        "record": {"type": "incident", "kind": "attack", "actors": {"column": "by", "split": ";"}},
        "attribution": {"source": {"column": "said", "split": ";"}},
    }
    rows = [{"by": ["A", "B"], "said": ["C", "D"]}, {"by": "A;B", "said": "E"}]
    result = read_table(json.dumps(rows), {"file": {"format": "json"}, "claims": [claim]})
    [incident] = result.report
    assert incident.record.to_json()["actors"] == ["A", "B"]
    assert [each.source.name for each in incident.attributions] == ["C", "D", "E"]


@pytest.mark.parametrize(
    ("split", "words"),
    [("", "expected what stands between the values, such as ';'"), (5, "5 is refused; expected what stands between")],
)
def test_what_stands_between_values_is_text(split: Any, words: str) -> None:
    with pytest.raises(sr.InvalidError) as refused:
        sources("N,S\n5,A\n", split=split)
    assert words in str(refused.value)


def test_a_field_of_one_value_is_not_split() -> None:
    with pytest.raises(sr.InvalidError, match="the field holds one value"):
        figure("5", split=";")
