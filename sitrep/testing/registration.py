"""Tells Hypothesis where the instances of our classes come from."""

from typing import Any


def register() -> None:
    """Make `hypothesis.strategies.from_type` draw every public class and every record type.

    Hypothesis calls this when it is imported. Record types that are declared later, also by other
    packages, are registered when they are declared.
    """
    # Hypothesis is an extra, and is in the middle of its own import here.
    from hypothesis.strategies import register_type_strategy  # noqa: PLC0415

    from sitrep.records.base import FOLLOWERS  # noqa: PLC0415
    from sitrep.testing import plain, strategies  # noqa: PLC0415

    def draw_from_type(cls: type[Any]) -> None:
        register_type_strategy(cls, strategies.strategy_of)

    for cls in (*strategies.drawn_classes(), *plain.PLAIN):
        draw_from_type(cls)
    FOLLOWERS["hypothesis"] = draw_from_type
