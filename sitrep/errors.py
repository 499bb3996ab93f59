"""Errors as data: each carries the fields, the values and the rules at fault."""

from collections.abc import Iterable, Sequence
from typing import Self

from attrs import evolve, field, frozen

Path = tuple[str | int, ...]

DOCUMENT = "$"
"""The root of the paths within a document."""

_SHOWN = 72


class SitrepError(Exception):
    """Everything that `sitrep` raises on purpose."""


def _shorten(value: object) -> str:
    try:
        text = repr(value)
    except Exception:
        # What is at fault may be unable even to show itself: too deep, too long, or broken.
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


@frozen
class Fault:
    """One value that breaks one rule.

    `path` leads from the value that was read to the one at fault, `expected` completes the words
    "expected …", and `hint` is a sentence on how to mend it.
    """

    value: object
    expected: str
    path: Path = ()
    hint: str = ""
    absent: bool = field(default=False, kw_only=True)

    def under(self, *steps: str | int) -> Self:
        return evolve(self, path=(*steps, *self.path))

    def describe(self, root: str = "") -> str:
        found = "missing" if self.absent else f"{_show(self.value, root)} is refused"
        where = write_path(root, self.path)
        sentence = f"{where}: {found}; expected {self.expected}" if where else f"{found}; expected {self.expected}"
        return f"{sentence}. {self.hint}" if self.hint else sentence


class InvalidError(SitrepError, ValueError):
    """A value, or a document, breaks the rules; `faults` has every rule it breaks and where.

    `root` names what the paths start from: a class for a value built in Python, `$` for a document.
    """

    def __init__(self, faults: Iterable[Fault], root: str = "") -> None:
        self.faults: Sequence[Fault] = tuple(faults)
        self.root = root
        super().__init__(self.faults, root)

    def __str__(self) -> str:
        lines = [fault.describe(self.root) for fault in self.faults]
        if len(lines) == 1:
            return lines[0]
        return "\n  ".join([f"{len(lines)} faults:", *lines])

    def under(self, *steps: str | int, root: str = "") -> "InvalidError":
        """The same faults, seen from the value that holds this one."""
        return InvalidError((fault.under(*steps) for fault in self.faults), root)


def refuse(value: object, expected: str, *path: str | int, hint: str = "") -> InvalidError:
    """The error for one value that breaks one rule."""
    return InvalidError([Fault(value, expected, path, hint)])


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
