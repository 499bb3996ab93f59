"""Audiences: what is above somebody is written nowhere, in no format, message or name."""

import io
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZipFile, is_zipfile

import pytest
from click.testing import CliRunner
from hypothesis import given, settings, strategies as hypothesis

import sitrep as sr
from sitrep.audiences import admit, marking_of
from sitrep.cli.commands import sitrep as command
from sitrep.formats.offers import find_format, formats
from sitrep.redaction import redacted
from sitrep.store import open_store
from sitrep.testing import strategies as st
from sitrep.testing.families import Family

CLEAR, GREEN, AMBER, RED = "TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:RED"
FEW = settings(max_examples=max(10, settings().max_examples // 20))
CANARY = "Zqxcanary"
RELEASE = sr.Release(bytes(range(32)))


class Canaries:
    """Secrets, each of a text of its own, that are planted in a report."""

    def __init__(self) -> None:
        self.planted: list[str] = []

    def __call__(self, where: str) -> str:
        self.planted.append(f"{CANARY}{len(self.planted)}{where}")
        return self.planted[-1]

    def source(self, **more: Any) -> sr.Source:
        return sr.Source(self("name"), affiliation=self("body"), kept={"x_secret": self("kept")}, **more)

    def words(self, **more: Any) -> sr.Attribution:
        """Words of which all is confidential."""
        return sr.Attribution(
            source=self.source(anonymous=True),
            via=[self.source(anonymous=True)],
            document=sr.Document(
                title=self("title"),
                publisher=self("publisher"),
                url=f"https://example.org/{self('url')}",
                sha256=sha256(self("file").encode()).hexdigest(),
            ),
            span=(123454321, 123454329),
            excerpt=self("excerpt"),
            kept={"x_secret": self("kept")},
            **more,
        )

    def plant(self, report: sr.SitRep) -> sr.SitRep:
        """The report with a confidential source for each of its claims, and with claims above everybody."""
        claims = [claim.replace(attributions=[*claim.attributions, self.words()]) for claim in report]
        site = sr.Place(name=self("site"), latitude=31.123457, longitude=34.765432, kept={"x_secret": self("kept")})
        killed = sr.Casualty(
            outcome="killed", people=7654321, place=self("place"), perpetrator=self("by"), period="2024"
        )
        severe = sr.Claim(killed, attributions=[self.words()], sensitivity="severe")
        coarse = sr.Claim(
            sr.Shortage(item="fuel", level="severe", place=site),
            attributions=[sr.Attribution(source="A ministry", document=self("told"), excerpt=self("said"))],
            tlp=CLEAR,
        )
        hidden = self.source(anonymous=True)
        open_word = sr.Attribution(source="A ministry", excerpt=f"as {hidden.name} said", document=f"By {hidden.name}")
        named = sr.Claim(sr.Shortage(item="water", level="severe"), attributions=[hidden, open_word], tlp=CLEAR)
        return sr.merge(
            report.replace(claims=[*claims, severe, coarse, named]),
            sr.SitRep(
                headers=[sr.Header(title=self("head"), contacts=[self("contact")], tlp=RED)],
                notes=[
                    sr.Note(self("note"), tlp=RED),
                    sr.Note(self("about"), about=[severe]),
                    sr.Note(self("coarse"), about=[coarse], tlp=CLEAR),
                    sr.Note(f"{hidden.name} is well", tlp=CLEAR),
                ],
                retractions=[
                    sr.Retraction(severe, source=hidden, reason=self("reason")),
                    sr.Retraction(named, source=hidden, reason=f"{hidden.name} was afraid"),
                ],
                judgements=[
                    sr.Judgement(severe, "confirmed", by=hidden, reason=self("why")),
                    sr.Judgement(coarse, "confirmed", by=hidden, reason=self("because")),
                ],
                links=[sr.Link([severe, coarse], by=hidden, reason=self("link"))],
            ),
        )

    def traces(self, report: sr.SitRep) -> set[bytes]:
        """What would lead to a secret: the texts themselves, what they are digested to, and the ids of facts."""
        texts = {text.casefold().encode() for text in self.planted} | {CANARY.casefold().encode()}
        digests = {sha256(text.encode()).hexdigest().encode() for text in self.planted}
        ids = {claim.id.encode() for claim in report if CANARY in claim.record.canonical}
        numbers = {b"31.1234", b"34.7654", b"7654321", b"7,654,321", b"123454321"}
        return texts | digests | ids | {each.partition(b":")[2] for each in ids} | numbers


def files_in(content: bytes) -> Iterator[bytes]:
    """A file, with what is in it: the files of an archive, the columns and the metadata of a table."""
    yield content
    if is_zipfile(io.BytesIO(content)):
        with ZipFile(io.BytesIO(content)) as archive:
            for info in archive.infolist():
                yield from (info.filename.encode(), info.comment, archive.read(info))
    elif content.startswith((b"PAR1", b"ARROW1")):
        arrow = pytest.importorskip("pyarrow")
        if content.startswith(b"PAR1"):
            table = pytest.importorskip("pyarrow.parquet").read_table(io.BytesIO(content))
        else:
            table = arrow.ipc.open_file(io.BytesIO(content)).read_all()
        yield from (repr(table.to_pylist()).encode(), repr(table.schema.metadata).encode())


def assert_silent(traces: set[bytes], *contents: bytes) -> None:
    for content in contents:
        for file in files_in(content):
            lower = file.lower()
            assert not [trace for trace in traces if trace in lower or trace in file]


NAMES = [name for name in formats() if find_format(name).is_written]


def planted(report: sr.SitRep) -> tuple[Canaries, sr.SitRep]:
    canaries = Canaries()
    return canaries, canaries.plant(report)


@FEW
@given(st.families(1), hypothesis.sampled_from((CLEAR, GREEN, AMBER)), hypothesis.sampled_from(NAMES))
def test_no_secret_is_in_any_byte_for_a_lower_audience(reports: Family, audience: str, name: str) -> None:
    canaries, report = planted(reports[0])
    traces = canaries.traces(report)
    found = redacted(report, audience=audience, release=RELEASE)
    assert_silent(traces, sr.dumps(found.report, audience=audience).encode(), repr(found.fired).encode())
    assert_silent(traces, find_format(name).written(found.report, audience=audience))
    with pytest.raises(sr.AudienceError) as refused:
        find_format(name).written(report, audience=audience)
    assert_silent(traces, str(refused.value).encode(), repr(refused.value).encode(), repr(RELEASE).encode())


@pytest.mark.parametrize("name", NAMES)
def test_each_format_writes_what_was_redacted_and_no_secret(name: str) -> None:
    canaries, report = planted(sr.SitRep())
    content = find_format(name).written(sr.redact(report, audience=GREEN), audience=GREEN)
    assert content
    assert_silent(canaries.traces(report), content)
    with pytest.raises(AssertionError):
        assert_silent(canaries.traces(report), b"".join(files_in(find_format(name).written(report))))


@pytest.mark.parametrize("form", ["html", "md"])
def test_no_secret_is_on_a_page_and_its_marking_is_there(form: str) -> None:
    canaries, report = planted(sr.SitRep())
    notices = sr.check(report)
    released = sr.redact(report, audience=GREEN)
    page = sr.render(released, form, audience=GREEN, notices=notices, since=released)
    assert_silent(canaries.traces(report), page)
    assert page.count(b"TLP:GREEN") >= {"html": 2, "md": 1}[form]
    with pytest.raises(sr.AudienceError, match="above TLP:GREEN are 2 of the claims"):
        sr.render(report, form, audience=GREEN)


def test_no_secret_leaves_the_store_or_the_command_line(tmp_path: Path) -> None:
    canaries, report = planted(sr.SitRep())
    traces = canaries.traces(report)
    source, target, store = (str(tmp_path / name) for name in ("all.json", "released.json", "store.sqlite"))
    sr.dump(report, source)
    with open_store(store) as held:
        held.add(report)
        with pytest.raises(sr.AudienceError):
            held.export(target, audience=GREEN)
        assert not Path(target).exists()
        held.add(sr.redact(report, audience=GREEN))
        held.export(target, audience=GREEN, leave_out=True)
        left = sr.load(target, unknown="keep")
    assert not any(claim.id in left for claim in report if claim.sensitivity == "severe")
    # What is left out is whole, and what is left is too: a place that isn't labelled is told as it was.
    names = {trace for trace in traces if trace.endswith((b"name", b"excerpt", b"title", b"head", b"reason", b"url"))}
    assert_silent(names, Path(target).read_bytes())
    kept = ("--unknown", "keep")
    calls = [
        ["redact", source, "--audience", "green", "-o", target, *kept],
        ["convert", source, "--to", "csv", "--audience", "green", *kept],
        ["render", source, "--audience", "green", "-o", str(tmp_path / "page.html"), *kept],
        ["store", "export", store, "--audience", "green"],
        ["merge", source, "--audience", "public", *kept],
    ]
    for call in calls:
        result = CliRunner().invoke(command, call)
        assert result.exit_code == (0 if call[0] == "redact" else 1)
        assert_silent(traces, result.stdout.encode(), result.stderr.encode())
    assert_silent(traces, Path(target).read_bytes())


# What is above


SHORTAGE = sr.Shortage(item="fuel", level="severe")
WATER = sr.Shortage(item="water", level="severe")


def test_what_is_above_an_audience_is_refused_with_what_to_do_or_left_out_and_counted() -> None:
    report = sr.SitRep(
        claims=[
            sr.Claim(SHORTAGE, attributions=["A clinic", sr.Source("A nurse", anonymous=True)], tlp=GREEN),
            sr.Claim(WATER, attributions=["A clinic"], sensitivity="severe"),
        ]
    )
    with pytest.raises(sr.AudienceError, match=r"1 of the claims, 1 of the attributions\. Redact the report first"):
        sr.dumps(report, audience=GREEN)
    kept = sr.SitRep(claims=[sr.Claim(SHORTAGE, attributions=["A clinic"], tlp=GREEN)])
    assert sr.loads(sr.dumps(report, audience=GREEN, leave_out=True)) == kept
    assert sr.within(report, GREEN).left_out == {"claims": 1, "attributions": 1}
    assert admit(report, None) is report
    assert sr.within(report, RED).report is report


def test_dump_and_dump_lines_take_an_audience(tmp_path: Path) -> None:
    report = sr.SitRep(claims=[sr.Claim(SHORTAGE, attributions=["A clinic"], tlp=RED)])
    for write in (sr.dump, sr.dump_lines):
        with pytest.raises(sr.AudienceError):
            write(report, tmp_path / "report", audience=AMBER)
        assert not (tmp_path / "report").exists()
        write(report, tmp_path / "report", audience=RED)
        (tmp_path / "report").unlink()


def test_labels_are_added_and_never_taken_off() -> None:
    claims = [sr.Claim(SHORTAGE, attributions=["A clinic"], tlp=RED), sr.Claim(WATER, attributions=["A clinic"])]
    report = sr.SitRep(claims=claims, headers=[sr.Header(title="A report")])
    labelled = sr.label(report, tlp="green", sensitivity="low")
    assert {claim.record: claim.tlp for claim in labelled} == {SHORTAGE: RED, WATER: GREEN}
    assert labelled.headers[0].tlp == GREEN
    assert report <= labelled
    chosen = sr.label(report, tlp="amber", type="shortage", source="A clinic")
    assert {claim.tlp for claim in chosen} == {RED, AMBER}
    assert chosen.headers == report.headers
    words = sr.label(report, sensitivity="high", words_of="A clinic")
    assert {each.sensitivity for claim in words for each in claim.attributions} == {"high"}
    with pytest.raises(sr.InvalidError, match="a sensitivity, a TLP label, or both"):
        sr.label(report)


def test_a_marking_is_the_strictest_label() -> None:
    claims = [sr.Claim(SHORTAGE, attributions=["A clinic"], tlp=CLEAR, sensitivity="moderate")]
    report = sr.SitRep(claims=claims)
    assert marking_of(report) == "TLP:GREEN, Sensitivity: moderate"
    assert marking_of(report | sr.SitRep(headers=[sr.Header(title="A", tlp=AMBER)])).startswith("TLP:AMBER")
    assert marking_of(sr.SitRep(claims=[sr.Claim(WATER, attributions=["A clinic"])])) == ""


def test_each_sheet_of_a_workbook_has_the_marking() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    report = sr.SitRep(claims=[sr.Claim(SHORTAGE, attributions=["A clinic"], tlp=AMBER)])
    book = openpyxl.load_workbook(io.BytesIO(find_format("xlsx").written(report)))
    assert {sheet.oddHeader.center.text for sheet in book} == {"TLP:AMBER"}
    assert book.properties.category == "TLP:AMBER"


def test_the_compact_table_drops_no_mark_of_those_whom_it_names() -> None:
    said: list[Any] = [sr.Source("A nurse", anonymous=True), sr.Attribution(source="A guard", tlp=RED), "A clinic"]
    report = sr.SitRep(claims=[sr.Claim(SHORTAGE, attributions=said)])
    offered = find_format("csv-compact")
    [claim] = offered.taken(offered.written(report))
    assert {each.source.name: each.source.anonymous for each in claim.attributions} == {
        "A nurse": True,
        "A guard": False,
        "A clinic": False,
    }
    assert claim.tlp == RED
    assert sr.SitRep(claims=[claim]) == offered.carried(report)
