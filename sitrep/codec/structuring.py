"""JSON data to values, strictly: nothing is coerced, every fault is found and has a path."""

from collections.abc import Callable
from inspect import isclass
from typing import Any, Literal, TypeVar

from cattrs import Converter

from sitrep.canonical import RepeatedKeys
from sitrep.claims import Claim
from sitrep.codec.migrations import migrate
from sitrep.codec.record_types import record_type
from sitrep.declarations import Declaration, Role, Value, declared
from sitrep.errors import Fault, InvalidError, one, refuse
from sitrep.kinds import Structure, resembling
from sitrep.periods import Period
from sitrep.records.base import RECORD_TYPES, Record, UnknownRecord
from sitrep.report import SitRep
from sitrep.subjects import Subject

Unknown = Literal["error", "keep"]
SomeValue = TypeVar("SomeValue", bound=Value)


def configure_converter(converter: Converter, *, unknown: Unknown = "error") -> None:
    """Teach a cattrs converter to structure and unstructure every class of `sitrep`.

    `unknown="keep"` keeps record types and fields that no installed package declares, whole and in
    place; by default they are faults. Raises `InvalidError` with all faults of what it structures.
    """
    if unknown not in ("error", "keep"):
        raise refuse(unknown, "'error' or 'keep'", "unknown")
    keep = unknown == "keep"

    def hook_for(cls: type[Value]) -> Callable[[Any, Any], Value]:
        read = next((reader for base, reader in _READERS.items() if issubclass(cls, base)), _read_value)
        return lambda data, _: read(cls, data, converter.structure, keep)

    converter.register_structure_hook_factory(_is_value_class, hook_for)
    converter.register_unstructure_hook_factory(_is_value_class, lambda _: _to_json)


def make_converter(*, unknown: Unknown = "error") -> Converter:
    """A new cattrs converter for the classes of `sitrep`; `configure_converter` teaches one of your own."""
    converter = Converter()
    configure_converter(converter, unknown=unknown)
    return converter


def _is_value_class(cls: Any) -> bool:
    return isclass(cls) and issubclass(cls, Value)


def _to_json(value: Value) -> Any:
    return value.to_json()


def _members(cls: type[Value], data: Any) -> dict[str, Any]:
    if not isinstance(data, dict):
        hint = "Leave the field out when nothing is known." if data is None else ""
        raise refuse(data, f"an object: {one(cls)}", hint=hint)
    if isinstance(data, RepeatedKeys):
        raise InvalidError(Fault(name, "each member once", (name,)) for name in data.repeated)
    return data


def _read_value(cls: type[SomeValue], data: Any, structure: Structure, keep: bool) -> SomeValue:
    declarations = declared(cls)
    members = _members(cls, data)
    values: dict[str, Any] = {}
    kept: dict[str, Any] = {}
    faults: list[Fault] = []
    strangers: list[Fault] = []
    for name, item in members.items():
        declaration = declarations.get(name)
        if declaration is not None:
            try:
                values[name] = declaration.kind.decode(item, structure)
            except InvalidError as error:
                faults += error.under(name).faults
        elif keep and cls.takes_unknown:
            kept[name] = item
        else:
            strangers.append(_stranger(cls, name, item))
    faults += (
        _absent(declaration)
        for name, declaration in declarations.items()
        if declaration.must_be_given and name not in members
    )
    if not faults:
        # The rules between fields can be judged, also beside members that don't belong.
        try:
            value = cls(**values, kept=kept)
        except InvalidError as error:
            faults += error.faults
        else:
            if not strangers:
                return value
    raise InvalidError([*strangers, *faults])


def _stranger(cls: type[Value], name: str, item: Any) -> Fault:
    names = declared(cls)
    hint = resembling(name, names)
    if not hint and cls.takes_unknown:
        hint = "A reader with unknown='keep' keeps it."
    return Fault(item, f"only the fields of {cls.__name__}: {', '.join(names)}", (name,), hint)


def _absent(declaration: Declaration) -> Fault:
    return Fault(None, declaration.meaning[0].lower() + declaration.meaning[1:], (declaration.name,), absent=True)


def _read_period(cls: type[Period], data: Any, structure: Structure, keep: bool) -> Period:
    return cls.coerce(data)


def _read_record(cls: type[Record], data: Any, structure: Structure, keep: bool) -> Record:
    members = dict(_members(cls, data))
    name = members.pop("type", None)
    if "type" not in data or not isinstance(name, str):
        raise InvalidError([Fault(name, "the name of a record type", ("type",), absent="type" not in data)])
    found = record_type(name)
    if found is None:
        if keep:
            return UnknownRecord(name, kept=members)
        hint = resembling(name, RECORD_TYPES) or "Install the package that declares it, or read with unknown='keep'."
        raise refuse(name, f"one of the record types: {', '.join(RECORD_TYPES)}", "type", hint=hint)
    if not issubclass(found, cls):
        raise refuse(name, f"a record type that is {one(cls)}", "type")
    return _read_value(found, members, structure, keep)


def _read_claim(cls: type[Claim], data: Any, structure: Structure, keep: bool) -> Claim:
    members = dict(_members(cls, data))
    stated_id = members.pop("id", None)
    claim = _read_value(cls, members, structure, keep)
    if "id" in data and stated_id != claim.id:
        raise refuse(stated_id, f"the id of its record, {claim.id}", "id", hint="The record isn't what it was.")
    return claim


def _read_subject(cls: type[Subject], data: Any, structure: Structure, keep: bool) -> Subject:
    members = dict(_members(cls, data))
    name = members.pop("type", None)
    if not isinstance(name, str):
        raise InvalidError([Fault(name, "the name of a record type", ("type",), absent="type" not in data)])
    found = record_type(name)
    if found is None:
        if keep:
            return cls(name, members)
        raise refuse(name, f"one of the record types: {', '.join(RECORD_TYPES)}", "type")
    fields: dict[str, Any] = {}
    faults: list[Fault] = []
    identifying = {name: each for name, each in declared(found).items() if each.role is Role.SUBJECT}
    for name, item in members.items():
        if name not in identifying:
            expected = f"only identifying fields of {found.__name__}: {', '.join(identifying)}"
            faults.append(Fault(item, expected, (name,)))
            continue
        kind = identifying[name].kind
        try:
            held = kind.decode(item, structure)
            if held != identifying[name].default:
                fields[name] = kind.encode(getattr(held, "identity", held))
        except InvalidError as error:
            faults += error.under(name).faults
    if faults:
        raise InvalidError(faults)
    return cls(found.type_name, fields)


def _read_report(cls: type[SitRep], data: Any, structure: Structure, keep: bool) -> SitRep:
    members = dict(migrate(_members(cls, data)))
    del members["format"]
    return _read_value(cls, members, structure, keep)


_READERS: dict[type[Value], Callable[[Any, Any, Structure, bool], Any]] = {
    Period: _read_period,
    Record: _read_record,
    Subject: _read_subject,
    Claim: _read_claim,
    SitRep: _read_report,
}
"""The classes whose JSON is more than their declared fields."""
