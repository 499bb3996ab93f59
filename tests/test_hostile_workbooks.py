"""Workbooks that declare more than they hold: read in time by what is filled, or refused before they are opened."""

import io
import tracemalloc
from time import process_time
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook, load_workbook

import sitrep as sr
from sitrep.formats.offers import find_format
from sitrep.forms import make_form, read_form
from sitrep.tables import read_table

CASUALTY = sr.Claim(sr.Casualty(outcome="killed", people=3, place="Rafah"), attributions=["A desk"])
REPORT = sr.SitRep(claims=[CASUALTY])
XLSX = find_format("xlsx")
LAST = "XFD1048576"


def saved(book: Any) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def rewritten(content: bytes, part: str, *changes: tuple[str, str]) -> bytes:
    """A workbook with other words in one of its parts, as no spreadsheet program would write them."""
    target = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as old, ZipFile(target, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            for before, after in changes if name == part else ():
                assert before.encode() in text
                text = text.replace(before.encode(), after.encode())
            new.writestr(name, text)
    return target.getvalue()


def table(**cells: Any) -> bytes:
    book = Workbook()
    sheet: Any = book.active
    for at, value in ({"A1": "N", "A2": 3} | cells).items():
        sheet[at] = value
    return saved(book)


MAPPING = {
    "file": {"format": "xlsx"},
    "claims": [
        {
            "record": {"type": "casualty", "outcome": "killed", "people": {"column": "N"}},
            "attribution": {"source": "A desk"},
        }
    ],
}


def seconds(act: Any) -> float:
    start = process_time()
    act()
    return process_time() - start


def said_of(read: Any) -> str:
    """What is said of the faults of a file, be it refused as a whole or in some of its rows."""
    try:
        result = read()
    except sr.InvalidError as error:
        return str(error)
    return "\n".join(map(str, getattr(result, "faults", ())))


ORDINARY = 0.5
"""Seconds that an ordinary small workbook takes at most, on a slow machine."""


def merging(content: bytes, area: str) -> bytes:
    merge = f'</sheetData><mergeCells count="1"><mergeCell ref="{area}"/></mergeCells>'
    return rewritten(content, "xl/worksheets/sheet1.xml", ("</sheetData>", merge))


@pytest.mark.parametrize("area", [f"A1:{LAST}", f"A5:{LAST}", "A1:A1048576", "A1:XFD1"])
def test_a_table_with_a_merge_over_the_whole_sheet_is_told_of_it_at_once(area: str) -> None:
    content = merging(table(), area)

    def act() -> None:
        assert area in said_of(lambda: read_table(content, MAPPING)) or area == f"A5:{LAST}"

    assert seconds(act) < ORDINARY


@pytest.mark.parametrize("area", [f"A1:{LAST}", f"A4:{LAST}"])
@pytest.mark.parametrize("number", [1, 2])
def test_a_report_with_a_merge_over_the_whole_sheet_is_told_of_it_at_once(area: str, number: int) -> None:
    written = XLSX.write(REPORT)
    last = f"</sheetData><mergeCells><mergeCell ref={area!r}/></mergeCells>"
    content = rewritten(written, f"xl/worksheets/sheet{number}.xml", ("</sheetData>", last))

    def act() -> None:
        # The first sheet has the key figures, which aren't read.
        assert (area in said_of(lambda: XLSX.read(content))) is (number == 2)

    assert seconds(act) < ORDINARY


@pytest.mark.parametrize("far", [[LAST], ["XFD2", "B50000"], ["A1048576"], ["XFD1", LAST]])
def test_cells_that_stand_far_away_cost_no_more_than_others(far: list[str]) -> None:
    content = table(**dict.fromkeys(far, "x"))

    def act() -> None:
        said = said_of(lambda: read_table(content, MAPPING))
        assert "'x' is refused" in said or "XFD have none in sheet" in said or "use for every column" in said

    assert seconds(act) < ORDINARY


@pytest.mark.parametrize("far", [LAST, "XFD5", "B50000"])
def test_in_a_report_and_in_a_form_a_cell_far_away_is_told_of_where_it_stands(far: str) -> None:
    book = load_workbook(io.BytesIO(XLSX.write(REPORT)))
    book["Casualty"][far] = "remark"
    report = saved(book)
    book = load_workbook(io.BytesIO(make_form(["casualty"])))
    book["Casualty"][far] = "remark"
    form = saved(book)

    def act() -> None:
        with pytest.raises(sr.InvalidError, match="Casualty"):
            XLSX.read(report)
        assert read_form(form).faults

    assert seconds(act) < 2 * ORDINARY


def test_a_merged_column_beside_a_table_is_read_as_nothing() -> None:
    result = read_table(merging(table(), "C1:C1048576"), MAPPING)
    assert (len(result.report), result.faults) == (1, ())


def bomb(inflated: int) -> bytes:
    """A workbook whose sheet is blank for so many bytes."""
    return rewritten(table(), "xl/worksheets/sheet1.xml", ("<sheetData>", "<sheetData>" + " " * inflated))


@pytest.mark.parametrize("read", [XLSX.read, read_form, lambda content: read_table(content, MAPPING)])
def test_what_would_be_inflated_to_too_much_is_refused_before_it_is(read: Any) -> None:
    content = bomb(64 * 2**20)
    tracemalloc.start()

    def act() -> None:
        with pytest.raises(sr.InvalidError, match="bytes once inflated' is refused; expected at most 1"):
            read(content)

    try:
        assert seconds(act) < 0.1
        assert tracemalloc.get_traced_memory()[1] < 50 * 2**20
    finally:
        tracemalloc.stop()


def test_the_limits_are_parameters() -> None:
    content = bomb(20 * 2**20)
    with pytest.raises(sr.InvalidError, match="raise the limits `inflated` and `ratio`"):
        read_table(content, MAPPING)
    with sr.limited(ratio=100_000):
        assert len(read_table(content, MAPPING).report) == 1
    with sr.limited(cells=1), pytest.raises(sr.InvalidError, match="'2 cells' is refused; expected at most 1"):
        read_table(table(), MAPPING)


def test_a_size_that_is_declared_as_less_than_it_is_deceives_nobody() -> None:
    content = bytearray(bomb(20 * 2**20))
    with ZipFile(io.BytesIO(content)) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    at = content.rindex(size.to_bytes(4, "little"))
    content[at : at + 4] = (1000).to_bytes(4, "little")
    with pytest.raises(sr.InvalidError, match=r"an \.xlsx spreadsheet"):
        read_table(bytes(content), MAPPING)


def test_rows_by_columns_are_counted_before_any_are_made() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([f"C{at}" for at in range(3_000)])
    for row in range(2, 10_000):
        sheet.cell(row, 1, 1)
    content = saved(book)
    with pytest.raises(sr.InvalidError, match=r"'29,997,000 cells' is refused; expected at most 20,000,000"):
        read_table(content, MAPPING)


def test_the_cells_of_many_merged_areas_are_found_in_any_order() -> None:
    areas = [f"A{row}:B{row + 1}" for row in range(2, 400, 2)][::-1]
    merges = "".join(f"<mergeCell ref={area!r}/>" for area in areas)
    content = rewritten(
        table(**{f"A{row}": row for row in range(2, 400)}),
        "xl/worksheets/sheet1.xml",
        ("</sheetData>", f"</sheetData><mergeCells>{merges}</mergeCells>"),
    )
    result = read_table(content, MAPPING)
    assert [fault.line for fault in result.faults] == [*range(2, 400)]
