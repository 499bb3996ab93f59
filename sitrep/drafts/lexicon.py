"""The words by which a text is understood, in each language: tables in `words/`, read once.

A meaning stands there once, with its words in every language beside it: a language is a column, no code.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from typing import Any

from attrs import field, frozen

from sitrep.caches import MADE_FOR_CLASSES, cached
from sitrep.drafts.words import Words
from sitrep.errors import refuse
from sitrep.text.language import Phrases
from sitrep.text.number_words import LANGUAGES as NUMBERS
from sitrep.values.countries import NAMES


@frozen(eq=False)
class Meaning:
    """A row of a table: what its words mean."""

    family: str = ""
    """The kind of thing that is counted, or that a fact is about."""
    type: str = ""
    figure: str = ""
    """The field that takes the amount."""
    states: Mapping[str, str] = field(factory=dict)
    needs: str = ""
    """A field whose words must stand elsewhere in the text."""
    near: bool = False
    """True if those words must stand in the same sentence or in the one before."""
    unit: str = ""
    needs_noun: bool = False
    """True if what is counted must be named: these words are said of people and of places alike."""
    named: str = ""
    """The field that takes the name beside the words."""


class Backwards:
    """Phrases and their meanings, found by where they end."""

    def __init__(self, meanings: Mapping[tuple[str, ...], Any]) -> None:
        self._forwards = Phrases({phrase[::-1]: meaning for phrase, meaning in meanings.items()})

    def longest_to(self, texts: Sequence[str], end: int, longest: int = 6) -> tuple[int, Any] | None:
        """Return where the longest phrase begins that ends before a word, and what it means."""
        before = texts[max(0, end - longest) : end][::-1]
        found = self._forwards.longest_at(before, 0)
        return (end - found[0], found[1]) if found else None


@frozen(eq=False)
class Lexicon:
    """The tables of one language."""

    language: str
    says: Phrases[tuple[Meaning, ...]]
    says_before: Backwards
    labels: Backwards
    """The words of `says`, found by where they end."""
    counted: Phrases[tuple[Meaning, ...]]
    narrows: Phrases[tuple[Meaning, ...]]
    diseases: Phrases[str]
    """The names of diseases, each with the one spelling that records have."""
    about: Phrases[tuple[Meaning, ...]]
    holds: Phrases[tuple[Meaning, ...]]
    countries: Phrases[str]
    cues: Phrases[tuple[str, ...]]
    """Words that say how a sentence is meant, by the names of their tables in `sentences.toml`."""
    codeless: Phrases[None]
    """Vague words that have no code."""
    middles: frozenset[str]
    """Words in the middle of a range or a change."""
    months: Phrases[int]
    weekdays: Phrases[str]
    day_words: frozenset[str]
    """The words with which the names of months and days begin."""
    links: frozenset[str]
    has_capitals: bool
    verb_first: bool


@cached(MADE_FOR_CLASSES)
def lexicon(language: str) -> Lexicon:
    """Return the tables of a language. Raises `InvalidError` where there are none."""
    if language not in NUMBERS:
        raise refuse(language, f"one of {', '.join(NUMBERS)}", "language")
    spoken = NUMBERS[language]()
    facts, counted, sentences = _read("facts"), _read("counted"), _read("sentences")
    calendar, countries = _read("calendar")[language], _read("countries")[language]

    def table(rows: Sequence[Mapping[str, Any]], column: str = language) -> dict[tuple[str, ...], tuple[Meaning, ...]]:
        found: dict[tuple[str, ...], tuple[Meaning, ...]] = {}
        for row in rows:
            for phrase in _listed(row.get(column, ""), language):
                found[phrase] = (*found.get(phrase, ()), _meaning(row))
        return found

    cues: dict[tuple[str, ...], tuple[str, ...]] = {}
    for name, columns in sentences.items():
        for phrase in _listed(columns.get(language, ""), language):
            cues[phrase] = tuple(dict.fromkeys((*cues.get(phrase, ()), name)))
    months, weekdays = dict(_in_order(calendar["months"], language)), dict(_weekdays(calendar, language))
    names = {name: code for code, name in countries.items()}
    if language == "en":
        names |= {name: code for code, name in NAMES.items()}
    return Lexicon(
        language,
        Phrases(table(facts["says"])),
        Backwards(table(facts["says"], f"{language}_before")),
        Backwards(table(facts["says"])),
        Phrases(table(counted["counted"])),
        Phrases(table(counted["narrows"])),
        Phrases(
            {_phrase(name, language): name for row in counted["disease"] for name in _split(row.get(language, ""))}
        ),
        Phrases(table(facts["about"])),
        Phrases(table(facts["holds"])),
        Phrases({phrase: code for name, code in names.items() for phrase in _listed(name, language)}),
        Phrases(cues),
        Phrases({_phrase(" ".join(each), language): None for each in spoken.codeless}),
        frozenset(word for _, middle in spoken.ranges for each in middle for word in _phrase(each, language)),
        Phrases(months),
        Phrases(weekdays),
        frozenset(phrase[0] for phrase in (*months, *weekdays)),
        frozenset(calendar["links"].split()),
        has_capitals=language != "ar",
        verb_first=language == "ar",
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files("sitrep.drafts").joinpath(f"words/{name}.toml").read_text(encoding="utf-8"))


def _meaning(row: Mapping[str, Any]) -> Meaning:
    return Meaning(
        row.get("family") or row.get("counts") or row.get("of", ""),
        row.get("type", ""),
        row.get("figure", ""),
        row.get("states", {}),
        row.get("needs", ""),
        row.get("near", False),
        row.get("unit", ""),
        row.get("needs_noun", False),
        row.get("named", ""),
    )


def _listed(text: str, language: str) -> Iterator[tuple[str, ...]]:
    return (phrase for part in _split(text) if (phrase := _phrase(part, language)))


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _phrase(text: str, language: str) -> tuple[str, ...]:
    return tuple(Words(text, language).texts)


def _in_order(text: str, language: str) -> Iterator[tuple[tuple[str, ...], int]]:
    for number, each in enumerate(text.split(), start=1):
        for spelling in each.split("/"):
            for phrase in _listed(spelling.replace("_", " "), language):
                yield phrase, number


_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""The weekdays by the names that `resolve_day` knows."""


def _weekdays(calendar: Mapping[str, str], language: str) -> Iterator[tuple[tuple[str, ...], str]]:
    for phrase, number in _in_order(calendar["weekdays"], language):
        yield phrase, _DAYS[number - 1]
    for day in ("today", "yesterday"):
        yield from ((phrase, day) for phrase in _listed(calendar[day], language))
