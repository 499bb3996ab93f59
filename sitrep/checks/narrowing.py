"""Which subjects are parts of which: what one counts, another counts too."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import combinations
from typing import Any

from attrs import frozen

from sitrep.checks.series import Topic, per_class
from sitrep.fields.declarations import Declaration, Role, declared
from sitrep.fields.kinds import CodeKind, ValueKind
from sitrep.pictures.totals import tells_in_what_sense
from sitrep.records.base import Record
from sitrep.records.counts import AgeKind
from sitrep.values.places import Place

_MOST_DROPPED = 2
"""Parts are found by one or two narrowing fields, such as the women of an age."""

_NO_PART = {"since", "component"}
"""A later start and a component of a change pick out no part of what is counted at a time."""

Key = tuple[str, tuple[int, ...]]
"""A record type, and what identifies a subject of it."""


def narrows(declaration: Declaration) -> bool:
    """Whether a value in an identifying field picks out a part of what is counted without it.

    A field that tells in what sense something is counted picks out nobody.
    """
    return not (
        declaration.role not in (Role.SUBJECT, Role.CATEGORY)
        or declaration.must_be_given
        or declaration.name in _NO_PART
        or tells_in_what_sense(declaration)
    )


@frozen(eq=False)
class Lattice:
    """All subjects of a report, each with its wholes and its parts."""

    topics: tuple[Topic, ...]

    @cached_property
    def _numbers(self) -> dict[tuple[str, Any], int]:
        # Hashing a place takes long, and each value stands in many keys.
        numbers: dict[tuple[str, Any], int] = {}
        for topic in self.topics:
            for field in topic.fields.items():
                numbers.setdefault(field, len(numbers))
        return numbers

    @cached_property
    def _identity(self) -> dict[Topic, dict[str, int]]:
        numbers = self._numbers
        return {topic: {field[0]: numbers[field] for field in topic.fields.items()} for topic in self.topics}

    def key(self, topic: Topic, *without: str, **instead: Any) -> Key | None:
        """The key of a subject like another, but for some fields; None where there is none like it."""
        numbers = {number for name, number in self._identity[topic].items() if name not in without}
        for field in instead.items():
            numbers.discard(self._identity[topic].get(field[0], -1))
            if field not in self._numbers:
                return None
            numbers.add(self._numbers[field])
        return topic.record.type, tuple(sorted(numbers))

    @cached_property
    def _by_key(self) -> Mapping[Key | None, Topic]:
        return {self.key(topic): topic for topic in self.topics}

    def like(self, topic: Topic, *without: str, **instead: Any) -> Topic | None:
        """The subject that differs from another in these fields alone."""
        key = self.key(topic, *without, **instead)
        return self._by_key.get(key) if key else None

    def bases(self, *without: str) -> Iterable[list[Topic]]:
        """The subjects that differ in these fields alone."""
        bases: dict[Key | None, list[Topic]] = {}
        for topic in self.topics:
            bases.setdefault(self.key(topic, *without), []).append(topic)
        return bases.values()

    def wholes(self, topic: Topic) -> Iterator[Topic]:
        """The subjects that count all that this one does, and more."""
        if not topic.points:
            return
        declarations = declared(type(topic.record))
        narrowing = [name for name in topic.fields if name in declarations and narrows(declarations[name])]
        for size in range(1, _MOST_DROPPED + 1):
            for dropped in combinations(narrowing, size):
                whole = self.like(topic, *dropped)
                if whole is not None:
                    yield whole
        for name in _nesting(type(topic.record)):
            covering = self._covering.get((topic.record.type, name))
            if covering and name in topic.fields:
                rest, kind = self.key(topic, name), declarations[name].kind
                for token in _within(declarations[name], getattr(topic.record, name)):
                    for whole in covering.get((rest, token), ()):
                        if token[0] != "age" or kind.covers(whole.fields[name], topic.fields[name]):
                            yield whole

    @cached_property
    def _covering(self) -> Mapping[tuple[str, str], dict[Any, list[Topic]]]:
        """By type and field the subjects whose value takes in others, by what is taken in."""
        covering: dict[tuple[str, str], dict[Any, list[Topic]]] = {}
        for topic in self.topics:
            for name in _nesting(type(topic.record)):
                if name in topic.fields:
                    for token in _covered(declared(type(topic.record))[name], getattr(topic.record, name)):
                        by_token = covering.setdefault((topic.record.type, name), {})
                        by_token.setdefault((self.key(topic, name), token), []).append(topic)
        return covering

    def parts(self, topic: Topic) -> Iterator[tuple[str, list[Topic], int]]:
        """By each field by which a subject falls into parts: the parts, and how many make up the whole."""
        for name, held, needed in _partitions(topic.record):
            parts = [self.like(topic, **{name: part}) for part in held]
            yield name, [part for part in parts if part], needed

    def measured_otherwise(self, topic: Topic, name: str) -> Iterator[Topic]:
        """The parts by one field that are counted, but by another measure than the whole."""
        for field, held, _ in _partitions(topic.record):
            for part in held if field == name else ():
                if not self.like(topic, **{name: part}):
                    key = self.key(topic, "measure", "since", **{name: part})
                    yield from self._by_base.get(key, ()) if key else ()

    @cached_property
    def _by_base(self) -> Mapping[Key | None, list[Topic]]:
        return {self.key(topics[0], "measure", "since"): topics for topics in self.bases("measure", "since")}


@per_class
def _nesting(cls: type[Any]) -> tuple[str, ...]:
    """The identifying fields of a type whose values may take in one another."""
    return tuple(
        name
        for name, declaration in declared(cls).items()
        if declaration.role in (Role.SUBJECT, Role.CATEGORY)
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
    """What a value takes in, as tokens that `_within` gives of what lies within it."""
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
