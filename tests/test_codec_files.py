"""Reports in files: whole, stable, and named where they cannot be written."""

import errno
import io
import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from json_documents import (
    REPORT,
    decoder,  # noqa: F401 - each test of the module runs with either
)

import sitrep as sr
from sitrep.errors import InvalidError
from sitrep.fields.canonical import write_json


@pytest.mark.parametrize("as_path", [str, Path], ids=["str", "Path"])
def test_a_report_goes_to_a_path_and_back_as_canonical_utf_8(tmp_path: Path, as_path: Callable[[Path], Any]) -> None:
    path = tmp_path / "تقرير.json"
    sr.dump(REPORT, as_path(path))
    assert path.read_bytes() == sr.dumps(REPORT).encode()
    assert sr.load(as_path(path)) == REPORT
    assert list(tmp_path.iterdir()) == [path]


def test_a_report_goes_to_open_files_and_back(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    with path.open("w", encoding="utf-8") as text_file:
        sr.dump(REPORT, text_file, indent=2)
    with path.open(encoding="utf-8") as text_file:
        assert sr.load(text_file) == REPORT
    with path.open("wb") as binary_file:
        sr.dump(REPORT, binary_file)
    assert path.read_bytes() == sr.dumps(REPORT).encode()
    with path.open("rb") as binary_file:
        assert sr.load(binary_file) == REPORT


@pytest.mark.parametrize("open_file", [io.StringIO, io.BytesIO])
def test_a_report_goes_to_memory_and_back(open_file: Any) -> None:
    file = open_file()
    sr.dump(REPORT, file)
    file.seek(0)
    assert sr.load(file) == REPORT


def test_a_text_file_that_begins_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_text(sr.dumps(REPORT), encoding="utf-8-sig")
    assert sr.load(path) == REPORT
    with path.open(encoding="utf-8") as file:
        assert sr.load(file) == REPORT


def test_a_file_that_is_not_there_is_what_python_calls_it(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        sr.load(tmp_path / "absent.json")
    with pytest.raises(FileNotFoundError):
        sr.dump(REPORT, tmp_path / "absent" / "report.json")


def test_what_cannot_be_written_is_named_as_it_was_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("folder").mkdir()
    Path("file").touch()
    for path, error in (
        ("absent/report.json", FileNotFoundError),
        ("folder", IsADirectoryError),
        ("file/report.json", NotADirectoryError),
    ):
        with pytest.raises(error) as raised:
            sr.dump(REPORT, path)
        assert (raised.value.filename, raised.value.filename2) == (path, None)
    assert sorted(os.listdir()) == ["file", "folder"]


def denies(path: Path, *_: Any) -> None:
    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path), None, "elsewhere")


@pytest.mark.parametrize("step", ["open", "replace"])
def test_a_path_without_permission_is_named_as_it_was_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    # Whoever runs the tests as root is denied nothing.
    monkeypatch.setattr({"open": os, "replace": Path}[step], step, denies)
    with pytest.raises(PermissionError) as raised:
        sr.dump(REPORT, tmp_path / "report.json")
    assert str(raised.value) == f"[Errno 13] Permission denied: '{tmp_path / 'report.json'}'"
    assert not [*tmp_path.iterdir()]


def fails(*_: Any) -> None:
    raise OSError("no space left")


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_writing_that_fails_leaves_the_former_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = tmp_path / "report.json"
    path.write_text("former", encoding="utf-8")
    if step == "fsync":
        monkeypatch.setattr(os, "fsync", fails)
    else:
        monkeypatch.setattr(Path, "replace", fails)
    with pytest.raises(OSError, match="no space left"):
        sr.dump(REPORT, path)
    assert [(each.name, each.read_text(encoding="utf-8")) for each in tmp_path.iterdir()] == [("report.json", "former")]


def test_what_is_no_report_leaves_the_former_file(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_text("former", encoding="utf-8")
    with pytest.raises(InvalidError):
        sr.dump("report", path)  # type: ignore[arg-type]
    assert path.read_text(encoding="utf-8") == "former"


def test_the_file_that_a_link_points_to_is_written_and_the_link_stays(tmp_path: Path) -> None:
    target, link = tmp_path / "target.json", tmp_path / "link.json"
    target.write_text("former", encoding="utf-8")
    link.symlink_to(target)
    sr.dump(REPORT, link)
    assert link.is_symlink()
    assert sr.load(target) == REPORT


def test_many_writers_of_one_file_leave_one_of_their_reports_whole(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    reports = [REPORT | sr.SitRep(notes=[sr.Note(f"Note {number}")]) for number in range(8)]
    with ThreadPoolExecutor(8) as writers:
        list(writers.map(lambda report: sr.dump(report, path), reports * 4))
    assert sr.load(path) in reports
    assert list(tmp_path.iterdir()) == [path]


PEAK = """
import sys
import sitrep as sr
def peak():
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
record = sr.Incident(kind="flood", event="Flood")
said = [sr.Attribution(source="AFP", excerpt="A long time of rain came to an end. " * 60)]
report = sr.SitRep(claims=[
    sr.Claim.assemble(record=record.replace(event=f"Flood {n}"), attributions=tuple(said), sensitivity=None)
    for n in range(20_000)
])
report.claims
held = peak()
sr.dump(report, sys.argv[1], indent=int(sys.argv[2]) if sys.argv[2:] else None)
print(peak() / held)
"""


@pytest.mark.once
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the system doesn't tell the peak of memory here")
@pytest.mark.parametrize("indent", [[], ["2"]], ids=["canonical", "indented"])
def test_a_report_is_written_in_little_more_memory_than_it_takes_itself(tmp_path: Path, indent: list[str]) -> None:
    """A file of 45 MB, of which no text is held as a whole; memory is as the operating system counts it."""
    path = tmp_path / "report.json"
    command = [sys.executable, "-c", PEAK, str(path), *indent]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])}
    grown = float(subprocess.run(command, env=environment, capture_output=True, check=True, text=True).stdout)
    assert path.stat().st_size > 45_000_000
    assert grown <= 1.2


@pytest.mark.parametrize("indent", [None, 0, 1, 3])
@pytest.mark.parametrize("report", [REPORT, sr.SitRep(), sr.SitRep(notes=[sr.Note("Calm.\nStill.")])])
def test_what_is_written_as_it_goes_is_what_json_writes_at_once(report: sr.SitRep, indent: int | None) -> None:
    file = io.BytesIO()
    sr.dump(report, file, indent=indent)
    assert file.getvalue().decode() == sr.dumps(report, indent=indent) == write_json(report.to_json(), indent=indent)
