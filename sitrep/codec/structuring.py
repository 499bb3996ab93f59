"""JSON data to values, strictly: nothing is coerced, every fault is found and has a path."""

from collections.abc import Callable
from functools import cached_property
from inspect import isclass
from typing import Any

from cattrs import Converter

from sitrep.claims import Claim
from sitrep.codec.compiled import Reader, Unusual, reader_of_class
from sitrep.codec.migrations import migrate
from sitrep.errors import Fault, FaultCode, InvalidError, one, refuse
from sitrep.fields.declarations import Value, declared
from sitrep.fields.kinds import Structure, resembling
from sitrep.fields.reading import Unknown, build, keeps, members_of, read_value
from sitrep.records.base import (
    RECORD_TYPES,
    Record,
    Subject,
    UnknownRecord,
    checked_type_name,
    read_identifying,
    record_type,
)
from sitrep.report import SitRep
from sitrep.values.periods import Period


def configure_converter(converter: Converter, *, unknown: Unknown = "error") -> None:
    """Teach a cattrs converter to structure and unstructure every class of `sitrep`.

    `unknown="keep"` keeps record types and fields that no installed package declares, whole and in
    place; by default they are faults. Raises `InvalidError` with all faults of what it structures.
    """
    keep = keeps(unknown)

    def hook_for(cls: type[Value]) -> _Hook:
        return _Hook(cls, converter, keep)

    converter.register_structure_hook_factory(_is_value_class, hook_for)
    converter.register_unstructure_hook_factory(_is_value_class, lambda _: _to_json)


class _Hook:
    """Structures instances of a class: what is plainly right at once, and all else strictly."""

    def __init__(self, cls: type[Value], converter: Converter, keep: bool) -> None:
        self._cls, self._converter, self._keep = cls, converter, keep
        self._strictly = next((reader for base, reader in _READERS.items() if issubclass(cls, base)), read_value)

    def __call__(self, data: Any, _: Any) -> Value:
        try:
            value: Value = self.quickly(data)
        except Unusual:
            value = self._strictly(self._cls, data, self._converter.structure, self._keep)
        return value

    @cached_property
    def quickly(self) -> Reader:
        """Made when it is first used: classes hold each other, and themselves."""
        return reader_of_class(self._cls, self._reader_of)

    def _reader_of(self, cls: type[Any]) -> Reader:
        """Return the way in which the converter reads another class, which users may have taught it anew."""
        hook = self._converter.get_structure_hook(cls)

        def read(data: Any) -> Any:
            return hook.quickly(data) if isinstance(hook, _Hook) else hook(data, cls)

        return read


def make_converter(*, unknown: Unknown = "error") -> Converter:
    """A new cattrs converter for the classes of `sitrep`; `configure_converter` teaches one of your own."""
    converter = Converter()
    configure_converter(converter, unknown=unknown)
    return converter


def _is_value_class(cls: Any) -> bool:
    return isclass(cls) and issubclass(cls, Value)


def _to_json(value: Value) -> Any:
    return value.to_json()


def _read_period(cls: type[Period], data: Any, structure: Structure, keep: bool) -> Period:
    return cls.coerce(data)


def _type_of(members: dict[str, Any]) -> tuple[str, type[Record] | None]:
    """The name that an object has for its type, taken from its members, and that type where it is installed."""
    if "type" not in members:
        raise InvalidError([Fault(None, "the name of a record type", ("type",), absent=True)])
    name = members.pop("type")
    if not isinstance(name, str):
        raise refuse(name, "the name of a record type", "type", code=FaultCode.WRONG_TYPE)
    return name, record_type(name)


def _read_record(cls: type[Record], data: Any, structure: Structure, keep: bool) -> Record:
    members = dict(members_of(cls, data))
    name, found = _type_of(members)
    if found is None:
        if keep:
            return build(UnknownRecord, _checked(name), kept=members)
        raise _unknown_type(name)
    if not issubclass(found, cls):
        raise refuse(name, f"a record type that is {one(cls)}", "type", code=FaultCode.UNKNOWN_TYPE)
    return read_value(found, members, structure, keep)


def _read_claim(cls: type[Claim], data: Any, structure: Structure, keep: bool) -> Claim:
    members = dict(members_of(cls, data))
    stated_id = members.pop("id", None)
    claim = read_value(cls, members, structure, keep)
    if "id" in data and stated_id != claim.id:
        raise refuse(
            stated_id,
            f"the id of its record, {claim.id}",
            "id",
            hint="The record isn't what it was.",
            code=FaultCode.MISMATCH,
        )
    return claim


def _read_subject(cls: type[Subject], data: Any, structure: Structure, keep: bool) -> Subject:
    members = dict(members_of(cls, data))
    name, found = _type_of(members)
    if found is None:
        if keep:
            return cls(name, members)
        raise _unknown_type(name)
    unknown = {each: item for each, item in members.items() if keep and each not in declared(found)}
    given = {each: item for each, item in members.items() if each not in unknown}
    # A subject is reduced to what identifies; what is wrong with the rest of a place is a fault all the same.
    fields = {each.name: each.kind.encode(held) for each, held in read_identifying(found, given, structure)}
    return build(cls, name, fields, kept=unknown)


def _checked(name: str) -> str:
    try:
        return checked_type_name(name)
    except InvalidError as error:
        raise error.under("type") from None


def _unknown_type(name: str) -> InvalidError:
    hint = resembling(name, RECORD_TYPES) or "Install the package that declares it, or read with unknown='keep'."
    return refuse(
        name, f"one of the record types: {', '.join(RECORD_TYPES)}", "type", hint=hint, code=FaultCode.UNKNOWN_TYPE
    )


def _read_report(cls: type[SitRep], data: Any, structure: Structure, keep: bool) -> SitRep:
    members = dict(members_of(cls, data))
    try:
        members = migrate(members)
    except InvalidError as error:
        if "format" in members:
            raise
        # A document that lacks its format is nearly always of the present one, and its other faults are wanted too.
        try:
            read_value(cls, members, structure, keep)
        except InvalidError as others:
            told = error.told()
            told += others.told()
            raise InvalidError(told) from None
        raise
    return read_value(cls, {name: item for name, item in members.items() if name != "format"}, structure, keep)


_READERS: dict[type[Value], Callable[[Any, Any, Structure, bool], Any]] = {
    Period: _read_period,
    Record: _read_record,
    Subject: _read_subject,
    Claim: _read_claim,
    SitRep: _read_report,
}
"""The classes whose JSON is more than their declared fields."""
