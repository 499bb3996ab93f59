"""The command line: what it prints where, and how it exits."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from builders import claim_of, killed
from click.testing import CliRunner, Result

import sitrep as sr
from sitrep.cli import main
from sitrep.cli.commands import sitrep as program
from sitrep.reference import gaza_figures, rafah

ROOT = Path(__file__).parents[1]

# What the person who runs the tests has set must not change what is printed.
PLAIN = {
    "COLORTERM": None,
    "COLUMNS": "80",
    "FORCE_COLOR": None,
    "NO_COLOR": None,
    "PYTHONUNBUFFERED": None,
    "TTY_COMPATIBLE": None,
}


def attribution(source: sr.Source | str, **given: object) -> sr.Attribution:
    return sr.Attribution(source=source, **{"reported": "2024-03-02"} | given)  # type: ignore[arg-type]


TOLL: dict[str, Any] = {"measure": "cumulative", "since": "2024-02-20"}


FROM_OCHA = sr.SitRep(
    headers=[sr.Header(title="Earthquake, flash update", publisher="OCHA", issued="2024-03-02")],
    claims=[
        sr.Claim(
            killed(87, **TOLL),
            attributions=[
                attribution(sr.Source("Ministry of Health", reliability="C"), via=["Reuters"], excerpt="87 dead"),
                attribution("Civil defence", document=sr.Document(title="Bulletin 4", url="https://example.org/4")),
            ],
            sensitivity="moderate",
        ),
        claim_of(killed(64, "2024-02-25", **TOLL), "Ministry of Health"),
        sr.Claim(
            sr.Crossing(name="Bab al-Hawa", between=("SYR", "TUR"), status="open", period="2024-03-01"),
            attributions=[attribution(sr.Source("Border guard", anonymous=True)), "Bus company"],
        ),
    ],
)
FROM_RED_CRESCENT = sr.SitRep(
    headers=[sr.Header(title="Situation report", publisher="Red Crescent")],
    claims=[claim_of(killed(112, **TOLL), attribution("Red Crescent"))],
)

INVALID = """{"format": "sitrep/1", "claims": [
    {"record": {"type": "casualty", "outcome": "killed", "people": {"best": "90"}}, "attributions": [3]},
    {"record": {"type": "crosing", "name": "Rafah"}, "attributions": [{"source": {"name": "AFP"}}]}]}"""

UNDECLARED = """{"format": "sitrep/1", "claims": [
    {"record": {"type": "landslide", "depth": 3}, "attributions": [{"source": {"name": "AFP"}}]}]}"""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run the program beside some files."""
    monkeypatch.chdir(tmp_path)
    sr.dump(FROM_OCHA, "ocha.json")
    sr.dump(FROM_RED_CRESCENT, "red_crescent.json")
    Path("invalid.json").write_text(INVALID, encoding="utf-8")
    Path("undeclared.json").write_text(UNDECLARED, encoding="utf-8")
    Path("latin1.json").write_bytes("réfugiés".encode("latin-1"))
    Path("truncated.json").write_bytes(Path("ocha.json").read_bytes()[:200])
    Path("folder").mkdir()

    def invoke(*arguments: str, stdin: bytes = b"", **env: str | None) -> Result:
        return CliRunner().invoke(program, arguments, input=stdin, env=PLAIN | env, prog_name="sitrep")

    return invoke


Run = Callable[..., Result]


def show(run: Run, report: sr.SitRep, *arguments: str, **env: str) -> str:
    """What `show` prints of a report."""
    result = run("show", "-", *arguments, stdin=sr.dumps(report).encode(), **env)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def start(*arguments: str, **env: str) -> subprocess.Popen[bytes]:
    """Start the program as a process of its own."""
    inherited = {name: value for name, value in os.environ.items() if name not in PLAIN}
    pipe = subprocess.PIPE
    return subprocess.Popen(
        [sys.executable, *arguments],
        stdin=pipe,
        stdout=pipe,
        stderr=pipe,
        env=inherited | {"PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error"} | env,
    )


def test_validate_names_each_file_that_is_fine(run: Run) -> None:
    result = run("validate", "ocha.json", "red_crescent.json")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "ocha.json: fine — 3 reported facts, 4 sources",
        "red_crescent.json: fine — 1 reported fact, 1 source",
    ]
    assert result.stderr == ""


def test_validate_lists_every_fault_of_every_file(run: Run) -> None:
    result = run("validate", "invalid.json", "ocha.json", "truncated.json")
    assert result.exit_code == 1
    assert result.stdout == "ocha.json: fine — 3 reported facts, 4 sources\n"
    lines = result.stderr.splitlines()
    assert lines[0] == "invalid.json: 3 faults"
    assert [line.strip() for line in lines if line.strip().startswith("$")] == [
        "$.claims[0].record.people.best",
        "$.claims[0].attributions[0]",
        "$.claims[1].record.type",
        "$",
    ]
    assert "'90' is refused; expected a number." in result.stderr
    assert "Did you mean 'crossing'?" in result.stderr
    assert "truncated.json: 1 fault" in lines


def test_fault_lines_fit_the_width(run: Run) -> None:
    assert max(map(len, run("validate", "invalid.json", COLUMNS="60").stderr.splitlines())) <= 60


@pytest.mark.parametrize("command", [["validate"], ["show"], ["merge", "-o", "out.json"]])
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("nowhere.json", "nowhere.json: cannot be read: "),
        ("folder", "folder: cannot be read: "),
        ("latin1.json", "expected UTF-8 text; byte 1 is none"),
        ("truncated.json", "expected JSON; at line 1"),
        ("invalid.json", "invalid.json: 3 faults"),
        ("undeclared.json", "or read with --unknown keep."),
    ],
)
def test_input_at_fault_exits_with_1(run: Run, command: list[str], name: str, words: str) -> None:
    result = run(*command, name)
    assert result.exit_code == 1
    assert words in " ".join(result.stderr.split())
    assert result.stdout == ""
    assert not Path("out.json").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["validate"],
        ["show"],
        ["show", "ocha.json", "red_crescent.json"],
        ["merge", "-", "ocha.json", "-"],
        ["validate", "-", "-"],
        ["merge", "ocha.json", "-o", "folder"],
        ["merge", "ocha.json", "-o", "no_folder/out.json"],
        ["merge", "ocha.json", "--indent", "-1"],
        ["show", "ocha.json", "--unknown", "drop"],
        ["publish"],
    ],
)
def test_call_at_fault_exits_with_2(run: Run, arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stderr.startswith("Usage: sitrep ")
    assert result.stdout == ""


def test_help_and_version(run: Run) -> None:
    assert "validate" in run("--help").stdout
    assert run("--version").stdout.endswith("format sitrep/1\n")


def test_merge_writes_the_same_bytes_to_a_file_and_to_standard_output(run: Run) -> None:
    to_file = run("merge", "ocha.json", "-", "-o", "out.json", stdin=sr.dumps(FROM_RED_CRESCENT).encode())
    expected = sr.dumps(FROM_OCHA | FROM_RED_CRESCENT).encode()
    assert to_file.exit_code == 0
    assert to_file.stdout == ""
    assert to_file.stderr == "out.json: 4 reported facts, 5 sources; the sources disagree on 1 point\n"
    assert Path("out.json").read_bytes() == expected
    to_output = run("merge", "red_crescent.json", "ocha.json", "ocha.json")
    assert to_output.exit_code == 0
    assert to_output.stdout_bytes == expected
    assert to_output.stderr == ""


def test_merge_indents_for_people(run: Run) -> None:
    result = run("merge", "ocha.json", "--indent", "2")
    assert result.stdout == sr.dumps(FROM_OCHA, indent=2)


def test_merge_leaves_its_output_whole_when_an_input_is_at_fault(run: Run) -> None:
    Path("out.json").write_text("as it was", encoding="utf-8")
    before = sorted(os.listdir())
    result = run("merge", "ocha.json", "invalid.json", "nowhere.json", "-o", "out.json")
    assert result.exit_code == 1
    assert "invalid.json: 3 faults" in result.stderr
    assert "nowhere.json: cannot be read" in result.stderr
    assert Path("out.json").read_text(encoding="utf-8") == "as it was"
    assert sorted(os.listdir()) == before


def test_merge_may_write_over_one_of_its_inputs(run: Run) -> None:
    assert run("merge", "ocha.json", "red_crescent.json", "-o", "ocha.json").exit_code == 0
    assert sr.load("ocha.json") == FROM_OCHA | FROM_RED_CRESCENT


@pytest.mark.parametrize(
    ("output", "words"),
    [("no/such/x.json", "no/such/x.json cannot be written: No such file or directory"), (".", "'.' is a directory")],
)
def test_an_output_that_cannot_be_written_is_a_fault_of_the_call(run: Run, output: str, words: str) -> None:
    result = run("merge", "ocha.json", "-o", output)
    assert result.exit_code == 2
    assert words in result.stderr
    assert ".part" not in result.stderr


def test_what_is_not_declared_is_kept_on_demand(run: Run) -> None:
    merged = run("merge", "undeclared.json", "ocha.json", "--unknown", "keep")
    assert sr.loads(merged.stdout, unknown="keep") == sr.load("undeclared.json", unknown="keep") | FROM_OCHA
    assert run("validate", "undeclared.json", "--unknown", "keep").exit_code == 0
    assert "Landslide" in run("show", "undeclared.json", "--unknown", "keep").stdout


def test_show_prints_the_picture(run: Run) -> None:
    assert show(run, FROM_OCHA | FROM_RED_CRESCENT) == EXPECTED


EXPECTED = """\
Earthquake, flash update
  OCHA · issued 2024-03-02
Situation report
  Red Crescent

Current picture, as known on 2024-03-02
4 reported facts, 5 sources; the sources disagree on 1 point

Crossing ───────────────────────────────────────────────────────────────────────

Bab al-Hawa crossing, between Syria and Türkiye
  • open, 2024-03-01  (2 sources)
      Border guard (anonymous), reported 2024-03-02
      Bus company

Casualty ───────────────────────────────────────────────────────────────────────

Killed, Northern Province, cumulative, since 2024-02-20
  ≠ the sources disagree: see 1 below
  • 87 people, 2024-03-01  (2 sources)  (sensitivity: moderate)
      Civil defence, reported 2024-03-02 [1]
      Ministry of Health (reliability C), via Reuters, reported 2024-03-02: “87
      dead”
  • 112 people, 2024-03-01
      Red Crescent, reported 2024-03-02
  • 64 people, 2024-02-25
      Ministry of Health

Where the sources disagree ─────────────────────────────────────────────────────

1. Killed, Northern Province, cumulative, since 2024-02-20 — conflicting
   figures: People
  • 87 people, 2024-03-01
      Civil defence, reported 2024-03-02 [1]
      Ministry of Health (reliability C), via Reuters, reported 2024-03-02: “87
      dead”
  • 112 people, 2024-03-01
      Red Crescent, reported 2024-03-02
  Range between sources: 87 to 112 people
  In the picture: 87 people (most reliable: reliability C, credibility 6)

Documents ──────────────────────────────────────────────────────────────────────

[1] Bulletin 4, https://example.org/4
"""


def test_show_of_an_empty_report(run: Run) -> None:
    shown = show(run, sr.SitRep())
    assert "0 reported facts, 0 sources; no disagreement" in shown
    assert "Nowhere" in shown


def test_show_marks_what_is_withdrawn(run: Run) -> None:
    correction = sr.Retraction(
        killed(112, **TOLL),
        source="Red Crescent",
        kind="corrected",
        at="2024-03-03",
        reason="digits swapped",
        replaced_by=killed(87, **TOLL),
    )
    shown = show(run, FROM_OCHA | FROM_RED_CRESCENT | sr.SitRep(retractions=[correction]))
    assert "• 112 people, 2024-03-01  WITHDRAWN\n" in shown
    assert "Red Crescent, reported 2024-03-02 (withdrawn)\n" in shown
    assert "Corrected by Red Crescent, 2024-03-03: digits swapped; now: 87 people" in shown
    assert "as known on 2024-03-03" in shown
    assert "no disagreement" in shown


def test_show_tells_withdrawn_denied_and_disputed_apart(run: Run) -> None:
    denied = claim_of(killed(10, **TOLL), attribution("Army", stance="denies"))
    unsure = claim_of(killed(20, "2024-02-01", **TOLL), attribution("Police", stance="cannot_confirm"))
    disputed = claim_of(killed(30, "2024-01-01", **TOLL), "Mayor")
    dispute = sr.Retraction(disputed, source="Mayor", by="Town council", kind="misattributed", reason="a rumour")
    shown = show(run, sr.SitRep(claims=[denied, unsure, disputed], retractions=[dispute]))
    facts, _, disagreements = shown.partition("Where the sources disagree")
    assert "• 10 people, 2024-03-01  DENIED\n      Army denies it, reported 2024-03-02\n" in facts
    assert "• 20 people, 2024-02-01  NOT CONFIRMED\n      Police cannot confirm it, reported" in facts
    assert "• 30 people, 2024-01-01  DISPUTED\n" in facts
    assert "≠ the sources disagree: see 1, 2 below" in facts
    assert "Army denies it" in disagreements
    assert "Disputed: Town council calls the word of Mayor misattributed: a rumour" in disagreements
    assert "Police" not in disagreements


def test_show_says_which_subjects_are_the_same(run: Run) -> None:
    province = sr.Claim(sr.Shortage(item="fuel", level="severe", place="Northern Province"), attributions=["AFP"])
    north = sr.Claim(sr.Shortage(item="fuel", level="short", place="The north"), attributions=["AFP"])
    elsewhere = sr.Shortage(item="fuel", level="short", place="The south")
    links = [
        sr.Link([province, north], by="OCHA", at="2024-03-04", reason="another name"),
        sr.Link([province, elsewhere], same=False, by="OCHA"),
    ]
    shown = " ".join(show(run, sr.SitRep(claims=[province, north], links=links)).split())
    names = "“Shortage of fuel, Northern Province” is the same as “Shortage of fuel, The north”"
    assert f"{names}, says OCHA, 2024-03-04: another name" in shown
    assert "is not the same as a subject without facts in this report, says OCHA" in shown
    assert "conflicting statements: Level" in shown


def test_show_says_conflicting_words_without_a_range(run: Run) -> None:
    crossing = sr.Crossing(name="Bab al-Hawa", between=("SYR", "TUR"), status="closed", period="2024-03-01")
    shown = show(run, FROM_OCHA | sr.SitRep(claims=[sr.Claim(crossing, attributions=["AFP"])]))
    assert "conflicting statements:" in shown
    assert "Range between sources" not in shown


def test_show_gives_no_range_over_two_units_or_without_bounds(run: Run) -> None:
    def aid(quantity: sr.Figure) -> sr.Claim:
        return sr.Claim(sr.Assistance(activity="food_distribution", quantity=quantity), attributions=["WFP"])

    tonnes, trucks = aid(sr.Figure(best=5, unit="tonnes")), aid(sr.Figure(best=3, unit="trucks"))
    assert "Range between sources" not in show(run, sr.SitRep(claims=[tonnes, trucks]))
    at_least = aid(sr.Figure(low=9, unit="tonnes"))
    assert "Range between sources: at least 5 tonnes\n" in show(run, sr.SitRep(claims=[tonnes, at_least]))


def test_show_prints_the_narrative(run: Run) -> None:
    note = sr.Note("Roads are cut.\n\nRain is forecast.", section="overview", sector="LOG")
    assert "Overview, logistics\n  Roads are cut.\n\n  Rain is forecast.\n" in show(run, sr.SitRep(notes=[note]))


@pytest.mark.parametrize("width", [40, 80, 120])
def test_show_fits_the_width(run: Run, width: int) -> None:
    lines = show(run, FROM_OCHA | FROM_RED_CRESCENT, COLUMNS=str(width)).splitlines()
    assert max(map(len, lines)) == width
    assert all(line == line.rstrip() for line in lines)


def test_markup_and_signs_of_direction_in_a_report_are_inert(run: Run) -> None:
    claim = claim_of(killed(1, **TOLL), "[bold]AFP[/bold] :smile: \u202ecitsale\u2066")
    assert "[bold]AFP[/bold] :smile: citsale\n" in show(run, sr.SitRep(claims=[claim]))


def test_control_characters_in_a_fault_or_a_name_are_inert(run: Run) -> None:
    result = run("validate", "-", stdin=rb'{"format": "sitrep/1", "\u001b[31mred\nx\u0000\ud800": "\u001b[0m"}')
    assert result.exit_code == 1
    assert "[31mred" in result.stderr
    assert "\x1b" not in result.stderr
    assert run("show", "a\x1b[31m\nb").stderr.startswith("a\\x1b[31m\\x0ab: cannot be read")


def test_right_to_left_and_combining_text_keep_their_place(run: Run) -> None:
    arabic = sr.Source("وزارة الصحة", affiliation="الحكومة")
    claim = sr.Claim(
        sr.Shortage(item="fuel", level="severe", place="Tie\u0302\u0301ng Vie\u0302\u0323t", period="2024-03"),
        attributions=[attribution(arabic, excerpt="نقص حاد في الوقود " * 9)],
    )
    lines = show(run, sr.SitRep(claims=[claim])).splitlines()
    turned = [line for line in lines if "\u0627" in line]
    assert len(turned) > 2
    # The mark before the first letter keeps the line from being drawn from the right.
    assert all(line.startswith("      \u200e") for line in turned)
    assert "الحكومة\u200e), reported 2024-03-02" in turned[0]


def test_colours_are_for_terminals_that_want_them(run: Run) -> None:
    report = FROM_OCHA | FROM_RED_CRESCENT
    assert "\x1b" not in show(run, report)
    assert "\x1b[33m" in show(run, report, FORCE_COLOR="1", TERM="xterm")
    assert "\x1b[33m" not in show(run, report, FORCE_COLOR="1", TERM="xterm", NO_COLOR="1")


def test_example_merges_two_reports_and_shows_where_they_disagree(run: Run) -> None:
    result = run("example", COLUMNS="120")
    assert result.exit_code == 0
    introduction = result.stdout.partition("\n\n")[0].replace("\n", " ")
    for report in (rafah(), gaza_figures()):
        assert f"“{report.headers[0].title}”" in introduction
    assert "Where the sources disagree" in result.stdout


def test_the_program_reads_and_writes_utf8_whatever_the_locale_is() -> None:
    report = sr.SitRep(claims=[claim_of(killed(1, **TOLL), "وزارة الصحة")])
    process = start("-m", "sitrep.cli", "show", "-", LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="cp1252")
    output, errors = process.communicate(sr.dumps(report).encode())
    assert (process.returncode, errors) == (0, b"")
    assert "وزارة الصحة" in output.decode()


def test_the_program_exits_with_the_code_of_the_command(tmp_path: Path) -> None:
    for code, arguments in (
        (1, ["show", str(tmp_path / "nowhere.json")]),
        (2, ["show"]),
        (0, ["show", "--help"]),
        (0, ["--version"]),
    ):
        process = start("-m", "sitrep.cli", *arguments)
        _, errors = process.communicate()
        assert process.returncode == code
        assert bool(errors) == bool(code)


@pytest.mark.parametrize("command", ["show", "merge"])
def test_a_reader_that_has_enough_is_no_reason_for_a_traceback(tmp_path: Path, command: str) -> None:
    many = sr.SitRep(claims=[claim_of(killed(number, **TOLL), "A" * 1000) for number in range(200)])
    sr.dump(many, tmp_path / "many.json")
    with start("-m", "sitrep.cli", command, str(tmp_path / "many.json")) as process:
        assert process.stdout
        assert process.stdout.read(1)
        process.stdout.close()
        assert process.stderr
        assert process.stderr.read() == b""
    assert process.returncode == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("command", ["show", "merge"])
def test_output_that_cannot_be_written_is_said_in_one_line(tmp_path: Path, command: str, unbuffered: str) -> None:
    sr.dump(FROM_OCHA, tmp_path / "ocha.json")
    with Path("/dev/full").open("wb") as full:
        process = subprocess.run(
            [sys.executable, "-m", "sitrep.cli", command, str(tmp_path / "ocha.json")],
            stdout=full,
            stderr=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": unbuffered},
            check=False,
        )
    assert process.returncode == 2
    assert process.stderr.decode().startswith("standard output cannot be written: ")
    assert process.stderr.count(b"\n") == 1


@pytest.mark.parametrize("stage", ["sitrep.cli.import_module", "sitrep.cli.files.loads"])
def test_ctrl_c_is_quiet(
    stage: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("report.json").write_text("{}", encoding="utf-8")
    monkeypatch.setattr(stage, lambda *_, **__: signal.raise_signal(signal.SIGINT))
    monkeypatch.setattr("sys.argv", ["sitrep", "validate", "report.json"])
    assert main() == 130
    output, errors = capsys.readouterr()
    assert output + errors.strip() == ""


@pytest.mark.parametrize("package", ["click", "rich"])
def test_a_missing_extra_names_the_command_that_brings_it(package: str) -> None:
    script = f"""
import sys

class Without:
    def find_spec(self, name, path=None, target=None):
        if name == {package!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

sys.meta_path.insert(0, Without())
from sitrep.cli import main
sys.exit(main())
"""
    process = start("-c", script, "validate", "nowhere.json")
    output, errors = process.communicate()
    assert process.returncode == 2
    assert output == b""
    assert errors.decode().strip() == f'{package} is not installed; run: pip install "humanitarian-sitrep[cli]"'


@pytest.mark.parametrize("name", program.commands)
def test_every_command_is_documented(name: str) -> None:
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("**/*.md")]
    assert any(f"sitrep {name}" in page.read_text(encoding="utf-8") for page in pages)


def test_diff_says_what_changed(run: Run, tmp_path: Path) -> None:
    def toll(people: int, day: str) -> sr.SitRep:
        record = sr.Casualty(outcome="killed", people=people, place="Northern Province", period=day)
        return sr.SitRep(claims=[sr.Claim(record, attributions=["OCHA"])])

    old, new = tmp_path / "old.json", tmp_path / "new.json"
    sr.dump(toll(80, "2024-03-01"), old)
    sr.dump(toll(80, "2024-03-01") | toll(87, "2024-03-02"), new)
    done = run("diff", str(old), str(new))
    assert (done.exit_code, done.stdout) == (0, "• Killed, Northern Province: 80 → 87 (+7)\n")
    [change] = json.loads(run("diff", "--format", "json", str(old), str(new)).stdout)
    assert (change["kind"], change["difference"]) == ("revised", {"low": 7, "high": 7})
    assert run("diff", str(old), str(old)).stdout == "Nothing changed.\n"
    assert run("diff", str(old)).exit_code == 2
    assert run("diff", str(old), str(tmp_path / "none.json")).exit_code == 1


def test_show_says_what_changed_since_an_earlier_report(run: Run, tmp_path: Path) -> None:
    def tolls(*people: int) -> sr.SitRep:
        records = (
            sr.Casualty(outcome="killed", people=each, period=f"2024-03-0{day}") for day, each in enumerate(people, 1)
        )
        return sr.SitRep(claims=[sr.Claim(each, attributions=["A source"]) for each in records])

    old, new = tmp_path / "old.json", tmp_path / "new.json"
    sr.dump(tolls(3, 9), old)
    sr.dump(tolls(4, 9), new)
    told = run("show", str(new), "--since", str(old)).stdout
    assert "What changed" in told
    assert "• Killed, 2024-03-01: 3 → 4 (+1)" in told
    assert "Nothing changed." in run("show", str(new), "--since", str(new)).stdout
    assert "What changed" not in run("show", str(new)).stdout
    assert run("show", "-", "--since", "-").exit_code == 2


def test_diff_gives_only_what_is_new(run: Run, tmp_path: Path) -> None:
    def version(digest: str, *tolls: int) -> sr.SitRep:
        said = sr.Attribution(source="Tracker", document=sr.Document(title="A data set", sha256=digest * 64))
        records = (sr.Casualty(outcome="killed", people=people, place=f"Town {people}") for people in tolls)
        return sr.SitRep(claims=[sr.Claim(each, attributions=[said]) for each in records])

    old, new = tmp_path / "old.json", tmp_path / "new.json"
    sr.dump(version("0", 3, 4), old)
    sr.dump(version("1", 3, 4, 5), new)
    told = run("diff", "--only-new", str(old), str(new)).stdout
    assert told == "• Killed, Town 5: 5 people\n      Tracker\nnew: 1 reported fact, 1 source\n"
    assert sr.loads(run("diff", "--only-new", "--format", "json", str(old), str(new)).stdout) == version("1", 5)
    assert run("diff", "--only-new", str(new), str(old)).stdout == "Nothing new is reported.\n"
    run("diff", "--only-new", str(old), str(new), "-o", str(tmp_path / "news.json"))
    assert sr.load(tmp_path / "news.json") == version("1", 5)
    assert run("diff", str(old), str(new), "-o", str(tmp_path / "changes.json")).exit_code == 2


def test_verify_holds_the_words_against_the_document(run: Run, tmp_path: Path) -> None:
    text, report, other = tmp_path / "page.txt", tmp_path / "report.json", tmp_path / "other.txt"
    text.write_text("Officials expect about 90 patients.", encoding="utf-8")
    other.write_bytes("Cafés".encode("latin-1"))
    page = sr.Transcript(document="An invented page", text=text.read_text(encoding="utf-8"))
    page.claim(sr.Evacuation(people=sr.Figure.parse("about 90")), "Officials", "about 90")
    sr.dump(page.report(), report)
    done = run("verify", str(report), "--document", str(text))
    assert (done.exit_code, done.stdout) == (0, "Nothing looks wrong — 1 reported fact, 1 source\n")
    page.claim(sr.Evacuation(people=91), "Officials", "about 90")
    sr.dump(page.report(), report)
    done = run("verify", str(report), "--document", str(text))
    assert done.exit_code == 1
    assert "“about 90” says about 90" in done.stdout
    [notice] = json.loads(run("verify", str(report), "--document", str(text), "--format", "json").stdout)
    assert notice["code"] == "figure_differs"
    assert run("verify", str(report), "--document", str(other)).exit_code == 1
    assert run("verify", str(report)).exit_code == 2
