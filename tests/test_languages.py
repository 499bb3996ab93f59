"""Languages: no message is missing in any, every word of a page goes through its catalogue, and numbers decline."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from importlib import import_module
from io import BytesIO
from pathlib import Path
from string import Formatter
from types import SimpleNamespace
from typing import Any

import docx
import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from click.testing import CliRunner
from docx.oxml.ns import qn
from golden import report as made_up
from hypothesis import given, settings, strategies as st
from lxml import html
from pdf_structure import elements
from pypdf import PdfReader

import sitrep as sr
from docs.shown import flood
from sitrep.cli.commands import sitrep as program
from sitrep.errors import InvalidError
from sitrep.formats.offers import find_format
from sitrep.languages import catalogues, say, say_day, say_number, speaking, spoken
from sitrep.languages.catalogues import OURS, Catalogue
from sitrep.page.charts import shorten
from sitrep.page.messages import Message, messages_of, updated
from sitrep.page.rendering import RENDERERS
from sitrep.reference import gaza_figures, rafah
from sitrep.testing import strategies

TAGS = ["ar", "es", "fr"]
speaking_module = import_module("sitrep.languages.speaking")
SEEN = settings(max_examples=max(5, settings().max_examples // 20))
FILES = {tag: Path(str(OURS)) / f"{tag}.po" for tag in TAGS}
_ONE_OR_TWO = 3
"""The forms of Arabic for none, one and two, which may say the number in words."""


def read(tag: str) -> Catalog:
    return read_po(BytesIO(FILES[tag].read_bytes()), locale=tag)


@pytest.fixture(scope="module")
def messages() -> list[Message]:
    return [*messages_of("sitrep")]


def braces(text: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


# The catalogues


@pytest.mark.once
@pytest.mark.parametrize("tag", TAGS)
def test_no_message_is_missing_and_none_is_left_over(tag: str, messages: list[Message]) -> None:
    said = {(each.context, each.text, each.several) for each in messages}
    translated = set()
    for each in read(tag):
        if each.id:
            one, several = each.id if isinstance(each.id, tuple) else (each.id, "")
            forms = each.string if isinstance(each.string, tuple) else (each.string,)
            assert all(forms), each.id
            translated.add((each.context or "", one, several))
    assert translated == said


@pytest.mark.once
@pytest.mark.parametrize("tag", TAGS)
def test_translations_keep_what_is_put_into_them(tag: str) -> None:
    for each in read(tag):
        if isinstance(each.id, tuple):
            assert len(each.string or ()) == {"ar": 6}.get(tag, 3)
            for number, form in enumerate(each.string or ()):
                left_out = {"number", "quantity"} if tag == "ar" and number < _ONE_OR_TWO else set()
                assert braces(form) | left_out >= braces(each.id[1]) >= braces(form), (each.id, form)
        elif each.id:
            assert braces(str(each.string)) == braces(str(each.id)), each.id


@pytest.mark.once
@pytest.mark.parametrize("tag", TAGS)
def test_catalogues_are_up_to_date_and_stay_what_translators_made_them(tag: str, messages: list[Message]) -> None:
    content = FILES[tag].read_bytes()
    assert updated(content, tag, messages) == content
    mended = content.replace(b'#, fuzzy\nmsgid "Map"', b'msgid "Map"')
    assert mended != content
    assert updated(mended, tag, messages) == mended


@pytest.mark.once
def test_what_a_machine_translated_is_marked() -> None:
    for tag in TAGS:
        assert 0 < sum(each.fuzzy for each in read(tag) if each.id) == Catalogue(tag).unread


# The words of a page


class Marked:
    """A language of which every word is told from English: each letter outside braces is a Greek one."""

    unread = 1

    def say(self, text: str, context: str) -> str:
        return re.sub(r"(\{\w*\})|[A-Za-z]", lambda found: found[1] or "λ", text)

    def say_several(self, one: str, several: str, number: int, context: str) -> str:
        return self.say(several, context)


def words_in(data: Any) -> Iterator[str]:
    """Yield the words that a report has of its own."""
    if isinstance(data, str):
        yield from re.findall(r"[a-z]+", data.casefold())
    elif isinstance(data, dict):
        yield from (word for each in data.values() for word in words_in(each))
    elif isinstance(data, list):
        yield from (word for each in data for word in words_in(each))


@pytest.fixture
def marked(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(catalogues, "translated", lambda: ["el"])
    monkeypatch.setattr(catalogues, "catalogue", lambda _: Marked())
    speaking_module._language.cache_clear()
    yield
    speaking_module._language.cache_clear()


def text_of_html(content: bytes) -> str:
    page = html.document_fromstring(content)
    for style in page.xpath("//style"):
        style.drop_tree()
    return " ".join([*page.itertext(), *page.xpath("//@aria-label")])


def text_of_word(content: bytes) -> str:
    document = docx.Document(BytesIO(content))
    said = [each for mark in document.element.body.iter() for each in (mark.text, mark.get("descr")) if each]
    names = document.element.body.iter(qn("w:alias"), qn("w:tblCaption"))
    said += [re.sub(r"\w*…$", "", str(each.get(qn("w:val")))) for each in names]
    return " ".join(said)


def text_of_pdf(content: bytes) -> str:
    file = PdfReader(BytesIO(content), strict=True)
    figures = (each for each in elements(file.root_object["/StructTreeRoot"]) if "/Alt" in each)
    return " ".join([*(sheet.extract_text() for sheet in file.pages), *(str(each["/Alt"]) for each in figures)])


READ: dict[str, Callable[[bytes], str]] = {
    "html": text_of_html,
    "md": bytes.decode,
    "docx": text_of_word,
    "pdf": text_of_pdf,
}
"""What people read of a page, or have read to them, in each of its forms."""


@pytest.mark.once
@pytest.mark.parametrize("form", sorted(RENDERERS))
def test_no_word_of_a_page_goes_past_its_catalogue(marked: None, form: str) -> None:
    for report, older in [
        (sr.merge(rafah(), gaza_figures()), None),
        (flood(), rafah()),
        (made_up(), flood()),
        (rafah(), gaza_figures()),
        (gaza_figures(), None),
    ]:
        text = READ[form](sr.render(report, form, since=older, language="el", scope=""))
        own = {*words_in(json.loads(sr.dumps(report)))} | {*words_in(json.loads(sr.dumps(older or sr.SitRep())))}
        assert {*re.findall(r"[a-z]{2,}", text.casefold())} - own <= {"utc"}


@pytest.mark.once
def test_the_picture_in_a_terminal_is_said_in_the_language(marked: None, tmp_path: Path) -> None:
    report = sr.merge(rafah(), gaza_figures())
    sr.dump(report, tmp_path / "r.json")
    result = CliRunner().invoke(program, ["show", str(tmp_path / "r.json"), "--language", "el", "--ids"])
    assert result.exit_code == 0
    said = {*re.findall(r"[a-z]{2,}", re.sub(r"\[\w+:\w+\]", "", result.output.casefold()))}
    assert said - {*words_in(json.loads(sr.dumps(report)))} <= {"utc"}
    assert CliRunner().invoke(program, ["show", str(tmp_path / "r.json"), "--language", "fr"]).exit_code == 2


# The forms that go with numbers


@pytest.mark.parametrize(
    ("tag", "figure", "said"),
    [
        ("fr", sr.Figure(best=0), "0 personne"),
        ("fr", sr.Figure(best=1), "1 personne"),
        ("fr", sr.Figure(best=2), "2 personnes"),
        ("fr", sr.Figure(best=1_234), "1\u202f234 personnes"),
        ("fr", sr.Figure(best=2_000_000), "2\u202f000\u202f000 de personnes"),
        ("fr", sr.Figure(low=400), "au moins 400 personnes"),
        ("fr", sr.Figure(term="dozens"), "des dizaines de personnes"),
        ("fr", sr.Figure(best=12.5, unit="percent"), "12,5\u00a0%"),
        ("es", sr.Figure(best=1), "1 persona"),
        ("es", sr.Figure(low=300, high=500), "300 a 500 personas"),
        ("es", sr.Figure(best=5, unit="USD"), "5 USD"),
        ("es", sr.Figure(best=15, unit="litres", per="person"), "15 litros por persona"),
        ("ar", sr.Figure(best=0), "0 شخص"),
        ("ar", sr.Figure(best=1), "شخص واحد"),
        ("ar", sr.Figure(best=2), "شخصان"),
        ("ar", sr.Figure(best=3), "3 أشخاص"),
        ("ar", sr.Figure(best=11), "11 شخصًا"),
        ("ar", sr.Figure(best=100), "100 شخص"),
        ("ar", sr.Figure(best=103), "103 أشخاص"),
        ("ar", sr.Figure(best=90, approximate=True), "نحو 90 شخصًا"),
        ("ar", sr.Figure(low=2), "ما لا يقل عن 2 من الأشخاص"),
        ("ar", sr.Figure(missing="not_reported"), "العدد: لم يُبلّغ عنه"),
        ("en", sr.Figure(best=1_234_567, approximate=True), "about 1,234,567 people"),
    ],
)
def test_a_figure_is_said_in_the_form_that_goes_with_it(tag: str, figure: sr.Figure, said: str) -> None:
    with speaking(tag):
        assert str(figure) == said


def test_what_is_counted_is_said_before_the_number_where_it_would_have_to_agree() -> None:
    hospitals = sr.Facility(kind="hospital", functioning="not", count=sr.Figure(best=2, unit="facilities"))
    with speaking("ar"):
        assert hospitals.statement == "مستشفيات: 2"
    with speaking("fr"):
        assert (hospitals.headline, hospitals.statement) == ("Hôpitaux, hors service", "2 hôpitaux")


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("en", "2023-10-07 to 2023-11-01"),
        ("fr", "2023-10-07 – 2023-11-01"),
        ("ar", "من 2023-10-07 إلى 2023-11-01"),
    ],
)
def test_a_time_is_said_in_the_language(tag: str, said: str) -> None:
    with speaking(tag):
        assert str(sr.Period("2023-10-07/2023-11-01")) == said


@given(st.dates(min_value=date(1, 1, 1)), st.integers(-(10**12), 10**12), st.sampled_from([*TAGS, "en"]))
def test_no_day_and_no_number_is_too_much(day: date, number: int, tag: str) -> None:
    with speaking(tag):
        assert str(day.year) in say_day(day.year, day.month, day.day)
        assert re.sub(r"\D", "", say_number(number)) == str(abs(number))
        assert ("-" in say_number(number)) == (number < 0)


# From the right


def test_a_page_says_its_language_and_direction_and_who_has_read_its_words() -> None:
    for tag, direction in [("ar", "rtl"), ("fr", "ltr"), ("es", "ltr"), ("ar-EG", "rtl"), ("en", "ltr")]:
        page = html.document_fromstring(sr.render(rafah(), language=tag))
        assert (page.get("lang"), page.get("dir")) == (tag, direction)
        with speaking(tag):
            warning = say(
                "The words of this page were translated into this language by a machine, and not all of them have been "
                "read by a person yet."
            )
        assert (warning in page.xpath("string(//footer)")) == (tag != "en")


def test_what_others_wrote_keeps_its_own_direction() -> None:
    claim = sr.Claim(
        sr.Crossing(name="Rafah", status="open", period="2023-11-01", by="(Council)"),
        attributions=[
            sr.Attribution(source="AFP", excerpt="it opened", document=sr.Document(title="Page", language="en"))
        ],
    )
    with speaking("ar"):
        assert claim.record.headline == "معبر \u2068Rafah\u2069"
        assert claim.record.statement == "مفتوح، من جانب \u2068(Council)\u2069، 2023-11-01"
    with speaking("fr"):
        assert sr.Crossing(name="رفح", status="open").headline == "Point de passage de \u2068رفح\u2069"
    page = html.document_fromstring(sr.render(sr.SitRep(claims=[claim]), language="ar"))
    assert page.xpath("string(//q[@dir='auto' and @lang='en'])") == "it opened"


@SEEN
@given(strategies.sitreps(), st.sampled_from(TAGS))
def test_a_language_changes_words_alone(report: sr.SitRep, tag: str) -> None:
    before = sr.render(report)
    page = html.document_fromstring(sr.render(report, language=tag))
    english = html.document_fromstring(before)
    assert {*page.xpath("//li[@id]/@id")} == {*english.xpath("//li[@id]/@id")}
    text = page.text_content()
    assert text.count("\u2068") + text.count("\u2066") == text.count("\u2069")
    assert sr.render(report) == before
    with speaking(tag):
        written = sr.dumps(report), find_format("csv").write(report)
    assert written == (sr.dumps(report), find_format("csv").write(report))
    assert spoken().tag == "en"


def test_a_name_that_is_cut_ends_where_it_is_cut() -> None:
    assert shorten("\u2068A long name\u2069", 6) == "\u2068A lo…\u2069"


# Wrong and foreign ones


@pytest.mark.parametrize(("tag", "hint"), [("de", "ar, en, es, fr"), ("", "ar, en, es, fr"), (7, "such as fr")])
def test_a_language_that_nobody_translated_is_refused(tag: Any, hint: str) -> None:
    with pytest.raises(InvalidError, match=hint):
        sr.render(rafah(), language=tag)


def test_a_package_brings_a_catalogue_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "fr.po").write_text(
        'msgctxt "lamp"\nmsgid "lamp {colour}"\nmsgstr "lampe {colour}"\n', encoding="utf-8"
    )
    offer = SimpleNamespace(name="lamps", group=catalogues.ENTRY_POINTS, value="lamps", load=lambda: tmp_path)
    monkeypatch.setattr(catalogues, "offered", lambda _: [offer])
    catalogues.catalogue.cache_clear()
    speaking_module._language.cache_clear()
    try:
        with speaking("fr"):
            assert say("lamp {colour}", colour="bleue", context="lamp") == "lampe bleue"
            assert say("Map") == "Carte"
        with speaking("es"):
            assert say("lamp {colour}", colour="azul", context="lamp") == "lamp azul"
    finally:
        catalogues.catalogue.cache_clear()
        speaking_module._language.cache_clear()
