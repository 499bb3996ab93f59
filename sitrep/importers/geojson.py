"""GeoJSON files that `sitrep` wrote: the claims in their features, and what stands beside them."""

from typing import Any

from sitrep.claims import Claim
from sitrep.codec import make_converter
from sitrep.codec.documents import parse
from sitrep.errors import Fault, InvalidError, refuse
from sitrep.exporters.geojson import geometry_of
from sitrep.importers.formats import Importer
from sitrep.reading import members_of
from sitrep.report import SitRep, merge

_OURS = "a report, as `sitrep convert --to geojson` writes it"
_HINT = "GeoJSON of others has no claims: it doesn't say who reported what."

_CONVERTER = make_converter(unknown="keep")


def read(file: bytes) -> SitRep:
    """The report in a GeoJSON file that `sitrep` wrote. Raises `InvalidError` with every fault and its path.

    The claims count, not the columns beside them. A geometry that isn't that of its claim is a fault:
    nobody reported it.
    """
    try:
        return _report(parse(file))
    except InvalidError as error:
        raise error.under(root="$") from None
    except RecursionError:
        raise refuse("…", "fewer levels of nesting").under(root="$") from None


def _report(collection: Any) -> SitRep:
    members = members_of(SitRep, collection)
    if members.get("type") != "FeatureCollection":
        raise refuse(members.get("type"), f"'FeatureCollection': {_OURS}", "type")
    if "sitrep" not in members:
        hint = f"{_HINT} Some programs leave it out when they save a file again."
        raise InvalidError([Fault(None, "what stands beside the claims of a report", ("sitrep",), hint, absent=True)])
    faults: list[Fault] = []
    beside = SitRep()
    try:
        beside = _CONVERTER.structure(members["sitrep"], SitRep)
    except InvalidError as error:
        faults += error.under("sitrep").faults
    features = members.get("features")
    if not isinstance(features, list):
        faults.append(Fault(features, "a list of features", ("features",)))
        features = []
    claims: list[Claim] = []
    for index, feature in enumerate(features):
        try:
            claims.append(_claim(feature))
        except InvalidError as error:
            faults += error.under("features", index).faults
    if faults:
        raise InvalidError(faults)
    return merge(beside, SitRep(claims=claims))


def _claim(feature: Any) -> Claim:
    members = members_of(Claim, feature)
    properties = members.get("properties")
    if not isinstance(properties, dict) or "claim" not in properties:
        path = ("properties", "claim")
        raise InvalidError([Fault(None, "the claim that the feature shows", path, _HINT, absent=True)])
    try:
        claim: Claim = _CONVERTER.structure(properties["claim"], Claim)
    except InvalidError as error:
        raise error.under("properties", "claim") from None
    geometry, expected = members.get("geometry"), geometry_of(claim.record)
    if geometry != expected:
        hint = "Correct the coordinates in the claim."
        raise refuse(geometry, f"the geometry of its claim, {expected}", "geometry", hint=hint)
    return claim


GEOJSON = Importer(title="GeoJSON that sitrep wrote", read=read)
