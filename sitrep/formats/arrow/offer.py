"""The formats Arrow and Parquet, as they are offered."""

from sitrep.formats.arrow.read import read_arrow_file, read_parquet_file
from sitrep.formats.arrow.write import write_arrow_file, write_parquet_file
from sitrep.formats.offers import Format

ARROW = Format(
    title="Arrow, as a file (Feather version 2)",
    suffix=".arrow",
    write=write_arrow_file,
    read=read_arrow_file,
    extra="arrow",
)
PARQUET = Format(
    title="Apache Parquet", suffix=".parquet", write=write_parquet_file, read=read_parquet_file, extra="arrow"
)
