"""Arrow and Parquet: the record types of other packages."""

import json
from collections.abc import Iterator
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]
import pytest
from arrow_reports import DAILY, FORMATS, through, told
from attrs import frozen

import sitrep as sr
from sitrep.fields.declarations import Value, declare, identifies, part, required, states
from sitrep.fields.kinds import DECLARED, Closed, Kind, Many, One, RequiredText, Text
from sitrep.formats.arrow.read import read_arrow
from sitrep.formats.arrow.write import schema, table
from sitrep.records import RECORD_TYPES, Record, UnknownRecord, record
from sitrep.values.figures import OptionalFigure
from sitrep.vocabularies import CrossingStatus


@pytest.fixture
def registry() -> Iterator[None]:
    """Types that a test declares are there for it alone."""
    types, classes = dict(RECORD_TYPES), dict(DECLARED)
    yield
    for known, before in ((RECORD_TYPES, types), (DECLARED, classes)):
        known.clear()
        known.update(before)


@frozen
class PointKind(Kind):
    """A kind that only another package knows: a pair of numbers, a list in JSON."""

    @property
    def held(self) -> Any:
        return tuple

    def _convert(self, given: Any) -> Any:
        return tuple(given)

    def encode(self, held: Any) -> Any:
        return list(held)


def declare_types() -> tuple[type[Any], type[Any], type[Any]]:
    @declare
    class Team(Value):
        name: RequiredText = required(part("Name", meaning="What it is called"), kw_only=False)
        parents: Many["Team", Any] = part("Parents", meaning="The teams that it is of")

    @record(lead="water point {name}")
    class WaterPoint(Record):
        """A place where people fetch water."""

        name: RequiredText = required(identifies("Name", meaning="What it is called"))
        people: Closed[CrossingStatus] = states("People", meaning="Whether people may come")
        flow: OptionalFigure = states("Flow", meaning="How much it gives a day", unit="litres")
        point: PointKind() = states("Point", meaning="Where it is")  # type: ignore[valid-type]
        team: One[Team, Any] = states("Team", meaning="Who looks after it")

    @record(lead="event", stands_alone=True)
    class Event(Record):
        """A type that is called as a column of all types, and has no field of its own."""

    return Team, WaterPoint, Event


@pytest.mark.usefixtures("registry")
def test_a_type_of_another_package_has_columns_as_ours_have() -> None:
    before = schema()
    team, water_point, event = declare_types()
    nested = team("A", parents=[team("B", parents=[team("C", parents=[team("D")])])])
    report = told(
        water_point(name="Camp 7", flow=0.5, people="open", point=(1, 2.5), team=nested),
        water_point(name="Camp 8", people="closed", kept={"x_checked": True}),
        event(place="X", event="E1"),
        sr.Casualty(outcome="killed", people=5),
    )
    for name in FORMATS:
        assert through(name, report) == report
    assert read_arrow(pa.concat_tables([table(report), before.empty_table()], promote_options="default")) == report
    assert schema().field("water_point").metadata[b"meaning"] == b"A place where people fetch water."
    assert [field for field in schema() if field.name != "water_point"] == [*before]


@pytest.mark.usefixtures("registry")
def test_a_type_that_is_called_as_a_column_has_another_name_there() -> None:
    @record(lead="event of the kind {kind}")
    class Event(Record):
        """Something that takes place."""

        kind: RequiredText = required(identifies("Kind", meaning="What it is"))
        size: Text = states("Size", meaning="How large it is")

    report = told(Event(kind="market", size="small", event="E1"))
    assert through("parquet", report) == report
    assert table(report)["event"].to_pylist() == ["E1"]
    assert table(report)["event_"].to_pylist() == [{"kind": "market", "size": "small"}]


def test_a_type_that_is_installed_only_where_the_table_is_written_is_refused_where_it_is_read() -> None:
    foreign = pa.Table.from_pylist([row | {"water_point": {"name": "Camp 7"}} for row in table(DAILY).to_pylist()[1:]])
    with pytest.raises(sr.InvalidError, match=r"^rows\[0\]\.water_point: .* expected nothing"):
        read_arrow(foreign)


@pytest.mark.usefixtures("registry")
def test_a_type_that_is_installed_only_where_the_table_is_read_is_read_from_what_was_kept() -> None:
    members = {"name": "Camp 7", "people": "open", "period": "2023-11"}
    written = table(told(UnknownRecord("water_point", kept=members)))
    assert json.loads(written["kept"].to_pylist()[0]) == members
    _, water_point, _ = declare_types()
    assert read_arrow(written) == told(water_point(**members))
