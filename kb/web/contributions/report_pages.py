"""What the lists and the editors need to know of a report and of its correction, which share the form."""

from collections.abc import Iterator

from kb.contributions.form_fields import ASKED, names_of
from kb.contributions.questions import STEPS, Step, step_of
from kb.contributions.submission import Submission
from kb.web.context import page_url
from kb.web.contributions.fields import Maker
from kb.web.contributions.form import label_of
from kb.web.contributions.kind_pages import Faults, KindPages, Told, ToldPart
from kb.web.i18n import gettext
from kb.web.voice import Voice

WRITTEN = (Step.WHERE, Step.DONE, Step.RESULT)


def step_url(submission: Submission, step: Step, name: str = "") -> str:
    """Give the address of a step of a draft, at a field of it."""
    more = {"_anchor": name} if name else {}
    return page_url("contributions.report", submission_id=submission.id, step=step.value, **more)


def _write(submission: Submission, name: str) -> str:
    return step_url(submission, step_of(name) if name else Step.WHERE, name)


def _parts(submission: Submission, faults: Faults, voice: Voice) -> tuple[ToldPart, ...]:
    """List what was typed, step by step; what the form asks is there also when it was not answered."""
    maker = Maker(submission.typed, faults, {}, voice)
    return tuple(
        ToldPart(step.value, gettext(STEPS[step].name), tuple(_rows(step, maker))) for step in WRITTEN
    )


def _rows(step: Step, maker: Maker) -> Iterator[Told]:
    for name in names_of(step, maker.typed, maker.voice.catalogue):
        field = maker.field(name, label_of(name))
        if field.texts or field.messages or name in ASKED:
            yield Told(name, field.label, field.texts, field.messages)


def _label(name: str) -> str:
    """Call a field what the form calls it; one that the form no longer has is called by its own name."""
    try:
        return label_of(name) or gettext("Hele indberetningen")
    except (KeyError, AttributeError):
        return name


REPORT_PAGES = KindPages(
    write=_write,
    read=lambda submission: step_url(submission, Step.READ),
    label_of=_label,
    parts=_parts,
)
