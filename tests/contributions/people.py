"""Who takes part in the tests of contributions, and what they send."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from kb.accounts.desk import Desk
from kb.accounts.member import Member
from kb.contributions import workflow
from kb.contributions.publication import Piece
from kb.contributions.submission import About, Kind, Ready, Seen, State, Submission
from kb.mail.outbox import WaitingMail
from tests.databases import NOW

PATH = "solutions/skaermbesoeg/experiences/2026-nordby.yaml"
TEXT = """\
municipalities:
- nordby
description: Vi prøvede skærme.
sources:
- id: egen
  title: Indberetning fra Nordby
"""
READY = Ready((Piece(PATH, TEXT.encode()),), "Ny erfaring: Skærmbesøg, Nordby", "bidragyder, Nordby Kommune")
ABOUT = About("Skærmbesøg i Nordby", "skaermbesoeg", ("hjemmepleje",))
TYPED = {"description": ["Vi prøvede skærme."], "municipalities": ["nordby"]}
LATER = NOW + timedelta(days=2)


@dataclass(frozen=True)
class People:
    """Anne and Bo are colleagues, Carl is elsewhere; Eva and Finn edit the area, Gry another, Ida all."""

    anne: Member
    bo: Member
    carl: Member
    eva: Member
    finn: Member
    gry: Member
    ida: Member


def seen(member: Member, submission: Submission) -> Seen:
    return Seen(member, submission.id, submission.version)


def started(desk: Desk, people: People, kind: Kind = Kind.REPORT) -> Submission:
    return workflow.start(desk, NOW, people.anne, kind, TYPED, ABOUT)


def submitted(desk: Desk, people: People, kind: Kind = Kind.REPORT) -> Submission:
    return workflow.submit(desk, NOW, seen(people.anne, started(desk, people, kind)))


def accepted(desk: Desk, people: People, ready: Ready = READY) -> Submission:
    return workflow.accept(desk, LATER, seen(people.eva, submitted(desk, people)), ready)


def in_state(desk: Desk, people: People, state: State) -> Submission:
    """Bring a report to a state."""
    if state is State.DRAFT:
        return started(desk, people)
    waiting = submitted(desk, people)
    if state is State.SENT_BACK:
        return workflow.send_back(desk, LATER, seen(people.eva, waiting), "Hvornår?")
    if state is State.DECLINED:
        return workflow.decline(desk, LATER, seen(people.eva, waiting), "Det er en reklame.")
    if state is State.WITHDRAWN:
        return workflow.withdraw(desk, LATER, seen(people.anne, waiting))
    if state is State.SUBMITTED:
        return waiting
    done = workflow.accept(desk, LATER, seen(people.eva, waiting), READY)
    return done if state is State.ACCEPTED else workflow.mark_published(desk, LATER, done.id, "a" * 40)


def mails(desk: Desk) -> list[tuple[str, str]]:
    """List who is mailed what, less the letters about accounts."""
    with desk.database.reading() as session:
        waiting = session.scalars(select(WaitingMail).order_by(WaitingMail.id))
        found = [(mail.recipient.partition("@")[0], mail.subject) for mail in waiting]
    return [(name, subject) for name, subject in found if "ndberetning" in subject]
