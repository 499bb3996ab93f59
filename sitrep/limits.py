"""Limits on what is read from others: each is a parameter with a default, and may be changed for a while.

with sr.limited(faults=10):
    report = sr.load("report.json")
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from attrs import asdict, evolve, field, fields, frozen


def _is_positive(_limits: object, attribute: object, value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise ValueError(f"limits: {getattr(attribute, 'name', attribute)}: {value!r} is refused; expected 1 or more")


def _limit(most: int, meaning: str) -> int:
    given: int = field(default=most, validator=_is_positive, metadata={"meaning": meaning})
    return given


@frozen(kw_only=True)
class Limits:
    """The most that is read of any file or text, of whatever format."""

    bytes: int = _limit(2**30, "Bytes of a file that is read as a whole; NDJSON is read line by line without it.")
    inflated: int = _limit(2**30, "Bytes that a file with compressed parts (Excel, Arrow, Parquet) may be inflated to.")
    ratio: int = _limit(200, "How many times its own bytes that may be, beyond the first 16 MiB.")
    cells: int = _limit(20_000_000, "Cells of a table: rows with something in them, by columns with something in them.")
    digits: int = _limit(100, "Digits of a whole number.")
    faults: int = _limit(1_000, "Faults of a file that are kept and shown; those beyond are counted.")

    def meanings(self) -> dict[str, tuple[int, str]]:
        """Return each limit by its name: how much it is, and of what."""
        told = {each.name: each.metadata["meaning"] for each in fields(type(self))}
        return {name: (most, told[name]) for name, most in asdict(self).items()}


ALWAYS_INFLATED = 16 * 2**20
"""Bytes to which a file may be inflated in any case: little files that repeat themselves are harmless."""

_DEFAULTS = Limits()
_in_force: ContextVar[Limits] = ContextVar("limits", default=_DEFAULTS)


def limits() -> Limits:
    """Return the limits that are in force."""
    return _in_force.get()


@contextmanager
def limited(**changes: int) -> Iterator[Limits]:
    """Change limits, by their names in `Limits`, for what is read within the block, in this thread or task alone."""
    changed = evolve(limits(), **changes)
    token = _in_force.set(changed)
    try:
        yield changed
    finally:
        _in_force.reset(token)
