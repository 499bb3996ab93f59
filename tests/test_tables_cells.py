"""What a cell says: numbers, dates and texts, as the mapping declares them."""

import json
import sys
from typing import Any

import pytest
from mapped_tables import KILLED, fault, figure, figures, mapping, read

import sitrep as sr
from sitrep.tables import Import, read_table
from sitrep.tables.dates import _NAMES, fold

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
        ("1e+05", {}, 100_000),
        ("1.2E3", {}, 1200),
        ("12,34,567", {"thousands": ","}, 1_234_567),
        ("٣٤٠", {}, 340),
        ("१२", {}, 12),
        ("١٬٢٣٤", {"thousands": ","}, 1234),
        ("0.000", {}, 0),
        ("1234.000", {}, 1234),
        ("1,234.000", {"thousands": ","}, 1234),
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
        ("12a", {}),
        ("--3", {}),
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


@pytest.mark.parametrize(
    ("text", "numbers", "readings"),
    [
        ("12.000", {}, "Write 12000 if the point groups thousands, or 12 if it is the decimal mark"),
        ("1.140", {"thousands": ",", "decimal": "."}, "Write 1140 if the point groups thousands, or 1.140"),
        ("12,000", {"decimal": ","}, "Write 12000 if the comma groups thousands, or 12 if it is the decimal mark"),
    ],
)
def test_a_whole_number_with_two_readings_is_refused_with_both(text: str, numbers: Any, readings: str) -> None:
    table = f'N\n"{text}"\n'
    assert readings in fault(read(table, record={"people": {"column": "N", "numbers": numbers}}))
    assert readings in fault(read(table, record={"people": {"column": "N", "numbers": numbers, "unit": "households"}}))


def test_what_is_measured_has_decimals_and_a_column_in_thousands_too() -> None:
    value = {"column": "N", "unit": "tonnes"}
    claim = {"record": {"type": "indicator", "code": "rain", "value": value}, "attribution": {"source": "A desk"}}
    [made] = read_table("N\n12.000\n", mapping(claim)).report
    assert made.record == sr.Indicator(code="rain", value=sr.Figure(best=12, unit="tonnes"))
    assert figure("12.345", times=1000) == {"best": 12_345}


@pytest.mark.parametrize("text", [f"0.{'9' * 40}", "123.00000000000000000000000000000001", "1.0000001"])
def test_nothing_is_rounded(text: str) -> None:
    value = {"column": "N", "unit": "percent"}
    claim = {"record": {"type": "indicator", "code": "x", "value": value}, "attribution": {"source": "A desk"}}
    assert "at most 6 decimals" in fault(read_table(f"N\n{text}\n", mapping(claim)))


def test_marks_of_footnotes_become_caveats() -> None:
    marks = {"*": "provisional", "†": ["incomplete", "delayed"], "(a)": []}
    [made] = read('N\n"12 *†"\n', marks=marks).report
    assert made.record == sr.Casualty(outcome="killed", place="Here", people=12)
    assert made.attributions[0].caveats == ("delayed", "incomplete", "provisional")
    assert figure("7 (a)", marks=marks) == {"best": 7}
    assert "'7*' is refused" in fault(read("N\n7*\n"))


def test_a_correction_downwards_is_a_component() -> None:
    assert "component = 'removed_by_review' and times = -1" in fault(read("N\n-7\n"))
    claim = mapping()["claims"][0]
    removed = mapping(record={"component": "removed_by_review", "people": {"column": "N", "times": -1}})["claims"][0]
    parts = mapping(claim | {"when": {"N": "/[0-9]+/"}}, removed | {"when": {"N": "/-[0-9]+/"}})
    assert sorted(str(each) for each in read_table("N\n12\n-7\n", parts).report) == [
        "Killed, Here, removed by a review: 7 people",
        "Killed, Here: 12 people",
    ]


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
        ("25/03/2024", ["%d/%m/%Y", "%m/%d/%Y"], "2024-03-25"),
        ("03/25/2024", ["%d/%m/%Y", "%m/%d/%Y"], "2024-03-25"),
        ("03/03/2024", ["%d/%m/%Y", "%m/%d/%Y"], "2024-03-03"),
        ("01/03/2024", ["edtf", "%d/%m/%Y"], "2024-03-01"),
        ("2020-W53", "%G-W%V", "2020-12-28/2021-01-03"),
        ("2024 1", {"format": "%Y %V", "weeks": "mmwr"}, "2023-12-31/2024-01-06"),
        ("2024Q2", "%YQ%q", "2024-04/2024-06"),
        ("2023/24", {"format": "%Y/%y", "year_starts": "07-01"}, "2023-07-01/2024-06-30"),
        ("2024-03-01T10:11:12.345+0300", "edtf", "2024-03-01T07:11:12Z"),
        ("2024-03-01 10:11:12.9", "%Y-%m-%d %H:%M:%S.%f", "2024-03-01T10:11:12"),
        ("01/03/2024 06:00 PM", "%d/%m/%Y %I:%M %p", "2024-03-01T18:00"),
        ("01/03/2024 12:05 a.m.", "%d/%m/%Y %I:%M %p", "2024-03-01T00:05"),
        ("1 août 2024", "%d %B %Y", "2024-08-01"),
        ("1 Sept. 2024", "%d %b %Y", "2024-09-01"),
        ("1 كانون الثاني 2024", "%d %B %Y", "2024-01-01"),
        ("٠١/٠٣/٢٠٢٤", "%d/%m/%Y", "2024-03-01"),
        ("43301", "cell", "2018-07-20"),
        ("43301.5", "cell", "2018-07-20T12:00:00"),
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
        ("3 avrl 2024", "%d %b %Y"),
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
        (
            ["%d/%m/%Y", "%m/%d/%Y"],
            "a date written as %d/%m/%Y or a date written as %m/%d/%Y. "
            "There are two readings: 2024-03-04 and 2024-04-03.",
        ),
        (["%Y", "cell"], "a date written as %Y or a date of the spreadsheet"),
        (["%d/%m/%Y", "edtf"], "a date written as %d/%m/%Y or a date in EDTF, such as 2023-11-01"),
    ],
)
def test_the_fault_of_a_date_says_how_dates_are_written(dates: Any, expected: str) -> None:
    cell = "3 4 2024" if "edtf" in dates else "03/04/2024"
    result = read(f"N,D\n1,{cell}\n", record={"period": {"column": "D", "dates": dates}})
    assert fault(result).endswith(f"is refused; expected {expected}")


def test_a_number_of_days_ends_on_a_date() -> None:
    assert period("2024-03-01", "%Y-%m-%d", days=2) == "2024-02-29/2024-03-01"
    assert period("2024-03-01", "%Y-%m-%d", days={"column": "N"}) == "2024-03-01"
    result = read("N,D\n1,2024-03\n", record={"period": {"column": "D", "dates": "%Y-%m", "days": 2}})
    assert "expected a day on which 2 days end" in fault(result)


@pytest.mark.parametrize("number", [f"0.{'9' * 5_000}", "123.00000000000000000000000000000001", "0.1234567"])
def test_no_number_is_rounded_wherever_it_stands(number: str) -> None:
    record = {"share": {"column": "N"}, "people": 1}
    assert "Nothing is rounded unasked." in fault(read(f"N\n{number}\n", record=record))
    json_file = {"format": "json"}
    assert "decimals" in fault(read(f'[{{"N": {number}}}]', record=record, file=json_file))
    for said in (f"{{ best = {number}, unit = 'percent' }}", f'{{ column = "N", times = {number} }}'):
        text = f"""file.format = "csv"
            [[claims]]
            record = {{ type = "casualty", outcome = "killed", event = {{ column = "N" }}, share = {said} }}
            attribution = {{ source = "A desk" }}"""
        try:
            assert read_table("N\n1\n", text).faults
        except sr.InvalidError as error:
            assert "number" in str(error)  # noqa: PT017 - either tells it


def test_a_date_of_two_readings_is_refused_with_both() -> None:
    result = read("N,D\n1,03/04/2024\n", record={"period": {"column": "D", "dates": ["%d/%m/%Y", "%m/%d/%Y"]}})
    assert fault(result).endswith("There are two readings: 2024-03-04 and 2024-04-03.")
    result = read("N,D\n1,31/02/2024\n", record={"period": {"column": "D", "dates": "%d/%m/%Y"}})
    assert fault(result).endswith("The calendar has no such date.")


def test_every_name_of_a_month_means_one_month() -> None:
    named: dict[str, set[int]] = {}
    for names in _NAMES.values():
        assert len(names.split()) == 12
        for number, name in enumerate(names.split(), 1):
            named.setdefault(fold(name), set()).add(number)
    assert {name for name, numbers in named.items() if len(numbers) > 1} == set()


@pytest.mark.parametrize(
    ("cell", "calendar", "format", "edtf"),
    [
        ("08/08/2016", "ethiopian", "%d/%m/%Y", "2024-04-16"),
        ("2016-13", "ethiopian", "%Y-%m", "2024-09-06/2024-09-10"),
        ("1403-01-01", "solar_hijri", "%Y-%m-%d", "2024-03-20"),
        ("1403", "solar_hijri", "%Y", "2024-03-20/2025-03-20"),
        ("1445-09-01", "hijri", "%Y-%m-%d", "2024-03-11"),
        ("२०८१-०१-०१", "bikram_sambat", "%Y-%m-%d", "2024-04-13"),
        ("2080-12", "bikram_sambat", "%Y-%m", "2024-03-14/2024-04-12"),
    ],
)
def test_dates_of_other_calendars(cell: str, calendar: str, format: str, edtf: str) -> None:  # noqa: A002
    assert period(cell, {"format": format, "calendar": calendar}) == edtf


def test_a_calendar_has_its_own_days_and_without_its_package_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def of(cell: str, calendar: str = "ethiopian") -> Import:
        dates = {"format": "%Y-%m-%d", "calendar": calendar}
        return read(f"N,D\n1,{cell}\n", record={"period": {"column": "D", "dates": dates}})

    assert "The calendar has no such date." in fault(of("2016-13-06"))
    assert "The calendar has no such date." in fault(of("2016-14-01"))
    assert "The calendar has no such date." in fault(of("2081-02-33", "bikram_sambat"))
    monkeypatch.setitem(sys.modules, "convertdate.coptic", None)
    with pytest.raises(sr.MissingExtraError, match=r"humanitarian-sitrep\[calendars\]"):
        of("2016-13-01")
    monkeypatch.setitem(sys.modules, "nepali_datetime", None)
    with pytest.raises(sr.MissingExtraError, match="nepali_datetime"):
        of("2081-01-01", "bikram_sambat")


def test_one_of_the_values_in_a_cell_may_be_taken() -> None:
    people = {name: {"column": "N", "split": "-", "item": item} for item, name in enumerate(("low", "high"), 1)}
    result = read("N\n3 - 5\n7\n", record={"people": people})
    assert [each.record.to_json()["people"] for each in result.report] == [{"low": 3, "high": 5}]
    [refused] = map(str, result.faults)
    assert refused.startswith("line 3, column 'N': '7' is refused; expected at least 2 values")
    at = {"longitude": {"column": "at", "item": 1}, "latitude": {"column": "at", "item": 2}}
    table = '[{"N": 1, "at": [34.3, 31.5]}]'
    [claim] = read(table, file={"format": "json"}, record={"place": {"name": "Here"} | at}).report
    assert claim.record.place == sr.Place(name="Here", longitude=34.3, latitude=31.5)


def test_a_week_that_begins_on_a_date_and_a_date_that_is_moved() -> None:
    assert period("2024-03-04", "%Y-%m-%d", days=-7) == "2024-03-04/2024-03-10"
    assert period("2024-03-01", "%Y-%m-%d", shift=-1) == "2024-02-29"
    assert period("2024-03-08", "%Y-%m-%d", shift=-1, days=7) == "2024-03-01/2024-03-07"


def test_several_columns_may_make_one_date() -> None:
    hole = {"column": ["Y", "M", "D"], "join": "-", "dates": ["%Y-%m-%d", "%Y-%m"]}
    made = read("N,Y,M,D\n1,2024,3,1\n2,2024,4,\n", record={"period": hole}).report
    assert sorted(str(claim) for claim in made) == [
        "Killed, Here: 1 person, 2024-03-01",
        "Killed, Here: 2 people, 2024-04",
    ]


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


def test_values_name_the_exceptions_of_figures_and_all_of_what_is_in_words() -> None:
    assert figure("NA", values={"NA": 0}) == {"best": 0}
    assert figure("7", values={"NA": 0}) == {"best": 7}
    assert "expected one of: NA" in fault(
        read("N\n7\n", record={"people": {"column": "N", "values": {"NA": 0}, "others": "refuse"}})
    )

    def sexes(**hole: Any) -> set[Any]:
        values = {"women": "f"}
        made = read("N,S\n1,women\n2,m\n", record={"sex": {"column": "S", "values": values} | hole}).report
        return {claim.record.to_json()["sex"] for claim in made}

    assert sexes(others="read") == {"f", "m"}
    assert sexes(default="x") == {"f", "x"}


def test_a_country_may_be_given_by_its_exact_name() -> None:
    record = {"place": {"country": {"column": "C"}}}
    made = read("N,C\n1,Chad\n2,NER\n", record=record).report
    assert {claim.record.to_json()["place"]["country"] for claim in made} == {"TCD", "NER"}
    assert "'Chadd' is refused" in fault(read("N,C\n1,Chadd\n", record=record))


def test_a_value_whose_cells_are_all_blank_is_left_out() -> None:
    place = {"name": {"column": "P", "blanks": {"": "leave_out"}}, "country": "SYR"}
    [made] = read("N,P\n1,\n", record={"place": place}).report
    assert made.record == sr.Casualty(outcome="killed", people=1)


def test_codes_are_checked_in_their_cell() -> None:
    said = fault(read("N,sex\n1,female\n", record={"sex": {"column": "sex"}}))
    assert said.startswith("line 2, column 'sex': 'female' is refused; expected one of: f, m,")


def test_every_fault_of_a_row_is_named_once() -> None:
    claim = mapping()["claims"][0]
    claim["attribution"] |= {"reported": {"column": "D", "dates": "%Y"}}
    result = read_table("N,D\nx,y\n1,2024\n", mapping(claim, claim))
    assert [(each.line, each.column) for each in result.faults] == [(2, "N"), (2, "D")]
    assert result.rows == {"read": 1, "repeated": 0, "left_out": 0, "skipped": 0, "refused": 1}
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
