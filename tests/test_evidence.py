"""Excerpts proven against the documents that they were taken from."""

from hashlib import sha256
from pathlib import Path
from typing import Any

import pycountry
import pytest

import sitrep as sr
from sitrep.evidence.excerpts import stated_in
from sitrep.evidence.places import Searched
from sitrep.evidence.verification import verify
from sitrep.reference import rafah
from sitrep.text.currencies import CODES
from sitrep.text.quantities import quantities_in
from sitrep.vocabularies import Unit

TEXT = "Officials expect about 90 patients. Some 400 others wait. Cafe\u0301s are shut; 1,200 people\nfled."
ARTICLE = Path(__file__).parents[2] / "shared/seeds/rafah-2023-11-01.txt"


def told(people: Any, excerpt: str | None, *, text: str = TEXT, **attribution: Any) -> sr.SitRep:
    transcript = sr.Transcript(document=sr.Document(title="An invented text", language="en"), text=text)
    transcript.claim(sr.Evacuation(people=people, period="2023-11-01"), "Officials", excerpt, **attribution)
    return transcript.report()


def codes(report: sr.SitRep, *documents: str | bytes) -> list[str]:
    return [notice.code for notice in verify(report, documents)]


ABOUT_90 = sr.Figure(best=90, approximate=True)


def test_words_that_stand_at_their_span_and_state_the_figure_are_proven() -> None:
    assert codes(told(ABOUT_90, "about 90"), TEXT) == []
    assert codes(told(ABOUT_90, "about 90"), TEXT.encode()) == []
    assert codes(told(ABOUT_90, "Officials expect about 90 patients"), TEXT) == []


@pytest.mark.parametrize(
    "figure",
    [
        sr.Figure(best=91, approximate=True),
        sr.Figure(best=90),
        sr.Figure(low=90),
        sr.Figure(term="scores"),
        sr.Figure(best=9, approximate=True),
    ],
    ids=str,
)
def test_a_figure_that_is_not_the_one_in_the_words_is_a_fault(figure: sr.Figure) -> None:
    [notice] = verify(told(figure, "about 90"), [TEXT])
    assert (notice.code, notice.severity) == ("figure_differs", "error")
    assert "“about 90” says about 90" in notice.sentence


def test_words_without_the_number_do_not_prove_it() -> None:
    assert codes(told(ABOUT_90, "patients"), TEXT) == ["no_figure_in_words"]


def test_a_figure_that_is_missing_needs_no_number() -> None:
    assert codes(told(sr.Figure(missing="not_reported"), "patients"), TEXT) == []


BUSES = "Then 90 people in 20 buses left."


def left(people: Any, vehicles: int, *excerpts: str) -> list[str]:
    transcript = sr.Transcript(document=sr.Document(title="An invented text", language="en"), text=BUSES)
    record = sr.Evacuation(people=people, vehicles=sr.Figure(best=vehicles, unit="vehicles"))
    for excerpt in excerpts:
        transcript.claim(record, f"Who said {excerpt}", excerpt)
    return codes(transcript.report(), BUSES)


def test_each_of_several_figures_is_held_against_the_words() -> None:
    assert left(90, 20, "90 people in 20 buses") == []
    assert left(90, 20, "90 people", "20 buses") == []
    assert left(90, 21, "90 people in 20 buses") == ["figure_differs"]
    assert left(91, 20, "90 people in 20 buses") == ["figure_differs"]
    assert left(90, 21, "90 people", "20 buses") == ["figure_differs"]
    assert left(90, 20, "90 people") == ["figure_not_in_words"]


def test_a_share_is_no_number() -> None:
    text = "Some 20% of patients left; aid needs $5 million."
    assert codes(told(sr.Figure(best=20, approximate=True), "Some 20% of patients", text=text), text) == [
        "figure_differs"
    ]
    transcript = sr.Transcript(document="An invented text", text=text)
    for amount in (5_000_000, 6_000_000):
        record = sr.Funding(kind="required", amount=sr.Figure(best=amount, unit="USD"))
        transcript.claim(record, "Officials", "$5 million")
    assert codes(transcript.report(), text) == ["figure_differs"]


def paid(excerpt: str, unit: str = "EUR", language: str = "en") -> list[str]:
    """What is found of a figure of 5 million in a unit, and words."""
    document = sr.Document(title="An invented text", language=language)
    transcript = sr.Transcript(document=document, text=f"Help: {excerpt}; no more.")
    transcript.claim(
        sr.Assistance(activity="cash", quantity=sr.Figure(best=5_000_000, unit=unit)), "Officials", excerpt
    )
    return [notice.sentence for notice in verify(transcript.report(), [f"Help: {excerpt}; no more."])]


NAMING = [
    ("€5 million", "en", "EUR"),
    ("5,000,000 €", "en", "EUR"),
    ("EUR 5 million", "en", "EUR"),
    ("EUR5,000,000", "en", "EUR"),
    ("5 million (EUR)", "en", "EUR"),
    ("5 million euros", "en", "EUR"),
    ("5 millions d'euros", "fr", "EUR"),
    ("5 millones de euros", "es", "EUR"),
    ("5 ملايين يورو", "ar", "EUR"),
    ("$5 million", "en", "USD CAD AUD COP"),
    ("US$5 million", "en", "USD"),
    ("US$ 5 million", "en", "USD"),
    ("S$5 million", "en", "USD CAD AUD COP"),
    ("5 million US dollars", "en", "USD"),
    ("5 million U.S. dollars", "en", "USD"),
    ("5 million dollars", "en", "USD CAD AUD"),
    ("5 millones de dólares", "es", "USD CAD AUD"),
    ("5 million Swiss francs", "en", "CHF"),
    ("5 million francs", "en", "CHF XOF"),
    ("£5 million", "en", "GBP SYP"),
    ("5 million yen", "en", "JPY"),
    ("5 million naira", "en", "NGN"),
]


@pytest.mark.parametrize(("excerpt", "language", "units"), NAMING, ids=[excerpt for excerpt, *_ in NAMING])
def test_an_amount_of_money_is_proven_by_its_own_currency_alone(excerpt: str, language: str, units: str) -> None:
    every = {unit for _, _, each in NAMING for unit in each.split()}
    assert {unit for unit in every if not paid(excerpt, unit, language)} == {*units.split()}
    assert paid(excerpt, "households", language)
    assert paid(excerpt, "vehicles", language)


@pytest.mark.parametrize(
    ("excerpt", "units"),
    [
        ("5 million", "EUR USD households widgets"),
        ("5 million people", "EUR households"),
        ("WFP 5 million", "EUR households"),
        ("$5 million", "usd_a_head"),
        ("ALL 5 million", "EUR households"),
        ("5 million to 12 people EUR 3", "EUR households"),
        ("5 million, EUR 3", "USD households"),
        ("5 million EUR 3", "USD households"),
    ],
)
def test_words_that_name_no_currency_at_the_number_may_mean_any(excerpt: str, units: str) -> None:
    for unit in units.split():
        assert not paid(excerpt, unit)


def test_an_amount_in_another_currency_is_named_with_both() -> None:
    assert paid("$5 million") == ["“$5 million” says 5,000,000 ($), while “Cash: EUR 5,000,000” states EUR 5,000,000."]


def test_the_codes_of_currencies_are_of_the_standard() -> None:
    assert {*CODES} <= {each.alpha_3 for each in pycountry.currencies}
    units = {unit.value for unit in Unit if unit.isupper()}
    assert {*CODES} <= units <= {each.alpha_3 for each in pycountry.currencies}


@pytest.mark.parametrize(
    ("excerpt", "language"),
    [("Five (5) people", "en"), ("five (5)", "en"), ("Cinq (5) morts", "fr"), ("five\n(5)", "en")],
)
def test_a_number_in_words_and_its_digits_in_brackets_are_one(excerpt: str, language: str) -> None:
    text = f"They say: {excerpt}."
    transcript = sr.Transcript(document=sr.Document(title="An invented text", language=language), text=text)
    transcript.claim(sr.Evacuation(people=5), "Officials", excerpt)
    assert codes(transcript.report(), text) == []
    assert len([*stated_in(excerpt, language)]) == 1


@pytest.mark.parametrize("people", [5, 6])
def test_words_that_their_digits_contradict_prove_neither(people: int) -> None:
    text = "Cinq (6) morts."
    transcript = sr.Transcript(document=sr.Document(title="An invented text", language="fr"), text=text)
    transcript.claim(sr.Evacuation(people=people), "Officials", "Cinq (6)")
    [notice] = verify(transcript.report(), [text])
    assert (notice.code, notice.severity) == ("figure_differs", "error")
    assert notice.sentence.startswith("“Cinq (6)” says 5 in words, but 6 in digits, while “")


def test_what_stands_in_brackets_may_be_a_quantity_of_its_own() -> None:
    for excerpt in ("90 (80 to 100)", "scores (60)", "twenty (5 women)", "about ninety (of them, 3 children)"):
        assert [each.in_digits for each in stated_in(excerpt, "en")] == [None, None]
    [one] = stated_in("about ninety (90)", "en")
    assert one.figure == ABOUT_90


@pytest.mark.parametrize(
    "excerpt", ["twelve (35%)", "twelve (35 per cent)", "twelve (12 of 34)", "twelve (2023)", "twelve people (12 men)"]
)
def test_brackets_that_tell_more_of_a_number_do_not_contradict_it(excerpt: str) -> None:
    text = f"They say: {excerpt}."
    transcript = sr.Transcript(document=sr.Document(title="An invented text"), text=text)
    transcript.claim(sr.Evacuation(people=12), "Officials", excerpt)
    assert codes(transcript.report(), text) == []


def test_thousands_in_words_may_be_contradicted_by_digits_like_a_year() -> None:
    [one] = stated_in("two thousand (2,019)", "en")
    [same] = stated_in("two thousand (2019)", "en")
    assert one.in_digits == same.in_digits == sr.Figure(best=2019)


@pytest.mark.parametrize(
    ("excerpt", "language"),
    [("No one left", "en"), ("no-one left", "en"), ("not one left", "en"), ("pas un", "fr"), ("ni uno", "es")],
)
def test_no_one_is_nobody_and_not_one(excerpt: str, language: str) -> None:
    text = f"They say: {excerpt}."
    for people, found in ((0, []), (1, ["figure_differs"])):
        transcript = sr.Transcript(document=sr.Document(title="An invented text", language=language), text=text)
        transcript.claim(sr.Evacuation(people=people), "Officials", excerpt)
        assert codes(transcript.report(), text) == found


WITHIN = [
    ("over $5 million", "en", sr.Figure(above=5_000_000), "$"),
    ("more than US$ 5 million", "en", sr.Figure(above=5_000_000), "US$"),
    ("at least USD 5 million", "en", sr.Figure(low=5_000_000), "USD"),
    ("about EUR5,000", "en", sr.Figure(best=5000, approximate=True), "EUR"),
    ("~€5,000", "en", sr.Figure(best=5000, approximate=True), "€"),
    ("between $5 and $10 million", "en", sr.Figure(low=5_000_000, high=10_000_000), "$"),
    ("$5-$10 million", "en", sr.Figure(low=5_000_000, high=10_000_000), "$"),
    ("$5 to US$10 million", "en", sr.Figure(low=5_000_000, high=10_000_000), "US$"),
    ("$5m", "en", sr.Figure(best=5_000_000), "$"),
    ("€1.5 bn", "en", sr.Figure(best=1_500_000_000), "€"),
    ("over USD 5m", "en", sr.Figure(above=5_000_000), "USD"),
    ("5m euros", "en", sr.Figure(best=5_000_000), "euros"),
    ("$5-10m", "en", sr.Figure(low=5_000_000, high=10_000_000), "$"),
    ("5 M€", "fr", sr.Figure(best=5_000_000), "€"),
    ("plus de $5 millions", "fr", sr.Figure(above=5_000_000), "$"),
    ("más de US$ 5 millones", "es", sr.Figure(above=5_000_000), "US$"),
    ("أكثر من $5 ملايين", "ar", sr.Figure(above=5_000_000), "$"),
]


@pytest.mark.parametrize(("excerpt", "language", "figure", "currency"), WITHIN, ids=[each for each, *_ in WITHIN])
def test_a_currency_within_a_quantity_takes_nothing_from_it(
    excerpt: str, language: str, figure: sr.Figure, currency: str
) -> None:
    assert [(each.figure, each.currency) for each in stated_in(excerpt, language)] == [(figure, currency)]


@pytest.mark.parametrize("excerpt", ["5m", "5 m deep", "12 people, 5m", "5 m, EUR 3"])
def test_a_letter_after_a_number_that_is_no_money_is_no_scale(excerpt: str) -> None:
    assert all((each.figure.best or 0) < 1000 for each in stated_in(excerpt, "en"))


@pytest.mark.parametrize("excerpt", ["between $5 and €10", "500 $700", "500 USD 700", "$500,$700", "500 or $700"])
def test_amounts_beside_each_other_are_not_one(excerpt: str) -> None:
    assert not any(each.figure.low or each.figure.best in (500_700, 510) for each in stated_in(excerpt, "en"))


@pytest.mark.parametrize("excerpt", ["COVID19", "AK47", "SC2334", "usd5", "UNSCR2334"])
def test_digits_within_a_name_are_no_number(excerpt: str) -> None:
    assert [*stated_in(excerpt, "en")] == []


def proven(words: str, figure: sr.Figure, language: str = "en") -> list[str]:
    """What is found of an indicator with a figure, and words."""
    transcript = sr.Transcript(document=sr.Document(title="An invented text", language=language), text=words)
    transcript.claim(sr.Indicator(code="stock", value=figure), "Officials", words)
    return codes(transcript.report(), words)


def count(**stated: Any) -> sr.Figure:
    return sr.Figure(unit="boats", **stated)


ESTIMATE = count(low=214_781, best=264_762, high=314_744)

PROVING = [
    ("en", "rose from 98 to 140", count(best=140)),
    ("en", "rose from 98 to 140", count(best=98)),
    ("en", "fell sharply from 140 to 98 boats", count(best=98)),
    ("en", "up from 1.2 million to 1.5 million", count(best=1_500_000)),
    ("en", "rose by 42 to 140", count(best=140)),
    ("fr", "est passé de 98 à 140", count(best=140)),
    ("es", "aumentó de 98 a 140", count(best=140)),
    ("ar", "ارتفع من ٩٨ إلى ١٤٠", count(best=140)),
    ("en", "from 98 to 140 boats", count(low=98, high=140)),
    ("en", "837 (+29)", count(best=837)),
    ("en", "837 (+29)", count(best=29)),
    ("en", "264,762 boats (95% CI 214,781-314,744)", ESTIMATE),
    ("en", "264,762 boats (95% CI: 214,781–314,744)", count(best=264_762)),
    ("en", "264,762 [214,781 to 314,744]", ESTIMATE),
    ("en", "264,762 (range 214,781; 314,744)", ESTIMATE),
    ("en", "12.5% (95% CI 10.1-14.9)", sr.Figure(low=10.1, best=12.5, high=14.9, unit="percent")),
    ("en", "39.5 tonnes flown in", sr.Figure(best=39.5, unit="tonnes")),
    ("en", "1.5 tonnes in 3 trucks", sr.Figure(best=1.5, unit="tonnes")),
    ("en", "39.5MT", sr.Figure(best=39.5, unit="tonnes")),
    ("en", "2.5 per 1,000 live births", sr.Figure(best=2.5, unit="per_1000")),
    ("en", "15 litres per person per day", sr.Figure(best=15, unit="litres", per="person_and_day")),
    ("en", "15 litres per person per day", sr.Figure(best=15, unit="litres")),
    ("en", "4.9M boats", count(best=4_900_000)),
    ("en", "nearly 900K boats", count(best=900_000, approximate=True)),
    ("en", "25 of the 33 boats", count(best=25, of=33)),
    ("en", "25 of the 33 boats", count(best=25)),
    ("en", "25 of the 33 boats", count(best=33)),
    ("en", "1,234* boats", count(best=1234)),
    ("en", "1,234** boats", count(best=1234)),
    ("en", "€3 million was received", sr.Figure(best=3_000_000, unit="EUR")),
    ("en", "US$7 million was received", sr.Figure(best=7_000_000, unit="USD")),
    ("en", "$4.97M was received", sr.Figure(best=4_970_000, unit="USD")),
    ("en", "USD 2.1bn was received", sr.Figure(best=2_100_000_000, unit="USD")),
    ("en", "Boats:1,234†", count(best=1234)),
    ("en", "about 1,20,000 boats", count(best=120_000, approximate=True)),
    ("en", "Some 12.000 boats", count(best=12_000, approximate=True)),
    ("fr", "12.000 bateaux", count(best=12_000)),
    ("en", "12.000 tonnes", sr.Figure(best=12, unit="tonnes")),
    ("en", "Rs. 500 million", sr.Figure(best=500_000_000, unit="PKR")),
    ("fr", "500 000 FCFA", sr.Figure(best=500_000, unit="XOF")),
    ("en", "three (3) million", count(best=3_000_000)),
    ("en", "between five (5) and ten (10)", count(low=5, high=10)),
    ("en", "half of the boats", sr.Figure(best=50, unit="percent")),
    ("en", "1 in 5 boats", sr.Figure(best=20, unit="percent")),
    ("en", "more than 50 boats", count(above=50)),
    ("en", "several hundred boats", count(term="hundreds")),
    ("ar", "و20 قاربا", count(best=20)),
]


@pytest.mark.parametrize(("language", "words", "figure"), PROVING, ids=[words for _, words, _ in PROVING])
def test_words_prove_what_they_state(language: str, words: str, figure: sr.Figure) -> None:
    assert proven(words, figure, language) == []


@pytest.mark.parametrize(
    ("words", "figure"),
    [
        ("rose from 98 to 140", count(low=98, high=140)),
        ("rose from 98 to 140", count(best=104)),
        ("from 98 to 140 boats", count(best=140)),
        ("837 (+29)", count(best=866)),
        ("39.5 tonnes flown in", sr.Figure(best=93.5, unit="tonnes")),
        ("39.5 tonnes", sr.Figure(best=39.5, unit="kilograms")),
        ("39 tonnes", sr.Figure(best=39, unit="households")),
        ("2.5 per 10,000", sr.Figure(best=2.5, unit="per_1000")),
        ("15 litres per person", sr.Figure(best=15, unit="litres", per="day")),
        ("25 of the 33 boats", count(best=8)),
        ("Some 12.000 boats", count(best=12, approximate=True)),
        ("12.000 tonnes", sr.Figure(best=12_000, unit="tonnes")),
        ("more than 50 boats", count(best=50)),
        ("264,762 boats (95% CI 214,781-314,744)", count(low=214_781, best=264_763, high=314_744)),
        ("14 boats (20 to 30)", count(low=20, best=14 + 6, high=30)),
        ("Rs 500", sr.Figure(best=500, unit="USD")),
    ],
)
def test_words_that_state_another_figure_contradict_it(words: str, figure: sr.Figure) -> None:
    assert proven(words, figure) == ["figure_differs"]


def test_digits_that_were_swapped_are_an_error() -> None:
    text = "39.5 tonnes flown in"
    page = sr.Transcript(document="An invented text", text=text)
    page.claim(sr.Indicator(code="stock", value=sr.Figure(best=93.5, unit="tonnes")), "Officials", text)
    [notice] = verify(page.report(), [text])
    assert (notice.code, notice.severity) == ("figure_differs", "error")


@pytest.mark.parametrize("words", ["half of the boats", "12-year-old boats", "boat AK47", "1st boat", "3x boats"])
def test_words_without_a_number_of_their_own_contradict_none(words: str) -> None:
    assert proven(words, count(best=7)) == ["no_figure_in_words"]


def test_both_readings_of_a_number_are_told() -> None:
    text = "Some 12.000 boats"
    transcript = sr.Transcript(document=sr.Document(title="An invented text", language="en"), text=text)
    transcript.claim(sr.Indicator(code="stock", value=count(best=13)), "Officials", text)
    [notice] = verify(transcript.report(), [text])
    assert "says about 12,000 or about 12, while" in notice.sentence


def test_words_that_a_line_break_parts_are_found() -> None:
    [claim] = told(ABOUT_90, "about 90")
    [attribution] = claim.attributions
    broken = TEXT.replace("about 90", "about\n90")
    moved = claim.replace(
        attributions=[attribution.replace(document=sr.Document(title="A", sha256=sha256(broken.encode()).hexdigest()))]
    )
    assert codes(sr.SitRep(claims=[moved]), broken) == []


def test_a_document_without_a_digest_proves_nothing() -> None:
    [claim] = told(ABOUT_90, "about 90")
    [attribution] = claim.attributions
    unnamed = claim.replace(attributions=[attribution.replace(document=sr.Document(title="An invented text"))])
    [notice] = verify(sr.SitRep(claims=[unnamed]), [TEXT])
    assert notice.code == "no_digest"
    assert "at 17 to 25" in notice.sentence
    assert codes(sr.SitRep(claims=[unnamed])) == ["document_not_given"]


def test_an_excerpt_that_moved_is_found_where_it_is() -> None:
    [notice] = verify(told(ABOUT_90, "about 90"), [f"Later: {TEXT}"])
    assert notice.code == "document_changed"
    assert "at 24 to 32" in notice.sentence
    moved = told(ABOUT_90, "about 90")
    [claim] = moved
    [attribution] = claim.attributions
    elsewhere = claim.replace(attributions=[attribution.replace(span=(0, 8))])
    [notice] = verify(sr.SitRep(claims=[elsewhere]), [TEXT])
    assert notice.code == "excerpt_moved"
    words = "doesn't stand at 0 to 8 but at 17 to 25 (after “Officials expect” and before “patients. Some 400”)"
    assert words in notice.sentence


def test_an_excerpt_that_is_not_in_its_document_is_a_fault() -> None:
    [claim] = told(ABOUT_90, "about 90")
    [attribution] = claim.attributions
    invented = claim.replace(attributions=[attribution.replace(excerpt="around 90")])
    assert codes(sr.SitRep(claims=[invented]), TEXT) == ["excerpt_absent"]


def test_an_excerpt_without_a_span_is_told_where_it_stands() -> None:
    [claim] = told(ABOUT_90, "about 90")
    [attribution] = claim.attributions
    [notice] = verify(sr.SitRep(claims=[claim.replace(attributions=[attribution.replace(span=None)])]), [TEXT])
    assert (notice.code, notice.severity) == ("no_span", "note")
    assert "17 to 25" in notice.sentence


def test_letters_and_marks_may_be_composed_in_either_way() -> None:
    transcript = sr.Transcript(document="An invented text", text=TEXT)
    transcript.claim(sr.Facility(kind="market", functioning="not"), "Officials", "Cafe\u0301s are shut")
    assert codes(transcript.report(), TEXT) == []


@pytest.mark.parametrize(
    ("text", "excerpt", "span"),
    [
        ("Two cafe\u0301s, 90 people", "Two cafés", (0, 10)),
        ("Two cafe\u0301s—90 people", "cafés", (4, 10)),
        ("\u1109\u1165\u110b\u116e\u11af 90", "서울 90", (0, 8)),
        ("a\u0316\u0301b 90", "a\u0301\u0316b", (0, 4)),
        ("ninety\n\n people", "ninety people", (0, 15)),
        ("x" + "\u0301" * 50 + " 90", "90", (52, 54)),
    ],
    ids=ascii,
)
def test_where_words_stand_is_told_in_the_text_as_it_is(text: str, excerpt: str, span: tuple[int, int]) -> None:
    assert [*Searched(text).places(excerpt)] == [sr.Span(*span)]
    assert Searched(text).has(excerpt, sr.Span(*span))


@pytest.mark.parametrize(
    ("excerpt", "figure"),
    [("Cafe\u0301: 90\u200f men, 5 women", ["90", "5"]), ("\u200f90\u200e of e\u0301, then 12", ["90", "12"])],
    ids=ascii,
)
def test_where_a_quantity_stands_is_told_in_the_text_as_it_is(excerpt: str, figure: list[str]) -> None:
    assert [excerpt[each.start : each.end].rstrip("\u200f\u200e") for each in quantities_in(excerpt)] == figure


def test_words_that_stand_in_many_places_are_told_in_a_few() -> None:
    assert Searched("90 " * 9).say("90") == "0 to 2, 3 to 5, 6 to 8 and elsewhere"


def test_a_document_that_was_not_given_is_named() -> None:
    assert codes(told(ABOUT_90, "about 90")) == ["document_not_given"]


def test_a_claim_without_words_is_named() -> None:
    assert codes(told(ABOUT_90, None), TEXT) == ["no_evidence"]


def test_words_in_a_language_that_is_not_read_are_not_judged() -> None:
    text = "Около 90 человек"
    transcript = sr.Transcript(document=sr.Document(title="An invented text", language="ru"), text=text)
    transcript.claim(sr.Evacuation(people=ABOUT_90), "Officials", "Около 90")
    assert codes(transcript.report(), text) == ["language_not_read"]


def test_a_document_that_is_no_utf_8_is_refused() -> None:
    with pytest.raises(sr.InvalidError, match="expected UTF-8 text"):
        verify(told(ABOUT_90, "about 90"), ["Cafés".encode("latin-1")])


needs_article = pytest.mark.skipif(not ARTICLE.exists(), reason="the article behind the reference isn't here")


@needs_article
def test_every_claim_of_the_reference_is_proven_by_its_article() -> None:
    assert verify(rafah(), [ARTICLE.read_bytes()]) == ()


@needs_article
def test_a_figure_of_the_reference_changed_by_one_is_caught() -> None:
    article = ARTICLE.read_bytes()
    caught = 0
    for claim in rafah():
        for declaration, held in claim.record.given():
            if isinstance(held, sr.Figure) and held.best is not None:
                record = claim.record.replace(**{declaration.name: held.replace(best=held.best + 1)})
                changed = sr.SitRep(claims=[claim.replace(record=record)])
                assert {notice.code for notice in verify(changed, [article])} == {"figure_differs"}
                caught += 1
    assert caught == 4


@pytest.mark.parametrize(
    ("documents", "words"),
    [
        ("text", "documents: 'text' is refused; expected a list of documents. One alone is given as [document]."),
        (b"text", "documents: b'text' is refused; expected a list of documents"),
        (5, "documents: 5 is refused; expected a list of documents"),
        ([5], "documents: 5 is refused; expected the text of a document, or the bytes of its file"),
    ],
)
def test_what_is_no_document_is_refused(documents: Any, words: str) -> None:
    with pytest.raises(sr.InvalidError) as refused:
        sr.verify(sr.SitRep(), documents)
    assert str(refused.value).startswith(words)
