"""The reports of the gallery, made up but for the reference report, their pages, and the browser that shows them."""

import os
import shutil
from datetime import date, timedelta

import sitrep as sr
from sitrep.reference import gaza_figures, rafah

MINISTRY = sr.Source("Made-up ministry of health", kind="health_ministry", reliability="C")
OBSERVERS = sr.Source("Made-up observers", kind="ngo", reliability="B")
TOWNS = (("Northtown", 0.31, 34.11), ("Rivermouth", -0.05, 34.75), ("Lakeside", 0.52, 34.46))


def flood() -> sr.SitRep:
    """Return a made-up report of a flood: a toll by two sources with a gap and a revision, places, and notes."""
    claims, toll = [], 12
    for number in range(24):
        day = date(2026, 4, 1) + timedelta(number)
        toll += number % 5 * 3
        if number not in (9, 10):
            claims.append(_killed(sr.Figure(best=toll), day, MINISTRY, day))
        if number == 14:
            claims.append(_killed(sr.Figure(best=toll - 20), day, MINISTRY, day - timedelta(1)))
        if number % 6 == 5:
            claims.append(_killed(sr.Figure(low=toll - 6, best=toll + 4, high=toll + 15), day, OBSERVERS, day))
    for number, (town, latitude, longitude) in enumerate(TOWNS, 1):
        place = sr.Place(name=town, country="KEN", latitude=latitude, longitude=longitude)
        people = sr.Displacement(kind="idps", people=number * 12_345, place=place, period="2026-04-24")
        water = sr.Shortage(item="drinking_water", level="severe", place=place, period="2026-04-23")
        claims += [sr.Claim(people, attributions=[OBSERVERS]), sr.Claim(water, attributions=[MINISTRY, OBSERVERS])]
    header = sr.Header(
        title="Flood in a made-up county: flash update (synthetic data)",
        publisher="Made-up coordination desk",
        number="7",
        issued="2026-04-24",
        data_as_of="2026-04-23",
        next_update="2026-04-27",
        contacts=["desk@example.org"],
    )
    notes = [
        sr.Note("The road to Rivermouth is cut; convoys go by the lake.", section="highlight"),
        sr.Note("Pumps stand still for want of fuel.", section="gaps", sector="WSH"),
    ]
    return sr.SitRep(headers=[header], claims=claims, notes=notes)


def two_desks() -> dict[str, sr.SitRep]:
    """Return the made-up report as two files, each of one source."""
    report = flood()
    of_observers = [claim for claim in report if {each.source for each in claim.attributions} == {OBSERVERS}]
    others = [claim for claim in report if claim not in of_observers]
    return {"ministry.json": report.replace(claims=others), "observers.json": sr.SitRep(claims=of_observers)}


def _killed(people: sr.Figure, day: date, source: sr.Source, reported: date) -> sr.Claim:
    record = sr.Casualty(
        outcome="killed",
        measure="cumulative",
        since="2026-04-01",
        people=people,
        place=sr.Place(name="Made-up county", country="KEN"),
        period=f"2026-04-01/{day}",
    )
    return sr.Claim(record, attributions=[sr.Attribution(source=source, reported=reported)])


def arabic() -> sr.SitRep:
    """Return the made-up report with an Arabic head and note."""
    header = sr.Header(
        title="تحديث عاجل: فيضانات (بيانات مصطنعة)", publisher="مكتب مصطنع", issued="2026-04-24", language="ar"
    )
    return flood().replace(headers=[header], notes=[sr.Note("الطريق مقطوعة.", section="highlight", language="ar")])


def pages(form: str = "html") -> dict[str, bytes]:
    """Return the pages of the gallery in one form, by their names."""
    return {
        "flood": sr.render(flood(), form, marking="TLP:GREEN"),
        "arabic": sr.render(arabic(), form, marking="TLP:GREEN", language="ar"),
        "reference": sr.render(rafah(), form, since=gaza_figures()),
        "merged": sr.render(sr.merge(rafah(), gaza_figures()), form),
    }


QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
"""What the browser is started with, so that it does nothing but show pages."""


def chromium() -> str | None:
    """Return the browser of the system, if there is one."""
    return os.environ.get("SITREP_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
