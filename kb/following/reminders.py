"""How municipalities are reminded by mail: of each report at most once in 90 days, with a link of its own."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from kb.accounts import audit, keys
from kb.accounts.audit import AuditRow
from kb.accounts.desk import Desk
from kb.accounts.member import Member, as_member
from kb.accounts.models import Role, User
from kb.accounts.people import contributors_of
from kb.accounts.periods import KEPT_UNUSED, REMINDER_LASTS
from kb.accounts.signing_in import tidied, user_of
from kb.following.due import Due
from kb.following.letters import link_to, reminder
from kb.mail.letter import is_address
from kb.mail.outbox import queue

CONFIRM = "confirm"
REMINDED = "report.reminded"
REMINDED_AGAIN = timedelta(days=90)


@dataclass(frozen=True)
class Planned:
    """One mail to be sent: to a contributor, or to a role mailbox where the municipality has none."""

    email: str
    municipality: str
    due: tuple[Due, ...]
    member: Member | None = None


def plan(
    session: Session, now: datetime, found: Iterable[Due], under_way: Collection[str] = ()
) -> tuple[Planned, ...]:
    """Work out who is mailed about which reports; not of those lately reminded of, or `under_way` by ref."""
    quiet = {*reminded_since(session, now - REMINDED_AGAIN), *under_way}
    by_address: dict[str, Planned] = {}
    for due in found:
        if due.report.ref in quiet:
            continue
        for one in _receivers(session, due):
            known = by_address.get(one.email, one)
            by_address[one.email] = Planned(one.email, one.municipality, (*known.due, due), one.member)
    return tuple(by_address.values())


def remind(
    desk: Desk, now: datetime, found: Sequence[Due], under_way: Collection[str] = ()
) -> tuple[Planned, ...]:
    """Queue the mails in one transaction with their keys and rows in the trail; return what was sent."""
    with desk.database.writing() as session:
        planned = plan(session, now, found, under_way)
        for one in planned:
            _write(desk, session, one, now)
        for ref in dict.fromkeys(due.report.ref for one in planned for due in one.due):
            audit.record(session, now, audit.SYSTEM, REMINDED, f"report:{ref}")
    return planned


def reminded_since(session: Session, since: datetime) -> set[str]:
    """List the references of the reports that somebody was reminded of after a moment."""
    rows = select(AuditRow.object).where(AuditRow.action == REMINDED, AuditRow.at > since)
    return {found.removeprefix("report:") for found in session.scalars(rows)}


def _receivers(session: Session, due: Due) -> list[Planned]:
    members = [
        member
        for member in contributors_of(session, due.report.municipalities)
        if member.role is Role.CONTRIBUTOR
    ]
    if members:
        return [Planned(member.email, member.municipality, (), member) for member in members]
    return _mailbox(session, due)


def _mailbox(session: Session, due: Due) -> list[Planned]:
    """Give the role mailbox, unless its address belongs to somebody who may not answer for the report."""
    email, owners = tidied(due.mailbox), due.report.municipalities
    user = user_of(session, email)
    if not is_address(email) or (user and (user.disabled_at or user.municipality not in owners)):
        return []
    return [Planned(email, owners[0], (), as_member(user) if user else None)]


def _write(desk: Desk, session: Session, planned: Planned, now: datetime) -> None:
    known = planned.member
    member = known if known and known.has_password else _take_in(session, planned, now)
    asked = []
    for due in planned.due:
        token = keys.issue(
            session,
            desk.secret,
            CONFIRM,
            now + REMINDER_LASTS,
            user_id=member.id,
            subject=due.report.ref,
        )
        asked.append((due, link_to(desk.config.public_url, member.language, token)))
    queue(session, reminder(planned.email, member.language, asked), now)


def _take_in(session: Session, planned: Planned, now: datetime) -> Member:
    """Make a role mailbox a contributor without a password, so that the trail can say who answered."""
    known = planned.member
    user = session.get_one(User, known.id) if known else _mailbox_user(planned, now)
    user.delete_on = (now + KEPT_UNUSED).date()
    if known is None:
        session.add(user)
        session.flush()
        audit.record(session, now, audit.SYSTEM, "user.mailbox", f"user:{user.id}")
    return as_member(user)


def _mailbox_user(planned: Planned, now: datetime) -> User:
    role = Role.CONTRIBUTOR.value
    return User(email=planned.email, role=role, municipality=planned.municipality, created_at=now)
