"""Two real situation reports of the first days of November 2023, as examples of the library.

`rafah()` encodes a news article on the opening of the Rafah crossing, paragraph by paragraph. The
article's text isn't here: spans point into it, excerpts are a few words at most. `gaza_figures()`
holds figures of the same days from other sources.
"""

from typing import Any

from sitrep.claims import Header, Note
from sitrep.records import (
    Agreement,
    Assistance,
    Casualty,
    Crossing,
    Detention,
    Evacuation,
    Facility,
    Incident,
    Outage,
    Shortage,
    Statement,
)
from sitrep.report import SitRep, merge
from sitrep.transcript import Transcript
from sitrep.values.figures import Figure
from sitrep.values.places import Place
from sitrep.values.sources import Document, Source

GAZA = Place(name="Gaza Strip", country="PSE")
WEST_BANK = Place(name="West Bank", country="PSE")
EGYPT = Place(name="Egypt", country="EGY")
ISRAEL = Place(name="Israel", country="ISR")
SHEIKH_ZUWAYED = Place(name="Sheikh Zuwayed", country="EGY")
RAFAH_IN_EGYPT = Place(name="Rafah", country="EGY")

CRISIS = "Hostilities in the Gaza Strip and Israel"
ATTACK_DAY = "2023-10-07"
TUESDAY, WEDNESDAY = "2023-10-31", "2023-11-01"

ABOUT_90 = Figure(best=90, approximate=True)
NOT_REPORTED = Figure(missing="not_reported")


def rafah() -> SitRep:
    """The claims of a news article of 2023-11-01 on the opening of the Rafah crossing."""
    article = Transcript(
        document=Document(
            title="News article on the opening of the Rafah crossing",
            published=WEDNESDAY,
            language="en",
            sha256="f366a2eda9bf80f32ee3f0fd5bb55a93c8d59e0d21c02c057a70afed24c19efc",
        )
    )
    tell = article.claim

    the_article = Source("The article itself", kind="news_media")
    egyptian_official = Source("Egyptian official", kind="government", anonymous=True)
    officials = Source("Officials", kind="official", anonymous=True)
    television = Source("Television stations close to Egyptian intelligence", kind="news_media")
    afp = Source("AFP correspondents", kind="news_agency", affiliation="AFP")
    reuters = Source("Reuters", kind="news_agency")
    briefed = Source("Source briefed on the deal", kind="unknown", anonymous=True)
    spokesman = Source("Abu Ubaida, spokesman", kind="armed_group", affiliation="al-Qassam Brigades, Hamas")
    medical = Source("Medical sources", kind="medical", anonymous=True)
    aid_officials = Source("UN and other aid officials", kind="aid_officials")
    paltel = Source("Paltel", kind="company")

    def leaving(**fields: Any) -> Evacuation:
        return Evacuation(origin=GAZA, destination=EGYPT, via="Rafah", period=WEDNESDAY, **fields)

    def crossing(**fields: Any) -> Crossing:
        return Crossing(name="Rafah", between=("EGY", "PSE"), **fields)

    # 1: the first ambulances reach Egypt
    tell(
        leaving(group="wounded", status="under_way", transport="ambulance"),
        egyptian_official,
        "first ambulances carrying wounded",
        4,
    )

    # 2: ambulances come for the most seriously sick and wounded
    tell(
        Assistance(
            activity="ambulance_deployment", place="Rafah terminal, Egyptian side", status="under_way", period=WEDNESDAY
        ),
        television,
        "ambulances entering the Egyptian side",
        274,
    )
    tell(
        leaving(group="sick_and_wounded", status="expected", people=ABOUT_90),
        officials,
        "around 90",
        377,
        via=[television],
    )
    tell(
        leaving(group="sick_and_wounded", status="expected", facility="hospitals in Egypt"),
        officials,
        "in Egyptian hospitals",
        453,
        via=[television],
    )

    # 3: foreign passport holders leave as the crossing opens
    tell(
        leaving(group="foreign_passport_holders", status="under_way", people=Figure(term="scores")), afp, "Scores", 479
    )
    tell(
        crossing(status="open", closed_since=ATTACK_DAY, period=WEDNESDAY),
        afp,
        "opened for the first time since",
        618,
    )

    # 4: what passed before, and who is to leave
    tell(crossing(goods="open", period=f"/{TUESDAY}"), the_article, "Convoys of desperately needed aid", 711)
    tell(crossing(people="closed", period=f"{ATTACK_DAY}/{TUESDAY}"), the_article, "no people have been allowed", 784)
    tell(
        leaving(group="foreign_and_dual_nationals", status="expected", people=Figure(best=400, approximate=True)),
        the_article,
        "Some 400",
        822,
    )
    tell(leaving(group="sick_and_wounded", status="expected", people=ABOUT_90), the_article, "some 90", 872)

    # 5 to 7: the agreement, its terms and what it leaves out
    deal: dict[str, Any] = {"parties": ["Egypt", "Israel", "Hamas"], "period": WEDNESDAY}
    told_reuters: dict[str, Any] = {"via": [reuters], "said": WEDNESDAY}
    tell(
        Agreement(status="reached", mediators="Qatar", coordinators="United States", **deal),
        briefed,
        "Qatar has mediated an agreement",
        937,
        **told_reuters,
    )
    tell(Agreement(provides="limited evacuations", **deal), briefed, "limited evacuations", 1048, **told_reuters)
    terms = ["exit of foreign passport holders", "exit of some critically injured people"]
    tell(Agreement(provides=terms, **deal), briefed, "some critically injured people", 1198, **told_reuters)
    tell(
        crossing(
            modality="conditional",
            people="limited",
            allowed_through=["foreign_passport_holders", "critically_injured"],
            period=WEDNESDAY,
        ),
        briefed,
        "leave through the Rafah border crossing",
        1232,
        **told_reuters,
    )
    tell(Agreement(ends=f"{WEDNESDAY}/..", **deal), briefed, "no timeline", 1312, **told_reuters)
    tell(
        Agreement(excludes=["hostages held by Hamas", "humanitarian pauses"], **deal),
        briefed,
        "not linked to other issues",
        1406,
        **told_reuters,
    )
    for item, words, start in (
        ("food", "food", 1612),
        ("water", "water", 1618),
        ("fuel", "fuel", 1625),
        ("medical_supplies", "medical shortages", 1634),
    ):
        tell(Shortage(item=item, level="short", place=GAZA, period=WEDNESDAY), briefed, words, start, **told_reuters)

    # 8: the war
    tell(
        Incident(kind="ground_operation", actors="Israel", place=GAZA, period=f"../{WEDNESDAY}"),
        the_article,
        "sent its forces into Gaza",
        1680,
    )
    tell(
        Incident(kind="air_drone_strike", actors="Israel", place=GAZA, period=f"2023-10~/{WEDNESDAY}"),
        the_article,
        "weeks of air bombardments",
        1716,
    )
    tell(Incident(kind="attack", actors="Hamas", place=ISRAEL, period=ATTACK_DAY), the_article, "a major attack", 1761)

    # 9: the captives
    captives: dict[str, Any] = {"by": "Hamas", "group": "foreign_nationals"}
    video = Source("Video on Telegram", kind="social_media")
    on_video: dict[str, Any] = {"via": [video], "said": article.day("Tuesday")}
    tell(
        Detention(kind="captive", status="held", people=Figure(best=200, approximate=True), period=TUESDAY, **captives),
        spokesman,
        "200 or so",
        1872,
        **on_video,
    )
    tell(
        Incident(kind="abduction_forced_disappearance", actors="Hamas", place=ISRAEL, period=ATTACK_DAY),
        spokesman,
        "seized during the attack",
        1906,
        **on_video,
    )
    tell(
        Detention(kind="released", modality="expected", people=NOT_REPORTED, **captives),
        spokesman,
        "release some of the",
        1852,
        **on_video,
    )
    tell(
        Statement(
            actor="Hamas", act="promises", topic="release_of_captives", content="some of them, soon", period=TUESDAY
        ),
        spokesman,
        "told mediators it will soon release",
        1824,
        **on_video,
    )

    # 10: preparations in Egypt
    tell(
        Facility(kind="field_hospital", place=SHEIKH_ZUWAYED, period=WEDNESDAY),
        medical,
        "a field hospital",
        2164,
    )
    tell(
        Assistance(
            activity="field_hospital_deployment", place=SHEIKH_ZUWAYED, by="Egypt", status="completed", period=WEDNESDAY
        ),
        medical,
        "Egypt has prepared",
        2145,
    )
    tell(
        Assistance(
            activity="ambulance_deployment",
            place=RAFAH_IN_EGYPT,
            vehicles=Figure(best=10, unit="ambulances"),
            status="dispatched",
            period=article.day("Tuesday"),
        ),
        the_article,
        "Ten ambulances",
        2243,
    )

    # 11: siege, hospitals, electricity
    tell(
        Incident(kind="siege", actors="Israel", place=GAZA, period=f"{ATTACK_DAY}~/.."),
        the_article,
        "Israel besieged Gaza",
        2308,
    )
    tell(
        Statement(
            actor="UN and other aid officials",
            act="warns",
            topic="public_health",
            content="catastrophe for civilians",
            place=GAZA,
            period=WEDNESDAY,
        ),
        aid_officials,
        "public health catastrophe",
        2439,
    )
    tell(
        Shortage(item="hospital_care", level="strained", cause="electricity_shortage", place=GAZA, period=WEDNESDAY),
        aid_officials,
        "hospitals struggling",
        2471,
    )
    tell(
        Casualty(outcome="injured", people=NOT_REPORTED, place=GAZA, period=WEDNESDAY),
        aid_officials,
        "casualties",
        2501,
    )
    # The supply decreases, so the shortage increases.
    tell(
        Shortage(item="electricity", level="short", trend="increasing", place=GAZA, period=WEDNESDAY),
        aid_officials,
        "electricity supplies peter out",
        2515,
    )

    # 12: the blackout
    for service, words, start in (
        ("telecommunications", "communications", 2564),
        ("internet", "internet services", 2583),
    ):
        tell(Outage(service=service, extent="cut", place=GAZA, period=article.day("Wednesday")), paltel, words, start)

    # 13: positions, and how it came to this
    tell(
        Statement(
            actor="Israel", act="promises", topic="military_defeat", content="of Hamas", period=f"../{WEDNESDAY}"
        ),
        the_article,
        "vowed to annihilate",
        2717,
    )
    tell(
        Incident(
            kind="battles",
            actors=["Israel", "Hamas"],
            count=Figure(term="several", unit="wars"),
            period=f"2007/{WEDNESDAY}",
        ),
        the_article,
        "several inconclusive wars",
        2749,
    )
    tell(
        Incident(kind="non_state_actor_overtakes_territory", actors="Hamas", place=GAZA, period="2007"),
        the_article,
        "2007 takeover of Gaza",
        2811,
    )
    tell(
        Statement(
            actor="Callers abroad, unnamed",
            act="calls_for",
            topic="humanitarian_pause",
            content="so that emergency aid reaches civilians",
            period=f"../{WEDNESDAY}",
        ),
        the_article,
        "international calls",
        2882,
    )
    tell(
        Statement(
            actor="Prime Minister of Israel", act="rejects", topic="humanitarian_pause", period=f"../{WEDNESDAY}"
        ),
        the_article,
        "dismissed international calls",
        2872,
    )
    context = Note(
        "Iran backs Hamas, which governs the Gaza Strip. Israel's operations answered the attack of 7 October, and the "
        "siege came after it. Sheikh Zuwayed is in Sinai. The ambulances were sent to Rafah ahead of those who leave. "
        "Paltel is the largest provider in Gaza; the blackout was not the first of this war.",
        section="overview",
        language="en",
    )
    return article.report(
        Header(
            title="Opening of the Rafah crossing",
            publisher="sitrep reference fixture",
            crisis=CRISIS,
            issued=WEDNESDAY,
            period=f"{TUESDAY}/{WEDNESDAY}",
            language="en",
        ),
        notes=[context],
    )


def gaza_figures() -> SitRep:
    """Figures of the same days for the Gaza Strip and the West Bank, from other sources."""
    ministry = Source("Ministry of Health, Gaza", kind="health_ministry")
    ocha = Source("OCHA", kind="un_agency")
    dataset: dict[str, Any] = {"title": "Palestine Datasets", "publisher": "Tech for Palestine", "language": "en"}
    in_gaza = Transcript(
        document=Document(url="https://data.techforpalestine.org/docs/casualties-daily/", **dataset),
        via=["Telegram channel of the Ministry of Health, Gaza"],
    )
    in_west_bank = Transcript(
        document=Document(url="https://data.techforpalestine.org/docs/casualties-daily-west-bank/", **dataset)
    )
    flash_update = Transcript(
        document=Document(
            title="Hostilities in the Gaza Strip and Israel: Flash Update #26",
            publisher="OCHA",
            published=WEDNESDAY,
            language="en",
        )
    )

    def toll(outcome: str, people: int, *, place: Place = GAZA, day: str = WEDNESDAY, **who: Any) -> Casualty:
        return Casualty(
            outcome=outcome, people=people, measure="cumulative", since=ATTACK_DAY, place=place, period=day, **who
        )

    children: dict[str, Any] = {"age": "0-17"}
    women: dict[str, Any] = {"sex": "f", "age": "18+"}
    for day, killed, killed_children, killed_women, injured in (
        (TUESDAY, 8_525, 3_542, 2_187, 21_543),
        (WEDNESDAY, 8_805, 3_650, 2_252, 22_240),
    ):
        for record in (
            toll("killed", killed, day=day),
            toll("killed", killed_children, day=day, **children),
            toll("killed", killed_women, day=day, **women),
            toll("injured", injured, day=day),
        ):
            in_gaza.claim(record, ministry, reported=day)
    in_gaza.claim(
        Casualty(outcome="killed", people=280, measure="new", place=GAZA, period=WEDNESDAY),
        ministry,
        reported=WEDNESDAY,
    )

    # The time at which the flash figures were reported is known, that at which they were verified isn't.
    for verification, reported, killed, killed_children, injured in (
        ("flash", WEDNESDAY, 128, 35, 2_214),
        ("verified", None, 129, 39, 2_328),
    ):
        known: dict[str, Any] = {"place": WEST_BANK, "verification": verification}
        in_west_bank.claim(toll("killed", killed, **known), ocha, reported=reported)
        in_west_bank.claim(toll("killed", killed_children, **children, **known), ocha, reported=reported)
        in_west_bank.claim(toll("injured", injured, **known), ocha, reported=reported)

    def left(group: str, people: int) -> Evacuation:
        figure = Figure(best=people, approximate=True)
        return Evacuation(origin=GAZA, destination=EGYPT, via="Rafah", group=group, people=figure, period=WEDNESDAY)

    flash_update.claim(toll("killed", 8_805), ministry)
    flash_update.claim(left("wounded", 81), ocha, "about 81 wounded")
    flash_update.claim(left("foreign_passport_holders", 345), ocha, "some 345 foreign passport holders")

    header = Header(
        title="Figures for the Gaza Strip and the West Bank",
        publisher="sitrep example",
        crisis=CRISIS,
        issued=WEDNESDAY,
        period=f"{TUESDAY}/{WEDNESDAY}",
        language="en",
    )
    return merge(*(each.report() for each in (in_gaza, in_west_bank, flash_update)), SitRep(headers=[header]))
