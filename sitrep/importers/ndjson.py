"""Reports from lines of JSON."""

import io

from sitrep.codec.ndjson import read_lines
from sitrep.importers.formats import Importer
from sitrep.report import SitRep


def _read(content: bytes) -> SitRep:
    # Only a line feed ends a line: JSON text may hold the other characters that Python splits at.
    return read_lines(io.BytesIO(content), unknown="keep")


NDJSON = Importer("NDJSON, one fact a line", _read)
