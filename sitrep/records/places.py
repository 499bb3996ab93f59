"""The places that a record speaks of, whatever its type."""

from collections.abc import Iterator, Sequence

from sitrep.fields.kinds import ManyKind, TextKind, ValueKind
from sitrep.records.base import Record
from sitrep.values.places import Place


def places_of(record: Record) -> Iterator[tuple[str, Sequence[Place]]]:
    """Iterate over the fields that hold places, each with what it holds."""
    for declaration, held in record.given():
        kind = declaration.kind
        item = kind.item if isinstance(kind, ManyKind) else kind
        if isinstance(item, ValueKind) and issubclass(item.cls, Place):
            yield declaration.name, held if isinstance(kind, ManyKind) else (held,)


def place_names_of(record: Record) -> Iterator[str]:
    """Iterate over the texts that name a place: of a crossing, of a facility, of a way."""
    for declaration, held in record.given():
        if declaration.hxl.startswith("#loc") and isinstance(declaration.kind, TextKind):
            yield held


def countries_of(record: Record) -> Iterator[str]:
    """Iterate over the codes of countries in fields of their own, such as those on the two sides of a crossing."""
    for declaration, held in record.given():
        if declaration.hxl.startswith("#country"):
            yield from [held] if isinstance(held, str) else held
