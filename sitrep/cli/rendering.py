"""What people read on the command line: the picture of a report, and the faults of a file."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from attrs import evolve, field, frozen
from rich.console import Console
from rich.rule import Rule
from rich.text import Text

from sitrep.claims import Claim, Header, Link, Note, Retraction
from sitrep.errors import InvalidError, write_path
from sitrep.fields.declarations import Role
from sitrep.pictures.consolidation import Finding, Picture, State, as_known, as_of, picture
from sitrep.pictures.policies import DEFAULT, Policy
from sitrep.records.base import Record, Subject
from sitrep.report import SitRep
from sitrep.values.periods import Period
from sitrep.values.sources import Attribution, Document, Source
from sitrep.vocabularies import Credibility, Stance

WIDEST = 120
"""Longer lines are hard to read, however wide the terminal is."""

_SHORT_DIGEST = 12

_HEADING = "bold"
_SOURCE = "dim"
_DISAGREEMENT = "yellow"
_NO_LONGER = "red"

# Control characters are shown as escapes; the signs that change the direction of text are left out,
# since one that isn't closed would turn round the rest of a line.
_INERT: dict[int, str | None] = {code: f"\\x{code:02x}" for code in (*range(0x20), *range(0x7F, 0xA0))}
_INERT |= dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))

_LEFT_TO_RIGHT = "\u200e"
_LETTERS = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_RIGHT_TO_LEFT = re.compile(f"[{_LETTERS}](?:[^A-Za-z]*[{_LETTERS}])*")
"""Words in Arabic, Hebrew and the like, with the numbers and signs between them."""


def terminal(*, stderr: bool = False) -> Console:
    """Standard output, or standard error, as wide as it is and with the colours that it has."""
    console = Console(stderr=stderr, markup=False, emoji=False, highlight=False)
    console.width = min(console.width, WIDEST)
    return console


def show_line(console: Console, words: str) -> None:
    """Print one line, however long it is, so that programs can read it too."""
    console.print(Text(_inert(words)), soft_wrap=True)


def lay_out(console: Console, *words: str | tuple[str, str], indent: int = 0, bullet: str = "") -> None:
    """Print words, some with a style, in lines as wide as the console that hang under the first."""
    text = Text()
    for each in words:
        said, style = (each, "") if isinstance(each, str) else each
        text.append(_inert(said), style)
    hanging = " " * (indent + len(bullet))
    start = " " * indent + bullet
    for line in text.wrap(console, max(console.width - len(hanging), 20), overflow="fold"):
        # A line that begins with Arabic or Hebrew would be drawn from the right.
        turned = _LEFT_TO_RIGHT if _RIGHT_TO_LEFT.search(line.plain) else ""
        shown = Text(start + turned) + line
        shown.rstrip()
        console.print(shown, soft_wrap=True)
        start = hanging


def show_faults(console: Console, name: str, error: Exception) -> None:
    """Print what is wrong with a file: each fault with its path, the value, what was expected and a hint."""
    if not isinstance(error, InvalidError):
        reason = (isinstance(error, OSError) and error.strerror) or str(error)
        show_line(console, f"{name}: cannot be read: {reason}")
        return
    console.print(Text(f"{_inert(name)}: {_count(len(error.faults), 'fault')}", _HEADING), soft_wrap=True)
    for fault in error.faults:
        console.print(Text(f"  {_inert(write_path(error.root, fault.path))}", _DISAGREEMENT), soft_wrap=True)
        # The hints of the library are for Python code.
        words = evolve(fault, path=()).describe().replace("unknown='keep'", "--unknown keep")
        lay_out(console, words, indent=4)


def say_size(report: SitRep) -> str:
    sources = {attribution.source.name for claim in report for attribution in claim.attributions}
    return f"{_count(len(report), 'reported fact')}, {_count(len(sources), 'source')}"


def short_id(claim: Claim) -> str:
    """As much of an id as tells it from the others of a report, but for the rarest chance."""
    return claim.id[: claim.id.index(":") + 1 + _SHORT_DIGEST]


def _count(number: int, thing: str) -> str:
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"


def _inert(words: str) -> str:
    shown = words.translate(_INERT)
    # A number after Arabic or Hebrew would be drawn before it.
    return shown if shown.isascii() else _RIGHT_TO_LEFT.sub(rf"\g<0>{_LEFT_TO_RIGHT}", shown)


def _say_list(words: Iterable[str | None]) -> str:
    return ", ".join(filter(None, words))


def _say_source(source: Source) -> str:
    known = _say_list(
        [
            source.affiliation,
            "anonymous" if source.anonymous else None,
            f"reliability {source.reliability}" if source.reliability else None,
        ]
    )
    return f"{source.name} ({known})" if known else source.name


_STANCES = {Stance.DENIES: " denies it", Stance.CANNOT_CONFIRM: " cannot confirm it"}


@frozen
class Page:
    """The picture of one report, laid out on a console: who says what, and where they disagree."""

    console: Console
    whole: SitRep
    policy: Policy = DEFAULT
    at: Period | None = field(default=None, kw_only=True)
    known_at: Period | None = field(default=None, kw_only=True)
    with_ids: bool = field(default=False, kw_only=True)

    @cached_property
    def report(self) -> SitRep:
        """What of the report held, and was known, at the times asked for."""
        known = self.whole if self.known_at is None else as_known(self.whole, self.known_at)
        return known if self.at is None else as_of(known, self.at)

    @cached_property
    def picture(self) -> Picture:
        return picture(self.report, self.policy)

    @cached_property
    def disagreements(self) -> list[tuple[Finding, State | Claim]]:
        """The conflicts, and the facts beside them that are denied or disputed, by subject."""
        points: list[tuple[Finding, State | Claim]] = []
        for finding in self.picture.findings:
            points += ((finding, conflict) for conflict in finding.conflicts)
            shown = {claim.id for conflict in finding.conflicts for rival in conflict.options for claim in rival.claims}
            points += (
                (finding, claim)
                for claim in finding.claims
                if claim.id not in shown and self.say_state(claim) in ("denied", "disputed")
            )
        return points

    @cached_property
    def marks(self) -> dict[Subject, list[str]]:
        """The numbers of the disagreements on each subject."""
        numbers: dict[Subject, list[str]] = {}
        for number, (finding, _) in enumerate(self.disagreements, 1):
            for subject in finding.subjects:
                numbers.setdefault(subject, []).append(str(number))
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
    def retractions(self) -> dict[str, list[Retraction]]:
        by_claim: dict[str, list[Retraction]] = {}
        for retraction in self.report.retractions:
            by_claim.setdefault(retraction.claim, []).append(retraction)
        return by_claim

    @property
    def summary(self) -> str:
        """The report in one line."""
        number = len(self.disagreements)
        agreement = f"the sources disagree on {_count(number, 'point')}" if number else "no disagreement"
        return f"{say_size(self.report)}; {agreement}"

    def show(self) -> None:
        with self.console:
            self.show_title()
            shown = ""
            for finding in self.picture.findings:
                if finding.type != shown:
                    shown = finding.type
                    self.head(shown.replace("_", " ").capitalize())
                self.show_finding(finding)
            self.show_notes()
            self.show_disagreements()
            self.show_documents()

    def lay_out(self, *words: str | tuple[str, str], indent: int = 0, bullet: str = "") -> None:
        lay_out(self.console, *words, indent=indent, bullet=bullet)

    def head(self, title: str) -> None:
        self.console.print()
        self.console.print(Rule(Text(_inert(title), _HEADING), align="left", style=_SOURCE))

    def show_title(self) -> None:
        headers = self.report.headers
        for header in headers:
            self.lay_out((header.title, _HEADING))
            about = " · ".join(_say_header(header))
            if about:
                self.lay_out(about, indent=2)
        if headers:
            self.console.print()
        known_on = str(self.known_at or self.known_on())
        self.lay_out(
            (f"Picture of {self.at}" if self.at else "Current picture", _HEADING),
            f", as known on {known_on}" if known_on else "",
        )
        self.lay_out(self.summary)

    def known_on(self) -> str:
        """When the last word of the report was said, as far as that is known."""
        moments = [
            *(header.issued for header in self.report.headers),
            *(attribution.reported for claim in self.report for attribution in claim.attributions),
            *(retraction.at for retraction in self.report.retractions),
        ]
        dated = [(moment.latest, str(moment)) for moment in moments if moment and moment.latest]
        return max(dated)[1] if dated else ""

    def show_finding(self, finding: Finding) -> None:
        self.console.print()
        self.lay_out((finding.headline, _HEADING))
        if finding.subjects[0] in self.marks:
            numbers = ", ".join(self.marks[finding.subjects[0]])
            self.lay_out((f"≠ the sources disagree: see {numbers} below", _DISAGREEMENT), indent=2)
        for link in dict.fromkeys(link for subject in finding.subjects for link in self.links.get(subject, ())):
            self.lay_out(self.say_link(link), indent=2)
        for claim in finding.claims:
            self.show_claim(claim)

    def say_link(self, link: Link) -> str:
        one, other = (
            f"“{self.headlines[subject]}”" if subject in self.headlines else "a subject without facts in this report"
            for subject in link.subjects
        )
        judged = _say_list([link.by.name, str(link.at) if link.at else None])
        said = f"{one} is {'the same' if link.same else 'not the same'} as {other}, says {judged}"
        return f"{said}: {link.reason}" if link.reason else said

    def show_claim(self, claim: Claim) -> None:
        state = self.say_state(claim)
        sources = {each.source.name for each in self.report.standing(claim) if each.stance == Stance.ASSERTS}
        self.lay_out(
            claim.record.statement or "reported, without further details",
            f"  ({_count(len(sources), 'source')})" if len(sources) > 1 else "",
            f"  (sensitivity: {claim.sensitivity.label})" if claim.sensitivity else "",
            (f"  [{short_id(claim)}]" if self.with_ids else "", _SOURCE),
            (f"  {state.upper()}" if state else "", _NO_LONGER),
            indent=2,
            bullet="• ",
        )
        self.show_sources(claim)

    def say_state(self, claim: Claim) -> str:
        """What has become of a fact that isn't simply asserted."""
        standing = self.report.standing(claim)
        stances = {attribution.stance for attribution in standing}
        if not standing:
            return "withdrawn"
        if Stance.ASSERTS not in stances:
            return "denied" if Stance.DENIES in stances else "not confirmed"
        return "disputed" if self.report.disputes(claim) or Stance.DENIES in stances else ""

    def show_sources(self, claim: Claim) -> None:
        standing = self.report.standing(claim)
        for attribution in claim.attributions:
            number = self.documents.get(attribution.document) if attribution.document else None
            self.lay_out(
                (_say_attribution(attribution), _SOURCE),
                (f" [{number}]" if number else "", _SOURCE),
                ("" if attribution in standing else " (withdrawn)", _NO_LONGER),
                indent=6,
            )
        for retraction in self.retractions.get(claim.id, ()):
            self.lay_out((self.say_retraction(retraction), _NO_LONGER), indent=6)

    def say_retraction(self, retraction: Retraction) -> str:
        kind, source = retraction.kind.label, retraction.source.name
        if _is_own(retraction):
            said = f"{kind.capitalize()} by {source}"
        else:
            said = f"Disputed: {retraction.by} calls the word of {source} {kind}"
        said = _say_list([said, str(retraction.at) if retraction.at else None])
        said = f"{said}: {retraction.reason}" if retraction.reason else said
        replacement = self.report.get(retraction.replaced_by) if retraction.replaced_by else None
        return f"{said}; now: {replacement.record.statement}" if replacement else said

    def show_notes(self) -> None:
        if self.report.notes:
            self.head("Narrative")
        for note in self.report.notes:
            self.console.print()
            about = _say_note(note)
            if about:
                self.lay_out((about, _HEADING))
            for paragraph in note.text.splitlines():
                self.lay_out(paragraph, indent=2)

    def show_disagreements(self) -> None:
        self.head("Where the sources disagree")
        if not self.disagreements:
            self.console.print()
            self.lay_out("Nowhere: the report has no conflicting figures, and nothing in it is denied or disputed.")
        for number, (finding, point) in enumerate(self.disagreements, 1):
            self.console.print()
            if isinstance(point, Claim):
                self.lay_out((finding.headline, _HEADING), bullet=f"{number}. ")
                self.show_claim(point)
            else:
                self.show_conflict(number, finding, point)

    def show_conflict(self, number: int, finding: Finding, conflict: State) -> None:
        declaration = conflict.declaration
        kind = "conflicting figures" if conflict.range else "conflicting statements"
        self.lay_out(
            (finding.headline, _HEADING), (f" — {kind}: {declaration.label}", _DISAGREEMENT), bullet=f"{number}. "
        )
        for rival in conflict.options:
            for claim in rival.claims:
                self.lay_out(
                    (declaration.kind.say(rival.held), _HEADING),
                    _say_qualifiers(claim.record),
                    indent=2,
                    bullet="• ",
                )
                self.show_sources(claim)
        between = conflict.range_in_words
        if between:
            self.lay_out((f"Range between sources: {between}", _DISAGREEMENT), indent=2)
        chosen = declaration.kind.say(conflict.current.held)
        self.lay_out("In the picture: ", (chosen, _HEADING), f" ({conflict.reason})", indent=2)

    def show_documents(self) -> None:
        if self.documents:
            self.head("Documents")
            self.console.print()
        for document, number in self.documents.items():
            self.lay_out(_say_document(document), bullet=f"[{number}] ")


def _is_own(retraction: Retraction) -> bool:
    return retraction.by is None or retraction.by.name == retraction.source.name


def _say_header(header: Header) -> Iterator[str]:
    if header.crisis:
        yield header.crisis
    if header.publisher:
        yield header.publisher
    if header.number:
        yield f"no. {header.number}"
    if header.issued:
        yield f"issued {header.issued}"
    if header.period:
        yield f"covers {header.period}"
    if header.data_as_of:
        yield f"figures as of {header.data_as_of}"


def _say_attribution(attribution: Attribution) -> str:
    said = _say_list(
        [
            _say_source(attribution.source) + _STANCES.get(attribution.stance, ""),
            *(f"via {_say_source(relay)}" for relay in attribution.via),
            f"said {attribution.said}" if attribution.said else None,
            f"reported {attribution.reported}" if attribution.reported else None,
            _say_credibility(attribution.credibility) if attribution.credibility else None,
            *(caveat.replace("_", " ") for caveat in attribution.caveats),
        ]
    )
    return f"{said}: “{' '.join(attribution.excerpt.split())}”" if attribution.excerpt else said


def _say_credibility(digit: int) -> str:
    return f"credibility {digit} ({Credibility(str(digit)).label})"


def _say_qualifiers(record: Record) -> str:
    said = _say_list(
        declaration.say(held) for declaration, held in record.given() if declaration.role is Role.QUALIFIER
    )
    return f", {said}" if said else ""


def _say_note(note: Note) -> str:
    return _say_list([note.section.label.capitalize() if note.section else None, note.sector])


def _say_document(document: Document) -> str:
    return _say_list(
        [
            str(document),
            document.publisher if document.title or document.url else None,
            f"published {document.published}" if document.published else None,
            document.url if document.title else None,
        ]
    )
