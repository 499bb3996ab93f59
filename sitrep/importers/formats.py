"""The formats that reports can be read from without a mapping: one file per format."""

from collections.abc import Callable, Iterator

from attrs import frozen

from sitrep.errors import refuse
from sitrep.installed import installed, load
from sitrep.kinds import resembling
from sitrep.report import SitRep

ENTRY_POINTS = "sitrep.importers"
"""The group of entry points by which a package makes an importer known."""


@frozen
class Importer:
    """A format that reports can be read from."""

    title: str
    read: Callable[[bytes], SitRep]
    """The report that a file holds; raises `InvalidError` with every fault and where it stands."""
    extra: str = ""
    """The extra of `humanitarian-sitrep` that brings the packages it needs, if it needs any."""


def importers() -> Iterator[str]:
    """The names of all formats that are installed."""
    yield from installed(ENTRY_POINTS)


def importer(name: str) -> Importer:
    """The format of this name. Raises as `sitrep.exporters.exporter` does."""
    found = installed(ENTRY_POINTS).get(name)
    if found is None:
        raise refuse(name, f"one of the formats: {', '.join(importers())}", hint=resembling(name, importers()))
    offered = load(found)
    if not isinstance(offered, Importer):
        raise refuse(offered, f"an Importer behind the entry point {name!r} of {ENTRY_POINTS!r}")
    return offered
