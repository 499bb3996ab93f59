"""Breakdowns: one source's categories add up, what two sources call differently may be one thing."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from sitrep.caches import VALUES, cached
from sitrep.fields.declarations import Declaration, FieldRole
from sitrep.fields.kinds import CodeKind, ValueKind
from sitrep.records import Record
from sitrep.values.periods import Period
from sitrep.values.places import Place
from sitrep.values.sources import Attribution
from sitrep.vocabularies import Measure

_NO_PART = {"since", "component"}
"""A later start and a component of a change pick out no part of what is counted at a time."""

Differing = Sequence[tuple[Declaration, Any, Any]]
"""The identifying fields in which two subjects differ, with what each of them has."""

NAMES = {"name", "event"}
"""The fields that name one thing, and put it in no category."""


def tells_in_what_sense(declaration: Declaration) -> bool:
    """Return whether an identifying field tells in what sense something is counted, not whom or what it picks out.

    A closed list whose codes aren't disjoint does, such as the measure or the modality.
    """
    kind = declaration.kind
    return isinstance(kind, CodeKind) and not kind.open and not kind.disjoint


def narrows(declaration: Declaration) -> bool:
    """Return whether a value in an identifying field picks out a part of what is counted without it.

    A field that tells in what sense something is counted picks out nobody.
    """
    return not (
        declaration.role not in (FieldRole.SUBJECT, FieldRole.CATEGORY)
        or declaration.must_be_given
        or declaration.name in _NO_PART
        or tells_in_what_sense(declaration)
    )


def is_category(declaration: Declaration) -> bool:
    """Return whether an identifying field holds something that breaks down a count, be it a category or a name.

    Where and when tell one thing from another; by what it is broken down, sources may differ.
    """
    kind = declaration.kind
    of_place_or_time = isinstance(kind, ValueKind) and issubclass(kind.cls, Place | Period)
    return narrows(declaration) and not of_place_or_time


def voices(attributions: Iterable[Attribution]) -> frozenset[str]:
    """Return the speakers, as far as names tell them apart."""
    return frozenset(folded(each.source.name) for each in attributions)


def may_be_one(
    differing: Differing,
    records: tuple[Record, Record],
    said_by: tuple[frozenset[str], frozenset[str]],
    *,
    figures_agree: bool,
) -> bool:
    """Return whether what two records count may be one thing that their sources put in different categories.

    `differing` has the identifying fields in which they differ. They aren't one where a source tells both, where each
    source speaks of itself, or where their times are apart; and two names are told from each other unless the figures
    agree.
    """
    one, other = said_by
    return (
        bool(differing)
        and all(is_category(declaration) for declaration, *_ in differing)
        and not one & other
        and _is_one_time(*records)
        and not any(_speak_of_themselves(held, said_by) for _, *held in differing)
        and (figures_agree or not any(declaration.name in NAMES for declaration, *_ in differing))
    )


def _speak_of_themselves(held: Sequence[Any], said_by: tuple[frozenset[str], frozenset[str]]) -> bool:
    """Return whether each source says what it did itself, or was done to it: two bodies that each report their own."""
    return all(isinstance(each, str) and folded(each) in voices for each, voices in zip(held, said_by, strict=True))


def _is_one_time(one: Record, other: Record) -> bool:
    """Return whether two records may speak of one time; cumulative counts up to two days have most in common."""
    if getattr(one, "measure", None) == Measure.CUMULATIVE or not (one.period and other.period):
        return True
    return one.period.overlaps(other.period)


def say_told(differing: Differing, said_by: tuple[str, str]) -> str:
    """Say in words what two sources tell differently."""
    return "; ".join(
        f"{declaration.label.lower()}: {declaration.kind.say(one)} ({said_by[0]}) and "
        f"{declaration.kind.say(other)} ({said_by[1]})"
        for declaration, one, other in differing
    )


# Totals among the parts

_TOTALS = re.compile(
    r"(grand |sub ?|overall |running )?totals?( general(e)?| generaux)?|totaux|overall|all|sum|combined|"
    r"ensemble|tous|toutes|somme|todos|todas|suma|gesamt|insgesamt|toplam|genel toplam|jumla|"
    r"(ال)?مجموع( الكلي| العام)?|(ال)?اجمالي( العام)?|(ال)?كل(ي)?|итого|всего|"
    r"(grand )?total (for|of|in|de|des|du|del) .+|.+ (grand |sub ?)?total"
)


@cached(VALUES)
def names_a_total(text: str) -> bool:
    """Return whether a name is that of a row of totals, such as Grand Total, rather than of a place or a group."""
    return _TOTALS.fullmatch(folded(text)) is not None


_LEVELS = {
    "country": "country pays pais",
    "first level": "state province region governorate oblast etat provincia estado departamento departement محافظه",
    "second level": "county district municipality zone cercle municipio distrito arrondissement قضاء",
    "third level": "subdistrict woreda commune ward city town village camp parroquia quartier مدينه قريه مخيم",
}
_LEVEL_OF_WORD = {word: level for level, words in _LEVELS.items() for word in words.split()}


def level_in_name(name: str) -> str | None:
    """Of what admin level a place is by a word in its name, as County Alpha is."""
    levels = {_LEVEL_OF_WORD[word] for word in folded(name).split() if word in _LEVEL_OF_WORD}
    return levels.pop() if len(levels) == 1 else None


def total_row(record: Record) -> tuple[Declaration, str] | None:
    """The identifying field in which a record has the name of a row of totals, and that name."""
    for declaration, held in record.given():
        if isinstance(held, Place | str) and declaration.role_in(record) is FieldRole.SUBJECT:
            text = held if isinstance(held, str) else held.name
            if text and not _is_listed(declaration, text) and names_a_total(text):
                return declaration, text
    return None


def _is_listed(declaration: Declaration, held: str) -> bool:
    return isinstance(declaration.kind, CodeKind) and held in declaration.kind.codes._value2member_map_


def folded(text: str) -> str:
    """A name without what makes no difference to it: case, marks, punctuation and width."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(each for each in decomposed if not unicodedata.combining(each))
    return " ".join(re.sub(r"[\W_]+", " ", plain).split())
