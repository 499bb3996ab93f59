"""Forms: workbooks to fill in, for those who write no code (extra `[xlsx]`).

`make_form` writes an empty workbook with a sheet for each record type, `read_form` reads a filled
one back, and `mark_form` marks in it what can't be read. All that a sheet has comes from the declarations of its type.
"""

from collections.abc import Iterable
from importlib import import_module
from typing import Any

from attrs import frozen

from sitrep.errors import Fault, FaultCode, InvalidError, refuse
from sitrep.fields.kinds import resembling
from sitrep.records.base import RECORD_TYPES, Record, record_type
from sitrep.report import SitRep
from sitrep.tables.rows import FileFormat, RowFault as RowFault, require_extra

ALL = "all"
"""Stands for every record type that is installed."""

_ZIP = b"PK\x03\x04"


class NotAFormError(InvalidError):
    """A file that was not made by `make_form`."""


@frozen
class FilledForm:
    """The facts read from a form, and what could not be read: each fault with its sheet, row and column."""

    report: SitRep
    faults: tuple[RowFault, ...]


def make_form(types: Iterable[type[Record] | str]) -> bytes:
    """An empty form, as the bytes of an .xlsx file, with a sheet for each of these record types.

    A type is a class, its name in JSON, or `all`. Raises `InvalidError` where there is no such type.
    """
    writer = _module("sitrep.forms.template")
    form: bytes = writer.write(_resolved(types))
    return form


def read_form(content: bytes) -> FilledForm:
    """The report that a filled form makes.

    A row is read whole or not at all; what can't be read is in `faults`. Raises `NotAFormError` for
    a file that `make_form` didn't make.
    """
    report, faults = _reader_of(content).read(content)
    return FilledForm(report, faults)


def mark_form(content: bytes) -> bytes:
    """The filled form with each cell that can't be read in colour, and a comment on it that says why.

    It goes back to whoever filled it in: once corrected, it is read like any other. Raises
    `NotAFormError` for a file that `make_form` didn't make.
    """
    marked: bytes = _reader_of(content).mark(content)
    return marked


def _reader_of(content: bytes) -> Any:
    if not isinstance(content, bytes):
        raise refuse(content, "the bytes of an .xlsx file", code=FaultCode.UNREADABLE)
    if not content.startswith(_ZIP):
        # Whoever gives another kind of file needs no package for spreadsheets to be told so.
        raise NotAFormError([Fault(content[:4], "a form that `sitrep template` made")], "file")
    return _module("sitrep.forms.entry")


def _module(name: str) -> Any:
    require_extra(FileFormat("xlsx"))
    return import_module(name)


def _resolved(types: Iterable[type[Record] | str]) -> list[type[Record]]:
    resolved: dict[type[Record], None] = {}
    for each in [types] if isinstance(types, str) else types:
        # Looking a name up loads the types of other packages, which `all` means too.
        found = record_type(each) if isinstance(each, str) else each
        if each == ALL:
            resolved |= dict.fromkeys(RECORD_TYPES.values())
        elif found is None:
            names = [*RECORD_TYPES, ALL]
            raise refuse(
                each,
                f"one of the record types: {', '.join(names)}",
                hint=resembling(each, names),
                code=FaultCode.NOT_IN_LIST,
            )
        else:
            resolved[found] = None
    if not resolved:
        raise refuse([], "at least one record type")
    return [*resolved]
