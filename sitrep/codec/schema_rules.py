"""The rules that several fields obey together, as JSON Schema, and the few that a schema can't say."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from attrs import frozen

from sitrep.claims import Claim, Link
from sitrep.errors import Fault, FaultCode
from sitrep.fields.canonical import DECIMALS
from sitrep.fields.declarations import Declaration, FieldRole, Value, declared
from sitrep.fields.kinds import ManyKind, NumberKind
from sitrep.records.base import Record
from sitrep.records.counts import Count
from sitrep.values.figures import COUNTED_WHOLE, Figure, currency
from sitrep.values.places import Place
from sitrep.values.sources import Attribution, Document
from sitrep.vocabularies import Measure

Schema = dict[str, Any]


def holding(**keywords: Any) -> Schema:
    """Keywords of an object, with the type that they are for: validators warn where it is left to be understood."""
    return {"type": "object", **keywords}


def _list(**keywords: Any) -> Schema:
    return {"type": "array", **keywords}


def any_given(declarations: Iterator[Declaration]) -> Schema:
    """At least one of the fields holds something else than its default."""
    return {"anyOf": [_given(each) for each in declarations]}


def _given(declaration: Declaration) -> Schema:
    there = holding(required=[declaration.name])
    if isinstance(declaration.kind, ManyKind):
        return there | {"properties": {declaration.name: _list(minItems=1)}}
    if declaration.default is not None:
        return there | {"properties": {declaration.name: {"not": {"const": declaration.default}}}}
    return there


def _any_of(*names: str) -> Schema:
    return {"anyOf": [holding(required=[name]) for name in names]}


def _without(*names: str) -> Schema:
    return holding(properties=dict.fromkeys(names, False))


def _figure(cls: type[Figure]) -> Iterator[Schema]:
    numbers = [name for name, each in declared(cls).items() if isinstance(each.kind, NumberKind)]
    stated = [name for name in numbers if name != "of"]
    yield _any_of(*stated, "term", "missing")
    yield holding(dependentSchemas={"missing": _without(*numbers, "term", "per")})
    yield {
        "if": holding(properties={"approximate": {"const": True}}, required=["approximate"]),
        "then": _any_of(*stated),
    }
    yield holding(dependentSchemas={"above": _without("low"), "below": _without("high")})
    least = {name: 1 if name == "below" else 0 for name in numbers}
    yield {
        "if": holding(properties={"unit": {"enum": sorted(COUNTED_WHOLE)}, "per": False}),
        "then": holding(properties={name: {"type": "integer", "minimum": each} for name, each in least.items()}),
    }


def _place(cls: type[Place]) -> Iterator[Schema]:
    yield any_given(each for name, each in declared(cls).items() if name not in ("admin_level", "within"))
    yield holding(dependentRequired={"latitude": ["longitude"], "longitude": ["latitude"]})
    without_parts = holding(properties={"parts": _list(maxItems=0)})
    yield holding(properties={"parts": _list(anyOf=[_list(maxItems=0), _list(minItems=2)], items=without_parts)})


def _document(cls: type[Document]) -> Iterator[Schema]:
    yield _any_of("title", "publisher", "url", "sha256")


def _attribution(cls: type[Attribution]) -> Iterator[Schema]:
    yield holding(dependentRequired={"span": ["document"]})


def _claim(cls: type[Claim]) -> Iterator[Schema]:
    yield holding(properties={"attributions": _list(minItems=1)})


def _link(cls: type[Link]) -> Iterator[Schema]:
    yield holding(properties={"subjects": _list(minItems=2)})


def _record(cls: type[Record]) -> Iterator[Schema]:
    if not cls.stands_alone:
        values = [_given(each) for each in declared(cls).values() if each.role is FieldRole.VALUE]
        categories = [each for each in declared(cls).values() if each.role is FieldRole.CATEGORY]
        yield {"anyOf": values + [holding(required=[each.named_by, each.name]) for each in categories]}


def _count(cls: type[Count]) -> Iterator[Schema]:
    cumulative = holding(properties={"measure": {"const": Measure.CUMULATIVE.value}}, required=["measure"])
    yield holding(dependentSchemas={"since": cumulative})


BETWEEN_FIELDS: Mapping[type[Value], Callable[[Any], Iterator[Schema]]] = {
    Figure: _figure,
    Place: _place,
    Document: _document,
    Attribution: _attribution,
    Claim: _claim,
    Link: _link,
    Record: _record,
    Count: _count,
}
"""For each class with rules between its fields, what a schema can say of them; it holds for the subclasses too."""

OF_UNITS: Mapping[Any, str] = {currency: "[A-Z]{3}"}
"""The rules of figures, with the form of the units that they let through."""


def between_fields(cls: type[Value]) -> list[Schema]:
    return [each for base in reversed(cls.__mro__) if base in BETWEEN_FIELDS for each in BETWEEN_FIELDS[base](cls)]


@frozen
class Beyond:
    """A rule in which `loads` and the schema differ.

    `code` is that of the faults by which `loads` refuses what the schema accepts, and `fields` are those that they are
    in, where they aren't in any. Without a code it is the schema that refuses what `loads` accepts.
    """

    rule: str
    code: FaultCode | None = None
    fields: tuple[str, ...] = ()

    def is_broken_by(self, fault: Fault) -> bool:
        """Return whether a fault is a breach of this rule."""
        return fault.code is self.code and (not self.fields or not {*self.fields}.isdisjoint(fault.path))


BEYOND_SCHEMA: tuple[Beyond, ...] = (
    Beyond(f"Numbers have at most {DECIMALS} decimals.", FaultCode.TOO_PRECISE),
    Beyond(
        "Of a figure, low ≤ best ≤ high ≤ of, and above < best < below with room between for somebody.",
        FaultCode.BOUNDS_OUT_OF_ORDER,
        ("low", "above", "best", "below", "high", "of"),
    ),
    Beyond(
        "A day is in the calendar, 29 February in leap years alone, and a time is so once it is in UTC too.",
        FaultCode.NO_SUCH_DATE,
    ),
    Beyond("The end of a period isn't before its start.", FaultCode.END_BEFORE_START),
    Beyond("An age range goes from the lesser to the greater.", FaultCode.BOUNDS_OUT_OF_ORDER, ("age",)),
    Beyond("The end of a span is after its start.", FaultCode.BOUNDS_OUT_OF_ORDER, ("span",)),
    Beyond("The parts of a place are two that differ, or more.", FaultCode.TOO_FEW, ("parts",)),
    Beyond(
        "A link is between two subjects that differ, reduced to what identifies them.", FaultCode.TOO_FEW, ("subjects",)
    ),
    Beyond("The id of a claim is that of its record.", FaultCode.MISMATCH, ("id",)),
    Beyond("What replaces a claim is another claim.", FaultCode.REPLACES_ITSELF),
    Beyond("A name stands once in an object; most parsers drop the others.", FaultCode.REPEATED),
    Beyond(
        "Within a text that has a form, such as a date or a URL, `loads` drops marks that only steer layout, and takes "
        "letters that are others in NFC, such as the sign for kelvin."
    ),
)
"""All rules in which `loads` and the schema differ."""
