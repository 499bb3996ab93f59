"""The caches of the package: bounded, in one list, and emptied together without anybody noticing but the clock."""

import ast
from pathlib import Path

import pytest
from hypothesis import given

import sitrep as sr
from sitrep import caches
from sitrep.caches import Remembered, cached
from sitrep.reference import gaza_figures
from sitrep.testing import strategies as st

SOURCES = [path for path in Path(sr.__file__).parent.rglob("*.py") if path.name != "caches.py"]


def test_every_cache_is_bounded_or_has_only_what_somebody_holds() -> None:
    sr.loads(sr.dumps(gaza_figures()))
    bounds = caches.bounds()
    assert {name for name, most in bounds.items() if most is None} == {"sitrep.codec.slices._in_use"}
    assert {"sitrep.values.periods._canonical_edtf", "sitrep.fields.generated.blank_of"} <= bounds.keys()
    assert all(0 < most <= caches.VALUES for most in bounds.values() if most is not None)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_no_module_keeps_a_cache_beside_the_list(path: Path) -> None:
    imported = {
        alias.name
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    assert (
        imported & {"cache", "lru_cache", "WeakValueDictionary", "WeakKeyDictionary", "functools", "weakref"} == set()
    )


def read(text: str) -> sr.SitRep:
    return sr.loads(text, unknown="keep")


@given(st.sitreps())
def test_emptying_all_caches_at_any_moment_changes_nothing(report: sr.SitRep) -> None:
    text = sr.dumps(report)
    before = read(text)
    caches.clear()
    assert before == report == read(text)
    assert sr.dumps(before | read(text)) == text
    indented = sr.dumps(report, indent=2)
    caches.clear()
    assert read(indented) == report


def test_what_is_emptied_is_made_again_and_what_is_remembered_is_not() -> None:
    made = []

    @cached(2)
    def make(number: int) -> int:
        made.append(number)
        return number

    table = Remembered(made.append)
    for _ in range(2):
        assert (make(1), table["a"]) == (1, None)
    assert made == [1, "a"]
    caches.clear()
    assert (make(1), table["a"]) == (1, None)
    assert made == [1, "a"] * 2
    for number in (2, 3, 1):
        make(number)
    assert made == [1, "a"] * 2 + [2, 3, 1]


def test_records_in_use_are_shared_until_the_caches_are_emptied() -> None:
    text = sr.dumps(gaza_figures())
    one, other = sr.loads(text), sr.loads(text)
    assert one.claims[0].record is other.claims[0].record
    caches.clear()
    assert sr.loads(text).claims[0].record is not one.claims[0].record
