"""The items of files in canonical order, one after the other, in memory that doesn't grow with the files."""

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from attrs import define, frozen

from sitrep.claims import Claim
from sitrep.codec.compiled import Unusual
from sitrep.codec.documents import loads
from sitrep.codec.slices import AFTER_CLAIMS, CLAIM, NEXT_CLAIM, decode, id_in, read_item
from sitrep.codec.writing import END, PARTS, START, between
from sitrep.fields.canonical import write_json
from sitrep.fields.declarations import Value, declared
from sitrep.fields.reading import Unknown
from sitrep.report import SitRep

CLASSES: tuple[type[Value], ...] = tuple(declared(SitRep)[name].kind.item.cls for name in PARTS)
"""The classes of the items of each part."""

CLAIMS = CLASSES.index(Claim)
"""The place of the claims among the parts."""

_BLOCK = 1 << 20
_MAY_END = re.compile(rb"\}[,\]]")


@frozen
class Position:
    """The position of an item in a file: the place of its part, and where its text begins."""

    part: int = START
    offset: int = 0


Keyed = tuple[int, bytes, bytes]
"""An item with its key: items are in the order of their parts and keys, and items of one key are one."""


def keyed(part: int, text: bytes) -> Keyed:
    """An item with what orders it: the id of a claim, and of all else the text without labels."""
    return (part, id_in(text), text) if part == CLAIMS else (part, _bare(CLASSES[part], text), text)


def _bare(cls: type[Value], text: bytes) -> bytes:
    if not any(name.encode() in text for name in cls.labels):
        return text
    try:
        data = decode(text)
    except ValueError:
        raise Unusual from None
    if not isinstance(data, dict):
        raise Unusual
    return write_json({name: item for name, item in data.items() if name not in cls.labels}).encode()


def prove(part: int, text: bytes, unknown: Unknown) -> Any:
    """Return the item of a text; raises `Unusual` where it isn't canonical, `InvalidError` where it is none."""
    try:
        return read_item(CLASSES[part], text)
    except Unusual:
        # It may hold what no installed package declares.
        report = loads(between(START, part) + text + between(part, END), unknown=unknown)
    [value] = getattr(report, PARTS[part])
    if value.canonical.encode() != text:
        raise Unusual
    return value


@define
class SortedFile:
    """The items of a canonical file, from any of them on; raises `Unusual` where it is found not to be one.

    Only their order is looked at. What each is, and whether its text is canonical, is for who takes it.
    """

    file: BinaryIO
    place: Position = Position()
    """That of the item which was given last."""
    _text: bytes = b""
    _at: int = 0
    _offset: int = 0

    def __iter__(self) -> Iterator[Keyed]:
        self._offset = self.place.offset
        self.file.seek(self._offset)
        previous: tuple[int, bytes] = (START, b"")
        for part, offset, text in self._items(self.place.part):
            item = keyed(part, text)
            if item[:2] <= previous:
                raise Unusual
            previous = item[:2]
            self.place = Position(part, offset)
            yield item

    def _items(self, part: int) -> Iterator[tuple[int, int, bytes]]:
        if part == START:
            part = self._pass_on(START)
        while part < END:
            for offset, text in self._claims() if part == CLAIMS else self._others():
                yield part, offset, text
            part = self._pass_on(part)
        if self._at < len(self._text) or self._more():
            raise Unusual

    def _pass_on(self, before: int) -> int:
        """Go from the end of a part to the first item of the next that there is; return its place."""
        while True:
            for after in range(before + 1, END + 1):
                passed = between(before, after)
                if self._text.startswith(passed, self._at):
                    self._at += len(passed)
                    return after
            if len(self._text) - self._at > _LONGEST_PASSED or not self._more():
                raise Unusual

    def _claims(self) -> Iterator[tuple[int, bytes]]:
        while not self._text.startswith(CLAIM, self._at):
            if len(self._text) - self._at >= len(CLAIM) or not self._more():
                raise Unusual
        while True:
            body = self._at + len(CLAIM)
            end = self._text.find(NEXT_CLAIM, body)
            is_last = end < 0
            if is_last:
                end = self._text.find(AFTER_CLAIMS, body)
            if end < 0:
                if not self._more():
                    raise Unusual
                continue
            yield self._offset + self._at, self._text[self._at : end + 1]
            self._at = end + 1 if is_last else end + 2
            if is_last:
                return

    def _others(self) -> Iterator[tuple[int, bytes]]:
        is_last = False
        while not is_last:
            end = self._end_of_object()
            yield self._offset + self._at, self._text[self._at : end]
            is_last = self._text.startswith(b"]", end)
            self._at = end if is_last else end + 1

    def _end_of_object(self) -> int:
        """Find the end of the object that begins here: no shorter piece of its text is an object itself."""
        length = 0
        while True:
            found = _MAY_END.search(self._text, self._at + length)
            if found is None:
                length = max(len(self._text) - self._at - 1, 0)
                if not self._more():
                    raise Unusual
                continue
            length = found.start() + 1 - self._at
            if _is_json(self._text[self._at : self._at + length]):
                return self._at + length

    def _more(self) -> bool:
        block = self.file.read(_BLOCK)
        self._text = self._text[self._at :] + block
        self._offset += self._at
        self._at = 0
        return bool(block)


_LONGEST_PASSED = max(
    len(between(before, after)) for before in range(START, END) for after in range(before + 1, END + 1)
)


def _is_json(text: bytes) -> bool:
    try:
        decode(text)
    except ValueError:
        return False
    except RecursionError:
        raise Unusual from None
    return True
