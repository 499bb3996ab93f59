"""Reports as tables of text: what a table says, whoever reads it, and what is no table."""

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies

import sitrep as sr
from sitrep.formats.columns import quote, read_list, unquote, write_list
from sitrep.formats.csv import COMPACT, TIDY
from sitrep.formats.offers import find_format
from sitrep.reference import gaza_figures, rafah
from sitrep.testing import strategies as st

FEW = settings(max_examples=max(10, settings().max_examples // 5))
MARK = "\ufeff"
RUN_BY_SPREADSHEETS = tuple("=+-@\t\r\n＝＋－＠")


def rows_of(file: bytes) -> list[dict[str, str]]:
    """What any program gets that knows nothing but CSV."""
    return list(csv.DictReader(io.StringIO(file.decode("utf-8-sig"), newline=""), strict=True))


def is_number(text: str) -> bool:
    return text.lstrip("-").replace(".", "", 1).isdecimal()


def written(rows: list[list[str]]) -> bytes:
    file = io.StringIO(newline="")
    csv.writer(file).writerows(rows)
    return file.getvalue().encode()


def parted_by(delimiter: str, file: bytes) -> Iterator[str]:
    """The cells that a program has which parts cells by another sign, and minds quotes at the start of one alone."""
    for line in re.split("[\r\n]+", file.decode("utf-8-sig")):
        yield from line.split(delimiter)


HIDDEN = ["Rafah;=1+1", "a\t=1", "a|@x", "a; '=1", 'a;"=1+1"', "a؛=1", ";-1", "a\n=1", "a,=1", "'=1", "a;'=1", "x; +y"]


@pytest.mark.parametrize("delimiter", [*";\t|؛،、，；"], ids=ascii)
@pytest.mark.parametrize("text", HIDDEN, ids=ascii)
def test_no_separator_of_any_country_lets_a_text_become_a_formula(text: str, delimiter: str) -> None:
    kept = {"odd": {"a": [text]}, "type": "casualties"}
    line = " ".join(text.split())
    claims = [
        {"record": kept, "attributions": [{"source": {"name": line}}]},
        {
            "record": {"type": "statement", "actor": line, "act": "warns", "topic": "access"},
            "attributions": [{"source": {"name": line}, "excerpt": line, "via": [{"name": line}]}],
        },
        {
            "record": {"type": "indicator", "code": "x", "value": {"best": -5, "unit": "celsius"}},
            "attributions": [{"source": {"name": "A desk"}, "caveats": ["provisional", "delayed"]}],
        },
    ]
    notes = [{"text": f"First.\n{text}\n- second\n+ third"}]
    data = {"format": "sitrep/1", "claims": claims, "notes": notes}
    report = sr.loads(json.dumps(data), unknown="keep")
    file = TIDY.write(report)
    assert TIDY.read(file) == report
    for cell in parted_by(delimiter, file):
        began = cell.lstrip(' "')
        assert not began.startswith(RUN_BY_SPREADSHEETS) or is_number(began.partition(",")[0]), cell
    assert "-5" in {cell for row in rows_of(file) for cell in row.values()}


def fact(**columns: str) -> bytes:
    """A table with one row, made by hand."""
    said = {"type": "casualty", "outcome": "killed", "people.best": "12", "attribution.source.name": "A clinic"}
    said |= {column.replace("__", "."): text for column, text in columns.items()}
    return written([[*said], [*said.values()]])


# The laws


@FEW
@given(st.sitreps(), strategies.randoms())
def test_rows_and_columns_may_come_in_any_order_and_more_than_once(report: sr.SitRep, chance: Any) -> None:
    header, *rows = csv.reader(io.StringIO(TIDY.write(report).decode("utf-8-sig"), newline=""))
    places = [*range(len(header))]
    chance.shuffle(places)
    rows += rows[::2]
    chance.shuffle(rows)
    assert TIDY.read(written([[row[place] for place in places] for row in (header, *rows)])) == report


@FEW
@given(st.families(2))
def test_the_rows_of_two_files_are_their_merge(family: tuple[sr.SitRep, ...]) -> None:
    one, other = (rows_of(TIDY.write(report)) for report in family)
    columns = sorted({column for row in (*one, *other) for column in row} | {"part"})
    together = [columns, *([row.get(column, "") for column in columns] for row in (*one, *other))]
    assert TIDY.read(written(together)) == sr.merge(*family)


@FEW
@given(st.sitreps())
def test_there_is_a_row_for_each_attribution_and_each_other_part(report: sr.SitRep) -> None:
    parts = [row["part"] for row in rows_of(TIDY.write(report))]
    assert parts.count("claim") == sum(len(claim.attributions) for claim in report)
    for name in ("headers", "retractions", "links", "judgements", "notes"):
        assert parts.count(name.removesuffix("s")) == len(getattr(report, name))


@FEW
@given(st.sitreps())
def test_the_compact_table_has_a_row_for_each_fact(report: sr.SitRep) -> None:
    assert [row["id"] for row in rows_of(COMPACT.write(report))] == [claim.id for claim in report]


@FEW
@given(st.sitreps())
def test_no_cell_runs_as_a_formula(report: sr.SitRep) -> None:
    for exporter in (TIDY, COMPACT):
        for row in rows_of(exporter.write(report)):
            for cell in row.values():
                assert not cell.startswith(RUN_BY_SPREADSHEETS) or is_number(cell)


@given(strategies.text())
def test_a_quoted_text_comes_back(text: str) -> None:
    assert unquote(quote(text)) == text
    assert not quote(text).startswith(RUN_BY_SPREADSHEETS)


@given(strategies.lists(st.sources().map(lambda source: source.name), min_size=1))
def test_a_list_in_one_cell_comes_back(texts: list[str]) -> None:
    assert read_list(write_list(texts)) == texts


# What a table says


def test_each_part_of_a_figure_has_a_column_of_its_own() -> None:
    figure = sr.Figure(low=300, best=400, high=500, approximate=True, term="hundreds", unit="households")
    claim = sr.Claim(sr.Indicator(code="families_without_water", value=figure), attributions=["A clinic"])
    [said] = rows_of(TIDY.write(sr.SitRep(claims=[claim])))
    assert {column: text for column, text in said.items() if column.startswith("value.")} == {
        "value.low": "300",
        "value.best": "400",
        "value.high": "500",
        "value.approximate": "true",
        "value.term": "hundreds",
        "value.unit": "households",
    }


def test_columns_stand_by_type_and_those_that_types_share_stand_once() -> None:
    records = (
        sr.Casualty(outcome="killed", people=3, place="North", period="2024-03-01"),
        sr.Shortage(item="water", people=5, level="severe", place="North"),
        sr.Crossing(name="North gate", status="open"),
    )
    report = sr.SitRep(claims=[sr.Claim(record, attributions=["A clinic"]) for record in records])
    header, *_ = TIDY.write(report).decode("utf-8-sig").split("\r\n")
    assert header == (
        "part,id,type,place.name,period,name,status,people.best,item,level,outcome,attribution.source.name"
    )


def test_a_missing_figure_is_no_zero() -> None:
    missing, zero = (
        sr.SitRep(claims=[sr.Claim(sr.Casualty(outcome="killed", people=people), attributions=["A clinic"])])
        for people in (sr.Figure(missing="not_reported"), 0)
    )
    [said] = rows_of(TIDY.write(missing))
    assert "people.best" not in said
    assert said["people.missing"] == "not_reported"
    [said] = rows_of(TIDY.write(zero))
    assert said["people.best"] == "0"


def test_spreadsheets_see_which_text_it_is_and_where_lines_end() -> None:
    file = TIDY.write(gaza_figures())
    assert file.startswith(MARK.encode())
    assert file.count(b"\r\n") == file.count(b"\n") == len(rows_of(file)) + 1


def test_the_rows_name_who_said_it_and_in_which_words() -> None:
    ninety = [row for row in rows_of(TIDY.write(rafah())) if row["attribution.excerpt"] == "around 90"]
    assert [(row["people.best"], row["people.approximate"], row["attribution.source.name"]) for row in ninety] == [
        ("90", "true", "Officials")
    ]


def test_the_compact_table_tells_those_who_deny_from_those_who_assert() -> None:
    denial = sr.Attribution(source="Officials", stance="denies")
    claim = sr.Claim(sr.Casualty(outcome="killed", people=3), attributions=["B", "A", denial])
    [said] = rows_of(COMPACT.write(sr.SitRep(claims=[claim])))
    assert (said["sources.asserts"], said["sources.denies"]) == ("A | B", "Officials")
    assert COMPACT.read(COMPACT.write(sr.SitRep(claims=[claim]))) == sr.SitRep(claims=[claim])


def test_a_table_made_by_hand_needs_few_columns() -> None:
    report = TIDY.read(fact(place__name="Gaza Strip", period="2023-11-01"))
    record = sr.Casualty(outcome="killed", people=12, place="Gaza Strip", period="2023-11-01")
    assert report == sr.SitRep(claims=[sr.Claim(record, attributions=["A clinic"])])


def test_members_that_nobody_declares_stay() -> None:
    text = (
        '{"format":"sitrep/1","claims":[{"record":{"type":"sky_survey","stars":7},'
        '"attributions":[{"source":{"name":"A","orbit":1}}]}]}'
    )
    report = sr.loads(text, unknown="keep")
    assert TIDY.read(TIDY.write(report)) == report


# What CSV may look like, one table for each peculiarity that readers trip over

PECULIAR: dict[str, tuple[str, list[str]]] = {
    "a comma in quotes": ('part,note.text\nnote,"Road, and bridge"\n', ["Road, and bridge"]),
    "empty cells": ('part,note.section,note.text\nnote,"",Water\nnote,,Fuel\n', ["Fuel", "Water"]),
    "empty cells, ends of Windows": (
        'part,note.section,note.text\r\nnote,"",Water\r\nnote,,Fuel\r\n',
        ["Fuel", "Water"],
    ),
    "escaped quotes": ('part,note.text\nnote,"called ""safe"" zone"\n', ['called "safe" zone']),
    "JSON in a cell": (
        'part,note.text\nnote,"{""type"": ""Point"", ""at"": [34.4, 31.4]}"\n',
        ['{"type": "Point", "at": [34.4, 31.4]}'],
    ),
    "coordinates": ("part,note.text\nnote,31.25° N 34.26° E\n", ["31.25° N 34.26° E"]),
    "line ends within a cell": ('part,note.text\nnote,"One\nTwo"\nnote,Three\n', ["One\nTwo", "Three"]),
    "line ends of Windows within a cell": (
        'part,note.text\r\nnote,"One\r\nTwo"\r\nnote,Three\r\n',
        ["One\nTwo", "Three"],
    ),
    "quotes and line ends": ('part,note.text\nnote,"One ""first""\nTwo"\n', ['One "first"\nTwo']),
    "plain": ("part,note.text\nnote,Water\n", ["Water"]),
    "plain, ends of Windows": ("part,note.text\r\nnote,Water\r\n", ["Water"]),
    "no end of the last line": ("part,note.text\nnote,Water", ["Water"]),
    "blank lines": ("part,note.text\n\nnote,Water\n\n", ["Water"]),
    "scripts": ("part,note.text\nnote,ماء\nnote,вода\nnote,水\n", ["ماء", "вода", "水"]),
    "a mark at the start": (f"{MARK}part,note.text\nnote,Water\n", ["Water"]),
}


@pytest.mark.parametrize("name", PECULIAR)
def test_peculiar_tables_are_read(name: str) -> None:
    text, notes = PECULIAR[name]
    expected = sr.SitRep(notes=map(sr.Note, notes))
    assert TIDY.read(text.encode()) == expected
    # And what is in them is written so that any reader finds it.
    assert sorted(row["note.text"] for row in rows_of(TIDY.write(expected))) == sorted(notes)


# What is no table, and what is wrong in one

ONE_ROW = "type,outcome,people.best,attribution.source.name\ncasualty,killed,{},A clinic\n"

FAULTS: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "file: '' is refused; expected a table. The first row names the columns."),
    "Latin-1": ("part,note.text\nnote,Café\n".encode("latin-1"), "line 2 has none. Save the file as “CSV UTF-8”."),
    "UTF-16": (
        "part,note.text\nnote,Water\n".encode("utf-16"),
        "file: b'\\xff\\xfep\\x00' is refused; expected UTF-8 text",
    ),
    "semicolons": (
        b"type;outcome\ncasualty;killed\n",
        "row[1]: 'type;outcome' is refused; expected commas between the columns",
    ),
    "a quote without end": (b'part,note.text\nnote,"Water\n', "expected CSV: unexpected end of data"),
    "a row too long": (
        b"part,note.text\nnote,Road, bridge\n",
        "row[2]: 3 is refused; expected 2 cells, as in the header",
    ),
    "a column twice": (b"part,part\nnote,note\n", "row[1]: 'part' is refused; expected each column once"),
    "a column without a name": (b"part,\nnote,Water\n", "row[1]: '' is refused; expected a name for each column"),
    "a second header": (
        ONE_ROW.format("people killed").encode(),
        "row[2]['people.best']: 'people killed' is refused; expected a number",
    ),
    "separators of thousands": (
        ONE_ROW.format('"1,250"').encode(),
        "row[2]['people.best']: '1,250' is refused; expected a number such as 1250",
    ),
    "a decimal comma": (
        ONE_ROW.format('"12,5"').encode(),
        "row[2]['people.best']: '12,5' is refused; expected a number",
    ),
    "a number in words": (ONE_ROW.format("dozens").encode(), "Digits alone, with a point before decimals"),
    "a blank where a number has to be": (
        ONE_ROW.format("").encode(),
        "row[2].type: {'type': 'casualty', 'outcome': 'killed'} is refused; expected at least one value",
    ),
    "a date in words": (fact(period="1 Nov 2023"), "row[2].period: '1 Nov 2023' is refused"),
    "the day first": (fact(period="01/11/2023"), "row[2].period: '01/11/2023' is refused"),
    "a type that is none": (fact(type="casualy"), "Did you mean 'casualty'?"),
    "a column that is none": (
        fact(people__lowest="3"),
        "row[2]['people.lowest']: '3' is refused; expected nothing: a Figure has no such column",
    ),
    "bounds out of order": (fact(people__low="20"), "row[2]['people.low']: "),
    "a code that is none": (fact(attribution__stance="perhaps"), "row[2]['attribution.stance']: 'perhaps' is refused"),
    "no source": (fact(attribution__source__name=""), "row[2]['attribution.source']: missing; expected who asserts it"),
    "the id of something else": (fact(id=f"shortage:{'0' * 64}"), "row[2].id: "),
    "an id that is none": (fact(id="casualty:0"), "row[2].id: "),
    "a part that is none": (fact(part="clam"), "Did you mean 'claim'?"),
    "a value and its parts": (fact(people="12"), "expected nothing, where the columns of its parts say something"),
    "neither true nor false": (
        fact(people__approximate="yes"),
        "row[2]['people.approximate']: 'yes' is refused; expected true or false",
    ),
    "kept, and no JSON": (fact(kept="{"), "row[2].kept: '{' is refused; expected a JSON object"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_is_wrong_is_told_with_its_row_and_column(name: str) -> None:
    file, told = FAULTS[name]
    with pytest.raises(sr.InvalidError) as caught:
        TIDY.read(file)
    assert told in str(caught.value)


def test_the_faults_of_all_rows_are_told_at_once() -> None:
    rows = [["type", "outcome", "people.best", "attribution.source.name"]]
    rows += [["casualty", "killed", number, "A clinic"] for number in ("1 250", "12", "", "some")]
    with pytest.raises(sr.InvalidError) as caught:
        TIDY.read(written(rows))
    assert [fault.path[0] for fault in caught.value.faults] == [2, 4, 5]


def kept_files() -> Iterator[Path]:
    shared = Path(__file__).parent.parent.parent / "shared" / "data"
    yield from shared.glob("*.csv")


@pytest.mark.parametrize("path", [*kept_files()], ids=lambda path: path.name)
def test_tables_of_others_are_refused_and_not_guessed(path: Path) -> None:
    with pytest.raises(sr.InvalidError, match="expected one of the record types"):
        TIDY.read(path.read_bytes())


@pytest.mark.parametrize("name", ["crossings", "casualty2", "agreements", "notice", "claim"])
@pytest.mark.parametrize("offered", ["csv", "xlsx", "arrow", "parquet", "ndjson", "jsonld", "geojson", "hxl", "edxl"])
def test_a_type_that_nobody_declares_comes_back_however_near_to_one_that_somebody_does(name: str, offered: str) -> None:
    record = {"type": name, "people": {"best": 3}, "place": {"name": "Rafah"}, "crossing": "x", "note": {"a": [None]}}
    claims = [{"record": record, "attributions": [{"source": {"name": "A desk"}}]}]
    report = sr.loads(json.dumps({"format": "sitrep/1", "claims": claims}), unknown="keep")
    form = find_format(offered)
    assert sr.dumps(form.read(form.write(report))) == sr.dumps(form.carried(report))


def test_a_cell_may_be_long_whoever_read_what_before() -> None:
    long = sr.SitRep(notes=[sr.Note("word " * 60_000)])
    before = csv.field_size_limit(100)
    try:
        assert TIDY.read(TIDY.write(long)) == long
        assert csv.field_size_limit() == 100
    finally:
        csv.field_size_limit(before)


@pytest.mark.parametrize(
    "column",
    ["status.", ".status", "status..x", ".", "place" + ".parts.1" * 1_000, "place.parts." + "9" * 5_000 + ".name"],
)
def test_a_column_without_sensible_steps_is_told_by_its_name(column: str) -> None:
    with pytest.raises(sr.InvalidError) as raised:
        TIDY.read(fact(**{column: "open"}))
    [fault] = raised.value.faults
    assert fault.path[0] == 2
    assert str(fault.path[1]).startswith(column[:20])
