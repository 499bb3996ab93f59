"""Labels: how sensitive something is and with whom it may be shared. They identify nothing, and the stricter holds."""

import itertools
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as hypothesis

import sitrep as sr
from sitrep.fields.codes import strictest
from sitrep.formats.offers import find_format
from sitrep.scale import lacking_files, merge_files
from sitrep.store import open_store
from sitrep.testing import strategies as st
from sitrep.testing.families import Family
from sitrep.vocabularies import Sensitivity, TrafficLight

FEW = settings(max_examples=max(10, settings().max_examples // 20))
SHORTAGE = sr.Shortage(item="fuel", level="severe", place="A town")
LEVELS = [None, *TrafficLight]
TWO_LEVELS = [*itertools.product((None, "TLP:CLEAR", "TLP:AMBER", "TLP:RED"), repeat=2)]


def labelled(tlp: str | None, sensitivity: str | None = None) -> sr.SitRep:
    labels: dict[str, Any] = {"tlp": tlp, "sensitivity": sensitivity}
    return sr.SitRep(
        headers=[sr.Header(title="A report", **labels)],
        claims=[sr.Claim(SHORTAGE, attributions=[sr.Attribution(source="A clinic", **labels)], **labels)],
        notes=[sr.Note("It is quiet.", **labels)],
    )


@given(hypothesis.lists(hypothesis.sampled_from(LEVELS)), hypothesis.lists(hypothesis.sampled_from(LEVELS)))
def test_the_stricter_of_levels_is_a_semilattice(one: list[TrafficLight | None], other: list[TrafficLight]) -> None:
    joined = strictest([strictest(one), strictest(other)])
    assert joined is strictest([*other, *one]) is strictest([*one, *other, *one])
    assert all(LEVELS.index(joined) >= LEVELS.index(each) for each in (*one, *other))


@pytest.mark.parametrize(("one", "other"), TWO_LEVELS)
def test_what_differs_in_labels_alone_is_one_and_the_stricter_holds(one: str | None, other: str | None) -> None:
    stricter = strictest([TrafficLight(each) if each else None for each in (one, other)])
    assert labelled(one) | labelled(other) == labelled(stricter)
    assert (labelled(one) <= labelled(other)) is (labelled(stricter) == labelled(other))


def test_labels_are_joined_each_for_itself() -> None:
    assert labelled("TLP:RED") | labelled(None, "low") == labelled("TLP:RED", "low")


def test_labels_have_no_part_in_the_id() -> None:
    [claim], [other] = labelled("TLP:RED", "severe").claims, labelled(None).claims
    assert claim.id == other.id


def test_order_is_that_of_the_texts_without_labels() -> None:
    headers = [sr.Header(title="A report", tlp="TLP:RED"), sr.Header(title="A report", version="2")]
    assert (
        sr.SitRep(headers=headers).headers
        == sr.SitRep(headers=[each.replace(tlp=None) for each in headers]).replace(headers=headers).headers
    )
    assert [each.bare for each in sr.SitRep(headers=headers).headers] == sorted(each.bare for each in headers)


def test_a_label_of_another_list_is_refused() -> None:
    with pytest.raises(sr.InvalidError, match=r"tlp: 'red' is refused.*Did you mean 'TLP:RED'"):
        sr.Header(title="A report", tlp="red")


@FEW
@given(st.families(2))
def test_every_lossless_way_carries_labels(reports: Family) -> None:
    merged = sr.merge(*reports)
    assert sr.loads(sr.dumps(merged), unknown="keep") == merged
    for name in ("csv", "ndjson"):
        offered = find_format(name)
        assert offered.taken(offered.written(merged)) == merged


@FEW
@given(st.families(2))
def test_the_store_and_the_streams_join_as_merging_does(
    tmp_path_factory: pytest.TempPathFactory, reports: Family
) -> None:
    folder: Path = tmp_path_factory.mktemp("labels")
    one, other = reports
    for name, report in (("one", one), ("other", other)):
        sr.dump(report, folder / f"{name}.json")
    merge_files([folder / "one.json", folder / "other.json"], folder / "both.json", unknown="keep")
    lacking_files(folder / "one.json", folder / "other.json", folder / "lacked.json", unknown="keep")
    assert (folder / "both.json").read_text() == sr.dumps(one | other)
    assert sr.load(folder / "lacked.json", unknown="keep") == one - other
    with open_store(folder / "store.sqlite") as store:
        store.add(one)
        before = store.change
        store.add(other)
        assert store.report() == one | other
        assert store.add(one | other) == 0
        assert one | store.changes(since=before) == one | other
        assert [*store.check()] == []


@pytest.mark.parametrize(("one", "other"), TWO_LEVELS)
def test_every_way_of_merging_takes_the_stricter(one: str | None, other: str | None, tmp_path: Path) -> None:
    both = labelled(one) | labelled(other)
    with open_store(tmp_path / "store.sqlite") as store:
        store.add(labelled(one))
        store.add(labelled(other))
        assert store.report() == both
        assert [*store.check()] == []
    for name, level in (("one", one), ("other", other)):
        sr.dump(labelled(level), tmp_path / name)
    merge_files([tmp_path / "one", tmp_path / "other"], tmp_path / "both")
    assert sr.load(tmp_path / "both") == both
    lacking_files(tmp_path / "one", tmp_path / "other", tmp_path / "lacked")
    assert sr.load(tmp_path / "lacked") == labelled(one) - labelled(other)


def test_a_sensitivity_is_of_the_guidance() -> None:
    assert [level.value for level in Sensitivity] == ["low", "moderate", "high", "severe"]
