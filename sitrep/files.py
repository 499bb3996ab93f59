"""Files: read whole within the limits, and written whole or not at all."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from errno import EEXIST
from pathlib import Path
from stat import S_IMODE, S_IRWXG, S_ISREG
from types import ModuleType
from typing import IO

from sitrep.caches import MADE_FOR_CLASSES, cached
from sitrep.errors import Fault, FaultCode, InvalidError
from sitrep.limits import ALWAYS_INFLATED, limits

fcntl: ModuleType | None
try:
    import fcntl
except ModuleNotFoundError:  # on Windows, where a file that is open can't be taken away anyway
    fcntl = None

_DRAFT = ".sitrep-{}.part"
_ITS_OWNER_ALONE, _AS_THE_SYSTEM_HAS_IT = 0o600, 0o666


# Sizes, held against the limits before anything is made of a file


def check_size(size: int) -> None:
    """Raise `InvalidError` where a file has more bytes than are read."""
    if size > limits().bytes:
        raise _too_large(f"{size:,} bytes", f"at most {limits().bytes:,}", "the limit `bytes`")


def check_inflated(size: int, inflated: int) -> None:
    """Raise `InvalidError` where a file of so many bytes would be inflated to more than is read."""
    most = min(limits().inflated, max(ALWAYS_INFLATED, limits().ratio * size))
    if inflated > most:
        expected = f"at most {most:,}, of a file of {size:,} bytes"
        raise _too_large(f"{inflated:,} bytes once inflated", expected, "the limits `inflated` and `ratio`")


def check_cells(cells: int) -> None:
    """Raise `InvalidError` where a table has more cells than are read."""
    if cells > limits().cells:
        raise _too_large(f"{cells:,} cells", f"at most {limits().cells:,}", "the limit `cells`")


def _too_large(given: str, expected: str, which: str) -> InvalidError:
    hint = f"Where the file is to be trusted, raise {which}."
    return InvalidError([Fault(given, expected, (), hint, code=FaultCode.TOO_LARGE)], "file")


def read_whole(path: str | os.PathLike[str]) -> bytes:
    """The bytes of a file. Raises `OSError`, or `InvalidError` where it has more than are read."""
    with open(path, "rb") as file:
        return read_all(file)


def read_all(file: IO[bytes]) -> bytes:
    """All bytes of a file that is open, which may be a pipe or a device without an end; raises as `read_whole` does."""
    with suppress(OSError, AttributeError, ValueError):
        # What has no number, or no size, is found too large when it is read.
        check_size(os.fstat(file.fileno()).st_size)
    content = file.read(limits().bytes + 1)
    check_size(len(content))
    return content


# Writing


def write_whole(path: str | os.PathLike[str], chunks: Iterable[bytes], *, new: bool = False) -> None:
    """Write beside the file and then put it in its place, so that no reader sees half of it, and no two writers mix.

    A draft is never readable by more people than the file is, and what a killed run left behind is
    taken away. With `new` a file that is there already stays as it is. Raises the `OSError` of what
    fails, with the path as it was given.
    """
    try:
        # Where links lead round in a circle, `Path.resolve` raises something else.
        _write_whole(Path(os.path.realpath(path)), chunks, new)
    except OSError as error:
        # Whoever gave the path knows nothing of the draft.
        raise type(error)(error.errno, error.strerror or str(error), os.fspath(path)) from None


def _write_whole(target: Path, chunks: Iterable[bytes], new: bool) -> None:
    try:
        there = target.stat()
    except FileNotFoundError:
        there = None
    if there and new:
        raise FileExistsError(EEXIST, os.strerror(EEXIST), str(target))
    if there and not S_ISREG(there.st_mode):
        # A pipe or a device stays what it is.
        with target.open("wb") as file:
            file.writelines(chunks)
        return
    _tidy(target.parent)
    with _draft(target.parent, _ITS_OWNER_ALONE if there else _AS_THE_SYSTEM_HAS_IT) as (draft, file):
        file.writelines(chunks)
        file.flush()
        os.fsync(file.fileno())
        if there:
            _open_to_the_same(file, draft, there)
        if new:
            # Unlike putting it in its place, this fails where there is one by now.
            os.link(draft, target)
        else:
            draft.replace(target)


def _open_to_the_same(file: IO[bytes], draft: Path, there: os.stat_result) -> None:
    """Let those read and write the draft who may read and write the file: that is the owner's choice."""
    mode = S_IMODE(there.st_mode)
    if os.fstat(file.fileno()).st_gid != there.st_gid:
        try:
            os.chown(draft, -1, there.st_gid)
        except OSError:
            # It would be another group that may read it.
            mode &= ~S_IRWXG
    draft.chmod(mode)


@contextmanager
def _draft(folder: Path, mode: int) -> Iterator[tuple[Path, IO[bytes]]]:
    """A draft in a folder, open and locked for as long as it is written, and gone afterwards."""
    while True:
        draft = folder / _DRAFT.format(os.urandom(8).hex())
        with os.fdopen(
            os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode), "wb"
        ) as file:
            if fcntl:
                with suppress(OSError):  # some shares have no locks
                    fcntl.flock(file, fcntl.LOCK_EX)
            if not draft.exists():
                # Somebody who tidied up took it before it was locked.
                continue
            try:
                yield draft, file
            finally:
                draft.unlink(missing_ok=True)
            return


@cached(MADE_FOR_CLASSES)
def _tidy(folder: Path) -> None:
    """Take away the drafts that nobody writes any more, once for each folder: their writers were killed."""
    with suppress(OSError):
        for left in folder.glob(_DRAFT.format("*")):
            with suppress(OSError), left.open("rb") as file:
                if fcntl:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                left.unlink()
