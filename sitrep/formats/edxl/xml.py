"""XML from strangers: parsed without entities, network or bounds too wide, and checked against a schema."""

from collections.abc import Iterator
from pathlib import Path

from sitrep.errors import Fault, FaultCode, InvalidError, MissingExtraError

try:
    from lxml import etree
except ModuleNotFoundError:
    raise MissingExtraError("edxl", "lxml") from None

ROOT = "line"
"""The root of the paths to what is wrong: `line[12].reportVersion`, with lines counted from 1."""

Tree = etree._Element  # the class of all elements, which lxml has under no other name

_SCHEMA_HINT = "The files that it imports have to lie where it says: nothing is fetched."
_TYPES_HINT = "Definitions of types and entities aren't read: they can make a small file huge, or fetch others."


def parse(file: bytes) -> Tree:
    """The root element of an XML document; raises `InvalidError` with the line where it is none.

    A document type is refused. So is what is nested, or long, beyond all reason: 256 levels, ten
    million characters in one text.
    """
    try:
        root = etree.fromstring(file, _parser())
    except etree.XMLSyntaxError as error:
        line = error.lineno or 1
        given = b"".join(file.splitlines()[line - 1 : line]).decode(errors="replace").strip()
        rule = (error.msg or "the file is empty").partition(", line ")[0]
        raise InvalidError([Fault(given, f"XML; {rule}", (line,), code=FaultCode.UNREADABLE)], ROOT) from None
    if root.getroottree().docinfo.doctype:
        raise InvalidError([Fault("<!DOCTYPE>", "a document without one", (1,), _TYPES_HINT)], ROOT)
    return root


def load_schema(path: Path) -> etree.XMLSchema:
    """An XML Schema (XSD 1.0), and whatever it includes or imports beside it; nothing is fetched.

    Raises `InvalidError` with what is wrong with it, `OSError` where it can't be read.
    """
    document = parse(path.read_bytes())
    # A schema that it includes is found from where it lies.
    document.getroottree().docinfo.URL = str(path)
    try:
        return etree.XMLSchema(document)
    except etree.XMLSchemaParseError as error:
        raise InvalidError(_faults(error.error_log, "an XML Schema", _SCHEMA_HINT), ROOT) from None


def check_schema(file: bytes, schema: etree.XMLSchema) -> None:
    """Check an XML document against a schema. Raises `InvalidError` with every fault and its line."""
    if not schema.validate(parse(file)):
        raise InvalidError(_faults(schema.error_log, "what the schema asks for"), ROOT)


def _faults(log: etree._ListErrorLog, expected: str, hint: str = "") -> Iterator[Fault]:
    for each in log:
        # The last element of a path such as `/sitrep:sitRep/sitrep:report[2]`.
        element = (each.path or "").rpartition("/")[2] or "…"
        yield Fault(element, f"{expected}; {each.message.removesuffix('.')}", (each.line or 1,), hint)


def local_name(element: Tree | str | bytes) -> str:
    """The name of an element, or of an attribute, without its namespace."""
    return etree.QName(element).localname


def text_of(element: Tree) -> str:
    """The text that stands directly in an element, without white space at its ends."""
    return "".join([element.text or "", *(child.tail or "" for child in element)]).strip()


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
