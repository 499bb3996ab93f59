"""A file that is being written: it grows in a folder beside its target, and a journal says how to go on with it."""

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from stat import S_IMODE
from types import TracebackType
from typing import Any, BinaryIO, Self

from attrs import define, field

from sitrep.codec.writing import END, START, between
from sitrep.files import write_whole
from sitrep.scale.reading import Position

try:
    import fcntl
except ModuleNotFoundError:  # pragma: no cover - Windows has no such locks
    fcntl = None  # type: ignore[assignment]

SAVED_EVERY = 64 << 20
"""The bytes after which it is made sure that they needn't be written again."""

_CHUNK = 1 << 20
_JOURNAL, _LOCK, _TEXT = "journal.json", "lock", "draft.json"


def _locked(path: Path) -> BinaryIO:
    """A file that nobody else has locked; raises `BlockingIOError` where somebody has."""
    file = path.open("wb")
    try:
        if fcntl:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        raise
    return file


@define
class Unfinished:
    """The folder of what is being written to a target.

    It is gone when that is there, and when an error says that it never will be; after a kill it stays, and the same
    work goes on where the journal says. Other work on the target begins anew.
    """

    target: Path
    fingerprint: list[Any]
    sources: list[tuple[int, Path]] = field(init=False, factory=list)
    places: list[Position | None] = field(init=False, factory=list)
    """The position to go on from in each source; None: it has no more."""
    written: int = field(init=False, default=0)
    before: int = field(init=False, default=START)
    """The part to which the last item belongs that was written."""
    claims: int = field(init=False, default=0)
    folder: Path = field(init=False)
    _lock: BinaryIO = field(init=False)
    _kept: int = field(init=False, default=0)

    def __enter__(self) -> Self:
        target = self.target.resolve()
        self.folder = target.with_name(f".{target.name}.sitrep")
        try:
            if target.is_dir():
                target.open("rb")
            self.folder.mkdir(exist_ok=True)
            self._lock = _locked(self.folder / _LOCK)
        except OSError as error:
            # Whoever gave the target knows nothing of the folder.
            raise OSError(error.errno, error.strerror or str(error), str(self.target)) from None
        self._read_journal()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        if kind is None or issubclass(kind, Exception):
            shutil.rmtree(self.folder, ignore_errors=True)
        self._lock.close()
        if isinstance(error, OSError):
            # The file at fault has no name, or one in the folder.
            raise OSError(error.errno, error.strerror, str(self.target)) from None

    def _read_journal(self) -> None:
        try:
            journal = json.loads((self.folder / _JOURNAL).read_bytes())
        except (OSError, ValueError):
            journal = {}
        if journal.get("fingerprint") != self.fingerprint:
            for each in self.folder.iterdir():
                if each.name != _LOCK:
                    each.unlink()
            return
        self.sources = [(number, Path(path)) for number, path in journal["sources"]]
        self.places = [place and Position(*place) for place in journal["places"]]
        self.written, self.before, self.claims = journal["written"], journal["before"], journal["claims"]
        self._kept = len([*self.folder.iterdir()])

    def restart(self) -> None:
        """Forget what is written."""
        self.places, self.written, self.before, self.claims = [], 0, START, 0
        (self.folder / _JOURNAL).unlink(missing_ok=True)

    def keep(self, chunks: Iterable[bytes]) -> Path:
        """Write a file that is needed along the way."""
        self._kept += 1
        path = self.folder / f"{self._kept}.json"
        write_whole(path, chunks)
        return path

    @contextmanager
    def opened(self) -> Iterator["Writer"]:
        path = self.folder / _TEXT
        path.touch()
        with path.open("r+b") as file:
            file.truncate(self.written)
            file.seek(self.written)
            yield Writer(self, file)


@define
class Writer:
    """A writer of items to a draft, in their order."""

    draft: Unfinished
    file: BinaryIO
    _chunk: list[bytes] = field(init=False, factory=list)
    _size: int = field(init=False, default=0)
    _unsaved: int = field(init=False, default=0)

    def write(self, part: int, text: bytes, *, is_counted: bool) -> None:
        self._put(between(self.draft.before, part), text)
        self.draft.before = part
        self.draft.claims += is_counted

    @property
    def is_due(self) -> bool:
        """Tell whether so much was written that it should be saved."""
        return self._unsaved >= SAVED_EVERY

    def save(self, sources: Sequence[tuple[int, Path]], places: Sequence[Position | None]) -> None:
        """Make sure that what is written needn't be written again."""
        self._flush()
        os.fsync(self.file.fileno())
        self._unsaved = 0
        draft = self.draft
        journal = {
            "fingerprint": draft.fingerprint,
            "sources": [(number, str(path)) for number, path in sources],
            "places": [place and (place.part, place.offset) for place in places],
            "written": draft.written,
            "before": draft.before,
            "claims": draft.claims,
        }
        write_whole(draft.folder / _JOURNAL, [json.dumps(journal).encode()])

    def finish(self) -> int:
        """Put the target in its place; returns the number of its claims."""
        draft = self.draft
        self._put(between(draft.before, END))
        self._flush()
        os.fsync(self.file.fileno())
        target = draft.target.resolve()
        path = draft.folder / _TEXT
        if target.exists():
            # The owner chooses who may read a report.
            path.chmod(S_IMODE(target.stat().st_mode))
        path.replace(target)
        return draft.claims

    def _put(self, *texts: bytes) -> None:
        self._chunk += texts
        size = sum(map(len, texts))
        self._size += size
        self._unsaved += size
        if self._size >= _CHUNK:
            self._flush()

    def _flush(self) -> None:
        self.file.write(b"".join(self._chunk))
        self.file.flush()
        self.draft.written += self._size
        self._chunk, self._size = [], 0
