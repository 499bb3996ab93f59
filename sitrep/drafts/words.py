"""The words of a text in the form in which they are compared, each with its place."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from sitrep.text.grammar import UNSEEN
from sitrep.text.language import fold

_MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670"
_UNSEEN = "".join(map(chr, UNSEEN))
_WORD = re.compile(rf"\d+|[^\W\d_](?:[^\W\d_]|[{_MARKS}{_UNSEEN}])*['’]?|[^\w\s{_UNSEEN}]|_")
_HYPHEN = frozenset("-‐‑")
_ATTACHED = ((2, ("و",)), (3, ("ف",)), (3, ("بال", "لل", "ال", "ب", "ل")))
"""Arabic writes these as the first letters of the next word, which has so many letters at least: "and"; "so"; and
"with the", "to the", "the", "with", "to"."""
_STOPS = frozenset(".!?؟…")
_LONGEST = 120
"""The words of a sentence at most: tables and lists may have no stop at all."""


def _compared(word: str, language: str) -> str:
    text = fold("".join(letter for letter in word if letter not in _UNSEEN))
    if language == "ar":
        for shortest, attached in _ATTACHED:
            for each in attached:
                if text.startswith(each) and len(text) - len(each) >= shortest:
                    text = text.removeprefix(each)
                    break
    return text


class Words:
    """A text as words; hyphens within words part them and are left out."""

    def __init__(self, text: str, language: str) -> None:
        self.text = text
        self.texts: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        for match in _WORD.finditer(text):
            word, start, end = match[0], match.start(), match.end()
            is_inner = word in _HYPHEN and start and text[start - 1].isalpha() and text[end : end + 1].isalpha()
            if not is_inner:
                self.texts.append(_compared(word, language))
                self.starts.append(start)
                self.ends.append(end)

    def raw(self, first: int, last: int) -> str:
        """Return the words from one to before another as they stand in the text."""
        return self.text[self.starts[first] : self.ends[last - 1]]

    def at(self, start: int) -> int:
        """Return the number of the first word that doesn't end before a place."""
        return bisect_left(self.ends, start + 1)

    def is_capital(self, at: int) -> bool:
        return self.text[self.starts[at]].isupper()

    def sentences(self) -> Iterator[tuple[int, int]]:
        """Return where each sentence begins and ends, in words."""
        first = 0
        for at in range(len(self.texts)):
            if self._ends_sentence(at) or at - first >= _LONGEST:
                yield first, at + 1
                first = at + 1
        if first < len(self.texts):
            yield first, len(self.texts)

    def _ends_sentence(self, at: int) -> bool:
        if at + 1 == len(self.texts):
            return True
        between = self.text[self.ends[at] : self.starts[at + 1]]
        after = self.text[self.starts[at + 1]]
        if between.count("\n") > 1 or ("\n" in between and not after.islower()):
            return True
        if self.texts[at] not in _STOPS or not between:
            return False
        # "No. 3" and "J. Smith" go on; "3 a.m. on" does too.
        before = self.texts[at - 1] if at else ""
        is_short = len(before) <= 2 and before.isalpha() and self.texts[at] == "."
        return not (is_short or after.islower())
