"""What is said about a solution: sources that disagree, mentions, questions, decisions, kin."""

from collections.abc import Sequence
from dataclasses import dataclass

from kb.records.discussion import Conflict, Decision, Participant, Related
from kb.web.presenters.source import Cite, SourceNote
from kb.web.texts import Text, title_of
from kb.web.voice import Voice


@dataclass(frozen=True)
class ClaimView:
    """What one source says."""

    statement: str
    source: SourceNote | None


@dataclass(frozen=True)
class ConflictView:
    """A question on which sources disagree, with what each says."""

    question: str
    claims: tuple[ClaimView, ...]
    explanation: str


@dataclass(frozen=True)
class Mention:
    """A municipality and what is said of it; `page` is its id where it has a page."""

    name: str
    page: str
    text: str
    date: str = ""
    source: SourceNote | None = None


@dataclass(frozen=True)
class Kin:
    """A related solution and how the two hang together."""

    id: str
    title: Text
    relation: str


def conflicts_of(conflicts: Sequence[Conflict], cite: Cite) -> tuple[ConflictView, ...]:
    """List the disagreements, every side in full."""
    return tuple(
        ConflictView(
            question=conflict.question,
            claims=tuple(ClaimView(claim.statement, cite(claim.source)) for claim in conflict.claims),
            explanation=conflict.explanation or "",
        )
        for conflict in conflicts
    )


def mentions_of(participants: Sequence[Participant], voice: Voice, *, cite: Cite) -> tuple[Mention, ...]:
    """List the municipalities that a source only mentions."""
    return tuple(
        Mention(
            name=voice.place(one.municipality),
            page=voice.page_of(one.municipality),
            text=one.description or "",
            source=cite(one.source),
        )
        for one in participants
    )


def decisions_of(decisions: Sequence[Decision], voice: Voice) -> tuple[Mention, ...]:
    """List the municipalities that decided on the grounds of the page."""
    return tuple(
        Mention(
            name=voice.place(one.municipality),
            page=voice.page_of(one.municipality),
            text=one.description or "",
            date=voice.date(one.date),
        )
        for one in decisions
    )


def kin_of(related: Sequence[Related], voice: Voice) -> tuple[Kin, ...]:
    """List the related solutions that the bank holds."""
    solutions = voice.catalogue.solutions
    return tuple(
        Kin(one.solution, title_of(solutions[one.solution], voice.language), one.relation or "")
        for one in related
        if one.solution in solutions
    )
