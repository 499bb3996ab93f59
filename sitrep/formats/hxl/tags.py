"""The tags of HXL for the columns of the tidy table: each column has one, and each tag one column of a row.

They are those of the declarations. What is part of a value takes the attributes of the field that
holds it: `#loc+name` of `#loc+origin` is `#loc+origin+name`. A column for which that gives no tag, or
the tag of another, has a tag made of its name: `#x_team__name`.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from attrs import evolve, frozen

from sitrep.caches import MADE_FOR_CLASSES, cached
from sitrep.fields.declarations import Declaration, Value, declared
from sitrep.fields.kinds import Kind, ManyKind, TextKind
from sitrep.formats.columns import KEPT, has_parts, is_period
from sitrep.formats.csv import (
    ATTRIBUTION,
    CLAIM,
    ID,
    PART,
    PARTS,
    TYPE,
    column_of_record,
)
from sitrep.records.base import Record
from sitrep.values.figures import Figure
from sitrep.values.places import Place
from sitrep.values.sources import Attribution

OF_PART, OF_ID, OF_TYPE = "#meta+part", "#meta+id", "#meta+record+type"

DAY, START, END, WORDS, EXACT, WHOLE = "day", "start", "end", "text", "exact", ""
"""The part of a column that a tag has: of a date its day, or its first or last one, or its EDTF text; of a figure the
number that is nothing but a number; of all others the whole."""

_META, _DATE, _PLACE, _MONEY, _OWN = "#meta", "#date", "#loc", "#value", "#x_"
_CURRENCY = "#currency+code"
_NUMBER = re.compile(r"_(\d+)(?=\+|$)")
_STEP = re.compile(r"\.(\d+)(?=\.|$)")
_LEVEL = re.compile(r"#adm([1-5])")


def attributes_of(tag: str) -> list[str]:
    """The hashtag, and its attributes."""
    return tag.split("+")


def normal(tag: str) -> str:
    """The tag by which two that mean the same are equal: case and the order of attributes say nothing."""
    hashtag, *attributes = attributes_of(re.sub(r"\s", "", tag).lower())
    return "+".join((hashtag, *sorted(set(attributes))))


@frozen
class Leaf:
    """A column, with 0 for the numbers in it, and its tags by what of the column they have."""

    column: str
    kind: Kind
    tags: Mapping[str, str]
    owner: type[Value]
    """The class of the value that the column is part of."""
    usual: str = ""
    """Of the unit of a figure the one that the field is in where none is given."""


@frozen
class Slot:
    """The place of what stands under a tag: the column, and what of it the tag has."""

    column: str
    what: str = WHOLE
    level: str = ""
    """The admin level that the tag says the place is of."""


@frozen
class TagLayout:
    """The tags of one kind of row."""

    by_column: Mapping[str, Leaf]
    by_tag: Mapping[str, tuple[Leaf, str]]

    def leaf(self, column: str) -> Leaf | None:
        return self.by_column.get(_STEP.sub(".0", column))

    def tag(self, column: str, what: str = WHOLE, level: str = "") -> str:
        """The tag of a column."""
        leaf = self.leaf(column)
        if leaf is None:
            return f"{_OWN}{column.replace('.', '__')}"
        numbers = iter(_STEP.findall(column))
        tag = _NUMBER.sub(lambda _: f"_{next(numbers)}", leaf.tags[what])
        return tag.replace(_PLACE, f"#adm{level}", 1) if level else tag

    def slot(self, tag: str) -> Slot | None:
        """The inverse of `tag`."""
        tag = normal(tag)
        level = _LEVEL.match(tag)
        key = normal(_NUMBER.sub("_0", _LEVEL.sub(_PLACE, tag)))
        if key not in self.by_tag:
            return Slot(tag.removeprefix(_OWN).replace("__", ".")) if tag.startswith(_OWN) else None
        leaf, what = self.by_tag[key]
        if level and not (leaf.owner is Place and leaf.column.endswith((".name", ".pcode"))):
            return None
        numbers = dict(re.findall(r"\+(\w+)_(\d+)(?=\+|$)", tag))
        named = re.findall(r"\+(\w+)_0(?=\+|$)", leaf.tags[what])
        ordered = iter([numbers[name] for name in named])
        column = _STEP.sub(lambda _: f".{next(ordered)}", leaf.column)
        return Slot(column, what, level[1] if level else "")


def layout_of(part: str, cls: type[Record] = Record) -> TagLayout:
    """The tags of the rows of a part of the report; of claims by the class of their record."""
    key: Any = cls
    return _layout(part, key)


@cached(MADE_FOR_CLASSES)
def _layout(part: str, cls: Any) -> TagLayout:
    by_column: dict[str, Leaf] = {}
    by_tag: dict[str, tuple[Leaf, str]] = {}
    for leaf in _leaves_of(part, cls):
        keys = {normal(tag): (leaf, what) for what, tag in leaf.tags.items()}
        if leaf.column not in by_column and not keys.keys() & by_tag.keys():
            by_column[leaf.column] = leaf
            by_tag |= keys
    return TagLayout(by_column, by_tag)


def _leaves_of(part: str, cls: type[Record]) -> Iterator[Leaf]:
    yield Leaf(PART, TextKind(), {WHOLE: OF_PART}, Value)
    _, value = PARTS[part]
    if part != CLAIM:
        yield from _of_class(value, f"{part}.", f"{_META}+{part}", ())
        return
    yield Leaf(ID, TextKind(), {WHOLE: OF_ID}, Value)
    yield Leaf(TYPE, TextKind(), {WHOLE: OF_TYPE}, Value)
    for name in value.labels:
        label = declared(value)[name]
        yield Leaf(name, label.kind, {WHOLE: label.hxl}, value)
    yield from _of_class(Attribution, f"{ATTRIBUTION}.", _META, ())
    for name, declaration in declared(cls).items():
        yield from _of_field(declaration, column_of_record(name), _META, cls, ())
    yield Leaf(KEPT, TextKind(), {WHOLE: f"{_META}+record+{KEPT}"}, cls)


def _of_class(cls: type[Value], prefix: str, above: str, within: tuple[type[Value], ...]) -> Iterator[Leaf]:
    for name, declaration in declared(cls).items():
        yield from _of_field(declaration, f"{prefix}{name}", above, cls, within)
    yield Leaf(f"{prefix}{KEPT}", TextKind(), {WHOLE: f"{above}+{KEPT}"}, cls)


def _of_field(
    declaration: Declaration, column: str, above: str, owner: type[Value], within: tuple[type[Value], ...]
) -> Iterator[Leaf]:
    kind: Any = declaration.kind
    item: Any = kind
    hashtag, *attributes = attributes_of(declaration.hxl or f"{attributes_of(above)[0]}+{declaration.name}")
    tag = "+".join(dict.fromkeys((hashtag, *attributes_of(above)[1:], *attributes)))
    if isinstance(kind, ManyKind) and has_parts(kind.item):
        item, column = kind.item, f"{column}.0"
        tag = f"{tag if '+' in tag else f'{tag}+{declaration.name}'}_0"
    if not has_parts(item):
        yield Leaf(column, item, _tags(item, tag), owner)
    elif issubclass(item.cls, Figure):
        yield from _of_figure(item, column, tag)
    elif within.count(item.cls) < 2:
        yield from _of_class(item.cls, f"{column}.", tag, (*within, item.cls))
        yield Leaf(column, item, {WHOLE: tag}, owner)


def _tags(kind: Kind, tag: str) -> dict[str, str]:
    hashtag, *attributes = attributes_of(tag)
    if not (is_period(kind) and hashtag == _DATE):
        return {WHOLE: tag}
    words = "+".join((_META, "period", *attributes))
    return {DAY: tag, START: f"{tag}+{START}", END: f"{tag}+{END}", WORDS: words}


def _of_figure(kind: Any, column: str, tag: str) -> Iterator[Leaf]:
    """A number alone stands under the tag itself; all that makes a figure vague is beside it, as are its parts then."""
    beside = "+".join((_META, tag.removeprefix("#")))
    for leaf in _of_class(kind.cls, f"{column}.", beside, ()):
        if leaf.column == f"{column}.best":
            yield evolve(leaf, tags={EXACT: tag, **leaf.tags})
        elif leaf.column == f"{column}.unit":
            yield evolve(leaf, tags={WHOLE: _CURRENCY} if tag == _MONEY else leaf.tags, usual=kind.unit or "")
        else:
            yield leaf
