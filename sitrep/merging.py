"""The join of claims, and its inverse. Nothing here chooses between claims."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import compress, islice
from operator import is_not

from sitrep.claims import Claim
from sitrep.fields.declarations import declared
from sitrep.records.base import UnknownRecord
from sitrep.values.sources import Attribution
from sitrep.vocabularies import Sensitivity

_ATTRIBUTIONS = declared(Claim)["attributions"].kind

_STRICTEST_LAST: tuple[Sensitivity | None, ...] = (None, *Sensitivity)
"""A claim that nobody has assessed yields to any assessment."""


def stricter(one: Sensitivity | None, other: Sensitivity | None) -> Sensitivity | None:
    """The stricter of two levels of sensitivity."""
    return max(one, other, key=_STRICTEST_LAST.index)


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
    """One claim with all attributions of several claims of one record, and the strictest sensitivity."""
    # A record that was read before its type was declared yields to one that is of that type.
    first, *others = sorted(claims, key=_is_unknown)
    sensitivity = first.sensitivity
    for claim in others:
        sensitivity = stricter(sensitivity, claim.sensitivity)
    attributions = _ATTRIBUTIONS.collect([attribution for claim in claims for attribution in claim.attributions])
    if len(attributions) == len(first.attributions) and sensitivity == first.sensitivity:
        return first
    return type(first).assemble(record=first.record, attributions=attributions, sensitivity=sensitivity)


def _is_unknown(claim: Claim) -> bool:
    return isinstance(claim.record, UnknownRecord)


def lacking(claim: Claim, held: Mapping[str, Claim], *, relays: bool = True) -> Claim | None:
    """The least claim that brings all of `claim` to who has `held`, or None where nothing is lacking.

    Without `relays` an attribution that differs from one that is held only in how it came here is none.
    """
    mine = held.get(claim.id)
    if mine is None:
        return claim
    others = set(claim.attributions) - set(mine.attributions)
    missing = others
    if not relays:
        words = {_word(each) for each in mine.attributions}
        missing = {each for each in others if _word(each) not in words}
    if not missing and stricter(claim.sensitivity, mine.sensitivity) != mine.sensitivity:
        # A sensitivity comes with somebody who speaks.
        missing = others or set(claim.attributions)
    return claim.replace(attributions=missing) if missing else None


def _word(attribution: Attribution) -> Attribution:
    """Return what a source says, without how it came here."""
    return attribution.replace(via=(), said=None, reported=None, document=None, span=None, excerpt=None)
