"""What was typed, field by field, in words, with what is wrong and what the editor writes beside it."""

from collections.abc import Mapping
from dataclasses import dataclass

from kb.contributions.submission import Submission
from kb.web.contributions.kind_pages import Faults, Told
from kb.web.contributions.kinds import pages_of
from kb.web.voice import Voice

COMMENT = "kommentar."


@dataclass(frozen=True)
class FieldRow:
    """One field: what stands in it, what is wrong, and what the editor has begun to write."""

    name: str
    label: str
    texts: tuple[str, ...]
    messages: tuple[str, ...]
    comment: str


@dataclass(frozen=True)
class FieldPart:
    """The fields of one step of the form."""

    id: str
    title: str
    rows: tuple[FieldRow, ...]


def parts_of(
    submission: Submission, faults: Faults, comments: Mapping[str, str], voice: Voice
) -> tuple[FieldPart, ...]:
    """List what was typed, as its kind tells it."""
    told = pages_of(submission).parts(submission, faults, voice)
    return tuple(
        FieldPart(part.id, part.title, tuple(_row(row, comments) for row in part.rows)) for part in told
    )


def _row(told: Told, comments: Mapping[str, str]) -> FieldRow:
    return FieldRow(told.name, told.label, told.texts, told.messages, comments.get(told.name, ""))
