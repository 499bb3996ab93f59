"""Places made as coarse as a profile has it."""

from typing import Any

from attrs import frozen

from sitrep.redaction.profiles import Profile
from sitrep.redaction.releases import Release
from sitrep.values.places import Place

_WITHHELD = "Withheld place "


@frozen
class Coarsening:
    """The places of one release. A place that is withheld keeps a name of its own, so that two never become one."""

    profile: Profile
    release: Release

    def coarse(self, place: Place) -> Place:
        """Return the place itself where it is coarse enough, else what of it may be told."""
        if place.parts:
            parts = {each.canonical: each for each in map(self.coarse, place.parts)}
            if len(parts) == 1:
                return next(iter(parts.values()))
            place = place.replace(parts=parts.values())
        if self._is_ours(place) or not self._is_too_fine(place):
            return place.replace(kept="", **self._point(place))
        token = self.release.token("place", place.identity.canonical)
        return Place(
            name=f"{_WITHHELD}{token}",
            within=place.within if self._may_name_around(place) else None,
            country=place.country,
            parts=place.parts,
            **self._point(place),
        )

    def _is_ours(self, place: Place) -> bool:
        name = place.name or ""
        return name.startswith(_WITHHELD) and self.release.made("place", name.removeprefix(_WITHHELD))

    def _is_too_fine(self, place: Place) -> bool:
        if place.admin_level is not None:
            return place.admin_level > self.profile.admin_level
        if place.is_country:
            return False
        return place.latitude is not None or self.profile.unlevelled == "withhold"

    def _may_name_around(self, place: Place) -> bool:
        """Return whether what it lies in is coarse enough: of that nothing but a name is known."""
        if place.admin_level is None:
            return self.profile.unlevelled == "keep"
        return place.admin_level - 1 <= self.profile.admin_level

    def _point(self, place: Place) -> dict[str, Any]:
        if place.latitude is None or place.longitude is None or self.profile.decimals < 0:
            return {"latitude": None, "longitude": None}
        return {
            "latitude": round(place.latitude, self.profile.decimals),
            "longitude": round(place.longitude, self.profile.decimals),
        }
