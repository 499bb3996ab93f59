"""How hard the property-based tests look.

pytest                                  default: 25 examples of each property; so with the other Pythons of CI
CI=1 pytest                             ci: 500
pytest --hypothesis-profile=nightly     nightly: 100,000
mutmut run                              mutation: 25, for each of hundreds of small changes to the code

Where examples are dear, a test looks at a share of them.
"""

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from sampling import sample, share_of

from sitrep import caches
from sitrep.testing import strategies as st
from sitrep.testing.families import Family

# How long whole reports take to draw and to test depends on what else the machine does.
UNHURRIED: dict[str, Any] = {
    "deadline": None,
    "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large],
}

# All but the nightly profile draw the same examples in every run: a test that fails after a change fails because of it,
# for everybody. Chance is for the nightly one, which looks further each time and prints what reproduces a failure.
settings.register_profile("default", max_examples=25, **UNHURRIED, derandomize=True)
settings.register_profile("ci", max_examples=500, **UNHURRIED, derandomize=True, print_blob=True)
settings.register_profile("nightly", max_examples=100_000, **UNHURRIED, derandomize=False, print_blob=True)
# For `mutmut run`, which runs the tests of merging and identity once for each mutant: a failure is counted, not read.
settings.register_profile(
    "mutation", max_examples=25, **UNHURRIED, derandomize=True, phases=[Phase.explicit, Phase.generate]
)
settings.load_profile("ci" if os.environ.get("CI") else "default")


@pytest.fixture(scope="session")
def families_of_three() -> list[Family]:
    """Families that are drawn once, since they are dear: the same in every run."""
    return sample(st.families(3), share_of(600))


@pytest.fixture(scope="session", autouse=True)
def bytecode_of_programs(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Path]:
    """The folder where programs that tests start find what those before them have compiled, also where none is kept."""
    of_worker = tmp_path_factory.getbasetemp()
    folder = (of_worker if worker_id == "master" else of_worker.parent) / "bytecode"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPYCACHEPREFIX", str(folder))
        patch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
        yield folder


def pytest_collection_finish() -> None:
    """Begin with nothing in mind, and with what is imported out of the collector's way.

    mutmut tests a mutant in the copy of a process that has run the tests before: what it remembers would hide some. And
    what is imported by now stays, so that nothing is won by going through it again and again.
    """
    caches.clear()
    gc.freeze()
    # And seldom go through the rest: what is drawn lives for a moment or for the whole run.
    gc.set_threshold(50_000, 20, 20)
