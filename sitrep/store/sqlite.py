"""A store in one file, with SQLite: several programs may read and write it at once."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sitrep.store.databases import Row, StoreError

_PATIENCE = 120.0
"""The seconds to wait for who is writing."""

_APPLICATION = int.from_bytes(b"sitr")
"""The mark that tells the file of a store from those of other programs that use SQLite."""


class SQLite:
    """The connection to a file."""

    text = "TEXT COLLATE BINARY"
    clustered = "STRICT, WITHOUT ROWID"

    def __init__(self, path: str, *, create: bool = True) -> None:
        self._path = path
        if not create and not Path(path).is_file():
            raise StoreError(f"{path}: there is no such file")
        try:
            self._connection = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
        except sqlite3.Error as error:
            raise StoreError(f"{path}: {error}") from None
        try:
            self._set_up()
        except (sqlite3.Error, StoreError) as error:
            self._connection.close()
            raise StoreError(str(error) if isinstance(error, StoreError) else f"{path}: {error}") from None

    def _set_up(self) -> None:
        [(application,)] = self._connection.execute("PRAGMA application_id")
        [(tables,)] = self._connection.execute("SELECT count(*) FROM sqlite_schema")
        if application != _APPLICATION:
            if application or tables:
                raise StoreError(f"{self._path}: this is the database of another program")
            self._connection.execute(f"PRAGMA application_id = {_APPLICATION}")
        self._connection.execute("PRAGMA journal_mode = WAL")
        # A change that was acknowledged outlasts the power too.
        self._connection.execute("PRAGMA synchronous = FULL")
        self._connection.execute("PRAGMA foreign_keys = ON")

    @contextmanager
    def transaction(self, *, writes: bool = False) -> Iterator[None]:
        with self._told():
            self._connection.execute("BEGIN IMMEDIATE" if writes else "BEGIN")
        try:
            yield
            with self._told():
                self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    def query(self, sql: str, given: Sequence[Any] = ()) -> Iterator[Row]:
        with self._told():
            yield from self._connection.execute(sql, given)

    def write(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        with self._told():
            self._connection.executemany(sql, rows)

    def tables(self) -> set[str]:
        return {name for (name,) in self.query("SELECT name FROM sqlite_schema WHERE type = 'table'")}

    def faults(self) -> Iterator[str]:
        yield from (said for (said,) in self.query("PRAGMA integrity_check") if said != "ok")
        yield from (f"a row of {row[0]} whose {row[2]} is missing" for row in self.query("PRAGMA foreign_key_check"))

    def close(self) -> None:
        self._connection.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise StoreError(f"{self._path}: {error}") from None
