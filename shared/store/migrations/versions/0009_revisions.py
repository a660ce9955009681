"""How often records of an ended batch have changed, so that its counts need not be made again while none has."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add the column."""
    op.add_column("batches", sa.Column("revision", sa.Integer(), nullable=False, server_default="0"))
