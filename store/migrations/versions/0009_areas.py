"""The area of several wards that a member's ward is grouped with."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Let the register say of each member of which area their ward is."""
    op.add_column("members", sa.Column("area", sa.String, nullable=False, server_default=""))
