"""Importing a table on the command line, and beginning a mapping of it."""

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, strategies as st

import sitrep as sr
from sitrep.cli.commands import sitrep as program
from sitrep.tables import draft_mapping, read_table

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


def test_map_finds_the_rows_of_json_and_takes_no_report_for_a_table(run: Run) -> None:
    feature = {"type": "Feature", "properties": {"killed": 3}, "geometry": {"type": "Point", "coordinates": [34, 31]}}
    Path("places.json").write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    begun = run("map", "places.json").stdout
    assert 'rows = "features"' in begun
    assert 'record.people = { column = "properties.killed" }' in begun
    assert "run: sitrep import --map MAP places.json" in " ".join(run("show", "places.json").stderr.split())
    Path("report.json").write_text('{"format":"sitrep/1","claims":[]}', encoding="utf-8")
    assert run("map", "report.json").exit_code == 1


def test_import_asks_about_dates_years_from_the_reports(run: Run) -> None:
    Path("far.csv").write_text("N,D\n1,2016-03-01\n2,2024-02-28\n", encoding="utf-8")
    dated = 'record = { period = { column = "D", dates = "edtf" }, '
    mapping = Path("map.toml").read_text(encoding="utf-8").replace("record = { ", dated)
    Path("far.toml").write_text(mapping, encoding="utf-8")
    told = run("import", "--map", "far.toml", "far.csv", "--reported", "2024-03-01").stderr
    assert "warning: Killed: 1 person, 2016-03-01 is of 2016, while the report is of 2024: is it" in " ".join(
        told.split()
    )
    assert told.count("warning") == 1


@given(st.binary(max_size=40) | st.text(st.sampled_from('a1,;\n /-.é[]{}"'), max_size=40).map(str.encode))
def test_a_mapping_is_begun_for_any_table_or_the_file_is_refused(content: bytes) -> None:
    with suppress(sr.InvalidError):
        draft_mapping(content)
