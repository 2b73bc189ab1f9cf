"""Who follows what by mail, and the link by which a waiting mail can be unsubscribed from."""

import sqlalchemy as sa
from alembic import op

from kb.db.base import UtcTime

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("outbox", sa.Column("unsubscribe", sa.String(500), nullable=False, server_default=""))
    op.create_table(
        "followers",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("handle", sa.String(43), nullable=False, unique=True),
        sa.Column("email", sa.String(254), nullable=False, unique=True),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("told_on", sa.Date()),
    )
    op.create_table(
        "followed",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "follower_id",
            sa.Integer(),
            sa.ForeignKey("followers.id", ondelete="CASCADE"),
            nullable=False,
            index=True,
        ),
        sa.Column("what", sa.String(1000), nullable=False),
        sa.Column("asked_at", UtcTime(), nullable=False),
        sa.Column("confirmed_at", UtcTime()),
        sa.Column("told_until", sa.Date()),
        sa.Column("told", sa.JSON(), nullable=False),
    )


def downgrade() -> None:
    for table in ("followed", "followers"):
        op.drop_table(table)
    op.drop_column("outbox", "unsubscribe")
