"""What the command line says of files that are no report as JSON, and of tables that come in from others."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sitrep import dump, loads
from sitrep.cli.commands import sitrep as program
from sitrep.fields.kinds import resembling
from sitrep.reference import rafah

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the program in a folder of its own; `code` is the exit code that is expected."""
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments: str, code: int = 0) -> Result:
        result = CliRunner().invoke(program, arguments, env={"COLUMNS": "200"}, prog_name="sitrep")
        assert result.exit_code == code, result.stderr
        return result

    return invoke


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", b"Place,Killed\nA,1\n", "this is a table; run: sitrep import --map MAP a.csv"),
        ("a.csv", b"Place,Killed\n#adm1,#affected+killed\nA,1\n", "run: sitrep import --from hxl a.csv"),
        ("a.json", b'[["#adm1"], ["A"]]', "this is an HXL table"),
        ("a.json", b'[{"place": "A"}]', "this is a table"),
        ("a.xml", b'<a xmlns="urn:oasis:names:tc:emergency:EDXL:SitRep:1.0"/>', "run: sitrep import --from edxl a.xml"),
        ("a.parquet", b"PAR1....", "run: sitrep import --from parquet a.parquet"),
        ("a.arrow", b"ARROW1..", "run: sitrep import --from arrow a.arrow"),
    ],
)
def test_a_file_of_another_format_is_recognised(run: Run, name: str, content: bytes, said: str) -> None:
    Path(name).write_bytes(content)
    for command in (["merge"], ["show"], ["check"], ["validate"], ["convert", "--to", "csv"], ["diff", name]):
        assert said in " ".join(run(*command, name, code=1).stderr.split())


@pytest.mark.parametrize("to", ["csv", "csv-compact", "xlsx", "hxl", "edxl", "geojson", "jsonld", "arrow", "parquet"])
def test_what_convert_writes_is_recognised(run: Run, to: str) -> None:
    dump(rafah(), "report.json")
    run("convert", "report.json", "--to", to, "-o", "written")
    assert f"run: sitrep import --from {to} written" in " ".join(run("merge", "written", code=1).stderr.split())


def test_ndjson_is_taken_wherever_json_is(run: Run) -> None:
    dump(rafah(), "report.json")
    run("convert", "report.json", "--to", "ndjson", "-o", "report.ndjson")
    assert run("merge", "report.ndjson").stdout == run("merge", "report.json").stdout
    for command in ("show", "check", "validate"):
        run(command, "report.ndjson")


def test_an_hxl_table_is_imported_as_far_as_it_can_be(run: Run) -> None:
    Path("a.csv").write_text("#org,#sector,#adm1,#reached,#mood\nA,WSH,X,80,x\nB,WSH,X,8.5,x\n")
    imported = run("import", "--from", "hxl", "a.csv", "--source", "WASH cluster", code=1)
    assert "a.csv: 1 column left out" in imported.stderr
    assert "a.csv: 1 row could not be read" in imported.stderr
    [claim] = loads(imported.stdout)
    assert [each.source.name for each in claim.attributions] == ["WASH cluster"]


def test_import_asks_about_codes_that_resemble_listed_ones(run: Run) -> None:
    Path("a.csv").write_text("#affected+killed,#cause,#adm1\n1,fool,X\n2,flodo,Y\n")
    assert "Did you mean 'flood'?" in run("import", "--from", "hxl", "a.csv", "--source", "A").stderr


def test_a_hint_names_no_one_of_several() -> None:
    assert resembling("OCHA, Red Crescent", ["Red Crescent"]).startswith("It is more than 'Red Crescent'")
    assert resembling("UN", ["ngo", "un_agency"]) == "Did you mean 'un_agency'?"
    assert resembling("feul", ["fuel", "food"]) == "Did you mean 'fuel'?"
