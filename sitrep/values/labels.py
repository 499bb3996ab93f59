"""Labels: how sensitive something is, and with whom it may be shared. They identify nothing, and the stricter holds."""

from typing import Any

from sitrep.fields.declarations import part

LABELS = ("sensitivity", "tlp")
"""The fields that are labels, of every class that has them."""


def sensitivity(*, of_source: bool = False) -> Any:
    """Declare how sensitive something is."""
    label, hashtag = ("Sensitivity of source", "#meta+source") if of_source else ("Sensitivity", "#meta")
    meaning = "How sensitive it is, if that was assessed (IASC levels)"
    return part(label, hxl=f"{hashtag}+sensitivity", meaning=meaning)


def tlp(*, of_source: bool = False) -> Any:
    """Declare with whom something may be shared."""
    label, hashtag = ("TLP of source", "#meta+source") if of_source else ("TLP", "#meta")
    return part(label, hxl=f"{hashtag}+tlp", meaning="With whom it may be shared, if that was said (TLP 2.0)")
