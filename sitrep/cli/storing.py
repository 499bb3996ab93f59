"""A store of reports: adding to it, and asking it."""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

import click

from sitrep.cli.files import (
    admitted,
    asked_audience,
    audience_options,
    day_option,
    files_argument,
    output_option,
    read_reports,
    report_options,
    spoken,
    tell,
    unknown_option,
    write_output,
    write_report,
)
from sitrep.cli.progress import progress, quiet_option
from sitrep.cli.rendering import show_line, terminal
from sitrep.codec.documents import chunks_of
from sitrep.fields.reading import Unknown
from sitrep.page.words import say_count, say_facts
from sitrep.store import Store, StoreError, open_store

Result = TypeVar("Result")

_store_argument = click.argument("address", metavar="STORE")


def _with_store(address: str, work: Callable[[Store], Result], *, create: bool = False) -> Result:
    try:
        with open_store(address, create=create) as held:
            return work(held)
    except StoreError as error:
        raise click.ClickException(str(error)) from None


@click.group()
def store() -> None:
    """Keep reports in one place, and ask for parts of them.

    STORE is a file, which `add` makes, or the URL of a PostgreSQL database, postgresql://….
    """


@store.command()
@_store_argument
@files_argument
@unknown_option
@quiet_option
def add(address: str, files: tuple[str, ...], unknown: Unknown) -> None:
    """Add the report in each FILE to the STORE.

    A file is added whole or not at all, and adding it again changes nothing.
    """

    def add_each(held: Store) -> None:
        for name in files:
            [report] = read_reports([name], unknown)
            with progress(f"Adding {spoken(name)}"):
                new = held.add(report)
            tell(f"{spoken(name)}: ", partial(say_count, new, "addition"))

    _with_store(address, add_each, create=True)


@store.command()
@_store_argument
@click.option("--type", "type", metavar="TYPE", help="Facts of this type, such as `crossing`.")
@click.option("--subject", metavar="FACT", help="Facts on what this fact is about: an id, as `show --ids` gives it.")
@click.option("--place", metavar="PLACE", help="Facts of a place: its name, P-code or country (three letters).")
@click.option("--source", metavar="NAME", help="Facts that this source reports.")
@day_option("--during", help="Facts on this time.")
@day_option("--known-at", help="What had been reported by then.")
@report_options
def query(address: str, subject: str | None, output: str, indent: int | None, **asked: Any) -> None:
    """Write what fits all that is asked, as a report.

    `sitrep store query STORE --place Rafah | sitrep show -` shows the picture of it.
    """

    def find(held: Store) -> Any:
        about = held.claim(subject) if subject else None
        if subject and about is None:
            raise click.BadParameter(f"no one fact has an id that starts with {subject!r}.", param_hint="'--subject'")
        return held.report(subject=about, **asked)

    write_report(_with_store(address, find), output, indent)


@store.command()
@_store_argument
@audience_options
@output_option
def export(address: str, output: str) -> None:
    """Write all that the STORE holds: the merge of what was added."""
    if asked_audience():
        report = admitted(_with_store(address, lambda held: held.report()))
        write_output(chunks_of(report), output, lambda: say_facts(len(report)))
        return
    _with_store(address, lambda held: write_output(held.chunks(), output, lambda: say_facts(len(held))))


@store.command()
@_store_argument
@click.option("--since", metavar="N", type=click.IntRange(0), required=True, help="The last change that is known.")
@audience_options
@output_option
def changes(address: str, since: int, output: str) -> None:
    """Write what came after a change, as a report; the number of the last change is said on standard error."""

    def write(held: Store) -> None:
        last = held.change
        if asked_audience():
            whole = admitted(held.report())
            part = whole - (whole - held.changes(since=since))
            write_output(chunks_of(part), output, lambda: "what is new")
            tell("", lambda: f"The last change is {last}.")
            return
        write_output(held.chunks(since=since), output, lambda: "what is new")
        tell("", lambda: f"The last change is {last}.")

    _with_store(address, write)


@store.command()
@_store_argument
@quiet_option
def check(address: str) -> None:
    """Look whether the STORE is whole: every text, every id and all that is found by them."""

    def look(held: Store) -> list[str]:
        with progress(f"Checking {address}"):
            faults = [*held.check()]
        if not faults:
            tell(f"{address}: ", lambda: f"fine — {say_facts(len(held))}, {say_count(held.change, 'change')}")
        return faults

    faults = _with_store(address, look)
    console = terminal(stderr=True)
    for fault in faults:
        show_line(console, f"{address}: {fault}")
    if faults:
        raise click.exceptions.Exit(1)
