"""The page of one submission: as readers will read it, its fields, its file, its faults, and the decision."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from kb.contributions.difference import Line, difference
from kb.contributions.draft_grade import grade_of
from kb.contributions.drafting import Draft
from kb.contributions.proposal import Proposal
from kb.contributions.publication import Piece
from kb.contributions.review import Review
from kb.contributions.submission import Decision, State
from kb.web.accounts.words import municipality_word
from kb.web.contributions.fields import said
from kb.web.contributions.grade import GradeBox, grade_box
from kb.web.contributions.kinds import pages_of
from kb.web.contributions.words import kind_word, told
from kb.web.editing.fields import FieldPart, parts_of
from kb.web.editing.obstacles import obstacle_to, why_not_accept
from kb.web.editing.words import (
    PROMISED_DAYS,
    VERDICTS,
    age_in_days,
    age_word,
    day_word,
    state_word,
)
from kb.web.i18n import gettext
from kb.web.solutions.experience import ExperiencePage, experience_page
from kb.web.voice import Voice

LabelOf = Callable[[str], str]


@dataclass(frozen=True)
class Writing:
    """What the editor has written and not sent: kept when the page is shown again."""

    reason: str = ""
    comments: Mapping[str, str] = field(default_factory=dict)
    message: str = ""

    @property
    def says_something(self) -> bool:
        """Tell whether anything is written."""
        return bool(self.reason.strip() or any(text.strip() for text in self.comments.values()))


@dataclass(frozen=True)
class Mistake:
    """A fault that the checks of the content found, and the field it is in."""

    name: str
    label: str
    message: str


@dataclass(frozen=True)
class Remark:
    """What was written about one field."""

    label: str
    text: str


@dataclass(frozen=True)
class Answered:
    """An earlier decision."""

    word: str
    date: str
    reason: str
    remarks: tuple[Remark, ...]


@dataclass(frozen=True)
class File:
    """A file that the submission becomes, and how it differs from the one that is published."""

    number: int
    path: str
    text: str
    lines: tuple[Line, ...]
    is_new: bool


@dataclass(frozen=True)
class Head:
    """What stands at the top."""

    title: str
    kind: str
    where: str
    state: str
    age: str
    is_late: bool


@dataclass(frozen=True)
class ReviewPage:
    """One submission; `obstacle` says why this editor may not decide it, `no_accept` why not accept it."""

    id: str
    version: int
    head: Head
    hindrance: str
    pull_request: str
    obstacle: str
    no_accept: str
    needs_two: bool
    publishes_now: bool
    parts: tuple[FieldPart, ...]
    mistakes: tuple[Mistake, ...]
    is_checked: bool
    grade: GradeBox | None
    preview: ExperiencePage | None
    said: tuple[str, ...]
    changed_files: tuple[File, ...]
    new_files: tuple[File, ...]
    answered: tuple[Answered, ...]
    may_decide: bool
    may_publish: bool
    writing: Writing
    kept: tuple[Remark, ...]


def review_page(
    review: Review,
    proposal: Proposal | None,
    published: Mapping[str, str],
    *,
    voice: Voice,
    moment: datetime,
    writing: Writing,
) -> ReviewPage:
    """Make the page; `published` is the text of each file that the proposal would replace."""
    submission, found = review.submission, proposal or Proposal()
    parts = parts_of(submission, found.faults, writing.comments, voice)
    files = [_file(number, piece, published) for number, piece in enumerate(found.pieces, start=1)]
    label_of = pages_of(submission).label_of
    return ReviewPage(
        id=submission.id,
        version=submission.version,
        head=head_of(review, moment),
        hindrance=told(submission.hindered_by),
        pull_request=submission.pull_request if submission.awaits_merge else "",
        obstacle=_told(obstacle_to(review)),
        no_accept=_told(why_not_accept(review, proposal)),
        needs_two=submission.kind.editors_needed > 1,
        publishes_now=len(submission.accepted_by) + 1 >= submission.kind.editors_needed,
        parts=parts,
        mistakes=tuple(_mistakes(found, label_of)),
        is_checked=proposal is not None,
        grade=grade_box(grade_of(found.draft, voice.catalogue), "") if found.draft else None,
        preview=_preview(found.draft, voice) if found.draft else None,
        said=tuple(told(one) for one in found.said),
        changed_files=tuple(file for file in files if not file.is_new),
        new_files=tuple(file for file in files if file.is_new),
        answered=tuple(_answered(one, label_of) for one in submission.decisions),
        may_decide=review.may_decide,
        may_publish=submission.state is State.ACCEPTED and review.is_in_their_areas,
        writing=writing,
        kept=tuple(_homeless(writing, parts if review.may_decide else (), label_of)),
    )


def head_of(review: Review, moment: datetime) -> Head:
    """Make the top of the page."""
    submission = review.submission
    waits = submission.state is State.SUBMITTED
    days = age_in_days(submission, moment)
    return Head(
        title=submission.about.title or gettext("Uden titel"),
        kind=kind_word(submission.kind),
        where=municipality_word(submission.municipality),
        state=state_word(submission),
        age=age_word(days) if waits else "",
        is_late=waits and days > PROMISED_DAYS,
    )


def _mistakes(proposal: Proposal, label_of: LabelOf) -> Iterator[Mistake]:
    for name, faults in proposal.faults.items():
        for fault in faults:
            yield Mistake(name, label_of(name), said(fault))


def _preview(draft: Draft, voice: Voice) -> ExperiencePage | None:
    """Make the page that readers would get; what cannot be read yet has none."""
    solution = voice.catalogue.solutions.get(draft.report.solution)
    if draft.file is None or solution is None:
        return None
    documentation = grade_of(draft, voice.catalogue).documentation
    return experience_page(draft.report, solution, documentation=documentation, voice=voice)


def _file(number: int, piece: Piece, published: Mapping[str, str]) -> File:
    text = piece.content.decode()
    lines = difference(published[piece.path], text)
    return File(number, piece.path, text, lines, is_new=piece.replaces is None)


def _answered(decision: Decision, label_of: LabelOf) -> Answered:
    remarks = tuple(Remark(label_of(name), text) for name, text in decision.comments.items())
    return Answered(gettext(VERDICTS[decision.verdict]), day_word(decision.at), decision.reason, remarks)


def _homeless(writing: Writing, parts: tuple[FieldPart, ...], label_of: LabelOf) -> Iterator[Remark]:
    """List what was written and has no field on the page any more."""
    shown = {row.name for part in parts for row in part.rows}
    for name, text in writing.comments.items():
        if text.strip() and name not in shown:
            yield Remark(label_of(name), text)
    if writing.reason.strip() and not parts:
        yield Remark(gettext("Begrundelse"), writing.reason)


def _told(sentence: str) -> str:
    return gettext(sentence) if sentence else ""
