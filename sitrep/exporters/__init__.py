"""Reports in the formats that others read: one file per format, each with what it cannot carry."""

from collections.abc import Callable, Iterator
from functools import reduce

from attrs import frozen

from sitrep.errors import refuse
from sitrep.installed import installed, load
from sitrep.kinds import resembling
from sitrep.report import SitRep

ENTRY_POINTS = "sitrep.exporters"
"""The group of entry points by which a package makes an exporter known."""


@frozen
class Loss:
    """Something that a format cannot carry."""

    what: str
    """What is lost, in a sentence for those who choose a format."""
    forget: Callable[[SitRep], SitRep]
    """The report without it: itself, where it has nothing of the kind."""


@frozen
class Exporter:
    """A format that reports can be written in."""

    title: str
    suffix: str
    """How the names of its files end, with the dot."""
    write: Callable[[SitRep], bytes]
    """The whole report as a file; a pure function."""
    losses: tuple[Loss, ...] = ()
    """What is lost on the way through the format and back, one after another."""
    extra: str = ""
    """The extra of `humanitarian-sitrep` that brings the packages it needs, if it needs any."""
    reader: str = ""
    """The importer that reads its files, where that has another name than the format."""

    def carried(self, report: SitRep) -> SitRep:
        """What of a report comes back from this format."""
        return reduce(lambda left, loss: loss.forget(left), self.losses, report)


def exporters() -> Iterator[str]:
    """The names of all formats that are installed."""
    yield from installed(ENTRY_POINTS)


def exporter(name: str) -> Exporter:
    """The format of this name.

    Raises `InvalidError` where there is none, `MissingExtraError` where a package is missing that
    it needs, `EntryPointError` where its own package is broken.
    """
    found = installed(ENTRY_POINTS).get(name)
    if found is None:
        raise refuse(name, f"one of the formats: {', '.join(exporters())}", hint=resembling(name, exporters()))
    offered = load(found)
    if not isinstance(offered, Exporter):
        raise refuse(offered, f"an Exporter behind the entry point {name!r} of {ENTRY_POINTS!r}")
    return offered
