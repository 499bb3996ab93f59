"""Arrow and Parquet: nothing is lost on the way, and every engine sees the same."""

import hashlib
import subprocess
import sys
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd  # type: ignore[import-untyped]
import polars as pl
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]
import pyarrow.dataset as ds  # type: ignore[import-untyped]
import pytest
from arrow_reports import FEW, FORMATS, SOME, through, told
from hypothesis import example, given, settings, strategies as hypothesis

import sitrep as sr
from sitrep.fields.declarations import declared
from sitrep.formats.arrow.read import read_arrow
from sitrep.formats.arrow.write import schema, table
from sitrep.formats.offers import find_format
from sitrep.records import RECORD_TYPES, Record, UnknownRecord
from sitrep.reference import gaza_figures, rafah
from sitrep.testing import strategies as st
from sitrep.testing.scalars import numbers

# The law: what was written is read


@settings(max_examples=max(50, settings().max_examples // 5))
@given(st.sitreps(unknown=True))
@example(sr.SitRep())
@example(gaza_figures())
@example(rafah())
def test_a_table_holds_the_whole_report(report: sr.SitRep) -> None:
    assert read_arrow(table(report)) == report


@FEW
@given(st.sitreps(unknown=True))
@example(sr.SitRep())
@example(gaza_figures())
@example(rafah())
def test_files_hold_the_whole_report(report: sr.SitRep) -> None:
    for name in FORMATS:
        assert through(name, report) == report
        assert find_format(name).carried(report) == report


@FEW
@given(hypothesis.tuples(*(st.instances(cls, unknown=True) for cls in (*RECORD_TYPES.values(), UnknownRecord))))
def test_records_of_every_type_come_back(records: tuple[Record, ...]) -> None:
    report = told(*records)
    assert {each.type for each in report.records(Record)} >= RECORD_TYPES.keys()
    assert read_arrow(table(report)) == report


@SOME
@given(numbers())
@example(2**53 - 1)
@example(1 - 2**53)
@example(0.000001)
@example(-9_007_199_254.740991)
@example(0)
def test_every_number_comes_back_as_it_was(number: float) -> None:
    report = told(sr.Indicator(code="rate", value=sr.Figure(best=number, unit="percent")))
    [back] = read_arrow(table(report)).records(sr.Indicator)
    assert back.value is not None
    assert back.value.best == number
    assert type(back.value.best) is type(sr.Figure(best=number, unit="percent").best)


@SOME
@given(st.families(3))
def test_tables_put_together_are_the_reports_merged(family: tuple[sr.SitRep, ...]) -> None:
    together = pa.concat_tables([table(report) for report in family])
    assert read_arrow(together) == sr.merge(*family)
    assert read_arrow(together.take(pa.array(range(together.num_rows)[::-1], pa.int64()))) == sr.merge(*family)


@FEW
@given(st.sitreps(unknown=True))
@example(rafah())
def test_a_table_that_went_through_another_engine_is_read(report: sr.SitRep) -> None:
    written = table(report)
    assert read_arrow(pl.DataFrame(pl.from_arrow(written))) == report
    assert read_arrow(duckdb.sql("FROM written")) == report
    assert read_arrow(written.to_pandas(types_mapper=pd.ArrowDtype)) == report


@pytest.mark.parametrize("report", [gaza_figures(), rafah()], ids=["gaza", "rafah"])
def test_a_frame_of_pandas_with_its_own_types_is_read(report: sr.SitRep) -> None:
    assert read_arrow(table(report).to_pandas()) == report


# One schema


@SOME
@given(st.sitreps(unknown=True))
@example(sr.SitRep())
def test_every_report_has_the_same_schema(report: sr.SitRep) -> None:
    assert table(report).schema.equals(schema(), check_metadata=True)


def test_the_schema_says_what_is_declared() -> None:
    for name, cls in RECORD_TYPES.items():
        column = schema().field(name)
        assert column.metadata[b"meaning"].decode() == str(cls.__doc__).partition("\n")[0]
        own = {field.name: field for field in column.type}
        assert {*own} == declared(cls).keys() - declared(Record).keys()
        for each, field in own.items():
            declaration = declared(cls)[each]
            metadata = {key.decode(): text.decode() for key, text in field.metadata.items()}
            assert metadata == {
                "label": declaration.label,
                "meaning": declaration.meaning,
                "role": declaration.role.value,
                **({"hxl": declaration.hxl} if declaration.hxl else {}),
            }


def test_the_schema_says_where_a_field_of_all_records_has_another_role() -> None:
    metadata = schema().field("sector").metadata
    assert metadata[b"role"] == b"qualifier"
    assert metadata[b"subject of"] == b"assistance, caseload, extent, funding, indicator"
    assert not [key for key in schema().field("place").metadata if key.endswith(b" of")]


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_says_what_is_declared(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"report{find_format(name).suffix}"
    path.write_bytes(find_format(name).write(gaza_figures()))
    kept = ds.dataset(path, format="ipc" if name == "arrow" else name).schema
    assert kept.equals(schema())
    assert kept.field("casualty").type.field("outcome").metadata[b"label"] == b"Outcome"


@FEW
@given(st.sitreps(unknown=True))
def test_equal_reports_have_equal_bytes(report: sr.SitRep) -> None:
    again = sr.loads(sr.dumps(report), unknown="keep")
    for name in FORMATS:
        assert find_format(name).write(again) == find_format(name).write(report)


def test_the_bytes_are_the_same_in_every_process() -> None:
    program = (
        "import hashlib; from sitrep.formats.offers import find_format; from sitrep.reference import rafah; "
        "print(*(hashlib.sha256(find_format(name).write(rafah())).hexdigest() for name in ('arrow', 'parquet')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"PYTHONHASHSEED": "7", "PYTHONPATH": str(Path(sr.__file__).parents[1])},
        capture_output=True,
        text=True,
        check=True,
    )
    # Types that other tests declared would change the schema of this process.
    if {*RECORD_TYPES} == {cls.type_name for cls in RECORD_TYPES.values() if cls.__module__.startswith("sitrep.")}:
        assert done.stdout.split() == [hashlib.sha256(find_format(name).write(rafah())).hexdigest() for name in FORMATS]


# One answer from every engine

Counts = dict[str, tuple[int, float]]


def counted(report: sr.SitRep) -> Counts:
    """By source, how many figures of people killed it is said to have given, and their sum."""
    said = [
        (attribution.source.name, claim.record.people and claim.record.people.best)
        for claim in report
        for attribution in claim.attributions
        if isinstance(claim.record, sr.Casualty) and claim.record.outcome == "killed"
    ]
    times = Counter(source for source, _ in said)
    return {source: (times[source], float(sum(best or 0 for name, best in said if name == source))) for source in times}


def counted_by_pyarrow(killed: pa.Table) -> Counts:
    killed = killed.filter(pc.field("casualty", "outcome") == "killed")
    which = pc.list_parent_indices(killed["attributions"])
    sources = pc.struct_field(pc.list_flatten(killed["attributions"]), ["source", "name"])
    best = pc.struct_field(killed["casualty"], ["people", "best"]).take(which)
    grouped = (
        pa.table({"source": sources, "best": best}).group_by("source").aggregate([([], "count_all"), ("best", "sum")])
    )
    return {row["source"]: (row["count_all"], row["best_sum"] or 0.0) for row in grouped.to_pylist()}


def asked(query: str, **tables: pa.Table) -> list[tuple[Any, ...]]:
    """What DuckDB answers."""
    with duckdb.connect() as database:
        for name, each in tables.items():
            database.register(name, each)
        return database.execute(query).fetchall()


def counted_by_duckdb(claims: pa.Table) -> Counts:
    rows = asked(
        """
        SELECT attribution.source.name, count(*), coalesce(sum(casualty.people.best), 0)
        FROM claims, unnest(attributions) AS each_of(attribution)
        WHERE casualty.outcome = 'killed'
        GROUP BY ALL
        """,
        claims=claims,
    )
    return {source: (times, best) for source, times, best in rows}


def counted_by_polars(claims: pa.Table) -> Counts:
    grouped = (
        pl.DataFrame(pl.from_arrow(claims))
        .lazy()
        .filter(pl.col("casualty").struct.field("outcome") == "killed")
        .explode("attributions")
        .group_by(source=pl.col("attributions").struct.field("source").struct.field("name"))
        .agg(pl.len().alias("times"), pl.col("casualty").struct.field("people").struct.field("best").sum())
        .collect()
    )
    return {row["source"]: (row["times"], row["best"]) for row in grouped.to_dicts()}


def counted_by_pandas(claims: pa.Table) -> Counts:
    frame = claims.to_pandas()
    is_killed = frame["casualty"].map(lambda each: bool(each) and each["outcome"] == "killed").astype(bool)
    killed = frame[is_killed].explode("attributions")
    sources = [each["source"]["name"] for each in killed["attributions"]]
    best = [(each["people"] or {}).get("best") or 0.0 for each in killed["casualty"]]
    grouped = pd.DataFrame({"source": sources, "best": pd.Series(best, dtype=float)}).groupby("source")["best"]
    return {str(source): (len(each), float(each.sum())) for source, each in grouped}


ENGINES = [counted_by_pyarrow, counted_by_duckdb, counted_by_polars, counted_by_pandas]
KILLED = st.families(
    1,
    records=st.casualties(outcome=hypothesis.sampled_from(["killed", "injured"]), people=st.figures(unit="persons")),
).map(lambda family: family[0])


def test_every_engine_counts_the_killed_of_the_reference_alike() -> None:
    report = gaza_figures()
    expected = counted(report)
    assert expected == {"Ministry of Health, Gaza": (8, 38_046.0), "OCHA": (4, 331.0)}
    for count in ENGINES:
        assert count(table(report)) == expected


@SOME
@given(KILLED)
def test_every_engine_counts_the_killed_of_any_report_alike(report: sr.SitRep) -> None:
    expected: dict[str, Any] = {
        source: (times, pytest.approx(best)) for source, (times, best) in counted(report).items()
    }
    for count in ENGINES:
        assert count(table(report)) == expected, count.__name__


def test_the_parquet_files_of_many_days_are_one_data_set(tmp_path: Path) -> None:
    reports = [gaza_figures(), rafah(), sr.SitRep()]
    for day, report in enumerate(reports):
        (tmp_path / f"{day}.parquet").write_bytes(find_format("parquet").write(report))
    files = f"{tmp_path}/*.parquet"
    claims = sum(map(len, reports))
    assert ds.dataset(tmp_path).count_rows(filter=pc.field("part") == "claim") == claims
    assert asked(f"SELECT count(*) FROM read_parquet('{files}') WHERE part = 'claim'") == [(claims,)]
    assert pl.scan_parquet(files).filter(pl.col("part") == "claim").collect().height == claims
    assert (pd.read_parquet(tmp_path)["part"] == "claim").sum() == claims
    assert read_arrow(ds.dataset(tmp_path).to_table()) == sr.merge(*reports)


def test_a_file_of_arrow_is_read_by_polars(tmp_path: Path) -> None:
    path = tmp_path / "report.arrow"
    path.write_bytes(find_format("arrow").write(rafah()))
    assert read_arrow(pl.read_ipc(path)) == rafah()


def test_periods_can_be_compared_as_times() -> None:
    days = table(gaza_figures())
    assert days.filter(pc.field("period", "latest") < datetime(2023, 11, 1)).num_rows == 4  # noqa: DTZ001
    eternal = told(sr.Crossing(name="Rafah", status="open", period="0001-01-01/9999-12-31"))
    assert read_arrow(table(eternal)) == eternal
