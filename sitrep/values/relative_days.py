"""Days that a text names relative to its own date."""

from datetime import date

from dateutil.relativedelta import FR, MO, SA, SU, TH, TU, WE, relativedelta

from sitrep.errors import refuse
from sitrep.values.periods import Period

_DAYS = {
    "today": relativedelta(),
    "yesterday": relativedelta(days=-1),
    "monday": relativedelta(weekday=MO(-1)),
    "tuesday": relativedelta(weekday=TU(-1)),
    "wednesday": relativedelta(weekday=WE(-1)),
    "thursday": relativedelta(weekday=TH(-1)),
    "friday": relativedelta(weekday=FR(-1)),
    "saturday": relativedelta(weekday=SA(-1)),
    "sunday": relativedelta(weekday=SU(-1)),
}


def resolve_day(day: str, *, published: Period | str | date) -> Period:
    """The date of a weekday, `today` or `yesterday` in a text published on a given day.

    A weekday is the last one up to that day: "Tuesday" in a report of Wednesday 2023-11-01 is
    2023-10-31, and "Wednesday" is the day itself. Raises `InvalidError` for other words, and where
    the day of publication isn't exact.
    """
    step = _DAYS.get(day.strip().lower()) if isinstance(day, str) else None
    if step is None:
        raise refuse(day, f"one of: {', '.join(_DAYS)}", "day")
    on = Period.coerce(published)
    if on.earliest is None or on.latest is None or on.earliest.date() != on.latest.date() or on.edtf[-1] in "~?%":
        raise refuse(on.edtf, "the exact day of publication", "published")
    try:
        found = on.earliest.date() + step
    except (OverflowError, ValueError):
        raise refuse(day, f"a day that the calendar has; {on} is near its beginning", "day") from None
    return Period.coerce(found)
