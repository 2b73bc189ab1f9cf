"""The trail of what was done: rows that are only added, each carrying the digest of the one before."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from kb.db.base import Base

BEGINNING = "0" * 64


@dataclass(frozen=True)
class Actor:
    """Who does something: a user by id, or nobody known."""

    id: int | None
    role: str


ANONYMOUS = Actor(None, "anonymous")
OPERATOR = Actor(None, "operator")  # whoever may run `kb` on the server
SYSTEM = Actor(None, "system")  # the bank itself, by the clock


class AuditRow(Base):
    """One thing that was done. It holds ids and digests, never a name or an address."""

    __tablename__ = "audit"

    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor_id: Mapped[int | None]
    actor_role: Mapped[str] = mapped_column(String(20))
    action: Mapped[str] = mapped_column(String(60))
    object: Mapped[str] = mapped_column(String(200))
    before: Mapped[str] = mapped_column(String(64))
    after: Mapped[str] = mapped_column(String(64))
    previous: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64), unique=True)


class AuditHead(Base):
    """The last row's number and digest: locked while one is added, so that the chain never forks."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sequence: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))


def record(  # noqa: PLR0913 - a row has this many facts
    session: Session,
    at: datetime,
    actor: Actor,
    action: str,
    on: str,
    *,
    before: Any = None,
    after: Any = None,
) -> AuditRow:
    """Add one row in the caller's transaction; of `before` and `after` only the digest is kept.

    Call it last in a transaction: from here to the end others wait.
    """
    head = session.scalars(select(AuditHead).with_for_update()).one()
    row = AuditRow(
        sequence=head.sequence + 1,
        at=at.astimezone(UTC),
        actor_id=actor.id,
        actor_role=actor.role,
        action=action,
        object=on,
        before=digest_of(before),
        after=digest_of(after),
        previous=head.digest,
    )
    row.digest = _digest_of_row(row)
    head.sequence, head.digest = row.sequence, row.digest
    session.add(row)
    return row


def digest_of(value: Any) -> str:
    """Take the SHA-256 of a value as JSON with sorted keys; empty for None."""
    if value is None:
        return ""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def last_row(session: Session) -> AuditHead:
    """Give the number and digest of the last row: noted elsewhere, they show that nothing was cut off."""
    return session.scalars(select(AuditHead)).one()


def faults_in_trail(session: Session) -> Iterator[str]:
    """Go through the whole trail and tell, a sentence each, where it was tampered with."""
    expected, previous = 1, BEGINNING
    for row in session.scalars(select(AuditRow).order_by(AuditRow.sequence).execution_options(yield_per=500)):
        if row.sequence != expected:
            yield f"Før række {row.sequence} mangler række {expected}."
        elif row.previous != previous:
            yield f"Række {row.sequence} hænger ikke sammen med den foregående."
        if row.digest != _digest_of_row(row):
            yield f"Række {row.sequence} er ændret."
        expected, previous = row.sequence + 1, row.digest
    head = session.scalars(select(AuditHead)).one_or_none()
    if head is None or (head.sequence, head.digest) != (expected - 1, previous):
        yield f"Sporet ender i række {expected - 1}, men skulle ende et andet sted."


def _digest_of_row(row: AuditRow) -> str:
    return digest_of(
        [
            row.sequence,
            row.at.astimezone(UTC).isoformat(timespec="microseconds"),
            row.actor_id,
            row.actor_role,
            row.action,
            row.object,
            row.before,
            row.after,
            row.previous,
        ]
    )
