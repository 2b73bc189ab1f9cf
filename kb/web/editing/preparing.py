"""What accepting a submission would put into the content: a record, its file, the words of the commit."""

from collections import ChainMap
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from kb.accounts.models import Role
from kb.catalogue import Catalogue
from kb.contributions.drafting import Draft, draft_of
from kb.contributions.publication import Piece
from kb.contributions.publishing import read_published
from kb.contributions.review import Review
from kb.contributions.submission import Kind, Ready, State, Submission
from kb.records.municipality import Municipality
from kb.web.accounts.words import ROLES
from kb.web.contributions.drafts import title_of_draft
from kb.web.editing.words import KINDS

# The kinds whose words become a report's file.
REPORTS = (Kind.REPORT, Kind.CORRECTION)
# When the file has been made, and keeps its name.
DECIDED = (State.ACCEPTED, State.PUBLISHED)


@dataclass(frozen=True)
class Place:
    """Where drafts become files: the release that they are read against, the content, and the day."""

    catalogue: Catalogue
    content_dir: Path
    today: str


def draft_for(review: Review, place: Place) -> Draft:
    """Read what was typed as the record that accepting it would publish, under a name that is free."""
    known_id, catalogue = _known_id(review), place.catalogue
    while True:
        draft = draft_of(review.submission.typed, catalogue, today=place.today, known_id=known_id)
        if known_id or draft.file is None or read_published(place.content_dir, draft.file.path) is None:
            return draft
        # A report of that name is published, but not in this release yet.
        experiences = ChainMap({draft.report.ref: draft.report}, catalogue.experiences)  # type: ignore[arg-type]
        catalogue = replace(catalogue, experiences=experiences)


def published_text(submission: Submission, place: Place) -> str:
    """Read the file that a submission would replace, as it is published now; empty where there is none."""
    path = submission.about.path if submission.kind is Kind.CORRECTION else ""
    found = read_published(place.content_dir, path) if path else None
    return (found or b"").decode("utf-8", "replace")


def ready_of(review: Review, draft: Draft, catalogue: Catalogue) -> Ready | None:
    """Give the file and the words of its commit, in Danish and without a person; None without a file."""
    if not draft.can_be_sent or draft.file is None:
        return None
    submission = review.submission
    replaces = submission.about.replaces if submission.kind is Kind.CORRECTION else None
    piece = Piece(draft.file.path, draft.file.content, replaces)
    title = f"{KINDS[submission.kind]}: {title_of_draft(draft, catalogue)}"
    return Ready((piece,), title, _author_word(review, catalogue.municipalities))


def _known_id(review: Review) -> str:
    """Tell the id that a record already has: it was accepted, or it corrects one."""
    submission = review.submission
    if submission.state in DECIDED and review.pieces:
        return PurePosixPath(review.pieces[0].path).stem
    return PurePosixPath(submission.about.path).stem if submission.kind is Kind.CORRECTION else ""


def _author_word(review: Review, municipalities: Mapping[str, Municipality]) -> str:
    """Name the author by role and municipality."""
    role = ROLES[review.author.role if review.author else Role.CONTRIBUTOR].lower()
    place = municipalities.get(review.submission.municipality)
    return f"{role}, {place.official_name}" if place else role
