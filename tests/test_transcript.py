"""Encoding a document by hand."""

from hashlib import sha256
from typing import Any

import pytest

import sitrep as sr

TEXT = "Officials expect about 90 patients. Some 400 others wait, officials said. Cafe\u0301s are shut."


def transcript(**given: Any) -> sr.Transcript:
    document = sr.Document(title="An invented text", published="2023-11-01")
    shared: dict[str, Any] = {"document": document, "text": TEXT, "via": ["An agency"]}
    return sr.Transcript(**(shared | given))


def patients(people: int = 90) -> sr.Evacuation:
    return sr.Evacuation(people=people, group="patients", period="2023-11-01")


def test_a_claim_is_one_expression_and_shares_what_the_document_has() -> None:
    claim = transcript().claim(patients(), "Officials", "about 90")
    [attribution] = claim.attributions
    assert attribution == sr.Attribution(
        source="Officials",
        via=["An agency"],
        reported="2023-11-01",
        document=sr.Document(
            title="An invented text", published="2023-11-01", sha256=sha256(TEXT.encode()).hexdigest()
        ),
        span=(17, 25),
        excerpt="about 90",
    )
    assert TEXT[17:25] == "about 90"


def test_what_is_shared_can_be_said_otherwise_of_one_claim() -> None:
    claim = transcript().claim(patients(), "Officials", "about 90", via=[], said="2023-10-31", sensitivity="high")
    [attribution] = claim.attributions
    assert (attribution.via, attribution.said, claim.sensitivity) == ((), sr.Period("2023-10-31"), "high")


def test_the_report_has_every_claim_and_joins_those_of_one_record() -> None:
    told = transcript()
    told.claim(patients(), "Officials", "about 90")
    told.claim(patients(), "Others", "patients")
    told.claim(patients(400), "Officials", "Some 400")
    report = told.report(sr.Header(title="Encoded by hand"), notes=[sr.Note("A note.")])
    assert [len(claim.attributions) for claim in sorted(report, key=lambda claim: len(claim.attributions))] == [1, 2]
    assert (report.headers[0].title, report.notes[0].text) == ("Encoded by hand", "A note.")


def test_the_start_of_an_excerpt_is_checked_where_the_text_is_at_hand() -> None:
    with pytest.raises(sr.InvalidError, match="expected the words at 16, which are ' about 9'"):
        transcript().claim(patients(), "Officials", "about 90", 16)


def test_the_start_of_an_excerpt_is_enough_where_the_text_is_not() -> None:
    claim = transcript(text=None).claim(patients(), "Officials", "about 90", 17)
    assert claim.attributions[0].span == sr.Span(17, 25)


@pytest.mark.parametrize(
    ("excerpt", "words"),
    [
        pytest.param("fficials", "words that stand in the text once; they are at 1, 59", id="there twice"),
        pytest.param("about 91", "expected words that stand in the text", id="not there"),
        pytest.param("some 400", "Capitals and small letters differ", id="in other case"),
        pytest.param("Caf\u00e9s", "composed in another way", id="in another composition"),
    ],
)
def test_an_excerpt_that_has_no_one_place_is_refused_with_the_reason(excerpt: str, words: str) -> None:
    with pytest.raises(sr.InvalidError) as refused:
        transcript().claim(patients(), "Officials", excerpt)
    assert words in str(refused.value)
    assert excerpt in str(refused.value)


def test_a_word_that_is_everywhere_is_not_listed_everywhere() -> None:
    with pytest.raises(sr.InvalidError, match=r"they are at 0, 2, 4, 6, 8 and elsewhere\. Say at which it starts"):
        transcript(text="a " * 100).claim(patients(), "Officials", "a")


@pytest.mark.parametrize("break_", ["\n", "\r\n", "\u00a0", "  "])
def test_words_that_the_text_parts_in_another_way_are_refused_with_what_it_has(break_: str) -> None:
    with pytest.raises(sr.InvalidError) as refused:
        transcript(text=f"Officials expect about{break_}90 patients").claim(patients(), "Officials", "about 90")
    assert f"At 17 the text has {f'about{break_}90'!r}, with a line break or another space" in str(refused.value)


def test_spans_are_those_of_the_file_whatever_its_line_ends() -> None:
    content = b"First line.\r\nOfficials expect\r\nabout 90 patients.\r\n"
    page = transcript(text=content)
    assert page.document.sha256 == sha256(content).hexdigest()
    for excerpt in ("expect\nabout 90", "expect\r\nabout 90"):
        [attribution] = page.claim(patients(), "Officials", excerpt).attributions
        assert (attribution.span, attribution.excerpt) == (sr.Span(23, 39), "expect\nabout 90")
    page.claims.clear()
    page.claim(sr.Evacuation(people=sr.Figure.parse("about 90")), "Officials", "expect\nabout 90")
    assert sr.verify(page.report(), [content]) == ()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        pytest.param({"excerpt": 90}, "excerpt: 90 is refused; expected a few words of the document", id="no text"),
        pytest.param({"excerpt": " "}, "excerpt: ' ' is refused; expected a few words", id="blank"),
        pytest.param({"start": 3}, "start: 3 is refused; expected an excerpt that starts there", id="start alone"),
        pytest.param(
            {"excerpt": "about 90", "start": "17"}, "start: '17' is refused; expected the number", id="start as text"
        ),
        pytest.param({"excerpt": "about 90", "start": -1}, "start: -1 is refused; expected the number", id="before 0"),
        pytest.param({"excerpt": "about 90", "start": 900}, "expected the words at 900, which are ''", id="after all"),
        pytest.param(
            {"excerpt": "about 90", "span": (17, 25)}, "span: (17, 25) is refused; expected nothing", id="span"
        ),
    ],
)
def test_what_makes_no_excerpt_is_refused_in_words(given: dict[str, Any], words: str) -> None:
    with pytest.raises(sr.InvalidError) as refused:
        transcript().claim(patients(), "Officials", **given)
    assert words in str(refused.value)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        pytest.param({"via": ["An agency", 3]}, "Transcript.via[1]: 3 is refused; expected a Source", id="a relay"),
        pytest.param(
            {"reported": "Tuesday"}, "Transcript.reported: 'Tuesday' is refused; expected an EDTF", id="a day"
        ),
        pytest.param({"document": 5}, "Transcript.document: 5 is refused; expected a Document", id="a document"),
        pytest.param({"document": None}, "Transcript.document: None is refused", id="no document"),
        pytest.param({"text": 5}, "text: 5 is refused; expected the text of the document, or the bytes", id="a text"),
        pytest.param({"text": "é".encode("latin-1")}, "expected UTF-8 text; byte 0 is none", id="another encoding"),
    ],
)
def test_what_is_shared_is_checked_at_once(given: dict[str, Any], words: str) -> None:
    with pytest.raises(sr.InvalidError) as refused:
        transcript(**given)
    assert words in str(refused.value)


def test_an_empty_text_has_no_words() -> None:
    with pytest.raises(sr.InvalidError, match="expected words that stand in the text"):
        transcript(text=b"").claim(patients(), "Officials", "about 90")


def test_an_excerpt_that_is_there_twice_is_placed_by_its_start() -> None:
    claim = transcript().claim(patients(), "Officials", "fficials", 59)
    assert claim.attributions[0].span == sr.Span(59, 67)


def test_a_document_with_another_digest_than_the_text_is_refused() -> None:
    with pytest.raises(sr.InvalidError, match="expected the digest of the text"):
        transcript(document=sr.Document(title="An invented text", sha256="0" * 64))


def test_weekdays_are_those_of_the_document() -> None:
    assert transcript().day("Tuesday") == sr.Period("2023-10-31")
    with pytest.raises(sr.InvalidError, match="a document with a date of publication"):
        transcript(document=sr.Document(title="Undated")).day("Tuesday")


@pytest.mark.parametrize(
    ("day", "date"),
    [
        ("Wednesday", "2023-11-01"),
        ("Tuesday", "2023-10-31"),
        ("thursday", "2023-10-26"),
        ("today", "2023-11-01"),
        ("Yesterday", "2023-10-31"),
    ],
)
def test_a_day_is_resolved_against_the_day_of_publication(day: str, date: str) -> None:
    assert sr.resolve_day(day, published="2023-11-01") == sr.Period(date)


@pytest.mark.parametrize("day", ["last week", "soon", "1 November", "", 5, None])
def test_other_words_for_a_day_are_refused(day: Any) -> None:
    with pytest.raises(sr.InvalidError, match="expected one of: today, yesterday, monday"):
        sr.resolve_day(day, published="2023-11-01")


def test_a_day_before_all_days_is_refused() -> None:
    with pytest.raises(sr.InvalidError, match="day: 'yesterday' is refused; expected a day that the calendar has"):
        sr.resolve_day("yesterday", published="0001-01-01")


@pytest.mark.parametrize("published", ["2023-11", "2023-11-01~", "2023-10-31/2023-11-01", "2023-11-01/.."])
def test_a_day_is_not_resolved_against_a_vague_publication(published: str) -> None:
    with pytest.raises(sr.InvalidError, match="expected the exact day of publication"):
        sr.resolve_day("Tuesday", published=published)
