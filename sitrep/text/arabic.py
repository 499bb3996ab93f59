"""The words in which Arabic writes quantities.

In the tables a comma parts phrases that mean the same, and a slash parts spellings of one word.
"""

from fractions import Fraction

from sitrep.text.language import (
    DOZEN,
    PERCENT_SIGN,
    SIGNS_AFTER,
    SIGNS_BEFORE,
    Language,
    Phrases,
    counting,
    joined,
    markers,
    per,
    phrases,
    ranges,
    scales,
    shares,
    shortened,
    table,
    vague,
    word_table,
    words,
)


def arabic() -> Language:
    """Return how Arabic writes quantities."""
    units = counting(
        "واحد/واحدة اثنان/اثنين/اثنتان/اثنتين ثلاثة/ثلاث أربعة/أربع خمسة/خمس"
        " ستة/ست سبعة/سبع ثمانية/ثماني/ثمان تسعة/تسع",
        start=1,
    )
    teens = counting("أحد_عشر/إحدى_عشرة اثنا_عشر/اثني_عشر/اثنتا_عشرة/اثنتي_عشرة", start=11)
    from_three = {phrase: value for phrase, value in units.items() if value > 2}
    teens |= joined(from_three, counting("عشر/عشرة", start=10))
    tens = counting(
        "عشرون/عشرين ثلاثون/ثلاثين أربعون/أربعين خمسون/خمسين ستون/ستين سبعون/سبعين ثمانون/ثمانين تسعون/تسعين",
        start=20,
        step=10,
    )
    one = counting("أحد/إحدى", start=1)
    hundred = ("مئة", "مائة")
    stems = "ثلاث أربع خمس ست سبع ثماني/ثمان تسع"
    hundreds = counting("مئة/مائة مئتان/مئتين/مائتان/مائتين/مئتا/مئتي/مائتا/مائتي", start=100, step=100)
    for (stem,), value in counting(stems, start=3).items():
        for word in hundred:
            hundreds |= dict.fromkeys(counting(f"{stem}{word} {stem}_{word}"), value * 100)
    return Language(
        name="Arabic",
        samples="8805, نحو 90, على الأقل 400, 300 إلى 500, 36 من 104, مئات",
        sample_range="300 إلى 500",
        sample_term="مئات",
        sample_grouping="1 520",
        groups=" ٬,.،",
        decimals="٫,.،",
        below_hundred=Phrases(
            counting("صفر") | units | counting("عشرة/عشر", start=10) | teens | tens | joined(units | one, tens, "و")
        ),
        hundreds=Phrases(hundreds),
        joiner="و",
        joiner_required=True,
        # "ألفا" is both "thousand" after a number and "two thousand" before a noun, so it needs a number.
        scales=scales(
            {1000: "آلاف ألفا", 10**6: "ملايين مليونا", 10**9: "مليارات مليارا"},
            single={1000: "ألف", 10**6: "مليون", 10**9: "مليار"},
            dual={
                1000: "ألفان ألفين ألفي",
                10**6: "مليونان مليونين مليوني",
                10**9: "ملياران مليارين ملياري",
            },
        ),
        fractions=table({Fraction(1, 2): "نصف", Fraction(1, 4): "ربع"}),
        tails=table({Fraction(1, 2): "و نصف, و النصف", Fraction(1, 4): "و ربع, و الربع"}),
        collectives=word_table({DOZEN: "دزينة"}),
        none=Phrases({}),
        short=shortened({"مليون": "M", "ألف": "k"}),
        short_of_money=shortened({"مليون": "m م"}),
        articles=words("ال"),
        percent=phrases(f"{PERCENT_SIGN}, بالمئة, بالمائة, في المئة, في المائة"),
        percent_first=True,
        before=markers(
            SIGNS_BEFORE,
            {
                "about": "نحو, حوالي, قرابة, زهاء, تقريبا, ما يقارب, ما يقارب من, ما يقرب من, ما يناهز",
                "low": "على الأقل, ما لا يقل عن, لا يقل عن, لا تقل عن",
                "above": "أكثر من, ما يزيد على, ما يزيد عن",
                "high": "حتى, على الأكثر, ما لا يزيد على, ما لا يزيد عن, لا يزيد على, لا يزيد عن",
                "below": "أقل من",
                "plain": "فقط, ما مجموعه",
            },
        ),
        after=markers(
            SIGNS_AFTER,
            {
                "about": "تقريبا",
                "low": "على الأقل, أو أكثر, كحد أدنى",
                "high": "على الأكثر, أو أقل, كحد أقصى",
                "plain": "فقط, آخرين, آخرون",
            },
        ),
        ranges=ranges("بين … و", "ما بين … و", "من … إلى", "… إلى"),
        out_of=phrases("من, من أصل, من بين"),
        units=table(
            {
                "persons": "شخص, شخصا, أشخاص",
                "households": "أسرة, أسر",
                "families": "عائلة, عائلات",
                "trucks": "شاحنة, شاحنات",
                "days": "يوم, يوما, أيام",
                "hours": "ساعة, ساعات",
                "tonnes": "طن, طنا, أطنان",
                "litres": "لتر, لترا, لترات",
                "kilometres": "كيلومتر, كيلومترا, كيلومترات, كم",
                "hectares": "هكتار, هكتارا, هكتارات",
            }
        ),
        per=per(
            ("لكل {}",),
            ("لكل {} لكل {}", "لكل {} في ال{}"),
            person=("شخص", "فرد"),
            household=("أسرة",),
            hour=("ساعة",),
            day=("يوم",),
            month=("شهر",),
            year=("سنة",),
        ),
        rates=phrases("لكل"),
        shares=shares(
            "نصف",
            {(): 1},
            {"ثلث": 3, "ربع": 4},
        ),
        of="من",
        terms=vague(
            {
                "few": "بضع, بضعة",
                "several": "عدة",
                "many": "العديد",
                "hundreds": "مئات, المئات",
                "thousands": "آلاف, الآلاف",
                "tens_of_thousands": "عشرات الآلاف, عشرات آلاف",
                "hundreds_of_thousands": "مئات الآلاف, مئات آلاف",
                "millions": "ملايين, الملايين",
            },
            "عدة, بضع, بضعة",
            {
                "hundreds": "مئات",
                "thousands": "آلاف",
                "tens_of_thousands": "عشرات الآلاف",
                "hundreds_of_thousands": "مئات الآلاف",
                "millions": "ملايين",
            },
        ),
        codeless=phrases("عشرات, العشرات, عشرات الملايين, مئات الملايين, مليارات, المليارات"),
        changes=words("ارتفع ارتفعت يرتفع ارتفاع زاد زادت ازداد زيادة انخفض انخفضت انخفاض تراجع تراجعت هبط تغير"),
        change_openings=words("من"),
    )
