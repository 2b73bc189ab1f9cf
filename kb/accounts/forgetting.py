"""How a person is forgotten: everything about them goes but an id that says nothing."""

from collections.abc import Callable
from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from kb.accounts import audit, throttle
from kb.accounts.desk import Desk
from kb.accounts.models import Attempts, Key, User
from kb.accounts.people import shut_out
from kb.accounts.signing_in import user_of
from kb.mail.outbox import WaitingMail

# What else is kept of a user is forgotten in the same transaction; it returns what is gone, for the trail.
Also = Callable[[Session, User], list[str]]


def nothing_else(_session: Session, _user: User) -> list[str]:
    """Know of nothing else that is kept of a user."""
    return []


def due(session: Session, today: date) -> list[int]:
    """List the users whose day has come: nobody signed in for two years, or the invitation was never used."""
    wanted = select(User.id).where(User.email.is_not(None), User.delete_on <= today)
    return list(session.scalars(wanted.order_by(User.id)))


def forget(
    desk: Desk, session: Session, actor: audit.Actor, user_id: int, now: datetime, also: Also = nothing_else
) -> None:
    """Forget a user in the caller's transaction: name, address, password, sessions, links, waiting mails."""
    user = session.get_one(User, user_id, with_for_update=True)
    gone = also(session, user)
    shut_out(session, user, now)
    session.execute(delete(Key).where(Key.user_id == user.id))
    if user.email:
        counters = [throttle.counter(desk.secret, limit, user.email) for limit in throttle.OF_PEOPLE]
        session.execute(delete(Attempts).where(Attempts.key.in_([each.key for each in counters])))
        session.execute(delete(WaitingMail).where(WaitingMail.recipient == user.email))
    user.email = user.password_hash = user.delete_on = None
    user.name = ""
    for each in gone:
        audit.record(session, now, actor, "submission.forgotten", each)
    audit.record(session, now, actor, "user.forgotten", f"user:{user.id}")


def forget_by_address(
    desk: Desk, actor: audit.Actor, email: str, now: datetime, also: Also = nothing_else
) -> bool:
    """Forget the user with an address; False when there is none."""
    with desk.database.writing() as session:
        user = user_of(session, email)
        if user:
            forget(desk, session, actor, user.id, now, also)
    return user is not None


def forget_due(desk: Desk, now: datetime, also: Also = nothing_else) -> int:
    """Forget all whose day has come, and return how many."""
    with desk.database.writing() as session:
        ids = due(session, now.date())
        for user_id in ids:
            forget(desk, session, audit.SYSTEM, user_id, now, also)
    return len(ids)
