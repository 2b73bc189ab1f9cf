"""Submissions, and what editors decided about them."""

import sqlalchemy as sa
from alembic import op

from kb.db.base import UtcTime

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    _make_submissions()
    _make_decisions()


def downgrade() -> None:
    for table in ("decisions", "submissions"):
        op.drop_table(table)


def _make_submissions() -> None:
    op.create_table(
        "submissions",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("state", sa.String(20), nullable=False, index=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), sa.ForeignKey("users.id"), nullable=False, index=True),
        sa.Column("earlier_authors", sa.JSON(), nullable=False),
        sa.Column("municipality", sa.String(80), nullable=False, index=True),
        sa.Column("solution", sa.String(80), nullable=False),
        sa.Column("areas", sa.JSON(), nullable=False),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("path", sa.String(300), nullable=False),
        sa.Column("replaces", sa.String(64)),
        sa.Column("typed", sa.JSON(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("changed_at", UtcTime(), nullable=False),
        sa.Column("submitted_at", UtcTime(), index=True),
        sa.Column("decided_at", UtcTime()),
        sa.Column("published_at", UtcTime()),
        sa.Column("ready", sa.JSON(), nullable=False),
        sa.Column("commit_id", sa.String(64), nullable=False),
        sa.Column("hindrance", sa.Text(), nullable=False),
    )


def _make_decisions() -> None:
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "submission_id",
            sa.String(32),
            sa.ForeignKey("submissions.id", ondelete="CASCADE"),
            nullable=False,
            index=True,
        ),
        sa.Column("editor_id", sa.Integer(), sa.ForeignKey("users.id"), nullable=False),
        sa.Column("verdict", sa.String(20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("comments", sa.JSON(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("waited_since", UtcTime(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False, index=True),
    )
