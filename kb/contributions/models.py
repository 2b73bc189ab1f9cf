"""The tables of contributions: submissions, and what editors decided about them."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kb.contributions.publication import Piece
from kb.contributions.sentence import read_sentence
from kb.contributions.submission import About, Decision, Kind, State, Submission, Verdict
from kb.db.base import Base


class SubmissionRow(Base):
    """One submission; what is accepted is kept with it, byte for byte, until it is published."""

    __tablename__ = "submissions"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20), index=True)
    version: Mapped[int] = mapped_column()
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    earlier_authors: Mapped[list[int]] = mapped_column(JSON, default=list)
    municipality: Mapped[str] = mapped_column(String(80), default="", index=True)
    solution: Mapped[str] = mapped_column(String(80), default="")
    areas: Mapped[list[str]] = mapped_column(default=list)
    title: Mapped[str] = mapped_column(String(300), default="")
    path: Mapped[str] = mapped_column(String(300), default="")
    replaces: Mapped[str | None] = mapped_column(String(64))
    typed: Mapped[dict[str, Any]] = mapped_column(default=dict)
    round: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None] = mapped_column(index=True)
    decided_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]
    ready: Mapped[dict[str, Any]] = mapped_column(default=dict)
    commit_id: Mapped[str] = mapped_column(String(64), default="")
    hindrance: Mapped[str] = mapped_column(Text, default="")
    decisions: Mapped[list["DecisionRow"]] = relationship(
        order_by="DecisionRow.id", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}


class DecisionRow(Base):
    """One editor's decision in one round, and how long the author had waited for it."""

    __tablename__ = "decisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[str] = mapped_column(ForeignKey("submissions.id", ondelete="CASCADE"), index=True)
    editor_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    verdict: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text, default="")
    comments: Mapped[dict[str, Any]] = mapped_column(default=dict)
    round: Mapped[int]
    waited_since: Mapped[datetime]
    at: Mapped[datetime] = mapped_column(index=True)


def as_submission(row: SubmissionRow) -> Submission:
    """Read a row as a submission."""
    return Submission(
        id=row.id,
        kind=Kind(row.kind),
        state=State(row.state),
        version=row.version,
        author_id=row.author_id,
        municipality=row.municipality,
        about=About(row.title, row.solution, tuple(row.areas), row.path, row.replaces),
        typed=row.typed,
        created_at=row.created_at,
        changed_at=row.changed_at,
        submitted_at=row.submitted_at,
        decided_at=row.decided_at,
        published_at=row.published_at,
        commit=row.commit_id,
        hindered_by=read_sentence(row.hindrance),
        pull_request=row.ready.get("pull_request", ""),
        round=row.round,
        decisions=tuple(map(_as_decision, row.decisions)),
    )


def _as_decision(row: DecisionRow) -> Decision:
    return Decision(row.editor_id, Verdict(row.verdict), row.at, row.round, row.reason, row.comments)


def pieces_to_keep(pieces: tuple[Piece, ...]) -> list[dict[str, str | None]]:
    """Write pieces as the row keeps them."""
    return [
        {"path": piece.path, "text": piece.content.decode(), "replaces": piece.replaces} for piece in pieces
    ]


def kept_pieces(row: SubmissionRow) -> tuple[Piece, ...]:
    """Read the pieces that a row keeps."""
    return tuple(
        Piece(kept["path"], kept["text"].encode(), kept["replaces"]) for kept in row.ready.get("pieces", ())
    )
