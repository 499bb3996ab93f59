"""Reading the figures that the words of an excerpt state."""

import re
from collections.abc import Iterable, Iterator, Sequence, Set

from attrs import frozen

from sitrep.evidence.currencies import CODES, SIGNS, currency_at, meant_by
from sitrep.text.number_words import LANGUAGES, fold
from sitrep.text.quantities import LONGEST
from sitrep.values.figures import Figure

_AROUND = f".,;:!?()[]“”\"'«»{SIGNS}"
"""What may stand around a number and is no part of it."""

_PREFIX = re.compile(rf"[A-Z]{{1,3}}[{re.escape(SIGNS)}]|({'|'.join(CODES)})(?=\d)")
"""What of a currency is written into the word of a number: US$5, EUR5."""

# Digits before it would become one number with those after it.
_WITHIN = re.compile(
    r"(?:(?<=[^\W\d]\s)|(?<=[-–—~≈<>≥≤]\s)|(?<=[-–—~≈<>≥≤]))"
    rf"(?:[A-Z]{{0,3}}[{re.escape(SIGNS)}]|(?:{'|'.join(CODES)}))\s?(?=\d)"
)
"""What names a currency within a quantity: over $5 million, $5 to $10 million."""

_SHORT = re.compile(r"(?<=\d)\s?([^\W\d_]+)$")
_IN_BRACKETS = re.compile(r"\s?\(([^()]+)\)")
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(19|20)\d\d")
_THOUSAND = 1000


@frozen
class Stated:
    """A quantity that words state."""

    figure: Figure
    currency: str = ""
    """The sign, code or words that name a currency beside the number."""
    in_digits: Figure | None = None
    """What the digits in brackets after a number in words say, where that is another number."""


def figures_in(excerpt: str, language: str) -> Iterator[Figure]:
    """The quantities that the words state, each as the longest run of words that reads as one."""
    return (stated.figure for stated in stated_in(excerpt, language))


def stated_in(excerpt: str, language: str) -> Iterator[Stated]:
    """The quantities that the words state, with the currencies that are named beside them.

    A number in words and its digits in brackets, as in "five (5)", are one.
    """
    words = [*re.finditer(r"\S+", excerpt)]
    first = 0
    while first < len(words):
        for last in _longest_first(words, first):
            start, end = _bare(excerpt, words[first].start(), words[last].end())
            inside = [*_WITHIN.finditer(excerpt, start, end)]
            within = {currency_at(excerpt, each.end(), each.end()) for each in inside}
            text = _without(inside, excerpt, start, end)
            if any(within) or currency_at(excerpt, start, end):
                text = _in_full(text, language)
            figure = Figure.find(text, language=language)
            if figure is None:
                continue
            end, digits = _restated(excerpt, start, end, figure, language)
            currency = _one_of({currency_at(excerpt, start, end), *within} - {""})
            if currency is None:
                continue
            differs = digits is not None and _numbers(digits) != _numbers(figure)
            yield Stated(figure, currency, digits if differs else None)
            first = next(at for at in range(last, len(words)) if words[at].end() >= end)
            break
        first += 1


def _without(inside: Iterable[re.Match[str]], excerpt: str, start: int, end: int) -> str:
    """Some words without the names of currencies that stand inside them."""
    kept = ""
    for each in inside:
        kept, start = kept + excerpt[start : each.start()], each.end()
    return kept + excerpt[start:end]


def _in_full(text: str, language: str) -> str:
    """An amount of money with its scale in full: what is short for metres elsewhere is millions here."""
    short = _SHORT.search(text)
    scale = short and LANGUAGES[language]().abbreviations.get(fold(short[1]))
    return f"{text[: short.start()]} {scale}" if short and scale else text


def _one_of(currencies: Set[str]) -> str | None:
    """The plainest name of one currency, blank where there is none; None: they can't be names of one."""
    if currencies and not frozenset.intersection(*map(meant_by, currencies)):
        return None
    return min(sorted(currencies), key=lambda name: len(meant_by(name)), default="")


def _longest_first(words: Sequence[re.Match[str]], first: int) -> Iterator[int]:
    """The last words of the runs from a word on that are no longer than a quantity can be."""
    last = first + 1
    while last < len(words) and words[last].end() - words[first].start() <= LONGEST:
        last += 1
    yield from range(last - 1, first - 1, -1)


def _bare(excerpt: str, start: int, end: int) -> tuple[int, int]:
    """Where in some words a number may stand, without what is around it."""
    kept = excerpt[start:end].lstrip(_AROUND)
    prefix = _PREFIX.match(kept)
    if prefix:
        kept = kept[prefix.end() :].lstrip(_AROUND)
    start = end - len(kept)
    return start, start + len(kept.rstrip(_AROUND))


def _restated(excerpt: str, start: int, end: int, figure: Figure, language: str) -> tuple[int, Figure | None]:
    """Where a number ends, with the digits in brackets after it if it is in words; and what those say."""
    brackets = _IN_BRACKETS.match(excerpt, end)
    in_words = _numbers(figure) and not _DIGIT.search(excerpt, start, end)
    if brackets and in_words and _DIGIT.search(brackets[1]):
        digits = Figure.find(brackets[1], language=language)
        if digits and not _tells_more(brackets[1], digits, figure):
            return brackets.end(), digits
    return end, None


def _tells_more(brackets: str, digits: Figure, figure: Figure) -> bool:
    """Whether brackets tell something else of a number: "twelve (35%)", "twelve (12 of 34)", "twelve (2023)"."""
    is_year = bool(_YEAR.fullmatch(brackets.strip())) and max(_numbers(figure)) < _THOUSAND
    return is_year or digits.unit != figure.unit or (digits.of is not None and figure.of is None)


def _numbers(figure: Figure) -> set[float]:
    return {number for number in (figure.low, figure.best, figure.high, figure.of) if number is not None}
