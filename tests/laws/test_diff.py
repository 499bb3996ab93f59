"""`diff` is silent where two pictures say the same of every time, and nowhere else."""

from collections import Counter
from typing import Any

from hypothesis import assume, given, strategies as hypothesis_strategies
from hypothesis.strategies import DrawFn, composite

import sitrep as sr
from sitrep.pictures.consolidation import Finding, Picture, State
from sitrep.testing import strategies as st

Pair = tuple[sr.SitRep, sr.SitRep]


@composite
def pairs(draw: DrawFn) -> Pair:
    """Two reports of one world, also such as differ little: by a claim, by a source, by a retraction."""
    one, other = draw(st.families(2, unknown=False))
    match draw(hypothesis_strategies.sampled_from(("apart", "more", "fewer claims", "fewer sources", "no notes"))):
        case "more":
            return one, one | other
        case "fewer claims":
            both = one | other
            kept = [claim for claim in both if draw(hypothesis_strategies.integers(0, 3))]
            return both, both.replace(claims=kept)
        case "fewer sources":
            both = one | other
            return both, both.replace(claims=[claim.replace(attributions=claim.attributions[:1]) for claim in both])
        case "no notes":
            return one, one.replace(notes=(), headers=())
    return one, other


def names(sources: Any) -> frozenset[str]:
    return frozenset(source.name for source in sources)


def said_at_a_time(state: State) -> Any:
    return (
        state.current.held,
        frozenset(option.held for option in state.agreeing),
        frozenset((option.held, names(each.source for each in option.attributions)) for option in state.rivals),
        names(state.denied_by),
        names(state.disputed_by),
        state.independent_sources,
    )


def said_of(finding: Finding) -> Any:
    """What a finding says of each of its fields at each time."""
    said: dict[str, Any] = {}
    for field in finding.fields:
        standing: dict[Any, Any] = {}
        earlier: Counter[Any] = Counter()
        for state in field.states:
            if state.is_superseded or state.period in standing:
                earlier[state.period, said_at_a_time(state)] += 1
            else:
                standing[state.period] = said_at_a_time(state)
        said[field.declaration.name] = (standing, earlier)
    return said, names(finding.denied_by)


def all_said(picture: Picture) -> Any:
    return {frozenset(finding.subjects): said_of(finding) for finding in picture}


@given(pairs())
def test_no_change_means_that_the_pictures_and_their_pasts_say_the_same(pair: Pair) -> None:
    if not sr.diff(*pair):
        one, other = map(sr.picture, pair)
        assert all_said(one) == all_said(other)


@given(pairs())
def test_equal_pictures_have_no_changes(pair: Pair) -> None:
    one, other = pair
    assume(sr.picture(one) == sr.picture(other))
    assert sr.diff(one, other) == ()


@given(st.sitreps(unknown=False))
def test_nothing_changed_between_a_report_and_itself(report: sr.SitRep) -> None:
    assert sr.diff(report, report) == ()


@given(pairs())
def test_what_changed_can_be_said_and_written(pair: Pair) -> None:
    for change in sr.diff(*pair):
        assert "None" not in change.sentence
        assert change.to_json()["sentence"] == change.sentence


def words(report: sr.SitRep) -> set[Any]:
    """Who says what of which record, however it came here."""
    return {
        (claim.id, each.source, each.stance, each.credibility, each.caveats)
        for claim in report
        for each in claim.attributions
    }


@given(pairs())
def test_what_is_new_apart_from_relays_is_the_words_that_were_not_there(pair: Pair) -> None:
    old, new = pair
    news = new.beyond(old)
    assert new.beyond(old, relays=True) == new - old
    assert news <= new - old
    assert words(old | news) == words(old | new)
    heard = words(old)
    assert all(words(sr.SitRep(claims=[claim])).isdisjoint(heard) for claim in news if not claim.is_labelled)


@given(pairs())
def test_nothing_is_new_of_what_only_came_another_way(pair: Pair) -> None:
    old, _ = pair
    elsewhere = {"via": ["An outlet"], "document": sr.Document(title="Another file"), "reported": "2031-01-01"}
    again = old.replace(
        claims=[
            claim.replace(attributions=[each.replace(span=None, **elsewhere) for each in claim.attributions])
            for claim in old
        ]
    )
    assert not again.beyond(old)
