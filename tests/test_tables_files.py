"""The files that tables are in: CSV, JSON and spreadsheets."""

import io
import json
import sys
from datetime import date, datetime
from hashlib import sha256
from typing import Any

import pytest
from mapped_tables import KILLED, fault, figures, mapping, read, refusals

import sitrep as sr
from sitrep.tables import Import, read_table

# CSV


def test_lines_are_those_of_the_file() -> None:
    table = '"A title\nof two lines",\nN,note\n1,"over\ntwo lines"\n\n,\nx,\n'
    result = read(table, file={"format": "csv", "header": 3}, ignore=["note"], blanks={"": "unknown"})
    assert [str(each).partition(":")[0] for each in result.faults] == ["line 8, column 'N'"]
    assert result.rows == {"read": 1, "repeated": 0, "left_out": 0, "skipped": 0, "refused": 1}


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
    assert "expected CSV: " in refusals(mapping(), '"N" 2\n1\n')[0]


def test_a_line_that_is_no_csv_keeps_no_other_from_being_read() -> None:
    result = read('N\n7\n"1" 2\n8\n"9\n')
    assert sorted(claim.record.to_json()["people"]["best"] for claim in result.report) == [7, 8]
    assert [(fault.line, fault.column) for fault in result.faults] == [(3, ""), (5, "")]
    assert all("expected CSV: " in str(fault) for fault in result.faults)
    assert result.rows == {"read": 2, "repeated": 0, "left_out": 0, "skipped": 0, "refused": 2}


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
    assert "$.data has no 'row'" in refusals(mapping(file=file), '{"data": 3}')[0]
    assert fault(read('{"data": [{}]}', file=file)) == "$.data[0]: {} is refused; expected an object with a list 'row'"


DAYS: dict[str, Any] = {
    "days": [
        {"date": "2024-01-01", "regions": [{"name": "North", "N": 1}, {"name": "South", "N": 2}]},
        {"date": "2024-01-02", "regions": [{"name": "North", "N": 3}, 4]},
        {"date": "2024-01-03", "regions": []},
        {"date": "2024-01-04"},
    ]
}


def test_rows_may_stand_in_lists_in_lists_of_json() -> None:
    period = {"column": "days.date", "dates": "%Y-%m-%d"}
    file = {"format": "json", "rows": "days.regions"}
    result = read(json.dumps(DAYS), file=file, record={"place": {"column": "name"}, "period": period})
    assert sorted(map(str, result.report)) == [
        "Killed, North: 1 person, 2024-01-01",
        "Killed, North: 3 people, 2024-01-02",
        "Killed, South: 2 people, 2024-01-01",
    ]
    assert [str(each).partition(";")[0] for each in result.faults] == [
        "$.days[1].regions[1]: 4 is refused",
        "$.days[3]: {'date': '2024-01-04'} is refused",
    ]
    file["rows"], period["column"] = "regions", ".date"
    table = json.dumps(DAYS["days"][:1])
    assert len(read(table, file=file, record={"place": {"column": "name"}, "period": period}).report) == 2


def test_rows_of_json_may_be_lists_below_one_of_names() -> None:
    result = read(json.dumps([["N", "x"], [3, "a"], [4], 5]), file={"format": "json"}, ignore=["x"])
    assert [str(claim) for claim in result.report] == ["Killed, Here: 3 people"]
    assert [str(each).partition(";")[0] for each in result.faults] == ["row 3: 1 is refused", "row 4: 5 is refused"]
    rows = [["A table"], [], ["Name", "N"], ["", 7]]
    file = {"format": "json", "header": 3}
    assert figures(read(json.dumps(rows), file=file, ignore=["Name"])) == [{"best": 7}]


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
