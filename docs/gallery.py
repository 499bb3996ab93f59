"""Shows pages as people see them: three widths, light and dark, on paper, and from the right.

    pip install playwright && python -m docs.gallery FOLDER

It takes the Chromium of the system (`SITREP_CHROMIUM` or the first on the path), writes the pages and their pictures to
the folder, and the few that the documentation shows to `docs/images/`.
"""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from docs.shown import QUIET, chromium, pages

WIDTHS = (320, 768, 1280)
SCHEMES = ("light", "dark")
IMAGES = Path(__file__).parent / "images"
SHOWN = ("flood-1280-light", "flood-320-dark", "arabic-320-light")
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


def main(folder: Path) -> None:
    """Write pages and pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    IMAGES.mkdir(exist_ok=True)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium(), args=QUIET)
        for name, content in pages().items():
            (folder / f"{name}.html").write_bytes(content)
            _pictures(browser, folder, name)
        browser.close()
    for name in SHOWN:
        shutil.copy(folder / f"{name}.png", IMAGES)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
