"""The text of a PDF file, page after page."""

import io

from sitrep.errors import FaultCode, MissingExtraError, refuse

try:
    from pypdf import PdfReader
except ModuleNotFoundError:
    raise MissingExtraError("drafts", "pypdf") from None


def text_of(content: bytes) -> str:
    """Return the text of all pages. Raises `InvalidError` for a file that can't be read, or that has none."""
    try:
        text = "\n\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    except Exception as error:
        raise refuse(str(error), "a PDF file that can be read", code=FaultCode.UNREADABLE) from None
    if not text.strip():
        hint = "It may be pictures of pages: recognise their text first."
        raise refuse("", "a PDF file with text in it", hint=hint, code=FaultCode.UNREADABLE)
    return text
