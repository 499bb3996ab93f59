"""The messages that a page may need in each language, as the sources and the declarations have them.

    python -m sitrep.page.messages [PACKAGE [FOLDER]]

brings the catalogues of a package up to date: new messages come in without words, those that nothing
says any longer go out, and what translators wrote stays. Without a package those of sitrep itself.
"""

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from importlib import import_module
from importlib.resources import files
from io import BytesIO
from pathlib import Path

from attrs import frozen

from sitrep.checks import CHECKS
from sitrep.errors import MissingExtraError
from sitrep.fields.codes import Code, plural_of
from sitrep.fields.declarations import declared
from sitrep.fields.kinds import Nouns
from sitrep.records.base import RECORD_TYPES, Record, load_installed
from sitrep.records.themes import Theme
from sitrep.values.countries import NAMES
from sitrep.values.figures import nouns_of_unit
from sitrep.vocabularies import Unit

try:
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import read_po, write_po
except ModuleNotFoundError as error:
    raise MissingExtraError("page", error.name or "babel") from None

_ONE, _SEVERAL = ("say", "message"), "say_several"
_IN_TEMPLATES = re.compile(r'\{[{%][^{}]*?\b(say(?:_several)?)\(("(?:[^"{}]|\{\w*\})*"[^()]*(?:\([^()]*\)[^()]*)*)\)')


@frozen
class Message:
    """A message in English, in the form for one and in that for several where it has both."""

    text: str
    several: str = ""
    context: str = ""


def messages_of(package: str) -> Iterator[Message]:
    """Yield the messages of a package: those that its sources say, and those that it declares."""
    yield from said_in(Path(str(files(package))))
    yield from declared_by(package)


def said_in(folder: Path) -> Iterator[Message]:
    """Yield what the modules and the templates of a folder say."""
    for file in sorted(folder.rglob("*.py")):
        yield from _calls(ast.parse(file.read_text(encoding="utf-8")))
    for file in sorted(folder.rglob("*.html")):
        for name, given in _IN_TEMPLATES.findall(file.read_text(encoding="utf-8")):
            yield from _calls(ast.parse(f"{name}({given})"))


def _calls(tree: ast.AST) -> Iterator[Message]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            named = {each.arg: each.value for each in node.keywords}
            context = _text(named.get("context"))
            texts = [text for each in node.args[:2] if (text := _text(each))]
            if node.func.id == _SEVERAL and len(texts) == 2:
                yield Message(texts[0], texts[1], context)
            elif node.func.id in _ONE and texts:
                yield Message(texts[0], "", context)


def _text(node: ast.AST | None) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def declared_by(package: str) -> Iterator[Message]:
    """Yield the words in the declarations of a package: of record types, fields, codes, themes and checks."""
    load_installed()
    for record in RECORD_TYPES.values():
        if _is_of(record, package):
            yield from _of_type(record)
    counted = {*_counted()}
    for cls in sorted(_below(Code), key=lambda each: each.__name__):
        if _is_of(cls, package):
            yield from _of_codes(cls, is_counted=cls in counted)
    for check in CHECKS.values():
        if check.find.__module__.partition(".")[0] == package:
            yield Message(check.meaning, context="check")
    if package == "sitrep":
        yield from (Message(each, context="theme") for each in Theme)
        yield from (Message(name, context="Country") for name in sorted(NAMES.values()))


def _of_type(record: type[Record]) -> Iterator[Message]:
    yield Message(record.lead, context=record.type_name)
    yield Message(record.type_name.replace("_", " "), context="type")
    if record.theme not in [*Theme]:
        yield Message(record.theme, context="theme")
    for declaration in declared(record).values():
        yield Message(declaration.label, context="label")
        if declaration.phrase != "{}":
            yield Message(declaration.phrase, context=declaration.name)


def _counted() -> Iterator[type[Code]]:
    """Yield the code lists of what is counted in so many words: 3 hospitals."""
    for record in RECORD_TYPES.values():
        for declaration in declared(record).values():
            if declaration.counts:
                yield declared(record)[declaration.counts].kind.codes


def _of_codes(cls: type[Code], *, is_counted: bool) -> Iterator[Message]:
    for code in cls:
        yield Message(code.label, context=cls.__name__)
        if is_counted:
            yield from _nouns(Nouns(code.label, plural_of(code.label), cls.__name__, f"{cls.__name__}, several"))
        elif cls is Unit and not code.isupper():
            yield from _nouns(nouns_of_unit(code))


def _nouns(nouns: Nouns) -> Iterator[Message]:
    yield Message(f"{{quantity}} {nouns.one}", f"{{quantity}} {nouns.several}", nouns.context)
    if nouns.context_of_several != nouns.context:
        yield Message(nouns.several, context=nouns.context_of_several)


def _below(cls: type[Code]) -> Iterator[type[Code]]:
    for each in cls.__subclasses__():
        yield each
        yield from _below(each)


def _is_of(cls: type, package: str) -> bool:
    return cls.__module__.partition(".")[0] == package


def updated(content: bytes, language: str, messages: Iterable[Message]) -> bytes:
    """Return a catalogue with these messages, in the words that it has for them already."""
    known = read_po(BytesIO(content), locale=language) if content else Catalog(locale=language)
    catalogue = Catalog(
        locale=language,
        header_comment=known.header_comment if content else _HEADER,
        last_translator=known.last_translator,
        fuzzy=False,
    )
    for each in dict.fromkeys(messages):
        identifier = (each.text, each.several) if each.several else each.text
        held = known.get(identifier, context=each.context or None)
        catalogue.add(
            identifier,
            held.string if held else None,
            context=each.context or None,
            flags={"fuzzy"} & (held.flags if held else set()),
            user_comments=held.user_comments if held else (),
        )
    written = BytesIO()
    write_po(written, catalogue, omit_header=False, sort_output=True, width=0)
    # When it was written says nothing to anybody, and would be another line each time.
    return _UNTOLD.sub(b"", written.getvalue())


_UNTOLD = re.compile(
    rb'"(?:(?:POT-Creation|PO-Revision)-Date|Generated-By)[^\n]*\n|"[^\n]*(?:EMAIL@ADDRESS|li\.org|VERSION)[^\n]*\n'
)
_HEADER = """\
# Words of the page in this language. Entries marked fuzzy are machine translations,
# to be read by a person: mend the words, and take the mark away."""


def main(package: str = "sitrep", folder: str = "") -> None:
    """Bring the catalogues of a package up to date."""
    import_module(package)
    where = (
        Path(folder) if folder else Path(str(files(package))) / ("languages/words" if package == "sitrep" else "words")
    )
    messages = [*messages_of(package)]
    for file in sorted(where.glob("*.po")):
        file.write_bytes(updated(file.read_bytes(), file.stem, messages))


if __name__ == "__main__":
    main(*sys.argv[1:])
