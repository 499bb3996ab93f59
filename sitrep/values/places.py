"""Places: a named place, with the codes and the coordinates it was given."""

import re
from collections.abc import Iterator
from typing import Any, Self

from sitrep.errors import Fault, FaultCode, refuse
from sitrep.fields.canonical import folded_name
from sitrep.fields.declarations import Value, declare, part
from sitrep.fields.kinds import Many, Matching, Number, One, Text, Whole, between
from sitrep.languages import isolated, say, say_and
from sitrep.values.countries import Country, country_name

_PCODE = Matching(
    re.compile("[A-Z]{2,3}[A-Z0-9-]{0,28}"),
    "a P-code: the country's ISO letters and then capitals and digits",
    ("PS01",),
)


_NEEDS_MORE = {"admin_level", "within"}
"""The fields that alone make no place."""


@declare
class Place(Value):
    """A place as a source names it.

    `pcode` is the place code of the common operational data sets (OCHA), `admin_level` 0 for a
    country, 1 for a region and so on, coordinates are in degrees (WGS 84). Where one figure covers
    several places, `parts` lists them.
    """

    name: Text = part("Name", hxl="#loc+name", meaning="The name, as the source writes it")
    within: Text = part("Within", hxl="#loc+within", meaning="The name of the place that it lies in")
    country: Country = part("Country", hxl="#country+code", meaning="ISO 3166-1 alpha-3 code of the country")
    pcode: Text = part("P-code", hxl="#loc+code", meaning="The place code", rule=_PCODE)
    admin_level: Whole = part("Admin level", meaning="0 for a country, 1 for a region, …", rule=between(0, 5))
    latitude: Number = part("Latitude", hxl="#geo+lat", meaning="Degrees north", rule=between(-90, 90))
    longitude: Number = part("Longitude", hxl="#geo+lon", meaning="Degrees east", rule=between(-180, 180))
    parts: Many["Place", str] = part("Parts", meaning="The places that one figure covers together")

    @classmethod
    def _from_shorthand(cls, given: object) -> Self:
        if not isinstance(given, str):
            raise refuse(given, "a Place, or its name", code=FaultCode.WRONG_TYPE)
        return cls(name=given)

    def _faults(self) -> Iterator[Fault]:
        if not self.kept and all(declaration.name in _NEEDS_MORE for declaration, _ in self.given()):
            yield Fault(
                self.to_json(),
                "at least a name, a country, a P-code, coordinates or parts",
                code=FaultCode.STATES_NOTHING,
            )
        if (self.latitude is None) != (self.longitude is None):
            given = "longitude" if self.latitude is None else "latitude"
            absent = "latitude" if self.latitude is None else "longitude"
            yield Fault(getattr(self, given), f"`{absent}` beside it", (given,), code=FaultCode.INCOMPLETE)
        if len(self.parts) == 1:
            yield Fault(
                str(self.parts[0]),
                "two parts or more",
                ("parts",),
                hint="Use that place itself.",
                code=FaultCode.TOO_FEW,
            )
        for index, place in enumerate(self.parts):
            if place.parts:
                yield Fault(str(place), "a place without parts of its own", ("parts", index), code=FaultCode.MISPLACED)

    def may_overlap(self, other: Any) -> bool:
        """Return whether one may lie within the other, as far as codes, countries and parts tell."""
        if self.parts or other.parts:
            mine, its = self.parts or (self,), other.parts or (other,)
            return any(one.identity == another.identity or one.may_overlap(another) for one in mine for another in its)
        if self.pcode and other.pcode:
            return self.pcode.startswith(other.pcode) or other.pcode.startswith(self.pcode)
        if self._names(other.within) or other._names(self.within):
            return True
        whole_country = self.is_country or other.is_country
        return whole_country and (self.country is None or other.country is None or self.country == other.country)

    def _names(self, name: str | None) -> bool:
        return bool(self.name and name and folded_name(self.name) == folded_name(name))

    @property
    def is_country(self) -> bool:
        """Return whether it is all of a country."""
        return self.admin_level == 0 or not (self.name or self.pcode or self.latitude is not None)

    @property
    def identity(self) -> Self:
        """Return what tells this place from others.

        The P-code where there is one; else the parts; else name, what it lies in, country and level, in
        whatever spacing and case; and the coordinates only where there is nothing else, since sources give
        the point of one place in many ways.
        """
        if self.pcode:
            return type(self)(pcode=self.pcode)
        if self.parts:
            # Parts that differ in their points alone are one place.
            identities = {place.identity for place in self.parts}
            return type(self)(parts=identities) if len(identities) > 1 else self.coerce(identities.pop())
        if self.name:
            return type(self)(
                name=folded_name(self.name),
                within=folded_name(self.within) if self.within else None,
                country=self.country,
                admin_level=self.admin_level,
            )
        if self.country:
            # A country alone is of level 0, whether that is said or not.
            return type(self)(country=self.country, admin_level=self.admin_level or None)
        if self.latitude is None:
            return self
        # East and west meet on one meridian.
        return type(self)(latitude=self.latitude, longitude=180 if self.longitude == -180 else self.longitude)

    def __str__(self) -> str:
        if self.name:
            name = isolated(self.name)
            return say("{place} ({within})", place=name, within=isolated(self.within)) if self.within else name
        if self.parts:
            return say_and(map(str, self.parts))
        if self.country:
            return country_name(self.country) if not self.pcode else self.pcode
        if self.pcode:
            return self.pcode
        if self.latitude is None:
            return say("a place")
        return say("latitude {latitude}, longitude {longitude}", latitude=self.latitude, longitude=self.longitude)


OptionalPlace = One[Place, str]
