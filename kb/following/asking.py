"""How those who decided on the grounds of a page are asked a year later: once, by mail, how it went."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from kb.accounts import audit
from kb.accounts.audit import AuditRow
from kb.accounts.desk import Desk
from kb.accounts.models import Role
from kb.accounts.people import contributors_of
from kb.accounts.signing_in import tidied, user_of
from kb.following.decided import Decided
from kb.following.letters import how_it_went
from kb.mail.letter import is_address
from kb.mail.outbox import queue

ASKED = "decision.asked"


@dataclass(frozen=True)
class Asked:
    """One mail about one decision; to each contributor of the municipality, or to its role mailbox."""

    email: str
    language: str
    decided: Decided


def plan_asking(session: Session, found: Iterable[Decided]) -> tuple[Asked, ...]:
    """Work out who is asked about which decision; nobody is asked twice about the same."""
    rows = select(AuditRow.object).where(AuditRow.action == ASKED)
    quiet = {named.removeprefix("decision:") for named in session.scalars(rows)}
    return tuple(one for decided in found if decided.ref not in quiet for one in _receivers(session, decided))


def ask_deciders(desk: Desk, now: datetime, found: Sequence[Decided]) -> tuple[Asked, ...]:
    """Queue the mails in one transaction with their rows in the trail; return what was sent."""
    with desk.database.writing() as session:
        planned = plan_asking(session, found)
        for one in planned:
            queue(session, how_it_went(one.email, one.language, one.decided, desk.config.public_url), now)
        for ref in dict.fromkeys(one.decided.ref for one in planned):
            audit.record(session, now, audit.SYSTEM, ASKED, f"decision:{ref}")
    return planned


def _receivers(session: Session, decided: Decided) -> list[Asked]:
    members = contributors_of(session, [decided.municipality])
    found = [Asked(one.email, one.language, decided) for one in members if one.role is Role.CONTRIBUTOR]
    email = tidied(decided.mailbox)
    if found or not is_address(email) or user_of(session, email):
        return found
    return [Asked(email, "da", decided)]
