"""The pages to look things up in, made from the code: every public name, every command and every policy."""

import ast
import inspect
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import click

import sitrep as sr
from sitrep.cli.commands import sitrep as program
from sitrep.fields.declarations import Value, declared
from sitrep.pictures import policies
from sitrep.records import RECORD_TYPES

ROOT = Path(__file__).parent.parent

API_INTRO = """\
# Every name in Python

All that `import sitrep as sr` brings, by its name: the signature, what it does, what it raises, and an example or
where there is one. What a class holds is listed in [record types](record-types.md) and [values](values.md).
"""

COMMANDS_INTRO = """\
# Every command

What `sitrep COMMAND --help` prints, in one place. `FILE` is a report as JSON, `-` is standard input or output. The exit
code is 0 when all is fine, 1 when the input is at fault, 2 when the call is. `sitrep --version` tells the
version, and `sitrep --limit NAME=NUMBER COMMAND` changes [a limit](limits.md).
"""

POLICIES_INTRO = """\
# Policies

Who chooses where sources disagree: a policy, by its name. In Python they are in `sr.policies`, on the command line they
follow `--policy`. [The picture](picture.md) tells how they are put together, and [how one of your own is
made](contributing/policy.md).
"""

EXAMPLES: Mapping[str, str] = {
    "Change": ">>> [change] = sr.diff(sr.SitRep(), report)\n>>> print(change)\n"
    "Northern gate crossing: first reported: open",
    "Convention": '>>> sr.Convention("HALF", {"dozens": 18}).name\n\'HALF\'',
    "Count": ">>> issubclass(sr.Funding, sr.Count)\nTrue",
    "CountOfPeople": ">>> issubclass(sr.Casualty, sr.CountOfPeople)\nTrue",
    "EMDAT": '>>> print(sr.Figure(term="hundreds").under(sr.EMDAT))\nabout 200 people',
    "Fault": '>>> sr.Fault("opened", "one of: open, closed", ("status",)).describe()\n'
    "\"status: 'opened' is refused; expected one of: open, closed\"",
    "MissingExtraError": '>>> print(sr.MissingExtraError("xlsx", "openpyxl"))\n'
    'openpyxl is not installed; run: pip install "humanitarian-sitrep[xlsx]"',
    "SitrepError": ">>> issubclass(sr.InvalidError, sr.SitrepError)\nTrue",
    "Subject": ">>> crossing.subject\nSubject(type='crossing', fields='{\"name\":\"northern gate\"}')",
    "Thresholds": ">>> sr.check(report, thresholds=sr.Thresholds(jump_ratio=5))\n()",
    "UnknownRecord": '>>> print(sr.UnknownRecord("sky_survey", kept={"flights": 3}))\n'
    "A record of the unknown type sky_survey",
    "configure_converter": ">>> import cattrs\n>>> converter = cattrs.Converter()\n"
    ">>> sr.configure_converter(converter)\n"
    '>>> converter.structure({"name": "Gaza"}, sr.Place)\nPlace(name=\'Gaza\')',
    "make_converter": '>>> sr.make_converter().structure({"best": 90}, sr.Figure)\nFigure(best=90)',
    "policies": ">>> print(sr.policies.newest)\nnewest",
    "vocabularies": ">>> sr.vocabularies.CrossingStatus.OPEN.label\n'open'",
}
"""Examples of the names that no other page has one of."""

SETUP = """\
```python
import sitrep as sr
from sitrep import Figure, Period, Place

crossing = sr.Crossing(name="Northern gate", status="open")
report = sr.SitRep(claims=[sr.Claim(crossing, attributions=["A desk"])])
```
"""


def _pages() -> dict[str, str]:
    """The pages with examples by their names, and the README; not these."""
    folder = ROOT / "docs"
    names = {page.relative_to(folder).as_posix(): page for page in sorted(folder.rglob("*.md"))}
    names = {"../README.md": ROOT / "README.md", **names}
    own = ("api.md", "commands.md", "policies.md")
    return {name: page.read_text(encoding="utf-8") for name, page in names.items() if name not in own}


def _shown(pattern: str, pages: Mapping[str, str]) -> list[str]:
    """Links to the pages whose examples match."""
    found = []
    for name, text in pages.items():
        blocks = re.findall(r"^```(?:python|console)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
        if any(re.search(pattern, block) for block in blocks):
            title = text.partition("\n")[0].removeprefix("# ")
            found.append(f"[{title}]({name})")
    return found[:4]


def public_names() -> list[str]:
    """Every name that `import sitrep` brings."""
    return [name for name in dir(sr) if not name.startswith("_")]


def api(plain: Callable[[Any], Any]) -> Iterator[str]:
    """The page of every public name; `plain` makes a record of a type, as an example."""
    yield API_INTRO
    yield SETUP
    pages = _pages()
    for name in public_names():
        held = getattr(sr, name)
        yield from [f"## {name}", ""]
        if inspect.isclass(held) or inspect.isfunction(held):
            yield from [f"`{_signature(name, held)}`", ""]
        yield from [*_said(held, name), ""]
        if inspect.isclass(held) and issubclass(held, Value) and (methods := _methods(held)):
            yield from [*methods, ""]
        if name in EXAMPLES:
            yield from ["```python", EXAMPLES[name], "```", ""]
        elif held in RECORD_TYPES.values():
            record = plain(held)
            yield from ["```python", f">>> print(sr.{record!r})", str(record), "```", ""]
        if links := _shown(rf"\bsr\.{name}\b", pages):
            yield from [f"Examples: {', '.join(links)}.", ""]


def _signature(name: str, held: Any) -> str:
    if inspect.isclass(held) and issubclass(held, Value):
        fields = ", ".join(
            each if not kind.must_be_given else f"{each} (required)" for each, kind in declared(held).items()
        )
        return f"{name}: {fields}" if fields else name
    try:
        return f"{name}{_call(held)}"
    except ValueError:
        return name


class _AsSaid(str):
    """A default as people say it."""

    __repr__ = str.__str__


def _call(function: Any) -> str:
    """The signature of a function, with names as they are imported."""
    signature = inspect.signature(function)
    said = [
        each.replace(default=_AsSaid(f"<{each.default}>")) if isinstance(each.default, policies.Policy) else each
        for each in signature.parameters.values()
    ]
    return re.sub(r"\b[a-z_]+(?:\.[a-z_]+)*\.(?=[A-Z])", "", str(signature.replace(parameters=said)))


def _methods(cls: type[Value]) -> list[str]:
    """What instances do beyond what every value does, each with the first line of what it says."""
    listed = []
    for name, held in vars(cls).items():
        function = held.fget if isinstance(held, property) else getattr(held, "func", getattr(held, "__func__", held))
        told = inspect.getdoc(function) if inspect.isfunction(function) else None
        if told and not name.startswith("_") and name not in ("to_json", "write", "canonical"):
            listed.append(f"- `{name}`: {_line(told)}")
    return listed


def _line(told: str) -> str:
    return " ".join(told.partition("\n\n")[0].split())


def _said(held: Any, name: str) -> list[str]:
    told = inspect.getdoc(held) or ""
    if not (inspect.isclass(held) or inspect.isfunction(held) or inspect.ismodule(held)):
        told = _said_beside(sys.modules["sitrep.values.figures"]).get(name, told)
    # What is set off is an example, which stands on the pages.
    return [f"{' '.join(part.split())}\n" for part in told.split("\n\n") if not part.startswith("    ")]


def _said_beside(module: Any) -> dict[str, str]:
    """The texts that stand behind assignments in a module."""
    body = ast.parse(inspect.getsource(module)).body
    return {
        target.id: node.value.value
        for assigned, node in pairwise(body)
        if isinstance(assigned, ast.Assign)
        and isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
        for target in assigned.targets
        if isinstance(target, ast.Name)
    }


def all_commands(group: click.Group = program, before: str = "sitrep") -> Iterator[tuple[str, click.Command]]:
    """Every command by its whole name, those within others too."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from all_commands(command, f"{before} {name}")
        else:
            yield f"{before} {name}", command


def commands() -> Iterator[str]:
    """The page of every command."""
    yield COMMANDS_INTRO
    pages = _pages()
    for name, command in all_commands():
        context = click.Context(command, info_name=name)
        yield from [f"## {name}", "", f"`{name} {' '.join(command.collect_usage_pieces(context))}`", ""]
        for part in (command.help or "").split("\n\n"):
            yield from [_cell(part), ""]
        rows = [_option(each, context) for each in command.params if isinstance(each, click.Option)]
        yield from ["| option | for |", "| --- | --- |", *rows, ""]
        if links := _shown(rf"\b{name}\b", pages):
            yield from [f"Examples: {', '.join(links)}.", ""]


def _option(option: click.Option, context: click.Context) -> str:
    names, told = option.get_help_record(context) or (", ".join(option.opts), option.help or "")
    return f"| `{_cell(names)}` | {_cell(told).replace('<', '&lt;')} |"


def _cell(text: str) -> str:
    return " ".join(text.replace("\b", "").split()).replace("|", "\\|")


def policy_names() -> list[str]:
    """Every policy that needs nothing but its name, and every function that makes one."""
    made = inspect.getmembers(policies, lambda held: inspect.isfunction(held) and _makes_policy(held))
    return [name.replace(" ", "_") for name in policies.POLICIES] + [name for name, _ in made]


def _makes_policy(function: Any) -> bool:
    return function.__annotations__.get("return") is policies.Policy and not function.__name__.startswith("_")


def policy_page() -> Iterator[str]:
    """The page of every policy."""
    yield POLICIES_INTRO
    said = _said_beside(policies)
    for name in policy_names():
        held = getattr(policies, name)
        told = inspect.getdoc(held) if inspect.isfunction(held) else said.get(name, "")
        call = f"{name}{_call(held)}" if inspect.isfunction(held) else name
        yield from [f"## {name}", "", f"`sr.policies.{call}`", "", *(told or "").split("\n"), ""]
    yield f"Without a word it is: {policies.DEFAULT}. Where a policy decides nothing, nothing is chosen."
