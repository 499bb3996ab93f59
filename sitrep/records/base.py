"""Records: the fields that every one has, its subject, and the types that there are."""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Set
from functools import cached_property
from typing import Any, ClassVar, TypeVar, dataclass_transform

from sitrep.caches import MADE_FOR_CLASSES, VALUES, cached
from sitrep.errors import Fault, FaultCode, Faults, InvalidError, refuse
from sitrep.fields.canonical import digest, write_json
from sitrep.fields.declarations import (
    Declaration,
    FieldRole,
    Value,
    all_of,
    declare,
    declared,
    identifies,
    part,
    qualifies,
    required,
    states,
)
from sitrep.fields.kinds import (
    Closed,
    Open,
    RequiredClosed,
    RequiredKept,
    RequiredText,
    Structure,
    Text,
    resembling,
)
from sitrep.fields.reading import absent, read_value
from sitrep.languages import say, say_list, say_of
from sitrep.plugins import load, offered
from sitrep.records.themes import Theme
from sitrep.values.periods import OptionalPeriod
from sitrep.values.places import OptionalPlace
from sitrep.vocabularies import Modality, Sector, Trend

SECTOR: dict[str, Any] = {
    "label": "Sector",
    "hxl": "#sector",
    "meaning": "The humanitarian sector, as HDX HAPI codes it",
    "phrase": "sector {}",
}
"""The declaration of `sector`, for the types where it is part of the subject."""


COMPARED_TO: dict[str, Any] = {
    "label": "Compared to",
    "hxl": "#date+baseline",
    "meaning": "The period that it is compared with",
    "phrase": "compared to {}",
}
"""The declaration of `compared_to`, for the types where it is part of the subject."""


RECORD_TYPES: dict[str, type["Record"]] = {}
"""The declared record types by their names in JSON, in the order of declaration."""

ENTRY_POINTS = "sitrep.records"
"""The group of entry points by which a package makes its record types known: a module, or a class."""

FOLLOWERS: "dict[str, Callable[[type[Record]], object]]" = {}
"""Functions that are told of each record type once it is declared, by the name of the package."""

_TYPE_NAME = re.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*")


@cached(1)
def load_installed() -> None:
    """Load the record types of all installed packages. Raises `EntryPointError`."""
    for entry_point in offered(ENTRY_POINTS):
        load(entry_point)


def record_type(name: str) -> "type[Record] | None":
    """The record type of this name, or None where no installed package declares it."""
    if name not in RECORD_TYPES:
        load_installed()
    return RECORD_TYPES.get(name)


def checked_type_name(name: str) -> str:
    """The rule of the names that record types have."""
    if _TYPE_NAME.fullmatch(name):
        return name
    raise refuse(name, "the name of a record type: lower case, words joined by _", code=FaultCode.MALFORMED)


@declare
class Subject(Value):
    """The subject of a record, that which is counted or described: its type and the fields that identify it.

    Records of one subject are successive values at different times; at the same time they agree,
    complement each other or are rivals. The fields are reduced to what identifies, so that a subject
    built by hand equals that of the records it is about.
    """

    type: RequiredText = required(
        part("Type", meaning="The type of the records", rule=checked_type_name), kw_only=False
    )
    fields: RequiredKept = required(
        part("Fields", meaning="The identifying fields and their values, as canonical JSON"), kw_only=False
    )

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        cls: Any = record_type(self.type)
        if cls is not None:
            object.__setattr__(self, "fields", _identity(cls, self.fields))
        elif "type" in (given := json.loads(self.fields or "{}")):
            raise refuse(
                given["type"], "only fields: the type stands before them", "type", code=FaultCode.MISPLACED
            ).under(root="Subject")

    def _misplaced(self) -> Iterator[Fault]:
        yield from super()._misplaced()
        cls = record_type(self.type)
        for name, item in json.loads(self.kept).items():
            if cls is None or name in declared(cls):
                yield Fault(
                    item,
                    "only members that the type, an installed one, doesn't declare",
                    ("kept", name),
                    code=FaultCode.MISPLACED,
                )

    @classmethod
    def _own_members(cls) -> Set[str]:
        return {"type"}

    @classmethod
    def _from_shorthand(cls, given: Any) -> "Subject":
        subject = getattr(given, "subject", None)
        return subject if isinstance(subject, cls) else super()._from_shorthand(given)

    def to_json(self) -> dict[str, Any]:
        fields: dict[str, Any] = json.loads(self.fields or "{}")
        kept: dict[str, Any] = json.loads(self.kept or "{}")
        return {"type": self.type} | fields | kept

    @property
    def canonical(self) -> str:
        return write_json(self.to_json())


# Many records are of one subject.
@cached(VALUES)
def _identity(cls: type["Record"], text: str) -> str:
    """The identifying fields of a type, each reduced to what identifies, as canonical JSON."""
    fields: dict[str, Any] = {}
    for declaration, held in read_identifying(cls, json.loads(text or "{}"), _structure):
        fields[declaration.name] = identity_of(declaration, held)
    return write_json(fields) if fields else ""


def read_identifying(
    cls: type["Record"], given: Mapping[str, Any], structure: Structure
) -> list[tuple[Declaration, Any]]:
    """Return what the fields that identify a record hold, but for defaults, from their JSON; `structure` reads values.

    Raises `InvalidError` for what is wrong with one, for one that is missing, and for members that are none.
    """
    identifying = {
        name: each
        for name, each in declared(cls).items()
        if each.role is FieldRole.SUBJECT or (each.role is FieldRole.CATEGORY and each.named_by not in given)
    }
    faults = Faults()
    fields: list[tuple[Declaration, Any]] = []
    for name, item in given.items():
        if name not in identifying:
            expected = f"only the identifying fields of {cls.__name__}: {', '.join(identifying)}"
            faults.append(Fault(item, expected, (name,), resembling(name, identifying), code=FaultCode.UNKNOWN_FIELD))
            continue
        declaration = identifying[name]
        try:
            held = declaration.kind.decode(item, structure)
        except InvalidError as error:
            faults += error.under(name).told()
        else:
            if held != declaration.default:
                fields.append((declaration, held))
    faults += (absent(each) for name, each in identifying.items() if each.must_be_given and name not in given)
    if faults:
        raise InvalidError(faults, Subject.__name__)
    return fields


def _structure(data: Any, cls: type[Value]) -> Any:
    # Members of a place beside its fields don't identify it.
    return read_value(cls, data, _structure, keep=True) if isinstance(data, dict) else cls.coerce(data)


def identity_of(declaration: Declaration, held: Any) -> Any:
    """Return JSON data for what a field holds, reduced to what identifies."""
    return declaration.kind.encode(declaration.kind.identity(held))


@declare
class Record(Value):
    """A typed value for what was reported, never for who said it."""

    beside: ClassVar[tuple[str, ...]] = ("type",)
    type_name: ClassVar[str] = ""
    lead: ClassVar[str] = ""
    theme: ClassVar[str] = Theme.OTHER
    stands_alone: ClassVar[bool] = False

    place: OptionalPlace = identifies("Place", hxl="#loc", meaning="Where it holds")
    period: OptionalPeriod = qualifies("Period", hxl="#date", meaning="When it holds")
    event: Text = identifies(
        "Event",
        hxl="#event+code",
        meaning="An id that ties records of one event, such as a GLIDE number",
        phrase="event {}",
    )
    sector: Open[Sector] = qualifies(**SECTOR)
    modality: RequiredClosed[Modality] = identifies(
        "Modality",
        hxl="#meta+modality",
        meaning="Whether it was observed, or planned, ordered, expected, forecast, conditional",
        default=Modality.OBSERVED,
        disjoint=False,
    )
    trend: Closed[Trend] = states("Trend", hxl="#indicator+trend", meaning="Which way it moves", against="compared_to")
    compared_to: OptionalPeriod = qualifies(**COMPARED_TO)

    def _faults(self) -> Iterator[Fault]:
        if RECORD_TYPES.get(self.type) is not type(self):
            yield Fault(type(self).__name__, "a class that is declared with `record`", code=FaultCode.UNKNOWN_TYPE)
        values_of, blank, names, categories = _values_of(type(self))  # type: ignore[arg-type]
        if (
            values_of(self) == blank
            and not (self.stands_alone or self.kept)
            and not any(
                getattr(self, each.name) is not None and each.role_in(self) is FieldRole.VALUE for each in categories
            )
        ):
            yield Fault(self.to_json(), f"at least one value: {', '.join(names)}", code=FaultCode.STATES_NOTHING)

    @property
    def type(self) -> str:
        """The name of the record's type, as in JSON."""
        return self.type_name

    @cached_property
    def id(self) -> str:
        """The type and the SHA-256 of the canonical JSON: two records are equal if, and only if, they share it."""
        return f"{self.type}:{digest(self.canonical)}"

    @cached_property
    def subject(self) -> Subject:
        """Return what the record is about: its type, and the fields that tell it from others of the type."""
        return Subject(
            self.type,
            {
                declaration.name: identity_of(declaration, held)
                for declaration, held in self.given()
                if declaration.role_in(self) is FieldRole.SUBJECT
            },
        )

    def is_same_time(self, other: "Record") -> bool:
        """Return whether this record and another of its subject may speak of the same time.

        They do when their periods overlap, and where one gives no period.
        """
        return not (self.period and other.period) or self.period.overlaps(other.period)

    @property
    def headline(self) -> str:
        """The subject in words; what was only planned or foreseen is said to be so before all else."""
        spoken = dict(self._spoken(FieldRole.SUBJECT))
        modality = spoken.pop("modality", "")
        lead = say(self.lead, context=self.type_name).format_map(defaultdict(str, spoken))
        if modality:
            lead = say("{modality}: {subject}", modality=modality, subject=lead)
        others = (words for name, words in spoken.items() if f"{{{name}}}" not in self.lead)
        return say_list([lead[:1].upper() + lead[1:], *others])

    @property
    def statement(self) -> str:
        """The values in words, with when they hold."""
        # How far it has come before how many, so that nothing planned is taken for done; and which way it moves after
        # that, so that nobody takes the figure for what it moves by.
        order = {"status": -1, "trend": 1}
        said = [words for _, words in sorted(self._spoken(FieldRole.VALUE), key=lambda each: order.get(each[0], 0))]
        qualified = [words for _, words in self._spoken(FieldRole.QUALIFIER)]
        return say_list([*said, *qualified])

    @property
    def sentence(self) -> str:
        """The whole record in one plain sentence."""
        statement = self.statement
        return say_of(self.headline, statement) if statement else self.headline

    def _spoken(self, role: FieldRole) -> Iterator[tuple[str, str]]:
        for declaration, held in self.given():
            if declaration.role_in(self) is role:
                is_ahead = declaration.name == "period" and self.modality != Modality.OBSERVED
                yield declaration.name, held.say_ahead() if is_ahead else declaration.say(held, self)

    def __str__(self) -> str:
        return self.sentence


@cached(MADE_FOR_CLASSES)
def _values_of(
    cls: type[Record],
) -> tuple[Callable[[Any], tuple[Any, ...]], tuple[Any, ...], list[str], list[Declaration]]:
    """A getter of what a record states, that of a record that states nothing, the names, and the categories."""
    values = {name: each.default for name, each in declared(cls).items() if each.role is FieldRole.VALUE}
    categories = [each for each in declared(cls).values() if each.role is FieldRole.CATEGORY]
    return all_of([*values]), (*values.values(),), [*values], categories


@declare
class UnknownRecord(Record):
    """A record of a type that no installed package declares, kept whole.

    Nothing is known of its fields, so its subject is all of it: it can't be anybody's rival.
    """

    named: RequiredText = required(part("Type", meaning="The name of the type", rule=checked_type_name), kw_only=False)

    @classmethod
    def _own_members(cls) -> Set[str]:
        return {"type"}

    def _faults(self) -> Iterator[Fault]:
        known = record_type(self.named)
        if known is not None:
            yield Fault(
                self.named,
                "a record type that no installed package declares",
                ("type",),
                f"Build a {known.__name__}.",
                code=FaultCode.UNKNOWN_TYPE,
            )
        for declaration, held in self.given():
            if declaration.name != "named":
                yield Fault(held, "nothing beside `kept`", (declaration.name,), code=FaultCode.MISPLACED)

    @property
    def type(self) -> str:
        return self.named

    @cached_property
    def subject(self) -> Subject:
        return Subject(self.named, self.kept)

    def to_json(self) -> dict[str, Any]:
        members: dict[str, Any] = json.loads(self.kept or "{}")
        return {"type": self.named} | members

    @property
    def canonical(self) -> str:
        return write_json(self.to_json())

    @property
    def headline(self) -> str:
        return say("A record of the unknown type {name}", name=self.named)


RecordType = TypeVar("RecordType", bound=type[Record])
_WORD = re.compile("(?<=[a-z0-9])(?=[A-Z])")


@dataclass_transform(kw_only_default=True, eq_default=False, field_specifiers=(required,))
def record(*, lead: str, theme: str = Theme.OTHER, stands_alone: bool = False) -> Callable[[RecordType], RecordType]:
    """Declare a record type. Its name in JSON is the name of the class in snake_case.

    `lead` is how its sentence begins, with required fields of the subject in braces. `theme` is the
    heading under which a page shows it: one of `Theme`, or one of your own.
    `stands_alone` says that the subject's coming to pass is itself a statement, so that a record
    needs no value: an incident took place, a statement was made.
    """

    def build(cls: RecordType) -> RecordType:
        built = declare(cls)
        built.type_name = _WORD.sub("_", cls.__name__).lower()
        built.lead = lead
        built.theme = theme
        built.stands_alone = stands_alone
        if not _TYPE_NAME.fullmatch(built.type_name):
            raise TypeError(
                f"{built.type_name!r} names no record type; expected ASCII letters and digits, a letter first"
            )
        clash = sorted((declared(built).keys() - declared(Record).keys()) & set(dir(Record)))
        if clash:
            raise TypeError(f"{cls.__name__}.{clash[0]} can't be a field: every record has that as something else")
        taken = RECORD_TYPES.get(built.type_name)
        if taken is not None:
            raise TypeError(f"the record type {built.type_name!r} is declared by {taken.__module__} already")
        RECORD_TYPES[built.type_name] = built
        for follow in FOLLOWERS.values():
            follow(built)
        return built

    return build
