"""A made-up report with something of everything, and the file that each format makes of it.

`python -m docs.generate` writes the files anew, after a change that is meant to show in them.
"""

from pathlib import Path

import sitrep as sr
from docs.shown import flood
from sitrep.formats.offers import find_format, formats

FOLDER = Path(__file__).parent / "golden"

HOSPITAL = sr.Place(name="مستشفى الشمال", country="ATA", latitude=42.25, longitude=20.5)
DOCUMENT = sr.Document(title="Made-up update 3", publisher="Made-up desk", language="en", sha256="0" * 64)
DESK = sr.Attribution(
    source=sr.Source("Made-up ministry", kind="health_ministry", reliability="B"),
    via=[sr.Source("Made-up agency", kind="news_agency")],
    credibility=2,
    reported="2024-03-02",
    document=DOCUMENT,
    span=(10, 17),
    excerpt="some 40",
    caveats=["provisional"],
)


def claim(record: sr.Record, *attributions: sr.Attribution | str) -> sr.Claim:
    return sr.Claim(record, attributions=attributions or [DESK])


def report() -> sr.SitRep:
    """A made-up report."""
    killed = sr.Casualty(
        outcome="killed",
        people=sr.Figure(best=40, approximate=True),
        measure="cumulative",
        since="2024-03-01",
        period="2024-03-02",
        place=sr.Place(name="Northern Province", country="ATA", admin_level=1),
    )
    rival = killed.replace(people=sr.Figure(low=30, high=35))
    leaving = sr.Evacuation(
        people=sr.Figure(term="scores"),
        group="wounded",
        origin=HOSPITAL,
        destination=sr.Place(name="South gate", latitude=41.75, longitude=20.75),
        status="under_way",
        vehicles=sr.Figure(best=3, unit="vehicles"),
        period="2024-03-02T16:30Z",
    )
    denied = sr.Attribution(source="Made-up observers", stance="denies", reported="2024-03-02")
    claims = [
        claim(killed, DESK, sr.Attribution(source="Made-up red cross", reported="2024-03-01~")),
        claim(rival, "Made-up observers"),
        claim(leaving, DESK, denied),
        claim(
            sr.Casualty(outcome="injured", people=sr.Figure(missing="not_reported"), place=HOSPITAL, period="2024-03")
        ),
        claim(sr.Crossing(name="South gate", between=["ATA", "BVT"], status="restricted", people="limited"), "=1+1"),
        claim(
            sr.Shortage(item="fuel", level="severe", days_left=sr.Figure(low=1.5, unit="days"), period="2024-03-01/..")
        ),
        claim(
            sr.Agreement(parties=["Party A", "Party | B"], provides=["water"], status="reached", period="2024-02-29")
        ),
        claim(sr.Funding(kind="required", amount=sr.Figure(best=2_300_000, unit="USD"), plan="Made-up plan")),
    ]
    made = sr.SitRep(
        headers=[
            sr.Header(
                title="Made-up update 3", publisher="Made-up desk", number="3", issued="2024-03-02", language="en"
            )
        ],
        claims=[each.replace(sensitivity="low") for each in claims],
        notes=[sr.Note("Roads, bridges\n«closed»: “all”.", section="overview", about=[rival])],
    )
    link = sr.Crossing(name="South gate", between=["ATA", "BVT"], status="open")
    other = sr.Crossing(name="المعبر الجنوبي", between=["ATA", "BVT"], status="open")
    return (
        made.retract(rival, "Made-up observers", at="2024-03-03", reason="A slip")
        .link(link, other, by="Made-up desk")
        .judge(killed, "preferred", by="Made-up desk", at="2024-03-03", reason="Counted on site")
    )


FORMS = ("html", "md")
"""The pages that are text; the bytes of the others follow from the fonts of a system too."""


def page(form: str) -> bytes:
    """Return the page of the made-up report of a flood, with its map and charts."""
    return sr.render(flood(), form, marking="TLP:GREEN")


def file_of(name: str, folder: Path = FOLDER) -> Path:
    return folder / f"{name}{find_format(name).suffix}"


def write_all(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    sr.dump(report(), folder / "report.json", indent=2)
    for name in formats():
        file_of(name, folder).write_bytes(find_format(name).write(report()))
    for form in FORMS:
        (folder / f"page.{form}").write_bytes(page(form))
