"""Figures over time, by source: what was reported and nothing between, with what was revised or withdrawn."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from attrs import evolve, frozen

from sitrep.claims import Claim
from sitrep.fields.declarations import declared
from sitrep.languages import isolated, say, say_and, say_several
from sitrep.page.model import DrawnPoint, DrawnSeries
from sitrep.page.words import say_sources, spell_dates
from sitrep.pictures.consolidation import Finding
from sitrep.pictures.policies import reported_at
from sitrep.report import SitRep
from sitrep.values.figures import Figure
from sitrep.values.sources import Attribution
from sitrep.vocabularies import Stance

FEWEST = 3
"""Days of which figures make a series."""


@frozen
class _Reported:
    """A point of a series, with when its source was last heard of it."""

    point: DrawnPoint
    unit: str
    at: datetime


def series_of(finding: Finding, report: SitRep) -> tuple[DrawnSeries, ...]:
    """Return the figures of a subject over time, those of each field and unit by themselves."""
    if len({_day(claim) for claim in finding.claims} - {""}) < FEWEST:
        return ()
    return tuple(each for field in finding.fields for each in _of_field(finding, field.declaration.name, report))


def _of_field(finding: Finding, name: str, report: SitRep) -> Iterator[DrawnSeries]:
    by_unit: dict[str, list[_Reported]] = {}
    for claim in finding.claims:
        held = getattr(claim.record, name, None)
        if isinstance(held, Figure) and held.interval() != (None, None) and _day(claim):
            for each in _reported(claim, held, report):
                by_unit.setdefault(each.unit, []).append(each)
    for unit, reported in by_unit.items():
        points = tuple(_without_replaced(reported))
        if len({point.day for point in points}) >= FEWEST:
            said = str(declared(Figure)["unit"].kind.say(unit))
            yield DrawnSeries(finding.headline, said, _describe(finding.headline, points), points)


def _reported(claim: Claim, figure: Figure, report: SitRep) -> Iterator[_Reported]:
    standing = report.standing(claim)
    low, high = figure.interval()
    for attribution in claim.attributions:
        if attribution.stance == Stance.ASSERTS:
            stands = attribution in standing
            point = DrawnPoint(
                attribution.source.name,
                _day(claim),
                str(figure),
                low,
                figure.best,
                high,
                is_current=stands,
                remark="" if stands else say("withdrawn"),
            )
            yield _Reported(point, figure.unit, _at(attribution))


def _without_replaced(reported: Iterable[_Reported]) -> Iterator[DrawnPoint]:
    """Yield the points in order; of several by one source on one day those before the newest are marked as revised."""
    of_one_day: dict[tuple[str, str], list[_Reported]] = {}
    for each in reported:
        of_one_day.setdefault((each.point.source, each.point.day), []).append(each)
    for _, group in sorted(of_one_day.items()):
        newest = max((each.at for each in group if each.point.is_current), default=datetime.min)  # noqa: DTZ901
        shown: dict[str, DrawnPoint] = {}
        for each in sorted(group, key=lambda each: (each.at, each.point.words)):
            is_revised = each.point.is_current and each.at < newest
            shown[each.point.words] = (
                evolve(each.point, is_current=False, remark=say("revised")) if is_revised else each.point
            )
        yield from shown.values()


def _describe(headline: str, points: tuple[DrawnPoint, ...]) -> str:
    days = sorted({point.day for point in points})
    sources = {point.source for point in points}
    current = [point for point in points if point.is_current]
    last = [point for point in current if point.day == max(each.day for each in current)] if current else []
    newest = [*dict.fromkeys(f"{point.words} ({isolated(point.source)})" for point in last[:3])]
    no_longer = sum(not point.is_current for point in points)
    said = [
        say(
            "{headline}: {figures} of {days} from {first} to {last}, by {sources}.",
            headline=headline,
            figures=say_several("{number} reported figure", "{number} reported figures", len(points)),
            days=say_several("{number} day", "{number} days", len(days)),
            first=days[0],
            last=days[-1],
            sources=say_sources(len(sources)),
        )
    ]
    if newest:
        said.append(say("The newest: {figures}.", figures=say_and(newest)))
    if no_longer:
        said.append(
            say_several(
                "{number} figure revised or withdrawn since.", "{number} figures revised or withdrawn since.", no_longer
            )
        )
    return spell_dates(" ".join(said))


def _day(claim: Claim) -> str:
    period = claim.record.period
    moment = period and (period.latest or period.earliest)
    return f"{moment:%Y-%m-%d}" if moment else ""


def _at(attribution: Attribution) -> datetime:
    return reported_at(attribution) or datetime.min  # noqa: DTZ901
