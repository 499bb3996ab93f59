"""Declaring a class: each field once, with its role, label, HXL hashtag and meaning.

    @declare
    class Crossing(Record):
        name: RequiredText = required(identifies("Name", hxl="#loc+name", meaning="…"))
        status: Closed[CrossingStatus] = states("Status", hxl="#status", meaning="…")

Everything that needs to know a class (JSON, identity, sentences, tables, strategies) reads its
declarations with `declared`.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from enum import Enum
from functools import wraps
from operator import attrgetter
from types import MappingProxyType
from typing import Any, ClassVar, Optional, Self, TypeVar, cast, dataclass_transform

import attrs

from sitrep.caches import MADE_FOR_CLASSES, cached
from sitrep.errors import Fault, FaultCode, InvalidError, one, refuse
from sitrep.fields.codes import strictest
from sitrep.fields.generated import KEPT, blank_of, initializer_of, writer_of
from sitrep.fields.kinds import DECLARED, Kept, Kind
from sitrep.languages import say

_METADATA = "sitrep"


class FieldRole(Enum):
    """The part that a field plays in its class."""

    SUBJECT = "subject"
    """Part of what is counted or described: records that differ here speak of different things."""
    CATEGORY = "category"
    """A category that splits a count of things without a name, and is a value of a thing that has one (`Declaration.
    named_by`): 150 houses destroyed and 3,000 damaged are two counts, a hospital damaged and then destroyed is one."""
    VALUE = "value"
    """Part of what was said of it: records that differ here, at one time, are rivals."""
    QUALIFIER = "qualifier"
    """The time or manner in which it was said to hold: states nothing by itself, and is no rivalry."""
    PART = "part"
    """A part of a value such as a figure, a place or a source."""


@attrs.frozen
class Declaration:
    """The declaration of one field; `kind` and `default` are bound when its class is built."""

    role: FieldRole
    label: str
    meaning: str
    hxl: str = ""
    phrase: str = "{}"
    bounds: Mapping[str, Any] = {}
    named_by: str = ""
    """Of a category the field that names the thing."""
    counts: str = ""
    """Of a figure the field that says what is counted, in whose words it is spoken: 150 houses."""
    complements: bool = False
    """Of a value, True where another stands beside it and rules nothing out: two reasons, two bodies that support."""
    against: str = ""
    """Of a value the field with the period that it is compared with: values compared with two periods are no rivals."""
    name: str = ""
    kind: Any = None
    default: Any = None

    @property
    def must_be_given(self) -> bool:
        return self.kind.required and self.default is None

    def role_in(self, value: Any) -> FieldRole:
        """Return the role of the field in one value: that of a category hangs on whether the thing has a name."""
        if self.role is not FieldRole.CATEGORY:
            return self.role
        return FieldRole.SUBJECT if getattr(value, self.named_by) is None else FieldRole.VALUE

    @property
    def spoken_label(self) -> str:
        """The label in the language that is spoken, as it stands in a sentence."""
        return say(self.label, context="label").lower()

    def say(self, held: Any, beside: "Value | None" = None) -> str:
        """Return what the field holds, as words of a sentence; `beside` is the value that it is a field of."""
        return say(self.phrase, self.say_held(held, beside), context=self.name)

    def say_held(self, held: Any, beside: "Value | None" = None) -> str:
        """Return what the field holds in words, without those that lead to it in a sentence."""
        if self.counts and beside is not None:
            counted = getattr(beside, self.counts)
            return str(self.kind.say_counting(held, declared(type(beside))[self.counts].kind.nouns(counted)))
        return str(self.kind.say(held))


_OWN = ("named_by", "counts", "complements", "against")


# A specifier takes, besides what it declares, what its kind can be bound by: `rule=…`, `unit=…`.
def _specifier(role: FieldRole) -> Callable[..., Any]:
    def specify(
        label: str,
        *,
        meaning: str,
        hxl: str = "",
        phrase: str = "{}",
        default: Any = None,
        **more: Any,
    ) -> Any:
        own = {name: more.pop(name) for name in _OWN if name in more}
        declaration = Declaration(role, label, meaning, hxl, phrase, bounds=more, **own)
        return attrs.field(default=default, kw_only=True, metadata={_METADATA: declaration})

    return specify


identifies = _specifier(FieldRole.SUBJECT)
"""Declare a field that is part of what is counted or described."""
categorises = _specifier(FieldRole.CATEGORY)
"""Declare a category: part of the subject where `named_by` isn't given, a value where it is."""
states = _specifier(FieldRole.VALUE)
"""Declare a field that says something of the subject."""
qualifies = _specifier(FieldRole.QUALIFIER)
"""Declare a field that tells when or how the values hold."""
part = _specifier(FieldRole.PART)
"""Declare a field of a value such as a figure, a place or a source."""


def required(declared_field: Any, *, kw_only: bool = True) -> Any:
    """Declare a field that must be given; its kind says so too (`RequiredText`, …)."""
    return attrs.field(kw_only=kw_only, metadata=declared_field.metadata)


def _bind(cls: type, attributes: list["attrs.Attribute[Any]"]) -> list["attrs.Attribute[Any]"]:
    """Give every declared attribute the default and the type of its kind; one declared anew keeps its place."""
    above: Any = next((each for each in cls.__mro__[1:] if attrs.has(each)), None)
    places: dict[str, int] = {each.name: number for number, each in enumerate(attrs.fields(above) if above else ())}
    attributes = sorted(attributes, key=lambda each: places.get(each.name, len(places)))
    return [_bind_one(cls.__name__, attribute) for attribute in attributes]


def _bind_one(owner: str, attribute: "attrs.Attribute[Any]") -> "attrs.Attribute[Any]":
    declaration: Declaration | None = attribute.metadata.get(_METADATA)
    kind: Any = attribute.type
    if declaration is None and attribute.name == KEPT:
        return attribute.evolve(type=str)
    if declaration and declaration.name:
        return attribute
    if declaration is None or not isinstance(kind, Kind):
        raise TypeError(f"{owner}.{attribute.name} is annotated with {kind!r}; expected a kind of field, declared")
    kind = kind.bound(**declaration.bounds)
    if attribute.default in (None, attrs.NOTHING):
        default = None if kind.required else kind.absent
    else:
        default = kind.convert(attribute.default)
    declaration = attrs.evolve(declaration, name=attribute.name, kind=kind, default=default)
    return attribute.evolve(
        default=attrs.NOTHING if declaration.must_be_given else default,
        type=kind.held if declaration.must_be_given or default is not None else Optional[kind.held],  # noqa: UP045 - it may be the name of a class
        metadata={_METADATA: declaration},
    )


def all_of(names: Sequence[str]) -> Callable[[Any], tuple[Any, ...]]:
    """Return a getter of these attributes of a value at once."""
    if len(names) > 1:
        return attrgetter(*names)
    if not names:
        return lambda _: ()
    [get] = map(attrgetter, names)
    return lambda value: (get(value),)


@cached(MADE_FOR_CLASSES)
def _all_fields(
    cls: type["Value"],
) -> tuple[tuple[Declaration, ...], Callable[[Any], tuple[Any, ...]], tuple[Any, ...]]:
    """The declarations of a class, a getter of what its fields hold, and their defaults."""
    listed = (*declared(cls).values(),)
    return listed, all_of([each.name for each in listed]), tuple(each.default for each in listed)


# Most classes of a program are never written, and many of them never built: what does it is made on first use.


def _first_write(value: Any) -> str:
    cls = type(value)
    cls.write = writer_of(cls)
    text: str = cls.write(value)
    return text


def _first_init(cls: Any) -> Callable[..., None]:
    """The `__init__` of a class until it is first called; its signature is the one that attrs gave it."""
    of_attrs = cls.__init__

    @wraps(of_attrs)
    def initialize(self: Any, *given: Any, **named: Any) -> None:
        cls.__init__ = wraps(of_attrs)(initializer_of(cls))
        cls.__init__(self, *given, **named)

    return initialize


Class = TypeVar("Class", bound=type)


@dataclass_transform(kw_only_default=True, eq_default=False, field_specifiers=(required,))
def declare(cls: Class) -> Class:
    """Build an immutable attrs class from the declarations in the body of `cls`."""
    built = attrs.frozen(cls, repr=False, field_transformer=_bind)
    declarations = [
        attribute.metadata[_METADATA] for attribute in attrs.fields(built) if _METADATA in attribute.metadata
    ]
    built._declarations = MappingProxyType({each.name: each for each in declarations})  # type: ignore[attr-defined]
    built.__init__ = _first_init(built)  # type: ignore[misc]
    built.write = _first_write  # type: ignore[attr-defined]
    # Whoever inspects the class (`typing`, Hypothesis, other attrs users) sees what its fields hold.
    built.__annotations__ |= {
        attribute.name: attribute.type for attribute in attrs.fields(built) if not attribute.inherited
    }
    # A class elsewhere may bear the name of one of ours; it takes nothing over from it.
    DECLARED.setdefault(cls.__name__, built)
    return built


def declared(cls: type["Value"]) -> Mapping[str, Declaration]:
    """The declarations of a class, by the name of the field, in the order of the class."""
    return cls._declarations


@declare
class Value:
    """The base of all our classes: immutable, compared by content, written as canonical JSON.

    `kept` holds the members of the JSON object that this version does not know, so that they stay
    with the value through merging and writing (`loads(…, unknown="keep")`).
    """

    kept: Kept = cast("Any", attrs.field(default="", kw_only=True, repr=False))

    takes_unknown: ClassVar[bool] = True
    _declarations: ClassVar[Mapping[str, Declaration]] = MappingProxyType({})
    beside: ClassVar[tuple[str, ...]] = ()
    """The attributes that stand in the JSON object beside the fields, each of them a text."""

    labels: ClassVar[tuple[str, ...]] = ()
    """The fields that say how far an instance may go: of those that differ in these alone a set holds one, and that
    has the strictest of each."""

    def __attrs_post_init__(self) -> None:
        faults = [*self._faults(), *(self._misplaced() if self.kept else ())]
        if faults:
            raise InvalidError(faults, type(self).__name__)

    @classmethod
    def assemble(cls, **held: Any) -> Self:
        """An instance of what its fields are to hold: canonical values, which aren't converted again."""
        make, fill = blank_of(cls)  # type: ignore[arg-type]
        value = make()
        for name, each in held.items():
            fill[name](value, each)
        value.__class__ = cls
        value.__attrs_post_init__()
        return value  # type: ignore[no-any-return]

    def _misplaced(self) -> Iterator[Fault]:
        """Return what `kept` may not hold: it would stand in the place of another member, or have none."""
        kept: dict[str, Any] = json.loads(self.kept)
        if not self.takes_unknown:
            yield Fault(
                kept,
                f"nothing: {one(type(self))} has no members but its fields",
                ("kept",),
                code=FaultCode.UNKNOWN_FIELD,
            )
        for name in sorted(kept.keys() & self._own_members()):
            yield Fault(name, "only members that aren't declared", ("kept",), code=FaultCode.MISPLACED)

    @classmethod
    def _own_members(cls) -> Set[str]:
        """The names of the members that this class writes itself."""
        return {*cls.beside, *cls._declarations}

    def _faults(self) -> Iterator[Fault]:
        """The rules that several fields obey together."""
        yield from ()

    @classmethod
    def coerce(cls, given: Any) -> Self:
        """An instance, from an instance or from its shorthand in plain Python."""
        if isinstance(given, cls):
            if "_declarations" not in vars(type(given)):
                raise refuse(
                    given, f"a {cls.__name__}, not an instance of an undeclared subclass", code=FaultCode.WRONG_TYPE
                )
            return given
        return cls._from_shorthand(given)

    @classmethod
    def _from_shorthand(cls, given: Any) -> Self:
        raise refuse(given, one(cls), code=FaultCode.WRONG_TYPE)

    def may_overlap(self, other: Any) -> bool:
        """Return whether this and another value may cover the same people or things."""
        return True

    def replace(self, **changes: Any) -> Self:
        """A copy with other values in the fields named."""
        return attrs.evolve(self, **changes)  # type: ignore[misc]

    def given(self) -> Iterator[tuple[Declaration, Any]]:
        """The fields that hold something else than their default, with what they hold."""
        cls: Any = type(self)
        declarations, hold, defaults = _all_fields(cls)
        for declaration, held, default in zip(declarations, hold(self), defaults, strict=True):
            # Nothing else equals None, and asking each value for that takes as long as all the rest.
            if held is not default and (default is None or held != default):
                yield declaration, held

    @property
    def is_blank(self) -> bool:
        """Return whether nothing at all was given."""
        return not self.kept and next(self.given(), None) is None

    def to_json(self) -> Any:
        """JSON data, without the fields at their defaults."""
        data: dict[str, Any] = {name: getattr(self, name) for name in self.beside}
        data |= {declaration.name: declaration.kind.encode(held) for declaration, held in self.given()}
        return data | json.loads(self.kept) if self.kept else data

    @property
    def canonical(self) -> str:
        """The RFC 8785 text of the JSON data: values of one class have equal texts if, and only if, they are equal."""
        return self.write()

    @property
    def is_labelled(self) -> bool:
        """Return whether it says how far it may go."""
        return any(getattr(self, name) is not None for name in self.labels)

    @property
    def bare(self) -> str:
        """The canonical text without labels, by which sets tell it from others and order it."""
        return self.replace(**dict.fromkeys(self.labels)).canonical if self.is_labelled else self.canonical

    def labelled_like(self, others: "Iterable[Value]") -> Self:
        """It with the strictest of its own labels and theirs."""
        alike = (self, *others)
        joined = {name: strictest(getattr(each, name) for each in alike) for name in self.labels}
        if all(getattr(self, name) is level for name, level in joined.items()):
            return self
        held = {name: getattr(self, name) for name in self._declarations}
        return self.assemble(**held | joined, kept=self.kept)

    def write(self) -> str:
        """Write the canonical text anew; a class whose instances are shared by many others holds on to it."""
        return _first_write(self)

    def __repr__(self) -> str:
        return self.as_code()

    def as_code(self) -> str:
        """Return the Python code that builds it again."""
        shown = [f"{declaration.name}={held!r}" for declaration, held in self.given()]
        if self.kept:
            shown.append(f"kept={self.kept!r}")
        return f"{type(self).__name__}({', '.join(shown)})"
