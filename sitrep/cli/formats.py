"""The formats of others: writing a report in one, and what each can carry."""

from typing import Any, Literal

import click
from attrs import evolve
from rich.console import Console

from sitrep.cli.files import (
    PATH,
    InputError,
    OtherFormatError,
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
from sitrep.formats.csv import corrections_in
from sitrep.formats.offers import Format, Partial, find_format, formats as installed_formats
from sitrep.page.words import say_count, say_size, short_id
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
    offered = _find(name, "--to", "written")
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


def read_format(name: str, file: str, unknown: Unknown, **said: Any) -> Partial:
    """The report in a file of a format that needs no mapping, and what of a table of others could not be read."""
    offered = _find(name, "--from", "read")
    if any(said.values()) and not offered.read_table:
        raise click.UsageError(f"--source, --reported and --document are of tables, and {name!r} says them itself.")
    content = b""
    try:
        content = read_bytes(file)
        found = offered.taken_in_part(content, **said)
        # A format holds what nobody declares whole; whether to take it is asked here, as of JSON.
        return found if unknown == "keep" else evolve(found, report=loads(dumps(found.report)))
    except (InvalidError, OSError) as error:
        other = OtherFormatError.of(file, content)
        # A format may know best what else it is.
        is_told = isinstance(error, InvalidError) and any("sitrep import" in fault.hint for fault in error.faults)
        is_hxl = offered.read_table and "HXL" in str(other)
        wrong = not (is_told or is_hxl or f"--from {name}" in str(other))
        raise InputError([(spoken(file), other if other and wrong else error)]) from None


def say_corrections(report: SitRep) -> None:
    """Say on standard error which rows of a table were changed, and what follows from that."""
    corrections = [*corrections_in(report)]
    if not corrections:
        return
    console = terminal(stderr=True)
    show_line(
        console, f"{say_count(len(corrections), 'correction')}, to be merged with the report that the table was of:"
    )
    for retraction, now in corrections:
        lay_out(console, f"{retraction.source.name}: {now} (no longer {short_id(retraction.claim)})", bullet="- ")


def _find(name: str, option: str, way: Literal["read", "written"]) -> Format:
    """Return the format that an option names, if it goes this way."""
    try:
        offered = find_format(name)
    except MissingExtraError:
        raise
    except SitrepError as error:
        raise click.BadParameter(str(error), param_hint=f"'{option}'") from None
    ways = {"read": offered.is_read, "written": offered.is_written}
    if not ways[way]:
        [other] = ways.keys() - {way}
        raise click.BadParameter(f"{name!r} is a format that is only {other}", param_hint=f"'{option}'")
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
