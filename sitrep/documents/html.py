"""The text of an HTML page: what people see of it, a line for each block."""

from html.parser import HTMLParser

from sitrep.errors import FaultCode, refuse

_UNSEEN = frozenset({"script", "style", "head", "template", "noscript", "svg"})
_INLINE = frozenset(
    {
        *("a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "ins"),
        *("kbd", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr"),
    }
)


def text_of(content: bytes) -> str:
    """Return the text. Raises `InvalidError` for a page that isn't in UTF-8."""
    try:
        shown = _Shown(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        wrong = content[error.start : error.start + 4]
        raise refuse(wrong, f"a page in UTF-8; byte {error.start} is none", code=FaultCode.BAD_CHARACTER) from None
    lines = (" ".join(line.split()) for line in "".join(shown.parts).split("\0"))
    return "\n\n".join(line for line in lines if line)


class _Shown(HTMLParser):
    """The text that is shown, with a NUL between blocks."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.unseen = 0
        self.feed(page.replace("\0", ""))
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.unseen += tag in _UNSEEN
        self.parts.append("" if tag in _INLINE else "\0")

    def handle_endtag(self, tag: str) -> None:
        self.unseen = max(0, self.unseen - (tag in _UNSEEN))
        self.parts.append("" if tag in _INLINE else "\0")

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.parts.append(data)
