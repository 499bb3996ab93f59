"""What every record has, and what every count of people has besides."""

import json
import re
from collections.abc import Callable, Iterator, Set
from datetime import date, datetime
from functools import cached_property
from string import Formatter
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, dataclass_transform

from attrs import frozen

from sitrep.canonical import digest
from sitrep.declarations import Role, Value, declare, declared, identifies, part, qualifies, required, states
from sitrep.errors import Fault, refuse
from sitrep.figures import OptionalFigure
from sitrep.kinds import Closed, Open, RequiredClosed, RequiredText, Text, TextKind
from sitrep.periods import OptionalPeriod
from sitrep.places import OptionalPlace
from sitrep.subjects import Subject
from sitrep.vocabularies import (
    Component,
    Gender,
    Measure,
    Modality,
    PopulationGroup,
    Role as RoleOfPeople,
    Sector,
    Trend,
    Unit,
    Verification,
)

SECTOR: dict[str, Any] = {
    "label": "Sector",
    "hxl": "#sector",
    "meaning": "The humanitarian sector, as HDX HAPI codes it",
    "phrase": "sector {}",
}
"""What is declared of `sector`, for the types where it is part of the subject."""


@declare
class Record(Value):
    """A typed fact: what was reported, never who said it."""

    type_name: ClassVar[str] = ""
    lead: ClassVar[str] = ""
    is_occurrence: ClassVar[bool] = False

    place: OptionalPlace = identifies("Place", hxl="#loc", meaning="Where it holds")
    period: OptionalPeriod = qualifies("Period", hxl="#date", meaning="When it holds")
    event: Text = identifies(
        "Event",
        hxl="#event+id",
        meaning="An id that ties records of one event, such as a GLIDE number",
        phrase="event {}",
    )
    sector: Open[Sector] = qualifies(**SECTOR)
    modality: RequiredClosed[Modality] = identifies(
        "Modality",
        hxl="#modality",
        meaning="Whether it was observed, or planned, ordered, expected, forecast, conditional",
        default=Modality.OBSERVED,
        disjoint=False,
    )
    trend: Closed[Trend] = states("Trend", hxl="#indicator+trend", meaning="Which way it moves")
    compared_to: OptionalPeriod = qualifies(
        "Compared to",
        hxl="#date+baseline",
        meaning="The period that the trend compares with",
        phrase="compared to {}",
    )

    @classmethod
    def _own_members(cls) -> Set[str]:
        return {"type", *super()._own_members()}

    def _faults(self) -> Iterator[Fault]:
        if RECORD_TYPES.get(self.type) is not type(self):
            yield Fault(type(self).__name__, "a class that is declared with `record`")
        stated = any(declaration.role is Role.VALUE for declaration, _ in self.given())
        if not (stated or self.is_occurrence or self.kept):
            values = [name for name, declaration in declared(type(self)).items() if declaration.role is Role.VALUE]
            yield Fault(self.to_json(), f"at least one value: {', '.join(values)}")

    @property
    def type(self) -> str:
        """The name of the record's type, as in JSON."""
        return self.type_name

    @cached_property
    def id(self) -> str:
        """The type and the SHA-256 of the canonical JSON: equal records, and only they, share it."""
        return f"{self.type}:{digest(self.canonical)}"

    @cached_property
    def subject(self) -> Subject:
        """What the record is about: its type, and the fields that tell it from others of the type."""
        return Subject(
            self.type,
            {
                declaration.name: declaration.kind.encode(getattr(held, "identity", held))
                for declaration, held in self.given()
                if declaration.role is Role.SUBJECT
            },
        )

    def is_same_time(self, other: "Record") -> bool:
        """Whether this record and another of its subject may speak of the same time.

        They do when their periods overlap, and where one gives no period.
        """
        return not (self.period and other.period) or self.period.overlaps(other.period)

    def to_json(self) -> dict[str, Any]:
        return {"type": self.type, **super().to_json()}

    @property
    def headline(self) -> str:
        """The subject in words."""
        spoken = dict(self._spoken(Role.SUBJECT))
        led_by = [name for _, name, _, _ in Formatter().parse(self.lead) if name]
        lead = self.lead.format(**{name: spoken.pop(name, "") for name in led_by})
        return ", ".join([lead[:1].upper() + lead[1:], *spoken.values()])

    @property
    def statement(self) -> str:
        """The values in words, with when they hold."""
        said = [words for _, words in self._spoken(Role.VALUE)]
        qualified = [words for _, words in self._spoken(Role.QUALIFIER)]
        return ", ".join([*said, *qualified])

    @property
    def sentence(self) -> str:
        """The whole record in one plain sentence."""
        statement = self.statement
        return f"{self.headline}: {statement}" if statement else self.headline

    def _spoken(self, role: Role) -> Iterator[tuple[str, str]]:
        for declaration, held in self.given():
            if declaration.role is role:
                yield declaration.name, declaration.say(held)

    def __str__(self) -> str:
        return self.sentence


@declare
class UnknownRecord(Record):
    """A record of a type that no installed package declares, kept whole.

    Nothing is known of its fields, so its subject is all of it: it can't be anybody's rival.
    """

    named: RequiredText = required(part("Type", meaning="The name of the type"), kw_only=False)

    @classmethod
    def _own_members(cls) -> Set[str]:
        return {"type"}

    def _faults(self) -> Iterator[Fault]:
        if not _TYPE_NAME.fullmatch(self.named):
            yield Fault(self.named, "the name of a record type: lower case, words joined by _", ("type",))
        elif self.named in RECORD_TYPES:
            hint = f"Build a {RECORD_TYPES[self.named].__name__}."
            yield Fault(self.named, "a record type that no installed package declares", ("type",), hint)
        for declaration, held in self.given():
            if declaration.name != "named":
                yield Fault(held, "nothing beside `kept`", (declaration.name,))

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
    def headline(self) -> str:
        return f"A record of the unknown type {self.named}"


_AGE = re.compile(r"(?P<low>0|[1-9]\d{0,2})(-(?P<high>0|[1-9]\d{0,2})|\+)", re.ASCII)
_OLDEST = 999


def _age_range(text: str) -> str:
    found = _AGE.fullmatch(text)
    if found and (found["high"] is None or int(found["low"]) <= int(found["high"])):
        return text
    raise refuse(text, "years of age as a range, such as 0-17 or 60+")


@frozen
class AgeKind(TextKind):
    """Years of age as a range."""

    def may_overlap(self, one: str, other: str) -> bool:
        (low, high), (its_low, its_high) = _years(one), _years(other)
        return low <= its_high and its_low <= high


def _years(age: str) -> tuple[int, int]:
    low, _, high = age.rstrip("+").partition("-")
    return int(low), int(high or _OLDEST)


if TYPE_CHECKING:
    Age = Text
else:
    Age = AgeKind()


@declare
class Count(Record):
    """A record that counts what is there, what was added, or all since a start."""

    measure: Closed[Measure] = identifies(
        "Measure", hxl="#meta+measure", meaning="Whether the count is current, new or cumulative", disjoint=False
    )
    since: OptionalPeriod = identifies(
        "Since", hxl="#date+start", meaning="When a cumulative count starts", phrase="since {}"
    )

    def is_same_time(self, other: Record) -> bool:
        """As for every record, but for counts over a time.

        Cumulative counts are of one time when they end on the same day: they have the same start,
        since that is part of the subject. Where the start isn't known, nothing can be compared.
        Counts of what is new are of one time when they cover the same days: those of a day and of
        the two days around it are different sums.
        """
        if self.measure == Measure.CUMULATIVE and self.since is None:
            return False
        if self.measure in (Measure.CUMULATIVE, Measure.NEW) and self.period and other.period:
            same_end = _day(self.period.latest) == _day(other.period.latest)
            if self.measure == Measure.CUMULATIVE:
                return same_end
            return same_end and _day(self.period.earliest) == _day(other.period.earliest)
        return super().is_same_time(other)

    def _faults(self) -> Iterator[Fault]:
        yield from super()._faults()
        if self.since and self.measure != Measure.CUMULATIVE:
            yield Fault(str(self.since), "measure='cumulative' beside it", ("since",))


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


@declare
class CountOfPeople(Count):
    """A record that counts people."""

    people: OptionalFigure = states("People", hxl="#affected", meaning="How many people", unit=Unit.PERSONS, only=True)
    households: OptionalFigure = states(
        "Households", hxl="#affected+hh", meaning="How many households", unit=Unit.HOUSEHOLDS, only=True
    )
    sex: RequiredClosed[Gender] = identifies(
        "Sex",
        hxl="#meta+sex",
        meaning="Whom it counts by sex or gender, as HDX HAPI codes it",
        default=Gender.ALL,
    )
    age: Age = identifies(
        "Age", hxl="#meta+age", meaning="Years of age, as 0-17 or 60+", phrase="aged {}", rule=_age_range
    )
    group: Open[PopulationGroup] = identifies(
        "Group", hxl="#meta+group", meaning="Which group of people", disjoint=False
    )
    role: Open[RoleOfPeople] = identifies("Role", hxl="#meta+role", meaning="What the people do", disjoint=False)
    verification: Open[Verification] = qualifies(
        "Verification", hxl="#meta+verification", meaning="How the count was established"
    )
    component: Open[Component] = identifies(
        "Component", hxl="#meta+component", meaning="The part of a change that it counts; parts add up"
    )


RECORD_TYPES: dict[str, type[Record]] = {}
"""The declared record types by their names in JSON, in the order of declaration."""

RecordType = TypeVar("RecordType", bound=type[Record])
_TYPE_NAME = re.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*")
_WORD = re.compile("(?<=[a-z0-9])(?=[A-Z])")


@dataclass_transform(kw_only_default=True, eq_default=False, field_specifiers=(required,))
def record(*, lead: str, is_occurrence: bool = False) -> Callable[[RecordType], RecordType]:
    """Declare a record type. Its name in JSON is the name of the class in snake_case.

    `lead` is how its sentence begins, with required fields of the subject in braces.
    `is_occurrence` says that the subject's coming to pass is itself a statement, so that a record
    needs no value: an incident took place, a statement was made.
    """

    def build(cls: RecordType) -> RecordType:
        built = declare(cls)
        built.type_name = _WORD.sub("_", cls.__name__).lower()
        built.lead = lead
        built.is_occurrence = is_occurrence
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
        return built

    return build
