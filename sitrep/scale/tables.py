"""Merging tables in Parquet with DuckDB, in the memory that is given to it (extra `scale`).

The table of a report is a set of rows, of which those with one id are one claim: its attributions are the union, its
labels are the strictest, and all else follows from the id. So any engine can merge; `sql` is how it is said.
"""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sitrep.claims import Claim
from sitrep.codec.writing import PARTS, Item, write_items
from sitrep.errors import FaultCode, MissingExtraError, refuse
from sitrep.fields.declarations import declared
from sitrep.files import write_whole
from sitrep.formats.arrow.columns import CLAIM, ID, KEPT, PART, layout
from sitrep.formats.arrow.read import read_arrow
from sitrep.report import SitRep
from sitrep.scale.reading import CLAIMS

try:
    import duckdb
    import pyarrow as pa  # type: ignore[import-untyped]
except ModuleNotFoundError as error:
    raise MissingExtraError("scale", str(error.name)) from None

_ROWS = 2_000
"""The rows that are made claims together."""


def merge_tables(
    paths: Iterable[str | os.PathLike[str]], target: str | os.PathLike[str], *, memory_limit: str = "1GB"
) -> None:
    """Merge Parquet files into one file; what doesn't fit into the memory goes to the disk beside the target.

    Where the target is called `.parquet` it is a table again; else it is canonical JSON, with the bytes of the merge.
    The headers, links and the like, all but the claims, are held in memory for that.
    """
    listed, place = [os.fspath(path) for path in paths], Path(target)
    if not listed:
        raise refuse([], "at least one file", "paths", code=FaultCode.MISSING)
    with TemporaryDirectory(prefix=".sitrep-", dir=place.resolve().parent) as folder:
        settings: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": memory_limit,
            "temp_directory": folder,
            "preserve_insertion_order": False,
        }
        with duckdb.connect(config=settings) as connection:
            _keep_threads_few(connection)
            tables = connection.read_parquet(listed, union_by_name=True)
            _check_ids(connection, tables)
            if place.suffix == ".parquet":
                draft = Path(folder) / "merged.parquet"
                connection.execute(f"COPY ({sql('tables')}) TO '{_quoted(draft)}' (FORMAT parquet, COMPRESSION zstd)")
                draft.replace(place)
            else:
                write_whole(place, write_items(_items(connection, tables)))


def sql(source: str) -> str:
    """The merge of a table of claims and all else, for engines that know `arg_min`, `arg_max` and lists."""
    columns = layout()
    of_record = [name for name in columns.columns if name not in (PART, ID, *columns.claim)]
    packed = ", ".join(f'"{name}" := "{name}"' for name in of_record)
    # A record that was kept of a type that nobody had declared yields to its columns.
    record = f'arg_min(struct_pack({packed}), "{KEPT}" IS NOT NULL)'
    joined = {"attributions": "list_distinct(flatten(list(attributions)))"}
    for name in Claim.labels:
        levels = ", ".join(f"'{level.value}'" for level in declared(Claim)[name].kind.codes)
        joined[name] = f"arg_max({name}, list_position([{levels}], {name}))"
    of_claim = ", ".join(f'{joined[name]} AS "{name}"' for name in columns.claim)
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
