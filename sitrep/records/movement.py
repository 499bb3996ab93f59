"""People and goods on the move: crossings, evacuations, displacement, detention."""

from collections.abc import Iterator

from sitrep.fields.declarations import FieldRole, categorises, declared, identifies, required, states
from sitrep.fields.kinds import Closed, Open, OpenSet, RequiredText, Text
from sitrep.languages import say
from sitrep.records.base import Record, record
from sitrep.records.counts import CountOfPeople
from sitrep.records.themes import Theme
from sitrep.values.countries import Countries
from sitrep.values.figures import OptionalFigure
from sitrep.values.periods import OptionalStart
from sitrep.values.places import OptionalPlace
from sitrep.vocabularies import (
    Cause,
    CrossingKind,
    CrossingStatus,
    DetentionKind,
    DetentionStatus,
    Direction,
    DisplacementKind,
    EvacuationStatus,
    Passage,
    PopulationGroup,
    Transport,
    Unit,
)


@record(lead="{name} crossing", theme=Theme.ACCESS)
class Crossing(Record):
    """A border crossing, checkpoint or corridor: whether it is open, to whom and to what."""

    name: RequiredText = required(
        identifies("Name", hxl="#loc+crossing+name", meaning="The name of the crossing, without the word crossing")
    )
    kind: Open[CrossingKind] = identifies("Kind", hxl="#loc+type", meaning="What kind of crossing it is")
    between: Countries = identifies(
        "Between",
        hxl="#country+between+code",
        meaning="The countries on its sides, as ISO 3166-1 alpha-3 codes",
        phrase="between {}",
    )
    direction: Open[Direction] = identifies("Direction", hxl="#loc+direction", meaning="Which way it is spoken of")
    status: Closed[CrossingStatus] = states("Status", hxl="#status", meaning="Whether the crossing works")
    people: Closed[Passage] = states(
        "People", hxl="#access+people", meaning="Whether people may cross", phrase="people: {}"
    )
    goods: Closed[Passage] = states("Goods", hxl="#access+goods", meaning="Whether goods may cross", phrase="goods: {}")
    allowed_through: OpenSet[PopulationGroup] = states(
        "Allowed through",
        hxl="#access+allowed",
        meaning="Groups of people let through",
        phrase="lets through {}",
    )
    excluded: OpenSet[PopulationGroup] = states(
        "Excluded", hxl="#access+excluded", meaning="Groups of people kept out", phrase="excludes {}"
    )
    closed_since: OptionalStart = states(
        "Closed since", hxl="#date+closed", meaning="Since when it is or was closed", phrase="closed since {}"
    )
    by: Text = states("By", hxl="#org+operator", meaning="Who opened or closed it", phrase="by {}")
    reason: Text = states("Reason", hxl="#cause", meaning="Why", phrase="reason: {}", complements=True)

    def _spoken(self, role: FieldRole) -> Iterator[tuple[str, str]]:
        is_closed = self.status in (None, CrossingStatus.CLOSED)
        for name, words in super()._spoken(role):
            if name == "closed_since" and not is_closed:
                words = say("had been closed since {}", declared(type(self))[name].say_held(self.closed_since))  # noqa: PLW2901
            yield name, words


@record(lead="evacuation", theme=Theme.MOVEMENTS)
class Evacuation(CountOfPeople):
    """People brought, or to be brought, out of danger or to treatment."""

    origin: OptionalPlace = identifies("Origin", hxl="#loc+origin", meaning="Where from", phrase="from {}")
    destination: OptionalPlace = identifies("Destination", hxl="#loc+dest", meaning="Where to", phrase="to {}")
    via: Text = identifies("Via", hxl="#loc+via", meaning="The crossing or route", phrase="via {}")
    status: Closed[EvacuationStatus] = categorises(
        "Status", hxl="#status", meaning="How far it has come", named_by="event", disjoint=False
    )
    transport: Open[Transport] = states(
        "Transport", hxl="#modality+transport", meaning="How people travel", phrase="by {}", complements=True
    )
    vehicles: OptionalFigure = states(
        "Vehicles", hxl="#output+vehicles+num", meaning="How many vehicles", unit=Unit.VEHICLES
    )
    escort: Text = states("Escort", hxl="#org+escort", meaning="Who escorts them", phrase="escorted by {}")
    facility: Text = states("Facility", hxl="#loc+facility", meaning="Where they are received", phrase="received at {}")


@record(lead="displacement", theme=Theme.MOVEMENTS)
class Displacement(CountOfPeople):
    """People who had to leave their homes, who stay elsewhere, or who return."""

    kind: Open[DisplacementKind] = identifies(
        "Kind", hxl="#impact+type", meaning="The category of IDMC's Helix", disjoint=False
    )
    origin: OptionalPlace = identifies("Origin", hxl="#loc+origin", meaning="Where from", phrase="from {}")
    destination: OptionalPlace = identifies("Destination", hxl="#loc+dest", meaning="Where to", phrase="to {}")
    via: Text = identifies("Via", hxl="#loc+via", meaning="The crossing or route", phrase="via {}")
    cause: Open[Cause] = categorises(
        "Cause", hxl="#cause", meaning="What they left for", phrase="because of {}", named_by="event"
    )


@record(lead="people deprived of liberty", theme=Theme.MOVEMENTS)
class Detention(CountOfPeople):
    """People held, by whomever, or let go."""

    kind: Open[DetentionKind] = identifies(
        "Kind", hxl="#impact+type", meaning="In what way they are, or were, held", disjoint=False
    )
    by: Text = identifies("By", hxl="#group+actor", meaning="Who holds them", phrase="held by {}")
    status: Open[DetentionStatus] = categorises(
        "Status", hxl="#status", meaning="What became of them", phrase="status: {}", named_by="event"
    )
