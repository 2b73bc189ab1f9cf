"""Which submissions somebody may see: their own, their municipality's, and those that wait for an editor."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from statistics import median

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, selectinload

from kb.accounts import people
from kb.accounts.member import Member
from kb.contributions.models import DecisionRow, SubmissionRow, as_submission
from kb.contributions.submission import Hidden, State, Submission
from kb.records.marks import N_

HIDDEN = N_("Der er ingen indberetning her, eller du må ikke se den.")
LOOKED_BACK = timedelta(days=365)
MOST_LISTED = 500


def find(session: Session, member: Member, submission_id: str) -> Submission:
    """Give one submission; Hidden where it is not there or not for this member."""
    row = session.get(SubmissionRow, submission_id)
    if row is None or not may_read(row, member):
        raise Hidden(HIDDEN)
    return as_submission(row)


def may_read(row: SubmissionRow, member: Member) -> bool:
    """Tell whether a member may see a submission: its author, a colleague, or an editor once it was sent."""
    is_colleague = bool(row.municipality) and row.municipality == member.municipality
    return member.id == row.author_id or is_colleague or (row.round > 0 and may_decide(row, member))


def may_decide(row: SubmissionRow, member: Member) -> bool:
    """Tell whether a member is an editor of a submission; one without an area is everybody's."""
    return member.is_editor and (not row.areas or member.edits(row.areas))


def mine(session: Session, member: Member) -> tuple[Submission, ...]:
    """List a member's own submissions, the newest change first."""
    return _listed(session, _newest_first().where(SubmissionRow.author_id == member.id))


def of_municipality(session: Session, member: Member) -> tuple[Submission, ...]:
    """List what a member's colleagues have submitted, the newest change first."""
    if not member.municipality:
        return ()
    colleagues = _newest_first().where(
        SubmissionRow.municipality == member.municipality, SubmissionRow.author_id != member.id
    )
    return _listed(session, colleagues)


def colleagues(session: Session, submission: Submission) -> tuple[Member, ...]:
    """List who a submission can be handed to: others of its municipality who can sign in."""
    return tuple(
        each
        for each in people.members(session)
        if submission.municipality == each.municipality != ""
        and each.id != submission.author_id
        and each.has_password
        and not each.is_disabled
    )


def queue(session: Session, editor: Member) -> tuple[Submission, ...]:
    """List what waits for an editor or for publishing, the oldest first."""
    if not editor.is_editor:
        return ()
    waiting = (State.SUBMITTED.value, State.ACCEPTED.value)
    oldest_first = select(SubmissionRow).where(SubmissionRow.state.in_(waiting))
    listed = _rows(session, oldest_first.order_by(SubmissionRow.submitted_at, SubmissionRow.id))
    return tuple(as_submission(row) for row in listed if may_decide(row, editor))


def accepted(session: Session) -> tuple[SubmissionRow, ...]:
    """List what is accepted and not yet published, the oldest first."""
    rows = select(SubmissionRow).where(SubmissionRow.state == State.ACCEPTED.value)
    return tuple(_rows(session, rows.order_by(SubmissionRow.decided_at, SubmissionRow.id)))


def paths_under_way(session: Session) -> frozenset[str]:
    """List the files that somebody has asked to change, where nobody has decided yet or it is not out."""
    waiting = (State.SUBMITTED.value, State.ACCEPTED.value)
    rows = select(SubmissionRow.path).where(SubmissionRow.state.in_(waiting), SubmissionRow.path != "")
    return frozenset(session.scalars(rows))


def median_days(session: Session, now: datetime) -> float | None:
    """Tell how many working days an author waited for the first answer, in the middle of the last year's."""
    first = (
        select(func.min(DecisionRow.waited_since), func.min(DecisionRow.at))
        .where(DecisionRow.at > now - LOOKED_BACK)
        .group_by(DecisionRow.submission_id, DecisionRow.round)
    )
    waits = [working_days(asked.date(), answered.date()) for asked, answered in session.execute(first)]
    return median(waits) if waits else None


def working_days(asked: date, answered: date) -> int:
    """Count the days from Monday to Friday after the first day, up to and including the second."""
    days = max((answered - asked).days, 0)
    weeks, rest = divmod(days, 7)
    return weeks * 5 + sum((asked + timedelta(days=step)).weekday() < 5 for step in range(1, rest + 1))


def _newest_first() -> Select[SubmissionRow]:
    return select(SubmissionRow).order_by(SubmissionRow.changed_at.desc(), SubmissionRow.id)


def _listed(session: Session, wanted: Select[SubmissionRow]) -> tuple[Submission, ...]:
    return tuple(as_submission(row) for row in _rows(session, wanted))


def _rows(session: Session, wanted: Select[SubmissionRow]) -> Iterable[SubmissionRow]:
    return session.scalars(wanted.options(selectinload(SubmissionRow.decisions)).limit(MOST_LISTED))
