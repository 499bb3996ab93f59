"""All that a sentence says beside a fact: day, place, how it is meant, and who said it."""

from collections.abc import Sequence
from typing import Any

from attrs import Factory, define

from sitrep.drafts.context import Day, Range, Sentence, Speaker
from sitrep.drafts.reading import JOINERS, Reader
from sitrep.fields.declarations import declared
from sitrep.records.base import RECORD_TYPES

_NEAR = 3
"""The words before a fact that may say it is only possible."""


@define(eq=False)
class Collected:
    """All that words state so far, with the words for each field, and what they leave open."""

    record: dict[str, Any] = Factory(dict)
    attribution: dict[str, Any] = Factory(dict)
    evidence: dict[str, Range] = Factory(dict)
    open: list[str] = Factory(list)

    def state(self, at: Range, **fields: Any) -> None:
        """State fields of the record."""
        self.record |= fields
        self.evidence |= dict.fromkeys(fields, at)

    def attribute(self, at: Range, **fields: Any) -> None:
        """State fields of the attribution."""
        self.attribution |= fields
        self.evidence |= dict.fromkeys(fields, at)

    def leave(self, *names: str) -> None:
        """Leave fields open."""
        self.open += names


class Beside:
    """The words beside the facts of one sentence."""

    def __init__(self, sentence: Sentence, reader: Reader) -> None:
        self.sentence, self.reader, self.words = sentence, reader, sentence.words

    def add(self, stated: Collected, span: Range, own: Sequence[Range] = ()) -> None:
        """Add to what a fact states; `own` are the words of the fact itself, which mean what they say as a whole."""
        clause = self._clause(span)
        speaker = self._speaker(stated, span, own)
        self._attribute(stated, speaker, clause)
        self._modality(stated, span, clause, own)
        if stated.record:
            self._since(stated, clause)
            self._period(stated, clause, self.sentence.said_on(speaker) if speaker else None)
            self._place(stated, clause, speaker)
            total = self.sentence.has("total", *clause)
            if total and "measure" in declared(RECORD_TYPES[stated.record["type"]]) and "measure" not in stated.record:
                stated.state(total, measure="cumulative")

    def _clause(self, span: Range) -> Range:
        """The words around a fact up to those that part it from another statement, and up to another amount."""
        sentence, texts = self.sentence, self.words.texts
        first, last = span
        # What is said before "and" needn't hold after it: "killed nine people in one town and injured fifty".
        is_joined = first > sentence.first and (texts[first - 1] in JOINERS or self.reader.is_attached(first))
        while not is_joined and first > sentence.first and not self._parts(first - 1, span):
            first -= 1
        while last < sentence.last and not self._parts(last, span) and last not in self.reader.starting:
            last += 1
        return first, last

    def _parts(self, at: int, span: Range) -> bool:
        """Return whether a word parts a fact from another statement, or is of an amount before it."""
        sentence = self.sentence
        if any(each.first <= at < each.last for each in sentence.places):
            return False
        if sentence.is_stop(at):
            return True
        is_word = sentence.starting("clause", at) is not None
        if is_word and not any(day.first <= at < day.last for day in sentence.days):
            return True
        return any(each.first <= at < each.last <= span[0] for each in self.reader.amounts)

    def _modality(self, stated: Collected, span: Range, clause: Range, own: Sequence[Range]) -> None:
        sentence = self.sentence
        own = [*own, *sentence.cues.get("still", ())]

        def cue(name: str, start: int, end: int) -> Range | None:
            found = (each for each in sentence.cues.get(name, ()) if start <= each[0] and each[1] <= end)
            return next((each for each in found if not any(a <= each[0] and each[1] <= b for a, b in own)), None)

        near = max(clause[0], span[0] - _NEAR)
        is_asked = self.words.texts[sentence.last - 1] in ("?", "؟")
        if cue("not", clause[0], span[1]) or cue("unsure", sentence.first, span[1]) or is_asked:
            stated.leave("negation")
        condition = cue("if", sentence.first, sentence.last)
        if condition and "unsure" not in sentence.cues:
            stated.state(condition, modality="conditional") if stated.record else None
            return
        if cue("maybe", near, span[1]):
            stated.leave("modality")
        for name in ("planned", "expected"):
            found = cue(name, near, span[1])
            if found and stated.record and "modality" not in stated.record:
                stated.state(found, modality=name)

    def _since(self, stated: Collected, clause: Range) -> None:
        if "since" not in declared(RECORD_TYPES[stated.record["type"]]):
            return
        starts = [each for each in self.sentence.cues.get("since", ()) if clause[0] <= each[0] < clause[1]]
        if any(not any(day.first <= start < day.last for day in self.sentence.days) for start, _ in starts):
            # "Since fighting began in April": the words tell a start, and not which.
            stated.leave("since")
        for day in self.sentence.days:
            is_here = clause[0] <= day.first < clause[1] or day.first == self.sentence.first
            if day.role == "since" and is_here and day.edtf:
                stated.state((day.first, day.last), measure="cumulative", since=day.edtf)
            elif day.role == "since" and is_here:
                stated.leave("since")

    def _period(self, stated: Collected, clause: Range, said_on: Day | None) -> None:
        sentence = self.sentence
        others = [day for day in sentence.days if day.role != "since" and day != said_on]
        here = [day for day in others if clause[0] <= day.first and day.last <= clause[1]]
        here = here or [day for day in others if day.first == sentence.first]
        is_ahead = "modality" in stated.record
        if len(here) == 1 and here[0].edtf and not (here[0].relative and is_ahead):
            stated.state((here[0].first, here[0].last), period=here[0].edtf)
        elif (here and not is_ahead) or (not here and sentence.has("time", *clause)):
            # A record may do without its day, but not with a doubtful one.
            stated.leave("period")

    def _place(self, stated: Collected, clause: Range, speaker: Speaker | None) -> None:
        places = [
            each
            for each in self.sentence.places
            if clause[0] <= each.first
            and each.last <= clause[1]
            and not (speaker and speaker.first <= each.first < speaker.last)
        ]
        places = places or [each for each in self.sentence.places if each.first == self.sentence.first]
        if len(places) == 1:
            stated.state((places[0].first, places[0].last), place=dict(places[0].place))
        elif places:
            stated.leave("place")

    def _speaker(self, stated: Collected, span: Range, own: Sequence[Range]) -> Speaker | None:
        # "Claimed the lives of 8" and "an estimated 400" are no sayings.
        facts = [*own, *((each.first, each.last) for each in self.reader.amounts)]
        speakers = [
            each
            for each in self.sentence.speakers
            if not each.first <= span[0] < each.last
            and not any(first < each.verb[1] and each.verb[0] < last for first, last in facts)
        ]
        denying = [each for each in speakers if each.denies]
        if denying and denying[0].verb[0] < span[0]:
            return denying[0]
        if self.sentence.cues.get("denies") and not denying:
            stated.leave("stance")
        others = [each for each in speakers if not each.denies]
        if len(others) > 1 or (others and others[0].name is None):
            stated.leave("source")
            return None
        return others[0] if others else None

    def _attribute(self, stated: Collected, speaker: Speaker | None, clause: Range) -> None:
        if speaker and speaker.name:
            source = {"name": speaker.name} | ({"anonymous": True} if speaker.anonymous else {})
            stated.attribute((speaker.first, speaker.last), source=source)
            if speaker.via:
                stated.attribute(speaker.via, via=[{"name": self.words.raw(*speaker.via)}])
            if speaker.denies:
                stated.attribute(speaker.verb, stance="denies")
            day = self.sentence.said_on(speaker)
            if day and day.edtf:
                stated.attribute((day.first, day.last), said=day.edtf)
        elif speaker:
            stated.leave("source")
        if caveat := self.sentence.has("caveat", *clause):
            stated.attribute(caveat, caveats=["reportedly"])
