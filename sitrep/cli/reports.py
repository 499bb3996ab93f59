"""Checking and merging whole reports."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import click

from sitrep.cli.files import (
    PATH,
    InputError,
    files_argument,
    indent_option,
    output_option,
    read_bytes,
    read_report,
    read_reports,
    spoken,
    unknown_option,
    write_report,
)
from sitrep.cli.rendering import show_line, terminal
from sitrep.errors import InvalidError
from sitrep.fields.reading import Unknown
from sitrep.page.words import say_size
from sitrep.report import merge as merge_reports


@click.command()
@files_argument
@click.option(
    "--xsd",
    metavar="SCHEMA",
    type=PATH,
    help="Check XML files, such as those of `sitrep convert --to edxl`, against this XML Schema instead.",
)
@unknown_option
def validate(files: tuple[str, ...], xsd: str | None, unknown: Unknown) -> None:
    """Check each FILE, and list every fault.

    Each valid report is named on standard output, the faults of the others on standard error.
    """
    console = terminal()
    check = _by_schema(xsd) if xsd else lambda name: say_size(read_report(name, unknown))
    failures = []
    for name in files:
        try:
            said = check(name)
        except (InvalidError, OSError) as error:
            failures.append((spoken(name), error))
        else:
            show_line(console, f"{spoken(name)}: fine — {said}")
    if failures:
        raise InputError(failures)


def _by_schema(xsd: str) -> Callable[[str], str]:
    # In an extra of its own: the other commands work without it.
    importer = import_module("sitrep.formats.edxl.xml")
    try:
        schema = importer.load_schema(Path(xsd))
    except (InvalidError, OSError) as error:
        raise InputError([(spoken(xsd), error)]) from None

    def check(name: str) -> str:
        importer.check_schema(read_bytes(name), schema)
        return f"as {spoken(xsd)} has it"

    return check


@click.command()
@files_argument
@output_option
@indent_option
@unknown_option
def merge(files: tuple[str, ...], output: str, indent: int | None, unknown: Unknown) -> None:
    """Merge the reports of each FILE into one.

    Nothing is lost and nothing added; the order of the files and repeats change nothing.
    """
    write_report(merge_reports(*read_reports(files, unknown)), output, indent)
