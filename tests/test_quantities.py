"""Reading quantities: what each language may write, what is refused, and what the refusal says."""

import unicodedata
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from attrs import asdict
from hypothesis import example, given, settings, strategies as st

from sitrep.canonical import LARGEST_INTEGER
from sitrep.errors import InvalidError
from sitrep.quantities import Quantity, read_quantity

Row = tuple[str, Quantity]


def exactly(number: float, **others: Any) -> Quantity:
    return Quantity(best=number, **others)


def about(number: float, **others: Any) -> Quantity:
    return Quantity(best=number, approximate=True, **others)


def between(low: float, high: float, **others: Any) -> Quantity:
    return Quantity(low=low, high=high, **others)


def at_least(number: float, **others: Any) -> Quantity:
    return Quantity(low=number, **others)


def at_most(number: float, **others: Any) -> Quantity:
    return Quantity(high=number, **others)


def vague(term: str) -> Quantity:
    return Quantity(term=term)


def percent(number: float) -> Quantity:
    return Quantity(best=number, unit="percent")


def readable(value: object) -> str | None:
    """An id in plain letters: the text without its accents or, in another script, what it means."""
    if isinstance(value, Quantity):
        stated = asdict(value, filter=lambda _, part: part is not None and part is not False)
        return "-".join(f"{name}={part}" for name, part in stated.items())
    if isinstance(value, str):
        return unicodedata.normalize("NFKD", value).encode("ascii", "ignore").decode().strip() or "-"
    return None


ENGLISH: Sequence[Row] = [
    ("0", exactly(0)),
    ("zero", exactly(0)),
    ("none", exactly(0)),
    ("none of 104", exactly(0, of=104)),
    ("8,805", exactly(8805)),
    ("8805", exactly(8805)),
    ("1,528,340", exactly(1528340)),
    ("1 528", exactly(1528)),
    ("1\u00a0528", exactly(1528)),
    ("1\u202f528\u202f340", exactly(1528340)),
    ("1.528", exactly(1.528)),
    ("1,528.5", exactly(1528.5)),
    ("0.528", exactly(0.528)),
    ("32.2", exactly(32.2)),
    ("90.0", exactly(90)),
    ("0.000001", exactly(0.000001)),
    (f"{LARGEST_INTEGER}", exactly(LARGEST_INTEGER)),
    ("Ten", exactly(10)),
    ("TWENTY-ONE", exactly(21)),
    ("twenty one", exactly(21)),
    ("a hundred", exactly(100)),
    ("three hundred and five", exactly(305)),
    ("three hundred five", exactly(305)),
    ("fifteen hundred", exactly(1500)),
    ("one hundred and five thousand and two", exactly(105002)),
    ("two million three hundred thousand", exactly(2300000)),
    ("two billion", exactly(2 * 10**9)),
    ("a dozen", exactly(12)),
    ("two dozen", exactly(24)),
    ("half a dozen", exactly(6)),
    ("half a million", exactly(500000)),
    ("a quarter of a million", exactly(250000)),
    ("two and a half", exactly(2.5)),
    ("one and a half million", exactly(1500000)),
    ("a million and a half", exactly(1500000)),
    ("2.3 million", exactly(2300000)),
    ("15 thousand", exactly(15000)),
    ("2 million 300 thousand", exactly(2300000)),
    ("about 90", about(90)),
    ("around 90", about(90)),
    ("Some 400", about(400)),
    ("approximately 90", about(90)),
    ("roughly 90", about(90)),
    ("nearly 90", about(90)),
    ("almost 90", about(90)),
    ("an estimated 2.3 million", about(2300000)),
    ("circa 90", about(90)),
    ("~90", about(90)),
    ("200 or so", about(200)),
    ("the 200 or so", about(200)),
    ("the estimated 200", about(200)),
    ("more or less 200", about(200)),
    ("200 more or less", about(200)),
    ("about 200 or so", about(200)),
    ("at least 400", at_least(400)),
    ("no fewer than 400", at_least(400)),
    ("no less than 400", at_least(400)),
    ("more than 400", at_least(400)),
    ("over 400", at_least(400)),
    ("upwards of 400", at_least(400)),
    ("minimum 400", at_least(400)),
    ("400+", at_least(400)),
    ("400 or more", at_least(400)),
    ("≥ 400", at_least(400)),
    ("at least a dozen", at_least(12)),
    ("at least about 400", at_least(400, approximate=True)),
    ("at least 36 of 104", at_least(36, of=104)),
    ("up to 400", at_most(400)),
    ("at most 400", at_most(400)),
    ("no more than 400", at_most(400)),
    ("fewer than 400", at_most(400)),
    ("less than 400", at_most(400)),
    ("under 400", at_most(400)),
    ("as many as 400", at_most(400)),
    ("< 5", at_most(5)),
    ("300 to 500", between(300, 500)),
    ("300-500", between(300, 500)),
    ("300–500", between(300, 500)),
    ("300 — 500", between(300, 500)),
    ("-3 to -1", between(-3, -1)),
    ("between 10 and 20", between(10, 20)),
    ("from 10 to 20", between(10, 20)),
    ("10 to 10", between(10, 10)),
    ("about 300 to 500", between(300, 500, approximate=True)),
    ("ten to twenty", between(10, 20)),
    ("between one hundred and two hundred", between(100, 200)),
    ("between one hundred and five and two hundred", between(105, 200)),
    ("between one hundred and two hundred and fifty", between(100, 250)),
    ("2 to 3 million", between(2000000, 3000000)),
    ("2-3 million", between(2000000, 3000000)),
    ("two to three hundred", between(200, 300)),
    ("two to three dozen", between(24, 36)),
    ("two hundred to three hundred thousand", between(200000, 300000)),
    ("two and a half to three million", between(2500000, 3000000)),
    ("2 thousand to 3 million", between(2000, 3000000)),
    ("800,000 to 1 million", between(800000, 1000000)),
    ("ninety to one hundred", between(90, 100)),
    ("10 to 20 of 104", between(10, 20, of=104)),
    ("36 of 104", exactly(36, of=104)),
    ("36 out of 104", exactly(36, of=104)),
    ("36 of the 104", exactly(36, of=104)),
    ("nine out of ten", exactly(9, of=10)),
    ("about 36 of 104", about(36, of=104)),
    ("36%", percent(36)),
    ("32.2 %", percent(32.2)),
    ("36 percent", percent(36)),
    ("36 per cent", percent(36)),
    ("-3.5 %", percent(-3.5)),
    ("−3.5 %", percent(-3.5)),
    ("10-20%", between(10, 20, unit="percent")),
    ("10% to 20%", between(10, 20, unit="percent")),
    ("at least 36 percent", at_least(36, unit="percent")),
    ("a few", vague("few")),
    ("several", vague("several")),
    ("many", vague("many")),
    ("dozens", vague("dozens")),
    ("Scores", vague("scores")),
    ("Scores of", vague("scores")),
    ("hundreds", vague("hundreds")),
    ("thousands of", vague("thousands")),
    ("tens of thousands", vague("tens_of_thousands")),
    ("hundreds of thousands of", vague("hundreds_of_thousands")),
    ("millions", vague("millions")),
    ("  at \n least\t400 ", at_least(400)),
    ("\u200e90\u200f", exactly(90)),
]

FRENCH: Sequence[Row] = [
    ("zéro", exactly(0)),
    ("aucune", exactly(0)),
    ("1 528", exactly(1528)),
    ("1\u00a0528", exactly(1528)),
    ("1\u202f528,5", exactly(1528.5)),
    ("1.528,5", exactly(1528.5)),
    ("0,528", exactly(0.528)),
    ("32,2 %", percent(32.2)),
    ("32,2 pour cent", percent(32.2)),
    ("cent pour cent", percent(100)),
    ("vingt et un", exactly(21)),
    ("soixante-dix-sept", exactly(77)),
    ("soixante-et-onze", exactly(71)),
    ("septante-deux", exactly(72)),
    ("nonante", exactly(90)),
    ("quatre-vingts", exactly(80)),
    ("quatre-vingt-dix-neuf", exactly(99)),
    ("mille neuf cent quatre-vingt-quatre", exactly(1984)),
    ("QUATRE CENTS", exactly(400)),
    ("deux millions trois cent mille", exactly(2300000)),
    ("deux milliards", exactly(2 * 10**9)),
    ("15 mille", exactly(15000)),
    ("2,3 millions", exactly(2300000)),
    ("un demi-million", exactly(500000)),
    ("deux millions et demi", exactly(2500000)),
    ("deux douzaines", exactly(24)),
    ("une demi-douzaine", exactly(6)),
    ("une dizaine", about(10)),
    ("une vingtaine de", about(20)),
    ("une centaine", about(100)),
    ("un millier", about(1000)),
    ("une dizaine de milliers", about(10000)),
    ("environ 90", about(90)),
    ("près de 90", about(90)),
    ("quelque 90", about(90)),
    ("les quelque 200", about(200)),
    ("autour de 90", about(90)),
    ("à peu près 90", about(90)),
    ("a\u0300 peu pre\u0300s 90", about(90)),
    ("90 environ", about(90)),
    ("de l'ordre de 90", about(90)),
    ("près d'une centaine", about(100)),
    ("au moins 400", at_least(400)),
    ("400 au moins", at_least(400)),
    ("plus de 400", at_least(400)),
    ("plus d’un millier", at_least(1000, approximate=True)),
    ("400 ou plus", at_least(400)),
    ("jusqu'à 400", at_most(400)),
    ("jusqu’à 400", at_most(400)),
    ("au plus 400", at_most(400)),
    ("moins de 400", at_most(400)),
    ("entre 10 et 20", between(10, 20)),
    ("de 10 à 20", between(10, 20)),
    ("10 à 20", between(10, 20)),
    ("10-20", between(10, 20)),
    ("entre vingt et un et trente", between(21, 30)),
    ("entre vingt et trente et un", between(20, 31)),
    ("2 à 3 millions", between(2000000, 3000000)),
    ("un à deux millions et demi", between(1000000, 2500000)),
    ("36 sur 104", exactly(36, of=104)),
    ("quelques", vague("few")),
    ("plusieurs", vague("several")),
    ("de nombreux", vague("many")),
    ("des douzaines", vague("dozens")),
    ("des centaines de", vague("hundreds")),
    ("des milliers d'", vague("thousands")),
    ("des dizaines de milliers", vague("tens_of_thousands")),
    ("des centaines de milliers", vague("hundreds_of_thousands")),
    ("des millions", vague("millions")),
]

SPANISH: Sequence[Row] = [
    ("cero", exactly(0)),
    ("ninguna", exactly(0)),
    ("1 528", exactly(1528)),
    ("1\u202f528", exactly(1528)),
    ("1.528.340", exactly(1528340)),
    ("1,528,340", exactly(1528340)),
    ("1.528,5", exactly(1528.5)),
    ("1,528.5", exactly(1528.5)),
    ("1528,340", exactly(1528.34)),
    ("1,5280", exactly(1.528)),
    ("0,528", exactly(0.528)),
    ("1,5", exactly(1.5)),
    ("32,2 %", percent(32.2)),
    ("32.2 por ciento", percent(32.2)),
    ("un 20 %", percent(20)),
    ("veintiún", exactly(21)),
    ("treinta y una", exactly(31)),
    ("ciento cinco", exactly(105)),
    ("quinientas", exactly(500)),
    ("mil novecientos ochenta y cuatro", exactly(1984)),
    ("dos millones trescientos mil", exactly(2300000)),
    ("dos mil millones", exactly(2 * 10**9)),
    ("15 mil", exactly(15000)),
    ("2,3 millones", exactly(2300000)),
    ("1 millón 528 mil", exactly(1528000)),
    ("MEDIO MILLON", exactly(500000)),
    ("un millón y medio", exactly(1500000)),
    ("una docena", exactly(12)),
    ("media docena", exactly(6)),
    ("un centenar", about(100)),
    ("una decena de miles", about(10000)),
    ("unos 90", about(90)),
    ("unas 90", about(90)),
    ("cerca de 90", about(90)),
    ("cerca de los 90", about(90)),
    ("cerca del 20 %", about(20, unit="percent")),
    ("alrededor de 90", about(90)),
    ("aproximadamente 90", about(90)),
    ("casi 90", about(90)),
    ("al menos 400", at_least(400)),
    ("por lo menos 400", at_least(400)),
    ("más de 400", at_least(400)),
    ("más de un centenar", at_least(100, approximate=True)),
    ("400 o más", at_least(400)),
    ("hasta 400", at_most(400)),
    ("menos de 400", at_most(400)),
    ("como máximo 400", at_most(400)),
    ("400 como máximo", at_most(400)),
    ("entre 10 y 20", between(10, 20)),
    ("de 10 a 20", between(10, 20)),
    ("entre el 10 % y el 20 %", between(10, 20, unit="percent")),
    ("entre treinta y uno y cuarenta", between(31, 40)),
    ("entre treinta y cuarenta y cinco", between(30, 45)),
    ("de dos mil a tres mil millones", between(2 * 10**9, 3 * 10**9)),
    ("36 de 104", exactly(36, of=104)),
    ("de 10 a 20 de 104", between(10, 20, of=104)),
    ("algunas", vague("few")),
    ("varios", vague("several")),
    ("muchos", vague("many")),
    ("docenas", vague("dozens")),
    ("cientos de", vague("hundreds")),
    ("centenares", vague("hundreds")),
    ("miles", vague("thousands")),
    ("decenas de miles", vague("tens_of_thousands")),
    ("cientos de miles", vague("hundreds_of_thousands")),
    ("millones", vague("millions")),
]

ARABIC: Sequence[Row] = [
    ("صفر", exactly(0)),
    ("340", exactly(340)),
    ("٣٤٠", exactly(340)),
    ("۳۴۰", exactly(340)),
    ("1 528", exactly(1528)),
    ("١٬٥٢٨", exactly(1528)),
    ("١٬٥٢٨٫٥", exactly(1528.5)),
    ("١٫٥٢٨", exactly(1.528)),
    ("٣٢٫٢", exactly(32.2)),
    ("1,528,340", exactly(1528340)),
    ("1,528.5", exactly(1528.5)),
    ("32.2", exactly(32.2)),
    ("٣٢٪", percent(32)),
    ("٪٣٢", percent(32)),
    ("\u200f٣٢\u200e %", percent(32)),
    ("٣٢ بالمئة", percent(32)),
    ("٣٢ في المائة", percent(32)),
    ("اثنان", exactly(2)),
    ("اثنين", exactly(2)),
    ("عشرين", exactly(20)),
    ("عِشْرُون", exactly(20)),
    ("عشـــرون", exactly(20)),
    ("خمسة عشر", exactly(15)),
    ("إحدى عشرة", exactly(11)),
    ("احدى عشرة", exactly(11)),
    ("واحد وعشرون", exactly(21)),
    ("مئة", exactly(100)),
    ("مائة", exactly(100)),
    ("مئتان", exactly(200)),
    ("ثلاثمائة وخمسة", exactly(305)),
    ("ثلاث مئة", exactly(300)),
    ("مئة وواحد", exactly(101)),
    ("مئة وأحد عشر", exactly(111)),
    ("ألف", exactly(1000)),
    ("ألفان", exactly(2000)),
    ("خمسون ألفًا", exactly(50000)),
    ("ثلاثة آلاف وخمسمائة وواحد وعشرون", exactly(3521)),
    ("مئة وخمسة وعشرون ألفا", exactly(125000)),
    ("٢٫٣ مليون", exactly(2300000)),
    ("نصف مليون", exactly(500000)),
    ("مليونان ونصف", exactly(2500000)),
    ("نحو ٩٠", about(90)),
    ("حوالي ٩٠", about(90)),
    ("قرابة ٩٠", about(90)),
    ("ما يقارب ٩٠", about(90)),
    ("زهاء ٩٠", about(90)),
    ("نحو ألفي", about(2000)),
    ("الـ٩٠", exactly(90)),
    ("على الأقل ٤٠٠", at_least(400)),
    ("٤٠٠ على الأقل", at_least(400)),
    ("أكثر من ٤٠٠", at_least(400)),
    ("ما لا يقل عن ٤٠٠", at_least(400)),
    ("حتى ٤٠٠", at_most(400)),
    ("أقل من ٤٠٠", at_most(400)),
    ("٤٠٠ على الأكثر", at_most(400)),
    ("بين ١٠ و٢٠", between(10, 20)),
    ("ما بين ١٠ و ٢٠", between(10, 20)),
    ("من ١٠ إلى ٢٠", between(10, 20)),
    ("٣٠٠-٥٠٠", between(300, 500)),
    ("بين خمسة وعشرين", between(5, 20)),
    ("بين خمسة وعشرين وثلاثين", between(25, 30)),
    ("بين مئة وخمسة وعشرين ومئتين", between(125, 200)),
    ("٢ إلى ٣ ملايين", between(2000000, 3000000)),
    ("٣٦ من ١٠٤", exactly(36, of=104)),
    ("٣٦ من أصل ١٠٤", exactly(36, of=104)),
    ("أكثر من ٣٦ من ١٠٤", at_least(36, of=104)),
    ("من ١٠ إلى ٢٠ من ١٠٤", between(10, 20, of=104)),
    ("بضع", vague("few")),
    ("بضعة", vague("few")),
    ("عدة", vague("several")),
    ("العديد من", vague("many")),
    ("مئات", vague("hundreds")),
    ("المئات من", vague("hundreds")),
    ("آلاف", vague("thousands")),
    ("عشرات الآلاف", vague("tens_of_thousands")),
    ("مئات الآلاف", vague("hundreds_of_thousands")),
    ("ملايين", vague("millions")),
]


def same(quantity: Quantity, expected: Quantity) -> bool:
    """Equal, and of the same types: 90 is not 90.0."""
    return quantity == expected and repr(quantity) == repr(expected)


@pytest.mark.parametrize(("text", "expected"), ENGLISH, ids=readable)
def test_english(text: str, expected: Quantity) -> None:
    assert same(read_quantity(text), expected)


@pytest.mark.parametrize(("text", "expected"), FRENCH, ids=readable)
def test_french(text: str, expected: Quantity) -> None:
    assert same(read_quantity(text, "fr"), expected)


@pytest.mark.parametrize(("text", "expected"), SPANISH, ids=readable)
def test_spanish(text: str, expected: Quantity) -> None:
    assert same(read_quantity(text, "es"), expected)


@pytest.mark.parametrize(("text", "expected"), ARABIC, ids=readable)
def test_arabic(text: str, expected: Quantity) -> None:
    assert same(read_quantity(text, "ar"), expected)


def refusal(text: str, language: str = "en") -> str:
    with pytest.raises(InvalidError) as caught:
        read_quantity(text, language)
    (fault,) = caught.value.faults
    return fault.describe()


GROUPED = "expected digits grouped in threes, as in"
TWO_WAYS = "expected a number whose marks have one meaning."
ALONE = "expected one quantity and nothing else."
MIXED = "expected a number or a vague word, not one with the other."
CODED = "expected a number, or a vague word that has a code."
SCALED = "expected a scale in full."
IN_FULL = "expected a range whose ends are both in full."
PRECISE = "expected at most six decimals, and fifteen digits in all."
NO_DATE = "expected a quantity, not a date. Give the date on which it holds as the period."
ASCENDING = "expected the smaller number first. Write a range from low to high, such as 300 to 500."


REFUSALS: Sequence[tuple[str, str, str]] = [
    ("en", "1,52", f"{GROUPED} 1,520. Write 1.52 if the comma is a decimal mark."),
    ("en", "1,00", f"{GROUPED} 1,520. Write 1 if the comma is a decimal mark."),
    ("en", "0,00", f"{GROUPED} 1,520. Write 0 if the comma is a decimal mark."),
    ("en", "2023-11-01", NO_DATE),
    ("fr", "1/11/2023", NO_DATE),
    ("es", "01.11.2023", NO_DATE),
    ("ar", "٢٠٢٣-١١-٠١", NO_DATE),
    ("en", "0.0000001", f"{PRECISE} Write it in a smaller unit."),
    ("en", "1.528.340", f"{GROUPED} 1,520. Write 1528340 if the point groups thousands."),
    ("en", "1'528", f"{GROUPED} 1,520. Write 1528 if the apostrophe groups thousands."),
    ("en", "1.528,5", f"{GROUPED} 1,520. Write 1528.5 if the last mark is a decimal mark."),
    ("en", "15 28", f"{GROUPED} 1,520. Write one number, with no marks between its thousands."),
    ("en", "1,528 340", f"{GROUPED} 1,520. Write one number, with no marks between its thousands."),
    ("fr", "15 28", f"{GROUPED} 1 520. Write one number, with no marks between its thousands."),
    (
        "fr",
        "1,528",
        f"{TWO_WAYS} Write 1528 if the comma groups thousands, or 1,5280 if the comma is a decimal mark.",
    ),
    (
        "es",
        "1.528",
        f"{TWO_WAYS} Write 1528 if the point groups thousands, or 1,5280 if the point is a decimal mark.",
    ),
    (
        "es",
        "al menos 10,500 millones",
        f"{TWO_WAYS} Write 10500 if the comma groups thousands, or 10,5 if the comma is a decimal mark.",
    ),
    (
        "ar",
        "١,٥٢٨",
        f"{TWO_WAYS} Write 1528 if the comma groups thousands, or 1٫5280 if the comma is a decimal mark.",
    ),
    ("en", "٣٤٠", "expected digits that English uses, of one kind. Write 340."),
    ("ar", "3٤٠", "expected digits that Arabic uses, of one kind. Write 340."),
    ("en", "007", "expected a number without a leading zero. Write 7."),
    ("en", "00", "expected a number without a leading zero. Write 0."),
    ("en", "2.3m", f"{SCALED} Write 2.3 million if that is what 'm' means."),
    ("en", "2.3M", f"{SCALED} Write 2.3 million if that is what 'm' means."),
    ("en", "about 15k people", f"{SCALED} Write 15 thousand if that is what 'k' means."),
    ("fr", "2,3 Md", f"{SCALED} Write 2,3 milliards if that is what 'md' means."),
    ("en", "36/104", "expected a number without a slash. Write 36 of 104 for a part of a whole."),
    ("fr", "36/104", "expected a number without a slash. Write 36 sur 104 for a part of a whole."),
    ("en", "500 to 300", ASCENDING),
    ("en", "between 20 and 10", ASCENDING),
    ("en", "-1 to -3", ASCENDING),
    ("en", "10 to 2 million", f"{IN_FULL} Write them in digits, such as 300 to 500."),
    ("en", "two to three thousand five hundred", f"{IN_FULL} Write them in digits, such as 300 to 500."),
    (
        "en",
        "at least 300 to 500",
        "expected a bound or a range, not both. Write the range alone, such as 300 to 500.",
    ),
    (
        "en",
        "at least 400+",
        "expected one bound at most. Write one bound, or a range, such as 300 to 500.",
    ),
    (
        "en",
        "several hundred",
        f"{MIXED} Write a range, such as 300 to 500, or one vague word alone, such as hundreds.",
    ),
    (
        "en",
        "several hundred people",
        f"{MIXED} Write a range, such as 300 to 500, or one vague word alone, such as hundreds.",
    ),
    (
        "fr",
        "plusieurs centaines",
        f"{MIXED} Write a range, such as 300 à 500, or one vague word alone, such as des centaines.",
    ),
    (
        "es",
        "varios cientos",
        f"{MIXED} Write a range, such as 300 a 500, or one vague word alone, such as cientos.",
    ),
    (
        "ar",
        "عدة مئات",
        f"{MIXED} Write a range, such as 300 إلى 500, or one vague word alone, such as مئات.",
    ),
    ("en", "tens", f"{CODED} Write a range, such as 300 to 500."),
    ("fr", "des dizaines", f"{CODED} Write a range, such as 300 à 500."),
    ("fr", "des dizaines de personnes", f"{CODED} Write a range, such as 300 à 500."),
    ("es", "decenas", f"{CODED} Write a range, such as 300 a 500."),
    ("ar", "عشرات", f"{CODED} Write a range, such as 300 إلى 500."),
    (
        "en",
        "dozens of people",
        f"{ALONE} Only 'dozens of' is understood here, not 'people': write the quantity alone.",
    ),
    (
        "en",
        "at least 12 killed",
        f"{ALONE} Only 'at least 12' is understood here, not 'killed': write the quantity alone.",
    ),
    ("en", "Gaza 12", f"{ALONE} Only '12' is understood here, not 'Gaza': write the quantity alone."),
    ("fr", "Cinq (6)", f"{ALONE} Only 'Cinq' is understood here, not '(6)': write the quantity alone."),
    ("en", "12  345", f"{ALONE} Only '12' is understood here, not '345': write the quantity alone."),
    ("en", "0.1234567", f"{PRECISE} Write 0.123457 if that is close enough."),
    ("en", "123456789012.123456", f"{PRECISE} Write 123456789012.12346 if that is close enough."),
    (
        "en",
        str(LARGEST_INTEGER + 1),
        "expected a number of at most 9,007,199,254,740,991. Write it in a larger unit.",
    ),
    ("en", "", "expected a quantity. Blank is missing, never 0: write 0 for zero."),
    ("en", " \u00a0\u200f ", "expected a quantity. Blank is missing, never 0: write 0 for zero."),
    (
        "en",
        "no",
        "expected a quantity, such as 8,805, about 90, at least 400, 300 to 500, 36 of 104 or scores",
    ),
    ("en", "9" * 201, "expected a quantity in at most 200 characters. Write the quantity alone."),
]


@pytest.mark.parametrize(
    ("language", "text", "message"),
    REFUSALS,
    ids=[f"{language}-{readable(text[:40])}" for language, text, _ in REFUSALS],
)
def test_what_a_refusal_says(language: str, text: str, message: str) -> None:
    assert refusal(text, language).endswith(f" is refused; {message}")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "about"),
        ("en", "half"),
        ("en", "thousand"),
        ("en", "hundred"),
        ("en", "a"),
        ("en", "the"),
        ("en", "or so"),
        ("en", "of 104"),
        ("en", "%"),
        ("en", "-"),
        ("en", "+5"),
        ("en", "300 -500"),
        ("en", "300−500"),
        ("en", "1-2-3"),
        ("en", "1 to 2 to 3"),
        ("en", "10 or 20"),
        ("en", "10% to 20"),
        ("en", "36% of 104"),
        ("en", "36 of 104%"),
        ("en", "36 of -104"),
        ("en", "between 10 to 20"),
        ("en", "almost none"),
        ("en", "at least dozens"),
        ("en", "some hundreds"),
        ("en", "a few dozen"),
        ("en", "many thousands"),
        ("en", "2 dozens"),
        ("en", "hundreds or thousands"),
        ("en", "a handful"),
        ("en", "a thousand and a half"),
        ("en", "one hundred and a half"),
        ("en", "zero and a half"),
        ("en", "half a million and a half"),
        ("en", "half a million three hundred"),
        ("en", "two thousand three thousand"),
        ("en", "one thousand two and a half"),
        ("en", "two hundred and zero"),
        ("en", "2 million 300"),
        ("en", "2.5 million 300 thousand"),
        ("en", "-2 million 300 thousand"),
        ("en", "twenty ten"),
        ("en", "five twenty"),
        ("en", "one two"),
        ("en", "twenty and one"),
        ("en", "1½ million"),
        ("en", "10²"),
        ("en", "1e6"),
        ("en", "1st"),
        ("en", "$400"),
        ("en", "Ten."),
        ("en", "4\u03360"),
        ("en", "1\u200b528"),
        ("fr", "un quart"),
        ("fr", "quelques 400"),
        ("fr", "vingt dix"),
        ("fr", "des 200"),
        ("es", "un 20"),
        ("es", "millón"),
        ("es", "mil mil"),
        ("ar", "ألفا"),
        ("ar", "ثلاثة ألفان"),
        ("ar", "مئة خمسة"),
    ],
    ids=readable,
)
def test_what_is_no_quantity(language: str, text: str) -> None:
    assert "is refused; expected" in refusal(text, language)


@pytest.mark.parametrize("language", ["de", "EN", "en-GB", ""])
def test_an_unknown_language_is_named(language: str) -> None:
    with pytest.raises(InvalidError) as caught:
        read_quantity("90", language)
    assert str(caught.value) == f"language: {language!r} is refused; expected one of en, fr, es, ar"


def test_a_number_is_not_text() -> None:
    number: Any = 90
    with pytest.raises(InvalidError, match="90 is refused; expected text, such as 8,805"):
        read_quantity(number)


def test_a_quantity_is_frozen_and_hashable() -> None:
    quantity = read_quantity("about 90")
    assert {quantity, read_quantity("around 90")} == {quantity}
    with pytest.raises(AttributeError):
        quantity.best = 91  # type: ignore[misc]


# Written by rule, and read back.


def listed(words: str) -> list[str]:
    return words.split()


EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


def with_marks(number: int, mark: str) -> str:
    return f"{number:,}".replace(",", mark)


WAYS_OF_GROUPING: dict[str, tuple[str, Callable[[int], str]]] = {
    "en-comma": ("en", lambda number: with_marks(number, ",")),
    "en-space": ("en", lambda number: with_marks(number, " ")),
    "en-none": ("en", str),
    "fr-space": ("fr", lambda number: with_marks(number, " ")),
    "fr-no-break": ("fr", lambda number: with_marks(number, "\u00a0")),
    "fr-narrow": ("fr", lambda number: with_marks(number, "\u202f")),
    "es-space": ("es", lambda number: with_marks(number, "\u202f")),
    "es-none": ("es", str),
    "ar-eastern": ("ar", lambda number: with_marks(number, "٬").translate(EASTERN)),
    "ar-persian": ("ar", lambda number: with_marks(number, "٬").translate(PERSIAN)),
    "ar-western": ("ar", lambda number: with_marks(number, " ")),
}


@pytest.mark.parametrize("way", WAYS_OF_GROUPING)
@given(st.integers(0, 10**9))
@example(0)
@example(999)
@example(1000)
@example(10**6)
@example(10**9)
@settings(deadline=None)
def test_every_whole_number_reads_back(way: str, number: int) -> None:
    language, write = WAYS_OF_GROUPING[way]
    assert same(read_quantity(write(number), language), exactly(number))


@pytest.mark.parametrize("language", ["fr", "es", "ar"])
@pytest.mark.parametrize("mark", [",", "."], ids=["comma", "point"])
@given(number=st.integers(1000, 10**9))
@example(number=999_999)
@example(number=10**6)
@settings(deadline=None)
def test_one_comma_or_point_is_doubtful_and_two_are_not(language: str, mark: str, number: int) -> None:
    text = with_marks(number, mark)
    if number < 10**6:
        assert TWO_WAYS in refusal(text, language)
    else:
        assert same(read_quantity(text, language), exactly(number))


@pytest.mark.parametrize(
    ("language", "mark"), [("en", "."), ("fr", ","), ("es", ","), ("ar", "٫")], ids=["en", "fr", "es", "ar"]
)
@given(whole=st.integers(0, 10**8), millionths=st.integers(1, 999_999))
@settings(deadline=None)
def test_every_decimal_reads_back(language: str, mark: str, whole: int, millionths: int) -> None:
    written = f"{whole}.{millionths:06}"
    assert same(read_quantity(written.replace(".", mark), language), exactly(float(written)))


EN_SMALL = listed(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
EN_TENS = listed("- - twenty thirty forty fifty sixty seventy eighty ninety")


def in_english(number: int) -> str:
    if number < 20:
        return EN_SMALL[number]
    if number < 100:
        return EN_TENS[number // 10] + (f"-{EN_SMALL[number % 10]}" if number % 10 else "")
    size, word, link = (
        (100, "hundred", " and ")
        if number < 1000
        else (1000, "thousand", " ")
        if number < 10**6
        else (10**6, "million", " ")
    )
    many, rest = divmod(number, size)
    link = " and " if 0 < rest < 100 else link
    return f"{in_english(many)} {word}" + (f"{link}{in_english(rest)}" if rest else "")


FR_SMALL = listed(
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept "
    "dix-huit dix-neuf"
)
FR_TENS = listed("- - vingt trente quarante cinquante soixante soixante quatre-vingt quatre-vingt")


def in_french(number: int) -> str:
    if number < 20:
        return FR_SMALL[number]
    if number < 100:
        ten = number // 10
        rest = number % 20 if ten in (7, 9) else number % 10
        if not rest:
            return "quatre-vingts" if number == 80 else FR_TENS[ten]
        return f"{FR_TENS[ten]}{' et ' if rest in (1, 11) and ten < 8 else '-'}{FR_SMALL[rest]}"
    size, word = (100, "cent") if number < 1000 else (1000, "mille") if number < 10**6 else (10**6, "million")
    many, rest = divmod(number, size)
    head = word if many == 1 and size < 10**6 else f"{in_french(many)} {word}"
    plural = "s" if many > 1 and size != 1000 and not rest else ""
    return f"{head}{plural}" + (f" {in_french(rest)}" if rest else "")


ES_SMALL = listed(
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis "
    "diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco "
    "veintiséis veintisiete veintiocho veintinueve"
)
ES_TENS = listed("- - - treinta cuarenta cincuenta sesenta setenta ochenta noventa")
ES_HUNDREDS = listed(
    "- ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos"
)


def in_spanish(number: int) -> str:
    if number < 30:
        return ES_SMALL[number]
    if number < 100:
        return ES_TENS[number // 10] + (f" y {ES_SMALL[number % 10]}" if number % 10 else "")
    if number == 100:
        return "cien"
    if number < 1000:
        return ES_HUNDREDS[number // 100] + (f" {in_spanish(number % 100)}" if number % 100 else "")
    if number == 10**6:
        return "un millón"
    many, rest = divmod(number, 1000)
    head = "mil" if many == 1 else f"{in_spanish(many)} mil"
    return head + (f" {in_spanish(rest)}" if rest else "")


AR_SMALL = listed("صفر واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة")
AR_TENS = listed("- - عشرون ثلاثون أربعون خمسون ستون سبعون ثمانون تسعون")
AR_HUNDREDS = listed("- مئة مئتان ثلاثمئة أربعمئة خمسمئة ستمئة سبعمئة ثمانمئة تسعمئة")


def in_arabic(number: int) -> str:
    if number <= 10:
        return AR_SMALL[number]
    if number < 20:
        return {11: "أحد عشر", 12: "اثنا عشر"}.get(number, f"{AR_SMALL[number % 10]} عشر")
    if number < 100:
        return (f"{AR_SMALL[number % 10]} و" if number % 10 else "") + AR_TENS[number // 10]
    if number < 1000:
        return AR_HUNDREDS[number // 100] + (f" و{in_arabic(number % 100)}" if number % 100 else "")
    if number == 10**6:
        return "مليون"
    many, rest = divmod(number, 1000)
    noun = "آلاف" if 3 <= many % 100 <= 10 else "ألفًا" if many % 100 > 10 else "ألف"
    head = {1: "ألف", 2: "ألفان"}.get(many, f"{in_arabic(many)} {noun}")
    return head + (f" و{in_arabic(rest)}" if rest else "")


SPELLERS = {"en": in_english, "fr": in_french, "es": in_spanish, "ar": in_arabic}


@pytest.mark.parametrize("language", SPELLERS)
def test_every_number_in_words_reads_back_up_to_two_thousand(language: str) -> None:
    wrong = [
        number
        for number in range(2001)
        if not same(read_quantity(SPELLERS[language](number), language), exactly(number))
    ]
    assert not wrong


@pytest.mark.parametrize("language", SPELLERS)
@given(number=st.integers(0, 10**6))
@example(number=10**6)
@example(number=999_999)
@example(number=100_001)
@settings(deadline=None, max_examples=300)
def test_numbers_in_words_read_back(language: str, number: int) -> None:
    assert same(read_quantity(SPELLERS[language](number), language), exactly(number))


RANGE_WORDS = {
    "en": ("between {} and {}", "from {} to {}", "{} to {}"),
    "fr": ("entre {} et {}", "de {} à {}", "{} à {}"),
    "es": ("entre {} y {}", "de {} a {}", "{} a {}"),
    "ar": ("بين {} و{}", "من {} إلى {}", "{} إلى {}"),
}


@pytest.mark.parametrize("language", RANGE_WORDS)
@given(low=st.integers(0, 999), gap=st.integers(0, 999))
@example(low=100, gap=5)
@example(low=21, gap=100)
@settings(deadline=None)
def test_a_range_in_words_is_read_right_or_refused(language: str, low: int, gap: int) -> None:
    """The smaller number may share the scale of the larger, by the rule; nothing else is ever read."""
    spell, high = SPELLERS[language], low + gap
    for form in RANGE_WORDS[language]:
        try:
            quantity = read_quantity(form.format(spell(low), spell(high)), language)
        except InvalidError:
            continue
        shared = (low < high / 100 and high % 100 == 0) or low < high / 1000
        assert quantity in (
            between(low, high),
            *([between(low * 100, high), between(low * 1000, high)] if shared else []),
        )


@given(st.text(max_size=30), st.sampled_from(["en", "fr", "es", "ar"]))
@settings(deadline=None)
def test_any_text_is_read_or_refused(text: str, language: str) -> None:
    try:
        quantity = read_quantity(text, language)
    except InvalidError:
        return
    assert quantity != Quantity()


WORDS = {
    "en": "about at least 300 1,528 2.3 a dozen and half hundred million to between of several tens % - +",
    "fr": "environ au moins 300 1,528 une douzaine et demi cent millions à entre sur de les plusieurs % - +",
    "es": "unos al menos 300 1.528 una docena y medio cien mil millones a entre de el los varios % - +",
    "ar": "نحو على الأقل ٣٠٠ ١٫٥ دزينة و نصف مئة ألف مليون إلى بين من أصل عدة عشرات % - +",
}


@given(st.data(), st.sampled_from(list(WORDS)))
@settings(deadline=None, max_examples=500)
def test_any_words_of_the_grammar_are_read_or_refused(data: st.DataObject, language: str) -> None:
    words = data.draw(st.lists(st.sampled_from(WORDS[language].split()), max_size=9))
    try:
        quantity = read_quantity(" ".join(words), language)
    except InvalidError:
        return
    assert (quantity.term is None) != (quantity.low is quantity.best is quantity.high is None)
    assert quantity.low is None or quantity.high is None or quantity.low <= quantity.high
