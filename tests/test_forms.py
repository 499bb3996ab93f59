"""Forms: what the workbook offers, and that what is filled in comes back, or is named as a fault."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from filled_forms import KILLED, NAMES, SOURCE, TYPES, columns_of, fill, filled, head, open_form, read, records, said
from hypothesis import given, settings, strategies as st
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

import sitrep as sr
from sitrep import vocabularies
from sitrep.cli.commands import sitrep as program
from sitrep.fields.codes import Code, OpenCode
from sitrep.fields.declarations import declared
from sitrep.fields.kinds import (
    CodeKind,
)
from sitrep.formats.xlsx.sheets import FIRST, HEADINGS
from sitrep.forms import FilledForm
from sitrep.forms.cells import accepts, choices, is_closed, read_cell, read_figure, write_cell, write_figure
from sitrep.forms.layout import (
    parts_of,
    read_claim,
    record_sheet,
    write,
    write_claim,
)
from sitrep.records import Record
from sitrep.testing import strategies
from sitrep.vocabularies import Per

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
            numbers = {value.low, value.best, value.high, value.above, value.below}
            is_per_known = value.per is None or value.per in {*Per}
            return is_per_known and (value.of is None or (value.of >= 0 and numbers != {None}))
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
@settings(max_examples=max(20, settings().max_examples // 20))
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


@settings(max_examples=max(10, settings().max_examples // 20))
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


# The example.


def test_the_example_row_of_every_type_is_right_and_is_not_imported() -> None:
    workbook = open_form(*TYPES)
    head(workbook, title="A")
    assert read(workbook) == FilledForm(sr.SitRep(headers=[sr.Header(title="A")]), ())
    for title in ("Sources", *(record_sheet(cls).title for cls in TYPES)):
        workbook[title].cell(FIRST, 1).value = None
    form = read(workbook)
    assert said(form) == []
    assert {type(claim.record) for claim in form.report} == {*TYPES}
    assert len(form.report) == len(TYPES)
    assert {attribution.source.name for claim in form.report for attribution in claim.attributions} == {
        "Example source"
    }


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


# The command line.


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments: str, stdin: bytes = b"") -> Result:
        return CliRunner().invoke(program, arguments, input=stdin, env={"COLUMNS": "100"}, prog_name="sitrep")

    return invoke


def test_a_form_is_made_filled_in_and_imported(run: Callable[..., Result]) -> None:
    made = run("template", "casualty", "shortage", "-o", "entry.xlsx")
    assert (made.exit_code, made.stdout) == (0, "")
    assert made.stderr == "entry.xlsx: a form. Fill it in and save it, then: sitrep import entry.xlsx -o report.json\n"
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
