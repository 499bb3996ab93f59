"""What people live by: facilities and services."""

from sitrep.fields.declarations import identifies, required, states
from sitrep.fields.kinds import Closed, Open, RequiredOpen, Text
from sitrep.records.base import Record, record
from sitrep.records.themes import Theme
from sitrep.values.figures import OptionalFigure
from sitrep.values.periods import OptionalEnd, OptionalStart
from sitrep.vocabularies import Cause, Damage, FacilityKind, Functioning, OutageExtent, Power, Service, Unit


@record(lead="{kind}", theme=Theme.SERVICES, is_occurrence=True)
class Facility(Record):
    """A hospital, school, bakery or house, or a number of them: there, working, damaged."""

    kind: RequiredOpen[FacilityKind] = required(identifies("Kind", hxl="#loc+type", meaning="What kind of facility"))
    name: Text = identifies("Name", hxl="#loc+facility+name", meaning="The name of the facility", phrase="“{}”")
    count: OptionalFigure = states("Count", hxl="#indicator+facilities+num", meaning="How many", unit=Unit.FACILITIES)
    functioning: Closed[Functioning] = states("Functioning", hxl="#status+functioning", meaning="How far it works")
    damage: Closed[Damage] = states("Damage", hxl="#impact+damage", meaning="What state it is in")
    capacity: OptionalFigure = states(
        "Capacity", hxl="#capacity+num", meaning="How much it can take", phrase="capacity {}", unit=Unit.BEDS
    )
    occupancy: OptionalFigure = states(
        "Occupancy",
        hxl="#capacity+used+num",
        meaning="How much of it is taken",
        phrase="occupancy {}",
        unit=Unit.PERCENT,
    )
    power: Open[Power] = states("Power", hxl="#service+power", meaning="What it runs on", phrase="power: {}")


@record(lead="outage of {service}", theme=Theme.SERVICES)
class Outage(Record):
    """A service that is cut, or back."""

    service: RequiredOpen[Service] = required(identifies("Service", hxl="#service", meaning="Which service"))
    extent: Closed[OutageExtent] = states("Extent", hxl="#status+extent", meaning="How far it is out")
    operator: Text = states("Operator", hxl="#org+operator", meaning="Who runs the service", phrase="operator: {}")
    ordered_by: Text = states("Ordered by", hxl="#group+actor", meaning="Who ordered the cut", phrase="ordered by {}")
    cause: Open[Cause] = states("Cause", hxl="#cause", meaning="What brought it about", phrase="because of {}")
    starts: OptionalStart = states("Starts", hxl="#date+from", meaning="When it starts", phrase="from {}")
    ends: OptionalEnd = states("Ends", hxl="#date+until", meaning="When it ends")
