"""What a submission would put into the content, read against what is published now."""

from dataclasses import replace
from functools import cache

from kb.content.layout import classify
from kb.contributions.proposal import Given, Proposal
from kb.contributions.proposals import propose
from kb.contributions.publication import Piece
from kb.contributions.publishing import read_published
from kb.contributions.submission import About, State, Submission
from kb.web.context import current_config, current_release
from kb.web.desk import now

# When the files have been made, and keep their names.
DECIDED = (State.ACCEPTED, State.PUBLISHED)


def proposal_of(submission: Submission, pieces: tuple[Piece, ...] = ()) -> Proposal | None:
    """Propose what accepting a submission would publish; `pieces` are those it was accepted with."""
    made = pieces if submission.state in DECIDED else ()
    found = propose(submission.kind, given_of(submission, made[0].path if made else ""))
    return replace(found, pieces=made, faults={}) if found and made else found


def published_text(path: str) -> str:
    """Read a file as it is published now; empty where there is none."""
    return (published_bytes(path) or b"").decode("utf-8", "replace")


def published_bytes(path: str) -> bytes | None:
    """Read a file of the content as it is published now; None where there is none."""
    return read_published(current_config().content_dir, path) if classify(path) else None


def given_of(submission: Submission, made: str = "") -> Given:
    """Gather what a proposal of a submission is made from."""
    given = given_about(submission.about)
    sent = submission.submitted_at.date().isoformat() if submission.submitted_at else ""
    return replace(given, typed=submission.typed, municipality=submission.municipality, made=made, sent=sent)


def given_about(about: About) -> Given:
    """Gather what a proposal about a file is made from, before anything is typed."""
    return Given(
        typed={},
        about=about,
        municipality="",
        catalogue=current_release().catalogue,
        published=cache(published_bytes),
        today=now().date().isoformat(),
    )
