"""Tables and forms in, and forms to fill in."""

from typing import Any

import click

from sitrep.checks import CHECKS
from sitrep.checks.thresholds import Thresholds
from sitrep.checks.view import CheckView
from sitrep.cli.files import (
    PATH,
    STANDARD,
    InputError,
    OtherFormatError,
    RowsError,
    Unread,
    day_option,
    output_option,
    read_bytes,
    report_options,
    spoken,
    unknown_option,
    write_output,
    write_report,
)
from sitrep.cli.formats import read_format, say_corrections
from sitrep.cli.progress import is_quiet, progress
from sitrep.cli.rendering import lay_out, show_line, terminal
from sitrep.errors import InvalidError, name_first, of_one_kind
from sitrep.fields.reading import Unknown
from sitrep.formats.offers import Partial
from sitrep.forms import NotAFormError, make_form, mark_form, read_form
from sitrep.page.words import say_count
from sitrep.report import SitRep
from sitrep.tables import Import, draft_mapping, read_mapping, read_table
from sitrep.tables.grammar import FILL_IN


@click.command("import")
@click.argument("file", type=PATH)
@click.option(
    "--map",
    "map_file",
    metavar="MAP",
    type=PATH,
    help="The mapping: a TOML file that says which columns are what. A form needs none.",
)
@click.option("--source", metavar="NAME", help="Who says so, where the mapping names no source.")
@day_option("--reported", help="When it was reported, where the mapping doesn't say.")
@click.option("--document", metavar="TITLE", help="What the document is called.")
@click.option("--from", "name", metavar="FORMAT", help="The format of a report; `sitrep formats` lists them.")
@click.option(
    "--marked",
    metavar="OUT",
    type=click.Path(dir_okay=False, writable=True),
    help="Where to write a form again with the cells that can't be read marked, and why in a comment on each.",
)
@report_options
@unknown_option
def import_table(
    file: str,
    map_file: str | None,
    name: str | None,
    marked: str | None,
    output: str,
    indent: int | None,
    unknown: Unknown,
    **said: Any,
) -> None:
    """Make a report of a table, a filled form, or a report in another format.

    A table is CSV, JSON or a spreadsheet, and MAP says what its columns are; `sitrep template` makes
    forms. Rows that cannot be read are listed on standard error, each with its line, column and
    reason; the others are written all the same, and the exit code is 1. Rows that make a fact which
    an earlier row had made are told too, since they may have been meant as facts of their own.

    FORMAT is one that reports are written in: its file is taken whole or not at all. A row of a
    workbook or of a CSV file that was changed is a correction: its source says so now, and no longer
    what it said. Of HXL tables of others is read what can be, each from the source that it names,
    or --source.
    """
    if map_file is None and name is None and any(said.values()):
        raise click.UsageError("--source, --reported and --document are of a table, and go with --map or --from.")
    if marked and (map_file or name):
        raise click.UsageError("--marked is of a form, and goes with neither --map nor --from.")
    if name is not None:
        if map_file is not None:
            raise click.UsageError("--from names a format that needs no --map.")
        found = read_format(name, file, unknown, **said)
        write_report(found.report, output, indent)
        say_corrections(found.report)
        if any(said.values()):
            # A file that says all of it was written from a report, whose codes were looked at before.
            _ask(found.report)
        _tell_partial(spoken(file), found)
        return
    if map_file is None:
        _import_form(file, marked, output, indent)
        return
    if file == map_file == STANDARD:
        raise click.UsageError("'-' is standard input, which can be read only once.")
    at_hand = map_file
    try:
        mapping = read_mapping(read_bytes(map_file), **said)
        at_hand = file
        with progress(f"Reading {spoken(file)}"):
            imported = read_table(read_bytes(file), mapping)
    except (InvalidError, OSError) as error:
        # A mapping that doesn't fit the file is at fault itself.
        at_fault = map_file if getattr(error, "root", "") == "mapping" else at_hand
        raise InputError([(spoken(at_fault), error)]) from None
    write_report(imported.report, output, indent)
    _ask(imported.report)
    _tell_rows(spoken(file), imported)
    if imported.faults:
        raise RowsError(spoken(file), imported.faults)


def _ask(report: SitRep) -> None:
    """Ask about what only those who have the table at hand can know: codes that resemble others, and far dates."""
    if is_quiet():
        return
    console = terminal(stderr=True)
    view = CheckView(report, Thresholds(resemblance=_RESEMBLANCE))
    for code in ("near_miss_code", "far_from_report"):
        for notice in CHECKS[code](view):
            lay_out(console, f"warning: {notice.sentence}")


_RESEMBLANCE = 0.75
"""Those who type a table are asked about more than `sitrep check` asks about: a letter swapped in a short word."""


def _tell_partial(name: str, found: Partial) -> None:
    """Tell what of a table of others was left out, and what could not be read."""
    console = terminal(stderr=True)
    if found.left_out and not is_quiet():
        show_line(console, f"{name}: {say_count(len(found.left_out), 'column')} left out")
        for alike in of_one_kind(found.left_out):
            hint = f": {alike[0].hint}" if alike[0].hint else ""
            lay_out(console, f"{name_first([str(fault.value) for fault in alike])}{hint}", indent=2)
    if found.repeated and not is_quiet():
        rows = [f"row {row} makes the same fact as row {earlier}" for row, earlier in found.repeated.items()]
        lay_out(console, f"{name}: warning: {name_first(rows)}")
    if found.faults:
        raise RowsError(name, [Unread.of(fault) for fault in found.faults])


_FATES = {
    "read": "read",
    "repeated": "that repeat an earlier one",
    "left_out": "whose blanks state nothing",
    "skipped": "left alone by the mapping",
    "refused": "refused",
}


def _tell_rows(name: str, imported: Import) -> None:
    """Tell what became of the rows, unless all of them were read."""
    if is_quiet():
        return
    fates = {fate: number for fate, number in imported.rows.items() if number}
    if not fates.keys() - {"read", "refused"}:
        return
    console = terminal(stderr=True)
    total = sum(fates.values())
    counted = ", ".join(f"{number:,} {_FATES[fate]}" for fate, number in fates.items())
    show_line(console, f"{name}: {total:,} {'row' if total == 1 else 'rows'}: {counted}")
    if imported.repeats:
        lay_out(console, f"warning: {name_first([str(each) for each in imported.repeats])}", indent=2)
        hint = 'If they are things of their own, name an `event`, or count rows: { count = "rows" }.'
        lay_out(console, hint, indent=2)


def _import_form(file: str, marked: str | None, output: str, indent: int | None) -> None:
    content = b""
    try:
        content = read_bytes(file)
        form = read_form(content)
    except NotAFormError as error:
        [fault] = error.faults
        hint = f". {fault.hint}" if fault.hint else ": say with --map which columns are what."
        other = OtherFormatError.of(file, content)
        said = f"; {other}" if other and not fault.hint and "--map" not in str(other) else hint
        raise click.UsageError(f"{spoken(file)} is no form that 'sitrep template' made{said}") from None
    except (InvalidError, OSError) as error:
        raise InputError([(spoken(file), error)]) from None
    write_report(form.report, output, indent)
    if marked:
        write_output([mark_form(content)], marked, lambda: "the form, with the cells marked that can't be read")
    _ask(form.report)
    if form.faults:
        raise RowsError(spoken(file), form.faults)


@click.command("map")
@click.argument("file", type=PATH)
@output_option
def map_table(file: str, output: str) -> None:
    """Write a mapping to start from for the table in FILE.

    It guesses what headings and cells say plainly, and marks the rest with ???; `sitrep import` says
    what is left to fill in.
    """
    try:
        draft = draft_mapping(read_bytes(file))
    except (InvalidError, OSError) as error:
        raise InputError([(spoken(file), error)]) from None
    marks = draft.count(FILL_IN) - 1
    write_output([draft.encode()], output, lambda: f"{marks} {'place' if marks == 1 else 'places'} to fill in")


@click.command()
@click.argument("types", metavar="TYPE…", nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
    metavar="OUT",
    type=click.Path(dir_okay=False, allow_dash=True),
    required=True,
    help="Where to write the form, an .xlsx file; a file that is there already stays as it is.",
)
def template(types: tuple[str, ...], output: str) -> None:
    """Make a form to fill in for each TYPE of record.

    TYPE is a name such as `crossing`, or `all`. `sitrep import` turns the filled form into a report.
    """
    try:
        form = make_form(types)
    except InvalidError as error:
        raise click.BadParameter(str(error), param_hint="'TYPE…'") from None
    # Answers that were filled in would be lost under a new form.
    write_output([form], output, None, new=True)
    if output != "-":
        show_line(
            terminal(stderr=True),
            f"{output}: a form. Fill it in and save it, then: sitrep import {output} -o report.json",
        )
