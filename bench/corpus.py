"""Synthetic reports to measure with: all record types, text in four scripts, claims of about a kilobyte.

Nothing in them is real. The same seed gives the same reports.
"""

from datetime import date, timedelta
from functools import singledispatch
from random import Random
from typing import Any

from attrs import frozen

import sitrep as sr
from sitrep.fields.canonical import canonical_prose
from sitrep.fields.declarations import declared
from sitrep.fields.kinds import CodeKind, FlagKind, Kind, ManyKind, NumberKind, TextKind, ValueKind
from sitrep.records import RECORD_TYPES
from sitrep.records.counts import AgeKind
from sitrep.values.countries import NAMES, CountryKind
from sitrep.values.figures import FigureKind

_NAMES = (
    *("North gate", "Field hospital", "Relief committee", "Côte d’Azur camp", "Health directorate", "Spokesperson"),
    *("معبر الشمال", "مستشفى ميداني", "لجنة الإغاثة", "مخيم الساحل"),
    *("Северный пропускной пункт", "Полевой госпиталь", "Комитет помощи"),
    *("北部口岸", "野战医院", "救济委员会", "海岸营地"),
)
_WORDS = (
    "about forty families left the camp before noon",
    "نقلت القافلة الأولى المياه والوقود إلى المستشفى",
    "колонна с топливом прибыла вечером в больницу",
    "第一批救援物资已经送达医院和营地",
    "figures are provisional and will be revised",
)
_BY_RULE = {
    "pcode": ("PS0101", "UA14", "SD01001", "YE1101"),
    "url": ("https://example.org/reports/1", "https://example.org/reports/2"),
    "language": ("en", "ar", "uk", "zh"),
    "sha256": ("0" * 64, "f" * 64, "0123456789abcdef" * 4),
    "glide": ("EQ-2023-000015-TUR",),
    "timezone": ("UTC", "Asia/Gaza"),
}
_FIRST_DAY = date(2023, 10, 7)


@frozen
class _Draw:
    random: Random

    def name(self) -> str:
        return f"{self.random.choice(_NAMES)} {self.random.randrange(200)}"

    def words(self) -> str:
        return " — ".join(self.random.choices(_WORDS, k=2))

    def period(self) -> str:
        first = _FIRST_DAY + timedelta(self.random.randrange(400))
        return self.random.choice(
            (
                f"{first}",
                f"{first}",
                f"{first}/{first + timedelta(6)}",
                f"{first}T18:00Z",
                f"{first:%Y-%m}",
                f"{first}~",
            )
        )


@singledispatch
def _held(kind: Kind, name: str, draw: _Draw) -> Any:
    raise NotImplementedError(type(kind).__name__)


@_held.register
def _(kind: TextKind, name: str, draw: _Draw) -> Any:
    if kind.rule:
        return draw.random.choice(_BY_RULE[name])
    return draw.words() if kind.clean is canonical_prose else draw.name()


@_held.register
def _(kind: AgeKind, name: str, draw: _Draw) -> Any:
    return draw.random.choice(("0-17", "18-59", "60+"))


@_held.register
def _(kind: CodeKind, name: str, draw: _Draw) -> Any:
    return draw.random.choice([*kind.codes])


@_held.register
def _(kind: CountryKind, name: str, draw: _Draw) -> Any:
    return draw.random.choice([*NAMES])


@_held.register
def _(kind: NumberKind, name: str, draw: _Draw) -> Any:
    if name in ("latitude", "longitude"):
        return round(draw.random.uniform(-89, 89), 5)
    return draw.random.randrange(1, 6)


@_held.register
def _(kind: FlagKind, name: str, draw: _Draw) -> Any:
    return draw.random.random() < 0.5


@_held.register
def _(kind: FigureKind, name: str, draw: _Draw) -> Any:
    unit = kind.unit or ("USD" if kind.rule else "tonnes")
    number = draw.random.randrange(100_000)
    shapes: tuple[dict[str, Any], ...] = (
        {"best": number},
        {"best": number, "approximate": True},
        {"low": number},
        {"low": number, "high": number + 50},
        {"term": "scores"},
    )
    return sr.Figure(**draw.random.choice(shapes), unit=unit)


@_held.register
def _(kind: ValueKind, name: str, draw: _Draw) -> Any:
    if kind.cls is sr.Period:
        return draw.period()
    if kind.cls is sr.Place:
        return sr.Place(
            name=draw.name(),
            country=draw.random.choice(("PSE", "UKR", "SDN", "YEM")),
            pcode=draw.random.choice(_BY_RULE["pcode"]),
            latitude=_held(NumberKind(), "latitude", draw),
            longitude=_held(NumberKind(), "longitude", draw),
        )
    return _instance(kind.cls, draw)


@_held.register
def _(kind: ManyKind, name: str, draw: _Draw) -> Any:
    # Few fields of a set take a single item: a crossing is between two countries.
    return [_held(kind.item, name, draw) for _ in range(2)]


def _instance(cls: Any, draw: _Draw) -> Any:
    """An instance with about half of its fields, drawn again where those can't stand together."""
    declarations = declared(cls).values()
    while True:
        chosen = [each for each in declarations if each.must_be_given or draw.random.random() < 0.5]
        try:
            return cls(**{each.name: _held(each.kind, each.name, draw) for each in chosen})
        except sr.InvalidError:
            continue


def _attribution(draw: _Draw) -> sr.Attribution:
    """Who said it: a few hundred sources, and as many documents, stand behind any number of claims."""
    number = draw.random.randrange(300)
    return sr.Attribution(
        source=sr.Source(
            _NAMES[number % len(_NAMES)], kind="government", reliability="B", affiliation=f"Body {number}"
        ),
        via=[sr.Source(f"Agency {number % 7}", kind="news_agency")],
        reported=draw.period(),
        document=sr.Document(
            title=f"Update {number}",
            publisher=_NAMES[number % len(_NAMES)],
            url=f"https://example.org/updates/{number}",
            language="en",
            sha256=f"{number:064x}",
        ),
        span=(number, number + 60),
        excerpt=draw.words(),
    )


def claims(count: int, seed: int = 0) -> list[sr.Claim]:
    """So many claims of different records; every fourth is a rival of the one before it."""
    draw = _Draw(Random(seed))  # noqa: S311 - nothing here is secret
    types = [*RECORD_TYPES.values()]
    made: dict[str, sr.Claim] = {}
    previous: Any = None
    while len(made) < count:
        record = _instance(types[len(made) % len(types)], draw)
        if previous is not None and len(made) % 4 == 0:
            values = {
                name: _held(each.kind, name, draw)
                for name, each in declared(type(previous)).items()
                if each.role.value == "value" and isinstance(each.kind, FigureKind) and getattr(previous, name)
            }
            record = previous.replace(**values) if values else record
        claim = sr.Claim(record, attributions=[_attribution(draw)], sensitivity="low")
        made[claim.id] = claim
        previous = record
    return [*made.values()]


def reports(count: int, size: int, seed: int = 0) -> list[sr.SitRep]:
    """So many reports of `size` claims each, half of which the next report has too, from a source of its own."""
    step = (size + 1) // 2
    pool = claims(step * (count + 1), seed)
    listed = []
    for number in range(count):
        own = pool[step * number : step * number + size]
        attribution = sr.Attribution(source=sr.Source(f"Desk {number}"), reported="2023-11-01")
        listed.append(
            sr.SitRep(
                headers=[sr.Header(title=f"Update {number}", issued="2023-11-01")],
                claims=[
                    each if place % 2 else each.replace(attributions=[*each.attributions, attribution])
                    for place, each in enumerate(own)
                ],
            )
        )
    return listed
