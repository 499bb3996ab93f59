"""Measure, print the table, and with `--write` put it into the docs.

python -m bench [--claims 2000] [--rounds 5] [--write docs/performance.md]
"""

import argparse
import platform
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

from attrs import frozen

import sitrep as sr
from bench import peer_pydantic as peer
from bench.corpus import claims, reports

Work = Callable[[], Any]

START = "<!-- measured by python -m bench -->"
END = "<!-- end of what was measured -->"


@frozen
class Measured:
    """One kind of work: how many times as long it takes as the work it is held against."""

    work: str
    against: str
    ratio: float
    goal: float

    @property
    def row(self) -> str:
        verdict = "met" if self.ratio <= self.goal else f"missed, {self.ratio / self.goal:.2f} × the goal"
        return f"| {self.work} | {self.against} | {self.ratio:.2f} | ≤ {self.goal:g} | {verdict} |"


def seconds(work: Work) -> float:
    start = process_time()
    work()
    return process_time() - start


def ratio(ours: Work, theirs: Work, rounds: int) -> float:
    """The median of ratios of CPU time, measured in turn so that both see the same machine."""
    ours(), theirs()
    return median(seconds(ours) / seconds(theirs) for _ in range(rounds))


def import_seconds(module: str) -> float:
    """The least CPU time that a fresh interpreter takes to import a module, without its own start."""
    program = f"import time; a = time.process_time(); import {module}; print(time.process_time() - a)"
    runs = [
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True) for _ in range(7)
    ]
    return min(float(run.stdout) for run in runs)


def with_faults(text: str, count: int) -> str:
    """A document with so many faults, each in a claim of its own."""
    head, *rest = text.split('"reported":"')
    for place in range(min(count, len(rest))):
        rest[place] = "x" + rest[place]
    return '"reported":"'.join([head, *rest])


def refused(text: str) -> None:
    try:
        sr.loads(text)
    except sr.InvalidError:
        return
    raise AssertionError("the faults were not found")


def measure(size: int, rounds: int) -> Iterator[Measured]:
    [report] = reports(1, size)
    text = sr.dumps(report).encode()
    model = peer.Report.model_validate_json(text)

    many = [sr.dumps(each).encode() for each in reports(8, size // 4)]
    yield Measured(
        "bytes of 8 reports to one merged report, ids checked",
        "pydantic",
        ratio(
            lambda: sr.merge(*map(sr.loads, many)),
            lambda: peer.merge([peer.Report.model_validate_json(each) for each in many]),
            rounds,
        ),
        0.5,
    )
    yield Measured(
        "`loads`, all rules and ids checked",
        "pydantic",
        ratio(lambda: sr.loads(text), lambda: peer.Report.model_validate_json(text), rounds),
        1.3,
    )
    yield Measured(
        "`dumps`",
        "pydantic",
        ratio(lambda: sr.dumps(report), lambda: model.model_dump_json(exclude_defaults=True), rounds),
        1.3,
    )
    fields = {
        "outcome": "killed",
        "measure": "cumulative",
        "since": "2023-10-07",
        "period": "2023-11-01",
        "age": "0-17",
    }
    figure, peer_figure = sr.Figure(best=3650), peer.MODELS[sr.Figure](best=3650)
    casualty = peer.MODELS[sr.Casualty]
    yield Measured(
        "build a record from keyword arguments",
        "pydantic",
        ratio(
            lambda: [sr.Casualty(people=figure, **fields) for _ in range(2_000)],  # type: ignore[arg-type]
            lambda: [casualty(type="casualty", people=peer_figure, **fields) for _ in range(2_000)],
            rounds,
        ),
        0.85,
    )
    pool = claims(size * 5)
    one, other = sr.SitRep(claims=pool[: size * 3]), sr.SitRep(claims=pool[size * 2 :])
    mine, its = ({claim.id: claim for claim in each} for each in (one, other))
    yield Measured(
        "merge of two reports, a quarter shared",
        "union of dicts",
        ratio(lambda: one | other, lambda: mine | its, rounds),
        2,
    )
    thousand = [sr.SitRep(claims=pool[place : place + 4]) for place in range(0, size * 4, 4)]
    halves = sr.SitRep(claims=pool[: size * 2]), sr.SitRep(claims=pool[size * 2 : size * 4])
    yield Measured(
        f"merge of {len(thousand)} reports",
        "merge of two with as many claims",
        ratio(lambda: sr.merge(*thousand), lambda: sr.merge(*halves), rounds),
        1.5,
    )
    small, large = sr.SitRep(claims=pool[: size // 2]), sr.SitRep(claims=pool[: size * 5])
    for name, work in (
        ("picture", sr.SitRep.picture),
        ("check", sr.check),
        ("diff", lambda each: sr.diff(sr.SitRep(), each)),
    ):
        yield Measured(
            f"`{name}` of ten times as many claims",
            f"`{name}`",
            ratio(lambda: work(large), lambda: work(small), max(1, rounds // 2)),
            12,
        )
    faulty = with_faults(text.decode(), 1_000)
    yield Measured(
        "a document with 1,000 faults, all told",
        "the same without",
        ratio(lambda: refused(faulty), lambda: sr.loads(text), rounds),
        3,
    )
    yield Measured(
        "`import sitrep`",
        "`import pydantic`, and a model",
        import_seconds("sitrep") / import_seconds("pydantic.main"),
        0.5,
    )


def table(size: int, rounds: int) -> str:
    lines = [
        f"Python {platform.python_version()}, {platform.machine()}, pydantic {version('pydantic')}, "
        f"{size:,} claims of about 1 KB, median of {rounds} rounds, CPU time, on the core dependencies alone.",
        "",
        "| work | beside | ratio | goal | |",
        "| --- | --- | --- | --- | --- |",
    ]
    for measured in measure(size, rounds):
        print(measured.row, flush=True)
        lines.append(measured.row)
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--claims", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    measured = table(options.claims, options.rounds)
    if options.write:
        page = options.write.read_text(encoding="utf-8")
        before, after = page.split(START)[0], page.split(END)[1]
        options.write.write_text(f"{before}{START}\n\n{measured}\n\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
