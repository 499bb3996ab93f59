"""Reading figures from other formats into reports."""

from sitrep.importers.mapping import (
    read_mapping as read_mapping,
)
from sitrep.importers.pcodes import (
    read_pcodes as read_pcodes,
)
from sitrep.importers.plans import (
    TableMapping as TableMapping,
)
from sitrep.importers.reading import (
    RowFault as RowFault,
)
from sitrep.importers.table import (
    Import as Import,
    read_table as read_table,
)
