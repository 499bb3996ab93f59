"""A page on the terminal: the layout, signs and colours of what was composed."""

from collections.abc import Iterable

from attrs import Factory, field, frozen
from rich.console import Console
from rich.rule import Rule
from rich.segment import Segment
from rich.text import Text

from sitrep.cli.rendering import DISAGREEMENT, HEADING, NO_LONGER, SOURCE, inert, lay_out, segments, show_segments
from sitrep.languages import comma, say, say_of
from sitrep.page import model
from sitrep.page.model import Conflict, DisputedFact, NoticeGroup, Page, ReportedFact, SourceLine, SubjectFacts
from sitrep.page.words import short_id


def show_changes(console: Console, changes: Iterable[str]) -> None:
    for sentence in changes:
        lay_out(console, sentence, bullet="• ")


def show_notices(console: Console, groups: Iterable[NoticeGroup]) -> None:
    for group in groups:
        console.print()
        title = f"{group.severity.upper()} {group.code} ({group.count:,})"
        lay_out(console, (title, HEADING), f" {group.meaning}")
        for sentence in group.sentences:
            lay_out(console, sentence, indent=2, bullet="• ")
        lay_out(console, group.remedy, indent=2, bullet="→ ")


@frozen
class PageRenderer:
    """A page laid out on a console."""

    console: Console
    page: Page
    with_ids: bool = False
    _laid_out: list[Segment] = field(init=False, factory=list)
    # Asking for it takes longer than laying out a line.
    _width: int = field(init=False, default=Factory(lambda self: self.console.width, takes_self=True))

    def show(self) -> None:
        with self.console:
            self.show_title()
            for group in self.page.groups:
                self.head(group.title)
                for subject in group.subjects:
                    self.show_subject(subject)
            self.show_narrative()
            if self.page.changes:
                self.head(say(model.CHANGES))
                self.skip_line()
                self.print()
                show_changes(self.console, self.page.changes)
            self.show_disagreements()
            if self.page.notices:
                self.head(say(model.NOTICES))
                self.print()
                show_notices(self.console, self.page.notices)
            self.show_documents()
            self.print()

    def lay_out(self, *words: str | tuple[str, str], indent: int = 0, bullet: str = "") -> None:
        self._laid_out.extend(segments(self.console, *words, indent=indent, bullet=bullet, width=self._width))

    def skip_line(self) -> None:
        self._laid_out.append(Segment.line())

    def print(self) -> None:
        show_segments(self.console, [*self._laid_out])
        self._laid_out.clear()

    def head(self, title: str) -> None:
        self.skip_line()
        self.print()
        self.console.print(Rule(Text(inert(title), HEADING), align="left", style=SOURCE))

    def show_title(self) -> None:
        for masthead in self.page.mastheads:
            self.lay_out((masthead.title, HEADING))
            if masthead.about:
                self.lay_out(" · ".join(masthead.about), indent=2)
        if self.page.mastheads:
            self.skip_line()
        self.lay_out((self.page.title, HEADING), comma() + self.page.as_known if self.page.as_known else "")
        self.lay_out(self.page.summary)

    def show_subject(self, subject: SubjectFacts) -> None:
        self.skip_line()
        self.lay_out((subject.headline, HEADING))
        if subject.warning:
            self.lay_out((f"≠ {subject.warning}", DISAGREEMENT), indent=2)
        for link in subject.links:
            self.lay_out(link, indent=2)
        for fact in subject.facts:
            self.show_fact(fact)

    def show_fact(self, fact: ReportedFact) -> None:
        self.lay_out(
            fact.statement,
            *(f"  ({remark})" for remark in fact.remarks),
            (f"  [{short_id(fact.id)}]" if self.with_ids else "", SOURCE),
            (f"  {fact.state.upper()}" if fact.state else "", NO_LONGER),
            indent=2,
            bullet="• ",
        )
        self.show_sources(fact.sources, fact.corrections, fact.judgements)

    def show_sources(
        self, sources: Iterable[SourceLine], corrections: Iterable[str], judgements: Iterable[str]
    ) -> None:
        for source in sources:
            self.lay_out(
                (source.sentence, SOURCE),
                (f" [{source.document}]" if source.document else "", SOURCE),
                (f" ({source.remark})" if source.remark else "", NO_LONGER),
                indent=6,
            )
        for correction in corrections:
            self.lay_out((correction, NO_LONGER), indent=6)
        for judgement in judgements:
            self.lay_out(judgement, indent=6)

    def show_narrative(self) -> None:
        if self.page.narrative:
            self.head(say(model.NARRATIVE))
        for passage in self.page.narrative:
            self.skip_line()
            if passage.title:
                self.lay_out((passage.title, HEADING))
            for paragraph in passage.paragraphs:
                self.lay_out(paragraph, indent=2)

    def show_disagreements(self) -> None:
        self.head(say(model.DISAGREEMENTS))
        if not self.page.disagreements:
            self.skip_line()
            self.lay_out(say(model.NO_DISAGREEMENTS))
        for number, disagreement in enumerate(self.page.disagreements, 1):
            self.skip_line()
            if isinstance(disagreement, DisputedFact):
                self.lay_out((disagreement.headline, HEADING), bullet=f"{number}. ")
                self.show_fact(disagreement.fact)
            else:
                self.show_conflict(number, disagreement)

    def show_conflict(self, number: int, conflict: Conflict) -> None:
        self.lay_out((conflict.headline, HEADING), (f" — {conflict.point}", DISAGREEMENT), bullet=f"{number}. ")
        for rival in conflict.rivals:
            qualifiers = comma() + rival.qualifiers if rival.qualifiers else ""
            self.lay_out((rival.value, HEADING), qualifiers, indent=2, bullet="• ")
            self.show_sources(rival.sources, rival.corrections, rival.judgements)
        if conflict.range:
            self.lay_out((say_of(say(model.RANGE), conflict.range), DISAGREEMENT), indent=2)
        self.lay_out(say_of(say(model.CHOSEN), ""), (conflict.chosen, HEADING), f" ({conflict.reason})", indent=2)

    def show_documents(self) -> None:
        if self.page.documents:
            self.head(say(model.DOCUMENTS))
            self.skip_line()
        for document in self.page.documents:
            self.lay_out(document.words, bullet=f"[{document.number}] ")
