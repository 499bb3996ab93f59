"""Excerpts proven against the documents that they were taken from."""

from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

import sitrep as sr
from sitrep.evidence import verify
from sitrep.reference import rafah

TEXT = "Officials expect about 90 patients. Some 400 others wait. Cafe\u0301s are shut; 1,200 people\nfled."
ARTICLE = Path(__file__).parents[2] / "shared/seeds/rafah-2023-11-01.txt"


def told(people: Any, excerpt: str | None, *, text: str = TEXT, **attribution: Any) -> sr.SitRep:
    transcript = sr.Transcript(document=sr.Document(title="An invented text", language="en"), text=text)
    transcript.claim(sr.Evacuation(people=people, period="2023-11-01"), "Officials", excerpt, **attribution)
    return transcript.report()


def codes(report: sr.SitRep, *documents: str | bytes) -> list[str]:
    return [notice.code for notice in verify(report, documents)]


ABOUT_90 = sr.Figure(best=90, approximate=True)


def test_words_that_stand_at_their_span_and_state_the_figure_are_proven() -> None:
    assert codes(told(ABOUT_90, "about 90"), TEXT) == []
    assert codes(told(ABOUT_90, "about 90"), TEXT.encode()) == []
    assert codes(told(ABOUT_90, "Officials expect about 90 patients"), TEXT) == []


@pytest.mark.parametrize(
    "figure",
    [
        sr.Figure(best=91, approximate=True),
        sr.Figure(best=90),
        sr.Figure(low=90),
        sr.Figure(term="scores"),
        sr.Figure(best=9, approximate=True),
    ],
    ids=str,
)
def test_a_figure_that_is_not_the_one_in_the_words_is_a_fault(figure: sr.Figure) -> None:
    [notice] = verify(told(figure, "about 90"), [TEXT])
    assert (notice.code, notice.severity) == ("figure_differs", "error")
    assert "“about 90” says about 90" in notice.sentence


def test_words_without_the_number_do_not_prove_it() -> None:
    assert codes(told(ABOUT_90, "patients"), TEXT) == ["no_figure_in_words"]


def test_a_figure_that_is_missing_needs_no_number() -> None:
    assert codes(told(sr.Figure(missing="not_reported"), "patients"), TEXT) == []


BUSES = "Then 90 people in 20 buses left."


def left(people: Any, vehicles: int, *excerpts: str) -> list[str]:
    transcript = sr.Transcript(document=sr.Document(title="An invented text", language="en"), text=BUSES)
    record = sr.Evacuation(people=people, vehicles=sr.Figure(best=vehicles, unit="vehicles"))
    for excerpt in excerpts:
        transcript.claim(record, f"Who said {excerpt}", excerpt)
    return codes(transcript.report(), BUSES)


def test_each_of_several_figures_is_held_against_the_words() -> None:
    assert left(90, 20, "90 people in 20 buses") == []
    assert left(90, 20, "90 people", "20 buses") == []
    assert left(90, 21, "90 people in 20 buses") == ["figure_differs"]
    assert left(91, 20, "90 people in 20 buses") == ["figure_differs"]
    assert left(90, 21, "90 people", "20 buses") == ["figure_differs"]
    assert left(90, 20, "90 people") == ["figure_not_in_words"]


def test_a_share_is_no_number() -> None:
    text = "Some 20% of patients left; aid needs $5 million."
    assert codes(told(sr.Figure(best=20, approximate=True), "Some 20% of patients", text=text), text) == [
        "figure_differs"
    ]
    transcript = sr.Transcript(document="An invented text", text=text)
    for amount in (5_000_000, 6_000_000):
        record = sr.Funding(kind="required", amount=sr.Figure(best=amount, unit="USD"))
        transcript.claim(record, "Officials", "$5 million")
    assert codes(transcript.report(), text) == ["figure_differs"]


def test_words_that_a_line_break_parts_are_found() -> None:
    [claim] = told(ABOUT_90, "about 90")
    [attribution] = claim.attributions
    broken = TEXT.replace("about 90", "about\n90")
    moved = claim.replace(
        attributions=[attribution.replace(document=sr.Document(title="A", sha256=sha256(broken.encode()).hexdigest()))]
    )
    assert codes(sr.SitRep(claims=[moved]), broken) == []


def test_a_document_without_a_digest_proves_nothing() -> None:
    [claim] = told(ABOUT_90, "about 90")
    [attribution] = claim.attributions
    unnamed = claim.replace(attributions=[attribution.replace(document=sr.Document(title="An invented text"))])
    [notice] = verify(sr.SitRep(claims=[unnamed]), [TEXT])
    assert notice.code == "no_digest"
    assert "at 17 to 25" in notice.sentence
    assert codes(sr.SitRep(claims=[unnamed])) == ["document_not_given"]


def test_an_excerpt_that_moved_is_found_where_it_is() -> None:
    [notice] = verify(told(ABOUT_90, "about 90"), [f"Later: {TEXT}"])
    assert notice.code == "document_changed"
    assert "at 24 to 32" in notice.sentence
    moved = told(ABOUT_90, "about 90")
    [claim] = moved
    [attribution] = claim.attributions
    elsewhere = claim.replace(attributions=[attribution.replace(span=(0, 8))])
    [notice] = verify(sr.SitRep(claims=[elsewhere]), [TEXT])
    assert notice.code == "excerpt_moved"
    assert "doesn't stand at 0 to 8 but at 17 to 25" in notice.sentence


def test_an_excerpt_that_is_not_in_its_document_is_a_fault() -> None:
    [claim] = told(ABOUT_90, "about 90")
    [attribution] = claim.attributions
    invented = claim.replace(attributions=[attribution.replace(excerpt="around 90")])
    assert codes(sr.SitRep(claims=[invented]), TEXT) == ["excerpt_absent"]


def test_an_excerpt_without_a_span_is_told_where_it_stands() -> None:
    [claim] = told(ABOUT_90, "about 90")
    [attribution] = claim.attributions
    [notice] = verify(sr.SitRep(claims=[claim.replace(attributions=[attribution.replace(span=None)])]), [TEXT])
    assert (notice.code, notice.severity) == ("no_span", "note")
    assert "17 to 25" in notice.sentence


def test_letters_and_marks_may_be_composed_in_either_way() -> None:
    transcript = sr.Transcript(document="An invented text", text=TEXT)
    transcript.claim(sr.Facility(kind="market", functioning="not"), "Officials", "Cafe\u0301s are shut")
    assert codes(transcript.report(), TEXT) == []


def test_a_document_that_was_not_given_is_named() -> None:
    assert codes(told(ABOUT_90, "about 90")) == ["document_not_given"]


def test_a_claim_without_words_is_named() -> None:
    assert codes(told(ABOUT_90, None), TEXT) == ["no_evidence"]


def test_words_in_a_language_that_is_not_read_are_not_judged() -> None:
    text = "Около 90 человек"
    transcript = sr.Transcript(document=sr.Document(title="An invented text", language="ru"), text=text)
    transcript.claim(sr.Evacuation(people=ABOUT_90), "Officials", "Около 90")
    assert codes(transcript.report(), text) == ["language_not_read"]


def test_a_document_that_is_no_utf_8_is_refused() -> None:
    with pytest.raises(sr.InvalidError, match="expected UTF-8 text"):
        verify(told(ABOUT_90, "about 90"), ["Cafés".encode("latin-1")])


needs_article = pytest.mark.skipif(not ARTICLE.exists(), reason="the article behind the reference isn't here")


@needs_article
def test_every_claim_of_the_reference_is_proven_by_its_article() -> None:
    assert verify(rafah(), [ARTICLE.read_bytes()]) == ()


@needs_article
def test_a_figure_of_the_reference_changed_by_one_is_caught() -> None:
    article = ARTICLE.read_bytes()
    caught = 0
    for claim in rafah():
        for declaration, held in claim.record.given():
            if isinstance(held, sr.Figure) and held.best is not None:
                record = claim.record.replace(**{declaration.name: held.replace(best=held.best + 1)})
                changed = sr.SitRep(claims=[claim.replace(record=record)])
                assert {notice.code for notice in verify(changed, [article])} == {"figure_differs"}
                caught += 1
    assert caught == 4


@pytest.mark.parametrize(
    ("documents", "words"),
    [
        ("text", "documents: 'text' is refused; expected a list of documents. One alone is given as [document]."),
        (b"text", "documents: b'text' is refused; expected a list of documents"),
        (5, "documents: 5 is refused; expected a list of documents"),
        ([5], "documents: 5 is refused; expected the text of a document, or the bytes of its file"),
    ],
)
def test_what_is_no_document_is_refused(documents: Any, words: str) -> None:
    with pytest.raises(sr.InvalidError) as refused:
        sr.verify(sr.SitRep(), documents)
    assert str(refused.value).startswith(words)
