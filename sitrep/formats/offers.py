"""A format: how reports are written in it and read from it, what it cannot carry, and where formats are found."""

from collections.abc import Callable, Iterator, Mapping
from functools import reduce

from attrs import frozen

from sitrep.errors import Fault, FaultCode, refuse
from sitrep.fields.kinds import resembling
from sitrep.plugins import installed, load
from sitrep.report import SitRep

ENTRY_POINTS = "sitrep.formats"
"""The group of entry points by which a package makes a format known."""


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

    def carried(self, report: SitRep) -> SitRep:
        """Return what of a report comes back from this format."""
        return reduce(lambda left, loss: loss.forget(left), self.losses, report)


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
