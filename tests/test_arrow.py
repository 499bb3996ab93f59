"""Arrow and Parquet: nothing is lost on the way, and every engine sees the same."""

import hashlib
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
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
from attrs import frozen
from hypothesis import example, given, settings, strategies as hypothesis

import sitrep as sr
from sitrep.declarations import Value, declare, declared, identifies, part, required, states
from sitrep.exporters import exporter
from sitrep.exporters.arrow import schema, table
from sitrep.figures import OptionalFigure
from sitrep.importers.arrow import read_arrow
from sitrep.importers.formats import importer
from sitrep.kinds import DECLARED, Closed, Kind, Many, One, RequiredText, Text
from sitrep.records import RECORD_TYPES, Record, UnknownRecord, record
from sitrep.reference import gaza_figures, rafah
from sitrep.testing import strategies as st
from sitrep.testing.scalars import numbers
from sitrep.vocabularies import CrossingStatus

FORMATS = ["arrow", "parquet"]
SOME = settings(max_examples=max(30, settings().max_examples // 20))
FEW = settings(max_examples=max(8, settings().max_examples // 100))


def through(name: str, report: sr.SitRep) -> sr.SitRep:
    return importer(name).read(exporter(name).write(report))


def told(*records: Record, **parts: Any) -> sr.SitRep:
    return sr.SitRep(claims=[sr.Claim(each, attributions=["AFP"]) for each in records], **parts)


# The law: what was written is read


@settings(max_examples=max(100, settings().max_examples // 10))
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
        assert exporter(name).carried(report) == report


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
    assert metadata[b"subject of"] == b"assistance, caseload, funding, indicator"
    assert not [key for key in schema().field("place").metadata if key.endswith(b" of")]


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_says_what_is_declared(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"report{exporter(name).suffix}"
    path.write_bytes(exporter(name).write(gaza_figures()))
    kept = ds.dataset(path, format="ipc" if name == "arrow" else name).schema
    assert kept.equals(schema())
    assert kept.field("casualty").type.field("outcome").metadata[b"label"] == b"Outcome"


@FEW
@given(st.sitreps(unknown=True))
def test_equal_reports_have_equal_bytes(report: sr.SitRep) -> None:
    again = sr.loads(sr.dumps(report), unknown="keep")
    for name in FORMATS:
        assert exporter(name).write(again) == exporter(name).write(report)


def test_the_bytes_are_the_same_in_every_process() -> None:
    program = (
        "import hashlib; from sitrep.exporters import exporter; from sitrep.reference import rafah; "
        "print(*(hashlib.sha256(exporter(name).write(rafah())).hexdigest() for name in ('arrow', 'parquet')))"
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
        assert done.stdout.split() == [hashlib.sha256(exporter(name).write(rafah())).hexdigest() for name in FORMATS]


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
        (tmp_path / f"{day}.parquet").write_bytes(exporter("parquet").write(report))
    files = f"{tmp_path}/*.parquet"
    claims = sum(map(len, reports))
    assert ds.dataset(tmp_path).count_rows(filter=pc.field("part") == "claim") == claims
    assert asked(f"SELECT count(*) FROM read_parquet('{files}') WHERE part = 'claim'") == [(claims,)]
    assert pl.scan_parquet(files).filter(pl.col("part") == "claim").collect().height == claims
    assert (pd.read_parquet(tmp_path)["part"] == "claim").sum() == claims
    assert read_arrow(ds.dataset(tmp_path).to_table()) == sr.merge(*reports)


def test_a_file_of_arrow_is_read_by_polars(tmp_path: Path) -> None:
    path = tmp_path / "report.arrow"
    path.write_bytes(exporter("arrow").write(rafah()))
    assert read_arrow(pl.read_ipc(path)) == rafah()


def test_periods_can_be_compared_as_times() -> None:
    days = table(gaza_figures())
    assert days.filter(pc.field("period", "latest") < datetime(2023, 11, 1)).num_rows == 4  # noqa: DTZ001
    eternal = told(sr.Crossing(name="Rafah", status="open", period="0001-01-01/9999-12-31"))
    assert read_arrow(table(eternal)) == eternal


# Faults

DAILY = told(
    sr.Casualty(outcome="killed", people=90, place="X", period="2023-11-01"), headers=[sr.Header(title="Daily")]
)
"""A header in row 0, a claim in row 1."""
ID = DAILY.claims[0].id


def edited(row: int, path: tuple[Any, ...], value: Any) -> pa.Table:
    rows = [dict.fromkeys([*each, path[0]]) | each for each in table(DAILY).to_pylist()]
    cell = rows[row]
    *steps, last = path
    for step in steps:
        cell = cell[step]
    cell[last] = value
    return pa.Table.from_pylist(rows)


FAULTS: dict[str, tuple[int, tuple[Any, ...], Any, str]] = {
    "a rule of a value": (
        1,
        ("casualty", "people", "low"),
        -1.0,
        "rows[1].casualty.people.low: -1 is refused; expected a whole number of persons, 0 or more",
    ),
    "text for a number": (
        1,
        ("casualty", "people", "best"),
        "8,805",
        "rows[1].casualty.people.best: '8,805' is refused; expected a number. "
        "Text is read with Figure.parse, never by itself.",
    ),
    "not a number": (
        1,
        ("casualty", "people", "best"),
        float("nan"),
        "rows[1].casualty.people.best: nan is refused; expected a finite number",
    ),
    "a number for a struct": (
        1,
        ("casualty", "people"),
        90,
        "rows[1].casualty.people: 90 is refused; expected a struct",
    ),
    "text for a period": (1, ("period",), "2023", "rows[1].period: '2023' is refused; expected a struct"),
    "text for a list": (1, ("attributions",), "AFP", "rows[1].attributions: 'AFP' is refused; expected a list"),
    "an unknown field": (
        1,
        ("casualty", "people", "bset"),
        True,
        "rows[1].casualty.people.bset: True is refused; expected only the fields low, best, high, approximate, term, "
        "unit, of, missing, kept. Did you mean 'best'?",
    ),
    "an unknown column": (
        1,
        ("comment",),
        "checked",
        "rows[1].comment: 'checked' is refused; expected nothing, in the row of a claim of the type 'casualty'",
    ),
    "the column of another type": (
        1,
        ("crossing",),
        {"name": "Rafah"},
        "rows[1].crossing: {'name': 'Rafah'} is refused; expected nothing, in the row of a claim of the",
    ),
    "no type": (1, ("type",), None, "rows[1].type: missing; expected the name of a record type"),
    "another part": (
        1,
        ("part",),
        "claims",
        "rows[1].part: 'claims' is refused; expected one of: header, claim, retraction, link, note",
    ),
    "a header without one": (0, ("header",), None, "rows[0].header: missing; expected the header that the row is"),
    "a header with a type": (
        0,
        ("type",),
        "casualty",
        "rows[0].type: 'casualty' is refused; expected nothing, in the row of a header",
    ),
    "a rule of a header": (
        0,
        ("header", "language"),
        "English",
        "rows[0].header.language: 'English' is refused; expected a BCP 47 language tag, such as en, ar or pt-BR",
    ),
    "no field that is required": (
        1,
        ("casualty", "outcome"),
        None,
        "rows[1].casualty.outcome: missing; expected what happened to the people",
    ),
    "nothing stated": (
        1,
        ("casualty", "people"),
        None,
        "rows[1].casualty: {'type': 'casualty', ",
    ),
    "another record than the id says": (
        1,
        ("casualty", "people", "best"),
        91.0,
        "rows[1].id: 'casualty:",
    ),
    "a date with day and month in doubt": (
        1,
        ("period", "edtf"),
        "01/11/2023",
        "rows[1].period.edtf: '01/11/2023' is refused; expected an EDTF date,",
    ),
    "an end that its period doesn't have": (
        1,
        ("period", "latest"),
        "2023-11-02",
        "rows[1].period.latest: '2023-11-02' is refused; expected 2023-11-01 23:59:59, which is the latest of",
    ),
    "ends without their period": (
        1,
        ("period", "edtf"),
        None,
        "rows[1].period.edtf: None is refused; expected an EDTF",
    ),
    "kept text that is no JSON": (1, ("kept",), "{", "rows[1].kept: '{' is refused; expected JSON"),
    "kept JSON that is no object": (1, ("kept",), "[1]", "rows[1].kept: '[1]' is refused; expected a JSON object"),
    "a kept member that has a column": (
        1,
        ("kept",),
        '{"place": "Y"}',
        "rows[1].kept: 'place' is refused; expected only members whose own columns are blank",
    ),
    "a kept member that has a field": (
        1,
        ("kept",),
        '{"people": {"best": 5}}',
        "rows[1].kept: 'people' is refused; expected only members that have no column",
    ),
    "a kept number without end": (
        1,
        ("kept",),
        '{"x": 1e999}',
        "rows[1].kept.x: inf is refused; expected a finite number",
    ),
    "a rule of an attribution": (
        1,
        ("attributions", 0, "credibility"),
        7,
        "rows[1].attributions[0].credibility: 7 is refused; expected from 1 to 6",
    ),
    "no attribution": (
        1,
        ("attributions",),
        [],
        "rows[1].attributions: [] is refused; expected at least one attribution",
    ),
    "a null in a list": (1, ("attributions", 0, "via"), [None], "rows[1].attributions[0].via[0]: "),
}


@pytest.mark.parametrize(("row", "path", "value", "message"), FAULTS.values(), ids=FAULTS)
def test_a_fault_names_its_row_and_its_column(row: int, path: tuple[Any, ...], value: Any, message: str) -> None:
    with pytest.raises(sr.InvalidError) as raised:
        read_arrow(edited(row, path, value))
    assert str(raised.value).startswith(message)
    assert raised.value.faults[0].path[0] == row


def test_a_type_that_is_misspelt_is_no_other_type() -> None:
    with pytest.raises(sr.InvalidError, match="Did you mean 'casualty'"):
        read_arrow(edited(1, ("type",), "casualties"))


def test_all_faults_are_found() -> None:
    rows = table(DAILY).to_pylist()
    rows[0]["header"]["language"] = "English"
    rows[1]["place"]["country"] = "Palestine"
    rows[1]["casualty"]["sex"] = "woman"
    with pytest.raises(sr.InvalidError) as raised:
        read_arrow(pa.Table.from_pylist(rows))
    assert [fault.path for fault in raised.value.faults] == [
        (0, "header", "language"),
        (1, "place", "country"),
        (1, "casualty", "sex"),
    ]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (5, "5 is refused; expected a table of Arrow"),
        (table(DAILY).select(["id", "type"]), "table: ['id', 'type'] is refused; expected a column 'part'"),
        (table(DAILY).append_column("id", table(DAILY)["id"]), "table: 'id' is refused; expected each column once"),
        (
            table(DAILY).replace_schema_metadata({"format": "sitrep/2"}),
            "table.format: 'sitrep/2' is refused; expected 'sitrep/1'. A newer version of humanitarian-sitrep",
        ),
    ],
)
def test_a_table_that_is_none_of_ours_is_refused(source: Any, message: str) -> None:
    with pytest.raises(sr.InvalidError) as raised:
        read_arrow(source)
    assert str(raised.value).startswith(message)


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_that_is_cut_off_is_refused(name: str) -> None:
    content = exporter(name).write(DAILY)
    for end in (0, 2, 8, len(content) // 2, len(content) - 1):
        with pytest.raises(sr.InvalidError, match=r"^file: .* is refused; expected an? "):
            importer(name).read(content[:end])


def test_columns_may_be_missing_where_they_say_nothing() -> None:
    few = table(DAILY).select(["part", "type", "place", "period", "casualty", "attributions", "header"])
    assert read_arrow(few) == DAILY


def test_a_wider_type_is_no_fault() -> None:
    wide = pa.schema([field.with_type(pa.large_string()) if field.type == pa.string() else field for field in schema()])
    assert read_arrow(table(DAILY).cast(wide)) == DAILY


def test_without_pyarrow_the_extra_is_named() -> None:
    program = (
        "import sys; sys.modules['pyarrow'] = None\n"
        "from sitrep.errors import MissingExtraError\n"
        "from sitrep.exporters import exporter\nfrom sitrep.importers.formats import importer\n"
        "for get in (exporter, importer):\n"
        "    for name in ('arrow', 'parquet'):\n"
        "        try: get(name)\n"
        "        except MissingExtraError as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    line = 'pyarrow is not installed; run: pip install "humanitarian-sitrep[arrow]"'
    assert done.stdout.splitlines() == [line] * 4


# Types of other packages


@pytest.fixture
def registry() -> Iterator[None]:
    """Types that a test declares are there for it alone."""
    types, classes = dict(RECORD_TYPES), dict(DECLARED)
    yield
    for known, before in ((RECORD_TYPES, types), (DECLARED, classes)):
        known.clear()
        known.update(before)


@frozen
class PointKind(Kind):
    """A kind that only another package knows: a pair of numbers, a list in JSON."""

    @property
    def held(self) -> Any:
        return tuple

    def _convert(self, given: Any) -> Any:
        return tuple(given)

    def encode(self, held: Any) -> Any:
        return list(held)


def declare_types() -> tuple[type[Any], type[Any], type[Any]]:
    @declare
    class Team(Value):
        name: RequiredText = required(part("Name", meaning="What it is called"), kw_only=False)
        parents: Many["Team", Any] = part("Parents", meaning="The teams that it is of")

    @record(lead="water point {name}")
    class WaterPoint(Record):
        """A place where people fetch water."""

        name: RequiredText = required(identifies("Name", meaning="What it is called"))
        people: Closed[CrossingStatus] = states("People", meaning="Whether people may come")
        flow: OptionalFigure = states("Flow", meaning="How much it gives a day", unit="litres")
        point: PointKind() = states("Point", meaning="Where it is")  # type: ignore[valid-type]
        team: One[Team, Any] = states("Team", meaning="Who looks after it")

    @record(lead="event", is_occurrence=True)
    class Event(Record):
        """A type that is called as a column of all types, and has no field of its own."""

    return Team, WaterPoint, Event


@pytest.mark.usefixtures("registry")
def test_a_type_of_another_package_has_columns_as_ours_have() -> None:
    before = schema()
    team, water_point, event = declare_types()
    nested = team("A", parents=[team("B", parents=[team("C", parents=[team("D")])])])
    report = told(
        water_point(name="Camp 7", flow=0.5, people="open", point=(1, 2.5), team=nested),
        water_point(name="Camp 8", people="closed", kept={"x_checked": True}),
        event(place="X", event="E1"),
        sr.Casualty(outcome="killed", people=5),
    )
    for name in FORMATS:
        assert through(name, report) == report
    assert read_arrow(pa.concat_tables([table(report), before.empty_table()], promote_options="default")) == report
    assert schema().field("water_point").metadata[b"meaning"] == b"A place where people fetch water."
    assert [field for field in schema() if field.name != "water_point"] == [*before]


@pytest.mark.usefixtures("registry")
def test_a_type_that_is_called_as_a_column_has_another_name_there() -> None:
    @record(lead="event of the kind {kind}")
    class Event(Record):
        """Something that takes place."""

        kind: RequiredText = required(identifies("Kind", meaning="What it is"))
        size: Text = states("Size", meaning="How large it is")

    report = told(Event(kind="market", size="small", event="E1"))
    assert through("parquet", report) == report
    assert table(report)["event"].to_pylist() == ["E1"]
    assert table(report)["event_"].to_pylist() == [{"kind": "market", "size": "small"}]


def test_a_type_that_is_installed_only_where_the_table_is_written_is_refused_where_it_is_read() -> None:
    foreign = pa.Table.from_pylist([row | {"water_point": {"name": "Camp 7"}} for row in table(DAILY).to_pylist()[1:]])
    with pytest.raises(sr.InvalidError, match=r"^rows\[0\]\.water_point: .* expected nothing"):
        read_arrow(foreign)


@pytest.mark.usefixtures("registry")
def test_a_type_that_is_installed_only_where_the_table_is_read_is_read_from_what_was_kept() -> None:
    members = {"name": "Camp 7", "people": "open", "period": "2023-11"}
    written = table(told(UnknownRecord("water_point", kept=members)))
    assert json.loads(written["kept"].to_pylist()[0]) == members
    _, water_point, _ = declare_types()
    assert read_arrow(written) == told(water_point(**members))
