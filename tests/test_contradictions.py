"""Categories never contradict each other, and measured values always do: over all record types."""

from typing import Any

import pytest
from hypothesis import given, settings, strategies as st
from record_samples import ALL_TYPES, SITREP_RECORDS, plain, samples

import sitrep as sr
from sitrep.checks import check
from sitrep.fields.declarations import Declaration, FieldRole, declared
from sitrep.records import Record
from sitrep.values.figures import Figure, FigureKind

CONTRADICTIONS = {"contradicts_itself", "figures_conflict", "rivals_far_apart", "digits_swapped", "values_conflict"}
DAY = "2024-03-01"
BULLETIN = sr.Document(title="Bulletin", publisher="Health office")

SOME = settings(max_examples=max(25, settings().max_examples // 20))
"""Each of many fields, or each field of a report, is looked at: examples are dear."""


def said(*records: Record, source: str = "Health office") -> sr.SitRep:
    attribution = sr.Attribution(source=source, reported=DAY, document=BULLETIN)
    return sr.SitRep(claims=[sr.Claim(record, attributions=[attribution]) for record in records])


def contradictions(report: sr.SitRep) -> list[str]:
    conflicts = [f"picture: {finding.headline}" for finding, _ in sr.picture(report).conflicts]
    return [
        *conflicts,
        *(str(each) for each in check(report) if each.code in CONTRADICTIONS or each.severity == "error"),
    ]


def figures_of(cls: type[Record]) -> list[Declaration]:
    return [each for each in declared(cls).values() if isinstance(each.kind, FigureKind)]


CATEGORIES = [
    pytest.param(cls, each, id=f"{cls.type_name}.{each.name}")
    for cls in SITREP_RECORDS
    for each in declared(cls).values()
    if each.role in (FieldRole.SUBJECT, FieldRole.CATEGORY)
]
MEASURED = [
    pytest.param(cls, each, id=f"{cls.type_name}.{each.name}") for cls in SITREP_RECORDS for each in figures_of(cls)
]
NUMBERS = st.tuples(st.integers(1, 9_000), st.integers(1, 9_000))


def measured(declaration: Declaration, number: int) -> Figure:
    return Figure(best=number, unit=declaration.kind.unit or "USD")


@pytest.mark.parametrize(("cls", "category"), CATEGORIES)
@SOME
@given(numbers=NUMBERS)
def test_what_one_source_tells_of_two_categories_is_no_contradiction(
    cls: type[Record], category: Declaration, numbers: tuple[int, int]
) -> None:
    """150 houses destroyed and 3,000 damaged, 20 women and 30 men: a table broken down in any way."""
    figures = figures_of(cls)
    one, other = (
        plain(cls, **{category.name: held, "period": DAY} | {each.name: measured(each, number) for each in figures[:1]})
        for held, number in zip(samples(category), numbers, strict=True)
    )
    assert contradictions(said(one, other)) == []


@pytest.mark.parametrize(("cls", "figure"), MEASURED)
@SOME
@given(numbers=NUMBERS.filter(lambda both: both[0] != both[1]))
def test_two_measured_values_of_one_thing_are_always_a_contradiction(
    cls: type[Record], figure: Declaration, numbers: tuple[int, int]
) -> None:
    one, other = (plain(cls, **{figure.name: measured(figure, number), "period": DAY}) for number in numbers)
    found = contradictions(said(one, other))
    assert any(each.startswith("picture") for each in found)
    assert any(not each.startswith("picture") for each in found)
    # So they are from two bodies.
    apart = contradictions(said(one) | said(other, source="Ministry"))
    assert any(each.startswith("picture") for each in apart)
    assert any(not each.startswith("picture") for each in apart)


BESIDE_OTHERS = [
    pytest.param(cls, each, id=f"{cls.type_name}.{each.name}")
    for cls in SITREP_RECORDS
    for each in declared(cls).values()
    if each.complements
]


@pytest.mark.parametrize(("cls", "field"), BESIDE_OTHERS)
def test_values_beside_each_other_are_no_contradiction(cls: type[Record], field: Declaration) -> None:
    """Two reasons, two things asked for, two bodies that support one hospital: of one source, and of two."""
    one, other = (plain(cls, **{field.name: held, "period": DAY}) for held in samples(field))
    assert field.role is FieldRole.VALUE
    for report in (said(one, other), said(one) | said(other, source="Ministry")):
        assert contradictions(report) == []
        [finding] = sr.picture(report)
        assert {option.held for option in finding[field.name].current.options} == {
            getattr(each, field.name) for each in (one, other)
        }


@pytest.mark.parametrize("cls", ALL_TYPES)
def test_trends_since_two_periods_are_no_contradiction_and_since_one_they_are(cls: type[Record]) -> None:
    up, down = (
        plain(cls, trend=trend, compared_to=since, period=DAY)
        for trend, since in (("increasing", "2023-03"), ("decreasing", "2024-02"))
    )
    apart = said(up) | said(down, source="Ministry")
    assert contradictions(apart) == []
    trends = [finding["trend"] for finding in sr.picture(apart)]
    assert [state.current.held for trend in trends for state in trend.states].count("decreasing") == 1
    together = said(up) | said(down.replace(compared_to="2023-03"), source="Ministry")
    assert any(each.startswith("picture") for each in contradictions(together))


@pytest.mark.parametrize("cls", ALL_TYPES)
def test_the_state_of_a_named_thing_is_a_value(cls: type[Record]) -> None:
    for category in declared(cls).values():
        if category.role is FieldRole.CATEGORY:
            named: dict[str, Any] = {category.named_by: "one", "period": DAY}
            one, other = (plain(cls, **{category.name: held} | named) for held in samples(category))
            assert list(sr.picture(said(one, other)).conflicts)
