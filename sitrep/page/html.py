"""A page as HTML: one file without script that loads nothing, for screens of any width, paper and those who listen.

What it looks like is in `templates/`: `page.html`, `style.css` and `tokens.css`, the few colours and
lengths that a look of one's own begins with. A folder of one's own stands before it.
"""

import base64
import re
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

from sitrep.caches import MADE_FOR_CLASSES, cached
from sitrep.errors import MissingExtraError
from sitrep.languages import comma, is_turned, isolated, say, say_list, say_of, say_several, semicolon, spoken
from sitrep.page import model
from sitrep.page.drawing import Drawn, drawn
from sitrep.page.flow import FEW
from sitrep.page.map import NO_ENDORSEMENT
from sitrep.page.model import Conflict, Page
from sitrep.page.words import say_left_out, short_id, spell_dates

try:
    from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, StrictUndefined
    from markupsafe import Markup
except ModuleNotFoundError as error:
    raise MissingExtraError("page", error.name or "jinja2") from None


def render(page: Page, templates: Path | None = None) -> bytes:
    """Return the page as a file. Templates in the folder given come before those of the same name here."""
    environment = _environment(templates)
    style = Markup(style_of(page, templates))  # noqa: S704 - of our own making
    template = environment.get_template("page.html")
    given = {"page": page, "words": model, "style": style, "policy": _policy(style), "no_endorsement": NO_ENDORSEMENT}
    given |= {"english": Markup(' lang="en" dir="ltr"') if spoken().locale else ""}
    content = b""
    for earlier in EARLIER:
        shown = template.render(given | _pictures(), few=page.facts <= FEW, earlier=earlier)
        content = _SPARE.sub(r"\1", shown).encode()
        if len(content) <= LARGEST:
            break
    return content


def style_of(page: Page, templates: Path | None) -> str:
    """Return the style of the page."""
    return _environment(templates).get_template("style.css").render(page=page, marking=_css_text(page.marking))


LARGEST = 2_000_000
"""The bytes that a page has at most, so that it opens on a phone; facts that stand now are never left out for it."""
EARLIER = (100_000, 20, 5, 0)
"""The earlier facts of each subject that are shown: as many as there are, and fewer where the page gets too large."""
_SPARE = re.compile(r"(?:</li>)?(?:\n\s*(?=</|<ul)|(\n)\s*)")
"""Ends of items, which HTML does without, blank lines, and lines around lists: a tenth of a long page."""


@cached(MADE_FOR_CLASSES)
def _environment(templates: Path | None) -> Environment:
    own = [FileSystemLoader(templates)] if templates else []
    environment = Environment(
        loader=ChoiceLoader([*own, PackageLoader("sitrep.page")]),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    spoken_in = (say, say_several, say_list, say_of, comma, semicolon, say_left_out, isolated)
    environment.globals |= {each.__name__: each for each in spoken_in}
    environment.filters |= {
        "dates": spell_dates,
        "own": _own,
        "way": _way,
        "anchor": lambda claim_id: short_id(claim_id).replace(":", "-"),
        "slug": lambda text: re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-"),
    }
    return environment


def _own(text: str) -> str:
    """Return what is made for the page: it runs in the direction of the page, whatever name it begins with."""
    if not is_turned(text):
        return text
    return Markup('<bdi dir="{}">{}</bdi>').format("rtl" if spoken().is_right_to_left else "ltr", text)


def _way(text: str) -> Markup:
    """Return the attribute by which words of others run in a direction of their own, where the page has another."""
    return Markup(' dir="auto"') if is_turned(text) else Markup()


def _pictures() -> dict[str, Any]:
    """Return what draws the pictures of a page, each with a number of its own."""
    numbers = count(1)

    def draw(shown: Drawn) -> Markup:
        return _picture(shown, next(numbers))

    return {"chart": draw, "bars": draw, "locator": draw, "is_conflict": lambda each: isinstance(each, Conflict)}


def _picture(shown: Drawn, number: int) -> Markup:
    return Markup(drawn(shown, f"c{number}"))  # noqa: S704 - what it says is escaped


def _policy(style: str) -> str:
    """Return a content security policy under which nothing runs, loads or is sent, and this one style applies."""
    digest = base64.b64encode(sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _css_text(text: str) -> str:
    """Return a text as it stands in a style, whatever is in it."""
    return "".join(each if each.isalnum() or each in " :.,+-" else f"\\{ord(each):x} " for each in text)
