"""Rendering a report: its page, composed and written in one of the forms that people read."""

from collections.abc import Iterable
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

from sitrep.audiences import admit
from sitrep.errors import FaultCode, refuse
from sitrep.fields.kinds import resembling
from sitrep.notices import Notice
from sitrep.page.composing import compose
from sitrep.page.edition import Edition
from sitrep.pictures.policies import DEFAULT, Policy
from sitrep.report import SitRep
from sitrep.values.periods import Period

RENDERERS = {"html": "sitrep.page.html", "md": "sitrep.page.markdown"}
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
    """Return the page of a report as a file: of the form `html` or `md`.

    `policy`, `at` and `known_at` are those of `picture`; `since` is the older report that changes are
    told from; `notices` are shown as they are given, such as those of `check`. `title`, `marking`,
    `language`, `scope`, `sections`, `key_figures`, `documents`, `boundaries`, `audience` and `leave_out` are those of
    `Edition`. `templates` is a folder whose templates come before those of the same name. Raises `InvalidError`, and
    `AudienceError` where either report has something above the audience.
    """
    chosen = Edition(**edition)
    report = admit(SitRep.coerce(report), chosen.audience, leave_out=chosen.leave_out)
    if chosen.audience is not None:
        since = since and admit(since, chosen.audience, leave_out=chosen.leave_out)
        # A notice is made of whole claims, and quotes them.
        notices = [each for each in notices if all(claim in report for claim in each.claims)]
    page = compose(
        report,
        Policy.coerce(policy),
        at=None if at is None else Period.coerce(at),
        known_at=None if known_at is None else Period.coerce(known_at),
        since=since,
        notices=notices,
        edition=chosen,
    )
    content: bytes = renderer(form).render(page, Path(templates) if templates else None)
    return content


def renderer(form: str) -> Any:
    """Return the module that writes a form. Raises `MissingExtraError` where a package is missing that it needs."""
    if form not in RENDERERS:
        expected = f"one of the forms: {', '.join(RENDERERS)}"
        raise refuse(form, expected, "form", hint=resembling(form, RENDERERS), code=FaultCode.NOT_IN_LIST)
    return import_module(RENDERERS[form])
