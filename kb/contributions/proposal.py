"""What accepting a submission would put into the content, and what stands in the way of it; pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps

from kb.accounts.refused import Refused
from kb.catalogue import Catalogue
from kb.contributions.drafting import Draft, Fault
from kb.contributions.publication import Piece
from kb.contributions.sentence import Sentence
from kb.contributions.submission import About
from kb.contributions.typed_fields import Typed


@dataclass(frozen=True)
class Given:
    """What a proposal is made from.

    `published` reads a file of the content as it is published now; `made` is the path that the submission
    was accepted under, if it was; `today` is an ISO date, and `sent` that of the day it was sent, if it was.
    """

    typed: Typed
    about: About
    municipality: str
    catalogue: Catalogue
    published: Callable[[str], bytes | None]
    today: str
    made: str = ""
    sent: str = ""


@dataclass(frozen=True)
class Proposal:
    """Files to publish, faults by field, and what it changes in words for the editor who decides.

    The field "" is the whole submission; `draft` is the report that it becomes, where it becomes one.
    """

    pieces: tuple[Piece, ...] = ()
    faults: Mapping[str, tuple[Fault, ...]] = field(default_factory=dict)
    said: tuple[Sentence, ...] = ()
    draft: Draft | None = None

    @property
    def can_be_sent(self) -> bool:
        """Tell whether the gate would let it through."""
        return bool(self.pieces) and not self.faults


def refusable(propose: Callable[[Given], Proposal]) -> Callable[[Given], Proposal]:
    """Make what a proposal is refused for a fault of the whole submission."""

    @wraps(propose)
    def proposed(given: Given) -> Proposal:
        try:
            return propose(given)
        except Refused as refused:
            return Proposal(faults={"": (Fault(refused.sentence),)})

    return proposed
