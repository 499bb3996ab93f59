"""The rules that several fields obey together, as JSON Schema, and the few that a schema can't say."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from attrs import frozen

from sitrep.claims import Claim, Link
from sitrep.fields.canonical import DECIMALS
from sitrep.fields.declarations import Declaration, Role, Value, declared
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


def _figure(cls: type[Figure]) -> Iterator[Schema]:
    numbers = [name for name, each in declared(cls).items() if isinstance(each.kind, NumberKind)]
    stated = [name for name in numbers if name != "of"]
    yield _any_of(*stated, "term", "missing")
    alone = holding(properties=dict.fromkeys((*numbers, "term"), False))
    yield holding(dependentSchemas={"missing": alone})
    yield {
        "if": holding(properties={"approximate": {"const": True}}, required=["approximate"]),
        "then": _any_of(*stated),
    }
    yield {
        "if": holding(properties={"unit": {"enum": sorted(COUNTED_WHOLE)}}),
        "then": holding(properties={name: {"type": "integer", "minimum": 0} for name in numbers}),
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
        values = [_given(each) for each in declared(cls).values() if each.role is Role.VALUE]
        categories = [each for each in declared(cls).values() if each.role is Role.CATEGORY]
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

    `worded` is what `loads` says it expects where it refuses what the schema accepts, with `…` for any words. Where
    that is empty, it is the schema that refuses what `loads` accepts.
    """

    rule: str
    worded: str = ""


BEYOND_SCHEMA: tuple[Beyond, ...] = (
    Beyond(f"Numbers have at most {DECIMALS} decimals.", f"a number of at most {DECIMALS} decimals"),
    Beyond("Of a figure, low ≤ best ≤ high ≤ of.", "at most `…`, which is …"),
    Beyond("29 February is a day of leap years alone.", "a date that the calendar has"),
    Beyond("A time is in the calendar, also once it is in UTC.", "a time that the calendar and the clock have"),
    Beyond("The end of a period isn't before its start.", "an end that isn't before its start"),
    Beyond(
        "An age range goes from the lesser to the greater.",
        "ages as a range, such as 0-17, 60+ or 6-59 months, or unknown",
    ),
    Beyond("The end of a span is after its start.", "more than `start`, which is …"),
    Beyond("The parts of a place are two that differ, or more.", "two parts or more"),
    Beyond("A link is between two subjects that differ, reduced to what identifies them.", "two subjects that differ"),
    Beyond("The id of a claim is that of its record.", "the id of its record, …"),
    Beyond("What replaces a claim is another claim.", "another claim than the one taken back"),
    Beyond("A name stands once in an object; most parsers drop the others.", "each member once"),
    Beyond(
        "In the subjects of a link, white space that is a control character is refused, save for tabs and line ends.",
        "text without control characters or lone surrogates",
    ),
    Beyond(
        "Within a text that has a form, such as a date or a URL, `loads` drops marks that only steer layout, and takes "
        "letters that are others in NFC, such as the sign for kelvin."
    ),
)
"""All rules in which `loads` and the schema differ."""
