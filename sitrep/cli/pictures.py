"""The picture of a report, and what changed between two."""

from collections.abc import Callable
from functools import reduce
from typing import Any

import click
from attrs import evolve

from sitrep.cli.files import (
    PATH,
    STANDARD,
    are_streamed,
    day_option,
    format_option,
    language_option,
    read_reports,
    report_options,
    standard_input_once,
    unknown_option,
    write_report,
    write_streamed,
)
from sitrep.cli.pages import PageRenderer, show_changes
from sitrep.cli.rendering import SOURCE, lay_out, terminal
from sitrep.cli.selecting import Select, selection_options
from sitrep.codec import dumps
from sitrep.errors import InvalidError
from sitrep.fields.canonical import write_json
from sitrep.fields.kinds import resembling
from sitrep.fields.reading import Unknown
from sitrep.languages import say, speaking
from sitrep.page.composing import change_sentences, compose
from sitrep.page.edition import Edition
from sitrep.page.model import NO_CHANGES, NO_NEWS
from sitrep.page.words import say_attribution, say_size
from sitrep.pictures.changes import diff as diff_reports
from sitrep.pictures.policies import DEFAULT, POLICIES, Policy, by_source_kind, judged_by, preferred
from sitrep.reference import gaza_figures, rafah
from sitrep.report import SitRep, merge as merge_reports
from sitrep.scale import lacking_files

_POLICIES = {name.replace(" ", "-"): policy for name, policy in POLICIES.items()}
_PREFERENCES: dict[str, Callable[..., Policy]] = {
    "judged_by": judged_by,
    "prefer": preferred,
    "prefer_kind": by_source_kind,
}
"""The options that name whom to follow, those that come first before the others."""


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
    metavar="SOURCE",
    multiple=True,
    help="Before all policies, take what this source says; may be given more than once, in order.",
)
@click.option(
    "--prefer-kind",
    metavar="KIND",
    multiple=True,
    help="After the preferred sources, take what sources of this kind say, such as government; may be given more "
    "than once, in order.",
)
@click.option(
    "--judged-by",
    metavar="WHO",
    multiple=True,
    help="Before all else, take what this body has judged to be preferred, or else confirmed, and not what it "
    "rejected; may be given more than once, in order.",
)
@day_option("--at", help="Show what held then, without what came later.")
@day_option("--known-at", help="Show what had been reported by then.")
@click.option(
    "--ids",
    is_flag=True,
    help="Give the id of each reported fact, for `sitrep link`, `sitrep retract` and `sitrep judge`.",
)
@click.option("--since", metavar="OLD", type=PATH, help="Say what changed since this earlier report, too.")
@language_option
@selection_options
@unknown_option
def show(
    file: str,
    policies: tuple[str, ...],
    since: str | None,
    ids: bool,
    language: str,
    select: Select,
    unknown: Unknown,
    **given: Any,
) -> None:
    """Show the current picture that FILE gives.

    Per subject it has the reported facts, newest first, with their sources, and at the end where
    the sources disagree, the range between them, and what the current picture takes. With both --at
    and --known-at it shows what was believed on one day about another.
    """
    if file == since == STANDARD:
        raise click.UsageError("'-' is standard input, which can be read only once.")
    report, *earlier = read_reports([file, since] if since else [file], unknown)
    _refuse_strangers(given["prefer"], report)
    try:
        named = [make(*named_ones) for name, make in _PREFERENCES.items() if (named_ones := given[name])]
    except InvalidError as error:
        raise click.UsageError(str(error)) from None
    policy = reduce(Policy.then, [*named, *(_POLICIES[name] for name in policies), DEFAULT])
    since_report = select(earlier[0]) if earlier else None
    with speaking(language):
        edition = Edition(language=language)
        days = {name: given[name] for name in ("at", "known_at")}
        page = compose(select(report), policy, **days, since=since_report, edition=edition)
        if earlier and not page.changes:
            page = evolve(page, changes=(say(NO_CHANGES),))
        PageRenderer(terminal(), page, with_ids=ids).show()


def _refuse_strangers(preferred_sources: tuple[str, ...], report: SitRep) -> None:
    """Refuse a source to prefer that says nothing in the report."""
    names = sorted({attribution.source.name for claim in report for attribution in claim.attributions})
    for name in preferred_sources:
        if name not in names:
            said = f"{name!r} is no source of the report. {resembling(name, names)}".rstrip()
            raise click.BadParameter(f"{said} Its sources: {', '.join(names)}", param_hint="'--prefer'")


@click.command()
@click.argument("files", metavar="OLD NEW", nargs=2, type=PATH, callback=standard_input_once)
@click.option(
    "--only-new",
    is_flag=True,
    help="Give what is news in NEW, instead, to read: the reported facts and sources that OLD doesn't have, whatever "
    "way they came. With --output or --format json it is a report.",
)
@click.option(
    "--lacking",
    is_flag=True,
    help="Write all that OLD lacks, instead, to send: also through whom, when and in which document a known fact came "
    "again. It is a report; merged into OLD it brings all of NEW.",
)
@format_option
@report_options
@unknown_option
def diff(
    files: tuple[str, str],
    only_new: bool,
    lacking: bool,
    form: str,
    output: str,
    indent: int | None,
    unknown: Unknown,
) -> None:
    """Say what changed from the picture of OLD to that of NEW, now and for earlier days.

    --only-new and --lacking give a part of NEW instead: the news, to read, or all of what merging
    would add, to send. With --lacking large files are compared without being held in memory; where
    that was interrupted, the same call goes on.
    """
    if lacking:
        if only_new:
            raise click.UsageError("--lacking and --only-new don't go together.")
        _write_lacking(files, output, indent, unknown)
        return
    is_written = output != STANDARD or indent is not None
    if is_written and not only_new:
        raise click.UsageError("--output and --indent are of a report, and go with --only-new or --lacking.")
    old, new = read_reports(files, unknown)
    if only_new and is_written:
        write_report(new.beyond(old), output, indent)
        return
    if only_new:
        _show_new(new.beyond(old), form)
        return
    changes = diff_reports(old, new)
    if form == "json":
        click.echo(write_json([change.to_json() for change in changes], indent=2))
        return
    console = terminal()
    show_changes(console, change_sentences(changes))
    if not changes:
        lay_out(console, NO_CHANGES)


def _write_lacking(files: tuple[str, str], output: str, indent: int | None, unknown: Unknown) -> None:
    if are_streamed(files, output, indent):
        old, new = files
        write_streamed(files, output, lambda advance: lacking_files(new, old, output, unknown=unknown, advance=advance))
        return
    older, newer = read_reports(files, unknown)
    write_report(newer - older, output, indent)


def _show_new(report: SitRep, form: str) -> None:
    if form == "json":
        click.echo(dumps(report, indent=2))
        return
    console = terminal()
    for claim in report:
        lay_out(console, claim.record.sentence, bullet="• ")
        for attribution in claim.attributions:
            lay_out(console, (say_attribution(attribution), SOURCE), indent=6)
    lay_out(console, f"new: {say_size(report)}" if report else NO_NEWS)


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
