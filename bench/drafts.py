"""Prints how good drafting is: python -m bench.drafts [FOLDER]."""

import sys
from pathlib import Path

from bench.marked import TEXTS, Score, score, texts


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else TEXTS
    total: dict[str, Score] = {}
    for text in texts(folder):
        language = str(text.document.language)
        total[language] = total.get(language, Score()) + score(text)
    print("| language | amounts | right | records | unchanged | stated | wrong |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for language, each in [*total.items(), ("all", sum(total.values(), Score()))]:
        numbers = (each.amounts, each.right, each.records, each.unchanged, each.stated, len(each.wrong))
        print(f"| {language} | {' | '.join(map(str, numbers))} |")
    for each in total.values():
        for name, listed in (("wrong", each.wrong), ("missed", each.missed)):
            for line in listed:
                print(f"{name}: {line}", file=sys.stderr)


main()
