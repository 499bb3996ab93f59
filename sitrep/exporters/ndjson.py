"""Reports as lines of JSON, without loss."""

from sitrep.codec.ndjson import write_lines
from sitrep.exporters import Exporter
from sitrep.report import SitRep


def _write(report: SitRep) -> bytes:
    return b"".join(write_lines([report]))


NDJSON = Exporter("NDJSON, one fact a line", ".ndjson", _write)
