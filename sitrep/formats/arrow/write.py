"""Reports as typed Arrow tables and Parquet files, without loss.

    import polars
    from sitrep.formats.arrow.write import table

    polars.from_arrow(table(report))

The schema is made from the declarations alone, so that the tables of many reports can be put together.
"""

from typing import Any

from sitrep.claims import Claim
from sitrep.errors import MissingExtraError
from sitrep.formats.arrow.columns import CLAIM, ID, KEPT, PART, PARTS, TYPE, ArrowLayout, layout, write_cells
from sitrep.report import SitRep

try:
    import pyarrow as pa  # type: ignore[import-untyped]
    import pyarrow.parquet as pq  # type: ignore[import-untyped]
except ModuleNotFoundError:
    raise MissingExtraError("arrow", "pyarrow") from None

_COMPRESSION = "zstd"
"""Most cells of a row are null, since each type of record has columns of its own."""


def schema() -> pa.Schema:
    """The schema of every table that this version makes of the record types that are installed.

    The metadata of each field, also within structs, are its `label` and `meaning`, and where it has
    them its HXL hashtag (`hxl`) and its `role`.
    """
    return layout().schema


def table(report: SitRep) -> pa.Table:
    """A report as a table, with a row for each header, claim, retraction, link, judgement and note.

    Whatever reads `__arrow_c_stream__` takes it: polars, DuckDB, pandas.
    """
    columns = layout()
    rows = [
        _claim_cells(each, columns) if part == CLAIM else {PART: part, part: columns.columns[part].form.write(each)}
        for part, (name, _) in PARTS.items()
        for each in getattr(report, name)
    ]
    return pa.Table.from_pylist(rows, schema=columns.schema)


def _claim_cells(claim: Claim, columns: ArrowLayout) -> dict[str, Any]:
    record = claim.record
    cells = {PART: CLAIM, ID: claim.id, TYPE: record.type, **write_cells(columns.claim, claim)}
    if record.type not in columns.own:
        # Nothing is known of its fields: all of it was kept.
        return {**cells, KEPT: record.kept or None}
    column, own = columns.own[record.type]
    shared = {name: each for name, each in columns.record.items() if name not in own}
    return {**cells, **write_cells(shared, record), column: write_cells(own, record)}


def write_arrow_file(report: SitRep) -> bytes:
    written = table(report)
    sink = pa.BufferOutputStream()
    options = pa.ipc.IpcWriteOptions(compression=_COMPRESSION)
    with pa.ipc.new_file(sink, written.schema, options=options) as writer:
        writer.write_table(written)
    return sink.getvalue().to_pybytes()  # type: ignore[no-any-return]


def write_parquet_file(report: SitRep) -> bytes:
    sink = pa.BufferOutputStream()
    pq.write_table(table(report), sink, compression=_COMPRESSION)
    return sink.getvalue().to_pybytes()  # type: ignore[no-any-return]
