"""Proposals, with reasons, of subjects that may be one under two names; never a decision."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain, combinations, product
from math import asin, cos, radians, sin, sqrt
from typing import Any

from attrs import define, field, frozen

from sitrep.caches import MADE_FOR_CLASSES, VALUES, cached
from sitrep.claims import Claim
from sitrep.errors import MissingExtraError
from sitrep.fields.canonical import canonical_number
from sitrep.fields.declarations import Declaration, FieldRole, declared
from sitrep.fields.kinds import TextKind, ValueKind
from sitrep.pictures.breakdowns import Differing, is_category, may_be_one, say_told, voices
from sitrep.pictures.consolidation import join_subjects
from sitrep.records.base import Subject
from sitrep.report import SitRep
from sitrep.values.figures import Figure
from sitrep.values.periods import Period
from sitrep.values.places import Place

try:
    from anyascii import anyascii
except ImportError as error:
    raise MissingExtraError("links", error.name or "anyascii") from error
try:
    from rapidfuzz.fuzz import token_set_ratio
except ImportError:
    # There is none for WebAssembly. It is slower, and the same to the last digit.
    from sitrep.text.spelling import token_set_ratio  # type: ignore[no-redef]

_EARTH_RADIUS_KM = 6371.0


@frozen
class Suggestion:
    """Two subjects that may be the same; `score` runs from 0 to 1."""

    subjects: tuple[Subject, Subject]
    score: float
    reasons: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        subjects = [subject.to_json() for subject in self.subjects]
        return {"subjects": subjects, "score": self.score, "reasons": list(self.reasons)}

    def __str__(self) -> str:
        return f"{self.score:.2f}: {'; '.join(self.reasons)}"


@frozen(eq=False)
class _Candidate:
    """A subject, with the numbers that a comparison has for what it holds in its identifying fields."""

    subject: Subject
    claims: tuple[Claim, ...]
    fields: tuple[int, ...]
    names: tuple[int, ...]
    """Those of names and places, by which subjects are found that may be the same."""
    others: tuple[int, ...]
    """Those of all else."""

    @cached_property
    def canonical(self) -> str:
        return self.subject.canonical

    @cached_property
    def voices(self) -> frozenset[str]:
        return voices(attribution for claim in self.claims for attribution in claim.attributions)

    @cached_property
    def dates(self) -> set[tuple[str, str]]:
        """The dates that are stated of it, such as when it starts."""
        return {
            (declaration.label.lower(), held.edtf)
            for claim in self.claims
            for declaration, held in claim.record.given()
            if declaration.role_in(claim.record) is FieldRole.VALUE and isinstance(held, Period)
        }

    @cached_property
    def figures(self) -> Mapping[tuple[str, Period], list[Figure]]:
        """Its figures by field and time."""
        figures: dict[tuple[str, Period], list[Figure]] = {}
        for claim in self.claims:
            if claim.record.period is not None:
                for declaration, held in claim.record.given():
                    if isinstance(held, Figure) and not held.missing and held.interval() != (None, None):
                        figures.setdefault((declaration.name, claim.record.period), []).append(held)
        return figures


@frozen
class _Likeness:
    """A likeness of two subjects in one field: how great, and in which words."""

    score: float
    reason: str = ""


def suggest_links(report: SitRep, *, least: float = 0.75) -> tuple[Suggestion, ...]:
    """Pairs of subjects that may be the same, the likeliest first; it is for people to judge them.

    Subjects of one type are compared field by field: names in several scripts and spellings, P-codes,
    distance, and whether one leaves out what the other states. Figures of one time that agree, and
    dates that both state, count for a pair. Fields that rule it out, such as another sex, end the
    comparison, unless two sources give one figure and each puts it in a category of its own: that may
    be one thing. Pairs that a link joins or holds apart already aren't proposed. `least` is the lowest
    score worth a look.
    """
    report, least = SitRep.coerce(report), canonical_number(least)
    same, _ = join_subjects(report.links)
    judged = {frozenset(link.subjects) for link in report.links}
    by_subject: dict[Subject, list[Claim]] = {}
    for claim in report.claims:
        by_subject.setdefault(claim.subject, []).append(claim)
    comparison = _Comparison()
    suggestions = []
    for one, other in comparison.worth_making(by_subject):
        subjects = (one.subject, other.subject)
        group, its_group = (same.get(subject) for subject in subjects)
        if frozenset(subjects) in judged or (group is not None and group == its_group):
            continue
        suggestion = comparison.compare(one, other)
        if suggestion is not None and suggestion.score >= least:
            suggestions.append(suggestion)
    return tuple(
        sorted(suggestions, key=lambda each: (-each.score, each.subjects[0].canonical, each.subjects[1].canonical))
    )


@define
class _Comparison:
    """A comparison of the subjects of a report, in which what two fields hold is compared once."""

    _fields: list[tuple[Declaration, Any]] = field(init=False, factory=list)
    """By their numbers the fields, each with what it holds."""
    _numbers: dict[tuple[str, str, Any], int] = field(init=False, factory=dict)
    _likenesses: dict[tuple[int, int], "_Likeness | None"] = field(init=False, factory=dict)
    _possible: dict[tuple[tuple[int, ...], tuple[int, ...]], bool] = field(init=False, factory=dict)

    def worth_making(self, by_subject: Mapping[Subject, list[Claim]]) -> Iterator[tuple[_Candidate, _Candidate]]:
        """Pairs of one type, each once, that share the sound of a word and that no field rules out."""
        by_type: dict[str, dict[tuple[int, ...], list[_Candidate]]] = {}
        for subject, claims in by_subject.items():
            candidate = self._candidate(subject, claims)
            by_type.setdefault(subject.type, {}).setdefault(candidate.names, []).append(candidate)
        for named in by_type.values():
            of_one_name = (combinations(alike, 2) for alike in named.values())
            of_two = (
                product(named[names], named[its])
                for names, its in self._sharing_a_word(named)
                if self._may_be_one(names, its)
            )
            for one, other in chain.from_iterable(chain(of_one_name, of_two)):
                if self._may_be_one(one.others, other.others):
                    yield (one, other) if one.canonical < other.canonical else (other, one)

    def _candidate(self, subject: Subject, claims: list[Claim]) -> _Candidate:
        record = claims[0].record
        cls: Any = type(record)
        numbers: list[int] = []
        names: list[int] = []
        others: list[int] = []
        for declaration in _identifying(cls):
            key = (subject.type, declaration.name, getattr(record, declaration.name))
            if key not in self._numbers:
                self._numbers[key] = len(self._fields)
                self._fields.append((declaration, key[-1]))
            numbers.append(self._numbers[key])
            (names if _is_named(declaration) else others).append(self._numbers[key])
        return _Candidate(subject, tuple(claims), tuple(numbers), tuple(names), tuple(others))

    def _sharing_a_word(self, named: Iterable[tuple[int, ...]]) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
        """Pairs of names that share the sound of a word, each once."""
        by_word: dict[str, list[tuple[int, ...]]] = {}
        for names in named:
            for word in {word for text in self._texts(names) for word in _skeleton(text).split()} or {""}:
                by_word.setdefault(word, []).append(names)
        seen: set[tuple[tuple[int, ...], tuple[int, ...]]] = set()
        for group in by_word.values():
            for pair in combinations(group, 2) if len(group) <= _COMMON else self._with_places_alike(group):
                if pair not in seen:
                    seen.add(pair)
                    yield pair

    def _with_places_alike(self, group: Iterable[tuple[int, ...]]) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
        """Pairs of names whose places may be alike, or of which one has no place."""
        placed: dict[tuple[int, ...], set[str]] = {}
        placeless: list[tuple[int, ...]] = []
        by_sign: dict[str, list[tuple[int, ...]]] = {}
        for names in group:
            places = [held for _, held in map(self._fields.__getitem__, names) if isinstance(held, Place)]
            placed[names] = {sign for place in places for sign in _signs_of(place)}
            for sign in placed[names]:
                by_sign.setdefault(sign, []).append(names)
            if not places:
                placeless.append(names)
        yield from combinations(placeless, 2)
        yield from ((one, other) for one in placeless for other in placed if placed[other])
        for alike in by_sign.values():
            yield from combinations(alike, 2)

    def _texts(self, numbers: Iterable[int]) -> Iterator[str]:
        for _, held in map(self._fields.__getitem__, numbers):
            yield (held.name if isinstance(held, Place) else held) or ""

    def _likeness(self, pair: tuple[int, int]) -> "_Likeness | None":
        if pair not in self._likenesses:
            (declaration, one), (_, other) = (self._fields[number] for number in pair)
            self._likenesses[pair] = _compare_field(declaration, one, other)
        return self._likenesses[pair]

    def _may_be_one(self, numbers: tuple[int, ...], its: tuple[int, ...]) -> bool:
        """Return whether some fields leave it open that two subjects are the same, be their figures what they may."""
        if numbers == its:
            return True
        key = (numbers, its)
        if key not in self._possible:
            self._possible[key] = all(
                self._likeness(pair) is not None or _may_be_told_differently(self._differing(pair))
                for pair in zip(numbers, its, strict=True)
                if pair[0] != pair[1]
            )
        return self._possible[key]

    def _differing(self, pair: tuple[int, int]) -> tuple[Declaration, Any, Any]:
        (declaration, one), (_, other) = (self._fields[number] for number in pair)
        return declaration, one, other

    def compare(self, one: _Candidate, other: _Candidate) -> Suggestion | None:
        """Return how alike two subjects are, or None where a field rules out that they are the same."""
        scores, reasons = [], []
        differing: list[tuple[Declaration, Any, Any]] = []
        for pair in zip(one.fields, other.fields, strict=True):
            likeness = self._likeness(pair)
            if likeness is None:
                differing.append(self._differing(pair))
            elif likeness.reason:
                scores.append(likeness.score)
                reasons.append(likeness.reason)
        if differing:
            told = _told_differently(differing, one, other)
            if told is None:
                return None
            scores.append(_TOLD_DIFFERENTLY)
            reasons.append(told)
        if not scores:
            return None
        score = min(scores) * 0.5 + sum(scores) / len(scores) * 0.5
        signs = _signs(one, other)
        if signs is None:
            return None
        if signs:
            score += (1 - score) / 2
        return Suggestion((one.subject, other.subject), round(score, 3), (*reasons, *signs))


_COMMON = 100
"""The names among which a word that all of them share says little."""

_CELL = 0.04
"""A part of a degree that is more than `_NEAR_KM` everywhere but near the poles."""


def _signs_of(place: Place) -> Iterator[str]:
    """Signs that places share which `_compare_places` may find alike."""
    numbers = " ".join(sorted(_distinctions(place.name or "")[0]))
    yield from (f"{word} {numbers}" for word in _skeleton(place.name or "").split())
    if place.pcode:
        yield place.pcode
    if place.latitude is not None and place.longitude is not None:
        north, east = int(place.latitude // _CELL), int(place.longitude // _CELL)
        yield from (f"{north + up}, {east + right}" for up in (0, 1) for right in (0, 1))


@cached(MADE_FOR_CLASSES)
def _identifying(cls: type[Any]) -> tuple[Declaration, ...]:
    return tuple(each for each in declared(cls).values() if each.role in (FieldRole.SUBJECT, FieldRole.CATEGORY))


def _is_named(declaration: Declaration) -> bool:
    """Return whether a field holds a place or a name of some kind."""
    kind = declaration.kind
    return isinstance(kind, TextKind) or (isinstance(kind, ValueKind) and issubclass(kind.cls, Place))


def _may_be_told_differently(differing: tuple[Declaration, Any, Any]) -> bool:
    """Return whether a field is one in which two sources may put one thing in two categories, and both state it."""
    declaration, *held = differing
    return is_category(declaration) and declaration.default not in held


@cached(VALUES)
def _skeleton(text: str) -> str:
    """The consonants of each word in Latin letters: what spellings and scripts of a name share."""
    latin = re.sub(r"[^a-z0-9 ]", "", anyascii(text.replace("-", " ")).lower())
    return " ".join(word[0] + re.sub("[aeiouwy]", "", word[1:]) for word in latin.split())


_TOLD_DIFFERENTLY = 0.75
"""The score of a pair whose figures agree and whose categories don't; the figures raise it."""


def _told_differently(differing: Differing, one: _Candidate, other: _Candidate) -> str | None:
    """The categories in which two sources put what may be one thing, where its figures of one time agree."""
    if not all(map(_may_be_told_differently, differing)) or one.voices & other.voices:
        return None
    said_by = (one.voices, other.voices)
    for _, held, its in _figures_of_one_time(one, other):
        agree = held.agrees_with(its) and (0, 0) not in (held.interval(), its.interval())
        records = (one.claims[0].record, other.claims[0].record)
        if agree and may_be_one(differing, records, said_by, figures_agree=True):
            names = (
                min(each.source.name for claim in told.claims for each in claim.attributions) for told in (one, other)
            )
            return f"told differently: {say_told(differing, (next(names), next(names)))}"
    return None


def _signs(one: _Candidate, other: _Candidate) -> list[str] | None:
    """Return what is stated of both alike: dates and figures; None where their figures of one time conflict."""
    signs = [f"both give {label} {edtf}" for label, edtf in sorted(one.dates & other.dates)]
    agreeing = {}
    for period, held, its in _figures_of_one_time(one, other):
        if not held.agrees_with(its):
            return None
        # That both had none is no sign that they are the same.
        if (0, 0) not in (held.interval(), its.interval()):
            agreeing[period.edtf] = f"figures of {period} agree ({held}, {its})"
    if agreeing:
        others = f", and of {len(agreeing) - 1:,} other times" if len(agreeing) > 1 else ""
        signs.append(agreeing[max(agreeing)] + others)
    return signs


def _compare_field(declaration: Declaration, one: Any, other: Any) -> _Likeness | None:
    label = declaration.label.lower()
    if one == other:
        return _Likeness(1.0)
    if declaration.default is not None and not isinstance(one, tuple):
        # Such a default says something: not observed is not the same as observed.
        return None
    if declaration.default in (one, other):
        return _Likeness(0.85, f"only one gives {label}")
    if isinstance(one, Place):
        return _compare_places(one, other)
    if isinstance(declaration.kind, TextKind) and isinstance(one, str):
        return _compare_names(one, other)
    if isinstance(one, tuple) and set(one) & set(other):
        return _Likeness(len({*one} & {*other}) / len({*one} | {*other}), f"{label} in part the same")
    return None


def _compare_names(one: str, other: str) -> _Likeness | None:
    if _are_told_apart(one, other):
        return None
    spelled = token_set_ratio(one.casefold(), other.casefold()) / 100
    sounded = token_set_ratio(_skeleton(one), _skeleton(other)) / 100 * 0.95
    score = max(spelled, sounded, _shared_sound(one, other) if one.isascii() != other.isascii() else 0)
    return _Likeness(score, f"“{one}” and “{other}” are alike ({score:.0%})") if score >= _LEAST_LIKENESS else None


def _shared_sound(one: str, other: str) -> float:
    """Return how alike names in two scripts are by the words that sound the same.

    Their other words may well mean the same and sound different, as crossing and معبر do.
    """
    words, its_words = set(_skeleton(one).split()), set(_skeleton(other).split())
    shared = sum(map(len, words & its_words))
    return 0.6 + 0.35 * shared / min(sum(map(len, words)), sum(map(len, its_words))) if shared > 1 else 0


_COUNTED = (
    *("zero one two three four five six seven eight nine ten eleven twelve", "- first second third fourth fifth sixth"),
    *("- - deux trois quatre cinq six sept huit neuf dix", "- premier deuxieme troisieme quatrieme cinquieme sixieme"),
    *("- - dos tres cuatro cinco seis siete ocho nueve diez", "- primero segundo tercero cuarto quinto sexto"),
    *("- premiere seconde", "- primera segunda tercera cuarta quinta sexta"),
)
_ROMAN = "- i ii iii iv v vi vii viii ix x xi xii"


def _numbering(*counted: str) -> dict[str, str]:
    return {word: str(number) for words in counted for number, word in enumerate(words.split()) if word != "-"}


_NUMBERS, _LAST = _numbering(*_COUNTED), _numbering(_ROMAN)
_SIDES = {
    *("north", "south", "east", "west", "northern", "southern", "eastern", "western", "upper", "lower"),
    *("northeast", "northwest", "southeast", "southwest", "nord", "sud", "ouest", "norte", "sur", "este", "oeste"),
}


def _are_told_apart(one: str, other: str) -> bool:
    """Return whether names give different numbers, or each a letter or a side of its own: Group A and Group B.

    Things that are counted out have names that look alike: Sector 7 is not Sector 8, nor Phase I Phase II.
    """
    (numbers, marks), (its_numbers, its_marks) = map(_distinctions, (one, other))
    return numbers != its_numbers or bool(marks and its_marks and marks != its_marks)


@cached(VALUES)
def _distinctions(name: str) -> tuple[set[str], set[str]]:
    """The numbers in a name, however they are written, and the sides and the letter at its end."""
    words: list[str] = re.findall(r"\d+|[a-z]+", anyascii(name).lower())
    last = words[-1] if len(words) > 1 else ""
    numbers = {_NUMBERS.get(word, word) for word in words if word.isdigit() or word in _NUMBERS}
    if last in _LAST:
        return {*numbers, _LAST[last]}, {*words} & _SIDES
    return numbers, {word for word in words if word in _SIDES} | ({last} if len(last) == 1 else set())


_LEAST_LIKENESS = 0.6
_NEAR_KM, _FAR_KM = 2.0, 50.0


def _compare_places(one: Place, other: Place) -> _Likeness | None:
    if _identity(one) == _identity(other):
        return _Likeness(1.0)
    if one.pcode and other.pcode:
        return None
    if one.country and other.country and one.country != other.country:
        return None
    apart = _kilometres(one, other)
    if apart is not None and apart > _FAR_KM:
        return None
    if apart is not None and apart <= _NEAR_KM:
        return _Likeness(0.9, f"{one} and {other} are {apart:.1f} km apart")
    if one.name == other.name and one.name:
        return _Likeness(0.9, f"two ways to give the place “{one}”")
    return _compare_names(one.name, other.name) if one.name and other.name else None


@cached(VALUES)
def _identity(place: Place) -> Any:
    return place.identity


def _kilometres(one: Place, other: Place) -> float | None:
    """The distance along a great circle (haversine), where both have coordinates."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return None
    latitude, its_latitude = radians(one.latitude), radians(other.latitude)
    half = (
        sin((its_latitude - latitude) / 2) ** 2
        + cos(latitude) * cos(its_latitude) * sin(radians(other.longitude - one.longitude) / 2) ** 2
    )
    return 2 * _EARTH_RADIUS_KM * asin(sqrt(half))


def _figures_of_one_time(one: _Candidate, other: _Candidate) -> Iterator[tuple[Period, Figure, Figure]]:
    """Return what both have of one field and time."""
    for key, held in one.figures.items():
        for its in other.figures.get(key, ())[-1:]:
            yield from ((key[1], each, its) for each in held)
