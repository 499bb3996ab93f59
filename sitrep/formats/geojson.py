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

from sitrep.claims import Claim
from sitrep.codec import make_converter
from sitrep.codec.documents import parse
from sitrep.errors import Fault, FaultCode, Faults, InvalidError, refuse
from sitrep.fields.canonical import DECIMALS, canonical_number, write_json
from sitrep.fields.declarations import declared
from sitrep.fields.reading import members_of
from sitrep.formats.boundaries import Boundaries
from sitrep.formats.offers import Format
from sitrep.records import Record
from sitrep.records.places import places_of
from sitrep.report import SitRep, merge
from sitrep.values.figures import Figure
from sitrep.values.places import Place
from sitrep.vocabularies import Stance

Position = tuple[int | float, int | float]
"""Degrees east and degrees north, in this order (WGS 84)."""

_NUMBERS = ("low", "best", "high", "above", "below")
_PIECES: Mapping[str, Callable[[Any], Any]] = {
    "Point": lambda coordinates: [[coordinates]],
    "MultiPoint": lambda coordinates: [[position] for position in coordinates],
    "LineString": lambda coordinates: [coordinates],
    "MultiLineString": lambda coordinates: coordinates,
}


def write(report: SitRep) -> bytes:
    """A report as a GeoJSON feature collection."""
    return write_in(report, None)


def write_in(report: SitRep, boundaries: Boundaries | None) -> bytes:
    """Return a report as a GeoJSON feature collection; what has no coordinates is put in the middle of its area."""
    features = [_feature(report, claim, boundaries) for claim in report]
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


BY_BOUNDARIES = "the middle of the area"
"""Said of a geometry that nobody reported, so that it isn't taken for one that somebody did."""


def unplaced(report: SitRep, boundaries: Boundaries | None) -> int:
    """Return how many facts have no place on the map."""
    return sum(_located(claim.record)[1] is None and _in_area(claim.record, boundaries) is None for claim in report)


def _in_area(record: Record, boundaries: Boundaries | None) -> dict[str, Any] | None:
    if boundaries is None:
        return None
    places = (part for _, held in places_of(record) for place in held for part in (place.parts or (place,)))
    middles = dict.fromkeys(area.middle for place in places if (area := boundaries.find(place)))
    return _points([*middles]) if middles else None


def _feature(report: SitRep, claim: Claim, boundaries: Boundaries | None) -> dict[str, Any]:
    used, geometry = _located(claim.record)
    if geometry is None and (geometry := _in_area(claim.record, boundaries)):
        used = [BY_BOUNDARIES]
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
    located = {name: positions for name, places in places_of(record) if (positions := _positions(places))}
    ends = {name: positions for name, positions in located.items() if name not in declared(Record)}
    if len(ends) > 1 and all(len(positions) == 1 for positions in ends.values()):
        return [*ends], _line([position for [position] in ends.values()])
    if len(ends) < len(located):
        located = {name: positions for name, positions in located.items() if name not in ends}
    points = [position for positions in located.values() for position in positions]
    return [*located], _points(points) if points else None


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


# Reading

_OURS = "a report, as `sitrep convert --to geojson` writes it"
_HINT = (
    "GeoJSON of others doesn't say who reported what: a mapping does, with rows = 'features' in its [file]; "
    "`sitrep map FILE` begins one."
)

_CONVERTER = make_converter(unknown="keep")


def read(file: bytes) -> SitRep:
    """The report in a GeoJSON file that `sitrep` wrote. Raises `InvalidError` with every fault and its path.

    The claims count, not the columns beside them. A geometry that isn't that of its claim is a fault:
    nobody reported it.
    """
    try:
        return _report(parse(file))
    except InvalidError as error:
        raise error.under(root="$") from None
    except RecursionError:
        raise refuse("…", "fewer levels of nesting", code=FaultCode.TOO_DEEP).under(root="$") from None


def _report(collection: Any) -> SitRep:
    members = members_of(SitRep, collection)
    if members.get("type") != "FeatureCollection":
        raise refuse(members.get("type"), f"'FeatureCollection': {_OURS}", "type")
    if "sitrep" not in members:
        hint = f"{_HINT} Some programs leave it out when they save a file again."
        raise InvalidError([Fault(None, "what stands beside the claims of a report", ("sitrep",), hint, absent=True)])
    faults = Faults()
    beside = SitRep()
    try:
        beside = _CONVERTER.structure(members["sitrep"], SitRep)
    except InvalidError as error:
        faults += error.under("sitrep").told()
    features = members.get("features")
    if not isinstance(features, list):
        faults.append(Fault(features, "a list of features", ("features",), code=FaultCode.WRONG_TYPE))
        features = []
    claims: list[Claim] = []
    for index, feature in enumerate(features):
        try:
            claims.append(_claim(feature))
        except InvalidError as error:
            faults += error.under("features", index).told()
    if faults:
        raise InvalidError(faults)
    return merge(beside, SitRep(claims=claims))


def _claim(feature: Any) -> Claim:
    members = members_of(Claim, feature)
    properties = members.get("properties")
    if not isinstance(properties, dict) or "claim" not in properties:
        path = ("properties", "claim")
        raise InvalidError([Fault(None, "the claim that the feature shows", path, _HINT, absent=True)])
    try:
        claim: Claim = _CONVERTER.structure(properties["claim"], Claim)
    except InvalidError as error:
        raise error.under("properties", "claim") from None
    geometry, expected = members.get("geometry"), geometry_of(claim.record)
    if geometry != expected and not (expected is None and properties.get("geometry_of") == BY_BOUNDARIES):
        hint = "Correct the coordinates in the claim."
        raise refuse(geometry, f"the geometry of its claim, {expected}", "geometry", hint=hint, code=FaultCode.MISMATCH)
    return claim


GEOJSON = Format(
    title="GeoJSON (RFC 7946), for maps",
    suffix=".geojson",
    write=write,
    read=read,
    reads="GeoJSON that sitrep wrote",
)
