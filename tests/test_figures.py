"""Figures: their rules, what they may mean, when two of them agree, and their words."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given, strategies as st

import sitrep as sr
from sitrep.errors import InvalidError
from sitrep.values.figures import ACLED, EMDAT, LITERAL, Convention, Figure
from sitrep.vocabularies import VagueTerm

counts = st.integers(0, 10**6)
bounds = st.lists(counts, min_size=3, max_size=3).map(sorted)
terms = st.sampled_from(VagueTerm)


@st.composite
def figures(draw: st.DrawFn) -> Figure:
    low, best, high = draw(bounds)
    given: dict[str, Any] = draw(
        st.fixed_dictionaries(
            {"unit": st.sampled_from(["persons", "persons", "percent"])},
            optional={"low": st.just(low), "best": st.just(best), "high": st.just(high), "term": terms},
        ).filter(lambda fields: len(fields) > 1)
    )
    # Bounds may be open, too.
    for bound, name, number in (("low", "above", low - 2), ("high", "below", high + 2)):
        if bound in given and number >= 0 and draw(st.booleans()):
            given |= {name: number}
            del given[bound]
    if given.keys() & {"low", "best", "high", "above", "below"}:
        given["approximate"] = draw(st.booleans())
    return Figure(**given)


def refusal(**fields: Any) -> str:
    with pytest.raises(InvalidError) as raised:
        Figure(**fields)
    return str(raised.value)


# Rules


@given(st.permutations(["low", "best", "high"]), bounds)
def test_bounds_stand_in_order_or_the_figure_is_refused(names: list[str], numbers: list[int]) -> None:
    fields: dict[str, Any] = dict(zip(names, numbers, strict=True))
    if fields["low"] <= fields["best"] <= fields["high"]:
        assert Figure(**fields).interval() == (fields["low"], fields["high"])
    else:
        assert "expected at most `" in refusal(**fields)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"low": 5, "best": 3}, "Figure.low: 5 is refused; expected at most `best`, which is 3"),
        ({"best": 5, "high": 3}, "Figure.best: 5 is refused; expected at most `high`, which is 3"),
        ({"low": 5, "high": 3}, "Figure.low: 5 is refused; expected at most `high`, which is 3"),
        ({"best": 5, "of": 3}, "Figure.best: 5 is refused; expected at most `of`, which is 3"),
        ({"high": 5, "of": 3}, "Figure.high: 5 is refused; expected at most `of`, which is 3"),
        ({"low": 5, "of": 3}, "Figure.low: 5 is refused; expected at most `of`, which is 3"),
        ({"best": -1}, "Figure.best: -1 is refused; expected a whole number of persons, 0 or more"),
        ({"best": 1.5}, "Figure.best: 1.5 is refused; expected a whole number of persons, 0 or more"),
        (
            {"low": 1, "high": 2.5, "unit": "households"},
            "Figure.high: 2.5 is refused; expected a whole number of households, 0 or more",
        ),
        ({"best": True}, "Figure.best: True is refused; expected a number, not true or false"),
        (
            {"best": "400"},
            "Figure.best: '400' is refused; expected a number. Text is read with Figure.parse, never by itself.",
        ),
        ({"best": 1, "approximate": 1}, "Figure.approximate: 1 is refused; expected true or false"),
        ({"best": 1, "approximate": "yes"}, "Figure.approximate: 'yes' is refused; expected true or false"),
        ({"missing": "unknown", "best": 0}, "Figure.best: 0 is refused; expected nothing beside `missing`"),
        ({"missing": "unknown", "of": 9}, "Figure.of: 9 is refused; expected nothing beside `missing`"),
        ({"missing": "unknown", "term": "few"}, "Figure.term: 'few' is refused; expected nothing beside `missing`"),
        (
            {},
            "Figure: {} is refused; expected at least one of low, best, high, above, below, term or missing. "
            "Where a figure is blank, say why: missing='not_reported'.",
        ),
        (
            {"of": 3},
            "Figure: {'of': 3} is refused; expected at least one of low, best, high, above, below, term or missing. "
            "Where a figure is blank, say why: missing='not_reported'.",
        ),
        (
            {"term": "scores", "approximate": True},
            "Figure.approximate: True is refused; expected a number that is approximate",
        ),
        (
            {"term": "dozen"},
            "Figure.term: 'dozen' is refused; expected one of: few, several, many, dozens, scores, hundreds, "
            "thousands, tens_of_thousands, hundreds_of_thousands, millions. Did you mean 'dozens'?",
        ),
        ({"above": 5, "low": 5}, "Figure.above: 5 is refused; expected nothing beside `low`: either is a bound alone"),
        (
            {"below": 5, "high": 4},
            "Figure.below: 5 is refused; expected nothing beside `high`: either is a bound alone",
        ),
        ({"above": 5, "best": 5}, "Figure.above: 5 is refused; expected less than `best`, which is 5"),
        ({"above": 5, "of": 5}, "Figure.above: 5 is refused; expected less than `of`, which is 5"),
        ({"best": 5, "below": 5}, "Figure.best: 5 is refused; expected less than `below`, which is 5"),
        ({"low": 5, "below": 5}, "Figure.low: 5 is refused; expected less than `below`, which is 5"),
        ({"below": 5, "of": 4}, "Figure.below: 5 is refused; expected at most `of`, which is 4"),
        ({"above": 5, "below": 6}, "Figure.above: 5 is refused; expected less than `below` by more than 1, which is 6"),
        ({"below": 0}, "Figure.below: 0 is refused; expected a whole number of persons, 1 or more"),
        ({"missing": "unknown", "per": "day"}, "Figure.per: 'day' is refused; expected nothing beside `missing`"),
        ({"missing": "unknown", "above": 9}, "Figure.above: 9 is refused; expected nothing beside `missing`"),
        ({"best": 5, "unit": "usd"}, "Figure.unit: 'usd' is refused; expected 'USD', as the standard writes it"),
    ],
    ids=str,
)
def test_a_figure_that_breaks_a_rule_is_refused_with_it(fields: dict[str, Any], message: str) -> None:
    assert refusal(**fields) == message


def test_every_rule_that_is_broken_is_told_at_once() -> None:
    with pytest.raises(InvalidError) as raised:
        Figure(low=-2, best=-3.5, of=-4)
    assert [fault.path for fault in raised.value.faults] == [("low",), ("low",), ("best",), ("of",)]


@pytest.mark.parametrize("unit", ["USD", "JOD", "fish_ponds", "per_100000", "percent"])
def test_other_units_may_have_fractions_and_fall_below_zero(unit: str) -> None:
    assert Figure(low=-1.5, high=0.5, unit=unit).interval() == (-1.5, 0.5)


@pytest.mark.parametrize("unit", ["Persons", "US", "fish ponds", "", "litres_", "1st"])
def test_a_unit_has_the_form_of_a_code(unit: str) -> None:
    assert refusal(best=1, unit=unit).startswith(f"Figure.unit: {unit!r} is refused; expected a code in lower case")


def test_zero_is_a_count_and_a_blank_is_missing_and_neither_is_the_other() -> None:
    zero, blank = Figure(best=0), Figure(missing="not_reported")
    assert zero != blank
    assert not zero.agrees_with(blank)
    assert (zero.to_json(), blank.to_json()) == ({"best": 0}, {"missing": "not_reported"})


def test_a_float_that_is_whole_is_the_integer() -> None:
    assert Figure(best=90.0) == Figure(best=90)
    assert Figure(best=90.0).canonical == '{"best":90}'


# What it may mean


@pytest.mark.parametrize(
    ("fields", "interval", "widened"),
    [
        ({"best": 90}, (90, 90), (90, 90)),
        ({"best": 90, "approximate": True}, (90, 90), (81, 99)),
        ({"best": -10, "approximate": True, "unit": "score"}, (-10, -10), (-11, -9)),
        ({"low": 400}, (400, None), (400, None)),
        ({"low": 400, "approximate": True}, (400, None), (360, None)),
        ({"high": 400}, (None, 400), (None, 400)),
        ({"low": 300, "high": 500}, (300, 500), (300, 500)),
        ({"low": 300, "best": 400, "high": 500, "approximate": True}, (300, 500), (270, 550)),
        ({"low": 300, "best": 400}, (300, 400), (300, 400)),
        ({"above": 50}, (51, None), (51, None)),
        ({"below": 5}, (None, 4), (None, 4)),
        ({"above": 50, "below": 60}, (51, 59), (51, 59)),
        ({"above": 50, "best": 60}, (51, 60), (51, 60)),
        ({"above": 50, "approximate": True}, (51, None), (45.9, None)),
        ({"above": 50, "unit": "tonnes"}, (50, None), (50, None)),
        ({"below": 5, "unit": "tonnes"}, (None, 5), (None, 5)),
        ({"above": 2, "per": "household"}, (2, None), (2, None)),
        ({"term": "scores"}, (None, None), (None, None)),
        ({"missing": "unknown"}, (None, None), (None, None)),
    ],
    ids=str,
)
def test_the_interval_is_what_was_said_widened_only_where_it_is_approximate(
    fields: dict[str, Any], interval: tuple[float | None, float | None], widened: tuple[float | None, float | None]
) -> None:
    assert Figure(**fields).interval() == interval
    assert Figure(**fields).interval(tolerance=0.1) == pytest.approx(widened)


@given(figures(), figures())
def test_agreement_goes_both_ways_and_every_figure_agrees_with_itself(one: Figure, other: Figure) -> None:
    assert one.agrees_with(other) == other.agrees_with(one)
    assert one.agrees_with(one)


@given(figures(), figures())
@example(Figure(best=90, approximate=True), Figure(best=87))
def test_more_tolerance_never_turns_agreement_into_conflict(one: Figure, other: Figure) -> None:
    if one.agrees_with(other, tolerance=0.05):
        assert one.agrees_with(other, tolerance=0.2)


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ({"best": 90}, {"best": 90}, True),
        ({"best": 90}, {"best": 87}, False),
        ({"best": 90, "approximate": True}, {"best": 87}, True),
        ({"best": 90, "approximate": True}, {"best": 80}, False),
        ({"low": 400}, {"best": 450}, True),
        ({"low": 400}, {"best": 400}, True),
        ({"low": 400}, {"best": 399}, False),
        ({"low": 300, "high": 500}, {"low": 500, "high": 600}, True),
        ({"low": 300, "high": 500}, {"low": 501, "high": 600}, False),
        ({"high": 5}, {"low": 6}, False),
        ({"above": 50}, {"best": 50}, False),
        ({"above": 50}, {"best": 51}, True),
        ({"above": 50}, {"high": 50}, False),
        ({"above": 50}, {"below": 52}, True),
        ({"above": 50}, {"below": 51}, False),
        ({"below": 5}, {"best": 5}, False),
        ({"below": 5}, {"best": 4}, True),
        ({"above": 50, "unit": "tonnes"}, {"best": 50, "unit": "tonnes"}, False),
        ({"above": 50, "unit": "tonnes"}, {"best": 50.1, "unit": "tonnes"}, True),
        ({"above": 50, "unit": "tonnes"}, {"below": 50, "unit": "tonnes"}, False),
        ({"best": 5, "per": "day"}, {"best": 5, "per": "week"}, False),
        ({"best": 5, "per": "day"}, {"best": 5}, False),
        ({"term": "scores"}, {"best": 12}, True),
        ({"best": 5}, {"best": 5, "unit": "households"}, False),
        ({"best": 36, "of": 104}, {"best": 36, "of": 104}, True),
        ({"best": 36, "of": 104}, {"best": 36}, True),
        ({"best": 36, "of": 104}, {"best": 37}, False),
        ({"best": 36, "of": 104}, {"best": 36, "of": 105}, False),
        ({"missing": "unknown"}, {"missing": "suppressed"}, True),
        ({"missing": "unknown"}, {"term": "scores"}, False),
    ],
    ids=str,
)
def test_figures_agree_where_both_may_be_true(one: dict[str, Any], other: dict[str, Any], agree: bool) -> None:
    assert Figure(**one).agrees_with(Figure(**other)) is agree


# Conventions


@given(figures(), st.sampled_from([ACLED, EMDAT, LITERAL]))
@example(Figure(low=0.1, high=0.2, unit="percent"), EMDAT)
@example(Figure(low=0.000001, high=0.000002, unit="percent"), EMDAT)
def test_a_convention_leaves_no_vague_term_and_moves_no_number_that_was_stated(
    figure: Figure, convention: Convention
) -> None:
    if figure.term and figure.interval() == (None, None) and figure.term not in convention.numbers:
        with pytest.raises(InvalidError):
            figure.under(convention)
        return
    settled = figure.under(convention)
    assert settled.term is None
    assert settled.unit == figure.unit
    for name in ("low", "best", "high"):
        assert getattr(figure, name) in (None, getattr(settled, name))


@pytest.mark.parametrize(
    ("fields", "convention", "settled"),
    [
        ({"term": "dozens"}, ACLED, {"best": 12, "approximate": True}),
        ({"term": "hundreds"}, ACLED, {"best": 100, "approximate": True}),
        ({"term": "hundreds"}, EMDAT, {"best": 200, "approximate": True}),
        ({"term": "thousands"}, EMDAT, {"best": 2000, "approximate": True}),
        ({"term": "dozens"}, LITERAL, {"low": 24}),
        ({"term": "scores"}, LITERAL, {"low": 40}),
        ({"term": "hundreds"}, LITERAL, {"low": 200}),
        ({"term": "hundreds_of_thousands", "unit": "litres"}, LITERAL, {"low": 200_000, "unit": "litres"}),
        ({"term": "scores", "best": 70}, ACLED, {"best": 70}),
        ({"low": 300, "high": 500}, EMDAT, {"low": 300, "best": 400, "high": 500}),
        ({"low": 10, "high": 15}, EMDAT, {"low": 10, "best": 12, "high": 15}),
        ({"low": 10, "high": 15, "unit": "percent"}, EMDAT, {"low": 10, "best": 12.5, "high": 15, "unit": "percent"}),
        ({"low": 300, "best": 310, "high": 500}, EMDAT, {"low": 300, "best": 310, "high": 500}),
        ({"low": 300, "high": 500}, ACLED, {"low": 300, "high": 500}),
        ({"low": 400}, EMDAT, {"low": 400}),
        ({"above": 400, "per": "day"}, EMDAT, {"above": 400, "per": "day"}),
        ({"above": 400, "below": 500}, EMDAT, {"above": 400, "below": 500}),
        ({"term": "dozens", "below": 50}, LITERAL, {"below": 50}),
        ({"term": "dozens", "per": "day"}, LITERAL, {"low": 24, "per": "day"}),
        ({"best": 36, "of": 104, "approximate": True}, LITERAL, {"best": 36, "of": 104, "approximate": True}),
        ({"missing": "suppressed"}, ACLED, {"missing": "suppressed"}),
    ],
    ids=str,
)
def test_a_named_convention_turns_vague_words_into_its_numbers(
    fields: dict[str, Any], convention: Convention, settled: dict[str, Any]
) -> None:
    assert Figure(**fields).under(convention) == Figure(**settled)


def test_a_term_that_the_convention_has_no_number_for_is_refused_in_its_name() -> None:
    with pytest.raises(InvalidError) as raised:
        Figure(term="scores").under(ACLED)
    assert (
        str(raised.value) == "term: 'scores' is refused; expected a term that ACLED has a number for: dozens, hundreds"
    )


# Words


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"best": 0}, "0 people"),
        ({"best": 1}, "1 person"),
        ({"best": 1, "unit": "households"}, "1 household"),
        ({"best": 1, "unit": "families"}, "1 family"),
        ({"low": 1, "unit": "trucks"}, "at least 1 truck"),
        ({"best": 1, "approximate": True}, "about 1 person"),
        ({"low": 0, "high": 1, "unit": "trucks"}, "0 to 1 trucks"),
        ({"best": 1, "of": 104, "unit": "trucks"}, "1 of 104 trucks"),
        ({"best": 1, "unit": "fish_ponds"}, "1 fish ponds"),
        ({"best": 8805}, "8,805 people"),
        ({"best": 90, "approximate": True}, "about 90 people"),
        ({"low": 400}, "at least 400 people"),
        ({"low": 90, "approximate": True}, "at least about 90 people"),
        ({"high": 90, "approximate": True}, "at most about 90 people"),
        ({"low": 80, "best": 90, "approximate": True}, "about 90 (at least 80) people"),
        ({"low": 80, "high": 90, "approximate": True}, "about 80 to 90 people"),
        ({"high": 400}, "at most 400 people"),
        ({"low": 300, "high": 500}, "300 to 500 people"),
        ({"low": 300, "best": 400, "high": 500}, "400 (300 to 500) people"),
        ({"low": 300, "best": 400}, "400 (at least 300) people"),
        ({"above": 50}, "more than 50 people"),
        ({"below": 5}, "fewer than 5 people"),
        ({"below": 5, "unit": "tonnes"}, "less than 5 tonnes"),
        ({"above": 1}, "more than 1 person"),
        ({"above": 50, "below": 90}, "more than 50 (fewer than 90) people"),
        ({"low": 50, "best": 60, "below": 90}, "60 (at least 50, fewer than 90) people"),
        ({"above": 1000, "approximate": True}, "more than about 1,000 people"),
        ({"best": 15, "unit": "litres", "per": "person"}, "15 litres per person"),
        ({"best": 15, "unit": "litres", "per": "person_and_day"}, "15 litres per person per day"),
        ({"best": 5.6, "per": "household"}, "5.6 people per household"),
        ({"best": 40, "unit": "USD", "per": "fish_pond"}, "USD 40 per fish pond"),
        ({"best": 3, "unit": "percent", "per": "month"}, "3% per month"),
        ({"term": "scores"}, "scores of people"),
        ({"term": "tens_of_thousands", "unit": "households"}, "tens of thousands of households"),
        ({"term": "several"}, "several people"),
        ({"term": "few"}, "a few people"),
        ({"term": "few", "unit": "percent"}, "a few percent"),
        ({"term": "dozens", "unit": "percent"}, "dozens of percent"),
        ({"term": "scores", "low": 40}, "scores (at least 40) people"),
        ({"best": 36, "of": 104}, "36 of 104 people"),
        ({"best": 1, "of": 1}, "1 of 1 people"),
        ({"best": 32.2, "unit": "percent"}, "32.2%"),
        ({"best": 0.000001, "unit": "percent"}, "0.000001%"),
        ({"best": 1_500_000, "unit": "USD"}, "USD 1,500,000"),
        ({"low": 1234.5, "high": 2000, "unit": "JOD"}, "JOD 1,234.5 to 2,000"),
        ({"best": 5, "unit": "per_100000"}, "5 per 100,000"),
        ({"best": 3, "unit": "fish_ponds"}, "3 fish ponds"),
        ({"missing": "not_reported"}, "number not reported"),
        ({"missing": "suppressed", "unit": "USD"}, "number suppressed"),
    ],
    ids=str,
)
def test_a_figure_says_itself_as_precisely_as_it_was_given(fields: dict[str, Any], words: str) -> None:
    assert str(Figure(**fields)) == words


# Fields that hold figures


def test_a_plain_number_is_a_figure_in_the_unit_of_its_field() -> None:
    assert sr.Casualty(outcome="killed", people=5).people == Figure(best=5)
    assert sr.Evacuation(vehicles=7).vehicles == Figure(best=7, unit="vehicles")
    assert sr.Funding(kind="gap", coverage=35.5).coverage == Figure(best=35.5, unit="percent")


@pytest.mark.parametrize(
    ("build", "fields", "message"),
    [
        (
            sr.Casualty,
            {"outcome": "killed", "people": Figure(best=5, unit="trucks")},
            "Casualty.people.unit: 'trucks' is refused; expected 'persons'",
        ),
        (
            sr.Casualty,
            {"outcome": "killed", "households": Figure(best=5, unit="persons")},
            "Casualty.households.unit: 'persons' is refused; expected 'households'",
        ),
        (
            sr.Funding,
            {"kind": "gap", "amount": Figure(best=5, unit="trucks")},
            "Funding.amount.unit: 'trucks' is refused; expected an ISO 4217 currency code, such as USD",
        ),
        (
            sr.Shortage,
            {"item": "fuel", "needed": 5},
            "Shortage.needed: 5 is refused; expected a Figure that names its unit, such as "
            "Figure(best=5, unit='tonnes')",
        ),
        (
            sr.Casualty,
            {"outcome": "killed", "people": (1, 2)},
            "Casualty.people.best: (1, 2) is refused; expected a number",
        ),
    ],
    ids=str,
)
def test_a_figure_in_a_unit_that_its_field_cannot_have_is_refused(
    build: type[sr.Record], fields: dict[str, Any], message: str
) -> None:
    with pytest.raises(InvalidError) as raised:
        build(**fields)
    assert str(raised.value) == message


@pytest.mark.parametrize("text", [5, None, b"5"])
def test_what_is_no_text_is_refused_also_where_it_is_only_looked_at(text: Any) -> None:
    for read in (Figure.parse, Figure.find):
        with pytest.raises(InvalidError, match="expected text, such as"):
            read(text)


def test_a_figure_is_read_from_words_in_the_unit_asked_for() -> None:
    assert Figure.parse("about 90") == Figure(best=90, approximate=True)
    assert Figure.parse("300 to 500", unit="trucks") == Figure(low=300, high=500, unit="trucks")
    assert Figure.parse("32,2 %", language="fr") == Figure(best=32.2, unit="percent")


@pytest.mark.parametrize(
    ("text", "unit", "figure"),
    [
        ("98 households", None, Figure(best=98, unit="households")),
        ("98 households", "households", Figure(best=98, unit="households")),
        ("39.5 tonnes", None, Figure(best=39.5, unit="tonnes")),
        ("12.000 tonnes", None, Figure(best=12, unit="tonnes")),
        ("12.000", "tonnes", Figure(best=12, unit="tonnes")),
        ("1.140 million", None, Figure(best=1_140_000)),
        ("$674M", None, Figure(best=674_000_000, unit="USD")),
        ("$674M", "AUD", Figure(best=674_000_000, unit="AUD")),
        ("Rs 500", "PKR", Figure(best=500, unit="PKR")),
        ("5 million dollars", None, Figure(best=5_000_000, unit="USD")),
        ("500 FCFA", "XOF", Figure(best=500, unit="XOF")),
        ("half", None, Figure(best=1, of=2)),
        ("half", "percent", Figure(best=50, unit="percent")),
        ("more than 1 in 8", "percent", Figure(above=12.5, unit="percent")),
        ("2.5 per 1,000", None, Figure(best=2.5, unit="per_1000")),
        ("5.6 people per household", None, Figure(best=5.6, per="household")),
        ("15 per person", "litres", Figure(best=15, unit="litres", per="person")),
        ("more than 50", None, Figure(above=50)),
        ("a few hundred people", None, Figure(term="hundreds")),
    ],
)
def test_a_figure_is_read_with_what_stands_beside_its_number(text: str, unit: str | None, figure: Figure) -> None:
    assert Figure.parse(text, unit=unit) == figure
    assert unit is not None or Figure.find(text) == figure


@pytest.mark.parametrize(
    ("text", "unit", "message"),
    [
        (
            "12.000",
            None,
            "a number whose marks have one meaning. Write 12000 if the point groups thousands, or 12 if the point is a "
            "decimal mark.",
        ),
        (
            "some 5.250 households",
            None,
            "a number whose marks have one meaning. Write 5250 if the point groups thousands",
        ),
        ("12.000", "trucks", "a number whose marks have one meaning. Write 12000"),
        ("98 households", "persons", "a figure in persons, not in households"),
        ("$5", "EUR", "a figure in EUR, not in $"),
        ("€5", "persons", "a figure in persons, not in €"),
        ("Rs 500", None, "an amount in one currency; it may be INR, LKR, MUR, NPR, PKR, SCR. Name it by its code."),
        (
            "two-thirds",
            "percent",
            "a share that is a percentage of at most 6 decimals. Nothing is rounded: write 2 of 3.",
        ),
        ("0." + "9" * 20, "tonnes", "at most six decimals, and fifteen digits in all"),
        ("123." + "0" * 31 + "1", None, "at most six decimals, and fifteen digits in all"),
    ],
)
def test_what_has_two_readings_or_would_be_rounded_is_refused(text: str, unit: str | None, message: str) -> None:
    with pytest.raises(InvalidError) as raised:
        Figure.parse(text, unit=unit)
    assert str(raised.value).startswith(f"{text!r} is refused; expected {message}")
    assert unit is not None or Figure.find(text) is None


def test_words_that_have_another_unit_than_asked_for_are_refused() -> None:
    with pytest.raises(InvalidError) as raised:
        Figure.parse("32.2%", unit="persons")
    assert str(raised.value) == "'32.2%' is refused; expected a figure in persons, not in percent"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: Figure(best=90).agrees_with(90),  # type: ignore[arg-type]
            "other: 90 is refused; expected a Figure. A plain number",
        ),
        (
            lambda: Figure(best=90).under(None),  # type: ignore[arg-type]
            "convention: None is refused; expected a Convention, such as ACLED",
        ),
        (
            lambda: Figure(best=90).under("ACLED"),  # type: ignore[arg-type]
            "convention: 'ACLED' is refused; expected a Convention",
        ),
    ],
    ids=["agrees with a number", "under nothing", "under a name"],
)
def test_what_is_no_figure_and_no_convention_is_refused(call: Callable[[], object], message: str) -> None:
    with pytest.raises(InvalidError) as raised:
        call()
    assert str(raised.value).startswith(message)


def test_a_convention_can_be_hashed() -> None:
    assert len({sr.ACLED, sr.EMDAT, sr.LITERAL, sr.ACLED}) == 3
