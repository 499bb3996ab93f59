"""Importing tables: what a mapping makes of them, and what it refuses."""

import json
from collections.abc import Callable
from contextlib import suppress
from copy import deepcopy
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, strategies as st
from mapped_tables import KILLED, fault, figure, figures, mapping, read, refusals

import sitrep as sr
from sitrep.cli.commands import sitrep as program
from sitrep.tables import draft_mapping, read_mapping, read_table

# What a claim is made of


def test_a_claim_is_its_json_form_with_holes() -> None:
    table = "when,where,dead,hurt,who,how,note\n2024-03-01,North,5,,MoH,counted,x\n"
    toml = """
    dates = "edtf"
    ignore = ["note"]
    blanks = { "" = "leave_out" }
    file.format = "csv"
    document = { title = "Daily table", publisher = "A desk", url = "https://example.org/t.csv", language = "en" }
    header = { title = "Daily", issued = { column = "when" } }
    tables.speakers = { MoH = { name = "Ministry of Health", kind = "health_ministry" } }

    [[claims]]
    sensitivity = "low"
    record.type = "casualty"
    record.outcome = "killed"
    record.place = { name = { column = "where" }, country = "SYR" }
    record.period = { column = "when" }
    record.people = { column = "dead" }
    record.verification = { column = "how" }
    attribution.source = { column = "who", values = "speakers" }
    attribution.via = ["Radio", { name = { column = "where" } }]
    attribution.reported = { column = "when" }

    [[claims]]
    record = { type = "casualty", outcome = "injured", people = { column = "hurt" } }
    attribution.source = "Somebody"
    """
    result = read_table(table, toml)
    record = sr.Casualty(
        outcome="killed",
        place=sr.Place(name="North", country="SYR"),
        period="2024-03-01",
        people=5,
        verification="counted",
    )
    document = sr.Document(
        title="Daily table",
        publisher="A desk",
        url="https://example.org/t.csv",
        language="en",
        sha256=sha256(table.encode()).hexdigest(),
    )
    said = sr.Attribution(
        source=sr.Source("Ministry of Health", kind="health_ministry"),
        via=["Radio", "North"],
        reported="2024-03-01",
        document=document,
    )
    assert result.report == sr.SitRep(
        headers=[sr.Header(title="Daily", issued="2024-03-01")],
        claims=[sr.Claim(record, attributions=[said], sensitivity="low")],
    )
    assert result.faults == ()
    assert result.rows == {"read": 1, "repeated": 0, "left_out": 0, "skipped": 0, "refused": 0}
    assert result.cells == {"read": 5, "missing": 0, "left_out": 1, "ignored": 1, "skipped": 0, "refused": 0}


def test_toml_bytes_python_data_and_a_mapping_that_was_read_are_the_same() -> None:
    toml = """
    file.format = "csv"
    [[claims]]
    record = { type = "casualty", outcome = "killed", place = "Here", people = { column = "N" } }
    attribution.source = "A desk"
    """
    expected = read("N\n1\n").report
    for given_as in (toml, toml.encode(), read_mapping(toml), mapping()):
        assert read_table("N\n1\n", given_as).report == expected


def test_constants_may_be_values_of_the_library() -> None:
    claim = {
        "record": {
            "type": "casualty",
            "outcome": "killed",
            "people": sr.Figure(low=3),
            "place": {"name": {"column": "N"}},
        },
        "attribution": {"source": sr.Source("A desk"), "reported": date(2024, 3, 1)},
    }
    [made] = read_table("N\nHere\n", mapping(claim)).report
    assert made.record == sr.Casualty(outcome="killed", people=sr.Figure(low=3), place="Here")
    assert made.attributions[0].reported == sr.Period("2024-03-01")


def test_what_a_claim_says_counts_before_its_template_and_that_before_another() -> None:
    parts: dict[str, Any] = {
        "templates": {
            "base": {
                "record": KILLED | {"people": {"column": "N"}},
                "attribution": {"source": "A"},
                "sensitivity": "low",
            },
            "other": {"like": "base", "record": {"place": "There"}, "attribution": {"source": "B"}, "when": {"N": "1"}},
        },
        "ignore": [{"column": "N", "when": {"N": "2"}}],
    }
    [made] = read_table("N\n1\n2\n", mapping({"like": "other", "record": {"outcome": "injured"}}, **parts)).report
    assert made.record == sr.Casualty(outcome="injured", place="There", people=1)
    assert (made.attributions[0].source.name, made.sensitivity) == ("B", "low")


def test_a_list_may_have_holes_and_one_item_may_stand_for_a_list() -> None:
    record = {"type": "crossing", "name": "X", "between": [{"column": "a"}, "EGY", {"column": "b"}], "status": "open"}
    claim = {"record": record, "attribution": {"source": "A desk", "via": {"name": {"column": "c"}}}}
    [made] = read_table("a,b,c\nPSE,,Radio\n", mapping(claim, blanks={"": "leave_out"})).report
    assert made.record == sr.Crossing(name="X", between=["PSE", "EGY"], status="open")
    assert made.attributions[0].via == (sr.Source("Radio"),)


def test_a_header_that_cannot_be_read_is_a_fault_of_its_row() -> None:
    result = read("N,D\n1,x\n", header={"title": "Daily", "issued": {"column": "D", "dates": "%Y"}})
    assert fault(result) == "line 2, column 'D': 'x' is refused; expected a date written as %Y"
    assert not result.report.headers


def test_the_document_is_the_file_unless_the_attribution_names_another() -> None:
    claim = mapping()["claims"][0]
    claim["attribution"] |= {"document": {"url": {"column": "link"}}}
    [made] = read_table("N,link\n1,https://example.org/1\n", mapping(claim)).report
    assert made.attributions[0].document == sr.Document(url="https://example.org/1")


def test_a_digest_that_the_mapping_gives_is_that_of_the_file() -> None:
    digest = sha256(b"N\n1\n").hexdigest()
    assert read("N\n1\n", document={"sha256": digest}).report
    [refusal] = refusals(mapping(document={"sha256": digest}), "N\n2\n")
    assert refusal.startswith("mapping.document.sha256: ")


def test_sources_may_differ_by_row_and_by_column() -> None:
    def by(column: str, source: Any) -> dict[str, Any]:
        return {"record": KILLED | {"people": {"column": column}}, "attribution": {"source": source}}

    table = "a,b,who\n1,2,X\n3,4,Y\n"
    result = read_table(table, mapping(by("a", "Desk A"), by("b", {"column": "who"})))
    spoken = {(claim.record.people.best, claim.attributions[0].source.name) for claim in result.report}  # type: ignore[attr-defined]
    assert spoken == {(1, "Desk A"), (3, "Desk A"), (2, "X"), (4, "Y")}


def test_equal_rows_are_one_claim() -> None:
    assert len(read("N\n1\n1\n").report) == 1


@given(st.permutations(["1", "2", "3", "4", ""]), st.integers(0, 4))
def test_rows_in_any_order_or_parts_are_the_same_report(rows: list[str], cut: int) -> None:
    def of(rows: list[str]) -> sr.SitRep:
        # A digest of its own for each file would tell the parts apart.
        claim = mapping()["claims"][0]
        claim["attribution"] |= {"document": "The table"}
        table = "\n".join(["N,x", *(f"{row},x" for row in rows)])
        return read_table(table, mapping(claim, ignore=["x"], blanks={"": "unknown"})).report

    assert sr.dumps(of(rows[:cut]) | of(rows[cut:])) == sr.dumps(of(sorted(rows)))


# What becomes of rows


def test_a_row_that_makes_the_fact_of_an_earlier_row_is_told() -> None:
    result = read("N,x\n1,x\n1,x\n2,x\n1,x\n", ignore=["x"])
    assert result.lines == {"read": (2, 4), "repeated": (3, 5), "left_out": (), "skipped": (), "refused": ()}
    assert [str(each) for each in result.repeats] == [
        "line 3 makes the same fact as line 2",
        "line 5 makes the same fact as line 2",
    ]


def test_another_source_of_the_same_fact_is_no_repetition() -> None:
    claim = mapping()["claims"][0] | {"attribution": {"source": {"column": "who"}}}
    assert read_table("N,who\n1,A\n1,B\n1,A\n", mapping(claim)).rows["repeated"] == 1


def test_every_row_has_one_fate() -> None:
    table = "N,x\n1,x\n1,x\n,x\n5,skip\n1o,x\n9\n"
    result = read(table, ignore=[], skip={"x": "skip"}, record={"place": {"column": "x"}}, blanks={"": "leave_out"})
    assert result.rows == {"read": 1, "repeated": 1, "left_out": 1, "skipped": 1, "refused": 2}


LINE_LIST = "id,where\n1,A\n2,A\n3,B\n"


def test_rows_of_a_line_list_are_counted() -> None:
    claim = {
        "record": KILLED | {"place": {"column": "where"}, "people": {"count": "rows"}},
        "attribution": {"source": "A"},
    }
    result = read_table(LINE_LIST, mapping(claim, ignore=["id"]))
    assert sorted(map(str, result.report)) == ["Killed, A: 2 people", "Killed, B: 1 person"]
    assert result.rows["read"] == 3
    # A row that could not be read may be one more of any.
    result = read_table(LINE_LIST + "4\n", mapping(claim, ignore=["id"]))
    assert sorted(map(str, result.report)) == ["Killed, A: at least 2 people", "Killed, B: at least 1 person"]


def test_a_figure_of_the_mapping_that_several_rows_make_counts_none_of_them() -> None:
    claim = {"record": KILLED | {"place": {"column": "where"}, "people": 1}, "attribution": {"source": "A"}}
    result = read_table(LINE_LIST, mapping(claim, ignore=["id"]))
    assert sorted(map(str, result.report)) == ["Killed, B: 1 person"]
    assert [each.line for each in result.faults] == [2, 3]
    assert "lines 2, 3 make the same one" in str(result.faults[0])


def test_a_row_may_be_an_event_by_its_place_or_by_several_columns() -> None:
    def events(column: Any) -> list[str]:
        record = {"event": {"column": column}}
        made = read(
            "N,day,where\n3,1 March,A\n3,1 March,B\n", record=record, document={"title": "Log"}, ignore=["/.*/"]
        )
        return sorted(claim.record.event or "" for claim in made.report)

    assert events("#row") == ["Log, line 2", "Log, line 3"]
    assert events(["day", "where"]) == ["1 March A", "1 March B"]


def test_a_blank_figure_makes_no_claim_whatever_else_the_row_states() -> None:
    record = {"cause": {"column": "why"}, "people": {"column": "N", "blanks": {"": "leave_out"}}}
    assert len(read("N,why\n,flood\n", record=record).report) == 0
    assert len(read("N,why\n3,flood\n", record=record).report) == 1


def test_a_column_that_only_chooses_rows_is_used_where_it_lets_one_text_through() -> None:
    def read_when(texts: Any) -> Any:
        claim = mapping()["claims"][0] | {"when": {"status": texts}}
        return read_table(
            "N,status\n1,final\n2,verified\n", mapping(claim, ignore=[{"column": "N", "when": {"status": "verified"}}])
        )

    assert read_when("final").rows["read"] == 1
    assert [(each.line, each.column) for each in read_when("/.*/").faults] == [(2, "status"), (3, "status")]


# Who speaks


def test_the_source_may_be_given_beside_the_mapping() -> None:
    parts = mapping({"record": KILLED | {"people": {"column": "N"}}, "attribution": {}})
    [made] = read_table("N\n1\n", parts, source="Office", reported="2024-03-01", document="Bulletin").report
    assert str(made.attributions[0]) == "Office, 2024-03-01"
    assert made.attributions[0].document == sr.Document(title="Bulletin", sha256=sha256(b"N\n1\n").hexdigest())
    with pytest.raises(sr.InvalidError, match="every attribution of the mapping says it itself"):
        read_table("N\n1\n", mapping(), source="Office")
    with pytest.raises(sr.InvalidError, match="the mapping was read before"):
        read_table("N\n1\n", read_mapping(mapping()), source="Office")


# Optional columns, templates, labels


def test_a_file_may_lack_optional_columns() -> None:
    other = mapping(record={"outcome": "injured", "people": {"column": "M"}})["claims"][0]
    wide = mapping(record={"people": {"column": "*"}, "sex": "f"})["claims"][0] | {"columns": "/ext_.*/"}
    parts = mapping(mapping()["claims"][0], other, wide, optional=["M", "/ext_.*/"])
    assert [str(each) for each in read_table("N\n1\n", parts).report] == ["Killed, Here: 1 person"]
    assert len(read_table("N,M,ext_a\n1,2,3\n", parts).report) == 3


def test_a_claim_may_be_like_several_templates() -> None:
    templates = {
        "where": {"record": {"place": "There", "outcome": "injured"}},
        "what": {"record": KILLED | {"people": {"column": "N"}}, "attribution": {"source": "A"}},
    }
    [made] = read_table("N\n1\n", mapping({"like": ["where", "what"]}, templates=templates)).report
    assert str(made) == "Injured, There: 1 person"


def test_white_space_in_the_names_of_columns_is_folded() -> None:
    record = {"people": {"column": "Killed (total)"}}
    assert figures(read('"Killed\n (total) "\n1\n', record=record)) == [{"best": 1}]


def test_notes_below_a_table_are_left_alone() -> None:
    table = "N,x\n1,x\n* provisional\n"
    assert read(table, ignore=["x"], skip={"N": "/\\*.*/"}).rows["skipped"] == 1
    file = {"format": "csv", "footer": "/[*].*/"}
    assert read(table, ignore=["x"], file=file).rows == {
        "read": 1,
        "repeated": 0,
        "left_out": 0,
        "skipped": 0,
        "refused": 0,
    }


# Blanks


@pytest.mark.parametrize("reason", ["not_reported", "not_applicable", "suppressed", "unknown"])
def test_a_blank_is_missing_for_a_reason_and_never_zero(reason: str) -> None:
    assert figure("", blanks={"": reason}) == {"missing": reason}
    assert figure(" n/a ", blanks={"n/a": reason}) == {"missing": reason}
    assert figure("0", blanks={"": reason}) == {"best": 0}


def test_a_blank_that_states_nothing_makes_no_claim() -> None:
    result = read('N,M\n"",x\n', record={"people": {"column": "N", "blanks": {"": "leave_out"}}}, ignore=["M"])
    assert (len(result.report), result.faults, result.cells["left_out"]) == (0, (), 1)


def test_of_two_figures_one_may_be_left_out() -> None:
    record = {"people": {"column": "N"}, "households": {"column": "H"}}
    result = read("N,H\n,3\n,\n4,\n", record=record, blanks={"": "leave_out"})
    assert sorted(claim.record.statement for claim in result.report) == ["3 households", "4 people"]
    # A row in which every cell is blank is no row.
    assert result.rows["read"] == 2


def test_an_empty_cell_that_nobody_spoke_of_is_a_fault() -> None:
    result = read("N,M\n,x\n", ignore=["M"])
    assert fault(result) == (
        "line 2, column 'N': '' is refused; expected a value. Say in `blanks` what an empty cell means."
    )


def test_only_figures_are_missing_for_a_reason() -> None:
    record = {"age": {"column": "age"}}
    blanks = {"": "not_reported"}
    assert "column 'age'" in fault(read("N,age\n1,\n", record=record, blanks=blanks))
    [made] = read("N,age\n1,\n", record={"age": {"column": "age", "blanks": {"": "leave_out"}}}, blanks=blanks).report
    assert made.record == sr.Casualty(outcome="killed", place="Here", people=1)


# Rows and columns that are left alone


def test_rows_are_skipped_by_condition() -> None:
    table = "N,Area,Kind\n1,A,x\n2,Total A,x\n3,B,y\n4,,x\n"
    skip = [{"Area": "/Total.*/"}, {"Area": ["", "B"], "Kind": "y"}]
    result = read(table, skip=skip, record={"place": {"column": "Area"}}, blanks={"": "leave_out"})
    assert {json.dumps(each) for each in figures(result)} == {'{"best": 1}', '{"best": 4}'}
    assert (result.rows["skipped"], result.cells["skipped"]) == (2, 6)
    assert len(read(table, skip={"Kind": ["x", "y"]}, ignore=["Area"]).report) == 0


def test_conditions_take_numbers_as_their_text() -> None:
    rows = json.dumps([{"N": 1, "ok": True}, {"N": 2, "ok": False}])
    parts = mapping(file={"format": "json"}, skip=[{"ok": False}])
    assert figures(read_table(rows, parts)) == [{"best": 1}]
    assert figures(read_table(rows, parts | {"skip": [{"N": 1}], "ignore": ["ok"]})) == [{"best": 2}]


def test_a_cell_that_no_claim_takes_is_a_fault() -> None:
    claim = mapping()["claims"][0] | {"when": {"status": "final"}}
    result = read_table("N,status\n1,final\n2,draft\n-,draft\n", mapping(claim, blanks={"-": "unknown"}))
    assert [str(each) for each in result.faults] == [
        "line 3, column 'N': '2' is refused; expected a claim that takes it in this row. "
        "Widen the `when` of one, or ignore the column in such rows."
    ]
    ignore = [{"column": "/N|M/", "when": {"status": "draft"}}]
    result = read_table("N,status\n1,final\n2,draft\n", mapping(claim, ignore=ignore))
    assert (figures(result), result.cells["ignored"]) == ([{"best": 1}], 1)


def test_a_condition_on_the_column_itself_does_not_hide_what_it_says() -> None:
    claim = mapping()["claims"][0] | {"when": {"N": "1"}}
    assert [each.line for each in read_table("N\n1\n2\n", mapping(claim)).faults] == [3]


def test_a_cell_ignored_in_a_row_makes_no_claim_there() -> None:
    result = read("N,hours\n0,0\n5,24\n0,24\n", ignore=["hours", {"column": "N", "when": {"hours": 0, "N": 0}}])
    assert len(result.report) == 2
    assert result.cells["ignored"] == 4


def test_every_column_has_a_use() -> None:
    assert refusals(mapping(), "N,Kiled\n1,2\n") == [
        "mapping: 'Kiled' is refused; expected a use for every column of the file. "
        "Use it in a claim, or name it in `ignore`."
    ]
    assert read("N,x_a,x_b,note\n1,2,3,4\n", ignore=["note", "/x_.*/"]).cells["ignored"] == 3
    # A pattern doesn't take away what a claim uses.
    assert figures(read("N,x\n1,2\n", ignore=["/.*/"])) == [{"best": 1}]


def test_every_column_that_is_named_is_there() -> None:
    parts = mapping(ignore=["y", {"column": "n", "when": {"q": "1"}}], skip=[{"z": "1"}])
    assert [each.partition(":")[0] for each in refusals(parts, "n\n1\n")] == [
        "mapping.claims[0].record.people.column",
        "mapping.ignore[0]",
        "mapping.skip[0].z",
        "mapping.ignore[1].when.q",
        "mapping",
    ]
    assert "Did you mean 'Killed'?" in refusals(mapping(record={"people": {"column": "Kiled"}}), "Killed\n1\n")[0]


# Many columns

WIDE = "Date,Chad,Niger,Chad-deaths,Total\n2024,1,2,0,3\n"
BY_COUNTRY = {
    "columns": "/(?P<country>[A-Za-z]+)/",
    "record": {
        "type": "disease_count",
        "disease": "Cholera",
        "kind": "case",
        "people": {"column": "*"},
        "period": {"column": "Date", "dates": "%Y"},
        "place": {"country": {"part": "country", "values": "countries"}},
    },
    "attribution": {"source": "A desk"},
}
COUNTRIES = {"countries": {"Chad": "TCD", "Niger": "NER"}}


def test_a_claim_is_made_for_each_column_that_fits() -> None:
    deaths = deepcopy(BY_COUNTRY) | {"columns": "/(?P<country>.+)-deaths/"}
    deaths["record"] = BY_COUNTRY["record"] | {"kind": "death"}  # type: ignore[operator]
    result = read_table(WIDE, mapping(BY_COUNTRY, deaths, tables=COUNTRIES, ignore=["Total"]))
    assert sorted(map(str, result.report)) == [
        "Cholera, case count, Chad: 1 case, 2024",
        "Cholera, case count, Niger: 2 cases, 2024",
        "Cholera, death count, Chad: 0 deaths, 2024",
    ]
    assert result.cells == {"read": 4, "missing": 0, "left_out": 0, "ignored": 1, "skipped": 0, "refused": 0}


def test_a_column_whose_name_cannot_be_read_is_a_fault_of_the_mapping() -> None:
    [refusal] = refusals(mapping(BY_COUNTRY, tables=COUNTRIES, ignore=["/.*-deaths/"]), WIDE)
    assert refusal.startswith("mapping.claims[0].columns.Total: 'Total' is refused; expected one of: Chad, Niger")


def test_columns_may_be_listed_and_their_whole_names_used() -> None:
    claim = mapping(record={"people": {"column": "*"}, "outcome": {"part": "name"}})["claims"][0]
    result = read_table("killed,injured\n1,2\n", mapping(claim | {"columns": ["killed", "injured"]}))
    assert sorted(map(str, result.report)) == ["Injured, Here: 2 people", "Killed, Here: 1 person"]


def test_a_part_may_be_anywhere_in_a_claim() -> None:
    claim = mapping(record={"people": {"column": "*"}})["claims"][0] | {"columns": "/by (?P<who>.+)/"}
    claim["attribution"] = {"source": "A desk", "via": ["Radio", {"part": "who"}], "caveats": ["provisional"]}
    [made] = read_table("by Reuters\n1\n", mapping(claim)).report
    assert made.attributions[0].via == (sr.Source("Radio"), sr.Source("Reuters"))
    assert made.attributions[0].caveats == ("provisional",)


def test_a_part_may_be_a_date() -> None:
    claim = mapping(record={"people": {"column": "*"}, "period": {"part": "year", "dates": "%Y"}})["claims"][0]
    result = read_table("n2023,n2024\n1,2\n", mapping(claim | {"columns": r"/n(?P<year>\d+)/"}))
    assert sorted(map(str, result.report)) == ["Killed, Here: 1 person, 2023", "Killed, Here: 2 people, 2024"]


def test_a_pattern_that_fits_nothing_is_a_fault() -> None:
    claim = mapping(record={"people": {"column": "*"}})["claims"][0] | {"columns": ["/x.*/"]}
    assert refusals(mapping(claim, ignore=["N"]))[0].startswith("mapping.claims[0].columns: '/x.*/' is refused")


# The command line


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.chdir(tmp_path)
    Path("good.csv").write_text("N\n1\n2\n", encoding="utf-8")
    Path("faulty.csv").write_text("N\n1\n1o\n", encoding="utf-8")
    Path("map.toml").write_text(
        'file.format = "csv"\n[[claims]]\nattribution.source = "A desk"\n'
        'record = { type = "casualty", outcome = "killed", people = { column = "N" } }\n',
        encoding="utf-8",
    )
    Path("other.toml").write_text(Path("map.toml").read_text(encoding="utf-8").replace('"N"', '"M"'), encoding="utf-8")
    Path("invalid.toml").write_text("claims = [", encoding="utf-8")

    def invoke(*arguments: str, stdin: bytes = b"") -> Result:
        env = {"COLUMNS": "100", "NO_COLOR": "1", "FORCE_COLOR": None, "TTY_COMPATIBLE": None}
        return CliRunner().invoke(program, arguments, input=stdin, env=env, prog_name="sitrep")

    return invoke


Run = Callable[..., Result]


def test_import_writes_a_report(run: Run) -> None:
    result = run("import", "--map", "map.toml", "good.csv", "-o", "out.json")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.startswith("out.json: 2 reported facts, 1 source")
    expected = read_table(Path("good.csv").read_bytes(), Path("map.toml").read_bytes()).report
    assert sr.load("out.json") == expected
    piped = run("import", "--map", "map.toml", "-", "--indent", "1", stdin=Path("good.csv").read_bytes())
    assert (piped.exit_code, piped.stderr, sr.loads(piped.stdout)) == (0, "", expected)
    mapped = run("import", "--map", "-", "good.csv", stdin=Path("map.toml").read_bytes())
    assert sr.loads(mapped.stdout) == expected


def test_import_lists_the_rows_that_cannot_be_read_and_writes_the_others(run: Run) -> None:
    result = run("import", "--map", "map.toml", "faulty.csv")
    assert result.exit_code == 1
    assert len(sr.loads(result.stdout)) == 1
    assert result.stderr.splitlines() == [
        "faulty.csv: 1 row could not be read",
        "  line 3, column N",
        "    '1o' is refused; expected a number written as 1234.5",
    ]


@pytest.mark.parametrize(
    ("map_file", "file", "said"),
    [
        ("other.toml", "good.csv", "other.toml: 2 faults"),
        ("invalid.toml", "good.csv", "invalid.toml: 1 fault"),
        ("absent.toml", "good.csv", "absent.toml: cannot be read: No such file"),
        ("map.toml", "absent.csv", "absent.csv: cannot be read: No such file"),
    ],
)
def test_import_says_which_file_is_at_fault(run: Run, map_file: str, file: str, said: str) -> None:
    result = run("import", "--map", map_file, file, "-o", "out.json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(said)
    assert not Path("out.json").exists()


def test_import_refuses_a_file_that_is_no_table(run: Run) -> None:
    result = run("import", "--map", "map.toml", "-", stdin=b"\xff")
    assert (result.exit_code, result.stderr.splitlines()[0]) == (1, "standard input: 1 fault")


def test_import_needs_a_mapping_and_reads_standard_input_once(run: Run) -> None:
    assert run("import", "good.csv").exit_code == 2
    assert run("import", "--map", "-", "-").exit_code == 2


def test_import_warns_of_rows_that_repeat_and_tells_faults_of_one_kind_once(run: Run) -> None:
    Path("twice.csv").write_text("N\n1\n1\n1\n", encoding="utf-8")
    result = run("import", "--map", "map.toml", "twice.csv")
    assert result.exit_code == 0
    assert result.stderr.splitlines()[:2] == [
        "twice.csv: 3 rows: 1 read, 2 that repeat an earlier one",
        "  warning: line 3 makes the same fact as line 2, line 4 makes the same fact as line 2",
    ]
    Path("many.csv").write_text("N\n" + "".join(f"{number}o\n" for number in range(8000)), encoding="utf-8")
    result = run("import", "--map", "map.toml", "many.csv")
    assert result.stderr.splitlines() == [
        "many.csv: 8,000 rows could not be read",
        "  line 2, line 3, line 4, line 5, line 6 and 7,995 more, column N",
        "    '0o' is refused; expected a number written as 1234.5",
        "    likewise '1o', '2o', '3o', '4o', '5o' and 7,994 more",
    ]


def test_import_takes_who_speaks_from_the_command_line(run: Run) -> None:
    unsaid = Path("map.toml").read_text(encoding="utf-8").replace('attribution.source = "A desk"\n', "")
    Path("unsaid.toml").write_text(unsaid, encoding="utf-8")
    options = ("--source", "Office", "--reported", "2024-03-01", "--document", "Bulletin")
    result = run("import", "--map", "unsaid.toml", *options, "good.csv")
    assert {str(claim.attributions[0]) for claim in sr.loads(result.stdout)} == {"Office, 2024-03-01"}
    assert run("import", "--map", "unsaid.toml", "good.csv").exit_code == 1
    assert run("import", "--source", "Office", "good.csv").exit_code == 2


def test_map_writes_a_mapping_to_start_from_and_import_says_what_is_left(run: Run) -> None:
    table = "Date;District;Killed;Cholera cases;Remarks\n01/03/2024;North;12;n/a;x\n25/03/2024;South;1,204;3;y\n"
    Path("begun.csv").write_text(table, encoding="utf-8")
    result = run("map", "begun.csv", "-o", "begun.toml")
    assert (result.exit_code, result.stderr) == (0, "begun.toml: 4 places to fill in\n")
    begun = Path("begun.toml").read_text(encoding="utf-8")
    left = run("import", "--map", "begun.toml", "begun.csv")
    assert left.exit_code == 1
    assert [line.strip() for line in left.stderr.splitlines() if line.startswith("  mapping")] == [
        "mapping.blanks['n/a']",
        "mapping.document.title",
        "mapping.templates.row.attribution.source",
        "mapping.claims[1].record.disease",
    ]
    for word in ("not_reported", "Bulletin", "Office", "Cholera"):
        mark = begun.index("???", begun.index("\n"))
        begun = begun[:mark] + word + begun[mark + 3 :]
    assert sorted(map(str, read_table(table, begun).report)) == [
        "Cholera, case count, North: number not reported, 2024-03-01",
        "Cholera, case count, South: 3 cases, 2024-03-25",
        "Killed, North: 12 people, 2024-03-01",
        "Killed, South: 1,204 people, 2024-03-25",
    ]
    assert run("map", "absent.csv").exit_code == 1


@given(st.binary(max_size=40) | st.text(st.sampled_from('a1,;\n /-.é[]{}"'), max_size=40).map(str.encode))
def test_a_mapping_is_begun_for_any_table_or_the_file_is_refused(content: bytes) -> None:
    with suppress(sr.InvalidError):
        draft_mapping(content)
