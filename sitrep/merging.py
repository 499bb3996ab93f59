"""The join of claims, and its inverse. Nothing here chooses between claims."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import compress, islice
from operator import is_not
from typing import TypeVar

from sitrep.claims import Claim
from sitrep.fields.codes import Level, strictest
from sitrep.fields.declarations import Value, declared
from sitrep.records.base import UnknownRecord
from sitrep.values.sources import Attribution

SomeValue = TypeVar("SomeValue", bound=Value)

_ATTRIBUTIONS = declared(Claim)["attributions"].kind


def stricter(one: Level | None, other: Level | None) -> Level | None:
    """The stricter of two levels of one list; what nobody has assessed yields to any assessment."""
    return strictest((one, other))


def join_claims(claims: Iterable[Claim]) -> dict[str, Claim]:
    """The claims by their ids, in the order of the ids; claims of one record become one.

    One pass: however many claims there are of a record, it is rebuilt once.
    """
    joined: dict[str, Claim] = {}
    collisions: dict[str, list[Claim]] = {}
    for claim in claims:
        held = joined.setdefault(claim.id, claim)
        if held is not claim:
            collisions.setdefault(claim.id, [held]).append(claim)
    for claim_id, same in collisions.items():
        joined[claim_id] = _join(same)
    return {claim_id: joined[claim_id] for claim_id in sorted(joined)}


def unite(reports: Sequence[dict[str, Claim]]) -> dict[str, Claim]:
    """The claims of all reports by their ids; what is in one of them alone is passed on without being looked at."""
    united: dict[str, Claim] = {}
    for claims in reports:
        united |= claims
    if len(united) < sum(map(len, reports)):
        collisions: dict[str, list[Claim]] = {}
        for claim in _replaced(reports, united):
            collisions.setdefault(claim.id, [united[claim.id]]).append(claim)
        for claim_id, same in collisions.items():
            united[claim_id] = _join(same)
    return united


def _replaced(reports: Sequence[dict[str, Claim]], united: dict[str, Claim]) -> Iterable[Claim]:
    """The claims in whose place `united` has another of their record: that of the last report which has one."""
    first, *others = reports[:-1]
    # A dict keeps the place of a key whose value is replaced: the claims of the first report needn't be looked up.
    said, held = [*first.values()], [*islice(united.values(), len(first))]
    for claims in others:
        said += claims.values()
        held += map(united.__getitem__, claims)
    # Comparing lists of the same objects, as they mostly are, takes less than looking for those that differ.
    return () if said == held else compress(said, map(is_not, said, held))


def _join(claims: list[Claim]) -> Claim:
    """One claim with all attributions of several claims of one record, and the strictest labels."""
    # A record that was read before its type was declared yields to one that is of that type.
    first, *others = sorted(claims, key=_is_unknown)
    joined = first.labelled_like(others)
    attributions = _ATTRIBUTIONS.collect([attribution for claim in claims for attribution in claim.attributions])
    if attributions == first.attributions:
        return joined
    levels = {name: getattr(joined, name) for name in Claim.labels}
    return type(first).assemble(record=first.record, attributions=attributions, **levels)


def _is_unknown(claim: Claim) -> bool:
    return isinstance(claim.record, UnknownRecord)


def lacking(claim: Claim, held: Mapping[str, Claim], *, relays: bool = True) -> Claim | None:
    """The least claim that brings all of `claim` to who has `held`, or None where nothing is lacking.

    Without `relays` an attribution that differs from one that is held only in how it came here is none.
    """
    mine = held.get(claim.id)
    if mine is None:
        return claim
    others = lacking_of(claim.attributions, mine.attributions)
    missing = others
    if not relays:
        words = {_word(each) for each in mine.attributions}
        missing = {each for each in others if _word(each) not in words}
    if not missing and mine.labelled_like([claim]) is not mine:
        # Labels come with somebody who speaks.
        missing = others or set(claim.attributions)
    return claim.replace(attributions=missing) if missing else None


def lacking_of(values: Iterable[SomeValue], held: Iterable[SomeValue]) -> set[SomeValue]:
    """Return the values that somebody lacks who holds others: those that aren't there, and those labelled stricter."""
    theirs = set(held)
    lacked = set(values) - theirs
    if any(value.is_labelled for value in (*lacked, *theirs)):
        by_bare = {value.bare: value for value in theirs}
        return {each for each in lacked if (its := by_bare.get(each.bare)) is None or its.labelled_like([each]) != its}
    return lacked


def _word(attribution: Attribution) -> Attribution:
    """Return what a source says, without how it came here and how far it may go."""
    how = ("said", "reported", "document", "span", "excerpt", *Attribution.labels)
    return attribution.replace(via=(), **dict.fromkeys(how))
