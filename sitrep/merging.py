"""The join of claims, and its inverse. Nothing here chooses between claims."""

from collections.abc import Iterable, Mapping

from sitrep.claims import Claim
from sitrep.vocabularies import Sensitivity

_STRICTEST_LAST: tuple[Sensitivity | None, ...] = (None, *Sensitivity)
"""What nobody has assessed yields to any assessment."""


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


def _join(claims: list[Claim]) -> Claim:
    """One claim with all attributions of several claims of one record, and the strictest sensitivity."""
    first, *others = claims
    sensitivity = first.sensitivity
    for claim in others:
        sensitivity = stricter(sensitivity, claim.sensitivity)
    attributions = {attribution for claim in claims for attribution in claim.attributions}
    if len(attributions) == len(first.attributions) and sensitivity == first.sensitivity:
        return first
    return first.replace(attributions=attributions, sensitivity=sensitivity)


def lacking(claim: Claim, held: Mapping[str, Claim]) -> Claim | None:
    """The least claim that brings all of `claim` to who has `held`, or None where nothing is lacking."""
    mine = held.get(claim.id)
    if mine is None:
        return claim
    missing = set(claim.attributions) - set(mine.attributions)
    if missing:
        return claim.replace(attributions=missing)
    if stricter(claim.sensitivity, mine.sensitivity) != mine.sensitivity:
        return claim
    return None
