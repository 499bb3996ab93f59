"""HXL: tags of the standard, dates and numbers that nobody misreads, and tables of others as claims."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any

import hxl  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings

import sitrep as sr
from sitrep.errors import Fault
from sitrep.fields.declarations import Value, declare, declared, identifies, part, states
from sitrep.fields.kinds import Many, Text
from sitrep.formats.csv import CLAIM, PARTS
from sitrep.formats.hxl.counts import COUNTS, count_of, tag_of_count
from sitrep.formats.hxl.offer import ARRAYS, CSV, OBJECTS
from sitrep.formats.hxl.read import read as sitrep_read, read_table
from sitrep.formats.hxl.tags import DAY, EXACT, WORDS, layout_of, normal
from sitrep.formats.hxl.write import days_of, edtf_of
from sitrep.formats.offers import Format, Partial
from sitrep.records import RECORD_TYPES, Record, record
from sitrep.reference import gaza_figures, rafah
from sitrep.testing import strategies as st
from sitrep.values.figures import Figure, OptionalFigure
from sitrep.values.periods import Period
from sitrep.values.sources import Attribution

SHAPES = pytest.mark.parametrize("shape", [CSV, ARRAYS, OBJECTS], ids=["csv", "arrays", "objects"])

# The judge takes a tenth of a second for a report.
FEWER = settings(max_examples=max(2, settings().max_examples // 5))

CORE = re.findall(
    r"\w+",
    """
    access activity adm1 adm2 adm3 adm4 adm5 affected beneficiary capacity cause channel contact country crisis
    currency date description event frequency geo group impact indicator inneed item loc meta modality need operations
    org output population reached region respondee sector service severity status subsector targeted value
    """,
)
"""The hashtags of the HXL 1.1 dictionary."""

NUMBERS = ("#population", "#affected", "#inneed", "#targeted", "#reached", "#value")
"""The hashtags under which the dictionary wants numbers alone."""


def report_of(*records: Record, **attribution: Any) -> sr.SitRep:
    said = Attribution(source="Red Cross", **attribution)
    return sr.SitRep(claims=[sr.Claim(each, attributions=[said]) for each in records])


def killed(people: Any = 12, **fields: Any) -> sr.Casualty:
    return sr.Casualty(outcome="killed", people=people, **fields)


def written(*records: Record, **attribution: Any) -> list[dict[str, Any]]:
    """The rows that are written of some records, by their tags."""
    rows: list[dict[str, Any]] = json.loads(OBJECTS.write(report_of(*records, **attribution)))
    return rows


def read(*lines: str) -> sr.SitRep:
    return CSV.read("\n".join(lines).encode())


def refused(*lines: str) -> str:
    with pytest.raises(sr.InvalidError) as caught:
        read(*lines)
    return str(caught.value)


# The tags


def layouts() -> Iterator[tuple[str, type[Record]]]:
    yield from ((part, Record) for part in PARTS if part != CLAIM)
    yield from ((CLAIM, cls) for cls in RECORD_TYPES.values())


LAYOUTS = pytest.mark.parametrize(("part", "cls"), list(layouts()))


@LAYOUTS
def test_hashtags_are_those_of_the_dictionary(part: str, cls: type[Record]) -> None:
    used = {normal(tag).partition("+")[0] for tag in layout_of(part, cls).by_tag}
    assert used <= {f"#{name}" for name in CORE}


@LAYOUTS
def test_dates_and_numbers_stand_where_the_dictionary_wants_them_and_nothing_else_does(
    part: str, cls: type[Record]
) -> None:
    for tag, (leaf, what) in layout_of(part, cls).by_tag.items():
        hashtag = tag.partition("+")[0]
        assert (hashtag == "#date") == (DAY in leaf.tags and what != WORDS), tag
        if hashtag in NUMBERS or tag in ("#indicator+num", "#output+num"):
            assert what == EXACT, tag


@LAYOUTS
def test_every_column_has_a_tag_of_its_own_and_is_found_by_it(part: str, cls: type[Record]) -> None:
    layout = layout_of(part, cls)
    for column, leaf in layout.by_column.items():
        for what in leaf.tags:
            for numbered in (column, column.replace(".0", ".12")):
                slot = layout.slot(layout.tag(numbered, what))
                assert slot is not None
                assert (slot.column, slot.what) == (numbered, what)


@pytest.mark.parametrize("count", COUNTS, ids=lambda count: count.tag)
def test_a_count_of_the_dictionary_is_the_same_both_ways(count: Any) -> None:
    fields = {name: code for name, code in count.fields.items() if code}
    assert tag_of_count("#affected", count.type, fields) == count.tag
    assert count_of(count.tag) == (count.type, fields)
    record_type = RECORD_TYPES[count.type]
    assert fields.keys() <= declared(record_type).keys()


@declare
class Crew(Value):
    name: Text = part("Name", meaning="What it is called", hxl="#loc+name")
    members: Many["Crew", Any] = part("Members", meaning="Who is in it")


def test_fields_of_others_come_back_whatever_their_hashtags() -> None:
    try:

        @record(lead="rescue")
        class Rescue(Record):
            """Declared with a hashtag that another has, with none, and with a value in itself."""

            site: Text = identifies("Site", hxl="#loc+name", meaning="Where")
            team: Many[Crew, Any] = states("Team", hxl="#loc", meaning="Who")
            dogs: OptionalFigure = states("Dogs", meaning="How many dogs", unit="dogs")

        crew = Crew(name="A", members=[Crew(name="B", members=[Crew(name="C"), Crew(name="=D")])])
        rescue = Rescue(
            site="Here", place="There", team=[crew, Crew(name="Z")], dogs=Figure(best=2, high=3, unit="dogs")
        )
        for shape in (CSV, ARRAYS, OBJECTS):
            assert CSV.read(shape.write(report_of(rescue))) == report_of(rescue)
    finally:
        RECORD_TYPES.pop("rescue", None)


# Dates


@pytest.mark.parametrize(
    ("edtf", "cells"),
    [
        ("2023-11-01", {"#date": "2023-11-01"}),
        ("2023-10-07/2023-11-01", {"#date+start": "2023-10-07", "#date+end": "2023-11-01"}),
        ("2023-10-07/", {"#date+start": "2023-10-07"}),
        ("2023-10-07/..", {"#date+start": "2023-10-07", "#meta+period": "2023-10-07/.."}),
        ("2023-10", {"#date+start": "2023-10-01", "#date+end": "2023-10-31", "#meta+period": "2023-10"}),
        ("2023-11-01~", {"#date": "2023-11-01", "#meta+period": "2023-11-01~"}),
        ("2023-11-01T23:30-05:00", {"#date": "2023-11-02", "#meta+period": "2023-11-02T04:30Z"}),
    ],
)
def test_dates_are_days_alone_and_what_else_a_period_says_stands_beside_them(edtf: str, cells: dict[str, str]) -> None:
    [row] = written(killed(period=edtf))
    assert {tag: text for tag, text in row.items() if "date" in tag or "period" in tag} == cells


@given(st.periods())
def test_no_date_is_a_time_and_every_period_comes_back(period: Period) -> None:
    days = days_of(period.edtf)
    assert all(len(text) == 10 for what, text in days.items() if what != WORDS)
    assert days.get(WORDS, edtf_of(days)) == period.edtf


def test_a_date_that_isnt_that_of_the_period_beside_it_is_refused() -> None:
    file = CSV.write(report_of(killed(period="2023-11-01~")))
    with pytest.raises(sr.InvalidError, match=r"'#date'.*'2023-11-03' is refused; expected 2023-11-01"):
        CSV.read(file.replace(b",2023-11-01,", b",2023-11-03,"))


# Figures


@pytest.mark.parametrize("people", ["about 90", "at least 400", "300 to 500", "scores", "fewer than 10"])
def test_a_vague_figure_is_in_no_column_of_numbers(people: str) -> None:
    record = killed(Figure.parse(people))
    [row] = written(record)
    assert not any(tag.startswith(NUMBERS) for tag in row)
    assert any(tag.startswith("#meta+affected+") for tag in row)
    assert CSV.read(OBJECTS.write(report_of(record))) == report_of(record)


@pytest.mark.parametrize(
    ("counted", "tag"),
    [
        (killed(12), "#affected+killed"),
        (killed(0, sex="f"), "#affected+killed+f"),
        (sr.Casualty(outcome="trapped", people=12), "#affected"),
        (sr.Caseload(status="in_need", people=12, group="REF"), "#inneed+refugees"),
        (sr.Displacement(kind="idps", households=12), "#affected+idps+hh"),
        (sr.Funding(kind="received", amount=Figure(best=12, unit="USD")), "#value"),
    ],
)
def test_a_number_stands_under_the_tag_that_the_dictionary_has_for_it(counted: Record, tag: str) -> None:
    [row] = written(counted)
    assert isinstance(row[tag], int)
    assert [each for each in row if each.startswith(NUMBERS)] == [tag]


@SHAPES
def test_numbers_are_written_without_exponents(shape: Format) -> None:
    figures = [Figure(best=number, unit="USD") for number in (0.000001, 9007199254740991, -5)]
    report = report_of(*(sr.Funding(kind="received", amount=figure) for figure in figures))
    assert b"0.000001" in shape.write(report)
    assert CSV.read(shape.write(report)) == report


def test_the_currency_stands_under_its_hashtag() -> None:
    [row] = written(sr.Funding(kind="received", amount=Figure(best=12.5, unit="USD")))
    assert (row["#value"], row["#currency+code"]) == (12.5, "USD")


@pytest.mark.parametrize(
    ("place", "cells"),
    [
        (sr.Place(name="Gaza", pcode="PS02", admin_level=1), {"#adm1+name": "Gaza", "#adm1+code": "PS02"}),
        (sr.Place(name="Gaza"), {"#loc+name": "Gaza"}),
        (sr.Place(country="PSE", admin_level=0), {"#country+code": "PSE", "#loc+admin_level": 0}),
        (sr.Place(country="PSE", admin_level=2), {"#country+code": "PSE", "#loc+admin_level": 2}),
    ],
)
def test_places_have_the_hashtag_of_their_level(place: sr.Place, cells: dict[str, Any]) -> None:
    [row] = written(killed(place=place))
    assert {tag: row[tag] for tag in row if tag.startswith(("#adm", "#loc", "#country"))} == cells


# The judge


def judged(content: bytes, severity: str = "error") -> list[str]:
    """What libhxl's own schema finds in a file."""
    found: list[Any] = []
    hxl.schema(callback=found.append).validate(hxl.data(io.BytesIO(content)).cache())
    return [f"{each.column}: {each.value!r}" for each in found if each.rule.severity == severity]


def rows_in(report: sr.SitRep) -> int:
    beside = sum(len(getattr(report, name)) for name in declared(sr.SitRep) if name != "claims")
    return beside + sum(len(claim.attributions) for claim in report)


@SHAPES
@pytest.mark.parametrize("report", [gaza_figures(), rafah()], ids=["gaza", "rafah"])
def test_the_judge_finds_nothing_in_known_reports(shape: Format, report: sr.SitRep) -> None:
    for severity in ("error", "warning", "info"):
        assert judged(shape.write(report), severity) == []


@SHAPES
def test_the_judge_finds_no_error_and_every_row_in_generated_reports(shape: Format) -> None:
    @FEWER
    @given(st.sitreps())
    def law(report: sr.SitRep) -> None:
        if not report and shape is OBJECTS:
            return  # A list without objects has no tags.
        file = shape.write(report)
        assert judged(file) == []
        source = hxl.data(io.BytesIO(file)).cache()
        assert len(list(source)) == rows_in(report)
        assert len({normal(str(column)) for column in source.columns}) == len(source.columns)

    law()


def test_the_judge_reports_what_we_keep_out() -> None:
    for wrong in ("#affected\nabout 90\n", "#affected+killed\nscores\n", "#date\nlast week\n"):
        assert len(judged(wrong.encode())) == 1


def test_the_judge_counts_what_we_count() -> None:
    report = gaza_figures()
    source = hxl.data(io.BytesIO(CSV.write(report))).cache()
    figures = [
        claim.record.people.best
        for claim in report
        for _ in claim.attributions
        if isinstance(claim.record, sr.Casualty) and claim.record.outcome == "killed" and claim.record.people
    ]
    under = [float(value) for row in source for value in row.get_all("#affected+killed") if value]
    assert sorted(under) == sorted(map(float, filter(None, figures)))


def test_the_three_shapes_say_the_same() -> None:
    report = rafah()
    titles, tags, *rows = csv.reader(io.StringIO(CSV.write(report).decode("utf-8-sig"), newline=""))
    arrays = json.loads(ARRAYS.write(report))
    objects = json.loads(OBJECTS.write(report))
    assert arrays[:2] == [titles, tags]
    assert [[str(cell) for cell in row] for row in arrays[2:]] == rows
    assert objects == [{tag: cell for tag, cell in zip(tags, row, strict=True) if cell != ""} for row in arrays[2:]]
    assert len(set(titles)) == len(titles)


def test_no_text_runs_as_a_formula() -> None:
    report = report_of(killed(place="=1+1"), excerpt="@SUM(A1)")
    cells = [cell for row in csv.reader(io.StringIO(CSV.write(report).decode("utf-8-sig"))) for cell in row]
    assert {"'=1+1", "'@SUM(A1)"} <= {*cells}
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)


# Tables made by hand


def test_a_row_may_say_its_record_and_whom_it_counts() -> None:
    report = read(
        "#meta +Record +type,#impact+type,#affected+f+killed,#meta+sex,#DATE,#meta+source",
        "casualty,killed,12,f,2023-11-01,Red Cross",
    )
    assert report == report_of(killed(sex="f", period="2023-11-01"))


def test_a_count_under_the_tag_of_another_is_refused() -> None:
    said = refused("#meta+record+type,#impact+type,#affected+injured,#meta+source", "casualty,killed,12,Red Cross")
    assert said.startswith("row[2]['#affected+injured']: '12' is refused")


@pytest.mark.parametrize(
    ("tags", "cells", "expected"),
    [
        ("#affected,#meta+affected+best", "12,13", "row[2]['#meta+affected+best']: '13' is refused; expected nothing"),
        ("#affected,#meta+affected+high", "12,10", "row[2]['#affected']: 12 is refused; expected at most"),
        ("#affected,#adm1+name,#adm2+code", "12,Gaza,PS0205", "row[2]['#adm2+code']: '2' is refused; expected admin"),
        ("#affected,#meta+period", "12,yesterday", "row[2]['#meta+period']: 'yesterday' is refused; expected an EDTF"),
        ("#affected,#status", "12,open", "row[2]['#status']: 'open' is refused; expected nothing: the record has no"),
        ("#affected,#x_mood", "12,low", "row[2]['#x_mood']: 'low' is refused; expected nothing: a record of the type"),
        ("#affected,#meta+id", "12,casualty:0", "row[2]['#meta+id']: 'casualty:0' is refused"),
        ("#affected,#meta+part", "12,claims", "row[2]['#meta+part']: 'claims' is refused; expected one of: header"),
    ],
)  # fmt: skip
def test_cells_that_contradict_each_other_are_refused(tags: str, cells: str, expected: str) -> None:
    row = f"casualty,killed,Red Cross,{cells}"
    assert refused(f"#meta+record+type,#impact+type,#meta+source,{tags}", row).startswith(expected)


# Tables of others


def test_each_count_in_a_row_of_others_is_a_claim() -> None:
    report = read(
        "Killed and injured,,,,,,,",
        "Governorate,P-code,Date,Killed,Injured women,Who,Sector,Remarks",
        "#adm1+name,#adm1+code,#date,#affected+killed,#affected+injured+f,#meta+source,#sector,",
        "Gaza,PS02,2023-11-01,12,,Red Cross,PRO,see annex",
        "Gaza,PS02,2023-11-02,0,5,Red Cross,,",
    )
    gaza = sr.Place(name="Gaza", pcode="PS02", admin_level=1)
    assert report == report_of(
        killed(12, place=gaza, period="2023-11-01", sector="PRO"),
        killed(0, place=gaza, period="2023-11-02"),
        sr.Casualty(outcome="injured", sex="f", people=5, place=gaza, period="2023-11-02"),
    )


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("#affected+missing", sr.Casualty(outcome="missing", people=7)),
        ("#affected+abducted+m", sr.Detention(kind="abducted", sex="m", people=7)),
        ("#affected+displaced+hh", sr.Displacement(households=7)),
        ("#affected+idps+ind", sr.Displacement(kind="idps", people=7)),
        ("#affected", sr.Caseload(status="affected", people=7)),
        ("#inneed+children", sr.Caseload(status="in_need", group="children", people=7)),
        ("#targeted+age60plus", sr.Caseload(status="targeted", age="60+", people=7)),
        ("#Reached +Refugees +F", sr.Caseload(status="reached", group="REF", sex="f", people=7)),
        ("#affected+killed+age_5_12", killed(7, age="5-12")),
    ],
)
def test_counts_of_the_dictionary_are_records(tag: str, expected: Record) -> None:
    assert read(f"{tag},#meta+source", "7,Red Cross") == report_of(expected)


@pytest.mark.parametrize(
    ("tags", "cells", "place"),
    [
        ("#adm1,#adm2+name,#adm2+code+v_pcode", "Gaza,Rafah,PS0205",
         sr.Place(name="Rafah", pcode="PS0205", admin_level=2)),
        ("#adm1,#adm2+name,#adm2+code", "Gaza,,", sr.Place(name="Gaza", admin_level=1)),
        ("#country+code,#loc,#geo+lat,#geo+lon", "PSE,Camp 7,31.5,34.4",
         sr.Place(name="Camp 7", country="PSE", latitude=31.5, longitude=34.4)),
        ("#country,#country+code", "Palestine,PSE", sr.Place(name="Palestine", country="PSE", admin_level=0)),
    ],
)  # fmt: skip
def test_the_place_is_the_narrowest_that_is_named(tags: str, cells: str, place: sr.Place) -> None:
    assert read(f"{tags},#affected+killed,#meta+source", f"{cells},12,Red Cross") == report_of(killed(place=place))


def test_ranges_of_dates_and_what_is_said_of_the_source_are_read() -> None:
    report = read(
        "#date+start,#date+end,#affected+killed,#meta+source,#date+reported,#meta+url",
        "2023-10-07,2023-11-01,12,Red Cross,2023-11-02,https://example.org/a",
    )
    document = sr.Document(url="https://example.org/a")
    assert report == report_of(killed(period="2023-10-07/2023-11-01"), reported="2023-11-02", document=document)


@pytest.mark.parametrize(
    ("tags", "cells", "expected"),
    [
        ("#date", "01/11/2023", "row[2]['#date']: '01/11/2023' is refused; expected a date such as 2023-11-01"),
        ("#date", "2023-02-30", "row[2]['#date']: '2023-02-30' is refused; expected a date that the calendar has"),
        ("#date,#date+end", "2023-11-01,2023-11-02", "row[2]['#date+end']: '2023-11-02' is refused; expected nothing"),
        ("#inneed", '"1,204"', "row[2]['#inneed']: '1,204' is refused; expected a number"),
        ("#inneed", "about 90", "row[2]['#inneed']: 'about 90' is refused; expected a number"),
        ("#inneed", "1,204", "row[2]: 4 is refused; expected 3 cells"),
        ("#inneed", "2.5", "row[2]['#inneed']: 2.5 is refused; expected a whole number of persons"),
        ("#inneed+dizzy", "5", "hashtags: '#inneed+dizzy' is refused"),
        ("#inneed+children+adults", "5", "hashtags: '#inneed+children+adults' is refused"),
        ("#seector", "5", "hashtags: '#seector' is refused; expected a tag that is read here. Did you mean '#sector'?"),
        ("#impact+type", "injured", "hashtags: '#impact+type' is refused; expected nothing, where #affected+killed"),
        ("#affected killed", "5", "hashtags: '#affected killed' is refused; expected a tag of HXL, or nothing"),
    ],
)  # fmt: skip
def test_what_cant_be_read_is_named_by_row_and_tag(tags: str, cells: str, expected: str) -> None:
    said = refused(f"{tags},#affected+killed,#meta+source", f"{cells},12,Red Cross")
    assert said.partition("\n  ")[2].startswith(expected) or said.startswith(expected)


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (b"", "file: missing; expected a row of hashtags among the first 25"),
        (b"Place,Killed\nGaza,12\n", "file: missing; expected a row of hashtags"),
        (b"x\n" * 25 + b"#affected,#org\n1,A\n", "file: missing; expected a row of hashtags"),
        (b"#adm1;#date;#affected\nGaza;2023-11-01;2\n", "row[1]: '#adm1;#date;#affected' is refused; expected commas"),
        ("#affected,#org\n1,Médecins\n".encode("latin-1"), "file: b'\\xe9dec' is refused; expected UTF-8 text; line 2"),
        (b"#affected\n1\n", "hashtags: missing; expected a column of #meta+source, or a source"),
        (b"#affected,#org\n1,A\n", "hashtags: missing; expected a column of #meta+source, or a source"),
        (b"#affected,#meta+source\n1,\n", "row[2]['#meta+source']: missing; expected who asserts it"),
        (b"#adm1,#meta+source\nGaza,A\n", "hashtags: missing; expected a column of figures: #affected"),
        (b'{"#affected": 1}', "file: {'#affected': 1} is refused; expected a list of rows"),
        (b'[["#affected"], {"#affected": 1}]', "file: [['#affected'], {'#affected': 1}] is refused; expected a list"),
        (b'[{"#affected": 1, "#affected": 2}]', "row[1]: '#affected' is refused; expected each member once"),
        (b'[{"affected": 1}]', "hashtags: 'affected' is refused; expected a tag of HXL"),
        (b'[{"#affected": true, "#org": "A"}]', "row[1]['#affected']: True is refused; expected text, a number"),
        (b'[{"#affected": NaN, "#org": "A"}]', "row[1]['#affected']: nan is refused; expected a"),
        (b'[{"#affected": 1, "#org": ["A", "B"]}]', "row[1]['#org']: ['A', 'B'] is refused; expected text, a number"),
        (b'[["#affected", "#org"], [1, {"a": 1}]]', "row[2][2]: {'a': 1} is refused; expected text, a number or null"),
        (b"[" * 5000, "file: "),
        (b'[{"#affected"', "file: '' is refused; expected JSON"),
    ],
)  # fmt: skip
def test_files_that_cant_be_read_say_why(file: bytes, expected: str) -> None:
    with pytest.raises(sr.InvalidError) as caught:
        CSV.read(file)
    said = str(caught.value)
    assert said.startswith(expected)


def test_a_fault_that_several_counts_share_is_told_once() -> None:
    said = refused("#date,#affected+killed,#affected+injured,#meta+source", "1/11/2023,1,2,A")
    assert said.count("1/11/2023") == 1


@pytest.mark.parametrize("byte_order_mark", [b"", b"\xef\xbb\xbf"])
def test_a_byte_order_mark_is_no_part_of_the_file(byte_order_mark: bytes) -> None:
    expected = report_of(killed())
    assert CSV.read(byte_order_mark + b"#affected+killed,#meta+source\n12,Red Cross\n") == expected
    assert CSV.read(byte_order_mark + b'[{"#affected+killed": 12, "#meta+source": "Red Cross"}]') == expected


def test_rows_that_count_nothing_state_nothing() -> None:
    assert read("#affected+killed,#meta+source", ",Red Cross", ",") == sr.SitRep()
    assert CSV.read(b"[]") == sr.SitRep()


# Who does what where, and tables as they come


def taken(*lines: str, **said: Any) -> Partial:
    return read_table("\n".join(lines).encode(), **{"source": "Red Cross", **said})


def told(faults: Iterable[Fault]) -> list[str]:
    return [fault.describe() for fault in faults]


def test_organisations_act_and_the_source_is_given() -> None:
    rows = "#org,#sector,#adm1,#reached,#date", "Org A,WSH,Alpha,80,2024-03", "Org B,WSH,Alpha,80,2024-03"
    found = taken(*rows)
    alpha = sr.Place(name="Alpha", admin_level=1)
    assert found.report == report_of(
        *(
            sr.Assistance(
                activity="assistance", by=f"Org {each}", sector="WSH", people=80, place=alpha, period="2024-03"
            )
            for each in "AB"
        )
    )
    assert not found.faults
    assert not found.left_out
    assert "expected a column of #meta+source, or a source" in refused(*rows)


def test_what_is_given_beside_a_table_is_of_rows_that_dont_say_it() -> None:
    content = b"#affected+killed,#meta+source,#date+reported\n12,Red Cross,\n13,,2024-03-02\n"
    report = sitrep_read(content, source="Ministry", reported="2024-03-03", document="A table")
    document = sr.Document(title="A table", sha256=sha256(content).hexdigest())
    said = {claim.record.people.best: claim.attributions for claim in report}  # type: ignore[attr-defined]
    assert said == {
        12: (Attribution(source="Red Cross", reported="2024-03-03", document=document),),
        13: (Attribution(source="Ministry", reported="2024-03-02", document=document),),
    }


@pytest.mark.parametrize(
    ("tags", "cells", "expected"),
    [
        ("#org+impl,#activity,#adm1", "Org A,Cash transfers,Alpha",
         sr.Assistance(activity="cash_transfers", by="Org A", place=sr.Place(name="Alpha", admin_level=1))),
        ("#value+funding+required+usd", "12.5", sr.Funding(kind="required", amount=Figure(best=12.5, unit="USD"))),
        ("#value+paid,#currency", "12,CHF", sr.Funding(kind="received", amount=Figure(best=12, unit="CHF"))),
        ("#indicator+code,#indicator+name,#indicator+value+num", "X.1,Power,55.5",
         sr.Indicator(code="X.1", label="Power", value=Figure(best=55.5, unit="unstated"))),
        ("#indicator+incidence+pct", "5.5", sr.Indicator(code="incidence_pct", value=Figure(best=5.5, unit="percent"))),
        ("#affected+idps+stock+conflict", "7",
         sr.Displacement(kind="idps", measure="current", cause="armed_conflict", people=7)),
        ("#affected+infected+deaths+new,#cause+disease", "7,Cholera",
         sr.DiseaseCount(disease="Cholera", kind="death", measure="new", people=7)),
        ("#affected+killed,#sector+name", "7,Child Protection", killed(7, sector="PRO-CPN")),
        ("#affected+killed,#country+code", "7,SY", killed(7, place=sr.Place(country="SYR"))),
        ("#affected+killed,#date", "7,2024-03-01T00:00:00", killed(7, period="2024-03-01")),
        ("#affected+killed,#date", "7,2024-03-01 18:30:00.5+0200", killed(7, period="2024-03-01T18:30:00+02:00")),
        ("#affected+killed,#date+year", "7,2024", killed(7, period="2024")),
    ],
)  # fmt: skip
def test_tables_of_others_come_in_as_they_are(tags: str, cells: str, expected: Record) -> None:
    found = taken(tags, cells)
    assert found.report == report_of(expected)
    assert not found.faults
    assert not found.left_out


def test_a_column_that_no_field_is_for_is_left_out_and_told() -> None:
    found = taken("#affected+killed,#contact+email,#adm1+code", "7,a@example.org,nowhere")
    assert found.report == report_of(killed(7))
    email, code = told(found.left_out)
    assert email.startswith("hashtags: '#contact+email' is refused; expected a tag that is read here.")
    assert code.startswith("hashtags: '#adm1+code' is refused; expected a P-code")
    assert "such as 'nowhere' in row 2" in code
    assert sitrep_read(b"#affected+killed,#contact\n7,x\n", source="Red Cross") == report_of(killed(7))


def test_figures_that_differ_in_a_column_that_is_left_out_alone_are_refused() -> None:
    found = taken("#affected+killed,#adm1,#category", "7,Alpha,a", "7,Alpha,b", "7,Beta,b")
    assert found.report == report_of(killed(7, place=sr.Place(name="Beta", admin_level=1)))
    assert [fault.path for fault in found.faults] == [("row", 2, "#affected+killed"), ("row", 3, "#affected+killed")]


def test_a_row_that_makes_the_fact_of_an_earlier_one_is_told() -> None:
    assert taken("#affected+killed,#adm1", "7,Alpha", "7,Beta", "7,Alpha").repeated == {4: 2}


@pytest.mark.parametrize(
    ("tags", "column"),
    [
        ("#affected+idpz", "#affected+idpz"),
        ("#affected+infected", "#affected+infected"),
        ("#value", "#value"),
        ("#inneed+dizzy", "#inneed+dizzy"),
    ],
)
def test_a_column_of_figures_is_refused_alone(tags: str, column: str) -> None:
    found = taken(f"#affected+killed,#item,{tags}", "7,Rice,8")
    assert [claim.record.people.best for claim in found.report] == [7]  # type: ignore[attr-defined]
    assert [(fault.path, fault.value) for fault in found.faults] == [(("hashtags",), column)]
    assert found.faults[0].hint


def test_two_columns_of_one_tag_are_told_apart_or_refused() -> None:
    figures = taken("#affected+killed,#affected+injured,#affected+injured", "7,1,2")
    assert figures.report == report_of(killed(7))
    assert [fault.value for fault in figures.faults] == ["#affected+injured", "#affected+injured (column 3)"]
    alike = taken("#affected+killed,#sector,#sector", "7,HEA,HEA")
    assert alike.report == report_of(killed(7, sector="HEA"))
    rivals = taken("#affected+killed,#sector,#sector", "7,HEA,WSH")
    assert rivals.report == report_of(killed(7))
    assert [fault.value for fault in rivals.left_out] == ["#sector (column 3)", "#sector"]
    languages = taken("#affected+killed,#adm1+name+en,#adm1+name+ar", "7,Homs,حمص")
    assert languages.report == report_of(killed(7, place=sr.Place(name="Homs", admin_level=1)))


def test_faults_of_one_kind_in_a_column_are_told_once() -> None:
    lines = "#affected+killed,#meta+source", *(f"{number}.16,Red Cross" for number in range(8000))
    with pytest.raises(sr.InvalidError) as caught:
        read(*lines)
    assert (len(caught.value.faults), caught.value.more) == (1000, 7000)
    said = str(caught.value)
    assert said.startswith("8,000 faults:\n  row[2]['#affected+killed']: 0.16 is refused; expected a whole number")
    assert said.endswith("The same in rows 3, 4, 5, 6, 7 and 994 more.\n  and 7,000 more")
    with sr.limited(faults=8000), pytest.raises(sr.InvalidError) as caught:
        read(*lines)
    assert len(caught.value.faults) == 8000
    assert str(caught.value).count("\n") == 1
    assert str(caught.value).endswith("The same in rows 3, 4, 5, 6, 7 and 7,994 more.")


def test_a_number_with_two_readings_is_refused_with_both() -> None:
    said = refused("#affected+killed,#meta+source", "12.000,Red Cross")
    assert said.startswith("row[2]['#affected+killed']: '12.000' is refused; expected a whole number in one reading.")
    assert "12000" in said
    assert "or 12 if" in said
