"""Heads of records: whose report it is, of which year. Those of records that stand already are made of them."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_AT_ONCE = 200


def upgrade() -> None:
    """Create the table and fill it."""
    heads = op.create_table(
        "heads",
        sa.Column("document", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("form", sa.String(length=16), nullable=True),
        sa.Column("published", sa.String(length=10), nullable=True),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("errors", sa.Integer(), nullable=False),
        sa.Column("warnings", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.id"]),
        sa.PrimaryKeyConstraint("document"),
    )
    op.create_index("ix_heads_publisher_year", "heads", ["publisher", "year"], unique=False)
    op.create_index("ix_heads_ended_at", "heads", ["ended_at"], unique=False)
    connection, last = op.get_bind(), ""
    page = sa.text(
        "SELECT r.document, r.body, d.ended_at FROM records r JOIN documents d ON d.id = r.document "
        "WHERE r.document > :last ORDER BY r.document LIMIT :limit"
    )
    while rows := connection.execute(page, {"last": last, "limit": _AT_ONCE}).all():
        connection.execute(sa.insert(heads), [_head(*row) for row in rows])
        last = rows[-1].document


def _head(document: str, body: bytes, ended_at: float | None) -> dict[str, object]:
    record = json.loads(bytes(body))
    report = record.get("report") or {}
    severities = [finding["severity"] for finding in record.get("findings", ())]
    told = {key: report.get(key) for key in ("title", "publisher", "year", "form", "published")}
    return told | {
        "document": document,
        "name": record["document"]["name"],
        "outcome": record["outcome"],
        "errors": severities.count("error"),
        "warnings": severities.count("warning"),
        "ended_at": ended_at or 0.0,
    }
