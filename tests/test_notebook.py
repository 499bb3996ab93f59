"""Values in notebooks and data frames: a line or a short table of each, and nothing that runs."""

import math
from datetime import date
from typing import Any

import pandas as pd  # type: ignore[import-untyped]
import polars as pl
import pytest
from hypothesis import given, settings
from lxml import html

import sitrep as sr
from sitrep.notebook import MOST, html_table
from sitrep.reference import gaza_figures, rafah
from sitrep.testing import strategies

SOME = settings(max_examples=max(10, settings().max_examples // 10))
ATTACK = "<script>alert(1)</script>"


@SOME
@given(strategies.sitreps())
def test_a_flat_table_has_a_row_for_each_claim_and_source_and_its_numbers(report: sr.SitRep) -> None:
    rows = sr.to_table(report).to_pylist()
    assert [(row["claim"], row["source"]) for row in rows] == [
        (claim.id, attribution.source.name) for claim in report for attribution in claim.attributions
    ]
    for row in rows:
        claim = report.get(row["claim"])
        assert claim
        assert row["sentence"] == str(claim)
        if row["field"]:
            figure = getattr(claim.record, row["field"])
            assert (row["low"], row["high"]) == figure.interval()
            assert row["best"] == figure.best


@SOME
@given(strategies.sitreps())
def test_a_report_is_a_line_and_what_a_notebook_shows_is_short(report: sr.SitRep) -> None:
    assert repr(report) == f"<SitRep {report}>"
    assert "\n" not in repr(report)
    shown: list[Any] = [report, sr.picture(report), *report, *sr.diff(sr.SitRep(), report)]
    for each in shown:
        assert html.fragment_fromstring(each._repr_html_(), create_parent="div").text_content()


def test_a_large_report_is_a_line_too() -> None:
    assert repr(rafah() | gaza_figures()) == (
        "<SitRep Opening of the Rafah crossing, issued 2023-11-01 and 1 more: 58 reported facts, 12 sources>"
    )
    assert str(sr.SitRep()) == "0 reported facts, 0 sources"


def test_what_strangers_write_is_text() -> None:
    claim = sr.Claim(
        sr.Crossing(name=ATTACK, status="open"), attributions=[sr.Attribution(source=ATTACK, excerpt=ATTACK)]
    )
    report = sr.SitRep(headers=[sr.Header(title=ATTACK)], claims=[claim])
    for each in (report, sr.picture(report), claim, *sr.diff(sr.SitRep(), report)):
        assert "<script" not in each._repr_html_()  # type: ignore[attr-defined]


def test_long_tables_say_how_much_they_leave_out() -> None:
    assert "and 1 more" in html_table("t", ["a"], [["b"]] * (MOST + 1))
    assert "more" not in html_table("t", ["a"], [["b"]] * MOST)


def test_data_frames_have_days_as_days_and_numbers_as_numbers() -> None:
    table = sr.to_table(rafah() | gaza_figures())
    frame = table.to_pandas()
    assert frame[frame.best == 8805].end.tolist() == [date(2023, 11, 1)] * 2
    assert pl.from_arrow(table).schema["start"] == pl.Date  # type: ignore[union-attr]
    assert pd.api.types.is_float_dtype(frame.best)


def test_withdrawn_words_are_there_and_marked() -> None:
    claim = sr.Claim(sr.Casualty(outcome="killed", people=3), attributions=["AFP", "Reuters"])
    rows = sr.to_table(sr.SitRep(claims=[claim]).retract(claim, "AFP")).to_pylist()
    assert [(row["source"], row["stands"]) for row in rows] == [("AFP", False), ("Reuters", True)]


@pytest.mark.parametrize(
    ("figure", "why"),
    [
        (sr.Figure(best=90, approximate=True), "it is approximate"),
        (sr.Figure(term="scores"), "it is a word"),
        (sr.Figure(low=3), "it has bounds"),
        (sr.Figure(best=3, high=5), "it has bounds"),
        (sr.Figure(missing="not_reported"), "it was not reported"),
    ],
)
def test_a_figure_that_is_no_number_says_why(figure: sr.Figure, why: str) -> None:
    with pytest.raises(sr.InvalidError, match=why):
        float(figure)


@given(strategies.figures())
def test_a_figure_is_a_number_where_it_may_mean_nothing_else(figure: sr.Figure) -> None:
    low, high = figure.interval()
    bounds = {figure.low, figure.high, figure.above, figure.below}
    if (
        low is not None
        and low == high == figure.best
        and bounds == {None}
        and not figure.approximate | bool(figure.term)
    ):
        assert float(figure) == low
    else:
        with pytest.raises(sr.InvalidError):
            float(figure)


def test_a_series_has_its_days_and_numbers_and_gaps() -> None:
    def toll(people: object, day: str, reported: str) -> sr.Claim:
        record = sr.Casualty(outcome="killed", people=people, place="North", period=day)  # type: ignore[arg-type]
        return sr.Claim(record, attributions=[sr.Attribution(source="Ministry", reported=reported)])

    claims = [toll(10, "2024-03-01", "2024-03-01"), toll(sr.Figure(term="dozens"), "2024-03-02", "2024-03-02")]
    claims += [toll(30, "2024-03-03", "2024-03-03"), toll(14, "2024-03-03", "2024-03-04")]
    [series] = sr.series(sr.SitRep(claims=claims), sr.Casualty)
    assert series.days == [date(2024, 3, day) for day in (1, 2, 3)]
    assert (series.numbers[0], series.numbers[2]) == (10, 14)
    assert math.isnan(series.numbers[1])
    plot = pytest.importorskip("matplotlib.figure").Figure().subplots()
    [line] = plot.plot(series.days, series.numbers, "o:")
    assert len(line.get_xdata()) == 3
