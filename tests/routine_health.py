"""What bulletins of health clusters say, encoded fact by fact."""

from typing import Any

from routine_facts import HEALTH, RoutineReport, as_indicator, at, fits, in_note, in_part, several

import sitrep as sr
from sitrep import Figure

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
