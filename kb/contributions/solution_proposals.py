"""What a new solution would put into the content; pure."""

from pathlib import PurePosixPath

from kb.contributions.proposal import Given, Proposal
from kb.contributions.publication import Piece
from kb.contributions.solution_drafting import SolutionDraft, solution_draft_of


def propose_solution(given: Given) -> Proposal:
    """Propose the files of a new solution, under an id that is free."""
    draft = free_draft_of(given)
    pieces = tuple(Piece(file.path, file.content) for file in draft.files)
    return Proposal(pieces, draft.faults)


def free_draft_of(given: Given) -> SolutionDraft:
    """Read what was typed, under the id it was accepted with, or one that no solution has."""
    known_id = PurePosixPath(given.made).parent.name
    taken: set[str] = set()
    while True:
        draft = solution_draft_of(given.typed, given.catalogue, known_id=known_id, taken=taken)
        if known_id or not draft.files or given.published(draft.files[0].path) is None:
            return draft
        taken.add(PurePosixPath(draft.files[0].path).parent.name)
