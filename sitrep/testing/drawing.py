"""Instances of any declared class, drawn from its declarations."""

from collections.abc import Callable, Mapping, Sequence
from functools import singledispatch
from itertools import combinations
from typing import Any, TypeVar

from attrs import define, field, frozen
from hypothesis import reject, strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from sitrep.caches import VALUES, cached
from sitrep.claims import ClaimIdKind, Link, Retraction
from sitrep.errors import InvalidError
from sitrep.fields.canonical import LARGEST_INTEGER, canonical_prose
from sitrep.fields.codes import Code, OpenCode
from sitrep.fields.declarations import Declaration, FieldRole, Value, declared
from sitrep.fields.kinds import (
    CodeKind,
    FlagKind,
    KeptKind,
    Kind,
    ManyKind,
    NumberKind,
    TextKind,
    ValueKind,
    resembling,
)
from sitrep.records import RECORD_TYPES, Count, Record, UnknownRecord
from sitrep.records.base import Subject
from sitrep.testing import scalars
from sitrep.values.countries import CountryKind
from sitrep.values.figures import Figure, FigureKind, currency
from sitrep.values.places import Place
from sitrep.values.sources import Attribution, Document, Span
from sitrep.vocabularies import Measure, MissingReason, Unit, VagueTerm

SomeValue = TypeVar("SomeValue", bound=Value)

_SIZES = st.sampled_from((0, 1, 1, 2, 2, 3, 4))
_RARELY = st.sampled_from((False,) * 15 + (True,))
_SOMETIMES = st.sampled_from((False,) * 5 + (True,))


@frozen
class World:
    """The surroundings in which instances are drawn.

    `pools` has, for a class or a kind, the instances to choose from, so that they are shared.
    `unknown` says whether members and record types occur that no declaration knows.
    """

    pools: Mapping[type[Any], Sequence[Any]] = field(factory=dict)
    unknown: bool = False


WORLD = World()


@singledispatch
def draw_held(kind: Kind, draw: DrawFn, world: World) -> Any:
    """A value for a field of this kind. Register your own kinds with `draw_held.register`."""
    raise scalars.NoStrategyError(f"no strategy for fields of the kind {type(kind).__name__}")


@draw_held.register
def _(kind: TextKind, draw: DrawFn, world: World) -> Any:
    if kind.rule:
        return draw(scalars.for_rule(kind.rule))
    return draw(scalars.PROSE if kind.clean is canonical_prose else scalars.LINES)


@draw_held.register
def _(kind: CountryKind, draw: DrawFn, world: World) -> Any:
    return draw(scalars.COUNTRIES)


@draw_held.register
def _(kind: ClaimIdKind, draw: DrawFn, world: World) -> Any:
    pool = world.pools.get(ClaimIdKind)
    return scalars.choose(draw, pool) if pool else f"{draw(_record_names())}:{draw(scalars.DIGESTS)}"


@cached(VALUES)
def _record_names() -> SearchStrategy[str]:
    return st.sampled_from([*RECORD_TYPES])


@cached(VALUES)
def _numbers(*, whole: bool) -> SearchStrategy[Any]:
    return scalars.wholes() if whole else scalars.numbers()


@draw_held.register
def _(kind: NumberKind, draw: DrawFn, world: World) -> Any:
    return draw(scalars.for_rule(kind.rule, whole=kind.whole) if kind.rule else _numbers(whole=kind.whole))


@draw_held.register
def _(kind: FlagKind, draw: DrawFn, world: World) -> Any:
    return draw(st.booleans())


@draw_held.register
def _(kind: CodeKind, draw: DrawFn, world: World) -> Any:
    return draw(_codes(kind.codes))


@cached(VALUES)
def _codes(codes: type[Code]) -> SearchStrategy[Any]:
    listed: list[Any] = [*codes]
    if issubclass(codes, OpenCode):
        listed = [str(code) for code in codes]
        listed += [other for other in ("some_other", "x1") if codes.form().fullmatch(other)]
    return st.sampled_from(listed)


@draw_held.register
def _(kind: ValueKind, draw: DrawFn, world: World) -> Any:
    if kind.rule:
        return draw(scalars.for_rule(kind.rule))
    return draw_instance(kind.cls, draw, world)


@draw_held.register
def _(kind: FigureKind, draw: DrawFn, world: World) -> Any:
    if kind.rule:
        return draw(scalars.for_rule(kind.rule))
    unit = str(kind.unit) if kind.only else draw(_UNITS_BUT_PERSONS)
    if kind.unit and not kind.only:
        unit = scalars.choose(draw, (kind.unit, unit))
    how = draw(_FIGURES)
    if how == "plain":
        return Figure(best=draw(_COUNTS if unit in (Unit.PERSONS, Unit.HOUSEHOLDS) else _AMOUNTS), unit=unit)
    if how == "missing":
        return Figure(missing=draw(_codes(MissingReason)), unit=unit)
    if how == "vague":
        return Figure(term=draw(_codes(VagueTerm)), unit=unit)
    return draw_instance(Figure, draw, world, {"unit": unit})


# Left to chance, few figures would be as most are, or missing, or vague.
_FIGURES = st.sampled_from(("plain", "plain", "any", "any", "missing", "vague"))
_COUNTS = scalars.wholes(0)
_AMOUNTS = scalars.numbers(0)
_UNITS_BUT_PERSONS = st.sampled_from([str(unit) for unit in Unit if unit is not Unit.PERSONS])


@draw_held.register
def _(kind: ManyKind, draw: DrawFn, world: World) -> Any:
    # At least one: that there are none is said by leaving the field out.
    return [draw_held(kind.item, draw, world) for _ in range(draw(st.integers(1, 3)))]


@draw_held.register
def _(kind: KeptKind, draw: DrawFn, world: World) -> Any:
    return draw(scalars.MEMBERS)


@define
class Draft:
    """An instance in the making. What was `given` stays; what was drawn may still be changed."""

    cls: type[Any]
    draw: DrawFn
    world: World
    given: Mapping[str, Any]
    fields: dict[str, Any]

    def __getitem__(self, name: str) -> Any:
        return self.fields.get(name)

    def is_free(self, name: str) -> bool:
        return name not in self.given

    def states(self, name: str) -> bool:
        """Return whether the field holds something else than its default."""
        return self[name] not in (None, (), [], declared(self.cls)[name].default)

    def fill(self, *names: str) -> None:
        """Draw a value for one of these fields, if any is free."""
        free = [name for name in names if self.is_free(name)]
        if free:
            name = scalars.choose(self.draw, free) if len(free) > 1 else free[0]
            self.fields[name] = draw_held(declared(self.cls)[name].kind, self.draw, self.world)

    def put(self, name: str, value: Any) -> None:
        if self.is_free(name):
            self.fields[name] = value

    def drop(self, *names: str) -> None:
        for name in names:
            if self.is_free(name):
                self.fields.pop(name, None)


Amend = Callable[[Draft], None]
AMENDS: dict[type[Any], Amend] = {}
"""For each class with rules between its fields, what makes a draft obey them."""


def amends(cls: type[Any]) -> Callable[[Amend], Amend]:
    """Register what makes drafts of a class obey the rules between its fields."""

    def register(amend: Amend) -> Amend:
        AMENDS[cls] = amend
        return amend

    return register


def draw_instance(
    cls: type[SomeValue], draw: DrawFn, world: World = WORLD, given: Mapping[str, Any] | None = None
) -> SomeValue:
    """An instance of a declared class; `given` has values or strategies for some of its fields."""
    made: SomeValue = _draw_any(cls, draw, world, given or {})
    return made


def _draw_any(cls: type[Value], draw: DrawFn, world: World, given: Mapping[str, Any]) -> Any:
    if not given and cls in world.pools:
        return scalars.choose(draw, world.pools[cls])
    if cls is Subject and not given:
        return draw_instance(Record, draw, world).subject
    cls = _concrete(cls, draw, world)
    fixed = {name: draw(value) if isinstance(value, SearchStrategy) else value for name, value in given.items()}
    free = [each for name, each in declared(cls).items() if name not in fixed]
    wanted = [each for each in free if _is_needed(each)]
    if cls is not UnknownRecord:
        optional = (each.name for each in free if not (_is_needed(each) or _nests(each.kind, cls)))
        names = _some_of(tuple(optional), draw)
        wanted += [declared(cls)[name] for name in names]
    fields = fixed | {each.name: draw_held(each.kind, draw, world) for each in wanted}
    if "kept" not in fixed and world.unknown and cls.takes_unknown and draw(_RARELY):
        fields["kept"] = draw(scalars.MEMBERS)
    draft = Draft(cls, draw, world, fixed, fields)
    for base in reversed(cls.__mro__):
        if base in AMENDS:
            AMENDS[base](draft)
    return _built(draft)


def _is_needed(declaration: Declaration) -> bool:
    return bool(declaration.kind.required and not declaration.default)


def _nests(kind: Kind, cls: type[Value]) -> bool:
    """Return whether a field holds instances of its own class, which would have no end."""
    item = kind.item if isinstance(kind, ManyKind) else kind
    return isinstance(item, ValueKind) and issubclass(cls, item.cls)


def _concrete(cls: type[Value], draw: DrawFn, world: World) -> type[Value]:
    """A record type, where any will do."""
    if not issubclass(cls, Record) or cls.type_name or cls is UnknownRecord:
        return cls
    if world.unknown and cls is Record and draw(_SOMETIMES):
        return UnknownRecord
    return scalars.choose(draw, [each for each in RECORD_TYPES.values() if issubclass(each, cls)])


@cached(VALUES)
def _choices_of(names: tuple[str, ...], size: int) -> SearchStrategy[tuple[str, ...]]:
    return st.sampled_from([*combinations(names, size)])


def _some_of(names: tuple[str, ...], draw: DrawFn) -> tuple[str, ...]:
    """A few of the names, in two draws: a list of them would take two for each."""
    return draw(_choices_of(names, min(draw(_SIZES), len(names))))


def _built(draft: Draft) -> Any:
    try:
        return draft.cls(**draft.fields)
    except InvalidError:
        # Rules that were declared elsewhere can only be met by trying; our own are met by construction.
        if unamended(draft.cls):
            reject()
        raise


def unamended(cls: type[Any]) -> list[type[Any]]:
    """The bases of a class that have rules between fields, and nothing here that obeys them."""
    return [base for base in cls.__mro__ if "_faults" in vars(base) and base not in AMENDS and base is not Value]


@amends(Figure)
def _(draft: Draft) -> None:
    numbers = ("low", "best", "high", "above", "below")
    rest = (*numbers, "of", "per", "term", "approximate")
    if draft["missing"]:
        if all(draft.is_free(name) or not draft[name] for name in rest):
            draft.drop(*rest)
            return
        draft.drop("missing")
    stated = any(draft[name] is not None for name in numbers)
    if not stated and (not draft["term"] or (draft["approximate"] and not draft.is_free("approximate"))):
        draft.fill(*numbers)
        stated = True
    if not stated:
        draft.drop("approximate")
    _put_bounds_apart(draft)


def _put_bounds_apart(draft: Draft) -> None:
    for open_bound, closed in (("above", "low"), ("below", "high")):
        if draft[open_bound] is not None and draft[closed] is not None:
            draft.drop(open_bound if draft.is_free(open_bound) else closed)
    ordered = [name for name in (*_ASCENDING, "of") if draft[name] is not None]
    is_whole = draft["unit"] in (None, Unit.PERSONS, Unit.HOUSEHOLDS) and draft["per"] is None
    if is_whole:
        for name in ordered:
            draft.put(name, abs(int(draft[name])))
    _put_in_order(draft, ordered)
    if is_whole and draft["below"] == 0:
        for name in ordered[ordered.index("below") :]:
            draft.put(name, max(1, draft[name]))
    for lesser, greater in _APART:
        least, most = draft[lesser], draft[greater]
        room = 1 if is_whole and (lesser, greater) == ("above", "below") else 0
        if least is not None and most is not None and least + room >= most:
            draft.drop(greater if draft.is_free(greater) else lesser)


_ASCENDING = ("low", "above", "best", "high", "below")
_APART = (
    ("above", "below"),
    ("above", "high"),
    ("above", "best"),
    ("above", "of"),
    ("best", "below"),
    ("low", "below"),
)


def _put_in_order(draft: Draft, names: list[str]) -> None:
    free = [name for name in names if draft.is_free(name)]
    for name, number in zip(free, sorted(draft[name] for name in free), strict=True):
        place = names.index(name)
        floor = [draft[each] for each in names[:place] if not draft.is_free(each)]
        ceiling = [draft[each] for each in names[place:] if not draft.is_free(each)]
        draft.put(name, min([max([number, *floor]), *ceiling]))


_PARTS = st.lists(
    st.tuples(scalars.LINES, st.none() | scalars.COUNTRIES).map(lambda named: Place(name=named[0], country=named[1])),
    min_size=2,
    max_size=3,
    unique=True,
)


@amends(Place)
def _(draft: Draft) -> None:
    if draft.is_free("parts") and draft.draw(_SOMETIMES):
        draft.put("parts", draft.draw(_PARTS))
    for name, other in (("latitude", "longitude"), ("longitude", "latitude")):
        if draft[name] is not None and draft[other] is None:
            draft.fill(other) if draft.is_free(other) else draft.drop(name)
    if not any(draft.states(name) for name in declared(Place) if name not in ("admin_level", "within")):
        draft.fill("name", "country", "pcode")


@amends(Document)
def _(draft: Draft) -> None:
    names = ("title", "url", "sha256", "publisher")
    if not any(draft.states(name) for name in names):
        draft.fill(*names)


@amends(Span)
def _(draft: Draft) -> None:
    if draft["start"] >= draft["end"]:
        if draft.is_free("end"):
            draft.put("start", min(draft["start"], LARGEST_INTEGER - 1))
            draft.put("end", draft["start"] + 1)
        else:
            draft.put("start", draft["end"] - 1)


@amends(Attribution)
def _(draft: Draft) -> None:
    if draft["span"] and not draft["document"]:
        draft.fill("document") if draft.is_free("document") else draft.drop("span")


@amends(Retraction)
def _(draft: Draft) -> None:
    claim = getattr(draft["claim"], "id", draft["claim"])
    if claim == getattr(draft["replaced_by"], "id", draft["replaced_by"]):
        draft.drop("replaced_by")


@amends(Link)
def _(draft: Draft) -> None:
    if draft.is_free("subjects"):
        pool = draft.world.pools.get(Subject)
        subjects = st.sampled_from(pool) if pool and len(pool) > 1 else instances(Subject)
        draft.put("subjects", draft.draw(st.lists(subjects, min_size=2, max_size=2, unique=True)))


@amends(Record)
def _(draft: Draft) -> None:
    names = [each.name for each in stating(draft.cls)]
    may_be_silent = draft.cls.stands_alone or draft.cls is UnknownRecord or draft["kept"]
    if not (may_be_silent or any(map(draft.states, names))):
        draft.fill(*names)


@amends(UnknownRecord)
def _(draft: Draft) -> None:
    if draft["kept"] is None:
        draft.put("kept", draft.draw(st.none() | scalars.MEMBERS))


@amends(Count)
def _(draft: Draft) -> None:
    if draft["since"] and draft["measure"] != Measure.CUMULATIVE:
        if draft.is_free("measure"):
            draft.put("measure", Measure.CUMULATIVE)
        else:
            draft.drop("since")


def stating(cls: type[Value]) -> list[Declaration]:
    """The fields of a record type that state a value."""
    return [each for each in declared(cls).values() if each.role is FieldRole.VALUE]


@st.composite
def _instances(draw: DrawFn, cls: type[Any], world: World, overrides: Mapping[str, Any]) -> Any:
    return draw_instance(cls, draw, world, overrides)


def instances(cls: type[SomeValue], *, unknown: bool = False, **overrides: Any) -> SearchStrategy[SomeValue]:
    """Instances of any declared class, also of a record type that another package declares.

    Each override is a value or a strategy for the field of that name; None leaves the field out.
    `unknown` adds members, and record types, that no declaration knows.
    """
    known = declared(cls).keys() | {"kept"}
    for name in overrides.keys() - known:
        raise TypeError(f"{cls.__name__} has no field {name!r}. {resembling(name, known)}".rstrip())
    return _instances(cls, World(unknown=unknown), overrides)


scalars.register_rule(currency, instances(Figure, unit=st.sampled_from(("USD", "EUR", "SDG"))))
