"""What is no quantity, and what the refusal says."""

from collections.abc import Sequence
from typing import Any

import pytest
from quantities_said import TWO_WAYS, readable, refusal

from sitrep.errors import InvalidError
from sitrep.fields.canonical import LARGEST_INTEGER
from sitrep.text.quantities import read_quantity

GROUPED = "expected digits grouped in threes, as in"
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
    ("ar", "3٤٠", "expected digits of one kind. Write 340."),
    ("en", "007", "expected a number without a leading zero. Write 7."),
    ("en", "00", "expected a number without a leading zero. Write 0."),
    ("en", "2.3m", f"{SCALED} Write 2.3 million if that is what 'm' means."),
    ("en", "5 b", f"{SCALED} Write 5 billion if that is what 'b' means."),
    ("fr", "2,3 m", f"{SCALED} Write 2,3 millions if that is what 'm' means."),
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
        "about several hundred",
        f"{MIXED} Write a range, such as 300 to 500, or one vague word alone, such as hundreds.",
    ),
    (
        "en",
        "more than several hundred people",
        f"{MIXED} Write a range, such as 300 to 500, or one vague word alone, such as hundreds.",
    ),
    (
        "fr",
        "environ plusieurs centaines",
        f"{MIXED} Write a range, such as 300 à 500, or one vague word alone, such as des centaines.",
    ),
    (
        "es",
        "más de varios cientos",
        f"{MIXED} Write a range, such as 300 a 500, or one vague word alone, such as cientos.",
    ),
    (
        "ar",
        "نحو عدة مئات",
        f"{MIXED} Write a range, such as 300 إلى 500, or one vague word alone, such as مئات.",
    ),
    ("en", "tens", f"{CODED} Write a range, such as 300 to 500."),
    ("fr", "des dizaines", f"{CODED} Write a range, such as 300 à 500."),
    ("fr", "des dizaines de personnes", f"{CODED} Write a range, such as 300 à 500."),
    ("es", "decenas", f"{CODED} Write a range, such as 300 a 500."),
    ("ar", "عشرات", f"{CODED} Write a range, such as 300 إلى 500."),
    (
        "en",
        "dozens of widgets",
        f"{ALONE} Only 'dozens of' is understood here, not 'widgets': write the quantity alone.",
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
        ("en", "almost no one"),
        ("en", "at most not one"),
        ("en", "at least dozens"),
        ("en", "some hundreds"),
        ("en", "2 dozens"),
        ("en", "hundreds or thousands"),
        ("en", "a handful"),
        ("en", "half a"),
        ("en", "three fourths of"),
        ("en", "12 in 2023"),
        ("en", "1 in 1"),
        ("en", "more than several hundred"),
        ("en", "1e6.5"),
        ("en", "1,00,00"),
        ("en", "10,00,0000"),
        ("en", "$"),
        ("en", "5 m"),
        ("en", "between $5 and €10"),
        ("en", "5 USD EUR"),
        ("en", "5 per"),
        ("en", "5 per 12"),
        ("en", "5% tonnes"),
        ("en", "5 tonnes trucks"),
        ("en", "7  *"),
        ("en", "7 ****"),
        ("en", "837 (+29)"),
        ("en", "five (6)"),
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
        ("en", "1st"),
        ("en", "Ten."),
        ("en", "4\u03360"),
        ("en", "1\u200b528"),
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
