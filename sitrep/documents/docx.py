"""The text of a DOCX file: its paragraphs, and the cells of its tables, in their order."""

import io
from collections.abc import Iterator
from typing import Any
from zipfile import ZipFile

from sitrep.errors import FaultCode, MissingExtraError, SitrepError, refuse
from sitrep.files import check_inflated

try:
    import docx
    from docx.table import Table
except ModuleNotFoundError:
    raise MissingExtraError("drafts", "python-docx") from None


def text_of(content: bytes) -> str:
    """Return the text, a line for each paragraph and row. Raises `InvalidError` for a file that can't be read."""
    try:
        with ZipFile(io.BytesIO(content)) as file:
            inflated = sum(each.file_size for each in file.infolist())
        check_inflated(len(content), inflated)
        return "\n\n".join(_lines(docx.Document(io.BytesIO(content))))
    except SitrepError:
        raise
    except Exception as error:
        raise refuse(str(error), "a DOCX file that can be read", code=FaultCode.UNREADABLE) from None


def _lines(document: Any) -> Iterator[str]:
    for each in document.iter_inner_content():
        if isinstance(each, Table):
            yield from ("\t".join(cell.text for cell in row.cells) for row in each.rows)
        else:
            yield each.text
