"""What looks wrong: each check finds what it is for, and lets pass what is right."""

import json
import re
import sys
from collections.abc import Callable, Iterator
from cProfile import Profile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import attrs
import pytest
from claims_to_check import about, deaths, finds, new_deaths, notices, tabled, toll
from click.testing import CliRunner
from hypothesis import given, strategies as hypothesis

import sitrep as sr
from sitrep.checks import CHECKS, CheckView, Thresholds, check, register, registry
from sitrep.checks.registry import Found
from sitrep.cli import judging
from sitrep.cli.commands import sitrep as program
from sitrep.notices import Notice, Severity
from sitrep.reference import gaza_figures, rafah
from sitrep.testing import strategies as st

ROOT = Path(__file__).parents[1]


PAGE = ROOT / "docs" / "checks.md"


# What all checks have in common


@given(st.sitreps())
def test_no_valid_report_makes_a_check_fail(report: sr.SitRep) -> None:
    found = check(report)
    gravest_first = [*Severity]
    assert [*found] == sorted(
        set(found), key=lambda each: (gravest_first.index(each.severity), each.code, each.claims, each.sentence)
    )
    for notice in found:
        assert notice.code != "check_failed", notice.sentence
        # A head of a report is no claim.
        assert notice.claims or notice.code == "next_update_before_issue"
        assert all(claim in report for claim in notice.claims)
        assert notice.sentence.endswith((".", "?"))
        assert json.loads(json.dumps(notice.to_json()))["code"] in CHECKS


FIGURES = [0, 1, 100, 130, 310, 1_234, 1_324, 2**53 - 1, about(2**53 - 1), sr.Figure(low=3), sr.Figure(term="scores")]
DATES = [
    "0001-01-01",
    "2024-03-01",
    "2024-03-02",
    "2024-03-02",
    "2024-03-03",
    "2024-03-02/2024-03-03",
    "2024-03-02/..",
    None,
]


@hypothesis.composite
def counts(draw: hypothesis.DrawFn) -> sr.Claim:
    """Claims of few subjects, figures, days and sources, so that many belong together."""
    narrowing = {
        "sex": ["f", "m"],
        "age": ["0-17"],
        "component": ["new", "recovered", "removed_by_review"],
        "place": ["A"],
    }
    name = draw(hypothesis.sampled_from([None, *narrowing]))
    measured = [{"measure": "cumulative", "since": "2024-02-20"}, {"measure": "new"}, {"measure": "current"}, {}]
    narrowed = {name: draw(hypothesis.sampled_from(narrowing[name]))} if name else {}
    fields: dict[str, Any] = {"place": sr.Place(parts=["A", "B"])} | draw(hypothesis.sampled_from(measured)) | narrowed
    figure, day = draw(hypothesis.sampled_from(FIGURES)), draw(hypothesis.sampled_from(DATES))
    return deaths(figure, day, draw(hypothesis.sampled_from(["A", "B"])), **fields)


@given(hypothesis.lists(counts(), min_size=4, max_size=16))
def test_no_figures_make_a_check_fail(claims: list[sr.Claim]) -> None:
    report = sr.SitRep(claims=claims)
    found = check(report)
    assert found == check(sr.SitRep(claims=reversed(claims)))
    assert "check_failed" not in {notice.code for notice in found}
    assert all(claim in report for notice in found for claim in notice.claims)


@given(st.families(2))
def test_the_order_in_which_reports_are_merged_makes_no_difference(family: tuple[sr.SitRep, sr.SitRep]) -> None:
    one, other = family
    assert check(one | other) == check(other | one) == check(sr.loads(sr.dumps(one | other), unknown="keep"))


def test_an_empty_report_and_the_reference_have_no_errors() -> None:
    assert check(sr.SitRep()) == ()
    assert {notice.severity for notice in check(rafah())} == {Severity.NOTE}
    graver = [notice for notice in check(rafah() | gaza_figures()) if notice.severity != Severity.NOTE]
    # Of those who left by one crossing on one day, two sources name the group differently.
    assert [(notice.code, notice.severity) for notice in graver] == [("told_differently", Severity.WARNING)] * 2


def test_a_notice_names_its_claims_in_the_order_of_time() -> None:
    old, low = toll(104, "2024-03-01"), toll(101, "2024-03-02")
    [notice] = notices("cumulative_falls", [low, old])
    assert notice.claims == (old.id, low.id)
    assert notice.remedy == CHECKS["cumulative_falls"].remedy


def test_what_is_denied_or_taken_back_takes_no_part() -> None:
    old, low = toll(104, "2024-03-01"), toll(101, "2024-03-02")
    correction = sr.Retraction(old, source="Ministry", kind="corrected", replaced_by=low)
    assert finds("cumulative_falls", old, low)
    assert not finds("cumulative_falls", old, low, retractions=[correction])
    denied = old.replace(attributions=[old.attributions[0].replace(stance="denies")])
    assert not finds("cumulative_falls", denied, low)


def test_subjects_that_are_the_same_are_checked_together() -> None:
    one, other = toll(104, "2024-03-01"), toll(101, "2024-03-02", place="North")
    link = sr.Link([one, other], by="Editor")
    assert not finds("cumulative_falls", one, other)
    assert finds("cumulative_falls", one, other, links=[link])


# Checks of others


@pytest.fixture
def _own_checks() -> Iterator[None]:
    known = dict(CHECKS)
    yield
    CHECKS.clear()
    CHECKS.update(known)


@pytest.mark.usefixtures("_own_checks")
def test_a_check_of_your_own() -> None:
    @register("no_place", Severity.NOTE, meaning="Nobody says where.", remedy="Say where.")
    def no_place(view: CheckView) -> Iterator[Found]:
        for claim in view.report:
            if claim.record.place is None:
                yield [claim], f"{claim} says not where."

    claim = tabled(sr.Shortage(item="water", level="short"))
    assert notices("no_place", [claim]) == [
        Notice("no_place", Severity.NOTE, (claim.id,), f"{claim} says not where.", "Say where.")
    ]


@pytest.mark.usefixtures("_own_checks")
@pytest.mark.parametrize(("code", "words"), [("cumulative_falls", "registered by sitrep"), ("No code", "is no code")])
def test_a_code_is_registered_once_and_has_a_form(code: str, words: str) -> None:
    with pytest.raises(TypeError, match=words):
        register(code, Severity.NOTE, meaning="", remedy="")(lambda _: ())


@pytest.mark.usefixtures("_own_checks")
def test_a_check_that_breaks_off_keeps_no_other_from_its_work() -> None:
    @register("breaks", Severity.NOTE, meaning="Breaks.", remedy="Mend it.")
    def breaks(view: CheckView) -> Iterator[Found]:
        yield view.report.claims[:1], "Found before."
        raise KeyError("no such member")

    found = check(sr.SitRep(claims=[toll(104, "2024-03-01"), toll(101, "2024-03-02")]))
    assert {"cumulative_falls", "breaks"} < {notice.code for notice in found}
    [failed] = [notice for notice in found if notice.code == "check_failed"]
    assert failed.sentence == f"The check 'breaks' of {__name__} broke off: KeyError: 'no such member'."
    assert (failed.severity, failed.claims) == (Severity.ERROR, ())


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, _own_checks: None) -> Iterator[Callable[[str], None]]:
    """Install a package that offers a module of checks, as pip lays it out."""

    def put(source: str) -> None:
        (tmp_path / "checks_of_somebody.py").write_text(source, encoding="utf-8")
        about = tmp_path / "somebody-1.0.dist-info"
        about.mkdir()
        (about / "METADATA").write_text("Metadata-Version: 2.1\nName: somebody\nVersion: 1.0\n", encoding="utf-8")
        (about / "entry_points.txt").write_text("[sitrep.checks]\nmine = checks_of_somebody\n", encoding="utf-8")
        monkeypatch.syspath_prepend(tmp_path)
        registry._load_installed.cache_clear()

    yield put
    registry._load_installed.cache_clear()
    sys.modules.pop("checks_of_somebody", None)


A_CHECK = """
from sitrep.checks import register
from sitrep.notices import Severity

@register("no_place", Severity.NOTE, meaning="Nobody says where.", remedy="Say where.")
def no_place(view):
    for claim in view.report:
        if claim.record.place is None:
            yield [claim], f"{claim} says not where."
"""


def test_checks_of_installed_packages_are_loaded(install: Callable[[str], None]) -> None:
    install(A_CHECK)
    [first, *_] = [check(sr.SitRep(claims=[tabled(sr.Shortage(item="water", level="short"))])) for _ in range(2)]
    assert [notice.code for notice in first] == ["no_place"]


def test_checks_that_cannot_be_loaded_are_said(install: Callable[[str], None]) -> None:
    install("import no_such_module")
    assert [notice.sentence for notice in check(sr.SitRep())] == [
        "Checks are missing: the entry point 'mine' of 'sitrep.checks' can't be loaded: 'checks_of_somebody' gives "
        "ModuleNotFoundError: No module named 'no_such_module'."
    ]


def test_checks_of_two_packages_that_name_them_alike_are_both_loaded(
    install: Callable[[str], None], tmp_path: Path
) -> None:
    install(A_CHECK)
    (tmp_path / "others.py").write_text(A_CHECK.replace("no_place", "no_place_either"), encoding="utf-8")
    about = tmp_path / "other-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: other\nVersion: 1.0\n", encoding="utf-8")
    (about / "entry_points.txt").write_text("[sitrep.checks]\nmine = others\n", encoding="utf-8")
    found = check(sr.SitRep(claims=[tabled(sr.Shortage(item="water", level="short"))]))
    assert [notice.code for notice in found] == ["no_place", "no_place_either"]
    sys.modules.pop("others")


# The page


def sections() -> dict[str, str]:
    """The sections of the codes by code."""
    _, *parts = re.split(
        r"^### (\w+)$", PAGE.read_text(encoding="utf-8").partition("\n## Thresholds")[0], flags=re.MULTILINE
    )
    return dict(zip(parts[::2], parts[1::2], strict=True))


def test_the_page_has_every_code_and_no_other() -> None:
    assert sections().keys() == CHECKS.keys()
    listed = re.findall(
        r"^\| \[`(\w+)`\]\(#\1\) \| (\w+) \| (.+) \|$", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    assert sorted(listed) == sorted((each.code, each.severity.value, each.meaning) for each in CHECKS.values())


@pytest.mark.parametrize("code", CHECKS)
def test_a_code_is_documented_with_an_example_that_finds_it(code: str) -> None:
    """The tests of the docs run the examples."""
    section = sections()[code]
    assert f"**{CHECKS[code].severity.capitalize()}.** {CHECKS[code].meaning}\n" in section
    assert f"What mends it: {CHECKS[code].remedy}\n" in section
    assert re.search(rf'^>>> found\("{code}", .+\n[^>`]', section, flags=re.MULTILINE)


def test_the_page_has_every_threshold() -> None:
    _, _, page = PAGE.read_text(encoding="utf-8").partition("\n## Thresholds")
    listed = re.findall(r"^\| `(\w+)` \| ([\d.]+) \| ([^|\d][^|]+) \|$", page, flags=re.MULTILINE)
    assert [(name, float(default), meaning) for name, default, meaning in listed] == [
        (field.name, field.default, field.metadata["meaning"]) for field in attrs.fields(Thresholds)
    ]


# The command


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    monkeypatch.chdir(tmp_path)
    sr.dump(sr.SitRep(claims=[toll(104, "2024-03-01")]), "one.json")
    sr.dump(sr.SitRep(claims=[toll(101)]), "other.json")
    sr.dump(sr.SitRep(claims=[sr.Claim(deaths(5).record, attributions=["A", "B"])]), "bare.json")
    sr.dump(sr.SitRep(claims=[tabled(sr.Crossing(name="X", status="open"))]), "fine.json")
    return lambda *arguments: CliRunner().invoke(program, ["check", *arguments], env={"COLUMNS": "80"})


def test_the_command_checks_its_files_together(run: Callable[..., Any]) -> None:
    result = run("one.json", "other.json")
    assert result.exit_code == 1
    assert result.stdout.startswith("1 error, 1 note — 2 reported facts, 1 source\n\nERROR cumulative_falls (1)")
    assert "→ If it is a correction" in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 80
    assert run("one.json").exit_code == run("bare.json").exit_code == 0


def test_the_command_says_that_nothing_looks_wrong(run: Callable[..., Any]) -> None:
    result = run("fine.json")
    assert (result.exit_code, result.stdout) == (0, "Nothing looks wrong — 1 reported fact, 1 source\n")


def test_the_command_gives_notices_as_json(run: Callable[..., Any]) -> None:
    result = run("--format", "json", "one.json", "other.json")
    expected = check(sr.merge(sr.load("one.json"), sr.load("other.json")))
    assert result.exit_code == 1
    assert json.loads(result.stdout) == [notice.to_json() for notice in expected]
    assert json.loads(run("--format", "json", "fine.json").stdout) == []


@pytest.mark.parametrize("threshold", attrs.fields(Thresholds), ids=lambda each: each.name)
def test_the_command_has_an_option_for_every_threshold(
    run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, threshold: Any
) -> None:
    taken: list[Thresholds] = []

    def take(_: sr.SitRep, thresholds: Thresholds, **__: Any) -> tuple[()]:
        taken.append(thresholds)
        return ()

    monkeypatch.setattr(judging, "check", take)
    option = f"--{threshold.name.replace('_', '-')}"
    for arguments in ([], [option, "0"], [option, "1"]):
        assert run("one.json", *arguments).exit_code == 0
    assert taken == [Thresholds(), *(Thresholds(**{threshold.name: number}) for number in (0, 1))]
    told = " ".join(run("--help").stdout.split())
    assert f"{option} NUMBER {threshold.metadata['meaning']} [default: {threshold.default}]" in told


def test_the_command_finds_what_the_thresholds_say(run: Callable[..., Any]) -> None:
    sr.dump(sr.SitRep(claims=[toll(100, "2024-03-01"), toll(390)]), "rise.json")
    assert "order_of_magnitude" not in run("rise.json").stdout
    result = run("rise.json", "--jump-ratio", "2.5", "--jump-days", "1")
    assert "order_of_magnitude" in result.stdout
    assert "order_of_magnitude" not in run("rise.json", "--jump-ratio", "2.5", "--jump-days", "0").stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--jump-ratio", "-1"], "'--jump-ratio': -1.0 is refused; expected a number, 0 or more"),
        (["--jump-ratio", "nan"], "'--jump-ratio': nan is refused; expected a finite number"),
        (["--jump-ratio", "ten"], "'--jump-ratio': 'ten' is not a valid float"),
        (["--stale-days", "1.5"], "'--stale-days': '1.5' is not a valid integer"),
        (["--stale-days", "-2"], "'--stale-days': -2 is refused; expected a number, 0 or more"),
    ],
    ids=" ".join,
)
def test_what_is_no_threshold_is_a_fault_of_the_call(run: Callable[..., Any], arguments: list[str], words: str) -> None:
    result = run("one.json", *arguments)
    assert result.exit_code == 2
    assert words in result.stderr


@pytest.mark.parametrize("arguments", [[], ["--format", "xml", "one.json"], ["--nonsense", "one.json"]])
def test_a_wrong_call_of_the_command(run: Callable[..., Any], arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


def test_the_command_names_files_that_cannot_be_read(run: Callable[..., Any]) -> None:
    result = run("one.json", "absent.json")
    assert result.exit_code == 1
    assert "absent.json: cannot be read" in result.stderr


# Time


def many(number: int) -> sr.SitRep:
    """Totals and daily counts of many places, also of women and men."""
    claims = []
    for index in range(number // 4):
        place, day = sr.Place(name=f"Place {index // 50}"), str(date(2024, 1, 1) + timedelta(index % 50))
        claims += [toll(100 + 3 * (index % 50), day, place=place), new_deaths(3, day, place=place)]
        claims += [toll(50 + each * (index % 50), day, place=place, sex=sex) for each, sex in ((1, "f"), (2, "m"))]
    return sr.SitRep(claims=claims)


def test_the_work_grows_with_the_number_of_claims() -> None:
    def calls(report: sr.SitRep) -> int:
        profile = Profile()
        profile.runcall(check, report)
        return sum(entry.callcount for entry in profile.getstats())

    small, large = many(300), many(3_000)
    check(small)
    # Pairs of claims would take a hundred times as many.
    assert calls(large) < 20 * calls(small)


@pytest.mark.parametrize(
    ("thresholds", "words"),
    [
        ({"jump_ratio": "10"}, "Thresholds.jump_ratio: '10' is refused; expected a number"),
        ({"stale_days": -1}, "Thresholds.stale_days: -1 is refused; expected a number, 0 or more"),
        ({"resemblance": True}, "Thresholds.resemblance: True is refused; expected a number, not true or false"),
        ({"resemblance": 1.5}, "Thresholds.resemblance: 1.5 is refused; expected a number from 0 to 1"),
        ({"tolerance": 2}, "Thresholds.tolerance: 2 is refused; expected a number from 0 to 1"),
        ({"rounded_zeros": 17}, "Thresholds.rounded_zeros: 17 is refused; expected a number from 0 to 16"),
    ],
    ids=str,
)
def test_thresholds_are_numbers(thresholds: dict[str, Any], words: str) -> None:
    with pytest.raises(sr.InvalidError) as refused:
        Thresholds(**thresholds)
    assert str(refused.value).startswith(words)


@pytest.mark.parametrize("threshold", attrs.fields(Thresholds), ids=lambda each: each.name)
def test_every_threshold_that_is_taken_can_be_checked_by(threshold: Any) -> None:
    report = sr.SitRep(claims=[toll(1_000, "2024-03-01"), toll(about(900)), toll(300, sex="f"), toll(700, sex="m")])
    unlisted = report | sr.SitRep(claims=[toll(5, role="jurnalist")])
    for number in (0, threshold.metadata["most"]):
        check(unlisted, Thresholds(**{threshold.name: number}))


@pytest.mark.parametrize("given", [("report.json",), (sr.SitRep(), 5)], ids=str)
def test_what_is_no_report_cannot_be_checked(given: Any) -> None:
    with pytest.raises(sr.InvalidError, match="is refused; expected "):
        check(*given)
