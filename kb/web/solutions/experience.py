"""The page of one experience report: what happened, what went wrong, and whom to ask."""

from collections.abc import Sequence
from dataclasses import dataclass

from kb.grading.documentation import Documentation
from kb.records.experience import Experience
from kb.records.marks import N_
from kb.records.solution import Solution
from kb.web.i18n import gettext
from kb.web.presenters import passages
from kb.web.presenters.economy import Economy, Reported, economy_of
from kb.web.presenters.framework import CHANGES
from kb.web.presenters.grade_words import Ladder, documentation_ladder, lacks_in_words
from kb.web.presenters.passages import Passage
from kb.web.presenters.place_facts import PlaceFact, PlaceLink, facts_of, places_with_pages
from kb.web.presenters.report import VERDICTS
from kb.web.presenters.result import ResultRow, results_of
from kb.web.presenters.solution_facts import Flag, not_stated
from kb.web.presenters.source import Cite, SourceBook, SourceItem, SourceNote
from kb.web.presenters.stage import StageMark, Step, marks_of, period_of, steps_of
from kb.web.presenters.vouching import Banner, report_banners, vouched
from kb.web.texts import Text, report_title, title_of, who_of
from kb.web.voice import Voice


@dataclass(frozen=True)
class AdaptationRow:
    """What was kept, changed or dropped, and why."""

    change: str
    words: str
    element: str
    text: str
    reason: str
    who: str
    source: SourceNote | None


@dataclass(frozen=True)
class Reuse:
    """Another's experience that this one builds on, and the way to it where the bank has it."""

    text: str
    solution: str
    report: str
    title: Text
    source: SourceNote | None


@dataclass(frozen=True)
class Judged:
    """How it went in one word, as the editors read the sources."""

    word: str
    reason: str
    source: SourceNote | None


@dataclass(frozen=True)
class Head:
    """What stands at the top."""

    solution: str
    solution_title: Text
    title: Text
    who: str
    when: str
    marks: tuple[StageMark, ...]
    lead: str
    banners: tuple[Banner, ...]
    flags: tuple[Flag, ...]
    is_by_supplier: bool
    places: tuple[PlaceLink, ...]
    facts: tuple[PlaceFact, ...]


@dataclass(frozen=True)
class Story:
    """What happened and what came of it."""

    steps: tuple[Step, ...]
    results: tuple[ResultRow, ...]
    verdict: Judged | None
    trouble: tuple[Passage, ...]
    has_stopped: bool
    economy: Economy | None


@dataclass(frozen=True)
class Making:
    """How it was done."""

    work: tuple[Passage, ...]
    adaptations: tuple[AdaptationRow, ...]
    anchoring: tuple[Passage, ...]
    technology: tuple[Passage, ...]
    reuse: tuple[Reuse, ...]
    advice: tuple[str, ...]


@dataclass(frozen=True)
class ExperiencePage:
    """One experience report, section by section."""

    id: str
    head: Head
    ladder: Ladder | None
    lacks: str
    story: Story
    making: Making
    contact: str
    note: str
    coded: str
    may_be_vouched: bool
    sources: tuple[SourceItem, ...]
    not_stated: str


def experience_page(
    report: Experience, solution: Solution, *, documentation: Documentation | None, voice: Voice
) -> ExperiencePage:
    """Make the page of a report; one that is withdrawn has no grade."""
    book = SourceBook(voice, report)
    cite = book.citer(report, solution)
    for source_id in report.cited:
        cite(source_id)
    head = head_of(report, solution, voice=voice, cite=cite)
    story = story_of(report, solution, voice=voice, cite=cite)
    making = making_of(report, solution, voice=voice, cite=cite)
    return ExperiencePage(
        id=report.id,
        head=head,
        ladder=documentation_ladder(documentation) if documentation else None,
        lacks=lacks_in_words(documentation, voice.language) if documentation else "",
        story=story,
        making=making,
        contact=report.contact or "",
        note=report.note or "",
        coded=voice.date(report.coded_on or report.checked),
        may_be_vouched=bool(report.municipalities) and report.withdrawn is None,
        sources=book.items(),
        not_stated=not_stated(empty_of(report, story, making=making), voice.language),
    )


def head_of(report: Experience, solution: Solution, *, voice: Voice, cite: Cite) -> Head:
    """Make the top of the page."""
    return Head(
        solution=solution.id,
        solution_title=title_of(solution, voice.language),
        title=report_title(voice.catalogue, report, voice.language),
        who=who_of(voice.catalogue, report, voice.language),
        when=(report.period.words if report.period else None) or period_of(report, voice),
        marks=marks_of(report, voice),
        lead=report.description or "",
        banners=report_banners(report, solution, voice=voice, cite=cite),
        flags=vouched(report, voice),
        is_by_supplier=bool(report.supplier_involved),
        places=places_with_pages(report, voice),
        facts=facts_of(report, voice),
    )


def story_of(report: Experience, solution: Solution, *, voice: Voice, cite: Cite) -> Story:
    """Tell what happened and what came of it."""
    case = report.business_case
    return Story(
        steps=steps_of(report, voice, cite=cite),
        results=results_of(report, voice, cite=cite, remarks=solution.remarks),
        verdict=judged(report, cite),
        trouble=passages.trouble_of(report, cite),
        has_stopped=any(mark.stage == "stoppet" for mark in marks_of(report, voice)),
        economy=economy_of((Reported(case, report, cite),), voice, solution.remarks) if case else None,
    )


def judged(report: Experience, cite: Cite) -> Judged | None:
    """Say how it went, where the editors could tell."""
    if report.verdict is None:
        return None
    verdict = report.verdict
    return Judged(gettext(VERDICTS[verdict.value]), verdict.reason or "", cite(verdict.source))


def making_of(report: Experience, solution: Solution, *, voice: Voice, cite: Cite) -> Making:
    """Tell how it was done."""
    return Making(
        work=passages.work_of(report),
        adaptations=adaptations_of(report, solution, voice=voice, cite=cite),
        anchoring=passages.anchoring_of(report, voice, cite=cite),
        technology=passages.technology_of(report, voice, cite=cite),
        reuse=reuse_of(report, voice, cite=cite),
        advice=report.advice,
    )


def adaptations_of(
    report: Experience, solution: Solution, *, voice: Voice, cite: Cite
) -> tuple[AdaptationRow, ...]:
    """List what was kept, changed or dropped."""
    elements = {point.id: point.description for point in solution.core_elements}
    return tuple(
        AdaptationRow(
            change=one.change.value if one.change else "",
            words=gettext(CHANGES[one.change]) if one.change else "",
            element=elements.get(one.element or "", ""),
            text=one.description,
            reason=one.reason or "",
            who=voice.place(one.municipality) if one.municipality else "",
            source=cite(one.source),
        )
        for one in report.adaptations
    )


def reuse_of(report: Experience, voice: Voice, *, cite: Cite) -> tuple[Reuse, ...]:
    """List whose experience this one builds on."""
    found = []
    for one in report.builds_on:
        other = voice.catalogue.report(one.report or "")
        title = report_title(voice.catalogue, other, voice.language) if other else Text("")
        solution_id, report_id = (other.solution, other.id) if other else ("", "")
        found.append(Reuse(one.description, solution_id, report_id, title, cite(one.source)))
    return tuple(found)


def empty_of(report: Experience, story: Story, *, making: Making) -> list[str]:
    """List what the report says nothing about."""
    named: Sequence[tuple[str, object]] = (
        (N_("forløb"), story.steps),
        (N_("omfang"), report.scale),
        (N_("resultater"), story.results),
        (N_("hvad der gik galt"), story.trouble),
        (N_("økonomi"), story.economy),
        (N_("ændret arbejdsgang"), report.changed_work),
        (N_("lokale tilpasninger"), making.adaptations),
        (N_("forankring"), making.anchoring),
        (N_("systemer og produkter"), making.technology),
        (N_("råd til den næste"), making.advice),
        (N_("funktionspostkasse"), report.contact),
    )
    return [name for name, value in named if not value]
