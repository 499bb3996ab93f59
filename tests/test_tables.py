"""Tables read by a mapping: the claims that it makes of their rows."""

from datetime import date
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given, strategies as st
from mapped_tables import KILLED, fault, figures, mapping, read, refusals

import sitrep as sr
from sitrep.tables import read_mapping, read_table

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
