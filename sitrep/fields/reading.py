"""JSON data to values, strictly: nothing is coerced, every fault is found and has a path."""

from collections.abc import Callable
from typing import Any, Literal, TypeVar

from attrs import evolve

from sitrep.errors import Fault, FaultCode, Faults, InvalidError, one, refuse
from sitrep.fields.canonical import RepeatedKeys
from sitrep.fields.declarations import Declaration, Value, declared
from sitrep.fields.kinds import Structure, resembling

SomeValue = TypeVar("SomeValue", bound=Value)

Unknown = Literal["error", "keep"]
"""The fate of record types and fields that no installed package declares."""


def keeps(unknown: Unknown) -> bool:
    """Say if they are kept; raises `InvalidError` for another word."""
    if unknown not in ("error", "keep"):
        raise refuse(unknown, "'error' or 'keep'", "unknown", code=FaultCode.NOT_IN_LIST)
    return unknown == "keep"


def members_of(cls: type[Value], data: Any) -> dict[str, Any]:
    """The members of a JSON object, each of which stands there once."""
    if not isinstance(data, dict):
        hint = "Leave the field out when nothing is known." if data is None else ""
        raise refuse(data, f"an object: {one(cls)}", hint=hint, code=FaultCode.WRONG_TYPE)
    if isinstance(data, RepeatedKeys):
        raise InvalidError(Fault(name, "each member once", (name,), code=FaultCode.REPEATED) for name in data.repeated)
    return data


def build(cls: Callable[..., SomeValue], *given: Any, kept: dict[str, Any], **fields: Any) -> SomeValue:
    """An instance of a class; what is wrong with kept members is told where they stand in the object."""
    try:
        return cls(*given, kept=kept, **fields)
    except InvalidError as error:
        raise error.each(
            lambda fault: evolve(fault, path=fault.path[1:]) if fault.path[:1] == ("kept",) else fault
        ) from None


def read_value(cls: type[SomeValue], data: Any, structure: Structure, keep: bool) -> SomeValue:
    """An instance of a class from JSON data; raises `InvalidError` with every fault and its path.

    `structure` reads the values that the fields hold; `keep` keeps members that aren't declared.
    """
    declarations = declared(cls)
    members = members_of(cls, data)
    values: dict[str, Any] = {}
    kept: dict[str, Any] = {}
    faults = Faults()
    strangers = Faults()
    for name, item in members.items():
        declaration = declarations.get(name)
        if declaration is not None:
            try:
                values[name] = declaration.kind.decode(item, structure)
            except InvalidError as error:
                faults += error.under(name).told()
        elif keep and cls.takes_unknown:
            kept[name] = item
        else:
            strangers.append(_stranger(cls, name, item))
    faults += (
        absent(declaration)
        for name, declaration in declarations.items()
        if declaration.must_be_given and name not in members
    )
    if not faults:
        # The rules between fields can be judged, also beside members that don't belong.
        try:
            value = build(cls, **values, kept=kept)
        except InvalidError as error:
            # If a member doesn't belong, what the whole lacks may be what that was meant to be.
            faults += (fault for fault in error.faults if fault.path or not strangers)
        else:
            if not strangers:
                return value
    strangers += faults
    raise InvalidError(strangers)


def _stranger(cls: type[Value], name: str, item: Any) -> Fault:
    names = declared(cls)
    hint = resembling(name, names)
    if not hint and cls.takes_unknown:
        hint = "A reader with unknown='keep' keeps it."
    return Fault(
        item, f"only the fields of {cls.__name__}: {', '.join(names)}", (name,), hint, code=FaultCode.UNKNOWN_FIELD
    )


def absent(declaration: Declaration) -> Fault:
    """The fault of a required field that isn't there."""
    return Fault(None, declaration.meaning[0].lower() + declaration.meaning[1:], (declaration.name,), absent=True)
