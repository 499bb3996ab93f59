"""Ways to choose among values that conflict: named and composable; where they decide nothing, nothing is chosen."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from attrs import frozen

from sitrep.claims import Claim, Judgement
from sitrep.errors import refuse
from sitrep.fields.canonical import canonical_line
from sitrep.fields.declarations import declared
from sitrep.languages import isolated, message, say, say_list, say_of
from sitrep.values.figures import Figure
from sitrep.values.sources import Attribution, Source
from sitrep.vocabularies import Reliability, SourceKind, Verdict


@frozen
class Option:
    """A value that a field may have, with the claims and the attributions that stand behind it."""

    held: Any
    claims: tuple[Claim, ...]
    attributions: tuple[Attribution, ...]
    """Those who assert it, and have not taken it back."""
    denied_by: tuple[Source, ...] = ()
    """Sources that deny one of the claims."""
    disputed_by: tuple[Source, ...] = ()
    """Retractions of the word of another source: a dispute, which removes nothing."""
    judgements: tuple[Judgement, ...] = ()
    """The words of those who weigh claims on the claims, as far as they stand."""

    @property
    def independent_sources(self) -> int:
        """Number of sources behind it that don't hang together.

        Sources hang together that have one name, or that reached the report through the same relay:
        three outlets that all relay one agency are one.
        """
        return count_independent(self.attributions)


def count_independent(attributions: Iterable[Attribution]) -> int:
    """Return the number of groups of attributions that share no source and no relay with each other."""
    leads_to: dict[str, str] = {}

    def last(name: str) -> str:
        while leads_to.setdefault(name, name) != name:
            # Each step halves the way for those who come after.
            leads_to[name] = name = leads_to[leads_to[name]]
        return name

    for attribution in attributions:
        group = last(attribution.source.name)
        for relay in attribution.via:
            leads_to[last(relay.name)] = group
    return sum(name == after for name, after in leads_to.items())


@frozen
class Policy:
    """A rule of choice: the option with the greatest `rank` wins.

    Where ranks are equal, the policies after it decide. The choice never hangs on the order in which
    things were said. `say` completes "chosen as".
    """

    name: str
    rank: Callable[[Option], Any]
    say: Callable[[Option], str]
    after: "Policy | None" = None

    def then(self, other: "Policy") -> "Policy":
        """This policy, with another to break its ties."""
        other = Policy.coerce(other)
        after = other if self.after is None else self.after.then(other)
        return Policy(self.name, self.rank, self.say, after)

    @classmethod
    def coerce(cls, given: Any) -> "Policy":
        """A policy as it is given; raises `InvalidError` for anything else."""
        if isinstance(given, cls):
            return given
        hint = "sitrep.policies has " + ", ".join(name.replace(" ", "_") for name in POLICIES)
        raise refuse(given, "a Policy", "policy", hint=f"{hint}, preferred(…), by_source_kind(…) and judged_by(…).")

    def best(self, options: Sequence[Option]) -> tuple[list[Option], str]:
        """Return the options that win, several where nothing decides between them, and why."""
        if len(options) == 1:
            return [*options], say("the only value")
        ranks = [self.rank(option) for option in options]
        greatest = max(ranks)
        tied = [option for option, rank in zip(options, ranks, strict=True) if rank == greatest]
        if len(tied) == 1:
            return tied, say_of(self.spoken_name, self.say(tied[0]))
        return self.after.best(tied) if self.after else (tied, say("{rule} decides nothing", rule=self.spoken_name))

    def __str__(self) -> str:
        name = self.spoken_name
        return name if self.after is None else say("{rule}, then {next}", rule=name, next=self.after)

    @property
    def spoken_name(self) -> str:
        """The name in the language that is spoken."""
        return say(self.name, context="rule of choice")


def reported_at(attribution: Attribution) -> datetime | None:
    """Return when an attribution came to be known: when it was reported, or its document published."""
    when = attribution.reported or (attribution.document and attribution.document.published)
    return when.latest or when.earliest if when else None


def _newest(option: Option) -> datetime:
    return max(filter(None, map(reported_at, option.attributions)), default=datetime.min)  # noqa: DTZ901


def _reliability(option: Option) -> tuple[int, int]:
    letters = list(Reliability)
    # A source that nobody judged ranks with F and 6, "cannot be judged".
    return max(
        (
            -letters.index(attribution.source.reliability or Reliability.F),
            -(attribution.credibility or 6),
        )
        for attribution in option.attributions
    )


def _say_reliability(option: Option) -> str:
    reliability, credibility = _reliability(option)
    return say("reliability {letter}, credibility {digit}", letter=list(Reliability)[-reliability], digit=-credibility)


def _low(option: Option) -> float:
    bounds = option.held.interval() if isinstance(option.held, Figure) else (None, None)
    return float("-inf") if bounds[0] is None else bounds[0]


def _high(option: Option) -> float:
    bounds = option.held.interval() if isinstance(option.held, Figure) else (None, None)
    return float("inf") if bounds[1] is None else bounds[1]


newest = Policy(
    message("newest", context="rule of choice"),
    _newest,
    lambda option: (
        say("reported {date}", date=f"{_newest(option):%Y-%m-%d}") if _newest(option).year > 1 else say("undated")
    ),
)
"""Prefer what was reported last."""

most_reliable = Policy(message("most reliable", context="rule of choice"), _reliability, _say_reliability)
"""Prefer what the source of the best Admiralty letter says, and among equals the most credible piece."""

best_corroborated = Policy(
    message("best corroborated", context="rule of choice"),
    lambda option: option.independent_sources,
    lambda option: say("independent sources: {number}", number=option.independent_sources),
)
"""Prefer what the most independent sources stand behind."""

highest = Policy(
    message("highest", context="rule of choice"),
    lambda option: (_low(option), _high(option)),
    lambda option: str(option.held),
)
"""The figure with the highest lower bound."""

lowest = Policy(
    message("lowest", context="rule of choice"),
    lambda option: (-_high(option), -_low(option)),
    lambda option: str(option.held),
)
"""The figure with the lowest upper bound."""


def preferred(*sources: str) -> Policy:
    """Prefer what the first of these sources says that says anything, by name."""
    names = [canonical_line(source) for source in sources]
    return _in_order(message("preferred source", context="rule of choice"), names, lambda source: source.name, names)


def by_source_kind(*kinds: SourceKind | str) -> Policy:
    """Prefer what sources of the first of these kinds say of which any says anything."""
    kind = declared(Source)["kind"].kind
    wanted = [kind.convert(each) for each in kinds]
    return _in_order(
        message("source kind", context="rule of choice"),
        wanted,
        lambda source: source.kind,
        [kind.say(each) for each in wanted],
    )


def _in_order(name: str, wanted: Sequence[str], of: Callable[[Source], str | None], words: Sequence[str]) -> Policy:
    def rank(option: Option) -> int:
        given = {of(attribution.source) for attribution in option.attributions}
        return max((-place for place, each in enumerate(wanted) if each in given), default=-len(wanted))

    def say_chosen(option: Option) -> str:
        place = -rank(option)
        said = [*map(isolated, words)]
        return said[place] if place < len(wanted) else say("none of {these}", these=say_list(said))

    return Policy(name, rank, say_chosen)


_WEIGHTS = {Verdict.PREFERRED: 2, Verdict.CONFIRMED: 1, Verdict.IN_REVIEW: 0, Verdict.REJECTED: -1}


def judged_by(*bodies: str) -> Policy:
    """Choose what the first of these bodies prefers, else confirms, else doesn't reject, by their names."""
    names = [canonical_line(body) for body in bodies]

    def rank(option: Option) -> tuple[int, ...]:
        return tuple(_weight(option, name) for name in names)

    def say_chosen(option: Option) -> str:
        for name in names:
            if _weight(option, name) > 0:
                said = (each for each in option.judgements if each.by.name == name)
                return str(max(said, key=lambda each: _WEIGHTS[each.verdict]))
        return say("not rejected by {bodies}", bodies=say_list(map(isolated, names)))

    return Policy(message("judgement", context="rule of choice"), rank, say_chosen)


def _weight(option: Option, body: str) -> int:
    """Return what the judgements of a body come to for a value: the best that it says of any of the claims."""
    weights: dict[str, set[int]] = {claim.id: set() for claim in option.claims}
    for each in option.judgements:
        if each.by.name == body:
            weights[each.claim].add(_WEIGHTS[each.verdict])
    # A body that rejects a claim and says another thing of it too has decided nothing.
    return max(0 if not each or (min(each) < 0 and len(each) > 1) else max(each) for each in weights.values())


POLICIES = {policy.name: policy for policy in (newest, most_reliable, best_corroborated, highest, lowest)}
"""The policies that need no more than their name."""

DEFAULT = newest.then(most_reliable).then(best_corroborated)
