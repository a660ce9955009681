"""A few words that the line keeps for itself, such as the epoch of the Redis server it last spoke to."""

from collections.abc import Callable

from sqlalchemy import select, update

from shared.store.database import Database, insert_new, upsert
from shared.store.tables import meta


class Meta:
    """Words by key."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, key: str) -> str | None:
        """Return the word under this key."""
        with self._database.read() as connection:
            return connection.execute(select(meta.c.value).where(meta.c.key == key)).scalar()

    def set(self, key: str, value: str) -> None:
        """Put a word in the place of the one before."""
        with self._database.write() as connection:
            upsert(connection, meta, {"key": key, "value": value})

    def replace(self, key: str, value: str, which: Callable[[str], bool]) -> bool:
        """Put a word in the place of one that is such; empty where there was none. Say whether that was done."""
        mine = meta.c.key == key
        with self._database.write() as connection:
            insert_new(connection, meta, [{"key": key, "value": ""}])
            known = connection.execute(select(meta.c.value).where(mine).with_for_update()).scalar_one()
            if not which(known):
                return False
            connection.execute(update(meta).where(mine).values(value=value))
        return True

    def once(self, key: str, value: str) -> str:
        """Return the word under this key; it is `value` if there was none before, and then for good."""
        with self._database.write() as connection:
            insert_new(connection, meta, [{"key": key, "value": value}])
            return str(connection.execute(select(meta.c.value).where(meta.c.key == key)).scalar_one())
