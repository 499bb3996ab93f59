"""Reading the figures that the words of an excerpt state."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import Literal

from attrs import evolve, frozen

from sitrep.errors import InvalidError
from sitrep.text.language import Language, fold
from sitrep.text.number_words import LANGUAGES
from sitrep.text.quantities import Found, Quantity, quantities_in
from sitrep.values.figures import Figure, counts_whole

_WORD = re.compile(r"[^\W\d_]+")
_NEAR = 4
"""Number of words that may stand between a verb of change and its numbers."""
_FARTHEST = 80
_INTERVAL_FARTHEST = 60
"""Number of characters that may part a best estimate from the brackets with its interval, and these from their end."""
_BRACKET = re.compile(r"[^()\[\]\n.;\d]*[(\[](?:[^()\d]*(?<![\d.,])\d\d(?:\.\d)?\s?%)?[^()\d]*")
"""Words between a number and its interval: "deaths (95% CI"."""
_BETWEEN = re.compile(r"\s?[,;]\s?")


@frozen
class Reading:
    """One way in which words may state a figure."""

    figure: Figure
    whole: bool | None = None
    """True if it is one of whole people or things only, False if it is one of what is measured only."""


@frozen
class Stated:
    """A quantity that words state."""

    figure: Figure
    currency: str = ""
    """The sign, code or words that name a currency beside the number."""
    in_digits: Figure | None = None
    """The number in digits, in brackets after one in words, where that is another number."""
    readings: tuple[Reading, ...] = ()
    """All that they prove: the figure, what it is if its mark groups thousands, a part and a whole by themselves."""
    names_unit: bool = False
    """True if the unit of the figure is in the words."""
    is_share: bool = False
    """True if they name a part of a whole, and no number."""


def figures_in(excerpt: str, language: str) -> Iterator[Figure]:
    """Yield the quantities that the words state, each as the longest run of words that reads as one."""
    return (stated.figure for stated in stated_in(excerpt, language))


def stated_in(excerpt: str, language: str) -> Iterator[Stated]:
    """Yield the quantities that the words state, with the currencies that are named beside them.

    A number in words and its digits in brackets, as in "five (5)", are one. "Rose from 98 to 140" states
    both numbers and no range.
    """
    spoken, found = LANGUAGES[language](), [*quantities_in(excerpt, language)]
    for at, each in enumerate(found):
        quantity = each.quantity or each.grouped
        if quantity is None:
            continue
        ends = _ends(quantity) if _is_range(quantity) else ()
        change = change_said(each, excerpt, spoken) if ends else None
        if change == "former_and_present":
            yield from (stated for end in ends if (stated := _stated(evolve(each, quantity=end), end, excerpt, spoken)))
            continue
        stated = _stated(each, quantity, excerpt, spoken)
        if stated:
            more = [*(ends if change else ()), *_intervals(each, found[at + 1 : at + 4], excerpt)]
            yield evolve(stated, readings=(*stated.readings, *_readings(more)))


def _is_range(quantity: Quantity) -> bool:
    return quantity.low is not None and quantity.high is not None


def _ends(quantity: Quantity) -> tuple[Quantity, Quantity]:
    """The two ends of a range, each by itself."""
    alone = evolve(quantity, low=None, high=None)
    return evolve(alone, best=quantity.low), evolve(alone, best=quantity.high)


def _stated(found: Found, quantity: Quantity, excerpt: str, language: Language) -> Stated | None:
    figure = _figure(quantity)
    if figure is None:
        return None
    may_group = found.grouped and (quantity.unit is None or counts_whole(quantity.unit))
    grouped = _figure(found.grouped) if found.grouped and may_group else None
    if found.quantity is None:
        # Digits that have a reading only if their mark groups thousands are of whole people or things.
        readings = [Reading(figure, whole=True)]
    elif grouped:
        readings = [Reading(figure, whole=False), Reading(grouped, whole=True)]
    else:
        readings = [Reading(figure)]
    in_words = quantity.is_share and not _says_one_in(found, excerpt, language)
    if quantity.of is not None and not in_words:
        readings += _readings((evolve(quantity, of=None), Quantity(best=quantity.of, unit=quantity.unit)))
    return Stated(
        figure,
        quantity.currency,
        None if quantity.digits is None else Figure(best=quantity.digits),
        tuple(readings),
        names_unit=quantity.unit is not None,
        is_share=in_words,
    )


def _says_one_in(found: Found, excerpt: str, language: Language) -> bool:
    """Return whether a share is said in numbers: "1 in 5"."""
    words = (fold(word) for word in _WORD.findall(excerpt[found.start : found.end]))
    return any(word in language.one_in for word in words)


def _readings(quantities: Iterable[Quantity]) -> Iterator[Reading]:
    return (Reading(figure) for each in quantities if (figure := _figure(each)))


def _figure(quantity: Quantity) -> Figure | None:
    """The figure without its currency; where there are no such parts of a person, of whatever there are."""
    for unit in (quantity.unit or "persons", "count"):
        try:
            return Figure(**Figure.said_by(quantity, unit=unit))
        except InvalidError:
            continue
    return None


def change_said(found: Found, excerpt: str, language: Language) -> Literal["former_and_present", "perhaps"] | None:
    """Return what a range after a verb of change is: "rose from 98 to 140" is none, "rose by 42 to 140" may be none."""
    before = _WORD.findall(excerpt[max(0, found.start - _FARTHEST) : found.start].rpartition(". ")[2])[-_NEAR:]
    if not any(fold(word) in language.changes for word in before):
        return None
    opening = _WORD.match(excerpt, found.start)
    if opening and fold(opening[0]) in language.change_openings:
        return "former_and_present"
    is_percent = found.quantity is not None and found.quantity.unit == "percent"
    return "perhaps" if before[-1] == "by" and not is_percent else None


def _intervals(best: Found, following: Sequence[Found], excerpt: str) -> Iterator[Quantity]:
    """The best estimate with the interval in brackets after it: "264 deaths (95% CI 214-314)"."""
    number = best.quantity or best.grouped
    if number is None or number.best is None:
        return
    for each, after in zip_longest(following[:2], following[1:3]):
        bounds = each and (each.quantity or each.grouped)
        if not bounds or not _BRACKET.fullmatch(excerpt[best.end : each.start][:_INTERVAL_FARTHEST]):
            continue
        low, high, end = bounds.low, bounds.high, each.end
        if bounds.best is not None and after and after.quantity and _BETWEEN.fullmatch(excerpt[end : after.start]):
            low, high, end = bounds.best, after.quantity.best, after.end
        is_all = excerpt[end : end + 1] in ("", ")", "]", ",", ";")
        if is_all and low is not None and high is not None and low <= number.best <= high:
            yield evolve(number, low=low, high=high)
