"""Hypothesis strategies for every class and the laws of merging, for our tests and yours.

    from sitrep.testing import MergeLaws, check_merge_laws, strategies

Needs Hypothesis, which is loaded when one of them is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sitrep.testing import strategies as strategies
    from sitrep.testing.laws import (
        LawBroken as LawBroken,
        MergeLaws as MergeLaws,
        check_merge_laws as check_merge_laws,
    )

_LAWS = ("LawBroken", "MergeLaws", "check_merge_laws")


def __getattr__(name: str) -> Any:
    if name in _LAWS:
        return getattr(import_module("sitrep.testing.laws"), name)
    if name == "strategies":
        return import_module("sitrep.testing.strategies")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *_LAWS, "strategies"})
