"""What routine public reports say, encoded fact by fact: 189 facts of three kinds of reports.

Numbers, dates, places and institutions are those of public reports; the words are our own. A fact is
one or more records, or a note where no record holds it. `lost` says what its proper fields don't hold.
Words that had no field before, such as a reason or the colour of a warning, stand for those of the reports.
"""

from collections.abc import Iterable
from typing import Any

from attrs import field, frozen

import sitrep as sr
from sitrep import Figure


@frozen
class Fact:
    """One reported fact in records, or in a note; with what the proper fields of a record don't hold of it."""

    records: tuple[sr.Record, ...] = ()
    lost: str = ""
    note: str = ""

    @property
    def fit(self) -> str:
        """How well the fact is held: in proper fields, in part, as an indicator, or in a note."""
        if self.note:
            return "note"
        if any(isinstance(each, sr.Indicator) for each in self.records):
            return "indicator"
        return "in part" if self.lost else "proper"


def _all(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    return tuple(facts)


@frozen
class RoutineReport:
    """A public report: its kind, who made it, and the facts that it states."""

    kind: str
    source: str
    title: str
    issued: str
    facts: tuple[Fact, ...] = field(converter=_all)

    @property
    def sitrep(self) -> sr.SitRep:
        document = sr.Document(title=self.title, publisher=self.source, published=self.issued)
        attribution = sr.Attribution(source=self.source, reported=self.issued, document=document)
        claims = [sr.Claim(record, attributions=[attribution]) for fact in self.facts for record in fact.records]
        notes = [sr.Note(text=fact.note, language="en") for fact in self.facts if fact.note]
        return sr.SitRep(claims=claims, notes=notes)


def fits(*records: sr.Record) -> Fact:
    return Fact(records)


def in_part(record: sr.Record, lost: str) -> Fact:
    return Fact((record,), lost)


def as_indicator(record: sr.Indicator, lost: str) -> Fact:
    return Fact((record,), lost)


def in_note(text: str, lost: str) -> Fact:
    return Fact((), lost, text)


def about(number: int) -> Figure:
    return Figure(best=number, approximate=True)


def several(number: float, unit: str, **more: Any) -> Figure:
    return Figure(best=number, unit=unit, **more)


DISASTERS = "Disaster updates and daily digests"
CRISES = "Flash updates on a crisis"
HEALTH = "Health cluster bulletins"


def at(name: str, country: str) -> sr.Place:
    return sr.Place(name=name, country=country)
