"""The likeness of two spellings: that of `rapidfuzz`, in plain Python, for where there is none of it."""


def token_set_ratio(one: str, other: str) -> float:
    """Return how alike two texts are by their words, from 0 to 100, whatever their order and repeats."""
    words, its_words = set(one.split()), set(other.split())
    if not words or not its_words:
        return 0.0
    shared, left, its_left = words & its_words, words - its_words, its_words - words
    if shared and not (left and its_left):
        return 100.0
    both, rest, its_rest = (" ".join(sorted(each)) for each in (shared, left, its_left))
    gap = bool(both)
    lengths = len(both) + gap + len(rest), len(both) + gap + len(its_rest)
    apart = len(rest) + len(its_rest) - 2 * longest_common_subsequence(rest, its_rest)
    scores = [_share(apart, sum(lengths))]
    if both:
        scores += (_share(length - len(both), len(both) + length) for length in lengths)
    return max(scores)


def _share(apart: int, length: int) -> float:
    return 100 - 100 * apart / length if length else 100.0


def longest_common_subsequence(one: str, other: str) -> int:
    """Return the number of letters that stand in both in one order; each letter is a bit (Hyyrö 2004)."""
    places: dict[str, int] = {}
    for at, letter in enumerate(one):
        places[letter] = places.get(letter, 0) | 1 << at
    row = (1 << len(one)) - 1
    unmatched = row
    for letter in other:
        matched = unmatched & places.get(letter, 0)
        unmatched = (unmatched + matched) | (unmatched - matched)
    return len(one) - (unmatched & row).bit_count()
