"""Reading on from an amount, and back, to the words that say what it is of and what became of them."""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import evolve, field, frozen

from sitrep.drafts.amounts import Amount
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

    def __init__(self, words: Words, lexicon: Lexicon, sentence: Sentence, amounts: Sequence[Amount]) -> None:
        self.words, self.texts, self.lexicon, self.sentence = words, words.texts, lexicon, sentence
        self.amounts = amounts
        self.starting = {each.first: each for each in amounts}
        self.said: list[Said] = []
        """What was read so far, in the order of the amounts."""
        for number, amount in enumerate(amounts):
            self.said.append(self._read(number, amount))

    def _read(self, number: int, amount: Amount) -> Said:
        said = self._scan(amount)
        before = self._before(amount, said)
        if before is not None:
            return before
        if said.meanings:
            return said
        inherited = self._inherited(number, amount, said)
        return inherited or said

    def _fitting(self, meanings: tuple[Meaning, ...], family: str, noun: Range | None) -> tuple[Meaning, ...]:
        return tuple(each for each in meanings if each.family == family or (not noun and not family))

    def _before(self, amount: Amount, said: Said) -> Said | None:
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

    def _is_word(self, at: int) -> bool:
        return self.texts[at].isalpha() and not any(each.first <= at < each.last for each in self.amounts)

    def _scan(self, amount: Amount) -> Said:
        """Read on from an amount to the words that say what it is of and what of them."""
        texts, sentence = self.texts, self.sentence
        family = "money" if amount.quantity.currency else ""
        noun: Range | None = None
        unit = ""
        states: dict[str, tuple[Any, Range]] = {}
        unknown: list[str] = []
        open_: tuple[str, ...] = ()
        if amount.quantity.unit == Unit.PERSONS:
            family, noun = PEOPLE, (amount.first, amount.last)
        at, inside = amount.first, True
        while at < min(sentence.last, amount.last + _REACH):
            inside = at < amount.last
            if not inside and at in self.starting:
                other = self._scan_noun(self.starting[at])
                if noun and other and not unknown and texts[at - 1] in JOINERS:
                    at = other
                    continue
                break
            narrowed = self.lexicon.narrows.longest_at(texts, at)
            if narrowed:
                for name, value in narrowed[1][0].states.items():
                    states[name] = (value, (at, narrowed[0]))
                at = narrowed[0]
                continue
            counted = self.lexicon.counted.longest_at(texts, at)
            if counted and (inside or noun is None or noun == (amount.first, amount.last)) and not unknown:
                meaning = counted[1][0]
                if not family or family == meaning.family:
                    family, noun, unit = meaning.family, (at, counted[0]), meaning.unit or unit
                    for name, value in meaning.states.items():
                        states[name] = (value, (at, counted[0]))
                    # "12 people dead": a word may be both what is counted and what is said.
                    at = counted[0]
                    continue
            if inside:
                at += 1
                continue
            says = self.lexicon.says.longest_at(texts, at)
            if says and says[0] <= sentence.last:
                wanted = family or PEOPLE
                meanings = tuple(each for each in says[1] if each.family == wanted)
                if meanings:
                    return self._found(amount, meanings, (at, says[0]), states, wanted, noun, unit, unknown)
            if noun and self._joins_noun(at):
                open_ = ("group",)
                break
            if texts[at] in JOINERS:
                break
            skipped = self._skipped(at, amount)
            if skipped:
                at = skipped
                continue
            if sentence.is_stop(at):
                break
            unknown.append(texts[at])
            at += 1
        return Said((), None, states, family, noun, unit, tuple(unknown), open_, min(at, sentence.last))

    def _found(
        self,
        amount: Amount,
        meanings: tuple[Meaning, ...],
        at: Range,
        states: dict[str, tuple[Any, Range]],
        family: str,
        noun: Range | None,
        unit: str,
        unknown: list[str],
    ) -> Said:
        open_: tuple[str, ...] = ()
        last = at[1]
        # What narrows a noun stands after it in some languages: "cas suspects", "casos confirmados".
        while narrowed := self.lexicon.narrows.longest_at(self.texts, last):
            for name, value in narrowed[1][0].states.items():
                states[name] = (value, (last, narrowed[0]))
            last = narrowed[0]
        if last < self.sentence.last and self.texts[last] in JOINERS:
            also = self.lexicon.says.longest_at(self.texts, last + 1)
            if also and any(each.family == family for each in also[1]):
                open_ = ("type",)
        if self._goes_on(last):
            open_ = ("type",)
        return Said(meanings, at, states, family, noun, unit, tuple(unknown), open_, last)

    def _joins_noun(self, at: int) -> bool:
        """Return whether another noun is counted together with the first: "12 women and children"."""
        if self.texts[at] in JOINERS:
            return bool(self.lexicon.counted.longest_at(self.texts, at + 1))
        return self.is_attached(at) and bool(self.lexicon.counted.longest_at(self.texts, at))

    def is_attached(self, at: int) -> bool:
        """Return whether a word begins with the letter by which Arabic writes "and"."""
        return self.lexicon.verb_first and self.words.raw(at, at + 1)[0] == "و"

    def _goes_on(self, at: int) -> bool:
        """Return whether another verb follows what seemed to be one: "70 wounded were expected to leave"."""
        sentence = self.sentence
        if sentence.starting("auxiliary", at) is None:
            return False
        while at < sentence.last and (end := sentence.starting("plain", at)):
            at = end
        is_adverb = any(each.first == at for each in (*sentence.days, *sentence.places))
        return at < sentence.last and not sentence.is_stop(at) and not is_adverb and at not in self.starting

    def _scan_noun(self, amount: Amount) -> int | None:
        """Return where the noun of an amount ends, if one follows directly."""
        for at in range(amount.first, amount.last + 1):
            counted = self.lexicon.counted.longest_at(self.texts, at)
            if counted and counted[0] >= amount.last:
                return counted[0]
        return None

    def _skipped(self, at: int, amount: Amount) -> int | None:
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

    def _inherited(self, number: int, amount: Amount, said: Said) -> Said | None:
        """What is said of a whole is said of the part that is named after "including"."""
        if not number or self.sentence.ending("including", amount.first) is None:
            return None
        whole = self.said[number - 1]
        if not whole.meanings or whole.family != (said.family or whole.family):
            return None
        states = {name: held for name, held in whole.states.items() if name not in ("age", "sex")} | dict(said.states)
        return evolve(said, meanings=whole.meanings, at=whole.at, states=states, family=whole.family, open=whole.open)
