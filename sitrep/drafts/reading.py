"""Reading on from an amount, and back, to the words that say what it is of and what became of them."""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import evolve, field, frozen

from sitrep.drafts.amounts import AmountInText
from sitrep.drafts.context import Range, Sentence
from sitrep.drafts.lexicon import Lexicon, Meaning
from sitrep.drafts.words import Words
from sitrep.vocabularies import Unit

PEOPLE = "people"
"""The family of what is counted in persons and households."""
JOINERS = frozenset({"and", "et", "y", "e", "or", "ou", "o", "u", "او"})
_REACH = 16
"""The words that may stand between an amount and what is said of it."""
_BEFORE = 6
"""The words that may stand between what is said and its amount."""
_SUBJECT = 2
"""The words between a verb that comes first and what it is done to."""


@frozen(eq=False)
class Said:
    """The meaning that the words around an amount give it."""

    meanings: tuple[Meaning, ...] = ()
    at: Range | None = None
    states: Mapping[str, tuple[Any, Range]] = field(factory=dict)
    family: str = ""
    noun: Range | None = None
    unit: str = ""
    unknown: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    last: int = 0


class Reader:
    """The meanings of the amounts of one sentence."""

    def __init__(self, words: Words, lexicon: Lexicon, sentence: Sentence, amounts: Sequence[AmountInText]) -> None:
        self.words, self.texts, self.lexicon, self.sentence = words, words.texts, lexicon, sentence
        self.amounts = amounts
        self.starting = {each.first: each for each in amounts}
        self.said: list[Said] = []
        """The meanings that were read so far, in the order of the amounts."""
        for number, amount in enumerate(amounts):
            self.said.append(self._read(number, amount))

    def _read(self, number: int, amount: AmountInText) -> Said:
        said = _Scan(self, amount).read()
        before = self._before(amount, said)
        if before is not None:
            return before
        if said.meanings:
            return said
        inherited = self._inherited(number, amount, said)
        return inherited or said

    def _before(self, amount: AmountInText, said: Said) -> Said | None:
        if labelled := self._labelled(amount, said):
            return labelled
        at, between = amount.first if amount.left < 0 else amount.left, 0
        for _ in range(_BEFORE):
            found = self.lexicon.says_before.longest_to(self.texts, at)
            if found and found[0] >= self.sentence.first:
                family = said.family or (PEOPLE if not said.noun else "")
                meanings = tuple(each for each in found[1] if each.family == family)
                if meanings:
                    last = max(amount.last, said.noun[1] if said.noun else 0)
                    # Of what follows only the words matter that tell what is counted.
                    is_clear = said.noun or self.texts[amount.last : amount.last + 1] != [*said.unknown[:1]]
                    unknown = () if is_clear else said.unknown
                    open_ = tuple(each for each in said.open if each == "group")
                    return evolve(
                        said,
                        meanings=meanings,
                        at=(found[0], at),
                        family=family,
                        last=last,
                        unknown=unknown,
                        open=open_,
                    )
                return None
            start = self.sentence.ending("plain_before", at)
            if start is None and self.lexicon.verb_first and not said.meanings and between < _SUBJECT:
                # The verb comes first, and who did it next.
                between, start = between + 1, at - 1 if at and self._is_word(at - 1) else None
            if start is None or start < self.sentence.first:
                return None
            at = start
        return None

    def _labelled(self, amount: AmountInText, said: Said) -> Said | None:
        """The meaning of words and a colon before an amount: "Injured: 34"."""
        if amount.first < self.sentence.first + 2 or self.texts[amount.first - 1] != ":" or said.meanings:
            return None
        found = self.lexicon.labels.longest_to(self.texts, amount.first - 1)
        meanings = tuple(each for each in found[1] if each.family == (said.family or PEOPLE)) if found else ()
        if not found or not meanings or found[0] < self.sentence.first:
            return None
        is_alone = found[0] == self.sentence.first or self.sentence.is_stop(found[0] - 1)
        open_ = () if is_alone else ("group",)
        return evolve(
            said, meanings=meanings, at=(found[0], amount.first - 1), family=said.family or PEOPLE, open=open_
        )

    def _is_word(self, at: int) -> bool:
        return self.texts[at].isalpha() and not any(each.first <= at < each.last for each in self.amounts)

    def joins_noun(self, at: int) -> bool:
        """Return whether another noun is counted together with the first: "12 women and children"."""
        if self.texts[at] in JOINERS:
            return bool(self.lexicon.counted.longest_at(self.texts, at + 1))
        return self.is_attached(at) and bool(self.lexicon.counted.longest_at(self.texts, at))

    def is_attached(self, at: int) -> bool:
        """Return whether a word begins with the letter by which Arabic writes "and"."""
        return self.lexicon.verb_first and self.words.raw(at, at + 1)[0] == "و"

    def goes_on(self, at: int) -> bool:
        """Return whether another verb follows what seemed to be one: "70 wounded were expected to leave"."""
        sentence = self.sentence
        if sentence.starting("auxiliary", at) is None:
            return False
        while at < sentence.last and (end := sentence.starting("plain", at)):
            at = end
        is_adverb = at in (*(each.first for each in sentence.days), *(each.first for each in sentence.places))
        return at < sentence.last and not sentence.is_stop(at) and not is_adverb and at not in self.starting

    def noun_of(self, amount: AmountInText) -> int | None:
        """Return where the noun of an amount ends, if one follows directly."""
        for at in range(amount.first, amount.last + 1):
            counted = self.lexicon.counted.longest_at(self.texts, at)
            if counted and counted[0] >= amount.last:
                return counted[0]
        return None

    def skipped(self, at: int, amount: AmountInText) -> int | None:
        """Return where words end that say nothing against what follows; None where there are none."""
        sentence = self.sentence
        if self.texts[at] in (",", "،", "("):
            including = sentence.starting("including", at + 1)
            inside = sentence.ending("including", amount.first)
            if including:
                ends = (
                    each
                    for each in range(including, min(sentence.last, including + _REACH))
                    if self.texts[each] in (",", "،", ")")
                )
                end = next(ends, None)
                return end + 1 if end else None
            return at + 1 if inside is not None and self.texts[at] != "(" else None
        for day in sentence.days:
            if day.first == at:
                return day.last
        for place in sentence.places:
            if place.first == at:
                return place.last
        disease = self.lexicon.diseases.longest_at(self.texts, at)
        if disease:
            return disease[0]
        for name in ("plain", "caveat", "expected", "planned", "maybe", "not", "total"):
            if end := sentence.starting(name, at):
                return end
        return None

    def _inherited(self, number: int, amount: AmountInText, said: Said) -> Said | None:
        """Return the meaning of a whole for the part that is named after "including"."""
        if not number or self.sentence.ending("including", amount.first) is None:
            return None
        whole = self.said[number - 1]
        if not whole.meanings or whole.family != (said.family or whole.family):
            return None
        states = {name: held for name, held in whole.states.items() if name not in ("age", "sex")} | dict(said.states)
        return evolve(said, meanings=whole.meanings, at=whole.at, states=states, family=whole.family, open=whole.open)


class _Scan:
    """The way from an amount to the words that say what it is of and what became of them."""

    def __init__(self, reader: Reader, amount: AmountInText) -> None:
        self.reader, self.amount = reader, amount
        self.texts, self.lexicon, self.sentence = reader.texts, reader.lexicon, reader.sentence
        self.family = "money" if amount.quantity.currency else ""
        self.noun: Range | None = None
        self.unit = ""
        self.states: dict[str, tuple[Any, Range]] = {}
        self.unknown: list[str] = []
        self.open: tuple[str, ...] = ()
        if amount.quantity.unit == Unit.PERSONS:
            self.family, self.noun = PEOPLE, (amount.first, amount.last)
        self.in_span = self.noun

    def read(self) -> Said:
        at: int | None = self.amount.first
        last = self.amount.first
        while at is not None and at < min(self.sentence.last, self.amount.last + _REACH):
            last = at
            is_inside = at < self.amount.last
            if not is_inside and (found := self._says(at)):
                return found
            at = self._known(at) or (at + 1 if is_inside else self._step(at))
        return self._said((), None, at or last)

    def _said(self, meanings: tuple[Meaning, ...], at: Range | None, last: int) -> Said:
        return Said(
            meanings,
            at,
            self.states,
            self.family,
            self.noun,
            self.unit,
            tuple(self.unknown),
            self.open,
            min(last, self.sentence.last),
        )

    def _known(self, at: int) -> int | None:
        """Take in a word that tells what is counted; returns where it ends."""
        narrowed = self.lexicon.narrows.longest_at(self.texts, at)
        if narrowed:
            self._state(narrowed[1][0], (at, narrowed[0]))
            return narrowed[0]
        counted = self.lexicon.counted.longest_at(self.texts, at)
        if not counted or self.unknown or self.noun != self.in_span:
            return None
        meaning = counted[1][0]
        if self.family not in ("", meaning.family):
            return None
        self.family, self.noun, self.unit = meaning.family, (at, counted[0]), meaning.unit or self.unit
        self._state(meaning, self.noun)
        return counted[0]

    def _state(self, meaning: Meaning, at: Range) -> None:
        self.states |= {name: (value, at) for name, value in meaning.states.items()}

    def _step(self, at: int) -> int | None:
        """Return where to read on after a word that says neither; None where another statement begins."""
        if at in self.reader.starting:
            # "3 soldiers and 2 civilians were killed": what is said of several things is said of each.
            other = self.reader.noun_of(self.reader.starting[at])
            return other if self.noun and not self.unknown and self.texts[at - 1] in JOINERS else None
        if self.noun and self.reader.joins_noun(at):
            self.open = ("group",)
            return None
        if self.texts[at] in JOINERS:
            is_joining = self.noun and at + 1 in self.reader.starting
            return at + 1 if is_joining else None
        if skipped := self.reader.skipped(at, self.amount):
            return skipped
        if self.sentence.is_stop(at):
            return None
        self.unknown.append(self.texts[at])
        return at + 1

    def _says(self, at: int) -> Said | None:
        says = self.lexicon.says.longest_at(self.texts, at)
        wanted = self.family or PEOPLE
        meanings = tuple(each for each in says[1] if each.family == wanted) if says else ()
        if not says or not meanings or says[0] > self.sentence.last:
            return None
        self.family, last = wanted, says[0]
        # What narrows a noun stands after it in some languages: "cas suspects", "casos confirmados".
        while narrowed := self.lexicon.narrows.longest_at(self.texts, last):
            self._state(narrowed[1][0], (last, narrowed[0]))
            last = narrowed[0]
        if last < self.sentence.last and self.texts[last] in JOINERS:
            also = self.lexicon.says.longest_at(self.texts, last + 1)
            if also and any(each.family == wanted for each in also[1]):
                self.open = ("type",)
        after = self.lexicon.counted.longest_at(self.texts, last)
        if after and self.noun is None and after[1][0].family == wanted:
            # "20 injured people"
            self.noun, last, self.unit = (last, after[0]), after[0], after[1][0].unit
            self._state(after[1][0], self.noun)
        if self.reader.goes_on(last):
            self.open = ("type",)
        return self._said(meanings, (at, says[0]), last)
