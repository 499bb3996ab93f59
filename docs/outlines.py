"""Makes the outline of the countries that maps are drawn on, from Natural Earth's in the npm package world-atlas.

    npm install world-atlas && python -m docs.outlines node_modules/world-atlas

Each line between two countries is there once and made simpler as a whole, so that neighbours stay neighbours. The
licence of the package is written beside it; Natural Earth itself is in the public domain.
"""

import json
import sys
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import pycountry
from shapely import LineString

ROOM = Path(__file__).parent.parent / "sitrep" / "page" / "natural_earth"
UNIT = 100
"""Units in a degree: a hundredth is about a kilometre."""
TOLERANCE = 0.025
"""How far, in degrees, a line may be moved."""


def main(package: Path) -> None:
    """Write the outline and the licence."""
    atlas = json.loads((package / "countries-50m.json").read_bytes())
    arcs = [_simplified(_decoded(arc, atlas["transform"])) for arc in atlas["arcs"]]
    countries: dict[str, list[list[int]]] = {}
    for each in atlas["objects"]["countries"]["geometries"]:
        polygons = {"Polygon": [each.get("arcs")], "MultiPolygon": each.get("arcs")}.get(each["type"], [])
        countries.setdefault(_code(each), []).extend(ring for polygon in polygons for ring in polygon)
    ROOM.mkdir(exist_ok=True)
    content = {"unit": UNIT, "arcs": arcs, "countries": dict(sorted(countries.items()))}
    (ROOM / "countries.json").write_text(json.dumps(content, separators=(",", ":")) + "\n", encoding="utf-8")
    (ROOM / "LICENCE").write_bytes((package / "LICENSE").read_bytes())


def _code(geometry: dict[str, Any]) -> str:
    found = pycountry.countries.get(numeric=geometry.get("id", ""))
    return found.alpha_3 if found else ""


def _decoded(arc: list[list[int]], transform: dict[str, Any]) -> list[tuple[float, float]]:
    (across, up), (west, south) = transform["scale"], transform["translate"]
    xs, ys = (accumulate(steps) for steps in zip(*arc, strict=True))
    return [(x * across + west, y * up + south) for x, y in zip(xs, ys, strict=True)]


def _simplified(line: list[tuple[float, float]]) -> list[int]:
    """Return the line in whole units, each position as its distance from the one before."""
    simple = LineString(line).simplify(TOLERANCE).coords
    rounded = [(round(x * UNIT), round(y * UNIT)) for x, y in simple]
    steps = [rounded[0]] + [(x - a, y - b) for (a, b), (x, y) in pairwise(rounded)]
    return [number for step in steps for number in step]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
