"""Encoding a document by hand: each claim is one expression."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import sha256
from itertools import islice
from typing import Any

from attrs import define, field

from sitrep.claims import Claim, Header, Note
from sitrep.errors import InvalidError, refuse
from sitrep.evidence.places import Searched
from sitrep.fields.declarations import declared
from sitrep.records.base import Record
from sitrep.report import SitRep
from sitrep.values.periods import Period
from sitrep.values.relative_days import resolve_day
from sitrep.values.sources import Attribution, Document, Source, Span

_MOST_LISTED = 5
_HALF = re.compile("[\ud800-\udfff]")


def _held(name: str, given: Any) -> Any:
    """Return what an attribution would hold in a field."""
    try:
        return declared(Attribution)[name].kind.convert(given)
    except InvalidError as error:
        raise error.under(name, root=Transcript.__name__) from None


def _document(given: Document | str) -> Document:
    document: Document = _held("document", given)
    return document


def _relays(given: Iterable[Source | str]) -> tuple[Source, ...]:
    relays: tuple[Source, ...] = _held("via", given)
    return relays


def _reported(given: Period | str | date | None) -> Period | None:
    return None if given is None else _held("reported", given)


def _text(given: str | bytes | None) -> str | None:
    if isinstance(given, bytes):
        try:
            # As it is: turning CRLF into LF would shift every span, and change the digest.
            return given.decode()
        except UnicodeDecodeError as error:
            raise refuse(
                given[error.start : error.start + 4], f"UTF-8 text; byte {error.start} is none", "text"
            ) from None
    if isinstance(given, str) and (half := _HALF.search(given)):
        raise refuse(given[half.start() : half.end()], "text without halves of characters", "text")
    if given is None or isinstance(given, str):
        return given
    raise refuse(given, "the text of the document, or the bytes of its file", "text")


@define(kw_only=True)
class Transcript:
    """The claims of one document, as somebody reads it from top to bottom.

        article = Transcript(document=Document(title="…", published="2023-11-01"), via=["AFP"], text=text)
        article.claim(Evacuation(people=90, period="2023-11-01"), "Officials", "around 90")
        report = article.report(Header(title="…"))

    What every claim of the document shares is given once: the document, `via` (through whom its
    sources reached it), `reported` (the document's date of publication, unless given). With the
    document's `text` at hand, spans are found and checked, and its SHA-256 is filled in. Give the
    bytes of its file (UTF-8), or its text with the line ends that the file has.
    """

    document: Document = field(converter=_document)
    via: tuple[Source, ...] = field(default=(), converter=_relays)
    reported: Period | None = field(default=None, converter=_reported)
    text: str | None = field(default=None, converter=_text)
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
        if "span" in attribution:
            raise refuse(attribution["span"], "nothing: the span is found from `excerpt` and `start`", "span")
        span = self._span(excerpt, start)
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

    def _span(self, excerpt: str | None, start: int | None) -> Span | None:
        if excerpt is None:
            if start is not None:
                raise refuse(start, "an excerpt that starts there", "start")
            return None
        if not isinstance(excerpt, str) or not excerpt.strip():
            raise refuse(excerpt, "a few words of the document", "excerpt")
        if start is not None and (isinstance(start, bool) or not isinstance(start, int) or start < 0):
            raise refuse(start, "the number of a code point, from 0", "start")
        words = excerpt.strip()
        if self.text is not None:
            if "\r\n" in self.text:
                words = re.sub("\r?\n", "\r\n", words)
            start = _find(words, self.text) if start is None else start
            found = self.text[start : start + len(words)]
            if found != words:
                raise refuse(excerpt, f"the words at {start}, which are {found!r}", "excerpt")
        return None if start is None else Span(start, start + len(words))


def _find(excerpt: str, text: str) -> int:
    starts = [*islice(_places(excerpt, text), _MOST_LISTED + 1)]
    if len(starts) == 1:
        return starts[0]
    if starts:
        listed = ", ".join(map(str, starts[:_MOST_LISTED]))
        more = " and elsewhere" if len(starts) > _MOST_LISTED else ""
        raise refuse(
            excerpt,
            f"words that stand in the text once; they are at {listed}{more}",
            "excerpt",
            hint="Say at which it starts.",
        )
    if parted := next(Searched(text).places(excerpt), None):
        found = text[parted.start : parted.end]
        hint = (
            f"At {parted.start} the text has {found!r}, with a line break or another space between the "
            "words: copy them from the text."
            if found.split() == excerpt.split()
            else "The same characters are composed in another way: copy them from the text."
        )
    elif excerpt.casefold() in text.casefold():
        hint = "Capitals and small letters differ."
    else:
        hint = ""
    raise refuse(excerpt, "words that stand in the text", "excerpt", hint=hint)


def _places(words: str, text: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)
