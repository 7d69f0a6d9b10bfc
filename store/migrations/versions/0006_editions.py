"""Editions of months, and the documents made of them."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "editions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("month", sa.String, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("facts", sa.String, nullable=False),
        sa.Column("as_of_us", sa.BigInteger, nullable=False),
        sa.Column("made_us", sa.BigInteger, nullable=False),
        sa.Column("by", sa.String, nullable=False, server_default=""),
        sa.UniqueConstraint("kind", "month", "revision", name="uq_editions_kind"),
    )
    op.create_table(
        "documents",
        sa.Column("edition", sa.Integer, sa.ForeignKey("editions.id"), primary_key=True),
        sa.Column("form", sa.String, primary_key=True),
        sa.Column("language", sa.String, primary_key=True),
        sa.Column("sha256", sa.String, nullable=False),
    )
