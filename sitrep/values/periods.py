"""Times: the EDTF (ISO 8601-2) strings that a situation report needs, at the precision that was given."""

import re
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Self

from attrs import evolve, frozen

from sitrep.caches import VALUES, cached
from sitrep.errors import FaultCode, InvalidError, refuse
from sitrep.fields.canonical import write_text
from sitrep.fields.declarations import Value, declare, part, required
from sitrep.fields.kinds import One, RequiredText, ValueKind
from sitrep.languages import message, say

_DATE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?(?P<qualifier>[~?%])?", re.ASCII)
_TIME = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)T(?P<time>(?:[01]\d|2[0-3]):\d\d(?::\d\d)?)(?P<offset>Z|[+-]\d\d:\d\d)?",
    re.ASCII,
)
_YEAR = "([0-9]{3}[1-9]|[0-9]{2}[1-9]0|[0-9][1-9]00|[1-9]000)"
_MONTH = "(0[1-9]|1[0-2])"
_MONTH_AND_DAY = "((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|[12][0-9]))"
_CLOCK = "([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])?"
_MOMENT = f"{_YEAR}([~?%]?|-({_MONTH}[~?%]?|{_MONTH_AND_DAY}([~?%]?|T{_CLOCK})))"
FORM = rf"{_MOMENT}(/({_MOMENT}|\.\.)?)?|(\.\.)?/{_MOMENT}"
"""The pattern of the text of a period, for those who can only match it; reading it knows the calendar too."""
_OFFSET = re.compile(r"Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9]")
_FORMS = (
    "an EDTF date, time or interval, such as 2023-11-01, 2023-10, 2023-11-01T18:00Z, "
    "2023-10-07/.. or 2023-10-07/2023-11-01"
)
_QUALIFIERS = {
    "~": message("about {}", context="time"),
    "?": message("possibly {}", context="time"),
    "%": message("possibly about {}", context="time"),
}
_OPEN, _UNKNOWN = "..", ""


@frozen
class _Moment:
    """One end of a period: its canonical text, and the first and last moment that it may mean."""

    text: str
    earliest: datetime
    latest: datetime

    @classmethod
    def read(cls, text: str) -> Self:
        found = _TIME.fullmatch(text)
        if found:
            return cls._read_time(text, found)
        found = _DATE.fullmatch(text)
        if found:
            return cls._read_date(text, found)
        raise refuse(
            text, _FORMS, hint="Give whole seconds." if "T" in text and "." in text else "", code=FaultCode.MALFORMED
        )

    @classmethod
    def _read_date(cls, text: str, found: re.Match[str]) -> Self:
        year, month, day = (int(found[name]) if found[name] else None for name in ("year", "month", "day"))
        try:
            first = date(year or 0, 1 if month is None else month, 1 if day is None else day)
            last = _last_of_month(first.year, 12 if month is None else month) if day is None else first
        except ValueError:
            raise refuse(text, "a date that the calendar has", code=FaultCode.NO_SUCH_DATE) from None
        return cls(text, _at_midnight(first), _at_midnight(last) + _NEARLY_A_DAY)

    @classmethod
    def _read_time(cls, text: str, found: re.Match[str]) -> Self:
        written, offset = found["time"], found["offset"]
        try:
            moment = datetime.fromisoformat(f"{found['day']}T{written}")
            if offset and not _OFFSET.fullmatch(offset):
                raise refuse(text, "a time that the calendar and the clock have", code=FaultCode.NO_SUCH_DATE)
            if offset:
                moment = datetime.fromisoformat(text).astimezone(UTC).replace(tzinfo=None)
        except (ValueError, OverflowError):
            raise refuse(text, "a time that the calendar and the clock have", code=FaultCode.NO_SUCH_DATE) from None
        to_the_minute = len(written) == len("hh:mm")
        text = moment.isoformat(timespec="minutes" if to_the_minute else "seconds") + ("Z" if offset else "")
        return cls(text, moment, moment + (timedelta(seconds=59) if to_the_minute else timedelta()))


_NEARLY_A_DAY = timedelta(hours=23, minutes=59, seconds=59)


def _last_of_month(year: int, month: int) -> date:
    # No day comes after the last December.
    return date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - timedelta(days=1)


def _at_midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a reported day has no offset


_DAY_OR_MONTH_FIRST = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}")
_YEAR_FIRST = re.compile(r"(\d{4})[./](\d{1,2})[./](\d{1,2})")


@cached(VALUES)
def _read_ends(text: str) -> tuple[_Moment | str, ...]:
    """The one moment of a date or time, or the two ends of an interval."""
    return tuple(end if "/" in text and end in (_OPEN, _UNKNOWN) else _Moment.read(end) for end in text.split("/", 1))


@cached(VALUES)
def _canonical_edtf(text: str) -> str:
    if _DAY_OR_MONTH_FIRST.fullmatch(text):
        raise refuse(
            text, _FORMS, hint="Day and month can't be told apart here: write the year first.", code=FaultCode.MALFORMED
        )
    if found := _YEAR_FIRST.fullmatch(text):
        raise refuse(text, _FORMS, hint=f"Write {found[1]}-{found[2]:0>2}-{found[3]:0>2}.", code=FaultCode.MALFORMED)
    ends = _read_ends(text)
    known = [end for end in ends if isinstance(end, _Moment)]
    if not known:
        raise refuse(text, "an interval with at least one known end", code=FaultCode.STATES_NOTHING)
    if len({end.text[-1] == "Z" for end in known if "T" in end.text}) > 1:
        raise refuse(text, "two times that both have an offset, or neither", code=FaultCode.CONTRADICTION)
    if known[-1].latest < known[0].earliest:
        raise refuse(text, "an end that isn't before its start", code=FaultCode.END_BEFORE_START)
    written = [end.text if isinstance(end, _Moment) else end for end in ends]
    return written[0] if written[0] == written[-1] else "/".join(written)


@declare
class Period(Value):
    """A day, month, year, instant or interval, exactly as precise as the source made it.

    The text is EDTF: ISO 8601-2, levels 0 and 1, of which this takes years, months and days, each
    with `~` (approximate), `?` (uncertain) or `%` (both); times to the minute or second; intervals
    of these, with `..` for an open end and nothing for an unknown one. A time with an offset is
    turned to UTC; a time without stays local. An interval whose ends are equal is that date.
    """

    takes_unknown: ClassVar[bool] = False

    edtf: RequiredText = required(
        part("EDTF", meaning="The date, time or interval, as EDTF", rule=_canonical_edtf), kw_only=False
    )

    @classmethod
    def _from_shorthand(cls, given: Any) -> Self:
        if not isinstance(given, str | date):
            raise refuse(given, _FORMS, code=FaultCode.WRONG_TYPE)
        return cls._of_text(given.isoformat() if isinstance(given, date) else given)

    # Reports are full of the same days; a period never changes, so that one will do for all.
    @classmethod
    @cached(VALUES)
    def _of_text(cls, text: str) -> Self:
        try:
            return cls(text)
        except InvalidError as error:
            # The text is all there is: its fault is the period's own.
            raise error.each(lambda fault: evolve(fault, path=())) from None

    @property
    def is_instant(self) -> bool:
        """Return whether it is a time of day, and no interval."""
        return "T" in self.edtf and "/" not in self.edtf

    @property
    def earliest(self) -> datetime | None:
        """The first moment it may mean, or None where its start is open or unknown.

        Naive: in UTC where the text has an offset, else in the local time of the report.
        """
        start = _read_ends(self.edtf)[0]
        return start.earliest if isinstance(start, _Moment) else None

    @property
    def latest(self) -> datetime | None:
        """The last second it may mean, or None where its end is open or unknown; naive as `earliest`."""
        end = _read_ends(self.edtf)[-1]
        return end.latest if isinstance(end, _Moment) else None

    def overlaps(self, other: "Period") -> bool:
        """Return whether some moment may belong to both. An open or unknown end reaches as far as it may."""
        return not (self._is_before(other) or other._is_before(self))

    def _is_before(self, other: "Period") -> bool:
        last, first = self.latest, other.earliest
        return last is not None and first is not None and last < first

    def to_json(self) -> str:
        return self.edtf

    @cached_property
    def canonical(self) -> str:  # pyright: ignore[reportIncompatibleMethodOverride] - held on to, and else the same
        return write_text(self.edtf)

    def __str__(self) -> str:
        return say("since {}", self.say_start(), context="time") if self.stays_open else self.say_start()

    @property
    def stays_open(self) -> bool:
        """True if it has a start, and no end that is known."""
        return self.edtf.endswith(("/" + _OPEN, "/" + _UNKNOWN))

    def say_start(self) -> str:
        """Return the period in words, of which others say that it goes on where it stays open."""
        start, _, end = self.edtf.partition("/")
        if not end or self.stays_open:
            return _say_end(start)
        if start in (_OPEN, _UNKNOWN):
            return say("up to {}", _say_end(end), context="time")
        return say("{} to {}", _say_end(start), _say_end(end), context="time")

    def say_ahead(self) -> str:
        """Return the period in words, of what hasn't begun: from a day on, rather than since it."""
        return say("from {} on", self.say_start(), context="time") if self.stays_open else str(self)

    def __repr__(self) -> str:
        return f"Period({self.edtf!r})"


def _say_end(text: str) -> str:
    text, qualifier = (text[:-1], text[-1]) if text[-1] in _QUALIFIERS else (text, "")
    day, _, time = text.partition("T")
    said = f"{day} {time.replace('Z', ' UTC')}" if time else day
    return say(_QUALIFIERS[qualifier], said, context="time") if qualifier else said


OptionalPeriod = One[Period, str | date]


class StartKind(ValueKind):
    """The time at which something starts; the words around it say that it goes on."""

    def say(self, held: Period) -> str:
        return held.say_start()


class EndKind(ValueKind):
    """The time at which something ends; an interval that stays open says that no end is set."""

    def say(self, held: Period) -> str:
        if held.latest is not None:
            return say("until {}", held, context="time")
        return say("with no end set") if held.edtf.endswith(_OPEN) else say("its end unknown")


if TYPE_CHECKING:
    OptionalStart = One[Period, str | date]
    OptionalEnd = One[Period, str | date]
else:
    OptionalStart = StartKind(Period)
    OptionalEnd = EndKind(Period)
