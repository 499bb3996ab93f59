"""Drafting: every amount of a text, and every fact without one, as a proposal with its evidence."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sitrep.drafts.amounts import AmountInText, amounts_in
from sitrep.drafts.context import Range, Sentence
from sitrep.drafts.lexicon import Lexicon, Meaning
from sitrep.drafts.proposals import Drafted, Proposal, checked, document_of
from sitrep.drafts.reading import PEOPLE, Reader, Said
from sitrep.drafts.stating import Beside, Collected
from sitrep.drafts.words import Words
from sitrep.errors import FaultCode, InvalidError, refuse
from sitrep.fields.declarations import declared
from sitrep.records.base import RECORD_TYPES
from sitrep.text.currencies import meant_by
from sitrep.values.figures import Figure, counts_whole
from sitrep.values.pcodes import Pcodes
from sitrep.values.periods import Period
from sitrep.values.sources import Document
from sitrep.vocabularies import Unit

_NEAR = 3
"""The words after a fact in which its disease may be named."""
_YEARS = range(1900, 2100)
_LONGEST_EXCERPT = 200
_COUNTED = frozenset({PEOPLE, "facilities", "extents"})
"""The families of what there are no fractions of."""


def draft(
    text: str,
    *,
    document: Document | str | None = None,
    language: str | None = None,
    published: Period | str | date | None = None,
    pcodes: Pcodes | None = None,
) -> Drafted:
    """Return what a text may state: every amount in it, and the facts without one whose words are known.

    `document` is the one that the text stands in; its day of publication settles weekdays, and its publisher is
    the source of what nobody else is said to have said. `language` is en, fr, es or ar; without it the document's,
    or English. `pcodes` are places by the names of which a place gets its code. Nothing is stated that no words
    support: what they leave open is named in each proposal.
    """
    if not isinstance(text, str):
        raise refuse(text, "the text of a document", "text", code=FaultCode.WRONG_TYPE)
    about, known, day = document_of(text, document, language, published)
    words = Words(text, known.language)
    proposals = [*_Drafting(words, known, about, day, pcodes).proposals()]
    found = sorted(checked(proposals), key=lambda each: (each.start, each.end))
    return Drafted(text=text, document=about, language=known.language, proposals=tuple(found))


class _Drafting:
    def __init__(
        self, words: Words, known: Lexicon, document: Document, published: Period | None, pcodes: Pcodes | None
    ) -> None:
        self.words, self.lexicon, self.document = words, known, document
        self.published, self.pcodes = published, pcodes
        self.texts = words.texts
        self.amounts = amounts_in(words, known)
        self.diseases = [
            (at, end)
            for at in range(len(self.texts))
            if (found := known.diseases.longest_at(self.texts, at)) and (end := found[0])
        ]
        self.only_disease = len({tuple(self.texts[at:end]) for at, end in self.diseases}) == 1

    def proposals(self) -> Iterator[Proposal]:
        at = disease = 0
        previous = (0, 0)
        for first, last in self.words.sentences():
            here: list[AmountInText] = []
            while at < len(self.amounts) and self.amounts[at].first < last:
                here.append(self.amounts[at])
                at += 1
            while disease < len(self.diseases) and self.diseases[disease][0] < previous[0]:
                disease += 1
            near = [each for each in self.diseases[disease : disease + 9] if each[0] < last]
            sentence = Sentence(self.words, first, last, self.lexicon, self.published, self.pcodes)
            yield from _InSentence(self, sentence, here, near).proposals()
            previous = (first, last)


class _InSentence:
    """The proposals of one sentence."""

    def __init__(
        self, drafting: _Drafting, sentence: Sentence, amounts: Sequence[AmountInText], near: Sequence[Range]
    ) -> None:
        self.drafting, self.sentence, self.near = drafting, sentence, near
        self.words, self.texts, self.lexicon = drafting.words, drafting.texts, drafting.lexicon
        self.amounts = [each for each in amounts if self._is_amount(each)]
        self.reader = Reader(self.words, self.lexicon, sentence, self.amounts)
        self.beside = Beside(sentence, self.reader)

    def _is_amount(self, amount: AmountInText) -> bool:
        """Return whether it is one, and no day, year or number of something."""
        if any(day.first < amount.last and amount.first < day.last for day in self.sentence.days):
            return False
        quantity = amount.quantity
        bare = quantity.unit is None and not quantity.currency and quantity.best is not None
        raw = self.words.text[amount.start : amount.end]
        if bare and raw.isdigit() and quantity.best in _YEARS and len(raw) == 4:
            return False
        before = [start for start, end in self.sentence.cues.get("numbering", ()) if end == amount.first]
        if bare and raw.isdigit() and before:
            return False
        # "18:00" and "1." at the head of a line are no amounts.
        around = self.words.text[max(0, amount.start - 1) : amount.start], self.words.text[amount.end : amount.end + 2]
        is_time = around[0] == ":" or (around[1][:1] == ":" and around[1][1:].isdigit())
        return not (bare and raw.isdigit() and is_time)

    def proposals(self) -> Iterator[Proposal]:
        for number, amount in enumerate(self.amounts):
            said = self.reader.said[number]
            is_article = amount.quantity.best == 1 and not self.words.text[amount.start : amount.end][-1:].isdigit()
            if not (is_article and not said.meanings and amount.last - amount.first == 1):
                yield self._propose(number, amount, said)
        yield from self._facts()

    # Amounts

    def _propose(self, number: int, amount: AmountInText, said: Said) -> Proposal:
        meaning, own = self._settled(said, amount), (amount.first, amount.last)
        stated = Collected()
        stated.leave(*said.open)
        figure, is_open = self._figure(amount, said, meaning)
        if meaning:
            at = said.at or own
            stated.state(at, type=meaning.type, **meaning.states)
            names = declared(RECORD_TYPES[meaning.type])
            for name, (value, place) in said.states.items():
                if name in names:
                    stated.state(place, **{name: value})
                else:
                    stated.leave(name)
            if meaning.needs and (needed := self._needed(meaning, said, amount)):
                named = self.lexicon.diseases.longest_at(self.texts, needed[0])
                stated.state(needed, **{meaning.needs: named and named[1]})
            taking = self._figure_field(meaning, said, amount)
            if taking and figure is not None and not is_open:
                stated.state(own, **{taking: figure})
            else:
                stated.leave(meaning.figure)
            stated.leave(
                *(each.name for each in names.values() if each.must_be_given and each.name not in stated.record)
            )
            stated.leave(*self._doubts(number, amount, said, meaning))
        else:
            stated.leave("type")
        span = _covering([own, *filter(None, (said.at, said.noun))])
        self.beside.add(stated, span, [*filter(None, (own, said.at))])
        return self._made((amount.start, amount.end), span, figure, stated)

    def _doubts(self, number: int, amount: AmountInText, said: Said, meaning: Meaning) -> Iterator[str]:
        """Return the doubts about an amount: of whom it is, and of which time."""
        if said.unknown or (not said.noun and self._may_be_of_others(number, meaning)) or self._is_part_of(amount):
            yield "group"
        if amount.former or self.sentence.ending("former", self._head(amount)) is not None:
            yield "period"

    def _head(self, amount: AmountInText) -> int:
        """Return where an amount begins, with the articles before it."""
        at = amount.first
        while (start := self.sentence.ending("articles", at)) is not None and start >= self.sentence.first:
            at = start
        return at

    def _is_part_of(self, amount: AmountInText) -> bool:
        """Return whether it is the whole that something is a part of: "half of the 2,000 residents"."""
        sentence = self.sentence
        of = sentence.ending("of", self._head(amount))
        if of is None:
            of = sentence.ending("of", amount.first)
        if of is None:
            return False
        return sentence.ending("part", of) is not None or any(each.last == of for each in self.amounts)

    def _may_be_of_others(self, number: int, meaning: Meaning) -> bool:
        """Return whether a number without a noun may count something else than what its words usually count."""
        before = self.reader.said[number - 1] if number else None
        return meaning.needs_noun or bool(before and (before.unknown or before.family != meaning.family))

    def _settled(self, said: Said, amount: AmountInText) -> Meaning | None:
        """Of several meanings the one whose needs are met: "36 deaths" are of a disease only where one is named."""
        met = [each for each in said.meanings if not each.needs or self._needed(each, said, amount)]
        if self.near:
            # Where several diseases are named, words for what is counted of one are still of one of them.
            met = [*said.meanings]
        needing = [each for each in met if each.needs]
        return (needing or met or [*said.meanings] or [None])[0]  # type: ignore[list-item]

    def _needed(self, meaning: Meaning, said: Said, amount: AmountInText) -> Range | None:
        last = (said.at or (0, amount.last))[1] + _NEAR
        beside = [each for each in self.near if amount.first <= each[0] < last]
        if len(beside) == 1:
            return beside[0]
        if self.near:
            named = {tuple(self.texts[first:last]) for first, last in self.near}
            return self.near[-1] if len(named) == 1 else None
        number = self.amounts.index(amount)
        before = self.reader.said[number - 1].meanings if number else ()
        # "2,431 cases and 61 deaths" are of one disease.
        is_near = not meaning.near or any(each.needs == meaning.needs for each in before)
        if is_near and self.drafting.only_disease:
            return self.drafting.diseases[0]
        return None

    def _figure(self, amount: AmountInText, said: Said, meaning: Meaning | None) -> tuple[dict[str, Any] | None, bool]:
        """The figure that an amount states, and whether it is in doubt."""
        quantity, is_open = amount.quantity, False
        is_whole = said.family in _COUNTED or (quantity.unit and counts_whole(quantity.unit))
        if amount.grouped is not None and is_whole:
            # Where an only mark groups thousands elsewhere, English means a decimal, of which there are none here.
            is_open = self.lexicon.language == "en"
            quantity = quantity if is_open else amount.grouped
        unit: str | None = quantity.unit
        if quantity.currency:
            codes = sorted(meant_by(quantity.currency))
            unit = codes[0] if len(codes) == 1 else Unit.USD.value if Unit.USD in codes else None
            is_open = unit is None
        elif unit is None and said.family == PEOPLE:
            unit = said.unit or Unit.PERSONS.value
        elif unit is None and meaning:
            unit = declared(RECORD_TYPES[meaning.type])[meaning.figure].kind.unit
        for each in (unit or "count", "count"):
            try:
                return Figure(**Figure.said_by(quantity, unit=each)).to_json(), is_open
            except InvalidError:
                is_open = True
        return None, True

    def _figure_field(self, meaning: Meaning, said: Said, amount: AmountInText) -> str | None:
        """The field that takes the figure; None where it takes none in such a unit."""
        quantity, unit = amount.quantity, amount.quantity.unit or said.unit
        is_money = bool(quantity.currency)
        if meaning.family != PEOPLE:
            fits = is_money == (meaning.family == "money") and quantity.unit in (None, "facilities", "buildings")
            return meaning.figure if fits else None
        if is_money or quantity.is_share:
            return None
        return {"": meaning.figure, Unit.PERSONS: meaning.figure, Unit.HOUSEHOLDS: "households"}.get(unit)

    def _made(self, place: Range, span: Range, figure: dict[str, Any] | None, stated: Collected) -> Proposal:
        words, document = self.words, self.drafting.document
        start, end = place
        attribution = {"source": {"name": document.publisher or str(document)}} | stated.attribution
        if "source" in stated.open:
            del attribution["source"]
        first, last = min(start, words.starts[span[0]]), max(end, words.ends[span[1] - 1])
        if last - first > _LONGEST_EXCERPT:
            first, last = place
        attribution["document"] = document.to_json()
        attribution |= {"span": {"start": first, "end": last}, "excerpt": words.text[first:last]}
        if document.published:
            attribution["reported"] = document.published.edtf
        return Proposal(
            start=start,
            end=end,
            words=words.text[start:end],
            figure=figure,
            record=stated.record,
            attribution=attribution,
            evidence={name: (words.starts[a], words.ends[b - 1]) for name, (a, b) in stated.evidence.items()},
            open=tuple(dict.fromkeys(stated.open)),
            sentence=(words.starts[self.sentence.first], words.ends[self.sentence.last - 1]),
        )

    # Facts without an amount

    def _facts(self) -> Iterator[Proposal]:
        sentence, texts = self.sentence, self.texts
        reached = sentence.first
        for at in range(sentence.first, sentence.last):
            about = self.lexicon.about.longest_at(texts, at) if at >= reached else None
            if about and about[0] <= sentence.last:
                reached = about[0]
                yield from self._fact(about[1][0], (at, about[0]))

    def _fact(self, meaning: Meaning, at: Range) -> Iterator[Proposal]:
        name = self._name_beside(*at) if meaning.named else None
        holds = self._holds(*at, meaning.family)
        if not holds or (meaning.named and not name):
            return
        state, place = holds
        span = _covering([at, place, *([name] if name else [])])
        if any(span[0] <= each.first < span[1] for each in self.amounts if each.quantity.best != 1):
            return
        stated = Collected()
        stated.state(at, type=meaning.type, **meaning.states)
        stated.state(place, **state.states)
        if name:
            stated.state(name, **{meaning.named: self.words.raw(*name)})
        self.beside.add(stated, span)
        yield self._made((self.words.starts[span[0]], self.words.ends[span[1] - 1]), span, None, stated)

    def _holds(self, first: int, last: int, family: str) -> tuple[Meaning, Range] | None:
        """The words in the clause that say what became of it; after it first, then before."""
        sentence = self.sentence
        for at in range(last, min(sentence.last, last + 10)):
            if sentence.is_stop(at):
                break
            if found := self._state_at(at, family):
                return found
        for at in range(first - 1, max(sentence.first, first - 5) - 1, -1):
            if sentence.is_stop(at):
                break
            if (found := self._state_at(at, family)) and found[1][1] <= first:
                return found
        return None

    def _state_at(self, at: int, family: str) -> tuple[Meaning, Range] | None:
        holds = self.lexicon.holds.longest_at(self.texts, at)
        meaning = next((each for each in holds[1] if each.family == family), None) if holds else None
        return (meaning, (at, holds[0])) if meaning and holds else None

    def _name_beside(self, first: int, last: int) -> Range | None:
        """The name before a noun as in English, or after it."""
        sentence = self.sentence
        if not self.lexicon.has_capitals:
            return (last, last + 1) if last < sentence.last and not sentence.is_stop(last) else None
        at = first
        while (
            at > sentence.first
            and self.words.is_capital(at - 1)
            and self.texts[at - 1].isalpha()
            and not sentence.starting("articles", at - 1)
        ):
            at -= 1
        if at < first:
            return at, first
        end = last
        while end < sentence.last and sentence.starting("kinds_of_place", end):
            end += 1
        at = end
        while end < sentence.last and self.words.is_capital(end) and self.texts[end].isalpha():
            end += 1
        return (at, end) if end > at else None


def _covering(ranges: Sequence[Range]) -> Range:
    return min(first for first, _ in ranges), max(last for _, last in ranges)
