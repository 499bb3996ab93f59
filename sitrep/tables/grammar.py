"""The words of a mapping that say how a file is laid out and how its cells are written."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from sitrep.errors import Fault, FaultCode, Faults, InvalidError, Path
from sitrep.fields.declarations import declared
from sitrep.fields.kinds import resembling
from sitrep.tables.cells import LEAVE_OUT, Constant, Node
from sitrep.tables.dates import CALENDARS, WEEKS, DateFormat
from sitrep.tables.numbers import Numbers
from sitrep.tables.plans import Pattern
from sitrep.tables.rows import FileFormat, is_text_encoding
from sitrep.text.number_words import LANGUAGES
from sitrep.values.sources import Attribution
from sitrep.vocabularies import MissingReason

_OPTIONS = {
    "csv": ("format", "encoding", "delimiter", "header", "columns", "footer"),
    "json": ("format", "encoding", "rows", "header", "columns", "footer"),
    "xlsx": ("format", "sheet", "merged", "header", "columns", "footer"),
}
_DATE = ("format", "calendar", "weeks", "year_starts")
_DAY_OF_YEAR = re.compile("(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])")
_THOUSANDS = (",", ".", " ", "'", "’")
_CAVEATS = declared(Attribution)["caveats"].kind
NOTHING = Constant(None)
FILL_IN = "???"
"""Marks what is left to say in a mapping that was only begun."""


def left_to_fill_in(given: Any, path: Path = ()) -> Iterator[Fault]:
    """The places of a mapping that only say that something belongs there."""
    if isinstance(given, Mapping):
        for name, item in given.items():
            yield from left_to_fill_in(item, (*path, name))
    elif isinstance(given, list | tuple):
        for index, item in enumerate(given):
            yield from left_to_fill_in(item, (*path, index))
    elif given == FILL_IN:
        yield Fault(given, "what belongs here", path, "It is left to fill in.")


class Grammar:
    """Reads what is said of a file and its cells, and collects the faults."""

    def __init__(self) -> None:
        self.faults = Faults()

    def refuse(
        self,
        value: Any,
        expected: str,
        path: Path,
        hint: str = "",
        *,
        absent: bool = False,
        code: FaultCode = FaultCode.NOT_ACCEPTED,
    ) -> None:
        code = FaultCode.MISSING if absent else code
        self.faults.append(Fault(value, expected, path, hint, absent=absent, code=code))

    def attempt(self, build: Callable[[], Any], path: Path) -> Node:
        """A constant, unless building it fails."""
        try:
            return Constant(build())
        except InvalidError as error:
            self.faults += error.under(*path).told()
            return NOTHING

    def members(self, given: Any, path: Path, known: Iterable[str]) -> Mapping[str, Any]:
        names = tuple(known)
        if not isinstance(given, Mapping):
            self.refuse(given, f"a table of {', '.join(names)}", path, code=FaultCode.WRONG_TYPE)
            return {}
        for name, item in given.items():
            if name not in names:
                self.refuse(
                    item,
                    f"only {', '.join(names)}",
                    (*path, name),
                    resembling(name, names),
                    code=FaultCode.UNKNOWN_FIELD,
                )
        return given

    def table(self, given: Any, path: Path) -> Mapping[str, Any]:
        if isinstance(given, Mapping) and all(isinstance(name, str) for name in given):
            return given
        self.refuse(given, "a table", path, code=FaultCode.WRONG_TYPE)
        return {}

    def texts(self, given: Any, path: Path, expected: str) -> tuple[str, ...]:
        """One text, or a list of them."""
        listed = given if isinstance(given, list | tuple) else [given]
        if listed and all(isinstance(each, str) and each for each in listed):
            return tuple(listed)
        self.refuse(given, expected, path)
        return ()

    def read_file(self, given: Any) -> FileFormat | None:
        path: Path = ("file",)
        name = given.get("format") if isinstance(given, Mapping) else None
        if not isinstance(name, str) or name not in _OPTIONS:
            hint = resembling(name, _OPTIONS)
            self.refuse(name, f"one of: {', '.join(_OPTIONS)}", (*path, "format"), hint, absent=name is None)
            return None
        options = dict(self.members(given, path, _OPTIONS[name]))
        if "header" in options or "columns" in options:
            options |= self.read_header(options)
        for option, value in options.items():
            if option not in ("header", "columns") and not (isinstance(value, str) and value):
                self.refuse(value, "text", (*path, option), code=FaultCode.WRONG_TYPE)
        encoding, delimiter, merged = (options.get(each) for each in ("encoding", "delimiter", "merged"))
        if isinstance(encoding, str) and not is_text_encoding(encoding):
            self.refuse(
                encoding, "an encoding that Python knows, such as utf-8, latin-1 or cp1252", (*path, "encoding")
            )
        if isinstance(delimiter, str) and len(delimiter) != 1:
            self.refuse(delimiter, "one character", (*path, "delimiter"), code=FaultCode.MALFORMED)
        if isinstance(options.get("footer"), str):
            options["footer"] = self.pattern(options["footer"], (*path, "footer"))
        if merged not in (None, "refuse", "repeat"):
            self.refuse(merged, "refuse or repeat", (*path, "merged"), code=FaultCode.NOT_IN_LIST)
        return None if self.faults else FileFormat(**options)

    def read_header(self, options: Mapping[str, Any]) -> dict[str, Any]:
        header = options.get("header", 1)
        listed = header if isinstance(header, list | tuple) else [header] if header != 0 else []
        if not all(type(number) is int and number > 0 for number in listed) or sorted(set(listed)) != list(listed):
            expected = "the line of the header, or several in their order; 0 where there is none"
            self.refuse(header, expected, ("file", "header"))
        columns = self.texts(options["columns"], ("file", "columns"), "a list of names") if "columns" in options else ()
        if len(set(columns)) < len(columns):
            self.refuse(options["columns"], "each name once", ("file", "columns"), code=FaultCode.REPEATED)
        if not listed and not columns:
            self.refuse(None, "the names of the columns, as there is no header", ("file", "columns"), absent=True)
        return {"header": tuple(listed), "columns": columns}

    def read_numbers(self, given: Any, path: Path) -> Numbers:
        if isinstance(given, str):
            if given not in LANGUAGES:
                expected = f"a table of thousands and decimal, or a language: {', '.join(LANGUAGES)}"
                self.refuse(given, expected, path)
            return Numbers(language=given)
        marks = self.members(given, path, ("thousands", "decimal"))
        thousands, decimal = marks.get("thousands", ""), marks.get("decimal", ".")
        if thousands and thousands not in _THOUSANDS:
            self.refuse(
                thousands,
                f"one of: {' '.join(map(repr, _THOUSANDS))}",
                (*path, "thousands"),
                code=FaultCode.NOT_IN_LIST,
            )
        if decimal not in (".", ",") or decimal == thousands:
            hint = "Declare both marks where thousands are parted by a point." if decimal == thousands else ""
            self.refuse(decimal, "'.' or ',', and not the mark of the thousands", (*path, "decimal"), hint)
        return Numbers(thousands, decimal)

    def read_dates(self, given: Any, path: Path) -> tuple[DateFormat, ...]:
        """One way to write dates, or several; each a format, or a table of one with its calendar."""
        listed = given if isinstance(given, list | tuple) else [given]
        found = tuple(
            self.read_format(each, (*path, at) if listed is given else path) for at, each in enumerate(listed)
        )
        if not found:
            self.refuse(given, "a format such as %d/%m/%Y, edtf or cell", path, code=FaultCode.MALFORMED)
        return tuple(each for each in found if each)

    def read_format(self, given: Any, path: Path) -> DateFormat | None:
        members = self.members(given, path, _DATE) if isinstance(given, Mapping) else {"format": given}
        text = members.get("format")
        if not isinstance(text, str) or not text:
            self.refuse(text, "a format such as %d/%m/%Y, edtf or cell", path, code=FaultCode.MALFORMED)
            return None
        options = {name: members[name] for name in _DATE[1:] if name in members}
        for name, known in (("calendar", CALENDARS), ("weeks", WEEKS)):
            if name in options and (not isinstance(options[name], str) or options[name] not in known):
                hint = resembling(options[name], known)
                self.refuse(
                    options.pop(name), f"one of: {', '.join(known)}", (*path, name), hint, code=FaultCode.NOT_IN_LIST
                )
        starts = options.get("year_starts", "")
        if "year_starts" in options and not (isinstance(starts, str) and _DAY_OF_YEAR.fullmatch(starts)):
            self.refuse(
                options.pop("year_starts"),
                "a month and a day such as 07-01",
                (*path, "year_starts"),
                code=FaultCode.MALFORMED,
            )
        form = DateFormat(text, **options)
        if text not in ("edtf", "cell"):
            self.attempt(lambda: form.form, path)
        return form

    def read_blanks(self, given: Any, path: Path) -> Mapping[str, str]:
        reasons = (*MissingReason, LEAVE_OUT)
        blanks = self.table(given, path)
        for text, reason in blanks.items():
            if reason not in reasons:
                self.refuse(
                    reason,
                    f"one of: {', '.join(reasons)}",
                    (*path, text),
                    resembling(reason, reasons),
                    code=FaultCode.NOT_IN_LIST,
                )
        return blanks

    def read_marks(self, given: Any, path: Path) -> Mapping[str, tuple[str, ...]]:
        """The marks of footnotes, each with the caveat that it stands for, or several, or none."""
        marks = {}
        for mark, caveats in self.table(given, path).items():
            try:
                marks[mark] = _CAVEATS.convert([caveats] if isinstance(caveats, str) else caveats)
            except InvalidError as error:
                self.faults += error.under(*path, mark).told()
        return marks

    def pattern(self, text: str, path: Path) -> Pattern:
        if len(text) < 3 or not text.startswith("/") or not text.endswith("/"):
            return text
        try:
            return re.compile(text[1:-1])
        except (re.error, OverflowError, RecursionError) as error:
            self.refuse(text, f"a regular expression; {error}", path, code=FaultCode.MALFORMED)
            return text
