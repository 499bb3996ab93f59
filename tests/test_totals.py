"""Adding over subjects: what may be added, and what is refused."""

from typing import Any

import pytest
from builders import claim_of, killed, report_of
from hypothesis import given, strategies as st

import sitrep as sr
from sitrep.pictures.totals import _worth_comparing

NORTH, SOUTH = sr.Place(name="North"), sr.Place(name="South")


def test_figures_of_distinct_subjects_are_added_and_every_part_is_named() -> None:
    total = sr.total(report_of(killed(10, place=NORTH), killed(5, place=SOUTH)), sr.Casualty, outcome="killed")
    assert total.figure == sr.Figure(best=15)
    assert [(part.headline, part.figure.best) for part in total.parts] == [("Killed, North", 10), ("Killed, South", 5)]
    assert str(total) == "15 people, adding Killed, North: 10 people; Killed, South: 5 people"


def test_rivals_are_never_added() -> None:
    later = claim_of(killed(3, place=NORTH), "Later", reported="2024-03-02")
    total = sr.total(report_of(killed(1, place=NORTH), killed(2, place=NORTH), later), sr.Casualty)
    assert total.figure == sr.Figure(best=3)


def test_what_is_vague_makes_the_sum_an_interval() -> None:
    def of(*figures: sr.Figure) -> sr.Figure:
        claims = [killed(figure, place=f"Place {number}") for number, figure in enumerate(figures)]
        return sr.total(report_of(*claims), sr.Casualty).figure

    assert of(sr.Figure(low=10, high=20), sr.Figure(best=5)) == sr.Figure(low=15, high=25)
    assert of(sr.Figure(low=10), sr.Figure(best=5)) == sr.Figure(low=15)
    assert of(sr.Figure(high=10), sr.Figure(best=5)) == sr.Figure(low=5, high=15)
    assert of(sr.Figure(best=90, approximate=True), sr.Figure(best=5)) == sr.Figure(best=95, approximate=True)
    assert of(sr.Figure(low=1, best=2, high=4), sr.Figure(best=5)) == sr.Figure(low=6, best=7, high=9)


def test_subjects_without_a_number_are_named_too() -> None:
    total = sr.total(
        report_of(
            killed(10, place=NORTH),
            killed(sr.Figure(missing="not_reported"), place=SOUTH),
            killed(sr.Figure(term="scores"), place="East"),
        ),
        sr.Casualty,
    )
    assert total.figure == sr.Figure(best=10)
    assert sorted(total.left_out) == ["Killed, East", "Killed, South"]
    assert str(total).endswith("Killed, North: 10 people; left out, without a number: Killed, East; Killed, South")


def test_a_subject_without_a_number_is_left_out_by_what_it_is_and_not_by_its_words() -> None:
    coded = [sr.Place(name="Hill", pcode=pcode) for pcode in ("SY01", "SY02", "SY0101")]
    claims = [killed(people, place=place) for people, place in zip((10, 5, 1), coded, strict=True)]
    with pytest.raises(sr.InvalidError, match="place: SY01 and SY0101"):
        sr.total(report_of(*claims), sr.Casualty)
    unknown = killed(sr.Figure(missing="unknown"), place=coded[2])
    total = sr.total(report_of(*claims[:2], unknown), sr.Casualty)
    assert (total.figure.best, total.left_out) == (15, ("Killed, Hill",))


@pytest.mark.parametrize("unit", ["percent", "ratio", "per_100000", "days"])
def test_rates_are_not_added(unit: str) -> None:
    def rate(place: str) -> sr.Claim:
        record = sr.Indicator(code="coverage", value=sr.Figure(best=5, unit=unit), place=place)
        return sr.Claim(record, attributions=["A source"])

    with pytest.raises(sr.InvalidError, match="expected figures that count something"):
        sr.total(report_of(rate("North"), rate("South")), sr.Indicator, "value")


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ({"measure": "new"}, {"measure": "cumulative"}, "measure: cumulative and new"),
        ({"measure": "new"}, {}, "measure: new and not stated"),
        ({"modality": "expected"}, {}, "modality: expected and observed"),
    ],
)
def test_what_is_counted_in_two_senses_is_not_added_wherever_it_is(one: Any, other: Any, words: str) -> None:
    with pytest.raises(sr.InvalidError) as refused:
        sr.total(report_of(killed(10, place=NORTH, **one), killed(5, place=SOUTH, **other)), sr.Casualty)
    assert words in str(refused.value)


def toll(people: int, place: sr.Place, **fields: Any) -> sr.Casualty:
    return killed(people, place=place, measure="cumulative", **fields)


def test_a_sum_over_different_starts_or_times_says_so() -> None:
    starts = sr.total(report_of(toll(10, NORTH, since="2023-10-07"), toll(5, SOUTH, since="2023-12-01")), sr.Casualty)
    assert starts.figure.best == 15
    assert starts.warnings == ("The parts are counted from different starts: 2023-10-07, 2023-12-01",)
    unknown = sr.total(report_of(toll(10, NORTH, since="2023-10-07"), toll(5, SOUTH)), sr.Casualty)
    assert unknown.warnings == ("The parts are counted from different starts: 2023-10-07, a day that isn't stated",)
    times = sr.total(report_of(killed(10, place=NORTH), killed(5, place=SOUTH, period="2022-01-01")), sr.Casualty)
    assert times.warnings == ("The parts are of different times: 2022-01-01, 2024-03-01",)
    assert str(times).endswith(f". {times.warnings[0]}")
    since = {"since": "2023-10-07"}
    one_day = report_of(toll(10, NORTH, **since), toll(5, SOUTH, period="2023-10-07/2024-03-01", **since))
    assert sr.total(one_day, sr.Casualty).warnings == ()


def test_subjects_that_are_the_same_are_found_by_either_name() -> None:
    one, other = killed(10, place="Rafah"), killed(10, place="رفح", period="2024-03-02")
    linked = report_of(one, other).link(one, other, by="OCHA")
    assert sr.total(linked, sr.Casualty, place="Rafah").figure.best == 10
    assert sr.total(linked, sr.Casualty, place="رفح").figure.best == 10


def test_many_districts_are_not_compared_pair_by_pair(monkeypatch: pytest.MonkeyPatch) -> None:
    claims = [killed(1, place=sr.Place(pcode=f"SY{number:04}")) for number in range(400)]
    compared: list[sr.Place] = []
    may_overlap = sr.Place.may_overlap

    def counting(place: sr.Place, other: Any) -> bool:
        compared.append(place)
        return may_overlap(place, other)

    monkeypatch.setattr(sr.Place, "may_overlap", counting)
    assert sr.total(report_of(*claims), sr.Casualty).figure.best == 400
    with pytest.raises(sr.InvalidError, match="place: SY00 and SY0017"):
        sr.total(report_of(*claims, killed(100, place=sr.Place(pcode="SY00"))), sr.Casualty)
    assert len(compared) < 500


places = st.sampled_from(
    [
        None,
        sr.Place(name="North"),
        sr.Place(name="North", country="SYR"),
        sr.Place(country="SYR"),
        sr.Place(name="Syria", admin_level=0),
        sr.Place(pcode="SY01"),
        sr.Place(name="North", pcode="SY0101"),
        sr.Place(pcode="SY02"),
        sr.Place(parts=["North", sr.Place(pcode="SY01")]),
        sr.Place(latitude=1, longitude=2),
    ]
)


@given(places, places)
def test_places_are_compared_where_they_may_overlap(one: sr.Place | None, other: sr.Place | None) -> None:
    overlap = one is None or other is None or one.identity == other.identity or one.may_overlap(other)
    assert bool(_worth_comparing([one, other])) >= overlap


def test_different_units_are_refused() -> None:
    def amount(unit: str, plan: str) -> sr.Claim:
        figure = sr.Figure(best=5, unit=unit)
        return sr.Claim(sr.Funding(kind="received", amount=figure, fund=plan), attributions=["A source"])

    with pytest.raises(sr.InvalidError, match="figures in one unit"):
        sr.total(report_of(amount("USD", "One"), amount("EUR", "Other")), sr.Funding, "amount")


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        pytest.param({}, {"age": "0-17"}, "age: any and aged 0-17", id="children within all"),
        pytest.param({"age": "0-17"}, {"age": "10-19"}, "age: aged 0-17 and aged 10-19", id="ages that overlap"),
        pytest.param({}, {"sex": "f"}, "sex: any and female", id="women within all"),
        pytest.param({"measure": "new"}, {"measure": "cumulative"}, "measure: cumulative and new", id="measures"),
        pytest.param(
            {"measure": "cumulative", "since": "2023-10-07"},
            {"measure": "cumulative", "since": "2023-12-01"},
            "since: 2023-10-07 and 2023-12-01",
            id="two starts",
        ),
        pytest.param(
            {"place": sr.Place(pcode="PS01")}, {"place": sr.Place(pcode="PS0101")}, "place: ", id="district in region"
        ),
        pytest.param(
            {"place": sr.Place(country="PSE")},
            {"place": sr.Place(name="Gaza Strip", country="PSE")},
            "place: ",
            id="region in country",
        ),
        pytest.param({"place": None}, {"place": NORTH}, "place: any and North", id="place in unknown place"),
        pytest.param({"outcome": "killed_or_injured"}, {}, "outcome: ", id="outcome in outcome"),
        pytest.param({"role": "civilian"}, {"role": "journalist"}, "role: ", id="roles"),
    ],
)
def test_a_part_that_may_contain_another_is_refused(one: Any, other: Any, shared: str) -> None:
    with pytest.raises(sr.InvalidError) as refused:
        sr.total(report_of(killed(10, **one), killed(5, **other)), sr.Casualty)
    assert shared in str(refused.value)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param({"sex": "f"}, {"sex": "m"}, id="women and men"),
        pytest.param({"age": "0-17"}, {"age": "18+"}, id="ages that follow"),
        pytest.param({"place": sr.Place(pcode="PS01")}, {"place": sr.Place(pcode="PS02")}, id="two regions"),
        pytest.param({"component": "new"}, {"component": "recovered"}, id="parts of a rise"),
        pytest.param({}, {"outcome": "injured"}, id="killed and injured"),
    ],
)
def test_parts_that_share_nobody_are_added(one: Any, other: Any) -> None:
    assert sr.total(report_of(killed(10, **one), killed(5, **other)), sr.Casualty).figure.best == 15


def in_phase(phase: str, people: int) -> sr.Claim:
    return sr.Claim(sr.Caseload(status="in_need", scale="ipc", phase=phase, people=people), attributions=["A"])


def test_phases_share_nobody_but_with_those_that_take_them_in() -> None:
    assert sr.total(sr.SitRep(claims=[in_phase("2", 10), in_phase("3+", 5)]), sr.Caseload).figure.best == 15
    with pytest.raises(sr.InvalidError, match="phase: phase 3 or worse and phase 4"):
        sr.total(sr.SitRep(claims=[in_phase("4", 10), in_phase("3+", 5)]), sr.Caseload)


def test_outcomes_that_share_a_part_are_refused() -> None:
    with pytest.raises(sr.InvalidError, match="outcome: "):
        sr.total(
            report_of(killed(10, outcome="killed_or_injured"), killed(5, outcome="injured_or_missing")), sr.Casualty
        )


def test_none_asks_for_those_not_broken_down() -> None:
    everybody = report_of(killed(10, place=NORTH), killed(4, place=NORTH, age="0-17"), killed(5, place=SOUTH))
    assert sr.total(everybody, sr.Casualty, age=None).figure.best == 15
    assert sr.total(everybody, sr.Casualty, age="0-17").figure.best == 4


def test_what_nothing_matches_is_refused() -> None:
    with pytest.raises(sr.InvalidError, match="expected values that a Casualty of the report has"):
        sr.total(report_of(killed(1)), sr.Casualty, outcome="injured")


def test_a_field_that_identifies_nothing_is_refused() -> None:
    with pytest.raises(sr.InvalidError, match="period: '2024' is refused; expected an identifying field of Casualty"):
        sr.total(report_of(killed(1)), sr.Casualty, period="2024")


@pytest.mark.parametrize(
    ("cls", "field", "words"),
    [
        ("Casualty", "people", "cls: 'Casualty' is refused; expected a record type, such as Casualty"),
        (
            sr.CountOfPeople,
            "people",
            "cls: <class 'sitrep.records.counts.CountOfPeople'> is refused; expected a record",
        ),
        (sr.Casualty, "outcome", "field: 'outcome' is refused; expected a field of Casualty that holds figures: "),
        (sr.Crossing, "people", "field: 'people' is refused; expected a field of Crossing that holds figures: it"),
    ],
)
def test_what_cannot_be_added_is_refused(cls: Any, field: str, words: str) -> None:
    with pytest.raises(sr.InvalidError) as refused:
        sr.total(report_of(killed(1)), cls, field)
    assert str(refused.value).startswith(words)
