"""The commands: what is read, what is written, and which exit code says how it went."""

import io
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib.metadata import PackageNotFoundError, version
from itertools import groupby
from pathlib import Path
from typing import IO, Any, ClassVar, Literal

import click

from sitrep.canonical import write_json
from sitrep.changes import diff as diff_reports
from sitrep.checks import CHECKS, check
from sitrep.cli.rendering import Page, lay_out, say_size, show_faults, show_line, terminal
from sitrep.codec import dump, load
from sitrep.codec.structuring import Unknown
from sitrep.errors import InvalidError
from sitrep.evidence import verify
from sitrep.forms import NotAFormError, make_form, read_form
from sitrep.importers import RowFault, read_mapping, read_table
from sitrep.notices import Notice, Severity
from sitrep.reference import gaza_figures, rafah
from sitrep.report import FORMAT, SitRep, merge as merge_reports

STANDARD = "-"
"""The file name that stands for standard input or output."""

INTERRUPTED = 130
"""The exit code after Ctrl-C: 128 and the number of the signal, as shells have it."""


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
        for fault in self.faults:
            show_line(console, f"  {fault.where}{f', column {fault.column}' if fault.column else ''}")
            lay_out(console, fault.fault.describe(), indent=4)


def run() -> int:
    """Run the command that the arguments of this process name; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Reports are in many scripts, and the code page of a console or a pipe may lack them.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code: int | None = sitrep.main(prog_name="sitrep", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        return INTERRUPTED
    except OSError as error:
        show_line(terminal(stderr=True), f"standard output cannot be written: {error.strerror or error}")
        return 2
    return code or 0


def _show_version(context: click.Context, _parameter: click.Parameter, asked: bool) -> None:
    if not asked:
        return
    try:
        installed = version("humanitarian-sitrep")
    except PackageNotFoundError:
        installed = "(not installed)"
    click.echo(f"sitrep {installed}, format {FORMAT}")
    context.exit()


def _standard_input_once(
    _context: click.Context, _parameter: click.Parameter, names: tuple[str, ...]
) -> tuple[str, ...]:
    if names.count(STANDARD) > 1:
        raise click.UsageError("'-' is standard input, which can be read only once.")
    return names


_unknown = click.option(
    "--unknown",
    type=click.Choice(["error", "keep"]),
    default="error",
    show_default=True,
    help="What to do with record types and fields that no installed package declares.",
)

_output = click.option(
    "-o",
    "--output",
    metavar="OUT",
    type=click.Path(dir_okay=False, writable=True, allow_dash=True),
    default=STANDARD,
    help="Where to write the report; it is written whole or not at all.  [default: standard output]",
)
_indent = click.option(
    "--indent",
    metavar="N",
    type=click.IntRange(0, 16),
    help="Indent by N spaces, for people to read; without it the JSON is canonical.",
)

# Whether a file is there, and can be read, is a matter of the input and not of the call.
_path = click.Path(allow_dash=True)
_files = click.argument("files", metavar="FILE…", nargs=-1, required=True, type=_path, callback=_standard_input_once)


@click.group(
    name="sitrep",
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="FILE is a report as JSON; '-' is standard input or output. "
    "The exit code is 0 when all is fine, 1 when the input is at fault, 2 when the call is.",
)
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_show_version,
    help="Show the version of the program and of the format, and exit.",
)
def sitrep() -> None:
    """Check, merge and read humanitarian situation reports."""


@sitrep.command()
@_files
@_unknown
def validate(files: tuple[str, ...], unknown: Unknown) -> None:
    """Check each FILE, and list every fault.

    Each valid report is named on standard output, the faults of the others on standard error.
    """
    console = terminal()
    failures = []
    for name in files:
        try:
            report = _read(name, unknown)
        except (InvalidError, OSError) as error:
            failures.append((_spoken(name), error))
        else:
            show_line(console, f"{_spoken(name)}: fine — {say_size(report)}")
    if failures:
        raise InputError(failures)


@sitrep.command()
@_files
@_output
@_indent
@_unknown
def merge(files: tuple[str, ...], output: str, indent: int | None, unknown: Unknown) -> None:
    """Merge the reports of each FILE into one.

    Nothing is lost and nothing added; the order of the files and repeats change nothing.
    """
    _write(merge_reports(*_read_all(files, unknown)), output, indent)


@sitrep.command("import")
@click.argument("file", type=_path)
@click.option(
    "--map",
    "map_file",
    metavar="MAP",
    type=_path,
    help="The mapping: a TOML file that says which columns are what. A form needs none.",
)
@_output
@_indent
def import_table(file: str, map_file: str | None, output: str, indent: int | None) -> None:
    """Make a report of FILE: a table, as MAP says, or a filled form.

    A table is CSV, JSON or a spreadsheet; `sitrep template` makes forms. Rows that cannot be read
    are listed on standard error, each with its line, column and reason; the others are written all
    the same, and the exit code is 1.
    """
    if map_file is None:
        _import_form(file, output, indent)
        return
    if file == map_file == STANDARD:
        raise click.UsageError("'-' is standard input, which can be read only once.")
    at_hand = map_file
    try:
        mapping = read_mapping(_read_bytes(map_file))
        at_hand = file
        imported = read_table(_read_bytes(file), mapping)
    except (InvalidError, OSError) as error:
        # A mapping that doesn't fit the file is at fault itself.
        at_fault = map_file if getattr(error, "root", "") == "mapping" else at_hand
        raise InputError([(_spoken(at_fault), error)]) from None
    _write(imported.report, output, indent)
    if imported.faults:
        raise RowsError(_spoken(file), imported.faults)


def _import_form(file: str, output: str, indent: int | None) -> None:
    try:
        form = read_form(_read_bytes(file))
    except NotAFormError:
        raise click.UsageError(
            f"{_spoken(file)} is no form that 'sitrep template' made: say with --map which columns are what."
        ) from None
    except (InvalidError, OSError) as error:
        raise InputError([(_spoken(file), error)]) from None
    _write(form.report, output, indent)
    if form.faults:
        raise RowsError(_spoken(file), form.faults)


@sitrep.command()
@click.argument("types", metavar="TYPE…", nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
    metavar="OUT",
    type=click.Path(dir_okay=False, allow_dash=True),
    required=True,
    help="Where to write the form, an .xlsx file; a file that is there already stays as it is.",
)
def template(types: tuple[str, ...], output: str) -> None:
    """Make a form to fill in, with a sheet for each TYPE of record.

    TYPE is a name such as `crossing`, or `all`. `sitrep import` turns the filled form into a report.
    """
    try:
        form = make_form(types)
    except InvalidError as error:
        raise click.BadParameter(str(error), param_hint="'TYPE…'") from None
    if output == STANDARD:
        with _open_standard("wb") as stream:
            stream.write(form)
            stream.flush()
        return
    try:
        # What was filled in would be lost under a new form.
        with Path(output).open("xb") as file:
            file.write(form)
    except OSError as error:
        raise click.BadParameter(
            f"{_spoken(output)} cannot be written: {error.strerror or error}", param_hint="'-o' / '--output'"
        ) from None


@sitrep.command()
@click.argument("file", type=_path)
@_unknown
def show(file: str, unknown: Unknown) -> None:
    """Show the current picture that FILE gives.

    Per subject it has the reported facts, newest first, with their sources, and at the end where
    the sources disagree.
    """
    [report] = _read_all([file], unknown)
    Page(terminal(), report).show()


_format = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Sentences for people, or JSON for programs.",
)


@sitrep.command()
@click.argument("files", metavar="OLD NEW", nargs=2, type=_path, callback=_standard_input_once)
@_format
@_unknown
def diff(files: tuple[str, str], form: str, unknown: Unknown) -> None:
    """Say what changed from the picture of OLD to that of NEW."""
    old, new = _read_all(files, unknown)
    changes = diff_reports(old, new)
    if form == "json":
        click.echo(write_json([change.to_json() for change in changes], indent=2))
        return
    console = terminal()
    for change in changes:
        lay_out(console, change.sentence, bullet="• ")
    if not changes:
        lay_out(console, "Nothing changed.")


@sitrep.command("check")
@_files
@_format
@_unknown
def check_reports(files: tuple[str, ...], form: str, unknown: Unknown) -> None:
    """Show what looks wrong in the reports of each FILE, taken together.

    Figures that fall, days that don't add up, sources that contradict themselves and the like, the
    gravest first. The exit code is 1 where there are errors; warnings and notes leave it 0.
    """
    report = merge_reports(*_read_all(files, unknown))
    _say_notices(check(report), report, form)


@sitrep.command("verify")
@click.argument("file", type=_path)
@click.option(
    "--document",
    "documents",
    metavar="DOCUMENT",
    multiple=True,
    required=True,
    type=_path,
    help="A document that the report cites, as UTF-8 text; may be given more than once.",
)
@_format
@_unknown
def verify_report(file: str, documents: tuple[str, ...], form: str, unknown: Unknown) -> None:
    """Hold the excerpts of FILE against the text of each DOCUMENT.

    The words have to stand where they are said to, and a number in them has to be the figure. The
    exit code is 1 where something is at fault.
    """
    [report] = _read_all([file], unknown)
    at_hand = documents[0]
    texts = []
    try:
        for at_hand in documents:
            texts.append(_read_bytes(at_hand))
        notices = verify(report, texts)
    except (InvalidError, OSError) as error:
        raise InputError([(_spoken(at_hand), error)]) from None
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
    counts = Counter(notice.severity for notice in notices)
    said = ", ".join(f"{counts[each]:,} {each}{'' if counts[each] == 1 else 's'}" for each in Severity if counts[each])
    show_line(console, f"{said or 'Nothing looks wrong'} — {say_size(report)}")
    for code, group in groupby(notices, key=lambda notice: notice.code):
        found = [*group]
        console.print()
        lay_out(console, (f"{found[0].severity.upper()} {code} ({len(found):,})", "bold"), f" {_meaning(code)}")
        for notice in found:
            lay_out(console, notice.sentence, indent=2, bullet="• ")
        lay_out(console, found[0].remedy, indent=2, bullet="→ ")


def _meaning(code: str) -> str:
    return CHECKS[code].meaning if code in CHECKS else ""


@sitrep.command()
def example() -> None:
    """Merge two real reports, and show the result.

    They are independent reports of the same days of November 2023.
    """
    reports = rafah(), gaza_figures()
    names = " and ".join(f"“{header.title}”" for report in reports for header in report.headers)
    console = terminal()
    lay_out(console, f"Two independent reports of the same days, {names}, merged into one:")
    console.print()
    Page(console, merge_reports(*reports)).show()


def _read(name: str, unknown: Unknown) -> SitRep:
    if name != STANDARD:
        return load(name, unknown=unknown)
    with _open_standard("rb") as file:
        return load(file, unknown=unknown)


def _read_bytes(name: str) -> bytes:
    if name != STANDARD:
        return Path(name).read_bytes()
    with _open_standard("rb") as file:
        return file.read()


def _write(report: SitRep, output: str, indent: int | None) -> None:
    if output == STANDARD:
        with _open_standard("wb") as stream:
            dump(report, stream, indent=indent)
            stream.flush()
        return
    try:
        dump(report, output, indent=indent)
    except OSError as error:
        raise click.BadParameter(
            f"{_spoken(output)} cannot be written: {error.strerror or error}", param_hint="'-o' / '--output'"
        ) from None
    console = terminal(stderr=True)
    show_line(console, f"{_spoken(output)}: {Page(console, report).summary}")


def _open_standard(mode: Literal["rb", "wb"]) -> IO[bytes]:
    try:
        return click.open_file(STANDARD, mode)
    except RuntimeError:
        raise OSError("it is closed") from None


def _read_all(names: Iterable[str], unknown: Unknown) -> list[SitRep]:
    """The reports of all files, or an error with the faults of every file that has some."""
    reports, failures = [], []
    for name in names:
        try:
            reports.append(_read(name, unknown))
        except (InvalidError, OSError) as error:
            failures.append((_spoken(name), error))
    if failures:
        raise InputError(failures)
    return reports


def _spoken(name: str) -> str:
    return "standard input" if name == STANDARD else click.format_filename(name)
