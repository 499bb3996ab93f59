"""Harm to people: casualties, disease, incidents."""

from sitrep.fields.declarations import categorises, declared, identifies, required, states
from sitrep.fields.kinds import Closed, Open, RequiredClosed, RequiredOpen, RequiredText, Text, Texts
from sitrep.languages import say, say_list
from sitrep.records.base import record
from sitrep.records.counts import Count, CountOfPeople
from sitrep.records.themes import Theme
from sitrep.values.figures import OptionalFigure
from sitrep.vocabularies import (
    Cause,
    Classification,
    DiseaseCountKind,
    IncidentKind,
    Outcome,
    Setting,
    Unit,
    WarningLevel,
)


@record(lead="{outcome}", theme=Theme.CASUALTIES)
class Casualty(CountOfPeople):
    """People killed, injured or missing."""

    outcome: RequiredOpen[Outcome] = required(
        identifies("Outcome", hxl="#impact+type", meaning="What happened to the people")
    )
    cause: Open[Cause] = categorises("Cause", hxl="#cause", meaning="What caused it", phrase="by {}", named_by="event")
    setting: Open[Setting] = identifies("Setting", hxl="#loc+type", meaning="Where it happened", phrase="in: {}")
    perpetrator: Text = categorises(
        "Perpetrator",
        hxl="#group+perpetrator",
        meaning="Who is said to have done it",
        phrase="perpetrator: {}",
        named_by="event",
    )


@record(lead="{disease}, {kind} count", theme=Theme.DISEASE, stands_alone=True)
class DiseaseCount(CountOfPeople):
    """Cases, deaths, admissions or contacts of a disease.

    Suspected, probable and confirmed cases are three counts, not three opinions of one. Without a
    figure it says that there are some: the disease is present.
    """

    people: OptionalFigure = states(
        "People", hxl="#affected", meaning="How many", unit=Unit.PERSONS, only=True, counts="kind"
    )
    disease: RequiredText = required(identifies("Disease", hxl="#cause+disease", meaning="The name of the disease"))
    kind: RequiredClosed[DiseaseCountKind] = required(
        identifies("Kind", hxl="#impact+type", meaning="What is counted", disjoint=False)
    )
    classification: Closed[Classification] = identifies(
        "Classification", hxl="#impact+classification", meaning="How sure it is that a case is one"
    )
    setting: Open[Setting] = identifies("Setting", hxl="#loc+type", meaning="Where it happened", phrase="in: {}")

    @property
    def statement(self) -> str:
        statement = super().statement
        if any(each is not None for each in (self.people, self.households, self.share, self.trend)):
            return statement
        several = declared(type(self))["kind"].kind.nouns(self.kind)
        return say_list([say("{things} reported, without a number", things=several), statement])


@record(lead="{kind}", theme=Theme.INCIDENTS, stands_alone=True)
class Incident(Count):
    """Something that happened, or a number of things of one kind."""

    kind: RequiredOpen[IncidentKind] = required(
        identifies("Kind", hxl="#event+type", meaning="What happened: ACLED, WHO SSA and GLIDE kinds")
    )
    actors: Texts = identifies("Actors", hxl="#group+actor", meaning="Who did it", phrase="by {}")
    target: Text = categorises(
        "Target", hxl="#event+target", meaning="What or who was hit", phrase="target: {}", named_by="event"
    )
    weapon: Text = categorises("Weapon", hxl="#event+weapon", meaning="With what", phrase="with {}", named_by="event")
    count: OptionalFigure = states(
        "Count", hxl="#indicator+incidents+num", meaning="How many such incidents", unit=Unit.INCIDENTS
    )
    magnitude: OptionalFigure = states(
        "Magnitude",
        hxl="#event+magnitude+num",
        meaning="How strong it was, with the unit or scale",
        phrase="strength {}",
    )
    intensity: OptionalFigure = states(
        "Intensity",
        hxl="#event+intensity+num",
        meaning="How strong it was felt in the place, with the unit or scale",
        phrase="intensity {}",
    )
    depth: OptionalFigure = states(
        "Depth",
        hxl="#event+depth+num",
        meaning="How deep below the ground or the sea it was",
        phrase="depth {}",
        unit=Unit.KILOMETRES,
    )
    warning: Open[WarningLevel] = states(
        "Warning", hxl="#event+warning", meaning="The level of the warning in force", phrase="warning level: {}"
    )
