"""A report as a plain set of pieces, so that what a merge lost or invented can be named."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from attrs import field, frozen

from sitrep.claims import Header, Judgement, Link, Note, Retraction
from sitrep.fields.canonical import write_json
from sitrep.fields.codes import ClosedCode
from sitrep.fields.declarations import Value
from sitrep.report import SitRep
from sitrep.values.sources import Attribution

SomeValue = TypeVar("SomeValue", bound=Value)


@frozen
class Piece:
    """One thing that a report says: `content` is what tells it from others, `words` are for people."""

    part: str
    content: tuple[str, ...]
    words: str = field(eq=False)


def pieces(report: SitRep) -> frozenset[Piece]:
    """Everything that a report says, one piece at a time. Merging reports joins these sets.

    A label says that all levels below it are reached too, so that the stricter of
    two is the union of both.
    """
    return frozenset(_pieces(report))


def _pieces(report: SitRep) -> Iterator[Piece]:
    for claim in report.claims:
        sentence, record = claim.record.sentence, claim.record.canonical
        for each in claim.attributions:
            said = f"{sentence}\n    — {say_attribution(each)}"
            yield Piece("attribution", (record, each.bare), said)
            yield from _labels(each, (record, each.bare), said)
        yield from _labels(claim, (record,), sentence)
    for beside in _beside(report):
        yield Piece(type(beside).__name__, (beside.bare,), say_beside(beside))
        yield from _labels(beside, (beside.bare,), say_beside(beside))


def _labels(value: Value, content: tuple[str, ...], words: str) -> Iterator[Piece]:
    for name in value.labels:
        reached: ClosedCode | None = getattr(value, name)
        levels: list[ClosedCode] = [*type(reached)] if reached else []
        for level in levels[: levels.index(reached) + 1] if reached else ():
            yield Piece(name, (*content, str(level)), f"{words}\n    {name}: at least {level}")


def _beside(report: SitRep) -> Iterable[Value]:
    return (*report.headers, *report.retractions, *report.links, *report.judgements, *report.notes)


def list_pieces(found: Iterable[Piece], among: Iterable[Piece]) -> str:
    """The pieces in words, with what tells them from others of the same words."""
    found = set(found)
    alike: dict[tuple[str, str], list[tuple[str, ...]]] = {}
    for piece in found.union(among):
        alike.setdefault((piece.part, piece.words), []).append(piece.content)
    lines = []
    for piece in sorted(found, key=lambda piece: (piece.part, piece.content)):
        lines.append(f"  • {piece.words}")
        all_of_each = zip(*alike[piece.part, piece.words], strict=True)
        for content, others in zip(piece.content, all_of_each, strict=True):
            if len({*others}) > 1:
                lines.append(f"    {_what_differs(content, others)}")
    return "\n".join(lines)


def _what_differs(content: str, others: Iterable[str]) -> str:
    """The members of a JSON object that others have otherwise, or not at all."""
    mine, *theirs = ({name: write_json(held) for name, held in json.loads(each).items()} for each in (content, *others))
    telling = (name for name, held in mine.items() if any(held != each.get(name) for each in theirs))
    shown = ", ".join(f"{name} {mine[name]}" for name in telling)
    return f"({shown})" if shown else "(no more than that)"


def describe(reports: Mapping[str, SitRep]) -> str:
    """Reports in words: each claim in a sentence, and under it who says so."""
    claims = [claim for report in reports.values() for claim in report.claims]
    sentences = _told_apart((claim.record for claim in claims), lambda record: record.sentence)
    attributions = _told_apart((each for claim in claims for each in claim.attributions), say_attribution)
    beside = _told_apart((each for report in reports.values() for each in _beside(report)), say_beside)
    lines = []
    for name, report in reports.items():
        lines.append(f"{name}:" if report else f"{name}: nothing")
        for claim in report.claims:
            labels = (f" [{name}: {level}]" for name in claim.labels if (level := getattr(claim, name)))
            lines.append(f"  {sentences[claim.record]}{''.join(labels)}")
            lines += (f"    — {attributions[each]}" for each in claim.attributions)
        lines += (f"  {beside[each]}" for each in _beside(report))
    return "\n".join(lines)


def _told_apart(values: Iterable[SomeValue], say: Callable[[SomeValue], str]) -> dict[SomeValue, str]:
    """Each value in words, with what tells it from others of the same words."""
    worded = {value: say(value) for value in values}
    alike: dict[str, list[str]] = {}
    for value, words in worded.items():
        alike.setdefault(words, []).append(value.canonical)
    return {
        value: f"{words} {_what_differs(value.canonical, alike[words])}" if alike[words][1:] else words
        for value, words in worded.items()
    }


def say_attribution(attribution: Attribution) -> str:
    """Tell who says so, in which document, with which words."""
    said = str(attribution)
    if attribution.document:
        said += f", in {attribution.document}"
    return f"{said}: “{attribution.excerpt}”" if attribution.excerpt else said


def say_beside(value: Value) -> str:
    """Return what stands beside the claims, in words."""
    said: list[object | None]
    match value:
        case Header():
            said = [value.title, value.publisher, value.issued]
        case Retraction():
            whose = f"{value.by or value.source} takes back the word of {value.source} for {value.claim[:24]}…"
            said = [whose, value.at, value.reason]
        case Link():
            one, other = (subject.canonical for subject in value.subjects)
            said = [f"{value.by}: {one} {'is' if value.same else 'is not'} {other}", value.at, value.reason]
        case Judgement():
            said = [f"{value.claim[:24]}… {value.verdict.label} by {value.by}", value.at, value.reason]
        case Note():
            said = [value.section, value.text]
        case _:
            said = [value.canonical]
    return f"{type(value).__name__.lower()}: {', '.join(str(each) for each in said if each)}"
