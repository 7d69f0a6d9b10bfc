"""How people are written to, and the outbox of what goes to them."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Let each person have a language and a channel (none: nothing is sent to them), and make the outbox."""
    op.add_column("people", sa.Column("language", sa.String, nullable=False, server_default=""))
    op.add_column("people", sa.Column("channel", sa.String, nullable=False, server_default="none"))
    op.add_column("people", sa.Column("attach", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("people", sa.Column("weekly", sa.Boolean, nullable=False, server_default=sa.false()))
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("period", sa.String, nullable=False),
        sa.Column("member", sa.String, nullable=False, server_default=""),
        sa.Column("recipient", sa.String, nullable=False),
        sa.Column("channel", sa.String, nullable=False),
        sa.Column("message_id", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False, server_default="0"),
        sa.Column("next_us", sa.BigInteger, nullable=False),
        sa.Column("said", sa.Text, nullable=False, server_default=""),
        sa.Column("queued_us", sa.BigInteger, nullable=False),
        sa.Column("changed_us", sa.BigInteger, nullable=False),
        sa.Column("settled_by", sa.String, nullable=False, server_default=""),
        sa.UniqueConstraint("kind", "period", "member", "recipient", name="uq_outbox_kind"),
        sqlite_autoincrement=True,
    )
