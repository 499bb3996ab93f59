"""The rooms of the package: what may use what, what loads when, and what only the declarations may know."""

import ast
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from graphlib import TopologicalSorter
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import sitrep
import sitrep.codec
import sitrep.testing
from sitrep.records import RECORD_TYPES

pytestmark = pytest.mark.once

PACKAGE = Path(sitrep.__file__).parent

ROOMS = [
    "_lazy",
    "limits",
    "errors",
    "caches",
    "notebook",
    "files",
    "plugins",
    "languages",
    "fields",
    "vocabularies",
    "text",
    "values",
    "records",
    "claims",
    "merging",
    "selection",
    "naming",
    "report",
    "audiences",
    "codec",
    "notices",
    "documents",
    "evidence",
    "pictures",
    "checks",
    "linking",
    "transcript",
    "reference",
    "redaction",
    "formats",
    "tables",
    "store",
    "scale",
    "page",
    "drafts",
    "forms",
    "testing",
    "cli",
    "browser",
]
"""From the ground up: each may use those above it in this list, and what is in itself."""

FRONT_DOOR = "sitrep"
"""The package's own `__init__` may use every room; no room may use it."""

STANDS_ON = {
    "attrs": None,
    "cattrs": {"codec"},
    "dateutil": {"values"},
    "orjson": {"codec"},
    "hypothesis": {"testing"},
    "anyascii": {"linking"},
    "rapidfuzz": {"linking"},
    "click": {"cli"},
    "rich": {"cli"},
    "openpyxl": {"formats", "forms", "drafts"},
    "lxml": {"formats"},
    "babel": {"languages", "page"},
    "jinja2": {"page", "drafts"},
    "markupsafe": {"page", "drafts"},
    "docx": {"documents", "page"},
    "pypdf": {"documents"},
    "typst": {"page"},
    "pyarrow": {"formats", "scale"},
    "distributed": {"scale"},
    "duckdb": {"scale"},
    "psycopg": {"store"},
}
"""The packages of others, with the rooms that may import them; None: all."""

LOADED_WHEN_USED = [
    "cattrs",
    "orjson",
    "dateutil",
    "hypothesis",
    "click",
    "rich",
    "rapidfuzz",
    "pyarrow",
    "lxml",
    "babel",
    "jinja2",
    "docx",
    "pypdf",
    "typst",
]

IMPORTS_INSIDE = {("sitrep.testing.registration", "register")}
"""Functions that import: Hypothesis calls this one in the middle of its own import."""

NAME_RECORD_TYPES = {"sitrep", "sitrep.reference", "sitrep.formats.hxl.counts"}
"""The modules outside the records that may name a record type: a foreign format that has a place of its own for one
keeps that in a table beside its writer."""


def module_name(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


SOURCES = {module_name(path): ast.parse(path.read_text(encoding="utf-8")) for path in PACKAGE.rglob("*.py")}


def imported_modules(tree: ast.AST) -> Iterator[str]:
    """The modules that a source imports; of ours by their full names, of others by that of their package."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide which room is used"
            module = str(node.module)
            submodules = {f"{module}.{alias.name}" for alias in node.names} & SOURCES.keys()
            yield from submodules or [module]
        elif isinstance(node, ast.Constant) and node.value in SOURCES.keys() - {FRONT_DOOR}:
            # What is imported by its name, as `import_module` does, is used all the same.
            yield str(node.value)


IMPORTS = {name: set(imported_modules(tree)) for name, tree in SOURCES.items()}
MODULES = [name for name in SOURCES if name != FRONT_DOOR]


def room_of(module: str) -> str:
    return module.split(".")[1]


def ours(module: str) -> set[str]:
    """The modules of ours that a module uses."""
    return {each for each in IMPORTS[module] if each == FRONT_DOOR or each.startswith(f"{FRONT_DOOR}.")}


@pytest.mark.parametrize("module", MODULES)
def test_a_module_has_a_room_and_uses_only_rooms_above_it(module: str) -> None:
    room = room_of(module)
    assert room in ROOMS, f"{module} has no room yet: put it in its place in ROOMS"
    above = ROOMS[: ROOMS.index(room) + 1]
    assert {each for each in ours(module) if each == FRONT_DOOR or room_of(each) not in above} == set()


def test_no_module_uses_itself_by_way_of_others() -> None:
    graph = {module: ours(module) - {module} for module in MODULES}
    for module, used in graph.items():
        # A package's own `__init__` gathers its modules; they use each other directly.
        graph[module] = {each for each in used if not module.startswith(f"{each}.")}
    order = list(TopologicalSorter(graph).static_order())
    assert order.index("sitrep.errors") < order.index("sitrep.report") < order.index("sitrep.codec")


@pytest.mark.parametrize("module", SOURCES)
def test_a_module_imports_only_the_packages_that_its_room_stands_on(module: str) -> None:
    foreign = {each.partition(".")[0] for each in IMPORTS[module]} - {FRONT_DOOR, *sys.stdlib_module_names}
    room = FRONT_DOOR if module == FRONT_DOOR else room_of(module)
    refused = {package for package in foreign if room not in (STANDS_ON.get(package, set()) or {room})}
    refused |= foreign - STANDS_ON.keys()
    assert refused == set()


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


@pytest.mark.parametrize("module", SOURCES)
def test_no_function_imports(module: str) -> None:
    importing = {
        (module, function.name)
        for function in functions(SOURCES[module])
        if any(isinstance(node, ast.Import | ast.ImportFrom) for node in ast.walk(function))
    }
    assert importing <= IMPORTS_INSIDE


def fresh(program: str) -> str:
    """What a program prints in an interpreter of its own, in which nothing is loaded yet."""
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        capture_output=True,
        encoding="utf-8",
        cwd=PACKAGE.parent,
        check=False,
    )
    assert run.stderr == ""
    return run.stdout.strip()


def modules_loaded_by(statement: str) -> set[str]:
    return set(fresh(f"import sys\n{statement}\nprint(*sys.modules)").split())


def loaded_by(statement: str) -> set[str]:
    """The packages that are loaded then."""
    return {name.partition(".")[0] for name in modules_loaded_by(statement)}


def test_importing_the_package_loads_nothing_that_is_not_needed_yet() -> None:
    loaded = loaded_by("import sitrep")
    assert "sitrep" in loaded
    assert loaded & {*LOADED_WHEN_USED} == set()
    assert loaded - {*sys.stdlib_module_names, "sitrep", "attr", "attrs"} <= loaded_by("pass")


def test_importing_the_package_loads_no_module_that_is_loaded_when_it_is_used() -> None:
    later = {"difflib", "importlib.metadata", "sitrep.text.quantities", *sitrep._LOADED_WHEN_USED.values()}
    assert modules_loaded_by("import sitrep") & later == set()


def test_building_merging_and_comparing_load_nothing_more() -> None:
    program = (
        "import sitrep as sr; r = sr.SitRep(claims=[sr.Claim(sr.Casualty(outcome='killed', "
        "people=sr.Figure.parse('about 90'), period='2023-11-01'), attributions='AFP')]); "
        "assert (r | r) - r == sr.SitRep(); r.claims[0].id"
    )
    assert loaded_by(program) & {*LOADED_WHEN_USED} == set()


@pytest.mark.parametrize(
    ("name", "package"),
    [
        ("make_converter", "cattrs"),
        ("configure_converter", "cattrs"),
        ("resolve_day", "dateutil"),
        ("Transcript", "dateutil"),
    ],
)
def test_what_needs_another_package_loads_it_when_it_is_first_used(name: str, package: str) -> None:
    assert package in loaded_by(f"import sitrep; sitrep.{name}")


def test_reading_and_writing_canonical_text_load_neither_cattrs_nor_the_schemas() -> None:
    program = "import sitrep as sr; sr.loads(sr.dumps(sr.SitRep(notes=[sr.Note('Calm.')])))"
    loaded = modules_loaded_by(program)
    assert "sitrep.codec.documents" in loaded
    assert loaded & {"cattrs", *sitrep.codec._LOADED_WHEN_USED.values()} == set()


def test_other_text_is_read_by_cattrs() -> None:
    assert "cattrs" in loaded_by("""import sitrep; sitrep.loads('{"format": "sitrep/1"}')""")


PACKAGES_THAT_LOAD_WHEN_USED = {each.__name__: each for each in (sitrep, sitrep.codec, sitrep.testing)}
NAMES_THAT_LOAD_WHEN_USED = [
    pytest.param(package, name, id=f"{package.__name__}.{name}")
    for package in PACKAGES_THAT_LOAD_WHEN_USED.values()
    for name in package._LOADED_WHEN_USED
]


def names_for_type_checkers(package: str) -> dict[str, str]:
    [block] = [node for node in SOURCES[package].body if isinstance(node, ast.If)]
    assert ast.unparse(block.test) == "TYPE_CHECKING"
    imports: list[Any] = block.body
    found = {alias.asname: (node.module, f"{node.module}.{alias.name}") for node in imports for alias in node.names}
    return {name: itself if itself in SOURCES else module for name, (module, itself) in found.items()}


@pytest.mark.parametrize("package", PACKAGES_THAT_LOAD_WHEN_USED)
def test_names_that_load_when_used_are_those_that_type_checkers_see(package: str) -> None:
    assert names_for_type_checkers(package) == PACKAGES_THAT_LOAD_WHEN_USED[package]._LOADED_WHEN_USED


@pytest.mark.parametrize(("package", "name"), NAMES_THAT_LOAD_WHEN_USED)
def test_a_name_that_loads_when_used_is_what_its_module_has(package: ModuleType, name: str) -> None:
    module = import_module(package._LOADED_WHEN_USED[name])
    itself = module.__name__.rpartition(".")[2] == name
    assert getattr(package, name) is (module if itself else getattr(module, name))
    assert name in dir(package)


@pytest.mark.parametrize(
    "statement",
    ["import sitrep; sitrep.policies", "from sitrep import policies", "import sitrep.pictures.policies"],
)
def test_a_module_that_loads_when_used_is_there_however_it_is_imported(statement: str) -> None:
    assert "sitrep.pictures.policies" in modules_loaded_by(statement)


def test_the_package_lists_what_is_for_users_and_nothing_else() -> None:
    listed = [name for name in dir(sitrep) if not name.startswith("_")]
    assert {"Casualty", "SitRep", "loads", "check", "policies", "vocabularies"} <= {*listed}
    modules = {name.split(".")[1] for name in MODULES} - {"policies", "vocabularies"}
    assert modules & {*listed} <= {"check"}
    assert all(getattr(getattr(sitrep, name), "__module__", "sitrep").startswith("sitrep") for name in listed)


def test_a_star_brings_what_is_for_users_loaded_or_not() -> None:
    script = "from sitrep import *; print(*(name for name in dir() if name[0] != '_'))"
    shown = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert shown.stdout.split() == [name for name in dir(sitrep) if not name.startswith("_")]


def test_a_name_that_is_not_there_is_not_there() -> None:
    with pytest.raises(AttributeError, match="module 'sitrep' has no attribute 'load_all'"):
        sitrep.load_all  # type: ignore[attr-defined]  # noqa: B018 - type checkers see it too


@pytest.mark.parametrize("module", [name for name, tree in SOURCES.items() if name.count(".") < 2])
def test_every_name_that_a_package_hands_on_is_marked_as_such(module: str) -> None:
    """`from x import y as y` is how type checkers know that y is for users."""
    if not any(name.startswith(f"{module}.") for name in SOURCES):
        return
    handed_on = [
        alias
        for node in ast.walk(SOURCES[module])
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("sitrep")
        for alias in node.names
        if alias.name not in (alias.asname, "*")
    ]
    used = {node.id for node in ast.walk(SOURCES[module]) if isinstance(node, ast.Name)}
    assert [alias.name for alias in handed_on if alias.name not in used] == []


def test_a_name_of_a_class_means_one_thing() -> None:
    defined = Counter(
        node.name
        for tree in SOURCES.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )
    assert [name for name, number in defined.items() if number > 1] == []


# What only the declarations know

CLASSES = {cls.__name__ for cls in RECORD_TYPES.values() if cls.__module__.startswith("sitrep.")}
TYPE_NAMES = {name for name, cls in RECORD_TYPES.items() if cls.__module__.startswith("sitrep.")}
ANYWHERE = [
    name for name in MODULES if room_of(name) not in {"records", "vocabularies"} and name not in NAME_RECORD_TYPES
]


def names_in_code(tree: ast.AST) -> set[str]:
    return {
        name
        for node in ast.walk(tree)
        for name in (getattr(node, "id", None), getattr(node, "attr", None), getattr(node, "name", None))
        if isinstance(name, str)
    }


def texts_in_code(tree: ast.AST) -> set[str]:
    """Docstrings are for people, and may name what they like."""
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    constants = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in prose)
    return {node.value for node in constants if isinstance(node.value, str)}


def record_types_named_in(tree: ast.AST) -> set[str]:
    return (names_in_code(tree) & CLASSES) | (texts_in_code(tree) & (CLASSES | TYPE_NAMES))


@pytest.mark.parametrize("module", ANYWHERE)
def test_the_library_names_no_record_type(module: str) -> None:
    """What differs between types is in their declarations, so that a type of others is as good as ours."""
    assert record_types_named_in(SOURCES[module]) == set()


def test_the_judge_of_names_sees_them_wherever_they_stand() -> None:
    assert record_types_named_in(SOURCES["sitrep.reference"])
    for code in ("from sitrep.records import Casualty", "x = records.Casualty", "y = Casualty(people=5)"):
        assert record_types_named_in(ast.parse(code)) == {"Casualty"}
    assert record_types_named_in(ast.parse('x = y["crossing"]')) == {"crossing"}
    assert record_types_named_in(ast.parse('def f():\n    """crossing"""\n    return y.statement')) == set()


QUESTIONS = {"what", "whether", "how", "where", "which", "who", "whose"}


def docstrings(tree: ast.AST) -> Iterator[str]:
    """Return the texts for people below modules, classes, functions and attributes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield node.value.value


@pytest.mark.parametrize("module", SOURCES)
def test_a_docstring_says_what_a_thing_is_or_does_and_begins_with_no_question(module: str) -> None:
    first_words = {text.split(maxsplit=1)[0].strip(".,:").lower(): text for text in docstrings(SOURCES[module])}
    assert {text for word, text in first_words.items() if word in QUESTIONS} == set()
