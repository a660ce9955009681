"""How endpoints fare, what they are spared and what they chose; how every document stood when it was last told of."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the columns, the table and the index."""
    for column in (
        sa.Column("at_once", sa.Integer(), nullable=False, server_default="4"),
        sa.Column("per_minute", sa.Integer(), nullable=True),
        sa.Column("paced_until", sa.Double(), nullable=False, server_default="0"),
        sa.Column("failures", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("failing_since", sa.Double(), nullable=True),
        sa.Column("held_until", sa.Double(), nullable=True),
        sa.Column("held_because", sa.Text(), nullable=True),
        sa.Column("filters", sa.LargeBinary(), nullable=True),
    ):
        op.add_column("endpoints", column)
    op.create_table(
        "standings",
        sa.Column("document", sa.String(length=64), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.id"]),
        sa.PrimaryKeyConstraint("document"),
    )
    op.create_index(
        "ix_deliveries_endpoint_state_next_at", "deliveries", ["endpoint", "state", "next_at"], unique=False
    )
