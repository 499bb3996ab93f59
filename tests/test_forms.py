"""Forms: what the workbook offers, and that what is filled in comes back, or is named as a fault."""

import io
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings, strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

import sitrep as sr
from sitrep import vocabularies
from sitrep.cli.commands import sitrep as program
from sitrep.codes import Code, OpenCode
from sitrep.declarations import declared, identifies, required, states
from sitrep.figures import OptionalFigure
from sitrep.forms import FilledForm, NotAFormError, make_form, read_form
from sitrep.forms.cells import accepts, choices, is_closed, read_cell, read_figure, write_cell, write_figure
from sitrep.forms.layout import (
    parts_of,
    read_claim,
    record_sheet,
    write,
    write_claim,
)
from sitrep.forms.template import FIRST, HEADINGS, KEYS, put
from sitrep.kinds import (
    CodeKind,
    Flag,
    Number,
    Open,
    Prose,
    RequiredMany,
    RequiredOne,
    RequiredText,
    RequiredWhole,
    Texts,
    between,
)
from sitrep.records import RECORD_TYPES, Record, record
from sitrep.testing import strategies

TYPES = [*RECORD_TYPES.values()]
NAMES = [*RECORD_TYPES]

Cells = dict[str, Any]


def open_form(*types: type[Record] | str) -> Workbook:
    return load_workbook(io.BytesIO(make_form(types)))


def saved(workbook: Workbook) -> bytes:
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def columns_of(sheet: Any) -> dict[str, int]:
    return {cell.value: cell.column for cell in sheet[KEYS][1:] if cell.value}


def fill(workbook: Workbook, title: str, row: int, cells: Cells) -> None:
    columns = columns_of(workbook[title])
    for key, value in cells.items():
        put(workbook[title].cell(row, columns[key]), value)


def head(workbook: Workbook, **answers: Any) -> None:
    for cell in workbook["Report"]["A"]:
        if cell.value in answers:
            put(workbook["Report"].cell(cell.row, 3), answers[cell.value])


SOURCE: Cells = {"attribution.source": "AFP"}
KILLED: Cells = {"record.outcome": "killed", "record.people": 90} | SOURCE


def filled(**sheets: Sequence[Cells]) -> Workbook:
    """A form with these rows in the sheets of these titles, from the first row on, and a source."""
    workbook = open_form("casualty", "shortage", "crossing")
    head(workbook, title="Flash update")
    rows: Sequence[Cells]
    for title, rows in {"Sources": [{"name": "AFP"}], **sheets}.items():
        for row, cells in enumerate(rows, FIRST + 1):
            fill(workbook, title, row, cells)
    return workbook


def read(workbook: Workbook) -> FilledForm:
    return read_form(saved(workbook))


def said(form: FilledForm) -> list[str]:
    return [str(fault) for fault in form.faults]


def records(workbook: Workbook) -> list[Record]:
    form = read(workbook)
    assert said(form) == []
    return [claim.record for claim in form.report]


# What is filled in comes back.


def test_a_filled_form_is_a_report() -> None:
    workbook = filled(
        Sources=[
            {"name": "Ministry of Health", "kind": "health ministry", "reliability": "C – fairly reliable"},
            {"name": "An official", "anonymous": "yes", "affiliation": "Red Crescent"},
            {"name": "AFP", "kind": "news_agency"},
        ],
        Documents=[{"title": "Bulletin 4", "url": "https://example.org/4", "published": "2024-03-02"}],
        Casualty=[
            {
                "record.outcome": "killed",
                "record.people": "about 90",
                "record.measure": "cumulative",
                "record.since": "2024-02-20",
                "record.place.name": "Aleppo",
                "record.place.country": "Syria",
                "record.place.pcode": "SY02",
                "record.period": datetime(2024, 3, 1),  # noqa: DTZ001 - spreadsheets have no offsets
                "attribution.source": "Ministry of Health",
                "attribution.via": "AFP; An official",
                "attribution.reported": "2024-03-02",
                "attribution.document": "Bulletin 4",
                "attribution.excerpt": "some 90 dead",
                "attribution.credibility": 2,
                "sensitivity": "moderate",
            }
        ],
        Shortage=[
            {"record.item": "fuel", "record.needed": 300, "record.needed.unit": "litres"} | SOURCE,
            {"record.item": "baby formula", "record.days_left": "not reported"} | SOURCE,
        ],
    )
    head(workbook, publisher="OCHA", issued=date(2024, 3, 2), contacts="A; B")
    form = read(workbook)
    assert said(form) == []
    afp = sr.Source("AFP", kind="news_agency")
    official = sr.Source("An official", anonymous=True, affiliation="Red Crescent")
    assert form.report == sr.SitRep(
        headers=[sr.Header(title="Flash update", publisher="OCHA", issued="2024-03-02", contacts=("A", "B"))],
        claims=[
            sr.Claim(
                sr.Casualty(
                    outcome="killed",
                    people=sr.Figure(best=90, approximate=True),
                    measure="cumulative",
                    since="2024-02-20",
                    place=sr.Place(name="Aleppo", country="SYR", pcode="SY02"),
                    period="2024-03-01",
                ),
                attributions=[
                    sr.Attribution(
                        source=sr.Source("Ministry of Health", kind="health_ministry", reliability="C"),
                        via=[afp, official],
                        reported="2024-03-02",
                        document=sr.Document(title="Bulletin 4", url="https://example.org/4", published="2024-03-02"),
                        excerpt="some 90 dead",
                        credibility=2,
                    )
                ],
                sensitivity="moderate",
            ),
            sr.Claim(sr.Shortage(item="fuel", needed=sr.Figure(best=300, unit="litres")), attributions=[afp]),
            sr.Claim(
                sr.Shortage(item="baby_formula", days_left=sr.Figure(missing="not_reported", unit="days")),
                attributions=[afp],
            ),
        ],
    )


def test_two_rows_of_one_fact_are_one_claim_with_two_sources() -> None:
    rows = [KILLED, KILLED | {"attribution.source": "UN"}]
    form = read(filled(Sources=[{"name": "AFP"}, {"name": "UN"}], Casualty=rows))
    [claim] = form.report
    assert [each.source.name for each in claim.attributions] == ["AFP", "UN"]


def listable(text: str) -> bool:
    return ";" not in text


def holdable(value: Any) -> bool:
    """What a form can't hold: places of several parts, a `;` within one of several, and figures beyond words."""
    match value:
        case sr.Figure():
            numbers = {value.low, value.best, value.high}
            return value.of is None or (value.of >= 0 and numbers != {None})
        case sr.Place() if value.parts:
            return False
        case tuple() if value and isinstance(value[0], str):
            return all(map(listable, value))
        case tuple() if value and isinstance(value[0], sr.Source):
            return all(listable(each.name) for each in value)
    return True


def held(value: Any) -> Any:
    """The value, without the fields that a form can't hold; None where nothing of it is left."""
    changes = {}
    for name in declared(type(value)):
        inner = getattr(value, name)
        changes[name] = inner if holdable(inner) else None
    changes = {
        name: (() if isinstance(getattr(value, name), tuple) else None)
        for name, x in changes.items()
        if x is None and getattr(value, name)
    }
    try:
        return value.replace(**changes)
    except sr.InvalidError:
        return None


def named(*attributions: sr.Attribution) -> dict[type[Any], dict[str, Any]]:
    """What the sheets of sources and documents list, so that the attributions can be written."""
    sources = [source for each in attributions for source in (each.source, *each.via)]
    documents = [each.document for each in attributions if each.document]
    return {
        sr.Source: {source.name: source for source in sources},
        sr.Document: {str(document.title): document for document in documents},
    }


DOCUMENTS = strategies.documents(title=st.sampled_from(("Bulletin", "نشرة", "=1+1")))
ATTRIBUTIONS = strategies.attributions(document=st.none() | DOCUMENTS).map(held)


@pytest.mark.parametrize("cls", TYPES, ids=NAMES)
@settings(max_examples=max(40, settings().max_examples // 40))
@given(data=st.data())
def test_the_cells_of_a_claim_are_read_as_the_claim(cls: type[Record], data: st.DataObject) -> None:
    one = held(data.draw(strategies.instances(cls)))
    attribution = data.draw(ATTRIBUTIONS)
    names = named(attribution) if attribution else {}
    if one is None or attribution is None or len(names[sr.Source]) < len({attribution.source, *attribution.via}):
        return  # two sources of one name
    sheet = record_sheet(cls)
    cells = write_claim(sheet, one, attribution)
    assert read_claim(sheet, cells, names) == sr.Claim(one, attributions=[attribution])


@settings(max_examples=max(20, settings().max_examples // 40))
@given(cls=st.sampled_from(TYPES), data=st.data())
def test_a_form_comes_back_from_its_file_as_it_was_filled_in(cls: type[Record], data: st.DataObject) -> None:
    sources = data.draw(st.lists(strategies.sources(), min_size=2, max_size=3, unique_by=lambda each: each.name))
    sources.append(sr.Source("AFP and others"))
    documents = data.draw(st.lists(DOCUMENTS, min_size=1, max_size=2, unique_by=lambda each: each.title))
    attributions = strategies.attributions(
        source=st.sampled_from(sources),
        via=st.lists(st.sampled_from([each for each in sources if listable(each.name)]), max_size=2),
        document=st.none() | st.sampled_from(documents),
    )
    header = held(data.draw(strategies.headers()))
    workbook = open_form(cls)
    head(workbook, **write(parts_of(sr.Header), header))
    for row, source in enumerate(sources, FIRST + 1):
        fill(workbook, "Sources", row, write(parts_of(sr.Source), source))
    for row, document in enumerate(documents, FIRST + 1):
        fill(workbook, "Documents", row, write(parts_of(sr.Document), document))
    claims = []
    for row in range(FIRST + 1, FIRST + 12, 2):
        one, attribution = held(data.draw(strategies.instances(cls))), held(data.draw(attributions))
        if one and attribution:
            fill(workbook, record_sheet(cls).title, row, write_claim(record_sheet(cls), one, attribution))
            claims.append(sr.Claim(one, attributions=[attribution]))
    form = read(workbook)
    assert said(form) == []
    assert form.report == sr.SitRep(headers=[header], claims=claims)


@given(strategies.figures())
def test_a_figure_that_a_cell_can_hold_comes_back(figure: sr.Figure) -> None:
    cell = write_figure(figure)
    if holdable(figure):
        assert read_figure(cell, figure.unit) == figure
    else:
        assert not accepts(lambda cell: read_figure(cell, figure.unit), cell)


LISTS = [
    codes for codes in vars(vocabularies).values() if isinstance(codes, type) and issubclass(codes, Code) and len(codes)
]


@pytest.mark.parametrize("codes", LISTS, ids=lambda codes: codes.__name__)
def test_every_code_can_be_chosen_and_typed(codes: type[Code]) -> None:
    kind = CodeKind(codes)
    assert [read_cell(kind, words) for words in choices(kind)] == [*codes]
    for code in codes:
        assert read_cell(kind, write_cell(kind, code)) == read_cell(kind, code.value) == code
        assert read_cell(kind, code.label.upper()) == code
    assert is_closed(kind) is not issubclass(codes, OpenCode)


def test_excel_dates_and_edtf_are_periods() -> None:
    written = {
        "2023-11-01": date(2023, 11, 1),
        "2023-11-01T18:30:00": datetime(2023, 11, 1, 18, 30),  # noqa: DTZ001
        "2023-10": "2023-10",
        "2023": 2023,
        "2023-10-07/..": " 2023-10-07/.. ",
    }
    rows = [
        {"record.outcome": "killed", "record.people": 1, "record.period": each} | SOURCE for each in written.values()
    ]
    assert {record.period and record.period.edtf for record in records(filled(Casualty=rows))} == {*written}


def test_a_share_in_the_format_of_percentages_is_what_people_see() -> None:
    workbook = open_form("funding")
    head(workbook, title="Flash update")
    fill(workbook, "Sources", 5, {"name": "AFP"})
    fill(workbook, "Funding", 5, {"record.kind": "required", "record.coverage": 0.32} | SOURCE)
    workbook["Funding"].cell(5, columns_of(workbook["Funding"])["record.coverage"]).number_format = "0%"
    [funding] = records(workbook)
    assert funding.coverage == sr.Figure(best=32, unit="percent")  # type: ignore[attr-defined]


def test_text_that_looks_like_a_formula_stays_text() -> None:
    workbook = filled(
        Sources=[{"name": "=1+1"}],
        Casualty=[
            {
                "record.outcome": "killed",
                "record.people": 1,
                "record.perpetrator": "@SUM(1)",
                "attribution.source": "=1+1",
            }
        ],
    )
    [claim] = read(workbook).report
    assert claim.attributions[0].source.name == "=1+1"
    assert claim.record.perpetrator == "@SUM(1)"  # type: ignore[attr-defined]


def test_sheets_may_be_renamed_and_columns_moved_reworded_and_deleted() -> None:
    workbook = filled(Casualty=[KILLED])
    sheet = workbook["Casualty"]
    sheet.title = "Victimes"
    columns = columns_of(sheet)
    sheet.cell(HEADINGS, columns["record.people"]).value = "Personnes"
    letter = get_column_letter(columns["record.people"])
    sheet.move_range(f"{letter}1:{letter}{FIRST + 1}", cols=60)
    sheet.delete_cols(columns["record.event"])
    workbook["Report"].cell(1, 2).value = "Rapport"
    assert records(workbook) == [sr.Casualty(outcome="killed", people=90)]
    fill(workbook, "Victimes", 6, KILLED | {"record.people": "x"})
    assert said(read(workbook))[0].startswith("sheet 'Victimes', row 6, column 'Personnes': 'x' is refused")


def test_rows_that_are_blank_are_skipped_and_sheets_of_ones_own_left_alone() -> None:
    workbook = filled(Casualty=[KILLED, {}, {}, KILLED | {"record.people": 91}])
    workbook.create_sheet("Notes").append(["mine", 3])
    assert {record.people for record in records(workbook)} == {sr.Figure(best=90), sr.Figure(best=91)}  # type: ignore[attr-defined]


def test_a_copied_sheet_is_read_too() -> None:
    workbook = filled(Casualty=[KILLED])
    copy = workbook.copy_worksheet(workbook["Casualty"])
    fill(workbook, copy.title, 5, {"record.people": 91})
    assert len(records(workbook)) == 2


# What can't be read is named.

FAULTS: dict[str, tuple[Cells, str]] = {
    "an ambiguous date": (
        KILLED | {"record.period": "1/11/2023"},
        "column 'Period': '1/11/2023' is refused; expected an EDTF date, time or interval, such as 2023-11-01, "
        "2023-10, 2023-11-01T18:00Z, 2023-10-07/.. or 2023-10-07/2023-11-01. Day and month can't be told apart "
        "here: write the year first.",
    ),
    "an ambiguous number": (
        KILLED | {"record.people": "several hundred"},
        "column 'People': 'several hundred' is refused; expected a number or a vague word, not one with the other. "
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
        "row 5: missing; expected something in at least one of: People, Households, Perpetrator, Trend",
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
        "a whole number.",
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
    assert [fault.column for fault in read(workbook).faults if fault.column.startswith("Via")] == ["Via (AR)"]


def test_a_required_column_that_was_deleted_is_named_by_its_heading() -> None:
    workbook = filled(Casualty=[KILLED])
    workbook["Casualty"].delete_cols(columns_of(workbook["Casualty"])["record.outcome"])
    assert [fault.column for fault in read(workbook).faults] == ["Outcome"]


# The example.


@pytest.mark.parametrize("cls", TYPES, ids=NAMES)
def test_the_example_row_is_right_and_is_not_imported(cls: type[Record]) -> None:
    workbook = open_form(cls)
    head(workbook, title="A")
    assert read(workbook) == FilledForm(sr.SitRep(headers=[sr.Header(title="A")]), ())
    for title in ("Sources", record_sheet(cls).title):
        workbook[title].cell(FIRST, 1).value = None
    [claim] = read(workbook).report
    assert type(claim.record) is cls
    assert claim.attributions[0].source.name == "Example source"


def test_an_answer_that_was_written_over_the_example_is_not_lost_unseen() -> None:
    workbook = filled(Casualty=[KILLED])
    fill(workbook, "Casualty", FIRST, {"record.people": 12})
    fill(workbook, "Casualty", FIRST + 2, KILLED | {"attribution.via": "AFP;; AFP"})
    workbook["Casualty"]["A5"] = "x"
    assert said(read(workbook)) == [
        "sheet 'Casualty', row 4, column 'Mark': 'Example' is refused; expected the example as it was, or no mark. "
        "Clear the mark to import the row.",
        "sheet 'Casualty', row 4, column 'Source': 'Example source' is refused; expected a name from the sheet "
        "Sources. Add it to the sheet Sources.",
        "sheet 'Casualty', row 5, column 'Mark': 'x' is refused; expected nothing, or Example",
    ]


# What the workbook offers.


@pytest.mark.parametrize("cls", TYPES, ids=NAMES)
def test_every_field_has_a_column_with_a_note(cls: type[Record]) -> None:
    layout = record_sheet(cls)
    assert {part.name for part in layout.parts} >= declared(cls).keys() | declared(sr.Attribution).keys()
    sheet = open_form(cls)[layout.title]
    keys = columns_of(sheet)
    assert [*keys] == [column.key for column in layout.columns]
    for column in layout.columns:
        heading = sheet.cell(HEADINGS, keys[column.key])
        assert heading.value == f"{column.heading}{' *' if column.required else ''}"
        assert heading.comment
        assert column.meaning in heading.comment.text
    marked = {key for key, at in keys.items() if str(sheet.cell(HEADINGS, at).value).endswith("*")}
    needed = {f"record.{name}" for name, each in declared(cls).items() if each.must_be_given}
    assert marked == needed | {"attribution.source"}


def checks_of(sheet: Any) -> dict[str, Any]:
    """The checks on entry, by the keys of the columns."""
    letters = {cell.column_letter: cell.value for cell in sheet[KEYS]}
    return {
        letters[str(cells).split(":")[0].rstrip("0123456789")]: check
        for check in sheet.data_validations.dataValidation
        for cells in check.sqref.ranges
    }


def test_cells_offer_lists_and_are_checked() -> None:
    workbook = open_form("casualty")
    checks = checks_of(workbook["Casualty"])
    closed, open_, period, people, source, via, latitude, credibility = (
        checks[key]
        for key in (
            "record.measure",
            "record.cause",
            "record.period",
            "record.people",
            "attribution.source",
            "attribution.via",
            "record.place.latitude",
            "attribution.credibility",
        )
    )
    assert (closed.type, closed.showErrorMessage) == ("list", True)
    assert (open_.type, open_.showErrorMessage) == ("list", False)
    assert (people.type, people.showErrorMessage) == ("list", False)
    assert (source.type, source.showErrorMessage) == ("list", True)
    assert (via.type, via.showErrorMessage) == ("list", False)
    assert (period.type, latitude.type, credibility.type) == ("custom", "decimal", "list")
    assert "Sources!$B$5" in source.formula1
    sheet, _, cells = closed.formula1.partition("!")
    assert [cell.value for (cell,) in workbook[sheet][cells.replace("$", "")]] == ["current", "new", "cumulative"]
    assert workbook[sheet].sheet_state == "hidden"


def test_sheets_are_laid_out_to_be_filled_in() -> None:
    workbook = open_form("casualty", "casualty", "shortage")
    assert workbook.sheetnames == ["Report", "Sources", "Documents", "Casualty", "Shortage", "Lists"]
    sheet = workbook["Casualty"]
    assert (sheet.freeze_panes, sheet.row_dimensions[KEYS].hidden) == ("C4", True)
    assert sheet.auto_filter.ref.startswith("A3:")
    assert sheet.column_dimensions["B"].number_format == "@"


def test_a_form_is_the_same_whenever_it_is_made_and_all_makes_all() -> None:
    assert open_form("all").sheetnames[3:-1] == [record_sheet(cls).title for cls in TYPES]


@pytest.fixture
def declaring() -> Iterator[None]:
    known = dict(RECORD_TYPES)
    yield
    RECORD_TYPES.clear()
    RECORD_TYPES.update(known)


class Slope(OpenCode):
    STEEP = "steep", "=steep"
    SHEER = "sheer", "+sheer"
    OTHER = "other", "+sheer"


@pytest.mark.usefixtures("declaring")
def test_a_record_type_of_another_package_gets_a_sheet_by_itself() -> None:
    @record(lead="landslide at {site}")
    class Landslide(Record):
        """Ground that gives way."""

        site: RequiredText = required(identifies("=Site", meaning="-Where"))
        slope: Open[Slope] = states("Slope", meaning="How steep")
        volume: OptionalFigure = states("Volume", meaning="How much", unit="cubic_metres", only=True)
        roads: Texts = states("Roads", meaning="Which roads are cut")
        account: Prose = states("Account", meaning="What happened")

    workbook = open_form("landslide")
    formulas = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert formulas == []
    sheet = workbook["Landslide"]
    assert sheet["B3"].value == "=Site *"
    assert [*choices(declared(Landslide)["slope"].kind)] == ["=steep", "sheer – +sheer", "other – +sheer"]
    head(workbook, title="A")
    fill(workbook, "Sources", 5, {"name": "AFP"})
    cells = {"record.site": "Kas", "record.slope": "=STEEP", "record.volume": "thousands", "record.roads": "A1; B2"}
    fill(workbook, "Landslide", 5, cells | {"record.account": "First.\nThen."} | SOURCE)
    volume = sr.Figure(term="thousands", unit="cubic_metres")
    assert records(workbook) == [
        Landslide(site="Kas", slope="steep", volume=volume, roads=("A1", "B2"), account="First.\nThen.")
    ]
    del RECORD_TYPES["landslide"]
    assert said(read(workbook)) == [
        "sheet 'Landslide', row 1: 'landslide' is refused; expected a record type that is installed. "
        "Install the package that declares it."
    ]


@pytest.mark.usefixtures("declaring")
def test_a_type_may_require_places_sources_and_numbers() -> None:
    @record(lead="survey")
    class Survey(Record):
        site: RequiredOne[sr.Place, str] = required(identifies("Site", meaning="Where it was"))
        team: RequiredOne[sr.Source, str] = required(identifies("Team", meaning="Who did it"))
        households: RequiredWhole = required(states("Households", meaning="How many were asked"))
        share: Number = states("Share", meaning="How many answered", rule=between(0, 1))
        done: Flag = states("Done", meaning="Whether it is over")

    workbook = open_form(Survey)
    assert workbook["Survey"]["B3"].value == "Site *"
    head(workbook, title="A")
    assert said(read(workbook)) == []
    fill(workbook, "Sources", 5, {"name": "AFP"})
    cells = {"record.site.name": "Kas", "record.team": "AFP", "record.households": "12", "record.share": "0.5"}
    fill(workbook, "Survey", 5, cells | {"record.done": True} | SOURCE)
    fill(workbook, "Survey", 6, {"record.site.latitude": 1, "record.households": 12.5, "record.done": "maybe"} | SOURCE)
    form = read(workbook)
    assert [claim.record for claim in form.report] == [
        Survey(site="Kas", team="AFP", households=12, share=0.5, done=True)
    ]
    assert [fault.column for fault in form.faults] == ["Site: latitude", "Team", "Households", "Done"]


@pytest.mark.usefixtures("declaring")
def test_a_type_that_requires_what_no_form_can_hold_has_none() -> None:
    @record(lead="route")
    class Route(Record):
        """The way from one place to another."""

        stops: RequiredMany[sr.Place, str] = required(states("Stops", meaning="Where it leads"))

    with pytest.raises(sr.InvalidError, match="'stops' is refused; expected a field that a form can hold"):
        make_form([Route])


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

    monkeypatch.setattr("sitrep.importers.reading.import_module", missing)
    with pytest.raises(sr.MissingExtraError, match=r'pip install "humanitarian-sitrep\[xlsx\]"'):
        work()


# The command line.


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments: str, stdin: bytes = b"") -> Result:
        return CliRunner().invoke(program, arguments, input=stdin, env={"COLUMNS": "100"}, prog_name="sitrep")

    return invoke


def test_a_form_is_made_filled_in_and_imported(run: Callable[..., Result]) -> None:
    made = run("template", "casualty", "shortage", "-o", "entry.xlsx")
    assert (made.exit_code, made.output) == (0, "")
    workbook = load_workbook("entry.xlsx")
    head(workbook, title="A")
    fill(workbook, "Sources", 5, {"name": "AFP"})
    fill(workbook, "Casualty", 5, KILLED)
    workbook.save("entry.xlsx")
    imported = run("import", "entry.xlsx", "-o", "out.json")
    assert (imported.exit_code, imported.stdout) == (0, "")
    assert [claim.record for claim in sr.load("out.json")] == [sr.Casualty(outcome="killed", people=90)]
    fill(workbook, "Casualty", 6, {"record.outcome": "killed"})
    workbook.save("entry.xlsx")
    imported = run("import", "entry.xlsx", "-o", "out.json")
    assert imported.exit_code == 1
    assert "entry.xlsx: 1 row could not be read\n  sheet 'Casualty', row 6\n" in imported.stderr
    assert len(sr.load("out.json")) == 1


def test_a_form_that_is_there_is_not_written_over(run: Callable[..., Result]) -> None:
    Path("entry.xlsx").write_bytes(b"filled in")
    refused = run("template", "all", "-o", "entry.xlsx")
    assert refused.exit_code == 2
    assert "entry.xlsx cannot be written: File exists" in refused.stderr
    assert Path("entry.xlsx").read_bytes() == b"filled in"


def test_a_form_can_go_through_standard_input_and_output(run: Callable[..., Result]) -> None:
    made = run("template", "casualty", "-o", "-")
    assert made.exit_code == 0
    imported = run("import", "-", stdin=made.stdout_bytes)
    assert imported.exit_code == 1
    assert "standard input: 1 row could not be read\n  sheet 'Report', row 14, column Title" in imported.stderr


def test_calls_at_fault_say_what_to_do(run: Callable[..., Result]) -> None:
    unknown = run("template", "casualy", "-o", "entry.xlsx")
    assert (unknown.exit_code, "Did you mean 'casualty'?" in unknown.stderr) == (2, True)
    Path("table.csv").write_text("a,b\n", encoding="utf-8")
    unmapped = run("import", "table.csv")
    assert unmapped.exit_code == 2
    assert "table.csv is no form that 'sitrep template' made: say with --map which columns are what." in unmapped.stderr
    missing = run("import", "nowhere.xlsx")
    assert (missing.exit_code, "cannot be read" in missing.stderr) == (1, True)
    newer = filled()
    newer["Casualty"]["A1"] = "sitrep-form/2 record casualty x"
    newer.save("newer.xlsx")
    assert run("import", "newer.xlsx").exit_code == 1
