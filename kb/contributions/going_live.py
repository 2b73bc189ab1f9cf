"""How what is accepted goes live, and how what a crash interrupted is finished: `kb recover`.

The database says what is accepted, git says what is published; each step can be taken again.
"""

from dataclasses import dataclass
from datetime import datetime

from kb.accounts.desk import Desk
from kb.config import Config
from kb.contributions import workflow
from kb.contributions.models import SubmissionRow, kept_pieces
from kb.contributions.publication import NotPublished, Overtaken, Publication
from kb.contributions.publishing import finish_content, publish
from kb.contributions.pull_requests import NOT_FETCHED, Stand
from kb.contributions.pushing import push
from kb.contributions.reading import HIDDEN, accepted
from kb.contributions.requesting import request_merge
from kb.contributions.sentence import Sentence, sentence_of
from kb.contributions.submission import Hidden, State, Submission
from kb.events import note_event
from kb.records.marks import N_

NOT_MERGED = N_("Pull requesten på %(url)s er lukket uden at være flettet.")


@dataclass(frozen=True)
class Recovered:
    """What recovery finished, and what still waits with the reason for it."""

    published: tuple[Submission, ...]
    waiting: tuple[Submission, ...]


def publish_accepted(desk: Desk, now: datetime, submission_id: str) -> Submission:
    """Publish one accepted submission; where that cannot be done now, it says why and waits."""
    with desk.database.reading() as session:
        row = session.get(SubmissionRow, submission_id)
        publication = _publication_of(row) if row is not None and row.state == State.ACCEPTED else None
        round_number = row.round if row is not None else 0
    if row is None:
        raise Hidden(HIDDEN)
    if publication is None:
        return workflow.mark_hindered(desk, now, submission_id, None)
    try:
        return _send_out(desk, now, publication, round_number)
    except Overtaken as error:
        return workflow.mark_overtaken(desk, now, submission_id, sentence_of(error))
    except NotPublished as error:
        return workflow.mark_hindered(desk, now, submission_id, sentence_of(error))


def _send_out(desk: Desk, now: datetime, publication: Publication, round_number: int) -> Submission:
    """Publish to the branch, or by a pull request where the operator has set a repository for them."""
    repository, submission_id = desk.config.repository, publication.submission_id
    if repository is None:
        published = publish(desk.config.content_dir, publication)
        return workflow.mark_published(desk, now, submission_id, published.commit)
    found = request_merge(desk.config, repository, publication, round_number)
    if found.commit or found.pull_request is None:
        return workflow.mark_published(desk, now, submission_id, found.commit)
    url, stand = found.pull_request.url, found.pull_request.stand
    if stand is Stand.CLOSED:
        raise Overtaken(NOT_MERGED, url=url)
    hindrance = Sentence(NOT_FETCHED) if stand is Stand.MERGED else None
    return workflow.mark_requested(desk, now, submission_id, url, hindrance)


def recover(desk: Desk, now: datetime) -> Recovered:
    """Finish everything that was accepted and is not out, and what git was left half-way with."""
    finish_content(desk.config.content_dir)
    with desk.database.reading() as session:
        waiting = [row.id for row in accepted(session)]
    done = [publish_accepted(desk, now, submission_id) for submission_id in waiting]
    return Recovered(
        tuple(each for each in done if each.state is State.PUBLISHED),
        tuple(each for each in done if each.state is not State.PUBLISHED),
    )


def send_on(config: Config) -> str:
    """Push the branch to KB_GIT_REMOTE, if one is set; return why it could not be done, else nothing."""
    if not config.git_remote:
        return ""
    try:
        push(config.content_dir, config.git_remote)
    except NotPublished as error:
        note_event("push_failed", reason=str(error))
        return str(error)
    return ""


def _publication_of(row: SubmissionRow) -> Publication:
    at = row.decided_at or row.changed_at
    return Publication(row.id, row.ready["title"], row.ready["author"], at, kept_pieces(row))
