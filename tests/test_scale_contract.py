"""The contract of the table, and the validator that holds files against it."""

import json
from pathlib import Path

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]
from click.testing import CliRunner
from hypothesis import given, settings

import sitrep as sr
from sitrep.cli.commands import sitrep as command
from sitrep.formats.arrow.write import schema, table, write_parquet_file
from sitrep.reference import rafah
from sitrep.scale.contract import contract, validate
from sitrep.testing import strategies as st

FEW = settings(max_examples=max(10, settings().max_examples // 20))


@FEW
@given(st.sitreps())
def test_nothing_is_at_fault_in_a_table_of_any_report(tmp_path_factory, report: sr.SitRep) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path_factory.mktemp("tables") / "any.parquet"
    path.write_bytes(write_parquet_file(report))
    assert [*validate([path])] == []


def test_the_contract_has_all_columns_of_the_table_and_is_json() -> None:
    said = json.loads(json.dumps(contract()))
    assert [column["name"] for column in said["columns"]] == schema().names
    joins = said["rows"]["claims"]["join"]
    assert {name: how for name, how in joins.items() if how != "same"} == {
        "attributions": "union",
        "sensitivity": "strictest",
        "tlp": "strictest",
    }


def test_a_fault_is_told_with_its_file_row_group_column_and_rule(tmp_path: Path) -> None:
    rows = table(rafah())
    ids = rows.column("id").to_pylist()
    changed_row = max(row for row, each in enumerate(ids) if each)
    ids[changed_row] = ids[changed_row][:-1] + ("0" if ids[changed_row][-1] != "0" else "1")
    place = rows.schema.get_field_index("id")
    changed = rows.set_column(place, rows.schema.field(place), pa.array(ids, pa.string()))
    pq.write_table(changed, tmp_path / "changed.parquet", row_group_size=5)
    [fault] = validate([tmp_path / "changed.parquet"])
    assert (fault.file, fault.row_group, fault.column) == (
        str(tmp_path / "changed.parquet"), changed_row // 5, "id",
    )  # fmt: skip
    assert "row group" in str(fault)
    assert fault.fault.expected in str(fault)


def test_what_is_no_table_of_ours_is_told_as_a_whole(tmp_path: Path) -> None:
    (tmp_path / "text.parquet").write_text("no table", encoding="utf-8")
    pq.write_table(pa.table({"a": [1]}), tmp_path / "other.parquet")
    told = [*validate([tmp_path / "text.parquet", tmp_path / "other.parquet", tmp_path / "none.parquet"])]
    assert [fault.row_group for fault in told] == [None] * 3
    assert "No such file" in str(told[2])
    assert "a column 'part'" in str(told[1])


def test_the_command_merges_a_folder_and_names_what_is_at_fault(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.parquet").write_bytes(write_parquet_file(rafah()))
    sr.dump_lines(sr.SitRep(notes=[sr.Note("Calm.")]), tmp_path / "in" / "b.ndjson")
    out = str(tmp_path / "all.json")
    run = CliRunner().invoke(command, ["tables", "merge", str(tmp_path / "in"), "-o", out])
    assert run.exit_code == 0, run.output
    assert sr.load(out) == rafah() | sr.SitRep(notes=[sr.Note("Calm.")])
    (tmp_path / "in" / "c.parquet").write_text("no table", encoding="utf-8")
    run = CliRunner().invoke(command, ["tables", "validate", str(tmp_path / "in")])
    assert run.exit_code == 1
    assert "c.parquet" in run.output
    assert CliRunner().invoke(command, ["tables", "merge", str(tmp_path / "in"), "-o", out]).exit_code == 1
    assert CliRunner().invoke(command, ["tables", "contract", "-o", out]).exit_code == 0
    assert json.loads(Path(out).read_bytes()) == contract()
