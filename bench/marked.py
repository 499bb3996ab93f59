"""Texts whose facts are marked by hand, and how far a draft of each agrees with its marks."""

import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import field, frozen

import sitrep as sr
from sitrep.drafts import Drafted, Proposal, draft

TEXTS = Path(__file__).parent.parent / "tests" / "marked_texts"
_MARK = re.compile(r"\[\[(.+?) \| (.+?) \| (.+?)\]\]")
_BOUNDS = {">=": "low", "<=": "high", ">": "above", "<": "below"}
_AMOUNT = re.compile(r"(>=|<=|[<>~])?([\d.]+?)(?:(\.\.|/)([\d.]+))?")


@frozen
class Mark:
    """A fact that somebody found in a text by hand."""

    start: int
    end: int
    words: str
    amount: Mapping[str, Any] | None
    type: str
    whole: bool
    record: Mapping[str, str]
    attribution: Mapping[str, str]


@frozen
class Text:
    """A marked text."""

    name: str
    text: str
    document: sr.Document
    marks: Sequence[Mark] = field(factory=tuple)

    def draft(self) -> Drafted:
        return draft(self.text, document=self.document)


def texts(folder: Path = TEXTS) -> Iterator[Text]:
    return map(read_text, sorted(folder.glob("*.txt")))


def read_text(path: Path) -> Text:
    head, _, body = path.read_text(encoding="utf-8").partition("\n---\n")
    _, *lines = head.splitlines()
    about = dict(line.split(": ", 1) for line in lines)
    text, marks, at = "", [], 0
    for match in _MARK.finditer(body):
        text += body[at : match.start()]
        marks.append(_mark(len(text), *match.groups()))
        text, at = text + match[1], match.end()
    return Text(path.stem, text + body[at:], sr.Document(title=path.stem, **about), tuple(marks))


_OF_ATTRIBUTION = ("source", "via", "stance", "said")


def _mark(start: int, words: str, amount: str, record: str) -> Mark:
    kind, *pairs = shlex.split(record)
    said = dict(pair.split("=", 1) for pair in pairs)
    return Mark(
        start,
        start + len(words),
        words,
        None if amount == "-" else _amount(amount),
        kind.strip("?-"),
        kind.isidentifier(),
        {name: value for name, value in said.items() if name not in _OF_ATTRIBUTION},
        {name: value for name, value in said.items() if name in _OF_ATTRIBUTION},
    )


def _amount(said: str) -> dict[str, Any]:
    number, *_ = said.split()
    match = _AMOUNT.fullmatch(number)
    if not match:
        return {} if number == "tens" else {"term": number}
    sign, first, joint, second = match.groups()
    value = float(first)
    if joint == "..":
        return {"low": value, "high": float(second)}
    found: dict[str, Any] = {_BOUNDS.get(sign or "", "best"): value}
    if sign == "~":
        found["approximate"] = True
    return found | ({"of": float(second)} if joint else {})


_BESIDE = ("unit", "per")


def is_right(mark: Mark, proposal: Proposal) -> bool:
    """Return whether a proposal has the amount of a mark: where it begins, how it is hedged, what it says."""
    said = {name: held for name, held in (proposal.figure or {}).items() if name not in _BESIDE}
    return proposal.start == mark.start and said == (mark.amount or {})


def proposed(mark: Mark, drafted: Drafted) -> Proposal | None:
    """Return the proposal that is about a mark, if there is one."""
    about = [each for each in drafted.proposals if each.start < mark.end and mark.start < each.end]
    return next((each for each in about if is_right(mark, each)), about[0] if about else None)


def wrong_fields(mark: Mark, proposal: Proposal, publisher: str | None) -> list[str]:
    """Return what a whole proposal states otherwise than the marks do, or though they leave it out."""
    stated = {name: _plain(held) for name, held in proposal.record.items() if name not in ("type", *_FIGURES)}
    wrong = [name for name, held in stated.items() if mark.record.get(name, mark.record.get(f"{name}.country")) != held]
    if proposal.type != mark.type:
        wrong.append("type")
    spoken = proposal.attribution
    said = {
        "source": spoken.get("source", {}).get("name"),
        "via": (spoken.get("via") or [{"name": None}])[0]["name"],
        "stance": spoken.get("stance"),
        "said": spoken.get("said"),
    }
    expected = {"source": publisher, **mark.attribution}
    return wrong + [name for name, held in said.items() if held is not None and held != expected.get(name)]


_FIGURES = ("people", "households", "count", "amount", "quantity")


def _plain(held: Any) -> Any:
    return held.get("name") or held.get("country") if isinstance(held, dict) else held


@frozen
class Score:
    """The agreement of drafts with marks."""

    amounts: int = 0
    right: int = 0
    records: int = 0
    unchanged: int = 0
    stated: int = 0
    wrong: Sequence[str] = ()
    missed: Sequence[str] = ()

    def __add__(self, other: "Score") -> "Score":
        return Score(
            self.amounts + other.amounts,
            self.right + other.right,
            self.records + other.records,
            self.unchanged + other.unchanged,
            self.stated + other.stated,
            (*self.wrong, *other.wrong),
            (*self.missed, *other.missed),
        )


def score(text: Text) -> Score:
    """Hold the draft of a text against its marks."""
    drafted, wrong, missed = text.draft(), [], []
    amounts = right = records = unchanged = 0
    seen: set[str] = set()
    for mark in text.marks:
        found = proposed(mark, drafted)
        if found:
            seen.add(found.id)
        is_amount = mark.amount is not None
        amounts += is_amount
        has_it = found is not None and (is_right(mark, found) or not is_amount)
        right += is_amount and has_it
        if not has_it:
            missed.append(f"{text.name}: “{mark.words}” {mark.amount}, not {found and found.figure}")
        records += mark.whole
        if found is None or not found.is_whole:
            continue
        differs = wrong_fields(mark, found, text.document.publisher)
        if not mark.whole:
            differs.append("it is whole")
        if differs or not has_it:
            wrong.append(f"{text.name}: “{mark.words}” {', '.join(differs)}: {found.claim}")
        lacks = [name for name in mark.record if name.partition(".")[0] not in found.record]
        unchanged += mark.whole and has_it and not differs and not lacks
    unmarked = [each for each in drafted.proposals if each.is_whole and each.id not in seen]
    wrong += [f"{text.name}: “{each.words}” isn't marked: {each.claim}" for each in unmarked]
    return Score(amounts, right, records, unchanged, sum(each.is_whole for each in drafted.proposals), wrong, missed)
