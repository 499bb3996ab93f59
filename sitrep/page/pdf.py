"""A page as PDF, tagged for all readers (PDF/UA-1): what it looks like is in `templates/page.typ`."""

import json
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from attrs import asdict

from sitrep.page.drawing import drawn, with_style
from sitrep.page.flow import Drawing, Heading, Line, Paragraph, Run, Tabulated, directed, flow
from sitrep.page.html import style_of
from sitrep.page.model import Page
from sitrep.page.typesetting import pdf

LOOK = "page.typ"


def render(page: Page, templates: Path | None = None) -> bytes:
    """Return the page as a file. Templates in the folder given come before those of the same name here."""
    own = templates / LOOK if templates else None
    look = own.read_bytes() if own and own.is_file() else files("sitrep.page").joinpath("templates", LOOK).read_bytes()
    blocks = [*flow(page)]
    drawings = dict(_drawings(blocks, style_of(page, templates)))
    content = {
        "title": page.report or page.title,
        "marking": page.marking,
        "language": _language(page.language) or "und",
        "right-to-left": page.is_right_to_left,
        "blocks": [*_Layout(page, drawings).blocks(blocks)],
    }
    named = {_file(number): drawing.encode() for number, drawing in drawings.items()}
    return pdf({"main": look, "page.json": json.dumps(content).encode()} | named)


def _drawings(blocks: Iterable[Any], style: str) -> Iterator[tuple[int, str]]:
    """Yield the drawings by the number of their block, but for those that have nothing to draw."""
    for number, block in enumerate(blocks):
        if isinstance(block, Drawing) and (shown := drawn(block.of, f"c{number}")):
            yield number, with_style(shown, style)


def _file(number: int) -> str:
    return f"{number}.svg"


def _language(tag: str) -> str:
    """Return the language that a tag begins with, as a typesetter takes it; blank where it takes none."""
    language = tag.partition("-")[0].lower()
    return language if len(language) in (2, 3) and language.isascii() and language.isalpha() else ""


class _Layout:
    """The blocks of a page as plain data, in which lists have their items."""

    def __init__(self, page: Page, drawings: Mapping[int, str]) -> None:
        self.page = page
        self.drawings = drawings

    def blocks(self, blocks: Iterable[Any]) -> Iterator[dict[str, Any]]:
        items: list[dict[str, Any]] = []
        for number, block in enumerate(blocks):
            if isinstance(block, Paragraph) and block.depth:
                item = self.line(block.line, block.anchor, block.language) | {"items": []}
                (items[-1]["items"] if block.depth > 1 and items else items).append(item)
                continue
            if items:
                yield {"kind": "list", "items": items}
                items = []
            if not isinstance(block, Drawing) or number in self.drawings:
                yield self.block(number, block)
        if items:
            yield {"kind": "list", "items": items}

    def block(self, number: int, block: Any) -> dict[str, Any]:
        if isinstance(block, Heading):
            kind = "heading" if block.level else "title"
            words = directed(block.words, self.page)
            return {"kind": kind, "words": words, "level": block.level, "anchor": block.anchor}
        if isinstance(block, Paragraph):
            return {"kind": "paragraph"} | self.line(block.line, block.anchor, block.language)
        if isinstance(block, Tabulated):
            rows = [[self.line(cell) for cell in row] for row in block.rows]
            return {"kind": "table", "head": block.head, "rows": rows}
        caption = directed(block.caption, self.page) if block.caption else ""
        return {"kind": "drawing", "file": _file(number), "said": block.said, "caption": caption}

    def line(self, line: Line, anchor: str = "", language: str = "") -> dict[str, Any]:
        return {"line": [*map(self.run, line)], "anchor": anchor, "language": _language(language)}

    def run(self, run: Run) -> dict[str, Any]:
        return asdict(run) | {"text": directed(run.text, self.page)}
