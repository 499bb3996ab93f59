"""Hypothesis strategies for every class and the laws of merging, for our tests and yours.

    from sitrep.testing import MergeLaws, check_merge_laws, strategies

Needs Hypothesis, which is loaded when one of them is first used.
"""

from typing import TYPE_CHECKING

from sitrep._lazy import loaded_when_used

_LOADED_WHEN_USED = {
    "LawBroken": "sitrep.testing.laws",
    "MergeLaws": "sitrep.testing.laws",
    "check_merge_laws": "sitrep.testing.laws",
    "strategies": "sitrep.testing.strategies",
}

if TYPE_CHECKING:
    from sitrep.testing import strategies as strategies
    from sitrep.testing.laws import (
        LawBroken as LawBroken,
        MergeLaws as MergeLaws,
        check_merge_laws as check_merge_laws,
    )
else:
    __getattr__ = loaded_when_used(__name__, _LOADED_WHEN_USED)


def __dir__() -> list[str]:
    return sorted({*globals(), *_LOADED_WHEN_USED})
