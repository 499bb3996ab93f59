"""JSON-LD files that `sitrep` wrote: their members are those of the JSON form."""

from typing import Any

from sitrep.canonical import RepeatedKeys
from sitrep.codec import make_converter
from sitrep.codec.documents import parse
from sitrep.errors import Fault, InvalidError, refuse
from sitrep.exporters.jsonld import KEPT
from sitrep.importers.formats import Importer
from sitrep.reading import members_of
from sitrep.report import FORMAT, SitRep

_CONVERTER = make_converter(unknown="keep")
_HINT = "JSON-LD of others, or in another shape (expanded, flattened, framed), isn't read."


def read(file: bytes) -> SitRep:
    """The report in a JSON-LD file that `sitrep` wrote. Raises `InvalidError` with every fault and its path."""
    try:
        report: SitRep = _CONVERTER.structure(_plain(_ours(parse(file))), SitRep)
    except InvalidError as error:
        raise error.under(root="$") from None
    except RecursionError:
        raise refuse("…", "fewer levels of nesting").under(root="$") from None
    return report


def _ours(data: Any) -> dict[str, Any]:
    members = members_of(SitRep, data)
    for name in ("@context", "format"):
        if name not in members:
            expected = f"{FORMAT!r} with its context, as `sitrep convert --to jsonld` writes it"
            raise InvalidError([Fault(None, expected, (name,), _HINT, absent=True)])
    return members


def _plain(node: Any) -> Any:
    """The data of the JSON form: no keywords, no terms with a prefix, and what was kept in its place."""
    if isinstance(node, list):
        return [_plain(each) for each in node]
    if not isinstance(node, dict) or isinstance(node, RepeatedKeys):
        return node
    members = {name: _plain(item) for name, item in node.items() if name != KEPT and not _is_beside(name)}
    kept = node.get(KEPT, {})
    return members | (kept if isinstance(kept, dict) else {KEPT: kept})


def _is_beside(name: str) -> bool:
    return name.startswith("@") or ":" in name


JSONLD = Importer(title="JSON-LD that sitrep wrote", read=read)
