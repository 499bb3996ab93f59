"""EDXL-SitRep 1.0 (OASIS): a report as one message that emergency information systems read.

The elements of the standard say what those systems know how to show: the head of the message, where
it was observed, and every fact in words. They have no place for sources, bounds or corrections. The
standard has one for what a community adds: the element `extension` of names with values. There
stands everything that the report holds, so that it is read back whole.

The order and number of the elements and their codes follow the committee specification. The place
of `extension`, first in `report`, follows a published implementation alone.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Literal
from urllib.parse import quote
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from attrs import frozen

from sitrep.claims import Claim
from sitrep.errors import MissingExtraError
from sitrep.fields.canonical import digest, write_json, write_number
from sitrep.fields.declarations import FieldRole
from sitrep.records.counts import CountOfPeople
from sitrep.report import FORMAT, SitRep
from sitrep.values.figures import Figure
from sitrep.values.periods import Period
from sitrep.values.places import Place
from sitrep.values.sources import Attribution
from sitrep.vocabularies import Measure, Outcome, Section, Stance

try:
    from lxml import etree
except ModuleNotFoundError:
    raise MissingExtraError("edxl", "lxml") from None

SITREP = "urn:oasis:names:tc:emergency:EDXL:SitRep:1.0"
CT = "urn:oasis:names:tc:emergency:edxl:ct:1.0"
EXT = "urn:oasis:names:tc:emergency:edxl:extension:1.0"
XNL = "urn:oasis:names:tc:emergency:edxl:ciq:1.0:xnl"
GML = "http://www.opengis.net/gml/3.2"
XSI = "http://www.w3.org/2001/XMLSchema-instance"

NAMESPACES = {"sitrep": SITREP, "ct": CT, "ext": EXT, "xnl": XNL, "gml": GML, "xsi": XSI}

ROOT = "sitRep"
UNKNOWN = "Unknown"
LONGEST = 1023
"""Number of characters that a text of the common types (`EDXLStringType`) may have."""


@frozen
class Element:
    """An element of the standard: how often it stands in its place, and what it holds."""

    name: str
    least: int = 1
    most: int | None = 1
    codes: tuple[str, ...] = ()
    """The texts that it may hold, where there are only these."""
    holds: Literal["text", "time", "elements"] = "text"


HEAD = (
    Element("messageID"),
    Element("preparedBy", holds="elements"),
    Element("authorizedBy", holds="elements"),
    Element("reportPurpose"),
    Element("reportNumber"),
    Element("reportVersion", codes=("Initial", "Update", "Final")),
    Element("forTimePeriod", holds="elements"),
    Element("reportTitle", 0),
    Element("incidentID", 1, None),
    Element("incidentLifecyclePhase", 0, None, ("Preparedness", "Response", "Mitigation", "Recovery")),
    Element("originatingMessageID", 0),
    Element("precedingMessageID", 0, None),
    Element("urgency", 0, codes=("Immediate", "Expected", "Future", "Past", UNKNOWN)),
    Element("reportConfidence", codes=("HighlyConfident", "SomewhatConfident", "Unsure", "NoConfidence")),
    Element("severity", codes=("Extreme", "Severe", "Moderate", "Minor", UNKNOWN)),
    Element("reportingLocation", 0, holds="elements"),
    Element("actionPlan", 0),
    Element("nextContact", 0, holds="time"),
    Element("report", holds="elements"),
)
"""The children of the root, in their order."""

OBSERVATION = (
    Element("observationLocation", holds="elements"),
    Element("immediateNeeds", 0),
    Element(
        "immediateNeedsCategory",
        0,
        None,
        (
            "EmergencyMedicalServices",
            "FireAndHazardousMaterials",
            "IncidentManagement",
            "LawEnforcement",
            "MassCare",
            "MedicalAndPublicHealth",
            "PublicWorks",
            "SearchAndRescue",
        ),
    ),
    Element("observationText", 0),
)
"""The children of a field observation, after its extensions."""

_PERSON = (Element("personDetails", holds="elements"), Element("timeValue", holds="time"))
WITHIN = {
    "preparedBy": _PERSON,
    "authorizedBy": _PERSON,
    "forTimePeriod": (Element("fromDateTime", holds="time"), Element("toDateTime", holds="time")),
}
"""The children, of the common types, of elements of the head."""

FIELD_OBSERVATION, CASUALTIES = "FieldObservationType", "CasualtyAndIllnessSummaryType"

COMMUNITY = f"urn:{FORMAT.replace('/', ':')}"
"""The owner of the names of our extension. Each is a JSON pointer (RFC 6901) into the JSON form."""

PLACES = f"{COMMUNITY}:place"
"""The list of our `geoCode`: places by the names that sources give them."""

_PURPOSE = "To share reported facts and who reported them"
_NOTHING = "No facts are reported."
_MOST_TEXT = 1_000_000
"""Number of characters that the facts in words may have. Readers of XML refuse texts of ten million."""

_FIRST = datetime(1, 1, 1, tzinfo=UTC)
_LAST = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
_FURTHEST_AHEAD, _FURTHEST_BEHIND = timedelta(hours=14), timedelta(hours=12)
"""Hours by which local time may be ahead of UTC, and behind it, anywhere on Earth."""
_A_MINUTE = timedelta(minutes=1)

_LEVELS = ("NoConfidence", "Unsure", "SomewhatConfident", "HighlyConfident")
_BY_CREDIBILITY = {
    1: "HighlyConfident",
    2: "SomewhatConfident",
    3: "Unsure",
    4: "Unsure",
    5: "NoConfidence",
    6: "Unsure",
}
_BY_RELIABILITY = {
    "A": "HighlyConfident",
    "B": "SomewhatConfident",
    "C": "SomewhatConfident",
    "D": "Unsure",
    "E": "NoConfidence",
    "F": "Unsure",
}

_CATEGORIES: Mapping[str | None, str] = {
    Outcome.KILLED: "fatalities",
    Outcome.DIED: "fatalities",
    Outcome.INJURED: "withInjuryOrIllness",
    Outcome.TRAPPED: "trappedOrInNeedOfRescue",
    Outcome.MISSING: "missing",
}
_CATEGORY_ORDER = dict.fromkeys(_CATEGORIES.values())
_SPANS: Mapping[str | None, str] = {Measure.NEW: "numberThisReportingPeriod", Measure.CUMULATIVE: "totalNumberToDate"}
_WHOLE = {"outcome", "measure", "since", "event", "place"}
"""The identifying fields of a count that isn't broken down."""

_UNCHECKED = (
    " Not checked against a schema: the names and the order of the counts below follow "
    "a draft of EDXL-SitRep. The extension above holds everything. "
)

Tree = etree._Element  # the class of all elements, which lxml has under no other name


def write_observation(report: SitRep) -> bytes:
    """A report as a field observation: every fact in words, at a place."""
    message, body = _message(report, FIELD_OBSERVATION)
    _located(_add(body, SITREP, "observationLocation"), _places(report))
    needs = [note.text for note in report.notes if note.section is Section.NEEDS]
    if needs:
        _add(body, SITREP, "immediateNeeds", _short(" ".join(needs)))
    _add(body, SITREP, "observationText", _in_words(report))
    return _file(message)


def write_casualties(report: SitRep) -> bytes:
    """A report as a summary of casualties: exact counts that no other contradicts, and nothing in words."""
    message, body = _message(report, CASUALTIES)
    body.append(etree.Comment(_UNCHECKED))
    counts = _counts(report)
    for span in _SPANS.values():
        said = [(category, counts[span, category]) for category in _CATEGORY_ORDER if (span, category) in counts]
        if said:
            under = _add(body, SITREP, span)
            for category, number in said:
                _add(under, SITREP, category, str(number))
    return _file(message)


def _file(message: Tree) -> bytes:
    return etree.tostring(message, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _add(parent: Tree, namespace: str, name: str, text: str | None = None, **attributes: str) -> Tree:
    child = etree.SubElement(parent, f"{{{namespace}}}{name}", attributes)
    child.text = text
    return child


def _short(text: str) -> str:
    """The text as one that the common types take."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


# The message


def message_id(report: SitRep) -> str:
    """The id of the message: the same for equal reports, and for no others."""
    return f"urn:sitrep:{SitRep.__name__.lower()}:{digest(report.canonical)}"


def _message(report: SitRep, kind: str) -> tuple[Tree, Tree]:
    """The message with its head, and its `report`, which has the extension so far."""
    message = etree.Element(f"{{{SITREP}}}{ROOT}", nsmap=NAMESPACES)
    texts = _head(report)
    for element in HEAD:
        if element.name in _FILLED:
            _FILLED[element.name](_add(message, SITREP, element.name), report)
        for text in texts.get(element.name, ()):
            _add(message, SITREP, element.name, _short(text))
    body = message[-1]
    # The prefix has to be there: without one the type would depend on a default namespace.
    body.set(f"{{{XSI}}}type", f"sitrep:{kind}")
    return message, body


def _head(report: SitRep) -> Mapping[str, Sequence[str]]:
    """Return what the elements of the head say that hold a text."""
    headers = report.headers
    incidents = dict.fromkeys(
        each for name in ("glide", "crisis") for header in headers if (each := getattr(header, name))
    )
    numbers = {int(header.number) for header in headers if header.number and re.fullmatch("[0-9]{1,9}", header.number)}
    number = numbers.pop() if len(numbers) == 1 else 0
    contacts = [_time(moment) for header in headers if (moment := _moment(header.next_update, _zone(header.timezone)))]
    titles = dict.fromkeys(header.title for header in headers)
    return {
        "messageID": [message_id(report)],
        "reportPurpose": [_PURPOSE],
        "reportNumber": [str(number)],
        "reportVersion": [_version((header.version for header in headers), number)],
        "reportTitle": ["; ".join(titles)] if titles else [],
        "incidentID": [*incidents] or [UNKNOWN],
        "urgency": [UNKNOWN],
        "reportConfidence": [_confidence(report)],
        "severity": [UNKNOWN],
        "nextContact": [min(contacts)] if contacts else [],
    }


def _version(versions: Iterable[str | None], number: int) -> str:
    """The code for the version: as the header names it, else by whether reports came before."""
    [codes] = [element.codes for element in HEAD if element.name == "reportVersion"]
    named = {code for version in versions for code in codes if version and version.lower() == code.lower()}
    if len(named) == 1:
        return named.pop()
    return "Update" if number > 1 else "Initial"


def _person(pair: Tree, report: SitRep) -> None:
    """Return who published it, and the time by which that had been done at the latest."""
    names = dict.fromkeys(header.publisher for header in report.headers if header.publisher)
    ends = [_span(header.issued, _zone(header.timezone))[1] for header in report.headers if header.issued]
    details = _add(pair, CT, "personDetails")
    _add(_add(details, XNL, "personName"), XNL, "nameElement", _short("; ".join(names) or UNKNOWN))
    _add(pair, CT, "timeValue", _time(max(ends, default=_LAST)))


def _confidence(report: SitRep) -> str:
    """That of the fact that is trusted least; a fact is trusted as the best of its sources is."""
    facts = [
        max((_trust(each) for each in _asserting(report, claim)), default=_LEVELS.index("Unsure")) for claim in report
    ]
    return _LEVELS[min(facts, default=_LEVELS.index("Unsure"))]


def _asserting(report: SitRep, claim: Claim) -> list[Attribution]:
    return [each for each in report.standing(claim) if each.stance is Stance.ASSERTS]


def _trust(attribution: Attribution) -> int:
    if attribution.credibility:
        return _LEVELS.index(_BY_CREDIBILITY[attribution.credibility])
    reliability = attribution.source.reliability
    return _LEVELS.index(_BY_RELIABILITY[reliability.value] if reliability else "Unsure")


# Times


def _time(moment: datetime) -> str:
    """In UTC, with `+00:00`: the standard takes neither fractions of a second nor `Z`."""
    return moment.isoformat(timespec="seconds")


def _zone(name: str | None) -> ZoneInfo | None:
    """The time zone of local times, where it is given and this machine knows it."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, OSError, ValueError):
        return None


def _covered(report: SitRep) -> tuple[datetime, datetime]:
    """The time that the headers say the report covers, else that of its facts."""
    spans = [_span(header.period, _zone(header.timezone)) for header in report.headers if header.period]
    if not spans:
        zones = {header.timezone for header in report.headers}
        zone = _zone(zones.pop()) if len(zones) == 1 else None
        spans = [_span(claim.record.period, zone) for claim in report if claim.record.period]
    if not spans:
        return _FIRST, _LAST
    starts, ends = zip(*spans, strict=True)
    return min(starts), max(ends)


def _cover(span: Tree, report: SitRep) -> None:
    for name, moment in zip(("fromDateTime", "toDateTime"), _covered(report), strict=True):
        _add(span, CT, name, _time(moment))


def _span(period: Period, zone: ZoneInfo | None) -> tuple[datetime, datetime]:
    """The first and the last second that a period may mean.

    Where nothing tells the offset of a local time, that is anywhere on Earth. What is open reaches
    as far as the calendar.
    """
    texts = period.edtf.split("/")
    first, last = period.earliest, period.latest
    return (
        _instant(first, texts[0], zone, is_last=False) if first else _FIRST,
        _instant(last, texts[-1], zone, is_last=True) if last else _LAST,
    )


def _instant(naive: datetime, text: str, zone: ZoneInfo | None, *, is_last: bool) -> datetime:
    moment = naive.replace(tzinfo=UTC)
    if text.endswith("Z"):
        return moment
    try:
        if zone:
            return naive.replace(tzinfo=zone, fold=int(is_last)).astimezone(UTC)
        return moment + _FURTHEST_BEHIND if is_last else moment - _FURTHEST_AHEAD
    except OverflowError:
        return _LAST if is_last else _FIRST


def _moment(period: Period | None, zone: ZoneInfo | None) -> datetime | None:
    """The moment that a period gives, where it gives one: a time, of a known offset."""
    if period is None:
        return None
    first, last = _span(period, zone)
    return first if last - first < _A_MINUTE else None


# Places


def _places(report: SitRep) -> list[Place]:
    """The places that the facts name, each once."""
    held = (value for claim in report for _, value in claim.record.given() if isinstance(value, Place))
    return [*dict.fromkeys(held)]


def _located(location: Tree, places: Sequence[Place]) -> None:
    """The one point that all places have, else the places by their names."""
    points = {(place.latitude, place.longitude) for place in places}
    latitude, longitude = points.pop() if len(points) == 1 else (None, None)
    if latitude is not None and longitude is not None:
        point = _add(_add(location, CT, "EDXLGeoLocation"), GML, "point", **{f"{{{GML}}}Id": "place"})
        point.set("SrsName", "urn:ogc:def:crs:EPSG::4326")
        _add(point, GML, "pos", f"{write_number(latitude)} {write_number(longitude)}")
        return
    code = _add(_add(location, CT, "EDXLGeoPoliticalLocation"), CT, "geoCode")
    _add(code, CT, "valueListURI", PLACES)
    for name in dict.fromkeys(map(str, places)) or (UNKNOWN,):
        _add(code, CT, "value", _short(name))


# The facts in words


def _in_words(report: SitRep) -> str:
    """The notes, and each fact with who says so, as far as they fit."""
    lines, length = [], 0
    said = [*(note.text for note in report.notes if note.section is not Section.NEEDS), *_sentences(report)]
    for number, line in enumerate(said):
        length += len(line) + 1
        if length > _MOST_TEXT:
            lines.append(f"… and {len(said) - number} more, in the extension.")
            break
        lines.append(line)
    return "\n".join(lines) or _NOTHING


def _sentences(report: SitRep) -> Iterator[str]:
    for claim in report:
        sources = "; ".join(map(str, report.standing(claim))) or "taken back by its sources"
        yield f"{claim.record.sentence} ({sources})"


# Counts


def _counts(report: SitRep) -> dict[tuple[str, str], int]:
    """For each span and category the number of people, where all facts that count them whole say the same.

    The message is about one place and one time: counts of several places, or new ones of another
    time, are no counts of the whole.
    """
    periods = {header.period for header in report.headers}
    numbers: dict[tuple[str, str], set[int | None]] = {}
    places: set[Place | None] = set()
    for claim in report:
        record = claim.record
        if isinstance(record, CountOfPeople) and record.people and _asserting(report, claim):
            span, category = _SPANS.get(record.measure), _CATEGORIES.get(getattr(record, "outcome", None))
            identified = {
                declaration.name
                for declaration, _ in record.given()
                if declaration.role_in(record) is FieldRole.SUBJECT
            }
            if span and category and identified <= _WHOLE:
                in_time = record.measure is not Measure.NEW or (record.period and periods == {record.period})
                numbers.setdefault((span, category), set()).add(_exact(record.people) if in_time else None)
                places.add(record.place)
    if len(places) > 1:
        return {}
    return {key: number for key, (number, *others) in numbers.items() if not others and number is not None}


def _exact(people: Figure) -> int | None:
    """Return the number of people, where it is a whole number and nothing else."""
    stated = {declaration.name: held for declaration, held in people.given()}
    number = stated.pop("best", None)
    return number if isinstance(number, int) and not stated else None


# The extension


def _extend(body: Tree, report: SitRep) -> None:
    """The report as names with values: a JSON pointer each to a text, a number or a flag of its JSON form."""
    extension = _add(body, EXT, "extension")
    _add(extension, EXT, "community", COMMUNITY)
    _add(extension, EXT, "id", message_id(report))
    for steps, value in _leaves(report.to_json(), ()):
        parameter = _add(extension, EXT, "parameter")
        _add(parameter, EXT, "nameURI", f"{COMMUNITY}#{''.join(f'/{step}' for step in steps)}")
        text = write_json(value)
        # A parameter may have several values; one that is too long goes on in the next.
        for start in range(0, len(text), LONGEST):
            _add(parameter, EXT, "value", text[start : start + LONGEST])


def _leaves(data: Any, steps: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    if data and isinstance(data, list):
        for index, item in enumerate(data):
            yield from _leaves(item, (*steps, str(index)))
    elif data and isinstance(data, dict) and not any(map(str.isdecimal, data)):
        for name, item in sorted(data.items()):
            yield from _leaves(item, (*steps, _step(name)))
    else:
        # Also an object whose names would be taken for places in a list.
        yield steps, data


def _step(name: str) -> str:
    """A name as a step of a JSON pointer in a URI (RFC 6901, section 6)."""
    return quote(name.replace("~", "~0").replace("/", "~1"), safe="!$&'()*+,;=:@-._~?")


_FILLED: Mapping[str, Callable[[Tree, SitRep], None]] = {
    "preparedBy": _person,
    "authorizedBy": _person,
    "forTimePeriod": _cover,
    "report": _extend,
}
"""Writers of the elements of the head that hold others."""
