"""The first needs of a reader in a hurry: highlights and key figures, chosen by what the record types declare."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from attrs import frozen

from sitrep.claims import Claim
from sitrep.fields.declarations import FieldRole
from sitrep.fields.kinds import CodeKind
from sitrep.languages import comma, isolated, say, say_list, say_of, say_several
from sitrep.page.model import Highlight, KeyFigure
from sitrep.page.words import say_rounded, spell_dates
from sitrep.pictures.changes import Change, ChangeKind, say_difference
from sitrep.pictures.consolidation import FieldFinding, Finding, Picture, State
from sitrep.pictures.policies import reported_at
from sitrep.records.base import Record
from sitrep.records.themes import Theme
from sitrep.report import SitRep
from sitrep.values.figures import Figure
from sitrep.vocabularies import Section, Unit

MOST_FIGURES = 6
MOST_OF_A_TYPE = 2
MOST_SENTENCES = 4

_NOT_NARROWING = frozenset({"place", "measure", "since", "event", "modality"})
"""The fields that narrow no figure down to a part, as sex, age and group do."""


@frozen(eq=False)
class Candidate:
    """A figure that may be one to know first."""

    finding: Finding
    field: FieldFinding
    figure: Figure
    record: Record

    @property
    def kind(self) -> tuple[object, ...]:
        """Return what tells figures apart that a reader would take for one: the type, and how its headline begins."""
        return (self.record.type, first_words(self.finding.headline), self.field.declaration.name)

    @property
    def rank(self) -> tuple[object, ...]:
        """Whole figures before parts, observed before expected, people before things, much before little."""
        narrowing = sum(
            declaration.role_in(self.record) is FieldRole.SUBJECT
            and not declaration.must_be_given
            and declaration.name not in _NOT_NARROWING
            for declaration, _ in self.record.given()
        )
        expected = any(declaration.name == "modality" for declaration, _ in self.record.given())
        return (expected, self.figure.unit != Unit.PERSONS, narrowing, -self.size, self.finding.headline)

    @property
    def size(self) -> float:
        """One number for the figure, for what is drawn or put in order."""
        numbers = (self.figure.best, self.figure.low, self.figure.high, self.figure.above, self.figure.below)
        return next((number for number in numbers if number is not None), 0)


def key_figures(picture: Picture, before: Picture | None, chosen: Sequence[str] = ()) -> tuple[KeyFigure, ...]:
    """Return the figures to know first: those chosen by the ids of their claims, or how these begin, else by rank."""
    found = [*candidates(picture)]
    shown = [each for wanted in chosen for each in found if _states(each, wanted)] if chosen else _best(found)
    known = {subject: finding for finding in before or () for subject in finding.subjects}
    return tuple(_key_figure(each, known.get(each.finding.subjects[0])) for each in dict.fromkeys(shown))


def candidates(picture: Picture) -> Iterator[Candidate]:
    """Yield the figures of a picture that are numbers."""
    for finding in picture:
        for field in finding.fields:
            option = field.current.current
            if isinstance(option.held, Figure) and option.held.interval() != (None, None):
                yield Candidate(finding, field, option.held, option.claims[0].record)


def _states(candidate: Candidate, wanted: str) -> bool:
    return any(claim.id.startswith(wanted) for claim in candidate.field.current.claims)


def _best(candidates: Sequence[Candidate]) -> list[Candidate]:
    best: dict[tuple[object, ...], Candidate] = {}
    for each in sorted(candidates, key=lambda each: each.rank):
        best.setdefault(each.kind, each)
    of_type: dict[str, int] = {}
    shown: list[Candidate] = []
    for each in best.values():
        number = of_type[each.record.type] = of_type.get(each.record.type, 0) + 1
        if number <= MOST_OF_A_TYPE and len(shown) < MOST_FIGURES:
            shown.append(each)
    types = [*dict.fromkeys(each.record.type for each in shown)]
    return sorted(shown, key=lambda each: (types.index(each.record.type), *_places_in_lists(each.record)))


def _places_in_lists(record: Record) -> Iterator[int]:
    """Yield where the codes that a record must have stand in their lists: the killed before the injured."""
    for declaration, held in record.given():
        if declaration.must_be_given and isinstance(declaration.kind, CodeKind):
            codes = [*declaration.kind.codes]
            yield codes.index(held) if held in codes else len(codes)


def _key_figure(candidate: Candidate, before: Finding | None) -> KeyFigure:
    state, figure = candidate.field.current, candidate.figure
    rounded, exact = say_rounded(figure), str(figure)
    of_what = "" if figure.unit in (Unit.PERSONS, candidate.field.declaration.name) else state.declaration.spoken_label
    sources = [*dict.fromkeys(each.source.name for each in state.current.attributions)]
    source = isolated(sources[0])
    if len(sources) > 1:
        source = say_several(
            "{source} and {number} other", "{source} and {number} others", len(sources) - 1, source=source
        )
    return KeyFigure(
        label=spell_dates(_joined(candidate.finding.headline, of_what)),
        rounded=rounded,
        exact="" if exact == rounded else exact,
        range=state.range_in_words if state.is_conflict else "",
        change=_say_change(candidate, before),
        source=source,
        date=spell_dates(str(candidate.record.period or "")),
        is_disputed=state.is_disputed,
        fact=state.current.claims[0].id,
    )


def _say_change(candidate: Candidate, before: Finding | None) -> str:
    """Return the change since the last report, or without one since the figure before."""
    name, unit = candidate.field.declaration.name, candidate.field.measured_in
    if before is not None:
        was: State | None = next(
            (each.current for each in before.fields if (each.declaration.name, each.measured_in) == (name, unit)), None
        )
        since = say("{change} since the last report")
    else:
        was = next((each for each in candidate.field.history if not each.is_superseded), None)
        period = was.current.claims[0].record.period if was else None
        since = say("{change} since the figure before")
        if period:
            day = f"{period.latest:%Y-%m-%d}" if period.latest and period.earliest else period.say_start()
            since = say("{change} since {date}").replace("{date}", spell_dates(day))
    if was is None:
        return ""
    change = Change(ChangeKind.REVISED, "", (), was.declaration, was.current.held, candidate.figure)
    said = say("no change") if change.difference == (0, 0) else say_difference(change.difference)
    return since.replace("{change}", said) if said else ""


def _joined(headline: str, of_what: str) -> str:
    return say_of(headline, of_what) if of_what else headline


def first_words(headline: str) -> str:
    """Return how a headline begins: what it is of, without whom and where."""
    return headline.partition(comma())[0]


def highlights(report: SitRep, picture: Picture) -> tuple[Highlight, ...]:
    """Return what a person wrote to be known first, and then sentences made from facts."""
    written = [Highlight(note.text) for note in report.notes if note.section == Section.HIGHLIGHT]
    return (*written, *_made(picture))


def _made(picture: Picture) -> Iterator[Highlight]:
    """Yield the newest statement of each theme that isn't a figure, the best supported first; figures stand beside."""
    newest: dict[str, tuple[tuple[object, ...], Finding, State]] = {}
    for finding in picture:
        for field in finding.fields[:1]:
            state = field.current
            if state.is_undecided:
                continue
            record = state.current.claims[0].record
            if isinstance(state.current.held, Figure) or any(each.name == "modality" for each, _ in record.given()):
                continue
            rank = (_last(finding.claims[0]), state.independent_sources, finding.headline)
            if record.theme not in newest or rank > newest[record.theme][0]:
                newest[record.theme] = (rank, finding, state)
    order: dict[str, int] = {theme: place for place, theme in enumerate(Theme)}
    for theme in sorted(newest, key=lambda each: (order.get(each, len(order)), each))[:MOST_SENTENCES]:
        _, _, state = newest[theme]
        claim = state.current.claims[0]
        names = say_list([*dict.fromkeys(isolated(each.source.name) for each in state.current.attributions)][:2])
        said = say("{sentence} ({sources}).", sentence=claim.record.sentence, sources=names)
        if state.is_disputed:
            said = say("{sentence} ({sources}; sources disagree).", sentence=claim.record.sentence, sources=names)
        yield Highlight(spell_dates(said), is_made=True, fact=claim.id)


def _last(claim: Claim) -> datetime:
    return max(filter(None, map(reported_at, claim.attributions)), default=datetime.min)  # noqa: DTZ901
