"""What a submission is: somebody's words on their way to the content, and what was decided about them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from kb.accounts.member import Member
from kb.accounts.refused import Refused
from kb.contributions.publication import Piece
from kb.contributions.sentence import Sentence


class Kind(StrEnum):
    """What a submission wants of the content."""

    REPORT = "report"
    SOLUTION = "solution"
    CORRECTION = "correction"
    CONFIRMATION = "confirmation"
    CALL = "call"
    CLOSING = "closing"
    WITHDRAWAL = "withdrawal"
    QUESTION = "question"
    ANSWER = "answer"
    DECISION = "decision"

    @property
    def editors_needed(self) -> int:
        """How many different editors must accept it."""
        return 2 if self is Kind.SOLUTION else 1


class State(StrEnum):
    """How far a submission has come; the last three are ends."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    SENT_BACK = "sent_back"
    ACCEPTED = "accepted"
    PUBLISHED = "published"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"

    @property
    def is_open_to_author(self) -> bool:
        """Whether its author may change it."""
        return self in (State.DRAFT, State.SENT_BACK)


class Verdict(StrEnum):
    """What an editor decided."""

    ACCEPT = "accept"
    SEND_BACK = "send_back"
    DECLINE = "decline"


class Hidden(Refused):
    """Say that there is no such submission, or none that the asker may see: the same words for both."""


class Overwritten(Refused):
    """Say that somebody changed the submission after the asker last saw it."""


class NotNow(Refused):
    """Say why the step cannot be taken: by this person, in this state, or without a reason."""


@dataclass(frozen=True)
class Seen:
    """Who wants to change which submission, and the version of it that they had before them."""

    member: Member
    submission_id: str
    version: int


@dataclass(frozen=True)
class About:
    """What a submission is about: its solution and areas, and the file it wants to replace, if any."""

    title: str = ""
    solution: str = ""
    areas: tuple[str, ...] = ()
    path: str = ""
    replaces: str | None = None


@dataclass(frozen=True)
class Ready:
    """What is accepted: files in canonical form, and the words of the commit; no person in either."""

    pieces: tuple[Piece, ...]
    title: str
    author: str


@dataclass(frozen=True)
class Decision:
    """What one editor decided in one round, why, and what they wrote beside single fields."""

    editor_id: int
    verdict: Verdict
    at: datetime
    round: int
    reason: str = ""
    comments: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Submission:
    """One submission, as it was when read. `typed` is each field's values exactly as they were typed."""

    id: str
    kind: Kind
    state: State
    version: int
    author_id: int
    municipality: str
    about: About
    typed: Mapping[str, list[str]]
    created_at: datetime
    changed_at: datetime
    submitted_at: datetime | None = None
    decided_at: datetime | None = None
    published_at: datetime | None = None
    commit: str = ""
    hindered_by: Sentence | None = None
    pull_request: str = ""
    round: int = 0
    decisions: tuple[Decision, ...] = field(default=())

    @property
    def hindrance(self) -> str:
        """Why it is not out yet, in Danish; empty where nothing is in the way."""
        return str(self.hindered_by or "")

    @property
    def latest_comments(self) -> Mapping[str, str]:
        """What the newest decision says beside single fields."""
        return self.decisions[-1].comments if self.decisions else {}

    @property
    def awaits_merge(self) -> bool:
        """Whether it is accepted and lies as a pull request that people have yet to merge."""
        return self.state is State.ACCEPTED and self.pull_request != ""

    @property
    def accepted_by(self) -> frozenset[int]:
        """The editors who accepted it as it is now."""
        return frozenset(
            decision.editor_id
            for decision in self.decisions
            if decision.verdict is Verdict.ACCEPT and decision.round == self.round
        )
