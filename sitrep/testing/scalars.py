"""Strategies for what fields hold at the bottom: texts, numbers, dates, codes.

They prefer what has broken programs before (scripts, composed letters, extremes, quotes) to what is
random, and they build what a rule asks for instead of filtering.
"""

import unicodedata
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any, TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from sitrep.caches import MADE_FOR_CLASSES, cached
from sitrep.claims import Header
from sitrep.fields.canonical import DECIMALS, LARGEST_INTEGER
from sitrep.fields.declarations import declared
from sitrep.fields.kinds import Between
from sitrep.records import CountOfPeople, UnknownRecord
from sitrep.values.countries import NAMES
from sitrep.values.periods import Period
from sitrep.values.places import Place
from sitrep.values.sources import Document

Rule = Callable[[Any], Any]
Option = TypeVar("Option")


def choose(draw: DrawFn, options: Sequence[Option]) -> Option:
    """One of the options: where they change with each draw, a strategy of their own would cost more than the draw."""
    return options[draw(_places(len(options)))]


@cached(MADE_FOR_CLASSES)
def _places(count: int) -> SearchStrategy[int]:
    return st.integers(0, count - 1)


NAMED = (
    "Rafah",
    "Côte d’Ivoire",  # letters that NFD takes apart
    "Việt Nam",  # two marks on one letter
    "서울",  # syllables that NFD takes apart
    "Å",  # also written as the sign for ångström
    "رفح",  # right to left
    "וועד\u200f",  # right to left, with an invisible mark
    "जिला",  # marks that never compose
    "ጎንደር",
    "Донецьк",
    "北京",
    "\u0301a",  # a mark with nothing to stand on
    "🏥",  # beyond the basic plane, where UTF-16 sorts otherwise
    "\ufb01\uf8ff",  # above the surrogates in code points, below them nowhere
    '=1+1, "C:\\x"',
    "e-05",  # looks like the end of a small number
    "Nablus / Jenin; Tulkarm|Tubas",
)

_NONCHARACTERS = "\ufffe\uffff"
# Something that is left when white space and layout marks are dropped.
_INK = st.characters(exclude_categories=("Cc", "Cf", "Cs", "Zs", "Zl", "Zp"), exclude_characters=_NONCHARACTERS)
_ANY = st.characters(exclude_categories=("Cc", "Cs"), exclude_characters=_NONCHARACTERS)

_RANDOM_LINES = st.builds(str.__add__, _INK, st.text(_ANY, max_size=6))
LINES: SearchStrategy[str] = st.sampled_from(NAMED) | st.sampled_from(NAMED) | _RANDOM_LINES
"""One line of text."""

PROSE: SearchStrategy[str] = LINES | st.lists(LINES, min_size=2, max_size=3).map("\n".join)
"""Text that may run over lines."""

_EXTREMES = (0, 10**-DECIMALS, 0.00004, LARGEST_INTEGER, -LARGEST_INTEGER, 4_503_599_627.370_497)


def _decimals(least: float, most: float) -> SearchStrategy[float]:
    scale = 10**DECIMALS
    return st.integers(round(least * scale), round(most * scale)).map(lambda scaled: scaled / scale)


def wholes(least: int = -LARGEST_INTEGER, most: int = LARGEST_INTEGER) -> SearchStrategy[int]:
    """Whole numbers: small ones, and the ends."""
    near = max(least, min(most, 0))
    small = st.integers(near, min(most, near + 500))
    return small | small | st.sampled_from((least, most))


def numbers(least: float = -LARGEST_INTEGER, most: float = LARGEST_INTEGER) -> SearchStrategy[float]:
    """Numbers: small ones, such as have decimals, and the extremes."""
    extremes = sorted({each for each in (*_EXTREMES, least, most) if least <= each <= most})
    return st.one_of(
        st.integers(max(-9, int(least)), min(500, int(most))),
        st.sampled_from(extremes),
        _decimals(max(-1_000, least), min(1_000, most)),
    )


_KNOWN_DAYS = tuple(date(2023, *day) for day in ((11, 1), (10, 31), (10, 7), (11, 2), (12, 31)))
# Room at both ends, so that no offset leads out of the calendar.
_DAYS = st.sampled_from(_KNOWN_DAYS) | st.dates(date(2, 1, 1), date(9998, 12, 30))
_CLOCKS = st.sampled_from(((18, 0, 0), (0, 0, 0), (23, 59, 59), (6, 30, 15)))
_ANY_OFFSET = st.none() | st.sampled_from((0, 120, 180, -300, 345, 840, -720))
_PRECISIONS = ("%Y-%m-%d", "%Y-%m", "%Y")


def _dated(day: date, pattern: str) -> str:
    # `strftime` writes years before 1000 with fewer digits on some systems.
    return day.isoformat()[: {"%Y-%m-%d": 10, "%Y-%m": 7, "%Y": 4}[pattern]]


def in_offset(moment: datetime, minutes: int, *, to_the_minute: bool) -> str:
    """An instant as a clock shows it that many minutes east of UTC."""
    there = moment.replace(tzinfo=UTC).astimezone(timezone(timedelta(minutes=minutes)))
    return there.isoformat(timespec="minutes" if to_the_minute else "seconds")


@st.composite
def _ends(draw: DrawFn) -> tuple[str, str]:
    """The two ends of an interval, at one precision, in order."""
    first, last = sorted((draw(_DAYS), draw(_DAYS)))
    pattern = choose(draw, _PRECISIONS)
    qualifier = choose(draw, ("", "~", "?", "%"))
    return _dated(first, pattern) + qualifier, _dated(last, pattern)


@st.composite
def _times(draw: DrawFn) -> str:
    day, clock = draw(_DAYS), draw(_CLOCKS)
    moment = datetime(day.year, day.month, day.day, *clock, tzinfo=UTC)
    to_the_minute = clock[2] == 0 and draw(st.booleans())
    offset = draw(_ANY_OFFSET)
    if offset is None:
        return moment.replace(tzinfo=None).isoformat(timespec="minutes" if to_the_minute else "seconds")
    return in_offset(moment, offset, to_the_minute=to_the_minute)


_OPEN_ENDS = st.tuples(_ends(), st.sampled_from(("{}/..", "../{1}", "{}/", "/{1}")))
EDTF: SearchStrategy[str] = st.one_of(
    _DAYS.map(date.isoformat),
    _ends().map(lambda ends: ends[0]),
    _times(),
    _times(),
    _ends().map("/".join),
    _OPEN_ENDS.map(lambda drawn: drawn[1].format(*drawn[0])),
    st.sampled_from(("0001", "9999-12-31", "0001-01-01/9999-12-31", "2024-02-29", "../0001-01-01")),
)
"""Dates, times and intervals, also in forms that aren't canonical, such as other offsets than Z."""

COUNTRIES: SearchStrategy[str] = st.sampled_from(("PSE", "EGY", "ISR", "XKX", "QMA")) | st.sampled_from(sorted(NAMES))

_DIGITS = st.integers(0, 2**256 - 1).map("{:064x}".format)
DIGESTS: SearchStrategy[str] = st.sampled_from(("0" * 64, "f" * 64)) | _DIGITS

_RULES: dict[Rule, SearchStrategy[Any]] = {}


def register_rule(rule: Rule, strategy: SearchStrategy[Any]) -> None:
    """Make `strategy` the source of values for every field declared with `rule`."""
    _RULES[rule] = strategy


def _register(cls: type[Any], name: str, strategy: SearchStrategy[Any]) -> None:
    kind = declared(cls)[name].kind
    register_rule(kind.rule, strategy)


def _age(low: int, width: int) -> str:
    return f"{low}+" if width < 0 else f"{low}-{min(low + width, 999)}"


_register(Place, "pcode", st.sampled_from(("PS01", "PS0101", "UA", "SDN-01", "YE" + "9" * 26)))
_register(Document, "url", st.sampled_from(("https://example.org/report?id=1&x=%20", "urn:isbn:1", "http://[::1]/#~")))
_register(Document, "language", st.sampled_from(("en", "ar", "pt-BR", "zh-Hant-TW", "prs")))
_register(Document, "sha256", DIGESTS)
_register(Header, "glide", st.sampled_from(("EQ-2023-000015-TUR", "CE-2023-000001-PSE")))
_register(Header, "timezone", st.sampled_from(("UTC", "Asia/Gaza", "America/Argentina/Buenos_Aires", "Etc/GMT+1")))
_register(UnknownRecord, "named", st.sampled_from(("unheard_of", "x1", "crossings", "casualty2", "agreements")))
_register(CountOfPeople, "age", st.builds(_age, st.integers(0, 120), st.integers(-1, 60)))
_register(Period, "edtf", EDTF)


class NoStrategyError(LookupError):
    """A field is declared with a kind or a rule that no strategy is known for."""


def for_rule(rule: Rule, *, whole: bool = False) -> SearchStrategy[Any]:
    """The strategy of a rule; raises `NoStrategyError` rather than trying values until one fits."""
    if isinstance(rule, Between):
        return wholes(round(rule.least), round(rule.most)) if whole else numbers(rule.least, rule.most)
    known = _RULES.get(rule)
    if known is None:
        name = getattr(rule, "__qualname__", repr(rule))
        raise NoStrategyError(f"no strategy for the rule {name}: give it one with register_rule(rule, strategy)")
    return known


def decomposed(text: str) -> str:
    """The text as some keyboards and file systems write it: letters and marks apart."""
    return unicodedata.normalize("NFD", text)


MEMBERS: SearchStrategy[dict[str, Any]] = st.sampled_from(
    (
        {"x_checked": True},
        {"x_checked": 1},  # Python calls this equal to the one before; JSON does not
        {"x_checked": "1"},
        {"x_checked": None},
        {"x_checked": [0.5, {"deep": [[], {}]}]},
        {"x_named": "é"},
        {"x_named": decomposed("é")},  # unknown text is left as it came
        {"x_least": -LARGEST_INTEGER, "x_small": 0.000001},
    )
)
"""Members of a JSON object that no declaration knows."""
