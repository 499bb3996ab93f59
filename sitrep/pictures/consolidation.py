"""The consolidated view of a report: per subject what stands, who disagrees, and what stood before.

A finding is composed field by field, since records are often partial. Figures are never added here.
"""

import gc
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from itertools import combinations
from typing import Any

from attrs import evolve, frozen

from sitrep.claims import Claim, Judgement, Link
from sitrep.errors import InvalidError
from sitrep.fields.canonical import canonical_number
from sitrep.fields.declarations import Declaration, FieldRole
from sitrep.fields.kinds import between
from sitrep.languages import say
from sitrep.notebook import html_table
from sitrep.pictures.policies import DEFAULT, Option, Policy, count_independent, reported_at
from sitrep.pictures.weighing import contradicting, weigh
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
    judgements: tuple[Judgement, ...]


_Statement = tuple[Any, _Word]
"""A value, and the claim that states it."""


@frozen
class State:
    """The values of one field of a subject at one time, and the choice of a policy among them."""

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
    """True if some of the values can't be true together, be the chosen one among them or not."""
    clash: tuple[Judgement, ...] = ()
    """Judgements that contradict each other: on one claim, or upholding values that can't be true together."""
    is_undecided: bool = False
    """True if nothing decides between rivals: `current` then has their range, or None where they are no figures."""
    period: Period | None = None
    """The time at which it holds, as the newest of its claims says."""
    is_superseded: bool = False
    """True if those who said so have said otherwise of the same time since: an earlier word, and no rival."""

    @property
    def options(self) -> tuple[Option, ...]:
        """Values that somebody states."""
        return (*(() if self.is_undecided else (self.current,)), *self.agreeing, *self.rivals)

    @property
    def in_words(self) -> str:
        """Value that stands, or that it is undecided, with the range of figures."""
        said = "" if self.current.held is None else self.say(self.current.held)
        return ": ".join(filter(None, (say("undecided") if self.is_undecided else "", said)))

    @property
    def range(self) -> tuple[float | None, float | None] | None:
        """The least and the most that any of the figures may mean (None: no bound).

        None where the values are no figures, or are in different units.
        """
        return _bounds([option.held for option in self.options])

    @property
    def range_in_words(self) -> str:
        """The range between sources, or nothing where there is none: no figures, no bounds, or several units."""
        figure = _range_of([option.held for option in self.options])
        return self.say(figure) if figure else ""

    def say(self, held: Any) -> str:
        """Return a value of the field in the words of what it is said of: 45 cases, 3 hospitals."""
        return self.declaration.say_held(held, self.current.claims[0].record)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims behind the chosen value, and those that agree with it."""
        return tuple(claim for option in self._supporting for claim in option.claims)

    @property
    def independent_sources(self) -> int:
        """Number of independent sources that stand behind the chosen value, in whatever words."""
        return count_independent(attribution for option in self._supporting for attribution in option.attributions)

    @property
    def denied_by(self) -> tuple[Source, ...]:
        """Sources that deny a claim behind the chosen value and haven't taken that back; each rival has its own."""
        return tuple(dict.fromkeys(source for option in self._supporting for source in option.denied_by))

    @property
    def disputed_by(self) -> tuple[Source, ...]:
        """Sources that retract what another, behind the chosen value, has said: it never did, or is wrong."""
        return tuple(dict.fromkeys(source for option in self._supporting for source in option.disputed_by))

    @property
    def is_disputed(self) -> bool:
        return self.is_conflict or bool(self.denied_by or self.disputed_by or self.clash)

    @property
    def _supporting(self) -> tuple[Option, ...]:
        return (self.current, *self.agreeing)


@frozen
class FieldFinding:
    """The states of one field of a subject, one for each time that anything is said of."""

    states: tuple[State, ...]
    """Newest first."""

    @property
    def declaration(self) -> Declaration:
        return self.states[0].declaration

    @property
    def key(self) -> tuple[str, Any, tuple[str, str | None] | None]:
        """Name of the field, type of what it holds, and what figures are in: no two of a finding share all."""
        return (self.declaration.name, self.declaration.kind.held, self.measured_in)

    @property
    def measured_in(self) -> tuple[str, str | None] | None:
        """Unit of the figures and for each of what they are, or None for what are no figures."""
        return _measured_in(option.held for state in self.states for option in state.options)

    @property
    def current(self) -> State:
        return self.states[0]

    @property
    def history(self) -> tuple[State, ...]:
        return self.states[1:]


@frozen
class Finding:
    """The picture of one subject, or of several that were judged to be the same."""

    subjects: tuple[Subject, ...]
    claims: tuple[Claim, ...]
    """All claims, newest first; also those withdrawn or denied."""
    fields: tuple[FieldFinding, ...]
    denied_by: tuple[Source, ...] = ()
    """Attributions that deny any of the claims, be it one that nobody asserts, and has not taken that back."""
    clashes: tuple[tuple[Judgement, ...], ...] = ()
    """Judgements on the claims that contradict each other, also on those that nobody asserts."""
    judgements: tuple[Judgement, ...] = ()
    """Judgements on the claims, as far as they stand."""

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
        """True if a claim is denied or judged in two ways, or what stands now is disputed in any of the fields."""
        return bool(self.denied_by or self.clashes) or any(field.current.is_disputed for field in self.fields)

    def __getitem__(self, name: str) -> FieldFinding:
        """Return what is said of a field; raises `KeyError` where nothing is."""
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

    def __repr__(self) -> str:
        """Return it in a line, however large it is."""
        return f"<Picture, subjects: {len(self):,}, conflicts: {sum(1 for _ in self.conflicts):,}>"

    def _repr_html_(self) -> str:
        """Return what a notebook shows: what stands of each subject, and the range where sources conflict."""
        rows = (
            (finding.headline, each.declaration.label, each.current.in_words, each.current.range_in_words)
            for finding in self
            for each in finding.fields
        )
        head = ("Of what", "Field", "What stands", "Range between sources")
        return html_table(f"{len(self):,} subjects", head, rows)


def picture(
    report: SitRep,
    policy: Policy = DEFAULT,
    *,
    at: Period | str | date | None = None,
    known_at: Period | str | date | None = None,
    tolerance: float = 0.1,
) -> Picture:
    """Return what stands, subject by subject and field by field, by a named policy.

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
        # Types that nobody declares come last, each by itself.
        findings.sort(
            key=lambda each: (order.get(each.type, len(order)), each.type, each.headline, each.subjects[0].canonical)
        )
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
    """Return what had been reported by the end of a day, month or instant.

    What has no date is left out: claims, headers, retractions, links and judgements without one, and all notes.
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
        judgements=[each for each in report.judgements if was_dated(each.at)],
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
    spoken = Counter(name for word in newest_first for name in {each.source.name for each in word.asserting})
    # Types that a link joins may have fields of one name that hold different things.
    said: dict[tuple[str, Any], tuple[Declaration, list[_Statement]]] = {}
    for word in newest_first:
        if word.asserting:
            for declaration, held in word.claim.record.given():
                if declaration.role_in(word.claim.record) is FieldRole.VALUE:
                    said.setdefault((declaration.name, declaration.kind.held), (declaration, []))[1].append(
                        (held, word)
                    )
    fields = tuple(
        FieldFinding(
            tuple(
                state
                for same_time in _by_same_time(statements)
                for group in _by_base(declaration, same_time)
                for state in _states(declaration, group, policy, tolerance, spoken)
            )
        )
        for declaration, all_statements in said.values()
        for statements in _by_unit(all_statements)
    )
    return Finding(
        tuple(sorted({claim.subject for claim in claims}, key=lambda subject: subject.canonical)),
        tuple(word.claim for word in newest_first),
        fields,
        tuple(dict.fromkeys(source for word in newest_first for source in word.denied_by)),
        tuple(dict.fromkeys(filter(None, _clashes(fields, newest_first)))),
        tuple(judgement for word in newest_first for judgement in word.judgements),
    )


def _measured_in(values: Iterable[Any]) -> tuple[str, str | None] | None:
    """Return the unit of the first figure that isn't missing, and for each of what it is."""
    figures = (held for held in values if isinstance(held, Figure) and not held.missing)
    return next(((figure.unit, figure.per) for figure in figures), None)


def _by_unit(statements: list[_Statement]) -> Iterable[list[_Statement]]:
    """Group figures in one unit, by their newest: 40 births and 900 consultations are no rivals.

    A missing figure is in whatever unit the others are in.
    """
    unit = _measured_in(held for held, _ in statements)
    groups: dict[Any, list[_Statement]] = {}
    for statement in statements:
        groups.setdefault(_measured_in(statement[:1]) or unit, []).append(statement)
    return groups.values()


def _clashes(fields: Iterable[FieldFinding], words: Iterable[_Word]) -> Iterator[tuple[Judgement, ...]]:
    stating: set[str] = set()
    for field in fields:
        for state in field.states:
            yield state.clash
            stating.update(claim.id for option in state.options for claim in option.claims)
    # Those that nobody asserts, or that state no more than what they are about.
    yield from (contradicting(word.judgements) for word in words if word.judgements and word.claim.id not in stating)


def _word(report: SitRep, claim: Claim) -> _Word:
    standing = report.standing(claim) if report.retractions else claim.attributions
    stances = {each.stance for each in standing}
    return _Word(
        claim,
        standing if stances == _ASSERTING else tuple(each for each in standing if each.stance == Stance.ASSERTS),
        tuple(each.source for each in standing if each.stance == Stance.DENIES) if Stance.DENIES in stances else (),
        tuple(dispute.by for dispute in report.disputes(claim) if dispute.by) if report.retractions else (),
        report.judgements_on(claim) if report.judgements else (),
    )


_ASSERTING = {Stance.ASSERTS}
"""The stances of a claim that all of its attributions stand behind."""


def _by_time(claim: Claim) -> tuple[datetime, datetime, datetime, str]:
    """Sorts claims by when they hold, and then by when they were reported; those without a date come first."""
    period = claim.record.period
    reported = max(filter(None, map(reported_at, claim.attributions)), default=_BEFORE_ALL)
    if period is None:
        return (_BEFORE_ALL, _BEFORE_ALL, reported, claim.id)
    return (period.latest or _AFTER_ALL, period.earliest or _BEFORE_ALL, reported, claim.id)


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


def _by_base(declaration: Declaration, statements: list[_Statement]) -> Iterable[list[_Statement]]:
    """Group what is said of one time by the period that it is compared with, the newest first.

    Up since last week and down since last year are no rivals; what names no period joins the newest.
    """
    if not declaration.against:
        return [statements]
    bases = [getattr(word.claim.record, declaration.against) for _, word in statements]
    in_order = sorted({*filter(None, bases)}, key=lambda base: (base.latest or _AFTER_ALL, base.edtf), reverse=True)
    groups: dict[Any, list[_Statement]] = {base: [] for base in in_order or [None]}
    for base, statement in zip(bases, statements, strict=True):
        groups[base or next(iter(groups))].append(statement)
    return groups.values()


def _states(
    declaration: Declaration, statements: list[_Statement], policy: Policy, tolerance: float, spoken: Counter[str]
) -> Iterator[State]:
    """Yield what is said at one time, and below it what those who say so had said before."""
    period = statements[0][1].claim.record.period
    statements, earlier = _by_last_word(declaration, statements, tolerance)
    yield _state(declaration, statements, policy, tolerance, spoken, period)
    for option in _options(earlier):
        said_at = option.claims[0].record.period
        yield State(
            declaration, option, (), (), "an earlier word of the same source", False, period=said_at, is_superseded=True
        )


def _by_last_word(
    declaration: Declaration, statements: list[_Statement], tolerance: float
) -> tuple[list[_Statement], list[_Statement]]:
    """Return what the sources say at last, and what they said of the very same time before and say otherwise now."""
    if len(statements) == 1 or len({held for held, _ in statements}) < 2:
        return statements, []
    last = _last_words(statements)
    standing: list[_Statement] = []
    earlier: list[_Statement] = []
    for held, word in statements:
        parted: tuple[list[Attribution], list[Attribution]] = [], []
        for each in word.asserting:
            now = last.get((each.source.name, word.claim.record.period))
            parted[now is not None and now.replaces(declaration, held, each, tolerance)].append(each)
        for said, words in zip(parted, (standing, earlier), strict=True):
            if said:
                words.append((held, evolve(word, asserting=tuple(said))))
    return standing, earlier


@frozen
class _LastWord:
    """The last word of a source on a time."""

    since: datetime
    held: Any
    source: Source

    def replaces(self, declaration: Declaration, held: Any, said: Attribution, tolerance: float) -> bool:
        before = reported_at(said)
        is_earlier = before is not None and before < self.since
        affiliations = {said.source.affiliation, self.source.affiliation} - {None}
        return is_earlier and len(affiliations) < 2 and not _agree(declaration, held, self.held, tolerance)


def _last_words(statements: list[_Statement]) -> dict[tuple[str, Period | None], _LastWord]:
    last: dict[tuple[str, Period | None], _LastWord] = {}
    for held, word in statements:
        # A source that gives no number takes none back.
        if not (isinstance(held, Figure) and held.missing):
            for each in word.asserting:
                key, since = (each.source.name, word.claim.record.period), _reported_from(each)
                if since and (key not in last or since > last[key].since):
                    last[key] = _LastWord(since, held, each.source)
    return last


def _reported_from(attribution: Attribution) -> datetime | None:
    when = attribution.reported or (attribution.document and attribution.document.published)
    return when.earliest if when else None


def _options(statements: list[_Statement]) -> list[Option]:
    if len(statements) == 1:
        [(held, word)] = statements
        denied, disputed = (tuple(dict.fromkeys(each)) for each in (word.denied_by, word.disputed_by))
        return [Option(held, (word.claim,), word.asserting, denied, disputed, word.judgements)]
    by_value: dict[Any, list[_Word]] = {}
    for held, word in statements:
        by_value.setdefault(held, []).append(word)
    # A figure that is missing says nothing beside one that isn't.
    stated = [held for held in by_value if not (isinstance(held, Figure) and held.missing)]
    return [
        Option(
            held,
            tuple(word.claim for word in by_value[held]),
            tuple(attribution for word in by_value[held] for attribution in word.asserting),
            tuple(dict.fromkeys(source for word in by_value[held] for source in word.denied_by)),
            tuple(dict.fromkeys(source for word in by_value[held] for source in word.disputed_by)),
            tuple(judgement for word in by_value[held] for judgement in word.judgements),
        )
        for held in stated or by_value
    ]


def _state(
    declaration: Declaration,
    statements: list[_Statement],
    policy: Policy,
    tolerance: float,
    spoken: Counter[str],
    period: Period | None,
) -> State:
    options = _options(statements)
    clash: tuple[Judgement, ...] = ()
    if any(option.judgements for option in options):
        options, clash = weigh(options, lambda one, other: _agree(declaration, one, other, tolerance))
    tied, reason = policy.best(options)
    if len(tied) > 1:
        tied, reason = _untie(declaration, tied, reason, spoken, tolerance)
    if len(tied) > 1:
        return State(declaration, _undecided(tied), (), tuple(options), reason, True, clash, True, period)
    [current] = tied
    agreeing: list[Option] = []
    rivals: list[Option] = []
    for option in options:
        if option is not current:
            (agreeing if _agree(declaration, option.held, current.held, tolerance) else rivals).append(option)
    is_conflict = bool(rivals) or (len(agreeing) > 1 and _are_apart([option.held for option in agreeing], tolerance))
    return State(declaration, current, tuple(agreeing), tuple(rivals), reason, is_conflict, clash, period=period)


def _untie(
    declaration: Declaration, tied: list[Option], reason: str, spoken: Counter[str], tolerance: float
) -> tuple[list[Option], str]:
    """Return those of the values that a policy doesn't tell apart that are left, and why.

    Values that agree say one thing, which the most exact says best. Among rivals a series stays with
    the source that speaks most often of the subject. Else nothing is chosen.
    """
    if all(_agree(declaration, one.held, other.held, tolerance) for one, other in combinations(tied, 2)):
        return [min(tied, key=_vagueness)], f"{reason}; the most exact of values that agree"
    loudest = {id(option): max(spoken[each.source.name] for each in option.attributions) for option in tied}
    most = max(loudest.values())
    left = [option for option in tied if loudest[id(option)] == most]
    if len(left) == 1:
        [name, *_] = sorted({each.source.name for each in left[0].attributions if spoken[each.source.name] == most})
        return left, f"{reason}; {name} speaks most often of it"
    return tied, reason


def _vagueness(option: Option) -> tuple[bool, float, int, str]:
    """Return what orders values that agree from the most exact to the vaguest."""
    held, first = option.held, min(claim.id for claim in option.claims)
    if not isinstance(held, Figure):
        return False, 0, -len(held) if isinstance(held, tuple) else 0, first
    low, high = held.interval()
    return held.approximate, float("inf") if low is None or high is None else high - low, 0, first


def _undecided(tied: list[Option]) -> Option:
    """Return what stands where nothing decides: the range of figures in one unit, or else no value."""
    return Option(
        _range_of([option.held for option in tied]),
        *(
            tuple(dict.fromkeys(each for option in tied for each in getattr(option, name)))
            for name in ("claims", "attributions", "denied_by", "disputed_by", "judgements")
        ),
    )


def _bounds(values: list[Any]) -> tuple[float | None, float | None] | None:
    """Return the least and the most of figures in one unit, or None for what isn't that."""
    figures = [held for held in values if isinstance(held, Figure)]
    if len(figures) < len(values) or len({(figure.unit, figure.per) for figure in figures}) > 1:
        return None
    lows, highs = zip(*(figure.interval() for figure in figures), strict=True)
    return (None if None in lows else min(lows), None if None in highs else max(highs))


def _range_of(values: list[Any]) -> Figure | None:
    low, high = _bounds(values) or (None, None)
    if low is None and high is None:
        return None
    return Figure(low=low, high=high, unit=values[0].unit, per=values[0].per)


def _agree(declaration: Declaration, one: Any, other: Any, tolerance: float) -> bool:
    if declaration.complements or isinstance(one, tuple):
        # So do two incomplete lists.
        return True
    if isinstance(one, Figure):
        return one.agrees_with(other, tolerance)
    return bool(one == other)


def _are_apart(values: list[Any], tolerance: float) -> bool:
    """Return whether two of the values that agree with one of their kind don't agree with each other.

    Figures alone can be so: where one is sure to end before another begins.
    """
    intervals = [held.interval(tolerance) for held in values if isinstance(held, Figure)]
    last_start = max((low for low, _ in intervals if low is not None), default=float("-inf"))
    first_end = min((high for _, high in intervals if high is not None), default=float("inf"))
    return last_start > first_end
