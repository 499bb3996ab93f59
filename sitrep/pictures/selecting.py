"""Findings of a picture that are asked for: by record type and identifying values, or by their subject."""

from collections.abc import Callable, Mapping
from typing import Any

from sitrep.errors import InvalidError, refuse
from sitrep.fields.declarations import FieldRole, declared
from sitrep.pictures.consolidation import Finding
from sitrep.records import RECORD_TYPES, Record


def of_type(cls: type[Record], values: Mapping[str, Any]) -> Callable[[Finding], bool]:
    """Return a test of findings: if they are of a type, and have the identifying values.

    Raises `InvalidError` for what is no record type, no identifying field or no value of it.
    """
    if cls not in RECORD_TYPES.values():
        raise refuse(cls, "a record type, such as Casualty", "cls")
    wanted = _converted(cls, values)

    def is_wanted(finding: Finding) -> bool:
        records = (claim.record for claim in finding.claims)
        return isinstance(finding.claims[0].record, cls) and any(_has(record, wanted) for record in records)

    return is_wanted


def _converted(cls: type[Record], given: Mapping[str, Any]) -> dict[str, Any]:
    declarations = {
        name: each for name, each in declared(cls).items() if each.role in (FieldRole.SUBJECT, FieldRole.CATEGORY)
    }
    wanted = {}
    for name, value in given.items():
        if name not in declarations:
            raise refuse(value, f"an identifying field of {cls.__name__}: {', '.join(declarations)}", name)
        try:
            wanted[name] = declarations[name].default if value is None else declarations[name].kind.convert(value)
        except InvalidError as error:
            raise error.under(name) from None
    return wanted


def _has(record: Record, wanted: Mapping[str, Any]) -> bool:
    declarations = declared(type(record))
    return all(
        declarations[name].kind.identity(getattr(record, name)) == declarations[name].kind.identity(value)
        for name, value in wanted.items()
        if value is not None or getattr(record, name) is not None
    )
