"""Counts of people in HXL: the record type that a hashtag such as `#affected+killed` stands for."""

import re
from collections.abc import Mapping

from attrs import frozen

from sitrep.formats.hxl.tags import attributes_of

COUNTED = "#affected"
"""The hashtag of people and households, as they are declared."""

HOUSEHOLDS = "hh"


@frozen
class CountTag:
    """A hashtag of the HXL 1.1 dictionary, and the records whose people it counts."""

    tag: str
    type: str
    fields: Mapping[str, str]


COUNTS = (
    CountTag("#affected+killed", "casualty", {"outcome": "killed"}),
    CountTag("#affected+injured", "casualty", {"outcome": "injured"}),
    CountTag("#affected+missing", "casualty", {"outcome": "missing"}),
    CountTag("#affected+abducted", "detention", {"kind": "abducted"}),
    CountTag("#affected+infected", "disease_count", {"kind": "case"}),
    CountTag("#affected+displaced", "displacement", {"kind": ""}),
    CountTag("#affected+idps", "displacement", {"kind": "idps"}),
    CountTag("#affected", "caseload", {"status": "affected"}),
    CountTag("#inneed", "caseload", {"status": "in_need"}),
    CountTag("#targeted", "caseload", {"status": "targeted"}),
    CountTag("#reached", "caseload", {"status": "reached"}),
)
HASHTAGS = frozenset(attributes_of(count.tag)[0] for count in COUNTS)

DISAGGREGATED: Mapping[str, tuple[str, str]] = {
    "f": ("sex", "f"),
    "m": ("sex", "m"),
    "idps": ("group", "IDP"),
    "refugees": ("group", "REF"),
    **{age: ("group", age) for age in ("infants", "children", "adolescents", "adults", "elderly")},
}
"""The attributes that tell whom a count is of. Those of age are words without years, and stay words."""

_NEUTRAL = {"ind", "num", HOUSEHOLDS}
_AGE = re.compile(r"age_?(\d+)(?:_(\d+)|_?plus)")


def tag_of_count(declared: str, type_name: str, said: Mapping[str, str]) -> str:
    """The hashtag of a number of people, by what its record says of them: `#affected+killed+f`."""
    hashtag, *attributes = attributes_of(declared)
    if hashtag != COUNTED:
        return declared
    for count in COUNTS:
        if count.type == type_name and all(said.get(name, "") == code for name, code in count.fields.items()):
            hashtag, *own = attributes_of(count.tag)
            attributes = own + attributes
            break
    attributes += [attribute for attribute, (name, code) in DISAGGREGATED.items() if said.get(name) == code]
    return "+".join((hashtag, *dict.fromkeys(attributes)))


def count_of(tag: str) -> tuple[str, dict[str, str]] | None:
    """The record type that a hashtag counts, with what it says of the people; None where it says more than we know."""
    hashtag, *rest = attributes_of(tag)
    matching = [
        count
        for count in COUNTS
        for own_tag, *own in [attributes_of(count.tag)]
        if own_tag == hashtag and set(own) <= set(rest)
    ]
    if not matching:
        return None
    count = max(matching, key=lambda count: len(attributes_of(count.tag)))
    fields = {name: code for name, code in count.fields.items() if code}
    for attribute in sorted(set(rest) - set(attributes_of(count.tag)) - _NEUTRAL):
        if attribute in DISAGGREGATED:
            name, code = DISAGGREGATED[attribute]
        elif found := _AGE.fullmatch(attribute):
            name, code = "age", f"{found[1]}-{found[2]}" if found[2] else f"{found[1]}+"
        else:
            return None
        if name in fields:
            return None
        fields[name] = code
    return count.type, fields
