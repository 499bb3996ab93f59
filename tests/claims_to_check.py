"""Claims for the tests of the checks, and what a check finds in them."""

from collections.abc import Iterable
from typing import Any

from builders import claim_of, killed

import sitrep as sr
from sitrep.checks import Thresholds, check
from sitrep.notices import Notice

TABLE = sr.Document(title="Daily table", publisher="Survey team")


def tabled(record: sr.Record, source: sr.Source | str = "Ministry", **attribution: Any) -> sr.Claim:
    """Return the claim of a record by a source, as the table has it."""
    return claim_of(record, source, **{"document": TABLE, "reported": record.period} | attribution)


def deaths(
    people: Any,
    day: str | None = "2024-03-02",
    source: sr.Source | str = "Ministry",
    excerpt: str | None = None,
    **fields: Any,
) -> sr.Claim:
    return tabled(killed(people, day, **fields), source, excerpt=excerpt)


def toll(people: Any, day: str = "2024-03-02", source: sr.Source | str = "Ministry", **fields: Any) -> sr.Claim:
    return deaths(people, day, source, **{"measure": "cumulative", "since": "2024-02-20"} | fields)


def new_deaths(people: Any, day: str = "2024-03-02", source: sr.Source | str = "Ministry", **fields: Any) -> sr.Claim:
    return deaths(people, day, source, measure="new", **fields)


def about(number: int) -> sr.Figure:
    return sr.Figure(best=number, approximate=True)


def notices(code: str, claims: Iterable[sr.Claim], thresholds: Thresholds = Thresholds(), **parts: Any) -> list[Notice]:  # noqa: B008
    found = check(sr.SitRep(claims=claims, **parts), thresholds)
    return [notice for notice in found if notice.code == code]


def finds(code: str, *claims: sr.Claim, **parts: Any) -> bool:
    return bool(notices(code, claims, **parts))
