"""The two EDXL formats, as they are offered."""

from sitrep.formats.edxl.read import read
from sitrep.formats.edxl.write import write_casualties, write_observation
from sitrep.formats.offers import Format

_READS = "what sitrep wrote, and field observations of others"

EDXL = Format(
    title="EDXL-SitRep 1.0, a field observation",
    suffix=".xml",
    write=write_observation,
    read=read,
    reads=_READS,
    extra="edxl",
)
CASUALTY_SUMMARY = Format(
    title="EDXL-SitRep 1.0, a summary of casualties (not schema-checked)",
    suffix=".xml",
    write=write_casualties,
    read=read,
    reads=_READS,
    extra="edxl",
)
