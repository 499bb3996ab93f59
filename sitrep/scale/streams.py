"""Merging and comparing files as streams: in the order of their items, each distinct one validated once.

What is written grows beside its target, in a folder that has all that is needed to go on after a kill: the same call
again goes on from there. The target is put in its place at the end, whole.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from heapq import heapify, heappop, heapreplace
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from attrs import define, frozen

from sitrep.claims import Claim
from sitrep.codec.compiled import Unusual
from sitrep.codec.documents import load, loads
from sitrep.codec.ndjson import ROOT, holds_lines
from sitrep.codec.slices import NEXT_CLAIM
from sitrep.codec.writing import END, PARTS, START, Item, between, write_items
from sitrep.errors import Fault, FaultCode, InvalidError, SitrepError, refuse
from sitrep.fields.declarations import declared
from sitrep.fields.reading import Unknown, keeps
from sitrep.merging import join_claims, lacking, lacking_of
from sitrep.report import SitRep
from sitrep.scale.drafts import Unfinished
from sitrep.scale.reading import CLAIMS, Keyed, Position, SortedFile, keyed, prove

PathLike = str | os.PathLike[str]

RUN = 32 << 20
"""The bytes of lines that are put in order in memory; more of them are put in order on the disk."""

_BUFFER = 1 << 20
_LINE_START, _LINE_END = between(START, CLAIMS), between(CLAIMS, END)

Advance = Callable[[float], None]
"""Told how many bytes were read since it was last called."""

Found = Sequence[tuple[int, bytes]]
"""The texts that one item has, each with the source that has it."""

Decide = Callable[[int, Found], bytes | None]
"""The text that is written of an item, or None where there is nothing to write."""


class FileAtFaultError(SitrepError):
    """A file that holds no valid report, or that cannot be read."""

    def __init__(self, path: str, error: Exception) -> None:
        super().__init__(f"{path}: {error}")
        self.path = path
        self.error = error


class _RefusedError(Exception):
    """A source whose text isn't canonical, or not valid."""

    def __init__(self, source: int) -> None:
        self.source = source


@frozen
class Origin:
    """A canonical file with items of an input: that itself, or one made of it."""

    input: int
    path: Path


def merge_files(
    paths: Iterable[PathLike], target: PathLike, *, unknown: Unknown = "error", advance: Advance = lambda _: None
) -> int:
    """Merge files into one, in memory that doesn't grow with them; returns the number of claims.

    The files are JSON or NDJSON, which is told by their content. The result is what `merge` and `dump` give, to the
    byte; other JSON than the canonical is taken too, and held in memory file by file. After a kill the same call goes
    on where it was. Raises `FileAtFaultError` for a file at fault, and leaves the target as it was.
    """

    def join(part: int, found: Found) -> bytes:
        texts = {text: source for source, text in reversed(found)}
        values = [_proven(part, text, source, unknown) for text, source in texts.items()]
        if len(values) == 1:
            return found[0][1]
        text: str = _joined(part, values).canonical
        return text.encode()

    return _Combination([*map(Path, paths)], Path(target), unknown, advance, lambda _: join).run()


def lacking_files(
    new: PathLike, old: PathLike, target: PathLike, *, unknown: Unknown = "error", advance: Advance = lambda _: None
) -> int:
    """Write what a file has and another one lacks: `new - old`, in the way in which `merge_files` merges.

    Whoever has the old file gets the new one by merging the result into it. Returns the number of its claims.
    """

    def decided_by(sources: Sequence[Origin]) -> Decide:
        is_new = [source.input == 0 for source in sources]

        def lack(part: int, found: Found) -> bytes | None:
            mine = [each for each in found if is_new[each[0]]]
            its = [each for each in found if not is_new[each[0]]]
            if not mine or {text for _, text in mine} <= {text for _, text in its}:
                return None
            values = [_proven(part, text, source, unknown) for source, text in mine]
            theirs = [_proven(part, text, source, unknown) for source, text in its]
            if part != CLAIMS:
                lacked = lacking_of([_joined(part, values)], [_joined(part, theirs)] if theirs else [])
                return next((each.canonical.encode() for each in lacked), None)
            [claim] = join_claims(values).values()
            held: dict[str, Claim] = join_claims(theirs)
            left = lacking(claim, held)
            return left.canonical.encode() if left else None

        return lack

    return _Combination([Path(new), Path(old)], Path(target), unknown, advance, decided_by).run()


def _joined(part: int, values: Iterable[Any]) -> Any:
    """Return one item of the values of one key."""
    [joined] = declared(SitRep)[PARTS[part]].kind.collect([*values])
    return joined


def _proven(part: int, text: bytes, source: int, unknown: Unknown) -> Any:
    try:
        return prove(part, text, unknown)
    except (Unusual, InvalidError):
        raise _RefusedError(source) from None


@define
class _Combination:
    inputs: list[Path]
    target: Path
    unknown: Unknown
    advance: Advance
    decided_by: Callable[[Sequence[Origin]], Decide]

    def run(self) -> int:
        keeps(self.unknown)
        if not self.inputs:
            raise refuse([], "at least one file", "paths", code=FaultCode.MISSING)
        with Unfinished(self.target, self._fingerprint()) as draft:
            sources = [Origin(*each) for each in draft.sources] or self._prepared(draft)
            while True:
                try:
                    return self._write(sources, draft)
                except _RefusedError as refused:
                    at_fault = sources[refused.source].input
                    others = [source for source in sources if source.input != at_fault]
                    sources = [*others, *self._made_of(at_fault, draft, is_trusted=False)]
                    draft.restart()

    def _fingerprint(self) -> list[Any]:
        """Return all that has to be the same for a draft to be gone on with."""
        try:
            stats = [(str(path.resolve()), path.stat()) for path in self.inputs]
        except OSError as error:
            raise FileAtFaultError(str(error.filename), error) from None
        return [self.unknown, self.decided_by.__qualname__] + [
            [name, stat.st_size, stat.st_mtime_ns] for name, stat in stats
        ]

    def _prepared(self, draft: Unfinished) -> list[Origin]:
        sources: list[Origin] = []
        for number, path in enumerate(self.inputs):
            try:
                has_lines = holds_lines(path)
            except OSError as error:
                raise FileAtFaultError(str(path), error) from None
            sources += self._made_of(number, draft, is_trusted=True) if has_lines else [Origin(number, path)]
        return sources

    def _made_of(self, number: int, draft: Unfinished, *, is_trusted: bool) -> list[Origin]:
        """Canonical files with all items of an input; where that isn't trusted every rule is looked at now."""
        path = self.inputs[number]
        try:
            if holds_lines(path):
                items = _items_of_lines(path, self.unknown, self.advance, is_trusted=is_trusted)
            else:
                items = _items_of_report(load(path, unknown=self.unknown))
            return [Origin(number, made) for made in self._put_in_order(items, draft)]
        except Unusual:
            return self._made_of(number, draft, is_trusted=False)
        except InvalidError as error:
            raise FileAtFaultError(str(path), error) from None

    def _put_in_order(self, items: Iterable[Item], draft: Unfinished) -> Iterator[Path]:
        for run in _runs(items):
            run.sort()
            yield draft.keep(write_items(self._joined_in(run)))

    def _joined_in(self, run: list[Keyed]) -> Iterator[Item]:
        for (part, _), same in groupby(run, itemgetter(0, 1)):
            texts = list({text: None for _, _, text in same})
            if len(texts) > 1:
                texts = [_joined(part, [prove(part, text, self.unknown) for text in texts]).canonical.encode()]
            yield part, texts[0]

    def _write(self, sources: Sequence[Origin], draft: Unfinished) -> int:
        decide = self.decided_by(sources)
        with ExitStack() as stack:
            places = draft.places or [Position()] * len(sources)
            readers = [
                SortedFile(stack.enter_context(source.path.open("rb")), place) if place else None
                for source, place in zip(sources, places, strict=True)
            ]
            with draft.opened() as writer:
                for part, found, places_now in _in_order(readers):
                    text = decide(part, found)
                    self.advance(sum(len(each) for _, each in found))
                    if text is not None:
                        writer.write(part, text, is_counted=part == CLAIMS)
                    if writer.is_due:
                        writer.save([(each.input, each.path) for each in sources], places_now())
                return writer.finish()


def _in_order(
    readers: Sequence[SortedFile | None],
) -> Iterator[tuple[int, list[tuple[int, bytes]], Callable[[], list[Position | None]]]]:
    """The items of all sources in their order, those of one key together."""
    iterators = [iter(reader) if reader else iter(()) for reader in readers]
    heap: list[tuple[int, bytes, int, bytes]] = []
    ended = {number for number, reader in enumerate(readers) if reader is None}

    def next_of(number: int) -> tuple[int, bytes, int, bytes] | None:
        try:
            item = next(iterators[number], None)
        except Unusual:
            raise _RefusedError(number) from None
        if item is None:
            ended.add(number)
            return None
        part, key, text = item
        return part, key, number, text

    def places() -> list[Position | None]:
        return [None if number in ended or not reader else reader.place for number, reader in enumerate(readers)]

    heap += filter(None, map(next_of, range(len(readers))))
    heapify(heap)
    while heap:
        part, key = heap[0][:2]
        found: list[tuple[int, bytes]] = []
        while heap and heap[0][0] == part and heap[0][1] == key:
            _, _, number, text = heap[0]
            found.append((number, text))
            following = next_of(number)
            if following is None:
                heappop(heap)
            else:
                heapreplace(heap, following)
        yield part, found, places


def _items_of_report(report: SitRep) -> Iterator[Item]:
    return ((part, each.canonical.encode()) for part, name in enumerate(PARTS) for each in getattr(report, name))


def _items_of_lines(path: Path, unknown: Unknown, advance: Advance, *, is_trusted: bool) -> Iterator[Item]:
    """The items of the lines of a file; what is trusted to be a canonical claim is proven later, once."""
    faults: list[Fault] = []
    with path.open("rb", buffering=_BUFFER) as file:
        for number, line in enumerate(file, 1):
            advance(len(line))
            text = line.strip()
            if is_trusted and text.startswith(_LINE_START) and text.endswith(_LINE_END) and NEXT_CLAIM not in text:
                yield CLAIMS, text[len(_LINE_START) : -len(_LINE_END)]
            elif text:
                try:
                    yield from _items_of_report(loads(line, unknown=unknown))
                except InvalidError as error:
                    faults += error.under(number, root=ROOT).faults
    if faults:
        raise InvalidError(faults, ROOT)


def _runs(items: Iterable[Item]) -> Iterator[list[Keyed]]:
    """As many of the items at a time as are put in order in memory."""
    run: list[Keyed] = []
    size = 0
    for part, text in items:
        run.append(keyed(part, text))
        size += len(text)
        if size >= RUN:
            yield run
            run, size = [], 0
    if run:
        yield run
