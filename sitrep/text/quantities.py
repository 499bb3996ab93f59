"""Reading a quantity from the words of a report: "about 90", "300 to 500", "36 sur 104", "scores".

The whole text must be one quantity. What can be read in two ways, or has words left over, is refused with a
sentence that says what to write instead; nothing is guessed.

**Marks between digits.** A single space (plain, no-break or narrow) groups thousands in every language. In
English the comma groups and the point is decimal, always. French, Spanish and Arabic use either mark for
either purpose, according to the country, so there a number is read only if its marks allow one reading:
"32,2", "32.2", "1.528.340" and "1.528,5" do; "1,528" and "1.528" do not. The Arabic marks "٬" and "٫" have
one use each.

**Bounds** are inclusive, as the sector uses them: "at least 400" and "more than 400" are both low=400, "up to
400" and "fewer than 400" both high=400.

**Ranges.** In "2 to 3 million" the first number takes the scale of the second, because it has none as large
and is smaller without it. In "800,000 to 1 million" it is not smaller, so each stands as written. "10 to 2
million" makes no sense in the first way and little in the second, and is refused.

**Vague words** become a term, never a number, and take no bound and no multiple: "several hundred" is no
quantity. A dozen is 12. The round nouns of French and Spanish ("une centaine", "un millar") are a number,
approximate.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Literal, NoReturn

from attrs import frozen

from sitrep.errors import InvalidError, refuse
from sitrep.fields.canonical import DECIMALS, LARGEST_INTEGER
from sitrep.text.number_words import DOZEN, LANGUAGES, Language, Marker, Phrase, fold

LONGEST = 200

Number = int | float


@frozen
class Quantity:
    """What a text says of a number, exactly as precise as it says it."""

    low: Number | None = None
    best: Number | None = None
    high: Number | None = None
    approximate: bool = False
    term: str | None = None
    unit: Literal["percent"] | None = None
    of: Number | None = None


def read_quantity(text: str, language: str = "en") -> Quantity:
    """Read a text that is one quantity and nothing else, or refuse it.

    >>> read_quantity("around 90")
    Quantity(low=None, best=90, high=None, approximate=True, term=None, unit=None, of=None)
    """
    return _reader(text, _spoken(language)).read()


def find_quantity(text: str, language: str = "en") -> Quantity | None:
    """What `read_quantity` gives, or None for a text that it refuses: that takes much less than saying why."""
    return _reader(text, _spoken(language)).find()


def _spoken(language: str) -> Language:
    if language not in LANGUAGES:
        raise refuse(language, f"one of {', '.join(LANGUAGES)}", "language")
    return LANGUAGES[language]()


def _reader(text: str, spoken: Language) -> "_Reader":
    if not isinstance(text, str):
        raise refuse(text, f"text, such as {spoken.samples}")
    return _Reader(text, spoken, unicodedata.normalize("NFC", text).translate(_UNSEEN))


# Marks of direction change how a text is shown, never what it says.
_UNSEEN = dict.fromkeys(map(ord, "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
_SPACES = dict.fromkeys(map(ord, "\u00a0\u202f\u2009"), " ")
_SIGNS = {"‐": "-", "‑": "-", "–": "-", "—": "-", "٪": "%"}
_MARKS = dict.fromkeys(",،٬", "comma") | dict.fromkeys("'’", "apostrophe") | {".": "point", " ": "space"}

_DATE = re.compile(r"\d{4}([./-])\d{1,2}\1\d{1,2}|\d{1,2}([./-])\d{1,2}\2\d{4}")

_TOO_LONG = re.compile(rf"(?:\d+[ \u00a0\u202f\u2009]){{{len(f'{LARGEST_INTEGER:,}'.split(',')) + 1}}}\d")
"""More groups of digits in a row than any number has, decimals included."""

# A minus is a sign where nothing stands before it that it could join. Two spaces in a row group no digits:
# they part the columns of a table.
_TOKEN = re.compile(
    r"""
      (?P<digits> (?: (?<![\w%٪)-]) [-−] )? \d+ (?: [ \u00a0\u202f\u2009.,'’،٬٫] \d+ )* )
    | (?P<word> [^\W\d_] (?: [^\W\d_] | [\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670] )* ['’]? )
    | (?P<hyphen> (?<=[^\W\d_]) [-‐‑] (?=[^\W\d_]) )
    | (?P<sign> \S )
    """,
    re.VERBOSE,
)


@frozen
class _Token:
    """A word, folded, or a sign; with a `value`, a number in digits."""

    text: str
    start: int
    end: int
    value: Fraction | None = None


_Tokens = Sequence[_Token]


@frozen
class _Amount:
    """One number. `scale` is its largest multiplier; it is `plain` if that multiplies all of it."""

    value: Fraction
    scale: int = 1
    plain: bool = True
    approximate: bool = False


@frozen
class _Span:
    """One number, or the two ends of a range."""

    first: Fraction
    last: Fraction | None = None
    percent: bool = False
    approximate: bool = False


def _texts(tokens: _Tokens) -> Phrase:
    return tuple(token.text for token in tokens)


def _splits(tokens: _Tokens, middle: Phrase) -> Iterator[tuple[_Tokens, _Tokens]]:
    """What stands on either side of each place where the tokens say `middle`."""
    for at in range(1, len(tokens) - len(middle)):
        if _texts(tokens[at : at + len(middle)]) == middle:
            yield tokens[:at], tokens[at + len(middle) :]


def _longest_start(tokens: _Tokens, phrases: Iterable[Phrase]) -> Phrase:
    texts = _texts(tokens)
    return max((each for each in phrases if texts[: len(each)] == each), key=len, default=())


def _longest_end(tokens: _Tokens, phrases: Iterable[Phrase]) -> Phrase:
    texts = _texts(tokens)
    return max((each for each in phrases if texts[-len(each) :] == each), key=len, default=())


def _readings(digits: str, groups: str, decimals: str) -> set[Fraction]:
    """Every number that the digits can be, if each of the marks may group or part the decimals."""
    found = set[Fraction]()
    for decimal in ("", *decimals):
        whole, _, rest = digits.partition(decimal) if decimal else (digits, "", "0")
        for group in {"", *groups} - {decimal} if decimal else {"", *groups}:
            head, *threes = whole.split(group) if group else [whole]
            parts = (head, *threes, rest)
            if not all(part.isdecimal() for part in parts) or bool(group) != bool(threes):
                continue
            if threes and (len(head) > 3 or head == "0" or any(len(part) != 3 for part in threes)):
                continue
            found.add(Fraction(f"{head}{''.join(threes)}.{rest}"))
    return found


@frozen
class _Reader:
    """The grammar. A method returns None where its part does not fit, and raises if it fits but is refused.

    Every part has to fit the whole of the words it is given, so that none is dropped by the way.
    """

    text: str
    language: Language
    shown: str

    def read(self) -> Quantity:
        if len(self.text) > LONGEST:
            raise self._refusal(f"a quantity in at most {LONGEST} characters", "Write the quantity alone")
        if _DATE.fullmatch(self.shown.strip()):
            raise self._refusal("a quantity, not a date", "Give the date on which it holds as the period")
        tokens = tuple(self._tokens())
        if not tokens:
            raise self._refusal("a quantity", "Blank is missing, never 0: write 0 for zero")
        return self._quantity(tokens) or self._explain(tokens)

    def find(self) -> Quantity | None:
        if len(self.text) > LONGEST or _DATE.fullmatch(self.shown.strip()) or _TOO_LONG.search(self.shown):
            return None
        try:
            tokens = tuple(self._tokens())
            strange = any(token.text.isalpha() and token.text not in self.language.known for token in tokens)
            return self._quantity(tokens) if tokens and not strange else None
        except InvalidError:
            return None

    # From characters to tokens.

    def _tokens(self) -> Iterator[_Token]:
        for match in _TOKEN.finditer(self.shown):
            start, end, found = match.start(), match.end(), match.group()
            if match.lastgroup == "digits":
                yield _Token("", start, end, self._digits(found))
            elif match.lastgroup == "sign":
                yield _Token(_SIGNS.get(found, found), start, end)
            elif match.lastgroup == "word":
                yield from self._word(found, start, end)

    def _word(self, found: str, start: int, end: int) -> Iterator[_Token]:
        # Arabic writes "and" as the first letter of the next word. "One" begins so too, but has no hamza.
        word, rest, known = fold(found), fold(found[1:]), self.language.known
        joined = self.language.joiner_required and found[0] == self.language.joiner and rest in known
        if joined and (word not in known or found[1] in "أإآ"):
            yield _Token(found[0], start, start + 1)
            yield _Token(rest, start + 1, end)
        else:
            yield _Token(word, start, end)

    def _digits(self, found: str) -> Fraction:
        number = found.lstrip("-−").translate(_SPACES)
        used = [each for each in number if each.isdecimal()]
        plain = "".join(str(int(each)) if each.isdecimal() else each for each in number)
        one_kind = len({ord(each) - int(each) for each in used}) == 1
        if not one_kind or not set(used) <= set(self.language.digits):
            raise self._refusal(f"digits that {self.language.name} uses, of one kind", f"Write {plain}")
        if plain[0] == "0" and plain[1:2].isdecimal():
            raise self._refusal("a number without a leading zero", f"Write {plain.lstrip('0') or '0'}")
        readings = _readings(plain, self.language.groups, self.language.decimals)
        if len(readings) != 1:
            raise self._misread(plain, readings)
        return readings.pop() * (1 if found[0] == number[0] else -1)

    def _misread(self, plain: str, readings: set[Fraction]) -> InvalidError:
        marks = {_MARKS.get(each, each) for each in plain if not each.isdecimal()}
        mark = marks.pop() if len(marks) == 1 else "last mark"
        uses = {True: "groups thousands", False: "is a decimal mark"}
        grouped = int("".join(each for each in plain if each.isdecimal()))
        values = sorted(readings or _readings(plain, " ,.'’،٬", ".,،٫"), reverse=True)
        ways = [f"{self._write(each)} if the {mark} {uses[each == grouped != 0]}" for each in values]
        hint = f"Write {', or '.join(ways) or 'one number, with no marks between its thousands'}"
        if readings:
            return self._refusal("a number whose marks have one meaning", hint)
        return self._refusal(f"digits grouped in threes, as in {self.language.sample_grouping}", hint)

    def _write(self, value: Fraction) -> str:
        """A number in digits that this language can read in one way only."""
        text = f"{Decimal(value.numerator) / value.denominator:f}"
        whole, mark, decimals = text.partition(".")
        if len(decimals) == 3 and self.language.decimals != ".":
            decimals += "0"
        return f"{whole}{mark and self.language.decimals[0]}{decimals}"

    # From tokens to a quantity.

    def _quantity(self, tokens: _Tokens) -> Quantity | None:
        tokens = self._after_article(tokens)
        if term := self._term(tokens):
            return Quantity(term=term)
        about, bound, core = self._strip_markers(tokens)
        if (about or bound) and any(_longest_start(core[at:], self.language.none) for at in range(len(core))):
            return None
        span, whole = self._span(core), None
        if span is None:
            span, whole = self._part(core)
        if span is None:
            return None
        low, best, high = self._ends(span, bound)
        return Quantity(
            low=low,
            best=best,
            high=high,
            approximate=about or span.approximate,
            unit="percent" if span.percent else None,
            of=None if whole is None else self._settle(whole),
        )

    def _ends(self, span: _Span, bound: Marker | None) -> tuple[Number | None, Number | None, Number | None]:
        first = self._settle(span.first)
        if span.last is None:
            return (
                first if bound == "low" else None,
                first if bound is None else None,
                first if bound == "high" else None,
            )
        if bound:
            raise self._refusal("a bound or a range, not both", self._advise("Write the range alone"))
        return first, None, self._settle(span.last)

    def _after_article(self, tokens: _Tokens) -> _Tokens:
        return tokens[1:] if tokens and tokens[0].text in self.language.articles else tokens

    def _term(self, tokens: _Tokens) -> str | None:
        phrase = _texts(tokens)
        if len(phrase) > 1 and phrase[-1] == self.language.of:
            phrase = phrase[:-1]
        if phrase in self.language.codeless:
            raise self._refusal("a number, or a vague word that has a code", self._advise("Write a range"))
        return self.language.terms.get(phrase)

    def _strip_markers(self, tokens: _Tokens) -> tuple[bool, Marker | None, _Tokens]:
        about, bound = False, None
        while tokens:
            marker: Marker
            if start := _longest_start(tokens, self.language.before):
                marker, tokens = self.language.before[start], self._after_article(tokens[len(start) :])
            elif end := _longest_end(tokens, self.language.after):
                marker, tokens = self.language.after[end], tokens[: -len(end)]
            else:
                break
            if marker == "about":
                about = True
            elif bound:
                raise self._refusal("one bound at most", self._advise("Write one bound, or a range"))
            else:
                bound = marker
        return about, bound, tokens

    def _part(self, tokens: _Tokens) -> tuple[_Span | None, Fraction | None]:
        """So many out of so many."""
        for middle in self.language.out_of:
            for left, right in _splits(tokens, middle):
                span, whole = self._span(left), self._number(self._after_article(right))
                if span and whole and not span.percent and whole.value >= 0:
                    return span, whole.value
        return None, None

    def _span(self, tokens: _Tokens) -> _Span | None:
        measure = self._measure(tokens)
        if measure:
            amount, percent = measure
            return _Span(amount.value, percent=percent, approximate=amount.approximate)
        found, doubts = set[_Span](), list[InvalidError]()
        for opening, middle in self.language.ranges:
            if _texts(tokens[: len(opening)]) != opening:
                continue
            # "Between one hundred and five and two hundred": only one "and" leaves a number on either side.
            for left, right in _splits(tokens[len(opening) :], middle):
                try:
                    found |= self._range(left, right)
                except InvalidError as doubt:
                    doubts.append(doubt)
        if not found and doubts:
            raise doubts[0]
        return found.pop() if len(found) == 1 else None

    def _range(self, left: _Tokens, right: _Tokens) -> set[_Span]:
        start, end = self._measure(left), self._measure(right)
        if not start or not end or (start[1] and not end[1]):
            return set()
        (first, _), (last, percent) = start, end
        low, high = self._share_scale(first, last), last.value
        if low > high:
            raise self._refusal("the smaller number first", self._advise("Write a range from low to high"))
        return {_Span(low, high, percent, first.approximate or last.approximate)}

    def _share_scale(self, first: _Amount, last: _Amount) -> Fraction:
        """The first number of a range, with the scale of the last if that is meant for both."""
        smaller = first.value < last.value / last.scale
        far_apart = first.scale == 1 and last.scale >= 1000 and first.value * 10 < last.value
        if first.scale >= last.scale or not (smaller or far_apart):
            return first.value
        if smaller and last.plain:
            return first.value * last.scale
        raise self._refusal("a range whose ends are both in full", self._advise("Write them in digits"))

    # From tokens to a number.

    def _measure(self, tokens: _Tokens) -> tuple[_Amount, bool] | None:
        """A number, and whether it is a percentage."""
        sign = _longest_end(tokens, self.language.percent)
        number = tokens[: -len(sign)] if sign else tokens
        if not sign and self.language.percent_first and _texts(tokens[:1]) == ("%",):
            sign, number = ("%",), tokens[1:]
        if sign and len(number) > 1 and number[0].text in self.language.percent_articles:
            number = number[1:]
        amount = self._number(number)
        return (amount, bool(sign)) if amount else None

    def _number(self, tokens: _Tokens) -> _Amount | None:
        if _texts(tokens) in self.language.none:
            return _Amount(Fraction(0))
        sizes = sorted({scale.size for scale in self.language.scales.values()}, reverse=True)
        return self._collective(tokens) or self._scaled(tokens, sizes)

    def _collective(self, tokens: _Tokens) -> _Amount | None:
        """ "Half a dozen", "une centaine (de)", "una decena de miles"."""
        for at, token in enumerate(tokens):
            noun = self.language.collectives.get(token.text)
            rest = _texts(tokens[at + 1 :])
            multiple = self.language.multiples.get(rest[-1], 0) if len(rest) == 2 else 1
            if noun and multiple and rest[:1] in ((), (self.language.of,)):
                times = self._times(tokens[:at], [])
                size = noun * multiple
                return _Amount(times * size, size, approximate=noun != DOZEN) if times else None
        return None

    def _scaled(self, tokens: _Tokens, sizes: Sequence[int]) -> _Amount | None:
        """A number below the next size after those: so many of the largest, and the rest."""
        if not sizes:
            return self._below_thousand(tokens)
        size, *smaller = sizes
        for at, token in enumerate(tokens):
            scale = self.language.scales.get(token.text)
            if not scale or scale.size != size:
                continue
            head, rest = tokens[:at], tokens[at + 1 :]
            if scale.alone == 2:
                times = None if head else Fraction(2)
            else:
                times = self._times(head, smaller) if head else Fraction(scale.alone) or None
            if times is None or not rest:
                return None if times is None else _Amount(times * size, size)
            return self._with_rest(times, size, rest, smaller)
        return self._scaled(tokens, smaller)

    def _with_rest(self, times: Fraction, size: int, rest: _Tokens, smaller: Sequence[int]) -> _Amount | None:
        if times < 1 or times.denominator != 1:
            return None
        tail = self.language.tails.get(_texts(rest))
        if tail:
            # "A million and a half" is clear; "a thousand and a half" could be 1000.5.
            return _Amount((times + tail) * size, size) if size >= 10**6 else None
        below = self._scaled(self._after_joiner(rest), smaller)
        if below is None or not 0 < below.value < size or below.value.denominator != 1:
            return None
        # "2 million 300" might be short for 2,300,000.
        if below.scale < 1000 and any(token.value is not None for token in rest):
            return None
        return _Amount(times * size + below.value, size, plain=False)

    def _after_joiner(self, tokens: _Tokens) -> _Tokens:
        """What follows the "and" inside a number; nothing (so no number) if one is required and missing."""
        if self.language.joiner and tokens[0].text == self.language.joiner:
            return tokens[1:]
        return () if self.language.joiner_required else tokens

    def _times(self, tokens: _Tokens, sizes: Sequence[int]) -> Fraction | None:
        """The number before a scale or a round noun."""
        phrase = _texts(tokens)
        if len(phrase) == 1 and phrase[0] in self.language.ones:
            return Fraction(1)
        if phrase in self.language.fractions:
            return self.language.fractions[phrase]
        amount = self._scaled(tokens, sizes)
        return amount.value if amount else None

    def _below_thousand(self, tokens: _Tokens) -> _Amount | None:
        small = self._small(tokens)
        if small is not None:
            return _Amount(small)
        tail = _longest_end(tokens, self.language.tails)
        if tail:
            whole = self._small(tokens[: -len(tail)])
            if whole is None or whole < 1 or whole.denominator != 1:
                return None
            return _Amount(whole + self.language.tails[tail], plain=False)
        hundreds = _longest_start(tokens, self.language.hundreds)
        if not hundreds:
            return None
        value, scale = Fraction(self.language.hundreds[hundreds]), 100 if len(hundreds) > 1 else 1
        rest = tokens[len(hundreds) :]
        if not rest:
            return _Amount(value, scale)
        below = self.language.below_hundred.get(_texts(self._after_joiner(rest)))
        return _Amount(value + below, scale, plain=False) if below else None

    def _small(self, tokens: _Tokens) -> Fraction | None:
        """A number in digits, or in words and below a hundred."""
        if len(tokens) == 1 and tokens[0].value is not None:
            return tokens[0].value
        below = self.language.below_hundred.get(_texts(tokens))
        return None if below is None else Fraction(below)

    def _settle(self, value: Fraction) -> Number:
        if abs(value) > LARGEST_INTEGER:
            raise self._refusal(f"a number of at most {LARGEST_INTEGER:,}", "Write it in a larger unit")
        if value.denominator == 1:
            return int(value)
        number = float(value)
        nearest = Fraction(repr(number))
        if nearest != value or 10**DECIMALS % value.denominator:
            rounded = round(nearest, DECIMALS)
            # What is rounded to nothing is no longer said at all.
            hint = f"Write {self._write(rounded)} if that is close enough" if rounded else "Write it in a smaller unit"
            raise self._refusal("at most six decimals, and fifteen digits in all", hint)
        return number

    # What is refused, and what to write instead.

    def _refusal(self, expected: str, hint: str = "") -> InvalidError:
        return refuse(self.text, expected, hint=hint and f"{hint}.")

    def _advise(self, words: str) -> str:
        return f"{words}, such as {self.language.sample_range}"

    def _said(self, tokens: _Tokens) -> str:
        return repr(self.shown[tokens[0].start : tokens[-1].end])

    def _explain(self, tokens: _Tokens) -> NoReturn:
        """Name what is left over beside the longest part of the text that can be read."""
        self._explain_digits(tokens)
        for length in range(len(tokens), 0, -1):
            self._explain_vague(tokens[:length])
            for kept, left in ((tokens[:length], tokens[length:]), (tokens[-length:], tokens[:-length])):
                if left and self._quantity(kept):
                    hint = f"Only {self._said(kept)} is understood here, not {self._said(left)}"
                    raise self._refusal("one quantity and nothing else", f"{hint}: write the quantity alone")
        raise self._refusal(f"a quantity, such as {self.language.samples}")

    def _explain_digits(self, tokens: _Tokens) -> None:
        for number, word in pairwise(tokens):
            scale = self.language.abbreviations.get(word.text)
            if number.value is not None and scale:
                full = f"{self.shown[number.start : number.end]} {scale}"
                raise self._refusal("a scale in full", f"Write {full} if that is what {word.text!r} means")
            if number.value is not None and word.text == "/":
                hint = f"Write 36 {min(self.language.out_of, key=len)[0]} 104 for a part of a whole"
                raise self._refusal("a number without a slash", hint)

    def _explain_vague(self, tokens: _Tokens) -> None:
        """Refuse "several hundred" and "at least dozens", whatever follows them."""
        texts = _texts(tokens)
        silent = {self.language.of, *self.language.articles}
        understood = all(token.value is not None or token.text in self.language.known for token in tokens)
        if not understood or self._quantity(tokens):
            return
        for phrase in (*self.language.terms, *self.language.codeless):
            for at in range(len(texts)):
                others = (*texts[:at], *texts[at + len(phrase) :])
                if texts[at : at + len(phrase)] == phrase and not silent.issuperset(others):
                    advice = self._advise("Write a range")
                    hint = f"{advice}, or one vague word alone, such as {self.language.sample_term}"
                    raise self._refusal("a number or a vague word, not one with the other", hint)
