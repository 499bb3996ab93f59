"""What a user writes, as type checkers see it; each `type: ignore` marks what they must refuse."""

from datetime import date
from pathlib import Path
from typing import assert_type

import sitrep as sr
from sitrep.fields.declarations import identifies, required, states
from sitrep.fields.kinds import Flag, RequiredText
from sitrep.records import Record, record
from sitrep.values.figures import OptionalFigure
from sitrep.values.places import OptionalPlace
from sitrep.vocabularies import CrossingStatus, PopulationGroup

# Plain Python works where a class wants a value.
crossing = sr.Crossing(
    name="Rafah",
    between=("EGY", "PSE"),
    status="open",
    people=sr.vocabularies.Passage.LIMITED,
    allowed_through={"wounded", PopulationGroup.PATIENTS},
    place="Rafah",
    period=date(2023, 11, 1),
)
evacuation = sr.Evacuation(people=90, vehicles=sr.Figure(best=7, unit="ambulances"), origin=sr.Place(name="Gaza Strip"))
attribution = sr.Attribution(
    source="An official", via=["AFP"], reported="2023-11-01", document="An article", span=(3, 9)
)
claim = sr.Claim(crossing, attributions=[attribution, "AFP", sr.Source("AP", kind="news_agency")], sensitivity="low")
report = sr.SitRep(headers=[sr.Header(title="A report", issued="2023-11-01")], claims=[claim])
note = sr.Note("Some text", about=[crossing, claim, claim.id])
retraction = sr.Retraction(claim, source="AFP", by="An official", replaced_by=evacuation)
judgement = sr.Judgement(claim, "preferred", by="An analyst", at=date(2023, 11, 2))
link = sr.Link([crossing, claim, evacuation.subject], by="An analyst")

# What a field holds has one type.
assert_type(crossing.name, str)
assert_type(crossing.status, CrossingStatus | None)
assert_type(crossing.between, tuple[str, ...])
assert_type(crossing.allowed_through, tuple[str, ...])
assert_type(crossing.place, sr.Place | None)
assert_type(crossing.period, sr.Period | None)
assert_type(crossing.modality, sr.vocabularies.Modality)
assert_type(evacuation.people, sr.Figure | None)
assert_type(evacuation.group, str | None)
assert_type(sr.Figure(best=5).best, int | float | None)
assert_type(sr.Figure(best=5).unit, str)
assert_type(attribution.source, sr.Source)
assert_type(attribution.via, tuple[sr.Source, ...])
assert_type(attribution.span, sr.Span | None)
assert_type(claim.record, sr.Record)
assert_type(claim.attributions, tuple[sr.Attribution, ...])
assert_type(report.claims, tuple[sr.Claim, ...])
assert_type(judgement.verdict, sr.vocabularies.Verdict)
assert_type(judgement.by, sr.Source)
assert_type(report.judge(crossing, "rejected", by="An analyst"), sr.SitRep)
assert_type(report.judgements_on(claim), tuple[sr.Judgement, ...])
assert_type(crossing.subject, sr.Subject)
assert_type(crossing.replace(status="closed"), sr.Crossing)

# Merging, reading and writing.
assert_type(report | report, sr.SitRep)
assert_type(report - report, sr.SitRep)
assert_type(report <= report, bool)
assert_type(sr.merge(report, report), sr.SitRep)
assert_type(report.get(crossing), sr.Claim | None)
assert_type([each.status for each in report.records(sr.Crossing)], list[CrossingStatus | None])
assert_type([each.people for each in report.records(sr.CountOfPeople)], list[sr.Figure | None])
assert_type([each.id for each in report], list[str])
assert_type(sr.dumps(report, indent=2), str)
assert_type(sr.loads(sr.dumps(report).encode(), unknown="keep"), sr.SitRep)
assert_type(sr.Figure.parse("about 90"), sr.Figure)
assert_type(sr.Figure(low=1, high=2).under(sr.LITERAL), sr.Figure)


def copy(path: Path) -> None:
    sr.dump(sr.load(path), path)
    with path.open("rb") as file:
        assert_type(sr.load(file), sr.SitRep)


# A record type of one's own is as good as ours.
@record(lead="water point {name}")
class WaterPoint(Record):
    name: RequiredText = required(identifies("Name", hxl="#loc+name", meaning="The name of the water point"))
    source: OptionalPlace = states("Source", hxl="#loc+source", meaning="Where the water comes from")
    flow: OptionalFigure = states("Flow", hxl="#indicator+flow", meaning="Litres an hour", unit="litres")
    safe: Flag = states("Safe", hxl="#status+safe", meaning="Whether the water is safe")


well = WaterPoint(name="Well 5", source="A spring", flow=300, safe=True, place="Rafah", period="2023-11")
assert_type(well.name, str)
assert_type(well.flow, sr.Figure | None)
assert_type(well.safe, bool)
assert_type(list(report.records(WaterPoint)), list[WaterPoint])


def refused() -> None:
    sr.Crossing(status="open")  # type: ignore[call-arg]
    sr.Crossing("Rafah", status="open")  # type: ignore[call-arg]
    sr.Crossing(name=5, status="open")  # type: ignore[arg-type]
    sr.Crossing(name="Rafah", status=True)  # type: ignore[arg-type]
    sr.Crossing(name="Rafah", status=sr.vocabularies.Passage.OPEN.value, colour="red")  # type: ignore[call-arg]
    sr.Casualty(outcome="killed", people="90")  # type: ignore[arg-type]
    sr.Claim("Rafah is open", attributions=["AFP"])  # type: ignore[arg-type]
    sr.Claim(crossing)  # type: ignore[call-arg]
    sr.SitRep(claims=[crossing])  # type: ignore[list-item]
    sr.loads(report)  # type: ignore[arg-type]
    sr.loads("{}", unknown="drop")  # type: ignore[arg-type]
    sr.merge([report, report])  # type: ignore[arg-type]
    WaterPoint(flow=300)  # type: ignore[call-arg]
    well.name.colour  # type: ignore[attr-defined]  # noqa: B018
