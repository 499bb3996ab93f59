"""Making the browser edition: Python in WebAssembly, the library and what it stands on, in one HTML file."""

import base64
import gzip
import io
import json
import re
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator, Mapping
from hashlib import sha256, sha512
from html import escape
from importlib.metadata import distribution
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import BadZipFile, ZipFile, ZipInfo

from sitrep.errors import SitrepError

PYODIDE = "pyodide@314.0.7"
"""The npm package with CPython for WebAssembly."""

_INTEGRITY = "0YvXxEhfEdpLfb/XkM2BFAeMROq0iMUX2bzzH9pOttyMcWkwq+HbE5uyuGD82LN7y2q+SNvi/6V5JEsOlD2R1A=="
"""The SHA-512 of its archive, as npm gives it."""

_HERE = files("sitrep.browser")
_PACKAGE = Path(str(files("sitrep")))

STANDARD = "standard"
"""The archive of the standard library."""

CORE = "core"
"""The archive with the library itself."""

BUNDLES: Mapping[str, tuple[str, ...]] = {
    CORE: ("attrs", "cattrs", "python_dateutil", "typing_extensions"),
    "xlsx": ("openpyxl", "et_xmlfile"),
    "links": ("anyascii",),
    "page": ("jinja2", "markupsafe", "babel"),
}
"""The distributions that are unpacked together: at the start, and of each extra when it is first needed."""

_LEFT_OUT = re.compile(
    r".*\.(so|pyi|typed|exe)|.*/(tests?|__pycache__)/.*|babel/locale-data/(?!(root|en|fr|es|ar)\.dat).*"
    r"|sitrep/(testing|scale|store|schemas|seeds)/.*|sitrep/formats/(arrow|edxl)/.*"
    r"|sitrep/cli/(?!(__init__|recognising)\.py).*|sitrep/browser/(?!(__init__|session)\.py).*"
    r"|(ensurepip|idlelib|multiprocessing|pydoc_data|sqlite3|turtledemo|unittest|venv|wsgiref|xmlrpc)/.*"
    r"|(bdb|doctest|ftplib|imaplib|mailbox|pdb|pickletools|poplib|pydoc|smtplib|turtle)\.py"
)
"""The files that a browser has no use for: what is compiled for another machine, other languages, tools, networks."""


class BuildingError(SitrepError):
    """The browser edition can't be made, for want of a program or a file."""


def build(pyodide: Path | None = None, wheels: Path | None = None) -> bytes:
    """Return the browser edition as the bytes of one HTML file, the same ones each time.

    `pyodide` is the npm package in a folder, and `wheels` a folder with those of `requirements.txt`;
    without them npm and pip fetch what is pinned. Raises `BuildingError`.
    """
    with TemporaryDirectory() as work:
        runtime = pyodide or _fetched_pyodide(Path(work))
        version = json.loads(_read(runtime, "package.json")).get("version")
        if f"pyodide@{version}" != PYODIDE:
            raise BuildingError(f"{runtime} has version {version}, where {PYODIDE} is expected")
        found = wheels or _fetched_wheels(Path(work))
        licences = dict(_licences(found))
        parts = {each: _read(runtime, f"pyodide.{each}") for each in ("asm.mjs", "asm.wasm")}
        archives = {STANDARD: _archive(_members(runtime / "python_stdlib.zip"))}
        archives |= {name: _archive(_bundle(name, found)) for name in BUNDLES}
        parts |= _compiled(archives, runtime, Path(work))
        lock = json.loads(_read(runtime, "pyodide-lock.json"))
        scripts = {"runtime": _read(runtime, "pyodide.js").decode(), "app": (_HERE / "app.js").read_text("utf-8")}
    scripts["lock"] = json.dumps({"info": lock["info"], "packages": {}}, sort_keys=True)
    return _page(scripts, parts, licences)


def _page(scripts: Mapping[str, str], parts: Mapping[str, bytes], licences: Mapping[str, str]) -> bytes:
    # Nothing but the app runs by itself; the runtime is a text that the app starts a worker with.
    app = _inert(scripts["app"])
    digest = _in_base64(sha256(app.encode()).digest())
    policy = (
        f"default-src 'none'; script-src 'sha256-{digest}' blob: 'wasm-unsafe-eval'; worker-src blob:; "
        "style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
    )
    held = {name: _inert(text) for name, text in scripts.items() if name != "app"}
    held |= {name: _in_base64(gzip.compress(content, 9, mtime=0)) for name, content in parts.items()}
    given = {
        "policy": escape(policy),
        "style": (_HERE / "style.css").read_text("utf-8"),
        "licences": "\n".join(
            f"<details><summary>{escape(name)}</summary><pre tabindex=0>{escape(text)}</pre></details>"
            for name, text in licences.items()
        ),
        "parts": "\n".join(
            f'<script type="text/plain" id="part-{name}">{text}</script>' for name, text in held.items()
        ),
        "app": f"<script>{app}</script>",
    }
    template = (_HERE / "page.html").read_text("utf-8")
    return re.sub(r"\{\{(\w+)\}\}", lambda found: given[found[1]], template).encode()


def _in_base64(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _inert(script: str) -> str:
    """Return a script in which nothing ends the element that it stands in."""
    return script.replace("</script", "<\\/script").replace("<!--", "<\\!--")


def _members(archive: Path) -> dict[str, bytes]:
    try:
        with ZipFile(archive) as held:
            return {each: held.read(each) for each in held.namelist() if not each.endswith("/")}
    except (OSError, BadZipFile) as error:
        raise BuildingError(f"{archive} can't be read: {error}") from None


def _bundle(name: str, wheels: Path) -> dict[str, bytes]:
    """Return the files of the distributions of a bundle, with the library in the first."""
    contents = dict(_library()) if name == CORE else {}
    for distributed in BUNDLES[name]:
        contents |= _members(_wheel(wheels, distributed))
    return contents


def _archive(contents: Mapping[str, bytes]) -> bytes:
    """Return files in one archive, stored as they are: the whole is compressed, and loads faster."""
    packed = io.BytesIO()
    with ZipFile(packed, "w") as archive:
        for each in sorted(contents):
            if not _LEFT_OUT.fullmatch(each):
                archive.writestr(ZipInfo(each), contents[each])
    return packed.getvalue()


def _compiled(archives: Mapping[str, bytes], runtime: Path, work: Path) -> dict[str, bytes]:
    """Return archives with their modules compiled, which halves the time to start."""
    paths = {name: work / name for name in archives}
    for name, content in archives.items():
        paths[name].write_bytes(content)
    script = work / "compile.mjs"
    script.write_bytes((_HERE / "compile.mjs").read_bytes())
    _run(["node", str(script), str(runtime.resolve()), *map(str, paths.values())], work)
    return {name: path.read_bytes() for name, path in paths.items()}


def _library() -> Iterator[tuple[str, bytes]]:
    for path in _PACKAGE.rglob("*"):
        if path.is_file():
            yield path.relative_to(_PACKAGE.parent).as_posix(), path.read_bytes()
    # Formats are found by their entry points.
    installed = distribution("humanitarian-sitrep")
    folder = f"humanitarian_sitrep-{installed.version}.dist-info"
    yield f"{folder}/METADATA", f"Name: humanitarian-sitrep\nVersion: {installed.version}\n".encode()
    yield f"{folder}/entry_points.txt", (installed.read_text("entry_points.txt") or "").encode()


def _wheel(wheels: Path, name: str) -> Path:
    found = [*wheels.glob(f"{name}-*.whl")]
    if len(found) != 1:
        raise BuildingError(f"{wheels} hasn't one wheel of {name}; requirements.txt says which")
    return found[0]


def _licences(wheels: Path) -> Iterator[tuple[str, str]]:
    """Yield the licence of each part, by its name and version."""
    yield PYODIDE, (_HERE / "PYODIDE-LICENCES").read_text("utf-8")
    yield "sitrep", _licence_of_library()
    for name in sorted(each for names in BUNDLES.values() for each in names):
        wheel = _wheel(wheels, name)
        texts = [
            text.decode("utf-8", "replace") for each, text in sorted(_members(wheel).items()) if _LICENCE.search(each)
        ]
        yield " ".join(wheel.name.split("-")[:2]), "\n\n".join(texts)


_LICENCE = re.compile(r"LICEN[CS]E[^/]*$|COPYING[^/]*$|NOTICE[^/]*$", re.IGNORECASE)


def _licence_of_library() -> str:
    installed = distribution("humanitarian-sitrep")
    return installed.read_text("licenses/LICENSE") or installed.read_text("LICENSE") or ""


def _read(folder: Path, name: str) -> bytes:
    try:
        return (folder / name).read_bytes()
    except OSError as error:
        raise BuildingError(f"{folder} is no npm package {PYODIDE}: {error.strerror}: {name}") from None


def _fetched_pyodide(work: Path) -> Path:
    packed = _run(["npm", "pack", "--silent", PYODIDE], work)
    archive = work / packed.splitlines()[-1]
    if _in_base64(sha512(archive.read_bytes()).digest()) != _INTEGRITY:
        raise BuildingError(f"{archive.name} isn't the file that was pinned")
    with tarfile.open(archive) as held:
        held.extractall(work, filter="data")
    return work / "package"


def _fetched_wheels(work: Path) -> Path:
    pinned = work / "requirements.txt"
    pinned.write_text((_HERE / "requirements.txt").read_text("utf-8"), "utf-8")
    # One machine's wheels whatever this one is: nothing of them runs here, and nothing compiled is taken.
    options = ["--no-deps", "--only-binary", ":all:", "--python-version", "3.13", "--platform", "manylinux2014_x86_64"]
    fetch = [sys.executable, "-m", "pip", "download", "--quiet", "--require-hashes", *options]
    _run([*fetch, "--dest", str(work / "wheels"), "-r", str(pinned)], work)
    return work / "wheels"


def _run(command: list[str], work: Path) -> str:
    program = shutil.which(command[0])
    if not program:
        raise BuildingError(f"the program {command[0]} isn't here: install Node.js, which brings npm")
    done = subprocess.run(  # noqa: S603 - the command is ours
        [program, *command[1:]], cwd=work, capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode:
        raise BuildingError(f"{' '.join(command[:4])} failed: {done.stderr.strip()[-500:]}")
    return done.stdout.strip()
