"""What is installed: the metadata, and the commands of the README that CI runs too."""

import ast
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


PROJECT: dict[str, Any] = tomllib.loads(read("pyproject.toml"))["project"]
README_COMMANDS = re.findall(r"^```sh\n(.+)\n```$", read("README.md"), re.MULTILINE)


def test_readme_has_two_commands_of_one_line_each() -> None:
    example, tests = README_COMMANDS
    assert example.endswith("sitrep example")
    assert tests.endswith("-m pytest")


@pytest.mark.parametrize("command", README_COMMANDS)
def test_ci_runs_the_commands_of_the_readme(command: str) -> None:
    assert any(line.strip().startswith(command) for line in read(".ci/run").splitlines())


FOR_CONTRIBUTORS = {"bench", "coverage", "docs", "gallery", "lint", "mutation", "release", "test"}


def test_the_page_on_installing_tells_of_every_extra() -> None:
    told = re.findall(r"^\| `(\w+)` \|", read("docs/installing.md"), re.MULTILINE)
    assert {*told} == PROJECT["optional-dependencies"].keys() - FOR_CONTRIBUTORS


def test_changelog_tells_of_the_version() -> None:
    [newest, *_] = re.findall(r"^## (\S+)", read("CHANGELOG.md"), re.MULTILINE)
    assert newest == PROJECT["version"]


def test_every_extra_that_an_error_names_can_be_installed() -> None:
    named = {
        node.args[0].value
        for path in (ROOT / "sitrep").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "MissingExtraError"
        and isinstance(node.args[0], ast.Constant)
    }
    assert named
    assert named <= PROJECT["optional-dependencies"].keys()


def test_what_ci_installs_is_locked_with_hashes_and_names_no_registry() -> None:
    lock = read("requirements-dev.txt")
    assert "://" not in lock
    locked = {}
    for line in lock.replace("\\\n", " ").splitlines():
        if line.strip() and not line.startswith("#"):
            name, _, rest = line.partition("==")
            locked[name.strip()] = rest
            assert "--hash=sha256:" in rest, name
    extras = PROJECT["optional-dependencies"]
    wanted, left = {*PROJECT["dependencies"]}, ["lint", "bench"]
    while left:
        for each in extras[left.pop()]:
            own = re.fullmatch(r"humanitarian-sitrep\[(.+)\]", each)
            left += own[1].split(",") if own else []
            wanted |= set() if own else {each}
    names = {re.split(r"[>=<\[]", each)[0].lower().replace("_", "-") for each in wanted}
    assert names <= locked.keys()
