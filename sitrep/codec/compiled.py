"""Reading JSON data at speed: for each class one function, made from its declarations.

It builds an instance of what is plainly right, and raises `Unusual` for everything else, be it wrong or only
written in another way: that is for the strict reader, the one place that knows what to say of it. Any other exception
is a fault of the program, or of a type of another package, and is seen. Values that repeat, such as sources, places
and days, are built once and shared.
"""

from collections.abc import Callable
from functools import singledispatch
from marshal import dumps
from typing import Any

from sitrep.caches import Remembered
from sitrep.claims import Claim
from sitrep.errors import InvalidError
from sitrep.fields.canonical import LARGEST_INTEGER
from sitrep.fields.declarations import Value, declared
from sitrep.fields.generated import blank_of
from sitrep.fields.kinds import CodeKind, Kind, ManyKind, NumberKind, TextKind, ValueKind, remembered_by
from sitrep.records.base import RECORD_TYPES, Record
from sitrep.report import SitRep
from sitrep.values.figures import FigureKind
from sitrep.values.periods import Period
from sitrep.values.sources import Attribution

Reader = Callable[[Any], Any]
"""Decodes what a field holds from JSON data."""

ReaderOf = Callable[[type[Any]], Reader]
"""The reader of the instances of a class."""

_RARELY_REPEATED = (Record, Claim, Attribution)


class Unusual(Exception):  # noqa: N818 - it is no error: the strict reader decides that
    """Data that only the strict reader can judge."""


def reader_of_class(cls: type[Value], reader_of: ReaderOf) -> Reader:
    """The function that reads instances of a class; `reader_of` gives those of the classes that its fields hold."""
    if cls.__attrs_post_init__ is not Value.__attrs_post_init__ or issubclass(cls, SitRep):
        return _leave_it
    if issubclass(cls, Period):
        return _unless_refused(_texts_reader(Remembered(cls.coerce)))
    if issubclass(cls, Claim):
        return _claim_reader(cls, reader_of)
    return _record_reader(cls, reader_of) if issubclass(cls, Record) else fields_reader(cls, reader_of)


def _leave_it(data: Any) -> Any:
    raise Unusual


def _unless_refused(read: Reader) -> Reader:
    def read_or_leave(data: Any) -> Any:
        try:
            return read(data)
        except InvalidError:
            raise Unusual from None

    return read_or_leave


def _claim_reader(cls: type[Claim], reader_of: ReaderOf) -> Reader:
    read_fields = fields_reader(cls, reader_of, beside="id")

    def read(data: Any) -> Any:
        claim = read_fields(data)
        if data.get("id", claim.id) != claim.id:
            raise Unusual
        return claim

    return read


def _record_reader(cls: type[Record], reader_of: ReaderOf) -> Reader:
    read_own = fields_reader(cls, reader_of, beside="type") if cls.type_name else _leave_it

    def read(data: Any) -> Any:
        name = data.get("type") if type(data) is dict else None
        if name == cls.type_name:
            return read_own(data)
        found = RECORD_TYPES.get(name) if type(name) is str else None
        if found is None or not issubclass(found, cls):
            raise Unusual
        return reader_of(found)(data)

    return read


class _Fields(dict[str, tuple[Callable[[Any, Any], None], Reader]]):
    """For each field what fills it and what reads it; there are no others."""

    def __missing__(self, name: Any) -> Any:
        raise Unusual


def fields_reader(cls: type[Value], reader_of: ReaderOf, *, beside: str | None = None) -> Reader:
    """Reads the fields of a class; `beside` names a member that isn't one of them."""
    declarations = declared(cls)
    blank, fill = blank_of(cls)  # type: ignore[arg-type]
    fields = _Fields({name: (fill[name], reader_of_kind(each.kind, reader_of)) for name, each in declarations.items()})
    required = {name for name, declaration in declarations.items() if declaration.must_be_given}
    faults_of = cls._faults

    def read(data: Any) -> Any:
        if type(data) is not dict or not required <= data.keys():
            raise Unusual
        value = blank()
        try:
            for name, item in data.items():
                if name != beside:
                    put, read_item = fields[name]
                    put(value, read_item(item))
        except InvalidError:
            # Some rule refuses it: the strict reader says which.
            raise Unusual from None
        value.__class__ = cls
        for _ in faults_of(value):
            raise Unusual
        return value

    return read


_READ_AS_CONVERTED = {Kind.decode, ValueKind.decode, FigureKind.decode, ManyKind.decode}
"""Decoders of the kinds that read JSON data just as they convert what Python gives."""


def reader_of_kind(kind: Kind, reader_of: ReaderOf) -> Reader:
    """The function that reads what fields of a kind hold."""
    if type(kind).decode in _READ_AS_CONVERTED:
        return _reader_of_kind(kind, reader_of)
    return lambda item: kind.decode(item, lambda data, cls: reader_of(cls)(data))


@singledispatch
def _reader_of_kind(kind: Kind, reader_of: ReaderOf) -> Reader:
    # Python takes None for a field that is left out; JSON has no null.
    return lambda item: kind.decode(item, lambda data, cls: reader_of(cls)(data))


@_reader_of_kind.register(TextKind)
@_reader_of_kind.register(CodeKind)
def _(kind: TextKind | CodeKind, reader_of: ReaderOf) -> Reader:
    return _texts_reader(remembered_by(kind))


def _texts_reader(remembered: Remembered) -> Reader:
    recall = remembered.__getitem__

    def read(item: Any) -> Any:
        if type(item) is not str:
            raise Unusual
        return recall(item)

    return read


@_reader_of_kind.register
def _(kind: NumberKind, reader_of: ReaderOf) -> Reader:
    rule = kind.rule

    def read(item: Any) -> Any:
        if type(item) is not int or not -LARGEST_INTEGER <= item <= LARGEST_INTEGER:
            return kind.convert(item)
        return rule(item) if rule else item

    return read


@_reader_of_kind.register
def _(kind: ValueKind, reader_of: ReaderOf) -> Reader:
    if kind.cls is Period:
        return _texts_reader(remembered_by(kind))
    read_instance = reader_of(kind.cls)

    def read_and_convert(item: Any) -> Any:
        return kind.convert(read_instance(item))

    # A kind without rules of its own takes any instance as it is.
    make = read_instance if type(kind) is ValueKind and not kind.rule else read_and_convert
    if issubclass(kind.cls, _RARELY_REPEATED):
        return make
    remembered = Remembered(make)

    def read(item: Any) -> Any:
        # As bytes, 1, 1.0 and True are told apart; the second version of their form writes equal data alike.
        try:
            key = dumps(item, 2)
        except ValueError:
            # It is nested too deeply, or no JSON data.
            raise Unusual from None
        held = remembered.get(key)
        if held is None:
            held = make(item)
            remembered.keep(key, held)
        return held

    return read


@_reader_of_kind.register
def _(kind: ManyKind, reader_of: ReaderOf) -> Reader:
    read_item = reader_of_kind(kind.item, reader_of)

    def read(item: Any) -> Any:
        if type(item) is not list:
            raise Unusual
        return kind.collect([*map(read_item, item)])

    return read
