"""Harm to people: casualties, disease, incidents."""

from sitrep.fields.declarations import identifies, required, states
from sitrep.fields.kinds import Closed, Open, RequiredClosed, RequiredOpen, RequiredText, Text, Texts
from sitrep.records.base import record
from sitrep.records.counts import Count, CountOfPeople
from sitrep.records.themes import Theme
from sitrep.values.figures import OptionalFigure
from sitrep.vocabularies import Cause, Classification, DiseaseCountKind, IncidentKind, Outcome, Setting, Unit


@record(lead="{outcome}", theme=Theme.CASUALTIES)
class Casualty(CountOfPeople):
    """People killed, injured or missing."""

    outcome: RequiredOpen[Outcome] = required(
        identifies("Outcome", hxl="#impact+type", meaning="What happened to the people")
    )
    cause: Open[Cause] = identifies("Cause", hxl="#cause", meaning="What caused it", phrase="by {}")
    setting: Open[Setting] = identifies("Setting", hxl="#loc+type", meaning="Where it happened", phrase="in: {}")
    perpetrator: Text = states(
        "Perpetrator", hxl="#group+perpetrator", meaning="Who is said to have done it", phrase="by {}"
    )


@record(lead="{disease}, {kind} count", theme=Theme.DISEASE)
class DiseaseCount(CountOfPeople):
    """Cases, deaths, admissions or contacts of a disease.

    Suspected, probable and confirmed cases are three counts, not three opinions of one.
    """

    disease: RequiredText = required(identifies("Disease", hxl="#cause+disease", meaning="The name of the disease"))
    kind: RequiredClosed[DiseaseCountKind] = required(
        identifies("Kind", hxl="#impact+type", meaning="What is counted", disjoint=False)
    )
    classification: Closed[Classification] = identifies(
        "Classification", hxl="#impact+classification", meaning="How sure it is that a case is one"
    )
    setting: Open[Setting] = identifies("Setting", hxl="#loc+type", meaning="Where it happened", phrase="in: {}")


@record(lead="{kind}", theme=Theme.INCIDENTS, is_occurrence=True)
class Incident(Count):
    """Something that happened, or a number of things of one kind."""

    kind: RequiredOpen[IncidentKind] = required(
        identifies("Kind", hxl="#event+type", meaning="What happened: ACLED, WHO SSA and GLIDE kinds")
    )
    actors: Texts = identifies("Actors", hxl="#group+actor", meaning="Who did it", phrase="by {}")
    target: Text = states("Target", hxl="#event+target", meaning="What or who was hit", phrase="target: {}")
    weapon: Text = states("Weapon", hxl="#event+weapon", meaning="With what", phrase="with {}")
    count: OptionalFigure = states(
        "Count", hxl="#indicator+incidents+num", meaning="How many such incidents", unit=Unit.INCIDENTS
    )
