"""Families of reports: several views of one world, so that what they say meets.

A world has few sources, places, times, documents and records. Its records come with their rivals,
complements and successors, everything comes with near-twins that differ in one field, and each
report of the family picks some of everything.
"""

from collections.abc import Sequence
from typing import Any, TypeVar

from attrs import evolve
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from sitrep.claims import Claim, ClaimIdKind, Header, Judgement, Link, Note, Retraction
from sitrep.errors import InvalidError
from sitrep.fields.declarations import Declaration, Value, declared
from sitrep.fields.kinds import resembling
from sitrep.records import Record
from sitrep.records.base import Subject
from sitrep.report import SitRep
from sitrep.testing.drawing import World, draw_held, draw_instance, stating
from sitrep.testing.scalars import choose
from sitrep.testing.twins import draw_twin, with_twin, with_twins
from sitrep.values.figures import FigureKind
from sitrep.values.periods import Period
from sitrep.values.places import Place
from sitrep.values.sources import Attribution, Document, Source
from sitrep.vocabularies import Sensitivity, Stance, TrafficLight

Family = tuple[SitRep, ...]

Member = TypeVar("Member")
SomeValue = TypeVar("SomeValue", bound=Value)

_STANCES = st.sampled_from((Stance.ASSERTS, Stance.ASSERTS, Stance.DENIES, Stance.CANNOT_CONFIRM))
_LABELS = st.fixed_dictionaries(
    {
        "sensitivity": st.sampled_from((None, None, *Sensitivity)),
        "tlp": st.sampled_from((None, None, *TrafficLight)),
    }
)
_VARIATIONS = st.sampled_from((*("rival", "twin", "elsewhere", "marked"), *("figure", "complement", "later") * 2))
_TWO_TIMES = st.permutations(("2023-10-31", "2023-11-01", "2023-11-02T18:00Z")).map(lambda times: times[:2])
_SHARED: tuple[type[Value], ...] = (Source, Place, Document)
_EITHER = st.booleans()
_EXTENTS = st.sampled_from((*("any",) * 10, *("no claims", "the same again") * 2, "less", "nothing"))
_MARKS = st.sampled_from(({"x_checked": True}, {"x_checked": 1}))


@st.composite
def families(
    draw: DrawFn, size: int = 2, *, records: SearchStrategy[Record] | None = None, unknown: bool = True
) -> Family:
    """As many reports of one world: they share subjects, ids, sources, documents and dates.

    `records` are what the world's records start from, by default records of every declared type;
    others are made from them that rival, complement or follow them. `unknown` adds record types
    and members that no declaration knows: `loads` takes such reports with `unknown="keep"`.
    """
    world = _draw_world(draw, unknown)
    said = _draw_records(draw, world, records)
    subjects = tuple(dict.fromkeys(record.subject for record in said))
    world = evolve(world, pools={**world.pools, ClaimIdKind: [record.id for record in said], Subject: subjects})
    attributions = _draw_attributions(draw, world)
    beside: dict[str, Any] = {
        "headers": _some(draw, Header, world, most=2),
        "retractions": [_draw_retraction(draw, world, attributions) for _ in range(draw(st.integers(0, 2)))],
        "links": _some(draw, Link, world, most=2) if len(subjects) > 1 else (),
        "judgements": [_draw_judgement(draw, world) for _ in range(draw(st.integers(0, 2)))],
        "notes": _some(draw, Note, world, most=2),
    }
    beside = {name: with_twins(members, draw, world) for name, members in beside.items()}
    beside["links"] += [link.replace(same=not link.same) for link in beside["links"][:1] if draw(_EITHER)]
    reports: list[SitRep] = []
    for _ in range(size):
        extent = draw(_EXTENTS)
        if extent == "nothing":
            reports.append(SitRep())
        elif reports and extent == "the same again":
            reports.append(choose(draw, reports))
        elif reports and extent == "less":
            reports.append(SitRep(claims=_subset(draw, choose(draw, reports).claims)))
        else:
            parts: dict[str, Any] = {name: _subset(draw, members) for name, members in beside.items()}
            claims = [] if extent == "no claims" else _draw_claims(draw, said, attributions)
            reports.append(SitRep(claims=claims, **parts))
    return tuple(reports)


def _some(draw: DrawFn, cls: type[SomeValue], world: World, *, most: int, least: int = 0) -> list[SomeValue]:
    return [draw_instance(cls, draw, world) for _ in range(draw(st.integers(least, most)))]


def _subset(draw: DrawFn, members: Sequence[Member], least: int = 0) -> list[Member]:
    """Some of the members: a single draw, which shrinks to as few as possible."""
    chosen = draw(st.integers(least, 2 ** len(members) - 1)) if members else 0
    return [member for index, member in enumerate(members) if chosen >> index & 1]


def _draw_world(draw: DrawFn, unknown: bool) -> World:
    """Draw what everybody speaks of: two of each are enough to agree and to differ."""
    bare = World(unknown=unknown)
    periods = [*_some(draw, Period, bare, most=2, least=2), *map(Period, draw(_TWO_TIMES))]
    days = evolve(bare, pools={Period: periods})
    pools = {cls: with_twin(_some(draw, cls, days, most=2, least=1), draw, days) for cls in _SHARED}
    return evolve(bare, pools={**days.pools, **pools})


def _draw_records(draw: DrawFn, world: World, records: SearchStrategy[Record] | None) -> list[Record]:
    said: list[Record] = []
    for _ in range(draw(st.integers(1, 2))):
        record = draw(records) if records is not None else draw_instance(Record, draw, world)
        for name, cls in (("period", Period), ("place", Place)):
            if draw(_EITHER):
                record = _changed(record, **{name: draw_instance(cls, draw, world)})
        figures = _figures_of(stating(type(record)))
        if draw(_EITHER) and figures:
            figure = choose(draw, figures)
            record = _changed(record, **{figure.name: draw_held(figure.kind, draw, world)})
        said += [record, *(_vary(draw, record, world) for _ in range(draw(st.integers(1, 3))))]
    return list(dict.fromkeys(said))


def _vary(draw: DrawFn, record: Record, world: World) -> Record:
    """Another record, mostly of the same subject."""
    how = draw(_VARIATIONS)
    if how == "twin":
        return draw_twin(record, draw, world)
    if how == "elsewhere":
        return _changed(record, place=draw_instance(Place, draw, world))
    if how == "marked":
        return _changed(record, kept=draw(_MARKS)) if world.unknown else record
    if how == "later":
        others = [period for period in world.pools[Period] if period != record.period]
        return _changed(record, period=choose(draw, others))
    values = stating(type(record))
    stated = [each for each in values if getattr(record, each.name) != each.default]
    changes: dict[str, Any] = {}
    if how == "complement":
        changes = {each.name: each.default for each in stated}
        fields = [each for each in values if each not in stated]
    elif how == "figure":
        fields = _figures_of(stated) or _figures_of(values)
    else:
        fields = stated
    if fields or values:
        field = choose(draw, fields or values)
        changes[field.name] = draw_held(field.kind, draw, world)
    return _changed(record, **changes)


def _figures_of(declarations: Sequence[Declaration]) -> list[Declaration]:
    return [each for each in declarations if isinstance(each.kind, FigureKind)]


def _changed(record: Record, **changes: Any) -> Record:
    try:
        return record.replace(**changes)
    except InvalidError:
        return record  # its type has a rule of its own between its fields


def _draw_attributions(draw: DrawFn, world: World) -> list[Attribution]:
    said: list[Attribution] = []
    reported = st.sampled_from((None, *world.pools[Period]))
    for _ in range(draw(st.integers(2, 3))):
        given: dict[str, Any] = {"stance": draw(_STANCES), "reported": draw(reported)}
        if not said and draw(_EITHER):
            given["via"] = draw(st.permutations(world.pools[Source]))
        said.append(draw_instance(Attribution, draw, world, given))
    turned = said[0].replace(via=[*reversed(said[0].via)])
    said = with_twin(said, draw, world)
    if turned not in said:
        said.append(turned)
    if world.unknown and draw(st.booleans()):
        # Differs from another in nothing that Python's == on plain data would see.
        said += [said[0].replace(kept={"x_checked": mark}) for mark in (True, 1)]
    return said


def _draw_claims(draw: DrawFn, records: list[Record], attributions: list[Attribution]) -> list[Claim]:
    claims = []
    for record in records:
        sources = _subset(draw, attributions)
        if sources:
            labels: dict[str, Any] = draw(_LABELS)
            claims.append(Claim(record, attributions=sources, **labels))
    return claims


def _draw_retraction(draw: DrawFn, world: World, attributions: list[Attribution]) -> Retraction:
    given = {
        "source": choose(draw, attributions).source,
        "at": choose(draw, (None, *world.pools[Period])),
    }
    return draw_instance(Retraction, draw, world, given)


def _draw_judgement(draw: DrawFn, world: World) -> Judgement:
    return draw_instance(Judgement, draw, world, {"at": choose(draw, (None, *world.pools[Period]))})


@st.composite
def _sitreps(draw: DrawFn, unknown: bool, overrides: dict[str, Any]) -> SitRep:
    (report,) = draw(families(1, unknown=unknown))
    given = {name: draw(value) if isinstance(value, SearchStrategy) else value for name, value in overrides.items()}
    return report.replace(**given)


def sitreps(*, unknown: bool = True, **overrides: Any) -> SearchStrategy[SitRep]:
    """Whole reports. Each override is a value or a strategy for one of the report's sets."""
    for name in overrides.keys() - declared(SitRep).keys():
        raise TypeError(f"SitRep has no field {name!r}. {resembling(name, declared(SitRep))}".rstrip())
    return _sitreps(unknown, overrides)
