"""What the checks find in the real data sets, as the shipped mappings import them."""

import json
import re
from collections import Counter
from functools import cache
from typing import Any

import pytest
from test_real_data import DATA, FILES, KILLED, ROOT, content, imported

import sitrep as sr
from sitrep.checks import CHECKS, check
from sitrep.notices import Notice
from sitrep.pictures.consolidation import Finding

PAGE = ROOT / "docs" / "checks.md"
GAZA, WEST_BANK, WHO = FILES

pytestmark = pytest.mark.skipif(not DATA.exists(), reason=f"the data sets are not here: {DATA}")


@cache
def found_in(name: str) -> tuple[Notice, ...]:
    return check(imported(name).report)


def of(name: str, *codes: str) -> list[list[Any]]:
    """The records of each notice with one of the codes."""
    report = imported(name).report
    return [
        [claim.record for each in notice.claims if (claim := report.get(each))]
        for notice in found_in(name)
        if notice.code in codes
    ]


def day_of(record: sr.Record) -> str:
    return str(record.period.edtf.rpartition("/")[2]) if record.period else ""


def test_the_counts_are_those_of_the_page() -> None:
    listed = re.findall(
        r"^\| `(\w+)` \| ([\d,]+) \| ([\d,]+) \| ([\d,]+) \|$", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    counts: list[Counter[str]] = [Counter() for _ in FILES]
    for count, name in zip(counts, FILES, strict=True):
        for notice in found_in(name):
            count[notice.code] += notice.count
    assert {code: [int(number.replace(",", "")) for number in numbers] for code, *numbers in listed} == {
        code: [count[code] for count in counts] for code in CHECKS if any(count[code] for count in counts)
    }


def test_the_women_killed_in_gaza_fall_twice() -> None:
    steps = [
        [(each.people.best, str(each.period)) for each in found]
        for found in of(GAZA, "cumulative_falls", "falls_between_sources")
        if found[0].sex == "f"
    ]
    assert steps == [
        [(1_000, "2023-10-19"), (967, "2023-10-21")],
        [(1_032, "2023-10-17"), (1_000, "2023-10-19")],
    ]


def test_seven_days_in_gaza_are_not_the_difference_of_the_totals() -> None:
    days = {}
    for before, after, daily in of(GAZA, "daily_not_difference"):
        if daily.outcome == "killed":
            days[str(daily.period)] = (daily.people.best, after.people.best - before.people.best)
    assert days.pop("2023-12-18") == (151, 218)  # after a day without a source
    assert days == {
        "2023-12-05": (725, 349),
        "2023-12-08": (313, 310),
        "2023-12-09": (210, 213),
        "2024-01-12": (151, 239),
        "2024-01-16": (158, 185),
        "2024-08-27": (41, 0),
        "2024-08-28": (58, 99),
    }


def test_the_committee_explains_jumps_on_38_days() -> None:
    explained = of(GAZA, "jump_explained")
    assert sum(any(each.component == "added_by_review" for each in found) for found in explained) == 38


def test_28_days_in_gaza_have_no_source() -> None:
    found = {day_of(each) for found in of(GAZA, "unsourced") for each in found}
    assert found == {row["report_date"] for row in json.loads(content(GAZA)) if row["report_source"] == "missing"}
    assert len(found) == 28


def test_the_two_counts_of_the_west_bank_conflict_on_392_days() -> None:
    killed_in_all = [
        {
            getattr(claim.record, "verification", None): option.held.best
            for option in state.options
            for claim in option.claims
        }
        for finding, state in sr.picture(imported(WEST_BANK).report).conflicts
        if finding.headline == KILLED
    ]
    assert len(killed_in_all) == 392
    assert sum(counts["verified"] < counts["flash"] for counts in killed_in_all) == 67


def test_the_who_file_has_46_declines() -> None:
    assert len(of(WHO, "cumulative_falls")) == 46


# What was known


@cache
def killed_in_the_west_bank() -> sr.SitRep:
    return sr.SitRep(claims=[claim for claim in imported(WEST_BANK).report if claim.record.headline == KILLED])


def toll(**when: str) -> Finding:
    [finding] = sr.picture(killed_in_the_west_bank(), **when)  # type: ignore[arg-type]
    return finding


def test_what_was_known_before_verification_are_the_flash_figures() -> None:
    flash = {row["report_date"]: row["killed_cum"] for row in json.loads(content(WEST_BANK))}
    known = toll(known_at=max(flash))["people"].states
    assert {str(state.current.claims[0].record.period): state.current.held.best for state in known} == flash
    assert len(known) == len(flash) == 1_051
    assert not any(state.is_disputed for state in known)
    assert sum(state.is_disputed for state in toll()["people"].states) == 392


@pytest.mark.parametrize(
    ("day", "flash", "verified"),
    [("2023-10-08", 13, 14), ("2023-10-10", 19, 23), ("2023-11-01", 128, 129), ("2023-12-31", 307, 310)],
)
def test_what_was_believed_on_a_day_about_that_day(day: str, flash: int, verified: int) -> None:
    believed = toll(at=day, known_at=day)["people"].current
    assert [option.held.best for option in believed.options] == [flash]
    assert sorted(option.held.best for option in toll(at=day)["people"].current.options) == [flash, verified]
