"""Making the page that people read: `sitrep render`."""

from pathlib import PurePath
from typing import Any

import click

from sitrep.checks import check
from sitrep.cli.files import (
    PATH,
    InputError,
    admitted,
    asked_audience,
    audience_options,
    boundaries_in,
    day_option,
    files_argument,
    language_option,
    read_other,
    read_reports,
    unknown_option,
    write_output,
)
from sitrep.cli.selecting import Select, selection_options
from sitrep.errors import InvalidError
from sitrep.fields.reading import Unknown
from sitrep.languages import say, say_number, speaking
from sitrep.notices import Severity
from sitrep.page.composing import summarize
from sitrep.page.edition import SECTIONS
from sitrep.page.rendering import RENDERERS, render
from sitrep.report import merge as merge_reports


@click.command("render")
@files_argument
@click.option(
    "-o",
    "--output",
    metavar="OUT",
    required=True,
    type=click.Path(dir_okay=False, writable=True, allow_dash=True),
    help=f"Where to write it; the end of its name says what it is: {', '.join(f'.{form}' for form in RENDERERS)}.",
)
@click.option(
    "--to", "form", type=click.Choice(list(RENDERERS)), help="The form, where the name of OUT doesn't say it."
)
@click.option("--since", metavar="OLD", type=PATH, help="Say what changed since this older report.")
@click.option("--title", default="", help="The title of the page.  [default: that of the newest report]")
@click.option("--marking", default="", help="With whom it may be shared, such as TLP:AMBER; it stands on each page.")
@language_option
@click.option(
    "--section",
    "sections",
    multiple=True,
    type=click.Choice(list(SECTIONS)),
    help="Show this section; may be given more than once.  [default: all of them]",
)
@click.option(
    "--key-figure",
    "key_figures",
    metavar="ID",
    multiple=True,
    help="Take this fact as a key figure: its id, or how that begins (`sitrep show --ids`).",
)
@click.option(
    "--document",
    "documents",
    metavar="DOCUMENT",
    multiple=True,
    type=PATH,
    help="A document that the report cites, as UTF-8 text: excerpts are shown with the words around them.",
)
@click.option("--boundaries", metavar="GEOJSON", type=PATH, help="Areas for the map, with their names or P-codes.")
@click.option("--notices", "with_notices", is_flag=True, help="Show what looks wrong: errors and warnings of `check`.")
@click.option(
    "--template",
    "--templates",
    "templates",
    metavar="FILE",
    type=click.Path(exists=True),
    help="A Word file whose styles, headers and footers to take; or a folder of templates that replace ours.",
)
@day_option("--at", help="Show what held then, without what came later.")
@day_option("--known-at", help="Show what had been reported by then.")
@audience_options
@selection_options
@unknown_option
def render_page(
    files: tuple[str, ...],
    output: str,
    form: str | None,
    since: str | None,
    select: Select,
    unknown: Unknown,
    with_notices: bool,
    **given: Any,
) -> None:
    """Make the page that people read from the reports in each FILE, taken together.

    Every figure on it leads to who said it, where and in which words.
    """
    form = form or PurePath(output).suffix.removeprefix(".")
    if form not in RENDERERS:
        named = " or ".join(f".{each}" for each in RENDERERS)
        raise click.BadParameter(
            f"the name has to end in {named}, or --to say the form", param_hint="'-o' / '--output'"
        )
    whole = admitted(merge_reports(*read_reports(files, unknown)))
    report = select(whole)
    older = select(admitted(*read_reports([since], unknown))) if since else None
    notices = [each for each in check(report) if each.severity != Severity.NOTE] if with_notices else []
    if audience := asked_audience():
        given["marking"] = given["marking"] or audience.value
    given["documents"] = [read_other(name) for name in given["documents"]]
    given["boundaries"] = boundaries_in(given["boundaries"])
    try:
        with speaking(given["language"]):
            scope = (
                say("{part} of {whole} facts were chosen", part=say_number(len(report)), whole=say_number(len(whole)))
                if report != whole
                else ""
            )
        page = render(report, form, since=older, notices=notices, scope=scope, **given)
    except InvalidError as error:
        raise InputError([("render", error)]) from None
    write_output([page], output, lambda: summarize(report))
