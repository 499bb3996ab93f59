"""Reports as lines: each is a report, and a file is the merge of its lines."""

import io
import json
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies

import sitrep as sr
from sitrep.codec.ndjson import read_lines, split, write_lines
from sitrep.errors import InvalidError
from sitrep.formats.ndjson import NDJSON
from sitrep.reference import gaza_figures
from sitrep.testing import strategies as st

FEW = settings(max_examples=max(10, settings().max_examples // 5))


def lines_of(report: sr.SitRep) -> list[bytes]:
    return list(write_lines([report]))


# The laws


@FEW
@given(st.sitreps())
def test_what_is_written_as_lines_is_read(report: sr.SitRep) -> None:
    assert NDJSON.read(NDJSON.write(report)) == report
    assert sr.merge(*sr.load_lines(io.BytesIO(NDJSON.write(report)), unknown="keep")) == report


@FEW
@given(st.families(3), strategies.randoms())
def test_lines_are_a_set_in_any_order_and_number(family: tuple[sr.SitRep, ...], chance: object) -> None:
    lines = [line for report in family for line in lines_of(report)]
    shuffled = [*lines, *lines[::2]]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert read_lines(shuffled, unknown="keep") == sr.merge(*family)


@FEW
@given(st.families(2))
def test_files_are_merged_by_putting_them_together(family: tuple[sr.SitRep, ...]) -> None:
    one, other = family
    assert NDJSON.read(NDJSON.write(one) + NDJSON.write(other)) == one | other


@FEW
@given(st.families(2))
def test_the_difference_of_files_is_that_of_their_lines_where_claims_are_not_shared(
    family: tuple[sr.SitRep, ...],
) -> None:
    one, other = family
    lacking = set(lines_of(other)) - set(lines_of(one))
    assert one | read_lines(lacking, unknown="keep") == one | other


@FEW
@given(st.sitreps())
def test_each_line_is_a_report_with_one_part(report: sr.SitRep) -> None:
    parts = [sr.loads(line, unknown="keep") for line in lines_of(report)]
    assert parts == list(split(report))
    for part in parts:
        assert part <= report
        members = json.loads(sr.dumps(part))
        assert members.pop("format") == "sitrep/1"
        [listed] = members.values()
        assert len(listed) == 1


@FEW
@given(st.sitreps())
def test_a_whole_report_is_a_line_as_well(report: sr.SitRep) -> None:
    assert list(sr.load_lines(io.StringIO(sr.dumps(report)), unknown="keep")) == [report]


def test_equal_reports_have_equal_lines() -> None:
    report = gaza_figures()
    assert NDJSON.write(report) == NDJSON.write(sr.loads(sr.dumps(report, indent=2)))


def test_no_lines_are_the_empty_report() -> None:
    assert NDJSON.write(sr.SitRep()) == b""
    assert NDJSON.read(b"") == NDJSON.read(b"\n \r\n") == sr.SitRep()


# Files


def test_a_path_is_written_and_read_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "report.ndjson"
    report = gaza_figures()
    sr.dump_lines(report, path)
    assert path.read_bytes() == NDJSON.write(report)
    assert sr.merge(*sr.load_lines(path)) == report


def test_a_path_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "report.ndjson"
    path.write_text("what was there")

    def reports() -> Iterator[sr.SitRep]:
        yield gaza_figures()
        raise RuntimeError("the source of the reports broke")

    with pytest.raises(RuntimeError):
        sr.dump_lines(reports(), path)
    assert path.read_text() == "what was there"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("open_file", [io.StringIO, io.BytesIO])
def test_files_of_text_and_of_bytes_are_written(open_file: type[io.StringIO] | type[io.BytesIO]) -> None:
    file = open_file()
    sr.dump_lines([gaza_figures()], file)
    file.seek(0)
    assert sr.merge(*sr.load_lines(file)) == gaza_figures()


def test_line_ends_of_windows_and_a_mark_at_the_start_change_nothing() -> None:
    written = NDJSON.write(gaza_figures())
    assert NDJSON.read(b"\xef\xbb\xbf" + written.replace(b"\n", b"\r\n\r\n")) == gaza_figures()


def test_only_a_line_feed_ends_a_line() -> None:
    report = sr.SitRep(notes=[sr.Note("One\u2028two\u0085three".replace("\u0085", "\u2029"))])
    assert NDJSON.write(report).count(b"\n") == 1
    assert NDJSON.read(NDJSON.write(report)) == report


NO_FILE: Any = 5


@pytest.mark.parametrize("call", [lambda: sr.load_lines(NO_FILE), lambda: sr.dump_lines(gaza_figures(), NO_FILE)])
def test_what_is_no_file_is_refused(call: object) -> None:
    with pytest.raises(InvalidError, match="path_or_file: 5 is refused; expected a path, or a file open for"):
        call()  # type: ignore[operator]


def test_what_is_no_report_is_refused() -> None:
    with pytest.raises(InvalidError, match="expected a SitRep"):
        sr.dump_lines(["{}"], io.BytesIO())  # type: ignore[list-item]


# Constant memory


def _peak_while(size: int, path: Path) -> int:
    """The most memory that writing and reading a file of so many lines takes, in bytes."""
    said = sr.Attribution(source="AFP", excerpt="words " * 1_000)

    def reports() -> Iterator[sr.SitRep]:
        for number in range(size):
            yield sr.SitRep(claims=[sr.Claim(sr.Casualty(outcome="killed", people=number), attributions=[said])])

    tracemalloc.start()
    try:
        sr.dump_lines(reports(), path)
        assert sum(len(report) for report in sr.load_lines(path)) == size
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    path = tmp_path / "many.ndjson"
    _peak_while(10, path)
    peak = _peak_while(500, path)
    assert path.stat().st_size > 3_000_000
    # Held whole, it would take more than all its bytes.
    assert peak < path.stat().st_size / 4


# Faults


BROKEN = b'{"format":"sitrep/1"}\n\n{"format":"sitrep/1","claims":[{"record":{"type":"casualty"}}]}\n{"format":\n'


def test_every_fault_is_told_with_its_line() -> None:
    with pytest.raises(InvalidError) as caught:
        NDJSON.read(BROKEN)
    assert [fault.path[:3] for fault in caught.value.faults] == [
        (3, "claims", 0),
        (3, "claims", 0),
        (4,),
    ]
    assert "line[3].claims[0].attributions: missing" in str(caught.value)
    assert "line[4]: " in str(caught.value)


def test_reading_line_by_line_stops_at_the_first_fault() -> None:
    reports = sr.load_lines(io.BytesIO(BROKEN))
    assert next(reports) == sr.SitRep()
    with pytest.raises(InvalidError, match=r"line\[3\]"):
        next(reports)


def test_unknown_types_are_faults_unless_they_are_kept() -> None:
    line = b'{"format":"sitrep/1","claims":[{"record":{"type":"tide"},"attributions":[{"source":{"name":"A"}}]}]}'
    with pytest.raises(InvalidError, match=r"line\[1\].claims\[0\].record.type: 'tide'"):
        read_lines([line])
    with pytest.raises(InvalidError, match=r"line\[1\]"):
        list(sr.load_lines(io.BytesIO(line)))
    [report] = sr.load_lines(io.BytesIO(line), unknown="keep")
    assert len(report) == 1


def test_bytes_that_are_no_utf_8_are_refused_with_their_line() -> None:
    with pytest.raises(InvalidError, match=r"line\[2\]: .* expected UTF-8 text"):
        NDJSON.read(b'{"format":"sitrep/1"}\n{"format":"sitrep/1\xff"}\n')
