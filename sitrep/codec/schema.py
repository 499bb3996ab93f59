"""The JSON Schema (draft 2020-12) of reports, made from the declarations.

It accepts what `loads` accepts, save for the rules in `BEYOND_SCHEMA`.
"""

import json
from collections.abc import Callable, Mapping
from functools import singledispatch
from inspect import getdoc
from typing import Any

from attrs import define, field

from sitrep.claims import CLAIM_ID
from sitrep.codec import patterns
from sitrep.codec.schema_rules import OF_UNITS, Schema, between_fields, holding
from sitrep.fields.canonical import canonical_prose
from sitrep.fields.codes import Code, OpenCode
from sitrep.fields.declarations import Declaration, FieldRole, Value, declared
from sitrep.fields.kinds import CodeKind, FlagKind, Kind, ManyKind, NumberKind, TextKind, ValueKind
from sitrep.records.base import RECORD_TYPES, Record, Subject, load_installed
from sitrep.report import FORMAT, SitRep
from sitrep.values.figures import Figure, FigureKind
from sitrep.values.periods import FORM, Period

DIALECT = "https://json-schema.org/draft/2020-12/schema"
SCHEMA_ID = f"urn:humanitarian-sitrep:schema:{FORMAT}"
"""The `$id`: it names the version of the JSON form, as `format` in a document does."""


def json_schema() -> Schema:
    """The JSON Schema of reports, with the record types of all installed packages.

    Raises `EntryPointError` where one of those can't be loaded.
    """
    load_installed()
    definitions = Definitions()
    report = _object(SitRep, definitions)
    return {"$schema": DIALECT, "$id": SCHEMA_ID, **report, "$defs": definitions.made}


def write_schema(schema: Schema, *, indent: int | None = 1) -> str:
    """A schema as text, in the order in which people read it; without an indent it is as short as can be."""
    separators = (",", ":") if indent is None else None
    return json.dumps(schema, indent=indent, separators=separators, ensure_ascii=False) + "\n"


@define
class Definitions:
    """The `$defs` of a schema; each is made when it is first referred to."""

    made: dict[str, Schema] = field(factory=dict)
    _names: dict[Any, str] = field(factory=dict)

    def refer(self, key: Any, name: str, make: Callable[[], Schema]) -> Schema:
        """The reference to what is made of a key; two keys never share a definition, whatever they are called."""
        if key not in self._names:
            while name in self.made:
                name += "_"
            self._names[key] = name
            self.made[name] = {}  # its place: what it holds may hold it
            self.made[name] = make()
        return {"$ref": f"#/$defs/{self._names[key]}"}


@singledispatch
def schema_of_kind(kind: Kind, definitions: Definitions) -> Schema:
    """Return the schema of a field of this kind. Register your own kinds with `schema_of_kind.register`."""
    return {"not": {"type": "null"}}


@schema_of_kind.register
def _(kind: TextKind, definitions: Definitions) -> Schema:
    if kind.form is not None:
        return {"type": "string", "pattern": patterns.padded(kind.form)}
    if kind.clean is canonical_prose:
        return definitions.refer("Prose", "Prose", lambda: {"type": "string", "pattern": patterns.prose()})
    return definitions.refer("Line", "Line", lambda: {"type": "string", "pattern": patterns.line()})


@schema_of_kind.register
def _(kind: NumberKind, definitions: Definitions) -> Schema:
    return {"type": "integer" if kind.whole else "number", "minimum": kind.bounds.least, "maximum": kind.bounds.most}


@schema_of_kind.register
def _(kind: FlagKind, definitions: Definitions) -> Schema:
    return {"type": "boolean"}


@schema_of_kind.register
def _(kind: CodeKind, definitions: Definitions) -> Schema:
    return definitions.refer(kind.codes, kind.codes.__name__, lambda: _code_list(kind.codes))


def _code_list(codes: type[Code]) -> Schema:
    about: Schema = {"description": say_codes(codes)}
    listed = [code.value for code in codes]
    if not issubclass(codes, OpenCode):
        return about | {"type": "string", "enum": listed}
    other: Schema = {"type": "string", "pattern": patterns.exactly(codes.form().pattern)}
    # Two spellings of one code would be two subjects.
    spelt = {each for code in listed for each in (code.lower(), code.upper()) if codes.form().fullmatch(each)}
    if respelt := sorted(spelt.difference(listed)):
        other["not"] = {"enum": respelt}
    return about | {"type": "string", "anyOf": [{"enum": listed}, other]}


def say_codes(codes: type[Code]) -> str:
    """Say what a list is of, and what those of its codes mean that don't say so themselves."""
    meanings = [f"{code.value}: {code.label}" for code in codes if code.label != code.value.replace("_", " ")]
    return " ".join([summary(codes), *(["; ".join(meanings) + "."] if meanings else [])])


@schema_of_kind.register
def _(kind: ManyKind, definitions: Definitions) -> Schema:
    return {"type": "array", "items": schema_of_kind(kind.item, definitions)}


@schema_of_kind.register
def _(kind: ValueKind, definitions: Definitions) -> Schema:
    return _of_class(kind.cls, definitions)


@schema_of_kind.register
def _(kind: FigureKind, definitions: Definitions) -> Schema:
    figure = _of_class(Figure, definitions)
    default = declared(Figure)["unit"].default
    if kind.unit == default:
        return figure | (holding(properties={"unit": {"const": default}}) if kind.only else {})
    unit: Schema = {"const": kind.unit} if kind.only else {"not": {"const": default}}
    if kind.rule in OF_UNITS:
        unit = {"type": "string", "pattern": patterns.exactly(OF_UNITS[kind.rule])}
    # Without a unit it is in that of its field, if the field has one.
    return figure | holding(properties={"unit": unit}, required=[] if kind.unit else ["unit"])


def _of_class(cls: type[Value], definitions: Definitions) -> Schema:
    """The reference to what instances of a class look like in JSON."""
    name = getattr(cls, "type_name", "") or cls.__name__
    return definitions.refer(cls, name, lambda: _class_schema(cls, definitions))


def _class_schema(cls: type[Value], definitions: Definitions) -> Schema:
    if issubclass(cls, Period):
        form = {"type": "string", "pattern": patterns.padded(FORM), "not": _MIXED}
        return {"title": cls.__name__, "description": summary(cls), **form}
    if issubclass(cls, Subject):
        return _by_type(cls, {name: _subject(each, definitions) for name, each in RECORD_TYPES.items()})
    if issubclass(cls, Record) and not cls.type_name:
        fitting = {name: each for name, each in RECORD_TYPES.items() if issubclass(each, cls)}
        return _by_type(cls, {name: _of_class(each, definitions) for name, each in fitting.items()})
    return _object(cls, definitions)


_LOCAL = "T[0-9:]+"
_MIXED: Schema = {"type": "string", "pattern": f"{_LOCAL}[Z+-].*/.*{_LOCAL}[^0-9:Z+-]*$|{_LOCAL}/.*{_LOCAL}[Z+-]"}
"""Two times of which one has an offset, and the other has none."""


def _by_type(cls: type[Value], types: dict[str, Schema]) -> Schema:
    """Choose the schema by the type of an object, so that one place is left to look at for what is wrong."""
    return {
        "title": cls.__name__,
        "description": summary(cls),
        "type": "object",
        "properties": {"type": {"enum": [*types]}},
        "required": ["type"],
        "allOf": [
            {"if": holding(properties={"type": {"const": name}}, required=["type"]), "then": schema}
            for name, schema in types.items()
        ],
    }


def _object(cls: type[Value], definitions: Definitions) -> Schema:
    beside = {name: _BESIDE[name](cls) for name in cls.beside}
    schema = _closed(beside, declared(cls), definitions)
    rules = between_fields(cls)
    return {"title": cls.__name__, "description": summary(cls), **schema, **({"allOf": rules} if rules else {})}


def _subject(cls: type[Record], definitions: Definitions) -> Schema:
    identifying = {
        name: each for name, each in declared(cls).items() if each.role in (FieldRole.SUBJECT, FieldRole.CATEGORY)
    }
    schema = _closed({"type": _type_of(cls)}, identifying, definitions)
    return definitions.refer((Subject, cls), f"{Subject.__name__}_{cls.type_name}", lambda: schema)


def _closed(beside: dict[str, Schema], declarations: Mapping[str, Declaration], definitions: Definitions) -> Schema:
    """An object of these members and no others; those beside the fields are required where they have one value."""
    fields = {name: _annotated(each, definitions) for name, each in declarations.items()}
    named = [name for name, schema in beside.items() if "const" in schema]
    return {
        "type": "object",
        "properties": beside | fields,
        "required": named + [name for name, each in declarations.items() if each.must_be_given],
        "additionalProperties": False,
    }


def _annotated(declaration: Declaration, definitions: Definitions) -> Schema:
    schema = schema_of_kind(declaration.kind, definitions)
    about: Schema = {"title": declaration.label, "description": declaration.meaning}
    if declaration.default not in (None, ()):
        about["default"] = declaration.kind.encode(declaration.default)
    return about | schema


def _type_of(cls: Any) -> Schema:
    return {"const": cls.type_name}


_BESIDE: Mapping[str, Callable[[type[Value]], Schema]] = {
    "format": lambda _: {"const": FORMAT},
    "id": lambda _: {"type": "string", "pattern": patterns.exactly(CLAIM_ID.pattern)},
    "type": _type_of,
}
"""The members that stand beside the fields (`Value.beside`)."""


def summary(cls: type[Any]) -> str:
    """The first paragraph of what a class says of itself."""
    return " ".join((getdoc(cls) or "").split("\n\n")[0].split())
