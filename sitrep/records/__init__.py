"""The record types: what can be reported, one file per theme."""

from sitrep.records.base import (
    RECORD_TYPES as RECORD_TYPES,
    Record as Record,
    Subject as Subject,
    UnknownRecord as UnknownRecord,
    record as record,
)
from sitrep.records.counts import (
    Count as Count,
    CountOfPeople as CountOfPeople,
)
from sitrep.records.harm import (
    Casualty as Casualty,
    DiseaseCount as DiseaseCount,
    Incident as Incident,
)
from sitrep.records.movement import (
    Crossing as Crossing,
    Detention as Detention,
    Displacement as Displacement,
    Evacuation as Evacuation,
)
from sitrep.records.needs import (
    Access as Access,
    Assistance as Assistance,
    Caseload as Caseload,
    Extent as Extent,
    Funding as Funding,
    Price as Price,
    Shortage as Shortage,
)
from sitrep.records.positions import (
    Agreement as Agreement,
    Indicator as Indicator,
    Statement as Statement,
)
from sitrep.records.services import (
    Facility as Facility,
    Outage as Outage,
)

# The order in which types are listed: the five that the library is named for come first.
for _cls in (
    Crossing,
    Evacuation,
    Shortage,
    Agreement,
    Casualty,
    Displacement,
    Detention,
    Caseload,
    DiseaseCount,
    Assistance,
    Funding,
    Access,
    Facility,
    Outage,
    Incident,
    Price,
    Extent,
    Statement,
    Indicator,
):
    RECORD_TYPES[_cls.type_name] = RECORD_TYPES.pop(_cls.type_name)
