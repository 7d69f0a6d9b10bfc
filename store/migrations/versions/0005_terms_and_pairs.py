"""When members were in office; marks about two messages."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the table: whoever has no row in it is always in office. Let a mark be about a pair of messages."""
    op.add_column("marks", sa.Column("with_post", sa.String))
    op.create_table(
        "terms",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("member", sa.String, sa.ForeignKey("members.id"), nullable=False),
        sa.Column("from_on", sa.String, nullable=False, server_default=""),
        sa.Column("to_on", sa.String, nullable=False, server_default=""),
    )
