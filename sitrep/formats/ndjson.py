"""Reports as lines of JSON, without loss."""

import io

from sitrep.codec.ndjson import read_lines, write_lines
from sitrep.formats.offers import Format
from sitrep.report import SitRep


def _write(report: SitRep) -> bytes:
    return b"".join(write_lines([report]))


def _read(content: bytes) -> SitRep:
    # Only a line feed ends a line: JSON text may hold the other characters that Python splits at.
    return read_lines(io.BytesIO(content), unknown="keep")


NDJSON = Format(title="NDJSON, one fact a line", suffix=".ndjson", write=_write, read=_read)
