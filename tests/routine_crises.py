"""What flash updates on a crisis say, encoded fact by fact."""

from typing import Any

from routine_facts import CRISES, RoutineReport, about, as_indicator, at, fits, in_part, several

import sitrep as sr
from sitrep import Figure

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
