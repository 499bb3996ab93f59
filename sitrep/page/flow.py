"""A page as it flows on paper: headings, paragraphs, tables and drawings one after another, for Word and PDF alike."""

import unicodedata
from collections.abc import Iterable, Iterator

from attrs import frozen

from sitrep.languages import ENGLISH, ISOLATED, comma, isolated, say, say_list, say_number, say_of, semicolon
from sitrep.page import model
from sitrep.page.drawing import Drawn
from sitrep.page.map import NO_ENDORSEMENT
from sitrep.page.model import (
    Conflict,
    DisputedFact,
    KeyFigure,
    Page,
    ReportedFact,
    SourceLine,
    SubjectFacts,
)
from sitrep.page.words import capitalised, say_left_out, short_id, spell_dates

FEW = 300
"""Up to how many facts all are printed with their sources; with more those of the newest time of each subject."""
MOST_BARS = 40
"""The conflicts, from the first, whose range is drawn as bars; it is in words with each."""


@frozen
class Run:
    """Words of one manner within a line."""

    text: str
    manner: str = ""
    """Strong, soft, warning, gone or quoted."""
    fact: str = ""
    """The id of the claim that the words state, whole: they are a field, and what leads to the claim ends here."""
    label: str = ""
    """The name of the field."""
    leads_to: str = ""
    """The anchor of what the words lead to."""


Line = tuple[Run, ...]


@frozen
class Heading:
    words: str
    level: int = 1
    """From 0, which is the title."""
    anchor: str = ""


@frozen
class Paragraph:
    line: Line
    depth: int = 0
    """The depth in a list; 0 outside of one."""
    anchor: str = ""
    language: str = ""


@frozen
class Tabulated:
    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]


@frozen
class Drawing:
    """A picture to draw, with what is said of it to those who can't see it, and below it."""

    of: Drawn
    said: str
    caption: str


Block = Heading | Paragraph | Tabulated | Drawing


def anchor(claim_id: str) -> str:
    """Return the name of the place where a fact stands: letters, digits and lines that any format takes."""
    return "fact_" + "".join(each if each.isascii() and each.isalnum() else "_" for each in short_id(claim_id))


def is_right_to_left(text: str, *, without_letters: bool) -> bool:
    """Tell whether the first letter of a text, but for what is isolated in it, is of those written from the right."""
    ways = map(unicodedata.bidirectional, ISOLATED.sub("", text))
    return next((way != "L" for way in ways if way in ("L", "R", "AL")), without_letters)


def mark_of(*, right_to_left: bool) -> str:
    """Return a letter that isn't seen, of one direction or the other."""
    return "\u200f" if right_to_left else "\u200e"


def directed(text: str, page: Page) -> str:
    """Return a text that keeps its order on a page that is written from the other side."""
    if is_right_to_left(text, without_letters=page.is_right_to_left) == page.is_right_to_left:
        return text
    words, mark = text.rstrip(), mark_of(right_to_left=not page.is_right_to_left)
    return f"{mark}{words}{mark}{text[len(words) :]}"


def flow(page: Page) -> Iterator[Block]:
    """Yield the blocks of a page, but for its marking, which stands on each sheet."""
    return _Flow(page).blocks()


def _text(words: str, manner: str = "") -> Line:
    return (Run(spell_dates(words), manner),) if words else ()


def _items(lines: Iterable[Line], depth: int = 1) -> Iterator[Paragraph]:
    yield from (Paragraph(line, depth) for line in lines)


class _Flow:
    """A page, with what it may lead to."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.is_short = page.facts <= FEW
        shown = (fact.id for group in page.groups for subject in group.subjects for fact in self.facts_of(subject))
        self.shown = frozenset(shown)

    def facts_of(self, subject: SubjectFacts) -> tuple[ReportedFact, ...]:
        return subject.facts if self.is_short else subject.facts[: subject.newest]

    def blocks(self) -> Iterator[Block]:
        page = self.page
        yield Heading(page.report or page.title, 0)
        yield from (Paragraph((Run(say_of(question, ""), "soft"), Run(answer))) for question, answer in page.about)
        yield Paragraph(_text(say_of(say_list([page.title, page.as_known]), page.summary), "soft"))
        if page.highlights:
            yield Heading(say(model.HIGHLIGHTS))
            yield from _items(
                (
                    Run(each.words),
                    *(
                        [Run(f" ({say(model.MADE_FROM_FACTS)})", "soft", leads_to=self.place(each.fact))]
                        if each.is_made
                        else []
                    ),
                )
                for each in page.highlights
            )
        if page.key_figures:
            yield Heading(say(model.KEY_FIGURES))
            head = tuple(map(say, model.HEAD_OF_KEY_FIGURES))
            yield Tabulated(say(model.KEY_FIGURES), head, tuple(map(self.key_figure, page.key_figures)))
        if page.compared_with:
            yield Heading(say(model.CHANGES))
            yield Paragraph(_text(say("Since: {report}", report=isolated(page.compared_with)), "soft"))
            yield from _items(map(_text, page.changes or [say(model.NO_CHANGES)]))
        yield from self.located()
        yield from self.narrative()
        yield from self.themes()
        yield from self.disagreements()
        yield from self.reference()

    def place(self, claim_id: str) -> str:
        return anchor(claim_id) if claim_id in self.shown else ""

    def key_figure(self, each: KeyFigure) -> tuple[Line, ...]:
        disputed = say(model.DISPUTED) if each.is_disputed or each.range else ""
        disputed = say_of(disputed, each.range) if each.range else disputed
        figure = [Run(each.rounded, "strong", leads_to=self.place(each.fact), label=each.label, fact=each.fact)]
        figure += [Run(semicolon() + say("exactly: {figure}", figure=each.exact))] if each.exact else []
        figure += [Run(semicolon() + disputed, "warning")] if disputed else []
        return tuple(figure), _text(each.label), _text(each.change), _text(say_list([each.source, each.date]))

    def located(self) -> Iterator[Block]:
        located = self.page.map
        if located is None:
            return
        shaded = say("Areas are shaded by: {what}.", what=located.shaded_by) if located.shaded_by else ""
        caption = " ".join(filter(None, [located.description, shaded, say(NO_ENDORSEMENT)]))
        yield Heading(say(model.MAP))
        yield Drawing(located, f"{located.title}. {located.description}", caption)
        if located.areas or located.spots:
            rows = [(area.label, say_number(area.facts), area.words) for area in located.areas]
            rows += [(spot.label, say_number(spot.facts), "") for spot in located.spots]
            columns = 3 if located.shaded_by else 2
            head = (say("Place"), say("Facts"), located.shaded_by)[:columns]
            shown = (tuple(map(_text, row[:columns])) for row in rows)
            yield Tabulated(say("Table of places"), head, tuple(shown))

    def narrative(self) -> Iterator[Block]:
        passages = [passage for passage in self.page.narrative if not passage.is_highlight]
        if passages:
            yield Heading(say(model.NARRATIVE))
        for passage in passages:
            if passage.title:
                yield Heading(passage.title, 2)
            for paragraph in filter(None, passage.paragraphs):
                yield Paragraph((Run(paragraph),), language=passage.language)

    def themes(self) -> Iterator[Block]:
        for theme in self.page.themes:
            yield Heading(theme.title)
            for group in theme.groups:
                if len(theme.groups) > 1:
                    yield Heading(group.title, 2)
                for subject in group.subjects:
                    yield Heading(spell_dates(subject.headline), 3 if len(theme.groups) > 1 else 2)
                    yield from self.subject(subject)

    def subject(self, subject: SubjectFacts) -> Iterator[Block]:
        if subject.disagreements and self.page.disagreements:
            points = [
                Run(f" {say('point {number}', number=number)}", "warning", leads_to=f"point_{number}")
                for number in subject.disagreements
            ]
            yield Paragraph((Run(say_of(say(model.DISPUTED), "").rstrip(), "warning"), *points))
        yield from (Paragraph(_text(link, "soft")) for link in subject.links)
        for series in subject.series:
            yield Drawing(series, series.description, f"{series.description} {say(model.NO_VALUE_BETWEEN)}")
        shown = self.facts_of(subject)
        for fact in shown:
            yield from self.fact(fact, subject.headline)
        if len(shown) < len(subject.facts):
            yield Paragraph(_text(say_left_out(len(subject.facts) - len(shown)), "soft"), 1)

    def fact(self, fact: ReportedFact, label: str, *, is_first: bool = True) -> Iterator[Block]:
        said = Run(
            spell_dates(fact.statement),
            "gone" if fact.state == say("withdrawn") else "",
            fact=fact.id if is_first else "",
            label=label,
        )
        remarks = [Run(f" ({remark})", "soft") for remark in fact.remarks]
        state = [Run(f" {fact.state}", "warning")] if fact.state else []
        yield Paragraph((said, *remarks, *state), 1, self.place(fact.id) if is_first else "")
        yield from self.sources(fact.sources, fact.corrections, fact.judgements)

    def sources(
        self, sources: Iterable[SourceLine], corrections: Iterable[str], judgements: Iterable[str]
    ) -> Iterator[Block]:
        yield from _items(map(self.source, sources), 2)
        yield from _items((_text(words, "warning") for words in corrections), 2)
        yield from _items(map(_text, judgements), 2)

    def source(self, line: SourceLine) -> Line:
        runs = [Run(spell_dates(line.words), "soft")]
        if line.excerpt:
            runs.append(Run(say_of("", f"… {line.before} " if line.before else ""), "soft"))
            runs.append(Run(f"“{line.excerpt}”", "quoted"))
            runs += [Run(f" {line.after} …", "soft")] if line.after else []
        if line.document and self.page.documents:
            runs.append(Run(f" [{line.document}]", "soft", leads_to=f"document_{line.document}"))
        runs += [Run(f" ({line.remark})", "warning")] if line.remark else []
        return tuple(runs)

    def disagreements(self) -> Iterator[Block]:
        if self.page.disagreements:
            yield Heading(say(model.DISAGREEMENTS))
        for number, point in enumerate(self.page.disagreements, 1):
            yield Heading(f"{number}. {spell_dates(point.headline)}", 2, f"point_{number}")
            if isinstance(point, DisputedFact):
                yield from self.fact(point.fact, point.headline, is_first=False)
            else:
                yield from self.conflict(point, is_drawn=number <= MOST_BARS)

    def conflict(self, conflict: Conflict, *, is_drawn: bool) -> Iterator[Block]:
        within = f". {say_of(say(model.RANGE), conflict.range)}" if conflict.range else ""
        yield Paragraph(_text(f"{capitalised(conflict.point)}{within}", "warning"))
        rivals = [f"{rival.value} ({rival.sources[0].words})" for rival in conflict.rivals if rival.sources]
        if conflict.range and is_drawn:
            yield Drawing(conflict, spell_dates(semicolon().join(rivals)), "")
        for rival in conflict.rivals:
            qualifiers = _text(comma() + rival.qualifiers) if rival.qualifiers else ()
            yield Paragraph((*_text(rival.value, "strong"), *qualifiers), 1)
            yield from self.sources(rival.sources, rival.corrections, rival.judgements)
        yield Paragraph(_text(say_of(say(model.CHOSEN), f"{conflict.chosen} ({conflict.reason})"), "soft"))

    def reference(self) -> Iterator[Block]:
        page = self.page
        if page.sources:
            yield Heading(say(model.SOURCES))
            rows = (
                (_text(each.name), _text(semicolon().join(each.about)), _text(say_number(each.facts)))
                for each in page.sources
            )
            yield Tabulated(say(model.SOURCES), tuple(map(say, model.HEAD_OF_SOURCES)), tuple(rows))
        if page.documents:
            yield Heading(say(model.DOCUMENTS))
            for document in page.documents:
                yield Paragraph(_text(f"[{document.number}] {document.words}"), anchor=f"document_{document.number}")
        if page.notices:
            yield Heading(say(model.NOTICES))
            for notices in page.notices:
                yield Heading(notices.meaning or notices.code, 2)
                yield from (Paragraph(_text(sentence), 1, language=ENGLISH) for sentence in notices.sentences)
        if page.method:
            yield Heading(say(model.METHOD))
            yield from (Paragraph(_text(sentence)) for sentence in page.method)
        if page.method and len(page.mastheads) > 1:
            yield Paragraph(_text(say(model.MADE_FROM_REPORTS)))
            yield from _items(
                _text(f"{each.title} ({say_list(each.about)})" if each.about else each.title) for each in page.mastheads
            )
