"""Kinds of fields: the one canonical value that plain Python and JSON become in a field.

A declaration is annotated with a kind: `status: Closed[CrossingStatus]`. When the program runs, the
annotation is an object that converts, decodes and encodes. To a type checker it is a descriptor
with two types: what the field holds when read, and what may be given to build it.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar, overload

from attrs import evolve, field, frozen

from sitrep.caches import MADE_FOR_CLASSES, Remembered, cached
from sitrep.errors import FaultCode, Faults, InvalidError, refuse
from sitrep.fields.canonical import (
    LARGEST_INTEGER,
    canonical_content,
    canonical_line,
    canonical_number,
    canonical_prose,
    folded_name,
    read_json,
    write_json,
    write_number,
    write_text,
)
from sitrep.fields.codes import Code, OpenCode, plural_of
from sitrep.languages import isolated, say, say_and, say_several

Structure = Callable[[Any, Any], Any]
"""Builds an instance of a class from JSON data: `structure(data, cls)`."""


def resembling(value: object, candidates: Iterable[str], cutoff: float = 0.75) -> str:
    """A hint that names the candidate which `value` was probably meant to be, or an empty string."""
    # Only what is refused needs a hint.
    given, spoken = str(value), {each.casefold(): each for each in candidates}
    several = [each for each in _SEVERAL.split(given) if each.casefold() in spoken]
    if several and _SEVERAL.search(given):
        return f"It is more than {several[0]!r}: give each of several a row of its own."
    close = import_module("difflib").get_close_matches(given.casefold(), list(spoken), n=1, cutoff=cutoff)
    # A short name for a whole, such as UN.
    close = close or [each for each in spoken if given.casefold() in each.split("_")]
    return f"Did you mean {spoken[close[0]]!r}?" if close else ""


_SEVERAL = re.compile(r"\s*[,;/|&]\s*|\s+and\s+")


@frozen
class Kind(ABC):
    """The kind of a field: what it may hold. A kind that adds no attribute to those of its base needs no decorator."""

    required: bool = field(default=False, kw_only=True)
    rule: Callable[[Any], Any] | None = field(default=None, kw_only=True)
    disjoint: bool = field(default=True, kw_only=True)
    """True if subjects that differ in the field share nobody, so that their counts can be added."""

    def bound(self, **bounds: Any) -> Self:
        """The same kind, with what a declaration adds to it, such as a `rule`."""
        return evolve(self, **bounds)

    @property
    def absent(self) -> Any:
        """Return what the field holds when nothing is given."""
        return None

    @property
    @abstractmethod
    def held(self) -> Any:
        """The type of what the field holds."""

    @abstractmethod
    def _convert(self, given: Any) -> Any: ...

    def convert(self, given: Any) -> Any:
        """The canonical value of what Python code gives; raises `InvalidError`.

        It depends on nothing but what is given: what was made of a text is remembered.
        """
        held = self._convert(given)
        return self.rule(held) if self.rule else held

    def decode(self, data: Any, structure: Structure) -> Any:
        """The canonical value of JSON data; raises `InvalidError`."""
        if data is None:
            raise refuse(None, "a value", hint="Leave the field out when nothing is known.", code=FaultCode.WRONG_TYPE)
        return self.convert(data)

    def encode(self, held: Any) -> Any:
        """JSON data for a value that the field holds."""
        return held

    def write(self, held: Any) -> str:
        """The canonical JSON text for a value that the field holds."""
        return write_json(self.encode(held))

    def say(self, held: Any) -> str:
        """The words of a sentence for a value that the field holds."""
        return isolated(str(held)) if isinstance(held, str) else str(held)

    def identity(self, held: Any) -> Any:
        """Return what a value that the field holds is reduced to where it identifies: two spellings are one name."""
        return getattr(held, "identity", held)

    def covers(self, one: Any, other: Any) -> bool:
        """Return whether one value that the field holds says that it takes in another."""
        return False

    def may_overlap(self, one: Any, other: Any) -> bool:
        """Return whether two different values that the field holds may cover the same people or things."""
        return not self.disjoint or self.covers(one, other) or self.covers(other, one)


def remembered_by(kind: Kind) -> Remembered:
    """Return the cache of what fields of this kind made of texts: many hold the same names, codes and days."""
    try:
        return _remembered_by(kind)
    except TypeError:
        # A rule or a table of another package that can't be hashed: nothing shares what it made.
        return Remembered(kind.convert)


@cached(MADE_FOR_CLASSES)
def _remembered_by(kind: Kind) -> Remembered:
    return Remembered(kind.convert)


@frozen
class TextKind(Kind):
    """Text, cleaned in one way."""

    clean: Callable[[Any], str] = canonical_line

    @property
    def held(self) -> Any:
        return str

    @property
    def form(self) -> str | None:
        """The pattern of the whole text once it is cleaned, as far as a pattern can tell; None: like any text."""
        return self.rule.pattern.pattern if isinstance(self.rule, Matching) else None

    def _convert(self, given: Any) -> str:
        return self.clean(given)

    def identity(self, held: str) -> str:
        return held if self.form else folded_name(held)

    write = staticmethod(write_text)  # type: ignore[assignment]


@frozen
class NumberKind(Kind):
    """A number: an integer where it is whole."""

    whole: bool = False

    @property
    def held(self) -> Any:
        return int if self.whole else int | float

    @property
    def bounds(self) -> "Between":
        """The least and the most that the field takes."""
        return self.rule if isinstance(self.rule, Between) else Between(-LARGEST_INTEGER, LARGEST_INTEGER)

    def _convert(self, given: Any) -> int | float:
        number = canonical_number(given)
        if self.whole and isinstance(number, float):
            raise refuse(given, "a whole number", code=FaultCode.WRONG_TYPE)
        return number

    write = staticmethod(write_number)  # type: ignore[assignment]


@frozen
class Matching:
    """The rule of a text that has a form.

    The pattern is of the whole text, in the syntax that Python and ECMAScript share. `then` gets what fits it, and
    returns its canonical form or raises `InvalidError`; `samples` are texts that fit it plainly.
    """

    pattern: re.Pattern[str]
    named: str
    samples: tuple[str, ...] = ()
    then: Callable[[str], str] = str

    @property
    def expected(self) -> str:
        """The form in words, with its samples."""
        *first, last = self.samples or ("",)
        spoken = f"{', '.join(first)} or {last}" if first else last
        return f"{self.named}, such as {spoken}" if spoken else self.named

    def __call__(self, text: str) -> str:
        if self.pattern.fullmatch(text):
            return self.then(text)
        raise refuse(text, self.expected, code=FaultCode.MALFORMED)


@frozen
class Between:
    """The rule of a number that has bounds."""

    least: float
    most: float

    def __call__(self, number: float) -> float:
        if self.least <= number <= self.most:
            return number
        raise refuse(number, f"from {self.least:,} to {self.most:,}", code=FaultCode.OUT_OF_RANGE)


def between(least: float, most: float) -> Between:
    """The rule of a number from the one to the other, both inclusive."""
    return Between(least, most)


class FlagKind(Kind):
    """True or false."""

    @property
    def absent(self) -> bool:
        return False

    @property
    def held(self) -> Any:
        return bool

    def _convert(self, given: Any) -> bool:
        if not isinstance(given, bool):
            raise refuse(given, "true or false", code=FaultCode.WRONG_TYPE)
        return given

    def write(self, held: bool) -> str:
        return "true" if held else "false"


@frozen
class Nouns:
    """The words for one thing of a kind, and for several, as they are said beside a number and alone."""

    one: str
    several: str
    context: str
    context_of_several: str

    def __str__(self) -> str:
        """The word for several."""
        return say(self.several, context=self.context_of_several)

    def count(self, number: float, quantity: str) -> str:
        """Return as many of them, as a quantity says it: 36 of 104 hospitals."""
        one, several = (f"{{quantity}} {noun}" for noun in (self.one, self.several))
        return say_several(one, several, number, context=self.context, quantity=quantity)


@frozen
class CodeKind(Kind):
    """A code of a list. An open list takes others of the same form; those stay plain text."""

    codes: type[Code]

    @property
    def held(self) -> Any:
        return str if self.open else self.codes

    @property
    def open(self) -> bool:
        return issubclass(self.codes, OpenCode)

    def _convert(self, given: Any) -> str:
        if isinstance(given, str) and not (isinstance(given, Code) and type(given) is not self.codes):
            member = self.codes._value2member_map_.get(given)
            if member is not None:
                return str(given) if self.open else member  # type: ignore[return-value]
            if issubclass(self.codes, OpenCode) and self.codes.form().fullmatch(given):
                return self._another(given)
        meant = self.codes.meant_by(given) if isinstance(given, str) else None
        hint = f"Did you mean {meant.value!r}?" if meant else resembling(given, self.codes)
        raise refuse(given, self.expected, hint=hint, code=FaultCode.NOT_IN_LIST)

    def parts(self, code: str) -> tuple[str, ...]:
        """The codes that a code takes in: `all` every other, `3+` those from 3 on, `killed_or_injured` both."""
        if code == "all":
            return tuple(str(each) for each in self.codes if each != code)
        if code.endswith("+") and code[:-1].isdecimal():
            return tuple(str(each) for each in self.codes if each.isdecimal() and int(each) >= int(code[:-1]))
        return tuple(code.split("_or_")) if "_or_" in code else ()

    def covers(self, one: str, other: str) -> bool:
        return one != other and (one == "all" or other in self.parts(one))

    write = staticmethod(write_text)  # type: ignore[assignment]

    def may_overlap(self, one: str, other: str) -> bool:
        return super().may_overlap(one, other) or not set(self.parts(one)).isdisjoint(self.parts(other))

    def _another(self, given: str) -> str:
        for code in self.codes:
            # Two spellings of one code would be two subjects.
            if code.casefold() == given.casefold():
                raise refuse(given, f"{code.value!r}, as the standard writes it", code=FaultCode.NOT_IN_LIST)
        return str.__str__(given)

    def say(self, held: Any) -> str:
        member = self.codes._value2member_map_.get(held)
        return member.spoken if isinstance(member, Code) else isolated(str(held).replace("_", " "))

    def nouns(self, held: str) -> "Nouns":
        """Return the words for one thing of this code, and for several."""
        member = self.codes._value2member_map_.get(held)
        label = member.label if isinstance(member, Code) else str(held).replace("_", " ")
        return Nouns(label, plural_of(label), self.codes.__name__, f"{self.codes.__name__}, several")

    @property
    def expected(self) -> str:
        listed = ", ".join(self.codes)
        if self.open:
            return f"a code in lower case, words joined by _, or a standard one: {listed}"
        return f"one of: {listed}"


DECLARED: dict[str, type[Any]] = {}
"""The declared classes by name, for those that hold instances of themselves."""


@frozen
class ValueKind(Kind):
    """An instance of one of our classes, or what that class makes one of."""

    named: type[Any] | str

    @property
    def cls(self) -> type[Any]:
        """The class itself, also where a class names itself in its own body."""
        return DECLARED[self.named] if isinstance(self.named, str) else self.named

    @property
    def held(self) -> Any:
        return self.named

    def _convert(self, given: Any) -> Any:
        return self.cls.coerce(given)

    def decode(self, data: Any, structure: Structure) -> Any:
        return structure(data, self.cls)

    def encode(self, held: Any) -> Any:
        return held.to_json()

    write = staticmethod(attrgetter("canonical"))  # type: ignore[assignment]

    def may_overlap(self, one: Any, other: Any) -> bool:
        return bool(one.may_overlap(other))


@frozen
class ManyKind(Kind):
    """Several values: a set, held as a tuple in canonical order, or a list in the order given."""

    item: Kind
    ordered: bool = False

    def bound(self, **bounds: Any) -> Self:
        return evolve(self, item=self.item.bound(**bounds))

    @property
    def labels(self) -> tuple[str, ...]:
        """The fields by which values that are one otherwise may differ."""
        return getattr(self.item.cls, "labels", ()) if isinstance(self.item, ValueKind) else ()

    @property
    def absent(self) -> tuple[()]:
        return ()

    @property
    def held(self) -> Any:
        return tuple[self.item.held, ...]  # type: ignore[name-defined]

    def _convert(self, given: Any) -> tuple[Any, ...]:
        if isinstance(given, str) or not isinstance(given, Iterable):
            given = (given,)
        elif isinstance(given, Mapping):
            raise refuse(given, "a list", code=FaultCode.WRONG_TYPE)
        return self._collect(enumerate(given), self.item.convert)

    def decode(self, data: Any, structure: Structure) -> tuple[Any, ...]:
        if not isinstance(data, list):
            raise refuse(data, "a list", code=FaultCode.WRONG_TYPE)
        return self._collect(enumerate(data), lambda item: self.item.decode(item, structure))

    def encode(self, held: Any) -> list[Any]:
        return [self.item.encode(item) for item in held]

    def write(self, held: Any) -> str:
        return f"[{','.join(map(self.item.write, held))}]"

    def identity(self, held: tuple[Any, ...]) -> tuple[Any, ...]:
        return self.collect([self.item.identity(each) for each in held])

    def say(self, held: Any) -> str:
        return say_and(self.item.say(item) for item in held)

    def _collect(self, items: Iterable[tuple[int, Any]], convert: Callable[[Any], Any]) -> tuple[Any, ...]:
        listed: list[Any] = []
        faults = Faults()
        for index, item in items:
            try:
                listed.append(convert(item))
            except InvalidError as error:
                faults += error.under(index).told()
        if faults:
            raise InvalidError(faults)
        return self.collect(listed)

    def collect(self, listed: list[Any]) -> tuple[Any, ...]:
        """Return what the field holds, of values that are canonical themselves."""
        if self.required and not listed:
            raise refuse([], f"at least one {self.item.held.__name__.lower()}", code=FaultCode.MISSING)
        if self.ordered or len(listed) < 2:
            return tuple(listed)
        # Values are equal if their texts are, which order them too: there is no need to hash what they hold.
        by_text = {self.item.write(held): held for held in reversed(listed)}
        if self.labels and any(held.is_labelled for held in by_text.values()):
            return join_labelled(by_text.values())
        return tuple(by_text[text] for text in sorted(by_text))


def join_labelled(values: Iterable[Any]) -> tuple[Any, ...]:
    """Return values in canonical order, those that differ in their labels alone as one with the strictest."""
    alike: dict[str, list[Any]] = {}
    for value in values:
        alike.setdefault(value.bare, []).append(value)
    return tuple(same[0].labelled_like(same[1:]) for _, same in sorted(alike.items()))


class KeptKind(Kind):
    """The members of a JSON object that this version has no declaration for, as canonical JSON."""

    @property
    def absent(self) -> str:
        return ""

    @property
    def held(self) -> Any:
        return str

    def _convert(self, given: Any) -> str:
        if isinstance(given, str):
            if not given:
                return given
            try:
                given = read_json(given)
            except (ValueError, RecursionError):
                raise refuse(given, "a mapping, or its canonical JSON") from None
        if not isinstance(given, Mapping):
            raise refuse(given, "a mapping, or its canonical JSON")
        return write_json(canonical_content(given if isinstance(given, dict) else dict(given))) if given else ""


Held = TypeVar("Held")
Plain = TypeVar("Plain")
Listed = TypeVar("Listed", bound=Code)

if TYPE_CHECKING:

    class Given(Generic[Held, Plain]):
        """A field that holds `Held` and is built from `Plain`."""

        @overload
        def __get__(self, instance: None, owner: Any) -> "Given[Held, Plain]": ...
        @overload
        def __get__(self, instance: object, owner: Any) -> Held: ...
        def __get__(self, instance: Any, owner: Any) -> Any: ...
        def __set__(self, instance: Any, value: Plain) -> None: ...

    Text = Given[str | None, str | None]
    RequiredText = Given[str, str]
    Prose = Given[str | None, str | None]
    RequiredProse = Given[str, str]
    Texts = Given[tuple[str, ...], Iterable[str]]
    Number = Given[int | float | None, float | None]
    Whole = Given[int | None, int | None]
    RequiredWhole = Given[int, int]
    Flag = Given[bool, bool]
    Kept = Given[str, str | Mapping[str, Any]]
    RequiredKept = Given[str, str | Mapping[str, Any]]
    Closed = Given[Listed | None, Listed | str | None]
    RequiredClosed = Given[Listed, Listed | str]
    Open = Given[str | None, Listed | str | None]
    RequiredOpen = Given[str, Listed | str]
    OpenSet = Given[tuple[str, ...], Iterable[Listed | str]]
    One = Given[Held | None, Held | Plain | None]
    RequiredOne = Given[Held, Held | Plain]
    Many = Given[tuple[Held, ...], Iterable[Held | Plain]]
    RequiredMany = Given[tuple[Held, ...], Iterable[Held | Plain]]
    Sequence = Given[tuple[Held, ...], Iterable[Held | Plain]]

else:

    class _Subscripted:
        """Lets a kind be written as a generic type: `Open[Sector]`, `One[Place, str]`."""

        def __init__(self, build: Callable[[Any], Kind]) -> None:
            self.build = build

        def __getitem__(self, parameters: Any) -> Kind:
            return self.build(parameters[0] if isinstance(parameters, tuple) else parameters)

    Text = TextKind()
    RequiredText = TextKind(required=True)
    Prose = TextKind(canonical_prose)
    RequiredProse = TextKind(canonical_prose, required=True)
    Texts = ManyKind(TextKind())
    Number = NumberKind()
    Whole = NumberKind(whole=True)
    RequiredWhole = NumberKind(whole=True, required=True)
    Flag = FlagKind()
    Kept = KeptKind()
    RequiredKept = KeptKind(required=True)
    Closed = Open = _Subscripted(CodeKind)
    RequiredClosed = RequiredOpen = _Subscripted(lambda codes: CodeKind(codes, required=True))
    OpenSet = _Subscripted(lambda codes: ManyKind(CodeKind(codes)))
    One = _Subscripted(ValueKind)
    RequiredOne = _Subscripted(lambda cls: ValueKind(cls, required=True))
    Many = _Subscripted(lambda cls: ManyKind(ValueKind(cls)))
    RequiredMany = _Subscripted(lambda cls: ManyKind(ValueKind(cls), required=True))
    Sequence = _Subscripted(lambda cls: ManyKind(ValueKind(cls), ordered=True))
