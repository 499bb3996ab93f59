"""Reports as lines: each line is a report of its own, and a file is the merge of its lines.

Written, a line holds one header, claim, retraction, link, judgement or note. So files can be cut, sorted, put
together and added to with the tools that work on lines, and read without holding them in memory.
"""

import os
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from sitrep.audiences import Audience, admit
from sitrep.codec.documents import PathOrFile, dumps, loads, write_to
from sitrep.codec.slices import decode
from sitrep.errors import FaultCode, Faults, InvalidError, refuse
from sitrep.fields.declarations import declared
from sitrep.fields.reading import Unknown
from sitrep.files import write_whole
from sitrep.report import SitRep, merge

ROOT = "line"
"""The root of the paths to what is wrong: `line[7].claims[0].record.people`, with lines counted from 1."""


def split(report: SitRep) -> Iterator[SitRep]:
    """A report for each header, claim, retraction, link, judgement and note: the least that merge to the whole."""
    if not isinstance(report, SitRep):
        raise refuse(report, "a SitRep", code=FaultCode.WRONG_TYPE)
    return (SitRep().replace(**{name: [each]}) for name in declared(SitRep) for each in getattr(report, name))


def dump_lines(
    reports: SitRep | Iterable[SitRep],
    path_or_file: PathOrFile,
    *,
    audience: Audience | None = None,
    leave_out: bool = False,
) -> None:
    """Write reports to a file, one header, claim, retraction, link, judgement or note a line, as they come.

    A path is written whole or not at all. No more than one of the reports is held at a time. What is above an
    `audience` raises `AudienceError`, unless it is left out: it is looked for in each report by itself.
    """
    several = [reports] if isinstance(reports, SitRep) else reports
    lines = write_lines(admit(each, audience, leave_out=leave_out) for each in several)
    if isinstance(path_or_file, str | os.PathLike):
        write_whole(path_or_file, lines)
    elif not hasattr(path_or_file, "write"):
        raise refuse(path_or_file, "a path, or a file open for writing", "path_or_file")
    else:
        write_to(path_or_file, lines)


def load_lines(path_or_file: PathOrFile, *, unknown: Unknown = "error") -> Iterator[SitRep]:
    """The report that each line of a file holds, one after another; `merge(*load_lines(path))` is all of it.

    Blank lines are passed over. Raises `InvalidError` at the first line that is at fault, once it gets
    there; `unknown="keep"` keeps record types and fields that no installed package declares.
    """
    if isinstance(path_or_file, str | os.PathLike):
        return _load_path(Path(path_or_file), unknown)
    if not hasattr(path_or_file, "read"):
        raise refuse(path_or_file, "a path, or a file open for reading", "path_or_file")
    return _each(path_or_file, unknown)


def holds_lines(path: Path) -> bool:
    """Tell whether a file holds reports as lines: it is named so, or its first line is whole and isn't the only one.

    A pipe isn't looked at: what is read of it is gone.
    """
    if not path.is_file():
        return False
    if path.suffix in SUFFIXES:
        return True
    with path.open("rb") as file:
        return are_lines(file.read(_LOOKED_AT))


def are_lines(content: bytes) -> bool:
    """Tell whether the first line of a file is an object of JSON, and isn't the only line."""
    first, _, rest = content[:_LOOKED_AT].lstrip(b"\xef\xbb\xbf \t\r\n").partition(b"\n")
    first, rest = first.strip(), rest.lstrip()
    is_object = first.startswith(b"{") and first.endswith(b"}")
    return is_object and (rest.startswith(b"{") or (bool(rest) and _is_whole(first)))


def _is_whole(line: bytes) -> bool:
    try:
        return isinstance(decode(line), dict)
    except (ValueError, RecursionError):
        return False


_LOOKED_AT = 1 << 20
SUFFIXES = (".ndjson", ".jsonl")


def write_lines(reports: Iterable[SitRep]) -> Iterator[bytes]:
    """The lines of reports as they come, each in canonical JSON and with its line end."""
    parts = chain.from_iterable(map(split, reports))
    return (f"{dumps(part)}\n".encode() for part in parts)


def read_lines(lines: Iterable[str | bytes], *, unknown: Unknown = "error") -> SitRep:
    """All that lines say, as one report. Raises `InvalidError` with the faults of every line."""
    faults = Faults()
    reports: list[SitRep] = []
    for number, line in _filled(lines):
        try:
            reports.append(_read_line(number, line, unknown))
        except InvalidError as error:
            faults += error.told()
    if faults:
        raise InvalidError(faults, ROOT)
    return merge(*reports)


def _load_path(path: Path, unknown: Unknown) -> Iterator[SitRep]:
    with path.open("rb") as file:
        yield from _each(file, unknown)


def _each(lines: Iterable[str | bytes], unknown: Unknown) -> Iterator[SitRep]:
    return (_read_line(number, line, unknown) for number, line in _filled(lines))


def _filled(lines: Iterable[str | bytes]) -> Iterator[tuple[int, str | bytes]]:
    """The lines that aren't blank, with their numbers."""
    return ((number, line) for number, line in enumerate(lines, 1) if line.strip())


def _read_line(number: int, line: str | bytes, unknown: Unknown) -> SitRep:
    try:
        return loads(line, unknown=unknown)
    except InvalidError as error:
        raise error.under(number, root=ROOT) from None
