"""Pages as Word files: what holds of each, fields that a reader finds, and templates of one's own."""

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from click.testing import CliRunner
from docx.oxml.ns import qn
from docx.shared import Emu
from hypothesis import given, settings
from lxml import etree

import sitrep as sr
from docs.shown import arabic, flood
from sitrep.cli.commands import sitrep as program
from sitrep.page.flow import MOST_BARS, anchor
from sitrep.page.word import STYLES
from sitrep.page.words import short_id
from sitrep.reference import gaza_figures, rafah
from sitrep.testing import strategies

FEW = settings(max_examples=max(5, settings().max_examples // 20))


def opened(report: sr.SitRep, **given: object) -> docx.document.Document:
    return docx.Document(BytesIO(sr.render(report, "docx", **given)))  # type: ignore[arg-type]


def named(element: etree._Element, name: str, key: str) -> list[str]:
    return [str(each.get(qn(key))) for each in element.iter(qn(name))]


def text_of(document: docx.document.Document) -> str:
    return "".join(each.text or "" for each in document.element.body.iter(qn("w:t")))


@FEW
@given(strategies.sitreps())
def test_every_fact_is_a_field_once_what_leads_somewhere_arrives_and_twice_is_the_same(report: sr.SitRep) -> None:
    content = sr.render(report, "docx", marking="TLP:AMBER")
    assert sr.render(report, "docx", marking="TLP:AMBER") == content
    document = docx.Document(BytesIO(content))
    body = document.element.body
    marks = named(body, "w:bookmarkStart", "w:name")
    assert len(marks) == len({*marks})
    assert {anchor(claim.id) for claim in report} <= {*marks}
    assert {*named(body, "w:hyperlink", "w:anchor")} <= {*marks}
    assert {short_id(claim.id) for claim in report} <= {*named(body, "w:tag", "w:val")}
    numbers = [each.get(qn("w:val")) for each in body.iter(qn("w:id"))]
    assert len(numbers) == len({*numbers})
    assert document.sections[0].header.paragraphs[0].text == "TLP:AMBER"


def test_nothing_in_the_file_says_when_or_by_whom_it_was_made() -> None:
    with ZipFile(BytesIO(sr.render(flood(), "docx"))) as archive:
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"python-docx" not in archive.read("docProps/core.xml")


def test_headings_tables_and_lists_are_real() -> None:
    document = opened(flood(), marking="TLP:GREEN")
    styles = [(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs if paragraph.style]
    assert styles[0] == ("Title", "Flood in a made-up county: flash update (synthetic data)")
    assert ("Heading 1", "Key figures") in styles
    assert {name for name, _ in styles} <= {*STYLES}
    [figures, places, sources] = document.tables
    assert [cell.text for cell in figures.rows[0].cells] == ["Figure", "Of what", "Change", "Source"]
    assert all(table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None for table in (figures, places, sources))
    assert document.core_properties.title.startswith("Flood")
    assert document.core_properties.language == "en"


def test_charts_and_the_map_are_pictures_with_their_words() -> None:
    said = [str(each.get("descr")) for each in opened(flood()).element.body.iter(qn("wp:docPr"))]
    assert len(said) == 2
    assert said[0].startswith("Where the reported facts are. A map of 3 places")
    assert "154 (144 to 165) people (Made-up observers)" in said[1]
    assert len(list(opened(rafah() | gaza_figures()).element.body.iter(qn("wp:docPr")))) == 4


def test_so_many_conflicts_have_bars_and_all_have_their_range() -> None:
    claims = [
        sr.Claim(sr.Casualty(outcome="killed", people=people, place=f"Village {number}"), attributions=[source])
        for number in range(MOST_BARS + 1)
        for source, people in (("AFP", 3), ("Reuters", 9))
    ]
    document = opened(sr.SitRep(claims=claims), sections=["disagreements"])
    assert len([*document.element.body.iter(qn("wp:docPr"))]) == MOST_BARS
    assert text_of(document).count("Range between sources: 3 to 9 people") == MOST_BARS + 1


def test_a_figure_to_know_first_leads_to_its_fact() -> None:
    [figures, *_] = opened(flood()).tables
    cell = figures.rows[1].cells[0]._tc
    [link] = cell.iter(qn("w:hyperlink"))
    assert [each.text for each in link.iter(qn("w:t"))] == ["154 (144 to 165) people"]
    assert link.get(qn("w:anchor")) == "fact_" + named(cell, "w:tag", "w:val")[0].replace(":", "_")


def test_a_page_in_arabic_runs_from_the_right_and_keeps_the_order_of_other_words() -> None:
    report = arabic()
    document = opened(report | sr.SitRep(notes=[sr.Note("Pumps stand still for want of fuel.")]), language="ar")
    assert all(each.find(qn("w:bidi")) is not None for each in document.element.body.iter(qn("w:pPr")))
    runs = {each.text: each for each in document.element.body.iter(qn("w:r"))}
    said = runs["نزوح، \u200f\u202aNorthtown\u202c\u200f، أشخاص في حالة نزوح داخلي"]
    assert said.find(f"{qn('w:rPr')}/{qn('w:rtl')}") is not None
    foreign = runs["\u200ePumps stand still for want of fuel.\u200e"]
    assert foreign.find(f"{qn('w:rPr')}/{qn('w:rtl')}") is None
    assert not {*"\u2066\u2067\u2068\u2069"} & {*text_of(document)}
    assert "\u200e" not in text_of(opened(flood()))


def test_words_from_the_right_keep_their_order_on_a_page_from_the_left() -> None:
    crossing = sr.Claim(sr.Crossing(name="رفح", status="open"), attributions=["مكتب مصطنع"])
    document = opened(sr.SitRep(claims=[crossing], notes=[sr.Note("الطريق مقطوعة.", language="ar")]), language="fr")
    assert document.element.body.find(f".//{qn('w:bidi')}") is None
    assert "Point de passage de \u200e\u202bرفح\u202c\u200e" in text_of(document)
    [note] = (each for each in document.element.body.iter(qn("w:r")) if each.text == "\u200fالطريق مقطوعة.\u200f")
    assert note.find(f"{qn('w:rPr')}/{qn('w:rtl')}") is not None


def test_what_strangers_write_is_text() -> None:
    attack = "</w:t></w:r><w:r><w:instrText>DDE</w:instrText>&\"'"
    source = sr.Source(attack, affiliation=attack)
    said = sr.Attribution(source=source, excerpt=attack, document=sr.Document(title=attack))
    claim = sr.Claim(sr.Crossing(name=attack, status="open", reason=attack), attributions=[said])
    report = sr.SitRep(headers=[sr.Header(title=attack)], claims=[claim], notes=[sr.Note(attack)])
    document = opened(report, marking=attack)
    assert attack in text_of(document)
    assert not [*document.element.body.iter(qn("w:instrText"))]


# Templates


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    sr.dump(rafah(), tmp_path / "r.json")
    template = docx.Document()
    template.add_paragraph("A cover that doesn't stay")
    section = template.sections[0]
    section.different_first_page_header_footer = True
    section.header.paragraphs[0].text = "Our desk"
    section.footer.paragraphs[0].text = "Our address"
    section.page_width = Emu(6_985_000)
    template.styles["Heading 1"].font.name = "Our font"
    template.save(str(tmp_path / "ours.docx"))
    return tmp_path


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(program, ["render", "r.json", "-o", "r.docx", *arguments])
    return result.exit_code, re.sub(r"\s+", " ", result.output)


def test_a_template_gives_styles_header_footer_and_sheet(folder: Path) -> None:
    assert run("--template", "ours.docx", "--marking", "TLP:RED") == (
        0,
        "r.docx: 41 reported facts, 10 sources; no disagreement ",
    )
    document = docx.Document(str(folder / "r.docx"))
    [section] = document.sections
    assert [each.text for each in section.header.paragraphs] == ["TLP:RED", "Our desk"]
    assert section.first_page_header.paragraphs[0].text == "TLP:RED"
    assert section.footer.paragraphs[0].text == "Our address"
    assert section.page_width == 6_985_000
    assert document.styles["Heading 1"].font.name == "Our font"
    assert "cover" not in text_of(document)
    first = (folder / "r.docx").read_bytes()
    run("--template", "ours.docx", "--marking", "TLP:RED")
    assert (folder / "r.docx").read_bytes() == first
    (folder / "look").mkdir()
    (folder / "ours.docx").rename(folder / "look" / "page.docx")
    run("--template", "look", "--marking", "TLP:RED")
    assert (folder / "r.docx").read_bytes() == first


def test_a_template_without_a_style_is_refused_with_its_name(folder: Path) -> None:
    template = docx.Document()
    for name in ("List Bullet 2", "Caption"):
        template.styles[name].delete()
    template.save(str(folder / "ours.docx"))
    code, said = run("--template", "ours.docx")
    assert code == 1
    assert "a Word file that has the styles List Bullet 2, Caption" in said


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"{}", "a zip"])
def test_a_template_that_is_no_word_file_is_refused(folder: Path, content: bytes | str) -> None:
    if isinstance(content, str):
        with ZipFile(folder / "ours.docx", "w") as archive:
            archive.writestr("[Content_Types].xml", content)
    else:
        (folder / "ours.docx").write_bytes(content)
    code, said = run("--template", "ours.docx")
    assert (code, "a Word file (.docx)" in said) == (1, True)


def test_only_word_takes_a_file_as_template(folder: Path) -> None:
    assert run("--template", "nothing.docx")[0] == 2
    assert "a folder of templates" in run("--template", "ours.docx", "--to", "html")[1]
    with pytest.raises(sr.InvalidError, match="templates"):
        sr.render(rafah(), templates=folder / "nothing")
