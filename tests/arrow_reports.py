"""Reports that go through the files of Arrow and Parquet."""

from typing import Any

from hypothesis import settings

import sitrep as sr
from sitrep.formats.offers import find_format
from sitrep.records import Record

FORMATS = ["arrow", "parquet"]
SOME = settings(max_examples=max(15, settings().max_examples // 10))
FEW = settings(max_examples=max(4, settings().max_examples // 50))


def through(name: str, report: sr.SitRep) -> sr.SitRep:
    return find_format(name).read(find_format(name).write(report))


def told(*records: Record, **parts: Any) -> sr.SitRep:
    return sr.SitRep(claims=[sr.Claim(each, attributions=["AFP"]) for each in records], **parts)


DAILY = told(
    sr.Casualty(outcome="killed", people=90, place="X", period="2023-11-01"), headers=[sr.Header(title="Daily")]
)
"""A header in row 0, a claim in row 1."""
