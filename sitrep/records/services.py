"""Services that people live by, and the facilities for them."""

from collections.abc import Iterator

from sitrep.fields.declarations import FieldRole, categorises, declared, identifies, required, states
from sitrep.fields.kinds import Closed, Open, RequiredOpen, Text
from sitrep.records.base import Record, record
from sitrep.records.themes import Theme
from sitrep.values.figures import OptionalFigure
from sitrep.values.periods import OptionalEnd, OptionalStart
from sitrep.vocabularies import (
    Cause,
    Damage,
    FacilityAction,
    FacilityKind,
    Functioning,
    OutageExtent,
    Power,
    Service,
    Unit,
)


@record(lead="{kind}", theme=Theme.SERVICES, stands_alone=True)
class Facility(Record):
    """A hospital, school, bakery or house, or a number of them: there, working, damaged."""

    kind: RequiredOpen[FacilityKind] = required(identifies("Kind", hxl="#loc+type", meaning="What kind of facility"))
    name: Text = identifies("Name", hxl="#loc+facility+name", meaning="The name of the facility", phrase="“{}”")
    count: OptionalFigure = states(
        "Count", hxl="#indicator+facilities+num", meaning="How many", unit=Unit.FACILITIES, counts="kind"
    )
    functioning: Closed[Functioning] = categorises(
        "Functioning", hxl="#status+functioning", meaning="How far it works", named_by="name"
    )
    damage: Closed[Damage] = categorises("Damage", hxl="#impact+damage", meaning="What state it is in", named_by="name")
    action: Open[FacilityAction] = categorises(
        "Action", hxl="#activity+facility", meaning="What was done with it, or is to be", named_by="name"
    )
    operator: Text = states("Operator", hxl="#org+operator", meaning="Who runs it", phrase="operator: {}")
    supported_by: Text = states(
        "Supported by", hxl="#org+support", meaning="Who supports it", phrase="supported by {}", complements=True
    )
    capacity: OptionalFigure = states(
        "Capacity", hxl="#capacity+num", meaning="How much it can take", phrase="capacity {}", unit=Unit.PERSONS
    )
    occupancy: OptionalFigure = states(
        "Occupancy",
        hxl="#capacity+used+num",
        meaning="How much of it is taken",
        phrase="occupancy {}",
        unit=Unit.PERSONS,
    )
    reason: Text = states("Reason", hxl="#cause", meaning="Why", phrase="reason: {}", complements=True)
    power: Open[Power] = states("Power", hxl="#service+power", meaning="What it runs on", phrase="power: {}")

    def _spoken(self, role: FieldRole) -> Iterator[tuple[str, str]]:
        for name, words in super()._spoken(role):
            # Without a name there may be several.
            is_of_several = name == "kind" and self.name is None
            yield name, str(declared(type(self))[name].kind.nouns(self.kind)) if is_of_several else words


@record(lead="outage of {service}", theme=Theme.SERVICES)
class Outage(Record):
    """A service that is cut, or back."""

    service: RequiredOpen[Service] = required(identifies("Service", hxl="#service", meaning="Which service"))
    extent: Closed[OutageExtent] = states("Extent", hxl="#status+extent", meaning="How far it is out")
    people: OptionalFigure = states(
        "People", hxl="#affected", meaning="How many people it is so for", phrase="for {}", unit=Unit.PERSONS, only=True
    )
    households: OptionalFigure = states(
        "Households",
        hxl="#affected+hh",
        meaning="How many households or customers it is so for",
        phrase="for {}",
        unit=Unit.HOUSEHOLDS,
        only=True,
    )
    operator: Text = states("Operator", hxl="#org+operator", meaning="Who runs the service", phrase="operator: {}")
    ordered_by: Text = states("Ordered by", hxl="#group+actor", meaning="Who ordered the cut", phrase="ordered by {}")
    cause: Open[Cause] = states("Cause", hxl="#cause", meaning="What brought it about", phrase="because of {}")
    starts: OptionalStart = states("Starts", hxl="#date+from", meaning="When it starts", phrase="from {}")
    ends: OptionalEnd = states("Ends", hxl="#date+until", meaning="When it ends")

    def _spoken(self, role: FieldRole) -> Iterator[tuple[str, str]]:
        is_over = self.extent == OutageExtent.RESTORED
        for name, words in super()._spoken(role):
            # Restored from a day on would be the contrary of cut from that day on.
            yield name, f"had been cut {words}" if name == "starts" and is_over else words
