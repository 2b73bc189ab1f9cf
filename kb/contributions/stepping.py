"""What every step of a submission shares: one transaction, the version that was seen, a row in the trail."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified
from sqlalchemy.orm.exc import StaleDataError

from kb.accounts import audit
from kb.accounts.desk import Desk
from kb.contributions.models import SubmissionRow
from kb.contributions.reading import HIDDEN, may_read
from kb.contributions.submission import Hidden, Overwritten, Seen
from kb.records.marks import N_

OVERWRITTEN = N_("Nogen har ændret indberetningen, siden du åbnede den. Se den nye udgave igennem først.")


@contextmanager
def changing(
    desk: Desk, now: datetime, submission_id: str, action: str, seen: Seen | None
) -> Iterator[tuple[Session, SubmissionRow]]:
    """Change one submission; without `seen` it is the bank itself that does."""
    try:
        with desk.database.writing() as session, session.no_autoflush:  # one version a step
            row = session.get(SubmissionRow, submission_id, with_for_update=True)
            if row is None or (seen is not None and not may_read(row, seen.member)):
                raise Hidden(HIDDEN)
            if seen is not None and row.version != seen.version:
                raise Overwritten(OVERWRITTEN)
            before = facts_of(row)
            yield session, row
            if facts_of(row) != before:
                row.changed_at = now
                flag_modified(row, "changed_at")  # a decision alone makes a new version too
                session.flush()
                actor = seen.member.actor if seen else audit.SYSTEM
                note_step(session, now, actor, action, row, before)
    except StaleDataError:
        raise Overwritten(OVERWRITTEN) from None


def note_step(
    session: Session,
    now: datetime,
    actor: audit.Actor,
    action: str,
    row: SubmissionRow,
    before: dict[str, Any] | None,
) -> None:
    """Write the step in the audit trail, last in its transaction."""
    audit.record(session, now, actor, action, f"submission:{row.id}", before=before, after=facts_of(row))


def facts_of(row: SubmissionRow) -> dict[str, Any]:
    """List what the audit trail digests of a submission."""
    return {
        "kind": row.kind,
        "state": row.state,
        "author": row.author_id,
        "round": row.round,
        "typed": json.dumps(row.typed),  # escaped, for a half character has no bytes
        "about": [row.title, row.solution, row.areas, row.path, row.replaces],
        "ready": row.ready,
        "commit": row.commit_id,
        "hindrance": row.hindrance,
        "decisions": [[each.editor_id, each.verdict, each.reason, each.comments] for each in row.decisions],
    }
