"""Content of a report that no installed package declares, which was kept as it came."""

from collections.abc import Callable, Iterator
from typing import Any

from sitrep.caches import MADE_FOR_CLASSES, cached
from sitrep.fields.declarations import Value, all_of, declared
from sitrep.fields.kinds import ManyKind, ValueKind
from sitrep.records.base import Subject, UnknownRecord, record_type
from sitrep.report import SitRep


def is_declared(report: SitRep) -> bool:
    """Tell whether `loads` takes what `dumps` gives of a report without `unknown="keep"`."""
    seen: set[int] = set()
    waiting: list[Any] = [report]
    while waiting:
        value = waiting.pop()
        if value.kept or isinstance(value, UnknownRecord):
            return False
        if isinstance(value, Subject) and record_type(value.type) is None:
            return False
        for held in _values_in(value):
            # Sources, places and days are shared by many.
            if id(held) not in seen:
                seen.add(id(held))
                waiting.append(held)
    return True


def _values_in(value: Any) -> Iterator[Any]:
    for held in _fields_with_values(type(value))(value):  # type: ignore[arg-type]
        if isinstance(held, tuple):
            yield from (each for each in held if isinstance(each, Value))
        elif held is not None:
            yield held


@cached(MADE_FOR_CLASSES)
def _fields_with_values(cls: Any) -> Callable[[Any], tuple[Any, ...]]:
    kinds = {name: each.kind for name, each in declared(cls).items()}
    return all_of([name for name, kind in kinds.items() if isinstance(kind, ValueKind | ManyKind)])
