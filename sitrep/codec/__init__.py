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
from sitrep.codec.structuring import (
    configure_converter as configure_converter,
    make_converter as make_converter,
)
