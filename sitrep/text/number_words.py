"""The words in which four languages write quantities: data for the grammar in `sitrep.text.quantities`.

In the tables a comma parts phrases that mean the same, and a slash parts spellings of one word.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import product
from typing import Literal, TypeVar

from attrs import Factory, field, frozen

from sitrep.caches import cached

Phrase = tuple[str, ...]
Marker = Literal["about", "low", "high"]
V = TypeVar("V")

DOZEN = 12
HALF, QUARTER = Fraction(1, 2), Fraction(1, 4)
_TATWEEL = "\u0640"
_SAME_LETTER = str.maketrans({"’": "'", "ى": "ي"})


def fold(word: str) -> str:
    """The form in which words are compared: no case, no accents, no vowel signs, no stretched letters."""
    letters = unicodedata.normalize("NFD", word.casefold())
    bare = "".join(letter for letter in letters if letter != _TATWEEL and not unicodedata.combining(letter))
    folded = bare.translate(_SAME_LETTER)
    return "de" if folded == "d'" else folded


def _phrase(text: str) -> Phrase:
    return tuple(fold(word) for word in text.replace("'", "' ").split())


def _phrases(text: str) -> frozenset[Phrase]:
    return frozenset(_phrase(part) for part in text.split(",") if part.strip())


def _words(text: str) -> frozenset[str]:
    return frozenset(fold(word) for word in text.split())


def _table(rows: Mapping[V, str]) -> dict[Phrase, V]:
    return {phrase: value for value, text in rows.items() for phrase in _phrases(text)}


def _word_table(rows: Mapping[V, str]) -> dict[str, V]:
    return {fold(word): value for value, text in rows.items() for word in text.split()}


def _count(words: str, start: int = 0, step: int = 1) -> dict[Phrase, int]:
    """Words in the order of counting; `_` stands for a blank within one number."""
    numbered = enumerate(word.split("/") for word in words.split())
    return {_phrase(each.replace("_", " ")): start + step * at for at, same in numbered for each in same}


def _joined(heads: Mapping[Phrase, int], tails: Mapping[Phrase, int], link: str = "") -> dict[Phrase, int]:
    """Every head with every tail, added up."""
    pairs = product(heads.items(), tails.items())
    return {(*head, *_phrase(link), *tail): ten + unit for (head, ten), (tail, unit) in pairs}


@frozen
class Scale:
    """A word that multiplies. With no number before it, it counts `alone`: 1 ("mille"), 2 (a dual) or 0."""

    size: int
    alone: int = 0


def _scales(
    counted: Mapping[int, str],
    single: Mapping[int, str],
    dual: Mapping[int, str],
) -> dict[str, Scale]:
    kinds = ((counted, 0), (single, 1), (dual, 2))
    return {word: Scale(size, alone) for rows, alone in kinds for word, size in _word_table(rows).items()}


def _known(language: "Language") -> frozenset[str]:
    """Every word of a language."""
    tables: tuple[Iterable[Phrase], ...] = (
        language.below_hundred,
        language.hundreds,
        language.fractions,
        language.tails,
        language.percent,
        language.before,
        language.after,
        language.out_of,
        language.terms,
        language.codeless,
        language.none,
        *language.ranges,
    )
    words: tuple[Iterable[str], ...] = (
        language.scales,
        language.ones,
        language.collectives,
        language.multiples,
        language.articles,
        language.percent_articles,
        (language.joiner, language.of),
    )
    return frozenset().union(*words, *(phrase for table in tables for phrase in table))


@frozen(kw_only=True, eq=False)
class Language:
    """How one language writes quantities."""

    name: str

    # What a refusal shows.
    samples: str
    sample_range: str
    sample_term: str
    sample_grouping: str

    # Digits, and the marks between them. The first decimal mark is the one that hints use.
    digits: str = "0123456789"
    groups: str
    decimals: str

    # Numbers in words, from small to large.
    below_hundred: Mapping[Phrase, int]
    hundreds: Mapping[Phrase, int]
    joiner: str = ""
    joiner_required: bool = False
    scales: Mapping[str, Scale]
    ones: frozenset[str] = frozenset()
    fractions: Mapping[Phrase, Fraction]
    tails: Mapping[Phrase, Fraction]
    # Nouns for round numbers; all but the dozen are approximate. "Une dizaine de milliers" has a multiple.
    collectives: Mapping[str, int]
    multiples: Mapping[str, int] = {}
    none: frozenset[Phrase]
    abbreviations: Mapping[str, str]

    # What stands around numbers.
    articles: frozenset[str]
    percent: frozenset[Phrase]
    percent_articles: frozenset[str] = frozenset()
    percent_first: bool = False
    before: Mapping[Phrase, Marker]
    after: Mapping[Phrase, Marker]
    ranges: tuple[tuple[Phrase, Phrase], ...]
    out_of: frozenset[Phrase]

    # Vague words: those that have a code, and those that have none.
    of: str
    terms: Mapping[Phrase, str]
    codeless: frozenset[Phrase]

    known: frozenset[str] = field(init=False, default=Factory(_known, takes_self=True))


def _markers(*, about: str, low: str, high: str) -> dict[Phrase, Marker]:
    rows: tuple[tuple[Marker, str], ...] = (("about", about), ("low", low), ("high", high))
    return {phrase: marker for marker, text in rows for phrase in _phrases(text)}


def _before(*, about: str, low: str, high: str) -> dict[Phrase, Marker]:
    return _markers(about=f"~, ≈, {about}", low=f">, ≥, {low}", high=f"<, ≤, {high}")


def _after(*, about: str, low: str, high: str) -> dict[Phrase, Marker]:
    return _markers(about=about, low=f"+, {low}", high=high)


_PERCENT_SIGN = _phrases("%")


def _ranges(*pairs: str) -> tuple[tuple[Phrase, Phrase], ...]:
    """What opens a range and what stands in its middle; every language has the dash."""
    halves = (pair.split("…") for pair in ("… -", *pairs))
    return tuple((_phrase(opening), _phrase(middle)) for opening, middle in halves)


def _english() -> Language:
    units = _count("one two three four five six seven eight nine", start=1)
    teens = _count(
        "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
        start=10,
    )
    tens = _count("twenty thirty forty fifty sixty seventy eighty ninety", start=20, step=10)
    counted_hundreds = units | {phrase: value for phrase, value in teens.items() if value > 10} | {("a",): 1}
    return Language(
        name="English",
        samples="8,805, about 90, at least 400, 300 to 500, 36 of 104 or scores",
        sample_range="300 to 500",
        sample_term="hundreds",
        sample_grouping="1,520",
        groups=" ,",
        decimals=".",
        below_hundred=_count("zero") | units | teens | tens | _joined(tens, units),
        hundreds={(*phrase, "hundred"): value * 100 for phrase, value in counted_hundreds.items()},
        joiner="and",
        scales=_scales(
            {1000: "thousand", 10**5: "lakh lakhs", 10**6: "million", 10**7: "crore crores", 10**9: "billion"},
            single={},
            dual={},
        ),
        ones=_words("a"),
        fractions=_table(
            {
                HALF: "half, half a",
                QUARTER: "a quarter, a quarter of a, quarter of a",
                3 * QUARTER: "three quarters of a",
            }
        ),
        tails=_table({HALF: "and a half", QUARTER: "and a quarter", 3 * QUARTER: "and three quarters"}),
        collectives=_word_table({DOZEN: "dozen"}),
        none=_phrases("none, no one, not one"),
        abbreviations=_word_table({"million": "m mn mln", "thousand": "k", "billion": "b bn"}),
        articles=_words("the"),
        percent=_PERCENT_SIGN | _phrases("percent, per cent"),
        before=_before(
            about="about, around, some, approximately, roughly, nearly, almost, close to, estimated,"
            "an estimated, circa, more or less",
            low="at least, no fewer than, not fewer than, no less than, not less than, more than, over,"
            "above, upwards of, in excess of, minimum, a minimum of, minimum of",
            high="up to, at most, no more than, not more than, fewer than, less than, under, below,"
            "as many as, maximum, a maximum of, maximum of",
        ),
        after=_after(
            about="or so, more or less, approximately, roughly",
            low="or more, at least, minimum",
            high="or fewer, or less, at most, maximum",
        ),
        ranges=_ranges("between … and", "from … to", "… to"),
        out_of=_phrases("of, out of"),
        of="of",
        terms=_table(
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
            }
        ),
        codeless=_phrases(
            "tens, tens of millions, hundreds of millions, billions, a handful, a couple, a number, numerous,"
            "multiple, countless"
        ),
    )


def _french() -> Language:
    one = _count("un/une", start=1)
    units = _count("deux trois quatre cinq six sept huit neuf", start=2)
    teens = _count("dix onze douze treize quatorze quinze seize dix_sept dix_huit dix_neuf", start=10)
    tens = _count("vingt trente quarante cinquante soixante", start=20, step=10)
    more_tens = _count("septante huitante/octante nonante", start=70, step=10)
    sixty, eighty = _count("soixante", start=60), _count("quatre_vingt", start=80)
    below_hundred = {
        **_count("zéro"),
        **one,
        **units,
        **teens,
        **tens,
        **_joined(tens | more_tens, one, "et"),
        **_joined(tens | more_tens, units),
        **more_tens,
        **_joined(sixty, teens),
        **_joined(sixty, _count("onze", start=11), "et"),
        **eighty,
        **_count("quatre_vingts", start=80),
        **_joined(eighty, one | units | teens),
    }
    return Language(
        name="French",
        samples="8 805, environ 90, au moins 400, 300 à 500, 36 sur 104 ou des centaines",
        sample_range="300 à 500",
        sample_term="des centaines",
        sample_grouping="1 520",
        groups=" ,.",
        decimals=",.",
        below_hundred=below_hundred,
        hundreds=_table({100: "cent"})
        | {(*phrase, word): value * 100 for phrase, value in units.items() for word in ("cent", "cents")},
        scales=_scales(
            {10**6: "million millions", 10**9: "milliard milliards"},
            single={1000: "mille"},
            dual={},
        ),
        fractions=_table({HALF: "un demi, une demi, demi", QUARTER: "un quart de, quart de"}),
        tails=_table({HALF: "et demi, et demie"}),
        collectives=_word_table(
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
        multiples=_word_table({1000: "milliers", 10**6: "millions"}),
        none=_phrases("aucun, aucune, pas un, pas une"),
        abbreviations=_word_table({"millions": "m mn mio", "mille": "k", "milliards": "md mds"}),
        articles=_words("les"),
        percent=_PERCENT_SIGN | _phrases("pour cent"),
        before=_before(
            about="environ, près de, quelque, autour de, à peu près, approximativement, presque,"
            "plus ou moins, aux alentours de, aux environs de, de l'ordre de",
            low="au moins, plus de, pas moins de, au minimum, minimum, un minimum de",
            high="jusqu'à, au plus, tout au plus, moins de, pas plus de, au maximum, maximum, un maximum de",
        ),
        after=_after(
            about="environ, à peu près, plus ou moins, approximativement",
            low="au moins, ou plus, au minimum, minimum",
            high="au plus, tout au plus, ou moins, au maximum, maximum",
        ),
        ranges=_ranges("entre … et", "de … à", "… à"),
        out_of=_phrases("sur"),
        of="de",
        terms=_table(
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
            }
        ),
        codeless=_phrases(
            "dizaines, des dizaines, vingtaines, des vingtaines, dizaines de millions,"
            "des dizaines de millions, centaines de millions, des centaines de millions, milliards,"
            "des milliards, une poignée, nombreux, nombreuses"
        ),
    )


def _spanish() -> Language:
    units = _count("un/uno/una dos tres cuatro cinco seis siete ocho nueve", start=1)
    below_thirty = _count(
        "diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve"
        " veinte veintiún/veintiuno/veintiuna veintidós veintitrés veinticuatro veinticinco veintiséis"
        " veintisiete veintiocho veintinueve",
        start=10,
    )
    tens = _count("treinta cuarenta cincuenta sesenta setenta ochenta noventa", start=30, step=10)
    return Language(
        name="Spanish",
        samples="8 805, unos 90, al menos 400, 300 a 500, 36 de 104 o cientos",
        sample_range="300 a 500",
        sample_term="cientos",
        sample_grouping="1 520",
        groups=" ,.",
        decimals=",.",
        below_hundred=_count("cero") | units | below_thirty | tens | _joined(tens, units, "y"),
        hundreds=_count(
            "cien/ciento doscientos/doscientas trescientos/trescientas cuatrocientos/cuatrocientas"
            " quinientos/quinientas seiscientos/seiscientas setecientos/setecientas ochocientos/ochocientas"
            " novecientos/novecientas",
            start=100,
            step=100,
        ),
        scales=_scales({10**6: "millón millones"}, single={1000: "mil"}, dual={}),
        fractions=_table({HALF: "medio, media", QUARTER: "un cuarto de, cuarto de"}),
        tails=_table({HALF: "y medio, y media"}),
        collectives=_word_table(
            {
                10: "decena decenas",
                DOZEN: "docena docenas",
                20: "veintena",
                30: "treintena",
                100: "centenar centenares",
                1000: "millar millares",
            }
        ),
        multiples=_word_table({1000: "miles", 10**6: "millones"}),
        none=_phrases("ninguno, ninguna, ni un, ni uno, ni una"),
        abbreviations=_word_table({"millones": "m mm mill", "mil": "k"}),
        articles=_words("los las"),
        percent=_PERCENT_SIGN | _phrases("por ciento, por cien"),
        percent_articles=_words("el un"),
        before=_before(
            about="unos, unas, cerca de, cerca del, alrededor de, alrededor del, en torno a, en torno al,"
            "aproximadamente, casi, más o menos",
            low="al menos, por lo menos, cuando menos, más de, más del, no menos de, como mínimo, mínimo,"
            "mínimo de, un mínimo de",
            high="hasta, menos de, menos del, como máximo, a lo sumo, no más de, máximo, un máximo de",
        ),
        after=_after(
            about="aproximadamente, más o menos",
            low="al menos, por lo menos, o más, como mínimo",
            high="o menos, como máximo, a lo sumo",
        ),
        ranges=_ranges("entre … y", "de … a", "… a"),
        out_of=_phrases("de"),
        of="de",
        terms=_table(
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
            }
        ),
        codeless=_phrases(
            "decenas, decenas de millones, cientos de millones, centenares de millones, miles de millones,"
            "un puñado, un par, numerosos, numerosas"
        ),
    )


def _arabic() -> Language:
    units = _count(
        "واحد/واحدة اثنان/اثنين/اثنتان/اثنتين ثلاثة/ثلاث أربعة/أربع خمسة/خمس"
        " ستة/ست سبعة/سبع ثمانية/ثماني/ثمان تسعة/تسع",
        start=1,
    )
    teens = _count("أحد_عشر/إحدى_عشرة اثنا_عشر/اثني_عشر/اثنتا_عشرة/اثنتي_عشرة", start=11)
    from_three = {phrase: value for phrase, value in units.items() if value > 2}
    teens |= _joined(from_three, _count("عشر/عشرة", start=10))
    tens = _count(
        "عشرون/عشرين ثلاثون/ثلاثين أربعون/أربعين خمسون/خمسين ستون/ستين سبعون/سبعين ثمانون/ثمانين تسعون/تسعين",
        start=20,
        step=10,
    )
    one = _count("أحد/إحدى", start=1)
    hundred = ("مئة", "مائة")
    stems = "ثلاث أربع خمس ست سبع ثماني/ثمان تسع"
    hundreds = _count("مئة/مائة مئتان/مئتين/مائتان/مائتين/مئتا/مئتي/مائتا/مائتي", start=100, step=100)
    for (stem,), value in _count(stems, start=3).items():
        for word in hundred:
            hundreds |= {_phrase(stem + word): value * 100, _phrase(f"{stem} {word}"): value * 100}
    return Language(
        name="Arabic",
        samples="8805, نحو 90, على الأقل 400, 300 إلى 500, 36 من 104, مئات",
        sample_range="300 إلى 500",
        sample_term="مئات",
        sample_grouping="1 520",
        digits="0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹",
        groups=" ٬,.،",
        decimals="٫,.،",
        below_hundred=_count("صفر")
        | units
        | _count("عشرة/عشر", start=10)
        | teens
        | tens
        | _joined(units | one, tens, "و"),
        hundreds=hundreds,
        joiner="و",
        joiner_required=True,
        # "ألفا" is both "thousand" after a number and "two thousand" before a noun, so it needs a number.
        scales=_scales(
            {1000: "آلاف ألفا", 10**6: "ملايين مليونا", 10**9: "مليارات مليارا"},
            single={1000: "ألف", 10**6: "مليون", 10**9: "مليار"},
            dual={
                1000: "ألفان ألفين ألفي",
                10**6: "مليونان مليونين مليوني",
                10**9: "ملياران مليارين ملياري",
            },
        ),
        fractions=_table({HALF: "نصف", QUARTER: "ربع"}),
        tails=_table({HALF: "و نصف, و النصف", QUARTER: "و ربع, و الربع"}),
        collectives=_word_table({DOZEN: "دزينة"}),
        none=frozenset(),
        abbreviations=_word_table({"مليون": "m م", "ألف": "k"}),
        articles=_words("ال"),
        percent=_PERCENT_SIGN | _phrases("بالمئة, بالمائة, في المئة, في المائة"),
        percent_first=True,
        before=_before(
            about="نحو, حوالي, قرابة, زهاء, تقريبا, ما يقارب, ما يقارب من, ما يقرب من, ما يناهز",
            low="على الأقل, أكثر من, ما لا يقل عن, لا يقل عن, لا تقل عن, ما يزيد على, ما يزيد عن",
            high="حتى, أقل من, على الأكثر, ما لا يزيد على, ما لا يزيد عن, لا يزيد على, لا يزيد عن",
        ),
        after=_after(
            about="تقريبا",
            low="على الأقل, أو أكثر, كحد أدنى",
            high="على الأكثر, أو أقل, كحد أقصى",
        ),
        ranges=_ranges("بين … و", "ما بين … و", "من … إلى", "… إلى"),
        out_of=_phrases("من, من أصل, من بين"),
        of="من",
        terms=_table(
            {
                "few": "بضع, بضعة",
                "several": "عدة",
                "many": "العديد",
                "hundreds": "مئات, المئات",
                "thousands": "آلاف, الآلاف",
                "tens_of_thousands": "عشرات الآلاف, عشرات آلاف",
                "hundreds_of_thousands": "مئات الآلاف, مئات آلاف",
                "millions": "ملايين, الملايين",
            }
        ),
        codeless=_phrases("عشرات, العشرات, عشرات الملايين, مئات الملايين, مليارات, المليارات"),
    )


# Built when first used, so that importing them costs nothing.
LANGUAGES = {
    "en": cached(1)(_english),
    "fr": cached(1)(_french),
    "es": cached(1)(_spanish),
    "ar": cached(1)(_arabic),
}
