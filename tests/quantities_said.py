"""Quantities as the tests write them."""

import unicodedata
from typing import Any

import pytest
from attrs import asdict

from sitrep.errors import InvalidError
from sitrep.text.quantities import Quantity, read_quantity

Row = tuple[str, Quantity]

TWO_WAYS = "expected a number whose marks have one meaning."


def exactly(number: float, **others: Any) -> Quantity:
    return Quantity(best=number, **others)


def about(number: float, **others: Any) -> Quantity:
    return Quantity(best=number, approximate=True, **others)


def between(low: float, high: float, **others: Any) -> Quantity:
    return Quantity(low=low, high=high, **others)


def at_least(number: float, **others: Any) -> Quantity:
    return Quantity(low=number, **others)


def at_most(number: float, **others: Any) -> Quantity:
    return Quantity(high=number, **others)


def more_than(number: float, **others: Any) -> Quantity:
    return Quantity(above=number, **others)


def fewer_than(number: float, **others: Any) -> Quantity:
    return Quantity(below=number, **others)


def vague(term: str) -> Quantity:
    return Quantity(term=term)


def percent(number: float) -> Quantity:
    return Quantity(best=number, unit="percent")


def readable(value: object) -> str | None:
    """An id in plain letters: the text without its accents or, in another script, what it means."""
    if isinstance(value, Quantity):
        stated = asdict(value, filter=lambda _, part: part not in (None, False, ""))
        return "-".join(f"{name}={part}" for name, part in stated.items())
    if isinstance(value, str):
        return unicodedata.normalize("NFKD", value).encode("ascii", "ignore").decode().strip() or "-"
    return None


def same(quantity: Quantity, expected: Quantity) -> bool:
    """Equal, and of the same types: 90 is not 90.0."""
    return quantity == expected and repr(quantity) == repr(expected)


def refusal(text: str, language: str = "en") -> str:
    with pytest.raises(InvalidError) as caught:
        read_quantity(text, language)
    (fault,) = caught.value.faults
    return fault.describe()
