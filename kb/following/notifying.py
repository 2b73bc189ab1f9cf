"""How those who follow something are told what is new: at most one mail a day, and nothing twice."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from kb.accounts.desk import Desk
from kb.following.models import Followed, Follower
from kb.following.news_letters import Section, news
from kb.following.subscribing import end_link
from kb.mail.outbox import queue

Found = Mapping[tuple[str, str], Section | None]
# Tells what there is about one thing that is followed, in a language; None where the bank no longer knows it.
Find = Callable[[str, str], Section | None]


@dataclass(frozen=True)
class Told:
    """One mail: to whom, and how many things it tells."""

    email: str
    count: int


def notify(desk: Desk, find: Find, now: datetime, *, only_show: bool = False) -> tuple[Told, ...]:
    """Queue a mail to each follower who was not told today and for whom something is new."""
    with desk.database.reading() as session:
        due = _due(session, now.date())
        wanted = _wanted(session, due)
    found = {each: find(*each) for each in wanted}  # before anything is locked: a search takes its time
    opened = desk.database.reading if only_show else desk.database.writing
    told = []
    for follower_id in due:
        with opened() as session:
            told.append(_tell(desk, session, follower_id, found, now))
    return tuple(one for one in told if one)


def new_lines(section: Section, told_until: date, told: Sequence[str], today: date) -> Section:
    """Keep what has not been told: listed things of whole days since then, and others by their name."""
    known = set(told)
    lines = [
        line
        for line in section.lines
        if (
            told_until.isoformat() < line.date < today.isoformat() if line.is_listed else line.id not in known
        )
    ]
    return replace(section, lines=lines)


def _due(session: Session, today: date) -> list[int]:
    told = (Follower.told_on.is_(None)) | (Follower.told_on < today)
    rows = select(Follower.id).join(Followed).where(Followed.confirmed_at.is_not(None), told)
    return list(session.scalars(rows.distinct().order_by(Follower.id)))


def _wanted(session: Session, follower_ids: Sequence[int]) -> list[tuple[str, str]]:
    """List what is followed, each with the languages it is told in."""
    rows = select(Followed.what, Follower.language).join(Follower).where(Follower.id.in_(follower_ids))
    return [(what, language) for what, language in session.execute(rows.distinct())]


def _tell(desk: Desk, session: Session, follower_id: int, found: Found, now: datetime) -> Told | None:
    today, owner = now.date(), session.get(Follower, follower_id, with_for_update=True)
    if owner is None or owner.told_on == today:  # ended, or told by another run, meanwhile
        return None
    rows = select(Followed).where(Followed.follower_id == owner.id, Followed.confirmed_at.is_not(None))
    sections = [
        _news_of(row, found.get((row.what, owner.language)), today)
        for row in session.scalars(rows.order_by(Followed.id))
    ]
    count = len({line.id for section in sections if section for line in section.lines})
    if not count:
        return None
    owner.told_on = today
    told = [section for section in sections if section]
    queue(session, news(owner.email, owner.language, told, end_link(desk, owner)), now)
    return Told(owner.email, count)


def _news_of(row: Followed, section: Section | None, today: date) -> Section | None:
    """Keep what is new about one thing, and note that it has been told."""
    if section is None or row.told_until is None:
        return None
    new = new_lines(section, row.told_until, row.told, today)
    row.told_until = max(row.told_until, today - timedelta(days=1))
    row.told = sorted(line.id for line in section.lines if not line.is_listed)
    return new
