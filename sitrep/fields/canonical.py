"""The one form of every text and number, and the one way to write them (RFC 8785 bytes)."""

import json
import operator
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from math import isfinite
from typing import Any

from sitrep.caches import VALUES, cached
from sitrep.errors import FaultCode, InvalidError, refuse

LARGEST_INTEGER = 2**53 - 1
"""Larger integers change when a language without big integers reads them (RFC 8785, RFC 7493)."""

DECIMALS = 6
DEEPEST = 64
"""Depth to which content that this version doesn't know may be nested."""

NEVER_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
LAYOUT_MARKS = dict.fromkeys(
    [0x00AD, 0x061C, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), 0x2060, *range(0x2066, 0x206A), 0xFEFF]
)
_STRING_OR_EXPONENT = re.compile(r'"(?:[^"\\]|\\.)*"|-?\d(?:\.\d+)?e-\d+')


class RoundedNumber(float):
    """A number that stood in a text with more digits than a float has; refused wherever a number is kept."""

    text: str

    def __repr__(self) -> str:
        return self.text


_HELD_BY_FLOATS = 15
"""Digits that a float always holds."""


def read_decimal(text: str) -> float:
    """The number that a text of JSON or TOML says, for `parse_float`; nothing is rounded without a word."""
    number = float(text)
    if len(text) <= _HELD_BY_FLOATS and not {*"eE"} & {*text}:
        return number
    try:
        if not isfinite(number) or Decimal(text) == Decimal(repr(number)):
            return number
    except InvalidOperation:
        # An exponent beyond all others.
        pass
    rounded = RoundedNumber(number)
    rounded.text = text
    return rounded


def canonical_number(value: Any) -> int | float:
    """An integer where the value is whole, else a float of at most six decimals."""
    if isinstance(value, float):
        if isinstance(value, RoundedNumber):
            raise refuse(
                value,
                f"a number of at most {DECIMALS} decimals, and {_HELD_BY_FLOATS} digits in all",
                hint="Nothing is rounded unasked.",
                code=FaultCode.TOO_PRECISE,
            )
        if value.is_integer():
            value = int(value)
        else:
            return _canonical_float(float(value))
    elif isinstance(value, bool):
        raise refuse(value, "a number, not true or false", code=FaultCode.WRONG_TYPE)
    try:
        whole = operator.index(value)
    except TypeError:
        raise refuse(value, "a number", hint=_number_hint(value), code=FaultCode.WRONG_TYPE) from None
    if -LARGEST_INTEGER <= whole <= LARGEST_INTEGER:
        return whole
    raise refuse(value, f"at most {LARGEST_INTEGER} either side of zero (2^53 - 1)", code=FaultCode.OUT_OF_RANGE)


def _number_hint(value: Any) -> str:
    return "Text is read with Figure.parse, never by itself." if isinstance(value, str) else ""


def _canonical_float(value: float) -> float:
    text = repr(value)
    if "e" not in text and len(text) - text.find(".") <= DECIMALS + 1 and text[-1].isdigit():
        return value
    if value != value or value in (float("inf"), float("-inf")):
        raise refuse(value, "a finite number", code=FaultCode.OUT_OF_RANGE)
    exponent = Decimal(text).as_tuple().exponent
    if not isinstance(exponent, int) or exponent < -DECIMALS:
        raise refuse(
            value,
            f"a number of at most {DECIMALS} decimals",
            hint=f"Round it: {round(value, DECIMALS)}.",
            code=FaultCode.TOO_PRECISE,
        )
    return value


MARKS_IN_A_ROW = 30
"""More marks on one letter are no writing of any language (the stream-safe format of Unicode, UAX 15), and putting
them in order takes time that grows with their square."""

_MAY_BE_MARKS = re.compile(rf"[^\w\x00-\x7f]{{{MARKS_IN_A_ROW + 1}}}")


def has_too_many_marks(text: str) -> bool:
    """Tell whether more marks follow each other than any writing has."""
    if text.isascii() or not _MAY_BE_MARKS.search(text):
        return False
    run = 0
    for character in text:
        run = run + 1 if unicodedata.combining(character) else 0
        if run > MARKS_IN_A_ROW:
            return True
    return False


def composed(text: str) -> str:
    """Return the text in NFC; raises `InvalidError` for one that has too many marks on a letter."""
    # Some letters hold more marks in NFC: what is read must be taken again once it was written.
    if has_too_many_marks(text) or has_too_many_marks(normal := unicodedata.normalize("NFC", text)):
        raise refuse(text, f"text with at most {MARKS_IN_A_ROW} marks on a letter")
    return normal


def composed_if_short(text: str) -> str:
    """Return the text in NFC, or as it is where it has too many marks on a letter."""
    return text if text.isascii() or has_too_many_marks(text) else unicodedata.normalize("NFC", text)


def letters_in(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each character of a text starts with the marks on it, and where it ends."""
    start = 0
    for at in range(1, len(text)):
        if not unicodedata.combining(text[at]):
            yield start, at
            start = at
    if text:
        yield start, len(text)


def canonical_line(value: Any) -> str:
    """One line of text: NFC, each run of white space a single space, none at the ends.

    Marks that only steer layout (direction, optional breaks) are dropped: copied along unseen, they
    would make another name. Joiners stay, since they belong to the spelling in several scripts.
    """
    text = _text(value)
    if not text.isascii():
        text = composed(text.translate(LAYOUT_MARKS))
    return _spoken(" ".join(text.split()), value)


def canonical_prose(value: Any) -> str:
    """Text that may run over lines: NFC, line ends as LF, no white space at the ends."""
    return _spoken(_text(value).replace("\r\n", "\n").replace("\r", "\n").strip(), value)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise refuse(value, "text", code=FaultCode.WRONG_TYPE)
    return composed(str(value))


def _spoken(text: str, given: object) -> str:
    if not text:
        raise refuse(
            given, "text that isn't empty", hint="Leave the field out when nothing is known.", code=FaultCode.MALFORMED
        )
    found = NEVER_TEXT.search(text)
    if found:
        raise refuse(given, f"text without the character U+{ord(found.group()):04X}", code=FaultCode.BAD_CHARACTER)
    return text


def _encoder(indent: int | None) -> json.JSONEncoder:
    separators = (",", ":") if indent is None else (",", ": ")
    return json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True, indent=indent, separators=separators)


_CANONICAL = _encoder(None)


def write_json(data: Any, *, indent: int | None = None) -> str:
    """JSON with sorted keys; without `indent` its UTF-8 bytes are the RFC 8785 form."""
    text = (_CANONICAL if indent is None else _encoder(indent)).encode(data)
    # Python writes 0.00004 as 4e-05, RFC 8785 does not; numbers so small are rare enough to mend afterwards.
    return _STRING_OR_EXPONENT.sub(_plain_notation, text) if "e-0" in text else text


write_text: Callable[[str], str] = json.encoder.encode_basestring
"""A text as JSON, in the one way that RFC 8785 has."""


def write_number(number: float) -> str:
    """A number as JSON, never with an exponent."""
    text = repr(number)
    return format(Decimal(text), "f") if "e" in text else text


def _plain_notation(found: re.Match[str]) -> str:
    token = found.group()
    return token if token[0] == '"' else format(Decimal(token), "f")


def digest(text: str) -> str:
    """SHA-256 of the UTF-8 bytes, in hexadecimal."""
    return sha256(text.encode()).hexdigest()


class RepeatedKeys(dict[str, Any]):
    """A JSON object that names a member twice; kept apart so that the fault can say where."""

    repeated: tuple[str, ...] = ()


def json_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object from its members as they stand in the text, for `object_pairs_hook` of `json`."""
    members = dict(pairs)
    if len(members) == len(pairs):
        return members
    repeated = RepeatedKeys(members)
    repeated.repeated = tuple(name for name, times in Counter(name for name, _ in pairs).items() if times > 1)
    return repeated


def read_json(text: str | bytes) -> Any:
    """JSON data in which members given twice, and numbers that a float would round, are told. Raises a `ValueError`."""
    return json.loads(text, object_pairs_hook=json_object, parse_float=read_decimal)


def canonical_content(data: Any, depth: int = 0) -> Any:
    """Content this version has no declaration for, checked so that it can be written canonically.

    Text is left as it came: only its own declaration could say how it is compared.
    """
    if depth > DEEPEST:
        raise refuse(type(data).__name__, f"content nested at most {DEEPEST} levels deep", code=FaultCode.TOO_DEEP)
    if isinstance(data, str):
        if NEVER_TEXT.search(data):
            raise refuse(data, "text without control characters or lone surrogates", code=FaultCode.BAD_CHARACTER)
        return data
    if data is None or isinstance(data, bool):
        return data
    if isinstance(data, list | tuple):
        return [_content_at(index, item, depth) for index, item in enumerate(data)]
    if isinstance(data, dict):
        _check_names(data)
        return {key: _content_at(key, item, depth) for key, item in data.items()}
    if not isinstance(data, int | float):
        raise refuse(
            data, "JSON data: text, a number, true, false, null, a list or an object", code=FaultCode.WRONG_TYPE
        )
    return canonical_number(data)


def _check_names(data: dict[Any, Any]) -> None:
    for name in getattr(data, "repeated", ()):
        raise refuse(name, "each member once", name, code=FaultCode.REPEATED)
    for name in data:
        if not (isinstance(name, str) and name.isascii() and name.isprintable()):
            raise refuse(name, "member names in printable ASCII", code=FaultCode.BAD_CHARACTER)


def _content_at(step: str | int, item: Any, depth: int) -> Any:
    try:
        return canonical_content(item, depth + 1)
    except InvalidError as error:
        raise error.under(step) from None


_POINTING = re.compile(
    "[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8]"
)
"""Marks of vowels in Hebrew and Arabic, and the stroke that only makes an Arabic word longer."""


UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200c\u200d\u2061-\u2064\u206a-\u206f\u2800\u3164\ufe00-\ufe0f"
    "\uffa0\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""Letters that nobody sees: joiners, selectors, fillers, tags. Some belong to a spelling, none makes another name."""


@cached(VALUES)
def folded_name(name: str) -> str:
    """Return the one form of names that differ in case, spacing, width, marks of vowels or unseen letters alone.

    A name that is none without them, or has too many marks on a letter, keeps them.
    """
    for spelt in (UNSEEN.sub("", _POINTING.sub("", name)), name):
        with suppress(InvalidError):
            if folded := " ".join(unicodedata.normalize("NFKC", composed(spelt)).casefold().split()):
                return composed(folded)
    return name
