"""What changed between two reports, as data and as sentences."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Any

from attrs import evolve, frozen

from sitrep.claims import Claim
from sitrep.fields.declarations import Declaration
from sitrep.pictures.consolidation import Finding, Picture, State, picture, without_collection
from sitrep.pictures.policies import DEFAULT, Policy
from sitrep.records.base import Subject
from sitrep.report import SitRep
from sitrep.values.figures import Figure
from sitrep.values.sources import Attribution
from sitrep.vocabularies import Stance, Unit


class ChangeKind(StrEnum):
    """In what way the picture of a subject changed."""

    NEW = "new"
    """Nothing was known of the subject before."""
    REVISED = "revised"
    """A figure is another."""
    CHANGED = "changed"
    """A status, or another value that is no figure, is another."""
    STATED = "stated"
    """A field is stated that wasn't before."""
    DISPUTED = "disputed"
    """Claims conflict, or are denied, that didn't or weren't before."""
    SETTLED = "settled"
    """Claims agree, or are no longer denied, that did or were not before."""
    CORROBORATED = "corroborated"
    """More independent sources stand behind a value."""
    ENDED = "ended"
    """What had an open end has one."""
    RETRACTED = "retracted"
    """A source of a claim took it back; others may still state it."""
    ABSENT = "absent"
    """The newer report says nothing of the subject, or of the field."""


@frozen
class Change:
    """One change of the picture."""

    kind: ChangeKind
    headline: str
    """The subject in words."""
    claims: tuple[str, ...]
    """The ids of the claims that say so."""
    field: Declaration | None = None
    before: Any = None
    after: Any = None
    against: tuple[str, ...] = ()
    """What speaks against a value that is disputed: the rivals, and who denies it, in words."""

    @property
    def difference(self) -> tuple[float | None, float | None] | None:
        """Between two figures in one unit the least and the most it may be (None: no bound)."""
        if not (isinstance(self.before, Figure) and isinstance(self.after, Figure)):
            return None
        if self.before.unit != self.after.unit:
            return None
        (old_low, old_high), (new_low, new_high) = self.before.interval(), self.after.interval()
        return (
            None if new_low is None or old_high is None else new_low - old_high,
            None if new_high is None or old_low is None else new_high - old_low,
        )

    @property
    def sentence(self) -> str:
        if self.field is None:
            return "; ".join([f"{self.headline}: {_WITHOUT_FIELD[self.kind].format(self.after)}", *self.against])
        label = self.field.label.lower()
        counts_people = isinstance(self.after, Figure) and self.after.unit == Unit.PERSONS
        words = _OF_FIELD[self.kind].format(
            label=label,
            what="" if counts_people else f"{label} ",
            before=self._say(self.before),
            after=self._say(self.after),
        )
        return "; ".join([f"{self.headline}: {words}{self._say_difference()}", *self.against])

    def _say(self, held: Any) -> str:
        return "" if held is None or self.field is None else _say(self.field, held)

    def _say_difference(self) -> str:
        difference = self.difference
        if difference is None or difference == (None, None):
            return ""
        low, high = difference
        if low == high:
            return f" ({low:+,})"
        if low is None or high is None:
            return f" (at least {low:+,})" if low is not None else f" (at most {high:+,})"
        return f" ({low:+,} to {high:+,})"

    def to_json(self) -> dict[str, Any]:
        data: dict[str, Any] = {"kind": self.kind.value, "sentence": self.sentence, "claims": list(self.claims)}
        if self.field is not None:
            data["field"] = self.field.name
            for name, held in (("before", self.before), ("after", self.after)):
                if held is not None:
                    data[name] = held if isinstance(held, int) else self.field.kind.encode(held)
        if self.against:
            data["against"] = list(self.against)
        if self.difference is not None:
            data["difference"] = dict(zip(("low", "high"), self.difference, strict=True))
        return data

    def __str__(self) -> str:
        return self.sentence


def _say(field: Declaration, held: Any) -> str:
    if isinstance(held, Figure) and held.unit in (Unit.PERSONS, field.name):
        return held.say_quantity()
    return str(field.kind.say(held))


_WITHOUT_FIELD = {
    ChangeKind.NEW: "first reported: {}",
    ChangeKind.ENDED: "ended: {}",
    ChangeKind.RETRACTED: "taken back{}",
    ChangeKind.ABSENT: "no longer reported",
}
_OF_FIELD = {
    ChangeKind.REVISED: "{what}{before} → {after}",
    ChangeKind.CHANGED: "{label} {before} → {after}",
    ChangeKind.STATED: "{label} now stated: {after}",
    ChangeKind.DISPUTED: "{label} now disputed, at {after}",
    ChangeKind.SETTLED: "{label} no longer disputed, at {after}",
    ChangeKind.CORROBORATED: "{label} {after} now has more independent sources",
    ChangeKind.ABSENT: "{label} no longer stated; it was {before}",
}


def diff(old: SitRep, new: SitRep, *, policy: Policy = DEFAULT) -> tuple[Change, ...]:
    """What changed from the picture of one report to that of another, subject by subject.

    Both pictures are drawn by the same policy. What joined or left the report without changing the
    picture (an attribution, a header) is `new - old` and `old - new`.
    """
    old, new = SitRep.coerce(old), SitRep.coerce(new)
    with without_collection():
        return tuple(_changes(old, new, policy))


def _changes(old: SitRep, new: SitRep, policy: Policy) -> Iterator[Change]:
    old_picture, new_picture = picture(old, policy), picture(new, policy)
    before, after = _by_subject(old_picture), _by_subject(new_picture)
    for finding in new_picture:
        known = [before[subject] for subject in finding.subjects if subject in before]
        if known:
            yield from _changes_of(known[0], finding, old, new)
        else:
            yield _new(finding)
            yield from (
                _disputed(field.current, finding.headline) for field in finding.fields if field.current.is_disputed
            )
    yield from (
        _of_subject(ChangeKind.ABSENT, finding, finding.claims)
        for finding in old_picture
        if not any(subject in after for subject in finding.subjects)
    )


def _by_subject(picture: Picture) -> dict[Subject, Finding]:
    return {subject: finding for finding in picture for subject in finding.subjects}


def _new(finding: Finding) -> Change:
    chosen = finding.fields[0].current.current.claims[:1] if finding.fields else finding.claims[:1]
    change = _of_subject(ChangeKind.NEW, finding, chosen)
    if finding.fields or not finding.denied_by:
        return change
    return evolve(change, against=tuple(f"denied by {source.name}" for source in finding.denied_by))


def _of_subject(kind: ChangeKind, finding: Finding, claims: tuple[Claim, ...]) -> Change:
    return Change(
        kind, finding.headline, tuple(claim.id for claim in claims), after=claims[0].record.statement or "it took place"
    )


def _changes_of(before: Finding, after: Finding, old: SitRep, new: SitRep) -> Iterator[Change]:
    known = {(field.declaration.name, field.measured_in): field.current for field in before.fields}
    now = {(field.declaration.name, field.measured_in) for field in after.fields}
    for field in after.fields:
        name, measured_in = field.declaration.name, field.measured_in
        # What isn't said in its unit any more is said in this one.
        same = (each for each in known if each[0] == name and (each[1] == measured_in or each not in now))
        was = known.pop(min(same, key=lambda each: each[1] != measured_in, default=("", None)), None)
        yield from _changes_of_field(was, field.current, after.headline)
    withdrawn = {claim: words for claim in before.claims if (words := _withdrawn(claim, old, new))}
    for claim, words in withdrawn.items():
        yield _retracted(claim, words, after.headline, new)
    for state in known.values():
        # What was taken back is said to be that.
        if not set(state.current.claims) <= withdrawn.keys():
            claims = tuple(claim.id for claim in state.claims)
            yield Change(ChangeKind.ABSENT, after.headline, claims, state.declaration, state.current.held)
    going_on = {claim.record.period.earliest for claim in before.claims if _is_open(claim) and claim.record.period}
    for claim in after.claims:
        period = claim.record.period
        if period and claim not in old and not _is_open(claim) and period.earliest in going_on:
            yield _of_subject(ChangeKind.ENDED, after, (claim,))


def _withdrawn(claim: Claim, old: SitRep, new: SitRep) -> list[Attribution]:
    """What sources said of a claim, and have taken back since."""
    held = new.get(claim)
    if held is None:
        return []
    standing = new.standing(claim)
    return [each for each in old.standing(claim) if each in held.attributions and each not in standing]


def _retracted(claim: Claim, withdrawn: list[Attribution], headline: str, new: SitRep) -> Change:
    still = _say_sources(each for each in new.standing(claim) if each.stance == Stance.ASSERTS)
    said = f" by {_say_sources(withdrawn)}: {claim.record.statement or 'it took place'}"
    left = f"; still reported by {still}" if still else ""
    return Change(ChangeKind.RETRACTED, headline, (claim.id,), after=f"{said}{left}")


def _say_sources(attributions: Iterable[Attribution]) -> str:
    return ", ".join(dict.fromkeys(each.source.name for each in attributions))


def _is_open(claim: Claim) -> bool:
    return claim.record.period is not None and claim.record.period.latest is None


def _disputed(now: State, headline: str) -> Change:
    rivals = (
        f"{_say(now.declaration, each.held)} according to {_say_sources(each.attributions)}" for each in now.rivals
    )
    against = [
        *rivals,
        *(f"denied by {source.name}" for source in now.denied_by),
        *(f"disputed by {source.name}" for source in now.disputed_by),
    ]
    claims = tuple(claim.id for option in now.options for claim in option.claims)
    return Change(
        ChangeKind.DISPUTED, headline, claims, now.declaration, after=now.current.held, against=tuple(against)
    )


def _changes_of_field(was: State | None, now: State, headline: str) -> Iterator[Change]:
    claims = tuple(claim.id for claim in now.claims)
    held = now.current.held

    def change(kind: ChangeKind, before: Any = None) -> Change:
        return Change(kind, headline, claims, now.declaration, before, held)

    if was is None:
        yield change(ChangeKind.STATED)
    elif was.current.held != held:
        yield change(ChangeKind.REVISED if isinstance(held, Figure) else ChangeKind.CHANGED, was.current.held)
    if now.is_disputed and not (was and was.is_disputed):
        yield _disputed(now, headline)
    if was and was.is_disputed and not now.is_disputed:
        yield change(ChangeKind.SETTLED)
    if was and was.current.held == held and now.independent_sources > was.independent_sources:
        yield change(ChangeKind.CORROBORATED)
