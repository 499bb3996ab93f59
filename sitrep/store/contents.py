"""The store: what is in its tables, and how reports go in and come out.

Each claim, each of its attributions and each other item of a report is a row with its canonical text, and with the
number of the change that brought it. Beside the texts stand columns by which they are found; those follow from the
texts. So a store holds the join of what was added to it, in any order, once or many times.
"""

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from sitrep.audiences import Audience, admit
from sitrep.claims import Claim
from sitrep.codec import make_converter
from sitrep.codec.compiled import Unusual
from sitrep.codec.documents import chunks_of, loads
from sitrep.codec.slices import read_item
from sitrep.codec.writing import PARTS, Item, write_items
from sitrep.errors import FaultCode, InvalidError, refuse
from sitrep.fields.canonical import digest, write_text
from sitrep.fields.declarations import Value, declared
from sitrep.fields.kinds import join_labelled
from sitrep.files import write_whole
from sitrep.pictures.consolidation import as_known
from sitrep.pictures.policies import reported_at
from sitrep.records.base import Record, Subject
from sitrep.report import FORMAT, SitRep
from sitrep.store.databases import Database, Row, StoreError
from sitrep.store.keys import item_keys, place_keys, reference_fields, time_keys
from sitrep.values.periods import Period
from sitrep.values.places import Place
from sitrep.values.sources import Attribution, Source

VERSION = "2"
"""The version of the tables."""

_TABLES = {
    "settings": "name {text} PRIMARY KEY, value {text} NOT NULL",
    "claims": (
        "id {text} PRIMARY KEY, type {text} NOT NULL, subject {text} NOT NULL, record {text} NOT NULL, "
        "sensitivity {text} NOT NULL, tlp {text} NOT NULL, starts {text}, ends {text}, change INT NOT NULL"
    ),
    "attributions": (
        "claim {text} NOT NULL REFERENCES claims, digest {text} NOT NULL, text {text} NOT NULL, "
        "source {text} NOT NULL, known {text}, change INT NOT NULL, PRIMARY KEY (claim, digest)"
    ),
    "places": "place {text} NOT NULL, claim {text} NOT NULL REFERENCES claims, PRIMARY KEY (place, claim)",
    "items": (
        "part {text} NOT NULL, digest {text} NOT NULL, text {text} NOT NULL, bare {text}, change INT NOT NULL, "
        "PRIMARY KEY (part, digest)"
    ),
    "about": "what {text} NOT NULL, part {text} NOT NULL, digest {text} NOT NULL, PRIMARY KEY (what, part, digest)",
}
_INDEXES = (
    "claims (type)",
    "claims (subject)",
    "claims (starts)",
    "claims (change)",
    "attributions (source)",
    "attributions (known)",
    "attributions (change)",
    "items (change)",
)

_CLAIMS = next(name for name in PARTS if declared(SitRep)[name].kind.item.cls is Claim)
_OTHERS = {name: declared(SitRep)[name].kind.item.cls for name in PARTS if name != _CLAIMS}
_PART_OF = {cls: name for name, cls in _OTHERS.items()}
_CONVERTER = make_converter(unknown="keep")
_UNTIED = [name for name, cls in _OTHERS.items() if not reference_fields(cls)]
"""The parts whose items are about no claim or subject; they come with every answer."""

_AT_ONCE = 400
"""The claims that are looked up together."""

Some = TypeVar("Some")


class Store:
    """Reports that were added one by one, as one report, of which parts can be asked for.

    `add` is one transaction, which changes nothing where nothing is new. Several programs may add at once. It is a
    context manager: at its end the store is closed.
    """

    def __init__(self, database: Database, *, create: bool = True) -> None:
        self._database = database
        try:
            self._verify(create=create)
        except BaseException:
            database.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the connection to the database."""
        self._database.close()

    def _verify(self, *, create: bool) -> None:
        if not self._database.tables() >= _TABLES.keys():
            if not create:
                raise StoreError("there is no store in this database")
            with self._database.transaction(writes=True):
                self._make()
        settings: dict[str, str] = dict(self._database.query("SELECT name, value FROM settings"))
        found = settings.get("format"), settings.get("version")
        if found != (FORMAT, VERSION):
            raise StoreError(
                f"a store of the format {found[0]}, version {found[1]}; expected {FORMAT}, {VERSION}. Export it with "
                "the version of this package that made it, and add the export to a new store."
            )

    def _make(self) -> None:
        if self._database.tables() >= _TABLES.keys():
            return  # somebody else did
        for name, columns in _TABLES.items():
            typed = columns.format(text=self._database.text)
            self._database.write(f"CREATE TABLE {name} ({typed}) {self._database.clustered}", [()])
        for number, columns in enumerate(_INDEXES):
            self._database.write(f"CREATE INDEX sitrep_{number} ON {columns}", [()])
        settings = [("format", FORMAT), ("version", VERSION), ("change", "0")]
        self._database.write("INSERT INTO settings VALUES (?, ?)", settings)

    @property
    def change(self) -> int:
        """The number of the last change: what came after it is what `changes(since=…)` gives."""
        [(number,)] = self._database.query("SELECT value FROM settings WHERE name = 'change'")
        return int(number)

    def __len__(self) -> int:
        """The number of claims."""
        [(number,)] = self._database.query("SELECT count(*) FROM claims")
        return int(number)

    # In

    def add(self, report: SitRep) -> int:
        """Add all that a report says, in one transaction; returns how much of it is new.

        Counted are claims, attributions and other items, and those whose labels became stricter.
        """
        report = SitRep.coerce(report)
        with self._database.transaction(writes=True):
            # Whoever writes comes after who wrote before, and sees all of that.
            self._database.write("UPDATE settings SET value = value WHERE name = 'change'", [()])
            change = self.change + 1
            new = sum(self._add_claims(claims, change) for claims in _in_turn(report.claims))
            for part in _OTHERS:
                new += sum(self._add_items(part, items, change) for items in _in_turn(getattr(report, part)))
            if new:
                self._database.write("UPDATE settings SET value = ? WHERE name = 'change'", [(str(change),)])
        return new

    def _add_claims(self, claims: Sequence[Claim], change: int) -> int:
        ids = [claim.id for claim in claims]
        marks = _marks(ids)
        levels: dict[str, list[str]] = {
            claim_id: held
            for claim_id, *held in self._database.query(
                f"SELECT id, {', '.join(Claim.labels)} FROM claims WHERE id IN ({marks})", ids
            )
        }
        held: dict[tuple[str, str], str] = {
            (claim_id, key): text
            for claim_id, key, text in self._database.query(
                f"SELECT claim, digest, text FROM attributions WHERE claim IN ({marks})", ids
            )
        }
        new = [claim for claim in claims if claim.id not in levels]
        spoken = [(claim.id, digest(each.bare), each) for claim in claims for each in claim.attributions]
        said = [
            (claim_id, key, each.canonical, *_found_by(each), change)
            for claim_id, key, each in spoken
            if (claim_id, key) not in held
        ]
        labelled = [
            (text, change, claim_id, key)
            for claim_id, key, each in spoken
            if (text := _labelled(Attribution, each, held.get((claim_id, key))))
        ]
        raised = [(*level, change, claim.id) for claim in claims if (level := _raised(claim, levels.get(claim.id)))]
        write = self._database.write
        write("INSERT INTO claims VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (_claim_row(claim, change) for claim in new))
        write("INSERT INTO places VALUES (?, ?)", ((key, claim.id) for claim in new for key in _places_of(claim)))
        write("INSERT INTO attributions VALUES (?, ?, ?, ?, ?, ?)", said)
        write("UPDATE attributions SET text = ?, change = ? WHERE claim = ? AND digest = ?", labelled)
        write(f"UPDATE claims SET {', '.join(f'{name} = ?' for name in Claim.labels)}, change = ? WHERE id = ?", raised)
        return len(new) + len(said) + len(labelled) + len(raised)

    def _add_items(self, part: str, items: Sequence[Any], change: int) -> int:
        by_key = {digest(item.bare): item for item in items}
        sql = f"SELECT digest, text FROM items WHERE part = ? AND digest IN ({_marks([*by_key])})"
        held: dict[str, str] = dict(self._database.query(sql, [part, *by_key]))
        new = {key: item for key, item in by_key.items() if key not in held}
        rows = [(part, key, *_texts_of(item), change) for key, item in new.items()]
        self._database.write("INSERT INTO items VALUES (?, ?, ?, ?, ?)", rows)
        about = ((what, part, key) for key, item in new.items() for what in item_keys(item))
        self._database.write("INSERT INTO about VALUES (?, ?, ?)", about)
        labelled = [
            (text, item.bare, change, part, key)
            for key, item in by_key.items()
            if (text := _labelled(type(item), item, held.get(key)))
        ]
        self._database.write("UPDATE items SET text = ?, bare = ?, change = ? WHERE part = ? AND digest = ?", labelled)
        return len(new) + len(labelled)

    # Out

    def report(
        self,
        *,
        type: "str | type[Record] | None" = None,  # noqa: A002 - as records have it
        subject: "Subject | Record | Claim | None" = None,
        place: "Place | str | None" = None,
        source: "Source | str | None" = None,
        during: "Period | str | None" = None,
        known_at: "Period | str | None" = None,
    ) -> SitRep:
        """The report of all that was added, or of what is asked for.

        `type` is a record type or its name; `subject` what a record is about; `place` a place, or a name, P-code or
        country, which the place of a record has, lies in, or has among its parts; `source` the name of who asserts it;
        `during` a time that the record's period overlaps; `known_at` what had been reported by then, as `picture` has
        it. With the claims that fit come the withdrawals, links, judgements and notes that are about them, and all
        headers.
        """
        wanted = list(_wanted(type, subject, place, source, during, known_at))
        report = _read(self._items(wanted))
        return report if known_at is None else as_known(report, known_at)

    def changes(self, *, since: int) -> SitRep:
        """The report of what came after a change: merged into the report of then it gives that of now."""
        return _read(self._items([], since))

    def export(
        self,
        path: str | os.PathLike[str],
        *,
        since: int | None = None,
        audience: Audience | None = None,
        leave_out: bool = False,
    ) -> None:
        """Write the whole report to a file, or what came after a change, as canonical JSON that is never held whole.

        What is above an `audience` raises `AudienceError`, unless it is left out; for that the report is held.
        """
        write_whole(Path(path), self.chunks(since=since, audience=audience, leave_out=leave_out))

    def chunks(
        self, *, since: int | None = None, audience: Audience | None = None, leave_out: bool = False
    ) -> Iterator[bytes]:
        """The bytes that `export` writes, as they come."""
        if audience is None:
            return write_items(self._items([], since))
        # How strictly a part is held hangs on the whole, also where little is asked for.
        whole = admit(self.report(), audience, leave_out=leave_out)
        return chunks_of(whole if since is None else whole - (whole - self.changes(since=since)))

    def claim(self, start: str) -> Claim | None:
        """The one claim whose id starts so, with or without its type; None where it is none, or not the only one."""
        if ":" in start:
            wanted: list[tuple[str, list[str]]] = [("c.id >= ? AND c.id < ?", [start, f"{start}~"])]
        else:
            wanted = [("c.id LIKE ?", [f"%:{start}%"])] if start.isalnum() else [("1 = 0", [])]
        found = _read((place, text) for place, text in self._items(wanted) if PARTS[place] == _CLAIMS)
        return found.claims[0] if len(found) == 1 else None

    def _items(self, wanted: Sequence[tuple[str, Sequence[Any]]], since: int | None = None) -> Iterator[Item]:
        with self._database.transaction():
            for place, part in enumerate(PARTS):
                texts = self._claims(wanted, since) if part == _CLAIMS else self._others(part, wanted, since)
                yield from ((place, text.encode()) for text in texts)

    def _claims(self, wanted: Sequence[tuple[str, Sequence[Any]]], since: int | None) -> Iterator[str]:
        where, given = _all_of(wanted)
        if since is not None:
            where = f"{where} AND (c.change > ? OR c.id IN (SELECT claim FROM attributions WHERE change > ?))"
            given = [*given, since, since]
        rows = self._database.query(
            "SELECT c.id, c.record, c.sensitivity, c.tlp, a.text, a.change FROM claims c "
            f"JOIN attributions a ON a.claim = c.id WHERE {where} ORDER BY c.id",
            given,
        )
        for (claim_id, record, *levels), same in groupby(rows, itemgetter(0, 1, 2, 3)):
            said = [(text, change) for *_, text, change in same]
            texts = [text for text, change in said if since is None or change > since] or [text for text, _ in said]
            labels = "".join(
                f",{write_text(name)}:{write_text(level)}"
                for name, level in zip(Claim.labels, levels, strict=True)
                if level
            )
            yield f'{{"attributions":[{",".join(_sorted(texts))}],"id":"{claim_id}","record":{record}{labels}}}'

    def _others(self, part: str, wanted: Sequence[tuple[str, Sequence[Any]]], since: int | None) -> Iterator[str]:
        sql = "SELECT text FROM items WHERE part = ?"
        given: list[Any] = [part]
        if since is not None:
            sql += " AND change > ?"
            given.append(since)
        if wanted and part not in _UNTIED:
            where, beside = _all_of(wanted)
            fitting = f"SELECT c.id FROM claims c WHERE {where} UNION SELECT c.subject FROM claims c WHERE {where}"
            sql += f" AND digest IN (SELECT digest FROM about WHERE part = ? AND what IN ({fitting}))"
            given += part, *beside, *beside
        yield from (text for (text,) in self._database.query(f"{sql} ORDER BY coalesce(bare, text)", given))

    # Checked

    def check(self) -> Iterator[str]:
        """Yield what is wrong with the store: nothing, unless something else than a store wrote into it."""
        with self._database.transaction():
            yield from self._database.faults()
            for place, text in self._items_within():
                yield from self._check_item(PARTS[place], text)

    def _items_within(self) -> Iterator[Item]:
        for place, part in enumerate(PARTS):
            texts = self._claims([], None) if part == _CLAIMS else self._others(part, [], None)
            yield from ((place, text.encode()) for text in texts)

    def _check_item(self, part: str, text: bytes) -> Iterator[str]:
        shown = text[:80].decode(errors="replace")
        try:
            item = _proven(part, text)
        except (InvalidError, Unusual) as error:
            yield f"{part}: {shown}…: {error or 'it is not canonical'}"
            return
        if part != _CLAIMS:
            sql = "SELECT text FROM items WHERE part = ? AND digest = ?"
            if [*self._database.query(sql, [part, digest(item.bare)])] != [(item.canonical,)]:
                yield f"{part}: {shown}… has another digest"
            return
        [row] = self._database.query("SELECT * FROM claims WHERE id = ?", [item.id])
        if row[:-1] != _claim_row(item, 0)[:-1]:
            yield f"{item.id} is found by other values than its own"
        said = {(digest(each.bare), *_found_by(each)) for each in item.attributions}
        if said != set(
            self._database.query("SELECT digest, source, known FROM attributions WHERE claim = ?", [item.id])
        ):
            yield f"the attributions of {item.id} are found by other values than their own"


def _proven(part: str, text: bytes) -> Any:
    try:
        return read_item(declared(SitRep)[part].kind.item.cls, text)
    except Unusual:
        report = _read([(PARTS.index(part), text)])
        [item] = getattr(report, part)
        if item.canonical.encode() != text:
            raise
        return item


def _read(items: Iterable[Item]) -> SitRep:
    return loads(b"".join(write_items(items)), unknown="keep")


def _in_turn(items: Iterable[Some]) -> Iterator[list[Some]]:
    iterator = iter(items)
    while together := [*islice(iterator, _AT_ONCE)]:
        yield together


def _marks(given: Sequence[Any]) -> str:
    return ", ".join("?" * len(given))


def _all_of(wanted: Sequence[tuple[str, Sequence[Any]]]) -> tuple[str, list[Any]]:
    return " AND ".join(["1 = 1", *(sql for sql, _ in wanted)]), [each for _, given in wanted for each in given]


def _claim_row(claim: Claim, change: int) -> Row:
    record = claim.record
    starts, ends = time_keys(record.period)
    levels = _levels_of(claim)
    return claim.id, record.type, _key_of(record.subject), record.canonical, *levels, starts, ends, change


def _levels_of(claim: Claim) -> list[str]:
    return [level.value if (level := getattr(claim, name)) else "" for name in Claim.labels]


def _texts_of(item: Value) -> tuple[str, str | None]:
    """The text of an item, and without its labels, where it has some: by that it is ordered."""
    return item.canonical, item.bare if item.is_labelled else None


def _labelled(cls: type[Value], item: Value, text: str | None) -> str:
    """The text of an item that the store has otherwise labelled, if its labels become stricter by this one."""
    if text is None or text == item.canonical:
        return ""
    held = _attribution(text) if cls is Attribution else _proven(_PART_OF[cls], text.encode())
    joined = held.labelled_like([item]).canonical
    return joined if joined != text else ""


def _attribution(text: str) -> Attribution:
    attribution: Attribution = _CONVERTER.structure(json.loads(text), Attribution)
    return attribution


def _sorted(texts: list[str]) -> list[str]:
    """The texts of attributions in canonical order."""
    if any(write_text(name) in text for text in texts for name in Attribution.labels):
        return [each.canonical for each in join_labelled(_attribution(text) for text in texts)]
    return sorted(texts)


def _places_of(claim: Claim) -> set[str]:
    return set(place_keys(claim.record.place))


def _found_by(attribution: Any) -> tuple[str, str | None]:
    known = reported_at(attribution)
    return attribution.source.name, known.isoformat() if known else None


def _raised(claim: Claim, held: list[str] | None) -> list[str]:
    """The labels that a claim is raised to from those that it has in the store, if it is."""
    if held is None:
        return []
    kinds = [declared(Claim)[name].kind for name in Claim.labels]
    known = {name: kind.convert(level) for name, kind, level in zip(Claim.labels, kinds, held, strict=True) if level}
    joined = _levels_of(claim.replace(**dict.fromkeys(Claim.labels) | known).labelled_like([claim]))
    return joined if joined != held else []


def _key_of(subject: Subject) -> str:
    return digest(subject.canonical)


def _wanted(
    type_: "str | type[Record] | None", subject: Any, place: Any, source: Any, during: Any, known_at: Any
) -> Iterator[tuple[str, Sequence[Any]]]:
    if type_ is not None:
        yield "c.type = ?", [type_ if isinstance(type_, str) else type_.type_name]
    if subject is not None:
        yield "c.subject = ?", [_key_of(Subject.coerce(subject))]
    if place is not None:
        keys = [*place_keys(Place.coerce(place), whole=False)]
        asked = [place.upper(), *keys] if isinstance(place, str) else keys
        yield f"c.id IN (SELECT claim FROM places WHERE place IN ({_marks(asked)}))", asked
    if source is not None:
        yield "c.id IN (SELECT claim FROM attributions WHERE source = ?)", [Source.coerce(source).name]
    if during is not None:
        starts, ends = time_keys(Period.coerce(during))
        yield "c.starts <= ? AND c.ends >= ?", [ends, starts]
    if known_at is not None:
        by = Period.coerce(known_at)
        end = by.latest or by.earliest
        if end is None:
            raise refuse(known_at, "a time that ends", "known_at", code=FaultCode.OUT_OF_RANGE)
        yield "c.id IN (SELECT claim FROM attributions WHERE known <= ?)", [end.isoformat()]
