"""What becomes of a forgotten person's words: what is not accepted goes, and elsewhere their name goes."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from kb.accounts.models import User
from kb.contributions.models import DecisionRow, SubmissionRow
from kb.contributions.submission import State
from kb.mail.outbox import WaitingMail

ON_ITS_WAY_OUT = (State.ACCEPTED, State.PUBLISHED)
FORGOTTEN = "[slettet]"


def forget_words(session: Session, user: User) -> list[str]:
    """Forget what a user typed, in the transaction that forgets the user; return what is gone, for the trail.

    What is accepted is published from the files that an editor accepted; what was typed is not needed for it.
    """
    own = list(
        session.scalars(select(SubmissionRow).where(SubmissionRow.author_id == user.id).with_for_update())
    )
    gone = [row for row in own if row.state not in ON_ITS_WAY_OUT]
    for row in own:
        if row in gone:
            session.execute(delete(WaitingMail).where(WaitingMail.text.contains(row.id)))
            session.delete(row)
        else:
            row.typed = {}
    session.flush()
    _take_name_out(session, user, [row.id for row in own])
    return [f"submission:{row.id}" for row in gone]


def _take_name_out(session: Session, user: User, own: list[str]) -> None:
    """Take name and address out of what the user decided, what was decided for them, and what is mailed."""
    unnamed = without([user.email or "", user.name])
    about = or_(DecisionRow.editor_id == user.id, DecisionRow.submission_id.in_(own))
    for decision in session.scalars(select(DecisionRow).where(about)):
        decision.reason, decision.comments = unnamed(decision.reason), unnamed(decision.comments)
    for mail in session.scalars(select(WaitingMail)):
        mail.subject, mail.text = unnamed(mail.subject), unnamed(mail.text)


def without(names: Iterable[str]) -> Callable[[Any], Any]:
    """Give a function that takes some names, as whole words, out of a text or out of a mapping's texts."""
    words = "|".join(re.escape(name) for name in names if name)
    pattern = re.compile(rf"(?<!\w)(?:{words})(?!\w)" if words else r"(?!)", re.IGNORECASE)

    def unnamed(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: unnamed(text) for key, text in value.items()}
        return pattern.sub(FORGOTTEN, value)

    return unnamed
