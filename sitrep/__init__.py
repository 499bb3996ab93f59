"""Structured humanitarian situation reports: build, merge and export them.

A situation report is a set of attributed claims, and merging is set union.
"""

from types import ModuleType
from typing import TYPE_CHECKING

from sitrep import vocabularies as vocabularies
from sitrep._lazy import loaded_when_used
from sitrep.claims import (
    Claim as Claim,
    Header as Header,
    Judgement as Judgement,
    Link as Link,
    Note as Note,
    Retraction as Retraction,
)
from sitrep.errors import (
    Fault as Fault,
    InvalidError as InvalidError,
    MissingExtraError as MissingExtraError,
    SitrepError as SitrepError,
)
from sitrep.languages import speaking as speaking
from sitrep.limits import (
    Limits as Limits,
    limited as limited,
)
from sitrep.records import (
    Access as Access,
    Agreement as Agreement,
    Assistance as Assistance,
    Caseload as Caseload,
    Casualty as Casualty,
    Count as Count,
    CountOfPeople as CountOfPeople,
    Crossing as Crossing,
    Detention as Detention,
    DiseaseCount as DiseaseCount,
    Displacement as Displacement,
    Evacuation as Evacuation,
    Extent as Extent,
    Facility as Facility,
    Funding as Funding,
    Incident as Incident,
    Indicator as Indicator,
    Outage as Outage,
    Price as Price,
    Record as Record,
    Shortage as Shortage,
    Statement as Statement,
    Subject as Subject,
    UnknownRecord as UnknownRecord,
)
from sitrep.report import (
    SitRep as SitRep,
    merge as merge,
)
from sitrep.values.figures import (
    ACLED as ACLED,
    EMDAT as EMDAT,
    LITERAL as LITERAL,
    Convention as Convention,
    Figure as Figure,
)
from sitrep.values.periods import (
    Period as Period,
)
from sitrep.values.places import (
    Place as Place,
)
from sitrep.values.sources import (
    Attribution as Attribution,
    Document as Document,
    Source as Source,
    Span as Span,
)

# Parts that aren't needed to build, merge and compare reports is loaded when it is first used.
_LOADED_WHEN_USED = {
    "AudienceError": "sitrep.audiences",
    "label": "sitrep.audiences",
    "within": "sitrep.audiences",
    "Profile": "sitrep.redaction",
    "Release": "sitrep.redaction",
    "redact": "sitrep.redaction",
    "Change": "sitrep.pictures.changes",
    "latest": "sitrep.pictures.newest",
    "picture": "sitrep.pictures.consolidation",
    "series": "sitrep.pictures.series_by_source",
    "total": "sitrep.pictures.totals",
    "Thresholds": "sitrep.checks",
    "check": "sitrep.checks",
    "diff": "sitrep.pictures.changes",
    "bind": "sitrep.drafts",
    "draft": "sitrep.drafts",
    "suggest_links": "sitrep.linking",
    "verify": "sitrep.evidence",
    "configure_converter": "sitrep.codec",
    "dump": "sitrep.codec",
    "dump_lines": "sitrep.codec",
    "dumps": "sitrep.codec",
    "json_schema": "sitrep.codec",
    "load": "sitrep.codec",
    "load_lines": "sitrep.codec",
    "loads": "sitrep.codec",
    "make_converter": "sitrep.codec",
    "structured_output_schema": "sitrep.codec",
    "without_nulls": "sitrep.codec",
    "policies": "sitrep.pictures.policies",
    "render": "sitrep.page.rendering",
    "resolve_day": "sitrep.values.relative_days",
    "to_table": "sitrep.formats.flat",
    "Transcript": "sitrep.transcript",
}


def __dir__() -> list[str]:
    """List what is for users: the classes, functions and lists, and no module that happens to be loaded."""
    modules = {name for name, held in globals().items() if isinstance(held, ModuleType)} - {"policies", "vocabularies"}
    return sorted({*globals(), *_LOADED_WHEN_USED} - modules - {"TYPE_CHECKING", "ModuleType", "loaded_when_used"})


if TYPE_CHECKING:
    from sitrep.audiences import (
        AudienceError as AudienceError,
        label as label,
        within as within,
    )
    from sitrep.checks import (
        Thresholds as Thresholds,
        check as check,
    )
    from sitrep.codec import (
        configure_converter as configure_converter,
        dump as dump,
        dump_lines as dump_lines,
        dumps as dumps,
        json_schema as json_schema,
        load as load,
        load_lines as load_lines,
        loads as loads,
        make_converter as make_converter,
        structured_output_schema as structured_output_schema,
        without_nulls as without_nulls,
    )
    from sitrep.drafts import (
        bind as bind,
        draft as draft,
    )
    from sitrep.evidence import (
        verify as verify,
    )
    from sitrep.formats.flat import (
        to_table as to_table,
    )
    from sitrep.linking import (
        suggest_links as suggest_links,
    )
    from sitrep.page.rendering import (
        render as render,
    )
    from sitrep.pictures import policies as policies
    from sitrep.pictures.changes import (
        Change as Change,
        diff as diff,
    )
    from sitrep.pictures.consolidation import (
        picture as picture,
    )
    from sitrep.pictures.newest import (
        latest as latest,
    )
    from sitrep.pictures.series_by_source import (
        series as series,
    )
    from sitrep.pictures.totals import (
        total as total,
    )
    from sitrep.redaction import (
        Profile as Profile,
        Release as Release,
        redact as redact,
    )
    from sitrep.transcript import (
        Transcript as Transcript,
    )
    from sitrep.values.relative_days import (
        resolve_day as resolve_day,
    )
else:
    __getattr__ = loaded_when_used(__name__, _LOADED_WHEN_USED)
    # Without it, `from sitrep import *` would bring modules, and miss what isn't loaded yet.
    __all__ = [name for name in __dir__() if not name.startswith("_")]
