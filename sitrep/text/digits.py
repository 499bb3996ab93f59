"""Numbers in digits: which numbers the marks between them let them be."""

import re
from collections.abc import Set
from decimal import Decimal
from fractions import Fraction

from sitrep.text.language import Language

LONGEST = 200
"""Number of characters that a quantity has at most."""

Exact = int | Fraction

SPACES = " \u00a0\u202f\u2009"
_SPACE = dict.fromkeys(map(ord, SPACES), " ")
_MARKS = dict.fromkeys(",،٬", "comma") | dict.fromkeys("'’", "apostrophe") | {".": "point", " ": "space"}
_ALL_GROUPS, _ALL_DECIMALS = " ,.'’،٬", ".,،٫"

MARKED = r"\d+(?:[.,'’،٬٫]\d+)*"
"""Digits with marks between them, save for spaces."""

EXPONENT = r"\d+(?:\.\d+)?[eE][+-]?\d{1,2}(?![\w.,])"
"""Digits as programs write them: 1e+05."""

RUN = re.compile(rf"{EXPONENT}|{MARKED}(?:[{SPACES}]{MARKED})*")
"""Digits with any marks between them."""

_EXPONENT = re.compile(r"(\d+(?:\.\d+)?)[eE]([+-]?\d{1,2})", re.ASCII)
_BY_TWO = re.compile(r"[1-9]\d?(?:(.)\d\d)(?:\1\d\d)*\1\d{3}(?:\.\d+)?")
_ONE_MARK = re.compile(r"([1-9]\d{0,2})[.,](\d{3})")
_LEADING_ZERO = re.compile(r"0\d")


def plain_digits(written: str) -> str:
    """The same with the digits 0 to 9 and plain spaces."""
    if written.isascii():
        return written
    return "".join(str(int(each)) if each.isdecimal() else each for each in written).translate(_SPACE)


def is_of_one_script(written: str) -> bool:
    """Return whether all digits are of one kind: 3٤٠ may be a slip."""
    return len({ord(each) - int(each) for each in written if each.isdecimal()}) < 2


def readings(plain: str, language: Language) -> Set[Exact]:
    """Every number that plain digits can be in a language; none where their marks stand as in no number."""
    if plain.isdecimal():
        return {int(plain)} if len(plain) <= LONGEST and not _LEADING_ZERO.match(plain) else set()
    if len(plain) > LONGEST or _LEADING_ZERO.match(plain):
        return set()
    if power := _EXPONENT.fullmatch(plain):
        return {_settled(Fraction(f"{power[1]}e{power[2]}"))}
    found = _readings(plain, language.groups, language.decimals)
    by_two = _BY_TWO.fullmatch(plain)
    if by_two and by_two[1] == language.groups_by_two:
        found.add(_settled(Fraction(plain.replace(by_two[1], ""))))
    return found


def with_grouped_thousands(plain: str) -> int | None:
    """Return what three digits after an only point or comma are where it groups thousands: 12000 in 12.000."""
    found = _ONE_MARK.fullmatch(plain)
    return int(found[1] + found[2]) if found else None


def _settled(value: Fraction) -> Exact:
    return value.numerator if value.denominator == 1 else value


def _readings(digits: str, groups: str, decimals: str) -> set[Exact]:
    """Every number that the digits can be, if each of the marks may group or part the decimals."""
    found = set[Exact]()
    for decimal in ("", *decimals):
        whole, _, rest = digits.partition(decimal) if decimal else (digits, "", "0")
        for group in {"", *groups} - {decimal} if decimal else {"", *groups}:
            head, *threes = whole.split(group) if group else [whole]
            parts = (head, *threes, rest)
            if not all(part.isdecimal() for part in parts) or bool(group) != bool(threes):
                continue
            if threes and (len(head) > 3 or head == "0" or any(len(part) != 3 for part in threes)):
                continue
            found.add(_settled(Fraction(f"{head}{''.join(threes)}.{rest}")))
    return found


def misread(written: str, language: Language) -> tuple[str, str] | None:
    """Return what is expected of digits without one reading, and what to write instead; None: they have one."""
    plain = plain_digits(written)
    if not is_of_one_script(written):
        return "digits of one kind", f"Write {plain}"
    if _LEADING_ZERO.match(plain):
        return "a number without a leading zero", f"Write {plain.lstrip('0') or '0'}"
    found = readings(plain, language)
    if len(found) == 1:
        return None
    values = found or _readings(plain, _ALL_GROUPS, _ALL_DECIMALS)
    hint = f"Write {_ways(plain, values, language) or 'one number, with no marks between its thousands'}"
    if found:
        return TWO_READINGS, hint
    return f"digits grouped in threes, as in {language.sample_grouping}", hint


TWO_READINGS = "a number whose marks have one meaning"


def both_ways(written: str, language: Language) -> str:
    """Return what to write in the place of digits whose only mark may group thousands, and may be a decimal mark."""
    plain = plain_digits(written)
    return f"Write {_ways(plain, {with_grouped_thousands(plain) or 0, *readings(plain, language)}, language)}"


def _ways(plain: str, values: Set[Exact], language: Language) -> str:
    marks = {_MARKS.get(each, each) for each in plain if not each.isdecimal()}
    mark = marks.pop() if len(marks) == 1 else "last mark"
    grouped = int("".join(each for each in plain if each.isdecimal()))
    uses = {True: "groups thousands", False: "is a decimal mark"}
    ways = (
        f"{write(each, language)} if the {mark} {uses[each == grouped != 0]}" for each in sorted(values, reverse=True)
    )
    return ", or ".join(ways)


def write(value: Exact, language: Language) -> str:
    """A number in digits that a language can read in one way only."""
    text = f"{Decimal(value.numerator) / value.denominator:f}"
    whole, mark, decimals = text.partition(".")
    if len(decimals) == 3 and language.decimals != ".":
        decimals += "0"
    return f"{whole}{mark and language.decimals[0]}{decimals}"
