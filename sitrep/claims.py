"""The parts of a report: claims, retractions, links between subjects, judgements, headers and notes."""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from sitrep.errors import Fault, FaultCode, refuse
from sitrep.fields.declarations import Value, declare, part, required
from sitrep.fields.kinds import (
    Closed,
    Flag,
    ManyKind,
    Matching,
    One,
    Open,
    Prose,
    RequiredClosed,
    RequiredMany,
    RequiredOne,
    RequiredProse,
    RequiredText,
    Text,
    TextKind,
    Texts,
)
from sitrep.languages import isolated, say, say_list
from sitrep.notebook import html_list
from sitrep.records.base import Record, Subject
from sitrep.values.labels import LABELS, sensitivity, tlp
from sitrep.values.periods import OptionalPeriod
from sitrep.values.sources import Attribution, Source, language_tag
from sitrep.vocabularies import RetractionKind, Section, Sector, Sensitivity, TrafficLight, Verdict


@declare
class Claim(Value):
    """A record, who asserts it, how sensitive it is and with whom it may be shared.

    Two claims of one record are one claim with the attributions of both and the stricter
    labels. A claim has no other members, since nothing could say how to join them.
    """

    takes_unknown: ClassVar[bool] = False
    beside: ClassVar[tuple[str, ...]] = ("id",)
    labels: ClassVar[tuple[str, ...]] = LABELS

    record: RequiredOne[Record, Record] = required(part("Record", meaning="What was reported"), kw_only=False)
    attributions: RequiredMany[Attribution, Source | str] = required(
        part("Attributions", meaning="Who reported it, at least one")
    )
    sensitivity: Closed[Sensitivity] = sensitivity()
    tlp: Closed[TrafficLight] = tlp()

    @property
    def id(self) -> str:
        """The id of its record: claims of one record are one claim."""
        return self.record.id

    def __hash__(self) -> int:
        return hash(self.id)

    @property
    def subject(self) -> Subject:
        return self.record.subject

    def __str__(self) -> str:
        return self.record.sentence

    def _repr_html_(self) -> str:
        """Return what a notebook shows: the statement, and who says so in which words."""
        said = (f"{each}: “{each.excerpt}”" if each.excerpt else str(each) for each in self.attributions)
        return html_list(str(self), said)


CLAIM_ID = re.compile("[a-z][a-z0-9_]*:[0-9a-f]{64}")


class ClaimIdKind(TextKind):
    """The id of a claim; a claim or its record will do."""

    @property
    def form(self) -> str:
        return CLAIM_ID.pattern

    def _convert(self, given: Any) -> str:
        text = given.id if isinstance(given, Claim | Record) else super()._convert(given)
        if CLAIM_ID.fullmatch(text):
            return text
        raise refuse(
            given,
            "the id of a claim: its record's type, a colon and a SHA-256 digest in hexadecimal",
            code=FaultCode.MALFORMED,
        )


if TYPE_CHECKING:
    from sitrep.fields.kinds import Given

    ClaimId = Given[str | None, str | Claim | Record | None]
    RequiredClaimId = Given[str, str | Claim | Record]
    ClaimIds = Given[tuple[str, ...], Iterable[str | Claim | Record]]
else:
    ClaimId = ClaimIdKind()
    RequiredClaimId = ClaimIdKind(required=True)
    ClaimIds = ManyKind(ClaimIdKind())


@declare
class Retraction(Value):
    """Somebody takes a source's word for a claim back.

    By the source itself it removes that word; by somebody else (a body that says it never said so)
    it is a dispute, and removes nothing.
    """

    claim: RequiredClaimId = required(part("Claim", meaning="The id of the claim"), kw_only=False)
    source: RequiredOne[Source, str] = required(part("Source", meaning="Whose word is taken back"))
    by: One[Source, str] = part("By", meaning="Who takes it back, if that isn't the source itself")
    kind: RequiredClosed[RetractionKind] = part(
        "Kind", meaning="In what way the word no longer holds", default=RetractionKind.WITHDRAWN
    )
    at: OptionalPeriod = part("At", meaning="When it was taken back")
    reason: Prose = part("Reason", meaning="Why, as far as was said")
    replaced_by: ClaimId = part("Replaced by", meaning="The id of the claim that takes its place")

    def _faults(self) -> Iterator[Fault]:
        if self.replaced_by == self.claim:
            yield Fault(
                self.replaced_by,
                "another claim than the one taken back",
                ("replaced_by",),
                code=FaultCode.REPLACES_ITSELF,
            )


@declare
class Link(Value):
    """A judgement that two subjects are the same, or that they are not, and who judged so."""

    subjects: RequiredMany[Subject, Record | Claim] = required(
        part("Subjects", meaning="The two subjects, in canonical order"), kw_only=False
    )
    same: Flag = part("Same", meaning="Whether they are the same", default=True)
    by: RequiredOne[Source, str] = required(part("By", meaning="Who judged so"))
    at: OptionalPeriod = part("At", meaning="When")
    reason: Prose = part("Reason", meaning="Why")

    def _faults(self) -> Iterator[Fault]:
        if len(self.subjects) != 2:
            yield Fault(
                [subject.to_json() for subject in self.subjects],
                "two subjects that differ",
                ("subjects",),
                code=FaultCode.TOO_FEW,
            )


@declare
class Judgement(Value):
    """The word of somebody who weighs claims on one of them: preferred, rejected, confirmed, or in review.

    It changes nothing of the claim and chooses nothing by itself: a policy may follow the judgements
    of a body that it names.
    """

    claim: RequiredClaimId = required(part("Claim", meaning="The id of the claim"), kw_only=False)
    verdict: RequiredClosed[Verdict] = required(part("Verdict", meaning="What was judged of it"), kw_only=False)
    by: RequiredOne[Source, str] = required(part("By", meaning="Who judged so"))
    at: OptionalPeriod = part("At", meaning="When; a later judgement by the same body takes its place")
    reason: Prose = part("Reason", meaning="Why")

    def is_outdated_by(self, other: "Judgement") -> bool:
        """Return whether another is a later word of the same body; what has no date is neither earlier nor later."""
        mine, its = self.at and self.at.latest, other.at and other.at.earliest
        return bool(mine and its and its > mine) and self.by.is_same_as(other.by)

    def __str__(self) -> str:
        said = say("{verdict} by {source}", verdict=self.verdict.spoken, source=self.by)
        said = say_list([said, str(self.at) if self.at else None])
        return f"{said}: {isolated(' '.join(self.reason.split()))}" if self.reason else said


_TIMEZONE = Matching(
    re.compile("UTC|[A-Z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)+"),
    "a name of the IANA time zone database",
    ("Asia/Gaza", "UTC"),
)
_GLIDE = Matching(re.compile("[A-Z]{2}-[0-9]{4}-[0-9]{6}-[A-Z]{3}"), "a GLIDE number", ("EQ-2023-000015-TUR",))


@declare
class Header(Value):
    """The head of one report: what it is called, who published it, what it covers."""

    labels: ClassVar[tuple[str, ...]] = LABELS

    title: RequiredText = required(part("Title", hxl="#meta+title", meaning="The title of the report"))
    publisher: Text = part("Publisher", hxl="#org+publisher", meaning="Who published it")
    crisis: Text = part("Crisis", hxl="#crisis+name", meaning="The crisis that it is about")
    glide: Text = part("GLIDE", hxl="#crisis+code", meaning="The GLIDE number of the disaster", rule=_GLIDE)
    number: Text = part("Number", hxl="#meta+number", meaning="Its number in the series")
    version: Text = part("Version", hxl="#meta+version", meaning="Its version, where it was revised")
    issued: OptionalPeriod = part("Issued", hxl="#date+issued", meaning="When it was issued")
    period: OptionalPeriod = part("Period", hxl="#date+covered", meaning="What time it covers")
    data_as_of: OptionalPeriod = part("Data as of", hxl="#date+data", meaning="Up to when its figures reach")
    next_update: OptionalPeriod = part("Next update", hxl="#date+next", meaning="When the next one is due")
    timezone: Text = part("Time zone", hxl="#meta+timezone", meaning="The IANA zone of its local times", rule=_TIMEZONE)
    language: Text = part("Language", hxl="#meta+language", meaning="BCP 47 tag of its language", rule=language_tag)
    contacts: Texts = part("Contacts", hxl="#contact", meaning="Whom to ask")
    sensitivity: Closed[Sensitivity] = sensitivity()
    tlp: Closed[TrafficLight] = tlp()


@declare
class Note(Value):
    """A piece of narrative beside the claims."""

    labels: ClassVar[tuple[str, ...]] = LABELS

    text: RequiredProse = required(part("Text", hxl="#description", meaning="The narrative"), kw_only=False)
    section: Closed[Section] = part("Section", hxl="#meta+section", meaning="The part of the report it belongs to")
    sector: Open[Sector] = part("Sector", hxl="#sector", meaning="The humanitarian sector, as HDX HAPI codes it")
    language: Text = part("Language", hxl="#meta+language", meaning="BCP 47 tag of its language", rule=language_tag)
    about: ClaimIds = part("About", meaning="The ids of the claims that it is about")
    sensitivity: Closed[Sensitivity] = sensitivity()
    tlp: Closed[TrafficLight] = tlp()
