"""Shows pages as people see them: three widths, light and dark, on paper, from the right, and the browser edition.

    pip install -e ".[gallery]" && python -m docs.gallery FOLDER

It takes the Chromium of the system (`SITREP_CHROMIUM` or the first on the path), LibreOffice (`soffice`) and `pdftoppm`
of poppler, and Node.js for the browser edition. It writes the pages and their pictures to the folder, and the few that
the documentation shows to `docs/images/`.
"""

import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

import sitrep as sr
from docs.shown import QUIET, chromium, pages, two_desks
from sitrep.browser.building import build

WIDTHS = (320, 768, 1280)
SCHEMES = ("light", "dark")
PAPER = ("docx", "pdf")
IMAGES = Path(__file__).parent / "images"
SHOWN = ("flood-1280-light", "flood-320-dark", "arabic-320-light", "flood-pdf-2", "flood-docx-1", "browser")
"""The pictures that the documentation shows."""


def _pictures(browser: Browser, folder: Path, name: str) -> None:
    address = (folder / f"{name}.html").resolve().as_uri()
    for width in WIDTHS:
        for scheme in SCHEMES:
            context = browser.new_context(viewport={"width": width, "height": 1400}, color_scheme=scheme)
            shown = context.new_page()
            shown.goto(address)
            shown.screenshot(path=folder / f"{name}-{width}-{scheme}.png")
            context.close()
    shown = browser.new_page()
    shown.goto(address)
    shown.pdf(path=folder / f"{name}.pdf", prefer_css_page_size=True)
    shown.close()


def _sheets(folder: Path, name: str, form: str) -> None:
    """Write the sheets of a page as pictures: a PDF as it is, and a Word file as LibreOffice shows it."""
    source = folder / f"{name}-{form}.{form}"
    source.write_bytes(pages(form)[name])
    if form != "pdf":
        convert = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(source)]
        subprocess.run(convert, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - of our own making
    sheets = folder / f"{name}-{form}"
    picture = ["pdftoppm", "-png", "-r", "72", f"{sheets}.pdf", str(sheets)]
    subprocess.run(picture, check=True)  # noqa: S603


def _edition(browser: Browser, folder: Path) -> None:
    """Write the browser edition, and a picture of it with two files in it."""
    edition = folder / "sitrep.html"
    edition.write_bytes(build())
    for name, report in two_desks().items():
        sr.dump(report, folder / name)
    shown = browser.new_page(viewport={"width": 1100, "height": 1500})
    shown.goto(edition.resolve().as_uri())
    shown.locator("body[data-ready]").wait_for()
    shown.set_input_files("#files", [folder / name for name in two_desks()])
    shown.locator("#opened > li").nth(1).wait_for()
    shown.locator("#view button").click()
    shown.get_by_text("Shown below.").wait_for()
    shown.locator("h1").scroll_into_view_if_needed()
    shown.screenshot(path=folder / "browser.png")
    shown.close()


def main(folder: Path) -> None:
    """Write pages and pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    IMAGES.mkdir(exist_ok=True)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium(), args=QUIET)
        for name, content in pages().items():
            (folder / f"{name}.html").write_bytes(content)
            _pictures(browser, folder, name)
        _edition(browser, folder)
        browser.close()
    for name in pages():
        for form in PAPER:
            _sheets(folder, name, form)
    for name in SHOWN:
        shutil.copy(folder / f"{name}.png", IMAGES)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
