"""How one begins and ends to follow something by mail: asked for, confirmed by a link, ended by another."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from itsdangerous import BadSignature, Signer
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from kb.accounts import audit, keys, throttle
from kb.accounts.desk import Desk
from kb.accounts.letters import link_of
from kb.accounts.models import Attempts, Key
from kb.accounts.people import NO_ADDRESS
from kb.accounts.periods import SUBSCRIBING_LASTS
from kb.accounts.refused import Refused
from kb.accounts.secret import new_token
from kb.accounts.signing_in import TOO_MANY, tidied
from kb.following.models import Followed, Follower
from kb.following.news_letters import confirmation
from kb.following.paths import CONFIRM_PATH, END_PATH
from kb.mail.letter import is_address
from kb.mail.outbox import WaitingMail, queue
from kb.records.marks import N_

FOLLOW = "follow"
MOST_FOLLOWED = 100
GONE = N_("Det, du ville følge, er ikke længere i banken.")
NO_USE = N_("Linket virker ikke længere: du følger ikke noget, eller linket er skrevet forkert.")


@dataclass(frozen=True)
class Wish:
    """What somebody wants to follow: by its lasting name, and as it stands in a sentence of theirs."""

    email: str
    what: str
    named: str
    language: str


def ask(desk: Desk, wish: Wish, address: str, now: datetime) -> None:
    """Mail a link that confirms a wish; nothing tells whether the mail address is known.

    `address` is where the request came from.
    """
    email = tidied(wish.email)
    if not is_address(email):
        raise Refused(NO_ADDRESS, field="email")
    counters = [
        throttle.counter(desk.secret, throttle.FOLLOW, email),
        throttle.counter(desk.secret, throttle.FOLLOW_ADDRESS, address),
    ]
    with desk.database.writing() as session:
        wait = throttle.begin(session, counters, now)
        if not wait:
            _sweep(session, now)
            owner = _follower(session, email, wish.language, now)
            followed = _followed(session, owner, wish.what, now)
            if followed:
                _mail_key(desk, session, followed, wish, now)
    if wait:
        raise Refused(TOO_MANY, retry_after=wait)


def asked_for(desk: Desk, token: str, now: datetime) -> str:
    """Tell what the link in a mail confirms, without using it up; raise Refused when it is of no use."""
    with desk.database.reading() as session:
        return _of_key(session, _key(desk, session, token, now)).what


def confirm(desk: Desk, token: str, told: Iterable[str], now: datetime) -> None:
    """Begin to follow; all that is there today counts as told: what is dated, and `told` of the rest."""
    with desk.database.writing() as session:
        key = _key(desk, session, token, now)
        keys.use(session, key, now)
        followed = _of_key(session, key)
        if followed.confirmed_at is None:
            followed.confirmed_at = now
            followed.told_until = now.date() - timedelta(days=1)
            followed.told = sorted(told)


def followed_by(desk: Desk, token: str) -> tuple[tuple[int, str], ...]:
    """List what the owner of a link follows, each with its number; raise Refused when it is of no use."""
    with desk.database.reading() as session:
        owner = _owner(desk, session, token)
        rows = select(Followed).where(Followed.follower_id == owner.id, Followed.confirmed_at.is_not(None))
        return tuple((row.id, row.what) for row in session.scalars(rows.order_by(Followed.id)))


def end(desk: Desk, token: str, only: Iterable[int] | None = None) -> None:
    """Stop following all, or only some; whoever follows nothing more is deleted with what waits for them."""
    with desk.database.writing() as session:
        owner = _owner(desk, session, token)
        ended = delete(Followed).where(Followed.follower_id == owner.id)
        session.execute(ended if only is None else ended.where(Followed.id.in_([*only][:MOST_FOLLOWED])))
        left = select(Followed.id).where(Followed.follower_id == owner.id, Followed.confirmed_at.is_not(None))
        if session.scalar(left.limit(1)) is None:
            _delete(session, owner)


def forget_follower(desk: Desk, actor: audit.Actor, email: str, now: datetime) -> bool:
    """Forget who follows by an address, and what was counted of it; False when nobody does."""
    email = tidied(email)
    with desk.database.writing() as session:
        counter = throttle.counter(desk.secret, throttle.FOLLOW, email)
        session.execute(delete(Attempts).where(Attempts.key == counter.key))
        session.execute(delete(WaitingMail).where(WaitingMail.recipient == email))
        owner = session.scalars(select(Follower).where(Follower.email == email)).one_or_none()
        if owner:
            number = owner.id
            _delete(session, owner)
            audit.record(session, now, actor, "follower.forgotten", f"follower:{number}")
    return owner is not None


def sweep(desk: Desk, now: datetime) -> None:
    """Delete what was asked for and never confirmed."""
    with desk.database.writing() as session:
        _sweep(session, now)


def end_link(desk: Desk, follower: Follower) -> str:
    """Write the address at which a follower ends all, or some of it."""
    token = _signer(desk).sign(follower.handle).decode()
    return link_of(desk.config.public_url, follower.language, END_PATH % token)


def _mail_key(desk: Desk, session: Session, followed: Followed, wish: Wish, now: datetime) -> None:
    token = keys.issue(session, desk.secret, FOLLOW, now + SUBSCRIBING_LASTS, subject=str(followed.id))
    link = link_of(desk.config.public_url, wish.language, CONFIRM_PATH % token)
    queue(session, confirmation(tidied(wish.email), wish.language, wish.named, link), now)


def _follower(session: Session, email: str, language: str, now: datetime) -> Follower:
    found = session.scalars(select(Follower).where(Follower.email == email)).one_or_none()
    if found is None:
        found = Follower(handle=new_token(), email=email, language=language, created_at=now)
        session.add(found)
        session.flush()
    return found


def _followed(session: Session, owner: Follower, what: str, now: datetime) -> Followed | None:
    """Give the row of what is asked for; None where somebody follows more than anybody reads."""
    rows = list(session.scalars(select(Followed).where(Followed.follower_id == owner.id)))
    found = next((row for row in rows if row.what == what), None)
    if found is None and len(rows) < MOST_FOLLOWED:
        found = Followed(follower_id=owner.id, what=what, told=[])
        session.add(found)
    if found:
        found.asked_at = now
        session.flush()
    return found


def _sweep(session: Session, now: datetime) -> None:
    old = delete(Followed).where(Followed.confirmed_at.is_(None), Followed.asked_at < now - SUBSCRIBING_LASTS)
    session.execute(old)
    session.execute(delete(Follower).where(Follower.id.not_in(select(Followed.follower_id))))


def _delete(session: Session, owner: Follower) -> None:
    """Delete a follower: what they follow, the links to confirm it, and the mails that wait."""
    numbers = session.scalars(select(Followed.id).where(Followed.follower_id == owner.id))
    subjects = [str(number) for number in numbers]
    session.execute(delete(Key).where(Key.purpose == FOLLOW, Key.subject.in_(subjects)))
    session.execute(delete(Followed).where(Followed.follower_id == owner.id))
    mails = delete(WaitingMail).where(WaitingMail.recipient == owner.email, WaitingMail.unsubscribe != "")
    session.execute(mails)
    session.delete(owner)


def _key(desk: Desk, session: Session, token: str, now: datetime) -> Key:
    return keys.find(session, desk.secret, token, (FOLLOW,), now)


def _of_key(session: Session, key: Key) -> Followed:
    found = session.get(Followed, int(key.subject), with_for_update=True)
    if found is None:
        raise Refused(keys.NO_USE)
    return found


def _owner(desk: Desk, session: Session, token: str) -> Follower:
    try:
        handle = _signer(desk).unsign(token).decode()
    except (BadSignature, UnicodeError):
        raise Refused(NO_USE) from None
    found = session.scalars(select(Follower).where(Follower.handle == handle)).one_or_none()
    if found is None:
        raise Refused(NO_USE)
    return found


def _signer(desk: Desk) -> Signer:
    return Signer(desk.secret, salt="kb.following.subscribing")
