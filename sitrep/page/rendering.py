"""Rendering a report: its page, composed and written in one of the forms that people read."""

from collections.abc import Iterable
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

from sitrep.audiences import admit
from sitrep.errors import FaultCode, refuse
from sitrep.fields.kinds import resembling
from sitrep.languages import speaking
from sitrep.notices import Notice
from sitrep.page.composing import compose
from sitrep.page.edition import Edition
from sitrep.pictures.policies import DEFAULT, Policy
from sitrep.report import SitRep
from sitrep.values.periods import Period

RENDERERS = {
    "html": "sitrep.page.html",
    "md": "sitrep.page.markdown",
    "docx": "sitrep.page.word",
    "pdf": "sitrep.page.pdf",
}
"""The forms, by the ends of the names of their files, each with the module that has its `render`."""


def render(
    report: SitRep,
    form: str = "html",
    *,
    policy: Policy = DEFAULT,
    at: Period | str | date | None = None,
    known_at: Period | str | date | None = None,
    since: SitRep | None = None,
    notices: Iterable[Notice] = (),
    templates: str | Path | None = None,
    **edition: Any,
) -> bytes:
    """Return the page of a report as a file: of the form `html`, `md`, `docx` or `pdf`.

    `policy`, `at` and `known_at` are those of `picture`; `since` is the older report that changes are
    told from; `notices` are shown as they are given, such as those of `check`. `title`, `marking`,
    `language`, `scope`, `sections`, `key_figures`, `documents`, `boundaries`, `audience` and `leave_out`
    are those of `Edition`. `templates` is a folder whose templates come before those of the same name, or
    for `docx` a Word file whose styles, headers and footers are taken. Raises `InvalidError`, and
    `AudienceError` where either report has something above the audience.
    """
    write = renderer(form).render
    chosen = Edition(**edition)
    report = admit(SitRep.coerce(report), chosen.audience, leave_out=chosen.leave_out)
    if chosen.audience is not None:
        since = since and admit(since, chosen.audience, leave_out=chosen.leave_out)
        # A notice is made of whole claims, and quotes them.
        notices = [each for each in notices if all(claim in report for claim in each.claims)]
    with speaking(chosen.language):
        page = compose(
            report,
            Policy.coerce(policy),
            at=None if at is None else Period.coerce(at),
            known_at=None if known_at is None else Period.coerce(known_at),
            since=since,
            notices=notices,
            edition=chosen,
        )
        content: bytes = write(page, None if templates is None else _existing(Path(templates), form))
    return content


def _existing(templates: Path, form: str) -> Path:
    if templates.is_dir() or (templates.is_file() and form == "docx"):
        return templates
    expected = "a folder of templates that is there" + (", or a Word file" if form == "docx" else "")
    raise refuse(str(templates), expected, "templates", code=FaultCode.UNREADABLE)


def renderer(form: str) -> Any:
    """Return the module that writes a form. Raises `MissingExtraError` where a package is missing that it needs."""
    if form not in RENDERERS:
        expected = f"one of the forms: {', '.join(RENDERERS)}"
        raise refuse(form, expected, "form", hint=resembling(form, RENDERERS), code=FaultCode.NOT_IN_LIST)
    return import_module(RENDERERS[form])
