"""Errors as data: each carries the fields, the values and the rules at fault."""

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import Self

from attrs import Factory, evolve, field, frozen

from sitrep.limits import limits

Path = tuple[str | int, ...]

DOCUMENT = "$"
"""The root of the paths within a document."""

ROW = "row"
"""The root of the paths within a table, in which the number of the row stands next."""

_SHOWN = 72
_FIRST = 5


class SitrepError(Exception):
    """Everything that `sitrep` raises on purpose."""


def _shorten(value: object) -> str:
    try:
        text = repr(value)
    except Exception:
        # A value at fault may be unable even to show itself: too deep, too long, or broken.
        text = f"a {type(value).__name__} that can't be shown"
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


_IN_JSON = {None: "null", True: "true", False: "false"}


def _show(value: object, root: str) -> str:
    """The value, as the document has it where the root is one."""
    in_json = root == DOCUMENT and (value is None or isinstance(value, bool))
    return _IN_JSON[value] if in_json else _shorten(value)  # type: ignore[index]


def one(cls: type) -> str:
    """The name of a class with its article."""
    return f"{'an' if cls.__name__[0] in 'AEIOU' else 'a'} {cls.__name__}"


def write_path(root: str, path: Path) -> str:
    """Write a path the way it is read aloud: `$.claims[3].record.people.low`."""
    steps = "".join(
        f".{step}" if isinstance(step, str) and step.isidentifier() else f"[{_shorten(step)}]" for step in path
    )
    return f"{root}{steps}" if root else steps.removeprefix(".")


class FaultCode(StrEnum):
    """The kinds of rules that a value can break. Codes are stable, the words of a fault may change."""

    meaning: str

    def __new__(cls, code: str, meaning: str) -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.meaning = meaning
        return member

    MISSING = "missing", "Nothing is given where something must be."
    UNKNOWN_FIELD = "unknown_field", "A class, a table or an object has no such field."
    UNKNOWN_TYPE = (
        "unknown_type",
        "No package declares a record type of this name, or another is wanted.",
    )
    WRONG_TYPE = (
        "wrong_type",
        "It is of another kind: a text where a number belongs, null where a value does.",
    )
    NOT_IN_LIST = "not_in_list", "It is none of the codes, or words, that may stand there."
    MALFORMED = "malformed", "A text lacks the form that it must have: that of a date, an id, a URL."
    BAD_CHARACTER = "bad_character", "A text has a character that no text may have."
    OUT_OF_RANGE = "out_of_range", "A number is less than the least, or more than the most."
    TOO_PRECISE = "too_precise", "A number has more decimals than are kept."
    NO_SUCH_DATE = "no_such_date", "The calendar or the clock has no such day or time."
    END_BEFORE_START = "end_before_start", "A period ends before it starts."
    BOUNDS_OUT_OF_ORDER = (
        "bounds_out_of_order",
        "The least is more than the most, or a span has no length.",
    )
    WRONG_UNIT = "wrong_unit", "A figure is in a unit that makes no sense there."
    STATES_NOTHING = (
        "states_nothing",
        "None of the fields is given of which there must be one.",
    )
    INCOMPLETE = "incomplete", "Something is given without what it needs beside it."
    CONTRADICTION = "contradiction", "Something is given beside what rules it out."
    TOO_FEW = "too_few", "There are fewer different ones than the two that there must be."
    REPEATED = "repeated", "A name stands twice where it may stand once."
    MISPLACED = "misplaced", "Something stands where it may not: a declared field in `kept`, parts within parts."
    REPLACES_ITSELF = "replaces_itself", "A claim is to take the place of itself."
    MISMATCH = "mismatch", "An id or a digest isn't that of what it stands for."
    TOO_DEEP = "too_deep", "Content is nested more deeply than is read."
    TOO_LARGE = "too_large", "A file has more bytes, cells or digits than is read; the limits are parameters."
    UNREADABLE = (
        "unreadable",
        "A text or a file isn't in the format that it should be in, nor in a version that is read.",
    )
    NOT_ACCEPTED = (
        "not_accepted",
        "It breaks another rule, which the words tell: of a table, a form, another package.",
    )


_SAYS_LEAST = {True: FaultCode.MISSING, False: FaultCode.NOT_ACCEPTED}
"""The code of a fault whose rule gives none, by whether it is absent."""


@frozen
class Fault:
    """One value that breaks one rule.

    `path` leads from the value that was read to the one at fault, `expected` completes the words
    "expected …", `hint` is a sentence on how to mend it, and `code` is for programs.
    """

    value: object
    expected: str
    path: Path = ()
    hint: str = ""
    absent: bool = field(default=False, kw_only=True)
    code: FaultCode = field(default=Factory(lambda fault: _SAYS_LEAST[fault.absent], takes_self=True), kw_only=True)

    def under(self, *steps: str | int) -> Self:
        return evolve(self, path=(*steps, *self.path))

    def describe(self, root: str = "") -> str:
        found = "missing" if self.absent else f"{_show(self.value, root)} is refused"
        where = write_path(root, self.path)
        sentence = f"{where}: {found}; expected {self.expected}" if where else f"{found}; expected {self.expected}"
        return f"{sentence}. {self.hint}" if self.hint else sentence


class Faults(list[Fault]):
    """Faults as they are found: kept up to the limit, and counted beyond it (`more`)."""

    more: int = 0

    def __init__(self, found: Iterable[Fault] = ()) -> None:
        super().__init__()
        self.extend(found)

    @property
    def number(self) -> int:
        """The number of faults, kept and counted."""
        return len(self) + self.more

    def append(self, fault: Fault) -> None:
        if len(self) < limits().faults:
            super().append(fault)
        else:
            self.more += 1

    def extend(self, found: Iterable[Fault]) -> None:
        for fault in found:
            self.append(fault)
        self.more += getattr(found, "more", 0)

    def __iadd__(self, found: Iterable[Fault]) -> Self:  # type: ignore[override, misc]
        self.extend(found)
        return self

    def __bool__(self) -> bool:
        return self.number > 0


def of_one_kind(faults: Iterable[Fault], root: str = "") -> list[list[Fault]]:
    """Return the faults, those together that break one rule in one column of a table."""
    alike: dict[tuple[Path, str] | int, list[Fault]] = {}
    for number, fault in enumerate(faults):
        at = (root, *fault.path) if root else fault.path
        is_in_row = at[:1] == (ROW,) and len(at) > 1
        alike.setdefault((at[2:], fault.expected) if is_in_row else number, []).append(fault)
    return [*alike.values()]


def name_first(names: Sequence[str]) -> str:
    """Name the first few of many, and how many more there are."""
    first = ", ".join(names[:_FIRST])
    return f"{first} and {len(names) - _FIRST:,} more" if len(names) > _FIRST else first


def _tell(alike: Sequence[Fault], root: str) -> str:
    told = alike[0].describe(root)
    if len(alike) == 1:
        return told
    rows = [str(fault.path[0 if root else 1]) for fault in alike[1:]]
    return f"{told.removesuffix('.')}. The same in row{'s' * (len(rows) > 1)} {name_first(rows)}."


class InvalidError(SitrepError, ValueError):
    """A value, or a document, breaks the rules; `faults` has the rules it breaks and where.

    `root` names what the paths start from: a class for a value built in Python, `$` for a document.
    `faults` has as many as the limit of that name says, and `more` is the number of those beyond.
    """

    def __init__(self, faults: Iterable[Fault], root: str = "", more: int = 0) -> None:
        kept = faults if isinstance(faults, Faults) else Faults(faults)
        self.more = kept.more + more
        self.faults: Sequence[Fault] = tuple(kept)
        self.root = root
        super().__init__(self.faults, root, self.more)

    def __str__(self) -> str:
        lines = [_tell(alike, self.root) for alike in of_one_kind(self.faults, self.root)]
        if len(self.faults) == 1 and not self.more:
            return lines[0]
        last = [f"and {self.more:,} more"] if self.more else []
        return "\n  ".join([f"{len(self.faults) + self.more:,} faults:", *lines, *last])

    def each(self, change: Callable[[Fault], Fault], root: str = "") -> "InvalidError":
        """The same faults, each of them changed, and as many more."""
        return InvalidError(map(change, self.faults), root, self.more)

    def under(self, *steps: str | int, root: str = "") -> "InvalidError":
        """The same faults, seen from the value that holds this one."""
        return self.each(lambda fault: fault.under(*steps), root)

    def told(self) -> Faults:
        """Return the faults to be put to others, with the number of those that aren't kept."""
        told = Faults(self.faults)
        told.more += self.more
        return told


def refuse(
    value: object, expected: str, *path: str | int, hint: str = "", code: FaultCode = FaultCode.NOT_ACCEPTED
) -> InvalidError:
    """Return the error for one value that breaks one rule."""
    return InvalidError([Fault(value, expected, path, hint, code=code)])


class MissingExtraError(SitrepError, ImportError):
    """A part of `sitrep` needs a package that is not installed."""

    def __init__(self, extra: str, package: str) -> None:
        super().__init__(
            f'{package} is not installed; run: pip install "humanitarian-sitrep[{extra}]"',
            name=package,
        )
        self.extra = extra
        self.package = package

    def __reduce__(self) -> tuple[type["MissingExtraError"], tuple[str, str]]:
        return type(self), (self.extra, self.package)
