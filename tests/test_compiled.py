"""The compiled readers: they read what is plainly right as the strict reader does, and nothing else."""

import json
from typing import Any

import pytest
from hypothesis import given

import sitrep as sr
from sitrep.codec import compiled, structuring
from sitrep.codec.compiled import UNUSUAL, reader_of_class
from sitrep.codec.structuring import make_converter
from sitrep.declarations import Value
from sitrep.records import RECORD_TYPES
from sitrep.testing import strategies as st

TYPES = [cls for cls in RECORD_TYPES.values() if cls.__module__.startswith("sitrep.")]


def strictly(data: Any, unknown: structuring.Unknown = "error") -> sr.SitRep:
    """What the strict reader alone makes of a document."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(structuring, "reader_of_class", lambda cls, reader_of: compiled._leave_it)
        report: sr.SitRep = make_converter(unknown=unknown).structure(data, sr.SitRep)
    return report


QUICK = make_converter()


@given(st.family_documents(1))
def test_what_is_read_is_what_the_strict_reader_reads(documents: tuple[Any]) -> None:
    [document] = documents
    report = QUICK.structure(document, sr.SitRep)
    assert report == strictly(document)
    assert sr.dumps(report) == sr.dumps(strictly(document))


@pytest.mark.parametrize("cls", [*TYPES, sr.Attribution, sr.Header, sr.Note, sr.Retraction])
def test_canonical_data_of_every_class_is_read_without_the_strict_reader(cls: type[Value]) -> None:
    @given(st.instances(cls))
    def hold(value: Value) -> None:
        read = QUICK.get_structure_hook(cls).quickly  # type: ignore[attr-defined]
        assert read(json.loads(value.canonical)) == value

    hold()


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {},
        {"name": 5},
        {"name": None},
        {"name": "A", "kind": 1},
        {"name": "A", "anonymous": 1},
        {"name": "A", "reliability": "G"},
        {"name": "A", "colour": "red"},
        {"name": "A", "kept": {"x": 1}},
        {"name": ["A"]},
    ],
    ids=json.dumps,
)
def test_what_is_not_plainly_right_is_left_to_the_strict_reader(data: Any) -> None:
    read = reader_of_class(sr.Source, lambda cls: pytest.fail("a source holds no other class"))
    assert read({"name": "A", "anonymous": True}) == sr.Source("A", anonymous=True)
    with pytest.raises(UNUSUAL):
        read(data)


def test_data_that_python_calls_equal_are_told_apart_also_when_they_were_read_before() -> None:
    claim = {
        "record": {"type": "incident", "kind": "flood"},
        "attributions": [{"source": {"name": "A", "anonymous": True}}],
    }
    assert QUICK.structure(claim, sr.Claim).attributions[0].source.anonymous is True
    claim["attributions"][0]["source"]["anonymous"] = 1  # type: ignore[index]
    with pytest.raises(sr.InvalidError, match=r"source.anonymous: 1 is refused; expected true or false"):
        QUICK.structure(claim, sr.Claim)


def test_a_class_that_a_user_taught_the_converter_is_read_the_users_way() -> None:
    converter = make_converter()
    converter.register_structure_hook(sr.Source, lambda data, _: sr.Source(data["name"].upper()))
    data = {"record": {"type": "incident", "kind": "flood"}, "attributions": [{"source": {"name": "afp"}}]}
    assert converter.structure(data, sr.Claim).attributions[0].source == sr.Source("AFP")
    assert QUICK.structure(data, sr.Claim).attributions[0].source == sr.Source("afp")


def test_what_is_remembered_is_bounded() -> None:
    remembered = compiled._Remembered(str)
    for number in range(compiled._REMEMBERED + 10):
        assert remembered[str(number)] == str(number)
    assert len(remembered) == 10
    assert remembered["x" * 1_000] not in remembered
