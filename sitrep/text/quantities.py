"""Reading a quantity from the words of a report: "about 90", "300 to 500", "36 sur 104", "scores".

The whole text must be one quantity. What can be read in two ways, or has words left over, is refused with a
sentence that says what to write instead; nothing is guessed. `quantities_in` finds them in a longer text.

**Marks between digits.** A single space (plain, no-break or narrow) groups thousands in every language. In
English the comma groups, by threes or as in India, and the point is decimal. French, Spanish and Arabic use
either mark for either purpose, according to the country, so there a number is read only if its marks allow one
reading: "32,2", "32.2", "1.528.340" and "1.528,5" do; "1,528" and "1.528" do not. The Arabic marks "٬" and "٫"
have one use each. "12.000" is twelve in English, if something is measured; of people or things it may be twelve
thousand, and `Quantity.grouped` says so.

**Bounds** are as they were said: "at least 400" is low=400, "more than 400" above=400, "up to 400" high=400,
"fewer than 400" below=400. "Nearly 400" is about 400.

**Ranges.** In "2 to 3 million" the first number takes the scale of the second, because it has none as large
and is smaller without it. In "800,000 to 1 million" it is not smaller, so each stands as written. "10 to 2
million" makes no sense in the first way and little in the second, and is refused.

**Vague words** become a term, never a number, and take no bound: "several hundred" is "hundreds". A dozen is 12.
The round nouns of French and Spanish ("une centaine", "un millar") are a number, approximate.

**Parts of a whole** in words are so many of so many: "two thirds" is 2 of 3, "half" is 1 of 2, "1 in 5" 1 of 5.
"""

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Any, NoReturn

from attrs import evolve, field, frozen

from sitrep.errors import InvalidError, refuse
from sitrep.fields.canonical import DECIMALS, LARGEST_INTEGER, composed_if_short, letters_in
from sitrep.text.currencies import SIGNS
from sitrep.text.digits import (
    LONGEST,
    RUN,
    Exact,
    both_ways,
    misread,
    plain_digits,
    readings,
    with_grouped_thousands,
    write,
)
from sitrep.text.grammar import UNSEEN, NumberGrammar, Refusal, Spread
from sitrep.text.language import Language, Marker
from sitrep.text.number_words import LANGUAGES
from sitrep.vocabularies import Unit

Number = int | float


@frozen
class Quantity:
    """The statement of a text about a number, exactly as precise as it says it."""

    low: Number | None = None
    best: Number | None = None
    high: Number | None = None
    above: Number | None = None
    below: Number | None = None
    approximate: bool = False
    term: str | None = None
    unit: str | None = None
    per: str | None = None
    of: Number | None = None
    currency: str = ""
    """The sign, code or words that name a currency."""
    is_share: bool = False
    """True if words name a part of a whole, such as half, and say nothing of how many there are."""
    digits: Number | None = None
    """The number in digits, in brackets after one in words, where that is another number."""
    grouped: "Quantity | None" = field(default=None, eq=False, repr=False)
    """The quantity of people or things, if an only point or comma groups thousands; None: its marks have one use."""
    doubt: str = field(default="", eq=False, repr=False)
    """The words to write instead where its marks may be meant in either way."""


@frozen
class Found:
    """A quantity within a text, and where it stands."""

    start: int
    end: int
    quantity: Quantity | None
    grouped: Quantity | None = None
    """The quantity of people or things, if an only point or comma groups thousands."""


def read_quantity(text: str, language: str = "en") -> Quantity:
    """Read a text that is one quantity and nothing else, or refuse it.

    >>> read_quantity("around 90").best
    90
    """
    return _reader(text, _spoken(language)).read()


def find_quantity(text: str, language: str = "en") -> Quantity | None:
    """Return what `read_quantity` gives, or None for a text that it refuses: that takes much less than saying why."""
    return _reader(text, _spoken(language)).find()


def quantities_in(text: str, language: str = "en") -> Iterator[Found]:
    """Find the quantities in a text, each as the most words from its first on that are one; in linear time."""
    shown, spoken = _shown(text), _spoken(language)
    # Marks that are dropped, and letters that are composed, would move what stands after them.
    places = [*range(len(text) + 1)] if shown == text else _places(text, shown)
    reader, other = _Finder(shown, spoken), None
    if any(_is_doubtful(each[0], spoken) for each in _ONE_MARK.finditer(shown)):
        other = _Finder(shown, spoken, grouped=True)
    at = 0
    while at < len(reader.texts):
        found, grouped = reader.longest(at), other.longest(at) if other else None
        end = max(each[0] for each in (found, grouped, (at, None)) if each)
        if end > at:
            quantity = found[1] if found and found[0] == end else None
            instead = grouped[1] if grouped and grouped[0] == end and grouped[1] != quantity else None
            yield Found(places[reader.starts[at]], places[reader.ends[end - 1]], quantity, instead)
        at = max(end, at + 1)


def _spoken(language: str) -> Language:
    if language not in LANGUAGES:
        raise refuse(language, f"one of {', '.join(LANGUAGES)}", "language")
    return LANGUAGES[language]()


def _reader(text: str, spoken: Language) -> "_Reader":
    if not isinstance(text, str):
        raise refuse(text, f"text, such as {spoken.samples}")
    return _Reader(text, spoken)


def _shown(text: str) -> str:
    return composed_if_short(text).translate(UNSEEN)


_ONE_MARK = re.compile(r"(?<![\d.,])\d{1,3}[.,]\d{3}(?![\d.,]*\d)")


def _is_doubtful(digits: str, language: Language) -> bool:
    plain = plain_digits(digits)
    grouped = with_grouped_thousands(plain)
    return grouped is not None and readings(plain, language) != {grouped}


def _places(text: str, shown: str) -> list[int]:
    """Return where each character of a text as it is shown begins in the text itself; and where that ends."""
    places = [start for start, end in letters_in(text) for _ in _shown(text[start:end])]
    return [*(places if len(places) == len(shown) else range(len(shown))), len(text)]


_DATE = re.compile(r"\d{4}([./-])\d{1,2}\1\d{1,2}|\d{1,2}([./-])\d{1,2}\2\d{4}")
_RATES: Mapping[Exact, Unit] = {
    1000: Unit.PER_1000,
    10_000: Unit.PER_10000,
    100_000: Unit.PER_100000,
    10**6: Unit.PER_MILLION,
}
_PARTS_IN = frozenset({*range(2, 21), 25, 50, *(10**power for power in range(2, 7))})
"""Wholes in which people speak of one in so many; "12 in 2023" is none."""

_NO_LENGTHS = frozenset({Unit.PERSONS, Unit.HOUSEHOLDS, Unit.FAMILIES})
"""Things that are counted, never measured in metres: "1.2m people"."""
_MOST_PARTS = 10
_MOST_MARKERS = 4
_NOTES = frozenset("*†‡")
_LONGEST_MARK = 3
_AROUND = frozenset(f".,;:!?()[]“”\"'«»*{SIGNS}")
"""Characters that may stand around a number and are no part of it."""


@frozen
class _Tail:
    """The words that stand around a number and belong to it."""

    markers: tuple[Marker, ...] = ()
    unit: str | None = None
    per: str | None = None
    of: Exact | None = None
    one_in: bool = False
    noted: bool = False


class _RefusedError(Exception):
    """A number that can't be told exactly."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal)
        self.refusal = refusal


Reading = Quantity | Refusal


class _Quantities(NumberGrammar):
    """From numbers and measures to quantities."""

    def readings_at(self, at: int) -> Iterator[tuple[int, Reading]]:
        """Every quantity that begins at a word, and where it ends."""
        at = self.after_article(at)
        for end, term in self.language.terms.at(self.texts, at):
            for last in (end, end + 1) if self.text_at(end) == self.language.of else (end,):
                # A word for many of a whole, or approximately many, is no longer told from many.
                for after, tail in self._tails(last, Spread(0, is_round=True, of=0), _Tail()):
                    if not (tail.markers or tail.noted):
                        yield after, Quantity(term=term, unit=tail.unit, per=tail.per)
        markers, start = self._markers_before(at)
        for end, span in self.spans(start):
            if isinstance(span, Refusal):
                yield from ((after, span) for after, _ in self._tails(end, Spread(0), _Tail(markers)))
                continue
            for after, tail in self._tails(end, span, _Tail(markers)):
                is_length = span.of_money and tail.unit not in _NO_LENGTHS
                if not is_length and not (span.is_none and any(each != "plain" for each in tail.markers)):
                    yield after, self._quantity(span, tail)

    def _markers_before(self, at: int) -> tuple[tuple[Marker, ...], int]:
        markers: tuple[Marker, ...] = ()
        while len(markers) < _MOST_MARKERS and (found := self.language.before.longest_at(self.texts, at)):
            end, marker = found
            markers, at = (*markers, marker), self.after_article(end)
        return markers, at

    def _tails(self, at: int, span: Spread, tail: _Tail) -> Iterator[tuple[int, _Tail]]:
        """Read what may follow a number: each of these once, and markers a few times."""
        yield at, tail
        if at >= len(self.texts):
            return
        if not tail.noted and self.texts[at] in _NOTES and self.is_close(at):
            end = at + 1
            while self.text_at(end) == self.texts[at] and self.is_glued(end) and end - at < _LONGEST_MARK:
                end += 1
            yield from self._tails(end, span, evolve(tail, noted=True))
        if len(tail.markers) < _MOST_MARKERS and (marked := self.language.after.longest_at(self.texts, at)):
            yield from self._tails(marked[0], span, evolve(tail, markers=(*tail.markers, marked[1])))
        if tail.per is None:
            yield from self._units_after(at, span, tail)
            for end, per in self.language.per.at(self.texts, at):
                yield from self._tails(end, span, evolve(tail, per=per))
        if span.of is None and tail.of is None and not span.percent and not span.currency:
            yield from self._wholes_after(at, span, tail)

    def _units_after(self, at: int, span: Spread, tail: _Tail) -> Iterator[tuple[int, _Tail]]:
        if tail.unit or span.percent or span.currency:
            return
        takes_of = span.is_round or span.of is not None
        start = at + 1 if takes_of and self.texts[at] == self.language.of else at
        for end, unit in self.language.units.at(self.texts, start):
            yield from self._tails(end, span, evolve(tail, unit=unit))
        for start, _ in self.language.rates.at(self.texts, at):
            scale = self.language.scales.get(self.text_at(start))
            million: list[tuple[int, Exact]] = [(start + 1, scale.size)] if scale else []
            for end, whole in (*million, *((end, amount.value) for end, amount in self.numbers(start))):
                if rate := _RATES.get(whole):
                    units = self.language.units.at(self.texts, end)
                    after = next((after for after, unit in units if unit == Unit.PERSONS), end)
                    yield from self._tails(after, span, evolve(tail, unit=rate.value))

    def _wholes_after(self, at: int, span: Spread, tail: _Tail) -> Iterator[tuple[int, _Tail]]:
        for start, _ in self.language.out_of.at(self.texts, at):
            for end, whole in self.numbers(self.after_article(start)):
                if whole.value >= 0 and not whole.of_money and whole.other is None:
                    yield from self._tails(end, span, evolve(tail, of=whole.value))
        is_few = span.last is None and span.first.denominator == 1 and 0 < span.first < _MOST_PARTS
        if self.texts[at] in self.language.one_in and is_few and not tail.unit:
            for end, whole in self.numbers(at + 1):
                if whole.value in _PARTS_IN and span.first < whole.value:
                    yield from self._tails(end, span, evolve(tail, of=whole.value, one_in=True))

    def _quantity(self, span: Spread, tail: _Tail) -> Reading:
        bounds = [each for each in tail.markers if each not in ("about", "plain")]
        if len(bounds) > 1:
            return Refusal("one bound at most", self.advise("Write one bound, or a range"))
        if bounds and span.last is not None:
            return Refusal("a bound or a range, not both", self.advise("Write the range alone"))
        whole = tail.of if span.of is None else span.of
        try:
            first = self._settled(span.first)
            numbers: dict[str, Any] = {bounds[0] if bounds else "best": first}
            if span.last is not None:
                numbers = {"low": first, "high": self._settled(span.last)}
            return Quantity(
                **numbers,
                approximate=span.approximate or "about" in tail.markers,
                unit=Unit.PERCENT.value if span.percent else tail.unit,
                per=tail.per,
                of=None if whole is None else self._settled(whole),
                currency=span.currency,
                is_share=span.of is not None or tail.one_in,
                digits=None if span.other is None else self._settled(span.other),
            )
        except _RefusedError as refused:
            return refused.refusal

    def _settled(self, value: Exact) -> Number:
        if not -LARGEST_INTEGER <= value <= LARGEST_INTEGER:
            raise _RefusedError(Refusal(f"a number of at most {LARGEST_INTEGER:,}", "Write it in a larger unit"))
        if value.denominator == 1:
            return int(value)
        number = float(value)
        nearest = Fraction(repr(number))
        if nearest != value or 10**DECIMALS % value.denominator:
            rounded = round(nearest, DECIMALS)
            # A number that is rounded to nothing is no longer said at all.
            near = f"Write {write(rounded, self.language)} if that is close enough"
            hint = near if rounded else "Write it in a smaller unit"
            raise _RefusedError(Refusal("at most six decimals, and fifteen digits in all", hint))
        return number


class _Finder(_Quantities):
    """The quantities within a text, each as the longest run of words that reads as one."""

    def __init__(self, shown: str, language: Language, *, grouped: bool = False) -> None:
        super().__init__(shown, language, grouped=grouped)
        # Arabic writes "and" as the first letter of what follows it.
        joiner = {language.joiner} if language.joiner_required else set()
        self._may_begin = _reach(shown, _AROUND | {"+", "="} | joiner)
        self._may_end = _reach(shown[::-1], _AROUND)[::-1]

    def longest(self, at: int) -> tuple[int, Quantity] | None:
        if not (self._may_begin[self.starts[at]] and self._is_likely(at)):
            return None
        by_end: dict[int, set[Quantity]] = {}
        for end, reading in self.readings_at(at):
            if isinstance(reading, Quantity) and self._may_end[self.ends[end - 1]]:
                by_end.setdefault(end, set()).add(reading)
        ends = [end for end, readings in by_end.items() if len(readings) == 1]
        return (max(ends), by_end[max(ends)].pop()) if ends else None

    def _is_likely(self, at: int) -> bool:
        """Return whether a quantity may begin with a word at all: most of a text are words that none begins with."""
        word = self.texts[at]
        return not word or word in self.language.known or word in SIGNS or self.raw(at)[0].isupper()


def _reach(text: str, around: frozenset[str]) -> list[bool]:
    """Return whether nothing but what may stand around a number parts each place from the white space before it."""
    reached, last = [True], " "
    for character in text:
        is_label = character in ":=" and last.isalpha()
        reached.append(character.isspace() or is_label or (character in around and reached[-1]))
        last = character
    return reached


class _Reader:
    """A text that is to be one quantity."""

    def __init__(self, text: str, language: Language) -> None:
        self.text, self.language, self.shown = text, language, _shown(text) if len(text) <= LONGEST else text

    def read(self) -> Quantity:
        if len(self.text) > LONGEST:
            raise self._refusal(Refusal(f"a quantity in at most {LONGEST} characters", "Write the quantity alone"))
        if _DATE.fullmatch(self.shown.strip()):
            raise self._refusal(Refusal("a quantity, not a date", "Give the date on which it holds as the period"))
        grammar = _Quantities(self.shown, self.language)
        if not grammar.texts:
            raise self._refusal(Refusal("a quantity", "Blank is missing, never 0: write 0 for zero"))
        for run in RUN.finditer(self.shown):
            if wrong := misread(run[0], self.language):
                raise self._refusal(Refusal(*wrong))
        return self._whole(grammar) or self._explain(grammar)

    def find(self) -> Quantity | None:
        if len(self.text) > LONGEST or _DATE.fullmatch(self.shown.strip()):
            return None
        try:
            return self._whole(_Quantities(self.shown, self.language))
        except InvalidError:
            return None

    def _whole(self, grammar: _Quantities) -> Quantity | None:
        """The quantity that takes in all the words, if there is one; raises if what fits is refused."""
        found = [reading for end, reading in grammar.readings_at(0) if end == len(grammar.texts)]
        quantities = {each for each in found if isinstance(each, Quantity) and each.digits is None}
        if len(quantities) == 1:
            return self._with_doubt(quantities.pop(), grammar)
        refusals = [each for each in found if isinstance(each, Refusal)]
        if refusals and not quantities:
            raise self._refusal(refusals[0])
        return None

    def _with_doubt(self, quantity: Quantity, grammar: _Quantities) -> Quantity:
        if grammar.grouped or not grammar.doubtful:
            return quantity
        grouped = self._whole(_Quantities(self.shown, self.language, grouped=True))
        doubtful = next(iter(grammar.doubtful.values()))
        return evolve(quantity, grouped=grouped, doubt=both_ways(doubtful, self.language))

    # Refusals, with what to write instead.

    def _refusal(self, refusal: Refusal) -> InvalidError:
        return refuse(self.text, refusal.expected, hint=refusal.hint and f"{refusal.hint}.")

    def _explain(self, grammar: _Quantities) -> NoReturn:
        """Name what is left over beside the longest part of the text that can be read."""
        self._explain_digits(grammar)
        self._explain_vague(grammar)
        size = len(grammar.texts)
        before = max(_ends(grammar, 0), default=0)
        after = next((at for at in range(1, size) if size in _ends(grammar, at)), size)
        if before or after < size:
            kept, left = ((0, before), (before, size)) if before >= size - after else ((after, size), (0, after))
            hint = f"Only {self._said(grammar, *kept)} is understood here, not {self._said(grammar, *left)}"
            raise self._refusal(Refusal("one quantity and nothing else", f"{hint}: write the quantity alone"))
        raise self._refusal(Refusal(f"a quantity, such as {self.language.samples}"))

    def _said(self, grammar: _Quantities, start: int, end: int) -> str:
        return repr(self.shown[grammar.starts[start] : grammar.ends[end - 1]])

    def _explain_digits(self, grammar: _Quantities) -> None:
        for number, after in pairwise(range(len(grammar.texts))):
            if number in grammar.digits:
                word = grammar.texts[after]
                scale = self.language.short_of_money.get(word)
                if scale:
                    full = f"{grammar.raw(number)} {scale}"
                    raise self._refusal(Refusal("a scale in full", f"Write {full} if that is what {word!r} means"))
                if word == "/":
                    out_of = min(self.language.out_of, key=len)[0]
                    raise self._refusal(
                        Refusal("a number without a slash", f"Write 36 {out_of} 104 for a part of a whole")
                    )

    def _explain_vague(self, grammar: _Quantities) -> None:
        """Refuse "tens" and "at least dozens", whatever follows them."""
        texts, start = grammar.texts, grammar.after_article(0)
        numbers = self.language.known - {self.language.of}
        codeless = self.language.codeless.longest_at(texts, start)
        if codeless and not self.language.terms.longest_at(texts, start):
            raise self._refusal(Refusal("a number, or a vague word that has a code", grammar.advise("Write a range")))
        for at in range(len(texts)):
            for vague in (self.language.terms, self.language.codeless):
                found = vague.longest_at(texts, at)
                beside = [each for each in (at - 1, found[0]) if start <= each < len(texts)] if found else []
                if any(each in grammar.digits or texts[each] in numbers for each in beside):
                    advice = f"{grammar.advise('Write a range')}, or one vague word alone"
                    hint = f"{advice}, such as {self.language.sample_term}"
                    raise self._refusal(Refusal("a number or a vague word, not one with the other", hint))


def _ends(grammar: _Quantities, at: int) -> set[int]:
    """Return where the quantities end that begin at a word."""
    return {end for end, each in grammar.readings_at(at) if isinstance(each, Quantity) and each.digits is None}
