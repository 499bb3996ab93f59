"""The words in which English writes quantities.

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


def english() -> Language:
    """Return how English writes quantities."""
    units = counting("one two three four five six seven eight nine", start=1)
    teens = counting(
        "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
        start=10,
    )
    tens = counting("twenty thirty forty fifty sixty seventy eighty ninety", start=20, step=10)
    counted_hundreds = units | {phrase: value for phrase, value in teens.items() if value > 10} | {("a",): 1}
    return Language(
        name="English",
        samples="8,805, about 90, at least 400, 300 to 500, 36 of 104 or scores",
        sample_range="300 to 500",
        sample_term="hundreds",
        sample_grouping="1,520",
        groups=" ,",
        decimals=".",
        groups_by_two=",",
        below_hundred=Phrases(counting("zero") | units | teens | tens | joined(tens, units)),
        hundreds=Phrases({(*phrase, "hundred"): value * 100 for phrase, value in counted_hundreds.items()}),
        joiner="and",
        scales=scales(
            {1000: "thousand", 10**5: "lakh lakhs", 10**6: "million", 10**7: "crore crores", 10**9: "billion"},
            single={},
            dual={},
        ),
        ones=words("a"),
        fractions=table(
            {
                Fraction(1, 2): "half, half a",
                Fraction(1, 4): "a quarter, a quarter of a, quarter of a",
                Fraction(3, 4): "three quarters of a",
            }
        ),
        tails=table(
            {Fraction(1, 2): "and a half", Fraction(1, 4): "and a quarter", Fraction(3, 4): "and three quarters"}
        ),
        collectives=word_table({DOZEN: "dozen"}),
        none=phrases("none, no one, not one"),
        short=shortened({"million": "M mn mln", "thousand": "k", "billion": "bn"}),
        short_of_money=shortened({"million": "m", "billion": "b"}),
        articles=words("the"),
        percent=phrases(f"{PERCENT_SIGN}, percent, per cent"),
        before=markers(
            SIGNS_BEFORE,
            {
                "about": "about, around, some, approximately, approx, approx ., roughly, nearly, almost, close to,"
                "estimated, an estimated, est ., circa, ca, ca ., c ., more or less",
                "low": "at least, no fewer than, not fewer than, no less than, not less than, minimum, a minimum of,"
                "minimum of",
                "above": "more than, over, above, upwards of, in excess of, exceeding, well over, well above, "
                "just over, just above, slightly over, slightly more than, a little over",
                "high": "up to, at most, no more than, not more than, as many as, maximum, a maximum of, maximum of",
                "below": "fewer than, less than, under, below, well under, well below, just under, just below,"
                "slightly under, slightly fewer than, slightly less than, a little under",
                "plain": "only, just, exactly, another, further, a further, additional, an additional, a total of,"
                "total of, a total, all",
            },
        ),
        after=markers(
            SIGNS_AFTER,
            {
                "about": "or so, more or less, approximately, roughly",
                "low": "or more, at least, minimum",
                "high": "or fewer, or less, at most, maximum",
                "plain": "more, others, in total, in all",
            },
        ),
        ranges=ranges("between … and", "from … to", "… to"),
        out_of=phrases("of, out of"),
        units=table(
            {
                "persons": "people, person, persons, individuals, individual",
                "households": "households, household, hhs, hh",
                "families": "families, family",
                "trucks": "trucks, truck",
                "vehicles": "vehicles, vehicle",
                "ambulances": "ambulances, ambulance",
                "flights": "flights, flight",
                "days": "days",
                "hours": "hours",
                "tonnes": "tonnes, tonne, t, mt, metric tons, metric ton, metric tonnes",
                "kilograms": "kilograms, kilogram, kg, kgs",
                "litres": "litres, litre, liters, liter, l",
                "cubic_metres": "cubic metres, cubic meters, m3, m³",
                "kilometres": "kilometres, kilometre, kilometers, kilometer, km, kms",
                "square_kilometres": "square kilometres, square kilometers, sq km, km2, km²",
                "hectares": "hectares, hectare, ha",
                "kilowatt_hours": "kilowatt hours, kwh",
                "megawatts": "megawatts, megawatt, mw",
                "facilities": "facilities, facility",
                "beds": "beds, bed",
                "buildings": "buildings, building",
                "meals": "meals, meal",
                "doses": "doses, dose",
            }
        ),
        per=per(
            ("per {}", "a {}", "/ {}", "each {}", "every {}"),
            ("per {} per {}", "per {} a {}", "a {} per {}", "/ {} / {}", "per {} and {}"),
            person=("person", "capita", "head"),
            household=("household", "hh"),
            family=("family",),
            hour=("hour",),
            day=("day",),
            week=("week",),
            month=("month",),
            year=("year", "annum"),
        ),
        rates=phrases("per, per every, for every, /"),
        shares=shares(
            "half, a half, one half",
            counting("one two three four five six seven eight nine", start=1) | {("a",): 1},
            {
                "third, thirds": 3,
                "quarter, quarters, fourth, fourths": 4,
                "fifth, fifths": 5,
                "sixth, sixths": 6,
                "seventh, sevenths": 7,
                "eighth, eighths": 8,
                "ninth, ninths": 9,
                "tenth, tenths": 10,
            },
        ),
        one_in=words("in"),
        of="of",
        terms=vague(
            {
                "few": "few, a few",
                "several": "several",
                "many": "many",
                "dozens": "dozens",
                "scores": "scores",
                "hundreds": "hundreds",
                "thousands": "thousands",
                "tens_of_thousands": "tens of thousands",
                "hundreds_of_thousands": "hundreds of thousands",
                "millions": "millions",
            },
            "few, a few, several, many",
            {
                "dozens": "dozen, dozens",
                "hundreds": "hundred, hundreds",
                "thousands": "thousand, thousands",
                "tens_of_thousands": "tens of thousands",
                "hundreds_of_thousands": "hundred thousand, hundreds of thousands",
                "millions": "million, millions",
            },
        ),
        codeless=phrases(
            "tens, tens of millions, hundreds of millions, billions, a handful, a couple, a number, numerous,"
            "multiple, countless"
        ),
        changes=words(
            "rise rises rose risen rising increase increases increased increasing grow grows grew grown growing"
            " climb climbed climbing jump jumped surge surged soar soared went gone up fall falls fell fallen"
            " falling drop drops dropped decrease decreased decreasing decline declined declining down reduce"
            " reduced reduction revise revised change changed adjusted corrected updated upgraded downgraded"
            " shrank shrunk"
        ),
        change_openings=words("from"),
    )
