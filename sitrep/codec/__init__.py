"""Reports as JSON: strict reading with every fault named, canonical writing."""

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
