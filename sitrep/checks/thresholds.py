"""Limits from which `check` counts something as far, large, old or alike."""

from typing import Any

from attrs import field, fields, frozen

from sitrep.errors import InvalidError, refuse
from sitrep.fields.canonical import LARGEST_INTEGER, canonical_number


def _threshold(default: float, meaning: str, most: int = LARGEST_INTEGER) -> Any:
    return field(default=default, metadata={"meaning": meaning, "most": most})


@frozen(kw_only=True)
class Thresholds:
    """The parameters of the checks; each check says which of them it uses.

    What each means, and the most it may be, is in the metadata of its field.
    """

    tolerance: float = _threshold(0.1, "The share by which a figure that is called approximate may be off.", most=1)
    jump_ratio: float = _threshold(
        10, "How many times the figure before a figure has to be, or the other way round, to be a jump."
    )
    jump_least: float = _threshold(
        10, "The smaller figure of a jump counts as this at least, so that from 1 to 12 is none."
    )
    jump_days: int = _threshold(31, "Figures that are more days apart than this make no jump.")
    rivals_ratio: float = _threshold(2, "How many times a conflicting figure another has to be to be far apart.")
    rivals_least: float = _threshold(10, "The smaller of two conflicting figures counts as this at least.")
    swapped_digits: int = _threshold(
        3, "Numbers with fewer digits are not searched for swapped ones, since 12 and 21 are alike by chance."
    )
    rounded_zeros: int = _threshold(
        3,
        "A total that ends in this many zeros or more may be rounded to them when parts are added.",
        most=len(str(LARGEST_INTEGER)),
    )
    explained_share: float = _threshold(
        0.5, "A rise is a jump that its components explain where those that aren't new are this share of it."
    )
    stale_days: int = _threshold(14, "How many days before the date of the report the newest figure may be.")
    far_years: int = _threshold(
        5, "How many years may lie between a date and the next one that leads to the report's own."
    )
    independent_sources: int = _threshold(2, "How many independent sources a figure should have.")
    resemblance: float = _threshold(
        0.85,
        "How much of a code that isn't listed has to be that of a listed one, from 0 to 1, to ask whether it is meant.",
        most=1,
    )

    def __attrs_post_init__(self) -> None:
        for threshold in fields(Thresholds):
            given = getattr(self, threshold.name)
            try:
                number = canonical_number(given)
            except InvalidError as error:
                raise error.under(threshold.name, root="Thresholds") from None
            most = threshold.metadata["most"]
            if not 0 <= number <= most:
                expected = "a number, 0 or more" if most == LARGEST_INTEGER else f"a number from 0 to {most}"
                raise refuse(given, expected, threshold.name).under(root="Thresholds")
