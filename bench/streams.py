"""A merge of files larger than memory, measured: python -m bench.streams --claims 1000000

Two files of so many synthetic claims of about a kilobyte, a fifth of them in both, are merged as canonical JSON and as
lines; `sort -u` on the same lines is the least that any merge of them can cost.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import sitrep as sr
from bench.corpus import claims

_MERGE = """
import sys, time
from sitrep.scale import merge_files
merge_files(sys.argv[2:], sys.argv[1])
[peak] = [line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")]
print(f"{time.process_time():.0f} s, at most {int(peak) / 1024:.0f} MB of memory")
"""


def numbered(pool: Sequence[sr.Claim], first: int, last: int) -> Iterator[sr.SitRep]:
    """Reports of the claims of a pool, each time on other events."""
    for number in range(first, last):
        for claim in pool:
            record = claim.record.replace(event=f"Event {number}")
            yield sr.SitRep(
                claims=[sr.Claim.assemble(record=record, attributions=claim.attributions, sensitivity=None)]
            )


def merged(target: Path, *paths: Path) -> None:
    """Merge in a process of its own, and say what it took."""
    told = subprocess.run(  # noqa: S603
        [sys.executable, "-c", _MERGE, str(target), *map(str, paths)], capture_output=True, text=True, check=True
    )
    sizes = " and ".join(f"{path.stat().st_size / 1e6:.0f} MB" for path in paths)
    print(
        f"{sizes} of {paths[0].suffix[1:]} to {target.stat().st_size / 1e6:.0f} MB: {told.stdout.strip()}", flush=True
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.streams", description=__doc__)
    parser.add_argument("--claims", type=int, default=1_000_000)
    number = parser.parse_args().claims
    pool = claims(max(number // 100, 1))
    with TemporaryDirectory() as folder:
        lines = [Path(folder) / f"{name}.ndjson" for name in "ab"]
        sr.dump_lines(numbered(pool, 0, 60), lines[0])
        sr.dump_lines(numbered(pool, 40, 100), lines[1])
        canonical = [path.with_suffix(".json") for path in lines]
        for one, other in zip(canonical, lines, strict=True):
            merged(one, other)
        targets = Path(folder) / "of-json", Path(folder) / "of-lines"
        merged(targets[0], *canonical)
        merged(targets[1], *reversed(lines))
        subprocess.run(["cmp", *targets], check=True)  # noqa: S603, S607
        before = os.times()
        subprocess.run(["sort", "-u", "-o", Path(folder) / "sorted", *lines], check=True, env={"LC_ALL": "C"})  # noqa: S603, S607
        after = os.times()
        print(f"sort -u on the lines: {sum(after[2:4]) - sum(before[2:4]):.0f} s")


if __name__ == "__main__":
    main()
