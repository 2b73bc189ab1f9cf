"""The words of the commit that accepting a submission makes: in Danish, and without a person."""

from kb.accounts.models import Role
from kb.catalogue import Catalogue
from kb.contributions.proposal import Proposal
from kb.contributions.review import Review
from kb.contributions.submission import Ready
from kb.web.accounts.words import ROLES
from kb.web.contributions.words import KINDS


def ready_of(review: Review, proposal: Proposal | None, catalogue: Catalogue) -> Ready | None:
    """Give the files and the words of their commit; None while the gate would not let them through."""
    if proposal is None or not proposal.can_be_sent:
        return None
    submission = review.submission
    title = f"{KINDS[submission.kind]}: {submission.about.title}"
    return Ready(proposal.pieces, title, _author_word(review, catalogue))


def _author_word(review: Review, catalogue: Catalogue) -> str:
    """Name the author by role and municipality."""
    role = ROLES[review.author.role if review.author else Role.CONTRIBUTOR].lower()
    place = catalogue.municipalities.get(review.submission.municipality)
    return f"{role}, {place.official_name}" if place else role
