"""GeoJSON (RFC 7946): one feature for each claim, for maps and geographic information systems.

A record with two places of its own that have a point, such as where people left and where they
arrived, is a line between them; any other with a point is that point. A claim without coordinates
is a feature without geometry, so that none is missing from the table. Each feature has columns
that programs can filter and style by, and the complete claim. What else the report holds stands
in the member `sitrep` of the collection.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from sitrep.canonical import DECIMALS, canonical_number, write_json
from sitrep.claims import Claim
from sitrep.declarations import declared
from sitrep.exporters import Exporter
from sitrep.figures import Figure
from sitrep.kinds import ManyKind, ValueKind
from sitrep.places import Place
from sitrep.records import Record
from sitrep.report import SitRep
from sitrep.vocabularies import Stance

Position = tuple[int | float, int | float]
"""Degrees east and degrees north, in this order (WGS 84)."""

_NUMBERS = ("low", "best", "high")
_PIECES: Mapping[str, Callable[[Any], Any]] = {
    "Point": lambda coordinates: [[coordinates]],
    "MultiPoint": lambda coordinates: [[position] for position in coordinates],
    "LineString": lambda coordinates: [coordinates],
    "MultiLineString": lambda coordinates: coordinates,
}


def write(report: SitRep) -> bytes:
    """A report as a GeoJSON feature collection."""
    features = [_feature(report, claim) for claim in report]
    pieces = [piece for feature in features if feature["geometry"] for piece in pieces_of(feature["geometry"])]
    members = {
        "type": "FeatureCollection",
        **({"bbox": _box(pieces)} if pieces else {}),
        "sitrep": report.replace(claims=()).to_json(),
    }
    # The type comes first, since programs tell the format by the first bytes, and each feature has its line.
    head = ",".join(f"{write_json(name)}:{write_json(item)}" for name, item in members.items())
    lines = ",\n".join(map(write_json, features))
    return f'{{{head},"features":[\n{lines}\n]}}\n'.encode()


def _feature(report: SitRep, claim: Claim) -> dict[str, Any]:
    used, geometry = _located(claim.record)
    standing = report.standing(claim)
    properties = dict(_columns(claim.record)) | {
        "type": claim.record.type,
        "headline": claim.record.headline,
        "sentence": claim.record.sentence,
        "sources": "; ".join(map(str, standing)),
        "asserted": any(attribution.stance == Stance.ASSERTS for attribution in standing),
        "geometry_of": ", ".join(used),
        "claim": claim.to_json(),
    }
    return {"type": "Feature", "id": claim.id, "geometry": geometry, "properties": properties}


def _columns(record: Record) -> Iterator[tuple[str, Any]]:
    """The fields of a record as cells: codes and dates as they are in JSON, all else in words."""
    for declaration, held in record.given():
        plain = declaration.kind.encode(held)
        yield declaration.name, declaration.kind.say(held) if isinstance(plain, dict | list) else plain
        if isinstance(held, Figure):
            for name in _NUMBERS:
                if (number := getattr(held, name)) is not None:
                    yield f"{declaration.name}_{name}", number
    if record.period:
        for name, moment in (("start", record.period.earliest), ("end", record.period.latest)):
            if moment:
                yield f"period_{name}", moment.isoformat()


def geometry_of(record: Record) -> dict[str, Any] | None:
    """The GeoJSON geometry of a record, or None where it has no coordinates."""
    return _located(record)[1]


def _located(record: Record) -> tuple[list[str], dict[str, Any] | None]:
    """The fields that a record's geometry is made of, and the geometry."""
    located = {name: positions for name, places in _places(record) if (positions := _positions(places))}
    ends = {name: positions for name, positions in located.items() if name not in declared(Record)}
    if len(ends) > 1 and all(len(positions) == 1 for positions in ends.values()):
        return [*ends], _line([position for [position] in ends.values()])
    if len(ends) < len(located):
        located = {name: positions for name, positions in located.items() if name not in ends}
    points = [position for positions in located.values() for position in positions]
    return [*located], _points(points) if points else None


def _places(record: Record) -> Iterator[tuple[str, Sequence[Place]]]:
    for declaration, held in record.given():
        kind = declaration.kind
        item = kind.item if isinstance(kind, ManyKind) else kind
        if isinstance(item, ValueKind) and issubclass(item.cls, Place):
            yield declaration.name, held if isinstance(kind, ManyKind) else (held,)


def _positions(places: Sequence[Place]) -> list[Position]:
    """The points of the places, each once; those of its parts where a place has none itself."""
    found: list[Position] = []
    for place in places:
        if place.longitude is not None and place.latitude is not None:
            found.append((place.longitude, place.latitude))
        else:
            found += _positions(place.parts)
    return [*dict.fromkeys(found)]


def _points(positions: Sequence[Position]) -> dict[str, Any]:
    if len(positions) == 1:
        return {"type": "Point", "coordinates": list(positions[0])}
    return {"type": "MultiPoint", "coordinates": [list(position) for position in positions]}


def _line(path: Sequence[Position]) -> dict[str, Any]:
    """The line through the positions, or their point where they are one."""
    pieces = [piece for piece in map(_without_repeats, _cut(path)) if len(piece) > 1]
    if not pieces:
        return _points(path[:1])
    if len(pieces) == 1:
        return {"type": "LineString", "coordinates": pieces[0]}
    return {"type": "MultiLineString", "coordinates": pieces}


def _cut(path: Sequence[Position]) -> list[list[Position]]:
    """The line in pieces, none of which crosses the antimeridian (RFC 7946, section 3.1.9)."""
    pieces = [[path[0]]]
    for (east, north), (next_east, next_north) in pairwise(path):
        if abs(next_east - east) > 180:
            # The shorter way leads over the edge of the map.
            edge = 180 if east > 0 else -180
            way = next_east + 2 * edge - east
            share = (edge - east) / way if way else 0
            crossing = canonical_number(round(north + share * (next_north - north), DECIMALS))
            pieces[-1].append((edge, crossing))
            pieces.append([(-edge, crossing)])
        pieces[-1].append((next_east, next_north))
    return pieces


def _without_repeats(piece: list[Position]) -> list[list[int | float]]:
    return [list(position) for index, position in enumerate(piece) if index == 0 or position != piece[index - 1]]


def pieces_of(geometry: dict[str, Any]) -> list[list[list[int | float]]]:
    """The points and lines of a geometry, each as a list of positions."""
    pieces: list[list[list[int | float]]] = _PIECES[geometry["type"]](geometry["coordinates"])
    return pieces


def _box(pieces: Sequence[Sequence[Sequence[int | float]]]) -> list[int | float]:
    """The smallest box around all pieces: west, south, east, north.

    West is greater than east where the box crosses the antimeridian, and a box around a pole takes
    in all longitudes (RFC 7946, sections 5.2 and 5.3).
    """
    norths = [north for piece in pieces for _, north in piece]
    south, north = min(norths), max(norths)
    if 90 in (north, -south):
        return [-180, south, 180, north]
    widths = sorted((min(east for east, _ in piece), max(east for east, _ in piece)) for piece in pieces)
    west, east = widths[0][0], max(reach for _, reach in widths)
    widest = west + 360 - east
    reach = widths[0][1]
    for start, end in widths[1:]:
        if start - reach > widest:
            widest, west, east = start - reach, start, reach
        reach = max(reach, end)
    return [west, south, east, north]


GEOJSON = Exporter(title="GeoJSON (RFC 7946), for maps", suffix=".geojson", write=write)
