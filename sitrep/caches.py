"""Every cache of the package, each with its bound: results that are remembered so that they aren't made again.

A cache changes the time that something takes and nothing else, so that all of them may be emptied at any moment.
"""

from collections.abc import Callable, MutableMapping
from functools import _lru_cache_wrapper, lru_cache
from typing import Any, TypeVar
from weakref import WeakValueDictionary

VALUES = 4096
"""The bound of what is made of texts and other values, of which a report may have any number."""

MADE_FOR_CLASSES = 1024
"""The bound of what is made for a class or a kind of field, of which a program has some hundreds."""

Made = TypeVar("Made")

_functions: "dict[str, _lru_cache_wrapper[Any]]" = {}
_tables: "WeakValueDictionary[int, Remembered]" = WeakValueDictionary()
_in_use: dict[str, MutableMapping[Any, Any]] = {}


def cached(most: int) -> "Callable[[Callable[..., Made]], _lru_cache_wrapper[Made]]":
    """Remember what a function returned, for the `most` arguments that were given last."""

    def remember(function: Callable[..., Made]) -> "_lru_cache_wrapper[Made]":
        remembering = lru_cache(maxsize=most)(function)
        _functions[f"{function.__module__}.{function.__qualname__}"] = remembering
        return remembering

    return remember


class Remembered(dict[Any, Any]):
    """A cache from data to what was made of it; what isn't in it yet is made of texts alone."""

    MOST = VALUES
    LONGEST = 256
    """Longer texts hardly ever repeat."""

    def __init__(self, make: Callable[[Any], Any]) -> None:
        self._make = make
        _tables[id(self)] = self

    def __missing__(self, text: Any) -> Any:
        # True and 1 are equal keys: only texts are told apart by what they are.
        if type(text) is not str:
            raise TypeError("only texts are remembered by what they are")
        held = self._make(text)
        if len(text) <= self.LONGEST:
            self.keep(text, held)
        return held

    def keep(self, key: Any, held: Any) -> None:
        """Remember what was made, and forget all else where there is too much of it."""
        if len(self) >= self.MOST:
            self.clear()
        self[key] = held


def while_in_use(name: str) -> "WeakValueDictionary[str, Any]":
    """A cache without a bound of its own: it has what somebody else holds, for as long as that is so."""
    found: WeakValueDictionary[str, Any] = WeakValueDictionary()
    _in_use[name] = found
    return found


def bounds() -> dict[str, int | None]:
    """The names of all caches in use, with the most that each holds; None: what somebody else holds anyway."""
    return {
        **{name: each.cache_parameters()["maxsize"] for name, each in _functions.items()},
        **{
            f"{Remembered.__module__}.Remembered {number}": each.MOST for number, each in enumerate(_tables.values(), 1)
        },
        **dict.fromkeys(_in_use),
    }


def clear() -> None:
    """Empty all caches."""
    for function in _functions.values():
        function.cache_clear()
    for table in [*_tables.values(), *_in_use.values()]:
        table.clear()
