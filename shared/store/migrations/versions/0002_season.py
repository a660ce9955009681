"""What a season's load asks for: two more indexes, and PostgreSQL tuned.

There ids and names compare by their bytes: an id is found by its beginning through the index whatever the database's
language is, and a data set has one order everywhere. The rows of work change often: they are swept often.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_BY_BYTES = {
    "batches": {"id": sa.String(32)},
    "documents": {"id": sa.String(64)},
    "deliveries": {"id": sa.String(64)},
    "endpoints": {"id": sa.String(32)},
    "records": {"document": sa.String(64)},
    "submissions": {"name": sa.Text(), "document": sa.String(64)},
}


def upgrade() -> None:
    """Add indexes; alter columns and storage."""
    op.create_index("ix_documents_supersedes", "documents", ["supersedes"], unique=False)
    op.create_index("ix_tries_at", "tries", ["at"], unique=False)
    if op.get_bind().dialect.name != "postgresql":
        return
    for table, columns in _BY_BYTES.items():
        for column, type_ in columns.items():
            op.execute(f'ALTER TABLE {table} ALTER COLUMN {column} TYPE {type_.compile()} COLLATE "C"')
    for table in ("documents", "deliveries"):
        sweeping = "autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02"
        op.execute(f"ALTER TABLE {table} SET (fillfactor = 80, {sweeping})")
