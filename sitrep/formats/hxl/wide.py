"""HXL tables of others, in which each figure has a column: one row of ours for each figure in a row.

Which record a figure is stands in `sitrep.formats.hxl.counts`. All other tags are those of our own
declarations, or mean the same as one of them and stand here. What no field has is left out, and told.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import NoReturn, Self

from attrs import evolve, frozen

from sitrep.errors import Fault, InvalidError
from sitrep.fields.declarations import declared
from sitrep.fields.kinds import resembling
from sitrep.formats.csv import CLAIM, ID, PART, TYPE
from sitrep.formats.hxl.counts import (
    ATTRIBUTES_OF_PEOPLE,
    HASHTAGS,
    UNSTATED,
    Counted,
    counted_by,
    is_figure,
    of_who_does_what,
)
from sitrep.formats.hxl.rows import Line
from sitrep.formats.hxl.tags import EXACT, OF_TYPE, TagLayout, attributes_of, layout_of, normal
from sitrep.records.base import RECORD_TYPES
from sitrep.values.countries import CODES

SOURCE = "#meta+source"

SAME: Mapping[str, str] = {
    normal(tag): ours
    for ours, tags in {
        SOURCE: ("#meta+source+name", "#org+reporting", "#org+source"),
        "#date": ("#date+occurred", "#date+event", "#date+year", "#date+month"),
        "#meta+document+url": ("#meta+url",),
        "#sector": ("#sector+code", "#sector+name", "#sector+cluster"),
        "#cause": ("#cause+code", "#cause+name"),
        "#org+impl": ("#org", "#org+name", "#org+prog", "#org+lead", "#org+partner", "#org+acronym"),
        "#org+funder": ("#org+donor", "#org+funding"),
        "#org+recipient": ("#org+receiving",),
        "#activity+appeal": ("#activity+appeal+name", "#activity+appeal+code"),
        "#activity": ("#activity+name", "#activity+type"),
        "#event+code": ("#event+id", "#activity+id", "#activity+code"),
        "#item": ("#item+name",),
        "#meta+sex": ("#population+sex", "#beneficiary+sex", "#affected+sex", "#sex", "#gender"),
        "#meta+age": ("#population+age", "#beneficiary+age", "#affected+age", "#age", "#age+range"),
        "#meta+group": ("#population+type", "#population+group", "#beneficiary", "#beneficiary+type", "#affected+type"),
        "#loc+market": ("#item+price+type",),
        "#currency+code": ("#currency",),
        "#country+code": ("#country+iso3",),
        "#indicator+code": ("#indicator+id",),
        "#meta+indicator+num+unit": ("#indicator+unit", "#indicator+unit+code"),
    }.items()
    for tag in tags
}
"""Tags of others that mean the same as one of ours; of two such columns the one that stands first here is read."""

_CURRENCY = "#currency+code"
_FIRST = {tag: place for place, tag in enumerate(SAME, 1)}

LEVELS = ("#region", "#country", "#adm1", "#adm2", "#adm3", "#adm4", "#adm5", "#loc")
"""The hashtags of places, from the widest to the narrowest."""

_SITES = {"camp", "site", "settlement", "village"}
_LANGUAGES = {"ar", "en", "es", "fr", "pt", "ru", "uk"}
_OTHER_WORDS = re.compile(r"[vi]_\w+")
"""Attributes that name a vocabulary, or a language, in which a column says the same."""

_TAG = re.compile(r"\s*#[a-z][a-z0-9_]*(\s*\+\s*[a-z0-9_]+)*\s*", re.IGNORECASE | re.ASCII)

_ACTORS = ("#org+impl", "#org+funder", "#org+recipient")
_CLOSE = 0.9
_LEFT_OUT = "Nothing has a field for it; a mapping (--map) can read it."
_ACTS = "It says who acts, for which these figures have no field; tag it #meta+source if it is who reported them."
TWICE = "Two columns of one meaning can't be told apart. Tell them apart by an attribute, or clear one of the tags."


@frozen
class Column:
    """A column of a file: what it is called there, its tag, and its header."""

    name: str
    tag: str
    header: str = ""

    @property
    def is_tag(self) -> bool:
        return _TAG.fullmatch(self.tag) is not None

    @property
    def plain(self) -> str:
        """The tag without what says the same of a column."""
        hashtag, *attributes = attributes_of(re.sub(r"\s", "", self.tag).lower())
        kept = [
            "code" if each == "pcode" else each
            for each in attributes
            if not _OTHER_WORDS.fullmatch(each) and each not in _LANGUAGES
        ]
        return "+".join((hashtag, *dict.fromkeys(kept)))


@frozen
class _Count:
    """A column of figures: the record type, and what the tag says of the figures, by our tags."""

    name: str
    layout: TagLayout
    fixed: Mapping[str, str]
    presumed: Mapping[str, str]
    """The values that hold where no column says them."""
    ours: str
    money: str = ""
    """The tag of the unit of an amount of money."""

    def takes(self, tag: str) -> bool:
        """Return whether its record has a field for what stands under a tag of ours."""
        if tag == _CURRENCY and self.money:
            return True
        slot = self.layout.slot(tag)
        return slot is not None and slot.column not in (PART, ID, TYPE) and self.layout.leaf(slot.column) is not None


@frozen
class Wide:
    """The meaning of the columns in a table of others."""

    counts: Sequence[_Count]
    shared: Mapping[str, str]
    """For all other columns that are read the tags that are ours."""
    places: Mapping[str, tuple[str, int, str]]
    """For the columns of places their role (`+origin`), how narrow they are, and whether a name or a code."""
    faults: tuple[Fault, ...] = ()
    """The columns that are refused."""
    left_out: Mapping[str, Fault] = {}
    """The columns for which there is no field."""
    twins: Mapping[str, str] = {}
    """The columns that have the tag of another, and that other."""

    @classmethod
    def of(cls, columns: Sequence[Column]) -> Self:
        """Raises `InvalidError` where no column has something that can be read."""
        others, figures, places, faults, left_out = _parted(columns)
        shared, seconds = _shared(others)
        left_out |= seconds
        twins = _twins(columns, {*shared, *places})
        ours = [*shared.values()]
        counts = []
        for column in figures:
            counted = counted_by(column.plain, ours)
            try:
                counts.append(_count(column, counted or _refuse(column), ours))
            except InvalidError as error:
                faults += error.faults
        if not figures and (done := of_who_does_what(ours)):
            counts.append(_count(Column("", ""), done, ours))
        if not counts:
            hint = "Other tables are read by a mapping (--map), or where each row has its #meta+record+type."
            expected = f"a column of figures: {', '.join(sorted(HASHTAGS))}, #indicator, #population, #value"
            raise InvalidError([Fault(None, expected, (), hint, absent=True), *faults], "hashtags")
        telling_of = {normal(tag): each for each in reversed(counts) for tag in each.fixed}
        # Many columns of figures are of a few kinds.
        kinds = {(id(each.layout), bool(each.money)): each for each in counts}.values()
        known = {tag for each in kinds for tag in each.layout.by_tag}
        for name, tag in [*shared.items()]:
            if telling := telling_of.get(normal(tag)):
                faults.append(Fault(name, f"nothing, where {telling.name} says it"))
                del shared[name]
            elif not any(each.takes(tag) for each in kinds):
                hint = resembling(tag, known, _CLOSE)
                fault = Fault(name, "a tag that is read here", (), hint or (_ACTS if tag in _ACTORS else _LEFT_OUT))
                if hint:
                    faults.append(fault)
                left_out[name] = fault
                del shared[name]
        return cls(counts, shared, places, tuple(faults), left_out, twins)

    def without(self, names: Mapping[str, Fault]) -> Self:
        """The same columns, but for some that turned out not to be readable."""
        return evolve(
            self,
            shared={name: tag for name, tag in self.shared.items() if name not in names},
            places={name: place for name, place in self.places.items() if name not in names},
            left_out={**self.left_out, **names},
        )

    @property
    def has_source(self) -> bool:
        return SOURCE in self.shared.values()

    def rows(self, line: Line) -> Iterator[Line]:
        """A row of ours for each figure that a row of the file gives. A blank cell counts nothing."""
        common = self._common(line.cells)
        named = {ours: name for name, ours in self.shared.items()} | {ours: name for ours, (name, _) in common.items()}
        for count in self.counts:
            if count.name in line.cells or not count.name:
                cells = {ours: text for ours, (_, text) in common.items() if count.takes(ours)}
                if count.money and _CURRENCY in cells:
                    cells[count.money] = cells.pop(_CURRENCY)
                stated = {count.ours: line.cells[count.name]} if count.name else {}
                said = {**count.presumed, **cells, **count.fixed, **stated}
                if count.name or cells.keys() & {count.ours}:
                    yield Line(line.number, said, named | dict.fromkeys(stated, count.name), count.name)

    def _common(self, cells: Mapping[str, str]) -> dict[str, tuple[str, str]]:
        """Return what all figures of a row share: for each tag of ours the column in the file, and the text."""
        common = {ours: (name, cells[name]) for name, ours in self.shared.items() if name in cells}
        narrowest: dict[str, int] = {}
        for name, (role, width, _) in self.places.items():
            if name in cells:
                narrowest[role] = max(width, narrowest.get(role, 0))
        for name, (role, width, what) in self.places.items():
            # The wider ones say where the narrowest lies, and are no places that the figure is of.
            if name in cells and narrowest[role] == width:
                hashtag = LEVELS[width] if LEVELS[width].startswith("#adm") else "#loc"
                common[f"{hashtag}{role}+{what}"] = (name, cells[name])
                if LEVELS[width] == "#country":
                    common[f"#loc{role}+admin_level"] = (name, "0")
            elif name in cells and LEVELS[width] == "#country" and (code := CODES.get(cells[name].casefold())):
                common.setdefault(f"#country{role}+code", (name, code))
        return common


Places = dict[str, tuple[str, int, str]]


def _parted(columns: Sequence[Column]) -> tuple[list[Column], list[Column], Places, list[Fault], dict[str, Fault]]:
    """The columns by what they are: of figures, of places, all others; and what is refused or left out of them."""
    others, figures, faults = [], [], []
    places: Places = {}
    left_out: dict[str, Fault] = {}
    times = Counter(normal(column.plain) for column in columns)
    for column in columns:
        plain = normal(column.plain)
        if place := _place(plain):
            same = next((name for name, each in places.items() if each == place), "")
            if same:
                left_out[column.name] = _second(column.name, column.plain, same)
            else:
                places[column.name] = place
        elif plain in SAME or not is_figure(column.plain):
            others.append(column)
        elif times[plain] > 1:
            faults.append(Fault(column.name, "one column of figures for each tag", (), TWICE))
        else:
            figures.append(column)
    return others, figures, places, faults, left_out


def _second(name: str, meaning: str, first: str) -> Fault:
    return Fault(name, f"one column alone for {meaning}: {first} is that already", (), _LEFT_OUT)


def _twins(columns: Sequence[Column], read: Set[str]) -> dict[str, str]:
    """The columns that have the very tag of one that is read."""
    first = {normal(column.tag): column.name for column in columns if column.name in read}
    tags = {column.name: normal(column.tag) for column in columns if column.name not in read}
    return {name: first[tag] for name, tag in tags.items() if tag in first}


def _shared(columns: Sequence[Column]) -> tuple[dict[str, str], dict[str, Fault]]:
    """For each column that is no figure the tag of ours, and those that mean the same as another."""
    plain = {column.name: normal(column.plain) for column in columns}
    ours = {name: SAME.get(tag, tag) for name, tag in plain.items()}
    if "#indicator+code" not in ours.values():
        # A name does for a code where there is no other.
        ours |= {name: "#indicator+code" for name, tag in plain.items() if tag == "#indicator+name"}
    shared: dict[str, str] = {}
    left_out: dict[str, Fault] = {}
    meant: dict[str, str] = {}
    for name in sorted(plain, key=lambda name: _FIRST.get(plain[name], 0)):
        first = meant.setdefault(normal(ours[name]), name)
        if first != name:
            left_out[name] = _second(name, ours[name], first)
        else:
            shared[name] = ours[name]
    return shared, left_out


def _count(column: Column, counted: Counted, others: Sequence[str]) -> _Count:
    cls = RECORD_TYPES[counted.type]
    layout = layout_of(CLAIM, cls)
    figure = f"{counted.figure}.best" if column.name else ""
    is_money = column.plain.startswith("#value")
    fixed = {layout.tag(name): code for name, code in counted.fields.items()}
    presumed = {layout.tag(name): code for name, code in counted.presumed.items()}
    if figure:
        unit = layout.leaf(f"{counted.figure}.unit")
        tag = layout.tag(f"{counted.figure}.unit")
        if counted.unit and not (unit and unit.usual):
            fixed[tag] = counted.unit
        elif unit and not unit.usual and tag not in others and not (is_money and _CURRENCY in others):
            if declared(cls)[counted.figure].kind.rule:
                hint = "Add +usd, or the like, to the tag, or a column of #currency+code."
                raise InvalidError([Fault(column.name, "amounts in a currency that the table names", (), hint)])
            presumed[tag] = UNSTATED
        if "label" in declared(cls) and column.header and "code" in counted.fields:
            presumed[layout.tag("label")] = column.header
    ours = layout.tag(figure, EXACT) if figure else layout.tag(counted.figure)
    money = layout.tag(f"{counted.figure}.unit") if figure and not counted.unit and is_money else ""
    return _Count(column.name, layout, {OF_TYPE: counted.type, **fixed}, presumed, ours, money)


def _refuse(column: Column) -> NoReturn:
    """Refuse a column of figures whose tag says more than we know."""
    _, *attributes = attributes_of(column.plain)
    strange = [each for each in attributes if each not in ATTRIBUTES_OF_PEOPLE]
    hint = next(filter(None, (resembling(each, ATTRIBUTES_OF_PEOPLE) for each in strange)), "")
    if not strange and "infected" in attributes:
        hint = "Which disease it is has to stand in a column of #cause+disease."
    hint = hint or "Clear the hashtag of a column that isn't to be read, or read it with a mapping (--map)."
    money = column.plain.startswith("#value")
    expected = "an amount that a field is for" if money else "a count whose people are told as the HXL dictionary does"
    raise InvalidError([Fault(column.name, expected, (), hint)])


def _place(plain: str) -> tuple[str, int, str] | None:
    """Of a tag that names a place: its role, how narrow it is, and whether it has the name or the code."""
    hashtag, *attributes = attributes_of(plain)
    rest = {*attributes} - {"name", "code"}
    if hashtag == "#loc":
        rest -= _SITES | ({"market"} if "name" in attributes else set())
    if hashtag not in LEVELS or not rest <= {"origin", "dest"} or {"name", "code"} <= {*attributes}:
        return None
    what = "code" if "code" in attributes else "name"
    if hashtag in ("#country", "#region") and what == "code":
        return None
    return "".join(f"+{each}" for each in sorted(rest)), LEVELS.index(hashtag), what
