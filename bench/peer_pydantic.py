"""The same documents and the same rules as pydantic models, made from the same declarations.

What pydantic can check by itself it checks in Rust; the rules that it has no words for are functions that it calls.
"""

from functools import singledispatch
from typing import Annotated, Any, Literal, Union

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, create_model, model_validator

import sitrep as sr
from bench import rules
from sitrep.fields.canonical import canonical_number
from sitrep.fields.declarations import Value, declared
from sitrep.fields.kinds import CodeKind, FlagKind, Kind, ManyKind, NumberKind, TextKind, ValueKind

REFUSES = ValidationError
"""What is raised for a text that is no JSON, or breaks a rule."""


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


def dumps(model: BaseModel) -> str:
    """The fields are declared in the order of their names, so this is the canonical form."""
    return model.model_dump_json(exclude_defaults=True)


def canonical(model: BaseModel) -> bytes:
    return dumps(model).encode()


def annotation(kind: Kind) -> Any:
    """What a field holds, and the rule of that. It isn't optional: defaults aren't validated, and JSON has no null."""
    rule = rules.rule_of_many(kind, canonical) if isinstance(kind, ManyKind) else rules.rule_of(kind, canonical)
    # The rule of numbers is one of floats, and stands beside these.
    return (
        Annotated[held_by(kind), AfterValidator(rule)] if rule and not isinstance(kind, NumberKind) else held_by(kind)
    )


@singledispatch
def held_by(kind: Kind) -> Any:
    raise NotImplementedError(type(kind).__name__)


@held_by.register
def _(kind: TextKind) -> Any:
    return str


@held_by.register
def _(kind: CodeKind) -> Any:
    return str if kind.open else Literal[rules.codes_of(kind)]


@held_by.register
def _(kind: NumberKind) -> Any:
    # In Rust there are bounds for each of the types, and none for either.
    least, most = kind.bounds.least, kind.bounds.most
    whole: Any = Annotated[int, Field(ge=least, le=most)]
    return whole if kind.whole else whole | Annotated[float, Field(ge=least, le=most), AfterValidator(canonical_number)]


@held_by.register
def _(kind: FlagKind) -> Any:
    return bool


@held_by.register
def _(kind: ValueKind) -> Any:
    return MODELS.get(kind.cls, kind.cls.__name__)


@held_by.register
def _(kind: ManyKind) -> Any:
    return tuple[annotation(kind.item), ...]  # type: ignore[misc]


MODELS: dict[type[Value], Any] = {sr.Period: str}


def _model(cls: type[Value], **beside: Any) -> Any:
    fields: dict[str, Any] = {name: (held, ...) for name, held in beside.items()}
    for name, declaration in declared(cls).items():
        default = ... if declaration.must_be_given else rules.default_of(declaration)
        fields[name] = (annotation(declaration.kind), default)
    validators: dict[str, Any] = {
        rule.__name__: model_validator(mode="after")(rule) for rule in rules.rules_of_class(cls, canonical)
    }
    in_order = {name: fields[name] for name in sorted(fields)}
    MODELS[cls] = create_model(cls.__name__, __base__=Strict, __validators__=validators, **in_order)
    return MODELS[cls]


for _cls in rules.VALUES:
    _model(_cls).model_rebuild(_types_namespace={"Place": MODELS.get(sr.Place)})
_RECORDS = [_model(cls, type=Literal[name]) for name, cls in rules.RECORDS.items()]
MODELS[sr.Record] = Annotated[Union[tuple(_RECORDS)], Field(discriminator="type")]  # noqa: UP007 - made from a list
_model(sr.Claim, id=str)
for _cls in (sr.Retraction, sr.Header, sr.Note):
    _model(_cls)

_SETS: dict[str, Any] = {name: (tuple[MODELS[cls], ...], ()) for name, cls in rules.REPORT.items()}  # type: ignore[valid-type]
_MEMBERS: dict[str, Any] = _SETS | {"format": (Literal["sitrep/1"], ...)}
Report = create_model("Report", __base__=Strict, **{name: _MEMBERS[name] for name in sorted(_MEMBERS)})

loads = Report.model_validate_json


def merge(reports: list[Any]) -> dict[str, Any]:
    """The claims of all reports by their ids, each with the attributions of all."""
    joined: dict[str, Any] = {}
    for report in reports:
        for claim in report.claims:
            held = joined.setdefault(claim.id, claim)
            if held is not claim:
                attributions = rules.in_order(held.attributions + claim.attributions, canonical)
                joined[claim.id] = held.model_copy(update={"attributions": attributions})
    return joined
