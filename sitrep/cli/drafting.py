"""Claims drafted from a text, reviewed by people, and applied: nothing enters a report that no reader took in."""

import json
from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any

import click
from attrs import evolve

from sitrep.cli.files import (
    PATH,
    STANDARD,
    InputError,
    day_option,
    output_option,
    read_bytes,
    report_options,
    spoken,
    write_output,
    write_report,
)
from sitrep.cli.judging import read_pcodes_file
from sitrep.cli.rendering import lay_out, show_line, terminal
from sitrep.documents import made_by, text_of
from sitrep.drafts.decisions import Decision, Decisions, apply, merge_decisions, read_decisions, write_decisions
from sitrep.drafts.drafting import draft
from sitrep.drafts.proposals import Drafted, Proposal, claim_of
from sitrep.errors import InvalidError
from sitrep.page.words import say_count
from sitrep.text.number_words import LANGUAGES
from sitrep.values.periods import Period
from sitrep.values.sources import Document


@click.command("draft")
@click.argument("file", type=PATH)
@click.option("--language", type=click.Choice([*LANGUAGES]), help="The language of the text.  [default: en]")
@day_option("--published", help="When it was published; weekdays and days without a year are told from it.")
@click.option("--publisher", metavar="NAME", help="Who published it: the source of what nobody else is said to say.")
@click.option("--title", metavar="TITLE", help="What the document is called.  [default: the name of the file]")
@click.option("--url", metavar="URL", help="Where it can be read.")
@click.option(
    "--pcodes", metavar="TABLE", type=PATH, help="A table of P-codes, by the names of which places get theirs."
)
@click.option(
    "--apply",
    "decisions",
    metavar="DECISIONS",
    multiple=True,
    type=PATH,
    help="Decisions of readers: what they took in becomes a report. May be given once for each reader.",
)
@click.option(
    "--review",
    "page",
    metavar="PAGE",
    type=click.Path(dir_okay=False, writable=True),
    help="Where to write a page to review the draft in a browser, without a network.",
)
@click.option(
    "--workbook",
    metavar="OUT",
    type=click.Path(dir_okay=False, writable=True),
    help="Where to write a workbook to review the draft in; filled in, it is given with --apply.",
)
@report_options
def draft_text(
    file: str,
    language: str | None,
    pcodes: str | None,
    decisions: tuple[str, ...],
    page: str | None,
    workbook: str | None,
    output: str,
    indent: int | None,
    **about: Any,
) -> None:
    """Draft claims from the text in FILE, which is plain text, HTML, PDF or DOCX.

    Each amount in it, and each fact without one whose words are known, becomes a proposal with the
    words that support it and what they leave open. `sitrep review` takes decisions, and --apply
    makes a report of them: then FILE may be the draft, or the text itself.
    """
    drafted = _draft_of(file, language, pcodes, about)
    if decisions:
        made = merge_decisions(*map(_read_decisions, decisions))
        try:
            report = apply(drafted, made)
        except InvalidError as error:
            raise InputError([(", ".join(map(spoken, decisions)), error)]) from None
        write_report(report, output, indent)
        return
    if workbook:
        write_output(
            [_of_extra("workbook").review_workbook(drafted)], workbook, lambda: "a workbook to review the draft"
        )
    if page:
        write_output([_of_extra("page").review_page(drafted)], page, lambda: "a page to review the draft")
    if output == STANDARD and (page or workbook):
        return
    write_output([drafted.dumps().encode()], output, lambda: _say(drafted.proposals))


def _of_extra(name: str) -> Any:
    # A page and a workbook need packages that the rest does without.
    return import_module(f"sitrep.drafts.{name}")


def _say(proposals: Sequence[Proposal]) -> str:
    whole = sum(each.is_whole for each in proposals)
    return f"{say_count(len(proposals), 'proposal')}, {whole:,} with nothing left open"


def _draft_of(file: str, language: str | None, pcodes: str | None, about: dict[str, Any]) -> Drafted:
    try:
        content = read_bytes(file)
        if content.lstrip()[:1] == b"{":
            return Drafted.loads(content)
        if not about["title"]:
            about["title"] = Path(file).name if file != STANDARD else "standard input"
        text = text_of(content)
        document = Document(language=language or "en", sha256=sha256(content).hexdigest(), **about)
        drafted = draft(text, document=document, pcodes=read_pcodes_file(pcodes) if pcodes else None)
        return evolve(drafted, text_by=made_by(content))
    except (InvalidError, OSError) as error:
        raise InputError([(spoken(file), error)]) from None


def _read_decisions(file: str) -> Decisions:
    try:
        content = read_bytes(file)
        return _of_extra("workbook").read_workbook(content) if content.startswith(b"PK") else read_decisions(content)
    except (InvalidError, OSError) as error:
        raise InputError([(spoken(file), error)]) from None


_CHOICES = {"a": "accepted", "c": "corrected", "r": "rejected", "o": "open"}


@click.command("review")
@click.argument("file", metavar="DRAFT", type=PATH)
@click.option("--by", metavar="NAME", required=True, help="Who decides.")
@click.option(
    "--beside",
    metavar="DECISIONS",
    multiple=True,
    type=PATH,
    help="Decisions of other readers, to be shown. May be given more than once.",
)
@output_option
def review(file: str, by: str, beside: tuple[str, ...], output: str) -> None:
    """Decide in the terminal on each proposal of DRAFT.

    Accept, correct, reject or leave open; stop at any time. Where OUT is there already, its
    decisions stay, and those that it has of the same reader aren't asked for again.
    """
    try:
        drafted = Drafted.loads(read_bytes(file))
    except (InvalidError, OSError) as error:
        raise InputError([(spoken(file), error)]) from None
    held = _read_decisions(output) if output != STANDARD and Path(output).exists() else ()
    others = merge_decisions(held, *map(_read_decisions, beside))
    decided = {each.proposal for each in held if each.by == by}
    made: list[Decision] = []
    console = terminal(stderr=True)
    left = [each for each in drafted.proposals if each.id not in decided]
    for number, proposal in enumerate(left, start=1):
        show_line(console, "")
        show_line(console, f"{number} of {len(left)}")
        _show(drafted, proposal, [each for each in others if each.proposal == proposal.id])
        try:
            choice = _ask(proposal)
            if choice == "q":
                break
            made.append(_decision(drafted, proposal, choice, by))
        except click.Abort:
            # What was decided so far is kept, however somebody stops.
            break
    everything = merge_decisions(held, made)
    write_output([write_decisions(everything).encode()], output, lambda: say_count(len(everything), "decision"))


def _show(drafted: Drafted, proposal: Proposal, others: Sequence[Decision]) -> None:
    console = terminal(stderr=True)
    start, end = proposal.sentence
    text = drafted.text
    before, after = text[start : proposal.start], text[proposal.end : end]
    lay_out(console, f"{before}[{proposal.words}]{after}", indent=2)
    claim = proposal.claim
    lay_out(console, str(claim) if claim else f"{json.dumps(proposal.record, ensure_ascii=False)}", indent=4)
    source = proposal.attribution.get("source", {}).get("name", "?")
    stance = proposal.attribution.get("stance")
    lay_out(console, f"source: {source}{f', {stance}' if stance else ''}", indent=4)
    if proposal.open:
        lay_out(console, f"left open: {', '.join(proposal.open)}", indent=4)
    for each in others:
        lay_out(console, f"{each.by}: {each.verdict}{f' — {each.reason}' if each.reason else ''}", indent=4)


def _ask(proposal: Proposal) -> str:
    choices = ["a", "c", "r", "o", "q"] if proposal.is_whole else ["c", "r", "o", "q"]
    words = (
        "[a]ccept, [c]orrect, [r]eject, [o]pen, [q]uit" if proposal.is_whole else "[c]orrect, [r]eject, [o]pen, [q]uit"
    )
    choice: str = click.prompt(words, type=click.Choice(choices), show_choices=False, err=True)
    return choice


def _decision(drafted: Drafted, proposal: Proposal, choice: str, by: str) -> Decision:
    today = Period.coerce(date.today()).edtf  # noqa: DTZ011 - the day where the reader sits
    made: dict[str, Any] = {
        "draft": drafted.digest,
        "proposal": proposal.id,
        "verdict": _CHOICES[choice],
        "by": by,
        "at": today,
    }
    if choice == "r":
        made["reason"] = click.prompt("why", default="", show_default=False, err=True)
    if choice != "c":
        return Decision(**made)
    record, attribution = dict(proposal.record), dict(proposal.attribution)
    while True:
        said = click.prompt("field=value, and nothing when done", default="", show_default=False, err=True)
        if said:
            _change(record, attribution, said)
            continue
        try:
            claim = claim_of(record, attribution)
        except InvalidError as error:
            click.echo(str(error), err=True)
            continue
        click.echo(str(claim), err=True)
        changed = {name: held for name, held in attribution.items() if proposal.attribution.get(name) != held}
        return Decision(**made, record=record, attribution=changed)


_OF_ATTRIBUTION = frozenset({"source", "via", "said", "stance", "caveats"})


def _change(record: dict[str, Any], attribution: dict[str, Any], said: str) -> None:
    """Take one field as JSON, or else as text; a blank value takes it out."""
    name, joint, value = said.partition("=")
    name = name.strip()
    if not joint:
        click.echo(f'{said!r} is refused; expected field=value, such as place=Gao or people={{"best": 12}}', err=True)
        return
    try:
        held = json.loads(value)
    except ValueError:
        held = value.strip()
    changed = attribution if name in _OF_ATTRIBUTION else record
    if held == "":
        changed.pop(name, None)
    else:
        changed[name] = {"name": held} if name in ("source", "place") and isinstance(held, str) else held
