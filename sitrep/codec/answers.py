"""The small schema for a model that copies excerpts: claims of a few record types, each with the words that say so.

It keeps to the same dialect as the schema of whole reports. A field that several types share is described once, open
code lists are told by examples, and descriptions warn of what goes wrong most often. `sitrep.bind` holds an answer to
the words.
"""

import json
from collections.abc import Iterable, Mapping
from functools import singledispatch
from typing import Any

from sitrep.codec.schema import summary
from sitrep.codec.schema_rules import Schema
from sitrep.errors import FaultCode, refuse
from sitrep.fields.codes import OpenCode
from sitrep.fields.declarations import Declaration, declared
from sitrep.fields.kinds import CodeKind, FlagKind, Kind, ManyKind, NumberKind, TextKind, ValueKind
from sitrep.records.base import RECORD_TYPES, load_installed, record_type
from sitrep.values.figures import Figure, FigureKind
from sitrep.values.places import Place
from sitrep.vocabularies import Stance

_EXAMPLES = 8
"""The codes of an open list that are shown."""
_ASKED_OF = {
    Figure: ("low", "best", "high", "above", "below", "approximate", "term", "unit", "per", "of"),
    Place: ("name", "within", "country"),
}
"""The fields of values that a text can tell."""
_LEFT_OUT = frozenset({"event", "sector", "compared_to", "trend", "component", "verification"})
"""Fields of every record that few texts tell in words."""
_TRAPS = {
    "place": "Where. One name per place throughout, as the text writes it",
    "period": "When, as EDTF: 2023-11-01, 2023-11, 2023-10-07/2023-11-01. Null unless the excerpt names the day",
    "since": "Start of a cumulative count, as EDTF. Not the day of the event; null unless the excerpt says since when",
    "measure": "cumulative only where the excerpt says so (total, so far, since)",
    "modality": "expected, planned or conditional where it hasn't happened (will, if)",
    "best": "The figure as stated; null where it is a bound or a range",
    "low": "At least so many. 'At least 400' is low 400 and no best",
    "above": "More than so many: 'more than 400' is above 400",
    "approximate": "True for about, some, around, nearly",
    "term": "The vague word instead of a number; never turn it into one",
    "country": "ISO 3166-1 alpha-3 code; null unless the excerpt names the country",
}
"""The descriptions of fields where answers go wrong, instead of their meaning."""

EXCERPT = (
    "The words of the text that say so, copied letter by letter, with the figure, the place, the day and who says it; "
    "one sentence at most, and enough of it to stand only once in the text"
)


def answer_schema(*types: str) -> Schema:
    """The schema of an answer with claims of these record types. Raises `InvalidError` for a type that isn't there."""
    load_installed()
    classes = [_class_of(name) for name in dict.fromkeys(types)]
    shared: dict[str, Schema] = {"Figure": _value(Figure), "Place": _value(Place)}
    objects = {cls.type_name: _record(cls) for cls in classes}
    _share(objects, shared)
    source = {"type": "string", "description": "Who asserts it, in the words of the text"}
    claim = _object(
        "A fact that the text states, never one that it implies",
        {
            "record": {"anyOf": [{"$ref": f"#/$defs/{name}"} for name in objects]},
            "excerpt": {"type": "string", "description": EXCERPT},
            "source": source,
            "via": {"type": ["string", "null"], "description": "Through whom, such as the agency that was told"},
            "said": {"type": ["string", "null"], "description": "The day on which it was said, as EDTF"},
            "stance": {
                "type": "string",
                "enum": [*Stance],
                "description": "denies where somebody denies it: 'denied that 12 died' is no 12 who died",
            },
        },
    )
    claims = {"type": "array", "items": {"$ref": "#/$defs/claim"}}
    return _object("What a text states", {"claims": claims}) | {"$defs": {**shared, **objects, "claim": claim}}


def _class_of(name: str) -> Any:
    cls = record_type(name)
    if cls is None:
        raise refuse(name, f"a record type: {', '.join(RECORD_TYPES)}", "types", code=FaultCode.UNKNOWN_TYPE)
    return cls


def _object(description: str, members: Mapping[str, Schema]) -> Schema:
    return {
        "description": description,
        "type": "object",
        "properties": dict(members),
        "required": [*members],
        "additionalProperties": False,
    }


def _value(cls: Any) -> Schema:
    names = declared(cls)
    return _object(summary(cls).split(".")[0], {name: _field(names[name]) for name in _ASKED_OF[cls]})


def _record(cls: Any) -> Schema:
    members: dict[str, Schema] = {"type": {"type": "string", "enum": [cls.type_name]}}
    members |= {name: _field(each) for name, each in declared(cls).items() if name not in _LEFT_OUT}
    return _object(summary(cls).split(".")[0], members)


def _field(declaration: Declaration) -> Schema:
    schema = _of_kind(declaration.kind)
    described = _TRAPS.get(declaration.name, declaration.meaning)
    if "$ref" in schema:
        schema = {"anyOf": [schema, {"type": "null"}]}
    elif not declaration.must_be_given and declaration.kind.absent is None and isinstance(schema.get("type"), str):
        schema = schema | {"type": [schema["type"], "null"]}
        if "enum" in schema:
            schema = schema | {"enum": [*schema["enum"], None]}
    beside = schema.get("description")
    return schema | {"description": f"{described}. {beside}" if beside else described}


@singledispatch
def _of_kind(kind: Kind) -> Schema:
    return {"type": "string"}


@_of_kind.register
def _(kind: NumberKind) -> Schema:
    return {"type": "integer" if kind.whole else "number"}


@_of_kind.register
def _(kind: FlagKind) -> Schema:
    return {"type": "boolean"}


@_of_kind.register
def _(kind: TextKind) -> Schema:
    return {"type": "string"}


@_of_kind.register
def _(kind: CodeKind) -> Schema:
    listed = [code.value for code in kind.codes]
    if issubclass(kind.codes, OpenCode):
        more = ", …" if len(listed) > _EXAMPLES else ""
        return {"type": "string", "description": f"A code such as {', '.join(listed[:_EXAMPLES])}{more}"}
    return {"type": "string", "enum": listed}


@_of_kind.register
def _(kind: ManyKind) -> Schema:
    return {"type": "array", "items": _of_kind(kind.item)}


@_of_kind.register
def _(kind: FigureKind) -> Schema:
    return {"$ref": "#/$defs/Figure"}


@_of_kind.register
def _(kind: ValueKind) -> Schema:
    return {"$ref": "#/$defs/Place"} if kind.cls is Place else {"type": "string"}


def _share(objects: Mapping[str, Schema], shared: dict[str, Schema]) -> None:
    """Put what several types describe alike where each refers to it."""
    seen: dict[str, int] = {}
    for _, text in _members(objects):
        seen[text] = seen.get(text, 0) + 1
    for cls in objects.values():
        for name, schema in cls["properties"].items():
            if name != "type" and seen[_key(name, schema)] > 1:
                shared[name] = schema if shared.get(name, schema) == schema else shared[name]
                if shared[name] == schema:
                    cls["properties"][name] = {"$ref": f"#/$defs/{name}"}


def _key(name: str, schema: Schema) -> str:
    return f"{name} {json.dumps(schema, sort_keys=True)}"


def _members(objects: Mapping[str, Schema]) -> Iterable[tuple[str, str]]:
    for cls in objects.values():
        for name, schema in cls["properties"].items():
            yield name, _key(name, schema)
