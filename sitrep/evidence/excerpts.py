"""Reading the figures that the words of an excerpt state."""

import re
from collections.abc import Iterable, Iterator

from attrs import evolve, frozen

from sitrep.errors import InvalidError
from sitrep.text.language import Language, fold
from sitrep.text.number_words import LANGUAGES
from sitrep.text.quantities import Found, Quantity, quantities_in
from sitrep.values.figures import Figure

_WORD = re.compile(r"[^\W\d_]+")
_NEAR = 4
"""How many words a verb of change may stand before its numbers."""
_FARTHEST = 80
_INTERVAL_FARTHEST = 60
"""How many characters may part a best estimate from the brackets with its interval, and these from their end."""
_BRACKET = re.compile(r"[^()\n.;]*\(([^()\d]*|[^()]*?(?<![\d.,])\d\d(?:\.\d)?\s?%[^()\d]*)$")
"""Words between a number and its interval: "deaths (95% CI"."""


@frozen
class Reading:
    """One way in which words may state a figure."""

    figure: Figure
    whole: bool | None = None
    """Whether it is one of whole people or things only (True), or of what is measured only (False)."""


@frozen
class Stated:
    """A quantity that words state."""

    figure: Figure
    currency: str = ""
    """The sign, code or words that name a currency beside the number."""
    in_digits: Figure | None = None
    """What the digits in brackets after a number in words say, where that is another number."""
    readings: tuple[Reading, ...] = ()
    """All that they prove: the figure, what it is if its mark groups thousands, the ends of a change, a part alone."""
    names_unit: bool = False
    """Whether the unit of the figure is in the words."""
    is_share: bool = False
    """Whether they name a part of a whole, and no number."""


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
        stated = _stated(each, excerpt, spoken)
        interval = _interval(each, found[at + 1 : at + 3], excerpt)
        if stated and interval:
            stated = evolve(stated, readings=(*stated.readings, Reading(interval)))
        if stated:
            yield stated


def _stated(found: Found, excerpt: str, language: Language) -> Stated | None:
    quantity = found.quantity or found.grouped
    figure = None if quantity is None else _figure(quantity)
    if quantity is None or figure is None:
        return None
    is_change = quantity.low is not None and quantity.high is not None and _is_change(found, excerpt, language)
    readings = [] if is_change is True else [Reading(figure, _is_whole(found))]
    if readings and found.quantity and found.grouped and (grouped := _figure(found.grouped)):
        readings = [Reading(figure, whole=False), Reading(grouped, whole=True)]
    if is_change is not False:
        ends = (evolve(quantity, low=None, high=None, best=number) for number in (quantity.low, quantity.high))
        readings += _readings(ends)
    in_words = quantity.is_share and not _says_one_in(found, excerpt, language)
    if quantity.of is not None and not in_words:
        parts = (evolve(quantity, of=None), Quantity(best=quantity.of, unit=quantity.unit))
        readings += _readings(parts)
    return Stated(
        readings[0].figure if is_change is True else figure,
        quantity.currency,
        None if quantity.digits is None else Figure(best=quantity.digits),
        tuple(readings),
        names_unit=quantity.unit is not None,
        is_share=in_words,
    )


def _says_one_in(found: Found, excerpt: str, language: Language) -> bool:
    """Whether a share is said in numbers: "1 in 5"."""
    words = (fold(word) for word in _WORD.findall(excerpt[found.start : found.end]))
    return any(word in language.one_in for word in words)


def _readings(quantities: Iterable[Quantity]) -> Iterator[Reading]:
    return (Reading(figure) for each in quantities if (figure := _figure(each)))


def _is_whole(found: Found) -> bool | None:
    """Digits that have a reading only if their mark groups thousands are of whole people or things."""
    return True if found.quantity is None else None


def _figure(quantity: Quantity) -> Figure | None:
    """The figure without its currency; where there are no such parts of a person, of whatever there are."""
    said = Figure.said_by(quantity)
    for unit in (quantity.unit or "persons", "count"):
        try:
            return Figure(**said | {"unit": unit})
        except InvalidError:
            continue
    return None


def _is_change(found: Found, excerpt: str, language: Language) -> bool | None:
    """Whether a range is the former and the present value of a change ("rose from 98 to 140").

    None: either may be meant ("rose by 42 to 140").
    """
    before = _WORD.findall(excerpt[max(0, found.start - _FARTHEST) : found.start].rpartition(". ")[2])[-_NEAR:]
    if not any(fold(word) in language.changes for word in before):
        return False
    opening = _WORD.match(excerpt, found.start)
    if opening and fold(opening[0]) in language.change_openings:
        return True
    is_percent = found.quantity is not None and found.quantity.unit == "percent"
    return None if before[-1] == "by" and not is_percent else False


def _interval(best: Found, following: list[Found], excerpt: str) -> Figure | None:
    """The best estimate with the interval in brackets after it: "264 deaths (95% CI 214-314)"."""
    number = best.quantity or best.grouped
    if number is None or number.best is None:
        return None
    for each in following:
        between = excerpt[best.end : each.start]
        bounds = each.quantity or each.grouped
        if len(between) > _INTERVAL_FARTHEST or bounds is None or bounds.low is None or bounds.high is None:
            continue
        is_all = _BRACKET.fullmatch(between) and excerpt[each.end : each.end + 1] in (")", ",", ";", "")
        if is_all and bounds.low <= number.best <= bounds.high:
            return _figure(evolve(number, low=bounds.low, high=bounds.high))
    return None
