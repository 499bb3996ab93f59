"""Parquet files merged by DuckDB: the bytes of the merge in memory, whatever the files, their order and repeats."""

from pathlib import Path
from random import Random

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis.strategies import randoms

import sitrep as sr
from sitrep.formats.arrow.read import read_parquet_file
from sitrep.formats.arrow.write import table, write_parquet_file
from sitrep.reference import gaza_figures, rafah
from sitrep.scale import tables
from sitrep.scale.tables import merge_tables
from sitrep.testing import strategies as st
from sitrep.testing.families import Family

FEW = settings(max_examples=max(5, settings().max_examples // 10))


def written(folder: Path, *reports: sr.SitRep) -> list[Path]:
    paths = [folder / f"{number}.parquet" for number, _ in enumerate(reports)]
    for path, report in zip(paths, reports, strict=True):
        path.write_bytes(write_parquet_file(report))
    return paths


@FEW
@given(st.families(3), randoms(use_true_random=False))
def test_a_merge_of_tables_is_the_merge_in_memory(
    tmp_path_factory: pytest.TempPathFactory, reports: Family, random: Random
) -> None:
    folder = tmp_path_factory.mktemp("tables")
    paths = random.choices(written(folder, *reports), k=3) + written(folder, *reports)
    merge_tables(random.sample(paths, len(paths)), folder / "merged.json")
    assert (folder / "merged.json").read_text(encoding="utf-8") == sr.dumps(sr.merge(*reports))
    merge_tables(paths, folder / "merged.parquet")
    assert read_parquet_file((folder / "merged.parquet").read_bytes()) == sr.merge(*reports)


def test_a_merged_table_is_a_table_to_merge(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "_ROWS", 3)
    one, other, third = written(tmp_path, rafah(), gaza_figures(), rafah() | sr.SitRep(notes=[sr.Note("Calm.")]))
    merge_tables([one, other], tmp_path / "some.parquet", memory_limit="200MB")
    merge_tables([tmp_path / "some.parquet", third], tmp_path / "all.json", memory_limit="200MB")
    merged = sr.merge(rafah(), gaza_figures(), sr.SitRep(notes=[sr.Note("Calm.")]))
    assert (tmp_path / "all.json").read_text(encoding="utf-8") == sr.dumps(merged)
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_what_was_kept_yields_to_what_is_declared(tmp_path: Path) -> None:
    claim = sr.Claim(sr.Incident(kind="flood", event="A"), attributions=["AFP"])
    [path] = written(tmp_path, sr.SitRep(claims=[claim]))
    rows = table(sr.SitRep(claims=[claim.replace(attributions=["OCHA"])])).to_pylist()
    cells = {name: cell for name, cell in rows[0].items() if name in ("part", "id", "type", "attributions")}
    elder = pa.Table.from_pylist([cells | {"kept": '{"event":"A","kind":"flood"}'}], schema=table(sr.SitRep()).schema)
    pq.write_table(elder, tmp_path / "elder.parquet")
    merge_tables([tmp_path / "elder.parquet", path], tmp_path / "merged.json")
    assert sr.load(tmp_path / "merged.json") == sr.SitRep(claims=[claim.replace(attributions=["AFP", "OCHA"])])


def test_rows_without_an_id_are_refused(tmp_path: Path) -> None:
    rows = table(rafah())
    place = rows.schema.get_field_index("id")
    blank = pa.nulls(len(rows), rows.schema.field(place).type)
    pq.write_table(rows.set_column(place, rows.schema.field(place), blank), tmp_path / "blank.parquet")
    with pytest.raises(sr.InvalidError, match=f"the id of each claim; {len(rafah())} rows have none"):
        merge_tables([tmp_path / "blank.parquet"], tmp_path / "merged.json")
    with pytest.raises(sr.InvalidError, match="at least one file"):
        merge_tables([], tmp_path / "merged.json")
