"""The page on which a draft is reviewed: one file that loads nothing, and reads as a list where no script runs."""

import base64
import json
from collections.abc import Iterator
from hashlib import sha256
from importlib.resources import files
from typing import Any

from sitrep.drafts.proposals import Drafted
from sitrep.errors import MissingExtraError
from sitrep.fields.canonical import write_json

try:
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup
except ModuleNotFoundError as error:
    raise MissingExtraError("page", error.name or "jinja2") from None


def review_page(draft: Drafted) -> bytes:
    """Return the page as a file."""
    environment = Environment(
        loader=PackageLoader("sitrep.drafts"), autoescape=True, trim_blocks=True, undefined=StrictUndefined
    )
    style, script = _own("review.css"), _own("review.js")
    proposals = [each.to_json() | {"attribution": dict(each.attribution), "whole": each.is_whole} for each in draft]
    # What is in the text must not end the element that it stands in.
    data = json.dumps({"digest": draft.digest, "proposals": proposals}).replace("<", "\\u003c")
    shown = environment.get_template("review.html").render(
        draft=draft,
        whole=sum(each.is_whole for each in draft),
        parts=[*_parts(draft)],
        say=_say,
        style=style,
        script=script,
        data=Markup(data),  # noqa: S704 - JSON without any <
        policy=f"default-src 'none'; style-src {_digest(style)}; script-src {_digest(script)}; "
        "base-uri 'none'; form-action 'none'",
    )
    return shown.encode()


def _own(name: str) -> Markup:
    return Markup(files("sitrep.drafts").joinpath(f"templates/{name}").read_text(encoding="utf-8"))  # noqa: S704 - ours


def _digest(content: str) -> str:
    return f"'sha256-{base64.b64encode(sha256(content.encode()).digest()).decode()}'"


def _parts(draft: Drafted) -> Iterator[tuple[str, str]]:
    """The text in parts, with the id of the proposal that each is about; of words that overlap the first."""
    reached = 0
    for each in draft:
        if each.start >= reached:
            yield draft.text[reached : each.start], ""
            yield each.words, each.id
            reached = each.end
    yield draft.text[reached:], ""


def _say(held: Any) -> str:
    return held if isinstance(held, str) else write_json(held)
