"""GeoJSON: the rules of RFC 7946 as a judge of its own, shapely as another, and the way back."""

import json
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from shapely.geometry import shape

import sitrep as sr
from sitrep.errors import InvalidError
from sitrep.fields.declarations import identifies
from sitrep.formats.geojson import GEOJSON, pieces_of
from sitrep.formats.offers import find_format
from sitrep.records import RECORD_TYPES, Record, record
from sitrep.reference import gaza_figures, rafah
from sitrep.testing import strategies as st
from sitrep.testing.scalars import numbers
from sitrep.values.places import OptionalPlace

POINTS = st.places(latitude=numbers(-90, 90), longitude=numbers(-180, 180))
MOVED = st.evacuations(origin=POINTS, destination=POINTS) | st.displacements(origin=POINTS, destination=POINTS)
LOCATED = st.families(1, records=MOVED | st.records(place=POINTS)).map(lambda family: family[0])

DEPTHS = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2}
MEMBERS = {
    "FeatureCollection": {"required": {"type", "features"}, "forbidden": {"geometry", "properties", "coordinates"}},
    "Feature": {"required": {"type", "geometry", "properties"}, "forbidden": {"features", "coordinates"}},
    "geometry": {"required": {"type", "coordinates"}, "forbidden": {"geometry", "properties", "features"}},
}
"""What an object must have, and what it may not define (RFC 7946, sections 3 and 7.1)."""


def written(report: sr.SitRep) -> Any:
    return json.loads(GEOJSON.write(report))


def told(*records: Record) -> sr.SitRep:
    return sr.SitRep(claims=[sr.Claim(each, attributions=["Somebody"]) for each in records])


def moved(*points: tuple[float, float], **more: Any) -> Record:
    """Five people who went from one point to another, each given as longitude and latitude."""
    origin, destination = (sr.Place(longitude=east, latitude=north) for east, north in points)
    return sr.Evacuation(people=5, origin=origin, destination=destination, **more)


def geometry(report: sr.SitRep) -> Any:
    [feature] = written(report)["features"]
    return feature["geometry"]


# The judges


def is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def faults_of_members(thing: Any, sort: str) -> Iterator[str]:
    if not isinstance(thing, dict):
        yield f"a {sort} that isn't an object"
        return
    yield from (f"a {sort} without {name}" for name in MEMBERS[sort]["required"] - thing.keys())
    yield from (f"a {sort} with {name}" for name in MEMBERS[sort]["forbidden"] & thing.keys())
    if "crs" in thing:
        yield "a coordinate reference system, which RFC 7946 has removed"


def faults_of_position(position: Any) -> Iterator[str]:
    if not (isinstance(position, list) and len(position) in (2, 3) and all(map(is_number, position))):
        yield f"{position} isn't a position"
    elif not (-180 <= position[0] <= 180 and -90 <= position[1] <= 90):
        yield f"{position} isn't longitude and latitude in degrees"


def faults_of_geometry(geometry: Any) -> Iterator[str]:
    yield from (found := [*faults_of_members(geometry, "geometry")])
    if found:
        return
    if geometry["type"] not in DEPTHS:
        yield f"{geometry['type']} isn't a geometry that has these coordinates"
        return
    positions = [geometry["coordinates"]]
    for _ in range(DEPTHS[geometry["type"]]):
        if not all(isinstance(each, list) for each in positions):
            yield "coordinates that aren't nested as their type says"
            return
        positions = [inner for each in positions for inner in each]
    yield from (found := [fault for each in positions for fault in faults_of_position(each)])
    if not found and "LineString" in geometry["type"]:
        for line in pieces_of(geometry):
            if len(line) < 2:
                yield "a line of fewer than two positions"
            if any(abs(one[0] - other[0]) > 180 for one, other in pairwise(line)):
                yield "a line that crosses the antimeridian"


def is_between(east: float, west_end: float, east_end: float) -> bool:
    if west_end <= east_end:
        return west_end <= east <= east_end
    return east >= west_end or east <= east_end


def faults_of_box(collection: Any) -> Iterator[str]:
    lines = [line for each in collection["features"] if each["geometry"] for line in pieces_of(each["geometry"])]
    if "bbox" not in collection:
        if lines:
            yield "no bounding box"
        return
    box = collection["bbox"]
    if not (isinstance(box, list) and len(box) == 4 and all(map(is_number, box))):
        yield f"{box} isn't a bounding box"
        return
    west, south, east, north = box
    for position in (position for line in lines for position in line):
        if not (is_between(position[0], west, east) and south <= position[1] <= north):
            yield f"{position} isn't in the bounding box {box}"


def faults_of(collection: Any) -> Iterator[str]:
    """Where a feature collection breaks RFC 7946."""
    yield from (odd := [*faults_of_members(collection, "FeatureCollection")])
    if odd:
        return
    if collection["type"] != "FeatureCollection":
        yield f"{collection['type']} isn't FeatureCollection"
    for feature in collection["features"]:
        found: list[str] = [*faults_of_members(feature, "Feature")]
        if not found and feature["geometry"] is not None:
            found += faults_of_geometry(feature["geometry"])
        if not found and not (isinstance(feature["properties"], dict) and isinstance(feature.get("id", ""), str)):
            found.append("properties that aren't an object, or an id that isn't text")
        yield from found
        if found:
            return
    ids = [feature["id"] for feature in collection["features"]]
    if len({*ids}) < len(ids):
        yield "an id that stands twice"
    yield from faults_of_box(collection)


@given(LOCATED)
def test_files_obey_rfc_7946_and_shapely_finds_every_geometry_valid(report: sr.SitRep) -> None:
    collection = written(report)
    assert [*faults_of(collection)] == []
    for feature in collection["features"]:
        if feature["geometry"]:
            drawn = shape(feature["geometry"])
            assert drawn.is_valid
            assert not drawn.is_empty


LINE = [[177, -16], [178, -20]]
SOUND: Any = {
    "type": "FeatureCollection",
    "bbox": [177, -20, 178, -16],
    "features": [
        {"type": "Feature", "id": "a", "properties": {}, "geometry": {"type": "LineString", "coordinates": LINE}}
    ],
}


def test_the_judge_passes_what_is_sound() -> None:
    assert [*faults_of(SOUND)] == []


BROKEN: list[dict[str, Any]] = [
    {"properties": None},
    {"id": None},
    {"features": []},
    {"geometry": {"type": "LineString"}},
    {"geometry": {"type": "Line", "coordinates": LINE}},
    {"geometry": {"type": "Point", "coordinates": LINE}},
    {"geometry": {"type": "MultiPoint", "coordinates": LINE[0]}},
    {"geometry": {"type": "LineString", "coordinates": LINE[:1]}},
    {"geometry": {"type": "LineString", "coordinates": [[177, -16], [-178, -20]]}},
    {"geometry": {"type": "Point", "coordinates": [31.4, 234.4]}},
]


@pytest.mark.parametrize(
    "changes",
    [
        {"type": "Feature"},
        {"crs": {"type": "name"}},
        {"bbox": [-178, -20, 177, -16]},
        {"bbox": [177, -20]},
        {"features": [SOUND["features"][0]] * 2},
        *({"features": [SOUND["features"][0] | broken]} for broken in BROKEN),
    ],
)
def test_the_judge_sees_what_breaks_the_rules(changes: dict[str, Any]) -> None:
    assert [*faults_of(SOUND | changes)] != []


# The way back


@given(st.sitreps() | LOCATED)
def test_what_is_read_back_is_what_was_written(report: sr.SitRep) -> None:
    assert GEOJSON.read(GEOJSON.write(report)) == GEOJSON.carried(report) == report


@given(st.families(2))
@settings(max_examples=max(10, settings().max_examples // 4))
def test_equal_reports_have_equal_bytes(family: tuple[sr.SitRep, ...]) -> None:
    one, other = family
    assert GEOJSON.write(one | other) == GEOJSON.write(other | one)


def test_the_format_is_found_by_its_name() -> None:
    assert find_format("geojson") is GEOJSON


def test_no_claim_is_left_out_for_want_of_coordinates() -> None:
    report = rafah() | gaza_figures()
    features = written(report)["features"]
    assert [feature["id"] for feature in features] == [claim.id for claim in report]
    assert {feature["geometry"] for feature in features} == {None}
    assert "bbox" not in written(report)


def test_text_of_any_script_and_the_extremes_of_numbers_stay() -> None:
    report = told(
        sr.Crossing(name="رفح", status="open", place=sr.Place(name="ጎንደር", longitude=-180, latitude=89.999999)),
        sr.Indicator(code="北京", value=sr.Figure(low=0.000001, best=4_503_599_627.370497, unit="litres")),
        sr.Casualty(outcome="killed", people=2**53 - 1),
    )
    file = GEOJSON.write(report)
    for text in ("رفح", "ጎንደር", "北京", "[-180,89.999999]", "0.000001", "4503599627.370497", "9007199254740991"):
        assert text in file.decode()
    assert GEOJSON.read(file) == report


# Geometries


def test_a_place_with_coordinates_is_a_point_with_the_longitude_first() -> None:
    place = sr.Place(name="Rafah", latitude=31.28, longitude=34.24)
    assert geometry(told(sr.Crossing(name="Rafah", status="open", place=place))) == {
        "type": "Point",
        "coordinates": [34.24, 31.28],
    }


def test_places_that_one_figure_covers_are_points() -> None:
    parts = [sr.Place(name="A", latitude=1, longitude=2), sr.Place(name="B"), sr.Place(latitude=3, longitude=4)]
    assert geometry(told(sr.Casualty(outcome="killed", people=5, place=sr.Place(parts=parts)))) == {
        "type": "MultiPoint",
        "coordinates": [[2, 1], [4, 3]],
    }


def test_an_origin_and_a_destination_make_a_line() -> None:
    assert geometry(told(moved((34.4, 31.4), (31.2, 30)))) == {
        "type": "LineString",
        "coordinates": [[34.4, 31.4], [31.2, 30]],
    }


def test_an_origin_alone_is_a_point_and_the_columns_say_of_what() -> None:
    origin = sr.Place(name="Gaza", latitude=31.4, longitude=34.4)
    [feature] = written(told(sr.Evacuation(people=5, origin=origin, destination="Egypt")))["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [34.4, 31.4]}
    assert feature["properties"]["geometry_of"] == "origin"


def test_the_place_of_a_record_is_shown_before_one_end_of_a_way() -> None:
    origin, place = sr.Place(latitude=31.4, longitude=34.4), sr.Place(latitude=5, longitude=6)
    [feature] = written(told(sr.Evacuation(people=5, origin=origin, place=place)))["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [6, 5]}
    assert feature["properties"]["geometry_of"] == "place"


def test_several_origins_make_no_line_since_nobody_said_who_went_where() -> None:
    parts = [sr.Place(latitude=1, longitude=2), sr.Place(latitude=3, longitude=4)]
    destination = sr.Place(latitude=5, longitude=6)
    assert geometry(told(sr.Evacuation(people=5, origin=sr.Place(parts=parts), destination=destination))) == {
        "type": "MultiPoint",
        "coordinates": [[2, 1], [4, 3], [6, 5]],
    }


def test_a_line_over_the_antimeridian_is_cut_in_two() -> None:
    assert geometry(told(moved((170, 45), (-170, 45)))) == {
        "type": "MultiLineString",
        "coordinates": [[[170, 45], [180, 45]], [[-180, 45], [-170, 45]]],
    }


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        (((-170, 0), (170, 10)), [[[-170, 0], [-180, 5]], [[180, 5], [170, 10]]]),
        (((179, 0), (-178, 10)), [[[179, 0], [180, 3.333333]], [[-180, 3.333333], [-178, 10]]]),
        (((180, 1), (-170, 0)), [[-180, 1], [-170, 0]]),
        (((-180, 1), (170, 0)), [[180, 1], [170, 0]]),
        (((180, 0), (-180, 10)), [[-180, 0], [-180, 10]]),
        (((-90, 0), (90, 0)), [[-90, 0], [90, 0]]),
        (((-90, 0), (90.000001, 0)), [[[-90, 0], [-180, 0]], [[180, 0], [90.000001, 0]]]),
        (((180, 7), (-180, 7)), [180, 7]),
        (((5, 7), (5, 7)), [5, 7]),
    ],
)
def test_lines_at_the_edge_of_the_map(points: Any, expected: Any) -> None:
    assert geometry(told(moved(*points)))["coordinates"] == expected


@pytest.mark.parametrize(
    ("points", "box"),
    [
        (((177, -16), (177, -20)), [177, -20, 177, -16]),
        (((177, -16), (-178, -20)), [177, -20, -178, -16]),
        (((-90, 0), (90, 0)), [-90, 0, 90, 0]),
        (((30, 89), (30, 90)), [-180, 89, 180, 90]),
        (((30, -90), (40, 5)), [-180, -90, 180, 5]),
    ],
)
def test_the_box_is_the_smallest_around_all(points: Any, box: list[float]) -> None:
    assert written(told(moved(*points)))["bbox"] == box


@pytest.mark.parametrize(
    ("longitudes", "west", "east"),
    [
        ((177, -178), 177, -178),
        ((-178, 177, -179), 177, -178),
        ((170, -90, 0), 170, 0),
        ((-100, 0, 120), -100, 120),
        ((-90, 90), -90, 90),
        ((5, 5), 5, 5),
    ],
)
def test_the_box_of_several_features_leaves_out_the_widest_gap(
    longitudes: tuple[float, ...], west: float, east: float
) -> None:
    places = [sr.Place(name=str(index), longitude=each, latitude=-17) for index, each in enumerate(longitudes)]
    clinics = [sr.Facility(kind="clinic", place=place) for place in places]
    assert written(told(*clinics))["bbox"] == [west, -17, east, -17]


@pytest.fixture
def journey() -> Iterator[type[Any]]:
    known = dict(RECORD_TYPES)

    @record(lead="journey", stands_alone=True)
    class Journey(Record):
        """A way by several places, as another package may declare it."""

        first: OptionalPlace = identifies("First", meaning="Where it starts")
        second: OptionalPlace = identifies("Second", meaning="Where it rests")
        claim: OptionalPlace = identifies("Third", meaning="Where it ends; named as one of the columns")

    yield Journey
    RECORD_TYPES.clear()
    RECORD_TYPES.update(known)


def test_a_type_of_another_package_is_a_line_through_its_places(journey: type[Any]) -> None:
    places = [sr.Place(longitude=east, latitude=0) for east in (1, 2, 3)]
    report = told(journey(first=places[0], second=places[1], claim=places[2]))
    assert geometry(report) == {"type": "LineString", "coordinates": [[1, 0], [2, 0], [3, 0]]}
    assert GEOJSON.read(GEOJSON.write(report)) == report


# Columns


def test_columns_say_what_maps_need() -> None:
    people = sr.Figure(low=300, best=400, high=500, approximate=True)
    evacuation = sr.Evacuation(
        people=people, group="wounded", origin="Gaza Strip", status="under_way", period="2023-10-31/2023-11-01"
    )
    told_by = sr.Attribution(source="Officials", via=["Radio"], reported="2023-11-01")
    denied_by = sr.Attribution(source="Army", stance="denies")
    [feature] = written(sr.SitRep(claims=[sr.Claim(evacuation, attributions=[told_by, denied_by])]))["features"]
    properties = feature["properties"]
    assert properties.pop("claim")["id"] == feature["id"]
    assert properties == {
        "type": "evacuation",
        "headline": "Evacuation, wounded people, from Gaza Strip, under way",
        "sentence": evacuation.sentence,
        "sources": "Officials, via Radio, 2023-11-01; Army denies",
        "asserted": True,
        "geometry_of": "",
        "people": str(people),
        "people_low": 300,
        "people_best": 400,
        "people_high": 500,
        "group": "wounded",
        "origin": "Gaza Strip",
        "status": "under_way",
        "period": "2023-10-31/2023-11-01",
        "period_start": "2023-10-31T00:00:00",
        "period_end": "2023-11-01T23:59:59",
    }


@pytest.mark.parametrize(
    ("stances", "withdrawn", "sources", "asserted"),
    [
        ({"A": "asserts"}, (), "A", True),
        ({"A": "asserts"}, ("A",), "", False),
        ({"A": "asserts", "B": "denies"}, ("A",), "B denies", False),
        ({"A": "asserts", "B": "asserts"}, ("A",), "B", True),
    ],
)
def test_what_nobody_asserts_any_more_can_be_filtered_out(
    stances: dict[str, str], withdrawn: tuple[str, ...], sources: str, asserted: bool
) -> None:
    claim = sr.Claim(
        sr.Crossing(name="Rafah", status="open"),
        attributions=[sr.Attribution(source=name, stance=stance) for name, stance in stances.items()],
    )
    report = sr.SitRep(claims=[claim])
    for source in withdrawn:
        report = report.retract(claim, source)
    [feature] = written(report)["features"]
    assert (feature["properties"]["sources"], feature["properties"]["asserted"]) == (sources, asserted)


# Files of others


REPORT = told(sr.Crossing(name="Rafah", status="open", place=sr.Place(longitude=34.24, latitude=31.28)))


def changed(path: str, value: Any) -> bytes:
    collection = written(REPORT)
    *steps, last = (int(step) if step.isdigit() else step for step in path.split("."))
    inner = collection
    for step in steps:
        inner = inner[step]
    if value is None:
        del inner[last]
    else:
        inner[last] = value
    return json.dumps(collection).encode()


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (b"[]", "$: [] is refused; expected an object"),
        (b"{", "expected JSON"),
        (b'{"type": "Feature"}', "$.type: 'Feature' is refused; expected 'FeatureCollection': a report"),
        (b'{"type": "FeatureCollection", "type": "FeatureCollection"}', "$.type: 'type' is refused; expected each"),
        (b'{"type": "FeatureCollection", "features": []}', "$.sitrep: missing; expected what stands beside"),
        (changed("features", 5), "$.features: 5 is refused; expected a list of features"),
        (changed("features.0", 5), "$.features[0]: 5 is refused"),
        (changed("features.0.properties.claim", None), "$.features[0].properties.claim: missing; expected the claim"),
        (changed("sitrep.format", "sitrep/9"), "$.sitrep.format: 'sitrep/9' is refused"),
        (
            changed("features.0.properties.claim.record.status", "ajar"),
            "$.features[0].properties.claim.record.status: 'ajar' is refused; expected one of: open",
        ),
        (
            changed("features.0.geometry.coordinates", [34, 31]),
            "$.features[0].geometry: {'coordinates': [34, 31], 'type': 'Point'} is refused; expected the geometry of",
        ),
        (b'{"a":' * 100_000, "$: '…' is refused; expected fewer levels of nesting"),
    ],
)
def test_what_is_no_report_of_ours_is_refused_with_its_place(file: bytes, expected: str) -> None:
    with pytest.raises(InvalidError) as caught:
        GEOJSON.read(file)
    assert expected in str(caught.value)


def test_every_fault_of_a_file_is_told() -> None:
    collection = json.loads(changed("sitrep.format", "sitrep/9"))
    collection["features"] *= 2
    collection["features"][1] = {"type": "Feature"}
    with pytest.raises(InvalidError) as caught:
        GEOJSON.read(json.dumps(collection).encode())
    assert [fault.path for fault in caught.value.faults] == [
        ("sitrep", "format"),
        ("features", 1, "properties", "claim"),
    ]
