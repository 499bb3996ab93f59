"""Merging tables on many machines with Dask (extra `dask`): each worker merges the claims whose ids end alike.

The files, and the folder beside the target in which the parts grow, have to be where all workers find them.
"""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import TYPE_CHECKING, Any

from sitrep.errors import FaultCode, MissingExtraError, refuse
from sitrep.scale.streams import merge_files
from sitrep.scale.tables import merge_tables, sources, split_table

try:
    import distributed
except ModuleNotFoundError as error:
    raise MissingExtraError("dask", str(error.name)) from None

if TYPE_CHECKING:
    from distributed import Client

_OF_BUCKET = 256 << 20
"""The bytes of files whose claims are merged together."""

_RETRIES = 3


def merge_on_cluster(
    paths: Iterable[str | os.PathLike[str]],
    target: str | os.PathLike[str],
    client: "Client | None" = None,
    *,
    memory_limit: str = "1GB",
) -> None:
    """Merge files of Parquet or NDJSON, or folders of them, on the workers of a client, by default the current one.

    Where the target is called `.parquet`, it is a folder of tables that together are the merge; else it is canonical
    JSON, with the bytes of the merge. Work of a worker that fails is done by another. `memory_limit` is that of
    each task.
    """
    connected: Any = client or distributed.get_client()
    listed, place = sources(paths), Path(target).resolve()
    if place.suffix == ".parquet" and place.exists():
        raise refuse(str(target), "a folder that isn't there yet", "target", code=FaultCode.REPEATED)
    digits, size = 0, sum(path.stat().st_size for path in listed)
    while size > _OF_BUCKET << (4 * digits):
        digits += 1
    with TemporaryDirectory(prefix=".sitrep-", dir=place.parent) as folder:
        cut = connected.map(
            _split, listed, range(len(listed)), folder=folder, digits=digits, memory_limit=memory_limit,
            pure=False, retries=_RETRIES,
        )  # fmt: skip
        buckets = sorted({name for found in connected.gather(cut) for name in found})
        merged = Path(folder) / f"merged{place.suffix}"
        merged.mkdir()
        parts = connected.map(
            _merge, buckets, folder=folder, merged=merged, memory_limit=memory_limit, pure=False, retries=_RETRIES
        )
        made = connected.gather(parts)
        if place.suffix == ".parquet":
            merged.replace(place)
        else:
            merge_files(made, place, unknown="keep")


def _split(path: Path, number: int, *, folder: str, digits: int, memory_limit: str) -> list[str]:
    """Split a file by the ends of ids; done twice, it is as if done once."""
    draft = Path(mkdtemp(prefix=f"draft-{number}-", dir=folder))
    split_table(path, draft / "parts", digits=digits, memory_limit=memory_limit)
    done = Path(folder) / f"input-{number}"
    try:
        (draft / "parts").rename(done)
    except OSError:
        if not done.is_dir():
            raise
    shutil.rmtree(draft, ignore_errors=True)
    return [each.name for each in done.iterdir()]


def _merge(bucket: str, *, folder: str, merged: Path, memory_limit: str) -> Path:
    place = merged / f"{bucket.partition('=')[2]}{merged.suffix or '.json'}"
    merge_tables(sorted(Path(folder).glob(f"input-*/{bucket}/*.parquet")), place, memory_limit=memory_limit)
    return place
