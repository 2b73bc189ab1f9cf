"""What an editor has before them: a submission, whether they may decide it, and what is accepted of it."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from kb.accounts import people
from kb.accounts.member import Member
from kb.contributions.models import SubmissionRow, as_submission, kept_pieces
from kb.contributions.publication import Piece
from kb.contributions.reading import HIDDEN, may_decide, may_read
from kb.contributions.submission import Hidden, State, Submission


@dataclass(frozen=True)
class Review:
    """A submission as an editor meets it; `pieces` are the files that were accepted, if any were."""

    submission: Submission
    author: Member | None
    is_own: bool
    is_in_their_areas: bool
    has_accepted: bool
    pieces: tuple[Piece, ...]

    @property
    def may_decide(self) -> bool:
        """Tell whether the editor may decide about it now."""
        is_theirs = self.is_in_their_areas and not self.is_own
        return is_theirs and self.submission.state is State.SUBMITTED


def review_of(session: Session, editor: Member, submission_id: str) -> Review:
    """Give a submission as an editor meets it; Hidden where it is not there or not for them."""
    row = session.get(SubmissionRow, submission_id)
    if row is None or not may_read(row, editor):
        raise Hidden(HIDDEN)
    submission = as_submission(row)
    return Review(
        submission=submission,
        author=people.member(session, row.author_id),
        is_own=editor.id in (row.author_id, *row.earlier_authors),
        is_in_their_areas=may_decide(row, editor),
        has_accepted=editor.id in submission.accepted_by,
        pieces=kept_pieces(row),
    )
