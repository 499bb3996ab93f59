"""A real PostgreSQL server for the tests, started in a folder and stopped at their end."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

_PLACES = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


def missing() -> str:
    """Why there is no server here, or nothing where there is one."""
    if not _PLACES and not shutil.which("initdb"):
        return "there is no PostgreSQL server here (Debian: apt-get install postgresql)"
    return "" if find_spec("psycopg") else "psycopg is not installed"


@contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """The URL of a server that listens in a folder, and nowhere else."""
    tools = _PLACES[0] if _PLACES else Path(str(shutil.which("initdb"))).parent
    # A server refuses to run as the superuser of the machine, and what changes the user isn't on everybody's path.
    runuser = shutil.which("runuser", path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/sbin") or "runuser"
    as_user = [runuser, "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if as_user:
        shutil.chown(folder, "postgres")
    data = folder / "data"

    def call(tool: str, *arguments: str) -> None:
        command = [*as_user, str(tools / tool), "-D", str(data), *arguments]
        subprocess.run(command, check=True, capture_output=True, cwd=folder, stdin=subprocess.DEVNULL)

    call("initdb", "--auth=trust", "--username=sitrep", "--encoding=UTF8", "--no-sync")
    call("pg_ctl", "-w", "-l", str(folder / "log"), "-o", f"-k {folder} -c listen_addresses='' -F", "start")
    try:
        yield f"postgresql:///postgres?host={folder}&user=sitrep"
    finally:
        call("pg_ctl", "-w", "-m", "immediate", "stop")
