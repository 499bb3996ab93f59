"""The needs that a store has of a database, whichever that is."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

from sitrep.errors import SitrepError

Row = tuple[Any, ...]


class StoreError(SitrepError):
    """A store that cannot be opened, read or written, or that is none."""


class Database(Protocol):
    """A connection to a database. In its SQL `?` stands for what is given beside it."""

    text: str
    """The type of columns with text that is compared by its bytes."""
    clustered: str
    """The words for a table that is kept in the order of its key."""

    def transaction(self, *, writes: bool = False) -> AbstractContextManager[None]:
        """Read as of one moment; of all that is written within everything stays, or nothing where an error passes."""
        ...

    def query(self, sql: str, given: Sequence[Any] = ()) -> Iterator[Row]:
        """The rows that answer, as they come."""
        ...

    def write(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Carry out a statement for each of the rows."""
        ...

    def tables(self) -> set[str]:
        """The names of the tables that there are."""
        ...

    def faults(self) -> Iterator[str]:
        """Return the faults that the database itself finds in what it holds."""
        ...

    def close(self) -> None:
        """End the connection."""
        ...
