"""Answers of models, held to the words of the text: what its excerpt doesn't say is refused, and never enters."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from attrs import frozen

from sitrep.claims import Claim
from sitrep.codec import without_nulls
from sitrep.codec.documents import parse
from sitrep.drafts.context import Sentence
from sitrep.drafts.lexicon import Lexicon
from sitrep.drafts.proposals import claim_of, document_of
from sitrep.drafts.words import Words
from sitrep.errors import DOCUMENT, Fault, FaultCode, InvalidError, refuse
from sitrep.evidence.places import Searched, flat
from sitrep.evidence.verification import verify
from sitrep.fields.declarations import Declaration, Value
from sitrep.fields.kinds import CodeKind, FlagKind, Kind, ManyKind
from sitrep.notices import Severity
from sitrep.report import SitRep
from sitrep.values.periods import Period
from sitrep.values.places import Place
from sitrep.values.sources import Document, Span
from sitrep.vocabularies import Stance


@frozen
class Refused:
    """A claim of an answer that the words don't support, and each reason."""

    number: int
    claim: Mapping[str, Any]
    faults: tuple[Fault, ...]

    def __str__(self) -> str:
        return "; ".join(fault.describe(f"claims[{self.number}]") for fault in self.faults)


@frozen
class Bound:
    """The fate of an answer: the claims that its text proves, as a report, and those that were refused."""

    report: SitRep
    refused: tuple[Refused, ...]

    @property
    def claims(self) -> tuple[Claim, ...]:
        return tuple(self.report.claims)


def bind(
    answer: str | bytes,
    text: str,
    *,
    document: Document | str | None = None,
    language: str | None = None,
    published: Period | str | date | None = None,
) -> Bound:
    """Hold a model's answer, after the schema for a few record types, to the words of the text that it was given.

    Each excerpt must stand in the text, and once: its span is found here, in code points. Every figure, name, country
    and date of a claim must be in its excerpt; what isn't is refused, each with its reason. Codes such as an outcome
    are judged by their lists alone, so that a reader still has to look. Raises `InvalidError` for an answer that
    isn't of the schema.
    """
    about, known, day = document_of(text, document, language, published)
    data = parse(without_nulls(answer))
    claims = data.get("claims") if isinstance(data, dict) else None
    if not isinstance(claims, list):
        raise refuse(data, "an object with claims", code=FaultCode.UNREADABLE).under(root=DOCUMENT)
    searched, bound, refused = Searched(text), [], []
    for number, claim in enumerate(claims):
        try:
            bound.append(_bind(claim, searched, about, known, day))
        except InvalidError as error:
            refused.append(Refused(number, claim, tuple(error.faults)))
    return Bound(SitRep(claims=bound), tuple(refused))


_MEMBERS = frozenset({"record", "excerpt", "source", "via", "said", "stance"})


def _bind(claim: Any, text: Searched, document: Document, known: Lexicon, published: Period | None) -> Claim:
    if not isinstance(claim, dict) or not {"record", "excerpt", "source"} <= claim.keys() <= _MEMBERS:
        raise refuse(claim, f"an object with {', '.join(sorted(_MEMBERS))}", code=FaultCode.UNREADABLE)
    excerpt = claim["excerpt"]
    span = _place_of(excerpt, text)
    attribution: dict[str, Any] = {"source": {"name": claim["source"]}}
    attribution |= {name: claim[name] for name in ("said", "stance") if name in claim}
    if "via" in claim:
        attribution["via"] = [{"name": claim["via"]}]
    attribution |= {"document": document.to_json(), "span": span.to_json(), "excerpt": text.text[span.start : span.end]}
    if document.published:
        attribution["reported"] = document.published.edtf
    made = claim_of(claim["record"], attribution)
    faults = [*_unsupported(made, document, known, published, _sentence(text.text, span))]
    report = SitRep(claims=[made])
    notices = [each for each in verify(report, [text.text]) if each.severity != Severity.NOTE]
    # Of a text that isn't the file itself the digest differs, and the words are here all the same.
    faults += (
        Fault(excerpt, "words that state the figure", ("excerpt",), each.sentence, code=FaultCode.MISMATCH)
        for each in notices
        if each.code not in ("document_changed", "no_digest", "document_not_given")
    )
    if faults:
        raise InvalidError(faults)
    return made


_ENDS = re.compile(r"[.!?؟]\s|\n\s*\n")


def _sentence(text: str, span: Span) -> str:
    """The sentence in which words stand, up to their end."""
    before = text[max(0, span.start - _FARTHEST) : span.start]
    return (_ENDS.split(before) or [""])[-1] + text[span.start : span.end]


_FARTHEST = 500


def _place_of(excerpt: Any, text: Searched) -> Span:
    if not isinstance(excerpt, str) or not excerpt.strip():
        raise refuse(excerpt, "the words of the text that say so", "excerpt", code=FaultCode.MISSING)
    places = [*text.places(excerpt)]
    if not places:
        raise refuse(excerpt, "words that stand in the text", "excerpt", code=FaultCode.MISMATCH)
    if len(places) > 1:
        hint = f"They stand at {text.say(excerpt)}: copy more of them."
        raise refuse(excerpt, "words that stand once in the text", "excerpt", hint=hint, code=FaultCode.REPEATED)
    return places[0]


class _Excerpt:
    """The days, countries, ages and words of an excerpt."""

    def __init__(self, excerpt: str, known: Lexicon, published: Period | None) -> None:
        self.text = excerpt
        words = Words(excerpt, known.language)
        days = Sentence(words, 0, len(words.texts), known, published, None).days
        self.days = {edtf for day in days if day.edtf for edtf in (day.edtf, *day.edtf.split("/"))}
        places = range(len(words.texts))
        countries = (known.countries.longest_at(words.texts, at) for at in places)
        self.countries = {found[1] for found in countries if found}
        counted = (known.counted.longest_at(words.texts, at) for at in places)
        self.ages = {each.states.get("age") for found in counted if found for each in found[1]}

    def unsupported(self, value: Value, *path: str) -> Iterator[Fault]:
        """Return what a value holds that the words don't name."""
        for declaration, held in value.given():
            kind = declaration.kind
            item = kind.item if isinstance(kind, ManyKind) else kind
            for each in held if isinstance(kind, ManyKind) else (held,):
                yield from self._judge(declaration, item, each, *path, declaration.name)

    def _judge(self, declaration: Declaration, kind: Kind, held: Any, *path: str) -> Iterator[Fault]:
        if isinstance(held, Period):
            yield from self.day(held, *path)
        elif isinstance(held, Place):
            yield from self.unsupported(held, *path)
        elif declaration.hxl.startswith("#country"):
            if held not in self.countries:
                yield Fault(held, "a country that the excerpt names", path, code=FaultCode.MISMATCH)
        elif not isinstance(held, Value) and not isinstance(kind, CodeKind | FlagKind) and not self._says(held):
            yield Fault(held, "words of the excerpt", path, code=FaultCode.MISMATCH)

    def _says(self, held: object) -> bool:
        return held in self.ages or self.has(str(held))

    def day(self, held: Period, *path: str) -> Iterator[Fault]:
        if held.edtf not in self.days:
            yield Fault(held.edtf, "a day that the excerpt names", path, code=FaultCode.MISMATCH)

    def has(self, words: str) -> bool:
        """Return whether whole words stand in it, in whatever case."""
        return f" {_bare(words)} " in f" {_bare(self.text)} "


def _unsupported(
    claim: Claim, document: Document, known: Lexicon, published: Period | None, around: str
) -> Iterator[Fault]:
    """Return all that a claim states and its excerpt doesn't, and a denial that it leaves out."""
    [attribution] = claim.attributions
    excerpt = _Excerpt(attribution.excerpt or "", known, published)
    yield from excerpt.unsupported(claim.record, "record")
    if attribution.said:
        yield from excerpt.day(attribution.said, "said")
    for field, name in (("source", attribution.source.name), *(("via", each.name) for each in attribution.via)):
        if not (excerpt.has(name) or name == document.publisher):
            yield Fault(name, "words of the excerpt, or the publisher", (field,), code=FaultCode.MISMATCH)
    words = Words(around, known.language)
    denial = Sentence(words, 0, len(words.texts), known, None, None).cues.get("denies")
    if denial and attribution.stance != Stance.DENIES:
        said = words.raw(*denial[0])
        yield Fault(attribution.stance, f"denies: the sentence says “{said}”", ("stance",), code=FaultCode.MISMATCH)


def _bare(text: str) -> str:
    return " ".join("".join(each if each.isalnum() else " " for each in flat(text).casefold()).split())
