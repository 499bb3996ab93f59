"""Files written whole or not at all, readable by nobody else, with nothing left behind."""

import errno
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import sitrep as sr
from sitrep import caches, files
from sitrep.files import read_whole, write_whole

POSIX = pytest.mark.skipif(os.name != "posix", reason="modes and locks are those of POSIX")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@POSIX
@pytest.mark.parametrize("permitted", [0o600, 0o640, 0o644, 0o400])
def test_a_draft_is_never_readable_by_more_people_than_the_file(tmp_path: Path, permitted: int) -> None:
    path = tmp_path / "report.json"
    path.write_bytes(b"former")
    path.chmod(permitted)
    seen = []

    def chunks() -> Iterator[bytes]:
        yield b"new"
        [draft] = tmp_path.glob(".sitrep-*")
        seen.append(mode(draft))

    write_whole(path, chunks())
    assert seen == [0o600]
    assert (mode(path), path.read_bytes()) == (permitted, b"new")


@POSIX
def test_a_new_file_is_as_the_umask_has_it_from_the_first_moment(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        write_whole(tmp_path / "report.json", iter([b"new"]))
    finally:
        os.umask(before)
    assert mode(tmp_path / "report.json") == 0o600


WRITER = """
import os, sys, time
from sitrep.files import write_whole
def chunks():
    yield b"half"
    print("writing", flush=True)
    time.sleep(60)
write_whole(sys.argv[1], chunks())
"""


@POSIX
def test_what_a_killed_run_left_is_taken_away_by_the_next_and_what_is_being_written_is_not(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    with subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"writing\n"
        caches.clear()
        write_whole(tmp_path / "other.json", [b"{}"])
        assert len([*tmp_path.glob(".sitrep-*")]) == 1
        writer.send_signal(signal.SIGKILL)
        writer.wait()
    assert len([*tmp_path.glob(".sitrep-*")]) == 1
    assert not path.exists()
    caches.clear()
    write_whole(tmp_path / "other.json", [b"{}"])
    assert sorted(os.listdir(tmp_path)) == ["other.json"]


@POSIX
def test_a_draft_that_somebody_took_away_before_it_was_locked_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert files.fcntl is not None
    lock, taken = files.fcntl.flock, list[Path]()

    def lock_late(file: object, how: int) -> None:
        if not taken:
            taken.extend(tmp_path.glob(".sitrep-*"))
            taken[0].unlink()
        lock(file, how)

    monkeypatch.setattr(files.fcntl, "flock", lock_late)
    write_whole(tmp_path / "report.json", [b"new"])
    assert [each.read_bytes() for each in tmp_path.iterdir()] == [b"new"]


def test_without_locks_files_are_written_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "fcntl", None)
    caches.clear()
    write_whole(tmp_path / "report.json", [b"new"])
    assert os.listdir(tmp_path) == ["report.json"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is full")
def test_a_full_device_is_told_by_the_path_that_was_given() -> None:
    with pytest.raises(OSError, match="No space left on device") as raised:
        sr.dump(sr.SitRep(), "/dev/full")
    assert (raised.value.errno, raised.value.filename) == (errno.ENOSPC, "/dev/full")


@POSIX
def test_a_full_disk_leaves_the_former_file(tmp_path: Path) -> None:
    # The system lets a process write only so much of a file: that is like a disk that is full.
    path = tmp_path / "report.json"
    path.write_bytes(b"former")
    limited = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096)); "
        "from sitrep.files import write_whole; write_whole(sys.argv[1], [b'x' * 100_000])"
    )
    ended = subprocess.run([sys.executable, "-c", limited, str(path)], capture_output=True, text=True, check=False)
    assert f"File too large: '{path}'" in ended.stderr
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("report.json", b"former")]


def test_a_file_that_must_be_new_leaves_the_one_that_is_there(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    write_whole(path, [b"first"], new=True)

    def chunks(late: Path) -> Iterator[bytes]:
        yield b"second"
        late.write_bytes(b"came first")

    with pytest.raises(FileExistsError):
        write_whole(path, [b"second"], new=True)
    with pytest.raises(FileExistsError):
        write_whole(tmp_path / "late", chunks(tmp_path / "late"), new=True)
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == {
        "form.xlsx": b"first",
        "late": b"came first",
    }


def read(path: Path) -> None:
    sr.load(path)


def write(path: Path) -> None:
    sr.dump(sr.SitRep(), path)


@POSIX
@pytest.mark.parametrize("use", [read, write])
def test_a_link_that_leads_to_itself_is_told_by_its_name(tmp_path: Path, use: Callable[[Path], None]) -> None:
    link = tmp_path / "link.json"
    link.symlink_to(link)
    with pytest.raises(OSError, match="symbolic links") as raised:
        use(link)
    assert raised.value.filename in (link, str(link))


def test_a_file_is_read_whole_up_to_the_limit_and_one_without_an_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_bytes(b"{}" + b" " * 10)
    with sr.limited(bytes=12):
        assert read_whole(path) == path.read_bytes()
    with sr.limited(bytes=11), pytest.raises(sr.InvalidError, match="'12 bytes' is refused; expected at most 11"):
        read_whole(path)
    if Path("/dev/zero").exists():
        with sr.limited(bytes=1_000), pytest.raises(sr.InvalidError, match="'1,001 bytes' is refused"):
            read_whole("/dev/zero")


@pytest.mark.parametrize("wrong", [0, -1, True, 1.5, "many", None])
def test_a_limit_is_a_number_of_at_least_one(wrong: Any) -> None:
    with (
        pytest.raises(ValueError, match=r"limits: faults: .* is refused; expected 1 or more"),
        sr.limited(faults=wrong),
    ):
        pass
    assert sr.Limits().faults == 1_000
