"""Stores by their addresses: a file, or a database of a server."""

import os
from importlib import import_module

from sitrep.store.contents import Store
from sitrep.store.sqlite import SQLite

_SERVER = ("postgresql://", "postgres://")


def open_store(address: str | os.PathLike[str], *, create: bool = True) -> Store:
    """Open the store in a file, which is made where it isn't there, or in a PostgreSQL database.

    A database is given by its URL, `postgresql://…` (extra `postgres`). Raises `StoreError` for what is no store, and
    where `create` is false also for what isn't there yet.
    """
    if isinstance(address, str) and address.startswith(_SERVER):
        # In an extra of its own.
        return Store(import_module("sitrep.store.postgres").PostgreSQL(address), create=create)
    return Store(SQLite(os.fspath(address), create=create), create=create)
