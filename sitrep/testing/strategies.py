"""Hypothesis strategies for everything in `sitrep`.

    from sitrep.testing import strategies as st

    @given(st.casualties(people=90), st.families(3))
    def test_them(casualty, reports): ...

There is one function for each class, named by its plural: `figures()`, `claims()`, `casualties()`.
It takes a value or a strategy for each field by name; None leaves a field out. Those of the record
types come from their declarations, so a type that an installed package declares has one too. Each
class that is read from JSON has a twin for that, such as `casualty_documents()`: data that `loads` or
the converter accepts, often not in canonical form.

To a type checker, `instances(Casualty, people=90)` is what `casualties(people=90)` is, with its type.

`families(n)` gives n reports of one world, which agree, rival, complement and deny each other.
"""

import re
from collections.abc import Callable
from typing import Any, TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from sitrep.claims import Claim, Header, Judgement, Link, Note, Retraction
from sitrep.fields.declarations import Value, declared
from sitrep.fields.kinds import resembling
from sitrep.records import RECORD_TYPES, Count, CountOfPeople, Record, UnknownRecord
from sitrep.records.base import Subject, load_installed
from sitrep.report import SitRep
from sitrep.testing import drawing, families as _families, forms as _forms, plain, scalars
from sitrep.values.figures import Figure
from sitrep.values.periods import Period
from sitrep.values.places import Place
from sitrep.values.sources import Attribution, Document, Source, Span

SomeValue = TypeVar("SomeValue", bound=Value)
Some = TypeVar("Some")

instances = drawing.instances
_instances: Callable[[type[Any]], SearchStrategy[Any]] = drawing.instances
families = _families.families
sitreps = _families.sitreps
forms = _forms.forms

# For whoever declares rules and kinds of fields:
NoStrategyError = scalars.NoStrategyError
register_rule = scalars.register_rule
amends = drawing.amends
draw_held = drawing.draw_held
form_of_held = _forms.form_of_held


def _strategies_of(cls: type[SomeValue]) -> Callable[..., SearchStrategy[SomeValue]]:
    def make(*, unknown: bool = False, **overrides: Any) -> SearchStrategy[SomeValue]:
        return instances(cls, unknown=unknown, **overrides)

    make.__doc__ = f"{cls.__name__} instances. Each of these takes a value or a strategy: {', '.join(declared(cls))}."
    return make


figures = _strategies_of(Figure)
periods = _strategies_of(Period)
places = _strategies_of(Place)
sources = _strategies_of(Source)
documents = _strategies_of(Document)
spans = _strategies_of(Span)
attributions = _strategies_of(Attribution)
subjects = _strategies_of(Subject)
records = _strategies_of(Record)
counts = _strategies_of(Count)
counts_of_people = _strategies_of(CountOfPeople)
unknown_records = _strategies_of(UnknownRecord)
claims = _strategies_of(Claim)
retractions = _strategies_of(Retraction)
links = _strategies_of(Link)
judgements = _strategies_of(Judgement)
headers = _strategies_of(Header)
notes = _strategies_of(Note)


audience_errors = plain.audience_errors
changes = plain.changes
conventions = plain.conventions
faults = plain.faults
invalid_errors = plain.invalid_errors
missing_extra_errors = plain.missing_extra_errors
profiles = plain.profiles
releases = plain.releases
sitrep_errors = plain.sitrep_errors
thresholds = plain.thresholds
limits = plain.limits
transcripts = plain.transcripts


def strategy_of(cls: type[Some]) -> SearchStrategy[Some]:
    """The usual strategy of a public class: for a report, one whose parts speak of the same things."""
    # A type that is first met in the middle of a test would change what is drawn after it.
    load_installed()
    makers: dict[type[Any], Callable[[], SearchStrategy[Any]]] = {SitRep: sitreps, **plain.PLAIN}
    return makers[cls]() if cls in makers else _instances(cls)


def drawn_classes() -> list[type[Value]]:
    """Every declared class that has strategies, with the record types that are declared by now."""
    return [*_VALUES.values(), *RECORD_TYPES.values()]


def json_instances(cls: type[Value], *, unknown: bool = False, **overrides: Any) -> SearchStrategy[Any]:
    """JSON data that is read as instances of a class; the overrides are those of `instances`."""
    if cls is SitRep:
        return sitreps(unknown=unknown, **overrides).flatmap(forms)
    return instances(cls, unknown=unknown, **overrides).flatmap(forms)


def family_documents(size: int = 2, **options: Any) -> SearchStrategy[tuple[Any, ...]]:
    """JSON data of the reports of a family; the options are those of `families`."""
    options = {"unknown": False} | options
    return families(size, **options).flatmap(lambda family: st.tuples(*map(forms, family)))


def _documents_of(cls: type[Value]) -> Callable[..., SearchStrategy[Any]]:
    def make(*, unknown: bool = False, **overrides: Any) -> SearchStrategy[Any]:
        return json_instances(cls, unknown=unknown, **overrides)

    make.__doc__ = f"JSON data that is read as {cls.__name__}. Takes what its twin takes."
    return make


_VALUES: dict[str, type[Value]] = {
    "figure": Figure,
    "period": Period,
    "place": Place,
    "source": Source,
    "document": Document,
    "span": Span,
    "attribution": Attribution,
    "subject": Subject,
    "record": Record,
    "count": Count,
    "count_of_people": CountOfPeople,
    "unknown_record": UnknownRecord,
    "claim": Claim,
    "retraction": Retraction,
    "link": Link,
    "judgement": Judgement,
    "header": Header,
    "note": Note,
    "sitrep": SitRep,
}
_TWIN = "_documents"


def plural(name: str) -> str:
    """The plural of a type's name, by which its strategies are called."""
    if re.search("[^aeiou]y$", name):
        return f"{name[:-1]}ies"
    return f"{name}es" if re.search("(s|x|ch|sh)$", name) else f"{name}s"


def _made() -> dict[str, Callable[..., SearchStrategy[Any]]]:
    """The functions that are made from what is declared now."""
    singular: dict[str, type[Value]] = {**_VALUES, **RECORD_TYPES}
    twins = {f"{name}{_TWIN}": _documents_of(cls) for name, cls in singular.items()}
    return twins | {plural(name): _strategies_of(cls) for name, cls in RECORD_TYPES.items()}


def __getattr__(name: str) -> Callable[..., SearchStrategy[Any]]:
    made = _made()
    if name not in made and not name.startswith("_"):
        load_installed()
        made = _made()
    if name not in made:
        raise AttributeError(f"module {__name__!r} has no strategy {name!r}. {resembling(name, __dir__())}".rstrip())
    return made[name]


def __dir__() -> list[str]:
    load_installed()
    return sorted({*globals(), *_made()})
