"""Files merged and compared as streams: the bytes of the merge in memory, whatever the files look like."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis.strategies import integers, randoms

import sitrep as sr
from sitrep.codec.ndjson import holds_lines, write_lines
from sitrep.reference import gaza_figures, rafah
from sitrep.scale import FileAtFaultError, drafts, lacking_files, merge_files, reading, streams
from sitrep.testing import strategies as st
from sitrep.testing.families import Family

ROOT = Path(__file__).parents[1]
SOME = settings(max_examples=max(20, settings().max_examples // 5))


def canonical(report: sr.SitRep) -> bytes:
    return sr.dumps(report).encode()


def indented(report: sr.SitRep) -> bytes:
    return sr.dumps(report, indent=1).encode()


def lines(report: sr.SitRep) -> bytes:
    return b"".join(write_lines([report]))


def shuffled_lines(report: sr.SitRep) -> bytes:
    listed = [*write_lines([report, report])]
    Random(7).shuffle(listed)
    return b"\n".join([b"", *listed])


def whole_lines(report: sr.SitRep) -> bytes:
    return canonical(report) + b"\n" + canonical(report) + b"\n"


FORMS = [canonical, indented, lines, shuffled_lines, whole_lines]


@pytest.fixture
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few bytes at a time, so that every border is met."""
    monkeypatch.setattr(reading, "_BLOCK", 700)
    monkeypatch.setattr(streams, "RUN", 3000)
    monkeypatch.setattr(drafts, "_CHUNK", 500)
    monkeypatch.setattr(drafts, "SAVED_EVERY", 2000)


def written(folder: Path, reports: Sequence[sr.SitRep], forms: Sequence[Callable[[sr.SitRep], bytes]]) -> list[Path]:
    suffixes = [".ndjson" if form in (lines, shuffled_lines) else "" for form in forms]
    paths = [folder / f"{number}{suffix}" for number, suffix in enumerate(suffixes)]
    for path, report, form in zip(paths, reports, forms, strict=True):
        path.write_bytes(form(report))
    return paths


@SOME
@given(st.families(3), randoms(use_true_random=False), integers(1, 4000))
def test_a_merge_of_files_is_the_merge_in_memory(
    tmp_path_factory: pytest.TempPathFactory, reports: Family, random: Random, block: int
) -> None:
    folder = tmp_path_factory.mktemp("streams")
    paths = written(folder, reports, random.choices(FORMS, k=len(reports)))
    target = folder / "merged.json"
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(reading, "_BLOCK", block)
        monkeypatch.setattr(streams, "RUN", block)
        monkeypatch.setattr(drafts, "SAVED_EVERY", block)
        number = merge_files(random.sample(paths, len(paths)), target, unknown="keep")
    merged = sr.merge(*reports)
    assert target.read_bytes() == canonical(merged)
    assert number == len(merged)
    assert sorted(folder.iterdir()) == sorted([*paths, target])


@SOME
@given(st.families(2), randoms(use_true_random=False))
def test_what_a_file_lacks_is_what_its_report_lacks(
    tmp_path_factory: pytest.TempPathFactory, reports: Family, random: Random
) -> None:
    folder = tmp_path_factory.mktemp("streams")
    old, new = written(folder, reports, random.choices(FORMS, k=2))
    target = folder / "lacking.json"
    lacking_files(new, old, target, unknown="keep")
    assert target.read_bytes() == canonical(reports[1] - reports[0])
    merge_files([old, target], target, unknown="keep")
    assert target.read_bytes() == canonical(reports[0] | reports[1])


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.usefixtures("small_steps")
def test_real_reports_are_merged_in_every_form(tmp_path: Path, form: Callable[[sr.SitRep], bytes]) -> None:
    reports = [rafah(), gaza_figures(), rafah()]
    paths = written(tmp_path, reports, [form] * 3)
    merge_files(paths, tmp_path / "merged.json")
    assert (tmp_path / "merged.json").read_bytes() == canonical(sr.merge(*reports))


def test_a_file_may_be_merged_into_itself(tmp_path: Path) -> None:
    [one, other] = written(tmp_path, [rafah(), gaza_figures()], [canonical, lines])
    merge_files([one, other], one)
    assert one.read_bytes() == canonical(rafah() | gaza_figures())


def test_nothing_merged_is_the_empty_report(tmp_path: Path) -> None:
    [one] = written(tmp_path, [sr.SitRep()], [canonical])
    assert merge_files([one], tmp_path / "merged.json") == 0
    assert (tmp_path / "merged.json").read_bytes() == canonical(sr.SitRep())
    with pytest.raises(sr.InvalidError, match="at least one file"):
        merge_files([], tmp_path / "merged.json")


WRONG = {
    "an id that isn't its record's": lambda text: text.replace(b'"name":"Rafah"', b'"name":"Raffa"', 1),
    "a code that there isn't": lambda text: text.replace(b'"status":"', b'"status":"un', 1),
    "no end": lambda text: text[:-30],
    "no JSON": lambda text: text[:400] + b"}" + text[400:],
    "another version": lambda text: text.replace(b'"sitrep/1"', b'"sitrep/9"'),
    "a member twice": lambda text: text.replace(b'"headers":', b'"headers":[],"headers":', 1),
}


@pytest.mark.parametrize("fault", WRONG)
@pytest.mark.parametrize("form", [canonical, lines])
@pytest.mark.usefixtures("small_steps")
def test_a_file_at_fault_is_told_as_it_is_when_it_is_read(
    tmp_path: Path, form: Callable[[sr.SitRep], bytes], fault: str
) -> None:
    fine, wrong = written(tmp_path, [gaza_figures(), rafah()], [canonical, form])
    wrong.write_bytes(WRONG[fault](wrong.read_bytes()))
    target = tmp_path / "merged.json"
    target.write_bytes(b"as it was")
    with pytest.raises(sr.InvalidError) as expected:
        sr.merge(*sr.load_lines(wrong)) if holds_lines(wrong) else sr.load(wrong)
    with pytest.raises(FileAtFaultError) as raised:
        merge_files([fine, wrong], target)
    assert raised.value.path == str(wrong)
    assert str(expected.value) in str(raised.value).replace(f"{len(raised.value.error.faults)} faults:\n  ", "")  # type: ignore[attr-defined]
    assert target.read_bytes() == b"as it was"
    assert sorted(tmp_path.iterdir()) == sorted([fine, wrong, target])


def test_what_is_not_declared_is_kept_on_demand(tmp_path: Path) -> None:
    text = (
        '{"format": "sitrep/1", "claims": [{"record": {"type": "landslide", "depth": 3}, '
        '"attributions": [{"source": {"name": "AFP"}}]}]}'
    )
    kept = sr.loads(text, unknown="keep")
    [one] = written(tmp_path, [kept], [canonical])
    merge_files([one], tmp_path / "merged.json", unknown="keep")
    assert (tmp_path / "merged.json").read_bytes() == canonical(kept)
    with pytest.raises(FileAtFaultError, match=r"claims\[0\].record.type"):
        merge_files([one], tmp_path / "merged.json")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileAtFaultError, match="absent"):
        merge_files([tmp_path / "absent"], tmp_path / "merged.json")


def test_a_target_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    [one] = written(tmp_path, [rafah()], [canonical])
    with pytest.raises(OSError) as raised:  # noqa: PT011 - which one depends on the system
        merge_files([one], tmp_path / "absent" / "merged.json")
    assert raised.value.filename == str(tmp_path / "absent" / "merged.json")
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError):  # noqa: PT011
        merge_files([one], tmp_path / "folder")
    assert sorted(tmp_path.iterdir()) == sorted([one, tmp_path / "folder"])


FULL = """
import resource, signal, sys
from sitrep.scale import merge_files
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
sys.dont_write_bytecode = True  # or it is cut short, for all who find it
resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
try:
    merge_files(sys.argv[2:], sys.argv[1])
except OSError as error:
    print(error)
"""


@pytest.mark.once
@pytest.mark.parametrize("form", [canonical, lines])
def test_a_disk_without_room_leaves_nothing_behind(tmp_path: Path, form: Callable[[sr.SitRep], bytes]) -> None:
    paths = written(tmp_path, [rafah(), gaza_figures()], [form, canonical])
    target = tmp_path / "merged.json"
    command = [sys.executable, "-c", FULL, str(target), *map(str, paths)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    shown = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout
    assert shown == f"[Errno 27] File too large: '{target}'\n"
    assert sorted(tmp_path.iterdir()) == sorted(paths)


# Killed at any point

MERGING = """
import sys
from sitrep.scale import drafts, merge_files, reading, streams
reading._BLOCK, streams.RUN, drafts._CHUNK, drafts.SAVED_EVERY = 4096, 20_000, 2000, 20_000
merge_files(sys.argv[2:], sys.argv[1])
"""

RUNS = int(os.environ.get("SITREP_KILLS", "4"))
"""How often the tests kill: SITREP_KILLS=200 python -m pytest -n0 tests/test_streams.py -k killed"""


@pytest.mark.once
def test_a_merge_that_is_killed_goes_on(tmp_path: Path) -> None:
    said = sr.Attribution(source="AFP", excerpt="A long time of rain. " * 20)
    claims = [sr.Claim(sr.Incident(kind="flood", event=f"Flood {n}"), attributions=[said]) for n in range(3000)]
    reports = [sr.SitRep(claims=claims[:2000]), sr.SitRep(claims=claims[1000:]), rafah()]
    paths = written(tmp_path, reports, [canonical, shuffled_lines, indented])
    target = tmp_path / "merged.json"
    expected = canonical(sr.merge(*reports))
    command = [sys.executable, "-c", MERGING, str(target), *map(str, paths)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    started = time.monotonic()
    subprocess.run(command, env=environment, check=True)
    taken = time.monotonic() - started
    random = Random(1)
    for _ in range(RUNS):
        target.write_bytes(b"as it was")
        process = subprocess.Popen(command, env=environment)
        time.sleep(random.uniform(0.2, 1) * taken)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert target.read_bytes() in (b"as it was", expected)
        subprocess.run(command, env=environment, check=True)
        assert target.read_bytes() == expected
        assert sorted(tmp_path.iterdir()) == sorted([*paths, target])


@pytest.mark.usefixtures("small_steps")
def test_a_merge_goes_on_where_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = written(tmp_path, [rafah(), gaza_figures()], [canonical, lines])
    target, read = tmp_path / "merged.json", []

    def interrupt(read_bytes: float) -> None:
        read.append(read_bytes)
        if sum(read) > 30_000:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        merge_files(paths, target, advance=interrupt)
    journal = json.loads((tmp_path / ".merged.json.sitrep" / "journal.json").read_bytes())
    assert journal["written"] > 0
    monkeypatch.setattr(streams, "holds_lines", lambda _: pytest.fail("it began anew"))
    merge_files(paths, target, advance=lambda _: None)
    assert target.read_bytes() == canonical(rafah() | gaza_figures())
    assert sorted(tmp_path.iterdir()) == sorted([*paths, target])


@pytest.mark.usefixtures("small_steps")
def test_a_merge_of_files_that_changed_meanwhile_begins_anew(tmp_path: Path) -> None:
    one, other = written(tmp_path, [rafah(), gaza_figures()], [canonical, canonical])
    target, read = tmp_path / "merged.json", []

    def interrupt(read_bytes: float) -> None:
        read.append(read_bytes)
        if sum(read) > 15_000:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        merge_files([one, other], target, advance=interrupt)
    assert (tmp_path / ".merged.json.sitrep" / "journal.json").exists()
    sr.dump(gaza_figures(), one)
    merge_files([one, other], target)
    assert target.read_bytes() == canonical(gaza_figures())


def test_two_merges_into_one_file_do_not_meet(tmp_path: Path) -> None:
    [one] = written(tmp_path, [rafah()], [canonical])

    def meet(_: float) -> None:
        with pytest.raises(BlockingIOError):
            merge_files([one], tmp_path / "merged.json")

    merge_files([one], tmp_path / "merged.json", advance=meet)
    assert (tmp_path / "merged.json").read_bytes() == canonical(rafah())


@pytest.mark.once
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the system doesn't tell the peak of memory here")
def test_memory_does_not_grow_with_the_files(tmp_path: Path) -> None:
    """Twenty megabytes are merged in few more than two; memory is as the operating system counts it."""
    program = (
        "import sys\nfrom sitrep.scale import merge_files\nmerge_files(sys.argv[2:], sys.argv[1])\n"
        "[peak] = [line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')]\n"
        "print(int(peak) / 1024)"
    )
    peaks = []
    for number in (2_000, 20_000):
        said = (sr.Attribution(source="AFP", excerpt="A long time of rain. " * 40),)
        record = sr.Incident(kind="flood", event="Flood")
        report = sr.SitRep(
            claims=[
                sr.Claim.assemble(record=record.replace(event=f"Flood {n}"), attributions=said, sensitivity=None)
                for n in range(number)
            ]
        )
        paths = written(tmp_path, [report, report], [canonical, canonical])
        command = [sys.executable, "-c", program, str(tmp_path / "merged.json"), *map(str, paths)]
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        shown = subprocess.run(command, env=environment, capture_output=True, check=True, text=True).stdout
        peaks.append(float(shown))
        assert (tmp_path / "merged.json").read_bytes() == paths[0].read_bytes()
    assert peaks[1] - peaks[0] <= 8
