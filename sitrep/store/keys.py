"""The keys that the items of reports are found by: times, places, and the claims and subjects that they are about."""

from collections.abc import Iterator, Sequence
from typing import Any

from sitrep.claims import ClaimIdKind
from sitrep.fields.canonical import digest
from sitrep.fields.declarations import Value, declared
from sitrep.fields.kinds import Kind, ManyKind, ValueKind
from sitrep.records.base import Subject
from sitrep.values.periods import Period
from sitrep.values.places import Place

_ALWAYS = "9999-12-31T23:59:59"


def time_keys(period: Period | None) -> tuple[str | None, str | None]:
    """The first and last moment of a period as texts that are in their order; an end that is open is far away."""
    if period is None:
        return None, None
    return (
        period.earliest.isoformat() if period.earliest else "",
        period.latest.isoformat() if period.latest else _ALWAYS,
    )


def place_keys(place: Place | None, *, whole: bool = True) -> Iterator[str]:
    """The names of a place: by name, P-code and country; as a `whole`, also by what it lies in and its parts."""
    if place is None:
        return
    named = place.name and place.name.casefold()
    if not whole:
        key = place.pcode or named or place.country
        yield from [key] if key else []
        return
    yield from filter(None, (place.pcode, named, place.country))
    if place.within:
        yield place.within.casefold()
    for each in place.parts:
        yield from place_keys(each)


def item_keys(item: Value) -> set[str]:
    """The ids of the claims, and the digests of the subjects, that an item of a report is about."""
    found: set[str] = set()
    for name in reference_fields(type(item)):
        held = getattr(item, name)
        for each in held if isinstance(held, tuple) else filter(None, [held]):
            found.add(digest(each.canonical) if isinstance(each, Subject) else each)
    return found


def reference_fields(cls: type[Value]) -> Sequence[str]:
    """The fields of a class that name claims or subjects."""
    return [name for name, each in declared(cls).items() if _is_reference(each.kind)]


def _is_reference(kind: Kind | Any) -> bool:
    if isinstance(kind, ManyKind):
        return _is_reference(kind.item)
    return isinstance(kind, ClaimIdKind) or (isinstance(kind, ValueKind) and kind.cls is Subject)
