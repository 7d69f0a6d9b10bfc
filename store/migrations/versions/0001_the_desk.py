"""The desk as it first stood."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the first tables."""
    op.create_table(
        "members",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("ward", sa.String, nullable=False),
        sa.Column("email", sa.String, nullable=False),
    )
    op.create_table(
        "accounts",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("member", sa.String, sa.ForeignKey("members.id"), nullable=False),
        sa.Column("platform", sa.String, nullable=False),
        sa.Column("handle", sa.String, nullable=False),
        sa.Column("platform_id", sa.String, nullable=False, server_default=""),
    )
    op.create_table(
        "consents",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("account", sa.String, sa.ForeignKey("accounts.id"), nullable=False),
        sa.Column("given_on", sa.String, nullable=False),
        sa.Column("given_by", sa.String, nullable=False),
        sa.Column("scope", sa.String, nullable=False),
        sa.Column("recorded_us", sa.BigInteger, nullable=False),
        sa.Column("withdrawn_us", sa.BigInteger),
    )
    op.create_table(
        "handles",
        sa.Column("author", sa.String, primary_key=True),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("platform", sa.String, nullable=False),
        sa.Column("account", sa.String),
    )
    op.create_table(
        "marks",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("post", sa.String),
        sa.Column("member", sa.String),
        sa.Column("from_us", sa.BigInteger),
        sa.Column("to_us", sa.BigInteger),
        sa.Column("by", sa.String, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("made_us", sa.BigInteger, nullable=False),
        sa.Column("undone_us", sa.BigInteger),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("happened_us", sa.BigInteger, nullable=False),
        sa.Column("did", sa.String, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("by", sa.String, nullable=False),
    )
    op.create_table(
        "erasures",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("account", sa.String, nullable=False),
        sa.Column("asked_us", sa.BigInteger, nullable=False),
        sa.Column("done_us", sa.BigInteger),
    )
