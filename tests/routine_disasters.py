"""What updates on disasters and daily digests say, encoded fact by fact."""

from typing import Any

from routine_facts import DISASTERS, RoutineReport, about, at, fits, in_part, several

import sitrep as sr
from sitrep import Figure

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
