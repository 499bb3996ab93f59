"""Composing a page: which facts stand on it, in which groups and order, and what is said of them."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import groupby, takewhile

from attrs import evolve, field, frozen

from sitrep.audiences import marking_of
from sitrep.checks import CHECKS
from sitrep.claims import Claim, Judgement, Link, Retraction
from sitrep.evidence.places import Searched
from sitrep.evidence.verification import texts_of
from sitrep.languages import isolated, say, say_list, say_several, semicolon, speaking
from sitrep.notices import Notice
from sitrep.page.edition import SECTIONS, Edition
from sitrep.page.essentials import highlights, key_figures
from sitrep.page.locating import locate
from sitrep.page.model import (
    JUDGED_IN_TWO_WAYS,
    CitedDocument,
    Conflict,
    DisputedFact,
    Group,
    Masthead,
    NarrativeNote,
    NoticeGroup,
    Page,
    ReportedFact,
    RivalValue,
    SourceLine,
    SubjectFacts,
)
from sitrep.page.reporters import source_entries
from sitrep.page.series import series_of
from sitrep.page.words import (
    capitalised,
    say_about,
    say_attribution,
    say_document,
    say_header,
    say_judgement,
    say_method,
    say_note,
    say_qualifiers,
    say_retraction,
    say_size,
    say_sources,
    say_statement,
    title_of,
)
from sitrep.pictures.changes import Change, diff
from sitrep.pictures.consolidation import Finding, Picture, State, as_known, as_of, picture
from sitrep.pictures.policies import DEFAULT, Policy
from sitrep.pictures.weighing import contradicting
from sitrep.records.base import Subject
from sitrep.report import SitRep
from sitrep.values.figures import Figure
from sitrep.values.periods import Period
from sitrep.values.sources import Attribution, Document
from sitrep.vocabularies import Section, Stance

_PLAIN = Edition()
MOST_CHARTS = 20
"""The number of subjects that have a chart on a page."""
_AROUND = 12
"""The number of words of a document that are shown before and after an excerpt."""


def compose(
    report: SitRep,
    policy: Policy = DEFAULT,
    *,
    at: Period | None = None,
    known_at: Period | None = None,
    since: SitRep | None = None,
    notices: Iterable[Notice] = (),
    edition: Edition = _PLAIN,
) -> Page:
    """Compose the page of a report: its picture by a policy, as of a time and as known at one.

    With an older report it says what changed since; notices are shown as they are given. An edition
    says how the page is called and marked, and what stands on it.
    """
    with speaking(edition.language):
        shown, older = _at(report, at, known_at), None if since is None else _at(since, at, known_at)
        changes = () if older is None else diff(older, shown, policy=policy)
        composition = _Composition(shown, picture(shown, policy), texts_of(edition.documents))
        known_on = str(known_at or "") or _known_on(shown)
        page = Page(
            mastheads=tuple(Masthead(header.title, tuple(say_header(header))) for header in shown.headers),
            title=say("Picture of {date}", date=at) if at else say("Current picture"),
            as_known=say("as known on {date}", date=known_on) if known_on else "",
            summary=composition.summary,
            groups=composition.groups(),
            narrative=tuple(
                NarrativeNote(
                    say_note(note),
                    tuple(note.text.splitlines()),
                    note.language or "",
                    note.section == Section.HIGHLIGHT,
                )
                for note in shown.notes
            ),
            changes=change_sentences(changes),
            disagreements=composition.disagreements(),
            notices=notice_groups(notices),
            documents=tuple(
                CitedDocument(number, say_document(document), document.url or "")
                for document, number in composition.documents.items()
            ),
            report=edition.title or title_of(shown),
            about=tuple(say_about(shown)),
            marking=edition.marking or (edition.audience.value if edition.audience else marking_of(shown)),
            highlights=highlights(shown, composition.picture),
            key_figures=key_figures(
                composition.picture, None if older is None else picture(older, policy), edition.key_figures
            ),
            compared_with="" if older is None else title_of(older) or say("the older report"),
            sources=source_entries(shown),
            map=locate(shown, composition.picture, edition.boundaries),
            method=tuple(say_method(shown, policy, edition.scope)),
            language=edition.language,
        )
        chosen = edition.sections or SECTIONS
        left_out = {
            name: blank for section, parts in SECTIONS.items() if section not in chosen for name, blank in parts.items()
        }
        return evolve(page, **left_out)


def say_type(name: str) -> str:
    """Return what the records of a type are called."""
    return capitalised(say(name.replace("_", " "), context="type"))


def summarize(report: SitRep) -> str:
    """Return a report in one line: its size, and whether its sources disagree."""
    return _Composition(report, picture(report)).summary


def change_sentences(changes: Iterable[Change]) -> tuple[str, ...]:
    return tuple(change.sentence for change in changes)


def _theme(finding: Finding) -> str:
    """The theme of the type by which a finding stands in its place; a link may join types of several themes."""
    return next(claim.record.theme for claim in finding.claims if claim.record.type == finding.type)


def notice_groups(notices: Iterable[Notice]) -> tuple[NoticeGroup, ...]:
    """Group notices by their kind, in the order in which they come."""
    return tuple(_notice_group(code, [*group]) for code, group in groupby(notices, key=lambda notice: notice.code))


def _notice_group(code: str, notices: list[Notice]) -> NoticeGroup:
    meaning = say(CHECKS[code].meaning, context="check") if code in CHECKS else ""
    first = notices[0]
    sentences = tuple(each.sentence for each in notices)
    count = sum(each.count for each in notices)
    return NoticeGroup(code, first.severity.value, meaning, sentences, first.remedy, count)


def _at(report: SitRep, at: Period | None, known_at: Period | None) -> SitRep:
    known = report if known_at is None else as_known(report, known_at)
    return known if at is None else as_of(known, at)


def _known_on(report: SitRep) -> str:
    """Return when the last word of the report was said, as far as that is known."""
    moments = [
        *(header.issued for header in report.headers),
        *(attribution.reported for claim in report for attribution in claim.attributions),
        *(retraction.at for retraction in report.retractions),
        *(judgement.at for judgement in report.judgements),
    ]
    dated = [(moment.latest, str(moment)) for moment in moments if moment and moment.latest]
    return max(dated)[1] if dated else ""


@frozen
class _Composition:
    """A report and its picture, with what several parts of the page need to know of them."""

    report: SitRep
    picture: Picture
    texts: Mapping[str, Searched] = field(factory=dict)
    """The documents at hand, by their digests."""

    @cached_property
    def points(self) -> list[tuple[Finding, State | Claim]]:
        """The conflicts, and the facts beside them that are denied, disputed or judged in two ways, by subject."""
        points: list[tuple[Finding, State | Claim]] = []
        for finding in self.picture.findings:
            points += ((finding, conflict) for conflict in finding.conflicts)
            shown = {claim.id for conflict in finding.conflicts for rival in conflict.options for claim in rival.claims}
            points += (
                (finding, claim)
                for claim in finding.claims
                if claim.id not in shown
                and (self.state(claim) in (say("denied"), say("disputed")) or claim.id in self.judged_in_two_ways)
            )
        return points

    @cached_property
    def numbers(self) -> dict[Subject, list[int]]:
        """The numbers of the disagreements on each subject."""
        numbers: dict[Subject, list[int]] = {}
        for number, (finding, _) in enumerate(self.points, 1):
            for subject in finding.subjects:
                numbers.setdefault(subject, []).append(number)
        return numbers

    @cached_property
    def headlines(self) -> dict[Subject, str]:
        """Each subject in words, as its newest claim has them."""
        return {claim.subject: claim.record.headline for finding in self.picture for claim in reversed(finding.claims)}

    @cached_property
    def links(self) -> dict[Subject, list[Link]]:
        by_subject: dict[Subject, list[Link]] = {}
        for link in self.report.links:
            for subject in link.subjects:
                by_subject.setdefault(subject, []).append(link)
        return by_subject

    @cached_property
    def documents(self) -> dict[Document, int]:
        """The documents that the sources speak in, numbered in the order of the page."""
        cited = (
            attribution.document
            for finding in self.picture.findings
            for claim in finding.claims
            for attribution in claim.attributions
            if attribution.document
        )
        return {document: number for number, document in enumerate(dict.fromkeys(cited), 1)}

    @cached_property
    def charted(self) -> set[Subject]:
        """The subjects that may have a chart: those of which most is reported."""
        most = sorted(self.picture.findings, key=lambda finding: len(finding.claims), reverse=True)
        return {finding.subjects[0] for finding in most[:MOST_CHARTS]}

    @cached_property
    def retractions(self) -> dict[str, list[Retraction]]:
        by_claim: dict[str, list[Retraction]] = {}
        for retraction in self.report.retractions:
            by_claim.setdefault(retraction.claim, []).append(retraction)
        return by_claim

    @cached_property
    def judgements(self) -> dict[str, list[Judgement]]:
        by_claim: dict[str, list[Judgement]] = {}
        for judgement in self.report.judgements:
            by_claim.setdefault(judgement.claim, []).append(judgement)
        return by_claim

    @cached_property
    def judged_in_two_ways(self) -> set[str]:
        """The ids of the claims that some judgements uphold and others reject."""
        clashes = (clash for finding in self.picture for clash in finding.clashes)
        return {judgement.claim for clash in clashes for judgement in contradicting(clash)}

    @property
    def summary(self) -> str:
        number = len(self.points)
        agreement = (
            say_several("the sources disagree on {number} point", "the sources disagree on {number} points", number)
            if number
            else say("no disagreement")
        )
        return semicolon().join([say_size(self.report), agreement])

    def groups(self) -> tuple[Group, ...]:
        by_type = groupby(self.picture.findings, key=lambda finding: (_theme(finding), finding.type))
        return tuple(
            Group(say_type(name), tuple(map(self.subject_facts, findings)), theme)
            for (theme, name), findings in by_type
        )

    def subject_facts(self, finding: Finding) -> SubjectFacts:
        links = dict.fromkeys(link for subject in finding.subjects for link in self.links.get(subject, ()))
        return SubjectFacts(
            finding.headline,
            tuple(map(self.fact, finding.claims)),
            tuple(self.numbers.get(finding.subjects[0], ())),
            tuple(map(self.say_link, links)),
            _newest(finding),
            series_of(finding, self.report) if finding.subjects[0] in self.charted else (),
        )

    def say_link(self, link: Link) -> str:
        one, other = (
            f"“{self.headlines[subject]}”"
            if subject in self.headlines
            else say("a subject without facts in this report")
            for subject in link.subjects
        )
        judged = say_list([isolated(link.by.name), str(link.at) if link.at else None])
        if link.same:
            said = say("{one} is the same as {other}, says {body}", one=one, other=other, body=judged)
        else:
            said = say("{one} is not the same as {other}, says {body}", one=one, other=other, body=judged)
        return f"{said}: {isolated(link.reason)}" if link.reason else said

    def fact(self, claim: Claim) -> ReportedFact:
        asserting = {each.source.name for each in self.report.standing(claim) if each.stance == Stance.ASSERTS}
        remarks = [
            say_sources(len(asserting)) if len(asserting) > 1 else "",
            say("sensitivity: {level}", level=claim.sensitivity.spoken) if claim.sensitivity else "",
            claim.tlp.value if claim.tlp else "",
        ]
        return ReportedFact(
            say_statement(claim),
            claim.id,
            tuple(filter(None, remarks)),
            self.state(claim),
            self.sources(claim),
            self.corrections(claim),
            self.judgements_on(claim),
        )

    def state(self, claim: Claim) -> str:
        """Return what has become of a fact that isn't simply asserted."""
        standing = self.report.standing(claim)
        stances = {attribution.stance for attribution in standing}
        if not standing:
            return say("withdrawn")
        if Stance.ASSERTS not in stances:
            return say("denied") if Stance.DENIES in stances else say("not confirmed")
        if self.report.disputes(claim) or Stance.DENIES in stances:
            return say("disputed")
        return say(JUDGED_IN_TWO_WAYS) if claim.id in self.judged_in_two_ways else ""

    def sources(self, claim: Claim) -> tuple[SourceLine, ...]:
        standing = self.report.standing(claim)
        return tuple(self.source_line(each, is_standing=each in standing) for each in claim.attributions)

    def source_line(self, attribution: Attribution, *, is_standing: bool) -> SourceLine:
        before, after = self.around(attribution)
        return SourceLine(
            say_attribution(attribution),
            " ".join((attribution.excerpt or "").split()),
            self.documents[attribution.document] if attribution.document else None,
            before,
            after,
            (attribution.document and attribution.document.language) or "",
            "" if is_standing else say("withdrawn"),
        )

    def around(self, attribution: Attribution) -> tuple[str, str]:
        """Return the words before and after an excerpt, where the text of its document is at hand and has it."""
        document, words = attribution.document, attribution.excerpt
        searched = self.texts.get(document.sha256 or "") if document else None
        if searched is None or not words:
            return "", ""
        span = attribution.span
        if span is None or not searched.has(words, span):
            span = next(searched.places(words), None)
        if span is None:
            return "", ""
        before, after = searched.around(span, _AROUND)
        return " ".join(before), " ".join(after)

    def corrections(self, claim: Claim) -> tuple[str, ...]:
        return tuple(
            say_retraction(each, self.report.get(each.replaced_by) if each.replaced_by else None)
            for each in self.retractions.get(claim.id, ())
        )

    def judgements_on(self, claim: Claim) -> tuple[str, ...]:
        return tuple(map(say_judgement, self.judgements.get(claim.id, ())))

    def disagreements(self) -> tuple[Conflict | DisputedFact, ...]:
        return tuple(
            DisputedFact(finding.headline, self.fact(point))
            if isinstance(point, Claim)
            else self.conflict(finding, point)
            for finding, point in self.points
        )

    def conflict(self, finding: Finding, state: State) -> Conflict:
        declaration = state.declaration
        label = say(declaration.label, context="label")
        point = (
            say("conflicting figures: {field}", field=label)
            if state.range
            else say("conflicting statements: {field}", field=label)
        )
        return Conflict(
            finding.headline,
            point,
            tuple(
                RivalValue(
                    state.say(option.held),
                    say_qualifiers(claim.record),
                    self.sources(claim),
                    self.corrections(claim),
                    self.judgements_on(claim),
                    *_bounds(option.held),
                )
                for option in state.options
                for claim in option.claims
            ),
            state.range_in_words,
            state.in_words,
            state.reason,
        )


def _newest(finding: Finding) -> int:
    """Return how many of the claims, from the first, are of the time of the newest, or undated as it is."""
    first = finding.claims[0].record
    return sum(1 for _ in takewhile(lambda claim: first.is_same_time(claim.record), finding.claims[1:])) + 1


def _bounds(held: object) -> tuple[float | None, float | None, float | None]:
    if not isinstance(held, Figure):
        return None, None, None
    low, high = held.interval()
    return low, held.best, high
