"""Tables of facts in which somebody corrected a row, read back."""

import csv
import io
from collections.abc import Callable, Mapping
from typing import Any

import openpyxl
import pytest
from builders import claim_of
from hypothesis import given

import sitrep as sr
from sitrep.formats.csv import COMPACT, TIDY, write_lines
from sitrep.formats.offers import find_format
from sitrep.testing import strategies as st

Change = Callable[[dict[str, Any]], None]
"""What somebody does to a row."""


def toll(people: int, place: str = "Alpha") -> sr.Casualty:
    return sr.Casualty(outcome="killed", people=people, place=place, period="2024-03-01")


def rewrite_csv(content: bytes, change: Change) -> bytes:
    rows = [*csv.DictReader(io.StringIO(content.decode("utf-8-sig")))]
    for row in rows:
        change(row)
    return write_lines([[*rows[0]], *([str(cell) for cell in row.values()] for row in rows)])


def rewrite_xlsx(content: bytes, change: Change) -> bytes:
    workbook = openpyxl.load_workbook(io.BytesIO(content))
    sheet = workbook["Casualty"]
    keys = {str(cell.value): cell.column for cell in sheet[1] if cell.value}
    for number in range(4, sheet.max_row + 1):
        row = {key: sheet.cell(number, at).value for key, at in keys.items()}
        change(row)
        for key, at in keys.items():
            sheet.cell(number, at).value = row[key]
    saved = io.BytesIO()
    workbook.save(saved)
    return saved.getvalue()


def corrected(name: str, report: sr.SitRep, change: Change) -> sr.SitRep:
    table = find_format(name)
    rewrite = rewrite_xlsx if name == "xlsx" else rewrite_csv
    return table.read(rewrite(table.write(report), change))


def where(column: str, is_: Any, **cells: Any) -> Change:
    """Somebody writes these cells into the rows that have that in that column."""

    def change(row: dict[str, Any]) -> None:
        if str(row[column]) == str(is_):
            row.update({key.replace("__", "."): cell for key, cell in cells.items()})

    return change


def taken_back(report: sr.SitRep) -> Mapping[str, tuple[str, str | None]]:
    return {each.source.name: (each.claim, each.replaced_by) for each in report.retractions}


@pytest.mark.parametrize("name", ["xlsx", "csv", "csv-compact"])
def test_a_row_that_was_changed_is_a_new_word_of_its_source_in_place_of_the_old(name: str) -> None:
    report = sr.SitRep(claims=[claim_of(toll(90), "Ministry"), claim_of(toll(3, "Beta"), "Ministry")])
    now = corrected(name, report, where("people.best", 90, people__best=95))
    assert {*now} == {claim_of(toll(95), "Ministry"), claim_of(toll(3, "Beta"), "Ministry")}
    [retraction] = now.retractions
    assert (retraction.claim, retraction.replaced_by) == (toll(90).id, toll(95).id)
    assert (retraction.source.name, retraction.by, retraction.kind) == ("Ministry", None, "corrected")
    # Merged with what the table was made from, the correction alone stands.
    merged = report | now
    assert merged.standing(toll(90)) == ()
    finding = sr.picture(merged).findings[0]
    assert (finding["people"].current.current.held.best, finding.conflicts) == (95, ())


@pytest.mark.parametrize("name", ["xlsx", "csv"])
def test_the_other_sources_of_a_fact_stand(name: str) -> None:
    report = sr.SitRep(claims=[claim_of(toll(90), "Ministry", "Red Cross")])
    now = corrected(name, report, where("attribution.source.name", "Ministry", people__best=95))
    assert taken_back(now) == {"Ministry": (toll(90).id, toll(95).id)}
    assert [each.source.name for each in (report | now).standing(toll(90))] == ["Red Cross"]


@pytest.mark.parametrize("name", ["xlsx", "csv"])
def test_what_a_source_still_says_in_another_row_is_not_taken_back(name: str) -> None:
    said = [sr.Attribution(source="Ministry", reported=f"2024-03-0{day}") for day in (2, 3)]
    report = sr.SitRep(claims=[sr.Claim(toll(90), attributions=said)])

    def change(row: dict[str, Any]) -> None:
        if "2024-03-03" in str(row["attribution.reported"]):
            row["people.best"] = 95

    now = corrected(name, report, change)
    assert len(now) == 2
    assert not now.retractions


@pytest.mark.parametrize("name", ["xlsx", "csv"])
def test_a_row_without_an_id_is_a_word_beside_the_others(name: str) -> None:
    report = sr.SitRep(claims=[claim_of(toll(90), "Ministry")])
    now = corrected(name, report, where("people.best", 90, people__best=95, id=""))
    assert {*now} == {claim_of(toll(95), "Ministry")}
    assert not now.retractions


def test_a_correction_travels_like_any_other() -> None:
    report = sr.SitRep(claims=[claim_of(toll(90), "Ministry")])
    now = corrected("csv", report, where("people.best", 90, people__best=95))
    assert TIDY.read(TIDY.write(now)) == now
    assert COMPACT.read(COMPACT.write(now)) == sr.SitRep(claims=now.claims)


@given(st.sitreps(unknown=False))
def test_what_nobody_changed_is_no_correction(report: sr.SitRep) -> None:
    assert TIDY.read(TIDY.write(report)) == report
