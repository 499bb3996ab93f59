"""The shipped mappings on the real data sets that they are for."""

import json
import random
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import sitrep as sr
from sitrep.tables import Import, read_table

ROOT = Path(__file__).parent.parent
DATA = ROOT.parent / "shared" / "data"
MAPPINGS = ROOT / "docs" / "mappings"
FILES = {"casualties_daily": "json", "west_bank_daily": "json", "who_covid_sitrep": "csv"}

RELAYS = {"Tech for Palestine", "data2019nCoV"}
"""The keepers of the data sets: each figure came through their hands, or is theirs."""

pytestmark = pytest.mark.skipif(not DATA.exists(), reason=f"the data sets are not here: {DATA}")


def content(name: str) -> bytes:
    return (DATA / f"{name}.{FILES[name]}").read_bytes()


@cache
def imported(name: str) -> Import:
    return read_table(content(name), (MAPPINGS / f"{name}.toml").read_bytes())


def claims(name: str) -> list[sr.Claim]:
    return list(imported(name).report)


def said_by(claim: sr.Claim) -> set[str]:
    return {attribution.source.name for attribution in claim.attributions}


@pytest.mark.parametrize(
    ("name", "rows", "cells", "number"),
    [
        (
            "casualties_daily",
            1051,
            {"read": 20_357, "missing": 148, "left_out": 11_718, "ignored": 358},
            12_716,
        ),
        ("west_bank_daily", 1051, {"read": 13_659, "missing": 9, "left_out": 5_250, "ignored": 0}, 10_515),
        ("who_covid_sitrep", 92, {"read": 38_900, "missing": 4_708, "left_out": 0, "ignored": 1_012}, 43_386),
    ],
)
def test_each_is_imported_whole_and_every_cell_accounted_for(
    name: str, rows: int, cells: dict[str, int], number: int
) -> None:
    result = imported(name)
    assert result.faults == ()
    assert result.rows == {"read": rows, "repeated": 0, "left_out": 0, "skipped": 0, "refused": 0}
    assert result.cells == cells | {"skipped": 0, "refused": 0}
    assert len(result.report) == number
    assert sr.loads(sr.dumps(result.report)) == result.report


@pytest.mark.parametrize("name", FILES)
def test_each_claim_names_its_source_and_the_file(name: str) -> None:
    for claim in claims(name):
        for attribution in claim.attributions:
            document = attribution.document
            assert document is not None
            assert document.title
            assert document.publisher
            assert document.url
            assert document.sha256 == sr.Document(sha256=document.sha256).sha256
            assert attribution.source not in attribution.via
            assert {attribution.source.name, *(relay.name for relay in attribution.via)} & RELAYS
            record = claim.record
            later = isinstance(record, sr.CountOfPeople) and record.verification == "verified"
            assert (attribution.reported is None) == later


# Gaza


def test_what_the_keepers_filled_in_is_their_word() -> None:
    rows = json.loads(content("casualties_daily"))
    speakers = {"mohtel": "Ministry of Health, Gaza", "gmotel": "Government Media Office, Gaza"}

    def speaker(row: Any, name: str) -> str:
        said_by = speakers.get(row["report_source"], "Source not stated")
        return "Tech for Palestine" if name.startswith("ext_") and row["report_source"] in speakers else said_by

    expected = Counter(speaker(row, name) for row in rows for name in ("killed_cum", "ext_killed_cum") if name in row)
    found = Counter(
        source
        for claim in claims("casualties_daily")
        if claim.record.headline == "Killed, Gaza Strip, cumulative, since 2023-10-07"
        and not claim.record.people.missing  # type: ignore[attr-defined]
        for source in said_by(claim)
    )
    # A figure in both columns of a day without a report is one claim.
    both = sum(row["report_source"] == "missing" and row.get("killed_cum") == row["ext_killed_cum"] for row in rows)
    assert found == expected - Counter({"Source not stated": both})


def test_a_count_covers_the_days_of_its_report() -> None:
    counted = {
        str(claim.record.period.edtf): claim.record.people.best  # type: ignore[attr-defined, union-attr]
        for claim in claims("casualties_daily")
        if claim.record.headline == "Killed, Gaza Strip, new" and "Ministry of Health, Gaza" in said_by(claim)
    }
    assert counted["2023-10-07"] == 232
    # 2024-08-11 had no count of its own: its 0 is no figure beside the 107 of both days.
    assert "2024-08-11" not in counted
    assert counted["2024-08-11/2024-08-12"] == 107
    assert counted["2025-10-30"] == 8


# West Bank

KILLED = "Killed, West Bank, cumulative, since 2023-10-07"


def test_the_two_counts_of_the_west_bank_are_rivals_on_exactly_392_days() -> None:
    [finding] = [each for each in sr.picture(imported("west_bank_daily").report).findings if each.headline == KILLED]
    days = [
        {str(claim.record.period) for rival in conflict.rivals for claim in rival.claims}
        for conflict in finding.conflicts
    ]
    assert all(len(day) == 1 for day in days)
    differing = {
        row["report_date"]
        for row in json.loads(content("west_bank_daily"))
        if row.get("verified", {}).get("killed_cum", row["killed_cum"]) != row["killed_cum"]
    }
    assert len(days) == len(differing) == 392
    assert set.union(*days) == differing


def test_flash_and_verified_figures_merge_in_any_order_to_the_same_bytes() -> None:
    report = imported("west_bank_daily").report
    verified = sr.SitRep(
        claims=[
            claim
            for claim in report
            if isinstance(claim.record, sr.CountOfPeople) and claim.record.verification == "verified"
        ]
    )
    flash = report - verified
    assert len(verified) > 0
    assert len(flash) > 0
    expected = sr.dumps(report)
    assert sr.dumps(flash | verified) == sr.dumps(verified | flash) == expected
    parts = [sr.SitRep(claims=report.claims[start::7]) for start in range(7)]
    for seed in range(3):
        random.Random(seed).shuffle(parts)
        assert sr.dumps(sr.merge(*parts, verified)) == expected


def test_what_was_carried_forward_is_not_the_uns_word() -> None:
    carried = {row["report_date"] for row in json.loads(content("west_bank_daily")) if row["flash_source"] == "fill"}
    for claim in claims("west_bank_daily"):
        for attribution in claim.attributions:
            if attribution.reported is not None:
                filled_in = attribution.source.name == "Tech for Palestine"
                assert filled_in == (attribution.reported.edtf in carried)
                assert filled_in == ("carried_forward" in attribution.caveats)


# WHO


def test_the_figures_of_a_situation_report() -> None:
    report = imported("who_covid_sitrep").report
    assert {header.number for header in report.headers} == {str(number) for number in range(1, 93)}
    said = {str(claim) for claim in report}
    since = "cumulative, since 2019-12, confirmed"
    assert f"COVID-19, case count, China, {since}: 278 cases, 2020-01-20" in said
    assert f"COVID-19, case count, Australia, {since}: 0 cases, 2020-01-20" in said
    assert f"COVID-19, case count, WHO European Region, {since}: number not reported, 2020-01-20" in said
    assert "COVID-19, death count, China, cumulative, since 2019-12: 6 deaths, 2020-01-20" in said


def test_nothing_but_a_zero_is_zero() -> None:
    zeros = sum(line.split(",").count("0") for line in content("who_covid_sitrep").decode().splitlines())
    assert sum(getattr(claim.record, "people").best == 0 for claim in claims("who_covid_sitrep")) == zeros  # noqa: B009
