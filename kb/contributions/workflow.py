"""How a submission goes from draft to published: the only code that changes a state.

    draft → submitted → accepted → published
              ↓   ↑
            sent back                 declined (by an editor), withdrawn (by the author)

Each step is one transaction: the state, a row in the audit trail and the mails are kept together or not
at all.
"""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy.orm import Session

from kb.accounts.desk import Desk
from kb.accounts.member import Member
from kb.contributions import letters
from kb.contributions.canonical import require_canonical
from kb.contributions.models import DecisionRow, SubmissionRow, as_submission, pieces_to_keep
from kb.contributions.publication import one_line, plain_text
from kb.contributions.reading import may_decide
from kb.contributions.sentence import Sentence, write_sentence
from kb.contributions.stepping import changing, note_step
from kb.contributions.submission import About, Kind, NotNow, Ready, Seen, State, Submission, Verdict
from kb.records.base import is_slug
from kb.records.marks import N_

MOST_TYPED = 500_000
LONGEST_REASON = 4_000
LONGEST_TITLE, LONGEST_PATH = 300, 300
OPEN_TO_AUTHOR = tuple(state for state in State if state.is_open_to_author)
WITHDRAWABLE = (*OPEN_TO_AUTHOR, State.SUBMITTED)

OTHER_STATE = N_("Det kan ikke gøres nu: indberetningen er kommet videre. Se, hvor den er.")
NOT_AUTHOR = N_("Kun den, der har skrevet indberetningen, kan gøre det.")
NOT_EDITOR = N_("Kun en redaktør af området kan gøre det.")
OWN = N_("En redaktør kan ikke afgøre sin egen indberetning.")
TWICE = N_("Du har allerede godkendt den. En ny løsning skal godkendes af to redaktører.")
NO_REASON = N_("Skriv en begrundelse. Den sendes til den, der har skrevet.")
TOO_LONG = N_("Der er skrevet for meget til at kunne gemmes.")
NO_COLLEAGUE = N_("Vælg en kollega fra samme kommune, der kan logge ind.")
NO_ABOUT = N_("Løsningen eller filen findes ikke.")
NOTHING = About()


def start(
    desk: Desk,
    now: datetime,
    member: Member,
    kind: Kind,
    typed: Mapping[str, Sequence[str]],
    about: About = NOTHING,
) -> Submission:
    """Begin a draft."""
    row = SubmissionRow(
        id=secrets.token_hex(16),
        kind=kind.value,
        state=State.DRAFT.value,
        author_id=member.id,
        earlier_authors=[],
        municipality=member.municipality,
        created_at=now,
        changed_at=now,
        round=0,
        ready={},
        commit_id="",
        hindrance="",
    )
    _write_down(row, typed, about)
    with desk.database.writing() as session:
        session.add(row)
        session.flush()
        note_step(session, now, member.actor, "submission.started", row, None)
        return as_submission(row)


def save(
    desk: Desk, now: datetime, seen: Seen, typed: Mapping[str, Sequence[str]], about: About
) -> Submission:
    """Keep what its author has typed, exactly as it was typed."""
    with _by_author(desk, now, seen, "submission.saved", OPEN_TO_AUTHOR) as (_, row):
        _write_down(row, typed, about)
    return as_submission(row)


def submit(desk: Desk, now: datetime, seen: Seen) -> Submission:
    """Hand a draft to the editors."""
    with _by_author(desk, now, seen, "submission.submitted", OPEN_TO_AUTHOR) as (session, row):
        row.state, row.submitted_at, row.decided_at = State.SUBMITTED.value, now, None
        row.round += 1
        letters.tell_author(desk, session, row, letters.RECEIVED, now)
        letters.tell_editors(desk, session, row, letters.WAITS, now)
    return as_submission(row)


def withdraw(desk: Desk, now: datetime, seen: Seen) -> Submission:
    """Take back what is not accepted yet."""
    with _by_author(desk, now, seen, "submission.withdrawn", WITHDRAWABLE) as (_, row):
        row.state = State.WITHDRAWN.value
    return as_submission(row)


def hand_over(desk: Desk, now: datetime, seen: Seen, colleague: Member) -> Submission:
    """Let a colleague of the same municipality go on; whoever wrote it may still not accept it."""
    with _by_author(desk, now, seen, "submission.handed_over", WITHDRAWABLE) as (session, row):
        if colleague.is_disabled or not row.municipality or colleague.municipality != row.municipality:
            raise NotNow(NO_COLLEAGUE, field="colleague")
        row.earlier_authors = sorted({*row.earlier_authors, row.author_id})
        row.author_id = colleague.id
        letters.tell_author(desk, session, row, letters.HANDED_OVER, now)
    return as_submission(row)


def accept(desk: Desk, now: datetime, seen: Seen, ready: Ready) -> Submission:
    """Accept the files as they will be published; a new solution waits until a second editor accepts it."""
    require_canonical(ready.pieces)
    with _by_editor(desk, now, seen, "submission.accepted") as (_, row):
        if seen.member.id in as_submission(row).accepted_by:
            raise NotNow(TWICE)
        _decide(row, seen, Verdict.ACCEPT, now)
        if len(as_submission(row).accepted_by) >= Kind(row.kind).editors_needed:
            row.state, row.decided_at = State.ACCEPTED.value, now
            pieces = pieces_to_keep(ready.pieces)
            row.ready = {"pieces": pieces, "title": ready.title, "author": ready.author}
    return as_submission(row)


def send_back(
    desk: Desk, now: datetime, seen: Seen, reason: str, comments: Mapping[str, str] | None = None
) -> Submission:
    """Ask the author to mend something; `comments` stand beside single fields."""
    reason, comments = plain_text(reason, LONGEST_REASON), _tidied(comments or {})
    with _by_editor(desk, now, seen, "submission.sent_back") as (session, row):
        if not reason and not comments:
            raise NotNow(NO_REASON, field="reason")
        _decide(row, seen, Verdict.SEND_BACK, now, reason, comments)
        row.state, row.decided_at = State.SENT_BACK.value, now
        told = "\n\n".join(filter(None, [reason, *comments.values()]))[:LONGEST_REASON]
        letters.tell_author(desk, session, row, letters.SENT_BACK, now, reason=told)
    return as_submission(row)


def decline(desk: Desk, now: datetime, seen: Seen, reason: str) -> Submission:
    """Decline for good, with a reason."""
    reason = plain_text(reason, LONGEST_REASON)
    with _by_editor(desk, now, seen, "submission.declined") as (session, row):
        if not reason:
            raise NotNow(NO_REASON, field="reason")
        _decide(row, seen, Verdict.DECLINE, now, reason)
        row.state, row.decided_at = State.DECLINED.value, now
        letters.tell_author(desk, session, row, letters.DECLINED, now, reason=reason)
    return as_submission(row)


def mark_published(desk: Desk, now: datetime, submission_id: str, commit: str | None) -> Submission:
    """Note that an accepted submission is out; said again, it changes nothing."""
    with _by_bank(desk, now, submission_id, "submission.published") as (session, row):
        if row.state == State.ACCEPTED:
            row.state, row.published_at = State.PUBLISHED.value, now
            row.commit_id, row.hindrance = commit or "", ""
            letters.tell_author(desk, session, row, letters.PUBLISHED, now)
            if row.kind == Kind.QUESTION:
                owners, (question, *_) = row.typed.get("owners", ()), row.typed.get("question", [""])
                letters.tell_owners(desk, session, row, owners, now, question=question)
    return as_submission(row)


def mark_requested(
    desk: Desk, now: datetime, submission_id: str, pull_request: str, hindrance: Sentence | None = None
) -> Submission:
    """Note the address of the pull request by which an accepted submission goes out, once it is merged."""
    with _by_bank(desk, now, submission_id, "submission.requested") as (_, row):
        if row.state == State.ACCEPTED:
            row.ready = {**row.ready, "pull_request": pull_request}
            row.hindrance = write_sentence(hindrance)
    return as_submission(row)


def mark_hindered(desk: Desk, now: datetime, submission_id: str, hindrance: Sentence | None) -> Submission:
    """Note why an accepted submission is not out yet."""
    with _by_bank(desk, now, submission_id, "submission.hindered") as (_, row):
        if row.state == State.ACCEPTED:
            row.hindrance = write_sentence(hindrance)
    return as_submission(row)


def mark_overtaken(desk: Desk, now: datetime, submission_id: str, reason: Sentence) -> Submission:
    """Give an accepted submission back to the editors, since others changed its file meanwhile."""
    with _by_bank(desk, now, submission_id, "submission.overtaken") as (session, row):
        if row.state == State.ACCEPTED:
            row.state, row.decided_at, row.submitted_at = State.SUBMITTED.value, None, now
            row.round += 1
            row.ready, row.hindrance = {}, write_sentence(reason)
            letters.tell_editors(desk, session, row, letters.OVERTAKEN, now, reason=reason)
    return as_submission(row)


@contextmanager
def _by_author(
    desk: Desk, now: datetime, seen: Seen, action: str, states: Sequence[State]
) -> Iterator[tuple[Session, SubmissionRow]]:
    """Change a submission by its author, in one of some states."""
    with changing(desk, now, seen.submission_id, action, seen) as (session, row):
        if seen.member.id != row.author_id or seen.member.is_disabled:
            raise NotNow(NOT_AUTHOR)
        if row.state not in states:
            raise NotNow(OTHER_STATE)
        yield session, row


@contextmanager
def _by_editor(desk: Desk, now: datetime, seen: Seen, action: str) -> Iterator[tuple[Session, SubmissionRow]]:
    """Change a submission by an editor's decision, which is never about their own words."""
    with changing(desk, now, seen.submission_id, action, seen) as (session, row):
        if not may_decide(row, seen.member) or seen.member.is_disabled:
            raise NotNow(NOT_EDITOR)
        if seen.member.id in (row.author_id, *row.earlier_authors):
            raise NotNow(OWN)
        if row.state != State.SUBMITTED:
            raise NotNow(OTHER_STATE)
        row.hindrance = ""
        yield session, row


@contextmanager
def _by_bank(
    desk: Desk, now: datetime, submission_id: str, action: str
) -> Iterator[tuple[Session, SubmissionRow]]:
    """Change a submission by what became of it in git."""
    with changing(desk, now, submission_id, action, None) as (session, row):
        yield session, row


def _decide(
    row: SubmissionRow,
    seen: Seen,
    verdict: Verdict,
    now: datetime,
    reason: str = "",
    comments: Mapping[str, str] | None = None,
) -> None:
    row.decisions.append(
        DecisionRow(
            editor_id=seen.member.id,
            verdict=verdict.value,
            reason=reason,
            comments=dict(comments or {}),
            round=row.round,
            waited_since=row.submitted_at,
            at=now,
        )
    )


def _write_down(row: SubmissionRow, typed: Mapping[str, Sequence[str]], about: About) -> None:
    if sum(len(name) + sum(map(len, values)) for name, values in typed.items()) > MOST_TYPED:
        raise NotNow(TOO_LONG)
    if (about.solution and not is_slug(about.solution)) or len(about.path) > LONGEST_PATH:
        raise NotNow(NO_ABOUT, field="solution")
    row.typed = {name: list(values) for name, values in typed.items()}
    row.title = one_line(about.title, LONGEST_TITLE)
    row.solution, row.areas = about.solution, sorted(about.areas)
    row.path, row.replaces = about.path, about.replaces


def _tidied(comments: Mapping[str, str]) -> dict[str, str]:
    plain = {name: plain_text(text, LONGEST_REASON) for name, text in comments.items()}
    return {name: text for name, text in plain.items() if text}
