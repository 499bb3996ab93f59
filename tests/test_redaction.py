"""Redaction: what an audience gets, and what nobody gets out of it."""

from itertools import product
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings, strategies as hypothesis

import sitrep as sr
from sitrep.audiences import Held, audience_of, exceeds
from sitrep.naming import texts_in
from sitrep.redaction import DEFAULT, read_profile, redacted
from sitrep.testing import strategies as st
from sitrep.testing.families import Family
from sitrep.vocabularies import TrafficLight

FEW = settings(max_examples=max(10, settings().max_examples // 20))
RELEASE = sr.Release(bytes(range(32)))
CLEAR, GREEN, AMBER, RED = "TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:RED"
DAY = "2024-03-01"
JANE = sr.Source("Jane Doe", kind="witness", anonymous=True)


def killed(people: Any, *sources: Any, tlp: str | None = CLEAR, **fields: Any) -> sr.Claim:
    record = sr.Casualty(outcome="killed", people=people, **{"place": "A district", "period": DAY, **fields})
    return sr.Claim(record, attributions=sources or ["A ministry"], tlp=tlp)


def redact(*claims: sr.Claim, audience: str = CLEAR, release: sr.Release = RELEASE, **rest: Any) -> sr.SitRep:
    profile = rest.pop("profile", DEFAULT)
    return sr.redact(sr.SitRep(claims=claims, **rest), audience=audience, release=release, profile=profile)


def numbers(report: sr.SitRep) -> set[str]:
    return {str(record.people) for record in report.records(sr.CountOfPeople)}


def place_in(record: sr.Record) -> sr.Place:
    assert record.place
    return record.place


# Laws


@FEW
@given(st.families(1), hypothesis.sampled_from([*TrafficLight]))
def test_what_is_redacted_is_fit_for_its_audience_and_redacting_again_changes_nothing(
    reports: Family, audience: TrafficLight
) -> None:
    once = sr.redact(reports[0], audience=audience, release=RELEASE)
    assert sr.within(once, audience).left_out == {}
    assert not exceeds(Held(once).strictest, audience) or audience is TrafficLight.CLEAR
    assert sr.redact(once, audience=audience, release=RELEASE) == once


@FEW
@given(st.families(2), hypothesis.sampled_from([*TrafficLight]))
def test_a_redacted_merge_shows_nothing_that_the_redacted_reports_hide(reports: Family, audience: TrafficLight) -> None:
    merged = sr.redact(sr.merge(*reports), audience=audience, release=RELEASE)
    apart = sr.merge(*(sr.redact(each, audience=audience, release=RELEASE) for each in reports))
    assert {claim.record for claim in merged} <= {claim.record for claim in apart}
    assert set(texts_in(merged)) <= set(texts_in(apart))
    assert set(merged.notes) <= set(apart.notes)


@FEW
@given(st.families(1), hypothesis.sampled_from([*TrafficLight]))
def test_a_wider_audience_gets_no_more(reports: Family, audience: TrafficLight) -> None:
    mine = sr.within(reports[0], audience).report
    for wider in [*TrafficLight][: [*TrafficLight].index(audience)]:
        assert sr.within(reports[0], wider).report <= mine


# Sources


def test_a_confidential_source_becomes_a_pseudonym_of_the_release_and_its_words_go() -> None:
    said = sr.Attribution(
        source=JANE,
        via=["A relay"],
        document=sr.Document(title="What she saw", url="https://example.org/1"),
        excerpt="seven women",
        reported="2024-03-01T18:00Z",
        caveats=["unverified"],
    )
    shortage = sr.Shortage(item="fuel", level="severe")
    report = redact(killed(70, said), sr.Claim(shortage, attributions=[said], tlp=CLEAR))
    assert {each.source.name for claim in report for each in claim.attributions} == {
        attribution.source.name for claim in report for attribution in claim.attributions
    }
    [one], [other] = (claim.attributions for claim in report)
    assert one == other == sr.Attribution(source=one.source, reported=DAY, caveats=["unverified"])
    assert one.source.name.startswith("Confidential source ")
    assert (one.source.kind, one.source.anonymous) == ("witness", True)


def test_pseudonyms_of_two_releases_have_nothing_in_common() -> None:
    [one], [other] = (redact(killed(70, JANE), release=sr.Release.new()).claims for _ in range(2))
    assert one.attributions != other.attributions


@pytest.mark.parametrize(
    "naming",
    [
        {"excerpt": "as JANE  DOE said"},
        {"document": sr.Document(title="Jané Doe tells")},
        {"document": sr.Document(url="https://example.org/jane-doe.html")},
        {"document": sr.Document(url="https://example.org/Jane%20Doe")},
        {"via": [sr.Source("Friends of Jane Doe")]},
        {"source": sr.Source("A ministry", affiliation="Office of Jane Doe")},
    ],
)
def test_what_names_a_confidential_source_elsewhere_goes_too(naming: dict[str, Any]) -> None:
    open_word = sr.Attribution(**{"source": "A ministry", **naming})
    report = redact(killed(70, open_word), killed(80, JANE, place="Another district"))
    assert not any("doe" in text.casefold() for text in texts_in(report))
    assert len(report) == 2


def test_a_label_on_the_words_makes_their_source_confidential() -> None:
    report = redact(killed(70, sr.Attribution(source="A clinic", excerpt="all of them", tlp=AMBER)), audience=GREEN)
    assert len(report) == 1
    assert "A clinic" not in set(texts_in(report))


def test_a_withdrawn_word_stays_withdrawn_under_a_pseudonym() -> None:
    claim = killed(70, JANE.replace(affiliation="A clinic"))
    report = sr.SitRep(claims=[claim]).retract(claim, JANE, reason="Jane Doe was afraid")
    released = sr.redact(report, audience=CLEAR, release=RELEASE)
    [shown] = released
    assert released.standing(shown) == ()
    assert "Jane Doe was afraid" not in set(texts_in(released))


def test_a_fact_that_names_a_confidential_source_is_withheld() -> None:
    assert not redact(killed(70, JANE, perpetrator="brothers of Jane Doe")).claims


def test_unlabelled_is_not_public() -> None:
    claim = killed(70, tlp=None)
    assert not redact(claim).claims
    assert redact(claim, audience=GREEN).claims


def test_a_head_makes_what_is_unlabelled_stricter_and_nothing_looser() -> None:
    claims = [killed(70, tlp=None), killed(80, tlp=GREEN, place="Another district")]
    assert numbers(redact(*claims, audience=GREEN, headers=[sr.Header(title="A report", tlp=RED)])) == {"80 people"}
    assert numbers(redact(*claims, audience=CLEAR, headers=[sr.Header(title="A report", tlp=CLEAR)])) == set()


# Places


def test_points_are_rounded_and_sites_lose_their_names() -> None:
    site = sr.Place(name="A clinic", within="A town", country="PSE", latitude=31.418765, longitude=34.351234)
    [claim] = redact(killed(70, place=site))
    place = place_in(claim.record)
    assert (place.latitude, place.longitude, place.country, place.within) == (31.4, 34.4, "PSE", "A town")
    assert str(place.name).startswith("Withheld place ")


def test_two_places_that_are_withheld_never_become_one() -> None:
    villages = [sr.Place(name=name, admin_level=4, country="PSE", within="A town") for name in ("One", "Two")]
    report = redact(*(killed(70 + at, place=village) for at, village in enumerate(villages)))
    assert len({claim.subject for claim in report}) == 2
    assert {place_in(claim.record).within for claim in report} == {None}


def test_a_word_that_tells_what_was_made_coarser_goes() -> None:
    site = sr.Place(name="A clinic", latitude=31.418765, longitude=34.351234)
    claim = killed(70, sr.Attribution(source="A ministry", document="At A clinic", excerpt="at A clinic"), place=site)
    report = redact(claim, notes=[sr.Note("It was A clinic.", about=[claim], tlp=CLEAR)])
    assert not any("A clinic" in text for text in texts_in(report))


# Counts


@pytest.mark.parametrize(
    ("people", "shown"),
    [
        (9, "fewer than 10 people"),
        (10, "10 people"),
        (0, "0 people"),
        (sr.Figure(low=3, high=8), "fewer than 10 people"),
        (sr.Figure(low=3), None),
        (sr.Figure(low=3, high=30), None),
        (sr.Figure(above=2), None),
        (sr.Figure(term="several"), "several people"),
    ],
)
def test_small_counts_are_told_by_their_bound(people: Any, shown: str | None) -> None:
    assert numbers(redact(killed(people))) == ({shown} if shown else set())


def test_zeros_are_suppressed_where_the_profile_says_so() -> None:
    assert numbers(redact(killed(0), profile=sr.Profile(zeros="suppress"))) == {"fewer than 10 people"}


def test_a_total_that_gives_a_part_away_is_left_out_and_one_that_does_not_stays() -> None:
    parts = [killed(3, sex="f"), killed(17, sex="m")]
    assert numbers(redact(*parts, killed(20))) == {"fewer than 10 people", "17 people"}
    assert numbers(redact(*parts, killed(200))) == {"fewer than 10 people", "17 people", "200 people"}


def test_sums_over_time_give_no_day_away() -> None:
    cumulative = {"measure": "cumulative", "since": "2024-02-01"}
    claims = [
        killed(100, period="2024-03-01", **cumulative),
        killed(103, period="2024-03-02", **cumulative),
        killed(3, period="2024-03-02", measure="new"),
    ]
    assert numbers(redact(*claims)) == {"100 people", "fewer than 10 people"}


def test_a_total_does_not_give_away_a_count_that_is_above_the_audience() -> None:
    assert numbers(redact(killed(40, sex="f", tlp=RED), killed(17, sex="m"), killed(57))) == {"17 people"}


def test_what_stands_beside_a_small_count_and_tells_it_goes() -> None:
    [record] = redact(killed(3, share=2.5, households=40)).records(sr.Casualty)
    assert (str(record.people), record.share, str(record.households)) == (
        "fewer than 10 people",
        None,
        "40 households",
    )


SEXES, AGES, DISTRICTS = ("f", "m"), ("0-17", "18-59", "60+"), ("One", "Two", "Three")
ATOMS = [*product(SEXES, AGES, DISTRICTS)]


def table(random: Random) -> dict[tuple[Any, ...], int]:
    """Counts by sex, age and district with some of their totals; None stands for all."""
    people = {atom: random.choice((0, 1, 4, 9, 12, 30, 200)) for atom in ATOMS}
    regions = [*product((None, *SEXES), (None, *AGES), (None, *DISTRICTS))]
    shown = random.sample(regions, random.randint(3, len(regions)))
    return {region: sum(count for atom, count in people.items() if is_in(atom, region)) for region in shown}


def is_in(atom: tuple[Any, ...], region: tuple[Any, ...]) -> bool:
    return all(each in (None, mine) for mine, each in zip(atom, region, strict=True))


def place_of(district: str | None) -> sr.Place:
    province: dict[str, Any] = {"country": "PSE", "admin_level": 1}
    return sr.Place(name="A province", **province) if district is None else sr.Place(name=district, within="A province")


def claims_of(counts: dict[tuple[Any, ...], int]) -> dict[tuple[Any, ...], sr.Claim]:
    return {
        (sex, age, district): killed(count, sex=sex or "all", age=age, place=place_of(district))
        for (sex, age, district), count in counts.items()
    }


@settings(max_examples=max(10, settings().max_examples // 5))
@given(hypothesis.integers(0, 2**32))
def test_an_attacker_with_a_linear_program_narrows_no_suppressed_count(seed: int) -> None:
    optimize = pytest.importorskip("scipy.optimize")
    claims = claims_of(table(Random(seed)))
    released = redact(*claims.values())
    shown: dict[sr.Record, Any] = {r.replace(people=1): r.people for r in released.records(sr.Casualty)}
    equal: list[tuple[tuple[Any, ...], float]] = []
    bound: list[tuple[Any, ...]] = []
    for region, claim in claims.items():
        figure = shown.get(claim.record.replace(people=1))
        if figure is not None and figure.below is not None:
            bound.append(region)
        elif figure is not None:
            equal.append((region, figure.best))
    row = {region: [int(is_in(atom, region)) for atom in ATOMS] for region in claims}
    known: dict[str, Any] = {"bounds": (0, None)}
    if equal:
        known |= {"A_eq": [row[region] for region, _ in equal], "b_eq": [best for _, best in equal]}
    if bound:
        known |= {"A_ub": [row[region] for region in bound], "b_ub": [DEFAULT.below - 1] * len(bound)}
    for region in bound:
        least = optimize.linprog(row[region], **known)
        most = optimize.linprog([-each for each in row[region]], **known)
        assert least.status == most.status == 0
        assert least.fun <= 1 + 1e-6
        assert -most.fun >= DEFAULT.below - 1 - 1e-6


def test_the_attacker_would_find_what_is_given_away() -> None:
    optimize = pytest.importorskip("scipy.optimize")
    row = [1, 1]
    found = optimize.linprog([1, 0], A_eq=[row, [0, 1]], b_eq=[20, 17], bounds=(0, None))
    assert found.fun == pytest.approx(3)


# Profiles and releases


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('name = "x"\n[counts]\nbelow = -1', "counts.below: -1 is refused; expected a whole number from 0"),
        ('name = "x"\n[counts]\nbelow = true', "counts.below: True is refused; expected a whole number"),
        ('name = "x"\n[counts]\nbeneath = 5', "counts.beneath: 5 is refused; expected one of the keys: below"),
        ('name = "x"\n[place]\ndecimals = 1', "place: .* is refused.*Did you mean 'places'"),
        ("[counts]\nbelow = 5", "name: missing"),
        ('name = "x"\n[counts]\nzeros = "hide"', "counts.zeros: 'hide' is refused; expected one of: show, suppress"),
        ("name = ", "expected TOML"),
    ],
)
def test_a_fault_of_a_profile_names_the_file_the_key_and_the_rule(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_text(text)
    with pytest.raises(sr.InvalidError, match=rf"(?s)ours\.toml.*{said}"):
        read_profile(path)


def test_a_profile_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_text(
        'name = "Ours"\n[places]\ndecimals = -1\nadmin_level = 1\n[counts]\nbelow = 5\nunits = ["persons"]\n'
    )
    profile = sr.Profile(name="Ours", decimals=-1, admin_level=1, below=5, units=("persons",))
    assert read_profile(path) == profile


def test_the_secret_of_a_release_is_for_its_owner_and_shown_nowhere(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    release = sr.Release.kept_in(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert sr.Release.kept_in(path).secret == release.secret
    assert repr(release) == "Release()"
    with pytest.raises(sr.InvalidError, match="32 bytes or more"):
        sr.Release(b"short")


def test_which_rules_were_applied_is_counted() -> None:
    claims = [killed(3, JANE, sex="f"), killed(17, sex="m"), killed(20), killed(50, tlp=RED, place="Elsewhere")]
    found = redacted(sr.SitRep(claims=claims), audience=CLEAR, release=RELEASE)
    assert found.fired == {"above_audience": 1, "confidential_source": 1, "small_count": 1, "telling_count": 1}


@pytest.mark.parametrize("said", ["TLP:GREEN", "green", "GREEN", "tlp:green", "moderate", TrafficLight.GREEN])
def test_an_audience_goes_by_several_names(said: str) -> None:
    assert audience_of(said) is TrafficLight.GREEN


@pytest.mark.parametrize("wrong", [{"audience": "nobody"}, {"audience": 5}, {"audience": GREEN, "profile": "x"}])
def test_a_wrong_call_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(sr.InvalidError):
        sr.redact(sr.SitRep(), **wrong)
