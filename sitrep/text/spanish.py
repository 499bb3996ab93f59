"""The words in which Spanish writes quantities.

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


def spanish() -> Language:
    """Return how Spanish writes quantities."""
    units = counting("un/uno/una dos tres cuatro cinco seis siete ocho nueve", start=1)
    below_thirty = counting(
        "diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve"
        " veinte veintiún/veintiuno/veintiuna veintidós veintitrés veinticuatro veinticinco veintiséis"
        " veintisiete veintiocho veintinueve",
        start=10,
    )
    tens = counting("treinta cuarenta cincuenta sesenta setenta ochenta noventa", start=30, step=10)
    return Language(
        name="Spanish",
        samples="8 805, unos 90, al menos 400, 300 a 500, 36 de 104 o cientos",
        sample_range="300 a 500",
        sample_term="cientos",
        sample_grouping="1 520",
        groups=" ,.",
        decimals=",.",
        below_hundred=Phrases(counting("cero") | units | below_thirty | tens | joined(tens, units, "y")),
        hundreds=Phrases(
            counting(
                "cien/ciento doscientos/doscientas trescientos/trescientas cuatrocientos/cuatrocientas"
                " quinientos/quinientas seiscientos/seiscientas setecientos/setecientas ochocientos/ochocientas"
                " novecientos/novecientas",
                start=100,
                step=100,
            )
        ),
        scales=scales({10**6: "millón millones"}, single={1000: "mil"}, dual={}),
        fractions=table({Fraction(1, 2): "medio, media", Fraction(1, 4): "un cuarto de, cuarto de"}),
        tails=table({Fraction(1, 2): "y medio, y media"}),
        collectives=word_table(
            {
                10: "decena decenas",
                DOZEN: "docena docenas",
                20: "veintena",
                30: "treintena",
                100: "centenar centenares",
                1000: "millar millares",
            }
        ),
        multiples=word_table({1000: "miles", 10**6: "millones"}),
        none=phrases("nadie, ninguno, ninguna, ni un, ni uno, ni una"),
        short=shortened({"millones": "M mill", "mil": "k"}),
        short_of_money=shortened({"millones": "m mm MM"}),
        articles=words("los las"),
        percent=phrases(f"{PERCENT_SIGN}, por ciento, por cien"),
        percent_articles=words("el un"),
        before=markers(
            SIGNS_BEFORE,
            {
                "about": "unos, unas, cerca de, cerca del, alrededor de, alrededor del, en torno a, en torno al,"
                "aproximadamente, aprox, aprox ., casi, más o menos",
                "low": "al menos, por lo menos, cuando menos, no menos de, como mínimo, mínimo, mínimo de,un mínimo de",
                "above": "más de, más del, mucho más de, poco más de, por encima de",
                "high": "hasta, como máximo, a lo sumo, no más de, máximo, un máximo de",
                "below": "menos de, menos del, mucho menos de, poco menos de, por debajo de",
                "plain": "solo, solamente, únicamente, exactamente, otros, otras, un total de",
            },
        ),
        after=markers(
            SIGNS_AFTER,
            {
                "about": "aproximadamente, más o menos",
                "low": "al menos, por lo menos, o más, como mínimo",
                "high": "o menos, como máximo, a lo sumo",
                "plain": "más, en total",
            },
        ),
        ranges=ranges("entre … y", "de … a", "… a"),
        out_of=phrases("de"),
        units=table(
            {
                "persons": "personas, persona, individuos",
                "households": "hogares, hogar",
                "families": "familias, familia",
                "trucks": "camiones, camión",
                "vehicles": "vehículos, vehículo",
                "days": "días, día",
                "hours": "horas, hora",
                "tonnes": "toneladas, tonelada, t",
                "kilograms": "kilogramos, kg",
                "litres": "litros, litro, l",
                "cubic_metres": "metros cúbicos, m3, m³",
                "kilometres": "kilómetros, kilómetro, km",
                "square_kilometres": "kilómetros cuadrados, km2, km²",
                "hectares": "hectáreas, hectárea, ha",
                "beds": "camas, cama",
                "doses": "dosis",
            }
        ),
        per=per(
            ("por {}", "al {}", "a la {}", "/ {}"),
            ("por {} y {}", "por {} por {}", "por {} al {}", "/ {} / {}"),
            person=("persona", "habitante"),
            household=("hogar",),
            family=("familia",),
            hour=("hora",),
            day=("día",),
            week=("semana",),
            month=("mes",),
            year=("año",),
        ),
        rates=phrases("por, por cada, /"),
        shares=shares(
            "la mitad, mitad",
            counting("un/una dos tres cuatro cinco seis siete ocho nueve", start=1),
            {
                "tercio, tercios": 3,
                "cuarto, cuartos": 4,
                "quinto, quintos, quinta parte, quintas partes": 5,
                "décimo, décimos, décima parte": 10,
            },
        ),
        of="de",
        terms=vague(
            {
                "few": "algunos, algunas, unos cuantos, unas cuantas, unos pocos, unas pocas, pocos, pocas",
                "several": "varios, varias",
                "many": "muchos, muchas",
                "dozens": "docenas",
                "hundreds": "cientos, centenares",
                "thousands": "miles, millares",
                "tens_of_thousands": "decenas de miles, decenas de millares",
                "hundreds_of_thousands": "cientos de miles, centenares de miles",
                "millions": "millones",
            },
            "varios, varias, algunos, algunas, unos cuantos, unas cuantas, unos pocos, unas pocas, muchos, muchas",
            {
                "dozens": "docenas",
                "hundreds": "cientos, centenares",
                "thousands": "miles, millares",
                "tens_of_thousands": "decenas de miles",
                "hundreds_of_thousands": "cientos de miles, centenares de miles",
                "millions": "millones",
            },
        ),
        codeless=phrases(
            "decenas, decenas de millones, cientos de millones, centenares de millones, miles de millones,"
            "un puñado, un par, numerosos, numerosas"
        ),
        changes=words(
            "subió subieron subir aumentó aumentaron aumentado aumento creció crecieron pasó pasaron pasado pasar"
            " ascendió bajó bajaron bajar cayó cayeron disminuyó disminuyeron descendió redujo reducido revisó"
            " revisado corregido"
        ),
        change_openings=words("de"),
    )
