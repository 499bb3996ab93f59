"""Codes that contradict each other, or are near misses of others."""

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from sitrep.checks.registry import Found, register
from sitrep.checks.series import per_class
from sitrep.checks.view import View
from sitrep.claims import Claim
from sitrep.codes import Code
from sitrep.countries import ALPHA_2, country_name
from sitrep.declarations import Value, declared
from sitrep.figures import Figure
from sitrep.kinds import CodeKind, Kind, ManyKind, ValueKind, resembling
from sitrep.notices import Severity
from sitrep.places import Place


@register(
    "pcode_outside_country",
    Severity.ERROR,
    meaning="A P-code does not begin with the letters of the country that the place is said to be in.",
    remedy="Correct the P-code or the country.",
)
def pcode_outside_country(view: View) -> Iterator[Found]:
    found: dict[Place, dict[Claim, None]] = {}
    for claim in view.report:
        for value in _values_in(claim.record):
            if isinstance(value, Place) and _is_astray(value):
                found.setdefault(value, {})[claim] = None
    for place, claims in found.items():
        country = place.country or ""
        expected = " or ".join(filter(None, (ALPHA_2.get(country), country)))
        yield (
            claims,
            f"{place}: the P-code {place.pcode} is not of {country_name(country)}, where it begins with {expected}.",
        )


def _is_astray(place: Place) -> bool:
    if place.pcode is None or place.country not in ALPHA_2:
        return False
    return not place.pcode.startswith((place.country, ALPHA_2[place.country]))


@register(
    "near_miss_code",
    Severity.WARNING,
    meaning="A code that no list has resembles one that is listed, so that one thing may be counted as two.",
    remedy="Use the listed code if it is meant; a code of your own is better named so that nobody mixes them up.",
)
def near_miss_code(view: View) -> Iterator[Found]:
    found: dict[tuple[type[Code], str], dict[Claim, None]] = {}
    for claim in view.report:
        for value in (claim.record, *_values_in(claim.record), *_sources_of(claim)):
            for codes, code in _unlisted(value):
                found.setdefault((codes, code), {})[claim] = None
    for (codes, code), claims in found.items():
        alike = get_close_matches(code, [*codes], n=1, cutoff=view.thresholds.resemblance)
        if alike:
            number = f"{len(claims):,} facts" if len(claims) > 1 else "1 fact"
            yield claims, f"{code!r}, in {number}, is no listed code of {codes.__name__}. {resembling(code, alike)}"


def _sources_of(claim: Claim) -> Iterator[Value]:
    for attribution in claim.attributions:
        yield attribution
        yield attribution.source
        yield from attribution.via


def _values_in(value: Value) -> Iterator[Value]:
    """The places and figures that a value holds, also within each other."""
    for name, is_many in _fields_of_values(type(value)):
        held = getattr(value, name)
        for each in held if is_many else (held,):
            if each is not None:
                yield each
                yield from _values_in(each)


def _unlisted(value: Value) -> Iterator[tuple[type[Code], str]]:
    for name, codes, is_many in _fields_of_codes(type(value)):
        held = getattr(value, name)
        for code in held if is_many else (held,):
            if code is not None and code not in codes._value2member_map_:
                yield codes, code


@per_class
def _fields_of_values(cls: type[Any]) -> tuple[tuple[str, bool], ...]:
    return tuple(
        (name, is_many)
        for name, kind, is_many in _kinds(cls)
        if isinstance(kind, ValueKind) and issubclass(kind.cls, Place | Figure)
    )


@per_class
def _fields_of_codes(cls: type[Any]) -> tuple[tuple[str, type[Code], bool], ...]:
    return tuple(
        (name, kind.codes, is_many) for name, kind, is_many in _kinds(cls) if isinstance(kind, CodeKind) and kind.open
    )


def _kinds(cls: type[Value]) -> Iterator[tuple[str, Kind, bool]]:
    for name, declaration in declared(cls).items():
        is_many = isinstance(declaration.kind, ManyKind)
        yield name, declaration.kind.item if is_many else declaration.kind, is_many
