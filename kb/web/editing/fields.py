"""What was typed, field by field, in words, with what is wrong and what the editor writes beside it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kb.contributions.form_fields import ASKED, names_of
from kb.contributions.questions import STEPS, Step
from kb.contributions.submission import Submission
from kb.web.contributions.fields import Maker
from kb.web.contributions.form import label_of
from kb.web.editing.preparing import REPORTS
from kb.web.i18n import gettext

COMMENT = "kommentar."
WRITTEN = (Step.WHERE, Step.DONE, Step.RESULT)


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


def parts_of(submission: Submission, maker: Maker, comments: Mapping[str, str]) -> tuple[FieldPart, ...]:
    """List what was typed, step by step; what the form asks is there also when it was not answered."""
    if submission.kind not in REPORTS:
        rows = tuple(
            FieldRow(name, name, tuple(texts), (), comments.get(name, ""))
            for name, texts in submission.typed.items()
        )
        return (FieldPart("1", gettext("Det, der blev skrevet"), rows),)
    return tuple(
        FieldPart(step.value, gettext(STEPS[step].name), tuple(_rows(step, maker, comments)))
        for step in WRITTEN
    )


def _rows(step: Step, maker: Maker, comments: Mapping[str, str]) -> Iterator[FieldRow]:
    for name in names_of(step, maker.typed, maker.voice.catalogue):
        field = maker.field(name, label_of(name))
        texts = field.texts
        if texts or field.messages or comments.get(name) or name in ASKED:
            yield FieldRow(name, field.label, texts, field.messages, comments.get(name, ""))
