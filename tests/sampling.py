"""Examples of a strategy that are the same in every run, to measure what it reaches."""

from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.strategies import SearchStrategy

_MEASURED = settings(
    max_examples=16,
    database=None,
    deadline=None,
    derandomize=False,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def sample(strategy: SearchStrategy[Any], series: int = 25) -> list[Any]:
    """The same examples in every run and profile: 16 in each of many series, since those of one are alike."""
    drawn: list[Any] = []

    def keep(each: Any) -> None:
        drawn.append(each)

    for number in range(series):
        seed(number)(_MEASURED(given(strategy)(keep)))()
    return drawn
