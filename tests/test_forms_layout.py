"""What the workbook offers to those who fill it in."""

from collections.abc import Iterator
from typing import Any

import pytest
from filled_forms import NAMES, SOURCE, TYPES, columns_of, fill, head, open_form, read, records, said

import sitrep as sr
from sitrep.fields.codes import OpenCode
from sitrep.fields.declarations import declared, identifies, required, states
from sitrep.fields.kinds import (
    Flag,
    Number,
    NumberKind,
    Open,
    Prose,
    RequiredMany,
    RequiredOne,
    RequiredText,
    RequiredWhole,
    Texts,
    between,
)
from sitrep.formats.xlsx.sheets import HEADINGS, KEYS
from sitrep.forms import make_form
from sitrep.forms.cells import accepts, choices
from sitrep.forms.layout import (
    record_sheet,
)
from sitrep.records import RECORD_TYPES, Record, record
from sitrep.values.figures import OptionalFigure

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


@pytest.mark.parametrize("cls", TYPES, ids=NAMES)
def test_entry_takes_the_numbers_that_the_import_takes_and_no_others(cls: type[Record]) -> None:
    layout = record_sheet(cls)
    checks = checks_of(open_form(cls)[layout.title])
    kinds = {each.key: each.kind for each in layout.columns if isinstance(each.kind, NumberKind)}
    typed = {key: kind for key, kind in kinds.items() if not choices(kind)}
    assert typed
    for key, kind in typed.items():
        check = checks[key]
        assert (check.type, check.operator) == ("whole" if kind.whole else "decimal", "between")
        least, most = float(check.formula1), float(check.formula2)
        assert accepts(kind.convert, least)
        assert accepts(kind.convert, most)
        assert not accepts(kind.convert, least - 1)
        assert not accepts(kind.convert, most + 1)


def test_a_latitude_beyond_the_pole_is_refused_as_it_is_typed() -> None:
    latitude = checks_of(open_form("casualty")["Casualty"])["record.place.latitude"]
    assert (latitude.formula1, latitude.formula2, latitude.showErrorMessage) == ("-90", "90", True)
    assert latitude.error == "Write a number from -90 to 90."


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
    checks = checks_of(workbook["Survey"])
    assert (checks["record.share"].formula2, checks["record.share"].error) == ("1", "Write a number from 0 to 1.")
    assert checks["record.households"].error == "Write a whole number."
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
