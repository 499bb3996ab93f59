"""The same documents and the same rules as msgspec Structs, made from the same declarations.

What msgspec can check by itself it checks in C; the other rules are called once an instance is filled.
"""

from collections.abc import Callable
from functools import singledispatch
from typing import Annotated, Any, Literal, Union

from msgspec import DecodeError, Meta, Struct, defstruct
from msgspec.json import Decoder, Encoder
from msgspec.structs import force_setattr

import sitrep as sr
from bench import rules
from sitrep.fields.declarations import Value, all_of, declared
from sitrep.fields.kinds import CodeKind, FlagKind, Kind, ManyKind, NumberKind, TextKind, ValueKind

REFUSES = DecodeError
"""What is raised for a text that is no JSON, or breaks a rule."""

# Of a record the name of its type is a tag, which has its place among the members only where they are sorted.
dumps = canonical = Encoder(order="sorted").encode


@singledispatch
def held_by(kind: Kind) -> Any:
    """What a field holds. It isn't optional: defaults aren't validated, and JSON has no null."""
    raise NotImplementedError(type(kind).__name__)


@held_by.register
def _(kind: TextKind) -> Any:
    return str


@held_by.register
def _(kind: CodeKind) -> Any:
    return str if kind.open else Literal[rules.codes_of(kind)]


@held_by.register
def _(kind: NumberKind) -> Any:
    least, most = kind.bounds.least, kind.bounds.most
    whole: Any = Annotated[int, Meta(ge=least, le=most)]
    return whole if kind.whole else whole | Annotated[float, Meta(ge=least, le=most)]


@held_by.register
def _(kind: FlagKind) -> Any:
    return bool


@held_by.register
def _(kind: ValueKind) -> Any:
    return STRUCTS.get(kind.cls, kind.cls.__name__)


@held_by.register
def _(kind: ManyKind) -> Any:
    return tuple[held_by(kind.item), ...]  # type: ignore[misc]


STRUCTS: dict[type[Value], Any] = {sr.Period: str}


def _struct(cls: type[Value], *, tag: str | None = None, **beside: Any) -> Any:
    fields: list[Any] = [*beside.items()]
    for name, declaration in declared(cls).items():
        default = () if declaration.must_be_given else (rules.default_of(declaration),)
        fields.append((name, held_by(declaration.kind), *default))
    STRUCTS[cls] = _defined(cls.__name__, fields, {"__post_init__": _check(cls)}, tag)
    if tag:
        STRUCTS[cls].type = tag
    return STRUCTS[cls]


def _defined(name: str, fields: list[Any], namespace: dict[str, Any], tag: str | None = None) -> Any:
    return defstruct(
        name,
        fields,
        namespace=namespace,
        module=__name__,
        tag=tag,
        tag_field="type" if tag else None,
        frozen=True,
        kw_only=True,
        omit_defaults=True,
        forbid_unknown_fields=True,
    )


def _check(cls: type[Value]) -> Callable[[Struct], None]:
    ruled = {name: rules.rule_of(each.kind, canonical) for name, each in declared(cls).items()}
    of_fields = [(name, rule) for name, rule in ruled.items() if rule]
    of_class = [*rules.rules_of_class(cls, canonical)]
    values_of = all_of([name for name, _ in of_fields])

    def check(value: Struct) -> None:
        for (name, rule), held in zip(of_fields, values_of(value), strict=True):
            if held is not None:
                kept = rule(held)
                if kept is not held:
                    force_setattr(value, name, kept)
        for rule in of_class:
            rule(value)

    return check


for _cls in rules.VALUES:
    _struct(_cls)
Place = STRUCTS[sr.Place]  # it holds others of its name
_RECORDS = [_struct(cls, tag=name) for name, cls in rules.RECORDS.items()]
STRUCTS[sr.Record] = Union[tuple(_RECORDS)]  # noqa: UP007 - made from a list
_struct(sr.Claim, id=str)
for _cls in (sr.Retraction, sr.Header, sr.Note):
    _struct(_cls)

_SETS: list[Any] = [(name, tuple[STRUCTS[cls], ...], ()) for name, cls in rules.REPORT.items()]  # type: ignore[valid-type]
Report = _defined("Report", [("format", Literal["sitrep/1"]), *_SETS], {})

loads = Decoder(Report).decode
