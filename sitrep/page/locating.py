"""The places of the facts of a page: points by their coordinates, areas by the boundaries that were given."""

from collections import Counter
from collections.abc import Iterator

from attrs import evolve

from sitrep.claims import Claim
from sitrep.formats.boundaries import Boundaries, Boundary
from sitrep.languages import say, say_and, say_list, say_several, semicolon
from sitrep.page.essentials import Candidate, candidates, first_words
from sitrep.page.model import Area, LocatorMap, Spot
from sitrep.pictures.consolidation import Picture
from sitrep.records.places import countries_of, places_of
from sitrep.report import SitRep
from sitrep.values.countries import country_name
from sitrep.values.places import Place

_Where = Boundary | tuple[float, float]


def locate(report: SitRep, picture: Picture, boundaries: Boundaries | None) -> LocatorMap | None:
    """Return the map of a report, or None where nothing of it can be placed."""
    facts: Counter[_Where] = Counter()
    labels: dict[_Where, str] = {}
    countries: set[str] = set()
    unplaced = 0
    for claim in report:
        places = [*_places(claim)]
        countries |= {*countries_of(claim.record), *(place.country for place in places if place.country)}
        found = {where: place for place in places if (where := _where(place, boundaries))}
        unplaced += not found
        for where, place in found.items():
            facts[where] += 1
            labels.setdefault(where, str(place))
    if not facts and not countries:
        return None
    spots = tuple(
        Spot(labels[where], where[1], where[0], number) for where, number in facts.items() if isinstance(where, tuple)
    )
    areas = {
        where: Area(labels[where], where.rings, number)
        for where, number in facts.items()
        if isinstance(where, Boundary)
    }
    shaded_by, areas = _shaded(areas, picture, boundaries)
    return LocatorMap(
        say("Where the reported facts are"),
        _describe(spots, [*areas.values()], sorted(countries), unplaced),
        tuple(sorted(spots, key=lambda spot: (-spot.facts, spot.label))),
        tuple(sorted(areas.values(), key=lambda area: (-area.facts, area.label))),
        tuple(sorted(countries)),
        unplaced,
        shaded_by,
    )


def _places(claim: Claim) -> Iterator[Place]:
    for _, held in places_of(claim.record):
        for place in held:
            yield from place.parts or (place,)


def _where(place: Place, boundaries: Boundaries | None) -> _Where | None:
    if place.latitude is not None and place.longitude is not None:
        return (place.longitude, place.latitude)
    return boundaries.find(place) if boundaries else None


def _shaded(
    areas: dict[Boundary, Area], picture: Picture, boundaries: Boundaries | None
) -> tuple[str, dict[Boundary, Area]]:
    """Shade the areas by the figure that most of them have, where two have one at least."""
    by_kind: dict[tuple[object, ...], dict[Boundary, Candidate]] = {}
    for each in sorted(candidates(picture), key=lambda each: each.rank):
        place = each.record.place
        where = boundaries.find(place) if boundaries and place else None
        if where in areas:
            by_kind.setdefault((*each.kind, each.figure.unit), {}).setdefault(where, each)
    shown = max(by_kind.values(), key=len, default={})
    if len(shown) < 2:
        return "", areas
    first = next(iter(shown.values()))
    shaded = {
        where: evolve(area, value=shown[where].size, words=str(shown[where].figure)) if where in shown else area
        for where, area in areas.items()
    }
    return first_words(first.finding.headline), shaded


def _describe(spots: tuple[Spot, ...], areas: list[Area], countries: list[str], unplaced: int) -> str:
    shown = [
        say_several("{number} place", "{number} places", len(spots)) if spots else "",
        say_several("{number} area", "{number} areas", len(areas)) if areas else "",
    ]
    what = say_and(filter(None, shown)) if any(shown) else say("the countries concerned")
    said = say("A map of {what}", what=what)
    if countries:
        said = say("{map} in {countries}", map=said, countries=say_list(map(country_name, countries)))
    if unplaced:
        left_out = say_several("{number} fact without a place on it", "{number} facts without a place on it", unplaced)
        said = semicolon().join([said, left_out])
    return f"{said}."
