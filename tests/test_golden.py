"""Files of every format as they were written before: they are written so still, and can still be read."""

import io
from collections.abc import Callable, Mapping
from typing import Any

import pyarrow.feather  # type: ignore[import-untyped]
import pyarrow.parquet  # type: ignore[import-untyped]
import pytest
from golden import FOLDER, FORMS, file_of, page, report
from openpyxl import load_workbook

import sitrep as sr
from sitrep.formats.offers import find_format, formats

FORMATS = sorted(formats())


def cells_of(file: bytes) -> dict[str, Any]:
    return {sheet.title: [*sheet.iter_rows(values_only=True)] for sheet in load_workbook(io.BytesIO(file))}


CONTENT: Mapping[str, Callable[[bytes], Any]] = {
    "arrow": lambda file: pyarrow.feather.read_table(io.BytesIO(file)),
    "parquet": lambda file: pyarrow.parquet.read_table(io.BytesIO(file)),
    "xlsx": cells_of,
}
"""What is in files whose bytes change with the version of the library that writes them."""

MEND = "if that is meant, write the files anew: python -m docs.generate"


def test_the_report_is_what_it_was() -> None:
    assert sr.dumps(report(), indent=2) == (FOLDER / "report.json").read_text(encoding="utf-8"), MEND
    assert sr.load(FOLDER / "report.json") == report()


@pytest.mark.parametrize("name", FORMATS)
def test_files_are_written_as_before(name: str) -> None:
    content = CONTENT.get(name, bytes)
    assert content(find_format(name).write(report())) == content(file_of(name).read_bytes()), MEND


@pytest.mark.parametrize("name", sorted(formats()))
def test_files_written_before_are_read(name: str) -> None:
    assert find_format(name).read(file_of(name).read_bytes()) == find_format(name).carried(report())


@pytest.mark.parametrize("form", FORMS)
def test_pages_are_written_as_before(form: str) -> None:
    assert page(form).decode().splitlines() == (FOLDER / f"page.{form}").read_text(encoding="utf-8").splitlines(), MEND


def test_no_other_files_are_there() -> None:
    pages = {FOLDER / f"page.{form}" for form in FORMS}
    assert {*FOLDER.iterdir()} == {FOLDER / "report.json", *map(file_of, FORMATS)} | pages
