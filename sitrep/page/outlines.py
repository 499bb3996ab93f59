"""The outlines of the countries, of Natural Earth, as `docs/outlines.py` made them."""

import json
from importlib.resources import files
from itertools import accumulate

from sitrep.caches import MADE_FOR_CLASSES, cached
from sitrep.formats.boundaries import Ring


@cached(MADE_FOR_CLASSES)
def outlines() -> dict[str, tuple[Ring, ...]]:
    """Return the outlines of all countries by their ISO 3166-1 alpha-3 codes."""
    data = json.loads(files("sitrep.page").joinpath("natural_earth/countries.json").read_text(encoding="utf-8"))
    lines = []
    for arc in data["arcs"]:
        xs, ys = (accumulate(arc[axis::2]) for axis in (0, 1))
        lines.append([(x / data["unit"], y / data["unit"]) for x, y in zip(xs, ys, strict=True)])
    return {code: tuple(_ring(numbers, lines) for numbers in rings) for code, rings in data["countries"].items()}


def _ring(numbers: list[int], lines: list[list[tuple[float, float]]]) -> Ring:
    """Join lines, each given by its number or, backwards, by what makes it with ~, into one that closes."""
    joined: list[tuple[float, float]] = []
    for number in numbers:
        line = lines[number] if number >= 0 else lines[~number][::-1]
        joined += line[1:] if joined else line
    return tuple(joined)
