"""Forms that go back marked to those who filled them in, and dates as they are typed."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from filled_forms import KILLED, columns_of, filled, saved
from hypothesis import given, strategies as st
from openpyxl import load_workbook

import sitrep as sr
from sitrep.cli.commands import sitrep
from sitrep.forms import NotAFormError, mark_form, read_form
from sitrep.tables.dates import read_typed

BAD = KILLED | {"record.people": "many and few", "record.period": "1/11/2023"}


def comments(content: bytes) -> dict[str, str]:
    """The comments on the cells that are filled in, by sheet and cell."""
    return {
        f"{sheet.title}!{cell.coordinate}": cell.comment.text
        for sheet in load_workbook(io.BytesIO(content)).worksheets
        for row in sheet.iter_rows(min_row=4)
        for cell in row
        if cell.comment
    }


def test_each_cell_at_fault_is_marked_and_says_why() -> None:
    content = saved(filled(Casualty=[KILLED, BAD], Crossing=[{"record.name": "Rafah"}]))
    marked = mark_form(content)
    sheet = load_workbook(io.BytesIO(marked))["Casualty"]
    columns = columns_of(sheet)
    people, period = (sheet.cell(6, columns[key]) for key in ("record.people", "record.period"))
    assert people.comment
    assert "'many and few' is refused" in people.comment.text
    assert period.comment
    assert "It may be 2023-11-01 or 2023-01-11" in period.comment.text
    assert people.fill.start_color.rgb == "00FFC7CE"
    assert sheet.cell(5, columns["record.people"]).comment is None
    assert len(comments(marked)) == len(read_form(content).faults)


def test_a_marked_form_says_what_it_said() -> None:
    content = saved(filled(Casualty=[KILLED, BAD]))
    assert read_form(mark_form(content)) == read_form(content)
    assert comments(mark_form(mark_form(content))) == comments(mark_form(content))


def test_marks_of_before_are_taken_off_what_was_corrected() -> None:
    workbook = load_workbook(io.BytesIO(mark_form(saved(filled(Casualty=[BAD])))))
    columns = columns_of(workbook["Casualty"])
    workbook["Casualty"].cell(5, columns["record.people"]).value = 90
    workbook["Casualty"].cell(5, columns["record.period"]).value = "25/03/2024"
    marked = mark_form(saved(workbook))
    assert comments(marked) == {}
    assert [str(claim.record.period) for claim in read_form(marked).report] == ["2024-03-25"]


def test_a_head_at_fault_is_marked_at_its_answer() -> None:
    workbook = filled(Casualty=[KILLED])
    row = next(cell.row for cell in workbook["Report"]["A"] if cell.value == "issued")
    workbook["Report"].cell(row, 3).value = "soon"
    assert [*comments(mark_form(saved(workbook)))] == [f"Report!C{row}"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"a,b\n"])
def test_only_forms_are_marked(content: bytes) -> None:
    with pytest.raises(NotAFormError):
        mark_form(content)


def test_the_command_writes_the_marked_form(tmp_path: Path) -> None:
    form, marked, report = (str(tmp_path / name) for name in ("form.xlsx", "marked.xlsx", "report.json"))
    Path(form).write_bytes(saved(filled(Casualty=[BAD, BAD, BAD, KILLED])))
    done = CliRunner().invoke(sitrep, ["import", form, "--marked", marked, "-o", report])
    assert done.exit_code == 1
    # Faults of one kind in a column are told once, with the first rows.
    assert done.stderr.count("column Period") == 1
    assert "sheet 'Casualty', row 5, sheet 'Casualty', row 6, sheet 'Casualty', row 7, column Period" in done.stderr
    assert "the form, with the cells marked that can't be read" in done.stderr
    assert len(sr.load(report)) == 1
    assert len(comments(Path(marked).read_bytes())) == 6
    assert CliRunner().invoke(sitrep, ["import", form, "--from", "xlsx", "--marked", marked]).exit_code == 2


@pytest.mark.parametrize(
    ("typed", "period"),
    [
        ("2024-03-25", "2024-03-25"),
        ("25/03/2024", "2024-03-25"),
        ("03/25/2024", "2024-03-25"),
        ("25.3.2024", "2024-03-25"),
        ("25-03-2024", "2024-03-25"),
        ("2024/03/25", "2024-03-25"),
        ("05/05/2024", "2024-05-05"),
        ("3/2024", "2024-03"),
        ("25 March 2024", "2024-03-25"),
        ("March 25, 2024", "2024-03-25"),
        ("25-Mar-2024", "2024-03-25"),
        ("25 mars 2024", "2024-03-25"),
        ("٢٥/٠٣/٢٠٢٤", "2024-03-25"),
        ("March 2024", "2024-03"),
        ("2023-10-07/..", "2023-10-07/.."),
    ],
)
def test_a_date_with_one_reading_is_taken(typed: str, period: str) -> None:
    assert str(read_typed(typed).edtf) == period


@given(st.dates(date(1000, 1, 1)), st.sampled_from(("{0.day}/{0.month}/{0:%Y}", "{0.month}.{0.day}.{0:%Y}")))
def test_a_typed_day_is_never_another(day: date, written: str) -> None:
    typed = written.format(day)
    if day.day > 12 or day.day == day.month:
        assert str(read_typed(typed).edtf) == day.isoformat()
    else:
        with pytest.raises(sr.InvalidError, match="expected a date with one reading") as caught:
            read_typed(typed)
        assert day.isoformat() in str(caught.value)


@pytest.mark.parametrize("typed", ["1/11/23", "soon", "31/02/2024", "32/13/2024", "25 Mayvember 2024", ""])
def test_what_is_no_date_is_refused_as_before(typed: Any) -> None:
    with pytest.raises(sr.InvalidError):
        read_typed(typed)
