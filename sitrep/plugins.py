"""Offers of installed packages, found by their entry points."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from sitrep.errors import SitrepError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint


class EntryPointError(SitrepError):
    """An installed package offers something that can't be loaded."""


def installed(group: str) -> "dict[str, EntryPoint]":
    """The entry points of a group by their names, in the order of the names."""
    # It takes a tenth of the import of the whole package, and is needed when a type is met that isn't known.
    entry_points = import_module("importlib.metadata").entry_points
    return {each.name: each for each in sorted(entry_points(group=group), key=lambda each: each.name)}


def load(entry_point: "EntryPoint") -> Any:
    """What an entry point names. Raises `EntryPointError`, or `MissingExtraError` as it comes."""
    try:
        return entry_point.load()
    except SitrepError:
        raise
    except Exception as error:
        raise EntryPointError(
            f"the entry point {entry_point.name!r} of {entry_point.group!r} can't be loaded: "
            f"{entry_point.value!r} gives {type(error).__name__}: {error}"
        ) from error
