"""Speaking in a language: what is said while one is spoken is said in it, and in English else.

Words are written in English where they are said, whole sentences and not parts of them, and looked
up in the catalogue of the language by themselves and their context.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from decimal import Decimal
from importlib import import_module
from math import ceil
from typing import Any

from attrs import frozen

from sitrep.caches import MADE_FOR_CLASSES, cached
from sitrep.errors import FaultCode, refuse

ENGLISH = "en"
_RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_ISOLATE, _FROM_THE_LEFT, _END = "\u2068", "\u2066", "\u2069"


@frozen
class SpokenLanguage:
    """A language that is spoken, by its BCP 47 tag: its words, numbers and days."""

    tag: str = ENGLISH
    catalogue: Any = None
    """Its words; English has none, being what words are written in."""
    locale: Any = None
    """Its numbers and days, as the Unicode CLDR has them."""

    @property
    def is_right_to_left(self) -> bool:
        return is_right_to_left(self.tag)

    @property
    def unread(self) -> int:
        """The number of its messages that a machine translated, and that no person has read."""
        return self.catalogue.unread if self.catalogue else 0


def is_right_to_left(tag: str) -> bool:
    """Return whether a language is written from the right."""
    return tag.partition("-")[0].lower() in _RIGHT_TO_LEFT


_spoken: ContextVar[SpokenLanguage] = ContextVar("spoken", default=SpokenLanguage())  # noqa: B039 - it never changes


def spoken() -> SpokenLanguage:
    """Return the language that is spoken."""
    return _spoken.get()


@contextmanager
def speaking(tag: str) -> Iterator[SpokenLanguage]:
    """Speak a language for a while.

    Raises `InvalidError` for one that nobody has translated, `MissingExtraError` for one beside
    English where the extra `[page]` is missing.
    """
    token = _spoken.set(_language(tag))
    try:
        yield _spoken.get()
    finally:
        _spoken.reset(token)


@cached(MADE_FOR_CLASSES)
def _language(tag: str) -> SpokenLanguage:
    if not isinstance(tag, str):
        raise refuse(tag, "a BCP 47 language tag, such as fr", "language", code=FaultCode.WRONG_TYPE)
    language = tag.partition("-")[0].lower()
    if language == ENGLISH:
        return SpokenLanguage(tag)
    catalogues = import_module("sitrep.languages.catalogues")
    if language not in (translated := catalogues.translated()):
        expected = f"a language that there is a catalogue of: {', '.join(sorted([ENGLISH, *translated]))}"
        raise refuse(tag, expected, "language", code=FaultCode.NOT_IN_LIST)
    core = import_module("babel.core")
    try:
        locale = core.Locale.parse(tag, sep="-")
    except (ValueError, core.UnknownLocaleError):
        locale = core.Locale.parse(language)
    return SpokenLanguage(tag, catalogues.catalogue(language), locale)


def message(text: str, *, context: str = "") -> str:
    """Return a text as it is: it will be said later, and is listed for translators here."""
    return text


def say(text: str, *given: Any, context: str = "", **named: Any) -> str:
    """Return a message in the language that is spoken, with what is given in its braces."""
    catalogue = _spoken.get().catalogue
    said: str = text if catalogue is None else catalogue.say(text, context)
    return said.format(*given, **named) if given or named else said


def say_several(one: str, several: str, number: float, *, context: str = "", **named: Any) -> str:
    """Return the form of a message that goes with a number, which stands in its braces as `number`."""
    catalogue = _spoken.get().catalogue
    if catalogue is None:
        said: str = one if number == 1 else several
    else:
        said = catalogue.say_several(one, several, ceil(abs(number)), context)
    return said.format(number=say_number(number), **named)


def say_number(number: float, *, signed: bool = False) -> str:
    """Return a number with its thousands apart and never with an exponent; `signed` says which way it goes."""
    language = _spoken.get()
    exact = Decimal(repr(number))
    if language.locale is None:
        return f"{exact:+,f}" if signed else f"{exact:,f}"
    said = str(import_module("babel.numbers").format_decimal(exact, locale=language.locale, decimal_quantization=False))
    said = f"+{said}" if signed and number > 0 else said
    # A sign would stand behind its number in a line from the right.
    return f"{_FROM_THE_LEFT}{said}{_END}" if language.is_right_to_left and not said[0].isdecimal() else said


def say_short(number: float) -> str:
    """Return a number as short as there is room for beside a chart."""
    language = _spoken.get()
    if abs(number) < 1_000_000:
        return f"{number:,.6g}" if language.locale is None else say_number(number)
    if language.locale is None:
        return f"{number / 1_000_000:g}m"
    return str(import_module("babel.numbers").format_compact_decimal(number, locale=language.locale, fraction_digits=2))


def say_day(year: int, month: int, day: int | None = None) -> str:
    """Return a day, or a month, as people write it: 1 November 2023."""
    locale = _spoken.get().locale
    if locale is None:
        return f"{day} {_MONTHS[month - 1]} {year}" if day else f"{_MONTHS[month - 1]} {year}"
    try:
        when = date(year, month, day or 1)
    except ValueError:
        # Texts of others have days that no calendar has.
        return f"{year:04}-{month:02}-{day or 0:02}"
    dates = import_module("babel.dates")
    said = dates.format_date(when, "long", locale) if day else dates.format_skeleton("yMMMM", when, locale=locale)
    return str(said)


def comma() -> str:
    """Return the sign between the parts of a sentence."""
    return say(", ", context="between the parts of a sentence")


def semicolon() -> str:
    """Return the sign between parts of a sentence that have parts of their own."""
    return say("; ", context="between the parts of a sentence")


def say_list(words: Iterable[str | None]) -> str:
    """Return the parts of a sentence one after another, without those that are blank."""
    return comma().join(filter(None, words))


def say_of(subject: str, statement: str) -> str:
    """Return a statement with its subject before it."""
    return say("{subject}: {statement}", subject=subject, statement=statement)


def say_and(words: Iterable[str]) -> str:
    """Return things that belong together: one, two and three."""
    *first, last = words
    return say("{first} and {last}", first=say_list(first), last=last) if first else last


_FROM_LEFT = re.compile("[A-Za-z\u00c0-\u058f\u0900-\u1fff\u2c00-\ud7ff]")
_FROM_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")


ISOLATED = re.compile("[\u2066-\u2068]([^\u2066-\u2069]*)\u2069")
"""A name or words that turn nothing around them, with the signs that say so."""


def isolated(text: str) -> str:
    """Return a name or words of others so that they don't turn the sentence around them (UAX 9)."""
    return f"{_ISOLATE}{text}{_END}" if _spoken.get().locale is not None and is_turned(text) else text


def is_turned(text: str) -> bool:
    """Return whether a text has letters, but for what is isolated in it, that run against the language."""
    other = _FROM_LEFT if _spoken.get().is_right_to_left else _FROM_RIGHT
    return other.search(ISOLATED.sub("", text)) is not None
