"""The form of a new solution, and the page on which it is read through before it is sent."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kb.contributions.publication import Piece
from kb.contributions.solution_questions import PROSE, QUESTIONS, SOLUTION, more_of_solution
from kb.contributions.submission import Submission
from kb.contributions.typed_fields import Typed
from kb.web.context import page_url
from kb.web.contributions.asking import Asked, Group, asked_of, group_of
from kb.web.contributions.fields import Field, Maker, said
from kb.web.contributions.form import median_in_words, reason_of
from kb.web.contributions.kind_pages import Faults, plain_field
from kb.web.contributions.own_page import Part, parts_in_words
from kb.web.contributions.solution_pages import SOLUTION_PAGES, label_of
from kb.web.i18n import gettext
from kb.web.texts import Text, title_of
from kb.web.voice import Voice


@dataclass(frozen=True)
class Written:
    """A draft on its way to a page: what was typed, what stands in the way, and what it looks like."""

    typed: Typed
    faults: Faults
    similar: tuple[str, ...] = ()
    pieces: tuple[Piece, ...] = ()
    submission: Submission | None = None
    notice: str = ""
    median_days: float | None = None


@dataclass(frozen=True)
class Similar:
    """A solution that is there already and may be the same."""

    url: str
    title: Text
    summary: Text


@dataclass(frozen=True)
class Mistake:
    """A field that is wrong, and the way to it."""

    label: str
    message: str
    url: str


@dataclass(frozen=True)
class SolutionForm:
    """The form; `submission_id` is empty until it is saved."""

    submission_id: str
    version: int
    url: str
    questions: tuple[Asked, ...]
    prose: Field
    more: Group
    mistakes: tuple[Mistake, ...]
    similar: tuple[Similar, ...]
    notice: str
    reason: str
    median: str


@dataclass(frozen=True)
class SolutionRead:
    """The page to read it through on; the files are there once nothing is in their way."""

    submission_id: str
    version: int
    title: str
    parts: tuple[Part, ...]
    files: tuple[tuple[str, str], ...]
    mistakes: tuple[Mistake, ...]
    similar: tuple[Similar, ...]
    notice: str
    reason: str
    median: str
    edit_url: str


def solution_form(written: Written, voice: Voice) -> SolutionForm:
    """Make the form."""
    found = written.submission
    maker = Maker(written.typed, written.faults, found.latest_comments if found else {}, voice, SOLUTION)
    return SolutionForm(
        submission_id=found.id if found else "",
        version=found.version if found else 0,
        url=SOLUTION_PAGES.write(found, "") if found else page_url("contributions.new_solution"),
        questions=tuple(_suggesting(asked_of(question, maker, label_of)) for question in QUESTIONS),
        prose=replace(plain_field(PROSE, written.typed, written.faults, maker.comments), rows=10),
        more=group_of(more_of_solution(written.typed), maker, label_of),
        mistakes=tuple(_mistakes(written)),
        similar=tuple(_similar(written, voice)),
        notice=written.notice,
        reason=reason_of(found),
        median=median_in_words(written.median_days),
    )


def solution_read(written: Written, found: Submission, voice: Voice, *, may_change: bool) -> SolutionRead:
    """Make the page to read it through on."""
    parts = SOLUTION_PAGES.parts(found, {}, voice)
    return SolutionRead(
        submission_id=found.id,
        version=found.version,
        title=found.about.title or gettext("Uden navn endnu"),
        parts=parts_in_words(parts, found),
        files=tuple((piece.path, piece.content.decode()) for piece in written.pieces),
        mistakes=tuple(_mistakes(written)) if may_change else (),
        similar=tuple(_similar(written, voice)) if may_change else (),
        notice=written.notice,
        reason=reason_of(found),
        median=median_in_words(written.median_days),
        edit_url=SOLUTION_PAGES.write(found, "") if may_change else "",
    )


def _suggesting(asked: Asked) -> Asked:
    """Offer names of what is in the bank while the title is typed."""
    is_title = asked.fields[0].name == "title"
    return replace(asked, fields=(replace(asked.fields[0], suggests=True),)) if is_title else asked


def _mistakes(written: Written) -> Iterator[Mistake]:
    for name, faults in written.faults.items():
        for fault in faults:
            url = SOLUTION_PAGES.write(written.submission, name) if written.submission else f"#{name}"
            yield Mistake(label_of(name), said(fault), url)


def _similar(written: Written, voice: Voice) -> Iterator[Similar]:
    for solution_id in written.similar:
        solution = voice.catalogue.solutions[solution_id]
        url = page_url("solutions.show", solution_id=solution_id)
        summary = Text(solution.summary, "" if voice.language == "da" else "da")
        yield Similar(url, title_of(solution, voice.language), summary)
