"""The words of those who weigh claims on them."""

from collections.abc import Iterator

from sitrep.checks.registry import Found, register
from sitrep.checks.view import CheckView
from sitrep.notices import Severity


@register(
    "judged_in_two_ways",
    Severity.WARNING,
    meaning="Judgements contradict each other: one upholds what another rejects, or they uphold rivals.",
    remedy="Let those who judged compare their reasons; a later judgement by one body takes the place of its earlier.",
)
def judged_in_two_ways(view: CheckView) -> Iterator[Found]:
    for finding in view.picture:
        for clash in finding.clashes:
            judged = {each.claim for each in clash}
            claims = {claim.id: claim for claim in finding.claims if claim.id in judged}
            said = (f"{claims[each.claim].record.statement or 'it took place'} is {each}" for each in clash)
            yield claims.values(), f"{finding.headline}: {'; '.join(said)}."
