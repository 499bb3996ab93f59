"""Drafts: proposals of claims from a text, each with the words that support it, and what readers decide of them."""

from sitrep.drafts.binding import Bound as Bound, Refused as Refused, bind as bind
from sitrep.drafts.decisions import Decision as Decision, apply as apply, merge_decisions as merge_decisions
from sitrep.drafts.drafting import draft as draft
from sitrep.drafts.proposals import Drafted as Drafted, Proposal as Proposal
