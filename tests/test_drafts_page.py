"""The page of a draft in a real browser: it is for everybody, loads nothing, and saves what was decided."""

import json
import os
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest

import sitrep as sr
from docs.shown import chromium
from sitrep.drafts import apply
from sitrep.drafts.decisions import read_decisions
from sitrep.drafts.page import review_page

pytestmark = pytest.mark.once

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not here")
AXE = Path(os.environ.get("SITREP_AXE", "")) / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DRAFT = sr.draft(
    "At least 12 people were killed in Marona on Tuesday and 31 injured, the health ministry said. 200 cows died. "
    "</script><script>document.title = 'run'</script> 4,300 people have been displaced.",
    document=sr.Document(title="An <b>article</b>", publisher="Wire", published="2024-03-14", language="en"),
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    found = chromium()
    if not found:
        pytest.skip("Chromium is not here: install it, or name it in SITREP_CHROMIUM")
    with sync_api.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("review") / "review.html"
    path.write_bytes(review_page(DRAFT))
    return path.as_uri()


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_it_is_for_everybody_and_loads_nothing(browser: Any, address: str, width: int, scheme: str) -> None:
    if not AXE.is_file():
        pytest.skip("axe-core is not here: install tests/axe/package.json, and name the directory in SITREP_AXE")
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    page, said = context.new_page(), []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: said.append(request.url))
    page.goto(address)
    page.evaluate("document.querySelectorAll('[hidden]').forEach(each => { each.hidden = false })")
    assert said == [page.url]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("rules => axe.run({runOnly: rules})", RULES)
    assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []
    context.close()


def test_what_is_decided_there_becomes_a_report(browser: Any, address: str, tmp_path: Path) -> None:
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(address)
    assert page.title() == "Review of An <b>article</b>"
    killed, injured, cows, displaced = page.locator("li.proposal").all()
    killed.get_by_label("Accept").check()
    injured.get_by_label("Correct").check()
    record = injured.get_by_label("The record, as JSON")
    record.fill("{")
    assert cows.get_by_label("Accept").is_disabled()
    cows.get_by_label("Reject").check()
    displaced.get_by_label("Leave open").check()
    button = page.get_by_role("button", name="Save the decisions")
    button.click()
    assert "Say who decides" in page.get_by_role("status").inner_text()
    page.get_by_label("Your name").fill("Ana")
    button.click()
    assert "no JSON" in injured.get_by_role("alert").inner_text()
    record.fill(
        json.dumps({"type": "casualty", "outcome": "injured", "people": {"best": 31}, "place": {"name": "Marona"}})
    )
    with page.expect_download() as download:
        button.click()
    path = tmp_path / "decisions.json"
    download.value.save_as(path)
    decisions = read_decisions(path.read_bytes())
    assert sorted(each.verdict for each in decisions) == ["accepted", "corrected", "open", "rejected"]
    report = apply(DRAFT, decisions)
    assert sorted(map(str, report.claims)) == [
        "Injured, Marona: 31 people",
        "Killed, Marona: at least 12 people, 2024-03-12",
    ]
    assert sr.verify(report, [DRAFT.text]) == ()
    assert said == []
    page.close()


def test_without_scripts_it_is_a_list(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    first = page.locator("li.proposal").first
    assert "Killed, Marona: at least 12 people, 2024-03-12" in first.inner_text()
    assert "“in Marona”" in first.inner_text()
    assert page.locator("mark").count() == 4
    assert not page.get_by_role("button").count()
    context.close()


def test_its_policy_lets_nothing_else_run() -> None:
    content = review_page(DRAFT).decode()
    assert "default-src 'none'" in unescape(content)
    assert "unsafe" not in content.split("</head>")[0]
    assert "<script>document.title" not in content
