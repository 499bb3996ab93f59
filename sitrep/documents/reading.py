"""From the bytes of a file to its text, in one way for each kind, so that spans into it can be proven again."""

from importlib import import_module
from importlib.metadata import version

from sitrep.errors import FaultCode, refuse

_MODULES = {"pdf": "pypdf", "docx": "python-docx"}
"""The kinds of files that a package reads, with the one that does."""
_HTML = (b"<!doctype html", b"<html")


def kind_of(content: bytes) -> str:
    """Return pdf, docx, html or text."""
    head = content[:1024].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"PK\x03\x04") and b"word/document.xml" in content:
        return "docx"
    return "html" if head[:20].lower().startswith(_HTML) else "text"


def text_of(content: bytes) -> str:
    """Return the text of a file, in which spans count code points.

    Raises `InvalidError` for a file that can't be read, `MissingExtraError` where a package is missing that reads it.
    """
    kind = kind_of(content)
    if kind != "text":
        text: str = import_module(f"sitrep.documents.{kind}").text_of(content)
        return text
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        wrong = content[error.start : error.start + 4]
        raise refuse(wrong, f"UTF-8 text; byte {error.start} is none", code=FaultCode.BAD_CHARACTER) from None


def made_by(content: bytes) -> str:
    """Return the name and version of what makes a text of a file; blank where the text is the file itself."""
    kind = kind_of(content)
    if kind in _MODULES:
        return f"{_MODULES[kind]} {version(_MODULES[kind])}"
    return "sitrep html" if kind == "html" else ""
