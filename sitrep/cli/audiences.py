"""Labelling reports, and redacting them for an audience."""

from pathlib import Path
from typing import Any

import click

from sitrep import audiences, redaction
from sitrep.cli.files import (
    InputError,
    files_argument,
    output_error,
    plain_report_options,
    read_reports,
    report_options,
    spoken,
    tell,
    unknown_option,
    write_report,
)
from sitrep.cli.progress import is_quiet
from sitrep.cli.rendering import lay_out, terminal
from sitrep.errors import InvalidError
from sitrep.fields.reading import Unknown
from sitrep.redaction.redacting import RULES
from sitrep.report import merge as merge_reports
from sitrep.vocabularies import Sensitivity


@click.command()
@files_argument
@click.option("--tlp", metavar="TLP", help="With whom it may be shared: TLP:CLEAR, GREEN, AMBER, AMBER+STRICT or RED.")
@click.option("--sensitivity", type=click.Choice([*Sensitivity]), help="How sensitive it is, by the IASC levels.")
@click.option("--words-of", metavar="SOURCE", help="Label the words of this source, and not the facts.")
@click.option("--type", "type", metavar="TYPE", help="Only facts of this type, such as shortage.")
@click.option("--place", metavar="PLACE", help="Only facts of this place: a name, a P-code or a country.")
@click.option("--source", metavar="SOURCE", help="Only facts that this source states.")
@report_options
@unknown_option
def label(
    files: tuple[str, ...],
    output: str,
    indent: int | None,
    unknown: Unknown,
    tlp: str | None,
    sensitivity: str | None,
    words_of: str | None,
    **asked: Any,
) -> None:
    """Label the reports in each FILE, taken together: how sensitive they are, and with whom they may be shared.

    Facts, heads and notes are labelled, or the facts alone that are asked for. What has a stricter label keeps it.
    """
    report = merge_reports(*read_reports(files, unknown))
    chosen = {name: given for name, given in asked.items() if given is not None}
    try:
        labelled = audiences.label(report, tlp=tlp, sensitivity=sensitivity, words_of=words_of, **chosen)
    except InvalidError as error:
        raise click.UsageError(str(error)) from None
    write_report(labelled, output, indent)


@click.command()
@files_argument
@click.option("--audience", "reader", metavar="TLP", required=True, help="Whom it is for, such as TLP:GREEN or public.")
@click.option("--profile", metavar="TOML", help="The rules for places, counts and sources.  [default: ours]")
@click.option(
    "--release",
    metavar="SECRET",
    help="The file with the secret of the release, made where there is none: with it pseudonyms stay the same.",
)
@plain_report_options
@unknown_option
def redact(
    files: tuple[str, ...],
    output: str,
    indent: int | None,
    unknown: Unknown,
    reader: str,
    profile: str | None,
    release: str | None,
) -> None:
    """Make the reports in each FILE, taken together, fit for an audience.

    Which rules were applied, and how often, is said on standard error, and nowhere in what is written.
    """
    report = merge_reports(*read_reports(files, unknown))
    try:
        rules = redaction.read_profile(Path(profile)) if profile else redaction.DEFAULT
    except (InvalidError, OSError) as error:
        raise InputError([(spoken(profile or ""), error)]) from None
    try:
        secret = redaction.Release.kept_in(release) if release else None
    except InvalidError as error:
        raise InputError([(spoken(release or ""), error)]) from None
    except OSError as error:
        raise output_error(release or "", error) from None
    try:
        found = redaction.redacted(report, audience=reader, profile=rules, release=secret)
    except InvalidError as error:
        raise click.BadParameter(str(error), param_hint="'--audience'") from None
    write_report(found.report, output, indent)
    if not is_quiet():
        tell("", lambda: "Applied:" if found.fired else "No rule had to be applied.")
        for name, count in found.fired.items():
            lay_out(terminal(stderr=True), f"{count:,} × {RULES[name]}", bullet="- ")
