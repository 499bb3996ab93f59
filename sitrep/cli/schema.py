"""The schema of the JSON form, for the validators and the models of others."""

import click

from sitrep.cli.files import output_option, write_output
from sitrep.codec import json_schema, structured_output_schema
from sitrep.codec.schema import write_schema
from sitrep.errors import InvalidError


@click.command()
@click.option(
    "--structured-output",
    is_flag=True,
    help="The schema to give to a model whose answers follow one, with nothing that it would have to make up.",
)
@click.argument("types", metavar="[TYPE…]", nargs=-1)
@output_option
def schema(structured_output: bool, types: tuple[str, ...], output: str) -> None:
    """Write the JSON Schema of reports.

    It has the record types of all installed packages. The few rules that no schema can say are
    judged by `sitrep validate`.

    With --structured-output and the names of a few record types it is a small one, of claims of these
    alone, each with the words that say so.
    """
    if types and not structured_output:
        raise click.UsageError("TYPE goes with --structured-output: the schema of reports has all types.")
    try:
        asked = structured_output_schema(*types) if structured_output else None
    except InvalidError as error:
        raise click.BadParameter(str(error), param_hint="'TYPE…'") from None
    content = write_schema(json_schema() if asked is None else asked, indent=None if types else 1).encode()
    kind = "the schema for models" if structured_output else "the JSON Schema of reports"
    write_output([content], output, lambda: kind)
