"""The same documents and the same rules as pydantic models, made from the same declarations.

What pydantic can check by itself it checks in Rust; the rules that it has no words for (text in NFC, dates of the
calendar, bounds in their order, an id that is that of its record) are functions, as its users would write them.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache, singledispatch
from hashlib import sha256
from typing import Annotated, Any, Literal, Union

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, create_model, model_validator

import sitrep as sr
from sitrep.canonical import LARGEST_INTEGER
from sitrep.declarations import Role, Value, declared
from sitrep.errors import InvalidError
from sitrep.figures import FigureKind
from sitrep.kinds import CodeKind, FlagKind, Kind, ManyKind, NumberKind, TextKind, ValueKind
from sitrep.periods import _canonical_edtf
from sitrep.records import RECORD_TYPES


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


def canonical(model: BaseModel) -> str:
    """The fields are declared in the order of their names, so this is the canonical form."""
    return model.model_dump_json(exclude_defaults=True)


_RUNS_OF_SPACE = re.compile(r"^\s|\s$|\s\s")


def _text(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if not text or _RUNS_OF_SPACE.search(text):
        text = " ".join(text.split())
    if not text or not text.isprintable():
        raise ValueError("text that isn't empty, and has no control characters")
    return text


def _prose(text: str) -> str:
    text = unicodedata.normalize("NFC", text).strip()
    if not text:
        raise ValueError("text that isn't empty")
    return text


def _by(rule: Callable[[Any], Any]) -> AfterValidator:
    """A rule of ours as a validator; what it said of a value before, it says again without being asked."""

    @lru_cache(maxsize=4096)
    def check(value: Any) -> Any:
        try:
            return rule(value)
        except InvalidError as error:
            raise ValueError(str(error)) from None

    return AfterValidator(check)


@singledispatch
def annotation(kind: Kind) -> Any:
    raise NotImplementedError(type(kind).__name__)


@annotation.register
def _(kind: TextKind) -> Any:
    text: Any = Annotated[str, AfterValidator(_text if kind.clean.__name__ == "canonical_line" else _prose)]
    if kind.rule:
        return Annotated[text, _by(kind.rule)]
    # Ids of claims, countries: texts with a form of their own.
    return text if type(kind) is TextKind else Annotated[str, _by(kind.convert)]


@annotation.register
def _(kind: CodeKind) -> Any:
    if kind.open:
        return Annotated[str, _by(kind.convert)]
    return Literal[tuple(str(code.value) for code in kind.codes)]


@annotation.register
def _(kind: NumberKind) -> Any:
    bounds = Field(ge=-LARGEST_INTEGER, le=LARGEST_INTEGER)
    number: Any = Annotated[int if kind.whole else int | float, bounds]
    return Annotated[number, _by(kind.rule)] if kind.rule else number


@annotation.register
def _(kind: FlagKind) -> Any:
    return bool


@annotation.register
def _(kind: FigureKind) -> Any:
    def check(figure: Any) -> Any:
        if kind.only and figure.unit != kind.unit:
            raise ValueError(f"a figure in {kind.unit}")
        return figure

    return Annotated[MODELS[sr.Figure], AfterValidator(check)]


@annotation.register
def _(kind: ValueKind) -> Any:
    if kind.cls is sr.Period:
        return Annotated[str, _by(_canonical_edtf)]
    return MODELS.get(kind.cls, kind.cls.__name__)


@annotation.register
def _(kind: ManyKind) -> Any:
    listed: Any = tuple[annotation(kind.item), ...]  # type: ignore[misc]
    if kind.ordered:
        return listed
    return Annotated[listed, AfterValidator(_sorted)]


def _sorted(items: tuple[Any, ...]) -> tuple[Any, ...]:
    if len(items) < 2:
        return items
    if isinstance(items[0], str):
        return tuple(sorted(set(items)))
    return tuple(sorted(set(items), key=canonical))


def _in_order(figure: Any) -> Any:
    ladder = [number for number in (figure.low, figure.best, figure.high) if number is not None]
    if ladder != sorted(ladder):
        raise ValueError("low, best and high in their order")
    if not ladder and figure.term is None and figure.missing is None:
        raise ValueError("at least one of low, best, high, term or missing")
    return figure


def _says_something(record: Any) -> Any:
    if not any(getattr(record, name) is not None for name in record.values_named):
        raise ValueError("at least one value")
    return record


def _has_both_coordinates(place: Any) -> Any:
    if (place.latitude is None) != (place.longitude is None):
        raise ValueError("both coordinates or none")
    return place


def _holds_something(span: Any) -> Any:
    if span.end <= span.start:
        raise ValueError("an end after the start")
    return span


def _has_the_id_of_its_record(claim: Any) -> Any:
    found = f"{claim.record.type}:{sha256(canonical(claim.record).encode()).hexdigest()}"
    if claim.id != found:
        raise ValueError(f"the id of its record, {found}")
    return claim


RULES: dict[type[Value], Callable[[Any], Any]] = {
    sr.Figure: _in_order,
    sr.Place: _has_both_coordinates,
    sr.Span: _holds_something,
    sr.Claim: _has_the_id_of_its_record,
}
MODELS: dict[type[Value], Any] = {}


def _model(cls: type[Value], **beside: Any) -> Any:
    fields: dict[str, Any] = dict(beside)
    for name, declaration in declared(cls).items():
        held = annotation(declaration.kind)
        if declaration.must_be_given:
            fields[name] = (held, ...)
        else:
            default = declaration.default
            fields[name] = (held if default is not None else held | None, getattr(default, "value", default))
    rule = RULES.get(cls)
    if issubclass(cls, sr.Record) and not cls.is_occurrence:
        rule = _says_something
    validators: dict[str, Any] = {"rule": model_validator(mode="after")(rule)} if rule else {}
    in_order = {name: fields[name] for name in sorted(fields)}
    model = create_model(cls.__name__, __base__=Strict, __validators__=validators, **in_order)
    model.values_named = [name for name, each in declared(cls).items() if each.role is Role.VALUE]  # type: ignore[attr-defined]
    MODELS[cls] = model
    return model


for _cls in (sr.Figure, sr.Source, sr.Span, sr.Document):
    _model(_cls)
Place = _model(sr.Place)
Place.model_rebuild(_types_namespace={"Place": Place})
_model(sr.Attribution)
_RECORDS = [
    _model(cls, type=(Literal[name], ...)) for name, cls in RECORD_TYPES.items() if cls.__module__.startswith("sitrep.")
]
MODELS[sr.Record] = Annotated[Union[tuple(_RECORDS)], Field(discriminator="type")]  # noqa: UP007 - made from a list
_model(sr.Claim, id=(str, ...))
for _cls in (sr.Retraction, sr.Header, sr.Note):
    _model(_cls)


class Report(Strict):
    """A whole report; links are left out, since none are measured."""

    format: Literal["sitrep/1"]
    headers: tuple[MODELS[sr.Header], ...] = ()  # type: ignore[valid-type]
    claims: tuple[MODELS[sr.Claim], ...] = ()  # type: ignore[valid-type]
    retractions: tuple[MODELS[sr.Retraction], ...] = ()  # type: ignore[valid-type]
    notes: tuple[MODELS[sr.Note], ...] = ()  # type: ignore[valid-type]


def merge(reports: list[Report]) -> dict[str, Any]:
    """The claims of all reports by their ids, each with the attributions of all."""
    joined: dict[str, Any] = {}
    for report in reports:
        for claim in report.claims:  # type: ignore[attr-defined]
            held = joined.setdefault(claim.id, claim)
            if held is not claim:
                joined[claim.id] = held.model_copy(
                    update={"attributions": _sorted(held.attributions + claim.attributions)}
                )
    return joined
