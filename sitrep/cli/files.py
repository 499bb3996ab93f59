"""The files that the commands read and write, and how the faults of those are shown."""

import io
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import IO, Any, ClassVar, Literal, Self, TypeVar

import click
from attrs import evolve, frozen

from sitrep.audiences import AudienceError, audience_of, within
from sitrep.cli.progress import counted, is_quiet, progress, quiet_option
from sitrep.cli.recognising import what_to_run
from sitrep.cli.rendering import lay_out, show_faults, show_line, terminal
from sitrep.codec import loads
from sitrep.codec.documents import chunks_of
from sitrep.codec.ndjson import are_lines, holds_lines, read_lines
from sitrep.errors import ROW, Fault, InvalidError, name_first
from sitrep.fields.reading import Unknown
from sitrep.files import read_all, read_whole, write_whole
from sitrep.formats.boundaries import Boundaries, read_boundaries
from sitrep.languages import speaking
from sitrep.page.composing import summarize
from sitrep.page.words import say_count, say_facts, say_size
from sitrep.report import SitRep
from sitrep.scale import FileAtFaultError
from sitrep.tables import RowFault
from sitrep.values.periods import Period
from sitrep.vocabularies import TrafficLight

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


@frozen
class Unread:
    """A cell, a row or a column of a table that couldn't be read."""

    where: str
    column: str
    fault: Fault

    @classmethod
    def of(cls, fault: Fault) -> Self:
        """Return what a fault with the path of a table says."""
        if fault.path[:1] != (ROW,):
            return cls("", str(fault.value), evolve(fault, path=()))
        number, *column = fault.path[1:]
        return cls(f"row {number}", str(column[0]) if column else "", evolve(fault, path=()))


class RowsError(click.ClickException):
    """Rows of a table or of a form, and columns, that could not be read; the others were."""

    exit_code: ClassVar[int] = 1

    def __init__(self, name: str, faults: Sequence[RowFault | Unread]) -> None:
        super().__init__("; ".join(map(str, faults)))
        self.name = name
        self.faults = faults

    def show(self, file: Any = None) -> None:
        console = terminal(stderr=True)
        rows = len({fault.where for fault in self.faults} - {""})
        columns = sum(not fault.where for fault in self.faults)
        counted = [say_count(number, what) for number, what in ((rows, "row"), (columns, "column")) if number]
        show_line(console, f"{self.name}: {' and '.join(counted)} could not be read")
        for alike in of_one_kind(self.faults):
            first = alike[0]
            places = name_first([fault.where for fault in alike])
            at = ", ".join(filter(None, (places, f"column {first.column}" if first.column else "")))
            show_line(console, f"  {at}")
            lay_out(console, first.fault.describe(), indent=4)
            others = [repr(value) for value in dict.fromkeys(str(fault.fault.value) for fault in alike)][1:]
            if others and first.column and first.where:
                lay_out(console, f"likewise {name_first(others)}", indent=4)


def of_one_kind(faults: Iterable[RowFault | Unread]) -> list[list[RowFault | Unread]]:
    """The faults of rows, those together that break one rule in one column."""
    alike: dict[tuple[str, str], list[RowFault | Unread]] = {}
    for fault in faults:
        alike.setdefault((fault.column, fault.fault.expected), []).append(fault)
    return [*alike.values()]


def standard_input_once(
    _context: click.Context, _parameter: click.Parameter, names: tuple[str, ...]
) -> tuple[str, ...]:
    if names.count(STANDARD) > 1:
        raise click.UsageError("'-' is standard input, which can be read only once.")
    return names


# A file that isn't there, or can't be read, is a matter of the input and not of the call.
PATH = click.Path(allow_dash=True)
files_argument = click.argument(
    "files", metavar="FILE…", nargs=-1, required=True, type=PATH, callback=standard_input_once
)


def _translated(_context: click.Context, _parameter: click.Parameter, tag: str) -> str:
    try:
        with speaking(tag):
            return tag
    except InvalidError as error:
        raise click.BadParameter(str(error)) from None


language_option = click.option(
    "--language",
    metavar="TAG",
    default="en",
    callback=_translated,
    help="The language of the page: en, fr, es, ar, or one that a package brings.",
)
unknown_option = click.option(
    "--unknown",
    type=click.Choice(["error", "keep"]),
    default="error",
    show_default=True,
    help="What to do with record types and fields that no installed package declares.",
)
_output_option = click.option(
    "-o",
    "--output",
    metavar="OUT",
    type=click.Path(dir_okay=False, writable=True, allow_dash=True),
    default=STANDARD,
    help="Where to write it; it is written whole or not at all.  [default: standard output]",
)
_indent_option = click.option(
    "--indent",
    metavar="N",
    type=click.IntRange(0, 16),
    help="Indent by N spaces, for people to read; without it the JSON is canonical.",
)

SMALL = 2_000
"""The claims of a report that is small: whether its sources disagree is found out while nobody waits."""

_SUMMARY = f"{__name__}.summary"


def _ask_for_summary(context: click.Context, _parameter: click.Parameter, asked: bool) -> None:
    context.meta[_SUMMARY] = asked


def _is_summary_asked() -> bool:
    return bool(click.get_current_context().meta[_SUMMARY])


_summary_option = click.option(
    "--summary",
    is_flag=True,
    expose_value=False,
    callback=_ask_for_summary,
    help=f"Say whether the sources disagree also where the report is large (over {SMALL:,} reported facts).",
)


_AUDIENCE, _LEAVE_OUT = f"{__name__}.audience", f"{__name__}.leave_out"


def _set_audience(context: click.Context, _parameter: click.Parameter, given: str | None) -> None:
    try:
        context.meta[_AUDIENCE] = given and audience_of(given)
    except InvalidError as error:
        raise click.BadParameter(str(error), param_hint="'--audience'") from None


def _set_leave_out(context: click.Context, _parameter: click.Parameter, asked: bool) -> None:
    context.meta[_LEAVE_OUT] = asked


_AUDIENCE_OPTIONS = (
    click.option(
        "--audience",
        metavar="TLP",
        expose_value=False,
        callback=_set_audience,
        help="Whom it is for, such as TLP:GREEN, public or moderate: what is above that is refused.",
    ),
    click.option(
        "--leave-out",
        is_flag=True,
        expose_value=False,
        callback=_set_leave_out,
        help="Leave out what is above the audience, and say how much that is.",
    ),
)


def audience_options(command: Command) -> Command:
    """The options of a command that writes for somebody; what they ask for is done by `admitted`."""
    for option in reversed(_AUDIENCE_OPTIONS):
        command = option(command)
    return command


def asked_audience() -> TrafficLight | None:
    """Return whom the output of the command that runs is for, if that was said."""
    audience: TrafficLight | None = click.get_current_context().meta.get(_AUDIENCE)
    return audience


def admitted(report: SitRep) -> SitRep:
    """Return what of a report the audience of the command may get, or an error; what is left out is told."""
    audience, leave_out = asked_audience(), click.get_current_context().meta.get(_LEAVE_OUT)
    if audience is None:
        if leave_out:
            raise click.UsageError("--leave-out is for --audience.")
        return report
    found = within(report, audience)
    if found.left_out and not leave_out:
        raise click.ClickException(str(AudienceError(audience, found.left_out)))
    if found.left_out:
        said = ", ".join(f"{count:,} of the {name}" for name, count in found.left_out.items())
        tell(f"left out, above {audience.value}: ", lambda: said)
    return found.report


def output_option(command: Command) -> Command:
    """The options of a command that writes a file."""
    return _output_option(quiet_option(command))


def plain_report_options(command: Command) -> Command:
    """The options of a command that writes a report for an audience that it knows itself."""
    return _output_option(_indent_option(_summary_option(quiet_option(command))))


def report_options(command: Command) -> Command:
    """The options of a command that writes a report."""
    return plain_report_options(audience_options(command))


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


class OtherFormatError(OSError):
    """A file of another format than is asked for, with the command that reads it."""

    @classmethod
    def of(cls, name: str, content: bytes) -> Self | None:
        """Return the error for a file, where its format is known."""
        what, command = what_to_run(content)
        return cls(f"this is {what}; run: sitrep {command.replace('FILE', spoken(name))}") if what else None


def read_report(name: str, unknown: Unknown) -> SitRep:
    """Read a report as JSON, or as NDJSON. Raises `OtherFormatError` for a file of another format that is known."""
    with progress(f"Reading {spoken(name)}"):
        content = read_bytes(name)
        try:
            if are_lines(content) or (name != STANDARD and holds_lines(Path(name))):
                return read_lines(io.BytesIO(content), unknown=unknown)
            return loads(content, unknown=unknown)
        except InvalidError as error:
            raise OtherFormatError.of(name, content) or error from None


def read_bytes(name: str) -> bytes:
    if name != STANDARD:
        return read_whole(name)
    with open_standard("rb") as file:
        return read_all(file)


def write_report(report: SitRep, output: str, indent: int | None) -> None:
    """Write a report as it goes; of a file it is told whether its sources disagree, where that is soon found out."""
    report = admitted(report)
    is_judged = len(report) <= SMALL or _is_summary_asked()
    write_output(chunks_of(report, indent=indent), output, lambda: (summarize if is_judged else say_size)(report))


def write_output(chunks: Iterable[bytes], output: str, told: Callable[[], str] | None, *, new: bool = False) -> None:
    """Write what a command makes; with `new` to no file that is there. On standard error it tells what a file holds."""
    if output == STANDARD:
        with open_standard("wb") as stream:
            stream.writelines(chunks)
            stream.flush()
        return
    try:
        with progress(f"Writing {spoken(output)}") as advance:
            write_whole(output, counted(chunks, advance), new=new)
    except OSError as error:
        raise output_error(output, error) from None
    if told:
        tell(f"{spoken(output)}: ", told)


def write_streamed(files: Sequence[str], output: str, write: Callable[[Callable[[float], None]], int]) -> None:
    """Write a file out of files that needn't be held; `write` is given whom to tell of progress, and counts claims."""
    try:
        with progress(f"Writing {spoken(output)}", sum(os.stat(name).st_size for name in files)) as advance:
            number = write(advance)
    except FileAtFaultError as error:
        raise InputError([(spoken(error.path), error.error)]) from None
    except OSError as error:
        raise output_error(output, error) from None
    is_judged = number <= SMALL or _is_summary_asked()
    tell(f"{spoken(output)}: ", lambda: summarize(read_report(output, "keep")) if is_judged else say_facts(number))


def are_streamed(files: Sequence[str], output: str, indent: int | None) -> bool:
    """Tell whether files are so large that they are better not held, and what is made of them can be put in place."""
    if STANDARD in (*files, output) or indent is not None or asked_audience():
        return False
    paths = [*map(Path, files)]
    return all(path.is_file() for path in paths) and sum(path.stat().st_size for path in paths) > LARGE


LARGE = 32 << 20
"""The bytes of reports that are held in memory without a thought."""


def output_error(output: str, error: OSError) -> click.BadParameter:
    return click.BadParameter(
        f"{spoken(output)} cannot be written: {error.strerror or error}", param_hint="'-o' / '--output'"
    )


def tell(about: str, told: Callable[[], str]) -> None:
    """Say on standard error what became of it, unless nobody wants to know."""
    if not is_quiet():
        show_line(terminal(stderr=True), f"{about}{told()}")


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


def boundaries_in(name: str | None) -> Boundaries | None:
    """Return the areas in a file, if one is named."""
    if name is None:
        return None
    content = read_other(name)
    try:
        return read_boundaries(content)
    except InvalidError as error:
        raise InputError([(spoken(name), error)]) from None


def read_other(name: str) -> bytes:
    """Return the content of a file beside those of the reports."""
    if name == STANDARD:
        raise click.UsageError("'-' is standard input, which is for reports.")
    try:
        return read_bytes(name)
    except OSError as error:
        raise InputError([(spoken(name), error)]) from None
