"""What contributors do, each by one name, in the environment at hand: `nox --list` tells, `nox -s lint` does.

CI runs the same (`.ci/run`), in an environment of its own.
"""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import nox

nox.options.default_venv_backend = "none"
nox.options.error_on_external_run = False
nox.options.sessions = ["lint", "types", "tests", "docs"]

PYTHON = sys.executable
DIST = Path("dist")
SUMS = DIST / "SHA256SUMS"
NAMESPACE = "humanitarian-sitrep"
"""The name that a signature is for, so that nobody can pass off one made for something else."""


def python(session: nox.Session, *arguments: str | Path) -> None:
    """Run a module of this environment."""
    session.run(PYTHON, "-m", *map(str, arguments))


@nox.session
def lint(session: nox.Session) -> None:
    """Format and lint; `-- --fix` mends what can be mended."""
    if "--fix" in session.posargs:
        python(session, "ruff", "format", ".")
        python(session, "ruff", "check", "--fix", ".")
    else:
        python(session, "ruff", "format", "--check", ".")
        python(session, "ruff", "check", ".")


@nox.session
def types(session: nox.Session) -> None:
    """Check the types with both checkers."""
    python(session, "mypy")
    python(session, "mypy", "docs/generate.py")
    python(session, "pyright", "--pythonpath", PYTHON)


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests; what follows `--` goes to pytest."""
    python(session, "pytest", *session.posargs)


@nox.session
def docs(session: nox.Session) -> None:
    """Make the site in `build/site`, whole and without a warning: its first page is index.html."""
    python(session, "sphinx", "-qWnE", "--keep-going", "-d", "build/doctrees", "-c", "docs", ".", "build/site")


@nox.session
def mutation(session: nox.Session) -> None:
    """Change merging and identity in small ways, and see that the tests notice (takes hours)."""
    shutil.rmtree("mutants", ignore_errors=True)
    python(session, "mutmut", "run")
    python(session, "mutmut", "results")


@nox.session
def benchmark(session: nox.Session) -> None:
    """See that no ratio beside a peer slips by half an order of magnitude; `-- --claims 500` and the like go on."""
    python(session, "pytest", "-q", "--numprocesses=0", "tests/test_bench.py")
    given = session.posargs or ["--claims", "200", "--rounds", "3", "--largest", "10000", "--no-write", "--check"]
    python(session, "bench", *given)


@nox.session
def generate(session: nox.Session) -> None:
    """Write the pages, schemas, vectors and golden files that follow from the code."""
    python(session, "docs.generate")


@nox.session
def release(session: nox.Session) -> None:
    """Build, check and sign a release into `dist/`; `-- --upload KEY` signs with that SSH key, and uploads."""
    match session.posargs:
        case []:
            key = None
        case ["--upload", given]:
            key = Path(given).expanduser()
        case _:
            session.error("nothing, or: --upload KEY")
    if key and session.run("git", "status", "--porcelain", silent=True):
        session.error("what is released is what is committed: commit or take away what git status shows")
    shutil.rmtree(DIST, ignore_errors=True)
    python(session, "build", "--outdir", DIST)
    archives = sorted([*DIST.glob("*.whl"), *DIST.glob("*.tar.gz")])
    python(session, "twine", "check", "--strict", *archives)
    lines = (f"{hashlib.sha256(each.read_bytes()).hexdigest()}  {each.name}\n" for each in archives)
    SUMS.write_text("".join(lines), encoding="ascii")
    if key:
        sign(session, key)
        python(session, "twine", "upload", *archives)
    elif shutil.which("ssh-keygen"):
        with TemporaryDirectory() as folder:
            key = Path(folder, "key")
            session.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key))
            sign(session, key)
        session.log("A dry run, signed with a key that is gone; nothing was uploaded.")
    else:
        session.log("A dry run; without ssh-keygen nothing is signed. Nothing was uploaded.")


def sign(session: nox.Session, key: Path) -> None:
    """Sign the sums, and see that the signature is good."""
    Path(f"{SUMS}.sig").unlink(missing_ok=True)
    session.run("ssh-keygen", "-q", "-Y", "sign", "-f", str(key), "-n", NAMESPACE, str(SUMS))
    signers = DIST / "allowed_signers"
    signers.write_text(f"maintainers {Path(f'{key}.pub').read_text(encoding='ascii')}", encoding="ascii")
    who = ["-I", "maintainers", "-n", NAMESPACE, "-f", str(signers), "-s", f"{SUMS}.sig"]
    with SUMS.open("rb") as signed:
        subprocess.run(["ssh-keygen", "-Y", "verify", *who], stdin=signed, check=True)  # noqa: S603, S607 - ours
