"""The rules of the documents as plain functions, and what else the models of all peers are made of.

A peer makes its models from our declarations, checks by itself what it has words for (types, code lists, bounds of
numbers, members that don't belong), and calls these functions for the rest, in the way of its own users. They ask
values for their attributes alone, so that they do for the models of any library. Each returns what is to be held, and
raises `ValueError`. Those that are asked the same again and again remember what they said.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache, singledispatch
from hashlib import sha256
from typing import Any
from unicodedata import normalize

import sitrep as sr
from sitrep.fields.canonical import LAYOUT_MARKS, NEVER_TEXT, canonical_line, canonical_number
from sitrep.fields.declarations import Declaration, FieldRole, Value, all_of, declared
from sitrep.fields.kinds import CodeKind, Kind, ManyKind, NumberKind, TextKind, ValueKind
from sitrep.records import RECORD_TYPES
from sitrep.records.counts import Count
from sitrep.values.figures import COUNTED_WHOLE, FigureKind

Rule = Callable[[Any], Any]
Canonical = Callable[[Any], bytes]
"""The canonical JSON of a model: members sorted, without what is at its default."""

RECORDS = {name: cls for name, cls in RECORD_TYPES.items() if cls.__module__.startswith("sitrep.")}
VALUES: tuple[type[Value], ...] = (sr.Figure, sr.Source, sr.Span, sr.Document, sr.Place, sr.Attribution)
"""The classes that records and claims hold, each after those that it holds itself; places hold places."""
REPORT = {name: each.kind.item.cls for name, each in declared(sr.SitRep).items() if name not in ("links", "judgements")}
"""What a report has sets of; links and judgements are left out, since none are measured."""


def default_of(declaration: Declaration) -> Any:
    """What a field holds when nothing is given: plain text where we hold a member of a code list."""
    return getattr(declaration.default, "value", declaration.default)


def codes_of(kind: CodeKind) -> tuple[str, ...]:
    return tuple(str(code.value) for code in kind.codes)


_ODD_SPACES = re.compile(r"^\s|\s$|\s\s|[^\S ]")


def text(given: str) -> str:
    """One line of text in NFC."""
    if not given.isascii():
        if not given.isprintable():
            given = given.translate(LAYOUT_MARKS)
        given = normalize("NFC", given)
    if _ODD_SPACES.search(given):
        given = " ".join(given.split())
    return _spoken(given)


def prose(given: str) -> str:
    """Text of any number of lines in NFC."""
    return _spoken(normalize("NFC", given).replace("\r\n", "\n").replace("\r", "\n").strip())


def _spoken(given: str) -> str:
    # Nearly all text is printable, which is told faster.
    if not given or (not given.isprintable() and NEVER_TEXT.search(given)):
        raise ValueError("expected text that isn't empty, and has no control characters")
    return given


def _remembered(rule: Rule) -> Rule:
    return lru_cache(maxsize=4096)(rule)


@singledispatch
def rule_of(kind: Kind, canonical: Canonical) -> Rule | None:
    """The rule of what a field holds, beyond its type, code list and bounds; None: there is no other."""
    return None


@rule_of.register
def _(kind: TextKind, canonical: Canonical) -> Rule | None:
    if type(kind) is TextKind and kind.rule is None:
        return text if kind.clean is canonical_line else prose
    return _remembered(kind.convert)


@rule_of.register
def _(kind: CodeKind, canonical: Canonical) -> Rule | None:
    return _remembered(kind.convert) if kind.open else None


@rule_of.register
def _(kind: NumberKind, canonical: Canonical) -> Rule | None:
    return None if kind.whole else _decimal


def _decimal(number: float) -> float:
    return number if type(number) is int else canonical_number(number)


@rule_of.register
def _(kind: ValueKind, canonical: Canonical) -> Rule | None:
    return _remembered(declared(sr.Period)["edtf"].kind.convert) if kind.cls is sr.Period else None


@rule_of.register
def _(kind: FigureKind, canonical: Canonical) -> Rule | None:
    def has_its_unit(figure: Any) -> Any:
        if figure.unit != kind.unit and (kind.only or figure.unit == "persons"):
            raise ValueError(f"expected a figure in {kind.unit or 'a unit of its own'}")
        return kind.rule(figure) if kind.rule else figure

    return has_its_unit


@rule_of.register
def _(kind: ManyKind, canonical: Canonical) -> Rule | None:
    of_each, of_all = rule_of(kind.item, canonical), rule_of_many(kind, canonical)
    if of_each is None:
        return of_all

    def check(items: tuple[Any, ...]) -> tuple[Any, ...]:
        ruled = tuple(map(of_each, items))
        return of_all(ruled) if of_all else ruled

    return check


def rule_of_many(kind: ManyKind, canonical: Canonical) -> Rule | None:
    """The rule of several values that have kept the rule of each."""
    if kind.ordered and not kind.required:
        return None

    def check(items: tuple[Any, ...]) -> tuple[Any, ...]:
        if kind.required and not items:
            raise ValueError("expected at least one")
        return items if kind.ordered else in_order(items, canonical)

    return check


def in_order(items: tuple[Any, ...], canonical: Canonical) -> tuple[Any, ...]:
    """A set, in canonical order."""
    if len(items) < 2:
        return items
    return tuple(sorted(set(items), key=None if isinstance(items[0], str) else canonical))


def _is_a_quantity(figure: Any) -> Any:
    stated = [number for number in (figure.low, figure.best, figure.high) if number is not None]
    numbers = stated if figure.of is None else [*stated, figure.of]
    if figure.missing is not None:
        if numbers or figure.term is not None:
            raise ValueError("expected nothing beside missing")
    elif not stated and figure.term is None:
        raise ValueError("expected at least one of low, best, high, term or missing")
    if figure.approximate and not stated:
        raise ValueError("expected a number that is approximate")
    if len(numbers) > 1 and numbers != sorted(numbers):
        raise ValueError("expected low, best, high and of in their order")
    if figure.unit in COUNTED_WHOLE:
        for number in numbers:
            if number < 0 or type(number) is not int:
                raise ValueError(f"expected whole numbers of {figure.unit}, 0 or more")
    return figure


def _is_somewhere(place: Any) -> Any:
    if (place.latitude is None) != (place.longitude is None):
        raise ValueError("expected both coordinates or none")
    if place.parts:
        if len(place.parts) == 1 or any(each.parts for each in place.parts):
            raise ValueError("expected two parts or more, without parts of their own")
    elif not (place.name or place.country or place.pcode or place.latitude is not None):
        raise ValueError("expected at least a name, a country, a P-code, coordinates or parts")
    return place


def _holds_something(span: Any) -> Any:
    if span.end <= span.start:
        raise ValueError("expected an end after the start")
    return span


def _can_be_found(document: Any) -> Any:
    if not (document.title or document.publisher or document.url or document.sha256):
        raise ValueError("expected at least one of title, publisher, url or sha256")
    return document


def _has_a_document_for_its_span(attribution: Any) -> Any:
    if attribution.span is not None and attribution.document is None:
        raise ValueError("expected a document that the span is in")
    return attribution


def _starts_only_where_it_is_cumulative(count: Any) -> Any:
    if count.since is not None and count.measure != "cumulative":
        raise ValueError("expected a cumulative measure beside since")
    return count


def _is_replaced_by_another(retraction: Any) -> Any:
    if retraction.replaced_by == retraction.claim:
        raise ValueError("expected another claim than the one taken back")
    return retraction


_RULES: dict[type[Value], Rule] = {
    sr.Figure: _is_a_quantity,
    sr.Place: _is_somewhere,
    sr.Span: _holds_something,
    sr.Document: _can_be_found,
    sr.Attribution: _has_a_document_for_its_span,
    Count: _starts_only_where_it_is_cumulative,
    sr.Retraction: _is_replaced_by_another,
}


def rules_of_class(cls: type[Value], canonical: Canonical) -> Iterator[Rule]:
    """The rules that several fields of a class obey together."""
    yield from (rule for base, rule in _RULES.items() if issubclass(cls, base))
    if issubclass(cls, sr.Record) and not cls.stands_alone:
        yield _says_something(cls)
    if issubclass(cls, sr.Claim):
        yield _has_the_id_of_its_record(canonical)


def _says_something(cls: type[sr.Record]) -> Rule:
    blank = {name: each.default for name, each in declared(cls).items() if each.role is FieldRole.VALUE}
    categories = [each for each in declared(cls).values() if each.role is FieldRole.CATEGORY]
    values_of, defaults = all_of([*blank]), (*blank.values(),)

    def says_something(record: Any) -> Any:
        if values_of(record) == defaults and not any(
            getattr(record, each.named_by) is not None and getattr(record, each.name) is not None for each in categories
        ):
            raise ValueError("expected at least one value")
        return record

    return says_something


def _has_the_id_of_its_record(canonical: Canonical) -> Rule:
    def has_the_id_of_its_record(claim: Any) -> Any:
        found = f"{claim.record.type}:{sha256(canonical(claim.record)).hexdigest()}"
        if claim.id != found:
            raise ValueError(f"expected the id of its record, {found}")
        return claim

    return has_the_id_of_its_record
