"""Which backups were made, and where they were put."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "backups",
        sa.Column("path", sa.String, primary_key=True),
        sa.Column("made_us", sa.BigInteger, nullable=False),
        sa.Column("length_bytes", sa.BigInteger, nullable=False),
    )
