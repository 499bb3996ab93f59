"""Text out of HTML, PDF and DOCX: claims drafted from a file are proven by that file again."""

import io
from hashlib import sha256
from typing import Any

import pytest

import sitrep as sr
from sitrep.documents import kind_of, made_by, text_of
from sitrep.drafts import Decision, apply

SENTENCES = ("At least 12 people were killed in Marona.", "Some 4,300 people have been displaced.")
HTML = (
    "<!DOCTYPE html><html><head><title>99 people died</title><style>p{}</style></head><body><script>7</script>"
    f"<p>{SENTENCES[0].replace('12', '<b>12</b>')}<ul><li>{SENTENCES[1]}</ul><p>5&nbsp;&lt; 6</body></html>"
).encode()


def pdf() -> bytes:
    """A PDF file of one page, written by hand."""
    lines = "".join(f"BT /F1 12 Tf 72 {720 - 40 * at} Td ({each}) Tj ET\n" for at, each in enumerate(SENTENCES))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        "/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        f"<< /Length {len(lines)} >>\nstream\n{lines}endstream",
    ]
    written, places = "%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(written))
        written += f"{number} 0 obj\n{each}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start = len(written)
    written += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    return f"{written}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()


def docx() -> bytes:
    document = pytest.importorskip("docx").Document()
    document.add_paragraph(SENTENCES[0])
    table = document.add_table(rows=1, cols=1)
    table.rows[0].cells[0].text = SENTENCES[1]
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


FILES: dict[str, Any] = {
    "html": lambda: HTML,
    "pdf": pdf,
    "docx": docx,
    "text": lambda: "\n\n".join(SENTENCES).encode(),
}


@pytest.mark.parametrize("kind", FILES)
def test_what_is_drafted_from_a_file_is_proven_by_that_file(kind: str) -> None:
    content = FILES[kind]()
    assert kind_of(content) == kind
    text = text_of(content)
    document = sr.Document(title="A file", sha256=sha256(content).hexdigest(), language="en")
    draft = sr.draft(text, document=document)
    accepted = [
        Decision(draft=draft.digest, proposal=each.id, verdict="accepted", by="Ana") for each in draft if each.is_whole
    ]
    report = apply(draft, accepted)
    assert sorted(map(str, report)) == ["Displacement: about 4,300 people", "Killed, Marona: at least 12 people"]
    assert sr.verify(report, [content]) == ()


def test_of_a_page_the_text_is_what_people_see() -> None:
    assert text_of(HTML) == f"{SENTENCES[0]}\n\n{SENTENCES[1]}\n\n5 < 6"


def test_it_is_told_what_made_the_text() -> None:
    assert made_by(pdf()).startswith("pypdf ")
    assert made_by(b"12 people") == ""


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.4 nothing", "expected a PDF file that can be read"),
        (b"PK\x03\x04 word/document.xml", "expected a DOCX file that can be read"),
        (b"<html>\xff", "expected a page in UTF-8"),
        (b"\xff", "expected UTF-8 text; byte 0 is none"),
    ],
)
def test_what_cannot_be_read_is_refused(content: bytes, words: str) -> None:
    with pytest.raises(sr.InvalidError, match=words):
        text_of(content)
