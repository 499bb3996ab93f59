"""What type checkers make of a user's program, and that the program runs."""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

PROGRAM = Path(__file__).parent / "typing" / "program.py"
ROOT = Path(__file__).parent.parent


def run(*command: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, *command],
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.once
@pytest.mark.skipif(find_spec("mypy") is None, reason="mypy is not installed (extra [lint])")
def test_mypy_accepts_a_users_program_and_refuses_every_line_that_is_marked() -> None:
    """In strict mode a mark that isn't needed is an error too."""
    assert run("-m", "mypy", "--strict", str(PROGRAM)) == (0, "Success: no issues found in 1 source file\n")


def test_the_program_runs() -> None:
    assert run("-W", "error", str(PROGRAM)) == (0, "")
