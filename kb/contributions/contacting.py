"""How somebody is put in touch with those who have an experience, without being given their addresses."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from kb.accounts import audit, throttle
from kb.accounts.desk import Desk
from kb.accounts.member import Member
from kb.accounts.people import contributors_of
from kb.accounts.refused import Refused
from kb.content.loading import personal_data
from kb.contributions.publication import plain_text
from kb.language import sentence
from kb.mail.letter import Letter
from kb.mail.outbox import queue
from kb.records.marks import N_

QUESTION = "question"
LONGEST = 2_000
# Five a day are free, the next one waits a quarter of an hour, and each after that twice as long.
CONTACTS = throttle.Limit(
    "contact", 5, timedelta(minutes=15), timedelta(hours=24), forgotten=timedelta(days=1)
)
EMPTY = N_("Skriv, hvad I vil spørge om.")
TOO_LONG = N_("Skriv højst %(longest)s tegn.")
OFTEN = N_("I har bedt om mange kontakter i dag.")
NOBODY = N_("Ingen i kommunen kan nås gennem banken. Skriv til redaktionen, så leder vi efter nogen.")
EDITOR = N_("En redaktør")
SUBJECT = N_("Nogen vil høre om jeres erfaring")
TEXT = N_(
    """Hej

%(who)s vil gerne høre om jeres erfaring, »%(title)s«:

%(question)s

Svar til: %(email)s

Erfaringen i banken: %(link)s

Banken har ikke givet jeres adresse videre.
"""
)


@dataclass(frozen=True)
class Wanted:
    """Whom somebody wants to reach: those behind a report; `path` is the address of its page."""

    ref: str
    title: str
    municipalities: tuple[str, ...]
    mailboxes: tuple[str, ...]
    path: str


def ask_for_contact(
    desk: Desk, now: datetime, member: Member, wanted: Wanted, *, who: str, question: str
) -> None:
    """Mail those behind a report that somebody would like to hear from them; the trail says who asked.

    `who` names the asker's municipality; it is empty for an editor.
    """
    question = _checked(question)
    counter = throttle.counter(desk.secret, CONTACTS, str(member.id))
    with desk.database.writing() as session:
        receivers = _receivers(session, member, wanted)
        if not receivers:
            raise Refused(NOBODY)
        wait = throttle.begin(session, [counter], now)
        if wait:
            raise Refused(OFTEN, retry_after=wait)
        link = desk.config.public_url + wanted.path
        facts = {
            "title": wanted.title,
            "question": question,
            "email": member.email,
            "link": link,
        }
        for address, language in receivers.items():
            asker = who or sentence(language, EDITOR)
            text = sentence(language, TEXT) % {**facts, "who": asker}
            queue(session, Letter(address, sentence(language, SUBJECT), text, language), now)
        audit.record(session, now, member.actor, "contact.asked", f"experience:{wanted.ref}")


def _receivers(session: Session, member: Member, wanted: Wanted) -> dict[str, str]:
    """List whom to mail, each once with their language: the contributors, and the municipality's mailbox."""
    found = dict.fromkeys(wanted.mailboxes, "da")
    found |= {one.email: one.language for one in contributors_of(session, wanted.municipalities) if one.email}
    return {address: language for address, language in found.items() if address != member.email}


def _checked(question: str) -> str:
    text = plain_text(question, LONGEST + 1)
    if not text:
        raise Refused(EMPTY, field=QUESTION)
    if len(text) > LONGEST:
        raise Refused(TOO_LONG, field=QUESTION, longest=LONGEST)
    for _, message in personal_data({QUESTION: text}):
        raise Refused(message, field=QUESTION)
    return text
