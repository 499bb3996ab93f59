"""The sources of figures, and their age."""

from collections.abc import Iterable, Iterator
from typing import Any

from sitrep.caches import VALUES, cached
from sitrep.checks.registry import Found, register
from sitrep.checks.series import FigureHistory, measure_of, per_class, say_all
from sitrep.checks.view import CheckView
from sitrep.claims import Claim
from sitrep.evidence.excerpts import figures_in
from sitrep.fields.declarations import FieldRole, declared
from sitrep.fields.kinds import CodeKind
from sitrep.notices import Severity
from sitrep.pictures.consolidation import Finding, State
from sitrep.pictures.policies import count_independent
from sitrep.records import Record
from sitrep.text.number_words import LANGUAGES
from sitrep.values.figures import Figure
from sitrep.values.sources import Attribution
from sitrep.vocabularies import Measure, Modality, SourceKind


def _with_figures(view: CheckView) -> Iterator[tuple[FigureHistory, list[Claim]]]:
    """The subjects, each with the claims that state figures of it."""
    for history in view.histories:
        yield history, [*history.points_of]


def _sources(view: CheckView, claims: Iterable[Claim]) -> str:
    return say_all(each.source.name for claim in claims for each in view.asserting(claim))


def _count(claims: list[Claim]) -> str:
    return "1 figure" if len(claims) == 1 else f"{len(claims):,} figures"


@register(
    "unsourced",
    Severity.WARNING,
    meaning="Nobody answers for a figure: its sources are unknown, or anonymous and in no document.",
    remedy="Find out who gave the figure, or leave it out of what is published.",
    together="subjects have figures without a source that is known",
)
def unsourced(view: CheckView) -> Iterator[Found]:
    for history, claims in _with_figures(view):
        found = [claim for claim in claims if all(map(_is_nobody, view.asserting(claim)))]
        if found:
            yield (
                found,
                f"{history.headline}: {_count(found)} of {len(claims):,} without a source that is known "
                f"({_sources(view, found)}).",
            )


def _is_nobody(attribution: Attribution) -> bool:
    source = attribution.source
    return source.kind == SourceKind.UNKNOWN or (source.anonymous and attribution.document is None)


@register(
    "no_document",
    Severity.NOTE,
    meaning="No document is named in which a figure can be looked up.",
    remedy="Add the document: its title or its address.",
    together="subjects have figures in no document that is named",
)
def no_document(view: CheckView) -> Iterator[Found]:
    for history, claims in _with_figures(view):
        found = [claim for claim in claims if not any(each.document for each in view.asserting(claim))]
        if found:
            yield (
                found,
                f"{history.headline}: {_count(found)} of {len(claims):,} in no document that is named "
                f"({_sources(view, found)}).",
            )


@register(
    "single_source",
    Severity.NOTE,
    meaning="A figure rests on fewer independent sources than asked for; outlets that relay one agency are one.",
    remedy="Look for a second source that doesn't repeat the first.",
    together="subjects have figures on a single source",
)
def single_source(view: CheckView) -> Iterator[Found]:
    for finding in view.picture:
        groups = [group for state in _figure_states(finding) for group in _supported(state)]
        alone = [
            claim for claims, support in groups if _independent(support) < view.thresholds.independent_sources
            for claim in claims
        ]  # fmt: skip
        if alone:
            found = [*dict.fromkeys(alone)]
            yield found, f"{finding.headline}: {_count(found)} on a single source ({_sources(view, found)})."


def _figure_states(finding: Finding) -> Iterator[State]:
    for field in finding.fields:
        for state in field.states:
            if isinstance(state.current.held, Figure) and not state.current.held.missing:
                yield state


def _supported(state: State) -> Iterator[tuple[tuple[Claim, ...], list[Attribution]]]:
    """Claims that support each other, with what stands behind them; rivals stand alone."""
    if state.is_conflict:
        for option in state.options:
            yield option.claims, [*option.attributions]
    else:
        yield state.claims, [each for option in state.options for each in option.attributions]


def _independent(attributions: Iterable[Attribution]) -> int:
    attributions = [*attributions]
    if len(attributions) == 1 and not attributions[0].via:
        return 1
    distinct = {(each.source.name, *(relay.name for relay in each.via)): each for each in attributions}
    return count_independent(distinct.values())


@register(
    "stale",
    Severity.WARNING,
    meaning="The newest word on something that goes on is much older than the report.",
    remedy="Look for newer figures, or say as of when it holds.",
    together="subjects have no newer word",
)
def stale(view: CheckView) -> Iterator[Found]:
    dates = [each for header in view.report.headers for each in (header.issued, header.data_as_of)]
    if not any(dates):
        # Without a head, a report is as new as its newest word.
        dates = [each.reported for claim in view.report for each in view.asserting(claim)]
    known = [(when.latest, str(when)) for when in dates if when and when.latest]
    if not known:
        return
    newest, said = max(known)
    for finding in view.picture:
        # Claims come newest first.
        standing = (each for each in finding.claims if view.asserting(each) and _says_something(each.record))
        claim = next((each for each in standing if each.record.period), None)
        last = claim and claim.record.period and claim.record.period.latest
        if claim and last and (newest - last).days > view.thresholds.stale_days and _goes_on(claim.record):
            yield (
                [claim],
                f"{finding.headline}: the newest word is of {claim.record.period} "
                f"({_sources(view, [claim])}), while the report is of {said}.",
            )


def _says_something(record: Record) -> bool:
    """Return whether any value is more than that a figure is missing, or none is needed."""
    stated = [held for each, held in record.given() if each.role_in(record) is FieldRole.VALUE]
    return not stated or any(not (isinstance(held, Figure) and held.missing) for held in stated)


def _goes_on(record: Record) -> bool:
    """Return whether a record is of a state that lasts until it changes: a running count, or a code for it."""
    if record.modality != Modality.OBSERVED:
        return False
    if "measure" in declared(type(record)):
        return measure_of(record) in (Measure.CURRENT, Measure.CUMULATIVE)
    return any(getattr(record, name) is not None for name in _state_fields(type(record)))


@per_class
def _state_fields(cls: type[Any]) -> tuple[str, ...]:
    """The fields of a type's own that describe a state: those with a closed list."""
    return tuple(
        name
        for name, declaration in declared(cls).items()
        if declaration.role in (FieldRole.VALUE, FieldRole.CATEGORY)
        and isinstance(declaration.kind, CodeKind)
        and not declaration.kind.open
        and name not in declared(Record)
    )


@register(
    "vague_made_exact",
    Severity.WARNING,
    meaning="The words of the source are vague, such as scores or dozens, and the figure is a number.",
    remedy="Give the figure the vague term; a number for it is a convention's, applied when it is read.",
)
def vague_made_exact(view: CheckView) -> Iterator[Found]:
    for history in view.histories:
        for claim, points in history.points_of.items():
            if any(point.figure.term for point in points):
                continue
            for each in view.asserting(claim):
                if _is_vague(each):
                    yield [claim], f"{claim}: a number, while the words are “{each.excerpt}” ({each.source.name})."


def _is_vague(attribution: Attribution) -> bool:
    """Return whether all quantities in the words are vague terms."""
    language = ((attribution.document and attribution.document.language) or "en").partition("-")[0]
    if not attribution.excerpt or language not in LANGUAGES:
        return False
    stated = _read(attribution.excerpt, language)
    return bool(stated) and all(figure.term and figure.interval() == (None, None) for figure in stated)


@cached(VALUES)
def _read(excerpt: str, language: str) -> tuple[Figure, ...]:
    return tuple(figures_in(excerpt, language))
