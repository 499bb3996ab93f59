"""Commands that judge a report: what looks wrong in it, and which excerpts don't stand in their documents."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import attrs
import click

from sitrep.checks import Thresholds, check
from sitrep.cli.files import (
    PATH,
    STANDARD,
    Command,
    InputError,
    files_argument,
    format_option,
    read_bytes,
    read_reports,
    spoken,
    unknown_option,
)
from sitrep.cli.pages import show_notices
from sitrep.cli.rendering import show_line, terminal
from sitrep.errors import InvalidError
from sitrep.evidence.verification import verify
from sitrep.fields.canonical import write_json
from sitrep.fields.reading import Unknown
from sitrep.notices import Notice, Severity
from sitrep.page.composing import notice_groups
from sitrep.page.words import say_size
from sitrep.report import SitRep, merge as merge_reports
from sitrep.tables.pcodes import read_pcodes
from sitrep.values.pcodes import Pcodes


def _threshold_option(threshold: Any) -> Callable[[Command], Command]:
    """An option that sets one threshold of the checks."""

    def checked(_context: click.Context, _parameter: click.Parameter, given: Any) -> Any:
        try:
            Thresholds(**{threshold.name: given})
        except InvalidError as error:
            [fault] = error.faults
            raise click.BadParameter(attrs.evolve(fault, path=()).describe()) from None
        return given

    return click.option(
        f"--{threshold.name.replace('_', '-')}",
        metavar="NUMBER",
        type=threshold.type,
        default=threshold.default,
        show_default=True,
        callback=checked,
        help=threshold.metadata["meaning"],
    )


def _threshold_options(command: Command) -> Command:
    # The last that is added comes first in the help.
    for threshold in reversed(attrs.fields(Thresholds)):
        command = _threshold_option(threshold)(command)
    return command


@click.command("check")
@files_argument
@click.option(
    "--pcodes",
    "pcodes_file",
    metavar="TABLE",
    type=PATH,
    help="A table of P-codes to hold the places against: CSV with HXL hashtags such as #adm1+code and #adm1+name.",
)
@format_option
@unknown_option
@_threshold_options
def check_reports(
    files: tuple[str, ...], pcodes_file: str | None, form: str, unknown: Unknown, **thresholds: Any
) -> None:
    """Show what looks wrong in each FILE.

    The reports are taken together. Figures that fall, days that don't add up, sources that
    contradict themselves and the like, the gravest first. The exit code is 1 where there are errors;
    warnings and notes leave it 0.
    """
    if pcodes_file == STANDARD and STANDARD in files:
        raise click.UsageError("'-' is standard input, which can be read only once.")
    pcodes = None if pcodes_file is None else read_pcodes_file(pcodes_file)
    report = merge_reports(*read_reports(files, unknown))
    _say_notices(check(report, Thresholds(**thresholds), pcodes=pcodes), report, form)


def read_pcodes_file(file: str) -> Pcodes:
    try:
        return read_pcodes(read_bytes(file))
    except (InvalidError, OSError) as error:
        raise InputError([(spoken(file), error)]) from None


@click.command("verify")
@click.argument("file", type=PATH)
@click.option(
    "--document",
    "documents",
    metavar="DOCUMENT",
    multiple=True,
    required=True,
    type=PATH,
    help="A document that the report cites, as UTF-8 text; may be given more than once.",
)
@format_option
@unknown_option
def verify_report(file: str, documents: tuple[str, ...], form: str, unknown: Unknown) -> None:
    """Hold the excerpts of FILE against its documents.

    The words have to stand where they are said to, and a number in them has to be the figure. The
    exit code is 1 where something is at fault.
    """
    [report] = read_reports([file], unknown)
    at_hand = documents[0]
    texts = []
    try:
        for at_hand in documents:
            texts.append(read_bytes(at_hand))
        notices = verify(report, texts)
    except (InvalidError, OSError) as error:
        raise InputError([(spoken(at_hand), error)]) from None
    _say_notices(notices, report, form)


def _say_notices(notices: Sequence[Notice], report: SitRep, form: str) -> None:
    if form == "json":
        click.echo(write_json([notice.to_json() for notice in notices], indent=2))
    else:
        _show_notices(notices, report)
    if any(notice.severity == Severity.ERROR for notice in notices):
        raise click.exceptions.Exit(1)


def _show_notices(notices: Sequence[Notice], report: SitRep) -> None:
    console = terminal()
    counts: Counter[Severity] = Counter()
    for notice in notices:
        counts[notice.severity] += notice.count
    said = ", ".join(f"{counts[each]:,} {each}{'' if counts[each] == 1 else 's'}" for each in Severity if counts[each])
    show_line(console, f"{said or 'Nothing looks wrong'} — {say_size(report)}")
    show_notices(console, notice_groups(notices))
