"""Charts as SVG: figures over time by source, and the ranges of figures that conflict.

Small, without script, and read aloud by their title and description. What nobody reported isn't
drawn: points are joined only where they follow each other at the usual step of their source.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from html import escape
from itertools import groupby, pairwise
from statistics import median

from attrs import frozen

from sitrep.languages import say_short, spoken
from sitrep.page.model import Conflict, DrawnPoint, DrawnSeries
from sitrep.page.words import spell_dates

WIDTH = 400
COLOURS = ("#0072b2", "#d55e00", "#00805e", "#b0478a", "#8a6000", "#3b7ea8")
"""Told apart by colour-blind readers (after Okabe and Ito), and on light and dark paper by their variables."""
SHAPES = ("circle", "square", "triangle", "diamond", "cross", "bar")
_LEFT, _RIGHT, _TOP, _BOTTOM = 58, 14, 12, 28
_ROW = 16
_GAP = 1.5
"""The usual steps that two figures may be apart and still follow each other."""


@frozen
class _Scale:
    """From what is measured to where it is drawn."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, number: float) -> float:
        share = (number - self.low) / (self.high - self.low) if self.high > self.low else 0.5
        return round(self.start + share * (self.end - self.start), 1)


def series_svg(series: DrawnSeries, name: str) -> str:
    """Return the chart of a series; `name` tells its parts from those of other charts on a page."""
    sources = [*dict.fromkeys(point.source for point in series.points)]
    plot = 180
    height = _TOP + plot + _BOTTOM + _ROW * len(sources)
    days = [_ordinal(point) for point in series.points]
    ticks = nice_ticks([number for point in series.points for number in _numbers(point)])
    across = _Scale(min(days), max(days), _LEFT + 8, WIDTH - _RIGHT - 8)
    up = _Scale(ticks[0], ticks[-1], _TOP + plot, _TOP)
    drawn = [*_axes(ticks, up, across, series.points)]
    for place, source in enumerate(sources):
        points = [point for point in series.points if point.source == source]
        drawn += _one_source(points, place, across, up)
        at = _TOP + plot + _BOTTOM + _ROW * place + 8
        start, step = (WIDTH - _RIGHT, -10) if spoken().is_right_to_left else (_LEFT, 10)
        drawn.append(_mark(place, start, at, is_current=True))
        drawn.append(_text(start + step, at + 4, "key", shorten(source, 52)))
    return svg(name, series.title, series.description, height, drawn)


def range_svg(conflict: Conflict, name: str) -> str:
    """Return the bars of conflicting figures; blank where they are no numbers."""
    rivals = [rival for rival in conflict.rivals if rival.low is not None or rival.high is not None]
    if len(rivals) < 2:
        return ""
    ticks = nice_ticks(
        [number for rival in rivals for number in (rival.low, rival.best, rival.high) if number is not None]
    )
    across = _Scale(ticks[0], ticks[-1], 14, WIDTH - 24)
    row, foot = 34, len(rivals) * 34 + 8
    drawn = [
        f'<path d="M{across(tick)} 4V{foot}" class="grid"/>'
        f'<text x="{across(tick)}" y="{foot + 14}" class="tick" text-anchor="middle">{say_short(tick)}</text>'
        for tick in ticks
    ]
    for place, rival in enumerate(rivals):
        drawn += _range_bar(rival.low, rival.best, rival.high, place, across, place * row + 24)
        said = f"{rival.value} — {rival.sources[0].words if rival.sources else ''}"
        start = WIDTH - 14 if spoken().is_right_to_left else 14
        drawn.append(_text(start, place * row + 15, "name", shorten(spell_dates(said), 58)))
    words = "; ".join(f"{rival.value} ({rival.sources[0].words})" for rival in rivals if rival.sources)
    return svg(name, f"{conflict.headline}: {conflict.range}", spell_dates(words), foot + 20, drawn)


def _range_bar(
    low: float | None, best: float | None, high: float | None, place: int, across: _Scale, at: int
) -> Iterator[str]:
    """An end that is open is drawn as an arrow to the edge."""
    colour = _colour(place)
    start = 8 if low is None else across(low)
    end = WIDTH - 12 if high is None else across(high)
    yield f'<path d="M{start} {at}H{end}" stroke="{colour}" stroke-width="5" stroke-opacity=".55"/>'
    if low is None:
        yield f'<path d="M{start} {at - 5}l-6 5l6 5z" fill="{colour}"/>'
    if high is None:
        yield f'<path d="M{end} {at - 5}l6 5l-6 5z" fill="{colour}"/>'
    if best is not None:
        yield _mark(place, across(best), at, is_current=True)


def _axes(ticks: Sequence[float], up: _Scale, across: _Scale, points: Iterable[DrawnPoint]) -> Iterator[str]:
    for tick in ticks:
        yield (
            f'<path d="M{_LEFT} {up(tick)}H{WIDTH - _RIGHT}" class="grid"/>'
            f'<text x="{_LEFT - 6}" y="{up(tick) + 4}" class="tick" text-anchor="end">{say_short(tick)}</text>'
        )
    days = sorted({point.day for point in points})
    for day, anchor in ((days[0], "start"), (days[-1], "end")):
        where = across(date.fromisoformat(day).toordinal())
        yield f'<text x="{where}" y="{up.start + 18}" class="tick" text-anchor="{anchor}">{spell_dates(day)}</text>'


def _one_source(points: Sequence[DrawnPoint], place: int, across: _Scale, up: _Scale) -> Iterator[str]:
    current = [point for point in points if point.is_current]
    firsts = [next(group) for _, group in groupby(current, key=lambda point: point.day)]
    steps = [_ordinal(after) - _ordinal(before) for before, after in pairwise(firsts)]
    usual = median(steps) if steps else 0
    for (before, after), step in zip(pairwise(firsts), steps, strict=True):
        if step <= usual * _GAP:
            ends = (across(_ordinal(before)), up(_middle(before)), across(_ordinal(after)), up(_middle(after)))
            yield f'<path d="M{ends[0]} {ends[1]}L{ends[2]} {ends[3]}" stroke="{_colour(place)}" class="step"/>'
    for point in points:
        where = across(_ordinal(point))
        numbers = _numbers(point)
        if point.low is None or point.high is None or len(numbers) > 1:
            low = up.low if point.low is None else point.low
            high = up.high if point.high is None else point.high
            yield f'<path d="M{where} {up(low)}V{up(high)}" stroke="{_colour(place)}" class="span"/>'
        yield _mark(place, where, up(_middle(point)), is_current=point.is_current)


def _mark(place: int, x: float, y: float, *, is_current: bool) -> str:
    """A sign of its own for each source; hollow where the figure no longer stands."""
    colour = _colour(place)
    paint = f'fill="{colour}"' if is_current else f'fill="none" stroke="{colour}" stroke-width="1.2"'
    shape = SHAPES[place % len(SHAPES)]
    if shape == "circle":
        return f'<circle cx="{x}" cy="{y}" r="3.2" {paint}/>'
    outline = {
        "square": "m-3-3h6v6h-6z",
        "triangle": "m0-4l4 7h-8z",
        "diamond": "m0-4.2l4.2 4.2l-4.2 4.2l-4.2-4.2z",
        "cross": "m-3.5-1h2.5v-2.5h2v2.5h2.5v2h-2.5v2.5h-2v-2.5h-2.5z",
        "bar": "m-4-1.5h8v3h-8z",
    }[shape]
    return f'<path d="M{x} {y}{outline}" {paint}/>'


def _text(x: float, y: float, kind: str, words: str) -> str:
    """Words beside what is drawn, from the side that the language begins at; the axes are alike in all languages."""
    side = ' direction="rtl"' if spoken().is_right_to_left else ""
    return f'<text x="{x}" y="{y}" class="{kind}"{side}>{escape(words)}</text>'


def _colour(place: int) -> str:
    number = place % len(COLOURS)
    return f"var(--chart-{number + 1},{COLOURS[number]})"


def svg(name: str, title: str, description: str, height: float, drawn: Iterable[str], width: int = WIDTH) -> str:
    """Return a picture with its title and description, as those who can't see it hear them."""
    title = spell_dates(title)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        f'aria-labelledby="{name}-t" aria-describedby="{name}-d"><title id="{name}-t">{escape(title)}</title>'
        f'<desc id="{name}-d">{escape(description)}</desc>{"".join(drawn)}</svg>'
    )


def nice_ticks(numbers: Sequence[float]) -> list[float]:
    """Return four or five round numbers, from nought where the least isn't far from it."""
    least, most = min(numbers), max(numbers)
    if 0 <= least < most * 0.6 or least == most:
        least = min(0, least)
    step = _nice((most - least) / 4 or 1)
    if all(number == int(number) for number in numbers):
        step = max(step, 1)
    first, last = math.floor(least / step), math.ceil(most / step)
    return [round(step * number, 6) for number in range(first, max(last, first + 1) + 1)]


def _nice(step: float) -> float:
    size = 10 ** math.floor(math.log10(step))
    return float(next(size * each for each in (1, 2, 2.5, 5, 10) if step <= size * each * 1.0001))


def _numbers(point: DrawnPoint) -> list[float]:
    return sorted({number for number in (point.low, point.best, point.high) if number is not None})


def _middle(point: DrawnPoint) -> float:
    """Return where a figure is marked: at its best estimate, else at a bound that it has."""
    return next((number for number in (point.best, point.low, point.high) if number is not None), 0)


def _ordinal(point: DrawnPoint) -> int:
    return date.fromisoformat(point.day).toordinal()


def shorten(text: str, most: int) -> str:
    """Return a text in one line that isn't longer than that; what is isolated where it is cut ends there (UAX 9)."""
    if len(text) <= most:
        return text
    kept = text[: most - 1].rstrip()
    opened = sum(map(kept.count, "\u2066\u2068")) - kept.count("\u2069")
    end = "\u2069" * opened
    return f"{kept}…{end}"
