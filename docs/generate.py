"""Writes every file that follows from the code: pages, the table of rooms, schemas, the seed and the golden files.

    python -m docs.generate

Nothing is described a second time by hand; a test compares the files with the code.
"""

import ast
import inspect
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import sitrep.report  # noqa: F401 - every class of the library is declared when this is loaded
from docs.lookup import api, commands, policy_page
from sitrep import vocabularies
from sitrep.claims import ClaimIdKind
from sitrep.codec import dumps, json_schema, structured_output_schema
from sitrep.codec.schema import write_schema
from sitrep.fields.codes import Code, OpenCode
from sitrep.fields.declarations import Declaration, FieldRole, Value, declared
from sitrep.fields.kinds import DECLARED, CodeKind, FlagKind, KeptKind, Kind, ManyKind, NumberKind, TextKind, ValueKind
from sitrep.formats.offers import find_format, formats as installed_formats
from sitrep.page.messages import messages_of, updated
from sitrep.records import RECORD_TYPES, Record
from sitrep.reference import rafah
from sitrep.scale.contract import contract
from sitrep.values.countries import CountryKind
from sitrep.values.figures import FigureKind

ROOT = Path(__file__).parent.parent

GENERATED = "<!-- Written by docs/generate.py from the declarations in the code; don't edit it by hand. -->"

RECORD_TYPES_INTRO = """\
# Record types

A record is what was reported, as a typed value. Each field has one role:

- **subject**: part of *what* is counted or described. Records that differ here speak of different things.
- **value**: what was said of it. Records that differ here, of one time, are rivals; a value *beside others* rules
  nothing out, as one of two reasons doesn't.
- **qualifier**: when or how it was said to hold. It states nothing by itself and makes no rivals.

All fields are optional unless they are marked required, but a record states at least one value, except where its type
says that having taken place is enough. What the roles mean in practice is told in [the data model](data-model.md).
"""

VALUES_INTRO = """\
# Values and the parts of a report

What a field may hold, and what a report is made of. How they are written in Python is told in
[the data model](data-model.md), how in JSON in [the JSON form](json.md).
"""

CODE_LISTS_INTRO = """\
# Code lists

A **closed** list describes a state: no other code is accepted. An **open** list names things: its codes are the
standard ones, and any other code in lower case, with words joined by `_`, is accepted too.
"""

FORMATS_INTRO = """\
# Formats

What `sitrep convert --to` writes, what `sitrep import --from` reads back, and what each format cannot carry.
`sitrep formats` prints this too. A test holds each list against what comes back, both ways: nothing else is lost, and
all of this is. Beside these there are [the JSON form](json.md) of reports itself and
[tables of any kind](importing.md). [From an empty folder](contributing/format.md) makes a format of your own.
"""


def _link(name: str, page: str) -> str:
    return f"[{name}]({page and f'{page}.md'}#{name.lower()})"


def _say_kind(kind: Kind) -> str:
    """What a field of this kind may hold, in a few words."""
    say: Callable[[Any], str] = next(say for known, say in _KINDS.items() if isinstance(kind, known))
    return say(kind)


# The first that fits counts, so the more special kinds come first.
_KINDS: Mapping[type[Kind], Callable[[Any], str]] = {
    ManyKind: lambda kind: f"{'in order' if kind.ordered else 'several'}: {_say_kind(kind.item)}",
    CodeKind: lambda kind: _link(kind.codes.__name__, "code-lists"),
    FigureKind: lambda kind: f"{_link('Figure', 'values')}, {kind.unit or 'any unit'}",
    ValueKind: lambda kind: "any record" if kind.cls is Record else _link(kind.cls.__name__, "values"),
    CountryKind: lambda _: "country code",
    ClaimIdKind: lambda _: "claim id",
    TextKind: lambda _: "text",
    NumberKind: lambda kind: "whole number" if kind.whole else "number",
    FlagKind: lambda _: "true or false",
    KeptKind: lambda _: "JSON object",
}


def _say_name(declaration: Declaration) -> str:
    if declaration.kind.required and not declaration.default:
        return f"`{declaration.name}`, required"
    if isinstance(declaration.default, str | bool) and declaration.default:
        return f"`{declaration.name}`, else `{str(declaration.default).lower()}`"
    return f"`{declaration.name}`"


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    head = list(head)
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""


def _fields(declarations: Iterable[Declaration]) -> Iterator[str]:
    """A table of fields, with a column for roles where there are any, and one for HXL hashtags."""
    listed = list(declarations)
    has_roles = any(each.role is not FieldRole.PART for each in listed)
    has_hashtags = any(each.hxl for each in listed)
    columns = {
        "field": _say_name,
        "role": (lambda each: f"{each.role.value}, beside others" if each.complements else each.role.value)
        if has_roles
        else None,
        "holds": lambda each: _say_kind(each.kind),
        "meaning": lambda each: each.meaning,
        "HXL": (lambda each: f"`{each.hxl}`" if each.hxl else "") if has_hashtags else None,
    }
    shown = {name: say for name, say in columns.items() if say}
    yield from _table(shown, ([say(each) for say in shown.values()] for each in listed))


def _about(cls: type) -> list[str]:
    return [inspect.cleandoc(cls.__doc__ or ""), ""]


def _bases(cls: type[Value]) -> list[type[Value]]:
    """The declared classes that a class stands on, the nearest first."""
    return [base for base in cls.__mro__[1:] if issubclass(base, Value) and declared(base)]


def _plain_name(cls: type) -> str:
    """`CountOfPeople` as "count of people"."""
    return re.sub("(?<=[a-z])(?=[A-Z])", " ", cls.__name__).lower()


def _own(cls: type[Value]) -> list[Declaration]:
    """The fields that a class adds to what it stands on, or declares in another way."""
    inherited = declared(_bases(cls)[0]) if _bases(cls) else {}
    return [each for name, each in declared(cls).items() if inherited.get(name) != each]


def record_types() -> Iterator[str]:
    yield RECORD_TYPES_INTRO
    shared = {base: None for cls in RECORD_TYPES.values() for base in reversed(_bases(cls))}
    for base in shared:
        yield from [f"## On every {_plain_name(base)}", ""]
        if base is not Record:
            having = [_link(cls.__name__, "") for cls in RECORD_TYPES.values() if issubclass(cls, base)]
            yield from [f"{', '.join(having)} have these.", ""]
        yield from _fields(_own(base))
    for name, cls in RECORD_TYPES.items():
        yield from [f"## {cls.__name__}", "", *_about(cls)]
        nearest = _plain_name(_bases(cls)[0])
        notes = [f"In JSON: `{name}`. It has the fields of [every {nearest}](#on-every-{nearest.replace(' ', '-')})."]
        if cls.stands_alone:
            notes.append("It needs no value: that it took place, or is there, is a statement.")
        yield from [" ".join(notes), ""]
        yield from _fields(_own(cls))


def values() -> Iterator[str]:
    yield VALUES_INTRO
    for cls in DECLARED.values():
        if declared(cls) and not issubclass(cls, Record):
            yield from [f"## {cls.__name__}", "", *_about(cls)]
            yield from _fields(declared(cls).values())


def _uses() -> Mapping[type[Code], list[str]]:
    """The fields that hold the codes of each list."""
    fields: dict[type[Code], list[str]] = {}
    for cls in DECLARED.values():
        for each in _own(cls):
            kind: Any = each.kind.item if isinstance(each.kind, ManyKind) else each.kind
            if isinstance(kind, CodeKind):
                fields.setdefault(kind.codes, []).append(f"`{cls.__name__}.{each.name}`")
    return fields


def code_lists() -> Iterator[str]:
    yield CODE_LISTS_INTRO
    uses = _uses()
    listed = [each for each in vars(vocabularies).values() if isinstance(each, type) and issubclass(each, Code)]
    for codes in sorted((each for each in listed if list(each)), key=lambda each: each.__name__):
        yield from [f"## {codes.__name__}", "", *_about(codes)]
        how = "Open" if issubclass(codes, OpenCode) else "Closed"
        used = f" Used by {', '.join(uses[codes])}." if codes in uses else ""
        yield from [f"{how}.{used}", ""]
        yield from _table(["code", "meaning"], ([f"`{code.value}`", code.label] for code in codes))


def formats() -> Iterator[str]:
    yield FORMATS_INTRO
    for name in installed_formats():
        offered = find_format(name)
        told = f"{offered.title}. Its files end in `{offered.suffix}`."
        if offered.reads:
            told += f" It reads {offered.reads}."
        yield from [f"## {name}", "", told, ""]
        if offered.extra:
            yield from [
                f"It needs the extra [`{offered.extra}`](installing.md#extras).",
                "",
            ]
        if offered.losses:
            yield from ["What this format cannot carry:", "", *(f"- {loss.what}" for loss in offered.losses), ""]
        else:
            yield from ["It carries everything: what is read back equals what was written.", ""]


def rooms() -> Iterator[str]:
    """The rooms in the order that their test keeps, each with the first line of its docstring."""
    package = ROOT / "sitrep"
    told = []
    for room in _of_tests("test_rooms")["ROOMS"]:
        folder = package / room
        source = folder / "__init__.py" if folder.is_dir() else folder.with_suffix(".py")
        if not source.exists():
            # Its place is kept, and nobody lives there yet.
            continue
        first_line = (ast.get_docstring(ast.parse(source.read_text(encoding="utf-8"))) or "").partition("\n")[0]
        told.append([f"`{room}/`" if folder.is_dir() else f"`{room}`", first_line.removesuffix(".")])
    yield from _table(["room", "what it holds"], told)


def _of_tests(module: str) -> dict[str, Any]:
    """The names in a module of the tests, which are no package and import each other by their names."""
    folder = str(ROOT / "tests")
    if folder not in sys.path:
        sys.path.append(folder)
    return vars(import_module(module))


def names() -> Iterator[str]:
    yield from api(_of_tests("record_samples")["plain"])


PAGES = {
    "api.md": names,
    "commands.md": commands,
    "policies.md": policy_page,
    "formats.md": formats,
    "record-types.md": record_types,
    "values.md": values,
    "code-lists.md": code_lists,
}

NOTEBOOK = "docs/tutorials/notebook"

PYTHON_BLOCK = re.compile(r"^```python\n(.*?)^```\n", re.MULTILINE | re.DOTALL)


def _notebook() -> str:
    """The page on notebooks as a notebook: its blocks of Python are cells, and so are the words between them."""
    parts = PYTHON_BLOCK.split((ROOT / f"{NOTEBOOK}.md").read_text(encoding="utf-8"))
    cells = [_cell(part.strip(), is_code=bool(number % 2)) for number, part in enumerate(parts)]
    notebook = {"cells": cells, "metadata": {"language_info": {"name": "python"}}, "nbformat": 4, "nbformat_minor": 4}
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"


def _cell(source: str, *, is_code: bool) -> dict[str, Any]:
    cell: dict[str, Any] = {"cell_type": "code" if is_code else "markdown", "metadata": {}, "source": source}
    return cell | ({"execution_count": None, "outputs": []} if is_code else {})


CONTRACT = "sitrep/schemas/sitrep-1-table.json"
FILES_OF_WORDS = sorted((ROOT / "sitrep" / "languages" / "words").glob("*.po"))

SCHEMAS = {"sitrep-1.json": json_schema, "sitrep-1-structured-output.json": structured_output_schema}

ROOMS_BEGIN, ROOMS_END = "<!-- Written by docs/generate.py from tests/test_rooms.py: -->\n", "<!-- To here. -->"


def _page(listing: Iterable[str]) -> str:
    first, *others = listing
    title, _, intro = first.partition("\n")
    return "\n".join([title, "", GENERATED, intro, *others]).rstrip("\n") + "\n"


def _contributing() -> str:
    before, begin, rest = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition(ROOMS_BEGIN)
    _, end, after = rest.partition(ROOMS_END)
    return "\n".join([before + begin, *rooms(), end + after])


def write_all(project: Path) -> None:
    """Write every file that follows from the code in its place within a project."""
    texts = {
        "CONTRIBUTING.md": _contributing(),
        "seeds/rafah-2023-11-01.json": dumps(rafah()),
        f"{NOTEBOOK}.ipynb": _notebook(),
        **{f"docs/{name}": _page(listing()) for name, listing in PAGES.items()},
        CONTRACT: f"{json.dumps(contract(), indent=1, ensure_ascii=False)}\n",
        **{f"sitrep/schemas/{name}": write_schema(schema()) for name, schema in SCHEMAS.items()},
    }
    for name, text in texts.items():
        file = project / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    words = project / "sitrep" / "languages" / "words"
    words.mkdir(parents=True, exist_ok=True)
    messages = [*messages_of("sitrep")]
    for file in FILES_OF_WORDS:
        content = updated(file.read_bytes(), file.stem, messages)
        (words / file.name).write_bytes(content)
    _of_tests("golden")["write_all"](project / "tests" / "golden")
    _of_tests("vectors")["write_all"](project / "docs" / "specification")


if __name__ == "__main__":
    write_all(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT)
