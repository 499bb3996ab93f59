"""Near-twins: a value that differs from another in one field, or in one field of a value it holds.

A merge that compares by some of the fields takes two such values for one, and loses one of them.
"""

from collections.abc import Sequence
from typing import Any, TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from sitrep.errors import InvalidError
from sitrep.fields.declarations import Declaration, Value, declared
from sitrep.fields.kinds import FlagKind, Kind, ManyKind
from sitrep.records.base import Record, Subject
from sitrep.testing.drawing import World, draw_held, draw_instance
from sitrep.testing.scalars import choose

SomeValue = TypeVar("SomeValue", bound=Value)

_SOMETIMES = st.sampled_from((False, False, False, True))
_EITHER = st.booleans()


def draw_twin(value: SomeValue, draw: DrawFn, world: World) -> SomeValue:
    """The value with something else in one field; the same value where no rule lets any differ."""
    fields = [*declared(type(value)).values()]
    # Left to chance, few twins would differ in a value that they hold.
    holding = [each for each in fields if _holds_values(getattr(value, each.name))]
    among = holding if draw(_SOMETIMES) and holding else fields
    first = fields.index(choose(draw, among))
    # The field drawn, or the next that the rules between fields let differ.
    for each in (*fields[first:], *fields[:first]):
        for make in (_another, _anew):
            twin = _changed(value, each, make(each, getattr(value, each.name), draw, world))
            if twin != value:
                return twin
    return value


def _holds_values(held: Any) -> bool:
    return isinstance(held, Value) or (isinstance(held, tuple) and any(map(_holds_values, held)))


def _changed(value: SomeValue, declaration: Declaration, held: Any) -> SomeValue:
    try:
        return value.replace(**{declaration.name: held})
    except InvalidError:
        return value


def with_twin(values: Sequence[SomeValue], draw: DrawFn, world: World) -> list[SomeValue]:
    """The values, and a near-twin of the first."""
    return [*values, *with_twins(values[:1], draw, world)[1:]]


def with_twins(values: Sequence[SomeValue], draw: DrawFn, world: World) -> list[SomeValue]:
    """The values, and a near-twin of each."""
    return [*values, *(draw_twin(value, draw, world) for value in values)]


def _anew(declaration: Declaration, held: Any, draw: DrawFn, world: World) -> Any:
    return draw_held(declaration.kind, draw, world)


def _another(declaration: Declaration, held: Any, draw: DrawFn, world: World) -> Any:
    """Draw what is near to the value that the field holds, or nothing."""
    if held != declaration.default and not declaration.must_be_given and draw(_SOMETIMES):
        return declaration.default
    return _near(declaration.kind, held, draw, world)


def _near(kind: Kind, held: Any, draw: DrawFn, world: World) -> Any:
    if isinstance(kind, FlagKind):
        return not held
    if isinstance(kind, ManyKind) and held:
        if kind.ordered and len(held) > 1 and draw(_EITHER):
            return [*reversed(held)]
        first, *rest = held
        if draw(_EITHER):
            return [_near(kind.item, first, draw, world), *rest]
        return [*held, draw_held(kind.item, draw, world)]
    if isinstance(held, Subject):
        # One that the world doesn't have yet; changed in one field, it might be of a type that nobody declares.
        return draw_instance(Record, draw, world).subject
    if isinstance(held, Value) and draw(_EITHER):
        return draw_twin(held, draw, world)
    return draw_held(kind, draw, world)
