"""What pages for those who sign in work with: the desk, the clock, the mail, and how a refusal is said."""

from collections.abc import Callable
from datetime import UTC, datetime

from flask import Flask, current_app

from kb.accounts.desk import Desk
from kb.accounts.refused import Refused
from kb.web.i18n import gettext, ngettext

# The modules of kb.accounts that know SQL are imported where they are used: readers never load them.


def init_app(app: Flask) -> None:
    """Set the desk up; nothing is opened yet."""
    app.extensions["desk"] = Desk(app.extensions["config"])
    app.extensions["clock"] = clock


def clock() -> datetime:
    """Read the clock."""
    return datetime.now(UTC)


def now() -> datetime:
    """Tell the moment by the clock of this process."""
    read: Callable[[], datetime] = current_app.extensions["clock"]
    return read()


def current_desk() -> Desk:
    """Give the desk of this process."""
    desk: Desk = current_app.extensions["desk"]
    return desk


def wake_postman() -> None:
    """Have the mails sent that were just queued; without a mail server they wait for `kb mail send`."""
    desk = current_desk()
    if not desk.config.smtp_url:
        return
    from kb.mail.delivery import Postman

    postman = current_app.extensions.setdefault(
        "postman", Postman(desk.database, desk.config, current_app.extensions["clock"])
    )
    postman.wake()


def in_words(error: Refused) -> str:
    """Say a refusal in the language of the page, and for how long one must wait."""
    sentence = gettext(error.sentence)
    said = sentence % error.facts if error.facts else sentence
    return f"{said} {_wait(error.retry_after)}" if error.retry_after else said


def _wait(seconds: int) -> str:
    if seconds <= 90:
        return ngettext("Det kan du om %(num)s sekund.", "Det kan du om %(num)s sekunder.", seconds)
    minutes = -(-seconds // 60)
    return ngettext("Det kan du om %(num)s minut.", "Det kan du om %(num)s minutter.", minutes)


def status_of(error: Refused) -> int:
    """Give the status of the answer to a refused form."""
    return 429 if error.retry_after else 422
