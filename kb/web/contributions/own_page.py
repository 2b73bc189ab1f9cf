"""The page of one submission of one's own: what was typed, how far it has come, and what an editor wrote."""

from collections.abc import Iterator
from dataclasses import dataclass

from kb.contributions.submission import Submission
from kb.web.contributions.form import reason_of
from kb.web.contributions.kind_pages import Told, ToldPart
from kb.web.contributions.kinds import pages_of
from kb.web.contributions.words import STATES, kind_word
from kb.web.i18n import gettext
from kb.web.voice import Voice


@dataclass(frozen=True)
class Answer:
    """What was typed in one field, in words, and what an editor wrote beside it."""

    label: str
    texts: tuple[str, ...]
    comment: str


@dataclass(frozen=True)
class Part:
    """Fields that were typed together."""

    id: str
    title: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class OwnPage:
    """The page; `edit_url` is there while its author may go on writing."""

    id: str
    title: str
    kind: str
    state: str
    reason: str
    parts: tuple[Part, ...]
    edit_url: str


def own_page(submission: Submission, voice: Voice, *, may_change: bool) -> OwnPage:
    """Make the page."""
    pages = pages_of(submission)
    return OwnPage(
        id=submission.id,
        title=submission.about.title or gettext("Uden navn endnu"),
        kind=kind_word(submission.kind),
        state=gettext(STATES[submission.state]),
        reason=_reason(submission),
        parts=parts_in_words(pages.parts(submission, {}, voice), submission),
        edit_url=pages.write(submission, "") if may_change else "",
    )


def parts_in_words(parts: tuple[ToldPart, ...], submission: Submission) -> tuple[Part, ...]:
    """Put what an editor wrote beside what was typed; what was not answered is left out."""
    return tuple(_part(part, submission) for part in parts)


def _reason(submission: Submission) -> str:
    last = submission.decisions[-1].reason if submission.decisions else ""
    return reason_of(submission) or last


def _part(part: ToldPart, submission: Submission) -> Part:
    return Part(part.id, part.title, tuple(_answers(part.rows, submission)))


def _answers(rows: tuple[Told, ...], submission: Submission) -> Iterator[Answer]:
    for row in rows:
        comment = submission.latest_comments.get(row.name, "")
        if row.texts or comment:
            yield Answer(row.label, row.texts, comment)
