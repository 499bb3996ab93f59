"""Tables of P-codes: read as declared, and what a report says is held against them."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings, strategies as hypothesis

import sitrep as sr
from sitrep.checks import check
from sitrep.cli.commands import sitrep as program
from sitrep.tables import read_pcodes
from sitrep.testing import strategies as st
from sitrep.values.pcodes import Pcodes

# Made-up places of a made-up country.
HXL = """\
Region,P-code,Name (ar),District,,P-code,People
#adm1+name+i_en,#adm1+code,#adm1+name+i_ar,#adm2 +name,,#ADM2+code,#population
North,XA01,الشمال,Hill,note,XA0101,5
North,XA01,الشمال,Sea-Side,,XA0102,6
South,XA02,,,,,
"""
LONG = "code;label;level;y;x\nXA01;North;1;33.51234567;36\nXA0101;;2;;\n"
COLUMNS = {"pcode": "code", "name": "label", "admin_level": "level", "latitude": "y", "longitude": "x"}
TABLE = read_pcodes(HXL)


def told(*places: sr.Place) -> sr.SitRep:
    records = (sr.Shortage(item="water", level="short", place=place) for place in places)
    return sr.SitRep(claims=[sr.Claim(each, attributions=["A"]) for each in records])


def found(code: str, *places: sr.Place, pcodes: Pcodes | None = TABLE) -> list[str]:
    return [each.sentence for each in check(told(*places), pcodes=pcodes) if each.code == code]


# Reading

FIELDS = ["pcode", "name", "within", "country", "admin_level", "latitude", "longitude"]
CODES = hypothesis.from_regex("X[A-Z][0-9]{2,4}", fullmatch=True)


def written(places: list[sr.Place]) -> str:
    file = io.StringIO()
    rows = csv.writer(file)
    rows.writerow(FIELDS)
    for place in places:
        cells = [getattr(place, name) for name in FIELDS]
        rows.writerow("" if each is None else f"{each:f}" if isinstance(each, float) else each for each in cells)
    return file.getvalue()


@settings(max_examples=max(25, settings().max_examples // 10))
@given(hypothesis.lists(st.places(pcode=CODES, parts=()), unique_by=lambda place: place.pcode))
def test_the_places_of_a_table_are_read_as_they_are(places: list[sr.Place]) -> None:
    table = read_pcodes(written(places), {name: name for name in FIELDS})
    assert [table[pcode] for pcode in table] == places
    assert len(table) == len(places)
    for place in places:
        assert place.pcode in table
        assert table.level(str(place.pcode)) == place.admin_level
        assert not place.name or place.pcode in table.named(place.name)
    assert not [notice for notice in check(told(*places), pcodes=table) if notice.code in CHECKED]


def test_a_table_says_by_hashtags_what_its_columns_are() -> None:
    assert [*TABLE] == ["XA01", "XA0101", "XA0102", "XA02"]
    assert TABLE["XA01"] == sr.Place(name="North", pcode="XA01", admin_level=1)
    assert TABLE.names("XA01") == ("North", "الشمال")
    assert TABLE.names("XA02") == ("South",)
    assert TABLE.level("XA0102") == 2
    assert TABLE.level("XB01") is None
    assert TABLE.named("SEA side") == TABLE.named("Séa-Sidé") == ("XA0102",)
    assert TABLE.named("Nowhere") == ()


def test_a_table_is_read_as_the_caller_declares_it() -> None:
    table = read_pcodes(LONG.encode("utf-8-sig"), COLUMNS, delimiter=";")
    assert table["XA01"] == sr.Place(name="North", pcode="XA01", admin_level=1, latitude=33.512346, longitude=36)
    assert table["XA0101"] == sr.Place(pcode="XA0101", admin_level=2)


def test_a_row_may_hold_several_places_and_names() -> None:
    wide = "p1,en,ar,p2\nXA01,North,الشمال,XA0101\nXA01,North,الشمال,XA0102\n"
    table = read_pcodes(wide, [{"pcode": "p1", "name": ["en", "ar"], "admin_level": 1}, {"pcode": "p2"}])
    assert {pcode: table.names(pcode) for pcode in table} == {"XA01": ("North", "الشمال"), "XA0101": (), "XA0102": ()}


@pytest.mark.parametrize(
    ("content", "columns", "message"),
    [
        ("code,label\nxa01,X\n", {"pcode": "code"}, "line[2].code: 'xa01' is refused; expected a P-code: "),
        ("code,label\n,X\n", {"pcode": "code", "name": "label"}, "line[2].code: missing; expected the P-code of X"),
        (
            "code,x\nXA01,1\nXA01,2\n",
            {"pcode": "code", "admin_level": "x"},
            "line[3].x: 2 is refused; expected 1, which XA01 has elsewhere in the table",
        ),
        ("code,x\nXA01,9\n", {"pcode": "code", "admin_level": "x"}, "line[2].x: 9 is refused; expected from 0 to 5"),
        (
            "code,x\nXA01,one\nXA02\n",
            {"pcode": "code", "admin_level": "x"},
            "2 faults:\n  line[2].x: 'one' is refused; expected a number in digits, with a point before decimals\n"
            "  line[3]: 1 is refused; expected 2 cells, as in the header.",
        ),
        (
            'code,x,y\nXA01,"33,5",36\n',
            {"pcode": "code", "latitude": "x", "longitude": "y"},
            "line[2].x: '33,5' is refused; expected a number in digits",
        ),
        ("code\nXA01\n", {"name": "code"}, "columns.pcode: missing; expected the column of the P-codes"),
        (
            "code\nXA01\n",
            {"pcode": "cod"},
            "columns.pcode: 'cod' is refused; expected a column of the table: code. Did you mean 'code'?",
        ),
        (
            "code\nXA01\n",
            {"pocde": "code"},
            "columns.pocde: 'pocde' is refused; expected a field of a place: name, within, country, pcode, "
            "admin_level, latitude, longitude. Did you mean 'pcode'?",
        ),
        ("code\nXA01\n", {"pcode": 1}, "columns.pcode: 1 is refused; expected the name of a column"),
        (
            "code,x\nXA01,X\n",
            {"pcode": ["code", "x"]},
            "columns.pcode: ['code', 'x'] is refused; expected the name of one",
        ),
        (b"code\nXA01\xe9\n", {"pcode": "code"}, "file: b'\\xe9\\n' is refused; expected utf-8 text; line 2 has none"),
        ("a,b\n1,2\n", None, "file: 'a,b\\n1,2\\n' is refused; expected a table with a row of HXL hashtags, such as"),
        ("", None, "file: '' is refused; expected a table with a row of HXL hashtags"),
        (
            "#adm1+code,#adm1+name,#adm1+name\nXA01,North,Nord\n",
            None,
            "columns: '#adm1+name' is refused; expected a hashtag that only one column has.",
        ),
        ("#adm1+name\nNorth\n", None, "columns: ['#adm1+name'] is refused; expected a hashtag of P-codes"),
        (
            "#adm1+code,#adm1+code+v_x\nXA01,X\n",
            None,
            "columns: ['#adm1+code', '#adm1+code+v_x'] is refused; expected one column of P-codes of level 1.",
        ),
    ],
)
def test_what_is_not_as_declared_is_refused(content: str | bytes, columns: Any, message: str) -> None:
    with pytest.raises(sr.InvalidError) as raised:
        read_pcodes(content, columns)
    assert str(raised.value).startswith(message)


def test_a_table_made_in_python_has_the_same_rules() -> None:
    table = Pcodes([sr.Place(pcode="XA01", name="North")])
    assert table["XA01"].name == "North"
    with pytest.raises(
        sr.InvalidError, match=r"'XA1' is refused; expected a P-code of the table\. Did you mean 'XA01'"
    ):
        table["XA1"]
    with pytest.raises(sr.InvalidError, match=r"^places\[0\]\.pcode: missing; expected the P-code of the place$"):
        Pcodes([sr.Place(name="North")])


# Holding a report against it

CHECKED = {"pcode_not_listed", "pcode_of_other_level", "pcode_named_otherwise"}


@settings(max_examples=max(25, settings().max_examples // 10))
@given(st.sitreps())
def test_no_table_makes_a_check_fail(report: sr.SitRep) -> None:
    without = check(report)
    assert {notice for notice in check(report, pcodes=TABLE) if notice.code not in CHECKED} == {*without}
    assert not [notice for notice in without if notice.code in CHECKED]


def test_a_pcode_that_the_table_lacks_is_found() -> None:
    place = sr.Place(name="Hill", pcode="XA0199")
    assert found("pcode_not_listed", place) == ["Hill: the table has no P-code XA0199. It has Hill as XA0101."]
    assert found("pcode_not_listed", sr.Place(pcode="XA0199")) == ["XA0199: the table has no P-code XA0199."]
    assert found("pcode_not_listed", sr.Place(pcode="XA0101"), sr.Place(name="Elsewhere")) == []
    assert found("pcode_not_listed", place, pcodes=None) == []


def test_a_name_that_does_not_fit_its_pcode_is_found() -> None:
    assert found("pcode_named_otherwise", sr.Place(name="Hill", pcode="XA0102")) == [
        "Hill: XA0102 is Sea-Side in the table. It has Hill as XA0101."
    ]
    assert found("pcode_named_otherwise", sr.Place(name="Nord", pcode="XA01")) == [
        "Nord: XA01 is North or الشمال in the table."
    ]
    for name in ("north", "NORTH", "الشمال"):
        assert found("pcode_named_otherwise", sr.Place(name=name, pcode="XA01")) == []


def test_a_level_that_does_not_fit_its_pcode_is_found() -> None:
    assert found("pcode_of_other_level", sr.Place(pcode="XA0101", admin_level=1)) == [
        "XA0101: XA0101 is of admin level 2 in the table, and here of 1."
    ]
    assert found("pcode_of_other_level", sr.Place(pcode="XA0101", admin_level=2), sr.Place(pcode="XA01")) == []


def test_places_within_others_and_in_other_fields_are_held_against_it() -> None:
    parts = sr.Place(parts=[sr.Place(pcode="XA09"), sr.Place(pcode="XA01")])
    moved = sr.Evacuation(people=5, origin=parts, destination=sr.Place(pcode="XA08"))
    report = sr.SitRep(claims=[sr.Claim(moved, attributions=["A"])])
    notices = [each for each in check(report, pcodes=TABLE) if each.code == "pcode_not_listed"]
    assert [each.sentence.split(":")[0] for each in notices] == ["XA08", "XA09"]
    assert {each.claims for each in notices} == {(moved.id,)}


# The command


def test_the_command_holds_a_report_against_a_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("places.csv").write_text(HXL, encoding="utf-8")
    Path("plain.csv").write_text(LONG, encoding="utf-8")
    sr.dump(told(sr.Place(pcode="XA09")), "report.json")

    def run(*arguments: str) -> Any:
        return CliRunner().invoke(program, ["check", *arguments, "report.json"])

    assert run().exit_code == 0
    result = run("--pcodes", "places.csv")
    assert (result.exit_code, "the table has no P-code XA09." in result.stdout) == (1, True)
    result = run("--pcodes", "plain.csv")
    assert (result.exit_code, "plain.csv" in result.stderr, "#adm1+code" in result.stderr) == (1, True, True)
    assert run("--pcodes", "absent.csv").exit_code == 1
