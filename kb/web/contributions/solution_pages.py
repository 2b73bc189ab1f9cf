"""What lists and editors need to know of a new solution: where it is written, and its fields in words."""

from collections.abc import Iterator

from kb.contributions.solution_questions import (
    CALLED,
    PROSE,
    QUESTIONS,
    SOLUTION,
    names_of_solution,
)
from kb.contributions.submission import Submission
from kb.web.context import page_url
from kb.web.contributions.fields import Maker, visible
from kb.web.contributions.kind_pages import Faults, KindPages, Told, ToldPart, plain_field
from kb.web.i18n import gettext
from kb.web.voice import Voice

ASKED_ALONE = {one.fields[0]: one.title for one in QUESTIONS if len(one.fields) == 1}


def label_of(name: str) -> str:
    """Call a field what the form calls it; one that the form no longer has is called by its own name."""
    if not name:
        return gettext("Hele løsningen")
    if name == PROSE.name:
        return gettext(PROSE.label)
    try:
        schemas_own: str = SOLUTION.declared_at(name).metadata["label"]
    except (KeyError, AttributeError):
        return name
    return gettext(ASKED_ALONE.get(name) or CALLED.get(name) or schemas_own)


def _write(submission: Submission, name: str) -> str:
    more = {"_anchor": name} if name else {}
    return page_url("contributions.solution", submission_id=submission.id, **more)


def _parts(submission: Submission, faults: Faults, voice: Voice) -> tuple[ToldPart, ...]:
    rows = tuple(_told(submission, faults, voice))
    return (ToldPart("1", gettext("Det, der blev skrevet"), rows),)


def _told(submission: Submission, faults: Faults, voice: Voice) -> Iterator[Told]:
    """List what was typed; what the form asks is there also when it was not answered."""
    maker = Maker(submission.typed, faults, {}, voice, SOLUTION)
    for name in names_of_solution(submission.typed):
        field = maker.field(name, label_of(name))
        if field.texts or field.messages or name in SOLUTION.asked:
            yield Told(name, field.label, field.texts, field.messages)
    prose = plain_field(PROSE, submission.typed, faults, {})
    if prose.texts or prose.messages:
        yield Told(prose.name, prose.label, prose.texts, prose.messages)
    known = {*names_of_solution(submission.typed), PROSE.name}
    for name, texts in submission.typed.items():
        if name not in known:
            yield Told(name, label_of(name), tuple(map(visible, texts)))


SOLUTION_PAGES = KindPages(
    write=_write,
    read=lambda submission: page_url("contributions.read_solution", submission_id=submission.id),
    label_of=label_of,
    parts=_parts,
)
