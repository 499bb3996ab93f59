"""HXL tables of others, in which each count of people has a column: one row of ours for each count in a row.

Which record a count is stands in `sitrep.formats.hxl.counts`. All other tags are those of our own
declarations, or mean the same as one of them and stand here.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Self

from attrs import field, frozen

from sitrep.errors import Fault, FaultCode, InvalidError
from sitrep.fields.kinds import resembling
from sitrep.formats.csv import CLAIM, ID, PART, TYPE
from sitrep.formats.hxl.counts import COUNTED, HASHTAGS, HOUSEHOLDS, count_of
from sitrep.formats.hxl.tags import OF_TYPE, TagLayout, attributes_of, layout_of, normal
from sitrep.records.base import RECORD_TYPES

SOURCE = "#meta+source"

SAME: Mapping[str, str] = {
    "#date+occurred": "#date",
    "#meta+name+source": SOURCE,
    "#meta+url": "#meta+document+url",
    "#sector+code": "#sector",
    "#cause+code": "#cause",
}
"""Tags of the HXL dictionary that mean the same as one of ours."""

ORGANISATIONS = ("#org", "#org+name")
"""Source of a row, where no column says it under `#meta+source`."""

LEVELS = ("#country", "#adm1", "#adm2", "#adm3", "#adm4", "#adm5", "#loc")
"""The hashtags of places, from the widest to the narrowest."""

_VOCABULARY = re.compile(r"\+v_\w+")
_COUNTS_HINT = "Clear the hashtag of a column that isn't to be read."


@frozen
class Line:
    """A row below the hashtags: its number in the file, and what stands under each tag."""

    number: int
    cells: Mapping[str, str]
    named: Mapping[str, str] = field(factory=dict)
    """For the tags that are ours those of the file, where they differ."""


@frozen
class _Count:
    """A column that counts people: the record type, and what the tag says of the people, by our tags."""

    tag: str
    layout: TagLayout
    fixed: Mapping[str, str]
    ours: str

    def takes(self, tag: str) -> bool:
        """Return whether its record has a field for what stands under a tag of ours."""
        slot = self.layout.slot(tag)
        return slot is not None and slot.column not in (PART, ID, TYPE) and self.layout.leaf(slot.column) is not None


@frozen
class Wide:
    """The meaning of the columns in a table of others."""

    counts: Sequence[_Count]
    shared: Mapping[str, str]
    """For the tags of all other columns those that are ours."""
    places: Mapping[str, tuple[str, int, str]]
    """For the tags of places their role (`+origin`), how narrow they are, and whether a name or a code."""

    @classmethod
    def of(cls, tags: Sequence[str]) -> Self:
        """Raises `InvalidError` with every tag that has no meaning here."""
        plain = {tag: _VOCABULARY.sub("", normal(tag)) for tag in tags}
        counts = [count for tag in tags if (count := _count(tag, plain[tag]))]
        counting = {tag for tag in tags if attributes_of(plain[tag])[0] in HASHTAGS}
        has_source = any(SAME.get(each, each) == SOURCE for each in plain.values())
        places = {tag: place for tag in tags if (place := _place(plain[tag]))}
        shared: dict[str, str] = {}
        for tag in tags:
            if tag not in counting and tag not in places:
                ours = SAME.get(plain[tag], plain[tag])
                shared[tag] = SOURCE if ours in ORGANISATIONS and not has_source else ours
        faults = [
            Fault(tag, "a count whose people are told as the HXL dictionary does", (), _COUNTS_HINT)
            for tag in tags
            if tag in counting and tag not in {count.tag for count in counts}
        ]
        known = {known for count in counts for known in count.layout.by_tag}
        faults += [
            Fault(
                tag,
                "a tag that is read here",
                (),
                resembling(ours, known) or _COUNTS_HINT,
                code=FaultCode.UNKNOWN_FIELD,
            )
            for tag, ours in shared.items()
            if counts and not any(count.takes(ours) for count in counts)
        ]
        if not counting:
            hint = "Other figures are read by a mapping (--map), or where each row has its #meta+record+type."
            faults.append(
                Fault(None, f"a column that counts people: {', '.join(sorted(HASHTAGS))}", (), hint, absent=True)
            )
        if SOURCE not in shared.values():
            hint = "Add a column that says who reported the figures, or tag the one that does."
            faults.append(Fault(None, f"a column of {SOURCE}, or of #org", (), hint, absent=True))
        faults += [
            Fault(tag, f"nothing, where {count.tag} says it", code=FaultCode.CONTRADICTION)
            for tag, ours in shared.items()
            for count in counts
            if normal(ours) in map(normal, count.fixed)
        ]
        taken: dict[str, str] = {}
        for tag, ours in shared.items():
            if taken.setdefault(normal(ours), tag) != tag:
                faults.append(
                    Fault(
                        tag,
                        f"one column alone for {ours}: {taken[normal(ours)]} is that already",
                        code=FaultCode.REPEATED,
                    )
                )
        if faults:
            raise InvalidError(faults, "hashtags")
        return cls(counts, shared, places)

    def rows(self, lines: Iterable[Line]) -> Iterator[Line]:
        """A row of ours for each count that a row of the file gives. A blank cell counts nothing."""
        for line in lines:
            common = self._common(line.cells)
            for count in self.counts:
                if count.tag in line.cells:
                    cells = {ours: text for ours, (_, text) in common.items() if count.takes(ours)}
                    named = {ours: tag for tag, ours in self.shared.items()}
                    named |= {ours: tag for ours, (tag, _) in common.items()} | {count.ours: count.tag}
                    yield Line(line.number, {**cells, **count.fixed, count.ours: line.cells[count.tag]}, named)

    def _common(self, cells: Mapping[str, str]) -> dict[str, tuple[str, str]]:
        """Return what all counts of a row share: for each tag of ours the tag in the file, and the text."""
        common = {ours: (tag, cells[tag]) for tag, ours in self.shared.items() if tag in cells}
        narrowest: dict[str, int] = {}
        for tag, (role, width, _) in self.places.items():
            if tag in cells:
                narrowest[role] = max(width, narrowest.get(role, 0))
        for tag, (role, width, what) in self.places.items():
            # The wider ones say where the narrowest lies, and are no places that the figure is of.
            if tag in cells and narrowest[role] == width:
                hashtag = "#loc" if LEVELS[width] == "#country" else LEVELS[width]
                common[f"{hashtag}{role}+{what}"] = (tag, cells[tag])
                if LEVELS[width] == "#country":
                    common[f"#loc{role}+admin_level"] = (tag, "0")
        return common


def _count(tag: str, plain: str) -> _Count | None:
    if attributes_of(plain)[0] not in HASHTAGS or not (found := count_of(plain)):
        return None
    type_name, said = found
    layout = layout_of(CLAIM, RECORD_TYPES[type_name])
    fixed = {layout.tag(name): code for name, code in said.items()}
    ours = f"{COUNTED}+{HOUSEHOLDS}" if HOUSEHOLDS in attributes_of(plain) else COUNTED
    return _Count(tag, layout, {OF_TYPE: type_name, **fixed}, ours)


def _place(plain: str) -> tuple[str, int, str] | None:
    """Of a tag that names a place: its role, how narrow it is, and whether it has the name or the code."""
    hashtag, *attributes = attributes_of(plain)
    rest = {*attributes} - {"name", "code"}
    if hashtag not in LEVELS or not rest <= {"origin", "dest"} or {"name", "code"} <= {*attributes}:
        return None
    what = "code" if "code" in attributes else "name"
    if hashtag == "#country" and what == "code":
        return None
    return "".join(f"+{each}" for each in sorted(rest)), LEVELS.index(hashtag), what
