"""The compiled readers: they read what is plainly right as the strict reader does, and nothing else."""

import json
import re
from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings, strategies

import sitrep as sr
from sitrep.caches import Remembered
from sitrep.codec import compiled, documents, slices, structuring
from sitrep.codec.compiled import Unusual, reader_of_class
from sitrep.codec.documents import parse
from sitrep.codec.structuring import make_converter
from sitrep.fields.declarations import Value, declare, part
from sitrep.fields.kinds import Number, Text, between
from sitrep.fields.reading import Unknown
from sitrep.records import RECORD_TYPES
from sitrep.reference import gaza_figures
from sitrep.testing import strategies as st

SOME = settings(max_examples=max(20, settings().max_examples // 5))
TYPES = [cls for cls in RECORD_TYPES.values() if cls.__module__.startswith("sitrep.")]


UNKNOWN: tuple[Unknown, ...] = ("error", "keep")
QUICKLY = {unknown: make_converter(unknown=unknown) for unknown in UNKNOWN}
STRICTLY = {unknown: make_converter(unknown=unknown) for unknown in UNKNOWN}
QUICK = QUICKLY["error"]


def strictly(data: Any, unknown: Unknown = "error") -> sr.SitRep:
    """What the strict reader alone makes of a document."""
    # A converter makes its readers when it first needs them: those of these two are made here and nowhere else.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(structuring, "reader_of_class", lambda cls, reader_of: compiled._leave_it)
        report: sr.SitRep = STRICTLY[unknown].structure(data, sr.SitRep)
    return report


Outcome = sr.SitRep | tuple[str, ...]


def outcome(read: Callable[[], sr.SitRep]) -> Outcome:
    """What is read, or what is told of the faults."""
    try:
        return read()
    except sr.InvalidError as error:
        return tuple(fault.describe() for fault in error.faults)


def broken(document: Any, chance: Random) -> Any:
    """The document with one thing in it exchanged for what hardly belongs there."""
    document = json.loads(json.dumps(document))
    holder = document
    while True:
        step = chance.choice([*(holder if isinstance(holder, dict) else range(len(holder)))])
        if not (isinstance(holder[step], dict | list) and holder[step] and chance.random() < 0.9):
            break
        holder = holder[step]
    holder[step] = chance.choice(
        [None, True, 1, 0.5, -0.0, 2**60, "", " A ", "2023-11-01", [], {}, ["A"], {"name": "A"}]
    )
    return document


@given(st.family_documents(1), strategies.randoms(use_true_random=False))
def test_what_is_read_and_what_is_refused_is_what_the_strict_reader_says(documents: tuple[Any], chance: Random) -> None:
    [document] = documents
    for data in (document, broken(document, chance)):
        for unknown in UNKNOWN:
            read = outcome(lambda: QUICKLY[unknown].structure(data, sr.SitRep))  # noqa: B023
            assert read == outcome(lambda: strictly(data, unknown))  # noqa: B023


@given(st.sitreps(), strategies.randoms(use_true_random=False))
def test_canonical_text_is_read_at_once_and_broken_text_as_the_strict_reader_says(
    report: sr.SitRep, chance: Random
) -> None:
    text = sr.dumps(report)
    place = chance.randrange(len(text))
    cut = chance.randrange(1, 4)
    others = chance.choice(
        ["", "1", " ", ",", '"', "-0", "1.0", "1E5", "NaN", "\\ud800", text[place : place + cut] * 2]
    )
    for written in (text, text[:place] + others + text[place + cut :]):
        for unknown in UNKNOWN:
            read = outcome(lambda: sr.loads(written, unknown=unknown))  # noqa: B023
            assert read == outcome(lambda: strictly(parse(written), unknown))  # noqa: B023


def test_a_member_that_stands_twice_is_found_in_canonical_text() -> None:
    text = sr.dumps(gaza_figures())
    for name in ("name", "type", "format", "id", "reported"):
        [member, *_] = re.findall(f'"{name}":"[^"]*"', text)
        with pytest.raises(sr.InvalidError, match="each member once"):
            sr.loads(text.replace(member, f"{member},{member}", 1))


def test_canonical_text_is_proven_and_not_read_strictly(monkeypatch: pytest.MonkeyPatch) -> None:
    report = gaza_figures()
    monkeypatch.setattr(documents, "parse", lambda text: pytest.fail("it was read strictly"))
    assert sr.loads(sr.dumps(report)) == sr.loads(sr.dumps(report).encode()) == report
    monkeypatch.setattr(slices, "decode", json.loads)
    assert sr.loads(sr.dumps(report)) == report


def test_reports_that_are_read_share_the_records_that_they_share() -> None:
    text = sr.dumps(gaza_figures())
    one, other = sr.loads(text), sr.loads(text)
    assert [a.record is b.record for a, b in zip(one, other, strict=True)] == [True] * len(one)


@pytest.mark.parametrize("cls", [*TYPES, sr.Attribution, sr.Header, sr.Note, sr.Retraction, sr.Judgement])
def test_canonical_data_of_every_class_is_read_without_the_strict_reader(cls: type[Value]) -> None:
    @SOME
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
    with pytest.raises(Unusual):
        read(data)


FAULTS_OF_A_PROGRAM = (TypeError, ValueError, KeyError, AttributeError, IndexError)


@pytest.mark.parametrize("mistake", FAULTS_OF_A_PROGRAM)
@pytest.mark.parametrize("place", ["text", "number", "between fields"])
def test_a_mistake_in_a_rule_of_somebody_elses_class_is_seen_at_its_first_call(
    mistake: type[Exception], place: str
) -> None:
    calls = []

    def mistaken(held: Any) -> Any:
        calls.append(held)
        raise mistake("no such thing")

    @declare
    class Well(Value):
        name: Text = part("Name", meaning="The name", rule=mistaken if place == "text" else None)
        depth: Number = part("Depth", meaning="Metres", rule=mistaken if place == "number" else None)

        def _faults(self) -> Any:
            return mistaken(self) if place == "between fields" else ()

    with pytest.raises(mistake, match="no such thing"):
        make_converter().structure({"name": "A", "depth": 5}, Well)
    assert len(calls) == 1, "the strict reader was asked as well"


def test_what_a_rule_of_somebody_elses_class_refuses_is_told_by_the_strict_reader() -> None:
    @declare
    class Well(Value):
        depth: Number = part("Depth", meaning="Metres", rule=between(0, 9))

    with pytest.raises(sr.InvalidError, match=r"^depth: 12 is refused; expected from 0 to 9$"):
        make_converter().structure({"depth": 12}, Well)


def test_what_is_no_json_data_at_all_is_left_to_the_strict_reader() -> None:
    nested: Any = "A"
    for _ in range(3_000):
        nested = [nested]
    for odd in (object(), {1, 2}, nested):
        for data in ({"record": odd}, {"record": {"type": "incident", "kind": "flood", "place": odd}}):
            with pytest.raises(Unusual):
                QUICK.get_structure_hook(sr.Claim).quickly(data)  # type: ignore[attr-defined]


def test_a_claim_without_attributions_is_refused_in_canonical_text_too() -> None:
    text = sr.dumps(sr.SitRep(claims=[sr.Claim(sr.Incident(kind="flood"), attributions="A")]))
    emptied = re.sub(r'"attributions":\[.*?\],"id"', '"attributions":[],"id"', text)
    with pytest.raises(sr.InvalidError, match="expected at least one attribution"):
        sr.loads(emptied)


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
    remembered = Remembered(str)
    for number in range(Remembered.MOST + 10):
        assert remembered[str(number)] == str(number)
    assert len(remembered) == 10
    assert remembered["x" * 1_000] not in remembered


def test_bytes_that_are_no_utf_8_are_refused_wherever_they_stand_in_a_canonical_text() -> None:
    text = sr.dumps(gaza_figures()).encode()
    for place in range(0, len(text), 97):
        broken = text[:place] + b"\xff" + text[place + 1 :]
        with pytest.raises(sr.InvalidError, match=f"expected UTF-8 text; byte {place} is none"):
            sr.loads(broken)
    with pytest.raises(sr.InvalidError):
        sr.loads(text.decode().replace("OCHA", "OCH\udc80"))
