"""The ledger: of which body and year every report is. Records that stand already enter it when they are read again."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Create both tables."""
    op.create_table(
        "ledger",
        sa.Column("document", sa.String(length=64), nullable=False),
        sa.Column("body", sa.String(length=255), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["document"], ["documents.id"]),
        sa.PrimaryKeyConstraint("document"),
    )
    op.create_index("ix_ledger_body_year", "ledger", ["body", "year"], unique=False)
    op.create_table(
        "bodies",
        sa.Column("id", sa.String(length=255), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
