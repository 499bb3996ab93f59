"""Changes between two reports, as data and as sentences."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import Any, TypeVar

from attrs import evolve, frozen

from sitrep.claims import Claim
from sitrep.fields.declarations import Declaration, FieldRole
from sitrep.languages import isolated, message, say, say_list, say_number, say_of, semicolon
from sitrep.notebook import html_list
from sitrep.pictures.consolidation import FieldFinding, Finding, Picture, State, picture, without_collection
from sitrep.pictures.policies import DEFAULT, Option, Policy
from sitrep.records.base import Subject
from sitrep.report import SitRep
from sitrep.values.figures import Figure
from sitrep.values.periods import Period
from sitrep.values.sources import Attribution
from sitrep.vocabularies import Stance, Unit


class ChangeKind(StrEnum):
    """In what way the picture of a subject changed: what stands now, or what is said of a time that is past."""

    NEW = "new"
    """Nothing was known of the subject before."""
    REVISED = "revised"
    """A figure is another."""
    CHANGED = "changed"
    """A status, or another value that is no figure, is another."""
    STATED = "stated"
    """A field is stated that wasn't before."""
    DISPUTED = "disputed"
    """Claims conflict, or are denied or judged in two ways, that didn't or weren't before."""
    SETTLED = "settled"
    """Claims agree, or are no longer denied or judged in two ways, that did or were not before."""
    CORROBORATED = "corroborated"
    """More independent sources stand behind a value."""
    WEAKENED = "weakened"
    """Fewer independent sources stand behind a value."""
    RESTATED = "restated"
    """The same is said of a later time."""
    JOINED = "joined"
    """Subjects are held to be the same that weren't before."""
    PARTED = "parted"
    """Subjects are no longer held to be the same."""
    ENDED = "ended"
    """An open end was closed."""
    RETRACTED = "retracted"
    """A source of a claim took it back; others may still state it."""
    JUDGED = "judged"
    """Somebody who weighs claims says of one that it is preferred, rejected, confirmed or in review."""
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
    """Words against a value that is disputed: the rivals, and who denies it, in words."""
    period: Period | None = None
    """The time that it is said of, where that isn't the newest in both: a past value that is another, came or went."""

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
        subject = say_list([self.headline, str(self.period) if self.period else None])
        said = say_of(subject, self._words)
        return semicolon().join([said, *self.against])

    @property
    def _words(self) -> str:
        if self.field is None:
            return say(_WITHOUT_FIELD[self.kind], self.after)
        label = self.field.spoken_label
        counts_people = isinstance(self.after, Figure) and self.after.unit == Unit.PERSONS
        is_beside = self.before is not None and self.after is not None
        words = say(
            (_BESIDE if is_beside else {}).get(self.kind, _OF_FIELD[self.kind]),
            label=label,
            what="" if counts_people else f"{label} ",
            before=self._say(self.before),
            after=self._say(self.after),
        )
        said = say_difference(self.difference) if self.kind is ChangeKind.REVISED else ""
        return f"{words} ({said})" if said else words

    def _say(self, held: Any) -> str:
        return "" if held is None or self.field is None else _say(self.field, held)

    def to_json(self) -> dict[str, Any]:
        data: dict[str, Any] = {"kind": self.kind.value, "sentence": self.sentence, "claims": list(self.claims)}
        if self.field is not None:
            data["field"] = self.field.name
            for name, held in (("before", self.before), ("after", self.after)):
                if held is not None:
                    data[name] = held if isinstance(held, int) else self.field.kind.encode(held)
        if self.period is not None:
            data["period"] = str(self.period)
        if self.against:
            data["against"] = list(self.against)
        if self.difference is not None:
            data["difference"] = dict(zip(("low", "high"), self.difference, strict=True))
        return data

    def __str__(self) -> str:
        return self.sentence

    def _repr_html_(self) -> str:
        """Return what a notebook shows."""
        return html_list(self.sentence)


def say_difference(difference: tuple[float | None, float | None] | None) -> str:
    """Return the least and the most that lies between two figures in words; blank where nothing is known of it."""
    low, high = difference or (None, None)
    if low is None and high is None:
        return ""
    if low == high and low is not None:
        return say_number(low, signed=True)
    if low is not None and high is not None:
        return say("{low} to {high}", low=say_number(low, signed=True), high=say_number(high, signed=True))
    if low is not None:
        return say("at least {number}", number=say_number(low, signed=True))
    return say("at most {number}", number=say_number(high or 0, signed=True))


def _say(field: Declaration, held: Any) -> str:
    if held is None:
        return say("undecided")
    if isinstance(held, Figure) and held.unit in (Unit.PERSONS, field.name):
        return held.say_quantity()
    return str(field.kind.say(held))


_WITHOUT_FIELD = {
    ChangeKind.NEW: message("first reported: {}"),
    ChangeKind.STATED: message("now reported"),
    ChangeKind.RESTATED: message("reported again"),
    ChangeKind.ENDED: message("ended: {}"),
    ChangeKind.RETRACTED: message("taken back by {}"),
    ChangeKind.JUDGED: message("judged: {}"),
    ChangeKind.ABSENT: message("no longer reported"),
    ChangeKind.DISPUTED: message("now {}"),
    ChangeKind.SETTLED: message("no longer {}"),
    ChangeKind.JOINED: message("now held to be the same as {}"),
    ChangeKind.PARTED: message("no longer held to be the same as {}"),
}
_OF_FIELD = {
    ChangeKind.REVISED: message("{what}{before} → {after}"),
    ChangeKind.CHANGED: message("{label} {before} → {after}"),
    ChangeKind.STATED: message("{label} now stated: {after}"),
    ChangeKind.RESTATED: message("{what}still {after}"),
    ChangeKind.DISPUTED: message("{label} now disputed, at {after}"),
    ChangeKind.SETTLED: message("{label} no longer disputed, at {after}"),
    ChangeKind.CORROBORATED: message("{label} {after} now has more independent sources"),
    ChangeKind.WEAKENED: message("{label} {after} now has fewer independent sources"),
    ChangeKind.ABSENT: message("{label} no longer stated; it was {before}"),
}
_BESIDE = {
    ChangeKind.STATED: message("{label} now also stated as {after}, beside {before}"),
    ChangeKind.ABSENT: message("{label} no longer stated as {before}, beside {after}"),
}
"""Of a value that agrees with the one that stands."""


def diff(old: SitRep, new: SitRep, *, policy: Policy = DEFAULT) -> tuple[Change, ...]:
    """Return what changed from the picture of one report to that of another, subject by subject.

    Both pictures are drawn by the same policy, and their pasts are compared as what stands is: no
    change means that the pictures say the same of every time. What joined or left the report
    without changing the picture (an attribution, a header) is `new - old` and `old - new`.
    """
    old, new, policy = SitRep.coerce(old), SitRep.coerce(new), Policy.coerce(policy)
    with without_collection():
        return tuple(_changes(old, new, policy))


def _changes(old: SitRep, new: SitRep, policy: Policy) -> Iterator[Change]:
    old_picture, new_picture = picture(old, policy), picture(new, policy)
    before, after = _by_subject(old_picture), _by_subject(new_picture)
    for finding in new_picture:
        known = _distinct(before[subject] for subject in finding.subjects if subject in before)
        if known:
            yield from _regrouped(ChangeKind.JOINED, finding, known[0])
            yield from _changes_of(known[0], finding, old, new)
        else:
            yield _new(finding)
            yield from (
                _disputed(field.current, finding.headline) for field in finding.fields if field.current.is_disputed
            )
        yield from _judged(finding, old, new)
    for finding in old_picture:
        homes = _distinct(after[subject] for subject in finding.subjects if subject in after)
        if homes:
            yield from _regrouped(ChangeKind.PARTED, finding, homes[0])
        else:
            yield _of_subject(ChangeKind.ABSENT, finding, finding.claims)
    yield from _clashes(ChangeKind.DISPUTED, new_picture, old_picture)
    yield from _clashes(ChangeKind.SETTLED, old_picture, new_picture)


def _by_subject(picture: Picture) -> dict[Subject, Finding]:
    return {subject: finding for finding in picture for subject in finding.subjects}


def _distinct(findings: Iterable[Finding]) -> list[Finding]:
    return [*{id(finding): finding for finding in findings}.values()]


def _new(finding: Finding) -> Change:
    chosen = finding.fields[0].current.current.claims[:1] if finding.fields else finding.claims[:1]
    change = _of_subject(ChangeKind.NEW, finding, chosen)
    if finding.fields or not finding.denied_by:
        return change
    return evolve(change, against=tuple(say("denied by {}", isolated(source.name)) for source in finding.denied_by))


def _of_subject(kind: ChangeKind, finding: Finding, claims: tuple[Claim, ...]) -> Change:
    return Change(kind, finding.headline, tuple(claim.id for claim in claims), after=_say_statement(claims[0]))


def _regrouped(kind: ChangeKind, finding: Finding, other: Finding) -> Iterator[Change]:
    """Subjects of a finding that the other picture has elsewhere than the rest of it, or not at all."""
    held = {*other.subjects}
    if len(finding.subjects) == 1 or held.issuperset(finding.subjects):
        return
    claims = {claim.subject: claim for claim in reversed(finding.claims)}
    for subject in finding.subjects:
        if subject not in held:
            yield Change(kind, other.headline, (claims[subject].id,), after=f"“{claims[subject].record.headline}”")


def _clashes(kind: ChangeKind, picture: Picture, other: Picture) -> Iterator[Change]:
    known = {clash[0].subjects for clash in other.clashes}
    findings = _by_subject(picture)
    for held_apart, *joining in picture.clashes:
        if held_apart.subjects not in known:
            known.add(held_apart.subjects)
            one, two = (
                f"“{findings[each].headline}”" if each in findings else say("a subject without facts")
                for each in held_apart.subjects
            )
            said = say(
                "held to be the same as {other} by {these}, and not to be by {those}",
                other=two,
                these=say_list(dict.fromkeys(isolated(link.by.name) for link in joining)),
                those=isolated(held_apart.by.name),
            )
            yield Change(kind, one, (), after=said)


def _changes_of(before: Finding, after: Finding, old: SitRep, new: SitRep) -> Iterator[Change]:
    withdrawn = {claim: words for claim in before.claims if (words := _withdrawn(claim, old, new))}
    known = {field.key: field for field in before.fields}
    for field in after.fields:
        was = known.pop(_counterpart(field, known), None)
        if was is None:
            yield from _changes_of_state(None, field.current, after.headline)
        else:
            yield from _changes_of_field(was, field, after.headline, withdrawn.keys())
    yield from (_retracted(claim, words, after.headline, new) for claim, words in withdrawn.items())
    for lost in known.values():
        # A claim that was taken back is said to be that.
        if not withdrawn.keys() >= {claim for state in lost.states for claim in state.current.claims}:
            yield _absent(lost.current, after.headline)
    ended = [*_ended(before, after, old)]
    yield from (_of_subject(ChangeKind.ENDED, after, (claim,)) for claim in ended)
    yield from _changes_without_values(before, after, old, new, {*ended, *withdrawn})
    yield from _changes_of_denials(before, after)


def _counterpart(field: FieldFinding, known: Mapping[Any, FieldFinding]) -> Any:
    """Return the key of what is known of a field in one unit; a figure that is missing is in any."""
    *what, measured_in = field.key
    in_any = (key for key in known if [*key[:2]] == what and None in (key[2], measured_in))
    return field.key if field.key in known else next(in_any, None)


def _ended(before: Finding, after: Finding, old: SitRep) -> Iterator[Claim]:
    going_on = {claim.record.period.earliest for claim in before.claims if _is_open(claim) and claim.record.period}
    for claim in after.claims:
        period = claim.record.period
        if period and claim not in old and not _is_open(claim) and period.earliest in going_on:
            yield claim


def _is_open(claim: Claim) -> bool:
    return claim.record.period is not None and claim.record.period.latest is None


# Words taken back, and those denied though nobody asserts them


def _judged(finding: Finding, old: SitRep, new: SitRep) -> Iterator[Change]:
    known = set(old.judgements)
    for claim in finding.claims if new.judgements else ():
        for judgement in new.judgements_on(claim):
            if judgement not in known:
                said = f"{_say_statement(claim)}: {judgement}"
                yield Change(ChangeKind.JUDGED, finding.headline, (claim.id,), after=said)


def _withdrawn(claim: Claim, old: SitRep, new: SitRep) -> list[Attribution]:
    """Return what sources said of a claim, and have taken back since."""
    held = new.get(claim)
    if held is None:
        return []
    standing = new.standing(claim)
    return [
        each
        for each in old.standing(claim)
        if each.stance != Stance.CANNOT_CONFIRM and each in held.attributions and each not in standing
    ]


def _retracted(claim: Claim, withdrawn: list[Attribution], headline: str, new: SitRep) -> Change:
    still = _say_sources(each for each in new.standing(claim) if each.stance == Stance.ASSERTS)
    said = say_of(_say_sources(withdrawn), _say_statement(claim))
    if still:
        said = say("{said}; still reported by {sources}", said=said, sources=still)
    return Change(ChangeKind.RETRACTED, headline, (claim.id,), after=said)


def _say_statement(claim: Claim) -> str:
    return claim.record.statement or say("it took place")


def _say_sources(attributions: Iterable[Attribution]) -> str:
    return say_list(dict.fromkeys(isolated(each.source.name) for each in attributions))


def _changes_of_denials(before: Finding, after: Finding) -> Iterator[Change]:
    was, now = ({source.name for source in finding.denied_by} for finding in (before, after))
    told = {
        source.name
        for finding in (before, after)
        for field in finding.fields
        for state in field.states
        for option in state.options
        for source in option.denied_by
    }
    for kind, names in ((ChangeKind.DISPUTED, now - was - told), (ChangeKind.SETTLED, was - now - told)):
        if names:
            yield evolve(
                _of_subject(kind, after, after.claims[:1]),
                after=say("denied by {}", say_list(map(isolated, sorted(names)))),
            )


# Over time


_Timed = TypeVar("_Timed")
_When = Period | None


def _compare_times(was: Mapping[_When, _Timed], now: Mapping[_When, _Timed]) -> Iterator[tuple[_When, Any, Any]]:
    """Yield what was and is said of each time; of the newest only where the newest isn't the same time.

    A word on a later time takes the place of what stood: that it isn't repeated is no change.
    """
    newest_was, newest_now = next(iter(was)), next(iter(now))
    for when, held in now.items():
        if when in was and not when == newest_was == newest_now:
            yield when, was[when], held
        elif when not in was and when != newest_now:
            yield when, None, held
    for when, held in was.items():
        if when not in now and not (when == newest_was and _is_later(newest_now, newest_was)):
            yield when, held, None


def _is_later(one: _When, other: _When) -> bool:
    return _place(one) > _place(other)


def _place(when: _When) -> tuple[datetime, datetime]:
    if when is None:
        return datetime.min, datetime.min  # noqa: DTZ901
    return when.latest or datetime.max, when.earliest or datetime.min  # noqa: DTZ901


def _changes_of_field(
    before: FieldFinding, after: FieldFinding, headline: str, withdrawn: Set[Claim]
) -> Iterator[Change]:
    (was, was_beside), (now, now_beside) = _by_time(before), _by_time(after)
    head_was, head_now = before.current, after.current
    told = [*_changes_of_state(head_was, head_now, headline, withdrawn)]
    is_later = _is_later(head_now.period, head_was.period)
    if head_was.current.held == head_now.current.held and is_later:
        claims = tuple(claim.id for claim in head_now.claims)
        held = head_now.current.held
        change = Change(ChangeKind.RESTATED, headline, claims, head_now.declaration, held, held, period=head_now.period)
        told.insert(0, change)
    yield from told
    changed = {head_was.period, head_now.period} if told else set()
    for when, one, other in _compare_times(was, now):
        past = [*_changes_of_past(when, one, other, headline, withdrawn)]
        if past:
            changed.add(when)
        yield from past
    for key in dict.fromkeys((*now_beside, *was_beside)):
        one, other = was_beside.get(key), now_beside.get(key)
        when, held, _ = key
        # A value that stood and has been replaced was told when that was.
        twin = (was if one is None else now).get(when)
        if (one is None or other is None) and when in changed and twin and held in _values(twin):
            continue
        yield from _changes_of_past(when, one, other, headline, withdrawn)


_Key = tuple[_When, Any, int]


def _by_time(field: FieldFinding) -> tuple[dict[_When, State], dict[_Key, State]]:
    """Return what is said last of each time, newest first; and what else is, by its value: earlier words, mostly."""
    standing: dict[_When, State] = {}
    beside: dict[_Key, State] = {}
    times: Counter[tuple[_When, Any]] = Counter()
    for state in field.states:
        if not state.is_superseded and state.period not in standing:
            standing[state.period] = state
        else:
            said = state.period, state.current.held
            beside[*said, times[said]] = state
            times[said] += 1
    return standing, beside


def _values(state: State) -> set[Any]:
    return {option.held for option in state.options}


def _changes_of_past(
    when: _When, was: State | None, now: State | None, headline: str, withdrawn: Set[Claim]
) -> Iterator[Change]:
    if now is not None:
        yield from (evolve(each, period=when) for each in _changes_of_state(was, now, headline, withdrawn))
    elif was is not None and not withdrawn >= {*was.current.claims}:
        yield evolve(_absent(was, headline), period=when)


def _changes_without_values(
    before: Finding, after: Finding, old: SitRep, new: SitRep, told: Set[Claim]
) -> Iterator[Change]:
    """Of claims that state nothing but that it took place: of which times they are."""
    was, now = _took_place(before, old), _took_place(after, new)
    added = [(ChangeKind.STATED, when, claim) for when, claim in now.items() if when not in was]
    gone = [(ChangeKind.ABSENT, when, claim) for when, claim in was.items() if when not in now]
    if gone and now and gone[0][1] == next(iter(was)) and _is_later(next(iter(now)), gone[0][1]):
        # A later time has taken its place.
        del gone[0]
    for kind, when, claim in (*added, *gone):
        if claim not in told:
            yield evolve(_of_subject(kind, after, (claim,)), period=when)


def _took_place(finding: Finding, report: SitRep) -> dict[_When, Claim]:
    return {
        claim.record.period: claim
        for claim in finding.claims
        if not any(declaration.role_in(claim.record) is FieldRole.VALUE for declaration, _ in claim.record.given())
        and any(each.stance == Stance.ASSERTS for each in report.standing(claim))
    }


# One field at one time


def _disputed(now: State, headline: str) -> Change:
    claims = tuple(claim.id for option in now.options for claim in option.claims)
    return Change(ChangeKind.DISPUTED, headline, claims, now.declaration, after=now.current.held, against=_against(now))


def _against(state: State) -> tuple[str, ...]:
    return (
        *(_say_rival(state.declaration, each) for each in state.rivals),
        *(say("denied by {}", isolated(source.name)) for source in state.denied_by),
        *(say("disputed by {}", isolated(source.name)) for source in state.disputed_by),
        *map(str, state.clash),
    )


def _say_rival(field: Declaration, rival: Option) -> str:
    said = [
        say("{value} according to {sources}", value=_say(field, rival.held), sources=_say_sources(rival.attributions)),
        *(say("which {} denies", isolated(source.name)) for source in rival.denied_by),
        *(say("which {} disputes", isolated(source.name)) for source in rival.disputed_by),
    ]
    return say_list(said)


def _absent(was: State, headline: str) -> Change:
    claims = tuple(claim.id for claim in was.claims)
    return Change(ChangeKind.ABSENT, headline, claims, was.declaration, was.current.held)


def _changes_of_state(
    was: State | None, now: State, headline: str, withdrawn: Set[Claim] = frozenset()
) -> Iterator[Change]:
    held = now.current.held
    change = partial(Change, headline=headline, claims=tuple(claim.id for claim in now.claims), field=now.declaration)
    if was is None:
        yield change(ChangeKind.STATED, after=held)
    elif was.current.held != held:
        kind = ChangeKind.REVISED if isinstance(held, Figure) else ChangeKind.CHANGED
        yield change(kind, before=was.current.held, after=held)
    is_same_time = was is not None and was.period == now.period
    if was and is_same_time:
        added = (each.held for each in now.agreeing if each.held not in _values(was))
        yield from (change(ChangeKind.STATED, before=held, after=each) for each in added)
        gone = (each.held for each in was.agreeing if each.held not in _values(now))
        yield from (change(ChangeKind.ABSENT, before=each, after=held) for each in gone)
    is_otherwise = was and is_same_time and sorted(_against(was)) != sorted(_against(now))
    if now.is_disputed and (is_otherwise or not (was and was.is_disputed)):
        yield _disputed(now, headline)
    if was and was.is_disputed and not now.is_disputed:
        yield change(ChangeKind.SETTLED, after=held)
    if was and was.current.held == held:
        more = now.independent_sources - was.independent_sources
        if more > 0:
            yield change(ChangeKind.CORROBORATED, after=held)
        elif more < 0 and is_same_time and not withdrawn & {*was.claims}:
            yield change(ChangeKind.WEAKENED, after=held)
