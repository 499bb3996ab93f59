"""All routine reports that are encoded, public ones and made-up ones, and their facts."""

from collections.abc import Iterator

from routine_crises import BLOCKADE, CAPITAL_CUT_OFF, CHOLERA_RESPONSE, CHOLERA_SPREADS, GANG_VIOLENCE
from routine_disasters import CYCLONE_FANI, CYCLONE_GULAB, CYCLONES, FIRST_WEEKS, LAST_MONTHS, MONSOON, WILDFIRES
from routine_facts import Fact
from routine_health import NORTH_WEST_SYRIA, SOMALIA, YEMEN
from routine_made_up import MADE_UP

REPORTS = (
    *(FIRST_WEEKS, LAST_MONTHS, WILDFIRES, CYCLONES, MONSOON, CYCLONE_FANI, CYCLONE_GULAB),
    *(BLOCKADE, CHOLERA_SPREADS, GANG_VIOLENCE, CAPITAL_CUT_OFF, CHOLERA_RESPONSE),
    *(NORTH_WEST_SYRIA, SOMALIA, YEMEN),
)


def facts(kind: str | None = None) -> Iterator[Fact]:
    """The facts of one kind of report, or of all that are public."""
    for report in REPORTS if kind is None else (*REPORTS, *MADE_UP):
        if kind in (None, report.kind):
            yield from report.facts
