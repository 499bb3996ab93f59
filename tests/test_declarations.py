"""What `declare` makes of a class: an immutable attrs class that converts what it is given."""

import copy
import inspect
from typing import Any

import attrs
import pytest

import sitrep as sr
from sitrep.declarations import declare, part
from sitrep.kinds import RequiredText, Text


def test_a_built_value_takes_no_assignment_and_no_other_class() -> None:
    place = sr.Place(name="Rafah")
    for name, held in (("name", "Gaza"), ("__class__", sr.Source)):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(place, name, held)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        del place.name
    assert type(place) is sr.Place


def test_a_value_that_is_refused_is_never_seen_half_built() -> None:
    place = sr.Place(name="Rafah")
    with pytest.raises(sr.InvalidError):
        sr.Place.__init__(place, latitude=95)
    assert type(place) is sr.Place
    assert place == sr.Place(name="Rafah")


def test_a_class_has_the_signature_that_attrs_gives_it_before_and_after_it_is_first_built() -> None:
    @declare
    class Vessel(sr.Place):
        call_sign: RequiredText = part("Call sign", meaning="The call sign")
        flag: Text = part("Flag", meaning="The flag")

    before = inspect.signature(Vessel)
    assert {"call_sign", "flag", "latitude"} <= before.parameters.keys()
    assert before.parameters["call_sign"].default is inspect.Parameter.empty
    vessel = Vessel(name="Adriatic", call_sign="9HA")
    assert inspect.signature(Vessel) == before
    assert vessel.flag is None
    assert vessel.call_sign == "9HA"
    with pytest.raises(TypeError, match="call_sign"):
        Vessel(name="Adriatic")


def test_an_attribute_that_is_no_declared_field_is_refused_since_it_would_be_lost_in_writing() -> None:
    body: dict[str, Any] = {"__annotations__": {"note": str}, "note": ""}
    with pytest.raises(TypeError, match=r"Vessel\.note is annotated with <class 'str'>; expected a kind of field"):
        declare(type("Vessel", (sr.Place,), body))


@pytest.mark.parametrize("cls", [sr.Place, sr.Source, sr.Document], ids=lambda cls: cls.__name__)
def test_an_undeclared_subclass_can_be_built_and_copied(cls: type[Any]) -> None:
    class Own(cls):  # type: ignore[misc]
        pass

    given = {"title": "A"} if cls is sr.Document else {"name": "A"}
    own = Own(**given)
    assert type(own) is Own
    assert copy.deepcopy(own) == own == own.replace()
    assert own != cls(**given)


def test_none_is_what_is_not_given() -> None:
    assert sr.Source("AFP", anonymous=None, kind=None, kept=None) == sr.Source("AFP")  # type: ignore[arg-type]


def test_equal_texts_of_other_types_are_told_apart_by_what_they_are() -> None:
    class Shouted(str):
        __slots__ = ()

    assert sr.Source(Shouted("AFP")) == sr.Source("AFP")
    assert type(sr.Source(Shouted("AFP")).name) is str
    assert sr.Figure(best=1) == sr.Figure(best=1.0)
    with pytest.raises(sr.InvalidError, match="not true or false"):
        sr.Figure(best=True)
