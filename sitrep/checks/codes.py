"""Codes that contradict each other, or are near misses of others."""

from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from typing import Any

from sitrep.checks.registry import Found, register
from sitrep.checks.series import per_class
from sitrep.checks.view import CheckView, kinds_of
from sitrep.claims import Claim
from sitrep.fields.canonical import UNSEEN
from sitrep.fields.codes import Code
from sitrep.fields.declarations import Value, all_of
from sitrep.fields.kinds import CodeKind, TextKind
from sitrep.notices import Severity
from sitrep.values.countries import ALPHA_2, country_name
from sitrep.values.pcodes import Pcodes
from sitrep.values.places import Place


@register(
    "pcode_outside_country",
    Severity.ERROR,
    meaning="A P-code does not begin with the letters of the country that the place is said to be in.",
    remedy="Correct the P-code or the country.",
)
def pcode_outside_country(view: CheckView) -> Iterator[Found]:
    for place, claims in _places(view, _is_astray):
        country = place.country or ""
        expected = " or ".join(filter(None, (ALPHA_2.get(country), country)))
        yield (
            claims,
            f"{place}: the P-code {place.pcode} is not of {country_name(country)}, where it begins with {expected}.",
        )


def _places(view: CheckView, wanted: Callable[[Place], bool]) -> Iterator[tuple[Place, Iterable[Claim]]]:
    """Those of the places in the report that are wanted, each with the claims that name it."""
    found: dict[Place, dict[Claim, None]] = {}
    for claim, values in view.values:
        for value in values:
            if isinstance(value, Place) and wanted(value):
                found.setdefault(value, {})[claim] = None
    yield from found.items()


def _is_astray(place: Place) -> bool:
    if place.pcode is None or place.country not in ALPHA_2:
        return False
    return not place.pcode.startswith((place.country, ALPHA_2[place.country]))


@register(
    "pcode_not_listed",
    Severity.ERROR,
    meaning="A P-code is not in the table of P-codes that the report is held against.",
    remedy="Correct the P-code; or take a table that covers the place.",
)
def pcode_not_listed(view: CheckView) -> Iterator[Found]:
    for place, pcode, pcodes, claims in _coded_places(view):
        if pcode not in pcodes:
            yield claims, f"{place}: the table has no P-code {pcode}.{_say_named(place, pcodes)}"


@register(
    "pcode_of_other_level",
    Severity.ERROR,
    meaning="A place is said to be of another admin level than the table has for its P-code.",
    remedy="Correct the P-code or the admin level.",
)
def pcode_of_other_level(view: CheckView) -> Iterator[Found]:
    for place, pcode, pcodes, claims in _coded_places(view):
        level = pcodes.level(pcode)
        if level is not None and place.admin_level not in (None, level):
            yield claims, f"{place}: {pcode} is of admin level {level} in the table, and here of {place.admin_level}."


@register(
    "pcode_named_otherwise",
    Severity.WARNING,
    meaning="The table has another name for the P-code; case, accents and punctuation make no difference.",
    remedy="Correct the P-code if it is of another place; another spelling of the name may stay.",
)
def pcode_named_otherwise(view: CheckView) -> Iterator[Found]:
    for place, pcode, pcodes, claims in _coded_places(view):
        names = pcodes.names(pcode)
        if place.name and names and pcode not in pcodes.named(place.name):
            said = f"{place}: {pcode} is {' or '.join(names)} in the table."
            yield claims, f"{said}{_say_named(place, pcodes)}"


def _coded_places(view: CheckView) -> Iterator[tuple[Place, str, Pcodes, Iterable[Claim]]]:
    """The places that have a P-code, where there is a table to hold them against."""
    if view.pcodes is not None:
        for place, claims in _places(view, lambda place: place.pcode is not None):
            yield place, str(place.pcode), view.pcodes, claims


def _say_named(place: Place, pcodes: Pcodes) -> str:
    """Return the P-codes that the table has for the name of a place."""
    listed = pcodes.named(place.name) if place.name else ()
    return f" It has {place.name} as {' and as '.join(listed)}." if listed else ""


@register(
    "near_miss_code",
    Severity.WARNING,
    meaning="A code that no list has is much like a listed one, or another word for it: one thing may count twice.",
    remedy="Use the listed code if it is meant; a code of your own is better named so that nobody mixes them up.",
)
def near_miss_code(view: CheckView) -> Iterator[Found]:
    found: dict[tuple[type[Code], str], dict[Claim, None]] = {}
    for claim, values in view.values:
        for value in (claim.record, *values, *_sources_of(claim)):
            for codes, code in _unlisted(value):
                found.setdefault((codes, code), {})[claim] = None
    for (codes, code), claims in found.items():
        meant = codes.meant_by(code)
        swapped = [each for each in _swapped(code) if each in codes._value2member_map_]
        alike = [meant.value] if meant else swapped
        alike = alike or get_close_matches(code, [*codes], n=1, cutoff=view.thresholds.resemblance)
        if alike:
            number = f"{len(claims):,} facts" if len(claims) > 1 else "1 fact"
            is_word = f": it is another word for {alike[0]!r}" if meant else ""
            yield (
                claims,
                f"{code!r}, in {number}, is no listed code of {codes.__name__}{is_word}. Did you mean {alike[0]!r}?",
            )


@register(
    "unseen_letters",
    Severity.WARNING,
    meaning="A name or another text has letters that nobody sees: it isn't the text that it looks like.",
    remedy="Type the text anew; it was copied with tags, fillers or the like.",
)
def unseen_letters(view: CheckView) -> Iterator[Found]:
    found: dict[str, dict[Claim, None]] = {}
    for claim, values in view.values:
        for value in (claim.record, *values, *_sources_of(claim)):
            for text in _lines_of(value):
                if not text.isascii() and any(map(_is_out_of_place, _around_unseen(text))):
                    found.setdefault(text, {})[claim] = None
    for text, claims in sorted(found.items()):
        shown = UNSEEN.sub(lambda each: f"⟨U+{ord(each.group()):04X}⟩", text)
        yield claims, f"“{shown}” has letters that nobody sees, in {len(claims):,} fact{'s' * (len(claims) > 1)}."


def _around_unseen(text: str) -> Iterator[tuple[str, str]]:
    """The unseen letters of a text, each with the letter before it."""
    for found in UNSEEN.finditer(text):
        yield text[found.start() - 1 : found.start()], found.group()


def _is_out_of_place(found: tuple[str, str]) -> bool:
    """Return whether an unseen letter has no part in the spelling of the one before it."""
    before, unseen = found
    # Joiners belong to Arabic and Indic spellings, and selectors to ideographs and pictures; none to Latin letters.
    return unseen not in _OF_A_SPELLING or not before or before < "\u0590"


_OF_A_SPELLING = {"\u200c", "\u200d", *map(chr, range(0xFE00, 0xFE10)), *map(chr, range(0xE0100, 0xE01F0))}


@per_class
def _text_fields(cls: type[Any]) -> tuple[tuple[str, bool], ...]:
    return tuple((name, is_many) for name, kind, is_many in kinds_of(cls) if isinstance(kind, TextKind))


def _lines_of(value: Value) -> Iterator[str]:
    for name, is_many in _text_fields(type(value)):
        held = getattr(value, name)
        yield from held if is_many else () if held is None else (held,)


def _swapped(code: str) -> Iterator[str]:
    """The code with two neighbouring letters exchanged, which the likeness of short codes doesn't show."""
    for at in range(len(code) - 1):
        yield f"{code[:at]}{code[at + 1]}{code[at]}{code[at + 2 :]}"


def _sources_of(claim: Claim) -> Iterator[Value]:
    for attribution in claim.attributions:
        yield attribution
        yield attribution.source
        yield from attribution.via


def _unlisted(value: Value) -> Iterator[tuple[type[Code], str]]:
    hold, fields = _fields_of_codes(type(value))
    for held, (codes, is_many) in zip(hold(value), fields, strict=True):
        if held is not None:
            for code in held if is_many else (held,):
                if code not in codes._value2member_map_:
                    yield codes, code


Hold = Callable[[Value], tuple[Any, ...]]


@per_class
def _fields_of_codes(cls: type[Any]) -> tuple[Hold, list[tuple[type[Code], bool]]]:
    """A getter of the codes of open lists in a value, and for each field its list, and whether it holds many."""
    fields = {
        name: (kind.codes, is_many) for name, kind, is_many in kinds_of(cls) if isinstance(kind, CodeKind) and kind.open
    }
    return all_of([*fields]), [*fields.values()]
