"""Places: what names one, what tells it from others, and the table of countries, judged by pycountry."""

from contextlib import suppress
from typing import Any

import pycountry
import pytest
from hypothesis import given, strategies as st

import sitrep as sr
from sitrep.errors import InvalidError
from sitrep.values.countries import ALPHA_2, NAMES, country_name
from sitrep.values.places import Place

KOSOVO = "XKX"


def refusal(**fields: Any) -> str:
    with pytest.raises(InvalidError) as raised:
        Place(**fields)
    return str(raised.value)


# Countries


def test_the_table_has_every_country_of_iso_3166_1_and_kosovo() -> None:
    listed = {country.alpha_3: country.alpha_2 for country in pycountry.countries}
    assert listed | {KOSOVO: "XK"} == ALPHA_2


def beginnings(name: str) -> set[str]:
    """The first four letters of its words: Russia is Russian Federation."""
    words = name.casefold().replace("'", "’").replace("-", " ").split()
    return {word.strip("(),.")[:4] for word in words} - {"and", "of", "the"}


def test_every_short_name_is_recognisably_the_name_in_the_standard() -> None:
    standard = {
        country.alpha_3: f"{country.name} {getattr(country, 'official_name', '')} {getattr(country, 'common_name', '')}"
        for country in pycountry.countries
    }
    strangers = [code for code, name in standard.items() if not beginnings(name) & beginnings(NAMES[code])]
    assert strangers == []


def test_no_two_countries_share_a_name_or_a_code() -> None:
    assert len(set(NAMES.values())) == len(NAMES)
    assert len(set(ALPHA_2.values())) == len(ALPHA_2)


@pytest.mark.parametrize("code", ["PSE", KOSOVO, "XAA", "QMA", "QZZ", "AAA", "ZZZ"])
def test_codes_of_the_standard_and_those_it_leaves_to_users_are_taken(code: str) -> None:
    assert Place(country=code).country == code


@pytest.mark.parametrize(
    ("given", "hint"),
    [
        ("PS", " Did you mean 'PSE'?"),
        ("ps", " Did you mean 'PSE'?"),
        ("pse", " Did you mean 'PSE'?"),
        ("Palestine", " Did you mean 'PSE'?"),
        ("egypt", " Did you mean 'EGY'?"),
        ("EGP", ""),
        ("QLA", ""),
        ("PSE1", ""),
        ("P S E", ""),
    ],
)
def test_what_is_no_country_code_is_refused_with_the_code_it_was_probably_meant_to_be(given: str, hint: str) -> None:
    rule = "an ISO 3166-1 alpha-3 country code, such as PSE"
    dot = "." if hint else ""
    assert refusal(country=given) == f"Place.country: {given!r} is refused; expected {rule}{dot}{hint}"


def test_a_country_code_that_is_left_to_users_is_its_own_name() -> None:
    assert country_name("XAA") == "XAA"
    assert country_name(KOSOVO) == "Kosovo"


# What a place is


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({}, "Place: {} is refused; expected at least a name, a country, a P-code, coordinates or parts"),
        (
            {"admin_level": 2},
            "Place: {'admin_level': 2} is refused; expected at least a name, a country, a P-code, coordinates or parts",
        ),
        ({"latitude": 31.5}, "Place.latitude: 31.5 is refused; expected `longitude` beside it"),
        ({"name": "Rafah", "longitude": 34.2}, "Place.longitude: 34.2 is refused; expected `latitude` beside it"),
        ({"latitude": 91, "longitude": 0}, "Place.latitude: 91 is refused; expected from -90 to 90"),
        ({"latitude": 0, "longitude": -180.5}, "Place.longitude: -180.5 is refused; expected from -180 to 180"),
        (
            {"latitude": "31.5", "longitude": 0},
            "Place.latitude: '31.5' is refused; expected a number. Text is read with Figure.parse, never by itself.",
        ),
        ({"name": "Rafah", "admin_level": 6}, "Place.admin_level: 6 is refused; expected from 0 to 5"),
        ({"name": "Rafah", "admin_level": 1.5}, "Place.admin_level: 1.5 is refused; expected a whole number"),
        (
            {"name": "Rafah", "admin_level": True},
            "Place.admin_level: True is refused; expected a number, not true or false",
        ),
        (
            {"pcode": "ps01"},
            "Place.pcode: 'ps01' is refused; expected a P-code: the country's ISO letters and then capitals and "
            "digits, such as PS01",
        ),
        ({"parts": ["Gaza"]}, "Place.parts: 'Gaza' is refused; expected two parts or more. Use that place itself."),
        (
            {"parts": ["Gaza", "Gaza "]},
            "Place.parts: 'Gaza' is refused; expected two parts or more. Use that place itself.",
        ),
        ({"parts": ["Gaza", 5]}, "Place.parts[1]: 5 is refused; expected a Place, or its name"),
        (
            {"parts": [Place(parts=["A", "B"]), "C"]},
            "Place.parts[1]: 'A and B' is refused; expected a place without parts of its own",
        ),
    ],
    ids=str,
)
def test_a_place_that_breaks_a_rule_is_refused_with_it(fields: dict[str, Any], message: str) -> None:
    assert refusal(**fields) == message


@pytest.mark.parametrize("given", [5, {"name": "Rafah"}, ["Rafah"], ("EGY", "PSE")], ids=str)
def test_only_a_place_or_a_name_stands_for_a_place(given: Any) -> None:
    with pytest.raises(InvalidError) as raised:
        sr.Shortage(item="fuel", level="short", place=given)
    assert str(raised.value) == f"Shortage.place: {given!r} is refused; expected a Place, or its name"


def test_the_parts_of_a_place_are_a_set() -> None:
    assert Place(parts=["Rafah", "Gaza"]) == Place(parts=["Gaza", "Rafah", "Gaza"])


# What tells it from others


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"pcode": "PS01"}, {"pcode": "PS01", "name": "Gaza", "country": "PSE", "admin_level": 1}),
        ({"name": "Gaza"}, {"name": "Gaza", "latitude": 31.5, "longitude": 34.5}),
        ({"name": "Gaza", "latitude": 31.4, "longitude": 34.4}, {"name": "Gaza", "latitude": 31.5, "longitude": 34.5}),
        ({"name": "Gaza"}, {"name": " Gaza\u200b"}),
        ({"parts": ["A", "B"]}, {"parts": ["B", Place(name="A", latitude=1, longitude=2)]}),
        (
            {"parts": [Place(name="A", latitude=1, longitude=1), Place(name="A", latitude=2, longitude=2)]},
            {"name": "A"},
        ),
        ({"name": "A and B", "parts": ["A", "B"]}, {"parts": ["A", "B"]}),
        ({"name": "Gaza", "kept": {"population": 5}}, {"name": "Gaza"}),
    ],
    ids=str,
)
def test_places_that_sources_give_in_other_detail_are_the_same_place(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    assert Place(**one).identity == Place(**other).identity


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"name": "Gaza"}, {"name": "Gaza", "country": "PSE"}),
        ({"name": "Gaza", "admin_level": 1}, {"name": "Gaza", "admin_level": 2}),
        ({"pcode": "PS01"}, {"pcode": "PS02"}),
        ({"country": "PSE"}, {"country": "EGY"}),
        ({"latitude": 31.5, "longitude": 34.5}, {"latitude": 31.5, "longitude": 34.6}),
        ({"parts": ["A", "B"]}, {"parts": ["A", "C"]}),
        ({"kept": {"grid": "36R"}}, {"kept": {"grid": "36S"}}),
    ],
    ids=str,
)
def test_places_that_differ_in_what_names_them_are_other_places(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert Place(**one).identity != Place(**other).identity


@pytest.mark.parametrize(
    "place",
    [
        Place(name="Gaza", country="PSE", admin_level=1, latitude=31.5, longitude=34.5),
        Place(pcode="PS01", name="Gaza"),
        Place(latitude=31.5, longitude=34.5),
        Place(parts=[Place(pcode="PS01", name="A"), Place(name="B", latitude=1, longitude=1)]),
        Place(kept={"grid": "36R"}),
    ],
    ids=str,
)
def test_the_identity_of_an_identity_is_itself(place: Place) -> None:
    assert place.identity.identity == place.identity


def test_a_country_alone_is_of_level_0_whether_that_is_said_or_not() -> None:
    assert Place(country="PSE").identity == Place(country="PSE", admin_level=0).identity
    assert Place(name="Gaza", country="PSE").identity != Place(name="Gaza", country="PSE", admin_level=1).identity


# Words


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": "Gaza Strip", "country": "PSE", "pcode": "PS01"}, "Gaza Strip"),
        ({"country": "PSE"}, "Palestine"),
        ({"country": "PSE", "pcode": "PS01"}, "PS01"),
        ({"pcode": "PS01"}, "PS01"),
        ({"latitude": 31.5, "longitude": -34}, "latitude 31.5, longitude -34"),
        ({"parts": ["Rafah", "Gaza"]}, "Gaza and Rafah"),
        ({"parts": ["Rafah", "Gaza", "Jenin"]}, "Gaza, Jenin and Rafah"),
        ({"kept": {"grid": "36R"}}, "a place"),
    ],
    ids=str,
)
def test_a_place_says_itself_by_the_best_name_it_has(fields: dict[str, Any], words: str) -> None:
    assert str(Place(**fields)) == words


def test_the_meridian_where_east_and_west_meet_is_one() -> None:
    west, east = sr.Place(latitude=-17, longitude=-180), sr.Place(latitude=-17, longitude=180)
    assert west.identity == east.identity
    assert west.longitude == -180


@given(
    st.text(min_size=1, max_size=8),
    st.sampled_from("\U000e0041\u3164\uffa0\u200d\u200c\ufe0f\U000e0100\u034f\u180e\u2800"),
)
def test_letters_that_nobody_sees_make_no_other_name(text: str, unseen: str) -> None:
    name = f"Al{text}pha"
    with suppress(sr.InvalidError):
        assert sr.Place(name=name).identity == sr.Place(name=f"Al{unseen}{text}pha{unseen}").identity
