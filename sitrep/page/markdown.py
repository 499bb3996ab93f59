"""A page as Markdown, for wikis and mail."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from sitrep.languages import say, say_list, say_number, say_of, semicolon
from sitrep.page import model
from sitrep.page.map import NO_ENDORSEMENT
from sitrep.page.model import Conflict, DisputedFact, Page, ReportedFact, SourceLine, SubjectFacts
from sitrep.page.words import spell_dates

_SIGNS = re.compile(r"([\\`*_\[\]<>|#])")
_FIRST = re.compile(r"^(\d+)([.)])|^([-+~=])")


def render(page: Page, _templates: Path | None = None) -> bytes:
    """Return the page as a file of text."""
    return ("\n".join(_lines(page)).rstrip() + "\n").encode()


def inert(text: str) -> str:
    """Return a text in which nothing is Markdown, in one line."""
    escaped = _SIGNS.sub(r"\\\1", " ".join(text.split()))
    return _FIRST.sub(lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}", escaped)


def _said(text: str) -> str:
    return inert(spell_dates(text))


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _lines(page: Page) -> Iterator[str]:
    if page.marking:
        yield from (f"**{inert(page.marking)}**", "")
    yield from (f"# {inert(page.report or page.title)}", "")
    yield from (f"- {say_of(inert(question), inert(answer))}" for question, answer in page.about)
    yield from ("", _said(say_of(say_list([page.title, page.as_known]), page.summary)), "")
    if page.highlights:
        yield from (f"## {say(model.HIGHLIGHTS)}", "")
        for each in page.highlights:
            yield f"- {inert(each.words)}{f' *({say(model.MADE_FROM_FACTS)})*' if each.is_made else ''}"
        yield ""
    yield from _key_figures(page)
    if page.compared_with:
        yield from (f"## {say(model.CHANGES)}", "", say("Since: {report}", report=inert(page.compared_with)), "")
        yield from (f"- {_said(sentence)}" for sentence in page.changes or [say(model.NO_CHANGES)])
        yield ""
    yield from _narrative(page)
    for theme in page.themes:
        yield from (f"## {inert(theme.title)}", "")
        for group in theme.groups:
            for subject in group.subjects:
                yield from _subject(subject)
    yield from _disagreements(page)
    yield from _reference(page)


def _key_figures(page: Page) -> Iterator[str]:
    if page.key_figures:
        yield from (
            f"## {say(model.KEY_FIGURES)}",
            "",
            _row(map(say, model.HEAD_OF_KEY_FIGURES)),
            "| --- | --- | --- | --- |",
        )
        for each in page.key_figures:
            disputed = say(model.DISPUTED) if each.is_disputed or each.range else ""
            disputed = f"{disputed}: {each.range}" if each.range else disputed
            figure = say_list([f"**{inert(each.rounded)}**", inert(each.exact), inert(disputed)])
            source = inert(say_list([each.source, each.date]))
            yield _row((figure, inert(each.label), inert(each.change), source))
        yield ""


def _narrative(page: Page) -> Iterator[str]:
    passages = [passage for passage in page.narrative if not passage.is_highlight]
    if passages:
        yield from (f"## {say(model.NARRATIVE)}", "")
    for passage in passages:
        if passage.title:
            yield from (f"### {inert(passage.title)}", "")
        for paragraph in passage.paragraphs:
            if paragraph:
                yield from (inert(paragraph), "")


def _subject(subject: SubjectFacts) -> Iterator[str]:
    yield from (f"### {_said(subject.headline)}", "")
    for number in subject.disagreements:
        yield from (f"*{say(model.DISPUTED)}: {say('point {number}', number=number)}*", "")
    for fact in subject.facts:
        yield from _fact(fact)
    yield ""


def _fact(fact: ReportedFact) -> Iterator[str]:
    remarks = say_list([*fact.remarks, fact.state])
    yield f"- {_said(fact.statement)}{f' ({inert(remarks)})' if remarks else ''}"
    yield from _sources(fact.sources, (*fact.corrections, *fact.judgements))


def _sources(sources: Iterable[SourceLine], beside: Iterable[str]) -> Iterator[str]:
    for source in sources:
        document = f" \\[{source.document}\\]" if source.document else ""
        excerpt = f": “{inert(source.excerpt)}”" if source.excerpt else ""
        yield f"  - {_said(source.words)}{excerpt}{document}{f' ({source.remark})' if source.remark else ''}"
    yield from (f"  - {_said(words)}" for words in beside)


def _disagreements(page: Page) -> Iterator[str]:
    if page.disagreements:
        yield from (f"## {say(model.DISAGREEMENTS)}", "")
    for number, point in enumerate(page.disagreements, 1):
        yield from (f"### {number}\\. {_said(point.headline)}", "")
        yield from _disputed(point) if isinstance(point, DisputedFact) else _conflict(point)
        yield ""


def _disputed(point: DisputedFact) -> Iterator[str]:
    yield from _fact(point.fact)


def _conflict(conflict: Conflict) -> Iterator[str]:
    for rival in conflict.rivals:
        yield f"- **{_said(rival.value)}**{f', {_said(rival.qualifiers)}' if rival.qualifiers else ''}"
        yield from _sources(rival.sources, (*rival.corrections, *rival.judgements))
    yield ""
    if conflict.range:
        yield from (f"{say(model.RANGE)}: **{_said(conflict.range)}**", "")
    yield f"{say(model.CHOSEN)}: {_said(conflict.chosen)} ({_said(conflict.reason)})"


def _reference(page: Page) -> Iterator[str]:
    if page.map and (page.map.spots or page.map.areas):
        yield from (f"## {say(model.MAP)}", "", f"{inert(page.map.description)} {say(NO_ENDORSEMENT)}", "")
        yield from (f"- {inert(area.label)}: {area.facts}" for area in page.map.areas)
        yield from (f"- {inert(spot.label)}: {spot.facts}" for spot in page.map.spots)
        yield ""
    if page.sources:
        yield from (
            f"## {say(model.SOURCES)}",
            "",
            _row(map(say, model.HEAD_OF_SOURCES)),
            "| --- | --- | --- |",
        )
        yield from (
            _row((inert(each.name), inert(semicolon().join(each.about)), say_number(each.facts)))
            for each in page.sources
        )
        yield ""
    if page.documents:
        yield from (f"## {say(model.DOCUMENTS)}", "")
        yield from (f"{each.number}. {_said(each.words)}" for each in page.documents)
        yield ""
    if page.notices:
        yield from (f"## {say(model.NOTICES)}", "")
        yield from (f"- {_said(sentence)}" for group in page.notices for sentence in group.sentences)
        yield ""
    if page.method:
        yield from (f"## {say(model.METHOD)}", "")
        yield from (f"- {inert(sentence)}" for sentence in page.method)
