"""Examples of good practice with their members' permission, and whom an edition names."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the table, and let each edition say whom it names and when it was redacted."""
    op.create_table(
        "examples",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("post", sa.String, nullable=False),
        sa.Column("member", sa.String, sa.ForeignKey("members.id"), nullable=False),
        sa.Column("line", sa.String, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("by", sa.String, nullable=False),
        sa.Column("made_us", sa.BigInteger, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("settled_by", sa.String, nullable=False, server_default=""),
        sa.Column("settled_us", sa.BigInteger),
        sa.Column("subject", sa.String, nullable=False, server_default=""),
        sa.UniqueConstraint("post", name="uq_examples_post"),
    )
    op.add_column("editions", sa.Column("names", sa.Text, nullable=False, server_default="[]"))
    op.add_column("editions", sa.Column("made_of", sa.Text, nullable=False, server_default="{}"))
    op.add_column("editions", sa.Column("redacted_us", sa.BigInteger))
