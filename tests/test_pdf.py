"""Pages as PDF: tagged, the same each time, and honest where a letter has no font."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from pdf_structure import elements
from pypdf import PdfReader

import sitrep as sr
from docs.shown import arabic, flood
from sitrep.reference import gaza_figures, rafah
from sitrep.testing import strategies

FEW = settings(max_examples=max(5, settings().max_examples // 20))


def opened(report: sr.SitRep, **given: object) -> PdfReader:
    return PdfReader(BytesIO(sr.render(report, "pdf", **given)), strict=True)  # type: ignore[arg-type]


def rendered(report: sr.SitRep, **given: Any) -> bytes | sr.InvalidError:
    try:
        return sr.render(report, "pdf", **given)
    except sr.InvalidError as error:
        return error


def text_of(file: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in file.pages).split())


@FEW
@given(strategies.sitreps())
def test_a_page_is_the_same_file_each_time_or_the_letter_without_a_font_is_named(report: sr.SitRep) -> None:
    made = rendered(report, marking="TLP:AMBER")
    if isinstance(made, sr.InvalidError):
        assert "Install a font that has it" in str(made)
    else:
        assert rendered(report, marking="TLP:AMBER") == made
        assert "TLP:AMBER" in PdfReader(BytesIO(made)).pages[-1].extract_text()


def test_it_is_for_all_readers() -> None:
    file = opened(flood(), marking="TLP:GREEN")
    root: Any = file.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    kinds = [str(each["/S"]) for each in elements(root["/StructTreeRoot"]["/K"])]
    assert {"/H1", "/H2", "/L", "/LI", "/Table", "/TH", "/TD", "/Figure", "/Link"} <= {*kinds}
    figures = [each for each in elements(root["/StructTreeRoot"]["/K"]) if str(each["/S"]) == "/Figure"]
    assert [str(each["/Alt"])[:28] for each in figures] == [
        "Where the reported facts are",
        "Killed, Made-up county, cumu",
    ]


def test_each_sheet_has_the_marking_and_its_number() -> None:
    file = opened(rafah() | gaza_figures(), marking="TLP:RED")
    sheets = len(file.pages)
    assert sheets > 3
    for number, sheet in enumerate(file.pages, 1):
        text = " ".join(sheet.extract_text().split())
        assert "TLP:RED" in text
        assert f"{number} / {sheets}" in text


def test_what_stands_on_the_page_stands_there_too() -> None:
    file = opened(rafah() | gaza_figures())
    text = text_of(file)
    assert file.metadata
    assert file.metadata.title == "Opening of the Rafah crossing"
    assert file.metadata.creation_date is None
    for words in (
        "8,805 people",
        "“Some 400” [1]",
        "Range between sources: 2,214 to 2,328 people",
        "Where the sources",
    ):
        assert words in text


def test_what_strangers_write_is_text() -> None:
    attack = '#panic() $x$ *a* _b_ `c` \\" <fact> @ref // http://x.example'
    source = sr.Source(attack, affiliation=attack)
    said = sr.Attribution(source=source, excerpt=attack, document=sr.Document(title=attack))
    claim = sr.Claim(sr.Crossing(name=attack, status="open", reason=attack), attributions=[said])
    report = sr.SitRep(headers=[sr.Header(title=attack)], claims=[claim], notes=[sr.Note(attack)])
    file = opened(report, marking=attack)
    assert file.metadata
    assert file.metadata.title == attack
    assert "#panic() $x$ *a*" in text_of(file)


def places_of(file: PdfReader, word: str) -> list[float]:
    """Where from the left a word stands on the first sheet."""
    places: list[float] = []

    def look(text: str, matrix: list[float], *_: Any) -> None:
        if word in text:
            places.append(matrix[4])

    file.pages[0].extract_text(visitor_text=look)
    return places


@pytest.mark.parametrize(("tag", "word"), [("fr", "Chiffres"), ("es-MX", "Cifras"), ("ar", "الأرقام")])
def test_it_is_written_in_its_language_and_runs_from_the_right_in_arabic(tag: str, word: str) -> None:
    file = opened(arabic(), language=tag)
    root: Any = file.trailer["/Root"]
    assert root["/Lang"] == tag.partition("-")[0]
    assert (places_of(file, word)[0] > file.pages[0].mediabox.width / 2) == (tag == "ar")


@pytest.mark.parametrize(("text", "font"), [("\U00012000", "Noto Sans Cuneiform"), ("\U0001fae8", "Noto Emoji")])
def test_a_letter_without_a_font_is_named_with_one_that_has_it(text: str, font: str) -> None:
    error = rendered(sr.SitRep(notes=[sr.Note(f"said {text}")]))
    if isinstance(error, bytes):
        pytest.skip("this system has such a font")
    assert font in str(error)
    assert [fault.value for fault in error.faults] == [text]


def test_a_look_of_ones_own_comes_first_and_its_faults_are_told(tmp_path: Path) -> None:
    (tmp_path / "page.typ").write_text('#set document(title: "Ours", date: none)\nOur look', encoding="utf-8")
    assert "Our look" in text_of(opened(rafah(), templates=tmp_path))
    (tmp_path / "page.typ").write_text("#nothing", encoding="utf-8")
    with pytest.raises(sr.InvalidError, match="unknown variable: nothing"):
        sr.render(rafah(), "pdf", templates=tmp_path)


@pytest.mark.parametrize("language", ["en-GB", None, "und", "zh-Hant"])
def test_words_of_others_may_be_in_any_language(language: str | None) -> None:
    note = sr.Note("Nobody knows.", language=language)
    assert opened(sr.SitRep(notes=[note]), sections=["narrative"]).pages
