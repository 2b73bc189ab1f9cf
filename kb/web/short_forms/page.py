"""The page of a short form: what it is about, its fields with what is wrong, and what an editor wrote."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from kb.contributions.drafting import Fault
from kb.contributions.plain_fields import PlainField
from kb.contributions.remarks import FIGURE, REMARK
from kb.contributions.submission import Submission
from kb.records.call import Call
from kb.records.outcome import Outcome
from kb.web.contributions.fields import Box, Field, in_order, options_of, said
from kb.web.contributions.form import median_in_words, reason_of
from kb.web.contributions.kind_pages import plain_field
from kb.web.i18n import gettext
from kb.web.presenters.figures import Figure, figure_of, figure_of_line
from kb.web.short_forms.beginning import Begun, first
from kb.web.short_forms.forms import ShortForm
from kb.web.texts import Text, title_of, who_of
from kb.web.voice import Voice

Faults = Mapping[str, tuple[Fault, ...]]


@dataclass(frozen=True)
class Written:
    """A short form on its way to a page: what was typed, what is wrong, and the draft, once there is one."""

    begun: Begun
    faults: Faults
    municipality: str
    submission: Submission | None = None
    notice: str = ""
    median_days: float | None = None


@dataclass(frozen=True)
class Mistake:
    """A field that is wrong, for the list above the form; one without a name is the whole form."""

    name: str
    label: str
    message: str


@dataclass(frozen=True)
class Subject:
    """What the form is about: a call; or a solution, a figure of it and who it is from, a question to it."""

    title: Text
    who: str
    solution: str = ""
    call: str = ""
    figure: Figure | None = None
    question: str = ""


@dataclass(frozen=True)
class ShortPage:
    """The page; `version` is that of the draft, 0 before there is one."""

    title: str
    lead: str
    url: str
    version: int
    subject: Subject | None
    fields: tuple[Field, ...]
    mistakes: tuple[Mistake, ...]
    notice: str
    reason: str
    median: str


def short_page(form: ShortForm, written: Written, voice: Voice, *, url: str) -> ShortPage:
    """Make the page."""
    asked = form.asked_of(written.municipality)
    found = written.submission
    comments = found.latest_comments if found else {}
    fields = tuple(field_of(one, written, voice, comments=comments) for one in asked)
    return ShortPage(
        title=gettext(form.title),
        lead=gettext(form.lead),
        url=url,
        version=found.version if found else 0,
        subject=subject_of(written.begun, voice),
        fields=fields,
        mistakes=tuple(mistakes_of(written.faults, fields)),
        notice=written.notice,
        reason=reason_of(found),
        median=median_in_words(written.median_days),
    )


def mistakes_of(faults: Faults, fields: tuple[Field, ...]) -> Iterator[Mistake]:
    """List what is wrong, field by field, and last what is wrong with no field of the form."""
    labels = {field.name: field.label for field in fields}
    for name in sorted(faults, key=lambda name: [*labels, name].index(name)):
        for fault in faults[name]:
            known = name in labels
            yield Mistake(name if known else "", labels.get(name, ""), said(fault))


def field_of(asked: PlainField, written: Written, voice: Voice, *, comments: Mapping[str, str]) -> Field:
    """Make a field; what is chosen among records or terms is chosen in a list."""
    field = plain_field(asked, written.begun.typed, written.faults, comments)
    pairs = in_order(_choices(asked.name, voice))
    if not pairs:
        return field
    chosen = [text for text in written.begun.typed.get(asked.name, ()) if text]
    is_several = asked.name == "areas"
    box = Box(field.name, "", options_of(pairs, chosen))
    return replace(field, kind="checkbox" if is_several else "select", boxes=(box,))


def _choices(name: str, voice: Voice) -> Iterator[tuple[str, str]]:
    catalogue = voice.catalogue
    if name == "areas":
        vocabulary = catalogue.vocabularies.get("area")
        yield from (
            (term.id, voice.term("area", term.id)) for term in (vocabulary.terms if vocabulary else ())
        )
    elif name == "solution":
        yield from ((one.id, title_of(one, voice.language).text) for one in catalogue.solutions.values())
    elif name == "stop_reason":
        vocabulary = catalogue.vocabularies.get("stop-reason")
        terms = vocabulary.terms if vocabulary else ()
        yield from ((term.id, voice.term("stop-reason", term.id)) for term in terms)
    elif name == "municipality":
        yield from ((one.id, one.name) for one in catalogue.municipalities.values())


def subject_of(begun: Begun, voice: Voice) -> Subject | None:
    """Tell what a form is about; a new call is about nothing yet."""
    catalogue, about = voice.catalogue, begun.about
    if about.path.startswith("calls/"):
        return _call(catalogue.calls.get(PurePosixPath(about.path).stem), voice)
    solution = catalogue.solutions.get(about.solution) if about.path else None
    if solution is None:
        return None
    name, remark_id = first(begun.typed, FIGURE), first(begun.typed, REMARK)
    found = catalogue.figure(solution.id, name) if name else None
    report_id = name.rpartition("/")[0] or PurePosixPath(about.path).stem
    report = catalogue.experiences.get(f"{solution.id}/{report_id}")
    shown = figure_of(found, voice) if isinstance(found, Outcome) else None
    return Subject(
        title=title_of(solution, voice.language),
        who=who_of(catalogue, report, voice.language) if report else "",
        solution=solution.id,
        figure=shown or (figure_of_line(found, voice) if found and not isinstance(found, Outcome) else None),
        question=next((one.question for one in solution.remarks if one.id == remark_id), ""),
    )


def _call(call: Call | None, voice: Voice) -> Subject | None:
    if call is None:
        return None
    title = Text(call.title, "" if voice.language == "da" else "da")
    return Subject(title, voice.place(call.municipality), call=call.id)
