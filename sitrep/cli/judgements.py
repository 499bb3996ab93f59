"""The judgements of people beside the facts: words taken back, subjects that are the same, and facts to trust."""

import shlex
from collections.abc import Callable
from importlib import import_module
from typing import Any

import click

from sitrep.claims import Claim
from sitrep.cli.files import (
    PATH,
    day_option,
    format_option,
    indent_option,
    output_option,
    read_reports,
    unknown_option,
    write_report,
)
from sitrep.cli.rendering import lay_out, terminal
from sitrep.errors import InvalidError
from sitrep.fields.canonical import write_json
from sitrep.fields.reading import Unknown
from sitrep.page.words import short_id
from sitrep.report import SitRep
from sitrep.vocabularies import RetractionKind, Verdict

_FEWEST_LISTED = 5
_reason = click.option("--reason", metavar="WORDS", help="Why, in a few words.")


@click.command("suggest-links")
@click.argument("file", type=PATH)
@click.option(
    "--least",
    metavar="SCORE",
    type=click.FloatRange(0, 1),
    default=0.75,
    show_default=True,
    help="The lowest score that is worth a look, from 0 to 1.",
)
@format_option
@unknown_option
def suggest_links(file: str, least: float, form: str, unknown: Unknown) -> None:
    """Propose which subjects of FILE may be the same.

    Sources name one thing in many ways. The likeliest pairs come first, each with its reasons.
    Nothing is decided: `sitrep link` writes down what somebody judged.
    """
    # In an extra of its own: the other commands work without it.
    suggest = import_module("sitrep.linking").suggest_links
    [report] = read_reports([file], unknown)
    suggestions = suggest(report, least=least)
    if form == "json":
        click.echo(write_json([each.to_json() for each in suggestions], indent=2))
        return
    console = terminal()
    fact_of = {claim.subject: claim for claim in report}
    for suggestion in suggestions:
        one, other = (fact_of[subject] for subject in suggestion.subjects)
        lay_out(
            console,
            f"“{one.record.headline}” may be the same as “{other.record.headline}” ({suggestion.score:.0%})",
            bullet="• ",
        )
        for reason in suggestion.reasons:
            lay_out(console, reason, indent=4)
        lay_out(console, f"sitrep link {shlex.quote(file)} {short_id(one.id)} {short_id(other.id)} --by …", indent=4)
    if not suggestions:
        lay_out(console, "No two subjects look the same.")


@click.command()
@click.argument("file", type=PATH)
@click.argument("one")
@click.argument("other")
@click.option("--by", metavar="WHO", required=True, help="Who judged so.")
@click.option("--same/--not-same", default=True, show_default=True, help="What was judged.")
@day_option("--at", help="When it was judged.")
@_reason
@output_option
@indent_option
@unknown_option
def link(file: str, one: str, other: str, output: str, indent: int | None, unknown: Unknown, **judgement: Any) -> None:
    """Write down that two subjects are the same, or not.

    ONE and OTHER are reported facts on the two, by their ids or the first characters of those, as
    `sitrep suggest-links` and `sitrep show --ids` give them.
    """
    [report] = read_reports([file], unknown)
    facts = _fact(report, one, "'ONE'"), _fact(report, other, "'OTHER'")
    linked = _as_called(lambda: report.link(*facts, **judgement))
    write_report(linked, output, indent)


@click.command()
@click.argument("file", type=PATH)
@click.argument("fact")
@click.option("--source", metavar="NAME", required=True, help="Whose word is taken back: a source of the fact.")
@click.option(
    "--by", metavar="WHO", help="Who takes it back, if that isn't the source: a dispute, which removes nothing."
)
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in RetractionKind]),
    default=RetractionKind.WITHDRAWN.value,
    show_default=True,
    help="In what way the word no longer holds.",
)
@day_option("--at", help="When it was taken back.")
@_reason
@click.option("--replaced-by", metavar="FACT", help="The fact of FILE that takes its place.")
@output_option
@indent_option
@unknown_option
def retract(
    file: str,
    fact: str,
    source: str,
    replaced_by: str | None,
    output: str,
    indent: int | None,
    unknown: Unknown,
    **retraction: Any,
) -> None:
    """Write down that a source takes back its word.

    FACT is a reported fact of FILE: its id or the first characters of it, as `sitrep show --ids`
    gives them. Only the word of that source goes: a fact that others report too stands, and nothing
    is removed from the file.
    """
    [report] = read_reports([file], unknown)
    claim = _fact(report, fact, "'FACT'")
    sources = sorted({attribution.source.name for attribution in claim.attributions})
    if source not in sources:
        raise click.BadParameter(
            f"{source!r} is no source of “{claim}”: {', '.join(sources)}.", param_hint="'--source'"
        )
    replacement = _fact(report, replaced_by, "'--replaced-by'") if replaced_by else None
    retracted = _as_called(lambda: report.retract(claim, source, replaced_by=replacement, **retraction))
    write_report(retracted, output, indent)


@click.command()
@click.argument("file", type=PATH)
@click.argument("fact")
@click.argument("verdict", type=click.Choice([verdict.value for verdict in Verdict]))
@click.option("--by", metavar="WHO", required=True, help="Who judged so.")
@day_option("--at", help="When it was judged; a later judgement by the same body takes its place.")
@_reason
@output_option
@indent_option
@unknown_option
def judge(
    file: str, fact: str, verdict: str, output: str, indent: int | None, unknown: Unknown, **judgement: Any
) -> None:
    """Write down what somebody who weighs facts judged of one.

    FACT is a reported fact of FILE: its id or the first characters of it, as `sitrep show --ids`
    gives them. It is shown with its judgements; nothing is removed or chosen, but by
    `sitrep show --judged-by`.
    """
    [report] = read_reports([file], unknown)
    claim = _fact(report, fact, "'FACT'")
    write_report(_as_called(lambda: report.judge(claim, verdict, **judgement)), output, indent)


def _as_called(change: Callable[[], SitRep]) -> SitRep:
    """Return what was asked for; what can't be asked for is a fault of the call, not of the file."""
    try:
        return change()
    except InvalidError as error:
        raise click.UsageError(str(error)) from None


def _fact(report: SitRep, start: str, hint: str) -> Claim:
    """The one fact whose id starts so, with or without its type."""
    found = [claim for claim in report if claim.id.startswith(start) or claim.id.partition(":")[2].startswith(start)]
    if len(found) == 1:
        return found[0]
    if not found:
        words = f"no reported fact has an id that starts with {start!r}; 'sitrep show --ids' gives them."
        raise click.BadParameter(words, param_hint=hint)
    listed: list[Any] = [f"\n  {short_id(claim.id)}  {claim}" for claim in found[:_FEWEST_LISTED]]
    more = f"\n  and {len(found) - _FEWEST_LISTED:,} more" if len(found) > _FEWEST_LISTED else ""
    raise click.BadParameter(
        f"{len(found):,} reported facts have an id that starts with {start!r}:{''.join(listed)}{more}", param_hint=hint
    )
