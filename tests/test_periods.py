"""Periods: the EDTF subset, its canonical form, its words, and what overlaps what."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import example, given, strategies as st

import sitrep as sr
from sitrep.errors import InvalidError
from sitrep.values.periods import Period


def at(*numbers: int) -> datetime:
    return datetime(*numbers)  # type: ignore[arg-type]  # noqa: DTZ001 - a reported day has no offset


FIRST, LAST = at(2, 1, 1), at(9998, 12, 31)

dates = st.dates().map(date.isoformat) | st.dates().map(lambda day: f"{day:%Y-%m}".rjust(7, "0"))
days = dates | st.builds(str.__add__, dates, st.sampled_from("~?%"))
moments = st.datetimes(min_value=FIRST, max_value=LAST, timezones=st.sampled_from([None, UTC])).map(
    lambda moment: moment.isoformat(timespec="minutes")
)
texts = days | moments | st.builds("{}/..".format, days) | st.builds("../{}".format, days | moments)


def refusal(given: Any) -> str:
    with pytest.raises(InvalidError) as raised:
        Period(given)
    return str(raised.value)


@given(texts)
@example("2023-11-01T18:00+02:00")
@example("2023-11-01/2023-11-01")
def test_the_canonical_text_is_a_period_itself_and_the_same_one(text: str) -> None:
    period = Period(text)
    assert Period(period.edtf) == period
    assert period.to_json() == period.edtf


@given(texts)
def test_the_first_moment_it_may_mean_is_not_after_the_last(text: str) -> None:
    period = Period(text)
    assert period.earliest is None or period.latest is None or period.earliest <= period.latest


@given(st.datetimes(min_value=FIRST, max_value=LAST), st.integers(-14 * 60, 14 * 60))
def test_an_instant_is_the_same_period_in_whichever_offset_it_was_given(moment: datetime, minutes: int) -> None:
    moment = moment.replace(microsecond=0)
    elsewhere = moment.replace(tzinfo=UTC).astimezone(timezone(timedelta(minutes=minutes)))
    period = Period(elsewhere.isoformat())
    assert period == Period(f"{moment.isoformat()}Z")
    assert period.earliest == moment


@given(texts, texts)
def test_overlapping_goes_both_ways_and_every_period_overlaps_itself(one: str, other: str) -> None:
    first, second = Period(one), Period(other)
    assert first.overlaps(second) == second.overlaps(first)
    assert first.overlaps(first)


@pytest.mark.parametrize(
    ("text", "edtf", "words", "earliest", "latest"),
    [
        ("2023", "2023", "2023", at(2023, 1, 1), at(2023, 12, 31, 23, 59, 59)),
        ("2023-02", "2023-02", "2023-02", at(2023, 2, 1), at(2023, 2, 28, 23, 59, 59)),
        ("2024-02", "2024-02", "2024-02", at(2024, 2, 1), at(2024, 2, 29, 23, 59, 59)),
        ("2023-11-01", "2023-11-01", "2023-11-01", at(2023, 11, 1), at(2023, 11, 1, 23, 59, 59)),
        (" 2023-11-01\n", "2023-11-01", "2023-11-01", at(2023, 11, 1), at(2023, 11, 1, 23, 59, 59)),
        ("2023-11-01~", "2023-11-01~", "about 2023-11-01", at(2023, 11, 1), at(2023, 11, 1, 23, 59, 59)),
        ("2023-11?", "2023-11?", "possibly 2023-11", at(2023, 11, 1), at(2023, 11, 30, 23, 59, 59)),
        ("2023%", "2023%", "possibly about 2023", at(2023, 1, 1), at(2023, 12, 31, 23, 59, 59)),
        ("2023-11-01T18:00", "2023-11-01T18:00", "2023-11-01 18:00", at(2023, 11, 1, 18), at(2023, 11, 1, 18, 0, 59)),
        (
            "2023-11-01T18:00:30",
            "2023-11-01T18:00:30",
            "2023-11-01 18:00:30",
            at(2023, 11, 1, 18, 0, 30),
            at(2023, 11, 1, 18, 0, 30),
        ),
        (
            "2023-11-01T18:00Z",
            "2023-11-01T18:00Z",
            "2023-11-01 18:00 UTC",
            at(2023, 11, 1, 18),
            at(2023, 11, 1, 18, 0, 59),
        ),
        (
            "2023-11-01T01:00+02:00",
            "2023-10-31T23:00Z",
            "2023-10-31 23:00 UTC",
            at(2023, 10, 31, 23),
            at(2023, 10, 31, 23, 0, 59),
        ),
        (
            "2023-10-07/2023-11-01",
            "2023-10-07/2023-11-01",
            "2023-10-07 to 2023-11-01",
            at(2023, 10, 7),
            at(2023, 11, 1, 23, 59, 59),
        ),
        ("2023-10-07/..", "2023-10-07/..", "since 2023-10-07", at(2023, 10, 7), None),
        ("2023-10-07/", "2023-10-07/", "since 2023-10-07", at(2023, 10, 7), None),
        ("../2023-10-07", "../2023-10-07", "up to 2023-10-07", None, at(2023, 10, 7, 23, 59, 59)),
        ("/2023-10-07", "/2023-10-07", "up to 2023-10-07", None, at(2023, 10, 7, 23, 59, 59)),
        ("2023-11-01/2023-11-01", "2023-11-01", "2023-11-01", at(2023, 11, 1), at(2023, 11, 1, 23, 59, 59)),
        (
            "2023-11-05/2023-11",
            "2023-11-05/2023-11",
            "2023-11-05 to 2023-11",
            at(2023, 11, 5),
            at(2023, 11, 30, 23, 59, 59),
        ),
        ("9999", "9999", "9999", at(9999, 1, 1), at(9999, 12, 31, 23, 59, 59)),
    ],
)
def test_a_period_is_exactly_as_precise_as_it_was_given(
    text: str, edtf: str, words: str, earliest: datetime | None, latest: datetime | None
) -> None:
    period = Period(text)
    assert (period.edtf, str(period), period.earliest, period.latest) == (edtf, words, earliest, latest)


FORMS = (
    "an EDTF date, time or interval, such as 2023-11-01, 2023-10, 2023-11-01T18:00Z, "
    "2023-10-07/.. or 2023-10-07/2023-11-01"
)
NOT_IN_THE_CALENDAR = "a date that the calendar has"
NOT_ON_THE_CLOCK = "a time that the calendar and the clock have"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2023-02-29", f"'2023-02-29' is refused; expected {NOT_IN_THE_CALENDAR}"),
        ("2023-11-31", f"'2023-11-31' is refused; expected {NOT_IN_THE_CALENDAR}"),
        ("2023-13", f"'2023-13' is refused; expected {NOT_IN_THE_CALENDAR}"),
        ("2023-00", f"'2023-00' is refused; expected {NOT_IN_THE_CALENDAR}"),
        ("2023-00-01", f"'2023-00-01' is refused; expected {NOT_IN_THE_CALENDAR}"),
        ("2023-11-00", f"'2023-11-00' is refused; expected {NOT_IN_THE_CALENDAR}"),
        ("0000", f"'0000' is refused; expected {NOT_IN_THE_CALENDAR}"),
        ("2023-11-01/2023-11-31", f"'2023-11-31' is refused; expected {NOT_IN_THE_CALENDAR}"),
        ("2023-02-29T18:00", f"'2023-02-29T18:00' is refused; expected {NOT_ON_THE_CLOCK}"),
        ("2023-11-01T18:60", f"'2023-11-01T18:60' is refused; expected {NOT_ON_THE_CLOCK}"),
        ("2023-11-01T18:00:60Z", f"'2023-11-01T18:00:60Z' is refused; expected {NOT_ON_THE_CLOCK}"),
        ("2023-11-01T18:00+25:00", f"'2023-11-01T18:00+25:00' is refused; expected {NOT_ON_THE_CLOCK}"),
        ("0001-01-01T00:00+02:00", f"'0001-01-01T00:00+02:00' is refused; expected {NOT_ON_THE_CLOCK}"),
        ("2023-11-01T24:00", f"'2023-11-01T24:00' is refused; expected {FORMS}"),
        ("2023-11-01T18:00:00.5Z", f"'2023-11-01T18:00:00.5Z' is refused; expected {FORMS}. Give whole seconds."),
        ("2023-11-01T18", f"'2023-11-01T18' is refused; expected {FORMS}"),
        ("2023-11-01 18:00", f"'2023-11-01 18:00' is refused; expected {FORMS}"),
        ("2023-11-01T18:00~", f"'2023-11-01T18:00~' is refused; expected {FORMS}"),
        ("20231101", f"'20231101' is refused; expected {FORMS}"),
        (
            "1.11.2023",
            f"'1.11.2023' is refused; expected {FORMS}. Day and month can't be told apart here: write the year first.",
        ),
        (
            "02/03/2024",
            f"'02/03/2024' is refused; expected {FORMS}. Day and month can't be told apart here: write the year first.",
        ),
        (
            "1-11-23",
            f"'1-11-23' is refused; expected {FORMS}. Day and month can't be told apart here: write the year first.",
        ),
        ("1 November 2023", f"'1 November 2023' is refused; expected {FORMS}"),
        ("Tuesday", f"'Tuesday' is refused; expected {FORMS}"),
        ("2023-W44", f"'2023-W44' is refused; expected {FORMS}"),
        ("٢٠٢٣-١١-٠١", f"'٢٠٢٣-١١-٠١' is refused; expected {FORMS}"),
        ("2023-10-30/31", f"'31' is refused; expected {FORMS}"),
        ("2023/2024/2025", f"'2024/2025' is refused; expected {FORMS}"),
        ("..", f"'..' is refused; expected {FORMS}"),
        ("../..", "'../..' is refused; expected an interval with at least one known end"),
        ("/", "'/' is refused; expected an interval with at least one known end"),
        ("2023-11-05/2023-11-01", "'2023-11-05/2023-11-01' is refused; expected an end that isn't before its start"),
        (
            "2023-11-01T18:00/2023-11-01T17:59",
            "'2023-11-01T18:00/2023-11-01T17:59' is refused; expected an end that isn't before its start",
        ),
        (
            "2023-11-01T18:00Z/2023-11-01T20:00",
            "'2023-11-01T18:00Z/2023-11-01T20:00' is refused; expected two times that both have an offset, or neither",
        ),
        ("", "'' is refused; expected text that isn't empty. Leave the field out when nothing is known."),
        (2023, "2023 is refused; expected text"),
    ],
    ids=str,
)
def test_what_is_no_period_is_refused_with_the_rule_it_breaks(text: Any, message: str) -> None:
    assert refusal(text) == f"Period.edtf: {message}"


@pytest.mark.parametrize(
    ("given", "edtf"),
    [
        ("2023-10", "2023-10"),
        (date(2023, 11, 1), "2023-11-01"),
        (at(2023, 11, 1, 18, 30), "2023-11-01T18:30:00"),
        (datetime(2023, 11, 1, 18, 30, tzinfo=UTC), "2023-11-01T18:30:00Z"),
        (datetime(2023, 11, 1, 1, 0, tzinfo=timezone(timedelta(hours=2))), "2023-10-31T23:00:00Z"),
        (Period("2023-10"), "2023-10"),
    ],
    ids=str,
)
def test_a_field_of_a_period_takes_text_and_dates_and_gives_no_time_an_offset(given: Any, edtf: str) -> None:
    assert sr.Header(title="A report", issued=given).issued == Period(edtf)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (2023, f"Header.issued: 2023 is refused; expected {FORMS}"),
        (["2023-11-01"], f"Header.issued: ['2023-11-01'] is refused; expected {FORMS}"),
        ("2023-02-30", f"Header.issued: '2023-02-30' is refused; expected {NOT_IN_THE_CALENDAR}"),
        (
            at(2023, 11, 1, 18, 0, 0, 5),
            f"Header.issued: '2023-11-01T18:00:00.000005' is refused; expected {FORMS}. Give whole seconds.",
        ),
    ],
    ids=str,
)
def test_a_fault_of_a_period_is_the_fault_of_the_field_that_holds_it(given: Any, message: str) -> None:
    with pytest.raises(InvalidError) as raised:
        sr.Header(title="A report", issued=given)
    assert str(raised.value) == message


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        ("2023-11-01", "2023-11-01", True),
        ("2023-11-01", "2023-11-02", False),
        ("2023-11", "2023-11-30", True),
        ("2023-11", "2023-12-01", False),
        ("2023-10-07/2023-11-01", "2023-11-01/2023-11-05", True),
        ("2023-10-07/2023-11-01", "2023-11-02/..", False),
        ("2023-10-07/..", "2024", True),
        ("2023-10-07/", "2024", True),
        ("../2023-10-07", "2023-10-08", False),
        ("../2023-10-07", "1950", True),
        ("2023-11-01T18:00", "2023-11-01", True),
        ("2023-11-01T18:00", "2023-11-01T18:00:59", True),
        ("2023-11-01T18:00", "2023-11-01T18:01", False),
        ("2023-11-01T18:00:30", "2023-11-01T18:00:31", False),
        ("2023-11-01~", "2023-11-02", False),
    ],
)
def test_periods_overlap_where_some_moment_may_belong_to_both(one: str, other: str, overlap: bool) -> None:
    assert Period(one).overlaps(Period(other)) is overlap


def test_an_open_end_and_an_unknown_one_are_two_things_said() -> None:
    assert Period("2023-10-07/..") != Period("2023-10-07/")


def test_a_local_time_is_not_the_same_time_in_utc() -> None:
    assert Period("2023-11-01T18:00") != Period("2023-11-01T18:00Z")


def test_a_period_shows_itself_as_the_code_that_builds_it() -> None:
    assert repr(Period("2023-11-01/2023-11-01")) == "Period('2023-11-01')"


@pytest.mark.parametrize(("text", "written"), [("2023/11/01", "2023-11-01"), ("2023.1.5", "2023-01-05")])
def test_a_date_with_other_marks_is_refused_whole_with_what_to_write(text: str, written: str) -> None:
    with pytest.raises(InvalidError) as raised:
        Period(text)
    assert str(raised.value).startswith(f"Period.edtf: '{text}' is refused; expected an EDTF date")
    assert str(raised.value).endswith(f"Write {written}.")
