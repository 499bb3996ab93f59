"""Needs and aid: shortages, caseloads, aid, funding, access."""

from sitrep.fields.declarations import categorises, identifies, required, states
from sitrep.fields.kinds import Closed, Open, RequiredClosed, RequiredOpen, Text
from sitrep.records.base import COMPARED_TO, SECTOR, Record, record
from sitrep.records.counts import Count, CountOfPeople
from sitrep.records.themes import Theme
from sitrep.values.figures import OptionalFigure, currency
from sitrep.values.periods import OptionalPeriod
from sitrep.vocabularies import (
    AccessConstraint,
    AccessOutcome,
    AccessSeverity,
    Activity,
    AssistanceStatus,
    CaseloadScale,
    CaseloadStatus,
    Cause,
    Delivery,
    Extended,
    ExtentStatus,
    FundingKind,
    Item,
    Market,
    Phase,
    PriceUnit,
    Projection,
    Sector,
    ShortageLevel,
    Transport,
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
    cause: Open[Cause] = states(
        "Cause", hxl="#cause", meaning="What brought it about", phrase="because of {}", complements=True
    )


@record(lead="people {status}", theme=Theme.NEEDS)
class Caseload(CountOfPeople):
    """People affected, in need, targeted or reached, as humanitarian plans count them."""

    status: RequiredOpen[CaseloadStatus] = required(
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


@record(lead="{activity}", theme=Theme.RESPONSE, stands_alone=True)
class Assistance(CountOfPeople):
    """Aid sent, delivered or given. Without a figure it says that it was."""

    activity: RequiredOpen[Activity] = required(identifies("Activity", hxl="#activity", meaning="What is done"))
    item: Open[Item] = identifies("Item", hxl="#item", meaning="What is given")
    by: Text = identifies("By", hxl="#org+impl", meaning="Who does it", phrase="by {}")
    recipient: Text = identifies("Recipient", hxl="#org+recipient", meaning="Who receives it", phrase="to {}")
    delivery: Closed[Delivery] = identifies("Delivery", hxl="#modality", meaning="In what form", phrase="form: {}")
    via: Text = identifies("Via", hxl="#loc+via", meaning="The crossing or route", phrase="via {}")
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
    value: OptionalFigure = states(
        "Value", hxl="#value", meaning="What it is worth, in a currency of ISO 4217", phrase="worth {}", rule=currency
    )
    vehicles: OptionalFigure = states(
        "Vehicles", hxl="#output+vehicles+num", meaning="How many vehicles", unit=Unit.VEHICLES
    )
    transport: Open[Transport] = states(
        "Transport", hxl="#modality+transport", meaning="How it is brought", phrase="by {}", complements=True
    )
    status: Open[AssistanceStatus] = categorises(
        "Status", hxl="#status", meaning="How far it has come", named_by="event", disjoint=False
    )
    reason: Text = states("Reason", hxl="#cause", meaning="Why", phrase="reason: {}", complements=True)
    sector: Open[Sector] = identifies(**SECTOR)


@record(lead="funding {kind}", theme=Theme.RESPONSE)
class Funding(Count):
    """Money required, given or lacking."""

    kind: RequiredClosed[FundingKind] = required(
        identifies("Kind", hxl="#meta+funding", meaning="What the amount is, from required to gap", disjoint=False)
    )
    plan: Text = identifies(
        "Plan", hxl="#activity+appeal", meaning="The response plan", disjoint=False, phrase="plan: {}"
    )
    fund: Text = identifies("Fund", hxl="#org+fund", meaning="The fund", phrase="fund: {}")
    donor: Text = identifies("Donor", hxl="#org+funder", meaning="Who gives it", phrase="donor: {}")
    amount: OptionalFigure = states(
        "Amount", hxl="#value", meaning="How much, in a currency of ISO 4217", rule=currency
    )
    coverage: OptionalFigure = states(
        "Coverage",
        hxl="#indicator+coverage+num",
        meaning="Its share of what is required",
        phrase="{} of what is required",
        unit=Unit.PERCENT,
        only=True,
    )
    sector: Open[Sector] = identifies(**SECTOR)


@record(lead="access: {constraint}", theme=Theme.ACCESS, stands_alone=True)
class Access(Count):
    """An obstacle that keeps aid from people, or people from aid. Without a value it says that it does."""

    constraint: RequiredOpen[AccessConstraint] = required(
        identifies("Constraint", hxl="#access+constraint", meaning="The kind of constraint, of OCHA's nine")
    )
    by: Text = identifies("By", hxl="#group+actor", meaning="Who constrains it", phrase="by {}")
    affects: Text = identifies("Affects", hxl="#access+affected", meaning="Whom it constrains", phrase="affecting {}")
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
    count: OptionalFigure = states(
        "Count", hxl="#indicator+incidents+num", meaning="How many such incidents", unit=Unit.INCIDENTS, only=True
    )
    severity: Open[AccessSeverity] = states(
        "Severity", hxl="#severity", meaning="How much it constrains", phrase="severity: {}"
    )
    reason: Text = states("Reason", hxl="#cause", meaning="Why", phrase="reason: {}", complements=True)


@record(lead="price of {item}", theme=Theme.PRICES)
class Price(Record):
    """The price of something in a market, or the change in it."""

    item: RequiredOpen[Item] = required(identifies("Item", hxl="#item", meaning="What is sold"))
    per: Open[PriceUnit] = identifies("Per", hxl="#item+unit", meaning="For how much of it", phrase="per {}")
    market: Open[Market] = identifies("Market", hxl="#loc+market", meaning="In what kind of market", phrase="{} market")
    price: OptionalFigure = states("Price", hxl="#value", meaning="The price, in a currency of ISO 4217", rule=currency)
    change: OptionalFigure = states(
        "Change",
        hxl="#indicator+change+num",
        meaning="How much it has changed, in percent",
        phrase="a change of {}",
        unit=Unit.PERCENT,
        only=True,
    )
    compared_to: OptionalPeriod = identifies(**COMPARED_TO)


@record(lead="{of} {status}", theme=Theme.SERVICES)
class Extent(Record):
    """The reach of something: the number of districts, communities or sites that it is true of."""

    of: RequiredOpen[Extended] = required(identifies("Of", hxl="#loc+extent", meaning="Of what it is a number"))
    status: RequiredOpen[ExtentStatus] = required(
        identifies("Status", hxl="#status+extent", meaning="What is true of them", disjoint=False)
    )
    cause: Open[Cause] = categorises(
        "Cause", hxl="#cause", meaning="What it comes of", phrase="because of {}", named_by="event"
    )
    count: OptionalFigure = states(
        "Count", hxl="#indicator+extent+num", meaning="How many, and of how many", unit=Unit.ITEMS, counts="of"
    )
    sector: Open[Sector] = identifies(**SECTOR)
