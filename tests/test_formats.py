"""Every format, every record type, both ways: what comes back is what the format says it carries."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis.errors import NoSuchExample
from hypothesis.strategies import SearchStrategy, sampled_from

import sitrep as sr
from sitrep.formats.offers import Format, Loss, find_format, formats
from sitrep.plugins import EntryPointError
from sitrep.records import RECORD_TYPES, UnknownRecord
from sitrep.reference import gaza_figures, rafah
from sitrep.testing import strategies as st

FORMATS = sorted(formats())
TYPES: dict[str, type[sr.Record]] = {**RECORD_TYPES, "unknown": UnknownRecord}
FEW = settings(max_examples=max(2, settings().max_examples // 50), phases=[Phase.explicit, Phase.generate])
SEARCH = settings(max_examples=500, phases=[Phase.generate], derandomize=True)


def there_and_back(name: str, report: sr.SitRep) -> sr.SitRep:
    return find_format(name).read(find_format(name).write(report))


@cache
def reports_of(name: str) -> SearchStrategy[sr.SitRep]:
    """Families' first reports, on records of one type."""
    records: Any = st.instances(TYPES[name], unknown=True)
    return st.families(1, records=records).map(lambda family: family[0])


def all_losses() -> Iterator[Any]:
    for name in FORMATS:
        try:
            offered = find_format(name).losses
        except sr.SitrepError:
            # Its own test says what is wrong with it.
            continue
        yield from (pytest.param(name, loss, id=f"{name}: {loss.what[:50]}") for loss in offered)


LOSSES = list(all_losses())


# There and back


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_written_and_read(name: str) -> None:
    offered = find_format(name)
    assert isinstance(offered, Format)
    assert offered.is_written
    assert offered.is_read
    assert offered.suffix.startswith(".")


def test_a_format_may_be_written_or_read_alone() -> None:
    written = Format(title="Words", suffix=".txt", write=lambda report: str(report).encode())
    assert (written.is_written, written.is_read) == (True, False)
    with pytest.raises(sr.InvalidError, match="this one is only written"):
        written.read(b"")
    read = Format(title="Nothing", suffix=".txt", read=lambda _: sr.SitRep())
    assert (read.is_written, read.is_read) == (False, True)
    with pytest.raises(sr.InvalidError, match="this one is only read"):
        read.write(sr.SitRep())


@pytest.mark.parametrize("type_name", TYPES)
def test_what_comes_back_is_what_each_format_carries(type_name: str) -> None:
    # Drawing a report takes as long as most formats take to write and read it, so that all get the same.
    @FEW
    @given(reports_of(type_name))
    def law(report: sr.SitRep) -> None:
        for name in FORMATS:
            assert there_and_back(name, report) == find_format(name).carried(report), name

    law()


@settings(FEW, max_examples=FEW.max_examples * 2)
@given(sampled_from(sorted(TYPES)).flatmap(reports_of))
def test_what_is_marked_lossless_gives_the_same_bytes(report: sr.SitRep) -> None:
    lossless = [name for name in FORMATS if not find_format(name).losses]
    assert {"ndjson", "csv", "geojson", "jsonld"} <= {*lossless}
    for name in lossless:
        assert sr.dumps(there_and_back(name, report)) == sr.dumps(report), name


@pytest.mark.parametrize("report", [sr.SitRep(), gaza_figures(), rafah()], ids=["empty", "gaza", "rafah"])
@pytest.mark.parametrize("name", FORMATS)
def test_known_reports_come_back(name: str, report: sr.SitRep) -> None:
    assert there_and_back(name, report) == find_format(name).carried(report)


@pytest.mark.parametrize("name", FORMATS)
def test_equal_reports_give_equal_files(name: str) -> None:
    report = gaza_figures()
    assert find_format(name).write(report) == find_format(name).write(sr.loads(sr.dumps(report)))


# Losses


def without(losses: tuple[Loss, ...], left_out: Loss, report: sr.SitRep) -> sr.SitRep:
    for loss in losses:
        if loss is not left_out:
            report = loss.forget(report)
    return report


@pytest.mark.parametrize(("name", "loss"), LOSSES)
def test_every_loss_occurs(name: str, loss: Loss) -> None:
    offered = find_format(name)

    def is_lost(report: sr.SitRep) -> bool:
        return there_and_back(name, report) != without(offered.losses, loss, report)

    if any(map(is_lost, (gaza_figures(), rafah()))):
        return
    try:
        find(st.sitreps(), is_lost, settings=SEARCH)
    except NoSuchExample:
        pytest.fail(f"{name} carries it all the same: {loss.what}")


def leaves(data: Any) -> Iterator[Any]:
    """The texts, numbers and flags of JSON data, save the ids of claims, which follow from the rest."""
    if isinstance(data, dict):
        yield from (leaf for name, item in data.items() if name != "id" for leaf in leaves(item))
    elif isinstance(data, list):
        yield from (leaf for item in data for leaf in leaves(item))
    else:
        yield (type(data), data)


@pytest.mark.parametrize(("name", "loss"), LOSSES)
def test_forgetting_adds_nothing_and_is_done_once(name: str, loss: Loss) -> None:
    @FEW
    @given(st.sitreps())
    def law(report: sr.SitRep) -> None:
        left = loss.forget(report)
        assert loss.forget(left) == left
        # What is left of a value is another value, so `left <= report` holds of the parts, not of the whole.
        assert set(leaves(left.to_json())) <= set(leaves(report.to_json()))
        for part in ("headers", "claims", "retractions", "links", "judgements", "notes"):
            assert len(getattr(left, part)) <= len(getattr(report, part))

    law()


@pytest.mark.parametrize("name", FORMATS)
def test_a_report_that_was_carried_is_carried_whole(name: str) -> None:
    @FEW
    @given(st.sitreps())
    def law(report: sr.SitRep) -> None:
        carried = find_format(name).carried(report)
        assert find_format(name).carried(carried) == carried
        assert there_and_back(name, carried) == carried

    law()


@pytest.mark.parametrize("name", FORMATS)
def test_losses_are_told_in_sentences(name: str) -> None:
    told = [loss.what for loss in find_format(name).losses]
    assert len(set(told)) == len(told)
    for what in told:
        assert what[0].isupper()
        assert what.endswith(".")


@pytest.mark.parametrize(
    ("write", "words"),
    [
        (lambda report: 1 / 0, "the format 'A broken one' broke off: ZeroDivisionError: division by zero"),
        (lambda report: "text", "the format 'A broken one' made a str, where a bytes is expected"),
    ],
)
def test_a_format_that_breaks_off_is_named_in_one_sentence(write: Any, words: str) -> None:
    broken = Format(title="A broken one", suffix=".x", write=write, read=write)
    with pytest.raises(EntryPointError, match=re.escape(words)):
        broken.written(sr.SitRep())
    with pytest.raises(EntryPointError, match="the format 'A broken one' "):
        broken.taken(b"")
