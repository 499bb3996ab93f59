"""The README and the docs: examples run, links lead somewhere, generated pages are up to date."""

import configparser
import csv
import json
import multiprocessing
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from doctest import ELLIPSIS, NORMALIZE_WHITESPACE, OutputChecker
from pathlib import Path
from tempfile import NamedTemporaryFile

import pytest
from openpyxl import load_workbook
from sybil import Document, Example, Region
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser

import sitrep
from docs.lookup import all_commands, policy_names, public_names
from sitrep.checks.registry import CHECKS
from sitrep.cli import main
from sitrep.errors import FaultCode
from sitrep.formats.offers import find_format, formats
from sitrep.records import RECORD_TYPES

pytestmark = pytest.mark.once

ROOT = Path(__file__).parent.parent
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
PAGES_FROM_AN_EMPTY_FOLDER = sorted((ROOT / "docs" / "contributing").glob("*.md"))
TUTORIALS = sorted((ROOT / "docs" / "tutorials").glob("*.md"))

HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
LINK = re.compile(r"\]\(([^)\s]+)\)")
FILE = re.compile(r"^`(?P<name>[^`\n]+)`:\n\n```\S+\n(?P<content>.*?)^```$", re.MULTILINE | re.DOTALL)
WINDOWS = re.compile(r"(py|\.venv\\Scripts\\\w+) ")
SHEET = re.compile(
    r"^In the sheet \*\*(?P<sheet>.+?)\*\* of `(?P<file>.+?)`(, from row (?P<row>\d+) on)?:"
    r"\n\n(?P<table>(^\|.*\n)+)",
    re.MULTILINE,
)
SHELL = re.compile(r"[|&<>*$`;\n]")
FENCED = re.compile(r"^```(\S*)\n.*?^```$", re.MULTILINE | re.DOTALL)


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def check_report(example: Example) -> None:
    """A block of JSON is a report, as `dumps` writes it for people."""
    report = sitrep.loads(example.parsed)
    assert sitrep.dumps(report, indent=2) + "\n" == example.parsed
    example.namespace["loaded"] = report


# A process that has loaded the program, and from which others come: starting it takes longer than what it does.
LOADED = multiprocessing.get_context("forkserver")
LOADED.set_forkserver_preload(["sitrep.cli.commands", "sitrep.formats.xlsx.offer", "sitrep.formats.edxl.offer"])


def run_program(arguments: list[str], folder: str, environment: dict[str, str], output: str) -> None:
    """Run `sitrep` with these arguments, with what it prints in a file."""
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    with open(os.devnull, "rb") as nothing, open(output, "wb") as printed:
        os.dup2(nothing.fileno(), 0)
        os.dup2(printed.fileno(), 1)
        os.dup2(printed.fileno(), 2)
    sys.argv[1:] = arguments
    main()


def printed_by_bash(command: str) -> str:
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    return done.stdout


def printed_by_sitrep(command: str) -> str:
    with NamedTemporaryFile() as output:
        arguments = shlex.split(command)[1:]
        process = LOADED.Process(target=run_program, args=(arguments, os.getcwd(), dict(os.environ), output.name))
        process.start()
        process.join(60)
        process.close()
        return output.read().decode()


def needs_a_shell(command: str) -> bool:
    """Say if a command is more than one of `sitrep`, or one with packages that a page installs."""
    return not command.startswith("sitrep ") or os.environ["PYTHONPATH"] != str(ROOT) or bool(SHELL.search(command))


def run_session(example: Example) -> str | None:
    """Commands after `$ ` print the lines that follow; `...` stands for any."""
    _, *steps = re.split(r"^\$ ", example.parsed, flags=re.MULTILINE)
    for step in steps:
        command, _, expected = step.partition("\n")
        printed = printed_by_bash(command) if needs_a_shell(command) else printed_by_sitrep(command)
        if not OutputChecker().check_output(expected, printed, ELLIPSIS | NORMALIZE_WHITESPACE):
            return f"$ {command}\nexpected:\n{expected}\nprinted:\n{printed}"
    return None


def parse_commands(example: Example) -> str | None:
    """Commands that install something are not run here, but a shell must be able to read them."""
    read = subprocess.run(["bash", "-n"], input=example.parsed, capture_output=True, text=True, check=False)
    return read.stderr or None


def parse_windows_commands(example: Example) -> str | None:
    """Commands for Windows start Python's launcher, or a program of the environment."""
    odd = [line for line in example.parsed.splitlines() if not WINDOWS.match(line)]
    return f"these start no program: {odd}" if odd else None


def parse_csv(example: Example) -> None:
    head, *rows = csv.reader(example.parsed.splitlines())
    assert {len(row) for row in rows} == {len(head)}


def parse_toml(example: Example) -> None:
    tomllib.loads(example.parsed)


PARSERS: Mapping[str, Callable[[Document], Iterable[Region]]] = {
    "python": PythonCodeBlockParser(doctest_optionflags=ELLIPSIS | NORMALIZE_WHITESPACE),
    "json": CodeBlockParser("json", check_report),
    "console": CodeBlockParser("console", run_session),
    "sh": CodeBlockParser("sh", parse_commands),
    "bat": CodeBlockParser("bat", parse_windows_commands),
    "csv": CodeBlockParser("csv", parse_csv),
    "toml": CodeBlockParser("toml", parse_toml),
}


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A directory with the seeds and the `sitrep` command, where examples may write files."""
    programs = tmp_path / "programs"
    programs.mkdir()
    for name, arguments in {"sitrep": "-m sitrep.cli", "python": ""}.items():
        command = programs / name
        command.write_text(f'#!/bin/sh\nexec "{sys.executable}" {arguments} "$@"\n', encoding="utf-8")
        command.chmod(0o755)
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("COLUMNS", "100")
    known = dict(RECORD_TYPES)
    yield tmp_path
    # An example may declare a record type; it is not there for other tests.
    RECORD_TYPES.clear()
    RECORD_TYPES.update(known)


needs_bash = pytest.mark.skipif(shutil.which("bash") is None, reason="the examples of commands are for bash")


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@needs_bash
@pytest.mark.parametrize(
    "page", [page for page in PAGES if page not in PAGES_FROM_AN_EMPTY_FOLDER + TUTORIALS], ids=name_of
)
def test_examples_do_what_the_page_says(page: Path, workplace: Path) -> None:
    for example in Document.parse(str(page), *PARSERS.values()):
        example.evaluate()


def find_files(document: Document) -> Iterator[Region]:
    """The files that a page shows below their names."""
    for found in FILE.finditer(document.text):
        yield Region(found.start(), found.end(), found.groupdict(), write_file)


def write_file(example: Example) -> None:
    Path(example.parsed["name"]).write_text(example.parsed["content"], encoding="utf-8")


def find_sheets(document: Document) -> Iterator[Region]:
    """The tables that a page has written into the sheets of a workbook."""
    for found in SHEET.finditer(document.text):
        yield Region(found.start(), found.end(), found.groupdict(), fill_sheet)


def fill_sheet(example: Example) -> None:
    """Write the cells of a table below their headings, or in the head of a report beside them, as a person would."""
    headings, _, *rows = (
        [cell.strip() for cell in line.strip("|").split("|")] for line in example.parsed["table"].splitlines()
    )
    workbook = load_workbook(example.parsed["file"])
    sheet = workbook[example.parsed["sheet"]]
    if example.parsed["row"] is None:
        beside = {row[1].value: row[2] for row in sheet.iter_rows()}
        for heading, answer in zip(headings, rows[0], strict=True):
            beside[heading].value = answer
    else:
        columns = {cell.value: number for number, cell in enumerate(sheet[3], 1)}
        for number, row in enumerate(rows, int(example.parsed["row"])):
            for heading, answer in zip(headings, row, strict=True):
                sheet.cell(number, columns[heading]).value = answer or None
    workbook.save(example.parsed["file"])


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
@needs_bash
@pytest.mark.parametrize("page", TUTORIALS, ids=name_of)
def test_a_tutorial_followed_to_the_letter_does_what_it_says(page: Path, workplace: Path) -> None:
    for example in Document.parse(str(page), find_files, find_sheets, PARSERS["python"], PARSERS["console"]):
        example.evaluate()


def install_as_said(example: Example) -> str | None:
    """`pip install -e .` leaves what it leaves for a package of one module, without a build backend or the network."""
    if example.parsed.endswith("pip install --quiet -e .\n"):
        project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
        installed = Path("..", "installed", f"{project['name'].replace('-', '_')}-{project['version']}.dist-info")
        installed.mkdir(parents=True)
        metadata = f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n"
        (installed / "METADATA").write_text(metadata, encoding="utf-8")
        groups = configparser.ConfigParser()
        groups.read_dict(project.get("entry-points", {}))
        with (installed / "entry_points.txt").open("w", encoding="utf-8") as file:
            groups.write(file)
        os.environ["PYTHONPATH"] += f"{os.pathsep}{installed.parent.resolve()}{os.pathsep}{Path.cwd()}"
    return parse_commands(example)


@needs_bash
@pytest.mark.parametrize("page", PAGES_FROM_AN_EMPTY_FOLDER, ids=name_of)
def test_a_package_made_from_an_empty_folder_works(
    page: Path, workplace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(workplace / "empty")
    for example in Document.parse(
        str(page), find_files, CodeBlockParser("console", run_session), CodeBlockParser("sh", install_as_said)
    ):
        example.evaluate()


@pytest.mark.parametrize("page", PAGES_FROM_AN_EMPTY_FOLDER, ids=name_of)
def test_every_file_of_a_package_has_a_name(page: Path) -> None:
    text = FILE.sub("", page.read_text(encoding="utf-8"))
    assert {found[1] for found in FENCED.finditer(text)} == {"sh", "console"}


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_block_is_of_a_language_that_is_checked(page: Path) -> None:
    assert {found[1] for found in FENCED.finditer(page.read_text(encoding="utf-8"))} <= PARSERS.keys()


def anchors(page: Path) -> set[str]:
    """The anchors of the headings, as GitHub makes them."""
    text = FENCED.sub("", page.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in HEADING.findall(text)}


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_within_the_project_lead_somewhere(page: Path) -> None:
    astray = []
    for link in LINK.findall(FENCED.sub("", page.read_text(encoding="utf-8"))):
        path, _, anchor = link.partition("#")
        target = page.parent / path if path else page
        if ":" in path or (target.exists() and (not anchor or anchor in anchors(target))):
            continue
        astray.append(link)
    assert not astray


def test_every_page_of_the_docs_is_linked_from_the_index() -> None:
    linked = set(LINK.findall((ROOT / "docs" / "index.md").read_text(encoding="utf-8")))
    docs = ROOT / "docs"
    assert {page.relative_to(docs).as_posix() for page in docs.rglob("*.md")} - {"index.md"} <= linked


def headings(page: str) -> set[str]:
    return {found.strip("`") for found in HEADING.findall((ROOT / "docs" / page).read_text(encoding="utf-8"))}


def test_everything_that_has_a_name_has_its_place_in_the_reference() -> None:
    named = {
        "commands.md": {name for name, _ in all_commands()},
        "api.md": {*public_names()},
        "policies.md": {*policy_names()},
        "formats.md": {*formats()},
        "faults.md": {str(code) for code in FaultCode},
        "checks.md": {name for name, each in CHECKS.items() if each.find.__module__.startswith("sitrep.")},
    }
    assert {page: names - headings(page) for page, names in named.items()} == {page: set() for page in named}
    told = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
    assert [loss.what for name in formats() for loss in find_format(name).losses if loss.what not in told] == []


def test_what_is_generated_is_up_to_date(tmp_path: Path) -> None:
    # In a process of its own: other tests may have declared record types in this one.
    subprocess.run([sys.executable, "-m", "docs.generate", str(tmp_path)], cwd=ROOT, check=True, timeout=300)
    names = {path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file()}
    folders = {name.parent.as_posix() for name in names}
    assert folders == {
        *(".", "docs", "docs/specification", "docs/tutorials", "seeds"),
        *("sitrep/languages/words", "sitrep/schemas", "tests/golden"),
    }
    # The bytes of the others follow from the versions of their libraries too; tests/test_golden.py compares them.
    texts = {name for name in names if name.suffix not in {".arrow", ".parquet", ".xlsx"}}
    differing = {name for name in texts if (tmp_path / name).read_bytes() != (ROOT / name).read_bytes()}
    assert differing == set(), "run: python -m docs.generate"


def test_blocks_of_json_are_checked(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"```json\n{json.dumps({'format': 'sitrep/1', 'headers': []})}\n```\n", encoding="utf-8")
    [example] = Document.parse(str(page), *PARSERS.values())
    with pytest.raises(AssertionError):
        example.evaluate()
