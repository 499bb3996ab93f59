"""Numbers in cells: read as a mapping says they are written, and never rounded."""

import re
from decimal import Context, Decimal, Inexact
from functools import cached_property
from typing import Any

from attrs import frozen

from sitrep.errors import FaultCode, InvalidError, refuse
from sitrep.fields.canonical import DECIMALS, LARGEST_INTEGER, canonical_number, read_decimal
from sitrep.text.digits import plain_digits
from sitrep.values.figures import Figure, counts_whole
from sitrep.vocabularies import Unit

_SPACES = " \u00a0\u2009\u202f"
_EXACT = Context(prec=400, traps=[Inexact])


@frozen
class Numbers:
    """The way numbers are written: with these marks, or in the words of a language."""

    thousands: str = ""
    decimal: str = "."
    language: str = ""

    @cached_property
    def _form(self) -> re.Pattern[str]:
        mark = f"[{re.escape(_SPACES if self.thousands == ' ' else self.thousands)}]" if self.thousands else ""
        # India groups the digits before the last three by two.
        grouped = [rf"\d{{1,3}}(?:{mark}\d{{3}})+"] + [rf"\d{{1,2}}(?:{mark}\d\d)+{mark}\d{{3}}"] * (mark == "[,]")
        whole = "|".join([*grouped, r"\d+"] if mark else [r"\d+"])
        part = rf"(?:{re.escape(self.decimal)}(?P<part>\d+))?(?:[eE](?P<power>[+-]?\d{{1,2}}))?"
        return re.compile(rf"(?P<sign>[-−]?)(?P<whole>{whole}){part}", re.ASCII)

    def number(self, cell: Any, times: int | float = 1, *, whole: bool = False) -> int | float:
        """The number in a cell, multiplied by `times`; `whole` says that there are no fractions of what is counted."""
        if isinstance(cell, str):
            return _plain(self._parse(cell, whole and abs(times) == 1), times, cell)
        number = canonical_number(cell)
        return number if times == 1 else _plain(Decimal(repr(number)), times, cell)

    def figure(self, cell: Any, unit: str, times: int | float = 1) -> Figure:
        """The figure in a cell: a number, or the words of a language."""
        if self.language and isinstance(cell, str):
            return Figure.parse(cell, language=self.language, unit=unit)
        if unit == Unit.PERCENT and isinstance(cell, str):
            cell = cell.removesuffix("%").removesuffix("٪").strip()
        whole = counts_whole(unit)
        number = self.number(cell, times, whole=whole)
        if whole and number < 0:
            hint = (
                "A correction downwards is a claim of its own, with component = 'removed_by_review' and "
                "times = -1, under a `when`."
            )
            raise refuse(cell, f"a number of {unit}, 0 or more", hint=hint, code=FaultCode.OUT_OF_RANGE)
        return Figure(best=number, unit=unit)

    def _parse(self, text: str, whole: bool) -> Decimal:
        # Arabic has marks of its own, which mean one thing each.
        written = plain_digits(text).replace("٫", self.decimal).replace("٬", self.thousands or "٬")
        found = self._form.fullmatch(written)
        if found is None:
            sample = f"1{self.thousands}234{self.decimal}5"
            hint = "Words that say why it is missing belong in `blanks`." if text[:1].isalpha() else ""
            raise refuse(text, f"a number written as {sample}", hint=hint, code=FaultCode.MALFORMED)
        digits, part = found["whole"], found["part"] or ""
        if whole and len(part) == 3 and not found["power"] and re.fullmatch("[1-9][0-9]{0,2}", digits):
            name = "point" if self.decimal == "." else "comma"
            grouped = f"{found['sign']}{digits}{part}"
            small = f"{found['sign']}{digits}{f'.{part}' if part.strip('0') else ''}"
            other = "," if self.decimal == "." else "."
            raise refuse(
                text,
                "a whole number in one reading",
                hint=f"Write {grouped} if the {name} groups thousands, or {small} if it is the decimal mark; if it "
                f"groups them in the whole column, numbers = {{ thousands = '{self.decimal}', decimal = '{other}' }}.",
            )
        bare = re.sub(r"\D", "", digits)
        return Decimal(f"{'-' if found['sign'] else ''}{bare}.{part or 0}e{found['power'] or 0}")


def _plain(number: Decimal, times: int | float, given: Any) -> int | float:
    try:
        exact = _EXACT.multiply(number, Decimal(repr(times)))
    except Inexact:
        raise _too_precise(given) from None
    if abs(exact) > LARGEST_INTEGER:
        expected = f"at most {LARGEST_INTEGER} either side of zero (2^53 - 1)"
        raise refuse(given, expected, code=FaultCode.OUT_OF_RANGE)
    if exact == exact.to_integral_value(context=_EXACT):
        return int(exact)
    exponent = _EXACT.normalize(exact).as_tuple().exponent
    if not isinstance(exponent, int) or exponent < -DECIMALS:
        raise _too_precise(given)
    # A number of many digits before its decimals may be none that a float holds.
    return canonical_number(read_decimal(f"{exact:f}"))


def _too_precise(given: Any) -> InvalidError:
    return refuse(
        given,
        f"a number of at most {DECIMALS} decimals",
        hint="Nothing is rounded unasked.",
        code=FaultCode.TOO_PRECISE,
    )
