"""A merge that breaks a law is told in words: which law, of which reports, what was lost or invented."""

import pytest
from hypothesis import settings
from hypothesis.strategies import SearchStrategy, builds, just, lists, sampled_from, tuples

import sitrep as sr
from sitrep.testing import LawBroken, check_merge_laws, strategies as st
from sitrep.testing.families import Family
from sitrep.testing.laws import LAWS, Merge
from sitrep.testing.pieces import pieces

FEW = settings(max_examples=max(25, settings().max_examples // 10))


def first_source_only(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
    merged = one | other
    return merged.replace(claims=[claim.replace(attributions=claim.attributions[:1]) for claim in merged])


def own_note(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
    merged = one | other
    return merged.replace(notes=[*merged.notes, sr.Note("Merged by me.")]) if one and other else merged


REPORTS = (
    sr.SitRep(claims=[sr.Claim(sr.Casualty(outcome="killed", people=3, place="Rafah"), attributions=["Red Cross"])]),
    sr.SitRep(claims=[sr.Claim(sr.Casualty(outcome="killed", people=3, place="Rafah"), attributions=["AFP"])]),
    sr.SitRep(),
)


def failure(merge: Merge, reports: SearchStrategy[Family], *laws: str) -> LawBroken:
    with pytest.raises(LawBroken) as failure:
        check_merge_laws(merge, reports=reports, laws=laws or None, settings=settings(FEW, database=None))
    return failure.value


def failure_of(merge: Merge, reports: SearchStrategy[Family], *laws: str) -> str:
    return str(failure(merge, reports, *laws))


def test_a_failure_shows_the_law_the_reports_and_what_was_lost() -> None:
    assert failure_of(first_source_only, just(REPORTS)) == (
        "The merge breaks the law “nothing lost”. Every attribution, label, header, retraction, link, judgement"
        " and note of a and b is in the merge.\n\n"
        "a:\n  Killed, Rafah: 3 people\n    — Red Cross\n"
        "b:\n  Killed, Rafah: 3 people\n    — AFP\n\n"
        "Lost by merge(a, b):\n  • Killed, Rafah: 3 people\n    — Red Cross"
    )


def test_a_failure_shows_the_smallest_reports_and_what_was_invented() -> None:
    report = builds(sr.SitRep, claims=lists(st.claims(), max_size=2), headers=lists(st.headers(), max_size=2))
    broken = failure(own_note, tuples(report, report, report), "nothing_invented")
    assert "Invented by merge(a, b):\n  • note: Merged by me." in str(broken)
    assert broken.reports.keys() == {"a", "b"}
    assert all(len(pieces(each)) <= 2 for each in broken.reports.values())


def test_words_that_are_alike_are_followed_by_what_differs() -> None:
    claim = sr.Claim(sr.Incident(kind="flood"), attributions=["AFP", sr.Attribution(source="AFP", credibility=2)])
    header = sr.Header(title="Update", language="fr")
    reports = (
        sr.SitRep(headers=[header]),
        sr.SitRep(claims=[claim], headers=[header.replace(language="en")]),
        sr.SitRep(),
    )
    shown = failure_of(lambda one, other: one, just(reports))
    assert 'a:\n  header: Update (language "fr")\n' in shown
    assert "b:\n  Flood\n    — AFP (credibility 2)\n    — AFP (no more than that)\n" in shown
    assert 'Lost by merge(a, b):\n  • header: Update\n    (language "en")\n' in shown
    assert "  • Flood\n    — AFP\n    (no more than that)" in shown


def test_merges_that_say_the_same_and_are_not_equal_are_shown_as_json() -> None:
    with pytest.raises(LawBroken, match=r"are made of the same pieces, and differ:\n  \{") as failure:
        check_merge_laws(sr.merge, reports=just(REPORTS), equal=lambda one, other: False, settings=FEW)
    assert "differ" in str(failure.value)


def one_claim_for_each_subject(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
    merged = one | other
    return merged.replace(claims={claim.subject: claim for claim in merged}.values())


@pytest.mark.parametrize("laws", [[*LAWS], [*reversed(LAWS)]], ids=["in order", "reversed"])
def test_of_the_laws_that_fail_the_first_is_shown(laws: list[str]) -> None:
    three, empty, four = (
        sr.SitRep(claims=[sr.Claim(sr.Casualty(outcome="killed", people=people), attributions=["AFP"])])
        if people
        else sr.SitRep()
        for people in (3, None, 4)
    )
    # The simpler family breaks a law that tells less.
    reports = sampled_from([(three, empty, four), (three, four, empty)])
    with pytest.raises(LawBroken) as found:
        check_merge_laws(one_claim_for_each_subject, reports=reports, laws=["least_upper_bound"], settings=FEW)
    assert found.value.reports["b"] == empty
    broken = failure(one_claim_for_each_subject, reports, *laws)
    assert broken.law == next(law for law in laws if law in ("nothing_lost", "least_upper_bound"))
    if broken.law == "nothing_lost":
        assert broken.reports == {"a": three, "b": four}


def test_a_merge_that_breaks_a_law_only_once_is_shown_too() -> None:
    given: set[sr.SitRep] = set()

    def forgets_what_it_gave(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
        merged = one | other
        seen = merged in given
        given.add(merged)
        return sr.SitRep() if seen else merged

    assert failure(forgets_what_it_gave, just(REPORTS), "inputs_unchanged").law == "inputs_unchanged"
    assert "Lost by merge" in failure_of(forgets_what_it_gave, just(REPORTS), "nothing_lost")


def test_only_the_laws_named_are_checked() -> None:
    check_merge_laws(first_source_only, laws=["commutative"], settings=FEW)


def test_a_failure_on_reports_too_long_to_show_as_code_is_no_warning() -> None:
    """Hypothesis warns of such, which is an error where warnings are."""
    claims = [sr.Claim(sr.Casualty(outcome="killed", people=n), attributions=["AFP", "Red Cross"]) for n in range(300)]
    long = sr.SitRep(claims=claims)
    broken = failure(first_source_only, just((long, long, long)), "nothing_lost")
    assert broken.reports["a"] == long
    # Where CI is set, Hypothesis adds another note: how to reproduce the failure.
    assert any("<3 reports, of " in note for note in broken.__notes__)
