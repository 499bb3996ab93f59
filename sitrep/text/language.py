"""A language as the grammar of quantities knows it: words in their compared form, phrases, and tables of them."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product
from typing import Generic, Literal, TypeVar

from attrs import Factory, field, frozen

Phrase = tuple[str, ...]
Marker = Literal["plain", "about", "low", "high", "above", "below"]
V = TypeVar("V")

DOZEN = 12

_LONGEST_WORD = 100
"""Longer ones are in no table, and putting their marks in order could take long."""
_TATWEEL = "\u0640"
_SAME_LETTER = str.maketrans({"’": "'", "ى": "ي"})


def fold(word: str) -> str:
    """Return the form in which words are compared: no case, no accents, no vowel signs, no stretched letters."""
    if word.isascii() or len(word) > _LONGEST_WORD:
        folded = word.lower()
    else:
        letters = unicodedata.normalize("NFD", word.casefold())
        bare = "".join(letter for letter in letters if letter != _TATWEEL and not unicodedata.combining(letter))
        folded = bare.translate(_SAME_LETTER)
    return "de" if folded == "d'" else folded


class Phrases(Generic[V]):
    """Phrases of one or more words and what each means, found at a place in a text by their first word."""

    def __init__(self, meanings: Mapping[Phrase, V]) -> None:
        self._starting: dict[str, list[tuple[Phrase, V]]] = {}
        # Longest first, so that the first of several that fit takes the most words.
        for phrase, meaning in sorted(meanings.items(), key=lambda item: -len(item[0])):
            self._starting.setdefault(phrase[0], []).append((phrase, meaning))

    def __iter__(self) -> Iterator[Phrase]:
        return (phrase for starting in self._starting.values() for phrase, _ in starting)

    def at(self, texts: Sequence[str], start: int) -> Iterator[tuple[int, V]]:
        """Each phrase that stands at `start`, longest first: where it ends, and what it means."""
        if start < len(texts) and (starting := self._starting.get(texts[start])):
            for phrase, meaning in starting:
                end = start + len(phrase)
                if tuple(texts[start:end]) == phrase:
                    yield end, meaning

    def longest_at(self, texts: Sequence[str], start: int) -> tuple[int, V] | None:
        return next(self.at(texts, start), None)


def _phrase(text: str) -> Phrase:
    return tuple(fold(word) for word in text.replace("'", "' ").split())


def phrases(text: str) -> Phrases[None]:
    """The phrases of a list, which mean no more than that they are in it."""
    return table({None: text})


def words(text: str) -> frozenset[str]:
    """Single words, in their compared form."""
    return frozenset(fold(word) for word in text.split())


def _listed(rows: Mapping[V, str]) -> dict[Phrase, V]:
    return {_phrase(part): value for value, text in rows.items() for part in text.split(",") if part.strip()}


def table(*tables: Mapping[V, str]) -> Phrases[V]:
    """Phrases by what they mean, in rows of phrases parted by commas."""
    return Phrases({phrase: value for rows in tables for phrase, value in _listed(rows).items()})


def word_table(rows: Mapping[V, str]) -> dict[str, V]:
    """Single words by what they mean."""
    return {fold(word): value for value, text in rows.items() for word in text.split()}


def counting(text: str, start: int = 0, step: int = 1) -> dict[Phrase, int]:
    """Words in the order of counting; `_` stands for a blank within one number, `/` parts spellings of one."""
    numbered = enumerate(word.split("/") for word in text.split())
    return {_phrase(each.replace("_", " ")): start + step * at for at, same in numbered for each in same}


def shortened(rows: Mapping[str, str]) -> dict[str, str]:
    """Shorthand for words, in the very letters: M is a million where m may be metres."""
    return {short: full for full, text in rows.items() for short in text.split()}


def joined(heads: Mapping[Phrase, int], tails: Mapping[Phrase, int], link: str = "") -> dict[Phrase, int]:
    """Every head with every tail, added up."""
    pairs = product(heads.items(), tails.items())
    return {(*head, *_phrase(link), *tail): ten + unit for (head, ten), (tail, unit) in pairs}


@frozen
class Scale:
    """A word that multiplies. With no number before it, it counts `alone`: 1 ("mille"), 2 (a dual) or 0."""

    size: int
    alone: int = 0


def scales(counted: Mapping[int, str], single: Mapping[int, str], dual: Mapping[int, str]) -> dict[str, Scale]:
    """Words that multiply, by their size."""
    kinds = ((counted, 0), (single, 1), (dual, 2))
    return {word: Scale(size, alone) for rows, alone in kinds for word, size in word_table(rows).items()}


def markers(*rows: Mapping[Marker, str]) -> Phrases[Marker]:
    """Words that stand beside a number and say how exact it is."""
    return table(*rows)


SIGNS_BEFORE: Mapping[Marker, str] = {"about": "~, ≈", "low": "≥, > =", "above": ">", "high": "≤, < =", "below": "<"}
SIGNS_AFTER: Mapping[Marker, str] = {"low": "+"}
PERCENT_SIGN = "%"


def ranges(*pairs: str) -> tuple[tuple[Phrase, Phrase], ...]:
    """Words that open a range and that stand in its middle; every language has the dash."""
    halves = (pair.split("…") for pair in ("… -", *pairs))
    return tuple((_phrase(opening), _phrase(middle)) for opening, middle in halves)


def vague(terms: Mapping[str, str], several: str, multiples: Mapping[str, str]) -> Phrases[str]:
    """Vague words; "several hundred" is no more than hundreds."""
    many = product(_listed({None: several}), _listed(multiples).items())
    return Phrases(_listed(terms) | {(*few, *noun): term for few, (noun, term) in many})


def shares(halves: str, numerators: Mapping[Phrase, int], denominators: Mapping[str, int]) -> Phrases[tuple[int, int]]:
    """Parts of a whole in words: "half", "two thirds"."""
    found = dict.fromkeys(_listed({None: halves}), (1, 2))
    for (many, number), (nouns, parts) in product(numerators.items(), denominators.items()):
        if number < parts:
            found |= {(*many, *noun): (number, parts) for noun in _listed({None: nouns})}
    return Phrases(found)


_TIMES = ("hour", "day", "week", "month", "year")


def per(single: tuple[str, ...], double: tuple[str, ...], **nouns: tuple[str, ...]) -> Phrases[str]:
    """The things that a figure is for each of: "per day", "per person per day"."""
    found = {code: ", ".join(form.format(noun) for noun in named for form in single) for code, named in nouns.items()}
    for head, time in product(nouns.keys() - {*_TIMES}, _TIMES):
        if time in nouns:
            pairs = product(nouns[head], nouns[time])
            found[f"{head}_and_{time}"] = ", ".join(form.format(*pair) for pair in pairs for form in double)
    return table(found)


def _known(language: "Language") -> frozenset[str]:
    """Every word of a language."""
    tables: tuple[Iterable[Phrase], ...] = (
        *(language.below_hundred, language.hundreds, language.fractions, language.tails, language.percent),
        *(language.before, language.after, language.out_of, language.terms, language.codeless, language.none),
        language.shares,
        *language.ranges,
    )
    single: tuple[Iterable[str], ...] = (
        *(language.scales, language.ones, language.collectives, language.multiples, language.articles),
        *(language.percent_articles, (language.joiner, language.of)),
    )
    return frozenset().union(*single, *(phrase for each in tables for phrase in each))


@frozen(kw_only=True, eq=False)
class Language:
    """The way in which one language writes quantities."""

    name: str

    # Shown in refusals.
    samples: str
    sample_range: str
    sample_term: str
    sample_grouping: str

    # The marks between digits. The first decimal mark is the one that hints use. India groups by two.
    groups: str
    decimals: str
    groups_by_two: str = ""

    # Numbers in words, from small to large.
    below_hundred: Phrases[int]
    hundreds: Phrases[int]
    joiner: str = ""
    joiner_required: bool = False
    scales: Mapping[str, Scale]
    ones: frozenset[str] = frozenset()
    fractions: Phrases[Fraction]
    tails: Phrases[Fraction]
    # Nouns for round numbers; all but the dozen are approximate. "Une dizaine de milliers" has a multiple.
    collectives: Mapping[str, int]
    multiples: Mapping[str, int] = {}
    none: Phrases[None]
    # Letters that are short for a scale after digits: always, or only of money, since elsewhere it may be metres.
    short: Mapping[str, str]
    short_of_money: Mapping[str, str]

    # Words around numbers.
    articles: frozenset[str]
    percent: Phrases[None]
    percent_articles: frozenset[str] = frozenset()
    percent_first: bool = False
    before: Phrases[Marker]
    after: Phrases[Marker]
    ranges: tuple[tuple[Phrase, Phrase], ...]
    out_of: Phrases[None]
    units: Phrases[str]
    per: Phrases[str]
    rates: Phrases[None]
    """Words before the 1,000 of a rate."""

    # Parts of a whole: "two thirds", "1 in 5".
    shares: Phrases[tuple[int, int]]
    one_in: frozenset[str] = frozenset()

    # Vague words: those that have a code, and those that have none.
    of: str
    terms: Phrases[str]
    codeless: Phrases[None]

    # Words after which "from 98 to 140" is a change, not a range.
    changes: frozenset[str]
    change_openings: frozenset[str]

    known: frozenset[str] = field(init=False, default=Factory(_known, takes_self=True))
