"""Encoding a document by hand: each fact is one expression."""

import unicodedata
from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from typing import Any

from attrs import define, field

from sitrep.claims import Claim, Header, Note
from sitrep.errors import refuse
from sitrep.periods import Period
from sitrep.records.base import Record
from sitrep.relative_days import resolve_day
from sitrep.report import SitRep
from sitrep.sources import Attribution, Document, Source, Span


def _document(given: Document | str) -> Document:
    return Document.coerce(given)


def _relays(given: Iterable[Source | str]) -> tuple[Source | str, ...]:
    return tuple(given)


def _optional_period(given: Period | str | date | None) -> Period | None:
    return None if given is None else Period.coerce(given)


@define(kw_only=True)
class Transcript:
    """The claims of one document, as somebody reads it from top to bottom.

        article = Transcript(document=Document(title="…", published="2023-11-01"), via=["AFP"], text=text)
        article.claim(Evacuation(people=90, period="2023-11-01"), "Officials", "around 90")
        report = article.report(Header(title="…"))

    What every claim of the document shares is given once: the document, `via` (through whom its
    sources reached it), `reported` (the document's date of publication, unless given). With the
    document's `text` at hand, spans are found and checked, and its SHA-256 is filled in.
    """

    document: Document = field(converter=_document)
    via: Iterable[Source | str] = field(default=(), converter=_relays)
    reported: Period | None = field(default=None, converter=_optional_period)
    text: str | None = None
    claims: list[Claim] = field(factory=list, init=False)

    def __attrs_post_init__(self) -> None:
        self.reported = self.reported or self.document.published
        if self.text is not None:
            digest = sha256(self.text.encode()).hexdigest()
            if self.document.sha256 not in (None, digest):
                raise refuse(self.document.sha256, f"the digest of the text, {digest}", "document", "sha256")
            self.document = self.document.replace(sha256=digest)

    def claim(
        self,
        record: Record,
        source: Source | str,
        excerpt: str | None = None,
        start: int | None = None,
        *,
        sensitivity: str | None = None,
        **attribution: Any,
    ) -> Claim:
        """Add what `source` says, in the words of `excerpt`; returns the claim.

        `start` is the code point of the document's text at which the excerpt begins; with the text
        at hand it is found. Other fields of the attribution (`said`, `via`, `caveats`, …) are given
        by name. Raises `InvalidError` where the excerpt isn't in the text, or is there twice.
        """
        excerpt = excerpt.strip() if isinstance(excerpt, str) else excerpt
        span = None if excerpt is None else self._span(excerpt, start)
        given = {"via": self.via, "reported": self.reported, "document": self.document} | attribution
        words = Attribution(source=source, excerpt=excerpt, span=span, **given)
        claim = Claim(record, attributions=[words], sensitivity=sensitivity)
        self.claims.append(claim)
        return claim

    def day(self, name: str) -> Period:
        """The date of a weekday, `today` or `yesterday` in this document."""
        if self.reported is None:
            raise refuse(name, "a document with a date of publication", "day")
        return resolve_day(name, published=self.reported)

    def report(self, *headers: Header, notes: Iterable[Note] = ()) -> SitRep:
        """The situation report of all claims so far."""
        return SitRep(headers=headers, claims=self.claims, notes=notes)

    def _span(self, excerpt: str, start: int | None) -> Span | None:
        if self.text is not None:
            start = _find(excerpt, self.text) if start is None else start
            found = self.text[start : start + len(excerpt)]
            if found != excerpt:
                raise refuse(excerpt, f"the words at {start}, which are {found!r}", "excerpt")
        return None if start is None else Span(start, start + len(excerpt))


def _find(excerpt: str, text: str) -> int:
    starts = [start for start in range(len(text)) if text.startswith(excerpt, start)]
    if len(starts) == 1:
        return starts[0]
    if starts:
        listed = ", ".join(map(str, starts))
        raise refuse(
            excerpt,
            f"words that stand in the text once; they are at {listed}",
            "excerpt",
            hint="Say at which it starts.",
        )
    if unicodedata.normalize("NFC", excerpt) in unicodedata.normalize("NFC", text):
        hint = "The same characters are composed in another way: copy them from the text."
    elif excerpt.casefold() in text.casefold():
        hint = "Capitals and small letters differ."
    else:
        hint = ""
    raise refuse(excerpt, "words that stand in the text", "excerpt", hint=hint)
