"""A step of the form: its questions, all that can be added behind them, and the grade so far."""

from collections.abc import Iterator
from dataclasses import dataclass

from kb.contributions.draft_grade import grade_of
from kb.contributions.drafting import Draft
from kb.contributions.form_fields import REPORT, more_of
from kb.contributions.questions import CALLED, STEPS, Step, questions_of, step_of
from kb.contributions.submission import Kind, Submission
from kb.contributions.typed_fields import Typed
from kb.web.context import page_url
from kb.web.contributions.asking import Asked, Group, asked_of, group_of
from kb.web.contributions.fields import Maker, said
from kb.web.contributions.grade import GradeBox, grade_box
from kb.web.i18n import gettext, ngettext
from kb.web.voice import Voice


@dataclass(frozen=True)
class Mistake:
    """A field that is wrong, for the list above the form, and the step in which it stands."""

    name: str
    label: str
    message: str
    step: str


@dataclass(frozen=True)
class StepMark:
    """A step in the row of steps above the form."""

    number: str
    name: str
    is_done: bool
    is_current: bool


@dataclass(frozen=True)
class StepPage:
    """A step of the form; `submission_id` is empty until the first step is saved."""

    submission_id: str
    version: int
    label: str
    step: str
    title: str
    lead: str
    steps: tuple[StepMark, ...]
    questions: tuple[Asked, ...]
    more: Group
    more_note: str
    mistakes: tuple[Mistake, ...]
    notice: str
    reason: str
    grade: GradeBox
    median: str
    url: str
    has_step_before: bool


@dataclass(frozen=True)
class Written:
    """A draft on its way to a page: what was typed, what it would be, and what stands in the way."""

    typed: Typed
    draft: Draft
    submission: Submission | None = None
    notice: str = ""
    median_days: float | None = None


def step_page(step: Step, written: Written, voice: Voice) -> StepPage:
    """Make the page of a step."""
    asked, found = STEPS[step], written.submission
    maker = Maker(written.typed, written.draft.faults, found.latest_comments if found else {}, voice)
    return StepPage(
        submission_id=found.id if found else "",
        version=found.version if found else 0,
        label=label_over(found),
        step=step.value,
        title=gettext(asked.title),
        lead=gettext(asked.lead),
        steps=step_marks(step),
        questions=tuple(
            asked_of(question, maker, label_of)
            for question in questions_of(step, written.typed, voice.catalogue)
        ),
        more=group_of(more_of(step, written.typed), maker, label_of),
        more_note=gettext("Alt herunder er frivilligt. Skriv kun det, I ved."),
        mistakes=tuple(one for one in mistakes_of(written) if one.step == step.value),
        notice=written.notice,
        reason=reason_of(found),
        grade=grade_box(grade_of(written.draft, voice.catalogue), found.id if found else ""),
        median=median_in_words(written.median_days),
        url=url_of(found, step),
        has_step_before=step is not Step.WHERE,
    )


def label_over(submission: Submission | None) -> str:
    """Say above the form what it is for."""
    is_correction = submission is not None and submission.kind is Kind.CORRECTION
    return gettext("Ret en erfaring") if is_correction else gettext("Del en erfaring")


def url_of(submission: Submission | None, step: Step) -> str:
    """Give the address of a step; before anything is kept there is only the first."""
    if submission is None:
        return page_url("contributions.new_report")
    return page_url("contributions.report", submission_id=submission.id, step=step.value)


def median_in_words(days: float | None) -> str:
    """Say how long an answer takes; before there are any, only what we aim at."""
    aim = gettext("Målet er svar inden ti arbejdsdage.")
    if days is None:
        return aim
    took = ngettext(
        "Det seneste år tog det typisk %(num)s arbejdsdag.",
        "Det seneste år tog det typisk %(num)s arbejdsdage.",
        round(days),
    )
    return f"{aim} {took}"


def reason_of(submission: Submission | None) -> str:
    """Give what an editor wrote when the report was sent back, while it is."""
    is_back = submission is not None and submission.state.is_open_to_author and submission.decisions
    return submission.decisions[-1].reason if submission and is_back else ""


def step_marks(current: Step) -> tuple[StepMark, ...]:
    """List the steps: those before the one shown are behind the author."""
    return tuple(
        StepMark(step.value, gettext(asked.name), step < current, step is current)
        for step, asked in STEPS.items()
    )


def mistakes_of(written: Written) -> Iterator[Mistake]:
    """List everything that is wrong, step by step, in the order in which it was found."""
    found = [
        Mistake(name, label_of(name), said(fault), step_of(name).value)
        for name, faults in written.draft.faults.items()
        for fault in faults
    ]
    return iter(sorted(found, key=lambda mistake: mistake.step))


def label_of(name: str) -> str:
    """Call a field what the form calls it."""
    if not name:
        return ""
    alone = {
        one.fields[0]: one.title
        for asked in STEPS.values()
        for one in asked.questions
        if len(one.fields) == 1
    }
    schemas_own: str = REPORT.declared_at(name).metadata["label"]
    in_any_row = ".".join("0" if part.isdecimal() else part for part in name.split("."))
    return gettext(alone.get(name) or CALLED.get(in_any_row) or schemas_own)
