"""Telling how far a command is: on a terminal, of what takes more than a moment, and nowhere else."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from threading import Timer
from typing import TypeVar

import click
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from sitrep.cli.rendering import inert, terminal

PATIENCE = 2.0
"""The seconds after which people wonder; what takes less is over by then."""

_QUIET = f"{__name__}.quiet"

Item = TypeVar("Item")


def _be_quiet(context: click.Context, _parameter: click.Parameter, asked: bool) -> None:
    context.meta[_QUIET] = asked


quiet_option = click.option(
    "-q",
    "--quiet",
    is_flag=True,
    expose_value=False,
    callback=_be_quiet,
    help="Say nothing but what is at fault.",
)


def is_quiet() -> bool:
    """Tell whether whoever called the command asked it to be."""
    context = click.get_current_context(silent=True)
    return bool(context and context.meta.get(_QUIET))


@contextmanager
def progress(doing: str, total: float | None = None) -> Iterator[Callable[[float], None]]:
    """Show how far something is while it takes long; what it gives is called with each step forward."""
    console = terminal(stderr=True)
    if is_quiet() or not console.is_terminal:
        yield lambda _step: None
        return
    columns = TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), TimeRemainingColumn()
    shown = Progress(*columns, console=console, transient=True)
    task = shown.add_task(inert(doing), total=total)
    timer = Timer(PATIENCE, shown.start)
    timer.daemon = True
    timer.start()
    try:
        yield lambda step: shown.advance(task, step)
    finally:
        timer.cancel()
        timer.join()
        shown.stop()


def counted(chunks: Iterable[bytes], advance: Callable[[float], None]) -> Iterator[bytes]:
    """The chunks, each of which is a step forward as large as it is."""
    for chunk in chunks:
        yield chunk
        advance(len(chunk))
