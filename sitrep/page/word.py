"""A page as a Word file: headings, tables and lists in the styles of the file, and each fact a field with its id.

A template of one's own gives its styles, headers and footers, and the size of its sheets; what stands in it doesn't.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from sitrep.errors import FaultCode, InvalidError, MissingExtraError, refuse
from sitrep.files import check_inflated, read_whole
from sitrep.languages import ISOLATED
from sitrep.page.drawing import drawn, with_style
from sitrep.page.flow import (
    Drawing,
    Heading,
    Line,
    Paragraph,
    Run,
    Tabulated,
    directed,
    flow,
    is_right_to_left,
    mark_of,
)
from sitrep.page.html import style_of
from sitrep.page.model import Page
from sitrep.page.typesetting import pictures
from sitrep.page.words import short_id

try:
    import docx
    from docx.document import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.opc.exceptions import OpcError
    from docx.oxml import parse_xml
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor
except ModuleNotFoundError as error:
    raise MissingExtraError("page", error.name or "python-docx") from None

HEADINGS = ("Title", "Heading 1", "Heading 2", "Heading 3")
LISTS = ("Normal", "List Bullet", "List Bullet 2")
CAPTION, TABLE = "Caption", "Table Grid"
STYLES = (*HEADINGS, *LISTS, CAPTION, TABLE)
"""The styles that a template has, by the names that they have in English whatever the language of Word."""

_MANNERS = {
    "strong": "<w:b/><w:bCs/>",
    "soft": '<w:color w:val="4D5661"/>',
    "warning": '<w:b/><w:bCs/><w:color w:val="8A3B00"/>',
    "gone": "<w:strike/>",
}
_WIDTH = 12
"""The width of a drawing in centimetres."""
_SHEETS = (210, 297)
_LONGEST = 64
"""The signs that the name and the tag of a field have at most."""
_FIRST_OF_ZIP = (1980, 1, 1, 0, 0, 0)
_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)


def render(page: Page, templates: Path | None = None) -> bytes:
    """Return the page as a file, by a Word file as template or by that of the name `page.docx` in a folder."""
    template, folder = (templates, None) if templates and templates.is_file() else (None, templates)
    if folder and (folder / "page.docx").is_file():
        template = folder / "page.docx"
    document = _template(template) if template else _plain()
    _Writer(document, page, folder).write()
    saved = BytesIO()
    document.save(saved)
    return _without_times(saved)


# The template


def _template(path: Path) -> Document:
    """Return an empty document with the styles, headers and footers of a file. Raises `InvalidError`."""
    content = read_whole(path)
    expected = "a Word file (.docx)"
    hint = "Save it in Word as a document, .docx, without macros."
    try:
        with ZipFile(BytesIO(content)) as archive:
            check_inflated(len(content), sum(each.file_size for each in archive.infolist()))
        document = docx.Document(BytesIO(content))
        names = {style.name for style in document.styles}
    except (OpcError, BadZipFile, KeyError, ValueError, AttributeError, SyntaxError) as error:  # of a package, of XML
        if isinstance(error, InvalidError):
            raise
        raise refuse(path.name, expected, "templates", hint=hint, code=FaultCode.UNREADABLE) from None
    if missing := [style for style in STYLES if style not in names]:
        raise refuse(
            path.name,
            f"a Word file that has the styles {', '.join(missing)}",
            "templates",
            hint="Word keeps a style in a file once it was used: use each of them once in the template, and save it.",
            code=FaultCode.INCOMPLETE,
        )
    body = _body(document)
    for each in [each for each in body if each.tag != qn("w:sectPr")]:
        body.remove(each)
    return document


def _plain() -> Document:
    """Return an empty document of A4 with the number of the page at its foot."""
    document = docx.Document()
    [section] = document.sections
    section.page_width, section.page_height = (Cm(side / 10) for side in _SHEETS)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    styles: Any = document.styles
    for fonts in [*styles.element.iter(qn("w:rFonts"))]:
        fonts.getparent().remove(fonts)
    defaults = styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    named = " ".join(f'w:{script}="{font}"' for script, font in _FONTS.items())
    defaults.insert(0, parse_xml(f"<w:rFonts {_NAMESPACES} {named}/>"))
    for name, size in _SIZES.items():
        styles[name].font.size = Pt(size)
        # Arabic letters have a size of their own.
        properties = styles[name].element.rPr
        for each in properties.findall(qn("w:szCs")):
            properties.remove(each)
        properties.find(qn("w:sz")).addnext(parse_xml(f'<w:szCs {_NAMESPACES} w:val="{round(2 * size)}"/>'))
        styles[name].font.color.rgb = RGBColor(0x1B, 0x1F, 0x24)
    for name, space in (("Normal", 4), ("List Bullet", 2), ("List Bullet 2", 1)):
        styles[name].paragraph_format.space_after = Pt(space)
    styles[CAPTION].font.bold = styles[CAPTION].font.cs_bold = False
    foot = section.footer.paragraphs[0]._p
    for each in _parsed(
        '<w:fldSimple w:instr=" PAGE "/><w:r><w:t xml:space="preserve"> / </w:t></w:r>'
        '<w:fldSimple w:instr=" NUMPAGES "/>'
    ):
        foot.append(each)
    section.footer.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    return document


_FONTS = {"ascii": "Calibri", "hAnsi": "Calibri", "eastAsia": "Calibri", "cs": "Arial"}
_SIZES = {"Normal": 10.5, "Title": 22, "Heading 1": 16, "Heading 2": 13, "Heading 3": 11.5, "Caption": 9}


def _body(document: Document) -> Any:
    element: Any = document.element
    return element.body


def _parsed(xml: str) -> list[Any]:
    return [*parse_xml(f"<w:body {_NAMESPACES}>{xml}</w:body>")]


def _without_times(saved: BytesIO) -> bytes:
    """Return a ZIP file with the same files in it, which doesn't say when it was made."""
    made = BytesIO()
    with ZipFile(saved) as before, ZipFile(made, "w") as after:
        for each in before.infolist():
            after.writestr(ZipInfo(each.filename, _FIRST_OF_ZIP), before.read(each), ZIP_DEFLATED)
    return made.getvalue()


# The content


class _Writer:
    """Writes a page into a document."""

    def __init__(self, document: Document, page: Page, templates: Path | None) -> None:
        self.document = document
        self.page = page
        self.templates = templates
        self.numbers = count(1)
        self.styles = {style.name: style.style_id for style in document.styles if style.name in STYLES}

    def write(self) -> None:
        blocks = [*flow(self.page)]
        drawings = self.drawings([block for block in blocks if isinstance(block, Drawing)])
        body = _body(self.document)
        end = body.find(qn("w:sectPr"))
        for each in _parsed("".join(self.block(block, drawings) for block in blocks)):
            end.addprevious(each)
        if self.page.is_right_to_left:
            grid = end.find(qn("w:docGrid"))
            end.insert(len(end) if grid is None else end.index(grid), *_parsed(self.direction))
        self.describe()
        if self.page.marking:
            self.mark()

    def block(self, block: Any, drawings: Iterator[str]) -> str:
        if isinstance(block, Heading):
            return self.paragraph((Run(block.words),), HEADINGS[block.level], block.anchor)
        if isinstance(block, Paragraph):
            return self.paragraph(block.line, LISTS[block.depth], block.anchor)
        if isinstance(block, Tabulated):
            return self.table(block)
        return next(drawings) + (self.paragraph((Run(block.caption),), CAPTION) if block.caption else "")

    @property
    def direction(self) -> str:
        return "<w:bidi/>" if self.page.is_right_to_left else ""

    def paragraph(self, line: Line, style: str, place: str = "", more: str = "") -> str:
        runs = "".join(map(self.run, line))
        if place:
            number = next(self.numbers)
            runs = f'<w:bookmarkStart w:id="{number}" w:name="{place}"/>{runs}<w:bookmarkEnd w:id="{number}"/>'
        return f'<w:p><w:pPr><w:pStyle w:val="{self.styles[style]}"/>{self.direction}{more}</w:pPr>{runs}</w:p>'

    def run(self, run: Run) -> str:
        is_rtl = is_right_to_left(run.text, without_letters=self.page.is_right_to_left)
        properties = _MANNERS.get(run.manner, "") + ("<w:rtl/>" if is_rtl else "")
        properties = f"<w:rPr>{properties}</w:rPr>" if properties else ""
        text = escape(self.embedded(directed(run.text, self.page)))
        shown = f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'
        if run.leads_to:
            shown = f'<w:hyperlink w:anchor="{run.leads_to}" w:history="1">{shown}</w:hyperlink>'
        if not run.fact:
            return shown
        label, tag = (escape(_shortened(text)) for text in (run.label, short_id(run.fact)))
        return (
            f'<w:sdt><w:sdtPr>{properties}<w:alias w:val="{label}"/><w:tag w:val="{tag}"/>'
            f'<w:id w:val="{next(self.numbers)}"/></w:sdtPr><w:sdtContent>{shown}</w:sdtContent></w:sdt>'
        )

    def embedded(self, text: str) -> str:
        """Return a text in which what is isolated is embedded, which Word knows, between letters of the page."""
        mark = mark_of(right_to_left=self.page.is_right_to_left)

        def embed(found: re.Match[str]) -> str:
            embedding = "\u202b" if is_right_to_left(found[1], without_letters=False) else "\u202a"
            return f"{mark}{embedding}{found[1]}\u202c{mark}"

        return ISOLATED.sub(embed, text)

    def table(self, table: Tabulated) -> str:
        head = self.row([(Run(cell, "strong"),) for cell in table.head], "<w:tblHeader/>")
        direction = "<w:bidiVisual/>" if self.page.is_right_to_left else ""
        grid = '<w:gridCol w:w="2000"/>' * len(table.head)
        rows = "".join(map(self.row, table.rows))
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{self.styles[TABLE]}"/>{direction}<w:tblW w:w="5000" w:type="pct"/>'
            f'<w:tblLook w:val="0020" w:firstRow="1"/><w:tblCaption w:val="{escape(table.title)}"/></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{head}{rows}</w:tbl>{self.paragraph((), 'Normal')}"
        )

    def row(self, cells: Iterable[Line], more: str = "") -> str:
        shown = "".join(f"<w:tc>{self.paragraph(cell, 'Normal')}</w:tc>" for cell in cells)
        return f"<w:tr><w:trPr><w:cantSplit/>{more}</w:trPr>{shown}</w:tr>"

    def drawings(self, blocks: Sequence[Drawing]) -> Iterator[str]:
        """Yield the drawings as pictures; blank where there is nothing to draw."""
        style = style_of(self.page, self.templates)
        shown = [drawn(block.of, f"c{number}") for number, block in enumerate(blocks)]
        made = iter(pictures([with_style(each, style) for each in shown if each], f"{_WIDTH}cm"))
        for block, each in zip(blocks, shown, strict=True):
            yield self.picture(block, next(made)) if each else ""

    def picture(self, block: Drawing, content: bytes) -> str:
        reference, image = self.document.part.get_or_add_image(BytesIO(content))
        width = Cm(_WIDTH)
        height = round(width * image.px_height / image.px_width)
        number = next(self.numbers)
        size = f'cx="{width}" cy="{height}"'
        about = f'id="{number}" name="{number}" descr="{escape(block.said)}"'
        return (
            f'<w:p><w:pPr><w:pStyle w:val="{self.styles["Normal"]}"/><w:keepNext/>{self.direction}</w:pPr>'
            "<w:r><w:drawing>"
            f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/><wp:docPr {about}/>'
            '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
            f"<pic:nvPicPr><pic:cNvPr {about}/><pic:cNvPicPr/></pic:nvPicPr>"
            f'<pic:blipFill><a:blip r:embed="{reference}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
            f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/>'
            '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
            "</wp:inline></w:drawing></w:r></w:p>"
        )

    def describe(self) -> None:
        """Say in the properties what the file is, and not when it was made or by whom."""
        core = self.document.core_properties
        core.title = (self.page.report or self.page.title)[:255]
        core.author, core.comments = "", ""
        core.keywords = self.page.marking[:255]
        core.language = self.page.language
        for name in ("dcterms:created", "dcterms:modified"):
            for each in core._element.findall(qn(name)):
                core._element.remove(each)
        for each in self.document.styles.element.iter(qn("w:lang")):
            each.set(qn("w:bidi" if self.page.is_right_to_left else "w:val"), self.page.language)

    def mark(self) -> None:
        """Put the marking at the head of each sheet, before what the template has there."""
        for section in self.document.sections:
            headers = [section.header]
            headers += [section.first_page_header] if section.different_first_page_header_footer else []
            headers += [section.even_page_header] if self.document.settings.odd_and_even_pages_header_footer else []
            for header in headers:
                first = header.paragraphs[0]
                marked = self.paragraph((Run(self.page.marking, "warning"),), "Normal", more='<w:jc w:val="center"/>')
                for each in _parsed(marked):
                    first._p.addprevious(each)


def _shortened(text: str) -> str:
    text = ISOLATED.sub(r"\1", text)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
