"""The command line on large reports: no work that nobody asked for, and a word on how far it is to who watches."""

import os
import pty
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import sitrep as sr
from sitrep.cli import files
from sitrep.cli.commands import sitrep as program
from sitrep.codec.undeclared import is_declared
from sitrep.formats.offers import find_format
from sitrep.reference import rafah

pytestmark = pytest.mark.once

ROOT = Path(__file__).parents[1]
LARGE = sr.SitRep(
    claims=[
        sr.Claim(sr.Incident(kind="flood", event=f"Flood {number}"), attributions=["AFP"])
        for number in range(files.SMALL + 1)
    ]
)
SIZE = f"{len(LARGE):,} reported facts, 1 source"

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    sr.dump(LARGE, "large.json")
    sr.dump(rafah(), "small.json")
    Path("large.ndjson").write_bytes(find_format("ndjson").write(LARGE))
    return lambda *arguments: CliRunner().invoke(program, arguments)


def test_whether_the_sources_of_a_large_report_disagree_is_said_on_demand(run: Run) -> None:
    assert run("merge", "large.json", "-o", "out.json").stderr == f"out.json: {SIZE}\n"
    assert run("merge", "--summary", "large.json", "-o", "out.json").stderr == f"out.json: {SIZE}; no disagreement\n"
    assert "no disagreement" in run("merge", "small.json", "-o", "out.json").stderr


def test_what_is_lost_of_a_large_report_is_said_without_looking_for_it(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sitrep.cli.formats._lost", lambda *_: pytest.fail("it was looked for"))
    shown = run("convert", "large.json", "--to", "csv-compact", "-o", "out.csv").stderr
    assert "What this format cannot carry of the report" in shown


@pytest.mark.parametrize(
    "arguments",
    [
        ("merge", "small.json", "-o", "out.json"),
        ("convert", "small.json", "--to", "csv-compact", "-o", "out.csv"),
        ("import", "--from", "ndjson", "large.ndjson", "-o", "out.json"),
        ("validate", "small.json"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_quiet_command_says_nothing_when_all_is_fine(run: Run, arguments: tuple[str, ...]) -> None:
    result = run(*arguments, "--quiet")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    assert run(*arguments).output != ""


def test_a_quiet_command_says_what_is_at_fault(run: Run) -> None:
    Path("wrong.json").write_text("{}", encoding="utf-8")
    result = run("validate", "-q", "wrong.json")
    assert (result.exit_code, "wrong.json: 1 fault" in result.stderr) == (1, True)


def test_what_is_declared_is_read_once_on_import(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sitrep.cli.formats.dumps", lambda _: pytest.fail("it was read twice"))
    assert run("import", "--from", "ndjson", "large.ndjson", "-o", "out.json").exit_code == 0
    assert Path("out.json").read_bytes() == Path("large.json").read_bytes()


@pytest.mark.parametrize(
    "undeclared",
    [
        '{"format":"sitrep/1","claims":[{"record":{"type":"landslide"},"attributions":[{"source":{"name":"AFP"}}]}]}',
        '{"format":"sitrep/1","headers":[{"title":"Flood","colour":"red"}]}',
        '{"format":"sitrep/1","notes":[{"text":"Calm.","by":"AFP"}]}',
        '{"format":"sitrep/1","links":[{"subjects":[{"type":"landslide","depth":1},{"type":"landslide","depth":2}],'
        '"by":{"name":"AFP"}}]}',
    ],
)
def test_what_is_not_declared_is_seen_wherever_it_stands(undeclared: str) -> None:
    kept = sr.loads(undeclared, unknown="keep")
    try:
        strict = bool(sr.loads(sr.dumps(kept)))
    except sr.InvalidError:
        strict = False
    assert is_declared(kept) is strict


def test_the_reference_report_is_declared() -> None:
    assert is_declared(rafah())
    assert is_declared(LARGE)


SHOWN_AT_ONCE = """
import sys, time
from sitrep.cli import files, main, progress
progress.PATIENCE = 0
loads = files.loads
files.loads = lambda *given, **named: (time.sleep(0.5), loads(*given, **named))[1]
sys.argv = ["sitrep", *sys.argv[1:]]
sys.exit(main())
"""


def on_a_terminal(*arguments: str) -> str:
    """What somebody sees who watches standard error on a terminal."""
    ours, theirs = pty.openpty()
    environment = os.environ | {"PYTHONPATH": str(ROOT), "TERM": "xterm-256color"}
    with subprocess.Popen([sys.executable, "-c", SHOWN_AT_ONCE, *arguments], stderr=theirs, env=environment) as run:
        os.close(theirs)
        seen = b""
        try:
            while read := os.read(ours, 65_536):
                seen += read
        except OSError:  # nobody is left who could write to it
            pass
    os.close(ours)
    assert run.returncode == 0, seen
    return seen.decode()


def test_progress_is_shown_on_a_terminal(run: Run) -> None:
    seen = on_a_terminal("merge", "large.json", "-o", "out.json")
    assert "Reading large.json" in seen
    assert seen.rstrip().endswith(f"out.json: {SIZE}")


def test_progress_is_not_shown_to_who_wants_quiet(run: Run) -> None:
    assert on_a_terminal("merge", "--quiet", "large.json", "-o", "out.json") == ""


def test_progress_is_not_shown_in_a_pipe(run: Run) -> None:
    command = [sys.executable, "-c", SHOWN_AT_ONCE, "merge", "large.json", "-o", "out.json"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    piped = subprocess.run(command, env=environment, capture_output=True, check=True)
    assert piped.stderr.decode() == f"out.json: {SIZE}\n"


@pytest.mark.parametrize(
    "arguments", [("merge", "large.json", "small.json"), ("diff", "--lacking", "small.json", "large.json")]
)
def test_large_files_are_streamed(run: Run, arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    run(*arguments, "-o", "held.json")
    monkeypatch.setattr(files, "LARGE", 1000)
    monkeypatch.setattr(files, "loads", lambda *_, **__: pytest.fail("it was held in memory"))
    streamed = run(*arguments, "-o", "streamed.json")
    assert streamed.exit_code == 0
    assert Path("streamed.json").read_bytes() == Path("held.json").read_bytes()
    assert streamed.stderr.startswith("streamed.json: 2,0")


def test_lines_are_read_wherever_a_report_is(run: Run) -> None:
    assert run("validate", "large.ndjson").stdout == f"large.ndjson: fine — {SIZE}\n"
    Path("wrong.ndjson").write_text('{"format":"sitrep/1"}\n{"format":"sitrep/9"}\n', encoding="utf-8")
    assert "line[2].format" in run("validate", "wrong.ndjson").stderr


def test_what_only_the_new_file_has_is_written_as_a_report(run: Run) -> None:
    merged = rafah() | LARGE
    sr.dump(merged, "merged.json")
    assert run("diff", "--lacking", "small.json", "merged.json").stdout == sr.dumps(merged - rafah())
    assert run("diff", "small.json", "merged.json", "-o", "out.json").exit_code == 2
    assert run("diff", "--lacking", "--only-new", "small.json", "merged.json").exit_code == 2


def test_a_large_file_at_fault_is_told_with_its_faults(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGE", 10)
    Path("wrong.json").write_text('{"format":"sitrep/1","claims":[3]}', encoding="utf-8")
    result = run("merge", "small.json", "wrong.json", "-o", "out.json")
    assert (result.exit_code, "wrong.json: 1 fault" in result.stderr) == (1, True)
    result = run("merge", "small.json", "-o", "absent/out.json")
    assert (result.exit_code, "cannot be written" in result.stderr) == (2, True)


def test_a_store_is_added_to_and_asked(run: Run) -> None:
    said = run("store", "add", "team.db", "small.json", "large.ndjson", "small.json").stderr.splitlines()
    assert said[0].startswith("small.json: ")
    assert said[2] == "small.json: 0 additions"
    assert run("store", "export", "team.db").stdout == sr.dumps(rafah() | LARGE)
    assert run("store", "changes", "team.db", "--since", "1", "-o", "new.json").stderr == (
        "new.json: what is new\nThe last change is 2.\n"
    )
    assert sr.load("new.json") == LARGE
    crossing = next(claim for claim in rafah() if claim.record.type == "crossing")
    for fact in (crossing.id, crossing.id[:25], crossing.id.partition(":")[2][:12]):
        found = sr.loads(run("store", "query", "team.db", "--subject", fact).stdout)
        assert {claim.subject for claim in found} == {crossing.subject}
    assert (
        sr.loads(run("store", "query", "team.db", "--type", "crossing", "--known-at", "1999-01-01").stdout).claims == ()
    )
    assert "fine" in run("store", "check", "team.db").stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("export", "absent.db"), "there is no such file"),
        (("export", "small.json"), "not a database"),
        (("query", "team.db", "--subject", "crossing:0"), "no one fact"),
        (("query", "team.db", "--subject", "%"), "no one fact"),
        (("changes", "team.db"), "--since"),
    ],
)
def test_a_store_that_cannot_be_asked_is_said(run: Run, arguments: tuple[str, ...], words: str) -> None:
    run("store", "add", "team.db", "small.json")
    result = run("store", *arguments)
    assert result.exit_code in (1, 2)
    assert words in result.stderr


def test_a_store_that_others_wrote_into_is_at_fault(run: Run) -> None:
    run("store", "add", "team.db", "small.json")
    with sqlite3.connect("team.db") as other:
        other.execute("UPDATE claims SET subject = 'x'")
    other.close()
    result = run("store", "check", "team.db")
    assert (result.exit_code, "found by other values than its own" in result.stderr) == (1, True)
