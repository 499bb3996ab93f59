"""The strategies draw valid instances of every class, in all the forms that JSON may give them."""

import json
import pickle
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from copy import copy, deepcopy
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen
from hypothesis import find, given, settings, strategies as hypothesis_strategies
from sampling import sample

import sitrep as sr
from sitrep.errors import Fault, refuse
from sitrep.fields.declarations import Declaration, Value, declared, identifies, states
from sitrep.fields.kinds import DECLARED, Kind, ManyKind, Text
from sitrep.records import RECORD_TYPES, Record, record
from sitrep.testing import scalars, strategies as st
from sitrep.testing.drawing import draw_held, unamended
from sitrep.testing.forms import form_of_held
from sitrep.testing.registration import register

ROOT = Path(__file__).parent.parent
ABSTRACT = {"Value"}
CLASSES = [cls for name, cls in DECLARED.items() if name not in ABSTRACT and cls.__module__.startswith("sitrep.")]
EACH_CLASS = pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
CONVERTER = sr.make_converter(unknown="keep")

# There are many classes, and what is tested of each is much the same.
SOME = settings(max_examples=max(10, settings().max_examples // 5))


def check(test: Callable[[Any], object], strategy: hypothesis_strategies.SearchStrategy[Any]) -> None:
    @SOME
    @given(strategy)
    def holds(value: Any) -> None:
        test(value)

    holds()


def reread(value: Value) -> Any:
    return CONVERTER.structure(json.loads(value.canonical), type(value))


@EACH_CLASS
def test_every_class_has_a_strategy_of_valid_instances(cls: type[Value]) -> None:
    def survives(value: Value) -> None:
        assert isinstance(value, cls)
        assert reread(value) == value
        assert eval(value.as_code(), {**vars(sr)}) == value

    check(survives, st.instances(cls, unknown=True))


@EACH_CLASS
def test_every_instance_can_be_hashed_copied_and_pickled(cls: type[Value]) -> None:
    def survives(value: Value) -> None:
        for again in (copy(value), deepcopy(value), pickle.loads(pickle.dumps(value))):
            assert again == value
            assert hash(again) == hash(value)
            assert again.canonical == value.canonical

    check(survives, st.strategy_of(cls))


@EACH_CLASS
def test_every_form_in_json_is_read_as_the_value_it_was_made_of(cls: type[Value]) -> None:
    def is_read(pair: tuple[Value, Any]) -> None:
        value, form = pair
        again = CONVERTER.structure(json.loads(json.dumps(form)), type(value))
        assert again == value
        assert again.canonical == value.canonical

    check(
        is_read, st.instances(cls, unknown=True).flatmap(lambda value: st.forms(value).map(lambda form: (value, form)))
    )


@EACH_CLASS
def test_raw_json_is_valid_by_default(cls: type[Value]) -> None:
    strict = sr.make_converter()
    if cls is sr.UnknownRecord:
        return  # by its nature never

    def is_valid(data: Any) -> None:
        assert isinstance(strict.structure(json.loads(json.dumps(data)), cls), cls)

    check(is_valid, st.json_instances(cls))


@SOME
@given(st.sitrep_documents())
def test_raw_reports_are_loaded(data: Any) -> None:
    report = sr.loads(json.dumps(data))
    assert sr.loads(sr.dumps(report)) == report


def test_every_public_class_has_a_strategy_and_a_raw_twin_by_name() -> None:
    public = {cls for cls in vars(sr).values() if isinstance(cls, type) and issubclass(cls, Value)}
    assert set(st.drawn_classes()) == public
    for cls in public:
        singular = {"SitRep": "sitrep"}.get(cls.__name__) or getattr(cls, "type_name", "")
        if singular:
            assert callable(getattr(st, st.plural(singular)))
            assert callable(getattr(st, f"{singular}_documents"))
    assert {"casualties", "accesses", "facilities", "disease_counts", "casualty_documents"} <= set(dir(st))


def test_a_name_that_no_class_has_is_refused_with_a_hint() -> None:
    with pytest.raises(AttributeError, match="Did you mean 'casualties'"):
        st.casualtys()


def _declarations() -> Iterator[tuple[type[Value], Declaration, Kind]]:
    for cls in CLASSES:
        for declaration in declared(cls).values():
            kind = declaration.kind
            yield cls, declaration, kind.item if isinstance(kind, ManyKind) else kind


def test_every_rule_of_a_declaration_has_a_strategy() -> None:
    rules = [(kind.rule, getattr(kind, "whole", False)) for _, _, kind in _declarations() if kind.rule]
    assert len(rules) > 10
    for rule, whole in rules:
        assert scalars.for_rule(rule, whole=whole) is not None


def test_every_kind_of_field_has_a_strategy() -> None:
    for cls, declaration, kind in _declarations():
        assert draw_held.dispatch(type(kind)) is not draw_held.dispatch(Kind), (cls, declaration.name)


def test_every_rule_between_fields_is_obeyed_by_construction() -> None:
    assert {cls: unamended(cls) for cls in CLASSES if unamended(cls)} == {}


@SOME
@given(st.figures(low=400, unit="persons"))
def test_the_rest_of_an_instance_is_drawn_to_fit_what_is_given(figure: sr.Figure) -> None:
    assert figure.low == 400
    assert figure.best is None or figure.best >= 400
    assert figure.missing is None


@SOME
@given(
    st.casualties(
        people=90,
        outcome=hypothesis_strategies.sampled_from(("killed", "injured")),
        since=st.periods(edtf="2023-10-07"),
        place=None,
    )
)
def test_fields_are_given_as_values_or_strategies_and_none_leaves_one_out(casualty: sr.Casualty) -> None:
    assert casualty.people == sr.Figure(best=90)
    assert casualty.outcome in ("killed", "injured")
    assert casualty.measure == "cumulative"
    assert casualty.place is None


@SOME
@given(st.sitreps(headers=[sr.Header(title="One")], claims=hypothesis_strategies.lists(st.claims(), max_size=1)))
def test_the_parts_of_a_report_may_be_given(report: sr.SitRep) -> None:
    assert [header.title for header in report.headers] == ["One"]
    assert len(report.claims) <= 1


@pytest.mark.parametrize("make", [st.figures, st.sitreps, st.records])
def test_a_field_that_the_class_lacks_is_refused(make: Callable[..., Any]) -> None:
    with pytest.raises(TypeError, match="has no field 'lowest'"):
        make(lowest=3)


def test_what_is_given_against_the_rules_is_an_error_and_no_rejected_example() -> None:
    with pytest.raises(sr.InvalidError, match="measure='cumulative'"):
        check(lambda _: None, st.casualties(since="2023-10-07", measure="new"))


@SOME
@given(st.families(4, records=st.shortages(item="fuel"), unknown=False))
def test_a_family_starts_from_the_records_given(reports: tuple[sr.SitRep, ...]) -> None:
    assert len(reports) == 4
    # Others are made from them, and the near-twin of one differs in any one field: its item too, but not its type.
    assert all(isinstance(claim.record, sr.Shortage) for report in reports for claim in report)
    assert all(sr.loads(sr.dumps(report)) == report for report in reports)


def test_a_family_has_the_records_given() -> None:
    fuel = sr.Shortage(item="fuel", level="exhausted")
    families = st.families(2, records=hypothesis_strategies.just(fuel))
    assert any(all(fuel in report for report in family) for family in sample(families, 100))


@SOME
@given(st.conventions())
def test_conventions_are_the_named_ones(convention: sr.Convention) -> None:
    assert convention in (sr.ACLED, sr.EMDAT, sr.LITERAL)


# A record type of another package.


def _even(text: str) -> str:
    if len(text) % 2:
        raise refuse(text, "text of even length")
    return text


@pytest.fixture
def another() -> Iterator[Callable[..., type[Record]]]:
    """Declares record types, and takes them back."""
    before = dict(RECORD_TYPES), dict(DECLARED)

    def declare(name: str, faults: Any = None, **fields: Any) -> type[Record]:
        body: dict[str, Any] = {"__annotations__": {field: kind for field, (kind, _) in fields.items()}}
        body |= {field: specified for field, (_, specified) in fields.items()}
        if faults:
            body["_faults"] = faults
        cls: type[Record] = record(lead=name.lower())(type(name, (Record,), body))
        return cls

    yield declare
    for registry, old in zip((RECORD_TYPES, DECLARED), before, strict=True):
        for added in registry.keys() - old.keys():
            registry.pop(added)


def test_a_record_type_of_another_package_has_strategies_at_once(another: Callable[..., type[Record]]) -> None:
    register()
    swarm = another(
        "LocustSwarm",
        species=(Text, identifies("Species", meaning="Which locust")),
        heading=(Text, states("Heading", meaning="Where to")),
    )
    check(lambda value: None, st.locust_swarms(species="Schistocerca gregaria"))
    check(lambda data: CONVERTER.structure(data, swarm), st.locust_swarm_documents())
    check(lambda report: None, st.families(2, records=st.instances(swarm)))
    check(lambda value: None, hypothesis_strategies.from_type(swarm))
    assert find(st.records(), lambda value: isinstance(value, swarm))


def test_a_rule_without_a_strategy_fails_loudly_until_it_has_one(another: Callable[..., type[Record]]) -> None:
    word = another("EvenWord", word=(Text, states("Word", meaning="A word", rule=_even)))
    with pytest.raises(st.NoStrategyError, match="no strategy for the rule _even"):
        check(lambda value: None, st.instances(word))
    check(lambda value: None, st.instances(word, word="even"))
    st.register_rule(_even, hypothesis_strategies.sampled_from(("even", "word")))
    check(lambda value: None, st.instances(word))


def test_a_kind_without_a_strategy_fails_loudly_until_it_has_one(another: Callable[..., type[Record]]) -> None:
    @frozen
    class OddKind(Kind):
        @property
        def held(self) -> Any:
            return int

        def _convert(self, given: Any) -> Any:
            return given

    odd = another("OddNumber", number=(OddKind(), states("Number", meaning="A number")))
    with pytest.raises(st.NoStrategyError, match="OddKind"):
        check(lambda value: None, st.instances(odd))
    draw_held.register(OddKind, lambda kind, draw, world: draw(hypothesis_strategies.sampled_from((1, 3))))
    form_of_held.register(OddKind, lambda kind, held, draw: held)
    check(lambda data: CONVERTER.structure(data, odd), st.json_instances(odd))


def test_rules_between_fields_of_another_package_are_met_by_trying(another: Callable[..., type[Record]]) -> None:
    def faults(self: Any) -> Iterator[Fault]:
        if self.one and self.one == self.other:
            yield Fault(self.one, "two words that differ", ("other",))

    words = {name: (Text, states(name.title(), meaning="A word")) for name in ("one", "other")}
    pair = another("WordPair", faults, **words)
    check(lambda value: None, st.instances(pair))


# Public classes that aren't declared.


def public_classes() -> list[type[Any]]:
    return [cls for name in dir(sr) if isinstance(cls := getattr(sr, name), type)]


@pytest.mark.parametrize("cls", [each for each in public_classes() if not issubclass(each, Value)])
def test_public_classes_that_are_not_declared_have_strategies_too(cls: type[Any]) -> None:
    register()
    singular = re.sub("(?<=[a-z])(?=[A-Z])", "_", cls.__name__).lower()
    name = singular if singular.endswith("s") else st.plural(singular)
    for strategy in (getattr(st, name)(), hypothesis_strategies.from_type(cls)):

        def is_one(drawn: Any) -> None:
            assert isinstance(drawn, cls)
            assert str(drawn)

        check(is_one, strategy)


def expect(found: object, expected: object) -> None:
    assert found == expected


def test_their_fields_may_be_given() -> None:
    check(lambda change: expect(change.headline, "Rafah"), st.changes(headline="Rafah"))
    check(lambda fault: expect(fault.expected, "more"), st.faults(expected="more"))
    check(lambda parameters: expect(parameters.jump_days, 3), st.thresholds(jump_days=hypothesis_strategies.just(3)))
    check(lambda convention: expect(convention.name, "mine"), st.conventions(name="mine"))
    check(lambda transcript: expect(transcript.text, "Some 400"), st.transcripts(text="Some 400"))
    for make in (st.changes, st.transcripts, st.faults):
        with pytest.raises(TypeError, match="has no field 'titel'"):
            make(titel="Rafah")


# Registration.


@EACH_CLASS
def test_hypothesis_draws_every_class_from_its_type(cls: type[Value]) -> None:
    register()
    check(lambda value: None, hypothesis_strategies.from_type(cls))


def run(code: str, **env: str) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], env=env, capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_importing_the_library_imports_no_hypothesis() -> None:
    code = "import sys, sitrep, sitrep.testing, sitrep.testing.registration; print('hypothesis' in sys.modules)"
    assert run(code, PYTHONPATH=str(ROOT)).strip() == "False"


def install(directory: Path, name: str, entry_points: str) -> None:
    """What pip leaves of a distribution, as far as its entry points go."""
    installed = directory / f"{name.replace('-', '_')}-0.dist-info"
    installed.mkdir()
    (installed / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 0\n")
    (installed / "entry_points.txt").write_text(entry_points)


@pytest.fixture
def environment(tmp_path: Path) -> str:
    """Where the library is installed, and another package with a record type of its own."""
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["entry-points"]
    ours = "\n".join(f"{name} = {target}" for name, target in groups["hypothesis"].items())
    install(tmp_path, "humanitarian-sitrep", f"[hypothesis]\n{ours}\n")
    install(tmp_path, "sky", "[sitrep.records]\nsky = sky\n")
    (tmp_path / "sky.py").write_text(
        """
from sitrep.fields.declarations import states
from sitrep.fields.kinds import Text
from sitrep.records import Record, record

@record(lead="sky survey")
class SkySurvey(Record):
    weather: Text = states("Weather", meaning="What the sky looked like")
"""
    )
    return f"{tmp_path}:{ROOT}"


def test_from_type_works_once_both_are_installed(environment: str) -> None:
    code = """
from hypothesis import given, settings, strategies as st
import sitrep as sr

settings.register_profile("few", max_examples=25)
settings.load_profile("few")
seen = []
given(st.from_type(sr.Casualty), st.from_type(sr.SitRep))(lambda casualty, report: seen.append(casualty.outcome))()
print(len(seen) > 10)
from sky import SkySurvey
given(st.from_type(SkySurvey))(lambda survey: seen.append(survey.weather))()
print(len(set(seen)) > 10)
"""
    assert run(code, PYTHONPATH=environment).split() == ["True", "True"]


def test_a_record_type_of_an_installed_package_has_strategies_before_it_is_loaded(environment: str) -> None:
    code = """
import sys
from hypothesis import given, settings
from sitrep.testing import strategies as st

settings.register_profile("few", max_examples=25)
settings.load_profile("few")
print("sky" in sys.modules)
seen = []
given(st.sky_surveys(weather="clear"), st.sky_survey_documents())(lambda one, other: seen.append((one, other)))()
print({survey.weather for survey, _ in seen}, {data["type"] for _, data in seen}, "sky_surveys" in dir(st))
"""
    assert run(code, PYTHONPATH=environment).splitlines() == ["False", "{'clear'} {'sky_survey'} True"]
