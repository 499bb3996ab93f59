"""One source's categories add up, and what two sources call differently may be one thing."""

from typing import Any

import pytest
from claims_to_check import deaths, finds, notices, tabled

import sitrep as sr
from sitrep.fields.declarations import declared
from sitrep.linking import suggest_links
from sitrep.pictures.breakdowns import is_category, names_a_total

CATEGORIES = {
    "sex": ("f", "m"),
    "age": ("0-17", "18+"),
    "cause": ("shelling", "air_strike"),
    "setting": ("shelter", "aid_site"),
}


def dead(source: str, people: int = 471, **fields: Any) -> sr.Claim:
    return deaths(people, source=source, place="Isle", **fields)


def total(*claims: sr.Claim, **parts: Any) -> Any:
    return sr.total(sr.SitRep(claims=claims, **parts), sr.Casualty).figure.best


def test_categories_are_of_those_counted_and_not_of_place_time_or_sense() -> None:
    held = {name for name, each in declared(sr.Casualty).items() if is_category(each)}
    assert held >= CATEGORIES.keys() | {"event", "group", "role"}
    assert held.isdisjoint({"place", "period", "since", "measure", "modality", "component", "outcome", "people"})


@pytest.mark.parametrize("name", CATEGORIES)
@pytest.mark.parametrize("event", [None, "EQ-2024-000001"])
def test_what_one_source_breaks_down_is_added_and_what_two_tell_differently_never(name: str, event: str | None) -> None:
    told: list[dict[str, Any]] = [{name: value, "event": event} for value in CATEGORIES[name]]
    one, other = told
    if event and declared(sr.Casualty)[name].named_by == "event":
        # Of one event it is a value: what two say of it are rivals of one count.
        [finding] = sr.picture(sr.SitRep(claims=[dead("A", **one), dead("B", **other)]))
        assert finding[name].current.is_conflict
        assert total(dead("A", **one), dead("B", **other)) == 471
        return
    assert total(dead("A", **one), dead("A", **other)) == 942
    assert not finds("told_differently", dead("A", **one), dead("A", **other))
    apart = dead("A", **one), dead("B", **other)
    with pytest.raises(sr.InvalidError, match="told differently"):
        total(*apart)
    with pytest.raises(sr.InvalidError, match="told differently"):
        total(dead("A", **one), dead("B", 300, **other))
    assert finds("told_differently", *apart)
    [suggestion] = suggest_links(sr.SitRep(claims=apart))
    assert "told differently" in suggestion.reasons[0]


def test_categories_that_both_sources_tell_are_added() -> None:
    claims = [dead(source, 5, sex=sex) for source in ("A", "B") for sex in ("f", "m")]
    assert total(*claims) == 10
    assert not finds("told_differently", *claims)
    assert suggest_links(sr.SitRep(claims=claims)) == ()


def test_three_newspapers_are_asked_about_in_pairs() -> None:
    claims = [dead(paper, cause=cause) for paper, cause in (("A", "shelling"), ("B", "air_strike"), ("C", "ied"))]
    assert len(notices("told_differently", claims)) == 2
    with pytest.raises(sr.InvalidError, match="3 faults"):
        total(*claims)


def test_who_judges_them_to_be_two_things_lets_them_be_added() -> None:
    one, other = dead("A", cause="shelling"), dead("B", cause="air_strike")
    link = sr.Link([one, other], by="Editor", same=False)
    assert total(one, other, links=[link]) == 942
    assert not finds("told_differently", one, other, links=[link])


def test_other_places_times_and_figures_are_two_things() -> None:
    one = dead("A", cause="shelling")
    elsewhere = deaths(471, source="B", place="Hill", cause="air_strike")
    later = deaths(471, "2024-03-09", source="B", place="Isle", cause="air_strike")
    for other in (elsewhere, later):
        assert not finds("told_differently", one, other)
        assert total(one, other) == 942
    assert not finds("told_differently", one, dead("B", 300, cause="air_strike"))
    assert not finds("told_differently", dead("A", 0, cause="shelling"), dead("B", 0, cause="air_strike"))


def test_two_bodies_of_which_each_tells_its_own_are_two() -> None:
    def received(donor: str, source: str) -> sr.Claim:
        amount = sr.Figure(best=5_000_000, unit="USD")
        return tabled(sr.Funding(kind="received", fund=donor, amount=amount, period="2024-03"), source)

    def added(*claims: sr.Claim) -> Any:
        return sr.total(sr.SitRep(claims=claims), sr.Funding, "amount").figure.best

    assert added(received("One Fund", "One Fund"), received("Other Fund", "Other fund")) == 10_000_000
    with pytest.raises(sr.InvalidError, match="told differently"):
        added(received("One Fund", "A"), received("Other Fund", "B"))


# Rows of totals


@pytest.mark.parametrize(
    "name",
    [
        "Grand Total",
        "TOTAL",
        "Total général",
        "Sub-total",
        "All",
        "Alpha total",
        "Total for Alpha",
        "المجموع",
        "الإجمالي",
    ],
)
def test_a_row_of_totals_is_found_and_not_added(name: str) -> None:
    assert names_a_total(name)
    rows = deaths(5, place="Alpha"), deaths(7, place="Beta"), deaths(12, place=name)
    assert finds("row_of_totals", *rows)
    with pytest.raises(sr.InvalidError, match="is the name of a total of others"):
        total(*rows)
    assert total(*rows[:2]) == 12
    women_and_men = [deaths(people, place=name, sex=sex) for people, sex in ((5, "f"), (7, "m"))]
    assert total(*women_and_men) == 12


@pytest.mark.parametrize("name", ["Totalán", "All Saints", "Sumatra", "Totota", "Alpha"])
def test_a_place_is_no_total_of_others(name: str) -> None:
    assert not finds("row_of_totals", deaths(5, place=name))


def test_a_group_may_be_a_row_of_totals_and_a_listed_code_is_none() -> None:
    assert finds("row_of_totals", deaths(5, group="grand_total"))
    assert not finds("row_of_totals", deaths(5, sex="all"))


# Places


def place(name: str, **fields: Any) -> sr.Place:
    return sr.Place(name=name, country="SDN", **fields)


def test_places_of_two_levels_are_not_added_where_nothing_sets_them_apart() -> None:
    state, county = place("Alpha", admin_level=1), place("Hill", admin_level=2)
    with pytest.raises(sr.InvalidError, match="place: "):
        total(deaths(700, place=state), deaths(400, place=county))
    assert total(deaths(700, place=state), deaths(259, place=place("Beta", admin_level=1))) == 959
    abroad = sr.Place(name="Hill", country="TCD", admin_level=2)
    assert total(deaths(700, place=state), deaths(400, place=abroad)) == 1_100
    coded = [
        sr.Place(name=name, pcode=code, admin_level=len(code) // 2 - 1)
        for name, code in (("A", "SD01"), ("B", "SD0201"))
    ]
    assert total(*(deaths(5, place=each) for each in coded)) == 10
    women_and_men = deaths(700, place=state, sex="f"), deaths(400, place=county, sex="m")
    assert total(*women_and_men) == 1_100


@pytest.mark.parametrize(
    ("one", "other", "warned"),
    [
        (place("State Alpha"), place("County Hill"), True),
        (place("Alpha"), place("Alpha City"), True),
        (place("Alpha", admin_level=1), place("Hill"), True),
        (place("Alpha"), place("Hill"), False),
        (place("Alpha State"), place("Beta State"), False),
    ],
)
def test_names_that_leave_open_whether_one_lies_within_the_other_are_warned_of(
    one: sr.Place, other: sr.Place, warned: bool
) -> None:
    added = sr.total(sr.SitRep(claims=[deaths(5, place=one), deaths(7, place=other)]), sr.Casualty)
    assert any("may lie within another" in warning for warning in added.warnings) == warned


@pytest.mark.parametrize(
    ("old", "new", "is_one"),
    [
        ("Kiev", "Kyiv", True),
        ("Kharkov", "Kharkiv", True),
        ("Khan Yunis", "Khan Younis", True),
        ("Alpha", "Alhpa", True),
        ("Camp A", "Camp B", False),
        ("Sector 7", "Sector 8", False),
        ("North", "South", False),
    ],
)
def test_a_name_that_stops_where_a_like_one_begins(old: str, new: str, is_one: bool) -> None:
    series = [deaths(9, day, place=old) for day in ("2024-03-01", "2024-03-02")]
    assert finds("place_respelled", *series, deaths(9, "2024-03-03", place=new)) == is_one
    assert not finds("place_respelled", *series, deaths(9, "2024-03-02", place=new))
    assert not finds("place_respelled", *series, deaths(9, "2024-03-03", place=new, source="B"))
    assert not finds("place_respelled", *series, deaths(9, "2025-03-03", place=new))


# Totals and disputes


def test_a_total_over_a_disputed_count_names_the_rivals_and_their_range() -> None:
    report = sr.SitRep(claims=[dead("Red Cross", 1), dead("Government", 40)])
    [warning] = sr.total(report, sr.Casualty).warnings
    assert "disputed, 1 to 40 people between sources: 1 person (Red Cross); 40 people (Government)" in warning
    assert sr.total(sr.SitRep(claims=[dead("Red Cross", 40), dead("Government", 40)]), sr.Casualty).warnings == ()


# Shares


def rate(value: float, day: str = "2024-03-02", place: str = "Hill") -> sr.Claim:
    figure = sr.Figure(best=value, unit="percent")
    return tabled(sr.Indicator(code="positivity", value=figure, place=place, period=day))


def test_a_share_among_percentages() -> None:
    assert finds("share_among_percentages", rate(32, "2024-03-01"), rate(0.31))
    assert not finds("share_among_percentages", rate(32, "2024-03-01"), rate(3.1))
    assert not finds("share_among_percentages", rate(0.4, "2024-03-01"), rate(0.31))
    assert not finds("share_among_percentages", deaths(32, "2024-03-01"), deaths(0))
    places = rate(32, place="A"), rate(0.31, place="B"), rate(33, place="C")
    assert finds("share_among_percentages", *places)
    assert not finds("share_among_percentages", rate(32, place="A"), rate(2, place="B"), rate(0.9, place="C"))


# Codes


def test_swapped_letters_in_a_code_are_asked_about() -> None:
    def short(item: str) -> sr.Claim:
        return tabled(sr.Shortage(item=item, level="severe"))

    for slip in ("fule", "feul"):
        [notice] = notices("near_miss_code", [short(slip)])
        assert "Did you mean 'fuel'?" in notice.sentence
    assert not finds("near_miss_code", short("tarpaulin_clips"))
