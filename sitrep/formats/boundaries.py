"""Boundaries of areas from a GeoJSON file: by P-code, as the common operational data sets have them, or by name."""

import re
from collections.abc import Iterator
from typing import Any

from attrs import frozen

from sitrep.codec.documents import parse
from sitrep.errors import Fault, InvalidError
from sitrep.fields.reading import members_of
from sitrep.report import SitRep
from sitrep.values.places import Place

Ring = tuple[tuple[float, float], ...]
"""A line that closes: degrees east and degrees north."""

_CODE = re.compile(r"(?:adm(?P<level>[0-5])_?)?p-?code", re.IGNORECASE)
_NAME = re.compile(r"(?:adm(?P<level>[0-5])_?)?(?:en|fr|es|ar|name)|shapename|name_?(?:en|fr|es|ar)?", re.IGNORECASE)


@frozen(eq=False)
class Boundary:
    """An area with its names, its P-code and its outlines."""

    pcode: str
    names: tuple[str, ...]
    rings: tuple[Ring, ...]

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of its largest ring, degrees east and north."""
        ring = max(self.rings, key=_extent)
        return (
            round(sum(east for east, _ in ring) / len(ring), 6),
            round(sum(north for _, north in ring) / len(ring), 6),
        )


@frozen(eq=False)
class Boundaries:
    """Areas that places are looked up in."""

    by_code: dict[str, Boundary]
    by_name: dict[str, Boundary | None]
    """None where several areas have the name."""

    def find(self, place: Place) -> Boundary | None:
        """Return the area of a place by its P-code, else by its name where one area alone has that."""
        if place.pcode:
            return self.by_code.get(place.pcode)
        return self.by_name.get(place.name.casefold()) if place.name else None


def read_boundaries(file: bytes) -> Boundaries:
    """Return the areas of a GeoJSON feature collection. Raises `InvalidError` where it is none, or has no areas."""
    try:
        members = members_of(SitRep, parse(file))
        areas = [area for feature in members.get("features") or () if (area := _boundary(feature))]
    except (InvalidError, AttributeError, TypeError, ValueError, KeyError):
        areas = []
    if not areas:
        expected = "a GeoJSON feature collection of polygons with a P-code or a name, such as ADM2_PCODE and ADM2_EN"
        raise InvalidError([Fault(file[:40], expected)])
    by_name: dict[str, Boundary | None] = {}
    for area in areas:
        for name in area.names:
            key = name.casefold()
            by_name[key] = None if by_name.get(key, area) is not area else area
    return Boundaries({area.pcode: area for area in areas if area.pcode}, by_name)


def _boundary(feature: dict[str, Any]) -> Boundary | None:
    geometry, properties = feature.get("geometry") or {}, feature.get("properties") or {}
    polygons: dict[str, Any] = {"Polygon": [geometry.get("coordinates")], "MultiPolygon": geometry.get("coordinates")}
    rings = tuple(
        tuple((float(position[0]), float(position[1])) for position in ring)
        for polygon in polygons.get(geometry.get("type", ""), ())
        for ring in polygon
    )
    codes, names = [*_of_lowest(properties, _CODE)], [*_of_lowest(properties, _NAME)]
    return (
        Boundary(codes[0] if codes else "", tuple(dict.fromkeys(names)), rings) if rings and (codes or names) else None
    )


def _of_lowest(properties: dict[str, Any], pattern: re.Pattern[str]) -> Iterator[str]:
    """Yield the texts of the lowest administrative level that matches: a district's own, not its province's."""
    found = [
        (int(match["level"] or 9), held)
        for name, held in properties.items()
        if isinstance(held, str) and held and (match := pattern.fullmatch(name))
    ]
    lowest = max((level for level, _ in found), default=0)
    yield from (held for level, held in found if level == lowest)


def _extent(ring: Ring) -> float:
    easts, norths = zip(*ring, strict=True)
    return float((max(easts) - min(easts)) * (max(norths) - min(norths)))
