"""The last step: all that was typed as it will be read, what is still wrong, and the file it becomes."""

from collections.abc import Iterator
from dataclasses import dataclass

from kb.contributions.difference import Line, difference
from kb.contributions.draft_grade import grade_of
from kb.contributions.form_fields import names_of
from kb.contributions.questions import STEPS, Step
from kb.records.outcome import Outcome
from kb.web.contributions.fields import Maker
from kb.web.contributions.form import (
    Mistake,
    StepMark,
    Written,
    label_of,
    label_over,
    median_in_words,
    mistakes_of,
    reason_of,
    step_marks,
)
from kb.web.contributions.grade import GradeBox, grade_box
from kb.web.i18n import gettext
from kb.web.presenters.figures import Figure, figure_of
from kb.web.voice import Voice


@dataclass(frozen=True)
class Answer:
    """What was typed in one field, in words; `step` and `name` lead back to it."""

    name: str
    label: str
    texts: tuple[str, ...]
    comment: str


@dataclass(frozen=True)
class Part:
    """What one step was told."""

    step: str
    title: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Result:
    """A figure as it will stand in the bank, with who says so."""

    figure: Figure
    source: str
    method: str


@dataclass(frozen=True)
class ReadPage:
    """The page; `file` is the text that will stand in the bank's files, once nothing is in its way."""

    submission_id: str
    version: int
    label: str
    title: str
    lead: str
    steps: tuple[StepMark, ...]
    parts: tuple[Part, ...]
    results: tuple[Result, ...]
    mistakes: tuple[Mistake, ...]
    notice: str
    reason: str
    path: str
    file: str
    changes: tuple[Line, ...]
    grade: GradeBox
    median: str
    may_change: bool


def read_page(written: Written, voice: Voice, *, may_change: bool, published: str = "") -> ReadPage:
    """Make the page; `published` is the file that a correction changes, as it stands."""
    asked, found, draft = STEPS[Step.READ], written.submission, written.draft
    maker = Maker(written.typed, draft.faults, found.latest_comments if found else {}, voice)
    return ReadPage(
        submission_id=found.id if found else "",
        version=found.version if found else 0,
        label=label_over(found),
        title=gettext(asked.title),
        lead=gettext(asked.lead),
        steps=step_marks(Step.READ),
        parts=tuple(_part(step, maker) for step in (Step.WHERE, Step.DONE, Step.RESULT)),
        results=tuple(_result(one, written, voice) for one in draft.report.outcomes) if draft.file else (),
        mistakes=tuple(mistakes_of(written)),
        notice=written.notice,
        reason=reason_of(found),
        path=draft.file.path if draft.file else "",
        file=draft.file.content.decode() if draft.file else "",
        changes=_changes(written, published),
        grade=grade_box(grade_of(draft, voice.catalogue), found.id if found and may_change else ""),
        median=median_in_words(written.median_days),
        may_change=may_change,
    )


def _changes(written: Written, published: str) -> tuple[Line, ...]:
    file = written.draft.file
    return difference(published, file.content.decode()) if published and file else ()


def _part(step: Step, maker: Maker) -> Part:
    return Part(step.value, gettext(STEPS[step].name), tuple(_answers(step, maker)))


def _answers(step: Step, maker: Maker) -> Iterator[Answer]:
    for name in names_of(step, maker.typed, maker.voice.catalogue):
        field = maker.field(name, label_of(name))
        texts = field.texts
        if texts:
            yield Answer(name, field.label, texts, field.comment)


def _result(outcome: Outcome, written: Written, voice: Voice) -> Result:
    report = written.draft.report
    solution = voice.catalogue.solutions.get(report.solution)
    source = voice.catalogue.source_of(outcome.source, report, *((solution,) if solution else ()))
    return Result(figure_of(outcome, voice), source.title if source else "", outcome.method or "")
