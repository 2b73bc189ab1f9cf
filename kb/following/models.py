"""The tables of those who follow something by mail: an address, and what it follows."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from kb.db.base import Base


class Follower(Base):
    """A mail address that follows something; `handle` stands, signed, in the link that ends it."""

    __tablename__ = "followers"

    id: Mapped[int] = mapped_column(primary_key=True)
    handle: Mapped[str] = mapped_column(String(43), unique=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    language: Mapped[str] = mapped_column(String(2))
    created_at: Mapped[datetime]
    told_on: Mapped[date | None]


class Followed(Base):
    """One thing that a follower follows, by its lasting name; nothing is sent before it is confirmed.

    All that came into the bank up to `told_until` has been told, and of what has no such day, `told`.
    """

    __tablename__ = "followed"

    id: Mapped[int] = mapped_column(primary_key=True)
    follower_id: Mapped[int] = mapped_column(ForeignKey("followers.id", ondelete="CASCADE"), index=True)
    what: Mapped[str] = mapped_column(String(1000))
    asked_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    told_until: Mapped[date | None]
    told: Mapped[list[str]] = mapped_column(default=list)
