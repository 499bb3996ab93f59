"""The JSON Schema: two validators and `loads` agree on every document, but for the rules that are listed."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from broken_documents import changed
from hypothesis import given, strategies as base
from hypothesis.strategies import DataObject

import sitrep as sr
from sitrep.canonical import canonical_line
from sitrep.codec import BEYOND_SCHEMA, Beyond
from sitrep.testing import strategies as st

ROOT = Path(__file__).parents[1]
SHIPPED = ROOT / "sitrep" / "schemas" / "sitrep-1.json"
MALFORMED = sorted((ROOT / "tests" / "malformed").glob("*.json"))
AJV = os.environ.get("SITREP_AJV", "")
NODE = shutil.which("node") or ""
STRICTER = tuple(beyond for beyond in BEYOND_SCHEMA if not beyond.worded)
CHANGES = 5

Judge = Callable[[Any], bool]


@pytest.fixture(scope="module")
def ajv() -> Iterator[Judge]:
    """ajv on Node: one process, which judges a line at a time."""
    if not (NODE and AJV):
        pytest.skip("ajv is not here: install tests/ajv/package.json, and name the directory in SITREP_AJV")
    command = [NODE, str(ROOT / "tests" / "ajv" / "judge.js"), str(SHIPPED)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="ascii") as process:
        assert process.stdin
        assert process.stdout

        def judge(document: Any) -> bool:
            process.stdin.write(json.dumps(document) + "\n")
            process.stdin.flush()
            return {"true\n": True, "false\n": False}[process.stdout.readline()]

        yield judge
        process.stdin.close()
        assert process.wait(timeout=60) == 0


@pytest.fixture(scope="module", params=["jsonschema", "ajv"])
def judge(request: pytest.FixtureRequest) -> Judge:
    if request.param == "ajv":
        found: Judge = request.getfixturevalue("ajv")
        return found
    schema = json.loads(SHIPPED.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema).is_valid


def faults_of(text: str) -> list[str]:
    """What `loads` says it expects, for each fault."""
    try:
        sr.loads(text)
    except sr.InvalidError as error:
        return [fault.expected for fault in error.faults]
    return []


def is_worded(beyond: Beyond, expected: str) -> bool:
    words = map(re.escape, beyond.worded.split("…"))
    return bool(beyond.worded) and re.fullmatch(".*".join(words), expected) is not None


def cleaned(data: Any) -> Any:
    if isinstance(data, dict):
        return {name: cleaned(item) for name, item in data.items()}
    if isinstance(data, list):
        return [cleaned(item) for item in data]
    return canonical_line(data) if isinstance(data, str) and data.strip() else data


def difference(judge: Judge, document: Any) -> set[Beyond]:
    """The listed rules in which `loads` and the judge differ on a document; any other difference is at fault."""
    faults, is_valid = faults_of(json.dumps(document)), judge(document)
    if bool(faults) is not is_valid:
        return set()
    if not is_valid:
        assert judge(cleaned(document)), "the schema refuses what `loads` reads"
        return {*STRICTER}
    rules = {fault: [beyond for beyond in BEYOND_SCHEMA if is_worded(beyond, fault)] for fault in faults}
    assert all(rules.values()), f"the schema accepts what `loads` refuses: {rules}"
    return {beyond for found in rules.values() for beyond in found}


@given(base.data())
def test_the_schema_accepts_what_loads_reads_and_refuses_what_it_refuses(judge: Judge, data: DataObject) -> None:
    document = data.draw(st.sitrep_documents())
    assert faults_of(json.dumps(document)) == []
    assert judge(document)
    for _ in range(CHANGES):
        difference(judge, data.draw(changed(document)))
