"""The specification: a program in another language, written from its page alone, gives the same bytes and faults."""

import base64
import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from broken_documents import changed
from hypothesis import given, settings, strategies as base
from hypothesis.strategies import DataObject
from vectors import outcome

import sitrep as sr
from sitrep.errors import FaultCode
from sitrep.testing import strategies as st

pytestmark = pytest.mark.once

ROOT = Path(__file__).parent.parent
VECTORS = ROOT / "docs" / "specification"
NODE = shutil.which("node")
SOME = settings(max_examples=max(10, settings().max_examples // 5))

Ask = Callable[..., Any]


def cases(name: str) -> list[Any]:
    listed: list[dict[str, Any]] = json.loads((VECTORS / f"{name}.json").read_text(encoding="ascii"))
    return [pytest.param(case, id=case["name"]) for case in listed]


@pytest.fixture(scope="module")
def ask() -> Iterator[Ask]:
    """The program in JavaScript: one process, which answers a line at a time."""
    if NODE is None:
        pytest.skip("Node is not here")
    command = [NODE, str(ROOT / "tests" / "javascript" / "judge.mjs")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8") as process:
        to_node, from_node = process.stdin, process.stdout
        assert to_node
        assert from_node

        def ask(task: str, **question: Any) -> Any:
            to_node.write(json.dumps({"task": task, **question}) + "\n")
            to_node.flush()
            answer = json.loads(from_node.readline())
            assert "broken" not in answer, answer["broken"]
            return answer

        yield ask
        to_node.close()
        assert process.wait(timeout=60) == 0


def read(ask: Ask, content: bytes) -> Any:
    answer = ask("read", base64=base64.b64encode(content).decode())
    return {"faults": sorted(answer["faults"], key=str)} if "faults" in answer else answer


def content_of(case: dict[str, Any]) -> bytes:
    return case["text"].encode() if "text" in case else base64.b64decode(case["base64"])


@pytest.mark.parametrize("case", cases("documents"))
def test_documents(case: dict[str, Any], ask: Ask) -> None:
    expected = {name: case[name] for name in ("canonical", "faults") if name in case}
    assert outcome(content_of(case)) == expected
    assert read(ask, content_of(case)) == expected


@pytest.mark.parametrize("case", cases("records"))
def test_records(case: dict[str, Any], ask: Ask) -> None:
    expected = {name: case[name] for name in ("canonical", "id", "subject")}
    assert ask("record", record=case["record"]) == expected
    [record] = sr.loads(json.dumps(document(case["record"]))).records(sr.Record)
    assert (record.canonical, record.id, record.subject.canonical) == tuple(expected.values())


def document(record: Any) -> dict[str, Any]:
    return {"format": "sitrep/1", "claims": [{"record": record, "attributions": [{"source": {"name": "A"}}]}]}


@pytest.mark.parametrize("case", cases("merges"))
def test_merges(case: dict[str, Any], ask: Ask) -> None:
    for reports in permutations(case["reports"]):
        assert sr.dumps(sr.merge(*map(sr.loads, reports))) == case["merged"]
        assert ask("merge", reports=reports) == {"merged": case["merged"]}


@SOME
@given(base.data())
def test_whatever_is_drawn_is_read_and_refused_alike(ask: Ask, data: DataObject) -> None:
    drawn = data.draw(st.sitrep_documents())
    for judged in [drawn, *(data.draw(changed(drawn)) for _ in range(5))]:
        content = json.dumps(judged).encode()
        assert read(ask, content) == outcome(content)


@SOME
@given(st.families(2, unknown=False))
def test_whatever_is_drawn_is_merged_alike(ask: Ask, drawn: Any) -> None:
    one, other = drawn
    assert ask("merge", reports=[sr.dumps(one), sr.dumps(other)]) == {"merged": sr.dumps(one | other)}


def test_the_vectors_have_every_fault_that_a_document_can_have() -> None:
    told = {fault["code"] for case in cases("documents") for fault in case.values[0].get("faults", ())}
    # The one is of hostile sizes; no rule of a document has no code of its own.
    assert {str(code) for code in FaultCode} - told == {"too_large"}
