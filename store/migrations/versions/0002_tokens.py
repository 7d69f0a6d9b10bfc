"""Members' platform tokens, sealed."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table of tokens."""
    op.create_table(
        "tokens",
        sa.Column("account", sa.String, sa.ForeignKey("accounts.id"), primary_key=True),
        sa.Column("sealed", sa.Text, nullable=False),
        sa.Column("noted_us", sa.BigInteger, nullable=False),
    )
