"""Subjects that are parts of others: what one counts, another counts too."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import combinations
from typing import Any

from attrs import frozen

from sitrep.checks.series import FigureHistory, per_class
from sitrep.fields.declarations import Declaration, FieldRole, declared
from sitrep.fields.kinds import CodeKind, ValueKind
from sitrep.pictures.breakdowns import narrows
from sitrep.records.base import Record
from sitrep.records.counts import AgeKind
from sitrep.values.places import Place

_MOST_DROPPED = 2
"""Parts are found by one or two narrowing fields, such as the women of an age."""

Key = tuple[str, tuple[int, ...]]
"""A record type, and what identifies a subject of it."""


@frozen(eq=False)
class Lattice:
    """All subjects of a report, each with its wholes and its parts."""

    histories: tuple[FigureHistory, ...]

    @cached_property
    def _numbers(self) -> dict[tuple[str, Any], int]:
        # Hashing a place takes long, and each value stands in many keys.
        numbers: dict[tuple[str, Any], int] = {}
        for history in self.histories:
            for field in history.fields.items():
                numbers.setdefault(field, len(numbers))
        return numbers

    @cached_property
    def _identity(self) -> dict[FigureHistory, dict[str, int]]:
        numbers = self._numbers
        return {history: {field[0]: numbers[field] for field in history.fields.items()} for history in self.histories}

    def key(self, history: FigureHistory, *without: str, **instead: Any) -> Key | None:
        """The key of a subject like another, but for some fields; None where there is none like it."""
        numbers = {number for name, number in self._identity[history].items() if name not in without}
        for field in instead.items():
            numbers.discard(self._identity[history].get(field[0], -1))
            if field not in self._numbers:
                return None
            numbers.add(self._numbers[field])
        return history.record.type, tuple(sorted(numbers))

    @cached_property
    def _by_key(self) -> Mapping[Key | None, FigureHistory]:
        return {self.key(history): history for history in self.histories}

    def like(self, history: FigureHistory, *without: str, **instead: Any) -> FigureHistory | None:
        """The subject that differs from another in these fields alone."""
        key = self.key(history, *without, **instead)
        return self._by_key.get(key) if key else None

    def bases(self, *without: str) -> Iterable[list[FigureHistory]]:
        """The subjects that differ in these fields alone."""
        bases: dict[Key | None, list[FigureHistory]] = {}
        for history in self.histories:
            bases.setdefault(self.key(history, *without), []).append(history)
        return bases.values()

    def wholes(self, history: FigureHistory) -> Iterator[FigureHistory]:
        """The subjects that count all that this one does, and more."""
        if not history.points:
            return
        declarations = declared(type(history.record))
        narrowing = [name for name in history.fields if name in declarations and narrows(declarations[name])]
        for size in range(1, _MOST_DROPPED + 1):
            for dropped in combinations(narrowing, size):
                whole = self.like(history, *dropped)
                if whole is not None:
                    yield whole
        for name in _nesting(type(history.record)):
            covering = self._covering.get((history.record.type, name))
            if covering and name in history.fields:
                rest, kind = self.key(history, name), declarations[name].kind
                for token in _within(declarations[name], getattr(history.record, name)):
                    for whole in covering.get((rest, token), ()):
                        if token[0] != "age" or kind.covers(whole.fields[name], history.fields[name]):
                            yield whole

    @cached_property
    def _covering(self) -> Mapping[tuple[str, str], dict[Any, list[FigureHistory]]]:
        """By type and field the subjects whose value takes in others, by what is taken in."""
        covering: dict[tuple[str, str], dict[Any, list[FigureHistory]]] = {}
        for history in self.histories:
            for name in _nesting(type(history.record)):
                if name in history.fields:
                    for token in _covered(declared(type(history.record))[name], getattr(history.record, name)):
                        by_token = covering.setdefault((history.record.type, name), {})
                        by_token.setdefault((self.key(history, name), token), []).append(history)
        return covering

    def parts(self, history: FigureHistory) -> Iterator[tuple[str, list[FigureHistory], int]]:
        """By each field by which a subject falls into parts: the parts, and how many make up the whole."""
        for name, held, needed in _partitions(history.record):
            parts = [self.like(history, **{name: part}) for part in held]
            yield name, [part for part in parts if part], needed

    def measured_otherwise(self, history: FigureHistory, name: str) -> Iterator[FigureHistory]:
        """The parts by one field that are counted, but by another measure than the whole."""
        for field, held, _ in _partitions(history.record):
            for part in held if field == name else ():
                if not self.like(history, **{name: part}):
                    key = self.key(history, "measure", "since", **{name: part})
                    yield from self._by_base.get(key, ()) if key else ()

    @cached_property
    def _by_base(self) -> Mapping[Key | None, list[FigureHistory]]:
        return {self.key(histories[0], "measure", "since"): histories for histories in self.bases("measure", "since")}


@per_class
def _nesting(cls: type[Any]) -> tuple[str, ...]:
    """The identifying fields of a type whose values may take in one another."""
    return tuple(
        name
        for name, declaration in declared(cls).items()
        if declaration.role in (FieldRole.SUBJECT, FieldRole.CATEGORY)
        and (
            isinstance(declaration.kind, CodeKind | AgeKind)
            or (isinstance(declaration.kind, ValueKind) and issubclass(declaration.kind.cls, Place))
        )
    )


def _partitions(record: Record) -> Iterator[tuple[str, list[Any], int]]:
    """The fields whose value falls into parts: those, and how many of them make up the whole."""
    for name in _nesting(type(record)):
        declaration, held = declared(type(record))[name], getattr(record, name)
        parts: list[Any] = []
        if isinstance(held, Place):
            parts = [*dict.fromkeys(place.identity for place in held.parts)]
        elif isinstance(declaration.kind, CodeKind) and held is not None:
            if held == declaration.default == "all":
                # Codes such as other and unspecified are seldom given.
                yield name, [*declaration.kind.parts(held)], 2
            elif held != "all":
                parts = [*declaration.kind.parts(held)]
        if parts:
            yield name, parts, len(parts)


def _covered(declaration: Declaration, held: Any) -> Iterator[tuple[str, Any]]:
    """Return what a value takes in, as tokens that `_within` gives of what lies within it."""
    if isinstance(held, Place):
        yield from (("place", place.identity) for place in held.parts)
        if held.pcode:
            yield "pcode", held.pcode
        if held.country and held.is_country:
            yield "country", held.country
    elif isinstance(declaration.kind, AgeKind):
        yield "age", None
    elif isinstance(declaration.kind, CodeKind):
        if held == "all":
            yield "any", None
        else:
            yield from (("code", code) for code in declaration.kind.parts(held))


def _within(declaration: Declaration, held: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(held, Place):
        yield "place", held.identity
        pcode = held.pcode or ""
        yield from (("pcode", pcode[:length]) for length in range(2, len(pcode)))
        if held.country and not held.parts and not held.is_country:
            yield "country", held.country
    elif isinstance(declaration.kind, AgeKind):
        yield "age", None
    elif isinstance(declaration.kind, CodeKind):
        if held != "all":
            yield "any", None
        yield "code", str(held)
