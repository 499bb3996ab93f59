"""A store in a PostgreSQL database, for those who have a server (extra `postgres`)."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from typing import Any

from sitrep.errors import MissingExtraError
from sitrep.store.databases import Row, StoreError

try:
    import psycopg
except ModuleNotFoundError:
    raise MissingExtraError("postgres", "psycopg") from None

_SCHEMA = "sitrep"
"""The schema that the tables are in, so that the database may have others."""

_LOCK = int.from_bytes(b"sitr")
"""The lock that those who write wait for, as long as there may be no tables yet."""

_AT_ONCE = 2_000


class PostgreSQL:
    """The connection to a database of a server."""

    text = 'TEXT COLLATE "C"'
    clustered = ""

    def __init__(self, url: str) -> None:
        self._numbers = count(1)
        try:
            self._connection = psycopg.connect(url, autocommit=True)
        except psycopg.Error as error:
            raise StoreError(f"the database can't be reached: {str(error).strip()}") from None

    @contextmanager
    def transaction(self, *, writes: bool = False) -> Iterator[None]:
        with self._told():
            self._connection.execute("BEGIN" if writes else "BEGIN ISOLATION LEVEL REPEATABLE READ")
            if writes:
                # It is let go of at the end: those who write come one after another.
                self._connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
                self._connection.execute(f"CREATE SCHEMA IF NOT EXISTS {_SCHEMA}")
            self._connection.execute(f"SET LOCAL search_path TO {_SCHEMA}")
        try:
            yield
            with self._told():
                self._connection.execute("COMMIT")
        except BaseException:
            if not self._connection.closed:
                self._connection.execute("ROLLBACK")
            raise

    def query(self, sql: str, given: Sequence[Any] = ()) -> Iterator[Row]:
        with self._told():
            if self._connection.info.transaction_status == psycopg.pq.TransactionStatus.IDLE:
                with self.transaction():
                    rows = self._connection.execute(_marked(sql), given).fetchall()
                yield from rows
                return
            # The server holds the rows, of which there may be any number.
            with self._connection.cursor(f"rows_{next(self._numbers)}") as cursor:
                cursor.itersize = _AT_ONCE
                cursor.execute(_marked(sql), given)
                yield from cursor

    def write(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        with self._told(), self._connection.cursor() as cursor:
            cursor.executemany(_marked(sql), rows)

    def tables(self) -> set[str]:
        sql = "SELECT table_name FROM information_schema.tables WHERE table_schema = ?"
        return {str(name) for (name,) in self.query(sql, [_SCHEMA])}

    def faults(self) -> Iterator[str]:
        # The server answers for what it holds.
        yield from ()

    def close(self) -> None:
        self._connection.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except psycopg.Error as error:
            raise StoreError(f"the database: {str(error).strip()}") from None


def _marked(sql: str) -> Any:
    return sql.replace("?", "%s")
