"""Figures: a reported quantity, exactly as precise as the source made it."""

import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any, Self

from attrs import field, frozen

from sitrep.errors import Fault, FaultCode, InvalidError, refuse
from sitrep.fields.canonical import DECIMALS
from sitrep.fields.declarations import Value, declare, declared, part
from sitrep.fields.kinds import Closed, Flag, Nouns, Number, One, Open, RequiredOpen, Structure, ValueKind
from sitrep.languages import message, say, say_list, say_number
from sitrep.notebook import html_list
from sitrep.vocabularies import MissingReason, Per, Unit, VagueTerm

COUNTED_WHOLE = frozenset({Unit.PERSONS.value, Unit.HOUSEHOLDS.value})
"""The units of which a figure has no fractions, whatever it says."""
_MEASURED = frozenset(
    {
        *(
            Unit.PERCENT,
            Unit.RATIO,
            Unit.SCORE,
            Unit.INDEX,
            Unit.MINUTES,
            Unit.HOURS,
            Unit.DAYS,
            Unit.WEEKS,
            Unit.MONTHS,
        ),
        *(Unit.TONNES, Unit.QUINTALS, Unit.KILOGRAMS, Unit.GRAMS, Unit.LITRES, Unit.GALLONS, Unit.BARRELS),
        *(Unit.CUBIC_METRES, Unit.KILOWATT_HOURS, Unit.MEGAWATTS, Unit.HECTARES, Unit.SQUARE_KILOMETRES),
        *(Unit.SQUARE_METRES, Unit.KILOMETRES, Unit.METRES, Unit.MILLIMETRES, Unit.KILOMETRES_PER_HOUR),
        *(Unit.DEGREES_CELSIUS, Unit.MOMENT_MAGNITUDE, Unit.RICHTER_MAGNITUDE, Unit.MERCALLI_INTENSITY),
        *(Unit.SAFFIR_SIMPSON_CATEGORY,),
    }
)
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
    """True if the numbers are lower bounds rather than estimates."""
    averages_ranges: bool = False
    """True if a range without a best estimate becomes its middle."""


ACLED = Convention("ACLED", {VagueTerm.DOZENS: 12, VagueTerm.HUNDREDS: 100})
"""Convention by which the Armed Conflict Location & Event Data project codes vague fatality counts."""

EMDAT = Convention("EM-DAT", {VagueTerm.HUNDREDS: 200, VagueTerm.THOUSANDS: 2_000}, averages_ranges=True)
"""Convention by which the Emergency Events Database of CRED codes vague counts."""

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
"""Convention that takes the plural at its word: at least two of them."""


def _currency_of(name: str, asked: str | None, text: str) -> str:
    """The currency that a name means: the one asked for, the only one it has, or of all dollars those of the US."""
    codes = sorted(_loaded("sitrep.text.currencies").meant_by(name))
    if asked is not None:
        if asked not in codes:
            raise refuse(text, f"a figure in {asked}, not in {name}")
        return asked
    if len(codes) == 1 or Unit.USD in codes:
        return codes[0] if len(codes) == 1 else Unit.USD.value
    raise refuse(text, f"an amount in one currency; it may be {', '.join(codes)}", hint="Name it by its code.")


def _loaded(name: str) -> ModuleType:
    # The words for numbers of all languages are loaded when the first text is read.
    return import_module(name)


def counts_whole(unit: str) -> bool:
    """Tell if a unit is of whole people or things, of which there are no fractions."""
    return unit not in _MEASURED and not unit.isupper() and not unit.startswith("per_")


_STATED = ("low", "best", "high", "above", "below")
_IN_ORDER = (
    *(("low", "best"), ("best", "high"), ("low", "high"), ("best", "of"), ("high", "of"), ("low", "of")),
    ("below", "of"),
)
_APART = (
    *(("above", "best"), ("above", "high"), ("above", "below"), ("above", "of")),
    *(("best", "below"), ("low", "below")),
)
_ONE_BOUND = (("above", "low"), ("below", "high"))
_LEAST_OF, _MOST_OF = ("low", "above", "best"), ("high", "below", "best")


@declare
class Figure(Value):
    """A reported quantity: bounds, a best estimate, a vague word, or the reason why it is missing.

    `low` and `high` are inclusive, `above` and `below` are not: "at least 400" is `low=400`, "more than
    400" is `above=400`. A blank is `missing`, never 0. The unit is persons unless another is given;
    `per` says for each of what it is counted or measured, as in 15 litres per person. A range whose
    ends meet stays one, since that is what was written: `low=5, high=5` agrees with `best=5`, so that
    the two are no rivals, and isn't the same figure.
    """

    low: Number = part("Lowest", meaning="The least it may be, inclusive")
    best: Number = part("Best estimate", meaning="The figure as stated")
    high: Number = part("Highest", meaning="The most it may be, inclusive")
    above: Number = part("More than", meaning="What it is more than: 50 in more than 50")
    below: Number = part("Fewer than", meaning="What it is less than: 5 in fewer than 5")
    approximate: Flag = part("Approximate", meaning="Whether the source says about, some, nearly or the like")
    term: Closed[VagueTerm] = part("Vague term", meaning="The vague word of the source, such as scores")
    unit: RequiredOpen[Unit] = part("Unit", meaning="What is counted or measured", default=Unit.PERSONS)
    per: Open[Per] = part("Per", meaning="For each of what: a person in 15 litres per person")
    of: Number = part("Out of", meaning="The whole that the figure is a part of, as 104 in 36 of 104")
    missing: Closed[MissingReason] = part("Missing", meaning="Why there is no figure")

    @classmethod
    def parse(cls, text: str, *, language: str = "en", unit: str | None = None) -> Self:
        """Read a figure from the words of a report, strictly: what is ambiguous is an error.

        `language` is en, fr, es or ar. `unit` is used where the text has none of its own; without
        either it is persons, or the unit of the field that the figure is put in. Raises
        `InvalidError`, with what to write instead.
        """
        return cls._of(_loaded("sitrep.text.quantities").read_quantity(text, language), unit, text)

    @classmethod
    def find(cls, text: str, *, language: str = "en") -> Self | None:
        """Return what `parse` gives, or None for a text that it refuses: that takes much less than saying why."""
        quantity = _loaded("sitrep.text.quantities").find_quantity(text, language)
        try:
            return None if quantity is None else cls._of(quantity, None, text)
        except InvalidError:
            return None

    @classmethod
    def _of(cls, quantity: Any, asked: str | None, text: str) -> Self:
        unit = quantity.unit
        if quantity.currency:
            unit = _currency_of(quantity.currency, asked, text)
        if asked is not None and unit not in (None, asked):
            raise refuse(text, f"a figure in {asked}, not in {unit}", code=FaultCode.WRONG_UNIT)
        unit = unit or asked
        if quantity.is_share and unit == Unit.PERCENT:
            return cls._share(quantity, text)
        if quantity.grouped is not None and (unit is None or counts_whole(unit)):
            raise refuse(text, _loaded("sitrep.text.digits").TWO_READINGS, hint=f"{quantity.doubt}.")
        return cls(**cls.said_by(quantity, **({"unit": unit} if unit else {})))

    @classmethod
    def said_by(cls, quantity: Any, **besides: Any) -> dict[str, Any]:
        """Return the fields of a figure that words state, and those given besides, such as its unit."""
        return {name: getattr(quantity, name) for name in (*_STATED, "approximate", "term", "per", "of")} | besides

    @classmethod
    def _share(cls, quantity: Any, text: str) -> Self:
        """A part of a whole as a percentage, if that says it exactly: 50 for half, and nothing for a third."""
        said = cls.said_by(quantity, unit=Unit.PERCENT, of=None)
        for name in _STATED:
            if said[name] is not None:
                hundredfold = said[name] * 100 * 10**DECIMALS
                if hundredfold % quantity.of:
                    hint = f"Nothing is rounded: write {said[name]} of {quantity.of}."
                    raise refuse(text, f"a share that is a percentage of at most {DECIMALS} decimals", hint=hint)
                said[name] = hundredfold // quantity.of / 10**DECIMALS
        return cls(**said)

    def _faults(self) -> Iterator[Fault]:
        numbers = {name: held for name in (*_STATED, "of") if (held := getattr(self, name)) is not None}
        stated = numbers.keys() - {"of"}
        if self.missing:
            for name in [*numbers, *(name for name in ("term", "per") if getattr(self, name))]:
                yield Fault(getattr(self, name), "nothing beside `missing`", (name,), code=FaultCode.CONTRADICTION)
        elif not stated and not self.term:
            yield Fault(
                self.to_json(),
                f"at least one of {', '.join(_STATED)}, term or missing",
                hint="Where a figure is blank, say why: missing='not_reported'.",
                code=FaultCode.STATES_NOTHING,
            )
        if self.approximate and not stated:
            yield Fault(True, "a number that is approximate", ("approximate",), code=FaultCode.INCOMPLETE)
        if len(numbers) > 1:
            yield from self._faults_between(numbers)
        if self._is_whole:
            for name, number in numbers.items():
                least = 1 if name == "below" else 0
                if number < least or not isinstance(number, int):
                    rule = f"a whole number of {self.unit}, {least} or more"
                    yield Fault(number, rule, (name,), code=FaultCode.OUT_OF_RANGE)

    @property
    def names_unit(self) -> bool:
        """True if a unit was given: without one a figure counts persons, or what the field counts that it is put in.

        It is asked of a figure that isn't in a record yet, and doesn't outlive pickling.
        """
        return self.unit is not declared(type(self))["unit"].default

    def _faults_between(self, numbers: Mapping[str, float]) -> Iterator[Fault]:
        for open_bound, closed in _ONE_BOUND:
            if open_bound in numbers and closed in numbers:
                rule = f"nothing beside `{closed}`: either is a bound alone"
                yield Fault(numbers[open_bound], rule, (open_bound,), code=FaultCode.CONTRADICTION)
        for lesser, greater in _IN_ORDER:
            if lesser in numbers and greater in numbers and numbers[lesser] > numbers[greater]:
                rule = f"at most `{greater}`, which is {numbers[greater]}"
                yield Fault(numbers[lesser], rule, (lesser,), code=FaultCode.BOUNDS_OUT_OF_ORDER)
                return
        for lesser, greater in _APART:
            # Between more than 50 and fewer than 51 there is nobody.
            room = 1 if self._is_whole and (lesser, greater) == ("above", "below") else 0
            if lesser in numbers and greater in numbers and numbers[lesser] + room >= numbers[greater]:
                apart = f" by more than {room}" if room else ""
                rule = f"less than `{greater}`{apart}, which is {numbers[greater]}"
                yield Fault(numbers[lesser], rule, (lesser,), code=FaultCode.BOUNDS_OUT_OF_ORDER)
                return

    @property
    def _is_whole(self) -> bool:
        """Return whether it counts people or households, of which there may be fractions in a day, not in all."""
        return self.unit in COUNTED_WHOLE and self.per is None

    def interval(self, tolerance: float = 0.0) -> tuple[float | None, float | None]:
        """The least and the most that the figure may mean; None is no bound.

        More than 50 people are 51 at least; a bound of what is measured is not reached itself, and still
        the end of the interval. An approximate number is widened on both sides by the share `tolerance`
        of itself. A vague term has no bounds of its own (see `under`).
        """
        (low, _), (high, _) = self._ends(tolerance)
        return low, high

    def _ends(self, tolerance: float) -> tuple[tuple[float | None, bool], tuple[float | None, bool]]:
        """The ends of the interval, each with whether it is left out of it."""
        # A bound beside a best estimate is all that was said; "at least 400" alone has no upper one.
        return self._end(_LEAST_OF, 1, tolerance), self._end(_MOST_OF, -1, tolerance)

    def _end(self, names: tuple[str, str, str], inwards: int, tolerance: float) -> tuple[float | None, bool]:
        name, number = next(((each, held) for each in names if (held := getattr(self, each)) is not None), ("", None))
        if number is None:
            return None, False
        is_open = name in ("above", "below")
        if is_open and self._is_whole:
            number, is_open = number + inwards, False
        if self.approximate:
            number -= inwards * abs(number) * tolerance
        return number, is_open

    def agrees_with(self, other: "Figure", tolerance: float = 0.1) -> bool:
        """Return whether both figures may be true: one unit, one whole where both give one, overlapping intervals.

        `tolerance` is the share by which a number that is called approximate may be off, so that
        "about 90" agrees with 87. A missing figure agrees only with a missing one.
        """
        if not isinstance(other, Figure):
            raise refuse(other, "a Figure", "other", hint="A plain number has no unit.", code=FaultCode.WRONG_TYPE)
        wholes = {self.of, other.of} - {None}
        if (self.unit, self.per) != (other.unit, other.per) or len(wholes) > 1:
            return False
        if bool(self.missing) != bool(other.missing):
            return False
        (low, high), (other_low, other_high) = self._ends(tolerance), other._ends(tolerance)
        return _may_reach(low, other_high) and _may_reach(other_low, high)

    def under(self, convention: Convention) -> "Figure":
        """The figure in numbers alone, by a named convention.

        Raises `InvalidError` where the convention has no number for the vague term.
        """
        if not isinstance(convention, Convention):
            raise refuse(
                convention, "a Convention, such as ACLED, EMDAT or LITERAL", "convention", code=FaultCode.WRONG_TYPE
            )
        if self.term and self.interval() == (None, None):
            number = convention.numbers.get(self.term)
            if number is None:
                listed = ", ".join(convention.numbers)
                raise refuse(self.term.value, f"a term that {convention.name} has a number for: {listed}", "term")
            if convention.at_least:
                return self.replace(term=None, low=number)
            return self.replace(term=None, best=number, approximate=True)
        best = self.best
        if convention.averages_ranges and best is None and self.low is not None and self.high is not None:
            middle = (self.low + self.high) / 2
            best = int(middle) if self._is_whole else round(middle, DECIMALS)
        return self.replace(term=None, best=best)

    def __float__(self) -> float:
        """Return the number where it is one; raises `InvalidError` that says why where it isn't."""
        others = [name for name in _STATED if name != "best" and getattr(self, name) is not None]
        if self.best is not None and not (others or self.approximate or self.term):
            return float(self.best)
        if self.missing:
            why = "it was not reported"
        elif self.approximate:
            why = "it is approximate"
        else:
            why = "it has bounds" if others else "it is a word"
        hint = "Take what you mean by it: `best`, `low`, `high`, `interval()`, or `under` a named convention."
        raise refuse(str(self), f"a figure that is one number: {why}", "float", hint=hint)

    def _repr_html_(self) -> str:
        """Return what a notebook shows."""
        return html_list(str(self))

    def __str__(self) -> str:
        return self.say()

    def say(self, counted: Nouns | None = None) -> str:
        """Return the figure in words; `counted` are those for one thing and for several, if not its unit."""
        if self.missing:
            return say("number {why}", why=self.missing.spoken)
        quantity = self.say_quantity()
        if self.of is not None:
            quantity = say("{part} of {whole}", part=quantity, whole=say_number(self.of))
        said = self._say_in_unit(quantity, counted)
        return say("{figure} per {each}", figure=said, each=_kind("per").say(self.per)) if self.per else said

    def _say_in_unit(self, quantity: str, counted: Nouns | None) -> str:
        if self.unit == Unit.PERCENT and not self.term:
            return say("{quantity}%", quantity=quantity)
        if self.unit.isupper():
            return say("{currency} {quantity}", currency=self.unit, quantity=quantity)
        nouns = counted or nouns_of_unit(self.unit)
        if self.term and self.term not in _ADJECTIVES:
            if quantity == self.term.spoken:
                return say("{quantity} of {things}", quantity=quantity, things=nouns)
            return say("{quantity} {things}", quantity=quantity, things=nouns, context="a vague word with numbers")
        said = nouns.count(self._deciding, quantity)
        # A language that has forms for one and two of a thing may leave the number out of them.
        is_plain = all(declaration.name in ("best", "unit") for declaration, _ in self.given())
        if is_plain or quantity in said:
            return said
        return say("{quantity} of {things}", quantity=quantity, things=nouns)

    @property
    def _deciding(self) -> float:
        """The number that the form of a noun goes by: the last that is spoken."""
        if self._is_one:
            return 1
        last = [
            number
            for name in ("of", "high", "below", "best", "above", "low")
            if (number := getattr(self, name)) is not None
        ]
        return last[0] if last and last[0] != 1 else 0

    @property
    def _is_one(self) -> bool:
        return {getattr(self, name) for name in _STATED} <= {None, 1} and not self.term and self.of is None

    def say_quantity(self) -> str:
        """The quantity in words, without its unit."""
        if self.missing:
            return self.missing.spoken
        spoken = [self.term.spoken] if self.term else []
        about = self.approximate
        if self.best is not None:
            spoken.append(_say_number(self.best, about=about))
            about = False
        if self.low is not None and self.high is not None:
            low, high = _say_number(self.low, about=about), _say_number(self.high)
            spoken.append(say("{low} to {high}", low=low, high=high))
        else:
            for name, phrase in _BOUNDS.items():
                if (number := getattr(self, name)) is not None:
                    phrase = _LESS_THAN if name == "below" and not counts_whole(self.unit) else phrase  # noqa: PLW2901
                    spoken.append(say(phrase, number=_say_number(number, about=about)))
        first, *more = spoken
        return say("{first} ({others})", first=first, others=say_list(more)) if more else first


_BOUNDS = {
    "low": message("at least {number}"),
    "above": message("more than {number}"),
    "high": message("at most {number}"),
    "below": message("fewer than {number}"),
}
_LESS_THAN = message("less than {number}")


def _may_reach(least: tuple[float | None, bool], most: tuple[float | None, bool]) -> bool:
    """Return whether the lower end of one interval isn't beyond the upper end of another."""
    (low, low_is_open), (high, high_is_open) = least, most
    if low is None or high is None:
        return True
    return low < high or (low == high and not (low_is_open or high_is_open))


def _say_number(number: float, *, about: bool = False) -> str:
    said = say_number(number)
    return say("about {number}", number=said) if about else said


def _kind(name: str) -> Any:
    return declared(Figure)[name].kind


def nouns_of_unit(unit: str) -> Nouns:
    """Return the words for one of a unit and for several."""
    label = Unit(unit).label if unit in Unit._value2member_map_ else unit.replace("_", " ")
    return Nouns(_SINGULAR.get(unit, label), label, Unit.__name__, Unit.__name__)


def currency(figure: Figure) -> Figure:
    """The rule of an amount of money."""
    if figure.unit.isupper():
        return figure
    raise refuse(figure.unit, "an ISO 4217 currency code, such as USD", "unit", code=FaultCode.WRONG_UNIT)


@frozen
class FigureKind(ValueKind):
    """A figure, in the unit that its field expects."""

    named: type[Figure] = Figure
    unit: str | None = None
    """The unit of a plain number; without one a figure has to name its own."""
    only: bool = False
    """True if no other unit makes sense."""

    def _convert(self, given: Any) -> Figure:
        if isinstance(given, Figure):
            figure = given
        elif self.unit is None:
            raise refuse(
                given, "a Figure that names its unit, such as Figure(best=5, unit='tonnes')", code=FaultCode.INCOMPLETE
            )
        else:
            figure = Figure(best=given, unit=self.unit)
        if self.unit is not None and not figure.names_unit:
            return figure if figure.unit == self.unit else figure.replace(unit=self.unit)
        if self.unit != figure.unit and (self.only or figure.unit == Unit.PERSONS):
            hint = "" if figure.names_unit else "Without a unit a figure counts persons."
            raise refuse(
                figure.unit,
                repr(self.unit) if self.unit else "what is measured",
                "unit",
                hint=hint,
                code=FaultCode.WRONG_UNIT,
            )
        return figure

    def say_counting(self, figure: Figure, nouns: Nouns) -> str:
        """Return the figure with the words for what it counts: in the place of the unit, or as the whole of a share."""
        if figure.unit == Unit.PERCENT and not figure.missing:
            return say("{share} of the {things}", share=figure, things=nouns)
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
