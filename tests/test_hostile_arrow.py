"""Arrow and Parquet files that would end the process, or last for minutes: each is refused in words."""

import io
import random
from datetime import date, datetime
from time import process_time
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]
import pytest

import sitrep as sr
from sitrep.formats.arrow.read import read_arrow
from sitrep.formats.offers import find_format

REPORT = sr.SitRep(
    headers=[sr.Header(title="Two days", issued="2023-11-01")],
    claims=[
        sr.Claim(
            sr.Casualty(outcome="killed", people=3, place="Rafah"), attributions=[sr.Attribution(source="A desk")]
        ),
        sr.Claim(
            sr.Crossing(name="Rafah", status="open"), attributions=[sr.Attribution(source="A guard", excerpt="open")]
        ),
    ],
)


@pytest.mark.parametrize("name", ["arrow", "parquet"])
def test_whatever_bytes_are_changed_a_file_is_read_or_refused(name: str) -> None:
    offered = find_format(name)
    content = offered.write(REPORT)
    for seed in range(150):
        chance = random.Random(seed)
        changed = bytearray(content)
        for _ in range(chance.choice([1, 1, 1, 2, 5])):
            changed[chance.randrange(len(changed))] = chance.choice([0, 1, 127, 128, 255, chance.randrange(256)])
        try:
            offered.read(bytes(changed))
        except sr.InvalidError as error:
            assert str(error)  # noqa: PT017 - what isn't refused is read


def strange(kind: pa.DataType, *buffers: bytes) -> pa.Table:
    """A table with a cell that no value of Python is."""
    cell = pa.Array.from_buffers(kind, 1, [None, *map(pa.py_buffer, buffers)])
    return pa.table({"part": ["claim"], "period": cell})


FAR = (2**62).to_bytes(8, "little")
CELLS = {
    "a time beyond all years": strange(pa.timestamp("s"), FAR),
    "a day beyond all years": strange(pa.date64(), FAR),
    "a duration beyond all": strange(pa.duration("s"), FAR),
    "a zone that nobody knows": strange(pa.timestamp("s", tz="Nowhere/At_All"), bytes(8)),
    "bytes that are no text": strange(pa.string(), bytes(4) + (1).to_bytes(4, "little"), b"\xff"),
}


@pytest.mark.parametrize("table", CELLS.values(), ids=CELLS)
def test_a_cell_that_cannot_be_told_is_refused_with_its_column(table: pa.Table) -> None:
    with pytest.raises(sr.InvalidError) as raised:
        read_arrow(table)
    assert str(raised.value).startswith("table")
    assert "\n" not in str(raised.value)


def test_two_fields_of_one_name_in_a_struct_are_refused() -> None:
    kind = pa.struct([pa.field("name", pa.string()), pa.field("name", pa.string())])
    both = pa.StructArray.from_arrays([pa.array(["a"]), pa.array(["b"])], fields=list(kind))
    with pytest.raises(sr.InvalidError, match=r"table\.place: .*[Dd]uplicate"):
        read_arrow(pa.table({"part": ["claim"], "place": both}))


@pytest.mark.parametrize("given", [datetime(9999, 12, 31), date(1, 1, 1), {"edtf": 5}, {"edtf": "2023-13"}], ids=repr)  # noqa: DTZ001
def test_a_period_of_another_kind_is_refused(given: Any) -> None:
    with pytest.raises(sr.InvalidError):
        read_arrow(pa.table({"part": ["claim"], "type": ["crossing"], "name": ["x"], "period": [given]}))


def nothing_but_rows(number: int) -> bytes:
    file = io.BytesIO()
    pq.write_table(pa.table({"part": pa.array(["x"] * number)}), file)
    return file.getvalue()


def test_a_small_file_of_millions_of_rows_is_refused_at_once() -> None:
    table = pa.table({f"c{at}": pa.nulls(500_000) for at in range(100)} | {"part": pa.array(["x"] * 500_000)})
    file = io.BytesIO()
    pq.write_table(table, file, compression="zstd")
    start = process_time()
    with pytest.raises(sr.InvalidError, match="bytes once inflated' is refused"):
        find_format("parquet").read(file.getvalue())
    assert process_time() - start < 1


def test_faults_beyond_the_limit_are_counted() -> None:
    with sr.limited(faults=3), pytest.raises(sr.InvalidError) as raised:
        find_format("parquet").read(nothing_but_rows(10_000))
    assert (len(raised.value.faults), raised.value.more) == (3, 9_997)
    assert str(raised.value).splitlines()[0] == "10,000 faults:"
    assert str(raised.value).splitlines()[-1] == "  and 9,997 more"
    assert raised.value.under("x").more == 9_997


@pytest.mark.parametrize("text", ['{"a":1,"a":2}', '{"a":{"b":1,"b":2}}', "[" * 100_000, '{"a":1e999}', "{"])
def test_members_that_were_kept_are_held_to_the_rules_of_json(text: str) -> None:
    table = pa.table({"part": ["claim"], "type": ["crossings"], "kept": [text], "attributions": [[]]})
    with pytest.raises(sr.InvalidError):
        read_arrow(table)
