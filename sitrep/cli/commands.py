"""The command line as a whole: its commands, and which exit code says how it went."""

import io
import os
import sys
from importlib.metadata import PackageNotFoundError, version

import click

from sitrep.cli.audiences import label, redact
from sitrep.cli.drafting import draft_text, review
from sitrep.cli.formats import convert, formats
from sitrep.cli.importing import import_table, map_table, template
from sitrep.cli.judgements import judge, link, retract, suggest_links
from sitrep.cli.judging import check_reports, verify_report
from sitrep.cli.pagemaking import render_page
from sitrep.cli.pictures import diff, example, show
from sitrep.cli.rendering import show_line, terminal
from sitrep.cli.reports import merge, validate
from sitrep.cli.schema import schema
from sitrep.cli.storing import store
from sitrep.cli.tables import tables
from sitrep.limits import Limits, limited
from sitrep.report import FORMAT

INTERRUPTED = 130
"""The exit code after Ctrl-C: 128 and the number of the signal, as shells have it."""


def run() -> int:
    """Run the command that the arguments of this process name; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Reports are in many scripts, and the code page of a console or a pipe may lack them.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code: int | None = sitrep.main(prog_name="sitrep", standalone_mode=False)
        if sys.stdout:
            # Output that is still held back would fail when Python ends, past all that could say so.
            sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        return INTERRUPTED
    except OSError as error:
        if sys.stdout:
            # Output that is still held back goes nowhere.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):
            # Whoever reads has enough; for what was still on its way click says the same.
            return 1
        show_line(terminal(stderr=True), f"standard output cannot be written: {error.strerror or error}")
        return 2
    return code or 0


def _show_version(context: click.Context, _parameter: click.Parameter, asked: bool) -> None:
    if not asked:
        return
    try:
        installed = version("humanitarian-sitrep")
    except PackageNotFoundError:
        installed = "(not installed)"
    click.echo(f"sitrep {installed}, format {FORMAT}")
    context.exit()


def _limit(context: click.Context, _parameter: click.Parameter, given: tuple[str, ...]) -> None:
    changes: dict[str, int] = {}
    for each in given:
        name, _, most = each.partition("=")
        if name not in _LIMITS or not (most.isascii() and most.isdecimal() and 0 < len(most) < 20 and int(most)):
            raise click.BadParameter(f"{each!r}; expected NAME=NUMBER, with one of: {', '.join(_LIMITS)}")
        changes[name] = int(most)
    # The command that is named is run within it.
    context.with_resource(limited(**changes))


_LIMITS = Limits().meanings()


@click.group(
    name="sitrep",
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="FILE is a report as JSON; '-' is standard input or output. "
    "The exit code is 0 when all is fine, 1 when the input is at fault, 2 when the call is.",
)
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_show_version,
    help="Show the version of the program and of the format, and exit.",
)
@click.option(
    "--limit",
    metavar="NAME=NUMBER",
    multiple=True,
    expose_value=False,
    callback=_limit,
    help=f"Change a limit on what is read, where a file is to be trusted: {', '.join(_LIMITS)}.",
)
def sitrep() -> None:
    """Check, merge and read humanitarian situation reports."""


for _command in (
    validate,
    merge,
    import_table,
    map_table,
    draft_text,
    review,
    convert,
    formats,
    schema,
    template,
    show,
    render_page,
    diff,
    check_reports,
    verify_report,
    suggest_links,
    link,
    retract,
    judge,
    label,
    redact,
    store,
    tables,
    example,
):
    sitrep.add_command(_command)
