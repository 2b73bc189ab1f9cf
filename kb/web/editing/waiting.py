"""The page of what waits: how long, what it is, from where, and what keeps it from being published."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask import make_response, render_template, request
from flask.typing import ResponseReturnValue

from kb.accounts.member import Member
from kb.contributions import reading
from kb.contributions.submission import State, Submission
from kb.records.marks import N_
from kb.web.accounts.words import municipality_word
from kb.web.context import page_url
from kb.web.contributions.form import median_in_words
from kb.web.contributions.words import kind_word, told
from kb.web.desk import current_desk, now
from kb.web.editing.words import PROMISED_DAYS, age_in_days, age_word, state_word
from kb.web.i18n import gettext, ngettext
from kb.web.signed_in import signed_in_member

DONE = "sket"
SENTENCES = {
    "tilbage": N_("Den er sendt tilbage. Den, der skrev, får en mail med det, du skrev."),
    "afvist": N_("Den er afvist. Den, der skrev, får en mail med begrundelsen."),
}
NO_TITLE = N_("Uden titel")


@dataclass(frozen=True)
class Row:
    """One submission that waits; `url_to_publish` is there when it is accepted and not out yet."""

    title: str
    url: str
    kind: str
    where: str
    age: str
    is_late: bool
    is_own: bool
    state: str
    hindrance: str
    url_to_publish: str


@dataclass(frozen=True)
class QueuePage:
    """What waits, the oldest first."""

    notice: str
    count: str
    median: str
    rows: tuple[Row, ...]


def show() -> ResponseReturnValue:
    """Show what waits for the editor who asks."""
    editor, moment = signed_in_member(), now()
    with current_desk().database.reading() as session:
        found, median = reading.queue(session, editor), reading.median_days(session, moment)
    done = SENTENCES.get(request.args.get(DONE, ""), "")
    page = queue_page(found, editor, moment, notice=gettext(done) if done else "", median=median)
    return make_response(render_template("editing/queue.html", page=page))


def queue_page(
    found: Iterable[Submission], editor: Member, moment: datetime, *, notice: str, median: float | None
) -> QueuePage:
    """Make the page."""
    rows = tuple(row_of(each, editor, moment) for each in found)
    return QueuePage(
        notice=notice,
        count=ngettext("%(num)s venter.", "%(num)s venter.", len(rows)) if rows else gettext("Intet venter."),
        median=median_in_words(median),
        rows=rows,
    )


def row_of(submission: Submission, editor: Member, moment: datetime) -> Row:
    """Make the row of one submission."""
    days = age_in_days(submission, moment)
    is_accepted = submission.state is State.ACCEPTED
    return Row(
        title=submission.about.title or gettext(NO_TITLE),
        url=page_url("editing.review", submission_id=submission.id),
        kind=kind_word(submission.kind),
        where=municipality_word(submission.municipality),
        age=age_word(days),
        is_late=days > PROMISED_DAYS,
        is_own=submission.author_id == editor.id,
        state=state_word(submission),
        hindrance=told(submission.hindered_by),
        url_to_publish=page_url("editing.publish", submission_id=submission.id) if is_accepted else "",
    )
