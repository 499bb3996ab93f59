"""Workbooks: what stands in them, that text stays text, and what is said of what people did to them."""

import io
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from builders import claim_of, killed
from click.testing import CliRunner
from openpyxl import Workbook, load_workbook

import sitrep as sr
from sitrep.cli.commands import sitrep as program
from sitrep.formats.xlsx import sheets
from sitrep.formats.xlsx.offer import XLSX
from sitrep.formats.xlsx.sheets import BANDS, FIRST, HEADINGS, KEYS, LONGEST_TITLE, free_title
from sitrep.forms import NotAFormError, make_form, read_form
from sitrep.records import UnknownRecord
from sitrep.reference import gaza_figures, rafah

MINISTRY = sr.Source("Ministry of Health", kind="health_ministry", reliability="C")


REPORT = sr.SitRep(
    headers=[sr.Header(title="Daily update", issued="2024-03-02")],
    claims=[
        claim_of(killed(), MINISTRY, "Red Cross"),
        claim_of(killed(30), "Local radio"),
        claim_of(killed(sr.Figure(term="dozens"), place="Southern Province", period="2024-02/2024-03"), "Red Cross"),
        claim_of(sr.Shortage(item="fuel", level="severe", needed=sr.Figure(best=2.5, unit="tonnes")), "Red Cross"),
    ],
)


def open_workbook(report: sr.SitRep) -> Any:
    return load_workbook(io.BytesIO(XLSX.write(report)))


def saved(workbook: Any) -> bytes:
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def read(workbook: Any) -> sr.SitRep:
    return XLSX.read(saved(workbook))


def at(sheet: Any, key: str, row: int = FIRST) -> Any:
    """The cell of a column in a row."""
    keys = [cell.value for cell in sheet[KEYS]]
    return sheet.cell(row, keys.index(key) + 1)


def column(sheet: Any, key: str) -> list[Any]:
    return [at(sheet, key, row).value for row in range(FIRST, sheet.max_row + 1)]


def refusal(workbook: Any) -> str:
    with pytest.raises(sr.InvalidError) as caught:
        read(workbook)
    return str(caught.value)


# What stands in it


def test_there_is_a_sheet_for_each_type_that_occurs_and_those_that_sum_up() -> None:
    titles = open_workbook(REPORT).sheetnames
    assert titles == ["Key figures", "Headers", "Shortage", "Casualty", "Sources", "Notices"]
    assert open_workbook(sr.SitRep()).sheetnames == ["Key figures", "Sources", "Notices"]
    first, second = gaza_figures().claims[:2]
    whole = gaza_figures().link(first, second, by="me").retract(first, "OCHA").judge(first, "rejected", by="me")
    assert {"Links", "Retractions", "Judgements"} < {*open_workbook(whole | rafah()).sheetnames}


def test_a_row_is_a_fact_of_a_source_with_numbers_days_and_texts() -> None:
    sheet = open_workbook(REPORT)["Casualty"]
    assert [cell.value for cell in sheet[HEADINGS]][:4] == ["No.", "Outcome", "Place", "People: best estimate"]
    assert [(row[0].value, row[3].value) for row in sheet.iter_rows(FIRST)] == [(2, 12), (2, 12), (3, 30), (4, None)]
    assert column(sheet, "people.term") == [None, None, None, "dozens"]
    assert column(sheet, "period") == [datetime(2024, 3, 1)] * 3 + ["2024-02/2024-03"]  # noqa: DTZ001
    assert at(sheet, "period").number_format == "yyyy-mm-dd"
    assert at(sheet, "period").is_date
    assert at(sheet, "people.best").data_type == "n"
    assert [at(sheet, "period", 7).number_format, at(sheet, "outcome").number_format] == ["@", "@"]


def test_every_sheet_has_frozen_headings_a_filter_widths_and_notes() -> None:
    for sheet in open_workbook(REPORT | rafah()):
        assert sheet.freeze_panes == f"C{FIRST}"
        assert sheet.row_dimensions[KEYS].hidden
        assert sheet.auto_filter.ref.startswith(f"A{HEADINGS}:")
        headings = [cell for cell in sheet[HEADINGS] if cell.value]
        assert all(cell.font.bold and cell.fill.fill_type == "solid" for cell in headings[1:])
        for cell in headings[1:]:
            assert sheet.column_dimensions[cell.column_letter].width >= max(map(len, cell.value.split())) + 2
    casualty = open_workbook(REPORT)["Casualty"]
    assert at(casualty, "outcome", HEADINGS).comment.text == "What happened to the people."
    assert [cell.value for cell in casualty[BANDS] if cell.value] == [
        "What it is about",
        "What is said of it",
        "When and how",
        "Who says so",
        "For programs",
    ]


def test_key_figures_show_conflicting_figures_side_by_side() -> None:
    sheet = open_workbook(REPORT)["Key figures"]
    shown = {key: column(sheet, key) for key in ("about", "said", "best", "standing", "range", "sources", "facts")}
    rows = [row for row in zip(*shown.values(), strict=True) if row[0] == "Killed, Northern Province"]
    assert {row[1:5] for row in rows} == {
        ("12 people", 12, "current picture, conflicting figures", "12 to 30 people"),
        ("30 people", 30, "conflicting figures", "12 to 30 people"),
    }
    assert {row[5:] for row in rows} == {("Ministry of Health; Red Cross", "2"), ("Local radio", "3")}
    colours = {at(sheet, "said", row).fill.fgColor.rgb for row in range(FIRST, sheet.max_row + 1)}
    assert len(colours) == 2


def test_sources_and_notices_are_listed() -> None:
    workbook = open_workbook(REPORT)
    assert column(workbook["Sources"], "name") == ["Ministry of Health", "Local radio", "Red Cross"]
    assert column(workbook["Sources"], "asserts") == [1, 1, 3]
    assert column(workbook["Sources"], "reliability") == ["C", None, None]
    notices = workbook["Notices"]
    assert column(notices, "sentence") == [notice.sentence for notice in sr.check(REPORT)]
    assert workbook["Notices"].cell(BANDS, 2).value == "What looks wrong, as `sitrep check` finds it"


def test_a_word_taken_back_is_struck_through_and_said_in_words() -> None:
    fact = claim_of(killed(), MINISTRY, "Red Cross")
    report = sr.SitRep(claims=[fact]).retract(fact, "Red Cross", reason="counted twice")
    workbook = open_workbook(report.judge(fact, "confirmed", by="An analyst"))
    struck = {
        source: at(workbook["Casualty"], "people.best", row).font.strike
        for row, source in enumerate(column(workbook["Casualty"], "attribution.source.name"), FIRST)
    }
    assert struck == {"Red Cross": True, "Ministry of Health": None}
    assert column(workbook["Retractions"], "view.words") == [fact.record.sentence]
    assert column(workbook["Judgements"], "view.words") == [fact.record.sentence]


# Text is text, and whole

FORMULAS = ["=1+1", "+1", "-1+1", "@SUM(A1)", '=HYPERLINK("http://example.org","x")', "+cmd|' /C calc'!A0"]
ODD = [*FORMULAS, "'=1", "#N/A", "TRUE", "007", "1/2", "e-05", "a | b \\ c", "_x000D_", "_x005F_", "رفح", "🏥"]


@pytest.mark.parametrize("text", ODD)
def test_text_stays_text_whatever_it_looks_like(text: str) -> None:
    report = sr.SitRep(
        headers=[sr.Header(title=text, contacts=(text, "B"))],
        claims=[claim_of(killed(place=text), text)],
        notes=[sr.Note(f"{text}\n\n  {text}\tend")],
    )
    content = XLSX.write(report)
    assert XLSX.read(content) == report
    for sheet in load_workbook(io.BytesIO(content)):
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}
    cell = at(load_workbook(io.BytesIO(content))["Headers"], "header.title")
    assert cell.quotePrefix == (text in FORMULAS or text == "'=1")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist())


@pytest.mark.parametrize("length", [16_383, 16_384, 32_767, 32_768, 70_000])
@pytest.mark.parametrize("letter", ["x", " ", "🏥"])
def test_a_text_longer_than_a_cell_goes_on_in_the_next_column(length: int, letter: str) -> None:
    report = sr.SitRep(notes=[sr.Note(f"={letter * (length - 2)}="), sr.Note("short")])
    workbook = open_workbook(report)
    longest = max(len(str(cell.value or "").encode("utf-16-le")) // 2 for row in workbook["Notes"] for cell in row)
    assert longest <= 32_767
    assert read(workbook) == XLSX.read(XLSX.write(report)) == report


def test_rows_beyond_the_last_one_stand_in_a_further_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "LAST_ROW", FIRST + 1)
    workbook = open_workbook(REPORT)
    assert [each for each in workbook.sheetnames if each.startswith("Casualty")] == ["Casualty", "Casualty (2)"]
    assert read(workbook) == REPORT


def test_more_columns_than_a_sheet_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "LAST_COLUMN", 20)
    with pytest.raises(sr.InvalidError, match="at most 19 columns in the sheet 'Casualty'"):
        XLSX.write(sr.SitRep(claims=[claim_of(killed(place=sr.Place(parts=list("abcdefghijklmnop"))))]))


def test_titles_of_sheets_are_those_that_excel_takes() -> None:
    names = ["notices", "history", "key_figures", f"{'long_' * 8}one", f"{'long_' * 8}two"]
    report = sr.SitRep(claims=[claim_of(UnknownRecord(name, kept={"a": 1})) for name in names])
    workbook = open_workbook(report)
    titles = [title.lower() for title in workbook.sheetnames]
    assert len({*titles}) == len(titles)
    assert "history" not in titles
    assert max(map(len, titles)) <= LONGEST_TITLE
    assert read(workbook) == report
    assert free_title("Notices", ["NOTICES", "Notices (2)"]) == "Notices (3)"


@pytest.mark.parametrize(
    ("period", "is_a_day"),
    [
        ("2024-02-29", True),
        ("1900-03-01", True),
        ("9999-12-31", True),
        ("1900-02-28", False),
        ("0002-01-01", False),
        ("2024-02", False),
        ("2024-02-29~", False),
        ("2024-02-28/2024-02-29", False),
        ("2024-02-29T18:00", False),
        ("2024-02-29T00:00", False),
    ],
)
def test_only_a_plain_day_is_a_date_of_the_spreadsheet(period: str, is_a_day: bool) -> None:
    report = sr.SitRep(claims=[claim_of(killed(period=period))])
    workbook = open_workbook(report)
    assert at(workbook["Casualty"], "period").is_date == is_a_day
    assert read(workbook) == report


@pytest.mark.parametrize(
    "number", [0, 1, -5, 0.000001, 0.1, 123456789.123456, 2**53 - 1, -(2**53 - 1), 4503599627.370497]
)
def test_numbers_keep_their_digits(number: float) -> None:
    report = sr.SitRep(claims=[claim_of(sr.Indicator(code="x", value=sr.Figure(best=number, unit="score")))])
    workbook = open_workbook(report)
    cell = at(workbook["Indicator"], "value.best")
    # Spreadsheets keep fifteen digits of a number; what has more is safe only as text.
    assert cell.data_type == ("n" if len(str(abs(number)).replace(".", "").strip("0")) <= 15 else "s")
    assert read(workbook) == report


def test_the_bytes_say_nothing_of_when_they_were_written() -> None:
    for content in (XLSX.write(REPORT), make_form("casualty")):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            core = archive.read("docProps/core.xml").decode()
        assert core.count("1980-01-01T00:00:00Z") == 2
    assert XLSX.write(REPORT) == XLSX.write(sr.loads(sr.dumps(REPORT)))


# What people do to it


def test_what_people_may_change_is_read_all_the_same() -> None:
    workbook = open_workbook(REPORT)
    casualty = workbook["Casualty"]
    casualty.title = "Toll"
    workbook.move_sheet("Toll", -2)
    workbook.create_sheet("My own")["A1"] = "=1+1"
    workbook["Key figures"]["B4"] = "changed, and not read"
    del workbook["Sources"]
    casualty.insert_cols(3)
    at(casualty, "place.name", HEADINGS).value = "Lieu"
    casualty.append([None] * 3)
    assert read(workbook) == REPORT


EDITS: dict[str, tuple[str, Any]] = {
    "a number typed as text": ("people.best", "13"),
    "a number with a saved comma": ("people.best", 13.0),
    "a date in the form of a text": ("period", "2024-03-02"),
    "a date and a time": ("period", datetime(2024, 3, 2, 18, 30)),  # noqa: DTZ001
    "a month": ("period", "2024-03"),
    "spaces around": ("place.name", "  Western   Province "),
    "a blank": ("place.name", None),
    "a number for a name": ("place.name", 7),
}
SAID = {
    "a number typed as text": "13 people, 2024-03-01",
    "a number with a saved comma": "13 people, 2024-03-01",
    "a date in the form of a text": "12 people, 2024-03-02",
    "a date and a time": "12 people, 2024-03-02 18:30:00",
    "a month": "12 people, 2024-03",
    "spaces around": "Killed, Western Province: 12 people",
    "a blank": "Killed: 12 people",
    "a number for a name": "Killed, 7: 12 people",
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edited_cell_is_read_as_it_says(name: str) -> None:
    key, value = EDITS[name]
    workbook = open_workbook(sr.SitRep(claims=[claim_of(killed())]))
    at(workbook["Casualty"], key).value = value
    at(workbook["Casualty"], "id").value = None
    [fact] = read(workbook)
    assert SAID[name] in fact.record.sentence


def test_an_added_row_is_a_fact_and_two_rows_of_one_fact_are_one() -> None:
    workbook = open_workbook(sr.SitRep(claims=[claim_of(killed())]))
    for row, source in ((FIRST + 1, "AFP"), (FIRST + 3, "Red Cross")):
        for key, value in {"outcome": "injured", "people.best": 3, "attribution.source.name": source}.items():
            at(workbook["Casualty"], key, row).value = value
    facts = {fact.record.sentence: len(fact.attributions) for fact in read(workbook)}
    assert facts == {"Killed, Northern Province: 12 people, 2024-03-01": 1, "Injured: 3 people": 2}


FAULTS: dict[str, tuple[Callable[[Any], object], str]] = {
    "a thousands separator": (
        lambda sheet: put(sheet, "people.best", "1,250"),
        "sheet.Casualty.row[4].column['People: best estimate']: '1,250' is refused; expected a number such as 1250",
    ),
    "words for a number": (
        lambda sheet: put(sheet, "people.best", "about 90"),
        "column['People: best estimate']: 'about 90' is refused; expected a number",
    ),
    "a number that became a date": (
        lambda sheet: put(sheet, "people.best", date(2024, 5, 3)),
        "column['People: best estimate']: '2024-05-03' is refused; expected a number",
    ),
    "a percentage for a number": (
        lambda sheet: at(put(sheet, "people.best", 0.32), "people.best").__setattr__("number_format", "0%"),
        "column['People: best estimate']: '32%' is refused; expected a number",
    ),
    "a blank where the only figure was": (
        lambda sheet: put(sheet, "people.best", None),
        "sheet.Casualty.row[4]: {'type': 'casualty', ",
    ),
    "a formula": (
        lambda sheet: put(sheet, "people.best", "=6+6"),
        "column['People: best estimate']: '=6+6' is refused; expected what the cell says, and no formula. Copy",
    ),
    "an error of the spreadsheet": (
        lambda sheet: put(sheet, "people.best", "#REF!"),
        "'#REF!' is refused; expected a value, and no error of the spreadsheet",
    ),
    "a date whose day and month can't be told apart": (
        lambda sheet: put(sheet, "period", "2/3/2024"),
        "sheet.Casualty.row[4].column.Period: '2/3/2024' is refused; expected an EDTF date",
    ),
    "a code that isn't one": (
        lambda sheet: put(sheet, "attribution.source.reliability", "G"),
        "sheet.Casualty.row[4].column['Source: reliability']: 'G' is refused; expected one of: A, B, C, D, E, F",
    ),
    "no source": (
        lambda sheet: put(sheet, "attribution.source.name", None),
        "sheet.Casualty.row[4].column.Source: missing",
    ),
    "an id that is none": (
        lambda sheet: put(sheet, "id", "casualty:13"),
        "The record isn't what it was. Clear the id: it is made anew.",
    ),
    "an id of another type": (
        lambda sheet: put(sheet, "id", f"crossing:{'0' * 64}"),
        "The record isn't what it was. Clear the id: it is made anew.",
    ),
    "merged cells": (
        lambda sheet: sheet.merge_cells("B4:C4"),
        "sheet.Casualty.row[4].column.Outcome: 'B4:C4' is refused; expected cells that aren't merged. Part them",
    ),
    "a second row of headings": (
        lambda sheet: (sheet.insert_rows(FIRST), put(put(sheet, "outcome", "Outcome"), "people.best", "People")),
        "sheet.Casualty.row[4].column['People: best estimate']: 'People' is refused; expected a number",
    ),
    "a title above": (
        lambda sheet: sheet.insert_rows(1, 2),
        "sheet.Casualty.row[3]: 'sitrep-export/1 claim casualty' is refused; expected this row at the top. Delete",
    ),
    "a mark written over": (
        lambda sheet: sheet.__setitem__("A1", "x"),
        "sheet.Casualty.row[1]: 'x' is refused; expected the mark of a sheet. Write into its first cell",
    ),
    "a remark beside the columns": (
        lambda sheet: sheet.__setitem__("AZ4", "remark"),
        "sheet.Casualty.row[4].column[' (AZ)']: 'remark' is refused; expected only the columns of the workbook",
    ),
    "a column twice": (
        lambda sheet: (sheet.__setitem__("Z1", "outcome"), sheet.__setitem__("Z4", "killed")),
        "'killed' is refused; expected each column once",
    ),
    "a column that no fact has": (
        lambda sheet: (sheet.__setitem__("Z1", "outcom"), sheet.__setitem__("Z4", "killed")),
        "'killed' is refused; expected nothing: a record of the type 'casualty' has no such column. Did you mean",
    ),
    "a type that isn't one": (
        lambda sheet: sheet.__setitem__("A1", "sitrep-export/1 claim casulty"),
        "'casulty' is refused; expected one of the record types",
    ),
    "a newer version": (
        lambda sheet: sheet.__setitem__("A1", "sitrep-export/2 claim casualty"),
        "sheet.Casualty.row[1]: 'sitrep-export/2 claim casualty' is refused; expected the mark of a sheet.",
    ),
}


def put(sheet: Any, key: str, value: Any) -> Any:
    at(sheet, key).value = value
    return sheet


@pytest.mark.parametrize("name", FAULTS)
def test_what_cannot_be_read_is_named_with_its_sheet_row_and_column(name: str) -> None:
    edit, expected = FAULTS[name]
    workbook = open_workbook(sr.SitRep(claims=[claim_of(killed(), MINISTRY)]))
    edit(workbook["Casualty"])
    assert expected in refusal(workbook)


def test_all_faults_of_a_workbook_come_together() -> None:
    workbook = open_workbook(REPORT)
    put(workbook["Casualty"], "people.best", "x")
    put(workbook["Shortage"], "level", "x")
    said = refusal(workbook)
    assert "sheet.Casualty.row[4]" in said
    assert "sheet.Shortage.row[4].column.Level" in said


# What reads what


def test_a_file_of_another_kind_is_refused_with_the_command_that_reads_it() -> None:
    with pytest.raises(sr.InvalidError, match=r"It is a form: `sitrep import FILE\.xlsx` reads it"):
        XLSX.read(make_form("casualty"))
    with pytest.raises(NotAFormError, match=r"It is a report: `sitrep import --from xlsx FILE\.xlsx` reads it"):
        read_form(XLSX.write(REPORT))
    with pytest.raises(sr.InvalidError, match="Other tables need `sitrep import --map`"):
        XLSX.read(saved(Workbook()))
    for content in (b"", b"PK\x03\x04", b"name,people", XLSX.write(REPORT)[:-50]):
        with pytest.raises(sr.InvalidError, match=r"expected an \.xlsx spreadsheet"):
            XLSX.read(content)


def test_the_command_line_says_which_command_reads_a_workbook(tmp_path: Path) -> None:
    report, form = tmp_path / "report.xlsx", tmp_path / "form.xlsx"
    report.write_bytes(XLSX.write(REPORT))
    form.write_bytes(make_form("casualty"))
    as_form = CliRunner().invoke(program, ["import", str(report)])
    assert as_form.exit_code == 2
    assert "sitrep import --from xlsx FILE.xlsx" in " ".join(as_form.stderr.split())
    as_report = CliRunner().invoke(program, ["import", "--from", "xlsx", str(form)])
    assert as_report.exit_code == 1
    assert "It is a form: `sitrep import FILE.xlsx` reads it" in " ".join(as_report.stderr.split())
    done = CliRunner().invoke(program, ["import", "--from", "xlsx", str(report)])
    assert sr.loads(done.stdout) == REPORT


@pytest.mark.parametrize("module", ["sitrep.formats.xlsx.write", "sitrep.formats.xlsx.read"])
def test_without_openpyxl_the_error_says_how_to_install_it(module: str) -> None:
    program = f"import sys; sys.modules['openpyxl'] = None; import {module}"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert 'MissingExtraError: openpyxl is not installed; run: pip install "humanitarian-sitrep[xlsx]"' in run.stderr


# LibreOffice


# What LibreOffice saves has lost the escapes of `_x000D_`, which it shows right.
OF_OFFICE = [text for text in ODD if not text.startswith("_x")]
TO_OFFICE = (
    REPORT
    | sr.SitRep(
        claims=[claim_of(killed(number, place=place), place) for number, place in enumerate(OF_OFFICE)],
        notes=[sr.Note(f"={'long text ' * 4_000}end"), sr.Note("two\n\n  lines\tand a tab")],
    )
    | rafah()
)


@pytest.mark.skipif(shutil.which("localc") is None, reason="LibreOffice isn't installed: libreoffice-calc")
def test_libreoffice_takes_text_as_text_and_saves_the_same_report(tmp_path: Path) -> None:
    (tmp_path / "report.xlsx").write_bytes(XLSX.write(TO_OFFICE))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", "saved", "report.xlsx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    content = (tmp_path / "saved" / "report.xlsx").read_bytes()
    assert XLSX.read(content) == TO_OFFICE
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert b"LibreOffice" in archive.read("docProps/app.xml")
        assert not any(b"<f" in archive.read(name) for name in archive.namelist() if "worksheets" in name)
