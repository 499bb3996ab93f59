"""Checks: the class of one, their registry, and the function that runs them."""

import re
from collections.abc import Callable, Iterable, Iterator

from attrs import frozen

from sitrep.caches import cached
from sitrep.checks.thresholds import Thresholds
from sitrep.checks.view import CheckView
from sitrep.claims import Claim
from sitrep.errors import FaultCode, SitrepError, refuse
from sitrep.notices import Notice, Severity
from sitrep.pictures.consolidation import without_collection
from sitrep.plugins import load, offered
from sitrep.report import SitRep
from sitrep.values.pcodes import Pcodes

ENTRY_POINTS = "sitrep.checks"
"""The group of entry points by which a package makes its checks known: a module, or a function."""

Found = tuple[Iterable[Claim], str]
"""One find of a check: the claims, and a sentence with the figures and the sources in it."""
Find = Callable[[CheckView], Iterable[Found]]

FEW = 3
"""Number of findings to the same effect that are told each by itself, and first of many."""

_CODE = re.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*")


@frozen
class Check:
    """One kind of thing that may look wrong in a report."""

    code: str
    severity: Severity
    meaning: str
    remedy: str
    find: Find
    together: str = ""
    """The words for many findings together, after their number; without it each is a notice of its own."""

    def __call__(self, view: CheckView) -> Iterator[Notice]:
        if not self.together:
            yield from (self._notice(claims, sentence) for claims, sentence in self.find(view))
            return
        # A set has no order of its own: the first few are those that stand first in every order of the claims.
        found = sorted(self.find(view), key=lambda each: each[1])
        if len(found) <= FEW:
            yield from (self._notice(claims, sentence) for claims, sentence in found)
            return
        told = " ".join(sentence for _, sentence in found[:FEW])
        claims = [claim for claims, _ in found for claim in claims]
        sentence = f"{len(found):,} {self.together}. {told} And {len(found) - FEW:,} more."
        yield self._notice(claims, sentence, len(found))

    def _notice(self, claims: Iterable[Claim], sentence: str, count: int = 1) -> Notice:
        return Notice.on(self.code, self.severity, dict.fromkeys(claims), sentence, self.remedy, count)


FAILED = Check(
    "check_failed",
    Severity.ERROR,
    "A check of another package could not be loaded, or broke off; what it looks for was not looked for.",
    "Tell those who made the check, with the report that it fails on.",
    lambda _: (),
)
"""Words for a check that fails, so that none keeps the others from their work."""

CHECKS: dict[str, Check] = {FAILED.code: FAILED}
"""The registered checks by their codes."""


def register(code: str, severity: Severity, *, meaning: str, remedy: str, together: str = "") -> Callable[[Find], Find]:
    """Register a function that finds one kind of thing in a prepared report.

    `code` is stable once released; `meaning` and `remedy` are sentences for the people who read the
    report. With `together`, words that follow a number ("subjects rest on a single source"), more than a
    few findings are told in one notice, with their number and the first few.
    """

    def add(find: Find) -> Find:
        if not _CODE.fullmatch(code):
            raise TypeError(f"{code!r} is no code: expected lower case, words joined by _")
        taken = CHECKS.get(code)
        if taken is not None:
            raise TypeError(f"the check {code!r} is registered by {taken.find.__module__} already")
        CHECKS[code] = Check(code, severity, meaning, remedy, find, together)
        return find

    return add


@cached(1)
def _load_installed() -> tuple[Notice, ...]:
    """Load the checks of installed packages; what can't be loaded is said."""
    failures = []
    for entry_point in offered(ENTRY_POINTS):
        try:
            load(entry_point)
        except SitrepError as error:
            failures.append(_failed(f"Checks are missing: {error}."))
    return tuple(failures)


def _failed(sentence: str) -> Notice:
    return Notice.on(FAILED.code, FAILED.severity, (), sentence, FAILED.remedy)


def _run(each: Check, view: CheckView) -> Iterator[Notice]:
    try:
        yield from each(view)
    except Exception as error:
        # A check of somebody else may break in any way; what it found before stands.
        what = f"The check {each.code!r} of {each.find.__module__} broke off"
        yield _failed(f"{what}: {type(error).__name__}: {error}.")


_THRESHOLDS = Thresholds()


def check(report: SitRep, thresholds: Thresholds = _THRESHOLDS, *, pcodes: Pcodes | None = None) -> tuple[Notice, ...]:
    """Return what looks wrong in a report, the gravest first; nothing is changed or decided.

    With a table of P-codes, the P-codes of the report are held against it.

    It fails on no report, and where a check of another package does, that is a notice, `check_failed`;
    what is no report, or no thresholds, is refused with `InvalidError`. The
    notices are those of every registered check, in the order of severity, code and claims. The
    time it takes grows with the number of claims.
    """
    if not isinstance(thresholds, Thresholds):
        raise refuse(thresholds, "Thresholds", "thresholds", code=FaultCode.WRONG_TYPE)
    view = CheckView(SitRep.coerce(report), thresholds, pcodes)
    gravest_first = list(Severity)
    with without_collection():
        notices = {*_load_installed(), *(notice for each in [*CHECKS.values()] for notice in _run(each, view))}
        ordered = sorted(
            notices,
            key=lambda each: (gravest_first.index(each.severity), each.code, each.claims, each.sentence),
        )
    return tuple(ordered)
