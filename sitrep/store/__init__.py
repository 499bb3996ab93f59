"""A team's growing knowledge in one place: reports added as they come, asked for by what they are about."""

from sitrep.store.contents import Store as Store
from sitrep.store.databases import StoreError as StoreError
from sitrep.store.opening import open_store as open_store

open = open_store  # noqa: A001 - `store.open(…)` reads as it is meant
