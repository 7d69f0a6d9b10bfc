"""Who may sign in, in which roles; which sign-ins were ended; by which role a scorecard was looked at."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the tables, and let marks and the log say as whom somebody was signed in."""
    op.create_table(
        "people",
        sa.Column("email", sa.String, primary_key=True),
        sa.Column("issuer", sa.String, nullable=False, server_default=""),
        sa.Column("subject", sa.String, nullable=False, server_default=""),
        sa.Column("added_us", sa.BigInteger, nullable=False),
        sa.Column("pinned_us", sa.BigInteger),
    )
    op.create_table(
        "roles",
        sa.Column("email", sa.String, sa.ForeignKey("people.email"), primary_key=True),
        sa.Column("role", sa.String, primary_key=True),
        sa.Column("member", sa.String, nullable=False, server_default=""),
    )
    op.create_table(
        "sign_outs",
        sa.Column("sign_in", sa.String, primary_key=True),
        sa.Column("ended_us", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "looks",
        sa.Column("member", sa.String, primary_key=True),
        sa.Column("role", sa.String, primary_key=True),
        sa.Column("day", sa.String, primary_key=True),
    )
    for table in ("marks", "audit"):
        op.add_column(table, sa.Column("subject", sa.String, nullable=False, server_default=""))
