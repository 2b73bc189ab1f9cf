"""Mails that wait to be sent: a table, written in the transaction of what the mail tells of."""

from datetime import datetime

from sqlalchemy import String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from kb.db.base import Base
from kb.mail.letter import LONGEST_SUBJECT, Letter


class WaitingMail(Base):
    """One mail that has not been sent; the row goes when it has."""

    __tablename__ = "outbox"

    id: Mapped[int] = mapped_column(primary_key=True)
    recipient: Mapped[str] = mapped_column(String(254), index=True)
    language: Mapped[str] = mapped_column(String(2))
    subject: Mapped[str] = mapped_column(String(LONGEST_SUBJECT))
    text: Mapped[str] = mapped_column(Text)
    queued_at: Mapped[datetime]
    next_try_at: Mapped[datetime] = mapped_column(index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    fault: Mapped[str] = mapped_column(String(200), default="")
    unsubscribe: Mapped[str] = mapped_column(String(500), default="")

    @property
    def letter(self) -> Letter:
        """The mail itself."""
        return Letter(self.recipient, self.subject, self.text, self.language, self.unsubscribe)


def queue(session: Session, letter: Letter, at: datetime) -> WaitingMail:
    """Let a mail wait, in the caller's transaction."""
    mail = WaitingMail(
        recipient=letter.to,
        language=letter.language,
        subject=letter.subject,
        text=letter.readable_text,
        queued_at=at,
        next_try_at=at,
        unsubscribe=letter.unsubscribe,
    )
    session.add(mail)
    return mail


def waiting(session: Session) -> list[WaitingMail]:
    """List the mails that wait, the oldest first."""
    return list(session.scalars(select(WaitingMail).order_by(WaitingMail.id)))
