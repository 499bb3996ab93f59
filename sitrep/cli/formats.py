"""The formats of others: writing a report in one, and what each can carry."""

from collections.abc import Callable
from typing import TypeVar

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
from sitrep.cli.rendering import lay_out, say_size, show_line, terminal
from sitrep.codec import dumps, loads
from sitrep.errors import InvalidError, MissingExtraError, SitrepError
from sitrep.exporters import Exporter, exporter, exporters
from sitrep.importers.formats import Importer, importer, importers
from sitrep.reading import Unknown
from sitrep.report import SitRep

Offered = TypeVar("Offered", Exporter, Importer)


@click.command()
@click.argument("file", type=PATH)
@click.option("--to", "name", metavar="FORMAT", required=True, help="The format; `sitrep formats` lists them.")
@output_option
@unknown_option
def convert(file: str, name: str, output: str, unknown: Unknown) -> None:
    """Write the report in FILE in another format.

    What of the report the format cannot carry is said on standard error.
    """
    offered = find(exporter, name, "--to")
    [report] = read_reports([file], unknown)
    write_output(offered.write(report), output, lambda: say_size(report))
    _say_lost(offered, report)


def _say_lost(offered: Exporter, report: SitRep) -> None:
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
    offered = find(importer, name, "--from")
    try:
        report = offered.read(read_bytes(file))
        # A format holds what nobody declares whole; whether to take it is asked here, as of JSON.
        return report if unknown == "keep" else loads(dumps(report))
    except (InvalidError, OSError) as error:
        raise InputError([(spoken(file), error)]) from None


def find(look_up: Callable[[str], Offered], name: str, option: str) -> Offered:
    try:
        return look_up(name)
    except MissingExtraError:
        raise
    except SitrepError as error:
        raise click.BadParameter(str(error), param_hint=f"'{option}'") from None


@click.command()
def formats() -> None:
    """List the formats, and what each cannot carry."""
    console = terminal()
    writable = [*exporters()]
    for name in sorted({*writable, *importers()}):
        try:
            _show_format(console, name, exporter(name) if name in writable else importer(name))
        except SitrepError as error:
            show_line(console, f"{name}: cannot be used: {error}")


def _show_format(console: Console, name: str, offered: Exporter | Importer) -> None:
    show_line(console, f"{name}: {offered.title}")
    if isinstance(offered, Importer):
        lay_out(console, f"read by `sitrep import --from {name}`", indent=2)
        return
    reader = offered.reader or name
    is_read = reader in importers()
    ways = [f"written by `sitrep convert --to {name}`", *([f"read by `sitrep import --from {reader}`"] * is_read)]
    lay_out(console, ", ".join(ways), indent=2)
    if offered.extra:
        lay_out(console, f"needs humanitarian-sitrep[{offered.extra}], which is installed", indent=2)
    if is_read:
        lay_out(console, "cannot carry:" if offered.losses else "carries everything", indent=2)
        for loss in offered.losses:
            lay_out(console, loss.what, indent=2, bullet="- ")
