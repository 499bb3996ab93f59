"""How much: a reported quantity, exactly as precise as the source made it."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from importlib import import_module
from typing import TYPE_CHECKING, Any, Self

from attrs import field, frozen

from sitrep.errors import Fault, InvalidError, refuse
from sitrep.fields.canonical import DECIMALS
from sitrep.fields.declarations import Value, declare, declared, part
from sitrep.fields.kinds import Closed, Flag, Number, One, RequiredOpen, Structure, ValueKind
from sitrep.vocabularies import MissingReason, Unit, VagueTerm

COUNTED_WHOLE = frozenset({Unit.PERSONS.value, Unit.HOUSEHOLDS.value})
_SINGULAR = {Unit.PERSONS.value: "person"} | {
    unit.value: re.sub("ies$", "y", unit.label).removesuffix("s") for unit in Unit if unit.label.endswith("s")
}
"""The units of which there may be one."""
_ADJECTIVES = frozenset({VagueTerm.FEW, VagueTerm.SEVERAL, VagueTerm.MANY})


@frozen
class Convention:
    """A named rule that turns vague words into numbers; nothing does so without one."""

    name: str
    numbers: Mapping[VagueTerm, int] = field(hash=False)
    at_least: bool = False
    """Whether the numbers are lower bounds rather than estimates."""
    averages_ranges: bool = False
    """Whether a range without a best estimate becomes its middle."""


ACLED = Convention("ACLED", {VagueTerm.DOZENS: 12, VagueTerm.HUNDREDS: 100})
"""How the Armed Conflict Location & Event Data project codes vague fatality counts."""

EMDAT = Convention("EM-DAT", {VagueTerm.HUNDREDS: 200, VagueTerm.THOUSANDS: 2_000}, averages_ranges=True)
"""How the Emergency Events Database of CRED codes vague counts."""

LITERAL = Convention(
    "literal",
    {
        VagueTerm.DOZENS: 24,
        VagueTerm.SCORES: 40,
        VagueTerm.HUNDREDS: 200,
        VagueTerm.THOUSANDS: 2_000,
        VagueTerm.TENS_OF_THOUSANDS: 20_000,
        VagueTerm.HUNDREDS_OF_THOUSANDS: 200_000,
        VagueTerm.MILLIONS: 2_000_000,
    },
    at_least=True,
)
"""What the plural says: at least two of them."""


def _quantities() -> Any:
    # The words for numbers of all languages are loaded when the first text is read.
    return import_module("sitrep.text.quantities")


_IN_ORDER = (("low", "best"), ("best", "high"), ("low", "high"), ("best", "of"), ("high", "of"), ("low", "of"))


@declare
class Figure(Value):
    """A reported quantity: bounds, a best estimate, a vague word, or the reason why it is missing.

    `low` and `high` are inclusive: "at least 400", "more than 400" and "over 400" are `low=400`.
    A blank is `missing`, never 0. The unit is persons unless another is given.
    """

    low: Number = part("Lowest", meaning="The least it may be, inclusive")
    best: Number = part("Best estimate", meaning="The figure as stated")
    high: Number = part("Highest", meaning="The most it may be, inclusive")
    approximate: Flag = part("Approximate", meaning="Whether the source says about, some, nearly or the like")
    term: Closed[VagueTerm] = part("Vague term", meaning="The vague word of the source, such as scores")
    unit: RequiredOpen[Unit] = part("Unit", meaning="What is counted or measured", default=Unit.PERSONS)
    of: Number = part("Out of", meaning="The whole that the figure is a part of, as 104 in 36 of 104")
    missing: Closed[MissingReason] = part("Missing", meaning="Why there is no figure")

    @classmethod
    def parse(cls, text: str, *, language: str = "en", unit: str | None = None) -> Self:
        """Read a figure from the words of a report, strictly: what is ambiguous is an error.

        `language` is en, fr, es or ar. `unit` is used where the text has none of its own; without
        either the unit is persons. Raises `InvalidError`, with what to write instead.
        """
        quantity = _quantities().read_quantity(text, language)
        if unit is not None and quantity.unit not in (None, unit):
            raise refuse(text, f"a figure in {unit}, not in {quantity.unit}")
        return cls._of(quantity, unit)

    @classmethod
    def find(cls, text: str, *, language: str = "en") -> Self | None:
        """What `parse` gives, or None for a text that it refuses: that takes much less than saying why."""
        quantity = _quantities().find_quantity(text, language)
        try:
            return None if quantity is None else cls._of(quantity, None)
        except InvalidError:
            return None

    @classmethod
    def _of(cls, quantity: Any, unit: str | None) -> Self:
        return cls(
            low=quantity.low,
            best=quantity.best,
            high=quantity.high,
            approximate=quantity.approximate,
            term=quantity.term,
            unit=quantity.unit or unit or Unit.PERSONS,
            of=quantity.of,
        )

    def _faults(self) -> Iterator[Fault]:
        numbers = {name: held for name in ("low", "best", "high", "of") if (held := getattr(self, name)) is not None}
        stated = numbers.keys() - {"of"}
        if self.missing:
            for name in [*numbers, *(["term"] if self.term else [])]:
                yield Fault(getattr(self, name), "nothing beside `missing`", (name,))
        elif not stated and not self.term:
            yield Fault(
                self.to_json(),
                "at least one of low, best, high, term or missing",
                hint="Where a figure is blank, say why: missing='not_reported'.",
            )
        if self.approximate and not stated:
            yield Fault(True, "a number that is approximate", ("approximate",))
        for lesser, greater in _IN_ORDER if len(numbers) > 1 else ():
            if lesser in numbers and greater in numbers and numbers[lesser] > numbers[greater]:
                yield Fault(numbers[lesser], f"at most `{greater}`, which is {numbers[greater]}", (lesser,))
                break
        if self.unit in COUNTED_WHOLE:
            for name, number in numbers.items():
                if number < 0 or not isinstance(number, int):
                    yield Fault(number, f"a whole number of {self.unit}, 0 or more", (name,))

    def interval(self, tolerance: float = 0.0) -> tuple[float | None, float | None]:
        """The least and the most that the figure may mean; None is no bound.

        An approximate number is widened on both sides by the share `tolerance` of itself. A vague
        term has no bounds of its own (see `under`).
        """
        low = self.best if self.low is None else self.low
        high = self.best if self.high is None else self.high
        if self.approximate:
            low = None if low is None else low - abs(low) * tolerance
            high = None if high is None else high + abs(high) * tolerance
        # A bound beside a best estimate is all that was said; "at least 400" alone has no upper one.
        return low, high

    def agrees_with(self, other: "Figure", tolerance: float = 0.1) -> bool:
        """Whether both figures may be true: the same unit, the same whole where both give one, intervals that overlap.

        `tolerance` is the share by which a number that is called approximate may be off, so that
        "about 90" agrees with 87. A missing figure agrees only with a missing one.
        """
        if not isinstance(other, Figure):
            raise refuse(other, "a Figure", "other", hint="A plain number has no unit.")
        wholes = {self.of, other.of} - {None}
        if self.unit != other.unit or len(wholes) > 1 or bool(self.missing) != bool(other.missing):
            return False
        (low, high), (other_low, other_high) = self.interval(tolerance), other.interval(tolerance)
        return not (
            (low is not None and other_high is not None and low > other_high)
            or (other_low is not None and high is not None and other_low > high)
        )

    def under(self, convention: Convention) -> "Figure":
        """The figure in numbers alone, by a named convention.

        Raises `InvalidError` where the convention has no number for the vague term.
        """
        if not isinstance(convention, Convention):
            raise refuse(convention, "a Convention, such as ACLED, EMDAT or LITERAL", "convention")
        if self.term and self.low is None and self.best is None and self.high is None:
            number = convention.numbers.get(self.term)
            if number is None:
                listed = ", ".join(convention.numbers)
                raise refuse(self.term.value, f"a term that {convention.name} has a number for: {listed}", "term")
            if convention.at_least:
                return Figure(low=number, unit=self.unit, of=self.of)
            return Figure(best=number, approximate=True, unit=self.unit, of=self.of)
        best = self.best
        if convention.averages_ranges and best is None and self.low is not None and self.high is not None:
            middle = (self.low + self.high) / 2
            best = int(middle) if self.unit in COUNTED_WHOLE else round(middle, DECIMALS)
        return Figure(
            low=self.low,
            best=best,
            high=self.high,
            approximate=self.approximate,
            unit=self.unit,
            of=self.of,
            missing=self.missing,
        )

    def __str__(self) -> str:
        return self.say()

    def say(self, nouns: tuple[str, str] | None = None) -> str:
        """Return the figure in words; `nouns` are those for one and for several of what is counted, if not its unit."""
        if self.missing:
            return f"number {self.missing.label}"
        quantity = self.say_quantity()
        if self.of is not None:
            quantity = f"{quantity} of {_say_number(self.of)}"
        if self.unit == Unit.PERCENT and not self.term:
            return f"{quantity}%"
        if self.unit.isupper():
            return f"{self.unit} {quantity}"
        one, many = nouns or (_SINGULAR.get(self.unit, ""), declared(Figure)["unit"].kind.say(self.unit))
        if self._is_one and one:
            return f"{quantity} {one}"
        joined = " of" if self.term and quantity == self.term.label and self.term not in _ADJECTIVES else ""
        return f"{quantity}{joined} {many}"

    @property
    def _is_one(self) -> bool:
        return {self.low, self.best, self.high} <= {None, 1} and not self.term and self.of is None

    def say_quantity(self) -> str:
        """The quantity in words, without its unit."""
        if self.missing:
            return self.missing.label
        spoken = [self.term.label] if self.term else []
        about = "about " if self.approximate else ""
        if self.best is not None:
            spoken.append(f"{about}{_say_number(self.best)}")
            about = ""
        if self.low is not None and self.high is not None:
            spoken.append(f"{about}{_say_number(self.low)} to {_say_number(self.high)}")
        elif self.low is not None:
            spoken.append(f"at least {about}{_say_number(self.low)}")
        elif self.high is not None:
            spoken.append(f"at most {about}{_say_number(self.high)}")
        first, *more = spoken
        return f"{first} ({', '.join(more)})" if more else first


def _say_number(number: float) -> str:
    """With the thousands apart, and never with an exponent."""
    return f"{Decimal(repr(number)):,f}"


def currency(figure: Figure) -> Figure:
    """The rule of an amount of money."""
    if figure.unit.isupper():
        return figure
    raise refuse(figure.unit, "an ISO 4217 currency code, such as USD", "unit")


@frozen
class FigureKind(ValueKind):
    """A figure, in the unit that its field expects."""

    named: type[Figure] = Figure
    unit: str | None = None
    """The unit of a plain number; without one a figure has to name its own."""
    only: bool = False
    """Whether no other unit makes sense."""

    def _convert(self, given: Any) -> Figure:
        if isinstance(given, Figure):
            figure = given
        elif self.unit is None:
            raise refuse(given, "a Figure that names its unit, such as Figure(best=5, unit='tonnes')")
        else:
            figure = Figure(best=given, unit=self.unit)
        if self.unit is not None and figure.unit == Unit.PERSONS != self.unit:
            # Persons is what a figure is in that names no unit, as one read from a text: it is in that of its field.
            return figure.replace(unit=self.unit)
        if self.unit != figure.unit and (self.only or figure.unit == Unit.PERSONS):
            hint = "Without a unit a figure counts persons." if figure.unit == Unit.PERSONS else ""
            raise refuse(figure.unit, repr(self.unit) if self.unit else "what is measured", "unit", hint=hint)
        return figure

    def say_counting(self, figure: Figure, nouns: tuple[str, str]) -> str:
        """Return the figure with the words for what it counts in the place of a unit that says no more than that."""
        return figure.say(nouns) if figure.unit == self.unit else str(figure)

    def decode(self, data: Any, structure: Structure) -> Figure:
        unit = data.get("unit") if isinstance(data, dict) else None
        if unit == Unit.PERSONS != self.unit:
            # Said in so many words, it isn't left to the field.
            raise refuse(unit, repr(self.unit) if self.unit else "what is measured", "unit")
        figure: Figure = self.convert(super().decode(data, structure))
        return figure


if TYPE_CHECKING:
    OptionalFigure = One[Figure, float]
else:
    OptionalFigure = FigureKind()
