"""Setting what is written for Typst, which makes PDF files and pictures without a window or a network."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from sitrep.errors import FaultCode, InvalidError, MissingExtraError, refuse

try:
    import typst
except ModuleNotFoundError as error:
    raise MissingExtraError("page", error.name or "typst") from None

_compile: Any = typst.compile  # which takes several files too, and whose types don't say so

FINE = 200
"""The points to an inch of a picture: sharp on paper."""
_WITHOUT_GLYPH = re.compile(r'the text `"(.+?)"` could not be displayed')


def pictures(drawings: Sequence[str], width: str) -> list[bytes]:
    """Return drawings that are SVG as PNG files of that width, in their order."""
    if not drawings:
        return []
    names = [f"{number}.svg" for number in range(len(drawings))]
    sheets = "\n#pagebreak()\n".join(f'#image("{name}", width: {width})' for name in names)
    files = {name: drawing.encode() for name, drawing in zip(names, drawings, strict=True)}
    files["main"] = f"#set page(width: auto, height: auto, margin: 0pt)\n{sheets}".encode()
    made = _compile(files, format="png", ppi=FINE)
    return made if isinstance(made, list) else [made]


def pdf(files: Mapping[str, bytes]) -> bytes:
    """Return a PDF file of the standard for all readers (PDF/UA-1), whose text is `main` among the files.

    Raises `InvalidError` where no font of the system has a letter, or the text can't be set.
    """
    try:
        return bytes(_compile(dict(files), format="pdf", pdf_standards=["ua-1"]))
    except typst.TypstError as error:
        if found := _WITHOUT_GLYPH.search(str(error)):
            raise _no_font(found[1]) from None
        raise refuse(
            "page.typ", "a template that Typst can set", "templates", hint=str(error), code=FaultCode.MALFORMED
        ) from None


def _no_font(text: str) -> InvalidError:
    letter = next((each for each in text if ord(each) > 127), text[0])
    name = unicodedata.name(letter, f"U+{ord(letter):04X}")
    script = name.partition(" ")[0].capitalize() if unicodedata.category(letter).startswith(("L", "M")) else ""
    wanted = f"Noto Sans {script}" if script else "Noto Sans Symbols or Noto Emoji"
    return refuse(
        text,
        f"letters that a font of the system has; none has {name}",
        "text",
        hint=f"Install a font that has it, such as {wanted}.",
        code=FaultCode.BAD_CHARACTER,
    )
