"""A format: how reports are written in it and read from it, what it cannot carry, and where formats are found."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial, reduce
from typing import Any, TypeVar

from attrs import frozen

from sitrep.audiences import Audience, admit
from sitrep.errors import Fault, FaultCode, SitrepError, one, refuse
from sitrep.fields.kinds import resembling
from sitrep.plugins import EntryPointError, installed, load
from sitrep.report import SitRep

ENTRY_POINTS = "sitrep.formats"
"""The group of entry points by which a package makes a format known."""


Given = TypeVar("Given")
Made = TypeVar("Made")


def _never_written(_report: SitRep) -> bytes:
    raise refuse("write", "a format that is written; this one is only read")


def _never_read(_content: bytes, **_said: object) -> SitRep:
    raise refuse("read", "a format that is read; this one is only written")


@frozen
class Loss:
    """Something that a format cannot carry."""

    what: str
    """The loss in a sentence, for those who choose a format."""
    forget: Callable[[SitRep], SitRep]
    """The report without it: itself, where it has nothing of the kind."""


@frozen
class Partial:
    """The part of a table of others that could be read."""

    report: SitRep
    faults: tuple[Fault, ...] = ()
    """The parts that couldn't be read: cells, each with its row and column, and columns."""
    left_out: tuple[Fault, ...] = ()
    """The columns that no field is for."""
    repeated: Mapping[int, int] = {}
    """The rows that make a fact that an earlier one made, and that one."""
    more: int = 0
    """The number of faults beyond those that were kept of a row."""


@frozen(kw_only=True)
class Format:
    """A format that reports can be written in, read from, or both."""

    title: str
    suffix: str
    """The end of the names of its files, with the dot."""
    write: Callable[[SitRep], bytes] = _never_written
    """Makes a file of the whole report; a pure function."""
    read: Callable[..., SitRep] = _never_read
    """Makes a report of a file; raises `InvalidError` with every fault and where it stands."""
    read_table: Callable[..., Partial] | None = None
    """Reads as much as it can of a table of others; takes `source`, `reported` and `document`."""
    reads: str = ""
    """The files that it reads, in a few words, where those aren't the ones that it writes."""
    losses: tuple[Loss, ...] = ()
    """The losses on the way through the format and back, one after another."""
    extra: str = ""
    """The extra of `humanitarian-sitrep` that brings the packages it needs, if it needs any."""

    @property
    def is_written(self) -> bool:
        """Tell whether reports can be written in it."""
        return self.write is not _never_written

    @property
    def is_read(self) -> bool:
        """Tell whether reports can be read from it."""
        return self.read is not _never_read

    def written(self, report: SitRep, *, audience: Audience | None = None, leave_out: bool = False) -> bytes:
        """Return the file of a report; raises `EntryPointError` where the format breaks off, or makes no bytes.

        What is above an `audience` raises `AudienceError`, unless it is left out.
        """
        return _made(self, self.write, admit(report, audience, leave_out=leave_out), bytes)

    def taken(self, content: bytes) -> SitRep:
        """Return the report in a file; raises `InvalidError`, and `EntryPointError` as `written` does."""
        return _made(self, self.read, content, SitRep)

    def taken_in_part(self, content: bytes, **said: Any) -> Partial:
        """Return what can be read of a file and what can't, where it may be a table of others; raises as `taken` does.

        `said` is what `read_table` takes.
        """
        if not self.read_table:
            return Partial(self.taken(content))
        return _made(self, partial(self.read_table, **said), content, Partial)

    def carried(self, report: SitRep) -> SitRep:
        """Return what of a report comes back from this format."""
        return reduce(lambda left, loss: loss.forget(left), self.losses, report)


def _made(offered: Format, make: Callable[[Given], Any], given: Given, cls: type[Made]) -> Made:
    try:
        made = make(given)
    except SitrepError:
        raise
    except Exception as error:
        # A format of another package may break in any way.
        raise EntryPointError(f"the format {offered.title!r} broke off: {type(error).__name__}: {error}") from error
    if not isinstance(made, cls):
        raise EntryPointError(f"the format {offered.title!r} made {one(type(made))}, where {one(cls)} is expected")
    return made


def formats() -> Iterator[str]:
    """Iterate over the names of all formats that are installed."""
    yield from installed(ENTRY_POINTS)


def find_format(name: str) -> Format:
    """Return the format of this name.

    Raises `InvalidError` where there is none, `MissingExtraError` where a package is missing that
    it needs, `EntryPointError` where its own package is broken.
    """
    found = installed(ENTRY_POINTS).get(name)
    if found is None:
        raise refuse(
            name,
            f"one of the formats: {', '.join(formats())}",
            hint=resembling(name, formats()),
            code=FaultCode.NOT_IN_LIST,
        )
    offered = load(found)
    if not isinstance(offered, Format):
        raise refuse(offered, f"a Format behind the entry point {name!r} of {ENTRY_POINTS!r}")
    return offered
