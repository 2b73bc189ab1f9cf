"""How a password is chosen the first time, when forgotten, and when one has grown tired of it."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from kb.accounts import audit, keys, letters, sessions, throttle
from kb.accounts.desk import Desk
from kb.accounts.member import Member, as_member
from kb.accounts.models import Key, User
from kb.accounts.passwords import hash_password, is_password, require_good
from kb.accounts.periods import RESET_LASTS
from kb.accounts.refused import Refused
from kb.accounts.signing_in import TOO_MANY, SignedIn, tidied, user_of, welcome
from kb.mail.outbox import queue
from kb.records.marks import N_

INVITATION, RESET = "invitation", "reset"
PURPOSES = (INVITATION, RESET)
WRONG_OLD = N_("Den nuværende adgangskode er forkert.")


def ask_for_reset(desk: Desk, email: str, address: str, now: datetime) -> None:
    """Mail a link to choose a new password; nothing tells whether there is such a user."""
    counters = [
        throttle.counter(desk.secret, throttle.RESET, tidied(email)),
        throttle.counter(desk.secret, throttle.RESET_ADDRESS, address),
    ]
    with desk.database.writing() as session:
        wait = throttle.begin(session, counters, now)
        if not wait:
            user = user_of(session, email)
            if user and not user.disabled_at:
                mail_key(desk, session, user, RESET, RESET_LASTS, now)
            on = f"user:{user.id}" if user else "user:unknown"
            audit.record(session, now, audit.ANONYMOUS, "password.asked_for", on)
    if wait:
        raise Refused(TOO_MANY, retry_after=wait)


def owner_of_key(desk: Desk, token: str, now: datetime) -> Member:
    """Tell whose password a link sets, without using it up; raise Refused when it is of no use."""
    with desk.database.reading() as session:
        return as_member(_owner(session, keys.find(session, desk.secret, token, PURPOSES, now)))


def choose_password(desk: Desk, token: str, password: str, now: datetime, *, replaces: str = "") -> SignedIn:
    """Set the password that a link allows, end all sessions, and begin one here."""
    member = owner_of_key(desk, token, now)
    require_good(password, _about(desk, member))
    kept = hash_password(password)
    with desk.database.writing() as session:
        key = keys.find(session, desk.secret, token, PURPOSES, now)
        keys.use(session, key, now)
        user = _owner(session, key)
        counter = throttle.counter(desk.secret, throttle.ACCOUNT, user.email or "")
        throttle.succeed(session, [counter], [], now)
        _set(desk, session, user, kept, now)
        return welcome(session, user, now, replaces)


def change_password(desk: Desk, member: Member, old: str, new: str, now: datetime) -> SignedIn:
    """Change one's own password; all sessions end, and a new one begins here."""
    require_good(new, _about(desk, member))
    counter = throttle.counter(desk.secret, throttle.ACCOUNT, member.email)
    with desk.database.writing() as session:
        wait = throttle.begin(session, [counter], now)
        kept = session.get_one(User, member.id).password_hash
    if wait:
        raise Refused(TOO_MANY, retry_after=wait)
    if not is_password(old, kept):
        with desk.database.writing() as session:
            audit.record(session, now, member.actor, "password.refused", f"user:{member.id}")
        raise Refused(WRONG_OLD, field="old_password")
    hashed = hash_password(new)
    with desk.database.writing() as session:
        user = session.get_one(User, member.id, with_for_update=True)
        throttle.succeed(session, [counter], [], now)
        _set(desk, session, user, hashed, now)
        return welcome(session, user, now)


def mail_key(desk: Desk, session: Session, user: User, purpose: str, lasts: timedelta, now: datetime) -> str:
    """Queue the mail that lets a user choose a password, and return the link in it."""
    token = keys.issue(session, desk.secret, purpose, now + lasts, user_id=user.id)
    link = letters.link_of(desk.config.public_url, user.language, letters.KEY_PATH % token)
    privacy = letters.link_of(desk.config.public_url, user.language, letters.PRIVACY_PATH)
    queue(session, letters.LETTERS[purpose].to(user.email or "", user.language, link, privacy), now)
    return link


def _owner(session: Session, key: Key) -> User:
    user = session.get(User, key.user_id, with_for_update=True)
    if user is None or user.disabled_at:
        raise Refused(keys.NO_USE)
    return user


def _set(desk: Desk, session: Session, user: User, hashed: str, now: datetime) -> None:
    if user.password_hash:
        link = letters.link_of(desk.config.public_url, user.language, letters.FORGOTTEN_PATH)
        queue(session, letters.LETTERS["changed"].to(user.email or "", user.language, link), now)
    user.password_hash = hashed
    sessions.end_all(session, user.id)
    keys.end_all(session, user.id)
    audit.record(session, now, as_member(user).actor, "password.set", f"user:{user.id}")


def _about(desk: Desk, member: Member) -> list[str]:
    return [member.email, member.name, member.municipality, desk.config.operator_name]
