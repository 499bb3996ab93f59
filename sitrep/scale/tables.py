"""Merging tables in Parquet with DuckDB, in the memory that is given to it (extra `scale`).

The table of a report is a set of rows, of which those with one id are one claim: its attributions are the union, its
labels are the strictest, and all else follows from the id. So any engine can merge; `sql` is how it is said.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sitrep.codec.ndjson import SUFFIXES, load_lines
from sitrep.codec.writing import PARTS, Item, write_items
from sitrep.errors import FaultCode, MissingExtraError, refuse
from sitrep.files import write_whole
from sitrep.formats.arrow.columns import CLAIM, ID, KEPT, PART, layout
from sitrep.formats.arrow.read import read_arrow
from sitrep.formats.arrow.write import schema, table
from sitrep.report import SitRep, merge
from sitrep.scale.contract import JOINS, STRICTEST, STRICTEST_LAST
from sitrep.scale.reading import CLAIMS

try:
    import duckdb
    import pyarrow as pa  # type: ignore[import-untyped]
    import pyarrow.parquet as pq  # type: ignore[import-untyped]
except ModuleNotFoundError as error:
    raise MissingExtraError("scale", str(error.name)) from None

_ROWS = 2_000
"""The rows that are made claims together."""


def merge_tables(
    paths: Iterable[str | os.PathLike[str]], target: str | os.PathLike[str], *, memory_limit: str = "1GB"
) -> None:
    """Merge files into one; what doesn't fit into the memory goes to the disk beside the target.

    The files are Parquet or NDJSON, and a folder stands for those in it. Where the target is called `.parquet` it is
    a table again; else it is canonical JSON, with the bytes of the merge.
    The headers, links and the like, all but the claims, are held in memory for that.
    """
    place = Path(target)
    listed = sources(paths)
    with TemporaryDirectory(prefix=".sitrep-", dir=place.resolve().parent) as folder:
        listed = [_as_table(path, Path(folder) / f"lines-{number}.parquet") for number, path in enumerate(listed)]
        with _connected(folder, memory_limit) as connection:
            tables = connection.read_parquet([*map(str, listed)], union_by_name=True)
            _check_ids(connection, tables)
            if place.suffix == ".parquet":
                draft = Path(folder) / "merged.parquet"
                connection.execute(f"COPY ({sql('tables')}) TO '{_quoted(draft)}' (FORMAT parquet, COMPRESSION zstd)")
                draft.replace(place)
            else:
                write_whole(place, write_items(_items(connection, tables)))


def sources(paths: Iterable[str | os.PathLike[str]]) -> list[Path]:
    """The files that are named, and those of the folders that are named; raises `InvalidError` where there is none."""
    listed = [each for path in map(Path, paths) for each in (_files_in(path) if path.is_dir() else [path])]
    if not listed:
        raise refuse([], "at least one file", "paths", code=FaultCode.MISSING)
    return listed


def _files_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix == ".parquet" or path.suffix in SUFFIXES)


def split_table(path: Path, folder: Path, *, digits: int, memory_limit: str) -> None:
    """Split a file into tables of the claims whose ids end in the same digits, and one of all else."""
    folder.mkdir()
    with _connected(str(folder.parent), memory_limit) as connection:
        tables = connection.read_parquet(str(_as_table(path, folder.parent / "lines.parquet")))
        _check_ids(connection, tables)
        ends = f"CASE WHEN \"{PART}\" = '{CLAIM}' THEN concat('claims', right(\"{ID}\", {digits})) ELSE 'others' END"
        connection.execute(
            f"COPY (SELECT *, {ends} AS bucket FROM tables) TO '{_quoted(folder)}' "
            "(FORMAT parquet, COMPRESSION zstd, PARTITION_BY (bucket), OVERWRITE_OR_IGNORE)"
        )


def _as_table(path: Path, place: Path) -> Path:
    """A table itself, or lines made one, some at a time."""
    if path.suffix not in SUFFIXES:
        return path
    lines = load_lines(path)
    with pq.ParquetWriter(place, schema(), compression="zstd") as writer:
        while some := [*islice(lines, _ROWS)]:
            writer.write_table(table(merge(*some)))
    return place


@contextmanager
def _connected(folder: str, memory_limit: str) -> Iterator[Any]:
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": memory_limit,
        "temp_directory": folder,
        "preserve_insertion_order": False,
    }
    with duckdb.connect(config=settings) as connection:
        _keep_threads_few(connection)
        try:
            yield connection
        except duckdb.Error as error:
            expected = "tables that can be merged; `sitrep tables validate` says of each what is wrong"
            raise refuse(str(error).partition("\n")[0], expected, code=FaultCode.UNREADABLE) from None


def _joined(column: str) -> str:
    """Return the column of a claim, joined over the rows that have it."""
    if JOINS[column] == STRICTEST:
        levels = ", ".join(f"'{level}'" for level in STRICTEST_LAST[column])
        return f'arg_max("{column}", list_position([{levels}], "{column}"))'
    return f'list_distinct(flatten(list("{column}")))'


def sql(source: str) -> str:
    """The merge of a table of claims and all else, for engines that know `arg_min`, `arg_max` and lists."""
    columns = layout()
    of_record = [name for name in columns.columns if name not in (PART, ID, *columns.claim)]
    packed = ", ".join(f'"{name}" := "{name}"' for name in of_record)
    # A record that was kept of a type that nobody had declared yields to its columns.
    record = f'arg_min(struct_pack({packed}), "{KEPT}" IS NOT NULL)'
    of_claim = ", ".join(f'{_joined(name)} AS "{name}"' for name in columns.claim)
    names = ", ".join(f'"{name}"' for name in columns.columns)
    return (
        f'SELECT {names} FROM (SELECT \'{CLAIM}\' AS "{PART}", "{ID}", unnest({record}), {of_claim} '
        f'FROM {source} WHERE "{PART}" = \'{CLAIM}\' GROUP BY "{ID}") '
        f"UNION ALL SELECT DISTINCT {names} FROM {source} WHERE \"{PART}\" <> '{CLAIM}'"
    )


def _keep_threads_few(connection: Any) -> None:
    """Let no more threads work than the memory is enough for: each holds some rows of all columns."""
    [(memory, threads)] = connection.sql(
        "SELECT current_setting('memory_limit'), current_setting('threads')"
    ).fetchall()
    number, unit = memory.split()
    enough = float(number) * 1024 ** _UNITS.index(unit) // _OF_THREAD
    connection.execute(f"SET threads = {max(1, min(threads, int(enough)))}")


_UNITS = ("bytes", "KiB", "MiB", "GiB", "TiB", "PiB")
_OF_THREAD = 180 << 20
"""The bytes that a thread takes, measured with the columns of all record types."""


def _check_ids(connection: Any, tables: Any) -> None:
    [(without,)] = connection.sql(
        f'SELECT count(*) FROM tables WHERE "{PART}" = \'{CLAIM}\' AND "{ID}" IS NULL'
    ).fetchall()
    if without:
        raise refuse(None, f"the id of each claim; {without:,} rows have none", ID, code=FaultCode.MISSING)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _items(connection: Any, tables: Any) -> Iterator[Item]:
    merged = sql("tables")
    others = read_arrow(connection.sql(f"SELECT * FROM ({merged}) WHERE \"{PART}\" <> '{CLAIM}'").to_arrow_table())
    for place, part in enumerate(PARTS):
        if place != CLAIMS:
            yield from ((place, each.canonical.encode()) for each in getattr(others, part))
            continue
        claims = connection.sql(f'SELECT * FROM ({merged}) WHERE "{PART}" = \'{CLAIM}\' ORDER BY "{ID}"')
        for report in _reports(claims):
            yield from ((place, each.canonical.encode()) for each in report.claims)


def _reports(relation: Any) -> Iterator[SitRep]:
    return map(read_arrow, _tables(relation))


def _tables(relation: Any) -> Iterator[Any]:
    for batch in relation.to_arrow_reader(_ROWS):
        yield pa.Table.from_batches([batch])
