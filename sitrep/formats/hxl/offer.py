"""The three shapes of HXL, as they are offered."""

from sitrep.formats.hxl.read import read, read_table
from sitrep.formats.hxl.write import write_arrays, write_csv, write_objects
from sitrep.formats.offers import Format

_READS = "HXL 1.1 of sitrep and of others: CSV, JSON arrays or JSON objects"

CSV = Format(title="HXL 1.1 as CSV", suffix=".hxl.csv", write=write_csv, read=read, read_table=read_table, reads=_READS)
ARRAYS = Format(
    title="HXL 1.1 as JSON arrays",
    suffix=".hxl.json",
    write=write_arrays,
    read=read,
    read_table=read_table,
    reads=_READS,
)
OBJECTS = Format(
    title="HXL 1.1 as JSON objects",
    suffix=".hxl.json",
    write=write_objects,
    read=read,
    read_table=read_table,
    reads=_READS,
)
