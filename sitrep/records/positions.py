"""Positions of parties, and what else is measured: agreements, statements, indicators."""

from sitrep.fields.declarations import identifies, required, states
from sitrep.fields.kinds import Closed, Open, RequiredOpen, RequiredText, Text, Texts
from sitrep.records.base import COMPARED_TO, SECTOR, Record, record
from sitrep.records.themes import Theme
from sitrep.values.figures import OptionalFigure
from sitrep.values.periods import OptionalEnd, OptionalPeriod, OptionalStart
from sitrep.vocabularies import Act, AgreementStage, AgreementStatus, PopulationGroup, Sector, Topic


@record(lead="agreement", theme=Theme.POSITIONS)
class Agreement(Record):
    """A deal between parties: its terms, who brought it about, where it stands."""

    name: Text = identifies("Name", hxl="#event+name", meaning="The name of the agreement", phrase="“{}”")
    parties: Texts = identifies("Parties", hxl="#group+party", meaning="Who is bound by it", phrase="between {}")
    mediators: Texts = states("Mediators", hxl="#org+mediator", meaning="Who mediated", phrase="mediated by {}")
    coordinators: Texts = states(
        "Coordinators", hxl="#org+coordinator", meaning="Who coordinated", phrase="in coordination with {}"
    )
    provides: Texts = states("Provides", hxl="#event+terms", meaning="What it provides for", phrase="provides for {}")
    excludes: Texts = states(
        "Excludes", hxl="#event+exclusions", meaning="What it expressly leaves out", phrase="leaves out {}"
    )
    stage: Open[AgreementStage] = states(
        "Stage", hxl="#event+stage", meaning="The stage of the process, as PA-X codes it"
    )
    status: Closed[AgreementStatus] = states("Status", hxl="#status", meaning="Where it stands")
    starts: OptionalStart = states("Starts", hxl="#date+from", meaning="When it starts", phrase="from {}")
    ends: OptionalEnd = states(
        "Ends", hxl="#date+until", meaning="When it ends; an open end is stated as an interval such as 2023-11-01/.."
    )


@record(lead="{actor} {act}, on {topic}", theme=Theme.POSITIONS, stands_alone=True)
class Statement(Record):
    """A position taken. The actor holds it; who passed it on is the source of the attribution."""

    actor: RequiredText = required(identifies("Actor", hxl="#org+actor", meaning="Who takes the position"))
    act: RequiredOpen[Act] = required(identifies("Act", hxl="#event+act", meaning="What is done by saying it"))
    topic: RequiredOpen[Topic] = required(identifies("Topic", hxl="#event+topic", meaning="What it is about"))
    content: Text = states(
        "Content", hxl="#description", meaning="The gist, in a few words of your own", complements=True
    )


@record(lead="indicator {code}")
class Indicator(Record):
    """Any other measured quantity: a rate, a ratio, a score, a count of alerts."""

    code: RequiredText = required(identifies("Code", hxl="#indicator+code", meaning="The code of the indicator"))
    population: Open[PopulationGroup] = identifies(
        "Population", hxl="#indicator+group", meaning="The group of people that it is about"
    )
    label: Text = states("Label", hxl="#indicator+name", meaning="The name of the indicator", complements=True)
    value: OptionalFigure = states("Value", hxl="#indicator+num", meaning="The quantity, with its unit")
    compared_to: OptionalPeriod = identifies(**COMPARED_TO)
    sector: Open[Sector] = identifies(**SECTOR)
