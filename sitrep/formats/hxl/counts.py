"""The figures of HXL as they are here: the record type that a hashtag such as `#affected+killed` stands for.

A figure that has no type of its own is an indicator: its code is the tag.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from sitrep.fields.declarations import declared
from sitrep.formats.hxl.tags import attributes_of
from sitrep.records.base import RECORD_TYPES
from sitrep.vocabularies import CaseloadStatus, Unit

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
    *(CountTag("#population", "caseload", {"status": each}) for each in CaseloadStatus if each == "present"),
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

_ALSO_TOLD: Mapping[str, Mapping[str, str]] = {
    **{name: {field: code} for name, (field, code) in DISAGGREGATED.items()},
    "female": {"sex": "f"},
    "male": {"sex": "m"},
    "women": {"sex": "f", "group": "adults"},
    "men": {"sex": "m", "group": "adults"},
    "girls": {"sex": "f", "group": "children"},
    "boys": {"sex": "m", "group": "children"},
    "asylum": {"group": "ASY"},
    "stateless": {"group": "STA"},
    "host": {"group": "HST"},
    "hosts": {"group": "HST"},
    "migrants": {"group": "migrants"},
    "civilian": {"role": "civilian"},
    "civilians": {"role": "civilian"},
    "new": {"measure": "new"},
    "stock": {"measure": "current"},
    "newdisp": {"kind": "new_displacement", "measure": "new"},
    "conflict": {"cause": "armed_conflict"},
    "disaster": {"cause": "disaster"},
    "cumulative": {"measure": "cumulative"},
    "confirmed": {"classification": "confirmed"},
    "probable": {"classification": "probable"},
    "suspected": {"classification": "suspected"},
    "deaths": {"kind": "death"},
    "dead": {"kind": "death"},
    "recovered": {"kind": "recovery"},
    "recoveries": {"kind": "recovery"},
}
"""The meanings of the attributes of a count, also of those that only others write."""

_NEUTRAL = {"ind", "num", "total", "cases", "value", "people", "persons", HOUSEHOLDS}
_AGE = re.compile(r"age_?(\d+)(?:_(\d+)|_?plus)")

_ASSISTANCE, _UNSPECIFIED = "assistance", {"activity": "assistance"}
_ACTORS = ("#org+impl", "#org+recipient")
_DONE: Mapping[str, Mapping[str, str]] = {"#reached": {}, "#targeted": {"modality": "planned"}}
"""The counts that are of aid where the table says who gives it."""

FUNDING = {
    **dict.fromkeys(("required", "requirements"), "required"),
    **dict.fromkeys(("received", "paid", "contributed", "total"), "received"),
    **dict.fromkeys(("pledge", "pledged"), "pledged"),
    **dict.fromkeys(("allocated", "allocation", "committed"), "allocated"),
    **dict.fromkeys(("spent", "expenditure"), "spent"),
    **dict.fromkeys(("gap", "unmet"), "gap"),
    "requested": "requested",
}
"""The attributes of amounts of money, and what the amounts are."""

_INDICATOR, _PRICE, UNSTATED = "indicator", "price", "unstated"
_UNITS = {
    **dict.fromkeys(("pct", "percent", "percentage"), Unit.PERCENT),
    "per1000": Unit.PER_1000,
    "per10000": Unit.PER_10000,
    "per100000": Unit.PER_100000,
    "ratio": Unit.RATIO,
    "score": Unit.SCORE,
    "index": Unit.SCORE,
    "days": Unit.DAYS,
    "hh": Unit.HOUSEHOLDS,
    **{code.lower(): code for code in ("USD", "EUR", "GBP", "CHF")},
}
"""The attributes that say what a figure is in."""

OF_PEOPLE = HASHTAGS | {"#population"}
_OF_INDICATORS = {"code", "name", "unit", "type", "desc", "url", "source", "status", "trend", "group", "label", "id"}
"""The attributes of `#indicator` under which there are words."""


@frozen
class Counted:
    """A record type that a column of figures is of, the fields that its tag says, and the one that its figure is in."""

    type: str
    fields: Mapping[str, str]
    figure: str
    unit: str = ""
    """The unit that the tag says, where the field has none of its own."""
    presumed: Mapping[str, str] = {}
    """The values that hold where no column says them."""


def tag_of_count(declared_tag: str, type_name: str, said: Mapping[str, str]) -> str:
    """The hashtag of a number of people, by what its record says of them: `#affected+killed+f`."""
    hashtag, *attributes = attributes_of(declared_tag)
    if hashtag != COUNTED:
        return declared_tag
    for count in COUNTS:
        if count.type == type_name and all(said.get(name, "") == code for name, code in count.fields.items()):
            hashtag, *own = attributes_of(count.tag)
            attributes = own + attributes
            break
    attributes += [attribute for attribute, (name, code) in DISAGGREGATED.items() if said.get(name) == code]
    return "+".join((hashtag, *dict.fromkeys(attributes)))


def is_figure(tag: str) -> bool:
    """Tell whether what stands under a tag of others is a figure."""
    hashtag, *attributes = attributes_of(tag)
    if hashtag == "#indicator":
        return "num" in attributes or "value" in attributes or not _OF_INDICATORS.intersection(attributes)
    return hashtag in OF_PEOPLE | {"#value"} or ("num" in attributes and hashtag not in ("#meta", "#date", "#geo"))


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
    said = _said_by(set(rest) - set(attributes_of(count.tag)), fields, count.type)
    return None if said is None else (count.type, said)


def _said_by(attributes: Iterable[str], fields: Mapping[str, str], type_name: str) -> dict[str, str] | None:
    """The fields with what the attributes add to them; None where one of them says what no field has."""
    said: dict[str, str] = {}
    for attribute in sorted({*attributes} - _NEUTRAL):
        if found := _AGE.fullmatch(attribute):
            told: Mapping[str, str] = {"age": f"{found[1]}-{found[2]}" if found[2] else f"{found[1]}+"}
        else:
            told = _ALSO_TOLD.get(attribute, {})
        if not told or any(said.get(name, code) != code for name, code in told.items()):
            return None
        said |= told
    # A death is a case that ended in it; nothing else that a tag says is replaced.
    clash = {name for name in said.keys() & fields.keys() if (fields[name], said[name]) not in _NARROWED}
    if clash or not said.keys() <= declared(RECORD_TYPES[type_name]).keys():
        return None
    return {**fields, **said}


_NARROWED = {("case", "death"), ("case", "recovery"), ("idps", "new_displacement")}


def counted_by(tag: str, others: Sequence[str]) -> Counted | None:
    """Return what a column of figures is in a table with these tags too; None where its tag says more than we know."""
    hashtag, *attributes = attributes_of(tag)
    households = HOUSEHOLDS in attributes
    people = "households" if households else "people"
    if hashtag in _DONE and not {*_ACTORS}.isdisjoint(others):
        said = _said_by(attributes, _DONE[hashtag], _ASSISTANCE)
        if said is not None:
            return Counted(_ASSISTANCE, said, people, presumed=_UNSPECIFIED)
    if hashtag == "#value" and tag != "#value":
        kinds = {FUNDING[each] for each in attributes if each in FUNDING and each != "total"} or {
            FUNDING[each] for each in attributes if each == "total" and "funding" in attributes
        }
        rest = {*attributes} - FUNDING.keys() - _UNITS.keys() - {"funding", "amount", *_NEUTRAL}
        if len(kinds) == 1 and not rest:
            return Counted("funding", {"kind": kinds.pop()}, "amount", _unit_of(attributes, ""))
    if hashtag in OF_PEOPLE:
        found = count_of(tag)
        if found is None or (found[0] == "disease_count" and "#cause+disease" not in others):
            return None
        return Counted(*found, people)
    if hashtag == "#value" and "#item" in others:
        prices = not {*attributes} - _UNITS.keys() - {"price", "unit"} and _PRICE in RECORD_TYPES
        return Counted(_PRICE, {}, "price", _unit_of(attributes, "")) if prices else None
    unit = _unit_of(attributes, "")
    words = [each for each in attributes if each not in ("num", "value")]
    if hashtag == "#indicator" and not words:
        return Counted(_INDICATOR, {}, "value", unit)
    name = [*([] if hashtag == "#indicator" else [hashtag.removeprefix("#")]), *words]
    return Counted(_INDICATOR, {"code": "_".join(name)}, "value", unit)


def of_who_does_what(others: Sequence[str]) -> Counted | None:
    """Return what a table without figures states that says who does something somewhere."""
    return None if _ACTORS[0] not in others else Counted(_ASSISTANCE, {}, "by", presumed=_UNSPECIFIED)


def _unit_of(attributes: Iterable[str], otherwise: str) -> str:
    return next((str(_UNITS[each]) for each in attributes if each in _UNITS), otherwise)


ATTRIBUTES_OF_PEOPLE: Sequence[str] = sorted(
    {each for count in COUNTS for each in attributes_of(count.tag)[1:]} | _ALSO_TOLD.keys() | _NEUTRAL | _UNITS.keys()
)
"""The attributes of counts of people that mean something here."""
