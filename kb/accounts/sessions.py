"""Who is signed in: one row a browser, which ends when it is idle, too old, or when told to."""

from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from kb.accounts.desk import Desk
from kb.accounts.member import Member, as_member
from kb.accounts.models import SignedInSession, User
from kb.accounts.periods import ABSOLUTE, IDLE
from kb.accounts.secret import digest_of_token, new_token
from kb.errors import DatabaseUnavailable

NOTED_EVERY = timedelta(minutes=1)  # so that most pages write nothing


def start(session: Session, user: User, now: datetime, replaces: str = "") -> str:
    """Begin a session with a token of its own and return it; the one it replaces ends."""
    end(session, replaces)
    token = new_token()
    session.add(
        SignedInSession(token_digest=digest_of_token(token), user_id=user.id, created_at=now, seen_at=now)
    )
    return token


def find(desk: Desk, token: str, now: datetime) -> Member | None:
    """Give the member whose session a token is, or None when it has ended."""
    if not token:
        return None
    digest = digest_of_token(token)
    wanted = (
        select(SignedInSession, User)
        .join(User, User.id == SignedInSession.user_id)
        .where(SignedInSession.token_digest == digest, User.disabled_at.is_(None))
    )
    with desk.database.reading() as session:
        found = session.execute(wanted).one_or_none()
        if found is None or _has_ended(found[0], now):
            return None
        row, member = found[0], as_member(found[1])
    if now - row.seen_at >= NOTED_EVERY:
        _note(desk, digest, now)
    return member


def end(session: Session, token: str) -> int | None:
    """End one session and return whose it was."""
    row = session.get(SignedInSession, digest_of_token(token)) if token else None
    if row is None:
        return None
    session.delete(row)
    session.flush()
    return row.user_id


def end_all(session: Session, user_id: int) -> None:
    """End all sessions of a user."""
    session.execute(delete(SignedInSession).where(SignedInSession.user_id == user_id))


def sweep(session: Session, now: datetime) -> None:
    """Drop the sessions that have ended by the clock."""
    idle, old = SignedInSession.seen_at <= now - IDLE, SignedInSession.created_at <= now - ABSOLUTE
    session.execute(delete(SignedInSession).where(or_(idle, old)))


def _has_ended(row: SignedInSession, now: datetime) -> bool:
    return now - row.seen_at >= IDLE or now - row.created_at >= ABSOLUTE


def _note(desk: Desk, digest: str, now: datetime) -> None:
    """Write down when a session was last seen; where that is not possible, the page is shown all the same."""
    mine = update(SignedInSession).where(SignedInSession.token_digest == digest).values(seen_at=now)
    try:
        with desk.database.writing() as session:
            session.execute(mine)
    except DatabaseUnavailable:
        return
