"""The links in mails: signed, for one purpose, used once, and of no use after a time."""

from datetime import datetime

from itsdangerous import BadSignature, Signer
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from kb.accounts.models import Key
from kb.accounts.periods import LINKS_KEPT
from kb.accounts.refused import Refused
from kb.accounts.secret import digest_of_token, new_token
from kb.records.marks import N_

NO_USE = N_("Linket virker ikke længere: det er brugt, for gammelt eller skrevet forkert. Bed om et nyt.")


def issue(
    session: Session,
    secret: bytes,
    purpose: str,
    expires_at: datetime,
    *,
    user_id: int | None = None,
    subject: str = "",
) -> str:
    """Make a key and return its token, which is kept nowhere; earlier ones to the same are void."""
    same = (Key.purpose == purpose, Key.user_id == user_id, Key.subject == subject, Key.used_at.is_(None))
    session.execute(delete(Key).where(*same))
    token = new_token()
    session.add(
        Key(
            token_digest=digest_of_token(token),
            purpose=purpose,
            user_id=user_id,
            subject=subject,
            expires_at=expires_at,
        )
    )
    return _signer(secret).sign(token).decode()


def find(session: Session, secret: bytes, token: str, purposes: tuple[str, ...], now: datetime) -> Key:
    """Give the key that a token opens, unused; raise Refused when it opens none of these purposes."""
    try:
        bare = _signer(secret).unsign(token).decode()
    except (BadSignature, UnicodeError):
        raise Refused(NO_USE) from None
    key = session.scalars(select(Key).where(Key.token_digest == digest_of_token(bare))).one_or_none()
    if key is None or key.used_at or key.expires_at <= now or key.purpose not in purposes:
        raise Refused(NO_USE)
    return key


def use(session: Session, key: Key, now: datetime) -> None:
    """Use a key up; of two at once, the second is refused."""
    unused = update(Key).where(Key.token_digest == key.token_digest, Key.used_at.is_(None))
    if session.scalar(unused.values(used_at=now).returning(Key.token_digest)) is None:
        raise Refused(NO_USE)


def end_all(session: Session, user_id: int) -> None:
    """Make all unused keys of a user void."""
    session.execute(delete(Key).where(Key.user_id == user_id, Key.used_at.is_(None)))


def sweep(session: Session, now: datetime) -> None:
    """Drop the keys that have long been of no use."""
    session.execute(delete(Key).where(Key.expires_at < now - LINKS_KEPT))


def _signer(secret: bytes) -> Signer:
    return Signer(secret, salt="kb.accounts.keys")
