"""The picture of a report, and what changed between two."""

from functools import reduce

import click

from sitrep.cli.files import PATH, day_option, format_option, read_reports, standard_input_once, unknown_option
from sitrep.cli.pages import PageRenderer, show_changes
from sitrep.cli.rendering import lay_out, terminal
from sitrep.cli.selecting import Select, selection_options
from sitrep.fields.canonical import write_json
from sitrep.fields.reading import Unknown
from sitrep.page.composing import change_sentences, compose
from sitrep.page.model import NO_CHANGES
from sitrep.pictures.changes import diff as diff_reports
from sitrep.pictures.policies import DEFAULT, POLICIES, Policy, preferred
from sitrep.reference import gaza_figures, rafah
from sitrep.report import merge as merge_reports
from sitrep.values.periods import Period

_POLICIES = {name.replace(" ", "-"): policy for name, policy in POLICIES.items()}


@click.command()
@click.argument("file", type=PATH)
@click.option(
    "--policy",
    "policies",
    metavar="NAME",
    multiple=True,
    type=click.Choice(list(_POLICIES)),
    help=f"Which of conflicting figures the picture takes: {', '.join(_POLICIES)}. "
    f"Where it is given more than once, later ones break ties.  [default: {DEFAULT}]",
)
@click.option(
    "--prefer",
    "preferences",
    metavar="SOURCE",
    multiple=True,
    help="Before all policies, take what this source says; may be given more than once, in order.",
)
@day_option("--at", help="Show what held then, without what came later.")
@day_option("--known-at", help="Show what had been reported by then.")
@click.option("--ids", is_flag=True, help="Give the id of each reported fact, for `sitrep link` and `sitrep retract`.")
@selection_options
@unknown_option
def show(
    file: str,
    policies: tuple[str, ...],
    preferences: tuple[str, ...],
    at: Period | None,
    known_at: Period | None,
    ids: bool,
    select: Select,
    unknown: Unknown,
) -> None:
    """Show the current picture that FILE gives.

    Per subject it has the reported facts, newest first, with their sources, and at the end where
    the sources disagree, the range between them, and what the current picture takes. With both --at
    and --known-at it shows what was believed on one day about another.
    """
    [report] = read_reports([file], unknown)
    named = [*([preferred(*preferences)] if preferences else []), *(_POLICIES[name] for name in policies), DEFAULT]
    policy = reduce(Policy.then, named)
    page = compose(select(report), policy, at=at, known_at=known_at)
    PageRenderer(terminal(), page, with_ids=ids).show()


@click.command()
@click.argument("files", metavar="OLD NEW", nargs=2, type=PATH, callback=standard_input_once)
@format_option
@unknown_option
def diff(files: tuple[str, str], form: str, unknown: Unknown) -> None:
    """Say what changed from the picture of OLD to that of NEW."""
    old, new = read_reports(files, unknown)
    changes = diff_reports(old, new)
    if form == "json":
        click.echo(write_json([change.to_json() for change in changes], indent=2))
        return
    console = terminal()
    show_changes(console, change_sentences(changes))
    if not changes:
        lay_out(console, NO_CHANGES)


@click.command()
def example() -> None:
    """Merge two real reports, and show the result.

    They are independent reports of the same days of November 2023.
    """
    reports = rafah(), gaza_figures()
    names = " and ".join(f"“{header.title}”" for report in reports for header in report.headers)
    console = terminal()
    lay_out(console, f"Two independent reports of the same days, {names}, merged into one:")
    console.print()
    PageRenderer(console, compose(merge_reports(*reports))).show()
