"""Checking and merging whole reports."""

import click

from sitrep.cli.files import (
    InputError,
    files_argument,
    indent_option,
    output_option,
    read_report,
    read_reports,
    spoken,
    unknown_option,
    write_report,
)
from sitrep.cli.rendering import say_size, show_line, terminal
from sitrep.codec.structuring import Unknown
from sitrep.errors import InvalidError
from sitrep.report import merge as merge_reports


@click.command()
@files_argument
@unknown_option
def validate(files: tuple[str, ...], unknown: Unknown) -> None:
    """Check each FILE, and list every fault.

    Each valid report is named on standard output, the faults of the others on standard error.
    """
    console = terminal()
    failures = []
    for name in files:
        try:
            report = read_report(name, unknown)
        except (InvalidError, OSError) as error:
            failures.append((spoken(name), error))
        else:
            show_line(console, f"{spoken(name)}: fine — {say_size(report)}")
    if failures:
        raise InputError(failures)


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
