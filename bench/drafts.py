"""How good drafting is on texts whose facts are marked by hand, beside a peer that reads quantities.

python -m bench.drafts [FOLDER]
"""

import sys
from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from bench.marked import TEXTS, Mark, Score, Text, score, texts

PEER = "quantulum3"


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else TEXTS
    marked = [*texts(folder)]
    total: dict[str, Score] = {}
    for text in marked:
        language = str(text.document.language)
        total[language] = total.get(language, Score()) + score(text)
    print("| language | amounts | right | records | unchanged | stated | wrong |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for language, each in [*total.items(), ("all", sum(total.values(), Score()))]:
        numbers = (each.amounts, each.right, each.records, each.unchanged, each.stated, len(each.wrong))
        print(f"| {language} | {' | '.join(map(str, numbers))} |")
    if find_spec(PEER):
        amounts, right = quantities_of_peer(each for each in marked if each.document.language == "en")
        print(f"\n{PEER}, English alone: {right} of {amounts} amounts with their place, bounds and hedge")
    else:
        print(f"\n{PEER} is not here: pip install {PEER}", file=sys.stderr)
    for each in total.values():
        for name, listed in (("wrong", each.wrong), ("missed", each.missed)):
            for line in listed:
                print(f"{name}: {line}", file=sys.stderr)


def quantities_of_peer(marked: Iterable[Text]) -> tuple[int, int]:
    """Return how many amounts there are, and of how many the peer tells the number as exactly as the words do."""
    parser = import_module(f"{PEER}.parser")
    amounts = right = 0
    for text in marked:
        found = parser.parse(text.text)
        for mark in text.marks:
            if mark.amount is not None:
                amounts += 1
                right += any(_is_right(mark, each) for each in found)
    return amounts, right


def _is_right(mark: Mark, quantity: object) -> bool:
    """It has a value, and for a range an uncertainty around its middle; it knows no bounds and no vague words."""
    start, end = quantity.span  # type: ignore[attr-defined]
    if not (start < mark.end and mark.start < end):
        return False
    said = dict(mark.amount or {})
    if {"low", "high"} <= said.keys():
        spread = quantity.uncertainty or 0  # type: ignore[attr-defined]
        value = quantity.value  # type: ignore[attr-defined]
        return bool((value - spread, value + spread) == (said["low"], said["high"]))
    return said == {"best": quantity.value}  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()
