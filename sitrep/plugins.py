"""Offers of installed packages, found by their entry points."""

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

from sitrep.caches import MADE_FOR_CLASSES, cached
from sitrep.errors import SitrepError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.metadata import EntryPoint


class EntryPointError(SitrepError):
    """An installed package offers something that can't be loaded."""


def offered(group: str) -> "list[EntryPoint]":
    """Return the entry points of a group, in the order of their names, which packages may share."""
    return list(_listed(group, tuple(_directories())))


def _directories() -> "Iterator[tuple[str, int]]":
    """Return the folders of packages, each with the time at which something was last put in or taken out."""
    for each in sys.path:
        try:
            yield each, os.stat(each).st_mtime_ns
        except OSError:
            continue


@cached(MADE_FOR_CLASSES)
def _listed(group: str, _directories: tuple[tuple[str, int], ...]) -> "tuple[EntryPoint, ...]":
    # With a hundred packages it takes milliseconds each time. It takes a tenth of the import of the whole package,
    # and is needed when a type is met that isn't known.
    entry_points = import_module("importlib.metadata").entry_points
    return tuple(sorted(entry_points(group=group), key=lambda each: (each.name, each.value)))


def installed(group: str) -> "dict[str, EntryPoint]":
    """Return the entry points of a group by their names."""
    return {each.name: each for each in offered(group)}


def load(entry_point: "EntryPoint") -> Any:
    """Load what an entry point names. Raises `EntryPointError`, or `MissingExtraError` as it comes."""
    try:
        return entry_point.load()
    except SitrepError:
        raise
    except (Exception, SystemExit) as error:
        raise EntryPointError(
            f"the entry point {entry_point.name!r} of {entry_point.group!r} can't be loaded: "
            f"{entry_point.value!r} gives {type(error).__name__}: {error}"
        ) from error
