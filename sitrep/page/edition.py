"""The decisions of a publisher on a page, beside what the report says."""

from collections.abc import Mapping
from typing import Any

from attrs import field, frozen
from attrs.converters import optional

from sitrep.audiences import audience_of
from sitrep.errors import FaultCode, refuse
from sitrep.fields.kinds import resembling
from sitrep.formats.boundaries import Boundaries
from sitrep.vocabularies import TrafficLight

SECTIONS: Mapping[str, Mapping[str, Any]] = {
    "highlights": {"highlights": ()},
    "key-figures": {"key_figures": ()},
    "changes": {"changes": (), "compared_with": ""},
    "map": {"map": None},
    "narrative": {"narrative": ()},
    "facts": {"groups": ()},
    "disagreements": {"disagreements": ()},
    "sources": {"sources": ()},
    "documents": {"documents": ()},
    "notices": {"notices": ()},
    "method": {"method": ()},
}
"""The sections of a page that can be chosen, each with what the page is without it."""


def _sections(given: Any) -> tuple[str, ...]:
    for name in (chosen := tuple(given)):
        if name not in SECTIONS:
            expected = f"one of the sections: {', '.join(SECTIONS)}"
            raise refuse(name, expected, "sections", hint=resembling(name, SECTIONS), code=FaultCode.NOT_IN_LIST)
    return chosen


@frozen(kw_only=True)
class Edition:
    """The choices of a publisher: how the page is called and marked, what stands on it, what it is held against."""

    title: str = ""
    """The title; without one that of the newest report."""
    marking: str = ""
    """With whom the page may be shared; without one that of its audience, or the strictest of its labels."""
    audience: TrafficLight | None = field(default=None, converter=optional(audience_of))
    """Whom the page is for; it is the marking, where there is no other."""
    leave_out: bool = False
    """True if what is above the audience is left out; else it is refused."""
    language: str = "en"
    """The language of the page, as a BCP 47 tag: one that there is a catalogue of."""
    scope: str = ""
    """The choice of facts in words, where the page hasn't all of them."""
    sections: tuple[str, ...] = field(default=(), converter=_sections)
    """The sections shown; all, where none is chosen."""
    key_figures: tuple[str, ...] = field(default=(), converter=tuple)
    """The key figures, by the ids of their claims or how these begin; without them a rule chooses."""
    documents: tuple[str | bytes, ...] = field(default=(), converter=tuple)
    """The texts of documents, so that excerpts are shown with the words around them."""
    boundaries: Boundaries | None = None
    """Areas for the map, as `read_boundaries` reads them."""
