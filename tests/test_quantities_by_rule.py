"""Numbers and ranges written by rule in each language, and read back."""

from collections.abc import Callable

import pytest
from hypothesis import example, given, strategies as st
from quantities_said import TWO_WAYS, between, exactly, refusal, same

from sitrep.errors import InvalidError
from sitrep.text.quantities import Quantity, find_quantity, read_quantity

# Written by rule, and read back.


def listed(words: str) -> list[str]:
    return words.split()


EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


def with_marks(number: int, mark: str) -> str:
    return f"{number:,}".replace(",", mark)


DEVANAGARI = str.maketrans("0123456789", "०१२३४५६७८९")


def as_in_india(number: int) -> str:
    head, last = divmod(number, 1000)
    return f"{in_pairs(head)},{last:03}" if head else str(number)


def in_pairs(number: int) -> str:
    head, last = divmod(number, 100)
    return f"{in_pairs(head)},{last:02}" if head else str(number)


WAYS_OF_GROUPING: dict[str, tuple[str, Callable[[int], str]]] = {
    "en-comma": ("en", lambda number: with_marks(number, ",")),
    "en-space": ("en", lambda number: with_marks(number, " ")),
    "en-none": ("en", str),
    "en-india": ("en", as_in_india),
    "en-devanagari": ("en", lambda number: as_in_india(number).translate(DEVANAGARI)),
    "en-eastern": ("en", lambda number: str(number).translate(EASTERN)),
    "en-power": ("en", lambda number: f"{number}e+00"),
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
def test_every_whole_number_reads_back(way: str, number: int) -> None:
    language, write = WAYS_OF_GROUPING[way]
    assert same(read_quantity(write(number), language), exactly(number))


@pytest.mark.parametrize("language", ["fr", "es", "ar"])
@pytest.mark.parametrize("mark", [",", "."], ids=["comma", "point"])
@given(number=st.integers(1000, 10**9))
@example(number=999_999)
@example(number=10**6)
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
def test_any_text_is_read_or_refused(text: str, language: str) -> None:
    found = find_quantity(text, language)
    try:
        quantity = read_quantity(text, language)
    except InvalidError:
        assert found is None
        return
    assert found == quantity != Quantity()


WORDS = {
    "en": "about at least 300 1,528 2.3 a dozen and half hundred million to between of several tens % - +",
    "fr": "environ au moins 300 1,528 une douzaine et demi cent millions à entre sur de les plusieurs % - +",
    "es": "unos al menos 300 1.528 una docena y medio cien mil millones a entre de el los varios % - +",
    "ar": "نحو على الأقل ٣٠٠ ١٫٥ دزينة و نصف مئة ألف مليون إلى بين من أصل عدة عشرات % - +",
}


@given(st.data(), st.sampled_from(list(WORDS)))
def test_any_words_of_the_grammar_are_read_or_refused(data: st.DataObject, language: str) -> None:
    words = data.draw(st.lists(st.sampled_from(WORDS[language].split()), max_size=9))
    found = find_quantity(" ".join(words), language)
    try:
        quantity = read_quantity(" ".join(words), language)
    except InvalidError:
        assert found is None
        return
    assert found == quantity
    assert (quantity.term is None) != (quantity.low is quantity.best is quantity.high is None)
    assert quantity.low is None or quantity.high is None or quantity.low <= quantity.high
