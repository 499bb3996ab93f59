"""Arrow and Parquet: tables at fault are refused, with the row and the column."""

import subprocess
import sys
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]
import pytest
from arrow_reports import DAILY, FORMATS

import sitrep as sr
from sitrep.formats.arrow.read import read_arrow
from sitrep.formats.arrow.write import schema, table
from sitrep.formats.offers import find_format


def edited(row: int, path: tuple[Any, ...], value: Any) -> pa.Table:
    rows = [dict.fromkeys([*each, path[0]]) | each for each in table(DAILY).to_pylist()]
    cell = rows[row]
    *steps, last = path
    for step in steps:
        cell = cell[step]
    cell[last] = value
    return pa.Table.from_pylist(rows)


FAULTS: dict[str, tuple[int, tuple[Any, ...], Any, str]] = {
    "a rule of a value": (
        1,
        ("casualty", "people", "low"),
        -1.0,
        "rows[1].casualty.people.low: -1 is refused; expected a whole number of persons, 0 or more",
    ),
    "text for a number": (
        1,
        ("casualty", "people", "best"),
        "8,805",
        "rows[1].casualty.people.best: '8,805' is refused; expected a number. "
        "Text is read with Figure.parse, never by itself.",
    ),
    "not a number": (
        1,
        ("casualty", "people", "best"),
        float("nan"),
        "rows[1].casualty.people.best: nan is refused; expected a finite number",
    ),
    "a number for a struct": (
        1,
        ("casualty", "people"),
        90,
        "rows[1].casualty.people: 90 is refused; expected a struct",
    ),
    "text for a period": (1, ("period",), "2023", "rows[1].period: '2023' is refused; expected a struct"),
    "text for a list": (1, ("attributions",), "AFP", "rows[1].attributions: 'AFP' is refused; expected a list"),
    "an unknown field": (
        1,
        ("casualty", "people", "bset"),
        True,
        "rows[1].casualty.people.bset: True is refused; expected only the fields low, best, high, above, below, "
        "approximate, term, unit, per, of, missing, kept. Did you mean 'best'?",
    ),
    "an unknown column": (
        1,
        ("comment",),
        "checked",
        "rows[1].comment: 'checked' is refused; expected nothing, in the row of a claim of the type 'casualty'",
    ),
    "the column of another type": (
        1,
        ("crossing",),
        {"name": "Rafah"},
        "rows[1].crossing: {'name': 'Rafah'} is refused; expected nothing, in the row of a claim of the",
    ),
    "no type": (1, ("type",), None, "rows[1].type: missing; expected the name of a record type"),
    "another part": (
        1,
        ("part",),
        "claims",
        "rows[1].part: 'claims' is refused; expected one of: header, claim, retraction, link, judgement, note",
    ),
    "a header without one": (0, ("header",), None, "rows[0].header: missing; expected the header that the row is"),
    "a header with a type": (
        0,
        ("type",),
        "casualty",
        "rows[0].type: 'casualty' is refused; expected nothing, in the row of a header",
    ),
    "a rule of a header": (
        0,
        ("header", "language"),
        "English",
        "rows[0].header.language: 'English' is refused; expected a BCP 47 language tag, such as en, ar or pt-BR",
    ),
    "no field that is required": (
        1,
        ("casualty", "outcome"),
        None,
        "rows[1].casualty.outcome: missing; expected what happened to the people",
    ),
    "nothing stated": (
        1,
        ("casualty", "people"),
        None,
        "rows[1].casualty: {'type': 'casualty', ",
    ),
    "another record than the id says": (
        1,
        ("casualty", "people", "best"),
        91.0,
        "rows[1].id: 'casualty:",
    ),
    "a date with day and month in doubt": (
        1,
        ("period", "edtf"),
        "01/11/2023",
        "rows[1].period.edtf: '01/11/2023' is refused; expected an EDTF date,",
    ),
    "an end that its period doesn't have": (
        1,
        ("period", "latest"),
        "2023-11-02",
        "rows[1].period.latest: '2023-11-02' is refused; expected 2023-11-01 23:59:59, which is the latest of",
    ),
    "ends without their period": (
        1,
        ("period", "edtf"),
        None,
        "rows[1].period.edtf: None is refused; expected an EDTF",
    ),
    "kept text that is no JSON": (1, ("kept",), "{", "rows[1].kept: '{' is refused; expected JSON"),
    "kept JSON that is no object": (1, ("kept",), "[1]", "rows[1].kept: '[1]' is refused; expected a JSON object"),
    "a kept member that has a column": (
        1,
        ("kept",),
        '{"place": "Y"}',
        "rows[1].kept: 'place' is refused; expected only members whose own columns are blank",
    ),
    "a kept member that has a field": (
        1,
        ("kept",),
        '{"people": {"best": 5}}',
        "rows[1].kept: 'people' is refused; expected only members that have no column",
    ),
    "a kept number without end": (
        1,
        ("kept",),
        '{"x": 1e999}',
        "rows[1].kept.x: inf is refused; expected a finite number",
    ),
    "a rule of an attribution": (
        1,
        ("attributions", 0, "credibility"),
        7,
        "rows[1].attributions[0].credibility: 7 is refused; expected from 1 to 6",
    ),
    "no attribution": (
        1,
        ("attributions",),
        [],
        "rows[1].attributions: [] is refused; expected at least one attribution",
    ),
    "a null in a list": (1, ("attributions", 0, "via"), [None], "rows[1].attributions[0].via[0]: "),
}


@pytest.mark.parametrize(("row", "path", "value", "message"), FAULTS.values(), ids=FAULTS)
def test_a_fault_names_its_row_and_its_column(row: int, path: tuple[Any, ...], value: Any, message: str) -> None:
    with pytest.raises(sr.InvalidError) as raised:
        read_arrow(edited(row, path, value))
    assert str(raised.value).startswith(message)
    assert raised.value.faults[0].path[0] == row


def test_a_type_that_is_misspelt_is_no_other_type() -> None:
    with pytest.raises(sr.InvalidError, match="Did you mean 'casualty'"):
        read_arrow(edited(1, ("type",), "casualties"))


def test_all_faults_are_found() -> None:
    rows = table(DAILY).to_pylist()
    rows[0]["header"]["language"] = "English"
    rows[1]["place"]["country"] = "Palestine"
    rows[1]["casualty"]["sex"] = "woman"
    with pytest.raises(sr.InvalidError) as raised:
        read_arrow(pa.Table.from_pylist(rows))
    assert [fault.path for fault in raised.value.faults] == [
        (0, "header", "language"),
        (1, "place", "country"),
        (1, "casualty", "sex"),
    ]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (5, "5 is refused; expected a table of Arrow"),
        (table(DAILY).select(["id", "type"]), "table: ['id', 'type'] is refused; expected a column 'part'"),
        (table(DAILY).append_column("id", table(DAILY)["id"]), "table: 'id' is refused; expected each column once"),
        (
            table(DAILY).replace_schema_metadata({"format": "sitrep/2"}),
            "table.format: 'sitrep/2' is refused; expected 'sitrep/1'. A newer version of humanitarian-sitrep",
        ),
    ],
)
def test_a_table_that_is_none_of_ours_is_refused(source: Any, message: str) -> None:
    with pytest.raises(sr.InvalidError) as raised:
        read_arrow(source)
    assert str(raised.value).startswith(message)


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_that_is_cut_off_is_refused(name: str) -> None:
    content = find_format(name).write(DAILY)
    for end in (0, 2, 8, len(content) // 2, len(content) - 1):
        with pytest.raises(sr.InvalidError, match=r"^file: .* is refused; expected an? "):
            find_format(name).read(content[:end])


def test_columns_may_be_missing_where_they_say_nothing() -> None:
    few = table(DAILY).select(["part", "type", "place", "period", "casualty", "attributions", "header"])
    assert read_arrow(few) == DAILY


def test_a_wider_type_is_no_fault() -> None:
    wide = pa.schema([field.with_type(pa.large_string()) if field.type == pa.string() else field for field in schema()])
    assert read_arrow(table(DAILY).cast(wide)) == DAILY


def test_without_pyarrow_the_extra_is_named() -> None:
    program = (
        "import sys; sys.modules['pyarrow'] = None\n"
        "from sitrep.errors import MissingExtraError\n"
        "from sitrep.formats.offers import find_format\n"
        "for name in ('arrow', 'parquet'):\n"
        "    try: find_format(name)\n"
        "    except MissingExtraError as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    line = 'pyarrow is not installed; run: pip install "humanitarian-sitrep[arrow]"'
    assert done.stdout.splitlines() == [line] * 2
