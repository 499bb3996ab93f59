"""What people need, get and are cut off from: shortages, caseloads, aid, funding, access."""

from sitrep.fields.declarations import identifies, required, states
from sitrep.fields.kinds import Closed, Open, RequiredClosed, RequiredOpen, Text
from sitrep.records.base import SECTOR, Record, record
from sitrep.records.counts import Count, CountOfPeople
from sitrep.records.themes import Theme
from sitrep.values.figures import OptionalFigure, currency
from sitrep.vocabularies import (
    AccessConstraint,
    AccessOutcome,
    Activity,
    AssistanceStatus,
    CaseloadScale,
    CaseloadStatus,
    Cause,
    Delivery,
    FundingKind,
    Item,
    Phase,
    Projection,
    Sector,
    ShortageLevel,
    Unit,
)


@record(lead="shortage of {item}", theme=Theme.NEEDS)
class Shortage(Record):
    """Too little of something that people need."""

    item: RequiredOpen[Item] = required(identifies("Item", hxl="#item", meaning="What is short"))
    level: Closed[ShortageLevel] = states("Level", hxl="#severity", meaning="How short it is")
    needed: OptionalFigure = states(
        "Needed", hxl="#need+quantity+num", meaning="How much is needed", phrase="{} needed"
    )
    available: OptionalFigure = states(
        "Available", hxl="#item+available+num", meaning="How much there is", phrase="{} available"
    )
    days_left: OptionalFigure = states(
        "Days left",
        hxl="#item+days+num",
        meaning="How long it lasts",
        phrase="{} left",
        unit=Unit.DAYS,
        only=True,
    )
    people: OptionalFigure = states(
        "People", hxl="#affected", meaning="How many people go short", unit=Unit.PERSONS, only=True
    )
    cause: Open[Cause] = states("Cause", hxl="#cause", meaning="What brought it about", phrase="because of {}")


@record(lead="people {status}", theme=Theme.NEEDS)
class Caseload(CountOfPeople):
    """People affected, in need, targeted or reached, as humanitarian plans count them."""

    status: RequiredClosed[CaseloadStatus] = required(
        identifies("Status", hxl="#beneficiary+status", meaning="Where the people stand in the plan", disjoint=False)
    )
    scale: Closed[CaseloadScale] = identifies(
        "Scale", hxl="#severity+scale", meaning="Whose phases they are", disjoint=False
    )
    phase: Closed[Phase] = identifies(
        "Phase", hxl="#severity+phase", meaning="The phase of severity or food insecurity"
    )
    projection: Closed[Projection] = identifies(
        "Projection",
        hxl="#meta+projection",
        meaning="Which period of the analysis",
        disjoint=False,
        phrase="analysis: {}",
    )
    plan: Text = identifies(
        "Plan", hxl="#activity+appeal", meaning="The response plan", disjoint=False, phrase="plan: {}"
    )
    sector: Open[Sector] = identifies(**SECTOR)


@record(lead="{activity}", theme=Theme.RESPONSE)
class Assistance(Count):
    """Aid sent, delivered or given."""

    activity: RequiredOpen[Activity] = required(identifies("Activity", hxl="#activity", meaning="What is done"))
    item: Open[Item] = identifies("Item", hxl="#item", meaning="What is given")
    via: Text = identifies("Via", hxl="#loc+via", meaning="The crossing or route", phrase="via {}")
    by: Text = states("By", hxl="#org+impl", meaning="Who does it", phrase="by {}")
    quantity: OptionalFigure = states("Quantity", hxl="#output+quantity+num", meaning="How much of it")
    people: OptionalFigure = states(
        "People", hxl="#reached", meaning="How many people it serves", unit=Unit.PERSONS, only=True
    )
    households: OptionalFigure = states(
        "Households",
        hxl="#reached+hh",
        meaning="How many households it serves",
        unit=Unit.HOUSEHOLDS,
        only=True,
    )
    vehicles: OptionalFigure = states(
        "Vehicles", hxl="#output+vehicles+num", meaning="How many vehicles", unit=Unit.VEHICLES
    )
    delivery: Closed[Delivery] = states("Delivery", hxl="#modality", meaning="In what form")
    status: Open[AssistanceStatus] = states("Status", hxl="#status", meaning="How far it has come")
    sector: Open[Sector] = identifies(**SECTOR)


@record(lead="funding {kind}", theme=Theme.RESPONSE)
class Funding(Record):
    """Money required, given or lacking."""

    kind: RequiredClosed[FundingKind] = required(
        identifies("Kind", hxl="#meta+funding", meaning="What the amount is, from required to gap", disjoint=False)
    )
    plan: Text = identifies(
        "Plan", hxl="#activity+appeal", meaning="The response plan", disjoint=False, phrase="plan: {}"
    )
    fund: Text = identifies("Fund", hxl="#org+fund", meaning="The fund", phrase="fund: {}")
    amount: OptionalFigure = states(
        "Amount", hxl="#value", meaning="How much, in a currency of ISO 4217", rule=currency
    )
    coverage: OptionalFigure = states(
        "Coverage",
        hxl="#indicator+coverage+num",
        meaning="Its share of what is required",
        unit=Unit.PERCENT,
        only=True,
    )
    sector: Open[Sector] = identifies(**SECTOR)


@record(lead="access: {constraint}", theme=Theme.ACCESS)
class Access(Count):
    """What keeps aid from people, or people from aid."""

    constraint: RequiredOpen[AccessConstraint] = required(
        identifies("Constraint", hxl="#access+constraint", meaning="The kind of constraint, of OCHA's nine")
    )
    outcome: Closed[AccessOutcome] = identifies(
        "Outcome",
        hxl="#access+outcome",
        meaning="What became of the missions counted",
        disjoint=False,
        phrase="missions {}",
    )
    missions: OptionalFigure = states(
        "Missions", hxl="#access+missions+num", meaning="How many missions", unit=Unit.MISSIONS, only=True
    )
    by: Text = states("By", hxl="#group+actor", meaning="Who constrains it", phrase="by {}")
