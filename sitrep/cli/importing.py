"""Tables and forms in, and forms to fill in."""

from typing import Any

import click

from sitrep.cli.files import (
    PATH,
    STANDARD,
    InputError,
    RowsError,
    day_option,
    indent_option,
    name_first,
    output_option,
    read_bytes,
    spoken,
    unknown_option,
    write_output,
    write_report,
)
from sitrep.cli.formats import read_format
from sitrep.cli.rendering import lay_out, show_line, terminal
from sitrep.errors import InvalidError
from sitrep.fields.reading import Unknown
from sitrep.forms import NotAFormError, make_form, read_form
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
@output_option
@indent_option
@unknown_option
def import_table(
    file: str, map_file: str | None, name: str | None, output: str, indent: int | None, unknown: Unknown, **said: Any
) -> None:
    """Make a report of a table, a filled form, or a report in another format.

    A table is CSV, JSON or a spreadsheet, and MAP says what its columns are; `sitrep template` makes
    forms. Rows that cannot be read are listed on standard error, each with its line, column and
    reason; the others are written all the same, and the exit code is 1. Rows that make a fact which
    an earlier row had made are told too, since they may have been meant as facts of their own.

    FORMAT is one that reports are written in: its file is taken whole or not at all.
    """
    if map_file is None and any(said.values()):
        raise click.UsageError("--source, --reported and --document are of a table, and go with --map.")
    if name is not None:
        if map_file is not None:
            raise click.UsageError("--from names a format that needs no --map.")
        write_report(read_format(name, file, unknown), output, indent)
        return
    if map_file is None:
        _import_form(file, output, indent)
        return
    if file == map_file == STANDARD:
        raise click.UsageError("'-' is standard input, which can be read only once.")
    at_hand = map_file
    try:
        mapping = read_mapping(read_bytes(map_file), **said)
        at_hand = file
        imported = read_table(read_bytes(file), mapping)
    except (InvalidError, OSError) as error:
        # A mapping that doesn't fit the file is at fault itself.
        at_fault = map_file if getattr(error, "root", "") == "mapping" else at_hand
        raise InputError([(spoken(at_fault), error)]) from None
    write_report(imported.report, output, indent)
    _tell_rows(spoken(file), imported)
    if imported.faults:
        raise RowsError(spoken(file), imported.faults)


_FATES = {
    "read": "read",
    "repeated": "that repeat an earlier one",
    "left_out": "whose blanks state nothing",
    "skipped": "left alone by the mapping",
    "refused": "refused",
}


def _tell_rows(name: str, imported: Import) -> None:
    """Tell what became of the rows, unless all of them were read."""
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


def _import_form(file: str, output: str, indent: int | None) -> None:
    try:
        form = read_form(read_bytes(file))
    except NotAFormError as error:
        [fault] = error.faults
        hint = f". {fault.hint}" if fault.hint else ": say with --map which columns are what."
        raise click.UsageError(f"{spoken(file)} is no form that 'sitrep template' made{hint}") from None
    except (InvalidError, OSError) as error:
        raise InputError([(spoken(file), error)]) from None
    write_report(form.report, output, indent)
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
    write_output(draft.encode(), output, lambda: f"{marks} {'place' if marks == 1 else 'places'} to fill in")


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
    # What was filled in would be lost under a new form.
    write_output(form, output, None, new=True)
