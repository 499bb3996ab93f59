"""The columns that engines may rely on, in a form that programs read, and a validator of files that should have them.

The definition is that of the [table of a report](docs/formats/arrow.md): made from the declarations, and nowhere else.
"""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from attrs import frozen

from sitrep.claims import Claim
from sitrep.errors import Fault, FaultCode, InvalidError, MissingExtraError, write_path
from sitrep.fields.declarations import declared
from sitrep.formats.arrow.columns import CLAIM, ID, PART, PARTS, ArrowLayout, layout
from sitrep.formats.arrow.read import read_arrow
from sitrep.report import FORMAT

try:
    import pyarrow as pa  # type: ignore[import-untyped]
    import pyarrow.parquet as pq  # type: ignore[import-untyped]
except ModuleNotFoundError as error:
    raise MissingExtraError("scale", str(error.name)) from None

UNION, STRICTEST, SAME = "union", "strictest", "same"

JOINS = {"attributions": UNION, **dict.fromkeys(Claim.labels, STRICTEST)}
"""The joins of the columns of claims with one id; in all other columns they have the same."""

STRICTEST_LAST = {name: [level.value for level in declared(Claim)[name].kind.codes] for name in Claim.labels}
"""The levels of each label."""

_AT_ONCE = 4_096


def contract() -> dict[str, Any]:
    """Return the columns and how rows are joined, as JSON data. Raises `EntryPointError`."""
    columns = layout()
    return {
        "format": FORMAT,
        "rows": {
            "which": PART,
            "parts": [*PARTS],
            "claims": {"part": CLAIM, "key": ID, "join": {name: _join_of(name, columns) for name in columns.columns}},
            "others": "distinct rows",
            "strictest_last": STRICTEST_LAST,
        },
        "columns": [_described(each) for each in columns.schema],
    }


def _join_of(name: str, columns: ArrowLayout) -> str:
    return JOINS[name] if name in columns.claim else SAME


def _described(column: pa.Field) -> dict[str, Any]:
    said = {key.decode(): text.decode() for key, text in (column.metadata or {}).items()}
    return {"name": column.name, **_type(column.type), **said}


def _type(held: pa.DataType) -> dict[str, Any]:
    if pa.types.is_struct(held):
        return {"type": "struct", "fields": [_described(each) for each in held]}
    if pa.types.is_list(held):
        return {"type": "list", "items": _type(held.value_type)}
    return {"type": str(held)}


@frozen
class TableFault:
    """A fault in a file of the table."""

    file: str
    row_group: int | None
    """None: the file as a whole is at fault."""
    fault: Fault

    @property
    def column(self) -> str:
        """The column at fault, or nothing where that is no single one."""
        steps = self.fault.path if self.row_group is None else self.fault.path[1:]
        return str(steps[0]) if steps else ""

    def __str__(self) -> str:
        where = [self.file] if self.row_group is None else [self.file, f"row group {self.row_group}"]
        path = write_path("table" if self.row_group is None else "rows", self.fault.path)
        return f"{', '.join(where)}, {path}: {self.fault.describe()}"


def validate(paths: Iterable[str | os.PathLike[str]]) -> Iterator[TableFault]:
    """Yield what in Parquet files breaks the contract, in memory that doesn't grow with the files.

    A file of which nothing is told can be merged: each row is read, and each id is that of its record.
    """
    for path in map(Path, paths):
        try:
            with path.open("rb"):
                file = pq.ParquetFile(path)
        except (OSError, ValueError, pa.ArrowException) as error:
            reason = (isinstance(error, OSError) and error.strerror) or "no Parquet file"
            yield TableFault(str(path), None, Fault(str(reason), "a Parquet file", code=FaultCode.UNREADABLE))
            continue
        with file:
            yield from _faults_in(str(path), file)


def _faults_in(name: str, file: Any) -> Iterator[TableFault]:
    for group in range(max(file.num_row_groups, 1)):
        before = 0
        for table in _tables(file, group):
            try:
                read_arrow(table)
            except InvalidError as error:
                if error.root != "rows":
                    # It is that of the schema, and all row groups have that.
                    yield from (TableFault(name, None, each) for each in error.faults)
                    return
                for each in error.faults:
                    row, *steps = each.path
                    yield TableFault(name, group, _at(each, (int(row) + before, *steps)))
            before += len(table)


def _at(fault: Fault, path: tuple[str | int, ...]) -> Fault:
    return Fault(fault.value, fault.expected, path, fault.hint, code=fault.code, absent=fault.absent)


def _tables(file: Any, group: int) -> Iterator[Any]:
    if not file.num_row_groups:
        yield file.schema_arrow.empty_table()
        return
    for batch in file.iter_batches(_AT_ONCE, row_groups=[group]):
        yield pa.Table.from_batches([batch])
