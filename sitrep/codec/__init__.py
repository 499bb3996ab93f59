"""Reports as JSON: strict reading with every fault named, canonical writing."""

from typing import TYPE_CHECKING

from sitrep._lazy import loaded_when_used
from sitrep.codec.documents import (
    dump as dump,
    dumps as dumps,
    load as load,
    loads as loads,
)
from sitrep.codec.ndjson import (
    dump_lines as dump_lines,
    load_lines as load_lines,
)

# Parts that aren't needed to read and write reports is loaded when it is first used.
_LOADED_WHEN_USED = {
    "BEYOND_SCHEMA": "sitrep.codec.schema_rules",
    "Beyond": "sitrep.codec.schema_rules",
    "configure_converter": "sitrep.codec.structuring",
    "json_schema": "sitrep.codec.schema",
    "make_converter": "sitrep.codec.structuring",
    "structured_output_schema": "sitrep.codec.structured_output",
    "without_nulls": "sitrep.codec.structured_output",
}

if TYPE_CHECKING:
    from sitrep.codec.schema import (
        json_schema as json_schema,
    )
    from sitrep.codec.schema_rules import (
        BEYOND_SCHEMA as BEYOND_SCHEMA,
        Beyond as Beyond,
    )
    from sitrep.codec.structured_output import (
        structured_output_schema as structured_output_schema,
        without_nulls as without_nulls,
    )
    from sitrep.codec.structuring import (
        configure_converter as configure_converter,
        make_converter as make_converter,
    )
else:
    __getattr__ = loaded_when_used(__name__, _LOADED_WHEN_USED)


def __dir__() -> list[str]:
    return sorted({*globals(), *_LOADED_WHEN_USED})
