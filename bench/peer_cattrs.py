"""The same documents and the same rules as attrs classes that cattrs builds, made from the same declarations.

cattrs is taken as it comes for orjson, and told to be strict: it takes no member that doesn't belong, and turns nothing
into what it isn't. Code lists and bounds are validators of attrs; the other rules are converters, or are called once an
instance is filled.
"""

from collections.abc import Callable
from functools import singledispatch
from typing import Any, Literal, Union, get_args, get_origin

import orjson
from attrs import NOTHING, field, make_class, resolve_types
from attrs.converters import optional as unless_none
from attrs.validators import ge, in_, le, optional
from cattrs import BaseValidationError
from cattrs.preconf.orjson import make_converter

import sitrep as sr
from bench import rules
from sitrep.fields.declarations import Declaration, Value, declared
from sitrep.fields.kinds import CodeKind, FlagKind, Kind, ManyKind, NumberKind, TextKind, ValueKind

REFUSES = (BaseValidationError, orjson.JSONDecodeError)
"""What is raised for a text that breaks a rule, or is no JSON."""

CONVERTER = make_converter(forbid_extra_keys=True, omit_if_default=True)


def _only(given: Any, cls: type[Any]) -> Any:
    if type(given) is not cls:
        raise ValueError(f"expected {cls.__name__}, not {given!r}")
    return given


for _plain in (str, int, bool):
    CONVERTER.register_structure_hook(_plain, _only)


def _is_listed(cls: Any) -> bool:
    return get_origin(cls) is tuple


@CONVERTER.register_structure_hook_factory(_is_listed)
def _listed(cls: Any, converter: Any) -> Callable[[Any, Any], Any]:
    as_list: Any = list[get_args(cls)[0]]  # type: ignore[misc]
    structure = converter.get_structure_hook(as_list)
    return lambda given, _: tuple(structure(_only(given, list), as_list))


def dumps(value: Any) -> bytes:
    return CONVERTER.dumps(value, option=orjson.OPT_SORT_KEYS)


canonical = dumps


@singledispatch
def held_by(kind: Kind) -> Any:
    """What a field holds. It isn't optional: defaults aren't structured, and JSON has no null."""
    raise NotImplementedError(type(kind).__name__)


@held_by.register(TextKind)
@held_by.register(CodeKind)
def _(kind: TextKind | CodeKind) -> Any:
    return str


@held_by.register
def _(kind: NumberKind) -> Any:
    return int if kind.whole else int | float


@held_by.register
def _(kind: FlagKind) -> Any:
    return bool


@held_by.register
def _(kind: ValueKind) -> Any:
    return CLASSES.get(kind.cls, kind.cls.__name__)


@held_by.register
def _(kind: ManyKind) -> Any:
    return tuple[held_by(kind.item), ...]  # type: ignore[misc]


@singledispatch
def validators_of(kind: Kind) -> list[Any]:
    return []


@validators_of.register
def _(kind: CodeKind) -> list[Any]:
    return [] if kind.open else [in_(rules.codes_of(kind))]


@validators_of.register
def _(kind: NumberKind) -> list[Any]:
    least, most = kind.bounds.least, kind.bounds.most
    return [ge(least), le(most)]


def _field(declaration: Declaration) -> Any:
    rule, validators = rules.rule_of(declaration.kind, canonical), validators_of(declaration.kind)
    return field(
        type=held_by(declaration.kind),
        default=NOTHING if declaration.must_be_given else rules.default_of(declaration),
        converter=unless_none(rule) if rule else None,
        validator=optional(validators) if validators else None,
    )


CLASSES: dict[type[Value], Any] = {sr.Period: str}


def _class(cls: type[Value], **beside: Any) -> Any:
    fields = {name: field(type=held) for name, held in beside.items()}
    fields |= {name: _field(declaration) for name, declaration in declared(cls).items()}
    of_class = [*rules.rules_of_class(cls, canonical)]

    def check(value: Any) -> None:
        for rule in of_class:
            rule(value)

    CLASSES[cls] = _made(cls.__name__, fields, {"__attrs_post_init__": check} if of_class else {})
    return CLASSES[cls]


def _made(name: str, fields: dict[str, Any], body: dict[str, Any]) -> Any:
    return make_class(name, fields, class_body=body, frozen=True, slots=True, kw_only=True)


for _cls in rules.VALUES:
    resolve_types(_class(_cls), localns={"Place": CLASSES.get(sr.Place)})
_RECORDS = [_class(cls, type=Literal[name]) for name, cls in rules.RECORDS.items()]
CLASSES[sr.Record] = Union[tuple(_RECORDS)]  # noqa: UP007 - made from a list
_class(sr.Claim, id=str)
for _cls in (sr.Retraction, sr.Header, sr.Note):
    _class(_cls)

_SETS = {name: field(type=tuple[CLASSES[cls], ...], default=()) for name, cls in rules.REPORT.items()}  # type: ignore[valid-type]
_FORMAT: Any = Literal["sitrep/1"]
Report = _made("Report", {"format": field(type=_FORMAT), **_SETS}, {})


def loads(text: bytes) -> Any:
    return CONVERTER.loads(text, Report)
