"""The page on which a municipality says whether its report is still right."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from kb.accounts.member import Member
from kb.contributions.drafting import Fault
from kb.contributions.plain_fields import PlainField
from kb.contributions.submission import About
from kb.contributions.vouching import ANSWERS, FIELDS, Answer
from kb.findings import headline_of
from kb.records.experience import Experience
from kb.records.marks import N_
from kb.web.context import page_url
from kb.web.contributions.fields import Field
from kb.web.presenters.figures import Figure, figure_of
from kb.web.short_forms.beginning import Begun
from kb.web.short_forms.page import Mistake, Written, field_of, mistakes_of
from kb.web.texts import Text, report_title, title_of
from kb.web.voice import Voice

Faults = Mapping[str, tuple[Fault, ...]]
# An answer of this page alone: it becomes no submission, but leads to the form.
CHANGED = "aendret"
CHOICES = {
    Answer.RIGHT.value: ANSWERS[Answer.RIGHT.value],
    CHANGED: N_("Noget er ændret eller forkert, og vi vil rette det"),
    Answer.STOPPED.value: ANSWERS[Answer.STOPPED.value],
}


@dataclass(frozen=True)
class Asked:
    """What a link asks: of whom, about which report."""

    token: str
    member: Member
    report: Experience
    about: About


@dataclass(frozen=True)
class AnswerPage:
    """The page: the report it asks about, and the fields of the answer with what is wrong."""

    url: str
    solution_id: str
    experience_id: str
    solution: Text
    title: Text
    description: str
    figure: Figure | None
    fields: tuple[Field, ...]
    mistakes: tuple[Mistake, ...]


def answer_page(asked: Asked, typed: Mapping[str, list[str]], voice: Voice, *, faults: Faults) -> AnswerPage:
    """Make the page."""
    report = asked.report
    written = Written(Begun(dict(typed), asked.about), faults, asked.member.municipality)
    fields = tuple(field_of(one, written, voice, comments={}) for one in fields_asked())
    headline = headline_of((report,))
    return AnswerPage(
        url=page_url("confirming.answer", token=asked.token),
        solution_id=report.solution,
        experience_id=report.id,
        solution=title_of(voice.catalogue.solutions[report.solution], voice.language),
        title=report_title(voice.catalogue, report, voice.language),
        description=report.description or "",
        figure=figure_of(headline.outcome, voice) if headline else None,
        fields=fields,
        mistakes=tuple(mistakes_of(faults, fields)),
    )


def fields_asked() -> Iterator[PlainField]:
    """List the fields: those of the form for members, with one answer more."""
    for field in FIELDS:
        yield replace(field, choices=CHOICES) if field.name == "answer" else field


def names_asked() -> tuple[str, ...]:
    """Name the fields."""
    return tuple(field.name for field in FIELDS)
