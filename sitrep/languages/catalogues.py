"""Catalogues: the words of a language, read from the gettext files of translators (extra `[page]`)."""

from collections.abc import Iterator
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any

from sitrep.caches import MADE_FOR_CLASSES, cached
from sitrep.errors import MissingExtraError
from sitrep.plugins import load, offered

try:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po
except ModuleNotFoundError as error:
    raise MissingExtraError("page", error.name or "babel") from None

ENTRY_POINTS = "sitrep.catalogues"
"""The group of entry points by which a package brings catalogues: a folder, or a package that is one, of `fr.po`, …"""

OURS = files("sitrep.languages") / "words"


class Catalogue:
    """The words of a language: those of the library, and then those of installed packages."""

    def __init__(self, tag: str) -> None:
        self.unread = 0
        """The number of messages that a machine translated, and that no person has read."""
        self._words: NullTranslations = NullTranslations()
        for folder in [*_folders()][::-1]:
            file = folder / f"{tag}.po"
            if file.is_file():
                words = self._read(file.read_bytes(), tag)
                words.add_fallback(self._words)
                self._words = words

    def _read(self, content: bytes, tag: str) -> GNUTranslations:
        read = read_po(BytesIO(content), locale=tag)
        self.unread += sum(each.fuzzy for each in read if each.id)
        compiled = BytesIO()
        # The words of a machine are better than none, and the page says whose they are.
        write_mo(compiled, read, use_fuzzy=True)
        return GNUTranslations(BytesIO(compiled.getvalue()))

    def say(self, text: str, context: str) -> str:
        return self._words.pgettext(context, text) if context else self._words.gettext(text)

    def say_several(self, one: str, several: str, number: int, context: str) -> str:
        if context:
            return self._words.npgettext(context, one, several, number)
        return self._words.ngettext(one, several, number)


@cached(MADE_FOR_CLASSES)
def catalogue(tag: str) -> Catalogue:
    return Catalogue(tag)


def translated() -> list[str]:
    """Return the languages of which there is a catalogue."""
    return sorted({each.name.removesuffix(".po") for folder in _folders() for each in folder.iterdir() if _is_po(each)})


def _is_po(file: Any) -> bool:
    return bool(file.name.endswith(".po"))


def _folders() -> Iterator[Any]:
    yield OURS
    for entry_point in offered(ENTRY_POINTS):
        named = load(entry_point)
        yield files(named) if isinstance(named, ModuleType) else Path(named)
