"""The files that the commands read and write, and how the faults of those are shown."""

from collections.abc import Callable, Iterable, Sequence
from typing import IO, Any, ClassVar, Literal, TypeVar

import click

from sitrep.cli.rendering import lay_out, show_faults, show_line, terminal
from sitrep.codec import dumps, load
from sitrep.errors import InvalidError
from sitrep.fields.reading import Unknown
from sitrep.files import read_all, read_whole, write_whole
from sitrep.page.composing import summarize
from sitrep.report import SitRep
from sitrep.tables import RowFault
from sitrep.values.periods import Period

STANDARD = "-"
"""The file name that stands for standard input or output."""

Command = TypeVar("Command", bound=Callable[..., Any])


class InputError(click.ClickException):
    """Files that could not be read, or that hold no valid report."""

    exit_code: ClassVar[int] = 1

    def __init__(self, failures: Sequence[tuple[str, Exception]]) -> None:
        super().__init__("; ".join(f"{name}: {error}" for name, error in failures))
        self.failures = failures

    def show(self, file: Any = None) -> None:
        console = terminal(stderr=True)
        for name, error in self.failures:
            show_faults(console, name, error)


class RowsError(click.ClickException):
    """Rows of a table, or of a form, that could not be read; the others were."""

    exit_code: ClassVar[int] = 1

    def __init__(self, name: str, faults: Sequence[RowFault]) -> None:
        super().__init__("; ".join(map(str, faults)))
        self.name = name
        self.faults = faults

    def show(self, file: Any = None) -> None:
        console = terminal(stderr=True)
        refused = len({fault.where for fault in self.faults})
        show_line(console, f"{self.name}: {refused:,} {'row' if refused == 1 else 'rows'} could not be read")
        for alike in of_one_kind(self.faults):
            first = alike[0]
            places = name_first([fault.where for fault in alike])
            show_line(console, f"  {places}{f', column {first.column}' if first.column else ''}")
            lay_out(console, first.fault.describe(), indent=4)
            others = [repr(value) for value in dict.fromkeys(str(fault.fault.value) for fault in alike)][1:]
            if others and first.column:
                lay_out(console, f"likewise {name_first(others)}", indent=4)


def of_one_kind(faults: Iterable[RowFault]) -> list[list[RowFault]]:
    """The faults of rows, those together that break one rule in one column."""
    alike: dict[tuple[str, str], list[RowFault]] = {}
    for fault in faults:
        alike.setdefault((fault.column, fault.fault.expected), []).append(fault)
    return [*alike.values()]


def name_first(names: Sequence[str]) -> str:
    """The first few of many names, and how many more there are."""
    first = ", ".join(names[:_FIRST])
    return f"{first} and {len(names) - _FIRST:,} more" if len(names) > _FIRST else first


_FIRST = 5


def standard_input_once(
    _context: click.Context, _parameter: click.Parameter, names: tuple[str, ...]
) -> tuple[str, ...]:
    if names.count(STANDARD) > 1:
        raise click.UsageError("'-' is standard input, which can be read only once.")
    return names


# Whether a file is there, and can be read, is a matter of the input and not of the call.
PATH = click.Path(allow_dash=True)
files_argument = click.argument(
    "files", metavar="FILE…", nargs=-1, required=True, type=PATH, callback=standard_input_once
)
unknown_option = click.option(
    "--unknown",
    type=click.Choice(["error", "keep"]),
    default="error",
    show_default=True,
    help="What to do with record types and fields that no installed package declares.",
)
output_option = click.option(
    "-o",
    "--output",
    metavar="OUT",
    type=click.Path(dir_okay=False, writable=True, allow_dash=True),
    default=STANDARD,
    help="Where to write it; it is written whole or not at all.  [default: standard output]",
)
indent_option = click.option(
    "--indent",
    metavar="N",
    type=click.IntRange(0, 16),
    help="Indent by N spaces, for people to read; without it the JSON is canonical.",
)
format_option = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Sentences for people, or JSON for programs.",
)


class DayType(click.ParamType[Period]):
    """A day, month, time or interval, as EDTF."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Period:
        try:
            return Period.coerce(value)
        except InvalidError as error:
            self.fail(str(error), param, ctx)


def day_option(*names: str, help: str) -> Callable[[Command], Command]:  # noqa: A002 - as click names it
    """An option that takes a day."""
    return click.option(*names, metavar="DAY", type=DayType(), help=f"{help} A day such as 2023-11-01, or a time.")


def read_report(name: str, unknown: Unknown) -> SitRep:
    if name != STANDARD:
        return load(name, unknown=unknown)
    with open_standard("rb") as file:
        return load(file, unknown=unknown)


def read_bytes(name: str) -> bytes:
    if name != STANDARD:
        return read_whole(name)
    with open_standard("rb") as file:
        return read_all(file)


def write_report(report: SitRep, output: str, indent: int | None) -> None:
    content = dumps(report, indent=indent).encode()
    write_output(content, output, lambda: summarize(report))


def write_output(content: bytes, output: str, told: Callable[[], str] | None, *, new: bool = False) -> None:
    """Write what a command makes; with `new` to no file that is there. On standard error it tells what a file holds."""
    if output == STANDARD:
        with open_standard("wb") as stream:
            stream.write(content)
            stream.flush()
        return
    try:
        write_whole(output, [content], new=new)
    except OSError as error:
        raise click.BadParameter(
            f"{spoken(output)} cannot be written: {error.strerror or error}", param_hint="'-o' / '--output'"
        ) from None
    if told:
        show_line(terminal(stderr=True), f"{spoken(output)}: {told()}")


def open_standard(mode: Literal["rb", "wb"]) -> IO[bytes]:
    try:
        return click.open_file(STANDARD, mode)
    except RuntimeError:
        raise OSError("it is closed") from None


def read_reports(names: Iterable[str], unknown: Unknown) -> list[SitRep]:
    """The reports of all files, or an error with the faults of every file that has some."""
    reports, failures = [], []
    for name in names:
        try:
            reports.append(read_report(name, unknown))
        except (InvalidError, OSError) as error:
            failures.append((spoken(name), error))
    if failures:
        raise InputError(failures)
    return reports


def spoken(name: str) -> str:
    return "standard input" if name == STANDARD else click.format_filename(name)
