"""Coverage-guided fuzzing of one reader, with atheris: `python -m tests.fuzz csv --seconds 600`.

It begins with what the writers write, and ends at the first exception that isn't a `SitrepError`, or after an input
that takes longer than ten seconds; the input is then in a file named `crash-…`. What is found is kept as a test, in
the file of the tests of that reader.
"""

import sys
from argparse import ArgumentParser
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

GOLDEN = Path(__file__).parent.parent / "golden"

MAPPING = """
file.format = "{}"
[[claims]]
record = {{type = "casualty", outcome = "killed", people = {{column = "N"}}}}
attribution = {{source = "A desk"}}
"""
TABLES = {"csv": b"N\n3\n", "json": b'[{"N": 3}]', "xlsx": (GOLDEN / "xlsx.xlsx").read_bytes()}


def readers() -> dict[str, tuple[Callable[[bytes], object], bytes]]:
    """The readers by their names, each with an input to begin with."""
    codec, offers = import_module("sitrep.codec"), import_module("sitrep.formats.offers")
    forms, tables, figures = (import_module(f"sitrep.{name}") for name in ("forms", "tables", "values.figures"))
    found: dict[str, tuple[Callable[[bytes], object], bytes]] = {
        "json": (codec.loads, (GOLDEN / "report.json").read_bytes()),
        "json-keep": (lambda content: codec.loads(content, unknown="keep"), (GOLDEN / "report.json").read_bytes()),
        "form": (forms.read_form, forms.make_form(["casualty"])),
        "mapping": (tables.read_mapping, MAPPING.format("csv").encode()),
        "draft": (tables.draft_mapping, TABLES["csv"]),
        "figure": (lambda content: figures.Figure.parse(content.decode(errors="replace")), b"about 90 people"),
    }
    for name in offers.formats():
        offered = offers.find_format(name)
        if offered.is_read:
            found[name] = offered.read, next(GOLDEN.glob(f"{name}.*")).read_bytes()
    for kind, content in TABLES.items():
        plan = tables.read_mapping(MAPPING.format(kind))
        found[f"table-{kind}"] = partial(tables.read_table, mapping=plan), content
    return found


def main() -> None:
    atheris: Any = import_module("atheris")
    with atheris.instrument_imports(include=["sitrep"]):
        refused = import_module("sitrep.errors").SitrepError
        known = readers()
    parser = ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("reader", choices=[*known])
    parser.add_argument("--seconds", type=int, default=600)
    given = parser.parse_args()
    read, begin = known[given.reader]

    def tried(content: bytes) -> None:
        try:
            read(content)
        except refused as error:
            # What is said of it has to be sayable too.
            str(error)

    with TemporaryDirectory() as folder:
        Path(folder, "begin").write_bytes(begin)
        bounds = [f"-max_total_time={given.seconds}", "-timeout=10", "-rss_limit_mb=4096", "-max_len=65536"]
        atheris.Setup([sys.argv[0], *bounds, folder], tried)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
