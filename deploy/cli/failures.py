"""Failures of what the commands stand on, as sentences: the database, the storage, Redis, the disk, the settings."""

from errno import errorcode

import redis
from sqlalchemy.exc import SQLAlchemyError

from deploy.cli.words import WORDS, choose, say
from deploy.dataset import MissingExtraError
from deploy.embedded import NoServerError
from deploy.sources import SourceError
from shared.errors import Message, TryLater
from shared.settings import SettingsError
from shared.store import AmbiguousError, NewerError, NotFoundError, StoreError

_SENTENCES: tuple[tuple[type[Exception], str], ...] = (
    (SettingsError, "error.settings"),
    (NotFoundError, "error.not-found"),
    (AmbiguousError, "error.ambiguous"),
    (NewerError, "error.newer"),
    (StoreError, "error.store"),
    (SQLAlchemyError, "error.database"),
    (redis.RedisError, "error.redis"),
    (NoServerError, "error.redis"),
    (TryLater, "error.later"),
    (MissingExtraError, "export.parquet"),
    (OSError, "error.system"),
)


def sentence(error: Exception) -> str | None:
    """Return what to tell a person, or None where the error is our own mistake."""
    if isinstance(error, SourceError):
        return choose(error.message)
    if isinstance(error, OSError) and error.filename:
        return say("error.disk", path=error.filename, detail=detail(error))
    return next((say(key, detail=detail(error)) for kind, key in _SENTENCES if isinstance(error, kind)), None)


def detail(error: BaseException) -> str:
    """Return what an error says, in the language of this process where it is one of the system's usual ones."""
    if error.args and isinstance(error.args[0], Message):
        return choose(error.args[0])
    name = errorcode.get(error.errno or 0) if isinstance(error, OSError) else None
    if f"errno.{name}" in WORDS:
        return say(f"errno.{name}")
    return getattr(error, "strerror", None) or _first_line(error)


def _first_line(error: BaseException) -> str:
    """Return what an error says; of the database's errors without the statement."""
    said = str(getattr(error, "orig", None) or error).strip()
    return said.splitlines()[0] if said else type(error).__name__
