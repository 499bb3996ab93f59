"""Examples of a strategy that are the same in every run, to measure what it reaches."""

from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.strategies import SearchStrategy

_DRAWN = 4

_MEASURED = settings(
    max_examples=1 + _DRAWN,
    database=None,
    deadline=None,
    derandomize=False,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def sample(strategy: SearchStrategy[Any], size: int = 400) -> list[Any]:
    """The same examples in every run and profile, of many short series with seeds of their own.

    Hypothesis starts each series with the simplest example, which is left out here, and makes most of the others by
    changing those before: of one long series the examples are alike, and a share that is measured in it is hardly
    worth more than that of a few.
    """
    return [each for number in range(-(-size // _DRAWN)) for each in _series(strategy, number)[1:]]


def share_of(size: int) -> int:
    """All of a sample in CI and in the nightly profile, else two fifths: the floors are far below what is measured."""
    return size if settings().max_examples >= 500 else size * 2 // 5


def _series(strategy: SearchStrategy[Any], number: int) -> list[Any]:
    drawn: list[Any] = []

    def keep(each: Any) -> None:
        drawn.append(each)

    seed(number)(_MEASURED(given(strategy)(keep)))()
    return drawn
