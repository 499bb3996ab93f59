"""How Sphinx makes the site: the pages of the project, and the index as its contents.

    nox -s docs

The pages are plain Markdown that reads as well where the code is. What the site needs beside them is made here.
"""

import re
from importlib.metadata import version as installed

from pygments.lexers.special import TextLexer
from sphinx.application import Sphinx

project = "sitrep"
author = "The sitrep maintainers"
project_copyright = author
version = release = installed("humanitarian-sitrep")

extensions = ["myst_parser"]
root_doc = "docs/index"
include_patterns = ["*.md", "docs/**.md"]
templates_path = ["site"]

myst_heading_anchors = 4
myst_links_external_new_tab = True

html_theme = "furo"
html_title = f"sitrep {version}"
html_additional_pages = {"index": "index.html"}
html_copy_source = False
html_show_sphinx = False

SECTION = re.compile(r"^## (?P<title>.+)\n(?P<text>(?:(?!^## ).*\n?)*)", re.MULTILINE)
PAGE = re.compile(r"\]\((?P<path>[\w./-]+\.md)\)")


def _contents(_app: Sphinx, page: str, source: list[str]) -> None:
    """Make each section of the index a part of the contents: the pages that it links to, in its order."""
    if page != root_doc:
        return
    for section in SECTION.finditer(source[0]):
        pages = dict.fromkeys(found["path"] for found in PAGE.finditer(section["text"]))
        lines = ["", "```{toctree}", ":hidden:", f":caption: {section['title']}", "", *pages, "```", ""]
        source[0] += "\n".join(lines)


def setup(app: Sphinx) -> None:
    app.add_lexer("csv", TextLexer)
    app.connect("source-read", _contents)
