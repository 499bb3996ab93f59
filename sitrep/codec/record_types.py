"""Finding record types, also those of other installed packages."""

from functools import cache
from importlib.metadata import entry_points

from sitrep.records.base import RECORD_TYPES, Record

ENTRY_POINTS = "sitrep.records"
"""The group of entry points by which a package makes its record types known: a module, or a class."""


def record_type(name: str) -> type[Record] | None:
    """The record type of this name, or None where no installed package declares it."""
    if name not in RECORD_TYPES:
        _load_installed()
    return RECORD_TYPES.get(name)


@cache
def _load_installed() -> None:
    for entry_point in entry_points(group=ENTRY_POINTS):
        entry_point.load()
