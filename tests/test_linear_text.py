"""Whatever reads text takes time in proportion to its length, also where somebody means it to take longer."""

import unicodedata
from collections.abc import Callable
from contextlib import suppress
from cProfile import Profile
from math import log2
from time import process_time

import pytest

import sitrep as sr
from sitrep.errors import InvalidError
from sitrep.evidence.excerpts import stated_in
from sitrep.evidence.places import Searched
from sitrep.fields.canonical import MARKS_IN_A_ROW, canonical_line, composed, folded_name, has_too_many_marks
from sitrep.formats.offers import find_format
from sitrep.tables import read_pcodes, read_table
from sitrep.text.number_words import LANGUAGES

SHORT, TIMES = 400, 4

REPEATED = [
    *("3 - 10 - 17 - ", "5 - ", "1 ", "123 ", "9", "1.1", "1,1", "1'1", "1e1", "1.000 ", "12.000 - "),
    *("half a ", "one hundred and ", "two thousand ", "million ", "twenty", "a ", "the ", "about ", "at least "),
    *("five (", "five (5) ", "5 of ", "5 per ", "per day ", "1 in ", "5+", "5*", "*", "5 or more ", "between 1 and "),
    *("1 to 2 to 3 to ", "from 1 to ", "rose from 1 to 2 ", "USD 5 ", "$", "$5", "US$", "5 U.S. ", "( ", "(", "5 ( "),
    *("264 deaths (95% CI 214-314) ", "5 (4 to 6) ", "several ", "thousands of ", "tens of ", "12.000", "-", "- ", "%"),
    *("de ", "entre 1 et ", "une centaine de ", "mille ", "de 1 a 2 ", "y ", "و", "و ", "بين ١ و", "ألف و", "٣ - "),
    *("a", "é", "e\u0301", "\u0301\u0316", "5\u0301\u0316", "\u200f", "5\u200f ", "\n", "Å", "²", "x"),
]


def calls(act: Callable[[], object]) -> int:
    """How many functions are called, of Python and of C."""
    profile = Profile()
    profile.runcall(act)
    return sum(entry.callcount for entry in profile.getstats())


def exponent(of: Callable[[int], float]) -> float:
    """What the power of the size is with which a cost grows; that of what is in proportion is 1."""
    return log2(max(1e-9, of(SHORT * TIMES)) / max(1e-9, of(SHORT))) / log2(TIMES)


def filled(piece: str, size: int) -> str:
    return piece * (size // len(piece))


@pytest.mark.parametrize("piece", REPEATED, ids=ascii)
def test_finding_the_quantities_of_a_text_takes_steps_in_proportion_to_its_length(piece: str) -> None:
    def cost(language: str, size: int) -> int:
        text = filled(piece, size)
        return calls(lambda: [*stated_in(text, language)])

    # In a language that doesn't know the words there is nothing to try.
    of = max(LANGUAGES, key=lambda language: cost(language, SHORT))
    assert exponent(lambda size: cost(of, size)) < 1.15


@pytest.mark.parametrize("piece", REPEATED, ids=ascii)
def test_refusing_a_text_that_is_too_long_to_be_a_quantity_takes_no_longer_than_one_that_is_not(piece: str) -> None:
    def cost(size: int) -> int:
        def parse() -> None:
            with pytest.raises(InvalidError):
                sr.Figure.parse(filled(piece, size) + " x")

        return calls(parse)

    # What is loaded once is loaded by another text.
    cost(SHORT // 2)
    assert cost(SHORT * TIMES) < 2 * cost(SHORT)


def test_checking_an_excerpt_takes_steps_in_proportion_to_its_length() -> None:
    def cost(size: int) -> int:
        attribution = sr.Attribution(
            source="Officials", document="An invented text", excerpt=filled("3 - 10 - 17 - ", size)
        )
        claim = sr.Claim(sr.Casualty(outcome="killed", people=3), attributions=[attribution])
        return calls(lambda: sr.check(sr.SitRep(claims=[claim])))

    # What is loaded once is loaded by another text, since what was read of one is remembered.
    cost(SHORT // 2)
    assert exponent(cost) < 1.15


def seconds(act: Callable[[], object]) -> float:
    def once() -> float:
        start = process_time()
        act()
        return process_time() - start

    return min(once() for _ in range(3))


def grows(of: Callable[[int], Callable[[], object]]) -> float:
    """The exponent by time: what takes its time in one function of C has no steps to count."""
    few, many = 4_000, 64_000
    return log2(max(1e-4, seconds(of(many))) / max(1e-4, seconds(of(few)))) / log2(many / few)


HAYSTACKS = [("a ", "b"), ("a", "b"), ("ab", "aa"), ("5 ", "6"), ("e\u0301", "e"), ("\u0301\u0316", "a"), (" ", "a")]


@pytest.mark.parametrize(("piece", "end"), HAYSTACKS, ids=ascii)
def test_looking_for_words_in_a_document_takes_time_in_proportion_to_both(piece: str, end: str) -> None:
    def of(size: int) -> Callable[[], object]:
        text, words = filled(piece, size), filled(piece, size // 2) + end
        return lambda: [*Searched(text).places(words)]

    assert grows(of) < 1.5


MANY_MARKS = "a" + "\u0301\u0316" * (MARKS_IN_A_ROW // 2)


@pytest.mark.parametrize(
    "clean", [canonical_line, composed, has_too_many_marks, folded_name], ids=lambda clean: clean.__name__
)
@pytest.mark.parametrize(
    "piece", ["\u0301\u0316", "a\u0301\u0316", "a" + "\u0301\u0316" * 15, "\u200b\u0301", "é", "—"]
)
def test_composing_a_text_takes_time_in_proportion_to_its_length(clean: Callable[[str], object], piece: str) -> None:
    def of(size: int) -> Callable[[], object]:
        text = filled(piece, size)

        def act() -> None:
            with suppress(InvalidError):
                clean(text)

        return act

    assert grows(of) < 1.5


def test_more_marks_on_a_letter_than_any_writing_has_are_refused_with_their_number() -> None:
    most = "a" + "\u0316\u0301" * (MARKS_IN_A_ROW // 2)
    assert canonical_line(most) == unicodedata.normalize("NFC", most)
    with pytest.raises(InvalidError, match="expected text with at most 30 marks on a letter"):
        canonical_line(most + "\u0316")


@pytest.mark.parametrize("between", ["\u200b", "\u2060", "\ufeff"], ids=ascii)
def test_marks_that_come_together_once_others_are_dropped_are_refused_too(between: str) -> None:
    with pytest.raises(InvalidError, match="marks on a letter"):
        canonical_line("a" + ("\u0301" + between) * 40)


@pytest.mark.parametrize(("piece", "end"), HAYSTACKS, ids=ascii)
def test_finding_an_excerpt_in_a_transcript_takes_time_in_proportion_to_both(piece: str, end: str) -> None:
    def of(size: int) -> Callable[[], object]:
        words = filled(piece, size // 2) + end
        transcript = sr.Transcript(document="An invented text", text=filled(piece, size))

        def act() -> None:
            with suppress(InvalidError):
                transcript.claim(sr.Crossing(name="Rafah", status="open"), "Officials", words)

        return act

    assert grows(of) < 1.5


def of_tables(act: Callable[[int], object]) -> float:
    """The exponent by calls of what a table of many rows or columns takes; what is loaded once is loaded before."""

    def cost(size: int) -> int:
        def once() -> None:
            with suppress(InvalidError):
                act(size)

        return calls(once)

    cost(SHORT // 4)
    return exponent(cost)


def wide_hxl(tag: str) -> Callable[[int], object]:
    def act(columns: int) -> object:
        tags = ["#affected+killed", *(tag.format(number) for number in range(columns))]
        table = f"{','.join(tags)}\n{','.join(['x'] * len(tags))}\n"
        return find_format("hxl").taken_in_part(table.encode(), source="A")

    return act


def pcodes(name: str) -> Callable[[int], object]:
    def act(size: int) -> object:
        rows = "".join(f"XX{number:06},{name.format(number)}\n" for number in range(size))
        return read_pcodes(f"code,name\n#adm1+code,#adm1+name\n{rows}")

    return act


def wide_mapping(cell: str) -> Callable[[int], object]:
    claim = {
        "columns": "/n(?P<place>[0-9]+)/",
        "record": {"type": "casualty", "outcome": "killed", "place": {"part": "place"}, "people": {"column": "*"}},
        "attribution": {"source": "A desk"},
    }
    mapping = {"file": {"format": "csv"}, "claims": [claim]}
    return lambda size: read_table(
        f"{','.join(f'n{number}' for number in range(size))}\n{','.join([cell] * size)}\n", mapping
    )


def json_of_many_faults(size: int) -> object:
    return sr.loads(f'{{"format":"sitrep/1","claims":[{",".join("7" * size)}],"notes":[{",".join("7" * size)}]}}')


@pytest.mark.parametrize(
    "act",
    [
        *(
            pytest.param(wide_hxl(tag), id=f"HXL, {tag}")
            for tag in ("#affected", "#x_{}", "#adm1+x{}", "#affected+x{}")
        ),
        pytest.param(pcodes("A place"), id="P-codes of one name"),
        pytest.param(pcodes("Place {}"), id="P-codes of many names"),
        pytest.param(wide_mapping("1"), id="a mapping of many columns"),
        pytest.param(wide_mapping("x"), id="a mapping of many columns with faults"),
        pytest.param(json_of_many_faults, id="JSON of many faults"),
    ],
)
def test_tables_take_steps_in_proportion_to_their_cells(act: Callable[[int], object]) -> None:
    assert of_tables(act) < 1.25


SENTENCES = [
    *("12 people were killed. ", "12 people were killed, ", "12 people and ", "including 3 children, ", "said that "),
    *("police denied that 9 people ", "in Marona, ", "since 1 May ", "between 1 and 5 May ", "on Tuesday ", "if "),
    *("the Kalda crossing reopened ", "of the ", "12 cases of cholera ", "according to ", "12 personnes tuées "),
    *("قتل 12 شخصا و", "tens of ", "12 ", "Injured: 34 ", "rose from 98 to 140 ", ", ", "(", "Marona "),
]


@pytest.mark.parametrize("piece", SENTENCES, ids=ascii)
def test_drafting_takes_steps_in_proportion_to_the_text(piece: str) -> None:
    language = "ar" if "ق" in piece else "fr" if "tuées" in piece else "en"

    def cost(size: int) -> int:
        # The words of a sentence are bounded, so that what is compared are texts of several.
        text = filled(piece, 3 * size)
        return calls(lambda: sr.draft(text, language=language, published="2024-03-14"))

    cost(1)
    assert exponent(cost) < 1.2
