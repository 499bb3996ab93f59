"""The library behind the page of the browser edition, in this Python: what is opened, written down, shown and saved."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from builders import claim_of, killed, report_of
from hypothesis import given, settings, strategies as hst
from rapidfuzz import fuzz

import sitrep as sr
from sitrep.browser import building, session
from sitrep.browser.session import Session
from sitrep.formats.offers import find_format
from sitrep.forms import make_form
from sitrep.testing import strategies as st
from sitrep.text.spelling import token_set_ratio

FEW = settings(max_examples=max(10, settings().max_examples // 20))
SPELLINGS = hst.lists(hst.text("abcé ", max_size=6), max_size=5).map(" ".join)

ONE = report_of(claim_of(killed(12), "A desk"))
OTHER = report_of(claim_of(killed(15), "An agency"))
TABLE = b"Date,District,Killed,Source\n2026-04-01,Northtown,5,A ministry\n2026-04-02,Northtown,7,A ministry\n"


def opened(*reports: sr.SitRep) -> Session:
    made = Session()
    for number, report in enumerate(reports):
        made.open(f"{number}.json", sr.dumps(report).encode(), "")
    return made


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Calls as the page makes them."""
    monkeypatch.setattr(session, "SESSION", Session())

    def call(method: str, content: bytes | None = None, /, **given: Any) -> Any:
        made = session.call(method, json.dumps(given), content)
        return made if isinstance(made, bytes) else json.loads(made)

    return call


@FEW
@given(st.families(2, unknown=False))
def test_what_is_saved_is_the_merge_of_what_was_opened(reports: tuple[sr.SitRep, ...]) -> None:
    assert opened(*reports).save("json", "en").decode() == sr.dumps(sr.merge(*reports))


@FEW
@given(st.families(2, unknown=False))
def test_a_file_that_is_taken_away_leaves_nothing_behind(reports: tuple[sr.SitRep, ...]) -> None:
    made = opened(*reports)
    made.close("1.json")
    assert made.report == reports[0]


@given(SPELLINGS, SPELLINGS)
def test_spellings_are_as_alike_as_rapidfuzz_finds_them(one: str, other: str) -> None:
    assert token_set_ratio(one, other) == fuzz.token_set_ratio(one, other)


def test_what_is_written_down_is_kept_when_its_file_goes() -> None:
    made = opened(ONE, OTHER)
    fact, other = (claim.id for claim in (*ONE, *OTHER))
    made.judge(fact, "preferred", by="A reviewer", at="", reason="")
    made.retract(other, "An agency", by="", kind="corrected", at="2026-04-02", reason="A slip")
    expected = (ONE | OTHER).judge(fact, "preferred", by="A reviewer")
    expected = expected.retract(other, "An agency", kind="corrected", at="2026-04-02", reason="A slip")
    assert made.report == expected
    made.close("0.json")
    assert made.report == expected - ONE


def test_links_are_suggested_and_written_down() -> None:
    crossings = [sr.Crossing(name=name, status="open") for name in ("Rafah", "Rafah Crossing Point")]
    made = opened(report_of(*crossings))
    [suggested] = made.suggest()
    one, other = suggested["facts"]
    made.link(one, other, same=True, by="A reviewer", at="", reason="")
    assert made.report == report_of(*crossings).link(*crossings, by="A reviewer")
    assert made.suggest() == []


@pytest.mark.parametrize("name", ["xlsx", "csv", "ndjson", "geojson"])
def test_formats_are_told_by_what_is_in_a_file(name: str) -> None:
    offered = find_format(name)
    made = Session()
    made.open("a file", offered.written(ONE | OTHER), "")
    assert made.report == offered.carried(ONE | OTHER)


def test_a_form_filled_in_elsewhere_is_read() -> None:
    made = Session()
    [file] = made.open("form.xlsx", make_form(["shortage"]), "")["files"]
    assert file["is_empty"]
    assert file["faults"] == ["sheet 'Report', row 14, column 'Title': missing; expected the title of the report"]


def test_a_table_waits_for_its_mapping() -> None:
    made = Session()
    [waiting] = made.open("table.csv", TABLE, "")["files"]
    assert waiting["is_empty"]
    mapping = waiting["mapping"].replace('["%Y-%m-%d", "edtf"]', '["edtf"]').replace("???", "A made-up table")
    [read] = made.map("table.csv", mapping, "")["files"]
    assert read["said"] == "2 reported facts, 1 source"
    with pytest.raises(sr.InvalidError, match="mapping"):
        made.map("table.csv", "nothing = 1", "")


ANSWERS: Mapping[str, str] = {
    "record.item": "fuel",
    "record.place.name": "Northtown",
    "record.level": "severe",
    "record.period": "2026-04-01",
    "attribution.source": "A made-up desk",
}


def test_a_form_filled_in_here_makes_a_fact() -> None:
    made = Session()
    questions = {each["key"]: each for group in made.form("shortage") for each in group["questions"]}
    assert ANSWERS.keys() <= questions.keys()
    assert questions["record.level"]["is_closed"]
    assert "severe" in questions["record.level"]["options"]
    made.fill("shortage", {key: ANSWERS.get(key, "") for key in questions})
    record = sr.Shortage(item="fuel", place="Northtown", level="severe", period="2026-04-01")
    assert made.report == report_of(claim_of(record, "A made-up desk"))


def test_a_wrong_answer_is_told_by_its_question(called: Any) -> None:
    [fault] = called("fill", record="shortage", answers={**ANSWERS, "record.people": "lots"})["faults"]
    assert fault.startswith("People: 'lots' is refused; expected a quantity")


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01", b"{}", b"[1]", b"PK\x03\x04", b"id,type,\n", "{é".encode("latin-1")]
)
def test_what_can_not_be_read_is_said_and_leaves_all_as_it_was(called: Any, content: bytes) -> None:
    before = called("open", sr.dumps(ONE).encode(), name="fine.json", source="")["made"]
    assert called("open", content, name="broken", source="")["faults"]
    assert called("state")["made"] == before


def test_faults_beyond_those_that_anybody_reads_are_counted(called: Any) -> None:
    document = {"format": "sitrep/1", "claims": [{}] * 80}
    *_, last = called("open", json.dumps(document).encode(), name="broken", source="")["faults"]
    assert last.startswith("and ")


def test_an_extra_that_is_not_unpacked_yet_is_asked_for(called: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_name: str) -> Any:
        raise sr.MissingExtraError("xlsx", "openpyxl")

    monkeypatch.setattr(session, "find_format", missing)
    assert called("save", form="xlsx", language="en") == {"needs": "xlsx"}
    assert {"xlsx", "links", "page"} <= building.BUNDLES.keys()


def test_a_page_is_that_of_the_command() -> None:
    made = opened(ONE, OTHER)
    assert made.save("html", "fr") == made.page("", "", "fr") == sr.render(ONE | OTHER, language="fr")
    assert made.page("changes", "0.json", "en") == sr.render(ONE | OTHER, since=ONE, sections=["changes"])
    assert b"12 to 15 people" in made.page("disagreements", "", "en")


def test_the_files_of_the_npm_package_have_to_be_there(tmp_path: Any) -> None:
    with pytest.raises(building.BuildingError, match=r"pyodide@.*package\.json|no npm package"):
        building.build(tmp_path, tmp_path)
