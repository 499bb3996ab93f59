"""Reports from the Arrow tables and Parquet files that `sitrep.formats.arrow.write` makes.

    from sitrep.formats.arrow.read import read_arrow

    report = read_arrow(frame)  # of pyarrow, polars, DuckDB, pandas

Rows may come from many files, in any order and more than once: they are merged as reports are.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from attrs import evolve

from sitrep.claims import Claim
from sitrep.codec.migrations import migrate
from sitrep.codec.structuring import make_converter
from sitrep.errors import Fault, FaultCode, Faults, InvalidError, MissingExtraError, Path, refuse
from sitrep.fields.declarations import Value
from sitrep.fields.kinds import resembling
from sitrep.files import check_inflated
from sitrep.formats.arrow.columns import (
    CLAIM,
    ID,
    KEPT,
    PART,
    PARTS,
    TYPE,
    ArrowColumns,
    ArrowLayout,
    is_blank,
    layout,
    read_cells,
)
from sitrep.report import SitRep

try:
    import pyarrow as pa  # type: ignore[import-untyped]
    import pyarrow.parquet as pq  # type: ignore[import-untyped]
except ModuleNotFoundError:
    raise MissingExtraError("arrow", "pyarrow") from None

_RECORD = "record"
# Members that this version doesn't know were kept on purpose by whoever wrote the table.
_CONVERTER = make_converter(unknown="keep")


def read_arrow(source: Any) -> SitRep:
    """The report that a table holds: a table of pyarrow, or whatever has `__arrow_c_stream__`.

    Columns may be missing, in another order, or of a wider type than those that were written. Raises
    `InvalidError` with every fault and where it stands: `rows[3].casualty.people.low`, with rows
    counted from 0 as engines do.
    """
    try:
        # What is a table already is left as it is, until it was looked at.
        table = source if isinstance(source, pa.Table) else pa.table(source)
    except (TypeError, ValueError, pa.ArrowException):
        raise refuse(source, "a table of Arrow, or what has `__arrow_c_stream__`", code=FaultCode.UNREADABLE) from None
    _check_buffers(table)
    _check_schema(table.schema)
    columns = layout()
    faults = Faults()
    parts: dict[str, Any] = {name: [] for name, _ in PARTS.values()}
    for row, cells in enumerate(_rows(table)):
        try:
            name, value = _read_row(cells, columns)
        except InvalidError as error:
            faults += error.under(row).told()
        else:
            parts[name].append(value)
    if faults:
        raise InvalidError(faults, "rows")
    return SitRep(**parts)


def _check_schema(schema: pa.Schema) -> None:
    stated = (schema.metadata or {}).get(b"format")
    try:
        if stated is not None:
            migrate({"format": stated.decode(errors="replace")})
        for name, times in Counter(schema.names).items():
            if times > 1:
                raise refuse(name, "each column once", code=FaultCode.REPEATED)
        if PART not in schema.names:
            raise refuse(schema.names, f"a column {PART!r}, which says of each row what it is")
    except InvalidError as error:
        raise error.under(root="table") from None


def _check_buffers(table: pa.Table) -> None:
    """Refuse what would have the native library read where nothing is."""
    try:
        # The first looks at the lengths of the buffers, on which the second relies.
        table.validate()
        table.validate(full=True)
    except (ValueError, OverflowError, MemoryError, pa.ArrowException) as error:
        raise refuse(_first_line(error), "a table whose parts fit together").under(root="table") from None


def _rows(table: pa.Table) -> Iterator[dict[str, Any]]:
    for batch in table.to_batches(max_chunksize=_AT_ONCE):
        try:
            yield from batch.to_pylist()
        except _UNTOLD as error:
            raise _unreadable(batch, error) from None


_UNTOLD = (ValueError, OverflowError, LookupError, TypeError, NotImplementedError, ImportError, pa.ArrowException)
"""The exceptions of pyarrow for a cell that no value of Python is: beyond the years of a date, in a zone that nobody
knows, in bytes that are no text."""

_AT_ONCE = 4_096


def _unreadable(batch: pa.RecordBatch, error: Exception) -> InvalidError:
    """The fault of the first column with a cell that can't be told."""
    for name, column in zip(batch.schema.names, batch.columns, strict=True):
        try:
            column.to_pylist()
        except _UNTOLD as its_own:
            return refuse(_first_line(its_own), f"cells of {column.type} that can be told", name).under(root="table")
    return refuse(_first_line(error), "cells that can be told").under(root="table")


def _first_line(error: Exception) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)


def _read_row(cells: dict[str, Any], columns: ArrowLayout) -> tuple[str, Any]:
    """The field of the report that a row belongs to, and the value that it holds."""
    part = cells.pop(PART)
    if not isinstance(part, str) or part not in PARTS:
        raise refuse(part, f"one of: {', '.join(PARTS)}", PART, code=FaultCode.NOT_IN_LIST)
    name, cls = PARTS[part]
    if part == CLAIM:
        return name, _read_claim(cells, columns)
    [found] = _read_groups(cells, {part: columns.columns[part]}, row=f"a {part}")
    if part not in found:
        raise InvalidError([Fault(None, f"the {part} that the row is", (part,), absent=True)])
    return name, _structured(found[part], cls, lambda path: (part, *path))


def _read_claim(cells: dict[str, Any], columns: ArrowLayout) -> Claim:
    type_name = cells.get(TYPE)
    if not isinstance(type_name, str):
        raise InvalidError([Fault(type_name, "the name of a record type", (TYPE,), absent=type_name is None)])
    column, own = columns.own.get(type_name, ("", {}))
    shared = {name: each for name, each in columns.record.items() if name not in own}
    of_claim, of_record, of_type = _read_groups(
        cells,
        {ID: columns.columns[ID], **columns.claim},
        {TYPE: columns.columns[TYPE], **shared},
        {column: columns.columns[column]} if own else {},
        row=f"a claim of the type {type_name!r}",
        hint="" if own else resembling(type_name, columns.own),
    )
    of_type = of_type.get(column, {})
    doubled = sorted(of_record.keys() & of_type.keys())
    if doubled:
        raise InvalidError(
            Fault(each, "only members that have no column", (KEPT,), code=FaultCode.MISPLACED) for each in doubled
        )

    def column_of(path: Path) -> Path:
        if path[:1] != (_RECORD,):
            return path
        name, *rest = path[1:] or (column or TYPE,)
        if name in own:
            return column, name, *rest
        return (name, *rest) if name in shared or name in (TYPE, column) else (KEPT, name, *rest)

    data = {**of_claim, _RECORD: {**of_record, **of_type}}
    claim: Claim = _structured(data, Claim, column_of)
    return claim


def _read_groups(cells: dict[str, Any], *groups: ArrowColumns, row: str, hint: str = "") -> list[dict[str, Any]]:
    """Return what each group of columns holds in a row, in which all others have to be blank."""
    expected = {name for group in groups for name in group}
    faults = [
        Fault(cell, f"nothing, in the row of {row}", (name,), hint, code=FaultCode.CONTRADICTION)
        for name, cell in cells.items()
        if name not in expected and not is_blank(cell)
    ]
    found: list[dict[str, Any]] = []
    for group in groups:
        try:
            found.append(read_cells(group, {name: cells.get(name) for name in group}))
        except InvalidError as error:
            faults += error.told()
    if faults:
        raise InvalidError(faults)
    return found


def _structured(data: Any, cls: type[Value], column_of: Callable[[Path], Path]) -> Any:
    """A value from its JSON data, with faults where its columns are."""
    try:
        return _CONVERTER.structure(data, cls)
    except InvalidError as error:
        raise error.each(lambda fault: evolve(fault, path=column_of(fault.path))) from None


def _opened(open_file: Callable[[Any], Any], content: bytes, expected: str) -> SitRep:
    try:
        table = open_file(content)
    except InvalidError:
        raise
    except _UNOPENED:
        raise InvalidError([Fault(content[:8], expected, code=FaultCode.UNREADABLE)], "file") from None
    return read_arrow(table)


_UNOPENED = (ValueError, OSError, OverflowError, MemoryError, LookupError, TypeError, pa.ArrowException)


def _arrow_table(content: bytes) -> pa.Table:
    with pa.ipc.open_file(pa.BufferReader(content)) as file:
        batches = []
        cells = inflated = 0
        for number in range(file.num_record_batches):
            batch = file.get_batch(number)
            # Before anything else: what relies on lengths that aren't those of the buffers ends the process.
            batch.validate()
            batches.append(batch)
            cells += batch.num_rows * batch.num_columns
            inflated += batch.nbytes
            check_inflated(len(content), max(cells, inflated))
        return pa.Table.from_batches(batches, file.schema)


def _parquet_table(content: bytes) -> pa.Table:
    with pq.ParquetFile(pa.BufferReader(content)) as file:
        said = file.metadata
        groups = (said.row_group(number) for number in range(said.num_row_groups))
        inflated = sum(max(0, group.total_byte_size) for group in groups)
        check_inflated(len(content), max(inflated, said.num_rows * said.num_columns))
        return file.read()


def read_arrow_file(content: bytes) -> SitRep:
    return _opened(_arrow_table, content, "an Arrow file (Feather version 2)")


def read_parquet_file(content: bytes) -> SitRep:
    return _opened(_parquet_table, content, "a Parquet file")
