"""Checks of plausibility: figures that fall, days that don't add up, codes that miss.

    from sitrep.checks import check

    for notice in check(report):
        print(notice)

A check of your own is a function that finds something in a `CheckView`, registered with `register`; a
package makes its checks known by an entry point of the group `sitrep.checks`.
"""

from sitrep.checks import (
    categories as categories,
    codes as codes,
    dates as dates,
    falls as falls,
    figures as figures,
    judgements as judgements,
    parts as parts,
    provenance as provenance,
    sums as sums,
)
from sitrep.checks.registry import (
    CHECKS as CHECKS,
    ENTRY_POINTS as ENTRY_POINTS,
    Check as Check,
    Found as Found,
    check as check,
    register as register,
)
from sitrep.checks.series import (
    Bounds as Bounds,
    FigureHistory as FigureHistory,
    Point as Point,
    Step as Step,
)
from sitrep.checks.thresholds import (
    Thresholds as Thresholds,
)
from sitrep.checks.view import (
    CheckView as CheckView,
)
