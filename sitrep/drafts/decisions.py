"""The decisions of readers on proposals: kept with whose they are, merged as sets, and turned into a report."""

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import field, frozen

from sitrep.claims import Claim, Header, Judgement
from sitrep.codec.documents import parse
from sitrep.drafts.proposals import Drafted, claim_of
from sitrep.errors import DOCUMENT, FaultCode, InvalidError, refuse
from sitrep.fields.canonical import write_json
from sitrep.report import SitRep
from sitrep.values.periods import Period

DECISIONS_FORMAT = "sitrep-decisions/1"
VERDICTS = ("accepted", "corrected", "rejected", "open")


@frozen(kw_only=True)
class Decision:
    """The decision of one reader on one proposal.

    A correction has the whole record that is meant, and the parts of the attribution that are to be others, as
    JSON data. A later decision of the same reader takes the place of an earlier one; all are kept.
    """

    draft: str
    proposal: str
    verdict: str = field()
    by: str = field()
    at: str = ""
    record: Mapping[str, Any] = field(factory=dict)
    attribution: Mapping[str, Any] = field(factory=dict)
    reason: str = ""

    def __attrs_post_init__(self) -> None:
        if self.verdict not in VERDICTS:
            raise refuse(self.verdict, f"one of: {', '.join(VERDICTS)}", "verdict", code=FaultCode.NOT_IN_LIST)
        if not (isinstance(self.by, str) and self.by.strip()):
            raise refuse(self.by, "the name of the reader", "by", code=FaultCode.MISSING)
        if self.at:
            Period.coerce(self.at)
        if bool(self.record) != (self.verdict == "corrected"):
            raise refuse(self.record, "the whole record where it is corrected, and else none", "record")

    def to_json(self) -> dict[str, Any]:
        data = {"draft": self.draft, "proposal": self.proposal, "verdict": self.verdict, "by": self.by}
        beside = {"at": self.at, "record": self.record, "attribution": self.attribution, "reason": self.reason}
        return data | {name: held for name, held in beside.items() if held}

    @property
    def canonical(self) -> str:
        return write_json(self.to_json())


Decisions = tuple[Decision, ...]


def merge_decisions(*files: Iterable[Decision]) -> Decisions:
    """Return the decisions of all readers: their union, in canonical order."""
    found = {each.canonical: each for decisions in files for each in decisions}
    return tuple(found[key] for key in sorted(found))


def write_decisions(decisions: Iterable[Decision]) -> str:
    """Return decisions as JSON text."""
    listed = [each.to_json() for each in merge_decisions(decisions)]
    return write_json({"format": DECISIONS_FORMAT, "decisions": listed}, indent=2)


def read_decisions(content: str | bytes) -> Decisions:
    """Read decisions. Raises `InvalidError` for anything else, with the path of what is at fault."""
    data = parse(content)
    if (
        not isinstance(data, dict)
        or data.get("format") != DECISIONS_FORMAT
        or not isinstance(data.get("decisions"), list)
    ):
        raise refuse("…", f"decisions: {DECISIONS_FORMAT!r}", "format", code=FaultCode.UNREADABLE).under(root=DOCUMENT)
    found = []
    for at, each in enumerate(data["decisions"]):
        try:
            found.append(Decision(**each))
        except TypeError as error:
            raise refuse(str(error), "a decision", code=FaultCode.UNREADABLE).under(
                "decisions", at, root=DOCUMENT
            ) from None
        except InvalidError as error:
            raise error.under("decisions", at, root=DOCUMENT) from None
    return merge_decisions(found)


def standing(decisions: Iterable[Decision]) -> dict[str, list[Decision]]:
    """Return, for each proposal, the last word of each reader; two of one time stand both."""
    newest: dict[tuple[str, str], list[Decision]] = {}
    for each in sorted(decisions, key=lambda decision: (decision.at, decision.canonical)):
        held = newest.setdefault((each.proposal, each.by), [])
        if held and each.at > held[0].at:
            held.clear()
        held.append(each)
    found: dict[str, list[Decision]] = {}
    for (proposal, _), held in newest.items():
        found.setdefault(proposal, []).extend(held)
    return {proposal: sorted(held, key=lambda each: each.canonical) for proposal, held in found.items()}


def apply(draft: Drafted, decisions: Iterable[Decision]) -> SitRep:
    """Return the report that readers made of a draft: what one of them accepted or corrected.

    Where another reader rejected what one accepted, the claim is there with that judgement beside it, and two
    corrections that differ are two claims. Raises `InvalidError` for a decision on another text, for one on a
    proposal that isn't there, and for one that accepts what is still open.
    """
    decisions = merge_decisions(decisions)
    for at, each in enumerate(decisions):
        if each.draft != draft.digest:
            raise refuse(
                each.draft, f"the digest of this draft's text: {draft.digest}", "draft", code=FaultCode.MISMATCH
            ).under("decisions", at)
    claims: list[Claim] = []
    judgements: list[Judgement] = []
    for proposal_id, held in standing(decisions).items():
        made = [_claim(draft, proposal_id, each) for each in held if each.verdict in ("accepted", "corrected")]
        claims += made
        for each in held:
            if each.verdict == "rejected":
                judgements += (
                    Judgement(claim, "rejected", by=each.by, at=each.at or None, reason=each.reason or None)
                    for claim in made
                )
    document = draft.document
    header = Header(
        title=str(document), publisher=document.publisher, issued=document.published, language=document.language
    )
    return SitRep(headers=[header] if claims else [], claims=claims, judgements=judgements)


def _claim(draft: Drafted, proposal_id: str, decision: Decision) -> Claim:
    proposal = draft[proposal_id]
    if decision.verdict == "accepted":
        if proposal.claim is None:
            hint = "Correct it: give the whole record." if proposal.type else "Correct it, or leave it open."
            raise refuse(
                "accepted",
                f"nothing left open of “{proposal.words}”: {', '.join(proposal.open)}",
                proposal.id,
                hint=hint,
            )
        return proposal.claim
    try:
        return claim_of(decision.record, {**proposal.attribution, **decision.attribution})
    except InvalidError as error:
        raise error.under(proposal.id) from None
