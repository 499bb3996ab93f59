"""What the sheets of our workbooks have in common: how they are known, which row is what, how they are headed."""

import re
from collections.abc import Iterable

from sitrep.declarations import Value
from sitrep.records.base import Record

FORM = "sitrep-form/1"
"""Stands, with what the sheet is, in the first cell of every sheet of a form; it is how a form is known."""

EXPORT = "sitrep-export/1"
"""Stands there in a workbook that a report was written in."""

READ_FORM, READ_EXPORT = "`sitrep import FILE.xlsx`", "`sitrep import --from xlsx FILE.xlsx`"
"""The commands that read the one and the other."""

KEYS, BANDS, HEADINGS, FIRST = 1, 2, 3, 4
"""The rows of a sheet: the keys of the columns, hidden; two of headings; and from where it is filled in."""

LONGEST_TITLE = 31
"""How long the title of a sheet may be, in characters."""

_RESERVED = "history"
"""The title that Excel keeps for itself."""

_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def is_form(marker: str) -> bool:
    """Whether the first cell of a sheet says that it is of a form, of whatever version."""
    return marker.startswith(FORM.partition("/")[0])


def is_export(marker: str) -> bool:
    """Whether the first cell of a sheet says that a report was written in it, by whatever version."""
    return marker.startswith(EXPORT.partition("/")[0])


def escape(text: str) -> str:
    """The text as the file has it: what looks like an escaped character (`_x000D_`) is escaped itself."""
    return _LOOKS_ESCAPED.sub("_x005F_", text)


def unescape(text: str) -> str:
    """The inverse of `escape`; programs also write characters so that XML can't hold (ECMA-376, ST_Xstring)."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def title_of(cls: type[Value]) -> str:
    """The title of the sheet of a record type, or of the values that are listed."""
    return title_of_type(cls.type_name)[:LONGEST_TITLE] if issubclass(cls, Record) else f"{cls.__name__}s"


def title_of_type(type_name: str) -> str:
    """The name of a record type in plain words."""
    return type_name.replace("_", " ").capitalize()


def free_title(wanted: str, taken: Iterable[str]) -> str:
    """A title like the one wanted that no other sheet has, whatever its capitals."""
    lower = {_RESERVED, *(each.lower() for each in taken)}
    title, number = wanted[:LONGEST_TITLE], 1
    while title.lower() in lower:
        number += 1
        title = f"{wanted[: LONGEST_TITLE - len(str(number)) - 3]} ({number})"
    return title


def uncapitalised(words: str) -> str:
    """Words as they continue a sentence: acronyms stay."""
    return words[0].lower() + words[1:] if words[1:2].islower() or words[1:2] == " " else words


def heading_within(outer: str, inner: str, *, leads: bool) -> str:
    """The heading of a part of a value; the part that leads, such as a name, goes by that of the value."""
    return outer if leads else f"{outer}: {uncapitalised(inner)}"
