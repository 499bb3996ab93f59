"""Tables of P-codes that users bring: which places there are, what they are called, and at which level."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from attrs import field, frozen

from sitrep.errors import Fault, Faults, InvalidError, refuse
from sitrep.fields.kinds import resembling
from sitrep.values.places import Place


def _by_pcode(places: Iterable[Place]) -> Mapping[str, tuple[Place, ...]]:
    listed: dict[str, dict[Place, None]] = {}
    levels: dict[str, int] = {}
    faults = Faults()
    for index, place in enumerate(places):
        if place.pcode is None:
            faults.append(Fault(None, "the P-code of the place", (index, "pcode"), absent=True))
            continue
        level = place.admin_level
        if level is not None and levels.setdefault(place.pcode, level) != level:
            expected = f"{levels[place.pcode]}, which {place.pcode} has elsewhere in the table"
            faults.append(Fault(level, expected, (index, "admin_level")))
        listed.setdefault(place.pcode, {})[place] = None
    if faults:
        raise InvalidError(faults, "places")
    return {pcode: tuple(known) for pcode, known in listed.items()}


@frozen
class Pcodes:
    """The places of a table by their P-codes; a place with several names stands there once for each.

    `sitrep.tables.read_pcodes` reads one from CSV. Raises `InvalidError` where a place has
    no P-code, or one P-code has two admin levels.
    """

    places: Mapping[str, tuple[Place, ...]] = field(converter=_by_pcode)

    def __contains__(self, pcode: object) -> bool:
        return pcode in self.places

    def __iter__(self) -> Iterator[str]:
        return iter(self.places)

    def __len__(self) -> int:
        return len(self.places)

    def __getitem__(self, pcode: str) -> Place:
        """The place with this P-code, by the first of its names. Raises `InvalidError` where there is none."""
        if pcode not in self.places:
            raise refuse(pcode, "a P-code of the table", hint=resembling(pcode, self.places))
        return self.places[pcode][0]

    def names(self, pcode: str) -> tuple[str, ...]:
        """All names of a place; none where the table has none, or doesn't have the P-code."""
        return tuple(place.name for place in self.places.get(pcode, ()) if place.name)

    def level(self, pcode: str) -> int | None:
        """The admin level of a place, as far as the table says."""
        return next((each.admin_level for each in self.places.get(pcode, ()) if each.admin_level is not None), None)

    def named(self, name: str) -> tuple[str, ...]:
        """The P-codes of the places of this name; case, accents and punctuation make no difference."""
        return tuple(self._by_name.get(_spelling(name), ()))

    @cached_property
    def _by_name(self) -> Mapping[str, Mapping[str, None]]:
        by_name: dict[str, dict[str, None]] = {}
        for pcode, places in self.places.items():
            for place in places:
                if place.name:
                    by_name.setdefault(_spelling(place.name), {})[pcode] = None
        return by_name


def _spelling(name: str) -> str:
    """Return what two spellings of one name share."""
    spelled = unicodedata.normalize("NFKD", name).casefold()
    return "".join(each for each in spelled if each.isalnum()) or name
