"""Pages as files: what holds of each, whatever the report says, and what stands on those of known reports."""

import base64
import re
import time
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner
from golden import report as made_up
from hypothesis import given
from lxml import etree, html

import sitrep as sr
from sitrep.cli.commands import sitrep as program
from sitrep.page.charts import nice_ticks, range_svg, series_svg
from sitrep.page.composing import compose
from sitrep.page.html import LARGEST
from sitrep.page.markdown import inert
from sitrep.page.model import Conflict
from sitrep.page.words import say_rounded, short_id, spell_dates
from sitrep.reference import gaza_figures, rafah
from sitrep.testing import strategies

JARGON = re.compile(r"\b(undated rival|modality|stance|attribution|claim|record|rival|retraction|lattice|None)\b")


def parsed(report: sr.SitRep, **given: object) -> html.HtmlElement:
    return html.document_fromstring(sr.render(report, **given))  # type: ignore[arg-type]


@given(strategies.sitreps())
def test_every_page_has_each_fact_once_runs_nothing_and_loads_nothing(report: sr.SitRep) -> None:
    content = sr.render(report, marking="TLP:AMBER")
    assert len(content) <= LARGEST
    page = html.document_fromstring(content)
    ids = page.xpath("//@id")
    assert len(ids) == len({*ids})
    assert {short_id(claim.id).replace(":", "-") for claim in report} <= {*ids}
    assert not page.xpath("//script | //iframe | //object | //link | //img | //@style | //form")
    assert not [name for name in page.xpath("//@*/..") if any(key.startswith("on") for key in name.attrib)]
    assert all(each.startswith("#") for each in page.xpath("//@href | //@src"))
    assert {each.removeprefix("#") for each in page.xpath("//@href")} <= {*ids}


def test_the_policy_allows_the_style_of_the_page_and_nothing_else() -> None:
    page = parsed(rafah())
    [policy] = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    [style] = page.xpath("//style/text()")
    digest = base64.b64encode(sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_what_strangers_write_is_text() -> None:
    attack = "</style><script>alert(1)</script><b onclick='x'>\"&"
    source = sr.Source(attack, affiliation=attack)
    record = sr.Crossing(
        name=attack, status="open", reason=attack, place=sr.Place(name=attack, latitude=1, longitude=1)
    )
    said = sr.Attribution(source=source, excerpt=attack, document=sr.Document(title=attack))
    header = sr.Header(title=attack, publisher=attack, contacts=[attack])
    report = sr.SitRep(headers=[header], claims=[sr.Claim(record, attributions=[said])], notes=[sr.Note(attack)])
    page = parsed(report, marking=attack, title=attack, scope=attack)
    assert not page.xpath("//script | //b | //@onclick")
    assert attack in page.text_content()
    assert "<script>" not in sr.render(report, "md", marking=attack).decode()


@pytest.mark.parametrize("report", [rafah(), rafah() | gaza_figures(), made_up()], ids=["rafah", "merged", "made up"])
def test_a_page_speaks_to_people(report: sr.SitRep) -> None:
    page = parsed(report)
    for each in page.xpath("//style | //q"):
        each.getparent().remove(each)
    assert JARGON.findall(page.text_content()) == []


def test_the_first_screen_says_what_a_reader_asks_first() -> None:
    header = sr.Header(
        title="Update", publisher="Desk", number="4", issued="2024-03-02", data_as_of="2024-03-01",
        next_update="2024-03-09", contacts=["a@example.org"],
    )  # fmt: skip
    report = sr.SitRep(headers=[header], notes=[sr.Note("Roads are cut.", section="highlight")]) | made_up()
    page = parsed(report, title="Flood")
    assert page.xpath("string(//h1)") == "Flood"
    assert "Roads are cut." in page.xpath("string(//section[h2/@id='highlights'])")
    assert 1 <= len(page.xpath("//ul[@class='figures']/li")) <= 6


def test_a_key_figure_tells_change_source_date_and_that_it_is_disputed() -> None:
    def killed(people: int, day: str, source: str) -> sr.Claim:
        record = sr.Casualty(outcome="killed", people=people, place="North", period=day)
        return sr.Claim(record, attributions=[sr.Attribution(source=source, reported=day)])

    old = sr.SitRep(claims=[killed(20_000, "2024-03-01", "AFP")])
    new = old | sr.SitRep(claims=[killed(23_469, "2024-03-02", "AFP"), killed(25_000, "2024-03-02", "Reuters")])
    [figure] = compose(new).key_figures
    assert (figure.is_disputed, figure.range, figure.date) == (True, "23,469 to 25,000 people", "2 March 2024")
    assert figure.change.endswith("since 1 March 2024")
    [figure] = compose(sr.SitRep(claims=[killed(23_469, "2024-03-02", "AFP")]), since=old).key_figures
    assert (figure.rounded, figure.exact) == ("about 23,500 people", "23,469 people")
    assert (figure.change, figure.source) == ("+3,469 since the last report", "AFP")


def test_excerpts_have_the_words_around_them_where_the_document_is_at_hand() -> None:
    text = "On Monday the ministry said that 87 people were dead in the north."
    document = sr.Document(title="Bulletin", sha256=sha256(text.encode()).hexdigest())
    start = text.index("87 people")
    said = sr.Attribution(source="Ministry", document=document, span=(start, start + 9), excerpt="87 people")
    report = sr.SitRep(claims=[sr.Claim(sr.Casualty(outcome="killed", people=87), attributions=[said])])
    assert "ministry said that 87 people were dead" in " ".join(parsed(report, documents=[text]).text_content().split())
    assert "were dead" not in parsed(report).text_content()


def test_sections_can_be_chosen() -> None:
    page = parsed(rafah(), sections=["highlights", "sources"])
    assert page.xpath("//h2/@id") == ["highlights", "sources"]
    with pytest.raises(sr.InvalidError, match="sections"):
        sr.render(rafah(), sections=["weather"])


def test_a_page_in_arabic_runs_from_the_right() -> None:
    assert parsed(rafah(), language="ar").xpath("string(//html/@dir)") == "rtl"
    assert parsed(rafah()).xpath("string(//html/@dir)") == "ltr"


@pytest.mark.parametrize(("tag", "facts_to_a_place"), [("en", 100), ("en", 1), ("ar", 100), ("ar", 1)])
def test_five_thousand_facts_fit_a_page_in_time(tag: str, facts_to_a_place: int) -> None:
    sources = [sr.Source("Made-up ministry"), sr.Source("Made-up observers")]
    claims = []
    for number in range(5_000):
        day = date(2026, 1, 1) + timedelta(number % 100)
        place = sr.Place(name=f"District {number // facts_to_a_place}")
        record = sr.Casualty(outcome=("killed", "injured")[number % 2], people=number % 97, place=place, period=day)
        said = sr.Attribution(
            source=sources[number % 2],
            reported=day,
            document=sr.Document(title=f"Bulletin {number % 100}"),
            excerpt=f"in all {number % 97} people of the district and of the villages around it, as of noon",
        )
        claims.append(sr.Claim(record, attributions=[said]))
    report = sr.SitRep(claims=claims)
    began = time.process_time()
    content = sr.render(report, language=tag)
    assert time.process_time() - began < 5
    assert len(content) <= LARGEST


# Charts


def series_report() -> sr.SitRep:
    def toll(people: object, day: str, reported: str, source: str = "Ministry") -> sr.Claim:
        record = sr.Casualty(outcome="killed", people=people, place="North", period=day)  # type: ignore[arg-type]
        return sr.Claim(record, attributions=[sr.Attribution(source=source, reported=reported)])

    withdrawn = toll(99, "2024-03-03", "2024-03-03", "Observers")
    claims = [toll(10, "2024-03-01", "2024-03-01"), toll(12, "2024-03-02", "2024-03-02"), withdrawn]
    claims += [toll(30, "2024-03-03", "2024-03-03"), toll(14, "2024-03-03", "2024-03-04")]
    claims += [
        toll(20, "2024-03-09", "2024-03-09"),
        toll(sr.Figure(low=18, high=26), "2024-03-09", "2024-03-09", "Observers"),
    ]
    return sr.SitRep(claims=claims).retract(withdrawn, "Observers")


def test_a_series_has_what_was_reported_with_revisions_and_withdrawals_marked() -> None:
    [series] = [each for group in compose(series_report()).groups for one in group.subjects for each in one.series]
    shown = [(point.source, point.day[-2:], point.words, point.remark) for point in series.points]
    assert shown == [
        ("Ministry", "01", "10 people", ""),
        ("Ministry", "02", "12 people", ""),
        ("Ministry", "03", "30 people", "revised"),
        ("Ministry", "03", "14 people", ""),
        ("Ministry", "09", "20 people", ""),
        ("Observers", "03", "99 people", "withdrawn"),
        ("Observers", "09", "18 to 26 people", ""),
    ]
    svg = etree.fromstring(series_svg(series, "c1"))
    joined = svg.findall("{*}path[@class='step']")
    assert len(joined) == 2  # not over the gap of six days
    assert svg.findtext("{*}title")
    assert (svg.findtext("{*}desc") or "").endswith("2 figures revised or withdrawn since.")


def test_conflicting_figures_have_bars_with_arrows_where_an_end_is_open() -> None:
    claims = [
        sr.Claim(sr.Casualty(outcome="killed", people=people, period="2024-03-01"), attributions=[source])
        for people, source in ((sr.Figure(low=400), "AFP"), (sr.Figure(low=100, high=200), "Reuters"))
    ]
    [conflict] = compose(sr.SitRep(claims=claims)).disagreements
    assert isinstance(conflict, Conflict)
    svg = etree.fromstring(range_svg(conflict, "c1"))
    assert len([path for path in svg.findall("{*}path") if "l6 5l-6 5z" in path.get("d", "")]) == 1


@pytest.mark.parametrize(
    ("numbers", "ticks"),
    [
        ([3, 97], [0, 25, 50, 75, 100]),
        ([128, 129], [128, 129]),
        ([5], [0, 2, 4, 6]),
        ([9000, 9400], [9000, 9100, 9200, 9300, 9400]),
    ],
)
def test_ticks_are_round_numbers_around_the_figures(numbers: list[float], ticks: list[float]) -> None:
    assert nice_ticks(numbers) == ticks


# Words


def test_large_numbers_are_rounded_and_small_ones_are_not() -> None:
    assert say_rounded(sr.Figure(best=8_805)) == "8,805 people"
    assert say_rounded(sr.Figure(best=1_234_567)) == "about 1.23 million people"
    assert say_rounded(sr.Figure(low=2_000_000)) == "at least 2 million people"
    assert say_rounded(sr.Figure(best=2**53 - 1)) == "9,007,199,254,740,991 people"


def test_days_are_spelled_and_other_numbers_are_left() -> None:
    assert (
        spell_dates("since 2023-10-07, in 2023-11; 12-2023-10-07")
        == "since 7 October 2023, in November 2023; 12-2023-10-07"
    )


def test_markdown_in_words_of_others_is_inert() -> None:
    assert inert("# a *b* [c](d) <e> | f\n1. g") == "\\# a \\*b\\* \\[c\\](d) \\<e\\> \\| f 1. g"
    assert inert("1. one") == "1\\. one"


# Boundaries and the command line

SQUARE = [[[34.0, 31.0], [35.0, 31.0], [35.0, 32.0], [34.0, 32.0], [34.0, 31.0]]]
AREAS = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"ADM1_EN": "Province", "ADM1_PCODE": "PS01", "ADM2_EN": name, "ADM2_PCODE": code},
            "geometry": {"type": "Polygon", "coordinates": SQUARE},
        }
        for name, code in (("East", "PS0101"), ("West", "PS0102"))
    ],
}


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    places = [sr.Place(name="Anything", pcode="PS0101"), sr.Place(name="west"), sr.Place(name="Province")]
    records = [sr.Casualty(outcome="killed", people=5 + len(str(place)), place=place) for place in places]
    sr.dump(sr.SitRep(claims=[sr.Claim(each, attributions=["AFP"]) for each in records]), tmp_path / "r.json")
    (tmp_path / "areas.geojson").write_text(str(AREAS).replace("'", '"'), encoding="utf-8")
    return tmp_path


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(program, arguments)
    return result.exit_code, result.output


def test_areas_are_found_by_code_and_by_name_and_shaded_by_their_figures(files: Path) -> None:
    assert run("render", "r.json", "--boundaries", "areas.geojson", "-o", "r.html")[0] == 0
    page = html.document_fromstring((files / "r.html").read_bytes())
    assert len(page.xpath("//*[name()='path'][contains(@class, 'area shade-')]")) == 2
    caption = page.xpath("string(//section[h2/@id='map']//figcaption)")
    assert "1 fact without a place on it" in caption
    assert "do not imply any endorsement" in caption


def test_convert_puts_facts_into_their_areas_and_counts_those_without_one(files: Path) -> None:
    code, said = run("convert", "r.json", "--to", "geojson", "--boundaries", "areas.geojson", "-o", "r.geojson")
    assert (code, "1 fact of 3 without a place on the map" in said) == (0, True)
    assert (files / "r.geojson").read_text(encoding="utf-8").count('"Point"') == 2
    assert run("import", "--from", "geojson", "r.geojson", "-o", "again.json")[0] == 0
    assert sr.load(files / "again.json") == sr.load(files / "r.json")
    assert run("convert", "r.json", "--to", "csv", "--boundaries", "areas.geojson")[0] == 2
    (files / "areas.geojson").write_text("{}", encoding="utf-8")
    assert run("render", "r.json", "--boundaries", "areas.geojson", "-o", "r.html")[0] == 1


def test_the_command_makes_a_page_of_chosen_facts_and_says_so(files: Path) -> None:
    code, said = run("render", "r.json", "--place", "west", "-o", "r.md", "--title", "West", "--notices")
    assert (code, said) == (0, "r.md: 1 reported fact, 1 source; no disagreement\n")
    text = (files / "r.md").read_text(encoding="utf-8")
    assert text.startswith("# West\n")
    assert "1 of 3 facts were chosen" in text
    assert run("render", "r.json", "-o", "r.doc")[0] == 2
    assert run("render", "r.json", "--key-figure", "casualty:", "--since", "r.json", "-o", "r.html")[0] == 0
    assert "Nothing changed." in (files / "r.html").read_text(encoding="utf-8")
    assert run("show", "r.json", "--only", "nothing")[0] == 2


def test_templates_of_ones_own_come_first(files: Path) -> None:
    (files / "look").mkdir()
    (files / "look" / "tokens.css").write_text(":root{--accent:#123456}", encoding="utf-8")
    assert run("render", "r.json", "--templates", "look", "-o", "r.html")[0] == 0
    assert "--accent:#123456" in (files / "r.html").read_text(encoding="utf-8")
