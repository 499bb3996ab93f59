"""How hard the property-based tests look.

pytest                                  quick: 200 examples of each property
CI=1 pytest                             ci: 2,000
pytest --hypothesis-profile=nightly     nightly: 100,000
mutmut run                              mutation: 25, for each of hundreds of small changes to the code
"""

import gc
import os
from typing import Any

from hypothesis import HealthCheck, Phase, settings

from sitrep.fields import caches

# How long whole reports take to draw and to test depends on what else the machine does.
UNHURRIED: dict[str, Any] = {
    "deadline": None,
    "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large],
}

# The quick and the ci profile draw the same examples in every run: a test that fails after a change fails because of
# it, for everybody. Chance is for the nightly one, which looks further each time and prints what reproduces a failure.
settings.register_profile("quick", max_examples=200, **UNHURRIED, derandomize=True)
settings.register_profile("ci", max_examples=2_000, **UNHURRIED, derandomize=True, print_blob=True)
settings.register_profile("nightly", max_examples=100_000, **UNHURRIED, derandomize=False, print_blob=True)
# For `mutmut run`, which runs the tests of merging and identity once for each mutant: a failure is counted, not read.
settings.register_profile(
    "mutation", max_examples=25, **UNHURRIED, derandomize=True, phases=[Phase.explicit, Phase.generate]
)
settings.load_profile("ci" if os.environ.get("CI") else "quick")


def pytest_collection_finish() -> None:
    """Begin with nothing in mind, and with what is imported out of the collector's way.

    mutmut tests a mutant in the copy of a process that has run the tests before: what it remembers would hide some. And
    what is imported by now stays, so that nothing is won by going through it again and again.
    """
    caches.clear()
    gc.freeze()
