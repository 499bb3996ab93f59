"""The grammar of numbers and measures: what may begin at a word of a text, and where it ends.

Every rule looks forward from one word, gives all its readings, and is asked once for each word. Each takes a number
of words that the vocabulary bounds, so that reading a text takes time in proportion to its length.
"""

import re
from collections.abc import Callable, Iterator, Set
from functools import wraps
from typing import Any, TypeVar

from attrs import evolve, frozen

from sitrep.text.currencies import SIGNS, meant_by, plainest
from sitrep.text.digits import (
    EXPONENT,
    MARKED,
    SPACES,
    Exact,
    is_of_one_script,
    plain_digits,
    readings,
    with_grouped_thousands,
)
from sitrep.text.language import DOZEN, Language, Phrase, fold

# Marks of direction change how a text is shown, never what it says.
UNSEEN = dict.fromkeys(map(ord, "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
_DASHES = {"‐": "-", "‑": "-", "–": "-", "—": "-", "٪": "%"}

# A minus is a sign where nothing stands before it that it could join.
_TOKEN = re.compile(
    rf"""
      (?P<digits> (?: (?<![\w%٪)-]) [-−] )? (?: {EXPONENT} | {MARKED} ) )
    | (?P<unit> [kK]?[mM][23] (?!\w) )
    | (?P<word> [^\W\d_] (?: [^\W\d_] | [\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670] )* ['’]? )
    | (?P<hyphen> (?<=[^\W\d_]) [-‐‑] (?=[^\W\d_]) )
    | (?P<sign> \S )
    """,
    re.VERBOSE,
)
_GROUP, _LAST_GROUP = re.compile(r"\d{3}"), re.compile(r"\d{3}[.,٫]\d+")
_MOST_GROUPS = 7
_YEAR = re.compile(r"(19|20)\d\d")
_THOUSAND = 1000
_CODE_LENGTH = 3

Found = TypeVar("Found")


def _once(rule: Callable[..., list[tuple[int, Found]]]) -> Callable[..., list[tuple[int, Found]]]:
    """Ask a rule once for each place."""

    @wraps(rule)
    def asked(self: "NumberGrammar", *place: int) -> list[tuple[int, Found]]:
        key = (rule.__name__, *place)
        if key not in self.found:
            self.found[key] = rule(self, *place)
        found: list[tuple[int, Found]] = self.found[key]
        return found

    return asked


@frozen
class Amount:
    """One number. `scale` is its largest multiplier; it is `plain` if that multiplies all of it."""

    value: Exact
    scale: int = 1
    plain: bool = True
    approximate: bool = False
    in_digits: bool = False
    of_money: bool = False
    """True if its scale is short for what is metres elsewhere."""
    is_none: bool = False
    other: Exact | None = None
    """The number in its brackets, where that is another number."""


@frozen
class Measured:
    """A number, and whether it is a percentage or an amount of money."""

    amount: Amount
    percent: bool = False
    names: Set[str] = frozenset()


@frozen
class Spread:
    """One number, or the two ends of a range."""

    first: Exact
    last: Exact | None = None
    percent: bool = False
    approximate: bool = False
    currency: str = ""
    is_round: bool = False
    """True if it ends in a word that takes "of" before what it counts: millions of people."""
    is_none: bool = False
    other: Exact | None = None
    of_money: bool = False
    """True if its scale is short for what is metres elsewhere, and no currency is named."""
    of: Exact | None = None
    """The whole, where the words name a part of one: 3 for "two thirds"."""


@frozen
class Refusal:
    """Raised of what fits, and is refused all the same."""

    expected: str
    hint: str = ""


class NumberGrammar:
    """The readings of one text in one language.

    `grouped` reads three digits after an only point or comma as thousands, wherever they may be.
    """

    def __init__(self, shown: str, language: Language, *, grouped: bool = False) -> None:
        self.shown, self.language, self.grouped = shown, language, grouped
        self.sizes = sorted({scale.size for scale in language.scales.values()}, reverse=True)
        self.texts: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.digits: set[int] = set()
        self.doubtful: dict[int, str] = {}
        """Digits whose only mark may group thousands though it is read otherwise, by the word at which they begin."""
        self.found: dict[Any, Any] = {}
        for match in _TOKEN.finditer(shown):
            self._take(match)

    # From characters to words.

    def _take(self, match: re.Match[str]) -> None:
        start, end, found = match.start(), match.end(), match.group()
        if match.lastgroup == "digits":
            self.digits.add(len(self.texts))
            self._add("", start, end)
        elif match.lastgroup == "sign":
            self._add(_DASHES.get(found, found), start, end)
        elif match.lastgroup in ("word", "unit"):
            self._take_word(found, start, end)

    def _add(self, text: str, start: int, end: int) -> None:
        self.texts.append(text)
        self.starts.append(start)
        self.ends.append(end)

    def _take_word(self, found: str, start: int, end: int) -> None:
        # Arabic writes "and" as the first letter of the next word. "One" begins so too, but has no hamza.
        word = fold(found)
        if self.language.joiner_required and found[0] == self.language.joiner:
            rest, known = fold(found[1:]), self.language.known
            if rest in known and (word not in known or found[1] in "أإآ"):
                self._add(found[0], start, start + 1)
                self._add(rest, start + 1, end)
                return
        self._add(word, start, end)

    def raw(self, at: int) -> str:
        return self.shown[self.starts[at] : self.ends[at]]

    def text_at(self, at: int) -> str:
        return self.texts[at] if at < len(self.texts) else ""

    def _says(self, phrase: Phrase, at: int) -> bool:
        return tuple(self.texts[at : at + len(phrase)]) == phrase

    def is_close(self, at: int) -> bool:
        """Return whether a word stands directly after the one before it, or after one space."""
        return 0 < at < len(self.texts) and self.starts[at] - self.ends[at - 1] <= 1

    def is_glued(self, at: int) -> bool:
        return 0 < at < len(self.texts) and self.starts[at] == self.ends[at - 1]

    def after_article(self, at: int) -> int:
        return at + 1 if self.text_at(at) in self.language.articles else at

    # Numbers in digits.

    @_once
    def _digits(self, at: int) -> list[tuple[int, Exact]]:
        if at not in self.digits:
            return []
        end = self._end_of_groups(at)
        written = self.shown[self.starts[at] : self.ends[end - 1]]
        number = written.lstrip("-−")
        plain = plain_digits(number)
        read = readings(plain, self.language) if is_of_one_script(number) else frozenset[Exact]()
        grouped = with_grouped_thousands(plain)
        if grouped is not None and read != {grouped} and not self._scale_at(end, after_digits=True):
            self.doubtful[at] = number
            if self.grouped:
                read = {grouped}
        if len(read) != 1:
            return []
        (value,) = read
        return [(end, value if number == written else -value)]

    def _end_of_groups(self, at: int) -> int:
        """Return where digits end whose thousands single spaces group."""
        end = at + 1
        head = self.raw(at).lstrip("-−")
        if not (head.isdecimal() and len(head) <= _CODE_LENGTH and int(head[0])):
            return end
        while end in self.digits and end - at < _MOST_GROUPS and self.is_close(end):
            between, group = self.shown[self.ends[end - 1] : self.starts[end]], self.raw(end)
            if not between or between not in SPACES:
                break
            if _LAST_GROUP.fullmatch(group):
                return end + 1
            if not _GROUP.fullmatch(group):
                break
            end += 1
        return end

    def _scale_at(self, at: int, *, after_digits: bool) -> tuple[int, int, bool] | None:
        """The size of a word that multiplies, what it counts alone, and whether it does so of money only."""
        scale = self.language.scales.get(self.text_at(at))
        if scale:
            return scale.size, scale.alone, False
        if after_digits and self.is_close(at):
            raw, word = self.raw(at), self.texts[at]
            for short, of_money in ((self.language.short, False), (self.language.short_of_money, True)):
                full = short.get(raw) or short.get(word)
                if full:
                    return self.language.scales[fold(full)].size, 0, of_money
        return None

    # Numbers.

    @_once
    def numbers(self, at: int) -> list[tuple[int, Amount]]:
        found = [(end, Amount(0, is_none=True)) for end, _ in self.language.none.at(self.texts, at)]
        found += self._collectives(at)
        found += self._scaled(at, 0)
        return [*found, *self._restated(found)]

    def _restated(self, found: list[tuple[int, Amount]]) -> Iterator[tuple[int, Amount]]:
        """Numbers in words with their digits in brackets: "five (5)"."""
        for end, amount in found:
            if amount.in_digits or amount.is_none or self.text_at(end) != "(":
                continue
            for after, digits in self._digits(end + 1):
                scale = self._scale_at(after, after_digits=True)
                size, close = (scale[0], after + 1) if scale and not scale[2] else (1, after)
                is_year = amount.value < _THOUSAND and _YEAR.fullmatch(self.raw(end + 1))
                if self.text_at(close) == ")" and not is_year:
                    value = digits * size
                    yield close + 1, amount if value == amount.value else evolve(amount, other=value)

    def _collectives(self, at: int) -> Iterator[tuple[int, Amount]]:
        """ "Half a dozen", "une centaine (de)", "una decena de miles"."""
        for end, times in self._times(at, len(self.sizes)):
            noun = self.language.collectives.get(self.text_at(end))
            if not noun or not times.value:
                continue
            is_about = noun != DOZEN
            yield end + 1, evolve(times, value=times.value * noun, scale=noun, approximate=is_about)
            if self.text_at(end + 1) == self.language.of:
                yield end + 2, evolve(times, value=times.value * noun, scale=noun, approximate=is_about)
                multiple = self.language.multiples.get(self.text_at(end + 2))
                if multiple:
                    size = noun * multiple
                    yield end + 3, evolve(times, value=times.value * size, scale=size, approximate=is_about)

    @_once
    def _scaled(self, at: int, level: int) -> list[tuple[int, Amount]]:
        """Numbers below the next size: so many of the largest, and the rest."""
        if level == len(self.sizes):
            return self._below_thousand(at)
        size, found = self.sizes[level], [*self._scaled(at, level + 1)]
        alone = self._scale_at(at, after_digits=False)
        if alone and alone[0] == size and alone[1]:
            found += self._multiplied(Amount(alone[1]), size, at + 1, level)
        for end, times in self._times(at, level + 1):
            scale = self._scale_at(end, after_digits=times.in_digits)
            if scale and scale[0] == size and scale[1] != 2:
                found += self._multiplied(evolve(times, of_money=scale[2]), size, end + 1, level)
        return found

    def _multiplied(self, times: Amount, size: int, end: int, level: int) -> Iterator[tuple[int, Amount]]:
        yield end, evolve(times, value=times.value * size, scale=size, plain=True)
        if times.value < 1 or times.value.denominator != 1 or times.of_money:
            return
        # "A million and a half" is clear; "a thousand and a half" could be 1000.5.
        for tail, part in self.language.tails.at(self.texts, end) if size >= 10**6 else ():
            yield tail, evolve(times, value=(times.value + part) * size, scale=size, plain=True)
        start = self._after_joiner(end)
        for rest, below in self._scaled(start, level + 1) if start is not None else ():
            # "2 million 300" might be short for 2,300,000.
            is_short = below.scale < _THOUSAND and below.in_digits
            if 0 < below.value < size and below.value.denominator == 1 and not is_short and below.other is None:
                value, in_digits = times.value * size + below.value, times.in_digits or below.in_digits
                yield rest, evolve(times, value=value, scale=size, plain=False, in_digits=in_digits)

    def _after_joiner(self, at: int) -> int | None:
        """Return where a number goes on after the "and" inside it; None if one is required and missing."""
        if self.language.joiner and self.text_at(at) == self.language.joiner:
            return at + 1
        return None if self.language.joiner_required else at

    @_once
    def _times(self, at: int, level: int) -> list[tuple[int, Amount]]:
        """Numbers before a scale or a round noun."""
        found = [(at + 1, Amount(1))] if self.text_at(at) in self.language.ones else []
        found += [(end, Amount(part)) for end, part in self.language.fractions.at(self.texts, at)]
        found += self._scaled(at, level)
        return [*found, *self._restated(found)]

    @_once
    def _below_thousand(self, at: int) -> list[tuple[int, Amount]]:
        small = [(end, Amount(value, in_digits=True)) for end, value in self._digits(at)]
        small += [(end, Amount(value)) for end, value in self.language.below_hundred.at(self.texts, at)]
        found = [*small]
        for end, whole in small:
            if whole.value >= 1 and whole.value.denominator == 1:
                for tail, part in self.language.tails.at(self.texts, end):
                    found.append((tail, evolve(whole, value=whole.value + part, plain=False)))
        for end, value in self.language.hundreds.at(self.texts, at):
            scale = 100 if end - at > 1 else 1
            found.append((end, Amount(value, scale)))
            start = self._after_joiner(end)
            for rest, below in self.language.below_hundred.at(self.texts, start) if start is not None else ():
                if below:
                    found.append((rest, Amount(value + below, scale, plain=False)))
        return found

    # Amounts of money and percentages.

    @_once
    def measures(self, at: int) -> list[tuple[int, Measured]]:
        start, names = self._currency_before(at)
        found = list[tuple[int, Measured]]()
        for end, amount in self.numbers(start):
            found.append((end, Measured(amount, names=names)))
            after, name = self._currency_after(end)
            if name:
                found.append((after, Measured(amount, names=names | {name})))
            if not names:
                found += (
                    (after, Measured(amount, percent=True)) for after, _ in self.language.percent.at(self.texts, end)
                )
        if self.language.percent_first and self.text_at(at) == "%":
            found += ((end, Measured(amount, percent=True)) for end, amount in self.numbers(at + 1))
        if self.text_at(at) in self.language.percent_articles:
            for end, amount in self.numbers(at + 1):
                found += (
                    (after, Measured(amount, percent=True)) for after, _ in self.language.percent.at(self.texts, end)
                )
        return found

    def _currency_before(self, at: int) -> tuple[int, Set[str]]:
        """The name of a currency directly before digits, and where those begin."""
        end, name = self._sign_or_code(at)
        if not name and at < len(self.texts) and at not in self.digits:
            raw = self.raw(at)
            if raw[0].isupper() and meant_by(raw):
                end, name = at + 1, raw
        if name and self.text_at(end) == "." and end + 1 in self.digits:
            end += 1
        return (end, frozenset({name})) if name and end in self.digits and self.is_close(end) else (at, frozenset())

    def _sign_or_code(self, at: int) -> tuple[int, str]:
        """US$, $ or USD, and where it ends; a blank where there is none."""
        word = self.raw(at) if at < len(self.texts) and at not in self.digits else ""
        if word and word in SIGNS:
            return at + 1, word
        if word.isupper() and word.isalpha() and len(word) <= _CODE_LENGTH:
            sign = self.text_at(at + 1)
            if sign and sign in SIGNS and self.is_glued(at + 1):
                if meant_by(word + sign):
                    return at + 2, word + sign
                # A sign that isn't known may be told by the letters before it: "S$" is some dollar, "M€" are millions.
                if word not in self.language.short:
                    return at + 2, sign
            if len(word) == _CODE_LENGTH and meant_by(word):
                return at + 1, word
        return at, ""

    def _currency_after(self, at: int) -> tuple[int, str]:
        """The name of a currency directly after a number, and where it ends."""
        if at >= len(self.texts) or not self.is_close(at):
            return at, ""
        opened = self.texts[at] == "("
        end, name = self._sign_or_code(at + opened)
        # A sign that is followed by digits belongs to those.
        if name and not (end in self.digits and self.is_close(end)):
            if not opened:
                return end, name
            if self.text_at(end) == ")":
                return end + 1, name
        return self._currency_in_words(at)

    def _currency_in_words(self, at: int) -> tuple[int, str]:
        """ "US dollars", "U.S. dollars", "dollars", "Canadian dollars", "d'euros", "FCFA"."""
        start = at + 1 if self.texts[at] == self.language.of else at
        if self._says(("u", ".", "s", "."), start):
            start = start + 4
            return (start + 1, f"US {self.raw(start)}") if meant_by(f"US {self.text_at(start)}") else (at, "")
        if start >= len(self.texts) or start in self.digits or not self.texts[start].isalpha():
            return at, ""
        one, two = self.raw(start), self.text_at(start + 1)
        if two and meant_by(f"{one} {self.raw(start + 1)}"):
            return start + 2, f"{one} {self.raw(start + 1)}"
        if meant_by(one) and not (one.isupper() and start + 1 in self.digits and self.is_close(start + 1)):
            return start + 1, one
        if two.isalpha() and one[0].isupper() and not self.raw(start + 1).isupper() and meant_by(two):
            return start + 2, self.raw(start + 1)
        return at, ""

    # Single measures and ranges.

    @_once
    def spans(self, at: int) -> list[tuple[int, Spread | Refusal]]:
        found: list[tuple[int, Spread | Refusal]] = []
        found += ((end, span) for end, measure in self.measures(at) if (span := self._single(measure)))
        for end, (part, whole) in self.language.shares.at(self.texts, at):
            found.append((end, Spread(part, of=whole)))
        for opening, middle in self.language.ranges:
            if self._says(opening, at):
                for end, left in self.measures(at + len(opening)):
                    if self._says(middle, end):
                        for last, right in self.measures(end + len(middle)):
                            reading = self._range(left, right)
                            if reading:
                                found.append((last, reading))
        return found

    def _single(self, measure: Measured) -> Spread | None:
        amount, currency = measure.amount, plainest(measure.names)
        if currency is None:
            return None
        return Spread(
            amount.value,
            percent=measure.percent,
            approximate=amount.approximate,
            currency=currency,
            is_round=amount.scale > 1,
            is_none=amount.is_none,
            other=amount.other,
            of_money=amount.of_money and not currency,
        )

    def _range(self, left: Measured, right: Measured) -> Spread | Refusal | None:
        names, first, last = left.names | right.names, left.amount, right.amount
        currency = plainest(names)
        if currency is None:
            return None
        if (
            (left.percent and not right.percent)
            or (names and right.percent)
            or (first.other, last.other) != (None, None)
        ):
            return None
        low = self._share_scale(first, last)
        if isinstance(low, Refusal):
            return low
        if low > last.value:
            return Refusal("the smaller number first", self.advise("Write a range from low to high"))
        return Spread(
            low,
            last.value,
            percent=right.percent,
            approximate=first.approximate or last.approximate,
            currency=currency,
            is_round=last.scale > 1,
            is_none=first.is_none or last.is_none,
            of_money=(first.of_money or last.of_money) and not currency,
        )

    def _share_scale(self, first: Amount, last: Amount) -> Exact | Refusal:
        """The first number of a range, with the scale of the last if that is meant for both."""
        # The one is smaller than so many of the other: compared without a division, which would need fractions.
        smaller = first.value * last.scale < last.value
        far_apart = first.scale == 1 and last.scale >= _THOUSAND and first.value * 10 < last.value
        if first.scale >= last.scale or not (smaller or far_apart):
            return first.value
        if smaller and last.plain:
            return first.value * last.scale
        return Refusal("a range whose ends are both in full", self.advise("Write them in digits"))

    def advise(self, words: str) -> str:
        return f"{words}, such as {self.language.sample_range}"
