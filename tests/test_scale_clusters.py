"""Merges on a real cluster of Dask, of two processes on this machine, one of which is killed in the middle.

The cluster is started by a program of its own, this file: processes of a cluster load the program that started it.
"""

import os
import signal
import subprocess
import sys
from pathlib import Path
from threading import Timer

import pytest
from distributed import Client, LocalCluster

import sitrep as sr
from sitrep.formats.arrow.read import read_parquet_file
from sitrep.formats.arrow.write import write_parquet_file
from sitrep.reference import gaza_figures, rafah
from sitrep.scale.clusters import merge_on_cluster

NOTE = sr.SitRep(notes=[sr.Note("Calm.")])


@pytest.mark.once
def test_a_merge_on_a_cluster_is_the_merge_in_memory_also_where_a_worker_is_killed(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "0.parquet").write_bytes(write_parquet_file(rafah()))
    (folder / "1.parquet").write_bytes(write_parquet_file(rafah() | gaza_figures()))
    sr.dump_lines(rafah() | NOTE, folder / "2.ndjson")
    command = [sys.executable, __file__, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=240)
    assert done.returncode == 0, done.stderr
    merged = sr.merge(rafah(), gaza_figures(), NOTE)
    assert (tmp_path / "all.json").read_text(encoding="utf-8") == sr.dumps(merged)
    parts = [read_parquet_file(path.read_bytes()) for path in (tmp_path / "all.parquet").iterdir()]
    assert sr.merge(*parts) == merged
    assert {path.name for path in tmp_path.iterdir()} == {"in", "all.json", "all.parquet"}


def merge_while_a_worker_is_killed(place: Path) -> None:
    with (
        LocalCluster(  # type: ignore[no-untyped-call]
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
        ) as cluster,
        Client(cluster) as client,  # type: ignore[no-untyped-call]
    ):
        before = {*client.run(os.getpid).values()}
        Timer(0.6, os.kill, (min(before), signal.SIGKILL)).start()
        merge_on_cluster([place / "in", place / "in" / "0.parquet"], place / "all.json", client)
        client.wait_for_workers(2)
        assert {*client.run(os.getpid).values()} != before
        merge_on_cluster([place / "in"], place / "all.parquet")
        try:
            merge_on_cluster([place / "in"], place / "all.parquet")
        except sr.InvalidError:
            return
        raise AssertionError("a table that is there was not kept")


if __name__ == "__main__":
    merge_while_a_worker_is_killed(Path(sys.argv[1]))
