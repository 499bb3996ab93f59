"""The laws of merging, to hold a merge against.

    from sitrep.testing import MergeLaws, check_merge_laws

    check_merge_laws(my_merge)

    class TestMyMerge(MergeLaws):
        def merge(self, one, other):
            return my_merge(one, other)

Each law looks at reports of one family (see `strategies.families`). One that doesn't hold is shown
with the smallest reports that break it, in words, and with what was lost or invented.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from typing import Any
from zlib import crc32

from attrs import field, frozen
from hypothesis import HealthCheck, Phase, given, seed, settings as hypothesis_settings
from hypothesis.database import InMemoryExampleDatabase
from hypothesis.errors import FlakyFailure
from hypothesis.strategies import SearchStrategy

from sitrep.codec import dumps, loads
from sitrep.fields.declarations import declared
from sitrep.report import SitRep
from sitrep.testing.families import Family, families
from sitrep.testing.pieces import Piece, describe, list_pieces, pieces

Merge = Callable[[SitRep, SitRep], SitRep]
Equal = Callable[[SitRep, SitRep], bool]


class LawBroken(AssertionError):  # noqa: N818 - it is what is found, as every assertion is
    """A merge doesn't keep a law; the message shows it, the reports and what is wrong.

    `law` is the law's name, `reports` has the smallest reports that break it, by their names.
    """

    def __init__(self, law: str, breach: "Breach") -> None:
        super().__init__(law, breach)
        self.law, self.breach = law, breach

    @property
    def reports(self) -> Mapping[str, SitRep]:
        return self.breach.reports

    def __str__(self) -> str:
        title = f"The merge breaks the law “{self.law.replace('_', ' ')}”. {LAWS[self.law].__doc__}"
        return "\n\n".join([title, describe(self.reports), self.breach.in_words()])


def equal_in_value_and_bytes(one: SitRep, other: SitRep) -> bool:
    """Return whether two reports are equal, and their canonical JSON too."""
    return one == other and dumps(one) == dumps(other)


def through_json(report: SitRep) -> SitRep:
    """The report as the next reader gets it."""
    return loads(dumps(report), unknown="keep")


@frozen
class Judged:
    """A merge that is held against the laws, and what is needed to judge it."""

    merge: Merge
    equal: Equal = equal_in_value_and_bytes
    hop: Callable[[SitRep], SitRep] = through_json
    difference: Merge = SitRep.__sub__
    empty: SitRep = field(factory=SitRep)

    def __call__(self, one: SitRep, other: SitRep) -> SitRep:
        return self.merge(one, other)


@frozen
class Breach:
    """A law broken by reports: the kinds of breach, each with the pieces in which it shows."""

    seen: Mapping[str, Set[Piece]]
    reports: Mapping[str, SitRep]

    def in_words(self) -> str:
        said = frozenset[Piece]().union(*map(pieces, self.reports.values()))
        return "\n".join(f"{what}:\n{list_pieces(of, said)}" if of else what for what, of in self.seen.items())


@frozen
class _Result:
    """The result that a law computes, with the expression that its failure shows."""

    expression: str
    report: SitRep


Law = Callable[[Judged, SitRep, SitRep, SitRep], Iterator[Breach]]
LAWS: dict[str, Law] = {}
"""The laws by their names, those first whose failure tells most."""


def _law(law: Law) -> Law:
    LAWS[law.__name__] = law
    return law


@_law
def nothing_lost(merge: Judged, a: SitRep, b: SitRep, c: SitRep) -> Iterator[Breach]:
    """Every attribution, label, header, retraction, link, judgement and note of a and b is in the merge."""
    lost = (pieces(a) | pieces(b)) - pieces(merge(a, b))
    if lost:
        yield Breach({"Lost by merge(a, b)": lost}, {"a": a, "b": b})


@_law
def nothing_invented(merge: Judged, a: SitRep, b: SitRep, c: SitRep) -> Iterator[Breach]:
    """The merge says nothing that neither a nor b says."""
    invented = pieces(merge(a, b)) - pieces(a) - pieces(b)
    if invented:
        yield Breach({"Invented by merge(a, b)": invented}, {"a": a, "b": b})


@_law
def inputs_unchanged(merge: Judged, a: SitRep, b: SitRep, c: SitRep) -> Iterator[Breach]:
    """Merging changes nothing in a and b, nor in what it gave before, and does the same again."""
    before = [(hash(each), dumps(each), merge.hop(each)) for each in (a, b)]
    first = merge(a, b)
    said = pieces(first)
    if before != [(hash(each), dumps(each), each) for each in (a, b)]:
        yield Breach({"merge(a, b) has changed a or b.": frozenset()}, {"a": a, "b": b})
    merge(a, c)
    merge(first, c)
    if pieces(first) != said:
        seen = "Another merge has changed what merge(a, b) gave"
        yield Breach({seen: pieces(first) ^ said}, {"a": a, "b": b, "c": c})
    again = _Result("merge(a, b), done again", merge(a, b))
    yield from _same(merge, _Result("merge(a, b)", first), again, {"a": a, "b": b})


@_law
def commutative(merge: Judged, a: SitRep, b: SitRep, c: SitRep) -> Iterator[Breach]:
    """The order of two reports changes nothing."""
    one, other = _Result("merge(a, b)", merge(a, b)), _Result("merge(b, a)", merge(b, a))
    yield from _same(merge, one, other, {"a": a, "b": b})


@_law
def associative(merge: Judged, a: SitRep, b: SitRep, c: SitRep) -> Iterator[Breach]:
    """The order in which reports are merged changes nothing."""
    one = _Result("merge(merge(a, b), c)", merge(merge(a, b), c))
    other = _Result("merge(a, merge(b, c))", merge(a, merge(b, c)))
    yield from _same(merge, one, other, {"a": a, "b": b, "c": c})


@_law
def idempotent(merge: Judged, a: SitRep, b: SitRep, c: SitRep) -> Iterator[Breach]:
    """A report merged with itself, or once more, changes nothing."""
    yield from _same(merge, _Result("merge(a, a)", merge(a, a)), _Result("a", a), {"a": a})
    once = _Result("merge(a, b)", merge(a, b))
    twice = _Result("merge(merge(a, b), b)", merge(once.report, b))
    yield from _same(merge, twice, once, {"a": a, "b": b})


@_law
def identity(merge: Judged, a: SitRep, b: SitRep, c: SitRep) -> Iterator[Breach]:
    """The empty report changes nothing, on either side."""
    yield from _same(merge, _Result("merge(a, empty)", merge(a, merge.empty)), _Result("a", a), {"a": a})
    yield from _same(merge, _Result("merge(empty, a)", merge(merge.empty, a)), _Result("a", a), {"a": a})


@_law
def monotone(merge: Judged, a: SitRep, b: SitRep, c: SitRep) -> Iterator[Breach]:
    """A report that says more gives a merge that says more."""
    lacking = pieces(merge(a, c)) - pieces(merge(merge(a, b), c))
    if lacking:
        yield Breach({"In merge(a, c), and not in merge(merge(a, b), c)": lacking}, {"a": a, "b": b, "c": c})


@_law
def least_upper_bound(merge: Judged, a: SitRep, b: SitRep, c: SitRep) -> Iterator[Breach]:
    """Whatever has all of a and all of b has all of their merge, and gains nothing from it."""
    # Built from the parts, not by the merge that is judged.
    parts: dict[str, Any] = {name: [each for report in (a, b, c) for each in getattr(report, name)] for name in _PARTS}
    bound = SitRep(**parts)
    merged = merge(a, b)
    excess = pieces(merged) - pieces(bound)
    if excess:
        seen = "In merge(a, b), and not in the report of all that a, b and c have"
        yield Breach({seen: excess}, {"a": a, "b": b, "c": c})
    absorbed = _Result("merge(merge(a, b), all)", merge(merged, bound))
    yield from _same(merge, absorbed, _Result("all that a, b and c have", bound), {"a": a, "b": b, "c": c})


_PARTS = (*declared(SitRep),)


@_law
def round_trip(merge: Judged, a: SitRep, b: SitRep, c: SitRep) -> Iterator[Breach]:
    """Writing and reading at every hop changes nothing: not before the merge, not after."""
    merged = _Result("merge(a, b)", merge(a, b))
    after = _Result("merge(a, b), written and read", merge.hop(merged.report))
    yield from _same(merge, after, merged, {"a": a, "b": b})
    before = _Result("the merge of a and b, each written and read", merge(merge.hop(a), merge.hop(b)))
    yield from _same(merge, before, merged, {"a": a, "b": b})


@_law
def difference(merge: Judged, a: SitRep, b: SitRep, c: SitRep) -> Iterator[Breach]:
    """The part of a that b lacks is enough to make b the merge of both."""
    one = _Result("merge(b, a - b)", merge(b, merge.difference(a, b)))
    yield from _same(merge, one, _Result("merge(a, b)", merge(a, b)), {"a": a, "b": b})


def _same(merge: Judged, one: _Result, other: _Result, reports: Mapping[str, SitRep]) -> Iterator[Breach]:
    if merge.equal(one.report, other.report):
        return
    seen: dict[str, Set[Piece]] = {}
    for this, that in ((one, other), (other, one)):
        lacking = pieces(this.report) - pieces(that.report)
        if lacking:
            seen[f"In {this.expression}, and not in {that.expression}"] = lacking
    if not seen:
        written = "".join(f"\n  {dumps(each.report)}" for each in (one, other))
        seen[f"{one.expression} and {other.expression} are made of the same pieces, and differ:{written}"] = frozenset()
    yield Breach(seen, reports)


_LONGEST = 20_000
"""Hypothesis warns of more than 30,000 characters, and a warning may be an error where the laws are tested."""


class _Shown(tuple[SitRep, ...]):
    """Reports that Hypothesis shows as code to build them again, without the fields left out."""

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        code = f"({', '.join(each.as_code() for each in self)})"
        printer.text(code if len(code) <= _LONGEST else f"<{len(self)} reports, of {len(code):,} characters as code>")


def _hold(
    judged: Judged,
    laws: Sequence[Law],
    reports: SearchStrategy[Family] | None,
    settings: hypothesis_settings,
    seeded_by: Sequence[Law],
) -> None:
    __tracebackhide__ = True

    def laws_hold(reports: _Shown) -> None:
        __tracebackhide__ = True
        for law in laws:
            for breach in law(judged, *reports):
                raise LawBroken(law.__name__, breach)

    test = given(reports=(families(3) if reports is None else reports).map(_Shown))(laws_hold)
    if settings.derandomize:
        # Each law sees families of its own, also where every run sees the same.
        test = seed(crc32(repr([law.__name__ for law in seeded_by]).encode()))(test)
    try:
        settings(test)()
    except FlakyFailure as flaky:
        # A merge that remembers what it merged may not break the law on the same reports again.
        raise next((each for each in flaky.exceptions if isinstance(each, LawBroken)), flaky) from None


def _settings(given: hypothesis_settings | None, *, without: Iterable[Phase] = ()) -> hypothesis_settings:
    """Settings for whole families of reports: how long they take to draw and to merge is no law."""
    settings = given or hypothesis_settings()
    big = (HealthCheck.too_slow, HealthCheck.data_too_large)
    # The lines of ours that ran tell nobody anything about the merge.
    phases = [phase for phase in settings.phases if phase not in (Phase.explain, *without)]
    suppressed = {*settings.suppress_health_check, *big}
    return hypothesis_settings(settings, phases=phases, deadline=None, suppress_health_check=suppressed)


def _hold_all(
    judged: Judged,
    laws: Sequence[Law],
    reports: SearchStrategy[Family] | None,
    given: hypothesis_settings | None,
) -> None:
    """Hold all laws on each family. Where one fails, show the first that fails by itself, on its smallest reports."""
    __tracebackhide__ = True
    settings = _settings(given)
    if settings.database is None and not settings.derandomize:
        # Reports that broke a law once are tried again.
        settings = hypothesis_settings(settings, database=InMemoryExampleDatabase())
    try:
        _hold(judged, laws, reports, _settings(settings, without=[Phase.shrink]), laws)
    except LawBroken as found:
        broken = found
    else:
        return
    for law in laws if Phase.shrink in settings.phases else ():
        _hold(judged, [law], reports, settings, laws)
        if law.__name__ == broken.law:
            break
    raise broken


def check_merge_laws(
    merge: Merge,
    *,
    reports: SearchStrategy[Family] | None = None,
    equal: Equal = equal_in_value_and_bytes,
    hop: Callable[[SitRep], SitRep] = through_json,
    difference: Merge = SitRep.__sub__,
    empty: SitRep | None = None,
    laws: Iterable[str] | None = None,
    settings: hypothesis_settings | None = None,
) -> None:
    """Hold a merge of two reports against all laws, or those named; raises `LawBroken`.

    `reports` gives families of three reports, by default `strategies.families(3)`; for record types
    of your own pass `families(3, records=…)`. `equal` says when two merges are the same, `hop`
    writes and reads a report, `difference` gives what its second report lacks of the first, and
    `empty` is the report that says nothing.
    """
    __tracebackhide__ = True
    judged = Judged(merge, equal, hop, difference, SitRep() if empty is None else empty)
    _hold_all(judged, [LAWS[name] for name in (LAWS if laws is None else laws)], reports, settings)


class MergeLaws:
    """One test for each law, for pytest: subclass it and give your merge.

        class TestMyMerge(MergeLaws):
            def merge(self, one, other):
                return my_merge(one, other)

    Override the other methods where your merge is of another kind than ours; `settings` are those
    of Hypothesis, by default of the active profile.
    """

    settings: hypothesis_settings | None = None

    def merge(self, one: SitRep, other: SitRep) -> SitRep:
        """The merge that is judged; by default the library's own."""
        return one | other

    def reports(self) -> SearchStrategy[Family]:
        """Families of three reports."""
        return families(3)

    def equal(self, one: SitRep, other: SitRep) -> bool:
        """Return whether two merges are the same."""
        return equal_in_value_and_bytes(one, other)

    def hop(self, report: SitRep) -> SitRep:
        """The report as the next reader gets it."""
        return through_json(report)

    def difference(self, one: SitRep, other: SitRep) -> SitRep:
        """Return what the second report lacks of the first."""
        return one - other

    def empty(self) -> SitRep:
        """The report that says nothing."""
        return SitRep()

    def holds(self, law: Law) -> None:
        __tracebackhide__ = True
        judged = Judged(self.merge, self.equal, self.hop, self.difference, self.empty())
        _hold_all(judged, [law], self.reports(), self.settings)

    def test_nothing_lost(self) -> None:
        self.holds(nothing_lost)

    def test_nothing_invented(self) -> None:
        self.holds(nothing_invented)

    def test_inputs_unchanged(self) -> None:
        self.holds(inputs_unchanged)

    def test_commutative(self) -> None:
        self.holds(commutative)

    def test_associative(self) -> None:
        self.holds(associative)

    def test_idempotent(self) -> None:
        self.holds(idempotent)

    def test_identity(self) -> None:
        self.holds(identity)

    def test_monotone(self) -> None:
        self.holds(monotone)

    def test_least_upper_bound(self) -> None:
        self.holds(least_upper_bound)

    def test_round_trip(self) -> None:
        self.holds(round_trip)

    def test_difference(self) -> None:
        self.holds(difference)
