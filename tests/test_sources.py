"""Sources, documents, spans and attributions: who said it, where it is written, with which words."""

from collections.abc import Callable
from typing import Any

import pytest

import sitrep as sr
from sitrep.errors import InvalidError
from sitrep.values.sources import Attribution, Document, Source, Span

NOT_EMPTY = "text that isn't empty. Leave the field out when nothing is known."
DIGEST = "f366a2" + "0" * 58


@pytest.mark.parametrize(
    ("build", "fields", "message"),
    [
        (Source, {"name": ""}, f"Source.name: '' is refused; expected {NOT_EMPTY}"),
        (Source, {"name": None}, "Source.name: None is refused; expected text"),
        (Source, {"name": "a\x00b"}, "Source.name: 'a\\x00b' is refused; expected text without the character U+0000"),
        (
            Source,
            {"name": "AFP", "reliability": "a"},
            "Source.reliability: 'a' is refused; expected one of: A, B, C, D, E, F. Did you mean 'A'?",
        ),
        (
            Source,
            {"name": "AFP", "reliability": "G"},
            "Source.reliability: 'G' is refused; expected one of: A, B, C, D, E, F",
        ),
        (Source, {"name": "AFP", "anonymous": "yes"}, "Source.anonymous: 'yes' is refused; expected true or false"),
        (Document, {}, "Document: {} is refused; expected at least one of title, publisher, url or sha256"),
        (
            Document,
            {"language": "en", "published": "2023-11-01"},
            "Document: {'published': '2023-11-01', 'language': 'en'} is refused; "
            "expected at least one of title, publisher, url or sha256",
        ),
        (
            Document,
            {"url": "www.example.org/report"},
            "Document.url: 'www.example.org/report' is refused; "
            "expected an absolute URL in ASCII, such as https://example.org/report",
        ),
        (
            Document,
            {"title": "A report", "language": "English"},
            "Document.language: 'English' is refused; expected a BCP 47 language tag, such as en, ar or pt-BR",
        ),
        (
            Document,
            {"sha256": DIGEST.upper()},
            f"Document.sha256: '{DIGEST.upper()}' is refused; "
            "expected a SHA-256 digest: 64 hexadecimal digits in lower case",
        ),
        (
            Document,
            {"title": "A report", "published": "2023-02-30"},
            "Document.published: '2023-02-30' is refused; expected a date that the calendar has",
        ),
        (Span, {"start": 3, "end": 3}, "Span.end: 3 is refused; expected more than `start`, which is 3"),
        (Span, {"start": -1, "end": 3}, "Span.start: -1 is refused; expected from 0 to 9,007,199,254,740,991"),
        (Span, {"start": 0, "end": 2.5}, "Span.end: 2.5 is refused; expected a whole number"),
        (
            Attribution,
            {"source": "AFP", "span": (3, 9)},
            "Attribution.span: Span(start=3, end=9) is refused; expected a document that the span is in",
        ),
        (
            Attribution,
            {"source": "AFP", "document": "A report", "span": [3, 9]},
            "Attribution.span: [3, 9] is refused; expected a Span, or a pair of its start and end",
        ),
        (
            Attribution,
            {"source": "AFP", "document": "A report", "span": (9, 3)},
            "Attribution.span.end: 3 is refused; expected more than `start`, which is 9",
        ),
        (
            Attribution,
            {"source": "AFP", "credibility": 0},
            "Attribution.credibility: 0 is refused; expected from 1 to 6",
        ),
        (Attribution, {"source": 5}, "Attribution.source: 5 is refused; expected a Source, or its name"),
        (
            Attribution,
            {"source": "AFP", "via": ["AP", 5]},
            "Attribution.via[1]: 5 is refused; expected a Source, or its name",
        ),
        (
            Attribution,
            {"source": "AFP", "stance": "denied"},
            "Attribution.stance: 'denied' is refused; expected one of: asserts, denies, cannot_confirm. "
            "Did you mean 'denies'?",
        ),
        (
            Attribution,
            {"source": "AFP", "caveats": {"delayed": True}},
            "Attribution.caveats: {'delayed': True} is refused; expected a list",
        ),
        (Attribution, {"source": "AFP", "excerpt": " "}, f"Attribution.excerpt: ' ' is refused; expected {NOT_EMPTY}"),
        (
            Attribution,
            {"source": "AFP", "document": 5},
            "Attribution.document: 5 is refused; expected a Document, or its title",
        ),
    ],
    ids=str,
)
def test_what_breaks_a_rule_is_refused_with_it(
    build: Callable[..., object], fields: dict[str, Any], message: str
) -> None:
    with pytest.raises(InvalidError) as raised:
        build(**fields)
    assert str(raised.value) == message


@pytest.mark.parametrize("language", ["en", "ar", "prs", "pt-BR", "zh-Hans-CN"])
def test_a_language_is_a_tag_as_the_web_writes_it(language: str) -> None:
    assert Document(title="A report", language=language).language == language


def test_two_spellings_of_a_language_are_one() -> None:
    assert Document(title="A report", language="zh-hant-tw") == Document(title="A report", language="zh-Hant-TW")
    assert Document(title="A report", language="sl-IT-NEDIS").language == "sl-IT-nedis"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "vbscript:x", "data:text/html,x", "report.html", "https://é"])
def test_a_url_that_leads_nowhere_or_runs_something_is_refused(url: str) -> None:
    with pytest.raises(InvalidError, match="expected an absolute URL in ASCII"):
        Document(url=url)


@pytest.mark.parametrize(
    "url", ["https://example.org/report?a=b#c", "http://127.0.0.1:8000/", "urn:isbn:9780131101630"]
)
def test_a_url_is_kept_as_it_is_written(url: str) -> None:
    assert str(Document(url=url)) == url


def test_plain_python_stands_for_sources_documents_and_spans() -> None:
    short = Attribution(source="AFP", via=["AP"], document="A report", span=(3, 9), reported="2023-11-01")
    assert short == Attribution(
        source=Source("AFP"),
        via=(Source("AP"),),
        document=Document(title="A report"),
        span=Span(3, 9),
        reported=sr.Period("2023-11-01"),
    )


@pytest.mark.parametrize("given", ["AFP", Source("AFP"), Attribution(source="AFP")], ids=repr)
def test_a_claim_takes_a_source_or_its_name_for_an_attribution(given: Any) -> None:
    crossing = sr.Crossing(name="Rafah", status="open")
    for attributions in (given, [given], (given,), {given}):
        assert sr.Claim(crossing, attributions=attributions).attributions == (Attribution(source="AFP"),)


def test_relays_keep_their_order_and_caveats_have_none() -> None:
    assert Attribution(source="x", via=["B", "A", "B"]).via == (Source("B"), Source("A"), Source("B"))
    assert Attribution(source="x", caveats=["reportedly", "delayed", "reportedly"]).caveats == ("delayed", "reportedly")


def test_the_source_asserts_unless_something_else_is_said() -> None:
    assert Attribution(source="AFP").stance == "asserts"
    assert Attribution(source="AFP", stance="asserts").to_json() == {"source": {"name": "AFP"}}


def test_an_excerpt_keeps_its_lines() -> None:
    assert Attribution(source="AFP", excerpt="around\r\n90").excerpt == "around\n90"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (Source("AFP"), "AFP"),
        (Source("A spokesman", affiliation="WHO"), "A spokesman (WHO)"),
        (Document(title="A report", url="https://example.org"), "A report"),
        (Document(publisher="OCHA"), "OCHA"),
        (Document(sha256=DIGEST), "document f366a2000000"),
        (Attribution(source="AFP", reported="2023-11-01"), "AFP, 2023-11-01"),
        (Attribution(source="Officials", via=["AFP", "The Daily"]), "Officials, via AFP, via The Daily"),
        (Attribution(source="The ministry", stance="denies", via="AFP"), "The ministry denies, via AFP"),
    ],
    ids=repr,
)
def test_each_says_itself_in_words(said: object, words: str) -> None:
    assert str(said) == words
