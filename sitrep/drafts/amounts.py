"""The amounts of a text, each in the words that it stands in."""

from collections.abc import Iterator

from attrs import evolve, frozen

from sitrep.drafts.lexicon import Lexicon
from sitrep.drafts.words import Words
from sitrep.evidence.excerpts import change_said
from sitrep.text.number_words import LANGUAGES
from sitrep.text.quantities import Quantity, quantities_in


@frozen(eq=False)
class AmountInText:
    """A quantity of a text, in words."""

    first: int
    last: int
    start: int
    end: int
    quantity: Quantity
    """It states nothing for a vague word that has no code, such as tens."""
    grouped: Quantity | None = None
    former: bool = False
    left: int = -1
    """The word before which what is said of it stands, if that isn't its first: a change begins earlier."""


def amounts_in(words: Words, known: Lexicon) -> list[AmountInText]:
    """Return the amounts of a text in its order, those that have no figure among them."""
    found = [*_quantities(words, known)]
    taken = [0] * (len(words.texts) + 1)
    for each in found:
        taken[each.first : each.last] = [1] * (each.last - each.first)
    for at in range(len(words.texts)):
        vague = known.codeless.longest_at(words.texts, at)
        if vague and not any(taken[at : vague[0]]):
            found.append(AmountInText(at, vague[0], words.starts[at], words.ends[vague[0] - 1], Quantity()))
            taken[at : vague[0]] = [1] * (vague[0] - at)
    return sorted(found, key=lambda each: each.first)


def _quantities(words: Words, known: Lexicon) -> Iterator[AmountInText]:
    spoken = LANGUAGES[known.language]()
    for found in quantities_in(words.text, known.language):
        quantity = found.quantity or found.grouped
        if quantity is None:
            continue
        first, last = words.at(found.start), words.at(found.end - 1) + 1
        amount = AmountInText(first, last, found.start, found.end, quantity, found.quantity and found.grouped)
        is_range = quantity.low is not None and quantity.high is not None
        if is_range and change_said(found, words.text, spoken) == "former_and_present":
            yield from _ends_of(amount, words, known)
        else:
            yield amount


def _ends_of(amount: AmountInText, words: Words, known: Lexicon) -> Iterator[AmountInText]:
    """The two numbers of a change, each where it stands: "from 98 to 140"."""
    first = amount.first + 1
    middle = next((at for at in range(first, amount.last) if words.texts[at] in known.middles), amount.last)
    alone = evolve(amount.quantity, low=None, high=None)
    ends = ((first, middle, amount.quantity.low, True), (middle + 1, amount.last, amount.quantity.high, False))
    for start, end, best, former in ends:
        if start < end:
            place = words.starts[start], words.ends[end - 1]
            yield AmountInText(start, end, *place, evolve(alone, best=best), former=former, left=amount.first)
