"""The options that choose which facts of a report a command takes."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from sitrep.cli.files import Command, day_option
from sitrep.errors import InvalidError
from sitrep.pictures.newest import latest as latest_of
from sitrep.report import SitRep
from sitrep.selection import themes
from sitrep.values.periods import Period

Select = Callable[[SitRep], SitRep]
"""From a report to the part of it that the options ask for."""

_OPTIONS = (
    click.option(
        "--only",
        "only",
        metavar="THEME",
        multiple=True,
        help=f"Only facts of this theme, or how its name begins; may be given more than once: {', '.join(themes())}.",
    ),
    click.option("--type", "types", metavar="TYPE", multiple=True, help="Only facts of this type, such as shortage."),
    click.option(
        "--place",
        "places",
        metavar="PLACE",
        multiple=True,
        help="Only facts of this place: a name, a P-code or a country; what lies within it by its code is taken too.",
    ),
    click.option("--source", "sources", metavar="SOURCE", multiple=True, help="Only facts that this source states."),
    day_option("--from", "start", help="Only facts of then or later."),
    day_option("--until", "end", help="Only facts of then or earlier."),
    click.option("--latest", is_flag=True, help="Only what is newest of each subject."),
)


def selection_options(command: Command) -> Command:
    """Give a command the options that choose facts; it gets them as one function, `select`."""

    @wraps(command)
    def choosing(*arguments: Any, **given: Any) -> Any:
        asked = {name: given.pop(name) for name in ("only", "types", "places", "sources", "start", "end", "latest")}
        return command(*arguments, select=lambda report: _select(report, **asked), **given)

    for option in reversed(_OPTIONS):
        choosing = option(choosing)
    return choosing  # type: ignore[return-value]


def _select(
    report: SitRep,
    only: tuple[str, ...],
    types: tuple[str, ...],
    places: tuple[str, ...],
    sources: tuple[str, ...],
    start: Period | None,
    end: Period | None,
    latest: bool,
) -> SitRep:
    try:
        chosen = report.where(
            type=types, theme=only, place=places, source=sources, period=_between(start, end) if start or end else None
        )
    except InvalidError as error:
        raise click.UsageError(str(error)) from None
    return latest_of(chosen) if latest else chosen


def _between(start: Period | None, end: Period | None) -> Period:
    first = start.edtf.partition("/")[0] if start else ".."
    last = end.edtf.rpartition("/")[2] if end else ".."
    return Period(f"{first}/{last}")
