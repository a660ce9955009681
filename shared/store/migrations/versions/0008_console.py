"""What the console asks for: findings by region, and by rule within a batch."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the column and the indexes; regions of what was submitted before stay unknown."""
    op.add_column("submissions", sa.Column("region", sa.String(length=12), nullable=True))
    op.create_index("ix_submissions_region_document", "submissions", ["region", "document"], unique=False)
    op.create_index("ix_findings_document_rule", "findings", ["document", "rule"], unique=False)
