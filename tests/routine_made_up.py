"""Synthetic reports of further kinds, encoded fact by fact: places, bodies, figures and events are made up.

They ask for what the public reports that are encoded beside them don't have: prices, phases of hunger, protection,
mine action, sites, access, detention, power. Where one report says two things of one subject, both are here.
"""

from typing import Any

from routine_facts import RoutineReport, as_indicator, fits, in_note, in_part, several

import sitrep as sr
from sitrep import Figure

FURTHER = "Made-up reports of further kinds"

TARSA: dict[str, Any] = {"place": sr.Place(name="Tarsa"), "period": "2031-05-12"}
SINCE_APRIL: dict[str, Any] = {"measure": "cumulative", "since": "2031-04-28"}
COORDINATOR: dict[str, Any] = {"actor": "Humanitarian Coordinator", "act": "calls_for", "topic": "humanitarian_access"}

FIGHTING = RoutineReport(
    FURTHER,
    "A coordination office",
    "Synthetic: fighting in Tarsa",
    "2031-05-12",
    [
        fits(sr.Displacement(**TARSA, **SINCE_APRIL, kind="new_displacement", group="women_and_children", share=78)),
        fits(sr.Displacement(**TARSA, measure="new", kind="cross_border_flight", via="Dell", people=4_321)),
        fits(sr.Facility(**TARSA, kind="health_facility", damage="damaged", count=Figure(best=5, of=19))),
        fits(sr.Facility(**TARSA, kind="school", action="used_as_shelter", count=32)),
        fits(sr.Facility(**TARSA, kind="school", action="used_by_armed_forces", count=4)),
        fits(sr.Statement(**TARSA, **COORDINATOR, content="safe passage for civilians who flee")),
        fits(sr.Statement(**TARSA, **COORDINATOR, content="convoys to Tarsa without delay")),
        fits(
            sr.Facility(**TARSA, kind="hospital", name="Tarsa General", supported_by="a UN agency", power="generator")
        ),
        fits(sr.Facility(**TARSA, kind="hospital", name="Tarsa General", supported_by="a medical NGO")),
        fits(sr.Incident(**TARSA, **SINCE_APRIL, kind="ceasefire_violation", count=78)),
        fits(sr.Detention(**TARSA, **SINCE_APRIL, kind="arrested", role="journalist", people=23)),
        fits(sr.Casualty(**TARSA, **SINCE_APRIL, outcome="killed", cause="execution", people=11)),
        in_note("The curfew is lifted for four hours on market days.", "a rule with its exceptions"),
    ],
)

IN_JUNE: dict[str, Any] = {"place": sr.Place(name="Northern Region"), "period": "2031-06"}

ACCESS = RoutineReport(
    FURTHER,
    "An access working group",
    "Synthetic: access and logistics in June",
    "2031-07-05",
    [
        fits(sr.Access(**IN_JUNE, measure="new", constraint="interference", count=65)),
        fits(sr.Access(**IN_JUNE, measure="new", constraint="violence_against_aid", count=61)),
        fits(sr.Access(**IN_JUNE, measure="new", constraint="interference", reason="visas are pending")),
        fits(sr.Access(**IN_JUNE, measure="new", constraint="interference", reason="searches of convoys")),
        fits(sr.Shortage(**IN_JUNE, item="fuel", level="short", cause="blockade")),
        fits(sr.Shortage(**IN_JUNE, item="fuel", level="short", cause="currency_depreciation")),
        fits(
            sr.Assistance(
                **IN_JUNE, measure="new", activity="aid_delivery", via="Dell", vehicles=several(1_420, "trucks")
            )
        ),
        fits(
            sr.Assistance(
                **IN_JUNE,
                measure="new",
                activity="commercial_import",
                item="fuel",
                via="Dell",
                quantity=several(2_300_000, "litres"),
            )
        ),
        in_part(
            sr.Access(**IN_JUNE, constraint="restriction_into_country", reason="visas for 23 of 98 staff"),
            "how many visas are pending: a figure that isn't of missions or incidents",
        ),
    ],
)

UPLANDS: dict[str, Any] = {"place": sr.Place(name="Southern Uplands"), "period": "2031-04"}
CHILDREN: dict[str, Any] = {**UPLANDS, "measure": "new", "age": "6-59 months"}
MAIZE: dict[str, Any] = {**UPLANDS, "item": "maize", "per": "kilogram", "market": "retail"}

HUNGER = RoutineReport(
    FURTHER,
    "A food security cluster",
    "Synthetic: prices, hunger and nutrition in April",
    "2031-05-02",
    [
        fits(sr.Extent(**UPLANDS, of="districts", status="in_ipc_phase_4", count=Figure(best=12, of=45))),
        fits(sr.Extent(**UPLANDS, of="districts", status="in_ipc_phase_3", count=Figure(best=22, of=45))),
        fits(sr.Assistance(**CHILDREN, activity="nutrition_screening", people=12_340)),
        fits(
            sr.DiseaseCount(**CHILDREN, disease="Severe acute malnutrition", kind="case", people=320, share=2.6),
        ),
        fits(sr.Price(**MAIZE, price=several(950, "NGN"))),
        fits(sr.Price(**MAIZE, change=12, compared_to="2031-03")),
        fits(sr.Price(**MAIZE, change=85, compared_to="2030-04")),
        fits(sr.Extent(**UPLANDS, of="livestock", status="lost", count=several(2_300, "head_of_livestock"))),
        fits(
            sr.DiseaseCount(
                **UPLANDS, measure="new", disease="Measles", kind="case", trend="decreasing", compared_to="2031-03"
            )
        ),
        fits(
            sr.DiseaseCount(
                **UPLANDS, measure="new", disease="Measles", kind="case", trend="increasing", compared_to="2030-04"
            )
        ),
        as_indicator(
            sr.Indicator(
                **UPLANDS,
                code="terms_of_trade_goat_maize",
                label="Maize for one goat",
                value=several(68, "kilograms"),
            ),
            "what one good is worth in another is no price in money",
        ),
    ],
)

KARA: dict[str, Any] = {"place": sr.Place(name="Kara"), "period": "2031-09-15"}
IN_KARA_NEW: dict[str, Any] = {**KARA, "measure": "new"}

SERVICES = RoutineReport(
    FURTHER,
    "A group of clusters",
    "Synthetic: protection, mine action, education and sites",
    "2031-09-15",
    [
        fits(sr.Incident(**IN_KARA_NEW, kind="gender_based_violence", count=61)),
        fits(sr.Casualty(**IN_KARA_NEW, outcome="recruited", age="0-17", sex="m", people=34)),
        fits(sr.Assistance(**IN_KARA_NEW, activity="hotline", quantity=several(2_345, "calls"))),
        fits(sr.Assistance(**IN_KARA_NEW, activity="clearance", quantity=several(45_000, "square_metres"))),
        fits(sr.Extent(**KARA, of="land", status="contaminated", count=several(1_200, "square_kilometres"))),
        fits(sr.Facility(**KARA, kind="temporary_learning_space", action="established", count=120)),
        fits(sr.Extent(**KARA, of="sites", status="managed", count=Figure(best=32, of=98))),
        fits(sr.Extent(**KARA, of="national_ngos", status="active", count=54)),
        fits(sr.Facility(**KARA, kind="water_point", functioning="not", count=several(45, "percent"))),
        as_indicator(
            sr.Indicator(
                **KARA,
                code="people_per_latrine",
                label="People who share a latrine",
                value=several(85, "persons_per_latrine"),
            ),
            "people for each latrine are a ratio",
        ),
    ],
)

STORM: dict[str, Any] = {"place": sr.Place(name="Coast Province"), "event": "Storm NOVA", "period": "2031-03-10"}
QUAKE: dict[str, Any] = {"place": sr.Place(name="Vale"), "event": "Vale earthquake", "period": "2031-02-06"}

DISASTERS_MADE_UP = RoutineReport(
    FURTHER,
    "A disaster agency",
    "Synthetic: a storm and an earthquake",
    "2031-03-10",
    [
        fits(sr.Outage(**STORM, service="electricity", extent="partial", households=230_000)),
        fits(sr.Outage(**STORM, service="water", extent="restored", starts="2031-03-05", ends="2031-03-09")),
        fits(sr.Facility(**STORM, kind="telecom_tower", functioning="not", count=several(40, "percent"))),
        fits(sr.Incident(**STORM, kind="storm_surge", magnitude=several(3, "metres"), warning="very_high")),
        fits(sr.Facility(**STORM, kind="water_well", action="contaminated", count=87)),
        fits(
            sr.Assistance(**STORM, activity="search_and_rescue", item="volunteers", quantity=several(120, "volunteers"))
        ),
        fits(
            sr.Incident(
                **QUAKE, kind="earthquake", magnitude=several(7.1, "moment_magnitude"), depth=several(12, "kilometres")
            )
        ),
        fits(sr.Facility(**QUAKE, kind="building", action="unsafe", count=3_400)),
        as_indicator(
            sr.Indicator(**QUAKE, code="economic_loss", label="Direct losses", value=several(34_200_000, "USD")),
            "what a disaster has cost is no funding",
        ),
    ],
)

MADE_UP = (FIGHTING, ACCESS, HUNGER, SERVICES, DISASTERS_MADE_UP)
