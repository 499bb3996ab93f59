"""The newest of a report: what stands of each subject, without what stood before."""

from sitrep.pictures.consolidation import Finding, picture
from sitrep.pictures.policies import DEFAULT, Policy
from sitrep.report import SitRep


def latest(report: SitRep, policy: Policy = DEFAULT) -> SitRep:
    """Return a report without the claims that newer ones of their subject have replaced.

    Of each field the claims of the newest time stay, those that conflict among them; where nothing
    stands of a subject, its newest claim does.
    """
    kept = {claim for finding in picture(report, policy) for claim in _standing(finding)}
    return report.keep(lambda claim: claim.id in kept)


def _standing(finding: Finding) -> list[str]:
    current = [claim.id for field in finding.fields for option in field.current.options for claim in option.claims]
    return current or [finding.claims[0].id]
