"""Drafting on the command line: from a text to a report, with what readers decided between."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import sitrep as sr
from sitrep.cli.commands import sitrep as program

ARTICLE = "At least 12 people were killed in Marona on Tuesday. Some 200 cows died. 4,300 people have been displaced.\n"


def run(*words: Any, said: str | bytes = "") -> Any:
    return CliRunner().invoke(program, [*map(str, words)], input=said)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.fixture
def draft(article: Path) -> Path:
    path = article.with_name("draft.json")
    made = run("draft", article, "--published", "2024-03-14", "--publisher", "Wire", "-o", path)
    assert made.output == f"{path}: 3 proposals, 2 with nothing left open\n"
    return path


def test_what_a_reader_takes_in_becomes_a_report_that_its_text_proves(draft: Path, article: Path) -> None:
    decisions, report = draft.with_name("decisions.json"), draft.with_name("report.json")
    reviewed = run("review", draft, "--by", "Ana", "-o", decisions, said="a\nr\nno people\nc\nplace=Marona\n\n")
    assert reviewed.exit_code == 0, reviewed.output
    assert "[At least 12 people] were killed in Marona on Tuesday." in reviewed.output
    assert "left open: group" in reviewed.output
    assert run("draft", draft, "--apply", decisions, "-o", report).exit_code == 0
    assert sorted(map(str, sr.load(report))) == [
        "Displacement, Marona: 4,300 people",
        "Killed, Marona: at least 12 people, 2024-03-12",
    ]
    assert run("verify", report, "--document", article).exit_code == 0


def test_a_second_reader_sees_the_first_and_both_are_applied(draft: Path) -> None:
    first, second, report = (draft.with_name(f"{name}.json") for name in ("first", "second", "report"))
    run("review", draft, "--by", "Ana", "-o", first, said="a\nq\n")
    shown = run("review", draft, "--by", "Bo", "--beside", first, "-o", second, said="r\nnot yet known\nq\n")
    assert "Ana: accepted" in shown.output
    assert run("draft", draft, "--apply", first, "--apply", second, "-o", report).exit_code == 0
    [judgement] = sr.load(report).judgements
    assert str(judgement).startswith("rejected by Bo")
    again = run("review", draft, "--by", "Bo", "-o", second, said="q\n")
    assert "1 of 2" in again.output


def test_what_was_decided_is_kept_however_a_review_is_stopped(draft: Path) -> None:
    decisions = draft.with_name("decisions.json")
    stopped = run("review", draft, "--by", "Ana", "-o", decisions, said="a\n")
    assert stopped.exit_code == 0
    assert stopped.output.endswith("decisions.json: 1 decision\n")


def test_a_page_to_review_it_is_written(article: Path) -> None:
    page = article.with_name("review.html")
    assert run("draft", article, "--review", page).exit_code == 0
    assert "At least 12 people" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xff\xfe12", "expected UTF-8 text"),
        (b"%PDF-1.4 no", "expected a PDF file that can be read"),
        (b'{"format": "sitrep/1"}', "expected a draft"),
        (None, "No such file"),
    ],
)
def test_what_is_no_text_is_refused(tmp_path: Path, content: bytes | None, words: str) -> None:
    path = tmp_path / "file"
    if content is not None:
        path.write_bytes(content)
    failed = run("draft", path)
    assert failed.exit_code == 1
    assert words in " ".join(failed.output.split())


def test_decisions_on_another_text_are_refused(draft: Path, article: Path) -> None:
    decisions = draft.with_name("decisions.json")
    run("review", draft, "--by", "Ana", "-o", decisions, said="a\nq\n")
    article.write_text(ARTICLE + "More.", encoding="utf-8")
    failed = run("draft", article, "--apply", decisions)
    assert failed.exit_code == 1
    assert "the digest of this draft's text" in " ".join(failed.output.split())


def test_a_small_schema_is_asked_for_by_the_names_of_types(tmp_path: Path) -> None:
    small = run("schema", "--structured-output", "casualty", "facility")
    assert small.exit_code == 0
    assert len(small.output) < 10_000
    assert run("schema", "casualty").exit_code == 2
    assert "'tree' is refused" in run("schema", "--structured-output", "tree").output


def test_a_workbook_that_was_filled_in_is_applied(article: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    draft, workbook, report = (article.with_name(name) for name in ("draft.json", "review.xlsx", "report.json"))
    assert run("draft", article, "--published", "2024-03-14", "-o", draft, "--workbook", workbook).exit_code == 0
    book = openpyxl.load_workbook(workbook)
    sheet = book.active
    assert [sheet.cell(row, 2).value for row in (3, 4, 5)] == ["At least 12 people", "Some 200", "4,300 people"]
    for row, verdict in ((3, "accepted"), (4, "rejected"), (5, "maybe")):
        sheet.cell(row, 6, verdict)
        sheet.cell(row, 7, "Ana")
    book.save(workbook)
    failed = run("draft", draft, "--apply", workbook)
    assert failed.exit_code == 1
    assert "row[5].verdict 'maybe' is refused" in " ".join(failed.output.split())
    sheet.cell(5, 6, "corrected")
    sheet.cell(5, 9, '{"type": "displacement", "people": {"best": 4300}, "place": {"name": "Marona"}}')
    book.save(workbook)
    assert run("draft", draft, "--apply", workbook, "-o", report).exit_code == 0
    assert sorted(map(str, sr.load(report))) == [
        "Displacement, Marona: 4,300 people",
        "Killed, Marona: at least 12 people, 2024-03-12",
    ]
