"""The outcome of judgements on claims where the claims meet: which stand, and which contradict each other."""

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from typing import Any

from attrs import evolve

from sitrep.claims import Judgement
from sitrep.pictures.policies import Option
from sitrep.vocabularies import Verdict

_UPHOLDING = (Verdict.PREFERRED, Verdict.CONFIRMED)


def weigh(options: Sequence[Option], agree: Callable[[Any, Any], bool]) -> tuple[list[Option], tuple[Judgement, ...]]:
    """Return the values of one time with the judgements that stand, and those of them that contradict each other.

    A body that upholds a value no longer upholds its rivals of which it did so before.
    """
    upheld: dict[int, list[Judgement]] = {
        place: judgements for place, option in enumerate(options) if (judgements := _upholding(option.judgements))
    }
    rivalries = [
        (one, other) for one, other in combinations(upheld, 2) if not agree(options[one].held, options[other].held)
    ]
    outdated = {
        judgement
        for pair in rivalries
        for mine, its in (pair, pair[::-1])
        for judgement in upheld[mine]
        if any(map(judgement.is_outdated_by, upheld[its]))
    }
    weighed = [
        evolve(option, judgements=tuple(each for each in option.judgements if each not in outdated))
        for option in options
    ]
    clash = [each for option in weighed for each in contradicting(option.judgements)]
    for pair in rivalries:
        one, other = (_upholding(weighed[place].judgements) for place in pair)
        clash += [*one, *other] if one and other else []
    return weighed, tuple(sorted(set(clash), key=lambda each: each.canonical))


def contradicting(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """Return the judgements that uphold a claim that others reject, and those that reject it."""
    by_claim: dict[str, list[Judgement]] = {}
    for each in judgements:
        if each.verdict != Verdict.IN_REVIEW:
            by_claim.setdefault(each.claim, []).append(each)
    return tuple(each for said in by_claim.values() if 0 < len(_upholding(said)) < len(said) for each in said)


def _upholding(judgements: Iterable[Judgement]) -> list[Judgement]:
    return [each for each in judgements if each.verdict in _UPHOLDING]
