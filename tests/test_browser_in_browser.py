"""The browser edition in a real browser, from a double click on its file to a report that is saved."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import sitrep as sr
from docs.shown import QUIET, chromium
from sitrep.cli import main
from sitrep.formats.offers import find_format
from sitrep.reference import gaza_figures, rafah

pytestmark = pytest.mark.once

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not here")
EDITION = Path(os.environ.get("SITREP_BROWSER", ""))
AXE = Path(os.environ.get("SITREP_AXE", "")) / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    found = chromium()
    if not found:
        pytest.skip("Chromium is not here: install it, or name it in SITREP_CHROMIUM")
    if not EDITION.is_file():
        pytest.skip("The edition is not here: run python -m sitrep.browser, and name its file in SITREP_BROWSER")
    with sync_api.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=QUIET)
        yield browser
        browser.close()


def started(browser: Any, **context: Any) -> Any:
    """Return the page, ready for use."""
    page = browser.new_context(**context).new_page()
    page.set_default_timeout(90_000)
    page.asked_for = []
    page.on("request", lambda request: page.asked_for.append(request.url))
    page.goto(EDITION.as_uri())
    page.locator("body[data-ready]").wait_for()
    return page


def drop_files(page: Any, *paths: Path) -> None:
    """Drop files on the page, as from a window of folders."""
    script = """files => {
        const held = new DataTransfer();
        for (const [name, text] of files) held.items.add(new File([text], name));
        return held;
    }"""
    held = page.evaluate_handle(script, [[path.name, path.read_text(encoding="utf-8")] for path in paths])
    page.dispatch_event("h1", "drop", {"dataTransfer": held})
    opened(page, len(paths))


def open_files(page: Any, *paths: Path) -> None:
    page.set_input_files("#files", list(map(str, paths)))
    opened(page, len(paths))


def opened(page: Any, number: int) -> None:
    page.locator("#opened > li").nth(number - 1).wait_for()
    page.locator("body:not([data-busy])").wait_for()


def saved(page: Any, form: str, into: Path) -> bytes:
    with page.expect_download() as download:
        page.locator(f"[data-save={form}]").click()
    download.value.save_as(into)
    return into.read_bytes()


def run(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> None:
    monkeypatch.setattr("sys.argv", ["sitrep", *map(str, arguments)])
    assert main() == 0


def test_two_reports_are_merged_and_saved_as_the_command_does(
    browser: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other, merged = (tmp_path / name for name in ("one.json", "other.json", "merged.json"))
    sr.dump(rafah(), one)
    sr.dump(gaza_figures(), other)
    run(monkeypatch, "merge", one, other, "-o", merged)
    run(monkeypatch, "render", merged, "-o", tmp_path / "merged.html")

    page = started(browser)
    drop_files(page, one, other)
    assert "the sources disagree on 3 points" in page.locator("#summary").inner_text()
    page.select_option("#view [name=section]", "disagreements")
    page.locator("#view button").click()
    shown = page.frame_locator("#page")
    shown.get_by_text("Range between sources: 2,214 to 2,328 people").first.wait_for()

    assert saved(page, "json", tmp_path / "saved.json") == merged.read_bytes()
    assert saved(page, "html", tmp_path / "saved.html") == (tmp_path / "merged.html").read_bytes()
    # The library that writes XML may be another one here, so that it is the content which is the same.
    workbook = saved(page, "xlsx", tmp_path / "saved.xlsx")
    xlsx = find_format("xlsx")
    assert xlsx.taken(workbook) == xlsx.carried(rafah() | gaza_figures())

    page.fill("#weigh [name=by]", "A reviewer")
    page.select_option("#weigh [name=fact]", index=3)
    page.locator("#weigh [value=judge]").click()
    page.get_by_text("Shown below.").wait_for()
    again = sr.loads(saved(page, "json", tmp_path / "again.json"))
    assert [str(each.by) for each in again.judgements] == ["A reviewer"]
    page.locator("#suggest").click()
    page.locator("#suggested li").first.wait_for()
    assert {address.partition(":")[0] for address in page.asked_for} == {"file", "blob"}
    page.context.close()


def test_those_who_use_no_mouse_add_a_fact(browser: Any, tmp_path: Path) -> None:
    page = started(browser)
    page.locator("#choose [name=record]").focus()
    page.keyboard.type("Shortage")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Fill in here"
    page.keyboard.press("Enter")
    page.locator("#answers [name='record.item']:focus").wait_for()
    page.keyboard.type("fuel")
    page.fill("#answers [name='record.place.name']", "Northtown")
    page.select_option("#answers [name='record.level']", "severe")
    page.fill("#answers [name='attribution.source']", "A made-up desk")
    page.keyboard.press("Enter")
    page.get_by_role("status").get_by_text("1 reported fact").wait_for()
    [claim] = sr.loads(saved(page, "json", tmp_path / "saved.json"))
    assert str(claim.record) == str(sr.Shortage(item="fuel", place="Northtown", level="severe"))
    page.context.close()


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_it_is_for_everybody(browser: Any, tmp_path: Path, width: int, scheme: str) -> None:
    if not AXE.is_file():
        pytest.skip("axe-core is not here: install tests/axe/package.json, and name the directory in SITREP_AXE")
    page = started(browser, viewport={"width": width, "height": 900}, color_scheme=scheme)
    sr.dump(rafah(), tmp_path / "one.json")
    (tmp_path / "table.csv").write_text("Date,Place,Killed\n2026-04-01,Northtown,5\n", encoding="utf-8")
    (tmp_path / "broken.json").write_text("{}", encoding="utf-8")
    open_files(page, tmp_path / "one.json", tmp_path / "table.csv")
    page.locator("#choose [value=here]").click()
    page.locator("#answers input").first.wait_for()
    page.set_input_files("#files", str(tmp_path / "broken.json"))
    page.get_by_role("alert").get_by_text("broken.json can't be read").wait_for()
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("rules => axe.run(document, {runOnly: rules, iframes: false})", RULES)
    assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []
    page.context.close()
