"""Tells Hypothesis where the instances of our classes come from."""


def register() -> None:
    """Make `hypothesis.strategies.from_type` draw every class that is declared by now.

    Hypothesis calls this when it is imported. A package with record types of its own calls it again
    from a `hypothesis` entry point of its own.
    """
    # Hypothesis is an extra, and is in the middle of its own import here.
    from hypothesis.strategies import register_type_strategy  # noqa: PLC0415

    from sitrep.figures import Convention  # noqa: PLC0415
    from sitrep.testing import strategies  # noqa: PLC0415

    for cls in strategies.drawn_classes():
        register_type_strategy(cls, strategies.strategy_of)
    register_type_strategy(Convention, lambda _: strategies.conventions())
