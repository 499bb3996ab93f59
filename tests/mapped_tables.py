"""Tables that are read by a mapping."""

from collections.abc import Mapping
from typing import Any

import pytest

import sitrep as sr
from sitrep.tables import Import, read_table

KILLED = {"type": "casualty", "outcome": "killed", "place": "Here"}


def mapping(*claims: Mapping[str, Any], record: Mapping[str, Any] | None = None, **parts: Any) -> dict[str, Any]:
    """A mapping with a claim for the column N, or with the claims given."""
    claim = {"record": {**KILLED, "people": {"column": "N"}, **(record or {})}, "attribution": {"source": "A desk"}}
    return {"file": {"format": "csv"}, "claims": list(claims) or [claim]} | parts


def read(table: str | bytes, **parts: Any) -> Import:
    return read_table(table, mapping(**parts))


def figures(result: Import) -> list[Any]:
    """The figures read, in the order of the table; no row may be at fault."""
    assert result.faults == ()
    return [claim.record.to_json()["people"] for claim in result.report]


def figure(text: str, **hole: Any) -> Any:
    [found] = figures(read(f'N,M\n"{text}",x\n', record={"people": {"column": "N"} | hole}, ignore=["M"]))
    return found


def fault(result: Import) -> str:
    [found] = result.faults
    assert not result.report
    return str(found)


def refusals(mapping: Any, table: str | bytes = "N\n1\n") -> list[str]:
    with pytest.raises(sr.InvalidError) as caught:
        read_table(table, mapping)
    return [each.describe(caught.value.root) for each in caught.value.faults]
