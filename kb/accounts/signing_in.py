"""How people sign in and out: guessing is slowed, and nobody learns from the answer who has an account."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from kb.accounts import audit, keys, sessions, throttle
from kb.accounts.desk import Desk
from kb.accounts.member import Member, as_member
from kb.accounts.models import User
from kb.accounts.passwords import hash_password, is_outdated, is_password
from kb.accounts.periods import KEPT_AFTER_SIGN_IN
from kb.accounts.refused import Refused
from kb.events import note_event
from kb.mail.letter import is_address
from kb.records.marks import N_

WRONG = N_("Mailadressen eller adgangskoden er forkert.")
TOO_MANY = N_("Der er forsøgt for mange gange. Vent lidt, og prøv igen.")


@dataclass(frozen=True)
class SignedIn:
    """Who signed in, and the token that their browser keeps."""

    member: Member
    token: str


def sign_in(
    desk: Desk, email: str, password: str, address: str, now: datetime, *, replaces: str = ""
) -> SignedIn:
    """Sign in from a network address, or raise Refused; `replaces` is the token the browser had before."""
    email = tidied(email)
    counters = [
        throttle.counter(desk.secret, throttle.ACCOUNT, email),
        throttle.counter(desk.secret, throttle.ADDRESS, address),
    ]
    with desk.database.writing() as session:
        _sweep(session, now)
        wait = throttle.begin(session, counters, now)
        user = user_of(session, email)
    if wait:
        note_event("sign_in_slowed", seconds=wait)
        raise Refused(TOO_MANY, retry_after=wait)
    kept = user.password_hash if user and not user.disabled_at else None
    right = is_password(password, kept)
    rehashed = hash_password(password) if right and kept and is_outdated(kept) else ""
    with desk.database.writing() as session:
        if right and user and (found := _still_the_same(session, user)):
            throttle.succeed(session, counters[:1], counters[1:], now)
            if rehashed:
                found.password_hash = rehashed
            return welcome(session, found, now, replaces)
        on = f"user:{user.id}" if user else "user:unknown"
        audit.record(session, now, audit.ANONYMOUS, "session.refused", on)
    raise Refused(WRONG, field="password")


def _still_the_same(session: Session, checked: User) -> User | None:
    """Give the user, unless they were disabled or changed their password while it was checked."""
    user = session.get_one(User, checked.id, with_for_update=True)
    return None if user.disabled_at or user.password_hash != checked.password_hash else user


def _sweep(session: Session, now: datetime) -> None:
    """Drop what is over by the clock; here, where the audit trail is not locked."""
    sessions.sweep(session, now)
    keys.sweep(session, now)
    throttle.sweep(session, now)


def welcome(session: Session, user: User, now: datetime, replaces: str = "") -> SignedIn:
    """Begin a session for a user who has shown who they are, and put off the day they are forgotten."""
    user.delete_on = (now + KEPT_AFTER_SIGN_IN).date()
    token = sessions.start(session, user, now, replaces)
    signed_in = SignedIn(as_member(user), token)
    audit.record(session, now, signed_in.member.actor, "session.started", f"user:{user.id}")
    return signed_in


def sign_out(desk: Desk, token: str, now: datetime) -> None:
    """End a session; of one that has ended already, nothing is said."""
    with desk.database.writing() as session:
        user_id = sessions.end(session, token)
        if user_id is not None:
            user = session.get_one(User, user_id)
            audit.record(session, now, audit.Actor(user.id, user.role), "session.ended", f"user:{user.id}")


def sign_out_everywhere(desk: Desk, member: Member, now: datetime) -> None:
    """End all sessions of a member, in every browser."""
    with desk.database.writing() as session:
        sessions.end_all(session, member.id)
        audit.record(session, now, member.actor, "session.ended_all", f"user:{member.id}")


def note_refusal(desk: Desk, actor: audit.Actor, on: str, now: datetime) -> None:
    """Write down that somebody asked for what they may not do; `on` is the endpoint, never the address."""
    with desk.database.writing() as session:
        audit.record(session, now, actor, "permission.refused", on)


def user_of(session: Session, email: str) -> User | None:
    """Find a user by mail address."""
    email = tidied(email)
    if not is_address(email):
        return None
    return session.scalars(select(User).where(User.email == email)).one_or_none()


def tidied(email: str) -> str:
    """Write a mail address as it is kept: without blanks around it, in small letters."""
    return email.strip().casefold()
