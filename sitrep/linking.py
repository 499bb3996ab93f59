"""Proposals, with reasons, of subjects that may be one under two names; never a decision."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from math import asin, cos, radians, sin, sqrt
from typing import Any

from attrs import frozen

from sitrep.claims import Claim
from sitrep.errors import MissingExtraError
from sitrep.fields.canonical import canonical_number
from sitrep.fields.declarations import Declaration, FieldRole, declared
from sitrep.fields.kinds import TextKind
from sitrep.pictures.breakdowns import Differing, may_be_one, say_told, voices
from sitrep.pictures.consolidation import join_subjects
from sitrep.records.base import Subject
from sitrep.report import SitRep
from sitrep.values.figures import Figure
from sitrep.values.periods import Period
from sitrep.values.places import Place

try:
    from anyascii import anyascii
    from rapidfuzz import fuzz
except ImportError as error:
    raise MissingExtraError("links", error.name or "rapidfuzz") from error

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


@frozen
class _Candidate:
    subject: Subject
    claims: tuple[Claim, ...]

    @property
    def declarations(self) -> Mapping[str, Declaration]:
        return declared(type(self.claims[0].record))

    def get(self, name: str) -> Any:
        return getattr(self.claims[0].record, name)


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
    candidates = [_Candidate(subject, tuple(claims)) for subject, claims in by_subject.items()]
    suggestions = []
    for one, other in _worth_comparing(candidates):
        subjects = (one.subject, other.subject)
        group, its_group = (same.get(subject) for subject in subjects)
        if frozenset(subjects) in judged or (group is not None and group == its_group):
            continue
        suggestion = _compare(one, other)
        if suggestion is not None and suggestion.score >= least:
            suggestions.append(suggestion)
    return tuple(
        sorted(suggestions, key=lambda each: (-each.score, each.subjects[0].canonical, each.subjects[1].canonical))
    )


def _worth_comparing(candidates: Iterable[_Candidate]) -> Iterator[tuple[_Candidate, _Candidate]]:
    """Pairs of one type that share the sound of a word; comparing all pairs of a large report takes too long."""
    by_word: dict[tuple[str, str], list[_Candidate]] = {}
    for candidate in candidates:
        for word in _words(candidate) or {""}:
            by_word.setdefault((candidate.subject.type, word), []).append(candidate)
    seen = set()
    for group in by_word.values():
        for one, other in combinations(group, 2):
            pair = frozenset((one.subject, other.subject))
            if pair not in seen:
                seen.add(pair)
                yield (one, other) if one.subject.canonical < other.subject.canonical else (other, one)


def _words(candidate: _Candidate) -> set[str]:
    return {word for text in _texts(candidate) for word in _skeleton(text).split()}


def _texts(candidate: _Candidate) -> Iterator[str]:
    record = candidate.claims[0].record
    for declaration, held in record.given():
        if declaration.role_in(record) is FieldRole.SUBJECT:
            if isinstance(held, Place):
                yield held.name or ""
            elif isinstance(declaration.kind, TextKind):
                yield held


def _skeleton(text: str) -> str:
    """The consonants of each word in Latin letters: what spellings and scripts of a name share."""
    latin = re.sub(r"[^a-z0-9 ]", "", anyascii(text.replace("-", " ")).lower())
    return " ".join(word[0] + re.sub("[aeiouwy]", "", word[1:]) for word in latin.split())


def _compare(one: _Candidate, other: _Candidate) -> Suggestion | None:
    """Return how alike two subjects are, or None where a field rules out that they are the same."""
    scores, reasons = [], []
    differing: list[tuple[Declaration, Any, Any]] = []
    for name, declaration in one.declarations.items():
        if declaration.role in (FieldRole.SUBJECT, FieldRole.CATEGORY):
            likeness = _compare_field(declaration, one.get(name), other.get(name))
            if likeness is None:
                differing.append((declaration, one.get(name), other.get(name)))
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


_TOLD_DIFFERENTLY = 0.75
"""The score of a pair whose figures agree and whose categories don't; the figures raise it."""


def _told_differently(differing: Differing, one: _Candidate, other: _Candidate) -> str | None:
    """The categories in which two sources put what may be one thing, where its figures of one time agree."""
    if any(declaration.default in held for declaration, *held in differing):
        return None
    said_by = (_voices(one), _voices(other))
    for _, held, its in _figures_of_one_time(one.claims, other.claims):
        agree = held.agrees_with(its) and (0, 0) not in (held.interval(), its.interval())
        records = (one.claims[0].record, other.claims[0].record)
        if agree and may_be_one(differing, records, said_by, figures_agree=True):
            names = (
                min(each.source.name for claim in told.claims for each in claim.attributions) for told in (one, other)
            )
            return f"told differently: {say_told(differing, (next(names), next(names)))}"
    return None


def _voices(candidate: _Candidate) -> frozenset[str]:
    return voices(attribution for claim in candidate.claims for attribution in claim.attributions)


def _signs(one: _Candidate, other: _Candidate) -> list[str] | None:
    """Return what is stated of both alike: dates and figures; None where their figures of one time conflict."""
    signs = [f"both give {label} {edtf}" for label, edtf in sorted(_dates(one.claims) & _dates(other.claims))]
    agreeing = {}
    for period, held, its in _figures_of_one_time(one.claims, other.claims):
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
    spelled = fuzz.token_set_ratio(one.casefold(), other.casefold()) / 100
    sounded = fuzz.token_set_ratio(_skeleton(one), _skeleton(other)) / 100 * 0.95
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
    if one.identity == other.identity:
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


def _dates(claims: Iterable[Claim]) -> set[tuple[str, str]]:
    """The dates that are stated of a subject, such as when it starts."""
    return {
        (declaration.label.lower(), held.edtf)
        for claim in claims
        for declaration, held in claim.record.given()
        if declaration.role_in(claim.record) is FieldRole.VALUE and isinstance(held, Period)
    }


def _figures_of_one_time(claims: Iterable[Claim], others: Iterable[Claim]) -> Iterator[tuple[Period, Figure, Figure]]:
    """Return what both have of one field and time."""
    figures = {(name, period): held for name, period, held in _figures(others)}
    for name, period, held in _figures(claims):
        other = figures.get((name, period))
        if other is not None:
            yield period, held, other


def _figures(claims: Iterable[Claim]) -> Iterator[tuple[str, Period, Figure]]:
    for claim in claims:
        if claim.record.period is not None:
            for declaration, held in claim.record.given():
                if isinstance(held, Figure) and not held.missing and held.interval() != (None, None):
                    yield declaration.name, claim.record.period, held
