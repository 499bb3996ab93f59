"""Dates in cells: read as a mapping says they are written, in any calendar it names, and never guessed."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import cached_property
from importlib import import_module
from typing import Any

from attrs import frozen

from sitrep.errors import FaultCode, InvalidError, MissingExtraError, refuse
from sitrep.formats.columns import text_of
from sitrep.text.digits import plain_digits
from sitrep.values.periods import Period

_NAMES = {
    "en": "january february march april may june july august september october november december",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "ar-LB": "كانون_الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين_الأول تشرين_الثاني كانون_الأول",
    "ar-DZ": "جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر",
    "en short": "jan feb mar apr may jun jul aug sep oct nov dec",
    "fr short": "janv févr mars avr mai juin juil août sept oct nov déc",
    "es short": "ene feb mar abr may jun jul ago sept oct nov dic",
    "pt short": "jan fev mar abr mai jun jul ago set out nov dez",
}


def fold(name: str) -> str:
    """The name of a month without its case, its accents and a point at its end."""
    bare = unicodedata.normalize("NFKD", name.casefold().strip(" ."))
    return "".join(each for each in bare if not unicodedata.combining(each))


MONTHS = {
    fold(name.replace("_", " ")): number for names in _NAMES.values() for number, name in enumerate(names.split(), 1)
}
"""The names of months in several languages, each of which means one month in all of them."""

_MONTH = r"[^\W\d_]+(?: [^\W\d_]+)?\.?"
_DIRECTIVES = {
    "Y": r"(?P<Y>\d{4})",
    "y": r"(?P<y>\d\d)",
    "G": r"(?P<G>\d{4})",
    "V": r"(?P<V>\d\d?)",
    "q": r"(?P<q>[1-4])",
    "m": r"(?P<m>\d\d?)",
    "d": r"(?P<d>\d\d?)",
    "B": rf"(?P<B>{_MONTH})",
    "b": rf"(?P<b>{_MONTH})",
    "H": r"(?P<H>\d\d?)",
    "I": r"(?P<I>0?[1-9]|1[0-2])",
    "M": r"(?P<M>\d\d)",
    "S": r"(?P<S>\d\d)",
    "f": r"(?P<f>\d{1,9})",
    "p": r"(?P<p>[ap]\.?m\.?)",
    "z": r"(?P<z>Z|UTC|GMT|[+-]\d\d:?\d\d)",
    "%": "%",
}
_SAME = str.maketrans({"y": "Y", "G": "Y", "B": "m", "b": "m"})
_PRECISIONS = ("Y", "Ym", "Ymd", "YV", "Yq", *(f"Ymd{time}" for time in ("HM", "HMS", "HMz", "HMSz", "HMSf", "HMSfz")))
_TIMED = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?)(?:[.,]\d+)?(Z|[+-]\d\d:?\d\d)?", re.ASCII)
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?", re.ASCII)
_SERIAL_START = datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet knows no offset

WEEKS = {"iso": 0, "mmwr": 6, "saturday": 5}
"""Systems of epidemiological weeks, by the weekday each begins on; week 1 has four days or more of its year."""


def _first_of_week(system: str, year: int, week: int) -> date:
    weekday = WEEKS[system]

    def first(year: int) -> date:
        fourth = date(year, 1, 4)
        return fourth - timedelta(days=(fourth.weekday() - weekday) % 7)

    start = first(year) + timedelta(weeks=week - 1)
    if week < 1 or start >= first(year + 1):
        raise ValueError("no such week")
    return start


def _convertdate(name: str) -> Any:
    try:
        return import_module(f"convertdate.{name}")
    except ImportError:
        raise MissingExtraError("calendars", "convertdate") from None


def _ethiopian(year: int, month: int, day: int) -> date:
    # The months and leap days are those of the Coptic calendar; the years are counted from another one.
    coptic = _convertdate("coptic")
    found = coptic.to_gregorian(year - 276, month, day)
    return _confirmed(found, coptic.from_gregorian(*found), (year - 276, month, day))


def _solar_hijri(year: int, month: int, day: int) -> date:
    persian = _convertdate("persian")
    found = persian.to_gregorian(year, month, day)
    return _confirmed(found, persian.from_gregorian(*found), (year, month, day))


def _hijri(year: int, month: int, day: int) -> date:
    try:
        hijridate = import_module("hijridate")
    except ImportError:
        raise MissingExtraError("calendars", "hijridate") from None
    found = hijridate.Hijri(year, month, day).to_gregorian()
    return date(found.year, found.month, found.day)


def _bikram_sambat(year: int, month: int, day: int) -> date:
    try:
        nepali = import_module("nepali_datetime")
    except ImportError:
        raise MissingExtraError("calendars", "nepali_datetime") from None
    found: date = nepali.date(year, month, day).to_datetime_date()
    return found


def _confirmed(found: tuple[int, int, int], back: tuple[int, int, int], given: tuple[int, int, int]) -> date:
    """The day, unless the way back leads to another one: then the calendar has no such day."""
    if tuple(back) != given:
        raise ValueError("no such day")
    return date(*found)


CALENDARS: dict[str, tuple[Callable[[int, int, int], date], int]] = {
    "ethiopian": (_ethiopian, 13),
    "solar_hijri": (_solar_hijri, 12),
    "hijri": (_hijri, 12),
    "bikram_sambat": (_bikram_sambat, 12),
}
"""The calendars of others: what turns a day into one of ours, and how many months a year has."""


@frozen
class DateFormat:
    """One way to write dates: directives such as `%d/%m/%Y`, `edtf`, or `cell` for a spreadsheet's own dates."""

    text: str
    calendar: str = ""
    weeks: str = "iso"
    year_starts: str = ""
    """The day, as MM-DD, on which the year of a format begins: that of a budget, or of a season."""

    @cached_property
    def form(self) -> re.Pattern[str]:
        """The pattern of the directives; raises `InvalidError` where they don't make a date."""
        parts = re.split("(%.)", self.text)
        written, seen = "", ""
        for index, each in enumerate(parts):
            if index % 2 == 0:
                written += re.escape(each)
                continue
            if each[1] not in _DIRECTIVES or each[1] in seen:
                raise refuse(
                    self.text,
                    f"each of %{', %'.join(_DIRECTIVES)} at most once, or 'edtf', or 'cell'",
                    code=FaultCode.MALFORMED,
                )
            # Digits that follow each other without a mark can be parted in one way only.
            close = (index > 1 and not parts[index - 1]) or (index + 2 < len(parts) and not parts[index + 1])
            written += _DIRECTIVES[each[1]].replace(r"\d\d?", r"\d\d") if close else _DIRECTIVES[each[1]]
            seen += each[1].replace("%", "")
        if not self._is_date(seen):
            raise refuse(
                self.text,
                "a format with a year, year and month, or date (%d/%m/%Y); or 'edtf', or 'cell'",
                code=FaultCode.MALFORMED,
            )
        return re.compile(written, re.ASCII * (not {*"Bb"} & {*seen}) | re.IGNORECASE)

    def _is_date(self, seen: str) -> bool:
        if self.year_starts:
            return seen in ("Y", "Yy", "y", "yY")
        if ("I" in seen) != ("p" in seen):
            return False
        plain = seen.replace("I", "H").replace("p", "").translate(_SAME)
        if self.calendar and sorted(plain) not in (["Y"], ["Y", "m"], ["Y", "d", "m"]):
            return False
        return any(sorted(plain) == sorted(precision) for precision in _PRECISIONS)

    @property
    def expected(self) -> str:
        """The cells that it reads, in words."""
        own = {"cell": "a date of the spreadsheet", "edtf": "a date in EDTF, such as 2023-11-01"}
        calendar = f" in the {self.calendar} calendar" if self.calendar else ""
        return own.get(self.text, f"a date written as {self.text}{calendar}")

    def read(self, cell: Any) -> str | None:
        """The EDTF text of a cell, or None where it isn't written in this way.

        Raises `InvalidError` where it is, and no calendar has such a date.
        """
        if self.text == "cell":
            return _of_sheet(cell)
        if isinstance(cell, date):
            return None
        text = plain_digits(text_of(cell))
        if self.text == "edtf":
            timed = _TIMED.fullmatch(text)
            return _known(f"{timed[1]}{_offset(timed[2])}" if timed else text)
        found = self.form.fullmatch(text)
        if found is None:
            return None
        try:
            return self._edtf({name: each for name, each in found.groupdict().items() if each})
        except (ValueError, OverflowError):
            hint = "The calendar has no such date."
            raise refuse(text, self.expected, hint=hint, code=FaultCode.NO_SUCH_DATE) from None

    def _edtf(self, found: dict[str, str]) -> str | None:
        year = int(found.get("Y") or found.get("G") or f"20{found['y']}")
        if self.year_starts:
            return self._year_of_its_own(year, found)
        if "V" in found:
            first = _first_of_week(self.weeks, year, int(found["V"]))
            return f"{first}/{first + timedelta(days=6)}"
        if "q" in found:
            last = 3 * int(found["q"])
            return f"{year:04}-{last - 2:02}/{year:04}-{last:02}"
        if name := found.get("B") or found.get("b"):
            month = MONTHS.get(fold(name))
            if month is None:
                return None
            # Names, not the locale of the machine: a mapping means the same everywhere.
            found["m"] = str(month)
        if self.calendar:
            return self._of_calendar(year, found)
        written = f"{year:04}" + "".join(f"-{found[name]:0>2}" for name in "md" if name in found)
        if hour := found.get("H") or found.get("I"):
            if "p" in found:
                hour = str(int(hour) % 12 + 12 * (found["p"][0] in "pP"))
            second = f":{found['S']}" if "S" in found else ""
            written += f"T{hour:0>2}:{found['M']}{second}{_offset(found.get('z'))}"
        if _known(written) is None:
            raise ValueError("no such day")
        return written

    def _year_of_its_own(self, year: int, found: dict[str, str]) -> str | None:
        if {"Y", "y"} <= found.keys() and int(found["y"]) != (year + 1) % 100:
            return None
        first = date.fromisoformat(f"{year:04}-{self.year_starts}")
        return f"{first}/{date.fromisoformat(f'{year + 1:04}-{self.year_starts}') - timedelta(days=1)}"

    def _of_calendar(self, year: int, found: dict[str, str]) -> str:
        convert, months = CALENDARS[self.calendar]
        month = int(found.get("m", 1))
        if not 1 <= month <= months:
            raise ValueError("no such month")
        first = convert(year, month, int(found.get("d", 1)))
        if "d" in found:
            return first.isoformat()
        after = (year, month + 1) if "m" in found and month < months else (year + 1, 1)
        return f"{first}/{convert(*after, 1) - timedelta(days=1)}"


def _offset(text: str | None) -> str:
    if not text or text[0] not in "+-":
        return "Z" if text else ""
    return text if ":" in text else f"{text[:3]}:{text[3:]}"


def _known(text: str) -> str | None:
    """The text, where it is a period of the calendar."""
    try:
        return Period.coerce(text).edtf
    except InvalidError:
        return None


def _of_sheet(cell: Any) -> str | None:
    """The text of a date that a spreadsheet holds, or of the number of days that it holds it as."""
    if isinstance(cell, date):
        return text_of(cell)
    text = plain_digits(text_of(cell))
    if isinstance(cell, bool) or not _SERIAL.fullmatch(text):
        return None
    days, _, part = text.partition(".")
    moment = _SERIAL_START + timedelta(days=int(days), seconds=round(float(f"0.{part or 0}") * 86_400))
    return moment.isoformat() if part else moment.date().isoformat()


_TYPED = tuple(
    map(
        DateFormat,
        (
            *(
                form.replace("/", mark)
                for mark in "/.-"
                for form in ("%d/%m/%Y", "%m/%d/%Y", "%Y/%m/%d", "%m/%Y", "%Y/%m")
            ),
            *("%d %B %Y", "%B %d, %Y", "%B %d %Y", "%d-%B-%Y", "%B %Y", "%Y %B %d", "%Y %B"),
        ),
    )
)


def read_typed(text: str) -> Period:
    """The period that somebody typed, in EDTF or in any way that has one reading; 25/03/2024 has, and 01/11/2023 not.

    Raises `InvalidError` for others, with both readings where there are two.
    """
    plain = " ".join(plain_digits(text).split())
    try:
        return Period.coerce(plain)
    except InvalidError as error:
        readings = dict.fromkeys(each for form in _TYPED if (each := _reading(form, plain)))
        if len(readings) == 1:
            return Period.coerce(*readings)
        if not readings:
            raise error from None
        hint = f"It may be {' or '.join(readings)}: write the year first."
        raise refuse(text, "a date with one reading", hint=hint) from None


def _reading(form: DateFormat, text: str) -> str | None:
    try:
        return form.read(text)
    except InvalidError:
        return None
