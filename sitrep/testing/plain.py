"""Strategies for the public classes that aren't declared: what is worked out from reports, and errors."""

from collections.abc import Callable
from typing import Any, TypeVar

from attrs import evolve, fields_dict
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from sitrep.audiences import AudienceError
from sitrep.checks.thresholds import Thresholds
from sitrep.errors import Fault, FaultCode, InvalidError, MissingExtraError, SitrepError
from sitrep.fields.kinds import resembling
from sitrep.limits import Limits
from sitrep.pictures.changes import Change, ChangeKind, diff
from sitrep.records.base import Record
from sitrep.redaction import Profile, Release
from sitrep.testing import scalars
from sitrep.testing.drawing import instances
from sitrep.testing.families import families
from sitrep.transcript import Transcript
from sitrep.values.figures import ACLED, EMDAT, LITERAL, Convention
from sitrep.values.periods import Period
from sitrep.values.sources import Document, Source
from sitrep.vocabularies import TrafficLight

Plain = TypeVar("Plain")

_NAMES = st.sampled_from(("record", "people", "low", "x_checked", "with spaces"))
_PATHS = st.lists(_NAMES | st.integers(0, 9), max_size=4).map(tuple)
_VALUES = st.none() | st.booleans() | scalars.numbers() | scalars.LINES | scalars.MEMBERS
_EXTRAS = st.sampled_from((("xlsx", "openpyxl"), ("arrow", "pyarrow"), ("links", "rapidfuzz")))


def _fields(cls: Any) -> dict[str, Any]:
    return fields_dict(cls)


def _with(base: SearchStrategy[Plain], cls: type[Plain], overrides: dict[str, Any]) -> SearchStrategy[Plain]:
    """The instances with other contents in the fields that are given, as values or as strategies."""
    known = _fields(cls)
    for name in overrides.keys() - known.keys():
        raise TypeError(f"{cls.__name__} has no field {name!r}. {resembling(name, known)}".rstrip())
    given = {name: held if isinstance(held, SearchStrategy) else st.just(held) for name, held in overrides.items()}
    return st.builds(_evolved, base, **given) if given else base


def _evolved(value: Any, **changes: Any) -> Any:
    return evolve(value, **changes)


@st.composite
def _changes(draw: DrawFn) -> Change:
    one, other = draw(families(2, unknown=False))
    found = (*diff(one, one | other), *diff(other, one))
    if found:
        return scalars.choose(draw, found)
    record = draw(instances(Record))
    return Change(ChangeKind.NEW, record.headline, (record.id,), after=record.statement)


def changes(**overrides: Any) -> SearchStrategy[Change]:
    """Changes of the picture between two reports of one world."""
    return _with(_changes(), Change, overrides)


def conventions(**overrides: Any) -> SearchStrategy[Convention]:
    """The named rules that turn vague words into numbers."""
    return _with(st.sampled_from((ACLED, EMDAT, LITERAL)), Convention, overrides)


def thresholds(**overrides: Any) -> SearchStrategy[Thresholds]:
    """Parameters of the checks around their defaults."""
    near: dict[str, SearchStrategy[Any]] = {
        name: st.sampled_from((each.default, 1)) for name, each in _fields(Thresholds).items()
    }
    return _with(st.builds(Thresholds, **near), Thresholds, overrides)


def limits(**overrides: Any) -> SearchStrategy[Limits]:
    """Limits on what is read, from 1 to their defaults."""
    most = {name: st.integers(1, most) for name, (most, _) in Limits().meanings().items()}
    return _with(st.builds(Limits, **most), Limits, overrides)


def profiles(**overrides: Any) -> SearchStrategy[Profile]:
    """Rules of a redaction."""
    base = st.builds(
        Profile,
        name=scalars.LINES,
        kinds=st.booleans(),
        decimals=st.integers(-1, 6),
        admin_level=st.integers(0, 5),
        unlevelled=st.sampled_from(("keep", "withhold")),
        below=st.sampled_from((0, 1, 5, 10, 100)),
        zeros=st.sampled_from(("show", "suppress")),
    )
    return _with(base, Profile, overrides)


def releases(**overrides: Any) -> SearchStrategy[Release]:
    """Releases, each with a secret of its own."""
    return _with(st.builds(Release, st.binary(min_size=32, max_size=32)), Release, overrides)


def audience_errors() -> SearchStrategy[AudienceError]:
    """Errors for reports that have more than their audience may get."""
    above = st.dictionaries(st.sampled_from(("claims", "headers", "notes")), st.integers(1, 99), min_size=1)
    return st.builds(AudienceError, st.sampled_from(TrafficLight), above)


def faults(**overrides: Any) -> SearchStrategy[Fault]:
    """Values that break a rule, with the path to them."""
    base = st.builds(
        Fault,
        _VALUES,
        scalars.LINES,
        _PATHS,
        st.just("") | scalars.LINES,
        absent=st.sampled_from((False, False, True)),
        code=st.sampled_from(FaultCode),
    )
    return _with(base, Fault, overrides)


def invalid_errors(*, faults: SearchStrategy[list[Fault]] | None = None) -> SearchStrategy[InvalidError]:
    """Errors with one fault or several."""
    found = st.lists(_FAULTS, min_size=1, max_size=3) if faults is None else faults
    return st.builds(InvalidError, found, st.sampled_from(("", "$")))


def missing_extra_errors() -> SearchStrategy[MissingExtraError]:
    """Errors for a package that isn't installed."""
    return _EXTRAS.map(lambda named: MissingExtraError(*named))


def sitrep_errors() -> SearchStrategy[SitrepError]:
    """Errors of every public kind."""
    return invalid_errors() | missing_extra_errors() | audience_errors()


@st.composite
def _transcripts(draw: DrawFn, given: dict[str, SearchStrategy[Any]]) -> Transcript:
    text = draw(given.get("text", st.none() | scalars.PROSE))
    document = draw(given.get("document", instances(Document)))
    if text is not None and "document" not in given:
        # The transcript fills in the digest of its text.
        document = document.replace(sha256=None, title=document.title or "A document")
    via = draw(given.get("via", st.lists(instances(Source), max_size=2)))
    reported = draw(given.get("reported", st.none() | instances(Period)))
    transcript = Transcript(document=document, via=via, reported=reported, text=text)
    for record in draw(st.lists(instances(Record), max_size=2)):
        transcript.claim(record, draw(instances(Source)))
    return transcript


def transcripts(**overrides: Any) -> SearchStrategy[Transcript]:
    """Documents that are being encoded by hand, with none, one or two claims so far."""
    known = [name for name, each in _fields(Transcript).items() if each.init]
    for name in overrides.keys() - {*known}:
        raise TypeError(f"Transcript has no field {name!r} to be given. {resembling(name, known)}".rstrip())
    given = {name: held if isinstance(held, SearchStrategy) else st.just(held) for name, held in overrides.items()}
    return _transcripts(given)


_FAULTS = faults()

PLAIN: dict[type[Any], Callable[[], SearchStrategy[Any]]] = {
    AudienceError: audience_errors,
    Change: changes,
    Convention: conventions,
    Fault: faults,
    InvalidError: invalid_errors,
    MissingExtraError: missing_extra_errors,
    Profile: profiles,
    Release: releases,
    SitrepError: sitrep_errors,
    Thresholds: thresholds,
    Limits: limits,
    Transcript: transcripts,
}
"""The classes with their strategies."""
