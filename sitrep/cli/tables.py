"""Tables larger than memory: merged, held against their contract, and that contract."""

import json
from importlib import import_module
from typing import Any

import click

from sitrep.cli.files import InputError, files_argument, output_error, output_option, spoken, write_output
from sitrep.cli.progress import is_quiet, progress, quiet_option
from sitrep.cli.rendering import show_line, terminal
from sitrep.errors import InvalidError

_MEMORY = click.option(
    "--memory", metavar="SIZE", default="1GB", show_default=True, help="The memory to take; the rest goes to the disk."
)


def _engine(name: str) -> Any:
    # In an extra of its own: the other commands work without it.
    return import_module(f"sitrep.scale.{name}")


@click.group()
def tables() -> None:
    """Merge tables in Parquet that are larger than memory, and check them.

    The other commands take a table as they take any file, and hold it in memory.
    """


@tables.command("merge")
@files_argument
@click.option(
    "-o", "--output", metavar="OUT", type=click.Path(dir_okay=False, writable=True), required=True,
    help="Where to write it: a table again where it is called .parquet, else canonical JSON.",
)  # fmt: skip
@_MEMORY
@quiet_option
def merge_tables(files: tuple[str, ...], output: str, memory: str) -> None:
    """Merge each FILE, of Parquet or NDJSON, or the files of a folder, into one.

    The result is that of `sitrep merge`, to the byte.
    """
    try:
        with progress(f"Merging into {spoken(output)}"):
            _engine("tables").merge_tables(files, output, memory_limit=memory)
    except InvalidError as error:
        raise InputError([(spoken(files[0]) if len(files) == 1 else "the files", error)]) from None
    except OSError as error:
        raise output_error(output, error) from None


@tables.command("validate")
@files_argument
@quiet_option
def validate_tables(files: tuple[str, ...]) -> None:
    """Check each FILE of Parquet, or the files of a folder, row by row.

    Each fault is told with the file, the row group, the column and what was expected.
    """
    try:
        listed = [path for path in _engine("tables").sources(files) if path.suffix == ".parquet"]
    except InvalidError as error:
        raise InputError([(spoken(files[0]), error)]) from None
    at_fault = set()
    errors = terminal(stderr=True)
    for fault in _engine("contract").validate(listed):
        at_fault.add(fault.file)
        show_line(errors, str(fault))
    for path in listed:
        if str(path) not in at_fault and not is_quiet():
            show_line(terminal(), f"{path}: fine")
    if at_fault:
        raise click.exceptions.Exit(1)


@tables.command("contract")
@output_option
def write_contract(output: str) -> None:
    """Write the columns and how rows are joined, as JSON."""
    content = f"{json.dumps(_engine('contract').contract(), indent=1, ensure_ascii=False)}\n".encode()
    write_output([content], output, lambda: "the contract of the table")
