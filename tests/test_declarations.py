"""What `declare` makes of a class: an immutable attrs class that converts what it is given."""

import copy
import inspect
import linecache
import traceback
from pathlib import Path
from types import CodeType
from typing import Any

import attrs
import pytest

import sitrep as sr
from sitrep.fields.declarations import Value, declare, declared, part
from sitrep.fields.kinds import DECLARED, Matching, Number, RequiredText, Text, TextKind


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


class _Plain:
    def greet(self) -> str:
        return "hello"


@pytest.mark.parametrize("bases", [(sr.Place, _Plain), (_Plain, sr.Place)])
@pytest.mark.parametrize("build", [declare, lambda cls: cls])
@pytest.mark.parametrize("body", [{}, {"__slots__": ("own",)}])
def test_a_class_can_be_mixed_with_plain_ones(bases: tuple[type, ...], build: Any, body: dict[str, Any]) -> None:
    mixed = build(type("Mixed", bases, body.copy()))
    built = mixed(name="Rafah")
    assert (type(built), built.name, built.greet()) == (mixed, "Rafah", "hello")
    assert mixed.assemble(name="Rafah") == built == built.replace() == copy.deepcopy(built)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        built.name = "Gaza"


def test_the_bases_of_a_class_are_told_of_the_declared_class_alone() -> None:
    told = list[str]()

    class Told(sr.Place):
        def __init_subclass__(cls, *, code: str, **named: Any) -> None:
            super().__init_subclass__(**named)
            told.append(code)

    class Own(Told, code="own"):
        pass

    assert Own(name="Rafah") == Own.assemble(name="Rafah")
    assert told == ["own"]


@pytest.mark.parametrize("name", ["new", "twin", "set", "twin_of", "text", "json", "value", "held", "_private"])
def test_a_field_may_bear_any_name(name: str) -> None:
    body: dict[str, Any] = {"__annotations__": {name: Number}, name: part("Own", meaning="Its own")}
    own: Any = declare(type("Own", (Value,), body))
    built = own(**{name.lstrip("_"): 3}, kept={"zone": "north"})
    assert getattr(built, name) == 3
    assert built.canonical == f'{{"{name}":3,"zone":"north"}}'
    assert own.assemble(**{name: 3}, kept=built.kept) == built == built.replace()
    assert list(inspect.signature(own).parameters) == ["kept", name.lstrip("_")]


def test_fields_named_like_what_writes_them_are_written_by_their_own_kind() -> None:
    @declare
    class Sign(Value):
        text: Number = part("Text", meaning="The number of its text")
        label: Text = part("Label", meaning="The label")
        beside = ("form",)
        form = "sign"

    assert Sign(text=3, label="A").canonical == '{"form":"sign","label":"A","text":3}'


@attrs.define
class _Listed:
    """A rule that can't be hashed."""

    names: list[str]

    def __call__(self, name: str) -> str:
        return name if name in self.names else self.names[0]


@attrs.frozen
class _Renamed(TextKind):
    table: dict[str, str] = attrs.field(factory=dict)

    def _convert(self, given: Any) -> str:
        return super()._convert(self.table.get(given, given))


def test_rules_and_kinds_of_other_packages_needn_t_be_hashable() -> None:
    @declare
    class Vessel(sr.Place):
        flag: Text = part("Flag", meaning="The flag", rule=_Listed(["PSE", "EGY"]))
        port: _Renamed(table={"Gaza port": "Gaza"}) = part("Port", meaning="The port")  # type: ignore[valid-type]

    vessel = Vessel(flag="JOR", port="Gaza port")
    assert (vessel.flag, vessel.port) == ("PSE", "Gaza")
    structured = sr.make_converter().structure({"flag": "EGY", "port": "Gaza port"}, Vessel)
    assert (structured.flag, structured.port) == ("EGY", "Gaza")


RULES = {
    each.kind.rule: f"{cls.__name__}.{name}"
    for cls in [*DECLARED.values()]
    if cls.__module__.startswith("sitrep.")
    for name, each in declared(cls).items()
    if isinstance(each.kind, TextKind) and isinstance(each.kind.rule, Matching)
}


@pytest.mark.parametrize("rule", RULES, ids=RULES.get)
def test_a_form_takes_its_samples_as_they_stand_and_names_them_where_it_refuses(rule: Matching) -> None:
    assert [rule(sample) for sample in rule.samples] == [*rule.samples]
    with pytest.raises(sr.InvalidError) as raised:
        rule("?")
    assert all(sample in str(raised.value) for sample in (rule.named, *rule.samples))


# Code that is made from declarations


def made_for(cls: type[Value]) -> tuple[CodeType, CodeType]:
    """Return the code that is made for a class when it is first built and written."""
    value: Any = cls()
    value.write()
    initialize: Any = cls.__init__
    return initialize.__code__, cls.write.__code__


def declared_vessel(meaning: str = "The flag", **more: Any) -> type[Value]:
    @declare
    class Vessel(Value):
        flag: Text = part("Flag", meaning=meaning, rule=more.get("rule"))

    return Vessel


def test_a_traceback_shows_the_lines_of_functions_that_were_made() -> None:
    def mistaken(text: str) -> str:
        raise TypeError(f"no rule for {text}")

    with pytest.raises(TypeError) as raised:
        declared_vessel(rule=mistaken)(flag="LBR")  # type: ignore[call-arg]
    shown = "".join(traceback.format_exception(raised.value))
    assert "flag = _default_flag if flag is None else _convert_flag(flag)" in shown
    assert "Vessel.__init__" in shown


def test_a_debugger_finds_the_source_of_functions_that_were_made_and_they_are_no_files() -> None:
    initialize, write = made_for(declared_vessel())
    for code, line in ((initialize, "    self.flag = flag\n"), (write, "    text = ''\n")):
        assert line in inspect.getsourcelines(code)[0]
        linecache.checkcache()
        assert line in inspect.getsourcelines(code)[0]
        assert not Path(code.co_filename).exists()


def test_classes_of_one_name_show_their_own_lines_and_the_same_lines_are_held_once() -> None:
    @declare
    class Vessel(Value):
        flag: Text = part("Flag", meaning="The flag")
        tonnage: Number = part("Tonnage", meaning="Tonnes")

    Vessel.__qualname__ = declared_vessel().__qualname__
    _, write = made_for(Vessel)
    _, another = made_for(declared_vessel())
    assert ["tonnage" in "".join(inspect.getsourcelines(each)[0]) for each in (write, another)] == [True, False]
    held = len(linecache.cache)
    for _ in range(10):
        made_for(declared_vessel())
    assert len(linecache.cache) == held


def test_code_is_made_in_one_place() -> None:
    sources = {path.name for path in Path(sr.__file__).parent.rglob("*.py") if "exec(" in path.read_text("utf-8")}
    assert sources == {"generated.py"}
