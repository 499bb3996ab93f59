"""Reports by way of models whose answers follow a schema ("structured outputs").

The interfaces that hold a model to a schema take a small part of JSON Schema. This is the part that OpenAI documents
for strict mode: each object closed, each member required, null for what isn't known, `anyOf` for a choice, no keyword
beside `$ref`. No number, text or list is bounded, and no rule between fields is said: `loads` judges the answer.
"""

import json
from collections.abc import Callable, Mapping
from functools import singledispatch
from typing import Any

from sitrep.claims import ClaimIdKind
from sitrep.codec.answers import answer_schema
from sitrep.codec.documents import parse
from sitrep.codec.schema import Definitions, say_codes, summary
from sitrep.codec.schema_rules import OF_UNITS, Schema
from sitrep.errors import DOCUMENT, Fault, FaultCode, InvalidError, refuse
from sitrep.fields.canonical import RepeatedKeys
from sitrep.fields.codes import Code, OpenCode
from sitrep.fields.declarations import Declaration, Value, declared
from sitrep.fields.kinds import CodeKind, FlagKind, Kind, ManyKind, NumberKind, TextKind, ValueKind
from sitrep.records.base import RECORD_TYPES, Record, load_installed
from sitrep.report import FORMAT, SitRep
from sitrep.values.figures import Figure, FigureKind
from sitrep.values.periods import FORM, Period
from sitrep.values.sources import Span, sha256_text

_BESIDE: Mapping[str, Callable[[Any], str]] = {"format": lambda _: FORMAT, "type": lambda cls: cls.type_name}
"""The members beside the fields that a model can write, with their one value; it can't compute an id."""


def structured_output_schema(*types: str) -> Schema:
    """The schema to give to a model, with the record types of all installed packages.

    With the names of a few record types it is a small one: claims of these alone, each with its excerpt, which
    `bind` takes.

    It has what a model can find in a text: no ids, digests or spans, which it would have to make up, and so no
    retractions, links and judgements either. `without_nulls` makes of an answer what `loads` reads. Raises
    `EntryPointError` where a package with record types can't be loaded.
    """
    if types:
        return answer_schema(*types)
    load_installed()
    definitions = Definitions()
    report = _object(SitRep, definitions)
    return report | {"$defs": definitions.made}


def without_nulls(answer: str | bytes) -> str:
    """A model's answer as JSON text for `loads`: the members that are null are left out, and nothing else is changed.

    Raises `InvalidError` where the answer isn't JSON, or names a member twice.
    """
    if not isinstance(answer, str | bytes | bytearray):
        raise refuse(answer, "JSON text, or its UTF-8 bytes", "answer", code=FaultCode.WRONG_TYPE)
    try:
        return json.dumps(_known(parse(answer)))
    except InvalidError as error:
        raise error.under(root=DOCUMENT) from None
    except RecursionError:
        raise refuse("…", "fewer levels of nesting", code=FaultCode.TOO_DEEP).under(root=DOCUMENT) from None


def _known(data: Any, *path: str | int) -> Any:
    if isinstance(data, list):
        return [_known(item, *path, index) for index, item in enumerate(data)]
    if isinstance(data, RepeatedKeys):
        raise InvalidError(
            Fault(name, "each member once", (*path, name), code=FaultCode.REPEATED) for name in data.repeated
        )
    if isinstance(data, dict):
        return {name: _known(item, *path, name) for name, item in data.items() if item is not None}
    return data


@singledispatch
def _can_be_asked(kind: Kind) -> bool:
    """Return whether a model can be asked for a field of this kind. Of kinds that others made, nothing is known."""
    return False


@_can_be_asked.register(NumberKind)
@_can_be_asked.register(FlagKind)
@_can_be_asked.register(CodeKind)
def _(kind: Kind) -> bool:
    return True


@_can_be_asked.register
def _(kind: TextKind) -> bool:
    return not isinstance(kind, ClaimIdKind) and kind.rule is not sha256_text


@_can_be_asked.register
def _(kind: ManyKind) -> bool:
    return _can_be_asked(kind.item)


@_can_be_asked.register
def _(kind: ValueKind) -> bool:
    # A model has no way to count the characters that stand before a word.
    return kind.cls is not Span and _has_what_it_must(kind.cls)


def _has_what_it_must(cls: type[Value]) -> bool:
    return all(_can_be_asked(each.kind) for each in declared(cls).values() if each.must_be_given)


@singledispatch
def _of_kind(kind: Kind, definitions: Definitions) -> Schema:
    raise refuse(type(kind).__name__, "a kind of field that a model can be asked for")


@_of_kind.register
def _(kind: TextKind, definitions: Definitions) -> Schema:
    return _text(kind.form) if kind.form else {"type": "string"}


def _text(form: str) -> Schema:
    # Not every engine can look ahead; what it would have kept out is judged by `loads`.
    return {"type": "string"} if "(?" in form else {"type": "string", "pattern": f"^({form})$"}


@_of_kind.register
def _(kind: NumberKind, definitions: Definitions) -> Schema:
    return {"type": "integer" if kind.whole else "number"}


@_of_kind.register
def _(kind: FlagKind, definitions: Definitions) -> Schema:
    return {"type": "boolean"}


@_of_kind.register
def _(kind: CodeKind, definitions: Definitions) -> Schema:
    return definitions.refer(kind.codes, kind.codes.__name__, lambda: _code_list(kind.codes))


def _code_list(codes: type[Code], *but: str) -> Schema:
    listed = [code.value for code in codes if code.value not in but]
    if issubclass(codes, OpenCode):
        # The number of codes in enumerations is limited, so those that the form accepts anyway are told in words.
        about = {"description": f"{say_codes(codes)} Codes: {', '.join(listed)}."}
        others = [code for code in listed if not codes.form().fullmatch(code)]
        form = _text(codes.form().pattern)
        return about | ({"anyOf": [{"type": "string", "enum": others}, form]} if others else form)
    return {"description": say_codes(codes), "type": "string", "enum": listed}


@_of_kind.register
def _(kind: ManyKind, definitions: Definitions) -> Schema:
    return {"type": "array", "items": _of_kind(kind.item, definitions)}


@_of_kind.register
def _(kind: ValueKind, definitions: Definitions) -> Schema:
    return _of_class(kind.cls, definitions)


@_of_kind.register
def _(kind: FigureKind, definitions: Definitions) -> Schema:
    unit = declared(Figure)["unit"]
    if kind.rule in OF_UNITS:
        name, units = "money", _text(OF_UNITS[kind.rule])
    elif kind.only:
        name, units = str(kind.unit), {"type": "string", "enum": [str(kind.unit)]}
    elif kind.unit == unit.default:
        name, units = "any_unit", _of_kind(unit.kind, definitions)
    else:
        name, units = "things", _code_list(unit.kind.codes, unit.default)
    return definitions.refer(
        (Figure, name), f"{Figure.__name__}_{name}", lambda: _object(Figure, definitions, unit=units)
    )


def _of_class(cls: type[Value], definitions: Definitions) -> Schema:
    name = getattr(cls, "type_name", "") or cls.__name__
    return definitions.refer(cls, name, lambda: _class_schema(cls, definitions))


def _class_schema(cls: type[Value], definitions: Definitions) -> Schema:
    if issubclass(cls, Period):
        return {"description": summary(cls), **_text(FORM)}
    if issubclass(cls, Record) and not cls.type_name:
        types = [each for each in RECORD_TYPES.values() if issubclass(each, cls) and _has_what_it_must(each)]
        return {"anyOf": [_of_class(each, definitions) for each in types]}
    return _object(cls, definitions)


def _object(cls: type[Value], definitions: Definitions, *, innermost: bool = False, **instead: Schema) -> Schema:
    """An object with all members that a model can be asked for; for some of them comes another schema `instead`."""
    members: dict[str, Schema] = {
        name: {"type": "string", "enum": [_BESIDE[name](cls)]} for name in cls.beside if name in _BESIDE
    }
    for name, declaration in declared(cls).items():
        if _can_be_asked(declaration.kind) and not (innermost and _holds(declaration.kind, cls)):
            schema = instead.get(name) or _of_field(declaration.kind, cls, definitions)
            members[name] = _described(declaration, schema)
    return {
        "description": summary(cls),
        "type": "object",
        "properties": members,
        "required": [*members],
        "additionalProperties": False,
    }


def _holds(kind: Kind, cls: type[Value]) -> bool:
    item = kind.item if isinstance(kind, ManyKind) else kind
    return isinstance(item, ValueKind) and item.cls is cls


def _of_field(kind: Kind, cls: type[Value], definitions: Definitions) -> Schema:
    if not _holds(kind, cls):
        return _of_kind(kind, definitions)
    # Not every interface takes a schema that refers to itself: what a class holds of its own kind holds no more of it.
    name = f"{cls.__name__}_part"
    held = definitions.refer((cls, name), name, lambda: _object(cls, definitions, innermost=True))
    return {"type": "array", "items": held} if isinstance(kind, ManyKind) else held


def _described(declaration: Declaration, schema: Schema) -> Schema:
    about = {"description": declaration.meaning}
    if not declaration.must_be_given and declaration.kind.absent is None:
        return about | {"anyOf": [schema, {"type": "null"}]}
    return schema if "$ref" in schema else about | schema
