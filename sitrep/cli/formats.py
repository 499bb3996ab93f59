"""The formats of others: writing a report in one, and what each can carry."""

from collections.abc import Iterator
from typing import Any, Literal

import click
from attrs import evolve
from rich.console import Console

from sitrep.cli.files import (
    PATH,
    SMALL,
    InputError,
    OtherFormatError,
    admitted,
    audience_options,
    boundaries_in,
    output_option,
    read_bytes,
    read_reports,
    spoken,
    unknown_option,
    write_output,
)
from sitrep.cli.progress import is_quiet, progress
from sitrep.cli.rendering import lay_out, show_line, terminal
from sitrep.cli.selecting import Select, selection_options
from sitrep.codec import dumps, loads
from sitrep.codec.undeclared import is_declared
from sitrep.errors import InvalidError, MissingExtraError, SitrepError
from sitrep.fields.reading import Unknown
from sitrep.formats.csv import corrections_in
from sitrep.formats.geojson import GEOJSON, unplaced, write_in
from sitrep.formats.offers import Format, Partial, find_format, formats as installed_formats
from sitrep.page.words import say_count, say_size, short_id
from sitrep.report import SitRep


@click.command()
@click.argument("file", type=PATH)
@click.option("--to", "name", metavar="FORMAT", required=True, help="The format; `sitrep formats` lists them.")
@output_option
@click.option(
    "--boundaries",
    metavar="GEOJSON",
    type=PATH,
    help="For GeoJSON: areas with their names or P-codes, in the middle of which facts without coordinates are put.",
)
@audience_options
@selection_options
@unknown_option
def convert(file: str, name: str, output: str, boundaries: str | None, select: Select, unknown: Unknown) -> None:
    """Write the report in FILE in another format.

    What of the report the format cannot carry is said on standard error; of a large report, all that
    the format cannot carry.
    """
    offered = _find(name, "--to", "written")
    report = select(admitted(*read_reports([file], unknown)))
    areas = boundaries_in(boundaries)
    if areas and offered is not GEOJSON:
        raise click.UsageError("--boundaries is for --to geojson.")
    with progress(f"Converting {spoken(file)}"):
        content = write_in(report, areas) if areas else offered.written(report)
    write_output([content], output, lambda: say_size(report))
    if offered is GEOJSON and (number := unplaced(report, areas)):
        show_line(terminal(stderr=True), f"{say_count(number, 'fact')} of {len(report):,} without a place on the map")
    _say_lost(offered, report)


def _say_lost(offered: Format, report: SitRep) -> None:
    # To find out if a large report has anything that is lost would take longer than to write it.
    lost = [*_lost(offered, report)] if len(report) <= SMALL else [loss.what for loss in offered.losses]
    if lost and not is_quiet():
        console = terminal(stderr=True)
        show_line(console, "What this format cannot carry of the report:")
        for what in lost:
            lay_out(console, what, bullet="- ")


def _lost(offered: Format, report: SitRep) -> Iterator[str]:
    for loss in offered.losses:
        left = loss.forget(report)
        if left != report:
            yield loss.what
        report = left


def read_format(name: str, file: str, unknown: Unknown, **said: Any) -> Partial:
    """The report in a file of a format that needs no mapping, and what of a table of others could not be read."""
    offered = _find(name, "--from", "read")
    if any(said.values()) and not offered.read_table:
        raise click.UsageError(f"--source, --reported and --document are of tables, and {name!r} says them itself.")
    content = b""
    try:
        with progress(f"Reading {spoken(file)}"):
            content = read_bytes(file)
            found = offered.taken_in_part(content, **said)
        # A format holds what nobody declares whole; whether to take it is asked here, as of JSON.
        if unknown == "keep" or is_declared(found.report):
            return found
        return evolve(found, report=loads(dumps(found.report)))
    except (InvalidError, OSError) as error:
        other = OtherFormatError.of(file, content)
        # A format may know best what else it is.
        is_told = isinstance(error, InvalidError) and any("sitrep import" in fault.hint for fault in error.faults)
        is_hxl = offered.read_table and "HXL" in str(other)
        wrong = not (is_told or is_hxl or f"--from {name}" in str(other))
        raise InputError([(spoken(file), other if other and wrong else error)]) from None


def say_corrections(report: SitRep) -> None:
    """Say on standard error which rows of a table were changed, and what follows from that."""
    corrections = [] if is_quiet() else [*corrections_in(report)]
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
