"""Merging by example: each rule with the least that shows it.

The laws are proven on drawn reports elsewhere; these say in a moment which rule a change broke.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from threading import Barrier
from typing import Any

import pytest
from builders import BESIDE, CROSSING, SHORTAGE, claim_of, report_of

import sitrep as sr
from sitrep.errors import InvalidError
from sitrep.merging import join_claims, lacking, stricter
from sitrep.vocabularies import Sensitivity


def names(found: sr.Claim | None) -> list[str]:
    assert found is not None
    return [attribution.source.name for attribution in found.attributions]


def shortage_by(*sources: str, sensitivity: str | None = None) -> sr.Claim:
    return claim_of(SHORTAGE, *sources, sensitivity=sensitivity)


A, B = report_of(shortage_by("A")), report_of(shortage_by("B"))


# Claims of one record


@pytest.mark.parametrize("one", [None, *Sensitivity])
@pytest.mark.parametrize("other", [None, *Sensitivity])
def test_of_two_levels_the_later_of_the_list_is_the_stricter(
    one: Sensitivity | None, other: Sensitivity | None
) -> None:
    levels = [None, *Sensitivity]
    assert stricter(one, other) is levels[max(levels.index(one), levels.index(other))]


def test_claims_of_several_records_are_joined_apart_and_come_in_the_order_of_their_ids() -> None:
    claims = [claim_of(sr.Shortage(item="water", days_left=days), "A") for days in range(5)]
    again = [each.replace(attributions="B") for each in claims[2:4]]
    joined = join_claims([*claims, *again])
    assert [*joined] == sorted(each.id for each in claims)
    assert [names(joined[each.id]) for each in claims] == [["A"], ["A"], ["A", "B"], ["A", "B"], ["A"]]


def test_three_claims_of_one_record_become_one_with_all_attributions_and_the_strictest_level() -> None:
    [joined] = join_claims(
        [
            shortage_by("C"),
            shortage_by("A", sensitivity="high"),
            shortage_by("B", sensitivity="low"),
            shortage_by("A"),
        ]
    ).values()
    assert joined == shortage_by("A", "B", "C", sensitivity="high")


def test_a_level_alone_is_joined_too() -> None:
    [joined] = join_claims([shortage_by("A"), shortage_by("A", sensitivity="low")]).values()
    assert joined == shortage_by("A", sensitivity="low")


def test_a_claim_that_brings_nothing_new_leaves_the_one_that_is_held() -> None:
    held = shortage_by("A", "B", sensitivity="high")
    [joined] = join_claims(
        [held, shortage_by("B", sensitivity="low"), shortage_by("A", "B", sensitivity="high")]
    ).values()
    assert joined is held


# What another lacks


@pytest.mark.parametrize(
    ("mine", "its", "lacks"),
    [
        (shortage_by("A"), None, shortage_by("A")),
        (shortage_by("A"), shortage_by("A"), None),
        (shortage_by("A"), shortage_by("A", "B", sensitivity="high"), None),
        (shortage_by("A", "B", "C"), shortage_by("B"), shortage_by("A", "C")),
        (
            shortage_by("A", "B", sensitivity="high"),
            shortage_by("B", "C"),
            shortage_by("A", sensitivity="high"),
        ),
        (
            shortage_by("A", sensitivity="high"),
            shortage_by("A", sensitivity="low"),
            shortage_by("A", sensitivity="high"),
        ),
        (
            shortage_by("A", sensitivity="low"),
            shortage_by("A"),
            shortage_by("A", sensitivity="low"),
        ),
        (shortage_by("A", sensitivity="low"), shortage_by("A", sensitivity="high"), None),
    ],
)
def test_what_is_lacking_of_a_claim_is_what_was_not_said_and_a_level_that_is_stricter(
    mine: sr.Claim, its: sr.Claim | None, lacks: sr.Claim | None
) -> None:
    assert lacking(mine, {its.id: its} if its else {}) == lacks
    assert report_of(mine) - report_of(*filter(None, [its])) == report_of(*filter(None, [lacks]))


def test_a_difference_holds_what_stands_beside_the_claims_where_the_other_lacks_it() -> None:
    other = {"headers": [sr.Header(title="Another")], "notes": BESIDE["notes"]}
    whole = report_of(shortage_by("A"), **BESIDE)
    assert whole - report_of() == whole
    assert report_of() - whole == report_of()
    assert whole - report_of(**other) == whole.replace(notes=())


# Reports


def test_a_merge_has_every_part_of_each_report() -> None:
    for name, held in BESIDE.items():
        one, other = report_of(**{name: held}), report_of(shortage_by("A"))
        merged = sr.merge(other, one, report_of())
        assert merged == report_of(shortage_by("A"), **{name: held}) == one | other
        assert getattr(merged, name) == tuple(held)


def test_claims_of_one_record_are_joined_in_whichever_reports_they_are() -> None:
    common = claim_of(CROSSING, "Everybody")
    own = [claim_of(sr.Shortage(item="water", days_left=days), "One") for days in range(4)]
    for said in product(
        [None, shortage_by("A"), shortage_by("B", sensitivity="high"), shortage_by("A", "B")],
        repeat=4,
    ):
        reports = [report_of(*filter(None, [common, own[place], each])) for place, each in enumerate(said)]
        joined = join_claims([common, *own, *filter(None, said)])
        assert sr.merge(*reports) == report_of(*joined.values())
        assert sr.merge(*reports).get(common) is common


def test_a_merge_leaves_its_reports_as_they_were() -> None:
    reports = [report_of(shortage_by(name), claim_of(CROSSING, name), **BESIDE) for name in "ABC"]
    before = [(sr.dumps(each), [each.get(SHORTAGE), each.get(CROSSING)]) for each in reports]
    alone = sr.merge(reports[0])
    both = alone | reports[1]
    every = sr.merge(both, reports[2], alone)
    assert [names(each.get(SHORTAGE)) for each in (alone, both, every)] == [["A"], ["A", "B"], ["A", "B", "C"]]
    assert alone == reports[0]
    for each, (text, held) in zip(reports, before, strict=True):
        assert sr.dumps(each) == text
        assert all(now is then for now, then in zip([each.get(SHORTAGE), each.get(CROSSING)], held, strict=True))


def is_in_order(each: sr.SitRep) -> bool:
    """Whether the claims stand in their slot already."""
    try:
        object.__getattribute__(each, "claims")
    except AttributeError:
        return False
    return True


def test_a_merge_is_put_in_order_once_and_not_before_somebody_asks_for_the_order() -> None:
    both = A | report_of(claim_of(CROSSING, "B"))
    every = sr.merge(both, B, both | B)
    for each in (both, every):
        assert each
        assert len(each) == 2
        assert SHORTAGE in each
        assert names(each.get(CROSSING)) == ["B"]
        assert each.standing(CROSSING)
        assert not is_in_order(each)
        assert each.claims is each.claims
        assert is_in_order(each)


def test_threads_that_ask_one_merge_at_once_get_the_same_claims() -> None:
    halves = [
        report_of(*(claim_of(sr.Shortage(item="water", days_left=days), name) for days in range(first, first + 100)))
        for name, first in (("A", 0), ("B", 50))
    ]
    expected = sr.merge(*halves).claims
    for _ in range(20):
        merged, together = sr.merge(*halves), Barrier(8)

        def ask(_: int, merged: sr.SitRep = merged, together: Barrier = together) -> tuple[sr.Claim, ...]:
            together.wait()
            return merged.claims

        with ThreadPoolExecutor(8) as threads:
            assert all(claims == expected for claims in threads.map(ask, range(8)))


def test_reports_are_ordered_by_what_they_say() -> None:
    a, b = A, B
    both = a | b
    assert a <= both
    assert a < both
    assert both >= a
    assert both > a
    assert a <= a
    assert a >= a
    assert not a < a
    assert not a > a
    assert not a <= b
    assert not a >= b
    assert not a < b
    assert not a > b
    assert not both <= a
    assert not both < a
    assert not a >= both
    assert not a > both


@pytest.mark.parametrize(
    "operate",
    [
        lambda one, other: one | other,
        lambda one, other: one - other,
        lambda one, other: one <= other,
        lambda one, other: one < other,
        lambda one, other: one >= other,
        lambda one, other: one > other,
    ],
)
@pytest.mark.parametrize("other", [None, [], {}, "AFP", A.claims[0]], ids=repr)
def test_a_report_is_joined_and_compared_with_reports_alone(
    operate: Callable[[Any, Any], object], other: object
) -> None:
    for given in ((A, other), (other, A)):
        with pytest.raises(TypeError, match=r"(unsupported operand|not supported between)"):
            operate(*given)


def test_a_class_of_others_may_say_what_an_operator_does_with_a_report() -> None:
    class Other:
        def answer(self, _: object) -> str:
            return "answered"

        __ror__ = __rsub__ = __ge__ = __gt__ = __le__ = __lt__ = answer

    mine, other = A, Other()
    assert {mine | other, mine - other, mine <= other, mine < other, mine >= other, mine > other} == {"answered"}


def test_what_is_no_report_is_not_merged_and_the_refusal_says_how_a_list_is() -> None:
    given: Any = [A, B]
    with pytest.raises(InvalidError) as raised:
        sr.merge(given)
    assert str(raised.value).endswith("expected a SitRep. A list of reports is unpacked: merge(*reports).")
    assert raised.value.faults[0].value is given
