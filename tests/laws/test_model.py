"""A naive model of merging, written over plain JSON, agrees with the library on every example.

It knows reports only as sets of tuples of canonical bytes, made by the `rfc8785` package: nothing of
the library's merge, identity or ordering is used.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Any

import rfc8785
from hypothesis import given, settings

import sitrep as sr
from sitrep.fields.declarations import Value
from sitrep.testing import strategies as st
from sitrep.testing.families import Family

Row = tuple[Any, ...]
LEVELS = {
    "sensitivity": ["low", "moderate", "high", "severe"],
    "tlp": ["TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED"],
}
BESIDE = ("headers", "judgements", "links", "notes", "retractions")

FEW = settings(max_examples=max(25, settings().max_examples // 10))


def data_of(report: sr.SitRep) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(sr.dumps(report))
    return data


def rows(data: dict[str, Any]) -> Iterator[Row]:
    """Everything that a document says, a tuple each."""
    for claim in data.get("claims", ()):
        record = rfc8785.dumps(claim["record"])
        for attribution in claim["attributions"]:
            bare, labels = parted(attribution)
            yield "said", record, bare
            yield from ((name, ("said", record, bare), level) for name, level in labels)
        yield from ((name, ("claim", record), level) for name, level in parted(claim)[1])
    for name in BESIDE:
        for item in data.get(name, ()):
            bare, labels = parted(item)
            yield name, bare
            yield from ((label, (name, bare), level) for label, level in labels)


def parted(data: dict[str, Any]) -> tuple[bytes, list[tuple[str, int]]]:
    """The canonical bytes of an item without its labels, and these."""
    bare = {name: item for name, item in data.items() if name not in LEVELS}
    return rfc8785.dumps(bare), [(name, LEVELS[name].index(data[name])) for name in LEVELS if name in data]


def merged_rows(documents: Iterable[dict[str, Any]]) -> set[Row]:
    """The union of what the documents say; of several levels of one label the highest."""
    union = {row for document in documents for row in rows(document)}
    highest: dict[Row, int] = {}
    for name, *rest in union:
        if name in LEVELS:
            whose, level = rest
            highest[name, whose] = max(level, highest.get((name, whose), 0))
    plain = {row for row in union if row[0] not in LEVELS}
    return plain | {(*row, level) for row, level in highest.items()}


def written(union: set[Row]) -> bytes:
    """The canonical document that says this."""
    document: dict[str, Any] = {"format": "sitrep/1"}
    for name in BESIDE:
        items = sorted(row[1].decode() for row in union if row[0] == name)
        if items:
            document[name] = [json.loads(item) | labels_of((name, item.encode()), union) for item in items]
    claims = [_written_claim(record, union) for record in {row[1] for row in union if row[0] == "said"}]
    if claims:
        document["claims"] = sorted(claims, key=lambda claim: claim["id"])
    return rfc8785.dumps(document)


def labels_of(whose: Row, union: set[Row]) -> dict[str, str]:
    return {row[0]: LEVELS[row[0]][row[2]] for row in union if row[0] in LEVELS and row[1] == whose}


def _written_claim(record: bytes, union: set[Row]) -> dict[str, Any]:
    data = json.loads(record)
    said = sorted(row[2].decode() for row in union if row[:2] == ("said", record))
    return {
        "id": f"{data['type']}:{sha256(record).hexdigest()}",
        "record": data,
        "attributions": [json.loads(each) | labels_of(("said", record, each.encode()), union) for each in said],
        **labels_of(("claim", record), union),
    }


@given(st.families(3))
def test_least_upper_bound_is_the_union_of_the_model_to_the_byte(reports: Family) -> None:
    model = merged_rows(map(data_of, reports))
    assert sr.dumps(sr.merge(*reports)).encode() == written(model)


@FEW
@given(st.family_documents(2))
def test_least_upper_bound_of_reports_that_were_read(documents: tuple[Any, ...]) -> None:
    reports = [sr.loads(json.dumps(document)) for document in documents]
    model = merged_rows(map(data_of, reports))
    assert sr.dumps(sr.merge(*reports)).encode() == written(model)


@FEW
@given(st.families(2))
def test_partial_order_and_difference_are_those_of_the_model(reports: Family) -> None:
    a, b = reports
    mine, both = merged_rows([data_of(b)]), merged_rows(map(data_of, reports))
    assert (a <= b) == (mine == both)
    assert merged_rows([data_of(b), data_of(a - b)]) == both


def trace(data: dict[str, Any]) -> set[Row]:
    """For each value in each field: the subject's type, where it stands, and who said so where, without labels."""
    return {
        (record["type"], *path, parted(attribution)[0])
        for claim in data.get("claims", ())
        for record in [claim["record"]]
        for path in _leaves(record)
        for attribution in claim["attributions"]
    }


def _leaves(data: Any, *path: str) -> Iterator[Row]:
    if isinstance(data, dict):
        for name, held in data.items():
            yield from _leaves(held, *path, name)
    else:
        yield *path, rfc8785.dumps(data)


@FEW
@given(st.families(3))
def test_nothing_lost_and_nothing_invented_between_a_value_and_its_attributions(reports: Family) -> None:
    traced: set[Row] = set()
    for report in reports:
        traced |= trace(data_of(report))
    assert trace(data_of(sr.merge(*reports))) == traced


@FEW
@given(st.families(3))
def test_nothing_invented_in_any_claim(reports: Family) -> None:
    for claim in sr.merge(*reports):
        held = [again for report in reports if (again := report.get(claim))]
        assert {again.record for again in held} == {claim.record}
        said = [each for again in held for each in again.attributions]
        assert {each.bare for each in claim.attributions} == {each.bare for each in said}
        assert labels_among(claim, held)
        assert all(labels_among(each, of_one(each, said)) for each in claim.attributions)


def labels_among(value: Value, others: Sequence[Value]) -> bool:
    """If each label of a value is that of one of the others."""
    return all(getattr(value, name) in {getattr(other, name) for other in others} for name in value.labels)


def of_one(attribution: sr.Attribution, said: list[sr.Attribution]) -> list[sr.Attribution]:
    """The attributions that differ from one in nothing but labels."""
    return [each for each in said if each.bare == attribution.bare]
