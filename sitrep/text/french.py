"""The words in which French writes quantities.

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


def french() -> Language:
    """Return how French writes quantities."""
    one = counting("un/une", start=1)
    units = counting("deux trois quatre cinq six sept huit neuf", start=2)
    teens = counting("dix onze douze treize quatorze quinze seize dix_sept dix_huit dix_neuf", start=10)
    tens = counting("vingt trente quarante cinquante soixante", start=20, step=10)
    more_tens = counting("septante huitante/octante nonante", start=70, step=10)
    sixty, eighty = counting("soixante", start=60), counting("quatre_vingt", start=80)
    below_hundred = {
        **counting("zéro"),
        **one,
        **units,
        **teens,
        **tens,
        **joined(tens | more_tens, one, "et"),
        **joined(tens | more_tens, units),
        **more_tens,
        **joined(sixty, teens),
        **joined(sixty, counting("onze", start=11), "et"),
        **eighty,
        **counting("quatre_vingts", start=80),
        **joined(eighty, one | units | teens),
    }
    return Language(
        name="French",
        samples="8 805, environ 90, au moins 400, 300 à 500, 36 sur 104 ou des centaines",
        sample_range="300 à 500",
        sample_term="des centaines",
        sample_grouping="1 520",
        groups=" ,.",
        decimals=",.",
        below_hundred=Phrases(below_hundred),
        hundreds=Phrases(
            {("cent",): 100}
            | {(*phrase, word): value * 100 for phrase, value in units.items() for word in ("cent", "cents")}
        ),
        scales=scales(
            {10**6: "million millions", 10**9: "milliard milliards"},
            single={1000: "mille"},
            dual={},
        ),
        fractions=table({Fraction(1, 2): "un demi, une demi, demi", Fraction(1, 4): "un quart de, quart de"}),
        tails=table({Fraction(1, 2): "et demi, et demie"}),
        collectives=word_table(
            {
                10: "dizaine dizaines",
                DOZEN: "douzaine douzaines",
                15: "quinzaine",
                20: "vingtaine",
                30: "trentaine",
                40: "quarantaine",
                50: "cinquantaine",
                60: "soixantaine",
                100: "centaine centaines",
                1000: "millier milliers",
            }
        ),
        multiples=word_table({1000: "milliers", 10**6: "millions"}),
        none=phrases("aucun, aucune, pas un, pas une"),
        short=shortened({"millions": "M mn mio", "mille": "k", "milliards": "md mds mrd"}),
        short_of_money=shortened({"millions": "m"}),
        articles=words("les"),
        percent=phrases(f"{PERCENT_SIGN}, pour cent"),
        before=markers(
            SIGNS_BEFORE,
            {
                "about": "environ, env, env ., près de, quelque, autour de, à peu près, approximativement, presque,"
                "plus ou moins, aux alentours de, aux environs de, de l'ordre de",
                "low": "au moins, pas moins de, au minimum, minimum, un minimum de",
                "above": "plus de, bien plus de, un peu plus de, au-delà de",
                "high": "jusqu'à, au plus, tout au plus, pas plus de, au maximum, maximum, un maximum de",
                "below": "moins de, bien moins de, un peu moins de",
                "plain": "seulement, exactement, un total de, au total, encore",
            },
        ),
        after=markers(
            SIGNS_AFTER,
            {
                "about": "environ, à peu près, plus ou moins, approximativement",
                "low": "au moins, ou plus, au minimum, minimum",
                "high": "au plus, tout au plus, ou moins, au maximum, maximum",
                "plain": "autres, au total, seulement, de plus",
            },
        ),
        ranges=ranges("entre … et", "de … à", "… à"),
        out_of=phrases("sur"),
        units=table(
            {
                "persons": "personnes, personne, individus",
                "households": "ménages, ménage, foyers, foyer",
                "families": "familles, famille",
                "trucks": "camions, camion",
                "vehicles": "véhicules, véhicule",
                "days": "jours, jour",
                "hours": "heures, heure",
                "tonnes": "tonnes, tonne, t",
                "kilograms": "kilogrammes, kg",
                "litres": "litres, litre, l",
                "cubic_metres": "mètres cubes, m3, m³",
                "kilometres": "kilomètres, kilomètre, km",
                "square_kilometres": "kilomètres carrés, km2, km²",
                "hectares": "hectares, hectare, ha",
                "beds": "lits, lit",
                "doses": "doses, dose",
            }
        ),
        per=per(
            ("par {}", "/ {}"),
            ("par {} et par {}", "par {} par {}", "/ {} / {}"),
            person=("personne", "habitant", "tête"),
            household=("ménage",),
            family=("famille",),
            hour=("heure",),
            day=("jour",),
            week=("semaine",),
            month=("mois",),
            year=("an", "année"),
        ),
        rates=phrases("pour, par, /"),
        shares=shares(
            "la moitié, moitié",
            counting("un deux trois quatre cinq six sept huit neuf", start=1) | {("le",): 1},
            {
                "tiers": 3,
                "quart, quarts": 4,
                "cinquième, cinquièmes": 5,
                "sixième, sixièmes": 6,
                "dixième, dixièmes": 10,
            },
        ),
        of="de",
        terms=vague(
            {
                "few": "quelques",
                "several": "plusieurs",
                "many": "beaucoup, de nombreux, de nombreuses",
                "dozens": "douzaines, des douzaines",
                "hundreds": "centaines, des centaines",
                "thousands": "milliers, des milliers",
                "tens_of_thousands": "dizaines de milliers, des dizaines de milliers",
                "hundreds_of_thousands": "centaines de milliers, des centaines de milliers",
                "millions": "millions, des millions",
            },
            "quelques, plusieurs, de nombreux, de nombreuses",
            {
                "dozens": "douzaines",
                "hundreds": "centaines",
                "thousands": "milliers",
                "tens_of_thousands": "dizaines de milliers",
                "hundreds_of_thousands": "centaines de milliers",
                "millions": "millions",
            },
        ),
        codeless=phrases(
            "dizaines, des dizaines, vingtaines, des vingtaines, dizaines de millions,"
            "des dizaines de millions, centaines de millions, des centaines de millions, milliards,"
            "des milliards, une poignée, nombreux, nombreuses"
        ),
        changes=words(
            "passé passée passés passées passe passent passant passer augmenté augmente hausse monté montée"
            " grimpé baissé baisse diminué diminue tombé tombée chuté réduit révisé révisée corrigé porté portée"
            " évolué"
        ),
        change_openings=words("de"),
    )
