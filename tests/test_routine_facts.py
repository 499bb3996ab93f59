"""Routine reports fit in proper fields, and nothing is said of them that isn't so."""

from functools import cache
from pathlib import Path

import pytest
from routine_crises import BLOCKADE, CHOLERA_SPREADS
from routine_facts import CRISES, DISASTERS, HEALTH, Fact, RoutineReport
from routine_health import YEMEN
from routine_made_up import FURTHER, MADE_UP
from routine_reports import REPORTS, facts

import sitrep as sr
from sitrep.checks import check
from sitrep.notices import Severity
from sitrep.values.figures import Figure

KINDS = (DISASTERS, CRISES, HEALTH, FURTHER)
FITS = ("proper", "in part", "indicator", "note")


def counted(fits: str, kind: str | None = None) -> int:
    return sum(fact.fit == fits for fact in facts(kind))


@cache
def everything() -> sr.SitRep:
    return sr.merge(*(report.sitrep for report in (*REPORTS, *MADE_UP)))


@pytest.mark.parametrize("kind", [*KINDS, None])
def test_most_facts_of_each_kind_of_report_fit_in_proper_fields(kind: str | None) -> None:
    number = len([*facts(kind)])
    assert number == {DISASTERS: 59, CRISES: 67, HEALTH: 63, FURTHER: 52, None: 189}[kind]
    assert counted("proper", kind) >= 0.85 * number


def test_what_doesnt_fit_says_what_is_lost_and_nothing_is_left_out() -> None:
    for fact in (*facts(), *facts(FURTHER)):
        assert bool(fact.lost) == (fact.fit != "proper")
        assert fact.records or fact.note


def test_the_table_in_the_docs_is_counted_from_the_facts() -> None:
    page = (Path(__file__).parent.parent / "docs" / "fit.md").read_text()
    for kind in (*KINDS, None):
        number = len([*facts(kind)])
        cells = [kind or "Together", *(str(each) for each in (number, *(counted(fit, kind) for fit in FITS)))]
        assert f"| {' | '.join(cells)} | {counted('proper', kind) / number:.0%} |" in page


def test_everything_that_doesnt_fit_is_in_the_docs() -> None:
    page = (Path(__file__).parent.parent / "docs" / "fit.md").read_text()
    assert [fact.lost for fact in (*facts(), *facts(FURTHER)) if fact.lost and fact.lost not in page] == []


@pytest.mark.parametrize("report", [*REPORTS, *MADE_UP, None], ids=lambda report: report.title if report else "all")
def test_the_picture_has_no_false_conflict(report: RoutineReport | None) -> None:
    told = report.sitrep if report else everything()
    assert [str(state.options) for _, state in sr.picture(told).conflicts] == []


def test_the_only_error_is_the_one_of_the_reports() -> None:
    """Of people taken to hospital since the outbreak began, 268 were counted, and six days later 188."""
    [error] = [each for each in check(everything()) if each.severity == Severity.ERROR]
    assert error.code == "cumulative_falls"
    assert "from 268 admissions, 2022-10-11 (OCHA) to 188 admissions, 2022-10-17 (OCHA)" in error.sentence


@pytest.mark.parametrize(
    "report", [each for each in (*REPORTS, *MADE_UP) if each is not CHOLERA_SPREADS], ids=lambda each: each.title
)
def test_no_report_has_a_false_error(report: RoutineReport) -> None:
    assert [each for each in check(report.sitrep) if each.severity == Severity.ERROR] == []


def test_reports_of_one_crisis_show_the_fall_that_is_in_them() -> None:
    found = [each.code for each in check(BLOCKADE.sitrep | CHOLERA_SPREADS.sitrep) if each.severity == Severity.ERROR]
    assert found == ["cumulative_falls"]


def figures(fact: Fact) -> list[tuple[sr.Record, str, Figure]]:
    return [
        (record, declaration.name, held)
        for record in fact.records
        for declaration, held in record.given()
        if isinstance(held, Figure) and held.best
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_another_number_of_another_body_for_one_fact_is_a_rival(kind: str) -> None:
    for fact in facts(kind):
        for record, name, held in figures(fact):
            if getattr(record, "measure", None) == "cumulative" and getattr(record, "since", None) is None:
                continue
            another = record.replace(
                **{name: held.replace(best=round(held.best or 0) * 3 + 1, high=None, low=None, of=None)}
            )
            report = sr.merge(
                *(
                    sr.SitRep(claims=[sr.Claim(each, attributions=[sr.Attribution(source=body)])])
                    for each, body in ((record, "One body"), (another, "Another body"))
                )
            )
            assert {state.declaration.name for _, state in sr.picture(report).conflicts} == {name}
            assert [each.code for each in check(report) if each.code in ("rivals_far_apart", "figures_conflict")]


def test_the_parts_of_what_one_body_supports_add_up() -> None:
    """3,006 health facilities, said by kind: of seven kinds, besides two kinds of places for treatment."""
    counts = {
        record.kind: record.count.best or 0
        for fact in YEMEN.facts
        for record in fact.records
        if isinstance(record, sr.Facility) and record.count
    }
    whole = counts.pop("health_facility")
    apart = counts.pop("cholera_treatment_centre"), counts.pop("oral_rehydration_point")
    assert (whole, apart) == (sum(counts.values()), (181, 898))
