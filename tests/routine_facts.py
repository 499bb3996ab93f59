"""What routine public reports say, encoded fact by fact: 189 facts of three kinds of reports.

Numbers, dates, places and institutions are those of public reports; the words are our own. A fact is
one or more records, or a note where no record holds it. `lost` says what its proper fields don't hold.
Words that had no field before, such as a reason or the colour of a warning, stand for those of the reports.
"""

from collections.abc import Iterator
from typing import Any

from attrs import field, frozen

import sitrep as sr
from sitrep import Figure


@frozen
class Fact:
    """One reported fact in records, or in a note; with what the proper fields of a record don't hold of it."""

    records: tuple[sr.Record, ...] = ()
    lost: str = ""
    note: str = ""

    @property
    def fit(self) -> str:
        """How well the fact is held: in proper fields, in part, as an indicator, or in a note."""
        if self.note:
            return "note"
        if any(isinstance(each, sr.Indicator) for each in self.records):
            return "indicator"
        return "in part" if self.lost else "proper"


@frozen
class RoutineReport:
    """A public report: its kind, who made it, and the facts that it states."""

    kind: str
    source: str
    title: str
    issued: str
    facts: tuple[Fact, ...] = field(converter=tuple)

    @property
    def sitrep(self) -> sr.SitRep:
        document = sr.Document(title=self.title, publisher=self.source, published=self.issued)
        attribution = sr.Attribution(source=self.source, reported=self.issued, document=document)
        claims = [sr.Claim(record, attributions=[attribution]) for fact in self.facts for record in fact.records]
        notes = [sr.Note(text=fact.note, language="en") for fact in self.facts if fact.note]
        return sr.SitRep(claims=claims, notes=notes)


def fits(*records: sr.Record) -> Fact:
    return Fact(records)


def in_part(record: sr.Record, lost: str) -> Fact:
    return Fact((record,), lost)


def as_indicator(record: sr.Indicator, lost: str) -> Fact:
    return Fact((record,), lost)


def in_note(text: str, lost: str) -> Fact:
    return Fact((), lost, text)


def about(number: int) -> Figure:
    return Figure(best=number, approximate=True)


def several(number: float, unit: str, **more: Any) -> Figure:
    return Figure(best=number, unit=unit, **more)


DISASTERS = "Disaster updates and daily digests"
CRISES = "Flash updates on a crisis"
HEALTH = "Health cluster bulletins"


def at(name: str, country: str) -> sr.Place:
    return sr.Place(name=name, country=country)


VANJ = at("Vanj district", "TJK")
QUAKE: dict[str, Any] = {"place": VANJ, "event": "Vanj earthquake of January 2010"}
DREF = "DREF MDRTJ007"

FIRST_WEEKS = RoutineReport(
    DISASTERS,
    "IFRC",
    "Earthquake in Vanj: operations update 1",
    "2010-01-15",
    [
        fits(sr.Funding(**QUAKE, period="2010-01-06", kind="allocated", fund="DREF", amount=several(95_705, "CHF"))),
        fits(sr.Caseload(**QUAKE, period="2010-01-06", status="targeted", plan=DREF, people=about(640))),
        fits(
            sr.Funding(
                **QUAKE,
                period="2010-01-15",
                kind="allocated",
                fund="DREF",
                measure="new",
                amount=several(36_317, "CHF"),
            )
        ),
        fits(sr.Facility(**QUAKE, period="2010-01-14", kind="house", damage="destroyed", count=140)),
        fits(sr.Facility(**QUAKE, period="2010-01-06", kind="house", damage="destroyed", count=98)),
        fits(
            sr.Caseload(
                **QUAKE, period="2010-01-14", status="present", group="residents_of_destroyed_houses", people=980
            )
        ),
        fits(sr.Facility(**QUAKE, period="2010-01-14", kind="house", damage="damaged", count=958)),
        fits(
            sr.Caseload(
                **QUAKE, period="2010-01-14", status="present", group="residents_of_damaged_houses", people=6_706
            )
        ),
        fits(
            sr.Displacement(
                **QUAKE,
                period="2010-01-14",
                kind="in_host_families",
                cause="earthquake",
                people=Figure(missing="not_reported"),
            )
        ),
        fits(
            sr.Displacement(
                **QUAKE,
                period="2010-01-14",
                kind="sheltering",
                cause="earthquake",
                people=Figure(missing="not_reported"),
            )
        ),
        fits(
            sr.Facility(
                **QUAKE, period="2010-01-14", kind="building", name="Red Crescent branch office", damage="damaged"
            )
        ),
        fits(
            sr.Assistance(
                **QUAKE,
                period="2010-01-14",
                measure="cumulative",
                since="2010-01-06",
                activity="household_item_distribution",
                item="household_items",
                by="Red Crescent Society of Tajikistan",
                households=98,
                status="distributed",
            )
        ),
        fits(
            sr.Assistance(
                **QUAKE,
                period="2010-01-14",
                activity="shelter_support",
                item="winterized_tents",
                quantity=several(50, "tents"),
                status="distributed",
            )
        ),
        fits(
            sr.Assistance(
                **QUAKE,
                period="2010-01-15/..",
                modality="planned",
                activity="psychosocial_support",
                households=140,
                status="planned",
            )
        ),
        fits(
            sr.Assistance(
                **QUAKE,
                period="2010-01-15/..",
                modality="planned",
                activity="shelter_support",
                item="construction_materials",
                households=10,
                status="planned",
            )
        ),
        fits(sr.Funding(**QUAKE, period="2010-01-15", kind="required", plan=DREF, amount=several(133_022, "CHF"))),
    ],
)

LAST_MONTHS = RoutineReport(
    DISASTERS,
    "IFRC",
    "Earthquake in Vanj: final report",
    "2010-04-05",
    [
        fits(sr.Facility(**QUAKE, period="2010-04-05", kind="house", damage="destroyed", count=162)),
        fits(
            sr.Caseload(
                **QUAKE, period="2010-04-05", status="present", group="residents_of_destroyed_houses", people=1_134
            )
        ),
        fits(sr.Caseload(**QUAKE, period="2010-04-05", status="affected", people=6_706, households=958)),
        fits(sr.Displacement(**QUAKE, period="2010-04-05", kind="in_tents", households=158)),
        fits(
            sr.Assistance(
                **QUAKE,
                period="2010-04-05",
                activity="shelter_support",
                item="construction_materials",
                households=10,
                status="dispatched",
            )
        ),
        fits(sr.Assistance(**QUAKE, period="2010-04-05", activity="training", status="completed")),
    ],
)

FIRES: dict[str, Any] = {"measure": "cumulative", "since": "2017-10-15", "cause": "wildfire"}
IN_PORTUGAL: dict[str, Any] = {"place": at("Portugal", "PRT"), "period": "2017-10-17T06:30Z"}
IN_GALICIA: dict[str, Any] = {"place": at("Galicia", "ESP"), "period": "2017-10-16T13:30Z"}

WILDFIRES = RoutineReport(
    DISASTERS,
    "ERCC",
    "Wildfires in Portugal and Spain: daily map",
    "2017-10-17",
    [
        fits(sr.Casualty(**IN_PORTUGAL, **FIRES, outcome="killed", people=36)),
        fits(sr.Casualty(**IN_PORTUGAL, **FIRES, outcome="injured", people=25)),
        fits(sr.Casualty(**IN_GALICIA, **FIRES, outcome="killed", people=3)),
        fits(
            sr.Casualty(
                **IN_GALICIA | {"place": sr.Place(name="Vigo", country="ESP", within="Galicia")},
                **FIRES,
                outcome="killed",
                people=1,
            )
        ),
        fits(
            sr.Casualty(
                **IN_GALICIA | {"place": sr.Place(name="Nigrán Parada", country="ESP", within="Galicia")},
                **FIRES,
                outcome="killed",
                people=2,
            )
        ),
        fits(sr.Evacuation(place=at("Galicia", "ESP"), period="2017-10-16", status="completed", people=69)),
        fits(sr.Evacuation(place=at("Asturias", "ESP"), period="2017-10-16", status="completed", people=35)),
        fits(
            sr.Incident(
                place=at("north-western Spain", "ESP"), period="2017-10-17", measure="current", kind="wildfire", count=9
            )
        ),
        fits(sr.Incident(place=at("Galicia", "ESP"), period="2017-10-17", measure="current", kind="wildfire", count=7)),
        in_part(
            sr.Incident(**IN_PORTUGAL, kind="wildfire", trend="decreasing"),
            "that the fires are being brought under control: an incident has no status",
        ),
        fits(
            sr.Statement(
                place=at("Portugal", "PRT"),
                period="2017-10-16T17:26Z",
                actor="ANPC",
                act="activates",
                topic="satellite_mapping",
                content="the mapping service of Copernicus",
            )
        ),
        fits(
            sr.Assistance(
                place=at("Portugal", "PRT"),
                period="2017-10-17",
                activity="firefighting",
                item="aircraft",
                by="Italy",
                vehicles=several(2, "aircraft"),
            )
        ),
    ],
)

PHILIPPINES: dict[str, Any] = {"place": at("Philippines", "PHL"), "period": "2019-11-21"}
KALMAEGI, FUNG_WONG = "Tropical Cyclone KALMAEGI", "Tropical Cyclone FUNG-WONG"

CYCLONES = RoutineReport(
    DISASTERS,
    "ECHO",
    "Daily flash of 21 November 2019",
    "2019-11-21",
    [
        fits(sr.Caseload(**PHILIPPINES, event=KALMAEGI, status="affected", people=12_060)),
        fits(sr.Evacuation(**PHILIPPINES, event=KALMAEGI, status="completed", people=9_320)),
        fits(sr.Displacement(**PHILIPPINES, event=KALMAEGI, measure="current", kind="sheltering", people=8_099)),
        fits(sr.Facility(**PHILIPPINES, event=KALMAEGI, kind="evacuation_centre", action="opened", count=156)),
        fits(sr.Facility(**PHILIPPINES, event=KALMAEGI, kind="house", damage="damaged", count=19)),
        fits(sr.Facility(**PHILIPPINES, event=KALMAEGI, kind="road", functioning="not", count=8)),
        fits(sr.Facility(**PHILIPPINES, event=KALMAEGI, kind="bridge", functioning="not", count=7)),
        fits(
            sr.Incident(
                place=at("Manila", "PHL"),
                period="2019-11-21T00:00Z",
                event=KALMAEGI,
                kind="tropical_cyclone",
                magnitude=several(46, "kilometres_per_hour"),
            )
        ),
        fits(
            sr.Incident(
                place=sr.Place(latitude=13.9, longitude=119.2),
                period="2019-11-21T00:00Z",
                event=KALMAEGI,
                kind="tropical_cyclone",
            )
        ),
        fits(
            sr.Incident(
                period="2019-11-22",
                event=FUNG_WONG,
                modality="forecast",
                kind="tropical_cyclone",
                magnitude=Figure(high=83, unit="kilometres_per_hour"),
            )
        ),
        fits(
            sr.Incident(
                place=at("Yaeyama Islands", "JPN"),
                period="2019-11-22",
                event=FUNG_WONG,
                modality="forecast",
                kind="tropical_cyclone",
            )
        ),
        fits(
            sr.Incident(
                place=at("northern Luzon", "PHL"),
                period="2019-11-21/2019-11-22",
                modality="forecast",
                kind="heavy_rain",
            )
        ),
    ],
)

IN_ASSAM: dict[str, Any] = {"place": at("Assam", "IND"), "period": "2019-07-15"}
FANI: dict[str, Any] = {"event": "Tropical Cyclone FANI"}

MONSOON = RoutineReport(
    DISASTERS,
    "ECHO",
    "Daily flash of 15 July 2019",
    "2019-07-15",
    [
        fits(sr.Caseload(**IN_ASSAM, status="affected", people=2_600_000)),
        fits(sr.Extent(**IN_ASSAM, of="districts", status="affected", count=Figure(best=25, of=33))),
        fits(
            sr.Casualty(**IN_ASSAM, measure="cumulative", since="2019-07", outcome="killed", cause="flood", people=11)
        ),
    ],
)

CYCLONE_FANI = RoutineReport(
    DISASTERS,
    "ECHO",
    "Daily flash of 6 May 2019",
    "2019-05-06",
    [
        fits(
            sr.Casualty(
                **FANI,
                place=at("India", "IND"),
                period="2019-05-06",
                measure="cumulative",
                since="2019-05-03",
                outcome="killed",
                cause="tropical_cyclone",
                people=Figure(low=33),
            )
        ),
        fits(
            sr.Casualty(
                **FANI,
                place=at("Bangladesh", "BGD"),
                period="2019-05-06",
                measure="cumulative",
                since="2019-05-03",
                outcome="killed",
                cause="tropical_cyclone",
                people=17,
            )
        ),
        fits(
            sr.Facility(
                **FANI,
                place=at("Bangladesh", "BGD"),
                period="2019-05-06",
                kind="house",
                damage="damaged",
                count=13_000,
            )
        ),
        fits(
            sr.Evacuation(**FANI, place=at("India", "IND"), period="2019-05-03", status="completed", people=1_000_000)
        ),
        fits(
            sr.Evacuation(
                **FANI, place=at("Bangladesh", "BGD"), period="2019-05-03", status="completed", people=1_600_000
            )
        ),
    ],
)

GULAB = "Tropical Cyclone GULAB"

CYCLONE_GULAB = RoutineReport(
    DISASTERS,
    "ECHO",
    "Daily flash of 27 September 2021",
    "2021-09-27",
    [
        fits(
            sr.Evacuation(
                place=at("Odisha", "IND"), period="2021-09-26", event=GULAB, status="completed", people=22_468
            )
        ),
        fits(
            sr.Facility(
                place=at("Odisha", "IND"), period="2021-09-26", event=GULAB, kind="camp", action="opened", count=621
            )
        ),
        fits(
            sr.Evacuation(
                place=at("Srikakulam", "IND"), period="2021-09-26", event=GULAB, status="completed", people=512
            )
        ),
        fits(
            sr.Casualty(
                place=at("India", "IND"),
                period="2021-09-27",
                event=GULAB,
                measure="cumulative",
                since="2021-09-26",
                outcome="killed",
                cause="tropical_cyclone",
                people=about(3),
            )
        ),
        fits(
            sr.Incident(
                place=at("Odisha", "IND"), period="2021-09-27", event=GULAB, kind="tropical_cyclone", warning="yellow"
            )
        ),
    ],
)

IN_HAITI: dict[str, Any] = {"place": at("Haiti", "HTI")}
IN_PORT_AU_PRINCE: dict[str, Any] = {"place": at("Port-au-Prince", "HTI")}
CHOLERA: dict[str, Any] = {**IN_HAITI, "disease": "Cholera", "measure": "cumulative", "since": "2022-10-02"}

BLOCKADE = RoutineReport(
    CRISES,
    "OCHA",
    "Haiti: cholera and the blockade, update of 11 October",
    "2022-10-11",
    [
        fits(
            sr.Outage(
                place=at("Varreux oil terminal", "HTI"),
                period="2022-10-11",
                service="fuel_supply",
                extent="cut",
                cause="blockade",
                starts="2022-09-11~",
            )
        ),
        fits(sr.Access(**IN_HAITI, period="2022-10-11", constraint="obstruction_of_services", severity="extreme")),
        fits(
            sr.Funding(**IN_HAITI, period="2022-10-11", kind="allocated", fund="CERF", amount=several(7_000_000, "USD"))
        ),
        fits(
            sr.Incident(
                place=at("Les Cayes", "HTI"),
                period="../2022-10-11",
                kind="looting_property_destruction",
                target="an office or a warehouse of UNICEF",
            )
        ),
        fits(
            sr.Incident(
                place=at("Jacmel", "HTI"),
                period="../2022-10-11",
                kind="looting_property_destruction",
                target="an office or a warehouse of Caritas",
            )
        ),
        fits(sr.DiseaseCount(**CHOLERA, period="2022-10-11", kind="case", classification="confirmed", people=45)),
        fits(sr.DiseaseCount(**CHOLERA, period="2022-10-11", kind="case", classification="suspected", people=422)),
        fits(sr.DiseaseCount(**CHOLERA, period="2022-10-11", kind="admission", people=268)),
        fits(sr.DiseaseCount(**CHOLERA, period="2022-10-11", kind="death", setting="facility", people=19)),
        fits(sr.DiseaseCount(**CHOLERA, period="2022-10-10", kind="case", classification="confirmed", people=33)),
        fits(sr.DiseaseCount(**CHOLERA, period="2022-10-10", kind="case", classification="suspected", people=319)),
        fits(sr.DiseaseCount(**CHOLERA, period="2022-10-10", kind="death", setting="facility", people=19)),
        fits(sr.Shortage(**IN_HAITI, period="2022-10-11", item="fuel", level="severe")),
        in_part(
            sr.Facility(**IN_HAITI, period="2022-10-11", kind="fuel_station", functioning="not"),
            "that it is most of them: no vague share of a whole",
        ),
        fits(sr.Price(**IN_HAITI, period="2022-10-11", item="fuel", market="informal", trend="increasing")),
        fits(
            sr.Price(
                place=at("Les Cayes", "HTI"),
                period="2022-10-11",
                item="petrol",
                per="gallon",
                market="informal",
                price=several(6_000, "HTG"),
            )
        ),
        fits(
            sr.Price(
                place=at("Les Cayes", "HTI"),
                period="2022-10-11",
                item="petrol",
                per="gallon",
                market="informal",
                price=several(48, "USD"),
            )
        ),
    ],
)

HUNGER: dict[str, Any] = {"status": "in_need", "scale": "ipc", "projection": "current"}

CHOLERA_SPREADS = RoutineReport(
    CRISES,
    "OCHA",
    "Haiti: cholera and the blockade, update of 17 October",
    "2022-10-17",
    [
        fits(sr.Caseload(**IN_HAITI, **HUNGER, period="2022-10-17", phase="3+", share=48)),
        fits(sr.Caseload(**IN_HAITI, **HUNGER, period="2022-10-17", phase="3+", people=Figure(missing="not_reported"))),
        fits(sr.Caseload(place=at("Cité Soleil", "HTI"), **HUNGER, period="2022-10-17", phase="5", share=5)),
        *(
            fits(
                sr.DiseaseCount(
                    place=at(department, "HTI"),
                    period="2022-10-17",
                    disease="Cholera",
                    kind="case",
                    classification="suspected",
                )
            )
            for department in ("Centre", "Artibonite", "Nippes")
        ),
        fits(
            sr.Statement(
                **IN_PORT_AU_PRINCE,
                period="2022-10-17",
                actor="OHCHR",
                act="condemns",
                topic="sexual_violence",
                content="more and more rapes by armed gangs",
            )
        ),
        fits(
            sr.Incident(
                **IN_PORT_AU_PRINCE,
                period="2022-10-17",
                kind="sexual_violence",
                actors=["armed gangs"],
                trend="increasing",
            )
        ),
        in_part(
            sr.Assistance(**IN_HAITI, period="2022-10-17", activity="logistics", status="under_way"),
            "from where to where goods are brought",
        ),
        fits(sr.DiseaseCount(**CHOLERA, period="2022-10-17", kind="case", classification="confirmed", people=78)),
        fits(sr.DiseaseCount(**CHOLERA, period="2022-10-17", kind="case", classification="suspected", people=835)),
        fits(sr.DiseaseCount(**CHOLERA, period="2022-10-17", kind="admission", people=188)),
        in_part(
            sr.Caseload(
                **IN_HAITI,
                period="2022-10-17",
                modality="conditional",
                status="at_risk",
                group="pregnant_women_and_newborns",
                people=about(29_000),
            ),
            "what they are at risk of, and on what condition",
        ),
    ],
)

AMBULANCES: dict[str, Any] = {"kind": "ambulance", "name": "National Ambulance Center"}

GANG_VIOLENCE = RoutineReport(
    CRISES,
    "OCHA",
    "Haiti: violence in the capital, update of 25 March",
    "2024-03-25",
    [
        fits(
            sr.Facility(
                **IN_PORT_AU_PRINCE,
                **AMBULANCES,
                period="2024-03-21/2024-03-24",
                functioning="not",
                reason="gang activity",
            )
        ),
        fits(sr.Facility(**IN_PORT_AU_PRINCE, **AMBULANCES, period="2024-03-25", functioning="fully")),
        fits(
            sr.Facility(
                **IN_PORT_AU_PRINCE,
                period="2024-03-25",
                kind="ambulance",
                action="relocated",
                count=Figure(term="several"),
            )
        ),
        fits(
            sr.Facility(
                **IN_PORT_AU_PRINCE,
                period="2024-03-25",
                kind="hospital",
                name="Bernard Mevs",
                functioning="not",
                reason="insecurity",
            )
        ),
        fits(
            sr.DiseaseCount(
                place=sr.Place(name="Lycée Marie Jeanne", country="HTI", within="Port-au-Prince"),
                period="2024-03-23~/2024-03-25~",
                measure="new",
                disease="Cholera",
                kind="case",
                classification="suspected",
                setting="camp",
                people=10,
            )
        ),
        fits(
            sr.Assistance(
                **IN_PORT_AU_PRINCE,
                period="2024-03-25",
                measure="cumulative",
                since="2024-02-29",
                activity="water_supply",
                item="water",
                quantity=several(339_827, "gallons"),
            )
        ),
        fits(sr.Caseload(**IN_HAITI, period="2024-03-25", status="in_need", scale="ipc", phase="3+", people=4_970_000)),
        fits(
            sr.Funding(
                **IN_HAITI,
                period="2024-03-25",
                kind="required",
                plan="Humanitarian appeal 2024",
                amount=several(674_000_000, "USD"),
            )
        ),
        fits(sr.Funding(**IN_HAITI, period="2024-03-25", kind="received", plan="Humanitarian appeal 2024", coverage=7)),
        fits(
            sr.Assistance(
                **IN_HAITI,
                period="2024-03-25",
                activity="aid_delivery",
                item="medical_supplies",
                status="suspended",
                reason="insecurity",
            )
        ),
        fits(
            sr.Shortage(**IN_HAITI, period="2024-03-25/..", modality="expected", item="medical_supplies", level="short")
        ),
        fits(
            sr.Access(
                place=sr.Place(parts=[at("Artibonite", "HTI"), at("Centre", "HTI")]),
                period="2024-03-25",
                constraint="restriction_within_country",
                affects="aid organisations",
            )
        ),
        in_part(
            sr.Displacement(**IN_PORT_AU_PRINCE, period="2024-03-25", kind="sheltering", trend="increasing"),
            "that the number has doubled",
        ),
    ],
)

CAPITAL_CUT_OFF = RoutineReport(
    CRISES,
    "OCHA",
    "Haiti: violence in the capital, update of 5 April",
    "2024-04-05",
    [
        fits(
            sr.Assistance(
                **IN_PORT_AU_PRINCE,
                period="2024-04-05",
                measure="cumulative",
                since="2024-03",
                activity="water_supply",
                item="water",
                quantity=Figure(low=3_900_000, unit="litres"),
            )
        ),
        fits(
            sr.Facility(
                place=at("Ouest", "HTI"),
                period="2024-04-05",
                modality="planned",
                kind="school",
                action="to_be_relocated",
                count=15,
            )
        ),
        fits(
            sr.Assistance(
                **IN_PORT_AU_PRINCE, period="2024-03", measure="new", activity="psychosocial_support", people=4_574
            )
        ),
        fits(
            sr.Assistance(
                **IN_HAITI,
                period="2024-04-05",
                activity="vaccination",
                item="polio_vaccine",
                by="PAHO/WHO",
                quantity=several(200_000, "doses"),
                status="procured",
            )
        ),
        fits(
            sr.Funding(
                **IN_HAITI, period="2024-04-05", kind="allocated", fund="CERF", amount=several(12_000_000, "USD")
            )
        ),
        fits(sr.Incident(**IN_PORT_AU_PRINCE, period="2024-02-29/2024-04-05", kind="siege")),
        as_indicator(
            sr.Indicator(
                **IN_PORT_AU_PRINCE,
                period="2024-04-05",
                code="suicidal_thoughts",
                label="People who tell of suicidal thoughts",
                trend="increasing",
            ),
            "a count of people with a symptom that is no disease",
        ),
    ],
)

BY_UNICEF: dict[str, Any] = {**IN_HAITI, "period": "2022-11-04", "by": "UNICEF"}

CHOLERA_RESPONSE = RoutineReport(
    CRISES,
    "UNICEF",
    "Haiti: cholera response, update of 4 November",
    "2022-11-04",
    [
        fits(sr.DiseaseCount(**CHOLERA, period="2022-11-04", kind="case", classification="confirmed", people=523)),
        fits(
            sr.DiseaseCount(
                **CHOLERA,
                period="2022-11-04",
                kind="case",
                classification="suspected",
                age="0-8",
                share=Figure(low=35, unit="percent"),
            )
        ),
        fits(
            sr.DiseaseCount(
                **CHOLERA, period="2022-11-04", kind="case", classification="confirmed", age="0-8", share=33
            )
        ),
        fits(
            sr.Assistance(
                **BY_UNICEF,
                activity="water_supply",
                item="water_treatment_tablets",
                quantity=several(445_000, "tablets"),
                people=4_500,
                households=900,
            )
        ),
        fits(
            sr.Assistance(
                **BY_UNICEF | {"place": at("Ouest", "HTI")},
                activity="aid_delivery",
                item="tents",
                quantity=several(3, "tents"),
            )
        ),
        fits(
            sr.Assistance(
                **BY_UNICEF | {"place": at("Cité Soleil", "HTI")},
                activity="household_item_distribution",
                item="hygiene_kits",
                recipient="MSF and a church",
                quantity=several(775, "kits"),
            )
        ),
        fits(
            sr.Assistance(
                **BY_UNICEF | {"place": at("Cité Soleil", "HTI")},
                activity="water_supply",
                item="water",
                status="resumed",
            )
        ),
        fits(
            sr.Assistance(
                **BY_UNICEF,
                activity="water_treatment",
                item="chlorine",
                quantity=several(10, "tonnes"),
                status="procured",
            )
        ),
        fits(
            sr.Assistance(
                **BY_UNICEF | {"period": "../2022-10"},
                activity="water_treatment",
                item="chlorine",
                quantity=several(3.6, "tonnes"),
                status="procured",
            )
        ),
        fits(
            sr.Assistance(
                **BY_UNICEF,
                activity="fuel_delivery",
                item="fuel",
                recipient="DINEPA",
                quantity=several(5_000, "gallons"),
            )
        ),
        fits(
            sr.Assistance(
                **BY_UNICEF,
                activity="aid_delivery",
                item="cholera_kits",
                recipient="10 cholera treatment centres and 24 oral rehydration points",
                quantity=several(214, "kits"),
            )
        ),
        *(
            fits(
                sr.Assistance(
                    **BY_UNICEF,
                    activity="fuel_delivery",
                    item="diesel",
                    recipient=recipient,
                    quantity=several(gallons, "gallons"),
                )
            )
            for recipient, gallons in (
                ("a hospital", 3_000),
                ("the Ministry of Health", 2_000),
                ("Médecins du Monde", 1_000),
            )
        ),
        fits(sr.Assistance(**BY_UNICEF, activity="medical_care", people=583)),
        fits(
            sr.Funding(
                **IN_HAITI,
                period="2022-11-04",
                kind="requested",
                plan="UNICEF cholera response",
                amount=several(28_000_000, "USD"),
            )
        ),
        fits(sr.DiseaseCount(**CHOLERA, period="2022-11-04", kind="death", people=106)),
    ],
)

NORTH_WEST: dict[str, Any] = {"place": at("north-western Syria", "SYR"), "sector": "HEA"}
IN_MAY: dict[str, Any] = {**NORTH_WEST, "period": "2019-05"}
SERVED_IN_MAY: dict[str, Any] = {**IN_MAY, "measure": "new"}
LOST_CAPACITY: dict[str, Any] = {**IN_MAY, "kind": "health_facility", "functioning": "not"}
KAFR_ZEITA: dict[str, Any] = {"place": at("Kafr Zeita", "SYR")}

NORTH_WEST_SYRIA = RoutineReport(
    HEALTH,
    "Health Cluster",
    "North-western Syria: bulletin of May 2019",
    "2019-05-31",
    [
        fits(sr.Caseload(place=at("Syria", "SYR"), period="2019", status="in_need", sector="HEA", people=13_200_000)),
        fits(sr.Caseload(**NORTH_WEST, period="2019", status="in_need", plan="HRP 2019", people=2_900_000)),
        fits(
            sr.Displacement(
                place=at("Turkey", "TUR"),
                period="2019-05",
                measure="current",
                kind="people_displaced_across_borders",
                group="REF",
                origin=at("Syria", "SYR"),
                people=3_580_000,
            )
        ),
        fits(
            sr.Incident(
                place=at("Syria", "SYR"),
                period="2019-05",
                measure="cumulative",
                since="2019-01",
                kind="attack_on_health_care",
                count=32,
            )
        ),
        fits(
            sr.Incident(**KAFR_ZEITA, period="2019-05-05", kind="attack_on_health_care", target="Kafr Zeita Hospital")
        ),
        fits(
            sr.Facility(
                **KAFR_ZEITA,
                period="2019-05-05",
                kind="hospital",
                name="Kafr Zeita Hospital",
                functioning="not",
                reason="the attack of that day",
            ),
            sr.Incident(
                **KAFR_ZEITA,
                period="2019-05-05",
                measure="cumulative",
                since="2016",
                kind="attack_on_health_care",
                target="Kafr Zeita Hospital",
                count=7,
            ),
        ),
        in_note("The hospital of Kafr Zeita works below ground.", "how a facility is built"),
        in_note(
            "The parties are told where health facilities lie, so that they spare them.",
            "a mechanism that tells the parties where facilities are",
        ),
        fits(
            sr.Statement(
                place=at("north-western Syria", "SYR"),
                period="2019-05-08",
                actor="WHO",
                act="condemns",
                topic="protection_of_health_care",
                content="attacks on health facilities that don't stop",
            )
        ),
        fits(sr.Facility(**LOST_CAPACITY, reason="armed conflict", count=50)),
        fits(
            sr.Facility(**LOST_CAPACITY, capacity=Figure(low=171_000, unit="consultations", per="month")),
        ),
        fits(sr.Facility(**LOST_CAPACITY, capacity=several(2_760, "surgeries", per="month"))),
        fits(sr.Facility(**LOST_CAPACITY, capacity=several(1_424, "deliveries", per="month"))),
        fits(
            sr.Displacement(
                place=at("north-western Syria", "SYR"),
                period="2019-06/..",
                modality="expected",
                kind="new_displacement",
                cause="air_strike",
                people=Figure(missing="unknown"),
            )
        ),
        fits(
            *(
                sr.Shortage(place=at("Dana", "SYR"), period="2019-05", item=beds, level="severe")
                for beds in ("paediatric_beds", "maternity_beds")
            )
        ),
        in_part(
            sr.Statement(
                place=at("north-western Syria", "SYR"),
                period="2019-05",
                actor="Health Cluster",
                act="calls_for",
                topic="funding",
                content="money for the health response",
            ),
            "what the money is for, as a requirement without an amount",
        ),
        fits(sr.Extent(**IN_MAY, of="organizations", status="active", count=113)),
        fits(
            sr.Assistance(
                **SERVED_IN_MAY, activity="aid_delivery", item="medicine", quantity=several(92_400, "treatments")
            )
        ),
        fits(sr.Facility(**IN_MAY, kind="health_centre", functioning="fully_or_partially", count=172)),
        fits(sr.Facility(**IN_MAY, kind="hospital", functioning="fully_or_partially", count=81)),
        fits(sr.Facility(**IN_MAY, kind="mobile_clinic", count=50)),
        fits(sr.Assistance(**SERVED_IN_MAY, activity="outpatient_care", quantity=several(928_400, "consultations"))),
        fits(sr.Assistance(**SERVED_IN_MAY, activity="maternal_care", quantity=several(9_493, "deliveries"))),
        fits(sr.Assistance(**SERVED_IN_MAY, activity="referral", quantity=several(9_169, "referrals"))),
        fits(sr.Assistance(**SERVED_IN_MAY, activity="medical_care", quantity=several(1_008_115, "procedures"))),
        fits(sr.Assistance(**SERVED_IN_MAY, activity="trauma_care", quantity=several(40_970, "cases"))),
        fits(
            sr.DiseaseCount(
                place=at("north-western Syria", "SYR"),
                period="2019-05",
                measure="new",
                disease="Trauma",
                kind="case",
                people=4_478,
            )
        ),
        fits(sr.Assistance(**SERVED_IN_MAY, activity="vaccination", age="0-11 months", people=9_268)),
        fits(sr.Assistance(**SERVED_IN_MAY, activity="mental_health_care", quantity=several(4_199, "consultations"))),
    ],
)

IN_SOMALIA: dict[str, Any] = {"place": at("Somalia", "SOM")}
IN_JULY: dict[str, Any] = {**IN_SOMALIA, "period": "2018-07"}
SINCE_JANUARY: dict[str, Any] = {
    **IN_SOMALIA,
    "period": "2018-07-31",
    "measure": "cumulative",
    "since": "2018-01-01",
}

SOMALIA = RoutineReport(
    HEALTH,
    "Health Cluster",
    "Somalia: bulletin of July 2018",
    "2018-07-31",
    [
        fits(sr.Assistance(**IN_JULY, measure="new", sector="HEA", activity="medical_care", people=385_574)),
        fits(sr.Facility(**IN_JULY, kind="health_facility", action="providing_services", count=371)),
        fits(sr.Facility(**IN_JULY, kind="mobile_clinic", action="supported", count=15)),
        fits(sr.Caseload(**IN_JULY, measure="new", sector="HEA", status="reached", plan="HRP 2018", people=185_844)),
        fits(
            sr.DiseaseCount(
                **IN_JULY, measure="new", disease="Malaria", kind="case", classification="confirmed", people=1_482
            )
        ),
        fits(
            sr.DiseaseCount(**SINCE_JANUARY, disease="Measles", kind="case", classification="suspected", people=6_979)
        ),
        fits(
            sr.DiseaseCount(
                **IN_JULY, measure="new", disease="Measles", kind="case", classification="suspected", people=562
            )
        ),
        fits(
            sr.DiseaseCount(
                **IN_JULY, measure="new", disease="AWD/cholera", kind="case", trend="decreasing", people=7_413
            )
        ),
        as_indicator(
            sr.Indicator(
                **IN_JULY,
                code="awd_cholera_case_fatality",
                label="Deaths among cases of AWD/cholera",
                value=several(0.01, "percent"),
            ),
            "case fatality is a rate of its own",
        ),
        in_note(
            "In the last weeks fewer cases of AWD/cholera were reported than in any week since it came back.",
            "a superlative over time",
        ),
        fits(
            sr.DiseaseCount(
                **IN_SOMALIA,
                period="2018-07-10~/2018-07-31",
                measure="new",
                disease="AWD/cholera",
                kind="case",
                trend="decreasing",
            )
        ),
        fits(
            sr.Funding(
                **IN_JULY,
                sector="HEA",
                kind="received",
                plan="HRP 2018",
                amount=several(22_753_850, "USD"),
                coverage=16,
            )
        ),
        fits(
            sr.Funding(
                **IN_SOMALIA,
                period="2018",
                sector="HEA",
                kind="required",
                plan="HRP 2018",
                amount=several(124_000_000, "USD"),
            )
        ),
        fits(sr.Caseload(**SINCE_JANUARY, sector="HEA", status="reached", people=2_246_742)),
        fits(sr.Caseload(**SINCE_JANUARY, sector="HEA", status="reached", plan="HRP 2018", people=1_739_910)),
        fits(
            sr.Access(
                place=at("rural Somalia", "SOM"),
                period="2018-07",
                constraint="restriction_within_country",
                reason="insecurity",
            )
        ),
    ],
)

IN_YEMEN: dict[str, Any] = {"place": at("Yemen", "YEM")}
IN_JUNE: dict[str, Any] = {**IN_YEMEN, "period": "2019-06"}
CHOLERA_IN_2019: dict[str, Any] = {
    **IN_YEMEN,
    "period": "2019-06-30",
    "measure": "cumulative",
    "since": "2019-01-01",
    "disease": "Cholera",
}
SUPPORTED = {
    "health_facility": 3_006,
    "governorate_hospital": 17,
    "district_hospital": 118,
    "general_hospital": 66,
    "specialized_hospital": 19,
    "health_centre": 950,
    "health_unit": 1_836,
    "cholera_treatment_centre": 181,
    "oral_rehydration_point": 898,
}

YEMEN = RoutineReport(
    HEALTH,
    "Health Cluster",
    "Yemen: bulletin of June 2019",
    "2019-06-30",
    [
        *(
            fits(sr.Facility(**IN_JUNE, kind=kind, action="supported", supported_by="health partners", count=count))
            for kind, count in SUPPORTED.items()
        ),
        fits(sr.Extent(**IN_JUNE, of="districts", status="prioritised", count=147)),
        fits(sr.DiseaseCount(**CHOLERA_IN_2019, kind="case", classification="suspected", people=451_895)),
        fits(sr.DiseaseCount(**CHOLERA_IN_2019, kind="death", people=711)),
        as_indicator(
            sr.Indicator(
                **IN_YEMEN,
                period="2019-01/2019-06",
                code="cholera_case_fatality",
                label="Deaths among suspected cases of cholera",
                value=several(0.16, "percent"),
            ),
            "case fatality is a rate of its own",
        ),
        fits(
            sr.DiseaseCount(
                **IN_JUNE, measure="new", disease="Cholera", kind="case", classification="suspected", people=85_950
            )
        ),
        fits(sr.DiseaseCount(**CHOLERA_IN_2019, kind="case", classification="suspected", age="0-4", share=23)),
        as_indicator(
            sr.Indicator(
                **IN_YEMEN,
                period="2019-01/2019-06",
                code="cholera_severe_cases",
                label="Severe cases among suspected cases of cholera",
                value=several(16.4, "percent"),
            ),
            "a case has no severity",
        ),
        fits(sr.Extent(**IN_JUNE, of="governorates", status="affected", cause="cholera", count=Figure(best=21, of=23))),
        fits(sr.Extent(**IN_JUNE, of="districts", status="affected", cause="cholera", count=Figure(best=299, of=333))),
    ],
)

REPORTS = (
    *(FIRST_WEEKS, LAST_MONTHS, WILDFIRES, CYCLONES, MONSOON, CYCLONE_FANI, CYCLONE_GULAB),
    *(BLOCKADE, CHOLERA_SPREADS, GANG_VIOLENCE, CAPITAL_CUT_OFF, CHOLERA_RESPONSE),
    *(NORTH_WEST_SYRIA, SOMALIA, YEMEN),
)


def facts(kind: str | None = None) -> Iterator[Fact]:
    """The facts of one kind of report, or of all."""
    for report in REPORTS:
        if kind in (None, report.kind):
            yield from report.facts
