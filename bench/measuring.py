"""Measuring two kinds of work beside each other, and what a fresh interpreter takes."""

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from statistics import median
from time import process_time
from typing import Any

from attrs import frozen

Work = Callable[[Any], Any]


@frozen
class Measured:
    """One kind of work: how many times as much it takes as the work it is held against."""

    work: str
    against: str
    ratio: float
    goal: float | None = None
    """None: a line to compare with."""
    slip: float = 3.0
    """How many times the goal, or what was measured when it was missed, is a slip by half an order of magnitude."""

    @property
    def row(self) -> str:
        if self.goal is None:
            return f"| {self.work} | {self.against} | {self.ratio:.2f} | | for comparison |"
        verdict = "met" if self.ratio <= self.goal else f"missed: {self.ratio / self.goal:.1f} × the goal"
        return f"| {self.work} | {self.against} | {self.ratio:.2f} | ≤ {self.goal:g} | {verdict} |"


def seconds(work: Work, given: Any) -> float:
    start = process_time()
    held = work(given)
    taken = process_time() - start
    del held
    return taken


def ratio(ours: Work, theirs: Work, given: Sequence[tuple[Any, Any]]) -> float:
    """The median of ratios of CPU time, measured in turn; what was given first only warms up."""
    taken = [(seconds(ours, mine), seconds(theirs, its)) for mine, its in given]
    return median(mine / its for mine, its in taken[1:])


def fresh(program: str, *arguments: str, runs: int = 1) -> float:
    """The least number that a program prints in an interpreter of its own.

    Modules are compiled by the first run that needs them, as they are by an installation: of our sources and of a
    peer's alike, no run but the first compiles any.
    """
    command = [sys.executable, "-c", program, *arguments]
    environment = {name: held for name, held in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    printed = [
        subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout  # noqa: S603
        for _ in range(runs)
    ]
    return min(map(float, printed))
