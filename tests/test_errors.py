"""Errors are data: faults with their paths, values and rules, and a readable text made of them."""

import copy
import pickle
import re
from pathlib import Path
from typing import Any

import pytest

import sitrep as sr
from sitrep.errors import ROW, Fault, FaultCode, InvalidError, MissingExtraError, SitrepError, refuse, write_path


@pytest.mark.parametrize(
    ("fault", "root", "text"),
    [
        (Fault(5, "less"), "", "5 is refused; expected less"),
        (Fault(5, "less"), "$", "$: 5 is refused; expected less"),
        (Fault(5, "less", ("low",)), "", "low: 5 is refused; expected less"),
        (Fault(5, "less", ("claims", 3, "low")), "$", "$.claims[3].low: 5 is refused; expected less"),
        (Fault(5, "less", ("low",), "Try 4."), "Figure", "Figure.low: 5 is refused; expected less. Try 4."),
        (Fault(None, "a title", ("title",), absent=True), "$", "$.title: missing; expected a title"),
        (Fault("x" * 500, "less"), "", f"'{'x' * 70}… is refused; expected less"),
    ],
)
def test_a_fault_says_where_it_is_which_value_it_has_and_which_rule_it_breaks(
    fault: Fault, root: str, text: str
) -> None:
    assert fault.describe(root) == text
    assert str(InvalidError([fault], root)) == text


def test_several_faults_are_listed_one_a_line() -> None:
    error = InvalidError([Fault(1, "two", ("a",)), Fault(3, "four", ("b", 0))], "$")
    assert str(error).splitlines() == [
        "2 faults:",
        "  $.a: 1 is refused; expected two",
        "  $.b[0]: 3 is refused; expected four",
    ]


@pytest.mark.parametrize(
    ("step", "written"),
    [
        ("low", "$.low"),
        ("données", "$.données"),
        (3, "$[3]"),
        ("", "$['']"),
        ("two words", "$['two words']"),
        ("a.b", "$['a.b']"),
        ("line\nbreak", "$['line\\nbreak']"),
        ("\x1b[2J", "$['\\x1b[2J']"),
        ("\ud800", "$['\\ud800']"),
    ],
    ids=ascii,
)
def test_a_path_is_one_printable_line_whatever_the_members_are_called(step: str | int, written: str) -> None:
    assert write_path("$", (step,)) == written
    assert written.isprintable()


def test_a_member_with_an_endless_name_does_not_flood_the_message() -> None:
    assert len(write_path("$", ("two words" * 1000,))) < 100


def test_a_value_of_many_levels_can_still_be_told() -> None:
    value: list[Any] = []
    for _ in range(100_000):
        value = [value]
    assert str(refuse(value, "a list that ends")).endswith("is refused; expected a list that ends")


def test_faults_seen_from_the_value_that_holds_them_have_longer_paths_and_the_rest_as_it_was() -> None:
    inner = InvalidError([Fault(1, "two", ("low",), "Hint."), Fault(None, "three", absent=True)], "Figure")
    outer = inner.under("claims", 0, root="$")
    assert [fault.path for fault in outer.faults] == [("claims", 0, "low"), ("claims", 0)]
    assert [(fault.value, fault.expected, fault.hint, fault.absent) for fault in outer.faults] == [
        (1, "two", "Hint.", False),
        (None, "three", "", True),
    ]
    assert (outer.root, inner.root) == ("$", "Figure")


def test_a_value_within_values_is_named_by_its_path_from_the_class_that_was_built() -> None:
    with pytest.raises(InvalidError) as raised:
        sr.Casualty(outcome="killed", people=True)
    [fault] = raised.value.faults
    assert (raised.value.root, fault.path, fault.value) == ("Casualty", ("people", "best"), True)
    assert str(raised.value) == "Casualty.people.best: True is refused; expected a number, not true or false"


def test_every_error_of_ours_can_be_caught_as_one_and_as_what_python_calls_it() -> None:
    assert issubclass(InvalidError, SitrepError)
    assert issubclass(InvalidError, ValueError)
    assert issubclass(MissingExtraError, SitrepError)
    assert issubclass(MissingExtraError, ImportError)


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, lambda error: pickle.loads(pickle.dumps(error))])
def test_an_error_survives_copying_and_pickling_whole(copied: Any) -> None:
    error = InvalidError([Fault([1, "é"], "two", ("a", 0), "Hint."), Fault(None, "b", absent=True)], "$")
    again = copied(error)
    assert type(again) is InvalidError
    assert (again.faults, again.root, str(again)) == (error.faults, error.root, str(error))

    missing = copied(MissingExtraError("cli", "click"))
    assert type(missing) is MissingExtraError
    assert (missing.extra, missing.package, missing.name) == ("cli", "click", "click")
    assert str(missing) == 'click is not installed; run: pip install "humanitarian-sitrep[cli]"'


def test_an_error_of_reading_survives_pickling_as_between_processes() -> None:
    with pytest.raises(InvalidError) as raised:
        sr.loads('{"format":"sitrep/1","headers":[{"titel":"x","issued":"2023-02-30"}]}')
    again = pickle.loads(pickle.dumps(raised.value))
    assert str(again) == str(raised.value)
    assert len(again.faults) == 3


@pytest.mark.parametrize("given", [5, [sr.SitRep()], None, "report"], ids=repr)
def test_merging_what_is_no_report_is_refused_in_words(given: Any) -> None:
    with pytest.raises(InvalidError) as raised:
        sr.merge(sr.SitRep(), given)
    assert str(raised.value) == (
        f"{given!r} is refused; expected a SitRep. A list of reports is unpacked: merge(*reports)."
    )


@pytest.mark.parametrize("operator", ["__or__", "__sub__", "__le__", "__lt__", "__ge__", "__gt__"])
def test_a_report_and_something_else_are_not_compared_or_joined(operator: str) -> None:
    assert getattr(sr.SitRep(), operator)(5) is NotImplemented


# Codes

PAGE = (Path(__file__).parent.parent / "docs" / "faults.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## `(\w+)`\n\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))


def test_every_code_is_documented_in_order_and_no_other() -> None:
    assert [*SECTIONS] == [*FaultCode]


@pytest.mark.parametrize("code", FaultCode)
def test_a_code_is_documented_with_its_meaning_and_an_example_that_gives_it(code: FaultCode) -> None:
    assert " ".join(SECTIONS[code].partition("\n\n")[0].split()) == code.meaning
    assert f"\n['{code}']\n" in SECTIONS[code]


def test_a_fault_has_the_code_that_its_rule_gives_or_one_that_says_that_nothing_is_known() -> None:
    assert Fault(1, "two").code is FaultCode.NOT_ACCEPTED
    assert Fault(None, "two", absent=True).code is FaultCode.MISSING
    refused = refuse(1, "two", "low", code=FaultCode.OUT_OF_RANGE)
    assert [fault.code for fault in refused.under("people", root="$").faults] == [FaultCode.OUT_OF_RANGE]
    assert pickle.loads(pickle.dumps(refused)).faults == refused.faults


def test_only_faults_in_rows_of_a_table_are_told_together() -> None:
    twice = InvalidError([Fault(None, "a number", ()), Fault(5, "a number", ())], "Value")
    assert str(twice).startswith("2 faults:")
    assert len(str(twice).splitlines()) == 3
    in_rows = InvalidError([Fault("x", "a number", (row, "people")) for row in (2, 3, 4)], ROW)
    assert str(in_rows).endswith("The same in rows 3, 4.")
