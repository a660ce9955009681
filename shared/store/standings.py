"""How documents stood when they were last told of, as whoever tells of them wrote it down."""

from sqlalchemy import Connection, select

from shared.store.database import upsert
from shared.store.tables import documents, standings


def standing(connection: Connection, document: str) -> tuple[bytes | None, bytes | None]:
    """Return how a document stood, and how the version before it did; None where nothing was told of it."""
    own = select(standings.c.body).where(standings.c.document == document)
    supersedes = select(documents.c.supersedes).where(documents.c.id == document).scalar_subquery()
    before = select(standings.c.body).where(standings.c.document == supersedes)
    return connection.execute(own).scalar(), connection.execute(before).scalar()


def put_standing(connection: Connection, document: str, body: bytes) -> None:
    """Write down how a document stands now."""
    upsert(connection, standings, {"document": document, "body": body})
