"""API keys: who may do what over HTTP. Only a hash of a key is kept; it is random, so that a plain hash suffices."""

import hashlib
import secrets
from collections.abc import Sequence
from enum import StrEnum
from typing import Any

import msgspec
from sqlalchemy import Row, select, update

from shared.store.database import Database
from shared.store.rows import find, noun
from shared.store.tables import keys

_PREFIX = "nbk_"  # so that a key is known for one wherever it lies about


class Scope(StrEnum):
    """What a key is good for. `admin` includes the others."""

    SUBMIT = "submit"
    READ = "read"
    ADMIN = "admin"


class Key(msgspec.Struct, frozen=True, kw_only=True):
    """One key, without its secret. Times are seconds since the epoch."""

    id: str
    name: str
    scopes: tuple[Scope, ...]
    created_at: float
    revoked_at: float | None

    def allows(self, scope: Scope) -> bool:
        """Whether the key is good for this."""
        return self.revoked_at is None and (scope in self.scopes or Scope.ADMIN in self.scopes)


class Keys:
    """The keys of a store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, name: str, scopes: Sequence[Scope]) -> tuple[Key, str]:
        """Make a key; return it and its secret, which is not to be had again."""
        id_, secret = f"k{secrets.token_hex(4)}", new_secret()
        row = {
            "id": id_,
            "name": name,
            "hash": _hash(secret),
            "scopes": msgspec.json.encode(list(scopes)),
            "created_at": self._database.clock(),
        }
        with self._database.write(durable=True) as connection:
            connection.execute(keys.insert(), row)
        return self.get(id_), secret

    def get(self, prefix: str) -> Key:
        """Return the key whose id begins like this."""
        with self._database.read() as connection:
            return _noun(find(connection, keys, prefix))

    def of(self, secret: str) -> Key | None:
        """Return the key with this secret, unless it was revoked."""
        known = select(keys).where(keys.c.hash == _hash(secret), keys.c.revoked_at.is_(None))
        with self._database.read() as connection:
            row = connection.execute(known).one_or_none()
        return None if row is None else _noun(row)

    def every(self) -> list[Key]:
        """Return every key, oldest first."""
        with self._database.read() as connection:
            return [_noun(row) for row in connection.execute(select(keys).order_by(keys.c.created_at, keys.c.id))]

    def revoke(self, id_: str) -> None:
        """Let a key open nothing any more."""
        live = update(keys).where(keys.c.id == id_, keys.c.revoked_at.is_(None))
        with self._database.write(durable=True) as connection:
            connection.execute(live.values(revoked_at=self._database.clock()))


def new_secret() -> str:
    """Return a key that nobody guesses."""
    return _PREFIX + secrets.token_urlsafe(32)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _noun(row: Row[Any]) -> Key:
    return noun(Key, row, scopes=msgspec.json.decode(row.scopes, type=tuple[Scope, ...]))
