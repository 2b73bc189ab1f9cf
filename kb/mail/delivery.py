"""How waiting mails are sent: each is tried again, more and more seldom, until it has left."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from sqlalchemy import func, select, update

from kb.config import Config
from kb.db.database import Database
from kb.errors import KnowledgeBankError, MailError
from kb.events import note_event
from kb.mail.letter import as_message
from kb.mail.outbox import WaitingMail
from kb.mail.sending import ServerFault, send

CLAIMED = timedelta(minutes=10)  # nobody else tries a mail while one sends it
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=12)
AT_A_TIME = 100


@dataclass(frozen=True)
class Delivery:
    """How one round went."""

    sent: int
    failed: int
    waiting: int


def deliver(database: Database, config: Config, now: datetime) -> Delivery:
    """Send the mails whose time has come; without KB_SMTP_URL they go on waiting."""
    sent = failed = 0
    for mail_id in _due(database, now) if config.smtp_url else ():
        try:
            sent += _deliver_one(database, config, mail_id, now)
        except ServerFault:
            failed += 1
            break
        except MailError:
            failed += 1
    with database.reading() as session:
        waiting = session.scalar(select(func.count()).select_from(WaitingMail)) or 0
    return Delivery(sent, failed, waiting)


def _due(database: Database, now: datetime) -> list[int]:
    wanted = select(WaitingMail.id).where(WaitingMail.next_try_at <= now)
    with database.reading() as session:
        return list(session.scalars(wanted.order_by(WaitingMail.next_try_at).limit(AT_A_TIME)))


def _deliver_one(database: Database, config: Config, mail_id: int, now: datetime) -> bool:
    """Send one mail, or note why not; False when another sends it already.

    A crash between sending and deleting sends it twice, with the same Message-ID; it is never lost.
    """
    mail = _claim(database, mail_id, now)
    if mail is None:
        return False
    host = urlsplit(config.public_url).hostname
    message_id = f"<{mail.queued_at:%Y%m%d%H%M%S%f}.{mail.id}@{host}>"
    try:
        send(config.smtp_url, as_message(mail.letter, config.sender, message_id))
    except MailError as error:
        _put_off(database, mail, str(error), now)
        note_event("mail_failed", mail=mail.id, attempts=mail.attempts + 1, reason=str(error))
        raise
    with database.writing() as session:
        session.delete(mail)
    return True


def _claim(database: Database, mail_id: int, now: datetime) -> WaitingMail | None:
    mine = update(WaitingMail).where(WaitingMail.id == mail_id, WaitingMail.next_try_at <= now)
    with database.writing() as session:
        return session.scalar(mine.values(next_try_at=now + CLAIMED).returning(WaitingMail))


def _put_off(database: Database, mail: WaitingMail, reason: str, now: datetime) -> None:
    wait = min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(mail.attempts, 12))
    mine = update(WaitingMail).where(WaitingMail.id == mail.id)
    with database.writing() as session:
        session.execute(
            mine.values(next_try_at=now + wait, attempts=WaitingMail.attempts + 1, fault=reason[:200])
        )


class Postman:
    """A thread that sends mails in the background, so that no page waits for a mail server."""

    def __init__(
        self, database: Database, config: Config, clock: Callable[[], datetime], every: float = 60
    ) -> None:
        self._database, self._config, self._clock, self._every = database, config, clock, every
        self._woken, self._stopped = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()

    def wake(self) -> None:
        """Send what waits, soon; the first call starts the thread."""
        with self._starting:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._go_round, name="postman", daemon=True)
                self._thread.start()
        self._woken.set()

    def stop(self) -> None:
        """End the thread when it has sent the mail at hand."""
        self._stopped.set()
        self._woken.set()
        if self._thread is not None:
            self._thread.join()

    def _go_round(self) -> None:
        while not self._stopped.is_set():
            self._woken.wait(self._every)
            self._woken.clear()
            if not self._stopped.is_set():
                self._deliver_quietly()

    def _deliver_quietly(self) -> None:
        try:
            deliver(self._database, self._config, self._clock())
        except KnowledgeBankError as error:
            note_event("delivery_failed", reason=str(error))
