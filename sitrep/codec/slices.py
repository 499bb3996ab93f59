"""Reading canonical documents at speed: slice by slice of their text, each proven by writing it again.

The canonical form has one text for each value. So a slice was read right if what was made of it is written as that
slice, whatever decoded it: a member that stands there twice, a number in another notation or out of bounds, an escape
that isn't needed, they all come out as another text. What can't be proven is left to the strict reader, which takes
the document from its start.

The id of a claim has the digest of the slice with its record. Where both agree, and a record of that id is in use
already, it is that very record: nothing is decoded or built again, and reports that are read together share what they
share.
"""

import json
from collections.abc import Callable, Iterator
from hashlib import sha256
from operator import lt
from typing import Any, TypeVar

from sitrep.caches import while_in_use
from sitrep.claims import Claim
from sitrep.codec.compiled import Reader, Unusual, fields_reader, reader_of_class
from sitrep.fields.canonical import write_text
from sitrep.fields.declarations import Value, declared
from sitrep.records.base import Record
from sitrep.report import SitRep
from sitrep.values.sources import Attribution
from sitrep.vocabularies import Sensitivity, TrafficLight


def decode_alone(text: bytes, /) -> Any:
    """Return JSON data from UTF-8 bytes, without the extra `fast`. Raises a `ValueError` for what is none."""
    return json.loads(text.decode())


decode: Callable[[bytes], Any]
try:
    from orjson import loads as decode
except ImportError:  # whatever decodes, it is proven
    decode = decode_alone

SomeValue = TypeVar("SomeValue", bound=Value)

# The text between the slices. Its quotes can't be in a text, where they are escaped.
FIRST_CLAIM = b'{"claims":[{"attributions":['
NEXT_CLAIM = b'},{"attributions":['
AFTER_CLAIMS = b'}],"format":'
CLAIM = b'{"attributions":['
"""The text that each claim begins with; its slice is what stands between this and its last brace."""
_ID = b'],"id":"'
_RECORD = b'","record":'

_in_use = while_in_use(f"{__name__}._in_use")
"""The records that were read from canonical slices, by their ids, for as long as somebody holds them."""


def read_canonical(text: str | bytes | bytearray) -> SitRep:
    """Return the report that has `text` as its canonical text; raises `Unusual` where that isn't plain."""
    try:
        return _read_report_from(text.encode() if isinstance(text, str) else bytes(text))
    except (UnicodeEncodeError, RecursionError):
        # Surrogates stand in no canonical text, and levels without end in no report.
        raise Unusual from None


def _read_report_from(text: bytes) -> SitRep:
    if not text.startswith(FIRST_CLAIM):
        return _read_rest(text)
    end = text.rfind(AFTER_CLAIMS)
    if end < 0:
        raise Unusual
    report = _read_rest(b"{" + text[end + len(b"}],") :])
    claims = tuple(map(_read_claim, _slices(text, len(FIRST_CLAIM), end)))
    if report.claims or not _ascend([claim.id for claim in claims]):
        raise Unusual
    return SitRep.assemble(**{name: getattr(report, name) for name in declared(SitRep)} | {"claims": claims})


def _slices(text: bytes, start: int, end: int) -> Iterator[bytes]:
    """The claims from `start` to `end`, one after the other, so that a large text isn't there twice."""
    while (stop := text.find(NEXT_CLAIM, start, end)) >= 0:
        yield text[start:stop]
        start = stop + len(NEXT_CLAIM)
    yield text[start:end]


def _read_rest(text: bytes) -> SitRep:
    report: SitRep = _prove(_read_report(_decoded(text)), text)
    return report


def _decoded(text: bytes) -> Any:
    try:
        return decode(text)
    except ValueError:
        # It is no JSON, or no UTF-8.
        raise Unusual from None


def _prove(value: SomeValue, text: bytes) -> SomeValue:
    if value.write().encode() != text:
        raise Unusual
    return value


def _ascend(texts: list[str]) -> bool:
    return all(map(lt, texts, texts[1:]))


_readers: dict[type[Value], Reader] = {}


def _reader_of(cls: type[Value]) -> Reader:
    """The reader of a class, made when it is first asked for."""

    def look_up(data: object) -> object:
        return _reader_of(cls)(data)

    if cls not in _readers:
        # Classes hold each other, and themselves: who holds one that is still being made looks it up later.
        _readers[cls] = look_up
        _readers[cls] = reader_of_class(cls, _reader_of)
    return _readers[cls]


_read_a_record, _read_attribution = _reader_of(Record), _reader_of(Attribution)
_read_report = fields_reader(SitRep, _reader_of, beside="format")
_LABELS = [write_text(name).encode() for name in Attribution.labels]
_SENSITIVITY, _TLP = (
    [(b"", None), *((f',"{name}":{write_text(level)}'.encode(), level) for level in levels)]
    for name, levels in (("sensitivity", Sensitivity), ("tlp", TrafficLight))
)


def id_in(text: bytes) -> bytes:
    """The id in the slice of a claim, which nobody has proven yet."""
    return text.partition(_ID)[2].partition(_RECORD)[0]


def read_item(cls: type[Value], text: bytes) -> Value:
    """An instance of a class that stands in reports, from its canonical text; raises `Unusual` where that isn't plain.

    Claims are read from their slices, as they are in a document.
    """
    try:
        if issubclass(cls, Claim):
            return _read_claim(text.removeprefix(CLAIM).removesuffix(b"}"))
        value: Value = _prove(_reader_of(cls)(_decoded(text)), text)
    except RecursionError:
        raise Unusual from None
    return value


def _read_claim(text: bytes) -> Claim:
    """A claim from its text without the ends that are the same for all."""
    attributions, _, rest = text.partition(_ID)
    claim_id, _, rest = rest.partition(_RECORD)
    # What ends otherwise is no record, which its digest tells.
    record, tlp = _without(_TLP, rest)
    record, sensitivity = _without(_SENSITIVITY, record)
    if not claim_id.isascii():
        raise Unusual
    return Claim.assemble(
        record=_read_record(claim_id.decode(), record),
        attributions=_read_attributions(b"[" + attributions + b"]"),
        sensitivity=sensitivity,
        tlp=tlp,
    )


def _without(levels: list[tuple[bytes, Any]], text: bytes) -> tuple[bytes, Any]:
    """Return the text without the label at its end, and that."""
    if text.endswith(b"}"):
        return text, None
    return next(((text.removesuffix(end), level) for end, level in reversed(levels) if text.endswith(end)))


def _read_record(claim_id: str, text: bytes) -> Record:
    digested = sha256(text).hexdigest()
    if not claim_id.endswith(digested):
        raise Unusual
    in_use: Record | None = _in_use.get(claim_id)
    if in_use is not None:
        return in_use
    record: Record = _prove(_read_a_record(_decoded(text)), text)
    if claim_id != f"{record.type}:{digested}":
        raise Unusual
    # It would be made of the same text.
    object.__setattr__(record, "id", claim_id)
    _in_use[claim_id] = record
    return record


def _read_attributions(text: bytes) -> tuple[Attribution, ...]:
    attributions = tuple(map(_read_attribution, _decoded(text)))
    if not attributions:
        raise Unusual
    written = [each.write() for each in attributions]
    if f"[{','.join(written)}]".encode() != text or not _ascend(_keys_of(text, attributions, written)):
        raise Unusual
    return attributions


def _keys_of(text: bytes, attributions: tuple[Attribution, ...], written: list[str]) -> list[str]:
    """Return what orders attributions: their texts, without the labels that few have."""
    if any(name in text for name in _LABELS):
        return [each.bare for each in attributions]
    return written
