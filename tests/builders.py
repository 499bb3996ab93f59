"""Records, claims and reports for the tests, each made in one way."""

from typing import Any

import sitrep as sr


def killed(people: Any = 12, period: str | None = "2024-03-01", **fields: Any) -> sr.Casualty:
    """Return a record of people killed."""
    given: dict[str, Any] = {"outcome": "killed", "place": "Northern Province"} | fields
    return sr.Casualty(people=people, period=period, **given)


def said_by(source: sr.Source | str, **attribution: Any) -> sr.Attribution:
    """Return the attribution of a claim to a source."""
    return sr.Attribution(source=source, **attribution)


def claim_of(
    record: sr.Record,
    *sources: sr.Attribution | sr.Source | str,
    sensitivity: str | None = None,
    **attribution: Any,
) -> sr.Claim:
    """Return the claim of a record by its sources, with what is the same in the attribution of each."""
    given = [each if isinstance(each, sr.Attribution) else said_by(each, **attribution) for each in sources or ("A",)]
    return sr.Claim(record, attributions=given, sensitivity=sensitivity)


def report_of(*stated: sr.Claim | sr.Record, **parts: Any) -> sr.SitRep:
    """Return a report of claims, and of records for which one source stands."""
    return sr.SitRep(claims=[each if isinstance(each, sr.Claim) else claim_of(each) for each in stated], **parts)


SHORTAGE = sr.Shortage(item="fuel", level="severe", place="Gaza Strip")
CROSSING = sr.Crossing(name="Rafah", status="closed")

BESIDE: dict[str, Any] = {
    "headers": [sr.Header(title="A report")],
    "retractions": [sr.Retraction(SHORTAGE, source="A")],
    "links": [sr.Link([SHORTAGE, CROSSING], by="An analyst")],
    "judgements": [sr.Judgement(SHORTAGE, "confirmed", by="An analyst")],
    "notes": [sr.Note("A note")],
}
"""The parts of a report beside its claims, something of each."""
