"""The store: the join of what was added, found by what it is about, whole after any kill, on either database."""

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from random import Random

import pytest
import stores
from hypothesis import given, settings
from hypothesis.strategies import integers, randoms

import sitrep as sr
from sitrep import store
from sitrep.fields.declarations import declared
from sitrep.pictures.consolidation import as_known
from sitrep.reference import gaza_figures, rafah
from sitrep.testing import strategies as st
from sitrep.testing.families import Family

ROOT = Path(__file__).parents[1]
ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT)}
SOME = settings(max_examples=max(20, settings().max_examples // 5))
FEW = settings(max_examples=10)

Addresses = Callable[[], str]


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    reason = stores.missing()
    if reason:
        pytest.skip(reason)
    # The path of a socket is short.
    folder = Path(tempfile.mkdtemp(prefix="sitrep-", dir="/tmp"))
    folder.chmod(0o755)
    try:
        with stores.postgresql(folder) as url:
            yield url
    finally:
        shutil.rmtree(folder, ignore_errors=True)


_NUMBERS = count(1)


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Addresses:
    """The addresses of new stores."""
    if request.param == "sqlite":
        return lambda: str(tmp_path_factory.mktemp("stores") / "team.db")
    url = request.getfixturevalue("server")
    psycopg = pytest.importorskip("psycopg")

    def create() -> str:
        name = f"team_{next(_NUMBERS)}"
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return str(url).replace("/postgres?", f"/{name}?")

    return create


FOUND = sr.SitRep(
    headers=[sr.Header(title="Update 1")],
    claims=[
        sr.Claim(
            sr.Crossing(name="Rafah", status="open", period="2023-11-01", place=sr.Place(name="Rafah", country="PSE")),
            attributions=[
                sr.Attribution(source="AFP", reported="2023-11-01"),
                sr.Attribution(source="Officials", reported="2023-11-05"),
            ],
        ),
        sr.Claim(sr.Incident(kind="flood", place=sr.Place(pcode="PS0101"), period="2023-10"), attributions=["OCHA"]),
        sr.Claim(sr.Shortage(item="water", level="short"), attributions=["OCHA"]),
    ],
)
CROSSING = next(claim for claim in FOUND if claim.record.type == "crossing")
FOUND = FOUND.retract(CROSSING, "AFP", reason="An error") | sr.SitRep(
    notes=[sr.Note("Calm."), sr.Note("Open again.", about=[CROSSING])]
)


@SOME
@given(reports=st.families(3), random=randoms(use_true_random=False))
def test_adding_reports_in_any_order_is_merging_them(
    tmp_path_factory: pytest.TempPathFactory, reports: Family, random: Random
) -> None:
    with store.open(tmp_path_factory.mktemp("stores") / "team.db") as held:
        for report in random.sample([*reports, *reports], 2 * len(reports)):
            held.add(report)
        assert sr.dumps(held.report()) == sr.dumps(sr.merge(*reports))
        assert [*held.check()] == []


@SOME
@given(reports=st.families(3), since=integers(0, 3))
def test_changes_bring_what_came_since(tmp_path_factory: pytest.TempPathFactory, reports: Family, since: int) -> None:
    with store.open(tmp_path_factory.mktemp("stores") / "team.db") as held:
        moments = [(0, sr.SitRep())]
        for report in reports:
            new, before = held.add(report), moments[-1][1]
            assert bool(new) is not (report <= before)
            moments.append((held.change, before | report))
        change, then = moments[since]
        brought = held.changes(since=change)
        assert then | brought == moments[-1][1]
        assert brought <= moments[-1][1]
        assert held.changes(since=held.change) == sr.SitRep()


def test_adding_again_changes_nothing(address: Addresses) -> None:
    with store.open(address()) as held:
        assert held.add(rafah()) > len(rafah())
        change = held.change
        assert held.add(rafah()) == 0
        assert held.change == change == 1
        assert held.add(rafah().replace(notes=[sr.Note("Calm.")])) == 1
        assert len(held) == len(rafah())


def test_a_store_on_either_database_holds_the_merge(address: Addresses, families_of_three: list[Family]) -> None:
    reports = [rafah(), gaza_figures(), FOUND, *(report for family in families_of_three[:20] for report in family)]
    place = address()
    with store.open(place) as held:
        for report in reports:
            held.add(report)
    with store.open(place, create=False) as held:
        assert sr.dumps(held.report()) == sr.dumps(sr.merge(*reports))
        assert [*held.check()] == []


def test_every_part_of_a_report_is_kept(address: Addresses) -> None:
    undeclared = (
        '{"format": "sitrep/1", "headers": [{"title": "Flood", "colour": "red"}], "claims": [{"record": '
        '{"type": "landslide", "depth": 3}, "attributions": [{"source": {"name": "AFP"}}]}]}'
    )
    kept = sr.loads(undeclared, unknown="keep")
    with store.open(address()) as held:
        held.add(kept)
        held.add(rafah())
        for name in declared(sr.SitRep):
            assert getattr(held.report(), name) == getattr(rafah() | kept, name)


@pytest.mark.parametrize(
    ("asked", "types"),
    [
        ({"type": "crossing"}, ["crossing"]),
        ({"type": sr.Incident}, ["incident"]),
        ({"subject": CROSSING}, ["crossing"]),
        ({"subject": sr.Shortage(item="water", level="exhausted")}, ["shortage"]),
        ({"place": "rafah"}, ["crossing"]),
        ({"place": "PSE"}, ["crossing"]),
        ({"place": "PS0101"}, ["incident"]),
        ({"place": sr.Place(pcode="PS0101")}, ["incident"]),
        ({"source": "OCHA"}, ["incident", "shortage"]),
        ({"source": "OCHA", "type": "shortage"}, ["shortage"]),
        ({"during": "2023-10-31/2023-11-02"}, ["crossing", "incident"]),
        ({"during": "2023-11"}, ["crossing"]),
        ({"during": "2024/.."}, []),
        ({"known_at": "2023-11-02"}, ["crossing"]),
    ],
)
def test_what_is_asked_for_is_found(address: Addresses, asked: dict[str, object], types: list[str]) -> None:
    with store.open(address()) as held:
        held.add(FOUND)
        found = held.report(**asked)  # type: ignore[arg-type]
    assert [claim.record.type for claim in found] == types
    assert found <= FOUND


def test_with_claims_come_the_items_that_are_about_them(address: Addresses) -> None:
    with store.open(address()) as held:
        held.add(FOUND)
        crossing, shortage = held.report(type="crossing"), held.report(type="shortage")
        assert (crossing.retractions, [note.text for note in crossing.notes]) == (FOUND.retractions, ["Open again."])
        assert (shortage.retractions, shortage.notes, shortage.headers) == ((), (), FOUND.headers)
        assert held.report(known_at="2023-11-02") == as_known(FOUND, "2023-11-02")


def test_a_store_is_exported_as_the_merge(tmp_path: Path, address: Addresses) -> None:
    with store.open(address()) as held:
        held.add(rafah())
        held.add(gaza_figures())
        held.export(tmp_path / "all.json")
        held.export(tmp_path / "new.json", since=1)
    assert (tmp_path / "all.json").read_text(encoding="utf-8") == sr.dumps(rafah() | gaza_figures())
    assert rafah() | sr.load(tmp_path / "new.json") == rafah() | gaza_figures()


def test_what_is_no_store_is_refused(tmp_path: Path) -> None:
    with pytest.raises(store.StoreError, match="no such file"):
        store.open(tmp_path / "absent.db", create=False)
    (tmp_path / "text.db").write_text("This is a text, and no database at all. " * 40, encoding="utf-8")
    with pytest.raises(store.StoreError, match="not a database"):
        store.open(tmp_path / "text.db")
    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("CREATE TABLE people (name)")
    other.close()
    with pytest.raises(store.StoreError, match="another program"):
        store.open(tmp_path / "other.db")
    store.open(tmp_path / "old.db").close()
    with sqlite3.connect(tmp_path / "old.db") as old:
        old.execute("UPDATE settings SET value = '9' WHERE name = 'version'")
    old.close()
    with pytest.raises(store.StoreError, match="version 9"):
        store.open(tmp_path / "old.db")


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        ("UPDATE claims SET record = replace(record, 'Rafah', 'Raffa')", "mismatch|digest|id of"),
        ("UPDATE claims SET subject = 'x'", "found by other values"),
        ("UPDATE attributions SET source = 'x'", "found by other values"),
        ("UPDATE items SET text = replace(text, 'Update', 'Updat')", "another digest"),
        ("UPDATE items SET text = '{'", "canonical|JSON"),
    ],
)
def test_what_others_wrote_into_a_store_is_found(tmp_path: Path, harm: str, words: str) -> None:
    with store.open(tmp_path / "team.db") as held:
        held.add(FOUND)
    with sqlite3.connect(tmp_path / "team.db") as other:
        other.execute(harm)
    other.close()
    with store.open(tmp_path / "team.db") as held:
        faults = [*held.check()]
    assert faults
    assert any(map(re.compile(words).search, faults)), faults


# Several at once, and killed

WRITING = """
import sys
import sitrep as sr
from sitrep import store
with store.open(sys.argv[1]) as held:
    for number in range(int(sys.argv[3])):
        name = f"{sys.argv[2]} {number}"
        held.add(sr.SitRep(
            claims=[sr.Claim(sr.Incident(kind="flood", event=event), attributions=[name]) for event in (name, "all")],
            headers=[sr.Header(title=name)],
        ))
        print(name, flush=True)
"""

RUNS = int(os.environ.get("SITREP_KILLS", "4"))
"""How often the tests kill: SITREP_KILLS=200 python -m pytest -n0 tests/test_store.py -k killed"""


def writer(place: str, name: str, reports: int) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", WRITING, place, name, str(reports)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=ENVIRONMENT)


@pytest.mark.once
def test_four_writers_at_once_lose_nothing(address: Addresses) -> None:
    place, reports = address(), 15
    writers = [writer(place, name, reports) for name in "ABCD"]
    acknowledged = {line.strip() for each in writers for line in each.communicate()[0].splitlines()}
    assert len(acknowledged) == len(writers) * reports
    assert {each.returncode for each in writers} == {0}
    with store.open(place) as held:
        report = held.report()
        assert {header.title for header in report.headers} == acknowledged
        shared = next(claim for claim in report if claim.record.event == "all")
        assert {each.source.name for each in shared.attributions} == acknowledged
        assert held.change == len(acknowledged)
        assert [*held.check()] == []


@pytest.mark.once
def test_what_was_acknowledged_outlasts_being_killed(address: Addresses) -> None:
    place, random = address(), Random(3)
    acknowledged: set[str] = set()
    for run in range(RUNS):
        process = writer(place, f"Run {run}", 10_000)
        time.sleep(random.uniform(0.6, 1.6))
        process.send_signal(signal.SIGKILL)
        acknowledged |= {line.strip() for line in process.communicate()[0].splitlines(keepends=True) if "\n" in line}
        with store.open(place) as held:
            assert [*held.check()] == []
            titles = {header.title for header in held.report().headers}
            events = {claim.record.event for claim in held.report()} - {"all"}
        # The last one may have been written and not yet acknowledged; each is there whole or not at all.
        assert acknowledged <= titles
        assert len(titles - acknowledged) <= run + 1
        assert titles == events


FULL = """
import resource, signal, sys
import sitrep as sr
from sitrep import store
from sitrep.reference import rafah, gaza_figures
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
held = store.open(sys.argv[1])
held.add(rafah())
sys.dont_write_bytecode = True  # or it is cut short, for all who find it
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
try:
    for number in range(1000):
        held.add(sr.SitRep(notes=[sr.Note("Calm. " * 1000 + str(number))]))
except store.StoreError as error:
    print(number)
"""


@pytest.mark.once
def test_a_disk_without_room_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    place = str(tmp_path / "team.db")
    shown = subprocess.run(
        [sys.executable, "-c", FULL, place], env=ENVIRONMENT, check=True, capture_output=True, text=True
    ).stdout
    with store.open(place) as held:
        assert [*held.check()] == []
        assert rafah() <= held.report()
        assert len(held.report().notes) == int(shown) + len(rafah().notes)
        assert held.add(gaza_figures()) > 0


@FEW
@given(st.families(2))
def test_an_error_on_the_way_leaves_the_store_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, reports: Family
) -> None:
    with store.open(tmp_path_factory.mktemp("stores") / "team.db") as held:
        held.add(reports[0])
        before, change = held.report(), held.change
        with pytest.MonkeyPatch.context() as monkeypatch:
            monkeypatch.setattr(store.Store, "_add_items", lambda *_: 1 / 0)
            if any(getattr(reports[1], name) for name in declared(sr.SitRep) if name != "claims"):
                with pytest.raises(ZeroDivisionError):
                    held.add(reports[1])
                assert (held.report(), held.change) == (before, change)
