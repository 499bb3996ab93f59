"""The structure of a tagged PDF file: what is read aloud of it."""

from collections.abc import Iterator
from typing import Any

from pypdf.generic import DictionaryObject


def elements(under: Any) -> Iterator[DictionaryObject]:
    """The elements of the structure, in the order in which they are read."""
    under = under.get_object()
    if isinstance(under, list):
        for each in under:
            yield from elements(each)
    elif isinstance(under, DictionaryObject):
        if "/S" in under:
            yield under
        if "/K" in under:
            yield from elements(under["/K"])
