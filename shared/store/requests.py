"""Requests that must not be carried out twice: which batch each made, by the `Idempotency-Key` of its sender."""

import msgspec
from sqlalchemy import and_, delete, select, update

from shared.store.batches import begin
from shared.store.database import Database, insert_new
from shared.store.rows import noun
from shared.store.tables import batches, requests

_KEPT = 7 * 86_400.0  # seconds


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """One request to submit. `receipt` is what was answered, None while it is being carried out or was broken off."""

    digest: str  # of what was submitted
    batch: str
    receipt: bytes | None


class Requests:
    """The requests of a store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, owner: str, key: str, digest: str, label: str, *, express: bool) -> Request:
        """Return the request that `owner` made under this key, with its batch; both are made where there is none.

        The digest is that of the first request: whoever finds another one was sent something else.
        """
        now = self._database.clock()
        which = and_(requests.c.owner == owner, requests.c.key == key)
        with self._database.write(durable=True) as connection:
            connection.execute(delete(requests).where(requests.c.created_at < now - _KEPT))
            if (found := connection.execute(select(requests).where(which)).one_or_none()) is not None:
                return noun(Request, found)
            batch = begin(connection, label, now, express=express)
            row = {"owner": owner, "key": key, "digest": digest, "batch": batch, "created_at": now}
            insert_new(connection, requests, [row])
            first = noun(Request, connection.execute(select(requests).where(which)).one())
            if first.batch != batch:  # the same request was made at the same moment
                connection.execute(delete(batches).where(batches.c.id == batch))
            return first

    def receipt(self, owner: str, key: str) -> bytes | None:
        """Return what was answered; None where there is no such request, or it is not answered yet."""
        which = (requests.c.owner == owner, requests.c.key == key)
        with self._database.read() as connection:
            return connection.execute(select(requests.c.receipt).where(*which)).scalar()

    def answer(self, owner: str, key: str, receipt: bytes) -> None:
        """Keep what was answered."""
        which = (requests.c.owner == owner, requests.c.key == key)
        with self._database.write(durable=True) as connection:
            connection.execute(update(requests).where(*which).values(receipt=receipt))
