"""How documents stood when they were last told of, as whoever tells of them wrote it down."""

from typing import Any

from sqlalchemy import Connection, Select, bindparam, select

from shared.store.database import upsert
from shared.store.tables import documents, standings


def standing(connection: Connection, document: str) -> tuple[bytes | None, bytes | None]:
    """Return how a document stood, and how the version before it did; None where nothing was told of it."""
    own, before = connection.execute(_STANDING, {"of": document}).one()
    return own, before


def _standing() -> Select[Any]:
    """Select how the document `of` stood, and the version before it. Made once: that takes longer than the answer."""
    own = select(standings.c.body).where(standings.c.document == bindparam("of"))
    supersedes = select(documents.c.supersedes).where(documents.c.id == bindparam("of"))
    before = select(standings.c.body).where(standings.c.document == supersedes.scalar_subquery())
    return select(own.scalar_subquery(), before.scalar_subquery())


_STANDING = _standing()


def put_standing(connection: Connection, document: str, body: bytes) -> None:
    """Write down how a document stands now."""
    upsert(connection, standings, {"document": document, "body": body})
