"""EDXL-SitRep 1.0 messages: those that `sitrep` wrote, and field observations of others.

Of a message of ours the extension counts, not the elements beside it. Of one of others the head is
read into a header and the texts into notes: no facts are made of them. What a header has no field
for is kept with it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import unquote

from attrs import evolve, frozen

from sitrep.claims import Header, Note
from sitrep.codec import make_converter
from sitrep.errors import Fault, FaultCode, Faults, InvalidError, Path
from sitrep.fields.canonical import DEEPEST, read_json
from sitrep.fields.declarations import declared
from sitrep.formats.edxl import xml
from sitrep.formats.edxl.write import (
    CASUALTIES,
    COMMUNITY,
    CT,
    EXT,
    FIELD_OBSERVATION,
    HEAD,
    OBSERVATION,
    ROOT,
    SITREP,
    UNKNOWN,
    WITHIN,
    XNL,
    XSI,
    Element,
    message_id,
)
from sitrep.formats.edxl.xml import Tree, local_name, text_of
from sitrep.report import SitRep
from sitrep.vocabularies import Section

KEPT = "edxl"
"""The member of a header with everything that a message of others says, but for what has a field or is a note."""

_CONVERTER = make_converter(unknown="keep")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", re.ASCII)
_MESSAGE = f"{{{SITREP}}}{ROOT}"
_EXTENSION = f"{{{EXT}}}extension"
_TYPE = f"{{{XSI}}}type"
_NAMES = f"{{{CT}}}personDetails/{{{XNL}}}personName/{{{XNL}}}nameElement"
_CHANGED = "The extension isn't what was written. Change the report, and write it again."


def read(file: bytes) -> SitRep:
    """The report in an EDXL-SitRep message. Raises `InvalidError` with every fault and its line."""
    message = xml.parse(file)
    if message.tag != _MESSAGE:
        hint = "Take the sitRep out of its envelope." if message.find(f".//{_MESSAGE}") is not None else ""
        raise _error(
            Fault(str(message.tag), f"the root element {_MESSAGE}", _at(message), hint, code=FaultCode.UNREADABLE)
        )
    _refuse(_faults(message, HEAD, SITREP))
    body = message[-1]
    extensions = body.findall(_EXTENSION)
    ours = [each for each in extensions if each.findtext(f"{{{EXT}}}community") == COMMUNITY]
    observed = _type_of(body) == f"{{{SITREP}}}{FIELD_OBSERVATION}"
    if not (observed or (ours and _type_of(body) == f"{{{SITREP}}}{CASUALTIES}")):
        hint = "Of other kinds of reports the contents aren't known here."
        raise _error(
            Fault(
                body.get(_TYPE),
                f"a {FIELD_OBSERVATION} of {SITREP}",
                _at(body, "type"),
                hint,
                code=FaultCode.UNREADABLE,
            )
        )
    if observed:
        _refuse(_faults(body, OBSERVATION, SITREP, beside=_EXTENSION))
    if ours:
        _refuse(
            Fault("extension", f"one extension of {COMMUNITY}", _at(each), code=FaultCode.REPEATED) for each in ours[1:]
        )
        return _whole(message, ours[0])
    _refuse(
        Fault(
            each.findtext(f"{{{EXT}}}community"),
            f"an extension of {COMMUNITY}",
            _at(each),
            "Take it out to read the rest.",
        )
        for each in extensions
    )
    return _of_others(message, body)


def _at(element: Tree, *steps: str) -> Path:
    return (element.sourceline or 1, local_name(element), *steps)


def _error(*faults: Fault) -> InvalidError:
    return InvalidError(faults, xml.ROOT)


def _refuse(faults: Iterable[Fault]) -> None:
    found = list(faults)
    if found:
        raise _error(*found)


def _type_of(body: Tree) -> str:
    """The type that a `report` names, with its namespace."""
    prefix, _, name = (body.get(_TYPE) or "").rpartition(":")
    return f"{{{body.nsmap.get(prefix or None)}}}{name}"


# Required by the standard


def _faults(parent: Tree, elements: tuple[Element, ...], namespace: str, *, beside: str = "") -> Iterator[Fault]:
    """Children out of place, too many or too few, or that hold something else than they may."""
    places = {f"{{{namespace}}}{element.name}": place for place, element in enumerate(elements)}
    counts: Counter[str] = Counter()
    reached = 0
    for child in parent:
        if child.tag == beside:
            continue
        place = places.get(str(child.tag))
        if place is None:
            names = ", ".join(element.name for element in elements)
            yield Fault(
                str(child.tag),
                f"one of the elements of {namespace} that may stand there: {names}",
                _at(child),
                code=FaultCode.NOT_IN_LIST,
            )
            continue
        element = elements[place]
        counts[element.name] += 1
        if place < reached:
            yield Fault(element.name, f"it before {elements[reached].name}", _at(child), code=FaultCode.MISPLACED)
        elif element.most is not None and counts[element.name] > element.most:
            yield Fault(element.name, "it once", _at(child), code=FaultCode.REPEATED)
        reached = max(place, reached)
        yield from _faults_within(child, element)
    for element in elements:
        if counts[element.name] < element.least:
            yield Fault(None, "the element, which every message has", _at(parent, element.name), absent=True)


def _faults_within(child: Tree, element: Element) -> Iterator[Fault]:
    text = text_of(child)
    if element.holds == "elements":
        if not len(child):
            yield Fault(text, "elements within it", _at(child), code=FaultCode.MALFORMED)
        yield from _faults(child, WITHIN[element.name], CT) if element.name in WITHIN else ()
    elif len(child) or not text:
        yield Fault(text, "a text", _at(child), code=FaultCode.WRONG_TYPE)
    elif element.holds == "time" and not _TIME.fullmatch(text):
        hint = "Whole seconds, and an offset as a number: no Z."
        yield Fault(text, "a time such as 2023-11-01T18:00:00+02:00", _at(child), hint, code=FaultCode.MALFORMED)
    elif element.codes and text not in element.codes:
        yield Fault(text, f"one of: {', '.join(element.codes)}", _at(child), code=FaultCode.NOT_IN_LIST)


# Messages of others


def _of_others(message: Tree, body: Tree) -> SitRep:
    """A header and notes."""
    said = [*message[:-1], *body]
    header = _header(message, [each for each in said if local_name(each) not in _NOTES])
    return SitRep(headers=[header], notes=[_note(each) for each in body if local_name(each) in _NOTES])


def _note(element: Tree) -> Note:
    try:
        return Note(text_of(element), section=_NOTES[local_name(element)])
    except InvalidError as error:
        raise error.each(lambda each: evolve(each, path=_at(element)), xml.ROOT) from None


_NOTES: Mapping[str, Section | None] = {"observationText": None, "immediateNeeds": Section.NEEDS}
"""The elements that become notes, with their sections."""

_FIELDS = {
    "reportTitle": "title",
    "reportNumber": "number",
    "reportVersion": "version",
    "nextContact": "next_update",
    "forTimePeriod": "period",
}
"""The elements that a header has a field for and that say nothing more."""


def _header(message: Tree, said: list[Tree]) -> Header:
    first = {local_name(each): each for each in reversed(said)}
    fields: dict[str, Any] = {
        field: "/".join(map(text_of, first[name])) if len(first[name]) else text_of(first[name])
        for name, field in _FIELDS.items()
        if name in first
    }
    sources = {field: first[name] for name, field in _FIELDS.items() if name in first}
    # The body that authorized a report is nearest to the one that published it; the standard has nobody else.
    names = [text_of(each) for each in first["authorizedBy"].findall(_NAMES)]
    fields |= {"publisher": " ".join(names) or None, "issued": text_of(first["authorizedBy"][-1])}
    incidents = [each for each in said if local_name(each) == "incidentID"]
    glides = [each for each in incidents if _is_glide(text_of(each))]
    others = [each for each in incidents if each not in glides and text_of(each) != UNKNOWN]
    if len(glides) <= 1 and len(others) <= 1:
        fields |= {name: text_of(each) for name, found in (("glide", glides), ("crisis", others)) for each in found}
        said = [each for each in said if each not in incidents]
    # The message has no other name where it has no title.
    fields.setdefault("title", text_of(first["messageID"]))
    kept = _members([each for each in said if local_name(each) not in _FIELDS])
    try:
        return Header(**fields, kept={KEPT: kept})
    except InvalidError as error:
        where = {name: _at(sources.get(name, message)) for name in declared(Header)}
        raise InvalidError(
            (evolve(each, path=where.get(str(each.path[0]), _at(message))) for each in error.faults), xml.ROOT
        ) from None


def _is_glide(text: str) -> bool:
    try:
        declared(Header)["glide"].kind.convert(text)
    except InvalidError:
        return False
    return True


def _members(elements: Iterable[Tree]) -> dict[str, Any]:
    """Elements as members of a JSON object; of those that are there more than once, a list."""
    members: dict[str, list[Any]] = {}
    for each in elements:
        members.setdefault(local_name(each), []).append(_plain(each))
    return {name: items[0] if len(items) == 1 else items for name, items in members.items()}


def _plain(element: Tree) -> Any:
    text = text_of(element)
    members: dict[str, Any] = {f"@{local_name(name)}": str(value) for name, value in element.attrib.items()}
    if len(element):
        if text:
            raise _error(Fault(text, "no text beside elements", _at(element), code=FaultCode.CONTRADICTION))
        return members | _members(element)
    return members | {"#text": text} if members else text


# Messages of ours


@frozen
class _Leaf:
    value: Any
    line: int


Steps = tuple[str, ...]
"""The steps to what a parameter states."""


def _whole(message: Tree, extension: Tree) -> SitRep:
    """The report that our extension holds."""
    tree: dict[str, Any] = {}
    lines: dict[Steps, int] = {}
    faults = Faults()
    for parameter in extension.findall(f"{{{EXT}}}parameter"):
        try:
            steps, value = _parameter(parameter)
        except InvalidError as error:
            faults += error.told()
            continue
        *within, last = steps
        node: Any = tree
        for step in within:
            node = node.setdefault(step, {}) if isinstance(node, dict) else None
        if not isinstance(node, dict) or last in node:
            faults.append(
                Fault(
                    "/".join(steps), "each name once, and none within another", _at(parameter), code=FaultCode.REPEATED
                )
            )
            continue
        node[last] = _Leaf(value, parameter.sourceline or 1)
        for length in range(1, len(steps) + 1):
            # Whatever holds it begins there, where nothing before it does.
            lines.setdefault(steps[:length], parameter.sourceline or 1)
    _refuse(faults)

    def located(path: Path) -> Path:
        return (_line_of(path, lines, extension.sourceline or 1), *path)

    try:
        report: SitRep = _CONVERTER.structure(_data(tree, ()), SitRep)
    except InvalidError as error:
        raise error.each(lambda each: evolve(each, path=located(each.path)), xml.ROOT) from None
    expected, stated = message_id(report), message[0]
    if text_of(stated) != expected:
        raise _error(
            Fault(
                text_of(stated),
                f"the digest of what the extension holds, {expected}",
                _at(stated),
                _CHANGED,
                code=FaultCode.MISMATCH,
            )
        )
    return report


def _parameter(parameter: Tree) -> tuple[Steps, Any]:
    """The steps of a name, and the JSON data that stands under it."""
    name = (parameter.findtext(f"{{{EXT}}}nameURI") or "").strip()
    community, _, pointer = name.partition("#/")
    if community != COMMUNITY or not pointer:
        raise _error(Fault(name, f"a name such as {COMMUNITY}#/format", _at(parameter, "nameURI")))
    text = "".join(each.text or "" for each in parameter.findall(f"{{{EXT}}}value"))
    try:
        value = read_json(text)
    except (ValueError, RecursionError):
        expected = "JSON: a text in double quotes, a number, true or false"
        raise _error(Fault(text, expected, _at(parameter, "value"))) from None
    steps = tuple(unquote(step).replace("~1", "/").replace("~0", "~") for step in pointer.split("/"))
    if len(steps) > DEEPEST:
        fault = Fault(name, f"at most {DEEPEST} steps", _at(parameter, "nameURI"), code=FaultCode.TOO_DEEP)
        raise _error(fault)
    return steps, value


def _data(node: Any, path: Path) -> Any:
    if isinstance(node, _Leaf):
        return node.value
    if not all(map(str.isdecimal, node)):
        return {name: _data(below, (*path, name)) for name, below in node.items()}
    if node.keys() != {str(place) for place in range(len(node))}:
        raise InvalidError([Fault(sorted(node), f"the places from 0 to {len(node) - 1}", path)])
    return [_data(node[str(place)], (*path, place)) for place in range(len(node))]


def _line_of(path: Path, lines: Mapping[Steps, int], otherwise: int) -> int:
    """The line of what stands at a path, or of what holds it."""
    steps = tuple(map(str, path))
    return next((lines[steps[:length]] for length in range(len(steps), 0, -1) if steps[:length] in lines), otherwise)
