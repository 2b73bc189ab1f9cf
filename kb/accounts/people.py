"""Who the users are: invited, given a role, disabled, enabled."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from kb.accounts import audit, keys, letters, sessions
from kb.accounts.changing_passwords import INVITATION, mail_key
from kb.accounts.desk import Desk
from kb.accounts.member import Member, as_member, rights_of
from kb.accounts.models import Role, User
from kb.accounts.periods import INVITATION_LASTS, KEPT_UNUSED
from kb.accounts.refused import Refused
from kb.accounts.signing_in import tidied, user_of
from kb.mail.letter import CONTROL, is_address
from kb.mail.outbox import WaitingMail, queue
from kb.records.marks import N_

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LANGUAGES = ("da", "en")
MAY_NOT = N_("Kun en administrator kan ændre brugere.")
NO_ADDRESS = N_("Skriv mailadressen som navn@kommune.dk.")
NO_MUNICIPALITY = N_("Vælg den kommune, som brugeren indberetter for.")
NO_NAME = N_("Skriv navnet på én linje på højst 100 tegn.")
NO_SUCH_VALUE = N_("Værdien findes ikke.")
THERE_ALREADY = N_("Der er allerede en bruger med den mailadresse.")
NO_SUCH_USER = N_("Der er ingen bruger med den mailadresse.")
LAST_ADMIN = N_("Der skal være mindst én administrator. Gør først en anden til administrator.")


@dataclass(frozen=True)
class Rights:
    """What a user may do, and for whom: a contributor for a municipality, an editor in areas or all."""

    role: Role
    municipality: str = ""
    areas: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.role is Role.CONTRIBUTOR and not self.municipality:
            raise Refused(NO_MUNICIPALITY, field="municipality")
        _require_slugs("municipality", [self.municipality] if self.municipality else [])
        _require_slugs("areas", self.areas)


@dataclass(frozen=True)
class Person:
    """Who a user is: the address they sign in with, what they are called, and the language of their mails."""

    email: str
    name: str = ""
    language: str = "da"


@dataclass(frozen=True)
class Invited:
    """Who was invited, and the link that they were mailed."""

    member: Member
    link: str


def invite(  # noqa: PLR0913 - what an invitation consists of
    desk: Desk,
    actor: audit.Actor,
    email: str,
    rights: Rights,
    now: datetime,
    *,
    name: str = "",
    language: str = "da",
) -> Invited:
    """Make a user and queue the mail in which they choose a password; one not yet used is made anew."""
    _require_admin(actor)
    email = tidied(email)
    _require_person(email, name, language)
    with desk.database.writing() as session:
        user = user_of(session, email)
        if user and (user.password_hash or user.disabled_at):
            raise Refused(THERE_ALREADY, field="email")
        before = rights_of(user) if user else None
        user = user or User(email=email, created_at=now)
        user.name, user.language = name.strip(), language
        user.delete_on = (now + KEPT_UNUSED).date()
        _give(user, rights)
        session.add(user)
        session.flush()
        link = mail_key(desk, session, user, INVITATION, INVITATION_LASTS, now)
        audit.record(
            session, now, actor, "user.invited", f"user:{user.id}", before=before, after=rights_of(user)
        )
        return Invited(as_member(user), link)


def members(session: Session) -> list[Member]:
    """List the users who are not forgotten, by mail address."""
    return [
        as_member(user)
        for user in session.scalars(select(User).where(User.email.is_not(None)).order_by(User.email))
    ]


def member(session: Session, user_id: int) -> Member | None:
    """Give one user by id, forgotten or not."""
    user = session.get(User, user_id)
    return as_member(user) if user else None


def editors_of(session: Session, areas: Iterable[str]) -> list[Member]:
    """List those who review in one of some areas and can sign in: whom to tell that a report waits."""
    areas = set(areas)
    return [
        each for each in members(session) if each.edits(areas) and each.has_password and not each.is_disabled
    ]


def contributors_of(session: Session, municipalities: Iterable[str]) -> list[Member]:
    """List those who report for one of some municipalities and can sign in."""
    wanted = set(municipalities) - {""}
    return [
        each
        for each in members(session)
        if each.municipality in wanted and each.has_password and not each.is_disabled
    ]


def change_rights(desk: Desk, actor: audit.Actor, email: str, rights: Rights, now: datetime) -> Member:
    """Give a user another role, municipality or areas; it holds from their next page."""
    with _changing(desk, actor, email, "user.rights", now) as (_, user):
        _give(user, rights)
    return as_member(user)


def correct(desk: Desk, actor: audit.Actor, email: str, person: Person, now: datetime) -> Member:
    """Correct address, name and language; with a new address, sessions and links of the old one end."""
    new = tidied(person.email)
    _require_person(new, person.name, person.language)
    with _changing(desk, actor, email, "user.corrected", now) as (session, user):
        old = user.email
        if new != old:
            if user_of(session, new):
                raise Refused(THERE_ALREADY, field="email")
            sessions.end_all(session, user.id)
            keys.end_all(session, user.id)
            session.execute(update(WaitingMail).where(WaitingMail.recipient == old).values(recipient=new))
        user.email, user.name, user.language = new, person.name.strip(), person.language
        if user.password_hash and new != old:
            for address in (old, new):
                queue(session, letters.corrected(desk.config.public_url, address or "", user.language), now)
    return as_member(user)


def disable(desk: Desk, actor: audit.Actor, email: str, now: datetime) -> Member:
    """Let a user sign in no more, and end their sessions and links at once."""
    with _changing(desk, actor, email, "user.disabled", now) as (session, user):
        shut_out(session, user, now)
    return as_member(user)


def enable(desk: Desk, actor: audit.Actor, email: str, now: datetime) -> Member:
    """Let a disabled user sign in again."""
    with _changing(desk, actor, email, "user.enabled", now) as (_, user):
        user.disabled_at = None
    return as_member(user)


def shut_out(session: Session, user: User, now: datetime) -> None:
    """Disable a user, whose sessions and links end."""
    user.disabled_at = user.disabled_at or now
    sessions.end_all(session, user.id)
    keys.end_all(session, user.id)


@contextmanager
def _changing(
    desk: Desk, actor: audit.Actor, email: str, action: str, now: datetime
) -> Iterator[tuple[Session, User]]:
    """Change a user in one transaction, with its row in the trail; the last administrator stays one."""
    _require_admin(actor)
    with desk.database.writing() as session:
        user = user_of(session, email)
        if user is None:
            raise Refused(NO_SUCH_USER, field="email")
        before = rights_of(user)
        was_admin = _is_acting_admin(user)
        yield session, user
        if was_admin and not _is_acting_admin(user) and not _acting_admins(session):
            raise Refused(LAST_ADMIN)
        on = f"user:{user.id}"
        audit.record(session, now, actor, action, on, before=before, after=rights_of(user))


def _is_acting_admin(user: User) -> bool:
    return user.role == Role.ADMIN and user.disabled_at is None and user.password_hash is not None


def _acting_admins(session: Session) -> int:
    session.flush()
    admins = select(func.count()).where(
        User.role == Role.ADMIN, User.disabled_at.is_(None), User.password_hash.is_not(None)
    )
    return session.scalar(admins) or 0


def _give(user: User, rights: Rights) -> None:
    user.role, user.municipality, user.areas = rights.role.value, rights.municipality, list(rights.areas)


def _require_admin(actor: audit.Actor) -> None:
    if actor != audit.OPERATOR and actor.role != Role.ADMIN:
        raise Refused(MAY_NOT)


def _require_person(email: str, name: str, language: str) -> None:
    if not is_address(email):
        raise Refused(NO_ADDRESS, field="email")
    if len(name) > 100 or CONTROL.search(name):
        raise Refused(NO_NAME, field="name")
    if language not in LANGUAGES:
        raise Refused(NO_SUCH_VALUE, field="language")


def _require_slugs(field: str, values: Iterable[str]) -> None:
    if not all(SLUG.fullmatch(value) and len(value) <= 80 for value in values):
        raise Refused(NO_SUCH_VALUE, field=field)
