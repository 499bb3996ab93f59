"""The formats of others: writing a report in one, and what each can carry."""

import click
from rich.console import Console

from sitrep.cli.files import (
    PATH,
    InputError,
    output_option,
    read_bytes,
    read_reports,
    spoken,
    unknown_option,
    write_output,
)
from sitrep.cli.rendering import lay_out, show_line, terminal
from sitrep.codec import dumps, loads
from sitrep.errors import InvalidError, MissingExtraError, SitrepError
from sitrep.fields.reading import Unknown
from sitrep.formats.offers import Format, find_format, formats as installed_formats
from sitrep.page.words import say_size
from sitrep.report import SitRep


@click.command()
@click.argument("file", type=PATH)
@click.option("--to", "name", metavar="FORMAT", required=True, help="The format; `sitrep formats` lists them.")
@output_option
@unknown_option
def convert(file: str, name: str, output: str, unknown: Unknown) -> None:
    """Write the report in FILE in another format.

    What of the report the format cannot carry is said on standard error.
    """
    offered = find(name, "--to")
    [report] = read_reports([file], unknown)
    write_output(offered.written(report), output, lambda: say_size(report))
    _say_lost(offered, report)


def _say_lost(offered: Format, report: SitRep) -> None:
    lost = []
    for loss in offered.losses:
        left = loss.forget(report)
        if left != report:
            lost.append(loss.what)
        report = left
    if lost:
        console = terminal(stderr=True)
        show_line(console, "What this format cannot carry of the report:")
        for what in lost:
            lay_out(console, what, bullet="- ")


def read_format(name: str, file: str, unknown: Unknown) -> SitRep:
    """The report in a file of a format that needs no mapping."""
    offered = find(name, "--from")
    try:
        report = offered.taken(read_bytes(file))
        # A format holds what nobody declares whole; whether to take it is asked here, as of JSON.
        return report if unknown == "keep" else loads(dumps(report))
    except (InvalidError, OSError) as error:
        raise InputError([(spoken(file), error)]) from None


def find(name: str, option: str) -> Format:
    """Return the format that an option names, in the way that the option asks for."""
    try:
        offered = find_format(name)
    except MissingExtraError:
        raise
    except SitrepError as error:
        raise click.BadParameter(str(error), param_hint=f"'{option}'") from None
    if not (offered.is_written if option == "--to" else offered.is_read):
        way = "read" if option == "--to" else "written"
        raise click.BadParameter(f"{name!r} is a format that is only {way}", param_hint=f"'{option}'")
    return offered


@click.command()
def formats() -> None:
    """List the formats, and what each cannot carry."""
    console = terminal()
    for name in installed_formats():
        try:
            _show_format(console, name, find_format(name))
        except SitrepError as error:
            show_line(console, f"{name}: cannot be used: {error}")


def _show_format(console: Console, name: str, offered: Format) -> None:
    show_line(console, f"{name}: {offered.title}")
    written = [f"written by `sitrep convert --to {name}`"] * offered.is_written
    read = [f"read by `sitrep import --from {name}`"] * offered.is_read
    lay_out(console, ", ".join([*written, *read]), indent=2)
    if offered.reads:
        lay_out(console, f"reads {offered.reads}", indent=2)
    if offered.extra:
        lay_out(console, f"needs humanitarian-sitrep[{offered.extra}], which is installed", indent=2)
    lay_out(console, "cannot carry:" if offered.losses else "carries everything", indent=2)
    for loss in offered.losses:
        lay_out(console, loss.what, indent=2, bullet="- ")
