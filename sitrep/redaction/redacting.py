"""Redaction of a report for an audience: a report again, in which nothing is left that the audience must not know."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from attrs import define, field, frozen

from sitrep.audiences import Audience, Held, audience_of, exceeds, is_labelled_above
from sitrep.claims import Claim, Header, Judgement, Link, Note, Retraction
from sitrep.errors import FaultCode, InvalidError, refuse
from sitrep.records.base import Record, Subject, UnknownRecord
from sitrep.records.places import places_of
from sitrep.redaction.counts import suppressed, telling
from sitrep.redaction.names import Confidential
from sitrep.redaction.places import Coarsening
from sitrep.redaction.profiles import DEFAULT, Profile
from sitrep.redaction.releases import Release
from sitrep.report import SitRep
from sitrep.values.periods import Period
from sitrep.values.sources import Attribution
from sitrep.vocabularies import TrafficLight

RULES = {
    "above_audience": "facts, heads and notes above the audience",
    "confidential_source": "words of confidential sources, told under a pseudonym",
    "names_a_source": "texts that name a confidential source: excerpts, documents, reasons, notes, whole facts",
    "coarse_place": "places and points told more coarsely",
    "small_count": "small counts, of which a bound is told",
    "telling_count": "counts that would give away a small one",
    "told_elsewhere": "excerpts and documents that tell what was made coarser",
    "about_withheld": "judgements, corrections, links and notes on facts that are withheld or changed",
    "undeclared": "members and facts of types that nobody declares, which can't be looked through",
    "not_expressible": "facts that nothing is left of, once they are redacted",
}
"""The rules by their names, with what they are about."""


@frozen
class Redaction:
    """A redacted report, and how often each rule was applied."""

    report: SitRep
    fired: Mapping[str, int]


def redact(report: SitRep, *, audience: Audience, profile: Profile = DEFAULT, release: Release | None = None) -> SitRep:
    """Return a report without what its audience must not know: nothing that is left leads to it.

    `profile` has the rules for places, counts and sources. Pseudonyms are the same within a `release`, and can't be
    linked to those of another; without one a new release is begun. Raises `InvalidError`.
    """
    return redacted(report, audience=audience, profile=profile, release=release).report


def redacted(
    report: SitRep, *, audience: Audience, profile: Profile = DEFAULT, release: Release | None = None
) -> Redaction:
    """Return what `redact` does, with an account of the rules that were applied, counted."""
    for given, cls, name in ((profile, Profile, "profile"), (release or Release.new(), Release, "release")):
        if not isinstance(given, cls):
            raise refuse(str(type(given).__name__), f"a {cls.__name__}", name, code=FaultCode.WRONG_TYPE)
    return _Redacting(SitRep.coerce(report), audience_of(audience), profile, release or Release.new()).run()


@define
class _Redacting:
    report: SitRep
    audience: TrafficLight
    profile: Profile
    release: Release
    fired: Counter[str] = field(factory=Counter)
    held: Held = field(init=False)
    names: Confidential = field(init=False)
    places: Coarsening = field(init=False)
    became: dict[str, Claim] = field(factory=dict, init=False)
    """The claims that are shown, by the ids that they had."""
    changed: set[str] = field(factory=set, init=False)
    """The ids that claims had whose records tell less now."""

    def __attrs_post_init__(self) -> None:
        self.held = Held(self.report)
        self.names = Confidential(self.profile, self.release, self.audience, self.held.confidential(self.audience))
        self.places = Coarsening(self.profile, self.release)

    def run(self) -> Redaction:
        shown: list[Claim] = []
        withheld: list[Claim] = []
        for claim in self.report:
            (withheld if self._is_above(claim) else shown).append(claim)
        counted = telling(shown, withheld, self.profile)
        for claim in shown:
            if claim.id in counted:
                self.fired["telling_count"] += 1
            else:
                self._redact_claim(claim)
        parts: dict[str, Any] = {
            "headers": self._each(self.report.headers, self._header),
            "claims": self.became.values(),
            "retractions": [new for each in self.report.retractions for new in self._retractions(each)],
            "links": self._each(self.report.links, self._link),
            "judgements": self._each(self.report.judgements, self._judgement),
            "notes": [*self._each(self.report.notes, self._note), self._provenance()],
        }
        return Redaction(SitRep(**parts), {name: self.fired[name] for name in RULES if self.fired[name]})

    # Claims

    def _is_above(self, claim: Claim) -> bool:
        is_above = exceeds(self.held.of(claim), self.audience)
        self.fired["above_audience"] += is_above
        return is_above

    def _redact_claim(self, claim: Claim) -> None:
        if isinstance(claim.record, UnknownRecord):
            self.fired["undeclared"] += 1
        elif self.names.named.are_in_texts_of(claim.record):
            self.fired["names_a_source"] += 1
        elif (record := self._record(claim.record)) is None:
            self.fired["not_expressible"] += 1
        else:
            is_changed = record != claim.record
            if is_changed:
                self.changed.add(claim.id)
            said = [self._attribution(each, is_changed) for each in claim.attributions]
            self.became[claim.id] = Claim(record, attributions=said, **{n: getattr(claim, n) for n in claim.labels})

    def _record(self, record: Record) -> Record | None:
        try:
            coarse = record.replace(kept="", **self._coarse_places(record))
            bounded = suppressed(coarse, self.profile)
        except InvalidError:
            return None
        self.fired["undeclared"] += bool(record.kept)
        self.fired["coarse_place"] += coarse != record.replace(kept="")
        self.fired["small_count"] += bounded != coarse
        return bounded

    def _coarse_places(self, record: Record) -> dict[str, Any]:
        return {
            name: [*map(self.places.coarse, held)]
            if isinstance(getattr(record, name), tuple)
            else self.places.coarse(held[0])
            for name, held in places_of(record)
        }

    def _attribution(self, each: Attribution, is_changed: bool) -> Attribution:
        source, via = self.names.shown(each.source), [*map(self.names.shown, each.via)]
        if is_labelled_above(each, self.audience) or self.names.has(each.source):
            self.fired["confidential_source"] += 1
            return Attribution(
                source=source,
                reported=_day_of(each.reported),
                credibility=each.credibility,
                stance=each.stance,
                caveats=each.caveats,
            )
        plain = each.replace(source=source, via=via, kept="", document=each.document and each.document.replace(kept=""))
        if any(map(self.names.has, each.via)):
            self.fired["confidential_source"] += 1
        if is_changed:
            self.fired["told_elsewhere"] += bool(each.document or each.excerpt)
            return plain.replace(document=None, span=None, excerpt=None)
        if each.document and self.names.named.are_in_texts_of(each.document):
            self.fired["names_a_source"] += 1
            return plain.replace(document=None, span=None, excerpt=None)
        if self.names.named.are_in(each.excerpt):
            self.fired["names_a_source"] += 1
            return plain.replace(span=None, excerpt=None)
        return plain

    # What stands beside the claims

    def _each(self, values: Iterable[Any], redacted_one: Callable[[Any], Any]) -> list[Any]:
        return [new for each in values if (new := redacted_one(each)) is not None]

    def _header(self, header: Header) -> Header | None:
        if exceeds(self.held.of(header), self.audience):
            self.fired["above_audience"] += 1
        elif self.names.named.are_in_texts_of(header):
            self.fired["names_a_source"] += 1
        else:
            return header.replace(kept="")
        return None

    def _note(self, note: Note) -> Note | None:
        if exceeds(self.held.of(note), self.audience):
            self.fired["above_audience"] += 1
        elif not all(map(self._is_whole, note.about)):
            self.fired["about_withheld"] += 1
        elif self.names.named.are_in_texts_of(note):
            self.fired["names_a_source"] += 1
        else:
            return note.replace(kept="")
        return None

    def _is_whole(self, claim_id: str) -> bool:
        """Return whether a claim is shown as it was."""
        return claim_id in self.became and claim_id not in self.changed

    def _judgement(self, judgement: Judgement) -> Judgement | None:
        claim = self.became.get(judgement.claim)
        if claim is None:
            self.fired["about_withheld"] += 1
            return None
        return judgement.replace(
            claim=claim.id,
            by=self.names.shown(judgement.by),
            reason=self._reason(judgement.reason, judgement.claim),
            kept="",
        )

    def _retractions(self, retraction: Retraction) -> Iterator[Retraction]:
        claim = self.became.get(retraction.claim)
        if claim is None:
            self.fired["about_withheld"] += 1
            return
        after = self.became.get(retraction.replaced_by or "")
        original = self.report.get(retraction.claim)
        said = original.attributions if original else ()
        # A pseudonym is of a name and its affiliation: whose word is taken back has it in the claim.
        meant = {each.source for each in said if each.source.is_same_as(retraction.source)}
        sources = meant if any(map(self.names.has, meant)) else {retraction.source}
        for source in {*map(self.names.shown, sources)}:
            yield retraction.replace(
                claim=claim.id,
                source=source,
                by=retraction.by and self.names.shown(retraction.by),
                replaced_by=after.id if after and after.id != claim.id else None,
                reason=self._reason(retraction.reason, retraction.claim),
                kept="",
            )

    def _reason(self, reason: str | None, claim_id: str) -> str | None:
        if reason and (claim_id in self.changed or self.names.named.are_in(reason)):
            self.fired["names_a_source" if claim_id not in self.changed else "told_elsewhere"] += 1
            return None
        return reason

    def _link(self, link: Link) -> Link | None:
        found = [self._subject(each) for each in link.subjects]
        if None in found or len(set(found)) < 2:
            self.fired["about_withheld"] += 1
            return None
        reason = None if self.names.named.are_in(link.reason) else link.reason
        return link.replace(subjects=found, by=self.names.shown(link.by), reason=reason, kept="")

    def _subject(self, subject: Subject) -> Subject | None:
        """Return the subject that claims of it have now, where all of them are shown and have one."""
        ids = [claim.id for claim in self.report if claim.subject == subject]
        now = {self.became[each].subject if each in self.became else None for each in ids}
        return now.pop() if len(now) == 1 else None

    def _provenance(self) -> Note:
        """The note on what is withheld: the rules in force and no numbers, so that it is the same for every report."""
        rules = self.profile
        points = f"rounded to {rules.decimals} decimals" if rules.decimals >= 0 else "left out"
        said = [
            f"Redacted for {self.audience.value} under the profile “{rules.name}”.",
            "Withheld are facts above this audience, the names of confidential sources and the texts that name them.",
            f"Places finer than administrative level {rules.admin_level} have a name made for this release, "
            f"and coordinates are {points}.",
        ]
        if rules.below:
            said.append(
                f"Counts of fewer than {rules.below} people are told as such, and sums that would give them away are "
                "left out."
            )
        said.append("Where nothing is said, something may have been withheld.")
        return Note(" ".join(said), language="en", tlp=self.audience)


def _day_of(time: Period | None) -> Period | None:
    """Return a time without its time of day, by which somebody may know who spoke."""
    if time is None or "T" not in time.edtf:
        return time
    day = time.earliest or time.latest
    return Period(day.date().isoformat()) if day else None
