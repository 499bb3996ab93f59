"""Drafting: every amount of a text, and every fact without one, as a proposal with its evidence."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from attrs import evolve

from sitrep.drafts.amounts import Amount, amounts_in
from sitrep.drafts.context import Day, Range, Sentence, Speaker
from sitrep.drafts.lexicon import Lexicon, Meaning, lexicon
from sitrep.drafts.proposals import Draft, Proposal
from sitrep.drafts.reading import JOINERS, PEOPLE, Reader, Said
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
"""The words before a fact in which it may be negated."""
_YEARS = range(1900, 2100)
_LONGEST_EXCERPT = 200


def draft(
    text: str,
    *,
    document: Document | str | None = None,
    language: str | None = None,
    published: Period | str | date | None = None,
    pcodes: Pcodes | None = None,
) -> Draft:
    """Return what a text may state: every amount in it, and the facts without one whose words are known.

    `document` is the one that the text stands in; its day of publication settles weekdays, and its publisher is
    the source of what nobody else is said to have said. `language` is en, fr, es or ar; without it the document's,
    or English. `pcodes` are places by the names of which a place gets its code. Nothing is stated that no words
    support: what they leave open is named in each proposal.
    """
    if not isinstance(text, str):
        raise refuse(text, "the text of a document", "text", code=FaultCode.WRONG_TYPE)
    about = Document.coerce(document) if document else None
    spoken = language or (about.language if about else None) or "en"
    known = lexicon(spoken.partition("-")[0])
    made = Draft(text=text, document=about or Document(title="A text"), language=known.language)
    about = made.document.replace(language=made.document.language or spoken)
    if about.sha256 is None:
        about = about.replace(sha256=made.digest)
    day = Period.coerce(published) if published else about.published
    if day and about.published is None:
        about = about.replace(published=day)
    words = Words(text, known.language)
    proposals = [*_Drafting(words, known, about, day, pcodes).proposals()]
    return evolve(made, document=about, proposals=tuple(sorted(proposals, key=lambda each: (each.start, each.end))))


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
            here: list[Amount] = []
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
        self, drafting: _Drafting, sentence: Sentence, amounts: Sequence[Amount], near: Sequence[Range]
    ) -> None:
        self.drafting, self.sentence, self.near = drafting, sentence, near
        self.words, self.texts, self.lexicon = drafting.words, drafting.texts, drafting.lexicon
        self.amounts = [each for each in amounts if self._is_amount(each)]
        self.reader = Reader(self.words, self.lexicon, sentence, self.amounts)

    def _is_amount(self, amount: Amount) -> bool:
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

    # From what is said to a proposal

    def _propose(self, number: int, amount: Amount, said: Said) -> Proposal:
        meaning = self._settled(said)
        open_: list[str] = [*said.open]
        record: dict[str, Any] = {}
        evidence: dict[str, Range] = {}
        figure, figure_open = self._figure(amount, said, meaning)
        if meaning:
            record = {"type": meaning.type}
            evidence["type"] = said.at or (amount.first, amount.last)
            for name, value in meaning.states.items():
                record[name] = value
                evidence[name] = said.at or (amount.first, amount.last)
            names = declared(RECORD_TYPES[meaning.type])
            for name, (value, span) in said.states.items():
                if name in names:
                    record[name] = value
                    evidence[name] = span
                else:
                    open_.append(name)
            if meaning.needs and (needed := self._needed(meaning)):
                record[meaning.needs] = self.lexicon.diseases.longest_at(self.texts, needed[0])[1]  # type: ignore[index]
                evidence[meaning.needs] = needed
            elif meaning.needs:
                open_.append(meaning.needs)
            if meaning.family == "facility" and "kind" not in record:
                open_.append("kind")
            if meaning.family == "extent" and "of" not in record:
                open_.append("of")
            name = self._figure_field(meaning, said, amount)
            if name and figure is not None and not figure_open:
                record[name] = figure
                evidence[name] = (amount.first, amount.last)
            else:
                open_.append(meaning.figure)
            if said.unknown or (not said.noun and self._may_be_of_others(number, meaning)):
                open_.append("group")
            if amount.former:
                open_.append("period")
        else:
            open_.append("type")
        span = _covering(
            [(amount.first, amount.last), *([said.at] if said.at else []), *([said.noun] if said.noun else [])]
        )
        own = [(amount.first, amount.last), *([said.at] if said.at else [])]
        attribution = self._around(record, evidence, open_, span, own)
        return self._made(amount.start, amount.end, span, figure, record, attribution, evidence, open_)

    def _may_be_of_others(self, number: int, meaning: Meaning) -> bool:
        """Return whether a number without a noun may count something else than what its words usually count."""
        before = self.reader.said[number - 1] if number else None
        return meaning.needs_noun or bool(before and (before.unknown or before.family != meaning.family))

    def _settled(self, said: Said) -> Meaning | None:
        """Of several meanings the one whose needs are met: "36 deaths" are of a disease only where one is named."""
        met = [each for each in said.meanings if not each.needs or self._needed(each)]
        needing = [each for each in met if each.needs]
        return (needing or met or [*said.meanings] or [None])[0]  # type: ignore[list-item]

    def _needed(self, meaning: Meaning) -> Range | None:
        if self.near:
            named = {tuple(self.texts[first:last]) for first, last in self.near}
            return self.near[-1] if len(named) == 1 else None
        if not meaning.near and self.drafting.only_disease:
            return self.drafting.diseases[0]
        return None

    def _figure(self, amount: Amount, said: Said, meaning: Meaning | None) -> tuple[dict[str, Any] | None, bool]:
        quantity, is_open = amount.quantity, False
        is_whole = said.family in (PEOPLE, "facility", "extent") or (quantity.unit and counts_whole(quantity.unit))
        if amount.grouped is not None and is_whole:
            is_open = self.lexicon.language == "en"
            quantity = quantity if is_open else amount.grouped
        unit: str | None = quantity.unit
        if quantity.currency:
            codes = sorted(meant_by(quantity.currency))
            unit = codes[0] if len(codes) == 1 else Unit.USD.value if Unit.USD in codes else None
            is_open = unit is None
        if unit is None and said.family == PEOPLE:
            unit = said.unit or Unit.PERSONS.value
        if unit is None and meaning and meaning.figure:
            unit = declared(RECORD_TYPES[meaning.type])[meaning.figure].kind.unit
        for each in (unit or "count", "count"):
            try:
                return Figure(**Figure.said_by(quantity, unit=each)).to_json(), is_open
            except InvalidError:
                is_open = True
        return None, True

    def _figure_field(self, meaning: Meaning, said: Said, amount: Amount) -> str | None:
        unit = amount.quantity.unit or said.unit
        if meaning.family != PEOPLE:
            is_money = meaning.family == "money"
            return (
                meaning.figure
                if is_money == bool(amount.quantity.currency)
                and amount.quantity.unit in (None, "facilities", "buildings")
                else None
            )
        if amount.quantity.currency or amount.quantity.is_share:
            return None
        return {"": meaning.figure, "persons": meaning.figure, "households": "households", "percent": None}.get(
            unit or ""
        )

    def _around(
        self,
        record: dict[str, Any],
        evidence: dict[str, Range],
        open_: list[str],
        span: Range,
        own: Sequence[Range] = (),
    ) -> dict[str, Any]:
        """Add what the sentence says beside it: day, place, how it is meant, and who said it."""
        sentence = self.sentence
        first, last = self._clause(span)
        modality = self._modality(span, first, last, open_, own)
        if record and modality:
            record["modality"], evidence["modality"] = modality
        speaker = self._speaker(span, open_)
        attribution = self._attribution(speaker, evidence, span, open_)
        if not record:
            return attribution
        said_on = sentence.said_on(speaker) if speaker else None
        self._date(record, evidence, open_, (first, last), said_on)
        places = [
            each for each in sentence.places if first <= each.first and each.last <= last and not _within(each, speaker)
        ]
        if not places:
            places = [each for each in sentence.places if each.first == sentence.first]
        if len(places) == 1:
            record["place"], evidence["place"] = dict(places[0].place), (places[0].first, places[0].last)
        elif places:
            open_.append("place")
        if (total := sentence.has("total", first, last)) and "measure" in declared(RECORD_TYPES[record["type"]]):
            record.setdefault("measure", "cumulative")
            evidence.setdefault("measure", total)
        return attribution

    def _clause(self, span: Range) -> Range:
        """The words around a fact up to the next stop or amount."""
        sentence = self.sentence
        first, last = span
        # What is said before "and" needn't hold after it: "killed nine people in one town and injured fifty".
        is_joined = first > sentence.first and (self.texts[first - 1] in JOINERS or self.reader.is_attached(first))
        while (
            not is_joined
            and first > sentence.first
            and not sentence.is_stop(first - 1)
            and not self._is_other(first - 1, span)
        ):
            first -= 1
        while last < sentence.last and not sentence.is_stop(last) and last not in self.reader.starting:
            last += 1
        return first, last

    def _is_other(self, at: int, span: Range) -> bool:
        return any(each.first <= at < each.last and each.last <= span[0] for each in self.amounts)

    def _modality(
        self, span: Range, first: int, last: int, open_: list[str], own: Sequence[Range]
    ) -> tuple[str, Range] | None:
        sentence = self.sentence

        def cue(name: str, start: int, end: int) -> Range | None:
            found = (each for each in sentence.cues.get(name, ()) if start <= each[0] and each[1] <= end)
            # "No one" and "not functioning" mean what they say as a whole.
            return next((each for each in found if not any(a <= each[0] and each[1] <= b for a, b in own)), None)

        if cue("not", max(first, span[0] - _NEAR), span[1]) or cue("unsure", sentence.first, span[1]):
            open_.append("negation")
        if self.texts[sentence.last - 1] in ("?", "؟"):
            open_.append("negation")
        if condition := cue("if", sentence.first, sentence.last):
            if "unsure" not in sentence.cues:
                return "conditional", condition
        if cue("maybe", max(first, span[0] - _NEAR), span[1]):
            open_.append("modality")
        for name in ("planned", "expected"):
            if found := cue(name, max(first, span[0] - _NEAR), span[1]):
                return name, found
        return None

    def _date(
        self, record: dict[str, Any], evidence: dict[str, Range], open_: list[str], clause: Range, said_on: Day | None
    ) -> None:
        sentence = self.sentence
        names = declared(RECORD_TYPES[record["type"]])
        days = [day for day in sentence.days if day != said_on]
        for day in days:
            if (
                day.role == "since"
                and "since" in names
                and (clause[0] <= day.first < clause[1] or day.first == sentence.first)
            ):
                if day.edtf:
                    record["measure"], record["since"] = "cumulative", day.edtf
                    evidence["since"] = evidence["measure"] = (day.first, day.last)
                else:
                    open_.append("since")
        others = [day for day in days if day.role != "since"]
        here = [day for day in others if clause[0] <= day.first and day.last <= clause[1]]
        if not here:
            here = [day for day in others if day.first == sentence.first]
        if len(here) == 1 and here[0].edtf and not (here[0].relative and "modality" in record):
            record["period"], evidence["period"] = here[0].edtf, (here[0].first, here[0].last)
        elif here:
            # A record may do without its day, but not with a doubtful one.
            if record.get("modality") is None:
                open_.append("period")

    def _speaker(self, span: Range, open_: list[str]) -> Speaker | None:
        speakers = [each for each in self.sentence.speakers if not (each.first <= span[0] < each.last)]
        denying = [each for each in speakers if each.denies]
        if denying and denying[0].verb[0] < span[0]:
            return denying[0]
        if self.sentence.cues.get("denies") and not denying:
            open_.append("stance")
        others = [each for each in speakers if not each.denies]
        if len(others) > 1 or (others and others[0].name is None):
            open_.append("source")
            return None
        return others[0] if others else None

    def _attribution(
        self, speaker: Speaker | None, evidence: dict[str, Range], span: Range, open_: list[str]
    ) -> dict[str, Any]:
        sentence = self.sentence
        attribution: dict[str, Any] = {}
        if speaker and speaker.name:
            attribution["source"] = {"name": speaker.name} | ({"anonymous": True} if speaker.anonymous else {})
            evidence["source"] = (speaker.first, speaker.last)
            if speaker.via:
                attribution["via"] = [{"name": self.words.raw(*speaker.via)}]
                evidence["via"] = speaker.via
            if speaker.denies:
                attribution["stance"] = "denies"
                evidence["stance"] = speaker.verb
            if (day := sentence.said_on(speaker)) and day.edtf:
                attribution["said"] = day.edtf
                evidence["said"] = (day.first, day.last)
        elif speaker:
            open_.append("source")
        if caveat := sentence.has("caveat", *self._clause(span)):
            attribution["caveats"] = ["reportedly"]
            evidence["caveats"] = caveat
        return attribution

    def _made(
        self,
        start: int,
        end: int,
        span: Range,
        figure: dict[str, Any] | None,
        record: dict[str, Any],
        attribution: dict[str, Any],
        evidence: Mapping[str, Range],
        open_: Sequence[str],
    ) -> Proposal:
        words, document = self.words, self.drafting.document
        attribution.setdefault("source", {"name": document.publisher or str(document)})
        if "source" in open_:
            del attribution["source"]
        from_, to = min(start, words.starts[span[0]]), max(end, words.ends[span[1] - 1])
        if to - from_ > _LONGEST_EXCERPT:
            from_, to = start, end
        attribution |= {
            "document": document.to_json(),
            "span": {"start": from_, "end": to},
            "excerpt": words.text[from_:to],
        }
        if document.published:
            attribution["reported"] = document.published.edtf
        proposal = Proposal(
            start=start,
            end=end,
            words=words.text[start:end],
            figure=figure,
            record=record,
            attribution=attribution,
            evidence={name: (words.starts[a], words.ends[b - 1]) for name, (a, b) in evidence.items()},
            open=tuple(dict.fromkeys(open_)),
            sentence=(words.starts[self.sentence.first], words.ends[self.sentence.last - 1]),
        )
        try:
            proposal.claim  # noqa: B018 - what its class refuses isn't whole
        except InvalidError as error:
            faults = [str(fault.path[-1]) if fault.path else "record" for fault in error.faults]
            proposal = evolve(proposal, open=tuple(dict.fromkeys((*proposal.open, *faults))))
        return proposal

    # Facts without an amount

    def _facts(self) -> Iterator[Proposal]:
        sentence, texts = self.sentence, self.texts
        reached = sentence.first
        for at in range(sentence.first, sentence.last):
            about = self.lexicon.about.longest_at(texts, at) if at >= reached else None
            if not about or about[0] > sentence.last:
                continue
            meaning = about[1][0]
            name = self._name_beside(at, about[0]) if meaning.named else None
            holds = self._holds(at, about[0], meaning.family)
            reached = about[0]
            if not holds or (meaning.named and not name):
                continue
            state, range_ = holds
            span = _covering([(at, about[0]), range_, *([name] if name else [])])
            if any(span[0] <= each.first < span[1] for each in self.amounts if each.quantity.best != 1):
                continue
            record: dict[str, Any] = {"type": meaning.type, **meaning.states, **state.states}
            evidence = dict.fromkeys(("type", *meaning.states), (at, about[0])) | dict.fromkeys(state.states, range_)
            if name:
                record[meaning.named], evidence[meaning.named] = self.words.raw(*name), name
            open_: list[str] = []
            attribution = self._around(record, evidence, open_, span)
            start, end = self.words.starts[span[0]], self.words.ends[span[1] - 1]
            yield self._made(start, end, span, None, record, attribution, evidence, open_)

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


def _within(place: Any, speaker: Speaker | None) -> bool:
    return speaker is not None and speaker.first <= place.first < speaker.last
