"""A locator map as SVG: the countries around, the areas and points of the facts, and no name on another."""

import math
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import pairwise

from attrs import frozen

from sitrep.formats.boundaries import Ring
from sitrep.languages import message
from sitrep.page.charts import WIDTH, shorten, svg
from sitrep.page.model import Area, LocatorMap, Spot
from sitrep.page.outlines import outlines

NO_ENDORSEMENT = message(
    "The boundaries and names shown on this map do not imply any endorsement or acceptance of them. "
    "Outlines: Natural Earth."
)
SHADES = 5
_HEIGHT = 320
_LEAST = 1.2
"""The degrees that a map shows at least, so that a point has its surroundings."""
_LETTER, _LINE = 6.0, 13


@frozen
class _View:
    """The part of the world that a map shows, and where on the picture: degrees of one length in its middle."""

    west: float
    south: float
    east: float
    north: float

    @property
    def narrowing(self) -> float:
        return math.cos(math.radians((self.south + self.north) / 2))

    @property
    def scale(self) -> float:
        return min(WIDTH / ((self.east - self.west) * self.narrowing), _HEIGHT / (self.north - self.south))

    def reaches(self, ring: Ring) -> bool:
        """Return whether some of a ring may be on the picture, which is wider or higher than what it has to show."""
        easts, norths = zip(*ring, strict=True)
        beside, above = WIDTH / self.scale / self.narrowing, _HEIGHT / self.scale
        return bool(
            min(easts) < self.east + beside
            and max(easts) > self.west - beside
            and min(norths) < self.north + above
            and max(norths) > self.south - above
        )

    def __call__(self, east: float, north: float) -> tuple[float, float]:
        middle_east, middle_north = (self.west + self.east) / 2, (self.south + self.north) / 2
        return (
            round(WIDTH / 2 + (east - middle_east) * self.narrowing * self.scale, 1),
            round(_HEIGHT / 2 - (north - middle_north) * self.scale, 1),
        )


def map_svg(located: LocatorMap, name: str) -> str:
    """Return the map; `name` tells its parts from those of other pictures on a page."""
    view = _view(located)
    drawn = [f'<rect width="{WIDTH}" height="{_HEIGHT}" class="sea"/>']
    for code, rings in outlines().items():
        if path := _path(rings, view):
            drawn.append(f'<path d="{path}" class="{"land here" if code in located.countries else "land"}"/>')
    values = sorted(area.value for area in located.areas if area.value is not None)
    for area in located.areas:
        shade = f" shade-{_shade(area.value, values)}" if area.value is not None else ""
        drawn.append(f'<path d="{_path(area.rings, view)}" class="area{shade}"/>')
    drawn += (f'<circle cx="{x}" cy="{y}" r="4" class="spot"/>' for x, y in (_at(spot, view) for spot in located.spots))
    drawn += _labels(located, view)
    return svg(name, located.title, located.description, _HEIGHT, drawn)


def _shade(value: float, values: Sequence[float]) -> int:
    """Return the fifth that a value is in, from 1, so that one large value doesn't make the others alike."""
    return 1 + min(SHADES - 1, values.index(value) * SHADES // len(values))


def _view(located: LocatorMap) -> _View:
    positions = [(spot.longitude, spot.latitude) for spot in located.spots]
    positions += (position for area in located.areas for ring in area.rings for position in ring)
    if not positions:
        world = outlines()
        rings = (max(world[code], key=len) for code in located.countries if code in world)
        positions = [position for ring in rings for position in ring] or [(-180, -60), (180, 85)]
    easts, norths = zip(*positions, strict=True)
    margins = [max(0.35 * (max(side) - min(side)), (_LEAST - (max(side) - min(side))) / 2) for side in (easts, norths)]
    return _View(min(easts) - margins[0], min(norths) - margins[1], max(easts) + margins[0], max(norths) + margins[1])


def _path(rings: Iterable[Ring], view: _View) -> str:
    """Return the rings as far as they are on the picture."""
    pieces = []
    for ring in rings:
        if not view.reaches(ring):
            continue
        points = _without_repeats(_clipped([view(east, north) for east, north in ring]))
        if len(points) > 2:
            pieces.append(f"M{'L'.join(f'{x:g} {y:g}' for x, y in points)}Z")
    return "".join(pieces)


def _without_repeats(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    return [*points[:1], *(after for before, after in pairwise(points) if before != after)]


_MARGIN = 4
_SIDES = (
    (0, 1, -_MARGIN),
    (0, -1, WIDTH + _MARGIN),
    (1, 1, -_MARGIN),
    (1, -1, _HEIGHT + _MARGIN),
)
"""Of each side of the picture the axis, whether what is on it is beyond (1) or before (-1) a line, and that line."""


def _clipped(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Cut a ring at the sides of the picture, one after another (Sutherland and Hodgman)."""
    for axis, direction, line in _SIDES:
        kept: list[tuple[float, float]] = []
        for before, after in pairwise([*points[-1:], *points]):
            was_in, is_in = ((each[axis] - line) * direction >= 0 for each in (before, after))
            if was_in != is_in:
                share = (line - before[axis]) / (after[axis] - before[axis])
                crossing = [round(one + share * (other - one), 1) for one, other in zip(before, after, strict=True)]
                kept.append((crossing[0], crossing[1]))
            if is_in:
                kept.append(after)
        points = kept
    return points


def _at(spot: Spot, view: _View) -> tuple[float, float]:
    return view(spot.longitude, spot.latitude)


def _middle(area: Area, view: _View) -> tuple[float, float]:
    ring = max(area.rings, key=len)
    return view(sum(east for east, _ in ring) / len(ring), sum(north for _, north in ring) / len(ring))


def _labels(located: LocatorMap, view: _View) -> Iterator[str]:
    """Yield the names that find room, those of most facts first; the table beside the map has all."""
    anchors = [*((spot.facts, spot.label, _at(spot, view), 7.0) for spot in located.spots)]
    anchors += ((area.facts, area.label, _middle(area, view), 0.0) for area in located.areas)
    taken = [(x - 5, y - 5, x + 5, y + 5) for x, y in (_at(spot, view) for spot in located.spots)]
    for _, label, (x, y), away in sorted(anchors, key=lambda each: (-each[0], each[1])):
        text = shorten(label, 28)
        width = len(text) * _LETTER
        for left, foot in (
            [
                (x + away, y + 4),
                (x - away - width, y + 4),
                (x - width / 2, y - away - 2),
                (x - width / 2, y + away + 10),
            ]
            if away
            else [(x - width / 2, y + 4), (x - width / 2, y - 10), (x - width / 2, y + 18)]
        ):
            box = (left, foot - _LINE + 3, left + width, foot + 3)
            if box[0] >= 2 and box[2] <= WIDTH - 2 and not any(_overlap(box, other) for other in taken):
                taken.append(box)
                yield f'<text x="{left:.1f}" y="{foot:.1f}" class="name">{escape(text)}</text>'
                break


def _overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
