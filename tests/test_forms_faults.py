"""What can't be read in a form is named, with what to type instead."""

import io
from collections.abc import Callable
from datetime import date

import pytest
from filled_forms import (
    KILLED,
    SOURCE,
    Cells,
    columns_of,
    fill,
    filled,
    head,
    open_form,
    read,
    said,
    saved,
)
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

import sitrep as sr
from sitrep.forms import NotAFormError, make_form, read_form

# What can't be read is named.

FAULTS: dict[str, tuple[Cells, str]] = {
    "an ambiguous date": (
        KILLED | {"record.period": "1/11/2023"},
        "column 'Period': '1/11/2023' is refused; expected a date with one reading. "
        "It may be 2023-11-01 or 2023-01-11: write the year first.",
    ),
    "an ambiguous number": (
        KILLED | {"record.people": "about dozens"},
        "column 'People': 'about dozens' is refused; expected a number or a vague word, not one with the other. "
        "Write a range, such as 300 to 500, or one vague word alone, such as hundreds.",
    ),
    "part of a person": (
        KILLED | {"record.people": 1.5},
        "column 'People': 1.5 is refused; expected a whole number of persons, 0 or more",
    ),
    "a range that became a date": (
        KILLED | {"record.people": date(2024, 5, 3)},
        "column 'People': '2024-05-03' is refused; expected a number, or words such as about 90. The spreadsheet "
        "made a date of it: write a range as 3 to 5.",
    ),
    "two figures": (
        KILLED | {"record.people": "90 (91)"},
        "column 'People': '90 (91)' is refused; expected one figure. What stands in brackets only adds to it: "
        "90 (80 to 100).",
    ),
    "a value that isn't in a closed list": (
        KILLED | {"record.measure": "cumulativ"},
        "column 'Measure': 'cumulativ' is refused; expected one of: current, new, cumulative. "
        "Did you mean 'cumulative'?",
    ),
    "a number that is none": (
        KILLED | {"attribution.credibility": "high"},
        "column 'Credibility': 'high' is refused; expected a number",
    ),
    "a number out of bounds": (
        KILLED | {"attribution.credibility": 7},
        "column 'Credibility': 7 is refused; expected from 1 to 6",
    ),
    "a wrong code of a place": (
        KILLED | {"record.place.pcode": "gaza"},
        "column 'Place: P-code': 'gaza' is refused; expected a P-code: the country's ISO letters and then capitals and "
        "digits, such as PS01",
    ),
    "half of a point": (
        KILLED | {"record.place.latitude": 31.5},
        "column 'Place: latitude': 31.5 is refused; expected `longitude` beside it",
    ),
    "a rule between fields": (
        KILLED | {"record.since": "2023-10-07"},
        "column 'Since': '2023-10-07' is refused; expected measure='cumulative' beside it",
    ),
    "a required cell that is blank": (
        {"record.people": 3} | SOURCE,
        "column 'Outcome': missing; expected what happened to the people. Choose from the list, or write another name.",
    ),
    "a row that states nothing": (
        {"record.outcome": "killed"} | SOURCE,
        "row 5: missing; expected something in at least one of: People, Households, Share (percent), Trend",
    ),
    "a row without a source": (
        {"record.outcome": "killed", "record.people": 3},
        "column 'Source': missing; expected who asserts it. Choose a name from the sheet Sources; list it there first.",
    ),
    "a source that isn't listed": (
        KILLED | {"attribution.source": "afp"},
        "column 'Source': 'afp' is refused; expected a name from the sheet Sources. Did you mean 'AFP'?",
    ),
    "one of several sources that isn't listed": (
        KILLED | {"attribution.via": "AFP; Reuters"},
        "column 'Via': 'Reuters' is refused; expected a name from the sheet Sources. Add it to the sheet Sources.",
    ),
    "a document that isn't listed": (
        KILLED | {"attribution.document": "Bulletin"},
        "column 'Document': 'Bulletin' is refused; expected a name from the sheet Documents. Add it to the sheet "
        "Documents.",
    ),
    "a span without a document": (
        KILLED | {"attribution.span.start": 1, "attribution.span.end": 4},
        "column 'Span: start': Span(start=1, end=4) is refused; expected a document that the span is in",
    ),
    "half a span": (
        KILLED | {"attribution.span.start": 1},
        "column 'Span: end': missing; expected where in the document's text: the code point after the last. Write "
        "a whole number, 1 or more.",
    ),
    "an unknown level": (
        KILLED | {"sensitivity": "secret"},
        "column 'Sensitivity': 'secret' is refused; expected one of: low or none, moderate, high, severe",
    ),
}


@pytest.mark.parametrize(("cells", "words"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_named_by_sheet_row_and_column_and_good_rows_still_come(cells: Cells, words: str) -> None:
    form = read(filled(Casualty=[cells, KILLED]))
    assert len(said(form)) == 1
    assert said(form)[0].startswith("sheet 'Casualty', row 5")
    assert said(form)[0].endswith(words)
    assert form.faults[0].line == 5
    assert [claim.record for claim in form.report] == [sr.Casualty(outcome="killed", people=90)]


UNITS: dict[str, tuple[Cells, str]] = {
    "a unit is missing": (
        {"record.needed": 5},
        "column 'Needed: unit': missing; expected the unit of the figure. Choose from the list, or write another name.",
    ),
    "a unit of nothing": (
        {"record.needed.unit": "tonnes"},
        "column 'Needed': missing; expected a figure for this unit. ",
    ),
    "a unit that is none": (
        {"record.needed": 5, "record.needed.unit": "??"},
        "column 'Needed: unit': '??' is refused; ",
    ),
    "a unit that makes no sense": (
        {"record.needed": 5, "record.needed.unit": "people"},
        "column 'Needed: unit': 'persons' is refused; expected what is measured",
    ),
    "another unit than the field's": (
        {"record.days_left": "45%"},
        "column 'Days left': '45%' is refused; expected a figure in days, not in percent",
    ),
}


@pytest.mark.parametrize(("cells", "words"), UNITS.values(), ids=UNITS)
def test_a_fault_of_a_unit_is_named(cells: Cells, words: str) -> None:
    form = read(filled(Shortage=[{"record.item": "fuel", "record.level": "severe"} | cells | SOURCE]))
    [fault] = said(form)
    assert fault.startswith(f"sheet 'Shortage', row 5, {words}")
    assert not form.report.claims


def test_all_faults_of_a_row_come_at_once() -> None:
    form = read(filled(Casualty=[{"record.people": "x", "record.period": "y", "attribution.reported": "z"}]))
    assert [fault.column for fault in form.faults] == ["Outcome", "People", "Period", "Source", "Reported"]


def test_the_faults_of_sources_are_named_and_the_rows_that_name_them_wait() -> None:
    sources = [{"name": "AFP"}, {"name": " afp "}, {"name": "AFP"}, {"kind": "official"}, {"name": "UN", "kind": "?"}]
    form = read(filled(Sources=sources, Casualty=[KILLED, KILLED | {"attribution.source": "UN"}]))
    assert [fault.split(". ")[0] for fault in said(form)] == [
        "sheet 'Sources', row 7, column 'Name': 'AFP' is refused; expected a name that no other row has",
        "sheet 'Sources', row 8, column 'Name': missing; expected the name, or the words that stand for it",
        said(form)[2].split(". ")[0],
        "sheet 'Casualty', row 5, column 'Source': 'AFP' is refused; expected a name whose own row in the sheet "
        "Sources has no fault",
        "sheet 'Casualty', row 6, column 'Source': 'UN' is refused; expected a name whose own row in the sheet "
        "Sources has no fault",
    ]
    assert said(form)[2].startswith("sheet 'Sources', row 9, column 'Kind': '?' is refused")


def test_the_faults_of_the_header_are_named() -> None:
    workbook = filled(Casualty=[KILLED])
    head(workbook, title=None, issued="soon")
    form = read(workbook)
    assert said(form)[0] == "sheet 'Report', row 14, column 'Title': missing; expected the title of the report"
    assert said(form)[1].startswith("sheet 'Report', row 20, column 'Issued': 'soon' is refused")
    assert len(form.report) == 1
    head(workbook, title="A", issued="2024-03-01")
    workbook["Report"]["C15"] = "=A1"
    assert said(read(workbook)) == [
        "sheet 'Report', row 15, column 'Publisher': '=A1' is refused; expected what the cell says, and no formula. "
        "Copy the cell, and paste only its value."
    ]


@pytest.mark.parametrize(
    ("written", "words"),
    [
        (
            "=1+1",
            "'=1+1' is refused; expected what the cell says, and no formula. Copy the cell, and paste only its value.",
        ),
        ("#N/A", "'#N/A' is refused; expected a value, and no error of the spreadsheet"),
    ],
)
def test_formulas_and_their_errors_are_faults(written: str, words: str) -> None:
    workbook = filled(Casualty=[KILLED])
    sheet = workbook["Casualty"]
    sheet.cell(5, columns_of(sheet)["record.people"]).value = written
    assert said(read(workbook)) == [f"sheet 'Casualty', row 5, column 'People': {words}"]


def test_merged_cells_are_faults_of_every_row_that_they_cover() -> None:
    workbook = filled(Casualty=[KILLED, KILLED | {"record.people": 91}])
    sheet = workbook["Casualty"]
    letter = get_column_letter(columns_of(sheet)["record.place.name"])
    sheet.merge_cells(f"{letter}5:{letter}6")
    assert [(fault.line, fault.column, fault.fault.expected) for fault in read(workbook).faults] == [
        (5, "Place", "cells that aren't merged"),
        (6, "Place", "cells that aren't merged"),
    ]


def test_what_stands_outside_the_columns_is_a_fault_and_the_rows_still_come() -> None:
    workbook = filled(Casualty=[KILLED])
    workbook["Casualty"]["AZ5"] = "remark"
    form = read(workbook)
    assert said(form) == [
        "sheet 'Casualty', row 5, column 'AZ': 'remark' is refused; expected only the columns of the form. "
        "Keep what is your own in a sheet of your own."
    ]
    assert len(form.report) == 1


def test_headings_that_are_alike_are_told_apart_by_their_letters() -> None:
    workbook = open_form("evacuation")
    head(workbook, title="A")
    fill(workbook, "Evacuation", 5, {"record.status": "expected", "attribution.via": "x"})
    assert [fault.column for fault in read(workbook).faults if fault.column.startswith("Via")] == ["Via (AV)"]


def test_a_required_column_that_was_deleted_is_named_by_its_heading() -> None:
    workbook = filled(Casualty=[KILLED])
    workbook["Casualty"].delete_cols(columns_of(workbook["Casualty"])["record.outcome"])
    assert [fault.column for fault in read(workbook).faults] == ["Outcome"]


# Files that are no forms.


def test_a_hidden_row_that_was_written_into_breaks_nothing() -> None:
    workbook = filled(Casualty=[KILLED])
    workbook["Casualty"]["A1"] = "sitrep-form/1 record casualty [1"
    assert [fault.column for fault in read(workbook).faults] == ["Mark", "Source"]


def test_only_forms_are_read() -> None:
    workbook = Workbook()
    for content in (b"a,b\n", b"PK\x03\x04no", saved(workbook)):
        with pytest.raises(NotAFormError, match="a form that `sitrep template` made"):
            read_form(content)
    with pytest.raises(sr.InvalidError, match="the bytes of an"):
        read_form("text")  # type: ignore[arg-type]


def test_a_form_of_a_newer_version_is_refused() -> None:
    workbook = filled()
    workbook["Casualty"]["A1"] = "sitrep-form/2 record casualty x"
    with pytest.raises(sr.InvalidError, match="newer version of humanitarian-sitrep"):
        read(workbook)


def test_only_types_that_there_are_have_forms() -> None:
    with pytest.raises(sr.InvalidError, match="Did you mean 'crossing'"):
        make_form(["crosing"])
    with pytest.raises(sr.InvalidError, match="at least one record type"):
        make_form([])
    assert load_workbook(io.BytesIO(make_form("casualty"))).sheetnames[3] == "Casualty"


@pytest.mark.parametrize("work", [lambda: make_form(["all"]), lambda: read_form(b"PK\x03\x04")])
def test_without_the_extra_the_error_says_how_to_install_it(
    work: Callable[[], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(name: str) -> None:
        raise ModuleNotFoundError(name=name)

    monkeypatch.setattr("sitrep.formats.xlsx.opening.import_module", missing)
    with pytest.raises(sr.MissingExtraError, match=r'pip install "humanitarian-sitrep\[xlsx\]"'):
        work()
