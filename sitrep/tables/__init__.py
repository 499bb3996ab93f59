"""Tables of any kind, read into reports by a mapping that says which column is what."""

from sitrep.tables.drafting import (
    draft_mapping as draft_mapping,
)
from sitrep.tables.mapping import (
    read_mapping as read_mapping,
)
from sitrep.tables.pcodes import (
    read_pcodes as read_pcodes,
)
from sitrep.tables.plans import (
    TableMapping as TableMapping,
)
from sitrep.tables.rows import (
    RowFault as RowFault,
)
from sitrep.tables.table import (
    Import as Import,
    Repeat as Repeat,
    read_table as read_table,
)
