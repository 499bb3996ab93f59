"""Places of words in a document, however it is composed and broken into lines."""

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import islice

from attrs import frozen

from sitrep.fields.canonical import composed_if_short, letters_in
from sitrep.values.sources import Span

_WORD = re.compile(r"\S+")
_MOST = 3
"""Number of places that are told."""
_BESIDE = 3
"""Number of words that are told before and after."""
_FARTHEST = 60


def flat(text: str) -> str:
    """Return the one form in which words are compared: composed letters, single spaces."""
    return " ".join(map(composed_if_short, text.split()))


@frozen(eq=False, slots=False)
class Searched:
    """The text of a document, in which words are looked for in time proportional to its length."""

    text: str

    def has(self, words: str, span: Span) -> bool:
        """Return whether words stand at a span."""
        return span.end <= len(self.text) and flat(self.text[span.start : span.end]) == flat(words)

    def places(self, words: str) -> Iterator[Span]:
        """Yield where the words stand, in code points of the text as it is."""
        whole, starts, ends = self._flat
        wanted = flat(words)
        at = whole.find(wanted)
        while at >= 0 and wanted:
            yield Span(starts[at], ends[at + len(wanted) - 1])
            at = whole.find(wanted, at + len(wanted))

    def say(self, words: str, *, with_context: bool = False) -> str:
        """Say where words stand, at most in a few places; blank where they don't."""
        found = [*islice(self.places(words), _MOST + 1)]
        told = [
            f"{span.start} to {span.end}{self._say_context(span) if with_context else ''}" for span in found[:_MOST]
        ]
        return ", ".join(told) + (" and elsewhere" if len(found) > _MOST else "")

    def _say_context(self, span: Span) -> str:
        before = self.text[max(0, span.start - _FARTHEST) : span.start].split()[-_BESIDE:]
        after = self.text[span.end : span.end + _FARTHEST].split()[:_BESIDE]
        sides = [f"{side} “{' '.join(words)}”" for side, words in (("after", before), ("before", after)) if words]
        return f" ({' and '.join(sides)})" if sides else ""

    @cached_property
    def _flat(self) -> tuple[str, list[int], list[int]]:
        """The text in the form in which it is compared, and where each of its characters starts and ends in it."""
        words: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        for match in _WORD.finditer(self.text):
            if words:
                starts.append(ends[-1])
                ends.append(match.start())
            word, start = match[0], match.start()
            composed = composed_if_short(word)
            if composed == word:
                starts += range(start, match.end())
                ends += range(start + 1, match.end() + 1)
            else:
                letters = [(at, end, composed_if_short(word[at:end])) for at, end in letters_in(word)]
                # Syllables that are composed of letters, as in Korean, have no place of their own in such a word.
                if "".join(letter for _, _, letter in letters) != composed:
                    letters = [(0, len(word), composed)]
                for at, end, letter in letters:
                    starts += [start + at] * len(letter)
                    ends += [start + end] * len(letter)
            words.append(composed)
        return " ".join(words), starts, ends
