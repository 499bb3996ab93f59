"""Reading the figures that the words of an excerpt state."""

import re
from collections.abc import Iterator

from sitrep.errors import InvalidError
from sitrep.figures import Figure

_AROUND = ".,;:!?()[]“”\"'«»$€£¥₪"
"""What may stand around a number and is no part of it."""


def figures_in(excerpt: str, language: str) -> Iterator[Figure]:
    """The quantities that the words state, each as the longest run of words that reads as one."""
    words = [*re.finditer(r"\S+", excerpt)]
    first = 0
    while first < len(words):
        for last in range(len(words) - 1, first - 1, -1):
            run = excerpt[words[first].start() : words[last].end()].strip(_AROUND)
            try:
                yield Figure.parse(run, language=language)
            except InvalidError:
                continue
            first = last
            break
        first += 1
