"""The consolidated view of a report: per subject what stands, who disagrees, and what stood before.

A finding is composed field by field, since records are often partial. Figures are never added here.
"""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from attrs import frozen

from sitrep.claims import Claim, Link
from sitrep.errors import InvalidError
from sitrep.fields.canonical import canonical_number
from sitrep.fields.declarations import Declaration, FieldRole
from sitrep.fields.kinds import between
from sitrep.pictures.policies import DEFAULT, Option, Policy, count_independent, reported_at
from sitrep.records import RECORD_TYPES
from sitrep.records.base import Subject
from sitrep.report import SitRep
from sitrep.values.figures import Figure
from sitrep.values.periods import Period
from sitrep.values.sources import Attribution, Source
from sitrep.vocabularies import Stance

_BEFORE_ALL, _AFTER_ALL = datetime.min, datetime.max  # noqa: DTZ901 - periods are compared as they are reported


@frozen
class _Word:
    """A claim, with those who stand behind it and those who speak against it."""

    claim: Claim
    asserting: tuple[Attribution, ...]
    denied_by: tuple[Source, ...]
    disputed_by: tuple[Source, ...]


_Statement = tuple[Any, _Word]
"""A value, and the claim that states it."""


@frozen
class State:
    """What is said of one field of a subject at one time, and what a policy makes of it."""

    declaration: Declaration
    current: Option
    """The value that the policy chose."""
    agreeing: tuple[Option, ...]
    """Values that say the same in other words, as 87 does of about 90."""
    rivals: tuple[Option, ...]
    """Values that can't be true beside the chosen one."""
    reason: str
    """Why the policy chose it."""
    is_conflict: bool
    """Whether some of the values can't be true together, be the chosen one among them or not."""

    @property
    def options(self) -> tuple[Option, ...]:
        return (self.current, *self.agreeing, *self.rivals)

    @property
    def range(self) -> tuple[float | None, float | None] | None:
        """The least and the most that any of the figures may mean (None: no bound).

        None where the values are no figures, or are in different units.
        """
        figures = [option.held for option in self.options if isinstance(option.held, Figure)]
        if len(figures) < len(self.options) or len({figure.unit for figure in figures}) > 1:
            return None
        lows, highs = zip(*(figure.interval() for figure in figures), strict=True)
        return (None if None in lows else min(lows), None if None in highs else max(highs))

    @property
    def range_in_words(self) -> str:
        """The range between sources, or nothing where there is none: no figures, no bounds, or several units."""
        low, high = self.range or (None, None)
        units = {option.held.unit for option in self.options if isinstance(option.held, Figure)}
        is_bounded = low is not None or high is not None
        return self.say(Figure(low=low, high=high, unit=units.pop())) if is_bounded and len(units) == 1 else ""

    def say(self, held: Any) -> str:
        """Return a value of the field in the words of what it is said of: 45 cases, 3 hospitals."""
        return self.declaration.say_held(held, self.current.claims[0].record)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims behind the chosen value, and those that agree with it."""
        return tuple(claim for option in self._supporting for claim in option.claims)

    @property
    def independent_sources(self) -> int:
        """How many independent sources stand behind the chosen value, in whatever words."""
        return count_independent(attribution for option in self._supporting for attribution in option.attributions)

    @property
    def denied_by(self) -> tuple[Source, ...]:
        """Who denies a claim behind the chosen value, and has not taken that back; each rival has its own."""
        return tuple(dict.fromkeys(source for option in self._supporting for source in option.denied_by))

    @property
    def disputed_by(self) -> tuple[Source, ...]:
        """Who says that a source behind the chosen value never said so, or is wrong: a retraction by somebody else."""
        return tuple(dict.fromkeys(source for option in self._supporting for source in option.disputed_by))

    @property
    def is_disputed(self) -> bool:
        return self.is_conflict or bool(self.denied_by or self.disputed_by)

    @property
    def _supporting(self) -> tuple[Option, ...]:
        return (self.current, *self.agreeing)


@frozen
class FieldFinding:
    """What is said of one field of a subject, at each time that anything is; of figures, what is said in one unit."""

    states: tuple[State, ...]
    """Newest first."""

    @property
    def declaration(self) -> Declaration:
        return self.states[0].declaration

    @property
    def measured_in(self) -> tuple[str, str | None] | None:
        """The unit of the figures and for each of what they are, or None for what are no figures."""
        return _measured_in(option.held for state in self.states for option in state.options)

    @property
    def current(self) -> State:
        return self.states[0]

    @property
    def history(self) -> tuple[State, ...]:
        return self.states[1:]


@frozen
class Finding:
    """What a report says of one subject, or of several that were judged to be the same."""

    subjects: tuple[Subject, ...]
    claims: tuple[Claim, ...]
    """All claims, newest first; also those withdrawn or denied."""
    fields: tuple[FieldFinding, ...]
    denied_by: tuple[Source, ...] = ()
    """Who denies any of the claims, be it one that nobody asserts, and has not taken that back."""

    @property
    def type(self) -> str:
        return self.subjects[0].type

    @property
    def headline(self) -> str:
        """The subject in words, as the newest claim has them."""
        return self.claims[0].record.headline

    @property
    def conflicts(self) -> tuple[State, ...]:
        """The fields and times of which claims can't all be true."""
        return tuple(state for field in self.fields for state in field.states if state.is_conflict)

    @property
    def is_disputed(self) -> bool:
        """Whether somebody denies a claim, or what stands now is disputed in any of the fields."""
        return bool(self.denied_by) or any(field.current.is_disputed for field in self.fields)

    def __getitem__(self, name: str) -> FieldFinding:
        """What is said of a field, in the unit of its newest figure; raises `KeyError` where nothing is."""
        for field in self.fields:
            if field.declaration.name == name:
                return field
        raise KeyError(name)


@frozen
class Picture:
    """The findings of a report, by record type and then by headline."""

    findings: tuple[Finding, ...]
    clashes: tuple[tuple[Link, ...], ...] = ()
    """Judgements that contradict each other: subjects joined by some links that others hold apart."""

    @property
    def conflicts(self) -> Iterator[tuple[Finding, State]]:
        return ((finding, state) for finding in self.findings for state in finding.conflicts)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def __len__(self) -> int:
        return len(self.findings)


def picture(
    report: SitRep,
    policy: Policy = DEFAULT,
    *,
    at: Period | str | date | None = None,
    known_at: Period | str | date | None = None,
    tolerance: float = 0.1,
) -> Picture:
    """What stands, subject by subject and field by field, by a named policy.

    `at` asks what held then: later claims are left out. `known_at` asks what had been reported by
    then; attributions and withdrawals without a date are left out. Together they ask what was
    believed on one day about another. `tolerance` is the share by which a figure that is called
    approximate may be off, from 0 to 1 (`Figure.agrees_with`). Raises `InvalidError` for what is no
    report, policy, time or share.
    """
    report, policy, tolerance = SitRep.coerce(report), Policy.coerce(policy), _share(tolerance)
    if known_at is not None:
        report = as_known(report, known_at)
    if at is not None:
        report = as_of(report, at)
    with without_collection():
        same, clashes = join_subjects(report.links)
        claims_of: dict[Subject, list[Claim]] = {}
        for claim in report.claims:
            claims_of.setdefault(same.get(claim.subject, claim.subject), []).append(claim)
        findings = [_find(report, claims, policy, tolerance) for claims in claims_of.values()]
        order = {name: place for place, name in enumerate(RECORD_TYPES)}
        findings.sort(key=lambda each: (order.get(each.type, len(order)), each.headline, each.subjects[0].canonical))
        return Picture(tuple(findings), clashes)


@contextmanager
def without_collection() -> Iterator[None]:
    """Pause the search for cyclic garbage: there is none, and on a large report each search takes seconds."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _share(tolerance: float) -> float:
    try:
        return between(0, 1)(canonical_number(tolerance))
    except InvalidError as error:
        raise error.under("tolerance") from None


def as_known(report: SitRep, known_at: Period | str | date) -> SitRep:
    """What had been reported by the end of a day, month or instant.

    What has no date is left out: claims, headers, retractions and links without one, and all notes.
    """
    by = _end(known_at)

    def was_known(when: datetime | None) -> bool:
        return when is not None and when <= by

    def was_dated(when: Period | None) -> bool:
        return was_known(when.latest if when else None)

    claims = []
    for claim in report.claims:
        known = [attribution for attribution in claim.attributions if was_known(reported_at(attribution))]
        if known:
            claims.append(claim.replace(attributions=known))
    return SitRep(
        headers=[header for header in report.headers if was_dated(header.issued)],
        claims=claims,
        retractions=[each for each in report.retractions if was_dated(each.at)],
        links=[link for link in report.links if was_dated(link.at)],
    )


def as_of(report: SitRep, at: Period | str | date) -> SitRep:
    """The report without the claims of a later time; those without a period stay."""
    by = _end(at)
    return report.replace(
        claims=[
            claim
            for claim in report.claims
            if claim.record.period is None or (claim.record.period.earliest or _BEFORE_ALL) <= by
        ]
    )


def _end(given: Period | str | date) -> datetime:
    return Period.coerce(given).latest or _AFTER_ALL


def join_subjects(links: Iterable[Link]) -> tuple[dict[Subject, Subject], tuple[tuple[Link, ...], ...]]:
    """For each subject judged the same as others the one that stands for all, and the clashes.

    Being the same carries over: what is the same as a third is the same. A link that holds two
    subjects of such a group apart clashes with those that join it; it is shown, and parts nothing.
    """
    links = tuple(links)
    group_of: dict[Subject, set[Subject]] = {}
    same = [link for link in links if link.same]
    for link in same:
        first, second = sorted((group_of.setdefault(subject, {subject}) for subject in link.subjects), key=len)
        if first is not second:
            second |= first
            group_of.update(dict.fromkeys(first, second))
    groups = {id(group): group for group in group_of.values()}
    stands_for = {key: min(group, key=lambda subject: subject.canonical) for key, group in groups.items()}
    joining: dict[int, list[Link]] = {}
    for link in same:
        joining.setdefault(id(group_of[link.subjects[0]]), []).append(link)
    clashes = []
    for link in links:
        one, other = link.subjects
        if not link.same and one in group_of and group_of[one] is group_of.get(other):
            clashes.append((link, *joining[id(group_of[one])]))
    return {subject: stands_for[id(group)] for subject, group in group_of.items()}, tuple(clashes)


def _find(report: SitRep, claims: list[Claim], policy: Policy, tolerance: float) -> Finding:
    newest_first = [_word(report, claim) for claim in sorted(claims, key=_by_time, reverse=True)]
    said: dict[str, tuple[Declaration, list[_Statement]]] = {}
    for word in newest_first:
        if word.asserting:
            for declaration, held in word.claim.record.given():
                if declaration.role_in(word.claim.record) is FieldRole.VALUE:
                    said.setdefault(declaration.name, (declaration, []))[1].append((held, word))
    return Finding(
        tuple(sorted({claim.subject for claim in claims}, key=lambda subject: subject.canonical)),
        tuple(word.claim for word in newest_first),
        tuple(
            FieldFinding(tuple(_state(declaration, group, policy, tolerance) for group in _by_same_time(statements)))
            for declaration, all_statements in said.values()
            for statements in _by_unit(all_statements)
        ),
        tuple(dict.fromkeys(source for word in newest_first for source in word.denied_by)),
    )


def _word(report: SitRep, claim: Claim) -> _Word:
    standing = report.standing(claim)
    return _Word(
        claim,
        tuple(each for each in standing if each.stance == Stance.ASSERTS),
        tuple(each.source for each in standing if each.stance == Stance.DENIES),
        tuple(dispute.by for dispute in report.disputes(claim) if dispute.by),
    )


def _by_time(claim: Claim) -> tuple[datetime, datetime, datetime, str]:
    """Sorts claims by when they hold, and then by when they were reported; those without a date come first."""
    period = claim.record.period
    reported = max(filter(None, map(reported_at, claim.attributions)), default=_BEFORE_ALL)
    if period is None:
        return (_BEFORE_ALL, _BEFORE_ALL, reported, claim.id)
    return (period.latest or _AFTER_ALL, period.earliest or _BEFORE_ALL, reported, claim.id)


def _measured_in(values: Iterable[Any]) -> tuple[str, str | None] | None:
    """The unit of the first figure that isn't missing, and for each of what it is."""
    figures = (held for held in values if isinstance(held, Figure) and not held.missing)
    return next(((figure.unit, figure.per) for figure in figures), None)


def _by_unit(statements: list[_Statement]) -> Iterable[list[_Statement]]:
    """Groups of figures in one unit, by their newest: 40 births and 900 consultations are no rivals.

    A missing figure is in whatever unit the others are in.
    """
    unit = _measured_in(held for held, _ in statements)
    groups: dict[Any, list[_Statement]] = {}
    for statement in statements:
        groups.setdefault(_measured_in(statement[:1]) or unit, []).append(statement)
    return groups.values()


def _by_same_time(statements: list[_Statement]) -> list[list[_Statement]]:
    """Groups, newest first, that speak of the same time as the newest statement of the group.

    Statements come newest first. What gives no period may be of any time, and joins the newest group.
    """
    groups: list[list[_Statement]] = []
    for statement in statements:
        record = statement[1].claim.record
        group = (groups[-1] if record.period else groups[0]) if groups else []
        if group and group[0][1].claim.record.is_same_time(record):
            group.append(statement)
        else:
            groups.append([statement])
    return groups


def _state(declaration: Declaration, statements: list[_Statement], policy: Policy, tolerance: float) -> State:
    by_value: dict[Any, list[_Word]] = {}
    for held, word in statements:
        by_value.setdefault(held, []).append(word)
    # A figure that is missing says nothing beside one that isn't.
    stated = [held for held in by_value if not (isinstance(held, Figure) and held.missing)]
    options = [
        Option(
            held,
            tuple(word.claim for word in by_value[held]),
            tuple(attribution for word in by_value[held] for attribution in word.asserting),
            tuple(dict.fromkeys(source for word in by_value[held] for source in word.denied_by)),
            tuple(dict.fromkeys(source for word in by_value[held] for source in word.disputed_by)),
        )
        for held in stated or by_value
    ]
    current, reason = policy.choose(options)
    agreeing: list[Option] = []
    rivals: list[Option] = []
    for option in options:
        if option is not current:
            (agreeing if _agree(option.held, current.held, tolerance) else rivals).append(option)
    is_conflict = bool(rivals) or _are_apart([option.held for option in agreeing], tolerance)
    return State(declaration, current, tuple(agreeing), tuple(rivals), reason, is_conflict)


def _agree(one: Any, other: Any, tolerance: float) -> bool:
    if isinstance(one, tuple):
        # Two incomplete lists complement each other.
        return True
    if isinstance(one, Figure):
        return one.agrees_with(other, tolerance)
    return bool(one == other)


def _are_apart(values: list[Any], tolerance: float) -> bool:
    """Whether two of the values that agree with one of their kind don't agree with each other.

    Figures alone can be so: where one is sure to end before another begins.
    """
    intervals = [held.interval(tolerance) for held in values if isinstance(held, Figure)]
    last_start = max((low for low, _ in intervals if low is not None), default=float("-inf"))
    first_end = min((high for _, high in intervals if high is not None), default=float("inf"))
    return last_start > first_end
