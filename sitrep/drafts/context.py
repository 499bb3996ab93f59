"""The words around an amount in its sentence: days, places, who speaks, and how it is meant."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from attrs import frozen

from sitrep.drafts.lexicon import Lexicon
from sitrep.drafts.words import Words
from sitrep.errors import InvalidError
from sitrep.text.digits import plain_digits
from sitrep.values.pcodes import Pcodes
from sitrep.values.periods import Period
from sitrep.values.relative_days import resolve_day

Range = tuple[int, int]

_ISO = re.compile(r"(?<!\d)(?:19|20)\d\d-\d\d(?:-\d\d)?(?!\d)")
_YEARS = range(1900, 2100)
_LONGEST_NAME = 4
_LONGEST_SPEAKER = 9
_BESIDE = frozenset(",(،")
_STOPS = frozenset(',;:.()[]«»“”"!?،؛–—')


@frozen
class Day:
    """A day, a month or a weekday that a sentence names."""

    first: int
    last: int
    edtf: str | None
    """None where the text doesn't tell which it is."""
    role: str
    """`since`, `as_of`, or `on`."""
    relative: bool = False


@frozen
class Located:
    """A place that a sentence names."""

    first: int
    last: int
    place: Mapping[str, Any]


@frozen
class Speaker:
    """Somebody who is said to have said what the sentence states."""

    first: int
    last: int
    verb: Range
    name: str | None
    """None where a word such as "he" stands for it."""
    anonymous: bool = False
    via: Range | None = None
    denies: bool = False


class Sentence:
    """One sentence of a text, with what is found in it once for all of its amounts."""

    def __init__(
        self, words: Words, first: int, last: int, lexicon: Lexicon, published: Period | None, pcodes: Pcodes | None
    ) -> None:
        self.words, self.first, self.last = words, first, last
        self.lexicon, self.published, self.pcodes = lexicon, published, pcodes
        self.cues: dict[str, list[Range]] = {}
        for at in range(first, last):
            for end, names in lexicon.cues.at(words.texts, at):
                for name in names if end <= last else ():
                    self.cues.setdefault(name, []).append((at, end))

    def has(self, name: str, first: int, last: int) -> Range | None:
        """Return the first words of a table that stand in a range."""
        return next((each for each in self.cues.get(name, ()) if first <= each[0] and each[1] <= last), None)

    def starting(self, name: str, at: int) -> int | None:
        """Return where the words of a table end that begin at a word."""
        return max((end for start, end in self.cues.get(name, ()) if start == at), default=None)

    def ending(self, name: str, at: int) -> int | None:
        """Return where the words of a table begin that end before a word."""
        return min((start for start, end in self.cues.get(name, ()) if end == at), default=None)

    def is_stop(self, at: int) -> bool:
        return self.words.texts[at] in _STOPS

    # Days

    @cached_property
    def days(self) -> list[Day]:
        found, at = [], self.first
        while at < self.last:
            word = self.words.texts[at]
            day = self._day_at(at) if word in self.lexicon.day_words or word.isdigit() else None
            if day:
                found.append(day)
            at = day.last if day else at + 1
        return found

    def _day_at(self, at: int) -> Day | None:
        read = self._iso(at) or self._between(at) or self._dated(at) or self._named_day(at) or self._year_alone(at)
        if read is None:
            return None
        end, edtf, relative = read
        first = at
        role = "on"
        for _ in range(2):
            for name in ("since", "as_of", "on", "range"):
                start = self.ending(name, first)
                if start is not None and start >= self.first:
                    role = name if name in ("since", "as_of") else role
                    first = start
                    break
        if first == at and end - at == 1 and not relative:
            return None
        return Day(first, end, edtf, role, relative)

    def _iso(self, at: int) -> tuple[int, str | None, bool] | None:
        match = _ISO.match(self.words.text, self.words.starts[at])
        if not match:
            return None
        end = self.words.at(match.end())
        try:
            return end, Period.coerce(match[0]).edtf, False
        except InvalidError:
            return None

    def _number(self, at: int) -> int | None:
        if at < self.last and self.words.texts[at].isdigit() and len(self.words.texts[at]) <= 4:
            return int(plain_digits(self.words.texts[at]))
        return None

    def _linked(self, at: int) -> int:
        while at < self.last and self.words.texts[at] in self.lexicon.links:
            at += 1
        return at

    def _year(self, at: int) -> tuple[int, int | None]:
        linked = self._linked(at)
        year = self._number(linked)
        return (linked + 1, year) if year in _YEARS else (at, None)

    def _dated(self, at: int) -> tuple[int, str | None, bool] | None:
        texts, months = self.words.texts, self.lexicon.months
        number = self._number(at)
        if number is not None and 1 <= number <= 31:
            linked = self._linked(at + 1)
            if month := months.longest_at(texts, linked):
                end, year = self._year(month[0])
                return end, self._resolved(year, month[1], number), False
            return None
        month = months.longest_at(texts, at)
        if not month or month[0] > self.last:
            return None
        day = self._number(month[0])
        if day is not None and 1 <= day <= 31:
            end, year = self._year(month[0] + 1)
            return end, self._resolved(year, month[1], day), False
        end, year = self._year(month[0])
        # "May" and "March" are words too: a month alone is one after a preposition, with a capital.
        if (
            year is None
            and self.lexicon.has_capitals
            and self.lexicon.language == "en"
            and not self.words.is_capital(at)
        ):
            return None
        return end, self._resolved(year, month[1], None), False

    def _between(self, at: int) -> tuple[int, str | None, bool] | None:
        """Two days with one month: "between 1 and 5 April"; or each with its own."""
        first = self._dated(at)
        number = self._number(at)
        if first:
            middle = self.starting("and", first[0])
        else:
            middle = self.starting("and", self._linked(at + 1)) if number is not None and 1 <= number <= 31 else None
        second = self._dated(middle) if middle and middle < self.last else None
        if not second or (first is None and self._number(middle or 0) is None):
            return None
        end, ends, _ = second
        if first is not None and self.starting("range", self.first) is None and self.ending("range", at) is None:
            return None
        starts = first[1] if first else ends and f"{ends[:8]}{number:02}"
        try:
            return end, Period.coerce(f"{starts}/{ends}").edtf if starts and ends else None, False
        except InvalidError:
            return end, None, False

    def _year_alone(self, at: int) -> tuple[int, str | None, bool] | None:
        number = self._number(at)
        before = any(self.ending(name, at) is not None for name in ("on", "since"))
        return (at + 1, f"{number}", False) if number in _YEARS and before else None

    def _named_day(self, at: int) -> tuple[int, str | None, bool] | None:
        named = self.lexicon.weekdays.longest_at(self.words.texts, at)
        if not named:
            return None
        try:
            return named[0], resolve_day(named[1], published=self.published).edtf if self.published else None, True
        except InvalidError:
            return named[0], None, True

    def _resolved(self, year: int | None, month: int, day: int | None) -> str | None:
        """The date; without a year it is the last one up to the day of publication."""
        if year is None:
            latest = self.published.latest if self.published else None
            if latest is None:
                return None
            is_later = (month, day or 1) > (latest.month, latest.day)
            year = latest.year - 1 if is_later else latest.year
        try:
            date(year, month, day or 1)
        except ValueError:
            return None
        return f"{year:04}-{month:02}" + (f"-{day:02}" if day else "")

    # Places

    @cached_property
    def places(self) -> list[Located]:
        found: list[Located] = []
        for start, end in self.cues.get("in", ()):
            located = self._place_at(end)
            is_dated = located and any(located[0] < day.last and day.first < located[1] for day in self.days)
            if located and not is_dated and (not found or found[-1].last <= start):
                found.append(Located(start, located[1], located[2]))
        return sorted(found, key=lambda each: each.first)

    def _place_at(self, at: int) -> tuple[int, int, dict[str, Any]] | None:
        """Return where a place begins and ends after a preposition, and which it is."""
        kinds = at
        at = self._past_kinds(at)
        if country := self._country_at(kinds) or self._country_at(at):
            return kinds, country[0], {"country": country[1]}
        end = self._end_of_name(at, is_told=at > kinds)
        if end == at:
            return None
        place: dict[str, Any] = {"name": self.words.raw(at, end)}
        if self.pcodes and len(codes := self.pcodes.named(place["name"])) == 1:
            place |= {name: held for name, held in self.pcodes[codes[0]].to_json().items() if name != "name"}
        end = self._past_kinds(end, only_nouns=True)
        beside = end + 1 if end < self.last and self.words.texts[end] in _BESIDE else self.last
        if "country" not in place and (country := self._country_at(beside)):
            place["country"], end = country[1], country[0]
        return at, end, place

    def _past_kinds(self, at: int, *, only_nouns: bool = False) -> int:
        """Return where words such as "district" end, and the small words around them."""
        while at < self.last and (end := self.starting("kinds_of_place", at)):
            if only_nouns and self.starting("small", at):
                break
            at = end
        return at

    def _end_of_name(self, at: int, *, is_told: bool) -> int:
        """Return where a name ends: words in capitals, or, where there are none, the one after "city"."""
        end = at
        if self.lexicon.has_capitals:
            while end < self.last and end - at < _LONGEST_NAME and self._is_name(end):
                end += 1
        elif is_told and at < self.last and not self.is_stop(at) and not self.words.texts[at].isdigit():
            end = at + 1
        return end

    def _is_name(self, at: int) -> bool:
        word = self.words.texts[at]
        return (
            word.isalpha()
            and self.words.is_capital(at)
            and not self.lexicon.months.longest_at(self.words.texts, at)
            and not self.lexicon.weekdays.longest_at(self.words.texts, at)
        )

    def _country_at(self, at: int) -> tuple[int, str] | None:
        found = self.lexicon.countries.longest_at(self.words.texts, at) if at < self.last else None
        if found and self.lexicon.has_capitals and not any(map(self.words.is_capital, range(at, found[0]))):
            return None
        return found

    # Speakers

    @cached_property
    def speakers(self) -> list[Speaker]:
        after = (self._named_after(verb, denies=False) for verb in self.cues.get("according", ()))
        found = [speaker for speaker in after if speaker]
        for name in ("denies", "said"):
            for verb in self._longest(name):
                speaker = self._of_verb(verb, denies=name == "denies")
                if speaker and not any(each.verb[0] < verb[1] and verb[0] < each.verb[1] for each in found):
                    found.append(speaker)
        return found

    def _longest(self, name: str) -> Iterator[Range]:
        reached = self.first
        for start, end in sorted(self.cues.get(name, ()), key=lambda each: (each[0], -each[1])):
            if start >= reached:
                yield start, end
                reached = end

    def _of_verb(self, verb: Range, *, denies: bool) -> Speaker | None:
        via = self._told(verb)
        before = None if self.lexicon.language == "ar" else self._named_before(verb, denies, via)
        found = before or self._named_after(verb, denies=denies)
        if found is None and verb[0] > self.first and self.words.texts[verb[0] - 1] in (",", "،"):
            # "The minister, who came on Sunday, said": somebody said it, and the words beside don't tell who.
            return Speaker(verb[0], verb[1], verb, None, denies=denies)
        return found

    def _told(self, verb: Range) -> Range | None:
        end = self.starting("told", verb[0])
        if end is None or not self.lexicon.has_capitals:
            return None
        last = end
        while last < self.last and last - end < _LONGEST_NAME and self._is_name(last):
            last += 1
        return (end, last) if last > end else None

    def _named_before(self, verb: Range, denies: bool, via: Range | None) -> Speaker | None:
        first = verb[0]
        while first > self.first and verb[0] - first < _LONGEST_SPEAKER + 1 and not self.is_stop(first - 1):
            if any(day.last == first for day in self.days):
                break
            first -= 1
        return self._speaker(first, verb[0], verb, denies, via)

    def _named_after(self, verb: Range, *, denies: bool) -> Speaker | None:
        last = verb[1]
        while last < self.last and not self.is_stop(last) and last - verb[1] < _LONGEST_SPEAKER + 1:
            if self.starting("that", last) or any(day.first <= last < day.last for day in self.days):
                break
            if denies and self.lexicon.says_before.longest_to(self.words.texts, last + 1, 1):
                break
            last += 1
        return self._speaker(verb[1], last, verb, denies, None)

    def _speaker(self, first: int, last: int, verb: Range, denies: bool, via: Range | None) -> Speaker | None:
        anonymous = False
        if (end := self.starting("by", first)) and end < last:
            first = end
        if (end := self.starting("indefinite", first)) and end < last:
            first, anonymous = end, True
        elif (end := self.starting("articles", first)) and end < last:
            first = end
        while last > first and self.starting("auxiliary", last - 1) == last:
            last -= 1
        if not 0 < last - first <= _LONGEST_SPEAKER:
            return None
        says = (self.lexicon.says.longest_at(self.words.texts, at) for at in range(first, last))
        is_name = any(word.isalpha() and not self.starting("articles", at) for at, word in self._words(first, last))
        if not is_name or any(says) or self.has("not", first, last) or self.has("that", first, last):
            return None
        is_pronoun = self.starting("pronouns", first) is not None
        name = None if is_pronoun else self.words.raw(first, last)
        return Speaker(first, last, verb, name, anonymous, via, denies)

    def _words(self, first: int, last: int) -> Iterator[tuple[int, str]]:
        return ((at, self.words.texts[at]) for at in range(first, last))

    def said_on(self, speaker: Speaker) -> Day | None:
        """Return the day that stands directly beside a verb of saying."""
        _, after = speaker.verb
        ends = {after, speaker.last, speaker.via[1] if speaker.via else after}
        return next((day for day in self.days if day.first in ends and day.role == "on"), None)
