"""Reports as JSON text and files."""

import json
import os
from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import IO, Any

from sitrep.audiences import Audience, admit
from sitrep.caches import MADE_FOR_CLASSES, cached
from sitrep.codec.compiled import Unusual
from sitrep.codec.slices import read_canonical
from sitrep.codec.writing import write_report
from sitrep.errors import FaultCode, InvalidError, refuse
from sitrep.fields.canonical import json_object, read_decimal
from sitrep.fields.reading import Unknown, keeps
from sitrep.files import check_size, read_whole, write_whole
from sitrep.limits import limits
from sitrep.report import SitRep

PathOrFile = str | os.PathLike[str] | IO[str] | IO[bytes]


@cached(MADE_FOR_CLASSES)
def _converter(unknown: Unknown) -> Any:
    # cattrs takes a while to load, and canonical documents are read without it.
    return import_module("sitrep.codec.structuring").make_converter(unknown=unknown)


def dumps(
    report: SitRep, *, indent: int | None = None, audience: Audience | None = None, leave_out: bool = False
) -> str:
    """A report as JSON. Without `indent` it is canonical (RFC 8785): equal reports, equal bytes.

    What is above an `audience` raises `AudienceError`, unless it is left out.
    """
    report = admit(report, audience, leave_out=leave_out)
    chunks = chunks_of(report, indent=indent)
    return report.canonical if indent is None else b"".join(chunks).decode()


def chunks_of(report: SitRep, *, indent: int | None = None) -> Iterator[bytes]:
    """The UTF-8 bytes of what `dumps` gives, chunk by chunk."""
    if not isinstance(report, SitRep):
        raise refuse(report, "a SitRep", code=FaultCode.WRONG_TYPE)
    if indent is not None and (isinstance(indent, bool) or not isinstance(indent, int) or indent < 0):
        raise refuse(indent, "a number of spaces, 0 or more", "indent", code=FaultCode.OUT_OF_RANGE)
    return write_report(report, indent=indent)


def loads(text: str | bytes, *, unknown: Unknown = "error") -> SitRep:
    """A report from JSON text, or its UTF-8 bytes.

    Raises `InvalidError` with every fault of the document, each with its path. `unknown="keep"`
    keeps record types and fields that no installed package declares.
    """
    keeps(unknown)  # a wrong word is refused also where it would make no difference
    if not isinstance(text, str | bytes | bytearray):
        raise refuse(text, "JSON text, or its UTF-8 bytes", "text", code=FaultCode.WRONG_TYPE)
    check_size(len(text))
    try:
        return read_canonical(text)
    except Unusual:
        pass
    try:
        report: SitRep = _converter(unknown).structure(parse(text), SitRep)
    except InvalidError as error:
        raise error.under(root="$") from None
    except RecursionError:
        raise refuse("…", "fewer levels of nesting", code=FaultCode.TOO_DEEP).under(root="$") from None
    return report


def load(path_or_file: PathOrFile, *, unknown: Unknown = "error") -> SitRep:
    """A report from a file, given by its path or open for reading. Raises as `loads` does."""
    if isinstance(path_or_file, str | os.PathLike):
        return loads(read_whole(path_or_file), unknown=unknown)
    if not hasattr(path_or_file, "read"):
        raise refuse(path_or_file, "a path, or a file open for reading", "path_or_file")
    return loads(path_or_file.read(), unknown=unknown)


def dump(
    report: SitRep,
    path_or_file: PathOrFile,
    *,
    indent: int | None = None,
    audience: Audience | None = None,
    leave_out: bool = False,
) -> None:
    """Write a report to a file as it goes, without a text of the whole. A path is written whole or not at all.

    `audience` and `leave_out` are those of `dumps`.
    """
    chunks = chunks_of(admit(report, audience, leave_out=leave_out), indent=indent)
    if isinstance(path_or_file, str | os.PathLike):
        write_whole(path_or_file, chunks)
    elif not hasattr(path_or_file, "write"):
        raise refuse(path_or_file, "a path, or a file open for writing", "path_or_file")
    else:
        write_to(path_or_file, chunks)


def write_to(file: Any, chunks: Iterable[bytes]) -> None:
    """Write to a file that is open for text or for bytes."""
    for chunk in chunks:
        try:
            file.write(chunk)
        except TypeError:
            # A file opened for text refuses bytes before it writes anything.
            file.write(chunk.decode())


def parse(text: str | bytes) -> Any:
    """JSON data from text, or its UTF-8 bytes; raises `InvalidError` that says where it is none."""
    decoded = _decoded(text).removeprefix("\ufeff")
    try:
        return json.loads(decoded, object_pairs_hook=json_object, parse_int=read_whole_number, parse_float=read_decimal)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        rule = error.msg.removesuffix(" at").removesuffix(" starting")
        hint = "" if error.doc[error.pos :].strip() else "The text ends there: it may be cut off."
        raise refuse(
            error.doc[error.pos : error.pos + 20], f"JSON; at {where}: {rule}", hint=hint, code=FaultCode.UNREADABLE
        ) from None


_READ_BY_PYTHON = 4_000
"""Digits that Python makes an integer of; the time grows with the square of their number."""


def read_whole_number(digits: str) -> int:
    """The integer that a text of JSON says, for `parse_int`."""
    # No integer of so many digits is taken. Python reads none of thousands; cut short, it is refused in its place.
    return int(digits[: min(limits().digits, _READ_BY_PYTHON)])


def _decoded(text: str | bytes) -> str:
    if isinstance(text, str):
        return text
    try:
        return text.decode()
    except UnicodeDecodeError as error:
        given = bytes(text[error.start : error.start + 4])
        raise refuse(
            given, f"UTF-8 text; byte {error.start} is none", hint="Save the file as UTF-8.", code=FaultCode.UNREADABLE
        ) from None
