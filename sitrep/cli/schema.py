"""The schema of the JSON form, for the validators and the models of others."""

import click

from sitrep.cli.files import output_option, write_output
from sitrep.codec import json_schema, structured_output_schema
from sitrep.codec.schema import write_schema


@click.command()
@click.option(
    "--structured-output",
    is_flag=True,
    help="The schema to give to a model whose answers follow one, with nothing that it would have to make up.",
)
@output_option
def schema(structured_output: bool, output: str) -> None:
    """Write the JSON Schema of reports.

    It has the record types of all installed packages. The few rules that no schema can say are
    judged by `sitrep validate`.
    """
    content = write_schema(structured_output_schema() if structured_output else json_schema()).encode()
    kind = "the schema for models" if structured_output else "the JSON Schema of reports"
    write_output([content], output, lambda: kind)
