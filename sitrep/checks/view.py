"""A report prepared for checking, once for all checks."""

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any

from attrs import frozen

from sitrep.checks.narrowing import Lattice
from sitrep.checks.series import Bounds, FigureHistory, Point, days_of, figure_fields, per_class, say_all
from sitrep.checks.thresholds import Thresholds
from sitrep.claims import Claim
from sitrep.fields.declarations import FieldRole, Value, all_of, declared
from sitrep.fields.kinds import Kind, ManyKind, ValueKind
from sitrep.pictures.consolidation import Finding, Picture, picture
from sitrep.report import SitRep
from sitrep.values.figures import Figure
from sitrep.values.pcodes import Pcodes
from sitrep.values.places import Place
from sitrep.values.sources import Attribution
from sitrep.vocabularies import Stance


@frozen(eq=False)
class CheckView:
    """A report as checks see it, with what several of them need to know of it."""

    report: SitRep
    thresholds: Thresholds
    pcodes: Pcodes | None = None

    @cached_property
    def picture(self) -> Picture:
        """The consolidated view: what conflicts, and what holds at which time."""
        return picture(self.report, tolerance=self.thresholds.tolerance)

    @cached_property
    def histories(self) -> tuple[FigureHistory, ...]:
        """The subjects with their figures."""
        return tuple(map(self._history, self.picture))

    @cached_property
    def lattice(self) -> Lattice:
        """The subjects that are parts of others."""
        return Lattice(self.histories)

    def asserting(self, claim: Claim) -> tuple[Attribution, ...]:
        """The attributions that stand behind a claim of the report."""
        return self._asserting.get(claim.id, claim.attributions) if self._asserting else claim.attributions

    @cached_property
    def _asserting(self) -> dict[str, tuple[Attribution, ...]]:
        """Of the claims that not all of their attributions may stand behind, those that do."""
        report = self.report
        doubted = (
            claim
            for claim in report
            if report.retractions or any(each.stance != Stance.ASSERTS for each in claim.attributions)
        )
        return {
            claim.id: tuple(each for each in report.standing(claim) if each.stance == Stance.ASSERTS)
            for claim in doubted
        }

    @cached_property
    def values(self) -> tuple[tuple[Claim, tuple[Value, ...]], ...]:
        """The claims with the places and figures in their records, also within each other."""
        return tuple((claim, tuple(_values_in(claim.record))) for claim in self.report)

    def _history(self, finding: Finding) -> FigureHistory:
        record = finding.claims[0].record
        fields = {
            declaration.name: declaration.kind.identity(held)
            for declaration, held in record.given()
            if declaration.role_in(record) is FieldRole.SUBJECT
        }
        points = tuple(point for claim in reversed(finding.claims) for point in self._points(claim))
        return FigureHistory(finding, record, fields, points)

    def _points(self, claim: Claim) -> Iterator[Point]:
        record = claim.record
        figures = [(each.name, getattr(record, each.name)) for each in figure_fields(type(record))]
        figures = [(name, figure) for name, figure in figures if figure is not None and not figure.missing]
        if not figures:
            return
        voices = dict.fromkeys((each.source.name, _channel(each)) for each in self.asserting(claim))
        said_by = say_all(source for source, _ in voices)
        first, last = days_of(record)
        for name, figure in figures:
            bounds = Bounds.of(figure, self.thresholds.tolerance)
            for source, channel in voices:
                yield Point(claim, name, figure, bounds, source, channel, first, last, said_by)


def _values_in(value: Value) -> Iterator[Value]:
    hold, fields = _fields_of_values(type(value))
    for held, is_many in zip(hold(value), fields, strict=True) if fields else ():
        for each in held if is_many else (held,):
            if each is not None:
                yield each
                yield from _values_in(each)


@per_class
def _fields_of_values(cls: type[Any]) -> tuple[Callable[[Any], tuple[Any, ...]], list[bool]]:
    """A getter of the places and figures that a value holds, and for each field whether it holds many."""
    fields = {
        name: is_many
        for name, kind, is_many in kinds_of(cls)
        if isinstance(kind, ValueKind) and issubclass(kind.cls, Place | Figure)
    }
    return all_of([*fields]), [*fields.values()]


def kinds_of(cls: type[Value]) -> Iterator[tuple[str, Kind, bool]]:
    """The kinds of the fields of a class, and for each whether it holds many."""
    for name, declaration in declared(cls).items():
        is_many = isinstance(declaration.kind, ManyKind)
        yield name, declaration.kind.item if is_many else declaration.kind, is_many


def _channel(attribution: Attribution) -> str:
    document = attribution.document
    return (document and (document.publisher or document.title)) or ""
