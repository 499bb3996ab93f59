"""Pages in a real browser: axe-core finds nothing, nothing is too wide, and those who listen hear it in order."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from docs.shown import QUIET, chromium, pages

pytestmark = pytest.mark.once

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not here")
AXE = Path(os.environ.get("SITREP_AXE", "")) / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    found = chromium()
    if not found:
        pytest.skip("Chromium is not here: install it, or name it in SITREP_CHROMIUM")
    with sync_api.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    for name, content in pages().items():
        (folder / f"{name}.html").write_bytes(content)
    return folder


@pytest.mark.parametrize("name", ["flood", "arabic", "reference", "merged"])
@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (320, "light"), (1280, "light"), (1280, "dark")])
def test_a_page_is_for_everybody(browser: Any, folder: Path, name: str, scheme: str, width: int) -> None:
    if not AXE.is_file():
        pytest.skip("axe-core is not here: install tests/axe/package.json, and name the directory in SITREP_AXE")
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    page, said = context.new_page(), []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: said.append(request.url))
    page.goto((folder / f"{name}.html").as_uri())
    assert said == [page.url]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("rules => axe.run({runOnly: rules})", RULES)
    assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []
    context.close()


def test_those_who_listen_hear_the_page_in_its_order(browser: Any, folder: Path) -> None:
    page = browser.new_page()
    page.goto((folder / "flood.html").as_uri())
    tree = page.locator("body").aria_snapshot()
    parts = ['heading "Flood', 'heading "Highlights"', 'heading "Key figures"', "navigation", 'heading "Map"']
    parts += [
        'img "Where the reported facts are"',
        'heading "Casualties"',
        'img "Killed, Made-up county',
        'heading "Sources"',
    ]
    places = [tree.find(part) for part in parts]
    assert places == sorted(places)
    assert -1 not in places
    page.close()


def test_a_figure_leads_to_its_sources(browser: Any, folder: Path) -> None:
    page = browser.new_page()
    page.goto((folder / "flood.html").as_uri())
    page.locator(".number a").first.click()
    fact = page.locator(f"[id='{page.url.partition('#')[2]}']")
    fact.locator("summary").click()
    assert "Made-up observers (reliability B)" in fact.inner_text()
    page.close()
