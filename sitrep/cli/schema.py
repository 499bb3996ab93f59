"""The schema of the JSON form, for the validators and the models of others."""

from pathlib import Path

import click

from sitrep.cli.files import STANDARD, open_standard, spoken
from sitrep.cli.rendering import show_line, terminal
from sitrep.codec import json_schema, structured_output_schema
from sitrep.codec.documents import write_whole
from sitrep.codec.schema import write_schema


@click.command()
@click.option(
    "--structured-output",
    is_flag=True,
    help="The schema to give to a model whose answers follow one, with nothing that it would have to make up.",
)
@click.option(
    "-o",
    "--output",
    metavar="OUT",
    type=click.Path(dir_okay=False, writable=True, allow_dash=True),
    default=STANDARD,
    help="Where to write it; it is written whole or not at all.  [default: standard output]",
)
def schema(structured_output: bool, output: str) -> None:
    """Write the JSON Schema of reports.

    It has the record types of all installed packages. The few rules that no schema can say are
    judged by `sitrep validate`.
    """
    content = write_schema(structured_output_schema() if structured_output else json_schema()).encode()
    if output == STANDARD:
        with open_standard("wb") as stream:
            stream.write(content)
            stream.flush()
        return
    try:
        write_whole(Path(output), [content])
    except OSError as error:
        raise click.BadParameter(
            f"{spoken(output)} cannot be written: {error.strerror or error}", param_hint="'-o' / '--output'"
        ) from None
    kind = "the schema for models" if structured_output else "the JSON Schema of reports"
    show_line(terminal(stderr=True), f"{spoken(output)}: {kind}")
