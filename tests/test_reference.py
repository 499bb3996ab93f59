"""The reference reports: what they hold, and that it is in the article and the data they were made from."""

import json
import re
import shutil
import subprocess
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from sitrep import Attribution, Casualty, Claim, Figure, InvalidError, Period, SitRep, dumps, load, loads, picture
from sitrep.reference import GAZA, WEST_BANK, gaza_figures, rafah

ROOT = Path(__file__).parent.parent
SEED = ROOT / "seeds" / "rafah-2023-11-01.json"
ARTICLE = ROOT.parent / "shared" / "seeds" / "rafah-2023-11-01.txt"
DATA = ROOT.parent / "shared" / "data"

LONGEST_EXCERPT = 6
LIFTED = 9
"""So many words in a row of the article would be its text, not a fact."""

RAFAH = rafah()
GAZA_FIGURES = gaza_figures()
MERGED = RAFAH | GAZA_FIGURES

needs_article = pytest.mark.skipif(not ARTICLE.exists(), reason=f"the article is not here: {ARTICLE}")
needs_data = pytest.mark.skipif(not DATA.exists(), reason=f"the data sets are not here: {DATA}")


def said(claim: Claim) -> str:
    return f"{claim} [{claim.attributions[0].excerpt}]"


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def runs(words: list[str]) -> set[str]:
    return {" ".join(words[start : start + LIFTED]) for start in range(len(words) - LIFTED + 1)}


def test_seed_is_the_canonical_json_of_the_report() -> None:
    # To write it again: see "Regenerate" in CONTRIBUTING.md
    assert SEED.read_bytes() == dumps(RAFAH).encode()


def test_seed_reads_back_equal() -> None:
    assert load(SEED) == RAFAH


def test_second_report_reads_back_equal() -> None:
    assert loads(dumps(GAZA_FIGURES)) == GAZA_FIGURES


@pytest.mark.parametrize("claim", RAFAH, ids=said)
def test_every_fact_of_the_article_points_into_it(claim: Claim) -> None:
    for attribution in claim.attributions:
        assert attribution.document
        assert attribution.document.sha256
        assert attribution.span
        assert attribution.excerpt
        assert len(attribution.excerpt) == attribution.span.end - attribution.span.start
        assert len(attribution.excerpt.split()) <= LONGEST_EXCERPT


@needs_article
def test_document_is_the_article() -> None:
    digest = sha256(ARTICLE.read_bytes()).hexdigest()
    documents = {attribution.document for claim in RAFAH for attribution in claim.attributions}
    assert {document and document.sha256 for document in documents} == {digest}


@needs_article
@pytest.mark.parametrize("claim", RAFAH, ids=said)
def test_every_excerpt_stands_at_its_span(claim: Claim) -> None:
    text = ARTICLE.read_bytes().decode()
    for attribution in claim.attributions:
        assert attribution.span
        assert text[attribution.span.start : attribution.span.end] == attribution.excerpt


def test_figures_are_those_that_the_excerpts_state() -> None:
    stated: dict[str, Figure] = {}
    for claim in RAFAH:
        for attribution in claim.attributions:
            excerpt = attribution.excerpt or ""
            try:
                figure = Figure.parse(excerpt)
            except InvalidError:
                continue
            stated[excerpt] = figure
            assert figure in [held for _, held in claim.record.given()], excerpt
    assert stated == {
        "around 90": Figure(best=90, approximate=True),
        "some 90": Figure(best=90, approximate=True),
        "Some 400": Figure(best=400, approximate=True),
        "200 or so": Figure(best=200, approximate=True),
        "Scores": Figure(term="scores"),
        "Ten ambulances": Figure(best=10, unit="ambulances"),
    }


@needs_article
@pytest.mark.skipif(shutil.which("git") is None or not (ROOT / ".git").exists(), reason="this is no clone")
def test_text_of_the_article_is_not_in_the_project() -> None:
    tracked_or_new = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(tracked_or_new, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    article = runs(words_of(ARTICLE.read_text(encoding="utf-8")))
    lifted = {}
    for name in filter(None, listed.split("\0")):
        path = ROOT / name
        if path.is_file():
            found = article & runs(words_of(path.read_text(encoding="utf-8", errors="replace")))
            if found:
                lifted[name] = found
    assert not lifted


def toll(report: SitRep, outcome: str, **identifying: Any) -> int:
    """The one number of people that a report gives for this outcome."""
    [people] = [
        record.people
        for record in report.records(Casualty)
        if record.outcome == outcome
        and all(getattr(record, name) == held for name, held in identifying.items())
        and record.people
        and not record.people.missing
    ]
    assert isinstance(people.best, int)
    assert people == Figure(best=people.best)
    return people.best


def row(file: str, day: str) -> dict[str, Any]:
    rows: list[dict[str, Any]] = json.loads((DATA / file).read_text(encoding="utf-8"))
    [found] = [each for each in rows if each["report_date"] == day]
    return found


EVERYBODY: dict[str, Any] = {"sex": "all", "age": None}
CHILDREN: dict[str, Any] = {"sex": "all", "age": "0-17"}
WOMEN: dict[str, Any] = {"sex": "f", "age": "18+"}


@needs_data
@pytest.mark.parametrize("day", ["2023-10-31", "2023-11-01"])
def test_figures_of_gaza_are_those_of_the_data(day: str) -> None:
    source = row("casualties_daily.json", day)
    of_the_day: dict[str, Any] = {"place": GAZA, "measure": "cumulative", "period": Period(day)}
    assert source["report_source"] == "mohtel"
    assert {
        "killed_cum": toll(GAZA_FIGURES, "killed", **EVERYBODY, **of_the_day),
        "killed_children_cum": toll(GAZA_FIGURES, "killed", **CHILDREN, **of_the_day),
        "killed_women_cum": toll(GAZA_FIGURES, "killed", **WOMEN, **of_the_day),
        "injured_cum": toll(GAZA_FIGURES, "injured", **EVERYBODY, **of_the_day),
    }.items() <= source.items()


@needs_data
def test_newly_killed_in_gaza_are_those_of_the_data() -> None:
    source = row("casualties_daily.json", "2023-11-01")
    assert toll(GAZA_FIGURES, "killed", place=GAZA, measure="new") == source["killed"]


@needs_data
def test_figures_of_the_west_bank_are_those_of_the_data() -> None:
    flash = row("west_bank_daily.json", "2023-11-01")
    for verification, source in (("flash", flash), ("verified", flash["verified"])):
        known: dict[str, Any] = {"place": WEST_BANK, "verification": verification}
        assert {
            "killed_cum": toll(GAZA_FIGURES, "killed", **EVERYBODY, **known),
            "killed_children_cum": toll(GAZA_FIGURES, "killed", **CHILDREN, **known),
            "injured_cum": toll(GAZA_FIGURES, "injured", **EVERYBODY, **known),
        }.items() <= source.items()


def test_merged_report_has_corroboration() -> None:
    [evacuation] = [claim for claim in RAFAH if _excerpts(claim.attributions) >= {"around 90", "some 90"}]
    assert [attribution.source.name for attribution in evacuation.attributions] == ["Officials", "The article itself"]
    corroborated = {str(claim) for claim in MERGED if len(claim.attributions) > 1}
    assert "Killed, Gaza Strip, cumulative, since 2023-10-07: 8,805 people, 2023-11-01" in corroborated


def _excerpts(attributions: tuple[Attribution, ...]) -> set[str | None]:
    return {attribution.excerpt for attribution in attributions}


def test_merged_report_has_history() -> None:
    [killed] = [
        finding
        for finding in picture(MERGED).findings
        if finding.headline == "Killed, Gaza Strip, cumulative, since 2023-10-07"
    ]
    assert [(str(claim.record.period), claim.record.statement.split()[0]) for claim in killed.claims] == [
        ("2023-11-01", "8,805"),
        ("2023-10-31", "8,525"),
    ]
    assert not killed.conflicts


def test_merged_report_has_a_conflict() -> None:
    [conflict] = [
        conflict
        for finding, conflict in picture(MERGED).conflicts
        if finding.headline == "Killed, West Bank, cumulative, since 2023-10-07"
    ]
    assert conflict.declaration.name == "people"
    assert conflict.range == (128, 129)
    assert {str(rival.held): len(rival.claims) for rival in conflict.options} == {"128 people": 1, "129 people": 1}


def test_the_two_reports_are_independent() -> None:
    assert not RAFAH <= GAZA_FIGURES
    assert not GAZA_FIGURES <= RAFAH


def test_casualties_without_a_count_are_missing_and_not_zero() -> None:
    missing = [record for record in RAFAH.records(Casualty) if record.people and record.people.missing]
    assert [(str(record.outcome), record.people) for record in missing] == [("injured", Figure(missing="not_reported"))]
