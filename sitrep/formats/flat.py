"""A report as one flat table for data frames: a row for each claim and source, with its words, numbers and days.

It is for reading and counting. What a claim says in several fields, and several values, stand in `sentence` alone;
the formats `arrow` and `parquet` carry everything.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

from attrs import frozen

from sitrep.claims import Claim
from sitrep.errors import MissingExtraError
from sitrep.report import SitRep
from sitrep.values.figures import Figure
from sitrep.values.periods import Period
from sitrep.values.places import Place
from sitrep.values.sources import Attribution

try:
    import pyarrow as pa  # type: ignore[import-untyped]
except ModuleNotFoundError:
    raise MissingExtraError("arrow", "pyarrow") from None


@frozen
class _Row:
    """A claim and one who spoke of it, with what the columns are made from."""

    claim: Claim
    attribution: Attribution
    is_standing: bool
    field: str | None
    figure: Figure | None
    place: Place | None


_COLUMNS: dict[str, tuple[pa.DataType, Callable[[_Row], Any]]] = {
    "claim": (pa.string(), lambda row: row.claim.id),
    "type": (pa.string(), lambda row: row.claim.record.type),
    "headline": (pa.string(), lambda row: row.claim.record.headline),
    "sentence": (pa.string(), lambda row: row.claim.record.sentence),
    "field": (pa.string(), lambda row: row.field),
    "figure": (pa.string(), lambda row: row.figure and str(row.figure)),
    "low": (pa.float64(), lambda row: row.figure and row.figure.interval()[0]),
    "best": (pa.float64(), lambda row: row.figure and row.figure.best),
    "high": (pa.float64(), lambda row: row.figure and row.figure.interval()[1]),
    "unit": (pa.string(), lambda row: row.figure and row.figure.unit),
    "place": (pa.string(), lambda row: row.place and row.place.name),
    "pcode": (pa.string(), lambda row: row.place and row.place.pcode),
    "country": (pa.string(), lambda row: row.place and row.place.country),
    "latitude": (pa.float64(), lambda row: row.place and row.place.latitude),
    "longitude": (pa.float64(), lambda row: row.place and row.place.longitude),
    "start": (pa.date32(), lambda row: _day(row.claim.record.period, "earliest")),
    "end": (pa.date32(), lambda row: _day(row.claim.record.period, "latest")),
    "source": (pa.string(), lambda row: row.attribution.source.name),
    "via": (pa.string(), lambda row: " | ".join(relay.name for relay in row.attribution.via) or None),
    "reliability": (pa.string(), lambda row: row.attribution.source.reliability),
    "stance": (pa.string(), lambda row: row.attribution.stance),
    "stands": (pa.bool_(), lambda row: row.is_standing),
    "reported": (pa.date32(), lambda row: _day(row.attribution.reported, "latest")),
    "document": (pa.string(), lambda row: row.attribution.document and str(row.attribution.document)),
    "excerpt": (pa.string(), lambda row: row.attribution.excerpt),
}


def to_table(report: SitRep) -> pa.Table:
    """Return a report as a flat Arrow table: a row for each claim and source, withdrawn words among them (`stands`).

    `low`, `best` and `high` are those of the first figure that the claim states, in the field `field`.
    `to_table(report).to_pandas()` and `polars.from_arrow(to_table(report))` make data frames of it.
    """
    rows = [row for claim in SitRep.coerce(report) for row in _rows(report, claim)]
    columns = {name: pa.array(map(read, rows), kind) for name, (kind, read) in _COLUMNS.items()}
    return pa.table(columns)


def _rows(report: SitRep, claim: Claim) -> Iterator[_Row]:
    given = {declaration.name: held for declaration, held in claim.record.given()}
    field = next((name for name, held in given.items() if isinstance(held, Figure)), None)
    place = next((held for held in given.values() if isinstance(held, Place)), None)
    standing = report.standing(claim)
    for attribution in claim.attributions:
        yield _Row(claim, attribution, attribution in standing, field, given[field] if field else None, place)


def _day(period: Period | None, end: str) -> date | None:
    moment: datetime | None = getattr(period, end) if period else None
    return moment.date() if moment else None
