"""Proving excerpts against the documents that they were taken from."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from hashlib import sha256

from sitrep.claims import Claim
from sitrep.documents import text_of
from sitrep.errors import refuse
from sitrep.evidence.excerpts import Reading, Stated, stated_in
from sitrep.evidence.places import Searched
from sitrep.notices import Notice, Severity
from sitrep.report import SitRep
from sitrep.text.currencies import meant_by
from sitrep.text.number_words import LANGUAGES
from sitrep.values.figures import Figure, counts_whole
from sitrep.values.sources import Attribution
from sitrep.vocabularies import Unit

_LISTED = frozenset(map(str, Unit))


def verify(report: SitRep, documents: Iterable[str | bytes]) -> tuple[Notice, ...]:
    """Hold every excerpt of a report against the text of its document; no notice means all is proven.

    A document is its file's bytes (text in UTF-8, HTML, PDF or DOCX), or its text; a claim finds its
    own by the SHA-256. Each excerpt must stand at its span, and a number in its words must be the figure of the record,
    exactly as precise. Notices name claims without any evidence too. Raises `InvalidError` for a
    document that can't be read.
    """
    texts = texts_of(documents)
    return tuple(notice for claim in SitRep.coerce(report).claims for notice in _verify_claim(claim, texts))


def texts_of(documents: Iterable[str | bytes]) -> dict[str, Searched]:
    """Return the texts of documents by the SHA-256 of their bytes. Raises `InvalidError` for what can't be read."""
    if isinstance(documents, str | bytes) or not isinstance(documents, Iterable):
        raise refuse(documents, "a list of documents", "documents", hint="One alone is given as [document].")
    return {digest: Searched(text) for digest, text in map(_digest_and_text, documents)}


def _digest_and_text(document: str | bytes) -> tuple[str, str]:
    if not isinstance(document, str | bytes):
        raise refuse(document, "the text of a document, or the bytes of its file", "documents")
    if isinstance(document, str):
        return sha256(document.encode()).hexdigest(), document
    return sha256(document).hexdigest(), text_of(document)


def _verify_claim(claim: Claim, texts: Mapping[str, Searched]) -> Iterator[Notice]:
    quoted = [attribution for attribution in claim.attributions if attribution.excerpt]
    if not quoted:
        yield Notice.on(
            "no_evidence",
            Severity.WARNING,
            [claim],
            f"“{claim}” is stated without the words of any document.",
            "Add the excerpt, its span and the document.",
        )
    for attribution in quoted:
        yield from _verify_place(claim, attribution, attribution.excerpt or "", texts)
    yield from _verify_figures(claim, quoted)


def _verify_place(
    claim: Claim, attribution: Attribution, excerpt: str, texts: Mapping[str, Searched]
) -> Iterator[Notice]:
    """Return whether the words stand where they are said to, or else where they do."""

    def notice(code: str, severity: Severity, sentence: str, remedy: str) -> Notice:
        return Notice.on(code, severity, [claim], f"“{excerpt}” of “{claim}” {sentence}.", remedy)

    cited = attribution.document and attribution.document.sha256
    text = texts.get(cited or "")
    if text is None:
        where = next((where for each in texts.values() if (where := each.say(excerpt, with_context=bool(cited)))), "")
        if cited and where:
            yield notice(
                "document_changed",
                Severity.ERROR,
                f"is cited from a document with the SHA-256 {cited}; it stands in one with another, at {where}",
                "Cite the document that was read, with its digest.",
            )
        elif where:
            yield notice(
                "no_digest",
                Severity.WARNING,
                f"names no SHA-256 of its document; it stands in one that was given, at {where}",
                "Add the digest of the file that was read.",
            )
        else:
            yield notice(
                "document_not_given", Severity.WARNING, "can't be proven: its document wasn't given", "Give its file."
            )
        return
    span = attribution.span
    if span is not None and text.has(excerpt, span):
        return
    where = text.say(excerpt, with_context=span is not None)
    if not where:
        yield notice(
            "excerpt_absent", Severity.ERROR, "doesn't stand in its document", "Copy the words from the document."
        )
    elif span is None:
        yield notice("no_span", Severity.NOTE, f"has no span; it stands at {where}", "Add the span.")
    else:
        moved = f"doesn't stand at {span.start} to {span.end} but at {where}"
        yield notice("excerpt_moved", Severity.ERROR, moved, "Correct the span.")


def _verify_figures(claim: Claim, quoted: Iterable[Attribution]) -> Iterator[Notice]:
    """Return whether the words have the figures of the record for numbers, and some of them each figure."""
    figures = [held for _, held in claim.record.given() if isinstance(held, Figure) and not held.missing]
    if not figures:
        return
    unproven, others = [*figures], {}
    for attribution in quoted:
        excerpt = attribution.excerpt or ""
        language = ((attribution.document and attribution.document.language) or "en").partition("-")[0]
        if language not in LANGUAGES:
            yield Notice.on(
                "language_not_read",
                Severity.NOTE,
                [claim],
                f"The numbers in “{excerpt}” aren't judged: words in {language} can't be read.",
            )
            # They may well state what no others do.
            unproven = []
            continue
        # A share alone says nothing of numbers, and so can't contradict one.
        stated = [
            each
            for each in stated_in(excerpt, language)
            if not each.is_share or any(_says(each, figure) for figure in figures)
        ]
        if not stated:
            yield Notice.on(
                "no_figure_in_words",
                Severity.WARNING,
                [claim],
                f"“{excerpt}” has no number, while “{claim}” states one.",
                "Quote the words with the number.",
            )
        elif not any(_says(each, figure) for figure in figures for each in stated):
            yield _differs(claim, {excerpt: stated}, figures)
            unproven = []
        else:
            unproven = [figure for figure in unproven if not any(_says(each, figure) for each in stated)]
            others[excerpt] = [each for each in stated if not any(_says(each, figure) for figure in figures)]
    if others and unproven:
        # Words that state one figure of the record, and a number that is none of it.
        contradicting = {excerpt: stated for excerpt, stated in others.items() if stated}
        if contradicting:
            yield _differs(claim, contradicting, unproven)
        else:
            yield Notice.on(
                "figure_not_in_words",
                Severity.WARNING,
                [claim],
                f"No words that are quoted for “{claim}” state {_say_all(unproven)}.",
                "Quote the words that state it too.",
            )


def _differs(claim: Claim, stated: Mapping[str, Iterable[Stated]], figures: Iterable[Figure]) -> Notice:
    said = "; ".join(f"“{excerpt}” says {' and '.join(map(_say_stated, each))}" for excerpt, each in stated.items())
    return Notice.on(
        "figure_differs",
        Severity.ERROR,
        [claim],
        f"{said}, while “{claim}” states {_say_all(figures)}.",
        "Correct the figure, or quote the words that state it.",
    )


def _says(stated: Stated, figure: Figure) -> bool:
    """Return whether words state a figure: no share is a number, and no money is of another currency or of things.

    Words that name no currency may state an amount of any, and words that name people or things are
    taken to name whatever was counted. Two numbers for one quantity state none.
    """
    return not stated.in_digits and any(_is_said(each, stated, figure) for each in stated.readings)


def _is_said(reading: Reading, stated: Stated, figure: Figure) -> bool:
    said, is_whole = reading.figure, counts_whole(figure.unit)
    if reading.whole not in (None, is_whole) or (said.per and figure.per and said.per != figure.per):
        return False
    if figure.unit == Unit.PERCENT and figure.of is None and said.of and said.unit != Unit.PERCENT:
        return _hundredfold(said) == _hundredfold(figure.replace(of=100))
    if _quantity(said) != _quantity(figure):
        return False
    if stated.currency and (figure.unit.isupper() or figure.unit in _LISTED):
        return figure.unit in meant_by(stated.currency)
    if stated.names_unit and figure.unit in _LISTED and not counts_whole(said.unit):
        return said.unit == figure.unit
    return True


def _hundredfold(figure: Figure) -> list[Fraction | None]:
    """The bounds of a share, as parts of one."""
    return [
        None if number is None else Fraction(repr(number)) / Fraction(repr(figure.of))
        for number in (figure.low, figure.best, figure.high, figure.above, figure.below)
    ]


def _say_stated(stated: Stated) -> str:
    said = {each.whole: _say(each.figure) for each in reversed(stated.readings) if each.whole is not None}
    words = " or ".join(dict.fromkeys(said.values())) or _say(stated.figure)
    digits = f" in words, but {_say(stated.in_digits)} in digits" if stated.in_digits else ""
    return f"{words}{digits}{f' ({stated.currency})' if stated.currency else ''}"


def _say_all(figures: Iterable[Figure]) -> str:
    return " and ".join(map(_say, figures))


def _say(figure: Figure) -> str:
    """The figure in words, with its unit where that is more than what is counted."""
    is_listed = figure.unit in _LISTED or figure.unit.isupper()
    return _quantity(figure) if counts_whole(figure.unit) or not is_listed else str(figure)


def _quantity(figure: Figure) -> str:
    return str(figure.replace(unit="count", per=None)).removesuffix(" count")
