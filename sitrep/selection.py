"""The choice of the claims that somebody asks for: by type, theme, place, time and source."""

from collections.abc import Iterable
from inspect import isclass
from typing import Any

from attrs import frozen

from sitrep.claims import Claim
from sitrep.errors import FaultCode, refuse
from sitrep.fields.kinds import resembling
from sitrep.records import RECORD_TYPES, Record
from sitrep.records.places import countries_of, place_names_of, places_of
from sitrep.records.themes import Theme
from sitrep.values.countries import country_name
from sitrep.values.periods import Period
from sitrep.values.places import Place
from sitrep.values.sources import Source


@frozen
class Selection:
    """Conditions on claims, each kind of them empty where all are asked for; a claim fulfils every kind."""

    types: frozenset[str] = frozenset()
    themes: frozenset[str] = frozenset()
    places: tuple[Place, ...] = ()
    period: Period | None = None
    sources: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return self != Selection()

    def __contains__(self, claim: Claim) -> bool:
        record = claim.record
        return (
            (not self.types or record.type in self.types)
            and (not self.themes or record.theme in self.themes)
            and (self.period is None or (record.period is not None and record.period.overlaps(self.period)))
            and (not self.sources or not self.sources.isdisjoint(_speakers(claim)))
            and (not self.places or any(_is_about(record, place) for place in self.places))
        )


def selection(
    *,
    type: Any = None,  # noqa: A002 - as the member of a record is called
    theme: str | Iterable[str] | None = None,
    place: Any = None,
    period: Any = None,
    source: Any = None,
    known: Iterable[str] = (),
) -> Selection:
    """Return the selection that is asked for, each thing one or several. Raises `InvalidError`.

    `known` are the names of types that are taken beside the declared ones.
    """
    return Selection(
        frozenset(name for each in _several(type) for name in _type_names(each, {*RECORD_TYPES, *known})),
        frozenset(_theme(each) for each in _several(theme)),
        tuple(Place.coerce(each) for each in _several(place)),
        None if period is None else Period.coerce(period),
        frozenset(Source.coerce(each).name.casefold() for each in _several(source)),
    )


def themes() -> tuple[str, ...]:
    """Return the themes of all declared types, those of this package first and in the order of a page."""
    declared = {cls.theme for cls in RECORD_TYPES.values()}
    ours = [theme for theme in Theme if theme in declared]
    return (*ours, *sorted(declared - {*ours}))


def _several(given: Any) -> list[Any]:
    if given is None:
        return []
    return [*given] if isinstance(given, tuple | list | set | frozenset) else [given]


def _type_names(given: Any, known: set[str]) -> Iterable[str]:
    if isclass(given) and issubclass(given, Record):
        return [name for name, cls in RECORD_TYPES.items() if issubclass(cls, given)]
    if isinstance(given, str) and given in known:
        return [given]
    raise refuse(
        given,
        f"a record type, or its name: {', '.join(sorted(known))}",
        "type",
        hint=resembling(given, known),
        code=FaultCode.NOT_IN_LIST,
    )


def _theme(given: str) -> str:
    """Return the theme that a text names, whole or by how it begins."""
    found = [theme for theme in themes() if _plain(theme).startswith(_plain(given))]
    if len(found) == 1:
        return found[0]
    raise refuse(given, f"one of the themes: {', '.join(themes())}", "theme", code=FaultCode.NOT_IN_LIST)


def _plain(text: str) -> str:
    return text.casefold().replace("-", " ").replace("_", " ")


def _speakers(claim: Claim) -> set[str]:
    speaking = (source for each in claim.attributions for source in (each.source, *each.via))
    return {name.casefold() for source in speaking for name in (source.name, source.affiliation) if name}


def _is_about(record: Record, wanted: Place) -> bool:
    name = wanted.name.casefold() if wanted.name else ""
    if name and any(name == each.casefold() for each in place_names_of(record)):
        return True
    if name and any(_is_country(code, name) for code in countries_of(record)):
        return True
    return any(_lies_in(place, wanted) for _, held in places_of(record) for place in held)


def _lies_in(place: Place, wanted: Place) -> bool:
    """Return whether a place is the one wanted, or lies within it as far as codes and countries tell."""
    if any(_lies_in(part, wanted) for part in place.parts):
        return True
    if wanted.name is None:
        return place.identity == wanted.identity or (
            place.pcode.startswith(wanted.pcode)
            if wanted.pcode and place.pcode
            else wanted.is_country and wanted.country == place.country
        )
    name = wanted.name.casefold()
    return (
        any(
            each is not None and each.casefold() == name and wanted.country in (None, place.country)
            for each in (place.name, place.within)
        )
        or (place.pcode is not None and place.pcode.casefold().startswith(name))
        or _is_country(place.country, name)
    )


def _is_country(code: str | None, name: str) -> bool:
    return code is not None and name in (code.casefold(), country_name(code).casefold())
